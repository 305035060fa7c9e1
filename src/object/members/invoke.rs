//! What PowerShell makes of an exception that a .NET member threw: `MethodInvocationException` and its like.

#![allow(
    clippy::boxed_local,
    reason = "errors travel boxed; these are what `map_err` takes"
)]

use crate::types::{self, TypeInfo};
use crate::{Fault, Interrupt, Str};

/// An error inside a method or a constructor.
pub fn invoking(name: &str, count: usize, error: Box<Interrupt>) -> Box<Interrupt> {
    wrap(*error, &types::METHOD_INVOCATION_EXCEPTION, None, |text| {
        format!("Exception calling \"{name}\" with \"{count}\" argument(s): \"{text}\"")
    })
}

/// An error inside the getter of a property.
pub fn getting(name: &str, error: Box<Interrupt>) -> Box<Interrupt> {
    wrap(
        *error,
        &types::GET_VALUE_INVOCATION_EXCEPTION,
        Some("ExceptionWhenGetting"),
        |text| format!("Exception getting \"{name}\": \"{text}\""),
    )
}

/// An error inside the setter of a property, or of the conversion to its type.
pub fn setting(name: &str, error: Box<Interrupt>) -> Box<Interrupt> {
    wrap(
        *error,
        &types::SET_VALUE_INVOCATION_EXCEPTION,
        Some("ExceptionWhenSetting"),
        |text| format!("Exception setting \"{name}\": \"{text}\""),
    )
}

fn wrap(
    error: Interrupt,
    kind: &'static TypeInfo,
    id: Option<&str>,
    message: impl Fn(&str) -> String,
) -> Box<Interrupt> {
    let record = match error {
        // What a preference made an end of everything ends the member's caller too.
        Interrupt::Error(record) if !record.rest.borrow().by_preference => record,
        other => return Box::new(other),
    };
    record.remember_in_exception();
    let id = id.map_or_else(|| Str::from(record.exception.get_type().name()), Str::from);
    Fault::new(kind, message(&record.exception_message()))
        .id(id)
        .because(record.exception.clone())
        .into()
}
