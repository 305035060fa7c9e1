//! `ProgressRecord`: what `Write-Progress` tells.

use object::members::table::*;
use object::types::{self, Call, Member, Sig};
use object::{Native, Str, Type, TypeInfo, Value};

/// One message about how far something is.
pub struct ProgressRecord {
    /// `ActivityId`
    pub id: i32,
    /// `ParentActivityId`; -1 is none.
    pub parent: i32,
    /// `Activity`
    pub activity: Str,
    /// `StatusDescription`
    pub status: Str,
    /// `CurrentOperation`
    pub operation: Option<Str>,
    /// `PercentComplete`; -1 is unknown.
    pub percent: i32,
    /// `SecondsRemaining`; -1 is unknown.
    pub seconds: i32,
    /// `RecordType`: whether it is done.
    pub completed: bool,
}

/// `ProgressRecordType`
pub static PROGRESS_RECORD_TYPE: TypeInfo = TypeInfo::enumeration(
    "System.Management.Automation.ProgressRecordType",
    &[("Processing", 0), ("Completed", 1)],
);

const KIND: Sig = Sig::One(&PROGRESS_RECORD_TYPE);

/// `ProgressRecord`
pub static PROGRESS_RECORD: TypeInfo = TypeInfo::class(
    "System.Management.Automation.ProgressRecord",
    &types::OBJECT,
)
.members(|| {
    const MEMBERS: &[Member] = &[
        object::get!("ActivityId", INT => |c| Ok(read(c, |own| Value::Int(own.id)))),
        object::get!("ParentActivityId", INT => |c| Ok(read(c, |own| Value::Int(own.parent)))),
        object::get!("Activity", STR => |c| Ok(read(c, |own| Value::Str(own.activity.clone())))),
        object::get!("StatusDescription", STR => |c| Ok(read(c, |own| Value::Str(own.status.clone())))),
        object::get!("CurrentOperation", STR => |c| Ok(read(c, |own| own.operation.clone().map_or(Value::Null, Value::Str)))),
        object::get!("PercentComplete", INT => |c| Ok(read(c, |own| Value::Int(own.percent)))),
        object::get!("SecondsRemaining", INT => |c| Ok(read(c, |own| Value::Int(own.seconds)))),
        object::get!("RecordType", KIND => |c| Ok(read(c, |own| {
            Type::Known(&PROGRESS_RECORD_TYPE).enum_from(i64::from(own.completed))
        }))),
    ];
    MEMBERS
});

fn read(call: &Call<'_>, get: impl FnOnce(&ProgressRecord) -> Value) -> Value {
    call.this
        .as_native::<ProgressRecord>()
        .map(get)
        .unwrap_or_default()
}

impl Native for ProgressRecord {
    fn get_type(&self) -> Type {
        Type::Known(&PROGRESS_RECORD)
    }

    fn to_text(&self) -> Str {
        format!(
            "parent = {} id = {} act = {} stat = {} cur = {} pct = {} sec = {} type = {}",
            self.parent,
            self.id,
            self.activity,
            self.status,
            self.operation.as_deref().unwrap_or_default(),
            self.percent,
            self.seconds,
            if self.completed {
                "Completed"
            } else {
                "Processing"
            },
        )
        .into()
    }
}
