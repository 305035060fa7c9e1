//! The lexical grammar of names and of the operators that are written with signs.

use crate::input::*;
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while, take_while1};
use nom::character::complete::{char, one_of};
use nom::combinator::{cond, opt, recognize, verify};
use nom::sequence::{preceded, terminated};
use nom::{Err, IResult, Parser as _, error::ErrorKind};

/// identifier = ( letter | "_" ) { letter | digit | "_" }
pub(crate) fn identifier(i: &str) -> Lex<'_> {
    // ASCII names are nearly all there is.
    let end = i
        .bytes()
        .position(|byte| !byte_is_word(byte))
        .unwrap_or(i.len());
    if end > 0
        && i.as_bytes().get(end).is_none_or(|byte| *byte < 128)
        && !i.as_bytes()[0].is_ascii_digit()
    {
        return Ok((&i[end..], &i[..end]));
    }
    recognize((
        verify(nom::character::complete::anychar, |c| begins_word(*c)),
        take_while(continues_word),
    ))
    .parse(i)
}

/// parameter-name = { character that ends no parameter }; in expressions letters only
pub(crate) fn parameter_name(i: &str, in_command: bool) -> Lex<'_> {
    take_while(move |c: char| {
        if c.is_ascii_alphabetic() {
            return true;
        }
        let ends = is_blank(c)
            || is_single_quote(c)
            || is_double_quote(c)
            || matches!(
                c,
                '{' | '}'
                    | '('
                    | ')'
                    | ';'
                    | ','
                    | '|'
                    | '&'
                    | '.'
                    | '['
                    | '\r'
                    | '\n'
                    | '\0'
                    | ':'
            );
        in_command && !ends
    })(i)
}

/// variable-name = variable-start { letter | digit | "_" | "?" | ":" not before ":" }; "$", "?" and "^" stand alone
pub(crate) fn variable_name(i: &str) -> Lex<'_> {
    let bytes = i.as_bytes();
    if bytes
        .first()
        .is_some_and(|byte| matches!(byte, b'$' | b'?' | b'^'))
    {
        return Ok((&i[1..], &i[..1]));
    }
    let mut end = 0;
    for (at, c) in i.char_indices() {
        let goes_on = match c {
            ':' => at == 0 || bytes.get(at + 1) != Some(&b':'),
            '?' => at > 0,
            _ => continues_word(c),
        };
        if !goes_on {
            break;
        }
        end = at + c.len_utf8();
    }
    if end == 0 {
        fail(i)
    } else {
        Ok((&i[end..], &i[..end]))
    }
}

/// type-name-rest = { letter | digit | "." | "`" | "_" | "+" | "#" | "\" }
pub(crate) fn type_name_rest(i: &str) -> Lex<'_> {
    take_while(|c: char| {
        matches!(c, '.' | '`' | '_' | '+' | '#' | '\\')
            || c.is_ascii_alphanumeric()
            || is_letter_or_digit(c)
    })(i)
}

/// assembly-part = { character other than white space, ",", "=" and "]" }
pub(crate) fn assembly_part(i: &str) -> Lex<'_> {
    take_while(|c| !ends_assembly_part(c))(i)
}

/// merging-redirection = [ stream ] ">&" ( "1" | "2" ); only `>&1` can follow `*`
pub(crate) fn merging_redirection(i: &str) -> Lex<'_> {
    alt((
        tag("*>&1"),
        recognize((one_of("123456"), tag(">&"), one_of("12"))),
    ))
    .parse(i)
}

/// file-redirection = [ stream ] ( ">>" | ">" )
pub(crate) fn file_redirection(i: &str) -> Lex<'_> {
    recognize((opt(one_of("*123456")), char('>'), opt(char('>')))).parse(i)
}

/// verbatim = { character other than a line end; "|" and "&&" only between quotes }
pub(crate) fn verbatim(i: &str) -> Lex<'_> {
    let mut quoted = false;
    for (at, c) in i.char_indices() {
        let ends = matches!(c, '\r' | '\n') || (!quoted && (c == '|' || i[at..].starts_with("&&")));
        if ends {
            return Ok((&i[at..], &i[..at]));
        }
        quoted ^= is_double_quote(c);
    }
    Ok(("", i))
}

/// plain-word = { character that neither ends a generic token nor means anything in it }
pub(crate) fn plain_word(i: &str) -> Lex<'_> {
    let plain = |byte: &u8| {
        !byte_breaks(*byte) && *byte < 128 && !matches!(byte, b'`' | b'$' | b'\'' | b'"')
    };
    let end = i
        .as_bytes()
        .iter()
        .position(|byte| !plain(byte))
        .unwrap_or(i.len());
    Ok((&i[end..], &i[..end]))
}

/// What stands behind a backtick.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Escape {
    /// A character.
    Char(char),
    /// `u` without a brace.
    NoBrace,
    /// `u{}`
    Empty,
    /// `u{` and a value beyond Unicode.
    TooLarge,
    /// Something else than a hexadecimal digit, behind so many digits.
    NoDigit(usize),
    /// A seventh digit.
    TooManyDigits,
}

/// escape = "u" unicode-escape | "0" | "a" | "b" | "e" | "f" | "n" | "r" | "t" | "v" | character
pub(crate) fn escape(i: &str) -> Lex<'_, Escape> {
    let (rest, c) = nom::character::complete::anychar(i)?;
    let c = match c {
        '0' => '\0',
        'a' => '\u{7}',
        'b' => '\u{8}',
        'e' => '\u{1b}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\u{b}',
        'u' => return unicode_escape(rest),
        c => c,
    };
    Ok((rest, Escape::Char(c)))
}

/// unicode-escape = "{" hex-digit { hex-digit } "}", six digits at most
fn unicode_escape(i: &str) -> Lex<'_, Escape> {
    let hex = |c: char| c.is_ascii_hexdigit();
    let (rest, digits) = match opt(preceded(char('{'), take_while(hex))).parse(i)? {
        (rest, Some(digits)) => (rest, digits),
        (rest, None) => return Ok((rest, Escape::NoBrace)),
    };
    if digits.len() > 6 {
        return Ok((&i[7..], Escape::TooManyDigits));
    }
    let (rest, closed) = cond(true, opt(char('}'))).parse(rest)?;
    if closed.flatten().is_none() {
        return Ok((rest, Escape::NoDigit(digits.len())));
    }
    if digits.is_empty() {
        return Ok((rest, Escape::Empty));
    }
    let value = u32::from_str_radix(digits, 16).unwrap_or(u32::MAX);
    if value > 0x10ffff {
        return Ok((rest, Escape::TooLarge));
    }
    // A lone half of a surrogate pair cannot stand in our strings.
    Ok((
        rest,
        Escape::Char(char::from_u32(value).unwrap_or('\u{fffd}')),
    ))
}

/// here-string-header = quote { blank } line-end
pub(crate) fn here_string_header(i: &str) -> Lex<'_> {
    recognize(terminated(take_while(is_blank), crate::trivia::line_end)).parse(i)
}

/// The text up to the next line end, NUL bytes and all.
pub(crate) fn to_line_end(i: &str) -> Lex<'_> {
    take_while1(|c| !matches!(c, '\r' | '\n'))(i)
}

/// An error that lets the caller try something else.
pub(crate) fn fail<T>(i: &str) -> IResult<&str, T> {
    Err(Err::Error(nom::error::Error {
        input: i,
        code: ErrorKind::Fail,
    }))
}
