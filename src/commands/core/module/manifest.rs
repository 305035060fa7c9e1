//! What a manifest says, and what is wrong with it.

use crate::utility::session::data_file::{Trouble, read_table};
use engine::Engine;
use object::{Category, Fault, Interrupt, Result, Str, Value, convert, types};
use std::path::Path;

/// Keys that a manifest may have.
const KEYS: &[&str] = &[
    "RootModule",
    "ModuleToProcess",
    "ModuleVersion",
    "CompatiblePSEditions",
    "GUID",
    "Author",
    "CompanyName",
    "Copyright",
    "Description",
    "PowerShellVersion",
    "PowerShellHostName",
    "PowerShellHostVersion",
    "DotNetFrameworkVersion",
    "CLRVersion",
    "ProcessorArchitecture",
    "RequiredModules",
    "RequiredAssemblies",
    "ScriptsToProcess",
    "TypesToProcess",
    "FormatsToProcess",
    "NestedModules",
    "FunctionsToExport",
    "CmdletsToExport",
    "VariablesToExport",
    "AliasesToExport",
    "DscResourcesToExport",
    "ModuleList",
    "FileList",
    "PrivateData",
    "HelpInfoURI",
    "DefaultCommandPrefix",
];

/// A manifest.
pub struct Manifest {
    /// The whole table.
    pub table: Value,
}

impl Manifest {
    /// Reads a manifest.
    ///
    /// # Errors
    /// It cannot be read, or is no table.
    pub fn read(engine: &mut Engine, path: &Path) -> Result<Manifest> {
        let table = match read_table(engine, path, &[]) {
            Ok(table) => table,
            Err(Trouble::Missing(path)) => {
                return Fault::new(
                    &types::FILE_NOT_FOUND_EXCEPTION,
                    format!("Could not find file '{path}'."),
                )
                .id("Modules_ModuleNotFound")
                .category(Category::ResourceUnavailable)
                .target(path)
                .raise();
            }
            Err(Trouble::NotData(stop) | Trouble::Restricted(stop)) => {
                let Interrupt::Error(record) = &*stop else {
                    return Err(stop);
                };
                return invalid(
                    path,
                    format!(
                        "The module manifest '{}' could not be processed because it is not a valid PowerShell module manifest file. Remove the elements that are not permitted: {}",
                        path.display(),
                        record.exception_message()
                    ),
                );
            }
            Err(Trouble::NoTable) => {
                return invalid(
                    path,
                    format!(
                        "The module manifest '{}' could not be processed because it is not a valid PowerShell module manifest file. Remove the elements that are not permitted: A manifest must be a hash table.",
                        path.display()
                    ),
                );
            }
        };
        Ok(Manifest { table })
    }

    /// Reads a manifest that must be sound.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    pub fn sound(engine: &mut Engine, path: &Path) -> Result<Manifest> {
        let manifest = Manifest::read(engine, path)?;
        match manifest.problems(engine, path)?.into_iter().next() {
            Some(problem) => problem.raise(),
            None => Ok(manifest),
        }
    }

    /// The keys that no manifest has.
    pub fn unknown_members(&self, engine: &mut Engine, path: &Path) -> Result<Vec<Fault>> {
        let mut found = Vec::new();
        let Value::Dict(dict) = self.table.base() else {
            return Ok(found);
        };
        for (key, _) in dict.entries() {
            let key = convert::to_text(engine, &key)?;
            if !KEYS.iter().any(|known| known.eq_ignore_ascii_case(&key)) {
                let list: Vec<String> = KEYS.iter().map(|key| format!("'{key}'")).collect();
                let message = format!(
                    "The module manifest '{}' contains one or more members that are not valid: '{key}'. Valid members are: {}.",
                    path.display(),
                    list.join(", ")
                );
                found.push(
                    Fault::new(&types::INVALID_OPERATION_EXCEPTION, message)
                        .id("Modules_InvalidManifestMember")
                        .category(Category::InvalidData)
                        .target(path.to_string_lossy().into_owned()),
                );
            }
        }
        Ok(found)
    }

    /// What is wrong with it, as far as it tells by itself.
    pub fn problems(&self, engine: &mut Engine, path: &Path) -> Result<Vec<Fault>> {
        let mut found = self.unknown_members(engine, path)?;
        match self.text(engine, "ModuleVersion")? {
            Some(version) if super::specification::is_version(&version) => {}
            Some(version) => found.push(fault(
                &types::INVALID_OPERATION_EXCEPTION,
                path,
                format!("The 'ModuleVersion' key in the module manifest '{}' is not a valid version: '{version}'.", path.display()),
            )),
            None => found.push(fault(
                missing_member(),
                path,
                format!("The module manifest '{}' is missing the key 'ModuleVersion', which is required.", path.display()),
            )),
        }
        if let Some(guid) = self.text(engine, "GUID")?
            && object::members::guid::read(&guid).is_none()
        {
            found.push(fault(
                &types::INVALID_OPERATION_EXCEPTION,
                path,
                format!(
                    "The 'GUID' key in the module manifest '{}' is not valid: '{guid}'.",
                    path.display()
                ),
            ));
        }
        if let Some(wanted) = self.text(engine, "PowerShellVersion")?
            && super::specification::newer(&wanted, engine::VERSION_TEXT).is_gt()
        {
            let message = format!(
                "The version of the loaded PowerShell is '{}'. The module '{}' requires a minimum PowerShell version of '{wanted}' to run. Verify the installation of PowerShell and try again.",
                engine::VERSION_TEXT,
                path.display()
            );
            found.push(
                fault(&types::INVALID_OPERATION_EXCEPTION, path, message)
                    .id("Modules_InsufficientPowerShellVersion"),
            );
        }
        Ok(found)
    }

    /// An entry; null counts as none.
    pub fn get(&self, key: &str) -> Option<Value> {
        match self.table.base() {
            Value::Dict(dict) => dict.get_str(key).filter(|value| !value.is_null()),
            _ => None,
        }
    }

    /// An entry as text.
    pub fn text(&self, engine: &mut Engine, key: &str) -> Result<Option<Str>> {
        match self.get(key) {
            Some(value) => convert::to_text(engine, &value).map(Some),
            None => Ok(None),
        }
    }

    /// An entry as a list of values; `None` where there is none.
    pub fn list(&self, engine: &mut Engine, key: &str) -> Result<Option<Vec<Value>>> {
        let Some(value) = self.get(key) else {
            return Ok(None);
        };
        Ok(Some(
            engine.enumerate(&value)?.unwrap_or_else(|| vec![value]),
        ))
    }

    /// An entry as a list of texts.
    pub fn texts(&self, engine: &mut Engine, key: &str) -> Result<Option<Vec<Str>>> {
        let Some(values) = self.list(engine, key)? else {
            return Ok(None);
        };
        values
            .iter()
            .map(|value| convert::to_text(engine, value))
            .collect::<Result<Vec<Str>>>()
            .map(Some)
    }

    /// The file that makes the module, if one does.
    pub fn root(&self, engine: &mut Engine) -> Result<Option<Str>> {
        let root = match self.text(engine, "RootModule")? {
            Some(root) => Some(root),
            None => self.text(engine, "ModuleToProcess")?,
        };
        Ok(root.filter(|root| !root.is_empty()))
    }
}

/// The error of a manifest that is none.
pub fn invalid<T>(path: &Path, message: String) -> Result<T> {
    fault(&types::INVALID_OPERATION_EXCEPTION, path, message).raise()
}

fn fault(kind: &'static object::TypeInfo, path: &Path, message: String) -> Fault {
    Fault::new(kind, message)
        .id("Modules_InvalidManifest")
        .category(Category::ResourceUnavailable)
        .target(path.to_string_lossy().into_owned())
}

/// `MissingMemberException`
pub fn missing_member() -> &'static object::TypeInfo {
    types::find("System.MissingMemberException", 0).unwrap_or(&types::INVALID_OPERATION_EXCEPTION)
}
