//! `System.Xml.Linq`: elements, attributes and documents over the tree that `[xml]` has.
//!
//! Read this file for what scripts hold, `members` for the tables, `calls` for what the methods do, `name` for names and namespaces,
//! `write` for the text. Absent on purpose: annotations, events, XPath extensions, streaming.

mod calls;
mod members;
mod name;
mod write;

pub use members::ALL;

use super::xml::node::{Kind, Node};
use crate::types::{Type, TypeInfo};
use crate::{Native, Str, Value};
use std::rc::Rc;

/// A node, an attribute or a document as a script holds it: with its tree, which must live as long.
pub(super) struct Linq {
    pub(super) node: Rc<Node>,
    root: Rc<Node>,
}

impl Linq {
    /// A node that stands alone.
    pub(super) fn alone(node: &Rc<Node>) -> Value {
        Value::native(Linq {
            node: Rc::clone(node),
            root: top(node),
        })
    }

    /// Another node of the same tree.
    pub(super) fn near(&self, node: &Rc<Node>) -> Value {
        Value::native(Linq {
            node: Rc::clone(node),
            root: Rc::clone(&self.root),
        })
    }

    /// Another node of the same tree, or null.
    pub(super) fn maybe(&self, node: Option<Rc<Node>>) -> Value {
        node.map(|node| self.near(&node)).unwrap_or_default()
    }
}

fn top(node: &Rc<Node>) -> Rc<Node> {
    let mut at = Rc::clone(node);
    while let Some(parent) = at.parent() {
        at = parent;
    }
    at
}

fn type_of(kind: Kind) -> &'static TypeInfo {
    match kind {
        Kind::Element => &members::ELEMENT,
        Kind::Attribute => &members::ATTRIBUTE,
        Kind::CData => &members::CDATA,
        Kind::Comment => &members::COMMENT,
        Kind::Document => &members::DOCUMENT,
        Kind::Instruction => &members::INSTRUCTION,
        Kind::DocumentType => &members::DOCUMENT_TYPE,
        Kind::Declaration => &members::DECLARATION,
        _ => &members::TEXT,
    }
}

impl Native for Linq {
    fn get_type(&self) -> Type {
        Type::Known(type_of(self.node.kind))
    }

    fn to_text(&self) -> Str {
        Str::from(write::text(&self.node, true))
    }

    fn equals(&self, other: &Value) -> bool {
        other
            .as_native::<Linq>()
            .is_some_and(|other| Rc::ptr_eq(&self.node, &other.node))
    }
}
