//! What a failover or failback checks before it does anything.
//!
//! The steps themselves are calls of other actions, which the front end makes, shows and may interrupt (FACTS fact 1).

use crate::error::LabError;
use crate::identity::{ComputerId, PoolId};
use crate::lab::Lab;
use crate::registrar::PoolState;
use crate::services::Service;
use crate::store::StoreView;

/// Who is concerned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The pool that homes the users.
    pub pool: PoolId,
    /// Its backup pool.
    pub backup: PoolId,
    /// Computers of the pool, in topology order.
    pub computers: Vec<ComputerId>,
}

impl Lab {
    /// Whether a pool can be failed over now; `disaster` gives up what needs the pool itself.
    ///
    /// # Errors
    /// [`LabError::UnknownPool`], [`LabError::NoRegistrar`], [`LabError::NotPaired`], [`LabError::BackupServiceMissing`],
    /// [`LabError::StoreUnavailable`], [`LabError::MasterDown`], [`LabError::HostsPartner`], [`LabError::EdgeNextHop`],
    /// [`LabError::RegistrarDown`] for the backup pool, [`LabError::ServicesDown`] for the pool unless `disaster`.
    pub fn plan_failover(&self, fqdn: &str, disaster: bool) -> Result<Plan, LabError> {
        let plan = self.plan(fqdn)?;
        let name = self.pool_fqdn(plan.pool);
        if self.pool_state(plan.backup)? != PoolState::Active {
            return Err(LabError::HostsPartner {
                pool: name,
                partner: self.pool_fqdn(plan.backup),
            });
        }
        let pointing = |edge: &PoolId| self.topology().pool(*edge).next_hop == Some(plan.pool);
        if let Some(edge) = self.topology().pool_ids().find(pointing) {
            return Err(LabError::EdgeNextHop {
                pool: name,
                edge: self.pool_fqdn(edge),
            });
        }
        self.needs_registrar(plan.backup)?;
        if !disaster && self.world.running(plan.pool, Service::RtcSrv).is_empty() {
            return Err(LabError::ServicesDown { pool: name });
        }
        Ok(plan)
    }

    /// Whether a pool can be failed back now; `disaster` gives up what needs the backup pool.
    ///
    /// # Errors
    /// As [`Lab::plan_failover`] for the topology and the store; [`LabError::Unreachable`] when a computer of the pool is;
    /// [`LabError::BackupServiceDown`] for the backup pool unless `disaster`.
    pub fn plan_failback(&self, fqdn: &str, disaster: bool) -> Result<Plan, LabError> {
        let plan = self.plan(fqdn)?;
        for &computer in &plan.computers {
            self.reach(computer)?;
        }
        if !disaster
            && self
                .world
                .running(plan.backup, Service::LyncBackup)
                .is_empty()
        {
            return Err(LabError::BackupServiceDown {
                pool: self.pool_fqdn(plan.backup),
            });
        }
        Ok(plan)
    }

    /// The state of a pool in the Central Management store.
    ///
    /// # Errors
    /// [`LabError::StoreUnavailable`].
    pub fn pool_state(&self, pool: PoolId) -> Result<PoolState, LabError> {
        Ok(crate::store::documents(&self.world, StoreView::Master)?
            .pool_state(self.topology(), pool))
    }

    fn plan(&self, fqdn: &str) -> Result<Plan, LabError> {
        let pool = self.pool(fqdn)?;
        let entry = self.topology().pool(pool);
        let name = entry.fqdn.clone();
        if !entry.kind.has_registrar() {
            return Err(LabError::NoRegistrar { pool: name });
        }
        let backup = entry
            .backup
            .ok_or_else(|| LabError::NotPaired { pool: name.clone() })?;
        for member in [pool, backup] {
            if !self.topology().pool(member).backup_installed {
                return Err(LabError::BackupServiceMissing {
                    pool: self.pool_fqdn(member),
                });
            }
        }
        if self.cms_status()?.active_master.is_none() {
            return Err(LabError::MasterDown);
        }
        Ok(Plan {
            pool,
            backup,
            computers: entry.computers.clone(),
        })
    }

    /// Fails unless the Front End service of a pool runs somewhere.
    pub(crate) fn needs_registrar(&self, pool: PoolId) -> Result<(), LabError> {
        if self.world.running(pool, Service::RtcSrv).is_empty() {
            return Err(LabError::RegistrarDown {
                pool: self.pool_fqdn(pool),
            });
        }
        Ok(())
    }
}
