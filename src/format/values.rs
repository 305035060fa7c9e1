//! What this room asks of objects: their properties in PowerShell's order, the value of one, their text.
//!
//! The order differs by question. A pattern (`Format-List *`) sees what was added to an object first, as `PSObject.Properties`
//! does; an object shown without any says all that .NET declares first.

use crate::order;
use object::members;
use object::members::method::MethodGroup;
use object::record::{Object, Shape, SlotKind};
use object::types::{self, MemberKind};
use object::{ErrorRecord, Host, Interrupt, Result, Str, Symbol, Type, Value, convert};
use std::rc::Rc;

/// A property of an object, by name.
pub struct Named {
    /// Its name as the object has it.
    pub name: Str,
    /// It was added to the object, or to its type, rather than declared by .NET.
    pub added: bool,
}

/// The properties of an object, added ones first.
pub fn properties(value: &Value) -> Vec<Named> {
    let mut all = Vec::new();
    let mut declared = Vec::new();
    if let Value::Dict(dict) = value.base() {
        all.extend(
            dict.keys()
                .iter()
                .filter_map(|key| key.as_str())
                .map(|name| Named {
                    name: name.clone(),
                    added: true,
                }),
        );
    }
    for (slot, _) in slots(value)
        .map(|object| object.entries())
        .unwrap_or_default()
    {
        match slot.kind {
            SlotKind::Note | SlotKind::Alias | SlotKind::Script | SlotKind::Code => {
                all.push(Named {
                    name: slot.name,
                    added: true,
                })
            }
            SlotKind::Property | SlotKind::ReadOnly | SlotKind::Computed => declared.push(Named {
                name: slot.name,
                added: false,
            }),
            SlotKind::Hidden | SlotKind::Method | SlotKind::Set | SlotKind::MemberSet => {}
        }
    }
    for member in members::type_data::all_of(value) {
        if matches!(
            member.kind,
            SlotKind::Note | SlotKind::Alias | SlotKind::Script | SlotKind::Code
        ) {
            all.push(Named {
                name: member.name,
                added: true,
            });
        }
    }
    for name in adapted(value) {
        all.push(Named { name, added: true });
    }
    for named in table_properties(&value.base().get_type()) {
        if named.added {
            all.push(named)
        } else {
            declared.push(named)
        }
    }
    all.extend(declared);
    let mut seen = Vec::with_capacity(all.len());
    all.retain(|named| {
        let symbol = Symbol::of(&named.name);
        let new = !seen.contains(&symbol);
        seen.push(symbol);
        new
    });
    all
}

/// The properties that an adapter shows of an object: children and attributes of XML.
fn adapted(value: &Value) -> Vec<Str> {
    match value.base() {
        Value::Native(object) if object.is_adapted() => object.property_names(),
        _ => Vec::new(),
    }
}

fn is_adapted(value: &Value) -> bool {
    matches!(value.base(), Value::Native(object) if object.is_adapted())
}

/// The names of all properties, those that .NET declares first; of an adapted object, what the adapter shows.
pub fn declared_first(value: &Value) -> Vec<Str> {
    let shown = adapted(value);
    if !shown.is_empty() {
        return shown;
    }
    let (added, declared): (Vec<Named>, Vec<Named>) =
        properties(value).into_iter().partition(|named| named.added);
    declared
        .into_iter()
        .chain(added)
        .map(|named| named.name)
        .collect()
}

/// Whether an object has any property.
pub fn has_properties(value: &Value) -> bool {
    !properties(value).is_empty()
}

/// The properties of a .NET type: its own in the order of declaration, then those of its bases.
fn table_properties(kind: &Type) -> Vec<Named> {
    let mut found: Vec<Named> = Vec::new();
    let mut add = |name: &'static str| {
        if !found.iter().any(|own| own.name.eq_ignore_ascii_case(name)) {
            let added = !matches!(kind, Type::Array(_))
                && members::display::type_data_kind(kind, name).is_some();
            found.push(Named {
                name: name.into(),
                added,
            });
        }
    };
    let mut info = kind.info();
    while let Some(table) = info {
        let declared = order::declared(table.name)
            .iter()
            .filter_map(|name| members::find(kind, name, false));
        let own = declared.chain(table.own_members());
        own.filter(|member| {
            !member.is_static && matches!(member.kind, MemberKind::Property { .. })
        })
        .for_each(|member| add(member.name));
        info = table.base;
    }
    found
}

/// The slots that an object has, or that were added to it.
pub fn slots(value: &Value) -> Option<&Rc<Object>> {
    match value {
        Value::Object(object) => Some(object),
        Value::Extended(extended) => Some(&extended.members),
        _ => None,
    }
}

/// A property site: finds the property of a name in many objects, quickly where they are alike.
pub struct Accessor {
    /// The name.
    pub name: Str,
    symbol: Symbol,
    slot: Option<(Rc<Shape>, usize)>,
}

impl Accessor {
    /// The site of that name.
    pub fn new(name: &Str) -> Accessor {
        Accessor {
            name: name.clone(),
            symbol: Symbol::of(name),
            slot: None,
        }
    }

    /// The value of the property; none where the object has none.
    pub fn get(&mut self, host: &mut dyn Host, item: &Value) -> Result<Option<Value>> {
        if let Value::Object(object) = item {
            if let Some((shape, index)) = &self.slot
                && let Some(value) = object.cached(shape, *index)
            {
                return Ok(Some(value));
            }
            if let Some((index, SlotKind::Note | SlotKind::Property | SlotKind::ReadOnly)) =
                object.find(self.symbol)
            {
                self.slot = Some((object.shape(), index));
                return Ok(Some(object.slot(index)));
            }
        }
        get(host, item, &self.name)
    }
}

/// The value of a property; none where there is none of that name. Methods are no properties.
pub fn get(host: &mut dyn Host, item: &Value, name: &str) -> Result<Option<Value>> {
    let value = members::get(host, item, name)?;
    Ok(value.filter(|value| value.as_native::<MethodGroup>().is_none()))
}

/// What a collection holds, dictionaries their entries; none where the value is one object.
pub fn elements(value: &Value) -> Result<Option<Vec<Value>>> {
    match value.base() {
        Value::Array(array) => Ok(Some(array.to_vec())),
        Value::List(list) => Ok(Some(list.to_vec())),
        Value::Dict(dict) => Ok(Some(members::dict::entries(dict))),
        Value::Native(object) => object.enumerate().transpose(),
        Value::Object(_) => convert::enumerate(value).transpose(),
        _ => Ok(None),
    }
}

/// `PSObject.ToString()`: collections as their elements, the rest as `ToString()` answers.
pub fn object_text(host: &mut dyn Host, value: &Value) -> Result<Str> {
    if let Value::Extended(extended) = value
        && let Some(text) = extended.text()
    {
        return Ok(text.clone());
    }
    match value.base() {
        Value::Array(_) | Value::List(_) => convert::to_text(host, value),
        // PowerShell writes fractions with fifteen digits where .NET writes all that are needed; only infinity has a sign of its own.
        Value::Double(x) if x.is_infinite() => Ok(Str::from(if *x > 0.0 { "∞" } else { "-∞" })),
        Value::Single(x) if x.is_infinite() => Ok(Str::from(if *x > 0.0 { "∞" } else { "-∞" })),
        Value::Double(_) | Value::Single(_) => convert::to_text(host, value),
        Value::Object(object) if object.get_type().is(&types::PSCUSTOMOBJECT) => {
            convert::to_text(host, value)
        }
        _ if is_adapted(value) => {
            let text = members::invoke(host, value, "ToString", &[])?;
            convert::to_text(host, &text)
        }
        _ => convert::to_string_method(host, value),
    }
}

/// Whether an object's own type says what its `ToString()` answers, and not only a base of it.
pub fn has_own_text(value: &Value) -> bool {
    match &*value.base().get_type().full_name() {
        "System.Text.RegularExpressions.Match" | "System.Text.RegularExpressions.Group" => false,
        "System.IO.FileInfo" | "System.IO.DirectoryInfo" => false,
        "System.Exception" | "System.IO.FileNotFoundException" => true,
        _ => value.as_native::<object::Exception>().is_none(),
    }
}

/// The value through a format string: `{0:N2}` formats it inside a text, `N2` is an argument of its `ToString`.
pub fn formatted(host: &mut dyn Host, value: &Value, format: &Str) -> Result<Str> {
    let result = if format.contains("{0") || format.contains('}') {
        members::invoke_static(
            host,
            &Type::Known(&types::STRING),
            "Format",
            &[Value::Str(format.clone()), value.clone()],
        )?
    } else {
        members::invoke(host, value, "ToString", &[Value::Str(format.clone())])?
    };
    convert::to_text(host, &result)
}

/// An error apart from what merely leaves the computation, which goes on its way out.
pub fn tame<T>(result: Result<T>) -> Result<std::result::Result<T, Rc<ErrorRecord>>> {
    match result {
        Ok(value) => Ok(Ok(value)),
        Err(interrupt) => match *interrupt {
            Interrupt::Error(record) => Ok(Err(record)),
            other => Err(Box::new(other)),
        },
    }
}

/// The first type name of an object.
pub fn type_name(value: &Value) -> Str {
    match value {
        Value::Object(object) if object.shape_ref().type_names.is_empty() => {
            object.get_type().full_name().into()
        }
        Value::Object(_) | Value::Extended(_) => {
            value.type_names().into_iter().next().unwrap_or_default()
        }
        other => other.get_type().full_name().into(),
    }
}
