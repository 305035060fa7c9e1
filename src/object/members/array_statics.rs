//! What `[array]::Sort`, `[array]::Copy` and the other statics do.

use super::args::{argument, argument_null, out_of_range};
use super::comparer::Comparer;
use super::sequence;
use crate::types::{self, Call, Type};
use crate::{Array, Elements, Fault, Result, Value, convert};
use std::cell::RefCell;
use std::rc::Rc;

fn array(c: &Call<'_>, n: usize) -> Result<Rc<Array>> {
    match c.arg(n).base() {
        Value::Array(array) => Ok(Rc::clone(array)),
        _ => argument_null("array").raise(),
    }
}

/// Puts elements back, stored as their type is.
fn store(array: &Array, values: Vec<Value>) {
    *array.items.borrow_mut() = Elements::pack(&array.element, values);
}

pub(super) fn as_read_only(c: &mut Call<'_>) -> Result<Value> {
    let array = array(c, 0)?;
    Ok(super::list::read_only(
        array.element.clone(),
        array.to_vec(),
    ))
}

pub(super) fn binary_search(
    c: &mut Call<'_>,
    bounds: Option<usize>,
    value: usize,
    comparer: usize,
) -> Result<Value> {
    let items = array(c, 0)?.to_vec();
    let part = match bounds {
        Some(n) => sequence::part(c.long(n), c.long(n + 1), items.len(), ("index", "length"))?,
        None => 0..items.len(),
    };
    let comparer = Comparer::of(c.arg(comparer));
    sequence::binary_search(c.host, &items, part, &c.args[value], &comparer)
}

pub(super) fn clear_part(c: &mut Call<'_>) -> Result<Value> {
    let array = array(c, 0)?;
    let (from, count) = if c.has(1) {
        (c.long(1), c.long(2))
    } else {
        (0, array.len() as i64)
    };
    if from < 0 || count < 0 || from + count > array.len() as i64 {
        return Fault::new(
            &types::INDEX_OUT_OF_RANGE_EXCEPTION,
            "Index was outside the bounds of the array.",
        )
        .raise();
    }
    for index in from..from + count {
        array
            .items
            .borrow_mut()
            .set(index as usize, array.element.default_value());
    }
    Ok(Value::Null)
}

pub(super) fn convert_all(c: &mut Call<'_>) -> Result<Value> {
    let mut converted = Vec::new();
    for item in array(c, 0)?.to_vec() {
        converted.push(c.host.call(&c.args[1], &[item])?);
    }
    let element = sequence::delegate_result(c.arg(1)).unwrap_or(Type::Known(&types::OBJECT));
    let converted = sequence::convert_all(c.host, converted, &element)?;
    Ok(sequence::array(element, converted))
}

pub(super) fn copy(c: &mut Call<'_>) -> Result<Value> {
    let (source, target) = (array(c, 0)?, array(c, 1)?);
    copy_between(c, (&source, 0), (&target, 0), c.long(2))
}

pub(super) fn copy_part(c: &mut Call<'_>) -> Result<Value> {
    let (source, target) = (array(c, 0)?, array(c, 2)?);
    copy_between(c, (&source, c.long(1)), (&target, c.long(3)), c.long(4))
}

fn copy_between(
    c: &mut Call<'_>,
    source: (&Array, i64),
    target: (&Array, i64),
    length: i64,
) -> Result<Value> {
    for (value, name) in [
        (length, "length"),
        (source.1, "sourceIndex"),
        (target.1, "destinationIndex"),
    ] {
        if value < 0 {
            return out_of_range(name, sequence::NON_NEGATIVE).raise();
        }
    }
    if source.1 + length > source.0.len() as i64 {
        let message = "Source array was not long enough. Check the source index, length, and the array's lower bounds.";
        return argument(message, "sourceArray").raise();
    }
    if target.1 + length > target.0.len() as i64 {
        return argument(sequence::TOO_SHORT, "destinationArray").raise();
    }
    let values = source.0.to_vec()[source.1 as usize..(source.1 + length) as usize].to_vec();
    for (offset, value) in values.into_iter().enumerate() {
        let fits =
            target.0.element.is(&types::OBJECT) || convert::accepts(&value, &target.0.element);
        let value = if fits {
            value
        } else {
            convert::to(c.host, &value, &target.0.element)?
        };
        target
            .0
            .items
            .borrow_mut()
            .set(target.1 as usize + offset, value);
    }
    Ok(Value::Null)
}

pub(super) fn create(c: &mut Call<'_>) -> Result<Value> {
    let Some(element) = c.type_of(0) else {
        return argument_null("elementType").raise();
    };
    let lengths: Vec<i64> = match c.arg(1).base() {
        Value::Array(array) => array
            .to_vec()
            .iter()
            .filter_map(Value::as_integer)
            .collect(),
        _ => (1..c.args.len()).map(|n| c.long(n)).collect(),
    };
    if let Some(n) = lengths.iter().position(|length| *length < 0) {
        let name = if lengths.len() == 1 {
            "length".to_string()
        } else {
            format!("length{}", n + 1)
        };
        return out_of_range(&name, sequence::NON_NEGATIVE).raise();
    }
    let lengths: Vec<usize> = lengths.into_iter().map(|length| length as usize).collect();
    let total = lengths.iter().product();
    let dimensions = (lengths.len() > 1).then(|| lengths.into_boxed_slice());
    let items = RefCell::new(Elements::zeroed(&element, total));
    Ok(Value::Array(Rc::new(Array {
        element,
        dimensions,
        items,
    })))
}

pub(super) fn fill(c: &mut Call<'_>) -> Result<Value> {
    let array = array(c, 0)?;
    let (start, count) = if c.has(2) {
        (c.long(2), Some(c.long(3)))
    } else {
        (0, None)
    };
    let part = sequence::search_part(start, count, array.len())?;
    let value = convert::to(c.host, &c.args[1], &array.element)?;
    part.for_each(|index| array.items.borrow_mut().set(index, value.clone()));
    Ok(Value::Null)
}

/// The delegate, which is the last argument.
fn delegate(c: &Call<'_>) -> Result<Value> {
    match c.args.last() {
        Some(delegate) if !delegate.is_null() => Ok(delegate.clone()),
        _ => argument_null("match").raise(),
    }
}

pub(super) fn find_index(c: &mut Call<'_>, bounds: Option<Option<i64>>) -> Result<Option<usize>> {
    let items = array(c, 0)?.to_vec();
    let part = match bounds {
        Some(count) => sequence::search_part(c.long(1), count, items.len())?,
        None => 0..items.len(),
    };
    let delegate = delegate(c)?;
    sequence::find(c, &delegate, &items, part)
}

pub(super) fn find_last_index(
    c: &mut Call<'_>,
    bounds: Option<Option<i64>>,
) -> Result<Option<usize>> {
    let items = array(c, 0)?.to_vec();
    let part = match bounds {
        Some(count) => sequence::search_part_back(c.long(1), count, items.len())?,
        None => 0..items.len(),
    };
    let delegate = delegate(c)?;
    sequence::find_last(c, &delegate, &items, part)
}

/// The element at an index, or the default of the element type.
pub(super) fn element(c: &mut Call<'_>, index: Option<usize>) -> Result<Value> {
    let array = array(c, 0)?;
    Ok(index
        .and_then(|index| array.get(index))
        .unwrap_or_else(|| array.element.default_value()))
}

pub(super) fn find_all(c: &mut Call<'_>) -> Result<Value> {
    let array = array(c, 0)?;
    let delegate = delegate(c)?;
    let kept = sequence::filter(c, &delegate, array.to_vec())?;
    Ok(sequence::array(array.element.clone(), kept))
}

pub(super) fn for_each(c: &mut Call<'_>) -> Result<Value> {
    for item in array(c, 0)?.to_vec() {
        c.host.call(&c.args[1], &[item])?;
    }
    Ok(Value::Null)
}

pub(super) fn index_of(c: &mut Call<'_>) -> Result<Value> {
    let items = array(c, 0)?.to_vec();
    let start = if c.has(2) { c.long(2) } else { 0 };
    let part = sequence::search_part(start, c.has(3).then(|| c.long(3)), items.len())?;
    let from = part.start;
    Ok(sequence::index_value(
        super::keys::position(c.host, &items[part], &c.args[1])?.map(|at| at + from),
    ))
}

pub(super) fn last_index_of(c: &mut Call<'_>) -> Result<Value> {
    let items = array(c, 0)?.to_vec();
    let start = if c.has(2) {
        c.long(2)
    } else {
        items.len() as i64 - 1
    };
    let part = sequence::search_part_back(start, c.has(3).then(|| c.long(3)), items.len())?;
    let from = part.start;
    Ok(sequence::index_value(
        super::keys::last_position(c.host, &items[part], &c.args[1])?.map(|at| at + from),
    ))
}

pub(super) fn resize(c: &mut Call<'_>) -> Result<Value> {
    if c.int(1) < 0 {
        return out_of_range("newSize", sequence::NON_NEGATIVE).raise();
    }
    let old = match c.args[0].as_native_rc::<super::reference::Reference>() {
        Some(reference) => reference.get(c.host)?,
        None => c.args[0].clone(),
    };
    let (element, mut items) = match old.base() {
        Value::Array(array) => (array.element.clone(), array.to_vec()),
        _ => (Type::Known(&types::OBJECT), Vec::new()),
    };
    items.resize(c.int(1) as usize, element.default_value());
    c.assign(0, sequence::array(element, items))?;
    Ok(Value::Null)
}

pub(super) fn reverse(c: &mut Call<'_>) -> Result<Value> {
    let array = array(c, 0)?;
    let part = match c.has(1) {
        true => sequence::part(c.long(1), c.long(2), array.len(), ("index", "length"))?,
        false => 0..array.len(),
    };
    array.items.borrow_mut().reverse(part.start, part.end);
    Ok(Value::Null)
}

/// Sorts argument 0, and the array of argument `along` with it.
pub(super) fn sort(
    c: &mut Call<'_>,
    along: Option<usize>,
    bounds: Option<usize>,
    comparer: usize,
) -> Result<Value> {
    let keys = array(c, 0)?;
    let length = keys.len();
    let part = match bounds {
        Some(n) => sequence::part(c.long(n), c.long(n + 1), length, ("index", "length"))?,
        None => 0..length,
    };
    let natural = along.is_none_or(|n| c.arg(n).is_null()) && c.arg(comparer).is_null();
    if natural && keys.items.borrow_mut().sort_numbers(part.clone()) {
        return Ok(Value::Null);
    }
    let mut values = keys.to_vec();
    let comparer = Comparer::of(c.arg(comparer));
    let mut middle = values[part.clone()].to_vec();
    match along.map(|n| array(c, n)) {
        None | Some(Err(_)) => sequence::sort(c.host, &mut middle, &comparer)?,
        Some(Ok(items)) => {
            if items.len() < part.end {
                return Fault::new(&types::ARGUMENT_EXCEPTION, sequence::OFFSET_LENGTH).raise();
            }
            let mut others = items.to_vec();
            let pairs =
                sequence::sort_pairs(c.host, middle, others[part.clone()].to_vec(), &comparer)?;
            middle = pairs.0;
            others.splice(part.clone(), pairs.1);
            store(&items, others);
        }
    }
    values.splice(part, middle);
    store(&keys, values);
    Ok(Value::Null)
}

pub(super) fn true_for_all(c: &mut Call<'_>) -> Result<Value> {
    let delegate = delegate(c)?;
    for item in array(c, 0)?.to_vec() {
        if !sequence::test(c, &delegate, &item)? {
            return Ok(Value::Bool(false));
        }
    }
    Ok(Value::Bool(true))
}
