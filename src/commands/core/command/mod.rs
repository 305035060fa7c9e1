//! `Get-Command`: which commands there are, and what they take.

mod get;
pub mod list;

pub use get::GetCommand;
