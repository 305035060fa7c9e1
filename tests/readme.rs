//! The transcripts of the README are true: each `console` block with `PS> ` lines runs in a session of its own.
//! `POOLSH_UPDATE=1 cargo test --test readme` rewrites what they show.
#![allow(clippy::unwrap_used)] // a test may

mod drive;

use drive::{Transcript, in_deep_thread, updating};
use std::path::Path;

#[test]
fn transcripts_of_the_readme_are_true() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let Ok(text) = std::fs::read_to_string(&path) else {
        return;
    };
    let mut rewritten = String::new();
    let mut wrong = String::new();
    for (is_console, part) in parts(&text) {
        if !is_console || Transcript::parse(&part).is_empty() {
            rewritten += &part;
            continue;
        }
        let (actual, difference) = in_deep_thread(|| {
            let wanted = Transcript::parse(&part);
            let actual = wanted.run();
            (actual.text(), wanted.difference(&actual))
        });
        rewritten += &actual;
        wrong += &difference;
    }
    if updating() {
        if rewritten != text {
            std::fs::write(&path, rewritten).unwrap();
        }
        return;
    }
    assert!(
        wrong.is_empty(),
        "{wrong}POOLSH_UPDATE=1 accepts what is right."
    );
}

/// The text in parts that join to it again: the insides of `console` blocks, and what stands between them.
fn parts(text: &str) -> Vec<(bool, String)> {
    let mut parts = vec![(false, String::new())];
    let mut inside = false;
    for line in text.split_inclusive('\n') {
        if inside && line.trim_end() == "```" {
            inside = false;
            parts.push((false, String::new()));
        }
        if let Some((_, part)) = parts.last_mut() {
            part.push_str(line);
        }
        if !inside && line.trim_end() == "```console" {
            inside = true;
            parts.push((true, String::new()));
        }
    }
    parts
}

#[test]
fn parts_join_to_the_text() {
    let text = "a\n```console\nPS> 1\n1\n```\nb\n```\nPS> 2\n```\n";
    let parts = parts(text);
    let joined: String = parts.iter().map(|(_, part)| part.as_str()).collect();
    assert_eq!(joined, text);
    let inside: Vec<&str> = parts
        .iter()
        .filter(|(is_console, _)| *is_console)
        .map(|(_, part)| part.as_str())
        .collect();
    assert_eq!(inside, ["PS> 1\n1\n"]);
}
