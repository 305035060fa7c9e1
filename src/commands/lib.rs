//! The general cmdlets, grouped as PowerShell groups them; a file a noun or a verb family.
//!
//! Read `core` for what pipelines and modules need, `utility` for objects and text, `management` for paths and files, `security`.
//! Absent on purpose: the Lync cmdlets, which know the lab, and anything that waits, asks or shows by itself: the engine's
//! clock and its front end do that.

pub mod core;
pub mod management;
pub mod security;
pub mod utility;

use engine::declare::Declaration;
use engine::{Engine, command::Alias, scope::Options};
use object::{Str, TypeInfo};

/// All cmdlets of this room, list by list.
static LISTS: &[&[&Declaration]] = &[
    core::CMDLETS,
    utility::session::CMDLETS,
    utility::events::CMDLETS,
    utility::objects::CMDLETS,
    utility::data::CMDLETS,
    management::CMDLETS,
    security::CMDLETS,
];

/// Types that this room brings.
pub static TYPES: &[&[&TypeInfo]] = &[
    core::TYPES,
    core::completion::TYPES,
    utility::session::TYPES,
    utility::events::TYPES,
    utility::objects::TYPES,
    utility::data::TYPES,
    management::TYPES,
    security::TYPES,
];

/// Puts all of it into a session.
pub fn install(engine: &mut Engine) {
    for list in LISTS {
        engine.registry.add(list);
    }
    for list in TYPES {
        object::types::register(list);
    }
    let global = engine.global;
    for (name, definition, options) in ALIASES {
        let alias = Alias {
            name: Str::from(*name),
            definition: Str::from(*definition),
            options: Options(*options),
            description: Str::default(),
        };
        engine.define_alias(global, alias);
    }
    core::install(engine);
    management::install(engine);
}

/// Aliases that every session has: name, definition, options.
static ALIASES: &[(&str, &str, u8)] = &[
    ("?", "Where-Object", 9),
    ("%", "ForEach-Object", 9),
    ("cd", "Set-Location", 8),
    ("chdir", "Set-Location", 0),
    ("clc", "Clear-Content", 1),
    ("clhy", "Clear-History", 1),
    ("cli", "Clear-Item", 1),
    ("clp", "Clear-ItemProperty", 1),
    ("cls", "Clear-Host", 0),
    ("clv", "Clear-Variable", 1),
    ("copy", "Copy-Item", 8),
    ("cpi", "Copy-Item", 1),
    ("cvpa", "Convert-Path", 1),
    ("dbp", "Disable-PSBreakpoint", 1),
    ("del", "Remove-Item", 8),
    ("dir", "Get-ChildItem", 8),
    ("ebp", "Enable-PSBreakpoint", 1),
    ("echo", "Write-Output", 8),
    ("epal", "Export-Alias", 1),
    ("epcsv", "Export-Csv", 1),
    ("erase", "Remove-Item", 0),
    ("etsn", "Enter-PSSession", 0),
    ("exsn", "Exit-PSSession", 0),
    ("fc", "Format-Custom", 1),
    ("fhx", "Format-Hex", 0),
    ("fl", "Format-List", 1),
    ("foreach", "ForEach-Object", 9),
    ("ft", "Format-Table", 1),
    ("fw", "Format-Wide", 1),
    ("gal", "Get-Alias", 1),
    ("gbp", "Get-PSBreakpoint", 1),
    ("gc", "Get-Content", 1),
    ("gcb", "Get-Clipboard", 0),
    ("gci", "Get-ChildItem", 1),
    ("gcm", "Get-Command", 1),
    ("gcs", "Get-PSCallStack", 1),
    ("gdr", "Get-PSDrive", 1),
    ("gerr", "Get-Error", 1),
    ("ghy", "Get-History", 1),
    ("gi", "Get-Item", 1),
    ("gjb", "Get-Job", 0),
    ("gl", "Get-Location", 1),
    ("gm", "Get-Member", 1),
    ("gmo", "Get-Module", 1),
    ("gp", "Get-ItemProperty", 1),
    ("gps", "Get-Process", 1),
    ("gpv", "Get-ItemPropertyValue", 1),
    ("group", "Group-Object", 1),
    ("gsn", "Get-PSSession", 0),
    ("gtz", "Get-TimeZone", 0),
    ("gu", "Get-Unique", 1),
    ("gv", "Get-Variable", 1),
    ("h", "Get-History", 0),
    ("history", "Get-History", 0),
    ("icm", "Invoke-Command", 0),
    ("iex", "Invoke-Expression", 1),
    ("ihy", "Invoke-History", 1),
    ("ii", "Invoke-Item", 1),
    ("ipal", "Import-Alias", 1),
    ("ipcsv", "Import-Csv", 1),
    ("ipmo", "Import-Module", 1),
    ("irm", "Invoke-RestMethod", 1),
    ("iwr", "Invoke-WebRequest", 1),
    ("md", "mkdir", 8),
    ("measure", "Measure-Object", 1),
    ("mi", "Move-Item", 1),
    ("move", "Move-Item", 8),
    ("mp", "Move-ItemProperty", 1),
    ("nal", "New-Alias", 1),
    ("ndr", "New-PSDrive", 1),
    ("ni", "New-Item", 1),
    ("nmo", "New-Module", 1),
    ("nsn", "New-PSSession", 0),
    ("nv", "New-Variable", 1),
    ("oh", "Out-Host", 1),
    ("popd", "Pop-Location", 8),
    ("pushd", "Push-Location", 8),
    ("pwd", "Get-Location", 0),
    ("r", "Invoke-History", 0),
    ("rbp", "Remove-PSBreakpoint", 1),
    ("rcjb", "Receive-Job", 0),
    ("rcsn", "Receive-PSSession", 1),
    ("rd", "Remove-Item", 0),
    ("rdr", "Remove-PSDrive", 1),
    ("ren", "Rename-Item", 0),
    ("ri", "Remove-Item", 1),
    ("rjb", "Remove-Job", 0),
    ("rmo", "Remove-Module", 1),
    ("rni", "Rename-Item", 1),
    ("rnp", "Rename-ItemProperty", 1),
    ("rp", "Remove-ItemProperty", 1),
    ("rsn", "Remove-PSSession", 0),
    ("rv", "Remove-Variable", 1),
    ("rvpa", "Resolve-Path", 1),
    ("sajb", "Start-Job", 0),
    ("sal", "Set-Alias", 1),
    ("saps", "Start-Process", 1),
    ("sbp", "Set-PSBreakpoint", 1),
    ("scb", "Set-Clipboard", 0),
    ("select", "Select-Object", 9),
    ("set", "Set-Variable", 0),
    ("si", "Set-Item", 1),
    ("sl", "Set-Location", 1),
    ("sls", "Select-String", 0),
    ("sp", "Set-ItemProperty", 1),
    ("spjb", "Stop-Job", 0),
    ("spps", "Stop-Process", 1),
    ("sv", "Set-Variable", 1),
    ("type", "Get-Content", 0),
    ("where", "Where-Object", 9),
    ("wjb", "Wait-Job", 0),
];
