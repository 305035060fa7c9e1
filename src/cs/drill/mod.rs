//! Failover and failback of a pool, and the steps that only they take.
//!
//! Read `steps` (what both are made of: calls of other cmdlets), then `failover` and `failback` (which calls in which order), then `hydrate` and
//! `reset`, the two cmdlets that exist for their sake.
//!
//! Nothing is undone when a drill ends early: the pool keeps the state that the last step gave it until an administrator acts
//! (FACTS B.1.6).

mod failback;
mod failover;
mod hydrate;
mod reset;
mod steps;

pub use failback::InvokeCsPoolFailBack;
pub use failover::InvokeCsPoolFailOver;
pub use hydrate::SyncCsUserData;
pub use reset::ResetCsPoolRegistrarState;

use crate::fault;
use crate::room::ask;
use engine::Shell;
use lab::topology::Release;
use object::{Result, TypeInfo};
use reset::RESET_TYPE;

/// The types of this room.
pub static TYPES: &[&TypeInfo] = &[&RESET_TYPE];

/// Refuses parameters that the deployment's version of the product does not have yet.
fn since(shell: &mut Shell<'_>, release: Release, names: &[&str]) -> Result {
    let Some(name) = names.iter().find(|name| shell.is_bound(name)) else {
        return Ok(());
    };
    if ask(shell.engine, |lab| Ok(lab.release()))? < release {
        return fault::no_such_parameter(name).raise();
    }
    Ok(())
}
