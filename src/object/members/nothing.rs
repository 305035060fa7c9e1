//! What stands for nothing: `AutomationNull` and `NullString`.

use super::table::*;
use crate::types::{self, Member, Type, TypeInfo};
use crate::{Native, Str, Value};

/// The types of this file.
pub(super) static ALL: &[&TypeInfo] = &[&AUTOMATION_NULL, &NULL_STRING];

/// `AutomationNull`
pub static AUTOMATION_NULL: TypeInfo = TypeInfo::statics(
    "System.Management.Automation.Internal.AutomationNull",
    || AUTOMATION_NULL_MEMBERS,
);
/// `NullString`
pub static NULL_STRING: TypeInfo = TypeInfo::class(
    "System.Management.Automation.Language.NullString",
    &types::OBJECT,
)
.members(|| NULL_STRING_MEMBERS);

static AUTOMATION_NULL_MEMBERS: &[Member] =
    &[Member::static_get("Value", OBJ, |_| Ok(Value::Nothing))];

/// `NullString.Value`: a null that methods with a `string` parameter receive as null rather than as the empty string.
pub struct NullString;

impl Native for NullString {
    fn get_type(&self) -> Type {
        Type::Known(&NULL_STRING)
    }

    fn to_text(&self) -> Str {
        Str::default()
    }

    fn equals(&self, other: &Value) -> bool {
        other.as_native::<NullString>().is_some()
    }
}

/// Whether a value stands for nothing: null, what a command that writes nothing gives, `DBNull` and `NullString`.
pub fn is_null_like(value: &Value) -> bool {
    value.is_null()
        || value.as_native::<NullString>().is_some()
        || value.as_native::<super::convert_class::DbNull>().is_some()
}

static NULL_STRING_MEMBERS: &[Member] = &[
    Member::static_get("Value", Sig::One(&NULL_STRING), |_| {
        Ok(Value::native(NullString))
    }),
    method!("ToString", () -> STR => |_| Ok(Value::str(""))),
];

use crate::types::Sig;
