//! `Convert.ChangeType` between .NET's basic types: ranges, banker's rounding, and what refuses to convert at all.

use super::code::Code;
use crate::number::{NumberError, decimal_to_integer, f64_to_integer};
use crate::types::{self, Type, TypeInfo};
use crate::{Exception, Value};
use num_bigint::BigInt;
use num_traits::{FromPrimitive, ToPrimitive};
use rust_decimal::Decimal;

/// The result of a conversion that may throw an exception of .NET's.
pub(crate) type Changed<T = Value> = Result<T, Box<Exception>>;

/// A number of any of the basic types, characters, booleans and enumerations among them.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Number {
    Whole(i128),
    Single(f32),
    Double(f64),
    Decimal(Decimal),
}

impl Number {
    /// The number in a value; `None` where it is of no basic type.
    pub(crate) fn of(value: &Value) -> Option<Number> {
        Some(match value.base() {
            Value::Bool(b) => Number::Whole(i128::from(*b)),
            Value::Char(c) => Number::Whole(i128::from(*c)),
            Value::Single(x) => Number::Single(*x),
            Value::Double(x) => Number::Double(*x),
            Value::Decimal(d) => Number::Decimal(*d),
            Value::ULong(n) => Number::Whole(i128::from(*n)),
            Value::Enum(value) if Code::of_type(&value.kind) == Code::UInt64 => {
                Number::Whole(i128::from(value.bits as u64))
            }
            Value::Enum(value) => Number::Whole(i128::from(value.bits)),
            other => Number::Whole(i128::from(other.as_integer()?)),
        })
    }

    /// The number as a double.
    pub(crate) fn to_f64(self) -> f64 {
        match self {
            Number::Whole(n) => n as f64,
            Number::Single(x) => f64::from(x),
            Number::Double(x) => x,
            Number::Decimal(d) => decimal_to_f64(&d),
        }
    }

    /// The number as a decimal; `None` where it is too large for one.
    pub(crate) fn to_decimal(self) -> Option<Decimal> {
        match self {
            Number::Whole(n) => Decimal::try_from_i128_with_scale(n, 0).ok(),
            Number::Single(x) => float_to_decimal(f64::from(x), &format!("{x:.6e}")),
            Number::Double(x) => float_to_decimal(x, &format!("{x:.14e}")),
            Number::Decimal(d) => Some(d),
        }
    }

    fn to_integer<T: crate::number::Integer>(self) -> Result<T, NumberError> {
        match self {
            Number::Whole(n) => T::from_i128(n).ok_or(NumberError::Overflow(T::TARGET)),
            Number::Single(x) => f64_to_integer(f64::from(x)),
            Number::Double(x) => f64_to_integer(x),
            Number::Decimal(d) => decimal_to_integer(&d),
        }
    }
}

/// The double nearest to a decimal.
pub(crate) fn decimal_to_f64(value: &Decimal) -> f64 {
    value.to_string().parse().unwrap_or(0.0)
}

/// `new Decimal(double)`: 15 significant digits (7 of a single), written in `text`, without trailing zeros.
fn float_to_decimal(value: f64, text: &str) -> Option<Decimal> {
    if !value.is_finite() {
        return None;
    }
    Decimal::from_scientific(text)
        .map(|decimal| decimal.normalize())
        .or_else(|_| tiny(value))
        .ok()
}

/// What is too small for a decimal is zero; what is too large is none.
fn tiny(value: f64) -> Result<Decimal, ()> {
    if value.abs() >= 1.0 {
        return Err(());
    }
    let text = format!("{value:.28}");
    text.parse::<Decimal>()
        .map(|decimal| decimal.normalize())
        .map_err(|_| ())
}

/// Converts a value of a basic type to another basic number type, boolean or character, as `Convert.ChangeType` does.
pub(crate) fn change(value: &Value, target: Code) -> Changed {
    let source = Code::of(value);
    let refused = || Err(Box::new(refusal(name_of(source), name_of(target))));
    if source == target && !matches!(value.base(), Value::Enum(_)) {
        return Ok(value.base().clone());
    }
    let Some(number) = Number::of(value) else {
        return refused();
    };
    let whole = matches!(number, Number::Whole(_));
    match target {
        Code::Char if source == Code::Boolean || !whole => refused(),
        Code::Boolean | Code::Single | Code::Double | Code::Decimal if source == Code::Char => {
            refused()
        }
        Code::Object | Code::String | Code::DateTime => refused(),
        _ => to_code(number, target),
    }
}

/// The number as a value of that type, rounded and checked.
pub(crate) fn to_code(number: Number, target: Code) -> Changed {
    Ok(match target {
        Code::Boolean => Value::Bool(number.to_f64() != 0.0),
        Code::Char => match number {
            Number::Whole(n) => Value::Char(u16::try_from(n).map_err(|_| overflow("a character"))?),
            _ => return Err(overflow("a character")),
        },
        Code::SByte => Value::SByte(number.to_integer().map_err(thrown)?),
        Code::Byte => Value::Byte(number.to_integer().map_err(thrown)?),
        Code::Int16 => Value::Short(number.to_integer().map_err(thrown)?),
        Code::UInt16 => Value::UShort(number.to_integer().map_err(thrown)?),
        Code::Int32 => Value::Int(number.to_integer().map_err(thrown)?),
        Code::UInt32 => Value::UInt(number.to_integer().map_err(thrown)?),
        Code::Int64 => Value::Long(
            number
                .to_integer()
                .map_err(|error| long_overflow(number, error))?,
        ),
        Code::UInt64 => Value::ULong(
            number
                .to_integer()
                .map_err(|error| long_overflow(number, error))?,
        ),
        Code::Single => Value::Single(match number {
            Number::Single(x) => x,
            Number::Whole(n) => n as f32,
            other => other.to_f64() as f32,
        }),
        Code::Double => Value::Double(number.to_f64()),
        Code::Decimal => Value::Decimal(number.to_decimal().ok_or_else(|| overflow("a Decimal"))?),
        Code::Object | Code::DateTime | Code::String => {
            return Err(Box::new(refusal("Number", name_of(target))));
        }
    })
}

/// From fractions to 64 bits .NET casts with a check of the processor's, whose message names no type.
fn long_overflow(number: Number, error: NumberError) -> Box<Exception> {
    match number {
        Number::Single(_) | Number::Double(_) => Box::new(Exception::new(
            &types::OVERFLOW_EXCEPTION,
            "Arithmetic operation resulted in an overflow.",
        )),
        Number::Whole(_) | Number::Decimal(_) => thrown(error),
    }
}

/// An explicit cast of a big integer to a basic number type.
pub(crate) fn from_big(value: &BigInt, target: Code) -> Changed {
    match target {
        Code::Single => Ok(Value::Single(value.to_f32().unwrap_or(f32::NAN))),
        Code::Double => Ok(Value::Double(value.to_f64().unwrap_or(f64::NAN))),
        _ => {
            let whole = value.to_i128().ok_or_else(|| match target {
                Code::Decimal => overflow("a Decimal"),
                other => overflow(article(other)),
            })?;
            to_code(Number::Whole(whole), target)
        }
    }
}

/// A cast of a number to a big integer, which cuts fractions off.
pub(crate) fn to_big(number: Number) -> Changed<BigInt> {
    match number {
        Number::Whole(n) => Ok(BigInt::from(n)),
        Number::Decimal(d) => Ok(d.trunc().to_i128().map(BigInt::from).unwrap_or_default()),
        Number::Single(_) | Number::Double(_) => {
            BigInt::from_f64(number.to_f64()).ok_or_else(|| {
                let x = number.to_f64();
                let shown = if x.is_nan() {
                    "BigInteger cannot represent NaN."
                } else {
                    "BigInteger cannot represent infinity."
                };
                Box::new(Exception::new(&types::OVERFLOW_EXCEPTION, shown))
            })
        }
    }
}

/// How overflow messages name an integer type.
fn article(code: Code) -> &'static str {
    match code {
        Code::SByte => "a signed byte",
        Code::Byte => "an unsigned byte",
        Code::Int16 => "an Int16",
        Code::UInt16 => "a UInt16",
        Code::Int32 => "an Int32",
        Code::UInt32 => "a UInt32",
        Code::Int64 => "an Int64",
        _ => "a UInt64",
    }
}

/// The exception of .NET behind an error of the number room.
pub(crate) fn thrown(error: NumberError) -> Box<Exception> {
    Box::new(Exception::new(exception_kind(&error), error.to_string()))
}

/// The type of that exception.
pub(crate) fn exception_kind(error: &NumberError) -> &'static TypeInfo {
    match error {
        NumberError::Format(_) => &types::FORMAT_EXCEPTION,
        NumberError::Overflow(_) => &types::OVERFLOW_EXCEPTION,
        NumberError::Styles(_) => &types::ARGUMENT_EXCEPTION,
    }
}

fn overflow(target: &'static str) -> Box<Exception> {
    thrown(NumberError::Overflow(target))
}

/// `InvalidCastException`: .NET has no conversion between these.
pub(crate) fn refusal(from: &str, to: &str) -> Exception {
    Exception::new(
        &types::INVALID_CAST_EXCEPTION,
        format!("Invalid cast from '{from}' to '{to}'."),
    )
}

/// The refusal to convert a value to a type that is no basic one.
pub(crate) fn refusal_of(value: &Value, kind: &Type) -> Exception {
    match (Code::of_type(kind), value.base()) {
        (Code::Object, _) | (_, Value::Enum(_)) => {
            refusal(&value.get_type().full_name(), &kind.full_name())
        }
        _ if kind.is_enum() => refusal(&value.get_type().full_name(), &kind.full_name()),
        (target, _) => refusal(name_of(Code::of(value)), name_of(target)),
    }
}

fn name_of(code: Code) -> &'static str {
    code.info().short_name()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_goes_to_even_and_ranges_are_checked() {
        assert!(matches!(
            change(&Value::Double(2.5), Code::Int32),
            Ok(Value::Int(2))
        ));
        assert!(matches!(
            change(&Value::Double(3.5), Code::Int32),
            Ok(Value::Int(4))
        ));
        let error = change(&Value::Int(300), Code::Byte)
            .err()
            .map(|e| e.message.to_string());
        assert_eq!(
            error.as_deref(),
            Some("Value was either too large or too small for an unsigned byte.")
        );
        let error = change(&Value::Double(65.0), Code::Char)
            .err()
            .map(|e| e.message.to_string());
        assert_eq!(
            error.as_deref(),
            Some("Invalid cast from 'Double' to 'Char'.")
        );
    }

    #[test]
    fn doubles_become_decimals_of_fifteen_digits() {
        let decimal = |x: f64| Number::Double(x).to_decimal().map(|d| d.to_string());
        assert_eq!(decimal(0.1).as_deref(), Some("0.1"));
        assert_eq!(decimal(1.0 / 3.0).as_deref(), Some("0.333333333333333"));
        assert_eq!(decimal(1e300), None);
        assert_eq!(decimal(1e-300).as_deref(), Some("0"));
        assert_eq!(
            decimal(123456789012345678.0).as_deref(),
            Some("123456789012346000")
        );
    }
}
