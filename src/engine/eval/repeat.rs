//! Loops.

use super::Flow;
use crate::Engine;
use crate::program::*;
use crate::sink::Out;
use object::{Category, Fault, Interrupt, Result, Symbol, Value, types};

/// What a loop does with the way its body ended.
enum Turn {
    Again,
    Leave,
    Pass(Flow),
}

/// Decides for a loop with that label.
fn turn(flow: Flow, label: Option<Symbol>) -> Turn {
    match flow {
        Flow::Next => Turn::Again,
        Flow::Continue(None) => Turn::Again,
        Flow::Break(None) => Turn::Leave,
        Flow::Continue(wanted) if wanted == label => Turn::Again,
        Flow::Break(wanted) if wanted == label => Turn::Leave,
        other => Turn::Pass(other),
    }
}

/// What changes when a collection does that may not be changed while it is enumerated.
fn version(source: &Value) -> Option<usize> {
    match source.base() {
        Value::List(list) => Some(list.len()),
        Value::Native(object) => object.version().map(|count| count as usize),
        _ => None,
    }
}

impl Engine {
    /// Runs a loop's body; `break` and `continue` that come out of an expression or a called function count as its own.
    #[inline]
    fn turn(&mut self, body: &Block, label: Option<Symbol>, out: &Out) -> Result<Turn> {
        match self.block(body, out) {
            Ok(Flow::Next) => Ok(Turn::Again),
            Ok(flow) => Ok(turn(flow, label)),
            Err(stop) => match &*stop {
                Interrupt::Break(wanted) => {
                    match turn(Flow::Break(wanted.as_ref().map(|w| Symbol::of(w))), label) {
                        Turn::Pass(_) => Err(stop),
                        turn => Ok(turn),
                    }
                }
                Interrupt::Continue(wanted) => match turn(
                    Flow::Continue(wanted.as_ref().map(|w| Symbol::of(w))),
                    label,
                ) {
                    Turn::Pass(_) => Err(stop),
                    turn => Ok(turn),
                },
                _ => Err(stop),
            },
        }
    }

    /// `while` and `for`
    pub(crate) fn while_loop(&mut self, repeat: &Loop, out: &Out) -> Result<Flow> {
        loop {
            self.check_cancel()?;
            if let Some(condition) = &repeat.condition
                && !self.condition(condition)?
            {
                return Ok(Flow::Next);
            }
            match self.turn(&repeat.body, repeat.label, out)? {
                Turn::Again => {}
                Turn::Leave => return Ok(Flow::Next),
                Turn::Pass(flow) => return Ok(flow),
            }
            if let Some(step) = &repeat.step {
                self.statement_silent(step)?;
            }
        }
    }

    /// `do`
    pub(crate) fn do_loop(&mut self, repeat: &Loop, until: bool, out: &Out) -> Result<Flow> {
        loop {
            self.check_cancel()?;
            match self.turn(&repeat.body, repeat.label, out)? {
                Turn::Again => {}
                Turn::Leave => return Ok(Flow::Next),
                Turn::Pass(flow) => return Ok(flow),
            }
            if let Some(condition) = &repeat.condition
                && self.condition(condition)? == until
            {
                return Ok(Flow::Next);
            }
        }
    }

    /// `foreach`
    pub(crate) fn for_each(&mut self, each: &ForEach, out: &Out) -> Result<Flow> {
        if let Expr::Binary(binary) = &each.source.value
            && binary.op == syntax::ast::BinaryOp::Range
            && each.enumerator.is_none()
        {
            return self.for_each_number(each, binary, out);
        }
        let source = self.evaluate(&each.source.value)?;
        if let Value::Array(array) = &source
            && each.enumerator.is_none()
        {
            let mut i = 0;
            while let Some(item) = array.get(i) {
                i += 1;
                if let Some(flow) = self.for_each_turn(each, item, out)? {
                    return Ok(flow);
                }
            }
            return Ok(Flow::Next);
        }
        let items = match self.enumerate(&source)? {
            Some(items) => items,
            None if source.is_null() => return Ok(Flow::Next),
            None => vec![source.clone()],
        };
        if let Some(slot) = each.enumerator {
            return self.for_each_enumerator(each, slot, items, out);
        }
        let before = version(&source);
        for item in items {
            if let Some(flow) = self.for_each_turn(each, item, out)? {
                return Ok(flow);
            }
            // .NET's collections refuse to go on once they were changed.
            if version(&source) != before {
                return Fault::new(
                    &types::INVALID_OPERATION_EXCEPTION,
                    "Collection was modified; enumeration operation may not execute.",
                )
                .id("System.InvalidOperationException")
                .category(Category::OperationStopped)
                .raise();
            }
        }
        Ok(Flow::Next)
    }

    #[inline]
    fn for_each_turn(&mut self, each: &ForEach, item: Value, out: &Out) -> Result<Option<Flow>> {
        self.check_cancel()?;
        self.assign(&each.variable, item)?;
        Ok(match self.turn(&each.body, each.label, out)? {
            Turn::Again => None,
            Turn::Leave => Some(Flow::Next),
            Turn::Pass(flow) => Some(flow),
        })
    }

    /// `foreach ($i in 1..n)` counts without making the array.
    fn for_each_number(&mut self, each: &ForEach, range: &Binary, out: &Out) -> Result<Flow> {
        let (from, to) = (self.evaluate(&range.left)?, self.evaluate(&range.right)?);
        let (Value::Int(from), Value::Int(to)) = (&from, &to) else {
            let value = object::arith::range(self, &from, &to)?;
            for item in self.enumerate(&value)?.unwrap_or_default() {
                if let Some(flow) = self.for_each_turn(each, item, out)? {
                    return Ok(flow);
                }
            }
            return Ok(Flow::Next);
        };
        let (mut at, to) = (i64::from(*from), i64::from(*to));
        let step = if at <= to { 1 } else { -1 };
        loop {
            if let Some(flow) = self.for_each_turn(each, Value::Int(at as i32), out)? {
                return Ok(flow);
            }
            if at == to {
                return Ok(Flow::Next);
            }
            at += step;
        }
    }

    /// `foreach` whose body speaks of `$foreach`, the enumerator, which the body may move.
    fn for_each_enumerator(
        &mut self,
        each: &ForEach,
        slot: u32,
        items: Vec<Value>,
        out: &Out,
    ) -> Result<Flow> {
        let value = object::members::enumerator::Enumerator::over(items);
        let Some(enumerator) = value.as_native_rc::<object::members::enumerator::Enumerator>()
        else {
            return Ok(Flow::Next);
        };
        let scope = self.scope;
        let old = std::mem::replace(
            self.scopes.slot_mut(scope, slot),
            crate::scope::Slot::Plain(value),
        );
        let mut result = Ok(Flow::Next);
        while enumerator.advance() {
            match self.for_each_turn(each, enumerator.current().cloned().unwrap_or_default(), out) {
                Ok(None) => {}
                Ok(Some(flow)) => {
                    result = Ok(flow);
                    break;
                }
                Err(stop) => {
                    result = Err(stop);
                    break;
                }
            }
        }
        *self.scopes.slot_mut(scope, slot) = old;
        result
    }
}
