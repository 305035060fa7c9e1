//! Processes and computers. Of the real machine a session sees itself alone; everything else is not simulated, and says so.

use engine::declare::Check;
use engine::values::record;
use engine::{Run, Shell, Switch, cmdlet};
use object::pattern::{Wildcard, contains_wildcard_characters};
use object::types::{self, TypeInfo};
use object::{Category, Fault, Result, Str, Value};

cmdlet! {
    /// Returns the session's own process: the others belong to the real machine.
    pub struct GetProcess = "Get-Process" in "Microsoft.PowerShell.Management", class "Microsoft.PowerShell.Commands.GetProcessCommand", default_set "Name" {
        /// The name.
        name = "Name": Option<Vec<Str>> => alias(&["ProcessName"]), set("Name"), position(0), by_name, set("NameWithUserName"), position(0), by_name, check(&[Check::NotNullOrEmpty]);
        /// Id: as PowerShell documents it.
        id = "Id": Option<Vec<i32>> => alias(&["PID"]), set("Id"), mandatory, by_name, set("IdWithUserName"), mandatory, by_name;
        /// The object to take from.
        input_object = "InputObject": Option<Value> => set("InputObject"), mandatory, pipeline, set("InputObjectWithUserName"), mandatory, pipeline;
        /// IncludeUserName: as PowerShell documents it.
        include_user_name = "IncludeUserName": Switch => set("NameWithUserName"), mandatory, set("IdWithUserName"), mandatory, set("InputObjectWithUserName"), mandatory;
        /// Module: as PowerShell documents it.
        module = "Module": Switch => set("Name"), set("Id"), set("InputObject"), check(&[Check::NotNull]);
        /// FileVersionInfo: as PowerShell documents it.
        file_version_info = "FileVersionInfo": Switch => alias(&["FV", "FVI"]), set("Name"), set("Id"), set("InputObject"), check(&[Check::NotNull]);
    }
}

cmdlet! {
    /// Starts a program, if its door is open.
    pub struct StartProcess = "Start-Process" in "Microsoft.PowerShell.Management", class "Microsoft.PowerShell.Commands.StartProcessCommand", default_set "Default", should_process Medium {
        /// FilePath: as PowerShell documents it.
        file_path = "FilePath": Option<Str> => alias(&["PSPath", "Path"]), mandatory, position(0), check(&[Check::NotNullOrEmpty]);
        /// ArgumentList: as PowerShell documents it.
        argument_list = "ArgumentList": Option<Vec<Str>> => alias(&["Args"]), position(1);
        /// Kept for scripts that name it; no provider here asks who calls.
        credential = "Credential": Option<Value> => alias(&["RunAs"]), set("Default"), check(&[Check::NotNullOrEmpty]);
        /// WorkingDirectory: as PowerShell documents it.
        working_directory = "WorkingDirectory": Option<Str> => check(&[Check::NotNullOrEmpty]);
        /// LoadUserProfile: as PowerShell documents it.
        load_user_profile = "LoadUserProfile": Switch => alias(&["Lup"]), set("Default");
        /// NoNewWindow: as PowerShell documents it.
        no_new_window = "NoNewWindow": Switch => alias(&["nnw"]), set("Default");
        /// Writes the object that was worked on.
        pass_thru = "PassThru": Switch;
        /// RedirectStandardError: as PowerShell documents it.
        redirect_standard_error = "RedirectStandardError": Option<Str> => alias(&["RSE"]), set("Default"), check(&[Check::NotNullOrEmpty]);
        /// RedirectStandardInput: as PowerShell documents it.
        redirect_standard_input = "RedirectStandardInput": Option<Str> => alias(&["RSI"]), set("Default"), check(&[Check::NotNullOrEmpty]);
        /// RedirectStandardOutput: as PowerShell documents it.
        redirect_standard_output = "RedirectStandardOutput": Option<Str> => alias(&["RSO"]), set("Default"), check(&[Check::NotNullOrEmpty]);
        /// Verb: as PowerShell documents it.
        verb = "Verb": Option<Str> => set("UseShellExecute"), check(&[Check::NotNullOrEmpty]);
        /// WindowStyle: as PowerShell documents it.
        window_style = "WindowStyle": Option<Value> => check(&[Check::NotNullOrEmpty]);
        /// Goes on reading while the file grows; a rehearsal ends at the end of the file.
        wait = "Wait": Switch;
        /// UseNewEnvironment: as PowerShell documents it.
        use_new_environment = "UseNewEnvironment": Switch => set("Default");
        /// Environment: as PowerShell documents it.
        environment = "Environment": Option<Value>;
    }
}

cmdlet! {
    /// Ends processes, which a rehearsal refuses.
    pub struct StopProcess = "Stop-Process" in "Microsoft.PowerShell.Management", class "Microsoft.PowerShell.Commands.StopProcessCommand", default_set "Id", should_process Medium {
        /// The name.
        name = "Name": Option<Vec<Str>> => alias(&["ProcessName"]), set("Name"), mandatory, by_name;
        /// Id: as PowerShell documents it.
        id = "Id": Option<Vec<i32>> => set("Id"), mandatory, position(0), by_name;
        /// The object to take from.
        input_object = "InputObject": Option<Value> => set("InputObject"), mandatory, position(0), pipeline;
        /// Writes the object that was worked on.
        pass_thru = "PassThru": Switch;
        /// Includes hidden items, and overrides what protects an item.
        force = "Force": Switch => check(&[Check::NotNullOrEmpty]);
    }
}

cmdlet! {
    /// Waits for the end of processes.
    pub struct WaitProcess = "Wait-Process" in "Microsoft.PowerShell.Management", class "Microsoft.PowerShell.Commands.WaitProcessCommand", default_set "Name" {
        /// Id: as PowerShell documents it.
        id = "Id": Option<Vec<i32>> => alias(&["PID", "ProcessId"]), set("Id"), mandatory, position(0), by_name, check(&[Check::NotNullOrEmpty]);
        /// The name.
        name = "Name": Option<Vec<Str>> => alias(&["ProcessName"]), set("Name"), mandatory, position(0), by_name;
        /// Timeout: as PowerShell documents it.
        timeout = "Timeout": Option<i32> => alias(&["TimeoutSec"]), position(1), check(&[Check::NotNullOrEmpty, Check::Range(0, 32767)]);
        /// Any: as PowerShell documents it.
        any = "Any": Switch;
        /// Writes the object that was worked on.
        pass_thru = "PassThru": Switch;
        /// The object to take from.
        input_object = "InputObject": Option<Value> => set("InputObject"), mandatory, pipeline;
    }
}

cmdlet! {
    /// Restarts a computer, which is not simulated.
    pub struct RestartComputer = "Restart-Computer" in "Microsoft.PowerShell.Management", class "Microsoft.PowerShell.Commands.RestartComputerCommand", should_process Medium {

    }
}

cmdlet! {
    /// Shuts a computer down, which is not simulated.
    pub struct StopComputer = "Stop-Computer" in "Microsoft.PowerShell.Management", class "Microsoft.PowerShell.Commands.StopComputerCommand", should_process Medium {

    }
}

/// `Process`
pub static PROCESS: TypeInfo = TypeInfo::class("System.Diagnostics.Process", &types::OBJECT);

/// The session's own process.
fn own(shell: &mut Shell<'_>) -> Value {
    let now = object::Host::now(shell.engine);
    record(
        &PROCESS,
        vec![
            ("Id", Value::Int(std::process::id() as i32)),
            ("ProcessName", Value::str("pwsh")),
            ("Name", Value::str("pwsh")),
            ("SI", Value::Int(1)),
            ("Handles", Value::Int(100)),
            ("WS", Value::Long(64 << 20)),
            ("WorkingSet64", Value::Long(64 << 20)),
            ("PM", Value::Long(32 << 20)),
            ("NPM", Value::Long(0)),
            ("CPU", Value::Double(0.5)),
            ("HasExited", Value::Bool(false)),
            ("Responding", Value::Bool(true)),
            ("MainWindowTitle", Value::str("")),
            ("MachineName", Value::str(".")),
            ("StartTime", Value::DateTime(now)),
            ("Path", Value::str("/opt/microsoft/powershell/7/pwsh")),
        ],
    )
}

fn no_process(name: &str, by_id: bool) -> Fault {
    let (kind, id) = if by_id {
        ("identifier", "NoProcessFoundForGivenId")
    } else {
        ("name", "NoProcessFoundForGivenName")
    };
    let what = match by_id {
        true => format!("Cannot find a process with the process {kind} {name}."),
        false => format!(
            "Cannot find a process with the name \"{name}\". Verify the process name and call the cmdlet again."
        ),
    };
    Fault::new(&types::EXCEPTION, what)
        .id(id)
        .category(Category::ObjectNotFound)
        .target(name)
}

fn refused(what: &str) -> Fault {
    Fault::runtime("NotSimulated", what).category(Category::NotImplemented)
}

impl Run for GetProcess {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let own_id = std::process::id() as i32;
        if let Some(ids) = &self.id {
            for id in ids {
                if *id == own_id {
                    let value = own(shell);
                    shell.write(value)?;
                } else {
                    shell.error(no_process(&id.to_string(), true))?;
                }
            }
            return Ok(());
        }
        for name in self.name.clone().unwrap_or_else(|| vec![Str::from("*")]) {
            let wild = contains_wildcard_characters(&name);
            let fits = Wildcard::new(&name, true)
                .is_ok_and(|wild| wild.is_match("pwsh") || wild.is_match("poolsh"));
            if fits {
                let value = own(shell);
                shell.write(value)?;
            } else if !wild {
                shell.error(no_process(&name, false))?;
            }
        }
        Ok(())
    }
}

impl Run for StartProcess {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let program = self.file_path.clone().unwrap_or_default();
        if !shell.should_process(&program, "Start-Process")? {
            return Ok(());
        }
        shell.engine.doors.may_run(&program)?;
        let mut process = std::process::Command::new(&*program);
        process.args(
            self.argument_list
                .clone()
                .unwrap_or_default()
                .iter()
                .map(|text| text.to_string()),
        );
        let folder = self.working_directory.as_ref().map_or_else(
            || shell.engine.folder.clone(),
            |folder| shell.engine.file_path(folder),
        );
        process.current_dir(folder);
        match process.spawn() {
            Ok(mut child) => {
                let id = child.id() as i32;
                let mut code = Value::Null;
                if self.wait.is_on()
                    && let Ok(status) = child.wait()
                {
                    code = Value::Int(status.code().unwrap_or(-1));
                }
                match self.pass_thru.is_on() {
                    true => shell.write(record(
                        &PROCESS,
                        vec![
                            ("Id", Value::Int(id)),
                            ("ProcessName", Value::Str(program)),
                            ("ExitCode", code),
                        ],
                    )),
                    false => Ok(()),
                }
            }
            Err(error) => {
                let what = format!(
                    "This command cannot be run due to the error: An error occurred trying to start process '{program}'. {error}"
                );
                Fault::new(&types::INVALID_OPERATION_EXCEPTION, what)
                    .id("InvalidOperationException")
                    .category(Category::InvalidOperation)
                    .raise()
            }
        }
    }
}

impl Run for StopProcess {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        for id in self.id.clone().unwrap_or_default() {
            if id != std::process::id() as i32 {
                shell.error(no_process(&id.to_string(), true))?;
            } else if shell.should_process(&format!("pwsh ({id})"), "Stop-Process")? {
                shell.error(refused(
                    "Ending the session's own process is not simulated.",
                ))?;
            }
        }
        for name in self.name.clone().unwrap_or_default() {
            if !contains_wildcard_characters(&name) {
                shell.error(no_process(&name, false))?;
            }
        }
        Ok(())
    }
}

impl Run for WaitProcess {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        for id in self.id.clone().unwrap_or_default() {
            if id != std::process::id() as i32 {
                shell.error(no_process(&id.to_string(), true))?;
            }
        }
        for name in self.name.clone().unwrap_or_default() {
            if !contains_wildcard_characters(&name) {
                shell.error(no_process(&name, false))?;
            }
        }
        Ok(())
    }
}

impl Run for RestartComputer {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        match shell.should_process("localhost", "Restart-Computer")? {
            true => shell.error(refused("Restarting a computer is not simulated.")),
            false => Ok(()),
        }
    }
}

impl Run for StopComputer {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        match shell.should_process("localhost", "Stop-Computer")? {
            true => shell.error(refused("Shutting a computer down is not simulated.")),
            false => Ok(()),
        }
    }
}
