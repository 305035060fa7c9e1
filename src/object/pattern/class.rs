//! Character classes: `[a-z]`, `[^\d]`, `[a-z-[aeiou]]`.

use super::blocks::{CATEGORIES, block};
use super::error::RegexError;
use super::options::RegexOptions;
use super::scan::Scanner;
use super::tree::{Class, Member};

impl Scanner<'_> {
    /// Reads a class; its opening bracket has been read.
    pub fn class(&mut self) -> Result<Class, RegexError> {
        let mut class = Class::default();
        if self.peek() == Some('^') {
            self.at += 1;
            class.negated = true;
        }
        let mut first = true;
        // The beginning of a range whose end has yet to come.
        let mut from: Option<char> = None;
        while let Some(c) = self.next() {
            let was_first = std::mem::replace(&mut first, false);
            let mut c = c;
            let mut escaped = false;
            if c == ']' && !was_first {
                return Ok(class);
            }
            if c == '\\' && self.peek().is_some() {
                match self.class_escape(&mut class, &mut from)? {
                    Some(plain) => c = plain,
                    None => continue,
                }
                escaped = true;
            }
            let subtracts =
                |next: Option<char>| c == '-' && !escaped && next == Some('[') && !was_first;
            if let Some(start) = from.take() {
                if c == '[' && !escaped && !was_first {
                    class.members.push(Member::Range(start, start));
                    self.subtract(&mut class)?;
                } else if start > c {
                    return Err(self.error("[x-y] range in reverse order."));
                } else {
                    class.members.push(Member::Range(start, c));
                }
            } else if self.peek() == Some('-') && self.peek_at(1).is_some_and(|next| next != ']') {
                from = Some(c);
                self.at += 1;
            } else if subtracts(self.peek()) {
                self.at += 1;
                self.subtract(&mut class)?;
            } else {
                class.members.push(Member::Range(c, c));
            }
        }
        Err(self.error("Unterminated [] set."))
    }

    fn subtract(&mut self, class: &mut Class) -> Result<(), RegexError> {
        class.minus = Some(Box::new(self.class()?));
        if self.peek().is_some_and(|next| next != ']') {
            return Err(self.error("A subtraction must be the last element in a character class."));
        }
        Ok(())
    }

    /// Reads an escape inside a class. A plain character is returned; whatever else it is goes into the class.
    fn class_escape(
        &mut self,
        class: &mut Class,
        from: &mut Option<char>,
    ) -> Result<Option<char>, RegexError> {
        let c = self.peek().unwrap_or('\\');
        let member = match c {
            'd' | 'D' => Member::Digit(c == 'd'),
            's' | 'S' => Member::Space(c == 's'),
            'w' | 'W' => Member::Word(c == 'w'),
            'p' | 'P' => {
                self.at += 1;
                if from.is_some() {
                    return Err(
                        self.error(format!("Cannot include class \\{c} in character range."))
                    );
                }
                class.members.push(self.property(c == 'p')?);
                return Ok(None);
            }
            '-' => {
                self.at += 1;
                let start = from.take().unwrap_or('-');
                if start > '-' {
                    return Err(self.error("[x-y] range in reverse order."));
                }
                class.members.push(Member::Range(start, '-'));
                return Ok(None);
            }
            _ => return self.char_escape().map(Some),
        };
        self.at += 1;
        if from.is_some() {
            return Err(self.error(format!("Cannot include class \\{c} in character range.")));
        }
        class.members.push(member);
        Ok(None)
    }

    /// `{Lu}`, `{IsGreek}`; the `\p` has been read.
    pub fn property(&mut self, positive: bool) -> Result<Member, RegexError> {
        if self.at + 2 >= self.chars.len() {
            return Err(self.error("Incomplete \\p{X} character escape."));
        }
        if self.next() != Some('{') {
            return Err(self.error("Malformed \\p{X} character escape."));
        }
        let start = self.at;
        while self
            .peek()
            .is_some_and(|c| super::scan::is_word(c) || c == '-')
        {
            self.at += 1;
        }
        let name: String = self.chars[start..self.at].iter().collect();
        if self.next() != Some('}') {
            return Err(self.error("Incomplete \\p{X} character escape."));
        }
        // Without case upper, lower and title case letters are one category.
        if self.has(RegexOptions::IGNORE_CASE) && matches!(name.as_str(), "Lu" | "Ll" | "Lt") {
            return Ok(Member::Category(String::from("LC"), positive));
        }
        if CATEGORIES.contains(&name.as_str()) {
            return Ok(Member::Category(name, positive));
        }
        match block(&name) {
            Some((first, last)) => Ok(Member::Block(first, last, positive)),
            None => Err(self.error(format!("Unknown property '{name}'."))),
        }
    }
}
