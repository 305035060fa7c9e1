//! From .NET's syntax to the tree. Each error is raised where .NET raises it, since its offset is part of the message.

use super::error::RegexError;
use super::options::RegexOptions;
use super::slots::{Slots, find_slots};
use super::tree::{Node, Place};

/// Groups within groups beyond this depth are refused rather than overflow the stack.
const DEPTH_MAX: usize = 200;

/// A pattern that was read: its tree and its groups.
pub(super) struct Scanned {
    pub tree: Node,
    pub slots: Slots,
}

/// Reads `pattern`.
pub(super) fn scan(pattern: &str, options: RegexOptions) -> Result<Scanned, RegexError> {
    if options.has(RegexOptions::RIGHT_TO_LEFT) {
        return Err(RegexError::NotSupported(String::from(
            "RegexOptions.RightToLeft",
        )));
    }
    let slots = find_slots(pattern, options)?;
    let mut scanner = Scanner::new(pattern, options);
    scanner.slots = slots;
    let tree = scanner.alternation()?;
    if scanner.peek() == Some(')') {
        scanner.at += 1;
        return Err(scanner.error("Too many )'s."));
    }
    Ok(Scanned {
        tree,
        slots: scanner.slots,
    })
}

/// The parser's place. The helpers of the other files are methods of it too.
pub(super) struct Scanner<'a> {
    pattern: &'a str,
    pub chars: Vec<char>,
    pub at: usize,
    pub options: RegexOptions,
    pub slots: Slots,
    /// The number that the next unnamed group takes.
    pub next_number: i32,
    depth: usize,
}

impl<'a> Scanner<'a> {
    pub fn new(pattern: &'a str, options: RegexOptions) -> Self {
        let chars = pattern.chars().collect();
        let slots = Slots::default();
        Scanner {
            pattern,
            chars,
            at: 0,
            options,
            slots,
            next_number: 1,
            depth: 0,
        }
    }

    pub fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    pub fn peek_at(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).copied()
    }

    pub fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += 1;
        Some(c)
    }

    /// An error at the place where the parser stands.
    pub fn error(&self, message: impl Into<String>) -> RegexError {
        let read = &self.chars[..self.at.min(self.chars.len())];
        let offset = read.iter().map(|c| c.len_utf16()).sum();
        RegexError::Parse {
            pattern: self.pattern.to_owned(),
            offset,
            message: message.into(),
        }
    }

    pub fn has(&self, option: RegexOptions) -> bool {
        self.options.has(option)
    }

    /// Skips comments, and blanks where the option says that they mean nothing.
    pub fn skip_blank(&mut self) -> Result<(), RegexError> {
        loop {
            if self.has(RegexOptions::IGNORE_PATTERN_WHITESPACE) {
                while self.peek().is_some_and(is_pattern_space) {
                    self.at += 1;
                }
                if self.peek() == Some('#') {
                    while self.peek().is_some_and(|c| c != '\n') {
                        self.at += 1;
                    }
                    continue;
                }
            }
            if self.chars[self.at.min(self.chars.len())..].starts_with(&['(', '?', '#']) {
                while self.peek().is_some_and(|c| c != ')') {
                    self.at += 1;
                }
                if self.next().is_none() {
                    return Err(self.error("Unterminated (?#...) comment."));
                }
                continue;
            }
            return Ok(());
        }
    }

    /// Digits as a number; what is too large is an error.
    pub fn decimal(&mut self) -> Result<i32, RegexError> {
        let mut value: i32 = 0;
        while let Some(digit) = self.peek().and_then(|c| c.to_digit(10)) {
            self.at += 1;
            let next = value
                .checked_mul(10)
                .and_then(|value| value.checked_add(digit as i32));
            value = next.ok_or_else(|| {
                self.error("Capture group numbers must be less than or equal to Int32.MaxValue.")
            })?;
        }
        Ok(value)
    }

    /// A group name: word characters.
    pub fn name(&mut self) -> String {
        let start = self.at;
        while self.peek().is_some_and(is_word) {
            self.at += 1;
        }
        self.chars[start..self.at].iter().collect()
    }

    /// Whether a quantifier stands here; a brace counts only where it has the form `{n}`, `{n,}` or `{n,m}`.
    pub fn is_quantifier(&self) -> bool {
        match self.peek() {
            Some('*' | '+' | '?') => true,
            Some('{') => {
                let mut at = self.at + 1;
                let digits = |at: &mut usize| {
                    let start = *at;
                    while self.chars.get(*at).is_some_and(char::is_ascii_digit) {
                        *at += 1;
                    }
                    *at > start
                };
                if !digits(&mut at) {
                    return false;
                }
                if self.chars.get(at) == Some(&',') {
                    at += 1;
                    digits(&mut at);
                }
                self.chars.get(at) == Some(&'}')
            }
            _ => false,
        }
    }

    /// Branches up to a closing parenthesis or the end.
    pub fn alternation(&mut self) -> Result<Node, RegexError> {
        let mut branches = self.branches()?;
        Ok(if branches.len() == 1 {
            branches.remove(0)
        } else {
            Node::Choice(branches)
        })
    }

    pub fn branches(&mut self) -> Result<Vec<Node>, RegexError> {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err(RegexError::NotSupported(format!(
                "more than {DEPTH_MAX} nested groups"
            )));
        }
        let mut branches = vec![self.sequence()?];
        while self.peek() == Some('|') {
            self.at += 1;
            branches.push(self.sequence()?);
        }
        self.depth -= 1;
        Ok(branches)
    }

    fn sequence(&mut self) -> Result<Node, RegexError> {
        let mut items = Vec::new();
        let mut quantified = false;
        loop {
            self.skip_blank()?;
            let Some(c) = self.peek() else { break };
            if matches!(c, '|' | ')') {
                break;
            }
            if self.is_quantifier() {
                self.at += 1;
                let message = if quantified {
                    format!("Nested quantifier '{c}'.")
                } else {
                    format!("Quantifier '{c}' following nothing.")
                };
                return Err(self.error(message));
            }
            quantified = false;
            // Options that are set in between yield no node.
            let Some(unit) = self.unit(c)? else { continue };
            self.skip_blank()?;
            if self.is_quantifier() {
                items.push(self.quantify(unit)?);
                quantified = true;
            } else {
                items.push(unit);
            }
        }
        Ok(if items.len() == 1 {
            items.remove(0)
        } else {
            Node::Sequence(items)
        })
    }

    fn unit(&mut self, c: char) -> Result<Option<Node>, RegexError> {
        self.at += 1;
        let multiline = self.has(RegexOptions::MULTILINE);
        let fold = self.has(RegexOptions::IGNORE_CASE);
        Ok(Some(match c {
            '[' => Node::Class {
                class: self.class()?,
                fold,
            },
            '(' => return self.group(),
            '\\' => {
                if self.peek().is_none() {
                    return Err(self.error("Illegal \\ at end of pattern."));
                }
                self.backslash()?
            }
            '^' => Node::Place(if multiline {
                Place::LineStart
            } else {
                Place::TextStart
            }),
            '$' => Node::Place(if multiline {
                Place::LineEnd
            } else {
                Place::TextEndOrNewline
            }),
            '.' => Node::Any {
                newline: self.has(RegexOptions::SINGLELINE),
            },
            c => Node::Char { c, fold },
        }))
    }

    fn quantify(&mut self, body: Node) -> Result<Node, RegexError> {
        let (minimum, maximum) = match self.next() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            _ => {
                let minimum = self.decimal()? as u32;
                let mut maximum = Some(minimum);
                if self.peek() == Some(',') {
                    self.at += 1;
                    maximum = if self.peek() == Some('}') {
                        None
                    } else {
                        Some(self.decimal()? as u32)
                    };
                }
                self.at += 1;
                (minimum, maximum)
            }
        };
        self.skip_blank()?;
        let lazy = self.peek() == Some('?');
        self.at += usize::from(lazy);
        if maximum.is_some_and(|maximum| minimum > maximum) {
            return Err(self.error("Illegal {x,y} with x > y."));
        }
        Ok(Node::Repeat {
            body: Box::new(body),
            minimum,
            maximum,
            lazy,
        })
    }
}

/// A character that group names and words consist of.
pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric()
        || c == '_'
        || matches!(
            c,
            '\u{203f}' | '\u{2040}' | '\u{2054}' | '\u{200c}' | '\u{200d}'
        )
}

fn is_pattern_space(c: char) -> bool {
    matches!(c, ' ' | '\t'..='\r')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_stand_where_dotnet_puts_them() {
        for (pattern, offset, message) in [
            ("(", 1, "Not enough )'s."),
            ("(?<n", 4, "Unrecognized grouping construct."),
            ("*a", 1, "Quantifier '*' following nothing."),
            ("a**", 3, "Nested quantifier '*'."),
            ("[a", 2, "Unterminated [] set."),
            ("[z-a]", 4, "[x-y] range in reverse order."),
            ("\\", 1, "Illegal \\ at end of pattern."),
            ("\\q", 2, "Unrecognized escape sequence \\q."),
            ("\\u00", 2, "Insufficient or invalid hexadecimal digits."),
            ("a{2,1}", 6, "Illegal {x,y} with x > y."),
        ] {
            let error = RegexError::Parse {
                pattern: pattern.to_owned(),
                offset,
                message: message.to_owned(),
            };
            assert_eq!(
                scan(pattern, RegexOptions::NONE).map(|_| ()),
                Err(error),
                "{pattern}"
            );
        }
    }

    #[test]
    fn named_groups_are_numbered_last() {
        let scanned =
            scan("(?<n>a)(b)(?<5>c)(?<m>d)", RegexOptions::NONE).map(|scanned| scanned.slots);
        let names: Vec<String> = scanned
            .iter()
            .flat_map(|slots| slots.all())
            .map(|(number, name)| format!("{number}={name}"))
            .collect();
        assert_eq!(names, ["0=0", "1=1", "2=n", "3=m", "5=5"]);
    }
}
