//! How PowerShell turns strings into numbers: a literal first, then .NET's own parsers in the invariant culture.

use super::error::NumberError;
use super::info::NumberFormatInfo;
use super::parse::{Integer, NumberStyles, parse_bigint, parse_decimal, parse_f64};
use super::round::{decimal_to_integer, f64_to_integer};
use super::scan::{ScannedNumber, scan_number};
use num_bigint::BigInt;
use num_traits::{FromPrimitive, ToPrimitive};
use rust_decimal::Decimal;

/// What .NET reads where PowerShell's own literals fail.
const LENIENT: NumberStyles = NumberStyles::FLOAT.with(NumberStyles::ALLOW_THOUSANDS);

/// `[int]$text` and its siblings.
pub fn string_to_integer<T: Integer>(text: &str) -> Result<T, NumberError> {
    // Most strings that become numbers are a few plain digits.
    if let Ok(small) = text.parse::<i32>() {
        return T::from_i128(i128::from(small)).ok_or(NumberError::Overflow(T::TARGET));
    }
    match scan_number(text) {
        Some(number) => scanned_to_integer(number),
        None => {
            let value = parse_f64(text, LENIENT, NumberFormatInfo::invariant_ref())?;
            f64_to_integer(value)
        }
    }
}

fn scanned_to_integer<T: Integer>(number: ScannedNumber) -> Result<T, NumberError> {
    let whole = match number {
        ScannedNumber::I8(value) => i128::from(value),
        ScannedNumber::U8(value) => i128::from(value),
        ScannedNumber::I16(value) => i128::from(value),
        ScannedNumber::U16(value) => i128::from(value),
        ScannedNumber::I32(value) => i128::from(value),
        ScannedNumber::U32(value) => i128::from(value),
        ScannedNumber::I64(value) => i128::from(value),
        ScannedNumber::U64(value) => i128::from(value),
        ScannedNumber::F64(value) => return f64_to_integer(value),
        ScannedNumber::Decimal(value) => return decimal_to_integer(&value),
        ScannedNumber::Big(value) => value.to_i128().ok_or(NumberError::Overflow(T::TARGET))?,
    };
    T::from_i128(whole).ok_or(NumberError::Overflow(T::TARGET))
}

/// `[double]$text`.
pub fn string_to_f64(text: &str) -> Result<f64, NumberError> {
    match scan_number(text) {
        Some(number) => Ok(scanned_to_f64(&number)),
        None => parse_f64(text, LENIENT, NumberFormatInfo::invariant_ref()),
    }
}

/// `[single]$text`.
pub fn string_to_f32(text: &str) -> Result<f32, NumberError> {
    Ok(string_to_f64(text)? as f32)
}

fn scanned_to_f64(number: &ScannedNumber) -> f64 {
    match number {
        ScannedNumber::I8(value) => f64::from(*value),
        ScannedNumber::U8(value) => f64::from(*value),
        ScannedNumber::I16(value) => f64::from(*value),
        ScannedNumber::U16(value) => f64::from(*value),
        ScannedNumber::I32(value) => f64::from(*value),
        ScannedNumber::U32(value) => f64::from(*value),
        ScannedNumber::I64(value) => *value as f64,
        ScannedNumber::U64(value) => *value as f64,
        ScannedNumber::F64(value) => *value,
        ScannedNumber::Decimal(value) => value.to_f64().unwrap_or(0.0),
        ScannedNumber::Big(value) => value.to_f64().unwrap_or(f64::NAN),
    }
}

/// `[decimal]$text`. Plain decimal notation keeps its trailing zeros.
pub fn string_to_decimal(text: &str) -> Result<Decimal, NumberError> {
    let info = NumberFormatInfo::invariant_ref();
    let overflow = || NumberError::Overflow("a Decimal");
    match scan_number(text) {
        Some(ScannedNumber::F64(_)) | None => {
            parse_decimal(text, LENIENT, info).or_else(|error| match scan_number(text) {
                Some(ScannedNumber::F64(value)) => Decimal::from_f64(value).ok_or_else(overflow),
                _ => Err(error),
            })
        }
        Some(ScannedNumber::Decimal(value)) => Ok(value),
        Some(number) => {
            let whole = scanned_to_integer::<i64>(number.clone()).map(i128::from);
            let whole = whole.or_else(|_| scanned_to_integer::<u64>(number).map(i128::from))?;
            Decimal::try_from_i128_with_scale(whole, 0).map_err(|_| overflow())
        }
    }
}

/// `[bigint]$text`: a fraction is cut off, not rounded.
pub fn string_to_bigint(text: &str) -> Result<BigInt, NumberError> {
    let format = || NumberError::Format(text.to_owned());
    match scan_number(text) {
        Some(ScannedNumber::Big(value)) => Ok(value),
        Some(ScannedNumber::F64(value)) => BigInt::from_f64(value).ok_or_else(format),
        Some(ScannedNumber::Decimal(value)) => {
            value.trunc().to_i128().map(BigInt::from).ok_or_else(format)
        }
        Some(number) => {
            let whole = scanned_to_integer::<i64>(number.clone()).map(i128::from);
            whole
                .or_else(|_| scanned_to_integer::<u64>(number).map(i128::from))
                .map(BigInt::from)
        }
        None => parse_bigint(
            text,
            NumberStyles::INTEGER.with(NumberStyles::ALLOW_THOUSANDS),
            NumberFormatInfo::invariant_ref(),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_are_read_as_powershell_reads_them() {
        for (text, value) in [
            ("12", 12),
            (" 12 ", 12),
            ("", 0),
            ("1.5", 2),
            ("2.5", 2),
            ("1e3", 1000),
            ("0x1F", 31),
            ("1,234", 1234),
            ("1kb", 1024),
            (".5", 0),
            ("-0", 0),
            ("+5", 5),
        ] {
            assert_eq!(string_to_integer::<i32>(text), Ok(value), "{text}");
        }
        for text in ["abc", "12a", "1_000", "(5)", "5-", "$5", "∞", "٣", "--1"] {
            assert_eq!(
                string_to_integer::<i32>(text),
                Err(NumberError::Format(text.to_owned())),
                "{text}"
            );
        }
        assert_eq!(
            string_to_integer::<i32>("99999999999"),
            Err(NumberError::Overflow("an Int32"))
        );
        assert_eq!(
            string_to_integer::<u8>("1,000"),
            Err(NumberError::Overflow("an unsigned byte"))
        );
    }

    #[test]
    fn fractions_and_big_numbers() {
        assert_eq!(string_to_f64("Infinity"), Ok(f64::INFINITY));
        assert!(string_to_f64("NaN").is_ok_and(f64::is_nan) && string_to_f64("∞").is_err());
        assert_eq!(
            string_to_decimal("1,234.50").map(|value| value.to_string()),
            Ok(String::from("1234.50"))
        );
        assert_eq!(string_to_decimal("0x10"), Ok(Decimal::from(16)));
        assert_eq!(string_to_bigint("1.5"), Ok(BigInt::from(1)));
    }
}
