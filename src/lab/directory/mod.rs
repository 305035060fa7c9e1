//! Users, in columns: a million of them take some dozens of megabytes and no allocation each.
//!
//! Read [`columns`] (how they are kept), then [`accounts`] (how a front end sees them).
//! Absent on purpose: Active Directory. A user is here what the product knows of him.

pub mod accounts;
pub mod columns;

pub use accounts::Account;
pub use columns::Directory;
