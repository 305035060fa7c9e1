//! What is known to differ: the names of cases, and counts of the rows of the matrices.

use crate::recording::Case;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// `known-failures.txt`
pub struct Failures {
    path: PathBuf,
    names: BTreeSet<String>,
}

const FAILURES_HEAD: &str = "\
# The recorded cases that poolsh does not pass yet. The list only shrinks: tests/conformance.rs fails where a listed case passes or an
# unlisted one fails. To write it anew: POOLSH_UPDATE=1 cargo test --test conformance
";

impl Failures {
    /// Reads the file; an absent one lists nothing.
    pub fn read(path: &Path) -> Failures {
        Failures {
            path: path.to_path_buf(),
            names: lines(path).into_iter().collect(),
        }
    }

    /// Whether the case is listed.
    pub fn contains(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// Lists these cases instead.
    pub fn write(&mut self, failing: impl Iterator<Item = Case>) {
        let mut areas = BTreeMap::<String, BTreeSet<String>>::new();
        for case in failing {
            areas.entry(case.area).or_default().insert(case.name);
        }
        let mut text = FAILURES_HEAD.to_string();
        for (area, names) in areas {
            let _ = writeln!(text, "\n# {area}");
            for name in names {
                let _ = writeln!(text, "{name}");
            }
        }
        std::fs::write(&self.path, text).unwrap();
    }
}

/// `known-matrix.txt`
pub struct Figures {
    path: PathBuf,
    counts: BTreeMap<String, (usize, usize)>,
}

const FIGURES_HEAD: &str = "\
# Rows of the matrices that agree with PowerShell, and all rows: name, passed, total. tests/conformance.rs fails where fewer agree.
# To write it anew: POOLSH_UPDATE=1 cargo test --test conformance
";

impl Figures {
    /// Reads the file; an absent one promises nothing.
    pub fn read(path: &Path) -> Figures {
        let mut counts = BTreeMap::new();
        for line in lines(path) {
            let words: Vec<&str> = line.split_whitespace().collect();
            let [name, passed, total] = words[..] else {
                panic!("{line}: not a name and two numbers");
            };
            let count = (passed.parse().unwrap(), total.parse().unwrap());
            counts.insert(name.to_string(), count);
        }
        Figures {
            path: path.to_path_buf(),
            counts,
        }
    }

    /// How many rows have to agree.
    pub fn passed(&self, name: &str) -> usize {
        self.counts.get(name).map_or(0, |count| count.0)
    }

    /// Notes a result.
    pub fn set(&mut self, name: &str, passed: usize, total: usize) {
        self.counts.insert(name.to_string(), (passed, total));
    }

    /// Writes the file.
    pub fn write(&self) {
        let mut text = FIGURES_HEAD.to_string();
        for (name, (passed, total)) in &self.counts {
            let _ = writeln!(text, "{name} {passed} {total}");
        }
        std::fs::write(&self.path, text).unwrap();
    }
}

/// The lines that are neither blank nor a comment.
fn lines(path: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let lines = text.lines().map(str::trim);
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(str::to_string).collect()
}
