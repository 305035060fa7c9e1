//! From what was typed to the items that are meant: wildcards, `-Include`, `-Exclude`, `-Filter`, hidden items.

use super::objects;
use super::place::{self, Kind, Place};
use engine::{Engine, Shell};
use object::members::{disk, path};
use object::pattern::{Wildcard, contains_wildcard_characters, unescape_wildcard};
use object::{Category, Fault, Result, Str, types};
use std::path::Path;

/// An entry of a folder.
pub struct Entry {
    /// Its name.
    pub name: String,
    /// It is a folder, or a link to one.
    pub is_folder: bool,
}

/// What is in a folder: folders first, then files, each by name.
pub fn entries(folder: &str) -> std::io::Result<Vec<Entry>> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        let is_folder = kind.is_dir() || (kind.is_symlink() && entry.path().is_dir());
        all.push(Entry {
            name: entry.file_name().to_string_lossy().to_string(),
            is_folder,
        });
    }
    all.sort_by(|a, b| {
        b.is_folder
            .cmp(&a.is_folder)
            .then_with(|| object::culture::compare_ps(&a.name, &b.name, true))
            .then_with(|| a.name.cmp(&b.name))
    });
    Ok(all)
}

/// Which names are wanted.
#[derive(Default)]
pub struct Wanted {
    include: Vec<Wildcard>,
    exclude: Vec<Wildcard>,
    filter: Option<String>,
}

impl Wanted {
    /// Of the parameters that many cmdlets have.
    pub fn new(include: Option<&[Str]>, exclude: Option<&[Str]>, filter: Option<&Str>) -> Wanted {
        let patterns = |list: Option<&[Str]>| {
            list.unwrap_or_default()
                .iter()
                .filter_map(|text| Wildcard::new(text, true).ok())
                .collect()
        };
        Wanted {
            include: patterns(include),
            exclude: patterns(exclude),
            filter: filter.map(|text| text.to_string()),
        }
    }

    /// Whether `-Include` was given.
    pub fn includes(&self) -> bool {
        !self.include.is_empty()
    }

    /// Whether anything was given.
    pub fn is_some(&self) -> bool {
        self.includes() || !self.exclude.is_empty() || self.filter.is_some()
    }

    /// Whether `-Filter` was given.
    pub fn has_filter(&self) -> bool {
        self.filter.is_some()
    }

    /// Adds a pattern that names must match.
    pub fn also(&mut self, pattern: &str) {
        self.include.extend(Wildcard::new(pattern, true).ok());
    }

    /// Whether a name passes.
    pub fn passes(&self, name: &str) -> bool {
        (self.include.is_empty() || self.include.iter().any(|pattern| pattern.is_match(name)))
            && !self.exclude.iter().any(|pattern| pattern.is_match(name))
            && self
                .filter
                .as_ref()
                .is_none_or(|filter| matches_filter(filter, name))
    }
}

/// A filter of the file system knows `*` and `?` only.
fn matches_filter(filter: &str, name: &str) -> bool {
    let filter = filter.to_lowercase();
    let name = name.to_lowercase();
    filter == "*" || filter == "*.*" || disk::matches(&filter, &name)
}

/// Whether something is there, a link without a target too.
pub fn exists(full: &str) -> bool {
    Path::new(full).symlink_metadata().is_ok()
}

/// How paths are taken.
#[derive(Clone, Copy, Default)]
pub struct How {
    /// No wildcards.
    pub literal: bool,
    /// Hidden items are found by wildcards too.
    pub force: bool,
}

/// The places of one path that exist.
pub struct Found {
    /// The places.
    pub places: Vec<Place>,
    /// The path had wildcards, so that finding nothing is no error.
    pub wild: bool,
}

/// The items that a path means.
///
/// # Errors
/// A drive or an item that does not exist.
pub fn find(engine: &mut Engine, text: &str, how: How) -> Result<Found> {
    let wild = !how.literal && contains_wildcard_characters(text);
    let mut place = place::parse(engine, text)?;
    if !wild {
        if !how.literal && text.contains('`') {
            place.inner = unescape_wildcard(&place.inner);
        }
        let is_there = match place.kind {
            Kind::File => exists(&place.inner),
            _ if place.inner.is_empty() => true,
            _ => objects::flat_item(engine, &place)?.is_some(),
        };
        if !is_there {
            return place::no_item(&place.shown()).raise();
        }
        return Ok(Found {
            places: vec![place],
            wild: false,
        });
    }
    if place.kind != Kind::File {
        let names = objects::flat_items(engine, place.kind, &place.inner)?;
        let places = names
            .into_iter()
            .map(|(name, _)| place.with(name.to_string()))
            .collect();
        return Ok(Found { places, wild: true });
    }
    let places = expand(&place.inner, how.force)
        .into_iter()
        .map(|full| place.with(full))
        .collect();
    Ok(Found { places, wild: true })
}

/// The paths that fit a path with wildcards. Parts of it without wildcards must match to the letter.
pub fn expand(pattern: &str, force: bool) -> Vec<String> {
    let mut found = vec![String::new()];
    // A `/` within brackets is no separator to the matcher, but it is to the path: PowerShell splits there too.
    for part in pattern.split('/').filter(|part| !part.is_empty()) {
        if !contains_wildcard_characters(part) {
            let name = unescape_wildcard(part);
            found = found
                .into_iter()
                .map(|folder| format!("{folder}/{name}"))
                .filter(|full| exists(full))
                .collect();
            continue;
        }
        let Ok(wild) = Wildcard::new(part, true) else {
            return Vec::new();
        };
        let mut next = Vec::new();
        for folder in found {
            let list = entries(if folder.is_empty() { "/" } else { &folder }).unwrap_or_default();
            let visible = list
                .iter()
                .filter(|entry| force || !entry.name.starts_with('.'));
            next.extend(
                visible
                    .filter(|entry| wild.is_match(&entry.name))
                    .map(|entry| format!("{folder}/{}", entry.name)),
            );
        }
        found = next;
    }
    found
}

/// The last part of a place.
pub fn name_of(place: &Place) -> &str {
    match place.kind {
        Kind::File => path::name_of(path::trimmed(&place.inner)),
        _ => &place.inner,
    }
}

/// The items of all given paths; what is not there is an error that goes on with the next.
///
/// # Errors
/// An error that the preference makes terminating.
pub fn all(shell: &mut Shell<'_>, paths: &[Str], how: How, wanted: &Wanted) -> Result<Vec<Place>> {
    let mut places = Vec::new();
    for text in paths {
        match find(shell.engine, text, how) {
            Ok(found) => places.extend(
                found
                    .places
                    .into_iter()
                    .filter(|place| wanted.passes(name_of(place))),
            ),
            Err(stop) => shell.soften(stop)?,
        }
    }
    Ok(places)
}

/// `-Path` and `-LiteralPath` as one list, and whether they are literal.
pub fn paths(path: &Option<Vec<Str>>, literal: &Option<Vec<Str>>) -> (Vec<Str>, bool) {
    match (path, literal) {
        (_, Some(literal)) => (literal.clone(), true),
        (Some(path), _) => (path.clone(), false),
        _ => (Vec::new(), false),
    }
}

/// The error of wildcards that found nothing where something must be found.
pub fn nothing_found(text: &str) -> Fault {
    let what = format!(
        "An object at the specified path {text} does not exist, or has been filtered by the -Include or -Exclude parameter."
    );
    Fault::new(&types::EXCEPTION, what)
        .id("ItemNotFound")
        .category(Category::ObjectNotFound)
        .target(text)
}

/// What the file system says of something that failed.
pub fn io_fault(error: &std::io::Error, full: &str) -> Fault {
    use std::io::ErrorKind;
    let folder_missing =
        path::folder_of(path::trimmed(full)).is_some_and(|folder| !Path::new(&folder).is_dir());
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory if folder_missing => Fault::new(
            &types::DIRECTORY_NOT_FOUND_EXCEPTION,
            format!("Could not find a part of the path '{full}'."),
        ),
        ErrorKind::NotFound => Fault::new(
            &types::FILE_NOT_FOUND_EXCEPTION,
            format!("Could not find file '{full}'."),
        ),
        ErrorKind::PermissionDenied | ErrorKind::IsADirectory => Fault::new(
            &types::UNAUTHORIZED_ACCESS_EXCEPTION,
            format!("Access to the path '{full}' is denied."),
        ),
        ErrorKind::AlreadyExists => Fault::new(
            &types::IO_EXCEPTION,
            format!("The file '{full}' already exists."),
        ),
        _ => Fault::new(&types::IO_EXCEPTION, error.to_string()),
    }
    .target(full)
}
