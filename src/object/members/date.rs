//! `[datetime]`. Its kin stand beside it: `span`, `date_offset`, `date_only`, `zone`.

use super::args::*;
use super::cultures::{self, Culture};
use super::date_offset::{self, Offset};
use super::date_only::{self, DATE_ONLY, TIME_ONLY};
use super::failure::OrRaise;
use super::format::to_string;
use super::table::*;
use crate::date::{self, DateTime, DateTimeKind, DateTimeStyles, DayOfWeek, TimeSpan, Zone};
use crate::types::{self, Call, Member, Sig, Type, TypeInfo};
use crate::{Fault, Host, Result, Str, Value};

pub use super::span::MEMBERS as TIME_SPAN;

const KIND: Sig = Sig::One(&types::DATE_TIME_KIND);
const DAY: Sig = Sig::One(&types::DAY_OF_WEEK);
const CALENDAR: Sig = Sig::One(&cultures::CALENDAR);
const DATE_STYLES: Sig = Sig::One(&DATE_TIME_STYLES);
const DATE_PART: Sig = Sig::One(&DATE_ONLY);
const TIME_PART: Sig = Sig::One(&TIME_ONLY);

/// `DateTimeStyles`
pub static DATE_TIME_STYLES: TypeInfo = TypeInfo::flags(
    "System.Globalization.DateTimeStyles",
    &[
        ("None", 0),
        ("AllowLeadingWhite", 1),
        ("AllowTrailingWhite", 2),
        ("AllowInnerWhite", 4),
        ("AllowWhiteSpaces", 7),
        ("NoCurrentDateDefault", 8),
        ("AdjustToUniversal", 16),
        ("AssumeLocal", 32),
        ("AssumeUniversal", 64),
        ("RoundtripKind", 128),
    ],
);

thread_local! {
    static LOCAL: Zone = Zone::local();
}

/// The machine's time zone.
pub fn local_zone() -> Zone {
    LOCAL.with(Zone::clone)
}

/// Members of `DateTime`.
pub static DATE_TIME: &[Member] = &[
    constructors!(
        (ticks: LONG) -> VOID => |c| ok(DateTime::from_ticks(c.long(0), DateTimeKind::Unspecified).or_raise()?),
        (ticks: LONG, kind: KIND) -> VOID => |c| ok(DateTime::from_ticks(c.long(0), kind(c, 1)?).or_raise()?),
        (date: DATE_PART, time: TIME_PART) -> VOID => |c| from_only(c, DateTimeKind::Unspecified),
        (date: DATE_PART, time: TIME_PART, kind: KIND) -> VOID => |c| from_only(c, kind(c, 2)?),
        (year: INT, month: INT, day: INT) -> VOID => |c| from_parts(c, 3, None),
        (year: INT, month: INT, day: INT, calendar: CALENDAR) -> VOID => |c| from_parts(c, 3, None),
        (year: INT, month: INT, day: INT, hour: INT, minute: INT, second: INT, millisecond: INT, calendar: CALENDAR, kind: KIND) -> VOID => |c| from_parts(c, 7, Some(8)),
        (year: INT, month: INT, day: INT, hour: INT, minute: INT, second: INT) -> VOID => |c| from_parts(c, 6, None),
        (year: INT, month: INT, day: INT, hour: INT, minute: INT, second: INT, kind: KIND) -> VOID => |c| from_parts(c, 6, Some(6)),
        (year: INT, month: INT, day: INT, hour: INT, minute: INT, second: INT, calendar: CALENDAR) -> VOID => |c| from_parts(c, 6, None),
        (year: INT, month: INT, day: INT, hour: INT, minute: INT, second: INT, millisecond: INT) -> VOID => |c| from_parts(c, 7, None),
        (year: INT, month: INT, day: INT, hour: INT, minute: INT, second: INT, millisecond: INT, kind: KIND) -> VOID => |c| from_parts(c, 7, Some(7)),
        (year: INT, month: INT, day: INT, hour: INT, minute: INT, second: INT, millisecond: INT, calendar: CALENDAR) -> VOID => |c| from_parts(c, 7, None),
        (year: INT, month: INT, day: INT, hour: INT, minute: INT, second: INT, millisecond: INT, microsecond: INT) -> VOID => |c| from_parts(c, 8, None),
        (year: INT, month: INT, day: INT, hour: INT, minute: INT, second: INT, millisecond: INT, microsecond: INT, kind: KIND) -> VOID => |c| from_parts(c, 8, Some(8)),
        (year: INT, month: INT, day: INT, hour: INT, minute: INT, second: INT, millisecond: INT, microsecond: INT, calendar: CALENDAR) -> VOID => |c| from_parts(c, 8, None),
        (year: INT, month: INT, day: INT, hour: INT, minute: INT, second: INT, millisecond: INT, microsecond: INT, calendar: CALENDAR, kind: KIND) -> VOID => |c| from_parts(c, 8, Some(9))),
    get!("Date", DATE => |c| ok(own(c).date())),
    get!("DateTime", OBJ => shown),
    get!("Day", INT => |c| ok(own(c).day())),
    get!("DayOfWeek", DAY => |c| Ok(Type::Known(&types::DAY_OF_WEEK).enum_from(own(c).day_of_week() as i64))),
    get!("DayOfYear", INT => |c| ok(own(c).day_of_year())),
    get!("Hour", INT => |c| ok(own(c).hour())),
    get!("Kind", KIND => |c| Ok(kind_value(own(c).kind()))),
    get!("Microsecond", INT => |c| ok(own(c).microsecond())),
    get!("Millisecond", INT => |c| ok(own(c).millisecond())),
    get!("Minute", INT => |c| ok(own(c).minute())),
    get!("Month", INT => |c| ok(own(c).month())),
    get!("Nanosecond", INT => |c| ok(own(c).nanosecond())),
    get!("Second", INT => |c| ok(own(c).second())),
    get!("Ticks", LONG => |c| ok(own(c).ticks())),
    get!("TimeOfDay", SPAN => |c| ok(own(c).time_of_day())),
    get!("Year", INT => |c| ok(own(c).year())),
    static_get!("Now", DATE => |c| ok(c.host.now().with_kind(DateTimeKind::Local))),
    static_get!("Today", DATE => |c| ok(c.host.now().with_kind(DateTimeKind::Local).date())),
    static_get!("UtcNow", DATE => |c| ok(c.host.now().with_kind(DateTimeKind::Local).to_universal(&local_zone()))),
    static_get!("MaxValue", DATE => |_| ok(DateTime::MAX)),
    static_get!("MinValue", DATE => |_| ok(DateTime::MIN)),
    static_get!("UnixEpoch", DATE => |_| ok(DateTime::UNIX_EPOCH)),
    method!("Add", (value: SPAN) -> DATE => |c| moved(own(c).add(span(c, 0)), "value")),
    method!("AddDays", (value: DOUBLE) -> DATE => |c| moved(own(c).add_days(c.double(0)), "value")),
    method!("AddHours", (value: DOUBLE) -> DATE => |c| moved(own(c).add_hours(c.double(0)), "value")),
    method!("AddMicroseconds", (value: DOUBLE) -> DATE => |c| moved(own(c).add_microseconds(c.double(0)), "value")),
    method!("AddMilliseconds", (value: DOUBLE) -> DATE => |c| moved(own(c).add_milliseconds(c.double(0)), "value")),
    method!("AddMinutes", (value: DOUBLE) -> DATE => |c| moved(own(c).add_minutes(c.double(0)), "value")),
    method!("AddMonths", (months: INT) -> DATE => |c| moved(own(c).add_months(c.int(0)), "months")),
    method!("AddSeconds", (value: DOUBLE) -> DATE => |c| moved(own(c).add_seconds(c.double(0)), "value")),
    method!("AddTicks", (value: LONG) -> DATE => |c| moved(own(c).add_ticks(c.long(0)), "value")),
    method!("AddYears", (value: INT) -> DATE => |c| moved(own(c).add_years(c.int(0)), "value")),
    method!("CompareTo",
    (value: DATE) -> INT => |c| ok(own(c).ticks().cmp(&arg(c, 0).ticks()) as i32),
    (value: OBJ) -> INT => |c| match c.arg(0).base() {
        Value::Null | Value::Nothing => ok(1),
        Value::DateTime(other) => ok(own(c).ticks().cmp(&other.ticks()) as i32),
        _ => Fault::new(&types::ARGUMENT_EXCEPTION, "Object must be of type DateTime.").raise(),
    }),
    method!("Deconstruct",
    (year: *INT, month: *INT, day: *INT) -> VOID => |c| {
        let (year, month, day) = own(c).date_parts();
        c.assign(0, Value::Int(year))?;
        c.assign(1, Value::Int(month))?;
        c.assign(2, Value::Int(day))?;
        Ok(Value::Nothing)
    }),
    method!("Equals",
        (value: OBJ) -> BOOL => |c| ok(matches!(c.arg(0).base(), Value::DateTime(other) if other.ticks() == own(c).ticks())),
        (value: DATE) -> BOOL => |c| ok(own(c).ticks() == arg(c, 0).ticks())),
    method!("GetDateTimeFormats",
        (format: CHAR, provider: PROVIDER) -> STRS => |c| formats(c, true, 1),
        (format: CHAR) -> STRS => |c| formats(c, true, 1),
        (provider: PROVIDER) -> STRS => |c| formats(c, false, 0),
        () -> STRS => |c| formats(c, false, 0)),
    method!("GetHashCode", () -> INT => |c| ok(super::object::hash(c.this))),
    method!("GetTypeCode", () -> TYPECODE => |_| Ok(Type::Known(&types::TYPE_CODE).enum_from(16))),
    method!("IsDaylightSavingTime", () -> BOOL => |c| ok(own(c).kind() != DateTimeKind::Utc && super::zone::is_daylight(&local_zone(), own(c)))),
    method!("Subtract",
        (value: DATE) -> SPAN => |c| ok(own(c).since(arg(c, 0))),
        (value: SPAN) -> DATE => |c| moved(own(c).subtract(span(c, 0)), "value")),
    method!("ToBinary", () -> LONG => |c| ok(to_binary(own(c)))),
    method!("ToFileTime", () -> LONG => |c| ok(own(c).to_universal(&local_zone()).to_file_time().or_raise()?)),
    method!("ToFileTimeUtc", () -> LONG => |c| {
        let date = own(c);
        let utc = if date.kind() == DateTimeKind::Local { date.to_universal(&local_zone()) } else { date };
        ok(utc.to_file_time().or_raise()?)
    }),
    method!("ToLocalTime", () -> DATE => |c| ok(own(c).to_local(&local_zone()))),
    method!("ToLongDateString", () -> STR => |c| ok(text(own(c), "D", &Culture::current())?)),
    method!("ToLongTimeString", () -> STR => |c| ok(text(own(c), "T", &Culture::current())?)),
    method!("ToOADate", () -> DOUBLE => |c| ok(own(c).to_oa_date())),
    method!("ToShortDateString", () -> STR => |c| ok(text(own(c), "d", &Culture::current())?)),
    method!("ToShortTimeString", () -> STR => |c| ok(text(own(c), "t", &Culture::current())?)),
    method!("ToString",
        (format: STR, provider: PROVIDER) -> STR => |c| to_string(c, Some(0), Some(1)),
        (format: STR) -> STR => |c| to_string(c, Some(0), None),
        () -> STR => |c| to_string(c, None, None),
        (provider: PROVIDER) -> STR => |c| to_string(c, None, Some(0))),
    method!("ToUniversalTime", () -> DATE => |c| ok(own(c).to_universal(&local_zone()))),
    static_method!("Compare", (t1: DATE, t2: DATE) -> INT => |c| ok(arg(c, 0).ticks().cmp(&arg(c, 1).ticks()) as i32)),
    static_method!("DaysInMonth", (year: INT, month: INT) -> INT => |c| ok(date::days_in_month(c.int(0), c.int(1)).or_raise()?)),
    static_method!("Equals", (t1: DATE, t2: DATE) -> BOOL => |c| ok(arg(c, 0).ticks() == arg(c, 1).ticks())),
    static_method!("FromBinary", (dateData: LONG) -> DATE => |c| from_binary(c.long(0))),
    static_method!("FromFileTime", (fileTime: LONG) -> DATE => |c| ok(DateTime::from_file_time(c.long(0)).or_raise()?.to_local(&local_zone()))),
    static_method!("FromFileTimeUtc", (fileTime: LONG) -> DATE => |c| ok(DateTime::from_file_time(c.long(0)).or_raise()?)),
    static_method!("FromOADate", (d: DOUBLE) -> DATE => |c| ok(DateTime::from_oa_date(c.double(0)).or_raise()?)),
    static_method!("IsLeapYear", (year: INT) -> BOOL => |c| ok(date::is_leap_year(c.int(0)).or_raise()?)),
    static_method!("Parse",
        (s: STR) -> DATE => |c| parse(c, None, None),
        (s: STR, provider: PROVIDER) -> DATE => |c| parse(c, Some(1), None),
        (s: STR, provider: PROVIDER, styles: DATE_STYLES) -> DATE => |c| parse(c, Some(1), Some(2))),
    static_method!("ParseExact",
        (s: STR, formats: STRS, provider: PROVIDER, style: DATE_STYLES) -> DATE => |c| exact(c, 3),
        (s: STR, format: STR, provider: PROVIDER, style: DATE_STYLES) -> DATE => |c| exact(c, 3),
        (s: STR, format: STR, provider: PROVIDER) -> DATE => |c| exact(c, 3)),
    static_method!("SpecifyKind", (value: DATE, kind: KIND) -> DATE => |c| ok(arg(c, 0).with_kind(kind(c, 1)?))),
    static_method!("TryParse",
        (s: STR, result: *DATE) -> BOOL => |c| try_parse(c, None, None, 1),
        (s: STR, provider: PROVIDER, styles: DATE_STYLES, result: *DATE) -> BOOL => |c| try_parse(c, Some(1), Some(2), 3),
        (s: STR, provider: PROVIDER, result: *DATE) -> BOOL => |c| try_parse(c, Some(1), None, 2)),
    static_method!("TryParseExact",
        (s: STR, format: STR, provider: PROVIDER, style: DATE_STYLES, result: *DATE) -> BOOL => try_exact,
        (s: STR, formats: STRS, provider: PROVIDER, style: DATE_STYLES, result: *DATE) -> BOOL => try_exact),
];

/// The date in words, as it is displayed: a `DisplayHint` on the object may ask for one half of it only.
fn shown(c: &mut Call<'_>) -> Result<Value> {
    let hint = match c.this {
        Value::Extended(extended) => extended.members.get("DisplayHint"),
        _ => None,
    };
    let hint = match hint.as_ref().map(Value::base) {
        Some(Value::Enum(hint)) => hint.bits,
        Some(Value::Str(hint)) if hint.eq_ignore_ascii_case("Date") => 0,
        Some(Value::Str(hint)) if hint.eq_ignore_ascii_case("Time") => 1,
        _ => 2,
    };
    let half = |format: &str| text(own(c), format, &Culture::current());
    match hint {
        0 => ok(half("D")?),
        1 => ok(half("T")?),
        _ => ok(format!("{} {}", half("D")?, half("T")?)),
    }
}

fn own(c: &Call<'_>) -> DateTime {
    match c.this.base() {
        Value::DateTime(date) => *date,
        _ => DateTime::MIN,
    }
}

/// A `DateTime` argument.
pub(super) fn arg(c: &Call<'_>, n: usize) -> DateTime {
    match c.arg(n).base() {
        Value::DateTime(date) => *date,
        _ => DateTime::MIN,
    }
}

/// A `TimeSpan` argument.
pub(super) fn span(c: &Call<'_>, n: usize) -> TimeSpan {
    match c.arg(n).base() {
        Value::TimeSpan(span) => *span,
        _ => TimeSpan::ZERO,
    }
}

/// A `DayOfWeek` by its number.
pub(super) fn day_of_week(number: i64) -> DayOfWeek {
    DayOfWeek::ALL[number.rem_euclid(7) as usize]
}

/// A `DateTimeKind` argument.
fn kind(c: &Call<'_>, n: usize) -> Result<DateTimeKind> {
    Ok(match c.long(n) {
        0 => DateTimeKind::Unspecified,
        1 => DateTimeKind::Utc,
        2 => DateTimeKind::Local,
        _ => return argument("Invalid DateTimeKind value.", "kind").raise(),
    })
}

fn kind_value(kind: DateTimeKind) -> Value {
    let bits = match kind {
        DateTimeKind::Unspecified => 0,
        DateTimeKind::Utc => 1,
        DateTimeKind::Local => 2,
    };
    Type::Known(&types::DATE_TIME_KIND).enum_from(bits)
}

/// A moved date; .NET names the parameter of a move that leaves the calendar.
fn moved(
    date: std::result::Result<DateTime, date::DateError>,
    name: &'static str,
) -> Result<Value> {
    match date {
        Err(date::DateError::OutOfRange(message, "")) => out_of_range(name, message).raise(),
        other => ok(other.or_raise()?),
    }
}

fn from_only(c: &mut Call<'_>, kind: DateTimeKind) -> Result<Value> {
    ok(date_only::date(c, 0)
        .to_date_time(date_only::time(c, 1))
        .with_kind(kind))
}

/// The first `count` arguments are year, month, day and so on.
fn from_parts(c: &mut Call<'_>, count: usize, kind_at: Option<usize>) -> Result<Value> {
    let part = |n: usize| if n < count { c.int(n) } else { 0 };
    let mut date =
        DateTime::from_parts(part(0), part(1), part(2), part(3), part(4), part(5)).or_raise()?;
    if count > 6 {
        date = date.with_millisecond(part(6)).or_raise()?;
    }
    if count > 7 {
        if !(0..1000).contains(&part(7)) {
            return out_of_range(
                "microsecond",
                "Valid values are between 0 and 999, inclusive.",
            )
            .raise();
        }
        date = date.add_ticks(i64::from(part(7)) * 10).or_raise()?;
    }
    match kind_at {
        Some(at) => ok(date.with_kind(kind(c, at)?)),
        None => ok(date),
    }
}

/// `DateTime.ToString(spec, culture)`
pub fn text(date: DateTime, spec: &str, culture: &Culture) -> Result<String> {
    date::format_date_time(date, spec, culture.dates(), &local_zone()).or_raise()
}

/// The format letters that `GetDateTimeFormats` goes through, each with the variants of its pattern.
const LETTERS: &str = "dDfFgGmMoOrRstTuUyY";

fn formats(c: &mut Call<'_>, one: bool, provider: usize) -> Result<Value> {
    let culture = cultures::of(c.arg(provider));
    let letters = if one {
        super::units::text_of_units(&[c.unit(0)]).to_string()
    } else {
        LETTERS.to_string()
    };
    let mut texts: Vec<Str> = Vec::new();
    for letter in letters.chars() {
        texts.push(text(own(c), &letter.to_string(), &culture)?.into());
    }
    Ok(strings(texts))
}

const LOCAL_MASK: i64 = i64::MIN;
const UTC_MASK: i64 = 1 << 62;

fn to_binary(date: DateTime) -> i64 {
    match date.kind() {
        DateTimeKind::Unspecified => date.ticks(),
        DateTimeKind::Utc => date.ticks() | UTC_MASK,
        DateTimeKind::Local => {
            (date.ticks() - local_zone().offset_at_local(date.ticks())) & (UTC_MASK - 1)
                | LOCAL_MASK
        }
    }
}

fn from_binary(data: i64) -> Result<Value> {
    let ticks = data & (UTC_MASK - 1);
    let date = |kind| -> Result<DateTime> {
        DateTime::from_ticks(ticks, kind).map_err(|_| bad_binary().into())
    };
    if data & LOCAL_MASK != 0 {
        return ok(date(DateTimeKind::Utc)?.to_local(&local_zone()));
    }
    ok(date(if data & UTC_MASK != 0 {
        DateTimeKind::Utc
    } else {
        DateTimeKind::Unspecified
    })?)
}

fn bad_binary() -> Fault {
    argument(
        "The binary data must result in a DateTime with ticks between DateTime.MinValue.Ticks and DateTime.MaxValue.Ticks.",
        "dateData",
    )
}

/// `DateTime.Parse` with the session's clock for what the text leaves out.
pub fn parse_text(host: &mut dyn Host, text: &str, provider: &Value, styles: u32) -> Result<Value> {
    let culture = cultures::of(provider);
    let now = host.now();
    ok(date::parse(
        text,
        culture.dates(),
        DateTimeStyles(styles),
        now,
        &local_zone(),
    )
    .or_raise()?)
}

/// A `DateTimeStyles` argument; contradictory ones are refused.
pub(super) fn styles(c: &Call<'_>, n: Option<usize>, name: &str) -> Result<DateTimeStyles> {
    let bits = n.map_or(0, |n| c.long(n)) as u32;
    if bits & !0xff != 0 {
        return argument("An undefined DateTimeStyles value is being used.", name).raise();
    }
    let styles = DateTimeStyles(bits);
    if styles.has(DateTimeStyles::ASSUME_LOCAL) && styles.has(DateTimeStyles::ASSUME_UNIVERSAL) {
        return argument(
            "The DateTimeStyles values AssumeLocal and AssumeUniversal cannot be used together.",
            name,
        )
        .raise();
    }
    const CONFLICTS: u32 = 16 | 32 | 64;
    if styles.has(DateTimeStyles::ROUNDTRIP_KIND) && bits & CONFLICTS != 0 {
        let message = "The DateTimeStyles value RoundtripKind cannot be used with the values AssumeLocal, AssumeUniversal or AdjustToUniversal.";
        return argument(message, name).raise();
    }
    Ok(styles)
}

fn parse(c: &mut Call<'_>, provider: Option<usize>, at: Option<usize>) -> Result<Value> {
    let text = c.text_of(0, "s")?;
    let styles = styles(c, at, "styles")?;
    let provider = provider.map_or(Value::Null, |n| c.arg(n).clone());
    parse_text(c.host, &text, &provider, styles.0)
}

/// The formats of a `ParseExact`: a string, or an array of strings.
pub(super) fn exact_formats(c: &Call<'_>, name: &str) -> Result<Vec<Str>> {
    match c.arg(1).base() {
        Value::Str(text) => Ok(vec![text.clone()]),
        Value::Null => argument_null(name).raise(),
        _ => Ok(c.texts(1)),
    }
}

fn exact(c: &mut Call<'_>, style: usize) -> Result<Value> {
    let text = c.text_of(0, "s")?;
    let formats = exact_formats(c, "format")?;
    let formats: Vec<&str> = formats.iter().map(|format| &**format).collect();
    let styles = styles(c, Some(style), "style")?;
    let culture = cultures::of(c.arg(2));
    let now = c.host.now();
    ok(
        date::parse_exact(&text, &formats, culture.dates(), styles, now, &local_zone())
            .or_raise()?,
    )
}

fn try_parse(
    c: &mut Call<'_>,
    provider: Option<usize>,
    at: Option<usize>,
    result: usize,
) -> Result<Value> {
    let styles = styles(c, at, "styles")?;
    let provider = provider.map_or(Value::Null, |n| c.arg(n).clone());
    let text = c.text(0);
    let read = parse_text(c.host, &text, &provider, styles.0).ok();
    let found = read.is_some();
    c.assign(result, read.unwrap_or(Value::DateTime(DateTime::MIN)))?;
    ok(found)
}

fn try_exact(c: &mut Call<'_>) -> Result<Value> {
    styles(c, Some(3), "style")?;
    let read = exact(c, 3).ok();
    let found = read.is_some();
    c.assign(4, read.unwrap_or(Value::DateTime(DateTime::MIN)))?;
    ok(found)
}

/// A `DateTimeOffset` of a moment, for the files beside this one.
pub(super) fn offset_value(value: date::DateTimeOffset) -> Value {
    date_offset::value(Offset(value))
}
