//! What must always hold. Tests assert it after every event.

use thiserror::Error;

use crate::identity::{ComputerId, GroupId, PoolId, UserId};
use crate::registrar::PoolState;
use crate::services::{Service, ServiceState};
use crate::store::replication::Stage;
use crate::world::World;

/// An invariant that does not hold.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Violation {
    /// A user is in no routing group of the home pool.
    #[error("user {0:?} is lost")]
    UserLost(UserId),
    /// Two servers that can hear each other serve one routing group.
    #[error("routing group {group:?} is served by {first:?} and {second:?}")]
    ServedTwice {
        /// The group.
        group: GroupId,
        /// One server.
        first: ComputerId,
        /// The other.
        second: ComputerId,
    },
    /// A server serves without a running registrar.
    #[error("{0:?} serves without a registrar")]
    ServesWhileDown(ComputerId),
    /// A user is signed in at a server whose registrar does not run.
    #[error("user {0:?} is signed in at a server that is down")]
    SignedInNowhere(UserId),
    /// A replica is newer than the master.
    #[error("the replica of {0:?} is newer than its master")]
    ReplicaAhead(ComputerId),
    /// Nothing more is going to happen, and a pool that could be served is not.
    #[error("pool {0:?} is stuck")]
    PoolStuck(PoolId),
    /// Nothing more is going to happen, and a replica with everything that it needs is behind.
    #[error("the replica of {0:?} is stuck")]
    ReplicaStuck(ComputerId),
    /// Nothing more is going to happen, and a service is still on its way.
    #[error("a service of {0:?} is stuck")]
    ServiceStuck(ComputerId),
}

/// Looks at everything. `idle` says that no event is scheduled, so that whatever is not done never will be.
///
/// # Errors
/// The first violation.
pub fn check(world: &World, idle: bool) -> Result<(), Violation> {
    users(world)?;
    groups(world)?;
    for computer in world.topology.computer_ids() {
        let machine = world.machine(computer);
        if machine.durable.replica.version > world.store.version {
            return Err(Violation::ReplicaAhead(computer));
        }
        if !machine.volatile.serving.is_empty() && !world.runs(computer, Service::RtcSrv) {
            return Err(Violation::ServesWhileDown(computer));
        }
    }
    if idle { stuck(world) } else { Ok(()) }
}

fn users(world: &World) -> Result<(), Violation> {
    for user in (0..world.directory.len() as u32).map(UserId) {
        let group = world.directory.group(user);
        if world
            .groups
            .get(group.index())
            .is_none_or(|group| group.home != world.directory.home(user))
        {
            return Err(Violation::UserLost(user));
        }
        if let Some(server) = world.clients.server(user)
            && !world.runs(server, Service::RtcSrv)
        {
            return Err(Violation::SignedInNowhere(user));
        }
    }
    Ok(())
}

fn groups(world: &World) -> Result<(), Violation> {
    for group in (0..world.groups.len() as u32).map(GroupId) {
        let servers = world.servers_of(group);
        for (index, &first) in servers.iter().enumerate() {
            let pool = |computer: ComputerId| world.topology.computer(computer).pool;
            let audible = servers[index + 1..]
                .iter()
                .find(|&&second| world.linked(pool(first), pool(second)));
            if let Some(&second) = audible {
                return Err(Violation::ServedTwice {
                    group,
                    first,
                    second,
                });
            }
        }
    }
    Ok(())
}

/// What waits although nothing is broken and nothing is coming.
fn stuck(world: &World) -> Result<(), Violation> {
    for computer in world.topology.computer_ids() {
        let record = &world.store.records[computer.index()];
        let behind = record.stage != Stage::Idle || record.reported_version != world.store.version;
        let cms = world.topology.cms;
        let carried = !world.running(cms, Service::Master).is_empty()
            && !world.running(cms, Service::Fta).is_empty();
        if behind && world.faults.is_empty() && carried && world.runs(computer, Service::Replica) {
            return Err(Violation::ReplicaStuck(computer));
        }
        let mut slots = world.machine(computer).volatile.services.values();
        if slots.any(|slot| !slot.waiting && slot.state != ServiceState::Running) {
            return Err(Violation::ServiceStuck(computer));
        }
    }
    for pool in world.topology.pool_ids() {
        let views: Vec<_> = world
            .topology
            .sides(pool)
            .into_iter()
            .map(|computer| (computer, seen(world, computer, pool)))
            .collect();
        let agreed = views
            .iter()
            .filter_map(|(_, state)| *state)
            .collect::<std::collections::BTreeSet<_>>()
            .len()
            == 1;
        let able = views.iter().any(|(computer, state)| {
            let home = world.topology.computer(*computer).pool == pool;
            state.is_some_and(|state| (state == PoolState::FailedOver) != home)
        });
        let unserved = world.groups_of(pool).any(|group| {
            let placed = world.groups[group.index()]
                .replicas
                .iter()
                .any(|&computer| world.runs(computer, Service::RtcSrv));
            let away = views.iter().any(|(computer, state)| {
                *state == Some(PoolState::FailedOver)
                    && world.topology.computer(*computer).pool != pool
            });
            world.servers_of(group).is_empty() && (placed || away)
        });
        if agreed && able && unserved {
            return Err(Violation::PoolStuck(pool));
        }
    }
    Ok(())
}

fn seen(world: &World, computer: ComputerId, pool: PoolId) -> Option<PoolState> {
    world.machine(computer).volatile.seen.get(&pool).copied()
}
