//! All state of a lab, as plain tables. Nothing here decides anything; the rooms do.
//!
//! What survives a crash and what does not are different structs, so a crash is one assignment.

use std::collections::{BTreeMap, BTreeSet};

use crate::backup::{Link, Takeover, UserData};
use crate::clock::Time;
use crate::directory::Directory;
use crate::event::Effects;
use crate::eventlog::Log;
use crate::fabric::Group;
use crate::fault::{Fault, SLOW_FACTOR};
use crate::identity::{ComputerId, GroupId, PoolId};
use crate::registrar::{Clients, PoolState, Watch};
use crate::rng::Rng;
use crate::services::{Service, ServiceState, Slot};
use crate::store::{Replica, Store};
use crate::topology::Topology;
use crate::{backup, registrar, store};

/// One computer.
#[derive(Clone, Debug, Default)]
pub struct Machine {
    /// On disk: survives a crash.
    pub durable: Durable,
    /// In processes: gone after a crash.
    pub volatile: Volatile,
}

/// What a computer keeps on disk.
#[derive(Clone, Debug, Default)]
pub struct Durable {
    /// Local copy of the Central Management store.
    pub replica: Replica,
    /// The `Lync Server` event log.
    pub log: Log,
    /// Services that may not start.
    pub disabled: BTreeSet<Service>,
}

/// What the processes of a computer hold.
#[derive(Clone, Debug, Default)]
pub struct Volatile {
    /// Services that are not plainly stopped.
    pub services: BTreeMap<Service, Slot>,
    /// The state of each pool as the registrar here acts on it: its own pool's and its partner's.
    pub seen: BTreeMap<PoolId, PoolState>,
    /// Routing groups that the registrar here serves.
    pub serving: BTreeSet<GroupId>,
    /// Routing groups whose user data the registrar here has loaded.
    pub hydrated: BTreeSet<GroupId>,
    /// When REPLICA, once started, looks at its folder for the first time.
    pub replica_ready: Time,
}

/// The deployment and everybody in it.
#[derive(Clone, Debug)]
pub struct World {
    /// The present moment.
    pub now: Time,
    /// The one source of chance.
    pub rng: Rng,
    /// Sites, pools, computers.
    pub topology: Topology,
    /// Central Management store: durable by nature, in SQL.
    pub store: Store,
    /// State of each computer, by [`ComputerId`].
    pub machines: Vec<Machine>,
    /// Users.
    pub directory: Directory,
    /// Where each user's client is signed in.
    pub clients: Clients,
    /// Routing groups, by [`GroupId`].
    pub groups: Vec<Group>,
    /// Revisions of each user's data in both stores of a pair.
    pub data: UserData,
    /// Backup service of each pool, by [`PoolId`].
    pub links: Vec<Link>,
    /// What the partner of each pool observes, by [`PoolId`].
    pub watches: Vec<Watch>,
    /// When a pool began to serve a routing group, and how old its data was.
    pub takeovers: Vec<Takeover>,
    /// What is broken.
    pub faults: BTreeSet<Fault>,
    /// Changes that the users of one pool make in a minute, for pools that are busy by themselves.
    pub writes_per_minute: BTreeMap<PoolId, u32>,
    pub(crate) last_ticket: u32,
}

impl World {
    /// State of a computer.
    pub fn machine(&self, computer: ComputerId) -> &Machine {
        &self.machines[computer.index()]
    }

    /// State of a computer, to change.
    pub fn machine_mut(&mut self, computer: ComputerId) -> &mut Machine {
        &mut self.machines[computer.index()]
    }

    /// A number that no earlier cause of an event carried.
    pub(crate) fn ticket(&mut self) -> u32 {
        self.last_ticket = self.last_ticket.wrapping_add(1);
        self.last_ticket
    }

    /// Whether the computer has power.
    pub fn is_on(&self, computer: ComputerId) -> bool {
        !self.faults.contains(&Fault::Crash(computer))
    }

    /// State of a service; `Stopped` also for one that is not installed.
    pub fn service(&self, computer: ComputerId, service: Service) -> ServiceState {
        self.machine(computer)
            .volatile
            .services
            .get(&service)
            .map_or(ServiceState::Stopped, |slot| slot.state)
    }

    /// Whether a service does its work: it still does while draining.
    pub fn runs(&self, computer: ComputerId, service: Service) -> bool {
        matches!(
            self.service(computer, service),
            ServiceState::Running | ServiceState::Draining
        )
    }

    /// The computers of a pool on which a service runs, in topology order.
    pub fn running(&self, pool: PoolId, service: Service) -> Vec<ComputerId> {
        let computers = &self.topology.pool(pool).computers;
        computers
            .iter()
            .copied()
            .filter(|&computer| self.runs(computer, service))
            .collect()
    }

    /// Whether traffic passes between two pools. Inside a pool it always does.
    pub fn linked(&self, a: PoolId, b: PoolId) -> bool {
        !self.faults.contains(&Fault::LinkCut(a.min(b), a.max(b)))
    }

    /// How many times longer traffic between two pools takes than normal.
    pub fn slowness(&self, a: PoolId, b: PoolId) -> u64 {
        if self.faults.contains(&Fault::SlowLink(a.min(b), a.max(b))) {
            SLOW_FACTOR
        } else {
            1
        }
    }

    /// Whether the SQL store of a pool answers: its computer is on when it is one of the lab's, and it is not broken.
    pub fn store_up(&self, pool: PoolId) -> bool {
        let host = self
            .topology
            .find_computer(&self.topology.pool(pool).sql_server);
        host.is_none_or(|computer| self.is_on(computer))
            && !self.faults.contains(&Fault::StoreDown(pool))
    }

    /// Whether the file share of a pool answers.
    pub fn share_up(&self, pool: PoolId) -> bool {
        let host = self
            .topology
            .find_computer(&self.topology.pool(pool).file_server);
        host.is_none_or(|computer| self.is_on(computer))
    }

    /// The routing groups of a pool, by id.
    pub fn groups_of(&self, pool: PoolId) -> impl Iterator<Item = GroupId> + '_ {
        let groups = self
            .groups
            .iter()
            .enumerate()
            .filter(move |(_, group)| group.home == pool);
        groups.map(|(index, _)| GroupId(index as u32))
    }

    /// Who serves a routing group: one computer, or nobody; two only while they cannot hear each other.
    pub fn servers_of(&self, group: GroupId) -> Vec<ComputerId> {
        let home = self.groups[group.index()].home;
        let sides = self.topology.sides(home);
        sides
            .into_iter()
            .filter(|&computer| self.machine(computer).volatile.serving.contains(&group))
            .collect()
    }

    /// What the partner observed so far is forgotten, because the observer itself stopped.
    pub(crate) fn forget_watch_of(&mut self, observer: PoolId) {
        if let Some(partner) = self.topology.pool(observer).backup
            && self.running(observer, Service::RtcSrv).is_empty()
        {
            self.watches[partner.index()].forget();
        }
    }

    /// Lets every room look again after something that others may have waited for.
    pub(crate) fn changed(&mut self, fx: &mut Effects) {
        store::kick_all(self, fx);
        backup::kick_all(self, fx);
        for pool in self.topology.pool_ids() {
            registrar::watch(self, fx, pool);
            registrar::settle(self, fx, pool);
        }
    }
}
