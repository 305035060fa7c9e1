//! `[timespan]`.

use super::args::*;
use super::date::span as arg;
use super::failure::OrRaise;
use super::format::to_string;
use super::table::*;
use crate::date::{self, DateError, TimeSpan};
use crate::types::{self, Call, Member, Sig, TypeInfo};
use crate::{Fault, Result, Str, Value};

const STYLE: Sig = Sig::One(&TIME_SPAN_STYLES);

/// `TimeSpanStyles`
pub static TIME_SPAN_STYLES: TypeInfo = TypeInfo::flags(
    "System.Globalization.TimeSpanStyles",
    &[("None", 0), ("AssumeNegative", 1)],
);

macro_rules! constant {
    ($name:literal, $sig:ident, $value:expr) => {
        static_get!($name, $sig => |_| ok($value))
    };
}

/// Members.
pub static MEMBERS: &[Member] = &[
    constructors!(
        (ticks: LONG) -> VOID => |c| ok(TimeSpan::from_ticks(c.long(0))),
        (hours: INT, minutes: INT, seconds: INT) -> VOID => |c| ok(TimeSpan::from_parts(0, c.int(0), c.int(1), c.int(2), 0).or_raise()?),
        (days: INT, hours: INT, minutes: INT, seconds: INT) -> VOID => from_parts,
        (days: INT, hours: INT, minutes: INT, seconds: INT, milliseconds: INT) -> VOID => from_parts,
        (days: INT, hours: INT, minutes: INT, seconds: INT, milliseconds: INT, microseconds: INT) -> VOID => from_parts),
    get!("Days", INT => |c| ok(own(c).days())),
    get!("Hours", INT => |c| ok(own(c).hours())),
    get!("Microseconds", INT => |c| ok(own(c).microseconds())),
    get!("Milliseconds", INT => |c| ok(own(c).milliseconds())),
    get!("Minutes", INT => |c| ok(own(c).minutes())),
    get!("Nanoseconds", INT => |c| ok(own(c).nanoseconds())),
    get!("Seconds", INT => |c| ok(own(c).seconds())),
    get!("Ticks", LONG => |c| ok(own(c).ticks())),
    get!("TotalDays", DOUBLE => |c| ok(own(c).total_days())),
    get!("TotalHours", DOUBLE => |c| ok(own(c).total_hours())),
    get!("TotalMicroseconds", DOUBLE => |c| ok(own(c).total_microseconds())),
    get!("TotalMilliseconds", DOUBLE => |c| ok(own(c).total_milliseconds())),
    get!("TotalMinutes", DOUBLE => |c| ok(own(c).total_minutes())),
    get!("TotalNanoseconds", DOUBLE => |c| ok(own(c).total_nanoseconds())),
    get!("TotalSeconds", DOUBLE => |c| ok(own(c).total_seconds())),
    constant!("HoursPerDay", INT, 24),
    constant!("MaxValue", SPAN, TimeSpan::MAX),
    constant!("MicrosecondsPerDay", LONG, 86_400_000_000i64),
    constant!("MicrosecondsPerHour", LONG, 3_600_000_000i64),
    constant!("MicrosecondsPerMillisecond", LONG, 1000i64),
    constant!("MicrosecondsPerMinute", LONG, 60_000_000i64),
    constant!("MicrosecondsPerSecond", LONG, 1_000_000i64),
    constant!("MillisecondsPerDay", LONG, 86_400_000i64),
    constant!("MillisecondsPerHour", LONG, 3_600_000i64),
    constant!("MillisecondsPerMinute", LONG, 60_000i64),
    constant!("MillisecondsPerSecond", LONG, 1000i64),
    constant!("MinutesPerDay", LONG, 1440i64),
    constant!("MinutesPerHour", LONG, 60i64),
    constant!("MinValue", SPAN, TimeSpan::MIN),
    constant!("NanosecondsPerTick", LONG, 100i64),
    constant!("SecondsPerDay", LONG, 86_400i64),
    constant!("SecondsPerHour", LONG, 3600i64),
    constant!("SecondsPerMinute", LONG, 60i64),
    constant!("TicksPerDay", LONG, date::TICKS_PER_DAY),
    constant!("TicksPerHour", LONG, date::TICKS_PER_HOUR),
    constant!("TicksPerMicrosecond", LONG, 10i64),
    constant!("TicksPerMillisecond", LONG, date::TICKS_PER_MILLISECOND),
    constant!("TicksPerMinute", LONG, date::TICKS_PER_MINUTE),
    constant!("TicksPerSecond", LONG, date::TICKS_PER_SECOND),
    constant!("Zero", SPAN, TimeSpan::ZERO),
    method!("Add", (ts: SPAN) -> SPAN => |c| ok(own(c).add(arg(c, 0)).or_raise()?)),
    method!("CompareTo",
        (value: OBJ) -> INT => |c| match c.arg(0).base() {
            Value::Null | Value::Nothing => ok(1),
            Value::TimeSpan(other) => ok(own(c).ticks().cmp(&other.ticks()) as i32),
            _ => Fault::new(&types::ARGUMENT_EXCEPTION, "Object must be of type TimeSpan.").raise(),
        },
        (value: SPAN) -> INT => |c| ok(own(c).ticks().cmp(&arg(c, 0).ticks()) as i32)),
    method!("Divide",
        (ts: SPAN) -> DOUBLE => |c| ok(own(c).ratio(arg(c, 0))),
        (divisor: DOUBLE) -> SPAN => |c| ok(own(c).divide(c.double(0)).or_raise()?)),
    method!("Duration", () -> SPAN => |c| ok(own(c).duration().or_raise()?)),
    method!("Equals",
        (value: OBJ) -> BOOL => |c| ok(matches!(c.arg(0).base(), Value::TimeSpan(other) if *other == own(c))),
        (obj: SPAN) -> BOOL => |c| ok(own(c) == arg(c, 0))),
    method!("GetHashCode", () -> INT => |c| ok(super::object::hash(c.this))),
    method!("Multiply", (factor: DOUBLE) -> SPAN => |c| ok(own(c).multiply(c.double(0)).or_raise()?)),
    method!("Negate", () -> SPAN => |c| ok(own(c).negate().or_raise()?)),
    method!("Subtract", (ts: SPAN) -> SPAN => |c| ok(own(c).subtract(arg(c, 0)).or_raise()?)),
    method!("ToString",
        () -> STR => |c| to_string(c, None, None),
        (format: STR) -> STR => |c| to_string(c, Some(0), None),
        (format: STR, formatProvider: PROVIDER) -> STR => |c| to_string(c, Some(0), Some(1))),
    static_method!("Compare", (t1: SPAN, t2: SPAN) -> INT => |c| ok(arg(c, 0).ticks().cmp(&arg(c, 1).ticks()) as i32)),
    static_method!("Equals", (t1: SPAN, t2: SPAN) -> BOOL => |c| ok(arg(c, 0) == arg(c, 1))),
    static_method!("FromDays",
        (value: DOUBLE) -> SPAN => |c| ok(TimeSpan::from_days(c.double(0)).or_raise()?),
        (days: INT) -> SPAN => |c| units(c, 0),
        (days: INT, hours: ?INT, minutes: ?LONG, seconds: ?LONG, milliseconds: ?LONG, microseconds: ?LONG) -> SPAN => |c| units(c, 0)),
    static_method!("FromHours",
        (hours: INT) -> SPAN => |c| units(c, 1),
        (hours: INT, minutes: ?LONG, seconds: ?LONG, milliseconds: ?LONG, microseconds: ?LONG) -> SPAN => |c| units(c, 1),
        (value: DOUBLE) -> SPAN => |c| ok(TimeSpan::from_hours(c.double(0)).or_raise()?)),
    static_method!("FromMicroseconds",
        (microseconds: LONG) -> SPAN => |c| units(c, 5),
        (value: DOUBLE) -> SPAN => |c| ok(TimeSpan::from_microseconds(c.double(0)).or_raise()?)),
    static_method!("FromMilliseconds",
        (milliseconds: LONG) -> SPAN => |c| units(c, 4),
        (milliseconds: LONG, microseconds: LONG) -> SPAN => |c| units(c, 4),
        (value: DOUBLE) -> SPAN => |c| ok(TimeSpan::from_milliseconds(c.double(0)).or_raise()?)),
    static_method!("FromMinutes",
        (value: DOUBLE) -> SPAN => |c| ok(TimeSpan::from_minutes(c.double(0)).or_raise()?),
        (minutes: LONG) -> SPAN => |c| units(c, 2),
        (minutes: LONG, seconds: ?LONG, milliseconds: ?LONG, microseconds: ?LONG) -> SPAN => |c| units(c, 2)),
    static_method!("FromSeconds",
        (value: DOUBLE) -> SPAN => |c| ok(TimeSpan::from_seconds(c.double(0)).or_raise()?),
        (seconds: LONG, milliseconds: ?LONG, microseconds: ?LONG) -> SPAN => |c| units(c, 3),
        (seconds: LONG) -> SPAN => |c| units(c, 3)),
    static_method!("FromTicks", (value: LONG) -> SPAN => |c| ok(TimeSpan::from_ticks(c.long(0)))),
    static_method!("Parse",
        (s: STR) -> SPAN => |c| ok(date::parse_time_span(&c.text_of(0, "input")?).or_raise()?),
        (input: STR, formatProvider: PROVIDER) -> SPAN => |c| ok(date::parse_time_span(&c.text_of(0, "input")?).or_raise()?)),
    static_method!("ParseExact",
        (input: STR, format: STR, formatProvider: PROVIDER) -> SPAN => |c| ok(exact(c, None)?.or_raise()?),
        (input: STR, formats: STRS, formatProvider: PROVIDER) -> SPAN => |c| ok(exact(c, None)?.or_raise()?),
        (input: STR, format: STR, formatProvider: PROVIDER, styles: STYLE) -> SPAN => |c| ok(exact(c, Some(3))?.or_raise()?),
        (input: STR, formats: STRS, formatProvider: PROVIDER, styles: STYLE) -> SPAN => |c| ok(exact(c, Some(3))?.or_raise()?)),
    static_method!("TryParse",
        (input: STR, formatProvider: PROVIDER, result: *SPAN) -> BOOL => |c| give(c, 2, date::parse_time_span(&c.text(0))),
        (s: STR, result: *SPAN) -> BOOL => |c| give(c, 1, date::parse_time_span(&c.text(0)))),
    static_method!("TryParseExact",
        (input: STR, format: STR, formatProvider: PROVIDER, styles: STYLE, result: *SPAN) -> BOOL => |c| { let read = exact(c, Some(3))?; give(c, 4, read) },
        (input: STR, formats: STRS, formatProvider: PROVIDER, styles: STYLE, result: *SPAN) -> BOOL => |c| { let read = exact(c, Some(3))?; give(c, 4, read) },
        (input: STR, format: STR, formatProvider: PROVIDER, result: *SPAN) -> BOOL => |c| { let read = exact(c, None)?; give(c, 3, read) },
        (input: STR, formats: STRS, formatProvider: PROVIDER, result: *SPAN) -> BOOL => |c| { let read = exact(c, None)?; give(c, 3, read) }),
];

fn own(c: &Call<'_>) -> TimeSpan {
    match c.this.base() {
        Value::TimeSpan(span) => *span,
        _ => TimeSpan::ZERO,
    }
}

fn from_parts(c: &mut Call<'_>) -> Result<Value> {
    let span = TimeSpan::from_parts(c.int(0), c.int(1), c.int(2), c.int(3), c.int(4)).or_raise()?;
    ok(span.add(TimeSpan::from_ticks(c.long(5) * 10)).or_raise()?)
}

/// Ticks of the units that whole-number factories count: days, hours, minutes, seconds, milliseconds, microseconds.
const UNITS: [i64; 6] = [
    date::TICKS_PER_DAY,
    date::TICKS_PER_HOUR,
    date::TICKS_PER_MINUTE,
    date::TICKS_PER_SECOND,
    date::TICKS_PER_MILLISECOND,
    10,
];

fn units(c: &Call<'_>, first: usize) -> Result<Value> {
    let total: i128 = UNITS[first..]
        .iter()
        .enumerate()
        .map(|(at, ticks)| i128::from(c.long(at)) * i128::from(*ticks))
        .sum();
    match i64::try_from(total) {
        Ok(ticks) => ok(TimeSpan::from_ticks(ticks)),
        Err(_) => Fault::new(
            &types::ARGUMENT_OUT_OF_RANGE_EXCEPTION,
            "TimeSpan overflowed because the duration is too long.",
        )
        .raise(),
    }
}

fn exact(c: &Call<'_>, styles: Option<usize>) -> Result<std::result::Result<TimeSpan, DateError>> {
    let text = c.text_of(0, "input")?;
    let formats: Vec<Str> = super::date::exact_formats(c, "format")?;
    let formats: Vec<&str> = formats.iter().map(|format| &**format).collect();
    let negate = styles.is_some_and(|n| c.long(n) == 1);
    Ok(date::parse_time_span_exact(&text, &formats)
        .and_then(|span| if negate { span.negate() } else { Ok(span) }))
}

fn give(
    c: &mut Call<'_>,
    result: usize,
    read: std::result::Result<TimeSpan, DateError>,
) -> Result<Value> {
    let found = read.is_ok();
    c.assign(result, Value::TimeSpan(read.unwrap_or(TimeSpan::ZERO)))?;
    ok(found)
}
