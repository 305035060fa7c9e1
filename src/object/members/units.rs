//! UTF-16 units of strings, which is what .NET counts.

use crate::Str;
use std::borrow::Cow;

/// The units of a string.
pub fn of(text: &Str) -> Cow<'static, [u16]> {
    if text.is_ascii() {
        text.bytes().map(u16::from).collect()
    } else {
        text.encode_utf16().collect()
    }
}

/// The string of these units; half a surrogate pair becomes the replacement character, since strings are UTF-8 inside.
pub fn text_of_units(units: &[u16]) -> Str {
    String::from_utf16_lossy(units).into()
}

/// What an ordinal comparison returns: the difference of the first units that differ, or of the lengths.
pub fn difference(a: &[u16], b: &[u16]) -> i32 {
    let first = a.iter().zip(b).find(|(x, y)| x != y);
    match first {
        Some((x, y)) => i32::from(*x) - i32::from(*y),
        None => a.len() as i32 - b.len() as i32,
    }
}

/// Every kind of line end replaced.
pub fn replace_line_endings(text: &str, with: &str) -> String {
    let mut replaced = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                if chars.peek() == Some(&'\n') {
                    chars.next();
                }
                replaced.push_str(with);
            }
            '\n' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => replaced.push_str(with),
            other => replaced.push(other),
        }
    }
    replaced
}

/// Latin letters with the accents that the composed forms stand for: base letters, combining mark, composed letters.
static MARKS: [(char, &str, &str); 8] = [
    ('\u{300}', "AEIOUaeiouNnWwYy", "ÀÈÌÒÙàèìòùǸǹẀẁỲỳ"),
    (
        '\u{301}',
        "AEIOUYaeiouyCcLlNnRrSsZz",
        "ÁÉÍÓÚÝáéíóúýĆćĹĺŃńŔŕŚśŹź",
    ),
    (
        '\u{302}',
        "AEIOUaeiouCcGgHhJjSsWwYy",
        "ÂÊÎÔÛâêîôûĈĉĜĝĤĥĴĵŜŝŴŵŶŷ",
    ),
    ('\u{303}', "ANOanoIiUu", "ÃÑÕãñõĨĩŨũ"),
    ('\u{308}', "AEIOUaeiouyY", "ÄËÏÖÜäëïöüÿŸ"),
    ('\u{30a}', "AaUu", "ÅåŮů"),
    ('\u{30c}', "CcDdEeNnRrSsTtZz", "ČčĎďĚěŇňŘřŠšŤťŽž"),
    ('\u{327}', "CcSsTt", "ÇçŞşŢţ"),
];

/// Letters and their marks put together (form C).
pub fn compose(text: &str) -> String {
    let mut composed = String::with_capacity(text.len());
    for c in text.chars() {
        let joined = composed.chars().next_back().and_then(|base| {
            let (_, bases, whole) = MARKS.iter().find(|(mark, ..)| *mark == c)?;
            bases
                .chars()
                .zip(whole.chars())
                .find(|(letter, _)| *letter == base)
                .map(|(_, whole)| whole)
        });
        match joined {
            Some(whole) => {
                composed.pop();
                composed.push(whole);
            }
            None => composed.push(c),
        }
    }
    composed
}

/// Letters and their marks taken apart (form D).
pub fn decompose(text: &str) -> String {
    let mut apart = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        let found = MARKS.iter().find_map(|(mark, bases, whole)| {
            bases
                .chars()
                .zip(whole.chars())
                .find(|(_, letter)| *letter == c)
                .map(|(base, _)| (base, *mark))
        });
        match found {
            Some((base, mark)) => apart.extend([base, mark]),
            None => apart.push(c),
        }
    }
    apart
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_come_apart_and_together() {
        assert_eq!(decompose("Café"), "Cafe\u{301}");
        assert_eq!(compose("Cafe\u{301}"), "Café");
    }

    #[test]
    fn line_ends_of_all_kinds_are_replaced() {
        assert_eq!(replace_line_endings("a\r\nb\rc\nd", "|"), "a|b|c|d");
    }
}
