//! Members that a session gives to types by name (`Update-TypeData`): any object that has the name among its type names has them.

use crate::{SlotKind, Str, Value};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

/// One such member: as a slot of an object, with what the slot would hold.
#[derive(Clone)]
pub struct TypeMember {
    /// Its name.
    pub name: Str,
    /// What it is.
    pub kind: SlotKind,
    /// What a slot of that kind holds.
    pub slot: Value,
}

thread_local! {
    static MEMBERS: RefCell<BTreeMap<String, Vec<TypeMember>>> = const { RefCell::new(BTreeMap::new()) };
    /// Nobody has added any: the usual case, which must cost nothing.
    static EMPTY: Cell<bool> = const { Cell::new(true) };
}

/// Adds a member to a type; false where there is one of that name and `force` is off.
pub fn add(kind: &str, member: TypeMember, force: bool) -> bool {
    EMPTY.set(false);
    MEMBERS.with_borrow_mut(|all| {
        let members = all.entry(kind.to_lowercase()).or_default();
        match members
            .iter_mut()
            .find(|known| known.name.eq_ignore_ascii_case(&member.name))
        {
            Some(_) if !force => return false,
            Some(known) => *known = member,
            None => members.push(member),
        }
        true
    })
}

/// Takes all members of a type away; false where it had none.
pub fn remove(kind: &str) -> bool {
    MEMBERS.with_borrow_mut(|all| {
        let removed = all.remove(&kind.to_lowercase()).is_some();
        EMPTY.set(all.is_empty());
        removed
    })
}

/// Whether nothing was added to any type.
pub fn is_empty() -> bool {
    EMPTY.get()
}

/// The members that were added to exactly that type.
pub fn of_type(kind: &str) -> Vec<TypeMember> {
    MEMBERS.with_borrow(|all| all.get(&kind.to_lowercase()).cloned().unwrap_or_default())
}

/// The types that members were added to, in lower case.
pub fn types() -> Vec<String> {
    MEMBERS.with_borrow(|all| all.keys().cloned().collect())
}

/// The member of that name that an object has by its type names.
pub fn find(this: &Value, name: &str) -> Option<TypeMember> {
    if EMPTY.get() {
        return None;
    }
    let names = this.type_names();
    MEMBERS.with_borrow(|all| {
        names.iter().find_map(|kind| {
            all.get(&kind.to_lowercase())?
                .iter()
                .find(|known| known.name.eq_ignore_ascii_case(name))
                .cloned()
        })
    })
}

/// All members that an object has by its type names; those of nearer types first.
pub fn all_of(this: &Value) -> Vec<TypeMember> {
    if EMPTY.get() {
        return Vec::new();
    }
    let names = this.type_names();
    let mut found: Vec<TypeMember> = Vec::new();
    MEMBERS.with_borrow(|all| {
        for kind in &names {
            for member in all.get(&kind.to_lowercase()).into_iter().flatten() {
                if !found
                    .iter()
                    .any(|known| known.name.eq_ignore_ascii_case(&member.name))
                {
                    found.push(member.clone());
                }
            }
        }
    });
    found
}
