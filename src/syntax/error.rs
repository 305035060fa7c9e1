//! What the parser has to say against a text.

use crate::span::Span;

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
