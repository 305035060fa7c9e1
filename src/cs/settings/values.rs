//! Values of settings as values of the shell, and back.

use super::nouns::type_of;
use engine::Engine;
use lab::Setting;
use lab::settings::{Kind, Property};
use object::date::TimeSpan;
use object::types::{self, Type};
use object::{Result, Value, convert};

/// The shell's type of a property.
fn type_of_property(property: &Property) -> Type {
    Type::Known(match property.kind {
        Kind::Int32 { .. } => &types::INT32,
        Kind::UInt16 { .. } => &types::UINT16,
        Kind::UInt64 { .. } => &types::UINT64,
        Kind::Boolean => &types::BOOLEAN,
        Kind::Span { .. } => &types::TIME_SPAN,
        Kind::Text => &types::STRING,
        Kind::Choice(choices) => type_of(choices).unwrap_or(&types::STRING),
    })
}

/// A setting as scripts see it.
pub fn value(property: &Property, setting: &Setting) -> Value {
    match (setting, property.kind) {
        (Setting::Null, _) => Value::Null,
        (Setting::Int(number), Kind::UInt16 { .. }) => {
            u16::try_from(*number).map_or(Value::Null, Value::UShort)
        }
        (Setting::Int(number), Kind::UInt64 { .. }) => {
            u64::try_from(*number).map_or(Value::Null, Value::ULong)
        }
        (Setting::Int(number), _) => {
            i32::try_from(*number).map_or(Value::Long(*number), Value::Int)
        }
        (Setting::Bool(flag), _) => Value::Bool(*flag),
        (Setting::Ticks(ticks), _) => Value::TimeSpan(TimeSpan::from_ticks(*ticks)),
        (Setting::Text(text), _) => Value::from(text.as_str()),
        (Setting::Choice(member), Kind::Choice(choices)) => {
            match (type_of(choices), place(choices.members, member)) {
                (Some(info), Some(place)) => Type::Known(info).enum_from(place),
                _ => Value::from(*member),
            }
        }
        (Setting::Choice(member), _) => Value::from(*member),
    }
}

fn place(members: &[&str], wanted: &str) -> Option<i64> {
    members
        .iter()
        .position(|member| *member == wanted)
        .and_then(|place| i64::try_from(place).ok())
}

/// A value that the binder has converted to the property's type, as the lab takes it. What the range says of it is the lab's business.
pub fn setting(property: &Property, value: &Value) -> Setting {
    match value.base() {
        Value::Null | Value::Nothing => Setting::Null,
        Value::Bool(flag) | Value::Switch(flag) => Setting::Bool(*flag),
        Value::TimeSpan(span) => Setting::Ticks(span.ticks()),
        Value::Str(text) => Setting::Text(text.to_string()),
        Value::Enum(member) => Setting::Text(member.name()),
        // A number above all ranges stays above all ranges.
        Value::ULong(number) => Setting::Int(i64::try_from(*number).unwrap_or(i64::MAX)),
        other => match (other.as_integer(), property.kind) {
            (Some(number), _) => Setting::Int(number),
            (None, _) => Setting::Null,
        },
    }
}

/// A value that a script put into a settings object, as the lab takes it.
///
/// # Errors
/// A value that cannot become of the property's type.
pub fn converted(engine: &mut Engine, property: &Property, value: &Value) -> Result<Setting> {
    if value.is_null() {
        return Ok(Setting::Null);
    }
    let value = convert::to(engine, value, &type_of_property(property))?;
    Ok(setting(property, &value))
}
