//! `New-TimeSpan`

use engine::{Run, Shell, cmdlet};
use object::date::{DateTime, TimeSpan};
use object::{Fault, Host, Result, Value, types};

cmdlet! {
    /// Makes a time span, from parts or between two dates.
    pub struct NewTimeSpan = "New-TimeSpan" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.NewTimeSpanCommand", default_set "Date" {
        /// The date at which it starts; now where it is not given.
        start = "Start": Option<DateTime> => set("Date"), position(0), pipeline, by_name, alias(&["LastWriteTime"]);
        /// The date at which it ends; now where it is not given.
        end = "End": Option<DateTime> => set("Date"), position(1), by_name;
        /// Days.
        days = "Days": Option<i32> => set("Time");
        /// Hours.
        hours = "Hours": Option<i32> => set("Time");
        /// Minutes.
        minutes = "Minutes": Option<i32> => set("Time");
        /// Seconds.
        seconds = "Seconds": Option<i32> => set("Time");
        /// Milliseconds.
        milliseconds = "Milliseconds": Option<i32> => set("Time");
    }
}

impl Run for NewTimeSpan {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        if &*shell.set_name() == "Time" {
            let parts = [
                self.days,
                self.hours,
                self.minutes,
                self.seconds,
                self.milliseconds,
            ]
            .map(|n| i64::from(n.unwrap_or_default()));
            let seconds = ((parts[0] * 24 + parts[1]) * 60 + parts[2]) * 60 + parts[3];
            let ticks = seconds
                .checked_mul(10_000_000)
                .and_then(|ticks| ticks.checked_add(parts[4] * 10_000));
            return match ticks {
                Some(ticks) => shell.write(Value::TimeSpan(TimeSpan::from_ticks(ticks))),
                None => {
                    let what =
                        "TimeSpan overflowed because the duration is too long. (Parameter 'value')";
                    Fault::new(&types::ARGUMENT_OUT_OF_RANGE_EXCEPTION, what)
                        .id("System.ArgumentOutOfRangeException")
                        .raise()
                }
            };
        }
        let now = Host::now(shell.engine);
        let (start, end) = (self.start.unwrap_or(now), self.end.unwrap_or(now));
        shell.write(Value::TimeSpan(end.since(start)))
    }
}
