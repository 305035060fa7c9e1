//! `New-ModuleManifest`: writes a `.psd1` file.

use crate::core::argument::{GuidArgument, UriArgument, VersionArgument};
use engine::declare::Check;
use engine::{Engine, Run, Shell, Switch, cmdlet};
use object::{Category, Fault, Host, Result, Str, Value, convert, types};
use std::fmt::Write;

cmdlet! {
    /// Writes the manifest of a module.
    pub struct NewModuleManifest = "New-ModuleManifest" in "Microsoft.PowerShell.Core", class "Microsoft.PowerShell.Commands.NewModuleManifestCommand", should_process Low {
        /// Where the file stands.
        path = "Path": Option<Str> => mandatory, position(0);
        /// Modules that come along.
        nested_modules = "NestedModules": Option<Vec<Value>> => check(&[Check::AllowEmptyCollection]);
        /// The module's GUID.
        guid = "Guid": GuidArgument;
        /// Who wrote it.
        author = "Author": Option<Str> => check(&[Check::AllowEmptyString]);
        /// Whose it is.
        company_name = "CompanyName": Option<Str> => check(&[Check::AllowEmptyString]);
        /// Its copyright.
        copyright = "Copyright": Option<Str> => check(&[Check::AllowEmptyString]);
        /// The file that makes the module.
        root_module = "RootModule": Option<Str> => alias(&["ModuleToProcess"]), check(&[Check::AllowEmptyString]);
        /// Its version.
        module_version = "ModuleVersion": VersionArgument => check(&[Check::NotNull]);
        /// What it does.
        description = "Description": Option<Str> => check(&[Check::AllowEmptyString]);
        /// Processor that it needs.
        processor_architecture = "ProcessorArchitecture": Option<Str>;
        /// The lowest PowerShell that it runs on.
        power_shell_version = "PowerShellVersion": VersionArgument;
        /// The lowest runtime that it runs on.
        clr_version = "ClrVersion": VersionArgument;
        /// The lowest framework that it runs on.
        dot_net_framework_version = "DotNetFrameworkVersion": VersionArgument;
        /// Host that it needs.
        power_shell_host_name = "PowerShellHostName": Option<Str>;
        /// Version of the host that it needs.
        power_shell_host_version = "PowerShellHostVersion": VersionArgument;
        /// Modules that must be loaded first.
        required_modules = "RequiredModules": Option<Vec<Value>>;
        /// Type files.
        types_to_process = "TypesToProcess": Option<Vec<Str>> => check(&[Check::AllowEmptyCollection]);
        /// Format files.
        formats_to_process = "FormatsToProcess": Option<Vec<Str>> => check(&[Check::AllowEmptyCollection]);
        /// Scripts that run first.
        scripts_to_process = "ScriptsToProcess": Option<Vec<Str>> => check(&[Check::AllowEmptyCollection]);
        /// Assemblies that it needs.
        required_assemblies = "RequiredAssemblies": Option<Vec<Str>> => check(&[Check::AllowEmptyCollection]);
        /// Its files.
        file_list = "FileList": Option<Vec<Str>> => check(&[Check::AllowEmptyCollection]);
        /// Its modules.
        module_list = "ModuleList": Option<Vec<Value>> => check(&[Check::AllowEmptyCollection]);
        /// Functions that it gives out.
        functions_to_export = "FunctionsToExport": Option<Vec<Str>> => check(&[Check::AllowEmptyCollection]);
        /// Aliases that it gives out.
        aliases_to_export = "AliasesToExport": Option<Vec<Str>> => check(&[Check::AllowEmptyCollection]);
        /// Variables that it gives out.
        variables_to_export = "VariablesToExport": Option<Vec<Str>> => check(&[Check::AllowEmptyCollection]);
        /// Cmdlets that it gives out.
        cmdlets_to_export = "CmdletsToExport": Option<Vec<Str>> => check(&[Check::AllowEmptyCollection]);
        /// DSC resources that it gives out.
        dsc_resources_to_export = "DscResourcesToExport": Option<Vec<Str>> => check(&[Check::AllowEmptyCollection]);
        /// Editions that it runs on.
        compatible_ps_editions = "CompatiblePSEditions": Option<Vec<Str>> => check(&[Check::AllowEmptyCollection, Check::Set(&["Desktop", "Core"])]);
        /// Data that the module reads itself.
        private_data = "PrivateData": Option<Value> => check(&[Check::AllowNull]);
        /// Words to find it by.
        tags = "Tags": Option<Vec<Str>> => check(&[Check::NotNullOrEmpty]);
        /// Where the project lives.
        project_uri = "ProjectUri": UriArgument => check(&[Check::NotNullOrEmpty]);
        /// Where the licence stands.
        license_uri = "LicenseUri": UriArgument => check(&[Check::NotNullOrEmpty]);
        /// Where the icon stands.
        icon_uri = "IconUri": UriArgument => check(&[Check::NotNullOrEmpty]);
        /// What is new.
        release_notes = "ReleaseNotes": Option<Str> => check(&[Check::NotNullOrEmpty]);
        /// Label of a version before its release.
        prerelease = "Prerelease": Option<Str> => check(&[Check::NotNullOrEmpty]);
        /// The licence must be accepted.
        require_license_acceptance = "RequireLicenseAcceptance": Switch;
        /// Modules from elsewhere.
        external_module_dependencies = "ExternalModuleDependencies": Option<Vec<Str>> => check(&[Check::NotNullOrEmpty]);
        /// Where help is updated from.
        help_info_uri = "HelpInfoUri": Option<Str> => check(&[Check::AllowNull]);
        /// Writes what was made or changed.
        pass_thru = "PassThru": Switch;
        /// Stands before the nouns of its commands.
        default_command_prefix = "DefaultCommandPrefix": Option<Str> => check(&[Check::AllowNull]);
    }
}

impl Run for NewModuleManifest {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let name = self.path.clone().unwrap_or_default();
        let path = shell.engine.file_path(&name);
        if !super::find::has_end(&path, "psd1") {
            return wrong_path(&name).raise();
        }
        let text = self.manifest(shell.engine, &super::load::name_of(&path))?;
        let file = path.to_string_lossy().into_owned();
        if !shell.should_process(
            &file,
            &format!("Creating the \"{file}\" module manifest file."),
        )? {
            return Ok(());
        }
        Host::may_write(shell.engine, &path)?;
        if let Err(error) = std::fs::write(&path, &text) {
            return Fault::new(&types::IO_EXCEPTION, error.to_string())
                .id("FileOpenFailure")
                .category(Category::OpenError)
                .raise();
        }
        match self.pass_thru.is_on() {
            true => shell.write(Value::str(text)),
            false => Ok(()),
        }
    }
}

/// The error of a path that no manifest can have.
pub fn wrong_path(path: &str) -> Fault {
    Fault::new(
        &types::INVALID_OPERATION_EXCEPTION,
        format!("The module manifest path '{path}' is not valid. The value of the Path argument must resolve to a single file that has a '.psd1' extension. Change the value of the Path argument to point to a valid psd1 file, and then try again."),
    )
    .id("Modules_InvalidModuleManifestPath")
    .category(Category::InvalidArgument)
    .target(path)
}

/// One entry of the file: comment, key, value, and whether it stands as a comment.
struct Entry {
    comment: &'static str,
    key: &'static str,
    value: String,
    active: bool,
}

impl NewModuleManifest {
    fn manifest(&self, engine: &mut Engine, name: &str) -> Result<String> {
        let user = Host::variable(engine, "USER").unwrap_or_else(|| Str::from("root"));
        let date = Host::now(engine);
        let (year, month, day) = (date.year(), date.month(), date.day());
        let mut text = format!(
            "#\n# Module manifest for module '{name}'\n#\n# Generated by: {user}\n#\n# Generated on: {month}/{day}/{year}\n#\n\n@{{\n\n"
        );
        for entry in self.entries(engine, &user)? {
            let mark = if entry.active { "" } else { "# " };
            let _ = write!(
                text,
                "# {}\n{mark}{} = {}\n\n",
                entry.comment, entry.key, entry.value
            );
        }
        text.push_str(&self.private_data(engine)?);
        for entry in self.last_entries() {
            let mark = if entry.active { "" } else { "# " };
            let _ = write!(
                text,
                "# {}\n{mark}{} = {}\n\n",
                entry.comment, entry.key, entry.value
            );
        }
        text.push_str("}\n\n");
        Ok(text)
    }

    fn entries(&self, engine: &mut Engine, user: &str) -> Result<Vec<Entry>> {
        let author = self.author.clone().unwrap_or_else(|| Str::from(user));
        let company = self
            .company_name
            .clone()
            .unwrap_or_else(|| Str::from("Unknown"));
        let copyright = self
            .copyright
            .clone()
            .unwrap_or_else(|| Str::from(format!("(c) {author}. All rights reserved.")));
        let guid = match &self.guid.0 {
            Some(Value::Guid(bytes)) => *bytes,
            _ => engine.random.guid(),
        };
        let guid = object::members::guid::text(&guid, "D")?;
        let version = match &self.module_version.0 {
            Some(version) => convert::to_text(engine, version)?,
            None => Str::from("0.0.1"),
        };
        let quoted = |text: &Option<Str>| {
            format!("'{}'", text.clone().unwrap_or_default().replace('\'', "''"))
        };
        let mut versions = Vec::new();
        for value in [
            &self.power_shell_version,
            &self.power_shell_host_version,
            &self.dot_net_framework_version,
            &self.clr_version,
        ] {
            versions.push(match &value.0 {
                Some(value) => Some(convert::to_text(engine, value)?),
                None => None,
            });
        }
        let made = |comment: &'static str, key: &'static str, value: String, active: bool| Entry {
            comment,
            key,
            value,
            active,
        };
        let names = |list: &Option<Vec<Str>>| list_text(list.as_deref().unwrap_or_default());
        let required = self.values_text(engine, &self.required_modules)?;
        let nested = self.values_text(engine, &self.nested_modules)?;
        let modules = self.values_text(engine, &self.module_list)?;
        let star = |list: &Option<Vec<Str>>| {
            list.as_ref()
                .map_or_else(|| "'*'".to_string(), |list| list_text(list))
        };
        let empty = |list: &Option<Vec<Str>>| {
            list.as_ref()
                .map_or_else(|| "@()".to_string(), |list| list_text(list))
        };
        Ok(vec![
            made(
                "Script module or binary module file associated with this manifest.",
                "RootModule",
                quoted(&self.root_module),
                self.root_module.is_some(),
            ),
            made(
                "Version number of this module.",
                "ModuleVersion",
                format!("'{version}'"),
                true,
            ),
            made(
                "Supported PSEditions",
                "CompatiblePSEditions",
                names(&self.compatible_ps_editions),
                self.compatible_ps_editions.is_some(),
            ),
            made(
                "ID used to uniquely identify this module",
                "GUID",
                format!("'{guid}'"),
                true,
            ),
            made(
                "Author of this module",
                "Author",
                quoted(&Some(author)),
                true,
            ),
            made(
                "Company or vendor of this module",
                "CompanyName",
                quoted(&Some(company)),
                true,
            ),
            made(
                "Copyright statement for this module",
                "Copyright",
                quoted(&Some(copyright)),
                true,
            ),
            made(
                "Description of the functionality provided by this module",
                "Description",
                quoted(&self.description),
                self.description.is_some(),
            ),
            made(
                "Minimum version of the PowerShell engine required by this module",
                "PowerShellVersion",
                quoted(&versions[0]),
                versions[0].is_some(),
            ),
            made(
                "Name of the PowerShell host required by this module",
                "PowerShellHostName",
                quoted(&self.power_shell_host_name),
                self.power_shell_host_name.is_some(),
            ),
            made(
                "Minimum version of the PowerShell host required by this module",
                "PowerShellHostVersion",
                quoted(&versions[1]),
                versions[1].is_some(),
            ),
            made(
                "Minimum version of Microsoft .NET Framework required by this module. This prerequisite is valid for the PowerShell Desktop edition only.",
                "DotNetFrameworkVersion",
                quoted(&versions[2]),
                versions[2].is_some(),
            ),
            made(
                "Minimum version of the common language runtime (CLR) required by this module. This prerequisite is valid for the PowerShell Desktop edition only.",
                "ClrVersion",
                quoted(&versions[3]),
                versions[3].is_some(),
            ),
            made(
                "Processor architecture (None, X86, Amd64) required by this module",
                "ProcessorArchitecture",
                quoted(&self.processor_architecture),
                self.processor_architecture.is_some(),
            ),
            made(
                "Modules that must be imported into the global environment prior to importing this module",
                "RequiredModules",
                required,
                self.required_modules.is_some(),
            ),
            made(
                "Assemblies that must be loaded prior to importing this module",
                "RequiredAssemblies",
                names(&self.required_assemblies),
                self.required_assemblies.is_some(),
            ),
            made(
                "Script files (.ps1) that are run in the caller's environment prior to importing this module.",
                "ScriptsToProcess",
                names(&self.scripts_to_process),
                self.scripts_to_process.is_some(),
            ),
            made(
                "Type files (.ps1xml) to be loaded when importing this module",
                "TypesToProcess",
                names(&self.types_to_process),
                self.types_to_process.is_some(),
            ),
            made(
                "Format files (.ps1xml) to be loaded when importing this module",
                "FormatsToProcess",
                names(&self.formats_to_process),
                self.formats_to_process.is_some(),
            ),
            made(
                "Modules to import as nested modules of the module specified in RootModule/ModuleToProcess",
                "NestedModules",
                nested,
                self.nested_modules.is_some(),
            ),
            made(
                "Functions to export from this module, for best performance, do not use wildcards and do not delete the entry, use an empty array if there are no functions to export.",
                "FunctionsToExport",
                empty(&self.functions_to_export),
                true,
            ),
            made(
                "Cmdlets to export from this module, for best performance, do not use wildcards and do not delete the entry, use an empty array if there are no cmdlets to export.",
                "CmdletsToExport",
                empty(&self.cmdlets_to_export),
                true,
            ),
            made(
                "Variables to export from this module",
                "VariablesToExport",
                star(&self.variables_to_export),
                true,
            ),
            made(
                "Aliases to export from this module, for best performance, do not use wildcards and do not delete the entry, use an empty array if there are no aliases to export.",
                "AliasesToExport",
                empty(&self.aliases_to_export),
                true,
            ),
            made(
                "DSC resources to export from this module",
                "DscResourcesToExport",
                names(&self.dsc_resources_to_export),
                self.dsc_resources_to_export.is_some(),
            ),
            made(
                "List of all modules packaged with this module",
                "ModuleList",
                modules,
                self.module_list.is_some(),
            ),
            made(
                "List of all files packaged with this module",
                "FileList",
                names(&self.file_list),
                self.file_list.is_some(),
            ),
        ])
    }

    /// Modules as names or tables.
    fn values_text(&self, engine: &mut Engine, list: &Option<Vec<Value>>) -> Result<String> {
        let mut parts = Vec::new();
        for value in list.iter().flatten() {
            parts.push(value_text(engine, value)?);
        }
        Ok(match parts.len() {
            0 => "@()".to_string(),
            1 if !parts[0].starts_with('@') => parts.remove(0),
            _ => format!("@({})", parts.join(", \n               ")),
        })
    }

    fn private_data(&self, engine: &mut Engine) -> Result<String> {
        let mut text = String::from(
            "# Private data to pass to the module specified in RootModule/ModuleToProcess. This may also contain a PSData hashtable with additional module metadata used by PowerShell.\nPrivateData = @{\n\n    PSData = @{\n\n",
        );
        let address = |engine: &mut Engine, uri: &UriArgument| -> Result<Option<Str>> {
            uri.0
                .as_ref()
                .map(|uri| convert::to_text(engine, uri))
                .transpose()
        };
        let (license, project, icon) = (
            address(engine, &self.license_uri)?,
            address(engine, &self.project_uri)?,
            address(engine, &self.icon_uri)?,
        );
        let quoted = |text: &Option<Str>| {
            format!("'{}'", text.clone().unwrap_or_default().replace('\'', "''"))
        };
        let accepts = if self.require_license_acceptance.is_on() {
            "$true"
        } else {
            "$false"
        };
        let rows = [
            (
                "Tags applied to this module. These help with module discovery in online galleries.",
                "Tags",
                list_text(self.tags.as_deref().unwrap_or_default()),
                self.tags.is_some(),
            ),
            (
                "A URL to the license for this module.",
                "LicenseUri",
                quoted(&license),
                license.is_some(),
            ),
            (
                "A URL to the main website for this project.",
                "ProjectUri",
                quoted(&project),
                project.is_some(),
            ),
            (
                "A URL to an icon representing this module.",
                "IconUri",
                quoted(&icon),
                icon.is_some(),
            ),
            (
                "ReleaseNotes of this module",
                "ReleaseNotes",
                quoted(&self.release_notes),
                self.release_notes.is_some(),
            ),
            (
                "Prerelease string of this module",
                "Prerelease",
                quoted(&self.prerelease),
                self.prerelease.is_some(),
            ),
            (
                "Flag to indicate whether the module requires explicit user acceptance for install/update/save",
                "RequireLicenseAcceptance",
                accepts.to_string(),
                self.require_license_acceptance.is_on(),
            ),
            (
                "External dependent modules of this module",
                "ExternalModuleDependencies",
                list_text(
                    self.external_module_dependencies
                        .as_deref()
                        .unwrap_or_default(),
                ),
                self.external_module_dependencies.is_some(),
            ),
        ];
        for (comment, key, value, active) in rows {
            let mark = if active { "" } else { "# " };
            let _ = write!(
                text,
                "        # {comment}\n        {mark}{key} = {value}\n\n"
            );
        }
        text.push_str("    } # End of PSData hashtable\n\n");
        if let Some(Value::Dict(dict)) = self.private_data.as_ref().map(Value::base) {
            for (key, value) in dict.entries() {
                let key = convert::to_text(engine, &key)?;
                let _ = write!(text, "    {key} = {}\n\n", value_text(engine, &value)?);
            }
        }
        text.push_str("} # End of PrivateData hashtable\n\n");
        Ok(text)
    }

    fn last_entries(&self) -> [Entry; 2] {
        let quoted = |text: &Option<Str>| {
            format!("'{}'", text.clone().unwrap_or_default().replace('\'', "''"))
        };
        [
            Entry {
                comment: "HelpInfo URI of this module",
                key: "HelpInfoURI",
                value: quoted(&self.help_info_uri),
                active: self.help_info_uri.is_some(),
            },
            Entry {
                comment: "Default prefix for commands exported from this module. Override the default prefix using Import-Module -Prefix.",
                key: "DefaultCommandPrefix",
                value: quoted(&self.default_command_prefix),
                active: self.default_command_prefix.is_some(),
            },
        ]
    }
}

/// Names as PowerShell text.
fn list_text(names: &[Str]) -> String {
    match names {
        [] => "@()".to_string(),
        names => names
            .iter()
            .map(|name| format!("'{}'", name.replace('\'', "''")))
            .collect::<Vec<_>>()
            .join(", "),
    }
}

/// A value as PowerShell text.
fn value_text(engine: &mut Engine, value: &Value) -> Result<String> {
    if let Value::Dict(dict) = value.base() {
        let mut parts = Vec::new();
        for (key, value) in dict.entries() {
            parts.push(format!(
                "{} = {}",
                convert::to_text(engine, &key)?,
                value_text(engine, &value)?
            ));
        }
        return Ok(format!("@{{{}; }}", parts.join("; ")));
    }
    if let Value::Bool(truth) = value.base() {
        return Ok(format!("${}", if *truth { "true" } else { "false" }));
    }
    if value.as_integer().is_some() {
        return Ok(convert::to_text(engine, value)?.to_string());
    }
    if let Some(items) = engine.enumerate(value)? {
        let mut parts = Vec::new();
        for item in &items {
            parts.push(value_text(engine, item)?);
        }
        return Ok(format!("@({})", parts.join(", ")));
    }
    Ok(format!(
        "'{}'",
        convert::to_text(engine, value)?.replace('\'', "''")
    ))
}
