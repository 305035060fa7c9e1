//! Fields and properties of C# classes, as their own code reads and sets them: those that are not public included.

use super::define::{Class, class_of};
use super::run::Frame;
use super::tree::{Kind, Property};
use crate::Engine;
use object::types::ClassType;
use object::{Object, Result, Type, Value};
use std::rc::Rc;

/// A property of an instance as C# code reads it: its own classes', those that are not public included.
pub(super) fn instance_get(engine: &mut Engine, this: &Value, name: &str) -> Result<Option<Value>> {
    let Some(object) = object_of(this) else {
        return Ok(None);
    };
    for own in ClassType::chain(&object.get_type()) {
        let Some(class) = class_of(&Type::Class(own)) else {
            continue;
        };
        if let Some(slot) = class.slots.get(name) {
            let place = object.find(*slot);
            return Ok(place.map(|(slot, _)| object.slot(slot)));
        }
        let named = |own: &&Property| *own.name == *name && !own.is_static;
        if let Some(property) = class.tree.properties.iter().find(named)
            && let Some(getter) = &property.get
        {
            return super::call::run(engine, &class, getter, this, Vec::new()).map(Some);
        }
    }
    Ok(None)
}

/// Sets such a property; false where there is none.
pub(super) fn instance_set(
    engine: &mut Engine,
    this: &Value,
    name: &str,
    value: Value,
) -> Result<bool> {
    let Some(object) = object_of(this) else {
        return Ok(false);
    };
    for own in ClassType::chain(&object.get_type()) {
        let Some(class) = class_of(&Type::Class(own)) else {
            continue;
        };
        if let Some(slot) = class.slots.get(name) {
            let kind = class.declared(name);
            let value = match kind {
                Some(kind) => Frame::new(engine, &class, this.clone()).as_kind(value, &kind)?,
                None => value,
            };
            if let Some((slot, _)) = object.find(*slot) {
                object.set_slot(slot, value);
            }
            return Ok(true);
        }
        let named = |own: &&Property| *own.name == *name && !own.is_static;
        if let Some(property) = class.tree.properties.iter().find(named)
            && let Some(setter) = &property.set
        {
            super::call::run(engine, &class, setter, this, vec![value])?;
            return Ok(true);
        }
    }
    Ok(false)
}

impl Class {
    fn declared(&self, name: &str) -> Option<Kind> {
        let field = self.tree.fields.iter().find(|own| *own.name == *name);
        let property = || self.tree.properties.iter().find(|own| *own.name == *name);
        field
            .map(|own| own.kind.clone())
            .or_else(|| property().map(|own| own.kind.clone()))
    }
}

pub(super) fn object_of(this: &Value) -> Option<Rc<Object>> {
    match this {
        Value::Object(object) => Some(Rc::clone(object)),
        _ => match this.base() {
            Value::Object(object) => Some(Rc::clone(object)),
            _ => None,
        },
    }
}

/// A static member of a class or of its bases; none where there is none.
pub(crate) fn static_get(
    engine: &mut Engine,
    class: &Rc<Class>,
    name: &str,
) -> Result<Option<Value>> {
    let mut at = Some(Rc::clone(class));
    while let Some(own) = at {
        if let Some(value) = own.statics.borrow().get(name) {
            return Ok(Some(value.clone()));
        }
        let named = |property: &&Property| *property.name == *name && property.is_static;
        if let Some(property) = own.tree.properties.iter().find(named)
            && let Some(getter) = &property.get
        {
            return super::call::run(engine, &own, getter, &Value::Null, Vec::new()).map(Some);
        }
        at = own.own_kind().base().as_ref().and_then(class_of);
    }
    Ok(None)
}

/// Sets such a member; false where there is none.
pub(crate) fn static_set(
    engine: &mut Engine,
    class: &Rc<Class>,
    name: &str,
    value: Value,
) -> Result<bool> {
    let mut at = Some(Rc::clone(class));
    while let Some(own) = at {
        let known = own
            .statics
            .borrow()
            .keys()
            .find(|key| ***key == *name)
            .cloned();
        if let Some(key) = known {
            let value = match own.declared(name) {
                Some(kind) => Frame::new(engine, &own, Value::Null).as_kind(value, &kind)?,
                None => value,
            };
            own.set_static(&key, value);
            return Ok(true);
        }
        let named = |property: &&Property| *property.name == *name && property.is_static;
        if let Some(property) = own.tree.properties.iter().find(named)
            && let Some(setter) = &property.set
        {
            super::call::run(engine, &own, setter, &Value::Null, vec![value])?;
            return Ok(true);
        }
        at = own.own_kind().base().as_ref().and_then(class_of);
    }
    Ok(false)
}
