//! `[datetimeoffset]`.

use super::args::*;
use super::cultures::{self, Culture};
use super::date::{arg as date_arg, exact_formats, local_zone, span, styles};
use super::failure::OrRaise;
use super::format::to_string;
use super::table::*;
use crate::date::{self, DateError, DateTime, DateTimeKind, DateTimeOffset};
use crate::types::{self, Call, Member, Sig, Type, TypeInfo};
use crate::{Fault, Native, Result, Str, Value};

/// A `DateTimeOffset` as a value.
pub struct Offset(pub DateTimeOffset);

/// `DateTimeOffset`
pub static DATE_TIME_OFFSET: TypeInfo =
    TypeInfo::value("System.DateTimeOffset", || value(Offset(minimum())))
        .implements(&[
            &types::ICOMPARABLE,
            &types::IFORMATTABLE,
            &types::ICOMPARABLE_T,
            &types::IEQUATABLE_T,
        ])
        .members(|| MEMBERS);

impl Native for Offset {
    fn get_type(&self) -> Type {
        Type::Known(&DATE_TIME_OFFSET)
    }

    fn to_text(&self) -> Str {
        self.text("", &Culture::invariant())
            .unwrap_or_default()
            .into()
    }

    fn equals(&self, other: &Value) -> bool {
        other
            .as_native::<Offset>()
            .is_some_and(|other| other.0.utc_ticks() == self.0.utc_ticks())
    }
}

impl Offset {
    /// `ToString(spec, culture)`
    pub fn text(&self, spec: &str, culture: &Culture) -> Result<String> {
        date::format_offset(self.0, spec, culture.dates(), &local_zone()).or_raise()
    }
}

/// The value.
pub fn value(offset: Offset) -> Value {
    Value::native(offset)
}

fn minimum() -> DateTimeOffset {
    made(DateTime::MIN.with_kind(DateTimeKind::Utc))
}

/// A UTC time as an offset of zero; one of the calendar's own cannot fail.
fn made(utc: DateTime) -> DateTimeOffset {
    let epoch = || DateTimeOffset::from_unix_seconds(0);
    match DateTimeOffset::new(utc, date::TimeSpan::ZERO).or_else(|_| epoch()) {
        Ok(offset) => offset,
        Err(_) => unreachable!("the epoch stands in every calendar"),
    }
}

const THIS_TYPE: Sig = Sig::One(&DATE_TIME_OFFSET);
const DAY: Sig = Sig::One(&types::DAY_OF_WEEK);
const DATE_STYLES: Sig = Sig::One(&super::date::DATE_TIME_STYLES);

macro_rules! clock {
    ($name:literal, $method:ident) => {
        get!($name, INT => |c| ok(own(c).date_time().$method()))
    };
}

macro_rules! add {
    ($name:literal, $param:ident: $sig:ident, $method:ident, $read:expr) => {
        method!($name, ($param: $sig) -> THIS_TYPE => |c| {
            let amount = $read(c);
            give(own(c).map(|date| date.$method(amount)))
        })
    };
}

/// Members.
pub static MEMBERS: &[Member] = &[
    constructors!(
        (dateTime: DATE) -> VOID => |c| give(DateTimeOffset::from_date_time(date_arg(c, 0), &local_zone())),
        (dateTime: DATE, offset: SPAN) -> VOID => |c| give(DateTimeOffset::new(date_arg(c, 0), span(c, 1))),
        (ticks: LONG, offset: SPAN) -> VOID => |c| {
            let clock = DateTime::from_ticks(c.long(0), DateTimeKind::Unspecified).or_raise()?;
            give(DateTimeOffset::new(clock, span(c, 1)))
        },
        (year: INT, month: INT, day: INT, hour: INT, minute: INT, second: INT, offset: SPAN) -> VOID => |c| from_parts(c, 6),
        (year: INT, month: INT, day: INT, hour: INT, minute: INT, second: INT, millisecond: INT, offset: SPAN) -> VOID => |c| from_parts(c, 7)),
    get!("Date", DATE => |c| ok(own(c).date_time().date())),
    get!("DateTime", DATE => |c| ok(own(c).date_time())),
    clock!("Day", day),
    get!("DayOfWeek", DAY => |c| Ok(Type::Known(&types::DAY_OF_WEEK).enum_from(own(c).date_time().day_of_week() as i64))),
    clock!("DayOfYear", day_of_year),
    clock!("Hour", hour),
    get!("LocalDateTime", DATE => |c| ok(own(c).local_date_time(&local_zone()))),
    clock!("Microsecond", microsecond),
    clock!("Millisecond", millisecond),
    clock!("Minute", minute),
    clock!("Month", month),
    clock!("Nanosecond", nanosecond),
    get!("Offset", SPAN => |c| ok(own(c).offset())),
    clock!("Second", second),
    get!("Ticks", LONG => |c| ok(own(c).date_time().ticks())),
    get!("TimeOfDay", SPAN => |c| ok(own(c).date_time().time_of_day())),
    get!("TotalOffsetMinutes", INT => |c| ok(own(c).offset().total_minutes() as i32)),
    get!("UtcDateTime", DATE => |c| ok(own(c).utc_date_time())),
    get!("UtcTicks", LONG => |c| ok(own(c).utc_ticks())),
    clock!("Year", year),
    static_get!("Now", THIS_TYPE => |c| give(DateTimeOffset::from_date_time(c.host.now().with_kind(DateTimeKind::Local), &local_zone()))),
    static_get!("UtcNow", THIS_TYPE => |c| {
        let now = c.host.now().with_kind(DateTimeKind::Local);
        give(DateTimeOffset::from_date_time(now, &local_zone()).map(DateTimeOffset::to_universal))
    }),
    static_get!("MaxValue", THIS_TYPE => |_| Ok(value(Offset(made(DateTime::MAX.with_kind(DateTimeKind::Utc)))))),
    static_get!("MinValue", THIS_TYPE => |_| Ok(value(Offset(minimum())))),
    static_get!("UnixEpoch", THIS_TYPE => |_| give(DateTimeOffset::from_unix_seconds(0))),
    add!("Add", timeSpan: SPAN, add, |c: &Call<'_>| span(c, 0)),
    add!("AddDays", days: DOUBLE, add_days, |c: &Call<'_>| c.double(0)),
    add!("AddHours", hours: DOUBLE, add_hours, |c: &Call<'_>| c.double(0)),
    add!("AddMicroseconds", microseconds: DOUBLE, add_microseconds, |c: &Call<'_>| c.double(0)),
    add!("AddMilliseconds", milliseconds: DOUBLE, add_milliseconds, |c: &Call<'_>| c.double(0)),
    add!("AddMinutes", minutes: DOUBLE, add_minutes, |c: &Call<'_>| c.double(0)),
    add!("AddMonths", months: INT, add_months, |c: &Call<'_>| c.int(0)),
    add!("AddSeconds", seconds: DOUBLE, add_seconds, |c: &Call<'_>| c.double(0)),
    add!("AddTicks", ticks: LONG, add_ticks, |c: &Call<'_>| c.long(0)),
    add!("AddYears", years: INT, add_years, |c: &Call<'_>| c.int(0)),
    method!("CompareTo",
    (other: THIS_TYPE) -> INT => |c| ok(own(c).utc_ticks().cmp(&arg(c, 0).utc_ticks()) as i32),
    (obj: OBJ) -> INT => |c| match c.arg(0) {
        other if other.is_null() => ok(1),
        other if other.as_native::<Offset>().is_some() => ok(own(c).utc_ticks().cmp(&arg(c, 0).utc_ticks()) as i32),
        _ => Fault::new(&types::ARGUMENT_EXCEPTION, "Object must be of type DateTimeOffset.").raise(),
    }),
    method!("Equals",
        (obj: OBJ) -> BOOL => |c| ok(c.arg(0).as_native::<Offset>().is_some_and(|other| other.0.utc_ticks() == own(c).utc_ticks())),
        (other: THIS_TYPE) -> BOOL => |c| ok(own(c).utc_ticks() == arg(c, 0).utc_ticks())),
    method!("EqualsExact", (other: THIS_TYPE) -> BOOL => |c| ok(own(c).utc_ticks() == arg(c, 0).utc_ticks() && own(c).offset() == arg(c, 0).offset())),
    method!("GetHashCode", () -> INT => |c| ok(super::object::hash(&Value::Long(own(c).utc_ticks())))),
    method!("Subtract",
        (value: SPAN) -> THIS_TYPE => |c| {
            let amount = span(c, 0);
            give(own(c).map(|date| date.subtract(amount)))
        },
        (value: THIS_TYPE) -> SPAN => |c| ok(own(c).since(arg(c, 0)))),
    method!("ToFileTime", () -> LONG => |c| ok(own(c).utc_date_time().to_file_time().or_raise()?)),
    method!("ToLocalTime", () -> THIS_TYPE => |c| give(own(c).to_local(&local_zone()))),
    method!("ToOffset", (offset: SPAN) -> THIS_TYPE => |c| give(own(c).to_offset(span(c, 0)))),
    method!("ToString",
        () -> STR => |c| to_string(c, None, None),
        (format: STR) -> STR => |c| to_string(c, Some(0), None),
        (formatProvider: PROVIDER) -> STR => |c| to_string(c, None, Some(0)),
        (format: STR, formatProvider: PROVIDER) -> STR => |c| to_string(c, Some(0), Some(1))),
    method!("ToUniversalTime", () -> THIS_TYPE => |c| Ok(value(Offset(own(c).to_universal())))),
    method!("ToUnixTimeMilliseconds", () -> LONG => |c| ok(own(c).to_unix_milliseconds())),
    method!("ToUnixTimeSeconds", () -> LONG => |c| ok(own(c).to_unix_seconds())),
    static_method!("Compare", (first: THIS_TYPE, second: THIS_TYPE) -> INT => |c| ok(arg(c, 0).utc_ticks().cmp(&arg(c, 1).utc_ticks()) as i32)),
    static_method!("Equals", (first: THIS_TYPE, second: THIS_TYPE) -> BOOL => |c| ok(arg(c, 0).utc_ticks() == arg(c, 1).utc_ticks())),
    static_method!("FromFileTime", (fileTime: LONG) -> THIS_TYPE => |c| {
        give(DateTimeOffset::from_date_time(DateTime::from_file_time(c.long(0)).or_raise()?.to_local(&local_zone()), &local_zone()))
    }),
    static_method!("FromUnixTimeMilliseconds", (milliseconds: LONG) -> THIS_TYPE => |c| give(DateTimeOffset::from_unix_milliseconds(c.long(0)))),
    static_method!("FromUnixTimeSeconds", (seconds: LONG) -> THIS_TYPE => |c| give(DateTimeOffset::from_unix_seconds(c.long(0)))),
    static_method!("Parse",
        (input: STR) -> THIS_TYPE => |c| give(read(c, None, None)?),
        (input: STR, formatProvider: PROVIDER) -> THIS_TYPE => |c| give(read(c, Some(1), None)?),
        (input: STR, formatProvider: PROVIDER, styles: DATE_STYLES) -> THIS_TYPE => |c| give(read(c, Some(1), Some(2))?)),
    static_method!("ParseExact",
        (input: STR, formats: STRS, formatProvider: PROVIDER, styles: DATE_STYLES) -> THIS_TYPE => |c| give(exact(c)?),
        (input: STR, format: STR, formatProvider: PROVIDER, styles: DATE_STYLES) -> THIS_TYPE => |c| give(exact(c)?),
        (input: STR, format: STR, formatProvider: PROVIDER) -> THIS_TYPE => |c| give(exact(c)?)),
    static_method!("TryParse",
        (input: STR, result: *THIS_TYPE) -> BOOL => |c| { let read = read(c, None, None)?; attempt(c, 1, read) },
        (input: STR, formatProvider: PROVIDER, styles: DATE_STYLES, result: *THIS_TYPE) -> BOOL => |c| { let read = read(c, Some(1), Some(2))?; attempt(c, 3, read) },
        (s: STR, provider: PROVIDER, result: *THIS_TYPE) -> BOOL => |c| { let read = read(c, Some(1), None)?; attempt(c, 2, read) }),
    static_method!("TryParseExact",
        (input: STR, format: STR, formatProvider: PROVIDER, styles: DATE_STYLES, result: *THIS_TYPE) -> BOOL => |c| { let read = exact(c)?; attempt(c, 4, read) },
        (input: STR, formats: STRS, formatProvider: PROVIDER, styles: DATE_STYLES, result: *THIS_TYPE) -> BOOL => |c| { let read = exact(c)?; attempt(c, 4, read) }),
];

type Read = std::result::Result<DateTimeOffset, DateError>;

fn own(c: &Call<'_>) -> DateTimeOffset {
    c.this
        .as_native::<Offset>()
        .map_or_else(minimum, |offset| offset.0)
}

/// A `DateTimeOffset` argument.
pub(super) fn arg(c: &Call<'_>, n: usize) -> DateTimeOffset {
    c.arg(n)
        .as_native::<Offset>()
        .map_or_else(minimum, |offset| offset.0)
}

fn give(made: Read) -> Result<Value> {
    Ok(value(Offset(made.or_raise()?)))
}

fn attempt(c: &mut Call<'_>, result: usize, read: Read) -> Result<Value> {
    let found = read.is_ok();
    c.assign(result, value(Offset(read.unwrap_or_else(|_| minimum()))))?;
    ok(found)
}

fn from_parts(c: &mut Call<'_>, count: usize) -> Result<Value> {
    let mut clock =
        DateTime::from_parts(c.int(0), c.int(1), c.int(2), c.int(3), c.int(4), c.int(5))
            .or_raise()?;
    if count > 6 {
        clock = clock.with_millisecond(c.int(6)).or_raise()?;
    }
    give(DateTimeOffset::new(clock, span(c, count)))
}

fn read(c: &mut Call<'_>, provider: Option<usize>, at: Option<usize>) -> Result<Read> {
    let text = c.text_of(0, "input")?;
    let styles = styles(c, at, "styles")?;
    let culture = cultures::of(provider.map_or(&Value::Null, |n| c.arg(n)));
    let now = c.host.now();
    Ok(date::parse_offset(
        &text,
        culture.dates(),
        styles,
        now,
        &local_zone(),
    ))
}

fn exact(c: &mut Call<'_>) -> Result<Read> {
    let text = c.text_of(0, "input")?;
    let formats = exact_formats(c, "format")?;
    let formats: Vec<&str> = formats.iter().map(|format| &**format).collect();
    let styles = styles(c, Some(3), "styles")?;
    let culture = cultures::of(c.arg(2));
    let now = c.host.now();
    Ok(date::parse_exact_offset(
        &text,
        &formats,
        culture.dates(),
        styles,
        now,
        &local_zone(),
    ))
}
