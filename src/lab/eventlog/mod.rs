//! What each server writes to its `Lync Server` event log.
//!
//! [`message`] is the catalogue: every message that the lab can write, with source, id, level and text, and whether the id is known. [`log`] keeps
//! the entries. Ids that no source gives come from the block at [`message::OWN_ID`], so that nobody takes them for the product's.
//! Absent on purpose: the logs of Windows itself.

pub mod log;
pub mod message;

pub use log::{Entry, LOG_MAX, Log};
pub use message::{Basis, Level, Message};
