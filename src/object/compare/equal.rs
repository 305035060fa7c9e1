//! `Object.Equals` and `-eq`.

use super::numeric::{self, Compared};
use crate::convert::{self, figure, rank};
use crate::culture;
use crate::{Host, Result, Type, Value};
use std::rc::Rc;

/// `Object.Equals`: values of one type that are equal, or one object.
pub fn equals(a: &Value, b: &Value) -> bool {
    match (a.base(), b.base()) {
        (Value::Int(a), Value::Int(b)) => a == b,
        (Value::Str(a), Value::Str(b)) => a == b,
        (Value::Bool(a), Value::Bool(b)) => a == b,
        (Value::Switch(a), Value::Switch(b) | Value::Bool(b)) => a == b,
        (Value::Char(a), Value::Char(b)) => a == b,
        (Value::SByte(a), Value::SByte(b)) => a == b,
        (Value::Byte(a), Value::Byte(b)) => a == b,
        (Value::Short(a), Value::Short(b)) => a == b,
        (Value::UShort(a), Value::UShort(b)) => a == b,
        (Value::UInt(a), Value::UInt(b)) => a == b,
        (Value::Long(a), Value::Long(b)) => a == b,
        (Value::ULong(a), Value::ULong(b)) => a == b,
        // To `Equals`, unlike to `==`, NaN is NaN.
        (Value::Single(a), Value::Single(b)) => a == b || (a.is_nan() && b.is_nan()),
        (Value::Double(a), Value::Double(b)) => a == b || (a.is_nan() && b.is_nan()),
        (Value::Decimal(a), Value::Decimal(b)) => a == b,
        (Value::BigInt(a), Value::BigInt(b)) => a == b,
        (Value::DateTime(a), Value::DateTime(b)) => a.ticks() == b.ticks(),
        (Value::TimeSpan(a), Value::TimeSpan(b)) => a == b,
        (Value::Guid(a), Value::Guid(b)) => a == b,
        (Value::Enum(a), Value::Enum(b)) => a.bits == b.bits && a.kind == b.kind,
        (Value::Type(a), Value::Type(b)) => a == b,
        (Value::Native(a), other) => a.equals(other),
        (Value::Object(a), Value::Object(b)) => Rc::ptr_eq(a, b),
        (a, b) => a.same(b),
    }
}

/// `-eq` between two values; a collection is one value here.
#[inline]
pub fn ps_equals(
    host: &mut dyn Host,
    left: &Value,
    right: &Value,
    ignore_case: bool,
) -> Result<bool> {
    match (left, right) {
        (Value::Int(a), Value::Int(b)) => Ok(a == b),
        (Value::Str(a), Value::Str(b)) => Ok(text_equals(a, b, ignore_case)),
        (Value::Null | Value::Nothing, other) => Ok(other.is_null()),
        (Value::Bool(a), Value::Bool(b)) => Ok(a == b),
        (Value::Long(a), Value::Long(b)) => Ok(a == b),
        (Value::Double(a), Value::Double(b)) => Ok(a == b),
        (Value::Int(a), Value::Double(b)) => Ok(f64::from(*a) == *b),
        (Value::Double(a), Value::Int(b)) => Ok(*a == f64::from(*b)),
        (Value::Int(a), Value::Long(b)) => Ok(i64::from(*a) == *b),
        (Value::Long(a), Value::Int(b)) => Ok(*a == i64::from(*b)),
        (Value::Char(a), Value::Char(b)) => Ok(a == b || (ignore_case && upper(*a) == upper(*b))),
        (Value::Char(a), Value::Str(b)) if ignore_case && b.is_ascii() => {
            Ok(matches!(b.as_bytes(), [unit] if upper(u16::from(*unit)) == upper(*a)))
        }
        (left, right) => {
            slow(host, left.base(), right.base(), ignore_case).map_err(convert::in_statement)
        }
    }
}

#[inline]
fn text_equals(a: &str, b: &str, ignore_case: bool) -> bool {
    if a == b {
        return true;
    }
    if ignore_case {
        culture::eq_ignore_case(a, b)
    } else {
        culture::eq_case_sensitive(a, b)
    }
}

fn slow(host: &mut dyn Host, left: &Value, right: &Value, ignore_case: bool) -> Result<bool> {
    if left.is_null() || right.is_null() {
        return Ok(left.is_null() && right.is_null());
    }
    match numeric::compare(host, left, right) {
        Ok(Compared::Numbers(order)) => return Ok(order == Some(std::cmp::Ordering::Equal)),
        Ok(Compared::Other) => {}
        Err(error) => return not_a_number(error),
    }
    match (left, right) {
        (Value::Str(a), right) => {
            return Ok(text_equals(a, &convert::to_text(host, right)?, ignore_case));
        }
        (Value::Char(a), Value::Str(b)) if ignore_case => {
            let mut units = b.encode_utf16();
            return Ok(
                matches!((units.next(), units.next()), (Some(unit), None) if upper(unit) == upper(*a)),
            );
        }
        _ => {}
    }
    if equals(left, right) {
        return Ok(true);
    }
    if let Some(answer) = overridden(host, left, right)? {
        return Ok(answer);
    }
    converted(host, left, right)
}

/// What `Equals` of a script class says; `None` where the class has none of its own.
fn overridden(host: &mut dyn Host, left: &Value, right: &Value) -> Result<Option<bool>> {
    if !matches!(left.get_type(), Type::Class(class) if !class.is_enum) {
        return Ok(None);
    }
    let answer = host.call_method(left, "Equals", std::slice::from_ref(right))?;
    Ok(answer.map(|answer| convert::to_bool(&answer)))
}

/// Whether the right operand equals the left one once it is of its type. Where it cannot become that, it does not.
fn converted(host: &mut dyn Host, left: &Value, right: &Value) -> Result<bool> {
    // A `PSCustomObject` equals only itself.
    if convert::is_custom(left) {
        return Ok(false);
    }
    let kind = left.get_type();
    let (_, rank) = figure(host, right, &kind);
    if matches!(
        rank,
        rank::NONE | rank::IDENTITY | rank::ASSIGNABLE | rank::NULL_TO_REF
    ) {
        return Ok(false);
    }
    Ok(convert::attempt(host, right, &kind)?.is_some_and(|right| equals(left, &right)))
}

/// A conversion that failed means unequal.
fn not_a_number(error: Box<crate::Interrupt>) -> Result<bool> {
    match &*error {
        crate::Interrupt::Error(record) if convert::is_cast_error(&record.exception) => Ok(false),
        _ => Err(error),
    }
}

/// `char.ToUpperInvariant` of a UTF-16 unit.
fn upper(unit: u16) -> u16 {
    let upper = char::from_u32(u32::from(unit)).map(culture::to_upper_char);
    upper
        .and_then(|c| u16::try_from(u32::from(c)).ok())
        .unwrap_or(unit)
}
