//! `[random]`. Unseeded ones draw from the session's generator; seeded ones follow .NET's algorithm for seeds.

use super::args::*;
use super::table::*;
use crate::types::{self, Call, Member, Sig, Type, TypeInfo};
use crate::{Host, Native, Value};
use std::cell::RefCell;

/// A `Random`.
pub struct Random {
    /// `None` draws from the session.
    seeded: Option<RefCell<Seeded>>,
}

/// `Random`
pub static RANDOM: TypeInfo = TypeInfo::class("System.Random", &types::OBJECT).members(|| MEMBERS);

impl Native for Random {
    fn get_type(&self) -> Type {
        Type::Known(&RANDOM)
    }
}

/// The subtractive generator of .NET's seeded `Random`.
struct Seeded {
    table: [i32; 56],
    next: usize,
    next_back: usize,
}

impl Seeded {
    fn new(seed: i32) -> Seeded {
        let mut table = [0i32; 56];
        const SEED: i32 = 161_803_398;
        let mut mj = SEED
            - if seed == i32::MIN {
                i32::MAX
            } else {
                seed.abs()
            };
        table[55] = mj;
        let mut mk = 1;
        let mut at = 0;
        for _ in 1..55 {
            at += 21;
            if at >= 55 {
                at -= 55;
            }
            table[at] = mk;
            mk = mj - mk;
            if mk < 0 {
                mk = mk.wrapping_add(i32::MAX);
            }
            mj = table[at];
        }
        for _ in 1..5 {
            for i in 1..56 {
                let mut n = i + 30;
                if n >= 55 {
                    n -= 55;
                }
                table[i] = table[i].wrapping_sub(table[1 + n]);
                if table[i] < 0 {
                    table[i] = table[i].wrapping_add(i32::MAX);
                }
            }
        }
        Seeded {
            table,
            next: 0,
            next_back: 21,
        }
    }

    fn sample(&mut self) -> i32 {
        self.next = if self.next + 1 >= 56 {
            1
        } else {
            self.next + 1
        };
        self.next_back = if self.next_back + 1 >= 56 {
            1
        } else {
            self.next_back + 1
        };
        let mut value = self.table[self.next].wrapping_sub(self.table[self.next_back]);
        if value == i32::MAX {
            value -= 1;
        }
        if value < 0 {
            value = value.wrapping_add(i32::MAX);
        }
        self.table[self.next] = value;
        value
    }

    fn fraction(&mut self) -> f64 {
        f64::from(self.sample()) * (1.0 / f64::from(i32::MAX))
    }

    fn large_fraction(&mut self) -> f64 {
        let mut value = self.sample();
        if self.sample() % 2 == 0 {
            value = -value;
        }
        (f64::from(value) + f64::from(i32::MAX - 1)) / (2.0 * f64::from(i32::MAX) - 1.0)
    }

    fn below(&mut self, low: i64, high: i64) -> i64 {
        let range = high - low;
        let fraction = if range <= i64::from(i32::MAX) {
            self.fraction()
        } else {
            self.large_fraction()
        };
        (fraction * range as f64) as i64 + low
    }
}

const SELF: Sig = Sig::One(&RANDOM);

static MEMBERS: &[Member] = &[
    constructors!(
        () -> VOID => |_| Ok(Value::native(Random { seeded: None })),
        (Seed: INT) -> VOID => |c| Ok(Value::native(Random { seeded: Some(RefCell::new(Seeded::new(c.int(0)))) }))),
    static_get!("Shared", SELF => |_| Ok(Value::native(Random { seeded: None }))),
    method!("GetHexString", (stringLength: INT, lowercase: ?BOOL) -> STR => |c| {
        let Ok(length) = usize::try_from(c.int(0)) else { return negative("stringLength", c.long(0)).raise() };
        let mut text = String::with_capacity(length);
        for _ in 0..length {
            let digit = between(c, 0, 16) as u32;
            text.extend(char::from_digit(digit, 16));
        }
        ok(if c.flag(1) { text } else { text.to_ascii_uppercase() })
    }),
    method!("GetItems", (choices: OBJECTS, length: INT) -> OBJECTS => |c| {
        let choices = c.items(0);
        if choices.is_empty() {
            return argument("Span may not be empty.", "choices").raise();
        }
        let mut items = Vec::new();
        for _ in 0..c.int(1).max(0) {
            let at = between(c, 0, choices.len() as i64) as usize;
            items.push(choices[at].clone());
        }
        Ok(Value::array(items))
    }),
    method!("Next",
    (minValue: INT, maxValue: INT) -> INT => |c| {
        if c.int(0) > c.int(1) {
            return out_of_range("minValue", "'minValue' cannot be greater than maxValue.").raise();
        }
        ok(between(c, c.long(0), c.long(1)) as i32)
    },
    (maxValue: INT) -> INT => |c| {
        if c.int(0) < 0 {
            return out_of_range("maxValue", "'maxValue' must be greater than zero.").raise();
        }
        ok(between(c, 0, c.long(0)) as i32)
    },
    () -> INT => |c| {
        if let Some(seeded) = own(c).and_then(|random| random.seeded.as_ref()) {
            return ok(seeded.borrow_mut().sample());
        }
        ok(between(c, 0, i64::from(i32::MAX)) as i32)
    }),
    method!("NextBytes", (buffer: BYTES) -> VOID => |c| {
        let Value::Array(array) = c.arg(0).base().clone() else { return argument_null("buffer").raise() };
        for at in 0..array.len() {
            let byte = match own(c).and_then(|random| random.seeded.as_ref()) {
                Some(seeded) => seeded.borrow_mut().sample() as u8,
                None => c.host.random() as u8,
            };
            array.items.borrow_mut().set(at, Value::Byte(byte));
        }
        Ok(Value::Nothing)
    }),
    method!("NextDouble", () -> DOUBLE => |c| ok(fraction(c))),
    method!("NextInt64",
        (minValue: LONG, maxValue: LONG) -> LONG => |c| {
            if c.long(0) > c.long(1) {
                return out_of_range("minValue", "'minValue' cannot be greater than maxValue.").raise();
            }
            ok(between(c, c.long(0), c.long(1)))
        },
        (maxValue: LONG) -> LONG => |c| {
            if c.long(0) < 0 {
                return out_of_range("maxValue", "'maxValue' must be greater than zero.").raise();
            }
            ok(between(c, 0, c.long(0)))
        },
        () -> LONG => |c| ok(between(c, 0, i64::MAX))),
    method!("NextSingle", () -> SINGLE => |c| ok(fraction(c) as f32)),
    method!("Shuffle", (values: OBJECTS) -> VOID => |c| {
        let Value::Array(array) = c.arg(0).base().clone() else { return argument_null("values").raise() };
        for at in 0..array.len().saturating_sub(1) {
            let other = between(c, at as i64, array.len() as i64) as usize;
            let (a, b) = (array.get(at).unwrap_or_default(), array.get(other).unwrap_or_default());
            let mut items = array.items.borrow_mut();
            items.set(at, b);
            items.set(other, a);
        }
        Ok(Value::Nothing)
    }),
];

fn own<'a>(c: &Call<'a>) -> Option<&'a Random> {
    c.this.as_native::<Random>()
}

fn fraction(c: &mut Call<'_>) -> f64 {
    match own(c).and_then(|random| random.seeded.as_ref()) {
        Some(seeded) => seeded.borrow_mut().fraction(),
        None => unit(c.host),
    }
}

/// A fraction of the session's generator, from 0 to below 1.
pub fn unit(host: &mut dyn Host) -> f64 {
    const MANTISSA_BITS: u32 = 53;
    (host.random() >> (64 - MANTISSA_BITS)) as f64 / (1u64 << MANTISSA_BITS) as f64
}

/// An integer from `low` to below `high`; `low` where there is none between.
fn between(c: &mut Call<'_>, low: i64, high: i64) -> i64 {
    if high <= low {
        return low;
    }
    if let Some(seeded) = own(c).and_then(|random| random.seeded.as_ref()) {
        return seeded.borrow_mut().below(low, high);
    }
    below(c.host, low, high)
}

/// An integer of the session's generator, from `low` to below `high`.
pub fn below(host: &mut dyn Host, low: i64, high: i64) -> i64 {
    let range = high.wrapping_sub(low) as u64;
    let scaled = (u128::from(host.random()) * u128::from(range)) >> 64;
    low.wrapping_add(scaled as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seeds_give_net_s_numbers() {
        let mut seeded = Seeded::new(42);
        assert_eq!(
            [seeded.sample(), seeded.sample(), seeded.sample()],
            [1_434_747_710, 302_596_119, 269_548_474]
        );
    }
}
