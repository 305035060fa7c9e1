//! What objects become on their way out of another process: data stays what it is, everything else becomes a record of its properties.

use engine::Engine;
use engine::block::ScriptBlock;
use object::members::display;
use object::{Dict, KeyCase, List, Object, Order, Shape, SlotKind, Str, Type, Value, types};
use std::rc::Rc;

/// How deep objects in objects are carried over; what lies deeper comes as text.
const DEPTH_MAX: usize = 4;

/// An object of a job's output as `Receive-Job` gives it.
pub fn carried_over(engine: &mut Engine, value: Value) -> Value {
    if super::job::stream_of(&value).is_some() {
        return value;
    }
    let copy = copy(engine, &value, 0);
    let Value::Object(object) = &copy else {
        return copy;
    };
    for (name, value) in [
        ("PSComputerName", Value::str("localhost")),
        ("RunspaceId", Value::Guid(engine.random.guid())),
        ("PSShowComputerName", Value::Bool(false)),
        ("PSSourceJobInstanceId", Value::Guid(engine.random.guid())),
    ] {
        object.set_or_add(&Str::from(name), value);
    }
    copy
}

fn copy(engine: &mut Engine, value: &Value, depth: usize) -> Value {
    if value.as_native::<ScriptBlock>().is_some() {
        return Value::Str(text(engine, value));
    }
    match value {
        Value::Enum(value) => Value::Int(value.bits as i32),
        Value::Array(_) | Value::List(_) => {
            let items = object::convert::enumerate(value)
                .and_then(Result::ok)
                .unwrap_or_default();
            let items = items
                .iter()
                .map(|item| copy(engine, item, depth + 1))
                .collect();
            Value::List(List::new(
                Type::Known(&types::ARRAY_LIST),
                Type::Known(&types::OBJECT),
                items,
            ))
        }
        Value::Dict(dict) => {
            let out = Dict::new(Type::Known(&types::HASHTABLE), KeyCase::Ignore, Order::Any);
            for (key, value) in dict.entries() {
                out.insert(
                    copy(engine, &key, depth + 1),
                    copy(engine, &value, depth + 1),
                );
            }
            Value::Dict(Rc::new(out))
        }
        Value::Object(_) | Value::Native(_) if depth >= DEPTH_MAX => {
            Value::Str(text(engine, value))
        }
        Value::Object(object) => {
            let kind = if object.get_type().is(&types::PSCUSTOMOBJECT) {
                &types::PSCUSTOMOBJECT
            } else {
                &types::PSOBJECT
            };
            let entries: Vec<(Str, Value)> = object
                .entries()
                .into_iter()
                .filter(|(slot, _)| {
                    !matches!(
                        slot.kind,
                        SlotKind::Method | SlotKind::Set | SlotKind::MemberSet | SlotKind::Hidden
                    )
                })
                .map(|(slot, _)| slot.name)
                .map(|name| {
                    (
                        name.clone(),
                        engine.property(value, &name).unwrap_or_default(),
                    )
                })
                .collect();
            record(engine, kind, value, entries, depth)
        }
        Value::Native(_) if is_known(value) => value.clone(),
        Value::Native(_) | Value::Extended(_) => {
            let names: Vec<Str> = display::members_of(value)
                .into_iter()
                .filter(|view| view.kind.ends_with("Property"))
                .map(|view| view.name)
                .collect();
            let entries = names
                .into_iter()
                .map(|name| {
                    (
                        name.clone(),
                        engine.property(value, &name).unwrap_or_default(),
                    )
                })
                .collect();
            record(engine, &types::PSOBJECT, value, entries, DEPTH_MAX)
        }
        other => other.clone(),
    }
}

/// Types that the serialiser knows.
fn is_known(value: &Value) -> bool {
    matches!(
        value.get_type().full_name().as_str(),
        "System.Version"
            | "System.Uri"
            | "System.Xml.XmlDocument"
            | "System.Management.Automation.SemanticVersion"
    )
}

fn record(
    engine: &mut Engine,
    kind: &'static object::TypeInfo,
    original: &Value,
    entries: Vec<(Str, Value)>,
    depth: usize,
) -> Value {
    let object = Object::new(Shape::root(Type::Known(kind)), Vec::new());
    for (name, value) in entries {
        let value = copy(engine, &value, depth + 1);
        object.add(&name, SlotKind::Note, value);
    }
    object.set_type_names(
        original
            .type_names()
            .iter()
            .map(|name| Str::from(format!("Deserialized.{name}")))
            .collect(),
    );
    Value::Object(object)
}

fn text(engine: &mut Engine, value: &Value) -> Str {
    object::convert::to_text(engine, value).unwrap_or_default()
}
