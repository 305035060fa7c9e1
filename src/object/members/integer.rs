//! Integers of fixed width.

use super::args::*;
use super::convert_class::change;
use super::failure::overflow;
use super::format::to_string;
use super::number::{
    abs, at, clamp, common, compare_object, compare_own, equals, order, parse, pick, try_parse,
    type_code,
};
use super::table::*;
use crate::types::{self, Member};
use std::cmp::Ordering;

/// What every integer type of fixed width has.
macro_rules! integer {
    ($(#[$meta:meta])* $name:ident, $kind:ty, $sig:ident, $info:ident; $($rest:expr),* $(,)?) => {
        $(#[$meta])*
        pub static $name: &[Member] = common!($kind, $sig, $info;
            static_method!("DivRem", (left: $sig, right: $sig) -> OBJ => |c| {
                let (a, b): ($kind, $kind) = (at(c, 0), at(c, 1));
                if b == 0 {
                    return super::failure::divide_by_zero().raise();
                }
                let (Some(whole), Some(rest)) = (a.checked_div(b), a.checked_rem(b)) else {
                    return overflow("Arithmetic operation resulted in an overflow.").raise();
                };
                Ok(super::tuple::value_tuple(vec![whole.into(), rest.into()]))
            }),
            static_method!("IsEvenInteger", (value: $sig) -> BOOL => |c| ok(at::<$kind>(c, 0) % 2 == 0)),
            static_method!("IsOddInteger", (value: $sig) -> BOOL => |c| ok(at::<$kind>(c, 0) % 2 != 0)),
            static_method!("IsPow2", (value: $sig) -> BOOL => |c| ok(at::<$kind>(c, 0) > 0 && at::<$kind>(c, 0).count_ones() == 1)),
            static_method!("LeadingZeroCount", (value: $sig) -> $sig => |c| ok(at::<$kind>(c, 0).leading_zeros() as $kind)),
            static_method!("TrailingZeroCount", (value: $sig) -> $sig => |c| ok(at::<$kind>(c, 0).trailing_zeros() as $kind)),
            static_method!("PopCount", (value: $sig) -> $sig => |c| ok(at::<$kind>(c, 0).count_ones() as $kind)),
            static_method!("RotateLeft", (value: $sig, rotateAmount: INT) -> $sig => |c| {
                ok(at::<$kind>(c, 0).rotate_left(c.int(1).rem_euclid(<$kind>::BITS as i32) as u32))
            }),
            static_method!("RotateRight", (value: $sig, rotateAmount: INT) -> $sig => |c| {
                ok(at::<$kind>(c, 0).rotate_right(c.int(1).rem_euclid(<$kind>::BITS as i32) as u32))
            }),
            static_method!("Log2", (value: $sig) -> $sig => |c| {
                #[allow(unused_comparisons, reason = "the unsigned types share this code")]
                if at::<$kind>(c, 0) < 0 {
                    return out_of_range("value", "value must be non-negative").raise();
                }
                ok(at::<$kind>(c, 0).checked_ilog2().unwrap_or(0) as $kind)
            }),
            static_method!("Sign", (value: $sig) -> INT => |c| ok(order(at::<$kind>(c, 0), 0) as i32)),
            $($rest),*
        );
    };
}

/// What signed integers have beyond the rest.
macro_rules! signed {
    ($(#[$meta:meta])* $name:ident, $kind:ty, $sig:ident, $info:ident; $($rest:expr),* $(,)?) => {
        integer! { $(#[$meta])* $name, $kind, $sig, $info;
            static_method!("Abs", (value: $sig) -> $sig => |c| abs(at::<$kind>(c, 0).checked_abs())),
            static_method!("CopySign", (value: $sig, sign: $sig) -> $sig => |c| {
                let (value, sign): ($kind, $kind) = (at(c, 0), at(c, 1));
                let absolute = value.wrapping_abs();
                if sign >= 0 && absolute < 0 {
                    return abs::<$kind>(None);
                }
                ok(if sign < 0 { absolute.wrapping_neg() } else { absolute })
            }),
            static_method!("IsNegative", (value: $sig) -> BOOL => |c| ok(at::<$kind>(c, 0) < 0)),
            static_method!("IsPositive", (value: $sig) -> BOOL => |c| ok(at::<$kind>(c, 0) >= 0)),
            static_method!("MaxMagnitude", (x: $sig, y: $sig) -> $sig => |c| {
                let (a, b): ($kind, $kind) = (at(c, 0), at(c, 1));
                let sizes = (a.unsigned_abs(), b.unsigned_abs());
                ok(if sizes.0 > sizes.1 || (sizes.0 == sizes.1 && b < 0) { a } else { b })
            }),
            static_method!("MinMagnitude", (x: $sig, y: $sig) -> $sig => |c| {
                let (a, b): ($kind, $kind) = (at(c, 0), at(c, 1));
                let sizes = (a.unsigned_abs(), b.unsigned_abs());
                ok(if sizes.0 < sizes.1 || (sizes.0 == sizes.1 && a < 0) { a } else { b })
            }),
            $($rest),*
        }
    };
}

signed! { /// Members of `SByte`.
I8, i8, SBYTE, SBYTE; }
integer! { /// Members of `Byte`.
U8, u8, BYTE, BYTE; }
signed! { /// Members of `Int16`.
I16, i16, SHORT, INT16; }
integer! { /// Members of `UInt16`.
U16, u16, USHORT, UINT16; }
signed! { /// Members of `Int32`.
    I32, i32, INT, INT32;
    static_method!("BigMul", (left: INT, right: INT) -> LONG => |c| ok(i64::from(c.int(0)) * i64::from(c.int(1)))),
}
integer! { /// Members of `UInt32`.
    U32, u32, UINT, UINT32;
    static_method!("BigMul", (left: UINT, right: UINT) -> ULONG => |c| ok(u64::from(at::<u32>(c, 0)) * u64::from(at::<u32>(c, 1)))),
}
signed! { /// Members of `Int64`.
I64, i64, LONG, INT64;
    static_method!("BigMul", (left: LONG, right: LONG) -> BIGINT => |c| Ok(super::big::product(c.long(0).into(), c.long(1).into()))),
}
integer! { /// Members of `UInt64`.
U64, u64, ULONG, UINT64; }
