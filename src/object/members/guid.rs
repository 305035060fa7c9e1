//! `[guid]`. The bytes stand in the order in which they print; .NET's byte arrays have the first three groups turned round.

use super::args::*;
use super::format::to_string;
use super::table::*;
use crate::types::{self, Call, Member};
use crate::{Fault, Result, Value};
use uuid::Uuid;

/// Members.
pub static MEMBERS: &[Member] = &[
    constructors!(
        (b: BYTES) -> VOID => from_bytes,
        (a: UINT, b: USHORT, c: USHORT, d: BYTE, e: BYTE, f: BYTE, g: BYTE, h: BYTE, i: BYTE, j: BYTE, k: BYTE) -> VOID => from_parts,
        (a: INT, b: SHORT, c: SHORT, d: BYTES) -> VOID => from_parts,
        (a: INT, b: SHORT, c: SHORT, d: BYTE, e: BYTE, f: BYTE, g: BYTE, h: BYTE, i: BYTE, j: BYTE, k: BYTE) -> VOID => from_parts,
        (g: STR) -> VOID => |c| Ok(Value::Guid(parse(&c.text_of(0, "g")?)?))),
    get!("Guid", OBJ => |c| ok(text(&own(c), "D")?)),
    get!("Variant", INT => |c| ok(i32::from(own(c)[8] >> 4))),
    get!("Version", INT => |c| ok(i32::from(own(c)[6] >> 4))),
    static_get!("Empty", GUID => |_| Ok(Value::Guid([0; 16]))),
    static_get!("AllBitsSet", GUID => |_| Ok(Value::Guid([0xff; 16]))),
    method!("CompareTo",
        (value: OBJ) -> INT => |c| match c.arg(0).base() {
            Value::Null | Value::Nothing => ok(1),
            Value::Guid(other) => ok(own(c).cmp(other) as i32),
            _ => argument("Object must be of type Guid.", "value").raise(),
        },
        (value: GUID) -> INT => |c| ok(own(c).cmp(&arg(c, 0)) as i32)),
    method!("Equals",
        (o: OBJ) -> BOOL => |c| ok(matches!(c.arg(0).base(), Value::Guid(other) if *other == own(c))),
        (g: GUID) -> BOOL => |c| ok(own(c) == arg(c, 0))),
    method!("GetHashCode", () -> INT => |c| {
        let words: Vec<i32> = turned(own(c)).chunks(4).map(|w| i32::from_le_bytes([w[0], w[1], w[2], w[3]])).collect();
        ok(words.iter().fold(0, |all, word| all ^ word))
    }),
    method!("ToByteArray",
    () -> BYTES => |c| Ok(super::convert_class::bytes(turned(own(c)).to_vec())),
    (bigEndian: BOOL) -> BYTES => |c| {
        let bytes = if c.flag(0) { own(c) } else { turned(own(c)) };
        Ok(super::convert_class::bytes(bytes.to_vec()))
    }),
    method!("ToString",
        () -> STR => |c| ok(text(&own(c), "D")?),
        (format: STR) -> STR => |c| to_string(c, Some(0), None),
        (format: STR, provider: PROVIDER) -> STR => |c| to_string(c, Some(0), Some(1))),
    static_method!("CreateVersion7", () -> GUID => version_7, (timestamp: OBJ) -> GUID => version_7),
    static_method!("NewGuid", () -> GUID => |c| {
        let (high, low) = (c.host.random(), c.host.random());
        let bytes = (u128::from(high) << 64 | u128::from(low)).to_be_bytes();
        Ok(Value::Guid(uuid::Builder::from_random_bytes(bytes).into_uuid().into_bytes()))
    }),
    static_method!("Parse",
        (input: STR) -> GUID => |c| Ok(Value::Guid(parse(&c.text_of(0, "input")?)?)),
        (s: STR, provider: PROVIDER) -> GUID => |c| Ok(Value::Guid(parse(&c.text_of(0, "input")?)?))),
    static_method!("ParseExact", (input: STR, format: STR) -> GUID => |c| {
        let (input, format) = (c.text_of(0, "input")?, c.text_of(1, "format")?);
        check_format(&format)?;
        match exact(&input, &format) {
            Some(bytes) => Ok(Value::Guid(bytes)),
            None => Fault::new(&types::FORMAT_EXCEPTION, BAD_FORMAT).raise(),
        }
    }),
    static_method!("TryParse",
        (input: STR, result: *GUID) -> BOOL => |c| try_parse(c, 1),
        (s: STR, provider: PROVIDER, result: *GUID) -> BOOL => |c| try_parse(c, 2)),
    static_method!("TryParseExact", (input: STR, format: STR, result: *GUID) -> BOOL => |c| {
        let read = exact(&c.text(0), &c.text(1));
        c.assign(2, Value::Guid(read.unwrap_or_default()))?;
        ok(read.is_some())
    }),
];

fn own(c: &Call<'_>) -> [u8; 16] {
    match c.this.base() {
        Value::Guid(bytes) => *bytes,
        _ => [0; 16],
    }
}

fn arg(c: &Call<'_>, n: usize) -> [u8; 16] {
    match c.arg(n).base() {
        Value::Guid(bytes) => *bytes,
        _ => [0; 16],
    }
}

/// Between the order that prints and the order of .NET's byte arrays.
fn turned(mut bytes: [u8; 16]) -> [u8; 16] {
    bytes[0..4].reverse();
    bytes[4..6].reverse();
    bytes[6..8].reverse();
    bytes
}

fn from_bytes(c: &mut Call<'_>) -> Result<Value> {
    match <[u8; 16]>::try_from(c.bytes(0)) {
        Ok(bytes) => Ok(Value::Guid(turned(bytes))),
        Err(_) => argument("Byte array for Guid must be exactly 16 bytes long.", "b").raise(),
    }
}

fn from_parts(c: &mut Call<'_>) -> Result<Value> {
    let mut bytes = Vec::with_capacity(16);
    bytes.extend((c.long(0) as u32).to_be_bytes());
    bytes.extend((c.long(1) as u16).to_be_bytes());
    bytes.extend((c.long(2) as u16).to_be_bytes());
    if c.args.len() == 4 {
        bytes.extend(c.bytes(3))
    } else {
        bytes.extend((3..11).map(|n| c.long(n) as u8))
    }
    match <[u8; 16]>::try_from(bytes) {
        Ok(bytes) => Ok(Value::Guid(bytes)),
        Err(_) => argument("Byte array for Guid must be exactly 8 bytes long.", "d").raise(),
    }
}

fn version_7(c: &mut Call<'_>) -> Result<Value> {
    let milliseconds = c.host.now().unix_ticks() / crate::date::TICKS_PER_MILLISECOND;
    let mut noise = [0; 10];
    noise[..8].copy_from_slice(&c.host.random().to_be_bytes());
    let bytes = uuid::Builder::from_unix_timestamp_millis(milliseconds as u64, &noise)
        .into_uuid()
        .into_bytes();
    Ok(Value::Guid(bytes))
}

const BAD_FORMAT: &str =
    "Guid should contain 32 digits with 4 dashes (xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx).";

/// `Guid.Parse`
pub fn parse(text: &str) -> Result<[u8; 16]> {
    match read(text) {
        Some(bytes) => Ok(bytes),
        None if text.trim().is_empty() => {
            Fault::new(&types::FORMAT_EXCEPTION, "Unrecognized Guid format.").raise()
        }
        None if text.contains('-') => Fault::new(&types::FORMAT_EXCEPTION, BAD_FORMAT).raise(),
        None => Fault::new(&types::FORMAT_EXCEPTION, "Unrecognized Guid format.").raise(),
    }
}

/// A guid in any of .NET's formats.
pub fn read(text: &str) -> Option<[u8; 16]> {
    let text = text.trim();
    ["D", "N", "B", "P", "X"]
        .iter()
        .find_map(|format| exact(text, format))
}

fn exact(text: &str, format: &str) -> Option<[u8; 16]> {
    let text = text.trim();
    let dashed = |text: &str| {
        let groups: Vec<usize> = text.split('-').map(str::len).collect();
        (groups == [8, 4, 4, 4, 12])
            .then(|| Uuid::try_parse(text).ok().map(Uuid::into_bytes))
            .flatten()
    };
    match format.to_ascii_uppercase().as_str() {
        "D" | "" => dashed(text),
        "N" => (text.len() == 32 && !text.contains('-'))
            .then(|| Uuid::try_parse(text).ok().map(Uuid::into_bytes))
            .flatten(),
        "B" => dashed(text.strip_prefix('{')?.strip_suffix('}')?),
        "P" => dashed(text.strip_prefix('(')?.strip_suffix(')')?),
        "X" => hexadecimal(text),
        _ => None,
    }
}

/// `{0x12345678,0x90ab,0xcdef,{0x12,0x34,...}}`
fn hexadecimal(text: &str) -> Option<[u8; 16]> {
    let body = text.strip_prefix('{')?.strip_suffix("}}")?;
    let (head, tail) = body.split_once(",{")?;
    let number = |part: &str| u32::from_str_radix(part.trim().strip_prefix("0x")?, 16).ok();
    let head: Vec<u32> = head.split(',').map(number).collect::<Option<_>>()?;
    let tail: Vec<u32> = tail.split(',').map(number).collect::<Option<_>>()?;
    let [a, b, c] = head[..] else { return None };
    let mut bytes = a.to_be_bytes().to_vec();
    bytes.extend(u16::try_from(b).ok()?.to_be_bytes());
    bytes.extend(u16::try_from(c).ok()?.to_be_bytes());
    for byte in tail {
        bytes.push(u8::try_from(byte).ok()?);
    }
    bytes.try_into().ok()
}

fn check_format(spec: &str) -> Result {
    if matches!(
        spec.to_ascii_uppercase().as_str(),
        "" | "D" | "N" | "B" | "P" | "X"
    ) {
        return Ok(());
    }
    let message = "Format string can be only \"D\", \"d\", \"N\", \"n\", \"P\", \"p\", \"B\", \"b\", \"X\" or \"x\".";
    Fault::new(&types::FORMAT_EXCEPTION, message).raise()
}

/// `Guid.ToString(format)`
pub fn text(bytes: &[u8; 16], spec: &str) -> Result<String> {
    check_format(spec)?;
    let id = Uuid::from_bytes(*bytes);
    Ok(match spec.to_ascii_uppercase().as_str() {
        "N" => id.simple().to_string(),
        "B" => format!("{{{id}}}"),
        "P" => format!("({id})"),
        "X" => {
            let tail: Vec<String> = bytes[8..]
                .iter()
                .map(|byte| format!("0x{byte:02x}"))
                .collect();
            let hex = id.simple().to_string();
            format!(
                "{{0x{},0x{},0x{},{{{}}}}}",
                &hex[..8],
                &hex[8..12],
                &hex[12..16],
                tail.join(",")
            )
        }
        _ => id.to_string(),
    })
}

fn try_parse(c: &mut Call<'_>, result: usize) -> Result<Value> {
    let read = read(&c.text(0));
    c.assign(result, Value::Guid(read.unwrap_or_default()))?;
    ok(read.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_reads_back() {
        let bytes = *b"0123456789abcdef";
        for spec in ["D", "N", "B", "P", "X"] {
            let text = text(&bytes, spec).unwrap_or_default();
            assert_eq!(exact(&text, spec), Some(bytes), "{spec}: {text}");
            assert_eq!(read(&text), Some(bytes));
        }
        assert!(parse("no guid").is_err());
    }
}
