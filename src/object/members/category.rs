//! What kind of character a character is.

use crate::types::TypeInfo;
use fancy_regex::Regex;

/// `UnicodeCategory`
pub static CATEGORY: TypeInfo = TypeInfo::enumeration(
    "System.Globalization.UnicodeCategory",
    &[
        ("UppercaseLetter", 0),
        ("LowercaseLetter", 1),
        ("TitlecaseLetter", 2),
        ("ModifierLetter", 3),
        ("OtherLetter", 4),
        ("NonSpacingMark", 5),
        ("SpacingCombiningMark", 6),
        ("EnclosingMark", 7),
        ("DecimalDigitNumber", 8),
        ("LetterNumber", 9),
        ("OtherNumber", 10),
        ("SpaceSeparator", 11),
        ("LineSeparator", 12),
        ("ParagraphSeparator", 13),
        ("Control", 14),
        ("Format", 15),
        ("Surrogate", 16),
        ("PrivateUse", 17),
        ("ConnectorPunctuation", 18),
        ("DashPunctuation", 19),
        ("OpenPunctuation", 20),
        ("ClosePunctuation", 21),
        ("InitialQuotePunctuation", 22),
        ("FinalQuotePunctuation", 23),
        ("OtherPunctuation", 24),
        ("MathSymbol", 25),
        ("CurrencySymbol", 26),
        ("ModifierSymbol", 27),
        ("OtherSymbol", 28),
        ("OtherNotAssigned", 29),
    ],
);

/// The categories by .NET's numbers, as Unicode abbreviates them; surrogates are no characters to the regex engine.
const NAMES: [(&str, i64); 28] = [
    ("Lu", 0),
    ("Ll", 1),
    ("Lt", 2),
    ("Lm", 3),
    ("Lo", 4),
    ("Mn", 5),
    ("Mc", 6),
    ("Me", 7),
    ("Nd", 8),
    ("Nl", 9),
    ("No", 10),
    ("Zs", 11),
    ("Zl", 12),
    ("Zp", 13),
    ("Cc", 14),
    ("Cf", 15),
    ("Co", 17),
    ("Pc", 18),
    ("Pd", 19),
    ("Ps", 20),
    ("Pe", 21),
    ("Pi", 22),
    ("Pf", 23),
    ("Po", 24),
    ("Sm", 25),
    ("Sc", 26),
    ("Sk", 27),
    ("So", 28),
];

thread_local! {
    static PATTERNS: Vec<(Regex, i64)> =
        NAMES.iter().filter_map(|(name, number)| Some((Regex::new(&format!(r"\A\p{{{name}}}")).ok()?, *number))).collect();
}

/// The category of a code point or of half a surrogate pair.
pub fn of(point: u32) -> i64 {
    let Some(letter) = char::from_u32(point) else {
        return 16;
    };
    if letter.is_ascii() {
        return ascii(letter);
    }
    let mut buffer = [0; 4];
    let text: &str = letter.encode_utf8(&mut buffer);
    PATTERNS.with(|patterns| {
        let found = patterns
            .iter()
            .find(|(pattern, _)| pattern.is_match(text).unwrap_or(false));
        found.map_or(29, |(_, number)| *number)
    })
}

fn ascii(letter: char) -> i64 {
    match letter {
        'A'..='Z' => 0,
        'a'..='z' => 1,
        '0'..='9' => 8,
        ' ' => 11,
        '\0'..='\x1f' | '\x7f' => 14,
        '_' => 18,
        '-' => 19,
        '(' | '[' | '{' => 20,
        ')' | ']' | '}' => 21,
        '+' | '<' | '=' | '>' | '|' | '~' => 25,
        '$' => 26,
        '^' | '`' => 27,
        _ => 24,
    }
}

/// `Char.GetNumericValue`
pub fn numeric_value(point: u32) -> f64 {
    let Some(letter) = char::from_u32(point) else {
        return -1.0;
    };
    if let Some(digit) = letter.to_digit(10) {
        return f64::from(digit);
    }
    match letter {
        '¼' => 0.25,
        '½' => 0.5,
        '¾' => 0.75,
        '²' => 2.0,
        '³' => 3.0,
        '¹' => 1.0,
        'Ⅰ'..='Ⅻ' => f64::from(point - 'Ⅰ' as u32 + 1),
        '⁰'..='⁹' if letter != 'ⁱ' => f64::from(point - '⁰' as u32),
        '₀'..='₉' => f64::from(point - '₀' as u32),
        '٠'..='٩' => f64::from(point - '٠' as u32),
        '①'..='⑳' => f64::from(point - '①' as u32 + 1),
        _ => -1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn categories_are_net_s() {
        let all: Vec<i64> = "Aa1 _-([)+$^!é٣€½".chars().map(|c| of(c as u32)).collect();
        assert_eq!(
            all,
            [
                0, 1, 8, 11, 18, 19, 20, 20, 21, 25, 26, 27, 24, 1, 8, 26, 10
            ]
        );
        assert_eq!(of(0xD800), 16);
    }
}
