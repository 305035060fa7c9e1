//! The matrices: scripts that print thousands of facts. A row is a line `key TAB value`; where the facts have several lines, a block
//! under `#@ key`.

use std::collections::HashMap;
use std::path::Path;
use std::time::Duration;

/// The scripts whose facts are blocks.
const BLOCKS: [&str; 2] = ["render", "commands"];

/// What came of a matrix.
pub struct Rows {
    pub total: usize,
    /// The rows that differ, as text.
    pub wrong: Vec<String>,
}

impl Rows {
    /// How many agree.
    pub fn passed(&self) -> usize {
        self.total - self.wrong.len()
    }
}

/// The names of the scripts.
pub fn scripts(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .filter_map(|entry| {
            let name = entry.unwrap().file_name().to_string_lossy().into_owned();
            name.strip_suffix(".ps1").map(str::to_string)
        })
        .collect();
    names.sort();
    names
}

/// Runs a script and compares it row by row.
pub fn compare(folder: &Path, name: &str, timeout: Duration) -> Rows {
    let golden = std::fs::read_to_string(folder.join(format!("{name}.golden"))).unwrap();
    let output = crate::shell::output_of(&folder.join(format!("{name}.ps1")), timeout);
    let in_blocks = BLOCKS.contains(&name);
    let (_, actual) = rows(&output, in_blocks);
    let (keys, wanted) = rows(&golden, in_blocks);
    let wrong = keys
        .iter()
        .filter(|key| actual.get(*key) != wanted.get(*key));
    let wrong = wrong.map(|key| {
        let (want, got) = (wanted.get(key), actual.get(key));
        format!("{key}\n  wanted {want:?}\n  got    {got:?}")
    });
    Rows {
        wrong: wrong.collect(),
        total: keys.len(),
    }
}

/// The keys in their order, and the value of each: of a line the first, of a block the last that has the key.
fn rows(text: &str, in_blocks: bool) -> (Vec<String>, HashMap<String, String>) {
    let mut keys = Vec::new();
    let mut values = HashMap::new();
    let mut put = |key: &str, value: String, first: bool| {
        if !values.contains_key(key) {
            keys.push(key.to_string());
        } else if first {
            return;
        }
        values.insert(key.to_string(), value);
    };
    if in_blocks {
        for block in format!("\n{text}").split("\n#@ ").skip(1) {
            let (key, value) = block.split_once('\n').unwrap_or((block, ""));
            let lines: Vec<&str> = value.split('\n').map(str::trim_end).collect();
            put(
                key.trim_end(),
                lines.join("\n").trim_matches('\n').to_string(),
                false,
            );
        }
    } else {
        for line in text.split('\n') {
            if let Some((key, value)) = line.split_once('\t') {
                put(key, value.trim_end_matches('\r').to_string(), true);
            }
        }
    }
    (keys, values)
}
