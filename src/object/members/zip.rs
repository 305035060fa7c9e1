//! `ZipArchive`, `ZipFile` and their entries.

use super::args::{argument_null, not_supported};
use super::compression::{LEVEL, level_of};
use super::date_offset::{Offset, value as offset_value};
use super::disk;
use super::exceptions::OBJECT_DISPOSED;
use super::stream::{self, STREAM, Stream};
use super::table::*;
use super::zip_format::{Entry, read, write};
use crate::date::{DateTime, DateTimeOffset, TimeSpan, Zone};
use crate::types::{self, Call, Member, Sig, Type, TypeInfo};
use crate::{Array, Fault, Native, Result, Str, Value};
use std::cell::{Cell, RefCell};
use std::path::Path;
use std::rc::{Rc, Weak};
use std::time::SystemTime;

/// An archive that is open.
pub struct Archive {
    /// What it was read from and is written to.
    stream: Rc<Stream>,
    mode: i64,
    leave_open: bool,
    entries: RefCell<Vec<Rc<ZipEntry>>>,
    comment: RefCell<String>,
    closed: Cell<bool>,
    own: Weak<Archive>,
}

/// One of its entries.
pub struct ZipEntry {
    stored: RefCell<Entry>,
    level: u32,
    /// What a script writes into it, until the archive is closed.
    open: RefCell<Option<Rc<Stream>>>,
    archive: Weak<Archive>,
}

/// `ZipArchiveMode`
pub static MODE: TypeInfo = TypeInfo::enumeration(
    "System.IO.Compression.ZipArchiveMode",
    &[("Read", 0), ("Create", 1), ("Update", 2)],
);
/// `ZipArchive`
pub static ARCHIVE: TypeInfo = TypeInfo::class("System.IO.Compression.ZipArchive", &types::OBJECT)
    .implements(&[&types::IDISPOSABLE])
    .members(|| ARCHIVE_MEMBERS);
/// `ZipArchiveEntry`
pub static ENTRY: TypeInfo =
    TypeInfo::class("System.IO.Compression.ZipArchiveEntry", &types::OBJECT)
        .members(|| ENTRY_MEMBERS);
/// `ZipFile`
pub static FILE: TypeInfo = TypeInfo::statics("System.IO.Compression.ZipFile", || FILE_MEMBERS);
/// `ZipFileExtensions`
pub static EXTENSIONS: TypeInfo =
    TypeInfo::statics("System.IO.Compression.ZipFileExtensions", || {
        EXTENSION_MEMBERS
    });

/// The types of this file.
pub static ALL: &[&TypeInfo] = &[&MODE, &ARCHIVE, &ENTRY, &FILE, &EXTENSIONS];

const STREAM_SIG: Sig = Sig::One(&STREAM);
const MODE_SIG: Sig = Sig::One(&MODE);
const LEVEL_SIG: Sig = Sig::One(&LEVEL);
const ENTRY_SIG: Sig = Sig::One(&ENTRY);
const ENTRIES: Sig = Sig::Many(&ENTRY);
const ARCHIVE_SIG: Sig = Sig::One(&ARCHIVE);
const OFFSET: Sig = Sig::One(&super::date_offset::DATE_TIME_OFFSET);

impl Native for Archive {
    fn get_type(&self) -> Type {
        Type::Known(&ARCHIVE)
    }
}

impl Native for ZipEntry {
    fn get_type(&self) -> Type {
        Type::Known(&ENTRY)
    }

    fn to_text(&self) -> Str {
        Str::from(self.stored.borrow().name.as_str())
    }
}

static ARCHIVE_MEMBERS: &[Member] = &[
    constructors!(
        (stream: STREAM_SIG) -> THIS => |c| over(c, 0),
        (stream: STREAM_SIG, mode: MODE_SIG) -> THIS => |c| { let mode = c.long(1); over(c, mode) },
        (stream: STREAM_SIG, mode: MODE_SIG, leaveOpen: BOOL) -> THIS => |c| { let mode = c.long(1); over(c, mode) }),
    property!("Comment", STR => |c| Ok(Value::from(this(c)?.comment.borrow().clone())), |c| { *this(c)?.comment.borrow_mut() = c.text(0).to_string(); Ok(Value::Null) }),
    get!("Entries", ENTRIES => |c| {
        let values = this(c)?.entries.borrow().iter().map(|entry| Value::Native(Rc::clone(entry) as Rc<dyn Native>)).collect();
        Ok(Value::Array(Array::of(Type::Known(&ENTRY), values)))
    }),
    get!("Mode", MODE_SIG => |c| Ok(Type::Known(&MODE).enum_from(this(c)?.mode))),
    method!("CreateEntry", (entryName: STR) -> ENTRY_SIG => |c| create_entry(c, 0), (entryName: STR, compressionLevel: LEVEL_SIG) -> ENTRY_SIG => |c| { let level = c.long(1); create_entry(c, level) }),
    method!("Dispose", () -> VOID => dispose),
    method!("GetEntry", (entryName: STR) -> ENTRY_SIG => |c| {
        let name = c.text(0);
        let found = this(c)?.entries.borrow().iter().find(|entry| *entry.stored.borrow().name == *name).cloned();
        Ok(found.map(|entry| Value::Native(entry as Rc<dyn Native>)).unwrap_or_default())
    }),
];

static ENTRY_MEMBERS: &[Member] = &[
    get!("Archive", ARCHIVE_SIG => |c| Ok(entry(c)?.archive.upgrade().map(|archive| Value::Native(archive as Rc<dyn Native>)).unwrap_or_default())),
    get!("CompressedLength", LONG => |c| Ok(Value::Long(entry(c)?.stored.borrow().packed.len() as i64))),
    get!("Crc32", UINT => |c| Ok(Value::UInt(entry(c)?.stored.borrow().crc))),
    get!("FullName", STR => |c| Ok(Value::from(entry(c)?.stored.borrow().name.as_str()))),
    get!("IsEncrypted", BOOL => |_| Ok(Value::Bool(false))),
    property!("LastWriteTime", OFFSET => |c| {
        let time = entry(c)?.stored.borrow().time;
        let offset = TimeSpan::from_ticks(Zone::local().offset_at_local(time.ticks()));
        Ok(DateTimeOffset::new(time.with_kind(crate::date::DateTimeKind::Unspecified), offset).map(|made| offset_value(Offset(made))).unwrap_or_default())
    }, |c| {
        if let Some(new) = c.arg(0).as_native::<Offset>() {
            entry(c)?.stored.borrow_mut().time = new.0.date_time();
        }
        Ok(Value::Null)
    }),
    get!("Length", LONG => |c| Ok(Value::Long(i64::from(entry(c)?.stored.borrow().size)))),
    get!("Name", STR => |c| {
        let own = entry(c)?;
        let stored = own.stored.borrow();
        Ok(Value::from(stored.name.rsplit('/').next().unwrap_or_default()))
    }),
    method!("Delete", () -> VOID => |c| {
        let own = entry(c)?;
        if let Some(archive) = own.archive.upgrade() {
            archive.entries.borrow_mut().retain(|entry| !Rc::ptr_eq(entry, &own));
        }
        Ok(Value::Null)
    }),
    method!("Open", () -> STREAM_SIG => open_entry),
    method!("ExtractToFile", (destinationFileName: STR) -> VOID => |c| { let own = entry(c)?; let path = disk::full(c.host, &c.args[0], "destinationFileName")?; extract_file(c, &own, &path, false) }),
];

static FILE_MEMBERS: &[Member] = &[
    static_method!("CreateFromDirectory",
        (sourceDirectoryName: STR, destinationArchiveFileName: STR) -> VOID => |c| create_from(c, 0, false),
        (sourceDirectoryName: STR, destinationArchiveFileName: STR, compressionLevel: LEVEL_SIG, includeBaseDirectory: BOOL) -> VOID => |c| { let (level, base) = (c.long(2), c.flag(3)); create_from(c, level, base) }),
    static_method!("ExtractToDirectory",
        (sourceArchiveFileName: STR, destinationDirectoryName: STR) -> VOID => |c| extract_from(c, false),
        (sourceArchiveFileName: STR, destinationDirectoryName: STR, overwriteFiles: BOOL) -> VOID => |c| { let force = c.flag(2); extract_from(c, force) }),
    static_method!("Open", (archiveFileName: STR, mode: MODE_SIG) -> ARCHIVE_SIG => |c| { let mode = c.long(1); open(c, mode) }),
    static_method!("OpenRead", (archiveFileName: STR) -> ARCHIVE_SIG => |c| open(c, 0)),
];

static EXTENSION_MEMBERS: &[Member] = &[
    static_method!("CreateEntryFromFile",
        (destination: ARCHIVE_SIG, sourceFileName: STR, entryName: STR) -> ENTRY_SIG => |c| entry_from_file(c, 0),
        (destination: ARCHIVE_SIG, sourceFileName: STR, entryName: STR, compressionLevel: LEVEL_SIG) -> ENTRY_SIG => |c| { let level = c.long(3); entry_from_file(c, level) }),
    static_method!("ExtractToDirectory",
        (source: ARCHIVE_SIG, destinationDirectoryName: STR) -> VOID => |c| extract_archive(c, false),
        (source: ARCHIVE_SIG, destinationDirectoryName: STR, overwriteFiles: BOOL) -> VOID => |c| { let force = c.flag(2); extract_archive(c, force) }),
    static_method!("ExtractToFile",
        (source: ENTRY_SIG, destinationFileName: STR) -> VOID => |c| extract_one(c, false),
        (source: ENTRY_SIG, destinationFileName: STR, overwrite: BOOL) -> VOID => |c| { let force = c.flag(2); extract_one(c, force) }),
];

fn this(c: &Call<'_>) -> Result<Rc<Archive>> {
    let archive = c.this.as_native_rc::<Archive>();
    match archive {
        Some(archive) if archive.closed.get() => Fault::new(
            &OBJECT_DISPOSED,
            "Cannot access a disposed object.\nObject name: 'System.IO.Compression.ZipArchive'.",
        )
        .raise(),
        Some(archive) => Ok(archive),
        None => not_supported("The object is no archive.").raise(),
    }
}

fn entry(c: &Call<'_>) -> Result<Rc<ZipEntry>> {
    c.this
        .as_native_rc::<ZipEntry>()
        .ok_or_else(|| not_supported("The object is no entry of an archive.").into())
}

fn over(c: &mut Call<'_>, mode: i64) -> Result<Value> {
    let Some(stream) = c.arg(0).as_native_rc::<Stream>() else {
        return argument_null("stream").raise();
    };
    let leave_open = c.has(2) && c.flag(2);
    made(stream, mode, leave_open)
}

fn made(stream: Rc<Stream>, mode: i64, leave_open: bool) -> Result<Value> {
    let bytes = stream.to_bytes();
    let (stored, comment) = match mode {
        1 => (Vec::new(), String::new()),
        2 if bytes.is_empty() => (Vec::new(), String::new()),
        _ => read(&bytes)?,
    };
    let archive = Rc::new_cyclic(|own: &Weak<Archive>| Archive {
        stream,
        mode,
        leave_open,
        entries: RefCell::new(
            stored
                .into_iter()
                .map(|stored| {
                    Rc::new(ZipEntry {
                        stored: RefCell::new(stored),
                        level: 6,
                        open: RefCell::default(),
                        archive: own.clone(),
                    })
                })
                .collect(),
        ),
        comment: RefCell::new(comment),
        closed: Cell::new(false),
        own: own.clone(),
    });
    Ok(Value::Native(archive))
}

fn open(c: &mut Call<'_>, mode: i64) -> Result<Value> {
    let path = disk::full(c.host, &c.args[0], "archiveFileName")?;
    // Read opens what is there, Create wants nothing there, Update takes either.
    let (file_mode, access) = match mode {
        0 => (3, 1),
        1 => (1, 2),
        _ => (4, 3),
    };
    let stream = stream::open(c, &path, file_mode, access)?;
    match stream.as_native_rc::<Stream>() {
        Some(stream) => made(stream, mode, false),
        None => Ok(Value::Null),
    }
}

fn now() -> DateTime {
    disk::to_date(SystemTime::now(), false)
}

impl Archive {
    fn add(&self, name: &str, time: DateTime, bytes: &[u8], level: u32) -> Rc<ZipEntry> {
        let entry = Rc::new(ZipEntry {
            stored: RefCell::new(Entry::of(name, time, bytes, level)),
            level,
            open: RefCell::default(),
            archive: self.own.clone(),
        });
        self.entries.borrow_mut().push(Rc::clone(&entry));
        entry
    }
}

fn create_entry(c: &mut Call<'_>, level: i64) -> Result<Value> {
    let archive = this(c)?;
    if archive.mode == 0 {
        return not_supported("Cannot create entries on an archive opened in read mode.").raise();
    }
    let name = c.text(0);
    Ok(Value::Native(
        archive.add(&name, now(), &[], level_of(level)) as Rc<dyn Native>,
    ))
}

fn entry_from_file(c: &mut Call<'_>, level: i64) -> Result<Value> {
    let Some(archive) = c.arg(0).as_native_rc::<Archive>() else {
        return argument_null("destination").raise();
    };
    let path = disk::full(c.host, &c.args[1], "sourceFileName")?;
    let bytes = disk::read(&path)?;
    let name = c.text(2);
    Ok(Value::Native(
        archive.add(&name, time_of(&path), &bytes, level_of(level)) as Rc<dyn Native>,
    ))
}

/// When a file was written last.
pub fn time_of(path: &str) -> DateTime {
    std::fs::metadata(path)
        .and_then(|data| data.modified())
        .map_or_else(|_| now(), |time| disk::to_date(time, false))
}

fn open_entry(c: &mut Call<'_>) -> Result<Value> {
    let own = entry(c)?;
    let mode = own.archive.upgrade().map_or(0, |archive| archive.mode);
    let bytes = own.stored.borrow().bytes()?;
    let stream = Rc::new(Stream::memory(bytes, mode != 0));
    if mode != 0 {
        *own.open.borrow_mut() = Some(Rc::clone(&stream));
    }
    Ok(Value::Native(stream))
}

fn dispose(c: &mut Call<'_>) -> Result<Value> {
    let Ok(archive) = this(c) else {
        return Ok(Value::Null);
    };
    archive.closed.set(true);
    if archive.mode != 0 {
        let mut entries = Vec::new();
        for entry in archive.entries.borrow().iter() {
            if let Some(stream) = entry.open.borrow_mut().take() {
                let new = {
                    let stored = entry.stored.borrow();
                    Entry::of(&stored.name, stored.time, &stream.to_bytes(), entry.level)
                };
                *entry.stored.borrow_mut() = new;
            }
            entries.push(entry.stored.borrow().clone());
        }
        archive
            .stream
            .replace(&write(&entries, &archive.comment.borrow()))?;
        archive.stream.flush(c.host)?;
    }
    if !archive.leave_open {
        archive.stream.close(c.host)?;
    }
    Ok(Value::Null)
}

fn create_from(c: &mut Call<'_>, level: i64, with_base: bool) -> Result<Value> {
    let source = disk::full(c.host, &c.args[0], "sourceDirectoryName")?;
    let target = disk::full(c.host, &c.args[1], "destinationArchiveFileName")?;
    if Path::new(&target).exists() {
        return disk::fault(&target, &std::io::ErrorKind::AlreadyExists.into()).raise();
    }
    if !Path::new(&source).is_dir() {
        return disk::no_folder(&source).raise();
    }
    let prefix = match Path::new(&source).file_name() {
        Some(name) if with_base => format!("{}/", name.to_string_lossy()),
        _ => String::new(),
    };
    let mut entries = Vec::new();
    collect(Path::new(&source), &prefix, level_of(level), &mut entries)?;
    disk::write(c.host, &target, &write(&entries, ""))?;
    Ok(Value::Null)
}

/// The files of a folder, and of those in it; folders without anything in them stand for themselves.
fn collect(folder: &Path, prefix: &str, level: u32, into: &mut Vec<Entry>) -> Result {
    let mut items: Vec<_> = std::fs::read_dir(folder)
        .map(|items| items.flatten().map(|item| item.path()).collect())
        .unwrap_or_default();
    items.sort();
    if items.is_empty() && !prefix.is_empty() {
        into.push(Entry::of(
            prefix,
            time_of(&folder.to_string_lossy()),
            &[],
            0,
        ));
    }
    for item in items {
        let name = item
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        if item.is_dir() {
            collect(&item, &format!("{prefix}{name}/"), level, into)?;
        } else {
            let path = item.to_string_lossy();
            into.push(Entry::of(
                &format!("{prefix}{name}"),
                time_of(&path),
                &disk::read(&path)?,
                level,
            ));
        }
    }
    Ok(())
}

fn extract_from(c: &mut Call<'_>, force: bool) -> Result<Value> {
    let source = disk::full(c.host, &c.args[0], "sourceArchiveFileName")?;
    let (entries, _) = read(&disk::read(&source)?)?;
    extract_all(c, &entries, force)
}

fn extract_archive(c: &mut Call<'_>, force: bool) -> Result<Value> {
    let Some(archive) = c.arg(0).as_native_rc::<Archive>() else {
        return argument_null("source").raise();
    };
    let entries: Vec<Entry> = archive
        .entries
        .borrow()
        .iter()
        .map(|entry| entry.stored.borrow().clone())
        .collect();
    extract_all(c, &entries, force)
}

fn extract_all(c: &mut Call<'_>, entries: &[Entry], force: bool) -> Result<Value> {
    let target = disk::full(c.host, &c.args[1], "destinationDirectoryName")?;
    disk::create_folder(c.host, &target)?;
    for entry in entries {
        let Some(path) = inside(&target, &entry.name) else {
            return Fault::new(&types::IO_EXCEPTION, "Extracting Zip entry would have resulted in a file outside the specified destination directory.").raise();
        };
        if entry.name.ends_with('/') {
            disk::create_folder(c.host, &path)?;
        } else {
            put(c, entry, &path, force)?;
        }
    }
    Ok(Value::Null)
}

/// Where an entry goes below a folder; none where its name leads out of it.
pub fn inside(folder: &str, name: &str) -> Option<String> {
    let name = name.replace('\\', "/");
    let leads_out = name.starts_with('/') || name.split('/').any(|part| part == "..");
    (!leads_out).then(|| {
        format!(
            "{}/{}",
            folder.trim_end_matches('/'),
            name.trim_end_matches('/')
        )
    })
}

fn put(c: &mut Call<'_>, entry: &Entry, path: &str, force: bool) -> Result {
    if !force && Path::new(path).exists() {
        return Fault::new(
            &types::IO_EXCEPTION,
            format!("The file '{path}' already exists."),
        )
        .raise();
    }
    if let Some(folder) = Path::new(path).parent() {
        disk::create_folder(c.host, &folder.to_string_lossy())?;
    }
    disk::write(c.host, path, &entry.bytes()?)?;
    disk::set_time(c.host, path, disk::from_date(entry.time, false), false)
}

fn extract_file(c: &mut Call<'_>, own: &ZipEntry, path: &str, force: bool) -> Result<Value> {
    let stored = own.stored.borrow().clone();
    put(c, &stored, path, force)?;
    Ok(Value::Null)
}

fn extract_one(c: &mut Call<'_>, force: bool) -> Result<Value> {
    let Some(own) = c.arg(0).as_native_rc::<ZipEntry>() else {
        return argument_null("source").raise();
    };
    let path = disk::full(c.host, &c.args[1], "destinationFileName")?;
    extract_file(c, &own, &path, force)
}
