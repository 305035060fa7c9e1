//! Commands: what a name can mean, and how it is found.

use crate::Engine;
use crate::block::{Code, ScriptBlock};
use crate::declare::Declaration;
use crate::module::Module;
use crate::scope::{Options, ScopeId};
use crate::state::StateId;
use object::{Category, Fault, Result, Str, Symbol, Value, types};
use rustc_hash::FxHashMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// What a name can mean.
#[derive(Clone)]
pub enum Command {
    /// A function or filter.
    Function(Rc<Function>),
    /// A cmdlet.
    Cmdlet(&'static Declaration),
    /// A script file.
    Script(Rc<Function>),
    /// A script block that is called by itself.
    Block(Rc<ScriptBlock>),
    /// A program of the machine.
    Native(Rc<Path>),
}

/// A function, or a script file.
pub struct Function {
    /// Its name; the path of a script file.
    pub name: Str,
    /// What it runs.
    pub code: Rc<Code>,
    /// The session state that it was defined in.
    pub state: StateId,
    /// The module that brought it.
    pub module: Option<Rc<Module>>,
    /// `ReadOnly` and so on.
    pub options: Options,
    /// `Description`
    pub description: Str,
}

/// An alias.
pub struct Alias {
    /// Its name.
    pub name: Str,
    /// What it stands for.
    pub definition: Str,
    /// `ReadOnly` and so on.
    pub options: Options,
    /// `Description`
    pub description: Str,
}

impl Command {
    /// The command's own name.
    pub fn name(&self) -> Str {
        match self {
            Command::Function(function) => function.name.clone(),
            Command::Cmdlet(cmdlet) => Str::from(cmdlet.name),
            Command::Script(script) => {
                let name = Path::new(&*script.name)
                    .file_name()
                    .map(|name| name.to_string_lossy().into_owned());
                Str::from(name.unwrap_or_default())
            }
            Command::Block(_) => Str::default(),
            Command::Native(path) => {
                Str::from(path.file_name().unwrap_or_default().to_string_lossy())
            }
        }
    }

    /// What stands behind the comma of error ids: a cmdlet's class, a function's name.
    pub fn error_source(&self) -> Str {
        match self {
            Command::Cmdlet(cmdlet) => Str::from(cmdlet.class),
            other => other.name(),
        }
    }

    /// The code, where it is a script's.
    pub fn code(&self) -> Option<&Rc<Code>> {
        match self {
            Command::Function(function) | Command::Script(function) => Some(&function.code),
            Command::Block(block) => Some(&block.code),
            Command::Cmdlet(_) | Command::Native(_) => None,
        }
    }
}

/// The cmdlets and built-in functions of all rooms, by name.
#[derive(Default)]
pub struct Registry {
    cmdlets: FxHashMap<Symbol, &'static Declaration>,
}

impl Registry {
    /// Adds a room's cmdlets.
    pub fn add(&mut self, cmdlets: &'static [&'static Declaration]) {
        for cmdlet in cmdlets {
            self.cmdlets.insert(Symbol::of(cmdlet.name), cmdlet);
        }
    }

    /// The cmdlet of that name.
    pub fn find(&self, symbol: Symbol) -> Option<&'static Declaration> {
        self.cmdlets.get(&symbol).copied()
    }

    /// All cmdlets, by name.
    pub fn all(&self) -> Vec<&'static Declaration> {
        let mut all: Vec<_> = self.cmdlets.values().copied().collect();
        all.sort_by_key(|cmdlet| cmdlet.name.to_ascii_lowercase());
        all
    }
}

/// How many aliases may stand for one another.
const ALIAS_DEPTH_MAX: usize = 32;

impl Engine {
    /// What a name means: alias, function, cmdlet, script file or program, in this order.
    ///
    /// # Errors
    /// `CommandNotFoundException` where it means nothing.
    pub fn resolve(&mut self, name: &str) -> Result<Command> {
        let mut name = Str::from(name);
        for _ in 0..ALIAS_DEPTH_MAX {
            match self.find_alias(Symbol::of(&name)) {
                Some(alias) => name = alias.definition.clone(),
                None => break,
            }
        }
        match self.find_command(&name)? {
            Some(command) => Ok(command),
            // The verb that reads is implied, where nothing else has that name.
            None if !name.contains(['-', '/', '\\', '.', ':']) => match self.find_implied(&name)? {
                Some(command) => Ok(command),
                None => not_found(&name),
            },
            None => not_found(&name),
        }
    }

    /// `Get-name`, as a function or a cmdlet.
    fn find_implied(&mut self, name: &str) -> Result<Option<Command>> {
        let symbol = Symbol::of(&format!("Get-{name}"));
        if let Some(function) = self.find_function(symbol) {
            return Ok(Some(Command::Function(function)));
        }
        Ok(self.registry.find(symbol).map(Command::Cmdlet))
    }

    /// The alias of that name.
    pub fn find_alias(&self, symbol: Symbol) -> Option<Rc<Alias>> {
        let mut at = Some(self.scope);
        while let Some(id) = at {
            let scope = self.scopes.get(id);
            if let Some(alias) = scope.aliases.get(&symbol) {
                return Some(Rc::clone(alias));
            }
            at = scope.parent;
        }
        None
    }

    /// The function of that name that is in sight.
    pub fn find_function(&self, symbol: Symbol) -> Option<Rc<Function>> {
        let mut at = Some(self.scope);
        while let Some(id) = at {
            let scope = self.scopes.get(id);
            if let Some(function) = scope.functions.get(&symbol) {
                return Some(Rc::clone(function));
            }
            at = scope.parent;
        }
        None
    }

    /// A function, cmdlet, script or program of that name; aliases aside.
    pub fn find_command(&mut self, name: &str) -> Result<Option<Command>> {
        let symbol = Symbol::of(name);
        if let Some(function) = self.find_function(symbol) {
            return Ok(Some(Command::Function(function)));
        }
        if let Some((scope, rest)) = crate::lower::qualified_name(name) {
            let id = self.qualified_scope(scope);
            if let Some(function) = self.scopes.get(id).functions.get(&Symbol::of(rest)) {
                return Ok(Some(Command::Function(Rc::clone(function))));
            }
        }
        if let Some(cmdlet) = self.registry.find(symbol) {
            return Ok(Some(Command::Cmdlet(cmdlet)));
        }
        if let Some((module, rest)) = name.split_once('\\')
            && let Some(command) = self.find_in_module(module, rest)
        {
            return Ok(Some(command));
        }
        if let Some(command) = self.autoload(name)? {
            return Ok(Some(command));
        }
        self.find_file(name)
    }

    fn find_in_module(&mut self, module: &str, name: &str) -> Option<Command> {
        let symbol = Symbol::of(name);
        if let Some(cmdlet) = self
            .registry
            .find(symbol)
            .filter(|cmdlet| cmdlet.module.eq_ignore_ascii_case(module))
        {
            return Some(Command::Cmdlet(cmdlet));
        }
        let visible = self.visible_modules();
        let module = visible
            .iter()
            .find(|loaded| loaded.name.eq_ignore_ascii_case(module))?;
        let exported = module.functions.borrow();
        exported
            .iter()
            .find(|function| function.name.eq_ignore_ascii_case(name))
            .map(|function| Command::Function(Rc::clone(function)))
    }

    /// A script file or a program: by path, or in the folders of `PATH`.
    fn find_file(&mut self, name: &str) -> Result<Option<Command>> {
        let is_path = name.contains('/') || (name.contains('\\') && !name.contains("\\\\"));
        if is_path {
            let path = self.file_path(name);
            return self.command_of_file(&path);
        }
        let folders = object::Host::variable(self, "PATH").unwrap_or_default();
        for folder in std::env::split_paths(&*folders) {
            let path = folder.join(name);
            if is_program(&path) {
                return Ok(Some(Command::Native(path.into())));
            }
            let script = folder.join(format!("{name}.ps1"));
            if script.is_file() {
                return self.command_of_file(&script);
            }
        }
        Ok(None)
    }

    fn command_of_file(&mut self, path: &Path) -> Result<Option<Command>> {
        let with_end = PathBuf::from(format!("{}.ps1", path.display()));
        let is_script = |path: &Path| {
            path.extension()
                .is_some_and(|end| end.eq_ignore_ascii_case("ps1"))
                && path.is_file()
        };
        if is_script(path) {
            return self.load_script(path).map(Some);
        }
        if is_script(&with_end) {
            return self.load_script(&with_end).map(Some);
        }
        Ok(is_program(path).then(|| Command::Native(path.into())))
    }

    /// Reads and parses a script file.
    ///
    /// # Errors
    /// What the parser has to say, or that the file cannot be read.
    pub fn load_script(&mut self, path: &Path) -> Result<Command> {
        let text = crate::source::read(path)?;
        let full = path.to_string_lossy();
        let code = self.parse(&text, Some(&full))?;
        let function = Function {
            name: Str::from(full.as_ref()),
            code,
            state: self.state,
            module: None,
            options: Options::NONE,
            description: Str::default(),
        };
        Ok(Command::Script(Rc::new(function)))
    }

    /// Defines a function in a scope. Call sites look again.
    pub fn define_function(&mut self, scope: ScopeId, function: Function) {
        let symbol = Symbol::of(&function.name);
        self.scopes
            .get_mut(scope)
            .functions
            .insert(symbol, Rc::new(function));
        self.epoch += 1;
    }

    /// Defines an alias in a scope. Call sites look again.
    pub fn define_alias(&mut self, scope: ScopeId, alias: Alias) {
        let symbol = Symbol::of(&alias.name);
        self.scopes
            .get_mut(scope)
            .aliases
            .insert(symbol, Rc::new(alias));
        self.epoch += 1;
    }
}

/// Whether the machine can run that file.
fn is_program(path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        path.metadata()
            .is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o111 != 0)
    }
    #[cfg(not(unix))]
    {
        path.is_file()
    }
}

/// The error of a name that means nothing.
fn not_found<T>(name: &Str) -> Result<T> {
    let message = format!(
        "The term '{name}' is not recognized as a name of a cmdlet, function, script file, or executable program.\n\
         Check the spelling of the name, or if a path was included, verify that the path is correct and try again."
    );
    Fault::new(&types::COMMAND_NOT_FOUND_EXCEPTION, message)
        .id("CommandNotFoundException")
        .category(Category::ObjectNotFound)
        .target(Value::Str(name.clone()))
        .with("CommandName", name.clone())
        .raise()
}
