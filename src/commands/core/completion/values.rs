//! Values of parameters: what completers say, and what attributes and types allow.

use super::line::Word;
use super::{COMPLETION_RESULT, Kind, result};
use crate::utility::session::completer::completer;
use engine::Engine;
use engine::attribute::Attribute;
use engine::signature::Parameter;
use object::{Dict, KeyCase, Order, Result, Str, Type, Value, convert, types};
use std::rc::Rc;

/// The argument that is completed.
pub(super) struct Call<'a> {
    pub command: Str,
    pub parameter: Rc<Parameter>,
    pub bound: Vec<(Str, Value)>,
    pub before: &'a str,
}

/// Values that PowerShell's own cmdlets propose.
const PROPOSED: &[(&str, &str, &[&str])] = &[(
    "Set-StrictMode",
    "Version",
    &["Latest", "3.0", "2.0", "1.0"],
)];

/// The tree of the last command of a text, as completers get it.
const COMMAND_AST: &str = "param($text) $t = $null; $e = $null; @([System.Management.Automation.Language.Parser]::ParseInput($text, [ref]$t, [ref]$e).FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true))[-1]";

fn command_ast(engine: &mut Engine, before: &str) -> Result<Value> {
    let block = engine.create_block(&Value::str(COMMAND_AST))?;
    engine.call_block(&block, &[Value::str(before)])
}

/// What a program's completer says.
pub(super) fn of_program(
    engine: &mut Engine,
    block: &Value,
    before: &str,
    typed: &str,
) -> Result<Vec<Value>> {
    let ast = command_ast(engine, before)?;
    let cursor = Value::Int(before.encode_utf16().count() as i32);
    let said = engine.call_block(block, &[Value::str(typed), ast, cursor])?;
    results(engine, &said)
}

/// What may be a parameter's value.
pub(super) fn of_parameter(
    engine: &mut Engine,
    call: &Call<'_>,
    word: &Word,
) -> Result<Vec<Value>> {
    let parameter = &call.parameter;
    let registered = completer(engine, &call.command, &parameter.name);
    let declared = parameter.attributes.iter().find_map(|own| match &**own {
        Attribute::Completer(block) => Some(block.clone()),
        _ => None,
    });
    if let Some(block) = registered.or(declared) {
        return of_block(engine, call, &block, word);
    }
    let mut names: Vec<String> = Vec::new();
    let mut sorted = true;
    for attribute in &parameter.attributes {
        match &**attribute {
            Attribute::Set { values, .. } => names.extend(values.iter().map(|own| own.to_string())),
            Attribute::Completions(values) => {
                sorted = false;
                names.extend(values.iter().map(|own| own.to_string()));
            }
            _ => {}
        }
    }
    let own = PROPOSED
        .iter()
        .find(|(command, name, _)| **command == *call.command && **name == *parameter.name);
    if let Some((_, _, values)) = own {
        sorted = false;
        names.extend(values.iter().map(|own| own.to_string()));
    }
    let kind = match &parameter.kind {
        Type::Array(array) => &array.element,
        other => other,
    };
    if names.is_empty() && kind.is_enum() {
        names.extend(kind.enum_values().iter().map(|(name, _)| name.to_string()));
    }
    if sorted {
        names.sort_by_key(|name| name.to_lowercase());
    }
    let typed = word.text.to_lowercase();
    let fits = |name: &&String| name.to_lowercase().starts_with(&typed);
    Ok(names
        .iter()
        .filter(fits)
        .map(|name| result(&quoted(name, word.quote), name, Kind::ParameterValue, name))
        .collect())
}

/// A value as it is written: in the quotes that were begun, or in quotes where it needs some.
fn quoted(name: &str, quote: Option<char>) -> String {
    match quote {
        Some(quote) => format!("{quote}{name}{quote}"),
        None if name.contains([' ', '\'', '"', ';', ',', '(', ')']) => {
            format!("'{}'", name.replace('\'', "''"))
        }
        None => name.to_string(),
    }
}

/// What a completer says that is called with command, parameter, word, tree and what was bound.
fn of_block(
    engine: &mut Engine,
    call: &Call<'_>,
    block: &Value,
    word: &Word,
) -> Result<Vec<Value>> {
    let table = Dict::new(
        Type::Known(&types::HASHTABLE),
        KeyCase::Ignore,
        Order::Inserted,
    );
    for (name, value) in &call.bound {
        table.insert(Value::Str(name.clone()), value.clone());
    }
    let ast = command_ast(engine, call.before)?;
    let arguments = [
        Value::Str(call.command.clone()),
        Value::Str(call.parameter.name.clone()),
        Value::str(word.text.as_str()),
        ast,
        Value::Dict(Rc::new(table)),
    ];
    if let Value::Type(kind) = block.base() {
        let made = engine.new_object(kind, &[])?;
        let said = object::Host::call_method(engine, &made, "CompleteArgument", &arguments)?;
        return results(engine, &said.unwrap_or_default());
    }
    let said = engine.call_block(block, &arguments)?;
    results(engine, &said)
}

/// What a completer wrote: results as they are, all else as text.
fn results(engine: &mut Engine, said: &Value) -> Result<Vec<Value>> {
    if said.is_null() {
        return Ok(Vec::new());
    }
    let items = engine
        .enumerate(said)?
        .unwrap_or_else(|| vec![said.clone()]);
    let mut found = Vec::with_capacity(items.len());
    for item in items {
        if item.get_type().is(&COMPLETION_RESULT) {
            found.push(item);
            continue;
        }
        let text = convert::to_text(engine, &item)?;
        found.push(result(&text, &text, Kind::Text, &text));
    }
    Ok(found)
}
