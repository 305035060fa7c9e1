//! What a culture contributes to the text of dates (`DateTimeFormatInfo`).

use super::DayOfWeek;
use super::words::{DAYS, MONTHS};

/// The patterns, separators and names of a culture, named as in .NET. Every field may be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are .NET's own")]
pub struct DateTimeFormatInfo {
    pub short_date_pattern: String,
    pub long_date_pattern: String,
    pub short_time_pattern: String,
    pub long_time_pattern: String,
    pub month_day_pattern: String,
    pub year_month_pattern: String,
    pub full_date_time_pattern: String,
    pub date_separator: String,
    pub time_separator: String,
    pub am_designator: String,
    pub pm_designator: String,
    pub day_names: [String; 7],
    pub abbreviated_day_names: [String; 7],
    pub shortest_day_names: [String; 7],
    pub month_names: [String; 12],
    pub abbreviated_month_names: [String; 12],
    pub era_name: String,
    pub first_day_of_week: DayOfWeek,
}

impl DateTimeFormatInfo {
    /// The culture-neutral conventions.
    pub fn invariant() -> Self {
        DateTimeFormatInfo {
            short_date_pattern: String::from("MM/dd/yyyy"),
            long_date_pattern: String::from("dddd, dd MMMM yyyy"),
            short_time_pattern: String::from("HH:mm"),
            long_time_pattern: String::from("HH:mm:ss"),
            month_day_pattern: String::from("MMMM dd"),
            year_month_pattern: String::from("yyyy MMMM"),
            full_date_time_pattern: String::from("dddd, dd MMMM yyyy HH:mm:ss"),
            date_separator: String::from("/"),
            time_separator: String::from(":"),
            am_designator: String::from("AM"),
            pm_designator: String::from("PM"),
            day_names: DAYS.map(String::from),
            abbreviated_day_names: DAYS.map(|name| name[..3].to_owned()),
            shortest_day_names: DAYS.map(|name| name[..2].to_owned()),
            month_names: MONTHS.map(String::from),
            abbreviated_month_names: MONTHS.map(|name| name[..3].to_owned()),
            era_name: String::from("A.D."),
            first_day_of_week: DayOfWeek::Sunday,
        }
    }

    /// American English as ICU states it: a narrow no-break space stands before AM and PM.
    pub fn en_us() -> Self {
        DateTimeFormatInfo {
            short_date_pattern: String::from("M/d/yyyy"),
            long_date_pattern: String::from("dddd, MMMM d, yyyy"),
            short_time_pattern: String::from("h:mm\u{202f}tt"),
            long_time_pattern: String::from("h:mm:ss\u{202f}tt"),
            month_day_pattern: String::from("MMMM d"),
            year_month_pattern: String::from("MMMM yyyy"),
            full_date_time_pattern: String::from("dddd, MMMM d, yyyy h:mm:ss\u{202f}tt"),
            shortest_day_names: DAYS.map(|name| name[..1].to_owned()),
            era_name: String::from("AD"),
            ..Self::invariant()
        }
    }

    /// A process-wide copy of [`Self::invariant`].
    pub fn invariant_ref() -> &'static Self {
        static INFO: std::sync::OnceLock<DateTimeFormatInfo> = std::sync::OnceLock::new();
        INFO.get_or_init(Self::invariant)
    }

    /// A process-wide copy of [`Self::en_us`].
    pub fn en_us_ref() -> &'static Self {
        static INFO: std::sync::OnceLock<DateTimeFormatInfo> = std::sync::OnceLock::new();
        INFO.get_or_init(Self::en_us)
    }
}
