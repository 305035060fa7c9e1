//! `[System.Linq.Enumerable]`. Sequences are computed at once, not lazily: what a script can see of the difference is the order
//! in which its own delegates write.

use super::args::{argument_null, invalid_operation, out_of_range};
use super::comparer::{self, Comparer};
use super::linq_group::{group_by, group_join, join, to_dictionary, to_lookup};
use super::sequence;
use super::set::Set;
use super::table::*;
use crate::dict::KeyCase;
use crate::types::{self, Call, Member, Sig, Type, TypeInfo};
use crate::{Fault, Result, Value, convert};
use rust_decimal::Decimal;

/// `Enumerable`
pub static ENUMERABLE_TYPE: TypeInfo = TypeInfo::statics("System.Linq.Enumerable", || MEMBERS);

/// A sequence of any elements; a string is one of characters.
const MANY: Sig = Sig::One(&types::IENUMERABLE);

static MEMBERS: &[Member] = &[
    static_method!("Aggregate",
        (source: MANY, func: OBJ) -> OBJ => aggregate, (source: MANY, seed: OBJ, func: OBJ) -> OBJ => aggregate,
        (source: MANY, seed: OBJ, func: OBJ, resultSelector: OBJ) -> OBJ => aggregate),
    static_method!("All", (source: MANY, predicate: OBJ) -> BOOL => all),
    static_method!("Any", (source: MANY) -> BOOL => any, (source: MANY, predicate: OBJ) -> BOOL => any),
    static_method!("Append", (source: MANY, element: OBJ) -> OBJECTS => |c| { let mut items = source(c)?; items.push(c.arg(1).clone()); like(c, items) }),
    static_method!("AsEnumerable", (source: MANY) -> MANY => |c| Ok(c.arg(0).clone())),
    static_method!("Average", (source: MANY) -> OBJ => average, (source: MANY, selector: OBJ) -> OBJ => average),
    // Its type argument cannot be inferred, and a call without it finds no overload.
    Member::static_method("Cast", &[]),
    static_method!("Chunk", (source: MANY, size: INT) -> OBJECTS => chunk),
    static_method!("Concat", (first: MANY, second: MANY) -> OBJECTS => |c| { let mut items = source(c)?; items.extend(sequence::items(c.arg(1), "second")?); like(c, items) }),
    static_method!("Contains", (source: MANY, value: OBJ) -> BOOL => contains, (source: MANY, value: OBJ, comparer: OBJ) -> BOOL => contains),
    static_method!("Count", (source: MANY) -> INT => |c| Ok(Value::Int(counted(c)? as i32)), (source: MANY, predicate: OBJ) -> INT => |c| Ok(Value::Int(counted(c)? as i32))),
    static_method!("DefaultIfEmpty", (source: MANY) -> OBJECTS => default_if_empty, (source: MANY, defaultValue: OBJ) -> OBJECTS => default_if_empty),
    static_method!("Distinct", (source: MANY) -> OBJECTS => distinct, (source: MANY, comparer: OBJ) -> OBJECTS => distinct),
    static_method!("DistinctBy", (source: MANY, keySelector: OBJ) -> OBJECTS => distinct_by),
    static_method!("ElementAt", (source: MANY, index: INT) -> OBJ => |c| element_at(c, true)),
    static_method!("ElementAtOrDefault", (source: MANY, index: INT) -> OBJ => |c| element_at(c, false)),
    Member::static_method("Empty", &[]),
    static_method!("Except", (first: MANY, second: MANY) -> OBJECTS => except, (first: MANY, second: MANY, comparer: OBJ) -> OBJECTS => except),
    static_method!("First", (source: MANY) -> OBJ => |c| pick(c, Pick::First, true), (source: MANY, predicate: OBJ) -> OBJ => |c| pick(c, Pick::First, true)),
    static_method!("FirstOrDefault", (source: MANY) -> OBJ => |c| pick(c, Pick::First, false), (source: MANY, predicate: OBJ) -> OBJ => |c| pick(c, Pick::First, false)),
    static_method!("GroupBy", (source: MANY, keySelector: OBJ) -> OBJECTS => group_by, (source: MANY, keySelector: OBJ, elementSelector: OBJ) -> OBJECTS => group_by),
    static_method!("GroupJoin", (outer: MANY, inner: MANY, outerKeySelector: OBJ, innerKeySelector: OBJ, resultSelector: OBJ) -> OBJECTS => group_join),
    static_method!("Intersect", (first: MANY, second: MANY) -> OBJECTS => intersect, (first: MANY, second: MANY, comparer: OBJ) -> OBJECTS => intersect),
    static_method!("Join", (outer: MANY, inner: MANY, outerKeySelector: OBJ, innerKeySelector: OBJ, resultSelector: OBJ) -> OBJECTS => join),
    static_method!("Last", (source: MANY) -> OBJ => |c| pick(c, Pick::Last, true), (source: MANY, predicate: OBJ) -> OBJ => |c| pick(c, Pick::Last, true)),
    static_method!("LastOrDefault", (source: MANY) -> OBJ => |c| pick(c, Pick::Last, false), (source: MANY, predicate: OBJ) -> OBJ => |c| pick(c, Pick::Last, false)),
    static_method!("LongCount", (source: MANY) -> LONG => |c| Ok(Value::Long(counted(c)? as i64)), (source: MANY, predicate: OBJ) -> LONG => |c| Ok(Value::Long(counted(c)? as i64))),
    static_method!("Max", (source: MANY) -> OBJ => |c| extreme(c, false), (source: MANY, selector: OBJ) -> OBJ => |c| extreme(c, false)),
    static_method!("MaxBy", (source: MANY, keySelector: OBJ) -> OBJ => |c| extreme_by(c, false)),
    static_method!("Min", (source: MANY) -> OBJ => |c| extreme(c, true), (source: MANY, selector: OBJ) -> OBJ => |c| extreme(c, true)),
    static_method!("MinBy", (source: MANY, keySelector: OBJ) -> OBJ => |c| extreme_by(c, true)),
    // Its type argument cannot be inferred, and a call without it finds no overload.
    Member::static_method("OfType", &[]),
    static_method!("Order", (source: MANY) -> OBJECTS => |c| ordered(c, None, false), (source: MANY, comparer: OBJ) -> OBJECTS => |c| ordered(c, None, false)),
    static_method!("OrderBy", (source: MANY, keySelector: OBJ) -> OBJECTS => |c| ordered(c, Some(1), false), (source: MANY, keySelector: OBJ, comparer: OBJ) -> OBJECTS => |c| ordered(c, Some(1), false)),
    static_method!("OrderByDescending", (source: MANY, keySelector: OBJ) -> OBJECTS => |c| ordered(c, Some(1), true), (source: MANY, keySelector: OBJ, comparer: OBJ) -> OBJECTS => |c| ordered(c, Some(1), true)),
    static_method!("OrderDescending", (source: MANY) -> OBJECTS => |c| ordered(c, None, true)),
    static_method!("Prepend", (source: MANY, element: OBJ) -> OBJECTS => |c| { let mut items = source(c)?; items.insert(0, c.arg(1).clone()); like(c, items) }),
    static_method!("Range", (start: INT, count: INT) -> INTS => range),
    static_method!("Repeat", (element: OBJ, count: INT) -> OBJECTS => repeat),
    static_method!("Reverse", (source: MANY) -> OBJECTS => |c| { let mut items = source(c)?; items.reverse(); like(c, items) }),
    static_method!("Select", (source: MANY, selector: OBJ) -> OBJECTS => select),
    static_method!("SelectMany", (source: MANY, selector: OBJ) -> OBJECTS => select_many),
    static_method!("SequenceEqual", (first: MANY, second: MANY) -> BOOL => sequence_equal, (first: MANY, second: MANY, comparer: OBJ) -> BOOL => sequence_equal),
    static_method!("Single", (source: MANY) -> OBJ => |c| pick(c, Pick::Single, true), (source: MANY, predicate: OBJ) -> OBJ => |c| pick(c, Pick::Single, true)),
    static_method!("SingleOrDefault", (source: MANY) -> OBJ => |c| pick(c, Pick::Single, false), (source: MANY, predicate: OBJ) -> OBJ => |c| pick(c, Pick::Single, false)),
    static_method!("Skip", (source: MANY, count: INT) -> OBJECTS => |c| { let items = source(c)?; let n = amount(c, items.len()); like(c, items[n..].to_vec()) }),
    static_method!("SkipLast", (source: MANY, count: INT) -> OBJECTS => |c| { let items = source(c)?; let n = amount(c, items.len()); like(c, items[..items.len() - n].to_vec()) }),
    static_method!("SkipWhile", (source: MANY, predicate: OBJ) -> OBJECTS => |c| { let (items, at) = split(c)?; like(c, items[at..].to_vec()) }),
    static_method!("Sum", (source: MANY) -> OBJ => |c| { let items = selected(c)?; sum(&items.0, &items.1) }, (source: MANY, selector: OBJ) -> OBJ => |c| { let items = selected(c)?; sum(&items.0, &items.1) }),
    static_method!("Take", (source: MANY, count: INT) -> OBJECTS => |c| { let items = source(c)?; let n = amount(c, items.len()); like(c, items[..n].to_vec()) }),
    static_method!("TakeLast", (source: MANY, count: INT) -> OBJECTS => |c| { let items = source(c)?; let n = amount(c, items.len()); like(c, items[items.len() - n..].to_vec()) }),
    static_method!("TakeWhile", (source: MANY, predicate: OBJ) -> OBJECTS => |c| { let (items, at) = split(c)?; like(c, items[..at].to_vec()) }),
    static_method!("ToArray", (source: MANY) -> OBJECTS => |c| { let items = source(c)?; like(c, items) }),
    static_method!("ToDictionary", (source: MANY, keySelector: OBJ) -> OBJ => to_dictionary, (source: MANY, keySelector: OBJ, elementSelector: OBJ) -> OBJ => to_dictionary),
    static_method!("ToHashSet", (source: MANY) -> OBJ => |c| { let items = source(c)?; Ok(Set::hash(sequence::element_of(c.arg(0)), items)) }),
    static_method!("ToList", (source: MANY) -> OBJ => |c| { let items = source(c)?; Ok(super::list::generic(sequence::element_of(c.arg(0)), items)) }),
    static_method!("ToLookup", (source: MANY, keySelector: OBJ) -> OBJ => to_lookup),
    static_method!("Union", (first: MANY, second: MANY) -> OBJECTS => union, (first: MANY, second: MANY, comparer: OBJ) -> OBJECTS => union),
    static_method!("Where", (source: MANY, predicate: OBJ) -> OBJECTS => |c| {
        let (items, delegate) = (source(c)?, delegate(c, 1, "predicate")?);
        let kept = sequence::filter(c, &delegate, items)?;
        like(c, kept)
    }),
    static_method!("Zip", (first: MANY, second: MANY) -> OBJECTS => zip, (first: MANY, second: MANY, resultSelector: OBJ) -> OBJECTS => zip),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Pick {
    First,
    Last,
    Single,
}

/// The elements of the first argument.
pub(super) fn source(c: &Call<'_>) -> Result<Vec<Value>> {
    sequence::items(c.arg(0), "source")
}

/// A delegate that must be given.
pub(super) fn delegate(c: &Call<'_>, n: usize, name: &str) -> Result<Value> {
    if c.arg(n).is_null() {
        argument_null(name).raise()
    } else {
        Ok(c.arg(n).clone())
    }
}

/// An array whose elements are of the source's element type.
fn like(c: &Call<'_>, items: Vec<Value>) -> Result<Value> {
    Ok(sequence::array(sequence::element_of(c.arg(0)), items))
}

/// An array of what a delegate gave, of the type that the delegate says or that all results have.
pub(super) fn results(c: &mut Call<'_>, delegate: &Value, items: Vec<Value>) -> Result<Value> {
    let element = sequence::delegate_result(delegate).unwrap_or(Type::Known(&types::OBJECT));
    let items = sequence::convert_all(c.host, items, &element)?;
    Ok(sequence::array(element, items))
}

/// The source through the selector where one is given, and the element type then.
fn selected(c: &mut Call<'_>) -> Result<(Vec<Value>, Type)> {
    let items = source(c)?;
    if !c.has(1) || c.arg(1).is_null() {
        return Ok((items, sequence::element_of(c.arg(0))));
    }
    let selector = c.args[1].clone();
    let mut made = Vec::with_capacity(items.len());
    for item in items {
        made.push(c.host.call(&selector, &[item])?);
    }
    let element = sequence::delegate_result(&selector).unwrap_or(Type::Known(&types::OBJECT));
    Ok((sequence::convert_all(c.host, made, &element)?, element))
}

/// The source filtered by the predicate where one is given.
fn filtered(c: &mut Call<'_>) -> Result<Vec<Value>> {
    let items = source(c)?;
    if !c.has(1) || c.arg(1).is_null() {
        return Ok(items);
    }
    let predicate = c.args[1].clone();
    sequence::filter(c, &predicate, items)
}

fn aggregate(c: &mut Call<'_>) -> Result<Value> {
    let mut items = source(c)?.into_iter();
    let (mut total, function) = match c.args.len() {
        2 => (
            items
                .next()
                .ok_or_else(|| invalid_operation("Sequence contains no elements"))?,
            delegate(c, 1, "func")?,
        ),
        _ => (c.arg(1).clone(), delegate(c, 2, "func")?),
    };
    for item in items {
        total = c.host.call(&function, &[total, item])?;
    }
    if c.args.len() == 4 {
        let selector = delegate(c, 3, "resultSelector")?;
        total = c.host.call(&selector, &[total])?;
    }
    Ok(total)
}

fn all(c: &mut Call<'_>) -> Result<Value> {
    let (items, predicate) = (source(c)?, delegate(c, 1, "predicate")?);
    for item in items {
        if !sequence::test(c, &predicate, &item)? {
            return Ok(Value::Bool(false));
        }
    }
    Ok(Value::Bool(true))
}

fn any(c: &mut Call<'_>) -> Result<Value> {
    let items = source(c)?;
    if !c.has(1) || c.arg(1).is_null() {
        return Ok(Value::Bool(!items.is_empty()));
    }
    let predicate = c.args[1].clone();
    let found = sequence::find(c, &predicate, &items, 0..items.len())?;
    Ok(Value::Bool(found.is_some()))
}

fn counted(c: &mut Call<'_>) -> Result<usize> {
    Ok(filtered(c)?.len())
}

/// The sum in the element type; integers that leave theirs are an error.
fn sum(items: &[Value], element: &Type) -> Result<Value> {
    let overflow = || {
        Fault::new(
            &types::OVERFLOW_EXCEPTION,
            "Arithmetic operation resulted in an overflow.",
        )
    };
    let items: Vec<&Value> = items.iter().filter(|item| !item.is_null()).collect();
    let is = |wanted: fn(&Value) -> bool| element_is(&items, wanted);
    if is(|v| matches!(v, Value::Decimal(_))) || element.is(&types::DECIMAL) {
        let parts = items.iter().filter_map(|item| {
            if let Value::Decimal(d) = item.base() {
                Some(*d)
            } else {
                None
            }
        });
        return Ok(Value::Decimal(parts.sum::<Decimal>()));
    }
    if is(|v| matches!(v, Value::Double(_))) || element.is(&types::DOUBLE) {
        return Ok(Value::Double(items.iter().map(|item| number(item)).sum()));
    }
    if is(|v| matches!(v, Value::Single(_))) || element.is(&types::SINGLE) {
        return Ok(Value::Single(
            items.iter().map(|item| number(item)).sum::<f64>() as f32,
        ));
    }
    let mut total: i64 = 0;
    for item in &items {
        let part = item.as_integer().ok_or_else(|| {
            Fault::new(
                &types::INVALID_CAST_EXCEPTION,
                "Specified cast is not valid.",
            )
        })?;
        total = total.checked_add(part).ok_or_else(overflow)?;
    }
    if is(|v| matches!(v, Value::Long(_))) || element.is(&types::INT64) {
        return Ok(Value::Long(total));
    }
    Ok(Value::Int(i32::try_from(total).map_err(|_| overflow())?))
}

fn element_is(items: &[&Value], wanted: fn(&Value) -> bool) -> bool {
    items.first().is_some_and(|item| wanted(item.base()))
}

fn number(value: &Value) -> f64 {
    match value.base() {
        Value::Double(x) => *x,
        Value::Single(x) => f64::from(*x),
        other => other.as_integer().unwrap_or_default() as f64,
    }
}

fn average(c: &mut Call<'_>) -> Result<Value> {
    let (items, element) = selected(c)?;
    if items.is_empty() {
        return invalid_operation("Sequence contains no elements").raise();
    }
    let count = items.len();
    Ok(match sum(&items, &element)? {
        Value::Decimal(total) => Value::Decimal(total / Decimal::from(count)),
        Value::Single(total) => Value::Single(total / count as f32),
        Value::Double(total) => Value::Double(total / count as f64),
        total => Value::Double(total.as_integer().unwrap_or_default() as f64 / count as f64),
    })
}

fn chunk(c: &mut Call<'_>) -> Result<Value> {
    if c.int(1) < 1 {
        return out_of_range(
            "size",
            "Specified argument was out of the range of valid values.",
        )
        .raise();
    }
    let items = source(c)?;
    let element = sequence::element_of(c.arg(0));
    let chunks = items
        .chunks(c.int(1) as usize)
        .map(|part| sequence::array(element.clone(), part.to_vec()))
        .collect();
    Ok(sequence::array(Type::array_of(element, 1), chunks))
}

/// How string elements compare under the equality comparer in an argument.
fn case(c: &Call<'_>, n: usize) -> KeyCase {
    comparer::key_case(c.arg(n)).unwrap_or(KeyCase::Match)
}

fn contains(c: &mut Call<'_>) -> Result<Value> {
    let case = case(c, 2);
    let items = source(c)?;
    Ok(Value::Bool(items.iter().any(|item| {
        item.is_null() && c.arg(1).is_null() || crate::dict::same_key(item, c.arg(1), case)
    })))
}

fn default_if_empty(c: &mut Call<'_>) -> Result<Value> {
    let items = source(c)?;
    if !items.is_empty() {
        return like(c, items);
    }
    let default = if c.has(1) {
        c.arg(1).clone()
    } else {
        sequence::element_of(c.arg(0)).default_value()
    };
    like(c, vec![default])
}

/// An empty set that compares elements by the comparer in argument `n`.
fn seen(c: &Call<'_>, n: usize) -> crate::Dict {
    let kind = Type::Known(&types::HASHTABLE);
    crate::Dict::new(kind, case(c, n), crate::Order::Inserted)
}

fn distinct(c: &mut Call<'_>) -> Result<Value> {
    let seen = seen(c, 1);
    let kept = source(c)?
        .into_iter()
        .filter(|item| seen.insert(item.clone(), Value::Null).is_none())
        .collect();
    like(c, kept)
}

fn distinct_by(c: &mut Call<'_>) -> Result<Value> {
    let (seen, selector) = (seen(c, 9), delegate(c, 1, "keySelector")?);
    let mut kept = Vec::new();
    for item in source(c)? {
        let key = c.host.call(&selector, std::slice::from_ref(&item))?;
        if seen.insert(key, Value::Null).is_none() {
            kept.push(item);
        }
    }
    like(c, kept)
}

fn element_at(c: &mut Call<'_>, must: bool) -> Result<Value> {
    let items = source(c)?;
    match usize::try_from(c.long(1)).ok().and_then(|at| items.get(at)) {
        Some(item) => Ok(item.clone()),
        None if must => out_of_range("index", sequence::INDEX).raise(),
        None => Ok(sequence::element_of(c.arg(0)).default_value()),
    }
}

fn except(c: &mut Call<'_>) -> Result<Value> {
    let seen = seen(c, 2);
    sequence::items(c.arg(1), "second")?
        .into_iter()
        .for_each(|item| drop(seen.insert(item, Value::Null)));
    let kept = source(c)?
        .into_iter()
        .filter(|item| seen.insert(item.clone(), Value::Null).is_none())
        .collect();
    like(c, kept)
}

fn intersect(c: &mut Call<'_>) -> Result<Value> {
    let seen = seen(c, 2);
    sequence::items(c.arg(1), "second")?
        .into_iter()
        .for_each(|item| drop(seen.insert(item, Value::Null)));
    let kept = source(c)?
        .into_iter()
        .filter(|item| seen.remove(item).is_some())
        .collect();
    like(c, kept)
}

fn union(c: &mut Call<'_>) -> Result<Value> {
    let seen = seen(c, 2);
    let mut items = source(c)?;
    items.extend(sequence::items(c.arg(1), "second")?);
    like(
        c,
        items
            .into_iter()
            .filter(|item| seen.insert(item.clone(), Value::Null).is_none())
            .collect(),
    )
}

fn pick(c: &mut Call<'_>, which: Pick, must: bool) -> Result<Value> {
    let is_filtered = c.has(1) && !c.arg(1).is_null();
    let mut items = filtered(c)?;
    if which == Pick::Single && items.len() > 1 {
        let what = if is_filtered {
            "Sequence contains more than one matching element"
        } else {
            "Sequence contains more than one element"
        };
        return invalid_operation(what).raise();
    }
    if items.is_empty() {
        let what = if is_filtered {
            "Sequence contains no matching element"
        } else {
            "Sequence contains no elements"
        };
        return if must {
            invalid_operation(what).raise()
        } else {
            Ok(sequence::element_of(c.arg(0)).default_value())
        };
    }
    Ok(if which == Pick::Last {
        items.pop().unwrap_or_default()
    } else {
        items.swap_remove(0)
    })
}

fn extreme(c: &mut Call<'_>, least: bool) -> Result<Value> {
    let (items, element) = selected(c)?;
    let items: Vec<Value> = items.into_iter().filter(|item| !item.is_null()).collect();
    let mut best: Option<Value> = None;
    for item in items {
        let better = match &best {
            None => true,
            Some(best) => {
                let order = comparer::default_order(&item, best)?;
                if least { order.is_lt() } else { order.is_gt() }
            }
        };
        if better {
            best = Some(item);
        }
    }
    match best {
        Some(best) => Ok(best),
        None if element.is_value_type() => {
            invalid_operation("Sequence contains no elements").raise()
        }
        None => Ok(Value::Null),
    }
}

fn extreme_by(c: &mut Call<'_>, least: bool) -> Result<Value> {
    let selector = delegate(c, 1, "keySelector")?;
    let mut best: Option<(Value, Value)> = None;
    for item in source(c)? {
        let key = c.host.call(&selector, std::slice::from_ref(&item))?;
        let better = match &best {
            None => true,
            Some((known, _)) => {
                let order = comparer::default_order(&key, known)?;
                if least { order.is_lt() } else { order.is_gt() }
            }
        };
        if better {
            best = Some((key, item));
        }
    }
    Ok(best.map(|(_, item)| item).unwrap_or_default())
}

fn ordered(c: &mut Call<'_>, selector: Option<usize>, descending: bool) -> Result<Value> {
    let items = source(c)?;
    let mut pairs = Vec::with_capacity(items.len());
    for item in items {
        let key = match selector {
            Some(n) => c.host.call(&c.args[n], std::slice::from_ref(&item))?,
            None => item.clone(),
        };
        pairs.push((key, item));
    }
    let comparer = Comparer::of(c.arg(selector.map_or(1, |n| n + 1)));
    let host = &mut *c.host;
    let sorted = sequence::merge_sort(pairs, &mut |a, b| {
        let order = comparer.compare(host, &a.0, &b.0)?;
        Ok(if descending { order.reverse() } else { order })
    })?;
    like(c, sorted.into_iter().map(|(_, item)| item).collect())
}

/// How many elements a range or a repetition may have here.
const COUNT_MAX: i64 = 0x7FFF_FFC7;

fn range(c: &mut Call<'_>) -> Result<Value> {
    let (start, count) = (c.long(0), c.long(1));
    if count < 0 || start + count - 1 > i64::from(i32::MAX) || count > COUNT_MAX {
        return out_of_range(
            "count",
            "Specified argument was out of the range of valid values.",
        )
        .raise();
    }
    let numbers = (start..start + count).map(|n| n as i32).collect();
    Ok(Value::Array(crate::Array::with(
        Type::Known(&types::INT32),
        crate::Elements::Int(numbers),
    )))
}

fn repeat(c: &mut Call<'_>) -> Result<Value> {
    if c.long(1) < 0 {
        return out_of_range(
            "count",
            "Specified argument was out of the range of valid values.",
        )
        .raise();
    }
    let element = if c.arg(0).is_null() {
        Type::Known(&types::OBJECT)
    } else {
        c.arg(0).get_type()
    };
    Ok(sequence::array(
        element,
        vec![c.arg(0).clone(); c.long(1) as usize],
    ))
}

fn select(c: &mut Call<'_>) -> Result<Value> {
    let selector = delegate(c, 1, "selector")?;
    let mut made = Vec::new();
    for item in source(c)? {
        made.push(c.host.call(&selector, &[item])?);
    }
    results(c, &selector, made)
}

fn select_many(c: &mut Call<'_>) -> Result<Value> {
    let selector = delegate(c, 1, "selector")?;
    let mut made = Vec::new();
    for item in source(c)? {
        let part = c.host.call(&selector, &[item])?;
        made.extend(convert::enumerate(&part).unwrap_or_else(|| Ok(vec![part.clone()]))?);
    }
    Ok(Value::array(made))
}

fn sequence_equal(c: &mut Call<'_>) -> Result<Value> {
    let case = case(c, 2);
    let (first, second) = (
        sequence::items(c.arg(0), "first")?,
        sequence::items(c.arg(1), "second")?,
    );
    let same = |(a, b): (&Value, &Value)| {
        if a.is_null() || b.is_null() {
            a.is_null() && b.is_null()
        } else {
            crate::dict::same_key(a, b, case)
        }
    };
    Ok(Value::Bool(
        first.len() == second.len() && first.iter().zip(&second).all(same),
    ))
}

/// A number of elements, not more than there are.
fn amount(c: &Call<'_>, length: usize) -> usize {
    (c.long(1).max(0) as usize).min(length)
}

/// The source, and where the first element stands for which the predicate says no.
fn split(c: &mut Call<'_>) -> Result<(Vec<Value>, usize)> {
    let (items, predicate) = (source(c)?, delegate(c, 1, "predicate")?);
    for at in 0..items.len() {
        if !sequence::test(c, &predicate, &items[at])? {
            return Ok((items, at));
        }
    }
    let end = items.len();
    Ok((items, end))
}

fn zip(c: &mut Call<'_>) -> Result<Value> {
    let (first, second) = (
        sequence::items(c.arg(0), "first")?,
        sequence::items(c.arg(1), "second")?,
    );
    let pairs = first.into_iter().zip(second);
    if !c.has(2) {
        return Ok(Value::array(
            pairs
                .map(|(a, b)| super::tuple::value_tuple(vec![a, b]))
                .collect(),
        ));
    }
    let selector = delegate(c, 2, "resultSelector")?;
    let mut made = Vec::new();
    for (a, b) in pairs {
        made.push(c.host.call(&selector, &[a, b])?);
    }
    results(c, &selector, made)
}
