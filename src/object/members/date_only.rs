//! `[DateOnly]` and `[TimeOnly]`.

use super::args::*;
use super::cultures::{self, Culture};
use super::date::{arg as date_arg, exact_formats, local_zone, span};
use super::failure::OrRaise;
use super::format::to_string;
use super::table::*;
use crate::date::{self, DateOnly, DateTime, DateTimeStyles, TimeOnly};
use crate::types::{self, Call, Member, Sig, Type, TypeInfo};
use crate::{Native, Result, Str, Value};

/// A `DateOnly` as a value.
pub struct Day(pub DateOnly);
/// A `TimeOnly` as a value.
pub struct Time(pub TimeOnly);

/// `DateOnly`
pub static DATE_ONLY: TypeInfo =
    TypeInfo::value("System.DateOnly", || Value::native(Day(first_day())))
        .implements(&[
            &types::ICOMPARABLE,
            &types::IFORMATTABLE,
            &types::ICOMPARABLE_T,
            &types::IEQUATABLE_T,
        ])
        .members(|| DATE_MEMBERS);
/// `TimeOnly`
pub static TIME_ONLY: TypeInfo =
    TypeInfo::value("System.TimeOnly", || Value::native(Time(TimeOnly::MIN)))
        .implements(&[
            &types::ICOMPARABLE,
            &types::IFORMATTABLE,
            &types::ICOMPARABLE_T,
            &types::IEQUATABLE_T,
        ])
        .members(|| TIME_MEMBERS);

impl Native for Day {
    fn get_type(&self) -> Type {
        Type::Known(&DATE_ONLY)
    }
    fn to_text(&self) -> Str {
        self.text("", &Culture::invariant())
            .unwrap_or_default()
            .into()
    }
    fn equals(&self, other: &Value) -> bool {
        other
            .as_native::<Day>()
            .is_some_and(|other| other.0 == self.0)
    }
}

impl Native for Time {
    fn get_type(&self) -> Type {
        Type::Known(&TIME_ONLY)
    }
    fn to_text(&self) -> Str {
        self.text("", &Culture::invariant())
            .unwrap_or_default()
            .into()
    }
    fn equals(&self, other: &Value) -> bool {
        other
            .as_native::<Time>()
            .is_some_and(|other| other.0 == self.0)
    }
}

impl Day {
    /// `ToString(spec, culture)`
    pub fn text(&self, spec: &str, culture: &Culture) -> Result<String> {
        date::format_date_only(self.0, spec, culture.dates()).or_raise()
    }
}

impl Time {
    /// `ToString(spec, culture)`
    pub fn text(&self, spec: &str, culture: &Culture) -> Result<String> {
        date::format_time_only(self.0, spec, culture.dates()).or_raise()
    }
}

fn first_day() -> DateOnly {
    DateOnly::from_date_time(DateTime::MIN)
}

/// A `DateOnly` argument.
pub(super) fn date(c: &Call<'_>, n: usize) -> DateOnly {
    c.arg(n)
        .as_native::<Day>()
        .map_or_else(first_day, |day| day.0)
}

/// A `TimeOnly` argument.
pub(super) fn time(c: &Call<'_>, n: usize) -> TimeOnly {
    c.arg(n)
        .as_native::<Time>()
        .map_or(TimeOnly::MIN, |time| time.0)
}

fn day(c: &Call<'_>) -> DateOnly {
    c.this
        .as_native::<Day>()
        .map_or_else(first_day, |day| day.0)
}

fn clock(c: &Call<'_>) -> TimeOnly {
    c.this
        .as_native::<Time>()
        .map_or(TimeOnly::MIN, |time| time.0)
}

fn give_day(day: std::result::Result<DateOnly, date::DateError>) -> Result<Value> {
    Ok(Value::native(Day(day.or_raise()?)))
}

fn give_time(time: std::result::Result<TimeOnly, date::DateError>) -> Result<Value> {
    Ok(Value::native(Time(time.or_raise()?)))
}

/// A date and time read for its parts; a mere time counts from the first day.
fn read(c: &mut Call<'_>, exact: bool, provider: usize) -> Result<DateTime> {
    let text = c.text_of(0, "s")?;
    let culture = cultures::of(c.arg(provider));
    let now = c.host.now();
    if exact {
        let formats = exact_formats(c, "format")?;
        let formats: Vec<&str> = formats.iter().map(|format| &**format).collect();
        return date::parse_exact(
            &text,
            &formats,
            culture.dates(),
            DateTimeStyles::NO_CURRENT_DATE_DEFAULT,
            now,
            &local_zone(),
        )
        .or_raise();
    }
    date::parse(
        &text,
        culture.dates(),
        DateTimeStyles::NONE,
        now,
        &local_zone(),
    )
    .or_raise()
}

const DAY: Sig = Sig::One(&types::DAY_OF_WEEK);
const DATE_PART: Sig = Sig::One(&DATE_ONLY);
const TIME_PART: Sig = Sig::One(&TIME_ONLY);

static DATE_MEMBERS: &[Member] = &[
    constructors!((year: INT, month: INT, day: INT) -> VOID => |c| give_day(DateOnly::new(c.int(0), c.int(1), c.int(2)))),
    get!("Day", INT => |c| ok(day(c).midnight().day())),
    get!("DayNumber", INT => |c| ok(day(c).day_number())),
    get!("DayOfWeek", DAY => |c| Ok(Type::Known(&types::DAY_OF_WEEK).enum_from(day(c).day_of_week() as i64))),
    get!("DayOfYear", INT => |c| ok(day(c).midnight().day_of_year())),
    get!("Month", INT => |c| ok(day(c).midnight().month())),
    get!("Year", INT => |c| ok(day(c).midnight().year())),
    static_get!("MaxValue", DATE_PART => |_| Ok(Value::native(Day(DateOnly::from_date_time(DateTime::MAX))))),
    static_get!("MinValue", DATE_PART => |_| Ok(Value::native(Day(first_day())))),
    method!("AddDays", (value: INT) -> DATE_PART => |c| give_day(day(c).add_days(c.int(0)))),
    method!("AddMonths", (value: INT) -> DATE_PART => |c| give_day(day(c).add_months(c.int(0)))),
    method!("AddYears", (value: INT) -> DATE_PART => |c| give_day(day(c).add_years(c.int(0)))),
    method!("CompareTo", (value: DATE_PART) -> INT => |c| ok(day(c).day_number().cmp(&date(c, 0).day_number()) as i32)),
    method!("Equals", (value: OBJ) -> BOOL => |c| ok(c.arg(0).as_native::<Day>().is_some_and(|other| other.0 == day(c)))),
    method!("GetHashCode", () -> INT => |c| ok(day(c).day_number())),
    method!("ToDateTime", (time: TIME_PART) -> DATE => |c| ok(day(c).to_date_time(time(c, 0)))),
    method!("ToLongDateString", () -> STR => |c| ok(Day(day(c)).text("D", &Culture::current())?)),
    method!("ToShortDateString", () -> STR => |c| ok(Day(day(c)).text("d", &Culture::current())?)),
    method!("ToString",
        () -> STR => |c| to_string(c, None, None),
        (format: STR) -> STR => |c| to_string(c, Some(0), None),
        (provider: PROVIDER) -> STR => |c| to_string(c, None, Some(0)),
        (format: STR, provider: PROVIDER) -> STR => |c| to_string(c, Some(0), Some(1))),
    static_method!("FromDateTime", (dateTime: DATE) -> DATE_PART => |c| Ok(Value::native(Day(DateOnly::from_date_time(date_arg(c, 0)))))),
    static_method!("FromDayNumber", (dayNumber: INT) -> DATE_PART => |c| give_day(DateOnly::from_day_number(c.int(0)))),
    static_method!("Parse",
        (s: STR) -> DATE_PART => |c| Ok(Value::native(Day(DateOnly::from_date_time(read(c, false, 1)?)))),
        (s: STR, provider: PROVIDER) -> DATE_PART => |c| Ok(Value::native(Day(DateOnly::from_date_time(read(c, false, 1)?))))),
    static_method!("ParseExact",
        (s: STR, format: STR) -> DATE_PART => |c| Ok(Value::native(Day(DateOnly::from_date_time(read(c, true, 2)?)))),
        (s: STR, format: STR, provider: PROVIDER) -> DATE_PART => |c| Ok(Value::native(Day(DateOnly::from_date_time(read(c, true, 2)?))))),
    static_method!("TryParse", (s: STR, result: *DATE_PART) -> BOOL => |c| {
        let found = read(c, false, 9).ok().map(DateOnly::from_date_time);
        c.assign(1, Value::native(Day(found.unwrap_or_else(first_day))))?;
        ok(found.is_some())
    }),
];

static TIME_MEMBERS: &[Member] = &[
    constructors!(
        (hour: INT, minute: INT) -> VOID => |c| give_time(TimeOnly::new(c.int(0), c.int(1), 0)),
        (hour: INT, minute: INT, second: INT) -> VOID => |c| give_time(TimeOnly::new(c.int(0), c.int(1), c.int(2))),
        (ticks: LONG) -> VOID => |c| give_time(TimeOnly::from_ticks(c.long(0)))),
    get!("Hour", INT => |c| ok(clock(c).on_first_day().hour())),
    get!("Minute", INT => |c| ok(clock(c).on_first_day().minute())),
    get!("Second", INT => |c| ok(clock(c).on_first_day().second())),
    get!("Millisecond", INT => |c| ok(clock(c).on_first_day().millisecond())),
    get!("Microsecond", INT => |c| ok(clock(c).on_first_day().microsecond())),
    get!("Nanosecond", INT => |c| ok(clock(c).on_first_day().nanosecond())),
    get!("Ticks", LONG => |c| ok(clock(c).ticks())),
    static_get!("MaxValue", TIME_PART => |_| Ok(Value::native(Time(TimeOnly::MAX)))),
    static_get!("MinValue", TIME_PART => |_| Ok(Value::native(Time(TimeOnly::MIN)))),
    method!("Add", (value: SPAN) -> TIME_PART => |c| Ok(Value::native(Time(clock(c).add(span(c, 0)))))),
    method!("AddHours", (value: DOUBLE) -> TIME_PART => |c| Ok(Value::native(Time(clock(c).add(date::TimeSpan::from_hours(c.double(0)).or_raise()?))))),
    method!("AddMinutes", (value: DOUBLE) -> TIME_PART => |c| Ok(Value::native(Time(clock(c).add(date::TimeSpan::from_minutes(c.double(0)).or_raise()?))))),
    method!("CompareTo", (value: TIME_PART) -> INT => |c| ok(clock(c).ticks().cmp(&time(c, 0).ticks()) as i32)),
    method!("Equals", (value: OBJ) -> BOOL => |c| ok(c.arg(0).as_native::<Time>().is_some_and(|other| other.0 == clock(c)))),
    method!("GetHashCode", () -> INT => |c| ok(super::object::hash(&Value::Long(clock(c).ticks())))),
    method!("IsBetween", (start: TIME_PART, end: TIME_PART) -> BOOL => |c| {
        let (start, end, at) = (time(c, 0).ticks(), time(c, 1).ticks(), clock(c).ticks());
        ok(if start <= end { start <= at && at < end } else { at >= start || at < end })
    }),
    method!("ToLongTimeString", () -> STR => |c| ok(Time(clock(c)).text("T", &Culture::current())?)),
    method!("ToShortTimeString", () -> STR => |c| ok(Time(clock(c)).text("t", &Culture::current())?)),
    method!("ToString",
        () -> STR => |c| to_string(c, None, None),
        (format: STR) -> STR => |c| to_string(c, Some(0), None),
        (provider: PROVIDER) -> STR => |c| to_string(c, None, Some(0)),
        (format: STR, provider: PROVIDER) -> STR => |c| to_string(c, Some(0), Some(1))),
    method!("ToTimeSpan", () -> SPAN => |c| ok(clock(c).to_time_span())),
    static_method!("FromDateTime", (dateTime: DATE) -> TIME_PART => |c| Ok(Value::native(Time(TimeOnly::from_date_time(date_arg(c, 0)))))),
    static_method!("FromTimeSpan", (timeSpan: SPAN) -> TIME_PART => |c| give_time(TimeOnly::from_ticks(span(c, 0).ticks()))),
    static_method!("Parse",
        (s: STR) -> TIME_PART => |c| Ok(Value::native(Time(TimeOnly::from_date_time(read(c, false, 1)?)))),
        (s: STR, provider: PROVIDER) -> TIME_PART => |c| Ok(Value::native(Time(TimeOnly::from_date_time(read(c, false, 1)?))))),
    static_method!("ParseExact",
        (s: STR, format: STR) -> TIME_PART => |c| Ok(Value::native(Time(TimeOnly::from_date_time(read(c, true, 2)?)))),
        (s: STR, format: STR, provider: PROVIDER) -> TIME_PART => |c| Ok(Value::native(Time(TimeOnly::from_date_time(read(c, true, 2)?))))),
];
