//! Sets: `HashSet[T]` and `SortedSet[T]`.

use super::args::{argument_null, out_of_range};
use super::comparer;
use super::enumerator::Enumerator;
use super::table::*;
use super::{keys, sequence};
use crate::dict::{KeyCase, Order};
use crate::types::{self, Call, Member, Sig, Type, TypeInfo};
use crate::{Dict, Host, Native, Result, Value};
use std::rc::Rc;

/// A set; its elements are the keys of a dictionary.
pub struct Set {
    items: Dict,
}

const MANY: Sig = Sig::One(&types::IENUMERABLE_T);

static INTERFACES: &[&TypeInfo] = &[
    &ISET,
    &types::ICOLLECTION_T,
    &types::IENUMERABLE_T,
    &types::IENUMERABLE,
];
/// `ISet[T]`
pub static ISET: TypeInfo = TypeInfo::interface("System.Collections.Generic.ISet").arity(1);
/// `HashSet[T]`
pub static HASH_SET: TypeInfo =
    TypeInfo::class("System.Collections.Generic.HashSet", &types::OBJECT)
        .arity(1)
        .implements(INTERFACES)
        .members(|| HASH);
/// `SortedSet[T]`
pub static SORTED_SET: TypeInfo =
    TypeInfo::class("System.Collections.Generic.SortedSet", &types::OBJECT)
        .arity(1)
        .implements(INTERFACES)
        .members(|| SORTED);

impl Set {
    /// An empty set of a type.
    pub fn new(kind: &Type, keys: KeyCase) -> Set {
        let is_sorted = kind
            .info()
            .is_some_and(|info| std::ptr::eq(info, &SORTED_SET));
        let order = if is_sorted {
            Order::Sorted
        } else {
            Order::Inserted
        };
        Set {
            items: Dict::new(kind.clone(), keys, order),
        }
    }

    /// A `HashSet[T]` of these.
    pub fn hash(element: Type, items: Vec<Value>) -> Value {
        let set = Set::new(&Type::generic(&HASH_SET, vec![element]), KeyCase::Match);
        items
            .into_iter()
            .for_each(|item| drop(set.items.insert(item, Value::Null)));
        Value::native(set)
    }

    /// The elements in order.
    pub fn to_vec(&self) -> Vec<Value> {
        self.items.keys()
    }

    /// The element that equals this one.
    fn find(&self, host: &mut dyn Host, item: &Value) -> Result<Option<Value>> {
        let item = &keys::known(host, &self.items, item)?;
        Ok(self.items.contains(item).then(|| {
            let same = |known: &Value| crate::dict::same_key(known, item, self.items.keys);
            self.items.keys().into_iter().find(same).unwrap_or_default()
        }))
    }

    fn contains(&self, host: &mut dyn Host, item: &Value) -> Result<bool> {
        let item = keys::known(host, &self.items, item)?;
        Ok(self.items.contains(&item))
    }

    fn add(&self, host: &mut dyn Host, item: Value) -> Result<bool> {
        if self.contains(host, &item)? {
            return Ok(false);
        }
        keys::put(host, &self.items, item, Value::Null)?;
        Ok(true)
    }

    fn remove(&self, host: &mut dyn Host, item: &Value) -> Result<bool> {
        let item = keys::known(host, &self.items, item)?;
        Ok(self.items.remove(&item).is_some())
    }
}

impl Native for Set {
    fn get_type(&self) -> Type {
        self.items.kind.clone()
    }

    fn enumerate(&self) -> Option<Result<Vec<Value>>> {
        Some(Ok(self.to_vec()))
    }

    fn version(&self) -> Option<u32> {
        Some(self.items.version())
    }

    fn is_true(&self) -> bool {
        !self.items.is_empty()
    }
}

static HASH: &[Member] = &[
    constructors!(
        () -> THIS => new, (capacity: INT) -> THIS => new, (comparer: EQUALITY) -> THIS => |c| make(c, None, Some(0)),
        (collection: MANY) -> THIS => |c| make(c, Some(0), None),
        (collection: MANY, comparer: EQUALITY) -> THIS => |c| make(c, Some(0), Some(1)),
        (capacity: INT, comparer: EQUALITY) -> THIS => |c| make(c, None, Some(1))),
    get!("Count", INT => count),
    get!("Capacity", INT => count),
    get!("Comparer", OBJ => |c| Ok(Value::native(comparer::TextComparer(
        if this(c)?.items.keys == KeyCase::Ignore { comparer::TextOrder::OrdinalIgnoreCase } else { comparer::TextOrder::Ordinal })))),
    get!("IsReadOnly", BOOL => |_| Ok(Value::Bool(false))),
    method!("Add", (item: T0) -> BOOL => add),
    method!("Clear", () -> VOID => clear),
    method!("Contains", (item: T0) -> BOOL => contains),
    method!("CopyTo", (array: ARRAY) -> VOID => copy_to, (array: ARRAY, arrayIndex: INT) -> VOID => copy_to),
    method!("EnsureCapacity", (capacity: INT) -> INT => |c| Ok(Value::Int(prime(c.int(0).max(this(c)?.items.len() as i32))))),
    method!("ExceptWith", (other: MANY) -> VOID => except),
    method!("GetEnumerator", () -> ENUMERATOR => |c| Ok(Enumerator::over(this(c)?.to_vec()))),
    method!("IntersectWith", (other: MANY) -> VOID => intersect),
    method!("IsProperSubsetOf", (other: MANY) -> BOOL => |c| compare(c, |own, other, both| own == both && other > both)),
    method!("IsProperSupersetOf", (other: MANY) -> BOOL => |c| compare(c, |own, other, both| other == both && own > both)),
    method!("IsSubsetOf", (other: MANY) -> BOOL => |c| compare(c, |own, _, both| own == both)),
    method!("IsSupersetOf", (other: MANY) -> BOOL => |c| compare(c, |_, other, both| other == both)),
    method!("OnDeserialization", (sender: OBJ) -> VOID => |_| Ok(Value::Null)),
    method!("Overlaps", (other: MANY) -> BOOL => |c| compare(c, |_, _, both| both > 0)),
    method!("Remove", (item: T0) -> BOOL => remove),
    method!("RemoveWhere", (match_: OBJ) -> INT => remove_where),
    method!("SetEquals", (other: MANY) -> BOOL => |c| compare(c, |own, other, both| own == both && other == both)),
    method!("SymmetricExceptWith", (other: MANY) -> VOID => symmetric),
    method!("TrimExcess", () -> VOID => |_| Ok(Value::Null), (capacity: INT) -> VOID => |c| match c.long(0) < this(c)?.items.len() as i64 {
        true => out_of_range("capacity", "Specified argument was out of the range of valid values.").raise(),
        false => Ok(Value::Null),
    }),
    method!("TryGetValue", (equalValue: T0, actualValue: *T0) -> BOOL => try_get),
    method!("UnionWith", (other: MANY) -> VOID => union),
];

const EQUALITY: Sig = Sig::One(&comparer::IEQUALITY_COMPARER_T);
const ORDER: Sig = Sig::One(&types::ICOMPARER_T);

static SORTED: &[Member] = &[
    constructors!(
        () -> THIS => new, (collection: MANY) -> THIS => |c| make(c, Some(0), None), (comparer: ORDER) -> THIS => |c| make(c, None, Some(0)),
        (collection: MANY, comparer: ORDER) -> THIS => |c| make(c, Some(0), Some(1))),
    get!("Count", INT => count),
    get!("IsReadOnly", BOOL => |_| Ok(Value::Bool(false))),
    get!("Max", T0 => |c| Ok(this(c)?.to_vec().pop().unwrap_or_default())),
    get!("Min", T0 => |c| Ok(this(c)?.to_vec().into_iter().next().unwrap_or_default())),
    method!("Add", (item: T0) -> BOOL => add),
    method!("Clear", () -> VOID => clear),
    method!("Contains", (item: T0) -> BOOL => contains),
    method!("CopyTo", (array: ARRAY) -> VOID => copy_to, (array: ARRAY, index: INT) -> VOID => copy_to),
    method!("ExceptWith", (other: MANY) -> VOID => except),
    method!("GetEnumerator", () -> ENUMERATOR => |c| Ok(Enumerator::over(this(c)?.to_vec()))),
    method!("GetViewBetween", (lowerValue: T0, upperValue: T0) -> THIS => view_between),
    method!("IntersectWith", (other: MANY) -> VOID => intersect),
    method!("IsProperSubsetOf", (other: MANY) -> BOOL => |c| compare(c, |own, other, both| own == both && other > both)),
    method!("IsProperSupersetOf", (other: MANY) -> BOOL => |c| compare(c, |own, other, both| other == both && own > both)),
    method!("IsSubsetOf", (other: MANY) -> BOOL => |c| compare(c, |own, _, both| own == both)),
    method!("IsSupersetOf", (other: MANY) -> BOOL => |c| compare(c, |_, other, both| other == both)),
    method!("Overlaps", (other: MANY) -> BOOL => |c| compare(c, |_, _, both| both > 0)),
    method!("Remove", (item: T0) -> BOOL => remove),
    method!("RemoveWhere", (match_: OBJ) -> INT => remove_where),
    method!("Reverse", () -> OBJ => |c| {
        let mut items = this(c)?.to_vec();
        items.reverse();
        Ok(sequence::array(Sig::Argument(0).resolve(c.kind), items))
    }),
    method!("SetEquals", (other: MANY) -> BOOL => |c| compare(c, |own, other, both| own == both && other == both)),
    method!("SymmetricExceptWith", (other: MANY) -> VOID => symmetric),
    method!("TryGetValue", (equalValue: T0, actualValue: *T0) -> BOOL => try_get),
    method!("UnionWith", (other: MANY) -> VOID => union),
];

fn this(c: &Call<'_>) -> Result<Rc<Set>> {
    c.this
        .as_native_rc::<Set>()
        .ok_or_else(|| argument_null("set").into())
}

fn new(c: &mut Call<'_>) -> Result<Value> {
    make(c, None, None)
}

fn make(c: &mut Call<'_>, items: Option<usize>, comparer: Option<usize>) -> Result<Value> {
    let given = comparer.map(|n| c.arg(n).clone()).unwrap_or_default();
    let case = comparer::key_case(&given);
    let set = Set::new(c.kind, case.unwrap_or(KeyCase::Match));
    let order_of_text =
        set.items.order == Order::Sorted && given.as_native::<comparer::TextComparer>().is_some();
    if case.is_none() || order_of_text {
        set.items.set_comparer(given);
    }
    if let Some(n) = items {
        for item in sequence::items_of(c, n, "collection")? {
            set.add(c.host, item)?;
        }
    }
    Ok(Value::native(set))
}

/// The sizes to which .NET's hash tables grow: the first prime that is large enough.
fn prime(least: i32) -> i32 {
    const PRIMES: [i32; 20] = [
        3, 7, 11, 17, 23, 29, 37, 47, 59, 71, 89, 107, 131, 163, 197, 239, 293, 353, 431, 521,
    ];
    PRIMES
        .into_iter()
        .find(|prime| *prime >= least)
        .unwrap_or(least)
}

fn count(c: &mut Call<'_>) -> Result<Value> {
    Ok(Value::Int(this(c)?.items.len() as i32))
}

fn add(c: &mut Call<'_>) -> Result<Value> {
    let set = this(c)?;
    Ok(Value::Bool(set.add(c.host, c.args[0].clone())?))
}

fn clear(c: &mut Call<'_>) -> Result<Value> {
    this(c)?.items.clear();
    Ok(Value::Null)
}

fn contains(c: &mut Call<'_>) -> Result<Value> {
    let set = this(c)?;
    Ok(Value::Bool(set.contains(c.host, &c.args[0])?))
}

fn remove(c: &mut Call<'_>) -> Result<Value> {
    let set = this(c)?;
    Ok(Value::Bool(set.remove(c.host, &c.args[0])?))
}

fn copy_to(c: &mut Call<'_>) -> Result<Value> {
    let (items, at) = (this(c)?.to_vec(), c.long(1));
    sequence::copy_into(c.host, &items, &c.args[0], at, "arrayIndex")
}

fn except(c: &mut Call<'_>) -> Result<Value> {
    let set = this(c)?;
    for item in sequence::items_of(c, 0, "other")? {
        set.remove(c.host, &item)?;
    }
    Ok(Value::Null)
}

fn union(c: &mut Call<'_>) -> Result<Value> {
    let set = this(c)?;
    for item in sequence::items_of(c, 0, "other")? {
        set.add(c.host, item)?;
    }
    Ok(Value::Null)
}

/// The elements of the argument as a set that compares as this one does.
fn other(c: &mut Call<'_>, set: &Set) -> Result<Set> {
    let other = Set::new(&set.items.kind, set.items.keys);
    other.items.set_comparer(set.items.comparer());
    for item in sequence::items_of(c, 0, "other")? {
        other.add(c.host, item)?;
    }
    Ok(other)
}

fn intersect(c: &mut Call<'_>) -> Result<Value> {
    let set = this(c)?;
    let other = other(c, &set)?;
    for item in set.to_vec() {
        if !other.contains(c.host, &item)? {
            set.items.remove(&item);
        }
    }
    Ok(Value::Null)
}

fn symmetric(c: &mut Call<'_>) -> Result<Value> {
    let set = this(c)?;
    for item in other(c, &set)?.to_vec() {
        if !set.remove(c.host, &item)? {
            set.add(c.host, item)?;
        }
    }
    Ok(Value::Null)
}

/// Compares the sizes of this set, of the other, and of what both have.
fn compare(c: &mut Call<'_>, ask: fn(usize, usize, usize) -> bool) -> Result<Value> {
    let set = this(c)?;
    let other = other(c, &set)?;
    let mut both = 0;
    for item in other.to_vec() {
        both += usize::from(set.contains(c.host, &item)?);
    }
    Ok(Value::Bool(ask(set.items.len(), other.items.len(), both)))
}

fn remove_where(c: &mut Call<'_>) -> Result<Value> {
    let set = this(c)?;
    let delegate = c.args[0].clone();
    let gone = sequence::filter(c, &delegate, set.to_vec())?;
    gone.iter().for_each(|item| drop(set.items.remove(item)));
    Ok(Value::Int(gone.len() as i32))
}

fn try_get(c: &mut Call<'_>) -> Result<Value> {
    let set = this(c)?;
    let found = set.find(c.host, &c.args[0])?;
    let is_there = found.is_some();
    c.assign(1, found.unwrap_or_default())?;
    Ok(Value::Bool(is_there))
}

fn view_between(c: &mut Call<'_>) -> Result<Value> {
    let set = this(c)?;
    let view = Set::new(c.kind, set.items.keys);
    for item in set.to_vec() {
        let order = comparer::Comparer::of(&set.items.comparer());
        if order.compare(c.host, &item, &c.args[0])?.is_ge()
            && order.compare(c.host, &item, &c.args[1])?.is_le()
        {
            view.items.insert(item, Value::Null);
        }
    }
    Ok(Value::native(view))
}
