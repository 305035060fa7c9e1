//! `[decimal]`.

use super::args::*;
use super::convert_class::change;
use super::failure::{OrRaise, divide_by_zero, overflow};
use super::float::mode;
use super::format::to_string;
use super::number::{
    at, clamp, common, compare_object, compare_own, equals, order, own, parse, pick, try_parse,
    type_code,
};
use super::table::*;
use crate::number::{self, Integer};
use crate::types::{self, Call, Member, Sig, Type};
use crate::{Array, Elements, Fault, Result, Value};
use num_traits::{FromPrimitive, ToPrimitive};
use rust_decimal::Decimal;
use std::cmp::Ordering;

const ROUNDING: Sig = Sig::One(&types::MIDPOINT_ROUNDING);

macro_rules! map {
    ($name:literal, $run:expr) => {
        static_method!($name, (d: DECIMAL) -> DECIMAL => |c| { let run: fn(Decimal) -> Decimal = $run; ok(run(at(c, 0))) })
    };
}

macro_rules! test {
    ($name:literal, $run:expr) => {
        static_method!($name, (value: DECIMAL) -> BOOL => |c| { let run: fn(Decimal) -> bool = $run; ok(run(at(c, 0))) })
    };
}

macro_rules! to {
    ($name:literal, $sig:ident, $kind:ty) => {
        static_method!($name, (value: DECIMAL) -> $sig => |c| ok(truncated::<$kind>(at(c, 0))?))
    };
}

/// Members.
pub static MEMBERS: &[Member] = common!(Decimal, DECIMAL, DECIMAL;
    constructors!(
        (value: INT) -> VOID => |c| ok(Decimal::from(c.int(0))),
        (value: UINT) -> VOID => |c| ok(Decimal::from(at::<u32>(c, 0))),
        (value: LONG) -> VOID => |c| ok(Decimal::from(c.long(0))),
        (value: ULONG) -> VOID => |c| ok(Decimal::from(at::<u64>(c, 0))),
        (value: SINGLE) -> VOID => |c| from_fraction(Decimal::from_f32(at(c, 0))),
        (value: DOUBLE) -> VOID => |c| from_fraction(Decimal::from_f64(c.double(0))),
        (bits: INTS) -> VOID => |c| from_bits(&c.items(0)),
        (lo: INT, mid: INT, hi: INT, isNegative: BOOL, scale: BYTE) -> VOID => |c| {
            if c.long(4) > 28 {
                return out_of_range("scale", "Decimal's scale value must be between 0 and 28, inclusive.").raise();
            }
            ok(Decimal::from_parts(c.int(0) as u32, c.int(1) as u32, c.int(2) as u32, c.flag(3), c.int(4) as u32))
        }),
    get!("Scale", BYTE => |c| ok(own::<Decimal>(c).scale() as u8)),
    static_get!("MinusOne", DECIMAL => |_| ok(Decimal::NEGATIVE_ONE)),
    static_get!("One", DECIMAL => |_| ok(Decimal::ONE)),
    static_get!("Zero", DECIMAL => |_| ok(Decimal::ZERO)),
    map!("Abs", |d| d.abs()),
    static_method!("Add", (d1: DECIMAL, d2: DECIMAL) -> DECIMAL => |c| checked(at::<Decimal>(c, 0).checked_add(at(c, 1)))),
    map!("Ceiling", |d| d.ceil()),
    static_method!("Compare", (d1: DECIMAL, d2: DECIMAL) -> INT => |c| ok(order::<Decimal>(at(c, 0), at(c, 1)) as i32)),
    static_method!("CopySign", (value: DECIMAL, sign: DECIMAL) -> DECIMAL => |c| {
        let mut value: Decimal = at(c, 0);
        value.set_sign_negative(at::<Decimal>(c, 1).is_sign_negative());
        ok(value)
    }),
    static_method!("Divide", (d1: DECIMAL, d2: DECIMAL) -> DECIMAL => |c| {
        let (a, b): (Decimal, Decimal) = (at(c, 0), at(c, 1));
        if b.is_zero() { divide_by_zero().raise() } else { checked(a.checked_div(b)) }
    }),
    static_method!("Equals", (d1: DECIMAL, d2: DECIMAL) -> BOOL => |c| ok(at::<Decimal>(c, 0) == at::<Decimal>(c, 1))),
    map!("Floor", |d| d.floor()),
    static_method!("FromOACurrency", (cy: LONG) -> DECIMAL => |c| ok(Decimal::new(c.long(0), 4).normalize())),
    static_method!("GetBits", (d: DECIMAL) -> INTS => |c| Ok(bits(at(c, 0)))),
    test!("IsCanonical", |d| d.scale() == 0 || d.normalize().scale() == d.scale()),
    test!("IsEvenInteger", |d| d.fract().is_zero() && (d % Decimal::TWO).is_zero()),
    test!("IsInteger", |d| d.fract().is_zero()),
    test!("IsNegative", |d| d.is_sign_negative()),
    test!("IsOddInteger", |d| d.fract().is_zero() && !(d % Decimal::TWO).is_zero()),
    test!("IsPositive", |d| d.is_sign_positive()),
    static_method!("MaxMagnitude", (x: DECIMAL, y: DECIMAL) -> DECIMAL => |c| {
        let (a, b): (Decimal, Decimal) = (at(c, 0), at(c, 1));
        ok(if a.abs() > b.abs() || (a.abs() == b.abs() && b.is_sign_negative()) { a } else { b })
    }),
    static_method!("MinMagnitude", (x: DECIMAL, y: DECIMAL) -> DECIMAL => |c| {
        let (a, b): (Decimal, Decimal) = (at(c, 0), at(c, 1));
        ok(if a.abs() < b.abs() || (a.abs() == b.abs() && a.is_sign_negative()) { a } else { b })
    }),
    static_method!("Multiply", (d1: DECIMAL, d2: DECIMAL) -> DECIMAL => |c| checked(at::<Decimal>(c, 0).checked_mul(at(c, 1)))),
    map!("Negate", |d| -d),
    static_method!("Remainder", (d1: DECIMAL, d2: DECIMAL) -> DECIMAL => |c| {
        let (a, b): (Decimal, Decimal) = (at(c, 0), at(c, 1));
        if b.is_zero() { divide_by_zero().raise() } else { checked(a.checked_rem(b).map(|mut rest| {
            rest.rescale(a.scale().max(b.scale()));
            rest
        })) }
    }),
    static_method!("Round",
        (d: DECIMAL, decimals: INT, mode: ROUNDING) -> DECIMAL => |c| round(c, Some(1), Some(2)),
        (d: DECIMAL, mode: ROUNDING) -> DECIMAL => |c| round(c, None, Some(1)),
        (d: DECIMAL, decimals: INT) -> DECIMAL => |c| round(c, Some(1), None),
        (d: DECIMAL) -> DECIMAL => |c| round(c, None, None)),
    static_method!("Sign", (d: DECIMAL) -> INT => |c| ok(order::<Decimal>(at(c, 0), Decimal::ZERO) as i32)),
    static_method!("Subtract", (d1: DECIMAL, d2: DECIMAL) -> DECIMAL => |c| checked(at::<Decimal>(c, 0).checked_sub(at(c, 1)))),
    to!("ToByte", BYTE, u8),
    to!("ToInt16", SHORT, i16),
    to!("ToInt32", INT, i32),
    to!("ToInt64", LONG, i64),
    to!("ToSByte", SBYTE, i8),
    to!("ToUInt16", USHORT, u16),
    to!("ToUInt32", UINT, u32),
    to!("ToUInt64", ULONG, u64),
    static_method!("ToDouble", (d: DECIMAL) -> DOUBLE => |c| ok(at::<Decimal>(c, 0).to_f64())),
    static_method!("ToSingle", (d: DECIMAL) -> SINGLE => |c| ok(at::<Decimal>(c, 0).to_f32())),
    static_method!("ToOACurrency", (value: DECIMAL) -> LONG => |c| {
        let scaled = at::<Decimal>(c, 0).checked_mul(Decimal::from(10_000)).map(|d| d.round_dp(0));
        match scaled.and_then(|d| d.to_i64()) {
            Some(n) => ok(n),
            None => overflow("Value was either too large or too small for a Currency.").raise(),
        }
    }),
    map!("Truncate", |d| d.trunc()),
    static_method!("TryGetBits", (d: DECIMAL, destination: OBJ, valuesWritten: *INT) -> BOOL => |_| ok(false)),
);

/// The result of a sum, a product and so on that may be too large.
pub(super) fn checked(value: Option<Decimal>) -> Result<Value> {
    match value {
        Some(value) => ok(value),
        None => overflow("Value was either too large or too small for a Decimal.").raise(),
    }
}

fn from_fraction(value: Option<Decimal>) -> Result<Value> {
    checked(value.map(|d| d.normalize()))
}

fn from_bits(bits: &[Value]) -> Result<Value> {
    let words: Vec<u32> = bits
        .iter()
        .filter_map(Value::as_integer)
        .map(|n| n as u32)
        .collect();
    let [lo, mid, hi, flags] = words[..] else {
        return Fault::new(
            &types::ARGUMENT_EXCEPTION,
            "Decimal constructor requires an array or span of four valid decimal bytes.",
        )
        .raise();
    };
    ok(Decimal::from_parts(
        lo,
        mid,
        hi,
        flags >> 31 == 1,
        flags >> 16 & 0xff,
    ))
}

fn bits(value: Decimal) -> Value {
    let parts = value.unpack();
    let flags = parts.scale << 16 | u32::from(parts.negative) << 31;
    let words = vec![
        parts.lo as i32,
        parts.mid as i32,
        parts.hi as i32,
        flags as i32,
    ];
    Value::Array(Array::with(
        Type::Known(&types::INT32),
        Elements::Int(words),
    ))
}

fn round(c: &Call<'_>, digits: Option<usize>, rounding: Option<usize>) -> Result<Value> {
    ok(rounded(c, at(c, 0), digits, rounding)?)
}

/// `Math.Round` of a decimal.
pub(super) fn rounded(
    c: &Call<'_>,
    value: Decimal,
    digits: Option<usize>,
    rounding: Option<usize>,
) -> Result<Decimal> {
    let digits = digits.map_or(0, |n| c.int(n));
    let rounding = mode(c, rounding)?;
    let rounded = u32::try_from(digits)
        .ok()
        .and_then(|digits| number::round_decimal(&value, digits, rounding));
    rounded.ok_or_else(|| {
        out_of_range(
            "decimals",
            "Decimal can only round to between 0 and 28 digits of precision.",
        )
        .into()
    })
}

/// The conversions of `Decimal` itself cut the fraction off.
fn truncated<T: Integer>(value: Decimal) -> Result<T> {
    number::decimal_to_integer::<T>(&value.trunc()).or_raise()
}
