//! `[xml]`: documents, their nodes, and PowerShell's view of elements and attributes as properties.
//!
//! Read `node` (the tree), `parse`, `write`, `path` and `select` (XPath), then this file (what scripts hold), `members` (the tables),
//! `calls`, `create` and `attributes` (what the methods
//! do), `lists` and `names`.
//! Absent on purpose: schemas, XSLT, external entities.

mod attributes;
mod calls;
mod create;
mod lists;
pub(in crate::members) mod members;
pub mod names;
pub mod node;
pub mod parse;
pub mod path;
pub(in crate::members) mod reader;
pub mod select;
pub mod write;
pub(in crate::members) mod writer;
mod writer_settings;

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

    fn is_adapted(&self) -> bool {
        true
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Interrupt;
    use crate::convert::testing::TestHost;
    use crate::members;

    fn error(text: &str) -> String {
        match load(text).map_err(|interrupt| *interrupt) {
            Err(Interrupt::Error(record)) => record.exception_message().to_string(),
            _ => String::new(),
        }
    }

    fn text(value: &Value, path: &[&str]) -> String {
        let mut at = value.clone();
        for name in path {
            at = members::get(&mut TestHost, &at, name)
                .ok()
                .flatten()
                .unwrap_or_default();
        }
        at.as_str().map(|text| text.to_string()).unwrap_or_default()
    }

    #[test]
    fn elements_and_attributes_are_properties() {
        let xml =
            load("<r Name='n'><one>a</one><two k='v'>b</two><x/><x/></r>").unwrap_or_default();
        assert_eq!(text(&xml, &["r", "one"]), "a");
        assert_eq!(text(&xml, &["r", "two", "k"]), "v");
        assert_eq!(text(&xml, &["r", "two", "#text"]), "b");
        assert_eq!(text(&xml, &["r", "name"]), "n");
        assert!(matches!(
            members::get(
                &mut TestHost,
                &members::get(&mut TestHost, &xml, "r")
                    .ok()
                    .flatten()
                    .unwrap_or_default(),
                "x"
            ),
            Ok(Some(Value::Array(_)))
        ));
    }

    #[test]
    fn texts_come_back_as_they_were() {
        for source in [
            "<?xml version=\"1.0\"?><a b=\"&lt;&quot;'&#xA;\"><!-- c --><d /><e></e><![CDATA[1 < 2]]>x &amp; y</a>",
            "<r xmlns:k=\"urn:k\"><k:p k:q=\"1\">in</k:p></r>",
        ] {
            assert_eq!(
                text(&load(source).unwrap_or_default(), &["OuterXml"]),
                source
            );
        }
    }

    #[test]
    fn broken_texts_are_explained() {
        assert_eq!(
            error("<a><b></a>"),
            "The 'b' start tag on line 1 position 5 does not match the end tag of 'a'. Line 1, position 9."
        );
        assert_eq!(
            error("<a>"),
            "Unexpected end of file has occurred. The following elements are not closed: a. Line 1, position 4."
        );
        assert_eq!(
            error("<a>&unknown;</a>"),
            "Reference to undeclared entity 'unknown'. Line 1, position 5."
        );
        assert_eq!(error(""), "Root element is missing.");
        assert_eq!(
            error("hello"),
            "Data at the root level is invalid. Line 1, position 1."
        );
    }

    #[test]
    fn paths_select() {
        let xml = load("<i><d n='a' s='10'/><d n='b' s='25'/><d n='c' s='40'><t>old</t></d></i>")
            .unwrap_or_default();
        let node = xml
            .as_native_rc::<Xml>()
            .map(|xml| Rc::clone(&xml.node))
            .unwrap_or_else(|| Node::new(Kind::Document, "", ""));
        let names = |path: &str| -> String {
            let found = select::select(path, &node, &Default::default()).unwrap_or_default();
            found
                .iter()
                .filter_map(|node| node.attribute("n"))
                .map(|name| name.value.borrow().to_string())
                .collect()
        };
        assert_eq!(names("//d[@s>20]"), "bc");
        assert_eq!(names("//d[last()]"), "c");
        assert_eq!(names("/i/d[2]"), "b");
        assert_eq!(names("//d[contains(@n,'a') or t='old']"), "ac");
        assert_eq!(names("//t/.. | //d[1]"), "ac");
        let sum = select::evaluate("sum(//d/@s)", &node, &Default::default())
            .map(|answer| answer.number())
            .unwrap_or_default();
        assert_eq!(sum, 75.0);
        assert!(select::select("//d[", &node, &Default::default()).is_err());
    }
}
