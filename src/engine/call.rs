//! Calls of scripts: functions, script files and blocks, directly, dotted or in the place where they stand.

use crate::Engine;
use crate::bind::{self, Bound, Given};
use crate::block::{Code, ScriptBlock};
use crate::command::Command;
use crate::common_parameters::Common;
use crate::eval::Flow;
pub use crate::frame::Frame;
use crate::pipeline::Prepared;
use crate::program::{CommandNode, Program};
use crate::scope::{ScopeId, ScopeKind, Slot, Variable};
use crate::session::StackEntry;
use crate::signature::{self, Signature};
use crate::sink::Out;
use crate::state::StateId;
use object::{Fault, Interrupt, Result, Str, Symbol, Type, Value, convert};
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

/// A value of `@args` given again: what was a parameter's name still is one.
pub(crate) fn given_again(value: Value, span: syntax::Span) -> Given {
    if let Value::Str(text) = &value
        && let Some(rest) = text.strip_prefix('-')
        && rest.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && !rest.contains(char::is_whitespace)
    {
        let name = Str::from(rest.trim_end_matches(':'));
        return Given::Named {
            name,
            value: None,
            span,
            text: text.clone(),
            splatted: false,
        };
    }
    Given::Value(value, span)
}

/// A call that has its scope and its arguments, and has not run yet.
pub(crate) struct Entered {
    pub frame: Rc<Frame>,
    pub program: Rc<Program>,
    pub scope: ScopeId,
    pub state: StateId,
    pub own_scope: bool,
    pub name: Str,
}

impl Engine {
    /// Calls the only command of a pipeline without the machinery of stages.
    pub(crate) fn call_directly(&mut self, node: &CommandNode, out: &Out) -> Result {
        let source = self.current_source();
        let ready = self.prepare(node, &source)?;
        let outer = std::mem::replace(&mut self.failed, false);
        let result = match &ready.command {
            Command::Function(_) | Command::Script(_) | Command::Block(_) => {
                self.call_script(ready, out)
            }
            _ => self.call_alone(ready, out),
        };
        let failed = std::mem::replace(&mut self.failed, outer);
        if result.is_ok() {
            self.success = !failed;
        }
        result
    }

    /// Calls a script that is resolved and has its arguments.
    pub(crate) fn call_ready(&mut self, ready: Prepared, out: &Out) -> Result {
        self.call_script(ready, out)
    }

    /// Calls a cmdlet or a program that stands alone in its pipeline.
    fn call_alone(&mut self, ready: Prepared, out: &Out) -> Result {
        let outer = Rc::clone(&self.streams);
        let (mut processor, taps) = self.stage_of(ready)?;
        if let Some(taps) = taps {
            let mut all = (*outer).clone();
            all.taps.extend(taps);
            self.streams = Rc::new(all);
        }
        let result = processor
            .begin(self, out)
            .and_then(|()| processor.process(self, None, out))
            .or_else(|stop| {
                if matches!(&*stop, Interrupt::StopUpstream(id) if *id >> 16 == 0) {
                    Ok(())
                } else {
                    Err(stop)
                }
            })
            .and_then(|()| processor.end(self, out));
        processor.clean(self, out);
        self.streams = outer;
        result
    }

    /// The signature of a script's parameters.
    pub fn signature_of(&mut self, code: &Rc<Code>) -> Result<Rc<Signature>> {
        if let Some(signature) = code.signature.get() {
            return Ok(Rc::clone(signature));
        }
        let signature = Rc::new(Signature::of_code(self, code)?);
        let _ = code.signature.set(Rc::clone(&signature));
        Ok(signature)
    }

    /// Calls a function, a script file or a script block that takes no pipeline input.
    fn call_script(&mut self, ready: Prepared, out: &Out) -> Result {
        if ready.dot {
            return self.call_dotted(ready, out);
        }
        let outer = Rc::clone(&self.streams);
        let is_script = matches!(ready.command, Command::Script(_));
        let classes = self.classes.mark();
        let (entered, bound, signature) = self.enter(ready, out)?;
        let own = Rc::clone(&entered.frame.out.borrow());
        let result = self.run_entered(&entered, |engine| {
            engine.give_values(&entered, bound, &signature)?;
            engine.run_blocks(&entered.program, &own)
        });
        self.forget_pipeline_variable(&entered.frame.common);
        self.failed |= entered.frame.failed.get();
        let signed = Rc::clone(&entered.frame);
        self.leave(entered);
        self.streams = outer;
        let result = self.stopped_in(&signed, result);
        if is_script {
            self.classes.unshare(classes);
        }
        match is_script {
            true => self.end_script(result),
            false => result,
        }
    }

    /// An error that `-ErrorAction Stop` of an advanced function let through bears the function's name.
    fn stopped_in(&self, frame: &Frame, result: Result) -> Result {
        if let Err(stop) = &result
            && let Interrupt::Error(record) = &**stop
            && frame.common.error_action == Some(crate::common_parameters::Action::Stop)
        {
            let mut rest = record.rest.borrow_mut();
            if rest.source.is_empty() && !rest.terminating {
                rest.source = frame.command.name();
            }
        }
        result
    }

    /// begin, process and end of a call without pipeline input, and clean.
    fn run_blocks(&mut self, program: &Program, out: &Out) -> Result {
        let run = (|| {
            for block in [&program.begin, &program.process, &program.end]
                .into_iter()
                .flatten()
            {
                let flow = self.block(block, out)?;
                leave_with(flow)?;
            }
            Ok(())
        })();
        let has_run = program.begin.is_some() || program.process.is_some() || program.end.is_some();
        if let Some(clean) = &program.clean
            && has_run
        {
            self.clean_up(clean);
        }
        run
    }

    /// Binds a call's arguments and makes its scope.
    pub(crate) fn enter(
        &mut self,
        ready: Prepared,
        out: &Out,
    ) -> Result<(Entered, Bound, Rc<Signature>)> {
        let Some(code) = ready.command.code().cloned() else {
            return Fault::runtime("NotAScript", "The command has no script.").raise();
        };
        let state = match &ready.command {
            Command::Function(function) | Command::Script(function) => function.state,
            Command::Block(block) => block.state.unwrap_or(self.state),
            _ => self.state,
        };
        // The types of the parameters are those that the function's module knows.
        let signature = match code.signature.get() {
            Some(known) => Rc::clone(known),
            None => self.in_state(state, |engine| engine.signature_of(&code))?,
        };
        let name = ready.command.name();
        let site = bind::site(
            name.clone(),
            name.clone(),
            Some(ready.position.clone()),
            signature.advanced,
        );
        let (signature, definitions) = self.with_dynamic(&ready, &code, signature, &site)?;
        let mut bound = bind::bind(self, &signature, &site, ready.given, ready.expects_input)?;
        self.fill_dynamic(&signature, &definitions, &bound)?;
        let common = if signature.advanced {
            bound.common(self, &signature, &site)?
        } else {
            Common::default()
        };
        if signature.warns {
            self.warn_obsolete(&signature, &bound, &name, &common)?;
        }
        let program = code.program();
        let own = self.own_out(&common, out)?;
        let frame = Rc::new(Frame {
            command: ready.command,
            typed: ready.typed,
            position: Some(ready.position),
            bound: RefCell::new(crate::stage::bound_names(&signature, &bound)),
            bound_dict: OnceCell::new(),
            args: RefCell::new(Value::array(std::mem::take(&mut bound.rest))),
            input: RefCell::new(Value::Null),
            whole_input: std::cell::Cell::new(false),
            cmdlet: OnceCell::new(),
            out: RefCell::new(own),
            common: Rc::new(common),
            caller: self.state,
            advanced: signature.advanced,
            set: RefCell::new(signature.set_name(bound.sets)),
            pipeline: ready.place,
            expecting_input: ready.expects_input,
            invocation: OnceCell::new(),
            my_invocation: OnceCell::new(),
            failed: std::cell::Cell::new(false),
            thrown: std::cell::Cell::new(false),
        });
        let parent = self.parent_in(state);
        let kind = if matches!(frame.command, Command::Script(_)) {
            ScopeKind::Script
        } else {
            ScopeKind::Local
        };
        let scope = self
            .scopes
            .make(Rc::clone(&program.layout), Some(parent), kind);
        self.scopes.get_mut(scope).frame = Some(Rc::clone(&frame));
        self.keep_dynamic(scope, definitions);
        let name = match &frame.command {
            Command::Block(_) => Str::from("<ScriptBlock>"),
            _ => name,
        };
        Ok((
            Entered {
                frame,
                program,
                scope,
                state,
                own_scope: true,
                name,
            },
            bound,
            signature,
        ))
    }

    /// The scope that a call into a session state hangs below.
    fn parent_in(&mut self, state: StateId) -> ScopeId {
        if state == self.state {
            return self.scope;
        }
        self.states[self.state.0 as usize].current = self.scope;
        self.states[state.0 as usize].current
    }

    /// `-OutVariable` and `-ErrorVariable` of a function: its output is copied, its streams are tapped.
    fn own_out(&mut self, common: &Common, out: &Out) -> Result<Out> {
        let (taps, copy) = self.taps(common)?;
        if let Some(taps) = taps
            && !taps.is_empty()
        {
            let mut all = (*self.streams).clone();
            all.taps.extend(taps);
            self.streams = Rc::new(all);
        }
        let mut own = Rc::clone(out);
        if let Some(copy) = copy {
            own = Rc::new(crate::sink::Tap { next: own, copy });
        }
        if let Some(name) = &common.pipeline_variable {
            own = Rc::new(crate::stage::PipelineVariable {
                next: own,
                symbol: Symbol::of(name),
                scope: self.scope,
            });
        }
        Ok(own)
    }

    /// The variable of `-PipelineVariable` is there only while the pipeline runs.
    pub(crate) fn forget_pipeline_variable(&mut self, common: &Common) {
        if let Some(name) = &common.pipeline_variable {
            let scope = self.scope;
            self.remove_in(scope, Symbol::of(name));
        }
    }

    /// Runs something inside a call. A `return` that had to cross an expression ends here.
    pub(crate) fn run_entered(
        &mut self,
        entered: &Entered,
        act: impl FnOnce(&mut Engine) -> Result,
    ) -> Result {
        self.check_depth()?;
        let scope = std::mem::replace(&mut self.scope, entered.scope);
        let state = std::mem::replace(&mut self.state, entered.state);
        let block_args = self.block_args.take();
        let current = self.states[entered.state.0 as usize].current;
        self.depth += 1;
        self.stack.push(StackEntry {
            name: entered.name.clone(),
            source: Rc::clone(&entered.program.source),
            span: entered
                .frame
                .command
                .code()
                .map(|code| code.span())
                .unwrap_or_default(),
            frame: Some(Rc::clone(&entered.frame)),
        });
        let height = self.stack.len();
        let result = act(self);
        self.stack.truncate(height - 1);
        self.depth -= 1;
        if state != entered.state {
            // Calls back and forth meanwhile have left scopes behind that are free again.
            self.states[entered.state.0 as usize].current = current;
        }
        self.scope = scope;
        self.state = state;
        self.block_args = block_args;
        match result {
            Err(stop) if matches!(&*stop, Interrupt::Return) => Ok(()),
            Err(stop) if entered.frame.thrown.replace(false) => {
                if let Interrupt::Error(record) = &*stop {
                    record.rest.borrow_mut().terminating = false;
                }
                Err(stop)
            }
            result => result,
        }
    }

    /// Ends a call: its scope is free for others.
    pub(crate) fn leave(&mut self, entered: Entered) {
        if entered.own_scope && self.scopes.free(entered.scope) {
            self.epoch += 1;
        }
    }

    /// Puts bound values and defaults into the variables of a call that has begun.
    pub(crate) fn give_values(
        &mut self,
        entered: &Entered,
        bound: Bound,
        signature: &Signature,
    ) -> Result {
        let scope = entered.scope;
        let mut missing = Vec::new();
        for ((ordinal, node), value) in entered
            .program
            .parameters
            .iter()
            .enumerate()
            .zip(bound.values)
        {
            match value {
                Some(value) => self.give(scope, node, &signature.parameters[ordinal], value),
                None => missing.push(ordinal),
            }
        }
        for ordinal in missing {
            let node = &entered.program.parameters[ordinal];
            let parameter = Rc::clone(&signature.parameters[ordinal]);
            let value = match &node.default {
                Some(default) => {
                    let value = self.evaluate(default)?;
                    match parameter.typed {
                        true => self.convert_default(&parameter, value, entered)?,
                        false => value,
                    }
                }
                None => signature::unbound_value(&parameter),
            };
            self.give(scope, node, &parameter, value);
        }
        self.give_preferences(scope, &entered.frame.common);
        Ok(())
    }

    fn convert_default(
        &mut self,
        parameter: &signature::Parameter,
        value: Value,
        entered: &Entered,
    ) -> Result<Value> {
        if convert::accepts(&value, &parameter.kind) {
            return Ok(value);
        }
        let name = entered.frame.command.name();
        let site = bind::site(name.clone(), name, entered.frame.position.clone(), false);
        bind::convert_argument(self, &site, parameter, value)
    }

    pub(crate) fn give(
        &mut self,
        scope: ScopeId,
        node: &crate::program::ParameterNode,
        parameter: &signature::Parameter,
        value: Value,
    ) {
        let slot = self.scopes.slot_mut(scope, node.slot);
        if !node.constrained {
            *slot = Slot::Plain(value);
            return;
        }
        let variable = Variable {
            value,
            constraint: parameter.typed.then(|| parameter.kind.clone()),
            attributes: parameter.attributes.clone(),
            ..Variable::default()
        };
        *slot = Slot::Special(Rc::new(RefCell::new(variable)));
    }

    /// The common parameters of an advanced function are preference variables to what it calls.
    fn give_preferences(&mut self, scope: ScopeId, common: &Common) {
        use crate::common_parameters::Action;
        let flag = |on: Option<bool>| {
            on.map(|on| {
                if on {
                    Action::Continue
                } else {
                    Action::SilentlyContinue
                }
            })
        };
        for (symbol, action) in [
            (self.names.error_action, common.error_action),
            (self.names.warning, common.warning_action),
            (self.names.information, common.information_action),
            (self.names.verbose, flag(common.verbose)),
            (self.names.debug, flag(common.debug)),
        ] {
            if let Some(action) = action {
                self.set_in(scope, symbol, action.to_value());
            }
        }
        if let Some(on) = common.what_if {
            self.set_in(scope, self.names.what_if, Value::Switch(on));
        }
        if let Some(on) = common.confirm {
            let level = if on { 1 } else { 0 };
            self.set_in(
                scope,
                self.names.confirm,
                Type::Known(&crate::common_parameters::CONFIRM_IMPACT).enum_from(level),
            );
        }
    }

    /// `. command`: runs in the scope that is there.
    fn call_dotted(&mut self, ready: Prepared, out: &Out) -> Result {
        let outer = Rc::clone(&self.streams);
        let (entered, mut entered_bound, signature) = self.enter(ready, out)?;
        let Some(code) = entered.frame.command.code().cloned() else {
            return Ok(());
        };
        // The scope that was made holds nothing yet; the block runs against the layout of the one that is there.
        self.leave(entered_scope(&entered));
        let scope = if entered.state == self.state {
            self.scope
        } else {
            self.states[entered.state.0 as usize].current
        };
        let program = code.program_in(&Rc::clone(&self.scopes.get(scope).layout));
        let frame = Rc::clone(&entered.frame);
        let inner = Entered {
            program,
            scope,
            own_scope: false,
            name: entered.name.clone(),
            state: entered.state,
            frame,
        };
        // The session's own script is dotted too, and its `exit` is the session's.
        let is_script =
            matches!(inner.frame.command, Command::Script(_)) && &*inner.frame.typed == ".";
        let old = self
            .scopes
            .get_mut(scope)
            .frame
            .replace(Rc::clone(&inner.frame));
        let values = std::mem::take(&mut entered_bound.values);
        let bound = Bound {
            values,
            ..entered_bound
        };
        let result = self.run_entered(&inner, |engine| {
            engine.give_values(&inner, bound, &signature)?;
            engine.run_blocks(&inner.program, out)
        });
        self.scopes.get_mut(scope).frame = old;
        self.streams = outer;
        match is_script {
            true => self.end_script(result),
            false => result,
        }
    }

    /// `exit` ends the script file that it stands in.
    fn end_script(&mut self, result: Result) -> Result {
        let Err(stop) = &result else {
            return result;
        };
        let Interrupt::Exit(code) = **stop else {
            return result;
        };
        let (global, name) = (self.global, self.names.last_exit_code);
        self.set_in(global, name, Value::Int(code));
        self.success = code == 0;
        self.failed |= code != 0;
        Ok(())
    }

    /// Runs a script block value with arguments in a scope of its own; what it writes is the result.
    pub fn call_block(&mut self, block: &Value, arguments: &[Value]) -> Result<Value> {
        if let Some(lambda) = block.as_native_rc::<crate::csharp::Lambda>() {
            return lambda.call(self, arguments);
        }
        let collector = self.collector();
        let out: Out = collector.clone();
        let result = self.call_block_into(block, arguments, &out);
        drop(out);
        let items = self.collected(collector);
        result.map(|()| Value::from_output(items))
    }

    /// Runs a script block value with arguments in a scope of its own.
    pub fn call_block_into(&mut self, block: &Value, arguments: &[Value], out: &Out) -> Result {
        if let Some(delegate) = block.as_native_rc::<object::members::delegate::Delegate>() {
            let value = delegate.call(self, arguments)?;
            return self.write_value(value, out);
        }
        let (command, typed) = self.command_of_value(block)?;
        let position = object::Position {
            source: self.current_source(),
            span: self.stack.last().map(|e| e.span).unwrap_or_default(),
        };
        let given = crate::stage::given_values(arguments);
        let ready = Prepared {
            command,
            typed,
            given,
            position,
            dot: false,
            place: (1, 1),
            expects_input: false,
            pipeline: 0,
        };
        match &ready.command {
            Command::Function(_) | Command::Script(_) | Command::Block(_) => {
                self.call_script(ready, out)
            }
            _ => self.call_alone(ready, out),
        }
    }

    /// Runs a script block in the scope that is there, with `$_` set; what it writes is the result.
    pub fn call_with_item(&mut self, block: &Value, item: Value) -> Result<Value> {
        let collector = self.collector();
        let out: Out = collector.clone();
        let result = self.call_with_item_into(block, item, &out);
        drop(out);
        let items = self.collected(collector);
        result.map(|()| Value::from_output(items))
    }

    /// Runs a script block in the scope that is there, with `$_` set.
    pub fn call_with_item_into(&mut self, block: &Value, item: Value, out: &Out) -> Result {
        let old = std::mem::replace(&mut self.item, item);
        let result = self.run_in_place(block, out);
        self.item = old;
        result
    }

    /// Runs a script block in the scope that is there, as `ForEach-Object` does.
    pub fn run_in_place(&mut self, block: &Value, out: &Out) -> Result {
        let Some(block) = block.as_native_rc::<ScriptBlock>() else {
            let value = block.clone();
            return self.call_block_into(&value, &[], out);
        };
        let state = block.state.unwrap_or(self.state);
        self.in_state(state, |engine| {
            engine.check_depth()?;
            let layout = Rc::clone(&engine.scopes.get(engine.scope).layout);
            let program = block.code.program_in(&layout);
            engine.depth += 1;
            engine.stack.push(StackEntry {
                name: Str::from("<ScriptBlock>"),
                source: Rc::clone(&program.source),
                span: block.code.span(),
                frame: None,
            });
            let height = engine.stack.len();
            let args = engine.block_args.replace(no_args());
            let result = engine.run_in_place_blocks(&program, out);
            engine.block_args = args;
            engine.stack.truncate(height - 1);
            engine.depth -= 1;
            result
        })
    }

    fn run_in_place_blocks(&mut self, program: &Program, out: &Out) -> Result {
        for block in [&program.begin, &program.process, &program.end]
            .into_iter()
            .flatten()
        {
            match self.block(block, out) {
                Ok(Flow::Next) => {}
                Ok(Flow::Return) => return Ok(()),
                Ok(flow) => return Err(Box::new(crate::eval::interrupt_of(flow))),
                Err(stop) if matches!(&*stop, Interrupt::Return) => return Ok(()),
                Err(stop) => return Err(stop),
            }
        }
        Ok(())
    }

    /// The call that runs now: that of the nearest scope that has one.
    pub fn frame(&self) -> Option<Rc<Frame>> {
        let mut at = Some(self.scope);
        while let Some(id) = at {
            let scope = self.scopes.get(id);
            if let Some(frame) = &scope.frame {
                return Some(Rc::clone(frame));
            }
            at = scope.parent;
        }
        None
    }

    /// Runs a text as a script file is run: in the scope that is there, to the screen.
    ///
    /// # Errors
    /// What ended it.
    pub fn run_code(&mut self, code: &Rc<Code>, name: &str, out: &Out) -> Result {
        let layout = Rc::clone(&self.scopes.get(self.scope).layout);
        let program = code.program_in(&layout);
        self.stack.push(StackEntry {
            name: Str::from(name),
            source: Rc::clone(&program.source),
            span: code.span(),
            frame: None,
        });
        let height = self.stack.len();
        let args = self.block_args.clone();
        if self.scopes.get(self.scope).kind == ScopeKind::Local {
            self.block_args = Some(no_args());
        }
        let result = self.run_blocks(&program, out);
        self.block_args = args;
        self.stack.truncate(height - 1);
        match result {
            Err(stop) if matches!(&*stop, Interrupt::Return) => Ok(()),
            result => result,
        }
    }

    /// Calls a command by name with named and positional arguments, as the program's own code does.
    ///
    /// # Errors
    /// Whatever the command raises.
    pub fn invoke_command(&mut self, name: &str, given: Vec<Given>, out: &Out) -> Result {
        let command = self.resolve(name)?;
        let position = match self.stack.last() {
            Some(entry) => object::Position {
                source: Rc::clone(&entry.source),
                span: entry.span,
            },
            None => object::Position {
                source: syntax::Source::new(None, "".into()),
                span: syntax::Span::default(),
            },
        };
        let ready = Prepared {
            command,
            typed: Str::from(name),
            given,
            position,
            dot: false,
            place: (1, 1),
            expects_input: false,
            pipeline: 0,
        };
        match &ready.command {
            Command::Function(_) | Command::Script(_) | Command::Block(_) => {
                self.call_script(ready, out)
            }
            _ => self.call_alone(ready, out),
        }
    }
}

thread_local! {
    static NO_ARGS: Value = Value::array(Vec::new());
}

/// `$args` of a block that was given none.
fn no_args() -> Value {
    NO_ARGS.with(Value::clone)
}

/// How a block ended, for the call around it: `break` and `continue` go on looking for a loop in the callers.
pub(crate) fn leave_with(flow: Flow) -> Result {
    match flow {
        Flow::Next | Flow::Return => Ok(()),
        flow => Err(Box::new(crate::eval::interrupt_of(flow))),
    }
}

/// Only the scope of a call, to give it back.
pub(crate) fn entered_scope(entered: &Entered) -> Entered {
    Entered {
        frame: Rc::clone(&entered.frame),
        program: Rc::clone(&entered.program),
        scope: entered.scope,
        state: entered.state,
        own_scope: entered.own_scope,
        name: entered.name.clone(),
    }
}

impl Engine {
    /// Runs a script file, or a function, in the scope that is there, as `. file` does.
    ///
    /// # Errors
    /// Whatever the script raises and nobody catches.
    pub fn dot_source(&mut self, command: Command, given: Vec<Given>, out: &Out) -> Result {
        let position = object::Position {
            source: self.current_source(),
            span: self.stack.last().map(|e| e.span).unwrap_or_default(),
        };
        let typed = command.name();
        let ready = Prepared {
            command,
            typed,
            given,
            position,
            dot: true,
            place: (1, 1),
            expects_input: false,
            pipeline: 0,
        };
        self.call_script(ready, out)
    }
}
