//! What a value has beside the slots and tables: members that every `PSObject` has, and entries of collections.

use crate::types::{self, Overload, Type};
use crate::{Fault, Host, Result, SlotKind, Value, convert};

/// `psbase` of a dictionary: the same object, whose keys do not hide its properties.
pub(super) struct Bare(pub(super) Value);

impl crate::Native for Bare {
    fn get_type(&self) -> Type {
        self.0.get_type()
    }

    fn enumerate(&self) -> Option<Result<Vec<Value>>> {
        convert::enumerate(&self.0)
    }

    fn equals(&self, other: &Value) -> bool {
        self.0.same(other)
    }
}

/// A property that no table holds.
pub(super) fn get(host: &mut dyn Host, this: &Value, name: &str) -> Result<Option<Value>> {
    if let Some(member) = super::type_data::find(this, name) {
        return super::access::read_slot(host, this, member.slot, member.kind, name).map(Some);
    }
    Ok(match name.to_ascii_lowercase().as_str() {
        "pstypenames" => Some(super::ps_object::type_names(this)),
        "psbase" | "psadapted" => Some(match this.base() {
            dict @ Value::Dict(_) => Value::native(Bare(dict.clone())),
            base => base.clone(),
        }),
        "psobject" => Some(super::ps_object::PsObject::of(this)),
        "psextended" => Some(this.clone()),
        _ => None,
    })
}

/// Sets a property that no table holds; false where there is none.
pub(super) fn set(host: &mut dyn Host, this: &Value, name: &str, value: Value) -> Result<bool> {
    let Some(member) = super::type_data::find(this, name) else {
        return Ok(false);
    };
    match member.kind {
        SlotKind::Script => super::access::write_script(host, this, &member.slot, name, &value),
        SlotKind::Alias => {
            let (target, _) = super::access::alias(&member.slot);
            super::access::set(host, this, &target, value)
        }
        _ => Ok(false),
    }
}

/// Calls a method that no table holds; `None` where there is none.
pub(super) fn invoke(
    host: &mut dyn Host,
    this: &Value,
    name: &str,
    args: &[Value],
) -> Result<Option<Value>> {
    let Some((accessor, property)) = name.split_once('_') else {
        return Ok(None);
    };
    let base = this.base();
    let kind = base.get_type();
    let Some(member) = super::access::find(&kind, property, false) else {
        return Ok(None);
    };
    let is_property = matches!(member.kind, types::MemberKind::Property { .. });
    Ok(match (accessor.to_ascii_lowercase().as_str(), args) {
        ("get", []) if is_property => Some(super::access::read(host, base, &kind, member)?),
        ("set", [value]) if is_property => {
            super::access::write(host, base, &kind, member, value.clone())?;
            Some(Value::Null)
        }
        ("get", [_, ..]) if !is_property && member.name == "Item" => {
            Some(super::access::call_found(host, base, &kind, member, args)?)
        }
        _ => None,
    })
}

/// The indexer called as a method, `$list.Item(0)`, where the table has it as a property.
pub(super) fn index(host: &mut dyn Host, this: &Value, args: &[Value]) -> Result<Value> {
    super::access::invoke(host, this, "get_Item", args)
}

/// Sets the entry of a dictionary.
pub(super) fn set_key(host: &mut dyn Host, this: &Value, name: &str, value: Value) -> Result {
    let Value::Dict(dict) = this else {
        return Ok(());
    };
    if dict.is_read_only() {
        return Fault::new(&types::NOT_SUPPORTED_EXCEPTION, "Collection is read-only.").raise();
    }
    let (mut key, mut value) = (Value::str(name), value);
    if let Type::Generic(generic) = &dict.kind {
        if let Some(kind) = generic.arguments.first() {
            key = convert::to(host, &key, kind)?;
        }
        if let Some(kind) = generic.arguments.get(1) {
            value = convert::to(host, &value, kind)?;
        }
    }
    dict.insert(key, value);
    Ok(())
}

/// The constructors that every exception type has.
pub(super) fn exception_constructors() -> &'static [Overload] {
    match types::EXCEPTION
        .own_members()
        .iter()
        .find(|member| member.name == ".ctor")
        .map(|member| &member.kind)
    {
        Some(types::MemberKind::Method(list)) => list,
        _ => &[],
    }
}
