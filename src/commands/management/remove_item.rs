//! `Remove-Item`

use super::flat;
use super::place::{self, Kind, Place};
use super::resolve::{self, How, Wanted};
use engine::{Run, Shell, Switch, cmdlet};
use object::{Category, Fault, Host, Result, Str, Value, types};
use std::path::Path;

cmdlet! {
    /// Deletes items.
    pub struct RemoveItem = "Remove-Item" in "Microsoft.PowerShell.Management", class "Microsoft.PowerShell.Commands.RemoveItemCommand", default_set "Path", should_process Medium {
        /// Paths; wildcards are expanded.
        path = "Path": Option<Vec<Str>> => set("Path"), mandatory, position(0), pipeline, by_name;
        /// Paths taken as they are, without wildcards.
        literal_path = "LiteralPath": Option<Vec<Str>> => alias(&["PSPath", "LP"]), set("LiteralPath"), mandatory, by_name;
        /// A filter of the provider's own, applied to names.
        filter = "Filter": Option<Str>;
        /// Patterns that names must match.
        include = "Include": Option<Vec<Str>>;
        /// Patterns that names must not match.
        exclude = "Exclude": Option<Vec<Str>>;
        /// Goes into all folders below.
        recurse = "Recurse": Switch;
        /// Includes hidden items, and overrides what protects an item.
        force = "Force": Switch;
        /// Kept for scripts that name it; no provider here asks who calls.
        credential = "Credential": Option<Value> => by_name;
    }
}

impl Run for RemoveItem {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let (paths, literal) = resolve::paths(&self.path, &self.literal_path);
        let wanted = Wanted::new(
            self.include.as_deref(),
            self.exclude.as_deref(),
            self.filter.as_ref(),
        );
        for place in resolve::all(
            shell,
            &paths,
            How {
                literal,
                force: self.force.is_on(),
            },
            &wanted,
        )? {
            if let Err(stop) = self.one(shell, &place, &wanted) {
                shell.soften(stop)?;
            }
        }
        Ok(())
    }
}

impl RemoveItem {
    fn one(&self, shell: &mut Shell<'_>, place: &Place, wanted: &Wanted) -> Result {
        if place.kind != Kind::File {
            return match shell.should_process(&format!("Item: {}", place.inner), "Remove Item")? {
                true => flat::remove(shell, place, self.force.is_on()),
                false => Ok(()),
            };
        }
        let here = place::file_here(shell.engine).inner;
        let full = place.inner.as_str();
        if here == full || here.starts_with(&format!("{full}/")) {
            let what = format!("Cannot remove the item at '{full}' because it is in use.");
            let fault =
                Fault::new(&types::PS_INVALID_OPERATION_EXCEPTION, what).id("InvalidOperation");
            return fault
                .category(Category::InvalidOperation)
                .target(full)
                .raise();
        }
        let _ = wanted;
        let there = Path::new(full);
        if !there.is_dir() || there.is_symlink() {
            return self.file(shell, full);
        }
        let is_empty = std::fs::read_dir(full).is_ok_and(|mut list| list.next().is_none());
        if !is_empty && !self.recurse.is_on() {
            let asked = format!(
                "The item at {full} has children and the Recurse parameter was not specified. If you continue, all children will be removed with the item. Are you sure you want to continue?"
            );
            if shell.context.common.confirm.is_none_or(|on| on)
                && !shell.should_continue(&asked, "Confirm")?
            {
                return Ok(());
            }
        }
        self.folder(shell, full)
    }

    fn file(&self, shell: &mut Shell<'_>, full: &str) -> Result {
        if !shell.should_process(full, "Remove File")? {
            return Ok(());
        }
        Host::may_write(shell.engine, Path::new(full))?;
        let there = Path::new(full);
        let name = object::members::path::name_of(full);
        let is_protected = !there.is_symlink()
            && there
                .metadata()
                .is_ok_and(|data| data.permissions().readonly());
        if !self.force.is_on() && (is_protected || name.starts_with('.')) {
            return no_access(full);
        }
        std::fs::remove_file(full).or_else(|error| {
            resolve::io_fault(&error, full)
                .id("RemoveFileSystemItemIOError")
                .category(Category::WriteError)
                .raise()
        })
    }

    fn folder(&self, shell: &mut Shell<'_>, full: &str) -> Result {
        if !shell.should_process(full, "Remove Directory")? {
            return Ok(());
        }
        Host::may_write(shell.engine, Path::new(full))?;
        let name = object::members::path::name_of(full);
        if !self.force.is_on() && name.starts_with('.') {
            return no_access(full);
        }
        for entry in resolve::entries(full).unwrap_or_default() {
            let inner = format!("{full}/{}", entry.name);
            let done = if entry.is_folder && !Path::new(&inner).is_symlink() {
                self.folder(shell, &inner)
            } else {
                self.file(shell, &inner)
            };
            if let Err(stop) = done {
                shell.soften(stop)?;
            }
        }
        std::fs::remove_dir(full).or_else(|_| {
            let what = format!("Directory {full} cannot be removed because it is not empty.");
            Fault::new(&types::IO_EXCEPTION, what)
                .id("DirectoryNotEmpty")
                .category(Category::WriteError)
                .target(full)
                .raise()
        })
    }
}

fn no_access<T>(full: &str) -> Result<T> {
    let what = "You do not have sufficient access rights to perform this operation or the item is hidden, system, or read only.";
    Fault::new(&types::IO_EXCEPTION, what)
        .id("RemoveFileSystemItemUnAuthorizedAccess")
        .category(Category::PermissionDenied)
        .target(full)
        .raise()
}
