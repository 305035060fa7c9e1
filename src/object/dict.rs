//! Dictionaries: `Hashtable`, `OrderedDictionary`, `Dictionary[K,V]`, `SortedDictionary[K,V]` and their like.
//!
//! .NET leaves the order of a `Hashtable` open; here every dictionary iterates in the order of insertion, so that the same
//! script prints the same text each time. Whether keys differ by case belongs to the dictionary, not to the key.

use crate::types::Type;
use crate::{Value, culture};
use indexmap::IndexMap;
use indexmap::map::RawEntryApiV1;
use indexmap::map::raw_entry_v1::RawEntryMut;
use rustc_hash::{FxBuildHasher, FxHasher};
use std::cell::{Cell, RefCell};
use std::hash::{Hash, Hasher};
use std::rc::Rc;

/// A dictionary of any .NET type.
pub struct Dict {
    /// Its own type.
    pub kind: Type,
    /// How string keys compare.
    pub keys: KeyCase,
    /// How it orders its entries.
    pub order: Order,
    /// Its entries; use the methods, which know how keys compare.
    map: RefCell<IndexMap<Value, Value, FxBuildHasher>>,
    read_only: Cell<bool>,
    /// Counts changes, for enumerations that must not go on after one.
    version: Cell<u32>,
    /// A comparer that a script wrote; null where keys compare by the rules of this file.
    comparer: RefCell<Value>,
}

/// Whether string keys differ by case.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub enum KeyCase {
    Match,
    Ignore,
}

/// In which order entries come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Order {
    /// As inserted; .NET promises none, so removal may move the last entry.
    Any,
    /// As inserted, always.
    Inserted,
    /// By key (`SortedDictionary`, `SortedList`).
    Sorted,
}

impl Dict {
    /// An empty dictionary.
    pub fn new(kind: Type, keys: KeyCase, order: Order) -> Dict {
        Dict {
            kind,
            keys,
            order,
            map: RefCell::default(),
            read_only: Cell::new(false),
            version: Cell::new(0),
            comparer: RefCell::default(),
        }
    }

    /// An empty dictionary with room for `capacity` entries.
    pub fn with_capacity(kind: Type, keys: KeyCase, order: Order, capacity: usize) -> Dict {
        let map = RefCell::new(IndexMap::with_capacity_and_hasher(capacity, FxBuildHasher));
        Dict {
            kind,
            keys,
            order,
            map,
            read_only: Cell::new(false),
            version: Cell::new(0),
            comparer: RefCell::default(),
        }
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.map.borrow().len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether it refuses changes.
    pub fn is_read_only(&self) -> bool {
        self.read_only.get()
    }

    /// Makes it refuse changes; whoever changes it asks first.
    pub fn make_read_only(&self) {
        self.read_only.set(true);
    }

    /// How often it was changed, as far as its enumerators care.
    pub fn version(&self) -> u32 {
        self.version.get()
    }

    fn touch(&self) {
        self.version.set(self.version.get().wrapping_add(1));
    }

    /// The comparer that a script wrote, or null.
    pub fn comparer(&self) -> Value {
        self.comparer.borrow().clone()
    }

    /// Gives it a comparer that a script wrote.
    pub fn set_comparer(&self, comparer: Value) {
        *self.comparer.borrow_mut() = comparer;
    }

    /// Whether a script has a say in how this key compares.
    pub fn asks_script(&self, key: &Value) -> bool {
        matches!(key.base(), Value::Object(object) if matches!(object.get_type(), Type::Class(_)))
            || !self.comparer.borrow().is_null()
    }

    /// Puts the entries in another order.
    pub fn rearrange(&self, entries: Vec<(Value, Value)>) {
        let mut map = self.map.borrow_mut();
        map.clear();
        for (key, value) in entries {
            let hash = hash_key(&key, self.keys);
            if let RawEntryMut::Vacant(entry) = map
                .raw_entry_mut_v1()
                .from_hash(hash, |k| same_key(k, &key, self.keys))
            {
                entry.insert_hashed_nocheck(hash, key, value);
            }
        }
    }

    /// The value of a key.
    pub fn get(&self, key: &Value) -> Option<Value> {
        let hash = hash_key(key, self.keys);
        let map = self.map.borrow();
        map.raw_entry_v1()
            .from_hash(hash, |k| same_key(k, key, self.keys))
            .map(|(_, value)| value.clone())
    }

    /// Shows the value of a key to `change`, which may change it where it stands; `None` where there is none.
    pub fn change<T>(
        &self,
        key: &Value,
        change: impl FnOnce(&mut Value) -> Option<T>,
    ) -> Option<T> {
        let hash = hash_key(key, self.keys);
        let mut map = self.map.borrow_mut();
        let entry = map
            .raw_entry_mut_v1()
            .from_hash(hash, |k| same_key(k, key, self.keys));
        match entry {
            RawEntryMut::Occupied(mut entry) => change(entry.get_mut()),
            RawEntryMut::Vacant(_) => None,
        }
    }

    /// The value of a string key.
    pub fn get_str(&self, key: &str) -> Option<Value> {
        let hash = hash_text(key, self.keys);
        let map = self.map.borrow();
        let same =
            |k: &Value| matches!(k.base(), Value::Str(text) if same_text(text, key, self.keys));
        map.raw_entry_v1()
            .from_hash(hash, same)
            .map(|(_, value)| value.clone())
    }

    /// Whether the key is there.
    pub fn contains(&self, key: &Value) -> bool {
        let hash = hash_key(key, self.keys);
        self.map
            .borrow()
            .raw_entry_v1()
            .from_hash(hash, |k| same_key(k, key, self.keys))
            .is_some()
    }

    /// Sets the value of a key; gives the old one.
    pub fn insert(&self, key: Value, value: Value) -> Option<Value> {
        let hash = hash_key(&key, self.keys);
        let mut map = self.map.borrow_mut();
        match map
            .raw_entry_mut_v1()
            .from_hash(hash, |k| same_key(k, &key, self.keys))
        {
            RawEntryMut::Occupied(mut entry) => {
                // An `OrderedDictionary` keeps its entries beside its keys, and takes over the new spelling.
                if self.kind.is(&crate::types::ORDERED_DICTIONARY) {
                    entry.insert_key(key);
                }
                // Generic dictionaries let values be replaced while they are enumerated; the older ones do not.
                if !self.is_generic() {
                    self.touch();
                }
                Some(std::mem::replace(entry.get_mut(), value))
            }
            RawEntryMut::Vacant(entry) => {
                entry.insert_hashed_nocheck(hash, key, value);
                self.touch();
                if self.order == Order::Sorted {
                    place_last(&mut map);
                }
                None
            }
        }
    }

    /// Inserts an entry at `index` (`OrderedDictionary.Insert`); the caller has made sure that the key is new and the index in range.
    pub fn insert_at(&self, index: usize, key: Value, value: Value) {
        self.insert(key, value);
        let mut map = self.map.borrow_mut();
        let last = map.len() - 1;
        map.move_index(last, index);
    }

    /// Takes an entry out.
    pub fn remove(&self, key: &Value) -> Option<Value> {
        let hash = hash_key(key, self.keys);
        // A `Dictionary` may lose entries while it is enumerated.
        if self.order != Order::Any || !self.is_generic() {
            self.touch();
        }
        let mut map = self.map.borrow_mut();
        match map
            .raw_entry_mut_v1()
            .from_hash(hash, |k| same_key(k, key, self.keys))
        {
            RawEntryMut::Occupied(entry) if self.order == Order::Any => Some(entry.swap_remove()),
            RawEntryMut::Occupied(entry) => Some(entry.shift_remove()),
            RawEntryMut::Vacant(_) => None,
        }
    }

    /// Takes the entry at `index` out.
    pub fn remove_at(&self, index: usize) -> Option<(Value, Value)> {
        self.touch();
        self.map.borrow_mut().shift_remove_index(index)
    }

    /// The entry at `index`.
    pub fn entry_at(&self, index: usize) -> Option<(Value, Value)> {
        self.map
            .borrow()
            .get_index(index)
            .map(|(k, v)| (k.clone(), v.clone()))
    }

    /// Sets the value of the entry at `index`; false where there is none.
    pub fn set_at(&self, index: usize, value: Value) -> bool {
        self.touch();
        match self.map.borrow_mut().get_index_mut(index) {
            Some((_, slot)) => {
                *slot = value;
                true
            }
            None => false,
        }
    }

    /// Takes all entries out.
    pub fn clear(&self) {
        self.touch();
        self.map.borrow_mut().clear();
    }

    /// All keys.
    pub fn keys(&self) -> Vec<Value> {
        self.map.borrow().keys().cloned().collect()
    }

    /// All values.
    pub fn values(&self) -> Vec<Value> {
        self.map.borrow().values().cloned().collect()
    }

    /// All entries.
    pub fn entries(&self) -> Vec<(Value, Value)> {
        self.map
            .borrow()
            .iter()
            .map(|(k, v)| (k.clone(), v.clone()))
            .collect()
    }

    /// A copy with entries of its own.
    pub fn copy(&self) -> Rc<Dict> {
        let map = RefCell::new(self.map.borrow().clone());
        Rc::new(Dict {
            kind: self.kind.clone(),
            keys: self.keys,
            order: self.order,
            map,
            read_only: Cell::new(false),
            version: Cell::new(0),
            comparer: RefCell::default(),
        })
    }

    /// Whether it is a generic dictionary, whose `Keys` are of the key type and whose missing keys are errors to .NET.
    pub fn is_generic(&self) -> bool {
        matches!(self.kind, Type::Generic(_))
    }
}

/// Moves the entry that came last to where its key belongs; the others are in order.
fn place_last(map: &mut IndexMap<Value, Value, FxBuildHasher>) {
    let last = map.len() - 1;
    let Some((new, _)) = map.get_index(last) else {
        return;
    };
    let (mut low, mut high) = (0, last);
    while low < high {
        let middle = low + (high - low) / 2;
        let above = map
            .get_index(middle)
            .is_some_and(|(key, _)| crate::compare::order_keys(key, new).is_gt());
        if above {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    map.move_index(last, low);
}

fn same_text(a: &str, b: &str, case: KeyCase) -> bool {
    match case {
        KeyCase::Match => a == b,
        KeyCase::Ignore => culture::eq_ordinal_ignore_case(a, b),
    }
}

/// Whether two keys are one: equal values of one type, as `Object.Equals` has it.
pub fn same_key(a: &Value, b: &Value, case: KeyCase) -> bool {
    match (a.base(), b.base()) {
        (Value::Str(a), Value::Str(b)) => a.ptr_eq(b) || same_text(a, b, case),
        (Value::Int(a), Value::Int(b)) => a == b,
        (a, b) => crate::compare::equals(a, b),
    }
}

fn hash_text(text: &str, case: KeyCase) -> u64 {
    let mut hasher = FxHasher::default();
    match case {
        KeyCase::Match => text.hash(&mut hasher),
        KeyCase::Ignore => culture::hash_ordinal_ignore_case(text, &mut hasher),
    }
    hasher.finish()
}

/// A hash that is equal for keys that are one.
pub fn hash_key(key: &Value, case: KeyCase) -> u64 {
    let mut hasher = FxHasher::default();
    match key.base() {
        Value::Str(text) => return hash_text(text, case),
        Value::Int(n) => n.hash(&mut hasher),
        Value::Bool(b) | Value::Switch(b) => b.hash(&mut hasher),
        Value::Char(c) => c.hash(&mut hasher),
        Value::SByte(n) => n.hash(&mut hasher),
        Value::Byte(n) => n.hash(&mut hasher),
        Value::Short(n) => n.hash(&mut hasher),
        Value::UShort(n) => n.hash(&mut hasher),
        Value::UInt(n) => n.hash(&mut hasher),
        Value::Long(n) => n.hash(&mut hasher),
        Value::ULong(n) => n.hash(&mut hasher),
        Value::Single(x) => (if *x == 0.0 { 0.0 } else { *x })
            .to_bits()
            .hash(&mut hasher),
        Value::Double(x) => (if *x == 0.0 { 0.0 } else { *x })
            .to_bits()
            .hash(&mut hasher),
        Value::Decimal(d) => d.normalize().hash(&mut hasher),
        Value::BigInt(n) => n.hash(&mut hasher),
        Value::Guid(bytes) => bytes.hash(&mut hasher),
        Value::TimeSpan(span) => span.ticks().hash(&mut hasher),
        Value::DateTime(date) => date.ticks().hash(&mut hasher),
        Value::Enum(value) => value.bits.hash(&mut hasher),
        Value::Type(kind) => kind.full_name().hash(&mut hasher),
        Value::Array(x) => std::ptr::hash(Rc::as_ptr(x), &mut hasher),
        Value::List(x) => std::ptr::hash(Rc::as_ptr(x), &mut hasher),
        Value::Dict(x) => std::ptr::hash(Rc::as_ptr(x), &mut hasher),
        // Natives and objects may have an Equals of their own, which a hash of the address would contradict.
        Value::Native(_) | Value::Object(_) | Value::Extended(_) | Value::Null | Value::Nothing => {
        }
    }
    hasher.finish()
}
