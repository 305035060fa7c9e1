//! `-join`

use crate::{Host, Result, Value, convert};

/// `items -join separator`; one value is only turned into text.
pub fn join(host: &mut dyn Host, items: &Value, separator: &Value) -> Result<Value> {
    let separator = convert::to_text(host, separator)?;
    let text = match convert::enumerate(items) {
        Some(items) => convert::join(host, &items?, &separator)?,
        None => convert::to_text(host, items)?,
    };
    Ok(Value::Str(text))
}

/// `-join items`
pub fn join_all(host: &mut dyn Host, items: &Value) -> Result<Value> {
    join(host, items, &Value::str(""))
}
