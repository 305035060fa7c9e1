//! `Write-Output` and the cmdlets that write into the other streams; `write_error` has one of its own.

use engine::declare::Check;
use engine::hosting::ProgressRecord;
use engine::streams::{InformationRecord, Stream};
use engine::{PsObject, Run, Shell, Switch, cmdlet};
use object::{Result, Str, Value};

cmdlet! {
    /// Writes objects into the pipeline.
    pub struct WriteOutput = "Write-Output" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.WriteOutputCommand" {
        /// The objects.
        input_object = "InputObject": PsObject => mandatory, position(0), pipeline, remaining, check(&[Check::AllowNull, Check::AllowEmptyCollection]);
        /// Writes a collection as one object.
        no_enumerate = "NoEnumerate": Switch;
    }
}

impl Run for WriteOutput {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let Some(value) = self.input_object.0.take() else {
            return Ok(());
        };
        if self.no_enumerate.is_on() {
            shell.write(value)
        } else {
            shell.write_each(value)
        }
    }
}

cmdlet! {
    /// Writes a warning.
    pub struct WriteWarning = "Write-Warning" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.WriteWarningCommand" {
        /// The text.
        message = "Message": Option<Str> => alias(&["Msg"]), mandatory, position(0), pipeline, check(&[Check::AllowEmptyString]);
    }
}

impl Run for WriteWarning {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let text = self.message.take().unwrap_or_default();
        shell.warning(text)
    }
}

cmdlet! {
    /// Writes a verbose message, which shows only where somebody wants it.
    pub struct WriteVerbose = "Write-Verbose" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.WriteVerboseCommand" {
        /// The text.
        message = "Message": Option<Str> => alias(&["Msg"]), mandatory, position(0), pipeline, check(&[Check::AllowEmptyString]);
    }
}

impl Run for WriteVerbose {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let text = self.message.take().unwrap_or_default();
        shell.verbose(text)
    }
}

cmdlet! {
    /// Writes a debug message, which shows only where somebody wants it.
    pub struct WriteDebug = "Write-Debug" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.WriteDebugCommand" {
        /// The text.
        message = "Message": Option<Str> => alias(&["Msg"]), mandatory, position(0), pipeline, check(&[Check::AllowEmptyString]);
    }
}

impl Run for WriteDebug {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let text = self.message.take().unwrap_or_default();
        shell.debug(text)
    }
}

cmdlet! {
    /// Writes an object into the information stream.
    pub struct WriteInformation = "Write-Information" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.WriteInformationCommand" {
        /// The object.
        message_data = "MessageData": Option<Value> => alias(&["Msg", "Message"]), mandatory, position(0), pipeline, check(&[Check::AllowNull]);
        /// Words by which messages can be told apart.
        tags = "Tags": Option<Vec<Str>> => position(1);
    }
}

impl Run for WriteInformation {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let data = self.message_data.take().unwrap_or_default();
        let record = record(shell, data, self.tags.clone().unwrap_or_default())?;
        shell.information(record)
    }
}

fn record(shell: &mut Shell<'_>, data: Value, tags: Vec<Str>) -> Result<InformationRecord> {
    let data = if matches!(data, Value::Nothing) {
        Value::Null
    } else {
        data
    };
    // The record's text is asked for without an engine.
    let text = match &data {
        Value::Str(_) | Value::Null => None,
        other => Some(object::convert::to_text(shell.engine, other)?),
    };
    let time = object::Host::now(shell.engine);
    Ok(InformationRecord {
        data,
        text,
        tags,
        source: source_of(shell),
        host: None,
        time,
    })
}

/// The script that writes, or the command.
pub(crate) fn source_of(shell: &Shell<'_>) -> Str {
    match &shell.context.position.source.path {
        Some(path) => Str::from(&**path),
        None => Str::from(shell.context.declaration.name),
    }
}

cmdlet! {
    /// Tells how far a long command is. Sessions that nobody watches show nothing of it.
    pub struct WriteProgress = "Write-Progress" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.WriteProgressCommand" {
        /// What is going on.
        activity = "Activity": Option<Str> => position(0);
        /// How it stands.
        status = "Status": Option<Str> => position(1), check(&[Check::NotNullOrEmpty]);
        /// Number of the bar.
        id = "Id": Option<i32> => position(2), check(&[Check::Range(0, 2_147_483_647)]);
        /// How much is done.
        percent_complete = "PercentComplete": Option<i32> => check(&[Check::Range(-1, 100)]);
        /// How long it will take.
        seconds_remaining = "SecondsRemaining": Option<i32>;
        /// What is being done now.
        current_operation = "CurrentOperation": Option<Str>;
        /// Number of the bar above it.
        parent_id = "ParentId": Option<i32> => check(&[Check::Range(-1, 2_147_483_647)]);
        /// Takes the bar away.
        completed = "Completed": Switch;
        /// Number of the source.
        source_id = "SourceId": Option<i32>;
    }
}

impl Run for WriteProgress {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let record = ProgressRecord {
            id: self.id.unwrap_or(0),
            parent: self.parent_id.unwrap_or(-1),
            activity: self.activity.take().unwrap_or_default(),
            status: self
                .status
                .take()
                .unwrap_or_else(|| Str::from("Processing")),
            operation: self.current_operation.take(),
            percent: self.percent_complete.unwrap_or(-1),
            seconds: self.seconds_remaining.unwrap_or(-1),
            completed: self.completed.is_on(),
        };
        shell.engine.send(Stream::Progress, Value::native(record))
    }
}
