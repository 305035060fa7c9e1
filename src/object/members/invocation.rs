//! `InvocationInfo`: which command was called, where its call stands, and what that place looks like.

use super::table::*;
use crate::error::Position;
use crate::types::{self, Call, Member, Type, TypeInfo};
use crate::{Invocation, Native, Result, Str, Value};
use std::rc::Rc;

/// `InvocationInfo` of a record or of `$MyInvocation`.
pub struct InvocationInfo {
    call: Rc<Invocation>,
    position: Option<Position>,
}

impl InvocationInfo {
    /// Of a call; where the statement that failed stands may differ from where the call stands.
    pub fn new(call: Rc<Invocation>, position: Option<Position>) -> InvocationInfo {
        let position = position.or_else(|| call.position.clone());
        InvocationInfo { call, position }
    }

    /// Where it stands.
    pub fn position(&self) -> Option<&Position> {
        self.position.as_ref()
    }
}

impl Native for InvocationInfo {
    fn get_type(&self) -> Type {
        Type::Known(&INVOCATION_INFO)
    }
}

/// `InvocationInfo`
pub static INVOCATION_INFO: TypeInfo = TypeInfo::class(
    "System.Management.Automation.InvocationInfo",
    &types::OBJECT,
)
.members(|| MEMBERS);
/// `CommandOrigin`
pub static COMMAND_ORIGIN: TypeInfo = TypeInfo::enumeration(
    "System.Management.Automation.CommandOrigin",
    &[("Runspace", 0), ("Internal", 1)],
);

static MEMBERS: &[Member] = &[
    get!("MyCommand", OBJ => |c| call(c, |call| call.command.clone())),
    get!("BoundParameters", OBJ => |c| call(c, |call| call.bound.clone())),
    get!("UnboundArguments", OBJ => |c| call(c, |call| super::list::generic(Type::Known(&types::OBJECT), call.unbound.clone()))),
    get!("ScriptLineNumber", INT => |c| at(c, |p| Value::Int(start(p).0))),
    get!("OffsetInLine", INT => |c| at(c, |p| Value::Int(start(p).1))),
    get!("HistoryId", LONG => |_| Ok(Value::Long(1))),
    get!("ScriptName", STR => |c| text_at(c, |p| p.source.path.as_deref().unwrap_or_default().into())),
    get!("Line", STR => |c| text_at(c, line)),
    get!("Statement", STR => |c| text_at(c, |p| p.span.text(&p.source.text).into())),
    get!("PositionMessage", STR => |c| text_at(c, |p| position_message(p).into())),
    get!("PSScriptRoot", STR => |c| text_at(c, |p| folder(p.source.path.as_deref().unwrap_or_default()).into())),
    get!("PSCommandPath", STR => |c| at(c, |p| p.source.path.as_deref().map(Str::from).into())),
    get!("InvocationName", STR => |c| call(c, |call| Value::Str(call.typed.clone()))),
    get!("PipelineLength", INT => |c| call(c, |call| Value::Int(call.pipeline.0))),
    get!("PipelinePosition", INT => |c| call(c, |call| Value::Int(call.pipeline.1))),
    get!("ExpectingInput", BOOL => |c| call(c, |call| Value::Bool(call.expecting_input))),
    get!("CommandOrigin", OBJ => |_| Ok(Type::Known(&COMMAND_ORIGIN).enum_from(1))),
    get!("DisplayScriptPosition", OBJ => |_| Ok(Value::Null)),
];

fn call(c: &mut Call<'_>, read: fn(&Invocation) -> Value) -> Result<Value> {
    Ok(c.this
        .as_native::<InvocationInfo>()
        .map(|own| read(&own.call))
        .unwrap_or_default())
}

fn at(c: &mut Call<'_>, read: fn(&Position) -> Value) -> Result<Value> {
    let position = c
        .this
        .as_native::<InvocationInfo>()
        .and_then(InvocationInfo::position);
    Ok(position.map(read).unwrap_or(Value::Int(0)))
}

fn text_at(c: &mut Call<'_>, read: fn(&Position) -> Str) -> Result<Value> {
    let position = c
        .this
        .as_native::<InvocationInfo>()
        .and_then(InvocationInfo::position);
    Ok(Value::Str(position.map(read).unwrap_or_default()))
}

fn start(position: &Position) -> (i32, i32) {
    let (line, column) = position.source.line_column(position.span.start);
    (line as i32, column as i32)
}

fn folder(path: &str) -> &str {
    path.rfind('/').map_or("", |at| &path[..at])
}

/// The whole line, with its end where it has one.
fn line(position: &Position) -> Str {
    let number = position.source.line_column(position.span.start).0;
    let end = if number < position.source.line_count() {
        "\n"
    } else {
        ""
    };
    Str::from(format!("{}{end}", position.source.line(number)))
}

/// How many characters of a line a message shows.
const LINE_MAX: usize = 69;
/// How many characters before and behind the place it shows at least, if there are so many.
const PREFIX_MIN: usize = 12;
const SUFFIX_MIN: usize = 8;

/// `At FILE:1 char:5`, the line, and the place in it underlined, as PowerShell's `PositionMessage` has it.
pub fn position_message(position: &Position) -> String {
    let source = &position.source;
    let (line, column) = source.line_column(position.span.start);
    let (last_line, last_column) = source.line_column(position.span.end);
    let file = source.path.as_deref().unwrap_or("line");
    let text: Vec<char> = source.line(line).trim_end().chars().collect();
    let mut before = (column as usize - 1).min(text.len());
    let mut length = match last_line == line && (last_column as usize) <= text.len() + 1 {
        true => (last_column - column) as usize,
        false => text.len() - before,
    };
    let text = without_tabs(&text, &mut before, &mut length);
    let window = window(text.len(), before, length);
    let shown: String = text[window.start..window.end].iter().collect();
    let (dots, end_dots) = (
        if window.start > 0 { "\u{2026} " } else { "" },
        if window.end < text.len() {
            " \u{2026}"
        } else {
            ""
        },
    );
    let blanks = " ".repeat(before - window.start + dots.chars().count());
    let marks = "~".repeat(length.min(window.end.saturating_sub(before)).max(1));
    let body = if text.is_empty() {
        String::new()
    } else {
        format!("{dots}{shown}{end_dots}\n+ {blanks}{marks}")
    };
    format!("At {file}:{line} char:{column}\n+ {body}")
}

/// The line with four blanks for each tab, and where the place then stands.
fn without_tabs(text: &[char], before: &mut usize, length: &mut usize) -> Vec<char> {
    let wide = |part: &[char]| -> Vec<char> {
        part.iter()
            .flat_map(|c| if *c == '\t' { vec![' '; 4] } else { vec![*c] })
            .collect()
    };
    let (head, middle, tail) = (
        wide(&text[..*before]),
        wide(&text[*before..*before + *length]),
        wide(&text[*before + *length..]),
    );
    (*before, *length) = (head.len(), middle.len());
    [head, middle, tail].concat()
}

/// Which part of a long line to show, so that the place is in it with something before and behind.
fn window(total: usize, before: usize, length: usize) -> std::ops::Range<usize> {
    if total <= LINE_MAX {
        return 0..total;
    }
    let behind = total - before - length;
    let (mut prefix, mut suffix) = (before.min(PREFIX_MIN), behind.min(SUFFIX_MIN));
    let shown = length.min(LINE_MAX - prefix);
    if prefix + shown + suffix >= LINE_MAX {
        suffix = LINE_MAX - prefix - shown;
    } else {
        prefix += (before - prefix).min(LINE_MAX - prefix - shown - suffix);
        suffix += (behind - suffix).min(LINE_MAX - prefix - shown - suffix);
    }
    before - prefix..before + shown + suffix
}

#[cfg(test)]
mod tests {
    use super::*;
    use syntax::{Source, Span};

    fn message(text: &str, start: usize, end: usize) -> String {
        position_message(&Position {
            source: Source::new(None, text.into()),
            span: Span::new(start, end),
        })
    }

    #[test]
    fn the_place_is_underlined() {
        assert_eq!(message("1 / 0", 0, 5), "At line:1 char:1\n+ 1 / 0\n+ ~~~~~");
        assert_eq!(
            message("a\n\tthrow 1", 3, 10),
            "At line:2 char:2\n+     throw 1\n+     ~~~~~~~"
        );
    }

    #[test]
    fn long_lines_are_cut() {
        let text = format!("{}throw 1{}", "x".repeat(80), "y".repeat(80));
        let shown = message(&text, 80, 87);
        assert!(
            shown.contains("\u{2026} x")
                && shown.contains("y \u{2026}")
                && shown.contains("~~~~~~~")
        );
    }
}
