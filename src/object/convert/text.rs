//! Values as text: the way that strings are built in PowerShell (`"$x"`, `[string]$x`), and .NET's own `ToString()`.
//!
//! PowerShell writes numbers and dates in the invariant culture, joins the elements of a collection by `$OFS`, and writes a
//! `PSCustomObject` as `@{a=1; b=2}`; all of that only one level deep, below which a collection is the name of its type.

use crate::date::{DateTime, DateTimeFormatInfo, Zone, format_date_time, format_time_span};
use crate::members::display::type_name;
use crate::number::{FormatNumber, NumberFormatInfo, f32_to_ps_string, f64_to_ps_string};
use crate::record::{Object, SlotKind};
use crate::types::{self, Type};
use crate::{Host, Result, Str, Symbol, Value};
use std::rc::Rc;

/// How deep in the text of another value this one stands; each place has its own rules in `PSObject.ToString`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// The value itself.
    Top,
    /// An element of a collection: it is wrapped before it is written, so that a double shows all its digits.
    Element,
    /// A property of a `PSCustomObject`.
    Property,
}

/// The value as PowerShell makes text of it.
pub fn to_text(host: &mut dyn Host, value: &Value) -> Result<Str> {
    match value {
        Value::Str(text) => Ok(text.clone()),
        Value::Int(n) => Ok(n.to_string().into()),
        other => write(host, other, Place::Top),
    }
}

/// The same, but a number that remembers how it was written is that text.
pub fn as_written(host: &mut dyn Host, value: &Value) -> Result<Str> {
    if let Value::Extended(extended) = value
        && let Some(text) = extended.text()
    {
        return Ok(text.clone());
    }
    to_text(host, value)
}

/// The text of a sequence: its elements with `separator` between them, as `-join` and arrays inside strings show it.
pub fn join(host: &mut dyn Host, items: &[Value], separator: &str) -> Result<Str> {
    let mut text = String::new();
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            text.push_str(separator);
        }
        match item {
            Value::Str(item) => text.push_str(item),
            item => text.push_str(&write(host, item, Place::Element)?),
        }
    }
    Ok(text.into())
}

fn write(host: &mut dyn Host, value: &Value, place: Place) -> Result<Str> {
    Ok(match value {
        Value::Nothing | Value::Null => Str::default(),
        Value::Str(text) => text.clone(),
        Value::Double(x) if place == Place::Element => {
            x.text(NumberFormatInfo::invariant_ref()).into()
        }
        Value::Double(x) => f64_to_ps_string(*x).into(),
        Value::Single(x) if place == Place::Element => {
            x.text(NumberFormatInfo::invariant_ref()).into()
        }
        Value::Single(x) => f32_to_ps_string(*x).into(),
        Value::DateTime(date) => date_text(*date, DateTimeFormatInfo::invariant_ref()),
        Value::Extended(extended) => match own_method(host, value, &extended.members)? {
            Some(text) => text,
            None => write(host, extended.base(), place)?,
        },
        Value::Object(object) => object_text(host, value, object, place)?,
        Value::Array(_) | Value::List(_) | Value::Native(_) if place == Place::Top => {
            match super::enumerate(value) {
                Some(items) => {
                    let separator = host.separator();
                    join(host, &items?, &separator)?
                }
                None => match value {
                    Value::Native(object) => object.to_text_with(host)?,
                    other => plain(other),
                },
            }
        }
        other => plain(other),
    })
}

/// A `ToString` that was added to the value.
fn own_method(host: &mut dyn Host, value: &Value, members: &Rc<Object>) -> Result<Option<Str>> {
    if !matches!(
        members.find(Symbol::of("ToString")),
        Some((_, SlotKind::Method | SlotKind::Code))
    ) {
        return Ok(None);
    }
    match host.call_method(value, "ToString", &[])? {
        Some(text) => to_string_method(host, &text).map(Some),
        None => Ok(None),
    }
}

fn object_text(
    host: &mut dyn Host,
    value: &Value,
    object: &Rc<Object>,
    place: Place,
) -> Result<Str> {
    let kind = object.get_type();
    if !kind.is(&types::PSCUSTOMOBJECT) {
        return instance_text(host, value, object, &kind);
    }
    if let Some(text) = own_method(host, value, object)? {
        return Ok(text);
    }
    if place != Place::Top {
        // Below the first level a `PSCustomObject` is only its empty base.
        return Ok(Str::default());
    }
    let mut text = String::new();
    for (slot, content) in object.entries() {
        let shown = match slot.kind {
            SlotKind::Note | SlotKind::Property | SlotKind::ReadOnly | SlotKind::Code => {
                write(host, &content, Place::Property)?
            }
            SlotKind::Alias => {
                let content = crate::members::get(host, value, &slot.name)?.unwrap_or_default();
                write(host, &content, Place::Property)?
            }
            // Script properties are not run for a text.
            SlotKind::Script | SlotKind::Computed => {
                Str::from("System.Management.Automation.PSScriptProperty")
            }
            SlotKind::Hidden | SlotKind::Method | SlotKind::Set | SlotKind::MemberSet => continue,
        };
        text.push_str(if text.is_empty() { "@{" } else { "; " });
        text.push_str(&slot.name);
        text.push('=');
        text.push_str(&shown);
    }
    if !text.is_empty() {
        text.push('}');
    }
    Ok(text.into())
}

/// An instance of a script class, or a record that stands for a .NET object.
fn instance_text(
    host: &mut dyn Host,
    value: &Value,
    object: &Rc<Object>,
    kind: &Type,
) -> Result<Str> {
    if let Some(text) = host.call_method(value, "ToString", &[])? {
        return match text {
            Value::Str(text) => Ok(text),
            other => to_string_method(host, &other),
        };
    }
    if let Some(Value::Str(text)) = object.get(crate::record::KEPT_TEXT) {
        return Ok(text);
    }
    if is_exception(kind) {
        let message = object.get("Message").unwrap_or_default();
        let message = to_string_method(host, &message)?;
        return Ok(format!("{}: {message}", kind.full_name()).into());
    }
    Ok(kind.full_name().into())
}

fn is_exception(kind: &Type) -> bool {
    Type::Known(&types::EXCEPTION).is_assignable_from(kind)
}

/// The text of what has only one: invariant, and the same at every depth.
fn plain(value: &Value) -> Str {
    let invariant = NumberFormatInfo::invariant_ref();
    match value {
        Value::Bool(true) | Value::Switch(true) => Str::from("True"),
        Value::Bool(false) | Value::Switch(false) => Str::from("False"),
        Value::Char(unit) => unit_text(*unit),
        Value::SByte(n) => n.to_string().into(),
        Value::Byte(n) => n.to_string().into(),
        Value::Short(n) => n.to_string().into(),
        Value::UShort(n) => n.to_string().into(),
        Value::Int(n) => n.to_string().into(),
        Value::UInt(n) => n.to_string().into(),
        Value::Long(n) => n.to_string().into(),
        Value::ULong(n) => n.to_string().into(),
        Value::Decimal(d) => d.text(invariant).into(),
        Value::BigInt(n) => n.text(invariant).into(),
        Value::TimeSpan(span) => format_time_span(*span, "").unwrap_or_default().into(),
        Value::Guid(bytes) => uuid::Uuid::from_bytes(*bytes)
            .hyphenated()
            .to_string()
            .into(),
        Value::Enum(value) => value.name().into(),
        Value::Type(kind) => type_text(kind),
        Value::Native(object) => object.to_text(),
        other => other.get_type().full_name().into(),
    }
}

/// The text of a type: the name that PowerShell finds it by. Types that .NET keeps to itself have none, and say where they live.
fn type_text(kind: &Type) -> Str {
    let name = type_name(kind);
    let own_to_net = matches!(
        &*name,
        "System.RuntimeType"
            | "System.Reflection.RuntimeMethodInfo"
            | "System.Reflection.RuntimeConstructorInfo"
            | "System.Reflection.RuntimePropertyInfo"
            | "System.Reflection.RuntimeParameterInfo"
            | "System.Reflection.RtFieldInfo"
            | "System.Collections.ArrayList+ArrayListEnumeratorSimple"
    );
    match own_to_net {
        true => format!("{name}, {}", crate::members::assembly::name(kind)).into(),
        false => name.into(),
    }
}

/// A UTF-16 unit as a string; half of a pair becomes the replacement character.
pub(crate) fn unit_text(unit: u16) -> Str {
    Str::from(char::from_u32(u32::from(unit)).unwrap_or(char::REPLACEMENT_CHARACTER))
}

fn date_text(date: DateTime, info: &DateTimeFormatInfo) -> Str {
    format_date_time(date, "", info, &Zone::utc())
        .unwrap_or_default()
        .into()
}

/// What `ToString()` answers, in the culture `en-US`.
pub fn to_string_method(host: &mut dyn Host, value: &Value) -> Result<Str> {
    let culture = NumberFormatInfo::en_us_ref();
    Ok(match value {
        Value::Str(text) => text.clone(),
        Value::Double(x) => x.text(culture).into(),
        Value::Single(x) => x.text(culture).into(),
        Value::DateTime(date) => date_text(*date, DateTimeFormatInfo::en_us_ref()),
        Value::Type(kind) => kind.full_name().into(),
        Value::Nothing | Value::Null => Str::default(),
        Value::Object(_) | Value::Extended(_) => write(host, value, Place::Top)?,
        other => plain(other),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Array;
    use crate::convert::testing::TestHost;

    fn text(value: &Value) -> String {
        to_text(&mut TestHost, value)
            .map(|text| text.to_string())
            .unwrap_or_default()
    }

    #[test]
    fn numbers_and_dates_are_invariant() {
        assert_eq!(text(&Value::Double(-0.0)), "-0");
        assert_eq!(text(&Value::Double(1e300)), "1E+300");
        assert_eq!(text(&Value::Double(1.0 / 3.0)), "0.333333333333333");
        let date = DateTime::from_parts(2024, 2, 29, 13, 0, 0).expect("a date");
        assert_eq!(text(&Value::DateTime(date)), "02/29/2024 13:00:00");
    }

    #[test]
    fn collections_are_joined_one_level_deep() {
        let inner = Value::array(vec![Value::Int(2), Value::Int(3)]);
        assert_eq!(
            text(&Value::array(vec![
                Value::Int(1),
                inner,
                Value::Null,
                Value::str("x")
            ])),
            "1 System.Object[]  x"
        );
        let object = Object::custom([
            ("a", Value::Int(1)),
            ("b", Value::Array(Array::objects(vec![Value::Int(1)]))),
        ]);
        assert_eq!(
            text(&Value::Object(object.clone())),
            "@{a=1; b=System.Object[]}"
        );
        let outer = Object::custom([("inner", Value::Object(object))]);
        assert_eq!(text(&Value::Object(outer)), "@{inner=}");
    }

    #[test]
    fn types_are_written_by_accelerator() {
        assert_eq!(text(&Value::Type(Type::Known(&types::INT32))), "int");
        assert_eq!(
            text(&Value::Type(Type::array_of(Type::Known(&types::STRING), 1))),
            "string[]"
        );
    }
}
