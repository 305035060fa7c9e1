//! Numbers as text and text as numbers, the way .NET and PowerShell do it.
//!
//! Read `info` (what a culture contributes), then `digits` (a number as decimal digits and a scale), then the writers
//! (`standard`, `custom`, dispatched by `format`), the reader (`read`, `parse`, `scan`, `convert`), `composite` (the language of `-f`) and `round`.
//! Absent on purpose: anything that knows `Value`. The caller picks the Rust type and the culture.

mod composite;
mod convert;
mod custom;
mod digits;
mod error;
mod format;
mod info;
mod parse;
mod read;
mod round;
mod scan;
mod standard;

pub use composite::{composite, composite_with};
pub use convert::{
    string_to_bigint, string_to_decimal, string_to_f32, string_to_f64, string_to_integer,
};
pub use error::{FormatError, NumberError};
pub use format::{FormatNumber, f32_to_ps_string, f64_to_ps_string};
pub use info::NumberFormatInfo;
pub use parse::{
    Integer, NumberStyles, parse_bigint, parse_decimal, parse_f32, parse_f64, parse_integer,
};
pub use round::{MidpointRounding, decimal_to_integer, f64_to_integer, round_decimal, round_f64};
pub use scan::{ScannedNumber, scan_number};
