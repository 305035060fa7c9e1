//! Statements of C#.

use super::define::Class;
use super::tree::*;
use crate::Engine;
use object::{Fault, Interrupt, Result, Type, Value, types};
use std::cell::RefCell;
use std::rc::Rc;

/// A variable.
#[derive(Clone)]
pub(super) struct Variable {
    pub name: Name,
    pub cell: Rc<RefCell<Value>>,
    pub kind: Option<Type>,
}

/// A function in a method.
#[derive(Clone)]
pub(super) struct Function {
    pub method: Rc<Method>,
}

/// A call of C# code.
pub(super) struct Frame<'e> {
    pub engine: &'e mut Engine,
    pub class: Rc<Class>,
    pub this: Value,
    pub variables: Vec<Variable>,
    pub functions: Vec<Function>,
    /// What `yield return` gave.
    pub yielded: Vec<Value>,
    pub checked: bool,
    pub generics: Vec<Name>,
    /// The error that a catch clause handles, for `throw;`.
    pub caught: Vec<Interrupt>,
}

/// How a statement ended.
pub(super) enum Flow {
    Next,
    Break,
    Continue,
    Return(Value),
}

/// Turns of a loop after which Ctrl-C is looked for.
const TURNS_BETWEEN_LOOKS: u32 = 4096;

impl Frame<'_> {
    pub fn block(&mut self, statements: &[Statement]) -> Result<Flow> {
        let (height, functions) = (self.variables.len(), self.functions.len());
        for statement in statements {
            if let Statement::Function(method) = statement {
                let method = Rc::clone(method);
                self.functions.push(Function { method });
            }
        }
        let flow = self.statements(statements);
        self.variables.truncate(height);
        self.functions.truncate(functions);
        flow
    }

    fn statements(&mut self, statements: &[Statement]) -> Result<Flow> {
        for statement in statements {
            match self.statement(statement)? {
                Flow::Next => {}
                flow => return Ok(flow),
            }
        }
        Ok(Flow::Next)
    }

    pub fn declare(&mut self, name: &Name, value: Value, kind: Option<Type>) {
        self.variables.push(Variable {
            name: Rc::clone(name),
            cell: Rc::new(RefCell::new(value)),
            kind,
        });
    }

    fn statement(&mut self, statement: &Statement) -> Result<Flow> {
        match statement {
            Statement::Block(inner) => return self.block(inner),
            Statement::Local(kind, variables) => self.local(kind.as_ref(), variables)?,
            Statement::Expr(value) => {
                self.effect(value)?;
            }
            Statement::If(condition, yes, no) => {
                // What a pattern in the condition declared lives on behind the statement.
                let chosen = match self.is_true(condition)? {
                    true => Some(yes),
                    false => no.as_ref(),
                };
                return match chosen {
                    Some(body) => self.statement(body),
                    None => Ok(Flow::Next),
                };
            }
            Statement::While(..) | Statement::DoWhile(..) | Statement::For(..) => {
                return self.repeat(statement);
            }
            Statement::ForEach(kind, name, source, body) => {
                return self.for_each(kind.as_ref(), name, source, body);
            }
            Statement::Switch(value, sections) => return self.switch(value, sections),
            Statement::Break => return Ok(Flow::Break),
            Statement::Continue => return Ok(Flow::Continue),
            Statement::Return(value) => {
                let value = match value {
                    Some(value) => self.value(value)?,
                    None => Value::Nothing,
                };
                return Ok(Flow::Return(value));
            }
            Statement::Throw(Some(value)) => {
                let exception = self.value(value)?;
                return Err(self.engine.thrown(exception)?);
            }
            Statement::Throw(None) => return Err(self.again()),
            Statement::Try(body, catches, finally) => {
                return self.attempt(body, catches, finally.as_deref());
            }
            Statement::Using(resource, body) => return self.using(resource, body),
            Statement::YieldReturn(value) => {
                let value = self.value(value)?;
                self.yielded.push(value);
            }
            Statement::YieldBreak => return Ok(Flow::Return(Value::Nothing)),
            Statement::Function(_) => {}
        }
        Ok(Flow::Next)
    }

    fn again(&mut self) -> Box<Interrupt> {
        match self.caught.last() {
            Some(Interrupt::Error(record)) => Rc::clone(record).into(),
            _ => Fault::new(&types::INVALID_OPERATION_EXCEPTION, "Nothing to throw.").into(),
        }
    }

    fn local(&mut self, kind: Option<&Kind>, variables: &[(Name, Option<Expr>)]) -> Result<()> {
        let kind = match kind {
            Some(kind) => Some(self.kind(kind)?),
            None => None,
        };
        for (name, value) in variables {
            let value = match (value, &kind) {
                (Some(value), Some(kind)) => self.value_as(value, kind)?,
                (Some(value), None) => self.value(value)?,
                (None, Some(kind)) => self.default_of(kind)?,
                (None, None) => Value::Null,
            };
            self.declare(name, value, kind.clone());
        }
        Ok(())
    }

    /// Loops that test a condition.
    fn repeat(&mut self, statement: &Statement) -> Result<Flow> {
        let height = self.variables.len();
        let flow = self.repeat_in(statement);
        self.variables.truncate(height);
        flow
    }

    fn repeat_in(&mut self, statement: &Statement) -> Result<Flow> {
        let (first, condition, steps, body): (&[Statement], Option<&Expr>, &[Expr], &Statement) =
            match statement {
                Statement::While(condition, body) => (&[], Some(condition), &[], body),
                Statement::DoWhile(body, condition) => (&[], Some(condition), &[], body),
                Statement::For(first, condition, steps, body) => {
                    (first, condition.as_ref(), steps, body)
                }
                _ => return Ok(Flow::Next),
            };
        let mut tests = !matches!(statement, Statement::DoWhile(..));
        for statement in first {
            self.statement(statement)?;
        }
        let mut turns = 0u32;
        loop {
            if tests
                && let Some(condition) = condition
                && !self.is_true(condition)?
            {
                return Ok(Flow::Next);
            }
            tests = true;
            match self.statement(body)? {
                Flow::Break => return Ok(Flow::Next),
                Flow::Return(value) => return Ok(Flow::Return(value)),
                Flow::Next | Flow::Continue => {}
            }
            for step in steps {
                self.effect(step)?;
            }
            turns = turns.wrapping_add(1);
            if turns.is_multiple_of(TURNS_BETWEEN_LOOKS) {
                self.engine.check_cancel()?;
            }
        }
    }

    fn for_each(
        &mut self,
        kind: Option<&Kind>,
        name: &Name,
        source: &Expr,
        body: &Statement,
    ) -> Result<Flow> {
        let kind = match kind {
            Some(kind) => Some(self.kind(kind)?),
            None => None,
        };
        let source = self.value(source)?;
        for item in self.items_of(&source)? {
            let item = match &kind {
                Some(kind) => self.converted(item, kind)?,
                None => item,
            };
            let height = self.variables.len();
            self.declare(name, item, kind.clone());
            let flow = self.statement(body);
            self.variables.truncate(height);
            match flow? {
                Flow::Break => break,
                Flow::Return(value) => return Ok(Flow::Return(value)),
                Flow::Next | Flow::Continue => {}
            }
        }
        Ok(Flow::Next)
    }

    /// What an enumeration gives: characters of text, entries of dictionaries.
    pub fn items_of(&mut self, source: &Value) -> Result<Vec<Value>> {
        match source.base() {
            Value::Null | Value::Nothing => super::operate::null_reference(),
            Value::Str(text) => Ok(text.encode_utf16().map(Value::Char).collect()),
            Value::Dict(dict) => Ok(object::members::dict::entries(dict)),
            base => {
                let base = base.clone();
                match self.engine.enumerate(&base)? {
                    Some(items) => Ok(items),
                    None => match self.engine.class_enumerator(&base)? {
                        Some(inner) => self.items_of(&inner),
                        None => Ok(vec![base]),
                    },
                }
            }
        }
    }

    fn switch(&mut self, value: &Expr, sections: &[Section]) -> Result<Flow> {
        let value = self.value(value)?;
        let height = self.variables.len();
        let mut chosen = None;
        'sections: for section in sections {
            for (pattern, filter) in &section.labels {
                if !self.matches(&value, pattern)? {
                    continue;
                }
                let passes = match filter {
                    Some(filter) => self.is_true(filter)?,
                    None => true,
                };
                if passes {
                    chosen = Some(section);
                    break 'sections;
                }
            }
        }
        let chosen = chosen.or_else(|| sections.iter().find(|section| section.is_default));
        let flow = match chosen {
            Some(section) => self.block(&section.body),
            None => Ok(Flow::Next),
        };
        self.variables.truncate(height);
        Ok(match flow? {
            Flow::Break => Flow::Next,
            flow => flow,
        })
    }

    fn attempt(
        &mut self,
        body: &[Statement],
        catches: &[Catch],
        finally: Option<&[Statement]>,
    ) -> Result<Flow> {
        let height = self.variables.len();
        let mut result = self.block(body);
        if let Err(stop) = result {
            self.variables.truncate(height);
            result = self.handle(stop, catches);
        }
        if let Some(finally) = finally {
            match self.block(finally)? {
                Flow::Next => {}
                flow => return Ok(flow),
            }
        }
        result
    }

    fn handle(&mut self, stop: Box<Interrupt>, catches: &[Catch]) -> Result<Flow> {
        let Interrupt::Error(record) = &*stop else {
            return Err(stop);
        };
        let exception = bare_exception(&record.exception);
        for clause in catches {
            if let Some(kind) = &clause.kind {
                let kind = self.kind(kind)?;
                if !kind.is_assignable_from(&exception.get_type()) {
                    continue;
                }
            }
            let height = self.variables.len();
            if let Some(name) = &clause.name {
                self.declare(name, exception.clone(), None);
            }
            let passes = match &clause.filter {
                Some(filter) => self.is_true(filter)?,
                None => true,
            };
            if !passes {
                self.variables.truncate(height);
                continue;
            }
            self.caught.push(*stop);
            let flow = self.block(&clause.body);
            self.caught.pop();
            self.variables.truncate(height);
            return flow;
        }
        Err(stop)
    }

    fn using(&mut self, resource: &Statement, body: &[Statement]) -> Result<Flow> {
        let height = self.variables.len();
        let mut held = Vec::new();
        match resource {
            Statement::Expr(value) => held.push(self.value(value)?),
            other => {
                self.statement(other)?;
                let new = self.variables[height..].iter();
                held.extend(new.map(|variable| variable.cell.borrow().clone()));
            }
        }
        let flow = self.block(body);
        self.variables.truncate(height);
        for resource in held.into_iter().rev() {
            if !resource.is_null() {
                self.call_on(&resource, "Dispose", Vec::new())?;
            }
        }
        flow
    }
}

/// The exception itself, where a call of .NET's was wrapped on its way.
pub(super) fn bare_exception(exception: &Value) -> Value {
    let wraps = |value: &Value| {
        value.get_type().is(&types::METHOD_INVOCATION_EXCEPTION)
            || value.get_type().is(&types::GET_VALUE_INVOCATION_EXCEPTION)
            || value.get_type().is(&types::SET_VALUE_INVOCATION_EXCEPTION)
    };
    let mut bare = exception.clone();
    while wraps(&bare) {
        let inner = bare
            .as_native::<object::Exception>()
            .and_then(|own| own.inner.clone());
        match inner {
            Some(inner) => bare = inner,
            None => break,
        }
    }
    bare
}
