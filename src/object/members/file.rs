//! `[System.IO.File]` and `[System.IO.Directory]`.

use super::disk::{self, Wanted};
use super::file_info::{self, SEARCH_OPTION};
use super::sequence;
use super::stream::{self, FILE_ACCESS, FILE_MODE, FILE_SHARE};
use super::table::*;
use super::text_io;
use crate::date::DateTime;
use crate::types::{self, Call, Member, Sig, Type, TypeInfo};
use crate::{Array, Result, Str, Value};
use std::path::Path;

/// `File`
pub static FILE: TypeInfo = TypeInfo::statics("System.IO.File", || FILE_MEMBERS);
/// `Directory`
pub static DIRECTORY: TypeInfo = TypeInfo::statics("System.IO.Directory", || DIRECTORY_MEMBERS);

const MANY: Sig = Sig::One(&types::IENUMERABLE);
const SEARCH: Sig = Sig::One(&SEARCH_OPTION);
const MODE: Sig = Sig::One(&FILE_MODE);
const ACCESS: Sig = Sig::One(&FILE_ACCESS);
const SHARE: Sig = Sig::One(&FILE_SHARE);
const ATTRIBUTES: Sig = Sig::One(&file_info::FILE_ATTRIBUTES);

static FILE_MEMBERS: &[Member] = &[
    static_method!("AppendAllLines", (path: STR, contents: MANY) -> VOID => |c| write_lines(c, true), (path: STR, contents: MANY, encoding: OBJ) -> VOID => |c| write_lines(c, true)),
    static_method!("AppendAllText", (path: STR, contents: STR) -> VOID => |c| write_text(c, true), (path: STR, contents: STR, encoding: OBJ) -> VOID => |c| write_text(c, true)),
    static_method!("AppendAllBytes", (path: STR, bytes: BYTES) -> VOID => |c| { let path = path(c, 0)?; disk::append(c.host, &path, &disk::bytes_of(&c.args[1]))?; Ok(Value::Null) }),
    static_method!("AppendText", (path: STR) -> OBJ => |c| { let path = path(c, 0)?; text_io::open_writer(c, &path, true, Value::Null) }),
    static_method!("Copy", (sourceFileName: STR, destFileName: STR) -> VOID => copy, (sourceFileName: STR, destFileName: STR, overwrite: BOOL) -> VOID => copy),
    static_method!("Create", (path: STR) -> OBJ => |c| { let path = path(c, 0)?; stream::open(c, &path, 2, 3) }, (path: STR, bufferSize: INT) -> OBJ => |c| { let path = path(c, 0)?; stream::open(c, &path, 2, 3) }),
    static_method!("CreateText", (path: STR) -> OBJ => |c| { let path = path(c, 0)?; text_io::open_writer(c, &path, false, Value::Null) }),
    static_method!("CreateSymbolicLink", (path: STR, pathToTarget: STR) -> OBJ => |c| {
        let path = path(c, 0)?;
        let target = c.text(1);
        disk::link(c.host, &path, &target)?;
        Ok(file_info::file(path, &c.text(0)))
    }),
    static_method!("Delete", (path: STR) -> VOID => |c| { let path = path(c, 0)?; disk::delete(c.host, &path)?; Ok(Value::Null) }),
    static_method!("Exists", (path: STR) -> BOOL => |c| {
        if c.text(0).is_empty() { return Ok(Value::Bool(false)) }
        let path = path(c, 0)?;
        Ok(Value::Bool(!path.ends_with('/') && Path::new(&path).exists() && !Path::new(&path).is_dir()))
    }),
    static_method!("GetAttributes", (path: STR) -> ATTRIBUTES => |c| { let path = path(c, 0)?; file_info::attributes_or_fail(&path) }),
    static_method!("GetCreationTime", (path: STR) -> DATE => |c| time(c, file_info::Moment::Created, false)),
    static_method!("GetCreationTimeUtc", (path: STR) -> DATE => |c| time(c, file_info::Moment::Created, true)),
    static_method!("GetLastAccessTime", (path: STR) -> DATE => |c| time(c, file_info::Moment::Accessed, false)),
    static_method!("GetLastAccessTimeUtc", (path: STR) -> DATE => |c| time(c, file_info::Moment::Accessed, true)),
    static_method!("GetLastWriteTime", (path: STR) -> DATE => |c| time(c, file_info::Moment::Written, false)),
    static_method!("GetLastWriteTimeUtc", (path: STR) -> DATE => |c| time(c, file_info::Moment::Written, true)),
    static_method!("Move", (sourceFileName: STR, destFileName: STR) -> VOID => rename, (sourceFileName: STR, destFileName: STR, overwrite: BOOL) -> VOID => rename),
    static_method!("Open", (path: STR, mode: MODE) -> OBJ => open, (path: STR, mode: MODE, access: ACCESS) -> OBJ => open, (path: STR, mode: MODE, access: ACCESS, share: SHARE) -> OBJ => open),
    static_method!("OpenRead", (path: STR) -> OBJ => |c| { let path = path(c, 0)?; stream::open(c, &path, 3, 1) }),
    static_method!("OpenWrite", (path: STR) -> OBJ => |c| { let path = path(c, 0)?; stream::open(c, &path, 4, 2) }),
    static_method!("OpenText", (path: STR) -> OBJ => |c| { let path = path(c, 0)?; text_io::open_reader(c, &path, Value::Null) }),
    static_method!("ReadAllBytes", (path: STR) -> BYTES => |c| { let path = path(c, 0)?; Ok(disk::bytes_value(disk::read(&path)?)) }),
    static_method!("ReadAllLines", (path: STR) -> STRS => read_lines, (path: STR, encoding: OBJ) -> STRS => read_lines),
    static_method!("ReadAllText", (path: STR) -> STR => |c| Ok(Value::Str(read_text(c)?)), (path: STR, encoding: OBJ) -> STR => |c| Ok(Value::Str(read_text(c)?))),
    static_method!("ReadLines", (path: STR) -> STRS => read_lines, (path: STR, encoding: OBJ) -> STRS => read_lines),
    static_method!("Replace", (sourceFileName: STR, destinationFileName: STR, destinationBackupFileName: STR) -> VOID => replace),
    static_method!("SetAttributes", (path: STR, fileAttributes: ATTRIBUTES) -> VOID => |c| { let path = path(c, 0)?; file_info::set_read_only(c.host, &path, c.args[1].clone()) }),
    static_method!("SetCreationTime", (path: STR, creationTime: DATE) -> VOID => |c| set_time(c, false, false)),
    static_method!("SetLastAccessTime", (path: STR, lastAccessTime: DATE) -> VOID => |c| set_time(c, true, false)),
    static_method!("SetLastAccessTimeUtc", (path: STR, lastAccessTimeUtc: DATE) -> VOID => |c| set_time(c, true, true)),
    static_method!("SetLastWriteTime", (path: STR, lastWriteTime: DATE) -> VOID => |c| set_time(c, false, false)),
    static_method!("SetLastWriteTimeUtc", (path: STR, lastWriteTimeUtc: DATE) -> VOID => |c| set_time(c, false, true)),
    static_method!("WriteAllBytes", (path: STR, bytes: BYTES) -> VOID => |c| { let path = path(c, 0)?; disk::write(c.host, &path, &disk::bytes_of(&c.args[1]))?; Ok(Value::Null) }),
    static_method!("WriteAllLines",
        (path: STR, contents: STRS) -> VOID => |c| write_lines(c, false), (path: STR, contents: MANY) -> VOID => |c| write_lines(c, false),
        (path: STR, contents: STRS, encoding: OBJ) -> VOID => |c| write_lines(c, false), (path: STR, contents: MANY, encoding: OBJ) -> VOID => |c| write_lines(c, false)),
    static_method!("WriteAllText", (path: STR, contents: STR) -> VOID => |c| write_text(c, false), (path: STR, contents: STR, encoding: OBJ) -> VOID => |c| write_text(c, false)),
];

static DIRECTORY_MEMBERS: &[Member] = &[
    static_method!("CreateDirectory", (path: STR) -> OBJ => |c| {
        let path = path(c, 0)?;
        disk::create_folder(c.host, &path)?;
        Ok(file_info::folder(path, &c.text(0)))
    }),
    static_method!("Delete", (path: STR) -> VOID => delete_folder, (path: STR, recursive: BOOL) -> VOID => delete_folder),
    static_method!("EnumerateDirectories", (path: STR) -> STRS => |c| list(c, Wanted::Folders), (path: STR, searchPattern: STR) -> STRS => |c| list(c, Wanted::Folders), (path: STR, searchPattern: STR, searchOption: SEARCH) -> STRS => |c| list(c, Wanted::Folders)),
    static_method!("EnumerateFiles", (path: STR) -> STRS => |c| list(c, Wanted::Files), (path: STR, searchPattern: STR) -> STRS => |c| list(c, Wanted::Files), (path: STR, searchPattern: STR, searchOption: SEARCH) -> STRS => |c| list(c, Wanted::Files)),
    static_method!("EnumerateFileSystemEntries", (path: STR) -> STRS => |c| list(c, Wanted::All), (path: STR, searchPattern: STR) -> STRS => |c| list(c, Wanted::All), (path: STR, searchPattern: STR, searchOption: SEARCH) -> STRS => |c| list(c, Wanted::All)),
    static_method!("Exists", (path: STR) -> BOOL => |c| {
        if c.text(0).is_empty() { return Ok(Value::Bool(false)) }
        let path = path(c, 0)?;
        Ok(Value::Bool(Path::new(&path).is_dir()))
    }),
    static_method!("GetCreationTime", (path: STR) -> DATE => |c| time(c, file_info::Moment::Created, false)),
    static_method!("GetCurrentDirectory", () -> STR => |c| Ok(Value::from(c.host.process_folder().to_string_lossy().to_string()))),
    static_method!("GetDirectories", (path: STR) -> STRS => |c| list(c, Wanted::Folders), (path: STR, searchPattern: STR) -> STRS => |c| list(c, Wanted::Folders), (path: STR, searchPattern: STR, searchOption: SEARCH) -> STRS => |c| list(c, Wanted::Folders)),
    static_method!("GetDirectoryRoot", (path: STR) -> STR => |_| Ok(Value::from("/"))),
    static_method!("GetFiles", (path: STR) -> STRS => |c| list(c, Wanted::Files), (path: STR, searchPattern: STR) -> STRS => |c| list(c, Wanted::Files), (path: STR, searchPattern: STR, searchOption: SEARCH) -> STRS => |c| list(c, Wanted::Files)),
    static_method!("GetFileSystemEntries", (path: STR) -> STRS => |c| list(c, Wanted::All), (path: STR, searchPattern: STR) -> STRS => |c| list(c, Wanted::All), (path: STR, searchPattern: STR, searchOption: SEARCH) -> STRS => |c| list(c, Wanted::All)),
    static_method!("GetLastAccessTime", (path: STR) -> DATE => |c| time(c, file_info::Moment::Accessed, false)),
    static_method!("GetLastWriteTime", (path: STR) -> DATE => |c| time(c, file_info::Moment::Written, false)),
    static_method!("GetLastWriteTimeUtc", (path: STR) -> DATE => |c| time(c, file_info::Moment::Written, true)),
    static_method!("GetLogicalDrives", () -> STRS => |_| Ok(strings(vec!["/".into()]))),
    static_method!("GetParent", (path: STR) -> OBJ => |c| {
        let path = path(c, 0)?;
        Ok(super::path::folder_of(super::path::trimmed(&path)).map(|parent| file_info::folder(parent.clone(), &parent)).unwrap_or_default())
    }),
    static_method!("Move", (sourceDirName: STR, destDirName: STR) -> VOID => |c| {
        let (source, target) = (path(c, 0)?, path(c, 1)?);
        disk::rename_folder(c.host, &source, &target)?;
        Ok(Value::Null)
    }),
    static_method!("SetCurrentDirectory", (path: STR) -> VOID => |c| {
        let path = path(c, 0)?;
        c.host.set_process_folder(Path::new(&path)).map_err(|_| disk::no_folder(&path))?;
        Ok(Value::Null)
    }),
    static_method!("SetLastWriteTime", (path: STR, lastWriteTime: DATE) -> VOID => |c| set_time(c, false, false)),
];

fn path(c: &mut Call<'_>, n: usize) -> Result<String> {
    let name = match c.args.len() {
        _ if n == 1 => "destFileName",
        _ => "path",
    };
    disk::full(c.host, &c.args[n], name)
}

/// A `string[]`.
pub fn strings(texts: Vec<Str>) -> Value {
    Value::Array(Array::of(
        Type::Known(&types::STRING),
        texts.into_iter().map(Value::Str).collect(),
    ))
}

fn read_text(c: &mut Call<'_>) -> Result<Str> {
    let path = path(c, 0)?;
    let bytes = disk::read(&path)?;
    let encoding = c.arg(1).clone();
    disk::decode(c.host, &bytes, &encoding)
}

fn read_lines(c: &mut Call<'_>) -> Result<Value> {
    let text = read_text(c)?;
    Ok(strings(
        disk::lines(&text).into_iter().map(Str::from).collect(),
    ))
}

fn put(c: &mut Call<'_>, text: &str, append: bool) -> Result<Value> {
    let path = path(c, 0)?;
    let encoding = c.arg(2).clone();
    let is_new = !append || std::fs::metadata(&path).map_or(true, |file| file.len() == 0);
    let bytes = disk::encode(c.host, text, &encoding, is_new)?;
    if append {
        disk::append(c.host, &path, &bytes)?
    } else {
        disk::write(c.host, &path, &bytes)?
    }
    Ok(Value::Null)
}

fn write_text(c: &mut Call<'_>, append: bool) -> Result<Value> {
    let text = c.text(1);
    put(c, &text, append)
}

fn write_lines(c: &mut Call<'_>, append: bool) -> Result<Value> {
    let items = match c.arg(1).as_str() {
        Some(text) => vec![Value::Str(text.clone())],
        None => sequence::items(c.arg(1), "contents")?,
    };
    let mut text = String::new();
    for item in items {
        text.push_str(&crate::convert::to_text(c.host, &item)?);
        text.push('\n');
    }
    put(c, &text, append)
}

fn copy(c: &mut Call<'_>) -> Result<Value> {
    let (source, target) = (path(c, 0)?, path(c, 1)?);
    let overwrite = c.flag(2);
    disk::copy(c.host, &source, &target, overwrite)?;
    Ok(Value::Null)
}

fn rename(c: &mut Call<'_>) -> Result<Value> {
    let (source, target) = (path(c, 0)?, path(c, 1)?);
    let overwrite = c.flag(2);
    disk::rename(c.host, &source, &target, overwrite)?;
    Ok(Value::Null)
}

fn replace(c: &mut Call<'_>) -> Result<Value> {
    let (source, target) = (path(c, 0)?, path(c, 1)?);
    if !c.text(2).is_empty() {
        let backup = path(c, 2)?;
        disk::copy(c.host, &target, &backup, true)?;
    }
    disk::rename(c.host, &source, &target, true)?;
    Ok(Value::Null)
}

fn open(c: &mut Call<'_>) -> Result<Value> {
    let path = path(c, 0)?;
    let mode = c.long(1);
    // Without an access, a mode that appends only writes, and any other reads and writes.
    let access = if c.has(2) {
        c.long(2)
    } else if mode == 6 {
        2
    } else {
        3
    };
    stream::open(c, &path, mode, access)
}

fn delete_folder(c: &mut Call<'_>) -> Result<Value> {
    let path = path(c, 0)?;
    let recursive = c.flag(1);
    disk::delete_folder(c.host, &path, recursive)?;
    Ok(Value::Null)
}

/// The entries of a folder, named by the path as it was given.
fn list(c: &mut Call<'_>, wanted: Wanted) -> Result<Value> {
    let full = path(c, 0)?;
    let pattern = if c.has(1) { c.text(1) } else { "*".into() };
    let found = disk::list(&full, &pattern, wanted, c.long(2) == 1)?;
    let given = c.text(0);
    let as_given = |path: String| match path.strip_prefix(super::path::trimmed(&full)) {
        Some(rest) => Str::from(super::path::combined(&given, rest.trim_start_matches('/'))),
        None => Str::from(path),
    };
    Ok(strings(found.into_iter().map(as_given).collect()))
}

fn time(c: &mut Call<'_>, moment: file_info::Moment, universal: bool) -> Result<Value> {
    let path = path(c, 0)?;
    Ok(Value::DateTime(file_info::time(&path, moment, universal)))
}

fn set_time(c: &mut Call<'_>, accessed: bool, universal: bool) -> Result<Value> {
    let path = path(c, 0)?;
    let date = match c.arg(1).base() {
        Value::DateTime(date) => *date,
        _ => DateTime::MIN,
    };
    disk::set_time(c.host, &path, disk::from_date(date, universal), accessed)?;
    Ok(Value::Null)
}
