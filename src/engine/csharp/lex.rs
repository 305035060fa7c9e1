//! Words, numbers, strings and signs of C#.

use super::{Parsed, Trouble};

/// A token.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    pub kind: Sort,
    /// What it says: strings unescaped.
    pub text: String,
    pub line: u32,
    pub column: u32,
    /// Where it ends, for messages about what is missing behind it.
    pub end: (u32, u32),
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Word,
    Number,
    Text,
    Char,
    /// The inside of `$"..."`, escapes and holes as written; verbatim ones begin with `@`.
    Interpolated,
    Sign,
    End,
}

const SIGNS: &[&str] = &[
    ">>=", "<<=", "??=", "=>", "==", "!=", "<=", ">=", "&&", "||", "++", "--", "+=", "-=", "*=",
    "/=", "%=", "&=", "|=", "^=", "<<", "??", "?.", "::", "..",
];

/// The tokens of a text, the end among them.
pub(super) fn tokens(text: &str) -> Parsed<Vec<Token>> {
    let mut lexer = Lexer {
        chars: text.chars().collect(),
        at: 0,
        line: 1,
        column: 1,
        found: Vec::new(),
    };
    lexer.run()?;
    Ok(lexer.found)
}

struct Lexer {
    chars: Vec<char>,
    at: usize,
    line: u32,
    column: u32,
    found: Vec<Token>,
}

impl Lexer {
    fn peek(&self, ahead: usize) -> char {
        self.chars.get(self.at + ahead).copied().unwrap_or('\0')
    }

    fn skip(&mut self) -> char {
        let c = self.peek(0);
        self.at += 1;
        if c == '\n' {
            self.line += 1;
            self.column = 1;
        } else {
            self.column += 1;
        }
        c
    }

    fn wrong<T>(&self, id: &'static str, what: &str) -> Parsed<T> {
        Err(Trouble::Wrong(self.line, self.column, id, what.to_string()))
    }

    fn run(&mut self) -> Parsed<()> {
        loop {
            self.blanks();
            let (line, column) = (self.line, self.column);
            if self.at >= self.chars.len() {
                self.push(Sort::End, String::new(), line, column);
                return Ok(());
            }
            let (sort, text) = self.token()?;
            self.push(sort, text, line, column);
        }
    }

    fn push(&mut self, kind: Sort, text: String, line: u32, column: u32) {
        let end = (self.line, self.column);
        self.found.push(Token {
            kind,
            text,
            line,
            column,
            end,
        });
    }

    fn blanks(&mut self) {
        loop {
            let (c, next) = (self.peek(0), self.peek(1));
            if c == '/' && next == '/' || c == '#' {
                while self.at < self.chars.len() && self.peek(0) != '\n' {
                    self.skip();
                }
            } else if c == '/' && next == '*' {
                while self.at < self.chars.len() && !(self.peek(0) == '*' && self.peek(1) == '/') {
                    self.skip();
                }
                self.skip();
                self.skip();
            } else if c.is_whitespace() {
                self.skip();
            } else {
                return;
            }
        }
    }

    fn token(&mut self) -> Parsed<(Sort, String)> {
        let (c, next) = (self.peek(0), self.peek(1));
        if c == '@' && next == '"' {
            self.skip();
            return Ok((Sort::Text, self.verbatim()?));
        }
        if c == '$' && (next == '"' || next == '@') || c == '@' && next == '$' {
            return self.interpolated();
        }
        if c.is_alphabetic() || c == '_' || c == '@' {
            let mut word = String::new();
            if c == '@' {
                self.skip();
            }
            while self.peek(0).is_alphanumeric() || self.peek(0) == '_' {
                word.push(self.skip());
            }
            return Ok((Sort::Word, word));
        }
        if c.is_ascii_digit() || c == '.' && next.is_ascii_digit() {
            return Ok((Sort::Number, self.number()));
        }
        if c == '"' {
            return Ok((Sort::Text, self.quoted()?));
        }
        if c == '\'' {
            return Ok((Sort::Char, self.character()?));
        }
        let rest: String = (0..3).map(|ahead| self.peek(ahead)).collect();
        let sign = SIGNS.iter().find(|sign| rest.starts_with(**sign));
        let sign = sign.map_or(c.to_string(), |sign| sign.to_string());
        for _ in sign.chars() {
            self.skip();
        }
        Ok((Sort::Sign, sign))
    }

    fn number(&mut self) -> String {
        let mut text = String::new();
        let hex = self.peek(0) == '0' && matches!(self.peek(1), 'x' | 'X' | 'b' | 'B');
        loop {
            let (c, next) = (self.peek(0), self.peek(1));
            let exponent = !hex
                && matches!(c, 'e' | 'E')
                && (next.is_ascii_digit() || matches!(next, '+' | '-'));
            if exponent {
                text.push(self.skip());
                text.push(self.skip());
            } else if c == '_' {
                self.skip();
            } else if c.is_alphanumeric() || c == '.' && next.is_ascii_digit() && !hex {
                text.push(self.skip());
            } else {
                return text;
            }
        }
    }

    fn quoted(&mut self) -> Parsed<String> {
        let (line, column) = (self.line, self.column);
        self.skip();
        let mut text = String::new();
        loop {
            match self.peek(0) {
                '"' => {
                    self.skip();
                    return Ok(text);
                }
                '\\' => self.escape(&mut text)?,
                '\n' | '\0' => {
                    let what = "Newline in constant".to_string();
                    return Err(Trouble::Wrong(line, column, "CS1010", what));
                }
                _ => text.push(self.skip()),
            }
        }
    }

    fn escape(&mut self, text: &mut String) -> Parsed<()> {
        self.skip();
        let c = self.skip();
        let plain = match c {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            '0' => '\0',
            'a' => '\u{7}',
            'b' => '\u{8}',
            'f' => '\u{c}',
            'v' => '\u{b}',
            'e' => '\u{1b}',
            '\\' | '\'' | '"' => c,
            _ => return self.coded(c, text),
        };
        text.push(plain);
        Ok(())
    }

    /// A character by its number.
    fn coded(&mut self, sort: char, text: &mut String) -> Parsed<()> {
        let digits = match sort {
            'u' => 4,
            'U' => 8,
            'x' => {
                let is_digit = |ahead: &usize| self.peek(*ahead).is_ascii_hexdigit();
                (0..4).take_while(is_digit).count()
            }
            _ => return self.wrong("CS1009", "Unrecognized escape sequence"),
        };
        let mut code = 0;
        for _ in 0..digits {
            code = code * 16 + self.skip().to_digit(16).unwrap_or_default();
        }
        text.push(char::from_u32(code).unwrap_or('\u{fffd}'));
        Ok(())
    }

    fn verbatim(&mut self) -> Parsed<String> {
        self.skip();
        let mut text = String::new();
        loop {
            match (self.peek(0), self.peek(1)) {
                ('"', '"') => {
                    self.skip();
                    text.push(self.skip());
                }
                ('"', _) => {
                    self.skip();
                    return Ok(text);
                }
                ('\0', _) => return self.wrong("CS1039", "Unterminated string literal"),
                _ => text.push(self.skip()),
            }
        }
    }

    fn character(&mut self) -> Parsed<String> {
        self.skip();
        let mut text = String::new();
        if self.peek(0) == '\\' {
            self.escape(&mut text)?;
        } else if self.peek(0) == '\'' {
            return self.wrong("CS1011", "Empty character literal");
        } else {
            text.push(self.skip());
        }
        if self.skip() != '\'' {
            return self.wrong("CS1012", "Too many characters in character literal");
        }
        Ok(text)
    }

    /// The text between the quotes; a hole may hold strings of its own.
    fn interpolated(&mut self) -> Parsed<(Sort, String)> {
        let mut text = String::new();
        while self.peek(0) != '"' {
            if self.skip() == '@' {
                text.push('@');
            }
        }
        let is_verbatim = !text.is_empty();
        self.skip();
        if !is_verbatim {
            text.push('$');
        }
        let mut depth = 0;
        loop {
            let c = self.skip();
            match c {
                '\0' => return self.wrong("CS1039", "Unterminated string literal"),
                '"' if depth == 0 && is_verbatim && self.peek(0) == '"' => {
                    self.skip();
                    text.push_str("\"\"");
                    continue;
                }
                '"' if depth == 0 => return Ok((Sort::Interpolated, text)),
                '\\' if depth == 0 && !is_verbatim => {
                    text.push(c);
                    text.push(self.skip());
                    continue;
                }
                '{' if depth == 0 && self.peek(0) == '{' => {
                    text.push(c);
                    text.push(self.skip());
                    continue;
                }
                '{' => depth += 1,
                '}' if depth > 0 => depth -= 1,
                _ => {}
            }
            text.push(c);
        }
    }
}

/// The text of a part of an interpolated string, unescaped.
pub(super) fn unescaped(text: &str, verbatim: bool) -> Parsed<String> {
    if verbatim {
        return Ok(text.replace("\"\"", "\""));
    }
    let quoted = format!("\"{text}\"");
    let mut tokens = tokens(&quoted)?;
    Ok(std::mem::take(&mut tokens[0].text))
}
