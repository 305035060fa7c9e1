//! `XmlWriter` and `XmlWriterSettings`: XML written step by step.

use super::writer_settings::{CONFORMANCE, NEW_LINE_HANDLING, SETTINGS, Settings, Style};
use super::{parse, write};
use crate::members::args::*;
use crate::members::stream::Stream;
use crate::members::table::*;
use crate::members::{disk, string_builder, text_io};
use crate::types::{self, Call, Member, Sig, Type, TypeInfo};
use crate::{Fault, Host, Native, Result, Str, Value};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// The types of this file.
pub(in crate::members) static ALL: &[&TypeInfo] =
    &[&WRITER, &SETTINGS, &STATE, &CONFORMANCE, &NEW_LINE_HANDLING];

/// `XmlWriter`
pub static WRITER: TypeInfo = TypeInfo::class("System.Xml.XmlWriter", &types::OBJECT)
    .implements(&[&types::IDISPOSABLE])
    .members(|| WRITER_MEMBERS);
/// `WriteState`
pub static STATE: TypeInfo = TypeInfo::enumeration(
    "System.Xml.WriteState",
    &[
        ("Start", 0),
        ("Prolog", 1),
        ("Element", 2),
        ("Attribute", 3),
        ("Content", 4),
        ("Closed", 5),
        ("Error", 6),
    ],
);
/// An `XmlWriter`.
pub struct Writer {
    style: Style,
    target: Value,
    out: RefCell<String>,
    /// How much of `out` has gone to the target.
    written: Cell<usize>,
    open: RefCell<Vec<Open>>,
    /// The start tag still lacks its `>`.
    in_tag: Cell<bool>,
    /// An attribute that waits for its value.
    attribute: RefCell<Option<String>>,
    has_root: Cell<bool>,
    closed: Cell<bool>,
}

/// An element whose end tag has not been written.
struct Open {
    name: String,
    has_content: bool,
    has_text: bool,
    prefixes: Vec<(String, String)>,
}

impl Native for Writer {
    fn get_type(&self) -> Type {
        Type::Known(&WRITER)
    }
}

impl Writer {
    fn over(target: Value, style: Style) -> Writer {
        Writer {
            style,
            target,
            out: RefCell::default(),
            written: Cell::new(0),
            open: RefCell::default(),
            in_tag: Cell::new(false),
            attribute: RefCell::default(),
            has_root: Cell::new(false),
            closed: Cell::new(false),
        }
    }

    fn push(&self, text: &str) {
        self.out.borrow_mut().push_str(text);
    }

    /// The encoding that a declaration names: that of the target, which for text is UTF-16.
    fn encoding_name(&self) -> &'static str {
        if self.target.as_native::<Stream>().is_some() || self.target.as_str().is_some() {
            "utf-8"
        } else {
            "utf-16"
        }
    }

    fn declare(&self, standalone: Option<bool>) {
        if self.style.omit_declaration || self.style.conformance == 1 {
            return;
        }
        let standalone = match standalone {
            Some(true) => " standalone=\"yes\"",
            Some(false) => " standalone=\"no\"",
            None => "",
        };
        self.push(&format!(
            "<?xml version=\"1.0\" encoding=\"{}\"{standalone}?>",
            self.encoding_name()
        ));
    }

    /// The declaration comes by itself before whatever is written first.
    fn begin(&self) {
        if self.out.borrow().is_empty() && self.style.conformance == 2 {
            self.declare(None);
        }
    }

    fn close_tag(&self) {
        if let Some(attribute) = self.attribute.borrow_mut().take() {
            self.push(&attribute);
        }
        if self.in_tag.replace(false) {
            self.push(">");
        }
    }

    /// A line of its own for what comes next, unless text stands in the element.
    fn line(&self, depth: usize) {
        let mixed = self.open.borrow().iter().any(|open| open.has_text);
        if self.style.indent && !mixed && !self.out.borrow().is_empty() {
            let line = format!(
                "{}{}",
                self.style.new_line,
                self.style.indent_chars.repeat(depth)
            );
            self.push(&line);
        }
    }

    /// Something that is no text goes into the element that is open.
    fn enter(&self) {
        self.begin();
        self.close_tag();
        self.line(self.open.borrow().len());
        if let Some(open) = self.open.borrow_mut().last_mut() {
            open.has_content = true;
        }
    }

    /// Text goes into the element that is open.
    fn enter_text(&self) {
        self.begin();
        self.close_tag();
        if let Some(open) = self.open.borrow_mut().last_mut() {
            open.has_content = true;
            open.has_text = true;
        }
    }

    fn namespace_of(&self, prefix: &str) -> Option<String> {
        let open = self.open.borrow();
        open.iter()
            .rev()
            .flat_map(|open| open.prefixes.iter().rev())
            .find(|(known, _)| known == prefix)
            .map(|(_, space)| space.clone())
    }

    fn prefix_for(&self, space: &str) -> Option<String> {
        let open = self.open.borrow();
        open.iter()
            .rev()
            .flat_map(|open| open.prefixes.iter().rev())
            .find(|(_, known)| known == space)
            .map(|(prefix, _)| prefix.clone())
    }

    fn start(&self, prefix: Option<&str>, name: &str, space: Option<&str>) -> Result {
        check_name(name)?;
        if self.open.borrow().is_empty() && self.has_root.get() && self.style.conformance == 2 {
            return invalid_operation("Token StartElement in state EndRootElement would result in an invalid XML document. Make sure that the ConformanceLevel setting is set to ConformanceLevel.Fragment or ConformanceLevel.Auto if you want to write an XML fragment.").raise();
        }
        self.enter();
        self.has_root.set(true);
        let prefix = match (prefix, space) {
            (Some(prefix), _) => prefix.to_string(),
            (None, Some(space)) => self.prefix_for(space).unwrap_or_default(),
            (None, None) => String::new(),
        };
        let full = match prefix.is_empty() {
            true => name.to_string(),
            false => format!("{prefix}:{name}"),
        };
        self.push(&format!("<{full}"));
        let mut prefixes = Vec::new();
        if let Some(space) = space
            && self.namespace_of(&prefix).unwrap_or_default() != space
        {
            let attribute = match prefix.is_empty() {
                true => "xmlns".to_string(),
                false => format!("xmlns:{prefix}"),
            };
            self.push(&format!(" {attribute}=\"{}\"", write::attribute(space)));
            prefixes.push((prefix, space.to_string()));
        }
        self.open.borrow_mut().push(Open {
            name: full,
            has_content: false,
            has_text: false,
            prefixes,
        });
        self.in_tag.set(true);
        Ok(())
    }

    fn end(&self, full: bool) -> Result {
        if let Some(attribute) = self.attribute.borrow_mut().take() {
            self.push(&attribute);
        }
        let Some(open) = self.open.borrow_mut().pop() else {
            return invalid_operation("There was no XML start tag open.").raise();
        };
        if !open.has_content && self.in_tag.get() && !full {
            self.in_tag.set(false);
            self.push(" />");
            return Ok(());
        }
        let had_tag = self.in_tag.get();
        self.close_tag();
        if open.has_content && !open.has_text && !had_tag {
            self.line(self.open.borrow().len());
        }
        self.push(&format!("</{}>", open.name));
        Ok(())
    }

    fn write_attribute(&self, name: &str, value: &str) -> Result {
        if !self.in_tag.get() {
            return invalid_operation(
                "Token StartAttribute in state Element Content would result in an invalid XML document.",
            )
            .raise();
        }
        if self.style.attributes_on_lines && self.style.indent {
            self.line(self.open.borrow().len());
        } else {
            self.push(" ");
        }
        self.push(&format!("{name}=\"{}\"", write::attribute(value)));
        if let Some(prefix) = name.strip_prefix("xmlns:")
            && let Some(open) = self.open.borrow_mut().last_mut()
        {
            open.prefixes.push((prefix.to_string(), value.to_string()));
        }
        Ok(())
    }

    /// Sends what is new to the target.
    fn flush(&self, host: &mut dyn Host) -> Result {
        let out = self.out.borrow();
        let fresh = &out[self.written.get()..];
        if fresh.is_empty() {
            return Ok(());
        }
        self.written.set(out.len());
        let text = fresh.to_string();
        drop(out);
        if let Some(stream) = self.target.as_native_rc::<Stream>() {
            return stream.put(text.as_bytes());
        }
        if self.target.as_str().is_some() {
            let path = disk::full(host, &self.target, "outputFileName")?;
            let all = self.out.borrow().clone();
            let mut bytes = vec![0xEF, 0xBB, 0xBF];
            bytes.extend_from_slice(all.as_bytes());
            return disk::write(host, &path, &bytes).map(drop);
        }
        let method = match self.target.as_native::<text_io::Writer>() {
            Some(_) => "Write",
            None => "Append",
        };
        crate::members::invoke(host, &self.target, method, &[Value::from(text)]).map(drop)
    }

    fn finish(&self, host: &mut dyn Host) -> Result {
        if self.closed.replace(true) {
            return Ok(());
        }
        while !self.open.borrow().is_empty() {
            self.end(false)?;
        }
        self.flush(host)?;
        if self.style.close_output && self.target.as_str().is_none() {
            crate::members::invoke(host, &self.target, "Dispose", &[])?;
        }
        Ok(())
    }

    /// Writes a piece of XML that stands ready, as `XmlDocument.Save` does.
    pub(super) fn raw_document(&self, host: &mut dyn Host, node: &Rc<super::node::Node>) -> Result {
        let layout = write::Layout {
            indent: self
                .style
                .indent
                .then(|| self.style.indent_chars.to_string()),
            newline: self.style.new_line.to_string(),
            encoding: Some(self.encoding_name()),
            no_declaration: self.style.omit_declaration,
            break_attributes: self.style.attributes_on_lines,
            ..write::Layout::flat()
        };
        let text = write::laid_out(node, &layout);
        self.close_tag();
        self.push(&text);
        self.flush(host)
    }
}

fn check_name(name: &str) -> Result {
    if parse::is_name(name) {
        return Ok(());
    }
    if name.is_empty() {
        return argument_fault("The empty string '' is not a valid local name.");
    }
    let bad = name
        .chars()
        .find(|c| !parse::is_name(&format!("a{c}")))
        .or_else(|| name.chars().next())
        .unwrap_or(' ');
    argument_fault(&format!(
        "Invalid name character in '{name}'. The '{bad}' character, hexadecimal value 0x{:02X}, cannot be included in a name.",
        bad as u32
    ))
}

fn argument_fault(message: &str) -> Result {
    Fault::new(&types::ARGUMENT_EXCEPTION, message).raise()
}

fn this(c: &Call<'_>) -> Result<Rc<Writer>> {
    match c.this.as_native_rc::<Writer>() {
        Some(writer) if !writer.closed.get() => Ok(writer),
        _ => invalid_operation("The Writer is closed.").raise(),
    }
}

fn optional(c: &Call<'_>, n: usize) -> Option<Str> {
    c.arg(n).as_str().cloned()
}

fn done(result: Result) -> Result<Value> {
    result.map(|()| Value::Null)
}

/// The text of a value as XML Schema writes it.
fn schema_text(value: &Value) -> String {
    match value.base() {
        Value::Bool(truth) => truth.to_string(),
        other => crate::members::object::plain_text(other),
    }
}

static WRITER_MEMBERS: &[Member] = &[
    static_method!("Create",
        (output: BUILDER) -> WRITER_SIG => create, (output: TEXT) -> WRITER_SIG => create, (output: STREAM) -> WRITER_SIG => create,
        (outputFileName: STR) -> WRITER_SIG => create,
        (output: BUILDER, settings: SETTINGS_SIG) -> WRITER_SIG => create, (output: TEXT, settings: SETTINGS_SIG) -> WRITER_SIG => create,
        (output: STREAM, settings: SETTINGS_SIG) -> WRITER_SIG => create, (outputFileName: STR, settings: SETTINGS_SIG) -> WRITER_SIG => create),
    get!("Settings", SETTINGS_SIG => |c| Ok(Value::native(Settings(RefCell::new(this(c)?.style.clone()))))),
    get!("WriteState", STATE_SIG => |c| Ok(Type::Known(&STATE).enum_from(match c.this.as_native::<Writer>() {
        Some(own) if own.closed.get() => 5,
        Some(own) if own.attribute.borrow().is_some() => 3,
        Some(own) if own.in_tag.get() => 2,
        Some(own) if own.out.borrow().is_empty() => 0,
        Some(own) if own.open.borrow().is_empty() => 1,
        _ => 4,
    }))),
    method!("WriteStartDocument",
        () -> VOID => |c| { this(c)?.declare(None); Ok(Value::Null) },
        (standalone: BOOL) -> VOID => |c| { this(c)?.declare(Some(c.flag(0))); Ok(Value::Null) }),
    method!("WriteEndDocument", () -> VOID => |c| {
        let own = this(c)?;
        while !own.open.borrow().is_empty() {
            own.end(false)?;
        }
        Ok(Value::Null)
    }),
    method!("WriteStartElement",
        (localName: STR) -> VOID => |c| done(this(c)?.start(None, &c.text(0), None)),
        (localName: STR, ns: STR) -> VOID => |c| done(this(c)?.start(None, &c.text(0), optional(c, 1).as_deref())),
        (prefix: STR, localName: STR, ns: STR) -> VOID => |c| done(this(c)?.start(optional(c, 0).as_deref(), &c.text(1), optional(c, 2).as_deref()))),
    method!("WriteEndElement", () -> VOID => |c| done(this(c)?.end(false))),
    method!("WriteFullEndElement", () -> VOID => |c| done(this(c)?.end(true))),
    method!("WriteElementString",
        (localName: STR, value: STR) -> VOID => |c| element_string(c, None, 0, None, 1),
        (localName: STR, ns: STR, value: STR) -> VOID => |c| element_string(c, None, 0, Some(1), 2),
        (prefix: STR, localName: STR, ns: STR, value: STR) -> VOID => |c| element_string(c, Some(0), 1, Some(2), 3)),
    method!("WriteAttributeString",
        (localName: STR, value: STR) -> VOID => |c| { check_name(&c.text(0))?; done(this(c)?.write_attribute(&c.text(0), &c.text(1))) },
        (localName: STR, ns: STR, value: STR) -> VOID => |c| attribute_string(c, None, 0, 1, 2),
        (prefix: STR, localName: STR, ns: STR, value: STR) -> VOID => |c| attribute_string(c, Some(0), 1, 2, 3)),
    method!("WriteStartAttribute", (localName: STR) -> VOID => |c| {
        let own = this(c)?;
        check_name(&c.text(0))?;
        *own.attribute.borrow_mut() = Some(format!(" {}=\"\"", c.text(0)));
        Ok(Value::Null)
    }),
    method!("WriteEndAttribute", () -> VOID => |c| {
        let own = this(c)?;
        if let Some(attribute) = own.attribute.borrow_mut().take() {
            own.push(&attribute);
        }
        Ok(Value::Null)
    }),
    method!("WriteString", (text: STR) -> VOID => |c| { let text = c.text(0); write_text(c, &text) }),
    method!("WriteValue",
        (value: STR) -> VOID => |c| { let text = c.text(0); write_text(c, &text) },
        (value: BOOL) -> VOID => write_value, (value: INT) -> VOID => write_value, (value: LONG) -> VOID => write_value,
        (value: DOUBLE) -> VOID => write_value, (value: DECIMAL) -> VOID => write_value,
        (value: OBJ) -> VOID => write_value),
    method!("WriteCData", (text: STR) -> VOID => |c| { let own = this(c)?; own.enter_text(); own.push(&format!("<![CDATA[{}]]>", c.text(0))); Ok(Value::Null) }),
    method!("WriteComment", (text: STR) -> VOID => |c| { let own = this(c)?; own.enter(); own.push(&format!("<!--{}-->", c.text(0))); Ok(Value::Null) }),
    method!("WriteProcessingInstruction", (name: STR, text: STR) -> VOID => |c| { let own = this(c)?; own.enter(); own.push(&format!("<?{} {}?>", c.text(0), c.text(1))); Ok(Value::Null) }),
    method!("WriteDocType", (name: STR, pubid: STR, sysid: STR, subset: STR) -> VOID => doc_type),
    method!("WriteEntityRef", (name: STR) -> VOID => |c| { let own = this(c)?; own.enter_text(); own.push(&format!("&{};", c.text(0))); Ok(Value::Null) }),
    method!("WriteWhitespace", (ws: STR) -> VOID => |c| { let own = this(c)?; own.enter_text(); own.push(&c.text(0)); Ok(Value::Null) }),
    method!("WriteRaw", (data: STR) -> VOID => |c| { let own = this(c)?; own.enter_text(); own.push(&c.text(0)); Ok(Value::Null) }),
    method!("Flush", () -> VOID => |c| { let own = this(c)?; own.close_tag(); done(own.flush(c.host)) }),
    method!("Close", () -> VOID => close),
    method!("Dispose", () -> VOID => close),
];

const BUILDER: Sig = Sig::One(&string_builder::STRING_BUILDER);
const TEXT: Sig = Sig::One(&text_io::TEXT_WRITER);
const STREAM: Sig = Sig::One(&crate::members::stream::STREAM);
const WRITER_SIG: Sig = Sig::One(&WRITER);
const SETTINGS_SIG: Sig = Sig::One(&SETTINGS);
const STATE_SIG: Sig = Sig::One(&STATE);

fn create(c: &mut Call<'_>) -> Result<Value> {
    if c.arg(0).is_null() {
        return argument_null("output").raise();
    }
    let style = c
        .arg(1)
        .as_native::<Settings>()
        .map(|settings| settings.0.borrow().clone())
        .unwrap_or_default();
    Ok(Value::native(Writer::over(c.arg(0).base().clone(), style)))
}

fn close(c: &mut Call<'_>) -> Result<Value> {
    match c.this.as_native_rc::<Writer>() {
        Some(own) => done(own.finish(c.host)),
        None => Ok(Value::Null),
    }
}

fn write_text(c: &mut Call<'_>, text: &str) -> Result<Value> {
    let own = this(c)?;
    if let Some(attribute) = own.attribute.borrow_mut().as_mut() {
        attribute.pop();
        attribute.push_str(&format!("{}\"", write::attribute(text)));
        return Ok(Value::Null);
    }
    if text.is_empty() {
        return Ok(Value::Null);
    }
    if own.open.borrow().is_empty() && own.style.conformance == 2 {
        return invalid_operation("Token Text in state Start would result in an invalid XML document. Make sure that the ConformanceLevel setting is set to ConformanceLevel.Fragment or ConformanceLevel.Auto if you want to write an XML fragment.").raise();
    }
    own.enter_text();
    own.push(&write::text(text));
    Ok(Value::Null)
}

fn write_value(c: &mut Call<'_>) -> Result<Value> {
    let text = schema_text(c.arg(0));
    write_text(c, &text)
}

fn element_string(
    c: &mut Call<'_>,
    prefix: Option<usize>,
    name: usize,
    space: Option<usize>,
    value: usize,
) -> Result<Value> {
    let own = this(c)?;
    let prefix = prefix.and_then(|n| optional(c, n));
    let space = space.and_then(|n| optional(c, n));
    own.start(prefix.as_deref(), &c.text(name), space.as_deref())?;
    let text = c.text(value);
    write_text(c, &text)?;
    done(own.end(false))
}

fn attribute_string(
    c: &mut Call<'_>,
    prefix: Option<usize>,
    name: usize,
    space: usize,
    value: usize,
) -> Result<Value> {
    let own = this(c)?;
    let name = c.text(name);
    check_name(&name)?;
    let space = c.text(space);
    let given = prefix.and_then(|n| optional(c, n));
    let prefix = match given {
        Some(prefix) => prefix.to_string(),
        None if space.is_empty() => String::new(),
        None => own.prefix_for(&space).unwrap_or_else(|| "p1".to_string()),
    };
    if prefix.is_empty() {
        return done(own.write_attribute(&name, &c.text(value)));
    }
    let known = own
        .namespace_of(&prefix)
        .is_some_and(|known| *known == *space);
    own.write_attribute(&format!("{prefix}:{name}"), &c.text(value))?;
    if !space.is_empty() && !known && prefix != "xmlns" && prefix != "xml" {
        own.write_attribute(&format!("xmlns:{prefix}"), &space)?;
    }
    Ok(Value::Null)
}

fn doc_type(c: &mut Call<'_>) -> Result<Value> {
    let own = this(c)?;
    own.enter();
    let mut text = format!("<!DOCTYPE {}", c.text(0));
    match (optional(c, 1), optional(c, 2)) {
        (Some(public), system) => text.push_str(&format!(
            " PUBLIC \"{public}\" \"{}\"",
            system.unwrap_or_default()
        )),
        (None, Some(system)) => text.push_str(&format!(" SYSTEM \"{system}\"")),
        (None, None) => {}
    }
    if let Some(subset) = optional(c, 3) {
        text.push_str(&format!("[{subset}]"));
    }
    text.push('>');
    own.push(&text);
    Ok(Value::Null)
}
