//! Arithmetic between basic numbers: the wider type decides, and what overflows it becomes a double.

use super::{add, divide, multiply, remainder, subtract};
use crate::compare::no_coercion;
use crate::convert::{Code, Number, raw};
use crate::types::{self, Type};
use crate::{Exception, Fault, Host, Interrupt, Result, Value};
use rust_decimal::Decimal;

/// One of the five operations.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Operation {
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
}

impl Operation {
    /// The static method by which a .NET type defines it.
    pub(super) fn method(self) -> &'static str {
        match self {
            Operation::Add => "op_Addition",
            Operation::Subtract => "op_Subtraction",
            Operation::Multiply => "op_Multiply",
            Operation::Divide => "op_Division",
            Operation::Remainder => "op_Modulus",
        }
    }

    /// The operator as scripts write it.
    pub(super) fn symbol(self) -> &'static str {
        match self {
            Operation::Add => "+",
            Operation::Subtract => "-",
            Operation::Multiply => "*",
            Operation::Divide => "/",
            Operation::Remainder => "%",
        }
    }

    /// The operation on any two values.
    pub(super) fn apply(self, host: &mut dyn Host, left: &Value, right: &Value) -> Result<Value> {
        match self {
            Operation::Add => add(host, left, right),
            Operation::Subtract => subtract(host, left, right),
            Operation::Multiply => multiply(host, left, right),
            Operation::Divide => divide(host, left, right),
            Operation::Remainder => remainder(host, left, right),
        }
    }
}

/// The operation on two basic numbers, booleans and characters among them. An enumeration on the left stays one.
pub(super) fn calculate(operation: Operation, left: &Value, right: &Value) -> Result<Value> {
    let (Some(a), Some(b)) = (Number::of(left), Number::of(right)) else {
        return Ok(Value::Null);
    };
    let result = by_code(operation, left, right, a, b)?;
    match left {
        Value::Enum(value) => as_enum(result, &value.kind),
        _ => Ok(result),
    }
}

fn by_code(
    operation: Operation,
    left: &Value,
    right: &Value,
    a: Number,
    b: Number,
) -> Result<Value> {
    let code = Code::of(left).max(Code::of(right));
    match (a, b) {
        (Number::Whole(x), Number::Whole(y)) if code <= Code::UInt64 => {
            let code = code.max(Code::Int32);
            let signed = Code::of(left).is_signed()
                || (Code::of(right).is_signed() && !Code::of(left).is_signed());
            let negative = signed && (if Code::of(left).is_signed() { x } else { y }) < 0;
            match code {
                Code::UInt32 if negative => wholes(operation, x, y, Code::Int64),
                // Where signs mix, .NET computes in decimals, and in doubles where those overflow.
                Code::UInt64 if negative => mixed(operation, x, y),
                code => wholes(operation, x, y, code),
            }
        }
        _ if code == Code::Decimal => {
            if matches!(left, Value::Bool(_) | Value::Enum(_)) {
                return no_coercion(&left.get_type().full_name()).raise();
            }
            match (a.to_decimal(), b.to_decimal()) {
                (Some(a), Some(b)) => decimals(operation, a, b).map_err(Trouble::raise),
                _ => raw(&types::OVERFLOW_EXCEPTION, TOO_LARGE).raise(),
            }
        }
        _ => Ok(Value::Double(doubles(operation, a.to_f64(), b.to_f64()))),
    }
}

const TOO_LARGE: &str = "Value was either too large or too small for a Decimal.";

/// Whole numbers: the result if it fits the type, a double otherwise.
fn wholes(operation: Operation, a: i128, b: i128, code: Code) -> Result<Value> {
    let result = match operation {
        Operation::Add => a + b,
        Operation::Subtract => a - b,
        // Two numbers of 64 bits make at most 128, but for the sign.
        Operation::Multiply => match a.checked_mul(b) {
            Some(product) => product,
            None => return Ok(Value::Double(a as f64 * b as f64)),
        },
        Operation::Divide => return divide_wholes(a, b, code),
        Operation::Remainder if b == 0 => return Err(divided_by_zero()),
        Operation::Remainder => a % b,
    };
    Ok(whole(result, code).unwrap_or(Value::Double(result as f64)))
}

/// The value of that integer type, if it fits.
fn whole(number: i128, code: Code) -> Option<Value> {
    Some(match code {
        Code::UInt32 => Value::UInt(u32::try_from(number).ok()?),
        Code::Int64 => Value::Long(i64::try_from(number).ok()?),
        Code::UInt64 => Value::ULong(u64::try_from(number).ok()?),
        _ => Value::Int(i32::try_from(number).ok()?),
    })
}

/// Division without rest stays whole; any other gives a double.
pub(super) fn divide_wholes(a: i128, b: i128, code: Code) -> Result<Value> {
    if b == 0 {
        return Err(divided_by_zero());
    }
    if a % b == 0
        && let Some(value) = whole(a / b, code)
    {
        return Ok(value);
    }
    Ok(Value::Double(a as f64 / b as f64))
}

fn mixed(operation: Operation, a: i128, b: i128) -> Result<Value> {
    let decimal = |n: i128| Decimal::try_from_i128_with_scale(n, 0).unwrap_or_default();
    match decimals(operation, decimal(a), decimal(b)) {
        Ok(value) => Ok(value),
        Err(Trouble::Overflow) => Ok(Value::Double(doubles(operation, a as f64, b as f64))),
        Err(trouble) => Err(trouble.raise()),
    }
}

/// What goes wrong with decimals.
pub(super) enum Trouble {
    Overflow,
    Zero,
}

impl Trouble {
    fn raise(self) -> Box<Interrupt> {
        match self {
            Trouble::Overflow => wrapped(Exception::new(&types::OVERFLOW_EXCEPTION, TOO_LARGE)),
            Trouble::Zero => divided_by_zero(),
        }
    }

    /// The exception as the method of `decimal` throws it.
    pub(super) fn thrown(self) -> Fault {
        match self {
            Trouble::Overflow => raw(&types::OVERFLOW_EXCEPTION, TOO_LARGE),
            Trouble::Zero => raw(
                &types::DIVIDE_BY_ZERO_EXCEPTION,
                "Attempted to divide by zero.",
            ),
        }
    }
}

/// A quotient with no more zeros at its end than the operands ask for: .NET takes back those that the division added.
fn unpadded(quotient: Decimal, a: Decimal, b: Decimal) -> Decimal {
    let least = a.scale().saturating_sub(b.scale());
    let bare = quotient.normalize();
    if bare.scale() >= least {
        return bare;
    }
    let mut padded = bare;
    padded.rescale(least);
    if padded == bare { padded } else { quotient }
}

/// The operation on decimals, with the number of decimals that .NET gives the result.
pub(super) fn decimals(
    operation: Operation,
    a: Decimal,
    b: Decimal,
) -> std::result::Result<Value, Trouble> {
    let result = match operation {
        Operation::Add => a.checked_add(b),
        Operation::Subtract => a.checked_sub(b),
        Operation::Multiply => a
            .checked_mul(b)
            .map(|product| zero_with(product, a.scale() + b.scale())),
        Operation::Divide | Operation::Remainder if b.is_zero() => return Err(Trouble::Zero),
        Operation::Divide => a.checked_div(b).map(|quotient| unpadded(quotient, a, b)),
        Operation::Remainder => a.checked_rem(b).map(|rest| {
            zero_with(
                rest,
                if a.is_zero() {
                    a.scale()
                } else {
                    a.scale().max(b.scale())
                },
            )
        }),
    };
    result.map(Value::Decimal).ok_or(Trouble::Overflow)
}

/// Zero keeps the decimals that .NET's arithmetic leaves it.
fn zero_with(mut result: Decimal, scale: u32) -> Decimal {
    if result.is_zero() {
        result = Decimal::try_new(0, scale.min(Decimal::MAX_SCALE)).unwrap_or_default();
    }
    result
}

fn doubles(operation: Operation, a: f64, b: f64) -> f64 {
    match operation {
        Operation::Add => a + b,
        Operation::Subtract => a - b,
        Operation::Multiply => a * b,
        Operation::Divide => a / b,
        Operation::Remainder => a % b,
    }
}

/// The result as a value of the enumeration, which .NET allows only if it is of the integer type behind it.
fn as_enum(result: Value, kind: &Type) -> Result<Value> {
    if Code::of(&result) == Code::of_type(kind) {
        return Ok(kind.enum_from(result.as_integer().unwrap_or_default()));
    }
    let (from, to) = (result.get_type().full_name(), kind.full_name());
    raw(
        &types::INVALID_CAST_EXCEPTION,
        format!("Unable to cast object of type '{from}' to type '{to}'."),
    )
    .raise()
}

/// "Attempted to divide by zero."
pub(super) fn divided_by_zero() -> Box<Interrupt> {
    wrapped(Exception::new(
        &types::DIVIDE_BY_ZERO_EXCEPTION,
        "Attempted to divide by zero.",
    ))
}

/// A `RuntimeException` around an exception of .NET's, with its message.
fn wrapped(inner: Exception) -> Box<Interrupt> {
    let message = inner.message.clone();
    Fault::new(&types::RUNTIME_EXCEPTION, message)
        .id("RuntimeException")
        .because(Value::native(inner))
        .into()
}
