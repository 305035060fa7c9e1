//! Text to tree.
//!
//! PowerShell lexes by mode: what a word is depends on whether a command, an expression, a type or a signature is expected.
//! So there is no token stream; the parser asks for one token at a time.
//!
//! Read in this order: `ast` (what comes out), `span`, `error`; `parser` (the state, and the steps that all productions are made of);
//! `lexer` and what it calls (`input`, `trivia`, `name`, `variable`, `string`, `number`, `token`): the lexical grammar, nom functions
//! dispatched on the first byte; then the productions, each function named after its own in `grammar/powershell.ebnf`: `block`, `statement`,
//! `control`, `loops`, `switch`, `handler`, `definition`, `class`, `using`, `pipeline`, `argument`, `expression`, `operators`, `primary`, `types`,
//! `requires`; `recover` (going on behind an error). `check` says what is well-formed but wrong, `walk` shows the nodes (`node`), `help` reads
//! comment-based help.
//!
//! Absent on purpose: knowledge of commands, types or modules that exist; anything that evaluates.

mod argument;
pub mod ast;
mod block;
mod check;
mod class;
#[cfg(test)]
mod conformance;
mod control;
mod definition;
mod error;
mod expression;
#[cfg(test)]
mod fuzz;
#[cfg(test)]
mod grammar;
mod handler;
pub mod help;
mod input;
mod lexer;
mod loops;
mod message;
mod name;
mod node;
mod number;
mod operators;
mod parser;
mod pipeline;
mod primary;
mod recover;
mod requires;
mod scratch;
mod span;
mod statement;
mod string;
mod switch;
mod token;
mod trivia;
mod types;
mod using;
mod variable;
mod walk;

pub use error::ParseError;
pub use node::AstNode;
pub use number::parse_number;
pub use span::{Source, Span};
pub use token::{Token, TokenKind};
pub use variable::{Scope, VariablePath};
pub use walk::{Visitor, find_all, holds_command, visit, walk};

use parser::Parser;
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

/// Parses a script. Never fails: what is wrong is among the errors, and the tree holds what was understood.
pub fn parse(path: Option<Rc<str>>, text: &str) -> Parsed {
    parse_source(Source::new(path, text.into()))
}

/// Parses a text whose lines have been found.
pub fn parse_source(source: Rc<Source>) -> Parsed {
    parse_with_tokens(source).0
}

/// Parses a text, and keeps its tokens: comments, line ends and the end of input among them.
pub fn parse_with_tokens(source: Rc<Source>) -> (Parsed, Vec<Token>) {
    let text = Rc::clone(&source.text);
    let mut parser = Parser::new(&text);
    let script = parser.script();
    check::check(&mut parser, &script);
    let tokens = std::mem::take(&mut parser.tokens);
    let errors = parser.into_errors();
    (
        Parsed {
            source,
            script: Rc::new(script),
            errors,
            token_count: tokens.len(),
        },
        tokens,
    )
}

/// Parses what stands between the quotes of an expandable string, for `ExpandString` and its like.
pub fn parse_expandable(text: &str) -> (Box<[ast::StringPart]>, Vec<ParseError>) {
    let quoted = format!("\"{}\"", text.replace('"', "\"\""));
    let mut parser = Parser::new(&quoted);
    let token = parser.next();
    let pieces = parser.read_double(token);
    let parts = parser.nested_expressions(pieces);
    (parts, parser.into_errors())
}

/// Parses the name of a type as `[name]` has it, for conversions of strings to types.
pub fn parse_type_name(text: &str) -> Option<ast::TypeName> {
    let text = text.trim();
    let mut parser = Parser::new(text);
    let name = parser.type_name(true)?;
    // Behind the name only an assembly may stand.
    let rest = text.get(name.span.end as usize..)?.trim_start();
    let is_whole = rest.is_empty() || rest.starts_with(',');
    (is_whole && parser.into_errors().is_empty()).then_some(name)
}
