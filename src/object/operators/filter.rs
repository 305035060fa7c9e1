//! Comparison with a collection on the left: its elements for which the answer is yes; and `-contains`.

use crate::compare::ps_equals;
use crate::{Host, Result, Value, convert};

/// One answer for one value; of a collection, an `object[]` of the elements for which it is yes.
pub(super) fn filter(
    host: &mut dyn Host,
    left: &Value,
    mut holds: impl FnMut(&mut dyn Host, &Value) -> Result<bool>,
) -> Result<Value> {
    let Some(items) = convert::enumerate(left) else {
        return holds(host, left).map(Value::Bool);
    };
    let mut kept = Vec::new();
    for item in items? {
        if holds(host, &item)? {
            kept.push(item);
        }
    }
    Ok(Value::array(kept))
}

/// `collection -contains value`; one value is a collection of itself.
pub fn contains(
    host: &mut dyn Host,
    collection: &Value,
    value: &Value,
    ignore_case: bool,
) -> Result<bool> {
    if let Value::Array(array) = collection {
        return any(
            host,
            array.len(),
            |index| array.get(index),
            value,
            ignore_case,
        );
    }
    if let Value::List(list) = collection {
        return any(
            host,
            list.len(),
            |index| list.get(index),
            value,
            ignore_case,
        );
    }
    let Some(items) = convert::enumerate(collection) else {
        return ps_equals(host, collection, value, ignore_case);
    };
    let items = items?;
    any(
        host,
        items.len(),
        |index| items.get(index).cloned(),
        value,
        ignore_case,
    )
}

fn any(
    host: &mut dyn Host,
    length: usize,
    get: impl Fn(usize) -> Option<Value>,
    value: &Value,
    ignore_case: bool,
) -> Result<bool> {
    for index in 0..length {
        // A comparison may run a script that shortens the list.
        let Some(item) = get(index) else { break };
        if ps_equals(host, &item, value, ignore_case)? {
            return Ok(true);
        }
    }
    Ok(false)
}
