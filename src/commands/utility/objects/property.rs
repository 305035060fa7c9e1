//! Properties of any value: their names in PowerShell's order, and a site that reads one of them from many objects.
//!
//! The order is that of `PSObject.Properties`: what was added to the object or by type data first, then what .NET declares.

use engine::Engine;
use object::members::method::MethodGroup;
use object::record::{Object, Shape, SlotKind};
use object::types::MemberKind;
use object::{Interrupt, Result, Str, Symbol, Type, Value, members};
use std::rc::Rc;

/// The slots that an object has, or that were added to a value.
pub fn slots(value: &Value) -> Option<&Rc<Object>> {
    match value {
        Value::Object(object) => Some(object),
        Value::Extended(extended) => Some(&extended.members),
        _ => None,
    }
}

/// Whether a slot is a property.
fn is_property(kind: SlotKind) -> bool {
    !matches!(
        kind,
        SlotKind::Hidden | SlotKind::Method | SlotKind::Set | SlotKind::MemberSet
    )
}

/// The names of all properties of a value; of a dictionary, those of .NET, not its keys.
pub fn names(value: &Value) -> Vec<Str> {
    let mut all: Vec<Str> = Vec::new();
    if let Some(object) = slots(value) {
        let shape = object.shape_ref();
        all.extend(
            shape
                .slots()
                .iter()
                .filter(|slot| is_property(slot.kind))
                .map(|slot| slot.name.clone()),
        );
    }
    let base = value.base();
    if let Value::Native(object) = base {
        all.extend(object.property_names());
    }
    if !matches!(base, Value::Object(object) if object.get_type().is(&object::types::PSCUSTOMOBJECT))
    {
        let (added, declared) = declared(&base.get_type());
        for name in added.into_iter().chain(declared) {
            if !all.iter().any(|known| known.eq_ignore_ascii_case(&name)) {
                all.push(name);
            }
        }
    }
    all
}

/// The properties of a type: those that type data adds, and those that .NET declares.
fn declared(kind: &Type) -> (Vec<Str>, Vec<Str>) {
    let (mut added, mut own): (Vec<Str>, Vec<Str>) = Default::default();
    let mut info = kind.info();
    while let Some(table) = info {
        for member in table.own_members() {
            if member.is_static || !matches!(member.kind, MemberKind::Property { .. }) {
                continue;
            }
            let name = Str::from(member.name);
            if added.contains(&name) || own.contains(&name) {
                continue;
            }
            match members::display::type_data_kind(kind, member.name) {
                Some(_) => added.push(name),
                None => own.push(name),
            }
        }
        info = table.base;
    }
    if let Some(info) = kind.info()
        && let Some((_, order)) = DECLARED.iter().find(|(name, _)| *name == info.name)
    {
        let place = |name: &Str| {
            order
                .iter()
                .position(|known| **known == **name)
                .unwrap_or(order.len())
        };
        own.append(&mut added);
        own.sort_by_key(place);
    }
    if kind.info().is_some_and(|info| {
        info.name.starts_with("System.Tuple") || info.name.starts_with("System.ValueTuple")
    }) {
        // `ITuple.Length` is nobody's property but the interface's.
        own.retain(|name| &**name != "Length");
    }
    (added, own)
}

/// The order in which .NET declares the properties of types whose tables have them by name. What type data adds stands where
/// PowerShell puts it.
static DECLARED: &[(&str, &[&str])] = &[
    (
        "System.Array",
        &[
            "Length",
            "LongLength",
            "Rank",
            "SyncRoot",
            "IsReadOnly",
            "IsFixedSize",
            "IsSynchronized",
            "Count",
        ],
    ),
    (
        "System.DateOnly",
        &[
            "Year",
            "Month",
            "Day",
            "DayOfWeek",
            "DayOfYear",
            "DayNumber",
        ],
    ),
    (
        "System.Management.Automation.SemanticVersion",
        &["Major", "Minor", "Patch", "PreReleaseLabel", "BuildLabel"],
    ),
    (
        "System.TimeSpan",
        &[
            "Ticks",
            "Days",
            "Hours",
            "Milliseconds",
            "Microseconds",
            "Nanoseconds",
            "Minutes",
            "Seconds",
            "TotalDays",
            "TotalHours",
            "TotalMilliseconds",
            "TotalMicroseconds",
            "TotalNanoseconds",
            "TotalMinutes",
            "TotalSeconds",
        ],
    ),
    (
        "System.Version",
        &[
            "Major",
            "Minor",
            "Build",
            "Revision",
            "MajorRevision",
            "MinorRevision",
        ],
    ),
];

/// Whether the value is a dictionary.
pub fn is_dictionary(value: &Value) -> bool {
    matches!(value.base(), Value::Dict(_))
}

/// A property site: reads the property of one name from many objects, quickly where they are alike.
#[derive(Clone)]
pub struct Accessor {
    /// The name as it was asked for.
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

    /// The value of the property; `None` where the object has none of that name.
    pub fn get(&mut self, engine: &mut Engine, item: &Value) -> Result<Option<Value>> {
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
        get(engine, item, &self.name)
    }

    /// The same, where an error of the property's script means null.
    pub fn get_tamely(&mut self, engine: &mut Engine, item: &Value) -> Result<Option<Value>> {
        match self.get(engine, item) {
            Err(stop) if matches!(&*stop, Interrupt::Error(_)) => Ok(Some(Value::Null)),
            other => other,
        }
    }

    /// The name as the object spells it.
    pub fn spelling(&self, item: &Value) -> Str {
        spelling(item, &self.name)
    }
}

/// The value of a property; `None` where there is none of that name. Methods are no properties.
pub fn get(engine: &mut Engine, item: &Value, name: &str) -> Result<Option<Value>> {
    if item.is_null() {
        return Ok(None);
    }
    let value = members::get(engine, item, name)?;
    Ok(value.filter(|value| value.as_native::<MethodGroup>().is_none()))
}

/// The value of a property, null where it fails or does not exist.
pub fn get_or_null(engine: &mut Engine, item: &Value, name: &str) -> Result<Value> {
    match get(engine, item, name) {
        Ok(value) => Ok(value.unwrap_or_default()),
        Err(stop) if matches!(&*stop, Interrupt::Error(_)) => Ok(Value::Null),
        Err(stop) => Err(stop),
    }
}

/// A property's name as the object spells it.
pub fn spelling(item: &Value, name: &Str) -> Str {
    let symbol = Symbol::of(name);
    if let Some(object) = slots(item) {
        let shape = object.shape_ref();
        if let Some(index) = shape.find(symbol) {
            return shape.slots()[index].name.clone();
        }
    }
    if let Value::Dict(dict) = item.base() {
        let keys = dict.keys();
        let key = keys
            .iter()
            .filter_map(Value::as_str)
            .find(|key| key.eq_ignore_ascii_case(name));
        if let Some(key) = key {
            return key.clone();
        }
    }
    match members::find(&item.base().get_type(), name, false) {
        Some(member) => Str::from(member.name),
        None => name.clone(),
    }
}

/// All properties of an object with their values; what fails is null.
pub fn entries(engine: &mut Engine, item: &Value) -> Result<Vec<(Str, Value)>> {
    if let Value::Object(object) = item
        && object
            .shape_ref()
            .slots()
            .iter()
            .all(|slot| matches!(slot.kind, SlotKind::Note))
        && object.get_type().is(&object::types::PSCUSTOMOBJECT)
    {
        return Ok(object
            .entries()
            .into_iter()
            .map(|(slot, value)| (slot.name, value))
            .collect());
    }
    let mut all = Vec::new();
    for name in names(item) {
        let value = get_or_null(engine, item, &name)?;
        all.push((name, value));
    }
    Ok(all)
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
