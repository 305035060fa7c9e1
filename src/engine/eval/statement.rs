//! Statements and blocks.

use super::Flow;
use crate::Engine;
use crate::block::Code;
use crate::command::Function;
use crate::lower;
use crate::program::*;
use crate::scope::{Options, ScopeId};
use crate::sink::{Discard, Out};
use crate::streams::Stream;
use object::{Interrupt, Result, Str, Symbol, Value, convert};
use std::rc::Rc;

impl Engine {
    /// Runs the statements of a block.
    #[inline]
    pub(crate) fn block(&mut self, block: &Block, out: &Out) -> Result<Flow> {
        if block.traps.is_empty() {
            return self.statements(block, out);
        }
        // What is called from here does not go on after an error that a trap may be for.
        self.catching += 1;
        let result = self.statements(block, out);
        self.catching -= 1;
        result
    }

    fn statements(&mut self, block: &Block, out: &Out) -> Result<Flow> {
        for statement in &block.statements {
            // Most statements of loops are these.
            let run = match &statement.kind {
                StmtKind::Effect(expr) => match self.effect(expr) {
                    Ok(()) => {
                        self.success = true;
                        continue;
                    }
                    Err(stop) => Err(stop),
                },
                _ => self.statement(statement, out),
            };
            let flow = match run {
                Ok(flow) => flow,
                Err(stop) => self.failed(stop, statement, block, out)?,
            };
            if flow != Flow::Next {
                return Ok(flow);
            }
        }
        Ok(Flow::Next)
    }

    /// A statement failed. Unless something above catches, it is reported and the script goes on.
    fn failed(
        &mut self,
        stop: Box<Interrupt>,
        statement: &Stmt,
        block: &Block,
        out: &Out,
    ) -> Result<Flow> {
        if let Interrupt::Error(_) = &*stop {
            let source = self.current_source();
            self.locate(&stop, &source, statement.span);
            if !block.traps.is_empty() {
                return self.trapped(stop, block, out);
            }
            self.report(stop)?;
            return Ok(Flow::Next);
        }
        Err(stop)
    }

    /// Runs one statement.
    pub(crate) fn statement(&mut self, statement: &Stmt, out: &Out) -> Result<Flow> {
        match &statement.kind {
            StmtKind::Effect(expr) => {
                self.effect(expr)?;
                self.success = true;
                Ok(Flow::Next)
            }
            StmtKind::Write(expr) => {
                self.mark(statement.span);
                let value = self.evaluate(expr)?;
                self.success = true;
                self.write_value(value, out)?;
                Ok(Flow::Next)
            }
            StmtKind::Pipe(pipe) => {
                self.mark(statement.span);
                self.run_pipe(pipe, out)?;
                Ok(Flow::Next)
            }
            StmtKind::If(clauses, otherwise) => {
                for (condition, block) in clauses {
                    if self.condition(condition)? {
                        return self.block(block, out);
                    }
                }
                match otherwise {
                    Some(block) => self.block(block, out),
                    None => Ok(Flow::Next),
                }
            }
            StmtKind::While(repeat) => self.while_loop(repeat, out),
            StmtKind::For(initial, repeat) => {
                if let Some(initial) = initial {
                    self.statement_silent(initial)?;
                }
                self.while_loop(repeat, out)
            }
            StmtKind::Do(repeat, until) => self.do_loop(repeat, *until, out),
            StmtKind::ForEach(each) => self.for_each(each, out),
            StmtKind::Return(value) => {
                if let Some(value) = value {
                    self.statement(value, out)?;
                }
                Ok(Flow::Return)
            }
            other => self.rare_statement(other, statement, out),
        }
    }

    /// Statements that no loop spends its time in.
    fn rare_statement(&mut self, kind: &StmtKind, statement: &Stmt, out: &Out) -> Result<Flow> {
        match kind {
            StmtKind::WriteResult(Expr::Sub(block)) => {
                self.mark(statement.span);
                self.write_captured(out, |engine, out| engine.block(block, out))
            }
            StmtKind::WriteResult(expr) => {
                self.mark(statement.span);
                let value = self.evaluate(expr)?;
                self.write_value(value, out)?;
                Ok(Flow::Next)
            }
            StmtKind::EffectResult(expr) => {
                self.effect(expr)?;
                Ok(Flow::Next)
            }
            StmtKind::Switch(switch) => self.switch(switch, out),
            StmtKind::Try(attempt) => self.attempt(attempt, out),
            StmtKind::ReturnValue(value) => {
                self.returned = match value {
                    Some(value) => self.evaluate(value)?,
                    None => Value::Null,
                };
                Ok(Flow::Return)
            }
            StmtKind::Break(label) => Ok(Flow::Break(self.label(label)?)),
            StmtKind::Continue(label) => Ok(Flow::Continue(self.label(label)?)),
            StmtKind::Chain(chain) => self.chain(chain, out),
            StmtKind::Exit(code) => {
                let code = match code {
                    Some(code) => self.capture(code)?,
                    None => Value::Int(0),
                };
                let code = convert::to_i32(self, &code).unwrap_or(0);
                Err(Box::new(Interrupt::Exit(code)))
            }
            StmtKind::Throw(value) => {
                self.mark(statement.span);
                let value = match value {
                    Some(value) => self.capture(value)?,
                    None => self.rethrown(),
                };
                Err(self.thrown(value)?)
            }
            StmtKind::Function(code) => self.function_statement(code),
            StmtKind::Type(definition, namespaces) => {
                self.define_type(definition, namespaces)?;
                Ok(Flow::Next)
            }
            StmtKind::UsingModule(name) => {
                let name = self.evaluate(name)?;
                // A script whose modules are missing does not run at all.
                if let Err(stop) = self.using_module(&name) {
                    if let Interrupt::Error(record) = &*stop {
                        record.rest.borrow_mut().terminating = true;
                    }
                    return Err(stop);
                }
                Ok(Flow::Next)
            }
            StmtKind::Data(slot, block) => {
                let items = self.capture_block(block)?;
                let value = Value::from_output(items);
                match slot {
                    Some(slot) => {
                        let scope = self.scope;
                        *self.scopes.slot_mut(scope, *slot) = crate::scope::Slot::Plain(value);
                    }
                    None => self.write_value(value, out)?,
                }
                Ok(Flow::Next)
            }
            StmtKind::Refused(id, message) => object::Fault::runtime(id, *message).raise(),
            _ => Ok(Flow::Next),
        }
    }

    fn label(&mut self, label: &Option<Box<Expr>>) -> Result<Option<Symbol>> {
        let Some(label) = label else { return Ok(None) };
        let value = self.evaluate(label)?;
        let text = convert::to_text(self, &value)?;
        Ok(Some(Symbol::of(&text)))
    }

    fn chain(&mut self, chain: &Chain, out: &Out) -> Result<Flow> {
        let flow = match self.statement(&chain.left, out) {
            Ok(flow) => flow,
            Err(stop) => {
                let source = self.current_source();
                self.locate(&stop, &source, chain.left.span);
                self.report(stop)?;
                Flow::Next
            }
        };
        if flow != Flow::Next || self.success == chain.or {
            return Ok(flow);
        }
        self.statement(&chain.right, out)
    }

    /// `function f { }`
    fn function_statement(&mut self, code: &Rc<Code>) -> Result<Flow> {
        let Some(definition) = &code.function else {
            return Ok(Flow::Next);
        };
        let (scope, name) = match lower::qualified_name(&definition.name) {
            Some((qualifier, rest)) => (self.qualified_scope(qualifier), rest),
            None => (self.scope, &*definition.name),
        };
        let symbol = Symbol::of(name);
        if let Some(old) = self.scopes.get(scope).functions.get(&symbol)
            && old
                .options
                .has(Options(Options::READ_ONLY.0 | Options::CONSTANT.0))
        {
            return object::Fault::new(
                &object::types::SESSION_STATE_UNAUTHORIZED_ACCESS_EXCEPTION,
                format!("Cannot write to function {name} because it is read-only or constant."),
            )
            .id("FunctionNotWritable")
            .category(object::Category::WriteError)
            .target(name)
            .raise();
        }
        let function = Function {
            name: Str::from(name),
            code: Rc::clone(code),
            state: self.state,
            module: self.current_module(),
            options: Options::NONE,
            description: Str::default(),
        };
        self.define_function(scope, function);
        self.function_aliases(scope, name, code)?;
        self.success = true;
        Ok(Flow::Next)
    }

    /// `[Alias()]` of a function's `param` block makes aliases beside it.
    fn function_aliases(&mut self, scope: ScopeId, name: &str, code: &Rc<Code>) -> Result {
        for node in code.attributes() {
            if crate::attribute::short_name(&node.name) != "alias" {
                continue;
            }
            let arguments = crate::attribute::evaluate(self, code, node)?;
            for alias in crate::attribute::texts(self, &arguments)? {
                let alias = crate::command::Alias {
                    name: alias,
                    definition: Str::from(name),
                    options: Options::NONE,
                    description: Str::default(),
                };
                self.define_alias(scope, alias);
            }
        }
        Ok(())
    }

    /// Writes a value to an output, element by element where it is a collection.
    #[inline]
    pub fn write_value(&mut self, value: Value, out: &Out) -> Result {
        match &value {
            Value::Nothing => Ok(()),
            Value::Str(_)
            | Value::Int(_)
            | Value::Bool(_)
            | Value::Double(_)
            | Value::Long(_)
            | Value::Dict(_) => out.write(self, value),
            Value::Object(object) if !object.is_of_class() => out.write(self, value),
            Value::Array(array) => {
                let array = Rc::clone(array);
                let mut i = 0;
                // The length is asked again each time, because what takes the elements may change the array's holder.
                while let Some(item) = array.get(i) {
                    out.write(self, item)?;
                    i += 1;
                }
                Ok(())
            }
            _ => match self.enumerate(&value)? {
                Some(items) => {
                    for item in items {
                        out.write(self, item)?;
                    }
                    Ok(())
                }
                None => out.write(self, value),
            },
        }
    }

    /// What a statement writes, as a value.
    pub(crate) fn capture(&mut self, statement: &Stmt) -> Result<Value> {
        match &statement.kind {
            StmtKind::Write(expr)
            | StmtKind::Effect(expr)
            | StmtKind::WriteResult(expr)
            | StmtKind::EffectResult(expr) => self.evaluate(expr),
            _ => {
                let collector = self.collector();
                let out: Out = collector.clone();
                let result = self.statement(statement, &out);
                drop(out);
                let items = self.collected(collector);
                match result? {
                    Flow::Next => Ok(Value::from_output(items)),
                    flow => Err(Box::new(interrupt_of(flow))),
                }
            }
        }
    }

    /// What a block writes.
    pub(crate) fn capture_block(&mut self, block: &Block) -> Result<Vec<Value>> {
        let collector = self.collector();
        let out: Out = collector.clone();
        let result = self.block(block, &out);
        drop(out);
        let items = self.collected(collector);
        match result? {
            Flow::Next => Ok(items),
            flow => Err(Box::new(interrupt_of(flow))),
        }
    }

    /// `$(...)` or `(...)` as a statement. Where something leaves it halfway, what it wrote until then is output all the same.
    fn write_captured(
        &mut self,
        out: &Out,
        act: impl FnOnce(&mut Engine, &Out) -> Result<Flow>,
    ) -> Result<Flow> {
        let collector = self.collector();
        let inner: Out = collector.clone();
        let result = act(self, &inner);
        drop(inner);
        let items = self.collected(collector);
        if matches!(result, Ok(Flow::Next)) {
            self.write_value(Value::from_output(items), out)?;
            return Ok(Flow::Next);
        }
        for item in items {
            out.write(self, item)?;
        }
        result
    }

    /// What a block writes that `return` may end.
    pub(crate) fn capture_returning(&mut self, block: &Block) -> Result<Vec<Value>> {
        let collector = self.collector();
        let out: Out = collector.clone();
        let result = self.block(block, &out);
        drop(out);
        let items = self.collected(collector);
        match result {
            Ok(Flow::Next | Flow::Return) => Ok(items),
            Ok(flow) => Err(Box::new(interrupt_of(flow))),
            Err(stop) if matches!(&*stop, Interrupt::Return) => Ok(items),
            Err(stop) => Err(stop),
        }
    }

    /// Runs a `clean` block: its output is dropped, and an error that ends it is written and goes no further.
    pub(crate) fn clean_up(&mut self, block: &Block) {
        let (scope, state, depth, stack) = (self.scope, self.state, self.depth, self.stack.len());
        let catching = std::mem::take(&mut self.catching);
        let result = self.run_silent(block);
        self.catching = catching;
        if let Err(stop) = result
            && let Interrupt::Error(record) = *stop
        {
            self.unwind(scope, state, depth, stack);
            self.remember(&record);
            self.failed = true;
            let _ = self.send(Stream::Error, Value::Native(record));
        }
    }

    /// Runs a statement whose output nobody wants.
    #[inline]
    pub(crate) fn statement_silent(&mut self, statement: &Stmt) -> Result {
        match &statement.kind {
            StmtKind::Effect(expr) | StmtKind::EffectResult(expr) => self.effect(expr),
            StmtKind::Write(expr) | StmtKind::WriteResult(expr) => self.evaluate(expr).map(drop),
            _ => {
                let out: Out = Rc::new(Discard);
                self.statement(statement, &out).map(drop)
            }
        }
    }

    /// Runs a block whose output nobody wants.
    pub(crate) fn run_silent(&mut self, block: &Block) -> Result<Flow> {
        let out: Out = Rc::new(Discard);
        self.block(block, &out)
    }

    /// Whether a condition holds.
    #[inline]
    pub(crate) fn condition(&mut self, condition: &Cond) -> Result<bool> {
        match self.truth(&condition.value) {
            Ok(truth) => {
                self.success |= condition.has_command;
                Ok(truth)
            }
            Err(stop) => {
                let source = self.current_source();
                self.locate(&stop, &source, condition.span);
                Err(stop)
            }
        }
    }

    /// Notes where the call that runs now stands.
    #[inline]
    pub(crate) fn mark(&mut self, span: syntax::Span) {
        if let Some(entry) = self.stack.last_mut() {
            entry.span = span;
        }
    }

    /// The text whose code runs now.
    pub(crate) fn current_source(&self) -> Rc<syntax::Source> {
        match self.stack.last() {
            Some(entry) => Rc::clone(&entry.source),
            None => syntax::Source::new(None, "".into()),
        }
    }
}

/// Control flow that must cross an expression.
pub(crate) fn interrupt_of(flow: Flow) -> Interrupt {
    match flow {
        Flow::Break(label) => Interrupt::Break(label.map(Symbol::text)),
        Flow::Continue(label) => Interrupt::Continue(label.map(Symbol::text)),
        Flow::Return | Flow::Next => Interrupt::Return,
    }
}
