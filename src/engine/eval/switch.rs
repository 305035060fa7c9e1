//! `switch`

use super::Flow;
use crate::Engine;
use crate::program::*;
use crate::sink::Out;
use object::{Interrupt, Result, Symbol, Value, convert, operators};
use syntax::ast::{BinaryOp, Case, SwitchMode};

impl Engine {
    /// `switch`
    pub(crate) fn switch(&mut self, node: &Switch, out: &Out) -> Result<Flow> {
        let value = self.evaluate(&node.condition.value)?;
        let items = match self.enumerate(&value)? {
            _ if node.file => self.lines_of_file(&value)?,
            Some(items) => items,
            None if matches!(value, Value::Nothing) => Vec::new(),
            None => vec![value],
        };
        let item = self.item.clone();
        let result = match node.enumerator {
            None => self.switch_items(node, items, out),
            Some(slot) => self.switch_enumerator(node, slot, items, out),
        };
        self.item = item;
        result
    }

    fn switch_items(&mut self, node: &Switch, items: Vec<Value>, out: &Out) -> Result<Flow> {
        for item in items {
            if let Some(flow) = self.switch_turn(node, item, out)? {
                return Ok(flow);
            }
        }
        Ok(Flow::Next)
    }

    fn switch_enumerator(
        &mut self,
        node: &Switch,
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
        *self.scopes.slot_mut(scope, slot) = crate::scope::Slot::Plain(value);
        while enumerator.advance() {
            if let Some(flow) =
                self.switch_turn(node, enumerator.current().cloned().unwrap_or_default(), out)?
            {
                return Ok(flow);
            }
        }
        Ok(Flow::Next)
    }

    /// One value against all clauses. `None` goes on with the next value.
    fn switch_turn(&mut self, node: &Switch, item: Value, out: &Out) -> Result<Option<Flow>> {
        self.check_cancel()?;
        let mut matched = false;
        for (test, span, block) in &node.clauses {
            self.item = item.clone();
            let holds = match self.switch_test(node, test, &item) {
                Ok(holds) => holds,
                Err(stop) => {
                    let source = self.current_source();
                    self.locate(&stop, &source, *span);
                    self.report(stop)?;
                    continue;
                }
            };
            if !holds {
                continue;
            }
            matched = true;
            self.item = item.clone();
            if let Some(ended) = self.switch_block(node, block, out)? {
                return Ok(ended);
            }
        }
        if !matched && let Some(block) = &node.default {
            self.item = item;
            if let Some(ended) = self.switch_block(node, block, out)? {
                return Ok(ended);
            }
        }
        Ok(None)
    }

    /// Runs a clause. `Some(None)` goes on with the next value, `Some(Some(_))` leaves the switch.
    fn switch_block(
        &mut self,
        node: &Switch,
        block: &Block,
        out: &Out,
    ) -> Result<Option<Option<Flow>>> {
        let flow = match self.block(block, out) {
            Ok(flow) => flow,
            Err(stop) => match &*stop {
                Interrupt::Break(label) => {
                    Flow::Break(label.as_ref().map(|label| Symbol::of(label)))
                }
                Interrupt::Continue(label) => {
                    Flow::Continue(label.as_ref().map(|label| Symbol::of(label)))
                }
                _ => return Err(stop),
            },
        };
        Ok(match flow {
            Flow::Next => None,
            Flow::Continue(label) if label.is_none() || label == node.label => Some(None),
            Flow::Break(label) if label.is_none() || label == node.label => Some(Some(Flow::Next)),
            other => Some(Some(other)),
        })
    }

    fn switch_test(&mut self, node: &Switch, test: &Expr, item: &Value) -> Result<bool> {
        if let Expr::Block(code) = test {
            let block = self.script_block(code);
            let answer = self.call_with_item(&block, item.clone())?;
            return Ok(convert::to_bool(&answer));
        }
        let test = self.evaluate(test)?;
        if test.as_native::<crate::block::ScriptBlock>().is_some() {
            let answer = self.call_with_item(&test, item.clone())?;
            return Ok(convert::to_bool(&answer));
        }
        let answer = match node.mode {
            SwitchMode::Exact => {
                if let (Value::Int(a), Value::Int(b)) = (item, &test) {
                    return Ok(a == b);
                }
                // Values are compared as texts here: an enumeration matches its name, not its number.
                let (a, b) = (
                    convert::to_text(self, item)?,
                    convert::to_text(self, &test)?,
                );
                return object::compare::ps_equals(
                    self,
                    &Value::Str(a),
                    &Value::Str(b),
                    node.case == Case::Ignore,
                );
            }
            SwitchMode::Wildcard => {
                let item = Value::Str(convert::to_text(self, item)?);
                operators::binary(self, BinaryOp::Like(node.case), &item, &test)?
            }
            SwitchMode::Regex => {
                let item = Value::Str(convert::to_text(self, item)?);
                let (answer, groups) = operators::switch_matches(self, &item, &test, node.case)?;
                if let Some(groups) = groups {
                    self.set_matches(node.matches, groups);
                }
                answer
            }
        };
        Ok(convert::to_bool(&answer))
    }

    fn lines_of_file(&mut self, name: &Value) -> Result<Vec<Value>> {
        let name = convert::to_text(self, name)?;
        let path = self.file_path(&name);
        if !path.exists() {
            return object::Fault::new(
                &object::types::ITEM_NOT_FOUND_EXCEPTION,
                format!(
                    "Cannot find path '{}' because it does not exist.",
                    path.display()
                ),
            )
            .id("PathNotFound")
            .category(object::Category::ObjectNotFound)
            .target(path.to_string_lossy().into_owned())
            .raise();
        }
        let text = crate::source::read(&path)?;
        Ok(text.lines().map(Value::str).collect())
    }
}
