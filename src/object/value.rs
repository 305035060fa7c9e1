//! The value: 24 bytes, cheap to copy, with .NET's primitive types stored in place and everything else shared.

use crate::Str;
use crate::array::{Array, List};
use crate::date::{DateTime, TimeSpan};
use crate::dict::Dict;
use crate::enums::EnumValue;
use crate::extended::Extended;
use crate::native::Native;
use crate::record::Object;
use crate::types::Type;
use num_bigint::BigInt;
use rust_decimal::Decimal;
use std::rc::Rc;

/// Any value that a script can hold.
#[derive(Clone, Default)]
pub enum Value {
    /// `AutomationNull`: what a command that wrote nothing gives. Null to all but pipelines, which get no object of it.
    Nothing,
    /// `$null`
    #[default]
    Null,
    /// `[bool]`
    Bool(bool),
    /// `[switch]`
    Switch(bool),
    /// `[char]`, a UTF-16 unit.
    Char(u16),
    /// `[sbyte]`
    SByte(i8),
    /// `[byte]`
    Byte(u8),
    /// `[int16]`
    Short(i16),
    /// `[uint16]`
    UShort(u16),
    /// `[int]`
    Int(i32),
    /// `[uint32]`
    UInt(u32),
    /// `[long]`
    Long(i64),
    /// `[uint64]`
    ULong(u64),
    /// `[single]`
    Single(f32),
    /// `[double]`
    Double(f64),
    /// `[decimal]`
    Decimal(Decimal),
    /// `[bigint]`
    BigInt(Rc<BigInt>),
    /// `[string]`
    Str(Str),
    /// `[datetime]`
    DateTime(DateTime),
    /// `[timespan]`
    TimeSpan(TimeSpan),
    /// `[guid]`, bytes in the order in which they print.
    Guid([u8; 16]),
    /// A value of an enumeration, .NET's or a script's.
    Enum(Rc<EnumValue>),
    /// `[type]`
    Type(Type),
    /// A .NET array.
    Array(Rc<Array>),
    /// `List[T]`, `ArrayList`, `Collection[T]`.
    List(Rc<List>),
    /// `Hashtable`, `OrderedDictionary`, `Dictionary[K,V]` and their like.
    Dict(Rc<Dict>),
    /// `PSCustomObject`, instances of script classes, and the plain records that cmdlets write.
    Object(Rc<Object>),
    /// Any other .NET object, and script blocks.
    Native(Rc<dyn Native>),
    /// Any value with members added to it (`Add-Member`), as a `PSObject` has them.
    Extended(Rc<Extended>),
}

const _: () = assert!(size_of::<Value>() <= 24);
const _: () = assert!(size_of::<crate::Result<Value>>() <= 24);

impl Value {
    /// A string.
    pub fn str(text: impl Into<Str>) -> Value {
        Value::Str(text.into())
    }

    /// An `object[]` of these.
    pub fn array(items: Vec<Value>) -> Value {
        Value::Array(Array::objects(items))
    }

    /// A .NET object of a type that this program implements.
    pub fn native(object: impl Native) -> Value {
        Value::Native(Rc::new(object))
    }

    /// What a pipeline's output is as a value: nothing, the one object, or an `object[]`.
    pub fn from_output(mut items: Vec<Value>) -> Value {
        match items.len() {
            0 => Value::Nothing,
            1 => items.pop().unwrap_or_default(),
            _ => Value::array(items),
        }
    }

    /// `$null` in either of its forms.
    pub fn is_null(&self) -> bool {
        matches!(self, Value::Null | Value::Nothing)
    }

    /// The value without the members that were added to it (`PSObject.BaseObject`).
    pub fn base(&self) -> &Value {
        match self {
            Value::Extended(extended) => extended.base(),
            other => other,
        }
    }

    /// The string, if it is one.
    pub fn as_str(&self) -> Option<&Str> {
        match self.base() {
            Value::Str(text) => Some(text),
            _ => None,
        }
    }

    /// The .NET object of that Rust type, if it is one.
    pub fn as_native<T: Native>(&self) -> Option<&T> {
        match self.base() {
            Value::Native(object) => (&**object as &dyn std::any::Any).downcast_ref::<T>(),
            _ => None,
        }
    }

    /// The .NET object of that Rust type, shared, if it is one.
    pub fn as_native_rc<T: Native>(&self) -> Option<Rc<T>> {
        match self.base() {
            Value::Native(object) => (Rc::clone(object) as Rc<dyn std::any::Any>)
                .downcast::<T>()
                .ok(),
            _ => None,
        }
    }

    /// The same object: references that are equal, or equal values of one primitive type.
    pub fn same(&self, other: &Value) -> bool {
        match (self.base(), other.base()) {
            (Value::Array(a), Value::Array(b)) => Rc::ptr_eq(a, b),
            (Value::List(a), Value::List(b)) => Rc::ptr_eq(a, b),
            (Value::Dict(a), Value::Dict(b)) => Rc::ptr_eq(a, b),
            (Value::Object(a), Value::Object(b)) => Rc::ptr_eq(a, b),
            (Value::Native(a), Value::Native(b)) => std::ptr::addr_eq(Rc::as_ptr(a), Rc::as_ptr(b)),
            (Value::Str(a), Value::Str(b)) => a.ptr_eq(b),
            (Value::Type(a), Value::Type(b)) => a == b,
            (a, b) => a.is_null() && b.is_null(),
        }
    }

    /// The integer inside any of the integer types that fits 64 signed bits; characters, enums and fractions are none.
    pub fn as_integer(&self) -> Option<i64> {
        Some(match self.base() {
            Value::SByte(n) => i64::from(*n),
            Value::Byte(n) => i64::from(*n),
            Value::Short(n) => i64::from(*n),
            Value::UShort(n) => i64::from(*n),
            Value::Int(n) => i64::from(*n),
            Value::UInt(n) => i64::from(*n),
            Value::Long(n) => *n,
            Value::ULong(n) => i64::try_from(*n).ok()?,
            _ => return None,
        })
    }
}

macro_rules! from {
    ($($source:ty => $variant:ident),* $(,)?) => {
        $(impl From<$source> for Value {
            fn from(value: $source) -> Value {
                Value::$variant(value)
            }
        })*
    };
}
from! {
    bool => Bool, i8 => SByte, u8 => Byte, i16 => Short, u16 => UShort, i32 => Int, u32 => UInt, i64 => Long, u64 => ULong,
    f32 => Single, f64 => Double, Decimal => Decimal, Str => Str, DateTime => DateTime, TimeSpan => TimeSpan, Type => Type,
    Rc<Array> => Array, Rc<List> => List, Rc<Dict> => Dict, Rc<Object> => Object,
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Str(text.into())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::Str(text.into())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Value {
        value.map_or(Value::Null, Into::into)
    }
}

impl Value {
    /// `GetType()`; null has none and answers `Object`.
    pub fn get_type(&self) -> Type {
        use crate::types as t;
        let info = match self {
            Value::Nothing | Value::Null => &t::OBJECT,
            Value::Bool(_) => &t::BOOLEAN,
            Value::Switch(_) => &t::SWITCH_PARAMETER,
            Value::Char(_) => &t::CHAR,
            Value::SByte(_) => &t::SBYTE,
            Value::Byte(_) => &t::BYTE,
            Value::Short(_) => &t::INT16,
            Value::UShort(_) => &t::UINT16,
            Value::Int(_) => &t::INT32,
            Value::UInt(_) => &t::UINT32,
            Value::Long(_) => &t::INT64,
            Value::ULong(_) => &t::UINT64,
            Value::Single(_) => &t::SINGLE,
            Value::Double(_) => &t::DOUBLE,
            Value::Decimal(_) => &t::DECIMAL,
            Value::BigInt(_) => &t::BIG_INTEGER,
            Value::Str(_) => &t::STRING,
            Value::DateTime(_) => &t::DATE_TIME,
            Value::TimeSpan(_) => &t::TIME_SPAN,
            Value::Guid(_) => &t::GUID,
            Value::Type(_) => &t::RUNTIME_TYPE,
            Value::Enum(value) => return value.kind.clone(),
            Value::Array(array) => return array.get_type(),
            Value::List(list) => return list.kind.clone(),
            Value::Dict(dict) => return dict.kind.clone(),
            Value::Object(object) => return object.get_type(),
            Value::Native(object) => return object.get_type(),
            // An instance of a class that derives from a collection is that collection with the class's properties added.
            Value::Extended(extended) => match extended.members.get_type() {
                kind @ Type::Class(_) => return kind,
                _ => return extended.base().get_type(),
            },
        };
        Type::Known(info)
    }

    /// `PSTypeNames`
    pub fn type_names(&self) -> Vec<Str> {
        match self {
            Value::Object(object) => object.type_names(),
            Value::Extended(extended) => extended.members.type_names(),
            Value::Nothing | Value::Null => Vec::new(),
            other => other.get_type().type_names(),
        }
    }
}
