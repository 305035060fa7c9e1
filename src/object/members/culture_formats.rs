//! `NumberFormatInfo`, `DateTimeFormatInfo` and the calendar.

use super::args::*;
use super::cultures::{Culture, Dates, Numbers, ints};
use super::failure::OrRaise;
use super::table::*;
use crate::date::{self, DateTimeFormatInfo};
use crate::number::NumberFormatInfo;
use crate::types::{self, Call, Member, Type, TypeInfo};
use crate::{Native, Result, Value};
use std::cell::RefCell;

macro_rules! number_text {
    ($name:literal, $field:ident) => {
        property!($name, STR => |c| ok(numbers(c, |info| info.$field.clone())), |c| {
            let value = c.text(0).to_string();
            set_number(c, |info| info.$field = value)
        })
    };
}

macro_rules! number_int {
    ($name:literal, $field:ident) => {
        property!($name, INT => |c| ok(numbers(c, |info| info.$field)), |c| {
            let value = c.int(0);
            set_number(c, |info| info.$field = value)
        })
    };
}

macro_rules! number_ints {
    ($name:literal, $field:ident) => {
        property!($name, INTS => |c| Ok(ints(numbers(c, |info| info.$field.clone()))), |c| {
            let value: Vec<i32> = c.items(0).iter().filter_map(Value::as_integer).map(|n| n as i32).collect();
            set_number(c, |info| info.$field = value)
        })
    };
}

/// Members of `NumberFormatInfo`.
pub static NUMBERS: &[Member] = &[
    constructors!(() -> VOID => |_| Ok(Value::native(Numbers(RefCell::new(NumberFormatInfo::invariant()))))),
    number_int!("CurrencyDecimalDigits", currency_decimal_digits),
    number_text!("CurrencyDecimalSeparator", currency_decimal_separator),
    number_text!("CurrencyGroupSeparator", currency_group_separator),
    number_ints!("CurrencyGroupSizes", currency_group_sizes),
    number_int!("CurrencyNegativePattern", currency_negative_pattern),
    number_int!("CurrencyPositivePattern", currency_positive_pattern),
    number_text!("CurrencySymbol", currency_symbol),
    get!("IsReadOnly", BOOL => |_| ok(false)),
    number_text!("NaNSymbol", nan_symbol),
    number_text!("NegativeInfinitySymbol", negative_infinity_symbol),
    number_text!("NegativeSign", negative_sign),
    number_int!("NumberDecimalDigits", number_decimal_digits),
    number_text!("NumberDecimalSeparator", number_decimal_separator),
    number_text!("NumberGroupSeparator", number_group_separator),
    number_ints!("NumberGroupSizes", number_group_sizes),
    number_int!("NumberNegativePattern", number_negative_pattern),
    number_int!("PercentDecimalDigits", percent_decimal_digits),
    number_text!("PercentDecimalSeparator", percent_decimal_separator),
    number_text!("PercentGroupSeparator", percent_group_separator),
    number_ints!("PercentGroupSizes", percent_group_sizes),
    number_int!("PercentNegativePattern", percent_negative_pattern),
    number_int!("PercentPositivePattern", percent_positive_pattern),
    number_text!("PercentSymbol", percent_symbol),
    number_text!("PerMilleSymbol", per_mille_symbol),
    number_text!("PositiveInfinitySymbol", positive_infinity_symbol),
    number_text!("PositiveSign", positive_sign),
    method!("Clone", () -> OBJ => |c| Ok(Value::native(Numbers(RefCell::new(numbers(c, NumberFormatInfo::clone)))))),
    static_get!("CurrentInfo", OBJ => |_| Ok(Value::native(Numbers(RefCell::new(Culture::current().numbers().clone()))))),
    static_get!("InvariantInfo", OBJ => |_| Ok(Value::native(Numbers(RefCell::new(NumberFormatInfo::invariant()))))),
    static_method!("GetInstance", (formatProvider: PROVIDER) -> OBJ => |c| {
        Ok(Value::native(Numbers(RefCell::new(super::cultures::of(c.arg(0)).numbers().clone()))))
    }),
];

fn numbers<T>(c: &Call<'_>, read: impl FnOnce(&NumberFormatInfo) -> T) -> T {
    match c.this.as_native::<Numbers>() {
        Some(Numbers(info)) => read(&info.borrow()),
        None => read(NumberFormatInfo::invariant_ref()),
    }
}

fn set_number(c: &mut Call<'_>, set: impl FnOnce(&mut NumberFormatInfo)) -> Result<Value> {
    if let Some(Numbers(info)) = c.this.as_native::<Numbers>() {
        set(&mut info.borrow_mut());
    }
    Ok(Value::Nothing)
}

macro_rules! date_text {
    ($name:literal, $field:ident) => {
        property!($name, STR => |c| ok(dates(c, |info| info.$field.clone())), |c| {
            let value = c.text(0).to_string();
            set_date(c, |info| info.$field = value)
        })
    };
}

macro_rules! date_names {
    ($name:literal, $field:ident $(, $extra:literal)?) => {
        property!($name, STRS => |c| Ok(strings(dates(c, |info| info.$field.clone()).into_iter() $(.chain([String::from($extra)]))?)), |c| {
            let names = c.texts(0);
            set_date(c, |info| {
                for (slot, name) in info.$field.iter_mut().zip(names) {
                    *slot = name.to_string();
                }
            })
        })
    };
}

/// Members of `DateTimeFormatInfo`.
pub static DATES: &[Member] = &[
    constructors!(() -> VOID => |_| Ok(Value::native(Dates(RefCell::new(DateTimeFormatInfo::invariant()))))),
    date_names!("AbbreviatedDayNames", abbreviated_day_names),
    date_names!("AbbreviatedMonthNames", abbreviated_month_names, ""),
    date_text!("AMDesignator", am_designator),
    get!("Calendar", OBJ => |_| Ok(calendar())),
    get!("CalendarWeekRule", OBJ => |_| Ok(Type::Known(&CALENDAR_WEEK_RULE).enum_from(0))),
    date_text!("DateSeparator", date_separator),
    date_names!("DayNames", day_names),
    get!("FirstDayOfWeek", OBJ => |c| Ok(Type::Known(&types::DAY_OF_WEEK).enum_from(dates(c, |info| info.first_day_of_week as i64)))),
    date_text!("FullDateTimePattern", full_date_time_pattern),
    get!("IsReadOnly", BOOL => |_| ok(false)),
    date_text!("LongDatePattern", long_date_pattern),
    date_text!("LongTimePattern", long_time_pattern),
    date_text!("MonthDayPattern", month_day_pattern),
    date_names!("MonthGenitiveNames", month_names, ""),
    date_names!("MonthNames", month_names, ""),
    get!("NativeCalendarName", STR => |_| ok("Gregorian Calendar")),
    date_text!("PMDesignator", pm_designator),
    get!("RFC1123Pattern", STR => |_| ok("ddd, dd MMM yyyy HH':'mm':'ss 'GMT'")),
    date_text!("ShortDatePattern", short_date_pattern),
    date_names!("ShortestDayNames", shortest_day_names),
    date_text!("ShortTimePattern", short_time_pattern),
    get!("SortableDateTimePattern", STR => |_| ok("yyyy'-'MM'-'dd'T'HH':'mm':'ss")),
    date_text!("TimeSeparator", time_separator),
    get!("UniversalSortableDateTimePattern", STR => |_| ok("yyyy'-'MM'-'dd HH':'mm':'ss'Z'")),
    date_text!("YearMonthPattern", year_month_pattern),
    method!("Clone", () -> OBJ => |c| Ok(Value::native(Dates(RefCell::new(dates(c, DateTimeFormatInfo::clone)))))),
    method!("GetAbbreviatedDayName", (dayofweek: OBJ) -> STR => |c| day_name(c, |info, day| info.abbreviated_day_names.get(day).cloned())),
    method!("GetAbbreviatedMonthName", (month: INT) -> STR => |c| month_name(c, |info, month| info.abbreviated_month_names.get(month).cloned())),
    method!("GetDayName", (dayofweek: OBJ) -> STR => |c| day_name(c, |info, day| info.day_names.get(day).cloned())),
    method!("GetMonthName", (month: INT) -> STR => |c| month_name(c, |info, month| info.month_names.get(month).cloned())),
    method!("GetShortestDayName", (dayOfWeek: OBJ) -> STR => |c| day_name(c, |info, day| info.shortest_day_names.get(day).cloned())),
    static_get!("CurrentInfo", OBJ => |_| Ok(Value::native(Dates(RefCell::new(Culture::current().dates().clone()))))),
    static_get!("InvariantInfo", OBJ => |_| Ok(Value::native(Dates(RefCell::new(DateTimeFormatInfo::invariant()))))),
    static_method!("GetInstance", (provider: PROVIDER) -> OBJ => |c| {
        Ok(Value::native(Dates(RefCell::new(super::cultures::of(c.arg(0)).dates().clone()))))
    }),
];

fn dates<T>(c: &Call<'_>, read: impl FnOnce(&DateTimeFormatInfo) -> T) -> T {
    match c.this.as_native::<Dates>() {
        Some(Dates(info)) => read(&info.borrow()),
        None => read(DateTimeFormatInfo::invariant_ref()),
    }
}

fn set_date(c: &mut Call<'_>, set: impl FnOnce(&mut DateTimeFormatInfo)) -> Result<Value> {
    if let Some(Dates(info)) = c.this.as_native::<Dates>() {
        set(&mut info.borrow_mut());
    }
    Ok(Value::Nothing)
}

fn day_name(
    c: &mut Call<'_>,
    name: fn(&DateTimeFormatInfo, usize) -> Option<String>,
) -> Result<Value> {
    let days = Type::Known(&types::DAY_OF_WEEK);
    let given = c.arg(0).clone();
    let day = crate::convert::to(c.host, &given, &days)?;
    let Value::Enum(day) = day.base() else {
        return Ok(Value::Null);
    };
    match dates(c, |info| name(info, day.bits as usize)) {
        Some(name) => ok(name),
        None => out_of_range(
            "dayofweek",
            "Valid values are between Sunday and Saturday, inclusive.",
        )
        .raise(),
    }
}

fn month_name(
    c: &mut Call<'_>,
    name: fn(&DateTimeFormatInfo, usize) -> Option<String>,
) -> Result<Value> {
    let month = c.int(0);
    if month == 13 {
        return ok("");
    }
    match usize::try_from(month - 1)
        .ok()
        .and_then(|month| dates(c, |info| name(info, month)))
    {
        Some(name) => ok(name),
        None => out_of_range("month", "Valid values are between 1 and 13, inclusive.").raise(),
    }
}

/// `CalendarWeekRule`
pub static CALENDAR_WEEK_RULE: TypeInfo = TypeInfo::enumeration(
    "System.Globalization.CalendarWeekRule",
    &[
        ("FirstDay", 0),
        ("FirstFullWeek", 1),
        ("FirstFourDayWeek", 2),
    ],
);

/// The Gregorian calendar.
struct Gregorian;

impl Native for Gregorian {
    fn get_type(&self) -> Type {
        Type::Known(&super::cultures::CALENDAR)
    }
}

/// A calendar.
pub fn calendar() -> Value {
    Value::native(Gregorian)
}

fn date_of(c: &Call<'_>, n: usize) -> date::DateTime {
    match c.arg(n).base() {
        Value::DateTime(date) => *date,
        _ => date::DateTime::MIN,
    }
}

const RULE: types::Sig = types::Sig::One(&CALENDAR_WEEK_RULE);
const DAY: types::Sig = types::Sig::One(&types::DAY_OF_WEEK);

/// Members of the calendar.
pub static CALENDAR: &[Member] = &[
    constructors!(() -> VOID => |_| Ok(calendar())),
    method!("GetWeekOfYear", (time: DATE, rule: RULE, firstDayOfWeek: DAY) -> INT => |c| {
        let rule = match c.long(1) {
            1 => date::CalendarWeekRule::FirstFullWeek,
            2 => date::CalendarWeekRule::FirstFourDayWeek,
            _ => date::CalendarWeekRule::FirstDay,
        };
        ok(date::week_of_year(date_of(c, 0), rule, super::date::day_of_week(c.long(2))))
    }),
    method!("GetDaysInMonth", (year: INT, month: INT) -> INT => |c| ok(date::days_in_month(c.int(0), c.int(1)).or_raise()?)),
    method!("GetDaysInYear", (year: INT) -> INT => |c| ok(if date::is_leap_year(c.int(0)).or_raise()? { 366 } else { 365 })),
    method!("IsLeapYear", (year: INT) -> BOOL => |c| ok(date::is_leap_year(c.int(0)).or_raise()?)),
    method!("GetYear", (time: DATE) -> INT => |c| ok(date_of(c, 0).year())),
    method!("GetMonth", (time: DATE) -> INT => |c| ok(date_of(c, 0).month())),
    method!("GetDayOfMonth", (time: DATE) -> INT => |c| ok(date_of(c, 0).day())),
    method!("GetDayOfYear", (time: DATE) -> INT => |c| ok(date_of(c, 0).day_of_year())),
    method!("AddMonths", (time: DATE, months: INT) -> DATE => |c| ok(date_of(c, 0).add_months(c.int(1)).or_raise()?)),
    method!("AddDays", (time: DATE, days: INT) -> DATE => |c| ok(date_of(c, 0).add_days(f64::from(c.int(1))).or_raise()?)),
];

/// `ISOWeek`
pub static ISO_WEEK: TypeInfo = TypeInfo::statics("System.Globalization.ISOWeek", || ISO);

static ISO: &[Member] = &[
    static_method!("GetWeekOfYear", (date: DATE) -> INT => |c| ok(date::iso_week(date_of(c, 0)).1)),
    static_method!("GetYear", (date: DATE) -> INT => |c| ok(date::iso_week(date_of(c, 0)).0)),
    static_method!("GetWeeksInYear", (year: INT) -> INT => |c| ok(date::iso_weeks_in_year(c.int(0)))),
];
