//! What can go wrong with dates, with .NET's words.

use std::borrow::Cow;
use std::fmt;

/// Why a date could not be made, moved, written or read. The variants are .NET's exception types.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateError {
    /// A `FormatException`.
    Format(Cow<'static, str>),
    /// An `OverflowException`.
    Overflow(Cow<'static, str>),
    /// An `ArgumentOutOfRangeException`: message and parameter, which is empty where .NET names none.
    OutOfRange(&'static str, &'static str),
    /// An `ArgumentException`: message and parameter.
    Argument(&'static str, &'static str),
}

impl DateError {
    /// The message for text that is no date.
    pub(super) fn bad_date(text: &str) -> Self {
        DateError::Format(Cow::Owned(format!(
            "String '{text}' was not recognized as a valid DateTime."
        )))
    }

    /// The message for text that holds a word which belongs to no date.
    pub(super) fn unknown_word(text: &str, at: usize) -> Self {
        let at = crate::culture::utf16_offset(text, at);
        let message = format!(
            "The string '{text}' was not recognized as a valid DateTime. There is an unknown word starting at index '{at}'."
        );
        DateError::Format(Cow::Owned(message))
    }

    /// The message for text that is no time span.
    pub(super) fn bad_span(text: &str) -> Self {
        DateError::Format(Cow::Owned(format!(
            "String '{text}' was not recognized as a valid TimeSpan."
        )))
    }

    /// The message for a time span with a component out of range.
    pub(super) fn span_range(text: &str) -> Self {
        let reason = "could not be parsed because at least one of the numeric components is out of range or contains too many digits.";
        DateError::Overflow(Cow::Owned(format!("The TimeSpan string '{text}' {reason}")))
    }

    /// The message for a bad format string.
    pub const BAD_FORMAT: DateError =
        DateError::Format(Cow::Borrowed("Input string was not in a correct format."));
    /// The message for a date beyond the years 1 to 9999.
    pub(super) const ARITHMETIC: DateError = DateError::OutOfRange(
        "The added or subtracted value results in an un-representable DateTime.",
        "value",
    );
    pub(super) const ADD_VALUE: DateError =
        DateError::OutOfRange("Value to add was out of range.", "value");
    pub(super) const DATE_PARTS: DateError = DateError::OutOfRange(
        "Year, Month, and Day parameters describe an un-representable DateTime.",
        "",
    );
    pub(super) const TIME_PARTS: DateError = DateError::OutOfRange(
        "Hour, Minute, and Second parameters describe an un-representable DateTime.",
        "",
    );
    pub(super) const TICKS: DateError = DateError::OutOfRange(
        "Ticks must be between DateTime.MinValue.Ticks and DateTime.MaxValue.Ticks.",
        "ticks",
    );
    pub(super) const SPAN_TOO_LONG: DateError = DateError::Overflow(Cow::Borrowed(
        "TimeSpan overflowed because the duration is too long.",
    ));
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DateError::Format(message) | DateError::Overflow(message) => f.write_str(message),
            DateError::OutOfRange(message, "") | DateError::Argument(message, "") => {
                f.write_str(message)
            }
            DateError::OutOfRange(message, parameter) | DateError::Argument(message, parameter) => {
                write!(f, "{message} (Parameter '{parameter}')")
            }
        }
    }
}

impl std::error::Error for DateError {}
