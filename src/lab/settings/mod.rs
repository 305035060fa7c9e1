//! What can be configured: the schema of each settings noun as data, and bags of values that obey it.
//!
//! Read [`schema`] first (what a property is), then [`nouns`] (the tables: add a noun there and every generic verb serves it), [`bag`]
//! (values that are checked on the way in), and [`api`] (read, create, change, remove). Where the objects lie and how they reach the servers
//! is the business of `store`.
//! Absent on purpose: cmdlets. A front end derives its parameters from the tables.

pub mod api;
pub mod bag;
pub mod nouns;
pub mod schema;

pub use bag::{Bag, Setting};
pub use nouns::{BACKUP_SERVICE, NOUNS, REGISTRAR, noun};
pub use schema::{Choices, Kind, Noun, Preset, Property, ScopeKind};
