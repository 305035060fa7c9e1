//! Regular expressions.

use crate::types::Member;

/// Members.
pub static REGEX: &[Member] = &[];
