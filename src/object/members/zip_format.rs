//! The format of zip archives: a list of entries from bytes, and bytes from a list of entries.
//!
//! Absent on purpose: encryption, archives in parts, and those of more than four gigabytes.

use super::compression::{Format, packed, unpacked};
use super::exceptions::INVALID_DATA;
use crate::date::DateTime;
use crate::{Fault, Result};

/// An entry of an archive.
#[derive(Clone)]
pub struct Entry {
    /// With its folders; a folder's own ends with a slash.
    pub name: String,
    /// By the clock of the machine that wrote it.
    pub time: DateTime,
    /// 0 for bytes as they are, 8 for deflate.
    pub method: u16,
    /// The checksum of the bytes.
    pub crc: u32,
    /// How many bytes it unpacks to.
    pub size: u32,
    /// The bytes as they stand in the archive.
    pub packed: Vec<u8>,
}

impl Entry {
    /// Packs bytes; level 0 leaves them as they are.
    pub fn of(name: &str, time: DateTime, bytes: &[u8], level: u32) -> Entry {
        let mut crc = flate2::Crc::new();
        crc.update(bytes);
        let deflates = level > 0 && !bytes.is_empty();
        Entry {
            name: name.to_string(),
            time,
            method: if deflates { 8 } else { 0 },
            crc: crc.sum(),
            size: bytes.len() as u32,
            packed: match deflates {
                true => packed(bytes, Format::Deflate, level),
                false => bytes.to_vec(),
            },
        }
    }

    /// The bytes.
    ///
    /// # Errors
    /// The archive is broken there.
    pub fn bytes(&self) -> Result<Vec<u8>> {
        match self.method {
            0 => Ok(self.packed.clone()),
            8 => unpacked(&self.packed, Format::Deflate),
            _ => bad("The archive entry was compressed using an unsupported compression method."),
        }
    }
}

fn bad<T>(message: &str) -> Result<T> {
    Fault::new(&INVALID_DATA, message).raise()
}

fn two(bytes: &[u8], at: usize) -> Option<usize> {
    let part = bytes.get(at..at + 2)?;
    Some(usize::from(part[0]) | usize::from(part[1]) << 8)
}

fn four(bytes: &[u8], at: usize) -> Option<usize> {
    Some(two(bytes, at)? | two(bytes, at + 2)? << 16)
}

/// The entries of an archive, and its comment.
///
/// # Errors
/// The bytes are no archive.
pub fn read(bytes: &[u8]) -> Result<(Vec<Entry>, String)> {
    let end = (0..bytes.len().saturating_sub(21))
        .rev()
        .find(|at| bytes[*at..].starts_with(b"PK\x05\x06"));
    let Some(end) = end else {
        return bad("End of Central Directory record could not be found.");
    };
    match directory(bytes, end) {
        Some(found) => Ok(found),
        None => bad("Central Directory corrupt."),
    }
}

fn directory(bytes: &[u8], end: usize) -> Option<(Vec<Entry>, String)> {
    let (count, mut at) = (two(bytes, end + 10)?, four(bytes, end + 16)?);
    let comment = bytes.get(end + 22..end + 22 + two(bytes, end + 20)?)?;
    let mut entries = Vec::new();
    for _ in 0..count {
        if !bytes.get(at..)?.starts_with(b"PK\x01\x02") {
            return None;
        }
        let (name, extra, remark) = (
            two(bytes, at + 28)?,
            two(bytes, at + 30)?,
            two(bytes, at + 32)?,
        );
        let size = four(bytes, at + 20)?;
        let local = four(bytes, at + 42)?;
        let data = local + 30 + two(bytes, local + 26)? + two(bytes, local + 28)?;
        entries.push(Entry {
            name: String::from_utf8_lossy(bytes.get(at + 46..at + 46 + name)?).into_owned(),
            time: time_of(two(bytes, at + 14)?, two(bytes, at + 12)?),
            method: two(bytes, at + 10)? as u16,
            crc: four(bytes, at + 16)? as u32,
            size: four(bytes, at + 24)? as u32,
            packed: bytes.get(data..data + size)?.to_vec(),
        });
        at += 46 + name + extra + remark;
    }
    Some((entries, String::from_utf8_lossy(comment).into_owned()))
}

fn time_of(date: usize, clock: usize) -> DateTime {
    let (year, month, day) = (1980 + (date >> 9), date >> 5 & 15, date & 31);
    let seconds = (clock >> 11) * 3600 + (clock >> 5 & 63) * 60 + (clock & 31) * 2;
    DateTime::from_date(year as i32, month as i32, day as i32)
        .and_then(|date| date.add_ticks(seconds as i64 * crate::date::TICKS_PER_SECOND))
        .unwrap_or_else(|_| first_time())
}

/// The earliest time that the format can tell.
fn first_time() -> DateTime {
    DateTime::from_date(1980, 1, 1).unwrap_or(DateTime::MIN)
}

fn stamp(time: DateTime) -> (u16, u16) {
    let year = time.year().clamp(1980, 2107) - 1980;
    let date = ((year << 9) | (time.month() << 5) | time.day()) as u16;
    let clock = ((time.hour() << 11) | (time.minute() << 5) | (time.second() / 2)) as u16;
    (date, clock)
}

/// The bytes of an archive.
pub fn write(entries: &[Entry], comment: &str) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for entry in entries {
        let at = out.len() as u32;
        let common = common(entry);
        out.extend_from_slice(b"PK\x03\x04");
        out.extend_from_slice(&common);
        out.extend_from_slice(&[0, 0]);
        out.extend_from_slice(entry.name.as_bytes());
        out.extend_from_slice(&entry.packed);
        let is_folder = entry.name.ends_with('/');
        let mode: u32 = if is_folder { 0o40755 } else { 0o100_644 };
        // Written by version 2.0 on Unix.
        directory.extend_from_slice(b"PK\x01\x02\x14\x03");
        directory.extend_from_slice(&common);
        directory.extend_from_slice(&[0; 8]);
        directory.extend_from_slice(&(mode << 16 | u32::from(is_folder) << 4).to_le_bytes());
        directory.extend_from_slice(&at.to_le_bytes());
        directory.extend_from_slice(entry.name.as_bytes());
    }
    let (start, length, count) = (
        out.len() as u32,
        directory.len() as u32,
        entries.len() as u16,
    );
    out.extend_from_slice(&directory);
    out.extend_from_slice(b"PK\x05\x06\0\0\0\0");
    out.extend_from_slice(&count.to_le_bytes());
    out.extend_from_slice(&count.to_le_bytes());
    out.extend_from_slice(&length.to_le_bytes());
    out.extend_from_slice(&start.to_le_bytes());
    out.extend_from_slice(&(comment.len() as u16).to_le_bytes());
    out.extend_from_slice(comment.as_bytes());
    out
}

/// What both headers of an entry have, up to the length of the name.
fn common(entry: &Entry) -> Vec<u8> {
    let (date, clock) = stamp(entry.time);
    // Names are UTF-8 where they are not ASCII.
    let flags: u16 = if entry.name.is_ascii() { 0 } else { 1 << 11 };
    let mut out = Vec::with_capacity(24);
    for half in [20, flags, entry.method, clock, date] {
        out.extend_from_slice(&half.to_le_bytes());
    }
    for word in [entry.crc, entry.packed.len() as u32, entry.size] {
        out.extend_from_slice(&word.to_le_bytes());
    }
    out.extend_from_slice(&(entry.name.len() as u16).to_le_bytes());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let entries = [
            Entry::of("a.txt", first_time(), b"some some some text", 6),
            Entry::of("sub/", first_time(), b"", 0),
        ];
        let (found, comment) = read(&write(&entries, "note")).unwrap_or_default();
        assert_eq!(comment, "note");
        let names: Vec<&str> = found.iter().map(|entry| entry.name.as_str()).collect();
        assert_eq!(names, ["a.txt", "sub/"]);
        assert_eq!(found[0].bytes().unwrap_or_default(), b"some some some text");
    }

    #[test]
    fn other_bytes_are_refused() {
        assert!(read(b"no archive").is_err());
    }
}
