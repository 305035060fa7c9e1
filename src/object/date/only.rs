//! `System.DateOnly` and `System.TimeOnly`.

use super::calendar::{DAYS_MAX, days_from_date};
use super::{DateError, DateTime, DateTimeKind, DayOfWeek, TICKS_PER_DAY, TimeSpan};

/// A day, counted from 0001-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateOnly(i32);

impl DateOnly {
    /// `new DateOnly(year, month, day)`.
    pub fn new(year: i32, month: i32, day: i32) -> Result<Self, DateError> {
        days_from_date(year, month, day)
            .map(|days| DateOnly(days as i32))
            .ok_or(DateError::DATE_PARTS)
    }

    /// `DateOnly.FromDayNumber`.
    pub fn from_day_number(days: i32) -> Result<Self, DateError> {
        if (0..DAYS_MAX).contains(&i64::from(days)) {
            return Ok(DateOnly(days));
        }
        Err(DateError::OutOfRange(
            "Day number must be between 0 and DateOnly.MaxValue.DayNumber.",
            "dayNumber",
        ))
    }

    /// `DateOnly.FromDateTime`.
    pub fn from_date_time(date: DateTime) -> Self {
        DateOnly((date.ticks() / TICKS_PER_DAY) as i32)
    }

    /// `DayNumber`.
    pub fn day_number(self) -> i32 {
        self.0
    }

    /// `ToDateTime(time)`.
    pub fn to_date_time(self, time: TimeOnly) -> DateTime {
        let ticks = i64::from(self.0) * TICKS_PER_DAY + time.ticks();
        DateTime::from_ticks(ticks, DateTimeKind::Unspecified).unwrap_or(DateTime::MIN)
    }

    /// Midnight of the day, whose components are this date's.
    pub fn midnight(self) -> DateTime {
        self.to_date_time(TimeOnly::MIN)
    }

    /// `DayOfWeek`.
    pub fn day_of_week(self) -> DayOfWeek {
        self.midnight().day_of_week()
    }

    /// `AddDays`.
    pub fn add_days(self, days: i32) -> Result<Self, DateError> {
        let message = "Value to add was out of range.";
        self.0
            .checked_add(days)
            .and_then(|days| Self::from_day_number(days).ok())
            .ok_or(DateError::OutOfRange(message, "value"))
    }

    /// `AddMonths`.
    pub fn add_months(self, months: i32) -> Result<Self, DateError> {
        self.midnight().add_months(months).map(Self::from_date_time)
    }

    /// `AddYears`.
    pub fn add_years(self, years: i32) -> Result<Self, DateError> {
        self.midnight().add_years(years).map(Self::from_date_time)
    }
}

/// A time of day in ticks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeOnly(i64);

#[allow(
    clippy::should_implement_trait,
    reason = "these fail or wrap, unlike the operators"
)]
impl TimeOnly {
    /// Midnight.
    pub const MIN: TimeOnly = TimeOnly(0);
    /// The last tick of the day.
    pub const MAX: TimeOnly = TimeOnly(TICKS_PER_DAY - 1);

    /// `new TimeOnly(ticks)`.
    pub fn from_ticks(ticks: i64) -> Result<Self, DateError> {
        if (0..TICKS_PER_DAY).contains(&ticks) {
            return Ok(TimeOnly(ticks));
        }
        Err(DateError::OutOfRange(
            "Ticks must be between 0 and and TimeOnly.MaxValue.Ticks.",
            "ticks",
        ))
    }

    /// `new TimeOnly(hour, minute, second)`.
    pub fn new(hour: i32, minute: i32, second: i32) -> Result<Self, DateError> {
        DateTime::from_parts(1, 1, 1, hour, minute, second).map(|date| TimeOnly(date.ticks()))
    }

    /// `TimeOnly.FromDateTime`.
    pub fn from_date_time(date: DateTime) -> Self {
        TimeOnly(date.ticks() % TICKS_PER_DAY)
    }

    /// `Ticks`.
    pub fn ticks(self) -> i64 {
        self.0
    }

    /// The time on the first day, whose components are this time's.
    pub fn on_first_day(self) -> DateTime {
        DateTime::from_ticks(self.0, DateTimeKind::Unspecified).unwrap_or(DateTime::MIN)
    }

    /// `Add`, which wraps at midnight.
    pub fn add(self, span: TimeSpan) -> Self {
        TimeOnly((self.0 + span.ticks() % TICKS_PER_DAY).rem_euclid(TICKS_PER_DAY))
    }

    /// `ToTimeSpan`.
    pub fn to_time_span(self) -> TimeSpan {
        TimeSpan::from_ticks(self.0)
    }
}
