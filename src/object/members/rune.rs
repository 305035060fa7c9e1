//! Text by characters rather than units: `Rune`, `StringInfo`, `CharUnicodeInfo`.

use super::args::*;
use super::category::{self, CATEGORY};
use super::enumerator::Enumerator;
use super::table::*;
use super::units;
use crate::types::{self, Call, Member, Sig, Type, TypeInfo};
use crate::{Array, Fault, Native, Result, Str, Value, culture};

/// The types of this file.
pub(super) static ALL: &[&TypeInfo] = &[
    &RUNE,
    &RUNES,
    &STRING_INFO,
    &CHAR_UNICODE_INFO,
    &TEXT_ELEMENTS,
];

/// A `Rune`.
pub struct Rune(char);

/// `Rune`
pub static RUNE: TypeInfo = TypeInfo::value("System.Text.Rune", || rune('\0'))
    .implements(&[&types::ICOMPARABLE])
    .members(|| RUNE_MEMBERS);
/// What `EnumerateRunes` gives.
pub static RUNES: TypeInfo = TypeInfo::value("System.Text.StringRuneEnumerator", || Value::Null)
    .implements(&[&types::IENUMERABLE]);
/// `StringInfo`
pub static STRING_INFO: TypeInfo =
    TypeInfo::class("System.Globalization.StringInfo", &types::OBJECT).members(|| INFO_MEMBERS);
/// `CharUnicodeInfo`
pub static CHAR_UNICODE_INFO: TypeInfo =
    TypeInfo::statics("System.Globalization.CharUnicodeInfo", || UNICODE_MEMBERS);
/// What `GetTextElementEnumerator` gives.
pub static TEXT_ELEMENTS: TypeInfo =
    TypeInfo::class("System.Globalization.TextElementEnumerator", &types::OBJECT)
        .implements(&[&types::IENUMERATOR]);

const CATEGORIES: Sig = Sig::One(&CATEGORY);

struct Runes(Str);

struct StringInfo(Str);

impl Native for Rune {
    fn get_type(&self) -> Type {
        Type::Known(&RUNE)
    }

    fn to_text(&self) -> Str {
        Str::from(self.0.to_string())
    }

    fn equals(&self, other: &Value) -> bool {
        other
            .as_native::<Rune>()
            .is_some_and(|other| other.0 == self.0)
    }
}

impl Native for Runes {
    fn get_type(&self) -> Type {
        Type::Known(&RUNES)
    }

    fn enumerate(&self) -> Option<Result<Vec<Value>>> {
        Some(Ok(self.0.chars().map(rune).collect()))
    }
}

impl Native for StringInfo {
    fn get_type(&self) -> Type {
        Type::Known(&STRING_INFO)
    }

    fn equals(&self, other: &Value) -> bool {
        other
            .as_native::<StringInfo>()
            .is_some_and(|other| other.0 == self.0)
    }
}

/// The runes of a string.
pub(super) fn runes_of(text: &Str) -> Value {
    Value::native(Runes(text.clone()))
}

fn rune(letter: char) -> Value {
    Value::native(Rune(letter))
}

fn own(c: &Call<'_>) -> char {
    c.this.as_native::<Rune>().map_or('\0', |rune| rune.0)
}

fn given(c: &Call<'_>, n: usize) -> char {
    c.arg(n).as_native::<Rune>().map_or('\0', |rune| rune.0)
}

/// A rune of a number, of which halves of surrogate pairs are none.
fn of_number(number: u32, name: &str) -> Result<Value> {
    match char::from_u32(number) {
        Some(letter) => Ok(rune(letter)),
        None => Fault::new(
            &types::ARGUMENT_OUT_OF_RANGE_EXCEPTION,
            format!(
                "Specified argument was out of the range of valid values. (Parameter '{name}')"
            ),
        )
        .with("ParamName", name)
        .raise(),
    }
}

macro_rules! test {
    ($name:literal, $test:expr) => {
        static_method!($name, (value: THIS) -> BOOL => |c| { let test: fn(i64) -> bool = $test; ok(test(category::of(u32::from(given(c, 0))))) })
    };
}

static RUNE_MEMBERS: &[Member] = &[
    constructors!(
    (ch: CHAR) -> THIS => |c| of_number(u32::from(c.unit(0)), "ch"),
    (value: INT) -> THIS => |c| of_number(c.int(0) as u32, "value"),
    (value: UINT) -> THIS => |c| of_number(c.long(0) as u32, "value"),
    (highSurrogate: CHAR, lowSurrogate: CHAR) -> THIS => |c| {
        let pair = [c.unit(0), c.unit(1)];
        match char::decode_utf16(pair).next() {
            Some(Ok(letter)) if letter.len_utf16() == 2 => Ok(rune(letter)),
            _ => of_number(0xD800, "highSurrogate"),
        }
    }),
    get!("Value", INT => |c| ok(u32::from(own(c)) as i32)),
    get!("IsAscii", BOOL => |c| ok(own(c).is_ascii())),
    get!("IsBmp", BOOL => |c| ok(own(c).len_utf16() == 1)),
    get!("Plane", INT => |c| ok((u32::from(own(c)) >> 16) as i32)),
    get!("Utf16SequenceLength", INT => |c| ok(own(c).len_utf16() as i32)),
    get!("Utf8SequenceLength", INT => |c| ok(own(c).len_utf8() as i32)),
    static_get!("ReplacementChar", THIS => |_| Ok(rune('\u{FFFD}'))),
    method!("CompareTo", (other: THIS) -> INT => |c| ok(u32::from(own(c)) as i32 - u32::from(given(c, 0)) as i32)),
    method!("ToString", () -> STR => |c| ok(own(c).to_string())),
    static_method!("op_Explicit", (ch: CHAR) -> THIS => |c| of_number(u32::from(c.unit(0)), "ch"), (value: INT) -> THIS => |c| of_number(c.int(0) as u32, "value")),
    static_method!("GetRuneAt", (input: STR, index: INT) -> THIS => rune_at),
    static_method!("GetNumericValue", (value: THIS) -> DOUBLE => |c| ok(category::numeric_value(u32::from(given(c, 0))))),
    static_method!("GetUnicodeCategory", (value: THIS) -> CATEGORIES => |c| Ok(Type::Known(&CATEGORY).enum_from(category::of(u32::from(given(c, 0)))))),
    static_method!("IsValid", (value: INT) -> BOOL => |c| ok(char::from_u32(c.int(0) as u32).is_some()), (value: UINT) -> BOOL => |c| ok(char::from_u32(c.long(0) as u32).is_some())),
    test!("IsControl", |kind| kind == 14),
    test!("IsDigit", |kind| kind == 8),
    test!("IsLetter", |kind| kind <= 4),
    test!("IsLetterOrDigit", |kind| matches!(kind, 0..=4 | 8)),
    test!("IsLower", |kind| kind == 1),
    test!("IsNumber", |kind| matches!(kind, 8..=10)),
    test!("IsPunctuation", |kind| matches!(kind, 18..=24)),
    test!("IsSeparator", |kind| matches!(kind, 11..=13)),
    test!("IsSymbol", |kind| matches!(kind, 25..=28)),
    test!("IsUpper", |kind| kind == 0),
    static_method!("IsWhiteSpace", (value: THIS) -> BOOL => |c| ok(given(c, 0).is_whitespace())),
    static_method!("ToLower", (value: THIS, culture: CULTURE) -> THIS => |c| Ok(rune(culture::to_lower_char(given(c, 0))))),
    static_method!("ToLowerInvariant", (value: THIS) -> THIS => |c| Ok(rune(culture::to_lower_char(given(c, 0))))),
    static_method!("ToUpper", (value: THIS, culture: CULTURE) -> THIS => |c| Ok(rune(culture::to_upper_char(given(c, 0))))),
    static_method!("ToUpperInvariant", (value: THIS) -> THIS => |c| Ok(rune(culture::to_upper_char(given(c, 0))))),
];

fn rune_at(c: &mut Call<'_>) -> Result<Value> {
    let text = c.text_of(0, "input")?;
    let at = usize::try_from(c.int(1))
        .ok()
        .filter(|at| *at < text.utf16_len());
    let Some(at) = at.and_then(|at| text.byte_offset(at)) else {
        return out_of_range("index", super::sequence::INDEX).raise();
    };
    Ok(rune(text[at..].chars().next().unwrap_or_default()))
}

/// The characters as a reader counts them: a letter with what is joined to it.
pub(super) fn elements(text: &str) -> Vec<&str> {
    let mut starts = Vec::new();
    let mut before: Option<char> = None;
    let mut flags = 0;
    for (at, letter) in text.char_indices() {
        let is_flag = ('\u{1F1E6}'..='\u{1F1FF}').contains(&letter);
        let joined =
            before.is_some_and(|before| joins(before, letter) || (is_flag && flags % 2 == 1));
        flags = if is_flag { flags + 1 } else { 0 };
        if !joined {
            starts.push(at);
        }
        before = Some(letter);
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts
        .iter()
        .zip(ends)
        .map(|(from, to)| &text[*from..to])
        .collect()
}

/// Whether a character belongs to the one before it.
fn joins(before: char, letter: char) -> bool {
    const JOINER: char = '\u{200D}';
    let modifier = ('\u{1F3FB}'..='\u{1F3FF}').contains(&letter);
    let tag = ('\u{E0020}'..='\u{E007F}').contains(&letter);
    let mark = !letter.is_ascii() && matches!(category::of(u32::from(letter)), 5..=7);
    let emoji = before == JOINER && u32::from(letter) >= 0x2190;
    (before == '\r' && letter == '\n') || letter == JOINER || modifier || tag || mark || emoji
}

fn text_elements(text: &str) -> Vec<Value> {
    elements(text).into_iter().map(Value::str).collect()
}

/// Where each text element starts.
fn starts(text: &str) -> Value {
    let mut at = 0;
    let mut starts = Vec::new();
    for element in elements(text) {
        starts.push(Value::Int(at));
        at += element.encode_utf16().count() as i32;
    }
    Value::Array(Array::of(Type::Known(&types::INT32), starts))
}

static INFO_MEMBERS: &[Member] = &[
    constructors!(
        () -> THIS => |_| Ok(Value::native(StringInfo(Str::default()))),
        (value: STR) -> THIS => |c| Ok(Value::native(StringInfo(c.text_of(0, "value")?)))),
    get!("String", STR => |c| ok(info(c))),
    get!("LengthInTextElements", INT => |c| ok(elements(&info(c)).len() as i32)),
    method!("SubstringByTextElements",
        (startingTextElement: INT) -> STR => |c| part(c, None),
        (startingTextElement: INT, lengthInTextElements: INT) -> STR => |c| part(c, Some(c.int(1)))),
    static_method!("GetNextTextElement",
        (str: STR) -> STR => |c| { let text = c.text_of(0, "str")?; ok(elements(&text).first().copied().unwrap_or_default()) },
        (str: STR, index: INT) -> STR => next_element),
    static_method!("GetNextTextElementLength", (str: STR) -> INT => |c| {
        let text = c.text_of(0, "str")?;
        ok(elements(&text).first().map_or(0, |first| first.encode_utf16().count() as i32))
    }),
    static_method!("GetTextElementEnumerator", (str: STR) -> ENUMERATOR => |c| {
        Ok(Enumerator::over(text_elements(&c.text_of(0, "str")?)))
    }),
    static_method!("ParseCombiningCharacters", (str: STR) -> INTS => |c| Ok(starts(&c.text_of(0, "str")?))),
];

fn info(c: &Call<'_>) -> Str {
    c.this
        .as_native::<StringInfo>()
        .map(|info| info.0.clone())
        .unwrap_or_default()
}

fn part(c: &mut Call<'_>, length: Option<i32>) -> Result<Value> {
    let text = info(c);
    let all = elements(&text);
    let Some(from) = usize::try_from(c.int(0))
        .ok()
        .filter(|from| *from < all.len())
    else {
        return out_of_range("startingTextElement", super::sequence::INDEX).raise();
    };
    let length = length.unwrap_or((all.len() - from) as i32);
    match usize::try_from(length)
        .ok()
        .and_then(|length| all.get(from..from + length))
    {
        Some(part) => ok(part.concat()),
        None => out_of_range("lengthInTextElements", super::sequence::COUNT).raise(),
    }
}

fn next_element(c: &mut Call<'_>) -> Result<Value> {
    let text = c.text_of(0, "str")?;
    match usize::try_from(c.int(1))
        .ok()
        .and_then(|at| text.byte_offset(at))
    {
        Some(at) => ok(elements(&text[at..]).first().copied().unwrap_or_default()),
        None => out_of_range("index", super::sequence::INDEX).raise(),
    }
}

static UNICODE_MEMBERS: &[Member] = &[
    static_method!("GetUnicodeCategory",
        (ch: CHAR) -> CATEGORIES => |c| Ok(Type::Known(&CATEGORY).enum_from(category::of(u32::from(c.unit(0))))),
        (codePoint: INT) -> CATEGORIES => |c| Ok(Type::Known(&CATEGORY).enum_from(category::of(c.int(0) as u32))),
        (s: STR, index: INT) -> CATEGORIES => |c| Ok(Type::Known(&CATEGORY).enum_from(category::of(point(c)?)))),
    static_method!("GetNumericValue",
        (ch: CHAR) -> DOUBLE => |c| ok(category::numeric_value(u32::from(c.unit(0)))),
        (s: STR, index: INT) -> DOUBLE => |c| ok(category::numeric_value(point(c)?))),
    static_method!("GetDecimalDigitValue", (ch: CHAR) -> INT => |c| ok(digit(u32::from(c.unit(0)))), (s: STR, index: INT) -> INT => |c| ok(digit(point(c)?))),
    static_method!("GetDigitValue", (ch: CHAR) -> INT => |c| ok(digit(u32::from(c.unit(0)))), (s: STR, index: INT) -> INT => |c| ok(digit(point(c)?))),
];

fn digit(point: u32) -> i32 {
    let value = category::numeric_value(point);
    if value.fract() == 0.0 && value < 10.0 {
        value as i32
    } else {
        -1
    }
}

fn point(c: &Call<'_>) -> Result<u32> {
    let text = c.text_of(0, "s")?;
    let units = units::of(&text);
    let Some(at) = usize::try_from(c.int(1))
        .ok()
        .filter(|at| *at < units.len())
    else {
        return out_of_range("index", super::sequence::INDEX).raise();
    };
    let letter = char::decode_utf16(units[at..].iter().copied()).next();
    Ok(match letter {
        Some(Ok(letter)) => u32::from(letter),
        _ => u32::from(units[at]),
    })
}

#[cfg(test)]
mod tests {
    use super::elements;

    #[test]
    fn marks_and_joined_pictures_are_one_element() {
        assert_eq!(elements("e\u{301}x").len(), 2);
        assert_eq!(elements("👩\u{200D}👩\u{200D}👧a").len(), 2);
        assert_eq!(elements("🇩🇪🇫🇷").len(), 2);
        assert_eq!(elements("\r\n").len(), 1);
    }
}
