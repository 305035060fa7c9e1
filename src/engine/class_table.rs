//! Classes and enumerations that scripts defined, by session state and name.
//!
//! A module's classes are its own: outside they are known only where `using module` brings them.

use crate::state::{GLOBAL, StateId};
use object::{Str, Type};
use rustc_hash::FxHashMap;
use std::rc::Rc;
use syntax::ast::TypeDefinition;

/// The classes of all session states.
#[derive(Default)]
pub struct ClassTable {
    by_name: FxHashMap<(StateId, Str), Type>,
    /// What `share` put something else in the place of, the last one last.
    shared: Vec<((StateId, Str), Option<Type>)>,
    /// What each definition made, by its address: a block that runs again defines nothing anew.
    made: FxHashMap<(StateId, usize), (Rc<TypeDefinition>, Type)>,
}

impl ClassTable {
    /// The class of that name as a session state sees it: its own, or a global one.
    pub fn find(&self, state: StateId, name: &str) -> Option<&Type> {
        if self.by_name.is_empty() {
            return None;
        }
        let name = Str::from(name.to_lowercase());
        let own = (state != GLOBAL).then(|| self.by_name.get(&(state, name.clone())));
        match own.flatten() {
            Some(own) => Some(own),
            None => self.by_name.get(&(GLOBAL, name)),
        }
    }

    /// The names, in lower case and in order, that a session state sees.
    pub fn names(&self, state: StateId) -> Vec<String> {
        let seen = |(of, _): &&(StateId, Str)| *of == state || *of == GLOBAL;
        let mut names: Vec<String> = self
            .by_name
            .keys()
            .filter(seen)
            .map(|(_, name)| name.to_string())
            .collect();
        names.sort();
        names.dedup();
        names
    }

    /// The type that a definition has made already.
    pub fn made(&self, state: StateId, definition: &Rc<TypeDefinition>) -> Option<Type> {
        let (_, kind) = self.made.get(&(state, Rc::as_ptr(definition) as usize))?;
        Some(kind.clone())
    }

    /// Remembers what a definition made.
    pub fn keep(&mut self, state: StateId, definition: &Rc<TypeDefinition>, kind: Type) {
        let key = (state, Rc::as_ptr(definition) as usize);
        self.made.insert(key, (Rc::clone(definition), kind));
    }

    /// Makes a class known in a session state.
    pub fn insert(&mut self, state: StateId, name: &str, kind: Type) {
        self.by_name
            .insert((state, Str::from(name.to_lowercase())), kind);
    }

    /// Makes the classes of one session state known in another.
    pub fn share(&mut self, from: StateId, with: StateId) {
        let found: Vec<(Str, Type)> = self
            .by_name
            .iter()
            .filter(|((state, _), _)| *state == from)
            .map(|((_, name), kind)| (name.clone(), kind.clone()))
            .collect();
        for (name, kind) in found {
            let key = (with, name);
            let before = self.by_name.insert(key.clone(), kind);
            self.shared.push((key, before));
        }
    }

    /// How much has been shared so far.
    pub fn mark(&self) -> usize {
        self.shared.len()
    }

    /// Takes back what was shared since a mark: `using module` holds for the script that it stands in.
    pub fn unshare(&mut self, mark: usize) {
        while self.shared.len() > mark {
            match self.shared.pop() {
                Some((key, Some(before))) => {
                    self.by_name.insert(key, before);
                }
                Some((key, None)) => {
                    self.by_name.remove(&key);
                }
                None => return,
            }
        }
    }
}
