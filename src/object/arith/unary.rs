//! `-x`, `+x`, `-not`, `-bnot`, `++`, `--`.

use super::shift::whole;
use super::{add, subtract};
use crate::convert::{self, Code, Number, figure, rank};
use crate::types::{self, Type};
use crate::{Fault, Host, Result, Value};
use std::rc::Rc;

/// `-value`, which is `0 - value`.
#[inline]
pub fn negate(host: &mut dyn Host, value: &Value) -> Result<Value> {
    match value {
        Value::Int(n) if *n != i32::MIN => Ok(Value::Int(-n)),
        Value::Double(x) => Ok(Value::Double(0.0 - x)),
        other => subtract(host, &Value::Int(0), other),
    }
}

/// `+value`, which is `0 + value`.
pub fn plus(host: &mut dyn Host, value: &Value) -> Result<Value> {
    add(host, &Value::Int(0), value)
}

/// `-not value`
#[inline]
pub fn not(_host: &mut dyn Host, value: &Value) -> Result<Value> {
    Ok(Value::Bool(!convert::to_bool(value)))
}

/// `-bnot value`
pub fn bit_not(host: &mut dyn Host, value: &Value) -> Result<Value> {
    Ok(match value.base() {
        Value::Null | Value::Nothing => Value::Int(-1),
        Value::Int(n) => Value::Int(!n),
        Value::UInt(n) => Value::UInt(!n),
        Value::Long(n) => Value::Long(!n),
        Value::ULong(n) => Value::ULong(!n),
        Value::BigInt(n) => Value::BigInt(Rc::new(!(**n).clone())),
        Value::Enum(value) => {
            let code = Code::of_type(&value.kind);
            value
                .kind
                .enum_from(convert::truncate_enum(i128::from(!value.bits), code))
        }
        Value::Str(text) => {
            let number = convert::scan(host, text, &Type::Known(&types::INT32))
                .map_err(convert::in_statement)?;
            return bit_not(host, &number);
        }
        other => return bit_not_other(host, other),
    })
}

fn bit_not_other(host: &mut dyn Host, value: &Value) -> Result<Value> {
    match Number::of(value).filter(|_| Code::of(value).is_numeric()) {
        Some(Number::Whole(n)) => Ok(Value::Int(!(n as i32))),
        Some(fraction) => match whole(fraction) {
            Some((n, Code::UInt32)) => Ok(Value::UInt(!(n as u32))),
            Some((n, Code::Int64)) => Ok(Value::Long(!(n as i64))),
            Some((n, Code::UInt64)) => Ok(Value::ULong(!(n as u64))),
            Some((n, _)) => Ok(Value::Int(!(n as i32))),
            None => {
                let kind = Type::Known(if matches!(value, Value::Decimal(_)) {
                    &types::INT32
                } else {
                    &types::UINT64
                });
                Err(convert::in_statement(convert::impossible(
                    host, value, &kind,
                )))
            }
        },
        None => {
            let int = Type::Known(&types::INT32);
            if figure(host, value, &int).1 == rank::NONE {
                return Err(convert::in_statement(convert::impossible(
                    host, value, &int,
                )));
            }
            let number = convert::to_i32(host, value).map_err(convert::in_statement)?;
            Ok(Value::Int(!number))
        }
    }
}

/// The value of a variable after `++`.
#[inline]
pub fn increment(host: &mut dyn Host, value: &Value) -> Result<Value> {
    match value {
        Value::Int(n) if *n < i32::MAX => Ok(Value::Int(n + 1)),
        other => step(host, other, 1, "++"),
    }
}

/// The value of a variable after `--`.
#[inline]
pub fn decrement(host: &mut dyn Host, value: &Value) -> Result<Value> {
    match value {
        Value::Int(n) if *n > i32::MIN => Ok(Value::Int(n - 1)),
        other => step(host, other, -1, "--"),
    }
}

fn step(host: &mut dyn Host, value: &Value, by: i32, operator: &str) -> Result<Value> {
    let base = value.base();
    if base.is_null() {
        return Ok(Value::Int(by));
    }
    if Code::of(base).is_numeric() {
        return add(host, base, &Value::Int(by));
    }
    let message = format!(
        "The '{operator}' operator works only on numbers. The operand is a '{}'.",
        base.get_type().full_name()
    );
    Fault::runtime("OperatorRequiresNumber", message).raise()
}
