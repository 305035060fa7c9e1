//! Streams of bytes: `MemoryStream` and `FileStream`.
//!
//! A file stream holds the file's bytes in memory and writes them back on `Flush` and `Close`: there is no finalizer that
//! could write later, and scripts that rehearse do not read half-written files.

use super::args::{argument, argument_null, not_supported, out_of_range};
use super::compression::Packing;
use super::disk;
use super::exceptions::OBJECT_DISPOSED;
use super::file_info::MARSHAL_BY_REF;
use super::sequence;
use super::table::*;
use crate::types::{self, Call, Member, Sig, Type, TypeInfo};
use crate::{Fault, Host, Native, Result, Value};
use std::cell::{Cell, RefCell};
use std::path::Path;
use std::rc::Rc;

/// A stream.
pub struct Stream {
    kind: &'static TypeInfo,
    bytes: RefCell<Vec<u8>>,
    position: Cell<usize>,
    /// The file behind it.
    path: Option<String>,
    can_read: bool,
    can_write: bool,
    /// Bytes that the file does not have yet.
    dirty: Cell<bool>,
    closed: Cell<bool>,
    /// What it packs into, or unpacks from, another stream.
    packing: Option<Packing>,
}

/// `Stream`
pub static STREAM: TypeInfo = TypeInfo::class("System.IO.Stream", &MARSHAL_BY_REF)
    .implements(&[&types::IDISPOSABLE])
    .members(|| MEMBERS);
/// `MemoryStream`
pub static MEMORY_STREAM: TypeInfo =
    TypeInfo::class("System.IO.MemoryStream", &STREAM).members(|| MEMORY);
/// `FileStream`
pub static FILE_STREAM: TypeInfo =
    TypeInfo::class("System.IO.FileStream", &STREAM).members(|| FILE);
/// `FileMode`
pub static FILE_MODE: TypeInfo = TypeInfo::enumeration(
    "System.IO.FileMode",
    &[
        ("CreateNew", 1),
        ("Create", 2),
        ("Open", 3),
        ("OpenOrCreate", 4),
        ("Truncate", 5),
        ("Append", 6),
    ],
);
/// `FileAccess`
pub static FILE_ACCESS: TypeInfo = TypeInfo::flags(
    "System.IO.FileAccess",
    &[("Read", 1), ("Write", 2), ("ReadWrite", 3)],
);
/// `FileShare`
pub static FILE_SHARE: TypeInfo = TypeInfo::flags(
    "System.IO.FileShare",
    &[
        ("None", 0),
        ("Read", 1),
        ("Write", 2),
        ("ReadWrite", 3),
        ("Delete", 4),
        ("Inheritable", 16),
    ],
);
/// `SeekOrigin`
pub static SEEK_ORIGIN: TypeInfo = TypeInfo::enumeration(
    "System.IO.SeekOrigin",
    &[("Begin", 0), ("Current", 1), ("End", 2)],
);

const STREAM_SIG: Sig = Sig::One(&STREAM);
const ORIGIN: Sig = Sig::One(&SEEK_ORIGIN);
const MODE: Sig = Sig::One(&FILE_MODE);
const ACCESS: Sig = Sig::One(&FILE_ACCESS);
const SHARE: Sig = Sig::One(&FILE_SHARE);

impl Stream {
    /// A memory stream over these bytes.
    pub fn memory(bytes: Vec<u8>, can_write: bool) -> Stream {
        Stream {
            kind: &MEMORY_STREAM,
            bytes: RefCell::new(bytes),
            position: Cell::new(0),
            path: None,
            can_read: true,
            can_write,
            dirty: Cell::new(false),
            closed: Cell::new(false),
            packing: None,
        }
    }

    /// A stream that packs what is written to it, or unpacks what another one holds.
    pub fn packing(kind: &'static TypeInfo, packing: Packing, can_write: bool) -> Stream {
        Stream {
            kind,
            can_read: !can_write,
            packing: Some(packing),
            ..Stream::memory(Vec::new(), can_write)
        }
    }

    /// The stream that it packs into or unpacks from.
    pub fn packed_into(&self) -> Option<Value> {
        self.packing.as_ref().map(Packing::target)
    }

    /// Unpacks what it stands over, when it is first read.
    fn fill(&self) -> Result {
        if let Some(packing) = &self.packing
            && self.can_read
            && let Some(bytes) = packing.unpack()?
        {
            *self.bytes.borrow_mut() = bytes;
        }
        Ok(())
    }

    /// All bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.bytes.borrow().clone()
    }

    /// The bytes from the position on; moves the position behind them.
    pub fn take_rest(&self) -> Vec<u8> {
        let _ = self.fill();
        let bytes = self.bytes.borrow();
        let rest = bytes
            .get(self.position.get()..)
            .unwrap_or_default()
            .to_vec();
        self.position.set(bytes.len().max(self.position.get()));
        rest
    }

    /// Writes at the position.
    pub fn put(&self, new: &[u8]) -> Result {
        self.check()?;
        if !self.can_write {
            return not_supported("Stream does not support writing.").raise();
        }
        let mut bytes = self.bytes.borrow_mut();
        let (start, end) = (self.position.get(), self.position.get() + new.len());
        if bytes.len() < end {
            bytes.resize(end, 0);
        }
        bytes[start..end].copy_from_slice(new);
        self.position.set(end);
        self.dirty.set(true);
        Ok(())
    }

    /// Holds these bytes and no others.
    pub fn replace(&self, new: &[u8]) -> Result {
        self.check()?;
        self.bytes.borrow_mut().clear();
        self.position.set(0);
        self.put(new)
    }

    /// Writes to the file what it does not have yet.
    pub fn flush(&self, host: &mut dyn Host) -> Result {
        if self.dirty.replace(false)
            && let Some(path) = &self.path
        {
            disk::write(host, path, &self.bytes.borrow())?;
        }
        Ok(())
    }

    /// Flushes, and takes no more.
    pub fn close(&self, host: &mut dyn Host) -> Result {
        self.flush(host)?;
        if !self.closed.replace(true)
            && let Some(packing) = &self.packing
        {
            packing.close(host, self.can_write.then(|| self.to_bytes()))?;
        }
        Ok(())
    }

    fn check(&self) -> Result {
        if self.closed.get() {
            return Fault::new(&OBJECT_DISPOSED, "Cannot access a closed Stream.").raise();
        }
        Ok(())
    }
}

impl Native for Stream {
    fn get_type(&self) -> Type {
        Type::Known(self.kind)
    }
}

/// Opens a file: `mode` and `access` are the numbers of `FileMode` and `FileAccess`.
pub fn open(c: &mut Call<'_>, path: &str, mode: i64, access: i64) -> Result<Value> {
    let is_there = Path::new(path).exists();
    if mode == 1 && is_there {
        return disk::fault(path, &std::io::ErrorKind::AlreadyExists.into()).raise();
    }
    let can_write = access & 2 != 0;
    let bytes = match mode {
        3 | 5 => disk::read(path)?,
        4 | 6 if is_there => disk::read(path)?,
        _ => Vec::new(),
    };
    let bytes = if mode == 5 { Vec::new() } else { bytes };
    if can_write {
        c.host.may_write(Path::new(path))?;
        if !is_there || mode == 2 || mode == 5 {
            disk::write(c.host, path, &bytes)?;
        }
    }
    let position = Cell::new(if mode == 6 { bytes.len() } else { 0 });
    let mut stream = Stream::memory(bytes, can_write);
    (stream.kind, stream.path, stream.can_read, stream.position) = (
        &FILE_STREAM,
        Some(path.to_string()),
        access & 1 != 0,
        position,
    );
    Ok(Value::native(stream))
}

static MEMBERS: &[Member] = &[
    get!("CanRead", BOOL => |c| { let own = this(c)?; Ok(Value::Bool(own.can_read && !own.closed.get())) }),
    get!("CanSeek", BOOL => |c| { let own = this(c)?; Ok(Value::Bool(!own.closed.get() && own.packing.is_none())) }),
    get!("CanTimeout", BOOL => |_| Ok(Value::Bool(false))),
    get!("CanWrite", BOOL => |c| { let own = this(c)?; Ok(Value::Bool(own.can_write && !own.closed.get())) }),
    get!("Length", LONG => |c| { let own = open_one(c)?; let length = own.bytes.borrow().len(); Ok(Value::Long(length as i64)) }),
    property!("Position", LONG => |c| Ok(Value::Long(open_one(c)?.position.get() as i64)), set_position),
    method!("Close", () -> VOID => close),
    method!("Dispose", () -> VOID => close),
    method!("Flush", () -> VOID => flush, (flushToDisk: BOOL) -> VOID => flush),
    method!("CopyTo", (destination: STREAM_SIG) -> VOID => copy_to, (destination: STREAM_SIG, bufferSize: INT) -> VOID => copy_to),
    method!("Read", (buffer: BYTES, offset: INT, count: INT) -> INT => read),
    method!("ReadExactly", (buffer: BYTES, offset: INT, count: INT) -> VOID => read),
    method!("ReadByte", () -> INT => read_byte),
    method!("Seek", (offset: LONG, origin: ORIGIN) -> LONG => seek),
    method!("SetLength", (value: LONG) -> VOID => |c| {
        let own = open_one(c)?;
        own.bytes.borrow_mut().resize(c.long(0).max(0) as usize, 0);
        own.dirty.set(true);
        own.position.set(own.position.get().min(own.bytes.borrow().len()));
        Ok(Value::Null)
    }),
    method!("Write", (buffer: BYTES, offset: INT, count: INT) -> VOID => write, (buffer: BYTES) -> VOID => write),
    method!("WriteByte", (value: BYTE) -> VOID => |c| { open_one(c)?.put(&[c.long(0) as u8])?; Ok(Value::Null) }),
];

static MEMORY: &[Member] = &[
    constructors!(
        () -> THIS => |_| Ok(Value::native(Stream::memory(Vec::new(), true))), (capacity: INT) -> THIS => |_| Ok(Value::native(Stream::memory(Vec::new(), true))),
        (buffer: BYTES) -> THIS => new_memory, (buffer: BYTES, writable: BOOL) -> THIS => new_memory,
        (buffer: BYTES, index: INT, count: INT) -> THIS => new_part),
    get!("Capacity", INT => |c| { let length = this(c)?.bytes.borrow().len(); Ok(Value::Int(length as i32)) }),
    method!("GetBuffer", () -> BYTES => |c| Ok(disk::bytes_value(this(c)?.to_bytes()))),
    method!("ToArray", () -> BYTES => |c| Ok(disk::bytes_value(this(c)?.to_bytes()))),
    method!("WriteTo", (stream: STREAM_SIG) -> VOID => |c| {
        let Some(target) = c.arg(0).as_native_rc::<Stream>() else { return argument_null("stream").raise() };
        target.put(&this(c)?.to_bytes())?;
        Ok(Value::Null)
    }),
];

static FILE: &[Member] = &[
    constructors!((path: STR, mode: MODE) -> THIS => new_file, (path: STR, mode: MODE, access: ACCESS) -> THIS => new_file, (path: STR, mode: MODE, access: ACCESS, share: SHARE) -> THIS => new_file),
    get!("Name", STR => |c| Ok(Value::from(this(c)?.path.clone().unwrap_or_default()))),
];

/// The stream that a member is called on.
pub fn this(c: &Call<'_>) -> Result<Rc<Stream>> {
    c.this
        .as_native_rc::<Stream>()
        .ok_or_else(|| not_supported("The object is no stream.").into())
}

fn open_one(c: &Call<'_>) -> Result<Rc<Stream>> {
    let own = this(c)?;
    own.check()?;
    Ok(own)
}

fn new_memory(c: &mut Call<'_>) -> Result<Value> {
    if c.arg(0).is_null() {
        return argument_null("buffer").raise();
    }
    Ok(Value::native(Stream::memory(
        disk::bytes_of(c.arg(0)),
        !c.has(1) || c.flag(1),
    )))
}

fn new_part(c: &mut Call<'_>) -> Result<Value> {
    let bytes = disk::bytes_of(c.arg(0));
    let part = sequence::part(c.long(1), c.long(2), bytes.len(), ("index", "count"))?;
    Ok(Value::native(Stream::memory(bytes[part].to_vec(), true)))
}

fn new_file(c: &mut Call<'_>) -> Result<Value> {
    let path = disk::full(c.host, &c.args[0], "path")?;
    let mode = c.long(1);
    let access = if c.has(2) {
        c.long(2)
    } else if mode == 6 {
        2
    } else {
        3
    };
    open(c, &path, mode, access)
}

fn set_position(c: &mut Call<'_>) -> Result<Value> {
    if c.long(0) < 0 {
        return out_of_range("value", sequence::NON_NEGATIVE).raise();
    }
    open_one(c)?.position.set(c.long(0) as usize);
    Ok(Value::Null)
}

fn close(c: &mut Call<'_>) -> Result<Value> {
    let own = this(c)?;
    own.close(c.host)?;
    Ok(Value::Null)
}

fn flush(c: &mut Call<'_>) -> Result<Value> {
    let own = this(c)?;
    own.flush(c.host)?;
    Ok(Value::Null)
}

fn copy_to(c: &mut Call<'_>) -> Result<Value> {
    let Some(target) = c.arg(0).as_native_rc::<Stream>() else {
        return argument_null("destination").raise();
    };
    let own = open_one(c)?;
    own.fill()?;
    target.put(&own.take_rest())?;
    Ok(Value::Null)
}

fn read(c: &mut Call<'_>) -> Result<Value> {
    let own = open_one(c)?;
    if !own.can_read {
        return not_supported("Stream does not support reading.").raise();
    }
    own.fill()?;
    let Value::Array(buffer) = c.arg(0).base() else {
        return argument_null("buffer").raise();
    };
    let part = sequence::part(c.long(1), c.long(2), buffer.len(), ("offset", "count"))?;
    let bytes = own.bytes.borrow();
    let rest = bytes.get(own.position.get()..).unwrap_or_default();
    let count = rest.len().min(part.len());
    for (offset, byte) in rest[..count].iter().enumerate() {
        buffer
            .items
            .borrow_mut()
            .set(part.start + offset, Value::Byte(*byte));
    }
    own.position.set(own.position.get() + count);
    Ok(Value::Int(count as i32))
}

fn read_byte(c: &mut Call<'_>) -> Result<Value> {
    let own = open_one(c)?;
    own.fill()?;
    let byte = own.bytes.borrow().get(own.position.get()).copied();
    if byte.is_some() {
        own.position.set(own.position.get() + 1);
    }
    Ok(Value::Int(byte.map_or(-1, i32::from)))
}

fn seek(c: &mut Call<'_>) -> Result<Value> {
    let own = open_one(c)?;
    let from = match c.long(1) {
        0 => 0,
        1 => own.position.get() as i64,
        2 => own.bytes.borrow().len() as i64,
        _ => return argument("Invalid seek origin.", "loc").raise(),
    };
    let position = from + c.long(0);
    if position < 0 {
        return Fault::new(
            &types::IO_EXCEPTION,
            "An attempt was made to move the position before the beginning of the stream.",
        )
        .raise();
    }
    own.position.set(position as usize);
    Ok(Value::Long(position))
}

fn write(c: &mut Call<'_>) -> Result<Value> {
    let bytes = disk::bytes_of(c.arg(0));
    let part = match c.has(1) {
        true => sequence::part(c.long(1), c.long(2), bytes.len(), ("offset", "count"))?,
        false => 0..bytes.len(),
    };
    open_one(c)?.put(&bytes[part])?;
    Ok(Value::Null)
}
