//! `ToString` of dates: the standard letters and the custom pictures.

use super::picture::{Token, tokens};
use super::{
    DateError, DateOnly, DateTime, DateTimeFormatInfo, DateTimeKind, DateTimeOffset,
    TICKS_PER_MINUTE, TICKS_PER_SECOND, TimeOnly, Zone,
};
use std::borrow::Cow;
use std::fmt::Write;

/// The letters that stand for parts of a date.
pub(super) const LETTERS: &str = "ghHmsfFtdMyzK";

const ISO: &str = "yyyy-MM-ddTHH:mm:ss.fffffffK";
const RFC1123: &str = "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'";
const SORTABLE: &str = "yyyy'-'MM'-'dd'T'HH':'mm':'ss";
const UNIVERSAL: &str = "yyyy'-'MM'-'dd HH':'mm':'ss'Z'";

/// A clock time and, for a `DateTimeOffset`, its offset in ticks.
struct Moment<'a> {
    date: DateTime,
    offset: Option<i64>,
    zone: &'a Zone,
}

/// `date.ToString(spec, info)`; an empty `spec` means `G`.
pub fn format_date_time(
    date: DateTime,
    spec: &str,
    info: &DateTimeFormatInfo,
    zone: &Zone,
) -> Result<String, DateError> {
    let moment = Moment {
        date,
        offset: None,
        zone,
    };
    let mut letters = spec.chars();
    let letter = match (letters.next(), letters.next()) {
        (None, _) => 'G',
        (Some(letter), None) => letter,
        _ => return write(&moment, spec, info),
    };
    match letter {
        'r' | 'R' => write(&moment, RFC1123, DateTimeFormatInfo::invariant_ref()),
        'u' => write(&moment, UNIVERSAL, DateTimeFormatInfo::invariant_ref()),
        'U' => {
            let moment = Moment {
                date: date.to_universal(zone),
                ..moment
            };
            write(&moment, &info.full_date_time_pattern, info)
        }
        letter => standard(&moment, letter, info),
    }
}

/// `offset.ToString(spec, info)`; an empty `spec` is `G` with the offset behind it.
pub fn format_offset(
    value: DateTimeOffset,
    spec: &str,
    info: &DateTimeFormatInfo,
    zone: &Zone,
) -> Result<String, DateError> {
    let clock = Moment {
        date: value.date_time(),
        offset: Some(value.offset().ticks()),
        zone,
    };
    let utc = |pattern: &str| {
        let date = value.utc_date_time().with_kind(DateTimeKind::Unspecified);
        write(
            &Moment {
                date,
                offset: Some(0),
                zone,
            },
            pattern,
            DateTimeFormatInfo::invariant_ref(),
        )
    };
    let mut letters = spec.chars();
    match (letters.next(), letters.next()) {
        (None, _) => write(
            &clock,
            &format!("{} {} zzz", info.short_date_pattern, info.long_time_pattern),
            info,
        ),
        (Some('r' | 'R'), None) => utc(RFC1123),
        (Some('u'), None) => utc(UNIVERSAL),
        (Some('U'), None) => Err(DateError::BAD_FORMAT),
        (Some(letter), None) => standard(&clock, letter, info),
        _ => write(&clock, spec, info),
    }
}

/// `dateOnly.ToString(spec, info)`; an empty `spec` means `d`. Parts of a time are refused.
pub fn format_date_only(
    value: DateOnly,
    spec: &str,
    info: &DateTimeFormatInfo,
) -> Result<String, DateError> {
    let moment = Moment {
        date: value.midnight(),
        offset: None,
        zone: &Zone::utc(),
    };
    match spec {
        "" => standard(&moment, 'd', info),
        "o" | "O" => write(&moment, "yyyy-MM-dd", info),
        "r" | "R" => write(
            &moment,
            "ddd, dd MMM yyyy",
            DateTimeFormatInfo::invariant_ref(),
        ),
        "d" | "D" | "m" | "M" | "y" | "Y" => {
            standard(&moment, spec.chars().next().unwrap_or('d'), info)
        }
        spec => only(&moment, spec, "hHmsfFtzK", info),
    }
}

/// `timeOnly.ToString(spec, info)`; an empty `spec` means `t`. Parts of a date are refused.
pub fn format_time_only(
    value: TimeOnly,
    spec: &str,
    info: &DateTimeFormatInfo,
) -> Result<String, DateError> {
    let moment = Moment {
        date: value.on_first_day(),
        offset: None,
        zone: &Zone::utc(),
    };
    match spec {
        "" => standard(&moment, 't', info),
        "o" | "O" => write(&moment, "HH:mm:ss.fffffff", info),
        "r" | "R" => write(&moment, "HH:mm:ss", DateTimeFormatInfo::invariant_ref()),
        "t" | "T" => standard(&moment, spec.chars().next().unwrap_or('t'), info),
        spec => only(&moment, spec, "gdMyzK/", info),
    }
}

fn only(
    moment: &Moment,
    spec: &str,
    refused: &str,
    info: &DateTimeFormatInfo,
) -> Result<String, DateError> {
    let bad = |token: &Token| matches!(token, Token::Field(c, _) if refused.contains(*c));
    if spec.chars().count() == 1 || tokens(spec, LETTERS)?.iter().any(bad) {
        return Err(DateError::BAD_FORMAT);
    }
    write(moment, spec, info)
}

/// The picture behind a standard letter, where it depends on the culture alone.
pub(super) fn standard_pattern(letter: char, info: &DateTimeFormatInfo) -> Option<Cow<'_, str>> {
    let joined = |date: &str, time: &str| Some(Cow::Owned(format!("{date} {time}")));
    match letter {
        'd' => Some(Cow::Borrowed(&info.short_date_pattern)),
        'D' => Some(Cow::Borrowed(&info.long_date_pattern)),
        'f' => joined(&info.long_date_pattern, &info.short_time_pattern),
        'F' | 'U' => Some(Cow::Borrowed(&info.full_date_time_pattern)),
        'g' => joined(&info.short_date_pattern, &info.short_time_pattern),
        'G' => joined(&info.short_date_pattern, &info.long_time_pattern),
        'm' | 'M' => Some(Cow::Borrowed(&info.month_day_pattern)),
        'o' | 'O' => Some(Cow::Borrowed(ISO)),
        'r' | 'R' => Some(Cow::Borrowed(RFC1123)),
        's' => Some(Cow::Borrowed(SORTABLE)),
        't' => Some(Cow::Borrowed(&info.short_time_pattern)),
        'T' => Some(Cow::Borrowed(&info.long_time_pattern)),
        'u' => Some(Cow::Borrowed(UNIVERSAL)),
        'y' | 'Y' => Some(Cow::Borrowed(&info.year_month_pattern)),
        _ => None,
    }
}

fn standard(moment: &Moment, letter: char, info: &DateTimeFormatInfo) -> Result<String, DateError> {
    let pattern = standard_pattern(letter, info).ok_or(DateError::BAD_FORMAT)?;
    let culture = if matches!(letter, 'o' | 'O' | 's') {
        DateTimeFormatInfo::invariant_ref()
    } else {
        info
    };
    write(moment, &pattern, culture)
}

fn write(moment: &Moment, spec: &str, info: &DateTimeFormatInfo) -> Result<String, DateError> {
    let mut out = String::with_capacity(spec.len() + 8);
    for token in tokens(spec, LETTERS)? {
        match token {
            Token::Literal(c, _) => out.push(c),
            Token::DateSeparator => out.push_str(&info.date_separator),
            Token::TimeSeparator => out.push_str(&info.time_separator),
            Token::Field(letter, count) => field(&mut out, moment, letter, count, info)?,
        }
    }
    Ok(out)
}

fn padded(out: &mut String, value: i32, width: usize) {
    // Writing to a string cannot fail.
    let _ = write!(out, "{value:0width$}");
}

fn field(
    out: &mut String,
    moment: &Moment,
    letter: char,
    count: usize,
    info: &DateTimeFormatInfo,
) -> Result<(), DateError> {
    let date = moment.date;
    let two = count.min(2);
    match letter {
        'g' => out.push_str(&info.era_name),
        'h' => padded(out, (date.hour() + 11) % 12 + 1, two),
        'H' => padded(out, date.hour(), two),
        'm' => padded(out, date.minute(), two),
        's' => padded(out, date.second(), two),
        'f' | 'F' => fraction(out, date.ticks(), count, letter == 'F')?,
        't' => {
            let name = if date.hour() < 12 {
                &info.am_designator
            } else {
                &info.pm_designator
            };
            if count == 1 {
                out.extend(name.chars().next());
            } else {
                out.push_str(name);
            }
        }
        'd' => match count {
            1 | 2 => padded(out, date.day(), count),
            3 => out.push_str(&info.abbreviated_day_names[date.day_of_week() as usize]),
            _ => out.push_str(&info.day_names[date.day_of_week() as usize]),
        },
        'M' => match count {
            1 | 2 => padded(out, date.month(), count),
            3 => out.push_str(&info.abbreviated_month_names[date.month() as usize - 1]),
            _ => out.push_str(&info.month_names[date.month() as usize - 1]),
        },
        'y' if count <= 2 => padded(out, date.year() % 100, count),
        'y' => padded(out, date.year(), count),
        'z' => offset_text(out, offset_of(moment), count),
        _ => kind_text(out, moment),
    }
    Ok(())
}

/// `F` drops trailing zeros, and the point before it where nothing is left.
fn fraction(out: &mut String, ticks: i64, count: usize, trim: bool) -> Result<(), DateError> {
    if count > 7 {
        return Err(DateError::BAD_FORMAT);
    }
    let digits = format!("{:07}", ticks % TICKS_PER_SECOND);
    let digits = &digits[..count];
    let shown = if trim {
        digits.trim_end_matches('0')
    } else {
        digits
    };
    out.push_str(shown);
    if shown.is_empty() && out.ends_with('.') {
        out.pop();
    }
    Ok(())
}

fn offset_of(moment: &Moment) -> i64 {
    match moment.offset {
        Some(offset) => offset,
        None if moment.date.kind() == DateTimeKind::Utc => 0,
        None => moment.zone.offset_at_local(moment.date.ticks()),
    }
}

fn offset_text(out: &mut String, offset: i64, count: usize) {
    let sign = if offset < 0 { '-' } else { '+' };
    let minutes = offset.abs() / TICKS_PER_MINUTE;
    let (hours, minutes) = (minutes / 60, minutes % 60);
    // Writing to a string cannot fail.
    let _ = match count {
        1 => write!(out, "{sign}{hours}"),
        2 => write!(out, "{sign}{hours:02}"),
        _ => write!(out, "{sign}{hours:02}:{minutes:02}"),
    };
}

fn kind_text(out: &mut String, moment: &Moment) {
    match (moment.offset, moment.date.kind()) {
        (Some(offset), _) => offset_text(out, offset, 3),
        (None, DateTimeKind::Unspecified) => {}
        (None, DateTimeKind::Utc) => out.push('Z'),
        (None, DateTimeKind::Local) => offset_text(out, offset_of(moment), 3),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::{TimeSpan, parse_time_span};

    fn moment() -> DateTime {
        let date =
            DateTime::from_parts(2024, 2, 29, 13, 5, 9).and_then(|date| date.add_ticks(1_234_567));
        date.expect("a date")
    }

    fn en(spec: &str) -> String {
        format_date_time(
            moment(),
            spec,
            DateTimeFormatInfo::en_us_ref(),
            &Zone::utc(),
        )
        .unwrap_or_else(|error| format!("!{error}"))
    }

    #[test]
    fn recorded_formats_hold() {
        for (spec, text) in [
            ("", "2/29/2024 1:05:09\u{202f}PM"),
            ("f", "Thursday, February 29, 2024 1:05\u{202f}PM"),
            ("o", "2024-02-29T13:05:09.1234567"),
            ("r", "Thu, 29 Feb 2024 13:05:09 GMT"),
            ("u", "2024-02-29 13:05:09Z"),
            ("y", "February 2024"),
            ("yy/M/d", "24/2/29"),
            ("h:m:s t", "1:5:9 P"),
            ("%f", "1"),
            ("FFF", "123"),
            ("zz", "+00"),
            ("gg", "AD"),
            ("\\y yyyy", "y 2024"),
            ("yyyyy", "02024"),
            ("\"at\" HH", "at 13"),
        ] {
            assert_eq!(en(spec), text, "{spec}");
        }
        for spec in ["K", "z", "x", "'", "%", "%%"] {
            assert!(en(spec).starts_with('!'), "{spec}");
        }
    }

    #[test]
    fn offsets_show() {
        let offset = parse_time_span("05:30")
            .and_then(|offset| DateTimeOffset::new(moment(), offset))
            .expect("an offset");
        let text = |spec| {
            format_offset(
                offset,
                spec,
                DateTimeFormatInfo::invariant_ref(),
                &Zone::utc(),
            )
        };
        assert_eq!(text(""), Ok(String::from("02/29/2024 13:05:09 +05:30")));
        assert_eq!(text("r"), Ok(String::from("Thu, 29 Feb 2024 07:35:09 GMT")));
        assert!(
            text("U").is_err() && DateTimeOffset::new(moment(), TimeSpan::from_ticks(1)).is_err()
        );
    }
}
