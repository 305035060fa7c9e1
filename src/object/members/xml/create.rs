//! Making nodes, and the parts of a declaration.

use super::Xml;
use super::calls::this;
use super::node::{Kind, Node};
use super::parse;
use crate::members::args::argument;
use crate::types::{self, Call};
use crate::{Fault, Result, Str, Value};
use std::rc::Rc;

/// A node as one of the document that makes it.
pub(super) fn made(own: &Xml, node: &Rc<Node>) -> Value {
    *node.document.borrow_mut() = own
        .document()
        .map(|document| Rc::downgrade(&document))
        .unwrap_or_default();
    own.near(node)
}

pub(super) fn create(c: &mut Call<'_>, kind: Kind, name: &str, text: usize) -> Result<Value> {
    let own = this(c)?;
    Ok(made(&own, &Node::new(kind, name, &c.text(text))))
}

/// Makes an element or an attribute of a name, a name with a namespace, or prefix, name and namespace.
pub(super) fn create_named(c: &mut Call<'_>, kind: Kind) -> Result<Value> {
    let own = this(c)?;
    let (name, namespace) = match c.args.len() {
        1 => (c.text(0), Str::default()),
        2 => (c.text(0), c.text(1)),
        _ if c.text(0).is_empty() => (c.text(1), c.text(2)),
        _ => (Str::from(format!("{}:{}", c.text(0), c.text(1))), c.text(2)),
    };
    Ok(made(&own, &named(kind, &name, &namespace)?))
}

/// An element or an attribute of that name, which must be one.
pub(super) fn named(kind: Kind, name: &str, namespace: &str) -> Result<Rc<Node>> {
    if name.is_empty() {
        let what = if kind == Kind::Element {
            "The local name for elements or attributes cannot be null or an empty string."
        } else {
            "The attribute local name cannot be empty."
        };
        return Fault::new(&types::ARGUMENT_EXCEPTION, what).raise();
    }
    if !parse::is_name(name) {
        let bad = name
            .chars()
            .find(|c| !parse::is_name(&format!("a{c}")))
            .unwrap_or(' ');
        let message = format!(
            "The '{bad}' character, hexadecimal value 0x{:02X}, cannot be included in a name.",
            bad as u32
        );
        return Fault::new(&crate::members::exceptions::XML, message).raise();
    }
    let node = Node::new(kind, name, "");
    *node.namespace.borrow_mut() = namespace.into();
    if kind == Kind::Element && !namespace.is_empty() {
        let prefix = node.prefix();
        let declared = if prefix.is_empty() {
            "xmlns".to_string()
        } else {
            format!("xmlns:{prefix}")
        };
        node.set_attribute(Node::new(Kind::Attribute, &declared, namespace));
    }
    Ok(node)
}

pub(super) fn create_node(c: &mut Call<'_>) -> Result<Value> {
    let own = this(c)?;
    let kind = match c.arg(0).base() {
        Value::Enum(value) => value.name().to_ascii_lowercase(),
        _ => c.text(0).to_ascii_lowercase(),
    };
    let (name, namespace) = match c.args.len() {
        4 if !c.text(1).is_empty() => {
            (Str::from(format!("{}:{}", c.text(1), c.text(2))), c.text(3))
        }
        4 => (c.text(2), c.text(3)),
        _ => (c.text(1), c.text(2)),
    };
    let node = match kind.as_str() {
        "element" => named(Kind::Element, &name, &namespace)?,
        "attribute" => named(Kind::Attribute, &name, &namespace)?,
        "text" => Node::new(Kind::Text, "", ""),
        "cdata" | "cdatasection" => Node::new(Kind::CData, "", ""),
        "comment" => Node::new(Kind::Comment, "", ""),
        "documentfragment" => Node::new(Kind::Fragment, "", ""),
        "document" => Node::new(Kind::Document, "", ""),
        "processinginstruction" => Node::new(Kind::Instruction, &name, ""),
        "entityreference" => Node::new(Kind::EntityReference, &name, ""),
        "whitespace" => Node::new(Kind::Whitespace, "", ""),
        "significantwhitespace" => Node::new(Kind::SignificantWhitespace, "", ""),
        _ => {
            return argument(
                "'Unknown' does not represent any 'XmlNodeType'.",
                "nodeTypeString",
            )
            .raise();
        }
    };
    Ok(made(&own, &node))
}

pub(super) fn create_document_type(c: &mut Call<'_>) -> Result<Value> {
    let own = this(c)?;
    let (name, public, system, subset) = (c.text(0), c.text(1), c.text(2), c.text(3));
    if name.is_empty() {
        return Fault::new(
            &types::ARGUMENT_EXCEPTION,
            "The value cannot be an empty string. (Parameter 'name')",
        )
        .raise();
    }
    if !subset.trim().is_empty() && !subset.trim_start().starts_with(['<', '%']) {
        let message = "Expected DTD markup was not found. Line 1, position 1.";
        return Fault::new(&crate::members::exceptions::XML, message).raise();
    }
    let external = match (public.is_empty(), system.is_empty()) {
        (false, _) => format!("PUBLIC \"{public}\" \"{system}\""),
        (true, false) => format!("SYSTEM \"{system}\""),
        (true, true) => String::new(),
    };
    let subset = if subset.is_empty() {
        String::new()
    } else {
        format!("[{subset}]")
    };
    Ok(made(
        &own,
        &Node::new(Kind::DocumentType, &name, &format!("{external}{subset}")),
    ))
}

pub(super) fn create_instruction(c: &mut Call<'_>) -> Result<Value> {
    if c.text(0).is_empty() {
        return Fault::new(
            &types::ARGUMENT_EXCEPTION,
            "The value cannot be an empty string. (Parameter 'name')",
        )
        .raise();
    }
    let own = this(c)?;
    Ok(made(
        &own,
        &Node::new(Kind::Instruction, &c.text(0), &c.text(1)),
    ))
}

pub(super) fn create_white(c: &mut Call<'_>, kind: Kind) -> Result<Value> {
    if !c
        .text(0)
        .chars()
        .all(|c| matches!(c, ' ' | '\t' | '\r' | '\n'))
    {
        return Fault::new(
            &types::ARGUMENT_EXCEPTION,
            "The string for white space contains an invalid character.",
        )
        .raise();
    }
    create(c, kind, "", 0)
}

pub(super) fn create_declaration(c: &mut Call<'_>) -> Result<Value> {
    let own = this(c)?;
    if !matches!(&*c.text(0), "1.0" | "1.1") {
        return Fault::new(&types::ARGUMENT_EXCEPTION, "Wrong XML version information. The XML must match production \"VersionNum ::= '1.' [0-9]+\".").raise();
    }
    let mut text = format!("version=\"{}\"", c.text(0));
    if !c.text(1).is_empty() {
        text = format!("{text} encoding=\"{}\"", c.text(1));
    }
    match &*c.text(2) {
        "" => {}
        "yes" | "no" => text = format!("{text} standalone=\"{}\"", c.text(2)),
        other => {
            return Fault::new(
                &types::ARGUMENT_EXCEPTION,
                format!("Wrong value for the XML declaration standalone attribute of '{other}'."),
            )
            .raise();
        }
    }
    Ok(made(&own, &Node::new(Kind::Declaration, "xml", &text)))
}

pub(super) fn declared(c: &mut Call<'_>, name: &str) -> Result<Value> {
    let value = this(c)?.node.value.borrow().clone();
    let found = value.split_whitespace().find_map(|part| {
        part.strip_prefix(name)?
            .strip_prefix('=')
            .map(|text| text.trim_matches(['"', '\'']).to_string())
    });
    Ok(Value::from(found.unwrap_or_default()))
}

pub(super) fn set_declared(c: &mut Call<'_>, name: &str) -> Result<Value> {
    let own = this(c)?;
    let value = own.node.value.borrow().clone();
    let mut parts: Vec<String> = value
        .split_whitespace()
        .filter(|part| !part.starts_with(name))
        .map(str::to_string)
        .collect();
    if !c.text(0).is_empty() {
        let at = if name == "encoding" {
            1.min(parts.len())
        } else {
            parts.len()
        };
        parts.insert(at, format!("{name}=\"{}\"", c.text(0)));
    }
    *own.node.value.borrow_mut() = parts.join(" ").into();
    Ok(Value::Null)
}
