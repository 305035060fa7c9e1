//! `[powershell]::Create()`: an object that builds a pipeline, runs it in a session of its own or in the caller's, and keeps what its
//! streams said.

use super::data_streams::{DataStreams, data_collection, into};
use super::runspace_object::{InitialChoice, RunspaceObject};
use super::steps::{Steps, build};
use super::{Runspace, initial};
use crate::Engine;
use crate::cmdlet_object::engine;
use crate::sink::{Collector, Out};
use crate::streams::Stream;
use object::members::table::*;
use object::types::{self, Call, Member, Sig};
use object::{
    Category, ErrorRecord, Exception, Fault, Interrupt, List, Native, Result, Type, TypeInfo,
    Value, convert,
};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// `PSInvocationState`
pub static INVOCATION_STATE: TypeInfo = TypeInfo::enumeration(
    "System.Management.Automation.PSInvocationState",
    &[
        ("NotStarted", 0),
        ("Running", 1),
        ("Stopping", 2),
        ("Stopped", 3),
        ("Completed", 4),
        ("Failed", 5),
        ("Disconnected", 6),
    ],
);
const NOT_STARTED: i64 = 0;
const RUNNING: i64 = 1;
const STOPPED: i64 = 3;
const COMPLETED: i64 = 4;
const FAILED: i64 = 5;

/// `PSInvocationStateInfo`
pub static INVOCATION_STATE_INFO: TypeInfo = TypeInfo::class(
    "System.Management.Automation.PSInvocationStateInfo",
    &types::OBJECT,
);

/// `RunspaceMode`
pub static RUNSPACE_MODE: TypeInfo = TypeInfo::enumeration(
    "System.Management.Automation.RunspaceMode",
    &[("CurrentRunspace", 0), ("NewRunspace", 1)],
);

/// What `BeginInvoke` answers.
pub static ASYNC_RESULT: TypeInfo = TypeInfo::class(
    "System.Management.Automation.PowerShellAsyncResult",
    &types::OBJECT,
)
.implements(&[&IASYNC_RESULT])
.members(|| {
    const MEMBERS: &[Member] = &[
        object::get!("IsCompleted", BOOL => |c| {
            if let Some(result) = c.this.as_native_rc::<AsyncResult>() {
                let own = Rc::clone(&result.of);
                own.settle(engine(c.host)?);
            }
            Ok(Value::Bool(true))
        }),
        object::get!("AsyncWaitHandle", OBJ => |c| Ok(c.this.clone())),
        object::get!("AsyncState", OBJ => |_| Ok(Value::Null)),
        object::get!("CompletedSynchronously", BOOL => |_| Ok(Value::Bool(false))),
        object::method!("WaitOne",
            () -> BOOL => wait_one,
            (millisecondsTimeout: INT) -> BOOL => wait_one),
        object::method!("Close", () -> VOID => |_| Ok(Value::Nothing)),
    ];
    MEMBERS
});

/// `IAsyncResult`
static IASYNC_RESULT: TypeInfo = TypeInfo::interface("System.IAsyncResult");

fn wait_one(c: &mut Call<'_>) -> Result<Value> {
    if let Some(result) = c.this.as_native_rc::<AsyncResult>() {
        let own = Rc::clone(&result.of);
        own.settle(engine(c.host)?);
    }
    Ok(Value::Bool(true))
}

/// A pipeline that was begun and that somebody may wait for.
struct AsyncResult {
    of: Rc<PowerShell>,
}

impl Native for AsyncResult {
    fn get_type(&self) -> Type {
        Type::Known(&ASYNC_RESULT)
    }
}

/// Where a `PowerShell` object runs its pipeline.
enum Place {
    /// In the session and scope of whoever calls `Invoke`.
    Current,
    /// In a session that is made when it is first needed.
    Fresh(Option<Rc<Runspace>>, Value),
    /// In a session that somebody opened.
    Given(Rc<RunspaceObject>),
}

/// What `BeginInvoke` put off.
struct Pending {
    input: Value,
    output: Rc<List>,
}

/// A `PowerShell` object.
pub(super) struct PowerShell {
    steps: RefCell<Rc<Steps>>,
    streams: Rc<DataStreams>,
    place: RefCell<Place>,
    state: Cell<i64>,
    reason: RefCell<Value>,
    had_errors: Cell<bool>,
    disposed: Cell<bool>,
    pending: RefCell<Option<Pending>>,
    output: RefCell<Option<Rc<List>>>,
    failure: RefCell<Option<Rc<ErrorRecord>>>,
    instance: Value,
}

impl Native for PowerShell {
    fn get_type(&self) -> Type {
        Type::Known(&POWERSHELL)
    }
}

impl PowerShell {
    fn new(engine: &mut Engine, place: Place) -> Rc<PowerShell> {
        Rc::new(PowerShell {
            steps: RefCell::default(),
            streams: Rc::new(DataStreams::new()),
            place: RefCell::new(place),
            state: Cell::new(NOT_STARTED),
            reason: RefCell::new(Value::Null),
            had_errors: Cell::new(false),
            disposed: Cell::new(false),
            pending: RefCell::default(),
            output: RefCell::default(),
            failure: RefCell::default(),
            instance: Value::Guid(engine.random.guid()),
        })
    }

    /// Nothing may be done with what has been given back.
    fn usable(&self) -> Result {
        if !self.disposed.get() {
            return Ok(());
        }
        Fault::new(
            &object::members::exceptions::PS_OBJECT_DISPOSED,
            "The PowerShell object has been disposed.\nObject name: 'PowerShell'.",
        )
        .raise()
    }

    /// Runs what `BeginInvoke` put off. How it ended is kept for `EndInvoke`.
    fn settle(&self, engine: &mut Engine) {
        let Some(pending) = self.pending.borrow_mut().take() else {
            return;
        };
        let out = into(&pending.output);
        let input = convert::enumerate(&pending.input).and_then(Result::ok);
        if let Err(stop) = self.run(engine, input, &out)
            && let Interrupt::Error(record) = *stop
        {
            *self.failure.borrow_mut() = Some(record);
        }
    }

    /// Runs the pipeline to its end.
    ///
    /// # Errors
    /// What ended it: `throw`, a preference that stops, a text that does not parse.
    fn run(&self, engine: &mut Engine, input: Option<Vec<Value>>, out: &Out) -> Result {
        let steps = Rc::clone(&self.steps.borrow());
        if steps.all().is_empty() {
            return Fault::new(
                &types::INVALID_OPERATION_EXCEPTION,
                "No commands are specified.",
            )
            .raise();
        }
        self.state.set(RUNNING);
        *self.reason.borrow_mut() = Value::Null;
        let errors = self.streams.count(Stream::Error);
        let result = match self.session(engine)? {
            Some(runspace) => {
                runspace.enter(engine, |engine| self.in_session(engine, &steps, input, out))
            }
            None => {
                let catching = std::mem::take(&mut engine.catching);
                let result = self.in_session(engine, &steps, input, out);
                engine.catching = catching;
                result
            }
        };
        let result = match result {
            Err(stop) => match *stop {
                Interrupt::Error(record) => {
                    let record = as_invocation(by_preference(record));
                    *self.reason.borrow_mut() = record.exception.clone();
                    Err(Box::new(Interrupt::Error(record)))
                }
                Interrupt::Cancelled => return Err(Box::new(Interrupt::Cancelled)),
                // `exit`, and `break` out of nothing, end the pipeline.
                _ => Ok(()),
            },
            Ok(()) => Ok(()),
        };
        self.had_errors
            .set(result.is_err() || self.streams.count(Stream::Error) > errors);
        self.state
            .set(if result.is_err() { FAILED } else { COMPLETED });
        result
    }

    fn in_session(
        &self,
        engine: &mut Engine,
        steps: &Steps,
        mut input: Option<Vec<Value>>,
        out: &Out,
    ) -> Result {
        let outer = std::mem::replace(&mut engine.streams, self.streams.as_targets());
        let statements = steps.statements.borrow().clone();
        let mut result = Ok(());
        for statement in statements.iter().filter(|statement| !statement.is_empty()) {
            result = statement_of(engine, statement, input.take(), out);
            if result.is_err() {
                break;
            }
        }
        engine.streams = outer;
        result
    }

    /// The session that the pipeline runs in; none is the one that runs now.
    fn session(&self, engine: &mut Engine) -> Result<Option<Rc<Runspace>>> {
        let initial = match &*self.place.borrow() {
            Place::Current => return Ok(None),
            Place::Given(runspace) => return runspace.opened().map(Some),
            Place::Fresh(Some(runspace), _) => return Ok(Some(Rc::clone(runspace))),
            Place::Fresh(None, initial) => initial.clone(),
        };
        let runspace = initial::runspace(engine, &initial)?;
        *self.place.borrow_mut() = Place::Fresh(Some(Rc::clone(&runspace)), initial);
        Ok(Some(runspace))
    }
}

/// Runs one pipeline. A script reports the errors of its own statements; whatever leaves a command ends everything.
fn statement_of(
    engine: &mut Engine,
    statement: &[Rc<super::steps::Step>],
    input: Option<Vec<Value>>,
    out: &Out,
) -> Result {
    let mut prepared = Vec::new();
    for step in statement {
        prepared.push(step.prepare(engine)?);
    }
    engine.run_prepared(prepared, input, out)
}

/// What .NET threw in a command comes out of `Invoke` as a `CmdletInvocationException` around it; what `throw` threw as a
/// `RuntimeException`.
fn as_invocation(record: Rc<ErrorRecord>) -> Rc<ErrorRecord> {
    let kind = record.exception.get_type();
    if Type::Known(&types::RUNTIME_EXCEPTION).is_assignable_from(&kind) {
        return record;
    }
    let was_thrown = record.category == Category::OperationStopped;
    let outer = match was_thrown {
        true => &types::RUNTIME_EXCEPTION,
        false => &object::members::exceptions::CMDLET_INVOCATION,
    };
    let wrapped =
        Exception::new(outer, record.exception_message()).because(record.exception.clone());
    Rc::new(record.about(Value::native(wrapped)))
}

/// An error that a preference made an end of everything has an exception that says so.
fn by_preference(record: Rc<ErrorRecord>) -> Rc<ErrorRecord> {
    if !record.rest.borrow().by_preference {
        return record;
    }
    let outer = ErrorRecord::of(
        stop_exception(&record),
        record.id.clone(),
        record.category,
        record.target.clone(),
    );
    *outer.rest.borrow_mut() = record.rest.borrow().clone();
    outer.rest.borrow_mut().by_preference = false;
    Rc::new(outer)
}

/// The `ActionPreferenceStopException` of an error that a preference made an end of everything.
pub(crate) fn stop_exception(record: &Rc<ErrorRecord>) -> Value {
    let message = format!(
        "The running command stopped because the preference variable \"ErrorActionPreference\" or common parameter is set to Stop: {}",
        record.message()
    );
    let exception = Exception::new(&types::ACTION_PREFERENCE_STOP_EXCEPTION, message).with(
        "ErrorRecord",
        Value::Native(Rc::clone(record) as Rc<dyn Native>),
    );
    Value::native(exception)
}

const THIS_RESULT: Sig = Sig::One(&ASYNC_RESULT);
const MODE: Sig = Sig::One(&RUNSPACE_MODE);
const ISS: Sig = Sig::One(&initial::INITIAL_SESSION_STATE);
const RUNSPACE: Sig = Sig::One(&super::runspace_object::RUNSPACE);

/// `PowerShell`
pub static POWERSHELL: TypeInfo =
    TypeInfo::class("System.Management.Automation.PowerShell", &types::OBJECT).members(|| {
        const MEMBERS: &[Member] = &[
            object::static_method!("Create",
                () -> THIS => |c| create(c, Place::Fresh(None, Value::Null)),
                (runspace: MODE) -> THIS => |c| {
                    let current = matches!(&c.args[0], Value::Enum(mode) if mode.bits == 0);
                    create(c, if current { Place::Current } else { Place::Fresh(None, Value::Null) })
                },
                (initialSessionState: ISS) -> THIS => |c| {
                    let initial = c.args[0].clone();
                    create(c, Place::Fresh(None, initial))
                },
                (runspace: RUNSPACE) -> THIS => |c| {
                    let place = given_place(&c.args[0])?;
                    create(c, place)
                }),
            object::method!("AddScript",
                (script: STR) -> THIS => |c| add(c, |s, c| build::script(s, c)),
                (script: STR, useLocalScope: BOOL) -> THIS => |c| add(c, |s, c| build::script(s, c))),
            object::method!("AddCommand",
                (cmdlet: OBJ) -> THIS => |c| add(c, |s, c| build::command(s, c)),
                (cmdlet: STR, useLocalScope: BOOL) -> THIS => |c| add(c, |s, c| build::command(s, c))),
            object::method!("AddArgument", (value: OBJ) -> THIS => |c| add(c, |s, c| build::argument(s, c))),
            object::method!("AddParameter",
                (parameterName: STR) -> THIS => |c| add(c, |s, c| build::parameter(s, c)),
                (parameterName: STR, value: OBJ) -> THIS => |c| add(c, |s, c| build::parameter(s, c))),
            object::method!("AddParameters", (parameters: OBJ) -> THIS => |c| add(c, build::parameters)),
            object::method!("AddStatement", () -> THIS => |c| add(c, |s, c| build::statement(s, c))),
            object::method!("Invoke",
                () -> OBJ => invoke,
                (input: ENUMERABLE) -> OBJ => invoke,
                (input: ENUMERABLE, output: OBJ) -> VOID => invoke_into),
            object::method!("BeginInvoke",
                () -> THIS_RESULT => begin,
                (input: OBJ) -> THIS_RESULT => begin,
                (input: OBJ, output: OBJ) -> THIS_RESULT => begin),
            object::method!("EndInvoke", (asyncResult: THIS_RESULT) -> OBJ => end),
            object::method!("Stop", () -> VOID => |c| {
                let own = own(c)?;
                own.usable()?;
                if own.pending.borrow_mut().take().is_some() {
                    own.state.set(STOPPED);
                }
                Ok(Value::Nothing)
            }),
            object::method!("Dispose", () -> VOID => |c| {
                own(c)?.disposed.set(true);
                Ok(Value::Nothing)
            }),
            object::method!("CreateNestedPowerShell", () -> THIS => |c| create(c, Place::Current)),
            object::property!("Commands", OBJ => |c| Ok(crate::values::shared(&own(c)?.steps.borrow())), |c| {
                if let Some(steps) = c.args[0].as_native_rc::<Steps>() {
                    *own(c)?.steps.borrow_mut() = steps;
                }
                Ok(Value::Nothing)
            }),
            object::get!("Streams", OBJ => |c| {
                let own = settled(c)?;
                Ok(crate::values::shared(&own.streams))
            }),
            object::get!("HadErrors", BOOL => |c| Ok(Value::Bool(settled(c)?.had_errors.get()))),
            object::get!("InvocationStateInfo", OBJ => |c| {
                let own = settled(c)?;
                let state = Type::Known(&INVOCATION_STATE).enum_from(own.state.get());
                let reason = own.reason.borrow().clone();
                Ok(crate::values::record(&INVOCATION_STATE_INFO, vec![("State", state), ("Reason", reason)]))
            }),
            object::get!("IsNested", BOOL => |c| Ok(Value::Bool(matches!(&*own(c)?.place.borrow(), Place::Current)))),
            object::get!("IsRunspaceOwner", BOOL => |c| Ok(Value::Bool(matches!(&*own(c)?.place.borrow(), Place::Fresh(..))))),
            object::get!("InstanceId", GUID => |c| Ok(own(c)?.instance.clone())),
            object::property!("Runspace", OBJ => runspace_of, set_runspace),
            object::property!("RunspacePool", OBJ => runspace_of, set_runspace),
        ];
        MEMBERS
    });

/// `ScriptBlockToPowerShellNotSupportedException`
pub static BLOCK_NOT_SUPPORTED: TypeInfo = TypeInfo::class(
    "System.Management.Automation.ScriptBlockToPowerShellNotSupportedException",
    &types::RUNTIME_EXCEPTION,
);

impl Engine {
    /// `{ command }.GetPowerShell(arguments)`
    ///
    /// # Errors
    /// `ScriptBlockToPowerShellNotSupportedException` where it is more than one pipeline of commands.
    pub(crate) fn powershell_of(
        &mut self,
        block: &Rc<crate::block::ScriptBlock>,
        arguments: &[Value],
    ) -> Result<Value> {
        if !self.is_only_pipeline(block) {
            return Fault::new(
                &BLOCK_NOT_SUPPORTED,
                "Can only convert a script block that contains exactly one pipeline or statement. Expressions or control structures are not permitted. Verify that the script block contains exactly one pipeline or command.",
            )
            .id("CantConvertPipelineStartsWithExpression")
            .raise();
        }
        let made = PowerShell::new(self, Place::Fresh(None, Value::Null));
        let step = super::steps::Step::new(block.code.inner_text().into(), true, true);
        let mut given = step.parameters.borrow_mut();
        for argument in arguments {
            match argument {
                Value::Bool(_) => {}
                Value::Array(many) => {
                    given.extend(many.to_vec().into_iter().map(|one| (None, Some(one))));
                }
                one => given.push((None, Some(one.clone()))),
            }
        }
        drop(given);
        made.steps.borrow().add(step);
        Ok(Value::Native(made as Rc<dyn Native>))
    }
}

fn own(call: &Call<'_>) -> Result<Rc<PowerShell>> {
    match call.this.as_native_rc::<PowerShell>() {
        Some(own) => Ok(own),
        None => Fault::runtime("InvalidOperation", "It is not a PowerShell object.").raise(),
    }
}

/// The object, with what it has begun at its end.
fn settled(call: &mut Call<'_>) -> Result<Rc<PowerShell>> {
    let own = own(call)?;
    own.settle(engine(call.host)?);
    Ok(own)
}

fn create(call: &mut Call<'_>, place: Place) -> Result<Value> {
    let made = PowerShell::new(engine(call.host)?, place);
    Ok(Value::Native(made as Rc<dyn Native>))
}

fn given_place(value: &Value) -> Result<Place> {
    match value.as_native_rc::<RunspaceObject>() {
        Some(runspace) => Ok(Place::Given(runspace)),
        None => Ok(Place::Fresh(None, Value::Null)),
    }
}

fn runspace_of(call: &mut Call<'_>) -> Result<Value> {
    let own = own(call)?;
    let engine = engine(call.host)?;
    if let Place::Given(runspace) = &*own.place.borrow() {
        return Ok(crate::values::shared(runspace));
    }
    let Some(runspace) = own.session(engine)? else {
        return Ok(Value::Null);
    };
    let opened = RunspaceObject::opened_over(engine, runspace, InitialChoice::Default);
    *own.place.borrow_mut() = Place::Given(Rc::clone(&opened));
    Ok(Value::Native(opened as Rc<dyn Native>))
}

fn set_runspace(call: &mut Call<'_>) -> Result<Value> {
    *own(call)?.place.borrow_mut() = given_place(&call.args[0])?;
    Ok(Value::Nothing)
}

fn add(call: &mut Call<'_>, act: fn(&Steps, &mut Call<'_>) -> Result) -> Result<Value> {
    let own = own(call)?;
    own.usable()?;
    let steps = Rc::clone(&own.steps.borrow());
    act(&steps, call)?;
    Ok(call.this.clone())
}

fn input_of(call: &Call<'_>) -> Result<Option<Vec<Value>>> {
    match call.args.first() {
        None | Some(Value::Null | Value::Nothing) => Ok(None),
        Some(value) => Ok(Some(
            convert::enumerate(value)
                .transpose()?
                .unwrap_or_else(|| vec![value.clone()]),
        )),
    }
}

fn invoke(call: &mut Call<'_>) -> Result<Value> {
    let own = own(call)?;
    own.usable()?;
    let input = input_of(call)?;
    let collector = Collector::new();
    let out: Out = collector.clone();
    own.run(engine(call.host)?, input, &out)?;
    Ok(crate::values::collection(collector.take()))
}

/// `Invoke(input, output)`: the results go into a list of the caller's.
fn invoke_into(call: &mut Call<'_>) -> Result<Value> {
    let own = own(call)?;
    own.usable()?;
    let input = input_of(call)?;
    let out: Out = match &call.args[1] {
        Value::List(list) => into(list),
        _ => Rc::new(crate::sink::Discard),
    };
    own.run(engine(call.host)?, input, &out)?;
    Ok(Value::Nothing)
}

fn begin(call: &mut Call<'_>) -> Result<Value> {
    let own = own(call)?;
    own.usable()?;
    own.settle(engine(call.host)?);
    let output = match call.args.get(1) {
        Some(Value::List(list)) => Rc::clone(list),
        _ => data_collection(&types::PSOBJECT),
    };
    *own.output.borrow_mut() = Some(Rc::clone(&output));
    *own.pending.borrow_mut() = Some(Pending {
        input: call.args.first().cloned().unwrap_or_default(),
        output,
    });
    own.state.set(RUNNING);
    Ok(Value::native(AsyncResult { of: own }))
}

fn end(call: &mut Call<'_>) -> Result<Value> {
    let own = settled(call)?;
    if let Some(failure) = own.failure.borrow_mut().take() {
        return Err(Box::new(Interrupt::Error(failure)));
    }
    if own.state.get() == STOPPED {
        return Fault::new(
            &types::PIPELINE_STOPPED_EXCEPTION,
            "The pipeline has been stopped.",
        )
        .raise();
    }
    let output = own.output.borrow_mut().take();
    Ok(output.map_or(Value::Null, Value::List))
}
