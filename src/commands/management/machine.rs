//! `Get-ComputerInfo`, `Rename-Computer`, `Get-HotFix`: what Windows alone has, and a rehearsal knows little of.

use engine::values::record;
use engine::{Run, Shell, Switch, cmdlet};
use object::types::{self, TypeInfo};
use object::{Category, Fault, Result, Str, Value};

/// `ComputerInfo`
pub static COMPUTER_INFO: TypeInfo =
    TypeInfo::class("Microsoft.PowerShell.Commands.ComputerInfo", &types::OBJECT);

cmdlet! {
    /// Returns the little that a session says of its computer.
    pub struct GetComputerInfo = "Get-ComputerInfo" in "Microsoft.PowerShell.Management", class "Microsoft.PowerShell.Commands.GetComputerInfoCommand" {
        /// Names of the properties that are wanted.
        property = "Property": Option<Vec<Str>> => position(0);
    }
}

cmdlet! {
    /// Gives a computer another name, which is not simulated.
    pub struct RenameComputer = "Rename-Computer" in "Microsoft.PowerShell.Management", class "Microsoft.PowerShell.Commands.RenameComputerCommand", should_process Medium {
        /// The new name.
        new_name = "NewName": Option<Str> => mandatory, position(0), by_name;
        /// The computer.
        computer_name = "ComputerName": Option<Str> => by_name;
        /// Does not ask.
        force = "Force": Switch;
        /// Restarts the computer afterwards.
        restart = "Restart": Switch;
    }
}

cmdlet! {
    /// Returns the updates of a computer, which are not simulated.
    pub struct GetHotFix = "Get-HotFix" in "Microsoft.PowerShell.Management", class "Microsoft.PowerShell.Commands.GetHotFixCommand" {
        /// Identifiers of updates.
        id = "Id": Option<Vec<Str>> => position(0), alias(&["HFID"]);
        /// The computers.
        computer_name = "ComputerName": Option<Vec<Str>> => by_name;
    }
}

impl Run for GetComputerInfo {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let name = object::Host::variable(shell.engine, "COMPUTERNAME")
            .unwrap_or_else(|| Str::from("localhost"));
        let mut all = vec![
            ("CsName", Value::Str(name)),
            (
                "OsName",
                Value::str("Microsoft Windows Server 2012 R2 Standard"),
            ),
            ("WindowsVersion", Value::str("6.3")),
            ("TimeZone", Value::str("(UTC) Coordinated Universal Time")),
        ];
        if let Some(wanted) = &self.property {
            all.retain(|(name, _)| {
                wanted
                    .iter()
                    .any(|known| known.eq_ignore_ascii_case(name) || &**known == "*")
            });
        }
        shell.write(record(&COMPUTER_INFO, all))
    }
}

impl Run for RenameComputer {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let target = self
            .computer_name
            .clone()
            .unwrap_or_else(|| Str::from("localhost"));
        match shell.should_process(&target, "Rename-Computer")? {
            true => shell.error(
                Fault::runtime("NotSimulated", "Renaming a computer is not simulated.")
                    .category(Category::NotImplemented)
                    .target(target),
            ),
            false => Ok(()),
        }
    }
}

impl Run for GetHotFix {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        shell.error(
            Fault::runtime(
                "NotSimulated",
                "The updates of a computer are not simulated.",
            )
            .category(Category::NotImplemented),
        )
    }
}
