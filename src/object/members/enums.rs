//! `[Enum]` and the members of every enumeration's values.

use super::args::*;
use super::convert_class::number_of_bits;
use super::table::*;
use crate::types::{self, Call, Member, Type};
use crate::{Array, EnumValue, Fault, Result, Str, Value};

/// Members of `Enum`.
pub static MEMBERS: &[Member] = &[
    get!("value__", INT => |c| ok(own(c).map(|value| number_of_bits(value.bits, &value.kind.underlying())).unwrap_or_default())),
    method!("CompareTo", (target: OBJ) -> INT => compare),
    method!("Equals", (obj: OBJ) -> BOOL => |c| {
        ok(matches!((own(c), c.arg(0).base()), (Some(own), Value::Enum(other)) if *own == **other))
    }),
    method!("GetHashCode", () -> INT => |c| ok(super::object::hash(c.this))),
    method!("GetTypeCode", () -> TYPECODE => |c| {
        let name = own(c).map(|value| value.kind.underlying().name()).unwrap_or_default();
        let code = types::TYPE_CODE.values.iter().find(|(known, _)| *known == name).map_or(9, |(_, code)| *code);
        Ok(Type::Known(&types::TYPE_CODE).enum_from(code))
    }),
    method!("HasFlag", (flag: ENUM) -> BOOL => has_flag),
    method!("ToString",
        () -> STR => |c| ok(own(c).map(EnumValue::name)),
        (format: STR) -> STR => to_string,
        (provider: PROVIDER) -> STR => |c| ok(own(c).map(EnumValue::name)),
        (format: STR, provider: PROVIDER) -> STR => to_string),
    static_method!("Format", (enumType: TYPE, value: OBJ, format: STR) -> STR => |c| {
        if c.arg(1).is_null() {
            return argument_null("value").raise();
        }
        let kind = kind(c)?;
        let format = c.text(2);
        let value = of_object(&kind, c.arg(1))?;
        ok(text(&value, &format)?)
    }),
    static_method!("GetName", (enumType: TYPE, value: OBJ) -> STR => |c| {
        let kind = kind(c)?;
        let value = of_object(&kind, c.arg(1))?;
        ok(name_of(&kind, value.bits))
    }),
    static_method!("GetNames", (enumType: TYPE) -> STRS => |c| Ok(names(&kind(c)?))),
    static_method!("GetUnderlyingType", (enumType: TYPE) -> TYPE => |c| ok(kind(c)?.underlying())),
    static_method!("GetValues", (enumType: TYPE) -> ARRAY => |c| Ok(values(&kind(c)?))),
    static_method!("GetValuesAsUnderlyingType", (enumType: TYPE) -> ARRAY => |c| Ok(numbers(&kind(c)?))),
    static_method!("IsDefined", (enumType: TYPE, value: OBJ) -> BOOL => |c| is_defined(&kind(c)?, c.arg(1))),
    static_method!("Parse",
        (enumType: TYPE, value: STR, ignoreCase: BOOL) -> OBJ => |c| parse(c, c.flag(2)),
        (enumType: TYPE, value: STR) -> OBJ => |c| parse(c, false)),
    static_method!("ToObject",
        (enumType: TYPE, value: UINT) -> OBJ => to_object,
        (enumType: TYPE, value: USHORT) -> OBJ => to_object,
        (enumType: TYPE, value: BYTE) -> OBJ => to_object,
        (enumType: TYPE, value: INT) -> OBJ => to_object,
        (enumType: TYPE, value: SHORT) -> OBJ => to_object,
        (enumType: TYPE, value: SBYTE) -> OBJ => to_object,
        (enumType: TYPE, value: OBJ) -> OBJ => to_object,
        (enumType: TYPE, value: ULONG) -> OBJ => to_object,
        (enumType: TYPE, value: LONG) -> OBJ => to_object),
    static_method!("TryParse",
        (enumType: TYPE, value: STR, ignoreCase: BOOL, result: *OBJ) -> BOOL => |c| try_parse(c, c.flag(2), 3),
        (enumType: TYPE, value: STR, result: *OBJ) -> BOOL => |c| try_parse(c, false, 2),
        // `TryParse<TEnum>`: PowerShell infers the type from what the variable holds.
        (value: STR, ignoreCase: BOOL, result: *OBJ) -> BOOL => |c| try_infer(c, c.flag(1), 2),
        (value: STR, result: *OBJ) -> BOOL => |c| try_infer(c, false, 1)),
];

fn own<'a>(c: &Call<'a>) -> Option<&'a EnumValue> {
    match c.this.base() {
        Value::Enum(value) => Some(value),
        _ => None,
    }
}

/// The enumeration that argument 0 names.
fn kind(c: &Call<'_>) -> Result<Type> {
    let Some(kind) = c.type_of(0) else {
        return argument_null("enumType").raise();
    };
    if kind.is_enum() {
        Ok(kind)
    } else {
        argument("Type provided must be an Enum.", "enumType").raise()
    }
}

fn compare(c: &mut Call<'_>) -> Result<Value> {
    match (own(c), c.arg(0).base()) {
        (_, Value::Null | Value::Nothing) => ok(1),
        (Some(own), Value::Enum(other)) if own.kind == other.kind => {
            ok(own.bits.cmp(&other.bits) as i32)
        }
        (Some(own), other) => {
            let message = format!(
                "Object must be the same type as the enum. The type passed in was '{}'; the enum type was '{}'.",
                other.get_type().full_name(),
                own.kind.full_name()
            );
            Fault::new(&types::ARGUMENT_EXCEPTION, message).raise()
        }
        _ => ok(0),
    }
}

fn has_flag(c: &mut Call<'_>) -> Result<Value> {
    match (own(c), c.arg(0).base()) {
        (Some(own), Value::Enum(flag)) if own.kind == flag.kind => {
            ok(own.bits & flag.bits == flag.bits)
        }
        (Some(own), Value::Enum(flag)) => {
            let message = format!(
                "The argument type, '{}', is not the same as the enum type '{}'.",
                flag.kind.full_name(),
                own.kind.full_name()
            );
            Fault::new(&types::ARGUMENT_EXCEPTION, message).raise()
        }
        // PowerShell converts a name to the enumeration itself before the call.
        (Some(own), Value::Str(name)) => match read(&own.kind, name, true) {
            Ok(bits) => ok(own.bits & bits == bits),
            Err(error) => Err(error),
        },
        (Some(own), other) => match other.as_integer() {
            Some(bits) => ok(own.bits & bits == bits),
            None => argument_null("flag").raise(),
        },
        _ => ok(false),
    }
}

fn to_string(c: &mut Call<'_>) -> Result<Value> {
    let spec = c.text(0);
    match own(c) {
        Some(value) => ok(text(value, &spec)?),
        None => ok(""),
    }
}

/// `ToString(format)`: `G`, `F`, `D` or `X`.
pub fn text(value: &EnumValue, spec: &str) -> Result<String> {
    let width = match value.kind.underlying().name().as_str() {
        "Byte" | "SByte" => 2,
        "Int16" | "UInt16" => 4,
        "Int64" | "UInt64" => 16,
        _ => 8,
    };
    Ok(match spec.to_ascii_uppercase().as_str() {
        "" | "G" => value.name(),
        "F" => flags_name(value),
        "D" => value.bits.to_string(),
        "X" => {
            let hex = format!("{:016X}", value.bits);
            hex[16 - width..].to_string()
        }
        _ => {
            let message = "Format string can be only \"G\", \"g\", \"X\", \"x\", \"F\", \"f\", \"D\" or \"d\".";
            return Fault::new(&types::FORMAT_EXCEPTION, message).raise();
        }
    })
}

/// The names as if the enumeration had `[Flags]`.
fn flags_name(value: &EnumValue) -> String {
    let mut rest = value.bits;
    let mut names: Vec<Str> = Vec::new();
    let mut known = value.kind.enum_values();
    if let Some((name, _)) = known.iter().find(|(_, bits)| *bits == value.bits) {
        return name.to_string();
    }
    known.sort_by_key(|(_, bits)| std::cmp::Reverse(*bits as u64));
    for (name, bits) in known {
        if bits != 0 && rest & bits == bits {
            rest &= !bits;
            names.push(name);
        }
    }
    if rest != 0 || names.is_empty() {
        return value.bits.to_string();
    }
    names.reverse();
    names
        .iter()
        .map(|name| name.to_string())
        .collect::<Vec<_>>()
        .join(", ")
}

fn name_of(kind: &Type, bits: i64) -> Option<Str> {
    kind.enum_values()
        .into_iter()
        .find(|(_, value)| *value == bits)
        .map(|(name, _)| name)
}

/// Names and values in .NET's order: by value, negative ones behind the rest.
fn sorted(kind: &Type) -> Vec<(Str, i64)> {
    let mut values = kind.enum_values();
    values.sort_by_key(|(_, bits)| *bits as u64);
    values
}

/// `GetEnumNames`
pub(super) fn names(kind: &Type) -> Value {
    strings(sorted(kind).into_iter().map(|(name, _)| name))
}

/// `GetEnumValues`
pub(super) fn values(kind: &Type) -> Value {
    let items = sorted(kind)
        .into_iter()
        .map(|(_, bits)| kind.enum_from(bits))
        .collect();
    Value::Array(Array::of(kind.clone(), items))
}

/// `GetEnumValuesAsUnderlyingType`
pub(super) fn numbers(kind: &Type) -> Value {
    let underlying = kind.underlying();
    let items = sorted(kind)
        .into_iter()
        .map(|(_, bits)| number_of_bits(bits, &underlying))
        .collect();
    Value::Array(Array::of(underlying, items))
}

fn of_object(kind: &Type, value: &Value) -> Result<EnumValue> {
    let bits = match value.base() {
        Value::Null | Value::Nothing => return argument_null("value").raise(),
        Value::Enum(value) if value.kind == *kind => Some(value.bits),
        other => bits_of(other),
    };
    match bits {
        Some(bits) => Ok(EnumValue {
            kind: kind.clone(),
            bits,
        }),
        None => argument(NOT_A_NUMBER, "value").raise(),
    }
}

const NOT_A_NUMBER: &str =
    "The value passed in must be an enum base or an underlying type for an enum, such as an Int32.";

fn bits_of(value: &Value) -> Option<i64> {
    match value.base() {
        Value::ULong(n) => Some(*n as i64),
        Value::Char(unit) => Some(i64::from(*unit)),
        Value::Bool(flag) => Some(i64::from(*flag)),
        Value::Enum(value) => Some(value.bits),
        other => other.as_integer(),
    }
}

/// `IsDefined`: by name or by number.
pub(super) fn is_defined(kind: &Type, value: &Value) -> Result<Value> {
    match value.base() {
        Value::Null | Value::Nothing => argument_null("value").raise(),
        Value::Str(name) => ok(kind.enum_values().iter().any(|(known, _)| known == name)),
        other => match bits_of(other) {
            Some(bits) => ok(name_of(kind, bits).is_some()),
            None => invalid_operation("Unknown enum type.").raise(),
        },
    }
}

/// Reads names joined by commas, or a number.
pub(super) fn read(kind: &Type, text: &str, ignore_case: bool) -> Result<i64> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return argument(
            "Must specify valid information for parsing in the string.",
            "value",
        )
        .raise();
    }
    if trimmed.starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '+')
        && let Ok(bits) = trimmed.parse::<i64>()
    {
        return Ok(bits);
    }
    let values = kind.enum_values();
    let mut bits = 0;
    for part in trimmed.split(',') {
        let part = part.trim();
        let same = |name: &Str| {
            if ignore_case {
                name.eq_ignore_ascii_case(part)
            } else {
                *name == part
            }
        };
        match values.iter().find(|(name, _)| same(name)) {
            Some((_, value)) => bits |= value,
            None => {
                let message = format!("Requested value '{part}' was not found.");
                return Fault::new(&types::ARGUMENT_EXCEPTION, message).raise();
            }
        }
    }
    Ok(bits)
}

fn parse(c: &mut Call<'_>, ignore_case: bool) -> Result<Value> {
    let kind = kind(c)?;
    let text = c.text_of(1, "value")?;
    match read(&kind, &text, ignore_case) {
        Ok(bits) => Ok(kind.enum_from(bits)),
        Err(error) => Err(error),
    }
}

fn to_object(c: &mut Call<'_>) -> Result<Value> {
    if c.arg(1).is_null() {
        return argument_null("value").raise();
    }
    let kind = kind(c)?;
    match bits_of(c.arg(1)) {
        Some(bits) => Ok(kind.enum_from(bits)),
        None => argument(NOT_A_NUMBER, "value").raise(),
    }
}

fn try_parse(c: &mut Call<'_>, ignore_case: bool, result: usize) -> Result<Value> {
    let kind = kind(c)?;
    let bits = read(&kind, &c.text(1), ignore_case).ok();
    c.assign(
        result,
        bits.map_or(Value::Null, |bits| kind.enum_from(bits)),
    )?;
    ok(bits.is_some())
}

fn try_infer(c: &mut Call<'_>, ignore_case: bool, result: usize) -> Result<Value> {
    let Some(reference) = c.arg(result).as_native_rc::<super::reference::Reference>() else {
        return ok(false);
    };
    let kind = reference.get(c.host)?.get_type();
    if !kind.is_enum() {
        return super::choose::no_overload("TryParse", c.args.len()).raise();
    }
    let bits = read(&kind, &c.text(0), ignore_case).ok();
    c.assign(result, kind.enum_from(bits.unwrap_or(0)))?;
    ok(bits.is_some())
}
