//! `Get-Help`: what a command is for, from its declaration or from the comment that stands with it.
//!
//! Read `topic` (what is known of a command), `object` (the object that scripts read), `text` (the pages that a person reads), `get`
//! (the cmdlet). Absent on purpose: help files, updating them, `about_` topics.

mod get;
mod object;
mod text;
mod topic;

pub use get::GetHelp;
