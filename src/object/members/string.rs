//! `[string]`. Offsets are UTF-16 units; nearly every string is ASCII, where they are bytes.

use super::args::*;
use super::cultures;
use super::split;
use super::table::*;
use super::units::{self, text_of_units};
use crate::culture::{self, CompareOptions};
use crate::types::{self, Call, Member, Sig, Type};
use crate::{Array, Elements, Fault, Result, Str, Value, convert};
use std::cmp::Ordering;

const NORMAL_FORM: Sig = Sig::One(&cultures::NORMALIZATION_FORM);
const COMPARE_OPTIONS: Sig = Sig::One(&cultures::COMPARE_OPTIONS);
const CHAR_ENUMERATOR: Sig = Sig::One(&super::enumerator::CHAR_ENUMERATOR);
const MANY: Sig = Sig::One(&types::IENUMERABLE_T);

/// The string that a member is called on.
fn own(c: &Call<'_>) -> Str {
    c.this.as_str().cloned().unwrap_or_default()
}

/// Members.
pub static MEMBERS: &[Member] = &[
    constructors!(
        (value: CHARS) -> STR => |c| ok(text_of_units(&c.units(0))),
        (value: CHARS, startIndex: INT, length: INT) -> STR => from_part,
        (c: CHAR, count: INT) -> STR => |c| {
            if c.int(1) < 0 {
                return out_of_range("count", "'count' must be non-negative.").raise();
            }
            ok(text_of_units(&vec![c.unit(0); c.int(1) as usize]))
        },
    ),
    method!("Chars", (index: INT) -> CHAR => char_at),
    get!("Length", INT => |c| ok(own(c).utf16_len() as i32)),
    method!("Clone", () -> OBJ => |c| Ok(c.this.base().clone())),
    method!("CompareTo",
        (value: OBJ) -> INT => |c| match c.arg(0).base() {
            Value::Null | Value::Nothing => ok(1),
            Value::Str(other) => ok(order(culture::compare(&own(c), other, CompareOptions::NONE))),
            _ => Fault::new(&types::ARGUMENT_EXCEPTION, "Object must be of type String.").raise(),
        },
        (strB: STR) -> INT => |c| ok(order(culture::compare(&own(c), &c.text(0), CompareOptions::NONE)))),
    method!("Contains",
    (value: STR) -> BOOL => |c| ok(own(c).contains(&*c.text_of(0, "value")?)),
    (value: STR, comparisonType: COMPARISON) -> BOOL => |c| {
        let options = comparison(c, 1)?;
        ok(culture::index_of(&own(c), &c.text_of(0, "value")?, options).is_some())
    },
    (value: CHAR) -> BOOL => |c| ok(units::of(&own(c)).contains(&c.unit(0))),
    (value: CHAR, comparisonType: COMPARISON) -> BOOL => |c| {
        let options = comparison(c, 1)?;
        ok(culture::index_of(&own(c), &text_of_units(&[c.unit(0)]), options).is_some())
    }),
    method!("CopyTo", (sourceIndex: INT, destination: CHARS, destinationIndex: INT, count: INT) -> VOID => copy_to),
    method!("EndsWith",
        (value: CHAR) -> BOOL => |c| ok(units::of(&own(c)).last() == Some(&c.unit(0))),
        (value: STR, ignoreCase: BOOL, culture: CULTURE) -> BOOL => |c| ok(culture::ends_with(&own(c), &c.text_of(0, "value")?, case(c.flag(1)))),
        (value: STR, comparisonType: COMPARISON) -> BOOL => |c| ok(culture::ends_with(&own(c), &c.text_of(0, "value")?, comparison(c, 1)?)),
        (value: STR) -> BOOL => |c| ok(culture::ends_with(&own(c), &c.text_of(0, "value")?, CompareOptions::NONE))),
    method!("EnumerateRunes", () -> OBJ => |c| Ok(super::rune::runes_of(&own(c)))),
    method!("Equals",
    (obj: OBJ) -> BOOL => |c| ok(c.arg(0).as_str().is_some_and(|other| *other == own(c))),
    (value: STR) -> BOOL => |c| ok(c.arg(0).as_str().is_some_and(|other| *other == own(c))),
    (value: STR, comparisonType: COMPARISON) -> BOOL => |c| {
        let options = comparison(c, 1)?;
        ok(c.arg(0).as_str().is_some_and(|other| culture::compare(&own(c), other, options) == Ordering::Equal))
    }),
    method!("GetEnumerator", () -> CHAR_ENUMERATOR => |c| {
        Ok(super::enumerator::Enumerator::over_chars(&own(c)))
    }),
    method!("GetHashCode",
        (comparisonType: COMPARISON) -> INT => |c| {
            let fold = comparison(c, 0)?.0 & (CompareOptions::IGNORE_CASE.0 | CompareOptions::ORDINAL_IGNORE_CASE.0) != 0;
            let text = if fold { Str::from(culture::to_upper(&own(c))) } else { own(c) };
            ok(super::object::hash(&Value::Str(text)))
        },
        () -> INT => |c| ok(super::object::hash(c.this))),
    method!("GetTypeCode", () -> TYPECODE => |_| Ok(Type::Known(&types::TYPE_CODE).enum_from(18))),
    method!("IndexOf",
        (value: STR) -> INT => |c| index_text(c, 0, None, CompareOptions::NONE),
        (value: CHAR, comparisonType: COMPARISON) -> INT => |c| {
            let options = comparison(c, 1)?;
            let text = own(c);
            let found = culture::index_of(&text, &text_of_units(&[c.unit(0)]), options);
            ok(found.map_or(-1, |range| text.utf16_offset(range.start) as i32))
        },
        (value: CHAR, startIndex: INT, count: INT) -> INT => |c| index_unit(c, &[c.unit(0)], c.int(1), Some(c.int(2))),
        (value: STR, startIndex: INT) -> INT => |c| index_text(c, c.int(1), None, CompareOptions::NONE),
        (value: STR, startIndex: INT, count: INT) -> INT => |c| index_text(c, c.int(1), Some(c.int(2)), CompareOptions::NONE),
        (value: STR, comparisonType: COMPARISON) -> INT => |c| index_text(c, 0, None, comparison(c, 1)?),
        (value: STR, startIndex: INT, comparisonType: COMPARISON) -> INT => |c| index_text(c, c.int(1), None, comparison(c, 2)?),
        (value: STR, startIndex: INT, count: INT, comparisonType: COMPARISON) -> INT => |c| index_text(c, c.int(1), Some(c.int(2)), comparison(c, 3)?),
        (value: CHAR, startIndex: INT) -> INT => |c| index_unit(c, &[c.unit(0)], c.int(1), None),
        (value: CHAR) -> INT => |c| index_unit(c, &[c.unit(0)], 0, None)),
    method!("IndexOfAny",
        (anyOf: CHARS, startIndex: INT, count: INT) -> INT => |c| index_unit(c, &c.units(0), c.int(1), Some(c.int(2))),
        (anyOf: CHARS) -> INT => |c| index_unit(c, &c.units(0), 0, None),
        (anyOf: CHARS, startIndex: INT) -> INT => |c| index_unit(c, &c.units(0), c.int(1), None)),
    method!("Insert", (startIndex: INT, value: STR) -> STR => insert),
    method!("IsNormalized", (normalizationForm: NORMAL_FORM) -> BOOL => |_| ok(true), () -> BOOL => |_| ok(true)),
    method!("LastIndexOf",
        (value: CHAR, startIndex: INT, count: INT) -> INT => |c| last_unit(c, &[c.unit(0)], Some(c.int(1)), Some(c.int(2))),
        (value: CHAR) -> INT => |c| last_unit(c, &[c.unit(0)], None, None),
        (value: STR, startIndex: INT) -> INT => |c| last_text(c, Some(c.int(1)), None, CompareOptions::NONE),
        (value: STR) -> INT => |c| last_text(c, None, None, CompareOptions::NONE),
        (value: STR, startIndex: INT, count: INT, comparisonType: COMPARISON) -> INT => |c| last_text(c, Some(c.int(1)), Some(c.int(2)), comparison(c, 3)?),
        (value: STR, comparisonType: COMPARISON) -> INT => |c| last_text(c, None, None, comparison(c, 1)?),
        (value: STR, startIndex: INT, comparisonType: COMPARISON) -> INT => |c| last_text(c, Some(c.int(1)), None, comparison(c, 2)?),
        (value: STR, startIndex: INT, count: INT) -> INT => |c| last_text(c, Some(c.int(1)), Some(c.int(2)), CompareOptions::NONE),
        (value: CHAR, startIndex: INT) -> INT => |c| last_unit(c, &[c.unit(0)], Some(c.int(1)), None)),
    method!("LastIndexOfAny",
        (anyOf: CHARS) -> INT => |c| last_unit(c, &c.units(0), None, None),
        (anyOf: CHARS, startIndex: INT, count: INT) -> INT => |c| last_unit(c, &c.units(0), Some(c.int(1)), Some(c.int(2))),
        (anyOf: CHARS, startIndex: INT) -> INT => |c| last_unit(c, &c.units(0), Some(c.int(1)), None)),
    method!("Normalize",
        (normalizationForm: NORMAL_FORM) -> STR => |c| ok(normalize(&own(c), c.long(0))),
        () -> STR => |c| ok(normalize(&own(c), 1))),
    method!("PadLeft",
        (totalWidth: INT, paddingChar: CHAR) -> STR => |c| pad(c, true, c.unit(1)),
        (totalWidth: INT) -> STR => |c| pad(c, true, 32)),
    method!("PadRight",
        (totalWidth: INT, paddingChar: CHAR) -> STR => |c| pad(c, false, c.unit(1)),
        (totalWidth: INT) -> STR => |c| pad(c, false, 32)),
    method!("Remove",
        (startIndex: INT) -> STR => remove_rest,
        (startIndex: INT, count: INT) -> STR => remove),
    method!("Replace",
        (oldValue: STR, newValue: STR) -> STR => |c| ok(own(c).replace(&*not_empty(c, 0, "oldValue")?, &c.text(1))),
        (oldChar: CHAR, newChar: CHAR) -> STR => |c| {
            let (old, new) = (c.unit(0), c.unit(1));
            let units: Vec<u16> = units::of(&own(c)).iter().map(|unit| if *unit == old { new } else { *unit }).collect();
            ok(text_of_units(&units))
        },
        (oldValue: STR, newValue: STR, comparisonType: COMPARISON) -> STR => |c| replace(c, comparison(c, 2)?),
        (oldValue: STR, newValue: STR, ignoreCase: BOOL, culture: CULTURE) -> STR => |c| replace(c, case(c.flag(2)))),
    method!("ReplaceLineEndings",
        () -> STR => |c| ok(units::replace_line_endings(&own(c), "\n")),
        (replacementText: STR) -> STR => |c| ok(units::replace_line_endings(&own(c), &c.text(0)))),
    method!("Split",
        (separator: STRS, count: INT, options: SPLIT) -> STRS => |c| split::texts(&own(c), &c.texts(0), count(c, 1)?, c.long(2)),
        (separator: STR, count: INT, options: ?SPLIT) -> STRS => |c| split::text(&own(c), &c.text(0), count(c, 1)?, c.long(2)),
        (separator: CHAR, options: ?SPLIT) -> STRS => |c| split::text(&own(c), &text_of_units(&[c.unit(0)]), usize::MAX, c.long(1)),
        (separator: CHAR, count: INT, options: ?SPLIT) -> STRS => |c| split::text(&own(c), &text_of_units(&[c.unit(0)]), count(c, 1)?, c.long(2)),
        (separator: ..CHARS) -> STRS => |c| split::units(&own(c), &c.units(0), usize::MAX, 0),
        (separator: STRS, options: SPLIT) -> STRS => |c| split::texts(&own(c), &c.texts(0), usize::MAX, c.long(1)),
        (separator: STR, options: ?SPLIT) -> STRS => |c| split::text(&own(c), &c.text(0), usize::MAX, c.long(1)),
        (separator: CHARS, count: INT, options: SPLIT) -> STRS => |c| split::units(&own(c), &c.units(0), count(c, 1)?, c.long(2)),
        (separator: CHARS, options: SPLIT) -> STRS => |c| split::units(&own(c), &c.units(0), usize::MAX, c.long(1)),
        (separator: CHARS, count: INT) -> STRS => |c| split::units(&own(c), &c.units(0), count(c, 1)?, 0)),
    method!("StartsWith",
        (value: STR) -> BOOL => |c| ok(culture::starts_with(&own(c), &c.text_of(0, "value")?, CompareOptions::NONE)),
        (value: STR, ignoreCase: BOOL, culture: CULTURE) -> BOOL => |c| ok(culture::starts_with(&own(c), &c.text_of(0, "value")?, case(c.flag(1)))),
        (value: CHAR) -> BOOL => |c| ok(own(c).utf16_at(0) == Some(c.unit(0))),
        (value: STR, comparisonType: COMPARISON) -> BOOL => |c| ok(culture::starts_with(&own(c), &c.text_of(0, "value")?, comparison(c, 1)?))),
    method!("Substring",
        (startIndex: INT) -> STR => substring_rest,
        (startIndex: INT, length: INT) -> STR => substring),
    method!("ToCharArray",
        (startIndex: INT, length: INT) -> CHARS => char_array_part,
        () -> CHARS => |c| Ok(chars(units::of(&own(c)).into_owned()))),
    method!("ToLower",
        () -> STR => |c| ok(culture::to_lower(&own(c))),
        (culture: CULTURE) -> STR => |c| ok(culture::to_lower(&own(c)))),
    method!("ToLowerInvariant", () -> STR => |c| ok(culture::to_lower(&own(c)))),
    method!("ToString", () -> STR => |c| ok(own(c)), (provider: PROVIDER) -> STR => |c| ok(own(c))),
    method!("ToUpper",
        () -> STR => |c| ok(culture::to_upper(&own(c))),
        (culture: CULTURE) -> STR => |c| ok(culture::to_upper(&own(c)))),
    method!("ToUpperInvariant", () -> STR => |c| ok(culture::to_upper(&own(c)))),
    method!("Trim",
        (trimChars: ..CHARS) -> STR => |c| ok(split::trim(&own(c), &c.units(0), true, true)),
        (trimChar: CHAR) -> STR => |c| ok(split::trim(&own(c), &[c.unit(0)], true, true)),
        () -> STR => |c| ok(split::trim(&own(c), &[], true, true))),
    method!("TrimEnd",
        () -> STR => |c| ok(split::trim(&own(c), &[], false, true)),
        (trimChar: CHAR) -> STR => |c| ok(split::trim(&own(c), &[c.unit(0)], false, true)),
        (trimChars: ..CHARS) -> STR => |c| ok(split::trim(&own(c), &c.units(0), false, true))),
    method!("TrimStart",
        (trimChar: CHAR) -> STR => |c| ok(split::trim(&own(c), &[c.unit(0)], true, false)),
        (trimChars: ..CHARS) -> STR => |c| ok(split::trim(&own(c), &c.units(0), true, false)),
        () -> STR => |c| ok(split::trim(&own(c), &[], true, false))),
    method!("ToBoolean", (provider: PROVIDER) -> BOOL => |c| super::convert_class::change(c, &types::BOOLEAN)),
    method!("ToInt32", (provider: PROVIDER) -> INT => |c| super::convert_class::change(c, &types::INT32)),
    method!("ToInt64", (provider: PROVIDER) -> LONG => |c| super::convert_class::change(c, &types::INT64)),
    method!("ToDouble", (provider: PROVIDER) -> DOUBLE => |c| super::convert_class::change(c, &types::DOUBLE)),
    method!("ToDecimal", (provider: PROVIDER) -> DECIMAL => |c| super::convert_class::change(c, &types::DECIMAL)),
    static_get!("Empty", STR => |_| ok("")),
    static_method!("Compare",
        (strA: STR, indexA: INT, strB: STR, indexB: INT, length: INT, ignoreCase: BOOL) -> INT => |c| compare_parts(c, case(c.flag(5))),
        (strA: STR, strB: STR) -> INT => |c| compare(c, CompareOptions::NONE),
        (strA: STR, strB: STR, ignoreCase: BOOL) -> INT => |c| compare(c, case(c.flag(2))),
        (strA: STR, strB: STR, comparisonType: COMPARISON) -> INT => |c| compare(c, comparison(c, 2)?),
        (strA: STR, strB: STR, culture: CULTURE, options: COMPARE_OPTIONS) -> INT => |c| compare(c, CompareOptions(c.long(3) as u32)),
        (strA: STR, strB: STR, ignoreCase: BOOL, culture: CULTURE) -> INT => |c| compare(c, case(c.flag(2))),
        (strA: STR, indexA: INT, strB: STR, indexB: INT, length: INT) -> INT => |c| compare_parts(c, CompareOptions::NONE),
        (strA: STR, indexA: INT, strB: STR, indexB: INT, length: INT, comparisonType: COMPARISON) -> INT => |c| compare_parts(c, comparison(c, 5)?),
        (strA: STR, indexA: INT, strB: STR, indexB: INT, length: INT, ignoreCase: BOOL, culture: CULTURE) -> INT => |c| compare_parts(c, case(c.flag(5))),
        (strA: STR, indexA: INT, strB: STR, indexB: INT, length: INT, culture: CULTURE, options: COMPARE_OPTIONS) -> INT => |c| compare_parts(c, CompareOptions(c.long(6) as u32))),
    static_method!("CompareOrdinal",
        (strA: STR, indexA: INT, strB: STR, indexB: INT, length: INT) -> INT => compare_ordinal_parts,
        (strA: STR, strB: STR) -> INT => |c| ok(units::difference(&units::of(&c.text(0)), &units::of(&c.text(1))))),
    static_method!("Concat",
        (values: MANY) -> STR => concat_all,
        (str0: STR, str1: STR) -> STR => concat,
        (str0: STR, str1: STR, str2: STR) -> STR => concat,
        (str0: STR, str1: STR, str2: STR, str3: STR) -> STR => concat,
        (values: ..STRS) -> STR => concat_all,
        (args: ..OBJECTS) -> STR => concat_all,
        (arg0: OBJ, arg1: OBJ, arg2: OBJ) -> STR => concat,
        (arg0: OBJ) -> STR => concat,
        (arg0: OBJ, arg1: OBJ) -> STR => concat),
    static_method!("Copy", (str: STR) -> STR => |c| ok(c.text_of(0, "str")?)),
    static_method!("Equals",
    (a: STR, b: STR) -> BOOL => |c| ok(c.arg(0).as_str() == c.arg(1).as_str()),
    (a: STR, b: STR, comparisonType: COMPARISON) -> BOOL => |c| {
        let options = comparison(c, 2)?;
        ok(match (c.arg(0).as_str(), c.arg(1).as_str()) {
            (Some(a), Some(b)) => culture::compare(a, b, options) == Ordering::Equal,
            (a, b) => a.is_none() && b.is_none(),
        })
    }),
    static_method!("Format",
        (provider: PROVIDER, format: STR, args: ..OBJECTS) -> STR => |c| { super::format::check_list(c)?; super::format::composite_call(c, Some(0), 1) },
        (provider: PROVIDER, format: STR, arg0: OBJ, arg1: OBJ, arg2: OBJ) -> STR => |c| super::format::composite_call(c, Some(0), 1),
        (provider: PROVIDER, format: STR, arg0: OBJ, arg1: OBJ) -> STR => |c| super::format::composite_call(c, Some(0), 1),
        (provider: PROVIDER, format: STR, arg0: OBJ) -> STR => |c| super::format::composite_call(c, Some(0), 1),
        (format: STR, args: ..OBJECTS) -> STR => |c| { super::format::check_list(c)?; super::format::composite_call(c, None, 0) },
        (format: STR, arg0: OBJ, arg1: OBJ, arg2: OBJ) -> STR => |c| super::format::composite_call(c, None, 0),
        (format: STR, arg0: OBJ) -> STR => |c| super::format::composite_call(c, None, 0),
        (format: STR, arg0: OBJ, arg1: OBJ) -> STR => |c| super::format::composite_call(c, None, 0)),
    static_method!("Intern", (str: STR) -> STR => |c| ok(c.text_of(0, "str")?)),
    static_method!("IsInterned", (str: STR) -> STR => |c| ok(c.text_of(0, "str")?)),
    static_method!("IsNullOrEmpty", (value: STR) -> BOOL => |c| ok(c.text(0).is_empty())),
    static_method!("IsNullOrWhiteSpace", (value: STR) -> BOOL => |c| ok(c.text(0).chars().all(char::is_whitespace))),
    static_method!("Join",
        (separator: CHAR, value: ..STRS) -> STR => |c| join(c, None),
        (separator: STR, value: ..STRS) -> STR => |c| join(c, None),
        (separator: CHAR, value: STRS, startIndex: INT, count: INT) -> STR => |c| join(c, Some((c.int(2), c.int(3)))),
        (separator: STR, value: STRS, startIndex: INT, count: INT) -> STR => |c| join(c, Some((c.int(2), c.int(3)))),
        (separator: STR, values: MANY) -> STR => |c| join(c, None),
        (separator: CHAR, values: ..OBJECTS) -> STR => |c| join(c, None),
        (separator: STR, values: ..OBJECTS) -> STR => |c| join(c, None)),
];

/// `-1`, `0` or `1`.
pub(super) fn order(ordering: Ordering) -> i32 {
    ordering as i32
}

fn case(ignore: bool) -> CompareOptions {
    if ignore {
        CompareOptions::IGNORE_CASE
    } else {
        CompareOptions::NONE
    }
}

/// A `StringComparison` argument as the options of a comparison.
pub(super) fn comparison(c: &Call<'_>, n: usize) -> Result<CompareOptions> {
    Ok(match c.long(n) {
        0 | 2 => CompareOptions::NONE,
        1 | 3 => CompareOptions::IGNORE_CASE,
        4 => CompareOptions::ORDINAL,
        5 => CompareOptions::ORDINAL_IGNORE_CASE,
        _ => {
            return argument(
                "The string comparison type passed in is currently not supported.",
                "comparisonType",
            )
            .raise();
        }
    })
}

fn count(c: &Call<'_>, n: usize) -> Result<usize> {
    usize::try_from(c.int(n)).map_err(|_| negative("count", c.long(n)).into())
}

fn not_empty(c: &Call<'_>, n: usize, name: &str) -> Result<Str> {
    let text = c.text_of(n, name)?;
    if text.is_empty() {
        argument("The value cannot be an empty string.", name).raise()
    } else {
        Ok(text)
    }
}

/// A `char[]`.
pub(super) fn chars(units: Vec<u16>) -> Value {
    Value::Array(Array::with(
        Type::Known(&types::CHAR),
        Elements::Char(units),
    ))
}

fn from_part(c: &mut Call<'_>) -> Result<Value> {
    let (units, start, length) = (c.units(0), c.int(1), c.int(2));
    if start < 0 {
        return negative("startIndex", i64::from(start)).raise();
    }
    if length < 0 {
        return negative("length", i64::from(length)).raise();
    }
    match units.get(start as usize..start as usize + length as usize) {
        Some(part) => ok(text_of_units(part)),
        None => out_of_range("startIndex", INDEX_RANGE).raise(),
    }
}

/// What .NET says of an index outside of a string.
const INDEX_RANGE: &str = "Index was out of range. Must be non-negative and less than or equal to the size of the collection.";
/// What .NET says of a count that reaches beyond a string.
const COUNT_RANGE: &str =
    "Count must be positive and count must refer to a location within the string/array/collection.";

fn char_at(c: &mut Call<'_>) -> Result<Value> {
    let found = usize::try_from(c.int(0))
        .ok()
        .and_then(|at| own(c).utf16_at(at));
    match found {
        Some(unit) => Ok(Value::Char(unit)),
        None => Fault::new(
            &types::INDEX_OUT_OF_RANGE_EXCEPTION,
            "Index was outside the bounds of the array.",
        )
        .raise(),
    }
}

fn copy_to(c: &mut Call<'_>) -> Result<Value> {
    let text = own(c);
    let units = units::of(&text);
    let (source, target, length) = (c.int(0), c.int(2), c.int(3));
    let Value::Array(array) = c.arg(1).base() else {
        return argument_null("destination").raise();
    };
    if length < 0 {
        return negative("count", i64::from(length)).raise();
    }
    if source < 0 {
        return out_of_range("sourceIndex", INDEX_RANGE).raise();
    }
    let Some(part) = units.get(source as usize..source as usize + length as usize) else {
        return out_of_range(
            "sourceIndex",
            "Index and count must refer to a location within the string.",
        )
        .raise();
    };
    if target < 0 || target as usize + part.len() > array.len() {
        return out_of_range(
            "destinationIndex",
            "Index and count must refer to a location within the string.",
        )
        .raise();
    }
    let mut items = array.items.borrow_mut();
    for (at, unit) in part.iter().enumerate() {
        items.set(target as usize + at, Value::Char(*unit));
    }
    Ok(Value::Nothing)
}

/// Checks a start and a count against a string's length.
fn range(length: usize, start: i32, count: Option<i32>) -> Result<std::ops::Range<usize>> {
    let Some(from) = usize::try_from(start).ok().filter(|from| *from <= length) else {
        return out_of_range("startIndex", INDEX_RANGE).raise();
    };
    let Some(count) = count else {
        return Ok(from..length);
    };
    match usize::try_from(count)
        .ok()
        .filter(|count| *count <= length - from)
    {
        Some(count) => Ok(from..from + count),
        None => out_of_range("count", COUNT_RANGE).raise(),
    }
}

fn index_unit(c: &Call<'_>, wanted: &[u16], start: i32, count: Option<i32>) -> Result<Value> {
    let text = own(c);
    let units = units::of(&text);
    let part = range(units.len(), start, count)?;
    let found = units[part.clone()]
        .iter()
        .position(|unit| wanted.contains(unit));
    ok(found.map_or(-1, |at| (part.start + at) as i32))
}

fn index_text(
    c: &Call<'_>,
    start: i32,
    count: Option<i32>,
    options: CompareOptions,
) -> Result<Value> {
    let (text, wanted) = (own(c), c.text_of(0, "value")?);
    let part = range(text.utf16_len(), start, count)?;
    let bytes = (
        text.byte_offset(part.start).unwrap_or(0),
        text.byte_offset(part.end).unwrap_or(text.len()),
    );
    let found = culture::index_of(&text[bytes.0..bytes.1], &wanted, options);
    ok(found.map_or(-1, |range| text.utf16_offset(bytes.0 + range.start) as i32))
}

/// The part of a string that a search from behind looks at.
fn range_back(
    length: usize,
    start: Option<i32>,
    count: Option<i32>,
) -> Result<Option<std::ops::Range<usize>>> {
    let Some(start) = start else {
        return Ok(Some(0..length));
    };
    if length == 0 {
        return Ok(None);
    }
    let Some(mut last) = usize::try_from(start).ok().filter(|at| *at <= length) else {
        return out_of_range("startIndex", INDEX_LESS).raise();
    };
    let mut count = count;
    if last == length {
        last -= 1;
        count = count.map(|n| if n > 0 { n - 1 } else { n });
    }
    let count = count.unwrap_or(last as i32 + 1);
    match usize::try_from(count)
        .ok()
        .filter(|count| *count <= last + 1)
    {
        Some(count) => Ok(Some(last + 1 - count..last + 1)),
        None => out_of_range("count", COUNT_RANGE).raise(),
    }
}

const INDEX_LESS: &str =
    "Index was out of range. Must be non-negative and less than the size of the collection.";

fn last_unit(
    c: &Call<'_>,
    wanted: &[u16],
    start: Option<i32>,
    count: Option<i32>,
) -> Result<Value> {
    let text = own(c);
    let units = units::of(&text);
    if start.is_some_and(|at| at as usize >= units.len()) && !units.is_empty() {
        return out_of_range("startIndex", INDEX_LESS).raise();
    }
    let Some(part) = range_back(units.len(), start, count)? else {
        return ok(-1);
    };
    let found = units[part.clone()]
        .iter()
        .rposition(|unit| wanted.contains(unit));
    ok(found.map_or(-1, |at| (part.start + at) as i32))
}

fn last_text(
    c: &Call<'_>,
    start: Option<i32>,
    count: Option<i32>,
    options: CompareOptions,
) -> Result<Value> {
    let (text, wanted) = (own(c), c.text_of(0, "value")?);
    let length = text.utf16_len();
    if length == 0 && start.is_none_or(|at| at == -1 || at == 0) {
        return ok(if wanted.is_empty() { 0 } else { -1 });
    }
    let Some(part) = range_back(length, start, count)? else {
        return ok(-1);
    };
    let bytes = (
        text.byte_offset(part.start).unwrap_or(0),
        text.byte_offset(part.end).unwrap_or(text.len()),
    );
    let found = culture::last_index_of(&text[bytes.0..bytes.1], &wanted, options);
    ok(found.map_or(-1, |range| text.utf16_offset(bytes.0 + range.start) as i32))
}

fn insert(c: &mut Call<'_>) -> Result<Value> {
    let (text, value) = (own(c), c.text_of(1, "value")?);
    let at = usize::try_from(c.int(0))
        .ok()
        .filter(|at| *at <= text.utf16_len());
    let Some(at) = at.and_then(|at| text.byte_offset(at)) else {
        let shown = c.int(0) as u32;
        let message = format!(
            "startIndex ('{shown}') must be less than or equal to '{}'. (Parameter 'startIndex')\nActual value was {shown}.",
            text.utf16_len()
        );
        return Fault::new(&types::ARGUMENT_OUT_OF_RANGE_EXCEPTION, message).raise();
    };
    ok(format!("{}{value}{}", &text[..at], &text[at..]))
}

fn pad(c: &mut Call<'_>, left: bool, unit: u16) -> Result<Value> {
    let (text, width) = (own(c), c.int(0));
    if width < 0 {
        return negative("totalWidth", i64::from(width)).raise();
    }
    let missing = (width as usize).saturating_sub(text.utf16_len());
    if missing == 0 {
        return ok(text);
    }
    let padding = text_of_units(&vec![unit; missing]);
    ok(if left {
        format!("{padding}{text}")
    } else {
        format!("{text}{padding}")
    })
}

fn remove_rest(c: &mut Call<'_>) -> Result<Value> {
    let (text, start) = (own(c), c.int(0));
    if start < 0 {
        return negative("startIndex", i64::from(start)).raise();
    }
    match text.byte_offset(start as usize) {
        Some(at) => ok(&text[..at]),
        None => out_of_range(
            "startIndex",
            "startIndex cannot be larger than length of string.",
        )
        .raise(),
    }
}

fn remove(c: &mut Call<'_>) -> Result<Value> {
    let (text, start, count) = (own(c), c.int(0), c.int(1));
    if start < 0 {
        return negative("startIndex", i64::from(start)).raise();
    }
    if count < 0 {
        return negative("count", i64::from(count)).raise();
    }
    let ends = (
        text.byte_offset(start as usize),
        text.byte_offset(start as usize + count as usize),
    );
    match ends {
        (Some(from), Some(to)) => ok(format!("{}{}", &text[..from], &text[to..])),
        _ => out_of_range(
            "count",
            "Index and count must refer to a location within the string.",
        )
        .raise(),
    }
}

fn replace(c: &mut Call<'_>, options: CompareOptions) -> Result<Value> {
    let (text, old, new) = (own(c), not_empty(c, 0, "oldValue")?, c.text(1));
    let mut replaced = String::new();
    let mut rest: &str = &text;
    while let Some(found) = culture::index_of(rest, &old, options) {
        if found.is_empty() {
            break;
        }
        replaced.push_str(&rest[..found.start]);
        replaced.push_str(&new);
        rest = &rest[found.end..];
    }
    replaced.push_str(rest);
    ok(replaced)
}

fn substring_rest(c: &mut Call<'_>) -> Result<Value> {
    let (text, start) = (own(c), c.int(0));
    if start < 0 {
        return negative("startIndex", i64::from(start)).raise();
    }
    match text.byte_offset(start as usize) {
        Some(0) => ok(text),
        Some(at) => ok(&text[at..]),
        None => out_of_range(
            "startIndex",
            "startIndex cannot be larger than length of string.",
        )
        .raise(),
    }
}

fn substring(c: &mut Call<'_>) -> Result<Value> {
    let (text, start, length) = (own(c), c.int(0), c.int(1));
    if start < 0 {
        return negative("startIndex", i64::from(start)).raise();
    }
    let Some(from) = text.byte_offset(start as usize) else {
        return out_of_range(
            "startIndex",
            "startIndex cannot be larger than length of string.",
        )
        .raise();
    };
    if length < 0 {
        return negative("length", i64::from(length)).raise();
    }
    match text.byte_offset(start as usize + length as usize) {
        Some(to) => ok(&text[from..to.max(from)]),
        None => out_of_range(
            "length",
            "Index and length must refer to a location within the string.",
        )
        .raise(),
    }
}

fn char_array_part(c: &mut Call<'_>) -> Result<Value> {
    let text = own(c);
    let units = units::of(&text);
    let (start, length) = (c.int(0), c.int(1));
    if start < 0 || start as usize > units.len() || length > units.len() as i32 - start {
        return out_of_range("startIndex", INDEX_RANGE).raise();
    }
    if length < 0 {
        return negative("length", i64::from(length)).raise();
    }
    Ok(chars(
        units[start as usize..(start + length) as usize].to_vec(),
    ))
}

fn compare(c: &mut Call<'_>, options: CompareOptions) -> Result<Value> {
    ok(order(culture::compare(&c.text(0), &c.text(1), options)))
}

/// The parts of two strings that `Compare(strA, indexA, strB, indexB, length)` compares.
fn parts(c: &Call<'_>) -> Result<(Vec<u16>, Vec<u16>)> {
    let length = c.int(4);
    if length < 0 {
        return negative("length", i64::from(length)).raise();
    }
    let part = |text: usize, index: usize, name: &str| {
        let text = c.text(text);
        let units = units::of(&text);
        let start = usize::try_from(c.int(index))
            .ok()
            .filter(|start| *start <= units.len());
        let Some(start) = start else {
            let message = if c.int(index) < 0 {
                INDEX_LESS
            } else {
                "Index and length must refer to a location within the string."
            };
            return out_of_range(name, message).raise();
        };
        Ok(units[start..units.len().min(start + length as usize)].to_vec())
    };
    Ok((part(0, 1, "indexA")?, part(2, 3, "indexB")?))
}

fn compare_parts(c: &mut Call<'_>, options: CompareOptions) -> Result<Value> {
    let (a, b) = parts(c)?;
    ok(order(culture::compare(
        &text_of_units(&a),
        &text_of_units(&b),
        options,
    )))
}

fn compare_ordinal_parts(c: &mut Call<'_>) -> Result<Value> {
    let (a, b) = parts(c)?;
    ok(units::difference(&a, &b))
}

fn concat(c: &mut Call<'_>) -> Result<Value> {
    let args = c.args;
    join_values(c, "", args)
}

fn concat_all(c: &mut Call<'_>) -> Result<Value> {
    let items = elements(c, 0);
    join_values(c, "", &items)
}

fn elements(c: &Call<'_>, n: usize) -> Vec<Value> {
    match convert::enumerate(c.arg(n)) {
        Some(Ok(items)) => items,
        _ => c.items(n),
    }
}

fn join(c: &mut Call<'_>, part: Option<(i32, i32)>) -> Result<Value> {
    let separator = match c.arg(0) {
        Value::Char(unit) => text_of_units(&[*unit]),
        other => other.as_str().cloned().unwrap_or_default(),
    };
    let mut items = elements(c, 1);
    if let Some((start, count)) = part {
        if start < 0 {
            return negative("startIndex", i64::from(start)).raise();
        }
        if count < 0 {
            return negative("count", i64::from(count)).raise();
        }
        if start as usize + count as usize > items.len() {
            let latest = items.len() as i64 - i64::from(count);
            let message = format!(
                "startIndex ('{start}') must be less than or equal to '{latest}'. (Parameter 'startIndex')\nActual value was {start}."
            );
            return Fault::new(&types::ARGUMENT_OUT_OF_RANGE_EXCEPTION, message).raise();
        }
        items = items[start as usize..(start + count) as usize].to_vec();
    }
    join_values(c, &separator, &items)
}

fn join_values(c: &mut Call<'_>, separator: &str, items: &[Value]) -> Result<Value> {
    let mut joined = String::new();
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            joined.push_str(separator);
        }
        match item.base() {
            Value::Null | Value::Nothing => {}
            Value::Str(text) => joined.push_str(text),
            other => joined.push_str(&convert::to_string_method(c.host, other)?),
        }
    }
    ok(joined)
}

/// Composition and decomposition of the accents of Latin letters; other scripts come back as they are.
fn normalize(text: &Str, form: i64) -> Str {
    if text.is_ascii() {
        return text.clone();
    }
    let composer = icu_form(form);
    composer(text).into()
}

fn icu_form(form: i64) -> fn(&str) -> String {
    match form {
        2 | 6 => units::decompose,
        _ => units::compose,
    }
}
