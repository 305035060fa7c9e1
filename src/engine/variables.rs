//! Reading and setting variables by name, with types, attributes and options observed.

use crate::Engine;
use crate::program::Qualifier;
use crate::scope::{Options, ScopeId, ScopeKind, Slot, Variable};
use object::{Category, Fault, Result, Symbol, Value, convert, types};
use std::cell::RefCell;
use std::rc::Rc;

impl Engine {
    /// The value of a variable, from the scope that runs outwards.
    pub fn variable(&self, symbol: Symbol) -> Option<Value> {
        let (scope, slot) = self.scopes.lookup(self.scope, symbol)?;
        self.scopes.slot(scope, slot).and_then(Slot::value)
    }

    /// Sets a variable in the scope that runs.
    ///
    /// # Errors
    /// A value that its type or attributes refuse; a variable that cannot be changed.
    pub fn set_variable(&mut self, symbol: Symbol, value: Value) -> Result {
        let scope = self.scope;
        self.set_checked(scope, symbol, value)
    }

    /// Sets a variable of a scope without asking anybody.
    pub fn set_in(&mut self, scope: ScopeId, symbol: Symbol, value: Value) {
        let slot = self.scopes.get(scope).layout.slot(symbol);
        match self.scopes.slot_mut(scope, slot) {
            Slot::Special(variable) => variable.borrow_mut().value = value,
            place => *place = Slot::Plain(value),
        }
    }

    /// Sets a variable of a scope: converted, checked, refused where it is read-only.
    ///
    /// # Errors
    /// A value that its type or attributes refuse; a variable that cannot be changed.
    pub fn set_checked(&mut self, scope: ScopeId, symbol: Symbol, value: Value) -> Result {
        let slot = self.scopes.get(scope).layout.slot(symbol);
        match self.scopes.slot_mut(scope, slot) {
            place @ Slot::Plain(_) => {
                *place = Slot::Plain(value);
                Ok(())
            }
            Slot::Unset => self.set_new(scope, slot, symbol, value),
            Slot::Special(variable) => {
                let variable = Rc::clone(variable);
                self.set_special(&variable, symbol, value)
            }
        }
    }

    /// A variable of that name that every scope shares.
    pub(crate) fn shared_variable(
        &self,
        scope: ScopeId,
        symbol: Symbol,
    ) -> Option<Rc<RefCell<Variable>>> {
        let (outer, slot) = self.scopes.lookup(scope, symbol)?;
        match self.scopes.slot(outer, slot) {
            Some(Slot::Special(variable)) if variable.borrow().options.has(Options::ALL_SCOPE) => {
                Some(Rc::clone(variable))
            }
            _ => None,
        }
    }

    /// A variable that is new in its scope: one that every scope shares is changed where it is.
    fn set_new(&mut self, scope: ScopeId, slot: u32, symbol: Symbol, value: Value) -> Result {
        if let Some(variable) = self.shared_variable(scope, symbol) {
            return self.set_special(&variable, symbol, value);
        }
        *self.scopes.slot_mut(scope, slot) = Slot::Plain(value);
        Ok(())
    }

    /// Sets a variable that has a type, attributes or options.
    pub fn set_special(
        &mut self,
        variable: &Rc<RefCell<Variable>>,
        symbol: Symbol,
        value: Value,
    ) -> Result {
        let (options, constraint, attributes) = {
            let variable = variable.borrow();
            (
                variable.options,
                variable.constraint.clone(),
                variable.attributes.clone(),
            )
        };
        if options.has(Options(Options::READ_ONLY.0 | Options::CONSTANT.0)) {
            return not_writable(symbol);
        }
        let mut value = value;
        if let Some(kind) = &constraint {
            value = self.convert_for_variable(value, kind)?;
        }
        if !attributes.is_empty() {
            value = self.transform(&attributes, value)?;
            for attribute in &attributes {
                if self.check(attribute, &value)?.is_some() {
                    let text = self.shown_in_metadata(&value)?;
                    return crate::attribute_check::variable_fault(&symbol.text(), &text).raise();
                }
            }
        }
        variable.borrow_mut().value = value;
        Ok(())
    }

    /// A value as the errors of attributes show it: `ToString()`, not the elements.
    pub(crate) fn shown_in_metadata(&mut self, value: &Value) -> Result<object::Str> {
        match value.base() {
            Value::Null | Value::Nothing => Ok("$null".into()),
            Value::Array(_) | Value::List(_) => Ok(value.get_type().full_name().into()),
            _ => convert::to_text(self, value),
        }
    }

    /// Converts a value for a variable with a type.
    pub(crate) fn convert_for_variable(
        &mut self,
        value: Value,
        kind: &object::Type,
    ) -> Result<Value> {
        if convert::accepts(&value, kind) {
            return Ok(value);
        }
        // In a function the variable is the function's own, and the assignment is a cast; elsewhere it is the variable that refuses.
        if self.scopes.get(self.scope).kind == ScopeKind::Local {
            return self.cast(&value, kind);
        }
        if kind.is(&types::BOOLEAN) && !value.is_null() && !crate::bind::value::is_truth(&value) {
            let message = crate::bind::value::no_truth(&value, kind);
            let fault = Fault::new(&types::PS_INVALID_CAST_EXCEPTION, message);
            return Err(as_metadata_error(fault.into()));
        }
        self.convert(&value, kind).map_err(as_metadata_error)
    }

    /// The scope that `$global:` and its like mean.
    pub fn qualified_scope(&self, qualifier: Qualifier) -> ScopeId {
        match qualifier {
            Qualifier::Global => self.global,
            Qualifier::Script => self.scopes.script_scope(self.scope),
            Qualifier::Local | Qualifier::Private => self.scope,
        }
    }

    /// The value of a variable of one scope only.
    pub fn variable_in(&self, scope: ScopeId, symbol: Symbol) -> Option<Value> {
        let slot = self.scopes.get(scope).layout.find(symbol)?;
        self.scopes.slot(scope, slot).and_then(Slot::value)
    }

    /// A variable of a scope as an object, which stays the variable.
    pub fn variable_object(&mut self, scope: ScopeId, symbol: Symbol) -> Value {
        let slot = self.scopes.get(scope).layout.slot(symbol);
        Value::native(crate::variable_info::PsVariable {
            name: symbol.text(),
            variable: self.scopes.slot_mut(scope, slot).special(),
        })
    }

    /// Removes a variable from a scope.
    pub fn remove_in(&mut self, scope: ScopeId, symbol: Symbol) -> bool {
        let Some(slot) = self.scopes.get(scope).layout.find(symbol) else {
            return false;
        };
        let place = self.scopes.slot_mut(scope, slot);
        let was = place.is_set();
        *place = Slot::Unset;
        was
    }
}

/// What is wrong about the type of a variable's new value is reported as an error of the variable's metadata.
fn as_metadata_error(stop: Box<object::Interrupt>) -> Box<object::Interrupt> {
    let object::Interrupt::Error(record) = &*stop else {
        return stop;
    };
    let inner = record.exception.clone();
    let message = record.exception_message();
    Fault::new(&types::ARGUMENT_TRANSFORMATION_METADATA_EXCEPTION, message)
        .id("RuntimeException")
        .category(Category::MetadataError)
        .because(inner)
        .into()
}

/// The error of a variable that cannot be changed.
pub fn not_writable<T>(symbol: Symbol) -> Result<T> {
    let name = symbol.text();
    Fault::new(
        &types::SESSION_STATE_UNAUTHORIZED_ACCESS_EXCEPTION,
        format!("Cannot overwrite variable {name} because it is read-only or constant."),
    )
    .id("VariableNotWritable")
    .category(Category::WriteError)
    .target(Value::Str(name))
    .raise()
}
