//! C# as `Add-Type` takes it: small classes with code, so that scripts which bring a helper of their own run.
//!
//! Read `tree` (what a text is made of), `lex`, then the parser: `parse` (types), `member`, `kind`, `statement`, `expression`, `literal`. `define`
//! makes classes of the session of it, with the members as PowerShell sees them; `names` finds types. `run` (statements), `eval`
//! (expressions), `pattern`, `assign`, `operate` (arithmetic as C# has it), `access` (fields and properties), `call` (methods, members of .NET's
//! types) and `construct` run the code; `bridge` is what the engine asks of it.
//!
//! Values know their types at run time, so nothing is typed before: conversions happen where a type is declared. Absent on purpose: generic
//! classes, `async`, `unsafe`, queries, indexers, events; such a text is refused when it is added, by an id that says so.

mod access;
mod assign;
mod bridge;
mod call;
mod construct;
mod define;
mod eval;
mod expression;
mod fit;
mod kind;
mod lex;
mod literal;
mod member;
mod names;
mod operate;
mod parse;
mod pattern;
mod run;
mod statement;
mod tree;

pub(crate) use access::{static_get, static_set};
pub(crate) use bridge::{class_view_is_empty, no_constructor, pack_rest, read_only, takes_rest};
pub(crate) use call::run_native;
pub(crate) use construct::construct_object;
pub(crate) use define::Accessor;
pub use define::{Class, NativeMethod, Request};
pub(crate) use eval::Lambda;

/// Why a text gives no types.
#[derive(Debug)]
pub enum Trouble {
    /// It is no C#: line, column, the compiler's id and words.
    Wrong(u32, u32, &'static str, String),
    /// It is C# that nothing here can run: what it is.
    Foreign(String),
}

type Parsed<T> = Result<T, Trouble>;
