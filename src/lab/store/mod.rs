//! The Central Management store: one master, a local copy on every computer, and the way between them.
//!
//! Read [`documents`] (settings objects by noun and scope; copies share memory), then [`replication`] (snapshot, copy, apply, report: each a
//! step that waits for the services that do it) and [`status`] (what an administrator is told).
//! Absent on purpose: the topology as a document. Every server knows the published topology at once.

pub mod documents;
pub mod replication;
pub mod status;

pub use documents::Documents;
pub use replication::{Record, Replica};
pub use status::{CmsStatus, ReplicaStatus};

pub(crate) use documents::documents;
pub(crate) use replication::{applied, copied, kick_all, reported, snapshot};

use crate::event::Effects;
use crate::identity::ComputerId;
use crate::settings::Bag;
use crate::world::World;

/// Which copy of the store to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreView {
    /// The Central Management store itself.
    Master,
    /// The local copy of a computer, which can be read although the master cannot (FACTS A.0.5).
    Local(ComputerId),
}

/// The master copy and what the master knows of the replicas.
#[derive(Clone, Debug, Default)]
pub struct Store {
    /// Settings objects.
    pub documents: Documents,
    /// Counts the writes.
    pub version: u64,
    /// Replication state by [`ComputerId`].
    pub records: Vec<Record>,
}

/// Writes an object and lets replication begin.
pub(crate) fn write(world: &mut World, bag: Bag) -> Effects {
    world.store.documents.put(bag);
    advance(world)
}

/// Removes an object and lets replication begin.
pub(crate) fn erase(world: &mut World, bag: &Bag) -> Effects {
    world.store.documents.remove(bag.noun(), bag.scope());
    advance(world)
}

fn advance(world: &mut World) -> Effects {
    let mut fx = Effects::default();
    world.store.version += 1;
    kick_all(world, &mut fx);
    crate::backup::kick(world, &mut fx, world.topology.cms);
    fx
}
