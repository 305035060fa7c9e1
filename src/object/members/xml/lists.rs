//! `XmlNodeList` and `XmlAttributeCollection`.

use super::Xml;
use super::calls::this;
use super::node::{Kind, Node};
use crate::members::enumerator::Enumerator;
use crate::members::table::*;
use crate::types::{self, Call, Member, Sig, Type, TypeInfo};
use crate::{Native, Result, Value};
use std::rc::Rc;

/// What a list shows.
enum Content {
    /// The children of a node, as they are now.
    Children,
    /// The attributes of a node, as they are now.
    Attributes,
    /// Nodes that were found.
    Found(Vec<Rc<Node>>),
}

/// A list of nodes.
pub struct NodeList {
    owner: Rc<Xml>,
    content: Content,
}

/// `XmlNodeList`
pub static NODE_LIST: TypeInfo = TypeInfo::class("System.Xml.XmlNodeList", &types::OBJECT)
    .implements(&[&types::IENUMERABLE, &types::IDISPOSABLE])
    .members(|| MEMBERS);
/// The list of a node's children.
pub static CHILD_NODES: TypeInfo = TypeInfo::class("System.Xml.XmlChildNodes", &NODE_LIST);
/// What a query found.
pub static XPATH_NODE_LIST: TypeInfo =
    TypeInfo::class("System.Xml.XPath.XPathNodeList", &NODE_LIST);
/// `XmlNamedNodeMap`
pub static NAMED_NODE_MAP: TypeInfo = TypeInfo::class("System.Xml.XmlNamedNodeMap", &types::OBJECT)
    .implements(&[&types::IENUMERABLE])
    .members(|| MAP_MEMBERS);
/// `XmlAttributeCollection`
pub static ATTRIBUTES: TypeInfo =
    TypeInfo::class("System.Xml.XmlAttributeCollection", &NAMED_NODE_MAP)
        .implements(&[&types::ICOLLECTION])
        .members(|| ATTRIBUTE_MEMBERS);

const NODE_SIG: Sig = Sig::One(&super::members::NODE);

impl Native for NodeList {
    fn get_type(&self) -> Type {
        Type::Known(match self.content {
            Content::Children => &CHILD_NODES,
            Content::Attributes => &ATTRIBUTES,
            Content::Found(_) => &XPATH_NODE_LIST,
        })
    }

    fn enumerate(&self) -> Option<Result<Vec<Value>>> {
        Some(Ok(self.values()))
    }

    fn is_true(&self) -> bool {
        !self.nodes().is_empty()
    }
}

impl NodeList {
    fn nodes(&self) -> Vec<Rc<Node>> {
        match &self.content {
            Content::Children => self.owner.node.children.borrow().clone(),
            Content::Attributes => self.owner.node.attributes.borrow().clone(),
            Content::Found(nodes) => nodes.clone(),
        }
    }

    fn values(&self) -> Vec<Value> {
        self.nodes()
            .iter()
            .map(|node| self.owner.near(node))
            .collect()
    }
}

static MEMBERS: &[Member] = &[
    get!("Count", INT => |c| Ok(Value::Int(list(c).map_or(0, |own| own.nodes().len()) as i32))),
    method!("Item", (index: INT) -> NODE_SIG => |c| Ok(at(c))),
    method!("GetEnumerator", () -> ENUMERATOR => |c| Ok(Enumerator::over(list(c).map(|own| own.values()).unwrap_or_default()))),
];

static MAP_MEMBERS: &[Member] = &[
    get!("Count", INT => |c| Ok(Value::Int(list(c).map_or(0, |own| own.nodes().len()) as i32))),
    method!("Item", (index: INT) -> NODE_SIG => |c| Ok(at(c)), (name: STR) -> NODE_SIG => |c| Ok(named(c))),
    method!("GetNamedItem", (name: STR) -> NODE_SIG => |c| Ok(named(c))),
    method!("SetNamedItem", (node: NODE_SIG) -> NODE_SIG => append),
    method!("RemoveNamedItem", (name: STR) -> NODE_SIG => |c| { let found = named(c); take(c, &found); Ok(found) }),
    method!("GetEnumerator", () -> ENUMERATOR => |c| Ok(Enumerator::over(list(c).map(|own| own.values()).unwrap_or_default()))),
];

static ATTRIBUTE_MEMBERS: &[Member] = &[
    method!("Append", (node: NODE_SIG) -> NODE_SIG => append),
    method!("Prepend", (node: NODE_SIG) -> NODE_SIG => append),
    method!("Remove", (node: NODE_SIG) -> NODE_SIG => |c| { let node = c.arg(0).clone(); take(c, &node); Ok(node) }),
    method!("RemoveAll", () -> VOID => |c| { if let Some(own) = list(c) { own.owner.node.attributes.borrow_mut().clear() } Ok(Value::Null) }),
    method!("RemoveAt", (i: INT) -> NODE_SIG => |c| { let found = at(c); take(c, &found); Ok(found) }),
];

fn list(c: &Call<'_>) -> Option<Rc<NodeList>> {
    c.this.as_native_rc::<NodeList>()
}

fn at(c: &Call<'_>) -> Value {
    let Some(own) = list(c) else {
        return Value::Null;
    };
    let node = usize::try_from(c.long(0))
        .ok()
        .and_then(|at| own.nodes().get(at).cloned());
    own.owner.maybe(node)
}

fn named(c: &Call<'_>) -> Value {
    let Some(own) = list(c) else {
        return Value::Null;
    };
    let node = own
        .nodes()
        .into_iter()
        .find(|node| node.full_name() == &*c.text(0));
    own.owner.maybe(node)
}

fn append(c: &mut Call<'_>) -> Result<Value> {
    if let (Some(own), Some(node)) = (list(c), c.arg(0).as_native::<Xml>()) {
        own.owner.node.set_attribute(Rc::clone(&node.node));
    }
    Ok(c.arg(0).clone())
}

fn take(c: &Call<'_>, node: &Value) {
    if let (Some(own), Some(node)) = (list(c), node.as_native::<Xml>()) {
        own.owner
            .node
            .attributes
            .borrow_mut()
            .retain(|known| !Rc::ptr_eq(known, &node.node));
    }
}

/// `ChildNodes`
pub(super) fn children(c: &mut Call<'_>) -> Result<Value> {
    Ok(Value::native(NodeList {
        owner: this(c)?,
        content: Content::Children,
    }))
}

/// The children as values.
pub(super) fn child_values(own: &Xml) -> Vec<Value> {
    own.node
        .children
        .borrow()
        .iter()
        .map(|node| own.near(node))
        .collect()
}

/// `Attributes`; only elements have some.
pub(super) fn attributes(c: &mut Call<'_>) -> Result<Value> {
    let owner = this(c)?;
    Ok(if owner.node.kind == Kind::Element {
        Value::native(NodeList {
            owner,
            content: Content::Attributes,
        })
    } else {
        Value::Null
    })
}

/// A list of nodes that were found.
pub(super) fn node_list(own: &Rc<Xml>, found: Vec<Rc<Node>>) -> Value {
    Value::native(NodeList {
        owner: Rc::clone(own),
        content: Content::Found(found),
    })
}
