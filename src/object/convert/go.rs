//! Takes the way that `figure` chose.

use super::code::Code;
use super::fault;
use super::number::{self, Number, change, from_big, refusal_of, to_big, to_code};
use super::way::{Constructor, Way};
use super::{array, enums, object, parse, text, truth};
use crate::date::{DateTime, DateTimeKind, TimeSpan};
use crate::members::delegate::Delegate;
use crate::members::reference::Reference;
use crate::types::{self, Call, Overload, Type};
use crate::{Array, Elements, Exception, Host, Result, Value};
use std::rc::Rc;

/// Converts `value` by that way; most ways see it without members added to it.
pub(super) fn go(host: &mut dyn Host, way: Way<'_>, value: &Value, kind: &Type) -> Result<Value> {
    let base = value.base();
    match way {
        Way::None => Err(fault::impossible(host, base, kind)),
        Way::Same => Ok(base.clone()),
        Way::Whole => Ok(value.clone()),
        Way::Fixed(result) => Ok(result),
        Way::Void => Ok(Value::Nothing),
        Way::ToBool => Ok(Value::Bool(truth::to_bool(base))),
        Way::ToText => text::as_written(host, value).map(Value::Str),
        Way::Delegate => Ok(Value::native(Delegate::new(kind.clone(), base.clone()))),
        Way::ToSwitch => Ok(Value::Switch(truth::to_bool(base))),
        Way::Convertible | Way::CharToReal(_) | Way::FromBig(_) | Way::ToBig => {
            basic(host, way, base, kind)
        }
        Way::ThroughText => {
            let shown = Value::Str(text::as_written(host, value)?);
            super::to(host, &shown, kind)
        }
        Way::Nullable(inner) => super::to(host, value, inner),
        Way::Array(element, related) => array::from_array(host, base, element, related),
        Way::Elements(element) => array::from_elements(host, base, element, kind),
        Way::Single(element, other) => array::single(host, value, element, *other, kind),
        Way::Collect(element, scalar) => array::collect(host, base, element, scalar, kind),
        Way::Hashtable => Ok(object::to_hashtable(base)),
        Way::Reference => Ok(Value::native(Reference::of(value.clone()))),
        Way::Xml => object::to_xml(host, value, kind),
        Way::Custom => Ok(to_custom(host, base)?),
        Way::IntegerToEnum => enums::from_integer(host, base, kind),
        Way::ItemsToEnum => {
            let items = super::enumerate(base).unwrap_or_else(|| Ok(Vec::new()))?;
            enums::from_items(host, &items, kind)
        }
        Way::Construct(constructor) => construct(host, constructor, base, kind),
        Way::Cast(overload) => cast(host, overload, base, kind),
        Way::Entries => object::from_entries(host, base, kind),
        Way::Properties => object::from_properties(host, base, kind),
        Way::TextToNumber(_)
        | Way::TextToRegex
        | Way::TextToType
        | Way::TextToUri
        | Way::TextToChars
        | Way::TextToEnum
        | Way::Parse(_) => from_text(host, way, base, kind),
    }
}

fn to_custom(host: &mut dyn Host, value: &Value) -> Result<Value> {
    match value {
        Value::Dict(dict) => object::to_custom_object(host, dict),
        other => Ok(other.clone()),
    }
}

/// Conversions between .NET's basic types.
fn basic(host: &mut dyn Host, way: Way<'_>, value: &Value, kind: &Type) -> Result<Value> {
    let target = Code::of_type(kind);
    let converted = match way {
        Way::CharToReal(code) => {
            Number::of(value).map_or_else(|| change(value, code), |number| to_code(number, code))
        }
        Way::FromBig(code) => match value {
            Value::BigInt(big) => from_big(big, code),
            other => change(other, code),
        }
        .map_err(|inner| {
            fault::failed(
                host,
                "InvalidCastTargetInvocationExceptionop_Explicit",
                value,
                kind,
                *inner,
            )
        })
        .map(Ok)?,
        Way::ToBig => {
            let big = Number::of(value).map_or_else(|| Ok(Default::default()), to_big);
            return big.map(|n| Value::BigInt(Rc::new(n))).map_err(|inner| {
                fault::failed(
                    host,
                    "InvalidCastTargetInvocationExceptionop_Explicit",
                    value,
                    kind,
                    *inner,
                )
            });
        }
        _ if matches!(value, Value::BigInt(_)) => Err(Box::new(Exception::new(
            &types::INVALID_CAST_EXCEPTION,
            "Object must implement IConvertible.",
        ))),
        _ if kind.is_enum() || target == Code::Object => Err(Box::new(refusal_of(value, kind))),
        _ => change(value, target),
    };
    converted.map_err(|inner| fault::failed(host, "InvalidCastIConvertible", value, kind, *inner))
}

fn from_text(host: &mut dyn Host, way: Way<'_>, value: &Value, kind: &Type) -> Result<Value> {
    let Value::Str(text) = value else {
        return Err(fault::impossible(host, value, kind));
    };
    match way {
        Way::TextToNumber(code) => parse::to_number(host, value, text, code, kind),
        Way::TextToEnum => enums::from_text(host, value, text, kind),
        Way::Parse(parser) => parse::run(host, parser, value, text, kind),
        Way::TextToChars => {
            let units = text.encode_utf16().collect();
            Ok(Value::Array(Array::with(
                Type::Known(&types::CHAR),
                Elements::Char(units),
            )))
        }
        Way::TextToType => match host.find_type(text) {
            Some(found) => Ok(Value::Type(found)),
            None => {
                let message = format!(
                    "Cannot convert the \"{text}\" value of type \"System.String\" to type \"{}\".",
                    kind.full_name()
                );
                fault::invalid_cast("InvalidCastFromStringToType", message).raise()
            }
        },
        Way::TextToRegex => object::to_regex(host, value, text, kind),
        _ => object::to_uri(host, value, kind),
    }
}

fn construct(
    host: &mut dyn Host,
    constructor: Constructor,
    value: &Value,
    kind: &Type,
) -> Result<Value> {
    const ID: &str = "InvalidCastConstructorException";
    let whole = match Number::of(value) {
        Some(Number::Whole(n)) => n,
        _ => 0,
    };
    match constructor {
        Constructor::Ticks if kind.is(&types::TIME_SPAN) => {
            Ok(Value::TimeSpan(TimeSpan::from_ticks(whole as i64)))
        }
        Constructor::Ticks => DateTime::from_ticks(whole as i64, DateTimeKind::Unspecified)
            .map(Value::DateTime)
            .map_err(|error| fault::failed(host, ID, value, kind, parse::date_error(error))),
        Constructor::Decimal => to_code(Number::Whole(whole), Code::Decimal)
            .map_err(|inner| fault::failed(host, ID, value, kind, *inner)),
        Constructor::Capacity if kind.is(&types::HASHTABLE) => Ok(object::empty_hashtable()),
        Constructor::Capacity => Ok(array::list(kind, Vec::new())),
        Constructor::Copy => Ok(array::copy(value, kind)),
        Constructor::Parse => {
            let arguments = std::slice::from_ref(value);
            let parsed = host.call_method(&Value::Type(kind.clone()), "Parse", arguments);
            parsed.map(Option::unwrap_or_default).map_err(|error| {
                fault::failed_by(host, "InvalidCastParseTargetInvocation", value, kind, error)
            })
        }
        Constructor::Class => host
            .construct(kind, std::slice::from_ref(value))
            .map_err(|error| fault::failed_by(host, ID, value, kind, error)),
        Constructor::Member(overload) => run(host, overload, value, kind)
            .map_err(|error| fault::failed_by(host, ID, value, kind, error)),
    }
}

/// Runs a constructor or an operator on the one argument, widened to its parameter.
fn run(
    host: &mut dyn Host,
    overload: &'static Overload,
    value: &Value,
    kind: &Type,
) -> Result<Value> {
    let wanted = overload.params.first().map(|param| param.sig.resolve(kind));
    let argument = match wanted {
        Some(wanted) if !super::accepts(value, &wanted) => {
            let number =
                Number::of(value).map(|number| number::to_code(number, Code::of_type(&wanted)));
            number
                .and_then(std::result::Result::ok)
                .unwrap_or_else(|| value.clone())
        }
        _ => value.clone(),
    };
    let mut call = Call {
        host,
        this: &Value::Null,
        args: &[argument],
        kind,
    };
    (overload.run)(&mut call)
}

fn cast(
    host: &mut dyn Host,
    overload: &'static Overload,
    value: &Value,
    kind: &Type,
) -> Result<Value> {
    run(host, overload, value, kind).map_err(|error| {
        fault::failed_by(
            host,
            "InvalidCastTargetInvocationExceptionop_Explicit",
            value,
            kind,
            error,
        )
    })
}
