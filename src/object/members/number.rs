//! Numbers.

use crate::types::Member;

/// Members.
pub static SBYTE: &[Member] = &[];
/// Members.
pub static BYTE: &[Member] = &[];
/// Members.
pub static INT16: &[Member] = &[];
/// Members.
pub static UINT16: &[Member] = &[];
/// Members.
pub static INT32: &[Member] = &[];
/// Members.
pub static UINT32: &[Member] = &[];
/// Members.
pub static INT64: &[Member] = &[];
/// Members.
pub static UINT64: &[Member] = &[];
/// Members.
pub static SINGLE: &[Member] = &[];
/// Members.
pub static DOUBLE: &[Member] = &[];
/// Members.
pub static DECIMAL: &[Member] = &[];
/// Members.
pub static BIG_INTEGER: &[Member] = &[];
