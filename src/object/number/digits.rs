//! A number as decimal digits, a scale and a sign: what every format is written from.

use num_bigint::BigInt;
use rust_decimal::Decimal;

/// What the digits were made from; the kinds differ in `-0` and in trailing zeros.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Integer,
    Float,
    Decimal,
}

/// The value is `0.DIGITS` times ten to the power of `scale`. No digits means zero.
#[derive(Debug, Clone)]
pub(super) struct Digits {
    pub digits: Vec<u8>,
    pub scale: i32,
    pub negative: bool,
    pub kind: Kind,
}

impl Digits {
    /// Digits of an integer.
    pub fn integer(magnitude: u128, negative: bool) -> Self {
        Self::from_text(
            if magnitude == 0 {
                String::new()
            } else {
                magnitude.to_string()
            },
            negative,
        )
    }

    /// Digits of a big integer.
    pub fn big(value: &BigInt) -> Self {
        let (sign, magnitude) = (value.sign(), value.magnitude());
        let text = if sign == num_bigint::Sign::NoSign {
            String::new()
        } else {
            magnitude.to_string()
        };
        Self::from_text(text, sign == num_bigint::Sign::Minus)
    }

    fn from_text(text: String, negative: bool) -> Self {
        let scale = text.len() as i32;
        Digits {
            digits: text.into_bytes(),
            scale,
            negative,
            kind: Kind::Integer,
        }
    }

    /// Digits of a decimal, its trailing zeros included.
    pub fn decimal(value: &Decimal) -> Self {
        let mantissa = value.mantissa().unsigned_abs();
        let text = if mantissa == 0 {
            String::new()
        } else {
            mantissa.to_string()
        };
        let scale = text.len() as i32 - value.scale() as i32;
        Digits {
            digits: text.into_bytes(),
            scale,
            negative: value.is_sign_negative(),
            kind: Kind::Decimal,
        }
    }

    /// Digits from Rust's exponent notation (`d.ddde-x`), which is exact or shortest as the caller asked.
    pub fn exponent(text: &str, negative: bool) -> Self {
        let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
        let mut digits: Vec<u8> = mantissa.bytes().filter(u8::is_ascii_digit).collect();
        while digits.last() == Some(&b'0') {
            digits.pop();
        }
        let scale = if digits.is_empty() {
            0
        } else {
            exponent.parse::<i32>().unwrap_or(0) + 1
        };
        Digits {
            digits,
            scale,
            negative,
            kind: Kind::Float,
        }
    }

    /// Digits from Rust's fixed notation (`ddd.ddd`).
    pub fn fixed(text: &str, negative: bool) -> Self {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let mut digits: Vec<u8> = whole.bytes().chain(fraction.bytes()).collect();
        let zeros = digits.iter().take_while(|d| **d == b'0').count();
        digits.drain(..zeros);
        while digits.last() == Some(&b'0') {
            digits.pop();
        }
        let scale = if digits.is_empty() {
            0
        } else {
            whole.len() as i32 - zeros as i32
        };
        Digits {
            digits,
            scale,
            negative,
            kind: Kind::Float,
        }
    }

    /// The digit at `index`, if there are so many.
    pub fn at(&self, index: usize) -> Option<u8> {
        self.digits.get(index).copied()
    }

    /// Whether the value is zero.
    pub fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// Keeps `count` digits. Half goes away from zero unless the digits were rounded when they were made; trailing zeros go.
    pub fn round(&mut self, count: i32, rounded_already: bool) {
        let keep = usize::try_from(count).unwrap_or(0);
        let up = count >= 0 && !rounded_already && self.at(keep).is_some_and(|digit| digit >= b'5');
        self.digits.truncate(keep);
        if up {
            while self.digits.last() == Some(&b'9') {
                self.digits.pop();
            }
            match self.digits.last_mut() {
                Some(last) => *last += 1,
                None => {
                    self.scale += 1;
                    self.digits.push(b'1');
                }
            }
        } else {
            while self.digits.last() == Some(&b'0') {
                self.digits.pop();
            }
        }
        if self.digits.is_empty() {
            self.zero();
        }
    }

    /// Marks the value as zero: only floating point knows a negative one.
    pub fn zero(&mut self) {
        self.scale = 0;
        if self.kind != Kind::Float {
            self.negative = false;
        }
    }
}
