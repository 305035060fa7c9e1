//! What follows a backslash outside classes.

use super::error::RegexError;
use super::options::RegexOptions;
use super::scan::{Scanner, is_word};
use super::tree::{Class, Member, Node, Place};

impl Scanner<'_> {
    /// Reads an escape; the backslash has been read and something follows.
    pub fn backslash(&mut self) -> Result<Node, RegexError> {
        let c = self.peek().unwrap_or('\\');
        let class = |member: Member| Node::Class {
            class: Class {
                negated: false,
                members: vec![member],
                minus: None,
            },
            fold: false,
        };
        let node = match c {
            'b' => Node::Place(Place::Boundary),
            'B' => Node::Place(Place::NoBoundary),
            'A' => Node::Place(Place::TextStart),
            'G' => Node::Place(Place::MatchStart),
            'Z' => Node::Place(Place::TextEndOrNewline),
            'z' => Node::Place(Place::TextEnd),
            'w' | 'W' => class(Member::Word(c == 'w')),
            's' | 'S' => class(Member::Space(c == 's')),
            'd' | 'D' => class(Member::Digit(c == 'd')),
            'p' | 'P' => {
                self.at += 1;
                let member = self.property(c == 'p')?;
                return Ok(match class(member) {
                    Node::Class { class, .. } => Node::Class {
                        class,
                        fold: self.has(RegexOptions::IGNORE_CASE),
                    },
                    node => node,
                });
            }
            _ => return self.reference_or_char(),
        };
        self.at += 1;
        Ok(node)
    }

    /// `\1`, `\k<name>`, or else a character.
    fn reference_or_char(&mut self) -> Result<Node, RegexError> {
        let start = self.at;
        let fold = self.has(RegexOptions::IGNORE_CASE);
        let close = self.reference_open()?;
        match (close, self.peek()) {
            (Some(close), Some('0'..='9')) => {
                let number = self.decimal()?;
                if self.next() == Some(close) {
                    return self.reference(number, fold);
                }
            }
            (None, Some('1'..='9')) => {
                let number = self.decimal()?;
                if self.slots.has(number) {
                    return Ok(Node::Backreference { number, fold });
                }
                if number <= 9 {
                    return self.reference(number, fold);
                }
            }
            (Some(close), Some(c)) if is_word(c) => {
                let name = self.name();
                if self.next() == Some(close) {
                    let number = self.slots.number(&name);
                    let number = number.ok_or_else(|| {
                        self.error(format!("Reference to undefined group name '{name}'."))
                    })?;
                    return Ok(Node::Backreference { number, fold });
                }
            }
            _ => {}
        }
        self.at = start;
        Ok(Node::Char {
            c: self.char_escape()?,
            fold,
        })
    }

    /// Passes `k<`, `k'`, and the old forms without `k`; returns the mark that closes the name.
    fn reference_open(&mut self) -> Result<Option<char>, RegexError> {
        let closing = |open: Option<char>| match open {
            Some('<') => Some('>'),
            Some('\'') => Some('\''),
            _ => None,
        };
        if self.peek() == Some('k') {
            let malformed = "Malformed \\k<...> named back reference.";
            if self.peek_at(1).is_some() {
                self.at += 1;
            } else {
                return Err(self.error(malformed));
            }
            let close = closing(self.next());
            if close.is_none() || self.peek().is_none() {
                return Err(self.error(malformed));
            }
            return Ok(close);
        }
        let close = closing(self.peek()).filter(|_| self.peek_at(1).is_some());
        self.at += usize::from(close.is_some());
        Ok(close)
    }

    fn reference(&self, number: i32, fold: bool) -> Result<Node, RegexError> {
        if self.slots.has(number) {
            return Ok(Node::Backreference { number, fold });
        }
        Err(self.error(format!("Reference to undefined group number {number}.")))
    }

    /// An escape that stands for one character.
    pub fn char_escape(&mut self) -> Result<char, RegexError> {
        let c = self.next().unwrap_or('\\');
        Ok(match c {
            '0'..='7' => {
                self.at -= 1;
                self.octal()
            }
            'x' => self.hex(2)?,
            'u' => self.hex(4)?,
            'a' => '\u{7}',
            'b' => '\u{8}',
            'e' => '\u{1b}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'v' => '\u{b}',
            'c' => self.control()?,
            c if is_word(c) => {
                return Err(self.error(format!("Unrecognized escape sequence \\{c}.")));
            }
            c => c,
        })
    }

    fn octal(&mut self) -> char {
        let mut value = 0;
        for _ in 0..3 {
            match self.peek().and_then(|c| c.to_digit(8)) {
                Some(digit) => value = value * 8 + digit,
                None => break,
            }
            self.at += 1;
        }
        char::from((value & 0xff) as u8)
    }

    fn hex(&mut self, count: usize) -> Result<char, RegexError> {
        let message = "Insufficient or invalid hexadecimal digits.";
        if self.at + count > self.chars.len() {
            return Err(self.error(message));
        }
        let mut value = 0;
        for _ in 0..count {
            let digit = self.next().and_then(|c| c.to_digit(16));
            value = value * 16 + digit.ok_or_else(|| self.error(message))?;
        }
        // Half of a surrogate pair cannot occur in our strings; two of them make a character.
        if (0xd800..0xdc00).contains(&value)
            && self.peek() == Some('\\')
            && self.peek_at(1) == Some('u')
        {
            let low: String = self.chars.iter().skip(self.at + 2).take(4).collect();
            if let Some(low) = u32::from_str_radix(&low, 16)
                .ok()
                .filter(|low| (0xdc00..0xe000).contains(low))
            {
                self.at += 6;
                value = 0x10000 + ((value - 0xd800) << 10) + (low - 0xdc00);
            }
        }
        char::from_u32(value)
            .ok_or_else(|| RegexError::NotSupported(String::from("half of a surrogate pair")))
    }

    fn control(&mut self) -> Result<char, RegexError> {
        let c = self
            .next()
            .ok_or_else(|| self.error("Missing control character."))?;
        let code = (c.to_ascii_uppercase() as u32).wrapping_sub('@' as u32);
        char::from_u32(code)
            .filter(|c| *c < ' ')
            .ok_or_else(|| self.error("Unrecognized control character."))
    }
}
