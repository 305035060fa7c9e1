//! Names of commands: cmdlets, functions, aliases.

use super::{Candidate, begins, sorted};
use engine::Engine;

/// The commands in sight whose names begin so.
pub(super) fn named(engine: &Engine, word: &str) -> Vec<Candidate> {
    let mut names: Vec<String> = engine
        .registry
        .all()
        .into_iter()
        .map(|cmdlet| cmdlet.name.to_string())
        .collect();
    let mut at = Some(engine.scope);
    while let Some(id) = at {
        let scope = engine.scopes.get(id);
        names.extend(
            scope
                .functions
                .values()
                .map(|function| function.name.to_string()),
        );
        names.extend(scope.aliases.values().map(|alias| alias.name.to_string()));
        at = scope.parent;
    }
    names.retain(|name| begins(name, word));
    sorted(names)
}
