//! Escaping in URIs, and references resolved against a base.

use super::uri::{Parts, dots};

/// Whether these bytes are `%` and two hexadecimal digits.
pub fn is_hex(code: &[u8]) -> bool {
    matches!(code, [b'%', a, b] if a.is_ascii_hexdigit() && b.is_ascii_hexdigit())
}

fn percent(out: &mut String, byte: u8) {
    out.push_str(&format!("%{byte:02X}"));
}

/// Escapes what may not stand in a URI; codes that are there already stay, unless the text is a path of the file system.
pub fn escape(text: &str, literal: bool) -> String {
    let bytes = text.as_bytes();
    let mut out = String::with_capacity(text.len());
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'%' if !literal && bytes.get(at..at + 3).is_some_and(is_hex) => out.push('%'),
            b'#' | b'?' if literal => percent(&mut out, *byte),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => out.push(char::from(*byte)),
            b'-' | b'.' | b'_' | b'~' | b'!' | b'*' | b'\'' | b'(' | b')' | b';' | b'/' | b'?'
            | b':' | b'@' | b'&' | b'=' | b'+' | b'$' | b',' | b'#' | b'[' | b']' => {
                out.push(char::from(*byte))
            }
            byte => percent(&mut out, *byte),
        }
    }
    out
}

/// `Uri.EscapeDataString`
pub fn escape_data(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(byte))
            }
            byte => percent(&mut out, byte),
        }
    }
    out
}

/// `Uri.EscapeUriString`
pub fn escape_uri(text: &str) -> String {
    escape(text, false)
}

/// Takes the codes out; `all` of them, or all but those of characters that mean something in a URI.
pub fn unescape(text: &str, all: bool) -> String {
    let bytes = text.as_bytes();
    let mut out: Vec<u8> = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = bytes.get(at..at + 3).filter(|code| is_hex(code));
        let byte = code
            .and_then(|code| std::str::from_utf8(&code[1..]).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match byte {
            Some(byte) if all || !(byte < 0x20 || b"%#?/\\:@&=+$,;[]".contains(&byte)) => {
                out.push(byte);
                at += 3;
            }
            _ => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_string())
}

/// A reference resolved against an absolute URI.
pub(super) fn resolve(base: &Parts, text: &str) -> String {
    if Parts::parse(text).is_some_and(|parts| parts.scheme != "file" || text.starts_with("file:")) {
        return text.to_string();
    }
    let root = Parts {
        path: String::new(),
        query: String::new(),
        fragment: String::new(),
        ..base.clone()
    };
    if let Some(rest) = text.strip_prefix("//") {
        return format!("{}://{rest}", base.scheme);
    }
    if text.is_empty() {
        return Parts {
            fragment: String::new(),
            ..base.clone()
        }
        .text();
    }
    if text.starts_with('#') {
        return Parts {
            fragment: text.to_string(),
            ..base.clone()
        }
        .text();
    }
    if text.starts_with('?') {
        return format!("{}{}{text}", root.text(), base.path);
    }
    let (path, tail) = text
        .find(['?', '#'])
        .map_or((text, ""), |at| text.split_at(at));
    let joined = if path.starts_with('/') {
        path.to_string()
    } else {
        let folder = base.path.rfind('/').map_or("/", |at| &base.path[..=at]);
        format!("{folder}{path}")
    };
    format!("{}{}{tail}", root.text(), dots(&joined))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_resolve_as_in_browsers() {
        let Some(base) = Parts::parse("http://contoso.com/a/b?q=1") else {
            panic!("the base is sound")
        };
        assert_eq!(resolve(&base, "c"), "http://contoso.com/a/c");
        assert_eq!(resolve(&base, "/c"), "http://contoso.com/c");
        assert_eq!(resolve(&base, "../c?x"), "http://contoso.com/c?x");
        assert_eq!(resolve(&base, "https://x.y/z"), "https://x.y/z");
    }

    #[test]
    fn data_is_escaped_byte_by_byte() {
        assert_eq!(escape_data("a b&ü"), "a%20b%26%C3%BC");
        assert_eq!(unescape("a%20b%26%C3%BC", true), "a b&ü");
    }
}
