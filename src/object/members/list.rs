//! Lists.

use crate::types::Member;

/// Members.
pub static LIST: &[Member] = &[];
/// Members.
pub static ARRAY_LIST: &[Member] = &[];
/// Members.
pub static COLLECTION: &[Member] = &[];
