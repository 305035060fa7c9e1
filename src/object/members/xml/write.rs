//! From a tree to text, flat or indented, as .NET's writers do it.

use super::node::{Kind, Node};
use std::rc::Rc;

/// How to write.
pub struct Layout {
    /// What one level is indented by; `None` writes all in one line.
    pub indent: Option<String>,
    /// What ends a line.
    pub newline: String,
    /// Elements without content that were not written as `<a />` get their end tag on a line of its own: what the old
    /// writer behind `XmlDocument.Save` does.
    pub breaks_empty: bool,
    /// What the declaration says instead of its own encoding.
    pub encoding: Option<&'static str>,
    /// Leaves the declaration out.
    pub no_declaration: bool,
    /// Each attribute on a line of its own.
    pub break_attributes: bool,
}

impl Layout {
    /// All in one line.
    pub fn flat() -> Layout {
        Layout {
            indent: None,
            newline: "\n".into(),
            breaks_empty: false,
            encoding: None,
            no_declaration: false,
            break_attributes: false,
        }
    }

    /// Indented by two, as `Save` does.
    pub fn saved(encoding: Option<&'static str>) -> Layout {
        Layout {
            indent: Some("  ".into()),
            breaks_empty: true,
            encoding,
            ..Layout::flat()
        }
    }
}

/// `OuterXml`
pub fn outer(node: &Rc<Node>) -> String {
    let mut out = String::new();
    write(node, &Layout::flat(), 0, true, &mut out);
    out
}

/// `InnerXml`
pub fn inner(node: &Rc<Node>) -> String {
    if node.kind == Kind::Attribute {
        return attribute(&node.value.borrow());
    }
    let mut out = String::new();
    for child in node.children.borrow().iter() {
        write(child, &Layout::flat(), 0, true, &mut out);
    }
    out
}

/// A whole node in a layout.
pub fn laid_out(node: &Rc<Node>, layout: &Layout) -> String {
    let mut out = String::new();
    write(node, layout, 0, false, &mut out);
    out
}

/// Text with the characters that mean something to XML replaced.
pub fn text(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// The value of an attribute, between double quotes.
pub fn attribute(value: &str) -> String {
    text(value)
        .replace('"', "&quot;")
        .replace('\n', "&#xA;")
        .replace('\r', "&#xD;")
}

fn write(node: &Rc<Node>, layout: &Layout, depth: usize, mixed: bool, out: &mut String) {
    let value = node.value.borrow();
    match node.kind {
        Kind::Document | Kind::Fragment => {
            for child in node.children.borrow().iter() {
                if !(layout.no_declaration && child.kind == Kind::Declaration) {
                    write(child, layout, depth, mixed, out);
                }
            }
        }
        Kind::Element => element(node, layout, depth, mixed, out),
        Kind::Attribute => {
            out.push_str(&format!("{}=\"{}\"", node.name, attribute(&value)));
        }
        Kind::Text => out.push_str(&text(&value)),
        Kind::Whitespace | Kind::SignificantWhitespace => out.push_str(&value),
        Kind::EntityReference => out.push_str(&format!("&{};", node.name)),
        Kind::CData => out.push_str(&format!("<![CDATA[{value}]]>")),
        Kind::Comment => line(layout, depth, mixed, out, &format!("<!--{value}-->")),
        Kind::Instruction => line(
            layout,
            depth,
            mixed,
            out,
            &format!("<?{} {value}?>", node.name),
        ),
        Kind::Declaration => {
            let value = layout.encoding.map_or_else(
                || value.to_string(),
                |encoding| with_encoding(&value, encoding),
            );
            line(layout, depth, mixed, out, &format!("<?xml {value}?>"));
        }
        Kind::DocumentType => {
            let blank = if value.is_empty() || value.starts_with('[') {
                ""
            } else {
                " "
            };
            line(
                layout,
                depth,
                mixed,
                out,
                &format!("<!DOCTYPE {}{blank}{value}>", node.name),
            );
        }
    }
}

/// Starts a line where the layout has lines and no text stands beside the node.
fn break_line(layout: &Layout, depth: usize, mixed: bool, out: &mut String) {
    if let Some(indent) = &layout.indent
        && !mixed
    {
        if !out.is_empty() {
            out.push_str(&layout.newline);
        }
        out.push_str(&indent.repeat(depth));
    }
}

fn line(layout: &Layout, depth: usize, mixed: bool, out: &mut String, text: &str) {
    break_line(layout, depth, mixed, out);
    out.push_str(text);
}

fn element(node: &Rc<Node>, layout: &Layout, depth: usize, mixed: bool, out: &mut String) {
    break_line(layout, depth, mixed, out);
    out.push('<');
    out.push_str(&node.name);
    for attribute in node.attributes.borrow().iter() {
        if layout.break_attributes {
            break_line(layout, depth + 1, mixed, out);
        } else {
            out.push(' ');
        }
        write(attribute, layout, depth, mixed, out);
    }
    let children = node.children.borrow();
    if children.is_empty() && node.is_empty.get() {
        out.push_str(" />");
        return;
    }
    out.push('>');
    let mut mixed_inside = mixed;
    for child in children.iter() {
        mixed_inside |= child.is_text() || child.kind == Kind::EntityReference;
        write(child, layout, depth + 1, mixed_inside, out);
    }
    if !children.is_empty() || layout.breaks_empty {
        break_line(layout, depth, mixed_inside, out);
    }
    out.push_str(&format!("</{}>", node.name));
}

/// The content of a declaration with another encoding.
fn with_encoding(value: &str, encoding: &str) -> String {
    match value.find("encoding=\"") {
        Some(at) => {
            let start = at + "encoding=\"".len();
            let end = value[start..]
                .find('"')
                .map_or(value.len(), |length| start + length);
            format!("{}{encoding}{}", &value[..start], &value[end..])
        }
        None => match value.find(" standalone") {
            Some(at) => format!("{} encoding=\"{encoding}\"{}", &value[..at], &value[at..]),
            None => format!("{value} encoding=\"{encoding}\""),
        },
    }
}
