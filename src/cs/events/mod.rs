//! The event logs of the lab's servers, through `Get-WinEvent` and `Get-EventLog`.
//!
//! The lab writes one log, that of the product. The logs of Windows itself are not simulated, and a cmdlet that asks for one says so.
//! Ids from 61000 up are the lab's own, because no source tells the product's.

mod classic;
mod hash;
mod log;
mod modern;
mod record;

pub use classic::GetEventLog;
pub use modern::GetWinEvent;
pub use record::{EVENT_LOG_ENTRY, EVENT_LOG_RECORD};

use object::TypeInfo;

/// The types of this room.
pub static TYPES: &[&TypeInfo] = &[
    &EVENT_LOG_ENTRY,
    &EVENT_LOG_RECORD,
    &record::ENTRY_TYPE,
    &record::LOG_CONFIGURATION,
    &classic::EVENT_LOG,
];
