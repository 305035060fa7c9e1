//! `Regex.Escape` and `Regex.Unescape`.

use super::error::RegexError;
use super::options::RegexOptions;
use super::scan::Scanner;

/// `Regex.Escape`: a closing bracket or brace needs no escape and gets none.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        let letter = match c {
            '\\' | '*' | '+' | '?' | '|' | '{' | '[' | '(' | ')' | '^' | '$' | '.' | '#' | ' ' => c,
            '\n' => 'n',
            '\r' => 'r',
            '\t' => 't',
            '\u{c}' => 'f',
            c => {
                out.push(c);
                continue;
            }
        };
        out.push('\\');
        out.push(letter);
    }
    out
}

/// `Regex.Unescape`.
pub fn unescape(text: &str) -> Result<String, RegexError> {
    let mut scanner = Scanner::new(text, RegexOptions::NONE);
    let mut out = String::with_capacity(text.len());
    while let Some(c) = scanner.next() {
        if c == '\\' {
            if scanner.peek().is_none() {
                return Err(scanner.error("Illegal \\ at end of pattern."));
            }
            out.push(scanner.char_escape()?);
        } else {
            out.push(c);
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escape_round_trips() {
        assert_eq!(escape("a.b[c]{d} #\n"), "a\\.b\\[c]\\{d}\\ \\#\\n");
        assert_eq!(
            unescape("a\\.b\\[c]\\t\\u0041"),
            Ok(String::from("a.b[c]\tA"))
        );
    }
}
