//! `[bigint]`.

use super::args::*;
use super::cultures;
use super::failure::{OrRaise, divide_by_zero, overflow};
use super::format::to_string;
use super::number::at;
use super::table::*;
use crate::number::{self, NumberStyles};
use crate::types::{self, Call, Member};
use crate::{Fault, Result, Value};
use num_bigint::{BigInt, Sign};
use num_traits::{FromPrimitive, One, Pow, Signed, ToPrimitive, Zero};
use rust_decimal::Decimal;
use std::rc::Rc;

macro_rules! binary {
    ($name:literal, $a:ident, $b:ident, $run:expr) => {
        static_method!($name, ($a: BIGINT, $b: BIGINT) -> BIGINT => |c| {
            let run: fn(&BigInt, &BigInt) -> BigInt = $run;
            big(run(&arg(c, 0), &arg(c, 1)))
        })
    };
}

macro_rules! test {
    ($name:literal, $run:expr) => {
        static_method!($name, (value: BIGINT) -> BOOL => |c| { let run: fn(&BigInt) -> bool = $run; ok(run(&arg(c, 0))) })
    };
}

/// Members.
pub static MEMBERS: &[Member] = &[
    constructors!(
        (value: INT) -> VOID => |c| big(BigInt::from(c.int(0))),
        (value: UINT) -> VOID => |c| big(BigInt::from(at::<u32>(c, 0))),
        (value: LONG) -> VOID => |c| big(BigInt::from(c.long(0))),
        (value: ULONG) -> VOID => |c| big(BigInt::from(at::<u64>(c, 0))),
        (value: SINGLE) -> VOID => |c| from_double(f64::from(at::<f32>(c, 0))),
        (value: DOUBLE) -> VOID => |c| from_double(c.double(0)),
        (value: DECIMAL) -> VOID => |c| big(BigInt::from_i128(at::<Decimal>(c, 0).trunc().to_i128().unwrap_or_default()).unwrap_or_default()),
        (value: BYTES) -> VOID => |c| big(BigInt::from_signed_bytes_le(&c.bytes(0)))),
    get!("IsPowerOfTwo", BOOL => |c| ok(is_power(&own(c)))),
    get!("IsZero", BOOL => |c| ok(own(c).is_zero())),
    get!("IsOne", BOOL => |c| ok(own(c).is_one())),
    get!("IsEven", BOOL => |c| ok(!own(c).bit(0))),
    get!("Sign", INT => |c| ok(sign(&own(c)))),
    static_get!("MinusOne", BIGINT => |_| big(BigInt::from(-1))),
    static_get!("One", BIGINT => |_| big(BigInt::one())),
    static_get!("Zero", BIGINT => |_| big(BigInt::zero())),
    method!("CompareTo",
    (other: LONG) -> INT => |c| ok(own(c).as_ref().cmp(&BigInt::from(c.long(0))) as i32),
    (other: ULONG) -> INT => |c| ok(own(c).as_ref().cmp(&BigInt::from(at::<u64>(c, 0))) as i32),
    (other: BIGINT) -> INT => |c| ok(own(c).cmp(&arg(c, 0)) as i32),
    (obj: OBJ) -> INT => |c| match c.arg(0).base() {
        Value::Null | Value::Nothing => ok(1),
        Value::BigInt(other) => ok(own(c).cmp(other) as i32),
        _ => argument("The parameter must be a BigInteger.", "obj").raise(),
    }),
    method!("Equals",
        (obj: OBJ) -> BOOL => |c| ok(matches!(c.arg(0).base(), Value::BigInt(other) if *other == own(c))),
        (other: LONG) -> BOOL => |c| ok(*own(c) == BigInt::from(c.long(0))),
        (other: ULONG) -> BOOL => |c| ok(*own(c) == BigInt::from(at::<u64>(c, 0))),
        (other: BIGINT) -> BOOL => |c| ok(own(c) == arg(c, 0))),
    method!("GetBitLength", () -> LONG => |c| {
        let value = own(c);
        let magnitude = if value.is_negative() { -(&*value) - 1 } else { (*value).clone() };
        ok(magnitude.bits() as i64)
    }),
    method!("GetByteCount", (isUnsigned: ?BOOL) -> INT => |c| ok(to_bytes(&own(c), c.flag(0)).len() as i32)),
    method!("GetHashCode", () -> INT => |c| ok(super::object::hash(c.this))),
    method!("ToByteArray",
        (isUnsigned: ?BOOL, isBigEndian: ?BOOL) -> BYTES => |c| {
            if c.flag(0) && own(c).is_negative() {
                return overflow("Negative values do not have an unsigned representation.").raise();
            }
            let mut bytes = to_bytes(&own(c), c.flag(0));
            if c.flag(1) {
                bytes.reverse();
            }
            Ok(super::convert_class::bytes(bytes))
        },
        () -> BYTES => |c| Ok(super::convert_class::bytes(to_bytes(&own(c), false)))),
    method!("ToString",
        () -> STR => |c| to_string(c, None, None),
        (provider: PROVIDER) -> STR => |c| to_string(c, None, Some(0)),
        (format: STR) -> STR => |c| to_string(c, Some(0), None),
        (format: STR, provider: PROVIDER) -> STR => |c| to_string(c, Some(0), Some(1))),
    static_method!("Abs", (value: BIGINT) -> BIGINT => |c| big(arg(c, 0).abs())),
    binary!("Add", left, right, |a, b| a + b),
    static_method!("Clamp", (value: BIGINT, min: BIGINT, max: BIGINT) -> BIGINT => |c| {
        let (value, low, high) = (arg(c, 0), arg(c, 1), arg(c, 2));
        if low > high {
            return Fault::new(&types::ARGUMENT_EXCEPTION, format!("'{low}' cannot be greater than {high}.")).raise();
        }
        big((*value.clamp(low, high)).clone())
    }),
    static_method!("Compare", (left: BIGINT, right: BIGINT) -> INT => |c| ok(arg(c, 0).cmp(&arg(c, 1)) as i32)),
    binary!("CopySign", value, sign, |a, b| if b.is_negative() {
        -a.abs()
    } else {
        a.abs()
    }),
    static_method!("Divide", (dividend: BIGINT, divisor: BIGINT) -> BIGINT => |c| {
        let divisor = divisor(c, 1)?;
        big(&*arg(c, 0) / &*divisor)
    }),
    static_method!("DivRem",
    (left: BIGINT, right: BIGINT) -> OBJ => |c| {
        let divisor = divisor(c, 1)?;
        let dividend = arg(c, 0);
        let (whole, rest) = (&*dividend / &*divisor, &*dividend % &*divisor);
        Ok(super::tuple::value_tuple(vec![Value::BigInt(Rc::new(whole)), Value::BigInt(Rc::new(rest))]))
    },
    (dividend: BIGINT, divisor: BIGINT, remainder: *BIGINT) -> BIGINT => |c| {
        let divisor = divisor(c, 1)?;
        let dividend = arg(c, 0);
        c.assign(2, Value::BigInt(Rc::new(&*dividend % &*divisor)))?;
        big(&*dividend / &*divisor)
    }),
    binary!("GreatestCommonDivisor", left, right, gcd),
    test!("IsEvenInteger", |a| !a.bit(0)),
    test!("IsNegative", |a| a.is_negative()),
    test!("IsOddInteger", |a| a.bit(0)),
    test!("IsPositive", |a| !a.is_negative()),
    test!("IsPow2", is_power),
    static_method!("LeadingZeroCount", (value: BIGINT) -> BIGINT => |c| {
        let value = arg(c, 0);
        let bits = value.bits();
        let width = bits.div_ceil(32).max(1) * 32;
        big(BigInt::from(if value.is_negative() { 0 } else { width - bits }))
    }),
    static_method!("Log",
        (value: BIGINT) -> DOUBLE => |c| ok(ln(&arg(c, 0))),
        (value: BIGINT, baseValue: DOUBLE) -> DOUBLE => |c| ok(ln(&arg(c, 0)) / c.double(1).ln())),
    static_method!("Log10", (value: BIGINT) -> DOUBLE => |c| ok(log10(&arg(c, 0)))),
    static_method!("Log2", (value: BIGINT) -> BIGINT => |c| {
        let value = arg(c, 0);
        if value.is_negative() {
            return out_of_range("value", "Non-negative number required.").raise();
        }
        big(BigInt::from(value.bits().saturating_sub(1)))
    }),
    binary!("Max", left, right, |a, b| a.max(b).clone()),
    binary!(
        "MaxMagnitude",
        x,
        y,
        |a, b| if a.magnitude() > b.magnitude()
            || (a.magnitude() == b.magnitude() && b.is_negative())
        {
            a.clone()
        } else {
            b.clone()
        }
    ),
    binary!("Min", left, right, |a, b| a.min(b).clone()),
    binary!(
        "MinMagnitude",
        x,
        y,
        |a, b| if a.magnitude() < b.magnitude()
            || (a.magnitude() == b.magnitude() && a.is_negative())
        {
            a.clone()
        } else {
            b.clone()
        }
    ),
    static_method!("ModPow", (value: BIGINT, exponent: BIGINT, modulus: BIGINT) -> BIGINT => |c| {
        let (value, exponent) = (arg(c, 0), arg(c, 1));
        if exponent.is_negative() {
            return out_of_range("exponent", "The number must be greater than or equal to zero.").raise();
        }
        let modulus = divisor(c, 2)?;
        let absolute = value.abs().modpow(&exponent, &modulus.abs());
        big(if value.is_negative() && exponent.bit(0) { -absolute } else { absolute })
    }),
    binary!("Multiply", left, right, |a, b| a * b),
    static_method!("Negate", (value: BIGINT) -> BIGINT => |c| big(-&*arg(c, 0))),
    static_method!("Parse",
        (value: STR) -> BIGINT => |c| parse(c, None, None),
        (value: STR, style: STYLES) -> BIGINT => |c| parse(c, Some(1), None),
        (value: STR, provider: PROVIDER) -> BIGINT => |c| parse(c, None, Some(1)),
        (value: STR, style: STYLES, provider: PROVIDER) -> BIGINT => |c| parse(c, Some(1), Some(2))),
    static_method!("PopCount", (value: BIGINT) -> BIGINT => |c| {
        let count: u32 = to_bytes(&arg(c, 0), false).iter().map(|byte| byte.count_ones()).sum();
        big(BigInt::from(count))
    }),
    static_method!("Pow", (value: BIGINT, exponent: INT) -> BIGINT => |c| {
        let Ok(exponent) = u32::try_from(c.int(1)) else {
            return out_of_range("exponent", "The number must be greater than or equal to zero.").raise();
        };
        if arg(c, 0).bits() * u64::from(exponent) > BITS_MAX {
            return Fault::new(&types::OUT_OF_MEMORY_EXCEPTION, "Insufficient memory to continue the execution of the program.").raise();
        }
        big((*arg(c, 0)).clone().pow(exponent))
    }),
    static_method!("Remainder", (dividend: BIGINT, divisor: BIGINT) -> BIGINT => |c| {
        let divisor = divisor(c, 1)?;
        big(&*arg(c, 0) % &*divisor)
    }),
    static_method!("RotateLeft", (value: BIGINT, rotateAmount: INT) -> BIGINT => |c| rotate(c, i64::from(c.int(1)))),
    static_method!("RotateRight", (value: BIGINT, rotateAmount: INT) -> BIGINT => |c| rotate(c, -i64::from(c.int(1)))),
    binary!("Subtract", left, right, |a, b| a - b),
    static_method!("TrailingZeroCount", (value: BIGINT) -> BIGINT => |c| {
        let value = arg(c, 0);
        big(BigInt::from(value.trailing_zeros().unwrap_or(32)))
    }),
    static_method!("TryParse",
        (s: STR, provider: PROVIDER, result: *BIGINT) -> BOOL => |c| try_parse(c, None, 1, 2),
        (value: STR, style: STYLES, provider: PROVIDER, result: *BIGINT) -> BOOL => |c| try_parse(c, Some(1), 2, 3),
        (value: STR, result: *BIGINT) -> BOOL => |c| try_parse(c, None, 9, 1)),
];

/// The largest power that is computed: about what .NET can hold.
const BITS_MAX: u64 = 1 << 28;

/// A product that may be beyond 64 bits.
pub(super) fn product(a: BigInt, b: BigInt) -> Value {
    Value::BigInt(Rc::new(a * b))
}

fn own(c: &Call<'_>) -> Rc<BigInt> {
    match c.this.base() {
        Value::BigInt(value) => Rc::clone(value),
        _ => Rc::default(),
    }
}

fn arg(c: &Call<'_>, n: usize) -> Rc<BigInt> {
    match c.arg(n).base() {
        Value::BigInt(value) => Rc::clone(value),
        _ => Rc::default(),
    }
}

fn big(value: BigInt) -> Result<Value> {
    Ok(Value::BigInt(Rc::new(value)))
}

fn divisor(c: &Call<'_>, n: usize) -> Result<Rc<BigInt>> {
    let value = arg(c, n);
    if value.is_zero() {
        divide_by_zero().raise()
    } else {
        Ok(value)
    }
}

fn from_double(value: f64) -> Result<Value> {
    if value.is_nan() {
        return overflow("The value is not a number.").raise();
    }
    match BigInt::from_f64(value.trunc()) {
        Some(value) => big(value),
        None => overflow("BigInteger cannot represent infinity.").raise(),
    }
}

fn sign(value: &BigInt) -> i32 {
    match value.sign() {
        Sign::Minus => -1,
        Sign::NoSign => 0,
        Sign::Plus => 1,
    }
}

fn is_power(value: &BigInt) -> bool {
    value.is_positive() && value.magnitude().count_ones() == 1
}

/// The bytes from the lowest on; an unsigned number needs no room for a sign.
fn to_bytes(value: &BigInt, unsigned: bool) -> Vec<u8> {
    if unsigned {
        value.magnitude().to_bytes_le()
    } else {
        value.to_signed_bytes_le()
    }
}

fn gcd(a: &BigInt, b: &BigInt) -> BigInt {
    let (mut a, mut b) = (a.abs(), b.abs());
    while !b.is_zero() {
        let rest = &a % &b;
        a = b;
        b = rest;
    }
    a
}

/// The natural logarithm of a number that may be beyond all doubles.
fn ln(value: &BigInt) -> f64 {
    if value.is_negative() {
        return f64::NAN;
    }
    let shift = value.bits().saturating_sub(1000);
    let top = (value >> shift).to_f64().unwrap_or(f64::INFINITY);
    top.ln() + shift as f64 * std::f64::consts::LN_2
}

fn log10(value: &BigInt) -> f64 {
    match value.to_f64() {
        Some(x) if x.is_finite() => x.log10(),
        _ => ln(value) / std::f64::consts::LN_10,
    }
}

/// Rotation within the words of 32 bits that the number takes.
fn rotate(c: &Call<'_>, by: i64) -> Result<Value> {
    let value = arg(c, 0);
    let bytes = to_bytes(&value, false);
    let words = bytes.len().div_ceil(4).max(1);
    let width = words as i64 * 32;
    let by = by.rem_euclid(width) as u64;
    let modulus = BigInt::one() << width as u64;
    let unsigned = if value.is_negative() {
        &modulus + &*value
    } else {
        (*value).clone()
    };
    let turned = ((&unsigned << by) | (&unsigned >> (width as u64 - by))) % &modulus;
    let is_negative = value.is_negative() && turned.bit(width as u64 - 1);
    big(if is_negative {
        turned - modulus
    } else {
        turned
    })
}

fn read(
    c: &Call<'_>,
    styles: Option<usize>,
    provider: Option<usize>,
) -> Result<std::result::Result<BigInt, number::NumberError>> {
    let styles = styles.map_or(NumberStyles::INTEGER, |n| NumberStyles(c.long(n) as u32));
    let culture = cultures::of(provider.map_or(&Value::Null, |n| c.arg(n)));
    Ok(number::parse_bigint(
        &c.text_of(0, "value")?,
        styles,
        culture.numbers(),
    ))
}

fn parse(c: &mut Call<'_>, styles: Option<usize>, provider: Option<usize>) -> Result<Value> {
    let read = read(c, styles, provider)?;
    if let Err(number::NumberError::Format(_)) = read {
        return Fault::new(&types::FORMAT_EXCEPTION, "The value could not be parsed.").raise();
    }
    big(read.or_raise()?)
}

fn try_parse(
    c: &mut Call<'_>,
    styles: Option<usize>,
    provider: usize,
    result: usize,
) -> Result<Value> {
    let read = read(c, styles, Some(provider))?.ok();
    let found = read.is_some();
    c.assign(result, Value::BigInt(Rc::new(read.unwrap_or_default())))?;
    ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithms_reach_beyond_doubles() {
        let huge: BigInt = BigInt::from(10).pow(400u32);
        assert!((log10(&huge) - 400.0).abs() < 1e-9);
        assert_eq!(gcd(&BigInt::from(12), &BigInt::from(-18)), BigInt::from(6));
        assert!(BigInt::from(1) < huge);
    }
}
