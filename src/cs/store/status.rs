//! `Get-CsManagementStoreReplicationStatus`

use crate::record::{record, strings};
use crate::room::{ask, local};
use engine::{Run, Shell, Switch, cmdlet};
use lab::store::{CmsStatus, ReplicaStatus};
use object::types::{self, TypeInfo};
use object::{Result, Str, Value};

static REPLICA_STATE: TypeInfo =
    TypeInfo::class("Microsoft.Rtc.Management.Xds.ReplicaState", &types::OBJECT);
static STORE_STATUS: TypeInfo = TypeInfo::class(
    "Microsoft.Rtc.Management.Xds.CentralManagementStoreStatusResult",
    &types::OBJECT,
);

/// The types of what is returned.
pub static TYPES: &[&TypeInfo] = &[&REPLICA_STATE, &STORE_STATUS];

cmdlet! {
    /// Tells whether the replicas of the Central Management store are up to date, or which servers keep the store.
    pub struct GetCsManagementStoreReplicationStatus = "Get-CsManagementStoreReplicationStatus" in "Lync", class "Microsoft.Rtc.Management.Xds.GetReplicationStatusCmdlet" {
        /// Computer of the one replica to tell of.
        replica_fqdn = "ReplicaFqdn": Option<Str> => position(0), by_name;
        /// Tells of the servers that keep and send the store, instead of the replicas. An empty ActiveMasterFqdn means that none does.
        central_management_store_status = "CentralManagementStoreStatus": Switch => by_name;
    }
}

impl Run for GetCsManagementStoreReplicationStatus {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        if self.central_management_store_status.is_on() {
            let status = ask(shell.engine, |lab| lab.cms_status())?;
            return shell.write(of_store(status));
        }
        let rows = ask(shell.engine, |lab| {
            lab.replication(self.replica_fqdn.as_deref())
        })?;
        rows.into_iter()
            .try_for_each(|row| shell.write(of_replica(row)))
    }
}

fn of_replica(row: ReplicaStatus) -> Value {
    record(
        &REPLICA_STATE,
        vec![
            ("UpToDate", Value::Bool(row.up_to_date)),
            ("ReplicaFqdn", Value::from(row.replica_fqdn)),
            (
                "LastStatusReport",
                row.last_status_report.map_or(Value::Null, local),
            ),
            (
                "LastUpdateCreation",
                row.last_update_creation.map_or(Value::Null, local),
            ),
            (
                "ProductVersion",
                Value::from(row.product_version.map(Str::from)),
            ),
        ],
    )
}

/// Two names are documented, the others recalled (FACTS A.6.4).
fn of_store(status: CmsStatus) -> Value {
    record(
        &STORE_STATUS,
        vec![
            ("ActiveMasterFqdn", Value::from(status.active_master)),
            (
                "ActiveMasterLastHeartbeat",
                status.master_heartbeat.map_or(Value::Null, local),
            ),
            ("ActiveFileTransferAgents", strings(status.transfer_agents)),
            (
                "ActiveFileTransferAgentLastHeartbeat",
                status.transfer_heartbeat.map_or(Value::Null, local),
            ),
            ("ActiveReplicas", strings(status.active_replicas)),
            ("DeletedReplicas", strings(status.deleted_replicas)),
        ],
    )
}
