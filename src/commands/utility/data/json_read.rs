//! JSON to values, as lenient as the reader behind `ConvertFrom-Json`: comments, single quotes, bare names, trailing commas,
//! `NaN`, hexadecimal and octal numbers; and an array or object whose end is missing behind a value.
//!
//! Read `read`, then `Reader::value`. Messages are those of Newtonsoft's reader, positions too.
//! Absent on purpose: the strict reader of `Test-Json`, which has a file of its own.

use object::date::{DateTime, DateTimeKind, Zone};
use object::record::{Object, Shape, SlotKind};
use object::{Category, Dict, Fault, KeyCase, Order, Result, Str, Symbol, Type, TypeInfo, Value, types};
use num_bigint::BigInt;
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// `OrderedHashtable`, which `-AsHashtable` makes.
pub static ORDERED_HASHTABLE: TypeInfo = TypeInfo::class("System.Management.Automation.OrderedHashtable", &types::HASHTABLE);

/// What becomes of texts that look like dates.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Dates {
    /// Dates whose kind is as written.
    Kept,
    /// Dates of local time.
    Local,
    /// Dates of universal time.
    Universal,
    /// Dates with their offset.
    Offset,
    /// Texts.
    Text,
}

/// How to read.
pub struct Options {
    /// Tables instead of objects.
    pub as_hashtable: bool,
    /// How deep the text may go.
    pub depth: usize,
    /// What becomes of dates.
    pub dates: Dates,
}

/// Deeper than this the program's own stack would be at risk, whatever `-Depth` says.
const DEPTH_MAX: usize = 2048;

/// Reads one text.
///
/// # Errors
/// The text is no JSON, or has keys that an object cannot have.
pub fn read(text: &str, options: &Options) -> Result<Value> {
    let shape = Shape::custom();
    let mut reader = Reader { text, bytes: text.as_bytes(), at: 0, options, path: Vec::new(), ended: false, names: FxHashMap::default(), shape, zone: None };
    reader.blank()?;
    if reader.at == reader.bytes.len() {
        return Ok(Value::Null);
    }
    let value = reader.value()?;
    reader.blank()?;
    if let Some(c) = reader.peek_char() {
        return reader.fail(format!("Additional text encountered after finished reading JSON content: {c}."), reader.at);
    }
    Ok(value)
}

/// One step of the path to where the reader is.
enum Step {
    Key(Option<Str>),
    Index(usize),
}

struct Reader<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    options: &'t Options,
    path: Vec<Step>,
    /// The text ended behind a value: all that is open counts as closed.
    ended: bool,
    names: FxHashMap<Str, (Str, Symbol)>,
    shape: Rc<Shape>,
    zone: Option<Zone>,
}

impl<'t> Reader<'t> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn peek_char(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    /// The error that names the path and the place.
    fn fail<T>(&self, what: impl AsRef<str>, at: usize) -> Result<T> {
        let before = &self.text[..at];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().encode_utf16().count();
        // At its very beginning the reader does not count lines yet.
        let line = if at == 0 { 0 } else { line };
        let message = format!("Conversion from JSON failed with error: {} Path '{}', line {line}, position {column}.", what.as_ref(), self.path());
        Fault::new(&types::ARGUMENT_EXCEPTION, message).id("System.ArgumentException").raise()
    }

    fn path(&self) -> String {
        let mut path = String::new();
        for step in &self.path {
            match step {
                Step::Index(index) => path.push_str(&format!("[{index}]")),
                Step::Key(None) => {}
                Step::Key(Some(name)) if name.contains(|c: char| " '/\"[]()\t\n\r\u{c}\u{8}\\\u{85}\u{2028}\u{2029}.".contains(c)) => {
                    path.push_str(&format!("['{}']", name.replace('\'', "\\'")));
                }
                Step::Key(Some(name)) => {
                    if !path.is_empty() {
                        path.push('.');
                    }
                    path.push_str(name);
                }
            }
        }
        path
    }

    /// Passes over blanks and comments.
    fn blank(&mut self) -> Result {
        while let Some(byte) = self.peek() {
            match byte {
                b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c => self.at += 1,
                b'/' => self.comment()?,
                0x80.. => match self.peek_char() {
                    Some(c) if c.is_whitespace() || c == '\u{feff}' && self.at == 0 => self.at += c.len_utf8(),
                    _ => return Ok(()),
                },
                _ => return Ok(()),
            }
        }
        Ok(())
    }

    fn comment(&mut self) -> Result {
        let rest = &self.text[self.at..];
        let length = match rest.as_bytes().get(1) {
            Some(b'*') => rest[2..].find("*/").map(|end| end + 4),
            Some(b'/') => Some(rest.find(['\n', '\r']).unwrap_or(rest.len())),
            Some(_) => {
                let c = rest.chars().nth(1).unwrap_or_default();
                return self.fail(format!("Error parsing comment. Expected: *, got {c}."), self.at + 1);
            }
            None => None,
        };
        match length {
            Some(length) => {
                self.at += length;
                Ok(())
            }
            None => self.fail("Unexpected end while parsing comment.", self.bytes.len()),
        }
    }

    fn value(&mut self) -> Result<Value> {
        self.blank()?;
        let Some(byte) = self.peek() else { return self.fail("Unexpected end when reading JSON.", self.at) };
        match byte {
            b'"' | b'\'' => {
                let text = self.string(byte)?;
                Ok(self.text_value(text))
            }
            b'{' => self.object(),
            b'[' => self.array(),
            b't' => self.word("true", "boolean", Value::Bool(true)),
            b'f' => self.word("false", "boolean", Value::Bool(false)),
            b'n' if self.bytes.get(self.at + 1) == Some(&b'u') => self.word("null", "null", Value::Null),
            b'u' => self.word("undefined", "undefined", Value::Null),
            b'N' => self.word("NaN", "NaN", Value::Double(f64::NAN)),
            b'I' => self.word("Infinity", "positive infinity", Value::Double(f64::INFINITY)),
            b'-' if self.bytes.get(self.at + 1) == Some(&b'I') => self.word("-Infinity", "negative infinity", Value::Double(f64::NEG_INFINITY)),
            b'-' | b'.' | b'0'..=b'9' => self.number(),
            b']' => {
                let kind = self.container();
                self.fail(format!("JsonToken EndArray is not valid for closing JsonType {kind}."), self.at + 1)
            }
            _ => {
                let c = self.peek_char().unwrap_or_default();
                self.fail(format!("Unexpected character encountered while parsing value: {c}."), self.at)
            }
        }
    }

    fn container(&self) -> &'static str {
        match self.path.last() {
            None => "None",
            Some(Step::Index(_)) => "Array",
            Some(Step::Key(_)) => "Object",
        }
    }

    fn word(&mut self, word: &str, what: &str, value: Value) -> Result<Value> {
        let same = self.bytes[self.at..].iter().zip(word.bytes()).take_while(|(a, b)| **a == *b).count();
        let end = self.at + same;
        let separated = match self.bytes.get(end) {
            None => true,
            Some(byte) => matches!(byte, b'}' | b']' | b')' | b',' | b' ' | b'\t' | b'\n' | b'\r' | b'/'),
        };
        if same < word.len() || !separated {
            return self.fail(format!("Error parsing {what} value."), end);
        }
        self.at = end;
        Ok(value)
    }

    fn enter(&mut self, step: Step) -> Result {
        let limit = self.options.depth.min(DEPTH_MAX);
        if self.path.len() + 1 > limit && !self.path.is_empty() {
            return self.fail(format!("The reader's MaxDepth of {limit} has been exceeded."), self.at);
        }
        self.path.push(step);
        Ok(())
    }

    fn array(&mut self) -> Result<Value> {
        self.at += 1;
        self.enter(Step::Index(0))?;
        let mut items = Vec::new();
        loop {
            self.blank()?;
            match self.peek() {
                Some(b']') => {
                    self.at += 1;
                    break;
                }
                // Between two commas stands an undefined value.
                Some(b',') => items.push(Value::Null),
                _ => items.push(self.value()?),
            }
            if self.ended || self.after_value(b']')? {
                break;
            }
            if let Some(Step::Index(index)) = self.path.last_mut() {
                *index += 1;
            }
        }
        self.path.pop();
        Ok(Value::array(items))
    }

    /// What follows a value: true at the end of the container, false at a comma.
    fn after_value(&mut self, end: u8) -> Result<bool> {
        self.blank()?;
        match self.peek() {
            None => {
                self.ended = true;
                Ok(true)
            }
            Some(b',') => {
                self.at += 1;
                Ok(false)
            }
            Some(byte) if byte == end => {
                self.at += 1;
                Ok(true)
            }
            Some(b']') => self.fail("JsonToken EndArray is not valid for closing JsonType Object.", self.at + 1),
            Some(b'}') => self.fail("JsonToken EndObject is not valid for closing JsonType Array.", self.at + 1),
            Some(_) => {
                let c = self.peek_char().unwrap_or_default();
                self.fail(format!("After parsing a value an unexpected character was encountered: {c}."), self.at)
            }
        }
    }

    fn object(&mut self) -> Result<Value> {
        self.at += 1;
        self.enter(Step::Key(None))?;
        let mut made = match self.options.as_hashtable {
            true => Made::Table(Dict::new(Type::Known(&ORDERED_HASHTABLE), KeyCase::Match, Order::Inserted)),
            false => Made::Object(Rc::clone(&self.shape), Vec::new()),
        };
        loop {
            self.blank()?;
            match self.peek() {
                None => return self.fail("Unexpected end when reading JSON.", self.at),
                Some(b'}') => {
                    self.at += 1;
                    break;
                }
                Some(_) => {}
            }
            let (name, symbol) = self.name()?;
            self.blank()?;
            match self.peek() {
                Some(b':') => self.at += 1,
                other => {
                    let c = other.and_then(|_| self.peek_char()).unwrap_or_default();
                    let what = format!("Invalid character after parsing property name. Expected ':' but got: {c}.");
                    return self.fail(what, self.at);
                }
            }
            if let Some(Step::Key(key)) = self.path.last_mut() {
                *key = Some(name.clone());
            }
            let value = self.value()?;
            made.put(&name, symbol, value)?;
            if self.ended || self.after_value(b'}')? {
                break;
            }
        }
        self.path.pop();
        Ok(made.finish())
    }

    /// The name of a property, interned.
    fn name(&mut self) -> Result<(Str, Symbol)> {
        let text = match self.peek() {
            Some(quote @ (b'"' | b'\'')) => self.string(quote)?,
            _ => self.bare_name()?,
        };
        if let Some(known) = self.names.get(text.as_ref()) {
            return Ok(known.clone());
        }
        let name = Str::from(text);
        let entry = (name.clone(), Symbol::of(&name));
        self.names.insert(name, entry.clone());
        Ok(entry)
    }

    fn bare_name(&mut self) -> Result<std::borrow::Cow<'t, str>> {
        let is_valid = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
        let start = self.at;
        match self.peek_char() {
            Some(c) if is_valid(c) => {}
            c => return self.fail(format!("Invalid property identifier character: {}.", c.unwrap_or_default()), self.at),
        }
        while let Some(c) = self.peek_char() {
            if c == ':' || c.is_whitespace() {
                return Ok(self.text[start..self.at].into());
            }
            if !is_valid(c) {
                return self.fail(format!("Invalid JavaScript property identifier character: {c}."), self.at);
            }
            self.at += c.len_utf8();
        }
        self.fail("Unexpected end while parsing unquoted property name.", self.at)
    }

    /// A quoted text.
    fn string(&mut self, quote: u8) -> Result<std::borrow::Cow<'t, str>> {
        self.at += 1;
        let start = self.at;
        let rest = &self.bytes[start..];
        match rest.iter().position(|byte| *byte == quote || *byte == b'\\') {
            Some(length) if rest[length] == quote => {
                self.at += length + 1;
                Ok(self.text[start..start + length].into())
            }
            Some(length) => {
                self.at += length;
                self.escaped(quote, self.text[start..start + length].to_string()).map(Into::into)
            }
            None => self.fail(format!("Unterminated string. Expected delimiter: {}.", quote as char), self.bytes.len()),
        }
    }

    fn escaped(&mut self, quote: u8, mut out: String) -> Result<String> {
        let mut high = None;
        loop {
            let rest = &self.bytes[self.at..];
            let Some(length) = rest.iter().position(|byte| *byte == quote || *byte == b'\\') else {
                return self.fail(format!("Unterminated string. Expected delimiter: {}.", quote as char), self.bytes.len());
            };
            if length > 0 {
                high = None;
            }
            out.push_str(&self.text[self.at..self.at + length]);
            self.at += length;
            if rest[length] == quote {
                self.at += 1;
                return Ok(out);
            }
            let Some(letter) = self.text[self.at + 1..].chars().next() else {
                return self.fail(format!("Unterminated string. Expected delimiter: {}.", quote as char), self.bytes.len());
            };
            let plain = match letter {
                'b' => '\u{8}',
                't' => '\t',
                'n' => '\n',
                'f' => '\u{c}',
                'r' => '\r',
                '\\' | '"' | '\'' | '/' => letter,
                'u' => {
                    let unit = self.unit()?;
                    self.at += 6;
                    high = push_unit(&mut out, high, unit);
                    continue;
                }
                other => return self.fail(format!("Bad JSON escape sequence: \\{other}."), self.at + 1 + other.len_utf8()),
            };
            high = None;
            out.push(plain);
            self.at += 1 + letter.len_utf8();
        }
    }

    /// The four digits behind `\u`.
    fn unit(&self) -> Result<u16> {
        match self.text.get(self.at + 2..self.at + 6).map(|digits| u16::from_str_radix(digits, 16)) {
            Some(Ok(unit)) => Ok(unit),
            Some(Err(_)) => {
                let digits = self.text.get(self.at + 2..self.at + 6).unwrap_or_default();
                self.fail(format!("Invalid Unicode escape sequence: \\u{digits}."), self.at + 2)
            }
            None => self.fail("Unexpected end while parsing Unicode escape sequence.", self.bytes.len()),
        }
    }

    fn number(&mut self) -> Result<Value> {
        let start = self.at;
        while let Some(byte) = self.peek() {
            match byte {
                b'-' | b'+' | b'.' | b'x' | b'X' | b'0'..=b'9' | b'a'..=b'f' | b'A'..=b'F' => self.at += 1,
                b' ' | b'\t' | b'\n' | b'\r' | b',' | b'}' | b']' | b')' | b'/' => break,
                _ => {
                    let c = self.peek_char().unwrap_or_default();
                    return self.fail(format!("Unexpected character encountered while parsing number: {c}."), self.at);
                }
            }
        }
        let text = &self.text[start..self.at];
        match parse_number(text) {
            Some(value) => Ok(value),
            None => self.fail(format!("Input string '{text}' is not a valid number."), self.at),
        }
    }

    /// A text, or the date that it is.
    fn text_value(&mut self, text: std::borrow::Cow<'t, str>) -> Value {
        if text.starts_with("/Date(")
            && self.options.dates != Dates::Text
            && let Some(value) = self.old_date(&text)
        {
            return value;
        }
        let bytes = text.as_bytes();
        let like_date = self.options.dates != Dates::Text && (19..=40).contains(&bytes.len()) && bytes[10] == b'T' && bytes[0].is_ascii_digit();
        if like_date && let Some(value) = self.date(&text) {
            return value;
        }
        Value::Str(Str::from(text))
    }

    /// `/Date(1699179630000)/`: milliseconds since 1970, with an offset where local time is meant.
    fn old_date(&mut self, text: &str) -> Option<Value> {
        let inner = text.strip_prefix("/Date(")?.strip_suffix(")/")?;
        let (number, local) = match inner.get(1..).and_then(|rest| rest.find(['+', '-'])) {
            Some(at) => (&inner[..at + 1], true),
            None => (inner, false),
        };
        let ticks = number.parse::<i64>().ok()?.checked_mul(10_000)?;
        let date = DateTime::from_unix_ticks(ticks).with_kind(DateTimeKind::Utc);
        let zone = self.zone.get_or_insert_with(Zone::local);
        Some(Value::DateTime(if local || self.options.dates == Dates::Local { date.to_local(zone) } else { date }))
    }

    fn date(&mut self, text: &str) -> Option<Value> {
        let (date, offset) = iso_date(text)?;
        let zone = self.zone.get_or_insert_with(Zone::local);
        if self.options.dates == Dates::Offset {
            let clock = date.with_kind(DateTimeKind::Unspecified);
            let offset = match offset {
                Some(Some(ticks)) => object::date::TimeSpan::from_ticks(ticks),
                Some(None) => object::date::TimeSpan::from_ticks(0),
                None => object::date::TimeSpan::from_ticks(zone.offset_at_local(date.ticks())),
            };
            let value = object::date::DateTimeOffset::new(clock, offset).ok()?;
            return Some(object::members::date_offset::value(object::members::date_offset::Offset(value)));
        }
        let date = match offset {
            None => date,
            Some(None) => date.with_kind(DateTimeKind::Utc),
            Some(Some(ticks)) => date.add_ticks(-ticks).ok()?.with_kind(DateTimeKind::Utc).to_local(zone),
        };
        Some(Value::DateTime(match (self.options.dates, date.kind()) {
            (Dates::Local, DateTimeKind::Unspecified) => date.with_kind(DateTimeKind::Local),
            (Dates::Local, _) => date.to_local(zone),
            (Dates::Universal, DateTimeKind::Unspecified) => date.with_kind(DateTimeKind::Utc),
            (Dates::Universal, _) => date.to_universal(zone),
            _ => date,
        }))
    }
}

/// Joins two halves of a surrogate pair; gives the half that waits for another.
fn push_unit(out: &mut String, high: Option<u16>, unit: u16) -> Option<u16> {
    if let Some(high) = high
        && (0xDC00..0xE000).contains(&unit)
    {
        // The first half stands there as the replacement character.
        out.pop();
        let code = 0x10000 + ((u32::from(high) - 0xD800) << 10) + (u32::from(unit) - 0xDC00);
        out.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
        return None;
    }
    out.push(char::from_u32(u32::from(unit)).unwrap_or(char::REPLACEMENT_CHARACTER));
    (0xD800..0xDC00).contains(&unit).then_some(unit)
}

fn parse_number(text: &str) -> Option<Value> {
    let bytes = text.as_bytes();
    if bytes.len() > 1 && bytes[0] == b'0' && !matches!(bytes[1], b'.' | b'e' | b'E') {
        let (digits, radix) = match bytes[1] {
            b'x' | b'X' => (&text[2..], 16),
            _ => (text, 8),
        };
        return u64::from_str_radix(digits, radix).ok().filter(|_| !digits.starts_with('+')).map(|n| Value::Long(n as i64));
    }
    let digits = bytes.strip_prefix(b"-").unwrap_or(bytes);
    if !digits.is_empty() && digits.iter().all(u8::is_ascii_digit) {
        return match text.parse::<i64>() {
            Ok(number) => Some(Value::Long(number)),
            Err(_) => text.parse::<BigInt>().ok().map(|number| Value::BigInt(Rc::new(number))),
        };
    }
    text.bytes().any(|byte| byte.is_ascii_digit()).then(|| text.parse::<f64>().ok().map(Value::Double)).flatten()
}

/// A date in ISO's form: the clock, and what stands behind it: nothing, `Z`, or an offset in ticks.
#[allow(clippy::type_complexity)]
fn iso_date(text: &str) -> Option<(DateTime, Option<Option<i64>>)> {
    let bytes = text.as_bytes();
    let number = |from: usize, to: usize| -> Option<i64> {
        let digits = bytes.get(from..to)?;
        digits.iter().try_fold(0i64, |all, byte| byte.is_ascii_digit().then(|| all * 10 + i64::from(byte - b'0')))
    };
    let is = |at: usize, byte: u8| bytes.get(at) == Some(&byte);
    if !(is(4, b'-') && is(7, b'-') && is(13, b':') && is(16, b':')) {
        return None;
    }
    let date = DateTime::from_date(number(0, 4)? as i32, number(5, 7)? as i32, number(8, 10)? as i32).ok()?;
    let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
    if hour > 24 || minute > 59 || second > 59 || (hour == 24 && (minute, second) != (0, 0)) {
        return None;
    }
    let mut ticks = ((hour * 60 + minute) * 60 + second) * 10_000_000;
    let mut at = 19;
    if is(at, b'.') {
        at += 1;
        let start = at;
        let mut unit = 1_000_000;
        while let Some(byte) = bytes.get(at).filter(|byte| byte.is_ascii_digit()) {
            ticks += i64::from(byte - b'0') * unit;
            unit /= 10;
            at += 1;
        }
        if at == start || at - start > 7 {
            return None;
        }
    }
    let offset = match bytes.get(at) {
        None => None,
        Some(b'Z' | b'z') if at + 1 == bytes.len() => Some(None),
        Some(sign @ (b'+' | b'-')) => {
            let hours = number(at + 1, at + 3)?;
            let minutes = match bytes.len() - at {
                3 => 0,
                5 => number(at + 3, at + 5)?,
                6 if is(at + 3, b':') => number(at + 4, at + 6)?,
                _ => return None,
            };
            let ticks = (hours * 60 + minutes) * 600_000_000;
            Some(Some(if *sign == b'-' { -ticks } else { ticks }))
        }
        Some(_) => return None,
    };
    Some((date.add_ticks(ticks).ok()?, offset))
}

/// An object or a table in the making.
enum Made {
    Object(Rc<Shape>, Vec<Value>),
    Table(Dict),
}

impl Made {
    fn put(&mut self, name: &Str, symbol: Symbol, value: Value) -> Result {
        match self {
            Made::Table(dict) => {
                dict.insert(Value::Str(name.clone()), value);
            }
            Made::Object(_, _) if name.is_empty() => {
                let what = "The provided JSON includes a property whose name is an empty string, this is only supported using the -AsHashTable switch.";
                return bad_key("EmptyKeyInJsonString", what.to_string());
            }
            Made::Object(shape, slots) => match shape.find(symbol) {
                None => {
                    *shape = shape.with(name, SlotKind::Note);
                    slots.push(value);
                }
                Some(index) if shape.slots()[index].name == *name => slots[index] = value,
                Some(index) => {
                    let known = &shape.slots()[index].name;
                    let what = format!(
                        "Cannot convert the JSON string because it contains keys with different casing. Please use the -AsHashTable switch instead. The key that was attempted to be added to the existing key '{known}' was '{name}'."
                    );
                    return bad_key("KeysWithDifferentCasingInJsonString", what);
                }
            },
        }
        Ok(())
    }

    fn finish(self) -> Value {
        match self {
            Made::Object(shape, slots) => Value::Object(Object::new(shape, slots)),
            Made::Table(dict) => Value::Dict(Rc::new(dict)),
        }
    }
}

fn bad_key<T>(id: &str, what: String) -> Result<T> {
    Fault::new(&types::INVALID_OPERATION_EXCEPTION, what).id(id).category(Category::InvalidOperation).raise()
}
