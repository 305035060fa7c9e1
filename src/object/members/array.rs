//! Arrays: their own members, and what `[array]` does with them (the latter's code in `array_statics`).

use super::args::{argument_null, not_supported};
use super::array_statics::*;
use super::enumerator::Enumerator;
use super::sequence;
use super::table::*;
use crate::types::{self, Call, Member, Sig};
use crate::{Array, Elements, Fault, Result, Value, convert};
use std::cell::RefCell;
use std::rc::Rc;

/// Members of arrays, then the statics of `[array]`.
pub static MEMBERS: &[Member] = &[
    get!("Length", INT => length),
    get!("Count", INT => length),
    get!("LongLength", LONG => |c| Ok(Value::Long(this(c)?.len() as i64))),
    get!("Rank", INT => |c| Ok(Value::Int(this(c)?.rank() as i32))),
    get!("IsFixedSize", BOOL => |_| Ok(Value::Bool(true))),
    get!("IsReadOnly", BOOL => |_| Ok(Value::Bool(false))),
    get!("IsSynchronized", BOOL => |_| Ok(Value::Bool(false))),
    get!("SyncRoot", OBJ => |c| Ok(c.this.clone())),
    method!("Item", (index: INT) -> OBJ => |c| get(c, 0)),
    method!("Get", (index: INT) -> T0 => |c| get(c, 0), (index1: INT, index2: INT) -> T0 => |c| get(c, 0), (index1: INT, index2: INT, index3: INT) -> T0 => |c| get(c, 0)),
    method!("Set", (index: INT, value: T0) -> VOID => set_last, (index1: INT, index2: INT, value: T0) -> VOID => set_last, (index1: INT, index2: INT, index3: INT, value: T0) -> VOID => set_last),
    method!("Add", (value: OBJ) -> INT => fixed),
    method!("Clear", () -> VOID => clear),
    method!("Clone", () -> OBJ => clone),
    // What `IStructuralComparable` adds: it keeps the method from being called on the elements, and takes no comparer of a script.
    Member::method("CompareTo", &[]),
    method!("Contains", (value: OBJ) -> BOOL => |c| Ok(Value::Bool({ let all = this(c)?.to_vec(); super::keys::position(c.host, &all, &c.args[0])? }.is_some()))),
    method!("CopyTo", (array: ARRAY, index: INT) -> VOID => copy_to, (array: ARRAY, index: LONG) -> VOID => copy_to),
    method!("GetEnumerator", () -> ENUMERATOR => |c| Ok(Enumerator::over(this(c)?.to_vec()))),
    method!("GetLength", (dimension: INT) -> INT => |c| Ok(Value::Int(dimension(c)? as i32))),
    method!("GetLongLength", (dimension: INT) -> LONG => |c| Ok(Value::Long(dimension(c)? as i64))),
    method!("GetLowerBound", (dimension: INT) -> INT => |c| { dimension(c)?; Ok(Value::Int(0)) }),
    method!("GetUpperBound", (dimension: INT) -> INT => |c| Ok(Value::Int(dimension(c)? as i32 - 1))),
    method!("GetValue",
        (index: INT) -> OBJ => |c| get(c, 0), (index1: INT, index2: INT) -> OBJ => |c| get(c, 0), (index1: INT, index2: INT, index3: INT) -> OBJ => |c| get(c, 0),
        (index: LONG) -> OBJ => |c| get(c, 0), (index1: LONG, index2: LONG) -> OBJ => |c| get(c, 0), (index1: LONG, index2: LONG, index3: LONG) -> OBJ => |c| get(c, 0),
        (indices: ..INTS) -> OBJ => |c| get(c, 0), (indices: ..LONGS) -> OBJ => |c| get(c, 0)),
    method!("IndexOf", (value: OBJ) -> INT => |c| Ok(sequence::index_value({ let all = this(c)?.to_vec(); super::keys::position(c.host, &all, &c.args[0])? }))),
    method!("Initialize", () -> VOID => |_| Ok(Value::Null)),
    method!("Insert", (index: INT, value: OBJ) -> VOID => fixed),
    method!("Remove", (value: OBJ) -> VOID => fixed),
    method!("RemoveAt", (index: INT) -> VOID => fixed),
    method!("SetValue",
        (value: OBJ, index: INT) -> VOID => set_first, (value: OBJ, index1: INT, index2: INT) -> VOID => set_first, (value: OBJ, index1: INT, index2: INT, index3: INT) -> VOID => set_first,
        (value: OBJ, index: LONG) -> VOID => set_first, (value: OBJ, index1: LONG, index2: LONG) -> VOID => set_first, (value: OBJ, index1: LONG, index2: LONG, index3: LONG) -> VOID => set_first,
        (value: OBJ, indices: ..INTS) -> VOID => set_first, (value: OBJ, indices: ..LONGS) -> VOID => set_first),
    Member::static_get("MaxLength", INT, |_| Ok(Value::Int(0x7FFF_FFC7))),
    static_method!("AsReadOnly", (array: ARRAY) -> OBJ => as_read_only),
    static_method!("BinarySearch",
        (array: ARRAY, value: OBJ) -> INT => |c| binary_search(c, None, 1, 9), (array: ARRAY, value: OBJ, comparer: COMPARER) -> INT => |c| binary_search(c, None, 1, 2),
        (array: ARRAY, index: INT, length: INT, value: OBJ) -> INT => |c| binary_search(c, Some(1), 3, 9),
        (array: ARRAY, index: INT, length: INT, value: OBJ, comparer: COMPARER) -> INT => |c| binary_search(c, Some(1), 3, 4)),
    static_method!("Clear", (array: ARRAY) -> VOID => clear_part, (array: ARRAY, index: INT, length: INT) -> VOID => clear_part),
    static_method!("ConstrainedCopy", (sourceArray: ARRAY, sourceIndex: INT, destinationArray: ARRAY, destinationIndex: INT, length: INT) -> VOID => copy_part),
    static_method!("ConvertAll", (array: ARRAY, converter: OBJ) -> OBJECTS => convert_all),
    static_method!("Copy",
        (sourceArray: ARRAY, destinationArray: ARRAY, length: LONG) -> VOID => copy, (sourceArray: ARRAY, sourceIndex: LONG, destinationArray: ARRAY, destinationIndex: LONG, length: LONG) -> VOID => copy_part,
        (sourceArray: ARRAY, destinationArray: ARRAY, length: INT) -> VOID => copy, (sourceArray: ARRAY, sourceIndex: INT, destinationArray: ARRAY, destinationIndex: INT, length: INT) -> VOID => copy_part),
    static_method!("CreateInstance",
        (elementType: TYPE, length: INT) -> ARRAY => create, (elementType: TYPE, length1: INT, length2: INT) -> ARRAY => create,
        (elementType: TYPE, length1: INT, length2: INT, length3: INT) -> ARRAY => create, (elementType: TYPE, lengths: ..INTS) -> ARRAY => create),
    // Its type argument cannot be inferred, and a call without it finds no overload.
    Member::static_method("Empty", &[]),
    static_method!("Exists", (array: ARRAY, match_: OBJ) -> BOOL => |c| Ok(Value::Bool(find_index(c, None)?.is_some()))),
    static_method!("Fill", (array: ARRAY, value: OBJ) -> VOID => fill, (array: ARRAY, value: OBJ, startIndex: INT, count: INT) -> VOID => fill),
    static_method!("Find", (array: ARRAY, match_: OBJ) -> OBJ => |c| { let at = find_index(c, None)?; element(c, at) }),
    static_method!("FindAll", (array: ARRAY, match_: OBJ) -> OBJECTS => find_all),
    static_method!("FindIndex",
        (array: ARRAY, match_: OBJ) -> INT => |c| Ok(sequence::index_value(find_index(c, None)?)),
        (array: ARRAY, startIndex: INT, match_: OBJ) -> INT => |c| Ok(sequence::index_value(find_index(c, Some(None))?)),
        (array: ARRAY, startIndex: INT, count: INT, match_: OBJ) -> INT => |c| { let n = c.long(2); Ok(sequence::index_value(find_index(c, Some(Some(n)))?)) }),
    static_method!("FindLast", (array: ARRAY, match_: OBJ) -> OBJ => |c| { let at = find_last_index(c, None)?; element(c, at) }),
    static_method!("FindLastIndex",
        (array: ARRAY, match_: OBJ) -> INT => |c| Ok(sequence::index_value(find_last_index(c, None)?)),
        (array: ARRAY, startIndex: INT, match_: OBJ) -> INT => |c| Ok(sequence::index_value(find_last_index(c, Some(None))?))),
    static_method!("ForEach", (array: ARRAY, action: OBJ) -> VOID => for_each),
    static_method!("IndexOf", (array: ARRAY, value: OBJ) -> INT => index_of, (array: ARRAY, value: OBJ, startIndex: INT) -> INT => index_of, (array: ARRAY, value: OBJ, startIndex: INT, count: INT) -> INT => index_of),
    static_method!("LastIndexOf", (array: ARRAY, value: OBJ) -> INT => last_index_of, (array: ARRAY, value: OBJ, startIndex: INT) -> INT => last_index_of, (array: ARRAY, value: OBJ, startIndex: INT, count: INT) -> INT => last_index_of),
    static_method!("Resize", (array: *ARRAY, newSize: INT) -> VOID => resize),
    static_method!("Reverse", (array: ARRAY) -> VOID => reverse, (array: ARRAY, index: INT, length: INT) -> VOID => reverse),
    static_method!("Sort",
        (array: ARRAY) -> VOID => |c| sort(c, None, None, 9), (keys: ARRAY, items: ARRAY) -> VOID => |c| sort(c, Some(1), None, 9),
        (array: ARRAY, index: INT, length: INT) -> VOID => |c| sort(c, None, Some(1), 9),
        (keys: ARRAY, items: ARRAY, index: INT, length: INT) -> VOID => |c| sort(c, Some(1), Some(2), 9),
        (array: ARRAY, comparer: COMPARER) -> VOID => |c| sort(c, None, None, 1), (keys: ARRAY, items: ARRAY, comparer: COMPARER) -> VOID => |c| sort(c, Some(1), None, 2),
        (array: ARRAY, index: INT, length: INT, comparer: COMPARER) -> VOID => |c| sort(c, None, Some(1), 3),
        (keys: ARRAY, items: ARRAY, index: INT, length: INT, comparer: COMPARER) -> VOID => |c| sort(c, Some(1), Some(2), 4),
        (array: ARRAY, comparison: CODE) -> VOID => |c| sort(c, None, None, 1)),
    static_method!("TrueForAll", (array: ARRAY, match_: OBJ) -> BOOL => true_for_all),
];

const CODE: Sig = Sig::One(&types::DELEGATE);

fn this(c: &Call<'_>) -> Result<Rc<Array>> {
    match c.this.base() {
        Value::Array(array) => Ok(Rc::clone(array)),
        _ => argument_null("array").raise(),
    }
}

fn fixed(_: &mut Call<'_>) -> Result<Value> {
    not_supported("Collection was of a fixed size.").raise()
}

fn length(c: &mut Call<'_>) -> Result<Value> {
    Ok(Value::Int(this(c)?.len() as i32))
}

fn clear(c: &mut Call<'_>) -> Result<Value> {
    let array = this(c)?;
    let zeroed = Elements::zeroed(&array.element, array.len());
    *array.items.borrow_mut() = zeroed;
    Ok(Value::Null)
}

fn clone(c: &mut Call<'_>) -> Result<Value> {
    let own = this(c)?;
    let items = RefCell::new(own.items.borrow().clone());
    Ok(Value::Array(Rc::new(Array {
        element: own.element.clone(),
        dimensions: own.dimensions.clone(),
        items,
    })))
}

fn copy_to(c: &mut Call<'_>) -> Result<Value> {
    let (items, at) = (this(c)?.to_vec(), c.long(1));
    sequence::copy_into(c.host, &items, &c.args[0], at, "index")
}

fn outside<T>() -> Result<T> {
    Fault::new(
        &types::INDEX_OUT_OF_RANGE_EXCEPTION,
        "Index was outside the bounds of the array.",
    )
    .raise()
}

fn dimension(c: &Call<'_>) -> Result<usize> {
    let array = this(c)?;
    let n = c.long(0);
    match (&array.dimensions, usize::try_from(n)) {
        (Some(lengths), Ok(n)) if n < lengths.len() => Ok(lengths[n]),
        (None, Ok(0)) => Ok(array.len()),
        _ => outside(),
    }
}

/// The indices among the arguments from `start` up to `end`, given one by one or as an array.
fn indices(c: &Call<'_>, start: usize, end: usize) -> (Vec<i64>, bool) {
    if end == start + 1
        && let Value::Array(array) = c.arg(start).base()
    {
        return (
            array
                .to_vec()
                .iter()
                .filter_map(Value::as_integer)
                .collect(),
            true,
        );
    }
    ((start..end).map(|n| c.long(n)).collect(), false)
}

/// Where an element stands, by its indices.
fn offset(array: &Array, (indices, as_array): (Vec<i64>, bool)) -> Result<usize> {
    if indices.len() != array.rank() {
        let message = match (as_array, indices.len()) {
            (true, _) => "Indices length does not match the array rank.",
            (false, 1) => "Array was not a one-dimensional array.",
            (false, 2) => "Array was not a two-dimensional array.",
            (false, _) => "Array was not a three-dimensional array.",
        };
        return Fault::new(&types::ARGUMENT_EXCEPTION, message).raise();
    }
    let single = [array.len()];
    let lengths: &[usize] = array.dimensions.as_deref().unwrap_or(&single);
    let mut offset = 0;
    for (index, length) in indices.into_iter().zip(lengths) {
        match usize::try_from(index) {
            Ok(index) if index < *length => offset = offset * length + index,
            _ => return outside(),
        }
    }
    Ok(offset)
}

fn get(c: &mut Call<'_>, start: usize) -> Result<Value> {
    let array = this(c)?;
    let at = offset(&array, indices(c, start, c.args.len()))?;
    Ok(array.get(at).unwrap_or_default())
}

fn set_last(c: &mut Call<'_>) -> Result<Value> {
    let array = this(c)?;
    let last = c.args.len() - 1;
    let at = offset(&array, indices(c, 0, last))?;
    array.items.borrow_mut().set(at, c.arg(last).clone());
    Ok(Value::Null)
}

/// `SetValue` converts nothing but widens numbers, and null is the default of a value type.
fn set_first(c: &mut Call<'_>) -> Result<Value> {
    let array = this(c)?;
    let at = offset(&array, indices(c, 1, c.args.len()))?;
    let value = c.arg(0).clone();
    let value = match value.is_null() {
        true => array.element.default_value(),
        false if convert::accepts(&value, &array.element) => value,
        false if value.as_integer().is_some() && array.element.is_value_type() => {
            convert::to(c.host, &value, &array.element)?
        }
        false => {
            return Fault::new(
                &types::INVALID_CAST_EXCEPTION,
                "Object cannot be stored in an array of this type.",
            )
            .raise();
        }
    };
    array.items.borrow_mut().set(at, value);
    Ok(Value::Null)
}
