//! How a registrar learns of pool states, and when it acts on them.
//!
//! Its own pool's state: as soon as it looks at its changed local store. Its partner pool's: one heartbeat later, so that the partner has let go
//! by then. Nothing else passes between the two but what `tell_partner` says.

use crate::event::{Effects, Event};
use crate::eventlog::Message;
use crate::identity::{ComputerId, PoolId};
use crate::registrar::settle::{reconcile, settle};
use crate::registrar::{HEARTBEAT_MS, PoolState, watch};
use crate::services::Service;
use crate::world::World;

/// The pools whose state a computer's registrar acts on: its own and its partner.
fn pools_of(world: &World, computer: ComputerId) -> (PoolId, Option<PoolId>) {
    let own = world.topology.computer(computer).pool;
    (own, world.topology.pool(own).backup)
}

/// The state of a pool in a computer's local store.
fn read(world: &World, computer: ComputerId, pool: PoolId) -> PoolState {
    world
        .machine(computer)
        .durable
        .replica
        .documents
        .pool_state(&world.topology, pool)
}

/// Puts a new lab in service.
pub(crate) fn open(world: &mut World) -> Effects {
    let mut fx = Effects::default();
    for computer in world.topology.computer_ids() {
        if world.runs(computer, Service::RtcSrv) {
            learn_all(world, computer);
        }
    }
    reconcile_all_quiet(world, &mut fx);
    fx
}

fn reconcile_all_quiet(world: &mut World, fx: &mut Effects) {
    for pool in world.topology.pool_ids() {
        watch(world, fx, pool);
        settle(world, fx, pool);
        crate::backup::begin_activity(world, fx, pool);
    }
    // A new lab was in service before it was looked at: what it did then is not news.
    fx.0.retain(|effect| {
        matches!(
            effect,
            crate::event::Effect::Schedule {
                event: Event::Activity { .. },
                ..
            }
        )
    });
    world.takeovers.clear();
}

fn learn_all(world: &mut World, computer: ComputerId) {
    let (own, partner) = pools_of(world, computer);
    for pool in [Some(own), partner].into_iter().flatten() {
        let state = read(world, computer, pool);
        world
            .machine_mut(computer)
            .volatile
            .seen
            .insert(pool, state);
    }
}

/// A registrar has started: it takes both states from its local store, as old as that is.
pub(crate) fn started(world: &mut World, fx: &mut Effects, computer: ComputerId) {
    if !world
        .topology
        .pool(world.topology.computer(computer).pool)
        .kind
        .has_registrar()
    {
        return;
    }
    learn_all(world, computer);
    let (own, _) = pools_of(world, computer);
    let state = read(world, computer, own);
    if state != PoolState::Active {
        fx.log_state(computer, &world.topology.pool(own).fqdn, true, state);
    }
}

/// A registrar looks at its local store.
pub(crate) fn notice(world: &mut World, computer: ComputerId) -> Effects {
    let mut fx = Effects::default();
    let (own, partner) = pools_of(world, computer);
    if !world.runs(computer, Service::RtcSrv) || !world.topology.pool(own).kind.has_registrar() {
        return fx;
    }
    act(world, &mut fx, computer, own);
    if let Some(partner) = partner
        && world.machine(computer).volatile.seen.get(&partner)
            != Some(&read(world, computer, partner))
    {
        fx.after(
            HEARTBEAT_MS,
            Event::Confirm {
                computer,
                pool: partner,
            },
        );
    }
    fx
}

/// A registrar acts on its partner's state.
pub(crate) fn confirm(world: &mut World, computer: ComputerId, pool: PoolId) -> Effects {
    let mut fx = Effects::default();
    if world.runs(computer, Service::RtcSrv) {
        act(world, &mut fx, computer, pool);
    }
    fx
}

fn act(world: &mut World, fx: &mut Effects, computer: ComputerId, pool: PoolId) {
    let state = read(world, computer, pool);
    let before = world
        .machine_mut(computer)
        .volatile
        .seen
        .insert(pool, state);
    if before == Some(state) {
        return;
    }
    let own = world.topology.computer(computer).pool == pool;
    fx.log_state(computer, &world.topology.pool(pool).fqdn, own, state);
    settle(world, fx, pool);
    // An export may have waited for the pool to become read-only.
    crate::backup::kick_all(world, fx);
}

/// Services that partners tell each other about \[B FACTS B.4.4: backup and mediation\].
const TOLD: [Service; 3] = [Service::LyncBackup, Service::MedSrv, Service::RtcSrv];

/// A service has come or gone: the partner hears it with the next heartbeat.
pub(crate) fn tell_partner(
    world: &mut World,
    fx: &mut Effects,
    computer: ComputerId,
    service: Service,
    running: bool,
) {
    let (own, partner) = pools_of(world, computer);
    let Some(partner) = partner.filter(|_| TOLD.contains(&service)) else {
        return;
    };
    if !world.topology.pool(own).kind.has_registrar() {
        return;
    }
    for observer in world.topology.pool(partner).computers.clone() {
        fx.after(
            HEARTBEAT_MS,
            Event::PartnerHeard {
                computer: observer,
                partner: computer,
                service,
                running,
            },
        );
    }
}

/// A registrar hears of a service of its partner, unless that has changed again or cannot be heard.
pub(crate) fn partner_heard(
    world: &mut World,
    computer: ComputerId,
    partner: ComputerId,
    service: Service,
    running: bool,
) -> Effects {
    let mut fx = Effects::default();
    let (here, there) = (
        world.topology.computer(computer).pool,
        world.topology.computer(partner).pool,
    );
    let heard =
        world.runs(computer, Service::RtcSrv) && world.linked(here, there) && world.is_on(partner);
    if !heard || world.runs(partner, service) != running {
        return fx;
    }
    let state = world
        .machine(computer)
        .volatile
        .seen
        .get(&there)
        .copied()
        .unwrap_or_default();
    let fqdn = world.topology.computer(partner).fqdn.clone();
    let message = match (running, service) {
        (true, Service::RtcSrv) if state != PoolState::Active => Message::RegistrarStays {
            pool: world.topology.pool(there).fqdn.clone(),
            state,
        },
        (true, _) => Message::PartnerOnline {
            computer: fqdn,
            service,
        },
        (false, _) => Message::PartnerOffline {
            computer: fqdn,
            service,
        },
    };
    fx.log(computer, message);
    reconcile(world, &mut fx, there);
    reconcile(world, &mut fx, here);
    fx
}
