//! How arguments fit parameters.

use super::call::Given;
use super::eval::{Lambda, is_nullable};
use object::members::reference::Reference;
use object::{Type, Value, types};

/// Arguments for .NET's methods: a reference for each that is passed by one.
pub(super) fn referenced(given: &[Given<'_>]) -> (Vec<Value>, Vec<Option<Value>>) {
    let mut values = Vec::new();
    let mut references = Vec::new();
    for own in given {
        let reference = own
            .back
            .map(|_| Value::native(Reference::of(own.value.clone())));
        values.push(reference.clone().unwrap_or_else(|| own.value.clone()));
        references.push(reference);
    }
    (values, references)
}

/// How far a value is from a parameter's type, as C# converts by itself.
pub(super) fn fit(value: &Value, kind: &Type) -> Option<u32> {
    if value.is_null() {
        return (!kind.is_value_type() || is_nullable(kind)).then_some(1);
    }
    let own = value.get_type();
    if own == *kind {
        return Some(0);
    }
    if kind.is(&types::OBJECT) {
        return Some(10);
    }
    if let Type::Generic(generic) = kind
        && is_nullable(kind)
    {
        return fit(value, &generic.arguments[0]).map(|cost| cost + 1);
    }
    if value.as_native::<Lambda>().is_some() {
        return Some(2);
    }
    if kind.is_assignable_from(&own) {
        return Some(3);
    }
    const ORDER: &[&str] = &[
        "SByte", "Byte", "Int16", "UInt16", "Char", "Int32", "UInt32", "Int64", "UInt64", "Single",
        "Double", "Decimal",
    ];
    let rank = |kind: &Type| ORDER.iter().position(|name| *name == kind.name());
    match (rank(&own), rank(kind)) {
        (Some(from), Some(to)) if from < to => Some((to - from) as u32 + 1),
        // A constant that fits is one of the smaller type.
        (Some(_), Some(_)) if value.as_integer().is_some() && !kind.is(&types::CHAR) => Some(15),
        _ => None,
    }
}
