//! Upper and lower case by simple (one to one) mapping, as .NET maps UTF-16 units.

/// `char.ToUpperInvariant`: the simple mapping; a character with none maps to itself.
pub fn to_upper_char(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_uppercase();
    }
    match c {
        // The invariant culture leaves the Turkish letters alone.
        '\u{131}' => c,
        // Greek letters with iota below: the full mapping has two letters, the simple one the title case letter.
        '\u{1f80}'..='\u{1f87}' | '\u{1f90}'..='\u{1f97}' | '\u{1fa0}'..='\u{1fa7}' => offset(c, 8),
        '\u{1fb3}' | '\u{1fc3}' | '\u{1ff3}' => offset(c, 9),
        _ => single(c.to_uppercase()).unwrap_or(c),
    }
}

/// `char.ToLowerInvariant`.
pub fn to_lower_char(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    match c {
        '\u{130}' => c,
        _ => single(c.to_lowercase()).unwrap_or(c),
    }
}

fn offset(c: char, by: u32) -> char {
    char::from_u32(c as u32 + by).unwrap_or(c)
}

fn single(mut mapped: impl Iterator<Item = char>) -> Option<char> {
    let first = mapped.next()?;
    mapped.next().is_none().then_some(first)
}

/// `text.ToUpperInvariant()`; in en-US it differs for the dotless i only.
pub fn to_upper(text: &str) -> String {
    if text.is_ascii() {
        text.to_ascii_uppercase()
    } else {
        text.chars().map(to_upper_char).collect()
    }
}

/// `text.ToLowerInvariant()`.
pub fn to_lower(text: &str) -> String {
    if text.is_ascii() {
        text.to_ascii_lowercase()
    } else {
        text.chars().map(to_lower_char).collect()
    }
}

/// `TextInfo.ToTitleCase`: the first letter of each word; a word all in capitals stays as it is.
pub fn to_title(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        if !chars[at].is_alphabetic() {
            out.push(chars[at]);
            at += 1;
            continue;
        }
        // An apostrophe inside a word does not end it.
        let length = chars[at..]
            .iter()
            .take_while(|c| !is_separator(**c))
            .count();
        let word = &chars[at..at + length];
        let capitals = length > 1 && !word.iter().any(|c| c.is_lowercase());
        if capitals {
            out.extend(word);
        } else {
            out.push(title_char(word[0]));
            out.extend(word[1..].iter().map(|c| to_lower_char(*c)));
        }
        at += length;
    }
    out
}

/// Digraphs have a title case of their own.
fn title_char(c: char) -> char {
    match c {
        '\u{1c4}' | '\u{1c6}' => '\u{1c5}',
        '\u{1c7}' | '\u{1c9}' => '\u{1c8}',
        '\u{1ca}' | '\u{1cc}' => '\u{1cb}',
        '\u{1f1}' | '\u{1f3}' => '\u{1f2}',
        c => to_upper_char(c),
    }
}

fn is_separator(c: char) -> bool {
    !(c.is_alphanumeric() || c == '\'' || c == '\u{2019}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mapping_is_simple() {
        assert_eq!(to_upper("straße ünï"), "STRAßE ÜNÏ");
        assert_eq!(to_upper("\u{131}\u{149}"), "\u{131}\u{149}");
        assert_eq!(to_lower("ÀÉ\u{130}"), "àé\u{130}");
        assert_eq!(
            to_title("hello wORLD don't USA x-ray"),
            "Hello World Don't USA X-Ray"
        );
    }
}
