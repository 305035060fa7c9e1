//! `XmlWriterSettings`: how an `XmlWriter` writes.

use crate::members::args::*;
use crate::members::table::*;
use crate::types::{self, Call, Member, Sig, Type, TypeInfo};
use crate::{Native, Str, Value};
use std::cell::RefCell;

/// `XmlWriterSettings`
pub static SETTINGS: TypeInfo =
    TypeInfo::class("System.Xml.XmlWriterSettings", &types::OBJECT).members(|| SETTINGS_MEMBERS);
/// `ConformanceLevel`
pub static CONFORMANCE: TypeInfo = TypeInfo::enumeration(
    "System.Xml.ConformanceLevel",
    &[("Auto", 0), ("Fragment", 1), ("Document", 2)],
);
/// `NewLineHandling`
pub static NEW_LINE_HANDLING: TypeInfo = TypeInfo::enumeration(
    "System.Xml.NewLineHandling",
    &[("Replace", 0), ("Entitize", 1), ("None", 2)],
);

/// How a writer writes.
#[derive(Clone)]
pub(super) struct Style {
    pub(super) indent: bool,
    pub(super) indent_chars: Str,
    pub(super) new_line: Str,
    pub(super) omit_declaration: bool,
    pub(super) attributes_on_lines: bool,
    pub(super) close_output: bool,
    pub(super) conformance: i64,
    pub(super) encoding: Value,
}

impl Default for Style {
    fn default() -> Style {
        Style {
            indent: false,
            indent_chars: "  ".into(),
            new_line: "\n".into(),
            omit_declaration: false,
            attributes_on_lines: false,
            close_output: false,
            conformance: 2,
            encoding: Value::Null,
        }
    }
}

/// An `XmlWriterSettings`.
pub struct Settings(pub(super) RefCell<Style>);

impl Native for Settings {
    fn get_type(&self) -> Type {
        Type::Known(&SETTINGS)
    }
}

const CONFORMANCE_SIG: Sig = Sig::One(&CONFORMANCE);
const HANDLING: Sig = Sig::One(&NEW_LINE_HANDLING);

/// A setting that is a field of `Style`.
macro_rules! setting {
    ($name:literal, $sig:ident, $field:ident, $read:expr, $write:expr) => {
        property!($name, $sig => |c| {
            let read: fn(&Style) -> Value = $read;
            Ok(c.this.as_native::<Settings>().map(|own| read(&own.0.borrow())).unwrap_or_default())
        }, |c| {
            let write: fn(&mut Style, &Call<'_>) = $write;
            if let Some(own) = c.this.as_native_rc::<Settings>() {
                write(&mut own.0.borrow_mut(), c);
            }
            Ok(Value::Null)
        })
    };
}

static SETTINGS_MEMBERS: &[Member] = &[
    constructors!(() -> THIS => |_| Ok(Value::native(Settings(RefCell::default())))),
    setting!("Indent", BOOL, indent, |s| s.indent.into(), |s, c| s
        .indent =
        c.flag(0)),
    setting!(
        "IndentChars",
        STR,
        indent_chars,
        |s| s.indent_chars.clone().into(),
        |s, c| s.indent_chars = c.text(0)
    ),
    setting!(
        "NewLineChars",
        STR,
        new_line,
        |s| s.new_line.clone().into(),
        |s, c| s.new_line = c.text(0)
    ),
    setting!(
        "OmitXmlDeclaration",
        BOOL,
        omit_declaration,
        |s| s.omit_declaration.into(),
        |s, c| s.omit_declaration = c.flag(0)
    ),
    setting!(
        "NewLineOnAttributes",
        BOOL,
        attributes_on_lines,
        |s| s.attributes_on_lines.into(),
        |s, c| s.attributes_on_lines = c.flag(0)
    ),
    setting!(
        "CloseOutput",
        BOOL,
        close_output,
        |s| s.close_output.into(),
        |s, c| s.close_output = c.flag(0)
    ),
    setting!(
        "ConformanceLevel",
        CONFORMANCE_SIG,
        conformance,
        |s| Type::Known(&CONFORMANCE).enum_from(s.conformance),
        |s, c| s.conformance = c.long(0)
    ),
    setting!("Encoding", OBJ, encoding, |s| s.encoding.clone(), |s, c| {
        s.encoding = c.arg(0).clone()
    }),
    property!("NewLineHandling", HANDLING => |_| Ok(Type::Known(&NEW_LINE_HANDLING).enum_from(0)), |_| Ok(Value::Null)),
    property!("CheckCharacters", BOOL => |_| ok(true), |_| Ok(Value::Null)),
    property!("Async", BOOL => |_| ok(false), |_| Ok(Value::Null)),
    property!("WriteEndDocumentOnClose", BOOL => |_| ok(true), |_| Ok(Value::Null)),
    method!("Clone", () -> THIS => |c| Ok(match c.this.as_native::<Settings>() {
        Some(own) => Value::native(Settings(RefCell::new(own.0.borrow().clone()))),
        None => Value::Null,
    })),
    method!("Reset", () -> VOID => |c| {
        if let Some(own) = c.this.as_native::<Settings>() {
            *own.0.borrow_mut() = Style::default();
        }
        Ok(Value::Null)
    }),
];
