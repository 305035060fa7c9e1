//! Operators as C# has them: integers divide to integers and wrap, characters are numbers, text is joined by `+`.

use crate::Engine;
use object::members::failure;
use object::types;
use object::{Fault, Host, Result, Type, Value};
use rust_decimal::Decimal;

/// A number as arithmetic sees it, after promotion.
#[derive(Clone, Copy)]
enum Number {
    Int(i32),
    UInt(u32),
    Long(i64),
    ULong(u64),
    Single(f32),
    Double(f64),
    Exact(Decimal),
}
use Number::*;

fn number(value: &Value) -> Option<Number> {
    Some(match value.base() {
        Value::Int(n) => Int(*n),
        Value::Long(n) => Long(*n),
        Value::Double(x) => Double(*x),
        Value::Char(n) => Int(i32::from(*n)),
        Value::Byte(n) => Int(i32::from(*n)),
        Value::SByte(n) => Int(i32::from(*n)),
        Value::Short(n) => Int(i32::from(*n)),
        Value::UShort(n) => Int(i32::from(*n)),
        Value::UInt(n) => UInt(*n),
        Value::ULong(n) => ULong(*n),
        Value::Single(x) => Single(*x),
        Value::Decimal(d) => Exact(*d),
        Value::Enum(value) => i32::try_from(value.bits).map_or(Long(value.bits), Int),
        _ => return None,
    })
}

impl Number {
    fn rank(self) -> u8 {
        match self {
            Int(_) => 0,
            UInt(_) => 1,
            Long(_) => 2,
            ULong(_) => 3,
            Single(_) => 4,
            Double(_) => 5,
            Exact(_) => 6,
        }
    }

    fn bits(self) -> i64 {
        match self {
            Int(n) => i64::from(n),
            UInt(n) => i64::from(n),
            Long(n) => n,
            ULong(n) => n as i64,
            Single(x) => x as i64,
            Double(x) => x as i64,
            Exact(d) => to_i64(d),
        }
    }

    fn float(self) -> f64 {
        match self {
            Int(n) => f64::from(n),
            UInt(n) => f64::from(n),
            Long(n) => n as f64,
            ULong(n) => n as f64,
            Single(x) => f64::from(x),
            Double(x) => x,
            Exact(d) => f64::try_from(d).unwrap_or_default(),
        }
    }

    fn decimal(self) -> Decimal {
        match self {
            Exact(d) => d,
            ULong(n) => Decimal::from(n),
            Single(_) | Double(_) => Decimal::try_from(self.float()).unwrap_or_default(),
            other => Decimal::from(other.bits()),
        }
    }

    /// The same in a wider type.
    fn widened(self, rank: u8) -> Number {
        match rank {
            0 => Int(self.bits() as i32),
            1 => UInt(self.bits() as u32),
            2 => Long(self.bits()),
            3 => ULong(self.bits() as u64),
            4 => Single(self.float() as f32),
            5 => Double(self.float()),
            _ => Exact(self.decimal()),
        }
    }

    fn value(self) -> Value {
        match self {
            Int(n) => Value::Int(n),
            UInt(n) => Value::UInt(n),
            Long(n) => Value::Long(n),
            ULong(n) => Value::ULong(n),
            Single(x) => Value::Single(x),
            Double(x) => Value::Double(x),
            Exact(d) => Value::Decimal(d),
        }
    }
}

fn to_i64(d: Decimal) -> i64 {
    i64::try_from(d.trunc()).unwrap_or_default()
}

/// Two numbers in the type that both fit.
fn promoted(a: Number, b: Number) -> (Number, Number) {
    let (low, high) = (a.rank().min(b.rank()), a.rank().max(b.rank()));
    // `uint` and `int` meet in `long`.
    let rank = if low == 0 && high == 1 { 2 } else { high };
    (a.widened(rank), b.widened(rank))
}

macro_rules! integers {
    ($a:expr, $b:expr, $sign:expr, $checked:expr, $make:expr) => {{
        let (a, b) = ($a, $b);
        let (wrapped, fits) = match $sign {
            "+" => (a.wrapping_add(b), a.checked_add(b)),
            "-" => (a.wrapping_sub(b), a.checked_sub(b)),
            "*" => (a.wrapping_mul(b), a.checked_mul(b)),
            "/" | "%" if b == 0 => return failure::divide_by_zero().raise(),
            "/" => (a.wrapping_div(b), Some(a.wrapping_div(b))),
            "%" => (a.wrapping_rem(b), Some(a.wrapping_rem(b))),
            "&" => (a & b, Some(a & b)),
            "|" => (a | b, Some(a | b)),
            _ => (a ^ b, Some(a ^ b)),
        };
        if $checked && fits.is_none() {
            return failure::overflow("Arithmetic operation resulted in an overflow.").raise();
        }
        $make(wrapped)
    }};
}

fn floats(a: f64, b: f64, sign: &str) -> f64 {
    match sign {
        "+" => a + b,
        "-" => a - b,
        "*" => a * b,
        "/" => a / b,
        _ => a % b,
    }
}

fn arithmetic(a: Number, b: Number, sign: &str, checked: bool) -> Result<Number> {
    Ok(match promoted(a, b) {
        (Int(a), Int(b)) => integers!(a, b, sign, checked, Int),
        (UInt(a), UInt(b)) => integers!(a, b, sign, checked, UInt),
        (Long(a), Long(b)) => integers!(a, b, sign, checked, Long),
        (ULong(a), ULong(b)) => integers!(a, b, sign, checked, ULong),
        (Single(a), Single(b)) => Single(floats(f64::from(a), f64::from(b), sign) as f32),
        (Exact(a), Exact(b)) => {
            let result = match sign {
                "+" => a.checked_add(b),
                "-" => a.checked_sub(b),
                "*" => a.checked_mul(b),
                _ if b.is_zero() => return failure::divide_by_zero().raise(),
                "/" => a.checked_div(b),
                _ => a.checked_rem(b),
            };
            match result {
                Some(result) => Exact(result),
                None => {
                    let what = "Value was either too large or too small for a Decimal.";
                    return failure::overflow(what).raise();
                }
            }
        }
        (a, b) => Double(floats(a.float(), b.float(), sign)),
    })
}

fn shifted(a: Number, by: i64, sign: &str) -> Number {
    match (a, sign) {
        (Int(n), "<<") => Int(n.wrapping_shl(by as u32)),
        (Int(n), _) => Int(n.wrapping_shr(by as u32)),
        (UInt(n), "<<") => UInt(n.wrapping_shl(by as u32)),
        (UInt(n), _) => UInt(n.wrapping_shr(by as u32)),
        (ULong(n), "<<") => ULong(n.wrapping_shl(by as u32)),
        (ULong(n), _) => ULong(n.wrapping_shr(by as u32)),
        (other, "<<") => Long(other.bits().wrapping_shl(by as u32)),
        (other, _) => Long(other.bits().wrapping_shr(by as u32)),
    }
}

/// An operator on two values of which neither is an object with operators of its own.
pub(super) fn binary(
    engine: &mut Engine,
    sign: &str,
    a: &Value,
    b: &Value,
    checked: bool,
) -> Result<Value> {
    match sign {
        "==" => return Ok(Value::Bool(equal(a, b))),
        "!=" => return Ok(Value::Bool(!equal(a, b))),
        "<" | ">" | "<=" | ">=" => return compared(engine, sign, a, b),
        "+" if is_text(a) || is_text(b) => {
            let text = format!("{}{}", text_of(engine, a)?, text_of(engine, b)?);
            return Ok(Value::from(text));
        }
        _ => {}
    }
    if let (Value::Bool(x), Value::Bool(y)) = (a, b) {
        return Ok(Value::Bool(match sign {
            "&" => x & y,
            "|" => x | y,
            _ => x ^ y,
        }));
    }
    if let (Value::Enum(x), Value::Enum(y)) = (a, b) {
        let bits = match sign {
            "&" => x.bits & y.bits,
            "|" => x.bits | y.bits,
            "^" => x.bits ^ y.bits,
            _ => return Ok(Value::Int((x.bits - y.bits) as i32)),
        };
        return Ok(x.kind.enum_from(bits));
    }
    let (Some(x), Some(y)) = (number(a), number(b)) else {
        return other(engine, sign, a, b);
    };
    if sign == "<<" || sign == ">>" {
        return Ok(shifted(x, y.bits(), sign).value());
    }
    let result = arithmetic(x, y, sign, checked)?;
    Ok(match (a, b) {
        (Value::Enum(x), _) => x.kind.enum_from(result.bits()),
        _ => result.value(),
    })
}

/// Dates, spans of time and the like have operators that PowerShell uses too.
fn other(engine: &mut Engine, sign: &str, a: &Value, b: &Value) -> Result<Value> {
    if a.is_null() || b.is_null() {
        return Ok(Value::Null);
    }
    let host: &mut dyn Host = engine;
    match sign {
        "+" => object::arith::add(host, a, b),
        "-" => object::arith::subtract(host, a, b),
        "*" => object::arith::multiply(host, a, b),
        "/" => object::arith::divide(host, a, b),
        _ => object::arith::remainder(host, a, b),
    }
}

fn is_text(value: &Value) -> bool {
    matches!(value.base(), Value::Str(_))
}

/// `==`: numbers by value, text by its characters, everything else by identity.
pub(super) fn equal(a: &Value, b: &Value) -> bool {
    match (a.base(), b.base()) {
        (Value::Str(a), Value::Str(b)) => a == b,
        (Value::Bool(a), Value::Bool(b)) => a == b,
        (a, b) if a.is_null() || b.is_null() => a.is_null() && b.is_null(),
        (a, b) => match (number(a), number(b)) {
            (Some(x), Some(y)) => match promoted(x, y) {
                (Int(x), Int(y)) => x == y,
                (UInt(x), UInt(y)) => x == y,
                (Long(x), Long(y)) => x == y,
                (ULong(x), ULong(y)) => x == y,
                (Exact(x), Exact(y)) => x == y,
                (x, y) => x.float() == y.float(),
            },
            _ => a.same(b),
        },
    }
}

fn compared(engine: &mut Engine, sign: &str, a: &Value, b: &Value) -> Result<Value> {
    let order = match (number(a), number(b)) {
        (Some(x), Some(y)) => match promoted(x, y) {
            (ULong(x), ULong(y)) => Some(x.cmp(&y)),
            (Exact(x), Exact(y)) => Some(x.cmp(&y)),
            (x @ (Single(_) | Double(_)), y) => x.float().partial_cmp(&y.float()),
            (x, y) => Some(x.bits().cmp(&y.bits())),
        },
        _ if a.is_null() || b.is_null() => None,
        _ => Some(object::compare::ps_compare(engine, a, b, false)?),
    };
    Ok(Value::Bool(order.is_some_and(|order| match sign {
        "<" => order.is_lt(),
        ">" => order.is_gt(),
        "<=" => order.is_le(),
        _ => order.is_ge(),
    })))
}

/// `ToString()`; nothing of null.
pub(super) fn text_of(engine: &mut Engine, value: &Value) -> Result<object::Str> {
    Ok(match value.base() {
        Value::Str(text) => text.clone(),
        Value::Null | Value::Nothing => "".into(),
        Value::Int(n) => n.to_string().into(),
        base => {
            let base = base.clone();
            let symbol = object::Symbol::of("ToString");
            let text = engine.invoke_member(&base, &"ToString".into(), symbol, Vec::new())?;
            text.as_str().cloned().unwrap_or_default()
        }
    })
}

/// `-x`, `!x`, `~x`, `+x`
pub(super) fn unary(sign: &str, value: &Value) -> Result<Value> {
    if let Value::Bool(flag) = value {
        return Ok(Value::Bool(!flag));
    }
    if let Value::Enum(own) = value {
        return Ok(own.kind.enum_from(!own.bits));
    }
    Ok(match (sign, number(value)) {
        ("-", Some(Int(n))) => Value::Int(n.wrapping_neg()),
        ("-", Some(UInt(n))) => Value::Long(-i64::from(n)),
        ("-", Some(Long(n))) => Value::Long(n.wrapping_neg()),
        ("-", Some(Single(x))) => Value::Single(-x),
        ("-", Some(Double(x))) => Value::Double(-x),
        ("-", Some(Exact(d))) => Value::Decimal(-d),
        ("~", Some(Int(n))) => Value::Int(!n),
        ("~", Some(UInt(n))) => Value::UInt(!n),
        ("~", Some(Long(n))) => Value::Long(!n),
        ("~", Some(ULong(n))) => Value::ULong(!n),
        ("+", Some(n)) => n.value(),
        ("-", None) => match value {
            Value::TimeSpan(span) => {
                Value::TimeSpan(object::date::TimeSpan::from_ticks(-span.ticks()))
            }
            _ => Value::Null,
        },
        _ => Value::Null,
    })
}

/// A number as another type of number: the fraction is cut off, what does not fit wraps.
pub(super) fn numeric_cast(value: &Value, kind: &Type, checked: bool) -> Result<Option<Value>> {
    let Some(n) = number(value) else {
        return Ok(None);
    };
    let Type::Known(info) = kind else {
        return Ok(None);
    };
    let range = |low: f64, high: f64| !checked || (low..=high).contains(&n.float().trunc());
    let bits = n.bits();
    let (result, fits) = match info.name {
        "System.Int32" => (Value::Int(bits as i32), range(-2147483648.0, 2147483647.0)),
        "System.Int64" => (Value::Long(bits), true),
        "System.Double" => (Value::Double(n.float()), true),
        "System.Single" => (Value::Single(n.float() as f32), true),
        "System.Decimal" => (Value::Decimal(n.decimal()), true),
        "System.Byte" => (Value::Byte(bits as u8), range(0.0, 255.0)),
        "System.SByte" => (Value::SByte(bits as i8), range(-128.0, 127.0)),
        "System.Int16" => (Value::Short(bits as i16), range(-32768.0, 32767.0)),
        "System.UInt16" => (Value::UShort(bits as u16), range(0.0, 65535.0)),
        "System.Char" => (Value::Char(bits as u16), range(0.0, 65535.0)),
        "System.UInt32" => (Value::UInt(bits as u32), range(0.0, 4294967295.0)),
        "System.UInt64" => {
            let bits = match n {
                Single(_) | Double(_) => n.float() as u64,
                Exact(d) => u64::try_from(d.trunc()).unwrap_or_default(),
                _ => bits as u64,
            };
            (Value::ULong(bits), true)
        }
        _ => return Ok(None),
    };
    if !fits {
        return failure::overflow("Arithmetic operation resulted in an overflow.").raise();
    }
    Ok(Some(result))
}

/// `NullReferenceException`
pub(super) fn null_reference<T>() -> Result<T> {
    Fault::new(
        types::find("System.NullReferenceException", 0).unwrap_or(&types::SYSTEM_EXCEPTION),
        "Object reference not set to an instance of an object.",
    )
    .raise()
}
