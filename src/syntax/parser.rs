//! The parser's state and the small steps that every production is made of: looking at a token, taking it, giving it back,
//! going back in the text. PowerShell lexes on demand, by mode; so one token at most is ever held.

use crate::ast::Text;
use crate::error::{Errors, ParseError};
use crate::input::Lex;
use crate::scratch::Scratch;
use crate::span::Span;
use crate::token::{Lexeme, Token, TokenKind};
use std::rc::Rc;

/// How deeply statements and expressions may nest. PowerShell stops where its stack ends; so a fixed number is at least the same everywhere.
pub(crate) const NESTING_MAX: u32 = 400;

/// How many operators, members or indexes may follow each other in one expression: each makes the tree one level deeper.
pub(crate) const CHAIN_MAX: u32 = 2000;

/// By which rules the next token is scanned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Words are commands and arguments.
    Command,
    /// Words are operators and names.
    Expression,
    /// Words are type names.
    TypeName,
    /// Words are names and keywords, a colon stands alone.
    Signature,
}

/// The state of a parse, or of the parse of a subexpression within a string.
pub(crate) struct Parser<'s> {
    /// What is being scanned: the whole script, or one `$( )` of a string.
    pub text: &'s str,
    /// The whole script, for steps that count characters in it.
    pub source: &'s str,
    /// Where `text` begins in `source`.
    pub base: u32,
    /// Where each byte of `text` stands in `source`, if doubled quotes were taken out of it.
    pub map: Option<Rc<[u32]>>,
    pub pos: usize,
    pub token_start: usize,
    pub mode: Mode,
    pub ungot: Option<Lexeme>,
    pub allow_signs: bool,
    pub ternary_ends_number: bool,
    pub want_name: bool,
    pub in_workflow: bool,
    pub no_comma: bool,
    pub tokens: Vec<Token>,
    pub errors: Errors,
    pub depth: u32,
    /// Where a signature block begins; nothing may follow it.
    pub signature: Option<u32>,
    /// The `#requires` comments.
    pub requires: Vec<Span>,
    /// Something was read that `check` has to look at; most scripts hold nothing of the kind.
    pub suspect: bool,
    /// How many `break`, `continue` and `return` statements were read.
    pub jumps: u32,
    /// A class or an enum was read.
    pub has_types: bool,
    pub scratch: Scratch,
    /// Classes and enums that were too broken to be defined.
    pub broken_types: Vec<String>,
    /// `foreach` statements with `-ThrottleLimit`, which the tree has no place for.
    pub throttled: Vec<Span>,
}

impl<'s> Parser<'s> {
    /// A parser at the start of a script.
    pub fn new(text: &'s str) -> Parser<'s> {
        let mut parser = Parser::bare(text);
        parser.scratch = Scratch::of_thread();
        // A token in four bytes is what scripts have.
        parser.tokens.reserve(text.len() / 4 + 4);
        parser
    }

    fn bare(text: &'s str) -> Parser<'s> {
        Parser {
            text,
            source: text,
            base: 0,
            map: None,
            pos: 0,
            token_start: 0,
            mode: Mode::Command,
            ungot: None,
            allow_signs: false,
            ternary_ends_number: false,
            want_name: false,
            in_workflow: false,
            no_comma: false,
            tokens: Vec::new(),
            errors: Errors::default(),
            depth: 0,
            signature: None,
            requires: Vec::new(),
            suspect: false,
            jumps: 0,
            has_types: false,
            scratch: Scratch::default(),
            broken_types: Vec::new(),
            throttled: Vec::new(),
        }
    }

    /// Parses `text` as a script of its own within this one, by `parse`; what it finds wrong is noted here.
    pub fn nested<T>(
        &mut self,
        text: &str,
        base: u32,
        map: Option<Rc<[u32]>>,
        parse: impl FnOnce(&mut Parser<'_>) -> T,
    ) -> T {
        let mut inner = Parser::bare(text);
        inner.source = self.source;
        inner.base = base;
        inner.map = map;
        inner.mode = self.mode;
        inner.no_comma = self.no_comma;
        inner.in_workflow = self.in_workflow;
        inner.depth = self.depth;
        inner.errors = std::mem::take(&mut self.errors);
        inner.throttled = std::mem::take(&mut self.throttled);
        inner.broken_types = std::mem::take(&mut self.broken_types);
        inner.scratch = std::mem::take(&mut self.scratch);
        inner.signature = self.signature;
        let result = parse(&mut inner);
        self.signature = inner.signature;
        self.suspect |= inner.suspect;
        self.has_types |= inner.has_types;
        self.jumps += inner.jumps;
        self.scratch = std::mem::take(&mut inner.scratch);
        self.errors = std::mem::take(&mut inner.errors);
        self.throttled = std::mem::take(&mut inner.throttled);
        self.broken_types = std::mem::take(&mut inner.broken_types);
        if self.errors.gave_up {
            self.skip_to_end();
        }
        result
    }

    // Where things stand.

    /// The rest of the text.
    pub fn rest(&self) -> &'s str {
        self.text.get(self.pos..).unwrap_or("")
    }

    /// The byte at an offset; 0 behind the end.
    pub fn byte(&self, pos: usize) -> u8 {
        self.text.as_bytes().get(pos).copied().unwrap_or(0)
    }

    /// The character at the position; NUL behind the end.
    pub fn peek_char(&self) -> char {
        let byte = self.byte(self.pos);
        if byte < 128 {
            byte as char
        } else {
            self.rest().chars().next().unwrap_or('\0')
        }
    }

    /// The character behind the one at the position.
    pub fn peek_second(&self) -> char {
        let mut chars = self.rest().chars();
        chars.next();
        chars.next().unwrap_or('\0')
    }

    /// Nothing is left.
    pub fn at_end(&self) -> bool {
        self.pos >= self.text.len()
    }

    /// Steps over one character.
    pub fn skip_char(&mut self) {
        if self.pos < self.text.len() {
            self.pos += crate::input::width(self.byte(self.pos));
        }
    }

    /// Runs a lexical production on the rest of the text, and steps over what it took.
    pub fn take<T>(&mut self, production: impl FnOnce(&'s str) -> Lex<'s, T>) -> Option<T> {
        let (rest, value) = production(self.rest()).ok()?;
        self.pos = self.text.len() - rest.len();
        Some(value)
    }

    /// A text of the script as the tree holds it; one that was met before is shared.
    pub fn share(&mut self, text: &str) -> Text {
        self.scratch.share(text)
    }

    /// Where an offset into the text stands in the script.
    pub fn offset(&self, pos: usize) -> u32 {
        match &self.map {
            None => self.base + pos as u32,
            // The end of input is counted in the text as it was scanned.
            Some(map) => map.get(pos).copied().unwrap_or(self.base + pos as u32),
        }
    }

    /// The place of a range of the text.
    pub fn place(&self, start: usize, end: usize) -> Span {
        Span {
            start: self.offset(start),
            end: self.offset(end),
        }
    }

    /// The place of a token.
    pub fn at(&self, lexeme: Lexeme) -> Span {
        self.place(lexeme.start as usize, lexeme.end as usize)
    }

    /// The text of a token.
    pub fn text_of(&self, lexeme: Lexeme) -> &'s str {
        self.text
            .get(lexeme.start as usize..(lexeme.end as usize).min(self.text.len()))
            .unwrap_or("")
    }

    /// The empty place one character before another.
    pub fn before(&self, span: Span) -> Span {
        let mut start = span.start.saturating_sub(1) as usize;
        while start < self.source.len() && !self.source.is_char_boundary(start) {
            start -= 1;
        }
        Span::new(start, start)
    }

    // Tokens.

    /// Takes the next token.
    pub fn next(&mut self) -> Lexeme {
        match self.ungot.take() {
            Some(lexeme) => lexeme,
            None => self.scan(),
        }
    }

    /// Looks at the next token.
    pub fn peek(&mut self) -> Lexeme {
        match self.ungot {
            Some(lexeme) => lexeme,
            None => {
                let lexeme = self.scan();
                self.ungot = Some(lexeme);
                lexeme
            }
        }
    }

    /// Looks at the kind of the next token.
    pub fn peek_kind(&mut self) -> TokenKind {
        self.peek().kind
    }

    /// Drops the token that was looked at.
    pub fn skip(&mut self) {
        self.ungot = None;
    }

    /// Gives a token back.
    pub fn unget(&mut self, lexeme: Lexeme) {
        self.ungot = Some(lexeme);
    }

    /// Steps over line ends and comments.
    pub fn skip_newlines(&mut self) {
        if self
            .ungot
            .is_none_or(|lexeme| lexeme.kind == TokenKind::NewLine)
        {
            self.ungot = None;
            self.skip_lines(false);
        }
    }

    /// Steps over line ends, comments and semicolons.
    pub fn skip_terminators(&mut self) {
        if self
            .ungot
            .is_none_or(|lexeme| matches!(lexeme.kind, TokenKind::NewLine | TokenKind::Semi))
        {
            self.ungot = None;
            self.skip_lines(true);
        }
    }

    /// Changes the mode, and scans the token that was looked at again if the mode matters to it.
    pub fn set_mode(&mut self, mode: Mode) {
        if mode != self.mode {
            if let Some(lexeme) = self
                .ungot
                .filter(|lexeme| !self.is_invariant(lexeme.kind, mode))
            {
                self.resync(lexeme.start as usize);
            }
            self.mode = mode;
        }
    }

    /// A token means the same in another mode. What is a variable or a number among arguments is one in an expression, too.
    fn is_invariant(&self, kind: TokenKind, mode: Mode) -> bool {
        let from_command = self.mode == Mode::Command && mode == Mode::Expression;
        kind.is_mode_invariant()
            || from_command && matches!(kind, TokenKind::Variable | TokenKind::Number)
    }

    /// Goes back to an offset, and forgets the tokens behind it.
    pub fn resync(&mut self, pos: usize) {
        self.ungot = None;
        if self.errors.gave_up {
            return self.skip_to_end();
        }
        self.pos = pos.min(self.text.len() + 1);
        let start = self.offset(pos);
        if self
            .tokens
            .last()
            .is_some_and(|token| token.kind == TokenKind::EndOfInput)
        {
            self.tokens.pop();
        }
        while self
            .tokens
            .last()
            .is_some_and(|token| token.span.end > start)
        {
            self.tokens.pop();
        }
        while self.requires.last().is_some_and(|span| span.end > start) {
            self.requires.pop();
        }
    }

    /// Goes back to the start of a token.
    pub fn resync_to(&mut self, lexeme: Lexeme) {
        self.resync(lexeme.start as usize);
    }

    // Errors.

    /// Notes an error.
    pub fn report(&mut self, span: Span, id: &'static str, args: &[&str]) {
        self.errors.note(id, args, span, false);
    }

    /// Notes an error at one character of the text.
    pub fn report_char(&mut self, pos: usize, id: &'static str, args: &[&str]) {
        let end = pos + crate::input::width(self.byte(pos));
        let span = Span {
            start: self.base + pos as u32,
            end: self.base + end as u32,
        };
        self.report(span, id, args);
    }

    /// Notes an error that more input could mend if it stands at the end; tells whether it does.
    pub fn report_incomplete(&mut self, span: Span, id: &'static str, args: &[&str]) -> bool {
        self.report_detected(span, span, id, args)
    }

    /// Notes an error at `span` that was noticed at `detected`.
    pub fn report_detected(
        &mut self,
        span: Span,
        detected: Span,
        id: &'static str,
        args: &[&str],
    ) -> bool {
        let incomplete = self.is_at_end_of_script(detected);
        self.errors.note(id, args, span, incomplete);
        incomplete
    }

    // Limits.

    /// Enters one more level; false where there are too many, and then parsing is over.
    pub fn enter(&mut self) -> bool {
        self.depth += 1;
        if self.depth > NESTING_MAX {
            self.give_up();
        }
        !self.errors.gave_up
    }

    /// Leaves a level.
    pub fn leave(&mut self) {
        self.depth -= 1;
    }

    /// Ends the parse here: the script is too deep.
    pub fn give_up(&mut self) {
        let here = self.place(self.token_start, self.pos);
        self.report(here, "ScriptTooComplicated", &[]);
        self.errors.gave_up = true;
        self.skip_to_end();
    }

    fn skip_to_end(&mut self) {
        self.ungot = None;
        self.pos = self.text.len();
    }

    /// The errors, in order.
    pub fn into_errors(mut self) -> Vec<ParseError> {
        std::mem::take(&mut self.scratch).keep();
        self.errors.list
    }
}

/// Takes what was pushed on a stack since it had `base` elements: lists are built on stacks, so that each is allocated once and exactly.
pub(crate) fn taken<T>(stack: &mut Vec<T>, base: usize) -> Box<[T]> {
    stack.drain(base..).collect()
}

/// From the start of one place to the end of another.
pub(crate) fn join(first: Span, last: Span) -> Span {
    Span {
        start: first.start,
        end: last.end,
    }
}

/// The empty place behind another.
pub(crate) fn after(span: Span) -> Span {
    Span {
        start: span.end,
        end: span.end,
    }
}
