//! `[xml]`: documents, their nodes, and PowerShell's view of elements and attributes as properties.
//!
//! Read `node` (the tree), `parse`, `write`, `path` and `select` (XPath), then this file (what scripts hold), `members` (the tables),
//! `calls` (what the methods do), `lists` and `names`.
//! Absent on purpose: schemas, XSLT, external entities.

mod calls;
mod lists;
mod members;
pub mod names;
pub mod node;
pub mod parse;
pub mod path;
pub mod select;
pub mod write;

pub use members::{ALL, DOCUMENT, NODE};

use crate::types::{self, Type, TypeInfo};
use crate::{Fault, Native, Result, Str, Value};
use node::{Kind, Node};
use std::rc::Rc;

/// A node as a script holds it: with its document, which must live as long.
pub struct Xml {
    /// The node.
    pub node: Rc<Node>,
    /// The root of the tree that it was found in.
    root: Rc<Node>,
}

/// A document read from a text.
pub fn load(text: &str) -> Result<Value> {
    let document = Node::new(Kind::Document, "", "");
    parse::document(&document, text)?;
    Ok(Xml::root(&document))
}

impl Xml {
    /// A document, or a node that stands alone.
    pub fn root(node: &Rc<Node>) -> Value {
        Value::native(Xml {
            node: Rc::clone(node),
            root: Rc::clone(node),
        })
    }

    /// Another node of the same tree.
    pub fn near(&self, node: &Rc<Node>) -> Value {
        Value::native(Xml {
            node: Rc::clone(node),
            root: Rc::clone(&self.root),
        })
    }

    /// Another node of the same tree, or null.
    pub fn maybe(&self, node: Option<Rc<Node>>) -> Value {
        node.map(|node| self.near(&node)).unwrap_or_default()
    }

    /// The document that made it.
    pub fn document(&self) -> Option<Rc<Node>> {
        match self.node.kind {
            Kind::Document => Some(Rc::clone(&self.node)),
            _ => self.node.document.borrow().upgrade(),
        }
    }

    /// Attributes and children of that local name.
    fn named(&self, name: &str) -> Vec<Rc<Node>> {
        let same = |node: &&Rc<Node>| {
            node.kind != Kind::Whitespace && node.local_name().eq_ignore_ascii_case(name)
        };
        let attributes = self.node.attributes.borrow();
        let children = self.node.children.borrow();
        attributes
            .iter()
            .filter(same)
            .chain(children.iter().filter(same))
            .cloned()
            .collect()
    }

    /// What PowerShell shows of a node that is a property's value: its text where it is nothing but text.
    fn shown(&self, node: &Rc<Node>) -> Value {
        let children = node.children.borrow();
        let only_text = match children.as_slice() {
            [] => true,
            [only] => only.kind == Kind::Text,
            _ => false,
        };
        if node.kind == Kind::Text
            || node.kind == Kind::Attribute
            || node.attributes.borrow().is_empty() && only_text
        {
            return Value::from(node.inner_text());
        }
        self.near(node)
    }
}

impl Native for Xml {
    fn get_type(&self) -> Type {
        Type::Known(members::type_of(self.node.kind))
    }

    fn enumerate(&self) -> Option<Result<Vec<Value>>> {
        None
    }

    fn equals(&self, other: &Value) -> bool {
        other
            .as_native::<Xml>()
            .is_some_and(|other| Rc::ptr_eq(&self.node, &other.node))
    }

    fn property(&self, name: &str) -> Option<Value> {
        let found = self.named(name);
        match found.as_slice() {
            [] => None,
            [node] => Some(self.shown(node)),
            many => Some(Value::array(
                many.iter().map(|node| self.shown(node)).collect(),
            )),
        }
    }

    fn set_property(&self, name: &str, value: &Value) -> Result<bool> {
        let found = self.named(name);
        let node = match found.as_slice() {
            [] => return Ok(false),
            [node] => node,
            _ => return refuse(name, "XmlNodeSetRestrictionsMoreThanOneNode"),
        };
        let text = super::tuple::plain_text(value);
        if !node.attributes.borrow().is_empty() {
            return refuse(name, "XmlNodeSetRestrictionsNodeWithAttributes");
        }
        let is_flat = match node.children.borrow().as_slice() {
            [] => true,
            [only] => only.kind == Kind::Text,
            _ => false,
        };
        if !is_flat {
            return refuse(name, "XmlNodeSetRestrictionsUnknownNodeType");
        }
        node.set_text(&text);
        Ok(true)
    }

    fn property_names(&self) -> Vec<Str> {
        let mut names: Vec<Str> = Vec::new();
        let attributes = self.node.attributes.borrow();
        let children = self.node.children.borrow();
        for node in attributes
            .iter()
            .chain(children.iter().filter(|node| node.kind != Kind::Whitespace))
        {
            let name = Str::from(node.local_name());
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }
}

fn refuse<T>(name: &str, id: &str) -> Result<T> {
    let message = format!(
        "Cannot set \"{name}\" because only strings can be used as values to set XmlNode properties."
    );
    Fault::new(&types::SET_VALUE_EXCEPTION, message)
        .id(id)
        .raise()
}

/// The type of XML nodes of a kind, for whoever makes tables.
pub fn type_of(kind: Kind) -> &'static TypeInfo {
    members::type_of(kind)
}
