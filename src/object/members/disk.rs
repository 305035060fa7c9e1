//! The file system, as .NET's classes see it: full paths, and failures as the exceptions that .NET throws.
//!
//! Everything that writes, creates or deletes asks [`Host::may_write`] first; no other file of this room opens one for writing.

use super::args::{argument, argument_null};
use crate::date::{DateTime, Zone};
use crate::types;
use crate::{Fault, Host, Result, Str, Value};
use std::fs;
use std::io::{ErrorKind, Read, Write};
use std::path::Path;
use std::time::{Duration, SystemTime};

/// The full path of one that .NET was given.
pub fn resolve(host: &mut dyn Host, path: &str) -> String {
    if path.starts_with('/') {
        return super::path::normalized(path);
    }
    let folder = host.process_folder();
    super::path::normalized(&format!("{}/{path}", folder.to_string_lossy()))
}

/// The full path of argument `value`, which must be some.
pub fn full(host: &mut dyn Host, value: &Value, name: &str) -> Result<String> {
    match value.as_str() {
        None => argument_null(name).raise(),
        Some(path) if path.is_empty() => {
            argument("The value cannot be an empty string.", name).raise()
        }
        Some(path) if path.contains('\0') => argument("Null character in path.", name).raise(),
        Some(path) => Ok(resolve(host, path)),
    }
}

/// The exception that .NET throws where the system fails.
pub fn fault(path: &str, error: &std::io::Error) -> Fault {
    let parent_is_there = Path::new(super::path::trimmed(path))
        .parent()
        .is_none_or(Path::is_dir);
    match error.kind() {
        ErrorKind::NotFound if parent_is_there => Fault::new(
            &types::FILE_NOT_FOUND_EXCEPTION,
            format!("Could not find file '{path}'."),
        )
        .with("FileName", path),
        ErrorKind::NotFound | ErrorKind::NotADirectory => no_folder(path),
        ErrorKind::PermissionDenied | ErrorKind::IsADirectory | ErrorKind::ReadOnlyFilesystem => {
            Fault::new(
                &types::UNAUTHORIZED_ACCESS_EXCEPTION,
                format!("Access to the path '{path}' is denied."),
            )
        }
        ErrorKind::AlreadyExists => Fault::new(
            &types::IO_EXCEPTION,
            format!("The file '{path}' already exists."),
        ),
        ErrorKind::DirectoryNotEmpty => Fault::new(
            &types::IO_EXCEPTION,
            format!("Directory not empty : '{path}'"),
        ),
        _ => Fault::new(&types::IO_EXCEPTION, format!("{error} : '{path}'")),
    }
}

/// `DirectoryNotFoundException`
pub fn no_folder(path: &str) -> Fault {
    Fault::new(
        &types::DIRECTORY_NOT_FOUND_EXCEPTION,
        format!("Could not find a part of the path '{path}'."),
    )
}

fn done<T>(path: &str, result: std::io::Result<T>) -> Result<T> {
    result.map_err(|error| fault(path, &error).into())
}

/// How much of a file may be read at once.
const FILE_MAX: u64 = 0x7FFF_FFFF;

/// All bytes of a file.
pub fn read(path: &str) -> Result<Vec<u8>> {
    let file = done(path, fs::File::open(path))?;
    if done(path, file.metadata())?.is_dir() {
        return fault(path, &ErrorKind::PermissionDenied.into()).raise();
    }
    let mut bytes = Vec::new();
    done(path, file.take(FILE_MAX).read_to_end(&mut bytes))?;
    Ok(bytes)
}

/// Writes a file anew.
pub fn write(host: &mut dyn Host, path: &str, bytes: &[u8]) -> Result {
    host.may_write(Path::new(path))?;
    done(path, fs::write(path, bytes))
}

/// Writes to the end of a file.
pub fn append(host: &mut dyn Host, path: &str, bytes: &[u8]) -> Result {
    host.may_write(Path::new(path))?;
    let mut file = done(
        path,
        fs::OpenOptions::new().append(true).create(true).open(path),
    )?;
    done(path, file.write_all(bytes))
}

/// Deletes a file; one that is not there is none, but its folder must be.
pub fn delete(host: &mut dyn Host, path: &str) -> Result {
    host.may_write(Path::new(path))?;
    match fs::remove_file(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            match Path::new(path).parent().is_none_or(Path::is_dir) {
                true => Ok(()),
                false => no_folder(path).raise(),
            }
        }
        Err(_) if Path::new(path).is_dir() => {
            fault(path, &ErrorKind::PermissionDenied.into()).raise()
        }
        result => done(path, result),
    }
}

/// Copies a file.
pub fn copy(host: &mut dyn Host, source: &str, target: &str, overwrite: bool) -> Result {
    host.may_write(Path::new(target))?;
    done(source, fs::metadata(source).map(|_| ()))?;
    if !overwrite && Path::new(target).exists() {
        return fault(target, &ErrorKind::AlreadyExists.into()).raise();
    }
    done(target, fs::copy(source, target).map(|_| ()))
}

/// Moves a file.
pub fn rename(host: &mut dyn Host, source: &str, target: &str, overwrite: bool) -> Result {
    host.may_write(Path::new(source))?;
    host.may_write(Path::new(target))?;
    done(source, fs::metadata(source).map(|_| ()))?;
    if !overwrite && Path::new(target).exists() {
        return fault(target, &ErrorKind::AlreadyExists.into()).raise();
    }
    done(target, fs::rename(source, target))
}

/// Makes a folder and those above it.
pub fn create_folder(host: &mut dyn Host, path: &str) -> Result {
    host.may_write(Path::new(path))?;
    done(path, fs::create_dir_all(path))
}

/// Deletes a folder.
pub fn delete_folder(host: &mut dyn Host, path: &str, recursive: bool) -> Result {
    host.may_write(Path::new(path))?;
    if !Path::new(path).is_dir() {
        return no_folder(path).raise();
    }
    done(
        path,
        if recursive {
            fs::remove_dir_all(path)
        } else {
            fs::remove_dir(path)
        },
    )
}

/// Moves a folder.
pub fn rename_folder(host: &mut dyn Host, source: &str, target: &str) -> Result {
    host.may_write(Path::new(source))?;
    host.may_write(Path::new(target))?;
    if !Path::new(source).exists() {
        return no_folder(source).raise();
    }
    if Path::new(target).exists() {
        let message = format!(
            "Cannot create '{target}' because a file or directory with the same name already exists."
        );
        return Fault::new(&types::IO_EXCEPTION, message).raise();
    }
    done(target, fs::rename(source, target))
}

/// Sets when a file was written or read last.
pub fn set_time(host: &mut dyn Host, path: &str, time: SystemTime, accessed: bool) -> Result {
    host.may_write(Path::new(path))?;
    let file = done(path, fs::File::open(path))?;
    let times = fs::FileTimes::new();
    done(
        path,
        file.set_times(if accessed {
            times.set_accessed(time)
        } else {
            times.set_modified(time)
        }),
    )
}

/// Sets the permission bits of a file.
pub fn set_mode(host: &mut dyn Host, path: &str, mode: u32) -> Result {
    use std::os::unix::fs::PermissionsExt;
    host.may_write(Path::new(path))?;
    done(
        path,
        fs::set_permissions(path, fs::Permissions::from_mode(mode)),
    )
}

/// Makes a symbolic link.
pub fn link(host: &mut dyn Host, path: &str, target: &str) -> Result {
    host.may_write(Path::new(path))?;
    done(path, std::os::unix::fs::symlink(target, path))
}

/// What a listing of a folder is to hold.
#[derive(Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Wanted {
    Files,
    Folders,
    All,
}

/// The entries of a folder whose names match a pattern of `*` and `?`, sorted by name so that two runs agree.
pub fn list(path: &str, pattern: &str, wanted: Wanted, recursive: bool) -> Result<Vec<String>> {
    let mut names = Vec::new();
    let entries = fs::read_dir(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound => no_folder(path),
        _ => fault(path, &error),
    })?;
    for entry in entries {
        names.push(done(path, entry)?.file_name().to_string_lossy().to_string());
    }
    names.sort();
    let (mut found, mut below) = (Vec::new(), Vec::new());
    for name in names {
        let full = super::path::combined(path, &name);
        let is_folder = Path::new(&full).is_dir();
        if matches(pattern, &name)
            && (wanted == Wanted::All || is_folder == (wanted == Wanted::Folders))
        {
            found.push(full.clone());
        }
        if is_folder && recursive && !Path::new(&full).is_symlink() {
            below.extend(list(&full, pattern, wanted, true)?);
        }
    }
    found.extend(below);
    Ok(found)
}

/// Whether a name matches a pattern of `*` and `?`, as `Directory.GetFiles` has it; `*.*` stands for all.
pub fn matches(pattern: &str, name: &str) -> bool {
    fn go(pattern: &[char], name: &[char]) -> bool {
        match (pattern.first(), name.first()) {
            (None, None) => true,
            (Some('*'), _) => {
                go(&pattern[1..], name) || (!name.is_empty() && go(pattern, &name[1..]))
            }
            (Some('?'), Some(_)) => go(&pattern[1..], &name[1..]),
            (Some(a), Some(b)) if a == b => go(&pattern[1..], &name[1..]),
            _ => false,
        }
    }
    let pattern = if pattern == "*.*" || pattern.is_empty() {
        "*"
    } else {
        pattern
    };
    go(
        &pattern.chars().collect::<Vec<_>>(),
        &name.chars().collect::<Vec<_>>(),
    )
}

/// Ticks between the year 1 and 1970.
const UNIX_TICKS: i64 = 621_355_968_000_000_000;

/// A time of the file system as a local or universal time of day.
pub fn to_date(time: SystemTime, universal: bool) -> DateTime {
    let ticks = match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(since) => (since.as_nanos() / 100) as i64,
        Err(before) => -((before.duration().as_nanos() / 100) as i64),
    };
    let date = DateTime::from_ticks(UNIX_TICKS + ticks, crate::date::DateTimeKind::Utc)
        .unwrap_or(DateTime::MIN);
    if universal {
        date
    } else {
        date.to_local(&Zone::local())
    }
}

/// A time of day as a time of the file system.
pub fn from_date(date: DateTime, universal: bool) -> SystemTime {
    let date = if universal {
        date
    } else {
        date.to_universal(&Zone::local())
    };
    let ticks = date.ticks() - UNIX_TICKS;
    let span = Duration::from_nanos(ticks.unsigned_abs().saturating_mul(100));
    if ticks >= 0 {
        SystemTime::UNIX_EPOCH + span
    } else {
        SystemTime::UNIX_EPOCH - span
    }
}

/// What .NET answers for the times of a file that is not there.
pub fn no_date(universal: bool) -> DateTime {
    to_date(
        SystemTime::UNIX_EPOCH - Duration::from_secs(11_644_473_600),
        universal,
    )
}

/// Bytes as text: by a byte-order mark, or else by the encoding given, or else as UTF-8.
pub fn decode(host: &mut dyn Host, bytes: &[u8], encoding: &Value) -> Result<Str> {
    let units = |big: bool, bytes: &[u8]| -> String {
        let pair = |pair: &[u8]| {
            if big {
                u16::from_be_bytes([pair[0], pair[1]])
            } else {
                u16::from_le_bytes([pair[0], pair[1]])
            }
        };
        String::from_utf16_lossy(&bytes.chunks_exact(2).map(pair).collect::<Vec<_>>())
    };
    Ok(match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => Str::from(String::from_utf8_lossy(rest)),
        [0xFF, 0xFE, rest @ ..] => Str::from(units(false, rest)),
        [0xFE, 0xFF, rest @ ..] => Str::from(units(true, rest)),
        bytes if encoding.is_null() => Str::from(String::from_utf8_lossy(bytes)),
        bytes => {
            let argument = bytes_value(bytes.to_vec());
            super::invoke(host, encoding, "GetString", &[argument])?
                .as_str()
                .cloned()
                .unwrap_or_default()
        }
    })
}

/// Text as bytes in the encoding given, or else as UTF-8 without a mark.
pub fn encode(
    host: &mut dyn Host,
    text: &str,
    encoding: &Value,
    with_mark: bool,
) -> Result<Vec<u8>> {
    if encoding.is_null() {
        return Ok(text.as_bytes().to_vec());
    }
    let mut bytes = if with_mark {
        bytes_of(&super::invoke(host, encoding, "GetPreamble", &[])?)
    } else {
        Vec::new()
    };
    bytes.extend(bytes_of(&super::invoke(
        host,
        encoding,
        "GetBytes",
        &[Value::str(text)],
    )?));
    Ok(bytes)
}

/// A `byte[]`.
pub fn bytes_value(bytes: Vec<u8>) -> Value {
    Value::Array(crate::Array::with(
        crate::Type::Known(&types::BYTE),
        crate::Elements::Byte(bytes),
    ))
}

/// The bytes of a `byte[]`.
pub fn bytes_of(value: &Value) -> Vec<u8> {
    let Value::Array(array) = value.base() else {
        return Vec::new();
    };
    match &*array.items.borrow() {
        crate::Elements::Byte(bytes) => bytes.clone(),
        other => other
            .to_vec()
            .iter()
            .filter_map(Value::as_integer)
            .map(|n| n as u8)
            .collect(),
    }
}

/// The lines of a text; an end of line at its end starts no line.
pub fn lines(text: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(['\r', '\n']).unwrap_or(rest.len());
        lines.push(&rest[..end]);
        let tail = &rest[end..];
        rest = tail
            .strip_prefix("\r\n")
            .or_else(|| tail.strip_prefix(['\r', '\n']))
            .unwrap_or(tail);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_names() {
        assert!(
            matches("*.txt", "a.txt")
                && matches("?.*", "a.log")
                && matches("*.*", "noext")
                && !matches("*.txt", "a.txtx")
        );
    }

    #[test]
    fn lines_end_in_any_way() {
        assert_eq!(lines("a\r\nb\rc\n\nd\n"), ["a", "b", "c", "", "d"]);
        assert!(lines("").is_empty());
    }
}
