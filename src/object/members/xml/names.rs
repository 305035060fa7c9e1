//! `XmlNamespaceManager`, name tables, and the little that scripts want of a navigator.

use super::Xml;
use super::select::{self, Answer, Prefixes};
use crate::members::table::*;
use crate::types::{self, Call, Member, Type, TypeInfo};
use crate::{Native, Result, Str, Value};
use std::cell::RefCell;
use std::rc::Rc;

/// `XmlNamespaceManager`
struct Manager(RefCell<Prefixes>);

/// An object without content of that type.
struct Plain(&'static TypeInfo);

struct Navigator(Rc<Xml>);

/// `XmlNamespaceManager`
pub static NAMESPACE_MANAGER: TypeInfo =
    TypeInfo::class("System.Xml.XmlNamespaceManager", &types::OBJECT).members(|| MANAGER);
/// `NameTable`
pub static NAME_TABLE: TypeInfo =
    TypeInfo::class("System.Xml.NameTable", &types::OBJECT).members(|| TABLE);
/// `XmlImplementation`
pub static IMPLEMENTATION: TypeInfo =
    TypeInfo::class("System.Xml.XmlImplementation", &types::OBJECT);
/// `XmlSchemaInfo`
pub static SCHEMA_INFO: TypeInfo =
    TypeInfo::class("System.Xml.Schema.XmlSchemaInfo", &types::OBJECT);
/// `XmlSchemaSet`
pub static SCHEMA_SET: TypeInfo = TypeInfo::class("System.Xml.Schema.XmlSchemaSet", &types::OBJECT);
/// `XPathNavigator`
pub static NAVIGATOR: TypeInfo = TypeInfo::class("System.Xml.XPath.XPathNavigator", &types::OBJECT)
    .members(|| NAVIGATOR_MEMBERS);

impl Native for Manager {
    fn get_type(&self) -> Type {
        Type::Known(&NAMESPACE_MANAGER)
    }
}

impl Native for Plain {
    fn get_type(&self) -> Type {
        Type::Known(self.0)
    }
}

impl Native for Navigator {
    fn get_type(&self) -> Type {
        Type::Known(&NAVIGATOR)
    }
}

static MANAGER: &[Member] = &[
    constructors!((nameTable: OBJ) -> THIS => |_| Ok(Value::native(Manager(RefCell::default())))),
    get!("DefaultNamespace", STR => |c| Ok(Value::from(lookup(c, "").unwrap_or_default()))),
    method!("AddNamespace", (prefix: STR, uri: STR) -> VOID => |c| {
        if let Some(own) = c.this.as_native::<Manager>() {
            own.0.borrow_mut().insert(c.text(0).to_string(), c.text(1).to_string());
        }
        Ok(Value::Null)
    }),
    method!("RemoveNamespace", (prefix: STR, uri: STR) -> VOID => |c| {
        if let Some(own) = c.this.as_native::<Manager>() {
            own.0.borrow_mut().remove(&*c.text(0));
        }
        Ok(Value::Null)
    }),
    method!("HasNamespace", (prefix: STR) -> BOOL => |c| Ok(Value::Bool(lookup(c, &c.text(0)).is_some()))),
    method!("LookupNamespace", (prefix: STR) -> STR => |c| Ok(lookup(c, &c.text(0)).map(Str::from).into())),
];

static TABLE: &[Member] = &[constructors!(() -> THIS => |_| Ok(name_table()))];

static NAVIGATOR_MEMBERS: &[Member] = &[
    method!("Evaluate", (xpath: STR) -> OBJ => evaluate, (xpath: STR, resolver: OBJ) -> OBJ => evaluate),
    get!("Value", STR => |c| Ok(c.this.as_native::<Navigator>().map(|own| Str::from(own.0.node.inner_text())).into())),
    get!("Name", STR => |c| Ok(c.this.as_native::<Navigator>().map(|own| Str::from(own.0.node.full_name())).into())),
    get!("UnderlyingObject", OBJ => |c| Ok(c.this.as_native::<Navigator>().map(|own| own.0.near(&own.0.node)).unwrap_or_default())),
];

fn lookup(c: &Call<'_>, prefix: &str) -> Option<String> {
    c.this
        .as_native::<Manager>()?
        .0
        .borrow()
        .get(prefix)
        .cloned()
}

fn evaluate(c: &mut Call<'_>) -> Result<Value> {
    let Some(own) = c.this.as_native::<Navigator>() else {
        return Ok(Value::Null);
    };
    Ok(
        match select::evaluate(&c.text(0), &own.0.node, &prefixes_of(c.arg(1)))? {
            Answer::Nodes(nodes) => {
                Value::array(nodes.iter().map(|node| own.0.near(node)).collect())
            }
            Answer::Text(text) => Value::from(text),
            Answer::Number(number) => Value::Double(number),
            Answer::Bool(answer) => Value::Bool(answer),
        },
    )
}

/// The prefixes of a manager; none where the value is null.
pub fn prefixes_of(manager: &Value) -> Prefixes {
    manager
        .as_native::<Manager>()
        .map(|own| own.0.borrow().clone())
        .unwrap_or_default()
}

/// A manager of these prefixes, as `Select-Xml -Namespace` makes it.
pub fn manager(prefixes: Prefixes) -> Value {
    Value::native(Manager(RefCell::new(prefixes)))
}

pub(super) fn name_table() -> Value {
    Value::native(Plain(&NAME_TABLE))
}

pub(super) fn schema_info() -> Value {
    Value::native(Plain(&SCHEMA_INFO))
}

pub(super) fn schemas() -> Value {
    Value::native(Plain(&SCHEMA_SET))
}

pub(super) fn implementation() -> Value {
    Value::native(Plain(&IMPLEMENTATION))
}

pub(super) fn navigator(own: &Rc<Xml>) -> Value {
    Value::native(Navigator(Rc::clone(own)))
}
