//! The one source of chance in a lab: SplitMix64, small enough to read and equal on every machine.

/// A generator whose whole state is one number, so that a run can be repeated from its seed.
#[derive(Clone, Debug)]
pub struct Rng {
    state: u64,
}

impl Rng {
    /// A generator that always yields the same numbers for the same seed.
    pub const fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// The next 64 bits (Steele, Lea, Flood 2014: "Fast splittable pseudorandom number generators").
    pub fn bits(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from zero to `limit - 1`; zero when `limit` is zero. The bias of the multiplication is below 2⁻³² for the limits used here.
    pub fn below(&mut self, limit: u64) -> u64 {
        ((u128::from(self.bits()) * u128::from(limit)) >> 64) as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_seeds_yield_equal_numbers_within_the_limit() {
        let (mut left, mut right) = (Rng::new(7), Rng::new(7));
        for _ in 0..1000 {
            let number = left.below(10);
            assert_eq!(number, right.below(10));
            assert!(number < 10);
        }
        assert_eq!(left.below(0), 0);
        assert_ne!(Rng::new(1).bits(), Rng::new(2).bits());
    }
}
