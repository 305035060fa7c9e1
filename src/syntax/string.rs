//! Strings, here-strings and words: finding where they end, and later reading what they say.
//!
//! Both are the same walk: `scan_*` runs it without a sink to make a token, `read_*` runs it again over a token with one.
//! Errors that the second walk finds are the first one's, and noted once.

use crate::input::{breaks_token, is_blank, is_double_quote, is_single_quote};
use crate::name;
use crate::parser::Parser;
use crate::token::{Lexeme, TokenKind};
use memchr::{memchr2, memchr3};
use std::rc::Rc;

/// A part of an expandable text.
pub(crate) enum Piece {
    /// Unescaped text.
    Text(String),
    /// `$name`, by its offsets.
    Variable(usize, usize),
    /// `$( )`, by its offsets, and the quotes in it that stand for one with the next.
    Sub(usize, usize, Vec<usize>),
}

/// Takes what a walk over a string finds.
#[derive(Default)]
pub(crate) struct Sink {
    pub pieces: Vec<Piece>,
    pub text: String,
}

impl Sink {
    fn nested(&mut self, piece: Piece) {
        if !self.text.is_empty() {
            self.pieces
                .push(Piece::Text(std::mem::take(&mut self.text)));
        }
        self.pieces.push(piece);
    }

    fn finish(mut self) -> Vec<Piece> {
        if !self.text.is_empty() {
            self.pieces.push(Piece::Text(self.text));
        }
        self.pieces
    }
}

type Target<'a> = Option<&'a mut Sink>;

fn push(sink: &mut Target<'_>, text: &str) {
    if let Some(sink) = sink {
        sink.text.push_str(text);
    }
}

fn push_char(sink: &mut Target<'_>, c: char) {
    if let Some(sink) = sink {
        sink.text.push(c);
    }
}

impl<'s> Parser<'s> {
    /// string = single-quoted | double-quoted
    pub fn scan_string(&mut self) -> Lexeme {
        if is_single_quote(self.peek_char()) {
            self.single_quoted(&mut None);
            return self.token(TokenKind::StringLiteral);
        }
        let expandable = self.double_quoted(&mut None);
        Lexeme {
            expandable,
            ..self.token(TokenKind::StringExpandable)
        }
    }

    /// here-string = "@" quote { blank } line-end { line } quote "@"
    pub fn scan_here_string(&mut self) -> Lexeme {
        let single = is_single_quote(self.peek_second());
        let expandable = self.here_string(single, &mut None);
        let kind = if single {
            TokenKind::HereStringLiteral
        } else {
            TokenKind::HereStringExpandable
        };
        Lexeme {
            expandable,
            ..self.token(kind)
        }
    }

    /// generic = { character that ends no token | "`" escape | string | variable | subexpression }; what was consumed since the start
    /// of the token belongs to it.
    pub fn scan_generic(&mut self) -> Lexeme {
        self.take(name::plain_word);
        let expandable = breaks_token(self.peek_char()) || self.generic_from_start();
        let expandable = expandable && self.pos > self.token_start && self.is_expandable_word();
        Lexeme {
            expandable,
            ..self.token(TokenKind::Generic)
        }
    }

    fn generic_from_start(&mut self) -> bool {
        self.pos = self.token_start;
        self.word(&mut None, usize::MAX)
    }

    fn is_expandable_word(&mut self) -> bool {
        // Words with a dollar sign are rare enough to be walked once more.
        let word = &self.text.as_bytes()[self.token_start..self.pos];
        if memchr::memchr(b'$', word).is_none() {
            return false;
        }
        let end = self.pos;
        self.pos = self.token_start;
        let mut sink = Sink::default();
        self.word(&mut Some(&mut sink), end);
        self.pos = end;
        sink.pieces
            .iter()
            .any(|piece| !matches!(piece, Piece::Text(_)))
    }

    /// The value of a single-quoted string.
    pub fn read_single(&mut self, lexeme: Lexeme) -> Rc<str> {
        let text = self.text_of(lexeme);
        let inner = strip_quotes(text, is_single_quote);
        if let Some(inner) = inner.filter(|inner| memchr2(b'\'', 0xe2, inner.as_bytes()).is_none())
        {
            return self.share(inner);
        }
        let sink = self.read(lexeme, |p, sink| p.single_quoted(sink));
        sink.text.into()
    }

    /// The value of a single-quoted here-string.
    pub fn read_single_here(&mut self, lexeme: Lexeme) -> Rc<str> {
        let sink = self.read(lexeme, |p, sink| {
            p.here_string(true, sink);
        });
        sink.text.into()
    }

    /// The parts of a double-quoted string or here-string.
    pub fn read_double(&mut self, lexeme: Lexeme) -> Vec<Piece> {
        let here = lexeme.kind == TokenKind::HereStringExpandable;
        let sink = self.read(lexeme, |p, sink| {
            if here {
                p.here_string(false, sink);
            } else {
                p.double_quoted(sink);
            }
        });
        sink.finish()
    }

    /// The value of a double-quoted string without variables.
    pub fn read_double_plain(&mut self, lexeme: Lexeme) -> Rc<str> {
        if lexeme.kind == TokenKind::StringExpandable {
            let inner = strip_quotes(self.text_of(lexeme), is_double_quote);
            if let Some(inner) =
                inner.filter(|inner| memchr3(b'`', b'"', 0xe2, inner.as_bytes()).is_none())
            {
                return self.share(inner);
            }
        }
        let mut text = String::new();
        for piece in self.read_double(lexeme) {
            if let Piece::Text(part) = piece {
                text.push_str(&part);
            }
        }
        text.into()
    }

    /// The parts of a word.
    pub fn read_word(&mut self, lexeme: Lexeme) -> Vec<Piece> {
        let sink = self.read(lexeme, |p, sink| {
            p.word(sink, lexeme.end as usize);
        });
        sink.finish()
    }

    /// The value of a word, variables in it taken as text.
    pub fn read_word_plain(&mut self, lexeme: Lexeme) -> Rc<str> {
        let text = self.text_of(lexeme);
        if !text
            .bytes()
            .any(|byte| matches!(byte, b'`' | b'\'' | b'"' | 0xe2))
        {
            return self.share(text);
        }
        let mut value = String::new();
        for piece in self.read_word(lexeme) {
            match piece {
                Piece::Text(part) => value.push_str(&part),
                Piece::Variable(start, end) | Piece::Sub(start, end, _) => {
                    value.push_str(&self.text[start..end])
                }
            }
        }
        value.into()
    }

    fn read(&mut self, lexeme: Lexeme, walk: impl FnOnce(&mut Self, &mut Target<'_>)) -> Sink {
        let saved = (self.pos, self.token_start);
        self.pos = lexeme.start as usize;
        self.token_start = self.pos;
        let mut sink = Sink::default();
        walk(self, &mut Some(&mut sink));
        (self.pos, self.token_start) = saved;
        sink
    }

    /// single-quoted = "'" { character | "''" } "'"
    fn single_quoted(&mut self, sink: &mut Target<'_>) {
        let start = self.pos;
        self.skip_char();
        loop {
            let Some(found) = memchr2(b'\'', 0xe2, self.rest().as_bytes()) else {
                push(sink, self.rest());
                self.pos = self.text.len();
                self.report_open(start, "TerminatorExpectedAtEndOfString", &["'"]);
                return;
            };
            push(sink, &self.rest()[..found]);
            self.pos += found;
            let c = self.peek_char();
            self.skip_char();
            if is_single_quote(c) {
                let next = self.peek_char();
                if !is_single_quote(next) {
                    return;
                }
                self.skip_char();
                push_char(sink, next);
            } else {
                push_char(sink, c);
            }
        }
    }

    /// double-quoted = '"' { character | '""' | "`" escape | variable | subexpression } '"'. Tells whether something in it expands.
    fn double_quoted(&mut self, sink: &mut Target<'_>) -> bool {
        let start = self.pos;
        let mut expands = false;
        self.skip_char();
        loop {
            let rest = self.rest();
            let special = |byte: &u8| matches!(byte, b'"' | b'$' | b'`' | 0xe2);
            let plain = rest
                .as_bytes()
                .iter()
                .position(special)
                .unwrap_or(rest.len());
            push(sink, &rest[..plain]);
            self.pos += plain;
            if self.at_end() {
                self.report_open(start, "TerminatorExpectedAtEndOfString", &["\""]);
                return expands;
            }
            let c = self.peek_char();
            if is_double_quote(c) {
                self.skip_char();
                let next = self.peek_char();
                if !is_double_quote(next) {
                    return expands;
                }
                self.skip_char();
                push_char(sink, next);
            } else if self.expand(c, false, sink) {
                expands = true;
            }
        }
    }

    /// A character that may begin something in an expandable text; consumes it, tells whether it expands.
    fn expand(&mut self, c: char, here: bool, sink: &mut Target<'_>) -> bool {
        if c == '$' && self.dollar(here, sink) {
            return true;
        }
        if c == '`'
            && !self
                .text
                .get(self.pos + 1..)
                .is_none_or(|rest| rest.is_empty() || rest.starts_with('\0'))
        {
            let escaped = self.scan_escape();
            push_char(sink, escaped);
        } else {
            push_char(sink, c);
            self.skip_char();
        }
        false
    }

    /// A variable or subexpression at the dollar sign; false where it is only a sign.
    fn dollar(&mut self, here: bool, sink: &mut Target<'_>) -> bool {
        let start = self.pos;
        let next = self.peek_second();
        if next == '(' {
            let skipped = self.sub_expression(here);
            if let Some(sink) = sink {
                sink.nested(Piece::Sub(start, self.pos, skipped));
            }
            return true;
        }
        if next == '{' || crate::input::begins_variable(next) {
            self.scan_variable_in_string();
            if let Some(sink) = sink {
                sink.nested(Piece::Variable(start, self.pos));
            }
            return true;
        }
        false
    }

    /// subexpression = "$(" { character } ")" with parentheses balanced; strings are not looked into.
    /// Returns where two quotes, or a backtick and a quote, stand for one.
    fn sub_expression(&mut self, here: bool) -> Vec<usize> {
        let start = self.pos;
        let mut skipped = Vec::new();
        let mut open = 0u32;
        self.pos += 1;
        while !self.at_end() {
            let c = self.peek_char();
            let at = self.pos;
            self.skip_char();
            match c {
                '(' => open += 1,
                ')' => {
                    open -= 1;
                    if open == 0 {
                        return skipped;
                    }
                }
                _ if !here
                    && (c == '`' || is_double_quote(c))
                    && is_double_quote(self.peek_char()) =>
                {
                    skipped.push(at);
                    self.skip_char();
                }
                _ => {}
            }
        }
        self.report_open(start, "IncompleteDollarSubexpressionReference", &[]);
        skipped
    }

    /// The walk over a word; the first character belongs to it whatever it is.
    fn word(&mut self, sink: &mut Target<'_>, end: usize) -> bool {
        let mut expands = false;
        let mut first = true;
        while self.pos < end && !self.at_end() {
            let c = self.peek_char();
            if breaks_token(c) && !first {
                break;
            }
            if first && breaks_token(c) {
                push_char(sink, c);
                self.skip_char();
            } else if is_single_quote(c) {
                self.single_quoted(sink);
            } else if is_double_quote(c) {
                expands |= self.double_quoted(sink);
            } else if matches!(c, '$' | '`') {
                expands |= self.expand(c, false, sink);
            } else {
                push_char(sink, c);
                self.skip_char();
            }
            first = false;
        }
        expands
    }

    /// The walk over a here-string. Tells whether something in it expands.
    fn here_string(&mut self, single: bool, sink: &mut Target<'_>) -> bool {
        let start = self.pos;
        let is_quote = if single {
            is_single_quote
        } else {
            is_double_quote
        };
        self.skip_char();
        self.skip_char();
        let terminator = if single { "'@" } else { "\"@" };
        if !self.here_header(start, single, terminator) {
            return false;
        }
        let mut expands = false;
        let mut false_footer = None;
        if self.here_footer(is_quote, sink, &mut false_footer) {
            return false;
        }
        loop {
            if single {
                self.take(name::to_line_end)
                    .inspect(|line| push(sink, line));
            } else {
                expands |= self.here_line(sink);
            }
            if self.at_end() {
                match false_footer {
                    Some(at) => self.report_open(at, "WhitespaceBeforeHereStringFooter", &[]),
                    None => {
                        self.report_open(start, "TerminatorExpectedAtEndOfString", &[terminator])
                    }
                }
                return expands;
            }
            let length = sink.as_ref().map_or(0, |sink| sink.text.len());
            let line_end = self.take(crate::trivia::line_end).unwrap_or("");
            push(sink, line_end);
            if self.here_footer(is_quote, sink, &mut false_footer) {
                if let Some(sink) = sink {
                    sink.text.truncate(length);
                }
                return expands;
            }
        }
    }

    /// The rest of a line of an expandable here-string.
    fn here_line(&mut self, sink: &mut Target<'_>) -> bool {
        let mut expands = false;
        loop {
            let bytes = self.rest().as_bytes();
            let line_end = memchr2(b'\r', b'\n', bytes).unwrap_or(bytes.len());
            let special = memchr2(b'$', b'`', &bytes[..line_end]).unwrap_or(line_end);
            push(sink, &self.rest()[..special]);
            self.pos += special;
            if special == line_end {
                return expands;
            }
            let c = self.peek_char();
            expands |= self.expand(c, true, sink);
        }
    }

    /// What follows the header; where something else than a line end does, the rest of the line is dropped.
    fn here_header(&mut self, start: usize, single: bool, terminator: &'static str) -> bool {
        if self.take(name::here_string_header).is_some() {
            return true;
        }
        self.skip_blanks();
        if self.at_end() {
            self.report_open(start, "TerminatorExpectedAtEndOfString", &[terminator]);
            return false;
        }
        self.report_char(self.pos, "UnexpectedCharactersAfterHereStringHeader", &[]);
        let quote = if single { b'\'' } else { b'"' };
        while let Some(found) = memchr3(quote, b'\r', b'\n', self.rest().as_bytes()) {
            self.pos += found;
            if self.byte(self.pos) != quote {
                return false;
            }
            self.pos += 1;
            if self.byte(self.pos) == b'@' {
                self.pos += 1;
                return false;
            }
        }
        self.pos = self.text.len();
        false
    }

    /// footer = quote "@" at the start of a line. Blanks before it make it text, and are remembered for the message.
    fn here_footer(
        &mut self,
        is_quote: fn(char) -> bool,
        sink: &mut Target<'_>,
        false_footer: &mut Option<usize>,
    ) -> bool {
        if is_quote(self.peek_char()) && self.peek_second() == '@' {
            self.skip_char();
            self.skip_char();
            return true;
        }
        while is_blank(self.peek_char()) {
            push_char(sink, self.peek_char());
            self.skip_char();
        }
        if is_quote(self.peek_char()) && self.peek_second() == '@' {
            false_footer.get_or_insert(self.pos);
            push_char(sink, self.peek_char());
            push_char(sink, '@');
            self.skip_char();
            self.skip_char();
        }
        false
    }
}

/// The text between two quotes, if both stand there.
fn strip_quotes(text: &str, is_quote: fn(char) -> bool) -> Option<&str> {
    let inner = text.strip_prefix(is_quote)?;
    inner.strip_suffix(is_quote)
}
