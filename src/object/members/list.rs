//! Lists: `List[T]`, `ArrayList`, `Collection[T]`, `ReadOnlyCollection[T]`.
//!
//! All are a [`List`] with its own type; what differs stands in the tables.

use super::args::{argument_null, not_supported, out_of_range};
use super::comparer::Comparer;
use super::enumerator::Enumerator;
use super::sequence;
use super::table::*;
use crate::types::{self, Call, Member, Sig, Type, TypeInfo};
use crate::{Array, Fault, List, Result, Value, convert};
use std::rc::Rc;

/// `ReadOnlyCollection[T]`
pub static READ_ONLY_COLLECTION: TypeInfo = TypeInfo::class(
    "System.Collections.ObjectModel.ReadOnlyCollection",
    &types::OBJECT,
)
.arity(1)
.implements(&[
    &types::ILIST_T,
    &types::ILIST,
    &types::ICOLLECTION,
    &types::IENUMERABLE_T,
    &types::IENUMERABLE,
])
.members(|| READ_ONLY);
/// `ObservableCollection[T]`, without its events.
pub static OBSERVABLE_COLLECTION: TypeInfo = TypeInfo::class(
    "System.Collections.ObjectModel.ObservableCollection",
    &types::COLLECTION,
)
.arity(1)
.members(|| COLLECTION);
/// `PSDataCollection[T]`
pub static PS_DATA_COLLECTION: TypeInfo = TypeInfo::class(
    "System.Management.Automation.PSDataCollection",
    &types::COLLECTION,
)
.arity(1)
.implements(&[
    &types::ILIST_T,
    &types::ILIST,
    &types::ICOLLECTION,
    &types::IENUMERABLE_T,
    &types::IENUMERABLE,
])
.members(|| PS_DATA);
/// `StringCollection`
pub static STRING_COLLECTION: TypeInfo = TypeInfo::class(
    "System.Collections.Specialized.StringCollection",
    &types::OBJECT,
)
.implements(&[&types::ILIST, &types::ICOLLECTION, &types::IENUMERABLE])
.members(|| ARRAY_LIST);

const MANY: Sig = Sig::One(&types::IENUMERABLE_T);

/// `List[T]`
pub static LIST: &[Member] = &[
    constructors!(() -> THIS => new, (capacity: INT) -> THIS => new_sized, (collection: MANY) -> THIS => new_from),
    get!("Count", INT => count),
    Member::property("Capacity", INT, capacity, |_| Ok(Value::Null)),
    get!("IsReadOnly", BOOL => |_| Ok(Value::Bool(false))),
    get!("IsFixedSize", BOOL => |_| Ok(Value::Bool(false))),
    get!("IsSynchronized", BOOL => |_| Ok(Value::Bool(false))),
    get!("SyncRoot", OBJ => |c| Ok(c.this.clone())),
    method!("Item", (index: INT) -> T0 => get_item),
    method!("set_Item", (index: INT, value: T0) -> VOID => set_item),
    method!("Add", (item: T0) -> VOID => add),
    method!("AddRange", (collection: MANY) -> VOID => add_range),
    method!("AsReadOnly", () -> OBJ => as_read_only),
    method!("BinarySearch",
        (item: T0) -> INT => |c| search(c, None, 0, 9),
        (item: T0, comparer: OBJ) -> INT => |c| search(c, None, 0, 1),
        (index: INT, count: INT, item: T0, comparer: OBJ) -> INT => |c| search(c, Some((0, 1)), 2, 3)),
    method!("Clear", () -> VOID => clear),
    method!("Contains", (item: T0) -> BOOL => contains),
    method!("ConvertAll", (converter: OBJ) -> OBJ => convert_all),
    method!("CopyTo",
        (array: ARRAY) -> VOID => |c| { let items = this(c)?.to_vec(); sequence::copy_into(c.host, &items, &c.args[0], 0, "arrayIndex") },
        (array: ARRAY, arrayIndex: INT) -> VOID => |c| { let items = this(c)?.to_vec(); let at = c.long(1); sequence::copy_into(c.host, &items, &c.args[0], at, "arrayIndex") },
        (index: INT, array: ARRAY, arrayIndex: INT, count: INT) -> VOID => copy_part),
    method!("EnsureCapacity", (capacity: INT) -> INT => |c| {
        if c.int(0) < 0 { return out_of_range("capacity", sequence::NON_NEGATIVE).raise() }
        Ok(Value::Int(c.int(0).max(capacity_of(this(c)?.len()))))
    }),
    method!("Exists", (match_: OBJ) -> BOOL => |c| Ok(Value::Bool(find_in(c, 0, None)?.is_some()))),
    method!("Find", (match_: OBJ) -> T0 => |c| { let at = find_in(c, 0, None)?; item_or_default(c, at) }),
    method!("FindAll", (match_: OBJ) -> THIS => find_all),
    method!("FindIndex",
        (match_: OBJ) -> INT => |c| Ok(sequence::index_value(find_in(c, 0, None)?)),
        (startIndex: INT, match_: OBJ) -> INT => |c| Ok(sequence::index_value(find_in(c, 1, Some(None))?)),
        (startIndex: INT, count: INT, match_: OBJ) -> INT => |c| { let n = c.long(1); Ok(sequence::index_value(find_in(c, 2, Some(Some(n)))?)) }),
    method!("FindLast", (match_: OBJ) -> T0 => |c| { let at = find_last(c)?; item_or_default(c, at) }),
    method!("FindLastIndex", (match_: OBJ) -> INT => |c| Ok(sequence::index_value(find_last(c)?))),
    method!("ForEach", (action: OBJ) -> VOID => for_each),
    method!("GetEnumerator", () -> ENUMERATOR => enumerator),
    method!("GetRange", (index: INT, count: INT) -> THIS => get_range),
    method!("IndexOf", (item: T0) -> INT => index_of, (item: T0, index: INT) -> INT => index_of, (item: T0, index: INT, count: INT) -> INT => index_of),
    method!("Insert", (index: INT, item: T0) -> VOID => |c| insert(c, "Index must be within the bounds of the List.")),
    method!("InsertRange", (index: INT, collection: MANY) -> VOID => |c| insert_range(c, sequence::INDEX_OR_END)),
    method!("LastIndexOf", (item: T0) -> INT => last_index_of, (item: T0, index: INT) -> INT => last_index_of, (item: T0, index: INT, count: INT) -> INT => last_index_of),
    method!("Remove", (item: T0) -> BOOL => remove),
    method!("RemoveAll", (match_: OBJ) -> INT => remove_all),
    method!("RemoveAt", (index: INT) -> VOID => remove_at),
    method!("RemoveRange", (index: INT, count: INT) -> VOID => remove_range),
    method!("Reverse", () -> VOID => reverse, (index: INT, count: INT) -> VOID => reverse),
    method!("Slice", (start: INT, length: INT) -> THIS => get_range),
    method!("Sort",
        () -> VOID => |c| sort(c, None, 9),
        (comparer: OBJ) -> VOID => |c| sort(c, None, 0),
        (index: INT, count: INT, comparer: OBJ) -> VOID => |c| sort(c, Some((0, 1)), 2)),
    method!("ToArray", () -> T0S => |c| { let own = this(c)?; Ok(Value::Array(Array::with(own.element.clone(), own.items.borrow().clone()))) }),
    method!("TrimExcess", () -> VOID => nothing),
    method!("TrueForAll", (match_: OBJ) -> BOOL => true_for_all),
];

/// `ArrayList`
pub static ARRAY_LIST: &[Member] = &[
    constructors!(() -> THIS => new, (capacity: INT) -> THIS => new_sized, (c: COLLECTION_SIG) -> THIS => new_from),
    get!("Count", INT => count),
    Member::property("Capacity", INT, capacity, |_| Ok(Value::Null)),
    get!("IsReadOnly", BOOL => |_| Ok(Value::Bool(false))),
    get!("IsFixedSize", BOOL => |_| Ok(Value::Bool(false))),
    get!("IsSynchronized", BOOL => |_| Ok(Value::Bool(false))),
    get!("SyncRoot", OBJ => |c| Ok(c.this.clone())),
    method!("Item", (index: INT) -> OBJ => get_item),
    method!("set_Item", (index: INT, value: OBJ) -> VOID => set_item),
    method!("Add", (value: OBJ) -> INT => |c| { let at = this(c)?.len(); add(c)?; Ok(Value::Int(at as i32)) }),
    method!("AddRange", (c: COLLECTION_SIG) -> VOID => add_range),
    method!("BinarySearch",
        (value: OBJ) -> INT => |c| search(c, None, 0, 9),
        (value: OBJ, comparer: OBJ) -> INT => |c| search(c, None, 0, 1),
        (index: INT, count: INT, value: OBJ, comparer: OBJ) -> INT => |c| search(c, Some((0, 1)), 2, 3)),
    method!("Clear", () -> VOID => clear),
    method!("Clone", () -> OBJ => |c| { let own = this(c)?; Ok(Value::List(List::new(own.kind.clone(), own.element.clone(), own.to_vec()))) }),
    method!("Contains", (item: OBJ) -> BOOL => contains),
    method!("CopyTo",
        (array: ARRAY) -> VOID => |c| { let items = this(c)?.to_vec(); sequence::copy_into(c.host, &items, &c.args[0], 0, "arrayIndex") },
        (array: ARRAY, arrayIndex: INT) -> VOID => |c| { let items = this(c)?.to_vec(); let at = c.long(1); sequence::copy_into(c.host, &items, &c.args[0], at, "arrayIndex") },
        (index: INT, array: ARRAY, arrayIndex: INT, count: INT) -> VOID => copy_part),
    method!("GetEnumerator", () -> ENUMERATOR => enumerator, (index: INT, count: INT) -> ENUMERATOR => |c| {
        let own = this(c)?;
        let part = sequence::part(c.long(0), c.long(1), own.len(), ("index", "count"))?;
        Ok(Enumerator::over(own.to_vec()[part].to_vec()))
    }),
    method!("GetRange", (index: INT, count: INT) -> THIS => get_range),
    method!("IndexOf", (value: OBJ) -> INT => index_of, (value: OBJ, startIndex: INT) -> INT => index_of, (value: OBJ, startIndex: INT, count: INT) -> INT => index_of),
    method!("Insert", (index: INT, value: OBJ) -> VOID => |c| insert(c, "Insertion index was out of range. Must be non-negative and less than or equal to size.")),
    method!("InsertRange", (index: INT, c: COLLECTION_SIG) -> VOID => |c| insert_range(c, sequence::INDEX_OR_END)),
    method!("LastIndexOf", (value: OBJ) -> INT => last_index_of, (value: OBJ, startIndex: INT) -> INT => last_index_of, (value: OBJ, startIndex: INT, count: INT) -> INT => last_index_of),
    method!("Remove", (obj: OBJ) -> VOID => |c| { remove(c)?; Ok(Value::Null) }),
    method!("RemoveAt", (index: INT) -> VOID => remove_at),
    method!("RemoveRange", (index: INT, count: INT) -> VOID => remove_range),
    method!("Reverse", () -> VOID => reverse, (index: INT, count: INT) -> VOID => reverse),
    method!("SetRange", (index: INT, c: COLLECTION_SIG) -> VOID => set_range),
    method!("Sort",
        () -> VOID => |c| sort(c, None, 9),
        (comparer: OBJ) -> VOID => |c| sort(c, None, 0),
        (index: INT, count: INT, comparer: OBJ) -> VOID => |c| sort(c, Some((0, 1)), 2)),
    method!("ToArray", () -> OBJECTS => |c| Ok(Value::array(this(c)?.to_vec())), (type_: TYPE) -> ARRAY => to_array_of),
    method!("TrimToSize", () -> VOID => nothing),
    static_method!("Adapter", (list: OBJ) -> THIS => same_list),
    static_method!("FixedSize", (list: OBJ) -> THIS => same_list),
    static_method!("Synchronized", (list: OBJ) -> THIS => same_list),
    static_method!("ReadOnly", (list: OBJ) -> THIS => |c| {
        let items = sequence::items(c.arg(0), "list")?;
        Ok(read_only(Type::Known(&types::OBJECT), items))
    }),
    static_method!("Repeat", (value: OBJ, count: INT) -> THIS => |c| {
        if c.int(1) < 0 { return out_of_range("count", sequence::NON_NEGATIVE).raise() }
        Ok(make(c.kind, vec![c.arg(0).clone(); c.int(1) as usize]))
    }),
];

const COLLECTION_SIG: Sig = super::table::COLLECTION;

/// `Collection[T]`
pub static COLLECTION: &[Member] = &[
    constructors!(() -> THIS => new, (list: MANY) -> THIS => new_from),
    get!("Count", INT => count),
    get!("IsReadOnly", BOOL => |_| Ok(Value::Bool(false))),
    get!("IsFixedSize", BOOL => |_| Ok(Value::Bool(false))),
    get!("IsSynchronized", BOOL => |_| Ok(Value::Bool(false))),
    get!("SyncRoot", OBJ => |c| Ok(c.this.clone())),
    method!("Item", (index: INT) -> T0 => get_item),
    method!("set_Item", (index: INT, value: T0) -> VOID => set_item),
    method!("Add", (item: T0) -> VOID => add),
    method!("Clear", () -> VOID => clear),
    method!("Contains", (item: T0) -> BOOL => contains),
    method!("CopyTo", (array: ARRAY, index: INT) -> VOID => |c| { let items = this(c)?.to_vec(); let at = c.long(1); sequence::copy_into(c.host, &items, &c.args[0], at, "index") }),
    method!("GetEnumerator", () -> ENUMERATOR => enumerator),
    method!("IndexOf", (item: T0) -> INT => index_of),
    method!("Insert", (index: INT, item: T0) -> VOID => |c| insert(c, sequence::INDEX_OR_END)),
    method!("Remove", (item: T0) -> BOOL => remove),
    method!("RemoveAt", (index: INT) -> VOID => remove_at),
];

/// What `PSDataCollection[T]` has beside; one that is complete is not told apart, because nobody waits for more.
static PS_DATA: &[Member] = &[
    constructors!(() -> THIS => new, (capacity: INT) -> THIS => new_sized, (list: MANY) -> THIS => new_from),
    method!("Complete", () -> VOID => nothing),
    get!("IsOpen", BOOL => |_| Ok(Value::Bool(true))),
    method!("ReadAll", () -> OBJ => |c| {
        let items = std::mem::replace(&mut *this(c)?.items.borrow_mut(), crate::array::Elements::Values(Vec::new()));
        let items = items.to_vec();
        Ok(Value::List(List::new(Type::generic(&types::COLLECTION, vec![Type::Known(&types::PSOBJECT)]), Type::Known(&types::PSOBJECT), items)))
    }),
    method!("Dispose", () -> VOID => nothing),
];

/// `ReadOnlyCollection[T]`; what would change it has no overload that a script could call.
static READ_ONLY: &[Member] = &[
    constructors!((list: MANY) -> THIS => new_from),
    Member::static_get("Empty", THIS, |c| Ok(make(c.kind, Vec::new()))),
    get!("Count", INT => count),
    get!("IsReadOnly", BOOL => |_| Ok(Value::Bool(true))),
    get!("IsFixedSize", BOOL => |_| Ok(Value::Bool(true))),
    get!("IsSynchronized", BOOL => |_| Ok(Value::Bool(false))),
    get!("SyncRoot", OBJ => |c| Ok(c.this.clone())),
    method!("Item", (index: INT) -> T0 => get_item),
    method!("Contains", (value: T0) -> BOOL => contains),
    method!("CopyTo", (array: ARRAY, index: INT) -> VOID => |c| { let items = this(c)?.to_vec(); let at = c.long(1); sequence::copy_into(c.host, &items, &c.args[0], at, "index") }),
    method!("GetEnumerator", () -> ENUMERATOR => enumerator),
    method!("IndexOf", (value: T0) -> INT => index_of),
    Member::method("Add", &[]),
    Member::method("Clear", &[]),
    Member::method("Insert", &[]),
    Member::method("Remove", &[]),
    Member::method("RemoveAt", &[]),
];

/// A list of a type, of elements that are already converted; the element type is the type's argument.
pub fn make(kind: &Type, items: Vec<Value>) -> Value {
    let element = if kind.is(&STRING_COLLECTION) {
        Type::Known(&types::STRING)
    } else {
        Sig::Argument(0).resolve(kind)
    };
    Value::List(List::new(kind.clone(), element, items))
}

/// A `List[T]`.
pub fn generic(element: Type, items: Vec<Value>) -> Value {
    Value::List(List::new(
        Type::generic(&types::LIST, vec![element.clone()]),
        element,
        items,
    ))
}

/// A `ReadOnlyCollection[T]`.
pub fn read_only(element: Type, items: Vec<Value>) -> Value {
    Value::List(List::new(
        Type::generic(&READ_ONLY_COLLECTION, vec![element.clone()]),
        element,
        items,
    ))
}

fn this(c: &Call<'_>) -> Result<Rc<List>> {
    match c.this.base() {
        Value::List(list) => Ok(Rc::clone(list)),
        _ => not_supported("The object is no list.").raise(),
    }
}

fn nothing(_: &mut Call<'_>) -> Result<Value> {
    Ok(Value::Null)
}

fn same_list(c: &mut Call<'_>) -> Result<Value> {
    Ok(c.arg(0).clone())
}

fn new(c: &mut Call<'_>) -> Result<Value> {
    Ok(make(c.kind, Vec::new()))
}

fn new_sized(c: &mut Call<'_>) -> Result<Value> {
    if c.int(0) < 0 {
        let capacity = c.int(0);
        return Fault::new(
            &types::ARGUMENT_OUT_OF_RANGE_EXCEPTION,
            format!("capacity ('{capacity}') must be a non-negative value. (Parameter 'capacity')\nActual value was {capacity}."),
        )
        .raise();
    }
    Ok(make(c.kind, Vec::new()))
}

fn new_from(c: &mut Call<'_>) -> Result<Value> {
    let items = sequence::items_of(
        c,
        0,
        if c.kind.is(&types::ARRAY_LIST) {
            "c"
        } else {
            "collection"
        },
    )?;
    Ok(make(c.kind, items))
}

fn count(c: &mut Call<'_>) -> Result<Value> {
    Ok(Value::Int(this(c)?.len() as i32))
}

/// .NET doubles the room from four on; what was made of a collection has room for just that, which is seen more often.
fn capacity_of(length: usize) -> i32 {
    length as i32
}

fn capacity(c: &mut Call<'_>) -> Result<Value> {
    Ok(Value::Int(capacity_of(this(c)?.len())))
}

fn index(c: &Call<'_>, list: &List) -> Result<usize> {
    let index = c.long(0);
    if index < 0 || index >= list.len() as i64 {
        return out_of_range("index", sequence::INDEX).raise();
    }
    Ok(index as usize)
}

fn get_item(c: &mut Call<'_>) -> Result<Value> {
    let list = this(c)?;
    Ok(list.get(index(c, &list)?).unwrap_or_default())
}

fn set_item(c: &mut Call<'_>) -> Result<Value> {
    let list = this(c)?;
    list.items
        .borrow_mut()
        .set(index(c, &list)?, c.arg(1).clone());
    Ok(Value::Null)
}

fn add(c: &mut Call<'_>) -> Result<Value> {
    this(c)?.items.borrow_mut().push(c.arg(0).clone());
    Ok(Value::Null)
}

fn add_range(c: &mut Call<'_>) -> Result<Value> {
    let list = this(c)?;
    let items = sequence::items(
        c.arg(0),
        if c.kind.is(&types::ARRAY_LIST) {
            "c"
        } else {
            "collection"
        },
    )?;
    let items = sequence::convert_all(c.host, items, &list.element)?;
    let mut own = list.items.borrow_mut();
    items.into_iter().for_each(|item| own.push(item));
    Ok(Value::Null)
}

fn as_read_only(c: &mut Call<'_>) -> Result<Value> {
    let list = this(c)?;
    Ok(read_only(list.element.clone(), list.to_vec()))
}

fn search(
    c: &mut Call<'_>,
    bounds: Option<(usize, usize)>,
    item: usize,
    comparer: usize,
) -> Result<Value> {
    let items = this(c)?.to_vec();
    let part = match bounds {
        Some((index, count)) => sequence::part(
            c.long(index),
            c.long(count),
            items.len(),
            ("index", "count"),
        )?,
        None => 0..items.len(),
    };
    let comparer = Comparer::of(c.arg(comparer));
    sequence::binary_search(c.host, &items, part, &c.args[item], &comparer)
}

fn clear(c: &mut Call<'_>) -> Result<Value> {
    this(c)?.items.borrow_mut().clear();
    Ok(Value::Null)
}

fn contains(c: &mut Call<'_>) -> Result<Value> {
    Ok(Value::Bool(
        {
            let all = this(c)?.to_vec();
            super::keys::position(c.host, &all, &c.args[0])?
        }
        .is_some(),
    ))
}

fn convert_all(c: &mut Call<'_>) -> Result<Value> {
    let mut converted = Vec::new();
    for item in this(c)?.to_vec() {
        converted.push(c.host.call(&c.args[0], &[item])?);
    }
    let element = sequence::delegate_result(c.arg(0)).unwrap_or(Type::Known(&types::OBJECT));
    let converted = sequence::convert_all(c.host, converted, &element)?;
    Ok(generic(element, converted))
}

fn copy_part(c: &mut Call<'_>) -> Result<Value> {
    let items = this(c)?.to_vec();
    let part = sequence::part(c.long(0), c.long(3), items.len(), ("index", "count"))?;
    let at = c.long(2);
    sequence::copy_into(c.host, &items[part], &c.args[1], at, "arrayIndex")
}

fn find_in(
    c: &mut Call<'_>,
    delegate: usize,
    bounds: Option<Option<i64>>,
) -> Result<Option<usize>> {
    let items = this(c)?.to_vec();
    let delegate = c.args[delegate].clone();
    if delegate.is_null() {
        return argument_null("match").raise();
    }
    let part = match bounds {
        Some(count) => sequence::search_part(c.long(0), count, items.len())?,
        None => 0..items.len(),
    };
    sequence::find(c, &delegate, &items, part)
}

fn find_last(c: &mut Call<'_>) -> Result<Option<usize>> {
    let items = this(c)?.to_vec();
    let delegate = c.args[0].clone();
    sequence::find_last(c, &delegate, &items, 0..items.len())
}

fn item_or_default(c: &mut Call<'_>, index: Option<usize>) -> Result<Value> {
    let list = this(c)?;
    Ok(index
        .and_then(|index| list.get(index))
        .unwrap_or_else(|| list.element.default_value()))
}

fn find_all(c: &mut Call<'_>) -> Result<Value> {
    let items = this(c)?.to_vec();
    let delegate = c.args[0].clone();
    Ok(make(c.kind, sequence::filter(c, &delegate, items)?))
}

fn for_each(c: &mut Call<'_>) -> Result<Value> {
    for item in this(c)?.to_vec() {
        c.host.call(&c.args[0], &[item])?;
    }
    Ok(Value::Null)
}

fn enumerator(c: &mut Call<'_>) -> Result<Value> {
    Ok(Enumerator::over(this(c)?.to_vec()))
}

fn get_range(c: &mut Call<'_>) -> Result<Value> {
    let list = this(c)?;
    let part = sequence::part(c.long(0), c.long(1), list.len(), ("index", "count"))?;
    Ok(make(c.kind, list.to_vec()[part].to_vec()))
}

fn index_of(c: &mut Call<'_>) -> Result<Value> {
    let items = this(c)?.to_vec();
    let start = if c.has(1) { c.long(1) } else { 0 };
    let part = sequence::search_part(start, c.has(2).then(|| c.long(2)), items.len())?;
    let from = part.start;
    Ok(sequence::index_value(
        super::keys::position(c.host, &items[part], &c.args[0])?.map(|at| at + from),
    ))
}

fn last_index_of(c: &mut Call<'_>) -> Result<Value> {
    let items = this(c)?.to_vec();
    let start = if c.has(1) {
        c.long(1)
    } else {
        items.len() as i64 - 1
    };
    let part = sequence::search_part_back(start, c.has(2).then(|| c.long(2)), items.len())?;
    let from = part.start;
    Ok(sequence::index_value(
        super::keys::last_position(c.host, &items[part], &c.args[0])?.map(|at| at + from),
    ))
}

fn insert(c: &mut Call<'_>, message: &str) -> Result<Value> {
    let list = this(c)?;
    let index = c.long(0);
    if index < 0 || index > list.len() as i64 {
        return out_of_range("index", message).raise();
    }
    list.items
        .borrow_mut()
        .insert(index as usize, c.arg(1).clone());
    Ok(Value::Null)
}

fn insert_range(c: &mut Call<'_>, message: &str) -> Result<Value> {
    let list = this(c)?;
    let items = sequence::items(c.arg(1), "collection")?;
    let items = sequence::convert_all(c.host, items, &list.element)?;
    let index = c.long(0);
    if index < 0 || index > list.len() as i64 {
        return out_of_range("index", message).raise();
    }
    for (offset, item) in items.into_iter().enumerate() {
        list.items
            .borrow_mut()
            .insert(index as usize + offset, item);
    }
    Ok(Value::Null)
}

fn set_range(c: &mut Call<'_>) -> Result<Value> {
    let list = this(c)?;
    let items = sequence::items(c.arg(1), "c")?;
    let index = c.long(0);
    if index < 0 || index + items.len() as i64 > list.len() as i64 {
        return out_of_range("index", sequence::INDEX).raise();
    }
    for (offset, item) in items.into_iter().enumerate() {
        list.items.borrow_mut().set(index as usize + offset, item);
    }
    Ok(Value::Null)
}

fn remove(c: &mut Call<'_>) -> Result<Value> {
    let list = this(c)?;
    let found = super::keys::position(c.host, &list.to_vec(), &c.args[0])?;
    if let Some(index) = found {
        list.items.borrow_mut().remove(index, index + 1);
    }
    Ok(Value::Bool(found.is_some()))
}

fn remove_all(c: &mut Call<'_>) -> Result<Value> {
    let list = this(c)?;
    let delegate = c.args[0].clone();
    let mut kept = Vec::new();
    let items = list.to_vec();
    let before = items.len();
    for item in items {
        if !sequence::test(c, &delegate, &item)? {
            kept.push(item);
        }
    }
    let removed = before - kept.len();
    *list.items.borrow_mut() = crate::Elements::pack(&list.element, kept);
    Ok(Value::Int(removed as i32))
}

fn remove_at(c: &mut Call<'_>) -> Result<Value> {
    let list = this(c)?;
    let index = index(c, &list)?;
    list.items.borrow_mut().remove(index, index + 1);
    Ok(Value::Null)
}

fn remove_range(c: &mut Call<'_>) -> Result<Value> {
    let list = this(c)?;
    let part = sequence::part(c.long(0), c.long(1), list.len(), ("index", "count"))?;
    list.items.borrow_mut().remove(part.start, part.end);
    Ok(Value::Null)
}

fn reverse(c: &mut Call<'_>) -> Result<Value> {
    let list = this(c)?;
    let part = match c.has(0) {
        true => sequence::part(c.long(0), c.long(1), list.len(), ("index", "count"))?,
        false => 0..list.len(),
    };
    list.items.borrow_mut().reverse(part.start, part.end);
    Ok(Value::Null)
}

fn sort(c: &mut Call<'_>, bounds: Option<(usize, usize)>, comparer: usize) -> Result<Value> {
    let list = this(c)?;
    let length = list.len();
    let part = match bounds {
        Some((index, count)) => {
            sequence::part(c.long(index), c.long(count), length, ("index", "count"))?
        }
        None => 0..length,
    };
    if c.arg(comparer).is_null() && list.items.borrow_mut().sort_numbers(part.clone()) {
        return Ok(Value::Null);
    }
    let mut items = list.to_vec();
    let comparer = Comparer::of(c.arg(comparer));
    let mut middle = items[part.clone()].to_vec();
    sequence::sort(c.host, &mut middle, &comparer)?;
    items.splice(part, middle);
    *list.items.borrow_mut() = crate::Elements::pack(&list.element, items);
    Ok(Value::Null)
}

fn to_array_of(c: &mut Call<'_>) -> Result<Value> {
    let Some(element) = c.type_of(0) else {
        return argument_null("type").raise();
    };
    let items = this(c)?.to_vec();
    for item in &items {
        if !item.is_null() && !convert::accepts(item, &element) {
            let message = "At least one element in the source array could not be cast down to the destination array type.";
            return Fault::new(&types::INVALID_CAST_EXCEPTION, message).raise();
        }
    }
    Ok(sequence::array(element, items))
}

fn true_for_all(c: &mut Call<'_>) -> Result<Value> {
    let delegate = c.args[0].clone();
    for item in this(c)?.to_vec() {
        if !sequence::test(c, &delegate, &item)? {
            return Ok(Value::Bool(false));
        }
    }
    Ok(Value::Bool(true))
}
