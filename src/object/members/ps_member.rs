//! One member of a value as an object: `PSNoteProperty`, `PSProperty`, `PSScriptProperty` and their kin.

use super::args::not_supported;
use super::table::*;
use super::{access, display};
use crate::record::SlotKind;
use crate::types::{self, Call, Member, Sig, Type, TypeInfo};
use crate::{Native, Result, Str, Symbol, Value};
use std::cell::RefCell;
use std::rc::Rc;

/// A member of a value, or one that is still to be added to some.
pub struct PsMember {
    /// The value that has it; null while it stands alone.
    owner: Value,
    /// `Name`
    pub name: Str,
    /// `MemberType`
    kind: &'static str,
    /// What a slot of it would hold, while it stands alone.
    content: RefCell<Value>,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $base:path, $members:ident;)*) => {
        $($(#[$doc])* pub static $name: TypeInfo = TypeInfo::class($text, &$base).members(|| $members);)*
        /// Every type of this file.
        pub(super) static ALL: &[&TypeInfo] = &[&PS_MEMBER_TYPES, $(&$name),*];
    };
}
kinds! {
    /// `PSMemberInfo`
    PS_MEMBER_INFO = "System.Management.Automation.PSMemberInfo", types::OBJECT, MEMBERS;
    /// `PSPropertyInfo`
    PS_PROPERTY_INFO = "System.Management.Automation.PSPropertyInfo", PS_MEMBER_INFO, PROPERTY_MEMBERS;
    /// `PSProperty`
    PS_PROPERTY = "System.Management.Automation.PSProperty", PS_PROPERTY_INFO, NONE;
    /// `PSNoteProperty`
    PS_NOTE_PROPERTY = "System.Management.Automation.PSNoteProperty", PS_PROPERTY_INFO, NOTE_MEMBERS;
    /// `PSAliasProperty`
    PS_ALIAS_PROPERTY = "System.Management.Automation.PSAliasProperty", PS_PROPERTY_INFO, ALIAS_MEMBERS;
    /// `PSScriptProperty`
    PS_SCRIPT_PROPERTY = "System.Management.Automation.PSScriptProperty", PS_PROPERTY_INFO, SCRIPT_MEMBERS;
    /// `PSCodeProperty`
    PS_CODE_PROPERTY = "System.Management.Automation.PSCodeProperty", PS_PROPERTY_INFO, NONE;
    /// `PSPropertySet`
    PS_PROPERTY_SET = "System.Management.Automation.PSPropertySet", PS_MEMBER_INFO, SET_MEMBERS;
    /// `PSMethodInfo`
    PS_METHOD_INFO = "System.Management.Automation.PSMethodInfo", PS_MEMBER_INFO, NONE;
    /// A method among `PSObject.Methods`.
    PS_METHOD_MEMBER = "System.Management.Automation.PSMethodMember", PS_METHOD_INFO, METHOD_MEMBERS;
}
/// `PSMemberTypes`
pub static PS_MEMBER_TYPES: TypeInfo = TypeInfo::flags(
    "System.Management.Automation.PSMemberTypes",
    &[
        ("AliasProperty", 1),
        ("CodeProperty", 2),
        ("Property", 4),
        ("NoteProperty", 8),
        ("ScriptProperty", 16),
        ("Properties", 31),
        ("PropertySet", 32),
        ("Method", 64),
        ("CodeMethod", 128),
        ("ScriptMethod", 256),
        ("Methods", 448),
        ("ParameterizedProperty", 512),
        ("MemberSet", 1024),
        ("Event", 2048),
        ("Dynamic", 4096),
        ("InferredProperty", 8192),
        ("All", 16383),
    ],
);

const TYPES: Sig = Sig::One(&PS_MEMBER_TYPES);

static NONE: &[Member] = &[];

static MEMBERS: &[Member] = &[
    get!("Name", STR => |c| Ok(Value::Str(this(c)?.name.clone()))),
    get!("MemberType", TYPES => |c| {
        let own = this(c)?;
        let bits = PS_MEMBER_TYPES.values.iter().find(|(name, _)| *name == own.kind).map_or(4, |(_, bits)| *bits);
        Ok(Type::Known(&PS_MEMBER_TYPES).enum_from(bits))
    }),
    property!("Value", OBJ => value, set_value),
    get!("TypeNameOfValue", STR => type_name_of_value),
    get!("IsInstance", BOOL => |c| { let own = this(c)?; Ok(Value::Bool(super::ps_object::slots(&own.owner).is_some_and(|object| object.find(Symbol::of(&own.name)).is_some()))) }),
    method!("Copy", () -> OBJ => |c| Ok(c.this.clone())),
    method!("ToString", () -> STR => |c| Ok(Value::Str(this(c)?.to_text()))),
];

static PROPERTY_MEMBERS: &[Member] = &[
    get!("IsSettable", BOOL => |c| Ok(Value::Bool(this(c)?.is_settable()))),
    get!("IsGettable", BOOL => |_| Ok(Value::Bool(true))),
];

static NOTE_MEMBERS: &[Member] = &[
    constructors!((name: STR, value: OBJ) -> THIS => |c| Ok(alone(c, "NoteProperty", c.arg(1).clone()))),
];

static ALIAS_MEMBERS: &[Member] = &[
    constructors!(
    (name: STR, referencedMemberName: STR) -> THIS => |c| Ok(alone(c, "AliasProperty", c.arg(1).clone())),
    (name: STR, referencedMemberName: STR, conversionType: TYPE) -> THIS => |c| {
        let content = Value::array(vec![c.arg(1).clone(), c.arg(2).clone()]);
        Ok(alone(c, "AliasProperty", content))
    }),
    get!("ReferencedMemberName", STR => |c| { let own = this(c)?; Ok(Value::from(access::alias(&own.content()).0)) }),
    get!("ConversionType", TYPE => |c| { let own = this(c)?; Ok(access::alias(&own.content()).1.into()) }),
];

static SCRIPT_MEMBERS: &[Member] = &[
    constructors!(
    (name: STR, getterScript: OBJ) -> THIS => |c| Ok(alone(c, "ScriptProperty", c.arg(1).clone())),
    (name: STR, getterScript: OBJ, setterScript: OBJ) -> THIS => |c| {
        let content = Value::array(vec![c.arg(1).clone(), c.arg(2).clone()]);
        Ok(alone(c, "ScriptProperty", content))
    }),
    get!("GetterScript", OBJ => |c| Ok(script(&this(c)?.content(), 0))),
    get!("SetterScript", OBJ => |c| Ok(script(&this(c)?.content(), 1))),
];

static SET_MEMBERS: &[Member] = &[
    constructors!((name: STR, referencedPropertyNames: STRS) -> THIS => |c| Ok(alone(c, "PropertySet", c.arg(1).clone()))),
    get!("ReferencedPropertyNames", OBJ => |c| Ok(this(c)?.content())),
];

static METHOD_MEMBERS: &[Member] = &[
    get!("OverloadDefinitions", OBJ => |c| {
        let own = this(c)?;
        let group = access::get(c.host, &own.owner, &own.name)?.unwrap_or_default();
        Ok(access::get(c.host, &group, "OverloadDefinitions")?.unwrap_or_default())
    }),
    get!("Script", OBJ => |c| Ok(this(c)?.content())),
    method!("Invoke", (arguments: ..OBJECTS) -> OBJ => |c| {
        let own = this(c)?;
        let arguments = super::sequence::items(c.arg(0), "arguments")?;
        access::invoke(c.host, &own.owner, &own.name, &arguments)
    }),
];

impl PsMember {
    /// A member of a value.
    pub fn of(owner: &Value, name: &str, kind: &'static str) -> Value {
        Value::native(PsMember {
            owner: owner.clone(),
            name: name.into(),
            kind,
            content: RefCell::default(),
        })
    }

    /// What its slot holds, or would hold.
    pub fn content(&self) -> Value {
        let slot = super::ps_object::slots(&self.owner).and_then(|object| object.get(&self.name));
        slot.unwrap_or_else(|| self.content.borrow().clone())
    }

    /// What its slot would be.
    pub fn slot_kind(&self) -> SlotKind {
        match self.kind {
            "AliasProperty" => SlotKind::Alias,
            "ScriptProperty" => SlotKind::Script,
            "ScriptMethod" => SlotKind::Method,
            "PropertySet" => SlotKind::Set,
            "MemberSet" => SlotKind::MemberSet,
            _ => SlotKind::Note,
        }
    }

    fn is_settable(&self) -> bool {
        if let Some((_, kind)) = super::ps_object::slots(&self.owner)
            .and_then(|object| object.find(Symbol::of(&self.name)))
        {
            return match kind {
                SlotKind::ReadOnly => false,
                SlotKind::Script | SlotKind::Code => !script(&self.content(), 1).is_null(),
                _ => true,
            };
        }
        if self.owner.is_null() {
            return self.kind != "ScriptProperty" || !script(&self.content(), 1).is_null();
        }
        match access::find(&self.owner.base().get_type(), &self.name, false)
            .map(|member| &member.kind)
        {
            Some(types::MemberKind::Property { set, .. }) => set.is_some(),
            _ => true,
        }
    }
}

impl Native for PsMember {
    fn get_type(&self) -> Type {
        Type::Known(match self.kind {
            "NoteProperty" => &PS_NOTE_PROPERTY,
            "AliasProperty" => &PS_ALIAS_PROPERTY,
            "ScriptProperty" => &PS_SCRIPT_PROPERTY,
            "CodeProperty" => &PS_CODE_PROPERTY,
            "PropertySet" => &PS_PROPERTY_SET,
            "Property" => &PS_PROPERTY,
            "Method" | "ScriptMethod" | "CodeMethod" => &PS_METHOD_MEMBER,
            _ => &PS_MEMBER_INFO,
        })
    }

    fn to_text(&self) -> Str {
        let views = display::members_of(&self.owner);
        match views.into_iter().find(|view| view.name == self.name) {
            Some(view) => view.definition.into(),
            None => {
                let content = self.content();
                let kind = if content.is_null() {
                    "object".to_string()
                } else {
                    display::type_name(&content.get_type())
                };
                Str::from(format!(
                    "{kind} {}={}",
                    self.name,
                    super::tuple::plain_text(&content)
                ))
            }
        }
    }
}

fn this(c: &Call<'_>) -> Result<Rc<PsMember>> {
    c.this
        .as_native_rc::<PsMember>()
        .ok_or_else(|| not_supported("The object is no member.").into())
}

fn alone(c: &Call<'_>, kind: &'static str, content: Value) -> Value {
    Value::native(PsMember {
        owner: Value::Null,
        name: c.text(0),
        kind,
        content: RefCell::new(content),
    })
}

/// The getter or the setter in the slot of a script property.
fn script(content: &Value, at: usize) -> Value {
    match content.base() {
        Value::Array(pair) => pair.get(at).unwrap_or_default(),
        getter if at == 0 => getter.clone(),
        _ => Value::Null,
    }
}

fn value(c: &mut Call<'_>) -> Result<Value> {
    let own = this(c)?;
    if own.owner.is_null() || own.kind == "PropertySet" {
        return Ok(own.content());
    }
    // A dictionary's entry must not hide the property of the same name.
    if let Value::Dict(_) = own.owner.base()
        && let Some(member) = access::find(&own.owner.base().get_type(), &own.name, false)
    {
        return access::read(
            c.host,
            own.owner.base(),
            &own.owner.base().get_type(),
            member,
        );
    }
    Ok(access::get(c.host, &own.owner, &own.name)?.unwrap_or_default())
}

fn set_value(c: &mut Call<'_>) -> Result<Value> {
    let own = this(c)?;
    if own.owner.is_null() {
        *own.content.borrow_mut() = c.arg(0).clone();
    } else {
        let value = c.arg(0).clone();
        access::set(c.host, &own.owner, &own.name, value)?;
    }
    Ok(Value::Null)
}

fn type_name_of_value(c: &mut Call<'_>) -> Result<Value> {
    let own = this(c)?;
    if own.kind == "ScriptProperty" {
        return Ok(Value::from("System.Object"));
    }
    if let Some(declared) = types::ClassType::property_kind(&own.owner.get_type(), &own.name) {
        return Ok(Value::from(declared.full_name()));
    }
    let base = own.owner.base().get_type();
    if let Some(types::MemberKind::Property { sig, .. }) =
        access::find(&base, &own.name, false).map(|member| &member.kind)
    {
        return Ok(Value::from(sig.resolve(&base).full_name()));
    }
    let value = value(c)?;
    Ok(Value::from(if value.is_null() {
        "System.Object".to_string()
    } else {
        value.get_type().full_name()
    }))
}
