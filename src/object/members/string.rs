//! `[string]`.

use crate::types::Member;

/// Members.
pub static MEMBERS: &[Member] = &[];
