//! Time zones: how far a zone is from UTC at a moment.

use super::{DateTime, TICKS_PER_SECOND};
use jiff::civil;
use jiff::tz::{AmbiguousOffset, Offset, TimeZone};

/// A time zone, from the system, from its name, or UTC.
#[derive(Debug, Clone)]
pub struct Zone(TimeZone);

impl Zone {
    /// The zone of the machine: `TZ`, or what the system is set to.
    pub fn local() -> Self {
        Zone(TimeZone::system())
    }

    /// UTC.
    pub fn utc() -> Self {
        Zone(TimeZone::UTC)
    }

    /// A zone by its IANA name.
    pub fn find(name: &str) -> Option<Self> {
        TimeZone::get(name).ok().map(Zone)
    }

    /// The IANA name, where the zone has one.
    pub fn name(&self) -> Option<&str> {
        self.0.iana_name()
    }

    /// Ticks to add to the moment `utc` (ticks in UTC) for local time.
    pub fn offset_at_utc(&self, utc: i64) -> i64 {
        let ticks = utc - DateTime::UNIX_EPOCH.ticks();
        match jiff::Timestamp::from_second(ticks.div_euclid(TICKS_PER_SECOND)) {
            Ok(moment) => ticks_of(self.0.to_offset(moment)),
            Err(_) => 0,
        }
    }

    /// Ticks that local time is ahead of UTC at the local time `local`. An hour that occurs twice counts as standard time.
    pub fn offset_at_local(&self, local: i64) -> i64 {
        let Ok(date) = DateTime::from_ticks(local, super::DateTimeKind::Unspecified) else {
            return 0;
        };
        let (year, month, day) = date.date_parts();
        let civil = civil::DateTime::new(
            year as i16,
            month as i8,
            day as i8,
            date.hour() as i8,
            date.minute() as i8,
            date.second() as i8,
            0,
        );
        match civil.map(|civil| self.0.to_ambiguous_timestamp(civil).offset()) {
            Ok(AmbiguousOffset::Unambiguous { offset }) => ticks_of(offset),
            Ok(AmbiguousOffset::Gap { before, .. }) => ticks_of(before),
            Ok(AmbiguousOffset::Fold { after, .. }) => ticks_of(after),
            Err(_) => 0,
        }
    }
}

fn ticks_of(offset: Offset) -> i64 {
    i64::from(offset.seconds()) * TICKS_PER_SECOND
}
