//! Where a piece of source stands: byte offsets, and the line table that turns them into lines and columns.

use std::cell::OnceCell;
use std::rc::Rc;

/// A half-open range of byte offsets into one source text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Hash)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset behind the last byte.
    pub end: u32,
}

impl Span {
    /// The range from `start` to `end`, in bytes.
    pub fn new(start: usize, end: usize) -> Span {
        Span {
            start: start as u32,
            end: end as u32,
        }
    }

    /// The smallest range that holds both.
    pub fn to(self, other: Span) -> Span {
        Span {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// The text that the range covers.
    pub fn text(self, source: &str) -> &str {
        source
            .get(self.start as usize..self.end as usize)
            .unwrap_or("")
    }
}

/// One script text: what it is called, what it says, where its lines begin.
#[derive(Debug)]
pub struct Source {
    /// Full path of the script file; `None` for typed or generated text.
    pub path: Option<Rc<str>>,
    /// The whole text.
    pub text: Rc<str>,
    /// Found when a line is asked for: a script without errors may never be.
    line_starts: OnceCell<Vec<u32>>,
    is_ascii: OnceCell<bool>,
}

impl Source {
    /// Takes a text.
    pub fn new(path: Option<Rc<str>>, text: Rc<str>) -> Rc<Source> {
        Rc::new(Source {
            path,
            text,
            line_starts: OnceCell::new(),
            is_ascii: OnceCell::new(),
        })
    }

    /// Where the lines begin: `\n`, `\r\n` and a lone `\r` end one.
    fn line_starts(&self) -> &[u32] {
        self.line_starts.get_or_init(|| {
            let bytes = self.text.as_bytes();
            let ends = memchr::memchr2_iter(b'\n', b'\r', bytes);
            let ends = ends.filter(|at| bytes[*at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'));
            std::iter::once(0)
                .chain(ends.map(|at| at as u32 + 1))
                .collect()
        })
    }

    fn is_ascii(&self) -> bool {
        *self.is_ascii.get_or_init(|| self.text.is_ascii())
    }

    /// Line and column of a byte offset, both from 1; the column counts UTF-16 units, as PowerShell's do.
    pub fn line_column(&self, offset: u32) -> (u32, u32) {
        let line = self.line_starts().partition_point(|start| *start <= offset) - 1;
        let start = self.line_starts()[line] as usize;
        // What stands behind the end of the text is so many columns behind its last line.
        let beyond = (offset as usize).saturating_sub(self.text.len());
        let end = offset as usize - beyond;
        let before = self.text.get(start..end).unwrap_or("");
        (
            line as u32 + 1,
            (before.encode_utf16().count() + beyond) as u32 + 1,
        )
    }

    /// The text of line `number` (from 1), without its end.
    pub fn line(&self, number: u32) -> &str {
        let index = number.max(1) as usize - 1;
        let Some(start) = self.line_starts().get(index) else {
            return "";
        };
        let end = self
            .line_starts()
            .get(index + 1)
            .map_or(self.text.len(), |end| *end as usize);
        self.text[*start as usize..end].trim_end_matches(['\r', '\n'])
    }

    /// How many lines there are.
    pub fn line_count(&self) -> u32 {
        self.line_starts().len() as u32
    }

    /// The offset in UTF-16 units, which is how PowerShell counts, of a byte offset.
    pub fn utf16_offset(&self, offset: u32) -> u32 {
        if self.is_ascii() {
            return offset;
        }
        // The end of input lies one behind the text.
        let beyond = (offset as usize).saturating_sub(self.text.len()) as u32;
        let mut end = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        self.text[..end].encode_utf16().count() as u32 + beyond
    }
}
