//! What conversions ask of constructors: .NET's own choice among them (`Type.GetConstructor`), which converts nothing.

use super::accepts;
use super::code::Code;
use crate::members::access::constructors;
use crate::types::{self, Overload, ParamKind, Type, TypeInfo};
use crate::{Host, Value};

/// `ArrayList`, `List[T]`, `Collection[T]`: the lists that are values of their own here.
pub(super) fn is_list(kind: &Type) -> bool {
    let info = match kind {
        Type::Known(info) => *info,
        Type::Generic(generic) => generic.definition,
        _ => return false,
    };
    [&types::ARRAY_LIST, &types::LIST, &types::COLLECTION]
        .iter()
        .any(|known| std::ptr::eq(*known, info))
}

/// Whether a list's constructor takes the value as the collection to copy.
pub(super) fn copies(value: &Value, kind: &Type) -> bool {
    let Type::Generic(generic) = kind else {
        return matches!(value, Value::Dict(_))
            || Type::Known(&types::ICOLLECTION).is_assignable_from(&value.get_type());
    };
    let Some(element) = generic.arguments.first() else {
        return false;
    };
    match value {
        Value::Array(array) => fits(element, &array.element),
        Value::List(list) => fits(element, &list.element),
        _ => false,
    }
}

/// Whether a sequence of `source` is one of `target`: the same type, or a reference type that derives from it.
fn fits(target: &Type, source: &Type) -> bool {
    target == source || (!source.is_value_type() && target.is_assignable_from(source))
}

/// Whether `new T()` exists.
pub(super) fn is_creatable(host: &mut dyn Host, kind: &Type) -> bool {
    match kind {
        Type::Class(class) => !class.is_enum && host.constructors(kind).iter().any(Vec::is_empty),
        Type::Known(_) | Type::Generic(_) => {
            is_list(kind)
                || is_dictionary(kind)
                || constructors(kind).iter().any(|overload| {
                    overload
                        .params
                        .iter()
                        .all(|own| own.kind == ParamKind::Params)
                })
        }
        Type::Array(_) | Type::Named(_) => false,
    }
}

fn is_dictionary(kind: &Type) -> bool {
    let known: [&TypeInfo; 3] = [
        &types::HASHTABLE,
        &types::ORDERED_DICTIONARY,
        &types::DICTIONARY,
    ];
    kind.info()
        .is_some_and(|info| known.iter().any(|dict| std::ptr::eq(*dict, info)))
}

/// The constructor with one parameter that fits the value best.
pub(super) fn constructor_for(value: &Value, kind: &Type) -> Option<&'static Overload> {
    let generic = matches!(kind, Type::Generic(_));
    let mut best: Option<(u32, &'static Overload)> = None;
    for overload in constructors(kind) {
        let [only] = overload.params else { continue };
        let wanted = only.sig.resolve(kind);
        // The elements of a generic collection need their own conversion, which a sequence of anything does not get; and where
        // a table says `object`, it stands for an interface that is not modelled.
        if only.kind != ParamKind::Plain
            || wanted.is(&types::OBJECT)
            || (generic && wanted.is_interface())
        {
            continue;
        }
        if let Some(distance) = binds(value, &wanted)
            && best.is_none_or(|(so_far, _)| distance < so_far)
        {
            best = Some((distance, overload));
        }
    }
    best.map(|(_, overload)| overload)
}

/// How far a value is from a parameter's type for .NET's binder: nothing, a base type, or a wider number.
pub(super) fn binds(value: &Value, wanted: &Type) -> Option<u32> {
    if *wanted == value.get_type() {
        return Some(0);
    }
    if accepts(value, wanted) {
        return Some(if wanted.is(&types::OBJECT) { 100 } else { 1 });
    }
    if wanted.is_enum() {
        return None;
    }
    let (source, target) = (Code::of(value), Code::of_type(wanted));
    let as_integer = matches!(value, Value::Enum(_)) && source == target;
    (as_integer || widens(source, target)).then_some(10 + target as u32)
}

/// .NET's widening conversions between primitive types.
fn widens(source: Code, target: Code) -> bool {
    match source {
        Code::Char => target >= Code::UInt16 && target <= Code::Double && target != Code::Int16,
        Code::Single => target == Code::Double,
        _ if !source.is_integer() => false,
        _ if target.is_floating() => true,
        _ if !target.is_integer() || target <= source => false,
        _ => target.is_signed() || !source.is_signed(),
    }
}
