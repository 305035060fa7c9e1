//! `-is` and `-as`.

use crate::convert;
use crate::types::{self, Type};
use crate::{Fault, Host, Result, Value};

/// `value -is type`
pub fn is_type(host: &mut dyn Host, value: &Value, kind: &Value) -> Result<bool> {
    let kind = match kind.base() {
        Value::Type(kind) => kind.clone(),
        other => match convert::to(host, other, &Type::Known(&types::TYPE))
            .map_err(convert::in_operator)?
        {
            Value::Type(kind) => kind,
            _ => {
                return Fault::runtime(
                    "IsOperatorRequiresType",
                    "The right operand of '-is' must be a type.",
                )
                .raise();
            }
        },
    };
    if kind.is(&types::PSOBJECT) && convert::accepts(value, &kind) {
        return Ok(true);
    }
    Ok(convert::accepts(value.base(), &kind))
}

/// `value -as type`: null where the conversion fails.
pub fn as_type(host: &mut dyn Host, value: &Value, kind: &Value) -> Result<Value> {
    let kind = match kind.base() {
        Value::Type(kind) => kind.clone(),
        other => match convert::to(host, other, &Type::Known(&types::TYPE))
            .map_err(convert::in_statement)?
        {
            Value::Type(kind) => kind,
            _ => {
                return Fault::runtime(
                    "AsOperatorRequiresType",
                    "The right operand of '-as' must be a type.",
                )
                .raise();
            }
        },
    };
    Ok(convert::attempt(host, value, &kind)?.unwrap_or_default())
}
