//! The command that the cursor stands in, as words: groups in brackets and lists with commas are one word each.

use crate::analysis::Analysis;
use syntax::{Span, Token, TokenKind};

/// One word of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Word {
    /// `-Name`, without the dash; with a colon where one stands there.
    Parameter(String),
    /// Anything else, as it was typed.
    Argument(String),
}

/// What the cursor stands in.
pub(crate) enum Surroundings {
    /// A command; its words before the one at the cursor.
    Command(Vec<Word>),
    /// An expression: no word before the cursor names a command.
    Expression,
    /// A place for a key of a hashtable.
    Key,
    /// Behind a redirection.
    File,
}

/// What stands before a place, given the tokens that end there or earlier.
pub(crate) fn before(analysis: &Analysis, tokens: &[Token]) -> Surroundings {
    let start = command_start(tokens);
    let opener = start.checked_sub(1).map(|at| tokens[at].kind);
    if matches!(opener, Some(TokenKind::LBracket)) {
        return Surroundings::Expression;
    }
    let own = &tokens[start..];
    if own.is_empty() && in_hashtable(&tokens[..start]) {
        return Surroundings::Key;
    }
    if own
        .last()
        .is_some_and(|token| token.kind == TokenKind::Redirection)
    {
        return Surroundings::File;
    }
    let called = matches!(opener, Some(TokenKind::Ampersand));
    if own
        .first()
        .is_some_and(|first| !called && !names_command(first.kind))
    {
        return Surroundings::Expression;
    }
    Surroundings::Command(words(analysis, own))
}

/// Index of the first token of the command that the tokens end in.
fn command_start(tokens: &[Token]) -> usize {
    let mut depth = 0;
    for (at, token) in tokens.iter().enumerate().rev() {
        match token.kind {
            kind if closes(kind) => depth += 1,
            kind if opens(kind) && depth == 0 => return at + 1,
            kind if opens(kind) => depth -= 1,
            kind if depth == 0 && separates(kind) => return at + 1,
            _ => {}
        }
    }
    0
}

/// Whether the innermost open bracket is `@{`, and a key comes next.
fn in_hashtable(tokens: &[Token]) -> bool {
    use TokenKind::{AtCurly, NewLine, Semi};
    if !tokens
        .last()
        .is_some_and(|last| matches!(last.kind, AtCurly | NewLine | Semi))
    {
        return false;
    }
    let mut depth = 0;
    for token in tokens.iter().rev() {
        match token.kind {
            kind if closes(kind) => depth += 1,
            kind if opens(kind) && depth == 0 => return kind == AtCurly,
            kind if opens(kind) => depth -= 1,
            _ => {}
        }
    }
    false
}

fn words(analysis: &Analysis, tokens: &[Token]) -> Vec<Word> {
    let mut spans: Vec<(TokenKind, Span)> = Vec::new();
    let (mut depth, mut joined) = (0, false);
    for token in tokens {
        let comma = depth == 0 && token.kind == TokenKind::Comma;
        let touches = spans.last().is_some_and(|(kind, last)| {
            *kind != TokenKind::Parameter && last.end == token.span.start
        });
        let inside = depth > 0;
        if opens(token.kind) {
            depth += 1;
        } else if closes(token.kind) {
            depth -= 1;
        }
        match spans.last_mut() {
            Some((_, last)) if inside || comma || joined || touches => *last = last.to(token.span),
            _ => spans.push((token.kind, token.span)),
        }
        joined = comma;
    }
    // A list that ends with a comma goes on at the cursor: that word is not over.
    if joined {
        spans.pop();
    }
    let word = |(kind, span): (TokenKind, Span)| {
        let text = span.text(&analysis.text);
        match kind {
            TokenKind::Parameter => {
                Word::Parameter(text.trim_start_matches(['-', '–']).to_string())
            }
            _ => Word::Argument(text.to_string()),
        }
    };
    spans.into_iter().map(word).collect()
}

/// A first token that can be the name of a command.
fn names_command(kind: TokenKind) -> bool {
    use TokenKind::{Dot, Generic, Identifier, QuestionMark, Rem};
    kind.is_keyword() || matches!(kind, Generic | Identifier | Rem | QuestionMark | Dot)
}

fn opens(kind: TokenKind) -> bool {
    use TokenKind::{AtCurly, AtParen, DollarParen, LBracket, LCurly, LParen, QuestionLBracket};
    matches!(
        kind,
        LParen | LCurly | LBracket | AtParen | AtCurly | DollarParen | QuestionLBracket
    )
}

fn closes(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::RParen | TokenKind::RCurly | TokenKind::RBracket
    )
}

/// Ends a command, outside of brackets.
fn separates(kind: TokenKind) -> bool {
    use TokenKind::{
        Ampersand, AndAnd, Equals, MinusEquals, MultiplyEquals, NewLine, OrOr, Pipe, PlusEquals,
        Semi,
    };
    matches!(
        kind,
        Pipe | Semi
            | NewLine
            | AndAnd
            | OrOr
            | Ampersand
            | Equals
            | PlusEquals
            | MinusEquals
            | MultiplyEquals
    ) || matches!(
        kind,
        TokenKind::Return
            | TokenKind::Throw
            | TokenKind::Else
            | TokenKind::Try
            | TokenKind::Do
            | TokenKind::In
    )
}
