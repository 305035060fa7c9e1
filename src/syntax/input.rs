//! What single characters mean: the classes that every lexical production is made of, as a table over bytes and a slow path for the rest.

use nom::IResult;

/// A lexical production: takes the rest of the text, yields what it consumed.
pub(crate) type Lex<'s, T = &'s str> = IResult<&'s str, T>;

const BLANK: u8 = 1;
const BREAKS: u8 = 2;
const WORD_START: u8 = 4;
const DIGIT: u8 = 8;
const VARIABLE_START: u8 = 16;
const ENDS_NUMBER: u8 = 32;
const ENDS_ASSEMBLY: u8 = 64;

const CLASSES: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut table = [0u8; 256];
    let mut i = 0;
    while i < 128 {
        let c = i as u8;
        let mut class = 0;
        if matches!(c, b'\t' | 0x0b | 0x0c | b' ') {
            class |= BLANK | BREAKS | ENDS_ASSEMBLY;
        }
        if matches!(c, 0 | b'\n' | b'\r') {
            class |= BREAKS | ENDS_ASSEMBLY;
        }
        if matches!(c, b'&' | b'(' | b')' | b',' | b';' | b'{' | b'|' | b'}') {
            class |= BREAKS;
        }
        if matches!(c, b',' | b'=' | b']') {
            class |= ENDS_ASSEMBLY;
        }
        if c.is_ascii_alphabetic() || c == b'_' {
            class |= WORD_START | VARIABLE_START;
        }
        if c.is_ascii_digit() {
            class |= DIGIT | VARIABLE_START;
        }
        if matches!(c, b'$' | b':' | b'?' | b'^') {
            class |= VARIABLE_START;
        }
        if matches!(
            c,
            b'!' | b'#' | b'%' | b'*' | b'+' | b'-' | b'.' | b'/' | b'<' | b'=' | b'>' | b']'
        ) {
            class |= ENDS_NUMBER;
        }
        table[i] = class;
        i += 1;
    }
    table
}

fn has(c: char, class: u8) -> bool {
    (c as u32) < 128 && CLASSES[c as usize] & class != 0
}

/// The byte breaks a generic token; bytes above ASCII never do by themselves.
pub(crate) fn byte_breaks(byte: u8) -> bool {
    CLASSES[byte as usize] & BREAKS != 0
}

/// The byte is an ASCII letter, digit or underscore.
pub(crate) fn byte_is_word(byte: u8) -> bool {
    CLASSES[byte as usize] & (WORD_START | DIGIT) != 0
}

/// White space inside a line.
pub(crate) fn is_blank(c: char) -> bool {
    if (c as u32) < 128 {
        return CLASSES[c as usize] & BLANK != 0;
    }
    matches!(
        c,
        '\u{85}' | '\u{a0}' | '\u{1680}' | '\u{2000}'
            ..='\u{200a}' | '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}'
    )
}

/// White space as .NET sees it, line ends included.
pub(crate) fn is_white_space(c: char) -> bool {
    is_blank(c) || matches!(c, '\n' | '\r')
}

/// Ends whatever token is being scanned.
pub(crate) fn breaks_token(c: char) -> bool {
    if (c as u32) < 128 {
        CLASSES[c as usize] & BREAKS != 0
    } else {
        is_blank(c)
    }
}

/// Ends a number in an expression. `?` and `:` do so where a ternary operator may follow.
pub(crate) fn ends_number(c: char, ternary: bool) -> bool {
    has(c, ENDS_NUMBER) || (ternary && matches!(c, '?' | ':')) || (c as u32 > 127 && is_dash(c))
}

/// Ends a part of an assembly's name.
pub(crate) fn ends_assembly_part(c: char) -> bool {
    if (c as u32) < 128 {
        CLASSES[c as usize] & ENDS_ASSEMBLY != 0
    } else {
        is_blank(c)
    }
}

/// A letter, as UTF-16 sees letters: none outside the basic plane.
pub(crate) fn is_letter(c: char) -> bool {
    c.is_alphabetic() && (c as u32) < 0x10000
}

/// A letter or a digit within the basic plane.
pub(crate) fn is_letter_or_digit(c: char) -> bool {
    c.is_alphanumeric() && (c as u32) < 0x10000
}

/// Begins an identifier or a label.
pub(crate) fn begins_word(c: char) -> bool {
    if (c as u32) < 128 {
        has(c, WORD_START)
    } else {
        is_letter(c)
    }
}

/// Continues an identifier or a label.
pub(crate) fn continues_word(c: char) -> bool {
    if (c as u32) < 128 {
        has(c, WORD_START | DIGIT)
    } else {
        is_letter_or_digit(c)
    }
}

/// Begins the name of a variable without braces.
pub(crate) fn begins_variable(c: char) -> bool {
    if (c as u32) < 128 {
        has(c, VARIABLE_START)
    } else {
        is_letter_or_digit(c)
    }
}

/// The hyphen and the dashes that word processors make of it.
pub(crate) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2013}' | '\u{2014}' | '\u{2015}')
}

/// The apostrophe and its typographic kin.
pub(crate) fn is_single_quote(c: char) -> bool {
    matches!(c, '\'' | '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}')
}

/// The quotation mark and its typographic kin.
pub(crate) fn is_double_quote(c: char) -> bool {
    matches!(c, '"' | '\u{201c}' | '\u{201d}' | '\u{201e}')
}

/// How many bytes the character that begins with this byte has.
pub(crate) fn width(byte: u8) -> usize {
    match byte {
        ..0x80 => 1,
        0x80..0xe0 => 2,
        0xe0..0xf0 => 3,
        _ => 4,
    }
}
