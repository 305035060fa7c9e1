//! Enumerators: what `GetEnumerator()` gives. They run over the elements as they were when it was called.

use super::table::*;
use crate::types::{self, Call, Member, Type, TypeInfo};
use crate::{Dict, Native, Result, Value};
use std::cell::Cell;
use std::rc::Rc;

/// An enumerator over values.
pub struct Enumerator {
    kind: &'static TypeInfo,
    items: Vec<Value>,
    /// Zero stands before the first element.
    at: Cell<usize>,
    /// The dictionary it runs over, as it was when it started.
    over: Option<(Rc<Dict>, u32)>,
}

/// The enumerator of arrays and lists.
pub static ENUMERATOR_TYPE: TypeInfo =
    TypeInfo::class("System.Collections.ArrayEnumerator", &types::OBJECT)
        .implements(&[&types::IENUMERATOR, &types::ICLONEABLE])
        .members(|| MEMBERS);
/// The enumerator of `ArrayList`, which is that of `$input`.
pub static LIST_ENUMERATOR: TypeInfo = TypeInfo::class(
    "System.Collections.ArrayList+ArrayListEnumeratorSimple",
    &types::OBJECT,
)
.implements(&[&types::IENUMERATOR, &types::ICLONEABLE])
.members(|| MEMBERS);
/// The enumerator of dictionaries.
pub static DICTIONARY_ENUMERATOR: TypeInfo = TypeInfo::class(
    "System.Collections.Hashtable+HashtableEnumerator",
    &types::OBJECT,
)
.implements(&[
    &IDICTIONARY_ENUMERATOR,
    &types::IENUMERATOR,
    &types::ICLONEABLE,
])
.members(|| DICTIONARY_MEMBERS);
/// `IDictionaryEnumerator`
pub static IDICTIONARY_ENUMERATOR: TypeInfo =
    TypeInfo::interface("System.Collections.IDictionaryEnumerator")
        .implements(&[&types::IENUMERATOR]);
/// The enumerator of strings.
pub static CHAR_ENUMERATOR: TypeInfo = TypeInfo::class("System.CharEnumerator", &types::OBJECT)
    .implements(&[&types::IENUMERATOR, &types::ICLONEABLE])
    .members(|| MEMBERS);

impl Enumerator {
    /// An enumerator over these.
    pub fn over(items: Vec<Value>) -> Value {
        Value::native(Enumerator {
            kind: &ENUMERATOR_TYPE,
            items,
            at: Cell::new(0),
            over: None,
        })
    }

    /// The same as an `ArrayList` gives it.
    pub fn over_list(items: Vec<Value>) -> Value {
        Value::native(Enumerator {
            kind: &LIST_ENUMERATOR,
            items,
            at: Cell::new(0),
            over: None,
        })
    }

    /// An enumerator over entries of a dictionary.
    pub fn over_entries(dict: &Rc<Dict>) -> Value {
        Value::native(Enumerator {
            kind: &DICTIONARY_ENUMERATOR,
            items: super::dict::entries(dict),
            at: Cell::new(0),
            over: Some((Rc::clone(dict), dict.version())),
        })
    }

    /// An enumerator over the characters of a string.
    pub fn over_chars(text: &str) -> Value {
        let items = text.encode_utf16().map(Value::Char).collect();
        Value::native(Enumerator {
            kind: &CHAR_ENUMERATOR,
            items,
            at: Cell::new(0),
            over: None,
        })
    }

    /// The element it stands at.
    pub fn current(&self) -> Option<&Value> {
        self.at
            .get()
            .checked_sub(1)
            .and_then(|at| self.items.get(at))
    }

    /// Goes to the next element; false behind the last.
    pub fn advance(&self) -> bool {
        if self.at.get() <= self.items.len() {
            self.at.set(self.at.get() + 1);
        }
        self.at.get() <= self.items.len()
    }
}

impl Native for Enumerator {
    fn get_type(&self) -> Type {
        Type::Known(self.kind)
    }

    fn version(&self) -> Option<u32> {
        self.over.as_ref().map(|(dict, _)| dict.version())
    }

    fn enumerate(&self) -> Option<Result<Vec<Value>>> {
        let rest = self.items.get(self.at.get()..).unwrap_or_default().to_vec();
        self.at.set(self.items.len() + 1);
        Some(Ok(rest))
    }
}

static MEMBERS: &[Member] = &[
    get!("Current", OBJ => current),
    method!("MoveNext", () -> BOOL => move_next),
    method!("Reset", () -> VOID => reset),
    method!("Dispose", () -> VOID => |_| Ok(Value::Null)),
];

static DICTIONARY_MEMBERS: &[Member] = &[
    get!("Current", OBJ => current),
    get!("Entry", OBJ => current),
    get!("Key", OBJ => |c| Ok(super::dict::entry_of(&current(c)?).map(|(key, _)| key).unwrap_or_default())),
    get!("Value", OBJ => |c| Ok(super::dict::entry_of(&current(c)?).map(|(_, value)| value).unwrap_or_default())),
    method!("MoveNext", () -> BOOL => move_next),
    method!("Reset", () -> VOID => reset),
    method!("Dispose", () -> VOID => |_| Ok(Value::Null)),
];

fn this<'a>(c: &'a Call<'_>) -> Option<&'a Enumerator> {
    c.this.as_native::<Enumerator>()
}

/// Goes on, unless what it runs over has changed.
fn move_next(c: &mut Call<'_>) -> Result<Value> {
    let Some(own) = this(c) else {
        return Ok(Value::Bool(false));
    };
    if let Some((dict, version)) = &own.over
        && dict.version() != *version
    {
        return super::args::invalid_operation(
            "Collection was modified; enumeration operation may not execute.",
        )
        .raise();
    }
    Ok(Value::Bool(own.advance()))
}

fn current(c: &mut Call<'_>) -> Result<Value> {
    let Some(own) = this(c) else {
        return Ok(Value::Null);
    };
    match own.current() {
        Some(value) => Ok(value.clone()),
        None if own.at.get() == 0 => {
            super::args::invalid_operation("Enumeration has not started. Call MoveNext.").raise()
        }
        None => super::args::invalid_operation("Enumeration already finished.").raise(),
    }
}

fn reset(c: &mut Call<'_>) -> Result<Value> {
    if let Some(own) = this(c) {
        own.at.set(0);
    }
    Ok(Value::Null)
}
