//! Assignments.

use super::number::Number;
use crate::Engine;
use crate::attribute;
use crate::program::*;
use crate::scope::{Options, Slot};
use object::{Array, Fault, Result, Str, Symbol, Value, arith};
use std::rc::Rc;
use syntax::ast::BinaryOp;

impl Engine {
    /// An assignment whose value nobody wants.
    #[inline]
    pub(crate) fn assign_statement(&mut self, node: &AssignNode) -> Result {
        match &node.target {
            Target::Local(slot, _) => {
                let number = self.number(&node.value);
                let done = !number.is_none()
                    && match node.op {
                        None => self.store_number(*slot, number),
                        Some(op) => self.add_number(*slot, op, number),
                    };
                if done {
                    return Ok(());
                }
            }
            Target::Index(index) if self.set_number(index, node.op, &node.value) => return Ok(()),
            _ => {}
        }
        match (node.op, &node.target) {
            (None, target) => {
                let value = self.evaluate(&node.value)?;
                self.assign(target, value)
            }
            (Some(BinaryOp::Add), Target::Local(slot, _)) => {
                let old = self.value_before(node)?;
                let value = self.evaluate(&node.value)?;
                let Some(old) = self.append(*slot, old, &value)? else {
                    return Ok(());
                };
                let new = self.binary(BinaryOp::Add, &old, &value)?;
                self.assign(&node.target, new)
            }
            _ => self.assignment(node).map(drop),
        }
    }

    /// `$x += value` in place, where `$x` is a text or an array that nobody else holds; otherwise gives `old` back.
    fn append(&mut self, slot: u32, old: Value, value: &Value) -> Result<Option<Value>> {
        let appends = match &old {
            Value::Str(_) => matches!(value, Value::Str(_) | Value::Int(_)),
            Value::Array(array) => {
                array.dimensions.is_none() && array.element.is(&object::types::OBJECT)
            }
            _ => false,
        };
        if !appends {
            return Ok(Some(old));
        }
        let text = match (&old, value) {
            (Value::Str(_), Value::Str(text)) => text.clone(),
            (Value::Str(_), value) => object::convert::to_text(self, value)?,
            _ => Str::default(),
        };
        let scope = self.scope;
        let variable;
        let mut special;
        let place = match self.scopes.slot_mut(scope, slot) {
            Slot::Plain(place) => place,
            Slot::Special(known) if known.borrow().takes(&object::types::STRING) => {
                variable = Rc::clone(known);
                special = variable.borrow_mut();
                &mut special.value
            }
            _ => return Ok(Some(old)),
        };
        // What the right side did to the variable stays undone, as in PowerShell, which reads it first.
        if !place.same(&old) {
            return Ok(Some(old));
        }
        match (&mut *place, old) {
            (Value::Str(place), old) => {
                drop(old);
                place.append(&text);
                Ok(None)
            }
            (Value::Array(place), Value::Array(old)) => {
                drop(old);
                let extended = match Rc::get_mut(place) {
                    Some(array) => arith::extend(array.items.get_mut(), value),
                    None => false,
                };
                Ok((!extended).then(|| Value::Array(Rc::clone(place))))
            }
            (_, old) => Ok(Some(old)),
        }
    }

    /// `$array[$i] = value` and `$array[$i] += value` of an array of plain numbers; false where there is more to it.
    fn set_number(&self, node: &IndexNode, op: Option<BinaryOp>, value: &Expr) -> bool {
        let value = self.number(value);
        if value.is_none() {
            return false;
        }
        let set = |array: &Array| {
            let index = self.place(array, &node.index)?;
            value.set_in(array, index, op).then_some(())
        };
        self.with_array(&node.target, set).is_some()
    }

    /// An assignment; its value is what was assigned.
    pub(crate) fn assignment(&mut self, node: &AssignNode) -> Result<Value> {
        let Some(op) = node.op else {
            let value = self.evaluate(&node.value)?;
            return self.assign_out(&node.target, value);
        };
        if op == BinaryOp::Coalesce {
            let old = match &node.target {
                Target::Local(slot, _) if node.own => self.own_value(*slot),
                target => self.read_target_quietly(target)?,
            };
            if !object::members::is_null_like(&old) {
                return Ok(old);
            }
            let value = self.evaluate(&node.value)?;
            return self.assign_out(&node.target, value);
        }
        match &node.target {
            Target::Member(member) => self.compound_member(member, op, &node.value),
            Target::Index(index) => self.compound_index(index, op, &node.value),
            target => {
                let old = self.value_before(node)?;
                let value = self.evaluate(&node.value)?;
                let new = self.binary(op, &old, &value)?;
                drop(old);
                self.assign_out(target, new)
            }
        }
    }

    /// What a compound assignment starts from: PowerShell reads it before it evaluates the right side.
    fn value_before(&mut self, node: &AssignNode) -> Result<Value> {
        match &node.target {
            Target::Local(slot, _) if node.own => Ok(self.own_value(*slot)),
            target => self.read_target(target),
        }
    }

    /// The value of a variable of the scope that runs; what its callers have is nothing to it.
    fn own_value(&self, slot: u32) -> Value {
        let place = self.scopes.slot(self.scope, slot);
        place.and_then(Slot::value).unwrap_or_default()
    }

    /// Assigns, and gives back what the variable then holds.
    fn assign_out(&mut self, target: &Target, value: Value) -> Result<Value> {
        match target {
            // What `$x = (a command that writes nothing)` sets is null to whoever reads it as a value.
            Target::Local(slot, _) => {
                let slot = *slot;
                self.assign(target, value)?;
                let scope = self.scope;
                Ok(self
                    .scopes
                    .slot(scope, slot)
                    .and_then(Slot::value)
                    .unwrap_or_default())
            }
            _ => {
                self.assign(target, value.clone())?;
                match target {
                    Target::Declared(..) | Target::Scoped(..) => self.read_target(target),
                    _ => Ok(value),
                }
            }
        }
    }

    /// Sets what stands left of `=`.
    pub(crate) fn assign(&mut self, target: &Target, value: Value) -> Result {
        match target {
            Target::Local(slot, symbol) => {
                let scope = self.scope;
                match self.scopes.slot_mut(scope, *slot) {
                    Slot::Plain(place) => {
                        *place = value;
                        Ok(())
                    }
                    _ => self.set_checked(scope, *symbol, value),
                }
            }
            Target::Declared(_, symbol, declares) => {
                self.declare(self.scope, *symbol, declares, value, Options::NONE)
            }
            Target::Scoped(qualifier, symbol, declares) => {
                let scope = self.qualified_scope(*qualifier);
                let private = if *qualifier == Qualifier::Private {
                    Options::PRIVATE
                } else {
                    Options::NONE
                };
                if declares.is_empty() && private == Options::NONE {
                    return self.set_checked(scope, *symbol, value);
                }
                self.declare(scope, *symbol, declares, value, private)
            }
            Target::Member(node) => self.set_member(node, value),
            Target::Index(node) => self.set_index(node, value),
            Target::List(targets) => self.assign_list(targets, value),
            Target::Drive(drive) => self.set_drive_variable(&drive.0, &drive.1, value),
            Target::Automatic(automatic) => self.set_automatic(*automatic, value),
            // `$null = ...` throws the value away.
            Target::Constant(symbol) if *symbol == self.names.null => Ok(()),
            Target::Constant(symbol) => crate::variables::not_writable(*symbol),
        }
    }

    /// Sets a variable and gives it types, attributes or options.
    fn declare(
        &mut self,
        scope: crate::scope::ScopeId,
        symbol: Symbol,
        declares: &Rc<[Declare]>,
        value: Value,
        options: Options,
    ) -> Result {
        let mut constraint = None;
        let mut attributes = Vec::new();
        for declare in declares.iter() {
            match declare {
                Declare::Type(name) => {
                    if constraint.is_none() {
                        constraint = Some(self.resolve_type(name)?);
                    }
                }
                Declare::Attribute(node) => {
                    attributes.push(Rc::new(attribute::of_node(self, node, &Rc::from([]))?))
                }
            }
        }
        let slot = self.scopes.get(scope).layout.slot(symbol);
        let was = self.scopes.slot(scope, slot).cloned().unwrap_or_default();
        let variable = match was {
            Slot::Special(variable) => variable,
            Slot::Unset => self.shared_variable(scope, symbol).unwrap_or_default(),
            Slot::Plain(_) => Rc::default(),
        };
        // The new type counts only once the value has passed it.
        let trial = Rc::new(std::cell::RefCell::new(variable.borrow().clone()));
        if constraint.is_some() {
            trial.borrow_mut().constraint = constraint;
        }
        trial.borrow_mut().attributes.extend(attributes);
        let value = match declares.iter().rev().find_map(|d| {
            if let Declare::Type(name) = d {
                Some(name)
            } else {
                None
            }
        }) {
            Some(name) if declares.len() > 1 => {
                let kind = self.resolve_type(name)?;
                self.convert_for_variable(value, &kind)?
            }
            _ => value,
        };
        let fresh = !declares.iter().all(|d| matches!(d, Declare::Type(_)));
        if let Err(stop) = self.set_special(&trial, symbol, value.clone()) {
            return Err(match fresh {
                true => self.attribute_not_added(symbol, &value, stop)?,
                false => stop,
            });
        }
        let flags = Options(trial.borrow().options.0 | options.0);
        trial.borrow_mut().options = flags;
        *variable.borrow_mut() = trial.borrow().clone();
        *self.scopes.slot_mut(scope, slot) = Slot::Special(variable);
        Ok(())
    }

    /// The error of a new attribute that the first value does not pass.
    fn attribute_not_added(
        &mut self,
        symbol: object::Symbol,
        value: &Value,
        stop: Box<object::Interrupt>,
    ) -> Result<Box<object::Interrupt>> {
        let object::Interrupt::Error(record) = &*stop else {
            return Ok(stop);
        };
        let name = symbol.text();
        if !record
            .exception_message()
            .starts_with("The variable cannot be validated")
        {
            return Ok(stop);
        }
        let shown = self.shown_in_metadata(value)?;
        let message = format!(
            "The attribute cannot be added because variable {name} with value {shown} would no longer be valid."
        );
        let fault = Fault::new(&object::types::VALIDATION_METADATA_EXCEPTION, message)
            .id("ValidateSetFailure")
            .category(object::Category::MetadataError);
        Ok(fault.into())
    }

    /// `$a, $b = 1, 2, 3`: the last takes the rest.
    fn assign_list(&mut self, targets: &[Target], value: Value) -> Result {
        if targets.is_empty() {
            return Fault::runtime(
                "InvalidLeftHandSide",
                "The assignment expression is not valid. The input to an assignment operator must be an object that is able to accept assignments, such as a variable or a property.",
            )
            .raise();
        }
        let items = match self.enumerate(&value)? {
            Some(items) => items,
            None => vec![value],
        };
        let last = targets.len() - 1;
        for (i, target) in targets.iter().enumerate() {
            let value = if i < last || items.len() <= targets.len() {
                items.get(i).cloned().unwrap_or_default()
            } else {
                Value::array(items[i..].to_vec())
            };
            self.assign(target, value)?;
        }
        Ok(())
    }

    /// The value of what stands left of `+=`.
    pub(crate) fn read_target(&mut self, target: &Target) -> Result<Value> {
        match target {
            Target::Local(slot, symbol) => match self.scopes.slot(self.scope, *slot) {
                Some(Slot::Plain(value)) => Ok(value.clone()),
                Some(Slot::Special(variable)) => Ok(variable.borrow().value.clone()),
                _ => match self.variable(*symbol) {
                    Some(value) => Ok(value),
                    None => self.unset_variable(*symbol),
                },
            },
            Target::Declared(_, symbol, _) => Ok(self.variable(*symbol).unwrap_or_default()),
            Target::Scoped(qualifier, symbol, _) => {
                let scope = self.qualified_scope(*qualifier);
                Ok(self.variable_in(scope, *symbol).unwrap_or_default())
            }
            Target::Drive(drive) => self.drive_variable(&drive.0, &drive.1),
            Target::Member(node) => self.member(node),
            Target::Index(node) => self.index(node),
            Target::Automatic(automatic) => self.automatic(*automatic),
            Target::Constant(_) => Ok(Value::Null),
            Target::List(_) => Fault::runtime(
                "InvalidLeftHandSide",
                "The assignment expression is not valid. The input to an assignment operator must be an object that is able to accept assignments, such as a variable or a property.",
            )
            .raise(),
        }
    }

    fn read_target_quietly(&mut self, target: &Target) -> Result<Value> {
        let strict = std::mem::replace(&mut self.strict, 0);
        let result = self.read_target(target);
        self.strict = strict;
        result
    }

    /// `++` and `--` whose value nobody wants.
    #[inline]
    pub(crate) fn increment_statement(&mut self, node: &IncrementNode) -> Result {
        let done = match &node.target {
            Target::Local(slot, _) => {
                let scope = self.scope;
                if let Slot::Plain(Value::Int(n)) = self.scopes.slot_mut(scope, *slot)
                    && let Some(next) = n.checked_add(node.by)
                {
                    *n = next;
                    return Ok(());
                }
                self.add_number(*slot, BinaryOp::Add, Number::int(node.by))
            }
            Target::Index(index) => self.increment_number(index, node.by),
            _ => false,
        };
        match done {
            true => Ok(()),
            false => self.increment(node).map(drop),
        }
    }

    /// `$array[$i]++` of an array of plain numbers; false where there is more to it.
    fn increment_number(&self, node: &IndexNode, by: i32) -> bool {
        self.set_number(node, Some(BinaryOp::Add), &Expr::Const(Value::Int(by)))
    }

    /// `++` and `--`
    pub(crate) fn increment(&mut self, node: &IncrementNode) -> Result<Value> {
        match &node.target {
            Target::Index(place) => {
                let target = self.evaluate(&place.target)?;
                let index = self.evaluate(&place.index)?;
                let by = Number::int(node.by);
                if let Some((old, new)) = change_entry(&target, &index, BinaryOp::Add, by) {
                    return Ok(if node.post { old } else { new });
                }
                let old = self.index_of(&target, &index)?;
                let (old, new) = self.incremented(old, node.by)?;
                self.set_index_of(&target, &index, new.clone())?;
                Ok(if node.post { old } else { new })
            }
            target => {
                let old = self.read_target(target)?;
                let (old, new) = self.incremented(old, node.by)?;
                self.assign(target, new.clone())?;
                Ok(if node.post { old } else { new })
            }
        }
    }

    /// What `++` makes of a value; with the value, which is zero where there was none.
    fn incremented(&mut self, old: Value, by: i32) -> Result<(Value, Value)> {
        let old = if old.is_null() { Value::Int(0) } else { old };
        if !is_number(&old) {
            let operator = if by > 0 { "++" } else { "--" };
            return Fault::runtime(
                "OperatorRequiresNumber",
                format!(
                    "The '{operator}' operator works only on numbers. The operand is a '{}'.",
                    old.get_type().full_name()
                ),
            )
            .raise();
        }
        let new = arith::add(self, &old, &Value::Int(by))?;
        Ok((old, new))
    }
}

/// Adds a number (and so on) to the one that a dictionary holds for a key, in place; gives what was there and what is. `None` where
/// there is more to it: no such entry, or it would become of another type.
pub(super) fn change_entry(
    target: &Value,
    key: &Value,
    op: BinaryOp,
    number: Number,
) -> Option<(Value, Value)> {
    let Value::Dict(dict) = target else {
        return None;
    };
    if dict.is_read_only() || !matches!(key, Value::Str(_)) {
        return None;
    }
    dict.change(key, |value| {
        let old = value.clone();
        let changed = Number::of(value).changed(op, number, value);
        changed.then(|| (old, value.clone()))
    })
}

/// Whether `++` works on it.
fn is_number(value: &Value) -> bool {
    matches!(
        value.base(),
        Value::SByte(_)
            | Value::Byte(_)
            | Value::Short(_)
            | Value::UShort(_)
            | Value::Int(_)
            | Value::UInt(_)
            | Value::Long(_)
            | Value::ULong(_)
            | Value::Single(_)
            | Value::Double(_)
            | Value::Decimal(_)
            | Value::BigInt(_)
    )
}
