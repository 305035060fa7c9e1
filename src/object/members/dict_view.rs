//! `Keys` and `Values` of a dictionary: collections that follow its changes.

use super::dict_calls::this;
use super::enumerator::Enumerator;
use super::sequence;
use super::table::*;
use crate::types::{self, Call, Member, Type, TypeInfo};
use crate::{Dict, Native, Result, Value};
use std::rc::Rc;

/// The keys or the values of a dictionary.
pub struct View {
    dict: Rc<Dict>,
    is_keys: bool,
}

macro_rules! views {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $arity:literal;)*) => {
        $($(#[$doc])* pub static $name: TypeInfo = TypeInfo::class($text, &types::OBJECT)
            .arity($arity)
            .implements(&[&types::ICOLLECTION, &types::IENUMERABLE, &types::ICOLLECTION_T, &types::IENUMERABLE_T])
            .members(|| MEMBERS);)*
    };
}
views! {
    /// Keys of a `Hashtable`.
    HASHTABLE_KEYS = "System.Collections.Hashtable+KeyCollection", 0;
    /// Values of a `Hashtable`.
    HASHTABLE_VALUES = "System.Collections.Hashtable+ValueCollection", 0;
    /// Keys and values of an `OrderedDictionary`.
    ORDERED_VIEW = "System.Collections.Specialized.OrderedDictionary+OrderedDictionaryKeyValueCollection", 0;
    /// Keys of a `SortedList`.
    SORTED_LIST_KEYS = "System.Collections.SortedList+KeyList", 0;
    /// Values of a `SortedList`.
    SORTED_LIST_VALUES = "System.Collections.SortedList+ValueList", 0;
    /// Keys of a `Dictionary[K,V]`.
    DICTIONARY_KEYS = "System.Collections.Generic.Dictionary+KeyCollection", 2;
    /// Values of a `Dictionary[K,V]`.
    DICTIONARY_VALUES = "System.Collections.Generic.Dictionary+ValueCollection", 2;
    /// Keys of a `SortedDictionary[K,V]`.
    SORTED_KEYS = "System.Collections.Generic.SortedDictionary+KeyCollection", 2;
    /// Values of a `SortedDictionary[K,V]`.
    SORTED_VALUES = "System.Collections.Generic.SortedDictionary+ValueCollection", 2;
}

impl View {
    fn items(&self) -> Vec<Value> {
        if self.is_keys {
            self.dict.keys()
        } else {
            self.dict.values()
        }
    }
}

impl Native for View {
    fn get_type(&self) -> Type {
        let name = self
            .dict
            .kind
            .info()
            .map(TypeInfo::short_name)
            .unwrap_or_default();
        let info: &'static TypeInfo = match (name, self.dict.is_generic(), self.is_keys) {
            ("SortedDictionary", _, true) => &SORTED_KEYS,
            ("SortedDictionary", _, false) => &SORTED_VALUES,
            (_, true, true) => &DICTIONARY_KEYS,
            (_, true, false) => &DICTIONARY_VALUES,
            ("OrderedDictionary", ..) => &ORDERED_VIEW,
            ("SortedList", _, true) => &SORTED_LIST_KEYS,
            ("SortedList", _, false) => &SORTED_LIST_VALUES,
            (_, _, true) => &HASHTABLE_KEYS,
            (_, _, false) => &HASHTABLE_VALUES,
        };
        match &self.dict.kind {
            Type::Generic(generic) => Type::generic(info, generic.arguments.clone()),
            _ => Type::Known(info),
        }
    }

    fn enumerate(&self) -> Option<Result<Vec<Value>>> {
        Some(Ok(self.items()))
    }

    fn version(&self) -> Option<u32> {
        Some(self.dict.version())
    }

    fn is_true(&self) -> bool {
        !self.dict.is_empty()
    }
}

static MEMBERS: &[Member] = &[
    get!("Count", INT => |c| Ok(Value::Int(items(c).len() as i32))),
    get!("IsSynchronized", BOOL => |_| Ok(Value::Bool(false))),
    get!("SyncRoot", OBJ => |c| Ok(c.this.clone())),
    method!("Contains", (item: OBJ) -> BOOL => |c| Ok(Value::Bool({ let all = items(c); super::keys::position(c.host, &all, &c.args[0])? }.is_some()))),
    method!("CopyTo", (array: ARRAY, index: INT) -> VOID => |c| {
        let (items, at) = (items(c), c.long(1));
        sequence::copy_into(c.host, &items, &c.args[0], at, "index")
    }),
    method!("GetEnumerator", () -> ENUMERATOR => |c| Ok(Enumerator::over(items(c)))),
    method!("IndexOf", (value: OBJ) -> INT => |c| Ok(sequence::index_value({ let all = items(c); super::keys::position(c.host, &all, &c.args[0])? }))),
    method!("Item", (index: INT) -> OBJ => |c| match items(c).get(c.long(0) as usize) {
        Some(value) => Ok(value.clone()),
        None => super::args::out_of_range("index", sequence::INDEX).raise(),
    }),
];

fn items(c: &Call<'_>) -> Vec<Value> {
    c.this
        .as_native::<View>()
        .map(View::items)
        .unwrap_or_default()
}

/// `Keys`
pub(super) fn keys(c: &mut Call<'_>) -> Result<Value> {
    Ok(Value::native(View {
        dict: this(c)?,
        is_keys: true,
    }))
}

/// `Values`
pub(super) fn values(c: &mut Call<'_>) -> Result<Value> {
    Ok(Value::native(View {
        dict: this(c)?,
        is_keys: false,
    }))
}
