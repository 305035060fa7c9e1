//! What the cultures are called and which conventions they carry.

use crate::date::DateTimeFormatInfo;
use crate::number::NumberFormatInfo;

/// A culture: its names and its conventions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CultureInfo {
    /// `en-US`; empty for the invariant culture.
    pub name: &'static str,
    /// `English (United States)`.
    pub english_name: &'static str,
    /// The Windows identifier.
    pub lcid: i32,
    /// `en`.
    pub two_letter_iso_language_name: &'static str,
    /// `eng`.
    pub three_letter_iso_language_name: &'static str,
    /// `ENU`.
    pub three_letter_windows_language_name: &'static str,
    /// The name of the culture above this one.
    pub parent: &'static str,
    /// Whether the culture names a language without a region.
    pub is_neutral: bool,
    /// How it writes numbers.
    pub number_format: NumberFormatInfo,
    /// How it writes dates.
    pub date_time_format: DateTimeFormatInfo,
}

impl CultureInfo {
    /// The invariant culture.
    pub fn invariant() -> Self {
        CultureInfo {
            name: "",
            english_name: "Invariant Language (Invariant Country)",
            lcid: 127,
            two_letter_iso_language_name: "iv",
            three_letter_iso_language_name: "ivl",
            three_letter_windows_language_name: "IVL",
            parent: "",
            is_neutral: false,
            number_format: NumberFormatInfo::invariant(),
            date_time_format: DateTimeFormatInfo::invariant(),
        }
    }

    /// American English, the culture that the shell runs in.
    pub fn en_us() -> Self {
        CultureInfo {
            name: "en-US",
            english_name: "English (United States)",
            lcid: 1033,
            two_letter_iso_language_name: "en",
            three_letter_iso_language_name: "eng",
            three_letter_windows_language_name: "ENU",
            parent: "en",
            is_neutral: false,
            number_format: NumberFormatInfo::en_us(),
            date_time_format: DateTimeFormatInfo::en_us(),
        }
    }

    fn en() -> Self {
        CultureInfo {
            name: "en",
            english_name: "English",
            lcid: 9,
            parent: "",
            is_neutral: true,
            ..Self::en_us()
        }
    }
}

/// Finds a culture by name, in any case. Only those that the table holds are known.
pub fn culture(name: &str) -> Option<CultureInfo> {
    match name.to_ascii_lowercase().as_str() {
        "" | "iv" => Some(CultureInfo::invariant()),
        "en" => Some(CultureInfo::en()),
        "en-us" => Some(CultureInfo::en_us()),
        other => super::table::find(other),
    }
}
