//! PowerShell's wildcards: `*`, `?`, `[a-z]`, and the backtick that takes their meaning away.
//!
//! There is no negated class: in `[!a]` the mark is a member like any other.

use crate::culture::{to_lower_char, to_upper_char};
use std::fmt;

/// A pattern that is no wildcard: a bracket stays open, or a range runs backwards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WildcardError(pub String);

impl fmt::Display for WildcardError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "The specified wildcard character pattern is not valid: {}",
            self.0
        )
    }
}

impl std::error::Error for WildcardError {}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Item {
    Char(char),
    AnyChar,
    AnyText,
    Class(Vec<(char, char)>),
}

/// How to match, found out once.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Plan {
    /// `*`
    Everything,
    /// `text`
    Exactly(String),
    /// `text*`
    Prefix(String),
    /// `*text`
    Suffix(String),
    /// `*text*`
    Contains(String),
    General,
}

/// A compiled wildcard pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wildcard {
    items: Vec<Item>,
    plan: Plan,
    ignore_case: bool,
}

impl Wildcard {
    /// Compiles `pattern`; `-like` ignores case, `-clike` does not.
    pub fn new(pattern: &str, ignore_case: bool) -> Result<Self, WildcardError> {
        let items = parse(pattern).ok_or_else(|| WildcardError(pattern.to_owned()))?;
        let plan = plan(&items);
        Ok(Wildcard {
            items,
            plan,
            ignore_case,
        })
    }

    /// Whether all of `text` matches.
    pub fn is_match(&self, text: &str) -> bool {
        match &self.plan {
            Plan::Everything => true,
            // Bytes may be compared only where no mapping of case changes their number.
            Plan::General => self.general(text),
            Plan::Exactly(part) if self.bytes_do(text, part) => self.same(text.as_bytes(), part),
            Plan::Prefix(part) if self.bytes_do(text, part) => text
                .as_bytes()
                .get(..part.len())
                .is_some_and(|head| self.same(head, part)),
            Plan::Suffix(part) if self.bytes_do(text, part) => {
                let start = text.len().checked_sub(part.len());
                start.is_some_and(|start| self.same(&text.as_bytes()[start..], part))
            }
            Plan::Contains(part) if self.bytes_do(text, part) => self.contains(text, part),
            _ => self.general(text),
        }
    }

    fn bytes_do(&self, text: &str, part: &str) -> bool {
        !self.ignore_case || (part.is_ascii() && text.is_ascii())
    }

    fn same(&self, bytes: &[u8], part: &str) -> bool {
        if self.ignore_case {
            bytes.eq_ignore_ascii_case(part.as_bytes())
        } else {
            bytes == part.as_bytes()
        }
    }

    fn contains(&self, text: &str, part: &str) -> bool {
        if !self.ignore_case {
            return text.contains(part);
        }
        let (text, part) = (text.as_bytes(), part.as_bytes());
        let Some(first) = part.first() else {
            return true;
        };
        let mut start = 0;
        while let Some(found) = text[start..]
            .iter()
            .position(|byte| byte.eq_ignore_ascii_case(first))
        {
            let at = start + found;
            match text.get(at..at + part.len()) {
                Some(stretch) if stretch.eq_ignore_ascii_case(part) => return true,
                Some(_) => start = at + 1,
                None => return false,
            }
        }
        false
    }

    /// Greedy matching that goes back to the last star only, which suffices.
    fn general(&self, text: &str) -> bool {
        let mut rest = text.chars();
        let mut item = 0;
        let mut retry: Option<(usize, std::str::Chars<'_>)> = None;
        loop {
            match self.items.get(item) {
                Some(Item::AnyText) => {
                    item += 1;
                    retry = Some((item, rest.clone()));
                    continue;
                }
                Some(wanted) => {
                    let mut ahead = rest.clone();
                    if ahead.next().is_some_and(|c| self.fits(wanted, c)) {
                        rest = ahead;
                        item += 1;
                        continue;
                    }
                }
                None if rest.as_str().is_empty() => return true,
                None => {}
            }
            let Some((start, from)) = &mut retry else {
                return false;
            };
            if from.next().is_none() {
                return false;
            }
            item = *start;
            rest = from.clone();
        }
    }

    fn fits(&self, item: &Item, c: char) -> bool {
        match item {
            Item::AnyChar | Item::AnyText => true,
            Item::Char(wanted) => {
                *wanted == c || (self.ignore_case && to_lower_char(*wanted) == to_lower_char(c))
            }
            Item::Class(ranges) => {
                let within = |c: char| {
                    ranges
                        .iter()
                        .any(|(first, last)| (*first..=*last).contains(&c))
                };
                within(c)
                    || (self.ignore_case && (within(to_lower_char(c)) || within(to_upper_char(c))))
            }
        }
    }

    /// The text that the pattern matches, where it has no wildcards and minds case or not as `-like` does.
    pub fn literal(&self) -> Option<&str> {
        match &self.plan {
            Plan::Exactly(text) => Some(text),
            _ => None,
        }
    }

    /// The same pattern as a regular expression (without options for case).
    pub fn to_regex(&self) -> String {
        let mut out = String::from("^");
        for item in &self.items {
            match item {
                Item::AnyText => out.push_str(".*"),
                Item::AnyChar => out.push('.'),
                Item::Char(c) => out.push_str(&super::quote::escape(c.encode_utf8(&mut [0; 4]))),
                Item::Class(ranges) => {
                    out.push('[');
                    for (first, last) in ranges {
                        push_member(&mut out, *first);
                        if first != last {
                            out.push('-');
                            push_member(&mut out, *last);
                        }
                    }
                    out.push(']');
                }
            }
        }
        out.push('$');
        // Dots at either end say nothing; .NET's own conversion drops them too.
        let out = out.strip_prefix("^.*").unwrap_or(&out);
        out.strip_suffix(".*$").unwrap_or(out).to_owned()
    }
}

fn push_member(out: &mut String, c: char) {
    if matches!(c, '[' | ']' | '-' | '^' | '\\') {
        out.push('\\');
    }
    out.push(c);
}

fn parse(pattern: &str) -> Option<Vec<Item>> {
    let mut items = Vec::new();
    let mut escaped = false;
    // The members of an open bracket, each with whether it is a bare hyphen.
    let mut class: Option<Vec<(char, bool)>> = None;
    for c in pattern.chars() {
        let plain = c == '`' && !escaped;
        match &mut class {
            Some(members) if c == ']' && !escaped && !members.is_empty() => {
                items.push(Item::Class(ranges(members)?));
                class = None;
            }
            Some(members) if !plain => members.push((c, c == '-' && !escaped)),
            Some(_) => {}
            None => match c {
                '*' if !escaped && items.last() == Some(&Item::AnyText) => {}
                '*' if !escaped => items.push(Item::AnyText),
                '?' if !escaped => items.push(Item::AnyChar),
                '[' if !escaped => class = Some(Vec::new()),
                c if !plain => items.push(Item::Char(c)),
                _ => {}
            },
        }
        escaped = plain;
    }
    if class.is_some() {
        return None;
    }
    // A backtick at the end stands for itself, unless it is all there is.
    if escaped && pattern != "`" {
        items.push(Item::Char('`'));
    }
    Some(items)
}

fn ranges(members: &[(char, bool)]) -> Option<Vec<(char, char)>> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < members.len() {
        let first = members[at].0;
        if at + 2 < members.len() && members[at + 1].1 {
            let last = members[at + 2].0;
            if first > last {
                return None;
            }
            out.push((first, last));
            at += 3;
        } else {
            out.push((first, first));
            at += 1;
        }
    }
    Some(out)
}

fn plan(items: &[Item]) -> Plan {
    let text = |items: &[Item]| {
        let chars = items.iter().map(|item| match item {
            Item::Char(c) => Some(*c),
            _ => None,
        });
        chars.collect::<Option<String>>()
    };
    let plan = match items {
        [Item::AnyText] => Some(Plan::Everything),
        [Item::AnyText, middle @ .., Item::AnyText] => text(middle).map(Plan::Contains),
        [Item::AnyText, rest @ ..] => text(rest).map(Plan::Suffix),
        [start @ .., Item::AnyText] => text(start).map(Plan::Prefix),
        all => text(all).map(Plan::Exactly),
    };
    plan.unwrap_or(Plan::General)
}

const SPECIAL: &[char] = &['*', '?', '[', ']', '`'];

/// `WildcardPattern.Escape`.
pub fn escape_wildcard(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 4);
    for c in text.chars() {
        if SPECIAL.contains(&c) {
            out.push('`');
        }
        out.push(c);
    }
    out
}

/// `WildcardPattern.Unescape`.
pub fn unescape_wildcard(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut escaped = false;
    for c in text.chars() {
        if c == '`' && !escaped {
            escaped = true;
            continue;
        }
        if escaped && !SPECIAL.contains(&c) {
            out.push('`');
        }
        out.push(c);
        escaped = false;
    }
    if escaped {
        out.push('`');
    }
    out
}

/// `WildcardPattern.ContainsWildcardCharacters`.
pub fn contains_wildcard_characters(text: &str) -> bool {
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '`' => {
                chars.next();
            }
            '*' | '?' | '[' | ']' => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn like(text: &str, pattern: &str) -> bool {
        Wildcard::new(pattern, true).is_ok_and(|wildcard| wildcard.is_match(text))
    }

    #[test]
    fn recorded_facts_hold() {
        for (text, pattern) in [
            ("a.c", "A*"),
            ("a*b", "a`*b"),
            ("]", "[]]"),
            ("\\", "*\\*"),
            ("aaa", "[!a]*"),
            ("", ""),
            ("ü", "[à-ü]*"),
            ("Ünï", "ü*"),
        ] {
            assert!(like(text, pattern), "{text} {pattern}");
        }
        for (text, pattern) in [
            ("a", "[a"),
            ("A", "[[]"),
            ("", "?"),
            ("axc", "a?b*c"),
            ("b", "[c-a]"),
        ] {
            assert!(!like(text, pattern), "{text} {pattern}");
        }
        assert!(Wildcard::new("[a", true).is_err() && Wildcard::new("[c-a]", true).is_err());
        assert_eq!(
            Wildcard::new("a?[x-z]*", true).map(|w| w.to_regex()),
            Ok(String::from("^a.[x-z]"))
        );
    }

    #[test]
    fn escapes_round_trip() {
        assert_eq!(unescape_wildcard(&escape_wildcard("a*[b]`c?")), "a*[b]`c?");
        assert!(contains_wildcard_characters("a*") && !contains_wildcard_characters("a`*"));
    }
}
