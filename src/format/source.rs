//! Where the value of a column comes from, and which columns an object has for the properties asked for.

use crate::display;
use crate::options::Context;
use crate::request::{Column, Common, Expression};
use crate::values::{self, Accessor};
use crate::views::{Cell, Registry, SessionItem, scripts};
use object::record::SlotKind;
use object::{ErrorRecord, Result, Str, Symbol, Value};
use std::rc::Rc;

/// Where a value comes from, ready to be asked of many objects.
pub enum Source {
    /// A property.
    Property(Accessor),
    /// A script block.
    Block(Value),
    /// A cell of one of PowerShell's views.
    Cell(Cell),
}

/// What a source answers.
pub enum Answer {
    /// A value.
    Value(Value),
    /// The object has no such property.
    Missing,
    /// The script failed.
    Failed(Rc<ErrorRecord>),
}

impl Source {
    /// The property of that name.
    pub fn property(name: &Str) -> Source {
        Source::Property(Accessor::new(name))
    }

    /// A cell of one of PowerShell's views.
    pub fn cell(cell: Cell) -> Source {
        match cell {
            Cell::Property(name) => Source::property(&Str::from(name)),
            other => Source::Cell(other),
        }
    }

    /// A value of a session's view.
    pub fn item(item: &SessionItem) -> Source {
        match item.expression.as_str() {
            Some(name) => Source::property(name),
            None => Source::Block(item.expression.clone()),
        }
    }

    /// What a label says where none is given: the property's name, the script's text.
    pub fn name(&self, cx: &mut Context<'_>) -> Result<Str> {
        match self {
            Source::Property(accessor) => Ok(accessor.name.clone()),
            Source::Block(block) => values::object_text(cx.host, block),
            Source::Cell(_) => Ok(Str::default()),
        }
    }

    /// The value for an object.
    pub fn ask(&mut self, cx: &mut Context<'_>, item: &Value) -> Result<Answer> {
        let result = match self {
            Source::Property(accessor) => accessor.get(cx.host, item),
            Source::Block(block) => cx.host.call_with_item(block, item).map(Some),
            Source::Cell(cell) => scripts::cell(cx, item, *cell),
        };
        Ok(match values::tame(result)? {
            Ok(Some(value)) => Answer::Value(value),
            Ok(None) => Answer::Missing,
            Err(record) => Answer::Failed(record),
        })
    }
}

/// A property of an object with what was asked of it.
pub struct Resolved {
    /// Where its value comes from.
    pub source: Source,
    /// What was asked; none where nothing was.
    pub column: Option<Column>,
}

impl Resolved {
    fn plain(name: &Str) -> Resolved {
        Resolved {
            source: Source::property(name),
            column: None,
        }
    }
}

/// The properties asked for, of this object. A name that the object has no property of stays only where `keep` says so: a table
/// shows the column, a list leaves it out.
pub fn asked(common: &Common, item: &Value, keep: bool) -> Vec<Resolved> {
    let mut all = Vec::new();
    let everything = [Column::named("*")];
    let columns = if common.properties.is_empty() {
        &everything[..]
    } else {
        &common.properties[..]
    };
    for column in columns {
        let add = |source| Resolved {
            source,
            column: Some(column.clone()),
        };
        match &column.expression {
            Expression::Block(block) => all.push(add(Source::Block(block.clone()))),
            Expression::Name(pattern) => {
                let names = resolve(pattern, item);
                if names.is_empty() && keep && !is_pattern(pattern) {
                    all.push(add(Source::property(pattern)));
                }
                all.extend(
                    names
                        .iter()
                        .filter(|name| !excluded(common, name))
                        .map(|name| add(Source::property(name))),
                );
            }
        }
    }
    all
}

fn excluded(common: &Common, name: &str) -> bool {
    common.exclude.iter().any(|pattern| wildcard(pattern, name))
}

/// The properties that an object shows unasked: its default display set, or all, those that .NET declares first.
pub fn unasked(registry: &Registry, item: &Value) -> Vec<Resolved> {
    let set = display::default_set(registry, item);
    let names = if set.is_empty() {
        values::declared_first(item)
    } else {
        set.iter().flat_map(|name| resolve(name, item)).collect()
    };
    names.iter().map(Resolved::plain).collect()
}

/// The one property that a wide view shows unasked.
pub fn naming(registry: &Registry, item: &Value) -> Option<Resolved> {
    match display::name_of(registry, item) {
        Some(name) => Some(Resolved::plain(&name)),
        None => unasked(registry, item).into_iter().next(),
    }
}

/// The names of an object's properties that fit a pattern; a property set stands for its members.
fn resolve(pattern: &Str, item: &Value) -> Vec<Str> {
    if let Some(names) = property_set(pattern, item) {
        return names;
    }
    let fits = |name: &str| {
        if is_pattern(pattern) {
            wildcard(pattern, name)
        } else {
            name.eq_ignore_ascii_case(pattern)
        }
    };
    values::properties(item)
        .into_iter()
        .map(|named| named.name)
        .filter(|name| fits(name))
        .collect()
}

fn property_set(name: &str, item: &Value) -> Option<Vec<Str>> {
    let object = values::slots(item)?;
    let (index, SlotKind::Set) = object.find(Symbol::of(name))? else {
        return None;
    };
    Some(
        values::elements(&object.slot(index))
            .ok()??
            .iter()
            .filter_map(|name| name.as_str().cloned())
            .collect(),
    )
}

/// Whether a name is a pattern.
pub fn is_pattern(name: &str) -> bool {
    name.contains(['*', '?', '['])
}

/// Whether a text fits a wildcard pattern, whatever its case.
pub fn wildcard(pattern: &str, text: &str) -> bool {
    let pattern: Vec<char> = pattern.to_lowercase().chars().collect();
    let text: Vec<char> = text.to_lowercase().chars().collect();
    matches(&pattern, &text)
}

fn matches(pattern: &[char], text: &[char]) -> bool {
    match pattern.first() {
        None => text.is_empty(),
        Some('*') => (0..=text.len()).any(|skip| matches(&pattern[1..], &text[skip..])),
        Some('?') => !text.is_empty() && matches(&pattern[1..], &text[1..]),
        Some('`') if pattern.len() > 1 => {
            text.first() == Some(&pattern[1]) && matches(&pattern[2..], &text[1..])
        }
        Some('[') => match (pattern.iter().position(|c| *c == ']'), text.first()) {
            (Some(end), Some(c)) => {
                in_set(&pattern[1..end], *c) && matches(&pattern[end + 1..], &text[1..])
            }
            _ => false,
        },
        Some(c) => text.first() == Some(c) && matches(&pattern[1..], &text[1..]),
    }
}

fn in_set(set: &[char], c: char) -> bool {
    let mut rest = set;
    while let Some((first, tail)) = rest.split_first() {
        match tail {
            ['-', last, after @ ..] => {
                if (*first..=*last).contains(&c) {
                    return true;
                }
                rest = after;
            }
            _ if *first == c => return true,
            _ => rest = tail,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::wildcard;

    #[test]
    fn patterns_fit_names_whatever_their_case() {
        assert!(wildcard("user*", "UserName"));
        assert!(wildcard("*id", "UserId"));
        assert!(wildcard("[a-c]?z", "Bxz"));
        assert!(!wildcard("[a-c]", "d"));
        assert!(!wildcard("a?", "a"));
    }
}
