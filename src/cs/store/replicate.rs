//! `Invoke-CsManagementStoreReplication`

use crate::approve::approve;
use crate::room::ask;
use engine::{Run, Shell, Switch, cmdlet};
use object::{Result, Str};

cmdlet! {
    /// Has the Central Management store sent to one replica, or to all, as a whole.
    ///
    /// Returns at once; the replicas have it some time later, as Get-CsManagementStoreReplicationStatus tells.
    pub struct InvokeCsManagementStoreReplication = "Invoke-CsManagementStoreReplication" in "Lync", class "Microsoft.Rtc.Management.Xds.InvokeReplicationCmdlet", should_process Medium {
        /// Computer of the one replica.
        replica_fqdn = "ReplicaFqdn": Option<Str> => position(0), by_name;
        /// Suppresses messages that could be shown for errors that are not fatal.
        force = "Force": Switch;
    }
}

impl Run for InvokeCsManagementStoreReplication {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let replica = self.replica_fqdn.as_deref();
        if !approve(shell, replica.unwrap_or("all replicas"))? {
            return Ok(());
        }
        ask(shell.engine, |lab| lab.replicate(replica))
    }
}
