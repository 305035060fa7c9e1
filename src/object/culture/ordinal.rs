//! Ordinal comparison: UTF-16 units, with or without case.

use super::casing::to_upper_char;
use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

/// `string.CompareOrdinal`: surrogates sort below U+E000, which is where UTF-8 order differs.
pub fn compare_ordinal(left: &str, right: &str) -> Ordering {
    if left.is_ascii() || right.is_ascii() {
        return left.cmp(right);
    }
    left.encode_utf16().cmp(right.encode_utf16())
}

/// The case that ordinal comparison folds to: upper, except for two letters that would become ASCII.
pub(super) fn fold(c: char) -> char {
    if c == '\u{17f}' { c } else { to_upper_char(c) }
}

/// `string.Compare(left, right, OrdinalIgnoreCase)`.
pub fn compare_ordinal_ignore_case(left: &str, right: &str) -> Ordering {
    if left.is_ascii() && right.is_ascii() {
        return left
            .bytes()
            .map(|b| b.to_ascii_uppercase())
            .cmp(right.bytes().map(|b| b.to_ascii_uppercase()));
    }
    let units = |text: &str| text.chars().map(fold).collect::<String>();
    compare_ordinal(&units(left), &units(right))
}

/// `string.Equals(left, right, OrdinalIgnoreCase)`.
pub fn eq_ordinal_ignore_case(left: &str, right: &str) -> bool {
    if left.len() == right.len() && left.eq_ignore_ascii_case(right) {
        return true;
    }
    if left.is_ascii() && right.is_ascii() {
        return false;
    }
    left.chars().map(fold).eq(right.chars().map(fold))
}

/// Feeds `text` to `state` so that strings equal under [`eq_ordinal_ignore_case`] hash alike.
pub fn hash_ordinal_ignore_case<H: Hasher>(text: &str, state: &mut H) {
    if text.is_ascii() {
        // Eight bytes at a time: this runs for every access to a hashtable.
        let mut chunks = text.as_bytes().chunks_exact(8);
        for chunk in &mut chunks {
            let mut word = [0u8; 8];
            word.copy_from_slice(chunk);
            word.make_ascii_uppercase();
            state.write_u64(u64::from_le_bytes(word));
        }
        let mut word = [0u8; 8];
        let rest = chunks.remainder();
        word[..rest.len()].copy_from_slice(rest);
        word.make_ascii_uppercase();
        state.write_u64(u64::from_le_bytes(word));
        state.write_usize(text.len());
        return;
    }
    let folded: String = text.chars().map(fold).collect();
    if folded.is_ascii() {
        return hash_ordinal_ignore_case(&folded, state);
    }
    folded.hash(state);
}

/// A borrowed key whose equality and hash ignore case.
#[derive(Debug, Clone, Copy)]
pub struct OrdinalKey<'a>(pub &'a str);

impl PartialEq for OrdinalKey<'_> {
    fn eq(&self, other: &Self) -> bool {
        eq_ordinal_ignore_case(self.0, other.0)
    }
}

impl Eq for OrdinalKey<'_> {}

impl Hash for OrdinalKey<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        hash_ordinal_ignore_case(self.0, state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustc_hash::FxHasher;

    fn hash(text: &str) -> u64 {
        let mut hasher = FxHasher::default();
        hash_ordinal_ignore_case(text, &mut hasher);
        hasher.finish()
    }

    #[test]
    fn equality_and_hash_agree() {
        for (left, right) in [
            ("abc", "ABC"),
            ("Ünï", "üNÏ"),
            ("σ", "Σ"),
            ("ς", "σ"),
            ("abcdefghi", "ABCDEFGHI"),
            ("µ", "μ"),
        ] {
            assert!(eq_ordinal_ignore_case(left, right), "{left} {right}");
            assert_eq!(hash(left), hash(right), "{left} {right}");
        }
        for (left, right) in [
            ("ß", "ss"),
            ("\u{131}", "i"),
            ("\u{17f}", "s"),
            ("a", "b"),
            ("\u{212a}x", "kx1"),
        ] {
            assert!(!eq_ordinal_ignore_case(left, right), "{left} {right}");
        }
    }

    #[test]
    fn order_is_by_code_unit() {
        assert_eq!(compare_ordinal("a", "B"), Ordering::Greater);
        assert_eq!(compare_ordinal_ignore_case("a", "B"), Ordering::Less);
        assert_eq!(compare_ordinal("\u{1f600}", "\u{ffee}"), Ordering::Less);
    }
}
