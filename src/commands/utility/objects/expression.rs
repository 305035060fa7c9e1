//! Properties as cmdlets are asked for them: names, patterns, script blocks, and tables that calculate one.
//!
//! A table's keys may be shortened as long as they stay unique; `name` and `label` are one.

use super::property::{self, Accessor};
use engine::Engine;
use object::pattern::Wildcard;
use object::{Category, ErrorRecord, Fault, Interrupt, Result, Str, Value, convert, types};
use std::rc::Rc;

/// Which property.
#[derive(Clone)]
pub enum Expression {
    /// The one of that name.
    Name(Accessor),
    /// Those whose names fit the pattern.
    Pattern(Str),
    /// What the script block makes of the object.
    Block(Value, Str),
}

/// One value that an expression has for an object.
pub struct Found {
    /// The property's name as the object spells it, or the script's text.
    pub name: Str,
    /// Its value, or why there is none.
    pub value: std::result::Result<Value, Rc<ErrorRecord>>,
}

impl Found {
    /// The value; null where there is none.
    pub fn or_null(self) -> Value {
        self.value.unwrap_or_default()
    }
}

impl Expression {
    /// The expression of a name, a pattern or a script block.
    ///
    /// # Errors
    /// The value is neither.
    pub fn of(engine: &mut Engine, value: &Value) -> Result<Expression> {
        match value.base() {
            Value::Str(name) if name.is_empty() => fault(
                "ExpressionEmptyString2",
                "An empty string is not a valid expression.",
            )
            .raise(),
            Value::Str(name) => Ok(Expression::named(name)),
            Value::Native(block) if block.get_type().is(&types::SCRIPT_BLOCK) => {
                let text = convert::to_text(engine, value)?;
                Ok(Expression::Block(value.base().clone(), text))
            }
            other => {
                let shown = if other.is_null() {
                    "null".to_string()
                } else {
                    other.get_type().full_name()
                };
                let what = format!(
                    "Cannot convert {shown} to one of the following types {{System.String, System.Management.Automation.ScriptBlock}}."
                );
                fault("DictionaryKeyUnknownType", what).raise()
            }
        }
    }

    /// The expression of a name or a pattern.
    pub fn named(name: &Str) -> Expression {
        if is_pattern(name) {
            Expression::Pattern(name.clone())
        } else {
            Expression::Name(Accessor::new(name))
        }
    }

    /// The text it was written as.
    pub fn text(&self) -> Str {
        match self {
            Expression::Name(accessor) => accessor.name.clone(),
            Expression::Pattern(text) | Expression::Block(_, text) => text.clone(),
        }
    }

    /// The only value of the expression; `None` where the object has no such property. Errors of scripts are errors here.
    pub fn one(&mut self, engine: &mut Engine, item: &Value) -> Result<Option<Value>> {
        match self {
            Expression::Name(accessor) => accessor.get(engine, item),
            Expression::Block(block, _) => engine.compute(block, item).map(Some),
            Expression::Pattern(_) => Ok(self
                .all(engine, item)?
                .into_iter()
                .next()
                .map(Found::or_null)),
        }
    }

    /// All values that the expression has for an object.
    pub fn all(&mut self, engine: &mut Engine, item: &Value) -> Result<Vec<Found>> {
        match self {
            Expression::Name(accessor) => match tame(accessor.get(engine, item))? {
                Ok(None) => Ok(Vec::new()),
                Ok(Some(value)) => Ok(vec![Found {
                    name: accessor.spelling(item),
                    value: Ok(value),
                }]),
                Err(record) => Ok(vec![Found {
                    name: accessor.spelling(item),
                    value: Err(record),
                }]),
            },
            Expression::Block(block, text) => {
                let value = tame(engine.compute(block, item))?;
                Ok(vec![Found {
                    name: text.clone(),
                    value,
                }])
            }
            Expression::Pattern(pattern) => {
                let mut found = Vec::new();
                for name in matching(pattern, item) {
                    let value =
                        tame(property::get(engine, item, &name))?.map(Option::unwrap_or_default);
                    found.push(Found { name, value });
                }
                Ok(found)
            }
        }
    }
}

/// Whether a name is a pattern.
pub fn is_pattern(name: &str) -> bool {
    name.contains(['*', '?', '['])
}

/// A pattern that ignores case; one that makes no sense matches only itself.
pub fn wildcard(pattern: &str) -> Option<Wildcard> {
    Wildcard::new(pattern, true).ok()
}

/// The names of an object's properties that fit a pattern. The keys of a dictionary are its properties.
pub fn matching(pattern: &str, item: &Value) -> Vec<Str> {
    let names = match item.base() {
        Value::Dict(dict) => dict
            .keys()
            .iter()
            .filter_map(|key| key.as_str().cloned())
            .collect(),
        _ => property::names(item),
    };
    if pattern == "*" {
        return names;
    }
    match wildcard(pattern) {
        Some(wildcard) => names
            .into_iter()
            .filter(|name| wildcard.is_match(name))
            .collect(),
        None => Vec::new(),
    }
}

/// An error apart from what merely leaves the computation, which goes on its way out.
pub fn tame<T>(result: Result<T>) -> Result<std::result::Result<T, Rc<ErrorRecord>>> {
    match result {
        Ok(value) => Ok(Ok(value)),
        Err(stop) => match *stop {
            Interrupt::Error(record) => Ok(Err(record)),
            other => Err(Box::new(other)),
        },
    }
}

/// One element of `-Property`: an expression, and what a table says beside it.
#[derive(Clone)]
pub struct Asked {
    /// The expression.
    pub expression: Expression,
    /// `Name`, `Label`
    pub name: Option<Str>,
    /// The other keys.
    pub entries: Vec<(&'static str, Value)>,
}

impl Asked {
    /// An element of `-Property`, whose table may have these keys beside `expression`.
    ///
    /// # Errors
    /// It makes no sense.
    pub fn of(engine: &mut Engine, value: &Value, keys: &[&'static str]) -> Result<Asked> {
        let Value::Dict(dict) = value.base() else {
            return Ok(Asked {
                expression: Expression::of(engine, value)?,
                name: None,
                entries: Vec::new(),
            });
        };
        let (mut expression, mut name, mut entries) = (None, None, Vec::new());
        for (key, value) in dict.entries() {
            let Some(typed) = key.as_str() else {
                return fault(
                    "DictionaryKeyNonString",
                    "A key in a hashtable is not of type string.",
                )
                .raise();
            };
            let key = matching_key(typed, keys)?;
            if value.is_null() {
                return fault(
                    "DictionaryKeyMissingValue",
                    format!("The {typed} key has no value."),
                )
                .raise();
            }
            match key {
                "expression" if value.as_str().is_some_and(|text| text.is_empty()) => {
                    return fault(
                        "ExpressionEmptyString1",
                        "An empty string is not a valid expression.",
                    )
                    .raise();
                }
                "expression" => expression = Some(Expression::of(engine, &value)?),
                "name" | "label" => {
                    let Some(text) = value.as_str() else {
                        let shown = value.get_type().full_name();
                        let what = format!(
                            "The {typed} key has a type, {shown}, that is not valid; expected type is {{System.String}}."
                        );
                        return fault("DictionaryKeyIllegalValue1", what).raise();
                    };
                    if text.is_empty() {
                        return fault(
                            "NameEmptyString",
                            "The value of the name key is an empty string.",
                        )
                        .raise();
                    }
                    name = Some(text.clone());
                }
                other => entries.push((other, value)),
            }
        }
        match expression {
            Some(expression) => Ok(Asked {
                expression,
                name,
                entries,
            }),
            None => fault(
                "DictionaryKeyMandatoryEntry",
                "The expression key is missing.",
            )
            .raise(),
        }
    }

    /// All elements of `-Property`.
    ///
    /// # Errors
    /// One of them makes no sense.
    pub fn list(
        engine: &mut Engine,
        values: &[Value],
        keys: &[&'static str],
    ) -> Result<Vec<Asked>> {
        values
            .iter()
            .map(|value| Asked::of(engine, value, keys))
            .collect()
    }

    /// The switch under that key, if it was given.
    pub fn flag(&self, key: &str) -> Option<bool> {
        self.entries
            .iter()
            .find(|(known, _)| *known == key)
            .map(|(_, value)| convert::to_bool(value))
    }
}

/// The key that was meant.
fn matching_key(typed: &str, keys: &[&'static str]) -> Result<&'static str> {
    let fits = |key: &str| {
        !typed.is_empty()
            && key
                .get(..typed.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(typed))
    };
    let found: Vec<&'static str> = std::iter::once("expression")
        .chain(keys.iter().copied())
        .filter(|key| fits(key))
        .collect();
    match found.as_slice() {
        [one] => Ok(one),
        [] => fault(
            "DictionaryKeyIllegal",
            format!("The {typed} key is not valid."),
        )
        .raise(),
        [one, other, ..] => fault(
            "DictionaryKeyAmbiguous",
            format!("The {typed} key is not unique. It could be {one} or {other}."),
        )
        .raise(),
    }
}

fn fault(id: &str, what: impl Into<Str>) -> Fault {
    Fault::new(&types::NOT_SUPPORTED_EXCEPTION, what)
        .id(id)
        .category(Category::InvalidArgument)
}
