//! `[uri]`.

use super::args::*;
use super::table::*;
use super::uri_text::{escape, is_hex, resolve, unescape};
use crate::types::{self, Call, Member, Sig, Type, TypeInfo};
use crate::{Fault, Native, Result, Str, Value};

/// A `Uri`: absolute ones taken apart.
#[derive(Clone)]
pub struct Uri {
    original: Str,
    parts: Option<Parts>,
}

/// The parts of an absolute URI, escaped.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Parts {
    pub scheme: String,
    pub user: String,
    pub host: String,
    pub port: i32,
    pub path: String,
    pub query: String,
    pub fragment: String,
    /// It has `//` before the host.
    pub authority: bool,
}

/// `UriFormatException`
pub static URI_FORMAT_EXCEPTION: TypeInfo =
    TypeInfo::class("System.UriFormatException", &types::FORMAT_EXCEPTION);
/// `UriKind`
pub static URI_KIND: TypeInfo = TypeInfo::enumeration(
    "System.UriKind",
    &[("RelativeOrAbsolute", 0), ("Absolute", 1), ("Relative", 2)],
);
/// `UriPartial`
pub static URI_PARTIAL: TypeInfo = TypeInfo::enumeration(
    "System.UriPartial",
    &[("Scheme", 0), ("Authority", 1), ("Path", 2), ("Query", 3)],
);
/// `UriHostNameType`
pub static URI_HOST_NAME_TYPE: TypeInfo = TypeInfo::enumeration(
    "System.UriHostNameType",
    &[
        ("Unknown", 0),
        ("Basic", 1),
        ("Dns", 2),
        ("IPv4", 3),
        ("IPv6", 4),
    ],
);
/// `Uri`
pub static URI: TypeInfo = TypeInfo::class("System.Uri", &types::OBJECT).members(|| MEMBERS);
/// `UriBuilder`
pub static URI_BUILDER: TypeInfo =
    TypeInfo::class("System.UriBuilder", &types::OBJECT).members(|| super::uri_builder::MEMBERS);

impl Native for Uri {
    fn get_type(&self) -> Type {
        Type::Known(&URI)
    }
    fn to_text(&self) -> Str {
        match &self.parts {
            Some(parts) => unescape(&parts.text(), false).into(),
            None => self.original.clone(),
        }
    }
    fn equals(&self, other: &Value) -> bool {
        other
            .as_native::<Uri>()
            .is_some_and(|other| match (&self.parts, &other.parts) {
                (Some(a), Some(b)) => {
                    Parts {
                        fragment: String::new(),
                        user: String::new(),
                        ..a.clone()
                    } == Parts {
                        fragment: String::new(),
                        user: String::new(),
                        ..b.clone()
                    }
                }
                (None, None) => self.original == other.original,
                _ => false,
            })
    }
}

/// Schemes with their ports.
const PORTS: [(&str, i32); 12] = [
    ("http", 80),
    ("https", 443),
    ("ftp", 21),
    ("ws", 80),
    ("wss", 443),
    ("ssh", 22),
    ("sftp", 22),
    ("telnet", 23),
    ("ldap", 389),
    ("nntp", 119),
    ("gopher", 70),
    ("mailto", 25),
];

fn default_port(scheme: &str) -> i32 {
    PORTS
        .iter()
        .find(|(known, _)| *known == scheme)
        .map_or(-1, |(_, port)| *port)
}

impl Parts {
    /// Takes an absolute URI apart.
    pub fn parse(text: &str) -> Option<Parts> {
        let text = text.trim();
        if let Some(path) = text
            .strip_prefix('/')
            .filter(|path| !path.is_empty() && !path.starts_with('/'))
        {
            // On Unix a rooted path is a file.
            return Some(Parts::file(&format!("/{path}")));
        }
        if text.starts_with("\\\\") || text.as_bytes().get(1..3) == Some(b":\\") {
            return Some(Parts::windows(text));
        }
        let (scheme, rest) = text.split_once(':')?;
        let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
        if !is_scheme {
            return None;
        }
        let scheme = scheme.to_ascii_lowercase();
        let (rest, fragment) = rest
            .split_once('#')
            .map_or((rest, String::new()), |(rest, fragment)| {
                (rest, format!("#{}", escape(fragment, false)))
            });
        let (rest, query) = rest
            .split_once('?')
            .map_or((rest, String::new()), |(rest, query)| {
                (rest, format!("?{}", escape(query, false)))
            });
        let rest = rest.replace('\\', "/");
        let Some(body) = rest.strip_prefix("//") else {
            if scheme == "mailto" {
                let (user, host) = rest.split_once('@').unwrap_or(("", &rest));
                return Some(Parts {
                    scheme,
                    user: user.into(),
                    host: host.to_lowercase(),
                    port: 25,
                    path: String::new(),
                    query,
                    fragment,
                    authority: false,
                });
            }
            if default_port(&scheme) > 0 {
                return None;
            }
            return Some(Parts {
                scheme,
                user: String::new(),
                host: String::new(),
                port: -1,
                path: escape(&rest, false),
                query,
                fragment,
                authority: false,
            });
        };
        let (authority, path) = body.find('/').map_or((body, ""), |at| body.split_at(at));
        let (user, host) = authority.rsplit_once('@').unwrap_or(("", authority));
        let (host, port) = match host.rsplit_once(':') {
            Some((host, port)) if !port.contains(']') => (
                host,
                if port.is_empty() {
                    default_port(&scheme)
                } else {
                    port.parse::<u16>().ok()?.into()
                },
            ),
            _ => (host, default_port(&scheme)),
        };
        if (host.is_empty() && scheme != "file")
            || host.contains([' ', '<', '>', '"', '%', '^', '`', '{', '|', '}'])
        {
            return None;
        }
        let path = dots(&escape(path, false));
        let path = if path.is_empty() {
            "/".to_string()
        } else {
            path
        };
        Some(Parts {
            scheme,
            user: user.into(),
            host: host.to_lowercase(),
            port,
            path,
            query,
            fragment,
            authority: true,
        })
    }

    fn file(path: &str) -> Parts {
        let path = dots(&escape(path, true));
        Parts {
            scheme: "file".into(),
            user: String::new(),
            host: String::new(),
            port: -1,
            path,
            query: String::new(),
            fragment: String::new(),
            authority: true,
        }
    }

    fn windows(text: &str) -> Parts {
        let path = text.replace('\\', "/");
        match path.strip_prefix("//") {
            Some(share) => {
                let (host, path) = share.find('/').map_or((share, ""), |at| share.split_at(at));
                Parts {
                    host: host.to_lowercase(),
                    ..Parts::file(path)
                }
            }
            None => Parts::file(&format!("/{path}")),
        }
    }

    /// User, host and port as they stand in the text.
    pub fn authority_text(&self) -> String {
        let port = if self.has_default_port() {
            String::new()
        } else {
            format!(":{}", self.port)
        };
        format!("{}{port}", self.host)
    }

    fn has_default_port(&self) -> bool {
        self.port < 0 || self.port == default_port(&self.scheme)
    }

    fn user_text(&self) -> String {
        if self.user.is_empty() {
            String::new()
        } else {
            format!("{}@", self.user)
        }
    }

    /// `AbsoluteUri`
    pub fn text(&self) -> String {
        let head = if self.authority { "://" } else { ":" };
        format!(
            "{}{head}{}{}{}{}{}",
            self.scheme,
            self.user_text(),
            self.authority_text(),
            self.path,
            self.query,
            self.fragment
        )
    }
}

/// Takes `.` and `..` out of a path.
pub(super) fn dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for (at, segment) in path.split('/').enumerate() {
        match segment {
            "." => {
                if path.ends_with("/.") && at + 1 == path.split('/').count() {
                    kept.push("");
                }
            }
            ".." => {
                if kept.len() > 1 {
                    kept.pop();
                }
                if at + 1 == path.split('/').count() {
                    kept.push("");
                }
            }
            segment => kept.push(segment),
        }
    }
    kept.join("/")
}

impl Uri {
    /// A URI of that text and kind (`UriKind`).
    pub fn create(text: &str, kind: i64) -> Option<Uri> {
        let parts = if kind == 2 { None } else { Parts::parse(text) };
        match (kind, &parts) {
            (1, None) => return None,
            (2, _) if Parts::parse(text).is_some_and(|parts| parts.scheme != "file") => {
                return None;
            }
            (0 | 2, None)
                if text.contains(':') && Parts::parse(text).is_none() && bad_authority(text) =>
            {
                return None;
            }
            _ => {}
        }
        Some(Uri {
            original: text.into(),
            parts,
        })
    }
}

/// A text that has a known scheme but no host is no relative URI either.
fn bad_authority(text: &str) -> bool {
    text.split_once("://")
        .is_some_and(|(scheme, _)| default_port(&scheme.to_ascii_lowercase()) > 0)
}

const SELF: Sig = Sig::One(&URI);
const KIND: Sig = Sig::One(&URI_KIND);
const PARTIAL: Sig = Sig::One(&URI_PARTIAL);
const HOST_TYPE: Sig = Sig::One(&URI_HOST_NAME_TYPE);

/// A property that only absolute URIs have.
macro_rules! absolute {
    ($name:literal, $sig:ident, $read:expr) => {
        get!($name, $sig => |c| { let read: fn(&Parts) -> Value = $read; Ok(read(&parts(c)?)) })
    };
}

macro_rules! scheme {
    ($name:literal, $text:literal) => {
        static_get!($name, STR => |_| ok($text))
    };
}

static MEMBERS: &[Member] = &[
    constructors!(
        (uriString: STR) -> VOID => |c| make(c, 1),
        (uriString: STR, dontEscape: BOOL) -> VOID => |c| make(c, 1),
        (uriString: STR, uriKind: KIND) -> VOID => |c| make(c, c.long(1)),
        (baseUri: SELF, relativeUri: STR) -> VOID => combine,
        (baseUri: SELF, relativeUri: STR, dontEscape: BOOL) -> VOID => combine,
        (baseUri: SELF, relativeUri: SELF) -> VOID => combine),
    absolute!("AbsolutePath", STR, |parts| parts.path.as_str().into()),
    absolute!("AbsoluteUri", STR, |parts| parts.text().into()),
    absolute!("Authority", STR, |parts| parts.authority_text().into()),
    absolute!("DnsSafeHost", STR, |parts| parts
        .host
        .trim_matches(['[', ']'])
        .into()),
    absolute!("Fragment", STR, |parts| parts.fragment.as_str().into()),
    absolute!("Host", STR, |parts| parts.host.as_str().into()),
    absolute!("HostNameType", HOST_TYPE, |parts| Type::Known(
        &URI_HOST_NAME_TYPE
    )
    .enum_from(if parts.host.is_empty() {
        1
    } else {
        host_type(&parts.host)
    })),
    absolute!("IdnHost", STR, |parts| parts
        .host
        .trim_matches(['[', ']'])
        .into()),
    get!("IsAbsoluteUri", BOOL => |c| ok(own(c)?.parts.is_some())),
    absolute!("IsDefaultPort", BOOL, |parts| parts
        .has_default_port()
        .into()),
    absolute!("IsFile", BOOL, |parts| (parts.scheme == "file").into()),
    absolute!("IsLoopback", BOOL, |parts| (parts.host.is_empty()
        && parts.scheme == "file"
        || matches!(
            parts.host.as_str(),
            "localhost" | "127.0.0.1" | "[::1]" | "loopback"
        ))
    .into()),
    absolute!("IsUnc", BOOL, |parts| (parts.scheme == "file"
        && !parts.host.is_empty())
    .into()),
    absolute!("LocalPath", STR, |parts| local_path(parts).into()),
    get!("OriginalString", STR => |c| ok(own(c)?.original.clone())),
    absolute!("PathAndQuery", STR, |parts| format!(
        "{}{}",
        parts.path, parts.query
    )
    .into()),
    absolute!("Port", INT, |parts| Value::Int(parts.port)),
    absolute!("Query", STR, |parts| parts.query.as_str().into()),
    absolute!("Scheme", STR, |parts| parts.scheme.as_str().into()),
    absolute!("Segments", STRS, |parts| strings(
        parts.path.split_inclusive('/')
    )),
    get!("UserEscaped", BOOL => |_| ok(false)),
    absolute!("UserInfo", STR, |parts| parts.user.as_str().into()),
    scheme!("SchemeDelimiter", "://"),
    scheme!("UriSchemeFile", "file"),
    scheme!("UriSchemeFtp", "ftp"),
    scheme!("UriSchemeFtps", "ftps"),
    scheme!("UriSchemeGopher", "gopher"),
    scheme!("UriSchemeHttp", "http"),
    scheme!("UriSchemeHttps", "https"),
    scheme!("UriSchemeMailto", "mailto"),
    scheme!("UriSchemeNetPipe", "net.pipe"),
    scheme!("UriSchemeNetTcp", "net.tcp"),
    scheme!("UriSchemeNews", "news"),
    scheme!("UriSchemeNntp", "nntp"),
    scheme!("UriSchemeSftp", "sftp"),
    scheme!("UriSchemeSsh", "ssh"),
    scheme!("UriSchemeTelnet", "telnet"),
    scheme!("UriSchemeWs", "ws"),
    scheme!("UriSchemeWss", "wss"),
    method!("Equals",
        (comparand: OBJ) -> BOOL => |c| match c.arg(0).base() {
            Value::Str(text) => ok(own(c)?.equals(&Uri::create(text, 0).map(Value::native).unwrap_or_default())),
            other => ok(own(c)?.equals(other)),
        },
        (other: SELF) -> BOOL => |c| ok(own(c)?.equals(c.arg(0)))),
    method!("GetHashCode", () -> INT => |c| ok(super::object::hash(&Value::Str(own(c)?.to_text())))),
    method!("GetLeftPart", (part: PARTIAL) -> STR => |c| {
        let parts = parts(c)?;
        let scheme = format!("{}{}", parts.scheme, if parts.authority { "://" } else { ":" });
        let authority = format!("{scheme}{}{}", parts.user_text(), parts.authority_text());
        ok(match c.long(0) {
            0 => scheme,
            1 => if parts.authority { authority } else { String::new() },
            2 => format!("{authority}{}", parts.path),
            _ => format!("{authority}{}{}", parts.path, parts.query),
        })
    }),
    method!("IsBaseOf", (uri: SELF) -> BOOL => |c| {
        let base = parts(c)?;
        let Some(Uri { parts: Some(other), .. }) = c.arg(0).as_native::<Uri>() else { return ok(true) };
        let folder = base.path.rfind('/').map_or("", |at| &base.path[..=at]);
        ok(base.scheme == other.scheme && base.host == other.host && base.port == other.port && other.path.starts_with(folder))
    }),
    method!("IsWellFormedOriginalString", () -> BOOL => |c| ok(is_well_formed(&own(c)?.original))),
    method!("MakeRelative", (toUri: SELF) -> STR => |c| ok(relative(c)?.to_text())),
    method!("MakeRelativeUri", (uri: SELF) -> SELF => |c| Ok(Value::native(relative(c)?))),
    method!("ToString", () -> STR => |c| ok(own(c)?.to_text())),
    static_method!("CheckHostName", (name: STR) -> HOST_TYPE => |c| Ok(Type::Known(&URI_HOST_NAME_TYPE).enum_from(host_type(&c.text(0))))),
    static_method!("CheckSchemeName", (schemeName: STR) -> BOOL => |c| {
        let name = c.text(0);
        ok(name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.')))
    }),
    static_method!("Compare", (uri1: SELF, uri2: SELF, partsToCompare: INT, compareFormat: INT, comparisonType: COMPARISON) -> INT => |c| {
        let text = |n: usize| c.arg(n).as_native::<Uri>().map(Native::to_text).unwrap_or_default();
        ok(crate::culture::compare(&text(0), &text(1), super::string::comparison(c, 4)?) as i32)
    }),
    static_method!("EscapeDataString", (stringToEscape: STR) -> STR => |c| ok(super::uri_text::escape_data(&c.text_of(0, "stringToEscape")?))),
    static_method!("EscapeUriString", (stringToEscape: STR) -> STR => |c| ok(super::uri_text::escape_uri(&c.text_of(0, "stringToEscape")?))),
    static_method!("FromHex", (digit: CHAR) -> INT => |c| match char::from_u32(u32::from(c.unit(0))).and_then(|digit| digit.to_digit(16)) {
        Some(digit) => ok(digit as i32),
        None => Fault::new(&types::ARGUMENT_EXCEPTION, "Hexadecimal digit expected. (Parameter 'digit')").raise(),
    }),
    static_method!("HexEscape", (character: CHAR) -> STR => |c| {
        if c.unit(0) > 255 {
            return out_of_range("character", "Specified argument was out of the range of valid values.").raise();
        }
        ok(format!("%{:02X}", c.unit(0)))
    }),
    static_method!("HexUnescape", (pattern: STR, index: *INT) -> CHAR => hex_unescape),
    static_method!("IsHexDigit", (character: CHAR) -> BOOL => |c| ok(char::from_u32(u32::from(c.unit(0))).is_some_and(|digit| digit.is_ascii_hexdigit()))),
    static_method!("IsHexEncoding", (pattern: STR, index: INT) -> BOOL => |c| {
        let text = c.text(0);
        ok(usize::try_from(c.int(1)).ok().and_then(|at| text.as_bytes().get(at..at + 3)).is_some_and(is_hex))
    }),
    static_method!("IsWellFormedUriString",
    (uriString: STR, uriKind: KIND) -> BOOL => |c| {
        let created = Uri::create(&c.text(0), c.long(1));
        ok(created.is_some_and(|uri| (c.long(1) != 1 || uri.parts.is_some()) && is_well_formed(&uri.original)))
    }),
    static_method!("TryCreate",
        (baseUri: SELF, relativeUri: STR, result: *SELF) -> BOOL => |c| try_create(c, true),
        (uriString: STR, uriKind: KIND, result: *SELF) -> BOOL => |c| try_create(c, false),
        (baseUri: SELF, relativeUri: SELF, result: *SELF) -> BOOL => |c| try_create(c, true)),
    static_method!("UnescapeDataString", (stringToUnescape: STR) -> STR => |c| ok(unescape(&c.text_of(0, "stringToUnescape")?, true))),
];

fn own<'a>(c: &Call<'a>) -> Result<&'a Uri> {
    match c.this.as_native::<Uri>() {
        Some(uri) => Ok(uri),
        None => invalid_operation("The object is no URI.").raise(),
    }
}

fn parts(c: &Call<'_>) -> Result<Parts> {
    match &own(c)?.parts {
        Some(parts) => Ok(parts.clone()),
        None => invalid_operation("This operation is not supported for a relative URI.").raise(),
    }
}

fn make(c: &mut Call<'_>, kind: i64) -> Result<Value> {
    let text = c.text_of(0, "uriString")?;
    match Uri::create(&text, kind) {
        Some(uri) => Ok(Value::native(uri)),
        None => bad_uri(&text).raise(),
    }
}

fn bad_uri(text: &str) -> Fault {
    let message = match text.split_once(':') {
        _ if text.trim().is_empty() => "Invalid URI: The URI is empty.",
        Some((scheme, rest))
            if !scheme.is_empty() && scheme.bytes().all(|b| b.is_ascii_alphanumeric()) =>
        {
            let has_port = rest
                .trim_start_matches('/')
                .split('/')
                .next()
                .is_some_and(|authority| authority.contains(':'));
            if has_port {
                "Invalid URI: Invalid port specified."
            } else {
                "Invalid URI: The hostname could not be parsed."
            }
        }
        Some(_) => "Invalid URI: The URI scheme is not valid.",
        None => "Invalid URI: The format of the URI could not be determined.",
    };
    Fault::new(&URI_FORMAT_EXCEPTION, message)
}

/// A relative reference, a string or a URI, resolved against a base.
fn combined(c: &Call<'_>) -> Result<Option<Uri>> {
    let Some(base) = c.arg(0).as_native::<Uri>() else {
        return argument_null("baseUri").raise();
    };
    let Some(base) = &base.parts else {
        return out_of_range(
            "baseUri",
            "This operation is not supported for a relative URI.",
        )
        .raise();
    };
    let text = match c.arg(1).as_native::<Uri>() {
        Some(uri) => uri.original.clone(),
        None => c.text(1),
    };
    Ok(Uri::create(&resolve(base, &text), 1))
}

fn combine(c: &mut Call<'_>) -> Result<Value> {
    match combined(c)? {
        Some(uri) => Ok(Value::native(uri)),
        None => bad_uri(&c.text(1)).raise(),
    }
}

fn try_create(c: &mut Call<'_>, has_base: bool) -> Result<Value> {
    let made = if has_base {
        combined(c).unwrap_or(None)
    } else {
        Uri::create(&c.text(0), c.long(1))
    };
    let success = made.is_some();
    c.assign(2, made.map(Value::native).unwrap_or_default())?;
    ok(success)
}

fn local_path(parts: &Parts) -> String {
    let path = unescape(&parts.path, true);
    if parts.scheme != "file" {
        return path;
    }
    if !parts.host.is_empty() {
        return format!("\\\\{}{}", parts.host, path.replace('/', "\\"));
    }
    match path.as_bytes() {
        [b'/', drive, b':', ..] if drive.is_ascii_alphabetic() => path[1..].replace('/', "\\"),
        _ => path,
    }
}

fn host_type(name: &str) -> i64 {
    if name.is_empty() {
        return 0;
    }
    let bare = name.trim_matches(['[', ']']);
    if bare.parse::<std::net::Ipv6Addr>().is_ok() {
        return 4;
    }
    if bare.split('.').count() == 4 && bare.parse::<std::net::Ipv4Addr>().is_ok() {
        return 3;
    }
    let is_label = |label: &str| {
        !label.is_empty()
            && label.len() < 64
            && label
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
            && !label.starts_with('-')
    };
    if name.trim_end_matches('.').split('.').all(is_label) {
        2
    } else {
        0
    }
}

fn is_well_formed(text: &str) -> bool {
    let bytes = text.as_bytes();
    let escaped =
        (0..bytes.len()).all(|at| bytes[at] != b'%' || bytes.get(at..at + 3).is_some_and(is_hex));
    escaped && !text.contains([' ', '<', '>', '"', '\\', '^', '`', '{', '|', '}'])
}

fn relative(c: &Call<'_>) -> Result<Uri> {
    let base = parts(c)?;
    let Some(target) = c.arg(0).as_native::<Uri>() else {
        return argument_null("uri").raise();
    };
    let Some(other) = &target.parts else {
        return invalid_operation("This operation is not supported for a relative URI.").raise();
    };
    if base.scheme != other.scheme || base.host != other.host || base.port != other.port {
        return Ok(target.clone());
    }
    let (own, wanted): (Vec<&str>, Vec<&str>) = (
        base.path.split('/').collect(),
        other.path.split('/').collect(),
    );
    let mut same = 0;
    while same + 1 < own.len() && same + 1 < wanted.len() && own[same] == wanted[same] {
        same += 1;
    }
    let mut path = "../".repeat(own.len() - 1 - same);
    path.push_str(&wanted[same..].join("/"));
    if own == wanted {
        path.clear();
    }
    if path.is_empty() && own != wanted {
        path = "./".into();
    }
    Ok(Uri {
        original: format!("{path}{}{}", other.query, other.fragment).into(),
        parts: None,
    })
}

fn hex_unescape(c: &mut Call<'_>) -> Result<Value> {
    let text = c.text(0);
    let Some(reference) = c.arg(1).as_native_rc::<super::reference::Reference>() else {
        return Ok(Value::Char(0));
    };
    let at = reference.get(c.host)?.as_integer().unwrap_or(-1);
    let Some(start) = usize::try_from(at).ok().filter(|at| *at < text.len()) else {
        return out_of_range(
            "index",
            "Specified argument was out of the range of valid values.",
        )
        .raise();
    };
    if let Some(code) = text
        .get(start..start + 3)
        .filter(|code| is_hex(code.as_bytes()))
    {
        c.assign(1, Value::Int(at as i32 + 3))?;
        return Ok(Value::Char(
            u16::from_str_radix(&code[1..], 16).unwrap_or_default(),
        ));
    }
    c.assign(1, Value::Int(at as i32 + 1))?;
    Ok(Value::Char(text.utf16_at(start).unwrap_or_default()))
}
