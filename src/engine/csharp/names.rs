//! What the name of a type means in a C# class.

use super::define::Class;
use super::eval::foreign;
use super::kind::WORDS;
use super::tree::Kind;
use crate::Engine;
use crate::state::GLOBAL;
use object::{Result, Type, types};
use std::rc::Rc;

/// The type of a name as a class sees it.
pub(super) fn resolve(engine: &mut Engine, class: &Rc<Class>, kind: &Kind) -> Result<Type> {
    let known = class.kinds.borrow();
    if let Some((_, found)) = known.iter().find(|(own, _)| own == kind) {
        return Ok(found.clone());
    }
    drop(known);
    let mut found = element(engine, class, kind)?;
    if kind.nullable && found.is_value_type() {
        found = Type::generic(&types::NULLABLE, vec![found]);
    }
    for rank in kind.ranks.iter().rev() {
        found = Type::array_of(found, *rank);
    }
    class.kinds.borrow_mut().push((kind.clone(), found.clone()));
    Ok(found)
}

/// Delegates take anything that can be called.
const DELEGATES: &[&str] = &["Func", "Action", "Predicate", "Comparison", "Converter"];

fn element(engine: &mut Engine, class: &Rc<Class>, kind: &Kind) -> Result<Type> {
    let word = WORDS.iter().find(|(own, _)| *own == kind.name);
    if let Some((_, name)) = word {
        return Ok(types::find(name, 0).map_or(Type::Known(&types::OBJECT), Type::Known));
    }
    let mut arguments = Vec::new();
    for argument in &kind.arguments {
        arguments.push(resolve(engine, class, argument)?);
    }
    let short = kind.name.rsplit('.').next().unwrap_or_default();
    if DELEGATES.contains(&short) {
        return Ok(Type::Known(&types::OBJECT));
    }
    for name in candidates(class, &kind.name) {
        if arguments.is_empty()
            && let Some(found) = engine.classes.find(GLOBAL, &name)
            && found.full_name() == name
        {
            return Ok(found.clone());
        }
        if let Some(info) = types::find(&name, arguments.len())
            && (info.name == name || info.name.rsplit('.').next() == Some(&name))
        {
            return Ok(match arguments.is_empty() {
                true => Type::Known(info),
                false => Type::generic(info, arguments),
            });
        }
    }
    foreign(&format!("Members of '{}'", kind.name))
}

/// The full names that a name may stand for, the nearest first.
fn candidates(class: &Class, name: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut around = class.tree.name.as_str();
    found.push(format!("{around}+{name}"));
    while let Some((outer, _)) = around.rsplit_once(['+', '.']) {
        let sign = if class.tree.name[outer.len()..].starts_with('+') {
            '+'
        } else {
            '.'
        };
        found.push(format!("{outer}{sign}{name}"));
        around = outer;
    }
    found.push(name.to_string());
    let spaces = class.tree.namespaces.iter();
    found.extend(spaces.map(|space| format!("{space}.{name}")));
    if let Some((outer, inner)) = name.rsplit_once('.') {
        found.push(format!("{outer}+{inner}"));
    }
    found
}
