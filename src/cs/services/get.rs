//! `Get-CsWindowsService`

use super::{computer, row};
use crate::report::Report;
use crate::room::ask;
use engine::{Run, Shell, Switch, cmdlet};
use object::{Result, Str};

cmdlet! {
    /// Returns the Windows services of the product on a computer, with their state and what they are doing.
    pub struct GetCsWindowsService = "Get-CsWindowsService" in "Lync", class "Microsoft.Rtc.Management.Deployment.GetWindowsServiceCmdlet" {
        /// Name of the one service to return, such as `RTCSRV`. Display names and wildcards do not count.
        name = "Name": Option<Str> => position(0);
        /// The computer; without it the one on which the administrator works.
        computer_name = "ComputerName": Option<Str>;
        /// Leaves out the counters of what the services are doing.
        exclude_activity_level = "ExcludeActivityLevel": Switch;
        /// File that tells what was done.
        report = "Report": Option<Str>;
    }
}

impl Run for GetCsWindowsService {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let mut report = Report::begin(shell, self.report.as_ref())?;
        let result = self.list(shell, &mut report);
        report.end(shell, result)
    }
}

impl GetCsWindowsService {
    fn list(&self, shell: &mut Shell<'_>, report: &mut Report) -> Result {
        let (fqdn, rows) = ask(shell.engine, |lab| {
            let id = computer(lab, self.computer_name.as_deref())?;
            let rows = match self.name.as_deref() {
                Some(name) => vec![lab.service(id, name)?],
                None => lab.services(id)?,
            };
            Ok((lab.computer_fqdn(id), rows))
        })?;
        report.note(format!("Read {} services of {fqdn}.", rows.len()));
        rows.iter().try_for_each(|row| {
            shell.write(row::object(
                row,
                &fqdn,
                !self.exclude_activity_level.is_on(),
            ))
        })
    }
}
