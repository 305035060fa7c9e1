//! `Reset-CsPoolRegistrarState`

use super::since;
use crate::approve::approve_unless;
use crate::fault;
use crate::identity::{Fqdn, Given};
use crate::room::{ask, wait};
use engine::{Run, Shell, Switch, cmdlet, parameter_enum};
use lab::registrar::ResetKind;
use lab::topology::Release;
use lab::{ComputerId, LabError};
use object::Result;

parameter_enum! {
    /// What a reset does.
    pub enum ResetType: RESET_TYPE = "Microsoft.Rtc.Management.Hadr.PoolResetType" {
        ServiceReset = 0, QuorumLossRecovery = 1, FullReset = 2, MachineStateRemoved = 3,
    }
}

/// Pause between two looks at the services, in milliseconds.
const PAUSE_MS: u64 = 1_000;
/// Minutes until the services are not waited for any longer [I].
const MINUTES_MAX: u64 = 10;

cmdlet! {
    /// Resets the Registrars of a pool: stops and starts their services, or recovers routing groups that have lost quorum, or both and more.
    pub struct ResetCsPoolRegistrarState = "Reset-CsPoolRegistrarState" in "Lync", class "Microsoft.Rtc.Management.Hadr.ResetPoolRegistrarStateCmdlet", should_process High {
        /// The pool to reset.
        pool_fqdn = "PoolFqdn": Fqdn => mandatory;
        /// Does not ask.
        force = "Force": Switch;
        /// The one computer of the pool to reset.
        machine_fqdn = "MachineFqdn": Fqdn;
        /// Leaves the services stopped.
        no_restart = "NoReStart": Switch;
        /// Restarts the local databases too, which the lab does not have.
        reset_local_databases = "ResetLocalDatabases": Switch;
        /// What to do: ServiceReset stops and starts the services; QuorumLossRecovery loads routing groups that have lost quorum from the back end;
        /// FullReset does both and forgets what was loaded; MachineStateRemoved forgets one machine.
        reset_type = "ResetType": Option<ResetType>;
        /// Minutes to wait for the services. Skype for Business Server 2015 and later.
        services_stop_delay_mins = "ServicesStopDelayMins": Option<i32>;
    }
}

impl ResetType {
    const fn kind(self) -> ResetKind {
        match self {
            ResetType::ServiceReset => ResetKind::ServiceReset,
            ResetType::QuorumLossRecovery => ResetKind::QuorumLossRecovery,
            ResetType::FullReset => ResetKind::FullReset,
            ResetType::MachineStateRemoved => ResetKind::MachineStateRemoved,
        }
    }
}

impl Run for ResetCsPoolRegistrarState {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        since(shell, Release::Skype2015, &["ServicesStopDelayMins"])?;
        if self.reset_local_databases.is_on() {
            return fault::not_simulated("local databases (ResetLocalDatabases)").raise();
        }
        let pool = self.pool_fqdn.text();
        let kind = self.reset_type.unwrap_or(ResetType::ServiceReset).kind();
        if !approve_unless(self.force.is_on(), shell, pool)? {
            return Ok(());
        }
        let restart = !self.no_restart.is_on();
        let computers = ask(shell.engine, |lab| {
            lab.reset_registrar(pool, self.machine_fqdn.given(), kind, restart)
        })?;
        let minutes = self
            .services_stop_delay_mins
            .and_then(|minutes| u64::try_from(minutes).ok())
            .unwrap_or(MINUTES_MAX);
        settle(shell, &computers, minutes)
    }
}

/// Waits until the services of the computers are where they are going.
fn settle(shell: &mut Shell<'_>, computers: &[ComputerId], minutes: u64) -> Result {
    for _ in 0..minutes.saturating_mul(60) {
        let moving = |lab: &mut lab::Lab| {
            Ok::<_, LabError>(computers.iter().any(|&computer| !lab.is_settled(computer)))
        };
        if !ask(shell.engine, moving)? {
            return Ok(());
        }
        wait(shell.engine, PAUSE_MS)?;
    }
    shell.warning("The services have not finished stopping or starting.")
}
