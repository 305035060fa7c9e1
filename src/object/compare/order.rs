//! `-lt`, `-le`, `-gt`, `-ge`.

use super::equal::equals;
use super::numeric::{self, Compared, total_order};
use crate::convert::{self, Code, raw};
use crate::types::{self, Type};
use crate::{Fault, Host, Result, Value, culture};
use std::cmp::Ordering;

/// What is asked of two values.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub enum Relation {
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Relation {
    /// Whether the order of two values answers yes.
    #[inline]
    pub fn accepts(self, order: Ordering) -> bool {
        match self {
            Relation::Less => order == Ordering::Less,
            Relation::LessOrEqual => order != Ordering::Greater,
            Relation::Greater => order == Ordering::Greater,
            Relation::GreaterOrEqual => order != Ordering::Less,
        }
    }

    fn ascends(self) -> bool {
        matches!(self, Relation::Less | Relation::LessOrEqual)
    }

    /// The name of .NET's expression for it.
    fn name(self) -> &'static str {
        match self {
            Relation::Less => "LessThan",
            Relation::LessOrEqual => "LessThanOrEqual",
            Relation::Greater => "GreaterThan",
            Relation::GreaterOrEqual => "GreaterThanOrEqual",
        }
    }
}

/// Whether the relation holds between two values; a collection is one value here.
#[inline]
pub fn holds(
    host: &mut dyn Host,
    relation: Relation,
    left: &Value,
    right: &Value,
    ignore_case: bool,
) -> Result<bool> {
    match (left, right) {
        (Value::Int(a), Value::Int(b)) => Ok(relation.accepts(a.cmp(b))),
        (Value::Long(a), Value::Long(b)) => Ok(relation.accepts(a.cmp(b))),
        (Value::Int(a), Value::Long(b)) => Ok(relation.accepts(i64::from(*a).cmp(b))),
        (Value::Long(a), Value::Int(b)) => Ok(relation.accepts(a.cmp(&i64::from(*b)))),
        (Value::Double(a), Value::Double(b)) => Ok(a
            .partial_cmp(b)
            .is_some_and(|order| relation.accepts(order))),
        (Value::Int(a), Value::Double(b)) => Ok(f64::from(*a)
            .partial_cmp(b)
            .is_some_and(|order| relation.accepts(order))),
        (Value::Double(a), Value::Int(b)) => Ok(a
            .partial_cmp(&f64::from(*b))
            .is_some_and(|order| relation.accepts(order))),
        (Value::Str(a), Value::Str(b)) => {
            Ok(relation.accepts(culture::compare_ps(a, b, ignore_case)))
        }
        (left, right) => slow(host, relation, left.base(), right.base(), ignore_case)
            .map_err(convert::in_statement),
    }
}

fn slow(
    host: &mut dyn Host,
    relation: Relation,
    left: &Value,
    right: &Value,
    ignore_case: bool,
) -> Result<bool> {
    if (left.is_null() || right.is_null()) && !convert::is_enumerable(left) {
        return beside_null(relation, left, right);
    }
    match numeric::compare(host, left, right)? {
        Compared::Numbers(order) => return Ok(order.is_some_and(|order| relation.accepts(order))),
        Compared::Other => {}
    }
    if let Value::Str(text) = left {
        let other = convert::to_text(host, right)?;
        return Ok(relation.accepts(culture::compare_ps(text, &other, ignore_case)));
    }
    if convert::is_custom(left) {
        return custom(host, relation, left, right);
    }
    if !is_comparable(left) {
        if equals(left, right) {
            return Ok(matches!(
                relation,
                Relation::LessOrEqual | Relation::GreaterOrEqual
            ));
        }
        let shown = convert::to_string_method(host, left)?;
        return Fault::runtime(
            "NotIcomparable",
            format!("Cannot compare \"{shown}\" because it is not IComparable."),
        )
        .raise();
    }
    let other = comparable(host, left, right)?;
    Ok(relation.accepts(compare_to(host, left, &other)?))
}

/// Against null a number is compared with zero, as if null were just below it; anything else is greater.
fn beside_null(relation: Relation, left: &Value, right: &Value) -> Result<bool> {
    for (value, on_left) in [(left, true), (right, false)] {
        if !Code::of(value).is_numeric() {
            continue;
        }
        // Left of null, `5 -lt $null` asks whether 5 is negative; right of it, whether it is not.
        let negative = relation.ascends() == on_left;
        if let Value::Enum(value) = value {
            return undefined(
                if negative {
                    Relation::Less
                } else {
                    Relation::GreaterOrEqual
                },
                &value.kind,
            );
        }
        let order = total_order(value, &Value::Int(0));
        let below = order == Some(Ordering::Less);
        // NaN is neither below zero nor above.
        let nan = matches!(value, Value::Double(x) if x.is_nan())
            || matches!(value, Value::Single(x) if x.is_nan());
        return Ok(!nan && below == negative);
    }
    Ok(match relation {
        Relation::Less => !right.is_null(),
        Relation::LessOrEqual => left.is_null(),
        Relation::Greater => !left.is_null(),
        Relation::GreaterOrEqual => right.is_null(),
    })
}

fn undefined(relation: Relation, kind: &Type) -> Result<bool> {
    let name = kind.full_name();
    let message = format!(
        "The binary operator {} is not defined for the types '{name}' and '{name}'.",
        relation.name()
    );
    raw(&types::INVALID_OPERATION_EXCEPTION, message).raise()
}

/// A `PSCustomObject` is as great as itself, and not comparable to anything else.
fn custom(host: &mut dyn Host, relation: Relation, left: &Value, right: &Value) -> Result<bool> {
    if equals(left, right) {
        return Ok(relation.accepts(Ordering::Equal));
    }
    Err(not_same(host, left, right)?.into())
}

/// The fault of a comparison between objects that know no order.
pub(super) fn not_same(host: &mut dyn Host, left: &Value, right: &Value) -> Result<Fault> {
    let (a, b) = (
        convert::to_text(host, left)?,
        convert::to_text(host, right)?,
    );
    let message = format!(
        "Cannot compare \"{a}\" to \"{b}\" because the objects are not the same type or the object \"{a}\" does not implement \"IComparable\"."
    );
    Ok(Fault::new(&types::EXTENDED_TYPE_SYSTEM_EXCEPTION, message).id("PSObjectCompareTo"))
}

/// Whether the type has an order of its own.
pub(super) fn is_comparable(value: &Value) -> bool {
    match value {
        Value::Array(_)
        | Value::List(_)
        | Value::Dict(_)
        | Value::Type(_)
        | Value::Null
        | Value::Nothing
        | Value::Switch(_) => false,
        Value::Object(_) | Value::Native(_) => {
            Type::Known(&types::ICOMPARABLE).is_assignable_from(&value.get_type())
        }
        _ => true,
    }
}

/// The right operand as one of the left one's type; the error says that they cannot be compared, and why.
fn comparable(host: &mut dyn Host, left: &Value, right: &Value) -> Result<Value> {
    let kind = left.get_type();
    let error = match convert::to(host, right, &kind) {
        Ok(converted) => return Ok(converted),
        Err(error) => error,
    };
    let record = convert::record_of(error)?;
    if !convert::is_cast_error(&record.exception) {
        return Err(record.into());
    }
    let (a, b) = (
        convert::to_text(host, left)?,
        convert::to_text(host, right)?,
    );
    let message = format!(
        "Could not compare \"{a}\" to \"{b}\". Error: \"{}\"",
        record.exception_message()
    );
    Fault::runtime("ComparisonFailure", message)
        .because(record.exception.clone())
        .raise()
}

/// `CompareTo` of two values of one type.
pub(super) fn compare_to(host: &mut dyn Host, left: &Value, right: &Value) -> Result<Ordering> {
    if let Some(order) = same_type_order(left, right) {
        return Ok(order);
    }
    let order = match left {
        Value::Object(_) => host.call_method(left, "CompareTo", std::slice::from_ref(right))?,
        _ => None,
    };
    let order = match order {
        Some(order) => order,
        None => crate::members::invoke(host, left, "CompareTo", std::slice::from_ref(right))?,
    };
    Ok(order.as_integer().unwrap_or_default().cmp(&0))
}

/// The order of two values of one type that this room knows itself; strings by the culture.
pub(super) fn same_type_order(left: &Value, right: &Value) -> Option<Ordering> {
    Some(match (left.base(), right.base()) {
        (Value::Str(a), Value::Str(b)) => culture::compare_ps(a, b, false),
        (Value::Bool(a), Value::Bool(b)) => a.cmp(b),
        (Value::Char(a), Value::Char(b)) => a.cmp(b),
        (Value::BigInt(a), Value::BigInt(b)) => a.cmp(b),
        (Value::DateTime(a), Value::DateTime(b)) => a.ticks().cmp(&b.ticks()),
        (Value::TimeSpan(a), Value::TimeSpan(b)) => a.ticks().cmp(&b.ticks()),
        (Value::Guid(a), Value::Guid(b)) => a.cmp(b),
        (Value::Enum(a), Value::Enum(b)) if a.kind == b.kind => match Code::of_type(&a.kind) {
            Code::UInt64 => (a.bits as u64).cmp(&(b.bits as u64)),
            _ => a.bits.cmp(&b.bits),
        },
        (a, b) if Code::of(a) == Code::of(b) => total_order(a, b)?,
        _ => return None,
    })
}
