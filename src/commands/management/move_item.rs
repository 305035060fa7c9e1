//! `Move-Item` and `Rename-Item`

use super::copy_item::into;
use super::flat;
use super::objects;
use super::place::{self, Kind, Place};
use super::resolve::{self, How, Wanted};
use engine::{Run, Shell, Switch, cmdlet};
use object::members::path;
use object::{Category, Fault, Host, Result, Str, Value, types};
use std::path::Path;

cmdlet! {
    /// Moves items to another place.
    pub struct MoveItem = "Move-Item" in "Microsoft.PowerShell.Management", class "Microsoft.PowerShell.Commands.MoveItemCommand", default_set "Path", should_process Medium {
        /// Paths; wildcards are expanded.
        path = "Path": Option<Vec<Str>> => set("Path"), mandatory, position(0), pipeline, by_name;
        /// Paths taken as they are, without wildcards.
        literal_path = "LiteralPath": Option<Vec<Str>> => alias(&["PSPath", "LP"]), set("LiteralPath"), mandatory, by_name;
        /// Where it goes.
        destination = "Destination": Option<Str> => position(1), by_name;
        /// Includes hidden items, and overrides what protects an item.
        force = "Force": Switch;
        /// A filter of the provider's own, applied to names.
        filter = "Filter": Option<Str>;
        /// Patterns that names must match.
        include = "Include": Option<Vec<Str>>;
        /// Patterns that names must not match.
        exclude = "Exclude": Option<Vec<Str>>;
        /// Writes the object that was worked on.
        pass_thru = "PassThru": Switch;
        /// Kept for scripts that name it; no provider here asks who calls.
        credential = "Credential": Option<Value> => by_name;
    }
}

cmdlet! {
    /// Gives an item another name.
    pub struct RenameItem = "Rename-Item" in "Microsoft.PowerShell.Management", class "Microsoft.PowerShell.Commands.RenameItemCommand", default_set "ByPath", should_process Medium {
        /// Paths; wildcards are expanded.
        path = "Path": Option<Str> => set("ByPath"), mandatory, position(0), pipeline, by_name;
        /// Paths taken as they are, without wildcards.
        literal_path = "LiteralPath": Option<Str> => alias(&["PSPath", "LP"]), set("ByLiteralPath"), mandatory, by_name;
        /// The new name.
        new_name = "NewName": Option<Str> => mandatory, position(1), by_name;
        /// Includes hidden items, and overrides what protects an item.
        force = "Force": Switch;
        /// Writes the object that was worked on.
        pass_thru = "PassThru": Switch;
        /// Kept for scripts that name it; no provider here asks who calls.
        credential = "Credential": Option<Value> => by_name;
    }
}

impl Run for MoveItem {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let (paths, literal) = resolve::paths(&self.path, &self.literal_path);
        let wanted = Wanted::new(
            self.include.as_deref(),
            self.exclude.as_deref(),
            self.filter.as_ref(),
        );
        for source in resolve::all(
            shell,
            &paths,
            How {
                literal,
                force: self.force.is_on(),
            },
            &wanted,
        )? {
            if let Err(stop) = self.one(shell, &source) {
                shell.soften(stop)?;
            }
        }
        Ok(())
    }
}

impl MoveItem {
    fn one(&self, shell: &mut Shell<'_>, source: &Place) -> Result {
        if source.kind != Kind::File {
            let what = "Cannot retrieve the dynamic parameters for the cmdlet. The NavigationCmdletProvider methods are not supported by this provider.";
            let fault = Fault::new(&types::PARAMETER_BINDING_EXCEPTION, what)
                .id("GetDynamicParametersException");
            return fault.category(Category::InvalidArgument).raise();
        }
        let text = self.destination.clone().unwrap_or_else(|| Str::from("."));
        let target = place::parse(shell.engine, if text.is_empty() { "." } else { &text })?;
        if target.kind != source.kind {
            let what = "Cannot move the item because the source and destination paths did not resolve to the same provider.";
            return place::bad_argument(what)
                .id("System.Management.Automation.PSArgumentException")
                .raise();
        }
        let from = source.inner.as_str();
        let to = into(
            &target.inner,
            resolve::name_of(source),
            Path::new(&target.inner).is_dir() && target.inner != from,
        );
        let is_folder = Path::new(from).is_dir() && !Path::new(from).is_symlink();
        let action = if is_folder {
            "Move Directory"
        } else {
            "Move File"
        };
        if !shell.should_process(&format!("Item: {from} Destination: {to}"), action)? {
            return Ok(());
        }
        Host::may_write(shell.engine, Path::new(from))?;
        Host::may_write(shell.engine, Path::new(&to))?;
        if from != to {
            let id = if is_folder {
                "MoveDirectoryItemIOError"
            } else {
                "MoveFileInfoItemIOError"
            };
            if resolve::exists(&to) && (!self.force.is_on() || Path::new(&to).is_dir()) {
                let what = format!("The file '{to}' already exists.");
                return Fault::new(&types::IO_EXCEPTION, what)
                    .id(id)
                    .category(Category::WriteError)
                    .target(from)
                    .raise();
            }
            if let Err(error) = shift(from, &to) {
                return resolve::io_fault(&error, &to)
                    .id(id)
                    .category(Category::WriteError)
                    .target(from)
                    .raise();
            }
        }
        if self.pass_thru.is_on() {
            shell.write(objects::file(&source.with(to), is_folder))
        } else {
            Ok(())
        }
    }
}

/// Renames, or copies and deletes where the target is on another device.
fn shift(from: &str, to: &str) -> std::io::Result<()> {
    match std::fs::rename(from, to) {
        Err(error)
            if error.kind() == std::io::ErrorKind::CrossesDevices && Path::new(from).is_file() =>
        {
            std::fs::copy(from, to)?;
            std::fs::remove_file(from)
        }
        other => other,
    }
}

impl Run for RenameItem {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let literal = self.literal_path.is_some();
        let text = self
            .literal_path
            .clone()
            .or_else(|| self.path.clone())
            .unwrap_or_default();
        let done = self.one(shell, &text, literal);
        match done {
            Err(stop) => shell.soften(stop),
            Ok(()) => Ok(()),
        }
    }
}

impl RenameItem {
    fn one(&self, shell: &mut Shell<'_>, text: &str, literal: bool) -> Result {
        let mut found = resolve::find(
            shell.engine,
            text,
            How {
                literal,
                force: self.force.is_on(),
            },
        )?;
        let source = match (found.places.pop(), found.places.is_empty()) {
            (Some(source), true) if !found.wild => source,
            (Some(source), true) => source,
            _ => {
                let what = format!("Cannot rename because item at '{text}' does not exist.");
                let fault =
                    Fault::new(&types::PS_INVALID_OPERATION_EXCEPTION, what).id("InvalidOperation");
                return fault
                    .category(Category::InvalidOperation)
                    .target(text)
                    .raise();
            }
        };
        let name = self.new_name.clone().unwrap_or_default();
        if source.kind != Kind::File {
            return self.flat(shell, &source, &name);
        }
        let parent = path::folder_of(path::trimmed(&source.inner)).unwrap_or_else(|| "/".into());
        let name = name.trim_start_matches("./").trim_start_matches(".\\");
        if name.contains(['/', '\\']) && path::folder_of(name).as_deref() != Some(parent.as_str()) {
            return place::bad_argument(
                "Cannot rename the specified target, because it represents a path or device name.",
            )
            .target(name)
            .raise();
        }
        let from = source.inner.as_str();
        let to = format!("{}/{}", parent.trim_end_matches('/'), path::name_of(name));
        let is_folder = Path::new(from).is_dir() && !Path::new(from).is_symlink();
        let action = if is_folder {
            "Rename Directory"
        } else {
            "Rename File"
        };
        if !shell.should_process(&format!("Item: {from} Destination: {to}"), action)? {
            return Ok(());
        }
        Host::may_write(shell.engine, Path::new(from))?;
        Host::may_write(shell.engine, Path::new(&to))?;
        if from != to {
            if resolve::exists(&to) {
                let what = format!("The file '{to}' already exists.");
                return Fault::new(&types::IO_EXCEPTION, what)
                    .id("RenameItemIOError")
                    .category(Category::WriteError)
                    .target(from)
                    .raise();
            }
            if let Err(error) = std::fs::rename(from, &to) {
                return resolve::io_fault(&error, &to)
                    .id("RenameItemIOError")
                    .category(Category::WriteError)
                    .target(from)
                    .raise();
            }
        }
        if self.pass_thru.is_on() {
            shell.write(objects::file(&source.with(to), is_folder))
        } else {
            Ok(())
        }
    }

    fn flat(&self, shell: &mut Shell<'_>, source: &Place, name: &str) -> Result {
        let target = source.with(name.to_string());
        if objects::flat_item(shell.engine, &target)?.is_some() && !self.force.is_on() {
            return place::bad_argument(format!("The item at path '{name}' already exists."))
                .target(name)
                .raise();
        }
        if shell.should_process(
            &format!("Item: {} NewName: {name}", source.inner),
            "Rename Item",
        )? && let Some(value) = flat::content(shell, source)?
        {
            flat::remove(shell, source, self.force.is_on())?;
            flat::set(shell, &target, value, self.force.is_on(), None)?;
            if self.pass_thru.is_on()
                && let Some(value) = objects::flat_item(shell.engine, &target)?
            {
                shell.write(value)?;
            }
        }
        Ok(())
    }
}
