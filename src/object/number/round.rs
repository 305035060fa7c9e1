//! Rounding: `Math.Round` and the conversions of fractions to integers.

use super::error::NumberError;
use super::parse::Integer;
use num_traits::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

/// Where a value goes that lies between two candidates; the numbers are .NET's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[allow(missing_docs, reason = "the names are .NET's own")]
pub enum MidpointRounding {
    #[default]
    ToEven = 0,
    AwayFromZero = 1,
    ToZero = 2,
    ToNegativeInfinity = 3,
    ToPositiveInfinity = 4,
}

/// The largest number of decimals that `Math.Round` takes for a double.
const DOUBLE_DIGITS_MAX: u32 = 15;
/// From here on a double has no fraction to round.
const ROUND_LIMIT: f64 = 1e16;

/// `Math.Round(value, digits, mode)`; `None` where .NET rejects the number of digits.
pub fn round_f64(value: f64, digits: u32, mode: MidpointRounding) -> Option<f64> {
    if digits > DOUBLE_DIGITS_MAX {
        return None;
    }
    if value.abs() >= ROUND_LIMIT {
        return Some(value);
    }
    let power = 10f64.powi(digits as i32);
    // .NET scales, rounds and scales back; the error that scaling brings is part of the result.
    Some(round_whole(value * power, mode) / power)
}

fn round_whole(value: f64, mode: MidpointRounding) -> f64 {
    match mode {
        MidpointRounding::ToEven => value.round_ties_even(),
        MidpointRounding::AwayFromZero => (value + 0.49999999999999994f64.copysign(value)).trunc(),
        MidpointRounding::ToZero => value.trunc(),
        MidpointRounding::ToNegativeInfinity => value.floor(),
        MidpointRounding::ToPositiveInfinity => value.ceil(),
    }
}

/// `Math.Round(decimal, digits, mode)`; `None` where .NET rejects the number of digits.
pub fn round_decimal(value: &Decimal, digits: u32, mode: MidpointRounding) -> Option<Decimal> {
    let strategy = match mode {
        MidpointRounding::ToEven => RoundingStrategy::MidpointNearestEven,
        MidpointRounding::AwayFromZero => RoundingStrategy::MidpointAwayFromZero,
        MidpointRounding::ToZero => RoundingStrategy::ToZero,
        MidpointRounding::ToNegativeInfinity => RoundingStrategy::ToNegativeInfinity,
        MidpointRounding::ToPositiveInfinity => RoundingStrategy::ToPositiveInfinity,
    };
    (digits <= 28).then(|| value.round_dp_with_strategy(digits, strategy))
}

/// `Convert.ToInt32(double)` and its siblings: half goes to even.
pub fn f64_to_integer<T: Integer>(value: f64) -> Result<T, NumberError> {
    let rounded = value.round_ties_even();
    // The bound keeps the cast to i128 exact; NaN fails it too.
    let whole = (rounded.abs() < 1e30).then_some(rounded as i128);
    whole
        .and_then(T::from_i128)
        .ok_or(NumberError::Overflow(T::TARGET))
}

/// `Convert.ToInt32(decimal)` and its siblings: half goes to even.
pub fn decimal_to_integer<T: Integer>(value: &Decimal) -> Result<T, NumberError> {
    let whole = value
        .round_dp_with_strategy(0, RoundingStrategy::MidpointNearestEven)
        .to_i128();
    whole
        .and_then(T::from_i128)
        .ok_or(NumberError::Overflow(T::TARGET))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_goes_to_even_unless_told_otherwise() {
        assert_eq!(round_f64(2.5, 0, MidpointRounding::ToEven), Some(2.0));
        assert_eq!(
            round_f64(-2.5, 0, MidpointRounding::AwayFromZero),
            Some(-3.0)
        );
        assert_eq!(round_f64(1.005, 2, MidpointRounding::ToEven), Some(1.0));
        assert_eq!(round_f64(2.345, 2, MidpointRounding::ToEven), Some(2.35));
        assert_eq!(round_f64(1.5, 16, MidpointRounding::ToEven), None);
        assert_eq!(
            round_decimal(&Decimal::new(25, 1), 0, MidpointRounding::ToEven),
            Some(Decimal::from(2))
        );
        assert_eq!(
            f64_to_integer::<i32>(2_147_483_647.5),
            Err(NumberError::Overflow("an Int32"))
        );
        assert_eq!(f64_to_integer::<u8>(-0.5), Ok(0));
        assert!(f64_to_integer::<i64>(f64::NAN).is_err());
    }
}
