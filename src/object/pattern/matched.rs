//! A match and its groups. Offsets are bytes; [`crate::culture::utf16_offset`] turns them into .NET's.

use super::error::RegexError;
use super::regex::{Regex, after};
use smallvec::SmallVec;
use std::ops::Range;

/// What matched, and where each group did.
#[derive(Debug, Clone)]
pub struct Match {
    pub(super) regex: Regex,
    /// In the order of the group numbers; the first one is the match itself.
    pub(super) groups: SmallVec<[Option<Range<usize>>; 4]>,
}

/// One group of a match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group<'m> {
    /// Its number.
    pub number: i32,
    /// Its name, which is its number where the pattern gives none.
    pub name: &'m str,
    /// The bytes that it matched; nothing where it took no part.
    pub range: Option<Range<usize>>,
}

impl Match {
    /// The bytes of the match.
    pub fn range(&self) -> Range<usize> {
        self.groups.first().cloned().flatten().unwrap_or_default()
    }

    /// The text of the match; `text` is what was searched.
    pub fn value<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.range()).unwrap_or_default()
    }

    /// How many groups there are, the match itself included.
    pub fn len(&self) -> usize {
        self.groups.len()
    }

    /// Never true: the match itself is a group.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// The groups in the order of their numbers.
    pub fn groups(&self) -> impl Iterator<Item = Group<'_>> {
        let known = self.regex.slots().all().iter();
        known
            .zip(&self.groups)
            .map(|((number, name), range)| Group {
                number: *number,
                name,
                range: range.clone(),
            })
    }

    /// The bytes of the group of this number.
    pub fn group(&self, number: i32) -> Option<Range<usize>> {
        self.groups
            .get(self.regex.slots().index(number)?)
            .cloned()
            .flatten()
    }

    /// The bytes of the group of this name.
    pub fn named(&self, name: &str) -> Option<Range<usize>> {
        self.group(self.regex.slots().number(name)?)
    }

    /// All that a group matched on the way, in order; its last round alone where finding that out takes too long.
    pub fn rounds(&self, number: i32, text: &str) -> Vec<Range<usize>> {
        let Some(last) = self.group(number) else {
            return Vec::new();
        };
        let slots = self.regex.slots();
        let all = super::trace::rounds(self.regex.tree(), slots, text, self.range());
        let own: Vec<Range<usize>> = all
            .into_iter()
            .flatten()
            .filter(|(own, _)| *own == number)
            .map(|(_, range)| range)
            .collect();
        match own.last() {
            Some(end) if *end == last => own,
            _ => vec![last],
        }
    }

    /// The match behind this one in the text that was searched.
    pub fn following(&self, text: &str, ascii: bool) -> Result<Option<Match>, RegexError> {
        match after(text, &self.range()) {
            Some(start) => self.regex.find_known(text, ascii, start),
            None => Ok(None),
        }
    }

    /// The expression that matched.
    pub fn regex(&self) -> &Regex {
        &self.regex
    }
}
