//! `[ref]`: a box with a value, or a door to a variable of the engine.

use super::table::*;
use crate::types::{self, Call, Member, Type};
use crate::{Host, Native, Result, Value};
use std::cell::RefCell;

/// Reads what a reference points at.
pub type Getter = Box<dyn Fn(&mut dyn Host) -> Result<Value>>;
/// Sets what a reference points at.
pub type Setter = Box<dyn Fn(&mut dyn Host, Value) -> Result>;

/// A `PSReference`.
pub struct Reference {
    place: Place,
}

enum Place {
    /// A value of its own: `[ref]5`, `[ref]::new(1)`.
    Own(RefCell<Value>),
    /// A variable, a property or an element.
    Door(Getter, Setter),
}

impl Reference {
    /// A reference that holds its value itself.
    pub fn of(value: Value) -> Reference {
        Reference {
            place: Place::Own(RefCell::new(value)),
        }
    }

    /// A reference to something that the engine reads and sets.
    pub fn to(get: Getter, set: Setter) -> Reference {
        Reference {
            place: Place::Door(get, set),
        }
    }

    /// What it points at.
    pub fn get(&self, host: &mut dyn Host) -> Result<Value> {
        match &self.place {
            Place::Own(value) => Ok(value.borrow().clone()),
            Place::Door(get, _) => get(host),
        }
    }

    /// Sets what it points at.
    pub fn set(&self, host: &mut dyn Host, value: Value) -> Result {
        match &self.place {
            Place::Own(own) => {
                *own.borrow_mut() = value;
                Ok(())
            }
            Place::Door(_, set) => set(host, value),
        }
    }
}

impl Native for Reference {
    fn get_type(&self) -> Type {
        Type::generic(&PS_REFERENCE_T, vec![Type::Known(&types::OBJECT)])
    }
}

/// `PSReference[T]`
pub static PS_REFERENCE_T: types::TypeInfo = types::TypeInfo::class(
    "System.Management.Automation.PSReference",
    &types::PS_REFERENCE,
)
.arity(1);

/// `PSReference`
pub static MEMBERS: &[Member] = &[
    constructors!((value: OBJ) -> THIS => |c| Ok(Value::native(Reference::of(c.arg(0).clone())))),
    Member::property("Value", OBJ, get, set),
];

fn get(c: &mut Call<'_>) -> Result<Value> {
    match c.this.as_native_rc::<Reference>() {
        Some(reference) => reference.get(c.host),
        None => Ok(Value::Null),
    }
}

fn set(c: &mut Call<'_>) -> Result<Value> {
    if let Some(reference) = c.this.as_native_rc::<Reference>() {
        let value = c.arg(0).clone();
        reference.set(c.host, value)?;
    }
    Ok(Value::Null)
}

/// Sets what an argument points at, if it is a reference; .NET's `out` parameters take anything else and forget it.
pub fn assign(host: &mut dyn Host, argument: &Value, value: Value) -> Result {
    match argument.as_native_rc::<Reference>() {
        Some(reference) => reference.set(host, value),
        None => Ok(()),
    }
}

/// What an argument points at; what is no reference is its own value.
pub fn read(host: &mut dyn Host, argument: &Value) -> Result<Value> {
    match argument.as_native_rc::<Reference>() {
        Some(reference) => reference.get(host),
        None => Ok(argument.clone()),
    }
}
