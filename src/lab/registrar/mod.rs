//! Who serves whom: pool states as each server sees them, routing groups in service, clients signed in.
//!
//! Read [`notice`] (how a server learns of a pool state, and when it acts), [`settle`] (who serves a routing group then), [`clients`] (who is
//! signed in where, and with what limits), [`watch`] (silence between partners, and voice failover), [`plan`] (what a failover checks first),
//! [`sync`] (hydration and resets) and [`query`].
//!
//! Each server acts on the state that *its own* replica told it, so a change reaches the servers at different moments, and an interrupted failover
//! leaves them where they are (FACTS B.1.6). No rule moves a pool state by itself (FACTS B.1.7).
//! Absent on purpose: SIP. A client is signed in at one server or at none.

pub mod clients;
pub mod notice;
pub mod plan;
pub mod query;
pub mod settle;
pub mod sync;
pub mod watch;

pub use clients::{Clients, Mode};
pub use plan::Plan;
pub use query::{PoolView, UserPoolInfo};
pub use sync::{Hydration, ResetKind};
pub use watch::Watch;

pub(crate) use clients::{drop_clients_of, retry, settle_in};
pub(crate) use notice::{confirm, notice, open, partner_heard, started, tell_partner};
pub(crate) use settle::{promote, reconcile_all, settle};
pub(crate) use watch::{silence, store_expired, voice_back, watch};

use std::fmt;

use crate::clock::SECOND_MS;

/// Registrars of a pair exchange heartbeats in this rhythm, in milliseconds \[total B FACTS B.4.1: the partner's event came 30 s later;
/// that it is a heartbeat I B.4.2\].
pub const HEARTBEAT_MS: u64 = 30 * SECOND_MS;

/// State of a pool (FACTS B.1.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum PoolState {
    /// The backup pool serves the users.
    FailedOver,
    /// The pool serves its users.
    #[default]
    Active,
    /// The pool is read-only while its last changes are copied \[I FACTS B.2.14\].
    FailingOver,
    /// The pool takes its users back, with limits.
    FailingBack,
}

impl PoolState {
    /// The name in settings.
    pub const fn name(self) -> &'static str {
        match self {
            Self::FailedOver => "FailedOver",
            Self::Active => "Active",
            Self::FailingOver => "FailingOver",
            Self::FailingBack => "FailingBack",
        }
    }

    /// The state of that exact name.
    pub fn from_name(name: &str) -> Option<Self> {
        [
            Self::FailedOver,
            Self::Active,
            Self::FailingOver,
            Self::FailingBack,
        ]
        .into_iter()
        .find(|state| state.name() == name)
    }
}

impl fmt::Display for PoolState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
