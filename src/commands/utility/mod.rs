//! Objects, text and the session: the cmdlets of `Microsoft.PowerShell.Utility`.

pub mod data;
pub mod events;
pub mod objects;
pub mod session;
