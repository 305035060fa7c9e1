//! Which log of which computer is meant, and reading it.

use crate::fault;
use crate::room::ask;
use engine::Engine;
use lab::eventlog::Entry;
use lab::{Lab, LabError};
use object::pattern::Wildcard;
use object::{Fault, Result};

/// Logs of Windows itself.
const OF_WINDOWS: &[&str] = &[
    "Application",
    "System",
    "Security",
    "Setup",
    "ForwardedEvents",
    "Windows PowerShell",
];

/// What a name of a log means.
pub enum Named {
    /// The product's log.
    Product,
    /// A log of Windows, which the lab does not simulate.
    Windows(String),
    /// No log.
    None,
}

/// What a name, or a pattern, means. A pattern that fits logs of Windows beside the product's means the product's.
///
/// # Errors
/// The lab cannot be built.
pub fn named(engine: &mut Engine, name: &str) -> Result<Named> {
    let product = ask(engine, |lab| Ok(lab.release().log_name()))?;
    let Ok(pattern) = Wildcard::new(name, true) else {
        return Ok(Named::None);
    };
    if pattern.is_match(product) {
        return Ok(Named::Product);
    }
    let of_windows = OF_WINDOWS.iter().find(|log| pattern.is_match(log));
    Ok(of_windows.map_or(Named::None, |log| Named::Windows((*log).to_owned())))
}

/// The error of a log of Windows.
pub fn of_windows(log: &str) -> Fault {
    fault::not_simulated(&format!("the event log \"{log}\" of Windows")).target(log)
}

/// The entries of a computer's product log, oldest first; without a name, of the computer on which the administrator works.
///
/// # Errors
/// No such computer, or it does not answer.
pub fn entries(
    engine: &mut Engine,
    computer: Option<&str>,
) -> std::result::Result<Vec<Entry>, LabError> {
    crate::room::with_lab(engine, |lab| {
        let id = match computer {
            Some(name) if !is_local(name) => lab.computer(name)?,
            _ => lab.console(),
        };
        lab.event_log(id, None)
    })
}

fn is_local(name: &str) -> bool {
    [".", "localhost", "127.0.0.1"]
        .iter()
        .any(|local| name.eq_ignore_ascii_case(local))
}

/// Name of the product's log in a lab.
pub fn product(lab: &Lab) -> &'static str {
    lab.release().log_name()
}
