//! The tables of XML's types.

use super::attributes::*;
use super::calls::*;
use super::create::*;
use super::lists::{self, attributes, children};
use super::names::{NAME_TABLE, NAMESPACE_MANAGER};
use super::node::Kind;
use super::{Xml, write};
use crate::members::table::*;
use crate::types::{self, Member, Sig, Type, TypeInfo};
use crate::{Str, Value};

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $base:path, $members:ident;)*) => {
        $($(#[$doc])* pub static $name: TypeInfo = TypeInfo::class($text, &$base).members(|| $members);)*
        /// Every type of XML.
        pub static ALL: &[&TypeInfo] = &[
            &NODE_TYPE, &lists::NODE_LIST, &lists::CHILD_NODES, &lists::XPATH_NODE_LIST, &lists::NAMED_NODE_MAP, &lists::ATTRIBUTES,
            &NAMESPACE_MANAGER, &NAME_TABLE, &super::names::NAVIGATOR, &super::names::IMPLEMENTATION, &super::names::SCHEMA_INFO, &super::names::SCHEMA_SET, $(&$name),*
        ];
    };
}
kinds! {
    /// `XmlNode`
    NODE = "System.Xml.XmlNode", types::OBJECT, NODE_MEMBERS;
    /// `XmlLinkedNode`
    LINKED = "System.Xml.XmlLinkedNode", NODE, NONE;
    /// `XmlElement`
    ELEMENT = "System.Xml.XmlElement", LINKED, ELEMENT_MEMBERS;
    /// `XmlAttribute`
    ATTRIBUTE = "System.Xml.XmlAttribute", NODE, ATTRIBUTE_MEMBERS;
    /// `XmlCharacterData`
    CHARACTER_DATA = "System.Xml.XmlCharacterData", LINKED, DATA_MEMBERS;
    /// `XmlText`
    TEXT = "System.Xml.XmlText", CHARACTER_DATA, NONE;
    /// `XmlCDataSection`
    CDATA = "System.Xml.XmlCDataSection", CHARACTER_DATA, NONE;
    /// `XmlComment`
    COMMENT = "System.Xml.XmlComment", CHARACTER_DATA, NONE;
    /// `XmlWhitespace`
    WHITESPACE = "System.Xml.XmlWhitespace", CHARACTER_DATA, NONE;
    /// `XmlSignificantWhitespace`
    SIGNIFICANT_WHITESPACE = "System.Xml.XmlSignificantWhitespace", CHARACTER_DATA, NONE;
    /// `XmlDeclaration`
    DECLARATION = "System.Xml.XmlDeclaration", LINKED, DECLARATION_MEMBERS;
    /// `XmlProcessingInstruction`
    INSTRUCTION = "System.Xml.XmlProcessingInstruction", LINKED, INSTRUCTION_MEMBERS;
    /// `XmlEntityReference`
    ENTITY_REFERENCE = "System.Xml.XmlEntityReference", LINKED, NONE;
    /// `XmlDocumentType`
    DOCUMENT_TYPE = "System.Xml.XmlDocumentType", LINKED, NONE;
    /// `XmlDocumentFragment`
    FRAGMENT = "System.Xml.XmlDocumentFragment", NODE, NONE;
}
/// `XmlNodeType`
pub static NODE_TYPE: TypeInfo = TypeInfo::enumeration(
    "System.Xml.XmlNodeType",
    &[
        ("None", 0),
        ("Element", 1),
        ("Attribute", 2),
        ("Text", 3),
        ("CDATA", 4),
        ("EntityReference", 5),
        ("Entity", 6),
        ("ProcessingInstruction", 7),
        ("Comment", 8),
        ("Document", 9),
        ("DocumentType", 10),
        ("DocumentFragment", 11),
        ("Notation", 12),
        ("Whitespace", 13),
        ("SignificantWhitespace", 14),
        ("EndElement", 15),
        ("EndEntity", 16),
        ("XmlDeclaration", 17),
    ],
);

/// The type of nodes of a kind.
pub fn type_of(kind: Kind) -> &'static TypeInfo {
    match kind {
        Kind::Element => &ELEMENT,
        Kind::Attribute => &ATTRIBUTE,
        Kind::Text => &TEXT,
        Kind::CData => &CDATA,
        Kind::EntityReference => &ENTITY_REFERENCE,
        Kind::Instruction => &INSTRUCTION,
        Kind::Comment => &COMMENT,
        Kind::Document => &types::XML_DOCUMENT,
        Kind::DocumentType => &DOCUMENT_TYPE,
        Kind::Fragment => &FRAGMENT,
        Kind::Whitespace => &WHITESPACE,
        Kind::SignificantWhitespace => &SIGNIFICANT_WHITESPACE,
        Kind::Declaration => &DECLARATION,
    }
}

const NODE_SIG: Sig = Sig::One(&NODE);
const ELEMENT_SIG: Sig = Sig::One(&ELEMENT);
const ATTRIBUTE_SIG: Sig = Sig::One(&ATTRIBUTE);
const LIST: Sig = Sig::One(&lists::NODE_LIST);
const MANAGER: Sig = Sig::One(&NAMESPACE_MANAGER);
const KIND: Sig = Sig::One(&NODE_TYPE);
const STREAM: Sig = Sig::One(&crate::members::stream::STREAM);
const READER: Sig = Sig::One(&crate::members::text_io::TEXT_READER);
const XML_WRITER: Sig = Sig::One(&super::writer::WRITER);
const WRITER: Sig = Sig::One(&crate::members::text_io::TEXT_WRITER);

static NONE: &[Member] = &[];

static NODE_MEMBERS: &[Member] = &[
    get!("Name", STR => |c| Ok(Value::from(this(c)?.node.full_name()))),
    get!("LocalName", STR => |c| Ok(Value::from(this(c)?.node.local_name()))),
    get!("Prefix", STR => |c| Ok(Value::from(this(c)?.node.prefix()))),
    get!("NamespaceURI", STR => |c| { let text = this(c)?.node.namespace.borrow().clone(); Ok(Value::Str(text)) }),
    get!("NodeType", KIND => |c| Ok(Type::Known(&NODE_TYPE).enum_from(this(c)?.node.kind as i64))),
    property!("Value", STR => value, set_value),
    property!("InnerText", STR => inner_text, |c| { let text = c.text(0); this(c)?.node.set_text(&text); Ok(Value::Null) }),
    property!("InnerXml", STR => |c| Ok(Value::from(write::inner(&this(c)?.node))), set_inner_xml),
    get!("OuterXml", STR => |c| Ok(Value::from(write::outer(&this(c)?.node)))),
    get!("BaseURI", STR => |_| Ok(Value::from(""))),
    get!("IsReadOnly", BOOL => |_| Ok(Value::Bool(false))),
    get!("HasChildNodes", BOOL => |c| { let any = !this(c)?.node.children.borrow().is_empty(); Ok(Value::Bool(any)) }),
    get!("Attributes", OBJ => attributes),
    get!("ChildNodes", LIST => children),
    get!("FirstChild", NODE_SIG => |c| { let own = this(c)?; let first = own.node.children.borrow().first().cloned(); Ok(own.maybe(first)) }),
    get!("LastChild", NODE_SIG => |c| { let own = this(c)?; let last = own.node.children.borrow().last().cloned(); Ok(own.maybe(last)) }),
    get!("NextSibling", NODE_SIG => |c| sibling(c, 1)),
    get!("PreviousSibling", NODE_SIG => |c| sibling(c, -1)),
    get!("PreviousText", NODE_SIG => |_| Ok(Value::Null)),
    get!("ParentNode", NODE_SIG => |c| { let own = this(c)?; Ok(if own.node.kind == Kind::Attribute { Value::Null } else { own.maybe(own.node.parent()) }) }),
    get!("OwnerDocument", OBJ => |c| { let own = this(c)?; Ok(if own.node.kind == Kind::Document { Value::Null } else { own.maybe(own.document()) }) }),
    get!("SchemaInfo", OBJ => |c| Ok(if this(c)?.node.kind == Kind::Document { super::names::schema_info() } else { Value::Null })),
    method!("Item", (name: STR) -> ELEMENT_SIG => child_named, (localname: STR, ns: STR) -> ELEMENT_SIG => child_named),
    method!("AppendChild", (newChild: NODE_SIG) -> NODE_SIG => |c| insert(c, Place::End)),
    method!("PrependChild", (newChild: NODE_SIG) -> NODE_SIG => |c| insert(c, Place::Start)),
    method!("InsertBefore", (newChild: NODE_SIG, refChild: NODE_SIG) -> NODE_SIG => |c| insert(c, Place::Before)),
    method!("InsertAfter", (newChild: NODE_SIG, refChild: NODE_SIG) -> NODE_SIG => |c| insert(c, Place::After)),
    method!("ReplaceChild", (newChild: NODE_SIG, oldChild: NODE_SIG) -> NODE_SIG => replace),
    method!("RemoveChild", (oldChild: NODE_SIG) -> NODE_SIG => remove),
    method!("RemoveAll", () -> VOID => remove_all),
    method!("Clone", () -> NODE_SIG => |c| Ok(copied(&*this(c)?, true))),
    method!("CloneNode", (deep: BOOL) -> NODE_SIG => |c| Ok(copied(&*this(c)?, c.flag(0)))),
    method!("CreateNavigator", () -> OBJ => |c| Ok(super::names::navigator(&this(c)?))),
    method!("GetEnumerator", () -> ENUMERATOR => |c| Ok(crate::members::enumerator::Enumerator::over(lists::child_values(&*this(c)?)))),
    method!("GetNamespaceOfPrefix", (prefix: STR) -> STR => |c| { let prefix = c.text(0); Ok(Value::Str(this(c)?.node.namespace_of(&prefix))) }),
    method!("GetPrefixOfNamespace", (namespaceURI: STR) -> STR => prefix_of),
    method!("Normalize", () -> VOID => |_| Ok(Value::Null)),
    method!("SelectNodes", (xpath: STR) -> LIST => select_nodes, (xpath: STR, nsmgr: MANAGER) -> LIST => select_nodes),
    method!("SelectSingleNode", (xpath: STR) -> NODE_SIG => select_single, (xpath: STR, nsmgr: MANAGER) -> NODE_SIG => select_single),
    method!("Supports", (feature: STR, version: STR) -> BOOL => |c| Ok(Value::Bool(c.text(0).eq_ignore_ascii_case("xml") && matches!(&*c.text(1), "" | "1.0" | "2.0")))),
    method!("WriteTo", (w: OBJ) -> VOID => |c| { let text = write::outer(&this(c)?.node); write_raw(c, &text) }),
    method!("WriteContentTo", (w: OBJ) -> VOID => |c| { let text = write::inner(&this(c)?.node); write_raw(c, &text) }),
    method!("ToString", () -> STR => |c| Ok(Value::from(this(c)?.node.local_name()))),
];

/// `XmlDocument`
pub static DOCUMENT: &[Member] = &[
    constructors!(() -> THIS => |_| Ok(Xml::root(&super::Node::new(Kind::Document, "", "")))),
    get!("DocumentElement", ELEMENT_SIG => |c| first_child(c, Kind::Element)),
    get!("DocumentType", OBJ => |c| first_child(c, Kind::DocumentType)),
    get!("Implementation", OBJ => |_| Ok(super::names::implementation())),
    get!("Schemas", OBJ => |_| Ok(super::names::schemas())),
    get!("NameTable", OBJ => |_| Ok(super::names::name_table())),
    property!("PreserveWhitespace", BOOL => |c| Ok(Value::Bool(this(c)?.node.preserve.get())), |c| { this(c)?.node.preserve.set(c.flag(0)); Ok(Value::Null) }),
    property!("XmlResolver", OBJ => |_| Ok(Value::Null), |_| Ok(Value::Null)),
    method!("CreateAttribute", (name: STR) -> ATTRIBUTE_SIG => |c| create_named(c, Kind::Attribute), (qualifiedName: STR, namespaceURI: STR) -> ATTRIBUTE_SIG => |c| create_named(c, Kind::Attribute), (prefix: STR, localName: STR, namespaceURI: STR) -> ATTRIBUTE_SIG => |c| create_named(c, Kind::Attribute)),
    method!("CreateElement", (name: STR) -> ELEMENT_SIG => |c| create_named(c, Kind::Element), (qualifiedName: STR, namespaceURI: STR) -> ELEMENT_SIG => |c| create_named(c, Kind::Element), (prefix: STR, localName: STR, namespaceURI: STR) -> ELEMENT_SIG => |c| create_named(c, Kind::Element)),
    method!("CreateCDataSection", (data: STR) -> NODE_SIG => |c| create(c, Kind::CData, "", 0)),
    method!("CreateComment", (data: STR) -> NODE_SIG => |c| create(c, Kind::Comment, "", 0)),
    method!("CreateDocumentFragment", () -> NODE_SIG => |c| create(c, Kind::Fragment, "", 9)),
    method!("CreateDocumentType", (name: STR, publicId: STR, systemId: STR, internalSubset: STR) -> NODE_SIG => create_document_type),
    method!("CreateEntityReference", (name: STR) -> NODE_SIG => |c| { let name = c.text(0); create(c, Kind::EntityReference, &name, 9) }),
    method!("CreateNode", (type_: KIND, name: STR, namespaceURI: STR) -> NODE_SIG => create_node, (nodeTypeString: STR, name: STR, namespaceURI: STR) -> NODE_SIG => create_node, (type_: KIND, prefix: STR, name: STR, namespaceURI: STR) -> NODE_SIG => create_node),
    method!("CreateProcessingInstruction", (target: STR, data: STR) -> NODE_SIG => create_instruction),
    method!("CreateSignificantWhitespace", (text: STR) -> NODE_SIG => |c| create_white(c, Kind::SignificantWhitespace)),
    method!("CreateTextNode", (text: STR) -> NODE_SIG => |c| create(c, Kind::Text, "", 0)),
    method!("CreateWhitespace", (text: STR) -> NODE_SIG => |c| create_white(c, Kind::Whitespace)),
    method!("CreateXmlDeclaration", (version: STR, encoding: STR, standalone: STR) -> NODE_SIG => create_declaration),
    method!("GetElementById", (elementId: STR) -> ELEMENT_SIG => |_| Ok(Value::Null)),
    method!("GetElementsByTagName", (name: STR) -> LIST => by_tag_name, (localName: STR, namespaceURI: STR) -> LIST => by_tag_name),
    method!("ImportNode", (node: NODE_SIG, deep: BOOL) -> NODE_SIG => import),
    method!("Load", (filename: STR) -> VOID => load, (inStream: STREAM) -> VOID => load, (txtReader: READER) -> VOID => load),
    method!("LoadXml", (xml: STR) -> VOID => load_xml),
    method!("Save", (filename: STR) -> VOID => save, (outStream: STREAM) -> VOID => save, (writer: WRITER) -> VOID => save, (w: XML_WRITER) -> VOID => save_to_writer),
];

static ELEMENT_MEMBERS: &[Member] = &[
    get!("IsEmpty", BOOL => |c| { let own = this(c)?; let none = own.node.children.borrow().is_empty(); Ok(Value::Bool(none && own.node.is_empty.get())) }),
    get!("HasAttributes", BOOL => |c| { let any = !this(c)?.node.attributes.borrow().is_empty(); Ok(Value::Bool(any)) }),
    method!("GetAttribute", (name: STR) -> STR => |c| Ok(found_attribute(c)?.map_or_else(|| Value::from(""), |found| Value::Str(found.value.borrow().clone()))), (localName: STR, namespaceURI: STR) -> STR => |c| Ok(found_attribute(c)?.map_or_else(|| Value::from(""), |found| Value::Str(found.value.borrow().clone())))),
    method!("GetAttributeNode", (name: STR) -> ATTRIBUTE_SIG => |c| { let found = found_attribute(c)?; Ok(this(c)?.maybe(found)) }, (localName: STR, namespaceURI: STR) -> ATTRIBUTE_SIG => |c| { let found = found_attribute(c)?; Ok(this(c)?.maybe(found)) }),
    method!("HasAttribute", (name: STR) -> BOOL => |c| Ok(Value::Bool(found_attribute(c)?.is_some())), (localName: STR, namespaceURI: STR) -> BOOL => |c| Ok(Value::Bool(found_attribute(c)?.is_some()))),
    method!("RemoveAttribute", (name: STR) -> VOID => |c| { remove_attribute(c)?; Ok(Value::Null) }, (localName: STR, namespaceURI: STR) -> VOID => |c| { remove_attribute(c)?; Ok(Value::Null) }),
    method!("RemoveAttributeAt", (i: INT) -> NODE_SIG => remove_attribute_at),
    method!("RemoveAttributeNode", (oldAttr: ATTRIBUTE_SIG) -> ATTRIBUTE_SIG => remove_attribute_node, (localName: STR, namespaceURI: STR) -> ATTRIBUTE_SIG => remove_attribute),
    method!("RemoveAllAttributes", () -> VOID => |c| { this(c)?.node.attributes.borrow_mut().clear(); Ok(Value::Null) }),
    method!("SetAttribute", (name: STR, value: STR) -> VOID => set_attribute, (localName: STR, namespaceURI: STR, value: STR) -> STR => set_attribute),
    method!("SetAttributeNode", (newAttr: ATTRIBUTE_SIG) -> ATTRIBUTE_SIG => set_attribute_node, (localName: STR, namespaceURI: STR) -> ATTRIBUTE_SIG => new_attribute_node),
    method!("GetElementsByTagName", (name: STR) -> LIST => by_tag_name, (localName: STR, namespaceURI: STR) -> LIST => by_tag_name),
];

static ATTRIBUTE_MEMBERS: &[Member] = &[
    get!("OwnerElement", ELEMENT_SIG => |c| { let own = this(c)?; Ok(own.maybe(own.node.parent())) }),
    get!("Specified", BOOL => |_| Ok(Value::Bool(true))),
];

static DATA_MEMBERS: &[Member] = &[
    property!("Data", STR => value, set_value),
    get!("Length", INT => |c| Ok(Value::Int(this(c)?.node.value.borrow().utf16_len() as i32))),
    method!("AppendData", (strData: STR) -> VOID => |c| { let own = this(c)?; let text = format!("{}{}", own.node.value.borrow(), c.text(0)); *own.node.value.borrow_mut() = text.into(); Ok(Value::Null) }),
];

static DECLARATION_MEMBERS: &[Member] = &[
    get!("Version", STR => |c| declared(c, "version")),
    property!("Encoding", STR => |c| declared(c, "encoding"), |c| set_declared(c, "encoding")),
    property!("Standalone", STR => |c| declared(c, "standalone"), |c| set_declared(c, "standalone")),
];

static INSTRUCTION_MEMBERS: &[Member] = &[
    get!("Target", STR => |c| Ok(Value::Str(Str::from(this(c)?.node.full_name())))),
    property!("Data", STR => value, set_value),
];
