//! `[System.IO.Path]` on Linux: text in, text out. Only `GetFullPath` without a base, `Exists` and the temporary names look at the machine.

use super::args::{argument, argument_null};
use super::disk;
use super::table::*;
use crate::types::{self, Call, Member, Type, TypeInfo};
use crate::{Array, Result, Str, Value};

/// `Path`
pub static PATH: TypeInfo = TypeInfo::statics("System.IO.Path", || MEMBERS);

static MEMBERS: &[Member] = &[
    static_get!("DirectorySeparatorChar", CHAR => |_| Ok(Value::Char(u16::from(b'/')))),
    static_get!("AltDirectorySeparatorChar", CHAR => |_| Ok(Value::Char(u16::from(b'/')))),
    static_get!("PathSeparator", CHAR => |_| Ok(Value::Char(u16::from(b':')))),
    static_get!("VolumeSeparatorChar", CHAR => |_| Ok(Value::Char(u16::from(b'/')))),
    static_get!("InvalidPathChars", CHARS => |_| Ok(chars(&[0]))),
    static_method!("GetInvalidPathChars", () -> CHARS => |_| Ok(chars(&[0]))),
    static_method!("GetInvalidFileNameChars", () -> CHARS => |_| Ok(chars(&[0, u16::from(b'/')]))),
    static_method!("ChangeExtension", (path: STR, extension: STR) -> STR => change_extension),
    static_method!("Combine",
        (path1: STR, path2: STR) -> STR => combine, (path1: STR, path2: STR, path3: STR) -> STR => combine,
        (path1: STR, path2: STR, path3: STR, path4: STR) -> STR => combine, (paths: ..STRS) -> STR => combine),
    static_method!("Join",
        (path1: STR, path2: STR) -> STR => join, (path1: STR, path2: STR, path3: STR) -> STR => join,
        (path1: STR, path2: STR, path3: STR, path4: STR) -> STR => join, (paths: ..STRS) -> STR => join),
    static_method!("EndsInDirectorySeparator", (path: STR) -> BOOL => |c| Ok(Value::Bool(c.text(0).ends_with('/')))),
    static_method!("TrimEndingDirectorySeparator", (path: STR) -> STR => |c| Ok(Value::str(trimmed(&c.text(0))))),
    static_method!("Exists", (path: STR) -> BOOL => |c| {
        if c.text(0).is_empty() { return Ok(Value::Bool(false)) }
        let path = disk::resolve(c.host, &c.args[0].as_str().cloned().unwrap_or_default());
        Ok(Value::Bool(std::path::Path::new(&path).exists()))
    }),
    static_method!("GetDirectoryName", (path: STR) -> STR => |c| Ok(given(c).and_then(|path| folder_of(&path).map(Str::from)).into())),
    static_method!("GetExtension", (path: STR) -> STR => |c| Ok(given(c).map(|path| Str::from(extension(&path))).into())),
    static_method!("GetFileName", (path: STR) -> STR => |c| Ok(given(c).map(|path| Str::from(name_of(&path))).into())),
    static_method!("GetFileNameWithoutExtension", (path: STR) -> STR => |c| Ok(given(c).map(|path| Str::from(stem(&path))).into())),
    static_method!("GetFullPath", (path: STR) -> STR => full_path, (path: STR, basePath: STR) -> STR => full_path),
    static_method!("GetPathRoot", (path: STR) -> STR => |c| Ok(match given(c) {
        None => Value::Null,
        Some(path) if path.is_empty() => Value::Null,
        Some(path) => Value::from(if path.starts_with('/') { "/" } else { "" }),
    })),
    static_method!("GetRandomFileName", () -> STR => |c| Ok(Value::from(format!("{}.{}", random_name(c, 8), random_name(c, 3))))),
    static_method!("GetRelativePath", (relativeTo: STR, path: STR) -> STR => relative_path),
    static_method!("GetTempFileName", () -> STR => temp_file),
    static_method!("GetTempPath", () -> STR => |c| Ok(Value::from(temp_folder(c)))),
    static_method!("HasExtension", (path: STR) -> BOOL => |c| Ok(Value::Bool(!extension(&c.text(0)).is_empty()))),
    static_method!("IsPathFullyQualified", (path: STR) -> BOOL => |c| Ok(Value::Bool(c.text(0).starts_with('/')))),
    static_method!("IsPathRooted", (path: STR) -> BOOL => |c| Ok(Value::Bool(c.text(0).starts_with('/')))),
];

fn chars(units: &[u16]) -> Value {
    Value::Array(Array::of(
        Type::Known(&types::CHAR),
        units.iter().map(|unit| Value::Char(*unit)).collect(),
    ))
}

fn given(c: &Call<'_>) -> Option<Str> {
    c.arg(0).as_str().cloned()
}

/// What stands behind the last slash.
pub fn name_of(path: &str) -> &str {
    path.rfind('/').map_or(path, |at| &path[at + 1..])
}

/// The extension with its dot; a dot at the end is none.
pub fn extension(path: &str) -> &str {
    let name = name_of(path);
    match name.rfind('.') {
        Some(at) if at + 1 < name.len() => &name[at..],
        _ => "",
    }
}

/// The name without its extension.
pub fn stem(path: &str) -> &str {
    let name = name_of(path);
    name.rfind('.').map_or(name, |at| &name[..at])
}

/// The folder part: nothing of a root or of an empty path, empty where there is no slash.
pub fn folder_of(path: &str) -> Option<String> {
    if path.is_empty() || path.trim_end_matches('/').is_empty() && path.starts_with('/') {
        return None;
    }
    let Some(at) = path.rfind('/') else {
        return Some(String::new());
    };
    let folder = path[..at].trim_end_matches('/');
    let folder = if folder.is_empty() { "/" } else { folder };
    let mut single = String::with_capacity(folder.len());
    for c in folder.chars() {
        if c != '/' || !single.ends_with('/') {
            single.push(c);
        }
    }
    Some(single)
}

/// The path without the slash at its end; a root keeps its own.
pub fn trimmed(path: &str) -> &str {
    if path.len() > 1 {
        path.strip_suffix('/').unwrap_or(path)
    } else {
        path
    }
}

/// A full path without `.`, `..` and doubled slashes; a slash at the end stays.
pub fn normalized(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    let ends_in_slash = ["/", "/.", "/.."].iter().any(|end| path.ends_with(end));
    let end = if ends_in_slash && path.ends_with('/') && !parts.is_empty() {
        "/"
    } else {
        ""
    };
    format!("/{}{end}", parts.join("/"))
}

/// Two paths, the second replacing the first where it is rooted.
pub fn combined(first: &str, second: &str) -> String {
    if second.is_empty() {
        return first.to_string();
    }
    if first.is_empty() || second.starts_with('/') {
        return second.to_string();
    }
    if first.ends_with('/') {
        format!("{first}{second}")
    } else {
        format!("{first}/{second}")
    }
}

fn change_extension(c: &mut Call<'_>) -> Result<Value> {
    let Some(path) = given(c) else {
        return Ok(Value::Null);
    };
    if path.is_empty() {
        return Ok(Value::from(""));
    }
    let name_start = path.rfind('/').map_or(0, |at| at + 1);
    let base = path[name_start..]
        .rfind('.')
        .map_or(&path[..], |at| &path[..name_start + at]);
    Ok(Value::from(match c.arg(1).as_str() {
        None => base.to_string(),
        Some(extension) if extension.starts_with('.') => format!("{base}{extension}"),
        Some(extension) => format!("{base}.{extension}"),
    }))
}

/// The paths among the arguments, given one by one or as an array.
fn paths(c: &Call<'_>) -> Result<Vec<Str>> {
    let values = match c.arg(0).base() {
        Value::Array(array) => array.to_vec(),
        Value::Null | Value::Nothing if c.args.len() == 1 => return argument_null("paths").raise(),
        _ => c.args.to_vec(),
    };
    Ok(values
        .iter()
        .map(|value| value.as_str().cloned().unwrap_or_default())
        .collect())
}

fn combine(c: &mut Call<'_>) -> Result<Value> {
    Ok(Value::from(
        paths(c)?
            .iter()
            .fold(String::new(), |path, next| combined(&path, next)),
    ))
}

fn join(c: &mut Call<'_>) -> Result<Value> {
    let joined =
        paths(c)?
            .iter()
            .filter(|path| !path.is_empty())
            .fold(String::new(), |path, next| {
                if path.is_empty() || path.ends_with('/') || next.starts_with('/') {
                    format!("{path}{next}")
                } else {
                    format!("{path}/{next}")
                }
            });
    Ok(Value::from(joined))
}

fn full_path(c: &mut Call<'_>) -> Result<Value> {
    let path = c.text_of(0, "path")?;
    if !c.has(1) {
        if path.is_empty() {
            return argument("The value cannot be an empty string.", "path").raise();
        }
        return Ok(Value::from(disk::resolve(c.host, &path)));
    }
    let base = c.text_of(1, "basePath")?;
    if !base.starts_with('/') {
        return argument("Basepath argument is not fully qualified.", "basePath").raise();
    }
    Ok(Value::from(normalized(&combined(&base, &path))))
}

fn relative_path(c: &mut Call<'_>) -> Result<Value> {
    for (n, name) in [(0, "relativeTo"), (1, "path")] {
        if c.text_of(n, name)?.is_empty() {
            return argument("The path is empty.", name).raise();
        }
    }
    let (from, to) = (c.text(0), c.text(1));
    let from = disk::resolve(c.host, &from);
    let to = disk::resolve(c.host, &to);
    Ok(Value::from(relative(&from, &to)))
}

/// How to get from one full path to another.
pub fn relative(from: &str, to: &str) -> String {
    let parts = |path: &str| -> Vec<String> {
        path.split('/')
            .filter(|part| !part.is_empty())
            .map(str::to_string)
            .collect()
    };
    let (from_parts, to_parts) = (parts(from), parts(to));
    let common = from_parts
        .iter()
        .zip(&to_parts)
        .take_while(|(a, b)| a == b)
        .count();
    let mut steps = vec!["..".to_string(); from_parts.len() - common];
    steps.extend_from_slice(&to_parts[common..]);
    if steps.is_empty() {
        return ".".into();
    }
    let end = if to.len() > 1 && to.ends_with('/') && to_parts.len() > common {
        "/"
    } else {
        ""
    };
    format!("{}{end}", steps.join("/"))
}

fn random_name(c: &mut Call<'_>, length: usize) -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz012345";
    let mut bits = c.host.random();
    let mut name = String::with_capacity(length);
    for _ in 0..length {
        name.push(char::from(LETTERS[(bits & 31) as usize]));
        bits >>= 5;
    }
    name
}

fn temp_folder(c: &mut Call<'_>) -> String {
    let folder = c
        .host
        .variable("TMPDIR")
        .filter(|folder| !folder.is_empty())
        .unwrap_or_else(|| "/tmp/".into());
    if folder.ends_with('/') {
        folder.to_string()
    } else {
        format!("{folder}/")
    }
}

fn temp_file(c: &mut Call<'_>) -> Result<Value> {
    loop {
        let path = format!("{}tmp{}.tmp", temp_folder(c), random_name(c, 6));
        if !std::path::Path::new(&path).exists() {
            disk::write(c.host, &path, b"")?;
            return Ok(Value::from(path));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_paths() {
        assert_eq!(
            (
                name_of("/a/b.tar.gz"),
                stem("/a/b.tar.gz"),
                extension("/a/b.tar.gz")
            ),
            ("b.tar.gz", "b.tar", ".gz")
        );
        assert_eq!(
            (stem(".hid"), extension(".hid"), extension("x."), stem("x.")),
            ("", ".hid", "", "x")
        );
        assert_eq!(folder_of("/a"), Some("/".into()));
        assert_eq!(
            (
                folder_of("/"),
                folder_of(""),
                folder_of("a"),
                folder_of("a/b/")
            ),
            (None, None, Some(String::new()), Some("a/b".into()))
        );
    }

    #[test]
    fn full_and_relative_paths() {
        assert_eq!(normalized("/base/x/../y/./z"), "/base/y/z");
        assert_eq!(normalized("/a//b/"), "/a/b/");
        assert_eq!(relative("/a/b/c", "/a/d/e.txt"), "../../d/e.txt");
        assert_eq!(relative("/a/b", "/a/b"), ".");
        assert_eq!(combined("a/", "b"), "a/b");
    }
}
