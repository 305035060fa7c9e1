//! Values, their types, and what can be done with them short of running a script.
//!
//! Read `value` first, then `types` and `record`, then `convert`, `compare` and `arith`, which are PowerShell's rules between
//! types; `members` has a table for each .NET type. `number`, `date`, `pattern` and `culture` are the parts of .NET below all
//! that, and know no values.
//! Absent on purpose: evaluation. Where a rule needs a script to run, it asks the [`Host`].

pub mod arith;
pub mod array;
pub mod compare;
pub mod convert;
pub mod culture;
pub mod date;
pub mod dict;
pub mod enums;
pub mod error;
pub mod extended;
pub mod host;
pub mod members;
pub mod native;
pub mod number;
pub mod operators;
pub mod pattern;
pub mod record;
pub mod symbol;
pub mod text;
pub mod types;
pub mod value;

pub use array::{Array, Elements, List};
pub use dict::{Dict, KeyCase, Order};
pub use enums::EnumValue;
pub use error::{Category, ErrorRecord, Exception, Fault, Interrupt, Invocation, Position, Result};
pub use extended::Extended;
pub use host::Host;
pub use native::Native;
pub use record::{Object, Shape, SlotKind};
pub use symbol::Symbol;
pub use text::Str;
pub use types::{Type, TypeInfo};
pub use value::Value;
