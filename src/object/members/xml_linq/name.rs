//! `XName`, `XNamespace`.

use crate::members::args::{argument, argument_null};
use crate::members::table::*;
use crate::members::xml::node::{Kind, Node};
use crate::types::{self, Call, Member, Sig, Type, TypeInfo};
use crate::{Native, Result, Str, Value};
use std::rc::Rc;

/// `XName`
pub static NAME: TypeInfo =
    TypeInfo::class("System.Xml.Linq.XName", &types::OBJECT).members(|| NAME_MEMBERS);
/// `XNamespace`
pub static NAMESPACE: TypeInfo =
    TypeInfo::class("System.Xml.Linq.XNamespace", &types::OBJECT).members(|| NAMESPACE_MEMBERS);

/// A name with the namespace that it stands in.
#[derive(Clone, PartialEq, Eq)]
pub struct Name {
    /// Empty for none.
    pub namespace: Str,
    /// Without prefix.
    pub local: Str,
}

/// A namespace.
pub struct Namespace(pub Str);

impl Native for Name {
    fn get_type(&self) -> Type {
        Type::Known(&NAME)
    }

    fn to_text(&self) -> Str {
        match self.namespace.is_empty() {
            true => self.local.clone(),
            false => Str::from(format!("{{{}}}{}", self.namespace, self.local)),
        }
    }

    fn equals(&self, other: &Value) -> bool {
        other.as_native::<Name>().is_some_and(|other| other == self)
    }
}

impl Native for Namespace {
    fn get_type(&self) -> Type {
        Type::Known(&NAMESPACE)
    }

    fn to_text(&self) -> Str {
        self.0.clone()
    }

    fn equals(&self, other: &Value) -> bool {
        other
            .as_native::<Namespace>()
            .is_some_and(|other| other.0 == self.0)
    }
}

/// The name of an element or attribute.
pub fn of(node: &Node) -> Name {
    Name {
        namespace: node.namespace.borrow().clone(),
        local: Str::from(node.local_name()),
    }
}

/// The name that an argument means: an `XName`, or a text in which `{...}` is the namespace.
pub fn argument_name(c: &mut Call<'_>, n: usize) -> Result<Name> {
    let value = c.arg(n).clone();
    if let Some(name) = value.as_native::<Name>() {
        return Ok(name.clone());
    }
    if value.is_null() {
        return argument_null("name").raise();
    }
    let text = crate::convert::to_text(c.host, &value)?;
    let name = match text.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
        Some((namespace, local)) => Name {
            namespace: namespace.into(),
            local: local.into(),
        },
        None => Name {
            namespace: Str::default(),
            local: text.clone(),
        },
    };
    if name.local.is_empty() {
        return argument(&format!("'{text}' is an invalid expanded name."), "").raise();
    }
    match name.local.chars().enumerate().find(|(at, c)| {
        !(c.is_alphabetic()
            || *c == '_'
            || *at > 0 && (c.is_alphanumeric() || matches!(c, '-' | '.' | '\u{b7}')))
    }) {
        Some((_, bad)) => {
            let what = format!(
                "The '{bad}' character, hexadecimal value 0x{:02X}, cannot be included in a name.",
                bad as u32
            );
            crate::Fault::new(&crate::members::exceptions::XML, what).raise()
        }
        None => Ok(name),
    }
}

/// A node of that name.
pub fn node(kind: Kind, name: &Name, value: &str) -> Rc<Node> {
    let node = Node::new(kind, &name.local, value);
    *node.namespace.borrow_mut() = name.namespace.clone();
    node
}

fn namespace(text: &str) -> Value {
    Value::native(Namespace(text.into()))
}

static NAME_MEMBERS: &[Member] = &[
    get!("LocalName", STR => |c| Ok(own(c).map(|name| name.local).into())),
    get!("Namespace", OBJ => |c| Ok(own(c).map(|name| namespace(&name.namespace)).unwrap_or_default())),
    get!("NamespaceName", STR => |c| Ok(own(c).map(|name| name.namespace).into())),
    static_method!("Get", (expandedName: OBJ) -> OBJ => |c| Ok(Value::native(argument_name(c, 0)?)),
        (localName: STR, namespaceName: STR) -> OBJ => |c| Ok(Value::native(Name { namespace: c.text(1), local: c.text(0) }))),
];

static NAMESPACE_MEMBERS: &[Member] = &[
    get!("NamespaceName", STR => |c| Ok(Value::Str(c.this.as_native::<Namespace>().map(|own| own.0.clone()).unwrap_or_default()))),
    static_get!("None", OBJ => |_| Ok(namespace(""))),
    static_get!("Xml", OBJ => |_| Ok(namespace("http://www.w3.org/XML/1998/namespace"))),
    static_get!("Xmlns", OBJ => |_| Ok(namespace("http://www.w3.org/2000/xmlns/"))),
    static_method!("Get", (namespaceName: STR) -> OBJ => |c| Ok(namespace(&c.text(0)))),
    method!("GetName", (localName: STR) -> OBJ => |c| {
        let space = c.this.as_native::<Namespace>().map(|own| own.0.clone()).unwrap_or_default();
        Ok(Value::native(Name { namespace: space, local: c.text(0) }))
    }),
    static_method!("op_Addition", (ns: SPACE, localName: STR) -> OBJ => |c| {
        let space = c.arg(0).as_native::<Namespace>().map(|own| own.0.clone()).unwrap_or_default();
        Ok(Value::native(Name { namespace: space, local: c.text(1) }))
    }),
];

const SPACE: Sig = Sig::One(&NAMESPACE);

fn own(c: &Call<'_>) -> Option<Name> {
    c.this.as_native::<Name>().cloned()
}
