//! Laws of the house that Cargo cannot check (`ARCHITECTURE.md` has them all): who may know whom, how long a file may be, what a folder
//! says of itself, what may not be left lying around.
#![allow(clippy::unwrap_used)] // a test may

use std::path::{Path, PathBuf};

/// What each room may know of ours.
const MAY_KNOW: &[(&str, &[&str])] = &[
    ("syntax", &[]),
    ("lab", &[]),
    ("object", &["syntax"]),
    ("engine", &["object", "syntax"]),
    ("format", &["object", "syntax"]),
    ("commands", &["engine", "format", "object", "syntax"]),
    ("cs", &["engine", "format", "lab", "object", "syntax"]),
    (
        "repl",
        &["commands", "cs", "engine", "format", "object", "syntax"],
    ),
];

/// Lines of a file.
const LINES_MAX: usize = 600;

/// Longer files: tables, one entry behind the other, which no reader reads through.
const TABLES: &[&str] = &[
    "src/format/views/data.rs",
    "src/object/members/encoding.rs",
    "src/object/members/list.rs",
    "src/object/members/regex.rs",
    "src/object/members/string.rs",
    "src/object/members/uri.rs",
    "src/syntax/ast.rs",
];

/// Longer files that should be cut, and the most lines that they may have until then. This list only shrinks.
const TOO_LONG: &[(&str, usize)] = &[
    ("src/commands/utility/data/json_read.rs", 620),
    ("src/engine/call.rs", 800),
    ("src/engine/pipeline.rs", 700),
];

/// Names that say nothing.
const EMPTY_NAMES: [&str; 8] = [
    "common",
    "helper",
    "helpers",
    "misc",
    "miscellaneous",
    "util",
    "utils",
    "stuff",
];

/// Files whose name only looks like one of those.
const NOT_EMPTY_NAMES: &[(&str, &str)] = &[("src/repl/helper.rs", "what rustyline calls a helper")];

/// What may not be left lying around.
const LEFT_OVERS: [&str; 4] = ["todo!(", "unimplemented!(", "dbg!(", "#[ignore"];

#[test]
fn rooms_know_only_what_is_below_them() {
    for room in rooms() {
        let allowed = MAY_KNOW.iter().find(|(name, _)| *name == room);
        let (_, allowed) = allowed.unwrap_or_else(|| panic!("MAY_KNOW does not tell of {room}"));
        let known = dependencies(&root().join("src").join(&room).join("Cargo.toml"));
        let ours = known.iter().filter(|name| rooms().contains(name));
        for other in ours {
            assert!(
                allowed.contains(&other.as_str()),
                "{room} must not know {other}"
            );
        }
    }
}

#[test]
fn every_room_has_a_direction() {
    let mut told: Vec<String> = MAY_KNOW.iter().map(|(name, _)| name.to_string()).collect();
    told.sort();
    assert_eq!(rooms(), told);
}

#[test]
fn files_end_before_they_are_too_long() {
    let mut wrong = Vec::new();
    for (name, text) in sources() {
        let count = text.lines().count();
        let known = TOO_LONG.iter().find(|(path, _)| *path == name);
        let most = known.map_or(LINES_MAX, |(_, lines)| *lines);
        if count > most && !TABLES.contains(&name.as_str()) {
            wrong.push(format!("{name} has {count} lines, {most} are the most"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn lists_of_exceptions_name_what_exists() {
    let tables = TABLES.iter().copied();
    let long = TOO_LONG.iter().map(|(path, _)| *path);
    let names = NOT_EMPTY_NAMES.iter().map(|(path, _)| *path);
    for path in tables.chain(long).chain(names) {
        assert!(
            root().join(path).is_file(),
            "{path} is gone: take it off its list"
        );
    }
}

#[test]
fn every_folder_explains_itself() {
    for (name, text) in sources() {
        if name.ends_with("/mod.rs") || name.ends_with("/lib.rs") {
            assert!(text.starts_with("//!"), "{name} does not open with //!");
        }
    }
}

#[test]
fn every_file_has_a_telling_name() {
    for (name, _) in sources() {
        let stem = Path::new(&name).file_stem().unwrap_or_default();
        let stem = stem.to_string_lossy().to_lowercase();
        let excused = NOT_EMPTY_NAMES.iter().any(|(path, _)| *path == name);
        assert!(
            excused || !EMPTY_NAMES.contains(&stem.as_str()),
            "{name} does not say what is in it"
        );
    }
}

#[test]
fn nothing_is_left_lying_around() {
    let mut wrong = Vec::new();
    for (name, text) in sources() {
        // This file has to name what it looks for.
        if name == "tests/tidy.rs" {
            continue;
        }
        for (number, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            for left in LEFT_OVERS.iter().filter(|left| code.contains(**left)) {
                wrong.push(format!("{name}:{}: {left}", number + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_dependency_has_a_reason() {
    let text = std::fs::read_to_string(root().join("Cargo.toml")).unwrap();
    for line in section(&text, "[workspace.dependencies]") {
        let ours = line.contains("path = ");
        assert!(ours || line.contains(" # "), "no reason stands at: {line}");
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The folders of `src/` that are members of the workspace.
fn rooms() -> Vec<String> {
    let entries = std::fs::read_dir(root().join("src")).unwrap();
    let mut rooms: Vec<String> = entries
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().join("Cargo.toml").is_file())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    rooms.sort();
    rooms
}

/// The names of all kinds of dependencies.
fn dependencies(manifest: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(manifest).unwrap();
    let mut names = Vec::new();
    for head in text.lines().filter(|line| line.ends_with("dependencies]")) {
        for line in section(&text, head) {
            let name = line.split(['.', ' ', '=']).next().unwrap_or_default();
            names.push(name.to_string());
        }
    }
    names
}

/// The lines of a section that are neither blank nor a comment.
fn section<'t>(text: &'t str, head: &str) -> Vec<&'t str> {
    let lines = text.lines().skip_while(|line| *line != head).skip(1);
    lines
        .take_while(|line| !line.starts_with('['))
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .collect()
}

/// All Rust files of ours, their paths from the root.
fn sources() -> Vec<(String, String)> {
    let mut files = Vec::new();
    for folder in ["src", "tests", "examples"] {
        collect(&root().join(folder), &mut files);
    }
    files.sort();
    let source = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).unwrap();
        let name = path.strip_prefix(root()).unwrap();
        (name.to_string_lossy().replace('\\', "/"), text)
    };
    files.into_iter().map(source).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|end| end == "rs") {
            files.push(path);
        }
    }
}
