//! What the cursor stands on: a command's name, a parameter, a value, a variable, a member, a type.
//!
//! It sees only the text before the cursor, and runs nothing.

use crate::analysis::Analysis;
use crate::words::{self, Surroundings, Word};
use syntax::{Token, TokenKind};

/// What could be completed, and where.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// Where the word begins.
    pub start: usize,
    /// The word so far, without its opening quote.
    pub word: String,
    /// The quote that it began with.
    pub quote: Option<char>,
    /// What the word is.
    pub wanted: Wanted,
}

/// What a word can be.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// The name of a command.
    Command,
    /// The name of a parameter; the words before it, the command's name first.
    Parameter(Vec<Word>),
    /// A value for a parameter; the words before it, the command's name first.
    Value(Vec<Word>),
    /// A variable, with its `$`, `${` or `@`.
    Variable,
    /// A member of what is written there.
    Member { target: String, is_static: bool },
    /// A type's name.
    Type,
    /// An operator such as `-eq`.
    Operator,
    /// A file.
    Path,
    /// Nothing that is known here.
    Nothing,
}

/// How deep strings within strings are looked into.
const NESTED_MAX: usize = 8;

/// What stands before the cursor, at the end of the text.
pub(crate) fn place(analysis: &Analysis) -> Place {
    place_at(analysis, 0)
}

fn place_at(analysis: &Analysis, depth: usize) -> Place {
    let end = analysis.text.len();
    let tokens = &analysis.tokens[..];
    let touching = tokens.last().filter(|last| last.span.end as usize == end);
    if touching.is_some_and(|last| last.kind == TokenKind::Comment) {
        return Place::new(end, "", Wanted::Nothing);
    }
    if let Some(place) = member(analysis, tokens, end) {
        return place;
    }
    let Some(last) = touching.filter(|last| is_word(analysis, last)) else {
        return plain(analysis, tokens, end, "", None);
    };
    let (start, text) = (last.span.start as usize, analysis.text_of(last));
    let rest = &tokens[..tokens.len() - 1];
    match last.kind {
        TokenKind::Variable | TokenKind::SplattedVariable => {
            return Place::new(start, text, Wanted::Variable);
        }
        TokenKind::Generic if text == "$" => return Place::new(start, text, Wanted::Variable),
        TokenKind::StringExpandable => {
            if let Some(place) = in_string(start, text, depth) {
                return place;
            }
        }
        TokenKind::Parameter if text.ends_with(':') => {
            return plain(analysis, tokens, end, "", None);
        }
        TokenKind::Identifier if is_type(rest, start) => {
            return Place::new(start, text, Wanted::Type);
        }
        _ => {}
    }
    match text
        .chars()
        .next()
        .filter(|first| matches!(first, '"' | '\''))
    {
        Some(quote) => plain(analysis, rest, start, &text[1..], Some(quote)),
        None => plain(analysis, rest, start, text, None),
    }
}

impl Place {
    fn new(start: usize, word: &str, wanted: Wanted) -> Place {
        Place {
            start,
            word: word.to_string(),
            quote: None,
            wanted,
        }
    }
}

/// A word of a command.
fn plain(
    analysis: &Analysis,
    before: &[Token],
    start: usize,
    word: &str,
    quote: Option<char>,
) -> Place {
    let dashed = quote.is_none() && word.starts_with('-');
    let wanted = match words::before(analysis, before) {
        Surroundings::Command(words) if words.is_empty() => match quote {
            None if !looks_like_path(word) => Wanted::Command,
            _ => Wanted::Path,
        },
        Surroundings::Command(words) if dashed => Wanted::Parameter(words),
        Surroundings::Command(words) => Wanted::Value(words),
        Surroundings::Expression if dashed => Wanted::Operator,
        Surroundings::Expression | Surroundings::Key => Wanted::Nothing,
        Surroundings::File => Wanted::Path,
    };
    Place {
        quote,
        ..Place::new(start, word, wanted)
    }
}

/// `target.`, `target.na`, `[type]::na`: the operator touches what stands before and behind it.
fn member(analysis: &Analysis, tokens: &[Token], end: usize) -> Option<Place> {
    let last = tokens.len().checked_sub(1)?;
    if tokens[last].span.end as usize != end {
        return None;
    }
    let (operator, start) = if is_access(tokens[last].kind) {
        (last, end)
    } else {
        let behind = tokens[last].kind == TokenKind::Identifier || tokens[last].kind.is_keyword();
        let before = last
            .checked_sub(1)
            .filter(|at| behind && is_access(tokens[*at].kind))?;
        let start = tokens[last].span.start;
        if tokens[before].span.end != start {
            return None;
        }
        (before, start as usize)
    };
    let first = target_start(tokens, operator)?;
    let from = tokens[first].span.start as usize;
    let to = tokens[operator].span.start as usize;
    let wanted = Wanted::Member {
        target: analysis.text[from..to].to_string(),
        is_static: tokens[operator].kind == TokenKind::ColonColon,
    };
    Some(Place::new(start, &analysis.text[start..], wanted))
}

/// Where what stands before an operator begins: a variable, string, type or bracket, with the members behind it.
fn target_start(tokens: &[Token], operator: usize) -> Option<usize> {
    use TokenKind::{
        Identifier, LBracket, LParen, RBracket, RParen, StringExpandable, StringLiteral, Variable,
    };
    let mut at = operator;
    loop {
        let before = at.checked_sub(1)?;
        if tokens[before].span.end != tokens[at].span.start {
            return None;
        }
        at = before;
        match tokens[at].kind {
            Variable | StringLiteral | StringExpandable => return Some(at),
            Identifier => at = at.checked_sub(1).filter(|at| is_access(tokens[*at].kind))?,
            RParen => return tokens[..at].iter().rposition(|token| token.kind == LParen),
            RBracket => {
                return tokens[..at]
                    .iter()
                    .rposition(|token| token.kind == LBracket);
            }
            _ => return None,
        }
    }
}

fn is_access(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::Dot | TokenKind::QuestionDot | TokenKind::ColonColon
    )
}

/// `[na`, where a value could stand; behind something that it touches, a bracket is an index.
fn is_type(before: &[Token], start: usize) -> bool {
    let Some((last, rest)) = before.split_last() else {
        return false;
    };
    let touched = rest.last().is_some_and(|token| {
        token.span.end == last.span.start
            && matches!(
                token.kind,
                TokenKind::Variable
                    | TokenKind::RParen
                    | TokenKind::RBracket
                    | TokenKind::Identifier
            )
    });
    last.kind == TokenKind::LBracket && last.span.end as usize == start && !touched
}

/// A token that goes on when more is typed.
fn is_word(analysis: &Analysis, token: &Token) -> bool {
    use TokenKind::*;
    let text = analysis.text_of(token);
    match token.kind {
        StringLiteral | StringExpandable => {
            text.len() == 1 || !text.ends_with(|last| text.starts_with::<char>(last))
        }
        Variable => !text.ends_with('}'),
        Generic | Identifier | Parameter | SplattedVariable | Number | Rem => true,
        kind => kind.is_keyword(),
    }
}

/// A variable or a subexpression at the end of an open string.
fn in_string(start: usize, text: &str, depth: usize) -> Option<Place> {
    if let Some(open) = text.rfind("$(")
        && !text[open..].contains(')')
        && depth < NESTED_MAX
    {
        let inner = Analysis::of(&text[open + 2..]);
        let mut place = place_at(&inner, depth + 1);
        place.start += start + open + 2;
        return Some(place);
    }
    let name = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':' | '{');
    let stem = text.trim_end_matches(name);
    let at = stem.strip_suffix('$')?.len();
    let escaped = text[..at].ends_with('`');
    (!escaped).then(|| Place::new(start + at, &text[at..], Wanted::Variable))
}

fn looks_like_path(word: &str) -> bool {
    word.starts_with(['.', '~']) || word.contains(['/', '\\'])
}

#[cfg(test)]
mod tests;
