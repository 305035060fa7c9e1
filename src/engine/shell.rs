//! What a cmdlet sees of the session: where to write, what it was given, and the engine behind it.

use crate::Engine;
use crate::common_parameters::{Action, Common};
use crate::declare::{Declaration, Impact};
use crate::sink::Out;
use crate::streams::{
    DebugRecord, InformationRecord, Stream, Target, VerboseRecord, WarningRecord,
};
use object::{ErrorRecord, Fault, Interrupt, Invocation, Position, Result, Str, Symbol, Value};
use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

/// One call of a cmdlet.
pub struct Context {
    /// What is called.
    pub declaration: &'static Declaration,
    /// The common parameters.
    pub common: Common,
    /// Where the call stands.
    pub position: Position,
    /// What was typed.
    pub typed: Str,
    /// What was bound before pipeline input, in order.
    pub bound: Vec<(Symbol, Str, Value)>,
    set: RefCell<Str>,
    /// `PipelineLength`, `PipelinePosition`.
    pub place: (i32, i32),
    /// Whether pipeline input comes.
    pub expecting_input: bool,
    pipeline: u64,
    invocation: OnceCell<Rc<Invocation>>,
    all: Cell<Option<bool>>,
    /// Where its own errors go, if those of scripts inside it go elsewhere.
    pub(crate) own_streams: RefCell<Option<Rc<crate::streams::Streams>>>,
}

impl Context {
    #[allow(clippy::too_many_arguments)]
    pub(crate) fn new(
        declaration: &'static Declaration,
        common: Common,
        position: Position,
        typed: Str,
        bound: Vec<(Symbol, Str, Value)>,
        set: Str,
        place: (i32, i32),
        expecting_input: bool,
        pipeline: u64,
    ) -> Context {
        Context {
            declaration,
            common,
            position,
            typed,
            bound,
            set: RefCell::new(set),
            place,
            expecting_input,
            pipeline,
            invocation: OnceCell::new(),
            all: Cell::new(None),
            own_streams: RefCell::default(),
        }
    }

    pub(crate) fn set_input_set(&self, name: Str) {
        *self.set.borrow_mut() = name;
    }

    /// `InvocationInfo` of the call.
    pub fn invocation(&self) -> Rc<Invocation> {
        Rc::clone(self.invocation.get_or_init(|| {
            Rc::new(Invocation {
                command: Value::native(crate::info::CommandInfo {
                    command: crate::command::Command::Cmdlet(self.declaration),
                }),
                name: Str::from(self.declaration.name),
                typed: self.typed.clone(),
                position: Some(self.position.clone()),
                bound: Value::Null,
                unbound: Vec::new(),
                pipeline: self.place,
                expecting_input: self.expecting_input,
            })
        }))
    }

    /// Puts the cmdlet's name and place into an error that leaves it.
    pub(crate) fn sign(&self, engine: &mut Engine, stop: &Interrupt) {
        let Interrupt::Error(record) = stop else {
            return;
        };
        self.sign_record(record);
        if SIGNERS.contains(&self.declaration.class) {
            self.sign_foreign(record);
        }
        self.sign_runtime(record);
        engine.locate(stop, &self.position.source, self.position.span);
    }

    /// Writes a non-terminating error of the cmdlet itself.
    pub(crate) fn write_error(&self, engine: &mut Engine, record: Rc<ErrorRecord>) -> Result {
        let Some(own) = self.own_streams.borrow().clone() else {
            return engine.write_error(record, Some(&self.common));
        };
        let outer = std::mem::replace(&mut engine.streams, own);
        let result = engine.write_error(record, Some(&self.common));
        engine.streams = outer;
        result
    }

    /// Errors of a script that is the cmdlet's own work bear the cmdlet's name, wherever in the script they stand.
    fn sign_foreign(&self, record: &ErrorRecord) {
        let is_parse = record
            .exception
            .get_type()
            .is(&object::types::PARSE_EXCEPTION);
        let mut rest = record.rest.borrow_mut();
        if rest.source.is_empty() {
            rest.source = Str::from(self.declaration.class);
        }
        if is_parse {
            rest.reason = Str::default();
        }
        rest.invocation = Some(self.invocation());
        rest.position = Some(self.position.clone());
    }

    /// An error of a block that the cmdlet runs, which a `try` around lets through, bears the cmdlet's name; what `throw` threw does not.
    fn sign_runtime(&self, record: &ErrorRecord) {
        let mut rest = record.rest.borrow_mut();
        if rest.source.is_empty() && !rest.terminating {
            rest.source = Str::from(self.declaration.class);
            if rest.activity.is_empty() {
                rest.activity = Str::from(self.declaration.name);
            }
        }
    }

    fn sign_record(&self, record: &ErrorRecord) {
        let mut rest = record.rest.borrow_mut();
        if rest.invocation.is_some() || rest.position.is_some() {
            return;
        }
        rest.source = Str::from(self.declaration.class);
        rest.invocation = Some(self.invocation());
        rest.position = Some(self.position.clone());
    }
}

/// Cmdlets that run a text or a block as their own work.
const SIGNERS: &[&str] = &[
    "Microsoft.PowerShell.Commands.InvokeExpressionCommand",
    "Microsoft.PowerShell.Commands.InvokeCommandCommand",
];

/// What a cmdlet sees of the session.
pub struct Shell<'a> {
    /// The engine: variables, commands, clock, folders.
    pub engine: &'a mut Engine,
    /// Where its output goes.
    pub out: &'a Out,
    /// The call.
    pub context: &'a Rc<Context>,
}

impl<'a> Shell<'a> {
    pub(crate) fn new(engine: &'a mut Engine, out: &'a Out, context: &'a Rc<Context>) -> Shell<'a> {
        Shell {
            engine,
            out,
            context,
        }
    }

    /// Writes one object.
    pub fn write(&mut self, value: impl Into<Value>) -> Result {
        self.out.write(self.engine, value.into())
    }

    /// Writes the elements of a collection one by one, anything else as one object.
    pub fn write_each(&mut self, value: Value) -> Result {
        self.engine.write_value(value, self.out)
    }

    /// Whether a parameter was given, by its name.
    pub fn is_bound(&self, name: &str) -> bool {
        let symbol = Symbol::of(name);
        self.context
            .bound
            .iter()
            .any(|(bound, _, _)| *bound == symbol)
    }

    /// Name of the parameter set.
    pub fn set_name(&self) -> Str {
        self.context.set.borrow().clone()
    }

    /// Writes a non-terminating error.
    ///
    /// # Errors
    /// The error itself, where the preference makes it terminating.
    pub fn error(&mut self, fault: Fault) -> Result {
        self.error_record(fault.record())
    }

    /// Writes a non-terminating error that exists already.
    ///
    /// # Errors
    /// The error itself, where the preference makes it terminating.
    pub fn error_record(&mut self, record: Rc<ErrorRecord>) -> Result {
        self.context.sign_record(&record);
        if record.rest.borrow().stack.is_none() {
            let stack = self.engine.stack_text(Some((
                &self.context.position.source,
                self.context.position.span,
            )));
            record.rest.borrow_mut().stack = Some(stack);
        }
        self.context.write_error(self.engine, record)
    }

    /// Runs something whose errors are the cmdlet's own: they go where the cmdlet itself writes.
    pub fn with_own_streams<T>(&mut self, act: impl FnOnce(&mut Self) -> T) -> T {
        let own = self.context.own_streams.borrow().clone();
        let outer = own.map(|own| std::mem::replace(&mut self.engine.streams, own));
        let result = act(self);
        if let Some(outer) = outer {
            self.engine.streams = outer;
        }
        result
    }

    /// Turns an error that something raised into a non-terminating one; control flow goes on upwards.
    ///
    /// # Errors
    /// Anything that is no error, or an error that the preference makes terminating.
    pub fn soften(&mut self, stop: Box<Interrupt>) -> Result {
        match &*stop {
            Interrupt::Error(record) if !record.rest.borrow().terminating => {
                let record = Rc::clone(record);
                self.error_record(record)
            }
            _ => Err(stop),
        }
    }

    /// What the common parameters and preferences say about a stream.
    fn action(&mut self, stream: Stream) -> Action {
        let common = &self.context.common;
        let flag = |on: Option<bool>| {
            on.map(|on| {
                if on {
                    Action::Continue
                } else {
                    Action::SilentlyContinue
                }
            })
        };
        let nearer = match stream {
            Stream::Error => common.error_action,
            Stream::Warning => common.warning_action,
            Stream::Information => common.information_action,
            Stream::Verbose => flag(common.verbose),
            Stream::Debug => flag(common.debug),
            Stream::Progress => None,
        };
        nearer.unwrap_or_else(|| self.engine.preference(stream))
    }

    /// Writes a warning.
    pub fn warning(&mut self, message: impl Into<Str>) -> Result {
        self.message(Stream::Warning, message.into())
    }

    /// Writes a verbose message, if somebody wants it.
    pub fn verbose(&mut self, message: impl Into<Str>) -> Result {
        self.message(Stream::Verbose, message.into())
    }

    /// Writes a debug message, if somebody wants it.
    pub fn debug(&mut self, message: impl Into<Str>) -> Result {
        self.message(Stream::Debug, message.into())
    }

    /// Whether `-Verbose`, or the preference, wants verbose messages.
    pub fn is_verbose(&mut self) -> bool {
        !matches!(
            self.action(Stream::Verbose),
            Action::SilentlyContinue | Action::Ignore
        )
    }

    fn message(&mut self, stream: Stream, message: Str) -> Result {
        let action = self.action(stream);
        let record = |message: &Str| match stream {
            Stream::Warning => Value::native(WarningRecord {
                message: message.clone(),
            }),
            Stream::Verbose => Value::native(VerboseRecord {
                message: message.clone(),
            }),
            _ => Value::native(DebugRecord {
                message: message.clone(),
            }),
        };
        match action {
            // The list of `-WarningVariable` gets even what is ignored.
            Action::Ignore | Action::SilentlyContinue => {
                if stream == Stream::Warning {
                    let record = record(&message);
                    self.tap(stream, record);
                }
                Ok(())
            }
            Action::Stop => {
                self.engine.send(stream, record(&message))?;
                let (variable, text) = match stream {
                    Stream::Warning => ("WarningPreference", message),
                    Stream::Verbose => ("VerbosePreference", message),
                    _ => ("DebugPreference", message),
                };
                let fault = Fault::new(
                    &object::types::ACTION_PREFERENCE_STOP_EXCEPTION,
                    format!(
                        "The running command stopped because the preference variable \"{variable}\" or common parameter is set to Stop: {text}"
                    ),
                )
                .id("ActionPreferenceStop")
                .category(object::Category::OperationStopped);
                let record = fault.record();
                record.rest.borrow_mut().terminating = true;
                Err(record.into())
            }
            _ => self.engine.send(stream, record(&message)),
        }
    }

    fn tap(&mut self, stream: Stream, record: Value) {
        let streams = Rc::clone(&self.engine.streams);
        for (tapped, list) in &streams.taps {
            if *tapped == stream {
                list.items.borrow_mut().push(record.clone());
            }
        }
    }

    /// Writes an information record. What comes from `Write-Host` shows whatever the preference is.
    pub fn information(&mut self, record: InformationRecord) -> Result {
        let always = record.host.is_some();
        let value = Value::native(record);
        match self.action(Stream::Information) {
            Action::Ignore => Ok(()),
            // What nobody wants to see still goes where the stream was redirected to.
            Action::SilentlyContinue
                if !always
                    && matches!(
                        self.engine.streams.target(Stream::Information),
                        Target::Host
                    ) =>
            {
                self.tap(Stream::Information, value);
                Ok(())
            }
            Action::Stop => {
                let text = value
                    .as_native::<InformationRecord>()
                    .map(object::Native::to_text)
                    .unwrap_or_default();
                Fault::new(
                    &object::types::ACTION_PREFERENCE_STOP_EXCEPTION,
                    format!(
                        "The running command stopped because the preference variable \"InformationPreference\" or common parameter is set to Stop: {text}"
                    ),
                )
                .id("ActionPreferenceStop")
                .category(object::Category::OperationStopped)
                .raise()
            }
            _ => self.engine.send(Stream::Information, value),
        }
    }

    /// `ShouldProcess`: whether to go on with a change. Says what would be done where `-WhatIf` is on, asks where it must.
    pub fn should_process(&mut self, target: &str, action: &str) -> Result<bool> {
        let impact = self
            .context
            .declaration
            .should_process
            .unwrap_or(Impact::None);
        let (common, all) = (self.context.common.clone(), self.context.all.get());
        let (answer, all) = self
            .engine
            .should_process(&common, impact, all, target, action)?;
        self.context.all.set(all);
        Ok(answer)
    }

    /// `ShouldContinue`: asks even where no preference wants it.
    pub fn should_continue(&mut self, query: &str, caption: &str) -> Result<bool> {
        self.engine.ask(caption, query)
    }

    /// Stops everything upstream of this cmdlet: it has enough.
    pub fn stop_upstream<T>(&self) -> Result<T> {
        let (_, place) = self.context.place;
        let stage = (place - 1).max(0) as u64;
        Err(Box::new(Interrupt::StopUpstream(
            self.context.pipeline << 16 | stage,
        )))
    }

    /// Calls a script block with `$_` set, in the scope of the caller; what it writes is the result.
    pub fn call_with_item(&mut self, block: &Value, item: Value) -> Result<Value> {
        self.engine.call_with_item(block, item)
    }
}

impl Engine {
    /// What a script block makes of an item, in a scope of its own, as calculated properties run. Its errors come back to the
    /// caller instead of going to the error stream.
    pub fn compute(&mut self, block: &Value, item: &Value) -> Result<Value> {
        self.catching += 1;
        let result = object::Host::call_on(self, block, item, &[]);
        self.catching -= 1;
        result
    }
}
