//! What the methods of `System.Xml.Linq` do.

use super::name::{self, Name};
use super::{Linq, write};
use crate::members::args::{argument_null, invalid_operation, not_supported};
use crate::members::stream::Stream;
use crate::members::xml::node::{Kind, Node};
use crate::members::xml::parse;
use crate::members::{disk, text_io};
use crate::types::{Call, Type};
use crate::{Array, Result, Str, Value, convert};
use std::rc::Rc;

pub(super) fn this(c: &Call<'_>) -> Result<Rc<Linq>> {
    c.this
        .as_native_rc::<Linq>()
        .ok_or_else(|| not_supported("The object is no node.").into())
}

/// Nodes as a script sees them.
pub(super) fn list(own: &Linq, nodes: Vec<Rc<Node>>, kind: &'static crate::TypeInfo) -> Value {
    let values = nodes.iter().map(|node| own.near(node)).collect();
    Value::Array(Array::of(Type::Known(kind), values))
}

pub(super) fn elements(node: &Node) -> Vec<Rc<Node>> {
    node.children
        .borrow()
        .iter()
        .filter(|child| child.kind == Kind::Element)
        .cloned()
        .collect()
}

/// Children other than the declaration, which is no node here.
pub(super) fn nodes(node: &Node) -> Vec<Rc<Node>> {
    node.children
        .borrow()
        .iter()
        .filter(|child| child.kind != Kind::Declaration)
        .cloned()
        .collect()
}

pub(super) fn descendants(node: &Rc<Node>, itself: bool) -> Vec<Rc<Node>> {
    let mut found = Vec::new();
    for child in elements(node) {
        child.walk(&mut |element| {
            if element.kind == Kind::Element {
                found.push(Rc::clone(element));
            }
        });
    }
    if itself {
        found.insert(0, Rc::clone(node));
    }
    found
}

pub(super) fn ancestors(node: &Rc<Node>, itself: bool) -> Vec<Rc<Node>> {
    let mut found: Vec<Rc<Node>> = itself.then(|| Rc::clone(node)).into_iter().collect();
    let mut at = node.parent();
    while let Some(parent) = at {
        at = parent.parent();
        if parent.kind == Kind::Element {
            found.push(parent);
        }
    }
    found
}

/// Those of a name, where one is given as argument 0.
pub(super) fn named(c: &mut Call<'_>, mut all: Vec<Rc<Node>>) -> Result<Vec<Rc<Node>>> {
    if c.has(0) {
        let wanted = name::argument_name(c, 0)?;
        all.retain(|node| is_named(node, &wanted));
    }
    Ok(all)
}

fn is_named(node: &Node, wanted: &Name) -> bool {
    let space = node.namespace.borrow();
    // A declaration of a prefix is an attribute without a namespace of its own here.
    *space == wanted.namespace && node.local_name() == &*wanted.local
}

pub(super) fn attribute(c: &mut Call<'_>) -> Result<Option<Rc<Node>>> {
    let wanted = name::argument_name(c, 0)?;
    let own = this(c)?;
    let attributes = own.node.attributes.borrow();
    Ok(attributes
        .iter()
        .find(|attribute| is_named(attribute, &wanted))
        .cloned())
}

/// The node before or behind, among its siblings.
pub(super) fn sibling(c: &Call<'_>, step: isize) -> Result<Value> {
    let own = this(c)?;
    let found = own.node.parent().and_then(|parent| {
        let all = if own.node.kind == Kind::Attribute {
            parent.attributes.borrow().clone()
        } else {
            nodes(&parent)
        };
        let at = all.iter().position(|node| Rc::ptr_eq(node, &own.node))?;
        all.get(at.checked_add_signed(step)?).cloned()
    });
    Ok(own.maybe(found))
}

pub(super) fn siblings(c: &mut Call<'_>, after: bool, only_elements: bool) -> Result<Value> {
    let own = this(c)?;
    let mut found = Vec::new();
    if let Some(parent) = own.node.parent() {
        let mut passed = false;
        for node in nodes(&parent) {
            if Rc::ptr_eq(&node, &own.node) {
                passed = true;
            } else if passed == after && (!only_elements || node.kind == Kind::Element) {
                found.push(node);
            }
        }
    }
    let found = named(c, found)?;
    Ok(list(
        &own,
        found,
        if only_elements {
            &super::members::ELEMENT
        } else {
            &super::members::NODE
        },
    ))
}

/// The text of a value, as XML writes it.
pub(super) fn text_of(c: &mut Call<'_>, value: &Value) -> Result<Str> {
    Ok(match value.base() {
        Value::Bool(b) => Str::from(if *b { "true" } else { "false" }),
        Value::DateTime(date) => {
            let zone = crate::date::Zone::local();
            let info = crate::date::DateTimeFormatInfo::invariant_ref();
            crate::date::format_date_time(*date, "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", info, &zone)
                .unwrap_or_default()
                .into()
        }
        Value::Native(_) if value.as_native::<Linq>().is_some() => Str::from(
            value
                .as_native::<Linq>()
                .map(|own| own.node.inner_text())
                .unwrap_or_default(),
        ),
        _ => convert::to_text(c.host, value)?,
    })
}

/// Puts content into a parent: texts, nodes, attributes, and collections of them. Nodes that have a parent are copied.
pub(super) fn put(
    c: &mut Call<'_>,
    parent: &Rc<Node>,
    content: &Value,
    at: &mut Option<usize>,
) -> Result {
    if content.is_null() {
        return Ok(());
    }
    if let Some(own) = content.as_native::<Linq>() {
        let node = match own.node.parent() {
            Some(_) => own.node.copy(true),
            None if own.node.kind == Kind::Document => {
                return invalid_operation("A node of type Document cannot be added to content.")
                    .raise();
            }
            None => Rc::clone(&own.node),
        };
        return place(parent, node, at);
    }
    if content.as_str().is_none()
        && let Some(items) = convert::enumerate(content)
    {
        return items?.iter().try_for_each(|item| put(c, parent, item, at));
    }
    let text = text_of(c, content)?;
    parent.is_empty.set(false);
    if text.is_empty() {
        return Ok(());
    }
    place(parent, Node::new(Kind::Text, "", &text), at)
}

fn place(parent: &Rc<Node>, node: Rc<Node>, at: &mut Option<usize>) -> Result {
    if node.kind == Kind::Attribute {
        let wanted = name::of(&node);
        if parent
            .attributes
            .borrow()
            .iter()
            .any(|own| is_named(own, &wanted))
        {
            return invalid_operation("Duplicate attribute.").raise();
        }
        parent.set_attribute(node);
        return Ok(());
    }
    if parent.kind == Kind::Document && node.kind == Kind::Element && !elements(parent).is_empty() {
        return invalid_operation(
            "This operation would create an incorrectly structured document.",
        )
        .raise();
    }
    match at {
        None => parent.append(&node),
        Some(index) => {
            parent.insert(*index, &node);
            *index += 1;
        }
    }
    Ok(())
}

/// All arguments from `first` on, at the end or at a place.
pub(super) fn put_all(
    c: &mut Call<'_>,
    parent: &Rc<Node>,
    first: usize,
    mut at: Option<usize>,
) -> Result<Value> {
    for content in c.args.to_vec().iter().skip(first) {
        put(c, parent, content, &mut at)?;
    }
    Ok(Value::Null)
}

pub(super) fn beside(c: &mut Call<'_>, after: bool) -> Result<Value> {
    let own = this(c)?;
    let Some(parent) = own.node.parent() else {
        return invalid_operation("The parent is missing.").raise();
    };
    let at = parent.index_of(&own.node).map(|at| at + usize::from(after));
    put_all(c, &parent, 0, at)
}

pub(super) fn remove(c: &mut Call<'_>) -> Result<Value> {
    let own = this(c)?;
    if own.node.parent().is_none() {
        return invalid_operation("The parent is missing.").raise();
    }
    detach(&own.node);
    Ok(Value::Null)
}

fn detach(node: &Rc<Node>) {
    if node.kind == Kind::Attribute {
        if let Some(parent) = node.parent() {
            parent
                .attributes
                .borrow_mut()
                .retain(|own| !Rc::ptr_eq(own, node));
        }
        *node.parent.borrow_mut() = std::rc::Weak::new();
        return;
    }
    node.detach();
}

pub(super) fn replace_with(c: &mut Call<'_>) -> Result<Value> {
    let own = this(c)?;
    beside(c, true)?;
    detach(&own.node);
    Ok(Value::Null)
}

pub(super) fn remove_nodes(node: &Rc<Node>) {
    for child in nodes(node) {
        child.detach();
    }
    node.is_empty.set(true);
}

pub(super) fn remove_attributes(node: &Rc<Node>) {
    let all = node.attributes.borrow().clone();
    all.iter().for_each(detach);
}

pub(super) fn set_attribute(c: &mut Call<'_>) -> Result<Value> {
    let own = this(c)?;
    let found = attribute(c)?;
    if c.arg(1).is_null() {
        if let Some(found) = found {
            detach(&found);
        }
        return Ok(Value::Null);
    }
    let value = c.args[1].clone();
    let text = text_of(c, &value)?;
    match found {
        Some(found) => *found.value.borrow_mut() = text,
        None => {
            let name = name::argument_name(c, 0)?;
            own.node
                .set_attribute(name::node(Kind::Attribute, &name, &text));
        }
    }
    Ok(Value::Null)
}

pub(super) fn set_element(c: &mut Call<'_>) -> Result<Value> {
    let own = this(c)?;
    let wanted = name::argument_name(c, 0)?;
    let found = elements(&own.node)
        .into_iter()
        .find(|node| is_named(node, &wanted));
    let value = c.args[1].clone();
    if value.is_null() {
        if let Some(found) = found {
            detach(&found);
        }
        return Ok(Value::Null);
    }
    let text = text_of(c, &value)?;
    let element = found.unwrap_or_else(|| {
        let made = name::node(Kind::Element, &wanted, "");
        own.node.append(&made);
        made
    });
    set_text(&element, &text);
    Ok(Value::Null)
}

/// The value of an element, an attribute or a text.
pub(super) fn set_text(node: &Rc<Node>, text: &str) {
    match node.kind {
        Kind::Element => {
            remove_nodes(node);
            node.is_empty.set(false);
            if !text.is_empty() {
                node.append(&Node::new(Kind::Text, "", text));
            }
        }
        _ => *node.value.borrow_mut() = text.into(),
    }
}

pub(super) fn set_value(c: &mut Call<'_>) -> Result<Value> {
    let own = this(c)?;
    let value = c.args[0].clone();
    if value.is_null() {
        return argument_null("value").raise();
    }
    let text = text_of(c, &value)?;
    set_text(&own.node, &text);
    Ok(Value::Null)
}

/// `Parse`: a document, or its root element alone.
pub(super) fn parsed(text: &str, whole: bool, preserve: bool) -> Result<Value> {
    let document = Node::new(Kind::Document, "", "");
    document.preserve.set(preserve);
    parse::document(&document, text)?;
    if whole {
        return Ok(Linq::alone(&document));
    }
    let root = elements(&document).into_iter().next();
    Ok(root
        .map(|root| {
            detach(&root);
            Linq::alone(&root)
        })
        .unwrap_or_default())
}

/// The text of a file, a stream or a reader.
pub(super) fn source_text(c: &mut Call<'_>) -> Result<Str> {
    let source = c.args[0].clone();
    if let Some(stream) = source.as_native_rc::<Stream>() {
        return disk::decode(c.host, &stream.take_rest(), &Value::Null);
    }
    if source.as_native::<text_io::Reader>().is_some() {
        let text = crate::members::invoke(c.host, &source, "ReadToEnd", &[])?;
        return Ok(text.as_str().cloned().unwrap_or_default());
    }
    let path = disk::full(c.host, &source, "uri")?;
    disk::decode(c.host, &disk::read(&path)?, &Value::Null)
}

pub(super) fn save(c: &mut Call<'_>) -> Result<Value> {
    let own = this(c)?;
    let target = c.args[0].clone();
    // 1 is `DisableFormatting`.
    let indented = c
        .args
        .get(1)
        .and_then(Value::as_integer)
        .is_none_or(|options| options & 1 == 0);
    if target.as_native::<text_io::Writer>().is_some() {
        let text = write::saved(&own.node, "utf-16", indented);
        return crate::members::invoke(c.host, &target, "Write", &[Value::str(text)]);
    }
    let mut bytes = vec![0xEF, 0xBB, 0xBF];
    bytes.extend_from_slice(write::saved(&own.node, "utf-8", indented).as_bytes());
    if let Some(stream) = target.as_native_rc::<Stream>() {
        stream.put(&bytes)?;
        return Ok(Value::Null);
    }
    let path = disk::full(c.host, &target, "fileName")?;
    disk::write(c.host, &path, &bytes)?;
    Ok(Value::Null)
}
