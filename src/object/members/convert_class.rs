//! `[Convert]`: .NET's conversions between base types, which are stricter than PowerShell's.

use super::args::*;
use super::cultures;
use super::failure::{Failure, OrRaise};
use super::number::Number;
use super::table::*;
use super::{base64, radix};
use crate::number::{self, Integer, NumberError};
use crate::types::{self, Call, Member, Sig, Type, TypeInfo};
use crate::{Array, Elements, Fault, Result, Str, Value};
use num_traits::{FromPrimitive, ToPrimitive};
use rust_decimal::Decimal;

const FORMATTING: Sig = Sig::One(&BASE64_FORMATTING_OPTIONS);

/// `Base64FormattingOptions`
pub static BASE64_FORMATTING_OPTIONS: TypeInfo = TypeInfo::flags(
    "System.Base64FormattingOptions",
    &[("None", 0), ("InsertLineBreaks", 1)],
);

/// A `To...` method: every base type, with and without a provider.
macro_rules! to {
    ($name:literal, $sig:ident, $info:ident $(, $extra:tt)?) => {
        static_method!($name,
            (value: OBJ) -> $sig => |c| change_argument(c, &types::$info),
            (value: OBJ, provider: PROVIDER) -> $sig => |c| change_argument(c, &types::$info),
            (value: BOOL) -> $sig => |c| change_argument(c, &types::$info),
            (value: CHAR) -> $sig => |c| change_argument(c, &types::$info),
            (value: SBYTE) -> $sig => |c| change_argument(c, &types::$info),
            (value: BYTE) -> $sig => |c| change_argument(c, &types::$info),
            (value: SHORT) -> $sig => |c| change_argument(c, &types::$info),
            (value: USHORT) -> $sig => |c| change_argument(c, &types::$info),
            (value: INT) -> $sig => |c| change_argument(c, &types::$info),
            (value: UINT) -> $sig => |c| change_argument(c, &types::$info),
            (value: LONG) -> $sig => |c| change_argument(c, &types::$info),
            (value: ULONG) -> $sig => |c| change_argument(c, &types::$info),
            (value: SINGLE) -> $sig => |c| change_argument(c, &types::$info),
            (value: DOUBLE) -> $sig => |c| change_argument(c, &types::$info),
            (value: DECIMAL) -> $sig => |c| change_argument(c, &types::$info),
            (value: DATE) -> $sig => |c| change_argument(c, &types::$info),
            $((value: STR, fromBase: INT) -> $sig => |c| radix::parse::<$extra>(c),)?
            (value: STR) -> $sig => |c| change_argument(c, &types::$info),
            (value: STR, provider: PROVIDER) -> $sig => |c| change_argument(c, &types::$info))
    };
}

/// Members.
pub static MEMBERS: &[Member] = &[
    static_get!("DBNull", OBJ => |_| Ok(db_null())),
    static_method!("ChangeType",
        (value: OBJ, typeCode: TYPECODE) -> OBJ => change_by_code,
        (value: OBJ, typeCode: TYPECODE, provider: PROVIDER) -> OBJ => change_by_code,
        (value: OBJ, conversionType: TYPE) -> OBJ => change_by_type,
        (value: OBJ, conversionType: TYPE, provider: PROVIDER) -> OBJ => change_by_type),
    static_method!("FromBase64CharArray", (inArray: CHARS, offset: INT, length: INT) -> BYTES => |c| {
        let part = part(c, c.units(0).len(), 1, 2, "offset", "length")?;
        Ok(bytes(base64::decode(&super::units::text_of_units(&c.units(0)[part]))?))
    }),
    static_method!("FromBase64String", (s: STR) -> BYTES => |c| Ok(bytes(base64::decode(&c.text_of(0, "s")?)?))),
    static_method!("FromHexString", (s: STR) -> BYTES => |c| Ok(bytes(base64::from_hex(&c.text_of(0, "s")?)?))),
    static_method!("GetTypeCode", (value: OBJ) -> TYPECODE => |c| Ok(type_code(c.arg(0)))),
    static_method!("IsDBNull", (value: OBJ) -> BOOL => |c| ok(c.arg(0).get_type().full_name() == "System.DBNull")),
    static_method!("ToBase64CharArray",
        (inArray: BYTES, offsetIn: INT, length: INT, outArray: CHARS, offsetOut: INT) -> INT => |c| to_base64_chars(c, false),
        (inArray: BYTES, offsetIn: INT, length: INT, outArray: CHARS, offsetOut: INT, options: FORMATTING) -> INT => |c| to_base64_chars(c, c.long(5) == 1)),
    static_method!("ToBase64String",
        (inArray: BYTES, offset: INT, length: INT, options: FORMATTING) -> STR => |c| to_base64(c, true, c.long(3) == 1),
        (inArray: BYTES) -> STR => |c| to_base64(c, false, false),
        (inArray: BYTES, options: FORMATTING) -> STR => |c| to_base64(c, false, c.long(1) == 1),
        (inArray: BYTES, offset: INT, length: INT) -> STR => |c| to_base64(c, true, false)),
    static_method!("ToHexString",
        (inArray: BYTES, offset: INT, length: INT) -> STR => |c| hex(c, true, true),
        (inArray: BYTES) -> STR => |c| hex(c, false, true)),
    static_method!("ToHexStringLower",
        (inArray: BYTES, offset: INT, length: INT) -> STR => |c| hex(c, true, false),
        (inArray: BYTES) -> STR => |c| hex(c, false, false)),
    to!("ToBoolean", BOOL, BOOLEAN),
    to!("ToChar", CHAR, CHAR),
    to!("ToSByte", SBYTE, SBYTE, i8),
    to!("ToByte", BYTE, BYTE, u8),
    to!("ToInt16", SHORT, INT16, i16),
    to!("ToUInt16", USHORT, UINT16, u16),
    to!("ToInt32", INT, INT32, i32),
    to!("ToUInt32", UINT, UINT32, u32),
    to!("ToInt64", LONG, INT64, i64),
    to!("ToUInt64", ULONG, UINT64, u64),
    to!("ToSingle", SINGLE, SINGLE),
    to!("ToDouble", DOUBLE, DOUBLE),
    to!("ToDecimal", DECIMAL, DECIMAL),
    to!("ToDateTime", DATE, DATE_TIME),
    static_method!("ToString",
        (value: OBJ) -> STR => to_text,
        (value: OBJ, provider: PROVIDER) -> STR => to_text,
        (value: STR) -> STR => to_text,
        (value: STR, provider: PROVIDER) -> STR => to_text,
        (value: BOOL) -> STR => to_text,
        (value: CHAR) -> STR => to_text,
        (value: INT) -> STR => to_text,
        (value: LONG) -> STR => to_text,
        (value: DOUBLE) -> STR => to_text,
        (value: DECIMAL) -> STR => to_text,
        (value: DATE) -> STR => to_text,
        (value: BYTE, toBase: INT) -> STR => radix::text,
        (value: SHORT, toBase: INT) -> STR => radix::text,
        (value: INT, toBase: INT) -> STR => radix::text,
        (value: LONG, toBase: INT) -> STR => radix::text),
    static_method!("TryFromBase64String", (s: STR, bytes: OBJ, bytesWritten: *INT) -> BOOL => |c| ok(base64::decode(&c.text(0)).is_ok())),
    static_method!("TryToHexString", (source: BYTES, destination: OBJ, charsWritten: *INT) -> BOOL => |_| ok(false)),
];

/// `DBNull.Value`: what a database has where it has nothing.
pub struct DbNull;

impl crate::Native for DbNull {
    fn get_type(&self) -> Type {
        Type::Known(&DB_NULL)
    }

    fn to_text(&self) -> Str {
        Str::default()
    }

    fn equals(&self, other: &Value) -> bool {
        other.as_native::<DbNull>().is_some()
    }
}

/// `DBNull`
pub static DB_NULL: TypeInfo =
    TypeInfo::class("System.DBNull", &types::OBJECT).members(|| DB_NULL_MEMBERS);
static DB_NULL_MEMBERS: &[Member] = &[
    static_get!("Value", OBJ => |_| Ok(db_null())),
    method!("ToString", () -> STR => |_| ok("")),
];

/// The one value of its type.
pub fn db_null() -> Value {
    Value::native(DbNull)
}

/// `[System.Nullable]`
pub static NULLABLE_STATICS: TypeInfo = TypeInfo::statics("System.Nullable", || {
    const MEMBERS: &[Member] = &[
        static_method!("GetUnderlyingType", (nullableType: TYPE) -> TYPE => |c| {
            ok(c.type_of(0).and_then(|kind| kind.nullable_of().cloned()))
        }),
    ];
    MEMBERS
});

/// `[Convert]`
pub static CONVERT: TypeInfo = TypeInfo::statics("System.Convert", || MEMBERS);

/// A `byte[]`.
pub fn bytes(bytes: Vec<u8>) -> Value {
    Value::Array(Array::with(
        Type::Known(&types::BYTE),
        Elements::Byte(bytes),
    ))
}

fn change_argument(c: &mut Call<'_>, kind: &'static TypeInfo) -> Result<Value> {
    let culture = if c.has(1) {
        c.arg(1).clone()
    } else {
        Value::Null
    };
    change_to(c, &c.arg(0).clone(), kind, &culture)
}

/// An explicit `IConvertible` method: the value itself, argument 0 the provider.
pub fn change(c: &mut Call<'_>, kind: &'static TypeInfo) -> Result<Value> {
    let (this, provider) = (c.this.clone(), c.arg(0).clone());
    change_to(c, &this, kind, &provider)
}

fn change_by_code(c: &mut Call<'_>) -> Result<Value> {
    let code = c.long(1);
    let name = types::TYPE_CODE
        .values
        .iter()
        .find(|(_, bits)| *bits == code)
        .map_or("", |(name, _)| *name);
    match types::find(&format!("System.{name}"), 0) {
        Some(kind) if !c.arg(0).is_null() => {
            let provider = c.arg(2).clone();
            change_to(c, &c.arg(0).clone(), kind, &provider)
        }
        _ if c.arg(0).is_null() => Ok(Value::Null),
        _ => argument("Unknown TypeCode value.", "typeCode").raise(),
    }
}

fn change_by_type(c: &mut Call<'_>) -> Result<Value> {
    let Some(kind) = c.type_of(1) else {
        return argument_null("conversionType").raise();
    };
    let value = c.arg(0).clone();
    if value.is_null() {
        if kind.is_value_type() {
            return Fault::new(
                &types::INVALID_CAST_EXCEPTION,
                "Null object cannot be converted to a value type.",
            )
            .raise();
        }
        return Ok(Value::Null);
    }
    if kind == value.get_type() || kind.is(&types::OBJECT) {
        return Ok(value);
    }
    let provider = c.arg(2).clone();
    match kind.info() {
        Some(info) if !kind.is_enum() => change_to(c, &value, info, &provider),
        _ => invalid_cast(&value, &kind.name()).raise(),
    }
}

fn invalid_cast(value: &Value, kind: &str) -> Fault {
    Fault::new(
        &types::INVALID_CAST_EXCEPTION,
        format!(
            "Invalid cast from '{}' to '{kind}'.",
            value.get_type().name()
        ),
    )
}

fn type_code(value: &Value) -> Value {
    let name = match value.base() {
        Value::Null | Value::Nothing => "Empty".to_string(),
        Value::Enum(value) => value.kind.underlying().name(),
        other => other.get_type().name(),
    };
    let code = types::TYPE_CODE
        .values
        .iter()
        .find(|(known, _)| *known == name)
        .map_or(1, |(_, code)| *code);
    Type::Known(&types::TYPE_CODE).enum_from(code)
}

fn to_text(c: &mut Call<'_>) -> Result<Value> {
    let culture = cultures::of(c.arg(1));
    let value = c.arg(0).clone();
    ok(super::format::format(c.host, &value, "", &culture)?)
}

/// A conversion of a value, with a provider.
type Change = fn(&Value, &Value) -> Result<Value>;

/// `IConvertible`'s conversion of a base type to another.
pub fn change_to(
    c: &mut Call<'_>,
    value: &Value,
    kind: &'static TypeInfo,
    provider: &Value,
) -> Result<Value> {
    let value = match value.base() {
        Value::Enum(value) => number_of_bits(value.bits, &value.kind.underlying()),
        Value::Switch(flag) => Value::Bool(*flag),
        other => other.clone(),
    };
    let is = |info: &'static TypeInfo| std::ptr::eq(kind, info);
    if is(&types::STRING) {
        let culture = cultures::of(provider);
        return ok(super::format::format(c.host, &value, "", &culture)?);
    }
    if is(&types::BOOLEAN) {
        return to_bool(&value);
    }
    if is(&types::CHAR) {
        return to_char(&value);
    }
    if is(&types::DATE_TIME) {
        return match &value {
            Value::DateTime(_) => Ok(value),
            Value::Null => ok(crate::date::DateTime::MIN),
            Value::Str(text) => super::date::parse_text(c.host, text, provider, 0),
            other => invalid_cast(other, "DateTime").raise(),
        };
    }
    if is(&types::SINGLE) {
        return fraction::<f32>(&value, provider, |x| x as f32, "Single");
    }
    if is(&types::DOUBLE) {
        return fraction::<f64>(&value, provider, |x| x, "Double");
    }
    if is(&types::DECIMAL) {
        return to_decimal(&value, provider);
    }
    let integers: [(&'static TypeInfo, Change); 8] = [
        (&types::SBYTE, integer::<i8>),
        (&types::BYTE, integer::<u8>),
        (&types::INT16, integer::<i16>),
        (&types::UINT16, integer::<u16>),
        (&types::INT32, integer::<i32>),
        (&types::UINT32, integer::<u32>),
        (&types::INT64, integer::<i64>),
        (&types::UINT64, integer::<u64>),
    ];
    match integers.iter().find(|(info, _)| is(info)) {
        Some((_, convert)) => convert(&value, provider),
        None => invalid_cast(&value, kind.short_name()).raise(),
    }
}

/// The number behind an enumeration's value.
pub(super) fn number_of_bits(bits: i64, underlying: &Type) -> Value {
    match underlying.name().as_str() {
        "SByte" => Value::SByte(bits as i8),
        "Byte" => Value::Byte(bits as u8),
        "Int16" => Value::Short(bits as i16),
        "UInt16" => Value::UShort(bits as u16),
        "UInt32" => Value::UInt(bits as u32),
        "Int64" => Value::Long(bits),
        "UInt64" => Value::ULong(bits as u64),
        _ => Value::Int(bits as i32),
    }
}

/// An integer of any size, as wide as all of them.
fn whole(value: &Value) -> Option<i128> {
    match value {
        Value::Bool(flag) => Some(i128::from(*flag)),
        Value::Char(unit) => Some(i128::from(*unit)),
        Value::ULong(n) => Some(i128::from(*n)),
        other => other.as_integer().map(i128::from),
    }
}

fn integer<T: Integer + Number>(value: &Value, provider: &Value) -> Result<Value> {
    match value {
        Value::Null => ok(T::from_bits(0)),
        Value::Str(text) => ok(T::parse(text, <T as Number>::STYLES, provider).or_raise()?),
        Value::Single(x) => ok(number::f64_to_integer::<T>(f64::from(*x)).or_raise()?),
        Value::Double(x) => ok(number::f64_to_integer::<T>(*x).or_raise()?),
        Value::Decimal(d) => ok(number::decimal_to_integer::<T>(d).or_raise()?),
        other => match whole(other) {
            Some(n) => ok(T::from_i128(n)
                .ok_or(NumberError::Overflow(T::TARGET))
                .map_err(Failure::fault)?),
            None => invalid_cast_or_not_convertible(other, <T as Number>::NAME).raise(),
        },
    }
}

/// Objects that are no base types do not implement `IConvertible`.
fn invalid_cast_or_not_convertible(value: &Value, kind: &str) -> Fault {
    if matches!(value, Value::DateTime(_) | Value::Bool(_) | Value::Char(_)) {
        return invalid_cast(value, kind);
    }
    let message = format!(
        "Unable to cast object of type '{}' to type 'System.IConvertible'.",
        value.get_type().full_name()
    );
    Fault::new(&types::INVALID_CAST_EXCEPTION, message)
}

fn fraction<T: Number>(
    value: &Value,
    provider: &Value,
    make: fn(f64) -> T,
    name: &str,
) -> Result<Value> {
    match value {
        Value::Null => ok(make(0.0)),
        Value::Str(text) => ok(T::parse(text, T::STYLES, provider).or_raise()?),
        Value::Single(x) => ok(make(f64::from(*x))),
        Value::Double(x) => ok(make(*x)),
        Value::Decimal(d) => ok(make(d.to_f64().unwrap_or_default())),
        Value::Char(_) | Value::DateTime(_) => invalid_cast(value, name).raise(),
        other => match whole(other) {
            Some(n) => ok(make(n as f64)),
            None => invalid_cast_or_not_convertible(other, name).raise(),
        },
    }
}

fn to_decimal(value: &Value, provider: &Value) -> Result<Value> {
    let too_large = || {
        Fault::new(
            &types::OVERFLOW_EXCEPTION,
            "Value was either too large or too small for a Decimal.",
        )
    };
    match value {
        Value::Null => ok(Decimal::ZERO),
        Value::Str(text) => {
            ok(
                <Decimal as Number>::parse(text, <Decimal as Number>::STYLES, provider)
                    .or_raise()?,
            )
        }
        Value::Single(x) => ok(Decimal::from_f32(*x).ok_or_else(too_large)?.normalize()),
        Value::Double(x) => ok(Decimal::from_f64(*x).ok_or_else(too_large)?.normalize()),
        Value::Decimal(d) => ok(*d),
        Value::Char(_) | Value::DateTime(_) => invalid_cast(value, "Decimal").raise(),
        other => match whole(other) {
            Some(n) => ok(Decimal::from_i128(n).unwrap_or_default()),
            None => invalid_cast_or_not_convertible(other, "Decimal").raise(),
        },
    }
}

fn to_bool(value: &Value) -> Result<Value> {
    match value {
        Value::Null => ok(false),
        Value::Str(text) => super::boolean::parse(text),
        Value::Single(x) => ok(*x != 0.0),
        Value::Double(x) => ok(*x != 0.0),
        Value::Decimal(d) => ok(!d.is_zero()),
        Value::Char(_) | Value::DateTime(_) => invalid_cast(value, "Boolean").raise(),
        other => match whole(other) {
            Some(n) => ok(n != 0),
            None => invalid_cast_or_not_convertible(other, "Boolean").raise(),
        },
    }
}

fn to_char(value: &Value) -> Result<Value> {
    match value {
        Value::Null => Ok(Value::Char(0)),
        Value::Str(text) => super::char::parse(text),
        Value::Char(_) => Ok(value.clone()),
        Value::Bool(_)
        | Value::Single(_)
        | Value::Double(_)
        | Value::Decimal(_)
        | Value::DateTime(_) => invalid_cast(value, "Char").raise(),
        other => match whole(other) {
            Some(n) => match u16::try_from(n) {
                Ok(unit) => Ok(Value::Char(unit)),
                Err(_) => Fault::new(
                    &types::OVERFLOW_EXCEPTION,
                    "Value was either too large or too small for a character.",
                )
                .raise(),
            },
            None => invalid_cast_or_not_convertible(other, "Char").raise(),
        },
    }
}

/// Checks an offset and a length against what they are a part of.
fn part(
    c: &Call<'_>,
    whole: usize,
    offset: usize,
    length: usize,
    names: &str,
    length_name: &str,
) -> Result<std::ops::Range<usize>> {
    let (from, count) = (c.int(offset), c.int(length));
    if count < 0 {
        return out_of_range(length_name, "Index was out of range. Must be non-negative and less than the size of the collection.").raise();
    }
    if from < 0 {
        return out_of_range(names, "Value must be positive.").raise();
    }
    if from as usize + count as usize > whole {
        return out_of_range(
            names,
            "Offset and length must refer to a position in the string.",
        )
        .raise();
    }
    Ok(from as usize..from as usize + count as usize)
}

fn to_base64(c: &Call<'_>, has_part: bool, breaks: bool) -> Result<Value> {
    let bytes = c.bytes(0);
    let range = if has_part {
        part(c, bytes.len(), 1, 2, "offset", "length")?
    } else {
        0..bytes.len()
    };
    ok(base64::encode(&bytes[range], breaks))
}

fn to_base64_chars(c: &Call<'_>, breaks: bool) -> Result<Value> {
    let bytes = c.bytes(0);
    let range = part(c, bytes.len(), 1, 2, "offsetIn", "length")?;
    let text = Str::from(base64::encode(&bytes[range], breaks));
    let Value::Array(target) = c.arg(3).base() else {
        return argument_null("outArray").raise();
    };
    let start = c.int(4);
    if start < 0 {
        return out_of_range("offsetOut", "Value must be positive.").raise();
    }
    if start as usize + text.len() > target.len() {
        return out_of_range("offsetOut", "Either offset did not refer to a position in the string, or there is an insufficient length of destination character array.").raise();
    }
    for (at, byte) in text.bytes().enumerate() {
        target
            .items
            .borrow_mut()
            .set(start as usize + at, Value::Char(u16::from(byte)));
    }
    ok(text.len() as i32)
}

fn hex(c: &Call<'_>, has_part: bool, upper: bool) -> Result<Value> {
    let bytes = c.bytes(0);
    let range = if has_part {
        part(c, bytes.len(), 1, 2, "offset", "length")?
    } else {
        0..bytes.len()
    };
    ok(base64::to_hex(&bytes[range], upper))
}
