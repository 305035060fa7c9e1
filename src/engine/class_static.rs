//! Static properties of script classes.

use crate::Engine;
use crate::class::{ClassBody, body};
use crate::csharp;
use object::{Result, Symbol, Type, Value};
use std::rc::Rc;

impl Engine {
    /// A static property of a script class.
    pub(crate) fn class_static(&mut self, kind: &Type, name: &str) -> Result<Option<Value>> {
        let Some((class, place)) = find_static(kind, name) else {
            return Ok(None);
        };
        if let Some(own) = &class.foreign {
            return crate::csharp::static_get(self, own, &class.statics[place].name);
        }
        self.ready_class(&class)?;
        let value = class.static_values.borrow()[place].clone();
        Ok(Some(value))
    }

    /// Sets a static property of a script class; false where there is none.
    pub(crate) fn set_class_static(
        &mut self,
        kind: &Type,
        name: &str,
        value: &Value,
    ) -> Result<bool> {
        let Some((class, place)) = find_static(kind, name) else {
            return Ok(false);
        };
        if class.statics[place].read_only {
            return csharp::read_only(name);
        }
        if class.foreign.is_none() {
            self.ready_class(&class)?;
        }
        let value = self.property_value(&class.statics[place], value.clone(), false)?;
        if let Some(own) = &class.foreign {
            return crate::csharp::static_set(self, own, &class.statics[place].name, value);
        }
        class.static_values.borrow_mut()[place] = value;
        Ok(true)
    }
}

fn find_static(kind: &Type, name: &str) -> Option<(Rc<ClassBody>, usize)> {
    let symbol = Symbol::of(name);
    let mut at = Some(kind.clone());
    while let Some(kind) = at {
        let class = body(&kind)?;
        if let Some(place) = class
            .statics
            .iter()
            .position(|property| property.symbol == symbol)
        {
            return Some((class, place));
        }
        at = kind.base();
    }
    None
}
