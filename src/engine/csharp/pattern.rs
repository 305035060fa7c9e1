//! What `is`, `case` and `switch` match.

use super::eval::{Found, unknown};
use super::operate;
use super::run::Frame;
use super::tree::*;
use object::{Fault, Result, Value, convert, types};

impl Frame<'_> {
    /// Whether a value is what a pattern says; names that it declares become variables.
    pub fn matches(&mut self, value: &Value, pattern: &Pattern) -> Result<bool> {
        Ok(match pattern {
            Pattern::Any => true,
            Pattern::Constant(wanted) => match self.find(wanted)? {
                Found::Value(wanted) => operate::equal(value, &wanted),
                Found::Type(kind) => !value.is_null() && kind.is_assignable_from(&value.get_type()),
                Found::Namespace(name) => return unknown(&name),
            },
            Pattern::Relation(sign, wanted) => {
                let wanted = self.value(wanted)?;
                !value.is_null() && convert::to_bool(&self.operate(sign, value, &wanted)?)
            }
            Pattern::Type(kind, name) => {
                let found = match self.kind(kind) {
                    Ok(kind) => !value.is_null() && kind.is_assignable_from(&value.get_type()),
                    Err(_) => {
                        // A constant may be written like a type: `Colour.Red`, `MAX`.
                        let path = path_of(&kind.name);
                        return self.matches(value, &Pattern::Constant(path));
                    }
                };
                if found && let Some(name) = name {
                    self.declare(name, value.clone(), None);
                }
                found
                    || (kind.name == "var" && {
                        if let Some(name) = name {
                            self.declare(name, value.clone(), None);
                        }
                        true
                    })
            }
            Pattern::Not(inner) => !self.matches(value, inner)?,
            Pattern::Or(a, b) => self.matches(value, a)? || self.matches(value, b)?,
            Pattern::And(a, b) => self.matches(value, a)? && self.matches(value, b)?,
        })
    }

    pub(super) fn choose(
        &mut self,
        value: &Expr,
        arms: &[(Pattern, Option<Expr>, Expr)],
    ) -> Result<Value> {
        let value = self.value(value)?;
        let height = self.variables.len();
        for (pattern, filter, result) in arms {
            if self.matches(&value, pattern)? {
                let passes = match filter {
                    Some(filter) => self.is_true(filter)?,
                    None => true,
                };
                if passes {
                    let result = self.value(result);
                    self.variables.truncate(height);
                    return result;
                }
            }
            self.variables.truncate(height);
        }
        Fault::new(
            &types::INVALID_OPERATION_EXCEPTION,
            "Non-exhaustive switch expression failed to match its input.",
        )
        .raise()
    }
}

/// A dotted name as an expression.
fn path_of(name: &str) -> Expr {
    let mut parts = name.split('.');
    let mut path = Expr::Name(parts.next().unwrap_or_default().into());
    for part in parts {
        path = Expr::Member(Box::new(path), part.into(), false);
    }
    path
}
