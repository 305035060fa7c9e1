//! `Backup-CsPool`

use super::Category;
use crate::approve::approve;
use crate::fault;
use crate::identity::{Fqdn, Given};
use crate::report::Report;
use crate::room::{ask, wait, with_lab};
use engine::{Run, Shell, Switch, cmdlet};
use lab::backup::{self, Aim, Progress};
use lab::{LabError, PoolState};
use object::date::TimeSpan;
use object::{Result, Str};

/// Pause between two looks at the state of a backup, in milliseconds [D FACTS A.3: the failback page gives 15 seconds].
pub const WAIT_MS: u64 = 15_000;
/// Looks until a backup is given up [I]: 50 minutes at the usual pause; the longest failback that Microsoft mentions takes 60.
const LOOKS_MAX: u32 = 200;
/// How often the Backup Service is called before its silence is an error [I].
const CALLS: i32 = 1;

cmdlet! {
    /// Backs up a pool: has its Backup Service export to the partner, and waits until the export is as far as wanted.
    ///
    /// Without `-SteadyState` and `-FullBackup` one export is begun and nothing is waited for.
    pub struct BackupCsPool = "Backup-CsPool" in "Lync", class "Microsoft.Rtc.Management.Hadr.BackupPoolCmdlet", should_process Medium {
        /// The pool to back up.
        pool_fqdn = "PoolFqdn": Fqdn => mandatory;
        /// Backs up only user data, or only the Central Management store.
        category = "Category": Option<Category>;
        /// Backs up only if the pool serves users of its partner, which is failed over to it.
        failed_over_pool_only = "FailedOverPoolOnly": Switch;
        /// Suppresses messages that could be shown for errors that are not fatal.
        force = "Force": Switch;
        /// Waits for the final state: nothing waits, and the partner has everything.
        full_backup = "FullBackup": Switch;
        /// Reads the replica of this computer. The topology is the same on every computer of the lab.
        local_store = "LocalStore": Switch;
        /// File that tells what was done.
        report = "Report": Option<Str>;
        /// How often to call the Backup Service before its silence is an error.
        retry_count = "RetryCount": Option<i32>;
        /// Waits for the steady state: what waits fits one export.
        steady_state = "SteadyState": Switch;
        /// Pause between two looks at the state.
        wait_time = "WaitTime": Option<TimeSpan>;
    }
}

impl Run for BackupCsPool {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let aim = match (self.steady_state.is_on(), self.full_backup.is_on()) {
            (true, true) => {
                let message = "The parameters SteadyState and FullBackup cannot be used together.";
                return fault::argument("ParametersExcludeEachOther", message).raise();
            }
            (true, false) => Some(Aim::Steady),
            (false, true) => Some(Aim::Final),
            (false, false) => None,
        };
        let category = self.category.map(Category::in_lab).transpose()?;
        let pool = Str::from(self.pool_fqdn.text());
        if !approve(shell, &pool)? {
            return Ok(());
        }
        let mut report = Report::begin(shell, self.report.as_ref())?;
        let result = self.back_up(shell, &pool, category, aim);
        report.end(shell, result)
    }
}

impl BackupCsPool {
    fn back_up(
        &self,
        shell: &mut Shell<'_>,
        pool: &str,
        category: Option<backup::Category>,
        aim: Option<Aim>,
    ) -> Result {
        if self.failed_over_pool_only.is_on() && !serves_partner(shell, pool)? {
            return Ok(());
        }
        match aim {
            Some(Aim::Steady) => shell.verbose("Attempting to get into steady state.")?,
            Some(Aim::Final) => shell.verbose("Attempting to get into final state.")?,
            None => {}
        }
        self.export(shell, pool)?;
        let Some(aim) = aim else { return Ok(()) };
        for _ in 0..LOOKS_MAX {
            let progress = ask(shell.engine, |lab| lab.backup_progress(pool, category, aim))?;
            if progress == Progress::Reached {
                return Ok(());
            }
            wait(shell.engine, self.pause_ms())?;
            self.export(shell, pool)?;
        }
        fault::timed_out(&format!("the backup of pool \"{pool}\""))
            .target(pool)
            .raise()
    }

    fn pause_ms(&self) -> u64 {
        self.wait_time.map_or(WAIT_MS, span_ms).max(1_000)
    }

    /// Has the service export now. A service that does not answer is called again as often as wanted.
    fn export(&self, shell: &mut Shell<'_>, pool: &str) -> Result {
        let calls = self.retry_count.unwrap_or(CALLS).max(1);
        for call in 1..=calls {
            match with_lab(shell.engine, |lab| lab.backup_sync(pool, None)) {
                Ok(()) => break,
                Err(LabError::BackupServiceDown { .. }) if call < calls => {
                    wait(shell.engine, self.pause_ms())?
                }
                Err(error) => return fault::of(&error).raise(),
            }
        }
        Ok(())
    }
}

/// Whether the partner of a pool is, or begins to be or not to be, failed over to it.
fn serves_partner(shell: &mut Shell<'_>, pool: &str) -> Result<bool> {
    ask(shell.engine, |lab| {
        let pool = lab.pool(pool)?;
        match lab.backup_of(pool) {
            Some(partner) => Ok(lab.pool_state(partner)? != PoolState::Active),
            None => Err(LabError::NotPaired {
                pool: lab.pool_fqdn(pool),
            }),
        }
    })
}

/// A span in milliseconds; nothing for a negative one.
pub fn span_ms(span: TimeSpan) -> u64 {
    u64::try_from(span.ticks() / lab::clock::TICKS_PER_MS).unwrap_or(0)
}
