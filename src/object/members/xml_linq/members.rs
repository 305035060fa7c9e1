//! The tables of `System.Xml.Linq`.

use super::calls::*;
use super::name::{self, NAME, NAMESPACE};
use super::{Linq, write};
use crate::members::args::argument_null;
use crate::members::table::*;
use crate::members::xml::members::NODE_TYPE;
use crate::members::xml::node::{Kind, Node};
use crate::types::{self, Call, Member, Sig, Type, TypeInfo};
use crate::{Result, Str, Value};

macro_rules! kinds {
    ($($name:ident = $text:literal, $base:path, $members:ident;)*) => {
        $(pub(super) static $name: TypeInfo = TypeInfo::class(concat!("System.Xml.Linq.", $text), &$base).members(|| $members);)*
        /// Every type of it.
        pub static ALL: &[&TypeInfo] = &[&NAME, &NAMESPACE, &SAVE_OPTIONS, &LOAD_OPTIONS, $(&$name),*];
    };
}

kinds! {
    OBJECT = "XObject", types::OBJECT, OBJECT_MEMBERS;
    NODE = "XNode", OBJECT, NODE_MEMBERS;
    CONTAINER = "XContainer", NODE, CONTAINER_MEMBERS;
    ELEMENT = "XElement", CONTAINER, ELEMENT_MEMBERS;
    DOCUMENT = "XDocument", CONTAINER, DOCUMENT_MEMBERS;
    ATTRIBUTE = "XAttribute", OBJECT, ATTRIBUTE_MEMBERS;
    TEXT = "XText", NODE, TEXT_MEMBERS;
    CDATA = "XCData", TEXT, CDATA_MEMBERS;
    COMMENT = "XComment", NODE, COMMENT_MEMBERS;
    INSTRUCTION = "XProcessingInstruction", NODE, INSTRUCTION_MEMBERS;
    DOCUMENT_TYPE = "XDocumentType", NODE, NONE;
    DECLARATION = "XDeclaration", types::OBJECT, DECLARATION_MEMBERS;
}

/// `SaveOptions`
pub static SAVE_OPTIONS: TypeInfo = TypeInfo::flags(
    "System.Xml.Linq.SaveOptions",
    &[
        ("None", 0),
        ("DisableFormatting", 1),
        ("OmitDuplicateNamespaces", 2),
    ],
);
/// `LoadOptions`
pub static LOAD_OPTIONS: TypeInfo = TypeInfo::flags(
    "System.Xml.Linq.LoadOptions",
    &[
        ("None", 0),
        ("PreserveWhitespace", 1),
        ("SetBaseUri", 2),
        ("SetLineInfo", 4),
    ],
);

const ELEMENT_SIG: Sig = Sig::One(&ELEMENT);
const ELEMENTS: Sig = Sig::Many(&ELEMENT);
const NODES: Sig = Sig::Many(&NODE);
const NODE_SIG: Sig = Sig::One(&NODE);
const DOCUMENT_SIG: Sig = Sig::One(&DOCUMENT);
const ATTRIBUTE_SIG: Sig = Sig::One(&ATTRIBUTE);
const ATTRIBUTES: Sig = Sig::Many(&ATTRIBUTE);
const DECLARATION_SIG: Sig = Sig::One(&DECLARATION);
const KIND: Sig = Sig::One(&NODE_TYPE);
const NAME_SIG: Sig = Sig::One(&NAME);
const SAVE: Sig = Sig::One(&SAVE_OPTIONS);
const LOAD: Sig = Sig::One(&LOAD_OPTIONS);

static NONE: &[Member] = &[];

static OBJECT_MEMBERS: &[Member] = &[
    get!("BaseUri", STR => |_| Ok(Value::from(""))),
    get!("Document", DOCUMENT_SIG => |c| {
        let own = this(c)?;
        let mut at = Some(std::rc::Rc::clone(&own.node));
        while let Some(node) = at {
            if node.kind == Kind::Document {
                return Ok(own.near(&node));
            }
            at = node.parent();
        }
        Ok(Value::Null)
    }),
    get!("NodeType", KIND => |c| Ok(Type::Known(&NODE_TYPE).enum_from(this(c)?.node.kind as i64))),
    get!("Parent", ELEMENT_SIG => |c| { let own = this(c)?; Ok(own.maybe(own.node.parent().filter(|parent| parent.kind == Kind::Element))) }),
];

static NODE_MEMBERS: &[Member] = &[
    get!("NextNode", NODE_SIG => |c| sibling(c, 1)),
    get!("PreviousNode", NODE_SIG => |c| sibling(c, -1)),
    method!("AddAfterSelf", (content: ..OBJECTS) -> VOID => |c| beside(c, true)),
    method!("AddBeforeSelf", (content: ..OBJECTS) -> VOID => |c| beside(c, false)),
    method!("Ancestors", () -> ELEMENTS => |c| up(c, false), (name: OBJ) -> ELEMENTS => |c| up(c, false)),
    method!("ElementsAfterSelf", () -> ELEMENTS => |c| siblings(c, true, true), (name: OBJ) -> ELEMENTS => |c| siblings(c, true, true)),
    method!("ElementsBeforeSelf", () -> ELEMENTS => |c| siblings(c, false, true), (name: OBJ) -> ELEMENTS => |c| siblings(c, false, true)),
    method!("NodesAfterSelf", () -> NODES => |c| siblings(c, true, false)),
    method!("NodesBeforeSelf", () -> NODES => |c| siblings(c, false, false)),
    method!("Remove", () -> VOID => remove),
    method!("ReplaceWith", (content: ..OBJECTS) -> VOID => replace_with),
    method!("ToString", () -> STR => |c| Ok(Value::from(write::text(&this(c)?.node, true))), (options: SAVE) -> STR => |c| {
        let flat = c.arg(0).as_integer().unwrap_or_default() & 1 == 1;
        Ok(Value::from(write::text(&this(c)?.node, !flat)))
    }),
];

static CONTAINER_MEMBERS: &[Member] = &[
    get!("FirstNode", NODE_SIG => |c| { let own = this(c)?; Ok(own.maybe(nodes(&own.node).into_iter().next())) }),
    get!("LastNode", NODE_SIG => |c| { let own = this(c)?; Ok(own.maybe(nodes(&own.node).into_iter().last())) }),
    method!("Add", (content: ..OBJECTS) -> VOID => |c| { let node = std::rc::Rc::clone(&this(c)?.node); put_all(c, &node, 0, None) }),
    method!("AddFirst", (content: ..OBJECTS) -> VOID => |c| {
        let node = std::rc::Rc::clone(&this(c)?.node);
        let at = node.children.borrow().iter().take_while(|child| child.kind == Kind::Declaration).count();
        put_all(c, &node, 0, Some(at))
    }),
    method!("DescendantNodes", () -> NODES => |c| {
        let own = this(c)?;
        let mut found = Vec::new();
        own.node.walk(&mut |node| if !std::rc::Rc::ptr_eq(node, &own.node) { found.push(std::rc::Rc::clone(node)) });
        Ok(list(&own, found, &NODE))
    }),
    method!("Descendants", () -> ELEMENTS => |c| down(c, false), (name: OBJ) -> ELEMENTS => |c| down(c, false)),
    method!("Element", (name: OBJ) -> ELEMENT_SIG => |c| {
        let own = this(c)?;
        let found = named(c, elements(&own.node))?;
        Ok(own.maybe(found.into_iter().next()))
    }),
    method!("Elements", () -> ELEMENTS => children, (name: OBJ) -> ELEMENTS => children),
    method!("Nodes", () -> NODES => |c| { let own = this(c)?; Ok(list(&own, nodes(&own.node), &NODE)) }),
    method!("RemoveNodes", () -> VOID => |c| { remove_nodes(&this(c)?.node); Ok(Value::Null) }),
    method!("ReplaceNodes", (content: ..OBJECTS) -> VOID => |c| { let node = std::rc::Rc::clone(&this(c)?.node); remove_nodes(&node); put_all(c, &node, 0, None) }),
];

static ELEMENT_MEMBERS: &[Member] = &[
    constructors!((name: OBJ) -> THIS => new_element, (name: OBJ, content: OBJ) -> THIS => new_element, (name: OBJ, content: ..OBJECTS) -> THIS => new_element),
    get!("FirstAttribute", ATTRIBUTE_SIG => |c| { let own = this(c)?; let first = own.node.attributes.borrow().first().cloned(); Ok(own.maybe(first)) }),
    get!("HasAttributes", BOOL => |c| Ok(Value::Bool(!this(c)?.node.attributes.borrow().is_empty()))),
    get!("HasElements", BOOL => |c| Ok(Value::Bool(!elements(&this(c)?.node).is_empty()))),
    get!("IsEmpty", BOOL => |c| { let own = this(c)?; Ok(Value::Bool(own.node.children.borrow().is_empty() && own.node.is_empty.get())) }),
    get!("LastAttribute", ATTRIBUTE_SIG => |c| { let own = this(c)?; let last = own.node.attributes.borrow().last().cloned(); Ok(own.maybe(last)) }),
    property!("Name", NAME_SIG => |c| Ok(Value::native(name::of(&this(c)?.node))), rename),
    property!("Value", STR => |c| Ok(Value::from(this(c)?.node.inner_text())), set_value),
    method!("AncestorsAndSelf", () -> ELEMENTS => |c| up(c, true), (name: OBJ) -> ELEMENTS => |c| up(c, true)),
    method!("Attribute", (name: OBJ) -> ATTRIBUTE_SIG => |c| { let found = attribute(c)?; Ok(this(c)?.maybe(found)) }),
    method!("Attributes", () -> ATTRIBUTES => attributes, (name: OBJ) -> ATTRIBUTES => attributes),
    method!("DescendantsAndSelf", () -> ELEMENTS => |c| down(c, true), (name: OBJ) -> ELEMENTS => |c| down(c, true)),
    method!("RemoveAll", () -> VOID => |c| { let own = this(c)?; remove_attributes(&own.node); remove_nodes(&own.node); Ok(Value::Null) }),
    method!("RemoveAttributes", () -> VOID => |c| { remove_attributes(&this(c)?.node); Ok(Value::Null) }),
    method!("ReplaceAll", (content: ..OBJECTS) -> VOID => |c| {
        let node = std::rc::Rc::clone(&this(c)?.node);
        remove_attributes(&node);
        remove_nodes(&node);
        put_all(c, &node, 0, None)
    }),
    method!("Save", (fileName: OBJ) -> VOID => save, (fileName: OBJ, options: SAVE) -> VOID => save),
    method!("SetAttributeValue", (name: OBJ, value: OBJ) -> VOID => set_attribute),
    method!("SetElementValue", (name: OBJ, value: OBJ) -> VOID => set_element),
    method!("SetValue", (value: OBJ) -> VOID => set_value),
    static_method!("Load", (uri: OBJ) -> ELEMENT_SIG => |c| { let text = source_text(c)?; parsed(&text, false, false) }, (uri: OBJ, options: LOAD) -> ELEMENT_SIG => |c| { let text = source_text(c)?; parsed(&text, false, keeps(c)) }),
    static_method!("Parse", (text: STR) -> ELEMENT_SIG => |c| parsed(&c.text(0), false, false), (text: STR, options: LOAD) -> ELEMENT_SIG => |c| parsed(&c.text(0), false, keeps(c))),
];

static DOCUMENT_MEMBERS: &[Member] = &[
    constructors!(() -> THIS => new_document, (content: ..OBJECTS) -> THIS => new_document),
    property!("Declaration", DECLARATION_SIG => |c| { let own = this(c)?; let found = own.node.children.borrow().iter().find(|child| child.kind == Kind::Declaration).cloned(); Ok(own.maybe(found)) }, set_declaration),
    get!("DocumentType", NODE_SIG => |_| Ok(Value::Null)),
    get!("Root", ELEMENT_SIG => |c| { let own = this(c)?; Ok(own.maybe(elements(&own.node).into_iter().next())) }),
    method!("Save", (fileName: OBJ) -> VOID => save, (fileName: OBJ, options: SAVE) -> VOID => save),
    static_method!("Load", (uri: OBJ) -> DOCUMENT_SIG => |c| { let text = source_text(c)?; parsed(&text, true, false) }, (uri: OBJ, options: LOAD) -> DOCUMENT_SIG => |c| { let text = source_text(c)?; parsed(&text, true, keeps(c)) }),
    static_method!("Parse", (text: STR) -> DOCUMENT_SIG => |c| parsed(&c.text(0), true, false), (text: STR, options: LOAD) -> DOCUMENT_SIG => |c| parsed(&c.text(0), true, keeps(c))),
];

static ATTRIBUTE_MEMBERS: &[Member] = &[
    constructors!((name: OBJ, value: OBJ) -> THIS => new_attribute),
    get!("IsNamespaceDeclaration", BOOL => |c| Ok(Value::Bool(this(c)?.node.name.starts_with("xmlns")))),
    get!("Name", NAME_SIG => |c| Ok(Value::native(name::of(&this(c)?.node)))),
    get!("NextAttribute", ATTRIBUTE_SIG => |c| sibling(c, 1)),
    get!("PreviousAttribute", ATTRIBUTE_SIG => |c| sibling(c, -1)),
    property!("Value", STR => |c| Ok(Value::from(this(c)?.node.inner_text())), set_value),
    method!("Remove", () -> VOID => remove),
    method!("SetValue", (value: OBJ) -> VOID => set_value),
    method!("ToString", () -> STR => |c| Ok(Value::from(write::text(&this(c)?.node, true)))),
];

static TEXT_MEMBERS: &[Member] = &[
    constructors!((value: STR) -> THIS => |c| Ok(Linq::alone(&Node::new(Kind::Text, "", &c.text(0))))),
    property!("Value", STR => |c| Ok(Value::from(this(c)?.node.inner_text())), set_value),
];
static CDATA_MEMBERS: &[Member] = &[
    constructors!((value: STR) -> THIS => |c| Ok(Linq::alone(&Node::new(Kind::CData, "", &c.text(0))))),
];
static COMMENT_MEMBERS: &[Member] = &[
    constructors!((value: STR) -> THIS => |c| Ok(Linq::alone(&Node::new(Kind::Comment, "", &c.text(0))))),
    property!("Value", STR => |c| Ok(Value::from(this(c)?.node.inner_text())), set_value),
];
static INSTRUCTION_MEMBERS: &[Member] = &[
    constructors!((target: STR, data: STR) -> THIS => |c| Ok(Linq::alone(&Node::new(Kind::Instruction, &c.text(0), &c.text(1))))),
    property!("Data", STR => |c| Ok(Value::from(this(c)?.node.inner_text())), set_value),
    get!("Target", STR => |c| Ok(Value::Str(this(c)?.node.name.clone()))),
];
static DECLARATION_MEMBERS: &[Member] = &[
    constructors!((version: STR, encoding: STR, standalone: STR) -> THIS => |c| {
        let part = |name: &str, n: usize| match c.text(n) {
            text if text.is_empty() => String::new(),
            text => format!(" {name}=\"{text}\""),
        };
        let text = format!("{}{}{}", part("version", 0), part("encoding", 1), part("standalone", 2));
        Ok(Linq::alone(&Node::new(Kind::Declaration, "", text.trim_start())))
    }),
    get!("Encoding", STR => |c| declared(c, "encoding")),
    get!("Standalone", STR => |c| declared(c, "standalone")),
    get!("Version", STR => |c| declared(c, "version")),
    method!("ToString", () -> STR => |c| Ok(Value::from(write::text(&this(c)?.node, true)))),
];

fn declared(c: &mut Call<'_>, name: &str) -> Result<Value> {
    let own = this(c)?;
    let value = own.node.value.borrow();
    let found = value
        .split_once(&format!("{name}=\""))
        .and_then(|(_, rest)| rest.split_once('"'))
        .map(|(found, _)| Str::from(found));
    Ok(found.into())
}

fn set_declaration(c: &mut Call<'_>) -> Result<Value> {
    let own = this(c)?;
    own.node
        .children
        .borrow_mut()
        .retain(|child| child.kind != Kind::Declaration);
    if let Some(new) = c.arg(0).as_native::<Linq>() {
        own.node.insert(0, &new.node.copy(true));
    }
    Ok(Value::Null)
}

fn keeps(c: &Call<'_>) -> bool {
    c.arg(1).as_integer().unwrap_or_default() & 1 == 1
}

fn up(c: &mut Call<'_>, itself: bool) -> Result<Value> {
    let own = this(c)?;
    let found = named(c, ancestors(&own.node, itself))?;
    Ok(list(&own, found, &ELEMENT))
}

fn down(c: &mut Call<'_>, itself: bool) -> Result<Value> {
    let own = this(c)?;
    let found = named(c, descendants(&own.node, itself))?;
    Ok(list(&own, found, &ELEMENT))
}

fn children(c: &mut Call<'_>) -> Result<Value> {
    let own = this(c)?;
    let found = named(c, elements(&own.node))?;
    Ok(list(&own, found, &ELEMENT))
}

fn attributes(c: &mut Call<'_>) -> Result<Value> {
    let own = this(c)?;
    let all = own.node.attributes.borrow().clone();
    let found = named(c, all)?;
    Ok(list(&own, found, &ATTRIBUTE))
}

fn new_element(c: &mut Call<'_>) -> Result<Value> {
    if let Some(other) = c.arg(0).as_native::<Linq>() {
        return Ok(Linq::alone(&other.node.copy(true)));
    }
    let name = name::argument_name(c, 0)?;
    let node = name::node(Kind::Element, &name, "");
    put_all(c, &node, 1, None)?;
    Ok(Linq::alone(&node))
}

fn new_document(c: &mut Call<'_>) -> Result<Value> {
    let document = Node::new(Kind::Document, "", "");
    put_all(c, &document, 0, None)?;
    Ok(Linq::alone(&document))
}

fn new_attribute(c: &mut Call<'_>) -> Result<Value> {
    let name = name::argument_name(c, 0)?;
    let value = c.args[1].clone();
    if value.is_null() {
        return argument_null("value").raise();
    }
    let text = text_of(c, &value)?;
    Ok(Linq::alone(&name::node(Kind::Attribute, &name, &text)))
}

fn rename(c: &mut Call<'_>) -> Result<Value> {
    let own = this(c)?;
    let name = name::argument_name(c, 0)?;
    // A node's name is fixed: another one takes its place, with all that it holds.
    let node = name::node(Kind::Element, &name, "");
    for attribute in own.node.attributes.borrow().iter() {
        node.set_attribute(attribute.copy(true));
    }
    for child in nodes(&own.node) {
        node.append(&child.copy(true));
    }
    node.is_empty.set(own.node.is_empty.get());
    if let Some(parent) = own.node.parent()
        && let Some(at) = parent.index_of(&own.node)
    {
        own.node.detach();
        parent.insert(at, &node);
    }
    Ok(Value::Null)
}
