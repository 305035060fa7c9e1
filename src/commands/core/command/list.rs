//! All commands that a name, a pattern, or a verb and a noun mean.

use crate::utility::session::alias::{self, AliasInfo};
use engine::Engine;
use engine::command::{Command, Function};
use engine::info::CommandInfo;
use object::pattern::Wildcard;
use object::{Result, Str, Symbol, Value};
use std::path::Path;
use std::rc::Rc;

/// `CommandTypes.Alias`, by .NET's number; so are those below.
pub const ALIAS: i64 = 1;
/// `Function`
pub const FUNCTION: i64 = 2;
/// `Filter`
pub const FILTER: i64 = 4;
/// `Cmdlet`
pub const CMDLET: i64 = 8;
/// `ExternalScript`
pub const SCRIPT: i64 = 16;
/// `Application`
pub const PROGRAM: i64 = 32;

/// A command that was found.
#[derive(Clone)]
pub enum Found {
    /// An alias.
    Alias(Rc<engine::command::Alias>),
    /// Anything else.
    Command(Command),
}

impl Found {
    /// Its name.
    pub fn name(&self) -> Str {
        match self {
            Found::Alias(alias) => alias.name.clone(),
            Found::Command(command) => command.name(),
        }
    }

    /// Its kind, by .NET's number.
    pub fn kind(&self) -> i64 {
        match self {
            Found::Alias(_) => ALIAS,
            Found::Command(Command::Function(function)) if function.code.is_filter() => FILTER,
            Found::Command(Command::Function(_)) => FUNCTION,
            Found::Command(Command::Cmdlet(_)) => CMDLET,
            Found::Command(Command::Script(_)) => SCRIPT,
            Found::Command(Command::Native(_)) => PROGRAM,
            Found::Command(Command::Block(_)) => 64,
        }
    }

    /// The module that brought it.
    pub fn module(&self) -> Str {
        match self {
            Found::Command(Command::Function(function)) => function
                .module
                .as_ref()
                .map(|module| module.name.clone())
                .unwrap_or_default(),
            Found::Command(Command::Cmdlet(cmdlet)) => Str::from(cmdlet.module),
            _ => Str::default(),
        }
    }

    /// As an object.
    pub fn value(&self) -> Value {
        match self {
            Found::Alias(alias) => Value::native(AliasInfo {
                alias: Rc::clone(alias),
            }),
            Found::Command(command) => Value::native(CommandInfo {
                command: command.clone(),
            }),
        }
    }
}

/// The functions in sight, the nearest of a name only.
pub fn functions(engine: &Engine) -> Vec<Rc<Function>> {
    let mut found: Vec<Rc<Function>> = Vec::new();
    let mut names: Vec<Symbol> = Vec::new();
    let mut at = Some(engine.scope);
    while let Some(id) = at {
        let scope = engine.scopes.get(id);
        for (symbol, function) in &scope.functions {
            if !names.contains(symbol) {
                names.push(*symbol);
                found.push(Rc::clone(function));
            }
        }
        at = scope.parent;
    }
    found.sort_by_key(|function| function.name.to_lowercase());
    found
}

/// All commands of these kinds whose name fits, sorted by name.
pub fn matching(engine: &mut Engine, kinds: i64, fits: &dyn Fn(&str) -> bool) -> Vec<Found> {
    let mut found = Vec::new();
    if kinds & ALIAS != 0 {
        found.extend(
            alias::all(engine, None)
                .into_iter()
                .filter(|alias| fits(&alias.name))
                .map(Found::Alias),
        );
    }
    if kinds & (FUNCTION | FILTER) != 0 {
        crate::core::function::define_all(engine);
        let all = functions(engine)
            .into_iter()
            .filter(|function| fits(&function.name))
            .map(|f| Found::Command(Command::Function(f)));
        found.extend(all.filter(|found| found.kind() & kinds != 0));
        for function in crate::core::module::autoload::unloaded(engine, fits) {
            if !found
                .iter()
                .any(|known| known.name().eq_ignore_ascii_case(&function.name))
            {
                found.push(Found::Command(Command::Function(function)));
            }
        }
    }
    if kinds & CMDLET != 0 {
        found.extend(
            engine
                .registry
                .all()
                .into_iter()
                .filter(|cmdlet| fits(cmdlet.name))
                .map(|cmdlet| Found::Command(Command::Cmdlet(cmdlet))),
        );
    }
    found.sort_by_key(|found| found.name().to_lowercase());
    if kinds & (SCRIPT | PROGRAM) != 0 {
        found.extend(files(engine, kinds, fits));
    }
    found
}

/// Scripts and programs in the folders of `PATH`.
fn files(engine: &mut Engine, kinds: i64, fits: &dyn Fn(&str) -> bool) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let folders = std::env::var_os("PATH").unwrap_or_default();
    for folder in std::env::split_paths(&folders) {
        let Ok(entries) = std::fs::read_dir(&folder) else {
            continue;
        };
        let mut names: Vec<_> = entries
            .flatten()
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        for name in names {
            let is_script = name.to_ascii_lowercase().ends_with(".ps1");
            let wanted = if is_script { SCRIPT } else { PROGRAM };
            if kinds & wanted == 0
                || !fits(&name)
                || found.iter().any(|known| known.name() == name.as_str())
            {
                continue;
            }
            let path = folder.join(&name);
            match is_script {
                true => found.extend(engine.load_script(&path).ok().map(Found::Command)),
                false => found.push(Found::Command(Command::Native(Rc::from(path.as_path())))),
            }
        }
    }
    found
}

/// What exactly that name means: the first, or all of it.
pub fn exact(engine: &mut Engine, name: &str, kinds: i64, all: bool) -> Result<Vec<Found>> {
    let mut found = Vec::new();
    let is_path = name.contains('/');
    if !is_path {
        if kinds & ALIAS != 0 {
            found.extend(engine.find_alias(Symbol::of(name)).map(Found::Alias));
        }
        if let Some(function) = engine.find_function(Symbol::of(name)) {
            found.push(Found::Command(Command::Function(function)));
        }
        if let Some(cmdlet) = engine.registry.find(Symbol::of(name)) {
            found.push(Found::Command(Command::Cmdlet(cmdlet)));
        }
    }
    if all && !is_path {
        found.extend(hidden(engine, name, &found));
    }
    found.retain(|found| found.kind() & kinds != 0);
    if found.is_empty() || (all && kinds & (SCRIPT | PROGRAM) != 0) {
        if let Some(command) = engine.find_command(name)? {
            let more = Found::Command(command);
            let is_new = !found.iter().any(|known| known.kind() == more.kind());
            if is_new && more.kind() & kinds != 0 {
                found.push(more);
            }
        }
        let wanted = Path::new(name)
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        if !is_path && kinds & (SCRIPT | PROGRAM) != 0 && (all || found.is_empty()) {
            let more = files(engine, kinds, &|known| known == wanted);
            let is_new = |more: &Found| !found.iter().any(|known| known.kind() == more.kind());
            let more: Vec<Found> = more.into_iter().filter(is_new).collect();
            found.extend(more);
        }
    }
    if !all {
        found.truncate(1);
    }
    Ok(found)
}

/// Functions of that name that loaded modules give out, and that those of later modules hide.
fn hidden(engine: &Engine, name: &str, found: &[Found]) -> Vec<Found> {
    let shown: Vec<Str> = found.iter().map(Found::module).collect();
    let mut more = Vec::new();
    for module in engine
        .modules
        .iter()
        .rev()
        .filter(|module| !shown.contains(&module.name))
    {
        let functions = module.functions.borrow();
        let own = functions
            .iter()
            .find(|function| function.name.eq_ignore_ascii_case(name));
        more.extend(own.map(|function| Found::Command(Command::Function(Rc::clone(function)))));
    }
    more
}

/// Whether a text matches one of the patterns; no patterns match everything.
pub fn fits_any(patterns: &[Wildcard], text: &str) -> bool {
    patterns.is_empty() || patterns.iter().any(|pattern| pattern.is_match(text))
}
