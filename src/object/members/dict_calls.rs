//! What the methods of all dictionaries do.

use super::args::{argument_null, not_supported, out_of_range};
use super::comparer::{self, TextComparer, TextOrder};
use super::dict::{
    self, CONCURRENT_DICTIONARY, SORTED_DICTIONARY, SORTED_LIST, SORTED_LIST_T, SYNC_HASHTABLE,
    entry_of,
};
use super::enumerator::Enumerator;
use super::{keys, sequence};
use crate::dict::{KeyCase, Order};
use crate::types::{self, Call, Sig, Type};
use crate::{Dict, Fault, Result, Value, convert};
use std::rc::Rc;

/// The dictionary that a member is called on.
pub fn this(c: &Call<'_>) -> Result<Rc<Dict>> {
    match c.this.base() {
        Value::Dict(dict) => Ok(Rc::clone(dict)),
        _ => not_supported("The object is no dictionary.").raise(),
    }
}

/// How a dictionary of that type orders its entries.
pub fn order_of(kind: &Type) -> Order {
    let Some(info) = kind.info() else {
        return Order::Any;
    };
    if [&SORTED_DICTIONARY, &SORTED_LIST, &SORTED_LIST_T]
        .iter()
        .any(|sorted| std::ptr::eq(*sorted, info))
    {
        return Order::Sorted;
    }
    match info.short_name() {
        "Hashtable" | "Dictionary" | "ConcurrentDictionary" => Order::Any,
        _ => Order::Inserted,
    }
}

/// An empty dictionary of a type.
pub fn make(kind: &Type, keys: KeyCase) -> Rc<Dict> {
    Rc::new(Dict::new(kind.clone(), keys, order_of(kind)))
}

pub(super) fn new(c: &mut Call<'_>) -> Result<Value> {
    if c.args
        .first()
        .and_then(Value::as_integer)
        .is_some_and(|capacity| capacity < 0)
    {
        return super::args::negative("capacity", c.long(0)).raise();
    }
    Ok(Value::Dict(make(c.kind, KeyCase::Match)))
}

/// An empty dictionary with the comparer in argument `n`.
fn comparing(c: &Call<'_>, n: usize) -> Rc<Dict> {
    let case = comparer::key_case(c.arg(n));
    let dict = make(c.kind, case.unwrap_or(KeyCase::Match));
    let order_of_text =
        dict.order == Order::Sorted && c.arg(n).as_native::<TextComparer>().is_some();
    if case.is_none() || order_of_text {
        dict.set_comparer(c.arg(n).clone());
    }
    dict
}

pub(super) fn new_comparing(c: &mut Call<'_>) -> Result<Value> {
    Ok(Value::Dict(comparing(c, 0)))
}

pub(super) fn new_comparing_second(c: &mut Call<'_>) -> Result<Value> {
    Ok(Value::Dict(comparing(c, 1)))
}

pub(super) fn new_sorted(c: &mut Call<'_>) -> Result<Value> {
    Ok(Value::Dict(comparing(c, 0)))
}

pub(super) fn new_from(c: &mut Call<'_>) -> Result<Value> {
    let dict = if c.has(1) {
        comparing(c, 1)
    } else {
        make(c.kind, KeyCase::Match)
    };
    let name = if dict.is_generic() { "dictionary" } else { "d" };
    let (key_type, value_type) = (
        Sig::Argument(0).resolve(c.kind),
        Sig::Argument(1).resolve(c.kind),
    );
    for item in sequence::items(c.arg(0), name)? {
        let Some((key, value)) = entry_of(&item) else {
            return Fault::new(
                &types::INVALID_CAST_EXCEPTION,
                "Specified cast is not valid.",
            )
            .raise();
        };
        let key = convert::to(c.host, &key, &key_type)?;
        let value = if value_type.is(&types::OBJECT) {
            value
        } else {
            convert::to(c.host, &value, &value_type)?
        };
        put_new(c, &dict, key, value)?;
    }
    Ok(Value::Dict(dict))
}

pub(super) fn synchronized(c: &mut Call<'_>) -> Result<Value> {
    let Value::Dict(table) = c.arg(0).base() else {
        return argument_null("table").raise();
    };
    let dict = Dict::new(Type::Known(&SYNC_HASHTABLE), table.keys, table.order);
    for (key, value) in table.entries() {
        dict.insert(key, value);
    }
    dict.set_comparer(table.comparer());
    Ok(Value::Dict(Rc::new(dict)))
}

/// The key in argument `n`; none of the dictionaries takes null. Sorted ones must be able to compare it with the others.
fn key(c: &mut Call<'_>, dict: &Dict, n: usize) -> Result<Value> {
    let key = c.arg(n);
    if key.is_null() {
        return argument_null("key").raise();
    }
    if dict.asks_script(key) {
        return keys::known(c.host, dict, &c.args[n]);
    }
    if dict.order == Order::Sorted
        && let Some((first, _)) = dict.entry_at(0)
    {
        comparer::default_order(&first, key).map_err(comparer::failed)?;
    }
    Ok(key.clone())
}

fn writable(dict: &Dict) -> Result {
    if dict.is_read_only() {
        return not_supported("The OrderedDictionary is readonly and cannot be modified.").raise();
    }
    Ok(())
}

fn put_new(c: &mut Call<'_>, dict: &Dict, key: Value, value: Value) -> Result {
    if dict.contains(&key) {
        return Err(duplicate(c, dict, &key)?.into());
    }
    keys::put(c.host, dict, key, value)
}

/// What .NET says of a key that is there already; the old collections name both spellings.
fn duplicate(c: &mut Call<'_>, dict: &Dict, key: &Value) -> Result<Fault> {
    let added = convert::to_string_method(c.host, key)?;
    if dict
        .kind
        .info()
        .is_some_and(|info| std::ptr::eq(info, &CONCURRENT_DICTIONARY))
    {
        return Ok(Fault::new(
            &types::ARGUMENT_EXCEPTION,
            "The key already existed in the dictionary.",
        ));
    }
    if dict.is_generic() {
        let name = if dict.order == Order::Sorted {
            " (Parameter 'key')"
        } else {
            ""
        };
        let message =
            format!("An item with the same key has already been added. Key: {added}{name}");
        return Ok(Fault::new(&types::ARGUMENT_EXCEPTION, message));
    }
    let known = dict
        .keys()
        .into_iter()
        .find(|known| crate::dict::same_key(known, key, dict.keys))
        .unwrap_or_default();
    let known = convert::to_string_method(c.host, &known)?;
    let message = format!(
        "Item has already been added. Key in dictionary: '{known}'  Key being added: '{added}'"
    );
    Ok(Fault::new(&types::ARGUMENT_EXCEPTION, message))
}

pub(super) fn count(c: &mut Call<'_>) -> Result<Value> {
    Ok(Value::Int(this(c)?.len() as i32))
}

pub(super) fn comparer(c: &mut Call<'_>) -> Result<Value> {
    let order = if this(c)?.keys == KeyCase::Ignore {
        TextOrder::OrdinalIgnoreCase
    } else {
        TextOrder::Ordinal
    };
    Ok(Value::native(TextComparer(order)))
}

pub(super) fn get_item(c: &mut Call<'_>) -> Result<Value> {
    let dict = this(c)?;
    let key = key(c, &dict, 0)?;
    match dict.get(&key) {
        Some(value) => Ok(value),
        None if dict.is_generic() => {
            let text = convert::to_string_method(c.host, &key)?;
            let message = format!("The given key '{text}' was not present in the dictionary.");
            Fault::new(&types::KEY_NOT_FOUND_EXCEPTION, message).raise()
        }
        None => Ok(Value::Null),
    }
}

pub(super) fn set_item(c: &mut Call<'_>) -> Result<Value> {
    let dict = this(c)?;
    writable(&dict)?;
    let key = key(c, &dict, 0)?;
    let value = c.arg(1).clone();
    keys::put(c.host, &dict, key, value)?;
    Ok(Value::Null)
}

pub(super) fn add(c: &mut Call<'_>) -> Result<Value> {
    let dict = this(c)?;
    writable(&dict)?;
    let key = key(c, &dict, 0)?;
    let value = c.arg(1).clone();
    put_new(c, &dict, key, value)?;
    Ok(Value::Null)
}

pub(super) fn add_entry(c: &mut Call<'_>) -> Result<Value> {
    let dict = this(c)?;
    let (key, value) = entry_of(c.arg(0)).unwrap_or_default();
    put_new(c, &dict, key, value)?;
    Ok(Value::Null)
}

pub(super) fn try_add(c: &mut Call<'_>) -> Result<Value> {
    let dict = this(c)?;
    let key = key(c, &dict, 0)?;
    let is_new = !dict.contains(&key);
    if is_new {
        let value = c.arg(1).clone();
        keys::put(c.host, &dict, key, value)?;
    }
    Ok(Value::Bool(is_new))
}

pub(super) fn try_get(c: &mut Call<'_>) -> Result<Value> {
    let dict = this(c)?;
    let key = key(c, &dict, 0)?;
    let found = dict.get(&key);
    let is_there = found.is_some();
    let value = found.unwrap_or_else(|| Sig::Argument(1).resolve(c.kind).default_value());
    c.assign(1, value)?;
    Ok(Value::Bool(is_there))
}

pub(super) fn try_update(c: &mut Call<'_>) -> Result<Value> {
    let dict = this(c)?;
    let key = key(c, &dict, 0)?;
    let equal = dict
        .get(&key)
        .is_some_and(|old| sequence::equal(&old, c.arg(2)));
    if equal {
        let value = c.arg(1).clone();
        keys::put(c.host, &dict, key, value)?;
    }
    Ok(Value::Bool(equal))
}

/// A value, or what a script block that stands for a factory makes of the arguments, converted to the value type.
fn made(c: &mut Call<'_>, n: usize, arguments: &[Value]) -> Result<Value> {
    let given = c.arg(n).clone();
    let kind = Sig::Argument(1).resolve(c.kind);
    let is_code = given.get_type().is(&types::SCRIPT_BLOCK)
        || Type::Known(&types::DELEGATE).is_assignable_from(&given.get_type());
    let value = if is_code {
        c.host.call(&given, arguments)?
    } else {
        given
    };
    if kind.is(&types::OBJECT) {
        Ok(value)
    } else {
        convert::to(c.host, &value, &kind)
    }
}

pub(super) fn get_or_add(c: &mut Call<'_>) -> Result<Value> {
    let dict = this(c)?;
    let key = key(c, &dict, 0)?;
    if let Some(value) = dict.get(&key) {
        return Ok(value);
    }
    let value = made(c, 1, std::slice::from_ref(&key))?;
    keys::put(c.host, &dict, key, value.clone())?;
    Ok(value)
}

pub(super) fn add_or_update(c: &mut Call<'_>) -> Result<Value> {
    let dict = this(c)?;
    let key = key(c, &dict, 0)?;
    let value = match dict.get(&key) {
        Some(old) => made(c, 2, &[key.clone(), old])?,
        None => made(c, 1, std::slice::from_ref(&key))?,
    };
    keys::put(c.host, &dict, key, value.clone())?;
    Ok(value)
}

pub(super) fn clear(c: &mut Call<'_>) -> Result<Value> {
    let dict = this(c)?;
    writable(&dict)?;
    dict.clear();
    Ok(Value::Null)
}

pub(super) fn contains(c: &mut Call<'_>) -> Result<Value> {
    let dict = this(c)?;
    let key = key(c, &dict, 0)?;
    Ok(Value::Bool(dict.contains(&key)))
}

pub(super) fn contains_value(c: &mut Call<'_>) -> Result<Value> {
    let values = this(c)?.values();
    Ok(Value::Bool(
        keys::position(c.host, &values, &c.args[0])?.is_some(),
    ))
}

pub(super) fn copy_to(c: &mut Call<'_>) -> Result<Value> {
    let entries = dict::entries(&*this(c)?);
    let at = c.long(1);
    sequence::copy_into(c.host, &entries, &c.args[0], at, "arrayIndex")
}

pub(super) fn enumerator(c: &mut Call<'_>) -> Result<Value> {
    Ok(Enumerator::over_entries(&this(c)?))
}

pub(super) fn remove(c: &mut Call<'_>) -> Result<Value> {
    let dict = this(c)?;
    writable(&dict)?;
    let key = key(c, &dict, 0)?;
    Ok(Value::Bool(dict.remove(&key).is_some()))
}

pub(super) fn remove_out(c: &mut Call<'_>) -> Result<Value> {
    let dict = this(c)?;
    let key = key(c, &dict, 0)?;
    let old = dict.remove(&key);
    let is_there = old.is_some();
    let value = old.unwrap_or_else(|| Sig::Argument(1).resolve(c.kind).default_value());
    c.assign(1, value)?;
    Ok(Value::Bool(is_there))
}

/// The index in argument 0, which must be that of an entry.
pub(super) fn index(c: &Call<'_>, name: &str) -> Result<usize> {
    let index = c.long(0);
    if index < 0 || index >= this(c)?.len() as i64 {
        return out_of_range(name, sequence::INDEX).raise();
    }
    Ok(index as usize)
}

pub(super) fn get_at(c: &mut Call<'_>) -> Result<Value> {
    let at = index(c, "index")?;
    Ok(this(c)?
        .entry_at(at)
        .map(|(_, value)| value)
        .unwrap_or_default())
}

pub(super) fn value_at(c: &mut Call<'_>) -> Result<Value> {
    get_at(c)
}

pub(super) fn key_at(c: &mut Call<'_>) -> Result<Value> {
    let at = index(c, "index")?;
    Ok(this(c)?
        .entry_at(at)
        .map(|(key, _)| key)
        .unwrap_or_default())
}

pub(super) fn set_at(c: &mut Call<'_>) -> Result<Value> {
    let dict = this(c)?;
    writable(&dict)?;
    let at = index(c, "index")?;
    dict.set_at(at, c.arg(1).clone());
    Ok(Value::Null)
}

pub(super) fn insert(c: &mut Call<'_>) -> Result<Value> {
    let dict = this(c)?;
    writable(&dict)?;
    let at = c.long(0);
    if at < 0 || at > dict.len() as i64 {
        return out_of_range(
            "index",
            "Specified argument was out of the range of valid values.",
        )
        .raise();
    }
    let key = key(c, &dict, 1)?;
    if dict.contains(&key) {
        return Err(duplicate(c, &dict, &key)?.into());
    }
    dict.insert_at(at as usize, key, c.arg(2).clone());
    Ok(Value::Null)
}

pub(super) fn remove_at(c: &mut Call<'_>) -> Result<Value> {
    let dict = this(c)?;
    writable(&dict)?;
    let at = index(c, "index")?;
    dict.remove_at(at);
    Ok(Value::Null)
}

pub(super) fn index_of_key(c: &mut Call<'_>) -> Result<Value> {
    let dict = this(c)?;
    let key = key(c, &dict, 0)?;
    Ok(sequence::index_value(dict.keys().iter().position(
        |known| crate::dict::same_key(known, &key, dict.keys),
    )))
}

pub(super) fn index_of_value(c: &mut Call<'_>) -> Result<Value> {
    Ok(sequence::index_value(sequence::position(
        &this(c)?.values(),
        c.arg(0),
    )))
}
