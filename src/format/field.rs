//! One value as the text of a cell.

use crate::cells::ELLIPSIS;
use crate::display;
use crate::options::Context;
use crate::values;
use object::number::{FormatNumber, NumberFormatInfo};
use object::{ErrorRecord, Result, Str, Value};
use std::fmt::Write;
use std::rc::Rc;

/// How a value becomes text.
#[derive(Clone, Copy, Default)]
pub struct Style<'a> {
    /// A format string.
    pub format: Option<&'a Str>,
    /// Fractions show the decimal digits of the culture, as they do in tables made from properties.
    pub fixed: bool,
}

/// Writes a value; a collection as `{1, 2, 3}`. A value that cannot be made text is empty, and the answer tells why.
pub fn write(
    cx: &mut Context<'_>,
    value: &Value,
    style: Style<'_>,
    out: &mut String,
) -> Result<Option<Rc<ErrorRecord>>> {
    if let Some(format) = style.format
        && !value.is_null()
    {
        match values::tame(values::formatted(cx.host, value, format))? {
            Ok(text) => {
                out.push_str(&text);
                return Ok(None);
            }
            Err(record) => {
                smart(cx, value, style.fixed, out)?;
                return Ok(Some(record));
            }
        }
    }
    smart(cx, value, style.fixed, out)
}

fn smart(
    cx: &mut Context<'_>,
    value: &Value,
    fixed: bool,
    out: &mut String,
) -> Result<Option<Rc<ErrorRecord>>> {
    match value {
        Value::Null | Value::Nothing => return Ok(None),
        Value::Str(text) => out.push_str(text),
        Value::Bool(flag) | Value::Switch(flag) => {
            out.push_str(if *flag { "True" } else { "False" })
        }
        Value::Int(n) => push_integer(out, i64::from(*n)),
        Value::Long(n) => push_integer(out, *n),
        Value::Double(x) if fixed => push_fixed(out, x),
        Value::Single(x) if fixed => push_fixed(out, x),
        Value::Decimal(x) if fixed => push_fixed(out, x),
        other => {
            let start = out.len();
            match values::tame(compound(cx, other, out))? {
                Ok(()) => {}
                Err(record) => {
                    out.truncate(start);
                    return Ok(Some(record));
                }
            }
        }
    }
    Ok(None)
}

/// A fraction in a table, with the decimal digits of the culture.
fn push_fixed<N: FormatNumber>(out: &mut String, x: &N) {
    let info = NumberFormatInfo::en_us_ref();
    out.push_str(&x.format("F", info).unwrap_or_else(|_| x.text(info)));
}

fn push_integer(out: &mut String, n: i64) {
    let _ = write!(out, "{n}");
}

fn compound(cx: &mut Context<'_>, value: &Value, out: &mut String) -> Result {
    let Some(elements) = values::elements(value)? else {
        out.push_str(&values::object_text(cx.host, value)?);
        return Ok(());
    };
    out.push('{');
    for (n, element) in elements.iter().enumerate() {
        if cx.options.enumeration_limit >= 0 && n as i64 == i64::from(cx.options.enumeration_limit)
        {
            out.push(ELLIPSIS);
            break;
        }
        if n > 0 {
            out.push_str(", ");
        }
        element_name(cx, element, out)?;
    }
    out.push('}');
    Ok(())
}

/// An element of a collection inside a cell: what it says of itself, else its name, else its type.
fn element_name(cx: &mut Context<'_>, element: &Value, out: &mut String) -> Result {
    match element.base() {
        Value::Null | Value::Nothing => {
            out.push_str("$null");
            return Ok(());
        }
        Value::Native(_) | Value::Object(_) => {}
        Value::Dict(dict) if dict.kind.is(&object::types::HASHTABLE) => {}
        Value::Array(_) | Value::List(_) => {
            let text = values::object_text(cx.host, element)?;
            if text.is_empty() {
                out.push_str(&element.get_type().full_name())
            } else {
                out.push_str(&text)
            }
            return Ok(());
        }
        _ => {
            out.push_str(&values::object_text(cx.host, element)?);
            return Ok(());
        }
    }
    let text = values::object_text(cx.host, element)?;
    // An object that only knows its type's name is better told by a property that names it.
    if (*text == *element.get_type().full_name() || !values::has_own_text(element))
        && let Some(name) = display::name_of(&cx.options.registry, element)
        && let Some(value) = values::get(cx.host, element, &name)?
    {
        out.push_str(&values::object_text(cx.host, &value)?);
        return Ok(());
    }
    out.push_str(&text);
    Ok(())
}
