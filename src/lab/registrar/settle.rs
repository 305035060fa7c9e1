//! Who serves a routing group.
//!
//! A Front End may serve a group of its own pool unless it sees the pool failed over; one of the backup pool may if it does. Whoever may no more
//! lets go first, and only what nobody serves is taken. So two serve one group only when they cannot hear each other, and then the home pool
//! yields as soon as it can.

use crate::event::Effects;
use crate::eventlog::Message;
use crate::fabric;
use crate::identity::{ComputerId, GroupId, PoolId};
use crate::registrar::{PoolState, clients};
use crate::services::Service;
use crate::world::World;

/// Whether a server may serve groups of `pool` by what it sees.
fn may_serve(world: &World, computer: ComputerId, pool: PoolId) -> bool {
    let seen = world.machine(computer).volatile.seen.get(&pool);
    let home = world.topology.computer(computer).pool == pool;
    world.runs(computer, Service::RtcSrv)
        && seen.is_some_and(|&state| (state == PoolState::FailedOver) != home)
}

/// Looks again at everything, pool by pool.
pub(crate) fn reconcile_all(world: &mut World, fx: &mut Effects) {
    for pool in world.topology.pool_ids() {
        reconcile(world, fx, pool);
    }
}

/// Lets the home pool yield what its partner serves, now that they can hear each other.
pub(crate) fn reconcile(world: &mut World, fx: &mut Effects, pool: PoolId) {
    let Some(backup) = world.topology.pool(pool).backup else {
        return;
    };
    if !world.linked(pool, backup) {
        return;
    }
    for group in world.groups_of(pool).collect::<Vec<_>>() {
        let servers = world.servers_of(group);
        if servers.len() > 1 {
            let at_home: Vec<_> = servers
                .into_iter()
                .filter(|&server| world.topology.computer(server).pool == pool)
                .collect();
            for server in at_home {
                release(world, fx, server, group);
            }
        }
    }
}

/// Fabric has promoted: what is unserved can be taken.
pub(crate) fn promote(world: &mut World, pool: PoolId) -> Effects {
    let mut fx = Effects::default();
    settle(world, &mut fx, pool);
    fabric::count_votes(world, &mut fx, pool);
    fx
}

/// Lets servers of a pool's groups let go and take.
pub(crate) fn settle(world: &mut World, fx: &mut Effects, pool: PoolId) {
    let sides = world.topology.sides(pool);
    let groups: Vec<GroupId> = world.groups_of(pool).collect();
    for &server in &sides {
        if !may_serve(world, server, pool) {
            let held: Vec<_> = groups
                .iter()
                .copied()
                .filter(|group| world.machine(server).volatile.serving.contains(group))
                .collect();
            for &group in &held {
                release(world, fx, server, group);
            }
            if !held.is_empty() {
                let fqdn = world.topology.pool(pool).fqdn.clone();
                fx.log(
                    server,
                    Message::GroupsLeft {
                        pool: fqdn,
                        count: held.len(),
                    },
                );
            }
        }
        clients::drop_unwelcome(world, fx, server, pool);
    }
    let mut taken: Vec<(ComputerId, usize)> = Vec::new();
    for &group in &groups {
        for server in candidates(world, group) {
            take(world, server, group);
            match taken.iter_mut().find(|(other, _)| *other == server) {
                Some((_, count)) => *count += 1,
                None => taken.push((server, 1)),
            }
        }
    }
    for (server, count) in taken {
        let fqdn = world.topology.pool(pool).fqdn.clone();
        fx.log(server, Message::GroupsTaken { pool: fqdn, count });
    }
    clients::request_retry(world, fx, pool);
}

/// Who is to take a group now: the first able server of each side that cannot hear anybody serve it. The backup side comes first, because it acts on
/// a newer state than a home server that still wants the group.
fn candidates(world: &World, group: GroupId) -> Vec<ComputerId> {
    let state = &world.groups[group.index()];
    let servers = world.servers_of(group);
    let mut found = Vec::new();
    for (side, at_home) in [(&state.away, false), (&state.replicas, true)] {
        if at_home && world.now < state.blocked_until {
            continue;
        }
        let Some(able) = side
            .iter()
            .copied()
            .find(|&computer| may_serve(world, computer, state.home))
        else {
            continue;
        };
        let here = world.topology.computer(able).pool;
        let audible = |&other: &ComputerId| world.linked(here, world.topology.computer(other).pool);
        if !servers.iter().chain(&found).any(audible) {
            found.push(able);
        }
    }
    found
}

fn take(world: &mut World, server: ComputerId, group: GroupId) {
    let volatile = &mut world.machine_mut(server).volatile;
    volatile.serving.insert(group);
    volatile.hydrated.insert(group);
    crate::backup::note_takeover(world, server, group);
}

fn release(world: &mut World, fx: &mut Effects, server: ComputerId, group: GroupId) {
    let volatile = &mut world.machine_mut(server).volatile;
    volatile.serving.remove(&group);
    volatile.hydrated.remove(&group);
    clients::drop_group(world, server, group);
    clients::request_retry(world, fx, world.groups[group.index()].home);
}
