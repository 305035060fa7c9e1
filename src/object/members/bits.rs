//! `[BitConverter]`.

use super::args::*;
use super::convert_class::bytes;
use super::number::at;
use super::table::*;
use crate::types::{Call, Member, TypeInfo};
use crate::{Result, Value};

/// `[BitConverter]`
pub static BIT_CONVERTER: TypeInfo = TypeInfo::statics("System.BitConverter", || MEMBERS);

macro_rules! to {
    ($name:literal, $sig:ident, $size:literal, $make:expr) => {
        static_method!($name, (value: BYTES, startIndex: INT) -> $sig => |c| {
            let make: fn([u8; $size]) -> Value = $make;
            Ok(make(take::<$size>(c)?))
        })
    };
}

macro_rules! bits {
    ($name:literal, $from:ident $arg:ty, $sig:ident, $run:expr) => {
        static_method!($name, (value: $from) -> $sig => |c| { let run = $run; ok(run(at::<$arg>(c, 0))) })
    };
}

static MEMBERS: &[Member] = &[
    static_get!("IsLittleEndian", BOOL => |_| ok(true)),
    bits!("DoubleToInt64Bits", DOUBLE f64, LONG, |x: f64| x.to_bits() as i64),
    bits!("DoubleToUInt64Bits", DOUBLE f64, ULONG, |x: f64| x.to_bits()),
    bits!("Int32BitsToSingle", INT i32, SINGLE, |n: i32| f32::from_bits(n as u32)),
    bits!("Int64BitsToDouble", LONG i64, DOUBLE, |n: i64| f64::from_bits(n as u64)),
    bits!("SingleToInt32Bits", SINGLE f32, INT, |x: f32| x.to_bits() as i32),
    bits!("SingleToUInt32Bits", SINGLE f32, UINT, |x: f32| x.to_bits()),
    bits!("UInt32BitsToSingle", UINT u32, SINGLE, |n: u32| f32::from_bits(n)),
    bits!("UInt64BitsToDouble", ULONG u64, DOUBLE, |n: u64| f64::from_bits(n)),
    static_method!("GetBytes",
        (value: BOOL) -> BYTES => |c| Ok(bytes(vec![u8::from(c.flag(0))])),
        (value: CHAR) -> BYTES => |c| Ok(bytes(c.unit(0).to_le_bytes().to_vec())),
        (value: SHORT) -> BYTES => |c| Ok(bytes(at::<i16>(c, 0).to_le_bytes().to_vec())),
        (value: INT) -> BYTES => |c| Ok(bytes(c.int(0).to_le_bytes().to_vec())),
        (value: LONG) -> BYTES => |c| Ok(bytes(c.long(0).to_le_bytes().to_vec())),
        (value: USHORT) -> BYTES => |c| Ok(bytes(at::<u16>(c, 0).to_le_bytes().to_vec())),
        (value: UINT) -> BYTES => |c| Ok(bytes(at::<u32>(c, 0).to_le_bytes().to_vec())),
        (value: ULONG) -> BYTES => |c| Ok(bytes(at::<u64>(c, 0).to_le_bytes().to_vec())),
        (value: SINGLE) -> BYTES => |c| Ok(bytes(at::<f32>(c, 0).to_le_bytes().to_vec())),
        (value: DOUBLE) -> BYTES => |c| Ok(bytes(c.double(0).to_le_bytes().to_vec()))),
    static_method!("ToBoolean", (value: BYTES, startIndex: INT) -> BOOL => |c| ok(take::<1>(c)?[0] != 0)),
    to!("ToChar", CHAR, 2, |b| Value::Char(u16::from_le_bytes(b))),
    to!("ToDouble", DOUBLE, 8, |b| f64::from_le_bytes(b).into()),
    to!("ToInt16", SHORT, 2, |b| i16::from_le_bytes(b).into()),
    to!("ToInt32", INT, 4, |b| i32::from_le_bytes(b).into()),
    to!("ToInt64", LONG, 8, |b| i64::from_le_bytes(b).into()),
    to!("ToSingle", SINGLE, 4, |b| f32::from_le_bytes(b).into()),
    to!("ToUInt16", USHORT, 2, |b| u16::from_le_bytes(b).into()),
    to!("ToUInt32", UINT, 4, |b| u32::from_le_bytes(b).into()),
    to!("ToUInt64", ULONG, 8, |b| u64::from_le_bytes(b).into()),
    static_method!("ToString",
        (value: BYTES) -> STR => |c| text(&checked(c)?, 0, None),
        (value: BYTES, startIndex: INT) -> STR => |c| text(&checked(c)?, c.int(1), None),
        (value: BYTES, startIndex: INT, length: INT) -> STR => |c| text(&checked(c)?, c.int(1), Some(c.int(2)))),
];

fn checked(c: &Call<'_>) -> Result<Vec<u8>> {
    if c.arg(0).is_null() {
        argument_null("value").raise()
    } else {
        Ok(c.bytes(0))
    }
}

fn take<const N: usize>(c: &Call<'_>) -> Result<[u8; N]> {
    let all = checked(c)?;
    let Some(start) = usize::try_from(c.int(1))
        .ok()
        .filter(|start| *start < all.len())
    else {
        return out_of_range("startIndex", "Index was out of range. Must be non-negative and less than the size of the collection.").raise();
    };
    match all.get(start..start + N).and_then(|part| <[u8; N]>::try_from(part).ok()) {
        Some(part) => Ok(part),
        None => argument("Destination array is not long enough to copy all the items in the collection. Check array index and length.", "value").raise(),
    }
}

fn text(all: &[u8], start: i32, length: Option<i32>) -> Result<Value> {
    let is_start = start >= 0 && (start as usize) < all.len() || (start == 0 && all.is_empty());
    if !is_start {
        return out_of_range("startIndex", "Index was out of range. Must be non-negative and less than the size of the collection.").raise();
    }
    let length = length.unwrap_or(all.len() as i32 - start);
    if length < 0 {
        return out_of_range("length", "Value must be positive.").raise();
    }
    let Some(part) = all.get(start as usize..start as usize + length as usize) else {
        let message = "Destination array is not long enough to copy all the items in the collection. Check array index and length.";
        return argument(message, "value").raise();
    };
    ok(part
        .iter()
        .map(|byte| format!("{byte:02X}"))
        .collect::<Vec<_>>()
        .join("-"))
}
