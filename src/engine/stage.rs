//! Stages: cmdlets, script functions and programs as parts of a pipeline.

use crate::Engine;
use crate::bind::{self, Bound, Given, PipelineInput};
use crate::command::Command;
use crate::common_parameters::Common;
use crate::declare::{Cmdlet, Declaration};
use crate::pipeline::{Prepared, Processor};
use crate::shell::{Context, Shell};
use crate::signature::Signature;
use crate::sink::{Out, Tap};
use crate::streams::Stream;
use object::{Interrupt, List, Result, Str, Symbol, Value};
use std::rc::Rc;

/// Lists that a stage's streams are copied into.
pub(crate) type Taps = Option<Vec<(Stream, Rc<List>)>>;

impl Engine {
    /// Makes a stage of a command whose arguments are evaluated: binds them.
    pub(crate) fn stage_of(&mut self, ready: Prepared) -> Result<(Box<dyn Processor>, Taps)> {
        match ready.command.clone() {
            Command::Cmdlet(cmdlet) => self.cmdlet_stage(cmdlet, ready),
            Command::Function(_) | Command::Script(_) | Command::Block(_) => {
                self.script_stage(ready)
            }
            Command::Native(path) => Ok((self.native_stage(&path, ready)?, None)),
        }
    }

    fn cmdlet_stage(
        &mut self,
        cmdlet: &'static Declaration,
        ready: Prepared,
    ) -> Result<(Box<dyn Processor>, Taps)> {
        let signature = self.signature_of_cmdlet(cmdlet);
        let site = bind::site(
            Str::from(cmdlet.name),
            Str::from(cmdlet.class),
            Some(ready.position.clone()),
            true,
        );
        let mut bound = bind::bind(self, &signature, &site, ready.given, ready.expects_input)?;
        let common = bound.common(self, &signature, &site)?;
        let mut object = (cmdlet.make)();
        let input = PipelineInput::new(Rc::clone(&signature), Rc::clone(&site), &mut bound);
        for ordinal in 0..signature.own {
            if let Some(value) = &bound.values[ordinal] {
                object.set(ordinal, value.clone())?;
            }
        }
        let (taps, out_list) = self.taps(&common)?;
        let names = bound_names(&signature, &bound);
        let set = signature.set_name(bound.sets);
        let context = Rc::new(Context::new(
            cmdlet,
            common,
            ready.position,
            ready.typed,
            names,
            set,
            ready.place,
            ready.expects_input,
            ready.pipeline,
        ));
        Ok((
            Box::new(CmdletStage {
                object,
                context,
                input,
                expects_input: ready.expects_input,
                out_list,
            }),
            taps,
        ))
    }

    /// The lists behind the variables of the common parameters.
    pub(crate) fn taps(&mut self, common: &Common) -> Result<(Taps, Option<Rc<List>>)> {
        if !common.has_variables() {
            return Ok((None, None));
        }
        let mut taps = Vec::new();
        for (name, stream) in [
            (&common.error_variable, Stream::Error),
            (&common.warning_variable, Stream::Warning),
            (&common.information_variable, Stream::Information),
        ] {
            if let Some(name) = name {
                taps.push((stream, self.variable_list(name)?));
            }
        }
        let out_list = match &common.out_variable {
            Some(name) => Some(self.variable_list(name)?),
            None => None,
        };
        Ok((Some(taps), out_list))
    }
}

/// What was bound, by name.
pub(crate) fn bound_names(signature: &Signature, bound: &Bound) -> Vec<(Symbol, Str, Value)> {
    let named = bound.order.iter().filter_map(|ordinal| {
        let parameter = &signature.parameters[*ordinal];
        bound.values[*ordinal]
            .clone()
            .map(|value| (parameter.symbol, parameter.name.clone(), value))
    });
    named.collect()
}

/// A cmdlet in a pipeline.
struct CmdletStage {
    object: Box<dyn Cmdlet>,
    context: Rc<Context>,
    input: PipelineInput,
    expects_input: bool,
    out_list: Option<Rc<List>>,
}

impl CmdletStage {
    fn run(
        &mut self,
        engine: &mut Engine,
        out: &Out,
        act: impl FnOnce(&mut dyn Cmdlet, &mut Shell<'_>) -> Result,
    ) -> Result {
        let tapped: Out;
        let mut out = out;
        if let Some(copy) = &self.out_list {
            tapped = Rc::new(Tap {
                next: Rc::clone(out),
                copy: Rc::clone(copy),
            });
            out = &tapped;
        }
        let named: Out;
        if let Some(name) = &self.context.common.pipeline_variable {
            named = Rc::new(PipelineVariable {
                next: Rc::clone(out),
                symbol: Symbol::of(name),
                scope: engine.scope,
            });
            out = &named;
        }
        let result = act(
            &mut *self.object,
            &mut Shell::new(engine, out, &self.context),
        );
        if let Err(stop) = &result {
            self.context.sign(engine, stop);
        }
        result
    }
}

impl Processor for CmdletStage {
    fn begin(&mut self, engine: &mut Engine, out: &Out) -> Result {
        self.run(engine, out, |cmdlet, shell| cmdlet.begin(shell))
    }

    fn process(&mut self, engine: &mut Engine, input: Option<Value>, out: &Out) -> Result {
        if let Some(value) = input.filter(|_| self.expects_input) {
            for ordinal in self.input.take_last() {
                self.object.clear(ordinal);
            }
            match self.input.bind(engine, &value) {
                Ok(Some(bound)) => {
                    for (ordinal, value) in bound {
                        self.object.set(ordinal, value)?;
                    }
                    self.context.set_input_set(self.input.set_name());
                }
                Ok(None) => {
                    let Interrupt::Error(record) = *self.input.not_bound(&value) else {
                        return Ok(());
                    };
                    return self.context.write_error(engine, record);
                }
                Err(stop) => {
                    let Interrupt::Error(record) = &*stop else {
                        return Err(stop);
                    };
                    return self.context.write_error(engine, Rc::clone(record));
                }
            }
        }
        self.run(engine, out, |cmdlet, shell| cmdlet.process(shell))
    }

    fn end(&mut self, engine: &mut Engine, out: &Out) -> Result {
        for ordinal in self.input.take_last() {
            self.object.clear(ordinal);
        }
        self.run(engine, out, |cmdlet, shell| cmdlet.end(shell))
    }

    fn keep_streams(&mut self, streams: Rc<crate::streams::Streams>) {
        *self.context.own_streams.borrow_mut() = Some(streams);
    }

    fn clean(&mut self, engine: &mut Engine, _out: &Out) {
        engine.forget_pipeline_variable(&self.context.common);
    }
}

/// `-PipelineVariable`: downstream stages see the object in a variable.
pub(crate) struct PipelineVariable {
    pub next: Out,
    pub symbol: Symbol,
    pub scope: crate::scope::ScopeId,
}

impl crate::sink::Sink for PipelineVariable {
    fn write(&self, engine: &mut Engine, value: Value) -> Result {
        engine.set_in(self.scope, self.symbol, value.clone());
        self.next.write(engine, value)
    }
}

/// Values given to a call from inside the program.
pub(crate) fn given_values(arguments: &[Value]) -> Vec<Given> {
    arguments
        .iter()
        .map(|value| Given::Value(value.clone(), syntax::Span::default()))
        .collect()
}
