//! .NET counts UTF-16 units, Rust counts bytes. Each helper first tries the case in which the two agree: ASCII.

use std::ops::Range;

/// `text.Length` as .NET has it.
pub fn utf16_len(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else {
        text.encode_utf16().count()
    }
}

/// The UTF-16 offset of the byte offset `at`.
pub fn utf16_offset(text: &str, at: usize) -> usize {
    text.get(..at).map_or_else(|| utf16_len(text), utf16_len)
}

/// The byte offset of the UTF-16 offset `at`. An offset inside a surrogate pair goes to its start; `None` is beyond the end.
pub fn byte_offset(text: &str, at: usize) -> Option<usize> {
    if text.is_ascii() {
        return (at <= text.len()).then_some(at);
    }
    let mut units = 0;
    for (index, c) in text.char_indices() {
        if units + c.len_utf16() > at {
            return Some(index);
        }
        units += c.len_utf16();
    }
    (units == at).then_some(text.len())
}

/// The byte range of `length` UTF-16 units from `start`.
pub fn byte_range(text: &str, start: usize, length: usize) -> Option<Range<usize>> {
    let begin = byte_offset(text, start)?;
    let end = byte_offset(text, start.checked_add(length)?)?;
    Some(begin..end)
}

/// `text.Substring(start, length)`; `None` where .NET throws.
pub fn utf16_slice(text: &str, start: usize, length: usize) -> Option<&str> {
    text.get(byte_range(text, start, length)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_count_surrogates_twice() {
        let text = "a\u{1f600}b";
        assert_eq!(utf16_len(text), 4);
        assert_eq!(byte_offset(text, 3), Some(5));
        assert_eq!(utf16_offset(text, 5), 3);
        assert_eq!(utf16_slice(text, 3, 1), Some("b"));
        assert_eq!(byte_offset(text, 5), None);
    }
}
