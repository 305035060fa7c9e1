//! Members behind a dot or two colons, where what they are members of is plain: nothing is run to find it.

use super::{Candidate, begins};
use crate::analysis::Analysis;
use engine::Engine;
use object::members::{MemberView, members_of, static_members_of};
use object::{Symbol, Type, Value};
use syntax::TokenKind;

/// The members of a target whose names begin so.
pub(super) fn of(engine: &mut Engine, target: &str, is_static: bool, word: &str) -> Vec<Candidate> {
    let views = if is_static {
        named_type(engine, target).map(|kind| static_members_of(&kind))
    } else {
        value(engine, target).map(|value| members_of(&value))
    };
    let mut found: Vec<Candidate> = views
        .unwrap_or_default()
        .into_iter()
        .filter(|view| begins(&view.name, word) && !is_accessor(&view.name))
        .map(candidate)
        .collect();
    found.sort_by_cached_key(|candidate| candidate.text.to_lowercase());
    found.dedup();
    found
}

fn candidate(view: MemberView) -> Candidate {
    let text = match view.kind.ends_with("Method") {
        true => format!("{}(", view.name),
        false => view.name.to_string(),
    };
    Candidate {
        shown: view.name.to_string(),
        text,
    }
}

/// `get_Length` and the like, which nobody types.
fn is_accessor(name: &str) -> bool {
    ["get_", "set_", "op_"]
        .iter()
        .any(|start| name.starts_with(start))
}

/// `[name]`
fn named_type(engine: &Engine, target: &str) -> Option<Type> {
    let name = target.strip_prefix('[')?.strip_suffix(']')?.trim();
    if let Some(class) = engine.classes.find(engine.state, name) {
        return Some(class.clone());
    }
    object::types::find(name, 0).map(Type::Known)
}

/// The value of a variable, of a property that stands in an object, or of a string: read, not run.
fn value(engine: &mut Engine, target: &str) -> Option<Value> {
    let analysis = Analysis::of(target);
    let mut tokens = analysis.tokens.iter();
    let first = tokens.next()?;
    let text = analysis.text_of(first);
    let mut value = match first.kind {
        TokenKind::Variable => {
            let name = text.trim_start_matches(['$', '{']).trim_end_matches('}');
            engine.variable(Symbol::of(name))?
        }
        TokenKind::StringLiteral | TokenKind::StringExpandable => Value::str(""),
        _ => return None,
    };
    while let Some(operator) = tokens.next() {
        if operator.kind != TokenKind::Dot {
            return None;
        }
        let name = analysis.text_of(tokens.next()?).to_string();
        if !is_note(&value, &name) {
            return None;
        }
        value = engine.own_property(&value, &name).ok()??;
    }
    Some(value)
}

/// Whether reading a property only reads: it is no script property.
fn is_note(value: &Value, name: &str) -> bool {
    members_of(value).iter().any(|view| {
        view.name.eq_ignore_ascii_case(name) && matches!(view.kind, "NoteProperty" | "Property")
    })
}
