//! Running the lowered program.
//!
//! Read `statement` for the flow of control, `expression` for values, `number` for the path that integer loops take, `assign`
//! for what is set, `access` for members and indexes, `invoke` for calls of members, `errors` for `try` and `trap`.

mod access;
mod assign;
mod attempt;
mod expression;
mod index;
mod invoke;
mod literal;
mod number;
mod repeat;
mod statement;
mod switch;
mod view;

use object::Symbol;

/// How a statement ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Flow {
    /// Go on.
    Next,
    /// `break`
    Break(Option<Symbol>),
    /// `continue`
    Continue(Option<Symbol>),
    /// `return`
    Return,
}

pub(crate) use statement::interrupt_of;
