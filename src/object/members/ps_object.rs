//! `.PSObject` of any value: its members as objects, its type names, its copy.

use super::args::not_supported;
use super::display::{self, MemberView};
use super::ps_member::{self, PsMember};
use super::sequence;
use super::table::*;
use crate::pattern::Wildcard;
use crate::types::{self, Call, Member, Type, TypeInfo};
use crate::{Array, Host, Native, Object, Result, Shape, Str, Value};
use std::rc::Rc;

/// What `.PSObject` gives.
pub struct PsObject {
    value: Value,
}

/// `Properties`, `Methods` or `Members` of a value.
struct Members {
    value: Value,
    which: Which,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    Properties,
    Methods,
    All,
}

/// `TypeNames`, which can be changed.
struct TypeNames {
    value: Value,
}

/// What `.PSObject` is of.
pub static PS_MEMBER_SET: TypeInfo = TypeInfo::class(
    "System.Management.Automation.PSMemberSet",
    &ps_member::PS_MEMBER_INFO,
)
.members(|| MEMBERS);
/// The collections of members.
pub static MEMBER_COLLECTION: TypeInfo = TypeInfo::class(
    "System.Management.Automation.PSMemberInfoIntegratingCollection",
    &types::OBJECT,
)
.arity(1)
.implements(&[&types::IENUMERABLE_T, &types::IENUMERABLE])
.members(|| COLLECTION_MEMBERS);

impl PsObject {
    /// `.PSObject` of a value.
    pub fn of(value: &Value) -> Value {
        Value::native(PsObject {
            value: value.clone(),
        })
    }
}

impl Native for PsObject {
    fn get_type(&self) -> Type {
        Type::Known(&PS_MEMBER_SET)
    }

    fn to_text(&self) -> Str {
        Str::from(super::tuple::plain_text(&self.value))
    }
}

impl Members {
    fn list(&self) -> Vec<Value> {
        let wanted = |view: &MemberView| {
            let is_method = matches!(view.kind, "Method" | "ScriptMethod" | "CodeMethod");
            match self.which {
                Which::All => true,
                Which::Methods => is_method,
                Which::Properties => {
                    !is_method
                        && !matches!(
                            view.kind,
                            "PropertySet" | "MemberSet" | "ParameterizedProperty" | "Event"
                        )
                }
            }
        };
        views(&self.value)
            .into_iter()
            .filter(wanted)
            .map(|view| PsMember::of(&self.value, &view.name, view.kind))
            .collect()
    }

    fn find(&self, name: &str) -> Option<Value> {
        self.list().into_iter().find(|member| {
            member
                .as_native::<PsMember>()
                .is_some_and(|own| own.name.eq_ignore_ascii_case(name))
        })
    }
}

/// The members of a value in the order in which they were made, those that it has beside its type first.
fn views(value: &Value) -> Vec<MemberView> {
    let mut views = display::members_of(value);
    if let Value::Native(object) = value.base() {
        let own = object.property_names().into_iter().map(|name| MemberView {
            name,
            kind: "Property",
            definition: String::new(),
        });
        views.splice(0..0, own);
    }
    views
}

impl Native for Members {
    fn get_type(&self) -> Type {
        let element = match self.which {
            Which::Properties => &ps_member::PS_PROPERTY_INFO,
            _ => &ps_member::PS_MEMBER_INFO,
        };
        Type::generic(&MEMBER_COLLECTION, vec![Type::Known(element)])
    }

    fn enumerate(&self) -> Option<Result<Vec<Value>>> {
        Some(Ok(self.list()))
    }
}

impl Native for TypeNames {
    fn get_type(&self) -> Type {
        Type::generic(&TYPE_NAMES, vec![Type::Known(&types::STRING)])
    }

    fn enumerate(&self) -> Option<Result<Vec<Value>>> {
        Some(Ok(self
            .value
            .type_names()
            .into_iter()
            .map(Value::Str)
            .collect()))
    }
}

/// `PSObject`, as scripts make it.
pub static PSOBJECT: &[Member] = &[
    constructors!(
        () -> THIS => |_| Ok(Value::Object(Object::new(Shape::custom(), Vec::new()))),
        (instanceMemberCapacity: INT) -> THIS => |_| Ok(Value::Object(Object::new(Shape::custom(), Vec::new()))),
        (obj: OBJ) -> THIS => |c| Ok(c.arg(0).clone())),
    static_get!("AdaptedMemberSetName", STR => |_| Ok(Value::from("psadapted"))),
    static_get!("BaseObjectMemberSetName", STR => |_| Ok(Value::from("psbase"))),
    static_get!("ExtendedMemberSetName", STR => |_| Ok(Value::from("psextended"))),
    static_method!("AsPSObject", (obj: OBJ) -> OBJ => |c| match c.arg(0).is_null() {
        true => super::args::argument_null("obj").raise(),
        false => Ok(c.arg(0).clone()),
    }),
];

static MEMBERS: &[Member] = &[
    get!("BaseObject", OBJ => |c| Ok(this(c)?.value.base().clone())),
    get!("ImmediateBaseObject", OBJ => |c| Ok(this(c)?.value.base().clone())),
    get!("Members", OBJ => |c| members(c, Which::All)),
    get!("Properties", OBJ => |c| members(c, Which::Properties)),
    get!("Methods", OBJ => |c| members(c, Which::Methods)),
    get!("TypeNames", OBJ => |c| Ok(type_names(&this(c)?.value))),
    method!("Copy", () -> OBJ => |c| Ok(copy(&this(c)?.value))),
    method!("CompareTo", (obj: OBJ) -> INT => |c| {
        let own = this(c)?.value.clone();
        let order = crate::compare::ps_compare(c.host, &own, &c.args[0], true)?;
        Ok(Value::Int(order as i32))
    }),
    method!("ToString", () -> STR => |c| { let own = this(c)?.value.clone(); Ok(Value::Str(crate::convert::to_text(c.host, &own)?)) }),
];

static COLLECTION_MEMBERS: &[Member] = &[
    method!("Item", (name: STR) -> OBJ => |c| Ok(collection(c)?.find(&c.text(0)).unwrap_or_default())),
    method!("Add", (member: OBJ) -> VOID => add, (member: OBJ, preValidated: BOOL) -> VOID => add),
    method!("Remove", (name: STR) -> VOID => remove),
    method!("Match", (name: STR) -> OBJ => matching, (name: STR, memberTypes: OBJ) -> OBJ => matching),
    method!("GetEnumerator", () -> ENUMERATOR => |c| Ok(super::enumerator::Enumerator::over(collection(c)?.list()))),
];

/// The live list of a value's type names.
pub static TYPE_NAMES: TypeInfo =
    TypeInfo::class("System.Collections.ObjectModel.Collection", &types::OBJECT)
        .arity(1)
        .implements(&[
            &types::ILIST_T,
            &types::ILIST,
            &types::ICOLLECTION,
            &types::IENUMERABLE_T,
            &types::IENUMERABLE,
        ])
        .members(|| TYPE_NAMES_MEMBERS);

static TYPE_NAMES_MEMBERS: &[Member] = &[
    get!("Count", INT => |c| Ok(Value::Int(names(c)?.len() as i32))),
    method!("Item", (index: INT) -> STR => |c| match names(c)?.get(c.long(0) as usize) {
        Some(name) => Ok(Value::Str(name.clone())),
        None => super::args::out_of_range("index", sequence::INDEX).raise(),
    }),
    method!("set_Item", (index: INT, value: STR) -> VOID => |c| change(c, |names, c| if let Some(slot) = names.get_mut(c.long(0) as usize) { *slot = c.text(1) })),
    method!("Add", (item: STR) -> VOID => |c| change(c, |names, c| names.push(c.text(0)))),
    method!("Clear", () -> VOID => |c| change(c, |names, _| names.clear())),
    method!("Contains", (item: STR) -> BOOL => |c| Ok(Value::Bool(names(c)?.contains(&c.text(0))))),
    method!("IndexOf", (item: STR) -> INT => |c| Ok(sequence::index_value(names(c)?.iter().position(|name| *name == c.text(0))))),
    method!("Insert", (index: INT, item: STR) -> VOID => |c| change(c, |names, c| names.insert((c.long(0).max(0) as usize).min(names.len()), c.text(1)))),
    method!("Remove", (item: STR) -> BOOL => |c| {
        let known = names(c)?.contains(&c.text(0));
        change(c, |names, c| if let Some(at) = names.iter().position(|name| *name == c.text(0)) { names.remove(at); })?;
        Ok(Value::Bool(known))
    }),
    method!("RemoveAt", (index: INT) -> VOID => |c| change(c, |names, c| if (c.long(0) as usize) < names.len() { names.remove(c.long(0) as usize); })),
];

fn this(c: &Call<'_>) -> Result<Rc<PsObject>> {
    c.this
        .as_native_rc::<PsObject>()
        .ok_or_else(|| not_supported("The object is no PSObject.").into())
}

fn members(c: &mut Call<'_>, which: Which) -> Result<Value> {
    Ok(Value::native(Members {
        value: this(c)?.value.clone(),
        which,
    }))
}

/// `PSTypeNames` of a value, a list that changes the value.
pub fn type_names(value: &Value) -> Value {
    Value::native(TypeNames {
        value: value.clone(),
    })
}

fn names(c: &Call<'_>) -> Result<Vec<Str>> {
    Ok(c.this
        .as_native::<TypeNames>()
        .map(|own| own.value.type_names())
        .unwrap_or_default())
}

fn change(c: &mut Call<'_>, change: fn(&mut Vec<Str>, &Call<'_>)) -> Result<Value> {
    let mut names = names(c)?;
    change(&mut names, c);
    if let Some(object) = c
        .this
        .as_native::<TypeNames>()
        .and_then(|own| slots(&own.value))
    {
        object.set_type_names(names);
    }
    Ok(Value::Null)
}

/// The object that holds what is added to a value.
pub(super) fn slots(value: &Value) -> Option<Rc<Object>> {
    match value {
        Value::Object(object) => Some(Rc::clone(object)),
        Value::Extended(extended) => Some(Rc::clone(&extended.members)),
        _ => None,
    }
}

/// `PSObject.Copy`: slots and clonable collections of its own, everything in them shared.
pub fn copy(value: &Value) -> Value {
    match value {
        Value::Object(object) => Value::Object(object.copy()),
        Value::Dict(dict) => Value::Dict(dict.copy()),
        Value::Array(array) => Value::Array(Rc::new(Array {
            element: array.element.clone(),
            dimensions: array.dimensions.clone(),
            items: std::cell::RefCell::new(array.items.borrow().clone()),
        })),
        Value::Extended(extended) => {
            let copy = crate::Extended::new(extended.base().clone());
            for (slot, content) in extended.members.entries() {
                copy.members.add(&slot.name, slot.kind, content);
            }
            copy.members.set_type_names(extended.members.type_names());
            Value::Extended(copy)
        }
        other => other.clone(),
    }
}

fn collection(c: &Call<'_>) -> Result<Rc<Members>> {
    c.this
        .as_native_rc::<Members>()
        .ok_or_else(|| not_supported("The object is no collection of members.").into())
}

fn add(c: &mut Call<'_>) -> Result<Value> {
    let own = collection(c)?;
    let Some(member) = c.arg(0).as_native_rc::<PsMember>() else {
        return super::args::argument_null("member").raise();
    };
    attach(c.host, &own.value, &member)
}

/// Adds a member to a value that can hold one.
fn attach(_: &mut dyn Host, value: &Value, member: &PsMember) -> Result<Value> {
    let Some(object) = slots(value) else {
        return Ok(Value::Null);
    };
    if object.find(crate::Symbol::of(&member.name)).is_some() {
        let message = format!(
            "Cannot add a member with the name \"{}\" because a member with that name already exists.",
            member.name
        );
        return crate::Fault::new(&types::EXTENDED_TYPE_SYSTEM_EXCEPTION, message)
            .id("MemberAlreadyPresent")
            .raise();
    }
    object.add(&member.name, member.slot_kind(), member.content());
    Ok(Value::Null)
}

fn remove(c: &mut Call<'_>) -> Result<Value> {
    let own = collection(c)?;
    if let Some(object) = slots(&own.value) {
        object.remove(crate::Symbol::of(&c.text(0)));
    }
    Ok(Value::Null)
}

fn matching(c: &mut Call<'_>) -> Result<Value> {
    let pattern = c.text(0);
    let own = collection(c)?;
    let matches = |name: &str| match Wildcard::new(&pattern, true) {
        Ok(wildcard) => wildcard.is_match(name),
        Err(_) => name.eq_ignore_ascii_case(&pattern),
    };
    let found = own
        .list()
        .into_iter()
        .filter(|member| {
            member
                .as_native::<PsMember>()
                .is_some_and(|own| matches(&own.name))
        })
        .collect();
    Ok(super::list::make(
        &Type::generic(
            &types::COLLECTION,
            vec![Type::Known(&ps_member::PS_MEMBER_INFO)],
        ),
        found,
    ))
}
