//! `Get-PSDrive`, `New-PSDrive`, `Remove-PSDrive`, `Get-PSProvider`

use super::objects::{self, DriveInfo};
use super::place::{self, Kind, Places};
use crate::utility::session::variable::scope_of;
use engine::declare::Check;
use engine::{Run, Shell, Switch, cmdlet};
use object::pattern::{Wildcard, contains_wildcard_characters};
use object::{Category, Fault, Result, Str, Value, types};
use std::path::Path;
use std::rc::Rc;

cmdlet! {
    /// Returns the drives of the session.
    pub struct GetPsDrive = "Get-PSDrive" in "Microsoft.PowerShell.Management", class "Microsoft.PowerShell.Commands.GetPSDriveCommand", default_set "Name" {
        /// The name.
        name = "Name": Option<Vec<Str>> => set("Name"), position(0), by_name, check(&[Check::NotNullOrEmpty]);
        /// The name, without wildcards.
        literal_name = "LiteralName": Option<Vec<Str>> => set("LiteralName"), mandatory, position(0), by_name;
        /// The scope of the drive or setting.
        scope = "Scope": Option<Str> => by_name;
        /// The provider.
        ps_provider = "PSProvider": Option<Vec<Str>> => by_name;
    }
}

cmdlet! {
    /// Makes a drive of a folder.
    pub struct NewPsDrive = "New-PSDrive" in "Microsoft.PowerShell.Management", class "Microsoft.PowerShell.Commands.NewPSDriveCommand", should_process Low {
        /// The name.
        name = "Name": Option<Str> => mandatory, position(0), by_name;
        /// The provider.
        ps_provider = "PSProvider": Option<Str> => mandatory, position(1), by_name;
        /// Where the drive starts.
        root = "Root": Option<Str> => mandatory, position(2), by_name, check(&[Check::AllowEmptyString]);
        /// What it is for.
        description = "Description": Option<Str> => by_name;
        /// The scope of the drive or setting.
        scope = "Scope": Option<Str> => by_name;
        /// Kept for scripts that name it; no provider here asks who calls.
        credential = "Credential": Option<Value> => by_name;
    }
}

cmdlet! {
    /// Takes a drive away; what it shows stays.
    pub struct RemovePsDrive = "Remove-PSDrive" in "Microsoft.PowerShell.Management", class "Microsoft.PowerShell.Commands.RemovePSDriveCommand", default_set "Name", should_process Medium {
        /// The name.
        name = "Name": Option<Vec<Str>> => set("Name"), mandatory, position(0), by_name, check(&[Check::AllowNull, Check::AllowEmptyCollection]);
        /// The name, without wildcards.
        literal_name = "LiteralName": Option<Vec<Str>> => set("LiteralName"), mandatory, position(0), by_name;
        /// The provider.
        ps_provider = "PSProvider": Option<Vec<Str>> => by_name;
        /// The scope of the drive or setting.
        scope = "Scope": Option<Str> => by_name;
        /// Includes hidden items, and overrides what protects an item.
        force = "Force": Switch;
    }
}

cmdlet! {
    /// Returns the providers of the session.
    pub struct GetPsProvider = "Get-PSProvider" in "Microsoft.PowerShell.Management", class "Microsoft.PowerShell.Commands.GetPSProviderCommand" {
        /// The provider.
        ps_provider = "PSProvider": Option<Vec<Str>> => position(0), by_name, check(&[Check::NotNullOrEmpty]);
    }
}

fn fits(pattern: &str, name: &str, literal: bool) -> bool {
    match (!literal && contains_wildcard_characters(pattern)).then(|| Wildcard::new(pattern, true))
    {
        Some(Ok(wild)) => wild.is_match(name),
        _ => pattern.trim_end_matches(':').eq_ignore_ascii_case(name),
    }
}

impl Run for GetPsDrive {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let literal = self.literal_name.is_some();
        let names = self
            .literal_name
            .clone()
            .or_else(|| self.name.clone())
            .unwrap_or_default();
        let mut kinds = Vec::new();
        for provider in self.ps_provider.clone().unwrap_or_default() {
            match Kind::named(&provider) {
                Some(kind) => kinds.push(kind),
                None => {
                    shell.error(place::no_provider(&provider).id("GetLocationNoMatchingDrive"))?
                }
            }
        }
        if self.ps_provider.is_some() && kinds.is_empty() {
            return Ok(());
        }
        let mut drives = place::drives(shell.engine);
        if let Some(scope) = &self.scope {
            let scope = scope_of(shell.engine, scope)?;
            let is_global = scope == shell.engine.global;
            let places = shell.engine.room::<Places>();
            drives.retain(|drive| {
                places.drives.iter().any(|(known, own)| {
                    Rc::ptr_eq(known, drive) && (*own == Some(scope) || own.is_none() && is_global)
                })
            });
        }
        drives.retain(|drive| kinds.is_empty() || kinds.contains(&drive.kind));
        if names.is_empty() {
            for drive in drives {
                shell.write(engine::values::shared(&drive))?;
            }
            return Ok(());
        }
        for name in names {
            let mut any = false;
            for drive in drives
                .iter()
                .filter(|drive| fits(&name, &drive.name, literal))
            {
                any = true;
                shell.write(engine::values::shared(drive))?;
            }
            if !any && (literal || !contains_wildcard_characters(&name)) {
                shell.error(place::no_drive(&name).id("GetLocationNoMatchingDrive"))?;
            }
        }
        Ok(())
    }
}

impl Run for NewPsDrive {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        match self.make(shell) {
            Err(stop) => shell.soften(stop),
            Ok(()) => Ok(()),
        }
    }
}

impl NewPsDrive {
    fn make(&self, shell: &mut Shell<'_>) -> Result {
        let name = self.name.clone().unwrap_or_default();
        let root = self.root.clone().unwrap_or_default();
        let provider = self.ps_provider.clone().unwrap_or_default();
        let Some(kind) = Kind::named(&provider) else {
            return place::no_provider(&provider).raise();
        };
        let mut full = root.to_string();
        if kind == Kind::File {
            full = place::parse(shell.engine, &root)?.inner;
        }
        let target = format!(
            "Name: {name} Provider: Microsoft.PowerShell.Core\\{} Root: {full}",
            kind.name()
        );
        if !shell.should_process(&target, "New drive")? {
            return Ok(());
        }
        if name.contains([';', '~', '/', '\\', '.', ':']) {
            let what = "Cannot process the drive name because the drive name contains one or more of the following characters that are not valid: ; ~ / \\ . :";
            return place::bad_argument(what).target(name).raise();
        }
        let scope = match &self.scope {
            None => shell.engine.scope,
            Some(scope) => match scope_of(shell.engine, scope) {
                Ok(scope) => scope,
                Err(stop) => return Err(as_drive_error(&stop, scope).unwrap_or(stop)),
            },
        };
        if kind == Kind::File && !Path::new(&full).is_dir() {
            let what = format!(
                "The specified drive root \"{full}\" either does not exist, or it is not a folder."
            );
            let fault = Fault::new(&types::IO_EXCEPTION, what)
                .id("DriveRootError")
                .category(Category::ReadError);
            return fault.target(name).raise();
        }
        let is_global = scope == shell.engine.global;
        let places = shell.engine.room::<Places>();
        let taken = places.drives.iter().any(|(known, own)| {
            known.name.eq_ignore_ascii_case(&name)
                && (*own == Some(scope) || own.is_none() && is_global)
        });
        if taken {
            let what = format!("A drive with the name '{name}' already exists.");
            let fault = Fault::new(&types::SESSION_STATE_EXCEPTION, what)
                .id("DriveAlreadyExists")
                .category(Category::ResourceExists);
            return fault.target(name).raise();
        }
        let drive = Rc::new(DriveInfo::new(
            &name,
            kind,
            &full,
            self.description.as_deref().unwrap_or_default(),
        ));
        places.drives.push((Rc::clone(&drive), Some(scope)));
        shell.write(engine::values::shared(&drive))
    }
}

/// The error of a scope that is too far out, as this cmdlet reports it.
fn as_drive_error(stop: &object::Interrupt, scope: &str) -> Option<Box<object::Interrupt>> {
    let object::Interrupt::Error(record) = stop else {
        return None;
    };
    let first = record.exception_message();
    let first = first.lines().next().unwrap_or_default().to_string();
    let what = format!("{first}\nActual value was {scope}.");
    let fault = Fault::new(&types::PS_ARGUMENT_OUT_OF_RANGE_EXCEPTION, what).id("NewDriveError");
    Some(
        fault
            .category(Category::InvalidArgument)
            .target(scope)
            .into(),
    )
}

impl Run for RemovePsDrive {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let literal = self.literal_name.is_some();
        for name in self
            .literal_name
            .clone()
            .or_else(|| self.name.clone())
            .unwrap_or_default()
        {
            let found: Vec<_> = place::drives(shell.engine)
                .into_iter()
                .filter(|drive| fits(&name, &drive.name, literal))
                .collect();
            if found.is_empty() && (literal || !contains_wildcard_characters(&name)) {
                shell.error(place::no_drive(&name))?;
            }
            for drive in found {
                let target = format!(
                    "Name: {} Provider: Microsoft.PowerShell.Core\\{} Root: {}",
                    drive.name,
                    drive.kind.name(),
                    drive.root
                );
                if !shell.should_process(&target, "Remove Drive")? {
                    continue;
                }
                let here = place::here(shell.engine);
                if Rc::ptr_eq(&here.drive, &drive) && !self.force.is_on() {
                    let what =
                        format!("Cannot remove drive '{}' because it is in use.", drive.name);
                    let fault = Fault::new(&types::PS_INVALID_OPERATION_EXCEPTION, what)
                        .id("InvalidOperation");
                    shell.error(
                        fault
                            .category(Category::InvalidOperation)
                            .target(drive.name.clone()),
                    )?;
                    continue;
                }
                shell
                    .engine
                    .room::<Places>()
                    .drives
                    .retain(|(known, _)| !Rc::ptr_eq(known, &drive));
            }
        }
        Ok(())
    }
}

impl Run for GetPsProvider {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let given = self
            .ps_provider
            .clone()
            .unwrap_or_else(|| vec![Str::from("*")]);
        for name in given {
            let found: Vec<Kind> = Kind::ALL
                .into_iter()
                .filter(|kind| {
                    fits(
                        name.rsplit('\\').next().unwrap_or(&name),
                        kind.name(),
                        false,
                    )
                })
                .collect();
            if found.is_empty() && !contains_wildcard_characters(&name) {
                shell.error(place::no_provider(&name))?;
            }
            for kind in found {
                let value: Value = objects::provider(kind);
                shell.write(value)?;
            }
        }
        Ok(())
    }
}
