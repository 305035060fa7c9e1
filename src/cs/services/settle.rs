//! Waiting until services are where they are going.

use super::row;
use crate::fault;
use crate::room::{ask, wait};
use engine::Shell;
use lab::{ComputerId, Service, ServiceState};
use object::Result;

/// Pause between two looks, in milliseconds.
const PAUSE_MS: u64 = 1_000;
/// Looks until a wait is given up [I]: a Front End that waits for its pool may take long (FACTS E.4.5), a shell should not take forever.
const LOOKS_MAX: u32 = 3_600;

/// Waits until no service of these is on its way, then writes their rows, which is the report that the product gives (FACTS A.8.3).
///
/// # Errors
/// Ctrl-C; a service that stays on its way.
pub fn settle(shell: &mut Shell<'_>, computer: ComputerId, services: &[Service]) -> Result {
    for _ in 0..LOOKS_MAX {
        let rows = ask(shell.engine, |lab| lab.services(computer))?;
        let moving = |row: &&lab::services::ServiceStatus| {
            services.contains(&row.service)
                && !matches!(row.state, ServiceState::Running | ServiceState::Stopped)
        };
        if rows.iter().find(moving).is_none() {
            let fqdn = ask(shell.engine, |lab| Ok(lab.computer_fqdn(computer)))?;
            let affected = rows.iter().filter(|row| services.contains(&row.service));
            return affected
                .into_iter()
                .try_for_each(|row| shell.write(row::object(row, &fqdn, true)));
        }
        wait(shell.engine, PAUSE_MS)?;
    }
    fault::timed_out("the services to start or stop").raise()
}
