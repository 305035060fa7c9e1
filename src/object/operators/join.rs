//! `-join`

use crate::{Host, Result, Value, convert};

/// `items -join separator`; one value is only turned into text.
pub fn join(host: &mut dyn Host, items: &Value, separator: &Value) -> Result<Value> {
    let separator = convert::to_text(host, separator)?;
    // An enumerator is one value here, whose text is its elements as a string shows them.
    let items = items.base();
    if items
        .as_native::<crate::members::enumerator::Enumerator>()
        .is_some()
    {
        return Ok(Value::Str(convert::to_text(host, items)?));
    }
    let elements = match items {
        Value::Object(object) if object.is_of_class() => host.elements(items)?.map(Ok),
        _ => convert::enumerate(items),
    };
    let text = match elements {
        Some(items) => convert::join(host, &items?, &separator)?,
        None => convert::to_text(host, items)?,
    };
    Ok(Value::Str(text))
}

/// `-join items`
pub fn join_all(host: &mut dyn Host, items: &Value) -> Result<Value> {
    join(host, items, &Value::str(""))
}
