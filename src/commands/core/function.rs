//! Functions that every session has: `Clear-Host`, `mkdir`, `help`, `prompt` and so on.
//!
//! They are PowerShell text, parsed when somebody first names one: a session that uses none pays nothing for them at its start.

use engine::Engine;
use engine::command::{Command, Function};
use engine::scope::{Options, ScopeId};
use engine::state::GLOBAL;
use object::{Result, Str, Symbol};

/// Names and bodies.
static BODIES: &[(&str, &str)] = &[
    ("cd..", "Set-Location .."),
    ("cd\\", "Set-Location \\"),
    ("cd~", "Set-Location ~"),
    (
        "Clear-Host",
        "[Console]::Write((\n    [char]27 + '[H' + [char]27 + '[2J' + [char]27 + '[3J'\n))",
    ),
    (
        "help",
        "[CmdletBinding(DefaultParameterSetName = 'AllUsersView')]\nparam(\n    [Parameter(Position = 0, ValueFromPipelineByPropertyName = $true)][string]$Name,\n    [string]$Path, [string[]]$Category, [string[]]$Component, [string[]]$Functionality, [string[]]$Role,\n    [Parameter(ParameterSetName = 'DetailedView', Mandatory = $true)][switch]$Detailed,\n    [Parameter(ParameterSetName = 'AllUsersView')][switch]$Full,\n    [Parameter(ParameterSetName = 'Examples', Mandatory = $true)][switch]$Examples,\n    [Parameter(ParameterSetName = 'Parameters', Mandatory = $true)][string]$Parameter,\n    [Parameter(ParameterSetName = 'Online', Mandatory = $true)][switch]$Online\n)\nGet-Help @PSBoundParameters",
    ),
    (
        "mkdir",
        "[CmdletBinding(DefaultParameterSetName = 'pathSet', SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]\nparam(\n    [Parameter(ParameterSetName = 'nameSet', Position = 0, ValueFromPipelineByPropertyName = $true)]\n    [Parameter(ParameterSetName = 'pathSet', Mandatory = $true, Position = 0, ValueFromPipelineByPropertyName = $true)]\n    [string[]]$Path,\n    [Parameter(ParameterSetName = 'nameSet', Mandatory = $true, ValueFromPipelineByPropertyName = $true)][AllowNull()][AllowEmptyString()][string]$Name,\n    [Parameter(ValueFromPipeline = $true, ValueFromPipelineByPropertyName = $true)]$Value,\n    [switch]$Force,\n    [Parameter(ValueFromPipelineByPropertyName = $true)][pscredential]$Credential\n)\nprocess { New-Item @PSBoundParameters -ItemType Directory }",
    ),
    (
        "more",
        "param([string[]]$paths)\nif ($paths) { foreach ($file in $paths) { Get-Content $file | Out-Host } } else { $input | Out-Host }",
    ),
    (
        "oss",
        "[CmdletBinding()]\nparam(\n    [ValidateRange(2, 2147483647)][int]$Width,\n    [Parameter(ValueFromPipeline = $true)][psobject]$InputObject\n)\nend { if ($MyInvocation.ExpectingInput) { $input | Out-String -Stream @PSBoundParameters } else { Out-String -Stream @PSBoundParameters } }",
    ),
    (
        "TabExpansion2",
        "[CmdletBinding(DefaultParameterSetName = 'ScriptInputSet')]\n[OutputType([System.Management.Automation.CommandCompletion])]\nparam(\n    [Parameter(ParameterSetName = 'ScriptInputSet', Mandatory = $true, Position = 0)][AllowEmptyString()][string]$inputScript,\n    [Parameter(ParameterSetName = 'ScriptInputSet', Position = 1)][int]$cursorColumn = $inputScript.Length,\n    [Parameter(ParameterSetName = 'ScriptInputSet', Position = 2)][hashtable]$options = $null\n)\nend { [System.Management.Automation.CommandCompletion]::CompleteInput($inputScript, $cursorColumn, $options) }",
    ),
    ("Pause", "$null = Read-Host 'Press Enter to continue...'"),
    ("prompt", "\"PS $PWD$('>' * ($nestedPromptLevel + 1)) \""),
];

/// The function of that name, made now.
pub fn find(engine: &mut Engine, name: &str) -> Result<Option<Command>> {
    let Some((name, body)) = BODIES
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name))
    else {
        return Ok(None);
    };
    define(engine, name, body)?;
    let function = engine
        .scopes
        .get(engine.global)
        .functions
        .get(&Symbol::of(name))
        .cloned();
    Ok(function.map(Command::Function))
}

/// Makes all of them that were not made or removed before, for those who list functions.
pub fn define_all(engine: &mut Engine) {
    let global = engine.global;
    if engine.room::<Made>().all.contains(&global) {
        return;
    }
    engine.room::<Made>().all.push(global);
    for (name, body) in BODIES {
        if engine.find_function(Symbol::of(name)).is_none()
            && !engine
                .room::<Made>()
                .names
                .contains(&(global, Symbol::of(name)))
        {
            // Texts of this file parse; a test sees to it.
            let _ = define(engine, name, body);
        }
    }
}

/// Which of them have been made, in the global scope of which session.
#[derive(Default)]
struct Made {
    all: Vec<ScopeId>,
    names: Vec<(ScopeId, Symbol)>,
}

fn define(engine: &mut Engine, name: &str, body: &str) -> Result {
    let key = (engine.global, Symbol::of(name));
    let made = engine.room::<Made>();
    if made.names.contains(&key) {
        return Ok(());
    }
    made.names.push(key);
    let code = engine.parse(body, None)?;
    let function = Function {
        name: Str::from(name),
        code,
        state: GLOBAL,
        module: None,
        options: Options::NONE,
        description: Str::default(),
    };
    let global = engine.global;
    engine.define_function(global, function);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_body_parses() {
        let mut engine = Engine::new();
        for (name, body) in BODIES {
            assert!(engine.parse(body, None).is_ok(), "{name}");
        }
    }
}
