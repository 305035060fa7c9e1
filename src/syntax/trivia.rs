//! What stands between tokens: blanks, comments, line continuations, line ends; and what comments may ask for.

use crate::input::{Lex, is_blank, is_white_space};
use crate::parser::Parser;
use crate::span::Span;
use crate::token::{Token, TokenKind};
use memchr::{memchr, memchr2, memmem};
use nom::bytes::complete::{tag, take_till, take_until, take_while};
use nom::character::complete::{char, line_ending};
use nom::combinator::{cut, recognize};
use nom::sequence::{preceded, terminated};
use nom::{Parser as _, branch::alt};

/// blanks = { white space within a line }
pub(crate) fn blanks(i: &str) -> Lex<'_> {
    take_while(is_blank)(i)
}

/// line-end = CR LF | LF | CR
pub(crate) fn line_end(i: &str) -> Lex<'_> {
    alt((line_ending, tag("\r"))).parse(i)
}

/// line-comment = "#" { character other than a line end }
pub(crate) fn line_comment(i: &str) -> Lex<'_> {
    recognize(preceded(char('#'), take_till(|c| matches!(c, '\r' | '\n')))).parse(i)
}

/// block-comment = "<#" { character } "#>"
pub(crate) fn block_comment(i: &str) -> Lex<'_> {
    recognize(preceded(
        tag("<#"),
        cut(terminated(take_until("#>"), tag("#>"))),
    ))
    .parse(i)
}

impl<'s> Parser<'s> {
    /// Keeps a token, from `token_start` to the position.
    pub fn keep(&mut self, kind: TokenKind) {
        let span = self.place(self.token_start, self.pos);
        self.tokens.push(Token { kind, span });
    }

    /// Steps over blanks.
    pub fn skip_blanks(&mut self) {
        let bytes = self.text.as_bytes().get(self.pos..).unwrap_or_default();
        let plain = bytes.iter().position(|byte| !matches!(byte, b' ' | b'\t'));
        let Some(plain) = plain else {
            self.pos = self.text.len().max(self.pos);
            return;
        };
        self.pos += plain;
        if matches!(bytes[plain], 128..|0x0b| 0x0c) {
            self.take(blanks);
        }
    }

    /// Steps over blanks, comments, continued lines, line ends, and semicolons where they do not matter.
    pub fn skip_lines(&mut self, semicolons: bool) {
        loop {
            let start = self.pos;
            match self.byte(start) {
                b' ' | b'\t' | 0x0b | 0x0c => self.skip_blanks(),
                b'\n' | b'\r' => {
                    self.token_start = start;
                    self.take(line_end);
                    self.keep(TokenKind::NewLine);
                }
                b';' if semicolons => {
                    self.token_start = start;
                    self.pos += 1;
                    self.keep(TokenKind::Semi);
                }
                b'#' => self.scan_line_comment(),
                b'<' if self.byte(start + 1) == b'#' => self.scan_block_comment(),
                b'`' => {
                    if !self.continued_line() {
                        return;
                    }
                }
                128.. => {
                    self.skip_blanks();
                    if self.pos == start {
                        return;
                    }
                }
                _ => return,
            }
        }
    }

    /// A backtick before a line end or white space: steps over both. False where it escapes something else.
    pub fn continued_line(&mut self) -> bool {
        let start = self.pos;
        self.pos += 1;
        if matches!(self.byte(self.pos), b'\n' | b'\r') {
            self.token_start = start;
            self.take(line_end);
            self.keep(TokenKind::LineContinuation);
            return true;
        }
        if is_white_space(self.peek_char()) {
            self.skip_blanks();
            return true;
        }
        self.pos = start;
        false
    }

    /// A comment to the end of the line.
    pub fn scan_line_comment(&mut self) {
        self.token_start = self.pos;
        let Some(comment) = self.take(line_comment) else {
            return;
        };
        self.keep(TokenKind::Comment);
        let span = self.place(self.token_start, self.pos);
        if looks_like_signature(&comment[1..]) {
            self.signature = Some(span.start);
        } else if self.base == 0
            && comment.len() > 8
            && comment.as_bytes()[1..9].eq_ignore_ascii_case(b"requires")
        {
            self.requires.push(span);
        }
    }

    /// A comment between `<#` and `#>`.
    pub fn scan_block_comment(&mut self) {
        let start = self.pos;
        self.token_start = start;
        if self.take(block_comment).is_none() {
            self.pos = self.text.len();
            self.report_open(start, "MissingTerminatorMultiLineComment", &[]);
        }
        self.keep(TokenKind::Comment);
    }

    /// Notes that what began at `start` was still open at the position.
    pub fn report_open(&mut self, start: usize, id: &'static str, args: &[&str]) {
        let span = Span {
            start: self.base + start as u32,
            end: self.base + self.pos as u32,
        };
        self.report_incomplete(span, id, args);
    }

    /// Only white space and comments stand behind a place. PowerShell looks into the text being scanned with an offset into the whole
    /// script, so an error in a subexpression of a string mostly counts as one at the end; this does the same.
    pub fn is_at_end_of_script(&self, span: Span) -> bool {
        let bytes = self.text.as_bytes();
        let mut i = span.end as usize;
        while i < bytes.len() {
            i = match bytes[i] {
                b'#' => memchr2(b'\r', b'\n', &bytes[i..]).map_or(bytes.len(), |n| i + n),
                b'<' if bytes.get(i + 1) == Some(&b'#') => skip_block_comment(bytes, i),
                b' ' | b'\t' | 0x0b | 0x0c => i + 1,
                128.. => match self.text.get(i..).and_then(|rest| rest.chars().next()) {
                    Some(c) if is_blank(c) => i + c.len_utf8(),
                    _ => return false,
                },
                _ => return false,
            };
        }
        true
    }

    /// The line behind a line end goes on with `|`, comments aside.
    pub fn is_pipe_continuation(&self, newline_end: usize) -> bool {
        let bytes = self.text.as_bytes();
        let mut i = newline_end;
        let mut empty_line = true;
        while i < bytes.len() {
            match bytes[i] {
                b' ' | b'\t' | 0x0b | 0x0c => i += 1,
                b'\n' | b'\r' => {
                    if empty_line {
                        return false;
                    }
                    empty_line = true;
                    i += if bytes[i] == b'\r' && bytes.get(i + 1) == Some(&b'\n') {
                        2
                    } else {
                        1
                    };
                }
                b'#' => {
                    empty_line = false;
                    i = memchr2(b'\r', b'\n', &bytes[i..]).map_or(bytes.len(), |n| i + n);
                }
                b'<' if bytes.get(i + 1) == Some(&b'#') => {
                    empty_line = false;
                    i = skip_block_comment(bytes, i);
                }
                b'|' => return true,
                128.. => match self.text.get(i..).and_then(|rest| rest.chars().next()) {
                    Some(c) if is_blank(c) => i += c.len_utf8(),
                    _ => return false,
                },
                _ => return false,
            }
        }
        false
    }
}

fn skip_block_comment(bytes: &[u8], start: usize) -> usize {
    memmem::find(&bytes[start + 2..], b"#>").map_or(bytes.len(), |n| start + n + 4)
}

/// What a signature begins with, without white space and capitals.
const SIGNATURE: &[u8] = b"sig#beginsignatureblock\n";

/// How many edits still make a comment pass for the start of a signature.
const SIGNATURE_DISTANCE_MAX: usize = 10;

/// A comment that is, or disguises itself as, the start of a signature: code behind it would hide from the reader.
fn looks_like_signature(comment: &str) -> bool {
    // A quick look first: almost no comment has this many characters and a word like these.
    if comment.len() < SIGNATURE.len() - SIGNATURE_DISTANCE_MAX
        || memchr(b'#', comment.as_bytes()).is_none() && comment.len() > 60
    {
        return false;
    }
    let mut line: Vec<char> = comment
        .chars()
        .filter(|c| !is_blank(*c))
        .take(40)
        .flat_map(char::to_lowercase)
        .collect();
    line.push('\n');
    let near = SIGNATURE.len() - SIGNATURE_DISTANCE_MAX..=SIGNATURE.len() + SIGNATURE_DISTANCE_MAX;
    near.contains(&line.len()) && distance(&line, SIGNATURE) < SIGNATURE_DISTANCE_MAX
}

/// The edit distance between two texts.
fn distance(left: &[char], right: &[u8]) -> usize {
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, a) in left.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in right.iter().enumerate() {
            let change = if *a == *b as char {
                diagonal
            } else {
                1 + diagonal.min(row[j]).min(row[j + 1])
            };
            diagonal = row[j + 1];
            row[j + 1] = change;
        }
    }
    row[right.len()]
}
