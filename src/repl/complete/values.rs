//! Values of parameters: what their declarations allow, identities from the lab, names of commands, files.

use super::parameters::{find, signature};
use super::{Candidate, begins, commands, paths, quoted};
use crate::context::Place;
use crate::words::Word;
use engine::Engine;
use engine::attribute::Attribute;
use engine::signature::{Parameter, Signature};
use object::types;
use std::rc::Rc;

/// What the value at a place could be.
pub(super) fn of(engine: &mut Engine, words: &[Word], place: &Place) -> Vec<Candidate> {
    let found = signature(engine, words).and_then(|(command, signature)| {
        let parameter = asked(&signature, &words[1..])?;
        Some((command, Rc::clone(&signature.parameters[parameter])))
    });
    let Some((command, parameter)) = found else {
        return paths::beginning(engine, &place.word, place.quote);
    };
    if names_command(&command, &parameter) {
        return commands::named(engine, &place.word);
    }
    let values = allowed(&parameter)
        .or_else(|| identities(engine, &command, &parameter))
        .unwrap_or_default();
    if values.is_empty() {
        return paths::beginning(engine, &place.word, place.quote);
    }
    values
        .into_iter()
        .filter(|value| begins(value, &place.word))
        .map(|value| Candidate {
            text: match value.starts_with('$') {
                true => value.clone(),
                false => quoted(&value, place.quote),
            },
            shown: value,
        })
        .collect()
}

/// The parameter that the next word is a value of, given the words behind the command's name.
fn asked(signature: &Signature, words: &[Word]) -> Option<usize> {
    let mut waiting = None;
    let mut taken = Vec::new();
    let mut places = 0;
    for word in words {
        match word {
            Word::Parameter(name) => {
                let found = find(signature, name);
                taken.extend(found);
                waiting = found
                    .filter(|at| name.ends_with(':') || !signature.parameters[*at].is_switch());
            }
            Word::Argument(_) if waiting.is_some() => waiting = None,
            Word::Argument(_) => places += 1,
        }
    }
    waiting.or_else(|| by_position(signature, &taken, places))
}

/// The parameter that takes the positional argument behind `places` others.
fn by_position(signature: &Signature, taken: &[usize], places: usize) -> Option<usize> {
    let mut free: Vec<(i32, usize)> = signature
        .parameters
        .iter()
        .enumerate()
        .filter(|(at, _)| !taken.contains(at))
        .filter_map(|(at, parameter)| Some((position(signature, parameter)?, at)))
        .collect();
    free.sort_unstable();
    free.get(places).map(|(_, at)| *at)
}

/// Its position in the default set, or in any where it has none there.
fn position(signature: &Signature, parameter: &Parameter) -> Option<i32> {
    let default = parameter.in_sets(signature.default_set);
    default
        .and_then(|usage| usage.position)
        .or_else(|| parameter.uses.iter().find_map(|usage| usage.position))
}

/// What the declaration allows: `ValidateSet`, the names of an enumeration, true and false.
fn allowed(parameter: &Parameter) -> Option<Vec<String>> {
    for attribute in &parameter.attributes {
        if let Attribute::Set { values, .. } = &**attribute {
            return Some(values.iter().map(ToString::to_string).collect());
        }
    }
    let mut kind = &parameter.kind;
    if let Some(inner) = kind.nullable_of() {
        kind = inner;
    }
    if let types::Type::Array(array) = kind {
        kind = &array.element;
    }
    if kind.is(&types::BOOLEAN) || kind.is(&types::SWITCH_PARAMETER) {
        return Some(vec!["$true".to_string(), "$false".to_string()]);
    }
    kind.is_enum().then(|| {
        let names = kind.enum_values().into_iter();
        names.map(|(name, _)| name.to_string()).collect()
    })
}

/// What exists in the lab of what the parameter names.
fn identities(engine: &mut Engine, command: &str, parameter: &Parameter) -> Option<Vec<String>> {
    let cmdlet = engine.registry.find(object::Symbol::of(command))?;
    let kind = cs::kind_of_parameter(cmdlet.name, &parameter.name)?;
    // Other rooms have parameters of the same names; theirs name nothing of the lab.
    cs::cmdlets()
        .iter()
        .any(|own| std::ptr::eq(*own, cmdlet))
        .then(|| cs::identities(engine, kind))
}

/// Parameters whose values are names of commands.
fn names_command(command: &str, parameter: &Parameter) -> bool {
    const PAIRS: &[(&str, &str)] = &[
        ("Get-Command", "Name"),
        ("Get-Help", "Name"),
        ("New-Alias", "Value"),
        ("Set-Alias", "Value"),
    ];
    PAIRS.contains(&(command, &*parameter.name))
}
