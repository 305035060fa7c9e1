//! `FileInfo` and `DirectoryInfo`. What is known of a file is read once and kept until `Refresh`, as .NET does it.

use super::disk::{self, Wanted};
use super::table::*;
use super::{path, stream, text_io};
use crate::date::DateTime;
use crate::types::{self, Call, Member, Sig, Type, TypeInfo};
use crate::{Array, Fault, Host, Native, Result, Str, Value};
use std::cell::RefCell;
use std::fs::Metadata;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use std::rc::Rc;

/// A `FileInfo` or a `DirectoryInfo`.
pub struct Info {
    /// The full path.
    pub path: String,
    /// The path as it was given, which is what `ToString()` answers.
    given: Str,
    /// It speaks of a folder.
    pub is_folder: bool,
    state: RefCell<Option<Option<Metadata>>>,
}

/// One of the times of a file.
#[derive(Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Moment {
    Created,
    Accessed,
    Written,
}

/// `FileSystemInfo`
pub static FILE_SYSTEM_INFO: TypeInfo =
    TypeInfo::class("System.IO.FileSystemInfo", &MARSHAL_BY_REF).members(|| COMMON);
/// `FileInfo`
pub static FILE_INFO: TypeInfo =
    TypeInfo::class("System.IO.FileInfo", &FILE_SYSTEM_INFO).members(|| FILE);
/// `DirectoryInfo`
pub static DIRECTORY_INFO: TypeInfo =
    TypeInfo::class("System.IO.DirectoryInfo", &FILE_SYSTEM_INFO).members(|| FOLDER);
/// `MarshalByRefObject`
pub static MARSHAL_BY_REF: TypeInfo = TypeInfo::class("System.MarshalByRefObject", &types::OBJECT);
/// `FileAttributes`
pub static FILE_ATTRIBUTES: TypeInfo = TypeInfo::flags(
    "System.IO.FileAttributes",
    &[
        ("None", 0),
        ("ReadOnly", 1),
        ("Hidden", 2),
        ("System", 4),
        ("Directory", 16),
        ("Archive", 32),
        ("Device", 64),
        ("Normal", 128),
        ("Temporary", 256),
        ("SparseFile", 512),
        ("ReparsePoint", 1024),
        ("Compressed", 2048),
        ("Offline", 4096),
        ("NotContentIndexed", 8192),
        ("Encrypted", 16384),
        ("IntegrityStream", 32768),
        ("NoScrubData", 131_072),
    ],
);
/// `SearchOption`
pub static SEARCH_OPTION: TypeInfo = TypeInfo::enumeration(
    "System.IO.SearchOption",
    &[("TopDirectoryOnly", 0), ("AllDirectories", 1)],
);
/// `UnixFileMode`
pub static UNIX_FILE_MODE: TypeInfo = TypeInfo::flags(
    "System.IO.UnixFileMode",
    &[
        ("None", 0),
        ("OtherExecute", 1),
        ("OtherWrite", 2),
        ("OtherRead", 4),
        ("GroupExecute", 8),
        ("GroupWrite", 16),
        ("GroupRead", 32),
        ("UserExecute", 64),
        ("UserWrite", 128),
        ("UserRead", 256),
        ("StickyBit", 512),
        ("SetGroup", 1024),
        ("SetUser", 2048),
    ],
);

const ATTRIBUTES: Sig = Sig::One(&FILE_ATTRIBUTES);
const SEARCH: Sig = Sig::One(&SEARCH_OPTION);
const DIRECTORY: Sig = Sig::One(&DIRECTORY_INFO);
const MODE: Sig = Sig::One(&stream::FILE_MODE);
const ACCESS: Sig = Sig::One(&stream::FILE_ACCESS);

/// A `FileInfo` of a full path.
pub fn file(full: String, given: &str) -> Value {
    Value::native(Info {
        path: full,
        given: given.into(),
        is_folder: false,
        state: RefCell::default(),
    })
}

/// A `DirectoryInfo` of a full path.
pub fn folder(full: String, given: &str) -> Value {
    Value::native(Info {
        path: full,
        given: given.into(),
        is_folder: true,
        state: RefCell::default(),
    })
}

/// Whichever of the two the path is.
pub fn any(full: String) -> Value {
    let given = full.clone();
    if Path::new(&full).is_dir() {
        folder(full, &given)
    } else {
        file(full, &given)
    }
}

impl Info {
    fn state(&self) -> Option<Metadata> {
        self.state
            .borrow_mut()
            .get_or_insert_with(|| {
                std::fs::metadata(&self.path)
                    .or_else(|_| std::fs::symlink_metadata(&self.path))
                    .ok()
            })
            .clone()
    }

    /// `Name`
    pub fn name(&self) -> &str {
        let name = path::name_of(path::trimmed(&self.path));
        if name.is_empty() { "/" } else { name }
    }

    fn exists(&self) -> bool {
        self.state()
            .is_some_and(|state| state.is_dir() == self.is_folder)
    }

    fn link_target(&self) -> Option<Str> {
        std::fs::read_link(path::trimmed(&self.path))
            .ok()
            .map(|target| Str::from(target.to_string_lossy().to_string()))
    }

    /// `Mode`: directory or link, then archive, read-only, hidden and system.
    fn mode(&self) -> String {
        let bits = attributes(&self.path, self.state().as_ref());
        let kind = if bits & 1024 != 0 {
            'l'
        } else if bits & 16 != 0 {
            'd'
        } else {
            '-'
        };
        let flag = |bit: i64, letter: char| if bits & bit != 0 { letter } else { '-' };
        [
            kind,
            flag(32, 'a'),
            flag(1, 'r'),
            flag(2, 'h'),
            flag(4, 's'),
        ]
        .iter()
        .collect()
    }

    /// `UnixMode`, as `ls -l` shows it.
    fn unix_mode(&self) -> String {
        let Ok(state) = std::fs::symlink_metadata(path::trimmed(&self.path)) else {
            return String::new();
        };
        let kind = if state.is_symlink() {
            'l'
        } else if state.is_dir() {
            'd'
        } else {
            '-'
        };
        let mode = state.permissions().mode();
        let mut text = String::from(kind);
        for (shift, special, letter) in [(6, 0o4000, 's'), (3, 0o2000, 's'), (0, 0o1000, 't')] {
            text.push(if mode >> shift & 4 != 0 { 'r' } else { '-' });
            text.push(if mode >> shift & 2 != 0 { 'w' } else { '-' });
            text.push(match (mode >> shift & 1 != 0, mode & special != 0) {
                (true, true) => letter,
                (false, true) => letter.to_ascii_uppercase(),
                (true, false) => 'x',
                (false, false) => '-',
            });
        }
        text
    }
}

impl Native for Info {
    fn get_type(&self) -> Type {
        Type::Known(if self.is_folder {
            &DIRECTORY_INFO
        } else {
            &FILE_INFO
        })
    }

    fn to_text(&self) -> Str {
        self.given.clone()
    }
}

static COMMON: &[Member] = &[
    get!("Name", STR => |c| Ok(Value::from(this(c)?.name()))),
    get!("FullName", STR => |c| Ok(Value::from(this(c)?.path.as_str()))),
    get!("Extension", STR => |c| Ok(Value::from(path::extension(this(c)?.name())))),
    get!("BaseName", STR => |c| { let own = this(c)?; Ok(Value::from(if own.is_folder { own.name() } else { path::stem(own.name()) })) }),
    get!("Exists", BOOL => |c| Ok(Value::Bool(this(c)?.exists()))),
    property!("Attributes", ATTRIBUTES => |c| { let own = this(c)?; Ok(attribute_value(attributes(&own.path, own.state().as_ref()))) },
        |c| { let own = this(c)?; let bits = c.args[0].clone(); own.state.borrow_mut().take(); set_read_only(c.host, &own.path, bits) }),
    property!("CreationTime", DATE => |c| date(c, Moment::Created, false), |c| set_date(c, Moment::Created, false)),
    property!("CreationTimeUtc", DATE => |c| date(c, Moment::Created, true), |c| set_date(c, Moment::Created, true)),
    property!("LastAccessTime", DATE => |c| date(c, Moment::Accessed, false), |c| set_date(c, Moment::Accessed, false)),
    property!("LastAccessTimeUtc", DATE => |c| date(c, Moment::Accessed, true), |c| set_date(c, Moment::Accessed, true)),
    property!("LastWriteTime", DATE => |c| date(c, Moment::Written, false), |c| set_date(c, Moment::Written, false)),
    property!("LastWriteTimeUtc", DATE => |c| date(c, Moment::Written, true), |c| set_date(c, Moment::Written, true)),
    get!("LinkTarget", STR => |c| Ok(this(c)?.link_target().into())),
    get!("Target", STR => |c| Ok(this(c)?.link_target().into())),
    get!("LinkType", STR => |c| Ok(this(c)?.link_target().map(|_| Str::from("SymbolicLink")).into())),
    get!("ResolvedTarget", STR => |c| {
        let own = this(c)?;
        let real = std::fs::canonicalize(&own.path).ok();
        Ok(Value::from(real.map_or_else(|| own.path.clone(), |real| real.to_string_lossy().to_string())))
    }),
    get!("Mode", STR => |c| Ok(Value::from(this(c)?.mode()))),
    get!("ModeWithoutHardLink", STR => |c| Ok(Value::from(this(c)?.mode()))),
    get!("UnixMode", STR => |c| Ok(Value::from(this(c)?.unix_mode()))),
    get!("UnixFileMode", OBJ => |c| Ok(Type::Known(&UNIX_FILE_MODE).enum_from(this(c)?.state().map_or(-1, |state| i64::from(state.mode() & 0o7777))))),
    get!("User", STR => |c| Ok(owner(this(c)?.state().map(|state| state.uid()), "/etc/passwd"))),
    get!("Group", STR => |c| Ok(owner(this(c)?.state().map(|state| state.gid()), "/etc/group"))),
    get!("Size", LONG => |c| Ok(this(c)?.state().map(|state| state.len() as i64).into())),
    method!("Refresh", () -> VOID => |c| { this(c)?.state.borrow_mut().take(); Ok(Value::Null) }),
    method!("ToString", () -> STR => |c| Ok(Value::Str(this(c)?.given.clone()))),
];

static FILE: &[Member] = &[
    constructors!((fileName: STR) -> THIS => |c| { let full = disk::full(c.host, &c.args[0], "fileName")?; Ok(file(full, &c.text(0))) }),
    get!("Directory", DIRECTORY => |c| Ok(parent(&this(c)?.path))),
    get!("DirectoryName", STR => |c| Ok(path::folder_of(&this(c)?.path).map(Str::from).into())),
    get!("Length", LONG => length),
    property!("IsReadOnly", BOOL => |c| { let own = this(c)?; Ok(Value::Bool(attributes(&own.path, own.state().as_ref()) & 1 != 0)) }, |c| {
        let own = this(c)?;
        let bits = attribute_value(i64::from(c.flag(0)));
        own.state.borrow_mut().take();
        set_read_only(c.host, &own.path, bits)
    }),
    method!("AppendText", () -> OBJ => |c| { let own = this(c)?; text_io::open_writer(c, &own.path, true, Value::Null) }),
    method!("CreateText", () -> OBJ => |c| { let own = this(c)?; text_io::open_writer(c, &own.path, false, Value::Null) }),
    method!("CopyTo", (destFileName: STR) -> THIS => copy_to, (destFileName: STR, overwrite: BOOL) -> THIS => copy_to),
    method!("Create", () -> OBJ => |c| { let own = this(c)?; own.state.borrow_mut().take(); stream::open(c, &own.path, 2, 3) }),
    method!("Delete", () -> VOID => |c| { let own = this(c)?; own.state.borrow_mut().take(); disk::delete(c.host, &own.path)?; Ok(Value::Null) }),
    method!("MoveTo", (destFileName: STR) -> VOID => move_to, (destFileName: STR, overwrite: BOOL) -> VOID => move_to),
    method!("Open", (mode: MODE) -> OBJ => open, (mode: MODE, access: ACCESS) -> OBJ => open),
    method!("OpenRead", () -> OBJ => |c| { let own = this(c)?; stream::open(c, &own.path, 3, 1) }),
    method!("OpenWrite", () -> OBJ => |c| { let own = this(c)?; stream::open(c, &own.path, 4, 2) }),
    method!("OpenText", () -> OBJ => |c| { let own = this(c)?; text_io::open_reader(c, &own.path, Value::Null) }),
];

static FOLDER: &[Member] = &[
    constructors!((path: STR) -> THIS => |c| { let full = disk::full(c.host, &c.args[0], "path")?; Ok(folder(full, &c.text(0))) }),
    get!("Parent", DIRECTORY => |c| Ok(parent(path::trimmed(&this(c)?.path)))),
    get!("Root", DIRECTORY => |_| Ok(folder("/".into(), "/"))),
    method!("Create", () -> VOID => |c| { let own = this(c)?; own.state.borrow_mut().take(); disk::create_folder(c.host, &own.path)?; Ok(Value::Null) }),
    method!("CreateSubdirectory", (path: STR) -> THIS => |c| {
        let full = path::normalized(&path::combined(&this(c)?.path, &c.text(0)));
        disk::create_folder(c.host, &full)?;
        Ok(folder(full.clone(), &full))
    }),
    method!("Delete", () -> VOID => delete, (recursive: BOOL) -> VOID => delete),
    method!("EnumerateDirectories", () -> OBJECTS => |c| entries(c, Wanted::Folders), (searchPattern: STR) -> OBJECTS => |c| entries(c, Wanted::Folders), (searchPattern: STR, searchOption: SEARCH) -> OBJECTS => |c| entries(c, Wanted::Folders)),
    method!("EnumerateFiles", () -> OBJECTS => |c| entries(c, Wanted::Files), (searchPattern: STR) -> OBJECTS => |c| entries(c, Wanted::Files), (searchPattern: STR, searchOption: SEARCH) -> OBJECTS => |c| entries(c, Wanted::Files)),
    method!("EnumerateFileSystemInfos", () -> OBJECTS => |c| entries(c, Wanted::All), (searchPattern: STR) -> OBJECTS => |c| entries(c, Wanted::All), (searchPattern: STR, searchOption: SEARCH) -> OBJECTS => |c| entries(c, Wanted::All)),
    method!("GetDirectories", () -> OBJECTS => |c| entries(c, Wanted::Folders), (searchPattern: STR) -> OBJECTS => |c| entries(c, Wanted::Folders), (searchPattern: STR, searchOption: SEARCH) -> OBJECTS => |c| entries(c, Wanted::Folders)),
    method!("GetFiles", () -> OBJECTS => |c| entries(c, Wanted::Files), (searchPattern: STR) -> OBJECTS => |c| entries(c, Wanted::Files), (searchPattern: STR, searchOption: SEARCH) -> OBJECTS => |c| entries(c, Wanted::Files)),
    method!("GetFileSystemInfos", () -> OBJECTS => |c| entries(c, Wanted::All), (searchPattern: STR) -> OBJECTS => |c| entries(c, Wanted::All), (searchPattern: STR, searchOption: SEARCH) -> OBJECTS => |c| entries(c, Wanted::All)),
    method!("MoveTo", (destDirName: STR) -> VOID => |c| {
        let own = this(c)?;
        let target = disk::full(c.host, &c.args[0], "destDirName")?;
        disk::rename_folder(c.host, &own.path, &target)?;
        Ok(Value::Null)
    }),
];

fn this(c: &Call<'_>) -> Result<Rc<Info>> {
    c.this
        .as_native_rc::<Info>()
        .ok_or_else(|| super::args::not_supported("The object is no file.").into())
}

fn parent(full: &str) -> Value {
    path::folder_of(full)
        .map(|parent| folder(parent.clone(), &parent))
        .unwrap_or_default()
}

fn attribute_value(bits: i64) -> Value {
    Type::Known(&FILE_ATTRIBUTES).enum_from(bits)
}

/// The attributes that .NET makes of a file of Unix.
fn attributes(path: &str, state: Option<&Metadata>) -> i64 {
    let Some(state) = state else { return -1 };
    let mut bits = 0;
    if state.permissions().mode() & 0o222 == 0 {
        bits |= 1;
    }
    if path::name_of(path::trimmed(path)).starts_with('.') {
        bits |= 2;
    }
    if state.is_dir() {
        bits |= 16;
    }
    if Path::new(path::trimmed(path)).is_symlink() {
        bits |= 1024;
    }
    if bits == 0 { 128 } else { bits }
}

/// The attributes of a file that must be there.
pub fn attributes_or_fail(path: &str) -> Result<Value> {
    match std::fs::metadata(path) {
        Ok(state) => Ok(attribute_value(attributes(path, Some(&state)))),
        Err(error) => disk::fault(path, &error).raise(),
    }
}

/// Sets or takes the read-only attribute, the only one that Unix keeps.
pub fn set_read_only(host: &mut dyn Host, path: &str, attributes: Value) -> Result<Value> {
    let bits = match attributes.base() {
        Value::Enum(value) => value.bits,
        other => other.as_integer().unwrap_or_default(),
    };
    let mode = match std::fs::metadata(path) {
        Ok(state) => state.permissions().mode() & 0o7777,
        Err(error) => return disk::fault(path, &error).raise(),
    };
    let mode = if bits & 1 != 0 {
        mode & !0o222
    } else if mode & 0o222 == 0 {
        mode | 0o200
    } else {
        mode
    };
    disk::set_mode(host, path, mode)?;
    Ok(Value::Null)
}

fn moment(state: &Metadata, moment: Moment) -> std::io::Result<std::time::SystemTime> {
    match moment {
        // Unix has no time of creation everywhere; .NET then takes the older of the other two.
        Moment::Created => state.created().or_else(|_| state.modified()),
        Moment::Accessed => state.accessed(),
        Moment::Written => state.modified(),
    }
}

/// One of the times of a file.
pub fn time(path: &str, which: Moment, universal: bool) -> DateTime {
    let time = std::fs::metadata(path).and_then(|state| moment(&state, which));
    time.map_or_else(
        |_| disk::no_date(universal),
        |time| disk::to_date(time, universal),
    )
}

fn date(c: &mut Call<'_>, which: Moment, universal: bool) -> Result<Value> {
    let time = this(c)?
        .state()
        .and_then(|state| moment(&state, which).ok());
    Ok(Value::DateTime(time.map_or_else(
        || disk::no_date(universal),
        |time| disk::to_date(time, universal),
    )))
}

fn set_date(c: &mut Call<'_>, which: Moment, universal: bool) -> Result<Value> {
    let own = this(c)?;
    if let Value::DateTime(date) = c.args[0].base() {
        disk::set_time(
            c.host,
            &own.path,
            disk::from_date(*date, universal),
            which == Moment::Accessed,
        )?;
    }
    own.state.borrow_mut().take();
    Ok(Value::Null)
}

/// The name of a user or a group by its number.
fn owner(id: Option<u32>, list: &str) -> Value {
    let Some(id) = id else { return Value::Null };
    let text = std::fs::read_to_string(list).unwrap_or_default();
    let known = text
        .lines()
        .map(|line| line.split(':').collect::<Vec<_>>())
        .find(|parts| parts.get(2).is_some_and(|n| *n == id.to_string()));
    Value::from(known.map_or_else(|| id.to_string(), |parts| parts[0].to_string()))
}

fn length(c: &mut Call<'_>) -> Result<Value> {
    let own = this(c)?;
    match own.state() {
        Some(state) if !state.is_dir() => Ok(Value::Long(state.len() as i64)),
        _ => Fault::new(
            &types::FILE_NOT_FOUND_EXCEPTION,
            format!("Could not find file '{}'.", own.path),
        )
        .with("FileName", own.path.as_str())
        .raise(),
    }
}

fn copy_to(c: &mut Call<'_>) -> Result<Value> {
    let own = this(c)?;
    let target = disk::full(c.host, &c.args[0], "destFileName")?;
    let overwrite = c.flag(1);
    disk::copy(c.host, &own.path, &target, overwrite)?;
    Ok(file(target.clone(), &target))
}

fn move_to(c: &mut Call<'_>) -> Result<Value> {
    let own = this(c)?;
    let target = disk::full(c.host, &c.args[0], "destFileName")?;
    let overwrite = c.flag(1);
    disk::rename(c.host, &own.path, &target, overwrite)?;
    own.state.borrow_mut().take();
    Ok(Value::Null)
}

fn open(c: &mut Call<'_>) -> Result<Value> {
    let own = this(c)?;
    let (mode, access) = (c.long(0), if c.has(1) { c.long(1) } else { 3 });
    stream::open(c, &own.path, mode, access)
}

fn delete(c: &mut Call<'_>) -> Result<Value> {
    let own = this(c)?;
    let recursive = c.flag(0);
    disk::delete_folder(c.host, &own.path, recursive)?;
    own.state.borrow_mut().take();
    Ok(Value::Null)
}

fn entries(c: &mut Call<'_>, wanted: Wanted) -> Result<Value> {
    let pattern = if c.has(0) { c.text(0) } else { "*".into() };
    let found = disk::list(&this(c)?.path, &pattern, wanted, c.long(1) == 1)?;
    let element = match wanted {
        Wanted::Files => &FILE_INFO,
        Wanted::Folders => &DIRECTORY_INFO,
        Wanted::All => &FILE_SYSTEM_INFO,
    };
    Ok(Value::Array(Array::of(
        Type::Known(element),
        found.into_iter().map(any).collect(),
    )))
}
