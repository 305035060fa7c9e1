//! What an administrator is told of replication: `Get-CsManagementStoreReplicationStatus` and `Invoke-CsManagementStoreReplication`.

use crate::clock::{MINUTE_MS, Time};
use crate::error::LabError;
use crate::event::Effects;
use crate::identity::ComputerId;
use crate::lab::Lab;
use crate::services::Service;
use crate::store::replication::{self, Stage};
use crate::store::{StoreView, documents};

/// MASTER and FTA write their heartbeat in this rhythm, in milliseconds \[I\].
pub const HEARTBEAT_MS: u64 = MINUTE_MS;

/// A row of `Get-CsManagementStoreReplicationStatus` (FACTS A.6.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplicaStatus {
    /// Whether the replica has reported the master's present version.
    pub up_to_date: bool,
    /// Computer of the replica.
    pub replica_fqdn: String,
    /// When its last report came in.
    pub last_status_report: Option<Time>,
    /// When the last package for it was made.
    pub last_update_creation: Option<Time>,
    /// Build that it reported; nothing before a report.
    pub product_version: Option<&'static str>,
}

/// What `-CentralManagementStoreStatus` returns (FACTS A.6.4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CmsStatus {
    /// Computer whose MASTER is active; nothing when none is (FACTS A.6.5).
    pub active_master: Option<String>,
    /// Its last heartbeat.
    pub master_heartbeat: Option<Time>,
    /// Computers whose FTA is active.
    pub transfer_agents: Vec<String>,
    /// The last heartbeat of theirs.
    pub transfer_heartbeat: Option<Time>,
    /// Computers with a replica.
    pub active_replicas: Vec<String>,
    /// Computers whose replica was removed from the topology.
    pub deleted_replicas: Vec<String>,
}

impl Lab {
    /// Demands a full replication to one replica, or to all: the status record is deleted, so a full package is sent (FACTS A.6.1).
    ///
    /// # Errors
    /// [`LabError::UnknownReplica`], [`LabError::StoreUnavailable`].
    pub fn replicate(&mut self, replica: Option<&str>) -> Result<(), LabError> {
        documents(&self.world, StoreView::Master)?;
        let mut fx = Effects::default();
        for computer in self.replicas(replica)? {
            let record = &mut self.world.store.records[computer.index()];
            record.stage = Stage::Wanted { demanded: true };
            record.moving = false;
            (record.created, record.reported, record.reported_version) = (None, None, 0);
            replication::kick(&mut self.world, &mut fx, computer);
        }
        self.perform(fx);
        Ok(())
    }

    /// Replication status of one replica, or of all in topology order.
    ///
    /// # Errors
    /// [`LabError::UnknownReplica`], [`LabError::StoreUnavailable`].
    pub fn replication(&self, replica: Option<&str>) -> Result<Vec<ReplicaStatus>, LabError> {
        documents(&self.world, StoreView::Master)?;
        let row = |computer: ComputerId| {
            let record = &self.world.store.records[computer.index()];
            ReplicaStatus {
                up_to_date: record.stage == Stage::Idle
                    && record.reported_version == self.world.store.version,
                replica_fqdn: self.computer_fqdn(computer),
                last_status_report: record.reported,
                last_update_creation: record.created,
                product_version: record.reported.map(|_| self.release().product_version()),
            }
        };
        Ok(self.replicas(replica)?.into_iter().map(row).collect())
    }

    /// State of the Central Management servers.
    ///
    /// # Errors
    /// [`LabError::StoreUnavailable`], which is another thing than an answer without an active master (FACTS A.6.5).
    pub fn cms_status(&self) -> Result<CmsStatus, LabError> {
        documents(&self.world, StoreView::Master)?;
        let cms = self.world.topology.cms;
        let names = |service| -> Vec<String> {
            self.world
                .running(cms, service)
                .into_iter()
                .map(|computer| self.computer_fqdn(computer))
                .collect()
        };
        let (masters, agents) = (names(Service::Master), names(Service::Fta));
        let beat = self.now().floor_to(HEARTBEAT_MS);
        Ok(CmsStatus {
            master_heartbeat: masters.first().map(|_| beat),
            active_master: masters.into_iter().next(),
            transfer_heartbeat: agents.first().map(|_| beat),
            transfer_agents: agents,
            active_replicas: self.computers().into_iter().map(|row| row.fqdn).collect(),
            deleted_replicas: Vec::new(),
        })
    }

    fn replicas(&self, replica: Option<&str>) -> Result<Vec<ComputerId>, LabError> {
        let Some(fqdn) = replica else {
            return Ok(self.world.topology.computer_ids().collect());
        };
        let found = self.world.topology.find_computer(fqdn);
        found
            .map(|computer| vec![computer])
            .ok_or_else(|| LabError::UnknownReplica {
                fqdn: fqdn.to_owned(),
            })
    }
}
