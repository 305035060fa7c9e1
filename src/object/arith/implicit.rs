//! The operators that .NET's types define as static methods: dates and spans, big integers, decimals, and script classes.
//!
//! The type of the left operand provides the method, that of the right one where the left one is primitive. Arguments are
//! converted as those of any method, so that `1 + [timespan]'1:00'` adds one tick.

use super::numeric::{Operation, decimals};
use crate::convert::{self, date_error, raw};
use crate::date::TimeSpan;
use crate::members::choose::{self, Choice};
use crate::members::table::{DATE, DOUBLE, INT};
use crate::types::{self, Call, MemberKind, Overload, Param, Sig, Type, TypeInfo};
use crate::{Exception, Fault, Host, Interrupt, Result, Value};
use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive, Zero};
use std::rc::Rc;

/// Calls the operator's method on two operands without members of their own.
pub(super) fn call(
    host: &mut dyn Host,
    method: &'static str,
    symbol: &str,
    left: &Value,
    right: &Value,
) -> Result<Value> {
    let Some(kind) = provider(left, right) else {
        let name = |value: &Value| {
            if value.is_null() {
                "$null".to_string()
            } else {
                value.get_type().full_name()
            }
        };
        let message = format!(
            "The operation '[{}] {symbol} [{}]' is not defined.",
            name(left),
            name(right)
        );
        return Fault::runtime("NotADefinedOperationForType", message)
            .target(left.clone())
            .raise();
    };
    let arguments = [left.clone(), right.clone()];
    if let Type::Class(_) = kind
        && let Some(result) = host.call_method(&Value::Type(kind.clone()), method, &arguments)?
    {
        return Ok(result);
    }
    let overloads = overloads(&kind, method);
    if overloads.is_empty() {
        return not_found(left, &kind, method).raise();
    }
    run(host, &kind, method, &overloads, &arguments)
}

/// The type that is asked for the operator.
fn provider(left: &Value, right: &Value) -> Option<Type> {
    let candidate =
        |value: &Value| (!value.is_null() && !is_primitive(value)).then(|| value.get_type());
    candidate(left).or_else(|| candidate(right).filter(|_| left.is_null() || is_primitive(left)))
}

fn is_primitive(value: &Value) -> bool {
    let code = convert::Code::of(value);
    code.is_numeric_or_primitive() && !matches!(value, Value::Enum(_) | Value::Decimal(_))
}

fn not_found(left: &Value, kind: &Type, method: &'static str) -> Fault {
    // An object made of notes alone is a `PSObject` to .NET.
    let custom = matches!(left, Value::Object(_)) && kind.is(&types::PSCUSTOMOBJECT);
    let shown = if custom {
        types::PSOBJECT.name.to_string()
    } else {
        kind.full_name()
    };
    let message = format!(
        "Method invocation failed because [{shown}] does not contain a method named '{method}'."
    );
    Fault::runtime("MethodNotFound", message).target(method)
}

/// The signatures of the operator: those in the type's own table, or those of this file.
fn overloads(kind: &Type, method: &str) -> Vec<&'static Overload> {
    let info = match kind {
        Type::Known(info) => *info,
        Type::Generic(generic) => generic.definition,
        _ => return Vec::new(),
    };
    let own = info
        .own_members()
        .iter()
        .find(|member| member.is_static && member.name == method);
    if let Some(MemberKind::Method(list)) = own.map(|member| &member.kind) {
        return list.iter().collect();
    }
    let known = |entry: &&(&TypeInfo, &str, &'static [Overload])| {
        std::ptr::eq(entry.0, info) && entry.1 == method
    };
    OPERATORS
        .iter()
        .find(known)
        .map(|(_, _, list)| list.iter().collect())
        .unwrap_or_default()
}

fn run(
    host: &mut dyn Host,
    kind: &Type,
    method: &str,
    overloads: &[&'static Overload],
    arguments: &[Value],
) -> Result<Value> {
    let choice = choose::choose(host, kind, method, overloads, arguments)?;
    let converted = convert_arguments(host, kind, method, &choice, arguments)?;
    let mut call = Call {
        host,
        this: &Value::Null,
        args: &converted,
        kind,
    };
    (choice.overload.run)(&mut call).map_err(|error| invoking(method, error))
}

/// The arguments as the parameters want them. Errors name them by number, as PowerShell's operators do.
fn convert_arguments(
    host: &mut dyn Host,
    kind: &Type,
    method: &str,
    choice: &Choice,
    arguments: &[Value],
) -> Result<Vec<Value>> {
    let mut converted = Vec::with_capacity(arguments.len());
    for (at, (param, argument)) in choice.overload.params.iter().zip(arguments).enumerate() {
        let wanted = param.sig.resolve(kind);
        match convert::to(host, argument, &wanted) {
            Ok(value) => converted.push(value),
            Err(error) => {
                let record = convert::record_of(error)?;
                let (shown, target) = (
                    convert::to_string_method(host, argument)?,
                    wanted.full_name(),
                );
                let reason = record.exception_message();
                let message = format!(
                    "Cannot convert argument \"{at}\", with value: \"{shown}\", for \"{method}\" to type \"{target}\": \"{reason}\""
                );
                let fault = Fault::new(&types::METHOD_EXCEPTION, message)
                    .id("MethodArgumentConversionInvalidCastArgument");
                return fault.because(record.exception.clone()).raise();
            }
        }
    }
    Ok(converted)
}

fn invoking(method: &str, error: Box<Interrupt>) -> Box<Interrupt> {
    let record = match convert::record_of(error) {
        Ok(record) => record,
        Err(other) => return other,
    };
    let message = format!(
        "Exception calling \"{method}\" with \"2\" argument(s): \"{}\"",
        record.exception_message()
    );
    Fault::new(&types::METHOD_INVOCATION_EXCEPTION, message)
        .id("DotNetMethodException")
        .because(record.exception.clone())
        .into()
}

const SPAN: Sig = Sig::One(&types::TIME_SPAN);
const BIG: Sig = Sig::One(&types::BIG_INTEGER);
const DECIMAL: Sig = Sig::One(&types::DECIMAL);

macro_rules! operator {
    ($left:ident, $right:ident -> $returns:ident => $run:expr) => {
        Overload::new(
            &[Param::of("left", $left), Param::of("right", $right)],
            $returns,
            $run,
        )
    };
}

macro_rules! big {
    ($name:literal, $operation:expr) => {
        (&types::BIG_INTEGER, $name, &[operator!(BIG, BIG -> BIG => |c| bigs(c, $operation))] as &[Overload])
    };
}

macro_rules! decimal {
    ($name:literal, $operation:expr) => {
        (&types::DECIMAL, $name, &[operator!(DECIMAL, DECIMAL -> DECIMAL => |c| on_decimals(c, $operation))] as &[Overload])
    };
}

/// Types, methods and signatures. Decimals stand here for the operands that are no basic numbers, such as big integers.
static OPERATORS: &[(&TypeInfo, &str, &[Overload])] = &[
    (
        &types::DATE_TIME,
        "op_Addition",
        &[operator!(DATE, SPAN -> DATE => |c| move_date(c, 1))],
    ),
    (
        &types::DATE_TIME,
        "op_Subtraction",
        &[
            operator!(DATE, DATE -> SPAN => date_difference),
            operator!(DATE, SPAN -> DATE => |c| move_date(c, -1)),
        ],
    ),
    (
        &types::TIME_SPAN,
        "op_Addition",
        &[operator!(SPAN, SPAN -> SPAN => |c| spans(c, i64::checked_add))],
    ),
    (
        &types::TIME_SPAN,
        "op_Subtraction",
        &[operator!(SPAN, SPAN -> SPAN => |c| spans(c, i64::checked_sub))],
    ),
    (
        &types::TIME_SPAN,
        "op_Multiply",
        &[
            operator!(SPAN, DOUBLE -> SPAN => |c| scale(span(c, 0), c.double(1))),
            operator!(DOUBLE, SPAN -> SPAN => |c| scale(span(c, 1), c.double(0))),
        ],
    ),
    (
        &types::TIME_SPAN,
        "op_Division",
        &[
            operator!(SPAN, DOUBLE -> SPAN => divide_span),
            operator!(SPAN, SPAN -> DOUBLE => |c| Ok(Value::Double(span(c, 0) as f64 / span(c, 1) as f64))),
        ],
    ),
    big!("op_Addition", |a, b| Ok(a + b)),
    big!("op_Subtraction", |a, b| Ok(a - b)),
    big!("op_Multiply", |a, b| Ok(a * b)),
    big!("op_Division", |a, b| nonzero(b).map(|b| a / b)),
    big!("op_Modulus", |a, b| nonzero(b).map(|b| a % b)),
    big!("op_BitwiseAnd", |a, b| Ok(a & b)),
    big!("op_BitwiseOr", |a, b| Ok(a | b)),
    big!("op_ExclusiveOr", |a, b| Ok(a ^ b)),
    (
        &types::BIG_INTEGER,
        "op_LeftShift",
        &[operator!(BIG, INT -> BIG => |c| shift(c, c.int(1).into()))],
    ),
    (
        &types::BIG_INTEGER,
        "op_RightShift",
        &[operator!(BIG, INT -> BIG => |c| shift(c, -i64::from(c.int(1))))],
    ),
    decimal!("op_Addition", Operation::Add),
    decimal!("op_Subtraction", Operation::Subtract),
    decimal!("op_Multiply", Operation::Multiply),
    decimal!("op_Division", Operation::Divide),
    decimal!("op_Modulus", Operation::Remainder),
];

fn thrown<T>(inner: Exception) -> Result<T> {
    let message = inner.message.clone();
    let info = match &inner.kind {
        Type::Known(info) => *info,
        _ => &types::EXCEPTION,
    };
    raw(info, message).raise()
}

fn span(c: &Call<'_>, n: usize) -> i64 {
    match c.arg(n).base() {
        Value::TimeSpan(span) => span.ticks(),
        _ => 0,
    }
}

fn spans(c: &mut Call<'_>, operation: fn(i64, i64) -> Option<i64>) -> Result<Value> {
    match operation(span(c, 0), span(c, 1)) {
        Some(ticks) => Ok(Value::TimeSpan(TimeSpan::from_ticks(ticks))),
        None => too_long(),
    }
}

fn too_long() -> Result<Value> {
    raw(
        &types::OVERFLOW_EXCEPTION,
        "TimeSpan overflowed because the duration is too long.",
    )
    .raise()
}

/// `TimeSpan * double`
fn scale(ticks: i64, factor: f64) -> Result<Value> {
    rounded(ticks as f64 * factor, factor, "factor")
}

fn divide_span(c: &mut Call<'_>) -> Result<Value> {
    let divisor = c.double(1);
    rounded(span(c, 0) as f64 / divisor, divisor, "divisor")
}

/// The span of so many ticks, half to even; `operand` is what was given, under the name of its parameter.
fn rounded(ticks: f64, operand: f64, name: &str) -> Result<Value> {
    if operand.is_nan() {
        let message = format!(
            "TimeSpan does not accept floating point Not-a-Number values. (Parameter '{name}')"
        );
        return raw(&types::ARGUMENT_EXCEPTION, message)
            .with("ParamName", name)
            .raise();
    }
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    let ticks = ticks.round_ties_even();
    if !(-LIMIT..LIMIT).contains(&ticks) {
        return too_long();
    }
    Ok(Value::TimeSpan(TimeSpan::from_ticks(ticks as i64)))
}

fn move_date(c: &mut Call<'_>, sign: i64) -> Result<Value> {
    let Value::DateTime(date) = c.arg(0).base() else {
        return Ok(Value::Null);
    };
    match date.add_ticks(span(c, 1).wrapping_mul(sign)) {
        Ok(moved) => Ok(Value::DateTime(moved)),
        Err(error) => thrown(date_error(error)),
    }
}

fn date_difference(c: &mut Call<'_>) -> Result<Value> {
    match (c.arg(0).base(), c.arg(1).base()) {
        (Value::DateTime(a), Value::DateTime(b)) => Ok(Value::TimeSpan(a.since(*b))),
        _ => Ok(Value::Null),
    }
}

fn bigs(c: &mut Call<'_>, operation: fn(&BigInt, &BigInt) -> Result<BigInt>) -> Result<Value> {
    match (c.arg(0).base(), c.arg(1).base()) {
        (Value::BigInt(a), Value::BigInt(b)) => operation(a, b).map(|n| Value::BigInt(Rc::new(n))),
        _ => Ok(Value::Null),
    }
}

fn nonzero(divisor: &BigInt) -> Result<&BigInt> {
    if divisor.is_zero() {
        return raw(
            &types::DIVIDE_BY_ZERO_EXCEPTION,
            "Attempted to divide by zero.",
        )
        .raise();
    }
    Ok(divisor)
}

/// A big integer may not grow beyond this many bits, which is .NET's own limit.
const BITS_MAX: i64 = (1 << 31) - 32;

fn shift(c: &mut Call<'_>, by: i64) -> Result<Value> {
    let Value::BigInt(number) = c.arg(0).base() else {
        return Ok(Value::Null);
    };
    if by > 0
        && !number.is_zero()
        && by + number.abs().bits().to_i64().unwrap_or(i64::MAX) > BITS_MAX
    {
        return raw(
            &types::OVERFLOW_EXCEPTION,
            "Arithmetic operation resulted in an overflow.",
        )
        .raise();
    }
    let shifted = if by >= 0 {
        &**number << by as u64
    } else {
        &**number >> by.unsigned_abs()
    };
    Ok(Value::BigInt(Rc::new(shifted)))
}

fn on_decimals(c: &mut Call<'_>, operation: Operation) -> Result<Value> {
    match (c.arg(0).base(), c.arg(1).base()) {
        (Value::Decimal(a), Value::Decimal(b)) => {
            decimals(operation, *a, *b).map_err(|trouble| trouble.thrown().into())
        }
        _ => Ok(Value::Null),
    }
}
