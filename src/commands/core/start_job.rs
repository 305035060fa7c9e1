//! `Start-Job` and `Start-ThreadJob`.

use super::argument::{CredentialArgument, HashtableArgument, OtherArgument, VersionArgument};
use super::job::{Job, JobKind};
use super::parallel::Lane;
use engine::declare::Check;
use engine::{PsObject, Run, ScriptBlockArgument, Shell, Switch, cmdlet};
use object::{Result, Str, Value};
use std::rc::Rc;

cmdlet! {
    /// Runs a block as a job in a process of its own. It runs at once, and its output waits for `Receive-Job`.
    pub struct StartJob = "Start-Job" in "Microsoft.PowerShell.Core", class "Microsoft.PowerShell.Commands.StartJobCommand", default_set "ComputerName" {
        /// Name of a job definition; not simulated.
        definition_name = "DefinitionName": Option<Str> => set("DefinitionName"), mandatory, position(0), check(&[Check::NotNullOrEmpty]);
        /// Where the definition stands; not simulated.
        definition_path = "DefinitionPath": Option<Str> => set("DefinitionName"), position(1), check(&[Check::NotNullOrEmpty]);
        /// Type of the job definition; not simulated.
        kind = "Type": Option<Str> => set("DefinitionName"), position(2), check(&[Check::NotNullOrEmpty]);
        /// Name of the job.
        name = "Name": Option<Str> => set("FilePathComputerName"), by_name, set("ComputerName"), by_name, set("LiteralFilePathComputerName"), by_name;
        /// The block to run.
        script_block = "ScriptBlock": ScriptBlockArgument => alias(&["Command"]), set("ComputerName"), mandatory, position(0);
        /// Who to connect as.
        credential = "Credential": CredentialArgument => set("FilePathComputerName"), set("ComputerName"), set("LiteralFilePathComputerName");
        /// The script file.
        file_path = "FilePath": Option<Str> => set("FilePathComputerName"), mandatory, position(0);
        /// The same, without wildcards.
        literal_path = "LiteralPath": Option<Str> => alias(&["PSPath", "LP"]), set("LiteralFilePathComputerName"), mandatory;
        /// How to authenticate.
        authentication = "Authentication": OtherArgument => set("FilePathComputerName"), set("ComputerName"), set("LiteralFilePathComputerName");
        /// What runs before the block.
        initialization_script = "InitializationScript": ScriptBlockArgument => set("FilePathComputerName"), position(1), set("ComputerName"), position(1), set("LiteralFilePathComputerName"), position(1);
        /// Folder that the job starts in.
        working_directory = "WorkingDirectory": Option<Str> => check(&[Check::NotNullOrWhiteSpace]);
        /// Uses a 32-bit process.
        run_as32 = "RunAs32": Switch => set("FilePathComputerName"), set("ComputerName"), set("LiteralFilePathComputerName");
        /// Version of PowerShell.
        ps_version = "PSVersion": VersionArgument => set("FilePathComputerName"), set("ComputerName"), set("LiteralFilePathComputerName"), check(&[Check::NotNullOrEmpty]);
        /// The objects to work on, from the pipeline.
        input_object = "InputObject": PsObject => set("FilePathComputerName"), pipeline, set("ComputerName"), pipeline, set("LiteralFilePathComputerName"), pipeline;
        /// Arguments that are passed on.
        argument_list = "ArgumentList": Option<Vec<Value>> => alias(&["Args"]), set("FilePathComputerName"), set("ComputerName"), set("LiteralFilePathComputerName");
        /// How long to wait for a connection.
        connecting_timeout = "ConnectingTimeout": Option<i32> => set("SSHHost");
        /// Options of the connection.
        options = "Options": HashtableArgument => set("SSHHost"), check(&[Check::NotNullOrEmpty]);
        state {
            input: Vec<Value>;
        }
    }
}

impl Run for StartJob {
    fn process(&mut self, _shell: &mut Shell<'_>) -> Result {
        self.input.extend(self.input_object.0.take());
        Ok(())
    }

    fn end(&mut self, shell: &mut Shell<'_>) -> Result {
        if self.definition_name.is_some() {
            return super::not_simulated("Job definitions");
        }
        let path = self.file_path.clone().or_else(|| self.literal_path.clone());
        let work = Work {
            kind: JobKind::Background,
            name: self.name.clone(),
            block: block_of(shell, self.script_block.0.take(), path)?,
            first: self.initialization_script.0.take(),
            arguments: self.argument_list.clone().unwrap_or_default(),
            input: std::mem::take(&mut self.input),
            folder: self.working_directory.clone(),
        };
        work.run(shell)
    }
}

cmdlet! {
    /// Runs a block as a job of the same process. It runs at once, and its output waits for `Receive-Job`.
    pub struct StartThreadJob = "Start-ThreadJob" in "Microsoft.PowerShell.ThreadJob", class "Microsoft.PowerShell.Commands.StartThreadJobCommand" {
        /// The block to run.
        script_block = "ScriptBlock": ScriptBlockArgument => set("ScriptBlock"), mandatory, position(0), check(&[Check::NotNull]);
        /// The script file.
        file_path = "FilePath": Option<Str> => set("FilePath"), mandatory, position(0), check(&[Check::NotNullOrEmpty]);
        /// Name of the job.
        name = "Name": Option<Str> => set("ScriptBlock"), set("FilePath"), check(&[Check::NotNullOrEmpty]);
        /// What runs before the block.
        initialization_script = "InitializationScript": ScriptBlockArgument => set("ScriptBlock"), set("FilePath"), check(&[Check::NotNull]);
        /// The objects to work on, from the pipeline.
        input_object = "InputObject": PsObject => set("ScriptBlock"), pipeline, set("FilePath"), pipeline, check(&[Check::NotNull]);
        /// Arguments that are passed on.
        argument_list = "ArgumentList": Option<Vec<Value>> => set("ScriptBlock"), set("FilePath");
        /// How many run at once.
        throttle_limit = "ThrottleLimit": Option<i32> => set("ScriptBlock"), set("FilePath"), check(&[Check::Range(1, 1_000_000)]);
        /// The host that gets the job's messages.
        streaming_host = "StreamingHost": OtherArgument => set("ScriptBlock"), set("FilePath");
        state {
            input: Vec<Value>;
        }
    }
}

impl Run for StartThreadJob {
    fn process(&mut self, _shell: &mut Shell<'_>) -> Result {
        self.input.extend(self.input_object.0.take());
        Ok(())
    }

    fn end(&mut self, shell: &mut Shell<'_>) -> Result {
        let work = Work {
            kind: JobKind::Thread,
            name: self.name.clone(),
            block: block_of(shell, self.script_block.0.take(), self.file_path.clone())?,
            first: self.initialization_script.0.take(),
            arguments: self.argument_list.clone().unwrap_or_default(),
            input: std::mem::take(&mut self.input),
            folder: None,
        };
        work.run(shell)
    }
}

/// A job about to run.
struct Work {
    kind: JobKind,
    name: Option<Str>,
    block: Value,
    first: Option<Value>,
    arguments: Vec<Value>,
    input: Vec<Value>,
    folder: Option<Str>,
}

impl Work {
    fn run(self, shell: &mut Shell<'_>) -> Result {
        let lane = Lane::new(shell.engine, &self.block)?;
        let folder = shell.engine.folder.clone();
        if let Some(wanted) = &self.folder {
            shell.engine.folder = shell.engine.file_path(wanted);
        }
        let Work {
            kind,
            name,
            block,
            first,
            arguments,
            input,
            ..
        } = self;
        let job = Job::run(shell.engine, kind, name, &block, |engine, out| {
            if let Some(first) = &first {
                lane.prepare(engine, first, out)?;
            }
            lane.run_with_input(engine, &block, &arguments, input, out)
        });
        shell.engine.folder = folder;
        shell.write(job)
    }
}

/// The block, or the script file as one.
fn block_of(shell: &mut Shell<'_>, block: Option<Value>, path: Option<Str>) -> Result<Value> {
    if let Some(block) = block {
        return Ok(block);
    }
    let path = shell.engine.file_path(&path.unwrap_or_default());
    let command = shell.engine.load_script(&path)?;
    match command.code() {
        Some(code) => Ok(Value::native(engine::block::ScriptBlock {
            code: Rc::clone(code),
            state: None,
        })),
        None => Ok(Value::Null),
    }
}
