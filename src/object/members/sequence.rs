//! What arrays, lists, queues and LINQ have in common: their elements, and how these are found, compared and sorted.

use super::args::{argument, argument_null, out_of_range};
use super::comparer::Comparer;
use crate::types::{self, Call, Type};
use crate::{Array, Fault, Host, Result, Value, compare, convert};
use std::cmp::Ordering;

/// What is said of an index behind the elements.
pub const INDEX: &str =
    "Index was out of range. Must be non-negative and less than the size of the collection.";
/// What is said of an index that may also stand right behind the last element.
pub const INDEX_OR_END: &str = "Index was out of range. Must be non-negative and less than or equal to the size of the collection.";
/// What is said of a count behind the elements.
pub const COUNT: &str =
    "Count must be positive and count must refer to a location within the string/array/collection.";
/// What is said of a negative number.
pub const NON_NEGATIVE: &str = "Non-negative number required.";
/// What is said of an offset and a length that do not fit together.
pub const OFFSET_LENGTH: &str = "Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of the source collection.";
/// What is said of a target array that is too short.
pub const TOO_SHORT: &str = "Destination array was not long enough. Check the destination index, length, and the array's lower bounds.";

/// The elements of anything that .NET enumerates; null is the fault of parameter `name`.
pub fn items(value: &Value, name: &str) -> Result<Vec<Value>> {
    match value.base() {
        Value::Null | Value::Nothing => argument_null(name).raise(),
        Value::Array(array) => Ok(array.to_vec()),
        Value::List(list) => Ok(list.to_vec()),
        Value::Dict(dict) => Ok(super::dict::entries(dict)),
        Value::Str(text) => Ok(text.encode_utf16().map(Value::Char).collect()),
        Value::Native(object) => object
            .enumerate()
            .unwrap_or_else(|| Ok(vec![value.clone()])),
        other => convert::enumerate(other).unwrap_or_else(|| Ok(vec![value.clone()])),
    }
}

/// The type of the elements of a collection, as LINQ infers it.
pub fn element_of(value: &Value) -> Type {
    match value.base() {
        Value::Array(array) => array.element.clone(),
        Value::List(list) => list.element.clone(),
        Value::Str(_) => Type::Known(&types::CHAR),
        Value::Native(object) => match object.get_type() {
            Type::Generic(generic) if generic.arguments.len() == 1 => generic.arguments[0].clone(),
            _ => Type::Known(&types::OBJECT),
        },
        _ => Type::Known(&types::OBJECT),
    }
}

/// Converts values to an element type.
pub fn convert_all(host: &mut dyn Host, values: Vec<Value>, element: &Type) -> Result<Vec<Value>> {
    if element.is(&types::OBJECT) {
        return Ok(values);
    }
    values
        .iter()
        .map(|value| convert::to(host, value, element))
        .collect()
}

/// The elements of argument `n`, converted to the type's first argument.
pub fn items_of(c: &mut Call<'_>, n: usize, name: &str) -> Result<Vec<Value>> {
    let values = items(c.arg(n), name)?;
    let element = types::Sig::Argument(0).resolve(c.kind);
    convert_all(c.host, values, &element)
}

/// Where a value stands among values.
pub fn position(values: &[Value], wanted: &Value) -> Option<usize> {
    values.iter().position(|value| equal(value, wanted))
}

/// `Object.Equals`, for which null equals null.
pub fn equal(a: &Value, b: &Value) -> bool {
    match (a.is_null(), b.is_null()) {
        (true, true) => true,
        (false, false) => compare::equals(a, b),
        _ => false,
    }
}

/// An index or -1, as .NET answers.
pub fn index_value(index: Option<usize>) -> Value {
    Value::Int(index.map_or(-1, |index| index as i32))
}

/// Calls a delegate with one element and asks whether it says yes.
pub fn test(c: &mut Call<'_>, delegate: &Value, item: &Value) -> Result<bool> {
    let answer = c.host.call(delegate, std::slice::from_ref(item))?;
    Ok(convert::to_bool(&answer))
}

/// The elements for which a delegate says yes.
pub fn filter(c: &mut Call<'_>, delegate: &Value, values: Vec<Value>) -> Result<Vec<Value>> {
    let mut kept = Vec::new();
    for value in values {
        if test(c, delegate, &value)? {
            kept.push(value);
        }
    }
    Ok(kept)
}

/// The index of the first element of a part for which a delegate says yes.
pub fn find(
    c: &mut Call<'_>,
    delegate: &Value,
    values: &[Value],
    part: std::ops::Range<usize>,
) -> Result<Option<usize>> {
    for index in part {
        if test(c, delegate, &values[index])? {
            return Ok(Some(index));
        }
    }
    Ok(None)
}

/// The index of the last element of a part for which a delegate says yes.
pub fn find_last(
    c: &mut Call<'_>,
    delegate: &Value,
    values: &[Value],
    part: std::ops::Range<usize>,
) -> Result<Option<usize>> {
    for index in part.rev() {
        if test(c, delegate, &values[index])? {
            return Ok(Some(index));
        }
    }
    Ok(None)
}

/// A part given by index and count, as most methods of .NET check it.
pub fn part(
    index: i64,
    count: i64,
    length: usize,
    names: (&str, &str),
) -> Result<std::ops::Range<usize>> {
    if index < 0 {
        return out_of_range(names.0, NON_NEGATIVE).raise();
    }
    if count < 0 {
        return out_of_range(names.1, NON_NEGATIVE).raise();
    }
    if index + count > length as i64 {
        return Fault::new(&types::ARGUMENT_EXCEPTION, OFFSET_LENGTH).raise();
    }
    Ok(index as usize..(index + count) as usize)
}

/// A part given by start and count, as searches forward check it.
pub fn search_part(
    index: i64,
    count: Option<i64>,
    length: usize,
) -> Result<std::ops::Range<usize>> {
    if index < 0 || index > length as i64 {
        return out_of_range("startIndex", INDEX_OR_END).raise();
    }
    let count = count.unwrap_or(length as i64 - index);
    if count < 0 || index + count > length as i64 {
        return out_of_range("count", COUNT).raise();
    }
    Ok(index as usize..(index + count) as usize)
}

/// A part that ends at `index`, as searches backward check it.
pub fn search_part_back(
    index: i64,
    count: Option<i64>,
    length: usize,
) -> Result<std::ops::Range<usize>> {
    if length == 0 {
        return Ok(0..0);
    }
    if index < 0 || index >= length as i64 {
        return out_of_range("startIndex", INDEX).raise();
    }
    let count = count.unwrap_or(index + 1);
    if count < 0 || index - count + 1 < 0 {
        return out_of_range("count", COUNT).raise();
    }
    Ok((index - count + 1) as usize..index as usize + 1)
}

/// Sorts, stably; a comparer that fails ends it the way .NET reports it.
pub fn sort(host: &mut dyn Host, values: &mut Vec<Value>, comparer: &Comparer) -> Result {
    let sorted = merge_sort(std::mem::take(values), &mut |a, b| {
        comparer.compare(host, a, b)
    })?;
    *values = sorted;
    Ok(())
}

/// Sorts one vector and moves the elements of another along.
pub fn sort_pairs(
    host: &mut dyn Host,
    keys: Vec<Value>,
    others: Vec<Value>,
    comparer: &Comparer,
) -> Result<(Vec<Value>, Vec<Value>)> {
    let pairs: Vec<(Value, Value)> = keys.into_iter().zip(others).collect();
    let sorted = merge_sort(pairs, &mut |a, b| comparer.compare(host, &a.0, &b.0))?;
    Ok(sorted.into_iter().unzip())
}

/// A sort that bears comparers that contradict themselves, which the standard library's answers with a panic.
pub fn merge_sort<T: Clone>(
    mut values: Vec<T>,
    compare: &mut dyn FnMut(&T, &T) -> Result<Ordering>,
) -> Result<Vec<T>> {
    if values.len() < 2 {
        return Ok(values);
    }
    let upper = values.split_off(values.len() / 2);
    let lower = merge_sort(values, compare)?;
    let upper = merge_sort(upper, compare)?;
    let mut merged = Vec::with_capacity(lower.len() + upper.len());
    let (mut left, mut right) = (lower.into_iter().peekable(), upper.into_iter().peekable());
    while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
        let next = if compare(b, a)? == Ordering::Less {
            right.next()
        } else {
            left.next()
        };
        merged.extend(next);
    }
    merged.extend(left);
    merged.extend(right);
    Ok(merged)
}

/// `BinarySearch`: the index, or the complement of where the value would stand.
pub fn binary_search(
    host: &mut dyn Host,
    values: &[Value],
    part: std::ops::Range<usize>,
    wanted: &Value,
    comparer: &Comparer,
) -> Result<Value> {
    let (mut low, mut high) = (part.start as i64, part.end as i64 - 1);
    while low <= high {
        let middle = low + ((high - low) >> 1);
        match comparer.compare(host, &values[middle as usize], wanted)? {
            Ordering::Equal => return Ok(Value::Int(middle as i32)),
            Ordering::Less => low = middle + 1,
            Ordering::Greater => high = middle - 1,
        }
    }
    Ok(Value::Int(!low as i32))
}

/// `CopyTo`: values into an array from an index on.
pub fn copy_into(
    host: &mut dyn Host,
    values: &[Value],
    target: &Value,
    index: i64,
    name: &str,
) -> Result<Value> {
    let Value::Array(array) = target.base() else {
        return argument_null("array").raise();
    };
    if index < 0 {
        return out_of_range(name, NON_NEGATIVE).raise();
    }
    if index as usize + values.len() > array.len() {
        return argument(TOO_SHORT, "destinationArray").raise();
    }
    for (offset, value) in values.iter().enumerate() {
        let value = if array.element.is(&types::OBJECT) {
            value.clone()
        } else {
            convert::to(host, value, &array.element)?
        };
        array.items.borrow_mut().set(index as usize + offset, value);
    }
    Ok(Value::Null)
}

/// An array of that element type, of values that already are of it.
pub fn array(element: Type, values: Vec<Value>) -> Value {
    Value::Array(Array::of(element, values))
}

/// What a delegate returns, as its type says: the last argument of `Func` and `Converter`.
pub fn delegate_result(delegate: &Value) -> Option<Type> {
    match delegate.get_type() {
        Type::Generic(generic) => generic.arguments.last().cloned(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::testing::{Block, TestHost};
    use crate::members::{self, comparer};
    use crate::types::Type;
    use crate::{Interrupt, Str};

    fn of(name: &str) -> Type {
        Type::Known(types::find(name, 0).expect("a known type"))
    }

    fn list(items: &[i32]) -> Value {
        members::list::generic(of("int"), items.iter().map(|n| Value::Int(*n)).collect())
    }

    fn ints(value: &Value) -> Vec<i64> {
        items(value, "value")
            .unwrap_or_default()
            .iter()
            .filter_map(Value::as_integer)
            .collect()
    }

    fn message(result: Result<Value>) -> Str {
        match result.map_err(|interrupt| *interrupt) {
            Err(Interrupt::Error(record)) => record.exception_message(),
            _ => Str::default(),
        }
    }

    #[test]
    fn sorting_is_stable_and_bears_any_comparer() {
        let sorted = merge_sort(vec![3, 1, 2, 1], &mut |a, b| Ok(a.cmp(b))).ok();
        assert_eq!(sorted, Some(vec![1, 1, 2, 3]));
        assert!(merge_sort((0..50).collect(), &mut |_: &i32, _| Ok(Ordering::Less)).is_ok());
    }

    #[test]
    fn lists_change_and_complain_as_in_dotnet() {
        let (mut host, own) = (TestHost, list(&[3, 1, 2]));
        let mut call = |name: &str, args: &[Value]| members::invoke(&mut host, &own, name, args);
        assert!(
            call("Sort", &[]).is_ok() && call("Insert", &[Value::Int(0), Value::Int(9)]).is_ok()
        );
        assert_eq!(
            call("Remove", &[Value::Int(3)])
                .ok()
                .map(|v| matches!(v, Value::Bool(true))),
            Some(true)
        );
        assert_eq!(
            message(call("RemoveAt", &[Value::Int(7)])),
            "Exception calling \"RemoveAt\" with \"1\" argument(s): \"Index was out of range. Must be non-negative and less than the size of the collection. (Parameter 'index')\""
        );
        assert_eq!(ints(&own), [9, 1, 2]);
    }

    #[test]
    fn delegates_choose_elements() {
        let even = Value::native(Block {
            text: "even",
            run: |args| Value::Bool(args[0].as_integer().is_some_and(|n| n % 2 == 0)),
        });
        let (mut host, own) = (TestHost, list(&[1, 2, 3, 4]));
        let found = members::invoke(&mut host, &own, "FindAll", std::slice::from_ref(&even))
            .unwrap_or_default();
        assert_eq!(ints(&found), [2, 4]);
        let kind = of("System.Linq.Enumerable");
        let kept = members::invoke_static(&mut host, &kind, "Where", &[own.clone(), even])
            .unwrap_or_default();
        assert_eq!(ints(&kept), [2, 4]);
        let sum = members::invoke_static(&mut host, &kind, "Sum", &[own]).unwrap_or_default();
        assert_eq!(sum.as_integer(), Some(10));
    }

    #[test]
    fn values_that_do_not_compare_say_so() {
        let mut values = vec![Value::Int(1), Value::from("x")];
        let failed = sort(&mut TestHost, &mut values, &comparer::Comparer::Default);
        assert_eq!(
            message(failed.map(|()| Value::Null)),
            "Failed to compare two elements in the array."
        );
    }

    #[test]
    fn queues_stacks_sets_and_dictionaries() {
        let mut host = TestHost;
        let queue =
            members::construct(&mut host, &of("System.Collections.Queue"), &[list(&[1, 2])])
                .unwrap_or_default();
        let stack =
            members::construct(&mut host, &of("System.Collections.Stack"), &[list(&[1, 2])])
                .unwrap_or_default();
        assert_eq!(
            members::invoke(&mut host, &queue, "Dequeue", &[])
                .unwrap_or_default()
                .as_integer(),
            Some(1)
        );
        assert_eq!(
            members::invoke(&mut host, &stack, "Pop", &[])
                .unwrap_or_default()
                .as_integer(),
            Some(2)
        );
        let set =
            members::set::Set::hash(of("int"), vec![Value::Int(1), Value::Int(1), Value::Int(2)]);
        assert_eq!(ints(&set), [1, 2]);
        let sorted = members::construct(&mut host, &of("System.Collections.SortedList"), &[])
            .unwrap_or_default();
        for key in ["b", "a"] {
            assert!(
                members::invoke(
                    &mut host,
                    &sorted,
                    "Add",
                    &[Value::from(key), Value::Int(1)]
                )
                .is_ok()
            );
        }
        let first =
            members::invoke(&mut host, &sorted, "GetKey", &[Value::Int(0)]).unwrap_or_default();
        assert!(first.as_str().is_some_and(|key| *key == "a"));
        assert!(
            message(members::invoke(
                &mut host,
                &sorted,
                "Add",
                &[Value::from("a"), Value::Null]
            ))
            .contains("Key in dictionary: 'a'  Key being added: 'a'")
        );
    }
}
