//! `Sync-CsUserData` and `Reset-CsPoolRegistrarState`.

use uuid::Uuid;

use crate::error::LabError;
use crate::event::Effects;
use crate::identity::{ComputerId, PoolId};
use crate::lab::Lab;
use crate::services::{self, Service};

/// What was hydrated: user rows loaded into the registrars that serve, or will serve, the groups (FACTS A.5.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hydration {
    /// Pool that owns the groups.
    pub owner: String,
    /// Pool whose registrars loaded them.
    pub on: String,
    /// The groups, in order.
    pub groups: Vec<Uuid>,
}

/// What a reset does (FACTS A.7.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResetKind {
    /// Stop and start RTCSRV and FabricHostSvc.
    ServiceReset,
    /// Load routing groups in quorum loss again from the back end.
    QuorumLossRecovery,
    /// All of that, and rebuild the local databases.
    FullReset,
    /// Forget the state of one machine.
    MachineStateRemoved,
}

impl Lab {
    /// Hydrates the routing groups of a pool, or one of them, on the pool itself or (`target`) on its backup pool.
    ///
    /// # Errors
    /// [`LabError::UnknownPool`], [`LabError::NotPaired`], [`LabError::BackupServiceMissing`] (FACTS A.5.1), [`LabError::UnknownGroup`],
    /// [`LabError::RegistrarDown`] for the hydrating pool.
    pub fn sync_user_data(
        &mut self,
        fqdn: &str,
        target: bool,
        group: Option<&str>,
    ) -> Result<Hydration, LabError> {
        let pool = self.pool(fqdn)?;
        let owner = self.pool_fqdn(pool);
        let backup = self.backup_of(pool).ok_or_else(|| LabError::NotPaired {
            pool: owner.clone(),
        })?;
        if !self.topology().pool(pool).backup_installed {
            return Err(LabError::BackupServiceMissing { pool: owner });
        }
        let on = if target { backup } else { pool };
        self.needs_registrar(on)?;
        let mut groups = self.routing_groups(pool);
        if let Some(text) = group {
            let wanted = Uuid::try_parse(text).ok();
            groups.retain(|(_, id)| Some(*id) == wanted);
            if groups.is_empty() {
                return Err(LabError::UnknownGroup {
                    group: text.to_owned(),
                    pool: owner,
                });
            }
        }
        for &(id, _) in &groups {
            for computer in self.world.running(on, Service::RtcSrv) {
                self.world
                    .machine_mut(computer)
                    .volatile
                    .hydrated
                    .insert(id);
            }
        }
        Ok(Hydration {
            owner,
            on: self.pool_fqdn(on),
            groups: groups.into_iter().map(|(_, id)| id).collect(),
        })
    }

    /// Begins a reset of a pool's registrars, or of one machine's. Returns the computers whose services are in motion, for the caller to wait on.
    /// Computers that cannot be reached are passed over, as a pool is reset when some are down.
    ///
    /// # Errors
    /// [`LabError::UnknownPool`], [`LabError::NoRegistrar`], [`LabError::UnknownComputer`], [`LabError::Unreachable`] when no computer can be
    /// reached.
    pub fn reset_registrar(
        &mut self,
        fqdn: &str,
        machine: Option<&str>,
        kind: ResetKind,
        restart: bool,
    ) -> Result<Vec<ComputerId>, LabError> {
        let pool = self.pool(fqdn)?;
        if !self.topology().pool(pool).kind.has_registrar() {
            return Err(LabError::NoRegistrar {
                pool: self.pool_fqdn(pool),
            });
        }
        let computers = match machine {
            Some(machine) => vec![self.computer(machine)?],
            None => self.computers_of(pool),
        };
        let able: Vec<_> = computers
            .iter()
            .copied()
            .filter(|&computer| self.reach(computer).is_ok())
            .collect();
        if able.is_empty() {
            self.reach(computers[0])?;
        }
        let mut fx = Effects::default();
        if kind == ResetKind::QuorumLossRecovery {
            self.recover(&mut fx, pool);
        } else {
            for &computer in &able {
                // FabricHostSvc takes RTCSRV, which needs it, down first.
                services::stop(
                    &mut self.world,
                    &mut fx,
                    computer,
                    Service::FabricHost,
                    false,
                );
                services::stop(&mut self.world, &mut fx, computer, Service::RtcSrv, false);
                if kind != ResetKind::ServiceReset {
                    self.world.machine_mut(computer).volatile.hydrated.clear();
                }
                if restart {
                    // What is disabled stays stopped, and the caller sees it in the service list.
                    let _: Result<(), LabError> =
                        services::start(&mut self.world, &mut fx, computer, Service::RtcSrv);
                }
            }
        }
        self.perform(fx);
        Ok(able)
    }

    /// Places the replicas of a pool's groups on the Front Ends that run: what was only in the lost ones is lost (FACTS A.7.1).
    fn recover(&mut self, fx: &mut Effects, pool: PoolId) {
        let running = self.world.running(pool, Service::RtcSrv);
        if running.is_empty() {
            return;
        }
        for (index, (group, _)) in self.routing_groups(pool).into_iter().enumerate() {
            let count = running.len().min(crate::fabric::REPLICAS);
            let replicas = (0..count)
                .map(|offset| running[(index + offset) % running.len()])
                .collect();
            self.world.groups[group.index()].replicas = replicas;
        }
        self.world.changed(fx);
    }
}
