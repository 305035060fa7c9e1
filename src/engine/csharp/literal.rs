//! Numbers and interpolated strings of C#.

use super::Parsed;
use super::lex::unescaped;
use super::parse::parse_expression;
use super::tree::*;
use object::Value;

/// A sign before a number belongs to it: `-2147483648` is an `int`.
pub(super) fn negated(sign: &'static str, operand: Expr) -> Expr {
    match (sign, &operand) {
        ("-", Expr::Value(Value::UInt(2_147_483_648))) => Expr::Value(Value::Int(i32::MIN)),
        ("-", Expr::Value(Value::ULong(9_223_372_036_854_775_808))) => {
            Expr::Value(Value::Long(i64::MIN))
        }
        _ => Expr::Unary(sign, Box::new(operand)),
    }
}

/// The value of a number as it is written.
pub(super) fn number(text: &str) -> Option<Value> {
    let lower = text.to_ascii_lowercase();
    let based = lower
        .strip_prefix("0x")
        .map(|digits| (digits, 16))
        .or_else(|| lower.strip_prefix("0b").map(|digits| (digits, 2)));
    if based.is_none() {
        let body = &lower[..lower.len() - 1];
        match lower.as_bytes().last()? {
            b'f' => return body.parse().ok().map(Value::Single),
            b'd' => return body.parse().ok().map(Value::Double),
            b'm' => return body.parse().ok().map(Value::Decimal),
            _ if lower.contains(['.', 'e']) => return lower.parse().ok().map(Value::Double),
            _ => {}
        }
    }
    let (digits, radix) = based.unwrap_or((&lower, 10));
    let body = digits.trim_end_matches(['u', 'l']);
    let suffix = &digits[body.len()..];
    let bits = u64::from_str_radix(body, radix).ok()?;
    Some(match suffix {
        "ul" | "lu" => Value::ULong(bits),
        "l" => i64::try_from(bits).map_or(Value::ULong(bits), Value::Long),
        "u" => u32::try_from(bits).map_or(Value::ULong(bits), Value::UInt),
        _ => {
            if let Ok(n) = i32::try_from(bits) {
                Value::Int(n)
            } else if let Ok(n) = u32::try_from(bits) {
                Value::UInt(n)
            } else if let Ok(n) = i64::try_from(bits) {
                Value::Long(n)
            } else {
                Value::ULong(bits)
            }
        }
    })
}

/// The parts of an interpolated string; its first sign says how it is escaped.
pub(super) fn parts(text: &str) -> Parsed<Vec<Part>> {
    let verbatim = text.starts_with('@');
    let chars: Vec<char> = text.chars().skip(1).collect();
    let (mut found, mut plain, mut at) = (Vec::new(), String::new(), 0);
    while at < chars.len() {
        let (c, next) = (chars[at], chars.get(at + 1));
        if (c == '{' || c == '}') && next == Some(&c) {
            plain.push(c);
            at += 2;
        } else if c == '{' {
            found.push(Part::Text(unescaped(&plain, verbatim)?));
            plain.clear();
            let (end, format) = hole(&chars, at + 1);
            let inside: String = chars[at + 1..format.unwrap_or(end)].iter().collect();
            let format: String = chars[format.unwrap_or(end)..end].iter().collect();
            found.push(Part::Hole(parse_expression(&inside)?, format));
            at = end + 1;
        } else {
            plain.push(c);
            at += 1;
        }
    }
    found.push(Part::Text(unescaped(&plain, verbatim)?));
    Ok(found)
}

/// Where a hole ends, and where its format begins.
fn hole(chars: &[char], start: usize) -> (usize, Option<usize>) {
    let (mut depth, mut format, mut quoted) = (0, None, false);
    for (at, c) in chars.iter().enumerate().skip(start) {
        match c {
            '"' => quoted = !quoted,
            _ if quoted => {}
            '(' | '[' | '{' => depth += 1,
            '}' if depth == 0 => return (at, format),
            ')' | ']' | '}' => depth -= 1,
            ',' | ':' if depth == 0 && format.is_none() => format = Some(at),
            _ => {}
        }
    }
    (chars.len(), format)
}
