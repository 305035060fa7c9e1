//! `grammar/powershell.ebnf` and the syntax functions name the same productions.

use std::collections::BTreeSet;

const FOLDER: &str = env!("CARGO_MANIFEST_DIR");

fn productions(text: &str, prefix: &str) -> BTreeSet<String> {
    let name = |line: &str| {
        let (name, _) = line.trim_start().strip_prefix(prefix)?.split_once(" = ")?;
        let name = name.trim();
        let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        is_name.then(|| name.to_owned())
    };
    text.lines().filter_map(name).collect()
}

#[test]
fn every_production_of_the_code_stands_in_the_grammar() {
    let grammar = std::fs::read_to_string(format!("{FOLDER}/../../grammar/powershell.ebnf"));
    // The crate may be tested outside of the workspace, without the grammar.
    let Ok(grammar) = grammar else { return };
    let defined = productions(&grammar, "");
    assert!(defined.len() > 100, "{}", defined.len());
    for entry in std::fs::read_dir(FOLDER).expect("the folder of the crate") {
        let path = entry.expect("a file").path();
        if path.extension().is_some_and(|extension| extension == "rs") {
            let code = std::fs::read_to_string(&path).expect("a source file");
            for name in productions(&code, "/// ") {
                assert!(
                    defined.contains(&name),
                    "{name} of {} is not in the grammar",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn the_grammar_uses_only_what_it_defines() {
    let grammar = std::fs::read_to_string(format!("{FOLDER}/../../grammar/powershell.ebnf"));
    let Ok(grammar) = grammar else { return };
    let defined = productions(&grammar, "");
    for line in grammar
        .lines()
        .filter(|line| line.contains(" = ") || line.trim_start().starts_with('|'))
    {
        let body = line.split_once(" = ").map_or(line, |(_, body)| body);
        let body = body.split("(* ").next().unwrap_or("");
        // What stands between quotes or question marks is text.
        for (i, piece) in body.split(['"', '?']).enumerate() {
            let words = piece.split(|c: char| !(c.is_ascii_lowercase() || c == '-'));
            for word in words.filter(|word| i % 2 == 0 && word.len() > 2) {
                assert!(
                    defined.contains(word),
                    "{word} is used but not defined: {line}"
                );
            }
        }
    }
}
