//! Windows Fabric inside a pool: routing groups, where their replicas are, and how many Front Ends a pool needs.
//!
//! Read [`quorum`] for the tables, then this file: what happens when Front Ends come and go. Who serves a group in the end is decided in
//! `registrar`, which asks here who may.
//! Absent on purpose: Fabric's own protocol, and the other services that it hosts (storage, conference directories).

pub mod quorum;

use uuid::Uuid;

use crate::clock::{MINUTE_MS, SECOND_MS, Time};
use crate::event::{Effects, Event};
use crate::eventlog::Message;
use crate::identity::{ComputerId, GroupId, PoolId};
use crate::lab::Lab;
use crate::services::{self, Service, ServiceState};
use crate::world::World;

/// A secondary is promoted so long after its primary went away, in milliseconds \[I FACTS E.5.2: a few seconds\].
pub const PROMOTE_MS: u64 = 5 * SECOND_MS;
/// A missing replica is rebuilt in at least so long, in milliseconds \[B FACTS E.2.7: 15 to 30 minutes\].
pub const REBUILD_MS: u64 = 15 * MINUTE_MS;
/// Chance part of [`REBUILD_MS`], in milliseconds \[B FACTS E.2.7\].
pub const REBUILD_SPREAD_MS: u64 = 15 * MINUTE_MS;
/// A pool without quorum stops after so long, in milliseconds \[B FACTS E.2.5\].
pub const QUORUM_MS: u64 = 5 * MINUTE_MS;
/// Replicas of a routing group: a primary and two secondaries \[D FACTS E.1.1\].
pub const REPLICAS: usize = 3;

/// A routing group. Its id and home never change; pool failover changes only who serves it (FACTS B.5.12).
#[derive(Clone, Debug)]
pub struct Group {
    /// Its id, a version-5 UUID.
    pub id: Uuid,
    /// Home pool of its users.
    pub home: PoolId,
    /// Front Ends of the home pool that hold a replica, preferred first.
    pub replicas: Vec<ComputerId>,
    /// Front Ends of the backup pool in the order in which they take it.
    pub away: Vec<ComputerId>,
    /// Fabric is still promoting until then.
    pub(crate) blocked_until: Time,
    /// A rebuild is scheduled.
    pub(crate) rebuilding: bool,
}

/// How well a routing group is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Health {
    /// Enough replicas.
    Normal,
    /// One of several replicas left: users keep calls and lose changes (FACTS D.8, E.2.6).
    Limited,
    /// No replica left.
    Down,
}

impl World {
    /// How well a routing group is at home.
    pub fn health(&self, group: GroupId) -> Health {
        let replicas = &self.groups[group.index()].replicas;
        let alive = replicas
            .iter()
            .filter(|&&computer| self.runs(computer, Service::RtcSrv))
            .count();
        match alive {
            0 => Health::Down,
            1 if replicas.len() == REPLICAS => Health::Limited,
            _ => Health::Normal,
        }
    }

    /// Whether enough Front Ends of a pool run to go on (FACTS E.2.2, E.2.3).
    pub fn has_quorum(&self, pool: PoolId) -> bool {
        let computers = &self.topology.pool(pool).computers;
        let total = computers.len();
        let (needed, first) = quorum::to_run(total);
        let voters = computers.iter().take(first);
        let running = voters
            .filter(|&&computer| self.runs(computer, Service::RtcSrv))
            .count();
        // The back end is a voter in pools of an even number, so it makes up for one Front End there and its loss costs one.
        let witness_lost = total.is_multiple_of(2) && !self.store_up(pool);
        running >= needed + usize::from(witness_lost)
    }
}

impl Lab {
    /// The routing groups of a pool with their ids, sorted by id, which is the order in which they are hydrated.
    pub fn routing_groups(&self, pool: PoolId) -> Vec<(GroupId, Uuid)> {
        let mut groups: Vec<_> = self
            .world
            .groups_of(pool)
            .map(|group| (group, self.world.groups[group.index()].id))
            .collect();
        groups.sort_by_key(|(_, id)| *id);
        groups
    }

    /// The computer that serves a routing group.
    pub fn group_server(&self, group: GroupId) -> Option<ComputerId> {
        self.world.servers_of(group).first().copied()
    }

    /// How well a routing group is at home.
    pub fn group_health(&self, group: GroupId) -> Health {
        self.world.health(group)
    }
}

/// Which waiting Front Ends of a pool may go on starting: all of them once enough are there, or once the pool is running.
pub(crate) fn admit(world: &mut World, fx: &mut Effects, pool: PoolId) -> Vec<ComputerId> {
    let computers = world.topology.pool(pool).computers.clone();
    let is_waiting = |world: &World, computer: ComputerId| {
        let slot = world
            .machine(computer)
            .volatile
            .services
            .get(&Service::RtcSrv);
        slot.is_some_and(|slot| slot.state == ServiceState::StartPending && slot.waiting)
    };
    let waiting: Vec<_> = computers
        .iter()
        .copied()
        .filter(|&computer| is_waiting(world, computer))
        .collect();
    let running = world.running(pool, Service::RtcSrv).len();
    if running > 0 || waiting.len() >= quorum::to_start(computers.len()) {
        return waiting;
    }
    for computer in waiting {
        fx.log(computer, Message::FabricWaits);
    }
    Vec::new()
}

/// A Front End of a pool went away: promote, rebuild, and count the votes.
pub(crate) fn front_end_gone(world: &mut World, fx: &mut Effects, pool: PoolId) {
    if world.topology.pool(pool).computers.len() < 2 {
        return;
    }
    let until = world.now.plus(PROMOTE_MS);
    let groups: Vec<_> = world.groups_of(pool).collect();
    for group in groups {
        let unserved = world.servers_of(group).is_empty();
        let missing = world.groups[group.index()]
            .replicas
            .iter()
            .any(|&computer| !world.runs(computer, Service::RtcSrv));
        let rebuild_ms = REBUILD_MS
            + if missing {
                world.rng.below(REBUILD_SPREAD_MS)
            } else {
                0
            };
        let state = &mut world.groups[group.index()];
        if unserved {
            state.blocked_until = until;
        }
        if missing && !state.rebuilding {
            state.rebuilding = true;
            fx.after(rebuild_ms, Event::Rebuild { group });
        }
    }
    fx.after(PROMOTE_MS, Event::Promote { pool });
}

/// Starts the clock of a pool that has lost quorum.
pub(crate) fn count_votes(world: &mut World, fx: &mut Effects, pool: PoolId) {
    let running = world.running(pool, Service::RtcSrv);
    if world.has_quorum(pool) {
        world.watches[pool.index()].quorum_ticket = 0;
        return;
    }
    if running.is_empty() || world.watches[pool.index()].quorum_ticket != 0 {
        return;
    }
    let ticket = world.ticket();
    world.watches[pool.index()].quorum_ticket = ticket;
    for computer in running {
        fx.log(computer, Message::FabricLost);
    }
    fx.after(QUORUM_MS, Event::QuorumExpired { pool, ticket });
}

/// A pool was without quorum for too long: the remaining servers stop (FACTS E.2.2a).
pub(crate) fn quorum_expired(world: &mut World, pool: PoolId, ticket: u32) -> Effects {
    let mut fx = Effects::default();
    if world.watches[pool.index()].quorum_ticket != ticket || world.has_quorum(pool) {
        return fx;
    }
    world.watches[pool.index()].quorum_ticket = 0;
    for computer in world.running(pool, Service::RtcSrv) {
        fx.log(computer, Message::FabricShutdown);
        services::stop_all(world, &mut fx, computer, false, &[Service::ClsAgent]);
    }
    fx
}

/// A replacement for a missing replica is ready, on a Front End that had none.
pub(crate) fn rebuild(world: &mut World, group: GroupId) -> Effects {
    let mut fx = Effects::default();
    let state = &world.groups[group.index()];
    let spare = world
        .running(state.home, Service::RtcSrv)
        .into_iter()
        .find(|computer| !state.replicas.contains(computer));
    let lost = state
        .replicas
        .iter()
        .position(|&computer| !world.runs(computer, Service::RtcSrv));
    let state = &mut world.groups[group.index()];
    state.rebuilding = false;
    if let (Some(spare), Some(lost)) = (spare, lost) {
        state.replicas.remove(lost);
        state.replicas.push(spare);
    }
    world.changed(&mut fx);
    fx
}
