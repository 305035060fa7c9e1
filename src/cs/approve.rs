//! `ShouldProcess` as the product's cmdlets ask it.
//!
//! PowerShell adds a verbose line, "Performing the operation ...", whenever nobody is asked. The reported transcripts show every
//! verbose line of two drills and not one of these, neither of the outer cmdlets nor of the inner ones; so the line is left out here.

use engine::Shell;
use engine::streams::{Streams, Target};
use object::{Result, Symbol, convert};
use std::rc::Rc;

/// Whether the cmdlet may change `target`: says what it would do under `-WhatIf`, asks where it must.
///
/// # Errors
/// Nobody can be asked.
pub fn approve(shell: &mut Shell<'_>, target: &str) -> Result<bool> {
    let action = shell.context.declaration.name;
    let outer = Rc::clone(&shell.engine.streams);
    let mut quiet: Streams = (*outer).clone();
    quiet.targets[engine::streams::Stream::Verbose as usize] = Target::Null;
    shell.engine.streams = Rc::new(quiet);
    let answer = shell.should_process(target, action);
    shell.engine.streams = outer;
    answer
}

/// The same for a cmdlet whose `-Force` keeps it from asking.
///
/// # Errors
/// Nobody can be asked.
pub fn approve_unless(force: bool, shell: &mut Shell<'_>, target: &str) -> Result<bool> {
    let preferred = || {
        shell
            .engine
            .variable(Symbol::of("WhatIfPreference"))
            .is_some_and(|value| convert::to_bool(&value))
    };
    let what_if = shell.context.common.what_if.unwrap_or_else(preferred);
    if force && !what_if {
        Ok(true)
    } else {
        approve(shell, target)
    }
}
