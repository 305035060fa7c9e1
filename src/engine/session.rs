//! The engine: one session, its variables, commands, streams and clock.

use crate::call::Frame;
use crate::clock::Clock;
use crate::command::{Function, Registry};
use crate::module::Module;
use crate::scope::{Layout, ScopeId, ScopeKind, Scopes};
use crate::sink::{Collector, Out, Screen};
use crate::state::{GLOBAL, State, StateId};
use crate::streams::Streams;
use crate::ui::{Silent, Ui};
use object::{List, Result, Str, Symbol, Type, Value, types};
use rustc_hash::FxHashMap;
use std::any::{Any, TypeId};
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// How deep calls of functions and script blocks may go.
pub const CALL_DEPTH_MAX: u32 = 4000;

/// How many errors `$Error` keeps.
pub const ERRORS_MAX: usize = 256;

/// Symbols that the engine asks for often.
pub(crate) struct Names {
    pub error_action: Symbol,
    pub warning: Symbol,
    pub verbose: Symbol,
    pub debug: Symbol,
    pub information: Symbol,
    pub what_if: Symbol,
    pub confirm: Symbol,
    pub ofs: Symbol,
    pub defaults: Symbol,
    pub last_exit_code: Symbol,
    pub this: Symbol,
    pub null: Symbol,
    pub error: Symbol,
    pub count: Symbol,
    pub length: Symbol,
}

/// Loads a module that brings a command of that name.
pub type Autoloader = fn(&mut Engine, &str) -> Result<Option<crate::command::Command>>;
/// Reads a path of a drive.
pub type DriveReader = fn(&mut Engine, &str, &str) -> Result<Value>;
/// Sets a path of a drive.
pub type DriveWriter = fn(&mut Engine, &str, &str, Value) -> Result;

/// One session.
pub struct Engine {
    /// All scopes.
    pub scopes: Scopes,
    /// The global scope.
    pub global: ScopeId,
    /// The scope that runs now.
    pub scope: ScopeId,
    /// The session state that runs now.
    pub state: StateId,
    /// All session states.
    pub states: Vec<State>,
    /// `$_`
    pub item: Value,
    /// `$?`
    pub success: bool,
    /// `$args` of a block that runs in its caller's scope; outside of one it is that of the call.
    pub(crate) block_args: Option<Value>,
    /// A command of the pipeline that runs has written an error; `$?` is false behind it.
    pub(crate) failed: bool,
    /// `$Error`, newest first.
    pub errors: Rc<List>,
    /// Where the streams beside the output go.
    pub streams: Rc<Streams>,
    /// The end of every pipeline.
    pub screen: Out,
    /// The cmdlets.
    pub registry: Registry,
    /// Changes with every definition of a command; call sites that remember an older one look again.
    pub epoch: u64,
    /// Modules that are loaded, in order.
    pub modules: Vec<Rc<Module>>,
    /// C# texts that were added, with their types.
    pub csharp: Vec<(Rc<str>, Vec<object::Type>)>,
    /// How deep calls are now.
    pub depth: u32,
    /// The session's clock.
    pub clock: Clock,
    /// The seeded generator.
    pub random: crate::clock::Random,
    /// Set by Ctrl-C.
    pub cancel: Arc<AtomicBool>,
    /// Classes and enumerations that scripts defined.
    pub classes: crate::class_table::ClassTable,
    /// Positions of the statements that run, for `ScriptStackTrace` and `Get-PSCallStack`.
    pub stack: Vec<StackEntry>,
    /// How many `try` bodies and blocks with traps are around: errors of statements then go on upwards.
    pub(crate) catching: u32,
    /// The errors that `catch` blocks around handle, for `throw` without a value.
    pub(crate) caught: Vec<Rc<object::ErrorRecord>>,
    /// What `return` in a method gave.
    pub(crate) returned: Value,
    /// `[int]` behind the name of a generic method that is being called.
    pub(crate) generic_arguments: Vec<Type>,
    /// `Set-StrictMode` was ever called.
    pub(crate) strict_used: bool,
    /// `$using:` means the variable itself: inside blocks that run at once.
    pub using_allowed: bool,
    /// What scripts may touch of the real machine.
    pub doors: crate::doors::Doors,
    /// Loads a module that brings a command of that name, if there is one on the module path.
    pub autoloader: Option<Autoloader>,
    /// Finds, and where that is wanted loads, a module that a script demands.
    pub module_finder: Option<crate::module::Finder>,
    /// Reads `$drive:path` of drives that other rooms bring.
    pub drive_reader: Option<DriveReader>,
    /// Sets `$drive:path` of drives that other rooms bring.
    pub drive_writer: Option<DriveWriter>,
    /// The environment variables, once somebody asked.
    pub(crate) environment: Option<std::collections::BTreeMap<Str, Str>>,
    /// Numbers for what must be told apart.
    pub(crate) next_id: u64,
    pub(crate) names: Names,
    pub(crate) collectors: Vec<Rc<Collector>>,
    ui: Option<Box<dyn Ui>>,
    rooms: FxHashMap<TypeId, Box<dyn Any>>,
    /// The current folder of the file system.
    pub folder: PathBuf,
    /// The most that strict mode may be now; 0 while `??` looks.
    pub(crate) strict: u8,
    /// Signatures of cmdlets, made when first needed.
    pub(crate) signatures: FxHashMap<Symbol, Rc<crate::signature::Signature>>,
}

/// One call on the stack.
#[derive(Clone)]
pub struct StackEntry {
    /// Name of the function, or `<ScriptBlock>`.
    pub name: Str,
    /// The text that it runs.
    pub source: Rc<syntax::Source>,
    /// The statement that runs now.
    pub span: syntax::Span,
    /// The call, if it is a script function's.
    pub frame: Option<Rc<Frame>>,
}

impl Engine {
    /// Refuses one call more where there are as many as there may be.
    pub(crate) fn check_depth(&self) -> object::Result {
        if self.depth < CALL_DEPTH_MAX {
            return Ok(());
        }
        object::Fault::new(
            &object::types::SCRIPT_CALL_DEPTH_EXCEPTION,
            "The script failed due to call depth overflow.",
        )
        .id("CallDepthOverflow")
        .category(object::Category::InvalidOperation)
        .target(self.depth as i32)
        .raise()
    }

    /// A session without commands, seen by nobody.
    pub fn new() -> Engine {
        crate::tree::lend_members();
        let (scopes, global) = Scopes::new();
        let symbol = Symbol::of;
        let names = Names {
            error_action: symbol("ErrorActionPreference"),
            warning: symbol("WarningPreference"),
            verbose: symbol("VerbosePreference"),
            debug: symbol("DebugPreference"),
            information: symbol("InformationPreference"),
            what_if: symbol("WhatIfPreference"),
            confirm: symbol("ConfirmPreference"),
            ofs: symbol("OFS"),
            defaults: symbol("PSDefaultParameterValues"),
            last_exit_code: symbol("LASTEXITCODE"),
            this: symbol("this"),
            null: symbol("null"),
            error: symbol("Error"),
            count: symbol("Count"),
            length: symbol("Length"),
        };
        let errors = List::new(
            Type::Known(&types::ARRAY_LIST),
            Type::Known(&types::OBJECT),
            Vec::new(),
        );
        let mut engine = Engine {
            scopes,
            global,
            scope: global,
            state: GLOBAL,
            states: vec![State {
                current: global,
                top: global,
                module: None,
            }],
            item: Value::Null,
            success: true,
            block_args: None,
            failed: false,
            errors,
            streams: Rc::default(),
            screen: Rc::new(Screen),
            registry: Registry::default(),
            epoch: 1,
            modules: Vec::new(),
            csharp: Vec::new(),
            depth: 0,
            clock: Clock::live(),
            random: crate::clock::Random::new(0),
            cancel: Arc::new(AtomicBool::new(false)),
            classes: crate::class_table::ClassTable::default(),
            stack: Vec::new(),
            catching: 0,
            caught: Vec::new(),
            returned: Value::Null,
            generic_arguments: Vec::new(),
            strict_used: false,
            using_allowed: false,
            doors: crate::doors::Doors::default(),
            autoloader: None,
            module_finder: None,
            drive_reader: None,
            drive_writer: None,
            environment: None,
            next_id: 0,
            names,
            collectors: Vec::new(),
            ui: Some(Box::new(Silent)),
            rooms: FxHashMap::default(),
            folder: std::env::current_dir().unwrap_or_else(|_| PathBuf::from("/")),
            strict: u8::MAX,
            signatures: FxHashMap::default(),
        };
        crate::automatic::set_preferences(&mut engine);
        engine
    }

    /// Puts a front end in place.
    pub fn set_ui(&mut self, ui: Box<dyn Ui>) {
        self.ui = Some(ui);
    }

    /// Takes the front end out, to put another one around it.
    pub fn take_ui(&mut self) -> Box<dyn Ui> {
        self.ui.take().unwrap_or_else(|| Box::new(Silent))
    }

    /// Lets the front end do something. While it does, a nested call finds a silent one.
    pub fn with_ui<T>(&mut self, act: impl FnOnce(&mut dyn Ui, &mut Engine) -> T) -> T {
        let mut ui = self.ui.take().unwrap_or_else(|| Box::new(Silent));
        let result = act(&mut *ui, self);
        self.ui = Some(ui);
        result
    }

    /// What a room keeps in the session, made where it is missing: the lab, drives, jobs.
    pub fn room<T: Any + Default>(&mut self) -> &mut T {
        let entry = self
            .rooms
            .entry(TypeId::of::<T>())
            .or_insert_with(|| Box::new(T::default()));
        match entry.downcast_mut::<T>() {
            Some(room) => room,
            None => unreachable!("the map is keyed by the type"),
        }
    }

    /// Takes out what a room keeps, to use it beside the engine; put it back with [`Engine::put_room`].
    pub fn take_room<T: Any>(&mut self) -> Option<T> {
        let room = self.rooms.remove(&TypeId::of::<T>())?;
        room.downcast::<T>().ok().map(|room| *room)
    }

    /// Puts back, or puts in place, what a room keeps.
    pub fn put_room<T: Any>(&mut self, room: T) {
        self.rooms.insert(TypeId::of::<T>(), Box::new(room));
    }

    /// An error if somebody pressed Ctrl-C.
    #[inline]
    pub fn check_cancel(&self) -> Result {
        if self.cancel.load(Ordering::Relaxed) {
            Err(Box::new(object::Interrupt::Cancelled))
        } else {
            Ok(())
        }
    }

    /// A number that no other caller gets.
    pub(crate) fn fresh_id(&mut self) -> u64 {
        self.next_id += 1;
        self.next_id
    }

    /// The signature of a cmdlet.
    pub fn signature_of_cmdlet(
        &mut self,
        cmdlet: &'static crate::declare::Declaration,
    ) -> Rc<crate::signature::Signature> {
        let symbol = Symbol::of(cmdlet.name);
        let made = self
            .signatures
            .entry(symbol)
            .or_insert_with(|| Rc::new(crate::signature::Signature::of_cmdlet(cmdlet)));
        Rc::clone(made)
    }

    /// Runs something in a new scope of the state that runs now.
    pub fn in_new_scope<T>(
        &mut self,
        kind: ScopeKind,
        act: impl FnOnce(&mut Engine) -> Result<T>,
    ) -> Result<T> {
        let (outer, state) = (self.scope, self.state);
        self.scope = self.scopes.make(Layout::new(), Some(outer), kind);
        let result = act(self);
        let inner = std::mem::replace(&mut self.scope, outer);
        self.state = state;
        if self.scopes.free(inner) {
            self.epoch += 1;
        }
        result
    }

    /// Runs something in the scope where a module's, or the global, state stands now.
    pub fn in_state<T>(
        &mut self,
        state: StateId,
        act: impl FnOnce(&mut Engine) -> Result<T>,
    ) -> Result<T> {
        if state == self.state {
            return act(self);
        }
        let (outer, outer_state) = (self.scope, self.state);
        self.states[outer_state.0 as usize].current = outer;
        self.state = state;
        let inner = self.states[state.0 as usize].current;
        self.scope = inner;
        let result = act(self);
        // Calls back and forth meanwhile have left scopes behind that are free again.
        self.states[state.0 as usize].current = inner;
        self.scope = outer;
        self.state = outer_state;
        result
    }

    /// A collector, used again where one is free.
    pub(crate) fn collector(&mut self) -> Rc<Collector> {
        self.collectors.pop().unwrap_or_default()
    }

    /// Gives a collector back, and what it kept.
    pub(crate) fn collected(&mut self, collector: Rc<Collector>) -> Vec<Value> {
        let items = collector.take();
        if Rc::strong_count(&collector) == 1 && self.collectors.len() < 64 {
            self.collectors.push(collector);
        }
        items
    }

    /// The module whose code runs now.
    pub fn current_module(&self) -> Option<Rc<Module>> {
        self.states[self.state.0 as usize].module.clone()
    }

    /// The function of that name in the global scope, for tests and front ends.
    pub fn global_function(&self, name: &str) -> Option<Rc<Function>> {
        self.scopes
            .get(self.global)
            .functions
            .get(&Symbol::of(name))
            .cloned()
    }

    /// A path as the file system takes it: relative ones from the current folder, `\` for `/`, `~` for home.
    pub fn file_path(&self, path: &str) -> PathBuf {
        let path = path.replace('\\', "/");
        if let Some(rest) = path.strip_prefix('~')
            && (rest.is_empty() || rest.starts_with('/'))
        {
            let home = std::env::var("HOME").unwrap_or_default();
            return PathBuf::from(format!("{home}{rest}"));
        }
        normal(&self.folder.join(&path))
    }
}

impl Default for Engine {
    fn default() -> Engine {
        Engine::new()
    }
}

/// A path without `.` and `..`, whether it exists or not.
pub fn normal(path: &std::path::Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::CurDir => {}
            std::path::Component::ParentDir => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}
