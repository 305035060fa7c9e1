//! `[bool]` and `[switch]`.

use super::args::*;
use super::convert_class::change;
use super::table::*;
use crate::types::{self, Member, Type};
use crate::{Fault, Result, Value};

/// Members.
pub static MEMBERS: &[Member] = &[
    static_get!("FalseString", STR => |_| ok("False")),
    static_get!("TrueString", STR => |_| ok("True")),
    method!("CompareTo",
        (obj: OBJ) -> INT => |c| match c.arg(0).base() {
            Value::Null | Value::Nothing => ok(1),
            Value::Bool(other) => ok(own(c.this) as i32 - *other as i32),
            _ => Fault::new(&types::ARGUMENT_EXCEPTION, "Object must be of type Boolean.").raise(),
        },
        (value: BOOL) -> INT => |c| ok(own(c.this) as i32 - c.flag(0) as i32)),
    method!("Equals",
        (obj: OBJ) -> BOOL => |c| ok(matches!(c.arg(0).base(), Value::Bool(other) if *other == own(c.this))),
        (obj: BOOL) -> BOOL => |c| ok(c.flag(0) == own(c.this))),
    method!("GetHashCode", () -> INT => |c| ok(own(c.this) as i32)),
    method!("GetTypeCode", () -> TYPECODE => |_| Ok(Type::Known(&types::TYPE_CODE).enum_from(3))),
    method!("ToString",
        () -> STR => |c| ok(text(own(c.this))),
        (provider: PROVIDER) -> STR => |c| ok(text(own(c.this)))),
    method!("ToBoolean", (provider: PROVIDER) -> BOOL => |c| Ok(c.this.clone())),
    method!("ToByte", (provider: PROVIDER) -> BYTE => |c| change(c, &types::BYTE)),
    method!("ToChar", (provider: PROVIDER) -> CHAR => |c| change(c, &types::CHAR)),
    method!("ToDateTime", (provider: PROVIDER) -> DATE => |c| change(c, &types::DATE_TIME)),
    method!("ToDecimal", (provider: PROVIDER) -> DECIMAL => |c| change(c, &types::DECIMAL)),
    method!("ToDouble", (provider: PROVIDER) -> DOUBLE => |c| change(c, &types::DOUBLE)),
    method!("ToInt16", (provider: PROVIDER) -> SHORT => |c| change(c, &types::INT16)),
    method!("ToInt32", (provider: PROVIDER) -> INT => |c| change(c, &types::INT32)),
    method!("ToInt64", (provider: PROVIDER) -> LONG => |c| change(c, &types::INT64)),
    method!("ToSByte", (provider: PROVIDER) -> SBYTE => |c| change(c, &types::SBYTE)),
    method!("ToSingle", (provider: PROVIDER) -> SINGLE => |c| change(c, &types::SINGLE)),
    method!("ToUInt16", (provider: PROVIDER) -> USHORT => |c| change(c, &types::UINT16)),
    method!("ToUInt32", (provider: PROVIDER) -> UINT => |c| change(c, &types::UINT32)),
    method!("ToUInt64", (provider: PROVIDER) -> ULONG => |c| change(c, &types::UINT64)),
    static_method!("Parse", (value: STR) -> BOOL => |c| parse(&c.text_of(0, "value")?)),
    static_method!("TryParse", (value: STR, result: *BOOL) -> BOOL => |c| {
        let read = read(&c.text(0));
        c.assign(1, Value::Bool(read.unwrap_or(false)))?;
        ok(read.is_some())
    }),
];

/// Members.
pub static SWITCH: &[Member] = &[
    get!("IsPresent", BOOL => |c| ok(own(c.this))),
    static_get!("Present", THIS => |_| Ok(Value::Switch(true))),
    constructors!((isPresent: BOOL) -> VOID => |c| Ok(Value::Switch(c.flag(0)))),
    method!("Equals", (obj: OBJ) -> BOOL => |c| {
        ok(matches!(c.arg(0).base(), Value::Bool(other) | Value::Switch(other) if *other == own(c.this)))
    }),
    method!("GetHashCode", () -> INT => |c| ok(own(c.this) as i32)),
    method!("ToBool", () -> BOOL => |c| ok(own(c.this))),
    method!("ToString", () -> STR => |c| ok(text(own(c.this)))),
];

fn own(this: &Value) -> bool {
    matches!(this.base(), Value::Bool(true) | Value::Switch(true))
}

fn text(flag: bool) -> &'static str {
    if flag { "True" } else { "False" }
}

fn read(text: &str) -> Option<bool> {
    let word = text.trim_matches(|c: char| c.is_whitespace() || c == '\0');
    match word {
        word if word.eq_ignore_ascii_case("true") => Some(true),
        word if word.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}

/// `Boolean.Parse`
pub(super) fn parse(text: &str) -> Result<Value> {
    match read(text) {
        Some(flag) => ok(flag),
        None => Fault::new(
            &types::FORMAT_EXCEPTION,
            format!("String '{text}' was not recognized as a valid Boolean."),
        )
        .raise(),
    }
}
