//! Colours of the line that is being typed, as PSReadLine has them by default.

use crate::analysis::Analysis;
use syntax::{Token, TokenKind};

const COMMAND: &str = "\u{1b}[93m";
const COMMENT: &str = "\u{1b}[32m";
const KEYWORD: &str = "\u{1b}[92m";
const NUMBER: &str = "\u{1b}[97m";
const FAINT: &str = "\u{1b}[90m";
const STRING: &str = "\u{1b}[36m";
const VARIABLE: &str = "\u{1b}[92m";
const RESET: &str = "\u{1b}[0m";

/// The text from a byte on, with colours. Its width is that of the text.
pub(crate) fn painted(analysis: &Analysis, from: usize) -> String {
    let text = &*analysis.text;
    let mut out = String::with_capacity(text.len() * 2);
    let mut at = from;
    for token in &analysis.tokens {
        let (start, end) = (token.span.start as usize, token.span.end as usize);
        // What stands in an earlier line, or inside of a token that has its colour.
        if end <= at {
            continue;
        }
        let start = start.max(at);
        let Some(colour) = colour(analysis, token) else {
            continue;
        };
        out.push_str(&text[at..start]);
        out.push_str(colour);
        out.push_str(&text[start..end]);
        out.push_str(RESET);
        at = end;
    }
    out.push_str(&text[at..]);
    out
}

/// A suggestion behind the cursor.
pub(crate) fn faint(text: &str) -> String {
    format!("{FAINT}{text}{RESET}")
}

fn colour(analysis: &Analysis, token: &Token) -> Option<&'static str> {
    use TokenKind::*;
    if analysis.commands.binary_search(&token.span.start).is_ok() {
        return Some(COMMAND);
    }
    Some(match token.kind {
        Variable | SplattedVariable => VARIABLE,
        StringLiteral | StringExpandable | HereStringLiteral | HereStringExpandable => STRING,
        Number => NUMBER,
        Comment => COMMENT,
        Parameter => FAINT,
        kind if kind.is_keyword() => KEYWORD,
        _ if is_operator(analysis.text_of(token)) => FAINT,
        _ => return None,
    })
}

/// `-eq`, `|`, `=` and their kin.
fn is_operator(text: &str) -> bool {
    text.starts_with('-') || matches!(text, "|" | "&&" | "||" | "=" | "+" | "*" | "/" | "..")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paint(text: &str, from: usize) -> String {
        painted(&Analysis::of(text), from)
    }

    #[test]
    fn only_colours_are_added() {
        for text in [
            "Get-CsPool -Identity 'a b' | % { $_.Fqdn } # x",
            "if ($é) { \"$(1) ",
            "@'\nabc",
            "}",
        ] {
            assert_eq!(crate::prompt::without_escapes(&paint(text, 0)), text);
        }
    }

    #[test]
    fn a_name_of_a_command_is_no_argument() {
        assert_eq!(paint("gci x", 0), "\u{1b}[93mgci\u{1b}[0m x");
    }

    #[test]
    fn earlier_lines_count_but_do_not_show() {
        assert_eq!(paint("\"abc\ndef\"", 5), "\u{1b}[36mdef\"\u{1b}[0m");
    }
}
