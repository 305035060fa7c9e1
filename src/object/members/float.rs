//! `Double` and `Single`.

use super::args::*;
use super::convert_class::change;
use super::format::to_string;
use super::number::{
    at, clamp, common, compare_object, compare_own, equals, order, parse, pick, try_parse,
    type_code,
};
use super::table::*;
use crate::types::{self, Call, Member, Sig};
use crate::{Fault, Result, Value};
use std::cmp::Ordering;

const ROUNDING: Sig = Sig::One(&types::MIDPOINT_ROUNDING);

macro_rules! test {
    ($kind:ty, $sig:ident, $name:literal, $run:expr) => {
        static_method!($name, (d: $sig) -> BOOL => |c| { let run: fn($kind) -> bool = $run; ok(run(at::<$kind>(c, 0))) })
    };
}

macro_rules! function {
    ($kind:ty, $sig:ident, $name:literal, $run:expr) => {
        static_method!($name, (x: $sig) -> $sig => |c| { let run: fn($kind) -> $kind = $run; ok(run(at::<$kind>(c, 0))) })
    };
}

macro_rules! binary {
    ($kind:ty, $sig:ident, $name:literal, $run:expr) => {
        static_method!($name, (x: $sig, y: $sig) -> $sig => |c| {
            let run: fn($kind, $kind) -> $kind = $run;
            ok(run(at::<$kind>(c, 0), at::<$kind>(c, 1)))
        })
    };
}

macro_rules! float {
    ($(#[$meta:meta])* $table:ident, $k:ident, $s:ident, $info:ident) => {
        $(#[$meta])*
        pub static $table: &[Member] = common!($k, $s, $info;
            static_get!("E", $s => |_| ok(std::$k::consts::E)),
            static_get!("Epsilon", $s => |_| ok($k::from_bits(1))),
            static_get!("NaN", $s => |_| ok($k::NAN)),
            static_get!("NegativeInfinity", $s => |_| ok($k::NEG_INFINITY)),
            static_get!("NegativeZero", $s => |_| ok(-0.0 as $k)),
            static_get!("Pi", $s => |_| ok(std::$k::consts::PI)),
            static_get!("PositiveInfinity", $s => |_| ok($k::INFINITY)),
            static_get!("Tau", $s => |_| ok(std::$k::consts::TAU)),
            function!($k, $s, "Abs", $k::abs),
            function!($k, $s, "Acos", $k::acos),
            function!($k, $s, "Acosh", $k::acosh),
            function!($k, $s, "AcosPi", |x| x.acos() / std::$k::consts::PI),
            function!($k, $s, "Asin", $k::asin),
            function!($k, $s, "Asinh", $k::asinh),
            function!($k, $s, "AsinPi", |x| x.asin() / std::$k::consts::PI),
            function!($k, $s, "Atan", $k::atan),
            function!($k, $s, "Atanh", $k::atanh),
            function!($k, $s, "AtanPi", |x| x.atan() / std::$k::consts::PI),
            binary!($k, $s, "Atan2", $k::atan2),
            binary!($k, $s, "Atan2Pi", |y, x| y.atan2(x) / std::$k::consts::PI),
            function!($k, $s, "BitDecrement", $k::next_down),
            function!($k, $s, "BitIncrement", $k::next_up),
            function!($k, $s, "Cbrt", |x| cbrt(f64::from(x)) as $k),
            function!($k, $s, "Ceiling", $k::ceil),
            binary!($k, $s, "CopySign", $k::copysign),
            function!($k, $s, "Cos", $k::cos),
            function!($k, $s, "Cosh", $k::cosh),
            function!($k, $s, "CosPi", |x| cos_pi(f64::from(x)) as $k),
            function!($k, $s, "DegreesToRadians", |x| x * std::$k::consts::PI / 180.0),
            function!($k, $s, "RadiansToDegrees", |x| x * 180.0 / std::$k::consts::PI),
            function!($k, $s, "Exp", $k::exp),
            function!($k, $s, "Exp10", |x| (10.0 as $k).powf(x)),
            function!($k, $s, "Exp10M1", |x| (10.0 as $k).powf(x) - 1.0),
            function!($k, $s, "Exp2", |x| (2.0 as $k).powf(x)),
            function!($k, $s, "Exp2M1", |x| (2.0 as $k).powf(x) - 1.0),
            function!($k, $s, "ExpM1", |x| x.exp() - 1.0),
            function!($k, $s, "Floor", $k::floor),
            static_method!("FusedMultiplyAdd", (left: $s, right: $s, addend: $s) -> $s => |c| ok(at::<$k>(c, 0).mul_add(at(c, 1), at(c, 2)))),
            static_method!("MultiplyAddEstimate", (left: $s, right: $s, addend: $s) -> $s => |c| ok(at::<$k>(c, 0) * at::<$k>(c, 1) + at::<$k>(c, 2))),
            binary!($k, $s, "Hypot", $k::hypot),
            binary!($k, $s, "Ieee754Remainder", |x, y| ieee_remainder(f64::from(x), f64::from(y)) as $k),
            static_method!("ILogB", (x: $s) -> INT => |c| ok(ilogb(f64::from(at::<$k>(c, 0))))),
            test!($k, $s, "IsEvenInteger", |x| x.is_finite() && x % 2.0 == 0.0),
            test!($k, $s, "IsFinite", $k::is_finite),
            test!($k, $s, "IsInfinity", $k::is_infinite),
            test!($k, $s, "IsInteger", |x| x.is_finite() && x.fract() == 0.0),
            test!($k, $s, "IsNaN", $k::is_nan),
            test!($k, $s, "IsNegative", $k::is_sign_negative),
            test!($k, $s, "IsNegativeInfinity", |x| x == $k::NEG_INFINITY),
            test!($k, $s, "IsNormal", $k::is_normal),
            test!($k, $s, "IsOddInteger", |x| x.is_finite() && (x % 2.0).abs() == 1.0),
            test!($k, $s, "IsPositive", $k::is_sign_positive),
            test!($k, $s, "IsPositiveInfinity", |x| x == $k::INFINITY),
            test!($k, $s, "IsPow2", |x| x > 0.0 && x.is_finite() && x.log2().fract() == 0.0),
            test!($k, $s, "IsRealNumber", |x| !x.is_nan()),
            test!($k, $s, "IsSubnormal", |x| x != 0.0 && x.is_finite() && !x.is_normal()),
            static_method!("Lerp", (value1: $s, value2: $s, amount: $s) -> $s => |c| {
                let (a, b, amount): ($k, $k, $k) = (at(c, 0), at(c, 1), at(c, 2));
                ok(a * (1.0 - amount) + b * amount)
            }),
            static_method!("Log", (x: $s) -> $s => |c| ok(at::<$k>(c, 0).ln()), (x: $s, newBase: $s) -> $s => |c| ok(log(f64::from(at::<$k>(c, 0)), f64::from(at::<$k>(c, 1))) as $k)),
            function!($k, $s, "Log10", $k::log10),
            function!($k, $s, "Log10P1", |x| (x + 1.0).log10()),
            function!($k, $s, "Log2", $k::log2),
            function!($k, $s, "Log2P1", |x| (x + 1.0).log2()),
            function!($k, $s, "LogP1", |x| (x + 1.0).ln()),
            binary!($k, $s, "MaxMagnitude", |x, y| if x.abs() > y.abs() || x.is_nan() || (x.abs() == y.abs() && x > y) { x } else { y }),
            binary!($k, $s, "MinMagnitude", |x, y| if x.abs() < y.abs() || x.is_nan() || (x.abs() == y.abs() && x < y) { x } else { y }),
            binary!($k, $s, "MaxNumber", $k::max),
            binary!($k, $s, "MinNumber", $k::min),
            binary!($k, $s, "MaxMagnitudeNumber", |x, y| if x.abs() > y.abs() || y.is_nan() || (x.abs() == y.abs() && x > y) { x } else { y }),
            binary!($k, $s, "MinMagnitudeNumber", |x, y| if x.abs() < y.abs() || y.is_nan() || (x.abs() == y.abs() && x < y) { x } else { y }),
            binary!($k, $s, "MaxNative", |x, y| if x > y { x } else { y }),
            binary!($k, $s, "MinNative", |x, y| if x < y { x } else { y }),
            static_method!("ClampNative", (value: $s, min: $s, max: $s) -> $s => clamp::<$k>),
            binary!($k, $s, "Pow", $k::powf),
            function!($k, $s, "ReciprocalEstimate", |x| 1.0 / x),
            function!($k, $s, "ReciprocalSqrtEstimate", |x| 1.0 / x.sqrt()),
            static_method!("RootN", (x: $s, n: INT) -> $s => |c| ok(root(f64::from(at::<$k>(c, 0)), c.int(1)) as $k)),
            static_method!("Round",
                (x: $s, digits: INT, mode: ROUNDING) -> $s => |c| ok(round(c, f64::from(at::<$k>(c, 0)), Some(1), Some(2))? as $k),
                (x: $s, mode: ROUNDING) -> $s => |c| ok(round(c, f64::from(at::<$k>(c, 0)), None, Some(1))? as $k),
                (x: $s, digits: INT) -> $s => |c| ok(round(c, f64::from(at::<$k>(c, 0)), Some(1), None)? as $k),
                (x: $s) -> $s => |c| ok(at::<$k>(c, 0).round_ties_even())),
            static_method!("ScaleB", (x: $s, n: INT) -> $s => |c| ok((f64::from(at::<$k>(c, 0)) * 2f64.powi(c.int(1))) as $k)),
            static_method!("Sign", (value: $s) -> INT => |c| sign(f64::from(at::<$k>(c, 0)))),
            function!($k, $s, "Sin", $k::sin),
            static_method!("SinCos", (x: $s) -> OBJ => |c| {
                let (sin, cos) = at::<$k>(c, 0).sin_cos();
                Ok(super::tuple::value_tuple(vec![sin.into(), cos.into()]))
            }),
            static_method!("SinCosPi", (x: $s) -> OBJ => |c| {
                let x = f64::from(at::<$k>(c, 0));
                Ok(super::tuple::value_tuple(vec![(sin_pi(x) as $k).into(), (cos_pi(x) as $k).into()]))
            }),
            function!($k, $s, "Sinh", $k::sinh),
            function!($k, $s, "SinPi", |x| sin_pi(f64::from(x)) as $k),
            function!($k, $s, "Sqrt", $k::sqrt),
            function!($k, $s, "Tan", $k::tan),
            function!($k, $s, "Tanh", $k::tanh),
            function!($k, $s, "TanPi", |x| (sin_pi(f64::from(x)) / cos_pi(f64::from(x))) as $k),
            function!($k, $s, "Truncate", $k::trunc),
        );
    };
}

float! {
    /// Members of `Double`.
    F64, f64, DOUBLE, DOUBLE
}
float! {
    /// Members of `Single`.
    F32, f32, SINGLE, SINGLE
}

/// The sine of half turns, exact at whole and half ones.
fn sin_pi(x: f64) -> f64 {
    let turn = x % 2.0;
    if turn.fract() == 0.0 {
        0.0f64.copysign(x)
    } else {
        (turn * std::f64::consts::PI).sin()
    }
}

/// The cosine of half turns, exact at whole and half ones.
fn cos_pi(x: f64) -> f64 {
    let turn = (x % 2.0).abs();
    match turn {
        0.5 | 1.5 => 0.0,
        0.0 => 1.0,
        1.0 => -1.0,
        _ => (turn * std::f64::consts::PI).cos(),
    }
}

/// `Math.IEEERemainder`
pub(super) fn ieee_remainder(x: f64, y: f64) -> f64 {
    if x.is_nan() || y.is_nan() || x.is_infinite() || y == 0.0 {
        return f64::NAN;
    }
    if y.is_infinite() {
        return x;
    }
    let rest = x - y * (x / y).round_ties_even();
    if rest == 0.0 {
        0.0f64.copysign(x)
    } else {
        rest
    }
}

/// `Math.Cbrt` as the C library of .NET computes it, which is not always the nearest double.
#[allow(clippy::excessive_precision, reason = "the digits are the C library's")]
pub(super) fn cbrt(x: f64) -> f64 {
    if x == 0.0 || !x.is_finite() {
        return x;
    }
    const CBRT_2: f64 = 1.259_921_049_894_873_2;
    const CBRT_4: f64 = 1.587_401_051_968_199_5;
    const FACTORS: [f64; 5] = [1.0 / CBRT_4, 1.0 / CBRT_2, 1.0, CBRT_2, CBRT_4];
    let mut exponent = ilogb(x) + 1;
    let m = x.abs() / 2f64.powi(exponent.min(1000)) / 2f64.powi((exponent - 1000).max(0));
    let inner = 2.114_994_941_673_712_9
        - (2.446_931_222_780_835_6
            - (1.834_692_774_836_130_9
                - (0.784_932_344_976_639_3 - 0.145_263_899_385_486_37 * m) * m)
                * m)
            * m;
    let u = 0.354_895_765_043_919_86 + (1.508_191_937_815_849 - inner * m) * m;
    let cube = u * u * u;
    let rest = exponent % 3;
    let root = u * (cube + 2.0 * m) / (2.0 * cube + m) * FACTORS[(2 + rest) as usize];
    exponent /= 3;
    (root * 2f64.powi(exponent)).copysign(x)
}

/// `Math.ILogB`: the exponent of two.
pub(super) fn ilogb(x: f64) -> i32 {
    if x == 0.0 {
        return i32::MIN;
    }
    if !x.is_finite() {
        return i32::MAX;
    }
    const MANTISSA_BITS: i32 = 52;
    let exponent = ((x.to_bits() >> MANTISSA_BITS) & 0x7ff) as i32;
    if exponent == 0 {
        let fraction = x.to_bits() & ((1 << MANTISSA_BITS) - 1);
        return -1022 - (fraction.leading_zeros() as i32 - 11);
    }
    exponent - 1023
}

/// `Math.Log(a, newBase)`
pub(super) fn log(a: f64, base: f64) -> f64 {
    if a.is_nan() || base.is_nan() {
        return f64::NAN;
    }
    if base == 1.0 || (a != 1.0 && (base == 0.0 || base == f64::INFINITY)) {
        return f64::NAN;
    }
    a.ln() / base.ln()
}

fn root(x: f64, n: i32) -> f64 {
    match n {
        0 => f64::NAN,
        2 => x.sqrt(),
        3 => x.cbrt(),
        n if x < 0.0 && n % 2 != 0 => -(-x).powf(1.0 / f64::from(n)),
        n => x.powf(1.0 / f64::from(n)),
    }
}

/// `Math.Sign` of a fraction.
pub(super) fn sign(x: f64) -> Result<Value> {
    if x.is_nan() {
        return Fault::new(
            &types::ARITHMETIC_EXCEPTION,
            "Function does not accept floating point Not-a-Number values.",
        )
        .raise();
    }
    ok(order(x, 0.0) as i32)
}

/// A `MidpointRounding` argument.
pub(super) fn mode(c: &Call<'_>, at: Option<usize>) -> Result<crate::number::MidpointRounding> {
    use crate::number::MidpointRounding::*;
    Ok(match at.map_or(0, |n| c.long(n)) {
        0 => ToEven,
        1 => AwayFromZero,
        2 => ToZero,
        3 => ToNegativeInfinity,
        4 => ToPositiveInfinity,
        other => {
            let message = format!(
                "The Enum type should contain one and only one enum value. (Value '{other}' is not valid for this usage of the type MidpointRounding.)"
            );
            return argument(&message, "mode").raise();
        }
    })
}

/// `Math.Round` of a fraction.
pub(super) fn round(
    c: &Call<'_>,
    value: f64,
    digits: Option<usize>,
    rounding: Option<usize>,
) -> Result<f64> {
    let digits = digits.map_or(0, |n| c.int(n));
    let rounding = mode(c, rounding)?;
    let rounded = u32::try_from(digits)
        .ok()
        .and_then(|digits| crate::number::round_f64(value, digits, rounding));
    rounded.ok_or_else(|| {
        out_of_range(
            "digits",
            "Rounding digits must be between 0 and 15, inclusive.",
        )
        .into()
    })
}
