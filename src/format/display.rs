//! Which properties stand for an object: its default display set, and the one that names it.

use crate::values;
use crate::views::Registry;
use object::record::SlotKind;
use object::{Str, Symbol, Value};

/// Type names as they were before an object was written to a file and read again.
pub fn unmasked(name: &str) -> &str {
    name.strip_prefix("Deserialized.").unwrap_or(name)
}

/// The properties that an object shows unless asked for others; empty where nothing says.
pub fn default_set(registry: &Registry, value: &Value) -> Vec<Str> {
    if let Some(set) = own_member(value, "DefaultDisplayPropertySet") {
        return strings(&set);
    }
    let names = value.type_names();
    if let Some(set) = names
        .iter()
        .find_map(|name| registry.display_set(unmasked(name)))
    {
        return set;
    }
    let known = |name: &Str| {
        SETS.iter()
            .find(|(kind, _)| kind.eq_ignore_ascii_case(unmasked(name)))
    };
    names
        .iter()
        .find_map(known)
        .map(|(_, set)| set.iter().map(|name| Str::from(*name)).collect())
        .unwrap_or_default()
}

/// The property that names an object.
pub fn name_of(registry: &Registry, value: &Value) -> Option<Str> {
    if let Some(name) = own_member(value, "DefaultDisplayProperty") {
        return name.as_str().cloned();
    }
    let names = value.type_names();
    if let Some(name) = names
        .iter()
        .find_map(|name| registry.display_property(unmasked(name)))
    {
        return Some(name);
    }
    let known = |name: &Str| {
        NAMES
            .iter()
            .find(|(kind, _)| kind.eq_ignore_ascii_case(unmasked(name)))
    };
    if let Some((_, name)) = names.iter().find_map(known) {
        return Some(Str::from(*name));
    }
    let properties = values::properties(value);
    let exact = ["name", "id", "key"].iter().find_map(|wanted| {
        properties
            .iter()
            .find(|p| p.name.eq_ignore_ascii_case(wanted))
    });
    let ending = || {
        ["key", "name", "id"]
            .iter()
            .find_map(|wanted| properties.iter().find(|p| ends_with(&p.name, wanted)))
    };
    exact.or_else(ending).map(|found| found.name.clone())
}

fn ends_with(name: &str, ending: &str) -> bool {
    let start = name.len().checked_sub(ending.len());
    start
        .and_then(|start| name.get(start..))
        .is_some_and(|tail| tail.eq_ignore_ascii_case(ending))
}

/// A member of the set `PSStandardMembers` that was added to the object itself.
fn own_member(value: &Value, name: &str) -> Option<Value> {
    let object = values::slots(value)?;
    let (index, kind) = object.find(Symbol::of("PSStandardMembers"))?;
    if kind != SlotKind::MemberSet {
        return None;
    }
    match object.slot(index) {
        Value::Object(set) => set.get(name),
        _ => None,
    }
}

fn strings(value: &Value) -> Vec<Str> {
    let items = match value.base() {
        Value::Array(array) => array.to_vec(),
        Value::List(list) => list.to_vec(),
        other => vec![other.clone()],
    };
    items
        .iter()
        .filter_map(|item| item.as_str().cloned())
        .collect()
}

/// Default display sets of PowerShell's type data.
const SETS: &[(&str, &[&str])] = &[
    (
        "System.Diagnostics.Process",
        &["Id", "Handles", "CPU", "SI", "Name"],
    ),
    ("System.IO.FileInfo", &["LastWriteTime", "Length", "Name"]),
    (
        "System.Management.Automation.ExtendedTypeDefinition",
        &["TypeNames", "FormatViewDefinition"],
    ),
    (
        "System.Management.Automation.ListControlEntry",
        &["Items", "EntrySelectedBy"],
    ),
    (
        "System.Management.Automation.PSModuleInfo",
        &[
            "Name",
            "Path",
            "Description",
            "Guid",
            "Version",
            "ModuleBase",
            "ModuleType",
            "PrivateData",
            "AccessMode",
            "ExportedAliases",
            "ExportedCmdlets",
            "ExportedFunctions",
            "ExportedVariables",
            "NestedModules",
        ],
    ),
    (
        "System.ServiceProcess.ServiceController",
        &["Status", "Name", "DisplayName"],
    ),
];

/// Properties that name an object, of PowerShell's type data.
const NAMES: &[(&str, &str)] = &[
    ("System.IO.DirectoryInfo", "Name"),
    ("System.Net.IPAddress", "IPAddressToString"),
];
