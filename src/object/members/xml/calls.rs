//! What the methods of XML nodes do.

use super::lists::node_list;
use super::names::prefixes_of;
use super::node::{Kind, Node};
use super::{Xml, parse, select, write};
use crate::members::args::{argument_null, invalid_operation, not_supported};
use crate::members::stream::Stream;
use crate::members::{disk, text_io};
use crate::types::{self, Call};
use crate::{Fault, Result, Value};
use std::rc::Rc;

/// Where a new child goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Start,
    End,
    Before,
    After,
}

pub(super) fn this(c: &Call<'_>) -> Result<Rc<Xml>> {
    c.this
        .as_native_rc::<Xml>()
        .ok_or_else(|| not_supported("The object is no XML node.").into())
}

/// The node in an argument.
pub(super) fn node_at(c: &Call<'_>, n: usize) -> Option<Rc<Node>> {
    c.arg(n).as_native::<Xml>().map(|own| Rc::clone(&own.node))
}

fn has_value(node: &Node) -> bool {
    !matches!(
        node.kind,
        Kind::Element
            | Kind::Document
            | Kind::Fragment
            | Kind::DocumentType
            | Kind::EntityReference
    )
}

pub(super) fn value(c: &mut Call<'_>) -> Result<Value> {
    let own = this(c)?;
    let text = own.node.value.borrow().clone();
    Ok(if has_value(&own.node) {
        Value::Str(text)
    } else {
        Value::Null
    })
}

pub(super) fn set_value(c: &mut Call<'_>) -> Result<Value> {
    let own = this(c)?;
    if !has_value(&own.node) {
        return invalid_operation(&format!(
            "Cannot set a value on node type '{:?}'.",
            own.node.kind
        ))
        .raise();
    }
    *own.node.value.borrow_mut() = c.text(0);
    Ok(Value::Null)
}

pub(super) fn inner_text(c: &mut Call<'_>) -> Result<Value> {
    let own = this(c)?;
    // A document has no text of its own, and says null.
    Ok(if own.node.kind == Kind::Document {
        Value::Null
    } else {
        Value::from(own.node.inner_text())
    })
}

pub(super) fn set_inner_xml(c: &mut Call<'_>) -> Result<Value> {
    let own = this(c)?;
    let text = c.text(0);
    if own.node.kind == Kind::Document {
        parse::document(&own.node, &text)?;
        return Ok(Value::Null);
    }
    own.node.set_text("");
    parse::fragment(&own.node, &text)?;
    if let Some(document) = own.document() {
        own.node.adopt(&document);
    }
    Ok(Value::Null)
}

pub(super) fn sibling(c: &mut Call<'_>, step: isize) -> Result<Value> {
    let own = this(c)?;
    let Some(parent) = own.node.parent() else {
        return Ok(Value::Null);
    };
    let at = parent
        .index_of(&own.node)
        .and_then(|at| at.checked_add_signed(step));
    let sibling = at.and_then(|at| parent.children.borrow().get(at).cloned());
    Ok(own.maybe(sibling))
}

pub(super) fn child_named(c: &mut Call<'_>) -> Result<Value> {
    let own = this(c)?;
    let name = c.text(0);
    let found = own
        .node
        .children
        .borrow()
        .iter()
        .find(|child| child.kind == Kind::Element && child.full_name() == &*name)
        .cloned();
    Ok(own.maybe(found))
}

pub(super) fn first_child(c: &mut Call<'_>, kind: Kind) -> Result<Value> {
    let own = this(c)?;
    let found = own
        .node
        .children
        .borrow()
        .iter()
        .find(|child| child.kind == kind)
        .cloned();
    Ok(own.maybe(found))
}

/// Checks that a node may become a child here.
fn admit(own: &Xml, child: &Rc<Node>) -> Result {
    let document = own.document();
    let same = match (&document, child.document.borrow().upgrade()) {
        (Some(own), Some(other)) => Rc::ptr_eq(own, &other),
        _ => true,
    };
    if !same {
        // .NET takes it out of its old place before it looks where it comes from.
        child.detach();
        return Fault::new(
            &types::ARGUMENT_EXCEPTION,
            "The node to be inserted is from a different document context.",
        )
        .raise();
    }
    let mut at = Some(Rc::clone(&own.node));
    while let Some(node) = at {
        if Rc::ptr_eq(&node, child) {
            return Fault::new(
                &types::ARGUMENT_EXCEPTION,
                "Cannot insert a node or any ancestor of that node as a child of itself.",
            )
            .raise();
        }
        at = node.parent();
    }
    let is_second_root = own.node.kind == Kind::Document
        && child.kind == Kind::Element
        && own
            .node
            .children
            .borrow()
            .iter()
            .any(|known| known.kind == Kind::Element);
    if is_second_root {
        return invalid_operation("This document already has a 'DocumentElement' node.").raise();
    }
    if !matches!(
        own.node.kind,
        Kind::Document | Kind::Element | Kind::Fragment
    ) {
        return invalid_operation("The current node cannot contain other nodes.").raise();
    }
    Ok(())
}

pub(super) fn insert(c: &mut Call<'_>, place: Place) -> Result<Value> {
    let own = this(c)?;
    let Some(child) = node_at(c, 0) else {
        return argument_null("newChild").raise();
    };
    admit(&own, &child)?;
    let beside = node_at(c, 1);
    let new: Vec<Rc<Node>> = if child.kind == Kind::Fragment {
        child.children.borrow().clone()
    } else {
        vec![Rc::clone(&child)]
    };
    new.iter().for_each(Node::detach);
    let end = own.node.children.borrow().len();
    let at = match (place, &beside) {
        (Place::Start, _) | (Place::After, None) => 0,
        (Place::End, _) | (Place::Before, None) => end,
        (_, Some(beside)) => match own.node.index_of(beside) {
            Some(at) => at + usize::from(place == Place::After),
            None => {
                return Fault::new(
                    &types::ARGUMENT_EXCEPTION,
                    "The reference node is not a child of this node.",
                )
                .raise();
            }
        },
    };
    for (offset, node) in new.iter().enumerate() {
        own.node.insert(at + offset, node);
    }
    Ok(own.near(&child))
}

pub(super) fn replace(c: &mut Call<'_>) -> Result<Value> {
    let own = this(c)?;
    let (Some(child), Some(old)) = (node_at(c, 0), node_at(c, 1)) else {
        return argument_null("newChild").raise();
    };
    let Some(at) = own.node.index_of(&old) else {
        return Fault::new(
            &types::ARGUMENT_EXCEPTION,
            "The reference node is not a child of this node.",
        )
        .raise();
    };
    admit(&own, &child)?;
    old.detach();
    child.detach();
    let end = own.node.children.borrow().len();
    own.node.insert(at.min(end), &child);
    Ok(own.near(&old))
}

pub(super) fn remove(c: &mut Call<'_>) -> Result<Value> {
    let own = this(c)?;
    let Some(child) = node_at(c, 0) else {
        return argument_null("oldChild").raise();
    };
    if own.node.index_of(&child).is_none() {
        let message = "The node to be removed is not a child of this node.";
        return Fault::new(&types::ARGUMENT_EXCEPTION, message).raise();
    }
    child.detach();
    Ok(own.near(&child))
}

pub(super) fn remove_all(c: &mut Call<'_>) -> Result<Value> {
    let own = this(c)?;
    let children = own.node.children.borrow().clone();
    children.iter().for_each(Node::detach);
    own.node.attributes.borrow_mut().clear();
    Ok(Value::Null)
}

/// A copy; that of a document is a document of its own.
pub(super) fn copied(own: &Xml, deep: bool) -> Value {
    let copy = own.node.copy(deep);
    if copy.kind == Kind::Document {
        copy.adopt(&copy);
        return Xml::root(&copy);
    }
    own.near(&copy)
}

pub(super) fn prefix_of(c: &mut Call<'_>) -> Result<Value> {
    let own = this(c)?;
    let wanted = c.text(0);
    let mut at = Some(Rc::clone(&own.node));
    while let Some(node) = at {
        for attribute in node.attributes.borrow().iter() {
            if let Some(prefix) = attribute.name.strip_prefix("xmlns:")
                && *attribute.value.borrow() == wanted
            {
                return Ok(Value::str(prefix));
            }
        }
        at = node.parent();
    }
    Ok(Value::from(""))
}

pub(super) fn select_nodes(c: &mut Call<'_>) -> Result<Value> {
    let own = this(c)?;
    let found = select::select(&c.text(0), &own.node, &prefixes_of(c.arg(1)))?;
    Ok(node_list(&own, found))
}

pub(super) fn select_single(c: &mut Call<'_>) -> Result<Value> {
    let own = this(c)?;
    let found = select::select(&c.text(0), &own.node, &prefixes_of(c.arg(1)))?;
    Ok(own.maybe(found.into_iter().next()))
}

pub(super) fn by_tag_name(c: &mut Call<'_>) -> Result<Value> {
    let own = this(c)?;
    let (name, namespace) = (c.text(0), c.arg(1).as_str().cloned());
    let mut found = Vec::new();
    own.node.walk(&mut |node| {
        let shown = if namespace.is_some() {
            node.local_name()
        } else {
            node.full_name()
        };
        let in_namespace = namespace
            .as_ref()
            .is_none_or(|wanted| **wanted == *"*" || *node.namespace.borrow() == *wanted);
        if node.kind == Kind::Element
            && (shown == &*name || &*name == "*")
            && in_namespace
            && !Rc::ptr_eq(node, &own.node)
        {
            found.push(Rc::clone(node));
        }
    });
    Ok(node_list(&own, found))
}

pub(super) fn write_raw(c: &mut Call<'_>, text: &str) -> Result<Value> {
    let target = c.args[0].clone();
    let name = if target.as_native::<text_io::Writer>().is_some() {
        "Write"
    } else {
        "WriteRaw"
    };
    crate::members::invoke(c.host, &target, name, &[Value::str(text)])
}

pub(super) fn import(c: &mut Call<'_>) -> Result<Value> {
    let own = this(c)?;
    let Some(node) = node_at(c, 0) else {
        return invalid_operation("Cannot import a null node.").raise();
    };
    let copy = node.copy(c.flag(1));
    // How an empty element was written is not imported.
    copy.walk(&mut |node| node.is_empty.set(true));
    if let Some(document) = own.document() {
        copy.adopt(&document);
    }
    Ok(own.near(&copy))
}

pub(super) fn load_xml(c: &mut Call<'_>) -> Result<Value> {
    let own = this(c)?;
    parse::document(&own.node, &c.text(0))?;
    Ok(Value::Null)
}

pub(super) fn load(c: &mut Call<'_>) -> Result<Value> {
    let own = this(c)?;
    let source = c.args[0].clone();
    let text = if let Some(stream) = source.as_native_rc::<Stream>() {
        disk::decode(c.host, &stream.take_rest(), &Value::Null)?
    } else if source.as_str().is_some() {
        let path = disk::full(c.host, &source, "filename")?;
        disk::decode(c.host, &disk::read(&path)?, &Value::Null)?
    } else {
        crate::members::invoke(c.host, &source, "ReadToEnd", &[])?
            .as_str()
            .cloned()
            .unwrap_or_default()
    };
    parse::document(&own.node, &text)?;
    Ok(Value::Null)
}

/// `Save` and `WriteTo` to an `XmlWriter`.
pub(super) fn save_to_writer(c: &mut Call<'_>) -> Result<Value> {
    let own = this(c)?;
    if let Some(writer) = c.arg(0).as_native_rc::<super::writer::Writer>() {
        writer.raw_document(c.host, &own.node)?;
    }
    Ok(Value::Null)
}

pub(super) fn save(c: &mut Call<'_>) -> Result<Value> {
    let own = this(c)?;
    let target = c.args[0].clone();
    let is_string_writer = target.get_type().name() == "StringWriter";
    let layout = match own.node.preserve.get() {
        true => write::Layout {
            encoding: is_string_writer.then_some("utf-16"),
            ..write::Layout::flat()
        },
        false => write::Layout::saved(is_string_writer.then_some("utf-16")),
    };
    let text = write::laid_out(&own.node, &layout);
    let mut bytes = Vec::new();
    // A declaration that names UTF-8 brings its byte-order mark along.
    let declares = own.node.children.borrow().iter().any(|child| {
        child.kind == Kind::Declaration
            && child
                .value
                .borrow()
                .to_ascii_lowercase()
                .contains("encoding=\"utf-8\"")
    });
    if declares {
        bytes.extend_from_slice(&[0xEF, 0xBB, 0xBF]);
    }
    bytes.extend_from_slice(text.as_bytes());
    if let Some(stream) = target.as_native_rc::<Stream>() {
        stream.put(&bytes)?;
        return Ok(Value::Null);
    }
    if target.as_str().is_some() {
        let path = disk::full(c.host, &target, "filename")?;
        disk::write(c.host, &path, &bytes)?;
        return Ok(Value::Null);
    }
    crate::members::invoke(c.host, &target, "Write", &[Value::str(text)])
}
