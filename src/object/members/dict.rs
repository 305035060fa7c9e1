//! Dictionaries: `Hashtable`, `OrderedDictionary`, `Dictionary[K,V]`, the sorted and the concurrent ones, and their entries.
//!
//! All are a [`Dict`] with its own type; what differs stands in the tables. What adding and looking up share stands in
//! `dict_calls`, the collections of keys and values in `dict_view`.

use super::dict_calls::*;
use super::dict_view::{keys, values};
use super::sequence;
use super::table::*;
use crate::types::{self, Call, Member, Sig, Type, TypeInfo};
use crate::{Dict, Native, Result, Str, Value};
use std::cell::RefCell;

const MANY: Sig = Sig::One(&types::IENUMERABLE);
const IDICT: Sig = Sig::One(&types::IDICTIONARY);

/// `SortedDictionary[K,V]`
pub static SORTED_DICTIONARY: TypeInfo = TypeInfo::class(
    "System.Collections.Generic.SortedDictionary",
    &types::OBJECT,
)
.arity(2)
.implements(GENERIC_INTERFACES)
.members(|| SORTED);
/// `SortedList[K,V]`
pub static SORTED_LIST_T: TypeInfo =
    TypeInfo::class("System.Collections.Generic.SortedList", &types::OBJECT)
        .arity(2)
        .implements(GENERIC_INTERFACES)
        .members(|| SORTED);
/// `SortedList`
pub static SORTED_LIST: TypeInfo = TypeInfo::class("System.Collections.SortedList", &types::OBJECT)
    .implements(PLAIN_INTERFACES)
    .members(|| SORTED_PLAIN);
/// `ConcurrentDictionary[K,V]`
pub static CONCURRENT_DICTIONARY: TypeInfo = TypeInfo::class(
    "System.Collections.Concurrent.ConcurrentDictionary",
    &types::OBJECT,
)
.arity(2)
.implements(GENERIC_INTERFACES)
.members(|| CONCURRENT);
/// `OrderedDictionary[K,V]`
pub static ORDERED_DICTIONARY_T: TypeInfo = TypeInfo::class(
    "System.Collections.Generic.OrderedDictionary",
    &types::OBJECT,
)
.arity(2)
.implements(GENERIC_INTERFACES)
.members(|| ORDERED_GENERIC);
/// `Hashtable::Synchronized`
pub static SYNC_HASHTABLE: TypeInfo = TypeInfo::class(
    "System.Collections.Hashtable+SyncHashtable",
    &types::HASHTABLE,
)
.members(|| SYNC);
/// `ListDictionary`
pub static LIST_DICTIONARY: TypeInfo = TypeInfo::class(
    "System.Collections.Specialized.ListDictionary",
    &types::OBJECT,
)
.implements(PLAIN_INTERFACES)
.members(|| HASHTABLE);
/// `HybridDictionary`
pub static HYBRID_DICTIONARY: TypeInfo = TypeInfo::class(
    "System.Collections.Specialized.HybridDictionary",
    &types::OBJECT,
)
.implements(PLAIN_INTERFACES)
.members(|| HASHTABLE);

static GENERIC_INTERFACES: &[&TypeInfo] = &[
    &types::IDICTIONARY_T,
    &types::IDICTIONARY,
    &types::ICOLLECTION,
    &types::IENUMERABLE_T,
    &types::IENUMERABLE,
];
static PLAIN_INTERFACES: &[&TypeInfo] = &[
    &types::IDICTIONARY,
    &types::ICOLLECTION,
    &types::IENUMERABLE,
    &types::ICLONEABLE,
];

/// `Hashtable`
pub static HASHTABLE: &[Member] = &[
    constructors!(
        () -> THIS => new, (capacity: INT) -> THIS => new, (capacity: INT, loadFactor: DOUBLE) -> THIS => new,
        (d: IDICT) -> THIS => new_from, (equalityComparer: OBJ) -> THIS => new_comparing,
        (capacity: INT, equalityComparer: OBJ) -> THIS => new_comparing_second,
        (d: IDICT, equalityComparer: OBJ) -> THIS => new_from),
    get!("Count", INT => count),
    get!("IsReadOnly", BOOL => |_| Ok(Value::Bool(false))),
    get!("IsFixedSize", BOOL => |_| Ok(Value::Bool(false))),
    get!("IsSynchronized", BOOL => |c| Ok(Value::Bool(c.kind.is(&SYNC_HASHTABLE)))),
    get!("SyncRoot", OBJ => |c| Ok(c.this.clone())),
    get!("Keys", COLLECTION => keys),
    get!("Values", COLLECTION => values),
    method!("Item", (key: OBJ) -> OBJ => get_item),
    method!("set_Item", (key: OBJ, value: OBJ) -> VOID => set_item),
    method!("Add", (key: OBJ, value: OBJ) -> VOID => add),
    method!("Clear", () -> VOID => clear),
    method!("Clone", () -> OBJ => |c| Ok(Value::Dict(this(c)?.copy()))),
    method!("Contains", (key: OBJ) -> BOOL => contains),
    method!("ContainsKey", (key: OBJ) -> BOOL => contains),
    method!("ContainsValue", (value: OBJ) -> BOOL => contains_value),
    method!("CopyTo", (array: ARRAY, arrayIndex: INT) -> VOID => copy_to),
    method!("GetEnumerator", () -> ENUMERATOR => enumerator),
    method!("OnDeserialization", (sender: OBJ) -> VOID => |_| Ok(Value::Null)),
    method!("Remove", (key: OBJ) -> VOID => |c| { remove(c)?; Ok(Value::Null) }),
    static_method!("Synchronized", (table: IDICT) -> IDICT => synchronized),
];

static SYNC: &[Member] = &[];

/// `OrderedDictionary`
pub static ORDERED: &[Member] = &[
    constructors!(
        () -> THIS => new, (capacity: INT) -> THIS => new, (comparer: OBJ) -> THIS => new_comparing,
        (capacity: INT, comparer: OBJ) -> THIS => new_comparing_second),
    get!("Count", INT => count),
    get!("IsReadOnly", BOOL => |c| Ok(Value::Bool(this(c)?.is_read_only()))),
    get!("IsFixedSize", BOOL => |c| Ok(Value::Bool(this(c)?.is_read_only()))),
    get!("IsSynchronized", BOOL => |_| Ok(Value::Bool(false))),
    get!("SyncRoot", OBJ => |c| Ok(c.this.clone())),
    get!("Keys", COLLECTION => keys),
    get!("Values", COLLECTION => values),
    method!("Item", (index: INT) -> OBJ => get_at, (key: OBJ) -> OBJ => get_item),
    method!("set_Item", (index: INT, value: OBJ) -> VOID => set_at, (key: OBJ, value: OBJ) -> VOID => set_item),
    method!("Add", (key: OBJ, value: OBJ) -> VOID => add),
    method!("AsReadOnly", () -> THIS => |c| { let copy = this(c)?.copy(); copy.make_read_only(); Ok(Value::Dict(copy)) }),
    method!("Clear", () -> VOID => clear),
    method!("Contains", (key: OBJ) -> BOOL => contains),
    method!("CopyTo", (array: ARRAY, index: INT) -> VOID => copy_to),
    method!("GetEnumerator", () -> ENUMERATOR => enumerator),
    method!("Insert", (index: INT, key: OBJ, value: OBJ) -> VOID => insert),
    method!("Remove", (key: OBJ) -> VOID => |c| { remove(c)?; Ok(Value::Null) }),
    method!("RemoveAt", (index: INT) -> VOID => remove_at),
];

/// `Dictionary[K,V]`
pub static DICTIONARY: &[Member] = &[
    constructors!(
        () -> THIS => new, (capacity: INT) -> THIS => new, (comparer: EQUALITY) -> THIS => new_comparing,
        (dictionary: MANY) -> THIS => new_from, (capacity: INT, comparer: EQUALITY) -> THIS => new_comparing_second,
        (dictionary: MANY, comparer: EQUALITY) -> THIS => new_from),
    get!("Count", INT => count),
    get!("Capacity", INT => count),
    get!("Comparer", OBJ => comparer),
    get!("IsReadOnly", BOOL => |_| Ok(Value::Bool(false))),
    get!("IsFixedSize", BOOL => |_| Ok(Value::Bool(false))),
    get!("IsSynchronized", BOOL => |_| Ok(Value::Bool(false))),
    get!("SyncRoot", OBJ => |c| Ok(c.this.clone())),
    get!("Keys", COLLECTION => keys),
    get!("Values", COLLECTION => values),
    method!("Item", (key: T0) -> T1 => get_item),
    method!("set_Item", (key: T0, value: T1) -> VOID => set_item),
    method!("Add", (key: T0, value: T1) -> VOID => add, (item: ENTRY) -> VOID => add_entry),
    method!("Clear", () -> VOID => clear),
    method!("Contains", (key: OBJ) -> BOOL => contains),
    method!("ContainsKey", (key: T0) -> BOOL => contains),
    method!("ContainsValue", (value: T1) -> BOOL => contains_value),
    method!("CopyTo", (array: ARRAY, index: INT) -> VOID => copy_to),
    method!("EnsureCapacity", (capacity: INT) -> INT => |c| Ok(c.arg(0).clone())),
    method!("GetEnumerator", () -> ENUMERATOR => enumerator),
    method!("Remove", (key: T0) -> BOOL => remove, (key: T0, value: *T1) -> BOOL => remove_out),
    method!("TrimExcess", () -> VOID => |_| Ok(Value::Null), (capacity: INT) -> VOID => |_| Ok(Value::Null)),
    method!("TryAdd", (key: T0, value: T1) -> BOOL => try_add),
    method!("TryGetValue", (key: T0, value: *T1) -> BOOL => try_get),
];

const EQUALITY: Sig = Sig::One(&super::comparer::IEQUALITY_COMPARER);
const ENTRY: Sig = Sig::One(&types::KEY_VALUE_PAIR);

/// `SortedDictionary[K,V]` and `SortedList[K,V]`
static SORTED: &[Member] = &[
    constructors!(
        () -> THIS => new, (dictionary: IDICT) -> THIS => new_from, (comparer: OBJ) -> THIS => new_sorted,
        (dictionary: IDICT, comparer: OBJ) -> THIS => new_from),
    get!("Count", INT => count),
    Member::property("Capacity", INT, count, |_| Ok(Value::Null)),
    get!("Comparer", OBJ => comparer),
    get!("IsReadOnly", BOOL => |_| Ok(Value::Bool(false))),
    get!("IsFixedSize", BOOL => |_| Ok(Value::Bool(false))),
    get!("Keys", COLLECTION => keys),
    get!("Values", COLLECTION => values),
    method!("Item", (key: T0) -> T1 => get_item),
    method!("set_Item", (key: T0, value: T1) -> VOID => set_item),
    method!("Add", (key: T0, value: T1) -> VOID => add),
    method!("Clear", () -> VOID => clear),
    method!("Contains", (key: OBJ) -> BOOL => contains),
    method!("ContainsKey", (key: T0) -> BOOL => contains),
    method!("ContainsValue", (value: T1) -> BOOL => contains_value),
    method!("CopyTo", (array: ARRAY, index: INT) -> VOID => copy_to),
    method!("GetEnumerator", () -> ENUMERATOR => enumerator),
    method!("GetKeyAtIndex", (index: INT) -> T0 => key_at),
    method!("GetValueAtIndex", (index: INT) -> T1 => value_at),
    method!("IndexOfKey", (key: T0) -> INT => index_of_key),
    method!("IndexOfValue", (value: T1) -> INT => index_of_value),
    method!("Remove", (key: T0) -> BOOL => remove),
    method!("RemoveAt", (index: INT) -> VOID => remove_at),
    method!("TrimExcess", () -> VOID => |_| Ok(Value::Null)),
    method!("TryAdd", (key: T0, value: T1) -> BOOL => try_add),
    method!("TryGetValue", (key: T0, value: *T1) -> BOOL => try_get),
];

/// `OrderedDictionary[K,V]`
static ORDERED_GENERIC: &[Member] = &[
    constructors!(
        () -> THIS => new, (capacity: INT) -> THIS => new, (comparer: EQUALITY) -> THIS => new_comparing,
        (dictionary: MANY) -> THIS => new_from),
    get!("Count", INT => count),
    get!("Keys", COLLECTION => keys),
    get!("Values", COLLECTION => values),
    method!("Item", (key: T0) -> T1 => get_item),
    method!("set_Item", (key: T0, value: T1) -> VOID => set_item),
    method!("Add", (key: T0, value: T1) -> VOID => add),
    method!("Clear", () -> VOID => clear),
    method!("ContainsKey", (key: T0) -> BOOL => contains),
    method!("ContainsValue", (value: T1) -> BOOL => contains_value),
    method!("GetAt", (index: INT) -> OBJ => |c| { let at = index(c, "index")?; Ok(entries(&*this(c)?).swap_remove(at)) }),
    method!("GetEnumerator", () -> ENUMERATOR => enumerator),
    method!("IndexOf", (key: T0) -> INT => index_of_key),
    method!("Insert", (index: INT, key: T0, value: T1) -> VOID => insert),
    method!("Remove", (key: T0) -> BOOL => remove),
    method!("RemoveAt", (index: INT) -> VOID => remove_at),
    method!("SetAt", (index: INT, value: T1) -> VOID => set_at),
    method!("TryAdd", (key: T0, value: T1) -> BOOL => try_add),
    method!("TryGetValue", (key: T0, value: *T1) -> BOOL => try_get),
];

/// `SortedList`
static SORTED_PLAIN: &[Member] = &[
    constructors!(
        () -> THIS => new, (initialCapacity: INT) -> THIS => new, (d: IDICT) -> THIS => new_from,
        (comparer: COMPARER) -> THIS => new_sorted, (comparer: COMPARER, capacity: INT) -> THIS => new_sorted,
        (d: IDICT, comparer: COMPARER) -> THIS => new_from),
    get!("Count", INT => count),
    Member::property("Capacity", INT, count, |_| Ok(Value::Null)),
    get!("IsReadOnly", BOOL => |_| Ok(Value::Bool(false))),
    get!("IsFixedSize", BOOL => |_| Ok(Value::Bool(false))),
    get!("IsSynchronized", BOOL => |_| Ok(Value::Bool(false))),
    get!("SyncRoot", OBJ => |c| Ok(c.this.clone())),
    get!("Keys", COLLECTION => keys),
    get!("Values", COLLECTION => values),
    method!("Item", (key: OBJ) -> OBJ => get_item),
    method!("set_Item", (key: OBJ, value: OBJ) -> VOID => set_item),
    method!("Add", (key: OBJ, value: OBJ) -> VOID => add),
    method!("Clear", () -> VOID => clear),
    method!("Clone", () -> OBJ => |c| Ok(Value::Dict(this(c)?.copy()))),
    method!("Contains", (key: OBJ) -> BOOL => contains),
    method!("ContainsKey", (key: OBJ) -> BOOL => contains),
    method!("ContainsValue", (value: OBJ) -> BOOL => contains_value),
    method!("CopyTo", (array: ARRAY, arrayIndex: INT) -> VOID => copy_to),
    method!("GetByIndex", (index: INT) -> OBJ => value_at),
    method!("GetEnumerator", () -> ENUMERATOR => enumerator),
    method!("GetKey", (index: INT) -> OBJ => key_at),
    method!("GetKeyList", () -> COLLECTION => keys),
    method!("GetValueList", () -> COLLECTION => values),
    method!("IndexOfKey", (key: OBJ) -> INT => index_of_key),
    method!("IndexOfValue", (value: OBJ) -> INT => index_of_value),
    method!("Remove", (key: OBJ) -> VOID => |c| { remove(c)?; Ok(Value::Null) }),
    method!("RemoveAt", (index: INT) -> VOID => remove_at),
    method!("SetByIndex", (index: INT, value: OBJ) -> VOID => set_at),
    method!("TrimToSize", () -> VOID => |_| Ok(Value::Null)),
    static_method!("Synchronized", (list: OBJ) -> OBJ => |c| Ok(c.arg(0).clone())),
];

/// `ConcurrentDictionary[K,V]`
static CONCURRENT: &[Member] = &[
    constructors!(
        () -> THIS => new, (collection: MANY) -> THIS => new_from, (comparer: EQUALITY) -> THIS => new_comparing,
        (concurrencyLevel: INT, capacity: INT) -> THIS => new, (collection: MANY, comparer: EQUALITY) -> THIS => new_from),
    get!("Count", INT => count),
    get!("IsEmpty", BOOL => |c| Ok(Value::Bool(this(c)?.is_empty()))),
    get!("Comparer", OBJ => comparer),
    get!("IsReadOnly", BOOL => |_| Ok(Value::Bool(false))),
    get!("Keys", COLLECTION => |c| Ok(super::list::read_only(Sig::Argument(0).resolve(c.kind), this(c)?.keys()))),
    get!("Values", COLLECTION => |c| Ok(super::list::read_only(Sig::Argument(1).resolve(c.kind), this(c)?.values()))),
    method!("Item", (key: T0) -> T1 => get_item),
    method!("set_Item", (key: T0, value: T1) -> VOID => set_item),
    method!("Add", (key: T0, value: T1) -> VOID => add),
    method!("AddOrUpdate", (key: T0, addValue: OBJ, updateValueFactory: OBJ) -> T1 => add_or_update),
    method!("Clear", () -> VOID => clear),
    method!("Contains", (key: OBJ) -> BOOL => contains),
    method!("ContainsKey", (key: T0) -> BOOL => contains),
    method!("GetEnumerator", () -> ENUMERATOR => enumerator),
    method!("GetOrAdd", (key: T0, value: OBJ) -> T1 => get_or_add),
    method!("Remove", (key: T0) -> BOOL => remove),
    method!("ToArray", () -> OBJECTS => |c| {
        let own = this(c)?;
        Ok(sequence::array(entry_type(&own), entries(&own)))
    }),
    method!("TryAdd", (key: T0, value: T1) -> BOOL => try_add),
    method!("TryGetValue", (key: T0, value: *T1) -> BOOL => try_get),
    method!("TryRemove", (key: T0, value: *T1) -> BOOL => remove_out),
    method!("TryUpdate", (key: T0, newValue: T1, comparisonValue: T1) -> BOOL => try_update),
];

/// `DictionaryEntry` and `KeyValuePair[K,V]`
pub static ENTRY_MEMBERS: &[Member] = &[
    constructors!((key: OBJ, value: OBJ) -> THIS => |c| Ok(Value::native(Entry { kind: c.kind.clone(), pair: RefCell::new((c.arg(0).clone(), c.arg(1).clone())) }))),
    Member::property("Key", OBJ, entry_key, |c| set_half(c, true)),
    Member::property("Value", OBJ, entry_value, |c| set_half(c, false)),
    get!("Name", OBJ => entry_key),
    method!("Deconstruct", (key: *OBJ, value: *OBJ) -> VOID => deconstruct),
];

/// `KeyValuePair[K,V]`
pub static PAIR_MEMBERS: &[Member] = &[
    constructors!((key: T0, value: T1) -> THIS => |c| Ok(Value::native(Entry { kind: c.kind.clone(), pair: RefCell::new((c.arg(0).clone(), c.arg(1).clone())) }))),
    get!("Key", T0 => entry_key),
    get!("Value", T1 => entry_value),
    method!("Deconstruct", (key: *T0, value: *T1) -> VOID => deconstruct),
];

/// `DictionaryEntry` or `KeyValuePair[K,V]`.
pub struct Entry {
    kind: Type,
    pair: RefCell<(Value, Value)>,
}

impl Entry {
    /// An entry of a dictionary, of the type that its enumerator gives.
    pub fn of(dict: &Dict, key: Value, value: Value) -> Value {
        Value::native(Entry {
            kind: entry_type(dict),
            pair: RefCell::new((key, value)),
        })
    }

    /// The key.
    pub fn key(&self) -> Value {
        self.pair.borrow().0.clone()
    }

    /// The value.
    pub fn value(&self) -> Value {
        self.pair.borrow().1.clone()
    }
}

impl Native for Entry {
    fn get_type(&self) -> Type {
        self.kind.clone()
    }

    fn to_text(&self) -> Str {
        let pair = self.pair.borrow();
        Str::from(format!(
            "[{}, {}]",
            super::tuple::plain_text(&pair.0),
            super::tuple::plain_text(&pair.1)
        ))
    }

    fn equals(&self, other: &Value) -> bool {
        let Some(other) = other.as_native::<Entry>() else {
            return false;
        };
        self.kind == other.kind
            && sequence::equal(&self.key(), &other.key())
            && sequence::equal(&self.value(), &other.value())
    }
}

/// The type of a dictionary's entries.
pub fn entry_type(dict: &Dict) -> Type {
    match &dict.kind {
        Type::Generic(generic) if generic.arguments.len() == 2 => {
            Type::generic(&types::KEY_VALUE_PAIR, generic.arguments.clone())
        }
        _ => Type::Known(&types::DICTIONARY_ENTRY),
    }
}

/// The entries of a dictionary as its enumerator gives them.
pub fn entries(dict: &Dict) -> Vec<Value> {
    let kind = entry_type(dict);
    let entry = |pair| {
        Value::native(Entry {
            kind: kind.clone(),
            pair: RefCell::new(pair),
        })
    };
    dict.entries().into_iter().map(entry).collect()
}

/// Key and value, if it is an entry.
pub fn entry_of(value: &Value) -> Option<(Value, Value)> {
    value
        .as_native::<Entry>()
        .map(|entry| (entry.key(), entry.value()))
}

fn entry_key(c: &mut Call<'_>) -> Result<Value> {
    Ok(entry_of(c.this).map(|(key, _)| key).unwrap_or_default())
}

fn entry_value(c: &mut Call<'_>) -> Result<Value> {
    Ok(entry_of(c.this).map(|(_, value)| value).unwrap_or_default())
}

fn set_half(c: &mut Call<'_>, key: bool) -> Result<Value> {
    if let Some(entry) = c.this.as_native::<Entry>() {
        let mut pair = entry.pair.borrow_mut();
        *(if key { &mut pair.0 } else { &mut pair.1 }) = c.arg(0).clone();
    }
    Ok(Value::Null)
}

fn deconstruct(c: &mut Call<'_>) -> Result<Value> {
    let (key, value) = entry_of(c.this).unwrap_or_default();
    c.assign(0, key)?;
    c.assign(1, value)?;
    Ok(Value::Null)
}
