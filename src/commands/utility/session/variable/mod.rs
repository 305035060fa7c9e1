//! Variables by name: scopes, patterns, and the object that stands for a variable.
//!
//! A file a family of verbs; `PSVariable` itself stands in the engine.

mod get;
mod remove;
mod set;

pub use self::get::GetVariable;
pub use self::remove::{ClearVariable, RemoveVariable};
pub use self::set::{NewVariable, SetVariable};
pub use engine::variable_info::{PS_VARIABLE, PsVariable};

use engine::Engine;
use engine::program::Qualifier;
use engine::scope::{Options, ScopeId, Slot, Variable};
use object::pattern::{Wildcard, contains_wildcard_characters};
use object::{Category, Fault, Result, Str, Symbol, Value, types};
use std::cell::RefCell;
use std::rc::Rc;

/// Variables that no scope holds: the engine answers them.
const AUTOMATIC: &[&str] = &[
    "?",
    "args",
    "Error",
    "ExecutionContext",
    "false",
    "input",
    "MyInvocation",
    "null",
    "PSBoundParameters",
    "PSCommandPath",
    "PSScriptRoot",
    "true",
];
/// Those of them that nobody can change.
const FIXED: &[&str] = &["?", "Error", "ExecutionContext", "false", "null", "true"];

/// A variable that was found.
pub(crate) struct Found {
    pub name: Str,
    pub variable: Rc<RefCell<Variable>>,
    /// Where it stands; none for automatic ones.
    pub place: Option<(ScopeId, Symbol)>,
}

/// The scope that `-Scope` means.
pub(crate) fn scope_of(engine: &Engine, name: &str) -> Result<ScopeId> {
    if let Ok(steps) = name.trim().parse::<i64>() {
        let found = usize::try_from(steps)
            .ok()
            .and_then(|steps| engine.scopes.ancestor(engine.scope, steps));
        return match found {
            Some(scope) => Ok(scope),
            None => Fault::new(
                &types::PS_ARGUMENT_OUT_OF_RANGE_EXCEPTION,
                format!("The scope number '{steps}' exceeds the number of active scopes. (Parameter 'Scope')\nActual value was {steps}."),
            )
            .id("ArgumentOutOfRange")
            .category(Category::InvalidArgument)
            .target(Value::Int(i32::try_from(steps).unwrap_or(i32::MAX)))
            .raise(),
        };
    }
    let qualifier = match name.to_ascii_lowercase().as_str() {
        "global" => Qualifier::Global,
        "script" => Qualifier::Script,
        "local" | "private" => Qualifier::Local,
        _ => {
            return Fault::new(
                &types::PS_ARGUMENT_EXCEPTION,
                "Cannot process argument because the value of argument \"scopeID\" is not valid. Change the value of the \"scopeID\" argument and run the operation again.",
            )
            .id("Argument")
            .category(Category::InvalidArgument)
            .raise();
        }
    };
    Ok(engine.qualified_scope(qualifier))
}

/// Which names are meant: a name or a pattern, and what `-Include` and `-Exclude` leave of it.
pub(crate) struct Names {
    pattern: Option<Wildcard>,
    literal: Str,
    include: Vec<Wildcard>,
    exclude: Vec<Wildcard>,
    /// Something may have been filtered out, so that finding nothing is no error.
    pub filtered: bool,
}

impl Names {
    pub fn new(name: &str, include: Option<&[Str]>, exclude: Option<&[Str]>) -> Names {
        let patterns = |list: Option<&[Str]>| -> Vec<Wildcard> {
            list.unwrap_or_default()
                .iter()
                .filter_map(|text| Wildcard::new(text, true).ok())
                .collect()
        };
        let wild = contains_wildcard_characters(name);
        let literal = if name.contains('`') {
            object::pattern::unescape_wildcard(name)
        } else {
            name.to_string()
        };
        let filtered = wild || include.is_some() || exclude.is_some();
        let pattern = if wild {
            Wildcard::new(name, true).ok()
        } else {
            None
        };
        Names {
            pattern,
            literal: Str::from(literal),
            include: patterns(include),
            exclude: patterns(exclude),
            filtered,
        }
    }

    fn matches(&self, name: &str) -> bool {
        let named = match &self.pattern {
            Some(pattern) => pattern.is_match(name),
            None => self.literal.eq_ignore_ascii_case(name),
        };
        named
            && (self.include.is_empty()
                || self.include.iter().any(|pattern| pattern.is_match(name)))
            && !self.exclude.iter().any(|pattern| pattern.is_match(name))
    }
}

/// All variables that are meant: of one scope, or of all in sight.
pub(crate) fn find(
    engine: &mut Engine,
    names: &Names,
    scope: Option<ScopeId>,
) -> Result<Vec<Found>> {
    let mut found: Vec<Found> = Vec::new();
    let mut seen: Vec<Symbol> = Vec::new();
    let from = scope.unwrap_or(engine.scope);
    let mut at = Some(from);
    while let Some(id) = at {
        let others_only = scope.is_some() && id != from;
        for (symbol, slot) in engine.scopes.variables(id) {
            let name = symbol.text();
            if seen.contains(&symbol) || !names.matches(&name) {
                continue;
            }
            let hidden = match engine.scopes.slot(id, slot) {
                Some(Slot::Special(variable)) => {
                    let options = variable.borrow().options;
                    (others_only && !options.has(Options::ALL_SCOPE))
                        || (id != from && options.has(Options::PRIVATE))
                }
                _ => others_only,
            };
            if hidden || name.starts_with("__") {
                continue;
            }
            seen.push(symbol);
            let variable = engine.scopes.slot_mut(id, slot).special();
            found.push(Found {
                name,
                variable,
                place: Some((id, symbol)),
            });
        }
        at = engine.scopes.get(id).parent;
    }
    for name in AUTOMATIC {
        if names.matches(name) && !seen.contains(&Symbol::of(name)) {
            found.push(automatic(engine, name)?);
        }
    }
    Ok(found)
}

/// A variable that the engine answers, as it is now.
fn automatic(engine: &mut Engine, name: &str) -> Result<Found> {
    let code = engine.parse(&format!(", ${{{name}}}"), None)?;
    let block = Value::native(engine::block::ScriptBlock { code, state: None });
    let collector = engine::Collector::new();
    let out: engine::Out = collector.clone();
    engine.run_in_place(&block, &out)?;
    let value = collector.take().pop().unwrap_or_default();
    let options = match FIXED.contains(&name) {
        true if matches!(name, "true" | "false" | "null" | "ExecutionContext") => {
            Options(Options::CONSTANT.0 | Options::ALL_SCOPE.0)
        }
        true => Options::CONSTANT,
        false => Options::NONE,
    };
    let variable = Variable {
        value,
        options,
        ..Variable::default()
    };
    Ok(Found {
        name: Str::from(name),
        variable: Rc::new(RefCell::new(variable)),
        place: None,
    })
}

/// The error of a name that no variable has.
pub(crate) fn not_found(name: &str) -> Fault {
    Fault::new(
        &types::ITEM_NOT_FOUND_EXCEPTION,
        format!("Cannot find a variable with the name '{name}'."),
    )
    .id("VariableNotFound")
    .category(Category::ObjectNotFound)
    .target(name)
}

/// The error of a variable that cannot be changed.
pub(crate) fn not_writable(name: &str) -> Fault {
    Fault::new(
        &types::SESSION_STATE_UNAUTHORIZED_ACCESS_EXCEPTION,
        format!("Cannot overwrite variable {name} because it is read-only or constant."),
    )
    .id("VariableNotWritable")
    .category(Category::WriteError)
    .target(name)
}

/// Whether options keep a variable from being changed.
pub(crate) fn is_locked(options: Options, force: bool) -> bool {
    options.has(Options::CONSTANT) || (options.has(Options::READ_ONLY) && !force)
}
