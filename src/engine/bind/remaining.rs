//! Step 4: what is left over: into the parameter that takes it, into `$args` of a simple function, or an error.

use super::Binder;
use crate::Engine;
use object::{Result, Value, convert};

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
            self.bound.rest.append(&mut self.unknown);
            return Ok(());
        }
        if let Some(ordinal) = taker {
            let loose = std::mem::take(&mut self.loose);
            let values: Vec<Value> = loose.into_iter().map(|(value, _)| value).collect();
            // One array left over is the list itself.
            let value = match &values[..] {
                [Value::Array(array)] => Value::Array(std::rc::Rc::clone(array)),
                _ => Value::array(values),
            };
            return self.bind_value(engine, ordinal, value);
        }
        if self.signature.advanced {
            let value = self.loose[0].0.clone();
            let text = convert::to_text(engine, &value)?;
            return Err(self.site.too_many(&text));
        }
        let loose = std::mem::take(&mut self.loose);
        self.bound
            .rest
            .extend(loose.into_iter().map(|(value, _)| value));
        self.bound.rest.append(&mut self.unknown);
        Ok(())
    }
}
