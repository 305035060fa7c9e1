//! What the text of an argument says to a native command beyond the argument's value: whether it was a bare word, which may be a
//! pattern for files, and whether a list was written as one word.

use object::pattern::{Wildcard, contains_wildcard_characters};
use std::path::{Path, PathBuf};
use syntax::ast::{CommandElement, Element, Expression, ExpressionKind, Quote, StatementKind};

/// Whether the argument is a word without quotes.
pub(crate) fn is_bare(text: &str) -> bool {
    if text.starts_with(['"', '\'', '(', '@']) {
        return false;
    }
    with_argument(text, |argument| {
        matches!(
            &argument.kind,
            ExpressionKind::String {
                quote: Quote::Bare,
                ..
            } | ExpressionKind::Expandable {
                quote: Quote::Bare,
                ..
            }
        )
    })
}

/// Whether the argument is a list whose elements have nothing but a comma between them: to a native command that is one word.
pub(crate) fn is_joined(text: &str) -> bool {
    with_argument(text, |argument| {
        let ExpressionKind::ArrayLiteral(items) = &argument.kind else {
            return false;
        };
        items
            .windows(2)
            .all(|pair| pair[0].span.end + 1 == pair[1].span.start)
    })
}

/// Asks about the argument that a text is.
fn with_argument(text: &str, ask: impl Fn(&Expression) -> bool) -> bool {
    let parsed = syntax::parse(None, &format!("x {text}"));
    let Some(end) = &parsed.script.end else {
        return false;
    };
    let Some(StatementKind::Pipeline(pipeline)) = end.statements.first().map(|first| &first.kind)
    else {
        return false;
    };
    let Some(Element::Command(command)) = pipeline.elements.first() else {
        return false;
    };
    match &command.elements[..] {
        [_, CommandElement::Argument(argument)] => ask(argument),
        _ => false,
    }
}

/// The files that a pattern fits, as paths like the pattern's, in order. None where it is no pattern.
pub(crate) fn files(folder: &Path, pattern: &str) -> Vec<String> {
    if !contains_wildcard_characters(pattern) {
        return Vec::new();
    }
    let mut found = vec![match pattern.starts_with('/') {
        true => "/".to_string(),
        false => String::new(),
    }];
    for part in pattern
        .split('/')
        .filter(|part| !part.is_empty() && *part != ".")
    {
        let mut next = Vec::new();
        for start in &found {
            if contains_wildcard_characters(part) {
                next.extend(matches(&folder.join(start), start, part));
            } else if exists(&folder.join(start), part) {
                next.push(below(start, part));
            }
        }
        found = next;
    }
    found
}

fn exists(folder: &Path, name: &str) -> bool {
    let path: PathBuf = folder.join(name);
    path.symlink_metadata().is_ok()
}

fn below(start: &str, name: &str) -> String {
    match start.is_empty() || start.ends_with('/') {
        true => format!("{start}{name}"),
        false => format!("{start}/{name}"),
    }
}

fn matches(folder: &Path, start: &str, pattern: &str) -> Vec<String> {
    let Ok(wildcard) = Wildcard::new(pattern, false) else {
        return Vec::new();
    };
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut names: Vec<String> = entries
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| wildcard.is_match(name))
        .filter(|name| !name.starts_with('.') || pattern.starts_with('.'))
        .collect();
    names.sort();
    names.into_iter().map(|name| below(start, &name)).collect()
}
