//! `+` and `*` with strings, arrays and dictionaries on the left.

use crate::convert::{self, raw, unit_text};
use crate::types::{self, Type};
use crate::{Array, Dict, Elements, Fault, Host, KeyCase, Order, Result, Str, Value};
use std::rc::Rc;

/// More elements or characters than this an operator does not make: .NET would run out of memory somewhat later.
const LENGTH_MAX: usize = 1 << 28;

/// Two strings as one.
#[inline]
pub(super) fn concat(a: &Str, b: &str) -> Value {
    if b.is_empty() {
        return Value::Str(a.clone());
    }
    Value::Str(a.concat(b))
}

/// `left + right`; `None` where the left operand is none of these. `right` keeps the members added to it.
pub(super) fn add(host: &mut dyn Host, left: &Value, right: &Value) -> Result<Option<Value>> {
    match left {
        Value::Str(text) => {
            let other = convert::to_text(host, right)?;
            Ok(Some(concat(text, &other)))
        }
        Value::Char(unit) => {
            let other = convert::to_text(host, right)?;
            Ok(Some(concat(&unit_text(*unit), &other)))
        }
        Value::Dict(dict) => match right.base() {
            Value::Dict(other) => add_dicts(host, dict, other).map(Some),
            _ => {
                let message = "A hash table can only be added to another hash table.";
                Fault::runtime("AddHashTableToNonHashTable", message).raise()
            }
        },
        Value::Array(array) => {
            let items = array.items.borrow();
            Ok(Some(append(&items, right)?))
        }
        Value::List(list) => {
            let items = list.items.borrow();
            Ok(Some(append(&items, right)?))
        }
        other => match convert::enumerate(other) {
            Some(items) => append(&Elements::Values(items?), right).map(Some),
            None => Ok(None),
        },
    }
}

/// An `object[]` of these elements and those of `right`, or `right` itself where it is one value.
fn append(items: &Elements, right: &Value) -> Result<Value> {
    let object = Type::Known(&types::OBJECT);
    if let (Elements::Int(own), Value::Int(n)) = (items, right) {
        // Numbers stay unboxed while nothing else comes among them.
        let mut all = Vec::with_capacity(own.len() + 1);
        all.extend_from_slice(own);
        all.push(*n);
        return Ok(Value::Array(Array::with(object, Elements::Int(all))));
    }
    let added = match right {
        Value::Nothing => Vec::new(),
        other => convert::enumerate(other).unwrap_or_else(|| Ok(vec![other.clone()]))?,
    };
    let mut all = Vec::with_capacity(items.len() + added.len());
    match items {
        Elements::Values(own) => all.extend_from_slice(own),
        other => all.extend(other.to_vec()),
    }
    all.extend(added);
    Ok(Value::array(all))
}

/// Adds the elements of `right` to those of an `object[]` that nobody else holds, which is what `+=` may do in place of a copy;
/// false where there is more to it.
pub fn extend(items: &mut Elements, right: &Value) -> bool {
    match (&mut *items, right) {
        (Elements::Int(own), Value::Int(n)) => own.push(*n),
        (
            _,
            Value::Null
            | Value::Str(_)
            | Value::Int(_)
            | Value::Long(_)
            | Value::Double(_)
            | Value::Bool(_)
            | Value::Char(_)
            | Value::DateTime(_)
            | Value::Dict(_),
        ) => items.boxed().push(right.clone()),
        (_, Value::Object(object)) if object.get_type().is(&types::PSCUSTOMOBJECT) => {
            items.boxed().push(right.clone())
        }
        (_, Value::Array(array)) if array.dimensions.is_none() => {
            let added = array.to_vec();
            items.boxed().extend(added);
        }
        _ => return false,
    }
    true
}

/// A new table with the entries of both; it is ordered where the left one is.
fn add_dicts(host: &mut dyn Host, left: &Dict, right: &Dict) -> Result<Value> {
    let ordered = left.kind.is(&types::ORDERED_DICTIONARY);
    let (kind, order) = if ordered {
        (&types::ORDERED_DICTIONARY, Order::Inserted)
    } else {
        (&types::HASHTABLE, Order::Any)
    };
    let sum = Dict::with_capacity(
        Type::Known(kind),
        KeyCase::Ignore,
        order,
        left.len() + right.len(),
    );
    for (key, value) in left.entries().into_iter().chain(right.entries()) {
        if sum.contains(&key) {
            let shown = convert::to_string_method(host, &key)?;
            let message = format!(
                "Item has already been added. Key in dictionary: '{shown}'  Key being added: '{shown}'"
            );
            return raw(&types::ARGUMENT_EXCEPTION, message).raise();
        }
        sum.insert(key, value);
    }
    Ok(Value::Dict(Rc::new(sum)))
}

/// `left * right`; `None` where the left operand is neither a string nor a collection.
pub(super) fn multiply(host: &mut dyn Host, left: &Value, right: &Value) -> Result<Option<Value>> {
    if let Value::Str(text) = left {
        let times = times(host, right, &types::INT32)?;
        let Ok(times) = usize::try_from(times) else {
            let message = format!(
                "times ('{times}') must be a non-negative value. (Parameter 'times')\nActual value was {times}."
            );
            return raw(&types::ARGUMENT_OUT_OF_RANGE_EXCEPTION, message)
                .with("ParamName", "times")
                .raise();
        };
        limit(text.len(), times)?;
        return Ok(Some(Value::str(text.repeat(times))));
    }
    if !convert::is_enumerable(left) {
        return Ok(None);
    }
    let times = usize::try_from(times(host, right, &types::UINT32)?).unwrap_or_default();
    match left {
        Value::Array(array) if times == 1 => Ok(Some(Value::Array(Rc::clone(array)))),
        Value::Array(array) => {
            limit(array.len(), times)?;
            let items = repeat(&array.items.borrow(), times);
            Ok(Some(Value::Array(Array::with(
                array.element.clone(),
                items,
            ))))
        }
        other => {
            let items = convert::enumerate(other).unwrap_or_else(|| Ok(Vec::new()))?;
            limit(items.len(), times)?;
            Ok(Some(Value::array(cycle(&items, times))))
        }
    }
}

fn repeat(items: &Elements, times: usize) -> Elements {
    match items {
        Elements::Values(v) => Elements::Values(cycle(v, times)),
        Elements::Bool(v) => Elements::Bool(v.repeat(times)),
        Elements::Byte(v) => Elements::Byte(v.repeat(times)),
        Elements::Char(v) => Elements::Char(v.repeat(times)),
        Elements::Int(v) => Elements::Int(v.repeat(times)),
        Elements::Long(v) => Elements::Long(v.repeat(times)),
        Elements::Double(v) => Elements::Double(v.repeat(times)),
    }
}

fn cycle(items: &[Value], times: usize) -> Vec<Value> {
    let mut all = Vec::with_capacity(items.len() * times);
    for _ in 0..times {
        all.extend_from_slice(items);
    }
    all
}

fn limit(length: usize, times: usize) -> Result {
    if length.saturating_mul(times) <= LENGTH_MAX {
        return Ok(());
    }
    raw(
        &types::OUT_OF_MEMORY_EXCEPTION,
        "Array dimensions exceeded supported range.",
    )
    .raise()
}

/// How often: the right operand as an integer.
fn times(host: &mut dyn Host, right: &Value, kind: &'static types::TypeInfo) -> Result<i64> {
    let number = match right {
        Value::Str(text) => {
            convert::scan(host, text, &Type::Known(&types::INT32)).map_err(convert::in_statement)?
        }
        other => other.clone(),
    };
    let whole = convert::to(host, &number, &Type::Known(kind)).map_err(convert::in_statement)?;
    Ok(whole.as_integer().unwrap_or_default())
}
