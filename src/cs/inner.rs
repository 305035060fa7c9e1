//! Calls that one cmdlet makes of another: real ones, through the engine, and the verbose line that shows each.
//!
//! The line is printed from the arguments of the call itself, so it cannot tell anything but what is called. How an argument is spelled
//! (quoted or bare) is part of the call, because the reported transcripts spell both ways.
//!
//! While the inner cmdlet runs, its warnings and verbose messages pass through a [`Bridge`] to the outer cmdlet, whose `-Verbose` and
//! `-WarningAction` decide; its first error ends it and comes back as the result, for the outer cmdlet to raise or to play down.

use engine::common_parameters::Action;
use engine::scope::{ScopeId, ScopeKind};
use engine::streams::{self, Stream, Streams, Target};
use engine::{Collector, Context, Engine, Given, Out, Shell, Sink};
use object::{ErrorRecord, Interrupt, Result, Str, Symbol, Value, convert};
use std::rc::Rc;
use syntax::Span;

/// How an argument is given.
enum Form {
    /// `-Name value`
    Bare(Value),
    /// `-Name 'value'`
    Quoted(Value),
    /// `-Name`
    On,
    /// `-Name:$false`
    Off,
}

/// A call to make.
pub struct Inner {
    name: &'static str,
    arguments: Vec<(&'static str, Form)>,
}

/// How an inner call ended: its output, or the error that ended it.
pub type Outcome = std::result::Result<Vec<Value>, Rc<ErrorRecord>>;

impl Inner {
    /// A call of that cmdlet, without arguments yet.
    pub fn call(name: &'static str) -> Inner {
        Inner {
            name,
            arguments: Vec::new(),
        }
    }

    fn with(mut self, name: &'static str, form: Form) -> Inner {
        self.arguments.push((name, form));
        self
    }

    /// `-Name value`
    pub fn arg(self, name: &'static str, value: impl Into<Value>) -> Inner {
        self.with(name, Form::Bare(value.into()))
    }

    /// `-Name 'value'`
    pub fn quoted(self, name: &'static str, value: impl Into<Value>) -> Inner {
        self.with(name, Form::Quoted(value.into()))
    }

    /// `-Name`
    pub fn on(self, name: &'static str) -> Inner {
        self.with(name, Form::On)
    }

    /// `-Name`, if a condition holds.
    pub fn on_if(self, condition: bool, name: &'static str) -> Inner {
        if condition { self.on(name) } else { self }
    }

    /// `-Name:$false`
    pub fn off(self, name: &'static str) -> Inner {
        self.with(name, Form::Off)
    }

    /// The call as it would be typed.
    fn line(&self, engine: &mut Engine) -> Result<String> {
        let mut line = self.name.to_owned();
        for (name, form) in &self.arguments {
            line.push_str(" -");
            line.push_str(name);
            match form {
                Form::Bare(value) => {
                    line.push(' ');
                    line.push_str(&convert::to_text(engine, value)?);
                }
                Form::Quoted(value) => {
                    let text = convert::to_text(engine, value)?;
                    line.push_str(&format!(" '{}'", text.replace('\'', "''")));
                }
                Form::On => {}
                Form::Off => line.push_str(":$false"),
            }
        }
        Ok(line)
    }

    fn given(&self) -> Vec<Given> {
        let given = |(name, form): &(&'static str, Form)| Given::Named {
            name: Str::from(*name),
            value: match form {
                Form::Bare(value) | Form::Quoted(value) => Some(value.clone()),
                Form::On => None,
                Form::Off => Some(Value::Bool(false)),
            },
            span: Span::default(),
            text: Str::from(format!("-{name}")),
            splatted: false,
        };
        self.arguments.iter().map(given).collect()
    }

    /// Shows the call, makes it, and gives back how it ended.
    ///
    /// # Errors
    /// Whatever is no error of the inner cmdlet: Ctrl-C, `exit`, a preference that stops at a warning.
    pub fn attempt(&self, shell: &mut Shell<'_>) -> Result<Outcome> {
        let line = self.line(shell.engine)?;
        shell.verbose(line)?;
        let verbose = if shell.is_verbose() {
            Action::Continue
        } else {
            Action::SilentlyContinue
        };
        let bridge: Out = Rc::new(Bridge {
            context: Rc::clone(shell.context),
            out: Rc::clone(shell.out),
            streams: Rc::clone(&shell.engine.streams),
            scope: shell.engine.scope,
        });
        let output = Collector::new();
        let out: Out = output.clone();
        let outer = std::mem::replace(&mut shell.engine.streams, Rc::new(bridged(&bridge)));
        let result = shell.engine.in_new_scope(ScopeKind::Local, |engine| {
            prefer(engine, verbose);
            engine.invoke_command(self.name, self.given(), &out)
        });
        shell.engine.streams = outer;
        match result {
            Ok(()) => Ok(Ok(output.take())),
            Err(stop) => match *stop {
                Interrupt::Error(record) => {
                    // The error is the outer cmdlet's business now; the session has not failed yet.
                    shell.engine.success = true;
                    Ok(Err(record))
                }
                other => Err(Box::new(other)),
            },
        }
    }

    /// Shows the call and makes it; its error becomes the outer cmdlet's own.
    ///
    /// # Errors
    /// That of the inner cmdlet.
    pub fn run(&self, shell: &mut Shell<'_>) -> Result<Vec<Value>> {
        self.attempt(shell)?.map_err(|record| passed_on(&record))
    }

    /// The same, where an error is no reason to stop: it is said as a warning, and nothing is the output.
    ///
    /// # Errors
    /// As [`Inner::attempt`].
    pub fn try_run(&self, shell: &mut Shell<'_>) -> Result<Vec<Value>> {
        match self.attempt(shell)? {
            Ok(output) => Ok(output),
            Err(record) => {
                shell.warning(record.message())?;
                Ok(Vec::new())
            }
        }
    }
}

/// The error of an inner cmdlet as the outer one raises it: the same exception under the outer one's name and place.
pub fn passed_on(record: &ErrorRecord) -> Box<Interrupt> {
    let own = ErrorRecord::of(
        record.exception.clone(),
        record.id.clone(),
        record.category,
        record.target.clone(),
    );
    Rc::new(own).into()
}

/// What the inner cmdlet finds, whatever the session prefers: the first error ends it, and it asks nothing.
fn prefer(engine: &mut Engine, verbose: Action) {
    let scope = engine.scope;
    let mut set = |name: &str, value: Value| engine.set_in(scope, Symbol::of(name), value);
    set("VerbosePreference", verbose.to_value());
    set("ErrorActionPreference", Action::Stop.to_value());
    set("WarningPreference", Action::Continue.to_value());
    set(
        "ConfirmPreference",
        object::Type::Known(&engine::common_parameters::CONFIRM_IMPACT).enum_from(0),
    );
    set("WhatIfPreference", Value::Bool(false));
}

fn bridged(bridge: &Out) -> Streams {
    Streams {
        targets: std::array::from_fn(|_| Target::Sink(Rc::clone(bridge))),
        taps: Vec::new(),
    }
}

/// Takes what an inner cmdlet says and says it in the name of the outer one.
struct Bridge {
    context: Rc<Context>,
    out: Out,
    streams: Rc<Streams>,
    scope: ScopeId,
}

impl Sink for Bridge {
    fn write(&self, engine: &mut Engine, value: Value) -> Result {
        let streams = std::mem::replace(&mut engine.streams, Rc::clone(&self.streams));
        let scope = std::mem::replace(&mut engine.scope, self.scope);
        let result = self.say(engine, &value);
        engine.scope = scope;
        engine.streams = streams;
        result
    }
}

impl Bridge {
    fn say(&self, engine: &mut Engine, value: &Value) -> Result {
        let kind = value.get_type();
        let mut shell = Shell {
            engine,
            out: &self.out,
            context: &self.context,
        };
        if kind.is(&streams::WARNING_RECORD) {
            shell.warning(streams::message_of(value))
        } else if kind.is(&streams::VERBOSE_RECORD) {
            shell.verbose(streams::message_of(value))
        } else if kind.is(&streams::DEBUG_RECORD) {
            shell.debug(streams::message_of(value))
        } else if kind.is(&streams::INFORMATION_RECORD) {
            shell.engine.send(Stream::Information, value.clone())
        } else {
            shell.engine.send(Stream::Error, value.clone())
        }
    }
}
