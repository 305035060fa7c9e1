//! `ToString` of each numeric type: which letters it knows, and how its digits are made.

use super::custom::write_custom;
use super::digits::Digits;
use super::error::FormatError;
use super::info::NumberFormatInfo;
use super::standard::{Standard, parse_standard, write_standard};
use num_bigint::{BigInt, Sign};
use num_traits::{Signed, Zero};
use rust_decimal::Decimal;

/// A number that .NET format strings apply to.
pub trait FormatNumber {
    /// `x.ToString(spec, info)`; an empty `spec` is the general format.
    fn format(&self, spec: &str, info: &NumberFormatInfo) -> Result<String, FormatError>;

    /// `x.ToString(info)`, which cannot fail.
    fn text(&self, info: &NumberFormatInfo) -> String;
}

macro_rules! integers {
    ($($type:ty as $unsigned:ty),*) => { $(
        impl FormatNumber for $type {
            fn format(&self, spec: &str, info: &NumberFormatInfo) -> Result<String, FormatError> {
                if spec.is_empty() {
                    return Ok(self.text(info));
                }
                let value = i128::from(*self);
                format_integer(value.unsigned_abs(), value < 0, u64::from(*self as $unsigned), spec, info)
            }

            fn text(&self, info: &NumberFormatInfo) -> String {
                #[allow(unused_comparisons, reason = "the unsigned types share this code")]
                if *self < 0 && info.negative_sign != "-" {
                    return format!("{}{}", info.negative_sign, i128::from(*self).unsigned_abs());
                }
                self.to_string()
            }
        }
    )* };
}

integers!(
    i8 as u8, u8 as u8, i16 as u16, u16 as u16, i32 as u32, u32 as u32, i64 as u64, u64 as u64
);

/// `bits` is the two's complement pattern, for hexadecimal and binary.
fn format_integer(
    magnitude: u128,
    negative: bool,
    bits: u64,
    spec: &str,
    info: &NumberFormatInfo,
) -> Result<String, FormatError> {
    let Some(standard) = parse_standard(spec)? else {
        return Ok(write_custom(
            Digits::integer(magnitude, negative),
            spec,
            info,
        ));
    };
    let width = standard.precision.max(0) as usize;
    Ok(match standard.letter {
        b'D' | b'd' => padded(&magnitude.to_string(), negative, width, info),
        b'G' | b'g' if standard.precision < 1 => padded(&magnitude.to_string(), negative, 0, info),
        b'X' => format!("{bits:0width$X}"),
        b'x' => format!("{bits:0width$x}"),
        b'B' | b'b' => format!("{bits:0width$b}"),
        _ => return write_standard(Digits::integer(magnitude, negative), standard, info, false),
    })
}

fn padded(digits: &str, negative: bool, width: usize, info: &NumberFormatInfo) -> String {
    let sign = if negative {
        info.negative_sign.as_str()
    } else {
        ""
    };
    format!("{sign}{digits:0>width$}")
}

macro_rules! floats {
    ($($type:ty, $custom:literal, $shortest:literal, $limit:literal);*) => { $(
        impl FormatNumber for $type {
            fn format(&self, spec: &str, info: &NumberFormatInfo) -> Result<String, FormatError> {
                if !self.is_finite() {
                    return Ok(not_finite(self.is_nan(), *self < 0.0, info).to_owned());
                }
                let (value, negative) = (self.abs(), self.is_sign_negative());
                let Some(standard) = parse_standard(spec)? else {
                    // Pictures see 15 (or 7) significant digits, whatever the number holds.
                    let text = format!("{value:.*e}", $custom - 1);
                    return Ok(write_custom(Digits::exponent(&text, negative), spec, info));
                };
                let digits = |count: i32| count.clamp(0, FRACTION_MAX) as usize;
                let given = standard.precision;
                let or_default = |default: i32| if given < 0 { default } else { given };
                match standard.letter.to_ascii_uppercase() {
                    b'G' if given > 0 => {
                        let number = Digits::exponent(&format!("{value:.*e}", digits(given - 1)), negative);
                        write_standard(number, standard, info, true)
                    }
                    b'G' | b'R' => {
                        let number = Digits::exponent(&format!("{value:e}"), negative);
                        let precision = (number.digits.len() as i32).max($shortest);
                        write_standard(number, Standard { precision, ..standard }, info, true)
                    }
                    b'E' => {
                        let number = Digits::exponent(&format!("{value:.*e}", digits(or_default(6))), negative);
                        write_standard(number, standard, info, true)
                    }
                    letter @ (b'F' | b'N' | b'C' | b'P') => {
                        let count = match letter {
                            b'C' => or_default(info.currency_decimal_digits),
                            b'P' => or_default(info.percent_decimal_digits).saturating_add(2),
                            _ => or_default(info.number_decimal_digits),
                        };
                        let number = Digits::fixed(&format!("{value:.*}", digits(count)), negative);
                        write_standard(number, standard, info, true)
                    }
                    _ => Err(FormatError::BAD_SPECIFIER),
                }
            }

            fn text(&self, info: &NumberFormatInfo) -> String {
                // In this range Rust writes what .NET writes: the shortest digits, without an exponent.
                let plain = *self == 0.0 || (1e-4..$limit).contains(&self.abs());
                if plain && info.number_decimal_separator == "." && info.negative_sign == "-" {
                    return self.to_string();
                }
                self.format("", info).unwrap_or_default()
            }
        }
    )* };
}

/// A double has no more decimals than this; further ones are zeros that the writer adds.
const FRACTION_MAX: i32 = 1100;

floats!(f64, 15, 15, 1e15; f32, 7, 7, 1e7);

fn not_finite(nan: bool, negative: bool, info: &NumberFormatInfo) -> &str {
    match (nan, negative) {
        (true, _) => &info.nan_symbol,
        (_, true) => &info.negative_infinity_symbol,
        _ => &info.positive_infinity_symbol,
    }
}

/// How PowerShell turns a double into a string (`"$x"`, `[string]$x`): fifteen digits, invariant culture.
pub fn f64_to_ps_string(value: f64) -> String {
    // Digits that Rust finds shortest are .NET's as long as they are no more than fifteen.
    if value == 0.0 || (1e-4..1e15).contains(&value.abs()) {
        let text = value.to_string();
        let digits = text
            .bytes()
            .skip_while(|byte| !(b'1'..=b'9').contains(byte))
            .filter(u8::is_ascii_digit);
        if digits.count() <= 15 {
            return text;
        }
    }
    value
        .format("G15", NumberFormatInfo::invariant_ref())
        .unwrap_or_default()
}

/// How PowerShell turns a single into a string: seven digits, invariant culture.
pub fn f32_to_ps_string(value: f32) -> String {
    value
        .format("G7", NumberFormatInfo::invariant_ref())
        .unwrap_or_default()
}

impl FormatNumber for Decimal {
    fn format(&self, spec: &str, info: &NumberFormatInfo) -> Result<String, FormatError> {
        let number = Digits::decimal(self);
        match parse_standard(spec)? {
            None => Ok(write_custom(number, spec, info)),
            Some(standard) => write_standard(number, standard, info, false),
        }
    }

    fn text(&self, info: &NumberFormatInfo) -> String {
        self.format("", info).unwrap_or_default()
    }
}

impl FormatNumber for BigInt {
    fn format(&self, spec: &str, info: &NumberFormatInfo) -> Result<String, FormatError> {
        let Some(standard) = parse_standard(spec)? else {
            return Ok(write_custom(Digits::big(self), spec, info));
        };
        let width = standard.precision.max(0) as usize;
        Ok(match standard.letter {
            b'D' | b'd' | b'G' | b'g' | b'R' | b'r' => {
                let width = if matches!(standard.letter, b'D' | b'd') {
                    width
                } else {
                    0
                };
                padded(
                    &self.magnitude().to_string(),
                    self.is_negative(),
                    width,
                    info,
                )
            }
            b'X' => big_hex(self, width).to_ascii_uppercase(),
            b'x' => big_hex(self, width),
            b'B' | b'b' => big_binary(self, width),
            _ => return write_standard(Digits::big(self), standard, info, false),
        })
    }

    fn text(&self, info: &NumberFormatInfo) -> String {
        padded(&self.magnitude().to_string(), self.is_negative(), 0, info)
    }
}

/// Two's complement in as few digits as show the sign: a positive number never begins with a digit above 7.
fn big_hex(value: &BigInt, width: usize) -> String {
    let bytes = value.to_signed_bytes_be();
    let text: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    shorten(
        text,
        value.sign() == Sign::Minus,
        ('0', '7'),
        ('f', '8'),
        width,
    )
}

fn big_binary(value: &BigInt, width: usize) -> String {
    if value.is_zero() {
        return format!("{:0>width$}", "0");
    }
    let bytes = value.to_signed_bytes_be();
    let text: String = bytes.iter().map(|byte| format!("{byte:08b}")).collect();
    shorten(
        text,
        value.sign() == Sign::Minus,
        ('0', '0'),
        ('1', '1'),
        width,
    )
}

/// Drops leading digits that only repeat the sign, then pads with the sign's digit.
fn shorten(
    text: String,
    negative: bool,
    positive: (char, char),
    minus: (char, char),
    width: usize,
) -> String {
    let mut rest = text.as_str();
    while rest.len() > 1 {
        let mut chars = rest.chars();
        let (first, second) = (chars.next().unwrap_or('0'), chars.next().unwrap_or('0'));
        let redundant = if negative {
            first == minus.0 && second >= minus.1
        } else {
            first == positive.0 && second <= positive.1
        };
        if !redundant {
            break;
        }
        rest = &rest[1..];
    }
    let pad = if negative { minus.0 } else { '0' };
    let missing = width.saturating_sub(rest.len());
    std::iter::repeat_n(pad, missing)
        .chain(rest.chars())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn en(number: &impl FormatNumber, spec: &str) -> String {
        number
            .format(spec, &NumberFormatInfo::en_us())
            .unwrap_or_else(|error| format!("!{error}"))
    }

    #[test]
    fn standard_formats_of_integers() {
        for (spec, text) in [
            ("N", "-1,234,567.000"),
            ("D8", "-01234567"),
            ("x", "ffed2979"),
            ("C", "-$1,234,567.00"),
            ("E2", "-1.23E+006"),
            ("G3", "-1.23E+06"),
            ("P0", "-123,456,700%"),
            ("R", "-1234567"),
        ] {
            assert_eq!(en(&-1_234_567i32, spec), text, "{spec}");
        }
        assert_eq!(en(&7u8, "B8"), "00000111");
        assert_eq!(en(&1i32, "Q2"), "!Format specifier was invalid.");
    }

    #[test]
    fn standard_formats_of_doubles() {
        for (value, spec, text) in [
            (0.1, "G17", "0.10000000000000001"),
            (2.5, "F0", "2"),
            (3.5, "F0", "4"),
            (-0.5, "N0", "-0"),
            (1e16, "", "1E+16"),
            (1e-5, "", "1E-05"),
            (1234567890123456.0, "", "1234567890123456"),
            (0.0725, "P1", "7.2%"),
            (f64::INFINITY, "N2", "∞"),
            (f64::NAN, "Q2", "NaN"),
            (-0.0, "", "-0"),
        ] {
            assert_eq!(en(&value, spec), text, "{value} {spec}");
        }
        assert_eq!(en(&3.3f32, "e10"), "3.2999999523e+000");
        assert_eq!(en(&1.5, "D"), "!Format specifier was invalid.");
        assert_eq!(f64_to_ps_string(0.1 + 0.2), "0.3");
        assert_eq!(f64_to_ps_string(10.0 / 3.0), "3.33333333333333");
        for value in [
            0.1,
            -0.0,
            1e14,
            123456789.123,
            0.0001,
            1e-5,
            1e15,
            0.30000000000000004,
            1234567890123456.0,
            -2.5e-4,
        ] {
            assert_eq!(
                Ok(f64_to_ps_string(value)),
                value.format("G15", NumberFormatInfo::invariant_ref())
            );
            assert_eq!(
                Ok(value.text(NumberFormatInfo::invariant_ref())),
                value.format("", NumberFormatInfo::invariant_ref())
            );
        }
    }

    #[test]
    fn decimals_keep_their_scale() {
        let value = Decimal::new(1250, 2);
        assert_eq!(
            (en(&value, ""), en(&value, "N0"), en(&value, "G3")),
            (
                String::from("12.50"),
                String::from("13"),
                String::from("12.5")
            )
        );
        assert_eq!(en(&Decimal::new(0, 2), ""), "0.00");
    }

    #[test]
    fn big_integers_show_their_sign_in_hexadecimal() {
        assert_eq!(
            (
                en(&BigInt::from(255), "X"),
                en(&BigInt::from(-1), "X"),
                en(&BigInt::from(127), "x4")
            ),
            (String::from("0FF"), String::from("F"), String::from("007f"))
        );
    }

    #[test]
    fn pictures() {
        for (value, spec, text) in [
            (-0.5, "#.##", "-.5"),
            (1234.5, "0,.0", "1.2"),
            (0.1, "#;(#);zero", "zero"),
            (1234.5, "00:00", "12:35"),
            (-1.0, "'x'0", "-x1"),
            (1234567.0, "#,##0.00;(#,##0.00)", "1,234,567.00"),
            (-2.0, "#;(#)", "(2)"),
            (12.5, "0.0e-00", "1.3e01"),
            (0.25, "0%", "25%"),
            (0.0, "###-####", "-"),
        ] {
            assert_eq!(en(&value, spec), text, "{value} {spec}");
        }
        assert_eq!(
            (en(&-1i32, "0,,"), en(&-0.5, "0,,")),
            (String::from("0"), String::from("-0"))
        );
    }
}
