//! Arithmetic of one type. `None` means that the result leaves the type, and the general way is to be taken.

use crate::Value;

macro_rules! checked {
    ($($(#[$meta:meta])* $name:ident: $type:ty => $method:ident;)*) => { $(
        $(#[$meta])*
        #[inline]
        pub fn $name(a: $type, b: $type) -> Option<$type> {
            a.$method(b)
        }
    )* };
}

checked! {
    /// `[int] + [int]`
    add_i32: i32 => checked_add;
    /// `[int] - [int]`
    subtract_i32: i32 => checked_sub;
    /// `[int] * [int]`
    multiply_i32: i32 => checked_mul;
    /// `[long] + [long]`
    add_i64: i64 => checked_add;
    /// `[long] - [long]`
    subtract_i64: i64 => checked_sub;
    /// `[long] * [long]`
    multiply_i64: i64 => checked_mul;
}

/// `[double] + [double]`
#[inline]
pub fn add_f64(a: f64, b: f64) -> f64 {
    a + b
}

/// `[int] / [int]`, where it leaves no rest.
#[inline]
pub fn divide_i32(a: i32, b: i32) -> Option<i32> {
    if a.checked_rem(b)? == 0 {
        a.checked_div(b)
    } else {
        None
    }
}

/// `[long] / [long]`, where it leaves no rest.
#[inline]
pub fn divide_i64(a: i64, b: i64) -> Option<i64> {
    if a.checked_rem(b)? == 0 {
        a.checked_div(b)
    } else {
        None
    }
}

/// `[int] % [int]`; `None` for zero.
#[inline]
pub fn remainder_i32(a: i32, b: i32) -> Option<i32> {
    if b == 0 {
        None
    } else {
        Some(a.wrapping_rem(b))
    }
}

/// `[long] % [long]`; `None` for zero.
#[inline]
pub fn remainder_i64(a: i64, b: i64) -> Option<i64> {
    if b == 0 {
        None
    } else {
        Some(a.wrapping_rem(b))
    }
}

#[inline]
pub(super) fn add_ints(a: i32, b: i32) -> Value {
    a.checked_add(b).map_or_else(
        || Value::Double((i64::from(a) + i64::from(b)) as f64),
        Value::Int,
    )
}

#[inline]
pub(super) fn subtract_ints(a: i32, b: i32) -> Value {
    a.checked_sub(b).map_or_else(
        || Value::Double((i64::from(a) - i64::from(b)) as f64),
        Value::Int,
    )
}

#[inline]
pub(super) fn multiply_ints(a: i32, b: i32) -> Value {
    a.checked_mul(b).map_or_else(
        || Value::Double((i64::from(a) * i64::from(b)) as f64),
        Value::Int,
    )
}

#[inline]
pub(super) fn add_longs(a: i64, b: i64) -> Value {
    a.checked_add(b).map_or_else(
        || Value::Double((i128::from(a) + i128::from(b)) as f64),
        Value::Long,
    )
}

#[inline]
pub(super) fn subtract_longs(a: i64, b: i64) -> Value {
    a.checked_sub(b).map_or_else(
        || Value::Double((i128::from(a) - i128::from(b)) as f64),
        Value::Long,
    )
}

#[inline]
pub(super) fn multiply_longs(a: i64, b: i64) -> Value {
    a.checked_mul(b).map_or_else(
        || Value::Double((i128::from(a) * i128::from(b)) as f64),
        Value::Long,
    )
}
