//! `Get-CsUserPoolInfo`

use crate::fault;
use crate::identity::{Given, UserId};
use crate::record::{record, strings};
use crate::room::with_lab;
use engine::{Run, Shell, Switch, cmdlet};
use lab::registrar::UserPoolInfo;
use object::types::{self, TypeInfo};
use object::{Result, Value};

/// Type of what is returned (FACTS A.12.6: four names are documented, the others recalled).
pub static USER_POOL_INFO: TypeInfo =
    TypeInfo::class("Microsoft.Rtc.Management.Xds.UserPoolInfo", &types::OBJECT);

cmdlet! {
    /// Tells which pool homes a user, which backs it up, which serves the user now, and on which of their computers.
    pub struct GetCsUserPoolInfo = "Get-CsUserPoolInfo" in "Lync", class "Microsoft.Rtc.Management.Xds.GetOCsUserPoolInfoCmdlet" {
        /// The user: SIP address, user principal name, `DOMAIN\account`, display name or distinguished name.
        identity = "Identity": UserId => mandatory, position(0), pipeline, by_name;
        /// Reads the replica of this computer. The topology is the same on every computer of the lab.
        local_store = "LocalStore": Switch;
    }
}

impl Run for GetCsUserPoolInfo {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let identity = self.identity.text();
        let info = with_lab(shell.engine, |lab| {
            lab.find_user(identity)
                .and_then(|user| lab.user_pool_info(user))
        });
        match info {
            Ok(info) => shell.write(object(info)),
            Err(error) => shell.error(fault::of(&error)),
        }
    }
}

fn object(info: UserPoolInfo) -> Value {
    let backup = info.backup_registrar;
    // Each pool's registrar has that of the other for its backup.
    let home_of_backup = backup.as_ref().map(|_| info.primary_registrar.clone());
    record(
        &USER_POOL_INFO,
        vec![
            ("Identity", Value::from(info.identity)),
            ("PrimaryPoolFqdn", Value::from(info.primary_pool)),
            ("BackupPoolFqdn", Value::from(info.backup_pool)),
            ("UserServicesPoolFqdn", Value::from(info.user_services_pool)),
            (
                "PrimaryPoolMachinesInPreferredOrder",
                strings(info.primary_machines),
            ),
            (
                "BackupPoolMachinesInPreferredOrder",
                strings(info.backup_machines),
            ),
            (
                "PrimaryPoolPrimaryRegistrar",
                Value::from(info.primary_registrar),
            ),
            ("PrimaryPoolBackupRegistrars", strings(backup.clone())),
            ("BackupPoolPrimaryRegistrar", Value::from(backup)),
            ("BackupPoolBackupRegistrars", strings(home_of_backup)),
        ],
    )
}
