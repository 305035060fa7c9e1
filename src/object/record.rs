//! Objects made of named slots: `PSCustomObject`, instances of script classes, and the plain records that cmdlets write.
//!
//! The names stand in a shared [`Shape`]; objects made by the same code share theirs, and a property site remembers the
//! shape that it saw last with the slot that it found there.

use crate::types::{self, Type};
use crate::{Str, Symbol, Value};
use rustc_hash::FxHashMap;
use std::cell::{Ref, RefCell};
use std::rc::Rc;

/// What a slot of an object is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum SlotKind {
    /// `NoteProperty`
    Note,
    /// `Property`: of a script class or of a .NET object that is a record here.
    Property,
    /// A property that refuses to be set.
    ReadOnly,
    /// A property with code: the slot holds what `Script` holds, but it is the type's own.
    Computed,
    /// `hidden` in a class.
    Hidden,
    /// `AliasProperty`: the slot holds the other name, a string, or (with a conversion) an array of name and type.
    Alias,
    /// `ScriptProperty`: the slot holds the getter, or an array of getter and setter.
    Script,
    /// `ScriptMethod`: the slot holds the script block.
    Method,
    /// `PropertySet`: the slot holds an array of names.
    Set,
    /// `MemberSet`: the slot holds an object.
    MemberSet,
    /// A `NoteProperty` that is a module's variable: the slot holds an array of getter and setter.
    Code,
}

/// One slot of a shape.
#[derive(Clone, Debug)]
pub struct SlotName {
    /// The name, whatever its case.
    pub symbol: Symbol,
    /// The name as it was written.
    pub name: Str,
    /// What it is.
    pub kind: SlotKind,
}

/// Names and kinds of the slots of all objects that were made alike.
pub struct Shape {
    /// `GetType()`
    pub kind: Type,
    /// `PSTypeNames`; empty takes those of the type.
    pub type_names: Rc<[Str]>,
    slots: Vec<SlotName>,
    by_symbol: FxHashMap<Symbol, u32>,
    next: RefCell<Next>,
}

/// The shapes with one slot more: several under one name where they spell it differently.
type Next = FxHashMap<(Symbol, SlotKind), Vec<Rc<Shape>>>;

/// Above this many slots a shape looks names up in a table instead of comparing them one by one.
const SCAN_MAX: usize = 8;

thread_local! {
    static CUSTOM: Rc<Shape> = Shape::root(Type::Known(&types::PSCUSTOMOBJECT));
}

impl Shape {
    /// A shape without slots. Keep it: objects share shapes only if they start from the same one.
    pub fn root(kind: Type) -> Rc<Shape> {
        Shape::make(kind, Rc::from([]), Vec::new())
    }

    /// The empty `PSCustomObject`.
    pub fn custom() -> Rc<Shape> {
        CUSTOM.with(Rc::clone)
    }

    fn make(kind: Type, type_names: Rc<[Str]>, slots: Vec<SlotName>) -> Rc<Shape> {
        let mut by_symbol = FxHashMap::default();
        if slots.len() > SCAN_MAX {
            by_symbol = slots
                .iter()
                .enumerate()
                .map(|(i, slot)| (slot.symbol, i as u32))
                .collect();
        }
        Rc::new(Shape {
            kind,
            type_names,
            slots,
            by_symbol,
            next: RefCell::default(),
        })
    }

    /// The slots in order.
    pub fn slots(&self) -> &[SlotName] {
        &self.slots
    }

    /// Which slot has that name.
    pub fn find(&self, symbol: Symbol) -> Option<usize> {
        if self.slots.len() > SCAN_MAX {
            return self.by_symbol.get(&symbol).map(|index| *index as usize);
        }
        self.slots.iter().position(|slot| slot.symbol == symbol)
    }

    /// The shape with one slot more; the name must be new.
    pub fn with(self: &Rc<Shape>, name: &Str, kind: SlotKind) -> Rc<Shape> {
        let symbol = Symbol::of(name);
        let mut next = self.next.borrow_mut();
        let known = next.entry((symbol, kind)).or_default();
        if let Some(shape) = known
            .iter()
            .find(|shape| shape.slots.last().is_some_and(|slot| slot.name == *name))
        {
            return Rc::clone(shape);
        }
        let mut slots = self.slots.clone();
        slots.push(SlotName {
            symbol,
            name: name.clone(),
            kind,
        });
        let shape = Shape::make(self.kind.clone(), Rc::clone(&self.type_names), slots);
        known.push(Rc::clone(&shape));
        shape
    }

    /// The shape of records with these properties, all of one kind. Keep it, as with [`Shape::root`].
    pub fn of(kind: Type, names: &[&str], slot: SlotKind) -> Rc<Shape> {
        let slots = names.iter().map(|name| SlotName {
            symbol: Symbol::of(name),
            name: Str::from(*name),
            kind: slot,
        });
        Shape::make(kind, Rc::from([]), slots.collect())
    }

    /// The same slots under other type names (`PSTypeNames`).
    pub fn renamed(&self, type_names: Vec<Str>) -> Rc<Shape> {
        Shape::make(self.kind.clone(), type_names.into(), self.slots.clone())
    }

    /// The same shape without one slot.
    fn without(&self, index: usize) -> Rc<Shape> {
        let mut slots = self.slots.clone();
        slots.remove(index);
        Shape::make(self.kind.clone(), Rc::clone(&self.type_names), slots)
    }
}

/// The hidden slot in which an object that was read from a file keeps the text that it had where it was written.
pub const KEPT_TEXT: &str = "\u{0}ToString";

/// An object made of named slots.
pub struct Object {
    data: RefCell<Data>,
}

#[derive(Clone)]
struct Data {
    shape: Rc<Shape>,
    slots: Vec<Value>,
}

impl Object {
    /// An object of that shape; as many values as the shape has slots.
    pub fn new(shape: Rc<Shape>, slots: Vec<Value>) -> Rc<Object> {
        debug_assert_eq!(shape.slots.len(), slots.len());
        Rc::new(Object {
            data: RefCell::new(Data { shape, slots }),
        })
    }

    /// A `PSCustomObject` with these note properties; a name that comes again takes the later value.
    pub fn custom<N: Into<Str>>(properties: impl IntoIterator<Item = (N, Value)>) -> Rc<Object> {
        let object = Object::new(Shape::custom(), Vec::new());
        for (name, value) in properties {
            object.set_or_add(&name.into(), value);
        }
        object
    }

    /// The holder of members added to `base`.
    pub fn bare(base: &Value) -> Rc<Object> {
        Object::new(Shape::root(base.get_type()), Vec::new())
    }

    /// The shape now.
    pub fn shape(&self) -> Rc<Shape> {
        Rc::clone(&self.data.borrow().shape)
    }

    /// The shape now, borrowed, for a comparison by address.
    pub fn shape_ref(&self) -> Ref<'_, Rc<Shape>> {
        Ref::map(self.data.borrow(), |data| &data.shape)
    }

    /// The value of slot `index` if the shape still is `shape`: the fast path of a property site.
    pub fn cached(&self, shape: &Rc<Shape>, index: usize) -> Option<Value> {
        let data = self.data.borrow();
        if Rc::ptr_eq(&data.shape, shape) {
            data.slots.get(index).cloned()
        } else {
            None
        }
    }

    /// Sets slot `index` if the shape still is `shape`; gives the value back where it is not.
    pub fn set_cached(&self, shape: &Rc<Shape>, index: usize, value: Value) -> Result<(), Value> {
        let mut data = self.data.borrow_mut();
        if !Rc::ptr_eq(&data.shape, shape) {
            return Err(value);
        }
        data.slots[index] = value;
        Ok(())
    }

    /// Which slot has that name, and what it is.
    pub fn find(&self, symbol: Symbol) -> Option<(usize, SlotKind)> {
        let data = self.data.borrow();
        let index = data.shape.find(symbol)?;
        Some((index, data.shape.slots[index].kind))
    }

    /// The value in slot `index`, uncalled where it is a script property.
    pub fn slot(&self, index: usize) -> Value {
        self.data.borrow().slots[index].clone()
    }

    /// Sets slot `index`.
    pub fn set_slot(&self, index: usize, value: Value) {
        self.data.borrow_mut().slots[index] = value;
    }

    /// The value in the slot of that name, uncalled where it is a script property.
    pub fn get(&self, name: &str) -> Option<Value> {
        let (index, _) = self.find(Symbol::of(name))?;
        Some(self.slot(index))
    }

    /// Sets a slot, adding a note property where the name is new.
    pub fn set_or_add(&self, name: &Str, value: Value) {
        match self.find(Symbol::of(name)) {
            Some((index, _)) => self.set_slot(index, value),
            None => self.add(name, SlotKind::Note, value),
        }
    }

    /// Adds a slot; the name must be new.
    pub fn add(&self, name: &Str, kind: SlotKind, value: Value) {
        let mut data = self.data.borrow_mut();
        data.shape = data.shape.with(name, kind);
        data.slots.push(value);
    }

    /// Takes a slot away.
    pub fn remove(&self, symbol: Symbol) -> bool {
        let mut data = self.data.borrow_mut();
        let Some(index) = data.shape.find(symbol) else {
            return false;
        };
        data.shape = data.shape.without(index);
        data.slots.remove(index);
        true
    }

    /// Names, kinds and values of all slots in order.
    pub fn entries(&self) -> Vec<(SlotName, Value)> {
        let data = self.data.borrow();
        data.shape
            .slots
            .iter()
            .cloned()
            .zip(data.slots.iter().cloned())
            .collect()
    }

    /// How many slots there are.
    pub fn len(&self) -> usize {
        self.data.borrow().slots.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// `GetType()`
    pub fn get_type(&self) -> Type {
        self.data.borrow().shape.kind.clone()
    }

    /// Whether a script defined its type.
    #[inline]
    pub fn is_of_class(&self) -> bool {
        matches!(self.data.borrow().shape.kind, Type::Class(_))
    }

    /// `PSTypeNames`
    pub fn type_names(&self) -> Vec<Str> {
        let data = self.data.borrow();
        if data.shape.type_names.is_empty() {
            data.shape.kind.type_names()
        } else {
            data.shape.type_names.to_vec()
        }
    }

    /// Changes `PSTypeNames`.
    pub fn set_type_names(&self, names: Vec<Str>) {
        let mut data = self.data.borrow_mut();
        data.shape = data.shape.renamed(names);
    }

    /// A copy with slots of its own (`PSObject.Copy`).
    pub fn copy(&self) -> Rc<Object> {
        Rc::new(Object {
            data: RefCell::new(self.data.borrow().clone()),
        })
    }
}
