//! How a change reaches a server: MASTER packs it, FTA carries it, REPLICA writes it, FTA brings the report back (FACTS A.6.7).
//!
//! Each replica stands at one stage. `kick` looks what the stage waits for and schedules the next step if that is there; a step whose
//! service has gone away meanwhile does nothing and waits to be kicked again. So a stopped REPLICA holds up one row and a stopped MASTER all of
//! them (FACTS A.6.8), without an event that polls.

use crate::clock::{SECOND_MS, Time};
use crate::event::{Effects, Event};
use crate::identity::ComputerId;
use crate::services::{Service, ServiceState};
use crate::store::Documents;
use crate::world::World;

/// MASTER gathers changes for so long before it packs them, in milliseconds. With the steps below a change acts after about 90 s
/// \[total B FACTS B.4.1, parts I B.4.2\].
pub const GATHER_MS: u64 = 60 * SECOND_MS;
/// MASTER packs on demand after so long, in milliseconds \[I\].
pub const DEMAND_MS: u64 = SECOND_MS;
/// FTA carries a package in so long, in milliseconds, plus up to [`COPY_SPREAD_MS`] \[I\].
pub const COPY_MS: u64 = 4 * SECOND_MS;
/// Chance part of [`COPY_MS`], in milliseconds \[I\].
pub const COPY_SPREAD_MS: u64 = 2 * SECOND_MS;
/// REPLICA writes a package in so long, in milliseconds \[I\].
pub const APPLY_MS: u64 = 4 * SECOND_MS;
/// FTA brings a report back in so long, in milliseconds \[I\].
pub const REPORT_MS: u64 = SECOND_MS;
/// A registrar looks at a changed local store after so long, in milliseconds \[I, part of the 90 s\].
pub const NOTICE_MS: u64 = 21 * SECOND_MS;
/// REPLICA, just started, looks at its folder after so long, in milliseconds. In the reported failback the replica was up to date only at the
/// third status poll \[B FACTS B.3.5\]; that starting is what took the time is an inference \[I\].
pub const WARM_UP_MS: u64 = 30 * SECOND_MS;

/// The local copy of a computer.
#[derive(Clone, Debug, Default)]
pub struct Replica {
    /// Its settings objects.
    pub documents: Documents,
    /// Version of the master that it equals.
    pub version: u64,
}

/// Where a package for one replica is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Nowhere: nothing to send.
    #[default]
    Idle,
    /// Not yet packed.
    Wanted {
        /// Asked for by the administrator, so not held back.
        demanded: bool,
    },
    /// In the master's outbox.
    Packed,
    /// In the replica's inbox.
    Delivered,
    /// Written; the report is in the replica's outbox.
    Applied,
}

/// What the master knows of one replica.
#[derive(Clone, Debug, Default)]
pub struct Record {
    pub(crate) stage: Stage,
    pub(crate) ticket: u32,
    pub(crate) moving: bool,
    pub(crate) package: Replica,
    /// Version that the replica last reported.
    pub(crate) reported_version: u64,
    /// When the last package was made.
    pub(crate) created: Option<Time>,
    /// When the last report came in.
    pub(crate) reported: Option<Time>,
}

/// Looks at every replica.
pub(crate) fn kick_all(world: &mut World, fx: &mut Effects) {
    for computer in world.topology.computer_ids() {
        kick(world, fx, computer);
    }
}

/// Schedules the next step of one replica, if what it needs is there and it is not already under way.
pub(crate) fn kick(world: &mut World, fx: &mut Effects, computer: ComputerId) {
    let version = world.store.version;
    let record = &mut world.store.records[computer.index()];
    if record.moving {
        return;
    }
    if record.stage == Stage::Idle && record.reported_version < version {
        record.stage = Stage::Wanted { demanded: false };
    }
    let stage = record.stage;
    if !ready(world, computer, stage) {
        return;
    }
    let ticket = world.ticket();
    let slowness = world.slowness(world.topology.cms, world.topology.computer(computer).pool);
    let (after_ms, event) = match stage {
        Stage::Idle => return,
        Stage::Wanted { demanded } => {
            let after_ms = if demanded { DEMAND_MS } else { GATHER_MS };
            (after_ms, Event::Snapshot { computer, ticket })
        }
        Stage::Packed => {
            let spread_ms = world.rng.below(COPY_SPREAD_MS);
            (
                (COPY_MS + spread_ms) * slowness,
                Event::Copy { computer, ticket },
            )
        }
        Stage::Delivered => {
            let warm_up_ms = world
                .machine(computer)
                .volatile
                .replica_ready
                .since(world.now);
            (warm_up_ms + APPLY_MS, Event::Apply { computer, ticket })
        }
        Stage::Applied => (REPORT_MS * slowness, Event::Report { computer, ticket }),
    };
    let record = &mut world.store.records[computer.index()];
    record.ticket = ticket;
    record.moving = true;
    fx.after(after_ms, event);
}

/// Whether the step that follows a stage can be done.
fn ready(world: &World, computer: ComputerId, stage: Stage) -> bool {
    let cms = world.topology.cms;
    let carried = || {
        let pool = world.topology.computer(computer).pool;
        !world.running(cms, Service::Fta).is_empty()
            && world.is_on(computer)
            && world.linked(cms, pool)
    };
    match stage {
        Stage::Idle => false,
        Stage::Wanted { .. } => {
            !world.running(cms, Service::Master).is_empty() && world.store_up(cms)
        }
        Stage::Packed | Stage::Applied => carried(),
        // A registrar that starts or stops keeps the local SQL instance busy, so REPLICA waits for it [I]: the reported failback stops RTCSRV
        // just before it waits for the replica.
        Stage::Delivered => {
            let registrar = world.service(computer, Service::RtcSrv);
            world.runs(computer, Service::Replica)
                && !matches!(
                    registrar,
                    ServiceState::StartPending | ServiceState::StopPending
                )
        }
    }
}

/// Begins a step: its record if the event is still meant, and if what it needs is still there.
fn begin(world: &mut World, computer: ComputerId, ticket: u32) -> Option<&mut Record> {
    let record = &mut world.store.records[computer.index()];
    if record.ticket != ticket || !record.moving {
        return None;
    }
    record.moving = false;
    let stage = record.stage;
    if ready(world, computer, stage) {
        Some(&mut world.store.records[computer.index()])
    } else {
        None
    }
}

/// MASTER packs.
pub(crate) fn snapshot(world: &mut World, computer: ComputerId, ticket: u32) -> Effects {
    let mut fx = Effects::default();
    let (now, package) = (
        world.now,
        Replica {
            documents: world.store.documents.clone(),
            version: world.store.version,
        },
    );
    if let Some(record) = begin(world, computer, ticket) {
        record.package = package;
        record.created = Some(now);
        record.stage = Stage::Packed;
    }
    kick(world, &mut fx, computer);
    fx
}

/// FTA has delivered.
pub(crate) fn copied(world: &mut World, computer: ComputerId, ticket: u32) -> Effects {
    let mut fx = Effects::default();
    if let Some(record) = begin(world, computer, ticket) {
        record.stage = Stage::Delivered;
    }
    kick(world, &mut fx, computer);
    fx
}

/// REPLICA has written.
pub(crate) fn applied(world: &mut World, computer: ComputerId, ticket: u32) -> Effects {
    let mut fx = Effects::default();
    if let Some(record) = begin(world, computer, ticket) {
        record.stage = Stage::Applied;
        let package = record.package.clone();
        world.machine_mut(computer).durable.replica = package;
        fx.after(NOTICE_MS, Event::Notice { computer });
    }
    kick(world, &mut fx, computer);
    fx
}

/// The master has the report.
pub(crate) fn reported(world: &mut World, computer: ComputerId, ticket: u32) -> Effects {
    let mut fx = Effects::default();
    let now = world.now;
    if let Some(record) = begin(world, computer, ticket) {
        record.stage = Stage::Idle;
        record.reported = Some(now);
        record.reported_version = record.package.version;
    }
    kick(world, &mut fx, computer);
    fx
}
