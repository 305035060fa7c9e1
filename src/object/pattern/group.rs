//! What follows an opening parenthesis.

use super::error::RegexError;
use super::options::RegexOptions;
use super::scan::{Scanner, is_word};
use super::tree::Node;

/// What kind of group was opened.
enum Opened {
    Plain,
    Capture(i32),
    Look {
        ahead: bool,
        negative: bool,
    },
    Atomic,
    IfGroup(i32),
    IfMatch,
    /// `(?i)`: options for the rest of the group around it.
    Options,
}

impl Scanner<'_> {
    /// Reads a group; its opening parenthesis has been read.
    pub fn group(&mut self) -> Result<Option<Node>, RegexError> {
        let outer = self.options;
        let opened = self.group_open(false)?;
        let node = match opened {
            Opened::Options => return Ok(None),
            Opened::IfGroup(number) => {
                let (yes, no) = self.two_branches()?;
                Node::IfGroup { number, yes, no }
            }
            Opened::IfMatch => self.if_match()?,
            opened => {
                let body = Box::new(self.alternation()?);
                self.close()?;
                match opened {
                    Opened::Capture(number) => Node::Capture(number, body),
                    Opened::Look { ahead, negative } => Node::Look {
                        ahead,
                        negative,
                        body,
                    },
                    Opened::Atomic => Node::Atomic(body),
                    _ => *body,
                }
            }
        };
        self.options = outer;
        Ok(Some(node))
    }

    fn close(&mut self) -> Result<(), RegexError> {
        match self.next() {
            Some(_) => Ok(()),
            None => Err(self.error("Not enough )'s.")),
        }
    }

    /// The branches of a conditional; a missing one matches nothing in particular.
    fn two_branches(&mut self) -> Result<(Box<Node>, Box<Node>), RegexError> {
        let mut branches = self.branches()?;
        self.close()?;
        if branches.len() > 2 {
            return Err(self.error("Too many | in (?()|)."));
        }
        let no = if branches.len() == 2 {
            branches.remove(1)
        } else {
            Node::empty()
        };
        Ok((Box::new(branches.remove(0)), Box::new(no)))
    }

    /// `(?(test)yes|no)`: the parser stands on the parenthesis of the test.
    fn if_match(&mut self) -> Result<Node, RegexError> {
        self.at += 1;
        let outer = self.options;
        let opened = self.group_open(true)?;
        let body = Box::new(self.alternation()?);
        self.close()?;
        self.options = outer;
        let test = match opened {
            Opened::Look { ahead, negative } => Box::new(Node::Look {
                ahead,
                negative,
                body,
            }),
            Opened::Atomic => Box::new(Node::Atomic(body)),
            _ => body,
        };
        let (yes, no) = self.two_branches()?;
        Ok(Node::IfMatch { test, yes, no })
    }

    /// Reads up to the body. A `test` of a conditional captures nothing.
    fn group_open(&mut self, test: bool) -> Result<Opened, RegexError> {
        if self.peek() != Some('?') || self.peek_at(1) == Some(')') {
            if test || self.has(RegexOptions::EXPLICIT_CAPTURE) {
                return Ok(Opened::Plain);
            }
            let number = self.next_number;
            self.next_number += 1;
            return Ok(Opened::Capture(number));
        }
        self.at += 1;
        let look = |ahead, negative| Ok(Opened::Look { ahead, negative });
        match self.next() {
            None => Err(self.unknown()),
            Some(':') => Ok(Opened::Plain),
            Some('=') => look(true, false),
            Some('!') => look(true, true),
            Some('>') => Ok(Opened::Atomic),
            Some('\'') => self.named('\''),
            Some('<') => match self.peek() {
                None => Err(self.unknown()),
                Some(c @ ('=' | '!')) => {
                    self.at += 1;
                    look(false, c == '!')
                }
                Some(_) => self.named('>'),
            },
            Some('(') => self.condition(),
            Some(_) => {
                self.at -= 1;
                self.inline_options();
                match self.next() {
                    Some(')') => Ok(Opened::Options),
                    Some(':') => Ok(Opened::Plain),
                    _ => Err(self.unknown()),
                }
            }
        }
    }

    fn unknown(&self) -> RegexError {
        self.error("Unrecognized grouping construct.")
    }

    /// Letters of `(?imnsx-imnsx)`; stops at the first one that is none.
    pub fn inline_options(&mut self) {
        let mut off = false;
        while let Some(c) = self.peek() {
            match c {
                '-' => off = true,
                '+' => off = false,
                c => match RegexOptions::from_letter(c) {
                    Some(option) if off => self.options = self.options.without(option),
                    Some(option) => self.options = self.options.with(option),
                    None => return,
                },
            }
            self.at += 1;
        }
    }

    /// `name>`, `12>`, `name-other>`.
    fn named(&mut self, close: char) -> Result<Opened, RegexError> {
        const BAD_NAME: &str = "Invalid group name: Group names must begin with a word character.";
        let mut number = None;
        match self.peek() {
            None => return Err(self.unknown()),
            Some('0'..='9') => {
                let value = self.decimal()?;
                number = Some(value).filter(|value| self.slots.has(*value));
                self.name_ends(close, BAD_NAME)?;
                if value == 0 {
                    return Err(self.error("Capture number cannot be zero."));
                }
            }
            Some(c) if is_word(c) => {
                let name = self.name();
                number = self.slots.number(&name);
                self.name_ends(close, BAD_NAME)?;
            }
            Some('-') => {}
            Some(_) => return Err(self.error(BAD_NAME)),
        }
        if self.peek() == Some('-') && self.peek_at(1).is_some() {
            return Err(self.balancing(BAD_NAME));
        }
        match number {
            Some(number) if self.next() == Some(close) => Ok(Opened::Capture(number)),
            _ => Err(self.unknown()),
        }
    }

    fn name_ends(&self, close: char, message: &str) -> Result<(), RegexError> {
        match self.peek() {
            Some(c) if c != close && c != '-' => Err(self.error(message)),
            _ => Ok(()),
        }
    }

    /// The part behind the minus must be sound before we say that we cannot do it.
    fn balancing(&mut self, bad_name: &str) -> RegexError {
        self.at += 1;
        match self.peek() {
            Some('0'..='9') => match self.decimal() {
                Ok(number) if self.slots.has(number) => {}
                Ok(number) => {
                    return self.error(format!("Reference to undefined group number {number}."));
                }
                Err(error) => return error,
            },
            Some(c) if is_word(c) => {
                let name = self.name();
                if self.slots.number(&name).is_none() {
                    return self.error(format!("Reference to undefined group name '{name}'."));
                }
            }
            _ => return self.error(bad_name),
        }
        RegexError::NotSupported(String::from("a balancing group"))
    }

    /// The test of a conditional: a group's number or name, or an expression, which is left for the caller.
    fn condition(&mut self) -> Result<Opened, RegexError> {
        let start = self.at;
        match self.peek() {
            Some('0'..='9') => {
                let number = self.decimal()?;
                if self.next() != Some(')') {
                    return Err(self.error(format!("Conditional alternation is missing a closing parenthesis after the group number {number}.")));
                }
                if self.slots.has(number) {
                    return Ok(Opened::IfGroup(number));
                }
                return Err(self.error(format!(
                    "Conditional alternation refers to an undefined group number {number}."
                )));
            }
            Some(c) if is_word(c) => {
                let name = self.name();
                if let Some(number) = self.slots.number(&name)
                    && self.next() == Some(')')
                {
                    return Ok(Opened::IfGroup(number));
                }
            }
            _ => {}
        }
        self.at = start - 1;
        if self.peek_at(1) == Some('?') {
            let named = "Alternation conditions do not capture and cannot be named.";
            match (self.peek_at(2), self.peek_at(3)) {
                (Some('#'), _) => {
                    return Err(self.error("Alternation conditions cannot be comments."));
                }
                (Some('\''), _) => return Err(self.error(named)),
                (Some('<'), Some(c)) if !matches!(c, '!' | '=') => return Err(self.error(named)),
                _ => {}
            }
        }
        Ok(Opened::IfMatch)
    }
}
