//! Culture-aware search: `IndexOf`, `StartsWith`, `EndsWith` of strings. Where both strings are plain ASCII they are ordinal.

use super::collate::{CompareOptions, collator, compare};
use super::rank::RANK;
use std::cmp::Ordering;
use std::ops::Range;

/// Beyond this many bytes the collator's search, which is quadratic, gives way to the ordinal one.
const SEARCH_MAX: usize = 4096;

fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| RANK[byte as usize] != 0)
}

fn is_ordinal(text: &str, part: &str, options: CompareOptions) -> bool {
    let ordinal =
        options.has(CompareOptions::ORDINAL) || options.has(CompareOptions::ORDINAL_IGNORE_CASE);
    let plain = options.0 & 0x26 == 0 && is_plain(text) && is_plain(part);
    ordinal || plain || text.len() > SEARCH_MAX
}

fn ignores_case(options: CompareOptions) -> bool {
    options.has(CompareOptions::IGNORE_CASE) || options.has(CompareOptions::ORDINAL_IGNORE_CASE)
}

/// The bytes of `text` where `part` first matches (`IndexOf`).
pub fn index_of(text: &str, part: &str, options: CompareOptions) -> Option<Range<usize>> {
    if is_ordinal(text, part, options) {
        return ordinal_index(text, part, ignores_case(options), false);
    }
    boundaries(text).find_map(|start| prefix_at(text, start, part, options))
}

/// The bytes of `text` where `part` last matches (`LastIndexOf`).
pub fn last_index_of(text: &str, part: &str, options: CompareOptions) -> Option<Range<usize>> {
    if is_ordinal(text, part, options) {
        return ordinal_index(text, part, ignores_case(options), true);
    }
    boundaries(text)
        .rev()
        .find_map(|start| prefix_at(text, start, part, options))
}

/// `text.StartsWith(part)`.
pub fn starts_with(text: &str, part: &str, options: CompareOptions) -> bool {
    if is_ordinal(text, part, options) {
        return ordinal_prefix(text, part, ignores_case(options)).is_some();
    }
    prefix_at(text, 0, part, options).is_some()
}

/// `text.EndsWith(part)`.
pub fn ends_with(text: &str, part: &str, options: CompareOptions) -> bool {
    let equal = |start: usize| compare(&text[start..], part, options) == Ordering::Equal;
    if is_ordinal(text, part, options) {
        let ordinal = if ignores_case(options) {
            CompareOptions::ORDINAL_IGNORE_CASE
        } else {
            CompareOptions::ORDINAL
        };
        return boundaries(text)
            .rev()
            .any(|start| compare(&text[start..], part, ordinal) == Ordering::Equal);
    }
    boundaries(text).any(equal)
}

fn boundaries(text: &str) -> impl DoubleEndedIterator<Item = usize> + '_ {
    (0..=text.len()).filter(|at| text.is_char_boundary(*at))
}

/// The shortest stretch from `start` that equals `part` and is not cut off from a combining mark behind it.
fn prefix_at(
    text: &str,
    start: usize,
    part: &str,
    options: CompareOptions,
) -> Option<Range<usize>> {
    let collator = collator(options)?;
    let ends = boundaries(text).filter(|end| *end >= start);
    let whole = |end: usize| !text[end..].starts_with(is_combining);
    ends.into_iter()
        .find(|end| whole(*end) && collator.compare(&text[start..*end], part) == Ordering::Equal)
        .map(|end| start..end)
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

fn ordinal_index(text: &str, part: &str, ignore_case: bool, last: bool) -> Option<Range<usize>> {
    if !ignore_case {
        let start = if last {
            text.rfind(part)
        } else {
            text.find(part)
        }?;
        return Some(start..start + part.len());
    }
    let at = |start: usize| {
        ordinal_prefix(&text[start..], part, true).map(|length| start..start + length)
    };
    if last {
        boundaries(text).rev().find_map(at)
    } else {
        boundaries(text).find_map(at)
    }
}

/// How many bytes of `text` match `part` at its start.
fn ordinal_prefix(text: &str, part: &str, ignore_case: bool) -> Option<usize> {
    if !ignore_case {
        return text.starts_with(part).then_some(part.len());
    }
    let mut rest = text.chars();
    for wanted in part.chars() {
        let c = rest.next()?;
        if c != wanted && super::ordinal::fold(c) != super::ordinal::fold(wanted) {
            return None;
        }
    }
    Some(text.len() - rest.as_str().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn search_follows_options() {
        assert_eq!(
            index_of("Hello", "L", CompareOptions::IGNORE_CASE),
            Some(2..3)
        );
        assert_eq!(
            last_index_of("Hello", "l", CompareOptions::NONE),
            Some(3..4)
        );
        assert_eq!(
            index_of("a\u{200b}bc", "ab", CompareOptions::NONE),
            Some(0..5)
        );
        assert_eq!(
            index_of("re\u{301}sume\u{301}", "é", CompareOptions::NONE),
            Some(1..4)
        );
        assert!(
            ends_with("file.TXT", ".txt", CompareOptions::IGNORE_CASE)
                && starts_with("ünï", "Ün", CompareOptions::ORDINAL_IGNORE_CASE)
        );
        assert!(
            starts_with("abc", "", CompareOptions::NONE)
                && ends_with("abc", "", CompareOptions::NONE)
        );
    }
}
