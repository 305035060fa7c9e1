//! `Get-ChildItem`

use super::objects;
use super::place::{self, Kind, Place};
use super::resolve::{self, Entry, How, Wanted};
use engine::{Run, Shell, Switch, cmdlet};
use object::members::path;
use object::pattern::contains_wildcard_characters;
use object::types::{self, Sig};
use object::{Extended, Result, Str, Value};
use std::path::Path;

cmdlet! {
    /// Returns the items in folders and other containers.
    pub struct GetChildItem = "Get-ChildItem" in "Microsoft.PowerShell.Management", class "Microsoft.PowerShell.Commands.GetChildItemCommand", default_set "Items" {
        /// Paths; wildcards are expanded.
        path = "Path": Option<Vec<Str>> => set("Items"), position(0), pipeline, by_name;
        /// Paths taken as they are, without wildcards.
        literal_path = "LiteralPath": Option<Vec<Str>> => alias(&["PSPath", "LP"]), set("LiteralItems"), mandatory, by_name;
        /// A filter of the provider's own, applied to names.
        filter = "Filter": Option<Str> => position(1);
        /// Patterns that names must match.
        include = "Include": Option<Vec<Str>>;
        /// Patterns that names must not match.
        exclude = "Exclude": Option<Vec<Str>>;
        /// Goes into all folders below.
        recurse = "Recurse": Switch => alias(&["s", "r"]);
        /// How many levels of folders to go into.
        depth = "Depth": Option<u32>;
        /// Includes hidden items, and overrides what protects an item.
        force = "Force": Switch;
        /// The name.
        name = "Name": Switch;
        /// Attributes that items must have; `+` is and, `,` is or, `!` is not.
        attributes = "Attributes": AttributesArgument => dynamic;
        /// Follows links to folders.
        follow_symlink = "FollowSymlink": Switch => dynamic;
        /// Folders only.
        directory = "Directory": Switch => alias(&["ad"]), dynamic;
        /// Files only.
        file = "File": Switch => alias(&["af"]), dynamic;
        /// Hidden items only.
        hidden = "Hidden": Switch => alias(&["ah", "h"]), dynamic;
        /// Read-only items only.
        read_only = "ReadOnly": Switch => alias(&["ar"]), dynamic;
        /// System items only.
        system = "System": Switch => alias(&["as"]), dynamic;
    }
}

/// How deep folders may go below the first: links could go in circles.
const DEPTH_MAX: usize = 256;

/// `-Attributes`: alternatives of attributes that all must be there, or must not.
#[derive(Default)]
pub struct AttributesArgument(Vec<Vec<(bool, String)>>);

impl engine::Argument for AttributesArgument {
    const SIG: Sig = Sig::One(&types::OBJECT);
    fn from_value(value: Value) -> Self {
        let items = object::convert::enumerate(&value)
            .and_then(Result::ok)
            .unwrap_or_else(|| vec![value.clone()]);
        let text: Vec<String> = items
            .iter()
            .map(|item| engine::values::plain_text(item).to_string())
            .collect();
        let one = |text: &str| {
            let text = text.trim();
            (
                !text.starts_with('!'),
                text.trim_start_matches('!').trim().to_ascii_lowercase(),
            )
        };
        let alternatives = text.iter().flat_map(|text| text.split(','));
        AttributesArgument(
            alternatives
                .map(|all| all.split('+').map(one).collect())
                .collect(),
        )
    }
}

impl AttributesArgument {
    fn mentions_hidden(&self) -> bool {
        self.0
            .iter()
            .flatten()
            .any(|(_, name)| name == "hidden" || name == "h")
    }

    fn allows(&self, full: &str, entry: &Entry) -> bool {
        self.0.is_empty()
            || self.0.iter().any(|all| {
                all.iter()
                    .all(|(wanted, name)| has(full, entry, name) == *wanted)
            })
    }
}

/// Whether an item has an attribute.
fn has(full: &str, entry: &Entry, name: &str) -> bool {
    match name {
        "d" | "directory" => entry.is_folder,
        "h" | "hidden" => entry.name.starts_with('.'),
        "r" | "readonly" => is_read_only(full),
        "reparsepoint" | "l" => Path::new(full).is_symlink(),
        "normal" => !entry.is_folder && !entry.name.starts_with('.') && !is_read_only(full),
        _ => false,
    }
}

fn is_read_only(full: &str) -> bool {
    Path::new(full)
        .metadata()
        .is_ok_and(|data| data.permissions().readonly())
}

impl Run for GetChildItem {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let (mut paths, literal) = resolve::paths(&self.path, &self.literal_path);
        if paths.is_empty() {
            paths.push(Str::from("."));
        }
        for text in paths {
            let text = if text.is_empty() && !literal {
                Str::from(".")
            } else {
                text
            };
            if let Err(stop) = self.one(shell, &text, literal) {
                shell.soften(stop)?;
            }
        }
        Ok(())
    }
}

impl GetChildItem {
    fn deep(&self) -> bool {
        self.recurse.is_on() || self.depth.is_some() && !self.recurse.is_given()
    }

    fn shows_hidden(&self) -> bool {
        self.force.is_on() || self.hidden.is_on() || self.attributes.mentions_hidden()
    }

    fn one(&self, shell: &mut Shell<'_>, text: &str, literal: bool) -> Result {
        let mut wanted = Wanted::new(
            self.include.as_deref(),
            self.exclude.as_deref(),
            self.filter.as_ref(),
        );
        let wild = !literal && contains_wildcard_characters(text);
        let place = place::parse(shell.engine, text)?;
        if place.kind != Kind::File {
            return self.flat(shell, &place, &wanted, wild);
        }
        if wild && self.deep() {
            let last = path::name_of(path::trimmed(&place.inner)).to_string();
            let parent = path::folder_of(path::trimmed(&place.inner)).unwrap_or_else(|| "/".into());
            if contains_wildcard_characters(&last) {
                if !wanted.includes() && last != "*" {
                    wanted.also(&last);
                }
                for folder in if contains_wildcard_characters(&parent) {
                    resolve::expand(&parent, self.force.is_on())
                } else {
                    vec![parent]
                } {
                    self.folder(shell, &place.with(folder), "", &wanted, 0)?;
                }
                return Ok(());
            }
        }
        let how = How {
            literal,
            force: self.shows_hidden(),
        };
        let found = match resolve::find(shell.engine, text, how) {
            Ok(found) => found,
            Err(stop) => {
                let last = path::name_of(path::trimmed(&place.inner)).to_string();
                let parent = path::folder_of(path::trimmed(&place.inner))
                    .filter(|parent| Path::new(parent).is_dir());
                return match parent {
                    Some(parent) if self.recurse.is_on() && !literal && !text.ends_with('/') => {
                        wanted.also(&last);
                        self.folder(shell, &place.with(parent), "", &wanted, 0)
                    }
                    _ => Err(stop),
                };
            }
        };
        for place in found.places {
            let is_folder = Path::new(&place.inner).is_dir();
            let name = resolve::name_of(&place).to_string();
            if is_folder && (!found.wild || self.deep()) {
                if wanted.includes() && !self.deep() && !found.wild {
                    continue;
                }
                self.folder(shell, &place, "", &wanted, 0)?;
                continue;
            }
            let entry = Entry {
                name: name.clone(),
                is_folder,
            };
            let shown = if found.wild {
                self.shows(&place.inner, &entry)
            } else {
                self.fits(&place.inner, &entry)
            };
            if wanted.passes(&name) && shown {
                self.give(shell, &place, &entry, &name)?;
            }
        }
        Ok(())
    }

    /// The items of a folder, and of the folders below it.
    fn folder(
        &self,
        shell: &mut Shell<'_>,
        place: &Place,
        prefix: &str,
        wanted: &Wanted,
        depth: usize,
    ) -> Result {
        shell.engine.check_cancel()?;
        let list = match resolve::entries(&place.inner) {
            Ok(list) => list,
            Err(error) => {
                let fault = resolve::io_fault(&error, &place.inner)
                    .id("DirUnauthorizedAccessError")
                    .category(object::Category::PermissionDenied);
                return shell.error(fault);
            }
        };
        let base = path::trimmed(&place.inner).to_string();
        let base = if base == "/" { String::new() } else { base };
        for entry in &list {
            let full = format!("{base}/{}", entry.name);
            if wanted.passes(&entry.name) && self.shows(&full, entry) {
                self.give(
                    shell,
                    &place.with(full),
                    entry,
                    &format!("{prefix}{}", entry.name),
                )?;
            }
        }
        let limit = self.depth.map_or(DEPTH_MAX, |depth| depth as usize);
        if !self.deep() || depth >= limit {
            return Ok(());
        }
        for entry in list.iter().filter(|entry| entry.is_folder) {
            let full = format!("{base}/{}", entry.name);
            let is_link = Path::new(&full).is_symlink();
            if (entry.name.starts_with('.') && !self.shows_hidden())
                || (is_link && !self.follow_symlink.is_on())
            {
                continue;
            }
            self.folder(
                shell,
                &place.with(full),
                &format!("{prefix}{}/", entry.name),
                wanted,
                depth + 1,
            )?;
        }
        Ok(())
    }

    /// Whether the switches let an item of a folder through.
    fn shows(&self, full: &str, entry: &Entry) -> bool {
        let hidden = entry.name.starts_with('.');
        (!hidden || self.shows_hidden()) && self.fits(full, entry)
    }

    fn fits(&self, full: &str, entry: &Entry) -> bool {
        !(self.hidden.is_on() && !entry.name.starts_with('.')
            || self.directory.is_on() && !self.file.is_on() && !entry.is_folder
            || self.file.is_on() && !self.directory.is_on() && entry.is_folder
            || self.read_only.is_on() && !is_read_only(full)
            || self.system.is_on())
            && self.attributes.allows(full, entry)
    }

    fn give(&self, shell: &mut Shell<'_>, place: &Place, entry: &Entry, name: &str) -> Result {
        if !self.name.is_on() {
            return shell.write(objects::file(place, entry.is_folder));
        }
        let text = Value::Extended(Extended::new(Value::str(name)));
        shell.write(objects::dressed(text, place, entry.is_folder))
    }

    /// Items of a provider without folders.
    fn flat(&self, shell: &mut Shell<'_>, place: &Place, wanted: &Wanted, wild: bool) -> Result {
        if wanted.has_filter() {
            return place::not_supported(
                "Cannot call method. The provider does not support the use of filters.",
            )
            .raise();
        }
        let pattern = if place.inner.is_empty() {
            "*"
        } else {
            place.inner.as_str()
        };
        let found = objects::flat_items(shell.engine, place.kind, pattern)?;
        if found.is_empty() && !wild && !place.inner.is_empty() {
            return place::no_item(&place.inner).raise();
        }
        for (name, value) in found {
            if !wanted.passes(&name) {
                continue;
            }
            if self.name.is_on() {
                shell.write(Value::Str(name))?;
            } else {
                shell.write(objects::dressed(
                    value,
                    &place.with(name.to_string()),
                    false,
                ))?;
            }
        }
        Ok(())
    }
}
