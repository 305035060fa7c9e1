//! What the parser has to say against a text.

use crate::message::message;
use crate::span::Span;
use std::collections::HashSet;

/// One parse error, as `System.Management.Automation.Language.ParseError` has it.
#[derive(Debug, Clone, PartialEq)]
pub struct ParseError {
    /// PowerShell's id, such as `MissingEndCurlyBrace`.
    pub id: &'static str,
    /// PowerShell's sentence.
    pub message: String,
    /// Where.
    pub span: Span,
    /// More input could mend it.
    pub incomplete: bool,
}

/// The errors found so far. The same error at the same place is noted once: a text scanned again says the same again.
#[derive(Default)]
pub(crate) struct Errors {
    pub list: Vec<ParseError>,
    seen: HashSet<(&'static str, Span)>,
    /// Parsing has ended before the text did; whatever is missing now is no fault of the script.
    pub gave_up: bool,
}

impl Errors {
    /// Notes an error, unless it is known.
    pub fn note(&mut self, id: &'static str, args: &[&str], span: Span, incomplete: bool) {
        if !self.gave_up && self.seen.insert((id, span)) {
            self.list.push(ParseError {
                id,
                message: message(id, args),
                span,
                incomplete,
            });
        }
    }
}
