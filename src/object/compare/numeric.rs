//! Comparison between numbers of different types, and what counts as a number beside one.

use crate::convert::{self, Code, Number, figure, rank, raw};
use crate::types::{self, Type};
use crate::{Fault, Host, Result, Value};
use std::cmp::Ordering;

/// The result of an attempt to compare operands as numbers.
pub(super) enum Compared {
    /// They are numbers; `None` where one is NaN.
    Numbers(Option<Ordering>),
    /// They are not.
    Other,
}

/// Compares if the left operand is a number and the right one is, or is a string that holds one.
pub(super) fn compare(host: &mut dyn Host, left: &Value, right: &Value) -> Result<Compared> {
    if !Code::of(left).is_numeric() {
        return Ok(Compared::Other);
    }
    if let Value::Str(text) = right {
        let number = convert::scan(host, text, &left.get_type())?;
        // A literal may be of a type that is no basic number, such as a big integer.
        return Ok(match Code::of(&number).is_numeric() {
            true => compare(host, left, &number)?,
            false => compare_converted(host, left, &number)?,
        });
    }
    Ok(match side(host, right, &left.get_type())? {
        Side::Same => Compared::Numbers(order(left, right)?),
        Side::Converted(right) => Compared::Numbers(order(left, &right)?),
        Side::No => Compared::Other,
    })
}

fn compare_converted(host: &mut dyn Host, left: &Value, right: &Value) -> Result<Compared> {
    Ok(match convert::attempt(host, right, &left.get_type())? {
        Some(right) => Compared::Numbers(order(left, &right)?),
        None => Compared::Other,
    })
}

/// How an operand takes part in arithmetic with a number of type `kind`.
pub(crate) enum Side {
    /// As it is.
    Same,
    /// As another number.
    Converted(Value),
    /// Not at all.
    No,
}

/// Basic numbers, characters and booleans take part as they are, null as zero; enumerations, and what has an implicit cast, are
/// converted to the type of the other operand.
pub(crate) fn side(host: &mut dyn Host, value: &Value, kind: &Type) -> Result<Side> {
    if value.is_null() {
        return Ok(Side::Converted(Value::Int(0)));
    }
    let is_enum = matches!(value, Value::Enum(_));
    if Code::of(value).is_numeric_or_primitive() && !is_enum {
        if kind.is(&types::DECIMAL) && matches!(value, Value::Bool(_)) {
            return convert::to(host, value, kind).map(Side::Converted);
        }
        return Ok(Side::Same);
    }
    if is_enum || figure(host, value, kind).1 == rank::IMPLICIT_CAST {
        return convert::to(host, value, kind).map(Side::Converted);
    }
    Ok(Side::No)
}

/// The order of two basic numbers by the wider of their types; `None` where one is NaN.
fn order(left: &Value, right: &Value) -> Result<Option<Ordering>> {
    let (Some(a), Some(b)) = (Number::of(left), Number::of(right)) else {
        return Ok(None);
    };
    if let (Value::Enum(kind), Number::Decimal(_)) = (left, b) {
        return no_coercion(&kind.kind.full_name()).raise();
    }
    Ok(match (a, b) {
        (Number::Whole(a), Number::Whole(b)) => Some(a.cmp(&b)),
        (Number::Decimal(_), _) | (_, Number::Decimal(_)) => match (a.to_decimal(), b.to_decimal())
        {
            (Some(a), Some(b)) => Some(a.cmp(&b)),
            _ => a.to_f64().partial_cmp(&b.to_f64()),
        },
        _ => a.to_f64().partial_cmp(&b.to_f64()),
    })
}

/// What .NET says where neither type converts to the other.
pub(crate) fn no_coercion(source: &str) -> Fault {
    let message =
        format!("No coercion operator is defined between types '{source}' and 'System.Decimal'.");
    raw(&types::INVALID_OPERATION_EXCEPTION, message)
}

/// `CompareTo` between basic numbers, which orders NaN below everything.
pub(super) fn total_order(left: &Value, right: &Value) -> Option<Ordering> {
    let (a, b) = (Number::of(left)?, Number::of(right)?);
    Some(match (a, b) {
        (Number::Whole(a), Number::Whole(b)) => a.cmp(&b),
        (Number::Decimal(_), _) | (_, Number::Decimal(_)) => match (a.to_decimal(), b.to_decimal())
        {
            (Some(a), Some(b)) => a.cmp(&b),
            _ => compare_doubles(a.to_f64(), b.to_f64()),
        },
        _ => compare_doubles(a.to_f64(), b.to_f64()),
    })
}

/// `double.CompareTo`
pub(super) fn compare_doubles(a: f64, b: f64) -> Ordering {
    a.partial_cmp(&b)
        .unwrap_or_else(|| b.is_nan().cmp(&a.is_nan()))
}
