//! Members of .NET's types: a table a type or family, and how a member is found and chosen.
//!
//! Read `access` for how a name becomes a value or a call, `choose` for the choice among overloads.

pub mod boolean;
pub mod char;
pub mod date;
pub mod dict;
pub mod error;
pub mod guid;
pub mod list;
pub mod number;
pub mod reference;
pub mod regex;
pub mod string;
pub mod r#type;

use crate::TypeInfo;

/// Types whose statics stand in this folder.
pub(crate) static TYPES: &[&TypeInfo] = &[];
