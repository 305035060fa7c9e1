//! `Stop-CsWindowsService`

use super::row::Piped;
use super::{computer, settle};
use crate::approve::approve;
use crate::report::Report;
use crate::room::ask;
use engine::{Run, Shell, Switch, cmdlet};
use lab::services::StopOptions;
use object::{Result, Str};

cmdlet! {
    /// Stops Windows services of the product on a computer: one after those that need it, or all.
    ///
    /// Waits until they have stopped and returns them, unless `-NoWait` is given.
    pub struct StopCsWindowsService = "Stop-CsWindowsService" in "Lync", class "Microsoft.Rtc.Management.Deployment.StopWindowsServiceCmdlet", default_set "Name", should_process Medium {
        /// Name of the one service to stop, such as `RTCSRV`. Display names and wildcards do not count.
        name = "Name": Option<Str> => set("Name"), position(0);
        /// The computer; without it the one on which the administrator works.
        computer_name = "ComputerName": Option<Str> => set("Name");
        /// A service as `Get-CsWindowsService` returns it.
        input_object = "InputObject": Piped => set("InputObject"), pipeline;
        /// Lets those who are connected finish, while nobody new is let in.
        graceful = "Graceful": Switch;
        /// Returns at once.
        no_wait = "NoWait": Switch;
        /// Suppresses messages that could be shown for errors that are not fatal.
        force = "Force": Switch;
        /// File that tells what was done.
        report = "Report": Option<Str>;
        /// Spares the agent of the Centralized Logging Service.
        leave_cls_agent_running = "LeaveClsAgentRunning": Switch;
        /// Spares the web server.
        leave_web_server_running = "LeaveWebServerRunning": Switch;
    }
}

impl Run for StopCsWindowsService {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let (name, place) = match &self.input_object.service {
            Some((name, place)) => (Some(name.clone()), Some(place.clone())),
            None => (self.name.clone(), self.computer_name.clone()),
        };
        let mut report = Report::begin(shell, self.report.as_ref())?;
        let result = self.stop(shell, &mut report, name.as_deref(), place.as_deref());
        report.end(shell, result)
    }
}

impl StopCsWindowsService {
    fn stop(
        &self,
        shell: &mut Shell<'_>,
        report: &mut Report,
        name: Option<&str>,
        place: Option<&str>,
    ) -> Result {
        let (id, fqdn) = ask(shell.engine, |lab| {
            let id = computer(lab, place)?;
            Ok((id, lab.computer_fqdn(id)))
        })?;
        if !approve(shell, name.unwrap_or(&fqdn))? {
            return Ok(());
        }
        let options = StopOptions {
            graceful: self.graceful.is_on(),
            leave_cls_agent: self.leave_cls_agent_running.is_on(),
            leave_web_server: self.leave_web_server_running.is_on(),
        };
        let stopped = ask(shell.engine, |lab| lab.stop_service(id, name, options))?;
        stopped
            .iter()
            .for_each(|service| report.note(format!("Stopping {} on {fqdn}.", service.name())));
        if self.no_wait.is_on() {
            Ok(())
        } else {
            settle::settle(shell, id, &stopped)
        }
    }
}
