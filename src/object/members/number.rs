//! Numbers: what all of them have; the functions of fractions stand in `float`, those of `Decimal` and `BigInteger` in their own files.

use super::args::*;
use super::cultures;
use super::failure::{OrRaise, overflow};
use crate::number::{self, NumberStyles};
use crate::types::{self, Call, Type, TypeInfo};
use crate::{Fault, Result, Value};
use rust_decimal::Decimal;
use std::cmp::Ordering;

pub use super::big::MEMBERS as BIG_INTEGER;
pub use super::decimal::MEMBERS as DECIMAL;
pub use super::float::{F32 as SINGLE, F64 as DOUBLE};
pub use super::integer::{
    I8 as SBYTE, I16 as INT16, I32 as INT32, I64 as INT64, U8 as BYTE, U16 as UINT16,
    U32 as UINT32, U64 as UINT64,
};

/// A number type as tables see it.
pub(super) trait Number: Copy + PartialOrd + Into<Value> {
    /// Its type.
    const INFO: &'static TypeInfo;
    /// Its name in the message of `CompareTo`.
    const NAME: &'static str;
    /// The styles that `Parse` takes by default.
    const STYLES: NumberStyles;
    /// The number in a value of the type; zero where it is of another.
    fn of(value: &Value) -> Self;
    /// Whether a value is of the type.
    fn is(value: &Value) -> bool;
    /// Reads it from text.
    fn parse(
        text: &str,
        styles: NumberStyles,
        provider: &Value,
    ) -> std::result::Result<Self, number::NumberError>;
}

macro_rules! numbers {
    ($($kind:ty, $variant:ident, $info:ident, $name:literal, $styles:expr, $zero:expr, $parse:expr;)*) => { $(
        impl Number for $kind {
            const INFO: &'static TypeInfo = &types::$info;
            const NAME: &'static str = $name;
            const STYLES: NumberStyles = $styles;
            fn of(value: &Value) -> Self {
                match value.base() {
                    Value::$variant(n) => *n,
                    _ => $zero,
                }
            }
            fn is(value: &Value) -> bool {
                matches!(value.base(), Value::$variant(_))
            }
            fn parse(text: &str, styles: NumberStyles, provider: &Value) -> std::result::Result<Self, number::NumberError> {
                $parse(text, styles, cultures::of(provider).numbers())
            }
        }
    )* };
}

const FLOAT: NumberStyles = NumberStyles::FLOAT.with(NumberStyles::ALLOW_THOUSANDS);

numbers! {
    i8, SByte, SBYTE, "SByte", NumberStyles::INTEGER, 0, number::parse_integer;
    u8, Byte, BYTE, "Byte", NumberStyles::INTEGER, 0, number::parse_integer;
    i16, Short, INT16, "Int16", NumberStyles::INTEGER, 0, number::parse_integer;
    u16, UShort, UINT16, "UInt16", NumberStyles::INTEGER, 0, number::parse_integer;
    i32, Int, INT32, "Int32", NumberStyles::INTEGER, 0, number::parse_integer;
    u32, UInt, UINT32, "UInt32", NumberStyles::INTEGER, 0, number::parse_integer;
    i64, Long, INT64, "Int64", NumberStyles::INTEGER, 0, number::parse_integer;
    u64, ULong, UINT64, "UInt64", NumberStyles::INTEGER, 0, number::parse_integer;
    f32, Single, SINGLE, "Single", FLOAT, 0.0, number::parse_f32;
    f64, Double, DOUBLE, "Double", FLOAT, 0.0, number::parse_f64;
    Decimal, Decimal, DECIMAL, "Decimal", NumberStyles::NUMBER, Decimal::ZERO, number::parse_decimal;
}

/// The number that a member is called on.
pub(super) fn own<T: Number>(c: &Call<'_>) -> T {
    T::of(c.this)
}

/// A number argument.
pub(super) fn at<T: Number>(c: &Call<'_>, n: usize) -> T {
    T::of(c.arg(n))
}

/// .NET's order of numbers: not-a-number equals itself and stands below all others.
pub(super) fn order<T: PartialOrd>(a: T, b: T) -> Ordering {
    #[allow(clippy::eq_op, reason = "only not-a-number differs from itself")]
    a.partial_cmp(&b).unwrap_or_else(|| (a == a).cmp(&(b == b)))
}

/// `CompareTo(object)`
pub(super) fn compare_object<T: Number>(c: &mut Call<'_>) -> Result<Value> {
    if c.arg(0).is_null() {
        return ok(1);
    }
    if !T::is(c.arg(0)) {
        return Fault::new(
            &types::ARGUMENT_EXCEPTION,
            format!("Object must be of type {}.", T::NAME),
        )
        .raise();
    }
    compare_own::<T>(c)
}

/// `CompareTo(T)`: small types give the difference, as .NET's do.
pub(super) fn compare_own<T: Number>(c: &mut Call<'_>) -> Result<Value> {
    if let (Some(a), Some(b)) = (c.this.as_integer(), c.arg(0).base().as_integer())
        && matches!(T::NAME, "SByte" | "Byte" | "Int16" | "UInt16")
    {
        return ok((a - b) as i32);
    }
    ok(order::<T>(own(c), at(c, 0)) as i32)
}

/// `Equals(object)` and `Equals(T)`
pub(super) fn equals<T: Number>(c: &mut Call<'_>) -> Result<Value> {
    ok(T::is(c.arg(0)) && order::<T>(own(c), at(c, 0)) == Ordering::Equal)
}

/// `Parse`; styles and provider are arguments of those numbers where they are given.
pub(super) fn parse<T: Number>(
    c: &mut Call<'_>,
    styles: Option<usize>,
    provider: Option<usize>,
) -> Result<Value> {
    let text = c.text_of(0, "s")?;
    let styles = read_styles::<T>(c, styles)?;
    let provider = provider.map_or(&Value::Null, |n| c.arg(n));
    ok(T::parse(&text, styles, provider).or_raise()?)
}

fn read_styles<T: Number>(c: &Call<'_>, at: Option<usize>) -> Result<NumberStyles> {
    let Some(at) = at else { return Ok(T::STYLES) };
    let styles = c.long(at) as u32;
    const HEX: u32 = 0x200;
    const INVALID: &str = "An undefined NumberStyles value is being used.";
    if styles & !0x7ff != 0 {
        return argument(INVALID, "style").raise();
    }
    let is_fraction = T::STYLES.0 & NumberStyles::ALLOW_DECIMAL_POINT.0 != 0;
    if is_fraction && styles & 0x600 != 0 {
        return argument("The number styles AllowHexSpecifier and AllowBinarySpecifier are not supported on floating point data types.", "style").raise();
    }
    if styles & HEX != 0 && styles & !0x203 != 0 {
        let message = "With the AllowHexSpecifier or AllowBinarySpecifier bit set in the enum bit field, the only other valid bits that can be combined into the enum value must be AllowLeadingWhite and AllowTrailingWhite.";
        return argument(message, "style").raise();
    }
    Ok(NumberStyles(styles))
}

/// `TryParse`; the result goes to argument `result`.
pub(super) fn try_parse<T: Number>(
    c: &mut Call<'_>,
    styles: Option<usize>,
    provider: Option<usize>,
    result: usize,
) -> Result<Value> {
    let text = c.text(0);
    let styles = read_styles::<T>(c, styles)?;
    let provider = provider.map_or(&Value::Null, |n| c.arg(n));
    let read = T::parse(&text, styles, provider);
    let success = read.is_ok();
    let zero = || T::INFO.zero.map_or(Value::Null, |zero| zero());
    c.assign(result, read.map_or_else(|_| zero(), Into::into))?;
    ok(success)
}

/// `Clamp`
pub(super) fn clamp<T: Number>(c: &mut Call<'_>) -> Result<Value> {
    let (value, low, high): (T, T, T) = (at(c, 0), at(c, 1), at(c, 2));
    if low > high {
        let shown = |n: usize| super::object::plain_text(c.arg(n));
        return Fault::new(
            &types::ARGUMENT_EXCEPTION,
            format!("'{}' cannot be greater than {}.", shown(1), shown(2)),
        )
        .raise();
    }
    ok(if value < low {
        low
    } else if value > high {
        high
    } else {
        value
    })
}

/// The larger or the smaller of two; not-a-number wins over both.
pub(super) fn pick<T: Number>(c: &mut Call<'_>, wanted: Ordering) -> Result<Value> {
    let (a, b): (T, T) = (at(c, 0), at(c, 1));
    #[allow(clippy::eq_op, reason = "only not-a-number differs from itself")]
    let unordered = (a != a, b != b);
    ok(match unordered {
        (true, _) => a,
        (_, true) => b,
        _ if order(a, b) == wanted => a,
        _ => b,
    })
}

/// `TypeCode` of a number type.
pub(super) fn type_code(info: &'static TypeInfo) -> Value {
    let name = info.short_name();
    let code = types::TYPE_CODE
        .values
        .iter()
        .find(|(known, _)| *known == name)
        .map_or(1, |(_, code)| *code);
    Type::Known(&types::TYPE_CODE).enum_from(code)
}

/// What every number type has.
macro_rules! common {
    ($kind:ty, $sig:ident, $info:ident; $($rest:expr),* $(,)?) => { &[
        static_get!("MaxValue", $sig => |_| ok(<$kind>::MAX)),
        static_get!("MinValue", $sig => |_| ok(<$kind>::MIN)),
        method!("CompareTo", (value: OBJ) -> INT => compare_object::<$kind>, (value: $sig) -> INT => compare_own::<$kind>),
        method!("Equals", (obj: OBJ) -> BOOL => equals::<$kind>, (obj: $sig) -> BOOL => equals::<$kind>),
        method!("GetHashCode", () -> INT => |c| ok(super::object::hash(c.this))),
        method!("GetTypeCode", () -> TYPECODE => |_| Ok(type_code(&types::$info))),
        method!("ToString",
            () -> STR => |c| to_string(c, None, None),
            (format: STR) -> STR => |c| to_string(c, Some(0), None),
            (provider: PROVIDER) -> STR => |c| to_string(c, None, Some(0)),
            (format: STR, provider: PROVIDER) -> STR => |c| to_string(c, Some(0), Some(1))),
        method!("ToBoolean", (provider: PROVIDER) -> BOOL => |c| change(c, &types::BOOLEAN)),
        method!("ToChar", (provider: PROVIDER) -> CHAR => |c| change(c, &types::CHAR)),
        method!("ToSByte", (provider: PROVIDER) -> SBYTE => |c| change(c, &types::SBYTE)),
        method!("ToByte", (provider: PROVIDER) -> BYTE => |c| change(c, &types::BYTE)),
        method!("ToInt16", (provider: PROVIDER) -> SHORT => |c| change(c, &types::INT16)),
        method!("ToUInt16", (provider: PROVIDER) -> USHORT => |c| change(c, &types::UINT16)),
        method!("ToInt32", (provider: PROVIDER) -> INT => |c| change(c, &types::INT32)),
        method!("ToUInt32", (provider: PROVIDER) -> UINT => |c| change(c, &types::UINT32)),
        method!("ToInt64", (provider: PROVIDER) -> LONG => |c| change(c, &types::INT64)),
        method!("ToUInt64", (provider: PROVIDER) -> ULONG => |c| change(c, &types::UINT64)),
        method!("ToSingle", (provider: PROVIDER) -> SINGLE => |c| change(c, &types::SINGLE)),
        method!("ToDouble", (provider: PROVIDER) -> DOUBLE => |c| change(c, &types::DOUBLE)),
        method!("ToDecimal", (provider: PROVIDER) -> DECIMAL => |c| change(c, &types::DECIMAL)),
        method!("ToDateTime", (provider: PROVIDER) -> DATE => |c| change(c, &types::DATE_TIME)),
        static_method!("Parse",
            (s: STR) -> $sig => |c| parse::<$kind>(c, None, None),
            (s: STR, style: STYLES) -> $sig => |c| parse::<$kind>(c, Some(1), None),
            (s: STR, provider: PROVIDER) -> $sig => |c| parse::<$kind>(c, None, Some(1)),
            (s: STR, style: STYLES, provider: PROVIDER) -> $sig => |c| parse::<$kind>(c, Some(1), Some(2))),
        static_method!("TryParse",
            (s: STR, result: *$sig) -> BOOL => |c| try_parse::<$kind>(c, None, None, 1),
            (s: STR, style: STYLES, provider: PROVIDER, result: *$sig) -> BOOL => |c| try_parse::<$kind>(c, Some(1), Some(2), 3),
            (s: STR, provider: PROVIDER, result: *$sig) -> BOOL => |c| try_parse::<$kind>(c, None, Some(1), 2)),
        static_method!("Clamp", (value: $sig, min: $sig, max: $sig) -> $sig => clamp::<$kind>),
        static_method!("Max", (x: $sig, y: $sig) -> $sig => |c| pick::<$kind>(c, Ordering::Greater)),
        static_method!("Min", (x: $sig, y: $sig) -> $sig => |c| pick::<$kind>(c, Ordering::Less)),
        $($rest),*
    ] };
}
pub(super) use common;

/// An absolute value that may not exist.
pub(super) fn abs<T: Into<Value>>(value: Option<T>) -> Result<Value> {
    match value {
        Some(value) => ok(value),
        None => {
            overflow("Negating the minimum value of a twos complement number is invalid.").raise()
        }
    }
}
