//! Dictionaries.

use crate::types::Member;

/// Members.
pub static HASHTABLE: &[Member] = &[];
/// Members.
pub static ORDERED: &[Member] = &[];
/// Members.
pub static DICTIONARY: &[Member] = &[];
