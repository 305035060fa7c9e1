//! Windows services: which a computer has, what they need, and how they start and stop.
//!
//! Read [`table`] (names, needs, times), then [`control`] (start, stop, and the moments when they are done), then [`query`].
//! Absent on purpose: what a service does once it runs; `control` tells the rooms that it is up or down and they act.

pub mod control;
pub mod query;
pub mod table;

pub use query::{ServiceStatus, StopOptions};
pub use table::Service;

pub(crate) use control::{down, kill, start, start_all, stop, stop_all, up};

use crate::clock::Time;

/// State of a Windows service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServiceState {
    /// Not running.
    Stopped,
    /// On its way up.
    StartPending,
    /// Up.
    Running,
    /// Up for those who are there, closed to newcomers: a graceful stop \[B FACTS A.8.4\].
    Draining,
    /// On its way down.
    StopPending,
}

/// A service that is not plainly stopped.
#[derive(Clone, Copy, Debug)]
pub struct Slot {
    /// Its state.
    pub state: ServiceState,
    /// The transition that is under way, or was last.
    pub(crate) ticket: u32,
    /// When the transition is done.
    pub(crate) done_at: Time,
    /// Whether a start waits for other Front Ends (FACTS E.2.1).
    pub(crate) waiting: bool,
}

/// The services of a computer, in the order in which they are listed.
pub(crate) fn installed(
    topology: &crate::topology::Topology,
    computer: crate::identity::ComputerId,
) -> Vec<Service> {
    Service::ALL
        .into_iter()
        .filter(|&service| table::is_installed(topology, computer, service))
        .collect()
}
