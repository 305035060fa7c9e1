//! Dates, times and spans as .NET has them: ticks of 100 nanoseconds, formats, parsing, time zones.
//!
//! Read `datetime` and `span` first, then `offset` and `only`; `info` is what a culture contributes, `format` and `span_text` write,
//! `parse` reads free text, `exact` reads by format; `zone` is the only file that knows time zones, `error` holds .NET's messages.
//! Absent on purpose: the clock. Whoever needs "now" passes it in, so that a session can stop or advance time.

mod calendar;
mod datetime;
mod error;
mod exact;
mod format;
mod info;
mod offset;
mod only;
mod parse;
mod picture;
mod span;
mod span_text;
mod words;
mod zone;

pub use calendar::{
    CalendarWeekRule, DayOfWeek, days_in_month, is_leap_year, iso_week, iso_weeks_in_year,
    week_of_year,
};
pub use datetime::{DateTime, DateTimeKind};
pub use error::DateError;
pub use exact::{parse_exact, parse_exact_offset};
pub use format::{format_date_only, format_date_time, format_offset, format_time_only};
pub use info::DateTimeFormatInfo;
pub use offset::DateTimeOffset;
pub use only::{DateOnly, TimeOnly};
pub use parse::{DateTimeStyles, parse, parse_offset};
pub use span::TimeSpan;
pub use span_text::{format_time_span, parse_time_span, parse_time_span_exact};
pub use zone::Zone;

/// Ticks (100 ns) in a millisecond.
pub const TICKS_PER_MILLISECOND: i64 = 10_000;
/// Ticks in a second.
pub const TICKS_PER_SECOND: i64 = 10_000_000;
/// Ticks in a minute.
pub const TICKS_PER_MINUTE: i64 = 60 * TICKS_PER_SECOND;
/// Ticks in an hour.
pub const TICKS_PER_HOUR: i64 = 60 * TICKS_PER_MINUTE;
/// Ticks in a day.
pub const TICKS_PER_DAY: i64 = 24 * TICKS_PER_HOUR;
