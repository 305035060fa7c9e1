//! Values to CLI XML, the form in which PowerShell keeps objects in files and sends them to other processes.

use crate::utility::objects::property;
use engine::Engine;
use object::date::{DateTimeFormatInfo, TimeSpan, Zone, format_date_time};
use object::number::{FormatNumber, NumberFormatInfo};
use object::record::SlotKind;
use object::{ErrorRecord, Result, Str, Type, Value, convert, members, types};
use std::rc::Rc;

/// What stands around the objects of a file.
pub const OPENING: &str =
    "<Objs Version=\"1.1.0.1\" xmlns=\"http://schemas.microsoft.com/powershell/2004/04\">";

/// How deep objects inside objects are written unasked.
pub const DEPTH_DEFAULT: usize = 2;

/// Deeper than this nothing is written, whatever was asked for.
const LEVEL_MAX: usize = 100;

/// A text in the making.
pub struct Writer {
    out: String,
    level: usize,
    next_object: usize,
    types: Vec<Vec<Str>>,
}

impl Default for Writer {
    fn default() -> Writer {
        Writer {
            out: format!("{OPENING}\n"),
            level: 1,
            next_object: 0,
            types: Vec::new(),
        }
    }
}

impl Writer {
    /// The whole text.
    pub fn finish(mut self) -> String {
        self.out.push_str("</Objs>");
        self.out
    }

    fn line(&mut self, text: &str) {
        for _ in 0..self.level {
            self.out.push_str("  ");
        }
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn leaf(&mut self, tag: &str, name: Option<&str>, text: &str) {
        let name = attribute(name);
        match text {
            "" if tag == "Nil" => self.line(&format!("<Nil{name} />")),
            text => self.line(&format!("<{tag}{name}>{text}</{tag}>")),
        }
    }

    /// Writes a value, with the name that it has in what holds it.
    ///
    /// # Errors
    /// Only what leaves the pipeline.
    pub fn value(
        &mut self,
        engine: &mut Engine,
        value: &Value,
        name: Option<&str>,
        depth: usize,
    ) -> Result {
        if let Value::Extended(_) = value {
            return self.object(engine, value, name, depth);
        }
        match plain(engine, value)? {
            Some((tag, text)) => self.leaf(tag, name, &text),
            None => return self.object(engine, value, name, depth),
        }
        Ok(())
    }

    fn object(
        &mut self,
        engine: &mut Engine,
        value: &Value,
        name: Option<&str>,
        depth: usize,
    ) -> Result {
        let base = value.base().clone();
        if let Some(record) = base.as_native_rc::<ErrorRecord>() {
            return self.error(engine, &record, name, depth);
        }
        let is_custom =
            matches!(&base, Value::Object(object) if object.get_type().is(&types::PSCUSTOMOBJECT));
        let is_container = matches!(base, Value::Dict(_)) || engine.enumerate(&base)?.is_some();
        if self.level > LEVEL_MAX || (depth == 0 && !is_custom && !is_container) {
            let text = convert::to_text(engine, &base)?;
            self.leaf("S", name, &encode(&text));
            return Ok(());
        }
        let id = self.next_object;
        self.next_object += 1;
        self.line(&format!("<Obj{} RefId=\"{id}\">", attribute(name)));
        self.level += 1;
        self.type_names(value);
        // What a container holds stands as deep as the container.
        let deeper = depth.saturating_sub(1);
        match &base {
            _ if is_custom => {}
            Value::Dict(dict) => {
                self.line("<DCT>");
                self.level += 1;
                for (key, entry) in dict.entries() {
                    self.line("<En>");
                    self.level += 1;
                    self.value(engine, &key, Some("Key"), depth)?;
                    self.value(engine, &entry, Some("Value"), depth)?;
                    self.level -= 1;
                    self.line("</En>");
                }
                self.level -= 1;
                self.line("</DCT>");
            }
            other => match (plain(engine, other)?, engine.enumerate(other)?) {
                (Some((tag, text)), _) => self.leaf(tag, None, &text),
                (None, Some(items)) => {
                    let tag = container(&base.get_type());
                    self.line(&format!("<{tag}>"));
                    self.level += 1;
                    items
                        .iter()
                        .try_for_each(|item| self.value(engine, item, None, depth))?;
                    self.level -= 1;
                    self.line(&format!("</{tag}>"));
                }
                (None, None) => self.properties(engine, other, deeper)?,
            },
        }
        self.notes(
            engine,
            value,
            is_custom,
            if is_custom {
                depth.saturating_sub(1)
            } else {
                deeper
            },
        )?;
        self.level -= 1;
        self.line("</Obj>");
        Ok(())
    }

    /// An error record, as the notes that PowerShell sends to other sessions.
    fn error(
        &mut self,
        engine: &mut Engine,
        record: &Rc<ErrorRecord>,
        name: Option<&str>,
        depth: usize,
    ) -> Result {
        let value = Value::Native(Rc::clone(record) as Rc<dyn object::Native>);
        let id = self.next_object;
        self.next_object += 1;
        self.line(&format!("<Obj{} RefId=\"{id}\">", attribute(name)));
        self.level += 1;
        self.type_names(&value);
        let text = convert::to_text(engine, &value)?;
        self.leaf("ToString", None, &encode(&text));
        self.line("<MS>");
        self.level += 1;
        let info = property::get_or_null(engine, &value, "CategoryInfo")?;
        let category = property::get_or_null(engine, &info, "Category")?;
        let number = match &category {
            Value::Enum(category) => Value::Int(category.bits as i32),
            other => other.clone(),
        };
        let message = members::invoke(engine, &info, "GetMessage", &[])?;
        let mut notes = Vec::new();
        for own in [
            "Exception",
            "TargetObject",
            "FullyQualifiedErrorId",
            "InvocationInfo",
        ] {
            notes.push((own.to_string(), property::get_or_null(engine, &value, own)?));
        }
        notes.push(("ErrorCategory_Category".to_string(), number));
        for own in ["Activity", "Reason", "TargetName", "TargetType"] {
            let part = property::get_or_null(engine, &info, own)?;
            notes.push((format!("ErrorCategory_{own}"), part));
        }
        notes.push(("ErrorCategory_Message".to_string(), message));
        let details = property::get_or_null(engine, &value, "ErrorDetails")?;
        if !details.is_null() {
            for own in ["Message", "RecommendedAction"] {
                let part = property::get_or_null(engine, &details, own)?;
                notes.push((format!("ErrorDetails_{own}"), part));
            }
        }
        notes.push(("SerializeExtendedInfo".to_string(), Value::Bool(false)));
        let stack = property::get_or_null(engine, &value, "ScriptStackTrace")?;
        notes.push(("ErrorDetails_ScriptStackTrace".to_string(), stack));
        for (own, content) in &notes {
            self.value(engine, content, Some(own), depth.saturating_sub(1))?;
        }
        self.level -= 1;
        self.line("</MS>");
        self.level -= 1;
        self.line("</Obj>");
        Ok(())
    }

    /// The text and the properties of a .NET object.
    fn properties(&mut self, engine: &mut Engine, value: &Value, depth: usize) -> Result {
        let text = convert::to_string_method(engine, value)?;
        self.leaf("ToString", None, &encode(&text));
        if let Value::Enum(number) = value {
            self.leaf("I32", None, &number.bits.to_string());
            return Ok(());
        }
        let entries = property::entries(engine, value)?;
        if entries.is_empty() {
            return Ok(());
        }
        self.line("<Props>");
        self.level += 1;
        entries
            .iter()
            .try_for_each(|(name, entry)| self.value(engine, entry, Some(name), depth))?;
        self.level -= 1;
        self.line("</Props>");
        Ok(())
    }

    /// The members that were added to the object.
    fn notes(
        &mut self,
        engine: &mut Engine,
        value: &Value,
        is_custom: bool,
        depth: usize,
    ) -> Result {
        let has_notes = is_custom || matches!(value, Value::Extended(_));
        let slots = property::slots(value)
            .filter(|_| has_notes)
            .map(|object| object.entries())
            .unwrap_or_default();
        let written = |kind| {
            matches!(
                kind,
                SlotKind::Note | SlotKind::Alias | SlotKind::Script | SlotKind::Code
            )
        };
        let slots: Vec<_> = slots
            .into_iter()
            .filter(|(slot, _)| written(slot.kind))
            .collect();
        if slots.is_empty() {
            return Ok(());
        }
        self.line("<MS>");
        self.level += 1;
        for (slot, _) in slots {
            let content = property::get_or_null(engine, value, &slot.name)?;
            self.value(engine, &content, Some(&slot.name), depth)?;
        }
        self.level -= 1;
        self.line("</MS>");
        Ok(())
    }

    fn type_names(&mut self, value: &Value) {
        let mut names = value.type_names();
        if let Type::Array(_) = value.base().get_type() {
            names.truncate(1);
            names.extend([Str::from("System.Array"), Str::from("System.Object")]);
        }
        if let Some(known) = self.types.iter().position(|own| *own == names) {
            return self.line(&format!("<TNRef RefId=\"{known}\" />"));
        }
        self.line(&format!("<TN RefId=\"{}\">", self.types.len()));
        self.level += 1;
        for name in &names {
            self.line(&format!("<T>{}</T>", encode(name)));
        }
        self.level -= 1;
        self.line("</TN>");
        self.types.push(names);
    }
}

fn container(kind: &Type) -> &'static str {
    let name = kind.full_name();
    match name.split('`').next().unwrap_or_default() {
        "System.Collections.Queue" | "System.Collections.Generic.Queue" => "QUE",
        "System.Collections.Stack" | "System.Collections.Generic.Stack" => "STK",
        _ => "LST",
    }
}

fn attribute(name: Option<&str>) -> String {
    name.map(|name| format!(" N=\"{}\"", encode(name).replace('"', "&quot;")))
        .unwrap_or_default()
}

/// Tag and text of the types that have a tag of their own.
fn plain(engine: &mut Engine, value: &Value) -> Result<Option<(&'static str, String)>> {
    let invariant = NumberFormatInfo::invariant_ref();
    Ok(Some(match value.base() {
        Value::Nothing | Value::Null => ("Nil", String::new()),
        Value::Str(text) => ("S", encode(text)),
        Value::Char(unit) => ("C", unit.to_string()),
        Value::Bool(b) => ("B", b.to_string()),
        Value::Int(n) => ("I32", n.to_string()),
        Value::Long(n) => ("I64", n.to_string()),
        Value::Byte(n) => ("By", n.to_string()),
        Value::SByte(n) => ("SB", n.to_string()),
        Value::Short(n) => ("I16", n.to_string()),
        Value::UShort(n) => ("U16", n.to_string()),
        Value::UInt(n) => ("U32", n.to_string()),
        Value::ULong(n) => ("U64", n.to_string()),
        Value::Double(x) => ("Db", x.text(invariant).replace('∞', "INF")),
        Value::Single(x) => ("Sg", x.text(invariant).replace('∞', "INF")),
        Value::Decimal(d) => ("D", d.text(invariant)),
        Value::DateTime(date) => {
            let text = format_date_time(
                *date,
                "yyyy-MM-ddTHH:mm:ss.FFFFFFFK",
                DateTimeFormatInfo::invariant_ref(),
                &Zone::local(),
            );
            ("DT", text.unwrap_or_default())
        }
        Value::TimeSpan(span) => ("TS", duration(*span)),
        Value::Guid(_) => ("G", convert::to_text(engine, value)?.to_string()),
        Value::Array(array) if array.element.is(&types::BYTE) && array.rank() == 1 => {
            let bytes: Vec<u8> = array
                .to_vec()
                .iter()
                .filter_map(|item| item.as_integer().map(|n| n as u8))
                .collect();
            ("BA", object::members::base64::encode(&bytes, false))
        }
        Value::Native(native) => {
            let tag = match native.get_type().full_name().as_str() {
                "System.Uri" => "URI",
                "System.Version" => "Version",
                "System.Management.Automation.SemanticVersion" => "S",
                "System.Management.Automation.ScriptBlock" => "SBK",
                "System.Xml.XmlDocument" => "XD",
                _ => return Ok(None),
            };
            let text = match tag {
                "XD" => {
                    let outer = property::get_or_null(engine, value, "OuterXml")?;
                    convert::to_text(engine, &outer)?
                }
                _ => convert::to_string_method(engine, value)?,
            };
            (tag, encode(&text))
        }
        _ => return Ok(None),
    }))
}

/// A span in ISO's form.
fn duration(span: TimeSpan) -> String {
    let ticks = i128::from(span.ticks());
    let rest = ticks.unsigned_abs();
    let (seconds, fraction) = (rest / 10_000_000, rest % 10_000_000);
    let (days, hours, minutes, seconds) = (
        seconds / 86_400,
        seconds / 3600 % 24,
        seconds / 60 % 60,
        seconds % 60,
    );
    let mut text = String::from(if ticks < 0 { "-P" } else { "P" });
    if days > 0 {
        text.push_str(&format!("{days}D"));
    }
    if ticks == 0 {
        return "PT0S".to_string();
    }
    if hours + minutes + seconds > 0 || fraction > 0 {
        text.push('T');
        for (number, letter) in [(hours, 'H'), (minutes, 'M')] {
            if number > 0 {
                text.push_str(&format!("{number}{letter}"));
            }
        }
        if fraction > 0 {
            let digits = format!("{fraction:07}");
            text.push_str(&format!("{seconds}.{}S", digits.trim_end_matches('0')));
        } else if seconds > 0 {
            text.push_str(&format!("{seconds}S"));
        }
    }
    text
}

/// A text as content; what XML cannot hold is written as `_x000A_`.
fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => out.push_str(&format!("_x{:04X}_", c as u32)),
            '_' if text[at + 1..].starts_with(['x', 'X']) => out.push_str("_x005F_"),
            c => out.push(c),
        }
    }
    out
}
