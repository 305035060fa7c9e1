//! `Get-Date`: now by the session's clock, or a date that is given; in .NET's formats or in those of Unix.

use engine::declare::Check;
use engine::{Run, Shell, Switch, cmdlet, parameter_enum};
use object::date::{DateTime, DateTimeFormatInfo, DateTimeKind, Zone, format_date_time, iso_week};
use object::record::SlotKind;
use object::{Extended, Fault, Host, Result, Str, Type, Value, types};

parameter_enum! {
    /// Which part of a date shows.
    pub enum DisplayHint: DISPLAY_HINT = "Microsoft.PowerShell.Commands.DisplayHintType" { Date = 0, Time = 1, DateTime = 2 }
}

cmdlet! {
    /// Tells the date and the time of the session's clock, or of a date that is given.
    pub struct GetDate = "Get-Date" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.GetDateCommand", default_set "DateAndFormat" {
        /// The date; now where it is not given.
        date = "Date": Option<DateTime> => set("DateAndFormat"), position(0), pipeline, by_name, set("DateAndUFormat"), position(0), pipeline, by_name, alias(&["LastWriteTime"]);
        /// Seconds since 1970.
        unix_time_seconds = "UnixTimeSeconds": Option<i64> => set("UnixTimeSecondsAndFormat"), mandatory, set("UnixTimeSecondsAndUFormat"), mandatory, alias(&["UnixTime"]), check(&[Check::Range(-62135596800, 253402300799)]);
        /// Year to put in.
        year = "Year": Option<i32> => check(&[Check::Range(1, 9999)]);
        /// Month to put in.
        month = "Month": Option<i32> => check(&[Check::Range(1, 12)]);
        /// Day to put in.
        day = "Day": Option<i32> => check(&[Check::Range(1, 31)]);
        /// Hour to put in.
        hour = "Hour": Option<i32> => check(&[Check::Range(0, 23)]);
        /// Minute to put in.
        minute = "Minute": Option<i32> => check(&[Check::Range(0, 59)]);
        /// Second to put in.
        second = "Second": Option<i32> => check(&[Check::Range(0, 59)]);
        /// Millisecond to put in.
        millisecond = "Millisecond": Option<i32> => check(&[Check::Range(0, 999)]);
        /// Whether date, time or both show.
        display_hint = "DisplayHint": Option<DisplayHint>;
        /// Format in the manner of Unix.
        u_format = "UFormat": Option<Str> => set("DateAndUFormat"), mandatory, set("UnixTimeSecondsAndUFormat"), mandatory;
        /// Format in the manner of .NET.
        format = "Format": Option<Str> => set("DateAndFormat"), set("UnixTimeSecondsAndFormat");
        /// Converts to universal time.
        as_utc = "AsUTC": Switch;
    }
}

impl Run for GetDate {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let zone = Zone::local();
        let mut date = match (self.date, self.unix_time_seconds) {
            (Some(date), _) => date,
            (None, Some(seconds)) => {
                DateTime::from_unix_ticks(seconds.saturating_mul(10_000_000)).to_local(&zone)
            }
            (None, None) => Host::now(shell.engine),
        };
        date = self
            .parts(date)
            .map_err(|error| out_of_range(&error.to_string()))?;
        if self.as_utc.is_on() {
            date = date.to_universal(&zone);
        }
        if let Some(format) = &self.u_format {
            return shell.write(unix_format(date, format, &zone)?);
        }
        if let Some(format) = &self.format {
            return shell.write(net_format(date, format, &zone)?);
        }
        let extended = Extended::new(Value::DateTime(date));
        let hint = self.display_hint.unwrap_or(DisplayHint::DateTime) as i64;
        extended.members.add(
            &Str::from("DisplayHint"),
            SlotKind::Note,
            Type::Known(&DISPLAY_HINT).enum_from(hint),
        );
        shell.write(Value::Extended(extended))
    }
}

impl GetDate {
    /// Puts in the parts that were given.
    fn parts(&self, date: DateTime) -> std::result::Result<DateTime, object::date::DateError> {
        let mut date = date;
        if let Some(year) = self.year {
            date = date.add_years(year - date.year())?;
        }
        if let Some(month) = self.month {
            date = date.add_months(month - date.month())?;
        }
        if let Some(day) = self.day {
            date = date.add_days(f64::from(day - date.day()))?;
        }
        if let Some(hour) = self.hour {
            date = date.add_hours(f64::from(hour - date.hour()))?;
        }
        if let Some(minute) = self.minute {
            date = date.add_minutes(f64::from(minute - date.minute()))?;
        }
        if let Some(second) = self.second {
            date = date.add_seconds(f64::from(second - date.second()))?;
        }
        if let Some(millisecond) = self.millisecond {
            // What lies below the millisecond goes too.
            let rest = date.ticks() % 10_000;
            date = date.add_ticks(i64::from(millisecond - date.millisecond()) * 10_000 - rest)?;
        }
        Ok(date)
    }
}

fn out_of_range(what: &str) -> Box<object::Interrupt> {
    Fault::new(&types::ARGUMENT_OUT_OF_RANGE_EXCEPTION, what)
        .id("System.ArgumentOutOfRangeException")
        .into()
}

fn net_format(date: DateTime, format: &str, zone: &Zone) -> Result<String> {
    let (date, format) = match format.to_ascii_lowercase().as_str() {
        "filedate" => (date, "yyyyMMdd"),
        "filedateuniversal" => (date.to_universal(zone), "yyyyMMddZ"),
        "filedatetime" => (date, "yyyyMMddTHHmmssffff"),
        "filedatetimeuniversal" => (date.to_universal(zone), "yyyyMMddTHHmmssffffZ"),
        _ => (date, format),
    };
    picture(date, format, zone)
}

fn picture(date: DateTime, format: &str, zone: &Zone) -> Result<String> {
    format_date_time(date, format, DateTimeFormatInfo::en_us_ref(), zone).or_else(|_| {
        Fault::new(
            &types::FORMAT_EXCEPTION,
            "Input string was not in a correct format.",
        )
        .id("System.FormatException")
        .raise()
    })
}

/// `-UFormat`: `%` and a letter each; a `+` in front is allowed.
fn unix_format(date: DateTime, format: &str, zone: &Zone) -> Result<String> {
    let mut text = String::new();
    let mut letters = format.strip_prefix('+').unwrap_or(format).chars();
    while let Some(letter) = letters.next() {
        if letter != '%' {
            text.push(letter);
            continue;
        }
        let Some(letter) = letters.next() else { break };
        match net_picture(letter) {
            Some(spec) => text.push_str(&picture(date, spec, zone)?),
            None => text.push_str(&computed(date, letter, zone)?),
        }
    }
    Ok(text)
}

/// The letters that .NET has a picture for.
fn net_picture(letter: char) -> Option<&'static str> {
    Some(match letter {
        'A' => "dddd",
        'a' => "ddd",
        'B' => "MMMM",
        'b' | 'h' => "MMM",
        'c' => "ddd dd MMM yyyy HH:mm:ss",
        'D' | 'x' => "MM/dd/yy",
        'd' => "dd",
        'F' => "yyyy-MM-dd",
        'H' => "HH",
        'I' => "hh",
        'M' => "mm",
        'm' => "MM",
        'p' => "tt",
        'R' => "HH:mm",
        'r' => "hh:mm:ss tt",
        'S' => "ss",
        'T' | 'X' => "HH:mm:ss",
        'Y' => "yyyy",
        'y' => "yy",
        'Z' => "zz",
        _ => return None,
    })
}

fn computed(date: DateTime, letter: char, zone: &Zone) -> Result<String> {
    let weekday = date.day_of_week() as i32;
    let hour = if date.hour() % 12 == 0 {
        12
    } else {
        date.hour() % 12
    };
    Ok(match letter {
        'C' => (date.year() / 100).to_string(),
        'e' => format!("{:>2}", date.day()),
        'G' => iso_week(date).0.to_string(),
        'g' => format!("{:02}", iso_week(date).0 % 100),
        'j' => format!("{:03}", date.day_of_year()),
        'k' => format!("{:>2}", date.hour()),
        'l' => format!("{hour:>2}"),
        'n' => "\n".to_string(),
        's' => {
            let universal = if date.kind() == DateTimeKind::Utc {
                date
            } else {
                date.to_universal(zone)
            };
            universal.unix_ticks().div_euclid(10_000_000).to_string()
        }
        't' => "\t".to_string(),
        'U' | 'W' => (date.day_of_year() / 7).to_string(),
        'u' => (if weekday == 0 { 7 } else { weekday }).to_string(),
        'V' => format!("{:02}", iso_week(date).1),
        'w' => weekday.to_string(),
        other => other.to_string(),
    })
}
