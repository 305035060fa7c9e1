//! A deployment of Lync Server, as a deterministic discrete-event simulation.
//!
//! Read [`lab`] first: it owns the [`World`](world::World), the queue and the trace, and is all that a front end talks to. Then [`event`]
//! (what can happen), [`world`] (what there is), and the rooms in the order of a failover: `topology` (who is who), `settings` and `store`
//! (what is configured, and how it reaches the servers), `services` (what runs), `registrar` (who serves whom), `backup` (what is copied),
//! `fabric` (who takes over inside a pool), `directory`, `eventlog`, `seed` (ready-made labs), and [`check`] (what must always hold).
//!
//! Every limit and interval is a named constant with its unit, marked as the facts mark it: \[D\] documented by Microsoft, \[B\] reported by
//! somebody who ran it, \[I\] inferred, so configurable in spirit and open to better knowledge.
//!
//! Absent on purpose: any knowledge of a shell, its values or its output; wall time (the caller advances [`Time`]); chance outside
//! the seeded generator; work that goes on in an idle lab, whose queue is empty so that a year of waiting costs nothing.

pub mod backup;
pub mod check;
pub mod clock;
pub mod directory;
pub mod error;
pub mod event;
pub mod eventlog;
pub mod fabric;
pub mod fault;
pub mod identity;
pub mod lab;
pub mod queue;
pub mod registrar;
pub mod rng;
pub mod seed;
pub mod services;
pub mod settings;
pub mod store;
pub mod topology;
pub mod trace;
pub mod world;

#[cfg(test)]
mod drill;

pub use clock::Time;
pub use error::LabError;
pub use event::Event;
pub use fault::Fault;
pub use identity::{ComputerId, GroupId, PoolId, Scope, SiteId, UserId};
pub use lab::Lab;
pub use registrar::PoolState;
pub use services::{Service, ServiceState};
pub use settings::{Bag, Setting};
pub use store::StoreView;
