//! The history in its file: one entry a line, the newest last. Sessions only append, so several may share the file; a session that
//! finds it too long, or full of duplicates, writes it anew.

use std::io::Write;
use std::path::{Path, PathBuf};

/// Entries that are kept.
pub(crate) const ENTRIES_MAX: usize = 4096;

/// How many lines more than it needs a file may have before it is written anew.
const SPARE_LINES: usize = 1024;

/// Where the history stands: `POOLSH_HISTORY`, or the user's data folder. None where there is no home, or the variable is empty.
pub(crate) fn path() -> Option<PathBuf> {
    path_from(|name| std::env::var_os(name).map(PathBuf::from))
}

fn path_from(variable: impl Fn(&str) -> Option<PathBuf>) -> Option<PathBuf> {
    if let Some(path) = variable("POOLSH_HISTORY") {
        return (!path.as_os_str().is_empty()).then_some(path);
    }
    let data = variable("XDG_DATA_HOME")
        .filter(|path| path.is_absolute())
        .or_else(|| Some(variable("HOME")?.join(".local/share")))?;
    Some(data.join("poolsh").join("history"))
}

/// The entries of a file, the newest last, each once. A file that cannot be read has none.
pub(crate) fn load(path: &Path) -> Vec<String> {
    let Ok(bytes) = std::fs::read(path) else {
        return Vec::new();
    };
    let text = String::from_utf8_lossy(&bytes);
    let lines: Vec<String> = text.lines().map(decoded).collect();
    let count = lines.len();
    let entries = folded(lines);
    if count > entries.len() + SPARE_LINES {
        // The old file stays where the new one cannot be written.
        let _ = rewrite(path, &entries);
    }
    entries
}

/// Adds an entry to the file.
///
/// # Errors
/// Those of the file system.
pub(crate) fn append(path: &Path, entry: &str) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut file = private().append(true).open(path)?;
    // One write, so that entries of two sessions do not mix.
    file.write_all(format!("{}\n", encoded(entry)).as_bytes())
}

fn rewrite(path: &Path, entries: &[String]) -> std::io::Result<()> {
    let beside = path.with_extension(format!("{}.new", std::process::id()));
    let lines: String = entries.iter().map(|entry| encoded(entry) + "\n").collect();
    let mut file = private().write(true).truncate(true).open(&beside)?;
    file.write_all(lines.as_bytes())?;
    std::fs::rename(beside, path)
}

/// A file that only its owner reads: what people type is nobody's business.
fn private() -> std::fs::OpenOptions {
    let mut options = std::fs::OpenOptions::new();
    options.create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Each entry once, where it stands last; the newest of them, as many as are kept.
fn folded(entries: Vec<String>) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    let mut kept: Vec<String> = entries
        .into_iter()
        .rev()
        .filter(|entry| !entry.trim().is_empty() && seen.insert(entry.clone()))
        .take(ENTRIES_MAX)
        .collect();
    kept.reverse();
    kept
}

/// Whether a line seems to hold a secret, by the words that PSReadLine looks for: it then stays out of the file.
pub(crate) fn is_sensitive(line: &str) -> bool {
    const WORDS: &[&str] = &["password", "asplaintext", "token", "apikey", "secret"];
    let line = line.to_lowercase();
    WORDS.iter().any(|word| line.contains(word))
}

/// An entry on one line.
fn encoded(entry: &str) -> String {
    entry
        .replace('\\', "\\\\")
        .replace('\n', "\\n")
        .replace('\r', "\\r")
}

fn decoded(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('n') => out.push('\n'),
            Some('r') => out.push('\r'),
            Some(other) => out.push(other),
            None => out.push('\\'),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_come_back_as_they_were() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/history");
        for entry in ["one", "if (1) {\n  'C:\\new'\n}", "two", "one"] {
            append(&path, entry).unwrap();
        }
        assert_eq!(load(&path), ["if (1) {\n  'C:\\new'\n}", "two", "one"]);
    }

    #[test]
    fn a_file_full_of_duplicates_is_written_anew() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("history");
        std::fs::write(&path, "a\nb\n".repeat(SPARE_LINES)).unwrap();
        assert_eq!(load(&path), ["a", "b"]);
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "a\nb\n");
    }

    #[test]
    fn only_the_newest_are_kept() {
        let many: Vec<String> = (0..ENTRIES_MAX + 5).map(|n| n.to_string()).collect();
        let kept = folded(many);
        assert_eq!((kept.len(), kept[0].as_str()), (ENTRIES_MAX, "5"));
    }

    #[test]
    fn the_file_stands_in_the_data_folder_unless_told_otherwise() {
        let with = |pairs: &'static [(&str, &str)]| {
            path_from(move |name| {
                let found = pairs.iter().find(|(own, _)| *own == name);
                found.map(|(_, value)| PathBuf::from(value))
            })
        };
        assert_eq!(
            with(&[("HOME", "/h")]).unwrap(),
            Path::new("/h/.local/share/poolsh/history")
        );
        assert_eq!(
            with(&[("HOME", "/h"), ("XDG_DATA_HOME", "/d")]).unwrap(),
            Path::new("/d/poolsh/history")
        );
        assert_eq!(with(&[("POOLSH_HISTORY", "/x")]).unwrap(), Path::new("/x"));
        assert_eq!(with(&[("HOME", "/h"), ("POOLSH_HISTORY", "")]), None);
    }

    #[test]
    fn secrets_stay_out_of_the_file() {
        assert!(is_sensitive("ConvertTo-SecureString x -AsPlainText"));
        assert!(!is_sensitive("Get-CsPool"));
    }
}
