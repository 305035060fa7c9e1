//! The lab's time: a plain count of milliseconds that only moves when the caller says so.
//!
//! The lab owns no wall clock. Whoever drives it calls [`Lab::run_until`](crate::Lab::run_until) with a [`Time`] and the model catches up.

use std::fmt;

/// .NET ticks (100 nanoseconds) in a millisecond.
pub const TICKS_PER_MS: i64 = 10_000;
/// Milliseconds in a second.
pub const SECOND_MS: u64 = 1_000;
/// Milliseconds in a minute.
pub const MINUTE_MS: u64 = 60 * SECOND_MS;
/// .NET ticks between 0001-01-01 and 1970-01-01, both UTC.
const UNIX_EPOCH_TICKS: i64 = 621_355_968_000_000_000;

/// A moment, in milliseconds since 1970-01-01T00:00:00Z. UTC always: time zones belong to the front end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Time(i64);

impl Time {
    /// The moment that lies `ms` milliseconds after the Unix epoch.
    pub const fn from_ms(ms: i64) -> Self {
        Self(ms)
    }

    /// The moment of a UTC `DateTime.Ticks` value; what is finer than a millisecond is cut off.
    pub const fn from_ticks(ticks: i64) -> Self {
        Self((ticks - UNIX_EPOCH_TICKS).div_euclid(TICKS_PER_MS))
    }

    /// Milliseconds since the Unix epoch.
    pub const fn ms(self) -> i64 {
        self.0
    }

    /// The `Ticks` of the equal UTC `DateTime`.
    pub const fn ticks(self) -> i64 {
        self.0
            .saturating_mul(TICKS_PER_MS)
            .saturating_add(UNIX_EPOCH_TICKS)
    }

    /// The moment `ms` milliseconds later.
    #[must_use]
    pub fn plus(self, ms: u64) -> Self {
        Self(self.0.saturating_add(i64::try_from(ms).unwrap_or(i64::MAX)))
    }

    /// Milliseconds from `earlier` to this moment; zero when `earlier` is later.
    pub fn since(self, earlier: Self) -> u64 {
        u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0)
    }

    /// The last multiple of `step_ms` that is not after this moment: services that work in a fixed rhythm keep to such a grid.
    #[must_use]
    pub fn floor_to(self, step_ms: u64) -> Self {
        let step = i64::try_from(step_ms.max(1)).unwrap_or(i64::MAX);
        Self(self.0.div_euclid(step) * step)
    }

    /// The first multiple of `step_ms` after this moment.
    #[must_use]
    pub fn next_on(self, step_ms: u64) -> Self {
        self.floor_to(step_ms).plus(step_ms.max(1))
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}.{:03}",
            self.0.div_euclid(1000),
            self.0.rem_euclid(1000)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_and_milliseconds_name_the_same_moment() {
        let time = Time::from_ms(1_383_595_200_000);
        assert_eq!(time.ticks(), 635_191_920_000_000_000);
        assert_eq!(Time::from_ticks(time.ticks()), time);
    }

    #[test]
    fn a_grid_never_names_the_present_as_the_next_step() {
        let time = Time::from_ms(120_000);
        assert_eq!(time.floor_to(60_000), time);
        assert_eq!(time.next_on(60_000), Time::from_ms(180_000));
        assert_eq!(Time::from_ms(-1).floor_to(60_000), Time::from_ms(-60_000));
    }
}
