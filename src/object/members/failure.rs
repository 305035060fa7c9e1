//! Errors of the rooms that know no values, as the exceptions that .NET throws for them.

use crate::date::DateError;
use crate::number::{FormatError, NumberError};
use crate::types;
use crate::{Fault, Result};

/// The fault of an error of a lower room.
pub trait Failure {
    /// The exception that .NET throws for it.
    fn fault(self) -> Fault;
}

impl Failure for FormatError {
    fn fault(self) -> Fault {
        Fault::new(&types::FORMAT_EXCEPTION, self.to_string())
    }
}

impl Failure for NumberError {
    fn fault(self) -> Fault {
        let kind = match self {
            NumberError::Format(_) => &types::FORMAT_EXCEPTION,
            NumberError::Overflow(_) => &types::OVERFLOW_EXCEPTION,
            NumberError::Styles(_) => &types::ARGUMENT_EXCEPTION,
        };
        Fault::new(kind, self.to_string())
    }
}

impl Failure for DateError {
    fn fault(self) -> Fault {
        let kind = match self {
            DateError::Format(_) => &types::FORMAT_EXCEPTION,
            DateError::Overflow(_) => &types::OVERFLOW_EXCEPTION,
            DateError::OutOfRange(..) => &types::ARGUMENT_OUT_OF_RANGE_EXCEPTION,
            DateError::Argument(..) => &types::ARGUMENT_EXCEPTION,
        };
        let name = match self {
            DateError::OutOfRange(_, name) | DateError::Argument(_, name) => name,
            _ => "",
        };
        let fault = Fault::new(kind, self.to_string());
        if name.is_empty() {
            fault
        } else {
            fault.with("ParamName", name)
        }
    }
}

/// Turns a result of a lower room into a member's.
pub trait OrRaise<T> {
    /// The value, or the exception.
    fn or_raise(self) -> Result<T>;
}

impl<T, E: Failure> OrRaise<T> for std::result::Result<T, E> {
    fn or_raise(self) -> Result<T> {
        self.map_err(|error| error.fault().into())
    }
}

/// `OverflowException` with .NET's words for a type.
pub fn overflow(message: &str) -> Fault {
    Fault::new(&types::OVERFLOW_EXCEPTION, message)
}

/// `DivideByZeroException`
pub fn divide_by_zero() -> Fault {
    Fault::new(
        &types::DIVIDE_BY_ZERO_EXCEPTION,
        "Attempted to divide by zero.",
    )
}
