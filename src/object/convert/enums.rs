//! Conversions to enumerations: from names, lists of names, unambiguous beginnings of names, and numbers.

use super::code::Code;
use super::fault::{self, enum_names};
use super::number::{Number, to_code};
use crate::culture::eq_ordinal_ignore_case;
use crate::types::{self, Type};
use crate::{Exception, Host, Result, Str, Value};

/// Why `Enum.Parse` did not find a value.
enum NotParsed {
    /// No such name: PowerShell tries the beginnings of names next.
    Unknown,
    /// A number beyond the integer type behind the enumeration.
    TooLarge(Box<Exception>),
}

/// `[Kind]$text`
pub(super) fn from_text(
    host: &mut dyn Host,
    value: &Value,
    text: &str,
    kind: &Type,
) -> Result<Value> {
    let bits = match parse(text, kind) {
        Ok(bits) => bits,
        Err(NotParsed::TooLarge(inner)) => {
            return Err(fault::failed(
                host,
                "CaseSensitiveEnumParseThrewAnException",
                value,
                kind,
                *inner,
            ));
        }
        Err(NotParsed::Unknown) => match disambiguate(text, kind) {
            Ok(bits) => bits,
            Err(message) => {
                let inner = Exception::new(&types::RUNTIME_EXCEPTION, message);
                return Err(fault::failed(
                    host,
                    "SubstringDisambiguationEnumParseThrewAnException",
                    value,
                    kind,
                    inner,
                ));
            }
        },
    };
    defined(host, "EnumParseUndefined", value, kind, bits)
}

/// `[Kind]$number`
pub(super) fn from_integer(host: &mut dyn Host, value: &Value, kind: &Type) -> Result<Value> {
    let bits = match Number::of(value) {
        Some(Number::Whole(n)) => truncate(n, Code::of_type(&kind.underlying())),
        _ => 0,
    };
    defined(host, "UndefinedIntegerToEnum", value, kind, bits)
}

/// `[Kind]$collection`: the names in it joined by commas, its numbers turned into names first.
pub(super) fn from_items(host: &mut dyn Host, items: &[Value], kind: &Type) -> Result<Value> {
    let mut text = String::new();
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        match item.as_str() {
            Some(name) => text.push_str(name),
            None => {
                let converted = super::to(host, item, kind)?;
                text.push_str(&super::to_string_method(host, &converted)?);
            }
        }
    }
    let value = Value::str(text.as_str());
    from_text(host, &value, &text, kind)
}

/// `Enum.ToObject`: the number cut to the width of the integer behind the enumeration.
pub(crate) fn truncate(number: i128, underlying: Code) -> i64 {
    match underlying {
        Code::SByte => i64::from(number as i8),
        Code::Byte => i64::from(number as u8),
        Code::Int16 => i64::from(number as i16),
        Code::UInt16 => i64::from(number as u16),
        Code::Int32 => i64::from(number as i32),
        Code::UInt32 => i64::from(number as u32),
        _ => number as i64,
    }
}

/// The value of an enumeration, if the enumeration has it; flags may be combined.
fn defined(host: &mut dyn Host, id: &str, value: &Value, kind: &Type, bits: i64) -> Result<Value> {
    if is_defined(kind, bits) {
        return Ok(kind.enum_from(bits));
    }
    let shown = super::to_string_method(host, value)?;
    let message = format!(
        "Cannot convert value \"{shown}\" to type \"{}\" due to enumeration values that are not valid. Specify one of the following enumeration values and try again. The possible enumeration values are \"{}\".",
        kind.full_name(),
        enum_names(kind)
    );
    fault::invalid_cast(id, message).raise()
}

fn is_defined(kind: &Type, bits: i64) -> bool {
    let values = kind.enum_values();
    let signed = Code::of_type(kind).is_signed();
    // An enumeration with negative values takes any number: its values cannot be flags.
    if signed && values.iter().any(|(_, value)| *value < 0) {
        return true;
    }
    if signed && bits < 0 {
        return false;
    }
    if kind.is_flags() {
        let all = values.iter().fold(0, |all, (_, value)| all | value);
        return bits | all == all;
    }
    values.iter().any(|(_, value)| *value == bits)
}

/// `Enum.Parse(text, ignoreCase: true)`, case first: numbers, names, and lists of names.
fn parse(text: &str, kind: &Type) -> std::result::Result<i64, NotParsed> {
    let text = text.trim();
    if let Some(bits) = parse_number(text, kind)? {
        return Ok(bits);
    }
    let values = kind.enum_values();
    let mut all = 0;
    for part in text.split(',') {
        let part = part.trim();
        let exact = values.iter().find(|(name, _)| name.as_str() == part);
        let found = exact.or_else(|| {
            values
                .iter()
                .find(|(name, _)| eq_ordinal_ignore_case(name, part))
        });
        all |= found.ok_or(NotParsed::Unknown)?.1;
    }
    Ok(all)
}

fn parse_number(text: &str, kind: &Type) -> std::result::Result<Option<i64>, NotParsed> {
    if !text.starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '+') {
        return Ok(None);
    }
    let Ok(number) = text.parse::<i128>() else {
        return Ok(None);
    };
    let underlying = Code::of_type(&kind.underlying());
    match to_code(Number::Whole(number), underlying) {
        Ok(_) => Ok(Some(truncate(number, underlying))),
        Err(inner) => Err(NotParsed::TooLarge(inner)),
    }
}

/// The one name that begins with the text; an error lists the candidates.
fn disambiguate(text: &str, kind: &Type) -> std::result::Result<i64, String> {
    let values = kind.enum_values();
    let begins = |name: &Str| {
        name.get(..text.len())
            .is_some_and(|start| eq_ordinal_ignore_case(start, text))
    };
    let matching: Vec<&(Str, i64)> = values.iter().filter(|(name, _)| begins(name)).collect();
    match matching.as_slice() {
        [] => Err(format!(
            "Unable to match the identifier name {text} to a valid enumerator name. Specify one of the following enumerator names and try again:\n{}",
            listed(values.iter())
        )),
        [(_, bits)] => Ok(*bits),
        several => {
            let preferred = |name: &str| PREFERRED.contains(&(kind.full_name().as_str(), name));
            match several.iter().find(|(name, _)| preferred(name)) {
                Some((_, bits)) => Ok(*bits),
                None => Err(format!(
                    "The identifier name {text} cannot be processed because it is either too similar or identical to the following enumerator names: {}. Use a more specific identifier name.",
                    listed(several.iter().copied())
                )),
            }
        }
    }
}

/// Names that win over others with the same beginning: `Get-ChildItem -Attributes d` means directories.
static PREFERRED: [(&str, &str); 3] = [
    ("System.IO.FileAttributes", "Directory"),
    ("System.IO.FileAttributes", "ReadOnly"),
    ("System.IO.FileAttributes", "System"),
];

fn listed<'a>(values: impl Iterator<Item = &'a (Str, i64)>) -> String {
    values
        .map(|(name, _)| name.as_str())
        .collect::<Vec<_>>()
        .join(", ")
}
