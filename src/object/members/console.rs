//! `[Console]`: what is written past the streams goes through the [`crate::Host`].

use super::table::*;
use super::text_io::{self, Writer};
use crate::types::{Call, Member, Sig, Type, TypeInfo};
use crate::{Result, Value};

/// `Console`
pub static CONSOLE: TypeInfo = TypeInfo::statics("System.Console", || MEMBERS);
/// `ConsoleColor`
pub static CONSOLE_COLOR: TypeInfo = TypeInfo::enumeration(
    "System.ConsoleColor",
    &[
        ("Black", 0),
        ("DarkBlue", 1),
        ("DarkGreen", 2),
        ("DarkCyan", 3),
        ("DarkRed", 4),
        ("DarkMagenta", 5),
        ("DarkYellow", 6),
        ("Gray", 7),
        ("DarkGray", 8),
        ("Blue", 9),
        ("Green", 10),
        ("Cyan", 11),
        ("Red", 12),
        ("Magenta", 13),
        ("Yellow", 14),
        ("White", 15),
    ],
);

const COLOR: Sig = Sig::One(&CONSOLE_COLOR);

static MEMBERS: &[Member] = &[
    static_get!("Out", OBJ => |_| Ok(Value::native(Writer::console(false)))),
    static_get!("Error", OBJ => |_| Ok(Value::native(Writer::console(true)))),
    static_get!("IsInputRedirected", BOOL => |_| Ok(Value::Bool(true))),
    static_get!("IsOutputRedirected", BOOL => |_| Ok(Value::Bool(true))),
    static_get!("IsErrorRedirected", BOOL => |_| Ok(Value::Bool(true))),
    static_get!("KeyAvailable", BOOL => |_| Ok(Value::Bool(false))),
    static_get!("WindowWidth", INT => |c| Ok(Value::Int(c.host.console_size().0))),
    static_get!("WindowHeight", INT => |c| Ok(Value::Int(c.host.console_size().1))),
    static_get!("BufferWidth", INT => |c| Ok(Value::Int(c.host.console_size().0))),
    static_get!("BufferHeight", INT => |c| Ok(Value::Int(c.host.console_size().1))),
    static_get!("LargestWindowWidth", INT => |c| Ok(Value::Int(c.host.console_size().0))),
    static_get!("LargestWindowHeight", INT => |c| Ok(Value::Int(c.host.console_size().1))),
    Member::static_property("ForegroundColor", COLOR, |_| Ok(color(-1)), nothing),
    Member::static_property("BackgroundColor", COLOR, |_| Ok(color(-1)), nothing),
    Member::static_property("Title", STR, |_| Ok(Value::from("")), nothing),
    Member::static_property("CursorVisible", BOOL, |_| Ok(Value::Bool(true)), nothing),
    Member::static_property("CursorLeft", INT, |_| Ok(Value::Int(0)), nothing),
    Member::static_property("CursorTop", INT, |_| Ok(Value::Int(0)), nothing),
    Member::static_property("CursorSize", INT, |_| Ok(Value::Int(100)), nothing),
    Member::static_property(
        "TreatControlCAsInput",
        BOOL,
        |_| Ok(Value::Bool(false)),
        nothing,
    ),
    Member::static_property("OutputEncoding", OBJ, encoding, nothing),
    Member::static_property("InputEncoding", OBJ, encoding, nothing),
    static_method!("Beep", () -> VOID => nothing, (frequency: INT, duration: INT) -> VOID => nothing),
    static_method!("Clear", () -> VOID => nothing),
    static_method!("ResetColor", () -> VOID => nothing),
    static_method!("SetCursorPosition", (left: INT, top: INT) -> VOID => nothing),
    static_method!("SetWindowSize", (width: INT, height: INT) -> VOID => nothing),
    static_method!("SetBufferSize", (width: INT, height: INT) -> VOID => nothing),
    static_method!("GetCursorPosition", () -> OBJ => |_| Ok(super::tuple::value_tuple(vec![Value::Int(0), Value::Int(0)]))),
    static_method!("ReadLine", () -> STR => |c| Ok(c.host.read_console().into())),
    static_method!("Read", () -> INT => |c| Ok(Value::Int(c.host.read_console().and_then(|line| line.utf16_at(0)).map_or(-1, i32::from)))),
    static_method!("ReadKey", () -> OBJ => no_keys, (intercept: BOOL) -> OBJ => no_keys),
    static_method!("Write",
        (value: STR) -> VOID => |c| write(c, ""), (value: OBJ) -> VOID => |c| write(c, ""), (value: CHAR) -> VOID => |c| write(c, ""), (buffer: CHARS) -> VOID => |c| write(c, ""),
        (buffer: CHARS, index: INT, count: INT) -> VOID => |c| write(c, ""), (format: STR, arg: ..OBJECTS) -> VOID => |c| write(c, "")),
    static_method!("WriteLine",
        () -> VOID => |c| write(c, "\n"), (value: STR) -> VOID => |c| write(c, "\n"), (value: OBJ) -> VOID => |c| write(c, "\n"), (value: CHAR) -> VOID => |c| write(c, "\n"),
        (buffer: CHARS) -> VOID => |c| write(c, "\n"), (buffer: CHARS, index: INT, count: INT) -> VOID => |c| write(c, "\n"), (format: STR, arg: ..OBJECTS) -> VOID => |c| write(c, "\n")),
];

fn nothing(_: &mut Call<'_>) -> Result<Value> {
    Ok(Value::Null)
}

/// A colour; a terminal does not tell its own, for which .NET answers -1.
fn color(bits: i64) -> Value {
    Type::Known(&CONSOLE_COLOR).enum_from(bits)
}

fn no_keys(_: &mut Call<'_>) -> Result<Value> {
    let message = "Cannot read keys when either application does not have a console or when console input has been redirected. Try Console.Read.";
    super::args::invalid_operation(message).raise()
}

fn encoding(c: &mut Call<'_>) -> Result<Value> {
    match crate::types::find("System.Text.Encoding", 0) {
        Some(info) => {
            Ok(super::get_static(c.host, &Type::Known(info), "UTF8")?.unwrap_or_default())
        }
        None => Ok(Value::Null),
    }
}

fn write(c: &mut Call<'_>, end: &str) -> Result<Value> {
    let text = format!("{}{end}", text_io::written(c)?);
    c.host.write_console(&text, false);
    Ok(Value::Null)
}
