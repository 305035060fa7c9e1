//! Variables, members of values and types, and names of types.

use super::{Completions, Kind, result};
use engine::Engine;
use object::members::display::{MemberView, members_of, static_members_of};
use object::{Result, Str, Symbol, Type, Value, types};

/// Where the run of characters that a test takes begins, at the end of a text.
fn tail(text: &str, takes: impl Fn(char) -> bool) -> usize {
    text.char_indices()
        .rev()
        .take_while(|(_, c)| takes(*c))
        .last()
        .map_or(text.len(), |(at, _)| at)
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn starts_with(name: &str, start: &str) -> bool {
    name.to_lowercase().starts_with(&start.to_lowercase())
}

/// `$name`, `@name`, `$env:name`: the variables in sight.
pub(super) fn variable(engine: &mut Engine, before: &str) -> Option<Completions> {
    let name_at = tail(before, |c| is_word(c) || c == ':');
    let sigil = before[..name_at].chars().next_back()?;
    if !matches!(sigil, '$' | '@') {
        return None;
    }
    let start = name_at - 1;
    let typed = &before[name_at..];
    let names: Vec<String> = match typed.split_once(':') {
        Some((drive, rest)) if drive.eq_ignore_ascii_case("env") => {
            let names = engine.environment().keys();
            names
                .filter(|name| starts_with(name, rest))
                .map(|name| format!("env:{name}"))
                .collect()
        }
        Some(_) => return None,
        None => variables(engine)
            .into_iter()
            .filter(|name| starts_with(name, typed))
            .collect(),
    };
    let mut names = names;
    names.sort_by_key(|name| name.to_lowercase());
    names.dedup();
    let found = names
        .iter()
        .map(|name| {
            let text = format!("{sigil}{name}");
            result(&text, name, Kind::Variable, name)
        })
        .collect();
    Some(Completions {
        found,
        start,
        end: before.len(),
    })
}

/// The names of the variables in sight.
fn variables(engine: &Engine) -> Vec<String> {
    let mut names = Vec::new();
    let mut at = Some(engine.scope);
    while let Some(id) = at {
        for (symbol, _) in engine.scopes.variables(id) {
            names.push(symbol.text().to_string());
        }
        at = engine.scopes.get(id).parent;
    }
    names
}

/// `$value.Na`, `'text'.Na`, `[type]::Na`
pub(super) fn member(engine: &mut Engine, before: &str) -> Result<Option<Completions>> {
    let start = tail(before, is_word);
    let (head, typed) = before.split_at(start);
    let views = if let Some(head) = head.strip_suffix("::") {
        let Some(kind) = bracketed(head).and_then(|name| find_type(&name)) else {
            return Ok(None);
        };
        static_members_of(&kind)
    } else if let Some(head) = head.strip_suffix('.') {
        match target(engine, head) {
            Some(value) => members_of(&value),
            None => return Ok(None),
        }
    } else {
        return Ok(None);
    };
    Ok(Some(Completions {
        found: shown(views, typed),
        start,
        end: before.len(),
    }))
}

/// Properties, then methods, each by name.
fn shown(views: Vec<MemberView>, typed: &str) -> Vec<Value> {
    let fits = |view: &MemberView| starts_with(&view.name, typed) && !view.name.starts_with(".");
    let (mut methods, mut properties): (Vec<MemberView>, Vec<MemberView>) = views
        .into_iter()
        .filter(fits)
        .partition(|view| view.kind.ends_with("Method"));
    for list in [&mut properties, &mut methods] {
        list.sort_by_key(|view| view.name.to_lowercase());
        list.dedup_by(|a, b| a.name == b.name);
    }
    let property =
        |view: &MemberView| result(&view.name, &view.name, Kind::Property, &view.definition);
    let method = |view: &MemberView| {
        let text = format!("{}(", view.name);
        result(&text, &view.name, Kind::Method, &view.definition)
    };
    properties
        .iter()
        .map(property)
        .chain(methods.iter().map(method))
        .collect()
}

/// The properties of a value whose names begin so, for commands that take names of properties.
pub(super) fn properties(value: &Value, typed: &str) -> Vec<Value> {
    let views = members_of(value);
    let own = views
        .into_iter()
        .filter(|view| !view.kind.ends_with("Method"))
        .collect();
    shown(own, typed)
}

/// The value that an expression at the end of a text has, where finding it out does nothing.
pub(super) fn target(engine: &mut Engine, head: &str) -> Option<Value> {
    if head.ends_with(['\'', '"']) {
        return Some(Value::str(""));
    }
    if let Some(name) = bracketed(head) {
        return find_type(&name).map(Value::Type);
    }
    let at = tail(head, is_word);
    head[..at]
        .ends_with('$')
        .then(|| Engine::variable(engine, Symbol::of(&head[at..])))
        .flatten()
}

/// The name between the brackets at the end of a text.
fn bracketed(head: &str) -> Option<String> {
    let inner = head.strip_suffix(']')?;
    let at = inner.rfind('[')?;
    Some(inner[at + 1..].to_string())
}

fn find_type(name: &str) -> Option<Type> {
    types::find(name, 0).map(Type::Known)
}

/// `[name`: accelerators, and types by their full names.
pub(super) fn type_name(before: &str) -> Option<Completions> {
    let start = tail(before, |c| is_word(c) || c == '.');
    let typed = &before[start..];
    if !before[..start].ends_with('[') || typed.is_empty() {
        return None;
    }
    let mut names: Vec<Str> = types::accelerators()
        .iter()
        .map(|(short, _)| Str::from(*short))
        .collect();
    names.extend(types::known_types().map(|info| Str::from(info.name)));
    names.retain(|name| starts_with(name, typed));
    names.sort_by_key(|name| name.to_lowercase());
    names.dedup();
    let found = names
        .iter()
        .map(|name| {
            result(
                name,
                name.rsplit('.').next().unwrap_or(name),
                Kind::Type,
                name,
            )
        })
        .collect();
    Some(Completions {
        found,
        start,
        end: before.len(),
    })
}
