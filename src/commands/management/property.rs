//! Properties of items: `Get-ItemProperty` and its family. Files have the properties of their objects and no others.

use super::objects;
use super::place::{self, Kind, Place};
use super::resolve::{self, How, Wanted};
use engine::declare::Check;
use engine::{PsObject, Run, Shell, Switch, cmdlet};
use object::{Category, Fault, Object, Result, Str, Type, Value, types};
use std::path::Path;

cmdlet! {
    /// Returns properties of items.
    pub struct GetItemProperty = "Get-ItemProperty" in "Microsoft.PowerShell.Management", class "Microsoft.PowerShell.Commands.GetItemPropertyCommand", default_set "Path" {
        /// Paths; wildcards are expanded.
        path = "Path": Option<Vec<Str>> => set("Path"), mandatory, position(0), pipeline, by_name;
        /// Paths taken as they are, without wildcards.
        literal_path = "LiteralPath": Option<Vec<Str>> => alias(&["PSPath", "LP"]), set("LiteralPath"), mandatory, by_name;
        /// The name.
        name = "Name": Option<Vec<Str>> => alias(&["PSProperty"]), position(1);
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
    /// Returns the values of properties of items.
    pub struct GetItemPropertyValue = "Get-ItemPropertyValue" in "Microsoft.PowerShell.Management", class "Microsoft.PowerShell.Commands.GetItemPropertyValueCommand", default_set "Path" {
        /// Paths; wildcards are expanded.
        path = "Path": Option<Vec<Str>> => set("Path"), position(0), pipeline, by_name, check(&[Check::NotNullOrEmpty]);
        /// Paths taken as they are, without wildcards.
        literal_path = "LiteralPath": Option<Vec<Str>> => alias(&["PSPath", "LP"]), set("LiteralPath"), mandatory, by_name;
        /// The name.
        name = "Name": Option<Vec<Str>> => alias(&["PSProperty"]), mandatory, position(1);
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
    /// Sets properties of items.
    pub struct SetItemProperty = "Set-ItemProperty" in "Microsoft.PowerShell.Management", class "Microsoft.PowerShell.Commands.SetItemPropertyCommand", default_set "propertyValuePathSet", should_process Medium {
        /// Paths; wildcards are expanded.
        path = "Path": Option<Vec<Str>> => set("propertyPSObjectPathSet"), mandatory, position(0), by_name, set("propertyValuePathSet"), mandatory, position(0), by_name;
        /// Paths taken as they are, without wildcards.
        literal_path = "LiteralPath": Option<Vec<Str>> => alias(&["PSPath", "LP"]), set("propertyValueLiteralPathSet"), mandatory, by_name, set("propertyPSObjectLiteralPathSet"), mandatory, by_name;
        /// The name.
        name = "Name": Option<Str> => alias(&["PSProperty"]), set("propertyValuePathSet"), mandatory, position(1), by_name, set("propertyValueLiteralPathSet"), mandatory, position(1), by_name;
        /// The value.
        value = "Value": Option<Value> => set("propertyValuePathSet"), mandatory, position(2), by_name, set("propertyValueLiteralPathSet"), mandatory, position(2), by_name, check(&[Check::AllowNull]);
        /// The object to take from.
        input_object = "InputObject": PsObject => set("propertyPSObjectPathSet"), mandatory, pipeline, by_name, set("propertyPSObjectLiteralPathSet"), mandatory, pipeline, by_name;
        /// Writes the object that was worked on.
        pass_thru = "PassThru": Switch;
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
    /// Takes the value of a property away.
    pub struct ClearItemProperty = "Clear-ItemProperty" in "Microsoft.PowerShell.Management", class "Microsoft.PowerShell.Commands.ClearItemPropertyCommand", default_set "Path", should_process Medium {
        /// Paths; wildcards are expanded.
        path = "Path": Option<Vec<Str>> => set("Path"), mandatory, position(0), pipeline, by_name;
        /// Paths taken as they are, without wildcards.
        literal_path = "LiteralPath": Option<Vec<Str>> => alias(&["PSPath", "LP"]), set("LiteralPath"), mandatory, by_name;
        /// The name.
        name = "Name": Option<Str> => mandatory, position(1), by_name;
        /// Writes the object that was worked on.
        pass_thru = "PassThru": Switch;
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

/// The properties that PowerShell adds to items.
const ADDED: [&str; 5] = [
    "PSPath",
    "PSParentPath",
    "PSChildName",
    "PSDrive",
    "PSProvider",
];

/// An object with some properties of an item, and those that PowerShell adds.
fn picked(shell: &mut Shell<'_>, item: &Value, values: Vec<(Str, Value)>) -> Result<Value> {
    let mut all = values;
    for name in ADDED {
        let value = shell.engine.property(item, name)?;
        all.push((Str::from(name), value));
    }
    Ok(Value::Object(Object::custom(all)))
}

fn object_of(place: &Place) -> Value {
    objects::file(place, Path::new(&place.inner).is_dir())
}

fn missing(name: &str) -> Fault {
    Fault::new(
        &types::IO_EXCEPTION,
        format!("The property {name} does not exist or was not found."),
    )
    .category(Category::NotSpecified)
    .target(name)
}

fn unsupported() -> Fault {
    place::not_supported(
        "Cannot use interface. The IPropertyCmdletProvider interface is not supported by this provider.",
    )
}

/// The value of a property that the object has.
fn value_of(shell: &mut Shell<'_>, item: &Value, name: &str) -> Result<Option<Value>> {
    if ADDED.iter().any(|known| known.eq_ignore_ascii_case(name)) {
        return shell.engine.property(item, name).map(Some);
    }
    object::members::access::get(shell.engine, item.base(), name)
}

impl Run for GetItemProperty {
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
                force: false,
            },
            &wanted,
        )? {
            if place.kind != Kind::File {
                shell.error(unsupported())?;
                continue;
            }
            let item = object_of(&place);
            let Some(names) = &self.name else {
                shell.write(item)?;
                continue;
            };
            let mut values = Vec::new();
            for name in names {
                match value_of(shell, &item, name)? {
                    Some(value) => values.push((name.clone(), value)),
                    None => shell.error(missing(name).id("GetValueError"))?,
                }
            }
            if !values.is_empty() {
                let value = picked(shell, &item, values)?;
                shell.write(value)?;
            }
        }
        Ok(())
    }
}

impl Run for GetItemPropertyValue {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let (mut paths, literal) = resolve::paths(&self.path, &self.literal_path);
        if paths.is_empty() {
            paths.push(Str::from("."));
        }
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
                force: false,
            },
            &wanted,
        )? {
            if place.kind != Kind::File {
                shell.error(unsupported())?;
                continue;
            }
            let item = object_of(&place);
            for name in self.name.clone().unwrap_or_default() {
                match value_of(shell, &item, &name)? {
                    Some(value) => shell.write(value)?,
                    None => shell.error(missing(&name).id("System.IO.IOException"))?,
                }
            }
        }
        Ok(())
    }
}

/// Sets one property of a file.
fn set(shell: &mut Shell<'_>, place: &Place, name: &str, value: Value, pass_thru: bool) -> Result {
    let shown = object::convert::to_text(shell.engine, &value)?;
    let is_folder = Path::new(&place.inner).is_dir();
    let action = if is_folder {
        "Set Property Directory"
    } else {
        "Set Property File"
    };
    if !shell.should_process(
        &format!("Item: {} Property: {name} Value: {shown}", place.inner),
        action,
    )? {
        return Ok(());
    }
    let item = object_of(place);
    if value_of(shell, &item, name)?.is_none() {
        let kind = value.get_type().name().to_lowercase();
        let kind = kind.strip_suffix("32").map(str::to_string).unwrap_or(kind);
        return missing(&format!("{kind} {name}={shown}"))
            .id("SetPropertyError")
            .target(place.inner.as_str())
            .raise();
    }
    let wanted: Option<&'static object::TypeInfo> = match name.to_ascii_lowercase().as_str() {
        "attributes" => Some(&object::members::file_info::FILE_ATTRIBUTES),
        "isreadonly" => Some(&types::BOOLEAN),
        "creationtime" | "creationtimeutc" | "lastaccesstime" | "lastaccesstimeutc"
        | "lastwritetime" | "lastwritetimeutc" => Some(&types::DATE_TIME),
        _ => None,
    };
    let Some(wanted) = wanted else {
        let fault = Fault::new(
            &types::SET_VALUE_EXCEPTION,
            format!("\"{name}\" is a ReadOnly property."),
        );
        return fault
            .id("ReadOnlyProperty")
            .target(place.inner.as_str())
            .raise();
    };
    object::Host::may_write(shell.engine, Path::new(&place.inner))?;
    let value = match shell.engine.convert(&value, &Type::Known(wanted)) {
        Ok(value) => value,
        Err(stop) => {
            let what = match &*stop {
                object::Interrupt::Error(record) => record.exception_message(),
                _ => Str::default(),
            };
            let what = format!("Exception setting \"{name}\": \"{what}\"");
            return Fault::new(&types::SET_VALUE_INVOCATION_EXCEPTION, what)
                .id("CatchFromBaseAdapterSetValue")
                .raise();
        }
    };
    let base = item.base().clone();
    shell.engine.set_property(&base, name, value)?;
    if pass_thru {
        let now = shell.engine.property(&object_of(place), name)?;
        let value = picked(shell, &item, vec![(Str::from(name), now)])?;
        shell.write(value)?;
    }
    Ok(())
}

impl Run for SetItemProperty {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let (paths, literal) = resolve::paths(&self.path, &self.literal_path);
        let wanted = Wanted::new(
            self.include.as_deref(),
            self.exclude.as_deref(),
            self.filter.as_ref(),
        );
        let mut changes: Vec<(Str, Value)> = Vec::new();
        match &self.input_object.0 {
            Some(Value::Object(object)) => changes.extend(
                object
                    .entries()
                    .into_iter()
                    .map(|(slot, value)| (slot.name, value)),
            ),
            Some(_) | None => changes.extend(
                self.name
                    .clone()
                    .map(|name| (name, self.value.clone().unwrap_or_default())),
            ),
        }
        for place in resolve::all(
            shell,
            &paths,
            How {
                literal,
                force: self.force.is_on(),
            },
            &wanted,
        )? {
            if place.kind != Kind::File {
                shell.error(unsupported())?;
                continue;
            }
            for (name, value) in &changes {
                if let Err(stop) = set(shell, &place, name, value.clone(), self.pass_thru.is_on()) {
                    shell.soften(stop)?;
                }
            }
        }
        Ok(())
    }
}

impl Run for ClearItemProperty {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let (paths, literal) = resolve::paths(&self.path, &self.literal_path);
        let wanted = Wanted::new(
            self.include.as_deref(),
            self.exclude.as_deref(),
            self.filter.as_ref(),
        );
        let name = self.name.clone().unwrap_or_default();
        for place in resolve::all(
            shell,
            &paths,
            How {
                literal,
                force: self.force.is_on(),
            },
            &wanted,
        )? {
            if place.kind != Kind::File {
                shell.error(unsupported())?;
                continue;
            }
            let value = match name.to_ascii_lowercase().as_str() {
                "attributes" => Value::Int(128),
                "isreadonly" => Value::Bool(false),
                _ => Value::Null,
            };
            if let Err(stop) = set(shell, &place, &name, value, self.pass_thru.is_on()) {
                shell.soften(stop)?;
            }
        }
        Ok(())
    }
}

/// What no provider here can: adding and removing properties.
macro_rules! never {
    ($($type:ident)*) => { $(
        impl Run for $type {
            fn process(&mut self, shell: &mut Shell<'_>) -> Result {
                let what = "Cannot use interface. The IDynamicPropertyCmdletProvider interface is not implemented by this provider.";
                shell.error(place::not_supported(what))
            }
        }
    )* };
}

cmdlet! {
    /// Adds a property to an item, which no provider here can.
    pub struct NewItemProperty = "New-ItemProperty" in "Microsoft.PowerShell.Management", class "Microsoft.PowerShell.Commands.NewItemPropertyCommand", default_set "Path", should_process Medium {
        /// Paths; wildcards are expanded.
        path = "Path": Option<Vec<Str>> => set("Path"), mandatory, position(0);
        /// Paths taken as they are, without wildcards.
        literal_path = "LiteralPath": Option<Vec<Str>> => alias(&["PSPath", "LP"]), set("LiteralPath"), mandatory, by_name;
        /// The name.
        name = "Name": Option<Str> => alias(&["PSProperty"]), mandatory, position(1), by_name;
        /// PropertyType: as PowerShell documents it.
        property_type = "PropertyType": Option<Str> => alias(&["Type"]), by_name;
        /// The value.
        value = "Value": Option<Value> => by_name;
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
    /// Removes a property of an item, which no provider here can.
    pub struct RemoveItemProperty = "Remove-ItemProperty" in "Microsoft.PowerShell.Management", class "Microsoft.PowerShell.Commands.RemoveItemPropertyCommand", default_set "Path", should_process Medium {
        /// Paths; wildcards are expanded.
        path = "Path": Option<Vec<Str>> => set("Path"), mandatory, position(0), pipeline, by_name;
        /// Paths taken as they are, without wildcards.
        literal_path = "LiteralPath": Option<Vec<Str>> => alias(&["PSPath", "LP"]), set("LiteralPath"), mandatory, by_name;
        /// The name.
        name = "Name": Option<Vec<Str>> => alias(&["PSProperty"]), mandatory, position(1), by_name;
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
    /// Renames a property of an item, which no provider here can.
    pub struct RenameItemProperty = "Rename-ItemProperty" in "Microsoft.PowerShell.Management", class "Microsoft.PowerShell.Commands.RenameItemPropertyCommand", default_set "Path", should_process Medium {
        /// Paths; wildcards are expanded.
        path = "Path": Option<Str> => set("Path"), mandatory, position(0), pipeline, by_name;
        /// Paths taken as they are, without wildcards.
        literal_path = "LiteralPath": Option<Str> => alias(&["PSPath", "LP"]), set("LiteralPath"), mandatory, by_name;
        /// The name.
        name = "Name": Option<Str> => alias(&["PSProperty"]), mandatory, position(1), by_name;
        /// The new name.
        new_name = "NewName": Option<Str> => mandatory, position(2), by_name;
        /// Writes the object that was worked on.
        pass_thru = "PassThru": Switch;
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
    /// Copies a property of an item, which no provider here can.
    pub struct CopyItemProperty = "Copy-ItemProperty" in "Microsoft.PowerShell.Management", class "Microsoft.PowerShell.Commands.CopyItemPropertyCommand", default_set "Path", should_process Medium {
        /// Paths; wildcards are expanded.
        path = "Path": Option<Vec<Str>> => set("Path"), mandatory, position(0), pipeline, by_name;
        /// Paths taken as they are, without wildcards.
        literal_path = "LiteralPath": Option<Vec<Str>> => alias(&["PSPath", "LP"]), set("LiteralPath"), mandatory, by_name;
        /// The name.
        name = "Name": Option<Str> => alias(&["PSProperty"]), mandatory, position(2), by_name;
        /// Where it goes.
        destination = "Destination": Option<Str> => mandatory, position(1), by_name;
        /// Writes the object that was worked on.
        pass_thru = "PassThru": Switch;
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
    /// Moves a property of an item, which no provider here can.
    pub struct MoveItemProperty = "Move-ItemProperty" in "Microsoft.PowerShell.Management", class "Microsoft.PowerShell.Commands.MoveItemPropertyCommand", default_set "Path", should_process Medium {
        /// Paths; wildcards are expanded.
        path = "Path": Option<Vec<Str>> => set("Path"), mandatory, position(0), pipeline, by_name;
        /// Paths taken as they are, without wildcards.
        literal_path = "LiteralPath": Option<Vec<Str>> => alias(&["PSPath", "LP"]), set("LiteralPath"), mandatory, by_name;
        /// The name.
        name = "Name": Option<Vec<Str>> => alias(&["PSProperty"]), mandatory, position(2), by_name;
        /// Where it goes.
        destination = "Destination": Option<Str> => mandatory, position(1), by_name;
        /// Writes the object that was worked on.
        pass_thru = "PassThru": Switch;
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

never! { NewItemProperty RemoveItemProperty RenameItemProperty CopyItemProperty MoveItemProperty }
