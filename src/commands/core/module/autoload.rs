//! Commands of modules that nobody has loaded: found by what the files say, loaded when one is called.

use super::attach::{self, Selection};
use super::find;
use super::load::{self, Order};
use super::manifest::Manifest;
use super::specification::Wanted;
use engine::block::Code;
use engine::command::{Command, Function};
use engine::module::Module;
use engine::scope::Options;
use engine::sink::Discard;
use engine::{Engine, Out};
use object::pattern::Wildcard;
use object::{Category, Fault, Result, Str, Symbol, convert, types};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use syntax::ast;

/// Loads the module that brings a command, if one on the module path does.
pub fn find_command(engine: &mut Engine, name: &str) -> Result<Option<Command>> {
    let preference = preference(engine);
    if name.contains(['/', '.', '*', '?']) || preference == Preference::None {
        return Ok(None);
    }
    if let Some((module, rest)) = name.split_once('\\') {
        return qualified(engine, module, rest);
    }
    if preference == Preference::Qualified {
        return Ok(None);
    }
    for path in find::all(engine) {
        if is_loaded(engine, &path)
            || !brings(engine, &path, &|exported| {
                exported.eq_ignore_ascii_case(name)
            })
        {
            continue;
        }
        bring(engine, &path)?;
        let symbol = Symbol::of(name);
        if let Some(alias) = engine.find_alias(symbol) {
            return engine.find_command(&alias.definition.clone());
        }
        if let Some(function) = engine.find_function(symbol) {
            return Ok(Some(Command::Function(function)));
        }
    }
    Ok(None)
}

/// `Module\Name`: the module is loaded for it where it is not.
fn qualified(engine: &mut Engine, module: &str, name: &str) -> Result<Option<Command>> {
    if module.is_empty() || engine.folder.join(module).is_dir() {
        return Ok(None);
    }
    let is_loaded = |engine: &Engine| {
        engine
            .modules
            .iter()
            .any(|known| known.name.eq_ignore_ascii_case(module))
    };
    if !is_loaded(engine) && !super::builtin::is_builtin(engine, module) {
        let Some(path) = find::by_name(engine, &Wanted::named(module)) else {
            return Fault::new(
                &types::COMMAND_NOT_FOUND_EXCEPTION,
                format!("The module '{module}' could not be loaded. For more information, run 'Import-Module {module}'."),
            )
            .id("CouldNotAutoLoadModule")
            .category(Category::ObjectNotFound)
            .target(format!("{module}\\{name}"))
            .raise();
        };
        bring(engine, &path)?;
    }
    let function = engine
        .scopes
        .get(engine.global)
        .functions
        .get(&Symbol::of(name))
        .cloned();
    let own = function.filter(|function| {
        function
            .module
            .as_ref()
            .is_some_and(|own| own.name.eq_ignore_ascii_case(module))
    });
    Ok(own.map(Command::Function))
}

/// Which commands load modules.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Preference {
    None,
    /// `Module\Name` only.
    Qualified,
    All,
}

/// `$PSModuleAutoLoadingPreference`
fn preference(engine: &mut Engine) -> Preference {
    let value = Engine::variable(engine, Symbol::of("PSModuleAutoLoadingPreference"));
    let text = value.map(|value| {
        convert::to_text(engine, &value)
            .unwrap_or_default()
            .to_ascii_lowercase()
    });
    match text.as_deref() {
        Some("none") => Preference::None,
        Some("modulequalified") => Preference::Qualified,
        _ => Preference::All,
    }
}

/// Whether a module would bring a command whose name fits.
fn brings(engine: &mut Engine, path: &Path, fits: &dyn Fn(&str) -> bool) -> bool {
    let (functions, aliases) = exports(engine, path);
    functions.iter().chain(&aliases).any(|name| fits(name))
}

/// Whether the module of that file is loaded.
pub fn is_loaded(engine: &Engine, path: &Path) -> bool {
    let path = path.to_string_lossy();
    engine
        .modules
        .iter()
        .any(|module| *module.path == *path || *super::import::manifest_path(module) == *path)
}

/// Functions of modules on the module path that nobody has loaded.
pub fn unloaded(engine: &mut Engine, fits: &dyn Fn(&str) -> bool) -> Vec<Rc<Function>> {
    let mut found = Vec::new();
    for path in find::all(engine) {
        if is_loaded(engine, &path) || !brings(engine, &path, fits) {
            continue;
        }
        let Some(module) = super::get::describe(engine, &path) else {
            continue;
        };
        found.extend(
            module
                .functions
                .borrow()
                .iter()
                .filter(|function| fits(&function.name))
                .cloned(),
        );
    }
    found
}

/// Loads the module of that name on the module path, if there is one and it is not loaded.
pub fn bring_named(engine: &mut Engine, name: &str) -> Result {
    if engine
        .modules
        .iter()
        .any(|known| known.name.eq_ignore_ascii_case(name))
        || super::builtin::is_builtin(engine, name)
    {
        return Ok(());
    }
    match find::by_name(engine, &Wanted::named(name)) {
        Some(path) => bring(engine, &path),
        None => Ok(()),
    }
}

fn bring(engine: &mut Engine, path: &Path) -> Result {
    let out: Out = Rc::new(Discard);
    let (global, scope) = (engine.global, engine.scope);
    let order = Order {
        arguments: &[],
        scope,
        out: &out,
        depth: 0,
    };
    let module = load::load(engine, path, &order)?;
    attach::attach(engine, &module, global, &Selection::default());
    attach::enlist(engine, &module);
    Ok(())
}

/// Names of functions, and of aliases.
pub type Exports = (Vec<Str>, Vec<Str>);

/// What was read of module files, by path; a file that has changed is read again.
#[derive(Default)]
struct Index {
    known: Vec<(PathBuf, Option<std::time::SystemTime>, Exports)>,
}

/// Names of the functions and aliases that a module would give out, as far as its files tell without running.
pub fn exports(engine: &mut Engine, path: &Path) -> Exports {
    let changed = path.metadata().and_then(|data| data.modified()).ok();
    let known = engine
        .room::<Index>()
        .known
        .iter()
        .find(|(own, time, _)| own == path && *time == changed);
    if let Some((_, _, names)) = known {
        return names.clone();
    }
    let names = read_exports(engine, path);
    let index = engine.room::<Index>();
    index.known.retain(|(own, _, _)| own != path);
    index
        .known
        .push((path.to_path_buf(), changed, names.clone()));
    names
}

fn read_exports(engine: &mut Engine, path: &Path) -> Exports {
    if !find::has_end(path, "psd1") {
        return (script_exports(path), Vec::new());
    }
    let Ok(manifest) = Manifest::read(engine, path) else {
        return Exports::default();
    };
    let listed = manifest.texts(engine, "FunctionsToExport").ok().flatten();
    let aliases = manifest
        .texts(engine, "AliasesToExport")
        .ok()
        .flatten()
        .unwrap_or_default();
    let prefix = manifest
        .text(engine, "DefaultCommandPrefix")
        .ok()
        .flatten()
        .unwrap_or_default();
    let mut names: Vec<Str> = Vec::new();
    let plain = listed.as_ref().is_some_and(|list| {
        !list
            .iter()
            .any(|name| object::pattern::contains_wildcard_characters(name))
    });
    if plain {
        names.extend(listed.unwrap_or_default());
    } else {
        let patterns: Vec<Wildcard> = listed
            .unwrap_or_else(|| vec![Str::from("*")])
            .iter()
            .filter_map(|name| Wildcard::new(name, true).ok())
            .collect();
        let mut files = manifest
            .texts(engine, "NestedModules")
            .ok()
            .flatten()
            .unwrap_or_default();
        files.extend(manifest.root(engine).ok().flatten());
        for file in files {
            let beside = path.with_file_name(&*file);
            let Some(file) = find::by_path(&beside).filter(|file| file != path) else {
                continue;
            };
            let found = script_exports(&file);
            names.extend(
                found
                    .into_iter()
                    .filter(|name| patterns.iter().any(|pattern| pattern.is_match(name))),
            );
        }
    }
    let names = names
        .iter()
        .map(|name| attach::with_prefix(name, &prefix))
        .collect();
    let aliases = aliases
        .into_iter()
        .filter(|name| !object::pattern::contains_wildcard_characters(name));
    (names, aliases.collect())
}

/// What a script module's text says: its functions, limited by `Export-ModuleMember -Function` with plain names.
fn script_exports(path: &Path) -> Vec<Str> {
    let Ok(text) = engine::source::read(path) else {
        return Vec::new();
    };
    let parsed = syntax::parse(None, &text);
    let names: Vec<Str> = top_functions(&parsed.script)
        .into_iter()
        .map(|function| Str::from(&*function.name))
        .collect();
    let limits = export_patterns(&text);
    if limits.is_empty() {
        return names;
    }
    let patterns: Vec<Wildcard> = limits
        .iter()
        .filter_map(|name| Wildcard::new(name, true).ok())
        .collect();
    names
        .into_iter()
        .filter(|name| patterns.iter().any(|pattern| pattern.is_match(name)))
        .collect()
}

/// The functions that a script defines in its own scope.
fn top_functions(script: &ast::ScriptBlock) -> Vec<Rc<ast::Function>> {
    let mut found = Vec::new();
    if let Some(end) = &script.end {
        for statement in &end.statements {
            if let ast::StatementKind::Function(function) = &statement.kind {
                found.push(Rc::clone(function));
            }
        }
    }
    found
}

/// The names behind `Export-ModuleMember -Function` in a text.
fn export_patterns(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in text.split(['\n', ';']) {
        let Some(at) = line.to_ascii_lowercase().find("export-modulemember") else {
            continue;
        };
        let mut rest = line[at + "export-modulemember".len()..].trim().to_string();
        if let Some(stripped) = rest.to_ascii_lowercase().strip_prefix("-function") {
            rest = rest[rest.len() - stripped.len()..].to_string();
        } else if rest.starts_with('-') {
            continue;
        }
        let end = rest.find(" -").unwrap_or(rest.len());
        let list = rest[..end]
            .trim()
            .trim_start_matches("@(")
            .trim_end_matches(')')
            .to_string();
        found.extend(
            list.split(',')
                .map(|name| name.trim().trim_matches(['\'', '"']).to_string())
                .filter(|name| !name.is_empty()),
        );
    }
    found
}

/// The functions of a script file as commands of a module that has not run.
pub fn functions_of(path: &Path, module: &Rc<Module>) -> Vec<Rc<Function>> {
    let Ok(text) = engine::source::read(path) else {
        return Vec::new();
    };
    let parsed = syntax::parse(Some(Rc::from(&*path.to_string_lossy())), &text);
    top_functions(&parsed.script)
        .into_iter()
        .map(|function| {
            let name = Str::from(&*function.name);
            let code = Code::of_function(function, Rc::clone(&parsed.source), Rc::from([]));
            Rc::new(command(name, code, module))
        })
        .collect()
}

/// A function of which only the name is known.
pub fn placeholder(engine: &mut Engine, name: &str, module: &Rc<Module>) -> Option<Rc<Function>> {
    let code = engine.parse("", None).ok()?;
    Some(Rc::new(command(Str::from(name), code, module)))
}

fn command(name: Str, code: Rc<Code>, module: &Rc<Module>) -> Function {
    Function {
        name,
        code,
        state: engine::state::GLOBAL,
        module: Some(Rc::clone(module)),
        options: Options::NONE,
        description: Str::default(),
    }
}
