//! What can go wrong with a regular expression.

use std::fmt;

/// Why a pattern was refused or a match given up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RegexError {
    /// A `RegexParseException`.
    Parse {
        /// The pattern.
        pattern: String,
        /// Where the parser stood, in UTF-16 units.
        offset: usize,
        /// What .NET says about it.
        message: String,
    },
    /// Sound .NET syntax that this implementation lacks; names it.
    NotSupported(String),
    /// The match took more steps than allowed.
    LimitExceeded,
}

impl fmt::Display for RegexError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RegexError::Parse { pattern, offset, message } => write!(f, "Invalid pattern '{pattern}' at offset {offset}. {message}"),
            RegexError::NotSupported(what) => write!(f, "The regular expression uses {what}, which poolsh does not support."),
            RegexError::LimitExceeded => f.write_str(
                "The Regex engine has timed out while trying to match a pattern to an input string. This can occur for many reasons, \
                 including very large inputs or excessive backtracking caused by nested quantifiers, back-references and other factors.",
            ),
        }
    }
}

impl std::error::Error for RegexError {}
