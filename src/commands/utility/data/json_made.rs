//! Objects and tables as the reader of JSON makes them, property by property.

use object::record::{Object, Shape, SlotKind};
use object::{Category, Dict, Fault, Result, Str, Symbol, Value, types};
use std::rc::Rc;

/// An object or a table in the making.
pub enum Made {
    /// An object, its shape so far and its values.
    Object(Rc<Shape>, Vec<Value>),
    /// A table.
    Table(Dict),
}

impl Made {
    /// Adds a property; one of the same name takes its place.
    ///
    /// # Errors
    /// The name is empty, or differs from another only by case.
    pub fn put(&mut self, name: &Str, symbol: Symbol, value: Value) -> Result {
        match self {
            Made::Table(dict) => {
                dict.insert(Value::Str(name.clone()), value);
            }
            Made::Object(_, _) if name.is_empty() => {
                let what = "The provided JSON includes a property whose name is an empty string, this is only supported using the -AsHashTable switch.";
                return bad_key("EmptyKeyInJsonString", what.to_string());
            }
            Made::Object(shape, slots) => match shape.find(symbol) {
                None => {
                    *shape = shape.with(name, SlotKind::Note);
                    slots.push(value);
                }
                Some(index) if shape.slots()[index].name == *name => slots[index] = value,
                Some(index) => {
                    let known = &shape.slots()[index].name;
                    let what = format!(
                        "Cannot convert the JSON string because it contains keys with different casing. Please use the -AsHashTable switch instead. The key that was attempted to be added to the existing key '{known}' was '{name}'."
                    );
                    return bad_key("KeysWithDifferentCasingInJsonString", what);
                }
            },
        }
        Ok(())
    }

    /// The finished value.
    pub fn finish(self) -> Value {
        match self {
            Made::Object(shape, slots) => Value::Object(Object::new(shape, slots)),
            Made::Table(dict) => Value::Dict(Rc::new(dict)),
        }
    }
}

fn bad_key<T>(id: &str, what: String) -> Result<T> {
    Fault::new(&types::INVALID_OPERATION_EXCEPTION, what)
        .id(id)
        .category(Category::InvalidOperation)
        .raise()
}
