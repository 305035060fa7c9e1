//! Which way a value converts to a type, and how good a way that is: PowerShell's `FigureConversion`.
//!
//! The order of the questions is PowerShell's, and it shows in error ids: what the language knows by itself, `Parse` methods,
//! constructors, cast operators, `IConvertible`, properties from a dictionary, collections from elements, properties from an object.

use super::code::Code;
use super::parse::parser;
use super::way::{Constructor, Way, rank};
use super::{accepts, is_enumerable, members};
use crate::members::delegate::can_become;
use crate::types::{self, MemberKind, Overload, Type};
use crate::{Host, Value};

/// The way of a value, already without members added to it, to a type; with its rank.
pub(crate) fn figure<'t>(host: &mut dyn Host, value: &Value, kind: &'t Type) -> (Way<'t>, u32) {
    if value.is_null() {
        return from_null(kind);
    }
    // Numbers first: they are the most common and need no look at the types' bases.
    if let Some(found) = numeric(value, kind) {
        return found;
    }
    if accepts(value, kind) {
        let same = *kind == value.get_type();
        return (
            Way::Same,
            if same {
                rank::IDENTITY
            } else {
                rank::ASSIGNABLE
            },
        );
    }
    if let Some(found) = from_text(value, kind) {
        return found;
    }
    if kind.is(&types::PSOBJECT) {
        return (Way::Whole, rank::PSOBJECT);
    }
    if let Some(found) = language(host, value, kind) {
        return found;
    }
    let single = single_element(host, value, kind);
    let (way, rank) = custom(host, value, kind);
    match single {
        Some((element, single_rank)) => {
            (Way::Single(element, Box::new(way)), single_rank.max(rank))
        }
        None => (way, rank),
    }
}

fn from_null(kind: &Type) -> (Way<'_>, u32) {
    let code = if kind.is_enum() {
        Code::Object
    } else {
        Code::of_type(kind)
    };
    if code.is_numeric_or_primitive()
        || kind.is(&types::BIG_INTEGER)
        || kind.is(&types::SWITCH_PARAMETER)
    {
        return (Way::Fixed(kind.default_value()), rank::NULL_TO_VALUE);
    }
    if kind.is(&types::STRING) {
        return (Way::Fixed(Value::str("")), rank::TO_STRING);
    }
    if kind.is(&types::PS_REFERENCE) {
        return (Way::Reference, rank::NULL_TO_REF);
    }
    if kind.is(&types::VOID) {
        return (Way::Void, rank::NULL_TO_VALUE);
    }
    if kind.nullable_of().is_some() {
        return (Way::Fixed(Value::Null), rank::NULL_TO_VALUE);
    }
    if kind.is_value_type() {
        (Way::None, rank::NONE)
    } else {
        (Way::Fixed(Value::Null), rank::NULL_TO_REF)
    }
}

/// Number to number, and number to text and character.
fn numeric<'t>(value: &Value, kind: &'t Type) -> Option<(Way<'t>, u32)> {
    if matches!(value, Value::Enum(_)) || kind.is_enum() {
        return None;
    }
    let (source, target) = (Code::of(value), Code::of_type(kind));
    if let Value::BigInt(_) = value {
        return match target {
            Code::Char => Some((Way::Convertible, rank::NUMERIC_STRING)),
            Code::Boolean | Code::DateTime | Code::String | Code::Object => None,
            code => Some((Way::FromBig(code), rank::EXPLICIT_CAST)),
        };
    }
    if source == Code::Char && target.is_floating() {
        return Some((Way::CharToReal(target), rank::LANGUAGE));
    }
    if !source.is_numeric() {
        return None;
    }
    match target {
        Code::String => Some((Way::ToText, rank::NUMERIC_STRING)),
        Code::Char => Some((Way::Convertible, rank::NUMERIC_STRING)),
        target if target.is_numeric() => Some((Way::Convertible, numeric_rank(source, target))),
        _ => None,
    }
}

/// How well a number type converts to another: without loss, by cutting, or by changing what the sign means.
pub(crate) fn numeric_rank(source: Code, target: Code) -> u32 {
    if source == target {
        return rank::IDENTITY;
    }
    match (source.is_integer(), target.is_integer()) {
        (true, false) => rank::NUMERIC_IMPLICIT,
        (false, true) => rank::NUMERIC_EXPLICIT,
        (false, false) => match (source, target) {
            (Code::Single, Code::Double) => rank::NUMERIC_IMPLICIT,
            (Code::Decimal, _) => rank::NUMERIC_EXPLICIT_1,
            _ => rank::NUMERIC_EXPLICIT,
        },
        (true, true) => {
            // Codes come in pairs of one size, signed before unsigned, but for the two smallest of .NET's types.
            let size = |code: Code| (code as u8 - Code::SByte as u8) / 2;
            let (from, to) = (size(source), size(target));
            match (source.is_signed(), target.is_signed()) {
                (true, false) if to >= from => rank::NUMERIC_EXPLICIT_1,
                (false, true) if to > from => rank::NUMERIC_IMPLICIT,
                (a, b) if a == b && to > from => rank::NUMERIC_IMPLICIT,
                _ => rank::NUMERIC_EXPLICIT,
            }
        }
    }
}

/// What strings become by the language's own rules.
fn from_text<'t>(value: &Value, kind: &'t Type) -> Option<(Way<'t>, u32)> {
    if !matches!(value, Value::Str(_)) {
        return None;
    }
    let code = if kind.is_enum() {
        Code::Object
    } else {
        Code::of_type(kind)
    };
    if code.is_numeric() || kind.is(&types::BIG_INTEGER) {
        return Some((Way::TextToNumber(code), rank::NUMERIC_STRING));
    }
    match kind {
        Type::Known(info) if std::ptr::eq(*info, &types::REGEX) => {
            Some((Way::TextToRegex, rank::LANGUAGE))
        }
        Type::Known(info) if std::ptr::eq(*info, &types::TYPE) => {
            Some((Way::TextToType, rank::LANGUAGE))
        }
        Type::Known(info) if info.name == "System.Uri" => Some((Way::TextToUri, rank::LANGUAGE)),
        Type::Array(array) if array.rank == 1 && array.element.is(&types::CHAR) => {
            Some((Way::TextToChars, rank::CHARS))
        }
        _ => None,
    }
}

/// What PowerShell converts by itself, whatever the types say.
fn language<'t>(host: &mut dyn Host, value: &Value, kind: &'t Type) -> Option<(Way<'t>, u32)> {
    if let Some(inner) = kind.nullable_of() {
        let (_, inner_rank) = figure(host, value, inner);
        return (inner_rank != rank::NONE).then_some((Way::Nullable(inner), inner_rank));
    }
    match kind {
        Type::Array(target) => return to_array(value, target),
        Type::Known(_) => {}
        _ if can_become(value, kind) => return Some((Way::Delegate, rank::LANGUAGE)),
        _ if matches!(value, Value::Enum(_)) => return None,
        _ if Code::of(value).is_integer() && kind.is_enum() => {
            return Some((Way::IntegerToEnum, rank::LANGUAGE));
        }
        _ => return None,
    }
    let dictionary = matches!(value, Value::Dict(_));
    let way = if kind.is(&types::BOOLEAN) {
        Way::ToBool
    } else if kind.is(&types::STRING) {
        return Some((Way::ToText, rank::TO_STRING));
    } else if kind.is(&types::VOID) {
        Way::Void
    } else if kind.is(&types::ARRAY) {
        return is_enumerable(value).then_some((Way::Elements(None), rank::LANGUAGE));
    } else if kind.is(&types::HASHTABLE) && dictionary {
        Way::Hashtable
    } else if kind.is(&types::PS_REFERENCE) {
        Way::Reference
    } else if kind.is(&types::XML_DOCUMENT) {
        Way::Xml
    } else if kind.is(&types::PSCUSTOMOBJECT) {
        if dictionary { Way::Custom } else { Way::Whole }
    } else if can_become(value, kind) {
        Way::Delegate
    } else if is_block(value) && is_delegate(kind) {
        Way::Same
    } else if kind.is_enum() && Code::of(value).is_integer() && !matches!(value, Value::Enum(_)) {
        Way::IntegerToEnum
    } else {
        return None;
    };
    Some((way, rank::LANGUAGE))
}

fn to_array<'t>(value: &Value, target: &'t types::ArrayType) -> Option<(Way<'t>, u32)> {
    if let Value::Array(array) = value {
        let related = target.element.is_assignable_from(&array.element);
        return Some((
            Way::Array(&target.element, related),
            if related {
                rank::LANGUAGE
            } else {
                rank::UNRELATED_ARRAYS
            },
        ));
    }
    is_enumerable(value).then_some((Way::Elements(Some(&target.element)), rank::LANGUAGE))
}

/// The element that one value becomes in an array, and the rank of that.
fn single_element<'t>(
    host: &mut dyn Host,
    value: &Value,
    kind: &'t Type,
) -> Option<(Option<&'t Type>, u32)> {
    match kind {
        Type::Array(target) => {
            let (_, element_rank) = figure(host, value, &target.element);
            (element_rank != rank::NONE)
                .then_some((Some(&target.element), element_rank & rank::ONE_OF_ARRAY))
        }
        _ if kind.is(&types::ARRAY) => Some((None, rank::ASSIGNABLE & rank::ONE_OF_ARRAY)),
        _ => None,
    }
}

fn is_block(value: &Value) -> bool {
    matches!(value, Value::Native(object) if object.get_type().is(&types::SCRIPT_BLOCK))
}

fn is_delegate(kind: &Type) -> bool {
    Type::Known(&types::DELEGATE).is_assignable_from(kind)
}

/// What the types themselves offer.
fn custom<'t>(host: &mut dyn Host, value: &Value, kind: &'t Type) -> (Way<'t>, u32) {
    if kind.is_enum() {
        if matches!(value, Value::Str(_)) {
            return (Way::TextToEnum, rank::PARSE);
        }
        if is_enumerable(value) {
            return (Way::ItemsToEnum, rank::PARSE);
        }
    } else if matches!(value, Value::Str(_))
        && let Some(parser) = parser(kind)
    {
        return (Way::Parse(parser), rank::PARSE);
    }
    if let Some(constructor) = constructor(host, value, kind) {
        return (Way::Construct(constructor), rank::CONSTRUCTOR);
    }
    if let Some(found) = cast(value, kind).or_else(|| convertible(host, value, kind)) {
        return found;
    }
    if matches!(value, Value::Dict(_))
        && (members::is_creatable(host, kind) || is_plain_struct(kind))
    {
        return (Way::Entries, rank::CONSTRUCTOR);
    }
    if let Some(element) = collected(kind) {
        let scalar = element.is_assignable_from(&value.get_type());
        return (
            Way::Collect(element, scalar),
            if scalar {
                rank::CONSTRUCTOR_S2A
            } else {
                rank::CONSTRUCTOR
            },
        );
    }
    if super::is_custom(value)
        && has_properties(kind)
        && (members::is_creatable(host, kind) || kind.is_value_type())
    {
        return (Way::Properties, rank::CONSTRUCTOR);
    }
    (Way::None, rank::NONE)
}

/// A struct that is no basic type; `new T()` is its zero.
fn is_plain_struct(kind: &Type) -> bool {
    let primitive = !kind.is_enum()
        && Code::of_type(kind).is_numeric_or_primitive()
        && !kind.is(&types::DECIMAL);
    kind.is_value_type() && !primitive
}

fn has_properties(kind: &Type) -> bool {
    is_plain_struct(kind) || !kind.is_value_type()
}

/// Whether a script class has `static Parse(string)` of its own.
fn has_parse(kind: &Type) -> bool {
    types::ClassType::with_methods(
        kind,
        "Parse",
        true,
        |method| matches!(method.parameters.as_slice(), [(_, only)] if only.is(&types::STRING)),
    )
    .contains(&true)
}

/// The constructor with one parameter that takes a value of exactly that type, or of one that it widens to.
fn constructor(host: &mut dyn Host, value: &Value, kind: &Type) -> Option<Constructor> {
    let list_like = Type::Known(&types::ICOLLECTION).is_assignable_from(kind);
    let integral = Code::of(value).is_integer() && !matches!(value, Value::Enum(_));
    if integral && list_like {
        return None;
    }
    let number_like =
        matches!(value, Value::Char(_) | Value::Enum(_)) && Code::of(value) != Code::UInt64;
    if kind.is(&types::DATE_TIME) || kind.is(&types::TIME_SPAN) {
        let whole = number_like || (integral && Code::of(value) != Code::UInt64);
        return whole.then_some(Constructor::Ticks);
    }
    if kind.is(&types::DECIMAL) && number_like {
        return Some(Constructor::Decimal);
    }
    let (list, table) = (members::is_list(kind), kind.is(&types::HASHTABLE));
    if (list || table) && number_like && Code::of(value) <= Code::Int32 {
        return Some(Constructor::Capacity);
    }
    if list {
        return members::copies(value, kind).then_some(Constructor::Copy);
    }
    if table {
        return None;
    }
    if let Type::Class(class) = kind
        && !class.is_enum
    {
        if let Value::Str(_) = value
            && has_parse(kind)
        {
            return Some(Constructor::Parse);
        }
        let lists = host.constructors(kind);
        let takes = |params: &Vec<Type>| matches!(params.as_slice(), [only] if members::binds(value, only).is_some());
        return lists.iter().any(takes).then_some(Constructor::Class);
    }
    members::constructor_for(value, kind).map(Constructor::Member)
}

/// Cast operators, those of the target before those of the source.
fn cast<'t>(value: &Value, kind: &'t Type) -> Option<(Way<'t>, u32)> {
    if kind.is(&types::BIG_INTEGER) {
        return match Code::of(value) {
            _ if matches!(value, Value::Enum(_)) => None,
            code if code.is_integer() || code == Code::Char => {
                Some((Way::ToBig, rank::IMPLICIT_CAST))
            }
            code if code.is_numeric() => Some((Way::ToBig, rank::EXPLICIT_CAST)),
            Code::Boolean => Some((Way::ToBig, rank::CONVERTIBLE)),
            _ => None,
        };
    }
    if kind.is(&types::SWITCH_PARAMETER) {
        return matches!(value, Value::Bool(_)).then_some((Way::ToSwitch, rank::IMPLICIT_CAST));
    }
    for (name, rank) in [
        ("op_Implicit", rank::IMPLICIT_CAST),
        ("op_Explicit", rank::EXPLICIT_CAST),
    ] {
        if let Some(overload) = cast_operator(kind, name, value, kind) {
            return Some((Way::Cast(overload), rank));
        }
    }
    let own = value.get_type();
    for (name, rank) in [
        ("op_Implicit", rank::IMPLICIT_CAST),
        ("op_Explicit", rank::EXPLICIT_CAST),
    ] {
        if let Some(overload) = cast_operator(&own, name, value, kind) {
            return Some((Way::Cast(overload), rank));
        }
    }
    None
}

fn cast_operator(
    declaring: &Type,
    name: &str,
    value: &Value,
    result: &Type,
) -> Option<&'static Overload> {
    let table = match declaring {
        Type::Known(info) => *info,
        Type::Generic(generic) => generic.definition,
        _ => return None,
    };
    let member = table
        .own_members()
        .iter()
        .find(|member| member.is_static && member.name == name)?;
    let MemberKind::Method(overloads) = &member.kind else {
        return None;
    };
    overloads.iter().find(|overload| {
        let takes =
            matches!(overload.params, [only] if accepts(value, &only.sig.resolve(declaring)));
        takes && result.is_assignable_from(&overload.returns.resolve(declaring))
    })
}

/// `IConvertible`, which numbers take through their text.
fn convertible<'t>(host: &mut dyn Host, value: &Value, kind: &'t Type) -> Option<(Way<'t>, u32)> {
    let number = Code::of(value).is_numeric() && !matches!(value, Value::Enum(_));
    if number {
        let text_converts =
            !matches!(kind, Type::Array(_)) && figure(host, &Value::str(""), kind).1 != rank::NONE;
        return text_converts.then_some((Way::ThroughText, rank::CONVERTIBLE));
    }
    let source = matches!(
        value,
        Value::Bool(_) | Value::Char(_) | Value::DateTime(_) | Value::Enum(_)
    );
    source.then_some((Way::Convertible, rank::CONVERTIBLE))
}

/// The element type of a generic collection that is made from elements.
fn collected(kind: &Type) -> Option<&Type> {
    let Type::Generic(generic) = kind else {
        return None;
    };
    let [element] = generic.arguments.as_slice() else {
        return None;
    };
    let concrete = matches!(
        generic.definition.kind,
        types::TypeKind::Class | types::TypeKind::Struct
    );
    (concrete && Type::Known(&types::IENUMERABLE).is_assignable_from(kind)).then_some(element)
}
