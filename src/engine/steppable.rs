//! `GetSteppablePipeline`: a pipeline that a script feeds object by object, as proxy functions do.

use crate::Engine;
use crate::block::ScriptBlock;
use crate::cmdlet_object::{CmdletObject, engine};
use crate::pipeline::StageSink;
use crate::program::{Pipe, Stage, StmtKind};
use crate::sink::{Collector, Out};
use object::types::{self, Call, Member, Overload, Param, Sig};
use object::{Fault, Native, Result, Type, TypeInfo, Value, convert};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

const OBJ: Sig = Sig::One(&types::OBJECT);

/// `SteppablePipeline`
pub static STEPPABLE_PIPELINE: TypeInfo = TypeInfo::class(
    "System.Management.Automation.SteppablePipeline",
    &types::OBJECT,
)
.members(|| {
    const ONE: &[Param] = &[Param::of("expectInput", OBJ)];
    const TWO: &[Param] = &[
        Param::of("expectInput", OBJ),
        Param::of("contextToRedirectTo", OBJ),
    ];
    const MEMBERS: &[Member] = &[
        Member::method(
            "Begin",
            &[
                Overload::new(ONE, Sig::Void, begin),
                Overload::new(TWO, Sig::Void, begin),
            ],
        ),
        Member::method(
            "Process",
            &[
                Overload::new(&[], OBJ, |call| process(call, None)),
                Overload::new(&[Param::of("input", OBJ)], OBJ, |call| {
                    let value = call.args[0].clone();
                    process(call, Some(value))
                }),
            ],
        ),
        Member::method("End", &[Overload::new(&[], OBJ, end)]),
        Member::method("Clean", &[Overload::new(&[], Sig::Void, clean)]),
        Member::method("Dispose", &[Overload::new(&[], Sig::Void, clean)]),
    ];
    MEMBERS
});

/// A pipeline that runs a step at a time.
pub struct Steppable {
    block: Rc<ScriptBlock>,
    stages: RefCell<Vec<Rc<StageSink>>>,
    collector: Rc<Collector>,
    begun: Cell<bool>,
}

impl Native for Steppable {
    fn get_type(&self) -> Type {
        Type::Known(&STEPPABLE_PIPELINE)
    }
}

impl Engine {
    /// Whether a block is one pipeline of commands and nothing else.
    pub(crate) fn is_only_pipeline(&mut self, block: &ScriptBlock) -> bool {
        let program = block
            .code
            .program_in(&Rc::clone(&self.scopes.get(self.scope).layout));
        program.begin.is_none()
            && program.process.is_none()
            && program.end.as_ref().is_some_and(|end| {
                end.statements.len() == 1 && pipe_of(&end.statements[0].kind).is_some()
            })
    }

    /// `{ command }.GetSteppablePipeline()`
    pub(crate) fn steppable_pipeline(&mut self, block: &Rc<ScriptBlock>) -> Result<Value> {
        if !self.is_only_pipeline(block) {
            return Fault::new(
                &types::PS_INVALID_OPERATION_EXCEPTION,
                "A script block must contain exactly one pipeline to be converted to a steppable pipeline.",
            )
            .id("CanConvertOneClauseOnly")
            .raise();
        }
        Ok(Value::native(Steppable {
            block: Rc::clone(block),
            stages: RefCell::default(),
            collector: Collector::new(),
            begun: Cell::new(false),
        }))
    }
}

impl Engine {
    /// The stages of a pipeline of commands that somebody else drives.
    pub(crate) fn make_stages(
        &mut self,
        pipe: &Pipe,
        expects_input: bool,
        out: &Out,
    ) -> Result<Vec<Rc<StageSink>>> {
        let (source, outer, pipeline) = (
            self.current_source(),
            Rc::clone(&self.streams),
            self.fresh_id(),
        );
        let mut prepared = Vec::new();
        for stage in &pipe.stages {
            let Stage::Command(node) = stage else {
                continue;
            };
            let mut ready = self.prepare(node, &source)?;
            ready.place = (pipe.stages.len() as i32, prepared.len() as i32 + 1);
            ready.expects_input = expects_input || !prepared.is_empty();
            ready.pipeline = pipeline;
            prepared.push((ready, node));
        }
        let mut sinks: Vec<Rc<StageSink>> = Vec::new();
        let mut next = Rc::clone(out);
        for (ready, node) in prepared.into_iter().rev() {
            let stage = self.make_stage(ready, &node.redirects, next, &outer, &Rc::default())?;
            next = stage.clone();
            sinks.push(stage);
        }
        sinks.reverse();
        Ok(sinks)
    }
}

/// The pipeline that a statement is, if it consists of commands only.
fn pipe_of(kind: &StmtKind) -> Option<&Pipe> {
    match kind {
        StmtKind::Pipe(pipe)
            if pipe
                .stages
                .iter()
                .all(|stage| matches!(stage, Stage::Command(_))) =>
        {
            Some(pipe)
        }
        _ => None,
    }
}

fn own<'c>(call: &Call<'c>) -> Result<&'c Steppable> {
    match call.this.as_native::<Steppable>() {
        Some(own) => Ok(own),
        None => Fault::runtime("InvalidOperation", "The pipeline is not a steppable one.").raise(),
    }
}

/// Steps of a steppable pipeline: what its commands raise is not wrapped, as errors of other methods are.
pub(crate) fn step(
    engine: &mut Engine,
    this: &Value,
    name: &str,
    args: &[Value],
) -> Option<Result<Value>> {
    this.as_native::<Steppable>()?;
    let mut call = Call {
        host: engine,
        this,
        args,
        kind: &Type::Known(&STEPPABLE_PIPELINE),
    };
    match (name.to_ascii_lowercase().as_str(), args) {
        ("begin", [_] | [_, _]) => Some(begin(&mut call)),
        ("process", [] | [_]) => Some(process(&mut call, args.first().cloned())),
        ("end", []) => Some(end(&mut call)),
        _ => None,
    }
}

fn begin(call: &mut Call<'_>) -> Result<Value> {
    let own = own(call)?;
    let first = &call.args[0];
    let cmdlet = call
        .args
        .iter()
        .find_map(|value| value.as_native::<CmdletObject>());
    let (expects, out): (bool, Out) = match cmdlet {
        Some(cmdlet) => {
            let frame = cmdlet.frame();
            let expects = if first.as_native::<CmdletObject>().is_some() {
                frame.expecting_input
            } else {
                convert::to_bool(first)
            };
            let out = Rc::clone(&frame.out.borrow());
            (expects, out)
        }
        None => (convert::to_bool(first), own.collector.clone()),
    };
    let engine = engine(call.host)?;
    let program = own
        .block
        .code
        .program_in(&Rc::clone(&engine.scopes.get(engine.scope).layout));
    let pipe = program
        .end
        .as_ref()
        .and_then(|end| end.statements.first())
        .and_then(|statement| pipe_of(&statement.kind));
    let Some(pipe) = pipe else {
        return Ok(Value::Nothing);
    };
    let stages = engine.make_stages(pipe, expects, &out)?;
    *own.stages.borrow_mut() = stages.clone();
    own.begun.set(true);
    for stage in &stages {
        stage.begin(engine)?;
    }
    Ok(Value::Nothing)
}

fn process(call: &mut Call<'_>, input: Option<Value>) -> Result<Value> {
    let own = own(call)?;
    let first = own.stages.borrow().first().cloned();
    let Some(first) = first else {
        return not_begun();
    };
    first.enter(engine(call.host)?, |processor, engine, out| {
        processor.process(engine, input, out)
    })?;
    Ok(results(own))
}

fn end(call: &mut Call<'_>) -> Result<Value> {
    let own = own(call)?;
    if !own.begun.get() {
        return not_begun();
    }
    let stages = own.stages.borrow().clone();
    let engine = engine(call.host)?;
    for stage in &stages {
        stage.enter(engine, |processor, engine, out| processor.end(engine, out))?;
    }
    clean(call)?;
    Ok(results(own))
}

fn clean(call: &mut Call<'_>) -> Result<Value> {
    let own = own(call)?;
    let stages = std::mem::take(&mut *own.stages.borrow_mut());
    let engine = engine(call.host)?;
    for stage in &stages {
        stage.enter(engine, |processor, engine, out| {
            processor.clean(engine, out);
            Ok(())
        })?;
    }
    Ok(Value::Nothing)
}

/// What the last step wrote, where it does not go into a cmdlet's pipeline.
fn results(own: &Steppable) -> Value {
    Value::array(own.collector.take())
}

fn not_begun<T>() -> Result<T> {
    Fault::new(
        &types::PS_INVALID_OPERATION_EXCEPTION,
        "Cannot perform the operation because the pipeline has not been started. Call the Begin method first.",
    )
    .raise()
}
