//! Operators of C# and what assignments set.

use super::eval::{Found, bare, foreign, out_of_bounds, unknown};
use super::operate;
use super::run::Frame;
use super::tree::*;
use object::{Result, Type, Value, members};
use std::rc::Rc;

impl Frame<'_> {
    pub(super) fn step(&mut self, target: &Expr, step: i32, keeps_old: bool) -> Result<Value> {
        let old = self.value(target)?;
        let by = Value::Int(step);
        let mut new = operate::binary(self.engine, "+", &old, &by, self.checked)?;
        if let Some(same) = operate::numeric_cast(&new, &old.get_type(), false)? {
            new = same;
        }
        self.set(target, new.clone())?;
        Ok(if keeps_old { old } else { new })
    }

    pub(super) fn binary(&mut self, sign: &str, left: &Expr, right: &Expr) -> Result<Value> {
        match sign {
            "&&" => return Ok(Value::Bool(self.is_true(left)? && self.is_true(right)?)),
            "||" => return Ok(Value::Bool(self.is_true(left)? || self.is_true(right)?)),
            "??" => {
                let value = self.value(left)?;
                return match value.is_null() {
                    true => self.value(right),
                    false => Ok(value),
                };
            }
            _ => {}
        }
        let (left, right) = (self.value(left)?, self.value(right)?);
        self.operate(sign, &left, &right)
    }

    /// An operator: one of the operands' own classes, or C#'s.
    pub fn operate(&mut self, sign: &str, left: &Value, right: &Value) -> Result<Value> {
        if (matches!(left.base(), Value::Object(_)) || matches!(right.base(), Value::Object(_)))
            && let Some(value) = self.own_operator(sign, left, right)?
        {
            return Ok(value);
        }
        operate::binary(self.engine, sign, left, right, self.checked)
    }

    pub(super) fn assign(
        &mut self,
        sign: Option<&str>,
        target: &Expr,
        value: &Expr,
    ) -> Result<Value> {
        let Some(sign) = sign else {
            let value = match self.declared_kind(target) {
                Some(kind) => self.value_as(value, &kind)?,
                None => self.value(value)?,
            };
            self.set(target, value.clone())?;
            return Ok(value);
        };
        let old = self.value(target)?;
        if sign == "??" {
            if !old.is_null() {
                return Ok(old);
            }
            let value = self.value(value)?;
            self.set(target, value.clone())?;
            return Ok(value);
        }
        let right = self.value(value)?;
        let mut new = self.operate(sign, &old, &right)?;
        if let Some(same) = operate::numeric_cast(&new, &old.get_type(), false)? {
            new = same;
        }
        self.set(target, new.clone())?;
        Ok(new)
    }

    fn declared_kind(&self, target: &Expr) -> Option<Type> {
        match target {
            Expr::Name(name) => self.variable(name).and_then(|own| own.kind.clone()),
            _ => None,
        }
    }

    /// Sets a variable, a member or an element.
    pub fn set(&mut self, target: &Expr, value: Value) -> Result<()> {
        match target {
            Expr::Name(name) => {
                if let Some(variable) = self.variable(name).cloned() {
                    let value = match &variable.kind {
                        Some(kind) => self.converted(value, kind)?,
                        None => value,
                    };
                    *variable.cell.borrow_mut() = value;
                    return Ok(());
                }
                self.set_own(name, value)
            }
            Expr::Declare(name) => {
                self.declare(name, value, None);
                Ok(())
            }
            Expr::Member(inner, name, _) => match self.find(inner)? {
                Found::Value(object) => self.set_member(&object, name, value),
                Found::Type(kind) => match super::define::class_of(&kind) {
                    Some(class) => {
                        match super::access::static_set(self.engine, &class, name, value)? {
                            true => Ok(()),
                            false => unknown(name),
                        }
                    }
                    None => members::set_static(self.engine, &kind, name, value).map(drop),
                },
                Found::Namespace(space) => unknown(&format!("{space}.{name}")),
            },
            Expr::Index(inner, indexes, _) => {
                let object = self.value(inner)?;
                let indexes = self.values(indexes)?;
                self.set_element(&object, &indexes, value)
            }
            Expr::Tuple(targets) => {
                for (at, target) in targets.iter().enumerate() {
                    let item = self.member(&value, &format!("Item{}", at + 1))?;
                    self.set(target, item)?;
                }
                Ok(())
            }
            _ => foreign("Assignments of C# like this one"),
        }
    }

    fn set_own(&mut self, name: &str, value: Value) -> Result<()> {
        let this = self.this.clone();
        if !this.is_null() && super::access::instance_set(self.engine, &this, name, value.clone())?
        {
            return Ok(());
        }
        let mut class = Some(Rc::clone(&self.class));
        while let Some(own) = class {
            if super::access::static_set(self.engine, &own, name, value.clone())? {
                return Ok(());
            }
            class = super::define::outer(self.engine, &own);
        }
        if !this.is_null() && members::set(self.engine, &this, name, value)? {
            return Ok(());
        }
        unknown(name)
    }

    pub fn set_member(&mut self, object: &Value, name: &str, value: Value) -> Result<()> {
        if object.is_null() {
            return operate::null_reference();
        }
        if super::access::instance_set(self.engine, object, name, value.clone())?
            || members::set(self.engine, object, name, value)?
        {
            return Ok(());
        }
        unknown(&format!("{}.{name}", object.get_type().full_name()))
    }

    pub(super) fn set_element(
        &mut self,
        target: &Value,
        indexes: &[Value],
        value: Value,
    ) -> Result<()> {
        match (target.base(), indexes) {
            (Value::Null | Value::Nothing, _) => operate::null_reference(),
            (Value::Array(array), [index]) => {
                let at = index.as_integer().and_then(|at| usize::try_from(at).ok());
                let Some(at) = at.filter(|at| *at < array.len()) else {
                    return out_of_bounds();
                };
                let value = self.converted(value, &array.element.clone())?;
                array.items.borrow_mut().set(at, value);
                Ok(())
            }
            (Value::Dict(dict), [key]) => {
                dict.insert(key.clone(), value);
                Ok(())
            }
            (base, _) => {
                let base = base.clone();
                let mut arguments = indexes.to_vec();
                arguments.push(value);
                bare(members::invoke(self.engine, &base, "set_Item", &arguments)).map(drop)
            }
        }
    }
}
