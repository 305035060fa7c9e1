//! `Split` and `Trim` of strings.

use super::args::*;
use super::units::text_of_units;
use crate::{Result, Str, Value};

const REMOVE_EMPTY: i64 = 1;
const TRIM: i64 = 2;

/// Splits at a string; an empty one splits nowhere.
pub fn text(text: &str, separator: &str, count: usize, options: i64) -> Result<Value> {
    check(options)?;
    ok(strings(pieces(text, &[separator], count, options)))
}

/// Splits at any of these strings; none means white space.
pub fn texts(text: &str, separators: &[Str], count: usize, options: i64) -> Result<Value> {
    check(options)?;
    let separators: Vec<&str> = separators.iter().map(|separator| &**separator).collect();
    ok(strings(if separators.is_empty() {
        at_blanks(text, count, options)
    } else {
        pieces(text, &separators, count, options)
    }))
}

/// Splits at any of these characters; none means white space.
pub fn units(text: &str, separators: &[u16], count: usize, options: i64) -> Result<Value> {
    check(options)?;
    if separators.is_empty() {
        return ok(strings(at_blanks(text, count, options)));
    }
    let separators: Vec<Str> = separators
        .iter()
        .map(|unit| text_of_units(&[*unit]))
        .collect();
    let separators: Vec<&str> = separators.iter().map(|separator| &**separator).collect();
    ok(strings(pieces(text, &separators, count, options)))
}

fn check(options: i64) -> Result {
    if (0..=3).contains(&options) {
        return Ok(());
    }
    argument(&format!("Illegal enum value: {options}."), "options").raise()
}

fn at_blanks(text: &str, count: usize, options: i64) -> Vec<&str> {
    let found = text
        .char_indices()
        .filter(|(_, c)| c.is_whitespace())
        .map(|(at, c)| (at, at + c.len_utf8()))
        .collect();
    cut(text, found, count, options)
}

fn pieces<'t>(text: &'t str, separators: &[&str], count: usize, options: i64) -> Vec<&'t str> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        match separators
            .iter()
            .find(|separator| !separator.is_empty() && rest.starts_with(**separator))
        {
            Some(separator) => {
                found.push((at, at + separator.len()));
                at += separator.len();
            }
            None => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    cut(text, found, count, options)
}

/// The pieces between the separators found; the last of `count` pieces is all the rest.
fn cut(text: &str, found: Vec<(usize, usize)>, count: usize, options: i64) -> Vec<&str> {
    let trimmed = |piece: &'_ str| -> (usize, usize) {
        if options & TRIM == 0 {
            return (0, piece.len());
        }
        let start = piece.len() - piece.trim_start().len();
        (start, start + piece.trim().len())
    };
    let piece = |from: usize, to: usize| {
        let (start, end) = trimmed(&text[from..to]);
        &text[from + start..from + end]
    };
    let keep = |piece: &str| !piece.is_empty() || options & REMOVE_EMPTY == 0;
    if count == 0 {
        return Vec::new();
    }
    let mut pieces = Vec::new();
    let mut at = 0;
    if count > 1 {
        let mut rest = found.into_iter().peekable();
        while let Some((start, end)) = rest.next() {
            let next = piece(at, start);
            if keep(next) {
                pieces.push(next);
            }
            at = end;
            if pieces.len() == count - 1 {
                // Empty pieces before the last one would otherwise end up in it.
                while options & REMOVE_EMPTY != 0
                    && rest
                        .peek()
                        .is_some_and(|(start, _)| piece(at, *start).is_empty())
                {
                    at = rest.next().map_or(at, |(_, end)| end);
                }
                break;
            }
        }
    }
    let last = piece(at, text.len());
    if keep(last) {
        pieces.push(last);
    }
    pieces
}

/// The string without these units, or without white space, at its ends.
pub fn trim(text: &Str, units: &[u16], start: bool, end: bool) -> Str {
    let wanted = |c: char| {
        if units.is_empty() {
            return c.is_whitespace();
        }
        let mut pair = [0; 2];
        matches!(c.encode_utf16(&mut pair), [unit] if units.contains(unit))
    };
    let mut rest: &str = text;
    if start {
        rest = rest.trim_start_matches(wanted);
    }
    if end {
        rest = rest.trim_end_matches(wanted);
    }
    if rest.len() == text.len() {
        text.clone()
    } else {
        rest.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_piece_takes_the_rest() {
        assert_eq!(pieces("a,b,c", &[","], 2, 0), ["a", "b,c"]);
        assert_eq!(pieces(",,a,,b,c", &[","], 2, REMOVE_EMPTY), ["a", "b,c"]);
        assert_eq!(pieces(" a , b ", &[","], 9, TRIM), ["a", "b"]);
        assert_eq!(pieces("", &[","], 9, REMOVE_EMPTY), Vec::<&str>::new());
    }

    #[test]
    fn blanks_split_where_no_separator_is_given() {
        assert_eq!(at_blanks("a b\tc", usize::MAX, 0), ["a", "b", "c"]);
    }

    #[test]
    fn trimming_takes_only_the_units_asked_for() {
        assert_eq!(trim(&"xxaxx".into(), &[120], true, false), "axx");
        assert_eq!(trim(&" a ".into(), &[], true, true), "a");
    }
}
