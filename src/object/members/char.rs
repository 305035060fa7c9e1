//! `[char]`.

use super::args::*;
use super::category::{self, CATEGORY};
use super::convert_class::change;
use super::table::*;
use super::units::text_of_units;
use crate::types::{self, Call, Member, Sig, Type};
use crate::{Fault, Result, Value, culture};

const CATEGORIES: Sig = Sig::One(&CATEGORY);

/// A test of a character, given alone or as a place in a string.
macro_rules! test {
    ($name:literal, $test:expr) => {
        static_method!($name,
            (c: CHAR) -> BOOL => |c| { let test: fn(u32) -> bool = $test; ok(test(u32::from(c.unit(0)))) },
            (s: STR, index: INT) -> BOOL => |c| { let test: fn(u32) -> bool = $test; ok(test(point(c)?)) })
    };
}

/// A test of a character alone.
macro_rules! ascii {
    ($name:literal, $test:expr) => {
        static_method!($name, (c: CHAR) -> BOOL => |c| {
            let test: fn(&u8) -> bool = $test;
            ok(u8::try_from(c.unit(0)).is_ok_and(|byte| test(&byte)))
        })
    };
}

/// Members.
pub static MEMBERS: &[Member] = &[
    static_get!("MaxValue", CHAR => |_| Ok(Value::Char(u16::MAX))),
    static_get!("MinValue", CHAR => |_| Ok(Value::Char(0))),
    method!("CompareTo",
        (value: OBJ) -> INT => |c| match c.arg(0).base() {
            Value::Null | Value::Nothing => ok(1),
            Value::Char(other) => ok(i32::from(own(c)) - i32::from(*other)),
            _ => Fault::new(&types::ARGUMENT_EXCEPTION, "Object must be of type Char.").raise(),
        },
        (value: CHAR) -> INT => |c| ok(i32::from(own(c)) - i32::from(c.unit(0)))),
    method!("Equals",
        (obj: OBJ) -> BOOL => |c| ok(matches!(c.arg(0).base(), Value::Char(other) if *other == own(c))),
        (obj: CHAR) -> BOOL => |c| ok(own(c) == c.unit(0))),
    method!("GetHashCode", () -> INT => |c| ok(super::object::hash(c.this))),
    method!("GetTypeCode", () -> TYPECODE => |_| Ok(Type::Known(&types::TYPE_CODE).enum_from(4))),
    method!("ToString",
        () -> STR => |c| ok(text_of_units(&[own(c)])),
        (provider: PROVIDER) -> STR => |c| ok(text_of_units(&[own(c)]))),
    method!("ToBoolean", (provider: PROVIDER) -> BOOL => |c| change(c, &types::BOOLEAN)),
    method!("ToByte", (provider: PROVIDER) -> BYTE => |c| change(c, &types::BYTE)),
    method!("ToChar", (provider: PROVIDER) -> CHAR => |c| Ok(c.this.clone())),
    method!("ToDouble", (provider: PROVIDER) -> DOUBLE => |c| change(c, &types::DOUBLE)),
    method!("ToInt16", (provider: PROVIDER) -> SHORT => |c| change(c, &types::INT16)),
    method!("ToInt32", (provider: PROVIDER) -> INT => |c| change(c, &types::INT32)),
    method!("ToInt64", (provider: PROVIDER) -> LONG => |c| change(c, &types::INT64)),
    method!("ToUInt16", (provider: PROVIDER) -> USHORT => |c| change(c, &types::UINT16)),
    method!("ToUInt32", (provider: PROVIDER) -> UINT => |c| change(c, &types::UINT32)),
    method!("ToUInt64", (provider: PROVIDER) -> ULONG => |c| change(c, &types::UINT64)),
    static_method!("ConvertFromUtf32", (utf32: INT) -> STR => |c| match u32::try_from(c.int(0)).ok().and_then(char::from_u32) {
        Some(letter) => ok(letter.to_string()),
        None => out_of_range("utf32", "A valid UTF32 value is between 0x000000 and 0x10ffff, inclusive, and should not include surrogate codepoint values (0x00d800 ~ 0x00dfff).").raise(),
    }),
    static_method!("ConvertToUtf32",
        (s: STR, index: INT) -> INT => |c| ok(point(c)? as i32),
        (highSurrogate: CHAR, lowSurrogate: CHAR) -> INT => pair_point),
    static_method!("GetNumericValue",
        (s: STR, index: INT) -> DOUBLE => |c| ok(category::numeric_value(point(c)?)),
        (c: CHAR) -> DOUBLE => |c| ok(category::numeric_value(u32::from(c.unit(0))))),
    static_method!("GetUnicodeCategory",
        (s: STR, index: INT) -> CATEGORIES => |c| Ok(Type::Known(&CATEGORY).enum_from(category::of(point(c)?))),
        (c: CHAR) -> CATEGORIES => |c| Ok(Type::Known(&CATEGORY).enum_from(category::of(u32::from(c.unit(0)))))),
    static_method!("IsAscii", (c: CHAR) -> BOOL => |c| ok(c.unit(0) < 128)),
    ascii!("IsAsciiDigit", u8::is_ascii_digit),
    ascii!("IsAsciiHexDigit", u8::is_ascii_hexdigit),
    ascii!(
        "IsAsciiHexDigitLower",
        |byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')
    ),
    ascii!(
        "IsAsciiHexDigitUpper",
        |byte| matches!(byte, b'0'..=b'9' | b'A'..=b'F')
    ),
    ascii!("IsAsciiLetter", u8::is_ascii_alphabetic),
    ascii!("IsAsciiLetterLower", u8::is_ascii_lowercase),
    ascii!("IsAsciiLetterOrDigit", u8::is_ascii_alphanumeric),
    ascii!("IsAsciiLetterUpper", u8::is_ascii_uppercase),
    static_method!("IsBetween", (c: CHAR, minInclusive: CHAR, maxInclusive: CHAR) -> BOOL => |c| ok((c.unit(1)..=c.unit(2)).contains(&c.unit(0)))),
    test!("IsControl", |point| category::of(point) == 14),
    test!("IsDigit", |point| category::of(point) == 8),
    static_method!("IsHighSurrogate",
        (s: STR, index: INT) -> BOOL => |c| ok(is_high(unit(c)?)),
        (c: CHAR) -> BOOL => |c| ok(is_high(c.unit(0)))),
    test!("IsLetter", |point| category::of(point) <= 4),
    test!("IsLetterOrDigit", |point| matches!(
        category::of(point),
        0..=4 | 8
    )),
    test!("IsLower", |point| category::of(point) == 1),
    static_method!("IsLowSurrogate",
        (s: STR, index: INT) -> BOOL => |c| ok(is_low(unit(c)?)),
        (c: CHAR) -> BOOL => |c| ok(is_low(c.unit(0)))),
    test!("IsNumber", |point| matches!(category::of(point), 8..=10)),
    test!("IsPunctuation", |point| matches!(
        category::of(point),
        18..=24
    )),
    test!("IsSeparator", |point| matches!(
        category::of(point),
        11..=13
    )),
    static_method!("IsSurrogate",
        (s: STR, index: INT) -> BOOL => |c| ok((0xD800..0xE000).contains(&unit(c)?)),
        (c: CHAR) -> BOOL => |c| ok((0xD800..0xE000).contains(&c.unit(0)))),
    static_method!("IsSurrogatePair",
    (highSurrogate: CHAR, lowSurrogate: CHAR) -> BOOL => |c| ok(is_high(c.unit(0)) && is_low(c.unit(1))),
    (s: STR, index: INT) -> BOOL => |c| {
        let first = unit(c)?;
        let second = c.text(0).utf16_at(c.int(1) as usize + 1);
        ok(is_high(first) && second.is_some_and(is_low))
    }),
    test!("IsSymbol", |point| matches!(category::of(point), 25..=28)),
    test!("IsUpper", |point| category::of(point) == 0),
    test!("IsWhiteSpace", |point| char::from_u32(point)
        .is_some_and(char::is_whitespace)),
    static_method!("Parse", (s: STR) -> CHAR => |c| parse(&c.text_of(0, "s")?)),
    static_method!("ToLower", (c: CHAR) -> CHAR => |c| lower(c), (c: CHAR, culture: CULTURE) -> CHAR => |c| lower(c)),
    static_method!("ToLowerInvariant", (c: CHAR) -> CHAR => |c| lower(c)),
    static_method!("ToString", (c: CHAR) -> STR => |c| ok(text_of_units(&[c.unit(0)]))),
    static_method!("ToUpper", (c: CHAR, culture: CULTURE) -> CHAR => |c| upper(c), (c: CHAR) -> CHAR => |c| upper(c)),
    static_method!("ToUpperInvariant", (c: CHAR) -> CHAR => |c| upper(c)),
    static_method!("TryParse", (s: STR, result: *CHAR) -> BOOL => |c| {
        let read = parse(&c.text(0)).ok();
        let found = read.is_some();
        c.assign(1, read.unwrap_or(Value::Char(0)))?;
        ok(found)
    }),
];

fn own(c: &Call<'_>) -> u16 {
    match c.this.base() {
        Value::Char(unit) => *unit,
        _ => 0,
    }
}

fn is_high(unit: u16) -> bool {
    (0xD800..0xDC00).contains(&unit)
}

fn is_low(unit: u16) -> bool {
    (0xDC00..0xE000).contains(&unit)
}

/// The unit at the place in a string that the arguments name.
fn unit(c: &Call<'_>) -> Result<u16> {
    let text = c.text_of(0, "s")?;
    let found = usize::try_from(c.int(1))
        .ok()
        .and_then(|at| text.utf16_at(at));
    found.ok_or_else(|| out_of_range("index", "Index was out of range. Must be non-negative and less than the size of the collection.").into())
}

/// The character at the place in a string that the arguments name.
fn point(c: &Call<'_>) -> Result<u32> {
    let first = unit(c)?;
    let second = c.text(0).utf16_at(c.int(1) as usize + 1);
    Ok(match second {
        Some(low) if is_high(first) && is_low(low) => join(first, low),
        _ => u32::from(first),
    })
}

fn join(high: u16, low: u16) -> u32 {
    0x10000 + ((u32::from(high) - 0xD800) << 10) + (u32::from(low) - 0xDC00)
}

fn pair_point(c: &mut Call<'_>) -> Result<Value> {
    if !is_high(c.unit(0)) {
        return out_of_range(
            "highSurrogate",
            "A valid high surrogate character is between 0xd800 and 0xdbff, inclusive.",
        )
        .raise();
    }
    if !is_low(c.unit(1)) {
        return out_of_range(
            "lowSurrogate",
            "A valid low surrogate character is between 0xdc00 and 0xdfff, inclusive.",
        )
        .raise();
    }
    ok(join(c.unit(0), c.unit(1)) as i32)
}

/// `Char.Parse`
pub(super) fn parse(text: &str) -> Result<Value> {
    let mut units = text.encode_utf16();
    match (units.next(), units.next()) {
        (Some(unit), None) => Ok(Value::Char(unit)),
        _ => Fault::new(
            &types::FORMAT_EXCEPTION,
            "String must be exactly one character long.",
        )
        .raise(),
    }
}

fn mapped(unit: u16, map: fn(char) -> char) -> Value {
    let mapped =
        char::from_u32(u32::from(unit)).and_then(|letter| u16::try_from(map(letter) as u32).ok());
    Value::Char(mapped.unwrap_or(unit))
}

fn lower(c: &Call<'_>) -> Result<Value> {
    Ok(mapped(c.unit(0), culture::to_lower_char))
}

fn upper(c: &Call<'_>) -> Result<Value> {
    Ok(mapped(c.unit(0), culture::to_upper_char))
}
