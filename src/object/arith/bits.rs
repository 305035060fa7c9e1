//! `-band`, `-bor`, `-bxor`.

use super::implicit;
use crate::compare::{Side, side};
use crate::convert::{self, Code, Number, raw};
use crate::types::{self, Type};
use crate::{Host, Interrupt, Result, Value};

/// One of the three operations.
#[derive(Clone, Copy)]
enum Bits {
    And,
    Or,
    Xor,
}

impl Bits {
    fn on(self, a: u64, b: u64) -> u64 {
        match self {
            Bits::And => a & b,
            Bits::Or => a | b,
            Bits::Xor => a ^ b,
        }
    }

    fn method(self) -> (&'static str, &'static str) {
        match self {
            Bits::And => ("op_BitwiseAnd", "-band"),
            Bits::Or => ("op_BitwiseOr", "-bor"),
            Bits::Xor => ("op_ExclusiveOr", "-bxor"),
        }
    }
}

/// `left -band right`
#[inline]
pub fn bit_and(host: &mut dyn Host, left: &Value, right: &Value) -> Result<Value> {
    match (left, right) {
        (Value::Int(a), Value::Int(b)) => Ok(Value::Int(a & b)),
        (left, right) => any(host, Bits::And, left.base(), right.base()),
    }
}

/// `left -bor right`
#[inline]
pub fn bit_or(host: &mut dyn Host, left: &Value, right: &Value) -> Result<Value> {
    match (left, right) {
        (Value::Int(a), Value::Int(b)) => Ok(Value::Int(a | b)),
        (left, right) => any(host, Bits::Or, left.base(), right.base()),
    }
}

/// `left -bxor right`
#[inline]
pub fn bit_xor(host: &mut dyn Host, left: &Value, right: &Value) -> Result<Value> {
    match (left, right) {
        (Value::Int(a), Value::Int(b)) => Ok(Value::Int(a ^ b)),
        (left, right) => any(host, Bits::Xor, left.base(), right.base()),
    }
}

fn any(host: &mut dyn Host, bits: Bits, left: &Value, right: &Value) -> Result<Value> {
    if left.is_null() && right.is_null() {
        return Ok(Value::Int(0));
    }
    let (a, b) = (Code::of(left), Code::of(right));
    if a.is_numeric_or_primitive() || b.is_numeric_or_primitive() {
        let code = a.max(b);
        let this = operand(host, left, a, b)?;
        let other = operand(host, right, b, a)?;
        if matches!(code, Code::Single | Code::Double | Code::Decimal) {
            let (Some(this), Some(other)) = (this, other) else {
                // PowerShell itself stumbles here.
                return raw(
                    &types::NULL_REFERENCE_EXCEPTION,
                    "Object reference not set to an instance of an object.",
                )
                .raise();
            };
            return fractions(host, bits, &this, &other, code);
        }
        if let (Some(this), Some(other)) = (this, other) {
            return Ok(wholes(bits, &this, &other, code));
        }
    }
    if matches!(left, Value::Str(_)) || matches!(right, Value::Str(_)) {
        let this = number(host, left, right)?;
        let other = number(host, right, left)?;
        return any(host, bits, &this, &other);
    }
    let (method, symbol) = bits.method();
    implicit::call(host, method, symbol, left, right)
}

/// The operand as a number: itself, or what it becomes beside a number of type `beside`.
fn operand(host: &mut dyn Host, value: &Value, own: Code, beside: Code) -> Result<Option<Value>> {
    if own.is_numeric_or_primitive() {
        return Ok(Some(value.clone()));
    }
    let kind = Type::Known(width(beside).info());
    Ok(
        match side(host, value, &kind).map_err(convert::in_statement)? {
            Side::Same => Some(value.clone()),
            Side::Converted(number) => Some(number),
            Side::No => None,
        },
    )
}

fn number(host: &mut dyn Host, value: &Value, beside: &Value) -> Result<Value> {
    match value {
        Value::Str(text) => {
            convert::scan(host, text, &beside.get_type()).map_err(convert::in_statement)
        }
        other => Ok(other.clone()),
    }
}

/// The smallest type that loses no bits.
fn width(code: Code) -> Code {
    match code {
        code if code <= Code::Int32 => Code::Int32,
        Code::UInt32 => Code::UInt32,
        Code::Int64 => Code::Int64,
        _ => Code::UInt64,
    }
}

fn wholes(bits: Bits, left: &Value, right: &Value, code: Code) -> Value {
    let pattern = |value: &Value| match Number::of(value) {
        Some(Number::Whole(n)) => n as u64,
        _ => 0,
    };
    let result = bits.on(pattern(left), pattern(right));
    if let Value::Enum(value) = left {
        let bits = convert::truncate_enum(i128::from(result as i64), Code::of_type(&value.kind));
        return value.kind.enum_from(bits);
    }
    match width(code) {
        Code::UInt32 => Value::UInt(result as u32),
        Code::Int64 => Value::Long(result as i64),
        Code::UInt64 => Value::ULong(result),
        _ => Value::Int(result as i32),
    }
}

/// Fractions are rounded to 64 bits; the result is signed where one of them is negative.
fn fractions(
    host: &mut dyn Host,
    bits: Bits,
    left: &Value,
    right: &Value,
    code: Code,
) -> Result<Value> {
    let kind = Type::Known(if code == Code::Decimal {
        &types::DECIMAL
    } else {
        &types::DOUBLE
    });
    let mut patterns = [0u64; 2];
    let mut negative = false;
    for (pattern, value) in patterns.iter_mut().zip([left, right]) {
        let fraction = convert::to(host, value, &kind).map_err(convert::in_statement)?;
        let below = Number::of(&fraction).is_some_and(|n| n.to_f64() < 0.0);
        negative |= below;
        *pattern = match to_bits(host, &fraction, below)? {
            Value::Long(n) => n as u64,
            Value::ULong(n) => n,
            _ => 0,
        };
    }
    let result = bits.on(patterns[0], patterns[1]);
    Ok(if negative {
        Value::Long(result as i64)
    } else {
        Value::ULong(result)
    })
}

fn to_bits(
    host: &mut dyn Host,
    value: &Value,
    negative: bool,
) -> std::result::Result<Value, Box<Interrupt>> {
    let kind = if negative {
        &types::INT64
    } else {
        &types::UINT64
    };
    convert::to(host, value, &Type::Known(kind)).map_err(convert::in_statement)
}
