//! How many screen cells a text takes, and cutting it at a number of cells.
//!
//! Escape sequences take none. The wide ranges are those of PowerShell's own `LengthInBufferCells`, which counts a combining mark
//! as a cell; a table that counted better would not line up with PowerShell's.

use std::borrow::Cow;

const ESCAPE: char = '\u{1b}';

/// The mark of a text that was cut.
pub const ELLIPSIS: char = '…';

/// Cells of one character.
pub fn of_char(c: char) -> usize {
    let wide = matches!(c,
        '\u{1100}'..='\u{115f}' | '\u{2329}' | '\u{232a}' | '\u{2e80}'..='\u{303e}' | '\u{3040}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}' | '\u{fe10}'..='\u{fe19}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}'
        | '\u{10000}'..);
    if wide { 2 } else { 1 }
}

/// Cells of a text.
pub fn of(text: &str) -> usize {
    if text.is_ascii() && !text.contains(ESCAPE) {
        return text.len();
    }
    pieces(text).map(|(_, cells)| cells).sum()
}

/// The characters of a text with their cells; an escape sequence is one piece of no cells.
pub fn pieces(text: &str) -> impl Iterator<Item = (&str, usize)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let c = rest.chars().next()?;
        let escape = if c == ESCAPE { escape_length(rest) } else { 0 };
        let (length, cells) = if escape > 0 {
            (escape, 0)
        } else {
            (c.len_utf8(), of_char(c))
        };
        let (piece, tail) = rest.split_at(length);
        rest = tail;
        Some((piece, cells))
    })
}

/// Bytes of the escape sequence that `text` begins with; 0 where it begins with none.
fn escape_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    match bytes.get(1) {
        Some(b'[') => {
            let parameters = bytes[2..]
                .iter()
                .take_while(|b| matches!(b, 0x20..=0x3f))
                .count();
            match bytes.get(2 + parameters) {
                Some(0x40..=0x7e) => 3 + parameters,
                _ => 0,
            }
        }
        Some(b']') => {
            let bell = text.find('\u{7}').map(|at| at + 1);
            let string = text.find("\u{1b}\\").map(|at| at + 2);
            bell.into_iter().chain(string).min().unwrap_or(0)
        }
        _ => 0,
    }
}

/// The text without escape sequences.
pub fn plain(text: &str) -> Cow<'_, str> {
    if !text.contains(ESCAPE) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(
        pieces(text)
            .filter(|(piece, _)| !(piece.starts_with(ESCAPE) && piece.len() > 1))
            .map(|(piece, _)| piece)
            .collect(),
    )
}

/// The longest beginning of the text that fits; escape sequences behind the cut stay, or a colour would never end.
pub fn head(text: &str, limit: usize) -> Cow<'_, str> {
    let mut used = 0;
    let mut end = 0;
    for (piece, cells) in pieces(text) {
        used += cells;
        if used > limit {
            break;
        }
        end += piece.len();
    }
    let rest = &text[end..];
    if !rest.contains(ESCAPE) {
        return Cow::Borrowed(&text[..end]);
    }
    let mut kept = text[..end].to_string();
    kept.extend(escapes(rest));
    Cow::Owned(kept)
}

/// The longest end of the text that fits; escape sequences before the cut stay.
pub fn tail(text: &str, limit: usize) -> Cow<'_, str> {
    let all: Vec<(&str, usize)> = pieces(text).collect();
    let mut used = 0;
    let mut start = text.len();
    for (piece, cells) in all.iter().rev() {
        used += cells;
        if used > limit {
            break;
        }
        start -= piece.len();
    }
    let before = &text[..start];
    if !before.contains(ESCAPE) {
        return Cow::Borrowed(&text[start..]);
    }
    let mut kept: String = escapes(before).collect();
    kept.push_str(&text[start..]);
    Cow::Owned(kept)
}

fn escapes(text: &str) -> impl Iterator<Item = &str> {
    pieces(text)
        .filter(|(piece, cells)| *cells == 0 && piece.len() > 1)
        .map(|(piece, _)| piece)
}

/// Adds that many blanks.
pub fn pad(out: &mut String, count: usize) {
    out.extend(std::iter::repeat_n(' ', count));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_characters_take_two_cells_and_escapes_none() {
        assert_eq!(of("日本語"), 6);
        assert_eq!(of("\u{1b}[31;1mred\u{1b}[0m"), 3);
        assert_eq!(of("a\tb"), 3);
    }

    #[test]
    fn a_wide_character_is_not_cut_in_half() {
        assert_eq!(head("日本語", 3), "日");
        assert_eq!(tail("日本語", 5), "本語");
    }

    #[test]
    fn a_cut_keeps_the_end_of_a_colour() {
        assert_eq!(
            head("\u{1b}[31mabcdef\u{1b}[0m", 3),
            "\u{1b}[31mabc\u{1b}[0m"
        );
        assert_eq!(plain("\u{1b}[31mab\u{1b}[0m"), "ab");
    }
}
