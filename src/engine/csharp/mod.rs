//! C# as `Add-Type` takes it: small classes with code, so that scripts which bring a helper of their own run.
//!
//! Read `tree` (what a text is made of), `lex`, then the parser: `parse` (types and members), `statement`, `expression`. `define` makes classes
//! of the session of it, with the members as PowerShell sees them; `run` (statements), `eval` (expressions), `operate` (arithmetic as C# has it),
//! `call` (methods, constructors, members of .NET's types) run the code.
//!
//! Values know their types at run time, so nothing is typed before: conversions happen where a type is declared. Absent on purpose: generic
//! classes, `async`, `unsafe`, queries, indexers, events; such a text is refused when it is added, by an id that says so.

mod call;
mod define;
mod eval;
mod expression;
mod lex;
mod operate;
mod parse;
mod run;
mod statement;
mod tree;

pub(crate) use call::{construct_object, run_native};
pub(crate) use define::{Accessor, static_get, static_set};
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
