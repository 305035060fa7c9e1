//! `Parse` of the numeric types under `NumberStyles`.

use super::error::NumberError;
use super::info::NumberFormatInfo;
use super::read::{Read, is_white, read};
use num_bigint::{BigInt, BigUint};
use num_traits::{Num, ToPrimitive};
use rust_decimal::Decimal;

/// What the text of a number may hold; the bits are .NET's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumberStyles(pub u32);

#[allow(missing_docs, reason = "the names are .NET's own")]
impl NumberStyles {
    pub const NONE: Self = Self(0);
    pub const ALLOW_LEADING_WHITE: Self = Self(0x1);
    pub const ALLOW_TRAILING_WHITE: Self = Self(0x2);
    pub const ALLOW_LEADING_SIGN: Self = Self(0x4);
    pub const ALLOW_TRAILING_SIGN: Self = Self(0x8);
    pub const ALLOW_PARENTHESES: Self = Self(0x10);
    pub const ALLOW_DECIMAL_POINT: Self = Self(0x20);
    pub const ALLOW_THOUSANDS: Self = Self(0x40);
    pub const ALLOW_EXPONENT: Self = Self(0x80);
    pub const ALLOW_CURRENCY_SYMBOL: Self = Self(0x100);
    pub const ALLOW_HEX_SPECIFIER: Self = Self(0x200);
    pub const ALLOW_BINARY_SPECIFIER: Self = Self(0x400);
    pub const INTEGER: Self = Self(0x7);
    pub const NUMBER: Self = Self(0x6f);
    pub const FLOAT: Self = Self(0xa7);
    pub const CURRENCY: Self = Self(0x17f);
    pub const ANY: Self = Self(0x1ff);
    pub const HEX_NUMBER: Self = Self(0x203);
    pub const BINARY_NUMBER: Self = Self(0x403);

    /// Whether all bits of `other` are set.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Both sets together.
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// An integer type of fixed width, as .NET names it in messages.
pub trait Integer: Copy {
    /// How an overflow message names the type: `an Int32`.
    const TARGET: &'static str;
    /// The width in bits.
    const BITS: u32;
    /// The value, if it fits.
    fn from_i128(value: i128) -> Option<Self>;
    /// The value whose two's complement is `bits`.
    fn from_bits(bits: u64) -> Self;
}

macro_rules! integers {
    ($($type:ty: $target:literal),*) => { $(
        impl Integer for $type {
            const TARGET: &'static str = $target;
            const BITS: u32 = <$type>::BITS;
            fn from_i128(value: i128) -> Option<Self> {
                value.try_into().ok()
            }
            fn from_bits(bits: u64) -> Self {
                bits as $type
            }
        }
    )* };
}

integers!(i8: "a signed byte", u8: "an unsigned byte", i16: "an Int16", u16: "a UInt16",
          i32: "an Int32", u32: "a UInt32", i64: "an Int64", u64: "a UInt64");

/// `int.Parse(text, styles, info)` and its siblings.
pub fn parse_integer<T: Integer>(
    text: &str,
    styles: NumberStyles,
    info: &NumberFormatInfo,
) -> Result<T, NumberError> {
    let format = || NumberError::Format(text.to_owned());
    if styles.has(NumberStyles::ALLOW_HEX_SPECIFIER)
        || styles.has(NumberStyles::ALLOW_BINARY_SPECIFIER)
    {
        let radix = if styles.has(NumberStyles::ALLOW_HEX_SPECIFIER) {
            16
        } else {
            2
        };
        let digits = bare_digits(text, styles, radix).ok_or_else(format)?;
        let bits = if digits.is_empty() {
            Some(0)
        } else {
            u64::from_str_radix(digits, radix).ok()
        };
        let fits = |bits: &u64| T::BITS == 64 || bits >> T::BITS == 0;
        return bits
            .filter(fits)
            .map(T::from_bits)
            .ok_or(NumberError::Overflow(T::TARGET));
    }
    let read = read(text, styles, info).ok_or_else(format)?;
    whole(&read)
        .and_then(T::from_i128)
        .ok_or(NumberError::Overflow(T::TARGET))
}

/// The digits of a hexadecimal or binary number without blanks and leading zeros.
fn bare_digits(text: &str, styles: NumberStyles, radix: u32) -> Option<&str> {
    let mut digits = text.trim_end_matches('\0');
    if styles.has(NumberStyles::ALLOW_LEADING_WHITE) {
        digits = digits.trim_start_matches(is_white);
    }
    if styles.has(NumberStyles::ALLOW_TRAILING_WHITE) {
        digits = digits.trim_end_matches(is_white);
    }
    let sound = !digits.is_empty() && digits.chars().all(|c| c.is_digit(radix));
    sound.then(|| digits.trim_start_matches('0'))
}

/// The value as an integer, unless it has a fraction or is beyond any of the integer types.
fn whole(read: &Read) -> Option<i128> {
    let count = read
        .digits
        .iter()
        .rposition(|digit| *digit != b'0')
        .map_or(0, |last| last + 1);
    if count == 0 {
        return Some(0);
    }
    if read.scale > 30 || (read.scale as i64) < count as i64 {
        return None;
    }
    let mut value: i128 = 0;
    for index in 0..read.scale as usize {
        value = value * 10 + i128::from(read.digits.get(index).map_or(0, |digit| digit - b'0'));
    }
    Some(if read.negative { -value } else { value })
}

/// `double.Parse(text, styles, info)`.
pub fn parse_f64(
    text: &str,
    styles: NumberStyles,
    info: &NumberFormatInfo,
) -> Result<f64, NumberError> {
    refuse_radix(styles)?;
    match read(text, styles, info) {
        Some(read) => Ok(exponent_text(&read).parse().unwrap_or(0.0)),
        None => symbol(text, info).ok_or_else(|| NumberError::Format(text.to_owned())),
    }
}

/// `float.Parse(text, styles, info)`.
pub fn parse_f32(
    text: &str,
    styles: NumberStyles,
    info: &NumberFormatInfo,
) -> Result<f32, NumberError> {
    refuse_radix(styles)?;
    match read(text, styles, info) {
        Some(read) => Ok(exponent_text(&read).parse().unwrap_or(0.0)),
        None => symbol(text, info)
            .map(|value| value as f32)
            .ok_or_else(|| NumberError::Format(text.to_owned())),
    }
}

/// Only integers are read in hexadecimal and binary.
fn refuse_radix(styles: NumberStyles) -> Result<(), NumberError> {
    if styles.0 & (NumberStyles::ALLOW_HEX_SPECIFIER.0 | NumberStyles::ALLOW_BINARY_SPECIFIER.0)
        == 0
    {
        return Ok(());
    }
    let message = "The number styles AllowHexSpecifier and AllowBinarySpecifier are not supported on floating point data types. (Parameter 'style')";
    Err(NumberError::Styles(message))
}

fn exponent_text(read: &Read) -> String {
    let sign = if read.negative { "-" } else { "" };
    let digits = String::from_utf8_lossy(&read.digits);
    format!(
        "{sign}0.{}e{}",
        if digits.is_empty() { "0" } else { &digits },
        read.scale
    )
}

/// The culture's names for infinity and NaN, in any case, with or without a sign where .NET takes one.
fn symbol(text: &str, info: &NumberFormatInfo) -> Option<f64> {
    let text = text.trim();
    let same = |a: &str, b: &str| crate::culture::eq_ordinal_ignore_case(a, b);
    let positive = &info.positive_infinity_symbol;
    let plus = text.strip_prefix(info.positive_sign.as_str());
    let minus = text.strip_prefix(info.negative_sign.as_str());
    if same(text, positive) || plus.is_some_and(|rest| same(rest, positive)) {
        return Some(f64::INFINITY);
    }
    if same(text, &info.negative_infinity_symbol) {
        return Some(f64::NEG_INFINITY);
    }
    let nan = |rest: &str| same(rest, &info.nan_symbol);
    (nan(text) || plus.is_some_and(nan) || minus.is_some_and(nan)).then_some(f64::NAN)
}

/// `decimal.Parse(text, styles, info)`: trailing zeros are kept, what exceeds 28 decimals is rounded to even.
pub fn parse_decimal(
    text: &str,
    styles: NumberStyles,
    info: &NumberFormatInfo,
) -> Result<Decimal, NumberError> {
    refuse_radix(styles)?;
    let read = read(text, styles, info).ok_or_else(|| NumberError::Format(text.to_owned()))?;
    decimal_of(&read).ok_or(NumberError::Overflow("a Decimal"))
}

const DECIMAL_MAX: i128 = 79_228_162_514_264_337_593_543_950_335;

fn decimal_of(read: &Read) -> Option<Decimal> {
    if read.scale > 29 {
        return if read.digits.iter().all(|digit| *digit == b'0') {
            Some(Decimal::ZERO)
        } else {
            None
        };
    }
    let mut mantissa: i128 = 0;
    let mut used = 0usize;
    let mut decimals = -i64::from(read.scale);
    // Digits before the point must all be taken; those behind it only as long as they fit.
    while used < read.digits.len() || decimals < 0 {
        let digit = read
            .digits
            .get(used)
            .map_or(0, |digit| i128::from(digit - b'0'));
        let next = mantissa * 10 + digit;
        if next > DECIMAL_MAX || decimals >= 28 {
            break;
        }
        mantissa = next;
        used += 1;
        decimals += 1;
    }
    if decimals < 0 {
        return None;
    }
    if decimals > 28 {
        // Everything that was read lies behind the last decimal place.
        return Some(signed(0, 28, read.negative));
    }
    let mut scale = decimals as u32;
    if rounds_up(&read.digits[used.min(read.digits.len())..], mantissa) {
        mantissa += 1;
        if mantissa > DECIMAL_MAX {
            if scale == 0 {
                return None;
            }
            mantissa = (mantissa + 5) / 10;
            scale -= 1;
        }
    }
    Some(signed(mantissa, scale, read.negative))
}

fn signed(mantissa: i128, scale: u32, negative: bool) -> Decimal {
    let mut value = Decimal::try_from_i128_with_scale(mantissa, scale).unwrap_or_default();
    value.set_sign_negative(negative && mantissa != 0);
    value
}

fn rounds_up(rest: &[u8], mantissa: i128) -> bool {
    match rest.split_first() {
        Some((digit, tail)) if *digit == b'5' => {
            mantissa % 2 == 1 || tail.iter().any(|digit| *digit != b'0')
        }
        Some((digit, _)) => *digit > b'5',
        None => false,
    }
}

/// How far an exponent may stretch a big integer; .NET would run out of memory instead.
const BIG_DIGITS_MAX: i32 = 1_000_000;

/// `bigint.Parse(text, styles, info)`.
pub fn parse_bigint(
    text: &str,
    styles: NumberStyles,
    info: &NumberFormatInfo,
) -> Result<BigInt, NumberError> {
    let format = || NumberError::Format(text.to_owned());
    for (style, radix, bits) in [
        (NumberStyles::ALLOW_HEX_SPECIFIER, 16, 4),
        (NumberStyles::ALLOW_BINARY_SPECIFIER, 2, 1),
    ] {
        if styles.has(style) {
            bare_digits(text, styles, radix).ok_or_else(format)?;
            let digits = text.trim_matches(|c| is_white(c) || c == '\0');
            let value = BigInt::from_str_radix(digits, radix).map_err(|_| format())?;
            // The first digit carries the sign, as in two's complement.
            let negative = digits
                .chars()
                .next()
                .and_then(|c| c.to_digit(radix))
                .is_some_and(|digit| digit >> (bits - 1) == 1);
            return Ok(if negative {
                value - (BigInt::from(1) << (digits.len() * bits))
            } else {
                value
            });
        }
    }
    let read = read(text, styles, info).ok_or_else(format)?;
    let count = read
        .digits
        .iter()
        .rposition(|digit| *digit != b'0')
        .map_or(0, |last| last + 1);
    if count == 0 {
        return Ok(BigInt::ZERO);
    }
    if (read.scale as i64) < count as i64 || read.scale > BIG_DIGITS_MAX {
        return Err(format());
    }
    let mut digits = read.digits;
    digits.resize(read.scale as usize, b'0');
    let value = BigUint::parse_bytes(&digits, 10).ok_or_else(format)?;
    Ok(if read.negative {
        -BigInt::from(value)
    } else {
        BigInt::from(value)
    })
}

/// The decimal nearest to an integer that the scanner read, if one holds it.
pub(super) fn decimal_from_bigint(value: &BigInt) -> Option<Decimal> {
    let value = value.to_i128()?;
    (value.unsigned_abs() <= DECIMAL_MAX as u128).then(|| Decimal::from_i128_with_scale(value, 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    const EN: fn() -> &'static NumberFormatInfo = NumberFormatInfo::en_us_ref;

    #[test]
    fn styles_decide_what_is_read() {
        assert_eq!(
            parse_integer::<i32>("FFFFFFFF", NumberStyles::HEX_NUMBER, EN()),
            Ok(-1)
        );
        assert_eq!(
            parse_integer::<u8>("100", NumberStyles::HEX_NUMBER, EN()),
            Err(NumberError::Overflow("an unsigned byte"))
        );
        assert_eq!(
            parse_integer::<i32>("($1,234)", NumberStyles::CURRENCY, EN()),
            Ok(-1234)
        );
        assert_eq!(parse_integer::<i32>("5-", NumberStyles::ANY, EN()), Ok(-5));
        assert_eq!(
            parse_integer::<i32>("1.5", NumberStyles::FLOAT, EN()),
            Err(NumberError::Overflow("an Int32"))
        );
        assert_eq!(
            parse_integer::<u32>("-5", NumberStyles::INTEGER, EN()),
            Err(NumberError::Overflow("a UInt32"))
        );
        assert!(parse_integer::<i32>("1,234", NumberStyles::INTEGER, EN()).is_err());
        assert_eq!(parse_f64("∞", NumberStyles::FLOAT, EN()), Ok(f64::INFINITY));
        assert_eq!(
            parse_f64("1e400", NumberStyles::FLOAT, EN()),
            Ok(f64::INFINITY)
        );
        assert!(parse_f64("1", NumberStyles::HEX_NUMBER, EN()).is_err());
    }

    #[test]
    fn decimals_round_to_even_at_the_end() {
        let read =
            |text| parse_decimal(text, NumberStyles::FLOAT, EN()).map(|value| value.to_string());
        assert_eq!(read("1.50"), Ok(String::from("1.50")));
        assert_eq!(
            read("79228162514264337593543950335"),
            Ok(String::from("79228162514264337593543950335"))
        );
        assert_eq!(
            read("79228162514264337593543950336"),
            Err(NumberError::Overflow("a Decimal"))
        );
        assert_eq!(
            read("0.00000000000000000000000000005"),
            Ok(String::from("0.0000000000000000000000000000"))
        );
        assert_eq!(read("1e3"), Ok(String::from("1000")));
    }
}
