//! `[bool]` and `[switch]`.

use crate::types::Member;

/// Members.
pub static MEMBERS: &[Member] = &[];
/// Members.
pub static SWITCH: &[Member] = &[];
