//! `Get-Command`: which commands there are, and what they take.

mod get;
mod list;

pub use get::GetCommand;
