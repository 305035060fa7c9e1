//! Variables in sight, those that every session has, and those of the environment.

use super::{Candidate, begins, sorted};
use engine::Engine;

/// Variables that are not kept in a scope.
const AUTOMATIC: &[&str] = &[
    "?",
    "args",
    "Error",
    "ExecutionContext",
    "false",
    "Host",
    "input",
    "Matches",
    "MyInvocation",
    "null",
    "PSBoundParameters",
    "PSCmdlet",
    "PSCommandPath",
    "PSItem",
    "PSScriptRoot",
    "PWD",
    "this",
    "true",
    "_",
];

/// Scopes that may stand before a name.
const SCOPES: &[&str] = &["global:", "local:", "script:", "private:", "using:"];

/// The variables that a word such as `$na`, `${na`, `@na` or `$env:na` could become.
pub(super) fn named(engine: &Engine, word: &str) -> Vec<Candidate> {
    let sigil_len = word.len() - word.trim_start_matches(['$', '@', '{']).len();
    let (sigil, name) = word.split_at(sigil_len);
    let close = if sigil.ends_with('{') { "}" } else { "" };
    let (prefix, stem) = match name.rfind(':') {
        Some(colon) => name.split_at(colon + 1),
        None => ("", name),
    };
    let mut names = if prefix.eq_ignore_ascii_case("env:") {
        environment()
    } else if prefix.is_empty()
        || SCOPES
            .iter()
            .any(|scope| scope.eq_ignore_ascii_case(prefix))
    {
        in_sight(engine)
    } else {
        Vec::new()
    };
    if prefix.is_empty() && !stem.is_empty() {
        names.extend(SCOPES.iter().chain(&["env:"]).map(ToString::to_string));
    }
    names.retain(|name| begins(name, stem));
    let mut found = sorted(names);
    for candidate in &mut found {
        candidate.text = written(sigil, prefix, &candidate.text, close);
    }
    found
}

/// A name that needs braces gets them.
fn written(sigil: &str, prefix: &str, name: &str, close: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '?' | ':');
    if close.is_empty() && sigil == "$" && !name.chars().all(plain) {
        format!("${{{prefix}{name}}}")
    } else {
        format!("{sigil}{prefix}{name}{close}")
    }
}

fn in_sight(engine: &Engine) -> Vec<String> {
    let mut names: Vec<String> = AUTOMATIC.iter().map(ToString::to_string).collect();
    let mut at = Some(engine.scope);
    while let Some(id) = at {
        let variables = engine.scopes.variables(id);
        names.extend(
            variables
                .into_iter()
                .map(|(symbol, _)| symbol.text().to_string()),
        );
        at = engine.scopes.get(id).parent;
    }
    names.retain(|name| !matches!(name.as_str(), "^" | "$"));
    names
}

fn environment() -> Vec<String> {
    std::env::vars_os()
        .filter_map(|(name, _)| name.into_string().ok())
        .collect()
}
