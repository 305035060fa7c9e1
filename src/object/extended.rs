//! Values with members added to them, as `Add-Member` and `Select-Object` make them of anything.

use crate::record::Object;
use crate::{Str, Value};
use std::rc::Rc;

/// A value and the members added to it: `PSObject` around a .NET object.
pub struct Extended {
    base: Value,
    /// The members added, and the type names where they were changed.
    pub members: Rc<Object>,
    /// The text of a number that was written otherwise than it prints.
    written: Option<Str>,
}

impl Extended {
    /// Wraps a value; an extended one is not wrapped again but shares its members.
    pub fn new(base: Value) -> Rc<Extended> {
        match base {
            Value::Extended(extended) => extended,
            base => Rc::new(Extended {
                members: Object::bare(&base),
                base,
                written: None,
            }),
        }
    }

    /// A number that remembers how it was written: that is what it prints as, and what it is to a parameter that wants a string.
    pub fn written(base: Value, text: Str) -> Rc<Extended> {
        Rc::new(Extended {
            members: Object::bare(&base),
            base,
            written: Some(text),
        })
    }

    /// How a number was written, where that is not how it prints.
    pub fn text(&self) -> Option<&Str> {
        self.written.as_ref()
    }

    /// An instance of a script class around what its .NET base class keeps: `members` has the class's shape.
    pub fn instance(base: Value, members: Rc<Object>) -> Rc<Extended> {
        Rc::new(Extended {
            base,
            members,
            written: None,
        })
    }

    /// The value inside, never an extended one.
    pub fn base(&self) -> &Value {
        &self.base
    }
}
