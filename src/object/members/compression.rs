//! `System.IO.Compression`: streams that pack and unpack. Archives stand in `zip`.

use super::args::argument_null;
use super::exceptions::INVALID_DATA;
use super::stream::{STREAM, Stream};
use super::table::*;
use crate::types::{Call, Member, Sig, TypeInfo};
use crate::{Fault, Host, Result, Value};
use flate2::Compression;
use std::cell::Cell;
use std::io::{Read, Write};
use std::rc::Rc;

/// How bytes are packed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Deflate with gzip's header.
    Gzip,
    /// Deflate alone.
    Deflate,
    /// Deflate with zlib's header.
    Zlib,
}

/// The other side of a packing stream.
pub struct Packing {
    target: Rc<Stream>,
    format: Format,
    level: u32,
    leave_open: bool,
    unpacked: Cell<bool>,
}

/// `CompressionMode`
pub static MODE: TypeInfo = TypeInfo::enumeration(
    "System.IO.Compression.CompressionMode",
    &[("Decompress", 0), ("Compress", 1)],
);
/// `CompressionLevel`
pub static LEVEL: TypeInfo = TypeInfo::enumeration(
    "System.IO.Compression.CompressionLevel",
    &[
        ("Optimal", 0),
        ("Fastest", 1),
        ("NoCompression", 2),
        ("SmallestSize", 3),
    ],
);
/// `GZipStream`
pub static GZIP: TypeInfo =
    TypeInfo::class("System.IO.Compression.GZipStream", &STREAM).members(|| GZIP_NEW);
/// `DeflateStream`
pub static DEFLATE: TypeInfo =
    TypeInfo::class("System.IO.Compression.DeflateStream", &STREAM).members(|| DEFLATE_NEW);
/// `ZLibStream`
pub static ZLIB: TypeInfo =
    TypeInfo::class("System.IO.Compression.ZLibStream", &STREAM).members(|| ZLIB_NEW);

/// The types of this file.
pub static ALL: &[&TypeInfo] = &[&MODE, &LEVEL, &GZIP, &DEFLATE, &ZLIB];

const STREAM_SIG: Sig = Sig::One(&STREAM);
const MODE_SIG: Sig = Sig::One(&MODE);
const LEVEL_SIG: Sig = Sig::One(&LEVEL);

macro_rules! packer {
    ($table:ident, $kind:ident, $format:ident) => {
        static $table: &[Member] = &[
            constructors!(
                (stream: STREAM_SIG, mode: MODE_SIG) -> THIS => |c| new(c, &$kind, Format::$format, c.long(1) == 1, 0),
                (stream: STREAM_SIG, compressionLevel: LEVEL_SIG) -> THIS => |c| new(c, &$kind, Format::$format, true, c.long(1)),
                (stream: STREAM_SIG, mode: MODE_SIG, leaveOpen: BOOL) -> THIS => |c| new(c, &$kind, Format::$format, c.long(1) == 1, 0),
                (stream: STREAM_SIG, compressionLevel: LEVEL_SIG, leaveOpen: BOOL) -> THIS => |c| new(c, &$kind, Format::$format, true, c.long(1))),
            get!("BaseStream", STREAM_SIG => |c| Ok(base_stream(c))),
        ];
    };
}
packer!(GZIP_NEW, GZIP, Gzip);
packer!(DEFLATE_NEW, DEFLATE, Deflate);
packer!(ZLIB_NEW, ZLIB, Zlib);

fn base_stream(c: &Call<'_>) -> Value {
    c.this
        .as_native::<Stream>()
        .and_then(Stream::packed_into)
        .unwrap_or_default()
}

fn new(
    c: &mut Call<'_>,
    kind: &'static TypeInfo,
    format: Format,
    packs: bool,
    level: i64,
) -> Result<Value> {
    let Some(target) = c.arg(0).as_native_rc::<Stream>() else {
        return argument_null("stream").raise();
    };
    let packing = Packing {
        target,
        format,
        level: level_of(level),
        leave_open: c.has(2) && c.flag(2),
        unpacked: Cell::new(false),
    };
    Ok(Value::native(Stream::packing(kind, packing, packs)))
}

/// The level of the packer for a number of `CompressionLevel`.
pub fn level_of(level: i64) -> u32 {
    match level {
        1 => 1,
        2 => 0,
        3 => 9,
        _ => 6,
    }
}

impl Packing {
    /// The stream on the other side.
    pub fn target(&self) -> Value {
        Value::Native(Rc::clone(&self.target) as Rc<dyn crate::Native>)
    }

    /// The bytes behind the packed ones; none the second time.
    pub fn unpack(&self) -> Result<Option<Vec<u8>>> {
        if self.unpacked.replace(true) {
            return Ok(None);
        }
        let packed = self.target.take_rest();
        if packed.is_empty() {
            return Ok(Some(Vec::new()));
        }
        unpacked(&packed, self.format).map(Some)
    }

    /// Ends it: what was written is packed into the other stream.
    pub fn close(&self, host: &mut dyn Host, written: Option<Vec<u8>>) -> Result {
        if let Some(bytes) = written {
            self.target.put(&packed(&bytes, self.format, self.level))?;
        }
        if self.leave_open {
            Ok(())
        } else {
            self.target.close(host)
        }
    }
}

/// The packed form of bytes.
pub fn packed(bytes: &[u8], format: Format, level: u32) -> Vec<u8> {
    let level = Compression::new(level);
    // Writing into a vector does not fail.
    match format {
        Format::Gzip => {
            let mut writer = flate2::GzBuilder::new()
                .operating_system(3)
                .write(Vec::new(), level);
            let _ = writer.write_all(bytes);
            writer.finish().unwrap_or_default()
        }
        Format::Deflate => {
            let mut writer = flate2::write::DeflateEncoder::new(Vec::new(), level);
            let _ = writer.write_all(bytes);
            writer.finish().unwrap_or_default()
        }
        Format::Zlib => {
            let mut writer = flate2::write::ZlibEncoder::new(Vec::new(), level);
            let _ = writer.write_all(bytes);
            writer.finish().unwrap_or_default()
        }
    }
}

/// The bytes behind packed ones.
///
/// # Errors
/// They are not packed like that.
pub fn unpacked(bytes: &[u8], format: Format) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    let read = match format {
        Format::Gzip => flate2::read::MultiGzDecoder::new(bytes).read_to_end(&mut out),
        Format::Deflate => flate2::read::DeflateDecoder::new(bytes).read_to_end(&mut out),
        Format::Zlib => flate2::read::ZlibDecoder::new(bytes).read_to_end(&mut out),
    };
    match read {
        Ok(_) => Ok(out),
        Err(_) => Fault::new(
            &INVALID_DATA,
            match format {
                Format::Gzip | Format::Zlib => {
                    "The archive entry was compressed using an unsupported compression method."
                }
                Format::Deflate => "Unknown block type. Stream might be corrupted.",
            },
        )
        .raise(),
    }
}
