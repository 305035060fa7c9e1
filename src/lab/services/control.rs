//! Starting and stopping. A start brings up what the service needs first; a stop takes down what needs it first (FACTS A.8.2).

use crate::clock::{MINUTE_MS, Time};
use crate::error::LabError;
use crate::event::{Effects, Event};
use crate::eventlog::Message;
use crate::identity::ComputerId;
use crate::services::{Service, ServiceState, Slot, installed, table};
use crate::store::replication;
use crate::world::World;
use crate::{fabric, registrar};

/// A graceful stop gives sessions so long to end, in milliseconds \[I\].
pub const DRAIN_MS: u64 = MINUTE_MS;

/// When the transition of a service that is under way is done; now when none is.
fn settled_at(world: &World, computer: ComputerId, service: Service) -> Time {
    let slot = world.machine(computer).volatile.services.get(&service);
    slot.map_or(world.now, |slot| slot.done_at.max(world.now))
}

fn begin(
    world: &mut World,
    computer: ComputerId,
    service: Service,
    state: ServiceState,
    done_at: Time,
) -> u32 {
    let ticket = world.ticket();
    let slot = Slot {
        state,
        ticket,
        done_at,
        waiting: false,
    };
    world
        .machine_mut(computer)
        .volatile
        .services
        .insert(service, slot);
    ticket
}

/// Begins to start a service after what it needs. A service that runs or starts is left alone.
pub(crate) fn start(
    world: &mut World,
    fx: &mut Effects,
    computer: ComputerId,
    service: Service,
) -> Result<(), LabError> {
    if matches!(
        world.service(computer, service),
        ServiceState::Running | ServiceState::StartPending
    ) {
        return Ok(());
    }
    if world.machine(computer).durable.disabled.contains(&service) {
        return Err(LabError::ServiceDisabled {
            service: service.name().to_uppercase(),
        });
    }
    // A service that is still stopping starts when it has stopped.
    let mut from = settled_at(world, computer, service);
    for need in table::needs(&world.topology, computer, service) {
        start(world, fx, computer, need)?;
        from = from.max(settled_at(world, computer, need));
    }
    let done_at = from.plus(service.info().start_ms);
    let ticket = begin(
        world,
        computer,
        service,
        ServiceState::StartPending,
        done_at,
    );
    fx.log(computer, Message::Starting(service));
    fx.after(
        done_at.since(world.now),
        Event::ServiceUp {
            computer,
            service,
            ticket,
        },
    );
    Ok(())
}

/// Begins to start all services that may start.
pub(crate) fn start_all(world: &mut World, fx: &mut Effects, computer: ComputerId) {
    for service in installed(&world.topology, computer) {
        // What is disabled stays stopped; that is no failure of the others.
        let _: Result<(), LabError> = start(world, fx, computer, service);
    }
}

/// Begins to stop a service after those that need it. A service that is down or stops is left alone.
pub(crate) fn stop(
    world: &mut World,
    fx: &mut Effects,
    computer: ComputerId,
    service: Service,
    graceful: bool,
) {
    if matches!(
        world.service(computer, service),
        ServiceState::Stopped | ServiceState::StopPending
    ) {
        return;
    }
    let mut from = world.now;
    for dependent in service.dependents() {
        stop(world, fx, computer, dependent, graceful);
        if world.service(computer, dependent) != ServiceState::Stopped {
            from = from.max(settled_at(world, computer, dependent));
        }
    }
    let drains = graceful && service == Service::RtcSrv;
    let done_at = from.plus(service.info().stop_ms + if drains { DRAIN_MS } else { 0 });
    let state = if drains {
        ServiceState::Draining
    } else {
        ServiceState::StopPending
    };
    let ticket = begin(world, computer, service, state, done_at);
    fx.after(
        done_at.since(world.now),
        Event::ServiceDown {
            computer,
            service,
            ticket,
        },
    );
    if service == Service::RtcSrv && !drains {
        registrar_left(world, fx, computer);
    }
}

/// Begins to stop all services but those in `spared`.
pub(crate) fn stop_all(
    world: &mut World,
    fx: &mut Effects,
    computer: ComputerId,
    graceful: bool,
    spared: &[Service],
) {
    for service in installed(&world.topology, computer) {
        if !spared.contains(&service) {
            stop(world, fx, computer, service, graceful);
        }
    }
}

/// Ends a service at once, as when its process dies.
pub(crate) fn kill(world: &mut World, fx: &mut Effects, computer: ComputerId, service: Service) {
    if let Some(slot) = world
        .machine_mut(computer)
        .volatile
        .services
        .remove(&service)
    {
        gone(world, fx, computer, service, slot.state);
    }
}

/// A start is done.
pub(crate) fn up(
    world: &mut World,
    computer: ComputerId,
    service: Service,
    ticket: u32,
) -> Effects {
    let mut fx = Effects::default();
    let pool = world.topology.computer(computer).pool;
    let Some(slot) = world
        .machine_mut(computer)
        .volatile
        .services
        .get_mut(&service)
    else {
        return fx;
    };
    if slot.ticket != ticket || slot.state != ServiceState::StartPending {
        return fx;
    }
    if service == Service::RtcSrv {
        slot.waiting = true;
        for ready in fabric::admit(world, &mut fx, pool) {
            running(world, &mut fx, ready, service);
        }
    } else {
        running(world, &mut fx, computer, service);
    }
    world.changed(&mut fx);
    fx
}

fn running(world: &mut World, fx: &mut Effects, computer: ComputerId, service: Service) {
    let now = world.now;
    let volatile = &mut world.machine_mut(computer).volatile;
    if let Some(slot) = volatile.services.get_mut(&service) {
        slot.state = ServiceState::Running;
        slot.waiting = false;
        slot.done_at = now;
    }
    fx.log(computer, Message::Started(service));
    match service {
        Service::Replica => volatile.replica_ready = now.plus(replication::WARM_UP_MS),
        Service::RtcSrv => registrar::started(world, fx, computer),
        _ => {}
    }
    registrar::tell_partner(world, fx, computer, service, true);
}

/// A stop is done.
pub(crate) fn down(
    world: &mut World,
    computer: ComputerId,
    service: Service,
    ticket: u32,
) -> Effects {
    let mut fx = Effects::default();
    let services = &mut world.machine_mut(computer).volatile.services;
    let Some(slot) = services.get(&service).copied() else {
        return fx;
    };
    if slot.ticket == ticket
        && matches!(
            slot.state,
            ServiceState::StopPending | ServiceState::Draining
        )
    {
        services.remove(&service);
        gone(world, &mut fx, computer, service, slot.state);
    }
    fx
}

/// A service is down; `state` is what it was until now.
fn gone(
    world: &mut World,
    fx: &mut Effects,
    computer: ComputerId,
    service: Service,
    state: ServiceState,
) {
    fx.log(computer, Message::Stopped(service));
    if service == Service::RtcSrv {
        if matches!(state, ServiceState::Running | ServiceState::Draining) {
            registrar_left(world, fx, computer);
        }
        let volatile = &mut world.machine_mut(computer).volatile;
        volatile.seen.clear();
        volatile.hydrated.clear();
    }
    registrar::tell_partner(world, fx, computer, service, false);
    world.changed(fx);
}

/// The registrar serves nobody any more: clients are dropped when it begins to stop, not when it has stopped.
fn registrar_left(world: &mut World, fx: &mut Effects, computer: ComputerId) {
    let pool = world.topology.computer(computer).pool;
    world.machine_mut(computer).volatile.serving.clear();
    registrar::drop_clients_of(world, fx, computer);
    fabric::front_end_gone(world, fx, pool);
    world.forget_watch_of(pool);
    world.changed(fx);
}
