//! Reading dates as people write them: `DateTime.Parse`.
//!
//! The text is cut into numbers, names and marks. Names of months and days, a time with colons, AM and PM, and an offset are
//! recognised wherever they stand; the numbers that are left over are the date, in the culture's order unless the first one must be
//! a year.

use super::exact::two_digit_year;
use super::{
    DateError, DateTime, DateTimeFormatInfo, DateTimeKind, DateTimeOffset, DayOfWeek,
    TICKS_PER_HOUR, TICKS_PER_MINUTE, TICKS_PER_SECOND, TimeSpan, Zone,
};

/// `System.Globalization.DateTimeStyles`; the bits are .NET's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateTimeStyles(pub u32);

#[allow(missing_docs, reason = "the names are .NET's own")]
impl DateTimeStyles {
    pub const NONE: Self = Self(0);
    pub const ALLOW_LEADING_WHITE: Self = Self(1);
    pub const ALLOW_TRAILING_WHITE: Self = Self(2);
    pub const ALLOW_INNER_WHITE: Self = Self(4);
    pub const ALLOW_WHITE_SPACES: Self = Self(7);
    pub const NO_CURRENT_DATE_DEFAULT: Self = Self(8);
    pub const ADJUST_TO_UNIVERSAL: Self = Self(16);
    pub const ASSUME_LOCAL: Self = Self(32);
    pub const ASSUME_UNIVERSAL: Self = Self(64);
    pub const ROUNDTRIP_KIND: Self = Self(128);

    /// Whether all bits of `other` are set.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

/// What was read, before missing parts are supplied.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub year: Option<i32>,
    pub month: Option<i32>,
    pub day: Option<i32>,
    pub hour: Option<i32>,
    pub minute: i32,
    pub second: i32,
    /// Ticks below a second.
    pub fraction: i64,
    pub weekday: Option<DayOfWeek>,
    /// Ticks from UTC, where the text states them.
    pub offset: Option<i64>,
    /// Whether the offset was written as `Z` or `GMT`.
    pub zulu: bool,
    pub twelve: bool,
}

/// `DateTime.Parse(text, info, styles)`. `now` supplies the date of a mere time and the year of a mere day.
pub fn parse(
    text: &str,
    info: &DateTimeFormatInfo,
    styles: DateTimeStyles,
    now: DateTime,
    zone: &Zone,
) -> Result<DateTime, DateError> {
    let reading = read(text, info)?;
    resolve_date(&reading, text, styles, now, zone)
}

/// `DateTimeOffset.Parse(text, info, styles)`.
pub fn parse_offset(
    text: &str,
    info: &DateTimeFormatInfo,
    styles: DateTimeStyles,
    now: DateTime,
    zone: &Zone,
) -> Result<DateTimeOffset, DateError> {
    let reading = read(text, info)?;
    resolve_offset(&reading, text, styles, now, zone)
}

/// The clock time of a reading. A missing year is this year's, a missing day the first, a missing date today's.
fn clock(
    reading: &Reading,
    text: &str,
    styles: DateTimeStyles,
    now: DateTime,
) -> Result<DateTime, DateError> {
    let bad = || DateError::bad_date(text);
    let missing = reading.year.is_none() && reading.month.is_none() && reading.day.is_none();
    let (year, month, day) = if missing {
        if styles.has(DateTimeStyles::NO_CURRENT_DATE_DEFAULT) {
            (1, 1, 1)
        } else {
            now.date_parts()
        }
    } else {
        (
            reading.year.unwrap_or_else(|| now.year()),
            reading.month.unwrap_or(1),
            reading.day.unwrap_or(1),
        )
    };
    let hour = reading.hour.unwrap_or(0);
    // Midnight at the end of a day may be written as 24:00.
    let midnight =
        hour == 24 && reading.minute == 0 && reading.second == 0 && reading.fraction == 0;
    let date = DateTime::from_parts(
        year,
        month,
        day,
        if midnight { 0 } else { hour },
        reading.minute,
        reading.second,
    )
    .map_err(|_| bad())?;
    if reading
        .weekday
        .is_some_and(|weekday| weekday != date.day_of_week())
    {
        let reason =
            "was not recognized as a valid DateTime because the day of week was incorrect.";
        return Err(DateError::Format(
            format!("String '{text}' {reason}").into(),
        ));
    }
    let ticks = reading.fraction + if midnight { super::TICKS_PER_DAY } else { 0 };
    date.add_ticks(ticks).map_err(|_| bad())
}

/// Supplies what is missing and settles the kind.
pub(super) fn resolve_date(
    reading: &Reading,
    text: &str,
    styles: DateTimeStyles,
    now: DateTime,
    zone: &Zone,
) -> Result<DateTime, DateError> {
    let date = clock(reading, text, styles, now)?;
    let Some(offset) = reading.offset else {
        if styles.has(DateTimeStyles::ASSUME_LOCAL) {
            let local = date.with_kind(DateTimeKind::Local);
            return Ok(if styles.has(DateTimeStyles::ADJUST_TO_UNIVERSAL) {
                local.to_universal(zone)
            } else {
                local
            });
        }
        if styles.has(DateTimeStyles::ASSUME_UNIVERSAL) {
            let utc = date.with_kind(DateTimeKind::Utc);
            return Ok(if styles.has(DateTimeStyles::ADJUST_TO_UNIVERSAL) {
                utc
            } else {
                utc.to_local(zone)
            });
        }
        return Ok(date);
    };
    if reading.zulu && styles.has(DateTimeStyles::ROUNDTRIP_KIND) {
        return Ok(date.with_kind(DateTimeKind::Utc));
    }
    let utc = date
        .add_ticks(-offset)
        .map_err(|_| DateError::bad_date(text))?
        .with_kind(DateTimeKind::Utc);
    Ok(if styles.has(DateTimeStyles::ADJUST_TO_UNIVERSAL) {
        utc
    } else {
        utc.to_local(zone)
    })
}

/// Supplies what is missing and settles the offset.
pub(super) fn resolve_offset(
    reading: &Reading,
    text: &str,
    styles: DateTimeStyles,
    now: DateTime,
    zone: &Zone,
) -> Result<DateTimeOffset, DateError> {
    let date = clock(reading, text, styles, now)?;
    let universal = styles.has(DateTimeStyles::ASSUME_UNIVERSAL);
    let assumed = || {
        if universal {
            0
        } else {
            zone.offset_at_local(date.ticks())
        }
    };
    let offset = reading.offset.unwrap_or_else(assumed);
    let value = DateTimeOffset::new(date, TimeSpan::from_ticks(offset))
        .map_err(|_| DateError::bad_date(text))?;
    Ok(if styles.has(DateTimeStyles::ADJUST_TO_UNIVERSAL) {
        value.to_universal()
    } else {
        value
    })
}

/// A piece of the text.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Piece<'a> {
    Number(&'a str),
    Word(&'a str),
    Mark(char),
    Blank,
}

fn pieces(text: &str) -> Vec<(usize, Piece<'_>)> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let run = |test: fn(char) -> bool| {
            text[at..]
                .find(|c: char| !test(c))
                .map_or(text.len(), |length| at + length)
        };
        let (piece, end) = if c.is_ascii_digit() {
            let end = run(|c| c.is_ascii_digit());
            (Piece::Number(&text[at..end]), end)
        } else if c.is_alphabetic() {
            let end = run(char::is_alphabetic);
            (Piece::Word(&text[at..end]), end)
        } else if c.is_whitespace() {
            (Piece::Blank, run(char::is_whitespace))
        } else {
            (Piece::Mark(c), at + c.len_utf8())
        };
        out.push((at, piece));
        at = end;
    }
    out
}

fn read(text: &str, info: &DateTimeFormatInfo) -> Result<Reading, DateError> {
    let trimmed = text.trim_matches(|c: char| c.is_whitespace() || c == '\0');
    if trimmed.is_empty() {
        return Err(DateError::bad_date(text));
    }
    let start = text.len()
        - text
            .trim_start_matches(|c: char| c.is_whitespace() || c == '\0')
            .len();
    let mut reader = Reader {
        text,
        start,
        info,
        pieces: pieces(trimmed),
        at: 0,
        reading: Reading::default(),
        numbers: Vec::new(),
        time: false,
        late: false,
    };
    reader.run()?;
    reader.date().ok_or_else(|| DateError::bad_date(text))?;
    Ok(reader.reading)
}

struct Reader<'a> {
    text: &'a str,
    start: usize,
    info: &'a DateTimeFormatInfo,
    pieces: Vec<(usize, Piece<'a>)>,
    at: usize,
    reading: Reading,
    numbers: Vec<&'a str>,
    /// Whether a time has been read.
    time: bool,
    /// Whether part of the date came behind the time.
    late: bool,
}

impl<'a> Reader<'a> {
    fn peek(&self, ahead: usize) -> Option<Piece<'a>> {
        self.pieces.get(self.at + ahead).map(|(_, piece)| *piece)
    }

    fn bad(&self) -> DateError {
        DateError::bad_date(self.text)
    }

    fn run(&mut self) -> Result<(), DateError> {
        while let Some(piece) = self.peek(0) {
            match piece {
                Piece::Blank => self.at += 1,
                Piece::Word(word) => self.word(word)?,
                Piece::Number(number) => self.number(number)?,
                Piece::Mark(mark) => self.mark(mark)?,
            }
        }
        Ok(())
    }

    fn word(&mut self, word: &'a str) -> Result<(), DateError> {
        let position = self.start + self.pieces[self.at].0;
        self.at += 1;
        let same = |name: &String| name.eq_ignore_ascii_case(word);
        let index = |full: &[String], short: &[String]| {
            full.iter()
                .position(same)
                .or_else(|| short.iter().position(same))
        };
        if let Some(month) = index(&self.info.month_names, &self.info.abbreviated_month_names) {
            return self.month(month as i32 + 1);
        }
        if let Some(day) = index(&self.info.day_names, &self.info.abbreviated_day_names) {
            self.reading.weekday = Some(DayOfWeek::ALL[day]);
            return Ok(());
        }
        match word.to_ascii_uppercase().as_str() {
            // Behind a time these state UTC; between date and time `T` only parts them.
            "Z" | "GMT" | "UTC" if self.time && self.reading.offset.is_none() => {
                self.reading.offset = Some(0);
                self.reading.zulu = word.len() == 1 || word.eq_ignore_ascii_case("GMT");
            }
            "T" if !self.numbers.is_empty()
                && !self.time
                && matches!(self.peek(0), Some(Piece::Number(_))) => {}
            "AM" | "PM" | "A" | "P" if self.time => self.designator(word)?,
            _ => return Err(DateError::unknown_word(self.text, position)),
        }
        Ok(())
    }

    fn month(&mut self, month: i32) -> Result<(), DateError> {
        if self.reading.month.replace(month).is_some() {
            return Err(self.bad());
        }
        Ok(())
    }

    fn designator(&mut self, word: &str) -> Result<(), DateError> {
        let hour = self.reading.hour.unwrap_or(0);
        let afternoon = word.starts_with(['P', 'p']);
        if self.reading.twelve || (hour > 12 && !afternoon) || hour > 23 {
            return Err(self.bad());
        }
        self.reading.twelve = true;
        self.reading.hour = Some(hour % 12 + if afternoon { 12 } else { 0 });
        Ok(())
    }

    fn number(&mut self, number: &'a str) -> Result<(), DateError> {
        self.at += 1;
        let next = self.peek(0);
        let follows = |piece: Option<Piece>| matches!(piece, Some(Piece::Word(word)) if matches!(word.to_ascii_uppercase().as_str(), "AM" | "PM" | "A" | "P"));
        let clock = next == Some(Piece::Mark(':'));
        let hour_alone = follows(next) || (next == Some(Piece::Blank) && follows(self.peek(1)));
        if !self.time && (clock || hour_alone) && number.len() <= 2 {
            return self.clock(number);
        }
        self.late |= self.time;
        self.numbers.push(number);
        Ok(())
    }

    /// `h`, `h:m`, `h:m:s`, `h:m:s.f`; the hour has been read.
    fn clock(&mut self, hour: &str) -> Result<(), DateError> {
        self.time = true;
        self.reading.hour = Some(hour.parse().map_err(|_| self.bad())?);
        if let Some(minute) = self.colon_number()? {
            self.reading.minute = minute;
            if let Some(second) = self.colon_number()? {
                self.reading.second = second;
                self.fraction()?;
            }
        }
        let hour = self.reading.hour.unwrap_or(0);
        if hour > 24 || self.reading.minute > 59 || self.reading.second > 59 {
            return Err(self.bad());
        }
        Ok(())
    }

    fn colon_number(&mut self) -> Result<Option<i32>, DateError> {
        if self.peek(0) != Some(Piece::Mark(':')) {
            return Ok(None);
        }
        match self.peek(1) {
            Some(Piece::Number(number)) if number.len() <= 2 => {
                self.at += 2;
                number.parse().map(Some).map_err(|_| self.bad())
            }
            _ => Err(self.bad()),
        }
    }

    /// Digits behind the seventh round the last tick.
    fn fraction(&mut self) -> Result<(), DateError> {
        if !matches!(self.peek(0), Some(Piece::Mark('.' | ','))) {
            return Ok(());
        }
        let Some(Piece::Number(number)) = self.peek(1) else {
            return Ok(());
        };
        self.at += 2;
        let value: f64 = format!("0.{number}").parse().map_err(|_| self.bad())?;
        self.reading.fraction = (value * TICKS_PER_SECOND as f64).round_ties_even() as i64;
        Ok(())
    }

    fn mark(&mut self, mark: char) -> Result<(), DateError> {
        let after_time = self.time && !self.late && matches!(self.peek(1), Some(Piece::Number(_)));
        match mark {
            '+' | '-' if after_time && self.reading.offset.is_none() => self.offset(mark == '-'),
            '/' | '-' | ',' | '.' if !self.time || self.late || mark == ',' => {
                self.at += 1;
                Ok(())
            }
            _ => Err(self.bad()),
        }
    }

    /// `+h`, `+hh`, `+hhmm`, `+hh:mm`.
    fn offset(&mut self, negative: bool) -> Result<(), DateError> {
        let Some(Piece::Number(number)) = self.peek(1) else {
            return Err(self.bad());
        };
        self.at += 2;
        let (hours, minutes) = match number.len() {
            1 | 2 => (number, self.colon_number()?.unwrap_or(0)),
            3 | 4 => (
                &number[..number.len() - 2],
                number[number.len() - 2..].parse().unwrap_or(0),
            ),
            _ => return Err(self.bad()),
        };
        let hours: i64 = hours.parse().map_err(|_| self.bad())?;
        if hours > 14 || minutes > 59 {
            return Err(self.bad());
        }
        let ticks = hours * TICKS_PER_HOUR + i64::from(minutes) * TICKS_PER_MINUTE;
        self.reading.offset = Some(if negative { -ticks } else { ticks });
        self.reading.zulu = false;
        Ok(())
    }

    /// Whether the culture writes the day before the month.
    fn day_first(&self) -> bool {
        let pattern = &self.info.short_date_pattern;
        match (pattern.find('d'), pattern.find('M')) {
            (Some(day), Some(month)) => day < month,
            _ => false,
        }
    }

    /// Gives the numbers that are left over their meaning.
    fn date(&mut self) -> Option<()> {
        let values: Vec<i32> = self
            .numbers
            .iter()
            .map(|number| number.parse().ok())
            .collect::<Option<_>>()?;
        let is_year = |index: usize| self.numbers[index].len() > 2;
        let year = |index: usize| {
            if self.numbers[index].len() <= 2 {
                two_digit_year(values[index])
            } else {
                values[index]
            }
        };
        if self.numbers.iter().any(|number| number.len() > 4) {
            return None;
        }
        let named = self.reading.month;
        let (y, m, d) = match (values.len(), named) {
            (0, None) => {
                // A day of the week alone, or a time alone.
                return (self.time || self.reading.weekday.is_some()).then_some(());
            }
            (0, Some(month)) => (None, month, None),
            (1, Some(month)) if is_year(0) => (Some(year(0)), month, None),
            (1, Some(month)) => (None, month, Some(values[0])),
            (2, Some(month)) if is_year(0) => (Some(year(0)), month, Some(values[1])),
            (2, Some(month)) => (Some(year(1)), month, Some(values[0])),
            (2, None) if is_year(0) => (Some(year(0)), values[1], None),
            (2, None) if is_year(1) => (Some(year(1)), values[0], None),
            (2, None) if self.day_first() => (None, values[1], Some(values[0])),
            (2, None) => (None, values[0], Some(values[1])),
            (3, None)
                if is_year(0) || self.info.short_date_pattern.starts_with('y') && !is_year(2) =>
            {
                (Some(year(0)), values[1], Some(values[2]))
            }
            (3, None) if self.day_first() => (Some(year(2)), values[1], Some(values[0])),
            (3, None) => (Some(year(2)), values[0], Some(values[1])),
            _ => return None,
        };
        self.reading.year = y;
        self.reading.month = Some(m);
        self.reading.day = d;
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::format_date_time;

    fn read(text: &str) -> Result<String, String> {
        let info = DateTimeFormatInfo::invariant_ref();
        let now = DateTime::from_parts(2024, 6, 15, 10, 0, 0).map_err(|error| error.to_string())?;
        let date = parse(text, info, DateTimeStyles::NONE, now, &Zone::utc());
        date.and_then(|date| format_date_time(date, "s", info, &Zone::utc()))
            .map_err(|error| error.to_string())
    }

    #[test]
    fn usual_forms_are_read() {
        for (text, date) in [
            ("2024-02-29", "2024-02-29T00:00:00"),
            ("2/29/24", "2024-02-29T00:00:00"),
            ("Feb 29, 2024", "2024-02-29T00:00:00"),
            ("29 February 2024", "2024-02-29T00:00:00"),
            ("Thu, 29 Feb 2024 13:05:09", "2024-02-29T13:05:09"),
            ("1:05 PM", "2024-06-15T13:05:00"),
            ("2024-2-9 1:2:3", "2024-02-09T01:02:03"),
            ("2024-02-29T13:05:09+02:00", "2024-02-29T11:05:09"),
            ("20:00 2024-01-02", "2024-01-02T20:00:00"),
            ("12/25", "2024-12-25T00:00:00"),
        ] {
            assert_eq!(read(text), Ok(date.to_owned()), "{text}");
        }
    }

    #[test]
    fn others_are_refused() {
        for text in [
            "29/02/2024",
            "2024-13-01",
            "2023-02-29",
            "20240229",
            "",
            "Fri, 29 Feb 2024",
        ] {
            assert!(
                read(text).is_err_and(|error| error.starts_with("String '")),
                "{text}"
            );
        }
        let unknown = "The string 'tomorrow' was not recognized as a valid DateTime. There is an unknown word starting at index '0'.";
        assert_eq!(read("tomorrow"), Err(unknown.to_owned()));
    }
}
