//! How a name becomes a value or a call: the whole of `$a.Name`, `$a.Name()`, `[T]::Name` and `[T]::new()`.
//!
//! Members that scripts added come first, then keys of a dictionary, then the .NET table of the type and of its bases.
//! Absent on purpose: methods of script classes and script methods, which the [`Host`] runs, and member enumeration over
//! collections, which belongs to the engine's property site.

use super::choose;
use super::invoke::{getting, invoking, setting};
use super::method::MethodGroup;
use crate::record::SlotKind;
use crate::types::{self, Call, Member, MemberKind, Overload, Type, TypeKind};
use crate::{Array, Elements, Fault, Host, Object, Result, Symbol, Value, convert};
use smallvec::SmallVec;
use std::cell::RefCell;
use std::rc::Rc;

/// The member of that name in the table of the type, or of one of its bases.
pub fn find(kind: &Type, name: &str, is_static: bool) -> Option<&'static Member> {
    let mut info = kind.info();
    while let Some(table) = info {
        let found = table
            .own_members()
            .iter()
            .find(|m| m.is_static == is_static && m.name.eq_ignore_ascii_case(name));
        if found.is_some() {
            return found;
        }
        info = match table.base {
            None if !std::ptr::eq(table, &types::OBJECT) && !is_static => Some(&types::OBJECT),
            base => base,
        };
    }
    None
}

/// The overloads of a method.
pub(super) type Overloads = SmallVec<[&'static Overload; 16]>;

/// The overloads of a method: those of the type and those of its bases, but for signatures that the type overrides.
pub(super) fn overloads(kind: &Type, name: &str, is_static: bool) -> Overloads {
    let mut all = Overloads::new();
    let mut info = kind.info();
    while let Some(table) = info {
        let found = table
            .own_members()
            .iter()
            .find(|m| m.is_static == is_static && m.name.eq_ignore_ascii_case(name));
        if let Some(Member {
            kind: MemberKind::Method(list),
            ..
        }) = found
        {
            // Signatures of one table differ; only those of a base may be overridden.
            let own = all.len();
            for overload in *list {
                if !all[..own]
                    .iter()
                    .any(|known| same_parameters(known, overload, kind))
                {
                    all.push(overload);
                }
            }
        }
        info = match table.base {
            None if !std::ptr::eq(table, &types::OBJECT) && !is_static => Some(&types::OBJECT),
            base => base,
        };
    }
    all
}

/// Whether two types are one.
pub(super) fn same_type(a: &Type, b: &Type) -> bool {
    a == b
}

fn same_parameters(a: &Overload, b: &Overload, kind: &Type) -> bool {
    a.params.len() == b.params.len()
        && a.params
            .iter()
            .zip(b.params)
            .all(|(x, y)| x.sig.resolve(kind) == y.sig.resolve(kind))
}

/// The slots that stand before the .NET members of a value: its own, or those added to it.
fn slots(this: &Value) -> Option<&Rc<Object>> {
    match this {
        Value::Object(object) => Some(object),
        Value::Extended(extended) => Some(&extended.members),
        _ => None,
    }
}

/// The property of that name of any value; `None` where there is none. The name of a method gives a method group.
pub fn get(host: &mut dyn Host, this: &Value, name: &str) -> Result<Option<Value>> {
    if let Some(object) = slots(this)
        && let Some((index, kind)) = object.find(Symbol::of(name))
    {
        return read_slot(host, this, object.slot(index), kind, name).map(Some);
    }
    if let Some(bare) = this.as_native::<super::hooks::Bare>() {
        return get_member(host, &bare.0, name);
    }
    if let Value::Dict(dict) = this.base()
        && let Some(value) = by_key(dict, name)
    {
        return Ok(Some(value));
    }
    // What the object has itself hides .NET's member of that name: an attribute `Name` of an XML element, say.
    if let Value::Native(object) = this.base()
        && let Some(value) = object.property(name)
    {
        return Ok(Some(value));
    }
    get_member(host, this, name)
}

/// The entry that `$table.name` means; a name of digits alone is a number first.
fn by_key(dict: &crate::Dict, name: &str) -> Option<Value> {
    if name.starts_with(|first: char| first.is_ascii_digit())
        && let Ok(number) = name.parse::<i32>()
        && let Some(value) = dict.get(&Value::Int(number))
    {
        return Some(value);
    }
    dict.get_str(name)
}

pub(super) fn read_slot(
    host: &mut dyn Host,
    this: &Value,
    slot: Value,
    kind: SlotKind,
    name: &str,
) -> Result<Value> {
    match kind {
        SlotKind::Script | SlotKind::Code | SlotKind::Computed => host
            .read_script_property(this, &slot)
            .map_err(|e| getting(name, e)),
        SlotKind::Method => Ok(Value::native(MethodGroup::script(this.clone(), name, slot))),
        SlotKind::Alias => {
            let (target, kind) = alias(&slot);
            let value = get(host, this, &target)?.unwrap_or_default();
            match kind {
                Some(kind) => convert::to(host, &value, &kind),
                None => Ok(value),
            }
        }
        _ => Ok(slot),
    }
}

/// The name that an alias stands for, and the type that it converts to.
pub(super) fn alias(slot: &Value) -> (String, Option<Type>) {
    let (name, kind) = match slot.base() {
        Value::Array(pair) => (pair.get(0).unwrap_or_default(), pair.get(1)),
        _ => (slot.clone(), None),
    };
    let kind = match kind {
        Some(Value::Type(kind)) => Some(kind),
        _ => None,
    };
    (
        name.as_str()
            .map(|text| text.to_string())
            .unwrap_or_default(),
        kind,
    )
}

/// The .NET member of that name.
fn get_member(host: &mut dyn Host, this: &Value, name: &str) -> Result<Option<Value>> {
    let base = this.base();
    let kind = base.get_type();
    if let kind @ Type::Class(_) = this.get_type()
        && let Some(group) = MethodGroup::class(this.clone(), &kind, name, false)
    {
        return Ok(Some(Value::native(group)));
    }
    let Some(member) = find(&kind, name, false) else {
        return super::hooks::get(host, this, name);
    };
    read(host, base, &kind, member).map(Some)
}

/// Reads a member that [`find`] found: the fast path of a property site that remembers it.
pub fn read(
    host: &mut dyn Host,
    this: &Value,
    kind: &Type,
    member: &'static Member,
) -> Result<Value> {
    match &member.kind {
        MemberKind::Property { get, .. } => {
            let mut call = Call {
                host,
                this,
                args: &[],
                kind,
            };
            get(&mut call).map_err(|e| getting(member.name, e))
        }
        MemberKind::Method(_) => Ok(Value::native(MethodGroup::of(
            this.clone(),
            kind.clone(),
            member,
        ))),
    }
}

/// Sets the property of that name; false where there is none.
pub fn set(host: &mut dyn Host, this: &Value, name: &str, value: Value) -> Result<bool> {
    if let Some(object) = slots(this)
        && let Some((index, kind)) = object.find(Symbol::of(name))
    {
        return match kind {
            SlotKind::ReadOnly => Err(read_only(name).into()),
            SlotKind::Method | SlotKind::Set | SlotKind::MemberSet => {
                Err(method_as_property(name).into())
            }
            SlotKind::Alias => {
                let target = alias(&object.slot(index)).0;
                set(host, this, &target, value)
            }
            SlotKind::Script | SlotKind::Code | SlotKind::Computed => {
                write_script(host, this, &object.slot(index), name, &value)
            }
            SlotKind::Note | SlotKind::Property | SlotKind::Hidden => {
                object.set_slot(index, value);
                Ok(true)
            }
        };
    }
    let base = this.base();
    let kind = base.get_type();
    if matches!(base, Value::Dict(_)) {
        super::hooks::set_key(host, base, name, value)?;
        return Ok(true);
    }
    if let Value::Native(object) = base
        && object.set_property_with(host, name, &value)?
    {
        return Ok(true);
    }
    match find(&kind, name, false) {
        Some(member) => write(host, base, &kind, member, value).map(|()| true),
        None => super::hooks::set(host, this, name, value),
    }
}

pub(super) fn write_script(
    host: &mut dyn Host,
    this: &Value,
    slot: &Value,
    name: &str,
    value: &Value,
) -> Result<bool> {
    let setter = match slot.base() {
        Value::Array(pair) => pair.get(1).filter(|setter| !setter.is_null()),
        _ => None,
    };
    let Some(setter) = setter else {
        let message = format!("Set accessor for property \"{name}\" is unavailable.");
        return Fault::new(&types::SET_VALUE_EXCEPTION, message)
            .id("SetWithoutSetterFromScriptProperty")
            .raise();
    };
    host.write_script_property(this, &setter, value)
        .map_err(|e| setting(name, e))?;
    Ok(true)
}

/// Sets a member that [`find`] found.
pub fn write(
    host: &mut dyn Host,
    this: &Value,
    kind: &Type,
    member: &'static Member,
    value: Value,
) -> Result {
    let (sig, set) = match &member.kind {
        MemberKind::Property {
            sig,
            set: Some(set),
            ..
        } => (sig, set),
        MemberKind::Property { .. } => return read_only(member.name).raise(),
        MemberKind::Method(_) => return method_as_property(member.name).raise(),
    };
    let value =
        convert::to(host, &value, &sig.resolve(kind)).map_err(|e| setting(member.name, e))?;
    let mut call = Call {
        host,
        this,
        args: &[value],
        kind,
    };
    set(&mut call).map_err(|e| setting(member.name, e))?;
    Ok(())
}

fn read_only(name: &str) -> Fault {
    Fault::runtime(
        "PropertyAssignmentException",
        format!("'{name}' is a ReadOnly property."),
    )
}

fn method_as_property(name: &str) -> Fault {
    Fault::new(
        &types::SET_VALUE_EXCEPTION,
        format!("Cannot set the value of the method \"{name}\"."),
    )
    .id("CannotChangePSMethodInfoValue")
}

/// Calls the method of that name.
pub fn invoke(host: &mut dyn Host, this: &Value, name: &str, args: &[Value]) -> Result<Value> {
    if let Some(bare) = this.as_native::<super::hooks::Bare>() {
        return invoke(host, &bare.0, name, args);
    }
    if slots(this).is_some()
        && let Some(value) = host.call_method(this, name, args)?
    {
        return Ok(value);
    }
    let base = this.base();
    let kind = base.get_type();
    match find(&kind, name, false) {
        Some(
            member @ Member {
                kind: MemberKind::Method(_),
                ..
            },
        ) => call_found(host, base, &kind, member, args),
        Some(member) if member.name.eq_ignore_ascii_case("Item") => {
            super::hooks::index(host, base, args)
        }
        _ => super::hooks::invoke(host, this, name, args)?.ok_or_else(|| {
            let fault = no_method(&kind, name);
            match convert::is_custom(this) {
                true => fault.target(name).into(),
                false => fault.into(),
            }
        }),
    }
}

/// Calls a method that [`find`] found: the fast path of a call site that remembers it.
pub fn call_found(
    host: &mut dyn Host,
    this: &Value,
    kind: &Type,
    member: &'static Member,
    args: &[Value],
) -> Result<Value> {
    let list = overloads(kind, member.name, member.is_static);
    call(host, this, kind, member.name, &list, args)
}

fn no_method(kind: &Type, name: &str) -> Fault {
    let owner = kind.full_name();
    Fault::runtime(
        "MethodNotFound",
        format!(
            "Method invocation failed because [{owner}] does not contain a method named '{name}'."
        ),
    )
}

/// Chooses the overload, converts the arguments, runs it. `name` is .NET's spelling, which error messages show.
fn call(
    host: &mut dyn Host,
    this: &Value,
    kind: &Type,
    name: &str,
    list: &[&'static Overload],
    args: &[Value],
) -> Result<Value> {
    // A choice that fails names the constructor as a script does; what fails later names it as .NET does.
    let written = if name == ".ctor" { "new" } else { name };
    let choice = choose::choose(host, kind, written, list, args)?;
    let args = choose::convert(host, kind, name, &choice, args)?;
    let mut call = Call {
        host,
        this,
        args: &args,
        kind,
    };
    let value =
        (choice.overload.run)(&mut call).map_err(|error| invoking(name, args.len(), error))?;
    // A method that returns nothing writes nothing, whatever the code behind it gives; constructors return what they made.
    Ok(match choice.overload.returns {
        types::Sig::Void if name != ".ctor" => Value::Nothing,
        _ => value,
    })
}

/// The static property of that name; `None` where there is none.
pub fn get_static(host: &mut dyn Host, kind: &Type, name: &str) -> Result<Option<Value>> {
    if kind.is_enum()
        && let Some((_, bits)) = kind
            .enum_values()
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
    {
        return Ok(Some(kind.enum_from(*bits)));
    }
    if name.eq_ignore_ascii_case("new") {
        if matches!(kind, Type::Class(_)) {
            return Ok(Some(Value::native(MethodGroup::class_constructors(kind))));
        }
        let list = constructors(kind);
        return Ok((!list.is_empty())
            .then(|| Value::native(MethodGroup::constructors(kind.clone(), list))));
    }
    if let Some(group) = MethodGroup::class(Value::Null, kind, name, true) {
        return Ok(Some(Value::native(group)));
    }
    match find(kind, name, true) {
        Some(member) => read(host, &Value::Null, kind, member).map(Some),
        None => Ok(None),
    }
}

/// Sets a static property; false where there is none.
pub fn set_static(host: &mut dyn Host, kind: &Type, name: &str, value: Value) -> Result<bool> {
    match find(kind, name, true) {
        Some(member) => write(host, &Value::Null, kind, member, value).map(|()| true),
        None if kind.is_enum()
            && kind
                .enum_values()
                .iter()
                .any(|(known, _)| known.eq_ignore_ascii_case(name)) =>
        {
            read_only(name).raise()
        }
        None => Ok(false),
    }
}

/// Calls a static method.
pub fn invoke_static(
    host: &mut dyn Host,
    kind: &Type,
    name: &str,
    args: &[Value],
) -> Result<Value> {
    if name.eq_ignore_ascii_case("new") {
        return construct(host, kind, args);
    }
    match find(kind, name, true) {
        Some(
            member @ Member {
                kind: MemberKind::Method(_),
                ..
            },
        ) => call_found(host, &Value::Null, kind, member, args),
        _ => no_method(kind, name).raise(),
    }
}

/// The constructors of the type; those of its bases do not count.
pub(crate) fn constructors(kind: &Type) -> &'static [Overload] {
    let info = match kind {
        Type::Known(info) => *info,
        Type::Generic(generic) => generic.definition,
        _ => return &[],
    };
    match info
        .own_members()
        .iter()
        .find(|member| member.name == ".ctor")
        .map(|member| &member.kind)
    {
        Some(MemberKind::Method(list)) => list,
        _ if is_exception(info) => super::hooks::exception_constructors(),
        _ => &[],
    }
}

/// Where a parameter of that name stands in a constructor with that many parameters.
pub fn constructor_parameter(kind: &Type, name: &str, count: usize) -> Option<usize> {
    constructors(kind)
        .iter()
        .filter(|overload| overload.params.len() == count)
        .find_map(|overload| overload.params.iter().position(|param| param.name == name))
}

/// Every exception type has the constructors of `Exception` unless its table says otherwise.
fn is_exception(info: &'static types::TypeInfo) -> bool {
    let mut at = Some(info);
    while let Some(table) = at {
        if std::ptr::eq(table, &types::EXCEPTION) {
            return true;
        }
        at = table.base;
    }
    false
}

/// Makes an object: `[T]::new(...)`.
pub fn construct(host: &mut dyn Host, kind: &Type, args: &[Value]) -> Result<Value> {
    match kind {
        Type::Array(array) => return new_array(host, kind, &array.element, array.rank, args),
        Type::Class(class) if !class.is_enum => return host.construct(kind, args),
        _ => {}
    }
    let list: Overloads = constructors(kind).iter().collect();
    let is_abstract = kind
        .info()
        .is_some_and(|info| matches!(info.kind, TypeKind::Static | TypeKind::Interface));
    if list.is_empty() {
        if args.is_empty() && kind.is_value_type() {
            return Ok(kind.default_value());
        }
        return choose::no_overload("new", args.len()).raise();
    }
    if is_abstract {
        return choose::no_overload("new", args.len()).raise();
    }
    call(host, &Value::Null, kind, ".ctor", &list, args)
}

/// The largest array that a script may make: what .NET itself allows.
const ARRAY_MAX: usize = 0x7FFF_FFC7;

fn new_array(
    host: &mut dyn Host,
    kind: &Type,
    element: &Type,
    rank: u32,
    args: &[Value],
) -> Result<Value> {
    if args.len() != rank as usize {
        return choose::no_overload("new", args.len()).raise();
    }
    let mut lengths = Vec::with_capacity(args.len());
    for arg in args {
        let length = convert::to(host, arg, &Type::Known(&types::INT32))?;
        let Some(length) = length.as_integer().and_then(|n| usize::try_from(n).ok()) else {
            let fault = Fault::new(
                &types::OVERFLOW_EXCEPTION,
                "Arithmetic operation resulted in an overflow.",
            );
            return Err(invoking(".ctor", args.len(), fault.into()));
        };
        lengths.push(length);
    }
    let total = lengths
        .iter()
        .try_fold(1usize, |all, length| all.checked_mul(*length))
        .filter(|total| *total <= ARRAY_MAX);
    let Some(total) = total else {
        let fault = Fault::new(
            &types::OUT_OF_MEMORY_EXCEPTION,
            "Array dimensions exceeded supported range.",
        );
        return Err(invoking(".ctor", args.len(), fault.into()));
    };
    let items = RefCell::new(Elements::zeroed(element, total));
    let dimensions = (kind_rank(kind) > 1).then(|| lengths.into_boxed_slice());
    Ok(Value::Array(Rc::new(Array {
        element: element.clone(),
        dimensions,
        items,
    })))
}

fn kind_rank(kind: &Type) -> u32 {
    match kind {
        Type::Array(array) => array.rank,
        _ => 1,
    }
}
