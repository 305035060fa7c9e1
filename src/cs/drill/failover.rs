//! `Invoke-CsPoolFailOver`

use super::since;
use super::steps::{Drill, Goal};
use crate::approve::approve;
use crate::fault;
use crate::identity::{Fqdn, Given};
use crate::inner::Inner;
use crate::room::ask;
use engine::{Run, Shell, Switch, cmdlet};
use lab::PoolState;
use lab::topology::Release;
use object::Result;
use object::date::TimeSpan;

cmdlet! {
    /// Fails a pool over: the users that it homes are served by its backup pool until `Invoke-CsPoolFailBack`.
    ///
    /// The cmdlet calls other cmdlets, which `-Verbose` shows: user data is backed up, the state of the pool is declared FailingOver, the rest is
    /// backed up, the backup pool hydrates the routing groups, the state is declared FailedOver, and the services of the pool are stopped. A failover
    /// that ends early leaves the pool in the state that it had reached.
    pub struct InvokeCsPoolFailOver = "Invoke-CsPoolFailOver" in "Lync", class "Microsoft.Rtc.Management.Hadr.InvokePoolFailOverCmdlet", should_process Medium {
        /// The pool to fail over: the one that homes the users.
        pool_fqdn = "PoolFqdn": Fqdn => mandatory;
        /// Does without the pool, which is down: nothing is backed up, and what was not copied in time is lost.
        disaster_mode = "DisasterMode": Switch;
        /// Flushes the storage service of each Front End first. The lab has no storage service.
        flush_storage_service = "FlushStorageService": Switch;
        /// Suppresses messages that could be shown for errors that are not fatal.
        force = "Force": Switch;
        /// Pause between two looks at backup and replication.
        wait_time = "WaitTime": Option<TimeSpan>;
        /// Time limit of database commands, which in the lab take no time. Skype for Business Server 2015 and later.
        database_command_timeout_in_seconds = "DatabaseCommandTimeoutInSeconds": Option<i32>;
        /// Time limit in minutes for services to stop; the cmdlet does not wait for them. Skype for Business Server 2015 and later.
        services_stop_delay_mins = "ServicesStopDelayMins": Option<i32>;
        /// Skips a check of the copied data that the lab does not make. Skype for Business Server 2015 and later.
        skip_data_verification = "SkipDataVerification": Switch;
    }
}

/// Parameters that the 2013 version does not have.
const LATER: &[&str] = &[
    "DatabaseCommandTimeoutInSeconds",
    "ServicesStopDelayMins",
    "SkipDataVerification",
];

impl Run for InvokeCsPoolFailOver {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        since(shell, Release::Skype2015, LATER)?;
        if self.flush_storage_service.is_on() {
            return fault::not_simulated("the storage service (FlushStorageService)").raise();
        }
        let disaster = self.disaster_mode.is_on();
        let drill = ask(shell.engine, |lab| {
            let plan = lab.plan_failover(self.pool_fqdn.text(), disaster)?;
            Ok(Drill::new(lab, &plan, self.wait_time))
        })?;
        if !approve(shell, &drill.pool)? {
            return Ok(());
        }
        prepare(shell, &drill, disaster)?;
        take_over(shell, &drill, disaster)?;
        stand_down(shell, &drill, disaster)
    }
}

/// Nothing changes yet: user data and settings are brought up to date while the pool still serves.
fn prepare(shell: &mut Shell<'_>, drill: &Drill, disaster: bool) -> Result {
    drill.has_settings(shell, true)?;
    if disaster {
        return Ok(());
    }
    drill.back_up(shell, &drill.pool, Goal::Steady, false)?;
    drill
        .computers
        .iter()
        .try_for_each(|computer| drill.replicate(shell, computer))
}

/// The pool turns read-only, its last changes are copied, and the backup pool takes its users.
fn take_over(shell: &mut Shell<'_>, drill: &Drill, disaster: bool) -> Result {
    let exists = drill.has_settings(shell, false)?;
    drill.declare(shell, PoolState::FailingOver, exists)?;
    if !disaster {
        drill.back_up(shell, &drill.pool, Goal::Final, false)?;
    }
    drill.hydrate(shell, true)?;
    drill.declare(shell, PoolState::FailedOver, true)
}

/// The pool's own services stop. A dead pool cannot be reset or stopped and need not be, so what fails then is a warning.
fn stand_down(shell: &mut Shell<'_>, drill: &Drill, disaster: bool) -> Result {
    let reset = Inner::call("Reset-CsPoolRegistrarState")
        .arg("PoolFqdn", drill.pool.clone())
        .arg("ResetType", "ServiceReset");
    run(shell, &reset.on("Force").on("NoReStart"), disaster)?;
    drill.computers.iter().try_for_each(|computer| {
        let stop = Inner::call("Stop-CsWindowsService").arg("ComputerName", computer.clone());
        run(
            shell,
            &stop.on("LeaveClsAgentRunning").on("NoWait").on("Verbose"),
            disaster,
        )
    })
}

fn run(shell: &mut Shell<'_>, call: &Inner, disaster: bool) -> Result {
    if disaster {
        call.try_run(shell).map(drop)
    } else {
        call.run(shell).map(drop)
    }
}
