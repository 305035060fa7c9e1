//! From text to a tree, with .NET's messages where the text is no XML.

use super::node::{Kind, Node};
use crate::members::exceptions::XML;
use crate::{Fault, Result, Str};
use quick_xml::Reader;
use quick_xml::errors::{Error, IllFormedError};
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;
use std::rc::Rc;

/// How deep elements may stand in each other.
const DEPTH_MAX: usize = 2000;

/// Reads a document into `document`, whose children it replaces.
pub fn document(document: &Rc<Node>, text: &str) -> Result {
    document.children.borrow_mut().clear();
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut parser = Parser::new(text, document.preserve.get());
    parser.run(document)?;
    document.adopt(document);
    if !document
        .children
        .borrow()
        .iter()
        .any(|child| child.kind == Kind::Element)
    {
        return fault("Root element is missing.").raise();
    }
    Ok(())
}

/// Reads nodes that may stand side by side, as `InnerXml` takes them.
pub fn fragment(parent: &Rc<Node>, text: &str) -> Result {
    let mut parser = Parser::new(text, true);
    parser.is_fragment = true;
    parser.run(parent)
}

fn fault(message: impl Into<Str>) -> Fault {
    Fault::new(&XML, message)
}

struct Parser<'t> {
    text: &'t str,
    reader: Reader<&'t [u8]>,
    preserve: bool,
    is_fragment: bool,
    /// Open elements with the offsets of their names.
    open: Vec<(Rc<Node>, usize)>,
    /// Text that is not a node yet: a reference splits what is one text.
    pending: String,
    /// Part of the pending text came from a reference, so that it counts as text even if it is white.
    from_reference: bool,
    entities: BTreeMap<String, String>,
}

impl<'t> Parser<'t> {
    fn new(text: &'t str, preserve: bool) -> Parser<'t> {
        let mut reader = Reader::from_str(text);
        reader.config_mut().check_end_names = true;
        let (open, pending) = (Vec::new(), String::new());
        Parser {
            text,
            reader,
            preserve,
            is_fragment: false,
            open,
            pending,
            from_reference: false,
            entities: BTreeMap::new(),
        }
    }

    fn run(&mut self, root: &Rc<Node>) -> Result {
        loop {
            let start = self.reader.buffer_position() as usize;
            let event = match self.reader.read_event() {
                Ok(event) => event,
                Err(error) => return self.explain(&error, start).raise(),
            };
            let parent = self
                .open
                .last()
                .map_or_else(|| Rc::clone(root), |(node, _)| Rc::clone(node));
            if !matches!(event, Event::Text(_) | Event::GeneralRef(_)) {
                self.flush(&parent, start)?;
            }
            match event {
                Event::Start(tag) => {
                    let node = self.element(&tag, &parent, start)?;
                    node.is_empty.set(false);
                    self.open.push((node, start + 1));
                    if self.open.len() > DEPTH_MAX {
                        return fault(format!(
                            "Elements stand more than {DEPTH_MAX} deep in each other."
                        ))
                        .raise();
                    }
                }
                Event::Empty(tag) => drop(self.element(&tag, &parent, start)?),
                Event::End(_) => drop(self.open.pop()),
                Event::Text(text) => self
                    .pending
                    .push_str(&text.into_inner().replace("\r\n", "\n").replace('\r', "\n")),
                Event::GeneralRef(reference) => {
                    let name = reference.into_inner().to_string();
                    let value = self.resolve(&name, start + 1)?;
                    self.pending.push_str(&value);
                    self.from_reference = true;
                }
                Event::CData(data) => {
                    parent.append(&Node::new(Kind::CData, "", &data.into_inner()))
                }
                Event::Comment(comment) => {
                    parent.append(&Node::new(Kind::Comment, "", &comment.into_inner()))
                }
                Event::Decl(_) => {
                    let end = self.reader.buffer_position() as usize;
                    parent.append(&Node::new(
                        Kind::Declaration,
                        "xml",
                        self.text[start + 5..end - 2].trim(),
                    ));
                }
                Event::PI(instruction) => {
                    parent.append(&Node::new(
                        Kind::Instruction,
                        instruction.target(),
                        instruction.content().trim_start(),
                    ));
                }
                Event::DocType(content) => {
                    let content = content.into_inner();
                    self.entities = entities(&content);
                    let name = content.split([' ', '[', '\n']).next().unwrap_or_default();
                    parent.append(&Node::new(
                        Kind::DocumentType,
                        name,
                        content[name.len()..].trim(),
                    ));
                }
                Event::Eof => return self.finish(start),
            }
        }
    }

    fn finish(&self, end: usize) -> Result {
        if self.open.is_empty() {
            return Ok(());
        }
        let names: Vec<&str> = self
            .open
            .iter()
            .rev()
            .map(|(node, _)| node.full_name())
            .collect();
        let place = self.place(end);
        fault(format!("Unexpected end of file has occurred. The following elements are not closed: {}. {place}", names.join(", "))).raise()
    }

    /// `Line 1, position 5.` of an offset.
    fn place(&self, offset: usize) -> String {
        let before = &self.text[..offset.min(self.text.len())];
        let line = before.matches('\n').count() + 1;
        let column = before
            .rsplit('\n')
            .next()
            .map_or(0, |line| line.encode_utf16().count())
            + 1;
        format!("Line {line}, position {column}.")
    }

    fn explain(&self, error: &Error, start: usize) -> Fault {
        let end = self.text.len();
        match error {
            Error::IllFormed(IllFormedError::MismatchedEndTag { found, .. }) => {
                match self.open.last() {
                    Some((node, at)) => {
                        let opened = self
                            .place(*at)
                            .replace("Line", "line")
                            .replace(',', "")
                            .trim_end_matches('.')
                            .to_string();
                        let place = self.place(start + 2);
                        fault(format!(
                            "The '{}' start tag on {opened} does not match the end tag of '{found}'. {place}",
                            node.full_name()
                        ))
                    }
                    None => fault(format!("Unexpected end tag. {}", self.place(start + 2))),
                }
            }
            Error::IllFormed(IllFormedError::UnmatchedEndTag(_)) => {
                fault(format!("Unexpected end tag. {}", self.place(start + 2)))
            }
            Error::IllFormed(IllFormedError::UnclosedReference) => fault(format!(
                "An error occurred while parsing EntityName. {}",
                self.place(start + 1)
            )),
            Error::Syntax(_) if !self.open.is_empty() => match self.finish(end) {
                Err(_) => {
                    let names: Vec<&str> = self
                        .open
                        .iter()
                        .rev()
                        .map(|(node, _)| node.full_name())
                        .collect();
                    fault(format!(
                        "Unexpected end of file while parsing Name has occurred. The following elements are not closed: {}. {}",
                        names.join(", "),
                        self.place(end)
                    ))
                }
                Ok(()) => fault(format!("{error} {}", self.place(start))),
            },
            Error::Syntax(_) => fault(format!(
                "Unexpected end of file has occurred. {}",
                self.place(end)
            )),
            other => fault(format!("{other}. {}", self.place(start))),
        }
    }

    /// Makes a node of the pending text.
    fn flush(&mut self, parent: &Rc<Node>, end: usize) -> Result {
        let text = std::mem::take(&mut self.pending);
        let from_reference = std::mem::take(&mut self.from_reference);
        if text.is_empty() {
            return Ok(());
        }
        let is_white =
            text.chars().all(|c| matches!(c, ' ' | '\t' | '\r' | '\n')) && !from_reference;
        if self.open.is_empty() && !self.is_fragment && !is_white {
            let offset = end - text.trim_start().len().min(end);
            return fault(format!(
                "Data at the root level is invalid. {}",
                self.place(offset)
            ))
            .raise();
        }
        let kind = match is_white {
            false => Kind::Text,
            true if self
                .open
                .iter()
                .rev()
                .find_map(|(node, _)| node.attribute("xml:space"))
                .is_some_and(|space| &**space.value.borrow() == "preserve") =>
            {
                Kind::SignificantWhitespace
            }
            true if self.preserve => Kind::Whitespace,
            true => return Ok(()),
        };
        parent.append(&Node::new(kind, "", &text));
        Ok(())
    }

    fn element(&self, tag: &BytesStart<'_>, parent: &Rc<Node>, start: usize) -> Result<Rc<Node>> {
        if self.open.is_empty()
            && !self.is_fragment
            && parent
                .children
                .borrow()
                .iter()
                .any(|child| child.kind == Kind::Element)
        {
            return fault(format!(
                "There are multiple root elements. {}",
                self.place(start + 1)
            ))
            .raise();
        }
        let name = tag.name().0.to_string();
        if !is_name(&name) {
            let first = name.chars().next().unwrap_or('>');
            let message = format!(
                "Name cannot begin with the '{first}' character, hexadecimal value 0x{:X}. {}",
                first as u32,
                self.place(start + 1)
            );
            return fault(message).raise();
        }
        let node = Node::new(Kind::Element, &name, "");
        for attribute in tag.attributes() {
            let attribute =
                attribute.map_err(|error| fault(format!("{error}. {}", self.place(start))))?;
            let value = self.unescaped(&attribute.value, start)?;
            node.set_attribute(Node::new(Kind::Attribute, attribute.key.0, &value));
        }
        parent.append(&node);
        self.name_spaces(&node, start)?;
        Ok(node)
    }

    /// Finds the namespaces of an element and its attributes.
    fn name_spaces(&self, node: &Rc<Node>, start: usize) -> Result {
        let find = |prefix: &str| -> Result<Str> {
            let namespace = node.namespace_of(prefix);
            if namespace.is_empty() && !prefix.is_empty() {
                return fault(format!(
                    "'{prefix}' is an undeclared prefix. {}",
                    self.place(start + 1)
                ))
                .raise();
            }
            Ok(namespace)
        };
        *node.namespace.borrow_mut() = find(node.prefix())?;
        for attribute in node.attributes.borrow().iter() {
            *attribute.namespace.borrow_mut() = match attribute.prefix() {
                "" if &*attribute.name == "xmlns" => "http://www.w3.org/2000/xmlns/".into(),
                "" => Str::default(),
                "xmlns" => "http://www.w3.org/2000/xmlns/".into(),
                prefix => find(prefix)?,
            };
        }
        Ok(())
    }

    /// The value of a reference, which stands at `offset`.
    fn resolve(&self, name: &str, offset: usize) -> Result<String> {
        let known = match name {
            "lt" => Some("<"),
            "gt" => Some(">"),
            "amp" => Some("&"),
            "quot" => Some("\""),
            "apos" => Some("'"),
            _ => None,
        };
        if let Some(text) = known {
            return Ok(text.into());
        }
        if let Some(number) = name.strip_prefix('#') {
            let code = match number.strip_prefix('x') {
                Some(hex) => u32::from_str_radix(hex, 16).ok(),
                None => number.parse().ok(),
            };
            return match code.and_then(char::from_u32) {
                Some(c) => Ok(c.to_string()),
                None => fault(format!(
                    "Invalid syntax for a decimal numeric entity reference. {}",
                    self.place(offset)
                ))
                .raise(),
            };
        }
        match self.entities.get(name) {
            Some(text) => Ok(text.clone()),
            None => fault(format!(
                "Reference to undeclared entity '{name}'. {}",
                self.place(offset)
            ))
            .raise(),
        }
    }

    /// An attribute's value: white space becomes blanks, references what they stand for.
    fn unescaped(&self, raw: &str, start: usize) -> Result<String> {
        let blank = |text: &str| text.replace("\r\n", " ").replace(['\n', '\r', '\t'], " ");
        let mut value = String::new();
        let mut rest = raw;
        while let Some(at) = rest.find('&') {
            value.push_str(&blank(&rest[..at]));
            let Some(length) = rest[at..].find(';') else {
                return fault(format!(
                    "An error occurred while parsing EntityName. {}",
                    self.place(start + 1)
                ))
                .raise();
            };
            value.push_str(&self.resolve(&rest[at + 1..at + length], start + 1)?);
            rest = &rest[at + length + 1..];
        }
        value.push_str(&blank(rest));
        Ok(value)
    }
}

/// The entities that a document type declares.
fn entities(content: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for part in content.split("<!ENTITY").skip(1) {
        let mut words = part.trim_start().splitn(2, char::is_whitespace);
        let (Some(name), Some(rest)) = (words.next(), words.next()) else {
            continue;
        };
        let rest = rest.trim_start();
        if let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\''))
            && let Some(end) = rest[1..].find(quote)
        {
            found.insert(name.to_string(), rest[1..=end].to_string());
        }
    }
    found
}

/// Whether a text may be the name of an element or an attribute.
pub fn is_name(text: &str) -> bool {
    let mut chars = text.chars();
    chars
        .next()
        .is_some_and(|c| c.is_alphabetic() || c == '_' || c == ':')
        && chars.all(|c| c.is_alphanumeric() || matches!(c, '_' | ':' | '-' | '.' | '\u{B7}'))
}
