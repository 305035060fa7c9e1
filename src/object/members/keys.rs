//! Keys and elements on whose equality and order a script has a say: instances of script classes with `Equals`, `GetHashCode` or
//! `CompareTo` of their own, and dictionaries and sets with comparers that a script wrote.
//!
//! A dictionary itself can run no script. What stands here asks first, and hands it the key that it knows already.

use super::comparer::Comparer;
use super::sequence;
use crate::dict::Order;
use crate::types::{ClassType, Type};
use crate::{Dict, Host, Result, Value, convert};

/// Whether a value is an instance of a script class that has such a method.
pub(super) fn has_method(value: &Value, name: &str) -> bool {
    match value.base() {
        Value::Object(object) => match object.get_type() {
            kind @ Type::Class(_) => {
                !ClassType::with_methods(&kind, name, false, |_| ()).is_empty()
            }
            _ => false,
        },
        _ => false,
    }
}

/// `Object.Equals`, where it may be a script's.
pub fn equal(host: &mut dyn Host, a: &Value, b: &Value) -> Result<bool> {
    if has_method(a, "Equals")
        && !b.is_null()
        && let Some(answer) = host.call_method(a, "Equals", std::slice::from_ref(b))?
    {
        return Ok(convert::to_bool(&answer));
    }
    Ok(sequence::equal(a, b))
}

/// Where a value stands among values.
pub fn position(host: &mut dyn Host, values: &[Value], wanted: &Value) -> Result<Option<usize>> {
    if !has_method(wanted, "Equals") {
        return Ok(sequence::position(values, wanted));
    }
    for (at, value) in values.iter().enumerate() {
        if equal(host, wanted, value)? {
            return Ok(Some(at));
        }
    }
    Ok(None)
}

/// Where a value stands last among values.
pub fn last_position(
    host: &mut dyn Host,
    values: &[Value],
    wanted: &Value,
) -> Result<Option<usize>> {
    for (at, value) in values.iter().enumerate().rev() {
        if equal(host, wanted, value)? {
            return Ok(Some(at));
        }
    }
    Ok(None)
}

/// The key of a dictionary that is this key, or the key itself where it has none that is.
pub fn known(host: &mut dyn Host, dict: &Dict, key: &Value) -> Result<Value> {
    if !dict.asks_script(key) {
        return Ok(key.clone());
    }
    let comparer = dict.comparer();
    for known in dict.keys() {
        let same = match dict.order {
            Order::Sorted => order_of(&comparer).compare(host, &known, key)?.is_eq(),
            _ if comparer.is_null() => same_by_class(host, &known, key)?,
            _ => same_by_comparer(host, &comparer, &known, key)?,
        };
        if same {
            return Ok(known);
        }
    }
    Ok(key.clone())
}

fn order_of(comparer: &Value) -> Comparer {
    Comparer::of(comparer)
}

/// Hash tables compare hashes before they ask for equality, so a class needs both methods.
fn same_by_class(host: &mut dyn Host, known: &Value, key: &Value) -> Result<bool> {
    if known.same(key) {
        return Ok(true);
    }
    if !has_method(key, "Equals") || !has_method(key, "GetHashCode") {
        return Ok(false);
    }
    let mut hash = |value: &Value| -> Result<Option<i64>> {
        Ok(host
            .call_method(value, "GetHashCode", &[])?
            .and_then(|hash| hash.as_integer()))
    };
    if hash(known)? != hash(key)? {
        return Ok(false);
    }
    equal(host, known, key)
}

fn same_by_comparer(
    host: &mut dyn Host,
    comparer: &Value,
    known: &Value,
    key: &Value,
) -> Result<bool> {
    let mut hash = |value: &Value| -> Result<Option<i64>> {
        let hash = host.call_method(comparer, "GetHashCode", std::slice::from_ref(value))?;
        Ok(hash.and_then(|hash| hash.as_integer()))
    };
    if hash(known)? != hash(key)? {
        return Ok(false);
    }
    let pair = [known.clone(), key.clone()];
    let answer = host.call_method(comparer, "Equals", &pair)?;
    Ok(answer.is_some_and(|answer| convert::to_bool(&answer)))
}

/// Sets an entry, the key being one that the dictionary knows where a script says so.
pub fn put(host: &mut dyn Host, dict: &Dict, key: Value, value: Value) -> Result {
    if !dict.asks_script(&key) {
        dict.insert(key, value);
        return Ok(());
    }
    let key = known(host, dict, &key)?;
    dict.insert(key, value);
    settle(host, dict)
}

/// Sorts the entries of a sorted dictionary whose order a script decides.
pub fn settle(host: &mut dyn Host, dict: &Dict) -> Result {
    if dict.order != Order::Sorted {
        return Ok(());
    }
    let comparer = order_of(&dict.comparer());
    let sorted = sequence::merge_sort(dict.entries(), &mut |a: &(Value, Value), b| {
        comparer.compare(host, &a.0, &b.0)
    })?;
    dict.rearrange(sorted);
    Ok(())
}
