//! `Get-Item`, `Set-Item`, `Clear-Item`, `Invoke-Item`: items as such.

use super::flat;
use super::objects;
use super::place::{self, Kind, Place};
use super::resolve::{self, How, Wanted};
use engine::{Run, Shell, Switch, cmdlet};
use object::{Category, Fault, Result, Str, Value, types};
use std::path::Path;

cmdlet! {
    /// Returns the items at paths.
    pub struct GetItem = "Get-Item" in "Microsoft.PowerShell.Management", class "Microsoft.PowerShell.Commands.GetItemCommand", default_set "Path" {
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
        /// Includes hidden items, and overrides what protects an item.
        force = "Force": Switch;
        /// Kept for scripts that name it; no provider here asks who calls.
        credential = "Credential": Option<Value> => by_name;
    }
}

cmdlet! {
    /// Changes what an item holds.
    pub struct SetItem = "Set-Item" in "Microsoft.PowerShell.Management", class "Microsoft.PowerShell.Commands.SetItemCommand", default_set "Path", should_process Medium {
        /// Paths; wildcards are expanded.
        path = "Path": Option<Vec<Str>> => set("Path"), mandatory, position(0), by_name;
        /// Paths taken as they are, without wildcards.
        literal_path = "LiteralPath": Option<Vec<Str>> => alias(&["PSPath", "LP"]), set("LiteralPath"), mandatory, by_name;
        /// The value.
        value = "Value": Option<Value> => position(1), pipeline, by_name;
        /// Includes hidden items, and overrides what protects an item.
        force = "Force": Switch;
        /// Writes the object that was worked on.
        pass_thru = "PassThru": Switch;
        /// A filter of the provider's own, applied to names.
        filter = "Filter": Option<Str>;
        /// Patterns that names must match.
        include = "Include": Option<Vec<Str>>;
        /// Patterns that names must not match.
        exclude = "Exclude": Option<Vec<Str>>;
        /// Kept for scripts that name it; no provider here asks who calls.
        credential = "Credential": Option<Value> => by_name;
        /// Options of a variable, function or alias.
        options = "Options": Option<Value> => dynamic;
    }
}

cmdlet! {
    /// Takes away what an item holds, but not the item.
    pub struct ClearItem = "Clear-Item" in "Microsoft.PowerShell.Management", class "Microsoft.PowerShell.Commands.ClearItemCommand", default_set "Path", should_process Medium {
        /// Paths; wildcards are expanded.
        path = "Path": Option<Vec<Str>> => set("Path"), mandatory, position(0), pipeline, by_name;
        /// Paths taken as they are, without wildcards.
        literal_path = "LiteralPath": Option<Vec<Str>> => alias(&["PSPath", "LP"]), set("LiteralPath"), mandatory, by_name;
        /// Includes hidden items, and overrides what protects an item.
        force = "Force": Switch;
        /// A filter of the provider's own, applied to names.
        filter = "Filter": Option<Str>;
        /// Patterns that names must match.
        include = "Include": Option<Vec<Str>>;
        /// Patterns that names must not match.
        exclude = "Exclude": Option<Vec<Str>>;
        /// Kept for scripts that name it; no provider here asks who calls.
        credential = "Credential": Option<Value> => by_name;
    }
}

cmdlet! {
    /// Opens an item with the program that belongs to it, which a rehearsal refuses.
    pub struct InvokeItem = "Invoke-Item" in "Microsoft.PowerShell.Management", class "Microsoft.PowerShell.Commands.InvokeItemCommand", default_set "Path", should_process Medium {
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
        /// Kept for scripts that name it; no provider here asks who calls.
        credential = "Credential": Option<Value> => by_name;
    }
}

/// The object of a place; a file as it is now.
///
/// # Errors
/// What reading an automatic variable raises.
pub fn object(shell: &mut Shell<'_>, place: &Place) -> Result<Option<Value>> {
    if place.kind == Kind::File {
        return Ok(Some(objects::file(place, Path::new(&place.inner).is_dir())));
    }
    if place.inner.is_empty() {
        let all = objects::flat_items(shell.engine, place.kind, "*")?;
        return Ok(Some(Value::array(
            all.into_iter().map(|(_, value)| value).collect(),
        )));
    }
    objects::flat_item(shell.engine, place)
}

impl Run for GetItem {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let (paths, literal) = resolve::paths(&self.path, &self.literal_path);
        let wanted = Wanted::new(
            self.include.as_deref(),
            self.exclude.as_deref(),
            self.filter.as_ref(),
        );
        for text in paths {
            let how = How {
                literal,
                force: self.force.is_on(),
            };
            let found = match resolve::find(shell.engine, &text, how) {
                Ok(found) => found,
                Err(stop) => {
                    shell.soften(stop)?;
                    continue;
                }
            };
            for place in found.places {
                let name = resolve::name_of(&place).to_string();
                if !wanted.passes(&name) {
                    continue;
                }
                let hidden = place.kind == Kind::File
                    && name.starts_with('.')
                    && name != ".."
                    && name != ".";
                if hidden && !self.force.is_on() && !found.wild {
                    let what = format!("Could not find item {}.", place.inner);
                    let fault = Fault::new(&types::IO_EXCEPTION, what)
                        .id("ItemNotFound")
                        .category(Category::ObjectNotFound);
                    shell.error(fault.target(place.inner.as_str()))?;
                    continue;
                }
                if let Some(value) = object(shell, &place)? {
                    shell.write(value)?;
                }
            }
        }
        Ok(())
    }
}

impl Run for SetItem {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let (paths, literal) = resolve::paths(&self.path, &self.literal_path);
        let wanted = Wanted::new(
            self.include.as_deref(),
            self.exclude.as_deref(),
            self.filter.as_ref(),
        );
        for text in paths {
            if let Err(stop) = self.one(shell, &text, literal, &wanted) {
                shell.soften(stop)?;
            }
        }
        Ok(())
    }
}

impl SetItem {
    fn one(&self, shell: &mut Shell<'_>, text: &str, literal: bool, wanted: &Wanted) -> Result {
        let places = if !literal && object::pattern::contains_wildcard_characters(text) {
            resolve::find(
                shell.engine,
                text,
                How {
                    literal,
                    force: self.force.is_on(),
                },
            )?
            .places
        } else {
            vec![place::parse(shell.engine, text)?]
        };
        for place in places {
            if !wanted.passes(resolve::name_of(&place)) {
                continue;
            }
            if place.kind == Kind::File {
                return place::not_supported("Provider operation stopped because the provider does not support this operation.").raise();
            }
            let value = self.value.clone().unwrap_or_default();
            let target = format!(
                "Item: {} Value: {}",
                place.inner,
                engine::values::plain_text(&value)
            );
            if shell.should_process(&target, "Set Item")? {
                flat::set(
                    shell,
                    &place,
                    value,
                    self.force.is_on(),
                    self.options.as_ref(),
                )?;
                if self.pass_thru.is_on()
                    && let Some(value) = objects::flat_item(shell.engine, &place)?
                {
                    shell.write(value)?;
                }
            }
        }
        Ok(())
    }
}

impl Run for ClearItem {
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
            if place.kind == Kind::File {
                let fault = place::not_supported(
                    "Provider operation stopped because the provider does not support this operation.",
                );
                shell.error(fault)?;
            } else if shell.should_process(&format!("Item: {}", place.inner), "Clear Item")?
                && let Err(stop) = flat::set(shell, &place, Value::Null, self.force.is_on(), None)
            {
                shell.soften(stop)?;
            }
        }
        Ok(())
    }
}

impl Run for InvokeItem {
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
                force: true,
            },
            &wanted,
        )? {
            if place.kind != Kind::File {
                let fault = place::not_supported(
                    "Provider operation stopped because the provider does not support this operation.",
                );
                shell.error(fault)?;
            } else if shell.should_process(&format!("Item: {}", place.inner), "Invoke Item")? {
                let what = format!(
                    "Opening '{}' with the program that belongs to it is not simulated.",
                    place.inner
                );
                shell.error(
                    Fault::runtime("NotSimulated", what)
                        .category(Category::NotImplemented)
                        .target(place.inner.as_str()),
                )?;
            }
        }
        Ok(())
    }
}
