//! Step 3: `$PSDefaultParameterValues`.

use super::Binder;
use crate::Engine;
use object::{Result, Value, convert, pattern};

impl Binder<'_> {
    /// Binds what the user's defaults have for this command.
    pub(crate) fn defaults(&mut self, engine: &mut Engine) -> Result {
        let name = engine.names.defaults;
        let Some(Value::Dict(table)) = engine.variable(name) else {
            return Ok(());
        };
        if table.is_empty()
            || table
                .get_str("Disabled")
                .is_some_and(|off| convert::to_bool(&off))
        {
            return Ok(());
        }
        let mut wanted = Vec::new();
        for (key, value) in table.entries() {
            let Some(key) = key.as_str() else { continue };
            let Some((command, parameter)) = key.split_once(':') else {
                continue;
            };
            let applies = pattern::Wildcard::new(command.trim(), true)
                .is_ok_and(|wildcard| wildcard.is_match(&self.site.name));
            let own = self.signature.exact(parameter.trim());
            if let (true, Some(ordinal)) = (applies, own) {
                wanted.push((ordinal, value));
            }
        }
        for (ordinal, value) in wanted {
            if self.bound.values[ordinal].is_some()
                || self.signature.parameters[ordinal].sets() & self.bound.sets == 0
            {
                continue;
            }
            let value = match value.as_native::<crate::block::ScriptBlock>() {
                Some(_) => engine.call_block(&value, &[])?,
                None => value,
            };
            self.bind_value(engine, ordinal, value)?;
            self.bound.defaulted.push(ordinal);
        }
        Ok(())
    }
}
