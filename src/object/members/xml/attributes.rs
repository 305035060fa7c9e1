//! What elements do with their attributes.

use super::calls::{node_at, this};
use super::create::{made, named};
use super::node::{Kind, Node};
use crate::members::args::argument_null;
use crate::types::Call;
use crate::{Result, Str, Value};
use std::rc::Rc;

/// The attribute that the arguments name: a name, or a local name and a namespace.
pub(super) fn found_attribute(c: &Call<'_>) -> Result<Option<Rc<Node>>> {
    let own = this(c)?;
    let attributes = own.node.attributes.borrow();
    let same = |attribute: &&Rc<Node>| match c.has(1) {
        true => attribute.local_name() == &*c.text(0) && *attribute.namespace.borrow() == c.text(1),
        false => attribute.name == c.text(0),
    };
    Ok(attributes.iter().find(same).cloned())
}

pub(super) fn remove_attribute(c: &mut Call<'_>) -> Result<Value> {
    let found = found_attribute(c)?;
    let own = this(c)?;
    if let Some(attribute) = &found {
        own.node
            .attributes
            .borrow_mut()
            .retain(|known| !Rc::ptr_eq(known, attribute));
    }
    Ok(own.maybe(found))
}

pub(super) fn remove_attribute_at(c: &mut Call<'_>) -> Result<Value> {
    let own = this(c)?;
    let mut attributes = own.node.attributes.borrow_mut();
    Ok(match usize::try_from(c.long(0)) {
        Ok(at) if at < attributes.len() => own.near(&attributes.remove(at)),
        _ => Value::Null,
    })
}

pub(super) fn remove_attribute_node(c: &mut Call<'_>) -> Result<Value> {
    let own = this(c)?;
    let Some(attribute) = node_at(c, 0) else {
        return Ok(Value::Null);
    };
    own.node
        .attributes
        .borrow_mut()
        .retain(|known| !Rc::ptr_eq(known, &attribute));
    Ok(own.near(&attribute))
}

pub(super) fn set_attribute(c: &mut Call<'_>) -> Result<Value> {
    let own = this(c)?;
    let (name, namespace, value) = match c.args.len() {
        2 => (c.text(0), Str::default(), c.text(1)),
        _ => (c.text(0), c.text(1), c.text(2)),
    };
    match own.node.attribute(&name) {
        Some(attribute) => *attribute.value.borrow_mut() = value.clone(),
        None => {
            let attribute = named(Kind::Attribute, &name, &namespace)?;
            *attribute.value.borrow_mut() = value.clone();
            made(&own, &attribute);
            own.node.set_attribute(attribute);
        }
    }
    Ok(if c.args.len() == 3 {
        Value::Str(value)
    } else {
        Value::Null
    })
}

pub(super) fn set_attribute_node(c: &mut Call<'_>) -> Result<Value> {
    let own = this(c)?;
    let Some(attribute) = node_at(c, 0) else {
        return argument_null("newAttr").raise();
    };
    let old = own
        .node
        .attribute(&attribute.name)
        .filter(|old| !Rc::ptr_eq(old, &attribute));
    own.node.set_attribute(attribute);
    Ok(own.maybe(old))
}

pub(super) fn new_attribute_node(c: &mut Call<'_>) -> Result<Value> {
    let own = this(c)?;
    let attribute = named(Kind::Attribute, &c.text(0), &c.text(1))?;
    let value = made(&own, &attribute);
    own.node.set_attribute(attribute);
    Ok(value)
}
