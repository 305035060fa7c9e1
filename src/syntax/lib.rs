//! Text to tree.

pub mod ast;
mod error;
mod span;

pub use error::ParseError;
pub use span::{Source, Span};
use std::rc::Rc;

/// A parsed text: the tree, and what was wrong with it.
#[derive(Debug)]
pub struct Parsed {
    /// The text and its lines.
    pub source: Rc<Source>,
    /// The tree; whole even where there are errors.
    pub script: Rc<ast::ScriptBlock>,
    /// In the order in which PowerShell reports them.
    pub errors: Vec<ParseError>,
    /// How many tokens there are, the end of input counted.
    pub token_count: usize,
}

impl Parsed {
    /// More input could mend all that is wrong.
    pub fn incomplete(&self) -> bool {
        self.errors.iter().any(|error| error.incomplete)
    }
}
