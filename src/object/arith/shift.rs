//! `-shl` and `-shr`.

use super::implicit;
use crate::convert::{self, Code, Number, figure, rank, raw};
use crate::types::{self, Type};
use crate::{Host, Result, Value};

/// `left -shl right`
#[inline]
pub fn shift_left(host: &mut dyn Host, left: &Value, right: &Value) -> Result<Value> {
    match (left, right) {
        (Value::Int(a), Value::Int(b)) => Ok(Value::Int(a.wrapping_shl(*b as u32))),
        (left, right) => any(host, true, left.base(), right.base()),
    }
}

/// `left -shr right`
#[inline]
pub fn shift_right(host: &mut dyn Host, left: &Value, right: &Value) -> Result<Value> {
    match (left, right) {
        (Value::Int(a), Value::Int(b)) => Ok(Value::Int(a.wrapping_shr(*b as u32))),
        (left, right) => any(host, false, left.base(), right.base()),
    }
}

fn any(host: &mut dyn Host, up: bool, left: &Value, right: &Value) -> Result<Value> {
    if left.is_null() {
        return Ok(Value::Int(0));
    }
    if matches!(left, Value::Str(_)) || matches!(right, Value::Str(_)) {
        let this = number(host, left, right)?;
        let other = number(host, right, left)?;
        return any(host, up, &this, &other);
    }
    let code = Code::of(left);
    let int = Type::Known(&types::INT32);
    // Of objects of notes alone, too, PowerShell asks first whether the count is one.
    if (code.is_numeric() || convert::is_custom(left)) && figure(host, right, &int).1 == rank::NONE
    {
        return Err(convert::in_statement(convert::impossible(
            host, right, &int,
        )));
    }
    if !code.is_numeric() {
        let (method, symbol) = if up {
            ("op_LeftShift", "-shl")
        } else {
            ("op_RightShift", "-shr")
        };
        return implicit::call(host, method, symbol, left, right);
    }
    if let Value::Enum(value) = left {
        let (name, operator) = (
            value.kind.full_name(),
            if up { "LeftShift" } else { "RightShift" },
        );
        let message = format!(
            "The binary operator {operator} is not defined for the types '{name}' and 'System.Int32'."
        );
        return raw(&types::INVALID_OPERATION_EXCEPTION, message).raise();
    }
    let count = convert::to_i32(host, right).map_err(convert::in_statement)?;
    match Number::of(left) {
        Some(Number::Whole(n)) => Ok(shift(n, code, count, up)),
        Some(fraction) => match whole(fraction) {
            Some((n, code)) => Ok(shift(n, code, count, up)),
            None => {
                let kind = Type::Known(if code == Code::Decimal {
                    &types::INT32
                } else {
                    &types::UINT64
                });
                Err(convert::in_statement(convert::impossible(
                    host, left, &kind,
                )))
            }
        },
        None => Ok(Value::Null),
    }
}

fn number(host: &mut dyn Host, value: &Value, beside: &Value) -> Result<Value> {
    match value {
        Value::Str(text) => {
            convert::scan(host, text, &beside.get_type()).map_err(convert::in_statement)
        }
        other => Ok(other.clone()),
    }
}

/// A fraction rounded to the first of the types `int`, `uint`, `long` and `ulong` that holds it.
pub(super) fn whole(fraction: Number) -> Option<(i128, Code)> {
    let rounded = match fraction {
        Number::Whole(n) => n,
        Number::Decimal(d) => i128::try_from(d.round_dp(0)).ok()?,
        other => {
            let x = other.to_f64().round_ties_even();
            if !x.is_finite() || x.abs() > 1e30 {
                return None;
            }
            x as i128
        }
    };
    let fits = |low: i128, high: i128| (low..=high).contains(&rounded);
    let code = if fits(i32::MIN.into(), i32::MAX.into()) {
        Code::Int32
    } else if fits(0, u32::MAX.into()) {
        Code::UInt32
    } else if fits(i64::MIN.into(), i64::MAX.into()) {
        Code::Int64
    } else if fits(0, u64::MAX.into()) {
        Code::UInt64
    } else {
        return None;
    };
    Some((rounded, code))
}

/// The number shifted within its type; only as many bits of the count as .NET looks at.
fn shift(number: i128, code: Code, count: i32, up: bool) -> Value {
    let count = count as u32 & if code < Code::Int64 { 0x1f } else { 0x3f };
    let shifted = if up { number << count } else { number >> count };
    match code {
        Code::SByte => Value::SByte(shifted as i8),
        Code::Byte => Value::Byte(shifted as u8),
        Code::Int16 => Value::Short(shifted as i16),
        Code::UInt16 => Value::UShort(shifted as u16),
        Code::UInt32 => Value::UInt(shifted as u32),
        Code::Int64 => Value::Long(shifted as i64),
        Code::UInt64 => Value::ULong(shifted as u64),
        _ => Value::Int(shifted as i32),
    }
}
