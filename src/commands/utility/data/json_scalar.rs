//! The scalars of JSON: escapes, numbers, dates.

use super::json_read::{Dates, Reader};
use num_bigint::BigInt;
use object::date::{DateTime, DateTimeKind, Zone};
use object::{Result, Str, Value};
use std::rc::Rc;

impl<'t> Reader<'t> {
    /// A quoted text.
    pub(super) fn string(&mut self, quote: u8) -> Result<std::borrow::Cow<'t, str>> {
        self.at += 1;
        let start = self.at;
        let rest = &self.bytes[start..];
        match rest
            .iter()
            .position(|byte| *byte == quote || *byte == b'\\')
        {
            Some(length) if rest[length] == quote => {
                self.at += length + 1;
                Ok(self.text[start..start + length].into())
            }
            Some(length) => {
                self.at += length;
                self.escaped(quote, self.text[start..start + length].to_string())
                    .map(Into::into)
            }
            None => self.fail(
                format!(
                    "Unterminated string. Expected delimiter: {}.",
                    quote as char
                ),
                self.bytes.len(),
            ),
        }
    }

    fn escaped(&mut self, quote: u8, mut out: String) -> Result<String> {
        let mut high = None;
        loop {
            let rest = &self.bytes[self.at..];
            let Some(length) = rest
                .iter()
                .position(|byte| *byte == quote || *byte == b'\\')
            else {
                return self.fail(
                    format!(
                        "Unterminated string. Expected delimiter: {}.",
                        quote as char
                    ),
                    self.bytes.len(),
                );
            };
            if length > 0 {
                high = None;
            }
            out.push_str(&self.text[self.at..self.at + length]);
            self.at += length;
            if rest[length] == quote {
                self.at += 1;
                return Ok(out);
            }
            let Some(letter) = self.text[self.at + 1..].chars().next() else {
                return self.fail(
                    format!(
                        "Unterminated string. Expected delimiter: {}.",
                        quote as char
                    ),
                    self.bytes.len(),
                );
            };
            let plain = match letter {
                'b' => '\u{8}',
                't' => '\t',
                'n' => '\n',
                'f' => '\u{c}',
                'r' => '\r',
                '\\' | '"' | '\'' | '/' => letter,
                'u' => {
                    let unit = self.unit()?;
                    self.at += 6;
                    high = push_unit(&mut out, high, unit);
                    continue;
                }
                other => {
                    return self.fail(
                        format!("Bad JSON escape sequence: \\{other}."),
                        self.at + 1 + other.len_utf8(),
                    );
                }
            };
            high = None;
            out.push(plain);
            self.at += 1 + letter.len_utf8();
        }
    }

    /// The four digits behind `\u`.
    fn unit(&self) -> Result<u16> {
        match self
            .text
            .get(self.at + 2..self.at + 6)
            .map(|digits| u16::from_str_radix(digits, 16))
        {
            Some(Ok(unit)) => Ok(unit),
            Some(Err(_)) => {
                let digits = self.text.get(self.at + 2..self.at + 6).unwrap_or_default();
                self.fail(
                    format!("Invalid Unicode escape sequence: \\u{digits}."),
                    self.at + 2,
                )
            }
            None => self.fail(
                "Unexpected end while parsing Unicode escape sequence.",
                self.bytes.len(),
            ),
        }
    }

    pub(super) fn number(&mut self) -> Result<Value> {
        let start = self.at;
        while let Some(byte) = self.peek() {
            match byte {
                b'-' | b'+' | b'.' | b'x' | b'X' | b'0'..=b'9' | b'a'..=b'f' | b'A'..=b'F' => {
                    self.at += 1
                }
                b' ' | b'\t' | b'\n' | b'\r' | b',' | b'}' | b']' | b')' | b'/' => break,
                _ => {
                    let c = self.peek_char().unwrap_or_default();
                    return self.fail(
                        format!("Unexpected character encountered while parsing number: {c}."),
                        self.at,
                    );
                }
            }
        }
        let text = &self.text[start..self.at];
        match parse_number(text) {
            Some(value) => Ok(value),
            None => self.fail(
                format!("Input string '{text}' is not a valid number."),
                self.at,
            ),
        }
    }

    /// A text, or the date that it is.
    pub(super) fn text_value(&mut self, text: std::borrow::Cow<'t, str>) -> Value {
        if text.starts_with("/Date(")
            && self.options.dates != Dates::Text
            && let Some(value) = self.old_date(&text)
        {
            return value;
        }
        let bytes = text.as_bytes();
        let like_date = self.options.dates != Dates::Text
            && (19..=40).contains(&bytes.len())
            && bytes[10] == b'T'
            && bytes[0].is_ascii_digit();
        if like_date && let Some(value) = self.date(&text) {
            return value;
        }
        Value::Str(Str::from(text))
    }

    /// `/Date(1699179630000)/`: milliseconds since 1970, with an offset where local time is meant.
    fn old_date(&mut self, text: &str) -> Option<Value> {
        let inner = text.strip_prefix("/Date(")?.strip_suffix(")/")?;
        let (number, local) = match inner.get(1..).and_then(|rest| rest.find(['+', '-'])) {
            Some(at) => (&inner[..at + 1], true),
            None => (inner, false),
        };
        let ticks = number.parse::<i64>().ok()?.checked_mul(10_000)?;
        let date = DateTime::from_unix_ticks(ticks).with_kind(DateTimeKind::Utc);
        let zone = self.zone.get_or_insert_with(Zone::local);
        Some(Value::DateTime(
            if local || self.options.dates == Dates::Local {
                date.to_local(zone)
            } else {
                date
            },
        ))
    }

    fn date(&mut self, text: &str) -> Option<Value> {
        let (date, offset) = iso_date(text)?;
        let zone = self.zone.get_or_insert_with(Zone::local);
        if self.options.dates == Dates::Offset {
            let clock = date.with_kind(DateTimeKind::Unspecified);
            let offset = match offset {
                Some(Some(ticks)) => object::date::TimeSpan::from_ticks(ticks),
                Some(None) => object::date::TimeSpan::from_ticks(0),
                None => object::date::TimeSpan::from_ticks(zone.offset_at_local(date.ticks())),
            };
            let value = object::date::DateTimeOffset::new(clock, offset).ok()?;
            return Some(object::members::date_offset::value(
                object::members::date_offset::Offset(value),
            ));
        }
        let date = match offset {
            None => date,
            Some(None) => date.with_kind(DateTimeKind::Utc),
            Some(Some(ticks)) => date
                .add_ticks(-ticks)
                .ok()?
                .with_kind(DateTimeKind::Utc)
                .to_local(zone),
        };
        Some(Value::DateTime(match (self.options.dates, date.kind()) {
            (Dates::Local, DateTimeKind::Unspecified) => date.with_kind(DateTimeKind::Local),
            (Dates::Local, _) => date.to_local(zone),
            (Dates::Universal, DateTimeKind::Unspecified) => date.with_kind(DateTimeKind::Utc),
            (Dates::Universal, _) => date.to_universal(zone),
            _ => date,
        }))
    }
}

/// Joins two halves of a surrogate pair; gives the half that waits for another.
fn push_unit(out: &mut String, high: Option<u16>, unit: u16) -> Option<u16> {
    if let Some(high) = high
        && (0xDC00..0xE000).contains(&unit)
    {
        // The first half stands there as the replacement character.
        out.pop();
        let code = 0x10000 + ((u32::from(high) - 0xD800) << 10) + (u32::from(unit) - 0xDC00);
        out.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
        return None;
    }
    out.push(char::from_u32(u32::from(unit)).unwrap_or(char::REPLACEMENT_CHARACTER));
    (0xD800..0xDC00).contains(&unit).then_some(unit)
}

/// A number, in any of the spellings that the reader takes.
fn parse_number(text: &str) -> Option<Value> {
    let bytes = text.as_bytes();
    if bytes.len() > 1 && bytes[0] == b'0' && !matches!(bytes[1], b'.' | b'e' | b'E') {
        let (digits, radix) = match bytes[1] {
            b'x' | b'X' => (&text[2..], 16),
            _ => (text, 8),
        };
        return u64::from_str_radix(digits, radix)
            .ok()
            .filter(|_| !digits.starts_with('+'))
            .map(|n| Value::Long(n as i64));
    }
    let digits = bytes.strip_prefix(b"-").unwrap_or(bytes);
    if !digits.is_empty() && digits.iter().all(u8::is_ascii_digit) {
        return match text.parse::<i64>() {
            Ok(number) => Some(Value::Long(number)),
            Err(_) => text
                .parse::<BigInt>()
                .ok()
                .map(|number| Value::BigInt(Rc::new(number))),
        };
    }
    text.bytes()
        .any(|byte| byte.is_ascii_digit())
        .then(|| text.parse::<f64>().ok().map(Value::Double))
        .flatten()
}

/// A date in ISO's form: the clock, and what stands behind it: nothing, `Z`, or an offset in ticks.
#[allow(clippy::type_complexity)]
fn iso_date(text: &str) -> Option<(DateTime, Option<Option<i64>>)> {
    let bytes = text.as_bytes();
    let number = |from: usize, to: usize| -> Option<i64> {
        let digits = bytes.get(from..to)?;
        digits.iter().try_fold(0i64, |all, byte| {
            byte.is_ascii_digit()
                .then(|| all * 10 + i64::from(byte - b'0'))
        })
    };
    let is = |at: usize, byte: u8| bytes.get(at) == Some(&byte);
    if !(is(4, b'-') && is(7, b'-') && is(13, b':') && is(16, b':')) {
        return None;
    }
    let date = DateTime::from_date(
        number(0, 4)? as i32,
        number(5, 7)? as i32,
        number(8, 10)? as i32,
    )
    .ok()?;
    let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
    if hour > 24 || minute > 59 || second > 59 || (hour == 24 && (minute, second) != (0, 0)) {
        return None;
    }
    let mut ticks = ((hour * 60 + minute) * 60 + second) * 10_000_000;
    let mut at = 19;
    if is(at, b'.') {
        at += 1;
        let start = at;
        let mut unit = 1_000_000;
        while let Some(byte) = bytes.get(at).filter(|byte| byte.is_ascii_digit()) {
            ticks += i64::from(byte - b'0') * unit;
            unit /= 10;
            at += 1;
        }
        if at == start || at - start > 7 {
            return None;
        }
    }
    let offset = match bytes.get(at) {
        None => None,
        Some(b'Z' | b'z') if at + 1 == bytes.len() => Some(None),
        Some(sign @ (b'+' | b'-')) => {
            let hours = number(at + 1, at + 3)?;
            let minutes = match bytes.len() - at {
                3 => 0,
                5 => number(at + 3, at + 5)?,
                6 if is(at + 3, b':') => number(at + 4, at + 6)?,
                _ => return None,
            };
            let ticks = (hours * 60 + minutes) * 600_000_000;
            Some(Some(if *sign == b'-' { -ticks } else { ticks }))
        }
        Some(_) => return None,
    };
    Some((date.add_ticks(ticks).ok()?, offset))
}
