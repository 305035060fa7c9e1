//! The next token, by the first byte and the mode.
//!
//! Each kind of token has its production elsewhere (`name`, `number`, `string`, `variable`, `trivia`); this file only decides which.

use crate::input::{
    begins_variable, begins_word, breaks_token, is_dash, is_double_quote, is_letter,
    is_single_quote,
};
use crate::name;
use crate::parser::{Mode, Parser};
use crate::token::{Lexeme, Token, TokenKind, keyword, operator};
use TokenKind::*;

impl<'s> Parser<'s> {
    /// Scans the next token.
    pub fn scan(&mut self) -> Lexeme {
        loop {
            let start = self.pos;
            self.token_start = start;
            match self.byte(start) {
                b' ' | b'\t' | 0x0b | 0x0c => self.skip_blanks(),
                b'#' => self.scan_line_comment(),
                b'<' if self.byte(start + 1) == b'#' => self.scan_block_comment(),
                b'`' => match self.scan_backtick() {
                    Some(lexeme) => return lexeme,
                    None => continue,
                },
                128.. => {
                    self.skip_blanks();
                    if self.pos == start {
                        return self.scan_beyond_ascii();
                    }
                }
                byte => return self.scan_ascii(byte),
            }
        }
    }

    /// A token of the given kind, from `token_start` to the position.
    pub fn token(&mut self, kind: TokenKind) -> Lexeme {
        let lexeme = Lexeme {
            kind,
            start: self.token_start as u32,
            end: self.pos as u32,
            expandable: false,
        };
        let span = self.at(lexeme);
        self.tokens.push(Token { kind, span });
        lexeme
    }

    fn token_of(&mut self, kind: TokenKind, width: usize) -> Lexeme {
        self.pos = self.token_start + width;
        self.token(kind)
    }

    fn in_command(&self) -> bool {
        self.mode == Mode::Command
    }

    fn in_expression(&self) -> bool {
        self.mode == Mode::Expression
    }

    #[rustfmt::skip]
    fn scan_ascii(&mut self, byte: u8) -> Lexeme {
        let next = self.byte(self.pos + 1);
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => self.scan_identifier(),
            b'$' if next == b'(' => self.token_of(DollarParen, 2),
            b'$' => { self.pos += 1; self.scan_variable(false) }
            b'\n' => self.token_of(NewLine, 1),
            b'\r' => self.token_of(NewLine, if next == b'\n' { 2 } else { 1 }),
            b'(' => self.token_of(LParen, 1),
            b')' => self.token_of(RParen, 1),
            b'{' => self.token_of(LCurly, 1),
            b'}' => self.token_of(RCurly, 1),
            b']' => self.token_of(RBracket, 1),
            b';' => self.token_of(Semi, 1),
            b',' => self.token_of(Comma, 1),
            b'[' => self.operator_or_word(LBracket, 1),
            b'.' => self.scan_dot(),
            b'"' | b'\'' => self.scan_string(),
            b'|' if next == b'|' => self.token_of(OrOr, 2),
            b'|' => self.token_of(Pipe, 1),
            b'&' if next == b'&' => self.token_of(AndAnd, 2),
            b'&' => self.token_of(Ampersand, 1),
            b'=' => self.operator_or_word(Equals, 1),
            b'-' => self.scan_dash(),
            b'+' if next == b'+' => self.operator_or_word(PlusPlus, 2),
            b'+' if next == b'=' => self.operator_or_word(PlusEquals, 2),
            b'+' if self.signed_number_follows() => self.scan_number(),
            b'+' => self.operator_or_word(Plus, 1),
            b'*' if next == b'=' => self.operator_or_word(MultiplyEquals, 2),
            b'*' if next == b'>' => self.scan_redirection(),
            b'*' => self.operator_or_word(Multiply, 1),
            b'/' if next == b'=' => self.operator_or_word(DivideEquals, 2),
            b'/' => self.operator_or_word(Divide, 1),
            b'%' if next == b'=' => self.operator_or_word(RemainderEquals, 2),
            b'%' => self.operator_or_word(Rem, 1),
            b'<' => self.token_of(RedirectInStd, 1),
            b'>' => self.scan_redirection(),
            b'1'..=b'6' if next == b'>' => self.scan_redirection(),
            b'0'..=b'9' => self.scan_number(),
            b'@' => self.scan_at(),
            b'!' => self.scan_exclamation(),
            b':' => self.scan_colon(),
            b'?' if self.in_expression() => self.scan_question(),
            0 if self.at_end() => self.end_of_input(),
            _ => { self.pos += 1; self.scan_generic() }
        }
    }

    /// The end lies one behind the text: there it is reported, and there it is counted. Going back to it steps over it, as in PowerShell,
    /// so that from then on it lies one further.
    fn end_of_input(&mut self) -> Lexeme {
        let end = self.pos as u32 + 1;
        self.pos = self.text.len() + 1;
        let lexeme = Lexeme {
            kind: EndOfInput,
            start: end,
            end,
            expandable: false,
        };
        let span = self.at(lexeme);
        self.tokens.push(Token {
            kind: EndOfInput,
            span,
        });
        lexeme
    }

    fn scan_beyond_ascii(&mut self) -> Lexeme {
        let c = self.peek_char();
        if is_single_quote(c) || is_double_quote(c) {
            self.scan_string()
        } else if is_dash(c) {
            self.scan_dash()
        } else if is_letter(c) {
            self.scan_identifier()
        } else {
            self.skip_char();
            self.scan_generic()
        }
    }

    /// An operator; in command mode the start of a word, unless something ends it here.
    fn operator_or_word(&mut self, kind: TokenKind, width: usize) -> Lexeme {
        self.pos += width;
        if self.in_command() && !breaks_token(self.peek_char()) {
            return self.scan_generic();
        }
        self.token(kind)
    }

    fn scan_backtick(&mut self) -> Option<Lexeme> {
        if self.continued_line() {
            return None;
        }
        if self.pos + 1 >= self.text.len() {
            self.pos = self.text.len();
            let end = self.raw_place(self.pos + 1, self.pos + 1);
            self.report_incomplete(end, "IncompleteString", &[]);
            return None;
        }
        Some(self.scan_generic())
    }

    fn signed_number_follows(&self) -> bool {
        self.allow_signs && matches!(self.peek_second(), '0'..='9' | '.')
    }

    /// dash = "--" | "-=" | parameter | operator | signed number | "-"
    fn scan_dash(&mut self) -> Lexeme {
        let width = self.peek_char().len_utf8();
        let next = self.peek_second();
        if is_dash(next) {
            return self.operator_or_word(MinusMinus, width + next.len_utf8());
        }
        if next == '=' {
            return self.operator_or_word(MinusEquals, width + 1);
        }
        if is_letter(next) || matches!(next, '_' | '?') {
            self.pos += width;
            return self.scan_parameter();
        }
        if self.signed_number_follows() {
            return self.scan_number();
        }
        self.operator_or_word(Minus, width)
    }

    /// parameter = dash name [ ":" ]; in expressions an operator if the name is one.
    fn scan_parameter(&mut self) -> Lexeme {
        let in_command = self.in_command();
        let name_start = self.pos;
        self.take(|i| name::parameter_name(i, in_command));
        let name = &self.text[name_start..self.pos];
        let next = self.peek_char();
        if in_command && (is_single_quote(next) || is_double_quote(next)) {
            return self.scan_generic();
        }
        if self.in_expression()
            && let Some(kind) = operator(name)
        {
            return self.token(kind);
        }
        if name.is_empty() {
            return self.token(Minus);
        }
        if next == ':' && in_command {
            self.pos += 1;
        }
        self.token(Parameter)
    }

    fn scan_dot(&mut self) -> Lexeme {
        self.pos += 1;
        let next = self.peek_char();
        if next == '.' {
            self.pos += 1;
            if self.in_command() && !breaks_token(self.peek_char()) {
                return self.scan_generic();
            }
            return self.token(DotDot);
        }
        if next.is_ascii_digit() {
            self.pos -= 1;
            return self.scan_number();
        }
        if self.in_command() && !breaks_token(next) && !matches!(next, '$' | '"' | '\'') {
            return self.scan_generic();
        }
        self.token(Dot)
    }

    /// at = "@{" | "@(" | here-string | splatted-variable
    fn scan_at(&mut self) -> Lexeme {
        let next = self.peek_second();
        match next {
            '{' => self.token_of(AtCurly, 2),
            '(' => self.token_of(AtParen, 2),
            _ if is_single_quote(next) || is_double_quote(next) => self.scan_here_string(),
            _ if begins_variable(next) => {
                self.pos += 1;
                self.scan_variable(true)
            }
            _ => {
                self.report_char(self.pos, "UnrecognizedToken", &[]);
                self.token_of(Unknown, 1)
            }
        }
    }

    fn scan_exclamation(&mut self) -> Lexeme {
        self.pos += 1;
        let next = self.peek_char();
        if (self.in_command() && !breaks_token(next)) || (self.in_expression() && begins_word(next))
        {
            return self.scan_generic();
        }
        if self.in_expression() && matches!(next, '0'..='9' | '.') && !self.number_follows() {
            return self.scan_generic();
        }
        self.token(Exclaim)
    }

    fn scan_colon(&mut self) -> Lexeme {
        self.pos += 1;
        if self.byte(self.pos) == b':' {
            self.pos += 1;
            if self.in_command() && !self.want_name && !breaks_token(self.peek_char()) {
                return self.scan_generic();
            }
            return self.token(ColonColon);
        }
        if !self.in_command() {
            return self.token(Colon);
        }
        // label = ":" identifier
        if self.take(name::identifier).is_none() || !breaks_token(self.peek_char()) {
            return self.scan_generic();
        }
        self.token(Label)
    }

    fn scan_question(&mut self) -> Lexeme {
        match (self.byte(self.pos + 1), self.byte(self.pos + 2)) {
            (b'?', b'=') => self.token_of(QuestionQuestionEquals, 3),
            (b'?', _) => self.token_of(QuestionQuestion, 2),
            _ => self.token_of(QuestionMark, 1),
        }
    }

    /// redirection = [ stream ] ( ">" | ">>" | ">&1" | ">&2" ). In an expression the stream is a number.
    fn scan_redirection(&mut self) -> Lexeme {
        let from_digit = self.byte(self.pos).is_ascii_digit();
        let merging = self.take(name::merging_redirection).is_some();
        if !merging {
            self.take(name::file_redirection);
            if from_digit && self.in_expression() {
                return self.token_of(Number, 1);
            }
        }
        self.token(Redirection)
    }

    /// A word: keyword, name, command or type, as the mode has it.
    fn scan_identifier(&mut self) -> Lexeme {
        self.take(name::identifier);
        if self.mode == Mode::TypeName {
            self.take(name::type_name_rest);
            return self.token(Identifier);
        }
        if self.want_name {
            return self.token(Identifier);
        }
        if self.in_command() && !breaks_token(self.peek_char()) {
            return self.scan_generic();
        }
        if self.in_command() || self.mode == Mode::Signature {
            let word = &self.text[self.token_start..self.pos];
            if let Some(kind) =
                keyword(word).filter(|kind| *kind != InlineScript || self.in_workflow)
            {
                return self.token(kind);
            }
        }
        self.token(Identifier)
    }

    // Tokens that only some productions ask for.

    /// member-access-operator = "." | "::" | "[" | "?." | "?["; nothing may stand before it but block comments.
    pub fn member_access_operator(&mut self, allow_bracket: bool) -> Option<Lexeme> {
        if self.ungot.is_some() {
            return None;
        }
        while self.byte(self.pos) == b'<' && self.byte(self.pos + 1) == b'#' {
            self.scan_block_comment();
        }
        self.token_start = self.pos;
        let next = self.byte(self.pos + 1);
        let ends_line =
            |p: &Self, c: char| p.in_command() && (c == '\0' || crate::input::is_white_space(c));
        match self.byte(self.pos) {
            b'.' if next != b'.' => {
                if ends_line(self, self.peek_second()) {
                    return None;
                }
                Some(self.token_of(Dot, 1))
            }
            b':' if next == b':' => {
                let behind = self
                    .text
                    .get(self.pos + 2..)
                    .and_then(|rest| rest.chars().next())
                    .unwrap_or('\0');
                if ends_line(self, behind) {
                    return None;
                }
                Some(self.token_of(ColonColon, 2))
            }
            b'[' if allow_bracket => Some(self.token_of(LBracket, 1)),
            b'?' if next == b'.' => Some(self.token_of(QuestionDot, 2)),
            b'?' if next == b'[' && allow_bracket => Some(self.token_of(QuestionLBracket, 2)),
            _ => None,
        }
    }

    /// The parenthesis or brace of a method call, which must follow its name at once.
    pub fn invoke_operator(&mut self) -> Option<Lexeme> {
        if self.ungot.is_some() {
            return None;
        }
        self.token_start = self.pos;
        match self.byte(self.pos) {
            b'(' => Some(self.token_of(LParen, 1)),
            b'{' => Some(self.token_of(LCurly, 1)),
            _ => None,
        }
    }

    /// The bracket that begins an attribute or a type, which command mode would take for a word.
    pub fn open_bracket(&mut self) -> Option<Lexeme> {
        if let Some(lexeme) = self.ungot {
            if lexeme.kind == LBracket {
                self.ungot = None;
                return Some(lexeme);
            }
            return None;
        }
        let start = self.pos;
        let mut blank_seen = false;
        loop {
            self.token_start = self.pos;
            match self.byte(self.pos) {
                b' ' | b'\t' | 0x0b | 0x0c => {
                    blank_seen = true;
                    self.skip_blanks();
                }
                b'#' => {
                    blank_seen = true;
                    self.scan_line_comment();
                }
                b'<' if self.byte(self.pos + 1) == b'#' => {
                    blank_seen = false;
                    self.scan_block_comment();
                }
                b'[' => return Some(self.token_of(LBracket, 1)),
                b'.' | b':' if blank_seen => {
                    self.resync(start);
                    return None;
                }
                128.. if crate::input::is_blank(self.peek_char()) => {
                    blank_seen = true;
                    self.skip_blanks();
                }
                _ => return None,
            }
        }
    }

    /// The rest of a line behind `--%`, up to a pipe or `&&` outside of quotes.
    pub fn verbatim_argument(&mut self) -> Option<Lexeme> {
        if self.ungot.is_some_and(|lexeme| lexeme.kind != Parameter) {
            return None;
        }
        self.ungot = None;
        self.skip_blanks();
        self.token_start = self.pos;
        self.take(name::verbatim);
        Some(self.token(Generic))
    }

    /// assembly-name = part { "," part [ "=" part ] }
    pub fn assembly_name(&mut self) -> String {
        let mut name = String::new();
        self.assembly_part(&mut name);
        while self.byte(self.pos) == b',' {
            self.token_start = self.pos;
            name.push_str(", ");
            self.token_of(Comma, 1);
            self.assembly_part(&mut name);
            if self.byte(self.pos) == b'=' {
                self.token_start = self.pos;
                name.push('=');
                self.token_of(Equals, 1);
                self.assembly_part(&mut name);
            }
        }
        name
    }

    fn assembly_part(&mut self, name: &mut String) {
        self.skip_blanks();
        self.token_start = self.pos;
        if let Some(part) = self.take(name::assembly_part) {
            name.push_str(part);
        }
        self.token(Identifier);
        self.skip_blanks();
    }
}
