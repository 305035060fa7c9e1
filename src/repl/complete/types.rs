//! Names of types, and operators.

use super::{Candidate, begins, sorted};
use engine::Engine;

/// Accelerators, classes of scripts and .NET types whose names begin so.
pub(super) fn named(engine: &Engine, word: &str) -> Vec<Candidate> {
    let short = object::types::accelerators()
        .iter()
        .map(|(name, _)| name.to_string());
    let mut names: Vec<String> = short
        .chain(engine.classes.names(engine.state))
        .chain(object::types::known_types().map(|info| info.name.to_string()))
        .collect();
    // Full names only come up once somebody types one: there are hundreds.
    names.retain(|name| begins(name, word) && (word.contains('.') || !name.contains('.')));
    if names.is_empty() {
        names = object::types::known_types()
            .filter(|info| begins(info.short_name(), word) || begins(info.name, word))
            .map(|info| info.name.to_string())
            .collect();
    }
    sorted(names)
}

const OPERATORS: &[&str] = &[
    "-and",
    "-as",
    "-band",
    "-bnot",
    "-bor",
    "-bxor",
    "-ccontains",
    "-ceq",
    "-cge",
    "-cgt",
    "-cin",
    "-cle",
    "-clike",
    "-clt",
    "-cmatch",
    "-cne",
    "-cnotcontains",
    "-cnotin",
    "-cnotlike",
    "-cnotmatch",
    "-contains",
    "-creplace",
    "-csplit",
    "-eq",
    "-f",
    "-ge",
    "-gt",
    "-in",
    "-is",
    "-isnot",
    "-join",
    "-le",
    "-like",
    "-lt",
    "-match",
    "-ne",
    "-not",
    "-notcontains",
    "-notin",
    "-notlike",
    "-notmatch",
    "-or",
    "-replace",
    "-shl",
    "-shr",
    "-split",
    "-xor",
];

/// Operators that begin so.
pub(super) fn operators(word: &str) -> Vec<Candidate> {
    OPERATORS
        .iter()
        .filter(|operator| begins(operator, word))
        .map(|operator| Candidate::plain(*operator))
        .collect()
}
