//! Values with members added to them, as `Add-Member` and `Select-Object` make them of anything.

use crate::Value;
use crate::record::Object;
use std::rc::Rc;

/// A value and the members added to it: `PSObject` around a .NET object.
pub struct Extended {
    base: Value,
    /// The members added, and the type names where they were changed.
    pub members: Rc<Object>,
}

impl Extended {
    /// Wraps a value; an extended one is not wrapped again but shares its members.
    pub fn new(base: Value) -> Rc<Extended> {
        match base {
            Value::Extended(extended) => extended,
            base => Rc::new(Extended {
                members: Object::bare(&base),
                base,
            }),
        }
    }

    /// An instance of a script class around what its .NET base class keeps: `members` has the class's shape.
    pub fn instance(base: Value, members: Rc<Object>) -> Rc<Extended> {
        Rc::new(Extended { base, members })
    }

    /// The value inside, never an extended one.
    pub fn base(&self) -> &Value {
        &self.base
    }
}
