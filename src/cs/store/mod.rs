//! Replication of the Central Management store: asking for it, and how far it is.

mod replicate;
mod status;

pub use replicate::InvokeCsManagementStoreReplication;
pub use status::{GetCsManagementStoreReplicationStatus, TYPES};
