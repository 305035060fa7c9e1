//! Candidates for the word at the cursor, a file for each kind of word.
//!
//! Read `candidates` first. All come from what the session knows: declarations, scopes, types, the lab. Absent on purpose:
//! anything that runs a script to find them.

mod commands;
mod members;
mod parameters;
mod paths;
mod types;
mod values;
mod variables;

use crate::context::{Place, Wanted};
use engine::Engine;

/// Something that the word could become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Candidate {
    /// What is put into the line.
    pub text: String,
    /// What the list shows.
    pub shown: String,
}

impl Candidate {
    /// One that shows as what it is.
    pub fn plain(text: impl Into<String>) -> Candidate {
        let text = text.into();
        Candidate {
            shown: text.clone(),
            text,
        }
    }
}

/// How many candidates are given at most: rustyline counts the rows of its list in 16 bits.
const CANDIDATES_MAX: usize = 10_000;

/// What the word at a place could become.
pub(crate) fn candidates(engine: &mut Engine, place: &Place) -> Vec<Candidate> {
    let word = place.word.as_str();
    let mut found = match &place.wanted {
        Wanted::Command => {
            let found = commands::named(engine, word);
            if found.is_empty() {
                paths::beginning(engine, word, None)
            } else {
                found
            }
        }
        Wanted::Parameter(words) => parameters::named(engine, words, word),
        Wanted::Value(words) => values::of(engine, words, place),
        Wanted::Variable => variables::named(engine, word),
        Wanted::Member { target, is_static } => members::of(engine, target, *is_static, word),
        Wanted::Type => types::named(engine, word),
        Wanted::Operator => types::operators(word),
        Wanted::Path => paths::beginning(engine, word, place.quote),
        Wanted::Nothing => Vec::new(),
    };
    found.truncate(CANDIDATES_MAX);
    found
}

/// Whether a name begins so, whatever its case.
fn begins(name: &str, start: &str) -> bool {
    name.get(..start.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(start))
        || name.to_lowercase().starts_with(&start.to_lowercase())
}

/// Sorted, each once, whatever the case.
fn sorted(mut names: Vec<String>) -> Vec<Candidate> {
    names.sort_by_cached_key(|name| (name.to_lowercase(), name.clone()));
    names.dedup_by(|a, b| a.eq_ignore_ascii_case(b));
    names.into_iter().map(Candidate::plain).collect()
}

/// A value as it is typed: in quotes where it had some, or needs them.
fn quoted(text: &str, quote: Option<char>) -> String {
    let special = |c: char| c.is_whitespace() || "'\"`$;|&(){}<>,@#".contains(c);
    match quote {
        Some('"') => format!(
            "\"{}\"",
            text.replace('`', "``")
                .replace('$', "`$")
                .replace('"', "`\"")
        ),
        Some(_) => format!("'{}'", text.replace('\'', "''")),
        None if text.is_empty() || text.contains(special) => quoted(text, Some('\'')),
        None => text.to_string(),
    }
}

#[cfg(test)]
mod tests;
