//! Encodings of code pages other than those that every session uses, and UTF-7.

use encoding_rs as rs;

/// A code page: number, web name, other names, display name, and its table.
pub struct Page {
    /// `CodePage`
    pub number: u16,
    /// `WebName`
    pub name: &'static str,
    /// `EncodingName`
    pub display: &'static str,
    table: Table,
}

enum Table {
    Web(&'static rs::Encoding),
    /// The upper half, for those that the web does not know.
    Upper(&'static str),
}

const DOS_437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";
const DOS_850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";

macro_rules! pages {
    ($($number:literal $name:literal $display:literal $table:expr;)*) => {
        /// All of them.
        pub static PAGES: &[Page] = &[$(Page { number: $number, name: $name, display: $display, table: $table }),*];
    };
}

pages! {
    437 "IBM437" "OEM United States" Table::Upper(DOS_437);
    850 "ibm850" "Western European (DOS)" Table::Upper(DOS_850);
    866 "cp866" "Cyrillic (DOS)" Table::Web(rs::IBM866);
    874 "windows-874" "Thai (Windows)" Table::Web(rs::WINDOWS_874);
    932 "shift_jis" "Japanese (Shift-JIS)" Table::Web(rs::SHIFT_JIS);
    936 "gb2312" "Chinese Simplified (GB2312)" Table::Web(rs::GBK);
    949 "ks_c_5601-1987" "Korean" Table::Web(rs::EUC_KR);
    950 "big5" "Chinese Traditional (Big5)" Table::Web(rs::BIG5);
    1250 "windows-1250" "Central European (Windows)" Table::Web(rs::WINDOWS_1250);
    1251 "windows-1251" "Cyrillic (Windows)" Table::Web(rs::WINDOWS_1251);
    1253 "windows-1253" "Greek (Windows)" Table::Web(rs::WINDOWS_1253);
    1254 "windows-1254" "Turkish (Windows)" Table::Web(rs::WINDOWS_1254);
    1255 "windows-1255" "Hebrew (Windows)" Table::Web(rs::WINDOWS_1255);
    1256 "windows-1256" "Arabic (Windows)" Table::Web(rs::WINDOWS_1256);
    1257 "windows-1257" "Baltic (Windows)" Table::Web(rs::WINDOWS_1257);
    1258 "windows-1258" "Vietnamese (Windows)" Table::Web(rs::WINDOWS_1258);
    10000 "macintosh" "Western European (Mac)" Table::Web(rs::MACINTOSH);
    20866 "koi8-r" "Cyrillic (KOI8-R)" Table::Web(rs::KOI8_R);
    21866 "koi8-u" "Cyrillic (KOI8-U)" Table::Web(rs::KOI8_U);
    28592 "iso-8859-2" "Central European (ISO)" Table::Web(rs::ISO_8859_2);
    28593 "iso-8859-3" "Latin 3 (ISO)" Table::Web(rs::ISO_8859_3);
    28594 "iso-8859-4" "Baltic (ISO)" Table::Web(rs::ISO_8859_4);
    28595 "iso-8859-5" "Cyrillic (ISO)" Table::Web(rs::ISO_8859_5);
    28597 "iso-8859-7" "Greek (ISO)" Table::Web(rs::ISO_8859_7);
    28599 "iso-8859-9" "Turkish (ISO)" Table::Web(rs::WINDOWS_1254);
    28603 "iso-8859-13" "Estonian (ISO)" Table::Web(rs::ISO_8859_13);
    28605 "iso-8859-15" "Latin 9 (ISO)" Table::Web(rs::ISO_8859_15);
    51932 "euc-jp" "Japanese (EUC)" Table::Web(rs::EUC_JP);
    54936 "GB18030" "Chinese Simplified (GB18030)" Table::Web(rs::GB18030);
}

/// The page of that number.
pub fn by_number(number: u16) -> Option<&'static Page> {
    PAGES.iter().find(|page| page.number == number)
}

/// The page of a name, in lower case.
pub fn by_name(name: &str) -> Option<&'static Page> {
    let digits = name
        .strip_prefix("ibm")
        .or_else(|| name.strip_prefix("cp"))
        .unwrap_or_default();
    let known = |page: &&Page| {
        page.name.eq_ignore_ascii_case(name)
            || digits == page.number.to_string()
            || name.strip_prefix("iso") == page.name.strip_prefix("iso-")
                && name.starts_with("iso8")
    };
    PAGES.iter().find(known)
}

impl Page {
    /// The bytes of a text; `?` stands for what the page lacks.
    pub fn encode(&self, text: &str) -> Vec<u8> {
        let mut out = Vec::with_capacity(text.len());
        for c in text.chars() {
            match &self.table {
                _ if c.is_ascii() => out.push(c as u8),
                Table::Upper(upper) => out.push(
                    upper
                        .chars()
                        .position(|known| known == c)
                        .map_or(b'?', |at| 0x80 + at as u8),
                ),
                Table::Web(encoding) => {
                    let mut room = [0; 4];
                    let (bytes, _, failed) = encoding.encode(c.encode_utf8(&mut room));
                    match failed {
                        true => out.push(b'?'),
                        false => out.extend_from_slice(&bytes),
                    }
                }
            }
        }
        out
    }

    /// The text of bytes.
    pub fn decode(&self, bytes: &[u8]) -> String {
        match &self.table {
            Table::Web(encoding) => encoding.decode_without_bom_handling(bytes).0.into_owned(),
            Table::Upper(upper) => bytes
                .iter()
                .map(|byte| match byte {
                    0..=0x7f => char::from(*byte),
                    byte => upper
                        .chars()
                        .nth(usize::from(byte - 0x80))
                        .unwrap_or('\u{fffd}'),
                })
                .collect(),
        }
    }
}

/// Characters that UTF-7 writes as they are.
fn is_direct(unit: u16) -> bool {
    u8::try_from(unit)
        .is_ok_and(|byte| byte.is_ascii_alphanumeric() || b"\t\n\r '(),-./:?".contains(&byte))
}

/// A text in UTF-7.
pub fn encode_utf7(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(unit) = units.get(at) {
        if *unit == u16::from(b'+') {
            out.extend_from_slice(b"+-");
            at += 1;
        } else if is_direct(*unit) {
            out.push(*unit as u8);
            at += 1;
        } else {
            let end = units[at..]
                .iter()
                .position(|unit| is_direct(*unit) || *unit == u16::from(b'+'))
                .map_or(units.len(), |length| at + length);
            let bytes: Vec<u8> = units[at..end]
                .iter()
                .flat_map(|unit| unit.to_be_bytes())
                .collect();
            out.push(b'+');
            let packed = super::base64::encode(&bytes, false);
            out.extend_from_slice(packed.trim_end_matches('=').as_bytes());
            out.push(b'-');
            at = end;
        }
    }
    out
}

/// The text of UTF-7.
pub fn decode_utf7(bytes: &[u8]) -> String {
    let mut units: Vec<u16> = Vec::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        at += 1;
        if *byte != b'+' {
            units.push(u16::from(*byte));
            continue;
        }
        let end = bytes[at..]
            .iter()
            .position(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/')))
            .map_or(bytes.len(), |length| at + length);
        if end == at {
            units.push(u16::from(b'+'));
        } else {
            let mut packed = String::from_utf8_lossy(&bytes[at..end]).into_owned();
            while !packed.len().is_multiple_of(4) {
                packed.push('=');
            }
            let plain = super::base64::decode(&packed).unwrap_or_default();
            units.extend(
                plain
                    .chunks_exact(2)
                    .map(|pair| u16::from_be_bytes([pair[0], pair[1]])),
            );
        }
        at = end + usize::from(bytes.get(end) == Some(&b'-'));
    }
    String::from_utf16_lossy(&units)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back() {
        assert_eq!(encode_utf7("aé€"), b"a+AOkgrA-");
        assert_eq!(decode_utf7(b"a+AOkgrA-"), "aé€");
        let latin9 = by_name("iso-8859-15").map(|page| page.encode("aé€"));
        assert_eq!(latin9, Some(vec![0x61, 0xe9, 0xa4]));
        let dos = by_number(437).map(|page| page.decode(&[0x82, 0xc4]));
        assert_eq!(dos.as_deref(), Some("é─"));
    }
}
