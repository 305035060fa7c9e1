//! The number in a string operand: `"12" - 5`, `7 -lt "0x1F"`.

use crate::number::{ScannedNumber, scan_number};
use crate::types::{self, Type};
use crate::{Host, Result, Str, Value};
use std::rc::Rc;

/// The number in a string, whatever its type; a string that is no literal is converted to `wanted`, the other operand's
/// type, which also decides what the error says.
pub(crate) fn scan(host: &mut dyn Host, text: &Str, wanted: &Type) -> Result<Value> {
    if let Some(number) = scan_number(text) {
        return Ok(from_scanned(number));
    }
    let trimmed = text.trim();
    let value = if trimmed.len() == text.len() {
        Value::Str(text.clone())
    } else {
        Value::str(trimmed)
    };
    let int = Type::Known(&types::INT32);
    let numeric = super::Code::of_type(wanted).is_numeric();
    super::to(host, &value, if numeric { wanted } else { &int })
}

/// The value of a literal.
pub(crate) fn from_scanned(number: ScannedNumber) -> Value {
    match number {
        ScannedNumber::I8(n) => Value::SByte(n),
        ScannedNumber::U8(n) => Value::Byte(n),
        ScannedNumber::I16(n) => Value::Short(n),
        ScannedNumber::U16(n) => Value::UShort(n),
        ScannedNumber::I32(n) => Value::Int(n),
        ScannedNumber::U32(n) => Value::UInt(n),
        ScannedNumber::I64(n) => Value::Long(n),
        ScannedNumber::U64(n) => Value::ULong(n),
        ScannedNumber::F64(x) => Value::Double(x),
        ScannedNumber::Decimal(d) => Value::Decimal(d),
        ScannedNumber::Big(n) => Value::BigInt(Rc::new(n)),
    }
}
