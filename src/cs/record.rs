//! The objects that the cmdlets write: records of the product's types with their properties in order.

use object::{Array, Object, Shape, SlotKind, Str, Type, TypeInfo, Value, types};
use std::cell::RefCell;
use std::rc::Rc;

thread_local! {
    /// Shapes in use: objects of one kind share theirs, which is what makes reading their properties fast.
    static SHAPES: RefCell<Vec<(&'static TypeInfo, Rc<Shape>)>> = const { RefCell::new(Vec::new()) };
}

/// A record of a type with these properties, which scripts may set.
pub fn record(kind: &'static TypeInfo, properties: Vec<(&'static str, Value)>) -> Value {
    let shape = shape(kind, &properties);
    Value::Object(Object::new(
        shape,
        properties.into_iter().map(|(_, value)| value).collect(),
    ))
}

fn shape(kind: &'static TypeInfo, properties: &[(&'static str, Value)]) -> Rc<Shape> {
    SHAPES.with_borrow_mut(|shapes| {
        let fits = |shape: &Shape| {
            let slots = shape.slots();
            slots.len() == properties.len()
                && slots
                    .iter()
                    .zip(properties)
                    .all(|(slot, (name, _))| slot.name.as_str() == *name)
        };
        if let Some((_, shape)) = shapes
            .iter()
            .find(|(other, shape)| std::ptr::eq(*other, kind) && fits(shape))
        {
            return Rc::clone(shape);
        }
        let names: Vec<&str> = properties.iter().map(|(name, _)| *name).collect();
        let shape = Shape::of(Type::Known(kind), &names, SlotKind::Property);
        shapes.push((kind, Rc::clone(&shape)));
        shape
    })
}

/// Adds a property that no view shows: what a cmdlet needs to know when the object comes back to it.
pub fn hide(record: &Value, name: &str, value: Value) {
    if let Value::Object(object) = record {
        object.add(&Str::from(name), SlotKind::Hidden, value);
    }
}

/// A property of a record, or of any object made of slots.
pub fn property(value: &Value, name: &str) -> Option<Value> {
    match value {
        Value::Object(object) => object.get(name),
        Value::Extended(extended) => extended
            .members
            .get(name)
            .or_else(|| property(extended.base(), name)),
        _ => None,
    }
}

/// Whether a value is a record of that type.
pub fn is_a(value: &Value, kind: &'static TypeInfo) -> bool {
    value.base().get_type().is(kind)
}

/// An array of strings.
pub fn strings<T: Into<Str>>(items: impl IntoIterator<Item = T>) -> Value {
    let items = items
        .into_iter()
        .map(|item| Value::Str(item.into()))
        .collect();
    Value::Array(Array::of(Type::Known(&types::STRING), items))
}
