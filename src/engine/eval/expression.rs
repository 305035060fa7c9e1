//! Expressions.

use crate::Engine;
use crate::program::*;
use crate::scope::Slot;
use object::{Fault, Result, Str, Symbol, Value, arith, convert, operators};
use std::rc::Rc;
use syntax::ast::BinaryOp;

impl Engine {
    /// The value of an expression.
    pub fn evaluate(&mut self, expr: &Expr) -> Result<Value> {
        match expr {
            Expr::Const(value) => Ok(value.clone()),
            Expr::Local(slot, symbol) => match self.scopes.slot(self.scope, *slot) {
                Some(Slot::Plain(value)) => Ok(value.clone()),
                Some(Slot::Special(variable)) => Ok(variable.borrow().value.clone()),
                _ => self.outer_variable(*symbol),
            },
            Expr::Arith(arith) => match self.arith_number(arith).value() {
                Some(value) => Ok(value),
                None => self.arith_any(arith),
            },
            Expr::Binary(binary) => {
                let left = self.evaluate(&binary.left)?;
                let right = self.evaluate(&binary.right)?;
                self.binary(binary.op, &left, &right)
            }
            Expr::Automatic(Automatic::Item) => Ok(self.item.clone()),
            Expr::Member(node) => self.member(node),
            Expr::Index(node) => self.index(node),
            Expr::Invoke(node) => self.invoke(node),
            Expr::Expand(parts) => self.expand(parts),
            Expr::And(pair) => Ok(Value::Bool(self.truth(&pair.0)? && self.truth(&pair.1)?)),
            Expr::Or(pair) => Ok(Value::Bool(self.truth(&pair.0)? || self.truth(&pair.1)?)),
            Expr::Not(operand) => Ok(Value::Bool(!self.truth(operand)?)),
            Expr::Assign(node) => self.assignment(node),
            Expr::Increment(node) => self.increment(node),
            Expr::Capture(statement) => self.capture(statement),
            Expr::Record(node) => self.record(node),
            Expr::Table(node) => self.table(node),
            Expr::Array(items) => self.array(items),
            Expr::Collect(block) => self.collect(block),
            other => self.rare_expression(other),
        }
    }

    /// An operator on operands that are not both plain numbers.
    fn arith_any(&mut self, arith: &Arith) -> Result<Value> {
        let left = self.evaluate(&arith.left)?;
        let right = self.evaluate(&arith.right)?;
        self.binary(arith.op, &left, &right)
    }

    /// Expressions that no loop spends its time in.
    fn rare_expression(&mut self, expr: &Expr) -> Result<Value> {
        match expr {
            Expr::Scoped(qualifier, symbol) => self.scoped_variable(*qualifier, *symbol),
            Expr::Drive(drive) => self.drive_variable(&drive.0, &drive.1),
            Expr::Automatic(automatic) => self.automatic(*automatic),
            Expr::Using(inner) => self.using_value(inner),
            Expr::Match(node) => {
                let left = self.evaluate(&node.0.left)?;
                let right = self.evaluate(&node.0.right)?;
                self.match_operator(node.0.op, &left, &right, node.1)
            }
            Expr::Unary(op, operand) => {
                if let Some(value) = self.number(expr).value() {
                    return Ok(value);
                }
                let operand = self.evaluate(operand)?;
                operators::unary(self, *op, &operand)
            }
            Expr::Ternary(parts) => {
                if self.truth(&parts.0)? {
                    self.evaluate(&parts.1)
                } else {
                    self.evaluate(&parts.2)
                }
            }
            Expr::Coalesce(pair) => {
                let left = self.quietly(|engine| engine.evaluate(&pair.0))?;
                if object::members::is_null_like(&left) {
                    self.evaluate(&pair.1)
                } else {
                    Ok(left)
                }
            }
            Expr::Convert(node) => match self.number(expr).value() {
                Some(value) => Ok(value),
                None => self.conversion(node),
            },
            Expr::Sub(block) => {
                // Plain numbers neither fail nor are they collections.
                if let [only] = &block.statements[..]
                    && let StmtKind::Write(Expr::Arith(arith)) = &only.kind
                    && block.traps.is_empty()
                    && let Some(value) = self.arith_number(arith).value()
                {
                    return Ok(value);
                }
                let items = self.capture_block(block)?;
                Ok(Value::from_output(items))
            }
            Expr::Block(code) => Ok(self.script_block(code)),
            Expr::Type(name) => {
                let kind = self.resolve_type(name)?;
                Ok(Value::Type(kind))
            }
            Expr::Statement(statement) => self.capture(statement),
            _ => Ok(Value::Null),
        }
    }

    /// Evaluates with strict mode's errors about missing variables and properties turned off, as `??` does.
    fn quietly<T>(&mut self, act: impl FnOnce(&mut Engine) -> Result<T>) -> Result<T> {
        let strict = std::mem::replace(&mut self.strict, 0);
        let result = act(self);
        self.strict = strict;
        result
    }

    /// Evaluates for effect.
    #[inline]
    pub(crate) fn effect(&mut self, expr: &Expr) -> Result {
        match expr {
            Expr::Assign(node) => self.assign_statement(node),
            Expr::Increment(node) => self.increment_statement(node),
            _ => self.evaluate(expr).map(drop),
        }
    }

    /// Whether an expression is true.
    #[inline]
    pub(crate) fn truth(&mut self, expr: &Expr) -> Result<bool> {
        match expr {
            Expr::Arith(arith) => {
                if let Some(truth) = self.arith_number(arith).truth() {
                    return Ok(truth);
                }
                let value = self.arith_any(arith)?;
                return Ok(convert::to_bool(&value));
            }
            Expr::Local(..) | Expr::Index(_) => {
                if let Some(truth) = self.number(expr).truth() {
                    return Ok(truth);
                }
            }
            Expr::And(pair) => return Ok(self.truth(&pair.0)? && self.truth(&pair.1)?),
            Expr::Or(pair) => return Ok(self.truth(&pair.0)? || self.truth(&pair.1)?),
            Expr::Not(operand) => return Ok(!self.truth(operand)?),
            _ => {}
        }
        let value = self.evaluate(expr)?;
        Ok(convert::to_bool(&value))
    }

    /// A variable that the block itself has not set.
    fn outer_variable(&mut self, symbol: Symbol) -> Result<Value> {
        match self.variable(symbol) {
            Some(value) => Ok(value),
            None => self.unset_variable(symbol),
        }
    }

    pub(crate) fn unset_variable(&mut self, symbol: Symbol) -> Result<Value> {
        if self.strict_mode() == 0 {
            return Ok(Value::Null);
        }
        let name = symbol.text();
        Fault::runtime(
            "VariableIsUndefined",
            format!("The variable '${name}' cannot be retrieved because it has not been set."),
        )
        .target(Value::Str(name))
        .raise()
    }

    fn scoped_variable(&mut self, qualifier: Qualifier, symbol: Symbol) -> Result<Value> {
        let scope = self.qualified_scope(qualifier);
        match self.variable_in(scope, symbol) {
            Some(value) => Ok(value),
            None if self.strict_mode() == 0 => Ok(Value::Null),
            None => {
                let prefix = match qualifier {
                    Qualifier::Global => "global",
                    Qualifier::Script => "script",
                    Qualifier::Local => "local",
                    Qualifier::Private => "private",
                };
                self.unset_variable(Symbol::of(&format!("{prefix}:{}", symbol.text())))
            }
        }
    }

    /// A binary operator; the arithmetic ones go straight to their functions.
    #[inline]
    pub(crate) fn binary(&mut self, op: BinaryOp, left: &Value, right: &Value) -> Result<Value> {
        match op {
            BinaryOp::Add => arith::add(self, left, right),
            BinaryOp::Subtract => arith::subtract(self, left, right),
            BinaryOp::Multiply => arith::multiply(self, left, right),
            BinaryOp::Divide => arith::divide(self, left, right),
            BinaryOp::Remainder => arith::remainder(self, left, right),
            _ if is_class_object(left) || is_class_object(right) => {
                self.binary_of_classes(op, left, right)
            }
            _ => operators::binary(self, op, left, right),
        }
    }

    /// An operator on objects of script classes: one that enumerates itself counts as the collection of its elements.
    fn binary_of_classes(&mut self, op: BinaryOp, left: &Value, right: &Value) -> Result<Value> {
        let takes_apart_right = matches!(op, BinaryOp::In(_) | BinaryOp::NotIn(_));
        let left = match takes_apart_right {
            true => left.clone(),
            false => self.spread(left)?,
        };
        let right = match takes_apart_right {
            true => self.spread(right)?,
            false => right.clone(),
        };
        operators::binary(self, op, &left, &right)
    }

    fn spread(&mut self, value: &Value) -> Result<Value> {
        Ok(match is_class_object(value) {
            true => self
                .enumerate(value)?
                .map_or_else(|| value.clone(), Value::array),
            false => value.clone(),
        })
    }

    fn match_operator(
        &mut self,
        op: BinaryOp,
        left: &Value,
        right: &Value,
        slot: u32,
    ) -> Result<Value> {
        let (BinaryOp::Match(case) | BinaryOp::NotMatch(case)) = op else {
            return Ok(Value::Null);
        };
        let negate = matches!(op, BinaryOp::NotMatch(_));
        let (result, groups) = operators::matches(self, left, right, case)?;
        if let Some(groups) = groups {
            self.set_matches(slot, groups);
        }
        if !negate {
            return Ok(result);
        }
        match result {
            Value::Bool(matched) => Ok(Value::Bool(!matched)),
            _ => operators::binary(self, op, left, right),
        }
    }

    /// Sets `$Matches`.
    pub(crate) fn set_matches(&mut self, slot: u32, groups: operators::Matches) {
        let table = object::Dict::new(
            object::Type::Known(&object::types::HASHTABLE),
            object::KeyCase::Ignore,
            object::Order::Any,
        );
        for (key, text) in groups.entries() {
            table.insert(key, text);
        }
        let table = Value::Dict(Rc::new(table));
        let scope = self.scope;
        *self.scopes.slot_mut(scope, slot) = Slot::Plain(table);
    }

    fn conversion(&mut self, node: &(TypeRef, Expr)) -> Result<Value> {
        let kind = self.resolve_type(&node.0)?;
        if kind.is(&object::types::PS_REFERENCE) {
            return self.reference(&node.1);
        }
        let value = self.evaluate(&node.1)?;
        // The accelerator names `PSObject`, but written in a cast it makes a `PSCustomObject`.
        if kind.is(&object::types::PSOBJECT)
            && crate::types::written(&node.0.name).eq_ignore_ascii_case("pscustomobject")
        {
            return self.cast(&value, &object::Type::Known(&object::types::PSCUSTOMOBJECT));
        }
        self.cast(&value, &kind)
    }

    /// `"a $b"`
    fn expand(&mut self, parts: &[Part]) -> Result<Value> {
        let mut text = String::new();
        for part in parts {
            match part {
                Part::Text(piece) => text.push_str(piece),
                Part::Value(expr) => {
                    if let Some(value) = self.number(expr).value()
                        && let Value::Int(n) = value
                    {
                        push_int(&mut text, n);
                        continue;
                    }
                    let value = match expr {
                        // Strict mode 1 lets strings speak of variables that are not set.
                        Expr::Local(..) | Expr::Scoped(..) if self.strict_mode() == 1 => {
                            self.quietly(|engine| engine.evaluate(expr))?
                        }
                        expr => self.evaluate(expr)?,
                    };
                    match &value {
                        Value::Str(piece) => text.push_str(piece),
                        Value::Int(n) => push_int(&mut text, *n),
                        other => text.push_str(&convert::to_text(self, other)?),
                    }
                }
            }
        }
        Ok(Value::Str(Str::from(text)))
    }
}

/// Appends a number without the detour through `fmt`.
fn push_int(text: &mut String, n: i32) {
    let mut digits = [0u8; 11];
    let mut at = digits.len();
    let mut rest = n.unsigned_abs();
    loop {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if n < 0 {
        at -= 1;
        digits[at] = b'-';
    }
    text.push_str(std::str::from_utf8(&digits[at..]).unwrap_or_default());
}

impl Engine {
    /// A script block literal: it runs in the session state that it was written in.
    pub(crate) fn script_block(&mut self, code: &Rc<crate::block::Code>) -> Value {
        Value::native(crate::block::ScriptBlock {
            code: Rc::clone(code),
            state: Some(self.state),
        })
    }
}

/// An object whose type a script defined.
fn is_class_object(value: &Value) -> bool {
    matches!(value, Value::Object(object) if object.is_of_class())
}
