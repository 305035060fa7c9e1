//! `Get-Module`, `Test-ModuleManifest`: modules that are loaded, or that could be.

use super::load::name_of;
use super::manifest::Manifest;
use super::specification::{SpecificationsArgument, Wanted};
use super::{autoload, builtin, find};
use crate::core::argument::{OtherArgument, UriArgument};
use engine::declare::Check;
use engine::module::Module;
use engine::{Engine, Run, Shell, Switch, cmdlet};
use object::pattern::{Wildcard, contains_wildcard_characters};
use object::{Category, Fault, Result, Str, types};
use std::path::Path;
use std::rc::Rc;

cmdlet! {
    /// Returns the modules of the session, or those that could be loaded.
    pub struct GetModule = "Get-Module" in "Microsoft.PowerShell.Core", class "Microsoft.PowerShell.Commands.GetModuleCommand", default_set "Loaded" {
        /// Names or paths of modules.
        name = "Name": Option<Vec<Str>> => set("Loaded"), position(0), pipeline, set("Available"), position(0), pipeline, set("PsSession"), position(0), pipeline, set("CimSession"), position(0), pipeline, check(&[Check::NotNullOrEmpty]);
        /// Name, version and GUID of modules, as tables.
        fully_qualified_name = "FullyQualifiedName": SpecificationsArgument => set("Loaded"), by_name, set("Available"), by_name, set("PsSession"), by_name, set("CimSession"), by_name;
        /// Returns modules too that others brought along.
        all = "All": Switch => set("Loaded"), set("Available");
        /// Returns modules that are installed.
        list_available = "ListAvailable": Switch => set("Available"), mandatory, set("PsSession"), set("CimSession");
        /// Only modules for that edition.
        ps_edition = "PSEdition": Option<Str> => set("Available"), set("PsSession");
        /// Takes modules of the other edition too.
        skip_edition_check = "SkipEditionCheck": Switch => set("Available"), set("PsSession"), set("CimSession");
        /// Looks again at what is installed.
        refresh = "Refresh": Switch => set("Available"), set("PsSession"), set("CimSession");
        /// A remote session; not simulated.
        ps_session = "PSSession": OtherArgument => set("PsSession"), mandatory, check(&[Check::NotNull]);
        /// A CIM session; not simulated.
        cim_session = "CimSession": OtherArgument => set("CimSession"), mandatory, check(&[Check::NotNull]);
        /// Where CIM looks for the module; not simulated.
        cim_resource_uri = "CimResourceUri": UriArgument => set("CimSession"), check(&[Check::NotNull]);
        /// Where CIM looks for the module; not simulated.
        cim_namespace = "CimNamespace": Option<Str> => set("CimSession"), check(&[Check::NotNullOrEmpty]);
    }
}

impl Run for GetModule {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        if self.ps_session.0.is_some() || self.cim_session.0.is_some() {
            return crate::core::not_simulated("Modules of other sessions");
        }
        if self.list_available.is_on() {
            return self.available(shell);
        }
        let mut all = match self.all.is_on() {
            true => shell.engine.all_modules(),
            false => shell.engine.visible_modules(),
        };
        for name in builtin::names(shell.engine) {
            let shown = matches!(
                name,
                "Microsoft.PowerShell.Management" | "Microsoft.PowerShell.Utility"
            ) || self.is_named(name);
            if shown {
                all.extend(builtin::find(shell.engine, name));
            }
        }
        let wanted = self.specifications(shell)?;
        all.sort_by_key(|module| module.name.to_lowercase());
        for module in all {
            if self.fits(&wanted, &module) {
                shell.write(engine::values::shared(&module))?;
            }
        }
        Ok(())
    }
}

impl GetModule {
    fn is_named(&self, name: &str) -> bool {
        self.name
            .iter()
            .flatten()
            .any(|wanted| wanted.eq_ignore_ascii_case(name))
    }

    fn specifications(&self, shell: &mut Shell<'_>) -> Result<Vec<Wanted>> {
        let values = self.fully_qualified_name.0.clone().unwrap_or_default();
        values
            .iter()
            .map(|value| Wanted::of(shell.engine, value))
            .collect()
    }

    fn fits(&self, wanted: &[Wanted], module: &Module) -> bool {
        if !wanted.is_empty() {
            return wanted.iter().any(|wanted| {
                wanted.name.eq_ignore_ascii_case(&module.name) && wanted.accepts_module(module)
            });
        }
        match &self.name {
            Some(names) => names.iter().any(|name| {
                Wildcard::new(name, true).is_ok_and(|pattern| {
                    pattern.is_match(&module.name)
                        || (find::is_path(name) && **name == *module.path)
                })
            }),
            None => true,
        }
    }

    fn available(&self, shell: &mut Shell<'_>) -> Result {
        let wanted = self.specifications(shell)?;
        let mut found = Vec::new();
        for name in self
            .name
            .iter()
            .flatten()
            .filter(|name| find::is_path(name))
        {
            let path = shell.engine.file_path(name);
            found.extend(find::by_path(&path));
        }
        let by_path = !found.is_empty();
        if !by_path {
            found = find::all(shell.engine);
        }
        let mut modules = Vec::new();
        for path in found {
            if let Some(module) = describe(shell.engine, &path) {
                modules.push(module);
            }
        }
        let own = Path::new(builtin::FOLDER);
        if !by_path
            && find::folders(shell.engine)
                .iter()
                .any(|folder| folder == own)
        {
            for name in builtin::names(shell.engine) {
                modules.extend(builtin::find(shell.engine, name));
            }
        }
        for module in modules {
            if by_path || self.fits(&wanted, &module) {
                shell.write(engine::values::shared(&module))?;
            }
        }
        Ok(())
    }
}

/// A module as its files describe it, without running anything.
pub fn describe(engine: &mut Engine, path: &Path) -> Option<Rc<Module>> {
    let (mut script, mut manifest) = (path.to_path_buf(), None);
    if find::has_end(path, "psd1") {
        let read = Manifest::read(engine, path).ok()?;
        if let Some(root) = read.root(engine).ok().flatten() {
            let beside = path.parent()?.join(&*root);
            script = find::by_path(&beside).unwrap_or(beside);
        }
        manifest = Some(read);
    }
    let module = engine.new_module(&name_of(path), &path.to_string_lossy());
    let (listed, aliases) = autoload::exports(engine, path);
    let exported = autoload::functions_of(&script, &module);
    let mut functions = module.functions.borrow_mut();
    for name in &listed {
        if let Some(function) = exported
            .iter()
            .find(|function| function.name.eq_ignore_ascii_case(name))
        {
            functions.push(Rc::clone(function));
        } else if let Some(function) = autoload::placeholder(engine, name, &module) {
            functions.push(function);
        }
    }
    drop(functions);
    module
        .aliases
        .borrow_mut()
        .extend(aliases.into_iter().map(|name| {
            Rc::new(engine::command::Alias {
                name,
                definition: Str::default(),
                options: Default::default(),
                description: Str::default(),
            })
        }));
    if let Some(manifest) = manifest {
        *module.version.borrow_mut() = manifest
            .text(engine, "ModuleVersion")
            .ok()
            .flatten()
            .unwrap_or_default();
        *module.description.borrow_mut() = manifest
            .text(engine, "Description")
            .ok()
            .flatten()
            .unwrap_or_default();
        module
            .module_type
            .set(if manifest.root(engine).ok().flatten().is_some() {
                "Script"
            } else {
                "Manifest"
            });
        *module.manifest.borrow_mut() = manifest.table.clone();
    }
    Some(module)
}

cmdlet! {
    /// Reads a manifest and says what is wrong with it.
    pub struct TestModuleManifest = "Test-ModuleManifest" in "Microsoft.PowerShell.Core", class "Microsoft.PowerShell.Commands.TestModuleManifestCommand" {
        /// Where the file stands.
        path = "Path": Option<Str> => mandatory, position(0), pipeline, by_name;
    }
}

impl Run for TestModuleManifest {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let name = self.path.take().unwrap_or_default();
        let path = shell.engine.file_path(&name);
        if !path.is_file() {
            return shell.error(
                Fault::new(
                    &types::FILE_NOT_FOUND_EXCEPTION,
                    format!("The specified module '{name}' was not loaded because no valid module file was found in any module directory."),
                )
                .id("Modules_ModuleNotFound")
                .category(Category::ResourceUnavailable)
                .target(name),
            );
        }
        if !find::has_end(&path, "psd1") {
            return shell.error(super::new_manifest::wrong_path(&path.to_string_lossy()));
        }
        if contains_wildcard_characters(&name) {
            return Ok(());
        }
        let manifest = match Manifest::read(shell.engine, &path) {
            Ok(manifest) => manifest,
            Err(stop) => return shell.soften(stop),
        };
        // Members are looked at twice, and complained of each time.
        let mut problems = manifest.unknown_members(shell.engine, &path)?;
        problems.extend(manifest.problems(shell.engine, &path)?);
        for problem in problems {
            shell.error(problem)?;
        }
        self.parts(shell, &manifest, &path)?;
        match describe(shell.engine, &path) {
            Some(module) => {
                module.module_type.set("Manifest");
                shell.write(engine::values::shared(&module))
            }
            None => Ok(()),
        }
    }
}

/// Entries that name files, and the error ids of those that are missing.
const PARTS: &[(&str, &str)] = &[
    ("RootModule", "Modules_InvalidRootModuleInModuleManifest"),
    (
        "NestedModules",
        "Modules_InvalidNestedModuleinModuleManifest",
    ),
    ("FileList", "Modules_InvalidFilePathinModuleManifest"),
    ("ScriptsToProcess", "Modules_InvalidManifest"),
    ("TypesToProcess", "Modules_InvalidManifest"),
    ("FormatsToProcess", "Modules_InvalidManifest"),
    (
        "RequiredAssemblies",
        "Modules_InvalidRequiredAssembliesInModuleManifest",
    ),
];

impl TestModuleManifest {
    /// The files that the manifest names must be there.
    fn parts(&self, shell: &mut Shell<'_>, manifest: &Manifest, path: &Path) -> Result {
        let folder = path.parent().map(Path::to_path_buf).unwrap_or_default();
        for (key, id) in PARTS {
            for value in manifest.list(shell.engine, key)?.unwrap_or_default() {
                let part = Wanted::of(shell.engine, &value)?.name;
                let beside = folder.join(&*part);
                let is_there = part.is_empty()
                    || beside.exists()
                    || find::by_path(&beside).is_some()
                    || find::by_name(shell.engine, &Wanted::named(part.clone())).is_some();
                if !is_there {
                    let message = format!(
                        "The specified {key} entry '{part}' in the module manifest '{}' is invalid. Try again after updating this entry with valid values.",
                        path.display()
                    );
                    let fault = Fault::new(&types::PS_INVALID_OPERATION_EXCEPTION, message);
                    shell.error(
                        fault
                            .id(*id)
                            .category(Category::ResourceUnavailable)
                            .target(path.to_string_lossy().into_owned()),
                    )?;
                }
            }
        }
        Ok(())
    }
}
