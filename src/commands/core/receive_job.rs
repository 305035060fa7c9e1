//! `Get-Job`, `Wait-Job`, `Receive-Job`, `Stop-Job`, `Remove-Job`: jobs that have run.

use super::argument::{GuidsArgument, HashtableArgument, OthersArgument};
use super::job::{JOB, Job, Jobs, stream_of};
use engine::declare::{Argument, Check};
use engine::streams::{InformationRecord, Stream, message_of};
use engine::{Run, Shell, Switch, cmdlet};
use object::date::DateTime;
use object::pattern::Wildcard;
use object::types::Sig;
use object::{Category, ErrorRecord, Fault, Native, Result, Str, Value, convert, types};
use std::rc::Rc;

/// `[Job[]]`
#[derive(Clone, Default)]
pub struct JobsArgument(pub Option<Vec<Value>>);

impl Argument for JobsArgument {
    const SIG: Sig = Sig::Many(&JOB);
    fn from_value(value: Value) -> Self {
        JobsArgument(Some(Vec::<Value>::from_value(value)))
    }
}

/// `[JobState]`
#[derive(Clone, Default)]
pub struct StateArgument(pub Option<i64>);

impl Argument for StateArgument {
    const SIG: Sig = Sig::One(&super::job::JOB_STATE);
    fn from_value(value: Value) -> Self {
        StateArgument(match value.base() {
            Value::Enum(value) => Some(value.bits),
            _ => None,
        })
    }
}

/// By what jobs are chosen.
#[derive(Default)]
struct Choice<'a> {
    jobs: Option<&'a [Value]>,
    ids: Option<&'a [i32]>,
    names: Option<&'a [Str]>,
    instances: Option<&'a Value>,
    state: Option<i64>,
    command: Option<&'a [Str]>,
}

impl Choice<'_> {
    /// The jobs meant; ids and names that no job has are errors.
    fn find(&self, shell: &mut Shell<'_>) -> Result<Vec<Rc<Job>>> {
        let all = shell.engine.room::<Jobs>().all.clone();
        if let Some(jobs) = self.jobs {
            return Ok(jobs.iter().filter_map(Value::as_native_rc::<Job>).collect());
        }
        let mut found = Vec::new();
        if let Some(ids) = self.ids {
            for id in ids {
                match all.iter().find(|job| job.id == *id) {
                    Some(job) => found.push(Rc::clone(job)),
                    None => missing(
                        shell,
                        "JobWithSpecifiedSessionIdNotFound",
                        "Job ID",
                        &id.to_string(),
                    )?,
                }
            }
        } else if let Some(names) = self.names {
            for name in names {
                let pattern = Wildcard::new(name, true).ok();
                let matching = all.iter().filter(|job| {
                    pattern
                        .as_ref()
                        .is_some_and(|pattern| pattern.is_match(&job.name))
                });
                let before = found.len();
                found.extend(matching.cloned());
                if found.len() == before && !object::pattern::contains_wildcard_characters(name) {
                    missing(shell, "JobWithSpecifiedNameNotFound", "job name", name)?;
                }
            }
        } else if let Some(instances) = self.instances {
            for wanted in convert::enumerate(instances)
                .transpose()?
                .unwrap_or_default()
            {
                let Value::Guid(bytes) = wanted else { continue };
                match all.iter().find(|job| job.instance == bytes) {
                    Some(job) => found.push(Rc::clone(job)),
                    None => {
                        let text = convert::to_text(shell.engine, &wanted)?;
                        missing(
                            shell,
                            "JobWithSpecifiedInstanceIdNotFound",
                            "Instance ID",
                            &text,
                        )?;
                    }
                }
            }
        } else if let Some(patterns) = self.command {
            let patterns: Vec<Wildcard> = patterns
                .iter()
                .filter_map(|text| Wildcard::new(text, true).ok())
                .collect();
            found.extend(
                all.iter()
                    .filter(|job| {
                        patterns
                            .iter()
                            .any(|pattern| pattern.is_match(job.command.trim()))
                    })
                    .cloned(),
            );
        } else {
            found = all;
        }
        if let Some(state) = self.state {
            found.retain(|job| job.state.get() == state);
        }
        Ok(found)
    }
}

fn missing(shell: &mut Shell<'_>, id: &str, what: &str, value: &str) -> Result {
    let article = match what {
        "job name" => format!(
            "The command cannot find the job because the job name {value} was not found. Verify the value of the Name parameter, and then try the command again."
        ),
        "Job ID" => format!(
            "The command cannot find a job with the job ID {value}. Verify the value of the Id parameter and then try the command again."
        ),
        _ => format!(
            "The command cannot find a job with the instance identifier {value}. Verify the value of the InstanceId parameter, and then try the command again."
        ),
    };
    shell.error(
        Fault::new(&types::PS_ARGUMENT_EXCEPTION, article)
            .id(id)
            .category(Category::ObjectNotFound)
            .target(value),
    )
}

fn value_of(job: &Rc<Job>) -> Value {
    Value::Native(Rc::clone(job) as Rc<dyn Native>)
}

fn remove(shell: &mut Shell<'_>, job: &Rc<Job>) {
    shell
        .engine
        .room::<Jobs>()
        .all
        .retain(|known| !Rc::ptr_eq(known, job));
}

cmdlet! {
    /// Returns the jobs of the session.
    pub struct GetJob = "Get-Job" in "Microsoft.PowerShell.Core", class "Microsoft.PowerShell.Commands.GetJobCommand", default_set "SessionIdParameterSet" {
        /// Returns the children too.
        include_child_job = "IncludeChildJob": Switch => set("SessionIdParameterSet"), set("InstanceIdParameterSet"), set("NameParameterSet"), set("StateParameterSet"), set("CommandParameterSet");
        /// Only children in that state.
        child_job_state = "ChildJobState": StateArgument => set("SessionIdParameterSet"), set("InstanceIdParameterSet"), set("NameParameterSet"), set("StateParameterSet"), set("CommandParameterSet");
        /// Only jobs with output that nobody has received, or only those without.
        has_more_data = "HasMoreData": Option<bool> => set("SessionIdParameterSet"), set("InstanceIdParameterSet"), set("NameParameterSet"), set("StateParameterSet"), set("CommandParameterSet");
        /// Only jobs that ended before that time.
        before = "Before": Option<DateTime> => set("SessionIdParameterSet"), set("InstanceIdParameterSet"), set("NameParameterSet"), set("StateParameterSet"), set("CommandParameterSet");
        /// Only jobs that ended after that time.
        after = "After": Option<DateTime> => set("SessionIdParameterSet"), set("InstanceIdParameterSet"), set("NameParameterSet"), set("StateParameterSet"), set("CommandParameterSet");
        /// Only so many of the newest.
        newest = "Newest": Option<i32> => set("SessionIdParameterSet"), set("InstanceIdParameterSet"), set("NameParameterSet"), set("StateParameterSet"), set("CommandParameterSet");
        /// Number by which it is known.
        id = "Id": Option<Vec<i32>> => set("SessionIdParameterSet"), position(0), by_name, check(&[Check::NotNullOrEmpty]);
        /// Name of what is meant; wildcards where there may be several.
        name = "Name": Option<Vec<Str>> => set("NameParameterSet"), mandatory, position(0), by_name, check(&[Check::NotNullOrEmpty]);
        /// GUID of the job.
        instance_id = "InstanceId": GuidsArgument => set("InstanceIdParameterSet"), mandatory, position(0), by_name, check(&[Check::NotNullOrEmpty]);
        /// Jobs in this state.
        state = "State": StateArgument => set("StateParameterSet"), mandatory, position(0), by_name;
        /// Only jobs whose block matches.
        command = "Command": Option<Vec<Str>> => set("CommandParameterSet"), by_name, check(&[Check::NotNullOrEmpty]);
        /// Properties that the jobs must have.
        filter = "Filter": HashtableArgument => set("FilterParameterSet"), mandatory, position(0), by_name, check(&[Check::NotNullOrEmpty]);
    }
}

impl Run for GetJob {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let choice = Choice {
            ids: self.id.as_deref(),
            names: self.name.as_deref(),
            instances: self.instance_id.0.as_ref(),
            state: self.state.0,
            command: self.command.as_deref(),
            ..Choice::default()
        };
        let mut jobs = choice.find(shell)?;
        if let Some(more) = self.has_more_data {
            jobs.retain(|job| job.holder().kept.borrow().is_empty() != more);
        }
        if let Some(newest) = self.newest {
            let skip = jobs
                .len()
                .saturating_sub(usize::try_from(newest).unwrap_or(0));
            jobs.drain(..skip);
        }
        for job in jobs {
            shell.write(value_of(&job))?;
            if self.include_child_job.is_on()
                && let Some(child) = &job.child
            {
                shell.write(value_of(child))?;
            }
        }
        Ok(())
    }
}

cmdlet! {
    /// Waits until jobs have ended, and returns them. Jobs of this shell have ended when they are made.
    pub struct WaitJob = "Wait-Job" in "Microsoft.PowerShell.Core", class "Microsoft.PowerShell.Commands.WaitJobCommand", default_set "SessionIdParameterSet" {
        /// The jobs.
        job = "Job": JobsArgument => set("JobParameterSet"), mandatory, position(0), pipeline, by_name, check(&[Check::NotNullOrEmpty]);
        /// Waits for one of them only.
        any = "Any": Switch;
        /// Seconds to wait at most.
        timeout = "Timeout": Option<i32> => alias(&["TimeoutSec"]), check(&[Check::Range(-1, 2_147_483_647)]);
        /// Goes on where something read-only or existing stands in the way.
        force = "Force": Switch;
        /// Name of what is meant; wildcards where there may be several.
        name = "Name": Option<Vec<Str>> => set("NameParameterSet"), mandatory, position(0), by_name, check(&[Check::NotNullOrEmpty]);
        /// GUID of the job.
        instance_id = "InstanceId": GuidsArgument => set("InstanceIdParameterSet"), mandatory, position(0), by_name, check(&[Check::NotNullOrEmpty]);
        /// Number by which it is known.
        id = "Id": Option<Vec<i32>> => set("SessionIdParameterSet"), mandatory, position(0), by_name, check(&[Check::NotNullOrEmpty]);
        /// Jobs in this state.
        state = "State": StateArgument => set("StateParameterSet"), mandatory, position(0), by_name;
        /// Properties that the jobs must have.
        filter = "Filter": HashtableArgument => set("FilterParameterSet"), mandatory, position(0), by_name, check(&[Check::NotNullOrEmpty]);
    }
}

impl Run for WaitJob {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let choice = Choice {
            jobs: self.job.0.as_deref(),
            ids: self.id.as_deref(),
            names: self.name.as_deref(),
            instances: self.instance_id.0.as_ref(),
            state: self.state.0,
            ..Choice::default()
        };
        for job in choice.find(shell)? {
            shell.write(value_of(&job))?;
        }
        Ok(())
    }
}

cmdlet! {
    /// Hands out what jobs have written, stream by stream.
    pub struct ReceiveJob = "Receive-Job" in "Microsoft.PowerShell.Core", class "Microsoft.PowerShell.Commands.ReceiveJobCommand", default_set "Location" {
        /// The jobs.
        job = "Job": JobsArgument => set("ComputerName"), mandatory, position(0), pipeline, by_name, set("Session"), mandatory, position(0), pipeline, by_name, set("Location"), mandatory, position(0), pipeline, by_name;
        /// Another computer; not simulated.
        computer_name = "ComputerName": Option<Vec<Str>> => alias(&["Cn"]), set("ComputerName"), position(1), by_name, check(&[Check::NotNullOrEmpty]);
        /// Only what ran there.
        location = "Location": Option<Vec<Str>> => set("Location"), position(1), check(&[Check::NotNullOrEmpty]);
        /// A remote session; not simulated.
        session = "Session": OthersArgument => set("Session"), position(1), by_name, check(&[Check::NotNull]);
        /// Leaves it there for the next time.
        keep = "Keep": Switch;
        /// Leaves the children out.
        no_recurse = "NoRecurse": Switch;
        /// Goes on where something read-only or existing stands in the way.
        force = "Force": Switch;
        /// Waits until the jobs have ended.
        wait = "Wait": Switch;
        /// Removes the jobs afterwards.
        auto_remove_job = "AutoRemoveJob": Switch;
        /// Tells of changes of state.
        write_events = "WriteEvents": Switch;
        /// Writes the job before its results.
        write_job_in_results = "WriteJobInResults": Switch;
        /// Name of what is meant; wildcards where there may be several.
        name = "Name": Option<Vec<Str>> => set("NameParameterSet"), mandatory, position(0), by_name, check(&[Check::NotNullOrEmpty]);
        /// GUID of the job.
        instance_id = "InstanceId": GuidsArgument => set("InstanceIdParameterSet"), mandatory, position(0), by_name, check(&[Check::NotNullOrEmpty]);
        /// Number by which it is known.
        id = "Id": Option<Vec<i32>> => set("SessionIdParameterSet"), mandatory, position(0), by_name, check(&[Check::NotNullOrEmpty]);
    }
}

impl Run for ReceiveJob {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        if self.auto_remove_job.is_on() && !self.wait.is_on() {
            return Fault::new(
                &types::PS_INVALID_OPERATION_EXCEPTION,
                "The AutoRemoveJob parameter cannot be used without the Wait parameter.",
            )
            .id("InvalidOperation")
            .category(Category::InvalidOperation)
            .raise();
        }
        let choice = Choice {
            jobs: self.job.0.as_deref(),
            ids: self.id.as_deref(),
            names: self.name.as_deref(),
            instances: self.instance_id.0.as_ref(),
            ..Choice::default()
        };
        for job in choice.find(shell)? {
            if self.write_job_in_results.is_on() {
                shell.write(value_of(&job))?;
            }
            for value in job.receive(self.keep.is_on()) {
                hand_out(shell, value)?;
            }
            let reason = if self.keep.is_on() {
                job.reason.borrow().clone()
            } else {
                job.holder().reason.borrow_mut().take()
            };
            if self.auto_remove_job.is_on() {
                remove(shell, &job);
            }
            if let Some(record) = reason.and_then(|reason| reason.as_native_rc::<ErrorRecord>()) {
                let mut rest = record.rest.borrow_mut();
                (rest.terminating, rest.reported) = (false, false);
                drop(rest);
                shell.error_record(record)?;
            }
        }
        Ok(())
    }
}

/// A kept record goes to the stream that it came from.
fn hand_out(shell: &mut Shell<'_>, value: Value) -> Result {
    match stream_of(&value) {
        None => shell.write(value),
        Some(Stream::Error) => match value.as_native_rc::<ErrorRecord>() {
            Some(record) => {
                record.rest.borrow_mut().reported = false;
                shell.error_record(record)
            }
            None => Ok(()),
        },
        Some(Stream::Warning) => shell.warning(message_of(&value)),
        Some(stream @ (Stream::Verbose | Stream::Debug | Stream::Progress)) => {
            shell.engine.send(stream, value)
        }
        Some(Stream::Information) => match value.as_native::<InformationRecord>() {
            Some(record) => shell.information(InformationRecord {
                data: record.data.clone(),
                text: record.text.clone(),
                tags: record.tags.clone(),
                source: record.source.clone(),
                host: record.host.clone(),
                time: record.time,
            }),
            None => Ok(()),
        },
    }
}

cmdlet! {
    /// Stops jobs. Jobs of this shell have ended when they are made.
    pub struct StopJob = "Stop-Job" in "Microsoft.PowerShell.Core", class "Microsoft.PowerShell.Commands.StopJobCommand", default_set "SessionIdParameterSet", should_process Medium {
        /// The jobs.
        job = "Job": JobsArgument => set("JobParameterSet"), mandatory, position(0), pipeline, by_name, check(&[Check::NotNullOrEmpty]);
        /// Writes what was made or changed.
        pass_thru = "PassThru": Switch;
        /// Name of what is meant; wildcards where there may be several.
        name = "Name": Option<Vec<Str>> => set("NameParameterSet"), mandatory, position(0), by_name, check(&[Check::NotNullOrEmpty]);
        /// GUID of the job.
        instance_id = "InstanceId": GuidsArgument => set("InstanceIdParameterSet"), mandatory, position(0), by_name, check(&[Check::NotNullOrEmpty]);
        /// Number by which it is known.
        id = "Id": Option<Vec<i32>> => set("SessionIdParameterSet"), mandatory, position(0), by_name, check(&[Check::NotNullOrEmpty]);
        /// Jobs in this state.
        state = "State": StateArgument => set("StateParameterSet"), mandatory, position(0), by_name;
        /// Properties that the jobs must have.
        filter = "Filter": HashtableArgument => set("FilterParameterSet"), mandatory, position(0), by_name, check(&[Check::NotNullOrEmpty]);
    }
}

impl Run for StopJob {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let choice = Choice {
            jobs: self.job.0.as_deref(),
            ids: self.id.as_deref(),
            names: self.name.as_deref(),
            instances: self.instance_id.0.as_ref(),
            state: self.state.0,
            ..Choice::default()
        };
        for job in choice.find(shell)? {
            if self.pass_thru.is_on() {
                shell.write(value_of(&job))?;
            }
        }
        Ok(())
    }
}

cmdlet! {
    /// Removes jobs from the session, with what nobody has received.
    pub struct RemoveJob = "Remove-Job" in "Microsoft.PowerShell.Core", class "Microsoft.PowerShell.Commands.RemoveJobCommand", default_set "SessionIdParameterSet", should_process Medium {
        /// The jobs.
        job = "Job": JobsArgument => set("JobParameterSet"), mandatory, position(0), pipeline, by_name, check(&[Check::NotNullOrEmpty]);
        /// Goes on where something read-only or existing stands in the way.
        force = "Force": Switch => alias(&["F"]), set("InstanceIdParameterSet"), set("JobParameterSet"), set("NameParameterSet"), set("SessionIdParameterSet"), set("FilterParameterSet");
        /// Name of what is meant; wildcards where there may be several.
        name = "Name": Option<Vec<Str>> => set("NameParameterSet"), mandatory, position(0), by_name, check(&[Check::NotNullOrEmpty]);
        /// GUID of the job.
        instance_id = "InstanceId": GuidsArgument => set("InstanceIdParameterSet"), mandatory, position(0), by_name, check(&[Check::NotNullOrEmpty]);
        /// Number by which it is known.
        id = "Id": Option<Vec<i32>> => set("SessionIdParameterSet"), mandatory, position(0), by_name, check(&[Check::NotNullOrEmpty]);
        /// Jobs in this state.
        state = "State": StateArgument => set("StateParameterSet"), mandatory, position(0), by_name;
        /// The command.
        command = "Command": Option<Vec<Str>> => set("CommandParameterSet"), by_name, check(&[Check::NotNullOrEmpty]);
        /// Properties that the jobs must have.
        filter = "Filter": HashtableArgument => set("FilterParameterSet"), mandatory, position(0), by_name, check(&[Check::NotNullOrEmpty]);
    }
}

impl Run for RemoveJob {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let choice = Choice {
            jobs: self.job.0.as_deref(),
            ids: self.id.as_deref(),
            names: self.name.as_deref(),
            instances: self.instance_id.0.as_ref(),
            state: self.state.0,
            command: self.command.as_deref(),
        };
        for job in choice.find(shell)? {
            if shell.should_process(
                &format!("Command that is to be run as a job: {}", job.command),
                "Remove",
            )? {
                remove(shell, &job);
            }
        }
        Ok(())
    }
}
