//! The common parameters, and the preference variables that they stand in for.

use crate::Engine;
use crate::streams::Stream;
use object::{List, Result, Str, Symbol, Type, TypeInfo, Value, types};
use std::rc::Rc;

/// `ActionPreference`
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub enum Action {
    SilentlyContinue,
    Stop,
    Continue,
    Inquire,
    Ignore,
    Suspend,
    Break,
}

/// `System.Management.Automation.ActionPreference`
pub static ACTION_PREFERENCE: TypeInfo = TypeInfo::enumeration(
    "System.Management.Automation.ActionPreference",
    &[
        ("SilentlyContinue", 0),
        ("Stop", 1),
        ("Continue", 2),
        ("Inquire", 3),
        ("Ignore", 4),
        ("Suspend", 5),
        ("Break", 6),
    ],
);

/// `System.Management.Automation.ConfirmImpact`
pub static CONFIRM_IMPACT: TypeInfo = TypeInfo::enumeration(
    "System.Management.Automation.ConfirmImpact",
    &[("None", 0), ("Low", 1), ("Medium", 2), ("High", 3)],
);

impl Action {
    /// By .NET's number.
    pub fn from_bits(bits: i64) -> Action {
        match bits {
            0 => Action::SilentlyContinue,
            1 => Action::Stop,
            3 => Action::Inquire,
            4 => Action::Ignore,
            5 => Action::Suspend,
            6 => Action::Break,
            _ => Action::Continue,
        }
    }

    /// As a value of the enumeration.
    pub fn to_value(self) -> Value {
        Type::Known(&ACTION_PREFERENCE).enum_from(self as i64)
    }
}

/// The common parameters of one call. `None` means that the preference variable decides.
#[derive(Clone, Default)]
pub struct Common {
    /// `-ErrorAction`
    pub error_action: Option<Action>,
    /// `-WarningAction`
    pub warning_action: Option<Action>,
    /// `-InformationAction`
    pub information_action: Option<Action>,
    /// `-ProgressAction`
    pub progress_action: Option<Action>,
    /// `-Verbose`
    pub verbose: Option<bool>,
    /// `-Debug`
    pub debug: Option<bool>,
    /// `-WhatIf`
    pub what_if: Option<bool>,
    /// `-Confirm`
    pub confirm: Option<bool>,
    /// `-ErrorVariable`
    pub error_variable: Option<Str>,
    /// `-WarningVariable`
    pub warning_variable: Option<Str>,
    /// `-InformationVariable`
    pub information_variable: Option<Str>,
    /// `-OutVariable`
    pub out_variable: Option<Str>,
    /// `-PipelineVariable`
    pub pipeline_variable: Option<Str>,
    /// `-IncludeTotalCount`
    pub total_count: bool,
    /// `-Skip`; null where it was not given.
    pub skip: Value,
    /// `-First`; null where it was not given.
    pub first: Value,
}

impl Common {
    /// Whether any list keeps copies of what is written.
    pub fn has_variables(&self) -> bool {
        self.error_variable.is_some()
            || self.warning_variable.is_some()
            || self.information_variable.is_some()
            || self.out_variable.is_some()
            || self.pipeline_variable.is_some()
    }
}

impl Engine {
    /// What a preference variable says, if nothing nearer does.
    pub fn preference(&mut self, stream: Stream) -> Action {
        let name = match stream {
            Stream::Error => self.names.error_action,
            Stream::Warning => self.names.warning,
            Stream::Verbose => self.names.verbose,
            Stream::Debug => self.names.debug,
            Stream::Information => self.names.information,
            Stream::Progress => Symbol::of("ProgressPreference"),
        };
        let value = self.variable(name).unwrap_or_default();
        self.action_of(&value).unwrap_or(Action::Continue)
    }

    /// The preference that a value names.
    pub fn action_of(&mut self, value: &Value) -> Option<Action> {
        if let Value::Enum(value) = value.base() {
            return Some(Action::from_bits(value.bits));
        }
        if value.is_null() {
            return None;
        }
        let converted = object::convert::to(self, value, &Type::Known(&ACTION_PREFERENCE)).ok()?;
        match converted {
            Value::Enum(value) => Some(Action::from_bits(value.bits)),
            _ => None,
        }
    }

    /// The list behind `-OutVariable` and its like: `+name` goes on with the list that is there; the name may tell a scope.
    pub fn variable_list(&mut self, name: &str) -> Result<Rc<List>> {
        let (append, name) = match name.strip_prefix('+') {
            Some(rest) => (true, rest),
            None => (false, name),
        };
        let (scope, symbol) = match crate::lower::qualified_name(name) {
            Some((qualifier, rest)) => (self.qualified_scope(qualifier), Symbol::of(rest)),
            None => (self.scope, Symbol::of(name)),
        };
        let old = match append && scope == self.scope {
            true => self.variable(symbol),
            false if append => self.variable_in(scope, symbol),
            false => None,
        };
        if let Some(Value::List(list)) = old {
            return Ok(list);
        }
        let items = old
            .map(|old| object::convert::enumerate(&old).unwrap_or(Ok(vec![old.clone()])))
            .transpose()?;
        let list = List::new(
            Type::Known(&types::ARRAY_LIST),
            Type::Known(&types::OBJECT),
            items.unwrap_or_default(),
        );
        self.set_checked(scope, symbol, Value::List(Rc::clone(&list)))?;
        Ok(list)
    }
}
