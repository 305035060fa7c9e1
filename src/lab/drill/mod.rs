//! Tests across rooms: a front end in small, which makes the calls of the reported drill in their order and notes what it calls.
//!
//! Read [`Driver`], then `reported` (the six points of the report), `faults` (what breaks) and `properties` (whatever happens, what holds),
//! `settings` (objects, scopes and lab files).

mod faults;
mod properties;
mod reported;
mod settings;

use crate::backup::{Aim, Category, Progress};
use crate::clock::Time;
use crate::error::LabError;
use crate::identity::{ComputerId, Scope};
use crate::lab::Lab;
use crate::registrar::{PoolState, ResetKind};
use crate::services::{ServiceState, StopOptions};
use crate::settings::{REGISTRAR, Setting};
use crate::store::StoreView;

/// When the labs of the tests begin: 2013-11-04T20:00:00Z.
pub(crate) const START: Time = Time::from_ms(1_383_595_200_000);
/// Time between two questions while waiting \[D FACTS A.2.3\].
const WAIT_MS: u64 = 15_000;
/// Questions until a wait is given up.
const ASKS_MAX: usize = 200;

/// A front end in small.
pub(crate) struct Driver {
    pub(crate) lab: Lab,
    /// `V` and `W` lines as the reported transcript has them.
    pub(crate) lines: Vec<String>,
    /// Calls until the driver is interrupted.
    pub(crate) patience: usize,
}

/// What ends an orchestration early.
#[derive(Debug)]
pub(crate) enum Halt {
    Refused(LabError),
    Interrupted,
    TimedOut,
}

impl From<LabError> for Halt {
    fn from(error: LabError) -> Self {
        Self::Refused(error)
    }
}

impl Driver {
    pub(crate) fn new(lab: Lab) -> Self {
        Self {
            lab,
            lines: Vec::new(),
            patience: usize::MAX,
        }
    }

    pub(crate) fn thelab() -> Self {
        let mut lab = Lab::named("thelab", 1, START).expect("thelab is valid");
        lab.check_always();
        Self::new(lab)
    }

    pub(crate) fn wait(&mut self, ms: u64) {
        let until = self.lab.now().plus(ms);
        self.lab.run_until(until).expect("below the limit");
    }

    fn say(&mut self, line: String) -> Result<(), Halt> {
        if self.patience == 0 {
            return Err(Halt::Interrupted);
        }
        self.patience -= 1;
        self.lines.push(line);
        Ok(())
    }

    fn until(&mut self, done: impl Fn(&Self) -> Result<bool, Halt>) -> Result<(), Halt> {
        for _ in 0..ASKS_MAX {
            if done(self)? {
                return Ok(());
            }
            self.wait(1000);
        }
        Err(Halt::TimedOut)
    }

    pub(crate) fn computer(&self, fqdn: &str) -> ComputerId {
        self.lab.computer(fqdn).expect("a computer of the lab")
    }

    pub(crate) fn set_state(&mut self, pool: &str, state: PoolState) -> Result<(), LabError> {
        let scope = Scope::service("Registrar", pool);
        let changes = [("PoolState", Setting::Choice(state.name()))];
        if self
            .lab
            .setting(&REGISTRAR, &scope, StoreView::Master)
            .is_ok()
        {
            self.lab.set_settings(&REGISTRAR, &scope, &changes)
        } else {
            self.lab
                .new_settings(&REGISTRAR, &scope, &changes)
                .map(|_| ())
        }
    }

    fn probe(&mut self, pool: &str, suffix: &str) -> Result<bool, Halt> {
        self.say(format!(
            "V Get-CsRegistrarConfiguration -Identity 'service:Registrar:{pool}'{suffix}"
        ))?;
        match self.lab.setting(
            &REGISTRAR,
            &Scope::service("Registrar", pool),
            StoreView::Master,
        ) {
            Ok(_) => Ok(true),
            Err(error @ LabError::SettingsMissing { .. }) => {
                self.say(format!("W {error}"))?;
                Ok(false)
            }
            Err(error) => Err(error.into()),
        }
    }

    fn replicate(&mut self, fqdn: &str) -> Result<(), Halt> {
        self.say(format!(
            "V Invoke-CsManagementStoreReplication -ReplicaFqdn {fqdn}"
        ))?;
        self.lab.replicate(Some(fqdn))?;
        for _ in 0..ASKS_MAX {
            self.wait(WAIT_MS);
            self.say(format!(
                "V Get-CsManagementStoreReplicationStatus -ReplicaFqdn {fqdn}"
            ))?;
            if self.lab.replication(Some(fqdn))?[0].up_to_date {
                return Ok(());
            }
        }
        Err(Halt::TimedOut)
    }

    fn backup(&mut self, pool: &str, aim: Aim, suffix: &str) -> Result<(), Halt> {
        let (switch, word) = if aim == Aim::Steady {
            ("SteadyState", "steady")
        } else {
            ("FullBackup", "final")
        };
        self.say(format!("V Backup-CsPool -PoolFqdn {pool} -LocalStore:$false -{switch} -Category UserData{suffix}"))?;
        self.say(format!("V Attempting to get into {word} state."))?;
        self.lab.backup_sync(pool, None)?;
        for _ in 0..ASKS_MAX {
            if self
                .lab
                .backup_progress(pool, Some(Category::UserData), aim)?
                == Progress::Reached
            {
                return Ok(());
            }
            self.wait(WAIT_MS);
            self.lab.backup_sync(pool, None)?;
        }
        Err(Halt::TimedOut)
    }

    fn hydrate(&mut self, pool: &str, suffix: &str) -> Result<(), Halt> {
        self.say(format!("V Sync-CsUserData -PoolFqdn {pool}{suffix}"))?;
        let done = self.lab.sync_user_data(pool, !suffix.is_empty(), None)?;
        self.say(format!(
            "W Hydrating Routing Groups Owned by {} on Pool {}.",
            done.owner, done.on
        ))?;
        for group in done.groups {
            self.say(format!(
                "W Hydrating Routing Group {{{}}}.",
                group.to_string().to_uppercase()
            ))?;
        }
        Ok(())
    }

    fn declare(&mut self, verb: &str, pool: &str, state: PoolState) -> Result<(), Halt> {
        self.say(format!("V {verb}-CsRegistrarConfiguration -Identity 'service:Registrar:{pool}' -PoolState {state}"))?;
        Ok(self.set_state(pool, state)?)
    }

    /// `Invoke-CsPoolFailOver`.
    pub(crate) fn fail_over(&mut self, pool: &str, disaster: bool) -> Result<(), Halt> {
        let plan = self.lab.plan_failover(pool, disaster)?;
        let computers: Vec<String> = plan
            .computers
            .iter()
            .map(|&computer| self.lab.computer_fqdn(computer))
            .collect();
        self.probe(pool, " -LocalStore:$false")?;
        if !disaster {
            self.backup(pool, Aim::Steady, "")?;
            for computer in &computers {
                self.replicate(computer)?;
            }
        }
        let verb = if self.probe(pool, "")? { "Set" } else { "New" };
        self.declare(verb, pool, PoolState::FailingOver)?;
        if !disaster {
            self.backup(pool, Aim::Final, "")?;
        }
        self.hydrate(pool, " -Target")?;
        self.declare("Set", pool, PoolState::FailedOver)?;
        self.say(format!("V Reset-CsPoolRegistrarState -PoolFqdn {pool} -ResetType ServiceReset -Force -NoReStart"))?;
        // A dead pool cannot be reset or stopped, and need not be.
        let _ = self
            .lab
            .reset_registrar(pool, None, ResetKind::ServiceReset, false);
        for (&id, computer) in plan.computers.iter().zip(&computers) {
            self.say(format!("V Stop-CsWindowsService -ComputerName {computer} -LeaveClsAgentRunning -NoWait -Verbose"))?;
            let options = StopOptions {
                leave_cls_agent: true,
                ..StopOptions::default()
            };
            let _ = self.lab.stop_service(id, None, options);
        }
        Ok(())
    }

    fn start(&mut self, computer: &str, name: &'static str) -> Result<(), Halt> {
        self.say(format!(
            "V Start-CsWindowsService -Name {name} -ComputerName {computer} -Verbose"
        ))?;
        let id = self.computer(computer);
        self.lab.start_service(id, Some(name))?;
        self.until(|driver| Ok(driver.lab.service(id, name)?.state == ServiceState::Running))
    }

    /// `Invoke-CsPoolFailBack`.
    pub(crate) fn fail_back(&mut self, pool: &str) -> Result<(), Halt> {
        let plan = self.lab.plan_failback(pool, false)?;
        let backup = self.lab.pool_fqdn(plan.backup);
        let computers: Vec<String> = plan
            .computers
            .iter()
            .map(|&computer| self.lab.computer_fqdn(computer))
            .collect();
        for (&id, computer) in plan.computers.iter().zip(&computers) {
            self.say(format!(
                "V Get-CsWindowsService -Name 'RTCSRV' -ComputerName '{computer}'"
            ))?;
            self.say(format!("V Stop-CsWindowsService -LeaveClsAgentRunning -Name RTCSRV -ComputerName {computer} -NoWait -Verbose"))?;
            self.lab
                .stop_service(id, Some("RTCSRV"), StopOptions::default())?;
            self.start(computer, "LYNCBACKUP")?;
            self.start(computer, "REPLICA")?;
        }
        for computer in &computers {
            self.replicate(computer)?;
        }
        self.backup(&backup, Aim::Steady, " -FailedOverPoolOnly")?;
        for (&id, computer) in plan.computers.iter().zip(&computers) {
            self.say(format!(
                "V Get-CsWindowsService -Name 'RTCSRV' -ComputerName '{computer}'"
            ))?;
            self.say(format!(
                "V Start-CsWindowsService -Name RTCSRV -ComputerName {computer} -NoWait -Verbose"
            ))?;
            self.lab.start_service(id, Some("RTCSRV"))?;
        }
        self.declare("Set", pool, PoolState::FailingBack)?;
        self.backup(&backup, Aim::Final, " -FailedOverPoolOnly")?;
        let id = plan.computers[0];
        self.until(|driver| Ok(driver.lab.service(id, "RTCSRV")?.state == ServiceState::Running))?;
        self.hydrate(pool, "")?;
        self.declare("Set", pool, PoolState::Active)
    }
}
