//! The backup service: what a paired pool copies to its partner, how far it is, and what would be lost.
//!
//! Read [`data`] (whose data has which revision in which store), [`link`] (the one-way pipe from a pool to its partner: export, import, cookie),
//! then [`status`] (states of the modules as an administrator sees them) and `write` (users who change something).
//!
//! Each pool exports what *it* wrote: its own users' changes, and its partner's while it serves them. So failback needs no second mechanism.
//! Absent on purpose: Response Groups, address books, call park: the product does not copy them (FACTS C.2.2).

pub mod data;
pub mod link;
pub mod status;
pub mod write;

pub use data::{Takeover, Unsynced, UserData};
pub use link::Link;
pub use status::{
    Aim, BackupStatus, Category, ExportState, ImportState, Module, ModuleStatus, Progress,
};

pub(crate) use data::note_takeover;
pub(crate) use link::{cookie, import, kick, kick_all, tick};
pub(crate) use write::{activity, begin_activity};
