//! Jobs: what ran, what it wrote, and how it ended.
//!
//! A job of this shell has run to its end when `Start-Job` returns it; `Receive-Job` hands out what it kept, in order and stream by
//! stream.

use super::serial;
use engine::block::ScriptBlock;
use engine::streams::{Stream, Streams, Target};
use engine::{Collector, Engine, Out};
use object::types::{self, Member, Sig};
use object::{Interrupt, Native, Result, Str, Type, TypeInfo, Value};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// Which cmdlet made the job.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum JobKind {
    /// `Start-Job`
    Background,
    /// `Start-ThreadJob`
    Thread,
    /// `ForEach-Object -Parallel -AsJob`
    Task,
    /// `Register-EngineEvent -Action`
    Event,
}

/// A job, or the child that ran the block.
pub struct Job {
    /// `Id`
    pub id: i32,
    /// `Name`
    pub name: Str,
    /// `InstanceId`
    pub instance: [u8; 16],
    /// Which cmdlet made it.
    pub kind: JobKind,
    /// `Command`
    pub command: Str,
    /// `State`, by .NET's number.
    pub state: Cell<i64>,
    /// Why it failed.
    pub reason: RefCell<Option<Value>>,
    /// What it wrote and nobody has received yet, of all streams in order.
    pub kept: RefCell<Vec<Value>>,
    /// The child; none where this is one.
    pub child: Option<Rc<Job>>,
    begun: object::date::DateTime,
    ended: object::date::DateTime,
}

/// The jobs of the session.
#[derive(Default)]
pub struct Jobs {
    /// In the order of their ids.
    pub all: Vec<Rc<Job>>,
    last_id: i32,
}

/// `JobState`
pub static JOB_STATE: TypeInfo = TypeInfo::enumeration(
    "System.Management.Automation.JobState",
    &[
        ("NotStarted", 0),
        ("Running", 1),
        ("Completed", 2),
        ("Failed", 3),
        ("Stopped", 4),
        ("Blocked", 5),
        ("Suspended", 6),
        ("Disconnected", 7),
        ("Suspending", 8),
        ("Stopping", 9),
        ("AtBreakpoint", 10),
    ],
);

/// Number of `NotStarted`.
const NOT_STARTED: i64 = 0;
/// Number of `Running`.
const RUNNING: i64 = 1;
/// Number of `Stopped`.
const STOPPED: i64 = 4;
/// Number of `Completed`.
const COMPLETED: i64 = 2;
/// Number of `Failed`.
const FAILED: i64 = 3;

impl Job {
    /// Runs something as a job; the job is in the list of the session afterwards.
    pub fn run(
        engine: &mut Engine,
        kind: JobKind,
        name: Option<Str>,
        block: &Value,
        act: impl FnOnce(&mut Engine, &Out) -> Result,
    ) -> Value {
        let begun = object::Host::now(engine);
        let (result, written) = collected(engine, act);
        let ended = object::Host::now(engine);
        let (mut state, mut reason) = (COMPLETED, None);
        if let Err(stop) = result
            && let Interrupt::Error(record) = *stop
        {
            (state, reason) = (FAILED, Some(Value::Native(record as Rc<dyn Native>)));
        }
        let mut kept = written;
        if kind == JobKind::Background {
            kept = kept
                .into_iter()
                .map(|value| serial::carried_over(engine, value))
                .collect();
        }
        let instance = [engine.random.guid(), engine.random.guid()];
        let jobs = engine.room::<Jobs>();
        let id = jobs.last_id + 1;
        let pairs = kind != JobKind::Thread;
        jobs.last_id = id + i32::from(pairs);
        let command = block
            .as_native::<ScriptBlock>()
            .map(|block| Str::from(block.code.inner_text()))
            .unwrap_or_default();
        let make =
            |id: i32, name: Str, instance: [u8; 16], kept: Vec<Value>, child: Option<Rc<Job>>| {
                Rc::new(Job {
                    id,
                    name,
                    instance,
                    kind,
                    command: command.clone(),
                    state: Cell::new(state),
                    reason: RefCell::new(reason.clone()),
                    kept: RefCell::new(kept),
                    child,
                    begun,
                    ended,
                })
            };
        let own = name.unwrap_or_else(|| Str::from(format!("Job{id}")));
        let job = if pairs {
            let child = make(
                id + 1,
                Str::from(format!("Job{}", id + 1)),
                instance[1],
                kept,
                None,
            );
            make(id, own, instance[0], Vec::new(), Some(child))
        } else {
            make(id, own, instance[0], kept, None)
        };
        jobs.all.push(Rc::clone(&job));
        Value::Native(job as Rc<dyn Native>)
    }

    /// The job of an event's action, which has not run yet.
    pub fn for_events(engine: &mut Engine, name: Str, block: &Value) -> Rc<Job> {
        let now = object::Host::now(engine);
        let instance = engine.random.guid();
        let jobs = engine.room::<Jobs>();
        jobs.last_id += 1;
        let code = block.as_native::<ScriptBlock>();
        let job = Rc::new(Job {
            id: jobs.last_id,
            name,
            instance,
            kind: JobKind::Event,
            command: code
                .map(|block| Str::from(block.code.inner_text()))
                .unwrap_or_default(),
            state: Cell::new(NOT_STARTED),
            reason: RefCell::default(),
            kept: RefCell::default(),
            child: None,
            begun: now,
            ended: now,
        });
        jobs.all.push(Rc::clone(&job));
        job
    }

    /// Runs something more as the job's own: what it writes is kept.
    pub fn run_again(&self, engine: &mut Engine, act: impl FnOnce(&mut Engine, &Out) -> Result) {
        self.state.set(RUNNING);
        let (result, written) = collected(engine, act);
        let mut kept = self.kept.borrow_mut();
        kept.extend(written);
        if let Err(stop) = result
            && let Interrupt::Error(record) = *stop
        {
            kept.push(Value::Native(record as Rc<dyn Native>));
        }
    }

    /// The job runs no more.
    pub fn stop(&self) {
        self.state.set(STOPPED);
    }

    /// The job that holds the output: the child where there is one.
    pub fn holder(&self) -> &Job {
        self.child.as_deref().unwrap_or(self)
    }

    /// Takes out what nobody has received yet.
    pub fn receive(&self, keep: bool) -> Vec<Value> {
        let mut kept = self.holder().kept.borrow_mut();
        if keep {
            kept.clone()
        } else {
            std::mem::take(&mut *kept)
        }
    }

    fn of_stream(&self, stream: Option<Stream>) -> Value {
        let kept = self.holder().kept.borrow();
        let items = kept
            .iter()
            .filter(|value| stream_of(value) == stream)
            .cloned()
            .collect();
        engine::values::collection(items)
    }
}

/// The stream that a kept record came from; `None` is the output.
pub fn stream_of(value: &Value) -> Option<Stream> {
    use engine::streams::{DebugRecord, InformationRecord, VerboseRecord, WarningRecord};
    if value.as_native::<object::ErrorRecord>().is_some() {
        Some(Stream::Error)
    } else if value.as_native::<WarningRecord>().is_some() {
        Some(Stream::Warning)
    } else if value.as_native::<VerboseRecord>().is_some() {
        Some(Stream::Verbose)
    } else if value.as_native::<DebugRecord>().is_some() {
        Some(Stream::Debug)
    } else if value.as_native::<InformationRecord>().is_some() {
        Some(Stream::Information)
    } else if value
        .as_native::<engine::hosting::ProgressRecord>()
        .is_some()
    {
        Some(Stream::Progress)
    } else {
        None
    }
}

const STR: Sig = Sig::One(&types::STRING);
const OBJ: Sig = Sig::One(&types::OBJECT);

fn job(value: &Value) -> Option<&Job> {
    value.as_native::<Job>()
}

fn stream(value: &Value, stream: Option<Stream>) -> Value {
    job(value)
        .map(|job| job.of_stream(stream))
        .unwrap_or_default()
}

/// `System.Management.Automation.Job`
pub static JOB: TypeInfo = TypeInfo::class("System.Management.Automation.Job", &types::OBJECT)
    .members(|| {
        const MEMBERS: &[Member] = &[
            Member::get("State", Sig::One(&JOB_STATE), |call| {
                Ok(job(call.this)
                    .map(|job| Type::Known(&JOB_STATE).enum_from(job.state.get()))
                    .unwrap_or_default())
            }),
            Member::get("HasMoreData", Sig::One(&types::BOOLEAN), |call| {
                Ok(Value::Bool(
                    job(call.this).is_some_and(|job| !job.holder().kept.borrow().is_empty()),
                ))
            }),
            Member::get("StatusMessage", STR, |_| Ok(Value::str(""))),
            Member::get("Location", STR, |call| {
                Ok(Value::str(
                    if job(call.this).is_some_and(|job| job.kind == JobKind::Background) {
                        "localhost"
                    } else {
                        "PowerShell"
                    },
                ))
            }),
            Member::get("Command", STR, |call| {
                Ok(job(call.this)
                    .map(|job| Value::Str(job.command.clone()))
                    .unwrap_or_default())
            }),
            Member::get("JobStateInfo", OBJ, |call| {
                let Some(job) = job(call.this) else {
                    return Ok(Value::Null);
                };
                let reason = match &*job.reason.borrow() {
                    Some(record) => record
                        .as_native::<object::ErrorRecord>()
                        .map(|record| record.exception.clone())
                        .unwrap_or_default(),
                    None => Value::Null,
                };
                let state = Type::Known(&JOB_STATE).enum_from(job.state.get());
                Ok(engine::values::record(
                    &JOB_STATE_INFO,
                    vec![("State", state), ("Reason", reason)],
                ))
            }),
            Member::get("ChildJobs", OBJ, |call| {
                let child = job(call.this)
                    .and_then(|job| job.child.clone())
                    .map(|child| Value::Native(child as Rc<dyn Native>));
                Ok(engine::values::collection(child.into_iter().collect()))
            }),
            Member::get("PSBeginTime", Sig::One(&types::DATE_TIME), |call| {
                Ok(job(call.this)
                    .map(|job| Value::DateTime(job.begun))
                    .unwrap_or_default())
            }),
            Member::get("PSEndTime", Sig::One(&types::DATE_TIME), |call| {
                Ok(job(call.this)
                    .map(|job| Value::DateTime(job.ended))
                    .unwrap_or_default())
            }),
            Member::get("PSJobTypeName", STR, |call| {
                Ok(Value::str(match job(call.this).map(|job| job.kind) {
                    Some(JobKind::Thread) => "ThreadJob",
                    Some(JobKind::Task) => "PSTaskJob",
                    Some(JobKind::Event) => "",
                    _ => "BackgroundJob",
                }))
            }),
            Member::get("Id", Sig::One(&types::INT32), |call| {
                Ok(job(call.this)
                    .map(|job| Value::Int(job.id))
                    .unwrap_or_default())
            }),
            Member::get("Name", STR, |call| {
                Ok(job(call.this)
                    .map(|job| Value::Str(job.name.clone()))
                    .unwrap_or_default())
            }),
            Member::get("InstanceId", Sig::One(&types::GUID), |call| {
                Ok(job(call.this)
                    .map(|job| Value::Guid(job.instance))
                    .unwrap_or_default())
            }),
            Member::get("Output", OBJ, |call| Ok(stream(call.this, None))),
            Member::get("Error", OBJ, |call| {
                Ok(stream(call.this, Some(Stream::Error)))
            }),
            Member::get("Warning", OBJ, |call| {
                Ok(stream(call.this, Some(Stream::Warning)))
            }),
            Member::get("Verbose", OBJ, |call| {
                Ok(stream(call.this, Some(Stream::Verbose)))
            }),
            Member::get("Debug", OBJ, |call| {
                Ok(stream(call.this, Some(Stream::Debug)))
            }),
            Member::get("Information", OBJ, |call| {
                Ok(stream(call.this, Some(Stream::Information)))
            }),
        ];
        MEMBERS
    });

/// `JobStateInfo`
pub static JOB_STATE_INFO: TypeInfo =
    TypeInfo::class("System.Management.Automation.JobStateInfo", &types::OBJECT);
/// What `Start-Job` gives.
pub static REMOTING_JOB: TypeInfo =
    TypeInfo::class("System.Management.Automation.PSRemotingJob", &JOB);
/// What `Start-ThreadJob` gives.
pub static THREAD_JOB: TypeInfo = TypeInfo::class("ThreadJob.ThreadJob", &JOB);
/// What `ForEach-Object -AsJob` gives.
pub static TASK_JOB: TypeInfo =
    TypeInfo::class("System.Management.Automation.PSTasks.PSTaskJob", &JOB);

/// What `Register-EngineEvent` gives.
pub static EVENT_JOB: TypeInfo = TypeInfo::class("System.Management.Automation.PSEventJob", &JOB);

impl Native for Job {
    fn get_type(&self) -> Type {
        Type::Known(match self.kind {
            JobKind::Background => &REMOTING_JOB,
            JobKind::Thread => &THREAD_JOB,
            JobKind::Task => &TASK_JOB,
            JobKind::Event => &EVENT_JOB,
        })
    }
}

/// Runs something whose streams all go to one list.
fn collected(
    engine: &mut Engine,
    act: impl FnOnce(&mut Engine, &Out) -> Result,
) -> (Result, Vec<Value>) {
    let collector = Collector::new();
    let out: Out = collector.clone();
    let outer = Rc::clone(&engine.streams);
    engine.streams = Rc::new(Streams {
        targets: std::array::from_fn(|_| Target::Sink(Rc::clone(&out))),
        taps: Vec::new(),
    });
    let result = act(engine, &out);
    engine.streams = outer;
    (result, collector.take())
}
