//! The recorded cases: `AREA.cases` has the programs, `AREA.golden` what they printed. A head `#@ name` or `#@ name exit=N` opens each.

use std::path::Path;

/// A program, and what PowerShell printed.
#[derive(Clone)]
pub struct Case {
    pub name: String,
    pub area: String,
    pub program: Vec<String>,
    pub golden: Vec<String>,
    pub exit: i32,
}

struct Entry {
    name: String,
    exit: i32,
    lines: Vec<String>,
}

/// All cases that were recorded, area by area in the order of the files.
pub fn cases(folder: &Path) -> Vec<Case> {
    let mut areas: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .filter_map(|entry| {
            let name = entry.unwrap().file_name().to_string_lossy().into_owned();
            name.strip_suffix(".cases").map(str::to_string)
        })
        .collect();
    areas.sort();
    let mut cases = Vec::new();
    for area in areas {
        let mut golden = std::collections::HashMap::new();
        for entry in entries(&folder.join(format!("{area}.golden"))) {
            golden.insert(entry.name.clone(), entry);
        }
        for entry in entries(&folder.join(format!("{area}.cases"))) {
            let Some(recorded) = golden.remove(&entry.name) else {
                continue;
            };
            let lines = recorded.lines.iter();
            let lines = lines.map(|line| line.trim_end().to_string());
            cases.push(Case {
                name: entry.name,
                area: area.clone(),
                program: entry.lines,
                golden: lines.skip_while(String::is_empty).collect(),
                exit: recorded.exit,
            });
        }
    }
    cases
}

fn entries(path: &Path) -> Vec<Entry> {
    let text = std::fs::read_to_string(path).unwrap();
    let mut entries: Vec<Entry> = Vec::new();
    for line in text.split('\n') {
        if let Some((name, exit)) = head(line) {
            entries.push(Entry {
                name,
                exit,
                lines: Vec::new(),
            });
        } else if let Some(entry) = entries.last_mut() {
            entry.lines.push(line.to_string());
        }
    }
    for entry in &mut entries {
        while entry
            .lines
            .last()
            .is_some_and(|line| line.trim().is_empty())
        {
            entry.lines.pop();
        }
    }
    entries
}

fn head(line: &str) -> Option<(String, i32)> {
    let mut words = line.strip_prefix("#@ ")?.split(' ');
    let name = words.next().filter(|name| !name.is_empty())?;
    let exit = match words.next() {
        Some(word) => word.strip_prefix("exit=")?.parse().ok()?,
        None => 0,
    };
    words.next().is_none().then(|| (name.to_string(), exit))
}
