//! Names to files: paths as they are, names on the module path, the newest version that will do.

use super::specification::{self, Wanted};
use engine::Engine;
use object::Host;
use std::path::{Path, PathBuf};

/// Ends of module files, in the order in which they are tried.
const ENDS: [&str; 3] = ["psd1", "psm1", "ps1"];

/// The folders of the module path.
pub fn folders(engine: &mut Engine) -> Vec<PathBuf> {
    let path = Host::variable(engine, "PSModulePath").unwrap_or_default();
    path.split(':')
        .filter(|folder| !folder.is_empty())
        .map(PathBuf::from)
        .collect()
}

/// Whether a name is a path rather than a name on the module path.
pub fn is_path(name: &str) -> bool {
    name.contains(['/', '\\'])
        || name.starts_with('~')
        || ENDS.iter().any(|end| has_end(Path::new(name), end))
}

/// Whether a file's name ends so.
pub fn has_end(path: &Path, end: &str) -> bool {
    path.extension()
        .is_some_and(|own| own.eq_ignore_ascii_case(end))
}

/// The file of a module that is given by path: itself, with an end, or in a folder of its name.
pub fn by_path(path: &Path) -> Option<PathBuf> {
    if path.is_file() {
        return ENDS
            .iter()
            .any(|end| has_end(path, end))
            .then(|| path.to_path_buf());
    }
    for end in ENDS {
        let with_end = PathBuf::from(format!("{}.{end}", path.display()));
        if with_end.is_file() {
            return Some(with_end);
        }
    }
    in_folder(path, &Wanted::default())
}

/// The module file of a folder: named like it, or in the folder of the newest version that will do.
pub fn in_folder(folder: &Path, wanted: &Wanted) -> Option<PathBuf> {
    let name = folder.file_name()?.to_string_lossy().into_owned();
    let mut versions: Vec<String> = std::fs::read_dir(folder)
        .ok()?
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|version| specification::is_version(version) && wanted.accepts(version))
        .collect();
    versions.sort_by(|a, b| specification::newer(b, a));
    for version in versions {
        if let Some(file) = of_name(&folder.join(version), &name) {
            return Some(file);
        }
    }
    of_name(folder, &name)
}

fn of_name(folder: &Path, name: &str) -> Option<PathBuf> {
    ENDS[..2]
        .iter()
        .map(|end| folder.join(format!("{name}.{end}")))
        .find(|path| path.is_file())
}

/// The file of a module of that name on the module path.
pub fn by_name(engine: &mut Engine, wanted: &Wanted) -> Option<PathBuf> {
    let name = &*wanted.name;
    folders(engine).into_iter().find_map(|folder| {
        let own = folder.join(name);
        if own.is_dir() {
            return in_folder(&own, wanted);
        }
        // Names do not differ by case, though the file system's may.
        let entries = std::fs::read_dir(&folder).ok()?;
        let found = entries.flatten().find(|entry| {
            entry
                .file_name()
                .to_string_lossy()
                .eq_ignore_ascii_case(name)
        })?;
        in_folder(&found.path(), wanted)
    })
}

/// All module files on the module path: each folder once, each of its versions.
pub fn all(engine: &mut Engine) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = Vec::new();
    for folder in folders(engine) {
        let Ok(entries) = std::fs::read_dir(&folder) else {
            continue;
        };
        let mut names: Vec<PathBuf> = entries
            .flatten()
            .map(|entry| entry.path())
            .filter(|path| path.is_dir())
            .collect();
        names.sort();
        for path in names {
            let Some(name) = path
                .file_name()
                .map(|name| name.to_string_lossy().into_owned())
            else {
                continue;
            };
            let mut versions: Vec<String> = std::fs::read_dir(&path)
                .into_iter()
                .flatten()
                .flatten()
                .map(|entry| entry.file_name().to_string_lossy().into_owned())
                .filter(|version| specification::is_version(version))
                .collect();
            versions.sort_by(|a, b| specification::newer(b, a));
            found.extend(
                versions
                    .iter()
                    .filter_map(|version| of_name(&path.join(version), &name)),
            );
            found.extend(of_name(&path, &name));
        }
    }
    found
}
