//! The tree and the parser as objects that scripts can hold.

use object::{Str, TypeInfo, Value, types};
use std::rc::Rc;
use syntax::{ParseError, Source, Span};

/// `ScriptExtent`
pub static SCRIPT_EXTENT: TypeInfo = TypeInfo::class(
    "System.Management.Automation.Language.InternalScriptExtent",
    &types::OBJECT,
);
/// `ParseError`
pub static PARSE_ERROR: TypeInfo = TypeInfo::class(
    "System.Management.Automation.Language.ParseError",
    &types::OBJECT,
);

/// `IScriptExtent`
pub(crate) fn extent(source: &Rc<Source>, span: Span) -> Value {
    let ((line, column), (end_line, end_column)) =
        (source.line_column(span.start), source.line_column(span.end));
    crate::values::record(
        &SCRIPT_EXTENT,
        vec![
            (
                "File",
                source.path.as_deref().map_or(Value::Null, Value::str),
            ),
            ("StartLineNumber", Value::Int(line as i32)),
            ("StartColumnNumber", Value::Int(column as i32)),
            ("EndLineNumber", Value::Int(end_line as i32)),
            ("EndColumnNumber", Value::Int(end_column as i32)),
            ("Text", Value::str(span.text(&source.text))),
            (
                "StartOffset",
                Value::Int(source.utf16_offset(span.start) as i32),
            ),
            (
                "EndOffset",
                Value::Int(source.utf16_offset(span.end) as i32),
            ),
        ],
    )
}

/// `ParseError`
pub(crate) fn parse_error(source: &Rc<Source>, error: &ParseError) -> Value {
    crate::values::record(
        &PARSE_ERROR,
        vec![
            ("Extent", extent(source, error.span)),
            ("ErrorId", Value::Str(Str::from(error.id))),
            ("Message", Value::str(&*error.message)),
            ("IncompleteInput", Value::Bool(error.incomplete)),
        ],
    )
}
