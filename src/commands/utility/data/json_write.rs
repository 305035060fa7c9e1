//! Values to JSON, as `ConvertTo-Json` writes it: straight into the text, without a tree in between.
//!
//! What is deeper than allowed is written as its text, and remembered for the warning.

use crate::utility::objects::property;
use engine::Engine;
use object::date::{DateTimeFormatInfo, Zone, format_date_time};
use object::number::{FormatNumber, NumberFormatInfo};
use object::record::SlotKind;
use object::{Category, Fault, Result, Str, Value, convert, types};
use std::fmt::Write;

/// How to write.
#[derive(Default)]
pub struct Options {
    /// How deep objects inside objects are written.
    pub depth: usize,
    /// No blanks and line ends.
    pub compress: bool,
    /// Enumerations by name.
    pub enum_names: bool,
    /// Escapes all but ASCII.
    pub ascii: bool,
    /// Escapes what means something to HTML.
    pub html: bool,
}

/// A text in the making.
pub struct Writer<'o> {
    options: &'o Options,
    zone: Zone,
    /// What was written.
    pub out: String,
    /// Something was too deep.
    pub truncated: bool,
    level: usize,
}

impl Writer<'_> {
    /// A writer with nothing written yet.
    pub fn new(options: &Options) -> Writer<'_> {
        Writer {
            options,
            zone: Zone::local(),
            out: String::new(),
            truncated: false,
            level: 0,
        }
    }

    /// Writes a value that stands `depth` levels deep.
    ///
    /// # Errors
    /// A dictionary has a key that is no string.
    pub fn value(&mut self, engine: &mut Engine, value: &Value, depth: usize) -> Result {
        if let Value::Extended(extended) = value
            && !matches!(extended.base(), Value::Str(_) | Value::DateTime(_))
            && extended
                .members
                .shape_ref()
                .slots()
                .iter()
                .any(|slot| is_written(slot.kind))
        {
            return self.extended(engine, value, depth);
        }
        let base = value.base();
        match base {
            Value::Nothing | Value::Null => self.out.push_str("null"),
            Value::Bool(b) => self.out.push_str(if *b { "true" } else { "false" }),
            Value::Str(text) => self.text(text),
            Value::Int(n) => self.display(n),
            Value::Long(n) => self.display(n),
            Value::SByte(n) => self.display(n),
            Value::Byte(n) => self.display(n),
            Value::Short(n) => self.display(n),
            Value::UShort(n) => self.display(n),
            Value::UInt(n) => self.display(n),
            Value::ULong(n) => self.display(n),
            Value::BigInt(n) => self.display(n),
            Value::Double(x) => {
                self.fraction(x.text(NumberFormatInfo::invariant_ref()), x.is_finite())
            }
            Value::Single(x) => {
                self.fraction(x.text(NumberFormatInfo::invariant_ref()), x.is_finite())
            }
            Value::Decimal(d) => self.fraction(d.text(NumberFormatInfo::invariant_ref()), true),
            Value::Char(_) | Value::Guid(_) => {
                let text = convert::to_text(engine, base)?;
                self.text(&text);
            }
            Value::DateTime(date) => {
                let text = format_date_time(
                    *date,
                    "yyyy-MM-ddTHH:mm:ss.FFFFFFFK",
                    DateTimeFormatInfo::invariant_ref(),
                    &self.zone,
                );
                self.text(&text.unwrap_or_default());
            }
            Value::Enum(value) if self.options.enum_names => self.text(&value.name()),
            Value::Enum(value) => self.display(&value.bits),
            _ => return self.composite(engine, base, depth),
        }
        Ok(())
    }

    /// What consists of other values.
    fn composite(&mut self, engine: &mut Engine, value: &Value, depth: usize) -> Result {
        if let Value::Native(object) = value {
            let name = object.get_type().full_name();
            match name.as_str() {
                "System.Uri"
                | "System.DBNull"
                | "System.Management.Automation.Language.NullString"
                | "System.DateTimeOffset" => {
                    return self.plain_native(engine, value, &name);
                }
                _ => {}
            }
        }
        if depth > self.options.depth {
            self.truncated = true;
            let text = match value {
                Value::Switch(_) => Str::from(if convert::to_bool(value) {
                    "True"
                } else {
                    "False"
                }),
                _ => convert::to_text(engine, value)?,
            };
            self.text(&text);
            return Ok(());
        }
        match value {
            Value::Dict(dict) => {
                let mut entries = Vec::with_capacity(dict.len());
                for (key, value) in dict.entries() {
                    let Some(name) = key.as_str() else {
                        let what = format!(
                            "The type '{}' is not supported for serialization or deserialization of a dictionary. Keys must be strings.",
                            object::members::r#type::full_name(&dict.kind)
                        );
                        let fault = Fault::new(&types::INVALID_OPERATION_EXCEPTION, what)
                            .id("NonStringKeyInDictionary");
                        return fault
                            .category(Category::InvalidOperation)
                            .target(Value::Dict(std::rc::Rc::clone(dict)))
                            .raise();
                    };
                    entries.push((name.clone(), value));
                }
                self.object(engine, &entries, depth)
            }
            other => match engine.enumerate(other)? {
                Some(items) => self.array(engine, &items, depth),
                None => {
                    let mut entries = property::entries(engine, other)?;
                    if let Value::Object(object) = other
                        && matches!(object.get_type(), object::Type::Class(_))
                    {
                        // What a class hides from scripts is public to .NET; it keeps its place.
                        let all = object.entries().into_iter();
                        entries = all
                            .filter(|(slot, _)| !matches!(slot.kind, SlotKind::Method))
                            .map(|(slot, value)| (slot.name, value))
                            .collect();
                    }
                    self.object(engine, &entries, depth)
                }
            },
        }
    }

    fn plain_native(&mut self, engine: &mut Engine, value: &Value, kind: &str) -> Result {
        match kind {
            "System.Uri" => {
                let text = property::get_or_null(engine, value, "OriginalString")?;
                let text = convert::to_text(engine, &text)?;
                self.text(&text);
            }
            "System.DateTimeOffset" => {
                let format = [Value::from("yyyy-MM-ddTHH:mm:ss.FFFFFFFK")];
                let text = object::members::invoke(engine, value, "ToString", &format)?;
                let text = convert::to_text(engine, &text)?;
                self.text(&text);
            }
            _ => self.out.push_str("null"),
        }
        Ok(())
    }

    /// A value with members added to it: they stand beside it under the name `value`, or among its own.
    fn extended(&mut self, engine: &mut Engine, value: &Value, depth: usize) -> Result {
        let base = value.base().clone();
        let mut entries: Vec<(Str, Value)> = Vec::new();
        let is_plain = depth <= self.options.depth
            && (matches!(base, Value::Dict(_))
                || (matches!(base, Value::Native(_)) && engine.enumerate(&base)?.is_none()));
        match &base {
            Value::Dict(dict) if is_plain => {
                for (key, value) in dict.entries() {
                    entries.push((convert::to_text(engine, &key)?, value));
                }
            }
            _ if is_plain => entries.extend(property::entries(engine, &base)?),
            _ => entries.push((Str::from("value"), base)),
        }
        let slots = property::slots(value)
            .map(|object| object.entries())
            .unwrap_or_default();
        for (slot, _) in slots.into_iter().filter(|(slot, _)| is_written(slot.kind)) {
            if !entries.iter().any(|(known, _)| *known == slot.name) {
                let note = property::get_or_null(engine, value, &slot.name)?;
                entries.push((slot.name, note));
            }
        }
        self.object(engine, &entries, depth)
    }

    fn object(&mut self, engine: &mut Engine, entries: &[(Str, Value)], depth: usize) -> Result {
        if entries.is_empty() {
            self.out.push_str("{}");
            return Ok(());
        }
        self.out.push('{');
        self.level += 1;
        for (at, (name, value)) in entries.iter().enumerate() {
            self.next(at);
            self.text(name);
            self.out
                .push_str(if self.options.compress { ":" } else { ": " });
            self.value(engine, value, depth + 1)?;
        }
        self.close('}');
        Ok(())
    }

    fn array(&mut self, engine: &mut Engine, items: &[Value], depth: usize) -> Result {
        if items.is_empty() {
            self.out.push_str("[]");
            return Ok(());
        }
        self.out.push('[');
        self.level += 1;
        for (at, item) in items.iter().enumerate() {
            self.next(at);
            self.value(engine, item, depth + 1)?;
        }
        self.close(']');
        Ok(())
    }

    fn next(&mut self, at: usize) {
        if at > 0 {
            self.out.push(',');
        }
        self.line();
    }

    fn close(&mut self, end: char) {
        self.level -= 1;
        self.line();
        self.out.push(end);
    }

    fn line(&mut self) {
        if !self.options.compress {
            self.out.push('\n');
            for _ in 0..self.level {
                self.out.push_str("  ");
            }
        }
    }

    fn display(&mut self, number: &impl std::fmt::Display) {
        // Writing into a String cannot fail.
        let _ = write!(self.out, "{number}");
    }

    fn fraction(&mut self, text: String, finite: bool) {
        match finite {
            true if text.contains(['.', 'E']) => self.out.push_str(&text),
            true => {
                self.out.push_str(&text);
                self.out.push_str(".0");
            }
            false => {
                let name = match text.as_str() {
                    "∞" => "Infinity",
                    "-∞" => "-Infinity",
                    other => other,
                };
                let _ = write!(self.out, "\"{name}\"");
            }
        }
    }

    /// A quoted text.
    fn text(&mut self, text: &str) {
        self.out.push('"');
        let mut done = 0;
        for (at, c) in text.char_indices() {
            if !self.is_escaped(c) {
                continue;
            }
            self.out.push_str(&text[done..at]);
            done = at + c.len_utf8();
            self.escape(c);
        }
        self.out.push_str(&text[done..]);
        self.out.push('"');
    }

    fn is_escaped(&self, c: char) -> bool {
        match c {
            '"' | '\\' | '\0'..='\u{1f}' | '\u{85}' | '\u{2028}' | '\u{2029}' => true,
            '<' | '>' | '&' | '\'' => self.options.html,
            c => self.options.ascii && c > '\u{7e}',
        }
    }

    fn escape(&mut self, c: char) {
        let short = match c {
            '"' if !self.options.html => "\\\"",
            '\\' => "\\\\",
            '\u{8}' => "\\b",
            '\t' => "\\t",
            '\n' => "\\n",
            '\u{c}' => "\\f",
            '\r' => "\\r",
            _ => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    let _ = write!(self.out, "\\u{unit:04x}");
                }
                return;
            }
        };
        self.out.push_str(short);
    }
}

fn is_written(kind: SlotKind) -> bool {
    matches!(
        kind,
        SlotKind::Note
            | SlotKind::Alias
            | SlotKind::Script
            | SlotKind::Code
            | SlotKind::Property
            | SlotKind::Computed
            | SlotKind::ReadOnly
    )
}
