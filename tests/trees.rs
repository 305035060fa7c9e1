//! The tree as scripts see it: a script walks every recorded program with `[Parser]::ParseInput`, and nodes, tokens and errors are what
//! PowerShell gave (`tests/conformance`: `ast.jsonl`, `parse.jsonl`).
#![allow(clippy::unwrap_used)] // a test may

use std::path::Path;
use std::process::Command;

/// A build without optimisation takes a program of so many, to be quick.
const STEP: &str = if cfg!(debug_assertions) { "4" } else { "1" };

/// Programs whose errors differ: the parser goes on otherwise behind a broken member of a class.
const DIFFERENT: &[&str] = &[
    "programs-class-user-directory/swap",
    "programs-class-inventory-interface/cut",
    "programs-class-inventory-interface/del",
];

/// What the script says of a file of recordings.
fn walk(recordings: &str) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let output = Command::new(env!("CARGO_BIN_EXE_poolsh"))
        .args(["--allow-all", "-NoProfile", "-NonInteractive", "-File"])
        .arg(root.join("trees/walk.ps1"))
        .arg(root.join("conformance").join(recordings))
        .arg(STEP)
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains(" of "), "the script stopped: {text}");
    text.lines()
        .filter_map(|line| line.strip_prefix("differs: ").map(str::to_string))
        .collect()
}

#[test]
fn nodes_and_tokens_are_powershells() {
    assert_eq!(walk("ast.jsonl"), [""; 0]);
}

#[test]
fn errors_are_powershells() {
    let different = walk("parse.jsonl");
    let new: Vec<&String> = different
        .iter()
        .filter(|name| !DIFFERENT.contains(&name.as_str()))
        .collect();
    assert!(new.is_empty(), "{new:?}");
}
