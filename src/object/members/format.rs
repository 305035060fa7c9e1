//! `IFormattable`: values by format strings, and composite formats.

use super::args::*;
use super::cultures::{self, Culture};
use super::failure::{Failure, OrRaise};
use crate::number::{FormatNumber, composite};
use crate::types::Call;
use crate::{Host, Result, Str, Value, convert};

/// `value.ToString(spec, culture)`.
pub fn format(host: &mut dyn Host, value: &Value, spec: &str, culture: &Culture) -> Result<String> {
    let numbers = culture.numbers();
    Ok(match value.base() {
        Value::Null | Value::Nothing => String::new(),
        Value::Str(text) => text.to_string(),
        Value::SByte(n) => n.format(spec, numbers).or_raise()?,
        Value::Byte(n) => n.format(spec, numbers).or_raise()?,
        Value::Short(n) => n.format(spec, numbers).or_raise()?,
        Value::UShort(n) => n.format(spec, numbers).or_raise()?,
        Value::Int(n) => n.format(spec, numbers).or_raise()?,
        Value::UInt(n) => n.format(spec, numbers).or_raise()?,
        Value::Long(n) => n.format(spec, numbers).or_raise()?,
        Value::ULong(n) => n.format(spec, numbers).or_raise()?,
        Value::Single(n) => n.format(spec, numbers).or_raise()?,
        Value::Double(n) => n.format(spec, numbers).or_raise()?,
        Value::Decimal(n) => n.format(spec, numbers).or_raise()?,
        Value::BigInt(n) => n.format(spec, numbers).or_raise()?,
        Value::DateTime(date) => super::date::text(*date, spec, culture)?,
        Value::TimeSpan(span) => crate::date::format_time_span(*span, spec).or_raise()?,
        Value::Guid(bytes) => super::guid::text(bytes, spec)?,
        Value::Enum(value) => super::enums::text(value, spec)?,
        Value::Native(_) => match native(value, spec, culture)? {
            Some(text) => text,
            None => convert::to_string_method(host, value)?.to_string(),
        },
        other => convert::to_string_method(host, other)?.to_string(),
    })
}

/// The objects of this folder that know formats.
fn native(value: &Value, spec: &str, culture: &Culture) -> Result<Option<String>> {
    if let Some(offset) = value.as_native::<super::date_offset::Offset>() {
        return offset.text(spec, culture).map(Some);
    }
    if let Some(day) = value.as_native::<super::date_only::Day>() {
        return day.text(spec, culture).map(Some);
    }
    if let Some(time) = value.as_native::<super::date_only::Time>() {
        return time.text(spec, culture).map(Some);
    }
    if let Some(number) = value.as_native::<super::complex::Complex>() {
        return number.text(spec, culture).map(Some);
    }
    if let Some(number) = value.as_native::<super::wide::Wide>() {
        return number.text(spec, culture).map(Some);
    }
    if let Some(number) = value.as_native::<super::wide::Half>() {
        return number.text(spec, culture).map(Some);
    }
    Ok(None)
}

/// A `ToString(format, provider)` whose format is argument `spec` and whose culture is argument `provider`, where they are given.
pub fn to_string(c: &mut Call<'_>, spec: Option<usize>, provider: Option<usize>) -> Result<Value> {
    let culture = cultures::of(provider.map_or(&Value::Null, |n| c.arg(n)));
    let spec = spec.map(|n| c.text(n)).unwrap_or_default();
    let this = c.this;
    ok(format(c.host, this, &spec, &culture)?)
}

/// `String.Format`: the provider is argument `provider`, the format argument `at`, what it formats behind it.
pub fn composite_call(c: &mut Call<'_>, provider: Option<usize>, at: usize) -> Result<Value> {
    let culture = cultures::of(provider.map_or(&Value::Null, |n| c.arg(n)));
    let spec = c.text_of(at, "format")?;
    let rest = c.args.get(at + 1..).unwrap_or_default();
    let items = match rest {
        [Value::Array(array)] => array.to_vec(),
        many => many.to_vec(),
    };
    ok(composite_text(c.host, &spec, &items, &culture)?)
}

/// The list of arguments of a composite format must not be null.
pub fn check_list(c: &Call<'_>) -> Result {
    match c.args.last() {
        Some(Value::Null) => argument_null("args").raise(),
        _ => Ok(()),
    }
}

/// Why a composite format stopped: a bad format, or an error of a value's own.
enum Stop {
    Format(crate::number::FormatError),
    Value(Box<crate::Interrupt>),
}

impl From<crate::number::FormatError> for Stop {
    fn from(error: crate::number::FormatError) -> Stop {
        Stop::Format(error)
    }
}

/// A composite format applied to values.
pub fn composite_text(
    host: &mut dyn Host,
    spec: &Str,
    items: &[Value],
    culture: &Culture,
) -> Result<String> {
    let written = composite(spec, items.len(), |at, spec| {
        format(host, &items[at], spec, culture).map_err(Stop::Value)
    });
    written.map_err(|stop| match stop {
        Stop::Format(error) => error.fault().into(),
        Stop::Value(error) => error,
    })
}
