//! An entry as both cmdlets show it.

use crate::record::{record, strings};
use crate::room::local;
use lab::eventlog::{Entry, Level};
use object::types::{self, Type, TypeInfo};
use object::{Array, Value};

/// Type of an entry of `Get-WinEvent`.
pub static EVENT_LOG_RECORD: TypeInfo = TypeInfo::class(
    "System.Diagnostics.Eventing.Reader.EventLogRecord",
    &types::OBJECT,
);
/// Type of an entry of `Get-EventLog`.
pub static EVENT_LOG_ENTRY: TypeInfo =
    TypeInfo::class("System.Diagnostics.EventLogEntry", &types::OBJECT);
/// Type of `EntryType`.
pub static ENTRY_TYPE: TypeInfo = TypeInfo::enumeration(
    "System.Diagnostics.EventLogEntryType",
    &[
        ("Error", 1),
        ("Warning", 2),
        ("Information", 4),
        ("SuccessAudit", 8),
        ("FailureAudit", 16),
    ],
);
/// Type of what `-ListLog` returns.
pub static LOG_CONFIGURATION: TypeInfo = TypeInfo::class(
    "System.Diagnostics.Eventing.Reader.EventLogConfiguration",
    &types::OBJECT,
);

/// Number and name of a level, as Windows has them.
pub const fn level(level: Level) -> (u8, &'static str) {
    match level {
        Level::Error => (2, "Error"),
        Level::Warning => (3, "Warning"),
        Level::Information => (4, "Information"),
    }
}

/// The kind of entry that `Get-EventLog` tells of a level.
pub const fn entry_type(level: Level) -> (i64, &'static str) {
    match level {
        Level::Error => (1, "Error"),
        Level::Warning => (2, "Warning"),
        Level::Information => (4, "Information"),
    }
}

/// The classic keyword, which entries written through the old interface carry.
const CLASSIC_KEYWORD: i64 = 0x0080_0000_0000_0000;

/// An entry as `Get-WinEvent` returns it.
pub fn modern(entry: Entry, log: &str) -> Value {
    let (number, name) = level(entry.level);
    record(
        &EVENT_LOG_RECORD,
        vec![
            ("Message", Value::from(entry.text.as_str())),
            (
                "Id",
                Value::Int(i32::try_from(entry.id).unwrap_or_default()),
            ),
            ("Version", Value::Null),
            ("Qualifiers", Value::Null),
            ("Level", Value::Byte(number)),
            ("Task", Value::Int(0)),
            ("Opcode", Value::Null),
            ("Keywords", Value::Long(CLASSIC_KEYWORD)),
            (
                "RecordId",
                Value::Long(i64::try_from(entry.record).unwrap_or_default()),
            ),
            ("ProviderName", Value::from(entry.source)),
            ("LogName", Value::from(log)),
            ("MachineName", Value::from(entry.computer)),
            ("UserId", Value::Null),
            ("TimeCreated", local(entry.time)),
            ("LevelDisplayName", Value::from(name)),
            ("Properties", Value::Array(Array::objects(Vec::new()))),
        ],
    )
}

/// An entry as `Get-EventLog` returns it.
pub fn classic(entry: Entry) -> Value {
    let (number, _) = entry_type(entry.level);
    let time = local(entry.time);
    record(
        &EVENT_LOG_ENTRY,
        vec![
            (
                "EventID",
                Value::Int(i32::try_from(entry.id).unwrap_or_default()),
            ),
            ("MachineName", Value::from(entry.computer)),
            (
                "Index",
                Value::Int(i32::try_from(entry.record).unwrap_or_default()),
            ),
            ("Category", Value::from("(0)")),
            ("CategoryNumber", Value::Short(0)),
            ("EntryType", Type::Known(&ENTRY_TYPE).enum_from(number)),
            ("Message", Value::from(entry.text)),
            ("Source", Value::from(entry.source)),
            ("ReplacementStrings", strings(Vec::<&str>::new())),
            ("InstanceId", Value::Long(i64::from(entry.id))),
            ("TimeGenerated", time.clone()),
            ("TimeWritten", time),
            ("UserName", Value::Null),
        ],
    )
}
