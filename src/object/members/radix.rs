//! `Convert.ToInt32(text, fromBase)` and `Convert.ToString(number, toBase)`.

use super::args::*;
use super::failure::overflow;
use crate::number::Integer;
use crate::types::{self, Call};
use crate::{Fault, Result, Value};

fn base(c: &Call<'_>) -> Result<u32> {
    match c.int(1) {
        base @ (2 | 8 | 10 | 16) => Ok(base as u32),
        _ => Fault::new(&types::ARGUMENT_EXCEPTION, "Invalid Base.").raise(),
    }
}

/// Reads digits of base 2, 8, 10 or 16; all but decimal ones are the bits of the number.
pub fn parse<T: Integer + Into<Value>>(c: &mut Call<'_>) -> Result<Value> {
    let base = base(c)?;
    if c.arg(0).is_null() {
        return ok(T::from_bits(0));
    }
    let text = c.text(0);
    if text.is_empty() {
        let message = "Index was out of range. Must be non-negative and less than the size of the collection.";
        return out_of_range("startIndex", message).raise();
    }
    let (negative, mut digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(&text)),
    };
    if negative && base != 10 {
        return Fault::new(
            &types::ARGUMENT_EXCEPTION,
            "String cannot contain a minus sign if the base is not 10.",
        )
        .raise();
    }
    if negative && T::from_i128(-1).is_none() {
        return overflow(
            "The string was being parsed as an unsigned number and could not have a negative sign.",
        )
        .raise();
    }
    if base == 16 {
        digits = digits
            .strip_prefix("0x")
            .or_else(|| digits.strip_prefix("0X"))
            .unwrap_or(digits);
    }
    let end = digits
        .find(|c: char| !c.is_digit(base))
        .unwrap_or(digits.len());
    if end == 0 {
        return Fault::new(
            &types::FORMAT_EXCEPTION,
            "Could not find any recognizable digits.",
        )
        .raise();
    }
    if end < digits.len() {
        return Fault::new(
            &types::FORMAT_EXCEPTION,
            "Additional non-parsable characters are at the end of the string.",
        )
        .raise();
    }
    let too_large = || {
        overflow(&format!(
            "Value was either too large or too small for {}.",
            T::TARGET
        ))
    };
    let bits = u128::from_str_radix(digits, base).map_err(|_| too_large())?;
    if base == 10 {
        let signed = i128::try_from(bits).map_err(|_| too_large())?;
        return ok(T::from_i128(if negative { -signed } else { signed }).ok_or_else(too_large)?);
    }
    if bits >> T::BITS != 0 {
        return too_large().raise();
    }
    ok(T::from_bits(bits as u64))
}

/// Writes the bits of a number in base 2, 8 or 16, or the number itself in base 10.
pub fn text(c: &mut Call<'_>) -> Result<Value> {
    let base = base(c)?;
    let number = c.long(0);
    let bits = match c.arg(0).base() {
        Value::Byte(n) => u64::from(*n),
        Value::Short(n) => u64::from(*n as u16),
        Value::Int(n) => u64::from(*n as u32),
        _ => number as u64,
    };
    ok(match base {
        2 => format!("{bits:b}"),
        8 => format!("{bits:o}"),
        16 => format!("{bits:x}"),
        _ => number.to_string(),
    })
}
