//! `Get-CsPoolBackupRelationship`

use crate::identity::{Fqdn, Given};
use crate::record::record;
use crate::room::ask;
use engine::{Run, Shell, Switch, cmdlet};
use object::types::{self, TypeInfo};
use object::{Result, Value};

/// Type of what is returned; the names of its properties are recalled, not documented (FACTS A.10.1).
pub static BACKUP_RELATION: TypeInfo = TypeInfo::class(
    "Microsoft.Rtc.Management.Hadr.BackupService.BackupRelation",
    &types::OBJECT,
);

cmdlet! {
    /// Tells which pool backs up a pool.
    pub struct GetCsPoolBackupRelationship = "Get-CsPoolBackupRelationship" in "Lync", class "Microsoft.Rtc.Management.Hadr.BackupService.GetPoolBackupRelationshipCmdlet" {
        /// The pool whose backup pool to name.
        pool_fqdn = "PoolFqdn": Fqdn => mandatory;
        /// Suppresses messages that could be shown for errors that are not fatal.
        force = "Force": Switch;
        /// Reads the replica of this computer. The topology is the same on every computer of the lab.
        local_store = "LocalStore": Switch;
    }
}

impl Run for GetCsPoolBackupRelationship {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let relation = ask(shell.engine, |lab| {
            lab.backup_relation(self.pool_fqdn.text())
        })?;
        let properties = vec![
            ("PrimaryPoolFqdn", Value::from(relation.pool)),
            ("BackupPoolFqdn", Value::from(relation.backup)),
        ];
        shell.write(record(&BACKUP_RELATION, properties))
    }
}
