//! Modules: a session state of their own, and what they export.

use crate::Engine;
use crate::command::{Alias, Command, Function};
use crate::scope::{Layout, ScopeKind};
use crate::state::{State, StateId};
use object::{Result, Str, Type, Value};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// A module.
pub struct Module {
    /// Its name.
    pub name: Str,
    /// Where it was loaded from; empty for dynamic ones and those that are built in.
    pub path: Str,
    /// Its session state.
    pub state: StateId,
    /// Functions that it exports.
    pub functions: RefCell<Vec<Rc<Function>>>,
    /// Aliases that it exports.
    pub aliases: RefCell<Vec<Rc<Alias>>>,
    /// Names of variables that it exports.
    pub variables: RefCell<Vec<Str>>,
    /// `Export-ModuleMember` has spoken: what it does not name stays inside.
    pub explicit: Cell<bool>,
    /// `ModuleVersion`
    pub version: RefCell<Str>,
    /// `Description`
    pub description: RefCell<Str>,
    /// The manifest's other entries.
    pub manifest: RefCell<Value>,
    /// `Script`, `Manifest`, `Binary`.
    pub module_type: Cell<&'static str>,
    /// Modules that it brought along, which the list of loaded ones does not show.
    pub nested: RefCell<Vec<Rc<Module>>>,
    /// Modules that its manifest wanted loaded before it.
    pub required: RefCell<Vec<Rc<Module>>>,
    /// What stands before the nouns of its commands.
    pub prefix: RefCell<Str>,
    /// Scripts that ran before it was loaded.
    pub scripts: RefCell<Vec<Str>>,
    /// What runs when it is removed.
    pub on_remove: RefCell<Value>,
}

/// What is to be done about a module that a script demands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Demand {
    /// Look whether it is there.
    Look,
    /// Load it.
    Load,
}

/// What was found of a module that a script demands.
pub enum Verdict {
    /// It is loaded, or could be.
    There,
    /// It is not; what is to be said of it.
    Missing(String),
    /// The specification is none.
    Refused(Box<object::Interrupt>),
}

/// Finds a module by name or specification.
pub type Finder = fn(&mut Engine, &Value, Demand) -> Result<Verdict>;

pub use crate::module_info::MODULE_INFO;

impl object::Native for Module {
    fn get_type(&self) -> Type {
        Type::Known(&MODULE_INFO)
    }

    fn to_text(&self) -> Str {
        self.name.clone()
    }
}

impl Engine {
    /// A new module with a session state of its own, not yet in the list of loaded ones.
    pub fn new_module(&mut self, name: &str, path: &str) -> Rc<Module> {
        let state = StateId(self.states.len() as u32);
        let top = self
            .scopes
            .make(Layout::new(), Some(self.global), ScopeKind::Module);
        let module = Rc::new(Module {
            name: Str::from(name),
            path: Str::from(path),
            state,
            functions: RefCell::default(),
            aliases: RefCell::default(),
            variables: RefCell::default(),
            explicit: Cell::new(false),
            version: RefCell::new(Str::from("0.0")),
            description: RefCell::default(),
            manifest: RefCell::default(),
            module_type: Cell::new("Script"),
            nested: RefCell::default(),
            required: RefCell::default(),
            prefix: RefCell::default(),
            scripts: RefCell::default(),
            on_remove: RefCell::default(),
        });
        self.states.push(State {
            current: top,
            top,
            module: Some(Rc::clone(&module)),
        });
        module
    }

    /// All modules that are loaded, those too that others brought along.
    pub fn all_modules(&self) -> Vec<Rc<Module>> {
        let mut all: Vec<Rc<Module>> = Vec::new();
        let mut open: Vec<Rc<Module>> = self.modules.iter().rev().cloned().collect();
        while let Some(module) = open.pop() {
            if all.iter().any(|known| Rc::ptr_eq(known, &module)) {
                continue;
            }
            open.extend(module.nested.borrow().iter().rev().cloned());
            all.push(module);
        }
        all
    }

    /// The modules that the code that runs now sees: those that its own module brought along, and the session's.
    pub fn visible_modules(&self) -> Vec<Rc<Module>> {
        let mut all = match self.current_module() {
            Some(own) => own.nested.borrow().clone(),
            None => Vec::new(),
        };
        for module in &self.modules {
            if !all.iter().any(|known| Rc::ptr_eq(known, module)) {
                all.push(Rc::clone(module));
            }
        }
        all
    }

    /// Whether a module of that name is loaded, or built in.
    pub fn has_module(&self, name: &str) -> bool {
        self.modules
            .iter()
            .any(|module| module.name.eq_ignore_ascii_case(name))
            || self
                .registry
                .all()
                .iter()
                .any(|cmdlet| cmdlet.module.eq_ignore_ascii_case(name))
    }

    /// A command that a module on the module path would bring. The commands room hooks itself in here.
    pub(crate) fn autoload(&mut self, name: &str) -> Result<Option<Command>> {
        match self.autoloader {
            Some(load) => load(self, name),
            None => Ok(None),
        }
    }

    /// `using module`
    pub(crate) fn using_module(&mut self, name: &Value) -> Result {
        let out: crate::sink::Out = Rc::new(crate::sink::Discard);
        let mut given = match name.base() {
            Value::Dict(_) => vec![crate::bind::Given::Named {
                name: Str::from("FullyQualifiedName"),
                value: Some(name.clone()),
                span: syntax::Span::default(),
                text: Str::from("-FullyQualifiedName"),
                splatted: false,
            }],
            _ => crate::stage::given_values(std::slice::from_ref(name)),
        };
        given.push(crate::bind::Given::Named {
            name: Str::from("ErrorAction"),
            value: Some(Value::str("Stop")),
            span: syntax::Span::default(),
            text: Str::from("-ErrorAction"),
            splatted: false,
        });
        self.invoke_command("Import-Module", given, &out)?;
        // Classes come along, which `Import-Module` alone leaves inside.
        let name = match name.base() {
            Value::Dict(table) => table.get_str("ModuleName").unwrap_or_default(),
            _ => name.clone(),
        };
        let name = object::convert::to_text(self, &name)?;
        let stem = std::path::Path::new(&*name).file_stem();
        let stem = stem.map(|stem| stem.to_string_lossy().to_string());
        let visible = self.all_modules();
        let loaded = visible.iter().rev().find(|module| {
            let known = [Some(&*name), stem.as_deref()];
            known
                .iter()
                .flatten()
                .any(|name| module.name.eq_ignore_ascii_case(name))
        });
        if let Some(module) = loaded.cloned() {
            self.classes.share(module.state, self.state);
            for nested in module.nested.borrow().iter() {
                self.classes.share(nested.state, self.state);
            }
        }
        Ok(())
    }
}
