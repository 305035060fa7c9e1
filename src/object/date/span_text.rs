//! Time spans as text and text as time spans.

use super::picture::{Token, tokens};
use super::{
    DateError, TICKS_PER_DAY, TICKS_PER_HOUR, TICKS_PER_MINUTE, TICKS_PER_SECOND, TimeSpan,
};
use std::fmt::Write;

/// `span.ToString(spec)`; an empty `spec` means `c`. Both cultures write spans alike.
pub fn format_time_span(span: TimeSpan, spec: &str) -> Result<String, DateError> {
    let ticks = span.ticks().unsigned_abs();
    let sign = if span.ticks() < 0 { "-" } else { "" };
    let days = ticks / TICKS_PER_DAY as u64;
    let hours = ticks / TICKS_PER_HOUR as u64 % 24;
    let minutes = ticks / TICKS_PER_MINUTE as u64 % 60;
    let seconds = ticks / TICKS_PER_SECOND as u64 % 60;
    let fraction = ticks % TICKS_PER_SECOND as u64;
    Ok(match spec {
        "" | "c" | "t" | "T" => {
            let days = if days > 0 {
                format!("{days}.")
            } else {
                String::new()
            };
            let tail = if fraction > 0 {
                format!(".{fraction:07}")
            } else {
                String::new()
            };
            format!("{sign}{days}{hours:02}:{minutes:02}:{seconds:02}{tail}")
        }
        "g" => {
            let days = if days > 0 {
                format!("{days}:")
            } else {
                String::new()
            };
            let tail = format!(".{fraction:07}");
            let tail = tail.trim_end_matches('0').trim_end_matches('.');
            format!("{sign}{days}{hours}:{minutes:02}:{seconds:02}{tail}")
        }
        "G" => format!("{sign}{days}:{hours:02}:{minutes:02}:{seconds:02}.{fraction:07}"),
        spec if spec.chars().count() == 1 => return Err(DateError::BAD_FORMAT),
        spec => custom(spec, [days, hours, minutes, seconds, fraction])?,
    })
}

const LETTERS: &str = "dhmsfF";

fn custom(
    spec: &str,
    [days, hours, minutes, seconds, fraction]: [u64; 5],
) -> Result<String, DateError> {
    let mut out = String::new();
    for token in tokens(spec, LETTERS)? {
        let Token::Field(letter, count) = token else {
            match token {
                Token::Literal(c, true) => out.push(c),
                // Nothing stands for itself here, not even a colon.
                _ => return Err(DateError::BAD_FORMAT),
            }
            continue;
        };
        let (value, limit) = match letter {
            'd' => (days, 8),
            'h' => (hours, 2),
            'm' => (minutes, 2),
            's' => (seconds, 2),
            _ => (fraction, 7),
        };
        if count > limit {
            return Err(DateError::BAD_FORMAT);
        }
        match letter {
            'f' | 'F' => {
                let digits = format!("{value:07}");
                let digits = &digits[..count];
                out.push_str(if letter == 'F' {
                    digits.trim_end_matches('0')
                } else {
                    digits
                });
            }
            _ => {
                // Writing to a string cannot fail.
                let _ = write!(out, "{value:0count$}");
            }
        }
    }
    Ok(out)
}

/// The parts of a span in the order in which they are written; the fraction is in ticks.
#[derive(Debug, Default)]
struct Parts {
    days: u64,
    hours: u64,
    minutes: u64,
    seconds: u64,
    fraction: u64,
}

impl Parts {
    fn ticks(&self, negative: bool) -> Option<TimeSpan> {
        if self.days > 10_675_199 || self.hours > 23 || self.minutes > 59 || self.seconds > 59 {
            return None;
        }
        let seconds = self.days as i128 * 86_400
            + self.hours as i128 * 3600
            + self.minutes as i128 * 60
            + self.seconds as i128;
        let ticks = seconds * i128::from(TICKS_PER_SECOND) + self.fraction as i128;
        i64::try_from(if negative { -ticks } else { ticks })
            .ok()
            .map(TimeSpan::from_ticks)
    }
}

/// `TimeSpan.Parse(text)`: `d`, `h:m`, `h:m:s`, `d.h:m`, `d.h:m:s`, `d:h:m:s`, each with a sign and, after seconds, a fraction.
pub fn parse_time_span(text: &str) -> Result<TimeSpan, DateError> {
    let trimmed = text.trim();
    let (negative, body) = match trimmed.strip_prefix('-') {
        Some(rest) => (true, rest.trim_start()),
        None => (false, trimmed),
    };
    let parts = split_span(body).ok_or_else(|| DateError::bad_span(text))?;
    match parts {
        Some(parts) => parts
            .ticks(negative)
            .ok_or_else(|| DateError::span_range(text)),
        None => Err(DateError::span_range(text)),
    }
}

/// The numbers of a span by their separators. The outer `None` is a bad shape, the inner one a number that is too large.
fn split_span(body: &str) -> Option<Option<Parts>> {
    let (mut numbers, mut marks) = (Vec::new(), String::new());
    let mut rest = body;
    loop {
        let length = rest.bytes().take_while(u8::is_ascii_digit).count();
        if length == 0 {
            return None;
        }
        numbers.push(&rest[..length]);
        let mut tail = rest[length..].chars();
        match tail.next() {
            None => break,
            Some(mark @ (':' | '.')) => marks.push(mark),
            Some(_) => return None,
        }
        rest = tail.as_str();
    }
    let value = |index: usize| {
        numbers[index]
            .parse::<u64>()
            .ok()
            .filter(|_| numbers[index].len() <= 10)
    };
    let fraction = |index: usize| span_fraction(numbers[index]);
    let shape = |indices: [Option<usize>; 5]| {
        let get = |slot: usize| indices[slot].map_or(Some(0), value);
        let fraction = indices[4].map_or(Some(0), fraction)?;
        Some(Parts {
            days: get(0)?,
            hours: get(1)?,
            minutes: get(2)?,
            seconds: get(3)?,
            fraction,
        })
    };
    let (a, b, c, d, e) = (Some(0), Some(1), Some(2), Some(3), Some(4));
    Some(shape(match marks.as_str() {
        "" => [a, None, None, None, None],
        ":" => [None, a, b, None, None],
        "::" => [None, a, b, c, None],
        ".:" => [a, b, c, None, None],
        ".::" | ":::" => [a, b, c, d, None],
        "::." => [None, a, b, c, d],
        ".::." | ":::." => [a, b, c, d, e],
        _ => return None,
    }))
}

/// A fraction of a second in ticks; more than seven digits are too many.
fn span_fraction(digits: &str) -> Option<u64> {
    if digits.len() > 7 {
        return None;
    }
    format!("{digits:0<7}").parse().ok()
}

/// `TimeSpan.ParseExact(text, formats)`: the first format that fits.
pub fn parse_time_span_exact(text: &str, formats: &[&str]) -> Result<TimeSpan, DateError> {
    for format in formats {
        let found = match *format {
            "c" | "t" | "T" | "g" | "G" => exact_standard(text, format),
            format => exact_custom(text, format)?,
        };
        if let Some(span) = found {
            return Ok(span);
        }
    }
    Err(DateError::bad_span(text))
}

fn exact_standard(text: &str, format: &str) -> Option<TimeSpan> {
    let colons = text.matches(':').count();
    let days_by_colon = colons == 3;
    let fits = match format {
        "G" => days_by_colon && text.contains('.'),
        "g" => {
            days_by_colon
                || !text
                    .split('.')
                    .next()
                    .is_some_and(|head| !head.contains(':') && text.contains('.'))
        }
        _ => !days_by_colon,
    };
    if fits {
        parse_time_span(text).ok()
    } else {
        None
    }
}

fn exact_custom(text: &str, format: &str) -> Result<Option<TimeSpan>, DateError> {
    if format.is_empty() || format.chars().count() == 1 {
        return Err(DateError::BAD_FORMAT);
    }
    let mut rest = text;
    let mut parts = Parts::default();
    for token in tokens(format, LETTERS)? {
        match token {
            Token::Literal(c, true) => match rest.strip_prefix(c) {
                Some(tail) => rest = tail,
                None => return Ok(None),
            },
            Token::Field(letter, count) => {
                let (minimum, maximum) = match letter {
                    'd' => (count, if count < 2 { 8 } else { count }),
                    'F' => (0, count),
                    'f' => (count, count),
                    _ => (count, 2),
                };
                let length = rest
                    .bytes()
                    .take_while(u8::is_ascii_digit)
                    .count()
                    .min(maximum);
                if length < minimum {
                    return Ok(None);
                }
                let (digits, tail) = rest.split_at(length);
                rest = tail;
                let value = if digits.is_empty() {
                    0
                } else {
                    digits.parse().unwrap_or(u64::MAX)
                };
                match letter {
                    'd' => parts.days = value,
                    'h' => parts.hours = value,
                    'm' => parts.minutes = value,
                    's' => parts.seconds = value,
                    _ => parts.fraction = span_fraction(digits).unwrap_or(0),
                }
            }
            _ => return Err(DateError::BAD_FORMAT),
        }
    }
    Ok(if rest.is_empty() {
        parts.ticks(false)
    } else {
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_read_and_written() {
        for (text, format, shown) in [
            ("1.02:03:04.005", "", "1.02:03:04.0050000"),
            ("1.02:03:04.5", "g", "1:2:03:04.5"),
            ("-00:00:01.5", "G", "-0:00:00:01.5000000"),
            ("1", "c", "1.00:00:00"),
            ("1:2", "hh\\:mm", "01:02"),
            ("1.02:03:04", "d' days'", "1 days"),
            (" 1:00 ", "%h", "1"),
        ] {
            assert_eq!(
                parse_time_span(text).and_then(|span| format_time_span(span, format)),
                Ok(shown.to_owned()),
                "{text}"
            );
        }
        assert_eq!(
            parse_time_span("10675199.02:48:05.4775807"),
            Ok(TimeSpan::MAX)
        );
        assert!(
            matches!(parse_time_span("24:00"), Err(DateError::Overflow(_)))
                && matches!(parse_time_span("1.5"), Err(DateError::Format(_)))
        );
        assert!(
            format_time_span(TimeSpan::ZERO, "hh:mm").is_err()
                && format_time_span(TimeSpan::ZERO, "x").is_err()
        );
        assert_eq!(
            parse_time_span_exact("05:06", &["h\\:m", "hh\\:mm"]).map(TimeSpan::total_minutes),
            Ok(306.0)
        );
    }
}
