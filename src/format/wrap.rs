//! Breaking a text into lines of at most so many cells, at blanks where there are some.

use crate::cells;

const SOFT_HYPHEN: char = '\u{ad}';
const HARD_HYPHEN: char = '\u{2011}';
const HARD_BLANK: char = '\u{a0}';

/// The lines of a text: at its line ends, and wrapped where one is wider than `first` cells (the first line of each) or `rest`.
pub fn lines(text: &str, first: usize, rest: usize) -> Vec<String> {
    let mut out = Vec::new();
    for line in split(text) {
        if cells::of(&line) <= first {
            out.push(line);
        } else {
            wrap(&line, first, rest, &mut out);
        }
    }
    out
}

/// The text at its line ends; carriage returns vanish.
pub fn split(text: &str) -> Vec<String> {
    text.split('\n')
        .map(|line| {
            if line.contains('\r') {
                line.replace('\r', "")
            } else {
                line.to_string()
            }
        })
        .collect()
}

/// One line on its way to be several.
struct Wrapper<'o> {
    line: String,
    left: usize,
    width: usize,
    rest: usize,
    out: &'o mut Vec<String>,
}

impl Wrapper<'_> {
    fn next_line(&mut self) {
        self.out.push(std::mem::take(&mut self.line));
        self.width = self.rest;
        self.left = self.width;
    }

    fn add(&mut self, piece: &str, cells: usize) {
        if cells > self.left {
            self.next_line();
        }
        self.line.push_str(piece);
        self.left = self.left.saturating_sub(cells);
    }

    fn add_word(&mut self, word: &str) {
        let cells = cells::of(word);
        if cells <= self.width {
            return self.add(word, cells);
        }
        for (piece, cells) in cells::pieces(word) {
            // A character that no line can hold still has to show that it was there.
            if cells > self.width {
                self.add("?", 1)
            } else {
                self.add(piece, cells)
            }
        }
    }
}

fn wrap(line: &str, first: usize, rest: usize, out: &mut Vec<String>) {
    let (first, rest) = (first.max(1), rest.max(1));
    let mut wrapper = Wrapper {
        line: String::new(),
        left: first,
        width: first,
        rest,
        out,
    };
    for word in words(line) {
        match word.strip_suffix(SOFT_HYPHEN) {
            Some(word) if cells::of(word) + 1 == wrapper.left => {
                wrapper.add_word(&format!("{word}-"))
            }
            Some(word) => wrapper.add_word(word),
            None => wrapper.add_word(word),
        }
    }
    let last = std::mem::take(&mut wrapper.line);
    wrapper.out.push(last);
}

/// Words with the blank behind them. A line cannot break at a hard blank or hyphen, and PowerShell loses both when it wraps.
fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split_inclusive([' ', '\t', SOFT_HYPHEN, HARD_HYPHEN, HARD_BLANK])
        .map(|word| word.trim_end_matches([HARD_HYPHEN, HARD_BLANK]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_at_blanks_and_keeps_them() {
        assert_eq!(lines("aaa bbb ccc", 7, 7), ["aaa ", "bbb ccc"]);
        assert_eq!(lines("aaa bbb ccc", 8, 8), ["aaa bbb ", "ccc"]);
    }

    #[test]
    fn a_long_word_breaks_anywhere_and_starts_where_it_stands() {
        assert_eq!(lines("ab abcdefghij", 5, 5), ["ab ab", "cdefg", "hij"]);
    }

    #[test]
    fn line_ends_stay_line_ends() {
        assert_eq!(lines("a\r\nb\n", 10, 10), ["a", "b", ""]);
        assert_eq!(lines("", 10, 10), [""]);
    }

    proptest::proptest! {
        #[test]
        fn no_line_is_wider_than_asked(text in "\\PC{0,80}", width in 2usize..30) {
            for line in lines(&text, width, width) {
                proptest::prop_assert!(cells::of(&line) <= width);
            }
        }
    }
}
