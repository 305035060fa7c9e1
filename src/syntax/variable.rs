//! Variables: `$name`, `${any name}`, `@name`, and the path that a name is.

use crate::input::{begins_variable, breaks_token, is_double_quote};
use crate::name::{self, Escape};
use crate::parser::{Mode, Parser};
use crate::token::{Lexeme, TokenKind};

impl<'s> Parser<'s> {
    /// variable = "$" ( "{" braced-name "}" | variable-name ); the first sign has been consumed.
    /// In command mode what goes on behind the name makes the whole a word.
    pub fn scan_variable(&mut self, splatted: bool) -> Lexeme {
        let name_start = self.pos;
        if self.byte(name_start) == b'{' && !splatted {
            self.scan_braced_name(false);
            let next = self.peek_char();
            if self.mode == Mode::Command && !breaks_token(next) && next != '.' && next != '[' {
                self.pos = self.token_start;
                return self.scan_generic();
            }
            self.check_braced(name_start);
            return self.token(TokenKind::Variable);
        }
        if !begins_variable(self.peek_char()) {
            return self.scan_generic();
        }
        let name = self.take(name::variable_name).unwrap_or("");
        if self.mode == Mode::Command && self.word_goes_on(name) {
            self.pos = self.token_start;
            return self.scan_generic();
        }
        self.check_name(name);
        self.token(if splatted {
            TokenKind::SplattedVariable
        } else {
            TokenKind::Variable
        })
    }

    /// What stands behind the name of a variable in command mode belongs to the same word.
    fn word_goes_on(&self, name: &str) -> bool {
        let next = self.peek_char();
        let special = matches!(name, "$" | "?" | "^");
        !breaks_token(next)
            && (special || !(matches!(next, '.' | '[' | '=') || self.rest().starts_with("::")))
    }

    /// A variable within a string; the position is at the sign.
    pub fn scan_variable_in_string(&mut self) {
        let saved = (self.token_start, self.mode);
        self.token_start = self.pos;
        self.mode = Mode::Expression;
        self.pos += 1;
        let name_start = self.pos;
        if self.byte(name_start) == b'{' {
            self.scan_braced_name(true);
            self.check_braced(name_start);
        } else {
            let name = self.take(name::variable_name).unwrap_or("");
            self.check_name(name);
        }
        (self.token_start, self.mode) = saved;
    }

    /// braced-name = { character | "`" escape }; in a string two quotes stand for one.
    fn scan_braced_name(&mut self, in_string: bool) -> Option<String> {
        let start = self.pos;
        self.pos += 1;
        let mut name = String::new();
        let mut closed = false;
        while !self.at_end() {
            let c = self.peek_char();
            match c {
                '}' => {
                    self.pos += 1;
                    closed = true;
                    break;
                }
                '`' => {
                    if self.pos + 1 >= self.text.len() {
                        self.pos += 1;
                        break;
                    }
                    name.push(self.scan_escape());
                    continue;
                }
                '{' => self.report_char(
                    self.pos + 1,
                    "OpenBraceNeedsToBeBackTickedInVariableName",
                    &[],
                ),
                _ if in_string && is_double_quote(c) && is_double_quote(self.peek_second()) => {
                    self.skip_char()
                }
                _ => {}
            }
            name.push(self.peek_char());
            self.skip_char();
        }
        if !closed {
            self.report_open(start, "IncompleteDollarVariableReference", &[]);
        }
        if name.is_empty() {
            if closed {
                self.report_char(self.pos - 1, "EmptyVariableReference", &[]);
            }
            name.push_str(":Error:");
        }
        Some(name)
    }

    fn check_braced(&mut self, name_start: usize) {
        let inner = self
            .text
            .get(name_start + 1..self.pos.saturating_sub(1))
            .unwrap_or("");
        if inner.ends_with(':') && VariablePath::new(inner).unqualified.is_empty() {
            let span = self.raw_place(self.token_start, self.pos);
            self.report(span, "InvalidBracedVariableReference", &[]);
        }
    }

    fn check_name(&mut self, name: &str) {
        if !name.ends_with(':') {
            return;
        }
        let path = VariablePath::new(name);
        if path.unqualified.is_empty() {
            let span = self.raw_place(self.token_start, self.pos);
            self.report(
                span,
                if path.drive {
                    "InvalidVariableReferenceWithDrive"
                } else {
                    "InvalidVariableReference"
                },
                &[],
            );
        }
    }

    /// A place without the map of doubled quotes, as PowerShell has it for its errors.
    pub fn raw_place(&self, start: usize, end: usize) -> crate::span::Span {
        crate::span::Span {
            start: self.base + start as u32,
            end: self.base + end as u32,
        }
    }

    /// The name of a variable that was scanned before, from the sign to the end.
    pub fn variable_text(&mut self, start: usize, end: usize, in_string: bool) -> std::rc::Rc<str> {
        let end = end.min(self.text.len());
        if self.byte(start + 1) != b'{' {
            return self.share(self.text.get(start + 1..end).unwrap_or(""));
        }
        let inner = self
            .text
            .get(start + 2..end.saturating_sub(1))
            .unwrap_or("");
        let plain = self.byte(end - 1) == b'}'
            && !inner.contains('`')
            && !(in_string && inner.contains(is_double_quote));
        if plain && !inner.is_empty() {
            return self.share(inner);
        }
        let saved = self.pos;
        self.pos = start + 1;
        let name = self.scan_braced_name(in_string).unwrap_or_default();
        self.pos = saved;
        name.into()
    }

    /// escape = "`" character; the position is at the backtick. Wrong escapes are reported and yield a character that is none.
    pub fn scan_escape(&mut self) -> char {
        let start = self.pos;
        self.pos += 1;
        let (id, span) = match self.take(name::escape) {
            Some(Escape::Char(c)) => return c,
            Some(Escape::NoBrace | Escape::Empty) => (
                "InvalidUnicodeEscapeSequence",
                self.raw_place(start, self.pos),
            ),
            Some(Escape::TooLarge) => (
                "InvalidUnicodeEscapeSequenceValue",
                self.raw_place(start + 3, self.pos - 1),
            ),
            Some(Escape::NoDigit(digits)) => {
                let id = if digits < 6 {
                    "InvalidUnicodeEscapeSequence"
                } else {
                    "MissingUnicodeEscapeSequenceTerminator"
                };
                self.report_char(self.pos, id, &[]);
                return '\u{ffff}';
            }
            Some(Escape::TooManyDigits) => {
                self.report_char(self.pos, "TooManyDigitsInUnicodeEscapeSequence", &[]);
                return '\u{ffff}';
            }
            None => return '`',
        };
        self.report(span, id, &[]);
        '\u{ffff}'
    }
}

/// What the name of a variable says: `scope:name`, `drive:name` or a name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct VariablePath<'a> {
    /// The scope that is named: `global`, `local`, `private` or `script`.
    pub scope: Option<Scope>,
    /// Something else than a scope or `variable` stands before the colon: a drive, such as `env`.
    pub drive: bool,
    /// The drive's name.
    pub drive_name: &'a str,
    /// The name without scope or drive.
    pub unqualified: &'a str,
}

/// The scopes that a variable's name can begin with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Scope {
    Global,
    Local,
    Private,
    Script,
}

impl<'a> VariablePath<'a> {
    /// Takes a name apart as PowerShell's `VariablePath` does.
    pub fn new(name: &'a str) -> VariablePath<'a> {
        let whole = VariablePath {
            scope: None,
            drive: false,
            drive_name: "",
            unqualified: name,
        };
        let Some((first, rest)) = name.split_once(':') else {
            return whole;
        };
        if first.is_empty() {
            return VariablePath {
                unqualified: rest,
                ..whole
            };
        }
        if let Some(scope) = scope_of(first) {
            return VariablePath {
                scope: Some(scope),
                unqualified: rest,
                ..whole
            };
        }
        if first.eq_ignore_ascii_case("variable") {
            if let Some((second, name)) = rest.split_once(':')
                && let Some(scope) = scope_of(second)
            {
                return VariablePath {
                    scope: Some(scope),
                    unqualified: name,
                    ..whole
                };
            }
            return VariablePath {
                unqualified: rest,
                ..whole
            };
        }
        VariablePath {
            drive: true,
            drive_name: first,
            unqualified: rest,
            ..whole
        }
    }
}

fn scope_of(word: &str) -> Option<Scope> {
    let scopes = [
        ("global", Scope::Global),
        ("local", Scope::Local),
        ("private", Scope::Private),
        ("script", Scope::Script),
    ];
    scopes
        .iter()
        .find(|(name, _)| word.eq_ignore_ascii_case(name))
        .map(|(_, scope)| *scope)
}
