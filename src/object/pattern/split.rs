//! `Regex.Split`: what the groups captured stands between the pieces.

use super::error::RegexError;
use super::regex::Regex;

impl Regex {
    /// `Split(text, count)`; zero means as many pieces as there are. Captured groups are pieces of their own and do not count.
    pub fn split<'t>(&self, text: &'t str, count: usize) -> Result<Vec<&'t str>, RegexError> {
        if count == 1 {
            return Ok(vec![text]);
        }
        let mut pieces = Vec::new();
        let mut copied = 0;
        let limit = if count == 0 { usize::MAX } else { count - 1 };
        if self.has_no_groups() {
            for range in self.ranges(text, 0).take(limit) {
                let range = range?;
                pieces.push(&text[copied..range.start]);
                copied = range.end;
            }
            pieces.push(&text[copied..]);
            return Ok(pieces);
        }
        for found in self.matches(text, 0).take(limit) {
            let found = found?;
            let range = found.range();
            pieces.push(&text[copied..range.start]);
            copied = range.end;
            pieces.extend(
                found
                    .groups
                    .iter()
                    .skip(1)
                    .flatten()
                    .filter_map(|range| text.get(range.clone())),
            );
        }
        pieces.push(&text[copied..]);
        Ok(pieces)
    }

    /// As [`Self::split`], but with the limit counted from the end: the first piece keeps what is left over.
    pub fn split_from_end<'t>(
        &self,
        text: &'t str,
        count: usize,
    ) -> Result<Vec<&'t str>, RegexError> {
        let found = self.matches(text, 0).collect::<Result<Vec<_>, _>>()?;
        let skip = if count == 0 {
            0
        } else {
            found.len().saturating_sub(count - 1)
        };
        let mut pieces = Vec::new();
        let mut copied = 0;
        for found in &found[skip..] {
            let range = found.range();
            pieces.push(&text[copied..range.start]);
            copied = range.end;
            pieces.extend(
                found
                    .groups
                    .iter()
                    .skip(1)
                    .flatten()
                    .filter_map(|range| text.get(range.clone())),
            );
        }
        pieces.push(&text[copied..]);
        Ok(pieces)
    }
}
