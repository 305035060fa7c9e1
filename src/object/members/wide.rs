//! Numbers that .NET has beside the usual ones: `Int128`, `UInt128`, `Half`; and `Index` and `Range`.

use super::args::*;
use super::cultures::{self, Culture};
use super::failure::{OrRaise, divide_by_zero, overflow};
use super::table::*;
use crate::number::{self, FormatNumber, NumberStyles};
use crate::types::{self, Call, Member, Sig, Type, TypeInfo};
use crate::{Fault, Native, Result, Str, Value};
use num_bigint::BigInt;
use num_traits::{FromPrimitive, Signed, ToPrimitive, Zero};

/// The types of this file.
pub(super) static ALL: &[&TypeInfo] = &[&INT128, &UINT128, &HALF, &INDEX, &RANGE];

/// An integer of 128 bits.
pub struct Wide {
    number: BigInt,
    signed: bool,
}

/// A fraction of 16 bits, kept as one of 32 that it fits.
pub struct Half(f32);

struct Index {
    value: i32,
    from_end: bool,
}

struct Range(Index, Index);

/// `Int128`
pub static INT128: TypeInfo = TypeInfo::value("System.Int128", || wide(BigInt::zero(), true))
    .implements(&[&types::ICOMPARABLE])
    .members(|| SIGNED);
/// `UInt128`
pub static UINT128: TypeInfo = TypeInfo::value("System.UInt128", || wide(BigInt::zero(), false))
    .implements(&[&types::ICOMPARABLE])
    .members(|| UNSIGNED);
/// `Half`
pub static HALF: TypeInfo = TypeInfo::value("System.Half", || half(0.0))
    .implements(&[&types::ICOMPARABLE])
    .members(|| HALVES);
/// `Index`
pub static INDEX: TypeInfo =
    TypeInfo::value("System.Index", || index(0, false)).members(|| INDEX_MEMBERS);
/// `Range`
pub static RANGE: TypeInfo =
    TypeInfo::value("System.Range", || Value::Null).members(|| RANGE_MEMBERS);

const HALF_SIG: Sig = Sig::One(&HALF);
const INDEX_SIG: Sig = Sig::One(&INDEX);
const RANGE_SIG: Sig = Sig::One(&RANGE);

impl Native for Wide {
    fn get_type(&self) -> Type {
        Type::Known(if self.signed { &INT128 } else { &UINT128 })
    }

    fn to_text(&self) -> Str {
        Str::from(self.number.to_string())
    }

    fn equals(&self, other: &Value) -> bool {
        other
            .as_native::<Wide>()
            .is_some_and(|other| other.signed == self.signed && other.number == self.number)
    }
}

impl Native for Half {
    fn get_type(&self) -> Type {
        Type::Known(&HALF)
    }

    fn to_text(&self) -> Str {
        Str::from(half_text(self.0))
    }

    fn equals(&self, other: &Value) -> bool {
        other
            .as_native::<Half>()
            .is_some_and(|other| other.0 == self.0 || (other.0.is_nan() && self.0.is_nan()))
    }
}

impl Native for Index {
    fn get_type(&self) -> Type {
        Type::Known(&INDEX)
    }

    fn to_text(&self) -> Str {
        Str::from(format!(
            "{}{}",
            if self.from_end { "^" } else { "" },
            self.value
        ))
    }

    fn equals(&self, other: &Value) -> bool {
        other
            .as_native::<Index>()
            .is_some_and(|other| other.value == self.value && other.from_end == self.from_end)
    }
}

impl Native for Range {
    fn get_type(&self) -> Type {
        Type::Known(&RANGE)
    }

    fn to_text(&self) -> Str {
        Str::from(format!("{}..{}", self.0.to_text(), self.1.to_text()))
    }
}

impl Wide {
    /// `ToString(format, provider)`
    pub fn text(&self, spec: &str, culture: &Culture) -> Result<String> {
        self.number.format(spec, culture.numbers()).or_raise()
    }
}

impl Half {
    /// `ToString(format, provider)`
    pub fn text(&self, spec: &str, culture: &Culture) -> Result<String> {
        if spec.is_empty() {
            return Ok(half_text(self.0));
        }
        self.0.format(spec, culture.numbers()).or_raise()
    }
}

fn wide(number: BigInt, signed: bool) -> Value {
    Value::native(Wide { number, signed })
}

/// The number as one of the type, if it fits.
fn fitted(number: BigInt, signed: bool) -> Result<Value> {
    let bits = if signed { 127 } else { 128 };
    let high = (BigInt::from(1) << bits as u32) - 1;
    let low = if signed { -&high - 1 } else { BigInt::zero() };
    if number < low || number > high {
        return overflow("Arithmetic operation resulted in an overflow.").raise();
    }
    Ok(wide(number, signed))
}

fn is_signed(c: &Call<'_>) -> bool {
    c.kind.is(&INT128)
}

fn number(value: &Value) -> BigInt {
    match value.base() {
        Value::BigInt(big) => (**big).clone(),
        Value::ULong(n) => BigInt::from(*n),
        Value::Double(x) => BigInt::from_f64(x.trunc()).unwrap_or_default(),
        Value::Decimal(x) => {
            BigInt::from_i128(x.trunc().to_i128().unwrap_or_default()).unwrap_or_default()
        }
        other => match other.as_native::<Wide>() {
            Some(wide) => wide.number.clone(),
            None => BigInt::from(other.as_integer().unwrap_or_default()),
        },
    }
}

macro_rules! binary {
    ($name:literal, $run:expr) => {
        static_method!($name, (left: THIS, right: THIS) -> THIS => |c| {
            let run: fn(BigInt, BigInt) -> BigInt = $run;
            fitted(run(number(c.arg(0)), number(c.arg(1))), is_signed(c))
        })
    };
}

macro_rules! divide {
    ($name:literal, $run:expr) => {
        static_method!($name, (left: THIS, right: THIS) -> THIS => |c| {
            let run: fn(BigInt, BigInt) -> BigInt = $run;
            let divisor = number(c.arg(1));
            if divisor.is_zero() {
                return divide_by_zero().raise();
            }
            fitted(run(number(c.arg(0)), divisor), is_signed(c))
        })
    };
}

macro_rules! casts {
    ($name:literal: $($sig:ident),*) => {
        static_method!($name, $((value: $sig) -> THIS => |c| fitted(number(c.arg(0)), is_signed(c))),*)
    };
}

macro_rules! wide_members {
    ($implicit:expr, $explicit:expr, $low:expr) => { &[
        static_get!("MaxValue", THIS => |c| { let bits = if is_signed(c) { 127 } else { 128 }; fitted((BigInt::from(1) << bits as u32) - 1, is_signed(c)) }),
        static_get!("MinValue", THIS => |c| fitted($low, is_signed(c))),
        static_get!("One", THIS => |c| fitted(BigInt::from(1), is_signed(c))),
        static_get!("Zero", THIS => |c| fitted(BigInt::zero(), is_signed(c))),
        method!("CompareTo", (value: OBJ) -> INT => compare_wide, (value: THIS) -> INT => compare_wide),
        method!("ToString",
            () -> STR => |c| ok(number(c.this).to_string()),
            (format: STR) -> STR => |c| ok(number(c.this).format(&c.text(0), cultures::of(&Value::Null).numbers()).or_raise()?),
            (provider: PROVIDER) -> STR => |c| ok(number(c.this).to_string()),
            (format: STR, provider: PROVIDER) -> STR => |c| ok(number(c.this).format(&c.text(0), cultures::of(c.arg(1)).numbers()).or_raise()?)),
        static_method!("Parse",
            (s: STR) -> THIS => parse_wide,
            (s: STR, provider: PROVIDER) -> THIS => parse_wide,
            (s: STR, style: STYLES) -> THIS => parse_wide,
            (s: STR, style: STYLES, provider: PROVIDER) -> THIS => parse_wide),
        static_method!("TryParse", (s: STR, result: *THIS) -> BOOL => |c| {
            let read = parse_wide(c).ok();
            let found = read.is_some();
            let signed = is_signed(c);
            c.assign(1, read.unwrap_or_else(|| wide(BigInt::zero(), signed)))?;
            ok(found)
        }),
        static_method!("Abs", (value: THIS) -> THIS => |c| fitted(number(c.arg(0)).abs(), is_signed(c))),
        static_method!("IsNegative", (value: THIS) -> BOOL => |c| ok(number(c.arg(0)).is_negative())),
        static_method!("IsEvenInteger", (value: THIS) -> BOOL => |c| ok(!number(c.arg(0)).bit(0))),
        static_method!("Sign", (value: THIS) -> INT => |c| ok(number(c.arg(0)).cmp(&BigInt::zero()) as i32)),
        binary!("Max", |a, b| a.max(b)),
        binary!("Min", |a, b| a.min(b)),
        binary!("op_Addition", |a, b| a + b),
        binary!("op_Subtraction", |a, b| a - b),
        binary!("op_Multiply", |a, b| a * b),
        divide!("op_Division", |a, b| a / b),
        divide!("op_Modulus", |a, b| a % b),
        $implicit,
        $explicit,
    ] };
}

static SIGNED: &[Member] = wide_members!(
    casts!("op_Implicit": INT, LONG, BYTE, SHORT, SBYTE, UINT, ULONG, USHORT, CHAR),
    casts!("op_Explicit": DOUBLE, DECIMAL),
    -(BigInt::from(1) << 127u32)
);
static UNSIGNED: &[Member] = wide_members!(
    casts!("op_Implicit": BYTE, USHORT, UINT, ULONG, CHAR),
    casts!("op_Explicit": INT, LONG, SHORT, SBYTE, DOUBLE, DECIMAL),
    BigInt::zero()
);

fn compare_wide(c: &mut Call<'_>) -> Result<Value> {
    match c.arg(0).as_native::<Wide>() {
        Some(other) => ok(number(c.this).cmp(&other.number) as i32),
        None if c.arg(0).is_null() => ok(1),
        None => Fault::new(
            &types::ARGUMENT_EXCEPTION,
            format!("Object must be of type {}.", c.kind.name()),
        )
        .raise(),
    }
}

fn parse_wide(c: &mut Call<'_>) -> Result<Value> {
    let text = c.text_of(0, "s")?;
    let read = number::parse_bigint(
        &text,
        NumberStyles::INTEGER,
        cultures::of(&Value::Null).numbers(),
    )
    .or_raise()?;
    match fitted(read, is_signed(c)) {
        Ok(value) => Ok(value),
        Err(_) => overflow(&format!(
            "Value was either too large or too small for an {}.",
            c.kind.name()
        ))
        .raise(),
    }
}

fn half(x: f32) -> Value {
    Value::native(Half(rounded(x)))
}

/// The nearest number of 16 bits: 11 digits of mantissa, exponents from -14 to 15.
fn rounded(x: f32) -> f32 {
    const MAX: f32 = 65504.0;
    if x.is_nan() || x.is_infinite() || x == 0.0 {
        return x;
    }
    let exponent = (x.abs().log2().floor() as i32).max(-14);
    let unit = 2f64.powi(exponent - 10);
    let nearest = (f64::from(x) / unit).round_ties_even() * unit;
    if nearest.abs() > f64::from(MAX) {
        return f32::INFINITY.copysign(x);
    }
    nearest as f32
}

/// The shortest text that still means the number.
fn half_text(x: f32) -> String {
    let invariant = number::NumberFormatInfo::invariant_ref();
    if !x.is_finite() || x == 0.0 {
        return FormatNumber::text(&x, invariant);
    }
    for digits in 1..6 {
        let text = format!("{:.*e}", digits - 1, x);
        if let Ok(read) = text.parse::<f32>()
            && rounded(read) == x
        {
            return FormatNumber::text(&read, invariant);
        }
    }
    FormatNumber::text(&x, invariant)
}

fn half_of(value: &Value) -> f32 {
    match value.base() {
        Value::Single(x) => *x,
        Value::Double(x) => *x as f32,
        Value::Decimal(x) => x.to_f32().unwrap_or_default(),
        other => match other.as_native::<Half>() {
            Some(half) => half.0,
            None => other.as_integer().unwrap_or_default() as f32,
        },
    }
}

macro_rules! halves {
    ($name:literal, $run:expr) => {
        static_method!($name, (left: HALF_SIG, right: HALF_SIG) -> HALF_SIG => |c| {
            let run: fn(f32, f32) -> f32 = $run;
            Ok(half(run(half_of(c.arg(0)), half_of(c.arg(1)))))
        })
    };
}

macro_rules! half_casts {
    ($name:literal: $($sig:ident),*) => {
        static_method!($name, $((value: $sig) -> HALF_SIG => |c| Ok(half(half_of(c.arg(0))))),*)
    };
}

static HALVES: &[Member] = &[
    static_get!("Epsilon", HALF_SIG => |_| Ok(half(2f32.powi(-24)))),
    static_get!("MaxValue", HALF_SIG => |_| Ok(half(65504.0))),
    static_get!("MinValue", HALF_SIG => |_| Ok(half(-65504.0))),
    static_get!("NaN", HALF_SIG => |_| Ok(half(f32::NAN))),
    static_get!("PositiveInfinity", HALF_SIG => |_| Ok(half(f32::INFINITY))),
    static_get!("NegativeInfinity", HALF_SIG => |_| Ok(half(f32::NEG_INFINITY))),
    static_get!("One", HALF_SIG => |_| Ok(half(1.0))),
    static_get!("Zero", HALF_SIG => |_| Ok(half(0.0))),
    method!("CompareTo", (other: HALF_SIG) -> INT => |c| ok(super::number::order(half_of(c.this), half_of(c.arg(0))) as i32)),
    method!("ToString",
        () -> STR => |c| ok(half_text(half_of(c.this))),
        (format: STR) -> STR => |c| ok(Half(half_of(c.this)).text(&c.text(0), &cultures::of(&Value::Null))?),
        (provider: PROVIDER) -> STR => |c| ok(half_text(half_of(c.this))),
        (format: STR, provider: PROVIDER) -> STR => |c| ok(Half(half_of(c.this)).text(&c.text(0), &cultures::of(c.arg(1)))?)),
    static_method!("Parse", (s: STR) -> HALF_SIG => |c| {
        let text = c.text_of(0, "s")?;
        Ok(half(number::parse_f32(&text, NumberStyles::FLOAT.with(NumberStyles::ALLOW_THOUSANDS), cultures::of(&Value::Null).numbers()).or_raise()?))
    }),
    static_method!("IsNaN", (value: HALF_SIG) -> BOOL => |c| ok(half_of(c.arg(0)).is_nan())),
    static_method!("IsInfinity", (value: HALF_SIG) -> BOOL => |c| ok(half_of(c.arg(0)).is_infinite())),
    static_method!("IsFinite", (value: HALF_SIG) -> BOOL => |c| ok(half_of(c.arg(0)).is_finite())),
    halves!("op_Addition", |a, b| a + b),
    halves!("op_Subtraction", |a, b| a - b),
    halves!("op_Multiply", |a, b| a * b),
    halves!("op_Division", |a, b| a / b),
    half_casts!("op_Implicit": BYTE, SBYTE),
    half_casts!("op_Explicit": SINGLE, DOUBLE, DECIMAL, INT, LONG, SHORT, USHORT, UINT, ULONG),
];

fn index(value: i32, from_end: bool) -> Value {
    Value::native(Index { value, from_end })
}

fn index_of(value: &Value) -> Index {
    match value.as_native::<Index>() {
        Some(index) => Index {
            value: index.value,
            from_end: index.from_end,
        },
        None => Index {
            value: value.as_integer().unwrap_or_default() as i32,
            from_end: false,
        },
    }
}

fn new_index(c: &mut Call<'_>) -> Result<Value> {
    if c.int(0) < 0 {
        return negative("value", c.long(0)).raise();
    }
    Ok(index(c.int(0), c.flag(1)))
}

static INDEX_MEMBERS: &[Member] = &[
    constructors!((value: INT, fromEnd: ?BOOL) -> THIS => new_index),
    get!("Value", INT => |c| ok(index_of(c.this).value)),
    get!("IsFromEnd", BOOL => |c| ok(index_of(c.this).from_end)),
    static_get!("Start", INDEX_SIG => |_| Ok(index(0, false))),
    static_get!("End", INDEX_SIG => |_| Ok(index(0, true))),
    method!("GetOffset", (length: INT) -> INT => |c| {
        let own = index_of(c.this);
        ok(if own.from_end { c.int(0) - own.value } else { own.value })
    }),
    method!("ToString", () -> STR => |c| ok(index_of(c.this).to_text())),
    static_method!("FromStart", (value: INT) -> INDEX_SIG => |c| Ok(index(c.int(0), false))),
    static_method!("FromEnd", (value: INT) -> INDEX_SIG => |c| Ok(index(c.int(0), true))),
    static_method!("op_Implicit", (value: INT) -> INDEX_SIG => new_index),
];

fn bound(c: &Call<'_>, end: bool) -> Value {
    let Some(range) = c.this.as_native::<Range>() else {
        return Value::Null;
    };
    let one = if end { &range.1 } else { &range.0 };
    index(one.value, one.from_end)
}

fn range(start: &Value, end: &Value) -> Result<Value> {
    Ok(Value::native(Range(index_of(start), index_of(end))))
}

static RANGE_MEMBERS: &[Member] = &[
    constructors!((start: INDEX_SIG, end: INDEX_SIG) -> THIS => |c| range(c.arg(0), c.arg(1))),
    get!("Start", INDEX_SIG => |c| Ok(bound(c, false))),
    get!("End", INDEX_SIG => |c| Ok(bound(c, true))),
    static_get!("All", RANGE_SIG => |_| range(&index(0, false), &index(0, true))),
    method!("ToString", () -> STR => |c| ok(c.this.as_native::<Range>().map(Native::to_text).unwrap_or_default())),
    static_method!("StartAt", (start: INDEX_SIG) -> RANGE_SIG => |c| range(c.arg(0), &index(0, true))),
    static_method!("EndAt", (end: INDEX_SIG) -> RANGE_SIG => |c| range(&index(0, false), c.arg(0))),
];
