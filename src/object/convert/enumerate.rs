//! What a pipeline, `foreach` and the operators over collections see of a value.

use crate::{Result, Value};

/// The elements of a collection; `None` is one object, itself: strings, dictionaries and objects are not taken apart.
pub fn enumerate(value: &Value) -> Option<Result<Vec<Value>>> {
    match value {
        Value::Array(array) => Some(Ok(array.to_vec())),
        Value::List(list) => Some(Ok(list.to_vec())),
        Value::Native(object) => object.enumerate(),
        Value::Extended(extended) => enumerate(extended.base()),
        _ => None,
    }
}

/// Whether [`enumerate`] has elements to give, asked without making them where that is cheap.
pub fn is_enumerable(value: &Value) -> bool {
    match value.base() {
        Value::Array(_) | Value::List(_) => true,
        Value::Native(object) => object.enumerate().is_some(),
        _ => false,
    }
}
