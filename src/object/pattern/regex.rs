//! `System.Text.RegularExpressions.Regex`: a compiled pattern.

use super::emit::{Variant, emit, sensitivity};
use super::error::RegexError;
use super::matched::Match;
use super::options::RegexOptions;
use super::scan::scan;
use super::slots::Slots;
use super::tree::Node;
use std::fmt;
use std::sync::{Arc, OnceLock};

/// Steps that a match may backtrack before it is given up.
const BACKTRACK_MAX: usize = 20_000_000;
/// Bytes that the automata of one pattern may take.
const SIZE_MAX: usize = 64 << 20;

/// A regular expression of .NET. Copies share what was compiled.
#[derive(Clone)]
pub struct Regex(Arc<Inner>);

struct Inner {
    pattern: String,
    options: RegexOptions,
    tree: Node,
    slots: Slots,
    /// Whether Unicode classes, and ends before a newline, make variants of the pattern differ.
    sensitive: (bool, bool),
    variants: [OnceLock<Result<Compiled, RegexError>>; 4],
}

struct Compiled {
    regex: fancy_regex::Regex,
    places: Vec<Vec<usize>>,
}

impl Regex {
    /// `new Regex(pattern, options)`.
    pub fn new(pattern: &str, options: RegexOptions) -> Result<Self, RegexError> {
        let scanned = scan(pattern, options)?;
        let sensitive = sensitivity(&scanned.tree);
        let variants = [const { OnceLock::new() }; 4];
        let inner = Inner {
            pattern: pattern.to_owned(),
            options,
            tree: scanned.tree,
            slots: scanned.slots,
            sensitive,
            variants,
        };
        // Compiling the cheapest variant now brings out what the engine cannot do.
        inner.variant(usize::from(sensitive.0))?;
        Ok(Regex(Arc::new(inner)))
    }

    /// The pattern as it was written.
    pub fn pattern(&self) -> &str {
        &self.0.pattern
    }

    /// The options.
    pub fn options(&self) -> RegexOptions {
        self.0.options
    }

    pub(super) fn tree(&self) -> &Node {
        &self.0.tree
    }

    pub(super) fn slots(&self) -> &Slots {
        &self.0.slots
    }

    /// Whether there is no group but the match itself.
    pub(super) fn has_no_groups(&self) -> bool {
        self.slots().all().len() == 1
    }

    /// `GetGroupNumbers`.
    pub fn group_numbers(&self) -> Vec<i32> {
        self.slots()
            .all()
            .iter()
            .map(|(number, _)| *number)
            .collect()
    }

    /// `GetGroupNames`.
    pub fn group_names(&self) -> Vec<&str> {
        self.slots()
            .all()
            .iter()
            .map(|(_, name)| name.as_str())
            .collect()
    }

    /// `GroupNumberFromName`.
    pub fn group_number(&self, name: &str) -> Option<i32> {
        self.slots().number(name)
    }

    /// `GroupNameFromNumber`.
    pub fn group_name(&self, number: i32) -> Option<&str> {
        self.slots()
            .all()
            .iter()
            .find(|(known, _)| *known == number)
            .map(|(_, name)| name.as_str())
    }

    /// `IsMatch(text)`.
    pub fn is_match(&self, text: &str) -> Result<bool, RegexError> {
        self.0
            .for_text(text)?
            .regex
            .is_match(text)
            .map_err(|_| RegexError::LimitExceeded)
    }

    /// `Match(text, start)`; `start` is a byte offset.
    pub fn find_at(&self, text: &str, start: usize) -> Result<Option<Match>, RegexError> {
        self.find_known(text, text.is_ascii(), start)
    }

    /// The same of a text that is known to be ASCII or not: searches in a long text must not each read all of it to find out.
    pub fn find_known(
        &self,
        text: &str,
        ascii: bool,
        start: usize,
    ) -> Result<Option<Match>, RegexError> {
        self.0.for_known(text, ascii)?.find(self, text, start)
    }

    /// `Match(text)`.
    pub fn find(&self, text: &str) -> Result<Option<Match>, RegexError> {
        self.find_at(text, 0)
    }

    /// The bytes of the first match from `start` on, without its groups; cheaper than [`Self::find_at`].
    pub fn find_range_at(
        &self,
        text: &str,
        start: usize,
    ) -> Result<Option<std::ops::Range<usize>>, RegexError> {
        self.0.for_text(text)?.find_range(text, start)
    }

    /// `Matches(text, start)`, one at a time.
    pub fn matches<'r, 't>(&'r self, text: &'t str, start: usize) -> Matches<'r, 't> {
        Matches {
            regex: self,
            compiled: self.0.for_text(text),
            text,
            next: Some(start),
        }
    }

    /// As [`Self::matches`], but only the bytes of each match.
    pub fn ranges<'r, 't>(&'r self, text: &'t str, start: usize) -> Ranges<'r, 't> {
        Ranges(self.matches(text, start))
    }

    /// `Count(text)`.
    pub fn count(&self, text: &str) -> Result<usize, RegexError> {
        self.ranges(text, 0)
            .try_fold(0, |count, range| range.map(|_| count + 1))
    }
}

impl Compiled {
    fn find(&self, regex: &Regex, text: &str, start: usize) -> Result<Option<Match>, RegexError> {
        let captures = self
            .regex
            .captures_from_pos(text, start)
            .map_err(|_| RegexError::LimitExceeded)?;
        let Some(captures) = captures else {
            return Ok(None);
        };
        let at = |place: &usize| captures.get(*place).map(|found| found.range());
        // A name that was used twice means the place that matched last.
        let group =
            |places: &Vec<usize>| places.iter().filter_map(at).max_by_key(|range| range.start);
        Ok(Some(Match {
            regex: regex.clone(),
            groups: self.places.iter().map(group).collect(),
        }))
    }

    fn find_range(
        &self,
        text: &str,
        start: usize,
    ) -> Result<Option<std::ops::Range<usize>>, RegexError> {
        let found = self
            .regex
            .find_from_pos(text, start)
            .map_err(|_| RegexError::LimitExceeded)?;
        Ok(found.map(|found| found.range()))
    }
}

/// Where the search goes on: behind the match, and one character further where it was empty.
pub(super) fn after(text: &str, range: &std::ops::Range<usize>) -> Option<usize> {
    if !range.is_empty() {
        return Some(range.end);
    }
    text[range.end..]
        .chars()
        .next()
        .map(|c| range.end + c.len_utf8())
}

/// The matches of an expression in a text.
pub struct Matches<'r, 't> {
    regex: &'r Regex,
    compiled: Result<&'r Compiled, RegexError>,
    text: &'t str,
    next: Option<usize>,
}

impl Matches<'_, '_> {
    /// The next match, as `find` finds it from a place on, and `range` tells its bytes.
    fn step<T>(
        &mut self,
        find: impl FnOnce(&Compiled, &Regex, &str, usize) -> Result<Option<T>, RegexError>,
        range: impl FnOnce(&T) -> std::ops::Range<usize>,
    ) -> Option<Result<T, RegexError>> {
        let start = self.next.take()?;
        let compiled = match &self.compiled {
            Ok(compiled) => compiled,
            Err(error) => return Some(Err(error.clone())),
        };
        let found = find(compiled, self.regex, self.text, start).transpose()?;
        if let Ok(found) = &found {
            self.next = after(self.text, &range(found));
        }
        Some(found)
    }
}

impl Iterator for Matches<'_, '_> {
    type Item = Result<Match, RegexError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.step(Compiled::find, Match::range)
    }
}

/// The bytes of the matches of an expression in a text.
pub struct Ranges<'r, 't>(Matches<'r, 't>);

impl Iterator for Ranges<'_, '_> {
    type Item = Result<std::ops::Range<usize>, RegexError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.step(
            |compiled, _, text, start| compiled.find_range(text, start),
            std::ops::Range::clone,
        )
    }
}

impl Inner {
    fn for_text(&self, text: &str) -> Result<&Compiled, RegexError> {
        self.for_known(text, self.sensitive.0 && text.is_ascii())
    }

    fn for_known(&self, text: &str, ascii: bool) -> Result<&Compiled, RegexError> {
        let ascii = self.sensitive.0 && ascii;
        let newline = self.sensitive.1 && text.ends_with('\n');
        self.variant(usize::from(ascii) | usize::from(newline) << 1)
    }

    fn variant(&self, index: usize) -> Result<&Compiled, RegexError> {
        let variant = Variant {
            ascii: index & 1 == 1,
            ends_in_newline: index & 2 == 2,
        };
        self.variants[index]
            .get_or_init(|| self.compile(variant))
            .as_ref()
            .map_err(RegexError::clone)
    }

    fn compile(&self, variant: Variant) -> Result<Compiled, RegexError> {
        let fold = self.options.has(RegexOptions::IGNORE_CASE);
        let emitted = emit(&self.tree, &self.slots, fold, variant);
        let mut builder = fancy_regex::RegexBuilder::new(&emitted.text);
        builder
            .backtrack_limit(BACKTRACK_MAX)
            .delegate_size_limit(SIZE_MAX);
        let regex = builder.build().map_err(|error| {
            RegexError::NotSupported(format!("a construct that the engine refuses ({error})"))
        })?;
        Ok(Compiled {
            regex,
            places: emitted.places,
        })
    }
}

impl fmt::Debug for Regex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Regex")
            .field(&self.0.pattern)
            .field(&self.0.options)
            .finish()
    }
}

impl fmt::Display for Regex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.pattern)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The groups of every match, as `name=value`.
    fn all(pattern: &str, text: &str) -> Vec<String> {
        let regex = Regex::new(pattern, RegexOptions::NONE).expect("a sound pattern");
        let show = |found: Match| {
            let groups = found.groups().filter_map(|group| {
                group
                    .range
                    .map(|range| format!("{}={}", group.name, &text[range]))
            });
            groups.collect::<Vec<_>>().join(" ")
        };
        regex
            .matches(text, 0)
            .map(|found| found.map(show).expect("a match within limits"))
            .collect()
    }

    #[test]
    fn dotnet_syntax_works() {
        assert_eq!(all("(b)(?<n>a)(c)", "bac"), ["0=bac 1=b 2=c n=a"]);
        assert_eq!(all("(?<v>a)|(?<v>b)", "ab"), ["0=a v=a", "0=b v=b"]);
        assert_eq!(all("(?(?=a)(a)b|c)", "abc"), ["0=ab 1=a", "0=c"]);
        assert_eq!(all("[a-z-[aeiou]]+", "hello"), ["0=h", "0=ll"]);
        assert_eq!(all("\\w+$", "abc\n"), ["0=abc"]);
        assert_eq!(all("^\\w+\\z", "abc\n"), Vec::<String>::new());
        assert_eq!(all("[^\\W\\d]+", "12é_a"), ["0=é_a"]);
        assert_eq!(all("(?=a)*b|(?:)*c", "abc"), ["0=b", "0=c"]);
        assert_eq!(all("a*", "baac"), ["0=", "0=aa", "0=", "0="]);
        assert_eq!(all("(?i)\\p{Lu}", "a"), ["0=a"]);
        assert_eq!(all("\\G\\d", "12a3"), ["0=1", "0=2"]);
    }

    #[test]
    fn what_is_lacking_says_so() {
        for (pattern, options) in [
            ("(?<a>x)(?<b-a>y)", RegexOptions::NONE),
            ("a", RegexOptions::RIGHT_TO_LEFT),
        ] {
            assert!(
                matches!(
                    Regex::new(pattern, options),
                    Err(RegexError::NotSupported(_))
                ),
                "{pattern}"
            );
        }
    }
}
