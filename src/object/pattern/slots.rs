//! Which groups a pattern has and how .NET numbers them: unnamed ones first, from left to right, then the named ones.

use super::error::RegexError;
use super::options::RegexOptions;
use super::scan::{Scanner, is_word};

/// The groups of a pattern in the order of their numbers. Group 0 is the match itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Slots {
    /// Number and name of each group; the name of an unnamed one is its number.
    groups: Vec<(i32, String)>,
}

impl Default for Slots {
    fn default() -> Self {
        Slots {
            groups: vec![(0, String::from("0"))],
        }
    }
}

impl Slots {
    /// Number and name of each group.
    pub fn all(&self) -> &[(i32, String)] {
        &self.groups
    }

    /// Whether there is a group of this number.
    pub fn has(&self, number: i32) -> bool {
        self.groups.iter().any(|(known, _)| *known == number)
    }

    /// The number of the group of this name.
    pub fn number(&self, name: &str) -> Option<i32> {
        self.groups
            .iter()
            .find(|(_, known)| known == name)
            .map(|(number, _)| *number)
    }

    /// The place of a number in the order of groups.
    pub fn index(&self, number: i32) -> Option<usize> {
        self.groups.iter().position(|(known, _)| *known == number)
    }
}

/// Runs over the pattern once for the sake of its groups. Broken classes and escapes come up here already.
pub(super) fn find_slots(pattern: &str, options: RegexOptions) -> Result<Slots, RegexError> {
    let mut finder = Finder {
        scanner: Scanner::new(pattern, options),
        numbers: vec![0],
        names: Vec::new(),
        stack: Vec::new(),
        skip: false,
    };
    finder.run()?;
    let Finder {
        mut numbers,
        names,
        scanner,
        ..
    } = finder;
    let mut next = scanner.next_number;
    let mut groups: Vec<(i32, String)> = Vec::new();
    for name in names {
        while numbers.contains(&next) {
            next += 1;
        }
        numbers.push(next);
        groups.push((next, name));
    }
    for number in numbers {
        if !groups.iter().any(|(known, _)| *known == number) {
            groups.push((number, number.to_string()));
        }
    }
    groups.sort_by_key(|(number, _)| *number);
    Ok(Slots { groups })
}

struct Finder<'a> {
    scanner: Scanner<'a>,
    numbers: Vec<i32>,
    names: Vec<String>,
    stack: Vec<RegexOptions>,
    /// The next parenthesis is the test of a conditional and captures nothing.
    skip: bool,
}

impl Finder<'_> {
    fn run(&mut self) -> Result<(), RegexError> {
        loop {
            let before = self.scanner.at;
            self.scanner.skip_blank()?;
            let Some(c) = self.scanner.next() else {
                return Ok(());
            };
            debug_assert!(self.scanner.at > before);
            match c {
                '\\' if self.scanner.peek().is_some() => self.escape()?,
                '[' => {
                    self.scanner.class()?;
                }
                ')' => {
                    if let Some(options) = self.stack.pop() {
                        self.scanner.options = options;
                    }
                }
                '(' => {
                    self.stack.push(self.scanner.options);
                    if self.open()? {
                        continue;
                    }
                    self.skip = false;
                }
                _ => {}
            }
        }
    }

    /// Passes an escape; references cannot be judged before all groups are known.
    fn escape(&mut self) -> Result<(), RegexError> {
        match self.scanner.peek() {
            Some('k' | '<' | '\'' | '1'..='9') => self.scanner.at += 1,
            _ => {
                self.scanner.backslash()?;
            }
        }
        Ok(())
    }

    /// Reads what follows a parenthesis; true where the next parenthesis is a test.
    fn open(&mut self) -> Result<bool, RegexError> {
        let scanner = &mut self.scanner;
        if scanner.peek() != Some('?') {
            if !scanner.has(RegexOptions::EXPLICIT_CAPTURE) && !self.skip {
                let number = scanner.next_number;
                scanner.next_number += 1;
                self.note(number);
            }
            return Ok(false);
        }
        scanner.at += 1;
        if matches!(scanner.peek(), Some('<' | '\'')) && scanner.peek_at(1).is_some() {
            scanner.at += 1;
            match scanner.peek() {
                Some('1'..='9') => {
                    let number = scanner.decimal()?;
                    self.note(number);
                }
                Some(c) if c != '0' && is_word(c) => {
                    let name = scanner.name();
                    if !self.names.contains(&name) {
                        self.names.push(name);
                    }
                }
                _ => {}
            }
            return Ok(false);
        }
        scanner.inline_options();
        match scanner.peek() {
            Some(')') => {
                scanner.at += 1;
                self.stack.pop();
            }
            Some('(') => {
                self.skip = true;
                return Ok(true);
            }
            _ => {}
        }
        Ok(false)
    }

    fn note(&mut self, number: i32) {
        if !self.numbers.contains(&number) {
            self.numbers.push(number);
        }
    }
}
