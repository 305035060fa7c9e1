//! `[math]`.

use super::args::*;
use super::decimal;
use super::failure::{divide_by_zero, overflow};
use super::float;
use super::number::{Number, abs, at, clamp, order, pick};
use super::table::*;
use crate::types::{self, Call, Member, Sig, TypeInfo};
use crate::{Result, Value};
use rust_decimal::Decimal;
use std::cmp::Ordering;

const ROUNDING: Sig = Sig::One(&types::MIDPOINT_ROUNDING);

macro_rules! function {
    ($name:literal, $arg:ident, $run:expr) => {
        static_method!($name, ($arg: DOUBLE) -> DOUBLE => |c| { let run: fn(f64) -> f64 = $run; ok(run(c.double(0))) })
    };
}

macro_rules! binary {
    ($name:literal, $a:ident, $b:ident, $run:expr) => {
        static_method!($name, ($a: DOUBLE, $b: DOUBLE) -> DOUBLE => |c| {
            let run: fn(f64, f64) -> f64 = $run;
            ok(run(c.double(0), c.double(1)))
        })
    };
}

/// A method of two numbers of each of these types.
macro_rules! pairs {
    ($name:literal, $run:ident, $($sig:ident $kind:ty),*) => {
        static_method!($name, $((val1: $sig, val2: $sig) -> $sig => $run::<$kind>),*)
    };
}

/// A method of a number and its bounds, of each of these types.
macro_rules! bounds {
    ($name:literal, $run:ident, $($sig:ident $kind:ty),*) => {
        static_method!($name, $((value: $sig, min: $sig, max: $sig) -> $sig => $run::<$kind>),*)
    };
}

macro_rules! div_rem {
    ($kind:ty) => {
        |c| {
            let (a, b): ($kind, $kind) = (at(c, 0), at(c, 1));
            let (whole, rest) = divided(a.checked_div(b), a.checked_rem(b), b == 0)?;
            Ok(super::tuple::value_tuple(vec![whole.into(), rest.into()]))
        }
    };
}

macro_rules! div_rem_out {
    ($kind:ty) => {
        |c| {
            let (a, b): ($kind, $kind) = (at(c, 0), at(c, 1));
            let (whole, rest) = divided(a.checked_div(b), a.checked_rem(b), b == 0)?;
            c.assign(2, rest.into())?;
            ok(whole)
        }
    };
}

/// `[math]`
pub static MATH: TypeInfo = TypeInfo::statics("System.Math", || MEMBERS);

/// Members.
pub static MEMBERS: &[Member] = &[
    static_get!("E", DOUBLE => |_| ok(std::f64::consts::E)),
    static_get!("PI", DOUBLE => |_| ok(std::f64::consts::PI)),
    static_get!("Tau", DOUBLE => |_| ok(std::f64::consts::TAU)),
    static_method!("Abs",
        (value: SHORT) -> SHORT => |c| abs(at::<i16>(c, 0).checked_abs()),
        (value: LONG) -> LONG => |c| abs(at::<i64>(c, 0).checked_abs()),
        (value: SBYTE) -> SBYTE => |c| abs(at::<i8>(c, 0).checked_abs()),
        (value: DECIMAL) -> DECIMAL => |c| ok(at::<Decimal>(c, 0).abs()),
        (value: DOUBLE) -> DOUBLE => |c| ok(c.double(0).abs()),
        (value: SINGLE) -> SINGLE => |c| ok(at::<f32>(c, 0).abs()),
        (value: INT) -> INT => |c| abs(c.int(0).checked_abs())),
    function!("Acos", d, f64::acos),
    function!("Acosh", d, f64::acosh),
    function!("Asin", d, f64::asin),
    function!("Asinh", d, f64::asinh),
    function!("Atan", d, f64::atan),
    binary!("Atan2", y, x, f64::atan2),
    function!("Atanh", d, f64::atanh),
    static_method!("BigMul",
        (a: LONG, b: LONG, low: *LONG) -> LONG => |c| {
            let product = i128::from(c.long(0)) * i128::from(c.long(1));
            c.assign(2, Value::Long(product as i64))?;
            ok((product >> 64) as i64)
        },
        (a: UINT, b: UINT) -> ULONG => |c| ok(u64::from(at::<u32>(c, 0)) * u64::from(at::<u32>(c, 1))),
        (a: ULONG, b: ULONG, low: *ULONG) -> ULONG => |c| {
            let product = u128::from(at::<u64>(c, 0)) * u128::from(at::<u64>(c, 1));
            c.assign(2, Value::ULong(product as u64))?;
            ok((product >> 64) as u64)
        },
        (a: INT, b: INT) -> LONG => |c| ok(i64::from(c.int(0)) * i64::from(c.int(1))),
        (a: LONG, b: LONG) -> BIGINT => |c| Ok(super::big::product(c.long(0).into(), c.long(1).into()))),
    function!("BitDecrement", x, f64::next_down),
    function!("BitIncrement", x, f64::next_up),
    function!("Cbrt", d, float::cbrt),
    static_method!("Ceiling",
        (d: DECIMAL) -> DECIMAL => |c| ok(at::<Decimal>(c, 0).ceil()),
        (a: DOUBLE) -> DOUBLE => |c| ok(c.double(0).ceil())),
    bounds!("Clamp", clamp, BYTE u8, ULONG u64, UINT u32, SBYTE i8, SINGLE f32, DECIMAL Decimal, INT i32, SHORT i16, USHORT u16, DOUBLE f64, LONG i64),
    binary!("CopySign", x, y, f64::copysign),
    function!("Cos", d, f64::cos),
    function!("Cosh", value, f64::cosh),
    static_method!("DivRem",
        (a: INT, b: INT, result: *INT) -> INT => div_rem_out!(i32),
        (a: LONG, b: LONG, result: *LONG) -> LONG => div_rem_out!(i64),
        (left: SBYTE, right: SBYTE) -> OBJ => div_rem!(i8),
        (left: BYTE, right: BYTE) -> OBJ => div_rem!(u8),
        (left: SHORT, right: SHORT) -> OBJ => div_rem!(i16),
        (left: USHORT, right: USHORT) -> OBJ => div_rem!(u16),
        (left: INT, right: INT) -> OBJ => div_rem!(i32),
        (left: UINT, right: UINT) -> OBJ => div_rem!(u32),
        (left: LONG, right: LONG) -> OBJ => div_rem!(i64),
        (left: ULONG, right: ULONG) -> OBJ => div_rem!(u64)),
    function!("Exp", d, f64::exp),
    static_method!("Floor",
        (d: DECIMAL) -> DECIMAL => |c| ok(at::<Decimal>(c, 0).floor()),
        (d: DOUBLE) -> DOUBLE => |c| ok(c.double(0).floor())),
    static_method!("FusedMultiplyAdd", (x: DOUBLE, y: DOUBLE, z: DOUBLE) -> DOUBLE => |c| ok(c.double(0).mul_add(c.double(1), c.double(2)))),
    binary!("IEEERemainder", x, y, float::ieee_remainder),
    static_method!("ILogB", (x: DOUBLE) -> INT => |c| ok(float::ilogb(c.double(0)))),
    static_method!("Log",
        (d: DOUBLE) -> DOUBLE => |c| ok(c.double(0).ln()),
        (a: DOUBLE, newBase: DOUBLE) -> DOUBLE => |c| ok(float::log(c.double(0), c.double(1)))),
    function!("Log10", d, f64::log10),
    function!("Log2", x, f64::log2),
    pairs!("Max", largest, LONG i64, UINT u32, SBYTE i8, USHORT u16, INT i32, ULONG u64, SHORT i16, SINGLE f32, DECIMAL Decimal, BYTE u8, DOUBLE f64),
    binary!("MaxMagnitude", x, y, |x, y| if x.abs() > y.abs()
        || x.is_nan()
        || (x.abs() == y.abs() && x > y)
    {
        x
    } else {
        y
    }),
    pairs!("Min", smallest, ULONG u64, UINT u32, USHORT u16, SINGLE f32, SBYTE i8, LONG i64, INT i32, SHORT i16, DECIMAL Decimal, BYTE u8, DOUBLE f64),
    binary!("MinMagnitude", x, y, |x, y| if x.abs() < y.abs()
        || x.is_nan()
        || (x.abs() == y.abs() && x < y)
    {
        x
    } else {
        y
    }),
    binary!("Pow", x, y, f64::powf),
    function!("ReciprocalEstimate", d, |d| 1.0 / d),
    function!("ReciprocalSqrtEstimate", d, |d| 1.0 / d.sqrt()),
    static_method!("Round",
        (value: DOUBLE, digits: INT, mode: ROUNDING) -> DOUBLE => |c| ok(float::round(c, c.double(0), Some(1), Some(2))?),
        (value: DOUBLE, mode: ROUNDING) -> DOUBLE => |c| ok(float::round(c, c.double(0), None, Some(1))?),
        (value: DOUBLE, digits: INT) -> DOUBLE => |c| ok(float::round(c, c.double(0), Some(1), None)?),
        (a: DOUBLE) -> DOUBLE => |c| ok(c.double(0).round_ties_even()),
        (d: DECIMAL, mode: ROUNDING) -> DECIMAL => |c| ok(decimal::rounded(c, at(c, 0), None, Some(1))?),
        (d: DECIMAL, decimals: INT, mode: ROUNDING) -> DECIMAL => |c| ok(decimal::rounded(c, at(c, 0), Some(1), Some(2))?),
        (d: DECIMAL) -> DECIMAL => |c| ok(decimal::rounded(c, at(c, 0), None, None)?),
        (d: DECIMAL, decimals: INT) -> DECIMAL => |c| ok(decimal::rounded(c, at(c, 0), Some(1), None)?)),
    static_method!("ScaleB", (x: DOUBLE, n: INT) -> DOUBLE => |c| ok(c.double(0) * 2f64.powi(c.int(1)))),
    static_method!("Sign",
        (value: DECIMAL) -> INT => |c| ok(order::<Decimal>(at(c, 0), Decimal::ZERO) as i32),
        (value: DOUBLE) -> INT => |c| float::sign(c.double(0)),
        (value: SHORT) -> INT => |c| ok(i32::from(at::<i16>(c, 0).signum())),
        (value: INT) -> INT => |c| ok(c.int(0).signum()),
        (value: LONG) -> INT => |c| ok(c.long(0).signum() as i32),
        (value: SBYTE) -> INT => |c| ok(i32::from(at::<i8>(c, 0).signum())),
        (value: SINGLE) -> INT => |c| float::sign(f64::from(at::<f32>(c, 0)))),
    function!("Sin", a, f64::sin),
    static_method!("SinCos", (x: DOUBLE) -> OBJ => |c| {
        let (sin, cos) = c.double(0).sin_cos();
        Ok(super::tuple::value_tuple(vec![sin.into(), cos.into()]))
    }),
    function!("Sinh", value, f64::sinh),
    function!("Sqrt", d, f64::sqrt),
    function!("Tan", a, f64::tan),
    function!("Tanh", value, f64::tanh),
    static_method!("Truncate",
        (d: DOUBLE) -> DOUBLE => |c| ok(c.double(0).trunc()),
        (d: DECIMAL) -> DECIMAL => |c| ok(at::<Decimal>(c, 0).trunc())),
];

fn largest<T: Number>(c: &mut Call<'_>) -> Result<Value> {
    pick::<T>(c, Ordering::Greater)
}

fn smallest<T: Number>(c: &mut Call<'_>) -> Result<Value> {
    pick::<T>(c, Ordering::Less)
}

fn divided<T>(whole: Option<T>, rest: Option<T>, by_zero: bool) -> Result<(T, T)> {
    match (whole, rest) {
        (Some(whole), Some(rest)) => Ok((whole, rest)),
        _ if by_zero => divide_by_zero().raise(),
        _ => overflow("Arithmetic operation resulted in an overflow.").raise(),
    }
}
