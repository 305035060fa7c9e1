//! `System.DateTimeOffset`: a clock time and its distance from UTC.

use super::{
    DateError, DateTime, DateTimeKind, TICKS_PER_HOUR, TICKS_PER_MILLISECOND, TICKS_PER_MINUTE,
    TICKS_PER_SECOND, TimeSpan, Zone,
};
use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

/// A clock time with its offset. Equality and order look at the moment, as in .NET.
#[derive(Debug, Clone, Copy)]
pub struct DateTimeOffset {
    /// The moment, as ticks in UTC.
    utc_ticks: i64,
    offset_minutes: i16,
}

const OFFSET_MAX: i64 = 14 * TICKS_PER_HOUR;

impl DateTimeOffset {
    /// `new DateTimeOffset(clock, offset)`.
    pub fn new(clock: DateTime, offset: TimeSpan) -> Result<Self, DateError> {
        if offset.ticks() % TICKS_PER_MINUTE != 0 {
            return Err(DateError::Argument(
                "Offset must be specified in whole minutes.",
                "offset",
            ));
        }
        if offset.ticks().abs() > OFFSET_MAX {
            return Err(DateError::OutOfRange(
                "Offset must be within plus or minus 14 hours.",
                "offset",
            ));
        }
        if clock.kind() == DateTimeKind::Utc && offset != TimeSpan::ZERO {
            return Err(DateError::Argument(
                "The UTC Offset for Utc DateTime instances must be 0.",
                "offset",
            ));
        }
        let utc_ticks = clock.ticks() - offset.ticks();
        if !(0..=DateTime::MAX.ticks()).contains(&utc_ticks) {
            let message = "The UTC time represented when the offset is applied must be between year 0 and 10,000.";
            return Err(DateError::OutOfRange(message, "offset"));
        }
        Ok(DateTimeOffset {
            utc_ticks,
            offset_minutes: (offset.ticks() / TICKS_PER_MINUTE) as i16,
        })
    }

    /// `new DateTimeOffset(date)`, and the conversion from a date: UTC stays, everything else counts as local.
    pub fn from_date_time(date: DateTime, zone: &Zone) -> Result<Self, DateError> {
        let offset = if date.kind() == DateTimeKind::Utc {
            0
        } else {
            zone.offset_at_local(date.ticks())
        };
        // .NET has whole minutes only; zones of long ago had seconds.
        Self::new(
            date.with_kind(DateTimeKind::Unspecified),
            TimeSpan::from_ticks(offset - offset % TICKS_PER_MINUTE),
        )
    }

    /// `DateTime`: the clock time.
    pub fn date_time(self) -> DateTime {
        self.utc_date_time()
            .with_kind(DateTimeKind::Unspecified)
            .add(self.offset())
            .unwrap_or(DateTime::MIN)
    }

    /// `UtcDateTime`.
    pub fn utc_date_time(self) -> DateTime {
        DateTime::from_ticks(self.utc_ticks, DateTimeKind::Utc).unwrap_or(DateTime::MIN)
    }

    /// `LocalDateTime`.
    pub fn local_date_time(self, zone: &Zone) -> DateTime {
        self.utc_date_time().to_local(zone)
    }

    /// `Offset`.
    pub fn offset(self) -> TimeSpan {
        TimeSpan::from_ticks(i64::from(self.offset_minutes) * TICKS_PER_MINUTE)
    }

    /// `UtcTicks`.
    pub fn utc_ticks(self) -> i64 {
        self.utc_ticks
    }

    /// `ToOffset`.
    pub fn to_offset(self, offset: TimeSpan) -> Result<Self, DateError> {
        let clock = self
            .utc_date_time()
            .with_kind(DateTimeKind::Unspecified)
            .add(offset)?;
        Self::new(clock, offset)
    }

    /// `ToUniversalTime`.
    pub fn to_universal(self) -> Self {
        DateTimeOffset {
            offset_minutes: 0,
            ..self
        }
    }

    /// `ToLocalTime`.
    pub fn to_local(self, zone: &Zone) -> Result<Self, DateError> {
        self.to_offset(TimeSpan::from_ticks(zone.offset_at_utc(self.utc_ticks)))
    }

    /// Applies an operation of the clock time (`AddDays`, `AddMonths`, ...) and keeps the offset.
    pub fn map(
        self,
        operation: impl FnOnce(DateTime) -> Result<DateTime, DateError>,
    ) -> Result<Self, DateError> {
        Self::new(operation(self.date_time())?, self.offset())
    }

    /// `Subtract` another moment.
    pub fn since(self, other: DateTimeOffset) -> TimeSpan {
        TimeSpan::from_ticks(self.utc_ticks - other.utc_ticks)
    }

    /// `ToUnixTimeSeconds`.
    pub fn to_unix_seconds(self) -> i64 {
        self.utc_date_time()
            .unix_ticks()
            .div_euclid(TICKS_PER_SECOND)
    }

    /// `ToUnixTimeMilliseconds`.
    pub fn to_unix_milliseconds(self) -> i64 {
        self.utc_date_time()
            .unix_ticks()
            .div_euclid(TICKS_PER_MILLISECOND)
    }

    /// `DateTimeOffset.FromUnixTimeSeconds`.
    pub fn from_unix_seconds(seconds: i64) -> Result<Self, DateError> {
        let bad = DateError::OutOfRange(
            "Valid values are between -62135596800 and 253402300799, inclusive.",
            "seconds",
        );
        Self::from_unix(seconds, TICKS_PER_SECOND).ok_or(bad)
    }

    /// `DateTimeOffset.FromUnixTimeMilliseconds`.
    pub fn from_unix_milliseconds(milliseconds: i64) -> Result<Self, DateError> {
        let message = "Valid values are between -62135596800000 and 253402300799999, inclusive.";
        Self::from_unix(milliseconds, TICKS_PER_MILLISECOND)
            .ok_or(DateError::OutOfRange(message, "milliseconds"))
    }

    fn from_unix(value: i64, unit: i64) -> Option<Self> {
        let utc_ticks = value
            .checked_mul(unit)?
            .checked_add(DateTime::UNIX_EPOCH.ticks())?;
        (0..=DateTime::MAX.ticks())
            .contains(&utc_ticks)
            .then_some(DateTimeOffset {
                utc_ticks,
                offset_minutes: 0,
            })
    }
}

impl PartialEq for DateTimeOffset {
    fn eq(&self, other: &Self) -> bool {
        self.utc_ticks == other.utc_ticks
    }
}

impl Eq for DateTimeOffset {}

impl PartialOrd for DateTimeOffset {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for DateTimeOffset {
    fn cmp(&self, other: &Self) -> Ordering {
        self.utc_ticks.cmp(&other.utc_ticks)
    }
}

impl Hash for DateTimeOffset {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.utc_ticks.hash(state);
    }
}
