//! `-f`

use crate::members::cultures::Culture;
use crate::members::format::composite_text;
use crate::types::{self, Type};
use crate::{Fault, Host, Interrupt, Result, Str, Value, convert};

/// `text -f arguments`: .NET's composite format in the current culture. Only an array of references is a list of arguments.
pub fn format(host: &mut dyn Host, text: &Value, arguments: &Value) -> Result<Value> {
    let text = convert::to_text(host, text)?;
    let items = match arguments.base() {
        Value::Array(array) if !array.element.is_value_type() => array.to_vec(),
        _ => vec![arguments.clone()],
    };
    let written = composite_text(host, &text, &items, &Culture::current());
    written
        .map(|text| Value::Str(text.into()))
        .map_err(|error| failed(error, &text))
}

/// A `FormatException` becomes PowerShell's own error; anything else stays.
fn failed(error: Box<Interrupt>, text: &Str) -> Box<Interrupt> {
    let record = match convert::record_of(error) {
        Ok(record) => record,
        Err(other) => return other,
    };
    if !Type::Known(&types::FORMAT_EXCEPTION).is_assignable_from(&record.exception.get_type()) {
        return record.into();
    }
    let message = format!("Error formatting a string: {}.", record.exception_message());
    Fault::runtime("FormatError", message)
        .target(text.clone())
        .into()
}
