//! Whether a piece of the tree could be wrong: quick looks while parsing, so that ordinary scripts need no pass of checks.
//! Each may be wrong on the careful side only.

use super::attribute::is_constant;
use super::known;
use crate::ast::*;

/// Clauses of which one may catch what an earlier one does.
pub(crate) fn catches_twice(source: &str, catches: &[Catch]) -> bool {
    let text = |kind: &TypeConstraint| kind.name.span.text(source).to_owned();
    catches.iter().enumerate().any(|(i, first)| {
        let later = &catches[i + 1..];
        let same = |kind: &TypeConstraint| {
            first
                .types
                .iter()
                .any(|other| known::catches(&text(other), &text(kind)))
        };
        !later.is_empty() && first.types.is_empty()
            || later.iter().flat_map(|clause| &clause.types).any(same)
    })
}

/// Something that takes a value and is more than a variable, a member or an element.
pub(crate) fn is_suspect_target(target: &Expression) -> bool {
    match &target.kind {
        ExpressionKind::Variable(variable) => variable.splatted,
        ExpressionKind::Member(access) => access.null_conditional,
        ExpressionKind::Index(access) => access.null_conditional,
        ExpressionKind::Convert(convert) => match &convert.operand.kind {
            ExpressionKind::Variable(variable) => {
                known::is_void(&convert.kind.name)
                    || known::is_reference(&convert.kind.name)
                    || known::automatic_type(&variable.name).is_some()
            }
            _ => true,
        },
        _ => true,
    }
}

/// A conversion that is allowed in few places.
pub(crate) fn is_suspect_cast(kind: &TypeName, operand: &Expression) -> bool {
    match &kind.kind {
        TypeNameKind::Name { name, .. } => {
            known::is_reference(kind)
                || name.eq_ignore_ascii_case("ordered")
                    && !matches!(operand.kind, ExpressionKind::Hashtable(_))
        }
        _ => false,
    }
}

/// An attribute whose arguments may be no constants, or repeat.
pub(crate) fn is_suspect_attribute(attribute: &Attribute) -> bool {
    let constant = |value: &Expression| {
        is_constant(value, false) || matches!(value.kind, ExpressionKind::ScriptBlock(_))
    };
    let repeats = |(i, named): (usize, &NamedArgument)| {
        attribute.named[..i]
            .iter()
            .any(|other| other.name.eq_ignore_ascii_case(&named.name))
    };
    !attribute.positional.iter().all(constant)
        || !attribute
            .named
            .iter()
            .filter_map(|named| named.value.as_ref())
            .all(constant)
        || attribute.named.iter().enumerate().any(repeats)
}

/// Parameters of which two may have one name, or one a type that no parameter has.
pub(crate) fn are_suspect(parameters: &[Parameter]) -> bool {
    let odd = |attribute: &AttributeBase| match attribute {
        AttributeBase::Type(constraint) => {
            known::is_void(&constraint.name) || known::is_ordered(&constraint.name)
        }
        AttributeBase::Attribute(_) => false,
    };
    parameters.iter().enumerate().any(|(i, parameter)| {
        parameter.name.splatted
            || parameter.attributes.iter().any(odd)
            || repeats(
                &parameter.name.name,
                parameters[..i].iter().map(|other| &*other.name.name),
            )
    })
}

/// A table of which two keys may be the same.
pub(crate) fn repeats_key(entries: &[(Expression, Statement)]) -> bool {
    // Long tables are left to the pass, which does not compare every key with every other.
    if entries.len() > 64 {
        return true;
    }
    let text = |key: &Expression| match &key.kind {
        ExpressionKind::String { value, .. } => Some(value.clone()),
        _ => None,
    };
    let mut numbers = 0;
    entries.iter().enumerate().any(|(i, (key, _))| {
        numbers += usize::from(matches!(key.kind, ExpressionKind::Number(_)));
        let Some(value) = text(key) else {
            return numbers > 1;
        };
        numbers > 0
            || entries[..i]
                .iter()
                .filter_map(|(other, _)| text(other))
                .any(|other| repeats(&value, [&*other].into_iter()))
    })
}

/// Letters outside of ASCII may differ and yet be one without case, so any such name is suspect.
fn repeats<'a>(name: &str, mut others: impl Iterator<Item = &'a str>) -> bool {
    !name.is_ascii() || others.any(|other| other.eq_ignore_ascii_case(name))
}
