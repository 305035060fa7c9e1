//! The order that cmdlets use: PowerShell's `Compare`, and `Sort-Object`'s, which never fails.

use super::equal::equals;
use super::numeric::total_order;
use super::order::{compare_to, is_comparable, same_type_order};
use crate::convert::{self, Code, raw};
use crate::{Host, Interrupt, Result, Value, culture, types};
use std::cmp::Ordering;

/// The order of a sorted dictionary's keys: that of their type. Keys of different types stay as they came.
pub fn order_keys(a: &Value, b: &Value) -> Ordering {
    same_type_order(a, b).unwrap_or(Ordering::Equal)
}

/// The order of two values, the right one converted to the type of the left one (`LanguagePrimitives.Compare`).
#[inline]
pub fn ps_compare(
    host: &mut dyn Host,
    left: &Value,
    right: &Value,
    ignore_case: bool,
) -> Result<Ordering> {
    match (left, right) {
        (Value::Int(a), Value::Int(b)) => Ok(a.cmp(b)),
        (Value::Str(a), Value::Str(b)) => Ok(culture::compare_ps(a, b, ignore_case)),
        (left, right) => compare(host, left.base(), right.base(), ignore_case),
    }
}

fn compare(
    host: &mut dyn Host,
    left: &Value,
    right: &Value,
    ignore_case: bool,
) -> Result<Ordering> {
    match attempt(host, left, right, ignore_case)? {
        Some(order) => Ok(order),
        None => {
            let shown = convert::to_string_method(host, left)?;
            raw(
                &types::ARGUMENT_EXCEPTION,
                format!("Cannot compare \"{shown}\" because it is not IComparable."),
            )
            .raise()
        }
    }
}

/// The order in which `Sort-Object` puts two values: what has none is compared as text.
pub fn sort_compare(host: &mut dyn Host, a: &Value, b: &Value, ignore_case: bool) -> Ordering {
    match (a, b) {
        (Value::Int(a), Value::Int(b)) => return a.cmp(b),
        (Value::Str(a), Value::Str(b)) => return culture::compare_ps(a, b, ignore_case),
        _ => {}
    }
    let (left, right) = (a.base(), b.base());
    if let Ok(Some(order)) = attempt(host, left, right, ignore_case) {
        return order;
    }
    let text =
        |host: &mut dyn Host, value: &Value| convert::to_text(host, value).unwrap_or_default();
    let (left, right) = (text(host, a), text(host, b));
    culture::compare_ps(&left, &right, ignore_case)
}

/// The order, `None` where the left value has none or the right one cannot become of its type.
fn attempt(
    host: &mut dyn Host,
    left: &Value,
    right: &Value,
    ignore_case: bool,
) -> Result<Option<Ordering>> {
    match (left.is_null(), right.is_null()) {
        (true, true) => return Ok(Some(Ordering::Equal)),
        (true, false) => return Ok(Some(beside_null(right).reverse())),
        (false, true) => return Ok(Some(beside_null(left))),
        (false, false) => {}
    }
    if let Value::Str(text) = left {
        let other = convert::to_text(host, right)?;
        return Ok(Some(culture::compare_ps(text, &other, ignore_case)));
    }
    let number = |value: &Value| Code::of(value).is_numeric() && !matches!(value, Value::Enum(_));
    if number(left) && number(right) {
        return Ok(total_order(left, right));
    }
    if convert::is_custom(left) {
        return Ok(equals(left, right).then_some(Ordering::Equal));
    }
    let Some(converted) = convert::attempt(host, right, &left.get_type())? else {
        return Ok(None);
    };
    if is_comparable(left) {
        return match compare_to(host, left, &converted) {
            Ok(order) => Ok(Some(order)),
            Err(error) if matches!(&*error, Interrupt::Error(_)) => Ok(None),
            Err(error) => Err(error),
        };
    }
    Ok(equals(left, right).then_some(Ordering::Equal))
}

/// How a value stands to null: above it, but for negative numbers.
fn beside_null(value: &Value) -> Ordering {
    let signed = matches!(
        value,
        Value::SByte(_)
            | Value::Short(_)
            | Value::Int(_)
            | Value::Long(_)
            | Value::Single(_)
            | Value::Double(_)
            | Value::Decimal(_)
    );
    let negative = signed && total_order(value, &Value::Int(0)) == Some(Ordering::Less);
    if negative {
        Ordering::Less
    } else {
        Ordering::Greater
    }
}
