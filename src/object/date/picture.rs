//! Custom date formats cut into tokens, for the writer and for the reader by format.

use super::DateError;
use std::borrow::Cow;

/// A piece of a custom format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// A letter that stands for a part of the date, and how often it was repeated.
    Field(char, usize),
    /// `/`.
    DateSeparator,
    /// `:`.
    TimeSeparator,
    /// Anything else, and whether it was quoted or escaped.
    Literal(char, bool),
}

/// Cuts `format` into tokens; letters outside `letters` are literal.
pub(super) fn tokens(format: &str, letters: &str) -> Result<Vec<Token>, DateError> {
    let chars: Vec<char> = format.chars().collect();
    let mut out = Vec::with_capacity(chars.len());
    let mut at = 0;
    while at < chars.len() {
        let c = chars[at];
        match c {
            '\'' | '"' => at = quoted(&chars, at, &mut out)?,
            '\\' => {
                out.push(Token::Literal(
                    *chars.get(at + 1).ok_or(DateError::BAD_FORMAT)?,
                    true,
                ));
                at += 2;
            }
            '%' => {
                let next = *chars
                    .get(at + 1)
                    .filter(|next| **next != '%')
                    .ok_or(DateError::BAD_FORMAT)?;
                out.push(single(next, letters));
                at += 2;
            }
            c if letters.contains(c) => {
                let count = chars[at..].iter().take_while(|other| **other == c).count();
                out.push(Token::Field(c, count));
                at += count;
            }
            c => {
                out.push(single(c, letters));
                at += 1;
            }
        }
    }
    Ok(out)
}

fn single(c: char, letters: &str) -> Token {
    match c {
        '/' => Token::DateSeparator,
        ':' => Token::TimeSeparator,
        c if letters.contains(c) => Token::Field(c, 1),
        c => Token::Literal(c, false),
    }
}

fn quoted(chars: &[char], start: usize, out: &mut Vec<Token>) -> Result<usize, DateError> {
    let quote = chars[start];
    let mut at = start + 1;
    while let Some(&c) = chars.get(at) {
        at += 1;
        if c == quote {
            return Ok(at);
        }
        if c == '\\' {
            out.push(Token::Literal(
                *chars.get(at).ok_or(DateError::BAD_FORMAT)?,
                true,
            ));
            at += 1;
        } else {
            out.push(Token::Literal(c, true));
        }
    }
    let message = format!("Cannot find a matching quote character for the character '{quote}'.");
    Err(DateError::Format(Cow::Owned(message)))
}
