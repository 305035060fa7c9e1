//! `Start-Sleep`, `Get-Uptime`: the session's clock.

use engine::clock::TICKS_PER_SECOND;
use engine::declare::Check;
use engine::{Run, Shell, Switch, cmdlet};
use object::date::TimeSpan;
use object::{Category, Fault, Result, Value, types};

/// Ticks in a millisecond.
const TICKS_PER_MILLISECOND: i64 = 10_000;

cmdlet! {
    /// Lets time pass. The session's clock moves on; nobody waits for it unless the clock is paced.
    pub struct StartSleep = "Start-Sleep" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.StartSleepCommand", default_set "Seconds" {
        /// How many seconds.
        seconds = "Seconds": Option<f64> => set("Seconds"), mandatory, position(0), pipeline, by_name, check(&[Check::RangeDouble(0.0, 2147483.0)]);
        /// How many milliseconds.
        milliseconds = "Milliseconds": Option<i32> => alias(&["ms"]), set("Milliseconds"), mandatory, by_name, check(&[Check::Range(0, 2_147_483_647)]);
        /// How long.
        duration = "Duration": Option<TimeSpan> => alias(&["ts"]), set("FromTimeSpan"), mandatory, position(0), pipeline, by_name;
    }
}

impl Run for StartSleep {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let ticks = match (self.duration, self.milliseconds, self.seconds) {
            (Some(span), _, _) if span.ticks() < 0 => {
                return Fault::new(
                    &types::PARAMETER_BINDING_VALIDATION_EXCEPTION,
                    format!("Cannot validate argument on parameter 'Duration'. The argument is less than the minimum allowed range of 0: {}.", span.ticks()),
                )
                .id("ParameterArgumentValidationError")
                .category(Category::InvalidData)
                .raise();
            }
            (Some(span), _, _) => span.ticks(),
            (None, Some(milliseconds), _) => i64::from(milliseconds) * TICKS_PER_MILLISECOND,
            (None, None, seconds) => (seconds.unwrap_or(0.0) * TICKS_PER_SECOND as f64) as i64,
        };
        shell.engine.clock.wait_ticks(ticks);
        shell.engine.check_cancel()
    }
}

cmdlet! {
    /// Tells how long the session has run, by its clock.
    pub struct GetUptime = "Get-Uptime" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.GetUptimeCommand", default_set "Timespan" {
        /// Returns when it began.
        since = "Since": Switch => set("Since");
    }
}

impl Run for GetUptime {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let elapsed = shell.engine.clock.elapsed_ticks();
        if self.since.is_on() {
            let start = shell.engine.clock.now_ticks() - elapsed;
            return shell.write(Value::DateTime(engine::clock::local_time(start)));
        }
        let whole = elapsed - elapsed % TICKS_PER_SECOND;
        shell.write(Value::TimeSpan(TimeSpan::from_ticks(whole)))
    }
}
