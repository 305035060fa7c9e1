//! Variables and where they live.
//!
//! Each script block has a [`Layout`]: which variable has which slot. A [`Scope`] is one run of it: the values. PowerShell's
//! scoping is dynamic: a slot that is not set falls through to the scope of the caller, by symbol. A layout only ever
//! grows, so that code lowered against it stays good when dot-sourced code, `Set-Variable` or the next line at the prompt
//! adds names; scopes made before are simply shorter.
//! Scopes stand in an arena and are used again: a call costs no allocation for its scope.

use crate::call::Frame;
use crate::command::{Alias, Function};
use object::{Symbol, Type, Value};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::rc::Rc;

/// Which slot each variable of a script block has.
pub struct Layout {
    names: RefCell<Names>,
}

#[derive(Default)]
struct Names {
    symbols: Vec<Symbol>,
    slots: FxHashMap<Symbol, u32>,
}

impl Layout {
    /// No variables yet.
    pub fn new() -> Rc<Layout> {
        Rc::new(Layout {
            names: RefCell::default(),
        })
    }

    /// The slot of a variable, made where there is none.
    pub fn slot(&self, symbol: Symbol) -> u32 {
        let mut names = self.names.borrow_mut();
        if let Some(slot) = names.slots.get(&symbol) {
            return *slot;
        }
        let slot = names.symbols.len() as u32;
        names.symbols.push(symbol);
        names.slots.insert(symbol, slot);
        slot
    }

    /// The slot of a variable, if there is one.
    pub fn find(&self, symbol: Symbol) -> Option<u32> {
        self.names.borrow().slots.get(&symbol).copied()
    }

    /// How many slots there are.
    pub fn len(&self) -> usize {
        self.names.borrow().symbols.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The variable of a slot.
    pub fn symbol(&self, slot: u32) -> Symbol {
        self.names.borrow().symbols[slot as usize]
    }
}

/// One variable of a scope.
#[derive(Clone, Default)]
pub enum Slot {
    /// Not set here: reads go on to the caller.
    #[default]
    Unset,
    /// A value and nothing else.
    Plain(Value),
    /// A variable with a type, attributes or options.
    Special(Rc<RefCell<Variable>>),
}

/// A variable that is more than its value.
#[derive(Clone, Default)]
pub struct Variable {
    /// Its value.
    pub value: Value,
    /// The type that every value is converted to.
    pub constraint: Option<Type>,
    /// Validation and transformation attributes, checked at each assignment.
    pub attributes: Vec<Rc<crate::attribute::Attribute>>,
    /// `ReadOnly`, `Constant`, `Private`, `AllScope`.
    pub options: Options,
    /// `Description`
    pub description: object::Str,
}

impl Variable {
    /// Whether it takes a value of exactly that type as it is: nothing checks, converts or forbids it.
    #[inline]
    pub fn takes(&self, kind: &'static object::TypeInfo) -> bool {
        self.attributes.is_empty()
            && !self
                .options
                .has(Options(Options::READ_ONLY.0 | Options::CONSTANT.0))
            && self
                .constraint
                .as_ref()
                .is_none_or(|constraint| constraint.is(kind))
    }
}

/// `ScopedItemOptions`
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Options(pub u8);

#[allow(missing_docs)]
impl Options {
    pub const NONE: Options = Options(0);
    pub const READ_ONLY: Options = Options(1);
    pub const CONSTANT: Options = Options(2);
    pub const PRIVATE: Options = Options(4);
    pub const ALL_SCOPE: Options = Options(8);

    /// Whether any of those is set.
    pub fn has(self, other: Options) -> bool {
        self.0 & other.0 != 0
    }
}

impl Slot {
    /// The value, if the slot is set.
    pub fn value(&self) -> Option<Value> {
        match self {
            Slot::Unset => None,
            Slot::Plain(value) => Some(value.clone()),
            Slot::Special(variable) => Some(variable.borrow().value.clone()),
        }
    }

    /// Whether the slot is set.
    pub fn is_set(&self) -> bool {
        !matches!(self, Slot::Unset)
    }

    /// The variable as one with attributes, changing the slot where it was plain.
    pub fn special(&mut self) -> Rc<RefCell<Variable>> {
        if let Slot::Special(variable) = self {
            return Rc::clone(variable);
        }
        let value = self.value().unwrap_or_default();
        let variable = Rc::new(RefCell::new(Variable {
            value,
            ..Variable::default()
        }));
        *self = Slot::Special(Rc::clone(&variable));
        variable
    }
}

/// What a scope is the scope of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub enum ScopeKind {
    Global,
    Module,
    Script,
    Local,
}

/// A scope in the arena.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub struct ScopeId(pub(crate) u32);

/// One run of a script block: the values of its variables.
pub struct Scope {
    /// The values, as far as they were set; the slots of `layout`.
    pub slots: Vec<Slot>,
    /// Which variable has which slot.
    pub layout: Rc<Layout>,
    /// The scope that unset variables are looked for in.
    pub parent: Option<ScopeId>,
    /// What it is the scope of.
    pub kind: ScopeKind,
    /// Functions defined here.
    pub functions: FxHashMap<Symbol, Rc<Function>>,
    /// Aliases defined here.
    pub aliases: FxHashMap<Symbol, Rc<Alias>>,
    /// The call that made it: `$args`, `$MyInvocation` and so on.
    pub frame: Option<Rc<Frame>>,
    /// `Set-StrictMode` in this scope; none looks at the parent.
    pub strict: Option<u8>,
}

/// The arena.
pub struct Scopes {
    all: Vec<Scope>,
    free: Vec<ScopeId>,
}

impl Scopes {
    /// An arena that holds the global scope.
    pub fn new() -> (Scopes, ScopeId) {
        let mut scopes = Scopes {
            all: Vec::new(),
            free: Vec::new(),
        };
        let global = scopes.make(Layout::new(), None, ScopeKind::Global);
        (scopes, global)
    }

    /// A scope for a run of what `layout` belongs to.
    pub fn make(
        &mut self,
        layout: Rc<Layout>,
        parent: Option<ScopeId>,
        kind: ScopeKind,
    ) -> ScopeId {
        if let Some(id) = self.free.pop() {
            let scope = &mut self.all[id.0 as usize];
            scope.layout = layout;
            scope.parent = parent;
            scope.kind = kind;
            return id;
        }
        let id = ScopeId(self.all.len() as u32);
        self.all.push(Scope {
            slots: Vec::new(),
            layout,
            parent,
            kind,
            functions: FxHashMap::default(),
            aliases: FxHashMap::default(),
            frame: None,
            strict: None,
        });
        id
    }

    /// Gives a scope back. True where it held functions or aliases, which call sites may have remembered.
    pub fn free(&mut self, id: ScopeId) -> bool {
        let scope = &mut self.all[id.0 as usize];
        scope.slots.clear();
        scope.frame = None;
        scope.strict = None;
        let commands = !scope.functions.is_empty() || !scope.aliases.is_empty();
        if commands {
            scope.functions.clear();
            scope.aliases.clear();
        }
        self.free.push(id);
        commands
    }

    /// A scope.
    #[inline]
    pub fn get(&self, id: ScopeId) -> &Scope {
        &self.all[id.0 as usize]
    }

    /// A scope, to change.
    #[inline]
    pub fn get_mut(&mut self, id: ScopeId) -> &mut Scope {
        &mut self.all[id.0 as usize]
    }

    /// The slot, if it was ever reached.
    #[inline]
    pub fn slot(&self, id: ScopeId, slot: u32) -> Option<&Slot> {
        self.all[id.0 as usize].slots.get(slot as usize)
    }

    /// The slot, to change.
    #[inline]
    pub fn slot_mut(&mut self, id: ScopeId, slot: u32) -> &mut Slot {
        let slots = &mut self.all[id.0 as usize].slots;
        if slots.len() <= slot as usize {
            slots.resize(slot as usize + 1, Slot::Unset);
        }
        &mut slots[slot as usize]
    }

    /// The scope, from `from` outwards, that has the variable set, and its slot. Private variables of outer scopes are not seen.
    pub fn lookup(&self, from: ScopeId, symbol: Symbol) -> Option<(ScopeId, u32)> {
        let mut at = Some(from);
        while let Some(id) = at {
            let scope = self.get(id);
            if let Some(slot) = scope.layout.find(symbol) {
                match scope.slots.get(slot as usize) {
                    None | Some(Slot::Unset) => {}
                    Some(Slot::Special(variable))
                        if id != from && variable.borrow().options.has(Options::PRIVATE) => {}
                    Some(_) => return Some((id, slot)),
                }
            }
            at = scope.parent;
        }
        None
    }

    /// The scope that `$script:` means.
    pub fn script_scope(&self, from: ScopeId) -> ScopeId {
        let mut id = from;
        loop {
            let scope = self.get(id);
            if scope.kind != ScopeKind::Local {
                return id;
            }
            match scope.parent {
                Some(parent) => id = parent,
                None => return id,
            }
        }
    }

    /// The scope so many steps out.
    pub fn ancestor(&self, from: ScopeId, steps: usize) -> Option<ScopeId> {
        let mut id = from;
        for _ in 0..steps {
            id = self.get(id).parent?;
        }
        Some(id)
    }

    /// All variables that a scope itself has set.
    pub fn variables(&self, id: ScopeId) -> Vec<(Symbol, u32)> {
        let scope = self.get(id);
        let set = scope
            .slots
            .iter()
            .enumerate()
            .filter(|(_, slot)| slot.is_set());
        set.map(|(i, _)| (scope.layout.symbol(i as u32), i as u32))
            .collect()
    }
}
