//! What a module gives out comes into a scope, and leaves it again.

use engine::Engine;
use engine::command::{Alias, Function};
use engine::module::Module;
use engine::scope::{ScopeId, Slot};
use object::pattern::Wildcard;
use object::{Str, Symbol};
use std::rc::Rc;

/// What of a module's exports is wanted.
#[derive(Default)]
pub struct Selection {
    /// Patterns; none wants all, unless something else is picked.
    pub functions: Option<Vec<Wildcard>>,
    pub aliases: Option<Vec<Wildcard>>,
    pub variables: Option<Vec<Wildcard>>,
    /// Something was picked by name, so that what was not is left out.
    pub picks: bool,
    /// Commands that exist already stay.
    pub no_clobber: bool,
}

impl Selection {
    fn takes(&self, patterns: &Option<Vec<Wildcard>>, name: &str) -> bool {
        match patterns {
            Some(patterns) => patterns.iter().any(|pattern| pattern.is_match(name)),
            None => !self.picks,
        }
    }
}

/// What came into the scope, by name.
#[derive(Default)]
pub struct Attached {
    pub functions: Vec<Str>,
    pub aliases: Vec<Str>,
    pub variables: Vec<Str>,
}

/// Brings a module's exports into a scope.
pub fn attach(
    engine: &mut Engine,
    module: &Rc<Module>,
    scope: ScopeId,
    selection: &Selection,
) -> Attached {
    let mut done = Attached::default();
    let prefix = module.prefix.borrow().clone();
    let functions = module.functions.borrow().clone();
    for function in functions {
        if !selection.takes(&selection.functions, &function.name) {
            continue;
        }
        let name = with_prefix(&function.name, &prefix);
        let symbol = Symbol::of(&name);
        if selection.no_clobber
            && (engine.find_function(symbol).is_some() || engine.registry.find(symbol).is_some())
        {
            continue;
        }
        let own = Function {
            name: name.clone(),
            code: Rc::clone(&function.code),
            state: function.state,
            module: Some(Rc::clone(module)),
            options: function.options,
            description: function.description.clone(),
        };
        engine.define_function(scope, own);
        done.functions.push(name);
    }
    for alias in module.aliases.borrow().iter() {
        let name = with_prefix(&alias.name, &prefix);
        if !selection.takes(&selection.aliases, &alias.name)
            || (selection.no_clobber && engine.find_alias(Symbol::of(&name)).is_some())
        {
            continue;
        }
        // An alias of a command that got a prefix goes on to mean it.
        let own_command = module
            .functions
            .borrow()
            .iter()
            .any(|function| function.name.eq_ignore_ascii_case(&alias.definition));
        let own = Alias {
            name: name.clone(),
            definition: if own_command {
                with_prefix(&alias.definition, &prefix)
            } else {
                alias.definition.clone()
            },
            options: alias.options,
            description: alias.description.clone(),
        };
        engine.define_alias(scope, own);
        done.aliases.push(name);
    }
    for name in module.variables.borrow().iter() {
        if selection.takes(&selection.variables, name)
            && share_variable(engine, module, scope, name)
        {
            done.variables.push(name.clone());
        }
    }
    done
}

/// A command's name with a prefix before its noun.
pub fn with_prefix(name: &str, prefix: &str) -> Str {
    match name.split_once('-') {
        _ if prefix.is_empty() => Str::from(name),
        Some((verb, noun)) => Str::from(format!("{verb}-{prefix}{noun}")),
        None => Str::from(format!("{prefix}{name}")),
    }
}

/// The variable of the module and that of the scope are one from now on.
fn share_variable(engine: &mut Engine, module: &Module, scope: ScopeId, name: &str) -> bool {
    let symbol = Symbol::of(name);
    let top = engine.states[module.state.index()].top;
    let Some(slot) = engine.scopes.get(top).layout.find(symbol) else {
        return false;
    };
    if !engine.scopes.slot(top, slot).is_some_and(Slot::is_set) {
        return false;
    }
    let variable = engine.scopes.slot_mut(top, slot).special();
    let own = engine.scopes.get(scope).layout.slot(symbol);
    *engine.scopes.slot_mut(scope, own) = Slot::Special(variable);
    true
}

/// Puts a module into the list of loaded ones, or to its end if it is there.
pub fn enlist(engine: &mut Engine, module: &Rc<Module>) {
    engine.modules.retain(|known| !Rc::ptr_eq(known, module));
    engine.modules.push(Rc::clone(module));
    engine.epoch += 1;
}

/// Puts a module where the code that runs now keeps what it has imported: among those that its own module brought along, or into
/// the session's list.
pub fn enlist_here(engine: &mut Engine, module: &Rc<Module>, globally: bool) {
    let own = engine
        .current_module()
        .filter(|own| !globally && !Rc::ptr_eq(own, module));
    match own {
        Some(own) => {
            let mut nested = own.nested.borrow_mut();
            nested.retain(|known| !Rc::ptr_eq(known, module));
            nested.push(Rc::clone(module));
            drop(nested);
            engine.epoch += 1;
        }
        None => enlist(engine, module),
    }
}

/// Takes all that a module brought out of every scope; gives the names of its functions.
pub fn detach(engine: &mut Engine, module: &Rc<Module>) -> Vec<Str> {
    let mut removed = Vec::new();
    let mut scopes: Vec<ScopeId> = engine
        .states
        .iter()
        .flat_map(|state| [state.top, state.current])
        .collect();
    let mut at = Some(engine.scope);
    while let Some(id) = at {
        scopes.push(id);
        at = engine.scopes.get(id).parent;
    }
    let own_top = engine.states[module.state.index()].top;
    scopes.retain(|id| *id != own_top);
    for id in scopes {
        let scope = engine.scopes.get_mut(id);
        scope.functions.retain(|_, function| {
            let keeps = !function
                .module
                .as_ref()
                .is_some_and(|own| Rc::ptr_eq(own, module));
            if !keeps {
                removed.push(function.name.clone());
            }
            keeps
        });
        for alias in module.aliases.borrow().iter() {
            let symbol = Symbol::of(&with_prefix(&alias.name, &module.prefix.borrow()));
            let prefix = module.prefix.borrow();
            if scope.aliases.get(&symbol).is_some_and(|own| {
                own.definition == alias.definition
                    || own.definition == with_prefix(&alias.definition, &prefix)
            }) {
                scope.aliases.remove(&symbol);
            }
        }
        for name in module.variables.borrow().iter() {
            drop_shared(engine, module, id, name);
        }
    }
    engine.modules.retain(|known| !Rc::ptr_eq(known, module));
    engine.epoch += 1;
    removed
}

/// Removes a variable that is the module's own.
fn drop_shared(engine: &mut Engine, module: &Module, scope: ScopeId, name: &str) {
    let symbol = Symbol::of(name);
    let top = engine.states[module.state.index()].top;
    let slot_of = |engine: &Engine, scope: ScopeId| {
        let slot = engine.scopes.get(scope).layout.find(symbol)?;
        match engine.scopes.slot(scope, slot) {
            Some(Slot::Special(variable)) => Some(Rc::clone(variable)),
            _ => None,
        }
    };
    if let (Some(own), Some(theirs)) = (slot_of(engine, top), slot_of(engine, scope))
        && Rc::ptr_eq(&own, &theirs)
    {
        engine.remove_in(scope, symbol);
    }
}
