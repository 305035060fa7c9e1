//! A string that is a PowerShell number literal: `12`, `0x1F`, `0b101`, `1.5e3`, `10kb`, `5L`, `1d`, `7uy`, `12n`.

use super::info::NumberFormatInfo;
use super::parse::{NumberStyles, decimal_from_bigint, parse_decimal, parse_f64};
use num_bigint::BigInt;
use num_traits::{FromPrimitive, Num, ToPrimitive};
use rust_decimal::Decimal;

/// What a literal became; its type follows from its suffix and its size.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "each variant is the Rust type it holds")]
pub enum ScannedNumber {
    I8(i8),
    U8(u8),
    I16(i16),
    U16(u16),
    I32(i32),
    U32(u32),
    I64(i64),
    U64(u64),
    F64(f64),
    Decimal(Decimal),
    Big(BigInt),
}

/// The type suffix of a literal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Suffix {
    None,
    SByte,
    Byte,
    Short,
    UShort,
    Unsigned,
    Long,
    ULong,
    Decimal,
    Big,
}

const MULTIPLIERS: [(&str, u32); 5] = [("kb", 10), ("mb", 20), ("gb", 30), ("tb", 40), ("pb", 50)];

/// Two letters stand before one, so that `us` is not read as `s`.
const SUFFIXES: [(&str, Suffix); 9] = [
    ("uy", Suffix::Byte),
    ("us", Suffix::UShort),
    ("ul", Suffix::ULong),
    ("u", Suffix::Unsigned),
    ("y", Suffix::SByte),
    ("s", Suffix::Short),
    ("l", Suffix::Long),
    ("n", Suffix::Big),
    ("d", Suffix::Decimal),
];

/// Reads `text` as one number literal, perhaps signed, blanks around it ignored. `None` where it is anything else or does not fit.
/// An empty text is zero.
pub fn scan_number(text: &str) -> Option<ScannedNumber> {
    let text = text.trim();
    if text.is_empty() {
        return Some(ScannedNumber::I32(0));
    }
    let (negative, body) = match text.as_bytes()[0] {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    if !body.is_ascii() || body.is_empty() {
        return None;
    }
    let lower = body.to_ascii_lowercase();
    if let Some(rest) = lower.strip_prefix("0x") {
        return radix_literal(rest, 16, negative);
    }
    if let Some(rest) = lower.strip_prefix("0b") {
        return radix_literal(rest, 2, negative);
    }
    let length = decimal_length(&lower)?;
    let (suffix, shift) = parse_suffix(&lower[length..])?;
    let digits = &lower[..length];
    if digits.bytes().all(|byte| byte.is_ascii_digit()) {
        let value = BigInt::from_str_radix(digits, 10).ok()? << shift;
        return integer_literal(if negative { -value } else { value }, suffix, true);
    }
    real_literal(digits, negative, suffix, shift)
}

/// How long the mantissa and exponent are.
fn decimal_length(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let digits_from = |at: usize| {
        bytes[at..]
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count()
    };
    let whole = digits_from(0);
    let mut at = whole;
    if bytes.get(at) == Some(&b'.') {
        let fraction = digits_from(at + 1);
        if whole + fraction == 0 {
            return None;
        }
        at += 1 + fraction;
    } else if whole == 0 {
        return None;
    }
    if bytes.get(at) == Some(&b'e') {
        let sign = usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
        let exponent = digits_from((at + 1 + sign).min(bytes.len()));
        if exponent == 0 {
            return None;
        }
        at += 1 + sign + exponent;
    }
    Some(at)
}

fn parse_suffix(text: &str) -> Option<(Suffix, u32)> {
    let (suffix, rest) = SUFFIXES
        .iter()
        .find_map(|(name, suffix)| text.strip_prefix(name).map(|rest| (*suffix, rest)))
        .unwrap_or((Suffix::None, text));
    if rest.is_empty() {
        return Some((suffix, 0));
    }
    MULTIPLIERS
        .iter()
        .find(|(name, _)| *name == rest)
        .map(|(_, shift)| (suffix, *shift))
}

/// Splits digits of the radix from their suffix. Where a digit could be a suffix (`0x1d`), it is a digit.
fn radix_literal(text: &str, radix: u32, negative: bool) -> Option<ScannedNumber> {
    let length = text.chars().take_while(|c| c.is_digit(radix)).count();
    if length == 0 {
        return None;
    }
    let digits = &text[..length];
    let (suffix, shift) = parse_suffix(&text[length..])?;
    let unsigned = matches!(
        suffix,
        Suffix::Byte | Suffix::UShort | Suffix::Unsigned | Suffix::ULong
    );
    let value = BigInt::from_str_radix(digits, radix).ok()?;
    let bits = if radix == 16 {
        digits.len() * 4
    } else {
        digits.len()
    };
    let high_bit = &value >> (bits - 1) != BigInt::ZERO;
    let value = if !unsigned && high_bit && is_signed_width(bits, radix, suffix) {
        value - (BigInt::from(1) << bits)
    } else {
        value
    };
    let value = value << shift;
    integer_literal(if negative { -value } else { value }, suffix, false)
}

/// Whether a literal of so many bits carries its sign in the highest one.
fn is_signed_width(bits: usize, radix: u32, suffix: Suffix) -> bool {
    if radix == 2 {
        return matches!(bits, 8 | 16 | 32 | 64 | 96 | 128);
    }
    match suffix {
        Suffix::SByte => bits == 8,
        Suffix::Short => bits == 16,
        Suffix::Long => bits == 64,
        _ => bits == 32 || bits == 64,
    }
}

fn integer_literal(value: BigInt, suffix: Suffix, decimal: bool) -> Option<ScannedNumber> {
    use ScannedNumber as N;
    match suffix {
        Suffix::None => {
            if let Some(small) = value.to_i32() {
                return Some(N::I32(small));
            }
            if let Some(long) = value.to_i64() {
                return Some(N::I64(long));
            }
            if !decimal {
                return None;
            }
            decimal_from_bigint(&value)
                .map(N::Decimal)
                .or_else(|| value.to_f64().map(N::F64))
        }
        Suffix::SByte => value.to_i8().map(N::I8),
        Suffix::Byte => value.to_u8().map(N::U8),
        Suffix::Short => value.to_i16().map(N::I16),
        Suffix::UShort => value.to_u16().map(N::U16),
        Suffix::Unsigned => value
            .to_u32()
            .map(N::U32)
            .or_else(|| value.to_u64().map(N::U64)),
        Suffix::Long => value.to_i64().map(N::I64),
        Suffix::ULong => value.to_u64().map(N::U64),
        Suffix::Decimal => decimal_from_bigint(&value).map(N::Decimal),
        Suffix::Big => Some(N::Big(value)),
    }
}

fn real_literal(digits: &str, negative: bool, suffix: Suffix, shift: u32) -> Option<ScannedNumber> {
    let info = NumberFormatInfo::invariant_ref();
    if suffix == Suffix::Decimal {
        let value = parse_decimal(digits, NumberStyles::FLOAT, info).ok()?;
        let value = value.checked_mul(Decimal::from(1i64 << shift))?;
        return Some(ScannedNumber::Decimal(if negative {
            -value
        } else {
            value
        }));
    }
    let value = parse_f64(digits, NumberStyles::FLOAT, info).ok()? * (1i64 << shift) as f64;
    let value = if negative { -value } else { value };
    if suffix == Suffix::None {
        return Some(ScannedNumber::F64(value));
    }
    integer_literal(BigInt::from_f64(value.round_ties_even())?, suffix, false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suffix_and_size_choose_the_type() {
        use ScannedNumber as N;
        for (text, number) in [
            ("0xFFFFFFFF", N::I32(-1)),
            ("0xFF", N::I32(255)),
            ("2147483648", N::I64(2_147_483_648)),
            ("1lkb", N::I64(1024)),
            ("1.5kb", N::F64(1536.0)),
            ("255uy", N::U8(255)),
            ("70000u", N::U32(70000)),
            ("1e2d", N::Decimal(Decimal::from(100))),
            ("12n", N::Big(BigInt::from(12))),
            ("-1e3", N::F64(-1000.0)),
            ("0b101", N::I32(5)),
        ] {
            assert_eq!(scan_number(text), Some(number), "{text}");
        }
        for text in [
            "1e", "0x", "1x", "70000us", "256uy", "1kbx", "1 2", "abc", "-",
        ] {
            assert_eq!(scan_number(text), None, "{text}");
        }
    }
}
