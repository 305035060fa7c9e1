//! `[datetime]`, `[timespan]` and their kin.

use crate::types::Member;

/// Members.
pub static DATE_TIME: &[Member] = &[];
/// Members.
pub static TIME_SPAN: &[Member] = &[];
