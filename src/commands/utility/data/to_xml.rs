//! `ConvertTo-Xml`
//!
//! Objects deeper than asked for are written as their text, followed by the texts of their properties.

use crate::utility::objects::property;
use engine::declare::Check;
use engine::{PsObject, Run, Shell, Switch, cmdlet};
use object::{Result, Str, Value, convert, types};

cmdlet! {
    /// Writes objects as XML.
    pub struct ConvertToXml = "ConvertTo-Xml" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.ConvertToXmlCommand" {
        /// How many levels of objects inside objects are written.
        depth = "Depth": Option<i32> => check(&[Check::Range(1, 2147483647)]);
        /// The objects to work on; usually they come through the pipeline.
        input_object = "InputObject": PsObject => mandatory, position(0), pipeline, check(&[Check::AllowNull]);
        /// Writes no line that names the type; the default.
        no_type_information = "NoTypeInformation": Switch;
        /// Document, one string, or strings.
        as_ = "As": Option<Str> => check(&[Check::NotNullOrEmpty, Check::Set(&["Stream", "String", "Document"])]);
        state {
            out: String;
            started: bool;
        }
    }
}

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>";

/// How deep objects inside objects are written unasked.
const DEPTH_DEFAULT: i32 = 1;

/// Deeper than this nothing is written.
const LEVEL_MAX: usize = 100;

impl Run for ConvertToXml {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let Some(item) = self.input_object.0.take() else {
            return Ok(());
        };
        if !self.started {
            self.started = true;
            self.begin_text(shell)?;
        }
        let depth = self.depth.unwrap_or(DEPTH_DEFAULT).max(1) as usize;
        let layout = Layout {
            indent: !self.is_kind("Document"),
            types: !self.no_type_information.is_on(),
        };
        let level = usize::from(self.is_kind("String"));
        let mut text = String::new();
        write(
            shell,
            &layout,
            &mut text,
            &Element {
                tag: "Object",
                name: None,
                value: &item,
                depth,
                level,
            },
        )?;
        if self.is_kind("Stream") {
            return shell.write(text.trim_end_matches('\n').to_string());
        }
        self.out.push_str(&text);
        Ok(())
    }

    fn end(&mut self, shell: &mut Shell<'_>) -> Result {
        if !self.started {
            self.begin_text(shell)?;
        }
        if self.is_kind("Stream") {
            return shell.write("</Objects>");
        }
        self.out.push_str("</Objects>");
        let text = std::mem::take(&mut self.out);
        if self.is_kind("String") {
            shell.write(text)
        } else {
            shell.write(object::members::xml::load(&text)?)
        }
    }
}

impl ConvertToXml {
    fn is_kind(&self, kind: &str) -> bool {
        self.as_
            .as_deref()
            .unwrap_or("Document")
            .eq_ignore_ascii_case(kind)
    }

    fn begin_text(&mut self, shell: &mut Shell<'_>) -> Result {
        if self.is_kind("Stream") {
            shell.write(DECLARATION)?;
            return shell.write("<Objects>");
        }
        let end = if self.is_kind("String") { "\n" } else { "" };
        self.out = format!("{DECLARATION}{end}<Objects>{end}");
        Ok(())
    }
}

/// How the text is laid out.
struct Layout {
    indent: bool,
    types: bool,
}

/// One element to write.
struct Element<'v> {
    tag: &'static str,
    name: Option<&'v str>,
    value: &'v Value,
    depth: usize,
    level: usize,
}

impl Layout {
    fn open(&self, out: &mut String, element: &Element<'_>, kind: &str) {
        if self.indent {
            out.push_str(&"  ".repeat(element.level));
        }
        out.push_str(&format!("<{}", element.tag));
        if let Some(name) = element.name {
            out.push_str(&format!(
                " Name=\"{}\"",
                encode(name).replace('"', "&quot;")
            ));
        }
        if self.types {
            out.push_str(&format!(" Type=\"{}\"", encode(kind)));
        }
    }

    fn line_end(&self, out: &mut String) {
        if self.indent {
            out.push('\n');
        }
    }

    fn close(&self, out: &mut String, element: &Element<'_>) {
        if self.indent {
            out.push_str(&"  ".repeat(element.level));
        }
        out.push_str(&format!("</{}>", element.tag));
        self.line_end(out);
    }

    fn leaf(&self, out: &mut String, element: &Element<'_>, kind: &str, text: &str) {
        self.open(out, element, kind);
        out.push_str(&format!(">{}</{}>", encode(text), element.tag));
        self.line_end(out);
    }
}

fn write(
    shell: &mut Shell<'_>,
    layout: &Layout,
    out: &mut String,
    element: &Element<'_>,
) -> Result {
    let base = element.value.base().clone();
    let level = element.level + 1;
    if base.is_null() {
        layout.open(out, element, "System.Object");
        out.push_str(" />");
        layout.line_end(out);
        return Ok(());
    }
    let kind = base.get_type().full_name();
    if element.level > LEVEL_MAX || is_plain(&base) {
        let text = convert::to_string_method(shell.engine, &base)?;
        layout.leaf(out, element, &kind, &text);
        return Ok(());
    }
    if let Value::Dict(dict) = &base {
        layout.open(out, element, &kind);
        out.push('>');
        layout.line_end(out);
        for (key, value) in dict.entries() {
            write(
                shell,
                layout,
                out,
                &child(level, Some("Key"), &key, element.depth),
            )?;
            write(
                shell,
                layout,
                out,
                &child(level, Some("Value"), &value, element.depth),
            )?;
        }
        layout.close(out, element);
        return Ok(());
    }
    if let Some(items) = shell.engine.enumerate(&base)? {
        layout.open(out, element, &kind);
        out.push('>');
        layout.line_end(out);
        for item in &items {
            write(shell, layout, out, &child(level, None, item, element.depth))?;
        }
        layout.close(out, element);
        return Ok(());
    }
    layout.open(out, element, &kind);
    out.push('>');
    layout.line_end(out);
    let entries = property::entries(shell.engine, element.value)?;
    if element.depth == 0 {
        let text = convert::to_text(shell.engine, element.value)?;
        layout.leaf(
            out,
            &child(level, None, &Value::Null, 0),
            "System.String",
            &text,
        );
    }
    for (name, value) in &entries {
        if element.depth > 0 {
            write(
                shell,
                layout,
                out,
                &child(level, Some(name), value, element.depth - 1),
            )?;
            continue;
        }
        let text: Str = convert::to_text(shell.engine, value)?;
        let custom =
            matches!(&base, Value::Object(object) if object.get_type().is(&types::PSCUSTOMOBJECT));
        let kind = if custom {
            "System.Management.Automation.PSNoteProperty"
        } else {
            "System.Management.Automation.PSProperty"
        };
        layout.leaf(out, &child(level, Some(name), value, 0), kind, &text);
    }
    layout.close(out, element);
    Ok(())
}

fn child<'v>(level: usize, name: Option<&'v str>, value: &'v Value, depth: usize) -> Element<'v> {
    Element {
        tag: "Property",
        name,
        value,
        depth,
        level,
    }
}

/// Whether a value is its text.
fn is_plain(value: &Value) -> bool {
    match value {
        Value::Array(_) | Value::List(_) | Value::Dict(_) | Value::Object(_) => false,
        Value::Native(native) => {
            matches!(
                native.get_type().full_name().as_str(),
                "System.Uri" | "System.Version" | "System.Management.Automation.ScriptBlock"
            )
        }
        _ => true,
    }
}

fn encode(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
