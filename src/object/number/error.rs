//! What can go wrong between numbers and text, with .NET's words.

use std::borrow::Cow;
use std::fmt;

/// A `FormatException`: a bad format string, or text that is no number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormatError(pub Cow<'static, str>);

impl FormatError {
    /// The message for a standard format letter that the type does not know.
    pub const BAD_SPECIFIER: FormatError =
        FormatError(Cow::Borrowed("Format specifier was invalid."));
    /// The message for a format string that breaks the rules of its kind.
    pub const BAD_STRING: FormatError =
        FormatError(Cow::Borrowed("Input string was not in a correct format."));
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for FormatError {}

/// Why text did not become a number, or a number did not fit its target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NumberError {
    /// A `FormatException`; holds the text that was read.
    Format(String),
    /// An `OverflowException`; holds how .NET names the target in the message (`an Int32`, `an unsigned byte`, ...).
    Overflow(&'static str),
    /// An `ArgumentException` about the styles that were asked for.
    Styles(&'static str),
}

impl fmt::Display for NumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NumberError::Format(text) => {
                write!(f, "The input string '{text}' was not in a correct format.")
            }
            NumberError::Overflow(target) => {
                write!(f, "Value was either too large or too small for {target}.")
            }
            NumberError::Styles(message) => f.write_str(message),
        }
    }
}

impl std::error::Error for NumberError {}
