//! `Invoke-CsBackupServiceSync`

use crate::approve::approve;
use crate::fault;
use crate::identity::{Fqdn, Given};
use crate::room::ask;
use engine::{Run, Shell, Switch, cmdlet};
use lab::backup::Module;
use object::{Result, Str};

cmdlet! {
    /// Has the Backup Service of a pool export to the partner at once what the partner does not have, instead of at the next interval.
    pub struct InvokeCsBackupServiceSync = "Invoke-CsBackupServiceSync" in "Lync", class "Microsoft.Rtc.Management.Hadr.BackupService.InvokeBackupServiceSyncCmdlet", should_process Medium {
        /// The pool that exports.
        pool_fqdn = "PoolFqdn": Fqdn => mandatory, pipeline;
        /// Exports one module only: `UserServices.PresenceFocus`, `ConfServices.DataConf` or `CentralMgmt.CMSMaster`, or its short name; `All` is all.
        backup_module = "BackupModule": Option<Str>;
        /// Suppresses messages that could be shown for errors that are not fatal.
        force = "Force": Switch;
    }
}

impl Run for InvokeCsBackupServiceSync {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let module = match self.backup_module.as_deref() {
            None => None,
            Some(name) if name.eq_ignore_ascii_case("All") => None,
            Some(name) => Some(module(name)?),
        };
        let pool = self.pool_fqdn.text();
        if !approve(shell, pool)? {
            return Ok(());
        }
        ask(shell.engine, |lab| lab.backup_sync(pool, module))
    }
}

fn module(name: &str) -> Result<Module> {
    if let Some(module) = Module::from_name(name) {
        return Ok(module);
    }
    if name
        .to_ascii_lowercase()
        .starts_with("applicationserver.rgs")
    {
        return fault::not_simulated("the backup of Response Groups").raise();
    }
    let valid: Vec<&str> = Module::ALL.into_iter().map(Module::full_name).collect();
    let message = format!(
        "\"{name}\" is not a backup module. Valid: All, {}.",
        valid.join(", ")
    );
    fault::argument("InvalidBackupModule", message)
        .target(name)
        .raise()
}
