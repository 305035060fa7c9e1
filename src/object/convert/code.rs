//! `TypeCode`: which of .NET's basic types a value or a type is. PowerShell's rules for numbers compare these codes by size.

use crate::Value;
use crate::types::{self, Type, TypeInfo};

/// `TypeCode`, with .NET's numbers; whatever is no basic type is an `Object`. An enumeration has the code of the integer behind it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
#[allow(missing_docs)]
pub enum Code {
    Object = 1,
    Boolean = 3,
    Char = 4,
    SByte = 5,
    Byte = 6,
    Int16 = 7,
    UInt16 = 8,
    Int32 = 9,
    UInt32 = 10,
    Int64 = 11,
    UInt64 = 12,
    Single = 13,
    Double = 14,
    Decimal = 15,
    DateTime = 16,
    String = 18,
}

/// The basic types with their tables.
static TABLE: [(Code, &TypeInfo); 15] = [
    (Code::Boolean, &types::BOOLEAN),
    (Code::Char, &types::CHAR),
    (Code::SByte, &types::SBYTE),
    (Code::Byte, &types::BYTE),
    (Code::Int16, &types::INT16),
    (Code::UInt16, &types::UINT16),
    (Code::Int32, &types::INT32),
    (Code::UInt32, &types::UINT32),
    (Code::Int64, &types::INT64),
    (Code::UInt64, &types::UINT64),
    (Code::Single, &types::SINGLE),
    (Code::Double, &types::DOUBLE),
    (Code::Decimal, &types::DECIMAL),
    (Code::DateTime, &types::DATE_TIME),
    (Code::String, &types::STRING),
];

impl Code {
    /// The code of a value; null is an `Object`.
    pub fn of(value: &Value) -> Code {
        match value.base() {
            Value::Int(_) => Code::Int32,
            Value::Str(_) => Code::String,
            Value::Bool(_) => Code::Boolean,
            Value::Char(_) => Code::Char,
            Value::SByte(_) => Code::SByte,
            Value::Byte(_) => Code::Byte,
            Value::Short(_) => Code::Int16,
            Value::UShort(_) => Code::UInt16,
            Value::UInt(_) => Code::UInt32,
            Value::Long(_) => Code::Int64,
            Value::ULong(_) => Code::UInt64,
            Value::Single(_) => Code::Single,
            Value::Double(_) => Code::Double,
            Value::Decimal(_) => Code::Decimal,
            Value::DateTime(_) => Code::DateTime,
            Value::Enum(value) => Code::of_type(&value.kind),
            _ => Code::Object,
        }
    }

    /// The code of a type.
    pub fn of_type(kind: &Type) -> Code {
        match kind {
            Type::Known(info) if info.kind == types::TypeKind::Enum => {
                Code::of_info(info.underlying.unwrap_or(&types::INT32))
            }
            Type::Known(info) => Code::of_info(info),
            Type::Class(class) if class.is_enum => Code::of_type(&class.underlying),
            _ => Code::Object,
        }
    }

    fn of_info(info: &'static TypeInfo) -> Code {
        TABLE
            .iter()
            .find(|(_, known)| std::ptr::eq(*known, info))
            .map_or(Code::Object, |(code, _)| *code)
    }

    /// The type of the code.
    pub fn info(self) -> &'static TypeInfo {
        TABLE
            .iter()
            .find(|(code, _)| *code == self)
            .map_or(&types::OBJECT, |(_, info)| info)
    }

    /// An integer type, signed or not.
    pub fn is_integer(self) -> bool {
        (Code::SByte..=Code::UInt64).contains(&self)
    }

    /// A signed integer type.
    pub fn is_signed(self) -> bool {
        matches!(self, Code::SByte | Code::Int16 | Code::Int32 | Code::Int64)
    }

    /// `float` or `double`.
    pub fn is_floating(self) -> bool {
        matches!(self, Code::Single | Code::Double)
    }

    /// Any number type, `decimal` included; enumerations count by their code.
    pub fn is_numeric(self) -> bool {
        (Code::SByte..=Code::Decimal).contains(&self)
    }

    /// `Type.IsPrimitive` or a number: what arithmetic works on without asking the type.
    pub fn is_numeric_or_primitive(self) -> bool {
        (Code::Boolean..=Code::Decimal).contains(&self)
    }
}
