//! JSON to values, as lenient as the reader behind `ConvertFrom-Json`: comments, single quotes, bare names, trailing commas,
//! `NaN`, hexadecimal and octal numbers; and an array or object whose end is missing behind a value.
//!
//! Read `read`, then `Reader::value`. Messages are those of Newtonsoft's reader, positions too.
//! Absent on purpose: the strict reader of `Test-Json`, which has a file of its own.

use super::json_made::Made;
use object::date::Zone;
use object::record::Shape;
use object::{Dict, Fault, KeyCase, Order, Result, Str, Symbol, Type, TypeInfo, Value, types};
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// `OrderedHashtable`, which `-AsHashtable` makes.
pub static ORDERED_HASHTABLE: TypeInfo = TypeInfo::class(
    "System.Management.Automation.OrderedHashtable",
    &types::HASHTABLE,
);

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
    let mut reader = Reader {
        text,
        bytes: text.as_bytes(),
        at: 0,
        options,
        path: Vec::new(),
        ended: false,
        names: FxHashMap::default(),
        shape,
        zone: None,
    };
    reader.blank()?;
    if reader.at == reader.bytes.len() {
        return Ok(Value::Null);
    }
    let value = reader.value()?;
    reader.blank()?;
    if let Some(c) = reader.peek_char() {
        return reader.fail(
            format!("Additional text encountered after finished reading JSON content: {c}."),
            reader.at,
        );
    }
    Ok(value)
}

/// One step of the path to where the reader is.
pub(super) enum Step {
    Key(Option<Str>),
    Index(usize),
}

/// A text being read.
pub(super) struct Reader<'t> {
    pub(super) text: &'t str,
    pub(super) bytes: &'t [u8],
    pub(super) at: usize,
    pub(super) options: &'t Options,
    pub(super) path: Vec<Step>,
    /// The text ended behind a value: all that is open counts as closed.
    pub(super) ended: bool,
    pub(super) names: FxHashMap<Str, (Str, Symbol)>,
    pub(super) shape: Rc<Shape>,
    pub(super) zone: Option<Zone>,
}

impl<'t> Reader<'t> {
    pub(super) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    pub(super) fn peek_char(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    /// The error that names the path and the place.
    pub(super) fn fail<T>(&self, what: impl AsRef<str>, at: usize) -> Result<T> {
        let before = &self.text[..at];
        let line = before.matches('\n').count() + 1;
        let column = before
            .rsplit('\n')
            .next()
            .unwrap_or_default()
            .encode_utf16()
            .count();
        // At its very beginning the reader does not count lines yet.
        let line = if at == 0 { 0 } else { line };
        let message = format!(
            "Conversion from JSON failed with error: {} Path '{}', line {line}, position {column}.",
            what.as_ref(),
            self.path()
        );
        Fault::new(&types::ARGUMENT_EXCEPTION, message)
            .id("System.ArgumentException")
            .raise()
    }

    fn path(&self) -> String {
        let mut path = String::new();
        for step in &self.path {
            match step {
                Step::Index(index) => path.push_str(&format!("[{index}]")),
                Step::Key(None) => {}
                Step::Key(Some(name))
                    if name.contains(|c: char| {
                        " '/\"[]()\t\n\r\u{c}\u{8}\\\u{85}\u{2028}\u{2029}.".contains(c)
                    }) =>
                {
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
                    Some(c) if c.is_whitespace() || c == '\u{feff}' && self.at == 0 => {
                        self.at += c.len_utf8()
                    }
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
                return self.fail(
                    format!("Error parsing comment. Expected: *, got {c}."),
                    self.at + 1,
                );
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
        let Some(byte) = self.peek() else {
            return self.fail("Unexpected end when reading JSON.", self.at);
        };
        match byte {
            b'"' | b'\'' => {
                let text = self.string(byte)?;
                Ok(self.text_value(text))
            }
            b'{' => self.object(),
            b'[' => self.array(),
            b't' => self.word("true", "boolean", Value::Bool(true)),
            b'f' => self.word("false", "boolean", Value::Bool(false)),
            b'n' if self.bytes.get(self.at + 1) == Some(&b'u') => {
                self.word("null", "null", Value::Null)
            }
            b'u' => self.word("undefined", "undefined", Value::Null),
            b'N' => self.word("NaN", "NaN", Value::Double(f64::NAN)),
            b'I' => self.word(
                "Infinity",
                "positive infinity",
                Value::Double(f64::INFINITY),
            ),
            b'-' if self.bytes.get(self.at + 1) == Some(&b'I') => self.word(
                "-Infinity",
                "negative infinity",
                Value::Double(f64::NEG_INFINITY),
            ),
            b'-' | b'.' | b'0'..=b'9' => self.number(),
            b']' => {
                let kind = self.container();
                self.fail(
                    format!("JsonToken EndArray is not valid for closing JsonType {kind}."),
                    self.at + 1,
                )
            }
            _ => {
                let c = self.peek_char().unwrap_or_default();
                self.fail(
                    format!("Unexpected character encountered while parsing value: {c}."),
                    self.at,
                )
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
        let same = self.bytes[self.at..]
            .iter()
            .zip(word.bytes())
            .take_while(|(a, b)| **a == *b)
            .count();
        let end = self.at + same;
        let separated = match self.bytes.get(end) {
            None => true,
            Some(byte) => matches!(
                byte,
                b'}' | b']' | b')' | b',' | b' ' | b'\t' | b'\n' | b'\r' | b'/'
            ),
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
            return self.fail(
                format!("The reader's MaxDepth of {limit} has been exceeded."),
                self.at,
            );
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
            Some(b']') => self.fail(
                "JsonToken EndArray is not valid for closing JsonType Object.",
                self.at + 1,
            ),
            Some(b'}') => self.fail(
                "JsonToken EndObject is not valid for closing JsonType Array.",
                self.at + 1,
            ),
            Some(_) => {
                let c = self.peek_char().unwrap_or_default();
                self.fail(
                    format!("After parsing a value an unexpected character was encountered: {c}."),
                    self.at,
                )
            }
        }
    }

    fn object(&mut self) -> Result<Value> {
        self.at += 1;
        self.enter(Step::Key(None))?;
        let mut made = match self.options.as_hashtable {
            true => Made::Table(Dict::new(
                Type::Known(&ORDERED_HASHTABLE),
                KeyCase::Match,
                Order::Inserted,
            )),
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
                    let what = format!(
                        "Invalid character after parsing property name. Expected ':' but got: {c}."
                    );
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
            c => {
                return self.fail(
                    format!(
                        "Invalid property identifier character: {}.",
                        c.unwrap_or_default()
                    ),
                    self.at,
                );
            }
        }
        while let Some(c) = self.peek_char() {
            if c == ':' || c.is_whitespace() {
                return Ok(self.text[start..self.at].into());
            }
            if !is_valid(c) {
                return self.fail(
                    format!("Invalid JavaScript property identifier character: {c}."),
                    self.at,
                );
            }
            self.at += c.len_utf8();
        }
        self.fail(
            "Unexpected end while parsing unquoted property name.",
            self.at,
        )
    }
}
