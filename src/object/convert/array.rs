//! Conversions to arrays and lists.

use super::fault;
use super::go::go;
use super::way::Way;
use crate::members::construct;
use crate::types::{self, Type};
use crate::{Array, Host, List, Result, Value};
use std::cell::RefCell;
use std::rc::Rc;

/// The elements of one array in an array of another element type.
pub(super) fn from_array(
    host: &mut dyn Host,
    value: &Value,
    element: &Type,
    related: bool,
) -> Result<Value> {
    let Value::Array(source) = value else {
        return Ok(value.clone());
    };
    // To .NET an array of an enumeration is one of the integers behind it.
    if source.element.is_enum() && *element == source.element.underlying() {
        return Ok(value.clone());
    }
    if related && element.is(&types::OBJECT) {
        // The unboxed storage serves an array of objects as well; it turns boxed when something else is put in.
        let items = RefCell::new(source.items.borrow().clone());
        return Ok(Value::Array(Rc::new(Array {
            element: element.clone(),
            dimensions: None,
            items,
        })));
    }
    let mut items = source.to_vec();
    if !related {
        for item in &mut items {
            *item = super::to(host, item, element)?;
        }
    }
    Ok(Value::Array(Array::of(element.clone(), items)))
}

/// The elements of a collection in an array; without an element type they stay what they are.
pub(super) fn from_elements(
    host: &mut dyn Host,
    value: &Value,
    element: Option<&Type>,
    kind: &Type,
) -> Result<Value> {
    let items = super::enumerate(value).unwrap_or_else(|| Ok(Vec::new()))?;
    let object = Type::Known(&types::OBJECT);
    let element = element.unwrap_or(&object);
    let mut converted = Vec::with_capacity(items.len());
    for item in &items {
        match super::to(host, item, element) {
            Ok(item) => converted.push(item),
            Err(error) => {
                return Err(fault::failed_by(
                    host,
                    "InvalidCastExceptionEnumerableToArray",
                    value,
                    kind,
                    error,
                ));
            }
        }
    }
    Ok(Value::Array(Array::of(element.clone(), converted)))
}

/// One value as an array of one element. Where that fails, the way that the types offer decides, if there is one.
pub(super) fn single(
    host: &mut dyn Host,
    value: &Value,
    element: Option<&Type>,
    other: Way<'_>,
    kind: &Type,
) -> Result<Value> {
    let object = Type::Known(&types::OBJECT);
    let element = element.unwrap_or(&object);
    match super::to(host, value, element) {
        Ok(item) => Ok(Value::Array(Array::of(element.clone(), vec![item]))),
        Err(error) => match other {
            Way::None => Err(fault::failed_by(
                host,
                "InvalidCastExceptionScalarToArray",
                value.base(),
                kind,
                error,
            )),
            other => {
                fault::record_of(error)?;
                go(host, other, value, kind)
            }
        },
    }
}

/// A new generic collection of the elements of an array, or of one value.
pub(super) fn collect(
    host: &mut dyn Host,
    value: &Value,
    element: &Type,
    scalar: bool,
    kind: &Type,
) -> Result<Value> {
    let items = match value {
        _ if scalar => vec![value.clone()],
        Value::Array(array) => {
            let mut items = array.to_vec();
            for item in &mut items {
                match super::attempt(host, item.base(), element)? {
                    Some(converted) => *item = converted,
                    None => return Err(fault::impossible(host, value, kind)),
                }
            }
            items
        }
        _ => vec![super::to(host, value, element)?],
    };
    if super::members::is_list(kind) {
        return Ok(list(kind, items));
    }
    let source = Value::List(List::new(
        Type::generic(&types::LIST, vec![element.clone()]),
        element.clone(),
        items,
    ));
    construct(host, kind, &[source])
}

/// A list of that type with these elements.
pub(super) fn list(kind: &Type, items: Vec<Value>) -> Value {
    let element = match kind {
        Type::Generic(generic) => generic.arguments.first().cloned(),
        _ => None,
    };
    Value::List(List::new(
        kind.clone(),
        element.unwrap_or(Type::Known(&types::OBJECT)),
        items,
    ))
}

/// A list of that type with the elements of another collection, which need no conversion.
pub(super) fn copy(value: &Value, kind: &Type) -> Value {
    let items = match value {
        Value::Array(array) => array.to_vec(),
        Value::List(list) => list.to_vec(),
        Value::Dict(dict) => super::object::entries(dict),
        other => super::enumerate(other)
            .and_then(Result::ok)
            .unwrap_or_default(),
    };
    list(kind, items)
}
