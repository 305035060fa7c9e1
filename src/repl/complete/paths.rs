//! Files and folders.

use super::{Candidate, begins, quoted};
use engine::Engine;

/// The files that a word could become: folders with `/` behind them, hidden ones where a dot was typed.
pub(super) fn beginning(engine: &Engine, word: &str, quote: Option<char>) -> Vec<Candidate> {
    let (folder, stem) = match word.rfind(['/', '\\']) {
        Some(at) => word.split_at(at + 1),
        None => ("", word),
    };
    let Ok(entries) = std::fs::read_dir(engine.file_path(folder)) else {
        return Vec::new();
    };
    let mut found: Vec<Candidate> = entries
        .flatten()
        .filter_map(|entry| {
            let mut name = entry.file_name().into_string().ok()?;
            if !begins(&name, stem) || (name.starts_with('.') && !stem.starts_with('.')) {
                return None;
            }
            if entry.path().is_dir() {
                name.push('/');
            }
            Some(Candidate {
                text: typed(&format!("{folder}{name}"), quote),
                shown: name,
            })
        })
        .collect();
    found.sort_by_cached_key(|candidate| candidate.shown.to_lowercase());
    found
}

/// In quotes where needed; those of a folder stay open for what follows, where they were open before.
fn typed(path: &str, quote: Option<char>) -> String {
    let mut text = quoted(path, quote);
    if quote.is_some() && path.ends_with('/') {
        text.pop();
    }
    text
}
