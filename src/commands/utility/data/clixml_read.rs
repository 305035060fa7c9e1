//! CLI XML to values. Objects come back as what they were where that is a plain type, and as their properties otherwise.

use engine::Engine;
use object::date::{DateTime, DateTimeKind, TimeSpan};
use object::members::xml::node::{Kind, Node};
use object::members::xml::{Xml, load};
use object::record::{self, Object, Shape, SlotKind};
use object::{
    Array, Dict, Elements, Extended, Fault, KeyCase, List, Order, Result, Str, Symbol, Type, Value,
    convert, members, types,
};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Reads all objects of a text.
///
/// # Errors
/// It is no CLI XML.
pub fn read(engine: &mut Engine, text: &str) -> Result<Vec<Value>> {
    let bad =
        |what: String| Fault::new(&members::exceptions::XML, what).id("System.Xml.XmlException");
    let document = load(text).map_err(|stop| match &*stop {
        object::Interrupt::Error(record) => bad(record.exception_message().to_string()).into(),
        _ => stop,
    })?;
    let root = document.as_native::<Xml>().map(|own| Rc::clone(&own.node));
    let root = root.and_then(|root| elements(&root).into_iter().next());
    let Some(root) = root.filter(|root| root.local_name() == "Objs") else {
        return bad("Element 'Objs' with namespace name 'http://schemas.microsoft.com/powershell/2004/04' was not found.".to_string()).raise();
    };
    let mut reader = Reader::default();
    elements(&root)
        .iter()
        .map(|node| reader.value(engine, node))
        .collect()
}

#[derive(Default)]
struct Reader {
    types: BTreeMap<String, Vec<Str>>,
    objects: BTreeMap<String, Value>,
}

fn elements(node: &Rc<Node>) -> Vec<Rc<Node>> {
    node.children
        .borrow()
        .iter()
        .filter(|child| child.kind == Kind::Element)
        .cloned()
        .collect()
}

fn attribute(node: &Node, name: &str) -> Option<String> {
    node.attribute(name)
        .map(|found| found.value.borrow().to_string())
}

fn name_of(node: &Node) -> Str {
    Str::from(decode(&attribute(node, "N").unwrap_or_default()))
}

impl Reader {
    fn value(&mut self, engine: &mut Engine, node: &Rc<Node>) -> Result<Value> {
        match node.local_name() {
            "Obj" => self.object(engine, node),
            "Ref" => Ok(attribute(node, "RefId")
                .and_then(|id| self.objects.get(&id).cloned())
                .unwrap_or_default()),
            tag => plain(engine, tag, node),
        }
    }

    fn object(&mut self, engine: &mut Engine, node: &Rc<Node>) -> Result<Value> {
        let mut names: Vec<Str> = Vec::new();
        let (mut base, mut text) = (None, None);
        let (mut properties, mut notes) = (Vec::new(), Vec::new());
        for child in elements(node) {
            match child.local_name() {
                "TN" => {
                    names = elements(&child)
                        .iter()
                        .map(|name| Str::from(decode(&name.inner_text())))
                        .collect();
                    self.types.insert(
                        attribute(&child, "RefId").unwrap_or_default(),
                        names.clone(),
                    );
                }
                "TNRef" => {
                    names = attribute(&child, "RefId")
                        .and_then(|id| self.types.get(&id).cloned())
                        .unwrap_or_default()
                }
                "ToString" => text = Some(decode(&child.inner_text())),
                "Props" => properties = self.members(engine, &child)?,
                "MS" => notes = self.members(engine, &child)?,
                "DCT" => base = Some(self.dictionary(engine, &child, &names)?),
                "LST" | "IE" | "QUE" | "STK" => {
                    let items = elements(&child)
                        .iter()
                        .map(|item| self.value(engine, item))
                        .collect::<Result<Vec<Value>>>()?;
                    base = Some(Value::List(List::new(
                        Type::Known(&types::ARRAY_LIST),
                        Type::Known(&types::OBJECT),
                        items,
                    )));
                }
                tag => base = Some(plain(engine, tag, &child)?),
            }
        }
        let value = assemble(base, text, properties, notes, names);
        if let Some(id) = attribute(node, "RefId") {
            self.objects.insert(id, value.clone());
        }
        Ok(value)
    }

    fn members(&mut self, engine: &mut Engine, node: &Rc<Node>) -> Result<Vec<(Str, Value)>> {
        elements(node)
            .iter()
            .map(|member| Ok((name_of(member), self.value(engine, member)?)))
            .collect()
    }

    fn dictionary(&mut self, engine: &mut Engine, node: &Rc<Node>, names: &[Str]) -> Result<Value> {
        let ordered = names
            .first()
            .is_some_and(|name| name.contains("OrderedDictionary"));
        let (kind, order) = if ordered {
            (&types::ORDERED_DICTIONARY, Order::Inserted)
        } else {
            (&types::HASHTABLE, Order::Any)
        };
        let dict = Dict::new(Type::Known(kind), KeyCase::Ignore, order);
        for entry in elements(node) {
            let (mut key, mut value) = (Value::Null, Value::Null);
            for part in elements(&entry) {
                let content = self.value(engine, &part)?;
                if &*name_of(&part) == "Key" {
                    key = content
                } else {
                    value = content
                }
            }
            if !key.is_null() {
                dict.insert(key, value);
            }
        }
        Ok(Value::Dict(Rc::new(dict)))
    }
}

/// The object of its parts, under names that tell that it was elsewhere.
fn assemble(
    base: Option<Value>,
    text: Option<String>,
    properties: Vec<(Str, Value)>,
    notes: Vec<(Str, Value)>,
    names: Vec<Str>,
) -> Value {
    let deserialized: Vec<Str> = names
        .iter()
        .map(|name| Str::from(format!("Deserialized.{name}")))
        .collect();
    if let Some(base) = base {
        let is_collection = matches!(base, Value::List(_) | Value::Dict(_));
        if notes.is_empty() && properties.is_empty() && (is_collection || names.is_empty()) {
            return base;
        }
        let extended = Extended::new(base);
        if !deserialized.is_empty() {
            extended.members.set_type_names(deserialized);
        }
        for (name, value) in properties.into_iter().chain(notes) {
            if extended.members.find(Symbol::of(&name)).is_none() {
                extended.members.add(&name, SlotKind::Note, value);
            }
        }
        return Value::Extended(extended);
    }
    let is_custom = names.iter().any(|name| name.ends_with("PSCustomObject"));
    let root = if is_custom || names.is_empty() {
        Shape::custom()
    } else {
        Shape::root(Type::Known(&types::PSOBJECT))
    };
    let object = Object::new(
        if deserialized.is_empty() {
            root
        } else {
            root.renamed(deserialized)
        },
        Vec::new(),
    );
    for (name, value) in properties {
        if object.find(Symbol::of(&name)).is_none() {
            object.add(&name, SlotKind::Property, value);
        }
    }
    for (name, value) in notes {
        object.set_or_add(&name, value);
    }
    if let Some(text) = text {
        object.add(
            &Str::from(record::KEPT_TEXT),
            SlotKind::Hidden,
            Value::from(text),
        );
    }
    Value::Object(object)
}

/// A value that has a tag of its own.
fn plain(engine: &mut Engine, tag: &str, node: &Rc<Node>) -> Result<Value> {
    let text = node.inner_text();
    let kind: &'static object::TypeInfo = match tag {
        "Nil" => return Ok(Value::Null),
        "S" => return Ok(Value::from(decode(&text))),
        "SBK" => {
            let source = decode(&text);
            return Ok(Value::from(source));
        }
        "C" => return Ok(text.trim().parse::<u16>().map_or(Value::Null, Value::Char)),
        "B" => return Ok(Value::Bool(text.trim() == "true")),
        "TS" => return Ok(span(text.trim()).map_or(Value::Null, Value::TimeSpan)),
        "DT" => return Ok(date(engine, text.trim())),
        "BA" => {
            let bytes = object::members::base64::decode(text.trim()).unwrap_or_default();
            return Ok(Value::Array(Array::with(
                Type::Known(&types::BYTE),
                Elements::Byte(bytes),
            )));
        }
        "XD" => return load(&decode(&text)),
        "I32" => &types::INT32,
        "I64" => &types::INT64,
        "By" => &types::BYTE,
        "SB" => &types::SBYTE,
        "I16" => &types::INT16,
        "U16" => &types::UINT16,
        "U32" => &types::UINT32,
        "U64" => &types::UINT64,
        "Db" => &types::DOUBLE,
        "Sg" => &types::SINGLE,
        "D" => &types::DECIMAL,
        "G" => &types::GUID,
        "URI" => &members::uri::URI,
        "Version" => &members::version::VERSION,
        _ => return Ok(Value::from(decode(&text))),
    };
    let text = text.replace("INF", "Infinity");
    convert::to(engine, &Value::from(decode(&text)), &Type::Known(kind))
}

fn date(engine: &mut Engine, text: &str) -> Value {
    let kind = Type::Known(&types::DATE_TIME);
    match convert::to(engine, &Value::from(text), &kind) {
        Ok(Value::DateTime(date)) if text.ends_with('Z') => {
            let zone = object::date::Zone::local();
            Value::DateTime(if date.kind() == DateTimeKind::Utc {
                date
            } else {
                DateTime::to_universal(date, &zone)
            })
        }
        Ok(value) => value,
        Err(_) => Value::from(text),
    }
}

/// A span in ISO's form.
fn span(text: &str) -> Option<TimeSpan> {
    let (negative, rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (days, time) = rest
        .strip_prefix('P')?
        .split_once('T')
        .unwrap_or((rest.strip_prefix('P')?, ""));
    let mut ticks: i64 = 0;
    let mut number = String::new();
    for c in days.chars().chain(time.chars()) {
        let unit: i64 = match c {
            '0'..='9' | '.' => {
                number.push(c);
                continue;
            }
            'D' => 864_000_000_000,
            'H' => 36_000_000_000,
            'M' => 600_000_000,
            'S' => 10_000_000,
            _ => return None,
        };
        let (whole, fraction) = number.split_once('.').unwrap_or((&number, ""));
        ticks = ticks.checked_add(whole.parse::<i64>().ok()?.checked_mul(unit)?)?;
        if !fraction.is_empty() {
            let digits: String = format!("{fraction:0<7}").chars().take(7).collect();
            ticks = ticks.checked_add(digits.parse::<i64>().ok()?)?;
        }
        number.clear();
    }
    Some(TimeSpan::from_ticks(if negative { -ticks } else { ticks }))
}

/// A text without the escapes `_x000A_`.
fn decode(text: &str) -> String {
    if !text.contains("_x") {
        return text.to_string();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        out.push_str(&rest[..at]);
        let code = rest
            .get(at + 2..at + 6)
            .and_then(|digits| u32::from_str_radix(digits, 16).ok())
            .and_then(char::from_u32);
        match code.filter(|_| rest.get(at + 6..at + 7) == Some("_")) {
            Some(c) => {
                out.push(c);
                rest = &rest[at + 7..];
            }
            None => {
                out.push_str("_x");
                rest = &rest[at + 2..];
            }
        }
    }
    out.push_str(rest);
    out
}
