//! Exceptions and error records.

use crate::types::Member;

/// Members.
pub static EXCEPTION: &[Member] = &[];
/// Members.
pub static RUNTIME_EXCEPTION: &[Member] = &[];
/// Members.
pub static ERROR_RECORD: &[Member] = &[];
