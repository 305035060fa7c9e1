//! The Gregorian calendar: days of months, leap years, days of the week, weeks of the year.

use super::{DateError, DateTime};

/// A day of the week; Sunday is 0, as in .NET.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum DayOfWeek {
    Sunday,
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
}

impl DayOfWeek {
    /// All days, Sunday first.
    pub const ALL: [DayOfWeek; 7] = [
        DayOfWeek::Sunday,
        DayOfWeek::Monday,
        DayOfWeek::Tuesday,
        DayOfWeek::Wednesday,
        DayOfWeek::Thursday,
        DayOfWeek::Friday,
        DayOfWeek::Saturday,
    ];

    /// The English name, which is also .NET's name of the value.
    pub fn name(self) -> &'static str {
        super::words::DAYS[self as usize]
    }
}

/// Which week of a year is its first; the numbers are .NET's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are .NET's own")]
pub enum CalendarWeekRule {
    FirstDay = 0,
    FirstFullWeek = 1,
    FirstFourDayWeek = 2,
}

/// Days before each month of a common year.
const DAYS_BEFORE: [i32; 13] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];

/// Days from 0001-01-01 to the end of 9999.
pub(super) const DAYS_MAX: i64 = 3_652_059;

/// `DateTime.IsLeapYear(year)`.
pub fn is_leap_year(year: i32) -> Result<bool, DateError> {
    if !(1..=9999).contains(&year) {
        return Err(DateError::OutOfRange(
            "Year must be between 1 and 9999.",
            "year",
        ));
    }
    Ok(leap(year))
}

pub(super) fn leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// `DateTime.DaysInMonth(year, month)`.
pub fn days_in_month(year: i32, month: i32) -> Result<i32, DateError> {
    if !(1..=12).contains(&month) {
        return Err(DateError::OutOfRange(
            "Month must be between one and twelve.",
            "month",
        ));
    }
    is_leap_year(year)?;
    Ok(month_length(year, month))
}

/// The length of a month that is known to be one of the twelve.
pub(super) fn month_length(year: i32, month: i32) -> i32 {
    let index = month as usize;
    DAYS_BEFORE[index] - DAYS_BEFORE[index - 1] + i32::from(month == 2 && leap(year))
}

/// Days from 0001-01-01 to the date, or nothing if there is no such date.
pub(super) fn days_from_date(year: i32, month: i32, day: i32) -> Option<i64> {
    if !(1..=9999).contains(&year)
        || !(1..=12).contains(&month)
        || day < 1
        || day > month_length(year, month)
    {
        return None;
    }
    let before = DAYS_BEFORE[month as usize - 1] + i32::from(month > 2 && leap(year));
    let y = i64::from(year) - 1;
    Some(y * 365 + y / 4 - y / 100 + y / 400 + i64::from(before + day) - 1)
}

/// Year, month, day and day of the year of a day counted from 0001-01-01.
pub(super) fn date_from_days(days: i64) -> (i32, i32, i32, i32) {
    let mut rest = days;
    let cycles = rest / 146_097;
    rest %= 146_097;
    let centuries = (rest / 36_524).min(3);
    rest -= centuries * 36_524;
    let fours = rest / 1461;
    rest %= 1461;
    let years = (rest / 365).min(3);
    rest -= years * 365;
    let year = (cycles * 400 + centuries * 100 + fours * 4 + years + 1) as i32;
    let day_of_year = rest as i32 + 1;
    let mut month = (rest / 32) as i32 + 1;
    let before = |month: i32| DAYS_BEFORE[month as usize - 1] + i32::from(month > 2 && leap(year));
    if month < 12 && day_of_year > before(month + 1) {
        month += 1;
    }
    (year, month, day_of_year - before(month), day_of_year)
}

/// `ISOWeek.GetYear` and `ISOWeek.GetWeekOfYear`.
pub fn iso_week(date: DateTime) -> (i32, i32) {
    let weekday = (date.day_of_week() as i32 + 6) % 7;
    let week = (date.day_of_year() - weekday + 9) / 7;
    let year = date.year();
    if week < 1 {
        (year - 1, iso_weeks_in_year(year - 1))
    } else if week > iso_weeks_in_year(year) {
        (year + 1, 1)
    } else {
        (year, week)
    }
}

/// `ISOWeek.GetWeeksInYear`.
pub fn iso_weeks_in_year(year: i32) -> i32 {
    let last_weekday = |y: i32| (y + y / 4 - y / 100 + y / 400) % 7;
    if last_weekday(year) == 4 || last_weekday(year - 1) == 3 {
        53
    } else {
        52
    }
}

/// `Calendar.GetWeekOfYear(date, rule, first_day)`.
pub fn week_of_year(date: DateTime, rule: CalendarWeekRule, first_day: DayOfWeek) -> i32 {
    let day_of_year = date.day_of_year() - 1;
    let weekday = date.day_of_week() as i32;
    let offset = (weekday - day_of_year % 7 - first_day as i32 + 14) % 7;
    let full_days = match rule {
        CalendarWeekRule::FirstDay => return (day_of_year + offset) / 7 + 1,
        CalendarWeekRule::FirstFullWeek => 7,
        CalendarWeekRule::FirstFourDayWeek => 4,
    };
    let mut shift = (first_day as i32 - (weekday - day_of_year % 7) + 14) % 7;
    if shift != 0 && shift >= full_days {
        shift -= 7;
    }
    if day_of_year >= shift {
        return (day_of_year - shift) / 7 + 1;
    }
    // The date belongs to the last week of the year before.
    match date.add_days(f64::from(-(day_of_year + 1))) {
        Ok(before) => week_of_year(before, rule, first_day),
        Err(_) => 1,
    }
}
