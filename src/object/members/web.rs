//! `WebUtility`, `HttpUtility`, `SecurityElement.Escape`, and the settings of `ServicePointManager`.

use super::table::*;
use super::{disk, sequence};
use crate::types::{Call, Member, Sig, Type, TypeInfo};
use crate::{Result, Str, Value};
use std::cell::Cell;

/// `WebUtility`
pub static WEB_UTILITY: TypeInfo = TypeInfo::statics("System.Net.WebUtility", || WEB);
/// `HttpUtility`
pub static HTTP_UTILITY: TypeInfo = TypeInfo::statics("System.Web.HttpUtility", || HTTP);
/// `SecurityElement`
pub static SECURITY_ELEMENT: TypeInfo =
    TypeInfo::statics("System.Security.SecurityElement", || SECURITY);

/// `ServicePointManager`: what scripts set before they call the network, and read back.
pub static SERVICE_POINT_MANAGER: TypeInfo =
    TypeInfo::statics("System.Net.ServicePointManager", || SERVICE_POINT);

const PROTOCOL: Sig = Sig::One(&super::ps_enums::SECURITY_PROTOCOL);

thread_local! {
    static PROTOCOLS: Cell<i64> = const { Cell::new(0) };
}

static SERVICE_POINT: &[Member] = &[
    Member::static_property(
        "SecurityProtocol",
        PROTOCOL,
        |_| Ok(Type::Known(&super::ps_enums::SECURITY_PROTOCOL).enum_from(PROTOCOLS.get())),
        |c| {
            PROTOCOLS.set(c.long(0));
            Ok(Value::Null)
        },
    ),
    Member::static_property(
        "ServerCertificateValidationCallback",
        OBJ,
        |_| Ok(Value::Null),
        |_| Ok(Value::Null),
    ),
    Member::static_property(
        "CertificatePolicy",
        OBJ,
        |_| Ok(Value::Null),
        |_| Ok(Value::Null),
    ),
    Member::static_property(
        "Expect100Continue",
        BOOL,
        |_| Ok(Value::Bool(true)),
        |_| Ok(Value::Null),
    ),
    Member::static_property(
        "DefaultConnectionLimit",
        INT,
        |_| Ok(Value::Int(2)),
        |_| Ok(Value::Null),
    ),
    Member::static_property(
        "CheckCertificateRevocationList",
        BOOL,
        |_| Ok(Value::Bool(false)),
        |_| Ok(Value::Null),
    ),
];

static WEB: &[Member] = &[
    static_method!("HtmlDecode", (value: STR) -> STR => |c| mapped(c, html_decode)),
    static_method!("HtmlEncode", (value: STR) -> STR => |c| mapped(c, html_encode)),
    static_method!("UrlDecode", (encodedValue: STR) -> STR => |c| mapped(c, |text| String::from_utf8_lossy(&url_decode(text.as_bytes())).to_string())),
    static_method!("UrlEncode", (value: STR) -> STR => |c| mapped(c, |text| url_encode(text.as_bytes(), false))),
    static_method!("UrlDecodeToBytes", (encodedValue: BYTES, offset: INT, count: INT) -> BYTES => |c| part(c).map(|bytes| disk::bytes_value(url_decode(&bytes)))),
    static_method!("UrlEncodeToBytes", (value: BYTES, offset: INT, count: INT) -> BYTES => |c| part(c).map(|bytes| disk::bytes_value(url_encode(&bytes, false).into_bytes()))),
];

static HTTP: &[Member] = &[
    static_method!("HtmlDecode", (s: STR) -> STR => |c| mapped(c, html_decode)),
    static_method!("HtmlEncode", (s: STR) -> STR => |c| mapped(c, html_encode)),
    static_method!("HtmlAttributeEncode", (s: STR) -> STR => |c| mapped(c, |text| text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;").replace('\'', "&#39;"))),
    static_method!("UrlDecode", (str: STR) -> STR => |c| mapped(c, |text| String::from_utf8_lossy(&url_decode(text.as_bytes())).to_string())),
    static_method!("UrlEncode", (str: STR) -> STR => |c| mapped(c, |text| url_encode(text.as_bytes(), true))),
    static_method!("UrlPathEncode", (str: STR) -> STR => |c| mapped(c, |text| text.replace(' ', "%20"))),
    static_method!("JavaScriptStringEncode", (value: STR) -> STR => |c| mapped(c, script_encode)),
];

static SECURITY: &[Member] = &[static_method!("Escape", (str: STR) -> STR => |c| {
    mapped(c, |text| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&apos;"))
})];

fn mapped(c: &mut Call<'_>, map: fn(&str) -> String) -> Result<Value> {
    Ok(c.arg(0).as_str().map(|text| Str::from(map(text))).into())
}

fn part(c: &Call<'_>) -> Result<Vec<u8>> {
    let bytes = disk::bytes_of(c.arg(0));
    if c.long(1) < 0 {
        return super::args::out_of_range(
            "offset",
            "Specified argument was out of the range of valid values.",
        )
        .raise();
    }
    let part = sequence::part(c.long(1), c.long(2), bytes.len(), ("offset", "count"))?;
    Ok(bytes[part].to_vec())
}

/// HTML's special characters, Latin-1's upper half and what lies outside the basic plane become references.
pub fn html_encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => encoded.push_str("&lt;"),
            '>' => encoded.push_str("&gt;"),
            '"' => encoded.push_str("&quot;"),
            '\'' => encoded.push_str("&#39;"),
            '&' => encoded.push_str("&amp;"),
            '\u{A0}'..='\u{FF}' | '\u{10000}'.. => encoded.push_str(&format!("&#{};", c as u32)),
            c => encoded.push(c),
        }
    }
    encoded
}

/// References become their characters; those that nobody knows stay.
pub fn html_decode(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        decoded.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest[1..].find([';', '&']).map(|length| length + 1);
        match end
            .filter(|end| rest.as_bytes()[*end] == b';')
            .and_then(|end| Some((end, entity(&rest[1..end])?)))
        {
            Some((end, c)) => {
                decoded.push(c);
                rest = &rest[end + 1..];
            }
            None => {
                decoded.push('&');
                rest = &rest[1..];
            }
        }
    }
    decoded.push_str(rest);
    decoded
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|c| *c != '\0');
    }
    if let Some(at) = LATIN.iter().position(|known| *known == name) {
        return char::from_u32(0xA0 + at as u32);
    }
    OTHERS
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, c)| *c)
}

/// The names of the characters from 160 to 255.
static LATIN: &[&str] = &[
    "nbsp", "iexcl", "cent", "pound", "curren", "yen", "brvbar", "sect", "uml", "copy", "ordf",
    "laquo", "not", "shy", "reg", "macr", "deg", "plusmn", "sup2", "sup3", "acute", "micro",
    "para", "middot", "cedil", "sup1", "ordm", "raquo", "frac14", "frac12", "frac34", "iquest",
    "Agrave", "Aacute", "Acirc", "Atilde", "Auml", "Aring", "AElig", "Ccedil", "Egrave", "Eacute",
    "Ecirc", "Euml", "Igrave", "Iacute", "Icirc", "Iuml", "ETH", "Ntilde", "Ograve", "Oacute",
    "Ocirc", "Otilde", "Ouml", "times", "Oslash", "Ugrave", "Uacute", "Ucirc", "Uuml", "Yacute",
    "THORN", "szlig", "agrave", "aacute", "acirc", "atilde", "auml", "aring", "aelig", "ccedil",
    "egrave", "eacute", "ecirc", "euml", "igrave", "iacute", "icirc", "iuml", "eth", "ntilde",
    "ograve", "oacute", "ocirc", "otilde", "ouml", "divide", "oslash", "ugrave", "uacute", "ucirc",
    "uuml", "yacute", "thorn", "yuml",
];

static OTHERS: &[(&str, char)] = &[
    ("quot", '"'),
    ("amp", '&'),
    ("apos", '\''),
    ("lt", '<'),
    ("gt", '>'),
    ("OElig", 'Œ'),
    ("oelig", 'œ'),
    ("Scaron", 'Š'),
    ("scaron", 'š'),
    ("Yuml", 'Ÿ'),
    ("fnof", 'ƒ'),
    ("circ", 'ˆ'),
    ("tilde", '˜'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("thinsp", '\u{2009}'),
    ("zwnj", '\u{200C}'),
    ("zwj", '\u{200D}'),
    ("lrm", '\u{200E}'),
    ("rlm", '\u{200F}'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("dagger", '†'),
    ("Dagger", '‡'),
    ("bull", '•'),
    ("hellip", '…'),
    ("permil", '‰'),
    ("prime", '′'),
    ("Prime", '″'),
    ("lsaquo", '‹'),
    ("rsaquo", '›'),
    ("euro", '€'),
    ("trade", '™'),
    ("larr", '←'),
    ("uarr", '↑'),
    ("rarr", '→'),
    ("darr", '↓'),
    ("harr", '↔'),
    ("forall", '∀'),
    ("part", '∂'),
    ("exist", '∃'),
    ("empty", '∅'),
    ("nabla", '∇'),
    ("isin", '∈'),
    ("notin", '∉'),
    ("ni", '∋'),
    ("prod", '∏'),
    ("sum", '∑'),
    ("minus", '−'),
    ("radic", '√'),
    ("prop", '∝'),
    ("infin", '∞'),
    ("and", '∧'),
    ("or", '∨'),
    ("cap", '∩'),
    ("cup", '∪'),
    ("int", '∫'),
    ("asymp", '≈'),
    ("ne", '≠'),
    ("equiv", '≡'),
    ("le", '≤'),
    ("ge", '≥'),
    ("alpha", 'α'),
    ("beta", 'β'),
    ("gamma", 'γ'),
    ("delta", 'δ'),
    ("epsilon", 'ε'),
    ("lambda", 'λ'),
    ("mu", 'μ'),
    ("pi", 'π'),
    ("sigma", 'σ'),
    ("tau", 'τ'),
    ("phi", 'φ'),
    ("omega", 'ω'),
    ("Omega", 'Ω'),
    ("Delta", 'Δ'),
    ("Sigma", 'Σ'),
];

/// A blank becomes a plus sign, everything unsafe a percent sign and two digits.
pub fn url_encode(bytes: &[u8], lower: bool) -> String {
    let mut encoded = String::with_capacity(bytes.len());
    for byte in bytes {
        match byte {
            b'A'..=b'Z'
            | b'a'..=b'z'
            | b'0'..=b'9'
            | b'-'
            | b'_'
            | b'.'
            | b'!'
            | b'*'
            | b'('
            | b')' => encoded.push(char::from(*byte)),
            b' ' => encoded.push('+'),
            byte if lower => encoded.push_str(&format!("%{byte:02x}")),
            byte => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

/// What `url_encode` made, back as bytes.
pub fn url_decode(bytes: &[u8]) -> Vec<u8> {
    let digit = |at: usize| {
        bytes
            .get(at)
            .and_then(|byte| char::from(*byte).to_digit(16))
            .map(|digit| digit as u8)
    };
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        match (bytes[at], digit(at + 1), digit(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                decoded.push(high * 16 + low);
                at += 2;
            }
            (b'+', ..) => decoded.push(b' '),
            (byte, ..) => decoded.push(byte),
        }
        at += 1;
    }
    decoded
}

fn script_encode(text: &str) -> String {
    let mut encoded = String::new();
    for c in text.chars() {
        match c {
            '"' => encoded.push_str("\\\""),
            '\\' => encoded.push_str("\\\\"),
            '\n' => encoded.push_str("\\n"),
            '\r' => encoded.push_str("\\r"),
            '\t' => encoded.push_str("\\t"),
            '<' | '>' | '&' | '\'' | '\u{85}' | '\u{2028}' | '\u{2029}' | '\0'..='\u{1F}' => {
                encoded.push_str(&format!("\\u{:04x}", c as u32))
            }
            c => encoded.push(c),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_round_trip() {
        assert_eq!(
            html_encode("<a href='x'>é&"),
            "&lt;a href=&#39;x&#39;&gt;&#233;&amp;"
        );
        assert_eq!(
            html_decode("&lt;&eacute;&#39;&nbsp;|&unknown;&"),
            "<é'\u{A0}|&unknown;&"
        );
        assert_eq!(url_encode("a b&é".as_bytes(), false), "a+b%26%C3%A9");
        assert_eq!(url_decode(b"a+b%26%C3%A9%zz"), "a b&é%zz".as_bytes());
    }
}
