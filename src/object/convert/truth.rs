//! What `if` takes for true.

use crate::{Elements, Value};

/// Whether `if` takes the value for true: not null, zero, the empty string or an empty collection. A collection of one
/// element is as true as that element, unless it is a collection itself.
#[inline]
pub fn to_bool(value: &Value) -> bool {
    match value {
        Value::Bool(b) | Value::Switch(b) => *b,
        Value::Int(n) => *n != 0,
        Value::Str(text) => !text.is_empty(),
        Value::Null | Value::Nothing => false,
        other => slow(other),
    }
}

fn slow(value: &Value) -> bool {
    match value {
        Value::Char(n) => *n != 0,
        Value::SByte(n) => *n != 0,
        Value::Byte(n) => *n != 0,
        Value::Short(n) => *n != 0,
        Value::UShort(n) => *n != 0,
        Value::UInt(n) => *n != 0,
        Value::Long(n) => *n != 0,
        Value::ULong(n) => *n != 0,
        Value::Single(x) => *x != 0.0,
        Value::Double(x) => *x != 0.0,
        Value::Decimal(d) => !d.is_zero(),
        Value::Enum(value) => value.bits != 0,
        Value::Array(array) => elements(&array.items.borrow()),
        Value::List(list) => elements(&list.items.borrow()),
        Value::Native(object) => object.is_true(),
        Value::Extended(extended) => to_bool(extended.base()),
        Value::BigInt(n) => **n != num_bigint::BigInt::ZERO,
        Value::Bool(_)
        | Value::Switch(_)
        | Value::Int(_)
        | Value::Str(_)
        | Value::Null
        | Value::Nothing => to_bool(value),
        Value::DateTime(_)
        | Value::TimeSpan(_)
        | Value::Guid(_)
        | Value::Type(_)
        | Value::Dict(_)
        | Value::Object(_) => true,
    }
}

fn elements(items: &Elements) -> bool {
    match items.len() {
        0 => false,
        1 => match items.get(0).unwrap_or_default().base() {
            Value::Array(inner) => !inner.is_empty(),
            Value::List(inner) => !inner.is_empty(),
            single => to_bool(single),
        },
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_collection_of_one_is_its_element() {
        let array = |items: Vec<Value>| Value::array(items);
        assert!(!to_bool(&array(vec![])));
        assert!(!to_bool(&array(vec![Value::Int(0)])));
        assert!(to_bool(&array(vec![array(vec![Value::Int(0)])])));
        assert!(!to_bool(&array(vec![array(vec![])])));
        assert!(to_bool(&array(vec![Value::Int(0), Value::Int(0)])));
        assert!(to_bool(&Value::str("0")) && !to_bool(&Value::str("")));
        assert!(to_bool(&Value::Double(f64::NAN)));
    }
}
