//! Everything that can happen, and everything a handler can ask for.
//!
//! A handler changes the world that it is given and returns [`Effects`]; only [`Lab`](crate::Lab) performs them. An event that was overtaken
//! by another (a stop during a start, a second request during a copy) carries the ticket of its cause and is void when the ticket has changed.

use crate::eventlog::Message;
use crate::fault::Fault;
use crate::identity::{ComputerId, GroupId, PoolId};
use crate::registrar::PoolState;
use crate::services::Service;

/// One thing that happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// MASTER packs the Central Management store for one replica.
    Snapshot {
        /// Computer of the replica.
        computer: ComputerId,
        /// Round of replication that this belongs to.
        ticket: u32,
    },
    /// FTA has carried the package to the replica's folder.
    Copy {
        /// Computer of the replica.
        computer: ComputerId,
        /// Round of replication that this belongs to.
        ticket: u32,
    },
    /// REPLICA has written the package to its local store.
    Apply {
        /// Computer of the replica.
        computer: ComputerId,
        /// Round of replication that this belongs to.
        ticket: u32,
    },
    /// FTA has brought the replica's report back to the master.
    Report {
        /// Computer of the replica.
        computer: ComputerId,
        /// Round of replication that this belongs to.
        ticket: u32,
    },
    /// A registrar looks at its local store after a change.
    Notice {
        /// Computer of the registrar.
        computer: ComputerId,
    },
    /// A registrar acts on its partner pool's state, one heartbeat after it read it.
    Confirm {
        /// Computer of the registrar.
        computer: ComputerId,
        /// The pool whose state is meant.
        pool: PoolId,
    },
    /// A Windows service has finished starting.
    ServiceUp {
        /// Its computer.
        computer: ComputerId,
        /// The service.
        service: Service,
        /// Transition that this belongs to.
        ticket: u32,
    },
    /// A Windows service has finished stopping.
    ServiceDown {
        /// Its computer.
        computer: ComputerId,
        /// The service.
        service: Service,
        /// Transition that this belongs to.
        ticket: u32,
    },
    /// A registrar hears from its partner that a service there runs or runs no more.
    PartnerHeard {
        /// Who hears it.
        computer: ComputerId,
        /// Computer of the service.
        partner: ComputerId,
        /// The service.
        service: Service,
        /// Whether it was running when the message was sent.
        running: bool,
    },
    /// The backup registrar has not heard from the pool for the failure detection interval.
    Silence {
        /// The silent pool.
        pool: PoolId,
        /// Observation that this belongs to.
        ticket: u32,
    },
    /// The backup registrar has heard from the pool again for the failback detection interval.
    VoiceBack {
        /// The pool that is back.
        pool: PoolId,
        /// Observation that this belongs to.
        ticket: u32,
    },
    /// Signed-out clients of a pool try to sign in, a part of them at a time.
    Retry {
        /// Home pool of the clients.
        pool: PoolId,
        /// Which part.
        wave: u8,
    },
    /// The backup service of a pool exports what has changed.
    SyncTick {
        /// Exporting pool.
        pool: PoolId,
    },
    /// The partner imports the package of a pool.
    Import {
        /// Exporting pool.
        pool: PoolId,
    },
    /// The partner's acknowledgement is back at the exporting pool.
    Cookie {
        /// Exporting pool.
        pool: PoolId,
    },
    /// Fabric promotes secondaries of a pool after a Front End went away.
    Promote {
        /// The pool.
        pool: PoolId,
    },
    /// Fabric has rebuilt a missing replica of a routing group.
    Rebuild {
        /// The routing group.
        group: GroupId,
    },
    /// A pool has been without quorum for the time that Fabric allows.
    QuorumExpired {
        /// The pool.
        pool: PoolId,
        /// Loss that this belongs to.
        ticket: u32,
    },
    /// A pool has been without its SQL store for the threshold of its settings.
    StoreExpired {
        /// The pool.
        pool: PoolId,
        /// Outage that this belongs to.
        ticket: u32,
    },
    /// Users of a pool change contacts and settings.
    Activity {
        /// Home pool of the users.
        pool: PoolId,
    },
    /// Something breaks.
    Break(Fault),
    /// Something is repaired.
    Mend(Fault),
}

/// What a handler asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Let `event` happen `after_ms` milliseconds from now.
    Schedule {
        /// Milliseconds from now.
        after_ms: u64,
        /// What happens then.
        event: Event,
    },
    /// Write to the event log of a computer.
    Log {
        /// Whose log.
        computer: ComputerId,
        /// What to write.
        message: Message,
    },
}

/// The effects of one handler, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct Effects(pub(crate) Vec<Effect>);

impl Effects {
    /// Asks for an event `after_ms` milliseconds from now.
    pub(crate) fn after(&mut self, after_ms: u64, event: Event) {
        self.0.push(Effect::Schedule { after_ms, event });
    }

    /// Asks for an entry in the log of `computer`.
    pub(crate) fn log(&mut self, computer: ComputerId, message: Message) {
        self.0.push(Effect::Log { computer, message });
    }

    /// Asks for an entry that names a pool's state.
    pub(crate) fn log_state(
        &mut self,
        computer: ComputerId,
        pool: &str,
        own: bool,
        state: PoolState,
    ) {
        let pool = pool.to_owned();
        self.log(
            computer,
            if own {
                Message::OwnState { pool, state }
            } else {
                Message::PartnerState { pool, state }
            },
        );
    }
}
