//! `XmlReader`: a document node after node. The text is read as a whole first; what a script sees of it is the walk.

use super::node::{Kind, Node};
use super::{parse, write};
use crate::members::args::*;
use crate::members::stream::Stream;
use crate::members::table::*;
use crate::members::{disk, text_io};
use crate::types::{self, Call, Member, Sig, Type, TypeInfo};
use crate::{Native, Result, Str, Value, convert};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// The types of this file.
pub(in crate::members) static ALL: &[&TypeInfo] = &[&READER, &SETTINGS, &READ_STATE];

/// `XmlReader`
pub static READER: TypeInfo = TypeInfo::class("System.Xml.XmlReader", &types::OBJECT)
    .implements(&[&types::IDISPOSABLE])
    .members(|| MEMBERS);
/// `XmlReaderSettings`
pub static SETTINGS: TypeInfo =
    TypeInfo::class("System.Xml.XmlReaderSettings", &types::OBJECT).members(|| SETTINGS_MEMBERS);
/// `ReadState`
pub static READ_STATE: TypeInfo = TypeInfo::enumeration(
    "System.Xml.ReadState",
    &[
        ("Initial", 0),
        ("Interactive", 1),
        ("Error", 2),
        ("EndOfFile", 3),
        ("Closed", 4),
    ],
);

/// One stop of the walk.
struct Stop {
    node: Rc<Node>,
    depth: i32,
    is_end: bool,
}

/// An `XmlReader`.
pub struct Reader {
    /// Keeps the tree alive.
    _document: Rc<Node>,
    stops: Vec<Stop>,
    /// One more than the stop; zero before the first.
    at: Cell<usize>,
    /// The attribute that it stands on.
    attribute: Cell<Option<usize>>,
    closed: Cell<bool>,
}

/// An `XmlReaderSettings`: what it leaves out.
#[derive(Default)]
struct Settings {
    no_whitespace: Cell<bool>,
    no_comments: Cell<bool>,
    no_instructions: Cell<bool>,
    others: RefCell<Vec<(&'static str, Value)>>,
}

impl Native for Reader {
    fn get_type(&self) -> Type {
        Type::Known(&READER)
    }
}

impl Native for Settings {
    fn get_type(&self) -> Type {
        Type::Known(&SETTINGS)
    }
}

impl Reader {
    fn over(document: Rc<Node>, settings: Option<&Settings>) -> Reader {
        let mut stops = Vec::new();
        let skips = |kind: Kind| {
            settings.is_some_and(|own| match kind {
                Kind::Whitespace => own.no_whitespace.get(),
                Kind::Comment => own.no_comments.get(),
                Kind::Instruction => own.no_instructions.get(),
                _ => false,
            })
        };
        for child in document.children.borrow().iter() {
            walk(child, 0, &skips, &mut stops);
        }
        Reader {
            _document: document,
            stops,
            at: Cell::new(0),
            attribute: Cell::new(None),
            closed: Cell::new(false),
        }
    }

    fn stop(&self) -> Option<&Stop> {
        self.at
            .get()
            .checked_sub(1)
            .and_then(|at| self.stops.get(at))
    }

    /// The node it stands on: an attribute or that of the stop.
    fn node(&self) -> Option<Rc<Node>> {
        let stop = self.stop()?;
        match self.attribute.get() {
            Some(n) => stop.node.attributes.borrow().get(n).cloned(),
            None => Some(Rc::clone(&stop.node)),
        }
    }

    fn read(&self) -> bool {
        self.attribute.set(None);
        if self.at.get() <= self.stops.len() {
            self.at.set(self.at.get() + 1);
        }
        self.stop().is_some()
    }

    fn is_end(&self) -> bool {
        self.stop().is_some_and(|stop| stop.is_end)
    }

    fn is_element(&self, name: Option<&str>) -> bool {
        self.stop().is_some_and(|stop| {
            stop.node.kind == Kind::Element
                && !stop.is_end
                && name.is_none_or(|name| stop.node.full_name() == name)
        })
    }

    /// Goes behind the element that it stands on.
    fn skip(&self) {
        let Some(stop) = self.stop() else { return };
        let (node, is_container) = (Rc::clone(&stop.node), has_end(&stop.node));
        self.read();
        if is_container {
            while self
                .stop()
                .is_some_and(|stop| !(stop.is_end && Rc::ptr_eq(&stop.node, &node)))
            {
                self.read();
            }
            self.read();
        }
    }

    /// The first stop that is content.
    fn content(&self) {
        self.attribute.set(None);
        if self.at.get() == 0 {
            self.read();
        }
        while self.stop().is_some_and(|stop| {
            matches!(
                stop.node.kind,
                Kind::Whitespace
                    | Kind::Comment
                    | Kind::Instruction
                    | Kind::Declaration
                    | Kind::DocumentType
            )
        }) {
            self.read();
        }
    }
}

/// Whether an element has an end of its own, rather than being written `<a />`.
fn has_end(node: &Node) -> bool {
    node.kind == Kind::Element && !(node.children.borrow().is_empty() && node.is_empty.get())
}

fn walk(node: &Rc<Node>, depth: i32, skips: &dyn Fn(Kind) -> bool, stops: &mut Vec<Stop>) {
    if skips(node.kind) {
        return;
    }
    let stop = |is_end| Stop {
        node: Rc::clone(node),
        depth,
        is_end,
    };
    stops.push(stop(false));
    if has_end(node) {
        for child in node.children.borrow().iter() {
            walk(child, depth + 1, skips, stops);
        }
        stops.push(stop(true));
    }
}

const STREAM: Sig = Sig::One(&crate::members::stream::STREAM);
const TEXT: Sig = Sig::One(&text_io::TEXT_READER);
const SETTINGS_SIG: Sig = Sig::One(&SETTINGS);
const READER_SIG: Sig = Sig::One(&READER);
const STATE: Sig = Sig::One(&READ_STATE);
const NODE_TYPE: Sig = Sig::One(&super::members::NODE_TYPE);

fn this(c: &Call<'_>) -> Result<Rc<Reader>> {
    c.this
        .as_native_rc::<Reader>()
        .ok_or_else(|| invalid_operation("The object is no XML reader.").into())
}

fn create(c: &mut Call<'_>) -> Result<Value> {
    let source = c.arg(0).clone();
    let text = if let Some(stream) = source.as_native_rc::<Stream>() {
        disk::decode(c.host, &stream.take_rest(), &Value::Null)?
    } else if source.as_str().is_some() {
        let path = disk::full(c.host, &source, "inputUri")?;
        disk::decode(c.host, &disk::read(&path)?, &Value::Null)?
    } else if source.is_null() {
        return argument_null("input").raise();
    } else {
        crate::members::invoke(c.host, &source, "ReadToEnd", &[])?
            .as_str()
            .cloned()
            .unwrap_or_default()
    };
    let document = Node::new(Kind::Document, "", "");
    document.preserve.set(true);
    parse::document(&document, &text)?;
    let reader = Reader::over(document, c.arg(1).as_native::<Settings>());
    Ok(Value::native(reader))
}

fn text_of(c: &Call<'_>, read: fn(&Node) -> Str) -> Result<Value> {
    let own = this(c)?;
    ok(own.node().map(|node| read(&node)).unwrap_or_default())
}

fn name(node: &Node) -> Str {
    match node.kind {
        Kind::Element
        | Kind::Attribute
        | Kind::Instruction
        | Kind::DocumentType
        | Kind::EntityReference
        | Kind::Declaration => Str::from(node.full_name()),
        _ => Str::default(),
    }
}

fn value(c: &mut Call<'_>) -> Result<Value> {
    let own = this(c)?;
    let text = match own.node() {
        Some(node) if node.kind != Kind::Element => node.value.borrow().clone(),
        _ => Str::default(),
    };
    ok(text)
}

fn node_type(c: &mut Call<'_>) -> Result<Value> {
    let own = this(c)?;
    let number = match own.node() {
        Some(_) if own.attribute.get().is_none() && own.is_end() => 15,
        Some(node) => node.kind as i64,
        None => 0,
    };
    Ok(Type::Known(&super::members::NODE_TYPE).enum_from(number))
}

fn attribute_count(own: &Reader) -> usize {
    match own.stop() {
        Some(stop) if !stop.is_end => stop.node.attributes.borrow().len(),
        _ => 0,
    }
}

fn get_attribute(c: &mut Call<'_>) -> Result<Value> {
    let own = this(c)?;
    let Some(stop) = own.stop().filter(|stop| !stop.is_end) else {
        return Ok(Value::Null);
    };
    let found = match c.arg(0).as_integer() {
        Some(n) => stop.node.attributes.borrow().get(n as usize).cloned(),
        None => stop.node.attribute(&c.text(0)),
    };
    Ok(found
        .map(|found| Value::Str(found.value.borrow().clone()))
        .unwrap_or_default())
}

fn move_to(own: &Reader, n: usize) -> Result<Value> {
    let found = n < attribute_count(own);
    if found {
        own.attribute.set(Some(n));
    }
    ok(found)
}

fn move_to_attribute(c: &mut Call<'_>) -> Result<Value> {
    let own = this(c)?;
    let wanted = c.text(0);
    let at = own.stop().and_then(|stop| {
        let attributes = stop.node.attributes.borrow();
        attributes.iter().position(|known| *known.name == *wanted)
    });
    match at {
        Some(n) => move_to(&own, n),
        None => ok(false),
    }
}

/// The text of the element that it stands on; then it stands behind it.
fn element_text(c: &Call<'_>) -> Result<Str> {
    let own = this(c)?;
    if !own.is_element(None) {
        return invalid_operation(
            "The ReadElementContentAsString method is not supported on node type None.",
        )
        .raise();
    }
    let text = own.node().map(|node| node.inner_text()).unwrap_or_default();
    own.skip();
    Ok(Str::from(text))
}

fn element_as(c: &mut Call<'_>, info: &'static TypeInfo) -> Result<Value> {
    let text = element_text(c)?;
    convert::to(c.host, &Value::Str(text), &Type::Known(info))
}

fn xml_text(c: &mut Call<'_>, write: fn(&Rc<Node>) -> String) -> Result<Value> {
    let own = this(c)?;
    let text = own.node().map(|node| write(&node)).unwrap_or_default();
    own.skip();
    ok(text)
}

fn follow(c: &mut Call<'_>) -> Result<Value> {
    let (own, wanted) = (this(c)?, c.text(0));
    while own.read() {
        if own.is_element(Some(&wanted)) {
            return ok(true);
        }
    }
    ok(false)
}

fn descend(c: &mut Call<'_>) -> Result<Value> {
    let (own, wanted) = (this(c)?, c.text(0));
    let Some(depth) = own.stop().map(|stop| stop.depth) else {
        return follow(c);
    };
    while own.read() && own.stop().is_some_and(|stop| stop.depth > depth) {
        if own.is_element(Some(&wanted)) {
            return ok(true);
        }
    }
    ok(false)
}

fn next_sibling(c: &mut Call<'_>) -> Result<Value> {
    let (own, wanted) = (this(c)?, c.text(0));
    let depth = own.stop().map_or(0, |stop| stop.depth);
    loop {
        own.skip();
        match own.stop() {
            Some(stop) if stop.depth < depth || (stop.is_end && stop.depth <= depth) => {
                return ok(false);
            }
            None => return ok(false),
            Some(_) if own.is_element(Some(&wanted)) => return ok(true),
            Some(_) => {}
        }
    }
}

fn start_element(c: &mut Call<'_>) -> Result<Value> {
    let own = this(c)?;
    own.content();
    let wanted = c.arg(0).as_str().cloned();
    ok(own.is_element(wanted.as_deref()))
}

fn close(c: &mut Call<'_>) -> Result<Value> {
    this(c)?.closed.set(true);
    Ok(Value::Null)
}

static MEMBERS: &[Member] = &[
    static_method!("Create",
        (inputUri: STR) -> READER_SIG => create, (input: STREAM) -> READER_SIG => create, (input: TEXT) -> READER_SIG => create,
        (inputUri: STR, settings: SETTINGS_SIG) -> READER_SIG => create, (input: STREAM, settings: SETTINGS_SIG) -> READER_SIG => create,
        (input: TEXT, settings: SETTINGS_SIG) -> READER_SIG => create),
    get!("NodeType", NODE_TYPE => node_type),
    get!("Name", STR => |c| text_of(c, name)),
    get!("LocalName", STR => |c| text_of(c, |node| name(node).rsplit(':').next().map(Str::from).unwrap_or_default())),
    get!("Prefix", STR => |c| text_of(c, |node| node.prefix().into())),
    get!("NamespaceURI", STR => |c| text_of(c, |node| node.namespace.borrow().clone())),
    get!("Value", STR => value),
    get!("Depth", INT => |c| { let own = this(c)?; ok(own.stop().map_or(0, |stop| stop.depth + i32::from(own.attribute.get().is_some()))) }),
    get!("AttributeCount", INT => |c| ok(attribute_count(&*this(c)?) as i32)),
    get!("HasAttributes", BOOL => |c| ok(attribute_count(&*this(c)?) > 0)),
    get!("HasValue", BOOL => |c| ok(this(c)?.node().is_some_and(|node| !matches!(node.kind, Kind::Element | Kind::EntityReference)))),
    get!("IsEmptyElement", BOOL => |c| { let own = this(c)?; ok(own.is_element(None) && own.node().is_some_and(|node| !has_end(&node))) }),
    get!("EOF", BOOL => |c| { let own = this(c)?; ok(own.at.get() > own.stops.len()) }),
    get!("ReadState", STATE => |c| {
        let own = this(c)?;
        let state = match own.at.get() {
            _ if own.closed.get() => 4,
            0 => 0,
            at if at > own.stops.len() => 3,
            _ => 1,
        };
        Ok(Type::Known(&READ_STATE).enum_from(state))
    }),
    method!("Item", (name: STR) -> STR => get_attribute, (i: INT) -> STR => get_attribute),
    method!("Read", () -> BOOL => |c| ok(this(c)?.read())),
    method!("GetAttribute", (name: STR) -> STR => get_attribute, (i: INT) -> STR => get_attribute),
    method!("MoveToContent", () -> NODE_TYPE => |c| { this(c)?.content(); node_type(c) }),
    method!("MoveToElement", () -> BOOL => |c| ok(this(c)?.attribute.take().is_some())),
    method!("MoveToFirstAttribute", () -> BOOL => |c| { let own = this(c)?; move_to(&own, 0) }),
    method!("MoveToNextAttribute", () -> BOOL => |c| { let own = this(c)?; let next = own.attribute.get().map_or(0, |n| n + 1); move_to(&own, next) }),
    method!("MoveToAttribute", (name: STR) -> BOOL => move_to_attribute, (i: INT) -> VOID => |c| { let own = this(c)?; move_to(&own, c.int(0) as usize) }),
    method!("ReadElementContentAsString", () -> STR => |c| ok(element_text(c)?)),
    method!("ReadElementString", () -> STR => |c| { this(c)?.content(); ok(element_text(c)?) }, (name: STR) -> STR => |c| { this(c)?.content(); ok(element_text(c)?) }),
    method!("ReadElementContentAsInt", () -> INT => |c| element_as(c, &types::INT32)),
    method!("ReadElementContentAsLong", () -> LONG => |c| element_as(c, &types::INT64)),
    method!("ReadElementContentAsDouble", () -> DOUBLE => |c| element_as(c, &types::DOUBLE)),
    method!("ReadElementContentAsDecimal", () -> DECIMAL => |c| element_as(c, &types::DECIMAL)),
    method!("ReadElementContentAsBoolean", () -> BOOL => |c| { let text = element_text(c)?; ok(matches!(text.trim(), "true" | "1")) }),
    method!("ReadContentAsString", () -> STR => |c| { let text = value(c)?; this(c)?.read(); Ok(text) }),
    method!("ReadString", () -> STR => |c| { let own = this(c)?; if own.is_element(None) { own.read(); } let text = value(c)?; own.read(); Ok(text) }),
    method!("ReadInnerXml", () -> STR => |c| xml_text(c, write::inner)),
    method!("ReadOuterXml", () -> STR => |c| xml_text(c, write::outer)),
    method!("ReadToFollowing", (name: STR) -> BOOL => follow),
    method!("ReadToDescendant", (name: STR) -> BOOL => descend),
    method!("ReadToNextSibling", (name: STR) -> BOOL => next_sibling),
    method!("ReadStartElement", () -> VOID => |c| { let own = this(c)?; own.content(); own.read(); Ok(Value::Null) }, (name: STR) -> VOID => |c| { let own = this(c)?; own.content(); own.read(); Ok(Value::Null) }),
    method!("ReadEndElement", () -> VOID => |c| { let own = this(c)?; own.content(); own.read(); Ok(Value::Null) }),
    method!("IsStartElement", () -> BOOL => start_element, (name: STR) -> BOOL => start_element),
    method!("Skip", () -> VOID => |c| { this(c)?.skip(); Ok(Value::Null) }),
    method!("Close", () -> VOID => close),
    method!("Dispose", () -> VOID => close),
];

/// A setting that is a switch of the walk.
macro_rules! switch {
    ($name:literal, $field:ident) => {
        property!($name, BOOL => |c| ok(c.this.as_native::<Settings>().is_some_and(|own| own.$field.get())), |c| {
            if let Some(own) = c.this.as_native::<Settings>() {
                own.$field.set(c.flag(0));
            }
            Ok(Value::Null)
        })
    };
}

/// A setting that is only kept.
macro_rules! kept {
    ($name:literal, $sig:ident) => {
        property!($name, $sig => |c| Ok(c.this.as_native::<Settings>().and_then(|own| {
            own.others.borrow().iter().find(|(known, _)| *known == $name).map(|(_, value)| value.clone())
        }).unwrap_or_default()), |c| {
            if let Some(own) = c.this.as_native::<Settings>() {
                own.others.borrow_mut().retain(|(known, _)| *known != $name);
                own.others.borrow_mut().push(($name, c.arg(0).clone()));
            }
            Ok(Value::Null)
        })
    };
}

static SETTINGS_MEMBERS: &[Member] = &[
    constructors!(() -> THIS => |_| Ok(Value::native(Settings::default()))),
    switch!("IgnoreWhitespace", no_whitespace),
    switch!("IgnoreComments", no_comments),
    switch!("IgnoreProcessingInstructions", no_instructions),
    kept!("DtdProcessing", OBJ),
    kept!("XmlResolver", OBJ),
    kept!("ConformanceLevel", OBJ),
    kept!("CloseInput", OBJ),
    kept!("Async", OBJ),
    kept!("ValidationType", OBJ),
];
