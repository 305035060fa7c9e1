//! The order of strings in en-US and the invariant culture, which both follow ICU's root collation.
//!
//! Punctuation counts, accents count, case counts last (lower first) or not at all; control characters, zero-width characters and
//! soft hyphens count for nothing, so that `"a`0" -eq "a"`.

use super::ordinal::{compare_ordinal, compare_ordinal_ignore_case};
use super::rank::RANK;
use icu_collator::options::{AlternateHandling, CaseLevel, CollatorOptions, MaxVariable, Strength};
use icu_collator::{CollatorBorrowed, CollatorPreferences};
use std::cmp::Ordering;
use std::sync::OnceLock;

/// `System.Globalization.CompareOptions`; the bits are .NET's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CompareOptions(pub u32);

#[allow(missing_docs, reason = "the names are .NET's own")]
impl CompareOptions {
    pub const NONE: Self = Self(0);
    pub const IGNORE_CASE: Self = Self(1);
    pub const IGNORE_NON_SPACE: Self = Self(2);
    pub const IGNORE_SYMBOLS: Self = Self(4);
    pub const IGNORE_KANA_TYPE: Self = Self(8);
    pub const IGNORE_WIDTH: Self = Self(16);
    pub const NUMERIC_ORDERING: Self = Self(32);
    pub const ORDINAL_IGNORE_CASE: Self = Self(0x1000_0000);
    pub const STRING_SORT: Self = Self(0x2000_0000);
    pub const ORDINAL: Self = Self(0x4000_0000);

    /// Whether all bits of `other` are set.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

/// `CompareInfo.Compare(left, right, options)`.
pub fn compare(left: &str, right: &str, options: CompareOptions) -> Ordering {
    if options.has(CompareOptions::ORDINAL) {
        return compare_ordinal(left, right);
    }
    if options.has(CompareOptions::ORDINAL_IGNORE_CASE) {
        return compare_ordinal_ignore_case(left, right);
    }
    // Width, kana type and string sort make no difference at these strengths.
    let plain = options.0 & 0x2e == 0;
    if plain {
        return compare_ps(left, right, options.has(CompareOptions::IGNORE_CASE));
    }
    collator(options).map_or_else(|| left.cmp(right), |collator| collator.compare(left, right))
}

/// The order of strings in a language of its own rules.
pub struct Collation {
    with_case: CollatorBorrowed<'static>,
    without: CollatorBorrowed<'static>,
}

impl Collation {
    /// The order in a culture, by name; `None` where nobody knows the name.
    pub fn of(culture: &str) -> Option<Collation> {
        let locale = icu_locale_core::Locale::try_from_str(culture).ok()?;
        let make = |strength| {
            let mut wanted = CollatorOptions::default();
            wanted.strength = Some(strength);
            CollatorBorrowed::try_new(CollatorPreferences::from(&locale), wanted).ok()
        };
        Some(Collation {
            with_case: make(Strength::Tertiary)?,
            without: make(Strength::Secondary)?,
        })
    }

    /// The order of two strings.
    pub fn compare(&self, left: &str, right: &str, ignore_case: bool) -> Ordering {
        let collator = if ignore_case {
            &self.without
        } else {
            &self.with_case
        };
        collator.compare(left, right)
    }
}

/// How `-lt`, `-gt`, `Sort-Object` and their siblings order two strings.
#[inline]
pub fn compare_ps(left: &str, right: &str, ignore_case: bool) -> Ordering {
    match quick(left.as_bytes(), right.as_bytes()) {
        Quick::Primary(order) => order,
        Quick::Case(order) => {
            if ignore_case {
                Ordering::Equal
            } else {
                order
            }
        }
        Quick::Unknown => slow(left, right, ignore_case),
    }
}

/// `-eq` on strings: equal to the collator, case aside. The commonest operation of all.
#[inline]
pub fn eq_ignore_case(left: &str, right: &str) -> bool {
    // Comparing bytes first is cheaper than folding them, and most equal strings are identical.
    if left == right || (left.len() == right.len() && left.eq_ignore_ascii_case(right)) {
        return true;
    }
    compare_ps(left, right, true) == Ordering::Equal
}

/// `-ceq` on strings.
#[inline]
pub fn eq_case_sensitive(left: &str, right: &str) -> bool {
    left == right || compare_ps(left, right, false) == Ordering::Equal
}

#[cold]
fn slow(left: &str, right: &str, ignore_case: bool) -> Ordering {
    let options = if ignore_case {
        CompareOptions::IGNORE_CASE
    } else {
        CompareOptions::NONE
    };
    collator(options).map_or_else(|| left.cmp(right), |collator| collator.compare(left, right))
}

/// What the table of ASCII ranks says.
enum Quick {
    /// The strings differ by more than case.
    Primary(Ordering),
    /// They are equal, case aside; with case they order so.
    Case(Ordering),
    /// A character came up that only the collator knows.
    Unknown,
}

/// The first pair of ASCII characters of different rank decides, whatever follows: nothing that may stand behind such a character
/// changes its primary weight.
#[inline]
fn quick(left: &[u8], right: &[u8]) -> Quick {
    let mut case = Ordering::Equal;
    for (l, r) in left.iter().zip(right) {
        let (low, high) = (RANK[*l as usize], RANK[*r as usize]);
        if low == 0 || high == 0 {
            return Quick::Unknown;
        }
        if low != high {
            return Quick::Primary(low.cmp(&high));
        }
        if l != r && case == Ordering::Equal {
            // Capitals have the smaller code and come later.
            case = r.cmp(l);
        }
    }
    let shared = left.len().min(right.len());
    match (left.get(shared), right.get(shared)) {
        (None, None) => Quick::Case(case),
        (Some(l), _) if RANK[*l as usize] != 0 => Quick::Primary(Ordering::Greater),
        (_, Some(r)) if RANK[*r as usize] != 0 => Quick::Primary(Ordering::Less),
        _ => Quick::Unknown,
    }
}

/// One collator for each combination of the options that ICU knows, made on first use.
pub(super) fn collator(options: CompareOptions) -> Option<&'static CollatorBorrowed<'static>> {
    static COLLATORS: [OnceLock<Option<CollatorBorrowed<'static>>>; 16] =
        [const { OnceLock::new() }; 16];
    let numeric = options.has(CompareOptions::NUMERIC_ORDERING);
    let slot = (options.0 & 7) as usize | usize::from(numeric) << 3;
    COLLATORS[slot]
        .get_or_init(|| make_collator(options, numeric))
        .as_ref()
}

fn make_collator(options: CompareOptions, numeric: bool) -> Option<CollatorBorrowed<'static>> {
    let ignore_case = options.has(CompareOptions::IGNORE_CASE);
    let mut wanted = CollatorOptions::default();
    wanted.strength = Some(if ignore_case {
        Strength::Secondary
    } else {
        Strength::Tertiary
    });
    if options.has(CompareOptions::IGNORE_NON_SPACE) {
        wanted.strength = Some(Strength::Primary);
        if !ignore_case {
            wanted.case_level = Some(CaseLevel::On);
        }
    }
    if options.has(CompareOptions::IGNORE_SYMBOLS) {
        wanted.alternate_handling = Some(AlternateHandling::Shifted);
        wanted.max_variable = Some(MaxVariable::Currency);
    }
    let mut preferences = CollatorPreferences::default();
    if numeric {
        preferences.numeric_ordering =
            Some(icu_collator::preferences::CollationNumericOrdering::True);
    }
    CollatorBorrowed::try_new(preferences, wanted).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn recorded_orders_hold() {
        let sorted = [
            "", " ", "_", "-1", "~", "1", "10", "2", "a", "A", "á", "a b", "a_b", "a-b", "ab", "b",
            "B", "co-op", "coop", "e", "é", "É", "ss", "ß", "z", "Z",
        ];
        for (index, left) in sorted.iter().enumerate() {
            for (other, right) in sorted.iter().enumerate() {
                assert_eq!(
                    compare_ps(left, right, false),
                    index.cmp(&other),
                    "{left:?} {right:?}"
                );
            }
        }
        assert!(
            eq_ignore_case("É", "é") && !eq_ignore_case("ß", "ss") && !eq_ignore_case("e", "é")
        );
        assert!(
            eq_ignore_case("a\0", "A")
                && eq_ignore_case("a\u{200b}b", "ab")
                && !eq_ignore_case("a ", "a")
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]
        #[test]
        fn table_agrees_with_collator(left in "[ -~\\t\\r\\nabAB\\x00\\x01\\x7fé\u{301}·lL\u{200b}ß]{0,6}", right in "[ -~\\t\\r\\nabAB\\x00\\x01\\x7fé\u{301}·lL\u{200b}ß]{0,6}") {
            for ignore_case in [false, true] {
                prop_assert_eq!(compare_ps(&left, &right, ignore_case), slow(&left, &right, ignore_case));
            }
            prop_assert_eq!(eq_ignore_case(&left, &right), slow(&left, &right, true) == Ordering::Equal);
        }
    }
}
