//! `System.TimeSpan`: a signed count of ticks.

use super::{
    DateError, TICKS_PER_DAY, TICKS_PER_HOUR, TICKS_PER_MILLISECOND, TICKS_PER_MINUTE,
    TICKS_PER_SECOND,
};
use std::borrow::Cow;

/// A length of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct TimeSpan(i64);

#[allow(
    clippy::should_implement_trait,
    reason = "these fail or wrap, unlike the operators"
)]
impl TimeSpan {
    /// No time.
    pub const ZERO: TimeSpan = TimeSpan(0);
    /// The longest span.
    pub const MAX: TimeSpan = TimeSpan(i64::MAX);
    /// The longest span backwards.
    pub const MIN: TimeSpan = TimeSpan(i64::MIN);

    /// `new TimeSpan(ticks)`.
    pub const fn from_ticks(ticks: i64) -> Self {
        TimeSpan(ticks)
    }

    /// `new TimeSpan(days, hours, minutes, seconds, milliseconds)`; any part may be negative or large.
    pub fn from_parts(
        days: i32,
        hours: i32,
        minutes: i32,
        seconds: i32,
        milliseconds: i32,
    ) -> Result<Self, DateError> {
        let seconds = i128::from(days) * 86_400
            + i128::from(hours) * 3600
            + i128::from(minutes) * 60
            + i128::from(seconds);
        let ticks = seconds * i128::from(TICKS_PER_SECOND)
            + i128::from(milliseconds) * i128::from(TICKS_PER_MILLISECOND);
        let bad =
            DateError::OutOfRange("TimeSpan overflowed because the duration is too long.", "");
        i64::try_from(ticks).map(TimeSpan).map_err(|_| bad)
    }

    /// `FromDays` and its siblings: `unit` ticks times a fraction, cut to ticks.
    pub fn from_units(value: f64, unit: i64) -> Result<Self, DateError> {
        if value.is_nan() {
            return Err(DateError::Argument(
                "TimeSpan does not accept floating point Not-a-Number values.",
                "",
            ));
        }
        let ticks = value * unit as f64;
        if ticks > i64::MAX as f64 || ticks < i64::MIN as f64 {
            return Err(DateError::SPAN_TOO_LONG);
        }
        // The cast saturates, which is right for the one value that rounds up to 2^63.
        Ok(TimeSpan(ticks as i64))
    }

    /// `TimeSpan.FromDays`.
    pub fn from_days(value: f64) -> Result<Self, DateError> {
        Self::from_units(value, TICKS_PER_DAY)
    }

    /// `TimeSpan.FromHours`.
    pub fn from_hours(value: f64) -> Result<Self, DateError> {
        Self::from_units(value, TICKS_PER_HOUR)
    }

    /// `TimeSpan.FromMinutes`.
    pub fn from_minutes(value: f64) -> Result<Self, DateError> {
        Self::from_units(value, TICKS_PER_MINUTE)
    }

    /// `TimeSpan.FromSeconds`.
    pub fn from_seconds(value: f64) -> Result<Self, DateError> {
        Self::from_units(value, TICKS_PER_SECOND)
    }

    /// `TimeSpan.FromMilliseconds`.
    pub fn from_milliseconds(value: f64) -> Result<Self, DateError> {
        Self::from_units(value, TICKS_PER_MILLISECOND)
    }

    /// `TimeSpan.FromMicroseconds`.
    pub fn from_microseconds(value: f64) -> Result<Self, DateError> {
        Self::from_units(value, 10)
    }

    /// `Ticks`.
    pub const fn ticks(self) -> i64 {
        self.0
    }

    /// `Days`.
    pub fn days(self) -> i32 {
        (self.0 / TICKS_PER_DAY) as i32
    }

    /// `Hours`.
    pub fn hours(self) -> i32 {
        (self.0 / TICKS_PER_HOUR % 24) as i32
    }

    /// `Minutes`.
    pub fn minutes(self) -> i32 {
        (self.0 / TICKS_PER_MINUTE % 60) as i32
    }

    /// `Seconds`.
    pub fn seconds(self) -> i32 {
        (self.0 / TICKS_PER_SECOND % 60) as i32
    }

    /// `Milliseconds`.
    pub fn milliseconds(self) -> i32 {
        (self.0 / TICKS_PER_MILLISECOND % 1000) as i32
    }

    /// `Microseconds`.
    pub fn microseconds(self) -> i32 {
        (self.0 / 10 % 1000) as i32
    }

    /// `Nanoseconds`.
    pub fn nanoseconds(self) -> i32 {
        (self.0 % 10 * 100) as i32
    }

    /// `TotalDays`.
    pub fn total_days(self) -> f64 {
        self.0 as f64 / TICKS_PER_DAY as f64
    }

    /// `TotalHours`.
    pub fn total_hours(self) -> f64 {
        self.0 as f64 / TICKS_PER_HOUR as f64
    }

    /// `TotalMinutes`.
    pub fn total_minutes(self) -> f64 {
        self.0 as f64 / TICKS_PER_MINUTE as f64
    }

    /// `TotalSeconds`.
    pub fn total_seconds(self) -> f64 {
        self.0 as f64 / TICKS_PER_SECOND as f64
    }

    /// `TotalMilliseconds`, which stays within what a span of milliseconds can hold.
    pub fn total_milliseconds(self) -> f64 {
        let limit = (i64::MAX / TICKS_PER_MILLISECOND) as f64;
        (self.0 as f64 / TICKS_PER_MILLISECOND as f64).clamp(-limit, limit)
    }

    /// `TotalMicroseconds`.
    pub fn total_microseconds(self) -> f64 {
        self.0 as f64 / 10.0
    }

    /// `TotalNanoseconds`.
    pub fn total_nanoseconds(self) -> f64 {
        self.0 as f64 * 100.0
    }

    /// `Add`, and the operator `+`.
    pub fn add(self, other: TimeSpan) -> Result<Self, DateError> {
        self.0
            .checked_add(other.0)
            .map(TimeSpan)
            .ok_or(DateError::SPAN_TOO_LONG)
    }

    /// `Subtract`, and the operator `-`.
    pub fn subtract(self, other: TimeSpan) -> Result<Self, DateError> {
        self.0
            .checked_sub(other.0)
            .map(TimeSpan)
            .ok_or(DateError::SPAN_TOO_LONG)
    }

    /// `Negate`.
    pub fn negate(self) -> Result<Self, DateError> {
        let message = "Negating the minimum value of a twos complement number is invalid.";
        self.0
            .checked_neg()
            .map(TimeSpan)
            .ok_or(DateError::Overflow(Cow::Borrowed(message)))
    }

    /// `Duration`.
    pub fn duration(self) -> Result<Self, DateError> {
        let message = "The duration cannot be returned for TimeSpan.MinValue because the absolute value of TimeSpan.MinValue exceeds the value of TimeSpan.MaxValue.";
        self.0
            .checked_abs()
            .map(TimeSpan)
            .ok_or(DateError::Overflow(Cow::Borrowed(message)))
    }

    /// `Multiply`: rounded to ticks, half to even.
    pub fn multiply(self, factor: f64) -> Result<Self, DateError> {
        if factor.is_nan() {
            return Err(DateError::Argument(
                "TimeSpan does not accept floating point Not-a-Number values.",
                "factor",
            ));
        }
        Self::from_units((self.0 as f64 * factor).round_ties_even(), 1)
    }

    /// `Divide` by a number.
    pub fn divide(self, divisor: f64) -> Result<Self, DateError> {
        if divisor.is_nan() {
            return Err(DateError::Argument(
                "TimeSpan does not accept floating point Not-a-Number values.",
                "divisor",
            ));
        }
        Self::from_units((self.0 as f64 / divisor).round_ties_even(), 1)
    }

    /// `Divide` by a span.
    pub fn ratio(self, other: TimeSpan) -> f64 {
        self.0 as f64 / other.0 as f64
    }
}
