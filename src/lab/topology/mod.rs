//! Who is who: sites, pools, computers, and the services that the topology document declares.
//!
//! Read [`pool`] first, then [`roles`] (what `Get-CsService` lists) and [`query`] (how a front end asks). A topology is published once and
//! changed only by the few cmdlets that write it.
//! Absent on purpose: whether anything runs, which is the business of `services`.

pub mod pool;
pub mod query;
pub mod roles;

pub use pool::{Computer, Pool, PoolKind, Release, Site, Voice};
pub use query::{ComputerRow, PoolRow, Relation, SiteRow};
pub use roles::{Fact, Role, ServiceRow};

use crate::identity::{ComputerId, PoolId, SiteId};

/// The published topology.
#[derive(Clone, Debug)]
pub struct Topology {
    /// Version of the product.
    pub release: Release,
    /// Default SIP domain, which is also the Active Directory domain of the lab.
    pub domain: String,
    /// Sites by [`SiteId`].
    pub sites: Vec<Site>,
    /// Pools by [`PoolId`].
    pub pools: Vec<Pool>,
    /// Computers by [`ComputerId`].
    pub computers: Vec<Computer>,
    /// Pool that holds the active Central Management store.
    pub cms: PoolId,
    /// Computer on which the administrator works.
    pub console: ComputerId,
}

impl Topology {
    /// A site.
    pub fn site(&self, site: SiteId) -> &Site {
        &self.sites[site.index()]
    }

    /// A pool.
    pub fn pool(&self, pool: PoolId) -> &Pool {
        &self.pools[pool.index()]
    }

    /// A computer.
    pub fn computer(&self, computer: ComputerId) -> &Computer {
        &self.computers[computer.index()]
    }

    /// All pools in the order of the topology.
    pub fn pool_ids(&self) -> impl Iterator<Item = PoolId> + use<> {
        (0..self.pools.len() as u16).map(PoolId)
    }

    /// All computers in the order of the topology.
    pub fn computer_ids(&self) -> impl Iterator<Item = ComputerId> + use<> {
        (0..self.computers.len() as u32).map(ComputerId)
    }

    /// The pool of that FQDN, in any case.
    pub fn find_pool(&self, fqdn: &str) -> Option<PoolId> {
        self.pool_ids()
            .find(|&pool| self.pool(pool).fqdn.eq_ignore_ascii_case(fqdn))
    }

    /// The computer of that FQDN or host name, in any case.
    pub fn find_computer(&self, fqdn: &str) -> Option<ComputerId> {
        self.computer_ids().find(|&computer| {
            let full = &self.computer(computer).fqdn;
            let host = full.split('.').next().unwrap_or(full);
            full.eq_ignore_ascii_case(fqdn) || host.eq_ignore_ascii_case(fqdn)
        })
    }

    /// The site of that name, in any case.
    pub fn find_site(&self, name: &str) -> Option<SiteId> {
        (0..self.sites.len() as u16)
            .map(SiteId)
            .find(|&site| self.site(site).name.eq_ignore_ascii_case(name))
    }

    /// Every computer that may serve the users of a pool: its own Front Ends, then those of its backup pool.
    pub fn sides(&self, pool: PoolId) -> Vec<ComputerId> {
        let pool = self.pool(pool);
        let away = pool
            .backup
            .map(|backup| self.pool(backup).computers.as_slice())
            .unwrap_or_default();
        if pool.kind.has_registrar() {
            pool.computers.iter().chain(away).copied().collect()
        } else {
            Vec::new()
        }
    }

    /// The pool with the standby Central Management store: the partner of the active one (FACTS C.5.10).
    pub fn cms_standby(&self) -> Option<PoolId> {
        self.pool(self.cms).backup
    }
}
