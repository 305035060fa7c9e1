//! What conversions raise: `PSInvalidCastException` with PowerShell's ids and texts, and what a statement makes of it.

use super::text;
use crate::types::{self, Type, TypeInfo};
use crate::{Category, ErrorRecord, Exception, Fault, Host, Interrupt, Str, Value};
use std::rc::Rc;

/// A conversion that failed, whatever its reason.
pub(crate) fn invalid_cast(id: &str, message: impl Into<Str>) -> Fault {
    Fault::new(&types::PS_INVALID_CAST_EXCEPTION, message)
        .id(id)
        .category(Category::InvalidArgument)
}

/// A conversion that was tried and threw `inner`.
pub(crate) fn failed(
    host: &mut dyn Host,
    id: &str,
    value: &Value,
    kind: &Type,
    inner: Exception,
) -> Box<Interrupt> {
    let message = inner.message.clone();
    failed_with(host, id, value, kind, &message, Value::native(inner))
}

/// A conversion that was tried and ended with an error; what is no error stays as it is.
pub(crate) fn failed_by(
    host: &mut dyn Host,
    id: &str,
    value: &Value,
    kind: &Type,
    error: Box<Interrupt>,
) -> Box<Interrupt> {
    match record_of(error) {
        Ok(record) => failed_with(
            host,
            id,
            value,
            kind,
            &record.exception_message(),
            record.exception.clone(),
        ),
        Err(other) => other,
    }
}

fn failed_with(
    host: &mut dyn Host,
    id: &str,
    value: &Value,
    kind: &Type,
    message: &str,
    inner: Value,
) -> Box<Interrupt> {
    let shown = text::to_string_method(host, value).unwrap_or_default();
    let message = format!(
        "Cannot convert value \"{shown}\" to type \"{}\". Error: \"{message}\"",
        kind.full_name()
    );
    invalid_cast(id, message).because(inner).into()
}

/// No conversion exists between the types.
pub(crate) fn impossible(host: &mut dyn Host, value: &Value, kind: &Type) -> Box<Interrupt> {
    let target = kind.full_name();
    if value.is_null() {
        if kind.is_enum() {
            let message = format!(
                "Cannot convert null to type \"{target}\" due to enumeration values that are not valid. Specify one of the following enumeration values and try again. The possible enumeration values are \"{}\".",
                enum_names(kind)
            );
            return invalid_cast("nullToEnumInvalidCast", message).into();
        }
        return invalid_cast(
            "nullToObjectInvalidCast",
            format!("Cannot convert null to type \"{target}\"."),
        )
        .into();
    }
    if kind.is(&crate::members::credential::SECURE_STRING) {
        // What may be a secret is not repeated.
        let message = format!(
            "Cannot convert the value of type \"{}\" to type \"{target}\".",
            value.get_type().full_name()
        );
        return invalid_cast("ConvertToFinalInvalidCastException", message).into();
    }
    let shown = text::to_string_method(host, value).unwrap_or_default();
    let message = format!(
        "Cannot convert the \"{shown}\" value of type \"{}\" to type \"{target}\".",
        type_of(value)
    );
    invalid_cast("ConvertToFinalInvalidCastException", message).into()
}

/// The name of a value's type as errors of conversion show it.
pub(crate) fn type_of(value: &Value) -> Str {
    if value.is_null() {
        return Str::from("null");
    }
    value
        .type_names()
        .into_iter()
        .next()
        .unwrap_or_else(|| value.get_type().full_name().into())
}

/// The names of an enumeration as errors list them.
pub(crate) fn enum_names(kind: &Type) -> String {
    let names: Vec<Str> = kind
        .enum_values()
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    names.iter().map(Str::as_str).collect::<Vec<_>>().join(",")
}

/// An exception of .NET that PowerShell did not expect: its id is the full name of its type.
pub(crate) fn raw(kind: &'static TypeInfo, message: impl Into<Str>) -> Fault {
    Fault::new(kind, message)
        .id(kind.name)
        .category(Category::OperationStopped)
}

/// The record of an error; control flow comes back as it is.
pub(crate) fn record_of(error: Box<Interrupt>) -> Result<Rc<ErrorRecord>, Box<Interrupt>> {
    match &*error {
        Interrupt::Error(record) => Ok(Rc::clone(record)),
        _ => Err(error),
    }
}

/// What a statement makes of a failed conversion: a `RuntimeException` around the `PSInvalidCastException`, with its id.
/// Errors of other kinds stay as they are.
pub fn in_statement(error: Box<Interrupt>) -> Box<Interrupt> {
    let record = match record_of(error) {
        Ok(record) => record,
        Err(other) => return other,
    };
    if !record
        .exception
        .get_type()
        .is(&types::PS_INVALID_CAST_EXCEPTION)
    {
        return record.into();
    }
    let exception = Exception::new(&types::RUNTIME_EXCEPTION, record.exception_message())
        .because(record.exception.clone());
    let outer = ErrorRecord::new(
        exception,
        record.id.clone(),
        record.category,
        record.target.clone(),
    );
    *outer.rest.borrow_mut() = record.rest.borrow().clone();
    Rc::new(outer).into()
}

/// What PowerShell's own operators make of a failed conversion: a `RuntimeException` without an id of its own.
pub(crate) fn in_operator(error: Box<Interrupt>) -> Box<Interrupt> {
    let record = match record_of(error) {
        Ok(record) => record,
        Err(other) => return other,
    };
    let fault = Fault::new(&types::RUNTIME_EXCEPTION, record.exception_message())
        .because(record.exception.clone());
    fault.id("RuntimeException").into()
}
