//! Objects made of dictionaries and of other objects: `[pscustomobject]@{...}`, `[Point]@{X=1}`, `[hashtable]`, `[regex]`, `[xml]`.

use super::fault;
use crate::members::{self, dict as dictionaries};
use crate::record::{Object, Shape};
use crate::types::{self, Type};
use crate::{Dict, Host, Interrupt, KeyCase, Order, Result, Str, Value};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::rc::Rc;

/// `[pscustomobject]@{...}`: a note property for each entry; the value of `PSTypeName` becomes the first type name.
pub fn to_custom_object(host: &mut dyn Host, dict: &Dict) -> Result<Value> {
    let entries = dict.entries();
    let mut properties = Vec::with_capacity(entries.len());
    let mut type_name = None;
    for (key, value) in entries {
        let name = super::to_string_method(host, &key)?;
        match (&key, value.base()) {
            (Value::Str(_), Value::Str(text)) if name.eq_ignore_ascii_case("PSTypeName") => {
                type_name = Some(text.clone())
            }
            _ => properties.push((name, value)),
        }
    }
    let Some(type_name) = type_name else {
        return Ok(Value::Object(Object::custom(properties)));
    };
    let object = Object::new(named_shape(&type_name), Vec::new());
    for (name, value) in properties {
        object.set_or_add(&name, value);
    }
    Ok(Value::Object(object))
}

/// The empty `PSCustomObject` under one more type name; kept, so that objects of one name share their shapes.
fn named_shape(name: &Str) -> Rc<Shape> {
    thread_local! {
        static SHAPES: RefCell<FxHashMap<Str, Rc<Shape>>> = RefCell::default();
    }
    SHAPES.with_borrow_mut(|shapes| {
        let make = || {
            let base = Shape::custom();
            let mut names = vec![name.clone()];
            names.extend(base.kind.type_names());
            base.renamed(names)
        };
        Rc::clone(shapes.entry(name.clone()).or_insert_with(make))
    })
}

/// `[hashtable]$dictionary`: a copy, whose keys differ by case as .NET's own do.
pub(super) fn to_hashtable(value: &Value) -> Value {
    let table = empty_hashtable();
    if let (Value::Dict(source), Value::Dict(target)) = (value, &table) {
        for (key, value) in source.entries() {
            target.insert(key, value);
        }
    }
    table
}

/// `new Hashtable()`
pub(super) fn empty_hashtable() -> Value {
    Value::Dict(Rc::new(Dict::new(
        Type::Known(&types::HASHTABLE),
        KeyCase::Match,
        Order::Any,
    )))
}

/// Properties to set on a new object, in order.
type Settings = Vec<(Str, Value)>;

/// `[Kind]@{...}`: a new object with the entries as its properties.
pub(super) fn from_entries(host: &mut dyn Host, value: &Value, kind: &Type) -> Result<Value> {
    let Value::Dict(dict) = value else {
        return Err(fault::impossible(host, value, kind));
    };
    let mut settings = Settings::new();
    for (key, value) in dict.entries() {
        settings.push((super::to_string_method(host, &key)?, value));
    }
    match fill(host, &settings, kind) {
        Ok(object) => Ok(object),
        Err(Refusal::Unknown(message)) => object_creation(kind, &message, None),
        Err(Refusal::Failed(error)) => Err(refused(host, value, kind, error)),
        Err(Refusal::NoObject) => Err(null_object(host, value, kind)),
    }
}

/// `[Kind][pscustomobject]@{...}`: the same from the properties of an object.
pub(super) fn from_properties(host: &mut dyn Host, value: &Value, kind: &Type) -> Result<Value> {
    let Value::Object(object) = value else {
        return Err(fault::impossible(host, value, kind));
    };
    let settings = object
        .entries()
        .into_iter()
        .map(|(slot, content)| (slot.name, content))
        .collect();
    match fill(host, &settings, kind) {
        Ok(object) => Ok(object),
        Err(Refusal::Unknown(_)) => {
            let inner = fault::impossible(host, value, kind);
            Err(fault::failed_by(
                host,
                "InvalidCastConstructorException",
                value,
                kind,
                inner,
            ))
        }
        Err(Refusal::Failed(error)) => Err(refused(host, value, kind, error)),
        Err(Refusal::NoObject) => Err(null_object(host, value, kind)),
    }
}

/// Why an object could not be made of properties.
enum Refusal {
    /// It has no such property; the message.
    Unknown(String),
    /// The constructor, a setter or a conversion failed.
    Failed(Box<Interrupt>),
    /// Its constructor gives null, as that of `Nullable[T]` does.
    NoObject,
}

fn fill(
    host: &mut dyn Host,
    settings: &Settings,
    kind: &Type,
) -> std::result::Result<Value, Refusal> {
    if kind.nullable_of().is_some() {
        return Err(Refusal::NoObject);
    }
    let object = new_object(host, kind).map_err(Refusal::Failed)?;
    for (name, value) in settings {
        let done = set(host, &object, name, value).map_err(Refusal::Failed)?;
        if !done {
            return Err(Refusal::Unknown(not_found(host, &object, name, kind)));
        }
    }
    Ok(object)
}

fn new_object(host: &mut dyn Host, kind: &Type) -> Result<Value> {
    if super::members::is_list(kind) {
        return Ok(super::array::list(kind, Vec::new()));
    }
    if kind.is(&types::HASHTABLE) {
        return Ok(empty_hashtable());
    }
    if kind.is_value_type() {
        return Ok(kind.default_value());
    }
    members::construct(host, kind, &[])
}

fn set(host: &mut dyn Host, object: &Value, name: &str, value: &Value) -> Result<bool> {
    // The keys of a dictionary are no properties here.
    if matches!(object, Value::Dict(_)) {
        return Ok(false);
    }
    if let Some(done) = host.set_property(object, name, value)? {
        return Ok(done);
    }
    members::set(host, object, name, value.clone())
}

/// The message for a property that the object does not have, with those that it has.
fn not_found(host: &mut dyn Host, object: &Value, name: &str, kind: &Type) -> String {
    let shown = qualified_name(kind);
    let settable = settable(host, object);
    if settable.is_empty() {
        return format!(
            "The property '{name}' was not found for the '{shown}' object. There is no settable property available."
        );
    }
    format!(
        "The property '{name}' was not found for the '{shown}' object. The settable properties are: {}.",
        settable.join(", ")
    )
}

/// The properties of an object that can be set, each `[Name <Type>]`; read out of their definitions, `Type Name {get;set;}`.
fn settable(host: &mut dyn Host, object: &Value) -> Vec<String> {
    if matches!(object, Value::Dict(_)) {
        return Vec::new();
    }
    let mut all = Vec::new();
    for member in members::members_of(object) {
        let Some((shown, _)) = member
            .definition
            .split_once(' ')
            .filter(|(_, rest)| rest.contains("set;"))
        else {
            continue;
        };
        let full = host
            .find_type(shown)
            .map_or_else(|| shown.to_string(), |found| found.full_name());
        all.push(format!("[{} <{full}>]", member.name));
    }
    all
}

/// `FullName`: generic arguments are written with their assemblies.
fn qualified_name(kind: &Type) -> String {
    let Type::Generic(generic) = kind else {
        return kind.full_name();
    };
    let assembly = "System.Private.CoreLib, Version=10.0.0.0, Culture=neutral, PublicKeyToken=7cec85d7bea7798e";
    let arguments: Vec<String> = generic
        .arguments
        .iter()
        .map(|argument| format!("[{}, {assembly}]", qualified_name(argument)))
        .collect();
    format!(
        "{}`{}[{}]",
        generic.definition.name,
        arguments.len(),
        arguments.join(",")
    )
}

fn object_creation(kind: &Type, message: &str, inner: Option<Value>) -> Result<Value> {
    let mut fault = fault::invalid_cast(
        "ObjectCreationError",
        format!(
            "Cannot create object of type \"{}\". {message}",
            kind.full_name()
        ),
    );
    if let Some(inner) = inner {
        fault = fault.because(inner);
    }
    fault.raise()
}

/// A setter that failed says why; anything else was the constructor.
fn refused(
    host: &mut dyn Host,
    value: &Value,
    kind: &Type,
    error: Box<Interrupt>,
) -> Box<Interrupt> {
    let record = match fault::record_of(error) {
        Ok(record) => record,
        Err(other) => return other,
    };
    let thrown = record.exception.get_type();
    let setter = [
        &types::SET_VALUE_EXCEPTION,
        &types::INVALID_OPERATION_EXCEPTION,
        &types::PS_INVALID_CAST_EXCEPTION,
    ];
    if setter
        .iter()
        .any(|info| Type::Known(info).is_assignable_from(&thrown))
    {
        let inner = record
            .exception
            .as_native::<crate::Exception>()
            .and_then(|exception| exception.inner.clone());
        let cause = inner
            .filter(|_| !thrown.is(&types::PS_INVALID_CAST_EXCEPTION))
            .unwrap_or_else(|| record.exception.clone());
        let message = message_of(&cause);
        return match object_creation(kind, &message, Some(cause)) {
            Err(error) => error,
            Ok(_) => record.into(),
        };
    }
    fault::failed_by(
        host,
        "InvalidCastConstructorException",
        value,
        kind,
        record.into(),
    )
}

fn message_of(exception: &Value) -> Str {
    exception
        .as_native::<crate::Exception>()
        .map(|exception| exception.message.clone())
        .unwrap_or_default()
}

fn null_object(host: &mut dyn Host, value: &Value, kind: &Type) -> Box<Interrupt> {
    let message = "Value cannot be null. (Parameter 'obj')";
    let inner = crate::Exception::new(&types::ARGUMENT_NULL_EXCEPTION, message);
    fault::failed(host, "InvalidCastConstructorException", value, kind, inner)
}

/// `[regex]$text`
pub(super) fn to_regex(
    host: &mut dyn Host,
    value: &Value,
    text: &Str,
    kind: &Type,
) -> Result<Value> {
    members::construct(host, kind, &[Value::Str(text.clone())]).map_err(|error| {
        fault::failed_by(
            host,
            "InvalidCastFromStringToRegex",
            value,
            kind,
            cause(error),
        )
    })
}

/// `[uri]$text`: absolute or relative.
pub(super) fn to_uri(host: &mut dyn Host, value: &Value, kind: &Type) -> Result<Value> {
    let either = Type::Known(&members::uri::URI_KIND).enum_from(0);
    let arguments = [value.clone(), either];
    members::construct(host, kind, &arguments).map_err(|error| {
        fault::failed_by(
            host,
            "InvalidCastFromStringToUri",
            value,
            kind,
            cause(error),
        )
    })
}

/// `[xml]$value`: a document of the value's text, its elements a line each.
pub(super) fn to_xml(host: &mut dyn Host, value: &Value, kind: &Type) -> Result<Value> {
    const ID: &str = "InvalidCastToXmlDocument";
    let text = match super::enumerate(value) {
        Some(items) => super::join(host, &items?, "\n")?,
        None => super::to_text(host, value)?,
    };
    if !text.is_empty() && !text.trim_start().starts_with('<') {
        let message = "Data at the root level is invalid. Line 1, position 1.";
        let inner = crate::Exception::new(&types::SYSTEM_EXCEPTION, message);
        return Err(fault::failed(host, ID, value, kind, inner));
    }
    let document = members::construct(host, kind, &[])
        .map_err(|error| fault::failed_by(host, ID, value, kind, cause(error)))?;
    if !text.is_empty() {
        let loaded = members::invoke(host, &document, "LoadXml", &[Value::Str(text)]);
        loaded.map_err(|error| fault::failed_by(host, ID, value, kind, cause(error)))?;
    }
    Ok(document)
}

/// The error inside the `MethodInvocationException` of a constructor or a method.
fn cause(error: Box<Interrupt>) -> Box<Interrupt> {
    let record = match fault::record_of(error) {
        Ok(record) => record,
        Err(other) => return other,
    };
    let inner = record
        .exception
        .as_native::<crate::Exception>()
        .and_then(|exception| exception.inner.clone());
    match inner {
        Some(inner)
            if record
                .exception
                .get_type()
                .is(&types::METHOD_INVOCATION_EXCEPTION) =>
        {
            Rc::new(crate::ErrorRecord::of(
                inner,
                record.id.clone(),
                record.category,
                record.target.clone(),
            ))
            .into()
        }
        _ => record.into(),
    }
}

/// The entries of a dictionary as objects.
pub(super) fn entries(dict: &Dict) -> Vec<Value> {
    dictionaries::entries(dict)
}
