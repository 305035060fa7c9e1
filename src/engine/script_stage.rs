//! Script functions and blocks as stages of a pipeline: `begin`, an object at a time, `end`, `clean`.

use crate::Engine;
use crate::bind::{self, Bound, PipelineInput};
use crate::call::{Entered, entered_scope, leave_with};
use crate::common_parameters::Common;
use crate::pipeline::{Prepared, Processor};
use crate::scope::Slot;
use crate::signature::{self, Signature};
use crate::sink::Out;
use object::{Array, Interrupt, Result, Symbol, Value};
use std::rc::Rc;

impl Engine {
    /// A script function, or block, as a stage that takes pipeline input.
    pub(crate) fn script_stage(
        &mut self,
        ready: Prepared,
    ) -> Result<(Box<dyn Processor>, crate::stage::Taps)> {
        // Where the stage writes to is known only when it runs: see `ScriptStage::run`.
        let discard: Out = Rc::new(crate::sink::Discard);
        let dot = ready.dot;
        let expects_input = ready.expects_input;
        let before = self.streams.taps.len();
        let outer = Rc::clone(&self.streams);
        let (entered, mut bound, signature) = self.enter(ready, &discard)?;
        let taps = self.streams.taps[before..].to_vec();
        self.streams = outer;
        let site = bind::site(
            entered.name.clone(),
            entered.name.clone(),
            entered.frame.position.clone(),
            signature.advanced,
        );
        let input = PipelineInput::new(Rc::clone(&signature), site, &mut bound);
        let copy = match &entered.frame.common.out_variable {
            Some(_) => {
                self.taps(&Common {
                    out_variable: entered.frame.common.out_variable.clone(),
                    ..Common::default()
                })?
                .1
            }
            None => None,
        };
        let entered = match (dot, entered.frame.command.code().cloned()) {
            (true, Some(code)) => {
                self.leave(entered_scope(&entered));
                let scope = self.scope;
                let program = code.program_in(&Rc::clone(&self.scopes.get(scope).layout));
                Entered {
                    program,
                    scope,
                    own_scope: false,
                    ..entered
                }
            }
            _ => entered,
        };
        let stage = ScriptStage {
            entered: Some(entered),
            bound: Some(bound),
            signature,
            input,
            expects_input,
            collected: Vec::new(),
            copy,
            defaults: Vec::new(),
            has_run: false,
        };
        Ok((Box::new(stage), (!taps.is_empty()).then_some(taps)))
    }
}

/// A script function in a pipeline.
struct ScriptStage {
    entered: Option<Entered>,
    bound: Option<Bound>,
    signature: Rc<Signature>,
    input: PipelineInput,
    expects_input: bool,
    collected: Vec<Value>,
    /// The list of `-OutVariable`.
    copy: Option<Rc<object::List>>,
    /// What the parameters were before an object was bound to them.
    defaults: Vec<(usize, Value)>,
    /// One of its blocks has begun to run; without that there is nothing to clean up.
    has_run: bool,
}

impl ScriptStage {
    fn run(
        &mut self,
        engine: &mut Engine,
        act: impl FnOnce(&mut Self, &mut Engine, &Entered, &Out) -> Result,
        out: &Out,
    ) -> Result {
        let Some(entered) = self.entered.take() else {
            return Ok(());
        };
        let mut own = Rc::clone(out);
        if let Some(copy) = &self.copy {
            own = Rc::new(crate::sink::Tap {
                next: own,
                copy: Rc::clone(copy),
            });
        }
        if let Some(name) = &entered.frame.common.pipeline_variable {
            own = Rc::new(crate::stage::PipelineVariable {
                next: own,
                symbol: Symbol::of(name),
                scope: engine.scope,
            });
        }
        *entered.frame.out.borrow_mut() = Rc::clone(&own);
        // Dotted, it runs in a scope that has a call of its own; `$input` and `$args` are this one's meanwhile.
        let lent = (!entered.own_scope).then(|| {
            let frame = Rc::clone(&entered.frame);
            engine.scopes.get_mut(entered.scope).frame.replace(frame)
        });
        let result = engine.run_entered(&entered, |engine| act(self, engine, &entered, &own));
        if let Some(frame) = lent {
            engine.scopes.get_mut(entered.scope).frame = frame;
        }
        self.entered = Some(entered);
        result
    }

    /// Gives parameters that the last object was bound to what they were before.
    fn restore(&mut self, engine: &mut Engine, entered: &Entered) {
        for ordinal in self.input.take_last() {
            let Some(node) = entered.program.parameters.get(ordinal) else {
                continue;
            };
            let parameter = Rc::clone(&self.signature.parameters[ordinal]);
            let before = self
                .defaults
                .iter()
                .find(|(known, _)| *known == ordinal)
                .map(|(_, value)| value.clone());
            let value = before.unwrap_or_else(|| signature::unbound_value(&parameter));
            engine.give(entered.scope, node, &parameter, value);
        }
    }

    /// Gives one parameter the value that came down the pipeline.
    fn take(&mut self, engine: &mut Engine, entered: &Entered, ordinal: usize, value: Value) {
        let parameter = Rc::clone(&self.signature.parameters[ordinal]);
        {
            let mut list = entered.frame.bound.borrow_mut();
            match list
                .iter_mut()
                .find(|(symbol, _, _)| *symbol == parameter.symbol)
            {
                Some(entry) => entry.2 = value.clone(),
                None => list.push((parameter.symbol, parameter.name.clone(), value.clone())),
            }
        }
        if let Some(Value::Dict(dict)) = entered.frame.bound_dict.get() {
            dict.insert(Value::Str(parameter.name.clone()), value.clone());
        }
        let Some(node) = entered.program.parameters.get(ordinal) else {
            return;
        };
        if self.defaults.iter().all(|(known, _)| *known != ordinal) {
            let before = engine
                .scopes
                .slot(entered.scope, node.slot)
                .and_then(Slot::value);
            self.defaults.push((ordinal, before.unwrap_or_default()));
        }
        engine.give(entered.scope, node, &parameter, value);
    }

    fn bind_input(
        &mut self,
        engine: &mut Engine,
        entered: &Entered,
        value: &Value,
    ) -> Result<bool> {
        self.restore(engine, entered);
        match self.input.bind(engine, value) {
            Ok(Some(bound)) => {
                for (ordinal, value) in bound {
                    self.take(engine, entered, ordinal, value);
                }
                *entered.frame.set.borrow_mut() = self.input.set_name();
                Ok(true)
            }
            Ok(None) => {
                if !self.signature.takes_pipeline() && !self.signature.advanced {
                    return Ok(true);
                }
                let Interrupt::Error(record) = *self.input.not_bound(value) else {
                    return Ok(false);
                };
                engine.write_error(record, Some(&Rc::clone(&entered.frame.common)))?;
                Ok(false)
            }
            Err(stop) => {
                let Interrupt::Error(record) = &*stop else {
                    return Err(stop);
                };
                engine.write_error(Rc::clone(record), Some(&Rc::clone(&entered.frame.common)))?;
                Ok(false)
            }
        }
    }
}

impl Processor for ScriptStage {
    fn begin(&mut self, engine: &mut Engine, out: &Out) -> Result {
        let Some(bound) = self.bound.take() else {
            return Ok(());
        };
        let act = |stage: &mut ScriptStage, engine: &mut Engine, entered: &Entered, out: &Out| {
            let signature = Rc::clone(&stage.signature);
            engine.give_values(entered, bound, &signature)?;
            stage.has_run |= entered.program.begin.is_some();
            match &entered.program.begin {
                Some(block) => engine.block(block, out).and_then(leave_with),
                None => Ok(()),
            }
        };
        self.run(engine, act, out)
    }

    fn keep_whole_input(&mut self) {
        if let Some(entered) = &self.entered {
            entered.frame.whole_input.set(true);
        }
    }

    fn process(&mut self, engine: &mut Engine, input: Option<Value>, out: &Out) -> Result {
        let Some(value) = input.filter(|_| self.expects_input) else {
            let act =
                |stage: &mut ScriptStage, engine: &mut Engine, entered: &Entered, out: &Out| {
                    stage.has_run |= entered.program.process.is_some();
                    match &entered.program.process {
                        Some(block) => engine.block(block, out).and_then(leave_with),
                        None => Ok(()),
                    }
                };
            return self.run(engine, act, out);
        };
        let act = |stage: &mut ScriptStage, engine: &mut Engine, entered: &Entered, out: &Out| {
            if !stage.bind_input(engine, entered, &value)? {
                return Ok(());
            }
            let Some(block) = &entered.program.process else {
                stage.collected.push(value);
                return Ok(());
            };
            stage.has_run = true;
            *entered.frame.input.borrow_mut() = Value::array(vec![value.clone()]);
            let old = std::mem::replace(&mut engine.item, value);
            let result = engine.block(block, out).and_then(leave_with);
            engine.item = old;
            result
        };
        self.run(engine, act, out)
    }

    fn end(&mut self, engine: &mut Engine, out: &Out) -> Result {
        let collected = std::mem::take(&mut self.collected);
        let act = |stage: &mut ScriptStage, engine: &mut Engine, entered: &Entered, out: &Out| {
            stage.has_run |= entered.program.end.is_some();
            *entered.frame.input.borrow_mut() = if collected.is_empty() {
                Value::Null
            } else {
                Value::Array(Array::objects(collected))
            };
            match &entered.program.end {
                Some(block) => engine.block(block, out).and_then(leave_with),
                None => Ok(()),
            }
        };
        self.run(engine, act, out)
    }

    fn clean(&mut self, engine: &mut Engine, out: &Out) {
        let act = |_: &mut ScriptStage, engine: &mut Engine, entered: &Entered, _: &Out| {
            if let Some(block) = &entered.program.clean {
                engine.clean_up(block);
            }
            Ok(())
        };
        if self.has_run {
            let _ = self.run(engine, act, out);
        }
        if let Some(entered) = self.entered.take() {
            engine.forget_pipeline_variable(&entered.frame.common);
            engine.leave(entered);
        }
    }
}
