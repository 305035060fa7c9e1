//! A session of its own inside the engine: global scope, `$Error`, current folder, loaded modules, classes.
//!
//! To enter one, what the engine holds of the session that runs is exchanged for what the runspace keeps, and exchanged back afterwards.

use crate::Engine;
use crate::class_table::ClassTable;
use crate::module::Module;
use crate::scope::{Layout, Options, ScopeId, ScopeKind, Slot};
use crate::session::StackEntry;
use crate::state::{GLOBAL, State};
use object::{ErrorRecord, List, Result, Symbol, Type, Value, types};
use std::cell::{Cell, RefCell};
use std::path::PathBuf;
use std::rc::Rc;

/// A session beside the one that runs.
pub struct Runspace {
    kept: RefCell<Session>,
    /// Whether it is the one that runs now.
    entered: Cell<bool>,
}

/// What differs from session to session.
struct Session {
    global: ScopeId,
    scope: ScopeId,
    state: crate::state::StateId,
    outermost: State,
    item: Value,
    success: bool,
    errors: Rc<List>,
    modules: Vec<Rc<Module>>,
    classes: ClassTable,
    stack: Vec<StackEntry>,
    catching: u32,
    caught: Vec<Rc<ErrorRecord>>,
    using_allowed: bool,
    folder: PathBuf,
    /// The cmdlets, where they are others than everywhere else.
    registry: Option<crate::command::Registry>,
}

impl Runspace {
    /// A fresh session: what every session starts with, and nothing of the caller's. It stands in the caller's folder.
    pub fn new(engine: &mut Engine) -> Rc<Runspace> {
        let runspace = Runspace::bare(engine, None);
        let aliases = engine.scopes.get(engine.global).aliases.clone();
        let shared = constants(engine);
        let place = Symbol::of("PWD");
        let here = engine.variable_in(engine.global, place);
        let _ = runspace.enter(engine, |engine| {
            let global = engine.global;
            if let Some(here) = here {
                engine.set_in(global, place, here);
            }
            engine.scopes.get_mut(global).aliases = aliases;
            for (symbol, slot) in shared {
                let at = engine.scopes.get(global).layout.slot(symbol);
                *engine.scopes.slot_mut(global, at) = slot;
            }
            Ok(())
        });
        runspace
    }

    /// A session without any command.
    pub fn empty(engine: &mut Engine) -> Rc<Runspace> {
        Runspace::bare(engine, Some(crate::command::Registry::default()))
    }

    fn bare(engine: &mut Engine, registry: Option<crate::command::Registry>) -> Rc<Runspace> {
        let global = engine.scopes.make(Layout::new(), None, ScopeKind::Global);
        let errors = List::new(
            Type::Known(&types::ARRAY_LIST),
            Type::Known(&types::OBJECT),
            Vec::new(),
        );
        let runspace = Rc::new(Runspace {
            kept: RefCell::new(Session {
                global,
                scope: global,
                state: GLOBAL,
                outermost: State {
                    current: global,
                    top: global,
                    module: None,
                },
                item: Value::Null,
                success: true,
                errors,
                modules: Vec::new(),
                classes: ClassTable::default(),
                stack: Vec::new(),
                catching: 0,
                caught: Vec::new(),
                using_allowed: false,
                folder: engine.folder.clone(),
                registry,
            }),
            entered: Cell::new(false),
        });
        let _ = runspace.enter(engine, |engine| {
            crate::automatic::set_preferences(engine);
            Ok(())
        });
        runspace
    }

    /// Runs something in this session. A session that runs already is entered once.
    ///
    /// # Errors
    /// What the action raises.
    pub fn enter<T>(
        &self,
        engine: &mut Engine,
        act: impl FnOnce(&mut Engine) -> Result<T>,
    ) -> Result<T> {
        if self.entered.replace(true) {
            return act(engine);
        }
        let inner = engine.state.index();
        engine.states[inner].current = engine.scope;
        self.exchange(engine);
        let result = act(engine);
        self.exchange(engine);
        self.entered.set(false);
        result
    }

    /// Exchanges what the engine holds for what is kept here.
    fn exchange(&self, engine: &mut Engine) {
        use std::mem::swap;
        let kept = &mut *self.kept.borrow_mut();
        swap(&mut engine.global, &mut kept.global);
        swap(&mut engine.scope, &mut kept.scope);
        swap(&mut engine.state, &mut kept.state);
        swap(&mut engine.states[GLOBAL.index()], &mut kept.outermost);
        swap(&mut engine.item, &mut kept.item);
        swap(&mut engine.success, &mut kept.success);
        swap(&mut engine.errors, &mut kept.errors);
        swap(&mut engine.modules, &mut kept.modules);
        swap(&mut engine.classes, &mut kept.classes);
        swap(&mut engine.stack, &mut kept.stack);
        swap(&mut engine.catching, &mut kept.catching);
        swap(&mut engine.caught, &mut kept.caught);
        swap(&mut engine.using_allowed, &mut kept.using_allowed);
        swap(&mut engine.folder, &mut kept.folder);
        if let Some(registry) = &mut kept.registry {
            swap(&mut engine.registry, registry);
        }
        // Call sites remember what they found in the other session.
        engine.epoch += 1;
    }
}

/// Constants that every scope of every session has, such as `$Host`.
fn constants(engine: &Engine) -> Vec<(Symbol, Slot)> {
    let mut found = Vec::new();
    for (symbol, at) in engine.scopes.variables(engine.global) {
        if let Some(Slot::Special(variable)) = engine.scopes.slot(engine.global, at)
            && variable.borrow().options.has(Options::ALL_SCOPE)
            && variable.borrow().options.has(Options::CONSTANT)
        {
            found.push((symbol, Slot::Special(Rc::clone(variable))));
        }
    }
    found
}
