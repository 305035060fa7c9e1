//! `Copy-Item`

use super::flat;
use super::objects;
use super::place::{self, Kind, Place};
use super::resolve::{self, How, Wanted};
use engine::{Run, Shell, Switch, cmdlet};
use object::{Category, Fault, Host, Result, Str, Value, types};
use std::path::Path;

cmdlet! {
    /// Copies items to another place.
    pub struct CopyItem = "Copy-Item" in "Microsoft.PowerShell.Management", class "Microsoft.PowerShell.Commands.CopyItemCommand", default_set "Path", should_process Medium {
        /// Paths; wildcards are expanded.
        path = "Path": Option<Vec<Str>> => set("Path"), mandatory, position(0), pipeline, by_name;
        /// Paths taken as they are, without wildcards.
        literal_path = "LiteralPath": Option<Vec<Str>> => alias(&["PSPath", "LP"]), set("LiteralPath"), mandatory, by_name;
        /// Where it goes.
        destination = "Destination": Option<Str> => position(1), by_name;
        /// Keeps the tree of folders when copying.
        container = "Container": Switch;
        /// Includes hidden items, and overrides what protects an item.
        force = "Force": Switch;
        /// A filter of the provider's own, applied to names.
        filter = "Filter": Option<Str>;
        /// Patterns that names must match.
        include = "Include": Option<Vec<Str>>;
        /// Patterns that names must not match.
        exclude = "Exclude": Option<Vec<Str>>;
        /// Goes into all folders below.
        recurse = "Recurse": Switch;
        /// Writes the object that was worked on.
        pass_thru = "PassThru": Switch;
        /// Kept for scripts that name it; no provider here asks who calls.
        credential = "Credential": Option<Value> => by_name;
    }
}

impl Run for CopyItem {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let (paths, literal) = resolve::paths(&self.path, &self.literal_path);
        // Filters speak of what lies in the folders; of the given paths only those with wildcards are filtered.
        let wanted = Wanted::new(self.include.as_deref(), self.exclude.as_deref(), None);
        let inner = Wanted::new(None, self.exclude.as_deref(), self.filter.as_ref());
        for source in resolve::all(
            shell,
            &paths,
            How {
                literal,
                force: self.force.is_on(),
            },
            &wanted,
        )? {
            if let Err(stop) = self.one(shell, &source, &inner) {
                shell.soften(stop)?;
            }
        }
        Ok(())
    }
}

impl CopyItem {
    fn one(&self, shell: &mut Shell<'_>, source: &Place, wanted: &Wanted) -> Result {
        let text = self.destination.clone().unwrap_or_else(|| Str::from("."));
        let target = place::parse(shell.engine, &text)?;
        if target.kind != source.kind {
            let what = "Source and destination path did not resolve to the same provider.";
            let fault = Fault::new(&types::PS_ARGUMENT_EXCEPTION, what)
                .id("CopyItemSourceAndDestinationNotSameProvider");
            return fault
                .category(Category::InvalidArgument)
                .target(source.shown())
                .raise();
        }
        if source.kind != Kind::File {
            if shell.should_process(
                &format!("Item: {} Destination: {}", source.inner, target.inner),
                "Copy Item",
            )? && let Some(value) = flat::content(shell, source)?
            {
                flat::set(shell, &target, value, self.force.is_on(), None)?;
            }
            return Ok(());
        }
        if text.is_empty() {
            let what = "Cannot process argument because the value of argument \"destinationPath\" is null. Change the value of argument \"destinationPath\" to a non-null value.";
            let fault = Fault::new(&types::PS_ARGUMENT_EXCEPTION, what).id("CopyError");
            return fault.category(Category::InvalidArgument).raise();
        }
        if Path::new(&source.inner).is_dir() {
            return self.folder(shell, source, &target, wanted);
        }
        let ends = text.ends_with(['/', '\\']);
        let full = into(
            &target.inner,
            resolve::name_of(source),
            Path::new(&target.inner).is_dir() || ends,
        );
        self.file(shell, source, &target.with(full))
    }

    fn file(&self, shell: &mut Shell<'_>, source: &Place, target: &Place) -> Result {
        let (from, to) = (source.inner.as_str(), target.inner.as_str());
        if !shell.should_process(&format!("Item: {from} Destination: {to}"), "Copy File")? {
            return Ok(());
        }
        Host::may_write(shell.engine, Path::new(to))?;
        if Path::new(to).exists()
            && std::fs::canonicalize(from).ok() == std::fs::canonicalize(to).ok()
        {
            let what = format!("Cannot overwrite the item {from} with itself.");
            return Fault::new(&types::IO_EXCEPTION, what)
                .id("CopyError")
                .category(Category::WriteError)
                .target(from)
                .raise();
        }
        if self.force.is_on()
            && Path::new(to)
                .metadata()
                .is_ok_and(|data| data.permissions().readonly())
        {
            // If it cannot be removed, copying says why.
            let _ = std::fs::remove_file(to);
        }
        let modified = Path::new(from).metadata().and_then(|data| data.modified());
        if let Err(error) = std::fs::copy(from, to) {
            let id = if error.kind() == std::io::ErrorKind::PermissionDenied {
                "CopyFileInfoItemUnauthorizedAccessError"
            } else {
                "CopyFileInfoItemIOError"
            };
            let category = if id.contains("Unauthorized") {
                Category::PermissionDenied
            } else {
                Category::WriteError
            };
            return resolve::io_fault(&error, to)
                .id(id)
                .category(category)
                .target(from)
                .raise();
        }
        if let (Ok(time), Ok(file)) = (modified, std::fs::File::options().append(true).open(to)) {
            // The time is a courtesy: the copy is good without it.
            let _ = file.set_modified(time);
        }
        self.tell(shell, target, false)
    }

    fn tell(&self, shell: &mut Shell<'_>, target: &Place, is_folder: bool) -> Result {
        if self.pass_thru.is_on() {
            shell.write(objects::file(target, is_folder))
        } else {
            Ok(())
        }
    }

    fn folder(
        &self,
        shell: &mut Shell<'_>,
        source: &Place,
        target: &Place,
        wanted: &Wanted,
    ) -> Result {
        let keeps = !self.container.is_given() || self.container.is_on();
        if Path::new(&target.inner).is_file() {
            let what = "Container cannot be copied onto existing leaf item.";
            let fault =
                Fault::new(&types::PS_ARGUMENT_EXCEPTION, what).id("CopyContainerItemToLeafError");
            return fault
                .category(Category::InvalidArgument)
                .target(source.inner.as_str())
                .raise();
        }
        if !keeps {
            return if self.recurse.is_on() {
                self.flattened(shell, source, target, wanted)
            } else {
                Ok(())
            };
        }
        let full = into(
            &target.inner,
            resolve::name_of(source),
            Path::new(&target.inner).is_dir(),
        );
        self.tree(shell, source, &target.with(full), wanted)
    }

    fn tree(
        &self,
        shell: &mut Shell<'_>,
        source: &Place,
        target: &Place,
        wanted: &Wanted,
    ) -> Result {
        let (from, to) = (source.inner.as_str(), target.inner.as_str());
        if !shell.should_process(&format!("Item: {from} Destination: {to}"), "Copy Directory")? {
            return Ok(());
        }
        Host::may_write(shell.engine, Path::new(to))?;
        if let Err(error) = std::fs::create_dir_all(to) {
            return resolve::io_fault(&error, to)
                .id("CopyDirectoryInfoItemIOError")
                .category(Category::WriteError)
                .target(from)
                .raise();
        }
        self.tell(shell, target, true)?;
        if !self.recurse.is_on() {
            return Ok(());
        }
        for entry in resolve::entries(from).unwrap_or_default() {
            let (inner, outer) = (
                source.with(format!("{from}/{}", entry.name)),
                target.with(format!("{to}/{}", entry.name)),
            );
            let done = if entry.is_folder {
                self.tree(shell, &inner, &outer, wanted)
            } else if wanted.passes(&entry.name) {
                self.file(shell, &inner, &outer)
            } else {
                Ok(())
            };
            if let Err(stop) = done {
                shell.soften(stop)?;
            }
        }
        Ok(())
    }

    /// `-Container:$false`: all files and folders below come into one folder.
    fn flattened(
        &self,
        shell: &mut Shell<'_>,
        source: &Place,
        target: &Place,
        wanted: &Wanted,
    ) -> Result {
        for entry in resolve::entries(&source.inner).unwrap_or_default() {
            let inner = source.with(format!("{}/{}", source.inner, entry.name));
            let outer = target.with(format!("{}/{}", target.inner, entry.name));
            if entry.is_folder {
                Host::may_write(shell.engine, Path::new(&outer.inner))?;
                // A folder that is there already serves as well.
                let _ = std::fs::create_dir_all(&outer.inner);
                self.flattened(shell, &inner, target, wanted)?;
            } else if wanted.passes(&entry.name) {
                self.file(shell, &inner, &outer)?;
            }
        }
        Ok(())
    }
}

/// A path in a folder, or the path itself.
pub fn into(target: &str, name: &str, is_folder: bool) -> String {
    if is_folder {
        format!("{}/{name}", target.trim_end_matches('/'))
    } else {
        target.to_string()
    }
}
