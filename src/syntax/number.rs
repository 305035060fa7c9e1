//! Number literals: `17`, `0xFF`, `0b101`, `1.5e3`, `10kb`, `7ul`, `3d`, and what type each has.

use crate::ast::Number;
use crate::input::{Lex, breaks_token, ends_number, is_dash};
use crate::name::fail;
use crate::parser::{Mode, Parser};
use crate::token::{Lexeme, TokenKind};
use nom::Parser as _;
use nom::bytes::complete::{tag_no_case, take_while, take_while1};
use nom::character::complete::{char, one_of, satisfy};
use nom::combinator::{cut, not, opt, peek, recognize};
use nom::sequence::preceded;
use num_bigint::{BigInt, Sign};
use num_traits::{FromPrimitive, ToPrimitive};
use rust_decimal::Decimal;

/// How the digits of a literal are written.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Radix {
    Decimal,
    Hex,
    Binary,
}

/// The type that a suffix asks for.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Suffix {
    None,
    SByte,
    Byte,
    Short,
    UShort,
    Long,
    Unsigned,
    ULong,
    Decimal,
    BigInt,
}

/// A literal taken apart.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Literal<'s> {
    negative: bool,
    radix: Radix,
    digits: &'s str,
    real: bool,
    suffix: Suffix,
    multiplier: u64,
}

/// number = [ sign ] ( hexadecimal | binary | decimal ) [ suffix ] [ multiplier ], and then something that ends it
pub(crate) fn number<'s>(i: &'s str, in_expression: bool, ternary: bool) -> Lex<'s, Literal<'s>> {
    let (i, sign) = opt(satisfy(|c| c == '+' || is_dash(c))).parse(i)?;
    let (i, (radix, digits, real)) = digits(i)?;
    let (i, suffix) = suffix(i)?;
    let (i, multiplier) = multiplier(i)?;
    let next = i.chars().next().unwrap_or('\0');
    if !(breaks_token(next) || in_expression && ends_number(next, ternary)) {
        return fail(i);
    }
    Ok((
        i,
        Literal {
            negative: sign.is_some_and(is_dash),
            radix,
            digits,
            real,
            suffix,
            multiplier,
        },
    ))
}

/// digits = "0x" { hex-digit } | "0b" { binary-digit } | { digit } [ "." { digit } ] [ exponent ]
fn digits(i: &str) -> Lex<'_, (Radix, &str, bool)> {
    let digit = |i| take_while::<_, &str, nom::error::Error<&str>>(|c: char| c.is_ascii_digit())(i);
    if let Ok((rest, _)) = tag_no_case::<_, &str, nom::error::Error<&str>>("0x")(i) {
        let (rest, digits) = take_while(|c: char| c.is_ascii_hexdigit())(rest)?;
        return Ok((rest, (Radix::Hex, digits, false)));
    }
    if let Ok((rest, _)) = tag_no_case::<_, &str, nom::error::Error<&str>>("0b")(i) {
        let (rest, digits) = take_while(|c| matches!(c, '0' | '1'))(rest)?;
        return if digits.is_empty() {
            fail(i)
        } else {
            Ok((rest, (Radix::Binary, digits, false)))
        };
    }
    let (rest, whole) = digit(i)?;
    // Two dots are the range operator.
    let (rest, fraction) = if whole.is_empty() {
        opt(recognize(preceded(char('.'), digit))).parse(rest)?
    } else {
        opt(recognize((char('.'), not(peek(char('.'))), digit))).parse(rest)?
    };
    let (rest, exponent) = opt(exponent).parse(rest)?;
    let text = &i[..i.len() - rest.len()];
    if text.is_empty() {
        return fail(i);
    }
    Ok((
        rest,
        (
            Radix::Decimal,
            text,
            fraction.is_some() || exponent.is_some(),
        ),
    ))
}

/// exponent = "e" [ sign ] digit { digit }; without a digit the whole is no number
fn exponent(i: &str) -> Lex<'_> {
    let sign = opt(satisfy(|c| c == '+' || is_dash(c)));
    recognize((
        one_of("eE"),
        cut((sign, take_while1(|c: char| c.is_ascii_digit()))),
    ))
    .parse(i)
}

/// suffix = "u" [ "l" | "s" | "y" ] | "s" | "l" | "d" | "y" | "n"
fn suffix(i: &str) -> Lex<'_, Suffix> {
    let (rest, first) = opt(one_of("uUsSlLdDyYnN")).parse(i)?;
    let Some(first) = first else {
        return Ok((i, Suffix::None));
    };
    let suffix = match first.to_ascii_lowercase() {
        'u' => Suffix::Unsigned,
        's' => Suffix::Short,
        'l' => Suffix::Long,
        'd' => Suffix::Decimal,
        'y' => Suffix::SByte,
        _ => Suffix::BigInt,
    };
    let (end, second) = opt(one_of("uUsSlLdDyYnN")).parse(rest)?;
    let combined = match (suffix, second.map(|c: char| c.to_ascii_lowercase())) {
        (_, None) => return Ok((rest, suffix)),
        (Suffix::Unsigned, Some('l')) => Suffix::ULong,
        (Suffix::Unsigned, Some('s')) => Suffix::UShort,
        (Suffix::Unsigned, Some('y')) => Suffix::Byte,
        _ => return fail(i),
    };
    Ok((end, combined))
}

/// multiplier = "kb" | "mb" | "gb" | "tb" | "pb"
fn multiplier(i: &str) -> Lex<'_, u64> {
    let (rest, letter) = opt(one_of("kKmMgGtTpP")).parse(i)?;
    let Some(letter) = letter else {
        return Ok((i, 1));
    };
    let (rest, _) = one_of("bB").parse(rest)?;
    let power = match letter.to_ascii_lowercase() {
        'k' => 10,
        'm' => 20,
        'g' => 30,
        't' => 40,
        _ => 50,
    };
    Ok((rest, 1 << power))
}

impl<'s> Parser<'s> {
    /// A number; a word where it is none, or too large outside of an expression.
    pub fn scan_number(&mut self) -> Lexeme {
        let start = self.pos;
        let in_expression = self.mode == Mode::Expression;
        if let Some(end) = self.short_integer(in_expression) {
            self.pos = end;
            return self.token(TokenKind::Number);
        }
        let ternary = self.ternary_ends_number;
        let Some(literal) = self.take(|i| number(i, in_expression, ternary)) else {
            return self.generic_number(start);
        };
        if literal.value().is_none() {
            if !in_expression {
                return self.generic_number(start);
            }
            let text = &self.text[start..self.pos];
            let span = self.raw_place(start, self.pos);
            self.report(span, "BadNumericConstant", &[text]);
        }
        self.token(TokenKind::Number)
    }

    fn generic_number(&mut self, start: usize) -> Lexeme {
        self.pos = start;
        self.scan_generic()
    }

    /// The end of an integer of a few digits, which most numbers are.
    fn short_integer(&self, in_expression: bool) -> Option<usize> {
        let bytes = &self.text.as_bytes()[self.pos..];
        let digits = bytes
            .iter()
            .take(10)
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        if digits == 0 || digits > 9 {
            return None;
        }
        let next = bytes.get(digits).copied().unwrap_or(0);
        let ends = next < 128
            && (breaks_token(next as char)
                || in_expression && next != b'.' && ends_number(next as char, false));
        ends.then_some(self.pos + digits)
    }

    /// A number stands at the exclamation mark before the position.
    pub fn number_follows(&mut self) -> bool {
        number(
            self.rest(),
            self.mode == Mode::Expression,
            self.ternary_ends_number,
        )
        .is_ok()
    }

    /// The value of a number token.
    pub fn number_value(&self, lexeme: Lexeme) -> Number {
        let text = self.text_of(lexeme);
        if text.len() < 10
            && let Ok(value) = text.parse::<i32>()
        {
            return Number::Int(value);
        }
        number(text, true, false)
            .ok()
            .and_then(|(_, literal)| literal.value())
            .unwrap_or(Number::Int(0))
    }
}

/// The number that a text is, as PowerShell converts strings to numbers where it needs one.
pub fn parse_number(text: &str) -> Option<Number> {
    let (rest, literal) = number(text.trim(), true, false).ok()?;
    if rest.is_empty() {
        literal.value()
    } else {
        None
    }
}

impl Literal<'_> {
    fn value(&self) -> Option<Number> {
        if self.real {
            self.real_value()
        } else {
            self.whole_value()
        }
    }

    fn real_value(&self) -> Option<Number> {
        let digits: String = self
            .digits
            .chars()
            .map(|c| if is_dash(c) { '-' } else { c })
            .collect();
        let text = if self.negative {
            format!("-{digits}")
        } else {
            digits
        };
        if self.suffix == Suffix::Decimal {
            let value = parse_decimal(&text)?;
            let value = if self.multiplier == 1 {
                value
            } else {
                value.checked_mul(Decimal::from(self.multiplier))?
            };
            return Some(Number::Decimal(value));
        }
        let value = text.parse::<f64>().ok()? * self.multiplier as f64;
        if self.suffix == Suffix::None {
            return Some(Number::Double(value));
        }
        fit(
            BigInt::from_f64(value.round_ties_even())?,
            self.suffix,
            false,
        )
    }

    fn whole_value(&self) -> Option<Number> {
        let mut suffix = self.suffix;
        let mut value = match self.radix {
            Radix::Hex => {
                let length = self.digits.len();
                let unsigned = matches!(
                    suffix,
                    Suffix::Unsigned | Suffix::UShort | Suffix::ULong | Suffix::Byte
                );
                if length == 0 && !unsigned {
                    return None;
                }
                // The first bit is the sign where the digits fill the type: 32 bits, or the 64 of a long.
                let filled = if suffix == Suffix::Long { 16 } else { 8 };
                let signed = !unsigned && length.is_multiple_of(filled);
                let counted = if signed { length } else { length + 1 };
                if counted == 16 {
                    suffix = widen(suffix);
                }
                two_complement(self.digits, 16, if signed { length * 4 } else { 0 })?
            }
            Radix::Binary => {
                let length = self.digits.len();
                let unsigned = matches!(
                    suffix,
                    Suffix::Unsigned | Suffix::UShort | Suffix::ULong | Suffix::Byte
                );
                let signed = !unsigned
                    && (matches!(length, 8 | 16 | 32 | 64 | 96)
                        || length >= 128 && length.is_multiple_of(8));
                if length == 64 {
                    suffix = widen(suffix);
                }
                two_complement(self.digits, 2, if signed { length } else { 0 })?
            }
            Radix::Decimal => BigInt::parse_bytes(self.digits.as_bytes(), 10)?,
        };
        if self.negative {
            value = -value;
        }
        if self.multiplier != 1 {
            value *= self.multiplier;
        }
        fit(value, suffix, self.radix == Radix::Decimal)
    }
}

/// Literals of sixteen hexadecimal digits are 64 bits wide even if the value is small.
fn widen(suffix: Suffix) -> Suffix {
    match suffix {
        Suffix::None => Suffix::Long,
        Suffix::Unsigned => Suffix::ULong,
        suffix => suffix,
    }
}

/// Digits of a power of two, the first bit of `bits` the sign (none where `bits` is 0).
fn two_complement(digits: &str, radix: u32, bits: usize) -> Option<BigInt> {
    if digits.is_empty() {
        return Some(BigInt::ZERO);
    }
    let value = BigInt::parse_bytes(digits.as_bytes(), radix)?;
    let negative = bits > 0 && value.bits() == bits as u64;
    Some(if negative {
        value - (BigInt::from(1) << bits)
    } else {
        value
    })
}

/// Puts a value into the type that the suffix asks for; without one, into the narrowest of int, long, decimal and double.
fn fit(value: BigInt, suffix: Suffix, decimal_digits: bool) -> Option<Number> {
    Some(match suffix {
        Suffix::SByte => Number::SByte(value.to_i8()?),
        Suffix::Byte => Number::Byte(value.to_u8()?),
        Suffix::Short => Number::Short(value.to_i16()?),
        Suffix::UShort => Number::UShort(value.to_u16()?),
        Suffix::Long => Number::Long(value.to_i64()?),
        Suffix::ULong => Number::ULong(value.to_u64()?),
        Suffix::Unsigned => match value.to_u32() {
            Some(value) => Number::UInt(value),
            None => Number::ULong(value.to_u64()?),
        },
        Suffix::Decimal => Number::Decimal(to_decimal(&value)?),
        Suffix::BigInt => Number::BigInt(Box::new(value)),
        Suffix::None => {
            if let Some(value) = value.to_i32() {
                Number::Int(value)
            } else if let Some(value) = value.to_i64() {
                Number::Long(value)
            } else if !decimal_digits {
                return None;
            } else if let Some(value) = to_decimal(&value) {
                Number::Decimal(value)
            } else {
                Number::Double(value.to_f64().filter(|value| value.is_finite())?)
            }
        }
    })
}

fn to_decimal(value: &BigInt) -> Option<Decimal> {
    let (sign, words) = value.to_u32_digits();
    if words.len() > 3 {
        return None;
    }
    let word = |i: usize| words.get(i).copied().unwrap_or(0);
    Some(Decimal::from_parts(
        word(0),
        word(1),
        word(2),
        sign == Sign::Minus,
        0,
    ))
}

/// A decimal literal keeps its digits behind the point.
fn parse_decimal(text: &str) -> Option<Decimal> {
    if text.contains(['e', 'E']) {
        return Decimal::from_scientific(text).ok();
    }
    text.trim_end_matches('.').parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str) -> String {
        match parse_number(text) {
            None => "none".to_owned(),
            Some(Number::Decimal(value)) => format!("Decimal {value}"),
            Some(Number::BigInt(value)) => format!("BigInt {value}"),
            Some(number) => format!("{number:?}").replace('(', " ").replace(')', ""),
        }
    }

    #[test]
    fn literals_have_powershells_types() {
        let literals = [
            ("007", "Int 7"),
            ("+1", "Int 1"),
            ("1.", "Double 1.0"),
            (".5", "Double 0.5"),
            ("1e3", "Double 1000.0"),
            ("1e400", "Double inf"),
            ("0xFF", "Int 255"),
            ("0x80000000", "Int -2147483648"),
            ("0xFFFFFFFFFFFFFFFF", "Long -1"),
            ("0xFFFFFFFFL", "Long 4294967295"),
            ("0b101", "Int 5"),
            ("0b11111111", "Int -1"),
            ("0b100000000000000000000000000000000", "Long 4294967296"),
            ("2147483648", "Long 2147483648"),
            ("-2147483648", "Int -2147483648"),
            ("-2147483649", "Long -2147483649"),
            ("18446744073709551616", "Decimal 18446744073709551616"),
            ("1lkb", "Long 1024"),
            ("1.5d", "Decimal 1.5"),
            ("1.5n", "BigInt 2"),
            ("127y", "SByte 127"),
            ("128y", "none"),
            ("1uy", "Byte 1"),
            ("1s", "Short 1"),
            ("1us", "UShort 1"),
            ("70000us", "none"),
            ("1u", "UInt 1"),
            ("-1u", "none"),
            ("1ul", "ULong 1"),
            ("1gb", "Int 1073741824"),
            ("1tb", "Long 1099511627776"),
            ("1.5kb", "Double 1536.0"),
            ("0x10kb", "Int 16384"),
            ("1e", "none"),
            ("0b", "none"),
            ("1x", "none"),
        ];
        for (text, expected) in literals {
            assert_eq!(kind(text), expected, "{text}");
        }
    }
}
