//! The steps of a drill. Each is a call of another cmdlet, shown under `-Verbose` because it is made.

use crate::backup::WAIT_MS;
use crate::inner::{Inner, passed_on};
use crate::room::{ask, wait};
use crate::{fault, record};
use engine::Shell;
use lab::registrar::Plan;
use lab::{Lab, PoolState};
use object::date::TimeSpan;
use object::{Category, ErrorRecord, Result, Str, Value, convert};

/// Questions for replication until it is given up [I]: 50 minutes at the usual pause.
const LOOKS_MAX: u32 = 200;

/// Who takes part, and how patient the drill is.
pub struct Drill {
    /// The pool that homes the users.
    pub pool: Str,
    /// Its backup pool.
    pub backup: Str,
    /// Computers of the pool, in topology order.
    pub computers: Vec<Str>,
    /// `-WaitTime`, where it was given.
    wait_time: Option<TimeSpan>,
}

/// How far a backup has to get.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    /// What waits fits one export.
    Steady,
    /// Nothing waits.
    Final,
}

impl Drill {
    /// The drill of a plan.
    pub fn new(lab: &Lab, plan: &Plan, wait_time: Option<TimeSpan>) -> Drill {
        Drill {
            pool: lab.pool_fqdn(plan.pool).into(),
            backup: lab.pool_fqdn(plan.backup).into(),
            computers: plan
                .computers
                .iter()
                .map(|&computer| lab.computer_fqdn(computer).into())
                .collect(),
            wait_time,
        }
    }

    fn scope(&self) -> String {
        format!("service:Registrar:{}", self.pool)
    }

    fn pause_ms(&self) -> u64 {
        self.wait_time
            .map_or(WAIT_MS, crate::backup::span_ms)
            .max(1_000)
    }

    /// Whether the pool has Registrar settings of its own. That it has none is worth a warning, not an error.
    ///
    /// # Errors
    /// The settings cannot be read.
    pub fn has_settings(&self, shell: &mut Shell<'_>, from_master: bool) -> Result<bool> {
        let mut call = Inner::call("Get-CsRegistrarConfiguration").quoted("Identity", self.scope());
        if from_master {
            call = call.off("LocalStore");
        }
        match call.attempt(shell)? {
            Ok(_) => Ok(true),
            Err(record) if is_missing(&record) => {
                shell.warning(record.message())?;
                Ok(false)
            }
            Err(record) => Err(passed_on(&record)),
        }
    }

    /// Declares the state of the pool. Settings that are made on the fly carry the defaults (FACTS fact 4).
    ///
    /// # Errors
    /// The store does not take it.
    pub fn declare(&self, shell: &mut Shell<'_>, state: PoolState, exists: bool) -> Result {
        let name = if exists {
            "Set-CsRegistrarConfiguration"
        } else {
            "New-CsRegistrarConfiguration"
        };
        Inner::call(name)
            .quoted("Identity", self.scope())
            .arg("PoolState", state.name())
            .run(shell)
            .map(drop)
    }

    /// Backs up user data of one pool of the pair.
    ///
    /// # Errors
    /// Those of `Backup-CsPool`.
    pub fn back_up(
        &self,
        shell: &mut Shell<'_>,
        pool: &Str,
        goal: Goal,
        failed_over_only: bool,
    ) -> Result {
        let mut call = Inner::call("Backup-CsPool")
            .arg("PoolFqdn", pool.clone())
            .off("LocalStore");
        call = call
            .on(if goal == Goal::Steady {
                "SteadyState"
            } else {
                "FullBackup"
            })
            .arg("Category", "UserData");
        call = call.on_if(failed_over_only, "FailedOverPoolOnly");
        if let Some(time) = self.wait_time {
            call = call.arg("WaitTime", time);
        }
        call.run(shell).map(drop)
    }

    /// Brings the replica of a computer up to date.
    ///
    /// # Errors
    /// The store does not answer; the replica stays behind.
    pub fn replicate(&self, shell: &mut Shell<'_>, computer: &Str) -> Result {
        Inner::call("Invoke-CsManagementStoreReplication")
            .arg("ReplicaFqdn", computer.clone())
            .run(shell)?;
        for _ in 0..LOOKS_MAX {
            wait(shell.engine, self.pause_ms())?;
            let look = Inner::call("Get-CsManagementStoreReplicationStatus")
                .arg("ReplicaFqdn", computer.clone());
            let rows = look.run(shell)?;
            let done = |row: &Value| {
                record::property(row, "UpToDate").is_some_and(|value| convert::to_bool(&value))
            };
            if rows.iter().all(done) {
                return Ok(());
            }
        }
        fault::timed_out(&format!("the replica of \"{computer}\""))
            .target(computer.clone())
            .raise()
    }

    /// Hydrates the routing groups of the pool, on its backup pool (`target`) or on itself.
    ///
    /// # Errors
    /// Those of `Sync-CsUserData`.
    pub fn hydrate(&self, shell: &mut Shell<'_>, target: bool) -> Result {
        Inner::call("Sync-CsUserData")
            .arg("PoolFqdn", self.pool.clone())
            .on_if(target, "Target")
            .run(shell)
            .map(drop)
    }

    /// Starts a service of a computer and waits until it runs.
    ///
    /// # Errors
    /// Those of `Start-CsWindowsService`.
    pub fn start(&self, shell: &mut Shell<'_>, computer: &Str, service: &'static str) -> Result {
        let call = Inner::call("Start-CsWindowsService")
            .arg("Name", service)
            .arg("ComputerName", computer.clone());
        call.on("Verbose").run(shell).map(drop)
    }

    /// Looks at the Front End service of a computer.
    ///
    /// # Errors
    /// The computer does not answer.
    pub fn look(&self, shell: &mut Shell<'_>, computer: &Str) -> Result {
        let call = Inner::call("Get-CsWindowsService")
            .quoted("Name", "RTCSRV")
            .quoted("ComputerName", computer.clone());
        call.run(shell).map(drop)
    }

    /// Waits until the Front End service runs on every computer of the pool. The reported transcript shows no call for it.
    ///
    /// # Errors
    /// It does not come up.
    pub fn await_front_ends(&self, shell: &mut Shell<'_>) -> Result {
        for _ in 0..LOOKS_MAX {
            let waiting = ask(shell.engine, |lab| {
                let mut waiting = None;
                for fqdn in &self.computers {
                    let row = lab.service(lab.computer(fqdn)?, "RTCSRV")?;
                    if row.state != lab::ServiceState::Running {
                        waiting = Some(fqdn.clone());
                    }
                }
                Ok(waiting)
            })?;
            if waiting.is_none() {
                return Ok(());
            }
            wait(shell.engine, WAIT_MS)?;
        }
        fault::timed_out(&format!("the Front End service of pool \"{}\"", self.pool))
            .target(self.pool.clone())
            .raise()
    }
}

/// Whether an error says that a settings object does not exist.
fn is_missing(record: &ErrorRecord) -> bool {
    record.category == Category::ObjectNotFound && record.id.as_str() == "MissingItem"
}
