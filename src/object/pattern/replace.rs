//! Replacement: .NET's substitutions (`$1`, `${name}`, `$$`, `$&`, `` $` ``, `$'`, `$+`, `$_`) and functions.

use super::error::RegexError;
use super::matched::Match;
use super::regex::Regex;
use super::scan::is_word;
use super::slots::Slots;
use std::borrow::Cow;

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Literal(String),
    /// The place of a group in the order of groups.
    Group(usize),
    Before,
    After,
    LastGroup,
    Whole,
}

/// A replacement that was read once and serves many matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replacement(Vec<Part>);

impl Replacement {
    /// Reads `text` for the groups of `regex`. What is no substitution stands for itself.
    pub fn new(regex: &Regex, text: &str) -> Self {
        let mut parts = Vec::new();
        let mut literal = String::new();
        let mut rest = text;
        while let Some(at) = rest.find('$') {
            literal.push_str(&rest[..at]);
            rest = &rest[at + 1..];
            if let Some(tail) = rest.strip_prefix('$') {
                literal.push('$');
                rest = tail;
                continue;
            }
            match substitution(rest, regex.slots()) {
                Some((part, length)) => {
                    if !literal.is_empty() {
                        parts.push(Part::Literal(std::mem::take(&mut literal)));
                    }
                    parts.push(part);
                    rest = &rest[length..];
                }
                None => literal.push('$'),
            }
        }
        literal.push_str(rest);
        if !literal.is_empty() {
            parts.push(Part::Literal(literal));
        }
        Replacement(parts)
    }

    /// Appends what stands for `found` (`Match.Result`).
    pub fn append(&self, out: &mut String, text: &str, found: &Match) {
        let range = found.range();
        for part in &self.0 {
            match part {
                Part::Literal(literal) => out.push_str(literal),
                Part::Group(index) => out.push_str(group(text, found, *index)),
                Part::Before => out.push_str(&text[..range.start]),
                Part::After => out.push_str(&text[range.end..]),
                Part::LastGroup => out.push_str(group(text, found, found.len() - 1)),
                Part::Whole => out.push_str(text),
            }
        }
    }

    /// The whole replacement, where it is plain text.
    fn literal(&self) -> Option<&str> {
        match self.0.as_slice() {
            [] => Some(""),
            [Part::Literal(text)] => Some(text),
            _ => None,
        }
    }
}

fn group<'t>(text: &'t str, found: &Match, index: usize) -> &'t str {
    found
        .groups
        .get(index)
        .cloned()
        .flatten()
        .and_then(|range| text.get(range))
        .unwrap_or_default()
}

/// Reads a substitution; its dollar sign has been read. Returns it and its length.
fn substitution(rest: &str, slots: &Slots) -> Option<(Part, usize)> {
    let first = rest.chars().next()?;
    let fixed = match first {
        '&' => Some(Part::Group(0)),
        '`' => Some(Part::Before),
        '\'' => Some(Part::After),
        '+' => Some(Part::LastGroup),
        '_' => Some(Part::Whole),
        _ => None,
    };
    if let Some(part) = fixed {
        return Some((part, 1));
    }
    let number = |digits: &str| slots.index(digits.parse().ok()?);
    if first == '{' {
        let end = rest.find('}')?;
        let name = &rest[1..end];
        let index = match name.bytes().all(|byte| byte.is_ascii_digit()) {
            true => number(name)?,
            false if name.chars().all(is_word) => slots.index(slots.number(name)?)?,
            false => return None,
        };
        return Some((Part::Group(index), end + 1));
    }
    let length = rest.bytes().take_while(u8::is_ascii_digit).count();
    let index = if length > 0 {
        number(&rest[..length])?
    } else {
        return None;
    };
    Some((Part::Group(index), length))
}

impl Regex {
    /// `Replace(text, replacement, count, start)`; no `count` means all of them, `start` is a byte offset.
    pub fn replace<'t>(
        &self,
        text: &'t str,
        replacement: &Replacement,
        count: Option<usize>,
        start: usize,
    ) -> Result<Cow<'t, str>, RegexError> {
        if let Some(literal) = replacement.literal() {
            return self.replace_literal(text, literal, count, start);
        }
        self.replace_each(text, count, start, |found, out| {
            replacement.append(out, text, found);
            Ok(())
        })
    }

    /// Without substitutions nobody needs to know the groups.
    fn replace_literal<'t>(
        &self,
        text: &'t str,
        literal: &str,
        count: Option<usize>,
        start: usize,
    ) -> Result<Cow<'t, str>, RegexError> {
        let mut out = String::new();
        let mut copied = 0;
        let mut any = false;
        for range in self.ranges(text, start).take(count.unwrap_or(usize::MAX)) {
            let range = range?;
            out.push_str(&text[copied..range.start]);
            out.push_str(literal);
            copied = range.end;
            any = true;
        }
        if !any {
            return Ok(Cow::Borrowed(text));
        }
        out.push_str(&text[copied..]);
        Ok(Cow::Owned(out))
    }

    /// `Replace(text, evaluator, count, start)`: `each` appends what stands for a match.
    pub fn replace_each<'t, E: From<RegexError>>(
        &self,
        text: &'t str,
        count: Option<usize>,
        start: usize,
        mut each: impl FnMut(&Match, &mut String) -> Result<(), E>,
    ) -> Result<Cow<'t, str>, E> {
        let mut out = String::new();
        let mut copied = 0;
        let mut any = false;
        for found in self.matches(text, start).take(count.unwrap_or(usize::MAX)) {
            let found = found?;
            let range = found.range();
            out.push_str(&text[copied..range.start]);
            each(&found, &mut out)?;
            copied = range.end;
            any = true;
        }
        if !any {
            return Ok(Cow::Borrowed(text));
        }
        out.push_str(&text[copied..]);
        Ok(Cow::Owned(out))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pattern::RegexOptions;

    fn replaced(text: &str, pattern: &str, by: &str) -> String {
        let regex = Regex::new(pattern, RegexOptions::NONE).expect("a sound pattern");
        regex
            .replace(text, &Replacement::new(&regex, by), None, 0)
            .expect("a match within limits")
            .into_owned()
    }

    #[test]
    fn substitutions_are_dotnets() {
        for (text, pattern, by, result) in [
            ("abc", "", "<$&>", "<>a<>b<>c<>"),
            ("a1b", "\\d+", "${1}", "a${1}b"),
            ("a,b", ",", "$$", "a$b"),
            ("a,b", ",", "$_", "aa,bb"),
            ("a b", "(\\w) (?<n>\\w)", "${n}$1$2", "bab"),
            ("abc", "b", "[$`|$']", "a[a|c]c"),
            ("a|b", "|", "$+", "a|b"),
            ("aXb", "X", "$0x", "aXxb"),
            ("x", "x", "$", "$"),
        ] {
            assert_eq!(replaced(text, pattern, by), result, "{text} {pattern} {by}");
        }
    }

    #[test]
    fn splitting_keeps_captures() {
        let regex = Regex::new("(,)", RegexOptions::NONE).expect("a sound pattern");
        assert_eq!(regex.split("a,b,c", 0), Ok(vec!["a", ",", "b", ",", "c"]));
        assert_eq!(regex.split("a,b,c", 2), Ok(vec!["a", ",", "b,c"]));
        assert_eq!(regex.split_from_end("a,b,c", 2), Ok(vec!["a,b", ",", "c"]));
    }
}
