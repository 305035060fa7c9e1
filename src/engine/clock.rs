//! The session's clock and its seeded generator: the only sources of time and chance.
//!
//! Waiting moves the clock instead of waiting. Live, the clock is the time of day plus all that was skipped; fixed, it stands
//! still but for waiting; paced, waits take real time, or a part of it.

use object::date::DateTime;
use std::time::{Duration, Instant};

/// Ticks of 100 ns in a second.
pub const TICKS_PER_SECOND: i64 = 10_000_000;

/// The clock.
pub struct Clock {
    mode: Mode,
    skipped_ticks: i64,
    /// Waits take real time divided by this.
    pub pace: Option<f64>,
}

enum Mode {
    Live { start: Instant, start_ticks: i64 },
    Fixed { start_ticks: i64 },
}

impl Clock {
    /// The real time of day.
    pub fn live() -> Clock {
        Clock {
            mode: Mode::Live {
                start: Instant::now(),
                start_ticks: local_ticks(),
            },
            skipped_ticks: 0,
            pace: None,
        }
    }

    /// A clock that starts there (ticks of local time) and moves only by waiting.
    pub fn fixed(start: DateTime) -> Clock {
        Clock {
            mode: Mode::Fixed {
                start_ticks: start.ticks(),
            },
            skipped_ticks: 0,
            pace: None,
        }
    }

    /// Whether it moves only by waiting.
    pub fn is_fixed(&self) -> bool {
        matches!(self.mode, Mode::Fixed { .. })
    }

    /// Ticks of local time since the year 1.
    pub fn now_ticks(&self) -> i64 {
        match &self.mode {
            Mode::Live { start, start_ticks } => {
                start_ticks + real_ticks(start) + self.skipped_ticks
            }
            Mode::Fixed { start_ticks } => start_ticks + self.skipped_ticks,
        }
    }

    /// Ticks since the session began.
    pub fn elapsed_ticks(&self) -> i64 {
        match &self.mode {
            Mode::Live { start, .. } => real_ticks(start) + self.skipped_ticks,
            Mode::Fixed { .. } => self.skipped_ticks,
        }
    }

    /// Waits: moves on, and sleeps where the clock is paced.
    pub fn wait_ticks(&mut self, ticks: i64) {
        let ticks = ticks.max(0);
        match self.pace {
            Some(pace) if pace > 0.0 => {
                let real = Duration::from_secs_f64(ticks as f64 / TICKS_PER_SECOND as f64 / pace);
                std::thread::sleep(real);
                let passed = if self.is_fixed() {
                    0
                } else {
                    real.as_nanos() as i64 / 100
                };
                self.skipped_ticks += ticks - passed.min(ticks);
            }
            _ => self.skipped_ticks += ticks,
        }
    }
}

fn real_ticks(start: &Instant) -> i64 {
    (start.elapsed().as_nanos() / 100) as i64
}

fn local_ticks() -> i64 {
    const UNIX_EPOCH_TICKS: i64 = 621_355_968_000_000_000;
    let since = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap_or_default();
    let utc = UNIX_EPOCH_TICKS + (since.as_nanos() / 100) as i64;
    utc + object::date::Zone::local().offset_at_utc(utc)
}

/// The generator: SplitMix64, small and the same everywhere.
pub struct Random {
    state: u64,
}

impl Random {
    /// From a seed.
    pub fn new(seed: u64) -> Random {
        Random { state: seed }
    }

    /// The next 64 bits.
    pub fn next_bits(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A random GUID (version 4).
    pub fn guid(&mut self) -> [u8; 16] {
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&self.next_bits().to_be_bytes());
        bytes[8..].copy_from_slice(&self.next_bits().to_be_bytes());
        bytes[6] = bytes[6] & 0x0F | 0x40;
        bytes[8] = bytes[8] & 0x3F | 0x80;
        bytes
    }

    /// A number below `limit`, which must not be 0.
    pub fn below(&mut self, limit: u64) -> u64 {
        ((u128::from(self.next_bits()) * u128::from(limit)) >> 64) as u64
    }

    /// A number from 0 up to, but not, 1.
    pub fn fraction(&mut self) -> f64 {
        (self.next_bits() >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// A moment of local time.
pub fn local_time(ticks: i64) -> DateTime {
    DateTime::from_ticks(ticks, object::date::DateTimeKind::Local).unwrap_or(DateTime::MAX)
}
