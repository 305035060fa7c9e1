//! Where the cursor stands: at a variable, a member, a type, or in the words of a command.

use super::{Completions, members, words};
use engine::Engine;
use object::Result;

/// One word of a command, with its place in the text.
#[derive(Clone)]
pub(super) struct Word {
    pub text: String,
    pub start: usize,
    /// The quote that it begins with.
    pub quote: Option<char>,
}

/// The command that the cursor stands in.
pub(super) struct Segment {
    /// What stands before its pipe, where there is one.
    pub piped: Option<String>,
    /// The words; the last is the one at the cursor, which may be empty.
    pub words: Vec<Word>,
}

/// What may stand at the end of a text.
pub(super) fn complete(engine: &mut Engine, before: &str) -> Result<Completions> {
    if let Some(found) = members::variable(engine, before) {
        return Ok(found);
    }
    if let Some(found) = members::member(engine, before)? {
        return Ok(found);
    }
    if let Some(found) = members::type_name(before) {
        return Ok(found);
    }
    words::complete(engine, before, &segment(before))
}

/// Takes the last command of a text apart.
pub(super) fn segment(before: &str) -> Segment {
    let mut words: Vec<Word> = Vec::new();
    let mut piped = None;
    let (mut open, mut quote): (Option<Word>, Option<char>) = (None, None);
    let mut begin = 0;
    for (at, c) in before.char_indices() {
        if let Some(mark) = quote {
            match &mut open {
                Some(word) if c != mark => word.text.push(c),
                _ => quote = None,
            }
            continue;
        }
        match c {
            '\'' | '"' => {
                quote = Some(c);
                open.get_or_insert(Word {
                    text: String::new(),
                    start: at,
                    quote: Some(c),
                });
            }
            ' ' | '\t' => words.extend(open.take()),
            '|' | ';' | '{' | '}' | '(' | ')' | '&' | '\n' => {
                piped = (c == '|').then(|| before[begin..at].trim().to_string());
                begin = at + c.len_utf8();
                words.clear();
                open = None;
            }
            c => {
                let word = open.get_or_insert(Word {
                    text: String::new(),
                    start: at,
                    quote: None,
                });
                word.text.push(c);
            }
        }
    }
    words.push(open.unwrap_or(Word {
        text: String::new(),
        start: before.len(),
        quote: None,
    }));
    Segment { piped, words }
}
