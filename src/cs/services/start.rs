//! `Start-CsWindowsService`

use super::row::Piped;
use super::{computer, settle};
use crate::approve::approve;
use crate::report::Report;
use crate::room::ask;
use engine::{Run, Shell, Switch, cmdlet};
use object::{Result, Str};

cmdlet! {
    /// Starts Windows services of the product on a computer: one with what it needs, or all.
    ///
    /// Waits until they run and returns them, unless `-NoWait` is given. A service that runs already is left alone.
    pub struct StartCsWindowsService = "Start-CsWindowsService" in "Lync", class "Microsoft.Rtc.Management.Deployment.StartWindowsServiceCmdlet", default_set "Name", should_process Medium {
        /// Name of the one service to start, such as `RTCSRV`. Display names and wildcards do not count.
        name = "Name": Option<Str> => set("Name"), position(0);
        /// The computer; without it the one on which the administrator works.
        computer_name = "ComputerName": Option<Str> => set("Name");
        /// A service as `Get-CsWindowsService` returns it.
        input_object = "InputObject": Piped => set("InputObject"), pipeline;
        /// Returns at once.
        no_wait = "NoWait": Switch;
        /// Suppresses messages that could be shown for errors that are not fatal.
        force = "Force": Switch;
        /// File that tells what was done.
        report = "Report": Option<Str>;
    }
}

impl Run for StartCsWindowsService {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let (name, place) = match &self.input_object.service {
            Some((name, place)) => (Some(name.clone()), Some(place.clone())),
            None => (self.name.clone(), self.computer_name.clone()),
        };
        let mut report = Report::begin(shell, self.report.as_ref())?;
        let result = self.start(shell, &mut report, name.as_deref(), place.as_deref());
        report.end(shell, result)
    }
}

impl StartCsWindowsService {
    fn start(
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
        let started = ask(shell.engine, |lab| lab.start_service(id, name))?;
        started
            .iter()
            .for_each(|service| report.note(format!("Starting {} on {fqdn}.", service.name())));
        if self.no_wait.is_on() {
            Ok(())
        } else {
            settle::settle(shell, id, &started)
        }
    }
}
