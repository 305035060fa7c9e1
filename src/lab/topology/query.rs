//! How a front end asks for the topology: `Get-CsSite`, `Get-CsPool`, `Get-CsComputer`, `Get-CsService`, `Get-CsPoolBackupRelationship`.

use crate::error::LabError;
use crate::identity::{ComputerId, PoolId, SiteId};
use crate::lab::Lab;
use crate::topology::roles::{self, Role, ServiceRow};
use crate::topology::{Release, Topology};

/// A row of `Get-CsSite`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteRow {
    /// Its id in the lab.
    pub id: SiteId,
    /// Name without `Site:`; also the display name.
    pub name: String,
    /// Free text.
    pub description: String,
    /// FQDNs of its pools.
    pub pools: Vec<String>,
    /// Its services, `ROLE:FQDN`.
    pub services: Vec<String>,
}

/// A row of `Get-CsPool`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PoolRow {
    /// Its id in the lab.
    pub id: PoolId,
    /// Fully qualified name, which is also the identity.
    pub fqdn: String,
    /// `Site:NAME`.
    pub site: String,
    /// Its services, `ROLE:FQDN`.
    pub services: Vec<String>,
    /// FQDNs of its computers in topology order.
    pub computers: Vec<String>,
}

/// A row of `Get-CsComputer`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComputerRow {
    /// Its id in the lab.
    pub id: ComputerId,
    /// Fully qualified name, which is also the identity.
    pub fqdn: String,
    /// FQDN of its pool.
    pub pool: String,
}

/// What `Get-CsPoolBackupRelationship` returns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// The pool asked for.
    pub pool: String,
    /// Its backup pool.
    pub backup: String,
}

impl Lab {
    /// The published topology, for reading.
    pub fn topology(&self) -> &Topology {
        &self.world.topology
    }

    /// Version of the product.
    pub fn release(&self) -> Release {
        self.world.topology.release
    }

    /// Computer on which the administrator works.
    pub fn console(&self) -> ComputerId {
        self.world.topology.console
    }

    /// The pool of that FQDN.
    ///
    /// # Errors
    /// [`LabError::UnknownPool`].
    pub fn pool(&self, fqdn: &str) -> Result<PoolId, LabError> {
        self.topology()
            .find_pool(fqdn)
            .ok_or_else(|| LabError::UnknownPool {
                fqdn: fqdn.to_owned(),
            })
    }

    /// The computer of that FQDN or host name.
    ///
    /// # Errors
    /// [`LabError::UnknownComputer`].
    pub fn computer(&self, fqdn: &str) -> Result<ComputerId, LabError> {
        self.topology()
            .find_computer(fqdn)
            .ok_or_else(|| LabError::UnknownComputer {
                fqdn: fqdn.to_owned(),
            })
    }

    /// FQDN of a pool.
    pub fn pool_fqdn(&self, pool: PoolId) -> String {
        self.topology().pool(pool).fqdn.clone()
    }

    /// FQDN of a computer.
    pub fn computer_fqdn(&self, computer: ComputerId) -> String {
        self.topology().computer(computer).fqdn.clone()
    }

    /// Computers of a pool in topology order.
    pub fn computers_of(&self, pool: PoolId) -> Vec<ComputerId> {
        self.topology().pool(pool).computers.clone()
    }

    /// Backup pool of a pool.
    pub fn backup_of(&self, pool: PoolId) -> Option<PoolId> {
        self.topology().pool(pool).backup
    }

    /// All sites.
    pub fn sites(&self) -> Vec<SiteRow> {
        let topology = self.topology();
        let row = |(index, site): (usize, &crate::topology::Site)| {
            let id = SiteId(index as u16);
            let pools: Vec<PoolId> = topology
                .pool_ids()
                .filter(|&pool| topology.pool(pool).site == id)
                .collect();
            SiteRow {
                id,
                name: site.name.clone(),
                description: site.description.clone(),
                pools: pools
                    .iter()
                    .map(|&pool| topology.pool(pool).fqdn.clone())
                    .collect(),
                services: pools
                    .iter()
                    .flat_map(|&pool| service_names(topology, pool))
                    .collect(),
            }
        };
        topology.sites.iter().enumerate().map(row).collect()
    }

    /// All pools.
    pub fn pools(&self) -> Vec<PoolRow> {
        let topology = self.topology();
        let row = |id: PoolId| {
            let pool = topology.pool(id);
            PoolRow {
                id,
                fqdn: pool.fqdn.clone(),
                site: format!("Site:{}", topology.site(pool.site).name),
                services: service_names(topology, id),
                computers: pool
                    .computers
                    .iter()
                    .map(|&computer| self.computer_fqdn(computer))
                    .collect(),
            }
        };
        topology.pool_ids().map(row).collect()
    }

    /// All computers, in topology order.
    pub fn computers(&self) -> Vec<ComputerRow> {
        let topology = self.topology();
        let row = |id: ComputerId| {
            let computer = topology.computer(id);
            ComputerRow {
                id,
                fqdn: computer.fqdn.clone(),
                pool: topology.pool(computer.pool).fqdn.clone(),
            }
        };
        topology.computer_ids().map(row).collect()
    }

    /// All services of the topology, pool by pool.
    pub fn topology_services(&self) -> Vec<ServiceRow> {
        let topology = self.topology();
        let of_pool = |pool| {
            roles::roles_of(topology, pool)
                .into_iter()
                .map(move |role| (pool, role))
        };
        topology
            .pool_ids()
            .flat_map(of_pool)
            .map(|(pool, role)| roles::row(topology, pool, role))
            .collect()
    }

    /// Who backs up a pool.
    ///
    /// # Errors
    /// [`LabError::UnknownPool`], [`LabError::NotPaired`].
    pub fn backup_relation(&self, fqdn: &str) -> Result<Relation, LabError> {
        let pool = self.pool(fqdn)?;
        let fqdn = self.pool_fqdn(pool);
        match self.backup_of(pool) {
            Some(backup) => Ok(Relation {
                pool: fqdn,
                backup: self.pool_fqdn(backup),
            }),
            None => Err(LabError::NotPaired { pool: fqdn }),
        }
    }

    /// Points an Edge pool to another Front End pool, as `Set-CsEdgeServer -Registrar` and a publication do.
    ///
    /// # Errors
    /// [`LabError::UnknownPool`] for either name, or when `edge` is no Edge pool; [`LabError::NoRegistrar`] when the next hop takes no users.
    pub fn set_next_hop(&mut self, edge: &str, next_hop: &str) -> Result<(), LabError> {
        let (edge_id, hop) = (self.pool(edge)?, self.pool(next_hop)?);
        if self.topology().pool(edge_id).kind.has_registrar() {
            return Err(LabError::UnknownPool {
                fqdn: edge.to_owned(),
            });
        }
        if !self.topology().pool(hop).kind.has_registrar() {
            return Err(LabError::NoRegistrar {
                pool: next_hop.to_owned(),
            });
        }
        self.world.topology.pools[edge_id.index()].next_hop = Some(hop);
        Ok(())
    }

    /// UNC path of a pool's file share.
    pub fn file_share(&self, pool: PoolId) -> String {
        roles::unc(self.topology(), pool)
    }
}

fn service_names(topology: &Topology, pool: PoolId) -> Vec<String> {
    let fqdn = &topology.pool(pool).fqdn;
    roles::roles_of(topology, pool)
        .into_iter()
        .map(|role| format!("{}:{fqdn}", role.name()))
        .collect()
}

/// The Role of that name, in any case; for `Get-CsService -Identity` and its switches.
impl std::str::FromStr for Role {
    type Err = LabError;

    fn from_str(text: &str) -> Result<Self, LabError> {
        let found = Role::ALL
            .into_iter()
            .find(|role| role.name().eq_ignore_ascii_case(text));
        found.ok_or_else(|| LabError::BadIdentity {
            text: text.to_owned(),
        })
    }
}
