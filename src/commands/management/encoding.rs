//! `-Encoding`: a name that nobody knows is refused before anything is opened.

use engine::Engine;
use object::members::encoding::Code;
use object::{Category, Fault, Result, Value, types};

/// Lets an encoding, its number or its name through.
///
/// # Errors
/// The name of no encoding.
pub fn known(_engine: &mut Engine, value: Value) -> Result<Value> {
    let Some(name) = value.as_str() else {
        return match value.as_integer() {
            Some(page) => number(page, value),
            None => Ok(value),
        };
    };
    if let Ok(page) = name.parse::<i64>() {
        return number(page, Value::Int(page as i32));
    }
    let own = [
        "utf8bom",
        "utf8nobom",
        "utf8",
        "default",
        "oem",
        "ansi",
        "unicode",
        "bigendianunicode",
        "bigendianutf32",
        "utf32",
        "utf7",
        "ascii",
        "string",
        "byte",
    ];
    if own.contains(&name.to_ascii_lowercase().as_str()) || Code::named(name).is_some() {
        return Ok(value);
    }
    let what = format!(
        "'{name}' is not a supported encoding name. For information on defining a custom encoding, see the documentation for the Encoding.RegisterProvider method. (Parameter 'name')"
    );
    Fault::new(&types::ARGUMENT_EXCEPTION, what)
        .category(Category::InvalidData)
        .raise()
}

/// A code page lets itself through, where it is one.
fn number(page: i64, value: Value) -> Result<Value> {
    if !(0..=65535).contains(&page) {
        return Fault::new(
            &types::ARGUMENT_OUT_OF_RANGE_EXCEPTION,
            "Valid values are between 0 and 65535, inclusive. (Parameter 'codepage')",
        )
        .category(Category::InvalidData)
        .raise();
    }
    match Code::numbered(page as i32) {
        Some(_) => Ok(value),
        None => Fault::new(
            &types::NOT_SUPPORTED_EXCEPTION,
            format!("No data is available for encoding {page}. For information on defining a custom encoding, see the documentation for the Encoding.RegisterProvider method."),
        )
        .category(Category::InvalidData)
        .raise(),
    }
}
