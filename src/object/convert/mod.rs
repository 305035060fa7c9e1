//! PowerShell's conversions between types (`LanguagePrimitives.ConvertTo`).
//!
//! Read [`to`] here, then `way` (what ways there are), `figure`, which chooses one, and `go`, which takes it. `code` and `number` are .NET's basic types,
//! `parse` strings, `enums` names, `array` and `object` what is made of many values; `text`, `truth` and `enumerate` are the
//! conversions that cannot fail; `fault` holds the errors with their ids.
//! Absent on purpose: names of types, which the engine looks up, and the choice among overloads, to which [`cost`] only contributes.

mod array;
mod code;
mod enumerate;
mod enums;
mod fault;
mod figure;
mod go;
mod members;
mod number;
mod object;
mod parse;
mod scan;
mod text;
mod truth;
mod way;

#[cfg(test)]
pub(crate) mod testing;

pub use code::Code;
pub use enumerate::{enumerate, is_enumerable};
pub use fault::in_statement;
pub use object::to_custom_object;
pub use text::{as_written, join, to_string_method, to_text};
pub use truth::to_bool;

pub(crate) use enums::truncate as truncate_enum;
pub(crate) use fault::{impossible, in_operator, raw, record_of};
pub(crate) use figure::figure;
pub(crate) use number::{Number, exception_kind, to_code};
pub(crate) use parse::date_error;
pub(crate) use scan::scan;
pub(crate) use text::unit_text;
pub(crate) use way::rank;

use crate::types::{self, Type};
use crate::{Host, Interrupt, Result, Value};

/// Converts a value to a type, as an argument or a property is converted. Errors are `PSInvalidCastException`s.
pub fn to(host: &mut dyn Host, value: &Value, kind: &Type) -> Result<Value> {
    if let Some(converted) = quick(value, kind) {
        return Ok(converted);
    }
    if kind.is(&types::OBJECT) || kind.is(&types::PSOBJECT) {
        return Ok(value.clone());
    }
    if let Some(converted) = common(value, kind) {
        return Ok(converted);
    }
    if let (Value::Extended(_), Type::Class(_)) = (value, kind)
        && accepts(value, kind)
    {
        return Ok(value.clone());
    }
    let base = value.base();
    let (way, _) = figure::figure(host, base, kind);
    if let way::Way::Whole = way {
        return Ok(value.clone());
    }
    go::go(host, way, value, kind)
}

/// Converts as the statement `[type]$value` does: the error is the `RuntimeException` that a statement makes of it, and what a
/// command wrote nothing for is the type's default.
pub fn cast(host: &mut dyn Host, value: &Value, kind: &Type) -> Result<Value> {
    if let Value::Nothing = value {
        return Ok(kind.default_value());
    }
    to(host, value, kind).map_err(fault::in_statement)
}

/// The conversion, if it succeeds: `-as`, and comparisons that take a failure for an answer. Other errors stay errors.
pub fn attempt(host: &mut dyn Host, value: &Value, kind: &Type) -> Result<Option<Value>> {
    match to(host, value, kind) {
        Ok(converted) => Ok(Some(converted)),
        Err(error) => match &*error {
            Interrupt::Error(record) if is_cast_error(&record.exception) => Ok(None),
            _ => Err(error),
        },
    }
}

/// Whether a value is a `PSCustomObject`.
pub(crate) fn is_custom(value: &Value) -> bool {
    matches!(value, Value::Object(object) if object.get_type().is(&types::PSCUSTOMOBJECT))
}

/// Whether an exception is an `InvalidCastException`, PowerShell's own or .NET's.
pub(crate) fn is_cast_error(exception: &Value) -> bool {
    Type::Known(&types::INVALID_CAST_EXCEPTION).is_assignable_from(&exception.get_type())
}

/// The conversions that make up nearly all: the value is what it should be.
#[inline]
fn quick(value: &Value, kind: &Type) -> Option<Value> {
    let Type::Known(info) = kind else { return None };
    let same = match value {
        Value::Int(_) => std::ptr::eq(*info, &types::INT32),
        Value::Str(_) => std::ptr::eq(*info, &types::STRING),
        Value::Bool(_) => std::ptr::eq(*info, &types::BOOLEAN),
        Value::Double(_) => std::ptr::eq(*info, &types::DOUBLE),
        Value::Long(_) => std::ptr::eq(*info, &types::INT64),
        _ => false,
    };
    same.then(|| value.clone())
}

/// The casts that loops are full of, between numbers and characters where nothing is lost; what else there is takes the long way.
fn common(value: &Value, kind: &Type) -> Option<Value> {
    let Type::Known(info) = kind else { return None };
    let is = |other: &'static types::TypeInfo| std::ptr::eq(*info, other);
    match value {
        Value::Int(n) if is(&types::INT64) => Some(Value::Long(i64::from(*n))),
        Value::Int(n) if is(&types::DOUBLE) => Some(Value::Double(f64::from(*n))),
        Value::Int(n) if is(&types::CHAR) => u16::try_from(*n).ok().map(Value::Char),
        Value::Int(n) if is(&types::BYTE) => u8::try_from(*n).ok().map(Value::Byte),
        Value::Int(n) if is(&types::UINT32) => u32::try_from(*n).ok().map(Value::UInt),
        Value::Int(n) if is(&types::STRING) => Some(Value::from(n.to_string())),
        Value::Long(n) if is(&types::INT32) => i32::try_from(*n).ok().map(Value::Int),
        Value::Long(n) if is(&types::DOUBLE) => Some(Value::Double(*n as f64)),
        Value::Long(n) if is(&types::UINT32) => u32::try_from(*n).ok().map(Value::UInt),
        Value::UInt(n) if is(&types::INT64) => Some(Value::Long(i64::from(*n))),
        Value::Byte(n) if is(&types::INT32) => Some(Value::Int(i32::from(*n))),
        Value::Char(unit) if is(&types::INT32) => Some(Value::Int(i32::from(*unit))),
        Value::Char(unit) if is(&types::STRING) => {
            char::from_u32(u32::from(*unit)).map(|c| Value::Str(c.into()))
        }
        // Halves go to the even neighbour.
        Value::Double(x) if is(&types::INT32) => {
            let whole = x.round_ties_even();
            (whole >= f64::from(i32::MIN) && whole <= f64::from(i32::MAX))
                .then(|| Value::Int(whole as i32))
        }
        Value::Str(text) if is(&types::INT32) => short_number(text).map(Value::Int),
        Value::Str(text) if is(&types::INT64) => {
            short_number(text).map(|n| Value::Long(i64::from(n)))
        }
        _ => None,
    }
}

/// The number that a text of a few digits is.
fn short_number(text: &str) -> Option<i32> {
    const DIGITS_MAX: usize = 9;
    let plain = !text.is_empty()
        && text.len() <= DIGITS_MAX
        && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| {
        text.bytes()
            .fold(0, |n, digit| n * 10 + i32::from(digit - b'0'))
    })
}

/// The value as an `[int]`.
pub fn to_i32(host: &mut dyn Host, value: &Value) -> Result<i32> {
    match to(host, value, &Type::Known(&types::INT32))? {
        Value::Int(n) => Ok(n),
        _ => Ok(0),
    }
}

/// The value as a `[long]`.
pub fn to_i64(host: &mut dyn Host, value: &Value) -> Result<i64> {
    match to(host, value, &Type::Known(&types::INT64))? {
        Value::Long(n) => Ok(n),
        _ => Ok(0),
    }
}

/// The value as a `[double]`.
pub fn to_f64(host: &mut dyn Host, value: &Value) -> Result<f64> {
    match to(host, value, &Type::Known(&types::DOUBLE))? {
        Value::Double(x) => Ok(x),
        _ => Ok(0.0),
    }
}

/// Whether the value already is of that type, members added to it aside; null is of none.
pub fn accepts(value: &Value, kind: &Type) -> bool {
    if let Type::Known(info) = kind {
        let own = match value {
            Value::Int(_) => &types::INT32,
            Value::Str(_) => &types::STRING,
            Value::Bool(_) => &types::BOOLEAN,
            Value::Double(_) => &types::DOUBLE,
            Value::Long(_) => &types::INT64,
            Value::Null | Value::Nothing => return false,
            Value::Extended(_) if std::ptr::eq(*info, &types::PSOBJECT) => return true,
            Value::Object(object) if std::ptr::eq(*info, &types::PSOBJECT) => {
                return object.get_type().is(&types::PSCUSTOMOBJECT);
            }
            _ => return kind.is_assignable_from(&value.get_type()),
        };
        return std::ptr::eq(*info, own)
            || std::ptr::eq(*info, &types::OBJECT)
            || kind.is_assignable_from(&Type::Known(own));
    }
    !value.is_null() && kind.is_assignable_from(&value.get_type())
}

/// How good the conversion of an argument to a parameter's type is: zero for the same type, more the worse it is, by PowerShell's
/// ranks; `None` where there is none. Whether a conversion that exists succeeds is not tried.
pub fn cost(host: &mut dyn Host, value: &Value, kind: &Type) -> Option<u32> {
    if quick(value, kind).is_some() {
        return Some(0);
    }
    if accepts(value, kind) && (kind.is(&types::OBJECT) || kind.is(&types::PSOBJECT)) {
        return Some(rank::IDENTITY - rank::ASSIGNABLE);
    }
    if is_custom(value) && !accepts(value, kind) {
        // An object of notes alone is an argument for what takes any object, and for nothing else.
        return None;
    }
    let (_, rank) = figure::figure(host, value.base(), kind);
    (rank != rank::NONE).then(|| rank::IDENTITY - rank)
}

#[cfg(test)]
mod tests {
    use super::testing::{ATTRIBUTES, DAY, TestHost, shown};
    use super::*;
    use crate::{Dict, KeyCase, Object, Order};
    use std::rc::Rc;

    fn made(value: impl Into<Value>, kind: &'static types::TypeInfo) -> String {
        shown(to(&mut TestHost, &value.into(), &Type::Known(kind)))
    }

    #[test]
    fn strings_become_numbers() {
        assert_eq!(made("1.6", &types::INT32), "Int32 2");
        assert_eq!(made("1,000", &types::INT32), "Int32 1000");
        assert_eq!(made("0x1F", &types::INT64), "Int64 31");
        assert_eq!(made("", &types::DOUBLE), "Double 0");
        assert_eq!(made("1.10", &types::DECIMAL), "Decimal 1.1");
        assert_eq!(made("1,234.50", &types::DECIMAL), "Decimal 1234.50");
        assert_eq!(
            made("abc", &types::INT32),
            "!InvalidCastFromStringToInteger: Cannot convert value \"abc\" to type \"System.Int32\". Error: \"The input string 'abc' was not in a correct format.\""
        );
        assert_eq!(
            made("99999999999", &types::INT32),
            "!InvalidCastFromStringToInteger: Cannot convert value \"99999999999\" to type \"System.Int32\". Error: \"Value was either too large or too small for an Int32.\""
        );
        assert_eq!(
            made("1e20", &types::INT32),
            "!InvalidCastFromStringToInteger: Cannot convert value \"1e20\" to type \"System.Int32\". Error: \"The input string '1e20' was not in a correct format.\""
        );
    }

    #[test]
    fn numbers_become_numbers() {
        assert_eq!(made(2.5, &types::INT32), "Int32 2");
        assert_eq!(made(3.5, &types::BYTE), "Byte 4");
        assert_eq!(
            made(300, &types::BYTE),
            "!InvalidCastIConvertible: Cannot convert value \"300\" to type \"System.Byte\". Error: \"Value was either too large or too small for an unsigned byte.\""
        );
        assert_eq!(
            made(1e30, &types::INT64),
            "!InvalidCastIConvertible: Cannot convert value \"1E+30\" to type \"System.Int64\". Error: \"Arithmetic operation resulted in an overflow.\""
        );
        assert_eq!(
            made(65.5, &types::CHAR),
            "!InvalidCastIConvertible: Cannot convert value \"65.5\" to type \"System.Char\". Error: \"Invalid cast from 'Double' to 'Char'.\""
        );
    }

    #[test]
    fn null_becomes_what_the_type_has_for_it() {
        assert_eq!(made(Value::Null, &types::INT32), "Int32 0");
        assert_eq!(made(Value::Null, &types::STRING), "String ");
        assert_eq!(made(Value::Null, &types::HASHTABLE), "null");
        assert_eq!(
            made(Value::Null, &types::TIME_SPAN),
            "!nullToObjectInvalidCast: Cannot convert null to type \"System.TimeSpan\"."
        );
        assert!(made(Value::Null, &DAY).starts_with(
            "!nullToEnumInvalidCast: Cannot convert null to type \"System.DayOfWeek\" due to"
        ));
    }

    #[test]
    fn enumerations_take_names_beginnings_and_numbers() {
        assert_eq!(made("fri", &DAY), "DayOfWeek Friday");
        assert_eq!(made(5i64, &DAY), "DayOfWeek Friday");
        assert_eq!(
            made("ReadOnly, hidden", &ATTRIBUTES),
            "FileAttributes ReadOnly, Hidden"
        );
        assert_eq!(
            made(Value::array(vec![1.into(), 2.into(), 3.into()]), &DAY),
            "DayOfWeek Wednesday"
        );
        assert!(made("T", &DAY).contains(
            "too similar or identical to the following enumerator names: Tuesday, Thursday. Use"
        ));
        assert!(made("Foo", &DAY).ends_with(
            "and try again:\nSunday, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday\""
        ));
        assert!(made(99, &DAY).starts_with("!UndefinedIntegerToEnum: "));
        assert!(made("99", &DAY).starts_with("!EnumParseUndefined: "));
        assert!(
            made(true, &DAY)
                .ends_with("Error: \"Invalid cast from 'System.Boolean' to 'System.DayOfWeek'.\"")
        );
    }

    #[test]
    fn arrays_convert_their_elements() {
        let host = &mut TestHost;
        let ints = Type::array_of(Type::Known(&types::INT32), 1);
        let items = Value::array(vec![Value::str("1"), Value::Double(2.5)]);
        assert_eq!(shown(to(host, &items, &ints)), "Int32[] 1 2");
        assert_eq!(shown(to(host, &Value::str("7"), &ints)), "Int32[] 7");
        assert_eq!(
            shown(to(host, &Value::str("1 2"), &ints)),
            "!InvalidCastExceptionScalarToArray: Cannot convert value \"1 2\" to type \"System.Int32[]\". Error: \"Cannot convert value \"1 2\" to type \"System.Int32\". Error: \"The input string '1 2' was not in a correct format.\"\""
        );
        let list = Type::generic(&types::LIST, vec![Type::Known(&types::INT32)]);
        assert_eq!(shown(to(host, &items, &list)), "List`1 1 2");
    }

    #[test]
    fn dictionaries_become_objects() {
        let dict = Dict::new(
            Type::Known(&types::ORDERED_DICTIONARY),
            KeyCase::Ignore,
            Order::Inserted,
        );
        dict.insert(Value::str("PSTypeName"), Value::str("My.Type"));
        dict.insert(Value::str("b"), Value::Int(2));
        let object = to(
            &mut TestHost,
            &Value::Dict(Rc::new(dict)),
            &Type::Known(&types::PSCUSTOMOBJECT),
        )
        .unwrap_or_default();
        assert_eq!(
            object.type_names().first().map(|name| name.as_str()),
            Some("My.Type")
        );
        assert_eq!(shown(Ok(object)), "PSCustomObject @{b=2}");
        let table = Dict::new(Type::Known(&types::HASHTABLE), KeyCase::Ignore, Order::Any);
        table.insert(Value::str("a"), Value::Int(1));
        assert_eq!(
            made(Value::Dict(Rc::new(table)), &types::TIME_SPAN),
            "!ObjectCreationError: Cannot create object of type \"System.TimeSpan\". The property 'a' was not found for the 'System.TimeSpan' object. There is no settable property available."
        );
    }

    #[test]
    fn what_has_no_conversion_says_so() {
        assert_eq!(
            made(Value::array(vec![]), &types::INT32),
            "!ConvertToFinalInvalidCastException: Cannot convert the \"System.Object[]\" value of type \"System.Object[]\" to type \"System.Int32\"."
        );
        let object = Value::Object(Object::custom([("a", Value::Int(1))]));
        assert_eq!(
            made(object, &types::HASHTABLE),
            "!InvalidCastConstructorException: Cannot convert value \"@{a=1}\" to type \"System.Collections.Hashtable\". Error: \"Cannot convert the \"@{a=1}\" value of type \"System.Management.Automation.PSCustomObject\" to type \"System.Collections.Hashtable\".\""
        );
    }

    #[test]
    fn a_statement_wraps_the_error() {
        let error = cast(&mut TestHost, &Value::str("x"), &Type::Known(&types::INT32)).err();
        let Some(Interrupt::Error(record)) = error.map(|error| *error) else {
            panic!("an error")
        };
        assert!(record.exception.get_type().is(&types::RUNTIME_EXCEPTION));
        assert_eq!(record.id.as_str(), "InvalidCastFromStringToInteger");
        assert_eq!(record.category, crate::Category::InvalidArgument);
    }

    #[test]
    fn better_conversions_cost_less() {
        let host = &mut TestHost;
        let mut cost =
            |value: Value, kind: &'static types::TypeInfo| cost(host, &value, &Type::Known(kind));
        assert_eq!(cost(Value::Int(1), &types::INT32), Some(0));
        assert!(cost(Value::Int(1), &types::INT64) < cost(Value::Int(1), &types::BYTE));
        assert!(cost(Value::Int(1), &types::DOUBLE) < cost(Value::Int(1), &types::STRING));
        assert!(cost(Value::str("1"), &types::OBJECT) < cost(Value::str("1"), &types::INT32));
        assert_eq!(cost(Value::array(vec![]), &types::INT32), None);
        assert_eq!(cost(Value::Null, &types::TIME_SPAN), None);
    }
}
