//! Patterns: PowerShell's wildcards and .NET's regular expressions.
//!
//! `wildcard` stands alone. For regular expressions read `tree` (what a pattern says), then `scan` with its helpers `class`, `escape`,
//! `group` and `slots` (from .NET's syntax to the tree, with .NET's errors), `emit` (from the tree to the syntax of fancy-regex), and
//! `regex` (compiled variants, matching), `replace`, `split`, `cache`.
//! Absent on purpose: an engine of our own. What fancy-regex cannot do (right to left, balancing groups) is an error that says so.

mod blocks;
mod cache;
mod class;
mod emit;
mod error;
mod escape;
mod group;
mod matched;
mod options;
mod quote;
mod regex;
mod replace;
mod scan;
mod slots;
mod split;
mod trace;
mod tree;
mod wildcard;

pub use cache::cached;
pub use error::RegexError;
pub use matched::{Group, Match};
pub use options::RegexOptions;
pub use quote::{escape, unescape};
pub use regex::Regex;
pub use replace::Replacement;
pub use wildcard::{
    Wildcard, WildcardError, contains_wildcard_characters, escape_wildcard, unescape_wildcard,
};
