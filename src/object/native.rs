//! .NET objects that have a Rust type of their own: `StringBuilder`, `Regex`, `ErrorRecord`, script blocks and so on.

use crate::types::Type;
use crate::{Result, Str, Value};
use std::any::Any;

/// A .NET object. Its members stand in the table of its type; this trait has only what every object must answer.
pub trait Native: Any {
    /// The object's type, whose table holds its members.
    fn get_type(&self) -> Type;

    /// `ToString()`; without an own one .NET gives the type's full name.
    fn to_text(&self) -> Str {
        Str::from(self.get_type().full_name())
    }

    /// `ToString()` of the objects whose text needs a host to make it.
    fn to_text_with(&self, host: &mut dyn crate::Host) -> Result<Str> {
        let _ = host;
        Ok(self.to_text())
    }

    /// What `foreach` and a pipeline see of it: `None` is one object, itself.
    fn enumerate(&self) -> Option<Result<Vec<Value>>> {
        None
    }

    /// Counts the changes of a collection that may not change while it is enumerated.
    fn version(&self) -> Option<u32> {
        None
    }

    /// `Equals`; without an own one, identity.
    fn equals(&self, other: &Value) -> bool {
        match other.base() {
            Value::Native(object) => {
                std::ptr::addr_eq(std::ptr::from_ref(self), std::rc::Rc::as_ptr(object))
            }
            _ => false,
        }
    }

    /// Whether `if` takes it for true; only switches and collections differ from true.
    fn is_true(&self) -> bool {
        true
    }

    /// A property that this very object has beside those of its type: child elements of XML, what an exception carries.
    fn property(&self, name: &str) -> Option<Value> {
        let _ = name;
        None
    }

    /// Sets such a property; false where there is none of that name.
    fn set_property(&self, name: &str, value: &Value) -> Result<bool> {
        let _ = (name, value);
        Ok(false)
    }

    /// The same, where the value must be converted first.
    fn set_property_with(
        &self,
        host: &mut dyn crate::Host,
        name: &str,
        value: &Value,
    ) -> Result<bool> {
        let _ = host;
        self.set_property(name, value)
    }

    /// The names of those properties, in order.
    fn property_names(&self) -> Vec<Str> {
        Vec::new()
    }

    /// An adapter stands before the object: unasked it shows those properties only, and its text is what type data makes of it.
    fn is_adapted(&self) -> bool {
        false
    }
}
