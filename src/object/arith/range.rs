//! `from..to`

use crate::convert::{Code, Number, raw};
use crate::number::{NumberFormatInfo, NumberStyles, parse_integer};
use crate::types::{self, Type};
use crate::{Array, Elements, Fault, Host, Result, Value};
use std::rc::Rc;

/// More elements than this a range does not make; .NET would run out of memory somewhat later.
const LENGTH_MAX: i64 = 1 << 28;

/// `from..to`: an `object[]` of integers, or of characters where both ends are single ones that are no digits.
pub fn range(_host: &mut dyn Host, from: &Value, to: &Value) -> Result<Value> {
    let (from, to) = (from.base(), to.base());
    if let (Some(first), Some(last)) = (character(from), character(to)) {
        let units: Vec<u16> = if first <= last {
            (first..=last).collect()
        } else {
            (last..=first).rev().collect()
        };
        return Ok(objects(Elements::Char(units)));
    }
    range_i32(integer(from)?, integer(to)?)
}

/// The same between two integers.
pub fn range_i32(first: i32, last: i32) -> Result<Value> {
    let length = (i64::from(first) - i64::from(last)).abs() + 1;
    if length > i64::from(i32::MAX) {
        return raw(
            &types::OVERFLOW_EXCEPTION,
            "Arithmetic operation resulted in an overflow.",
        )
        .raise();
    }
    if length > LENGTH_MAX {
        return raw(
            &types::OUT_OF_MEMORY_EXCEPTION,
            "Array dimensions exceeded supported range.",
        )
        .raise();
    }
    let items: Vec<i32> = if first <= last {
        (first..=last).collect()
    } else {
        (last..=first).rev().collect()
    };
    Ok(objects(Elements::Int(items)))
}

fn objects(items: Elements) -> Value {
    let array: Rc<Array> = Array::with(Type::Known(&types::OBJECT), items);
    Value::Array(array)
}

fn character(value: &Value) -> Option<u16> {
    match value {
        Value::Char(unit) => Some(*unit),
        Value::Str(text) => {
            let mut chars = text.chars();
            let (first, rest) = (chars.next()?, chars.next());
            if rest.is_some() || first.is_numeric() {
                None
            } else {
                u16::try_from(u32::from(first)).ok()
            }
        }
        _ => None,
    }
}

/// `Convert.ToInt32(object)`
fn integer(value: &Value) -> Result<i32> {
    match value {
        Value::Null | Value::Nothing => Ok(0),
        Value::Int(n) => Ok(*n),
        Value::Str(text) => {
            let parsed =
                parse_integer::<i32>(text, NumberStyles::INTEGER, NumberFormatInfo::en_us_ref());
            parsed.map_err(|error| {
                raw(crate::convert::exception_kind(&error), error.to_string()).into()
            })
        }
        Value::DateTime(_) => {
            refused("Invalid cast from 'DateTime' to 'Int32'.".to_string()).raise()
        }
        other => match Number::of(other) {
            Some(number) => match crate::convert::to_code(number, Code::Int32) {
                Ok(Value::Int(n)) => Ok(n),
                Ok(_) => Ok(0),
                Err(inner) => raw(&types::OVERFLOW_EXCEPTION, inner.message.clone()).raise(),
            },
            None => refused(format!(
                "Unable to cast object of type '{}' to type 'System.IConvertible'.",
                other.get_type().full_name()
            ))
            .raise(),
        },
    }
}

fn refused(message: String) -> Fault {
    raw(&types::INVALID_CAST_EXCEPTION, message)
}
