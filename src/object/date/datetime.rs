//! `System.DateTime`: a count of ticks and what they are relative to.

use super::calendar::{DAYS_MAX, date_from_days, days_from_date, month_length};
use super::{
    DateError, DayOfWeek, TICKS_PER_DAY, TICKS_PER_HOUR, TICKS_PER_MILLISECOND, TICKS_PER_MINUTE,
    TICKS_PER_SECOND, TimeSpan, Zone,
};
use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

/// What a date is relative to; the numbers are .NET's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[allow(missing_docs, reason = "the names are .NET's own")]
pub enum DateTimeKind {
    #[default]
    Unspecified = 0,
    Utc = 1,
    Local = 2,
}

/// A moment between the years 1 and 9999. Equality and order look at the ticks alone, as in .NET.
#[derive(Debug, Clone, Copy)]
pub struct DateTime {
    ticks: i64,
    kind: DateTimeKind,
}

/// Ticks of 1970-01-01.
const UNIX_EPOCH: i64 = 621_355_968_000_000_000;
/// Ticks of 1601-01-01, where file times begin.
const FILE_EPOCH: i64 = 504_911_232_000_000_000;
/// Ticks of 1899-12-30, where OLE dates begin.
const OLE_EPOCH: i64 = 599_264_352_000_000_000;
/// OLE dates end before the year 100 and after the year 9999.
const OLE_MIN: f64 = -657_435.0;
const OLE_MAX: f64 = 2_958_466.0;
const MILLIS_PER_DAY: i64 = 86_400_000;
/// Where `ToBinary` keeps the ticks, and the bit that marks UTC; the sign marks local time.
const TICKS_MASK: i64 = (1 << 62) - 1;
const KIND_UTC: i64 = 1 << 62;

#[allow(
    clippy::should_implement_trait,
    reason = "these fail or wrap, unlike the operators"
)]
impl DateTime {
    /// The first tick.
    pub const MIN: DateTime = DateTime {
        ticks: 0,
        kind: DateTimeKind::Unspecified,
    };
    /// The last tick of 9999.
    pub const MAX: DateTime = DateTime {
        ticks: DAYS_MAX * TICKS_PER_DAY - 1,
        kind: DateTimeKind::Unspecified,
    };
    /// 1970-01-01 in UTC.
    pub const UNIX_EPOCH: DateTime = DateTime {
        ticks: UNIX_EPOCH,
        kind: DateTimeKind::Utc,
    };

    /// `new DateTime(ticks, kind)`.
    pub fn from_ticks(ticks: i64, kind: DateTimeKind) -> Result<Self, DateError> {
        if (0..=Self::MAX.ticks).contains(&ticks) {
            Ok(DateTime { ticks, kind })
        } else {
            Err(DateError::TICKS)
        }
    }

    /// `new DateTime(year, month, day)`.
    pub fn from_date(year: i32, month: i32, day: i32) -> Result<Self, DateError> {
        let days = days_from_date(year, month, day).ok_or(DateError::DATE_PARTS)?;
        Ok(DateTime {
            ticks: days * TICKS_PER_DAY,
            kind: DateTimeKind::Unspecified,
        })
    }

    /// `new DateTime(year, month, day, hour, minute, second)`.
    pub fn from_parts(
        year: i32,
        month: i32,
        day: i32,
        hour: i32,
        minute: i32,
        second: i32,
    ) -> Result<Self, DateError> {
        let date = Self::from_date(year, month, day)?;
        if !(0..24).contains(&hour) || !(0..60).contains(&minute) || !(0..60).contains(&second) {
            return Err(DateError::TIME_PARTS);
        }
        Ok(date.plus_unchecked(i64::from(hour * 3600 + minute * 60 + second) * TICKS_PER_SECOND))
    }

    /// Adds milliseconds as the longer constructors do.
    pub fn with_millisecond(self, millisecond: i32) -> Result<Self, DateError> {
        if !(0..1000).contains(&millisecond) {
            return Err(DateError::OutOfRange(
                "Valid values are between 0 and 999, inclusive.",
                "millisecond",
            ));
        }
        Ok(self.plus_unchecked(i64::from(millisecond) * TICKS_PER_MILLISECOND))
    }

    fn plus_unchecked(self, ticks: i64) -> Self {
        DateTime {
            ticks: self.ticks + ticks,
            ..self
        }
    }

    /// `Ticks`.
    pub fn ticks(self) -> i64 {
        self.ticks
    }

    /// `Kind`.
    pub fn kind(self) -> DateTimeKind {
        self.kind
    }

    /// `DateTime.SpecifyKind`.
    pub fn with_kind(self, kind: DateTimeKind) -> Self {
        DateTime { kind, ..self }
    }

    fn parts(self) -> (i32, i32, i32, i32) {
        date_from_days(self.ticks / TICKS_PER_DAY)
    }

    /// `Year`.
    pub fn year(self) -> i32 {
        self.parts().0
    }

    /// `Month`.
    pub fn month(self) -> i32 {
        self.parts().1
    }

    /// `Day`.
    pub fn day(self) -> i32 {
        self.parts().2
    }

    /// Year, month and day together.
    pub fn date_parts(self) -> (i32, i32, i32) {
        let (year, month, day, _) = self.parts();
        (year, month, day)
    }

    /// `DayOfYear`.
    pub fn day_of_year(self) -> i32 {
        self.parts().3
    }

    /// `DayOfWeek`.
    pub fn day_of_week(self) -> DayOfWeek {
        DayOfWeek::ALL[((self.ticks / TICKS_PER_DAY + 1) % 7) as usize]
    }

    /// `Hour`.
    pub fn hour(self) -> i32 {
        (self.ticks / TICKS_PER_HOUR % 24) as i32
    }

    /// `Minute`.
    pub fn minute(self) -> i32 {
        (self.ticks / TICKS_PER_MINUTE % 60) as i32
    }

    /// `Second`.
    pub fn second(self) -> i32 {
        (self.ticks / TICKS_PER_SECOND % 60) as i32
    }

    /// `Millisecond`.
    pub fn millisecond(self) -> i32 {
        (self.ticks / TICKS_PER_MILLISECOND % 1000) as i32
    }

    /// `Microsecond`.
    pub fn microsecond(self) -> i32 {
        (self.ticks / 10 % 1000) as i32
    }

    /// `Nanosecond`.
    pub fn nanosecond(self) -> i32 {
        (self.ticks % 10 * 100) as i32
    }

    /// `Date`.
    pub fn date(self) -> Self {
        DateTime {
            ticks: self.ticks - self.ticks % TICKS_PER_DAY,
            ..self
        }
    }

    /// `TimeOfDay`.
    pub fn time_of_day(self) -> TimeSpan {
        TimeSpan::from_ticks(self.ticks % TICKS_PER_DAY)
    }

    /// `AddTicks`.
    pub fn add_ticks(self, ticks: i64) -> Result<Self, DateError> {
        let sum = self.ticks.checked_add(ticks).ok_or(DateError::ARITHMETIC)?;
        Self::from_ticks(sum, self.kind).map_err(|_| DateError::ARITHMETIC)
    }

    /// `Add`, and the operator `+`.
    pub fn add(self, span: TimeSpan) -> Result<Self, DateError> {
        self.add_ticks(span.ticks())
    }

    /// `Subtract` a span, and the operator `-`.
    pub fn subtract(self, span: TimeSpan) -> Result<Self, DateError> {
        self.add_ticks(span.ticks().checked_neg().ok_or(DateError::ARITHMETIC)?)
    }

    /// `Subtract` another date, and the operator `-`.
    pub fn since(self, other: DateTime) -> TimeSpan {
        TimeSpan::from_ticks(self.ticks - other.ticks)
    }

    fn add_units(self, value: f64, unit: i64) -> Result<Self, DateError> {
        if value.is_nan() || value.abs() > (Self::MAX.ticks / unit) as f64 {
            return Err(DateError::ADD_VALUE);
        }
        let whole = value.trunc();
        self.add_ticks(whole as i64 * unit + ((value - whole) * unit as f64) as i64)
    }

    /// `AddDays`.
    pub fn add_days(self, value: f64) -> Result<Self, DateError> {
        self.add_units(value, TICKS_PER_DAY)
    }

    /// `AddHours`.
    pub fn add_hours(self, value: f64) -> Result<Self, DateError> {
        self.add_units(value, TICKS_PER_HOUR)
    }

    /// `AddMinutes`.
    pub fn add_minutes(self, value: f64) -> Result<Self, DateError> {
        self.add_units(value, TICKS_PER_MINUTE)
    }

    /// `AddSeconds`.
    pub fn add_seconds(self, value: f64) -> Result<Self, DateError> {
        self.add_units(value, TICKS_PER_SECOND)
    }

    /// `AddMilliseconds`.
    pub fn add_milliseconds(self, value: f64) -> Result<Self, DateError> {
        self.add_units(value, TICKS_PER_MILLISECOND)
    }

    /// `AddMicroseconds`.
    pub fn add_microseconds(self, value: f64) -> Result<Self, DateError> {
        self.add_units(value, 10)
    }

    /// `AddMonths`: the day is cut to the length of the month.
    pub fn add_months(self, months: i32) -> Result<Self, DateError> {
        if !(-120_000..=120_000).contains(&months) {
            return Err(DateError::OutOfRange(
                "Months value must be between +/-120000.",
                "months",
            ));
        }
        let (year, month, day) = self.date_parts();
        let index = year * 12 + month - 1 + months;
        let (year, month) = (index.div_euclid(12), index.rem_euclid(12) + 1);
        if !(1..=9999).contains(&year) {
            return Err(DateError::OutOfRange(
                "The added or subtracted value results in an un-representable DateTime.",
                "months",
            ));
        }
        let date = Self::from_date(year, month, day.min(month_length(year, month)))?;
        Ok(DateTime {
            ticks: date.ticks + self.ticks % TICKS_PER_DAY,
            ..self
        })
    }

    /// `AddYears`.
    pub fn add_years(self, years: i32) -> Result<Self, DateError> {
        if !(-10_000..=10_000).contains(&years) {
            return Err(DateError::OutOfRange(
                "Years value must be between +/-10000.",
                "years",
            ));
        }
        self.add_months(years * 12)
    }

    /// `ToUniversalTime`: what is not marked as UTC counts as local.
    pub fn to_universal(self, zone: &Zone) -> Self {
        let ticks = if self.kind == DateTimeKind::Utc {
            self.ticks
        } else {
            self.ticks - zone.offset_at_local(self.ticks)
        };
        DateTime {
            ticks: ticks.clamp(0, Self::MAX.ticks),
            kind: DateTimeKind::Utc,
        }
    }

    /// `ToLocalTime`: what is not marked as local counts as UTC.
    pub fn to_local(self, zone: &Zone) -> Self {
        let ticks = if self.kind == DateTimeKind::Local {
            self.ticks
        } else {
            self.ticks + zone.offset_at_utc(self.ticks)
        };
        DateTime {
            ticks: ticks.clamp(0, Self::MAX.ticks),
            kind: DateTimeKind::Local,
        }
    }

    /// A moment in UTC from a Unix time, cut to the representable range.
    pub fn from_unix_ticks(ticks: i64) -> Self {
        DateTime {
            ticks: ticks.saturating_add(UNIX_EPOCH).clamp(0, Self::MAX.ticks),
            kind: DateTimeKind::Utc,
        }
    }

    /// Ticks since 1970-01-01 of a moment that is taken to be UTC.
    pub fn unix_ticks(self) -> i64 {
        self.ticks - UNIX_EPOCH
    }

    /// `ToFileTimeUtc` of a moment that is taken to be UTC.
    pub fn to_file_time(self) -> Result<i64, DateError> {
        let ticks = self.ticks - FILE_EPOCH;
        if ticks < 0 {
            Err(DateError::OutOfRange("Not a valid Win32 FileTime.", ""))
        } else {
            Ok(ticks)
        }
    }

    /// `DateTime.FromFileTimeUtc`.
    pub fn from_file_time(ticks: i64) -> Result<Self, DateError> {
        let bad = DateError::OutOfRange("Not a valid Win32 FileTime.", "fileTime");
        if ticks < 0 {
            return Err(bad);
        }
        Self::from_ticks(ticks.saturating_add(FILE_EPOCH), DateTimeKind::Utc).map_err(|_| bad)
    }

    /// `ToBinary`: the ticks with the kind in the two highest bits; a local time is stored as UTC.
    pub fn to_binary(self, zone: &Zone) -> i64 {
        match self.kind {
            DateTimeKind::Unspecified => self.ticks,
            DateTimeKind::Utc => self.ticks | KIND_UTC,
            DateTimeKind::Local => {
                ((self.ticks - zone.offset_at_local(self.ticks)) & TICKS_MASK) | i64::MIN
            }
        }
    }

    /// `DateTime.FromBinary`.
    pub fn from_binary(data: i64, zone: &Zone) -> Result<Self, DateError> {
        let bad = DateError::Argument(
            "The binary data must result in a DateTime with ticks between DateTime.MinValue.Ticks and DateTime.MaxValue.Ticks.",
            "dateData",
        );
        let kind = if data & KIND_UTC != 0 {
            DateTimeKind::Utc
        } else {
            DateTimeKind::Unspecified
        };
        let date = Self::from_ticks(data & TICKS_MASK, kind).map_err(|_| bad)?;
        Ok(if data < 0 {
            date.with_kind(DateTimeKind::Utc).to_local(zone)
        } else {
            date
        })
    }

    /// `ToOADate`.
    pub fn to_oa_date(self) -> f64 {
        if self.ticks == 0 {
            return 0.0;
        }
        // A mere time of day lies on the day where OLE dates begin.
        let ticks = if self.ticks < TICKS_PER_DAY {
            self.ticks + OLE_EPOCH
        } else {
            self.ticks
        };
        let mut millis = (ticks - OLE_EPOCH) / TICKS_PER_MILLISECOND;
        if millis < 0 {
            // Before that day the fraction still counts forwards.
            let fraction = millis % MILLIS_PER_DAY;
            if fraction != 0 {
                millis -= (MILLIS_PER_DAY + fraction) * 2;
            }
        }
        millis as f64 / MILLIS_PER_DAY as f64
    }

    /// `DateTime.FromOADate`.
    pub fn from_oa_date(value: f64) -> Result<Self, DateError> {
        if value.is_nan() || value <= OLE_MIN || value >= OLE_MAX {
            return Err(DateError::Argument("Not a legal OleAut date.", ""));
        }
        let mut millis =
            (value * MILLIS_PER_DAY as f64 + if value >= 0.0 { 0.5 } else { -0.5 }) as i64;
        if millis < 0 {
            millis -= (millis % MILLIS_PER_DAY) * 2;
        }
        Self::from_ticks(
            millis * TICKS_PER_MILLISECOND + OLE_EPOCH,
            DateTimeKind::Unspecified,
        )
    }
}

impl PartialEq for DateTime {
    fn eq(&self, other: &Self) -> bool {
        self.ticks == other.ticks
    }
}

impl Eq for DateTime {}

impl PartialOrd for DateTime {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for DateTime {
    fn cmp(&self, other: &Self) -> Ordering {
        self.ticks.cmp(&other.ticks)
    }
}

impl Hash for DateTime {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.ticks.hash(state);
    }
}

const _: () = assert!(size_of::<DateTime>() == 16);

#[cfg(test)]
mod tests {
    use super::*;

    fn date(year: i32, month: i32, day: i32) -> DateTime {
        DateTime::from_date(year, month, day).expect("a date")
    }

    #[test]
    fn arithmetic_follows_the_calendar() {
        assert_eq!(date(2024, 1, 31).add_months(1), Ok(date(2024, 2, 29)));
        assert_eq!(date(2024, 2, 29).add_years(-1), Ok(date(2023, 2, 28)));
        assert_eq!(date(2024, 2, 29).add_days(1.0), Ok(date(2024, 3, 1)));
        assert_eq!(date(1, 1, 1).add_days(-1.0), Err(DateError::ARITHMETIC));
        assert_eq!(DateTime::from_date(2023, 2, 29), Err(DateError::DATE_PARTS));
        assert_eq!(
            (DateTime::MAX.date_parts(), date(2024, 2, 29).day_of_week()),
            ((9999, 12, 31), DayOfWeek::Thursday)
        );
        assert_eq!(super::super::iso_week(date(2024, 12, 30)), (2025, 1));
    }

    #[test]
    fn recorded_oa_date_holds() {
        let moment = DateTime::from_parts(2024, 2, 29, 13, 5, 9).expect("a date");
        assert_eq!(moment.to_oa_date(), 45351.54524305555);
        assert_eq!(
            DateTime::from_oa_date(45351.5),
            DateTime::from_parts(2024, 2, 29, 12, 0, 0)
        );
    }

    #[test]
    fn zones_shift_the_clock() {
        let Some(zone) = Zone::find("America/New_York") else {
            return;
        };
        let summer = DateTime::from_parts(2024, 7, 1, 12, 0, 0)
            .expect("a date")
            .with_kind(DateTimeKind::Utc);
        assert_eq!(summer.to_local(&zone).hour(), 8);
        assert_eq!(summer.to_local(&zone).to_universal(&zone), summer);
    }
}
