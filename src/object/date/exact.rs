//! Reading dates by format: `ParseExact`.

use super::format::{LETTERS, standard_pattern};
use super::parse::{DateTimeStyles, Reading, resolve_date, resolve_offset};
use super::picture::{Token, tokens};
use super::{
    DateError, DateTime, DateTimeFormatInfo, DateTimeOffset, DayOfWeek, TICKS_PER_HOUR,
    TICKS_PER_MINUTE, Zone,
};

/// `DateTime.ParseExact(text, formats, info, styles)`: the first format that fits. `now` supplies a missing date.
pub fn parse_exact(
    text: &str,
    formats: &[&str],
    info: &DateTimeFormatInfo,
    styles: DateTimeStyles,
    now: DateTime,
    zone: &Zone,
) -> Result<DateTime, DateError> {
    let reading = first_fit(text, formats, info, styles)?;
    resolve_date(&reading, text, styles, now, zone)
}

/// `DateTimeOffset.ParseExact(text, formats, info, styles)`.
pub fn parse_exact_offset(
    text: &str,
    formats: &[&str],
    info: &DateTimeFormatInfo,
    styles: DateTimeStyles,
    now: DateTime,
    zone: &Zone,
) -> Result<DateTimeOffset, DateError> {
    let mut reading = first_fit(text, formats, info, styles)?;
    // These two formats state UTC by themselves.
    if formats
        .iter()
        .any(|format| matches!(*format, "r" | "R" | "u"))
        && reading.offset.is_none()
    {
        reading.offset = Some(0);
    }
    resolve_offset(&reading, text, styles, now, zone)
}

fn first_fit(
    text: &str,
    formats: &[&str],
    info: &DateTimeFormatInfo,
    styles: DateTimeStyles,
) -> Result<Reading, DateError> {
    for format in formats {
        if format.is_empty() {
            return Err(DateError::BAD_FORMAT);
        }
        if let Some(reading) = by_format(text, format, info, styles)? {
            return Ok(reading);
        }
    }
    Err(DateError::bad_date(text))
}

fn by_format(
    text: &str,
    format: &str,
    info: &DateTimeFormatInfo,
    styles: DateTimeStyles,
) -> Result<Option<Reading>, DateError> {
    let mut letters = format.chars();
    let standard = match (letters.next(), letters.next()) {
        (Some(letter), None) => Some(letter),
        _ => None,
    };
    let invariant = standard.is_some_and(|letter| "oOrRsu".contains(letter));
    let info = if invariant {
        DateTimeFormatInfo::invariant_ref()
    } else {
        info
    };
    let pattern = match standard {
        Some(letter) => standard_pattern(letter, info).ok_or(DateError::BAD_FORMAT)?,
        None => format.into(),
    };
    let tokens = tokens(&pattern, LETTERS)?;
    let mut reader = Exact {
        rest: text,
        info,
        styles,
        reading: Reading::default(),
        afternoon: None,
    };
    reader.skip(DateTimeStyles::ALLOW_LEADING_WHITE);
    for (index, token) in tokens.iter().enumerate() {
        reader.skip(DateTimeStyles::ALLOW_INNER_WHITE);
        if reader.token(token, tokens.get(index + 1)).is_none() {
            return Ok(None);
        }
    }
    reader.skip(DateTimeStyles::ALLOW_TRAILING_WHITE);
    if standard == Some('U') {
        reader.reading.offset = Some(0);
    }
    Ok(if reader.rest.is_empty() {
        reader.finish()
    } else {
        None
    })
}

struct Exact<'a> {
    rest: &'a str,
    info: &'a DateTimeFormatInfo,
    styles: DateTimeStyles,
    reading: Reading,
    afternoon: Option<bool>,
}

impl Exact<'_> {
    fn skip(&mut self, style: DateTimeStyles) {
        if self.styles.has(style) {
            self.rest = self.rest.trim_start();
        }
    }

    fn literal(&mut self, text: &str) -> Option<()> {
        self.rest = self.rest.strip_prefix(text)?;
        Some(())
    }

    /// A number of `minimum` to `maximum` digits.
    fn number(&mut self, minimum: usize, maximum: usize) -> Option<i32> {
        let length = self
            .rest
            .bytes()
            .take_while(u8::is_ascii_digit)
            .count()
            .min(maximum);
        if length < minimum {
            return None;
        }
        let (digits, rest) = self.rest.split_at(length);
        self.rest = rest;
        digits.parse().ok()
    }

    /// One or two digits for a single letter, exactly two for more.
    fn pair(&mut self, count: usize) -> Option<i32> {
        self.number(count.min(2), 2)
    }

    /// The longest of `names` that stands here, in any case.
    fn name(&mut self, names: &[String]) -> Option<usize> {
        let fits = |name: &String| {
            self.rest
                .get(..name.len())
                .is_some_and(|head| !name.is_empty() && head.eq_ignore_ascii_case(name))
        };
        let (index, name) = names
            .iter()
            .enumerate()
            .filter(|(_, name)| fits(name))
            .max_by_key(|(_, name)| name.len())?;
        self.rest = &self.rest[name.len()..];
        Some(index)
    }

    fn token(&mut self, token: &Token, next: Option<&Token>) -> Option<()> {
        match token {
            Token::DateSeparator => self.literal(&self.info.date_separator.clone()),
            Token::TimeSeparator => self.literal(&self.info.time_separator.clone()),
            Token::Literal('.', _)
                if matches!(next, Some(Token::Field('F', _))) && !self.rest.starts_with('.') =>
            {
                Some(())
            }
            // Blanks of the format are skipped with those of the text where the style says so.
            Token::Literal(c, _)
                if c.is_whitespace() && self.styles.has(DateTimeStyles::ALLOW_INNER_WHITE) =>
            {
                Some(())
            }
            Token::Literal(c, _) => {
                // Text typed with a plain blank matches the narrow one that ICU's patterns have.
                let rest = self.rest.strip_prefix(*c);
                let rest = rest.or_else(|| {
                    if *c == '\u{202f}' {
                        self.rest.strip_prefix(' ')
                    } else {
                        None
                    }
                });
                self.rest = rest?;
                Some(())
            }
            Token::Field(letter, count) => self.field(*letter, *count),
        }
    }

    fn field(&mut self, letter: char, count: usize) -> Option<()> {
        match letter {
            'y' => {
                let (minimum, maximum) = if count < 3 {
                    (count, 2)
                } else {
                    (count, count)
                };
                let year = self.number(minimum, maximum)?;
                self.reading.year = Some(if count < 3 {
                    two_digit_year(year)
                } else {
                    year
                });
            }
            'M' if count < 3 => self.reading.month = Some(self.pair(count)?),
            'M' if count == 3 => {
                self.reading.month = Some(self.name(&self.info.abbreviated_month_names)? as i32 + 1)
            }
            'M' => self.reading.month = Some(self.name(&self.info.month_names)? as i32 + 1),
            'd' if count < 3 => self.reading.day = Some(self.pair(count)?),
            'd' if count == 3 => self.weekday(|info| &info.abbreviated_day_names)?,
            'd' => self.weekday(|info| &info.day_names)?,
            'h' | 'H' => {
                let hour = self.pair(count)?;
                if letter == 'h' && !(1..=12).contains(&hour) {
                    return None;
                }
                self.reading.hour = Some(hour);
                self.reading.twelve = letter == 'h';
            }
            'm' => self.reading.minute = self.pair(count)?,
            's' => self.reading.second = self.pair(count)?,
            'f' | 'F' => self.fraction(count, letter == 'F')?,
            't' => self.designator(count)?,
            'z' => self.reading.offset = Some(self.zone(count)?),
            'K' => self.kind()?,
            _ => self
                .literal(&self.info.era_name.clone())
                .or_else(|| self.literal("A.D."))?,
        }
        Some(())
    }

    fn weekday(&mut self, names: impl Fn(&DateTimeFormatInfo) -> &[String; 7]) -> Option<()> {
        let info = self.info;
        self.reading.weekday = Some(DayOfWeek::ALL[self.name(names(info))?]);
        Some(())
    }

    fn fraction(&mut self, count: usize, optional: bool) -> Option<()> {
        let length = self
            .rest
            .bytes()
            .take_while(u8::is_ascii_digit)
            .count()
            .min(count);
        if count > 7 || (length < count && !optional) {
            return None;
        }
        let (digits, rest) = self.rest.split_at(length);
        self.rest = rest;
        self.reading.fraction = format!("{digits:0<7}").parse().ok()?;
        Some(())
    }

    fn designator(&mut self, count: usize) -> Option<()> {
        let length = if count == 1 {
            1
        } else {
            self.info.am_designator.len()
        };
        let head = self.rest.get(..length)?;
        let same = |name: &str| {
            name.get(..length)
                .is_some_and(|name| name.eq_ignore_ascii_case(head))
        };
        let afternoon = same(&self.info.pm_designator);
        if !afternoon && !same(&self.info.am_designator) {
            return None;
        }
        self.rest = &self.rest[length..];
        self.afternoon = Some(afternoon);
        Some(())
    }

    fn zone(&mut self, count: usize) -> Option<i64> {
        let negative = self.rest.starts_with('-');
        if !negative && !self.rest.starts_with('+') {
            return None;
        }
        self.rest = &self.rest[1..];
        let hours = self.pair(count)?;
        let mut minutes = 0;
        if count >= 3 {
            self.rest = self.rest.strip_prefix(':').unwrap_or(self.rest);
            minutes = self.number(2, 2)?;
        }
        if minutes > 59 {
            return None;
        }
        let ticks = i64::from(hours) * TICKS_PER_HOUR + i64::from(minutes) * TICKS_PER_MINUTE;
        Some(if negative { -ticks } else { ticks })
    }

    /// `K`: nothing, `Z`, or an offset.
    fn kind(&mut self) -> Option<()> {
        if let Some(rest) = self.rest.strip_prefix(['Z', 'z']) {
            self.rest = rest;
            self.reading.offset = Some(0);
            self.reading.zulu = true;
        } else if self.rest.starts_with(['+', '-']) {
            self.reading.offset = Some(self.zone(3)?);
        }
        Some(())
    }

    fn finish(mut self) -> Option<Reading> {
        if let (Some(hour), true) = (self.reading.hour, self.reading.twelve) {
            let base = hour % 12;
            self.reading.hour = Some(base + if self.afternoon == Some(true) { 12 } else { 0 });
        } else if let (Some(hour), Some(afternoon)) = (self.reading.hour, self.afternoon) {
            // With `HH` the designator must agree with the hour.
            if (hour >= 12) != afternoon {
                return None;
            }
        }
        let hour = self.reading.hour.unwrap_or(0);
        let sound = (0..24).contains(&hour) && self.reading.minute < 60 && self.reading.second < 60;
        sound.then_some(self.reading)
    }
}

/// Years up to 49 belong to this century.
pub(super) fn two_digit_year(year: i32) -> i32 {
    if year <= 49 { 2000 + year } else { 1900 + year }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::format_date_time;

    fn read(text: &str, format: &str) -> Option<String> {
        let info = DateTimeFormatInfo::invariant_ref();
        let date = parse_exact(
            text,
            &[format],
            info,
            DateTimeStyles::ADJUST_TO_UNIVERSAL,
            DateTime::MIN,
            &Zone::utc(),
        )
        .ok()?;
        format_date_time(date, "s", info, &Zone::utc()).ok()
    }

    #[test]
    fn formats_are_followed() {
        for (text, format, date) in [
            ("29022024", "ddMMyyyy", "2024-02-29T00:00:00"),
            ("20240305T1415", "yyyyMMdd'T'HHmm", "2024-03-05T14:15:00"),
            (
                "10/Oct/2023:13:55:36 +0200",
                "dd/MMM/yyyy:HH:mm:ss zzz",
                "2023-10-10T11:55:36",
            ),
            ("1:05 PM", "h:mm tt", "0001-01-01T13:05:00"),
            ("2024-02-29T13:05:09.1234567Z", "o", "2024-02-29T13:05:09"),
        ] {
            assert_eq!(read(text, format).as_deref(), Some(date), "{text}");
        }
        for (text, format) in [
            ("2024-2-9", "yyyy-MM-dd"),
            ("x", "yyyy"),
            ("13 PM", "hh tt"),
            ("2024-02-30", "yyyy-MM-dd"),
        ] {
            assert_eq!(read(text, format), None, "{text}");
        }
    }
}
