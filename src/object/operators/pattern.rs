//! `-like` and `-match`, and the regular expression in an operand.

use super::filter::filter;
use crate::convert::{self, raw};
use crate::pattern::{Regex, RegexError, RegexOptions, Wildcard, cached};
use crate::types;
use crate::{Fault, Host, Interrupt, Result, Str, Value, members};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::rc::Rc;
use syntax::ast::Case;

/// The groups of a successful `-match`, for `$Matches`: number or name, and text.
#[derive(Clone, Debug)]
pub struct Matches {
    /// Those that took part, in .NET's order: numbered ones first.
    pub groups: Vec<(GroupKey, Str)>,
}

/// What a group is called: a number where it has no name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GroupKey {
    /// Its number.
    Number(i32),
    /// Its name.
    Name(Str),
}

impl Matches {
    /// The groups as keys and values of a hashtable.
    pub fn entries(&self) -> impl Iterator<Item = (Value, Value)> {
        self.groups.iter().map(|(key, text)| {
            let key = match key {
                GroupKey::Number(number) => Value::Int(*number),
                GroupKey::Name(name) => Value::Str(name.clone()),
            };
            (key, Value::Str(text.clone()))
        })
    }
}

/// `left -like right`; elements of a collection come out as the text that was compared.
pub fn like(
    host: &mut dyn Host,
    left: &Value,
    right: &Value,
    case: Case,
    negated: bool,
) -> Result<Value> {
    let pattern = Pattern::of(host, right, case)?;
    let Some(items) = convert::enumerate(left) else {
        let text = convert::to_text(host, left)?;
        return Ok(Value::Bool(pattern.accepts(host, text)? != negated));
    };
    let mut kept = Vec::new();
    for item in items? {
        let text = convert::to_text(host, &item)?;
        if pattern.accepts(host, text.clone())? != negated {
            kept.push(Value::Str(text));
        }
    }
    Ok(Value::array(kept))
}

/// The right operand of `-like`.
enum Pattern {
    /// A text, compiled.
    Text(Rc<Wildcard>),
    /// A `WildcardPattern`, whose options count instead of the operator's.
    Object(Value),
}

impl Pattern {
    fn of(host: &mut dyn Host, value: &Value, case: Case) -> Result<Pattern> {
        if let Value::Native(object) = value.base()
            && object.get_type().full_name() == "System.Management.Automation.WildcardPattern"
        {
            return Ok(Pattern::Object(value.clone()));
        }
        let text = convert::to_text(host, value)?;
        wildcard(&text, case == Case::Ignore).map(Pattern::Text)
    }

    fn accepts(&self, host: &mut dyn Host, text: Str) -> Result<bool> {
        match self {
            Pattern::Text(pattern) => Ok(pattern.is_match(&text)),
            Pattern::Object(object) => {
                members::invoke(host, object, "IsMatch", &[Value::Str(text)])
                    .map(|answer| convert::to_bool(&answer))
            }
        }
    }
}

/// As many patterns as a script is likely to use in its loops.
const WILDCARDS_MAX: usize = 128;

/// A compiled wildcard pattern; compiled once.
fn wildcard(text: &Str, ignore_case: bool) -> Result<Rc<Wildcard>> {
    thread_local! {
        static KNOWN: RefCell<FxHashMap<(Str, bool), Rc<Wildcard>>> = RefCell::default();
    }
    let key = (text.clone(), ignore_case);
    if let Some(known) = KNOWN.with_borrow(|known| known.get(&key).cloned()) {
        return Ok(known);
    }
    let pattern = match Wildcard::new(text, ignore_case) {
        Ok(pattern) => Rc::new(pattern),
        Err(_) => {
            let message = format!("The specified wildcard character pattern is not valid: {text}");
            return Fault::new(&types::WILDCARD_PATTERN_EXCEPTION, message)
                .id("RuntimeException")
                .raise();
        }
    };
    KNOWN.with_borrow_mut(|known| {
        if known.len() >= WILDCARDS_MAX {
            known.clear();
        }
        known.insert(key, Rc::clone(&pattern));
    });
    Ok(pattern)
}

/// `left -match right` with the groups found; a collection on the left is filtered and finds none.
pub fn matches(
    host: &mut dyn Host,
    left: &Value,
    right: &Value,
    case: Case,
) -> Result<(Value, Option<Matches>)> {
    let regex = regex_of(host, right, case)?;
    if convert::is_enumerable(left) {
        return keep(host, left, &regex, false).map(|kept| (kept, None));
    }
    let text = convert::to_text(host, left)?;
    let found = regex.find(&text).map_err(refused)?;
    let Some(found) = found else {
        return Ok((Value::Bool(false), None));
    };
    let mut groups = Vec::new();
    for (number, name) in regex.group_numbers().into_iter().zip(regex.group_names()) {
        if let Some(range) = found.group(number) {
            let key = name
                .parse()
                .map_or_else(|_| GroupKey::Name(Str::from(name)), GroupKey::Number);
            groups.push((key, Str::from(&text[range])));
        }
    }
    Ok((Value::Bool(true), Some(Matches { groups })))
}

/// A clause of `switch -regex`: a regular expression that is an object has the case of the switch.
pub fn switch_matches(
    host: &mut dyn Host,
    item: &Value,
    clause: &Value,
    case: Case,
) -> Result<(Value, Option<Matches>)> {
    let ignores = |regex: &crate::members::regex::RegexObject| regex.ignores_case();
    let as_it_is = clause
        .as_native::<crate::members::regex::RegexObject>()
        .is_some_and(|regex| ignores(regex) == (case == Case::Ignore));
    if as_it_is {
        return matches(host, item, clause, case);
    }
    let pattern = convert::to_text(host, clause)?;
    match cached(&pattern, options_of(case)) {
        Ok(_) => matches(host, item, &Value::Str(pattern), case),
        Err(error) => Err(super::replace::not_valid(error, &pattern, clause)),
    }
}

/// `left -notmatch right`
pub(super) fn not_matches(
    host: &mut dyn Host,
    left: &Value,
    right: &Value,
    case: Case,
) -> Result<Value> {
    let regex = regex_of(host, right, case)?;
    keep(host, left, &regex, true)
}

fn keep(host: &mut dyn Host, left: &Value, regex: &Regex, negated: bool) -> Result<Value> {
    filter(host, left, |host, item| {
        let text = convert::to_text(host, item)?;
        regex
            .is_match(&text)
            .map(|is| is != negated)
            .map_err(refused)
    })
}

/// The regular expression in an operand: one that it is, or the one that its text says.
pub fn regex_of(host: &mut dyn Host, value: &Value, case: Case) -> Result<Regex> {
    if let Some(regex) = given(value) {
        return Ok(regex);
    }
    let text = convert::to_text(host, value)?;
    cached(&text, options_of(case)).map_err(refused)
}

fn options_of(case: Case) -> RegexOptions {
    match case {
        Case::Ignore => RegexOptions::IGNORE_CASE,
        _ => RegexOptions::NONE,
    }
}

/// The regular expression that a value is.
pub(super) fn given(value: &Value) -> Option<Regex> {
    value
        .as_native::<crate::members::regex::RegexObject>()
        .map(|object| object.regex().clone())
}

/// The exception of .NET behind an error of the pattern room.
pub(super) fn refused(error: RegexError) -> Box<Interrupt> {
    let kind = match &error {
        RegexError::Parse { .. } => &types::REGEX_PARSE_EXCEPTION,
        RegexError::NotSupported(_) => &types::NOT_SUPPORTED_EXCEPTION,
        RegexError::LimitExceeded => &types::TIMEOUT_EXCEPTION,
    };
    raw(kind, error.to_string()).into()
}
