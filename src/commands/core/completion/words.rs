//! The words of a command: its name, its parameters, its arguments.

use super::line::Segment;
use super::{Completions, Kind, members, result, values};
use crate::core::command::list;
use crate::utility::session::completer::completer;
use engine::Engine;
use engine::parameter_info::{self, type_text};
use engine::signature::Signature;
use object::{Result, Str, Value};
use std::rc::Rc;

/// Commands whose arguments are names of properties of what comes down the pipeline.
const OF_PROPERTIES: &[&str] = &[
    "Sort-Object",
    "Select-Object",
    "Where-Object",
    "ForEach-Object",
    "Group-Object",
    "Measure-Object",
    "Format-Table",
    "Format-List",
    "Format-Wide",
];

/// What may stand as the last word of a command.
pub(super) fn complete(
    engine: &mut Engine,
    before: &str,
    segment: &Segment,
) -> Result<Completions> {
    let (last, earlier) = match segment.words.split_last() {
        Some((last, earlier)) => (last, earlier),
        None => return Ok(nothing(before)),
    };
    let place = |found| Completions {
        found,
        start: last.start,
        end: before.len(),
    };
    let Some(name) = earlier.first() else {
        return Ok(place(commands(engine, &last.text)));
    };
    let command = engine.resolve(&name.text).ok();
    let signature = match &command {
        Some(command) => parameter_info::whole_signature_of(engine, command)?,
        None => None,
    };
    let (Some(command), Some(signature)) = (command, signature) else {
        return Ok(match completer(engine, &name.text, "") {
            Some(block) => place(values::of_program(engine, &block, before, &last.text)?),
            None => nothing(before),
        });
    };
    if last.text.starts_with('-') && last.quote.is_none() {
        let given = given_names(&signature, earlier);
        return Ok(place(parameters(&signature, &last.text[1..], &given)));
    }
    if let Some(piped) = &segment.piped
        && OF_PROPERTIES.contains(&&*command.name())
        && let Some(value) = members::target(engine, piped)
    {
        return Ok(place(members::properties(&value, &last.text)));
    }
    let Some(ordinal) = parameter_at(&signature, earlier) else {
        return Ok(nothing(before));
    };
    let call = values::Call {
        command: command.name(),
        parameter: Rc::clone(&signature.parameters[ordinal]),
        bound: bound(&signature, earlier),
        before,
    };
    Ok(place(values::of_parameter(engine, &call, last)?))
}

fn nothing(before: &str) -> Completions {
    Completions {
        found: Vec::new(),
        start: before.len(),
        end: before.len(),
    }
}

/// The commands whose names begin so.
fn commands(engine: &mut Engine, typed: &str) -> Vec<Value> {
    if typed.is_empty() {
        return Vec::new();
    }
    let typed = typed.to_lowercase();
    let kinds = list::ALIAS | list::FUNCTION | list::FILTER | list::CMDLET;
    let fits = |name: &str| name.to_lowercase().starts_with(&typed);
    let mut names: Vec<Str> = list::matching(engine, kinds, &fits)
        .iter()
        .map(list::Found::name)
        .collect();
    names.dedup();
    names
        .iter()
        .map(|name| result(name, name, Kind::Command, name))
        .collect()
}

/// The parameters whose names begin so and that were not given yet, in order.
fn parameters(signature: &Signature, typed: &str, given: &[usize]) -> Vec<Value> {
    let typed = typed.to_lowercase();
    let all = signature.parameters.iter().enumerate();
    all.filter(|(at, parameter)| {
        !given.contains(at)
            && !parameter.hidden
            && parameter.name.to_lowercase().starts_with(&typed)
    })
    .map(|(_, parameter)| {
        let tip = format!("[{}] {}", type_text(&parameter.kind), parameter.name);
        let text = format!("-{}", parameter.name);
        result(&text, &parameter.name, Kind::ParameterName, &tip)
    })
    .collect()
}

/// The parameter that a word names.
fn named(signature: &Signature, word: &super::line::Word) -> Option<usize> {
    let name = word
        .text
        .strip_prefix('-')
        .filter(|_| word.quote.is_none())?;
    signature
        .exact(name)
        .or_else(|| signature.starting(name).first().copied())
}

fn given_names(signature: &Signature, words: &[super::line::Word]) -> Vec<usize> {
    words[1..]
        .iter()
        .filter_map(|word| named(signature, word))
        .collect()
}

/// The values that were given by name so far.
fn bound(signature: &Signature, words: &[super::line::Word]) -> Vec<(Str, Value)> {
    let mut found = Vec::new();
    for pair in words[1..].windows(2) {
        if let Some(at) = named(signature, &pair[0])
            && named(signature, &pair[1]).is_none()
        {
            let name = signature.parameters[at].name.clone();
            found.push((name, Value::str(pair[1].text.as_str())));
        }
    }
    found
}

/// The parameter that the word behind these would be a value of.
fn parameter_at(signature: &Signature, words: &[super::line::Word]) -> Option<usize> {
    let mut taken = Vec::new();
    let mut positional = 0;
    let mut open = None;
    for word in &words[1..] {
        if let Some(at) = named(signature, word) {
            taken.push(at);
            open = (!signature.parameters[at].is_switch()).then_some(at);
        } else if open.take().is_none() {
            positional += 1;
        }
    }
    if open.is_some() {
        return open;
    }
    let mut free: Vec<(i32, usize)> = signature
        .parameters
        .iter()
        .enumerate()
        .filter(|(at, _)| !taken.contains(at))
        .filter_map(|(at, parameter)| {
            let position = parameter.uses.iter().find_map(|usage| usage.position)?;
            Some((position, at))
        })
        .collect();
    free.sort_unstable();
    free.get(positional).map(|(_, at)| *at)
}
