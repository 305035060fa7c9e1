//! Sessions beside the one that runs: runspaces, and the `PowerShell` objects that run pipelines in them.
//!
//! Read `runspace` for what a session of its own consists of, `powershell` for `[powershell]::Create()`, `steps` for the pipeline it
//! builds, `data_streams` for what its streams keep, `initial` for sessions with commands of their own.
//!
//! Everything runs in one thread, one after the other: what `BeginInvoke` begins runs when somebody waits for it or asks how it
//! stands. So the same input gives the same output.

mod data_streams;
mod initial;
mod powershell;
mod progress;
mod runspace;
mod runspace_object;
mod steps;

pub(crate) use powershell::stop_exception;
pub use progress::ProgressRecord;
pub use runspace::Runspace;

use object::TypeInfo;

/// Types of this folder.
pub static TYPES: &[&TypeInfo] = &[
    &powershell::POWERSHELL,
    &powershell::BLOCK_NOT_SUPPORTED,
    &powershell::INVOCATION_STATE_INFO,
    &powershell::INVOCATION_STATE,
    &powershell::RUNSPACE_MODE,
    &powershell::ASYNC_RESULT,
    &steps::PS_COMMAND,
    &steps::COMMAND,
    &data_streams::PS_DATA_STREAMS,
    &progress::PROGRESS_RECORD,
    &progress::PROGRESS_RECORD_TYPE,
    &runspace_object::RUNSPACE,
    &runspace_object::RUNSPACE_POOL,
    &runspace_object::RUNSPACE_FACTORY,
    &runspace_object::RUNSPACE_STATE,
    &runspace_object::RUNSPACE_AVAILABILITY,
    &runspace_object::SESSION_STATE_PROXY,
    &initial::INITIAL_SESSION_STATE,
    &initial::VARIABLE_ENTRY,
    &initial::FUNCTION_ENTRY,
    &initial::ALIAS_ENTRY,
];
