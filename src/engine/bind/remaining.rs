//! Step 4: what is left over: into the parameter that takes it, into `$args` of a simple function, or an error.

use super::Binder;
use crate::Engine;
use object::{List, Result, Type, Value, convert, types};

impl Binder<'_> {
    /// Disposes of values that found no position.
    pub(crate) fn remaining(&mut self, engine: &mut Engine) -> Result {
        let taker = (0..self.signature.own).find(|ordinal| {
            self.bound.values[*ordinal].is_none()
                && self.signature.parameters[*ordinal]
                    .uses
                    .iter()
                    .any(|u| u.remaining && u.sets & self.bound.sets != 0)
        });
        if self.loose.is_empty() {
            return Ok(());
        }
        self.site.at(syntax::Span::default());
        if let Some(ordinal) = taker {
            let loose = std::mem::take(&mut self.loose);
            let values: Vec<Value> = loose.into_iter().map(|loose| loose.value).collect();
            // One array left over is the list itself.
            let value = match &values[..] {
                [Value::Array(array)] => Value::Array(std::rc::Rc::clone(array)),
                _ => {
                    let kind = Type::generic(&types::LIST, vec![Type::Known(&types::OBJECT)]);
                    Value::List(List::new(kind, Type::Known(&types::OBJECT), values))
                }
            };
            return self.bind_value(engine, ordinal, value);
        }
        if self.signature.advanced {
            let value = self.loose[0].value.clone();
            self.site.at(self.loose[0].span);
            let text = convert::to_text(engine, &value)?;
            return Err(self.site.too_many(&text));
        }
        let loose = std::mem::take(&mut self.loose);
        self.bound
            .rest
            .extend(loose.into_iter().map(|loose| loose.value));
        Ok(())
    }
}
