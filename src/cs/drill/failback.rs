//! `Invoke-CsPoolFailBack`

use super::since;
use super::steps::{Drill, Goal};
use crate::approve::approve;
use crate::identity::{Fqdn, Given};
use crate::inner::Inner;
use crate::room::ask;
use engine::{Run, Shell, Switch, cmdlet};
use lab::PoolState;
use lab::topology::Release;
use object::Result;
use object::date::TimeSpan;

cmdlet! {
    /// Fails a pool back: it serves its own users again, with what they changed at the backup pool.
    ///
    /// The cmdlet calls other cmdlets, which `-Verbose` shows: backup and replication of the pool are started, what changed at the backup pool is copied,
    /// the state is declared FailingBack, the rest is copied, the pool hydrates its routing groups, and the state is declared Active.
    pub struct InvokeCsPoolFailBack = "Invoke-CsPoolFailBack" in "Lync", class "Microsoft.Rtc.Management.Hadr.InvokePoolFailBackCmdlet", should_process Medium {
        /// The pool to fail back: the same name as in the failover.
        pool_fqdn = "PoolFqdn": Fqdn => mandatory;
        /// Does without the backup pool, which is down: what users changed there is lost.
        disaster_mode = "DisasterMode": Switch;
        /// Suppresses messages that could be shown for errors that are not fatal.
        force = "Force": Switch;
        /// Pause between two looks at backup and replication; 15 seconds without it.
        wait_time = "WaitTime": Option<TimeSpan>;
        /// Time limit of database commands, which in the lab take no time. Skype for Business Server 2015 and later.
        database_command_timeout_in_seconds = "DatabaseCommandTimeoutInSeconds": Option<i32>;
        /// Skips a check of the copied data that the lab does not make. Skype for Business Server 2015 and later.
        skip_data_verification = "SkipDataVerification": Switch;
    }
}

impl Run for InvokeCsPoolFailBack {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        since(
            shell,
            Release::Skype2015,
            &["DatabaseCommandTimeoutInSeconds", "SkipDataVerification"],
        )?;
        let disaster = self.disaster_mode.is_on();
        let drill = ask(shell.engine, |lab| {
            let plan = lab.plan_failback(self.pool_fqdn.text(), disaster)?;
            Ok(Drill::new(lab, &plan, self.wait_time))
        })?;
        if !approve(shell, &drill.pool)? {
            return Ok(());
        }
        drill
            .computers
            .iter()
            .try_for_each(|computer| revive(shell, &drill, computer))?;
        drill
            .computers
            .iter()
            .try_for_each(|computer| drill.replicate(shell, computer))?;
        if !disaster {
            drill.back_up(shell, &drill.backup, Goal::Steady, true)?;
        }
        drill
            .computers
            .iter()
            .try_for_each(|computer| start_front_end(shell, &drill, computer))?;
        drill.declare(shell, PoolState::FailingBack, true)?;
        if !disaster {
            drill.back_up(shell, &drill.backup, Goal::Final, true)?;
        }
        drill.await_front_ends(shell)?;
        drill.hydrate(shell, false)?;
        drill.declare(shell, PoolState::Active, true)
    }
}

/// What a computer needs for taking data and settings; its Front End service stays down, or goes down, until they are there.
fn revive(shell: &mut Shell<'_>, drill: &Drill, computer: &object::Str) -> Result {
    drill.look(shell, computer)?;
    let stop = Inner::call("Stop-CsWindowsService")
        .on("LeaveClsAgentRunning")
        .arg("Name", "RTCSRV");
    stop.arg("ComputerName", computer.clone())
        .on("NoWait")
        .on("Verbose")
        .run(shell)?;
    drill.start(shell, computer, "LYNCBACKUP")?;
    drill.start(shell, computer, "REPLICA")
}

fn start_front_end(shell: &mut Shell<'_>, drill: &Drill, computer: &object::Str) -> Result {
    drill.look(shell, computer)?;
    let start = Inner::call("Start-CsWindowsService")
        .arg("Name", "RTCSRV")
        .arg("ComputerName", computer.clone());
    start.on("NoWait").on("Verbose").run(shell).map(drop)
}
