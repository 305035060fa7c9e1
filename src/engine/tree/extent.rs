//! Where a piece of a script stands, and the errors of the parser.

use object::members::table::*;
use object::types::{Call, Member, Sig};
use object::{Native, Result, Str, Type, TypeInfo, Value, get, method, types};
use std::rc::Rc;
use syntax::{ParseError, Source, Span};

/// The types of this file.
pub(super) static TYPES: &[&TypeInfo] = &[&EXTENT, &POSITION, &SCRIPT_EXTENT, &PARSE_ERROR];

/// `IScriptExtent`
pub(super) static SCRIPT_EXTENT: TypeInfo =
    TypeInfo::interface("System.Management.Automation.Language.IScriptExtent");
static POSITION_INTERFACE: TypeInfo =
    TypeInfo::interface("System.Management.Automation.Language.IScriptPosition");
/// What implements it.
static EXTENT: TypeInfo = TypeInfo::class(
    "System.Management.Automation.Language.InternalScriptExtent",
    &types::OBJECT,
)
.implements(&[&SCRIPT_EXTENT])
.members(|| EXTENT_MEMBERS);
/// `IScriptPosition`
static POSITION: TypeInfo = TypeInfo::class(
    "System.Management.Automation.Language.InternalScriptPosition",
    &types::OBJECT,
)
.implements(&[&POSITION_INTERFACE])
.members(|| POSITION_MEMBERS);
/// `ParseError`
pub(crate) static PARSE_ERROR: TypeInfo = TypeInfo::class(
    "System.Management.Automation.Language.ParseError",
    &types::OBJECT,
)
.members(|| PARSE_ERROR_MEMBERS);

/// A range of a text.
struct Extent {
    source: Rc<Source>,
    span: Span,
}

/// A place in a text.
struct Position {
    source: Rc<Source>,
    offset: u32,
}

/// `IScriptExtent`
pub(crate) fn extent(source: &Rc<Source>, span: Span) -> Value {
    let source = Rc::clone(source);
    Value::native(Extent { source, span })
}

impl Native for Extent {
    fn get_type(&self) -> Type {
        Type::Known(&EXTENT)
    }

    fn to_text(&self) -> Str {
        Str::from(self.span.text(&self.source.text))
    }

    fn equals(&self, other: &Value) -> bool {
        let same = |other: &Extent| Rc::ptr_eq(&self.source, &other.source);
        other
            .as_native::<Extent>()
            .is_some_and(|other| same(other) && self.span == other.span)
    }
}

impl Native for Position {
    fn get_type(&self) -> Type {
        Type::Known(&POSITION)
    }
}

fn own<'a>(c: &'a Call<'_>) -> Result<&'a Extent> {
    match c.this.as_native::<Extent>() {
        Some(own) => Ok(own),
        None => object::members::args::not_supported("This is no extent.").raise(),
    }
}

fn place<'a>(c: &'a Call<'_>) -> Result<&'a Position> {
    match c.this.as_native::<Position>() {
        Some(own) => Ok(own),
        None => object::members::args::not_supported("This is no position.").raise(),
    }
}

fn path(source: &Source) -> Value {
    source.path.as_deref().map_or(Value::Null, Value::str)
}

fn position(extent: &Extent, offset: u32) -> Value {
    let source = Rc::clone(&extent.source);
    Value::native(Position { source, offset })
}

const AT: Sig = Sig::One(&POSITION_INTERFACE);

static EXTENT_MEMBERS: &[Member] = &[
    get!("File", STR => |c| Ok(path(&own(c)?.source))),
    get!("StartScriptPosition", AT => |c| { let own = own(c)?; Ok(position(own, own.span.start)) }),
    get!("EndScriptPosition", AT => |c| { let own = own(c)?; Ok(position(own, own.span.end)) }),
    get!("StartLineNumber", INT => |c| { let own = own(c)?; Ok(Value::Int(own.source.line_column(own.span.start).0 as i32)) }),
    get!("StartColumnNumber", INT => |c| { let own = own(c)?; Ok(Value::Int(own.source.line_column(own.span.start).1 as i32)) }),
    get!("EndLineNumber", INT => |c| { let own = own(c)?; Ok(Value::Int(own.source.line_column(own.span.end).0 as i32)) }),
    get!("EndColumnNumber", INT => |c| { let own = own(c)?; Ok(Value::Int(own.source.line_column(own.span.end).1 as i32)) }),
    get!("Text", STR => |c| Ok(Value::Str(own(c)?.to_text()))),
    get!("StartOffset", INT => |c| { let own = own(c)?; Ok(Value::Int(own.source.utf16_offset(own.span.start) as i32)) }),
    get!("EndOffset", INT => |c| { let own = own(c)?; Ok(Value::Int(own.source.utf16_offset(own.span.end) as i32)) }),
];

static POSITION_MEMBERS: &[Member] = &[
    get!("File", STR => |c| Ok(path(&place(c)?.source))),
    get!("LineNumber", INT => |c| { let own = place(c)?; Ok(Value::Int(own.source.line_column(own.offset).0 as i32)) }),
    get!("ColumnNumber", INT => |c| { let own = place(c)?; Ok(Value::Int(own.source.line_column(own.offset).1 as i32)) }),
    get!("Line", STR => |c| { let own = place(c)?; Ok(Value::str(own.source.line(own.source.line_column(own.offset).0))) }),
    get!("Offset", INT => |c| { let own = place(c)?; Ok(Value::Int(own.source.utf16_offset(own.offset) as i32)) }),
    method!("GetFullScript", () -> STR => |c| Ok(Value::str(place(c)?.source.text.to_string()))),
];

/// An error of the parser, as a script holds it.
struct ErrorObject {
    extent: Value,
    id: &'static str,
    message: Str,
    incomplete: bool,
}

impl Native for ErrorObject {
    fn get_type(&self) -> Type {
        Type::Known(&PARSE_ERROR)
    }

    /// The place as an error tells it, then the message.
    fn to_text(&self) -> Str {
        let Some(extent) = self.extent.as_native::<Extent>() else {
            return self.message.clone();
        };
        let (line, column) = extent.source.line_column(extent.span.start);
        let place = match &extent.source.path {
            Some(path) => format!("At {path}:{line} char:{column}"),
            None => format!("At line:{line} char:{column}"),
        };
        let text = extent.source.line(line);
        let (end_line, end) = extent.source.line_column(extent.span.end);
        let last = if end_line == line {
            end
        } else {
            text.chars().count() as u32 + 1
        };
        let blanks = " ".repeat(column as usize - 1);
        let marks = "~".repeat((last.saturating_sub(column)).max(1) as usize);
        Str::from(format!(
            "{place}\n+ {text}\n+ {blanks}{marks}\n{}",
            self.message
        ))
    }
}

fn error<'a>(c: &'a Call<'_>) -> Result<&'a ErrorObject> {
    match c.this.as_native::<ErrorObject>() {
        Some(own) => Ok(own),
        None => object::members::args::not_supported("This is no error of the parser.").raise(),
    }
}

const EXTENT_SIG: Sig = Sig::One(&SCRIPT_EXTENT);

static PARSE_ERROR_MEMBERS: &[Member] = &[
    get!("Extent", EXTENT_SIG => |c| Ok(error(c)?.extent.clone())),
    get!("ErrorId", STR => |c| Ok(Value::str(error(c)?.id))),
    get!("Message", STR => |c| Ok(Value::Str(error(c)?.message.clone()))),
    get!("IncompleteInput", BOOL => |c| Ok(Value::Bool(error(c)?.incomplete))),
];

/// `ParseError`
pub(crate) fn parse_error(source: &Rc<Source>, error: &ParseError) -> Value {
    Value::native(ErrorObject {
        extent: extent(source, error.span),
        id: error.id,
        message: Str::from(&*error.message),
        incomplete: error.incomplete,
    })
}
