//! `New-Item`

use super::flat;
use super::objects;
use super::place::{self, Kind, Place};
use super::resolve;
use engine::declare::Check;
use engine::{Run, Shell, Switch, cmdlet};
use object::members::path;
use object::{Category, Fault, Host, Result, Str, Value, convert, types};
use std::path::Path;

cmdlet! {
    /// Makes files, folders, links, variables, functions and aliases.
    pub struct NewItem = "New-Item" in "Microsoft.PowerShell.Management", class "Microsoft.PowerShell.Commands.NewItemCommand", default_set "pathSet", should_process Medium {
        /// Paths; wildcards are expanded.
        path = "Path": Option<Vec<Str>> => set("pathSet"), mandatory, position(0), by_name, set("nameSet"), position(0), by_name;
        /// The name.
        name = "Name": Option<Str> => set("nameSet"), mandatory, by_name, check(&[Check::AllowNull, Check::AllowEmptyString]);
        /// What kind of item to make.
        item_type = "ItemType": Option<Str> => alias(&["Type"]), by_name;
        /// The value.
        value = "Value": Option<Value> => alias(&["Target"]), pipeline, by_name;
        /// Includes hidden items, and overrides what protects an item.
        force = "Force": Switch;
        /// Kept for scripts that name it; no provider here asks who calls.
        credential = "Credential": Option<Value> => by_name;
    }
}

/// What is made.
#[derive(Clone, Copy, PartialEq)]
enum What {
    File,
    Folder,
    Link,
    HardLink,
}

impl Run for NewItem {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let name = self.name.clone().unwrap_or_default();
        let paths = match &self.path {
            Some(paths) => paths.clone(),
            None => vec![Str::default()],
        };
        for text in paths {
            let text = match (text.is_empty(), name.is_empty()) {
                (true, _) => name.clone(),
                (false, true) => text,
                (false, false) => {
                    Str::from(format!("{}/{name}", text.trim_end_matches(['/', '\\'])))
                }
            };
            if let Err(stop) = self.one(shell, &text) {
                shell.soften(stop)?;
            }
        }
        Ok(())
    }
}

impl NewItem {
    fn one(&self, shell: &mut Shell<'_>, text: &str) -> Result {
        let place = place::parse(shell.engine, text)?;
        if place.kind != Kind::File {
            return self.flat(shell, &place);
        }
        let what = self.what()?;
        let (action, target) = match what {
            What::File => ("Create File", format!("Destination: {}", place.inner)),
            What::Folder => ("Create Directory", format!("Destination: {}", place.inner)),
            What::Link => (
                "Create Symbolic Link",
                format!("Destination: {}", place.inner),
            ),
            What::HardLink => ("Create Hard Link", format!("Destination: {}", place.inner)),
        };
        if !shell.should_process(&target, action)? {
            return Ok(());
        }
        Host::may_write(shell.engine, Path::new(&place.inner))?;
        match what {
            What::Folder => self.folder(&place.inner)?,
            What::File => self.file(shell, &place.inner)?,
            What::Link | What::HardLink => self.link(shell, &place.inner, what)?,
        }
        let is_folder = Path::new(&place.inner).is_dir();
        shell.write(objects::file(&place, is_folder))
    }

    /// The type: any beginning of its name will do.
    fn what(&self) -> Result<What> {
        let text = self
            .item_type
            .as_ref()
            .map(|text| text.to_ascii_lowercase())
            .unwrap_or_default();
        let begins = |name: &str| name.starts_with(&text);
        if text.is_empty() || begins("file") {
            return Ok(What::File);
        }
        if begins("directory") || begins("container") {
            return Ok(What::Folder);
        }
        match text.as_str() {
            "symboliclink" | "junction" => Ok(What::Link),
            "hardlink" => Ok(What::HardLink),
            _ => place::bad_argument("The type is not a known type for the file system. Only \"file\",\"directory\" or \"symboliclink\" can be specified.").raise(),
        }
    }

    fn folder(&self, full: &str) -> Result {
        let there = Path::new(full);
        if there.exists() && self.force.is_on() {
            return Ok(());
        }
        if resolve::exists(full) {
            let what = format!("An item with the specified name {full} already exists.");
            let fault = Fault::new(&types::IO_EXCEPTION, what)
                .id("DirectoryExist")
                .category(Category::ResourceExists);
            return fault.target(full).raise();
        }
        std::fs::create_dir_all(full).or_else(|error| {
            resolve::io_fault(&error, full)
                .id("CreateDirectoryIOError")
                .category(Category::WriteError)
                .raise()
        })
    }

    fn file(&self, shell: &mut Shell<'_>, full: &str) -> Result {
        if self.force.is_on()
            && let Some(folder) = path::folder_of(full)
        {
            // What cannot be made shows when the file cannot be.
            let _ = std::fs::create_dir_all(folder);
        }
        let text = match &self.value {
            Some(value) if !value.is_null() => match value.base() {
                Value::Array(_) => Str::from(value.get_type().full_name()),
                _ => convert::to_text(shell.engine, value)?,
            },
            _ => Str::default(),
        };
        let fail = |error: std::io::Error| {
            resolve::io_fault(&error, full)
                .id("NewItemIOError")
                .category(Category::WriteError)
        };
        if Path::new(full).is_dir() {
            return fail(std::io::ErrorKind::AlreadyExists.into()).raise();
        }
        let opened = std::fs::OpenOptions::new()
            .write(true)
            .create(self.force.is_on())
            .truncate(self.force.is_on())
            .create_new(!self.force.is_on())
            .open(full);
        let mut file = match opened {
            Ok(file) => file,
            Err(error) => return fail(error).raise(),
        };
        std::io::Write::write_all(&mut file, text.as_bytes()).or_else(|error| fail(error).raise())
    }

    fn link(&self, shell: &mut Shell<'_>, full: &str, what: What) -> Result {
        let target = match &self.value {
            Some(value) if !value.is_null() => convert::to_text(shell.engine, value)?,
            _ => return place::bad_argument("A target must be given for a link.").raise(),
        };
        if self.force.is_on() && resolve::exists(full) {
            // A link that stands in the way is replaced; what else does shows below.
            let _ = std::fs::remove_file(full);
        }
        let done = if what == What::Link {
            std::os::unix::fs::symlink(target.replace('\\', "/"), full)
        } else {
            let source = place::parse(shell.engine, &target)?.inner;
            std::fs::hard_link(source, full)
        };
        done.or_else(|error| {
            resolve::io_fault(&error, full)
                .id("NewItemIOError")
                .category(Category::ResourceExists)
                .raise()
        })
    }

    fn flat(&self, shell: &mut Shell<'_>, place: &Place) -> Result {
        let there = objects::flat_item(shell.engine, place)?.is_some();
        if there && !self.force.is_on() {
            let what = format!("The item at path '{}' already exists.", place.inner);
            return place::bad_argument(what)
                .target(place.inner.as_str())
                .raise();
        }
        if shell.should_process(&format!("Item: {}", place.inner), "New Item")? {
            let value = self.value.clone().unwrap_or_default();
            flat::set(shell, place, value, self.force.is_on(), None)?;
            if let Some(value) = objects::flat_item(shell.engine, place)? {
                shell.write(value)?;
            }
        }
        Ok(())
    }
}
