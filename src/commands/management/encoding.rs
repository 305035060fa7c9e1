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
        return Ok(value);
    };
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
    let is_number = name.parse::<u32>().is_ok();
    if is_number || own.contains(&name.to_ascii_lowercase().as_str()) || Code::named(name).is_some()
    {
        return Ok(value);
    }
    let what = format!(
        "'{name}' is not a supported encoding name. For information on defining a custom encoding, see the documentation for the Encoding.RegisterProvider method. (Parameter 'name')"
    );
    Fault::new(&types::ARGUMENT_EXCEPTION, what)
        .category(Category::InvalidData)
        .raise()
}
