//! Arrays, hashtables and objects from literals.

use crate::Engine;
use crate::program::*;
use crate::sink::Out;
use object::{
    Dict, Fault, KeyCase, Object, Order, Result, Shape, SlotKind, Type, Value, convert, types,
};
use std::rc::Rc;

impl Engine {
    /// `1, 2`
    pub(crate) fn array(&mut self, items: &[Expr]) -> Result<Value> {
        let mut values = Vec::with_capacity(items.len());
        for item in items {
            let value = self.evaluate(item)?;
            values.push(if matches!(value, Value::Nothing) {
                Value::Null
            } else {
                value
            });
        }
        Ok(Value::array(values))
    }

    /// `@( )`: what the block writes, as an array; an array by itself stays the same one.
    pub(crate) fn collect(&mut self, block: &Block) -> Result<Value> {
        if let [
            Stmt {
                kind: StmtKind::Write(Expr::Array(items)),
                ..
            },
        ] = &block.statements[..]
            && block.traps.is_empty()
        {
            self.success = true;
            return self.array(items);
        }
        let collector = self.collector();
        let out: Out = collector.clone();
        let result = self.block(block, &out);
        drop(out);
        let items = self.collected(collector);
        match result? {
            super::Flow::Next => Ok(Value::array(items)),
            flow => Err(Box::new(super::statement::interrupt_of(flow))),
        }
    }

    /// `@{ }`
    pub(crate) fn table(&mut self, node: &TableNode) -> Result<Value> {
        let (kind, order) = match node.ordered {
            true => (&types::ORDERED_DICTIONARY, Order::Inserted),
            false => (&types::HASHTABLE, Order::Any),
        };
        let table = Dict::with_capacity(
            Type::Known(kind),
            KeyCase::Ignore,
            order,
            node.entries.len(),
        );
        for (key, value) in &node.entries {
            let key = self.evaluate(key)?;
            let value = self.evaluate(value)?;
            if key.is_null() {
                return Fault::runtime(
                    "InvalidNullKey",
                    "A null key is not allowed in a hash literal.",
                )
                .raise();
            }
            let value = if matches!(value, Value::Nothing) {
                Value::Null
            } else {
                value
            };
            let key = object::members::keys::known(self, &table, &key)?;
            if table.contains(&key) {
                let text = convert::to_text(self, &key)?;
                return Fault::runtime(
                    "DuplicateKeyInHashLiteral",
                    format!("Duplicate keys '{text}' are not allowed in hash literals."),
                )
                .raise();
            }
            table.insert(key, value);
        }
        Ok(Value::Dict(Rc::new(table)))
    }

    /// `[pscustomobject]@{ }`
    pub(crate) fn record(&mut self, node: &RecordNode) -> Result<Value> {
        let mut slots = Vec::with_capacity(node.values.len());
        for value in &node.values {
            let value = self.evaluate(value)?;
            slots.push(if matches!(value, Value::Nothing) {
                Value::Null
            } else {
                value
            });
        }
        let shape = node.shape.get_or_init(|| {
            node.names.iter().fold(Shape::custom(), |shape, name| {
                shape.with(name, SlotKind::Note)
            })
        });
        Ok(Value::Object(Object::new(Rc::clone(shape), slots)))
    }
}
