//! A file becomes a module: its script runs in a session state of its own, its manifest says what comes along.

use super::attach::{self, Selection};
use super::find;
use super::manifest::Manifest;
use super::specification::Wanted;
use crate::utility::session::type_file;
use engine::block::ScriptBlock;
use engine::command::{Command, Function};
use engine::module::Module;
use engine::scope::Options;
use engine::scope::ScopeId;
use engine::sink::Discard;
use engine::{Engine, Given, Out};
use format::Registry;
use object::pattern::Wildcard;
use object::{Category, Fault, Result, Str, Value, types};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// How deep modules may bring modules along.
const NESTING_MAX: usize = 10;

/// What loading needs beside the file.
pub struct Order<'a> {
    /// Arguments of the module's script.
    pub arguments: &'a [Value],
    /// The scope that scripts to process run in.
    pub scope: ScopeId,
    /// Where those scripts write.
    pub out: &'a Out,
    /// How many modules are being loaded around.
    pub depth: usize,
}

/// Loads a module file. It is not yet in the list of loaded modules, and its commands are in no scope.
///
/// # Errors
/// What its script raises, or what its manifest wants and does not get.
pub fn load(engine: &mut Engine, path: &Path, order: &Order<'_>) -> Result<Rc<Module>> {
    if order.depth > NESTING_MAX {
        return Fault::new(
            &types::INVALID_OPERATION_EXCEPTION,
            format!(
                "Cannot load the module '{}' because the module nesting limit has been exceeded.",
                path.display()
            ),
        )
        .id("Modules_ModuleTooDeeplyNested")
        .category(Category::InvalidOperation)
        .raise();
    }
    match find::has_end(path, "psd1") {
        true => with_manifest(engine, path, order),
        false => script(engine, path, &name_of(path), order),
    }
}

/// The name of a module by its file.
pub fn name_of(path: &Path) -> String {
    path.file_stem()
        .map(|stem| stem.to_string_lossy().into_owned())
        .unwrap_or_default()
}

/// Loads a script module.
fn script(engine: &mut Engine, path: &Path, name: &str, order: &Order<'_>) -> Result<Rc<Module>> {
    let module = engine.new_module(name, &path.to_string_lossy());
    run_script(engine, &module, path, order)?;
    export_default(engine, &module);
    Ok(module)
}

fn run_script(engine: &mut Engine, module: &Rc<Module>, path: &Path, order: &Order<'_>) -> Result {
    let text = engine::source::read(path)?;
    let name = Str::from(path.to_string_lossy());
    let code = engine.parse(&text, Some(&name))?;
    let script = Command::Script(Rc::new(Function {
        name,
        code,
        state: module.state,
        module: Some(Rc::clone(module)),
        options: Options::NONE,
        description: Str::default(),
    }));
    let given = order
        .arguments
        .iter()
        .map(|value| Given::Value(value.clone(), Default::default()))
        .collect();
    let nowhere: Out = Rc::new(Discard);
    engine.dot_source(script, given, &nowhere)
}

/// What the manifest says of types and views, for as long as the module is loaded.
fn process_files(engine: &mut Engine, manifest: &Manifest, folder: &Path) -> Result {
    for name in manifest
        .texts(engine, "TypesToProcess")?
        .unwrap_or_default()
    {
        type_file::add_types(engine, &folder.join(&*name))?;
    }
    for name in manifest
        .texts(engine, "FormatsToProcess")?
        .unwrap_or_default()
    {
        let views = type_file::views(engine, &folder.join(&*name))?;
        let registry = Rc::clone(engine.room::<Rc<Registry>>());
        registry.append(views);
    }
    Ok(())
}

/// Takes back what `process_files` did.
pub fn forget_files(engine: &mut Engine, module: &Module) -> Result {
    let table = module.manifest.borrow().clone();
    if table.is_null() {
        return Ok(());
    }
    let manifest = Manifest { table };
    let folder = Path::new(&*module.path)
        .parent()
        .map(Path::to_path_buf)
        .unwrap_or_default();
    for name in manifest
        .texts(engine, "TypesToProcess")?
        .unwrap_or_default()
    {
        let _ = type_file::remove_types(&folder.join(&*name));
    }
    for name in manifest
        .texts(engine, "FormatsToProcess")?
        .unwrap_or_default()
    {
        let registry = Rc::clone(engine.room::<Rc<Registry>>());
        registry.remove_file(&folder.join(&*name).to_string_lossy());
    }
    Ok(())
}

/// A module that has not said what it gives out gives out its functions and aliases.
pub fn export_default(engine: &mut Engine, module: &Rc<Module>) {
    if module.explicit.get() {
        return;
    }
    let everything = [Wildcard::new("*", true).ok()];
    let all: Vec<&Wildcard> = everything.iter().flatten().collect();
    super::export::functions(engine, module, &all);
    super::export::aliases(engine, module, &all);
}

/// Loads what a manifest describes.
fn with_manifest(engine: &mut Engine, path: &Path, order: &Order<'_>) -> Result<Rc<Module>> {
    let manifest = Manifest::sound(engine, path)?;
    let required = require(engine, &manifest, path, order)?;
    let folder = path.parent().map(Path::to_path_buf).unwrap_or_default();
    let scripts = process_scripts(engine, &manifest, &folder, order)?;
    process_files(engine, &manifest, &folder)?;
    let root = manifest.root(engine)?;
    let root_path = match &root {
        Some(root) => Some(part(engine, &folder, root, path)?),
        None => None,
    };
    let shown = root_path.clone().unwrap_or_else(|| path.to_path_buf());
    let module = engine.new_module(&name_of(path), &shown.to_string_lossy());
    *module.version.borrow_mut() = manifest.text(engine, "ModuleVersion")?.unwrap_or_default();
    *module.description.borrow_mut() = manifest.text(engine, "Description")?.unwrap_or_default();
    *module.manifest.borrow_mut() = manifest.table.clone();
    *module.scripts.borrow_mut() = scripts;
    *module.required.borrow_mut() = required;
    module
        .module_type
        .set(if root.is_some() { "Script" } else { "Manifest" });
    for nested in manifest.list(engine, "NestedModules")?.unwrap_or_default() {
        bring_along(engine, &module, &nested, &folder, path, order)?;
    }
    if let Some(root_path) = &root_path {
        match find::has_end(root_path, "psd1") {
            true => bring_along(
                engine,
                &module,
                &Value::str(root_path.to_string_lossy()),
                &folder,
                path,
                order,
            )?,
            false => run_script(engine, &module, root_path, order)?,
        }
    }
    export_default(engine, &module);
    limit_exports(engine, &module, &manifest)?;
    Ok(module)
}

/// The modules that must be loaded first.
fn require(
    engine: &mut Engine,
    manifest: &Manifest,
    path: &Path,
    order: &Order<'_>,
) -> Result<Vec<Rc<Module>>> {
    let mut required = Vec::new();
    for value in manifest
        .list(engine, "RequiredModules")?
        .unwrap_or_default()
    {
        let wanted = Wanted::of(engine, &value)?;
        let loaded = engine.modules.iter().find(|module| {
            module.name.eq_ignore_ascii_case(&wanted.name) && wanted.accepts_module(module)
        });
        if let Some(module) = loaded {
            required.push(Rc::clone(module));
            continue;
        }
        if let Some(module) = super::builtin::find(engine, &wanted.name) {
            required.push(module);
            continue;
        }
        let module = match find::by_name(engine, &wanted) {
            Some(file) => Some(load(
                engine,
                &file,
                &Order {
                    arguments: &[],
                    depth: order.depth + 1,
                    ..*order
                },
            )?),
            None => None,
        };
        let Some(module) = module.filter(|module| wanted.accepts_module(module)) else {
            return Fault::new(
                super::manifest::missing_member(),
                format!(
                    "The required module '{}' is not loaded. Load the module or remove the module from 'RequiredModules' in the file '{}'.",
                    wanted.name,
                    path.display()
                ),
            )
            .id("Modules_InvalidManifest")
            .category(Category::ResourceUnavailable)
            .target(path.to_string_lossy().into_owned())
            .raise();
        };
        let global = engine.global;
        attach::attach(engine, &module, global, &Selection::default());
        attach::enlist(engine, &module);
        required.push(module);
    }
    Ok(required)
}

/// Runs the scripts that come before the module, in the caller's scope.
fn process_scripts(
    engine: &mut Engine,
    manifest: &Manifest,
    folder: &Path,
    order: &Order<'_>,
) -> Result<Vec<Str>> {
    let mut done = Vec::new();
    for name in manifest
        .texts(engine, "ScriptsToProcess")?
        .unwrap_or_default()
    {
        let path = folder.join(&*name);
        if !path.is_file() {
            return super::manifest::invalid(
                &path,
                format!(
                    "The script '{}' that the module manifest lists cannot be found.",
                    path.display()
                ),
            );
        }
        let text = engine::source::read(&path)?;
        let code = engine.parse(&text, Some(&path.to_string_lossy()))?;
        let block = Value::native(ScriptBlock { code, state: None });
        let scope = std::mem::replace(&mut engine.scope, order.scope);
        let result = engine.dot_block_into(&block, &[], order.out);
        engine.scope = scope;
        result?;
        let module = engine.new_module(&name_of(&path), &path.to_string_lossy());
        attach::enlist(engine, &module);
        done.push(Str::from(path.to_string_lossy()));
    }
    Ok(done)
}

/// A module in a module: its exports come into the outer module's scope.
fn bring_along(
    engine: &mut Engine,
    module: &Rc<Module>,
    value: &Value,
    folder: &Path,
    manifest: &Path,
    order: &Order<'_>,
) -> Result {
    let wanted = Wanted::of(engine, value)?;
    let path = part(engine, folder, &wanted.name, manifest)?;
    let inner = load(
        engine,
        &path,
        &Order {
            arguments: &[],
            depth: order.depth + 1,
            ..*order
        },
    )?;
    let top = engine.states[state_index(module)].top;
    attach::attach(engine, &inner, top, &Selection::default());
    module.nested.borrow_mut().push(inner);
    Ok(())
}

/// The place of a module's state among the session's.
pub fn state_index(module: &Module) -> usize {
    module.state.index()
}

/// A file that a manifest names: beside it, or a module of that name.
fn part(engine: &mut Engine, folder: &Path, name: &str, manifest: &Path) -> Result<PathBuf> {
    let beside = folder.join(name.replace('\\', "/"));
    if let Some(path) = find::by_path(&beside) {
        return Ok(path);
    }
    if let Some(path) = find::by_name(engine, &Wanted::named(name)) {
        return Ok(path);
    }
    Fault::new(
        &types::FILE_NOT_FOUND_EXCEPTION,
        format!(
            "The module to process '{name}', listed in field 'RootModule/NestedModules' of module manifest '{}' was not processed because no valid module was found in any module directory.",
            manifest.display()
        ),
    )
    .id("Modules_ModuleFileNotFound")
    .category(Category::ResourceUnavailable)
    .target(name_of(manifest))
    .raise()
}

/// What the manifest lists is the most that the module gives out.
fn limit_exports(engine: &mut Engine, module: &Rc<Module>, manifest: &Manifest) -> Result {
    let patterns = |list: Vec<Str>| -> Vec<Wildcard> {
        list.iter()
            .filter_map(|name| Wildcard::new(name, true).ok())
            .collect()
    };
    if let Some(list) = manifest.texts(engine, "FunctionsToExport")? {
        let patterns = patterns(list);
        module.functions.borrow_mut().retain(|function| {
            patterns
                .iter()
                .any(|pattern| pattern.is_match(&function.name))
        });
    }
    if let Some(list) = manifest.texts(engine, "AliasesToExport")? {
        let patterns = patterns(list);
        module
            .aliases
            .borrow_mut()
            .retain(|alias| patterns.iter().any(|pattern| pattern.is_match(&alias.name)));
    }
    if let Some(list) = manifest.texts(engine, "VariablesToExport")? {
        let patterns = patterns(list);
        module
            .variables
            .borrow_mut()
            .retain(|name| patterns.iter().any(|pattern| pattern.is_match(name)));
    }
    if let Some(prefix) = manifest.text(engine, "DefaultCommandPrefix")? {
        *module.prefix.borrow_mut() = prefix;
    }
    Ok(())
}
