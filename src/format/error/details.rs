//! All that an error says, as `Get-Error` and `DetailedView` show it: properties one below the other, exceptions and what else
//! explains inside them, four cells further to the right.

use crate::cells::ELLIPSIS;
use crate::colour::Label;
use crate::options::Context;
use crate::values;
use object::{ErrorRecord, Exception, Result, Value};

/// Levels that are shown.
const DEPTH_MAX: usize = 10;
/// Cells that each level is further to the right.
const STEP: usize = 4;

/// The error, or exception.
pub fn of(cx: &mut Context<'_>, item: &Value) -> Result<String> {
    show(cx, item, 0, 1)
}

fn show(cx: &mut Context<'_>, item: &Value, indent: usize, depth: usize) -> Result<String> {
    let mut shown = Vec::new();
    if item.as_native::<Exception>().is_some() {
        shown.push(("Type".to_string(), Value::from(item.get_type().full_name())));
    }
    for name in values::declared_first(item) {
        let value = match values::tame(values::get(cx.host, item, &name))? {
            Ok(Some(value)) => value,
            _ => continue,
        };
        if &*name != "PSErrorIndex" && !is_empty(&value)? {
            shown.push((name.to_string(), value));
        }
    }
    let widest = shown
        .iter()
        .map(|(name, _)| name.chars().count())
        .max()
        .unwrap_or(0);
    let (accent, reset) = (
        cx.options.paint.start(Label::FormatAccent),
        cx.options.paint.reset(),
    );
    let mut lines = Vec::new();
    for (name, value) in &shown {
        let label = format!("{}{accent}{name:widest$} : {reset}", " ".repeat(indent));
        lines.push(format!(
            "{label}{}",
            content(cx, name, value, indent, widest, depth)?
        ));
    }
    Ok(lines.join("\n"))
}

fn is_empty(value: &Value) -> Result<bool> {
    if value.is_null() || matches!(value.base(), Value::Str(text) if text.is_empty()) {
        return Ok(true);
    }
    Ok(values::elements(value)?.is_some_and(|elements| elements.is_empty()))
}

fn content(
    cx: &mut Context<'_>,
    name: &str,
    value: &Value,
    indent: usize,
    widest: usize,
    depth: usize,
) -> Result<String> {
    let nested = value.as_native::<Exception>().is_some()
        || value.as_native::<ErrorRecord>().is_some()
        || value.get_type().full_name() == "System.Management.Automation.InvocationInfo";
    if nested {
        return Ok(if depth >= DEPTH_MAX {
            ELLIPSIS.into()
        } else {
            format!("\n{}", show(cx, value, indent + STEP, depth + 1)?)
        });
    }
    if name == "StackTrace" {
        return Ok(format!("\n{}", values::object_text(cx.host, value)?));
    }
    if let Value::Dict(dict) = value.base() {
        let mut text = String::new();
        for (key, value) in dict.entries() {
            let (key, value) = (
                values::object_text(cx.host, &key)?,
                values::object_text(cx.host, &value)?,
            );
            text.push_str(&format!("\n{}{key} : {value}", " ".repeat(indent + STEP)));
        }
        return Ok(text);
    }
    let text = values::object_text(cx.host, value)?;
    let below = format!("\n{}", " ".repeat(indent + widest + " : ".len()));
    Ok(text.lines().map(str::trim).collect::<Vec<_>>().join(&below))
}
