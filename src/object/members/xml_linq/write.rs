//! From a tree to text: namespaces become prefixes and declarations where the tree has none for them.

use crate::Str;
use crate::members::xml::node::{Kind, Node};
use crate::members::xml::write::{Layout, laid_out};
use std::rc::Rc;

/// `ToString()`: without the declaration.
pub(super) fn text(node: &Rc<Node>, indented: bool) -> String {
    if node.kind == Kind::Declaration {
        return format!("<?xml {}?>", node.value.borrow());
    }
    laid_out(
        &dressed(node, &mut Vec::new()),
        &Layout {
            indent: indented.then(|| "  ".to_string()),
            no_declaration: true,
            ..Layout::flat()
        },
    )
}

/// What `Save` writes: with a declaration, which names the encoding of what it is written to.
pub(super) fn saved(node: &Rc<Node>, encoding: &str, indented: bool) -> String {
    let declaration = node
        .children
        .borrow()
        .iter()
        .find(|child| child.kind == Kind::Declaration)
        .map(|child| child.value.borrow().to_string());
    let standalone = declaration
        .as_deref()
        .and_then(|text| text.find(" standalone=").map(|at| text[at..].to_string()))
        .unwrap_or_default();
    let newline = if indented { "\n" } else { "" };
    format!(
        "<?xml version=\"1.0\" encoding=\"{encoding}\"{standalone}?>{newline}{}",
        text(node, indented)
    )
}

/// A copy of a node whose names have prefixes, and whose elements declare what is not declared around them.
fn dressed(node: &Rc<Node>, scope: &mut Vec<(Str, Str)>) -> Rc<Node> {
    if node.kind != Kind::Element {
        if node.kind == Kind::Attribute {
            return node.copy(true);
        }
        let copy = node.copy(false);
        for child in node.children.borrow().iter() {
            copy.append(&dressed(child, scope));
        }
        return copy;
    }
    let outer = scope.len();
    for attribute in node.attributes.borrow().iter() {
        let prefix = match attribute.name.strip_prefix("xmlns:") {
            Some(prefix) => Str::from(prefix),
            None if &*attribute.name == "xmlns" => Str::default(),
            None => continue,
        };
        scope.push((prefix, attribute.value.borrow().clone()));
    }
    let space = node.namespace.borrow().clone();
    let local = Str::from(node.local_name());
    let mut declared = None;
    let name = match prefix_of(scope, &space) {
        Some(prefix) if prefix.is_empty() => local,
        Some(prefix) => Str::from(format!("{prefix}:{local}")),
        None => {
            scope.push((Str::default(), space.clone()));
            declared = Some(Node::new(Kind::Attribute, "xmlns", &space));
            local
        }
    };
    let copy = Node::new(Kind::Element, &name, "");
    copy.is_empty.set(node.is_empty.get());
    for attribute in node.attributes.borrow().iter() {
        copy.set_attribute(dressed_attribute(attribute, scope));
    }
    if let Some(declared) = declared {
        copy.set_attribute(declared);
    }
    for child in node.children.borrow().iter() {
        copy.append(&dressed(child, scope));
    }
    scope.truncate(outer);
    copy
}

fn dressed_attribute(attribute: &Rc<Node>, scope: &[(Str, Str)]) -> Rc<Node> {
    let space = attribute.namespace.borrow().clone();
    let plain =
        space.is_empty() || attribute.name.starts_with("xmlns") || attribute.name.contains(':');
    if plain {
        return attribute.copy(true);
    }
    let prefix = scope
        .iter()
        .rev()
        .find(|(prefix, known)| *known == space && !prefix.is_empty());
    let local = attribute.local_name();
    let name = match prefix {
        Some((prefix, _)) => format!("{prefix}:{local}"),
        None if &*space == "http://www.w3.org/2000/xmlns/" => format!("xmlns:{local}"),
        None if &*space == "http://www.w3.org/XML/1998/namespace" => format!("xml:{local}"),
        None => local.to_string(),
    };
    Node::new(Kind::Attribute, &name, &attribute.value.borrow())
}

/// The prefix that stands for a namespace here; empty for the default one.
fn prefix_of(scope: &[(Str, Str)], space: &str) -> Option<Str> {
    let default = scope
        .iter()
        .rev()
        .find(|(prefix, _)| prefix.is_empty())
        .map_or("", |(_, known)| known);
    if default == space {
        return Some(Str::default());
    }
    if space.is_empty() {
        return None;
    }
    scope
        .iter()
        .rev()
        .find(|(_, known)| &**known == space)
        .map(|(prefix, _)| prefix.clone())
}
