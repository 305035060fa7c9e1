//! Comparing and casing strings as .NET does with ICU's data, and what a culture is called.
//!
//! Read `ordinal` (code units, simple case mapping), then `collate` (the order that PowerShell's operators use), `casing`, `names`.
//! `utf16` converts between Rust's byte offsets and .NET's.
//! `table` holds the conventions of the other cultures that scripts name.
//! Absent on purpose: tailored orders. All cultures sort like en-US, which is ICU's root order.

mod casing;
mod collate;
mod find;
mod names;
mod ordinal;
mod rank;
mod table;
mod utf16;

pub use casing::{to_lower, to_lower_char, to_title, to_upper, to_upper_char};
pub use collate::{
    Collation, CompareOptions, compare, compare_ps, eq_case_sensitive, eq_ignore_case,
};
pub use find::{ends_with, index_of, last_index_of, starts_with};
pub use names::{CultureInfo, culture};
pub use ordinal::{
    OrdinalKey, compare_ordinal, compare_ordinal_ignore_case, eq_ordinal_ignore_case,
    hash_ordinal_ignore_case,
};
pub use utf16::{byte_offset, byte_range, utf16_len, utf16_offset, utf16_slice};
