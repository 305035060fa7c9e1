//! The syntax of commands as `Get-Command -Syntax` prints it.

use crate::Engine;
use crate::command::Command;
use crate::parameter_info::{of_set, ordered_sets, signature_of};
use crate::signature::{Parameter, SetUse, Signature};
use object::{Result, Type};
use std::rc::Rc;

/// The syntax of a command, one line a set, as `Get-Command -Syntax` has it: an empty line before each.
pub fn syntax_text(engine: &mut Engine, command: &Command, name: &str) -> Result<String> {
    let Some(signature) = signature_of(engine, command)? else {
        return Ok(String::new());
    };
    let mut text = String::new();
    for line in syntax_lines(&signature, name) {
        text.push_str(&format!("\n{line}\n"));
    }
    Ok(text)
}

/// The lines of the syntax, one a set.
pub fn syntax_lines(signature: &Signature, name: &str) -> Vec<String> {
    syntax_lines_with(signature, name, &type_text)
}

/// The same with names of types of the caller's choice.
pub fn syntax_lines_with(
    signature: &Signature,
    name: &str,
    kind: &dyn Fn(&Type) -> String,
) -> Vec<String> {
    let sets = ordered_sets(signature);
    sets.iter()
        .map(|(_, bits, _)| {
            format!("{name} {}", set_text(signature, *bits, kind))
                .trim_end()
                .to_string()
        })
        .collect()
}

/// The parameters of a set as text: positional ones in order, mandatory ones, the rest.
pub(crate) fn set_text(signature: &Signature, bits: u64, kind: &dyn Fn(&Type) -> String) -> String {
    let shown: Vec<(&Rc<Parameter>, SetUse)> = of_set(signature, bits)
        .into_iter()
        .filter(|(parameter, _)| {
            use crate::signature::CommonName::{Confirm, WhatIf};
            !parameter.hidden
                && parameter
                    .common
                    .is_none_or(|common| matches!(common, WhatIf | Confirm))
        })
        .collect();
    let mut positional: Vec<_> = shown
        .iter()
        .filter(|(_, usage)| usage.position.is_some())
        .collect();
    positional.sort_by_key(|(_, usage)| usage.position);
    let mandatory = shown
        .iter()
        .filter(|(_, usage)| usage.position.is_none() && usage.mandatory);
    let rest = shown
        .iter()
        .filter(|(_, usage)| usage.position.is_none() && !usage.mandatory);
    let mut parts: Vec<String> = positional
        .into_iter()
        .chain(mandatory)
        .chain(rest)
        .map(|(parameter, usage)| parameter_text(parameter, usage, kind))
        .collect();
    if signature.advanced {
        parts.push("[<CommonParameters>]".to_string());
    }
    parts.join(" ")
}

fn parameter_text(parameter: &Parameter, usage: &SetUse, kind: &dyn Fn(&Type) -> String) -> String {
    let name = format!("-{}", parameter.name);
    let typed = if parameter.is_switch() {
        None
    } else {
        Some(kind(&parameter.kind))
    };
    match (usage.position.is_some(), usage.mandatory, typed) {
        (false, true, None) => name,
        (false, false, None) => format!("[{name}]"),
        (false, true, Some(kind)) => format!("{name} <{kind}>"),
        (false, false, Some(kind)) => format!("[{name} <{kind}>]"),
        (true, true, None) => format!("[{name}]"),
        (true, false, None) => format!("[[{name}]]"),
        (true, true, Some(kind)) => format!("[{name}] <{kind}>"),
        (true, false, Some(kind)) => format!("[[{name}] <{kind}>]"),
    }
}

/// A type as the syntax shows it: the accelerator or the name without namespace.
pub fn type_text(kind: &Type) -> String {
    if let Some(inner) = kind.nullable_of() {
        return type_text(inner);
    }
    match kind {
        Type::Array(array) => format!("{}[]", type_text(&array.element)),
        Type::Generic(generic) => {
            let arguments: Vec<String> = generic.arguments.iter().map(type_text).collect();
            format!(
                "{}[{}]",
                generic.definition.short_name(),
                arguments.join(",")
            )
        }
        other => {
            let name = object::members::display::type_name(other);
            name.rsplit(['.', '+']).next().unwrap_or(&name).to_string()
        }
    }
}
