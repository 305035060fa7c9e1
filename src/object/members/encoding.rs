//! `[System.Text.Encoding]`.

use super::args::*;
use super::code_pages;
use super::convert_class::bytes;
use super::string::chars;
use super::table::*;
use super::units::text_of_units;
use crate::types::{self, Call, Member, Sig, Type, TypeInfo};
use crate::{Array, Fault, Native, Object, Result, Shape, SlotKind, Str, Value};
use std::cell::OnceCell;
use std::rc::Rc;

/// Which encoding.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub enum Code {
    Utf8,
    Utf16,
    Utf16Be,
    Utf32,
    Utf32Be,
    Ascii,
    Latin1,
    Windows1252,
    Utf7,
    /// One of `code_pages`.
    Page(u16),
}

/// An `Encoding`.
pub struct Encoding {
    /// Which one.
    pub code: Code,
    /// It writes a byte order mark.
    pub mark: bool,
    /// It throws where text or bytes are broken.
    strict: bool,
    kind: &'static TypeInfo,
}

/// `Encoding`
pub static ENCODING: TypeInfo = TypeInfo::class("System.Text.Encoding", &types::OBJECT)
    .implements(&[&types::ICLONEABLE])
    .members(|| MEMBERS);
/// `UTF8Encoding`
pub static UTF8: TypeInfo =
    TypeInfo::class("System.Text.UTF8Encoding", &ENCODING).members(|| UTF8_NEW);
/// What `Encoding::UTF8` is.
pub static UTF8_SEALED: TypeInfo =
    TypeInfo::class("System.Text.UTF8Encoding+UTF8EncodingSealed", &UTF8);
/// `UnicodeEncoding`
pub static UNICODE: TypeInfo =
    TypeInfo::class("System.Text.UnicodeEncoding", &ENCODING).members(|| UNICODE_NEW);
/// `UTF32Encoding`
pub static UTF32: TypeInfo =
    TypeInfo::class("System.Text.UTF32Encoding", &ENCODING).members(|| UTF32_NEW);
/// `ASCIIEncoding`
pub static ASCII: TypeInfo =
    TypeInfo::class("System.Text.ASCIIEncoding", &ENCODING).members(|| ASCII_NEW);
/// What `Encoding::ASCII` is.
pub static ASCII_SEALED: TypeInfo =
    TypeInfo::class("System.Text.ASCIIEncoding+ASCIIEncodingSealed", &ASCII);
/// `Latin1Encoding`
pub static LATIN1: TypeInfo = TypeInfo::class("System.Text.Latin1Encoding", &ENCODING);
/// What `Encoding::Latin1` is.
pub static LATIN1_SEALED: TypeInfo =
    TypeInfo::class("System.Text.Latin1Encoding+Latin1EncodingSealed", &LATIN1);
/// Encodings of code pages.
pub static CODE_PAGE: TypeInfo = TypeInfo::class("System.Text.SBCSCodePageEncoding", &ENCODING);
/// `UTF7Encoding`
pub static UTF7: TypeInfo = TypeInfo::class("System.Text.UTF7Encoding", &ENCODING);
static ENCODER_FALLBACK: TypeInfo =
    TypeInfo::class("System.Text.EncoderReplacementFallback", &types::OBJECT);
static DECODER_FALLBACK: TypeInfo =
    TypeInfo::class("System.Text.DecoderReplacementFallback", &types::OBJECT);
static ENCODING_INFO: TypeInfo = TypeInfo::class("System.Text.EncodingInfo", &types::OBJECT);

impl Native for Encoding {
    fn get_type(&self) -> Type {
        Type::Known(self.kind)
    }
    fn equals(&self, other: &Value) -> bool {
        other
            .as_native::<Encoding>()
            .is_some_and(|other| other.code == self.code && other.mark == self.mark)
    }
}

/// What Windows-1252 has where Latin-1 has control characters; zero where it has nothing.
const WINDOWS_1252: [u16; 32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
];

impl Code {
    /// The bytes of a text; `?` stands for what the encoding lacks.
    pub fn encode(self, text: &str) -> Vec<u8> {
        match self {
            Code::Utf8 => text.as_bytes().to_vec(),
            Code::Utf7 => code_pages::encode_utf7(text),
            Code::Page(page) => code_pages::by_number(page)
                .map_or_else(|| text.as_bytes().to_vec(), |page| page.encode(text)),
            Code::Utf16 => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Code::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            Code::Utf32 => text
                .chars()
                .flat_map(|c| (c as u32).to_le_bytes())
                .collect(),
            Code::Utf32Be => text
                .chars()
                .flat_map(|c| (c as u32).to_be_bytes())
                .collect(),
            Code::Ascii => single(text, |unit| u8::try_from(unit).ok().filter(u8::is_ascii)),
            Code::Latin1 => single(text, |unit| u8::try_from(unit).ok()),
            Code::Windows1252 => single(text, |unit| {
                match WINDOWS_1252.iter().position(|known| *known == unit) {
                    Some(at) => Some(0x80 + at as u8),
                    None => u8::try_from(unit).ok(),
                }
            }),
        }
    }

    /// The text of bytes; the replacement character stands for what is broken.
    pub fn decode(self, bytes: &[u8]) -> String {
        match self {
            Code::Utf8 => String::from_utf8_lossy(bytes).into_owned(),
            Code::Utf7 => code_pages::decode_utf7(bytes),
            Code::Page(page) => code_pages::by_number(page).map_or_else(
                || String::from_utf8_lossy(bytes).into_owned(),
                |page| page.decode(bytes),
            ),
            Code::Utf16 => units_text(bytes, u16::from_le_bytes),
            Code::Utf16Be => units_text(bytes, u16::from_be_bytes),
            Code::Utf32 => points_text(bytes, u32::from_le_bytes),
            Code::Utf32Be => points_text(bytes, u32::from_be_bytes),
            Code::Ascii => bytes
                .iter()
                .map(|byte| {
                    if byte.is_ascii() {
                        char::from(*byte)
                    } else {
                        '\u{fffd}'
                    }
                })
                .collect(),
            Code::Latin1 => bytes.iter().map(|byte| char::from(*byte)).collect(),
            Code::Windows1252 => bytes
                .iter()
                .map(|byte| match byte {
                    0x80..0xa0 => char::from_u32(u32::from(WINDOWS_1252[usize::from(byte - 0x80)]))
                        .unwrap_or('\u{fffd}'),
                    byte => char::from(*byte),
                })
                .collect(),
        }
    }

    /// The byte order mark.
    pub fn preamble(self) -> &'static [u8] {
        match self {
            Code::Utf8 => &[0xef, 0xbb, 0xbf],
            Code::Utf16 => &[0xff, 0xfe],
            Code::Utf16Be => &[0xfe, 0xff],
            Code::Utf32 => &[0xff, 0xfe, 0, 0],
            Code::Utf32Be => &[0, 0, 0xfe, 0xff],
            _ => &[],
        }
    }

    fn page(self) -> i32 {
        self.row().0
    }

    /// Code page, web name, display name, code page of Windows.
    fn row(self) -> (i32, &'static str, &'static str, i32) {
        match self {
            Code::Utf8 => (65001, "utf-8", "Unicode (UTF-8)", 1200),
            Code::Utf16 => (1200, "utf-16", "Unicode", 1200),
            Code::Utf16Be => (1201, "utf-16BE", "Unicode (Big-Endian)", 1200),
            Code::Utf32 => (12000, "utf-32", "Unicode (UTF-32)", 1200),
            Code::Utf32Be => (12001, "utf-32BE", "Unicode (UTF-32 Big-Endian)", 1200),
            Code::Ascii => (20127, "us-ascii", "US-ASCII", 1252),
            Code::Latin1 => (28591, "iso-8859-1", "Western European (ISO)", 1252),
            Code::Windows1252 => (1252, "windows-1252", "Western European (Windows)", 1252),
            Code::Utf7 => (65000, "utf-7", "Unicode (UTF-7)", 1200),
            Code::Page(number) => match code_pages::by_number(number) {
                Some(page) => (
                    i32::from(number),
                    page.name,
                    page.display,
                    i32::from(number),
                ),
                None => (i32::from(number), "", "", 1200),
            },
        }
    }

    const ALL: [Code; 9] = [
        Code::Utf8,
        Code::Utf16,
        Code::Utf16Be,
        Code::Utf32,
        Code::Utf32Be,
        Code::Ascii,
        Code::Latin1,
        Code::Windows1252,
        Code::Utf7,
    ];

    /// The encoding of a name that .NET knows.
    pub fn named(name: &str) -> Option<Code> {
        let name = name.to_ascii_lowercase();
        Some(match name.as_str() {
            "utf8" | "unicode-1-1-utf-8" | "x-unicode-2-0-utf-8" => Code::Utf8,
            "unicode" | "utf-16le" | "ucs-2" | "iso-10646-ucs-2" => Code::Utf16,
            "unicodefffe" | "bigendianunicode" => Code::Utf16Be,
            "ucs-4" | "utf-32le" => Code::Utf32,
            "ascii" | "ansi_x3.4-1968" | "cp367" | "ibm367" | "iso646-us" | "us" => Code::Ascii,
            "latin1" | "l1" | "iso8859-1" | "iso_8859-1" | "cp819" | "ibm819" => Code::Latin1,
            "cp1252" | "x-ansi" => Code::Windows1252,
            _ => {
                return Code::ALL
                    .into_iter()
                    .find(|code| code.row().1.eq_ignore_ascii_case(&name))
                    .or_else(|| code_pages::by_name(&name).map(|page| Code::Page(page.number)));
            }
        })
    }

    /// The encoding of a code page.
    pub fn numbered(page: i32) -> Option<Code> {
        if page == 0 {
            return Some(Code::Utf8);
        }
        Code::ALL
            .into_iter()
            .find(|code| code.page() == page)
            .or_else(|| {
                let number = u16::try_from(page).ok()?;
                code_pages::by_number(number).map(|page| Code::Page(page.number))
            })
    }
}

fn single(text: &str, byte: impl Fn(u16) -> Option<u8>) -> Vec<u8> {
    text.encode_utf16()
        .map(|unit| byte(unit).unwrap_or(b'?'))
        .collect()
}

fn units_text(bytes: &[u8], read: fn([u8; 2]) -> u16) -> String {
    let mut text = String::from_utf16_lossy(
        &bytes
            .chunks_exact(2)
            .map(|pair| read([pair[0], pair[1]]))
            .collect::<Vec<u16>>(),
    );
    if !bytes.len().is_multiple_of(2) {
        text.push('\u{fffd}');
    }
    text
}

fn points_text(bytes: &[u8], read: fn([u8; 4]) -> u32) -> String {
    bytes
        .chunks(4)
        .map(|word| {
            <[u8; 4]>::try_from(word)
                .ok()
                .and_then(|word| char::from_u32(read(word)))
                .unwrap_or('\u{fffd}')
        })
        .collect()
}

impl Encoding {
    /// The encoding as .NET's own static property gives it.
    pub fn standard(code: Code) -> Encoding {
        let kind = match code {
            Code::Utf8 => &UTF8_SEALED,
            Code::Utf16 | Code::Utf16Be => &UNICODE,
            Code::Utf32 | Code::Utf32Be => &UTF32,
            Code::Ascii => &ASCII_SEALED,
            Code::Latin1 => &LATIN1_SEALED,
            Code::Windows1252 | Code::Page(_) => &CODE_PAGE,
            Code::Utf7 => &UTF7,
        };
        Encoding {
            code,
            mark: !code.preamble().is_empty(),
            strict: false,
            kind,
        }
    }
}

/// The encoding that an argument means; UTF-8 where it is none.
pub fn code_of(value: &Value) -> Code {
    value
        .as_native::<Encoding>()
        .map_or(Code::Utf8, |encoding| encoding.code)
}

thread_local! {
    static SHARED: OnceCell<Vec<Value>> = const { OnceCell::new() };
}

/// The one object of an encoding's static property.
pub fn shared(code: Code) -> Value {
    if let Code::Page(_) = code {
        return Value::native(Encoding::standard(code));
    }
    SHARED.with(|shared| {
        let all = shared.get_or_init(|| {
            Code::ALL
                .into_iter()
                .map(|code| Value::native(Encoding::standard(code)))
                .collect()
        });
        Code::ALL
            .iter()
            .position(|known| *known == code)
            .and_then(|at| all.get(at).cloned())
            .unwrap_or_default()
    })
}

const SELF: Sig = Sig::One(&ENCODING);

macro_rules! fixed {
    ($name:literal, $code:ident) => {
        static_get!($name, SELF => |_| Ok(shared(Code::$code)))
    };
}

static MEMBERS: &[Member] = &[
    get!("BodyName", STR => |c| ok(own(c).code.row().1)),
    get!("CodePage", INT => |c| ok(own(c).code.page())),
    property!("DecoderFallback", OBJ => |_| Ok(empty(&DECODER_FALLBACK)), |_| Ok(Value::Nothing)),
    property!("EncoderFallback", OBJ => |_| Ok(empty(&ENCODER_FALLBACK)), |_| Ok(Value::Nothing)),
    get!("EncodingName", STR => |c| ok(own(c).code.row().2)),
    get!("HeaderName", STR => |c| ok(own(c).code.row().1)),
    get!("IsBrowserDisplay", BOOL => |c| ok(matches!(own(c).code, Code::Utf8 | Code::Latin1 | Code::Windows1252))),
    get!("IsBrowserSave", BOOL => |c| ok(matches!(own(c).code, Code::Utf8 | Code::Utf16 | Code::Latin1 | Code::Windows1252))),
    get!("IsMailNewsDisplay", BOOL => |c| ok(matches!(own(c).code, Code::Utf8 | Code::Ascii | Code::Latin1 | Code::Windows1252))),
    get!("IsMailNewsSave", BOOL => |c| ok(matches!(own(c).code, Code::Utf8 | Code::Ascii | Code::Latin1 | Code::Windows1252))),
    get!("IsReadOnly", BOOL => |_| ok(true)),
    get!("IsSingleByte", BOOL => |c| ok(matches!(own(c).code, Code::Ascii | Code::Latin1 | Code::Windows1252 | Code::Page(_)))),
    get!("Preamble", BYTES => |c| Ok(preamble(c))),
    get!("WebName", STR => |c| ok(own(c).code.row().1)),
    get!("WindowsCodePage", INT => |c| ok(own(c).code.row().3)),
    fixed!("ASCII", Ascii),
    fixed!("BigEndianUnicode", Utf16Be),
    static_get!("Default", SELF => |_| Ok(Value::native(Encoding { mark: false, ..Encoding::standard(Code::Utf8) }))),
    fixed!("Latin1", Latin1),
    fixed!("Unicode", Utf16),
    fixed!("UTF32", Utf32),
    fixed!("UTF7", Utf7),
    fixed!("UTF8", Utf8),
    method!("Clone", () -> OBJ => |c| {
        let own = own(c);
        let kind = if std::ptr::eq(own.kind, &UTF8_SEALED) { &UTF8 } else if std::ptr::eq(own.kind, &ASCII_SEALED) { &ASCII } else { own.kind };
        Ok(Value::native(Encoding { kind, ..own }))
    }),
    method!("Equals", (value: OBJ) -> BOOL => |c| ok(own(c).equals(c.arg(0)))),
    method!("GetByteCount",
        (chars: CHARS) -> INT => |c| ok(encode(c, &given(c)?)?.len() as i32),
        (s: STR) -> INT => |c| ok(encode(c, &given(c)?)?.len() as i32),
        (chars: CHARS, index: INT, count: INT) -> INT => |c| ok(encode(c, &part(c, "index", "count")?)?.len() as i32),
        (s: STR, index: INT, count: INT) -> INT => |c| ok(encode(c, &part(c, "index", "count")?)?.len() as i32)),
    method!("GetBytes",
        (s: STR, charIndex: INT, charCount: INT, bytes: BYTES, byteIndex: INT) -> INT => bytes_into,
        (s: STR, index: INT, count: INT) -> BYTES => |c| Ok(bytes(encode(c, &part(c, "index", "count")?)?)),
        (chars: CHARS) -> BYTES => |c| Ok(bytes(encode(c, &given(c)?)?)),
        (chars: CHARS, charIndex: INT, charCount: INT, bytes: BYTES, byteIndex: INT) -> INT => bytes_into,
        (chars: CHARS, index: INT, count: INT) -> BYTES => |c| Ok(bytes(encode(c, &part(c, "index", "count")?)?)),
        (s: STR) -> BYTES => |c| Ok(bytes(encode(c, &given(c)?)?))),
    method!("GetCharCount",
        (bytes: BYTES, index: INT, count: INT) -> INT => |c| ok(decode(c, &byte_part(c, 1, 2, "index", "count")?)?.encode_utf16().count() as i32),
        (bytes: BYTES) -> INT => |c| ok(decode(c, &all_bytes(c)?)?.encode_utf16().count() as i32)),
    method!("GetChars",
        (bytes: BYTES) -> CHARS => |c| Ok(chars(decode(c, &all_bytes(c)?)?.encode_utf16().collect())),
        (bytes: BYTES, index: INT, count: INT) -> CHARS => |c| Ok(chars(decode(c, &byte_part(c, 1, 2, "index", "count")?)?.encode_utf16().collect())),
        (bytes: BYTES, byteIndex: INT, byteCount: INT, chars: CHARS, charIndex: INT) -> INT => chars_into),
    method!("GetHashCode", () -> INT => |c| ok(own(c).code.page())),
    method!("GetMaxByteCount", (charCount: INT) -> INT => |c| {
        if c.int(0) < 0 {
            return negative("charCount", c.long(0)).raise();
        }
        ok(match own(c).code {
            Code::Utf8 => (c.int(0) + 1) * 3,
            Code::Utf16 | Code::Utf16Be => (c.int(0) + 1) * 2,
            Code::Utf32 | Code::Utf32Be => (c.int(0) + 1) * 4,
            Code::Utf7 => c.int(0) * 3 + 2,
            _ => c.int(0) + 1,
        })
    }),
    method!("GetMaxCharCount", (byteCount: INT) -> INT => |c| {
        if c.int(0) < 0 {
            return negative("byteCount", c.long(0)).raise();
        }
        ok(match own(c).code {
            Code::Utf8 => c.int(0) + 1,
            Code::Utf16 | Code::Utf16Be => (c.int(0) + 1) / 2 + 1,
            Code::Utf32 | Code::Utf32Be => c.int(0) / 2 + 2,
            _ => c.int(0),
        })
    }),
    method!("GetPreamble", () -> BYTES => |c| Ok(preamble(c))),
    method!("GetString",
        (bytes: BYTES) -> STR => |c| ok(decode(c, &all_bytes(c)?)?),
        (bytes: BYTES, index: INT, count: INT) -> STR => |c| ok(decode(c, &byte_part(c, 1, 2, "index", "count")?)?)),
    method!("IsAlwaysNormalized", () -> BOOL => |_| ok(false), (form: OBJ) -> BOOL => |_| ok(false)),
    method!("ToString", () -> STR => |c| ok(own(c).kind.name)),
    static_method!("Convert",
    (srcEncoding: SELF, dstEncoding: SELF, bytes: BYTES) -> BYTES => |c| {
        Ok(bytes(code_of(c.arg(1)).encode(&code_of(c.arg(0)).decode(&c.bytes(2)))))
    },
    (srcEncoding: SELF, dstEncoding: SELF, bytes: BYTES, index: INT, count: INT) -> BYTES => |c| {
        let all = c.bytes(2);
        let range = range(all.len(), c.int(3), c.int(4), "index", "count")?;
        Ok(bytes(code_of(c.arg(1)).encode(&code_of(c.arg(0)).decode(&all[range]))))
    }),
    static_method!("GetEncoding",
        (codepage: INT) -> SELF => by_page,
        (codepage: INT, encoderFallback: OBJ, decoderFallback: OBJ) -> SELF => by_page,
        (name: STR) -> SELF => by_name,
        (name: STR, encoderFallback: OBJ, decoderFallback: OBJ) -> SELF => by_name),
    static_method!("GetEncodings", () -> OBJECTS => |_| {
        let shape = Shape::of(Type::Known(&ENCODING_INFO), &["CodePage", "Name", "DisplayName"], SlotKind::ReadOnly);
        let info = |code: Code| {
            let (page, name, display, _) = code.row();
            Value::Object(Object::new(Rc::clone(&shape), vec![Value::Int(page), name.into(), display.into()]))
        };
        let known = Code::ALL.into_iter().filter(|code| !matches!(code, Code::Windows1252 | Code::Utf7));
        Ok(Value::Array(Array::of(Type::Known(&ENCODING_INFO), known.map(info).collect())))
    }),
    static_method!("RegisterProvider", (provider: OBJ) -> VOID => |_| Ok(Value::Nothing)),
];

static UTF8_NEW: &[Member] = &[constructors!(
    () -> VOID => |_| Ok(made(Code::Utf8, false, false, &UTF8)),
    (encoderShouldEmitUTF8Identifier: BOOL) -> VOID => |c| Ok(made(Code::Utf8, c.flag(0), false, &UTF8)),
    (encoderShouldEmitUTF8Identifier: BOOL, throwOnInvalidBytes: BOOL) -> VOID => |c| Ok(made(Code::Utf8, c.flag(0), c.flag(1), &UTF8)),
)];
static UNICODE_NEW: &[Member] = &[constructors!(
    () -> VOID => |_| Ok(made(Code::Utf16, true, false, &UNICODE)),
    (bigEndian: BOOL, byteOrderMark: BOOL) -> VOID => |c| Ok(made(if c.flag(0) { Code::Utf16Be } else { Code::Utf16 }, c.flag(1), false, &UNICODE)),
)];
static UTF32_NEW: &[Member] = &[constructors!(
    () -> VOID => |_| Ok(made(Code::Utf32, true, false, &UTF32)),
    (bigEndian: BOOL, byteOrderMark: BOOL) -> VOID => |c| Ok(made(if c.flag(0) { Code::Utf32Be } else { Code::Utf32 }, c.flag(1), false, &UTF32)),
)];
static ASCII_NEW: &[Member] =
    &[constructors!(() -> VOID => |_| Ok(made(Code::Ascii, false, false, &ASCII)))];

fn made(code: Code, mark: bool, strict: bool, kind: &'static TypeInfo) -> Value {
    Value::native(Encoding {
        code,
        mark,
        strict,
        kind,
    })
}

fn empty(kind: &'static TypeInfo) -> Value {
    Value::Object(Object::new(Shape::root(Type::Known(kind)), Vec::new()))
}

fn own(c: &Call<'_>) -> Encoding {
    match c.this.as_native::<Encoding>() {
        Some(encoding) => Encoding {
            code: encoding.code,
            mark: encoding.mark,
            strict: encoding.strict,
            kind: encoding.kind,
        },
        None => Encoding::standard(Code::Utf8),
    }
}

fn preamble(c: &Call<'_>) -> Value {
    let encoding = own(c);
    bytes(if encoding.mark {
        encoding.code.preamble().to_vec()
    } else {
        Vec::new()
    })
}

fn encode(c: &Call<'_>, text: &str) -> Result<Vec<u8>> {
    Ok(own(c).code.encode(text))
}

fn decode(c: &Call<'_>, bytes: &[u8]) -> Result<String> {
    let encoding = own(c);
    if encoding.strict
        && encoding.code == Code::Utf8
        && let Err(error) = std::str::from_utf8(bytes)
    {
        let at = error.valid_up_to();
        let shown = bytes.get(at).copied().unwrap_or_default();
        let message = format!(
            "Unable to translate bytes [{shown:02X}] at index {at} from specified code page to Unicode."
        );
        return Fault::new(&super::exceptions::DECODER_FALLBACK, message).raise();
    }
    Ok(encoding.code.decode(bytes))
}

/// The text or the characters given as argument 0.
fn given(c: &Call<'_>) -> Result<Str> {
    match c.arg(0).base() {
        Value::Str(text) => Ok(text.clone()),
        Value::Array(_) => Ok(text_of_units(&c.units(0))),
        _ => argument_null("s").raise(),
    }
}

fn range(
    whole: usize,
    start: i32,
    count: i32,
    start_name: &str,
    count_name: &str,
) -> Result<std::ops::Range<usize>> {
    if start < 0 {
        return negative(start_name, i64::from(start)).raise();
    }
    if count < 0 {
        return negative(count_name, i64::from(count)).raise();
    }
    if start as usize + count as usize > whole {
        return out_of_range(
            start_name,
            "Index and count must refer to a location within the buffer.",
        )
        .raise();
    }
    Ok(start as usize..start as usize + count as usize)
}

fn part(c: &Call<'_>, start_name: &str, count_name: &str) -> Result<Str> {
    let units: Vec<u16> = given(c)?.encode_utf16().collect();
    let range = range(units.len(), c.int(1), c.int(2), start_name, count_name)?;
    Ok(text_of_units(&units[range]))
}

fn all_bytes(c: &Call<'_>) -> Result<Vec<u8>> {
    if c.arg(0).is_null() {
        argument_null("bytes").raise()
    } else {
        Ok(c.bytes(0))
    }
}

fn byte_part(
    c: &Call<'_>,
    start: usize,
    count: usize,
    start_name: &str,
    count_name: &str,
) -> Result<Vec<u8>> {
    let all = all_bytes(c)?;
    let range = range(
        all.len(),
        c.int(start),
        c.int(count),
        start_name,
        count_name,
    )?;
    Ok(all[range].to_vec())
}

fn copy(c: &Call<'_>, n: usize, at: usize, name: &str, items: Vec<Value>) -> Result<Value> {
    let Value::Array(target) = c.arg(n).base() else {
        return argument_null(name).raise();
    };
    let Some(start) = usize::try_from(c.int(at))
        .ok()
        .filter(|start| *start <= target.len())
    else {
        let place = if name == "bytes" {
            "byteIndex"
        } else {
            "charIndex"
        };
        return out_of_range(place, "Index was out of range. Must be non-negative and less than or equal to the size of the collection.").raise();
    };
    if start + items.len() > target.len() {
        let message = format!(
            "The output {} buffer is too small to contain the {} characters.",
            if name == "bytes" { "byte" } else { "char" },
            if name == "bytes" {
                "encoded"
            } else {
                "decoded"
            }
        );
        return argument(&message, name).raise();
    }
    let count = items.len();
    for (offset, item) in items.into_iter().enumerate() {
        target.items.borrow_mut().set(start + offset, item);
    }
    ok(count as i32)
}

fn bytes_into(c: &mut Call<'_>) -> Result<Value> {
    let encoded = encode(c, &part(c, "charIndex", "charCount")?)?;
    copy(
        c,
        3,
        4,
        "bytes",
        encoded.into_iter().map(Value::Byte).collect(),
    )
}

fn chars_into(c: &mut Call<'_>) -> Result<Value> {
    let decoded = decode(c, &byte_part(c, 1, 2, "byteIndex", "byteCount")?)?;
    copy(
        c,
        3,
        4,
        "chars",
        decoded.encode_utf16().map(Value::Char).collect(),
    )
}

fn by_page(c: &mut Call<'_>) -> Result<Value> {
    let page = c.int(0);
    if !(0..=65535).contains(&page) {
        return out_of_range(
            "codepage",
            "Valid values are between 0 and 65535, inclusive.",
        )
        .raise();
    }
    match Code::numbered(page) {
        Some(code) => Ok(shared(code)),
        None if page < 4 || page == 42 => argument(&format!("{page} is not a supported code page."), "codepage").raise(),
        None => not_supported(&format!("No data is available for encoding {page}. For information on defining a custom encoding, see the documentation for the Encoding.RegisterProvider method.")).raise(),
    }
}

fn by_name(c: &mut Call<'_>) -> Result<Value> {
    let name = c.text_of(0, "name")?;
    match Code::named(&name) {
        Some(code) => Ok(shared(code)),
        None => {
            let message = format!(
                "'{name}' is not a supported encoding name. For information on defining a custom encoding, see the documentation for the Encoding.RegisterProvider method."
            );
            argument(&message, "name").raise()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back_from_their_bytes() {
        for code in Code::ALL {
            assert_eq!(code.decode(&code.encode("Hello")), "Hello", "{code:?}");
        }
        assert_eq!(Code::Windows1252.encode("€é"), [0x80, 0xe9]);
        assert_eq!(Code::Ascii.encode("é"), b"?");
        assert_eq!(Code::Utf16.encode("é"), [0xe9, 0]);
    }
}
