//! The language of `-f` and `String.Format`: `{index,alignment:format}`, `{{`, `}}`.

use super::error::FormatError;
use std::borrow::Cow;

/// An index or an alignment of this size or more is read no further.
const NUMBER_LIMIT: i32 = 1_000_000;

/// Formats `format` with `count` arguments; `argument(i, spec)` writes the i-th one (`spec` is empty where none was given).
pub fn composite<E: From<FormatError>>(
    format: &str,
    count: usize,
    mut argument: impl FnMut(usize, &str) -> Result<String, E>,
) -> Result<String, E> {
    composite_with(format, count, |index, spec, out| {
        out.push_str(&argument(index, spec)?);
        Ok(())
    })
}

/// As [`composite`], for arguments that write themselves to the end of a string.
pub fn composite_with<E: From<FormatError>>(
    format: &str,
    count: usize,
    mut argument: impl FnMut(usize, &str, &mut String) -> Result<(), E>,
) -> Result<String, E> {
    let mut out = String::with_capacity(format.len() + 16);
    let mut cursor = Cursor {
        text: format,
        at: 0,
    };
    loop {
        let rest = &format[cursor.at..];
        let Some(offset) = rest.find(['{', '}']) else {
            out.push_str(rest);
            return Ok(out);
        };
        out.push_str(&rest[..offset]);
        cursor.at += offset;
        let brace = format.as_bytes()[cursor.at];
        if cursor.advance()? == brace {
            out.push(char::from(brace));
            cursor.at += 1;
            continue;
        }
        if brace == b'}' {
            return Err(cursor
                .error("Unexpected closing brace without a corresponding opening brace.")
                .into());
        }
        let item = parse_item(&mut cursor)?;
        if item.index as usize >= count {
            return Err(index_error().into());
        }
        let start = out.len();
        argument(item.index as usize, item.spec, &mut out)?;
        pad(&mut out, start, item.width, item.left);
    }
}

fn index_error() -> FormatError {
    FormatError(Cow::Borrowed(
        "Index (zero based) must be greater than or equal to zero and less than the size of the argument list.",
    ))
}

/// Widens what was written since `start` to `width` UTF-16 units.
fn pad(out: &mut String, start: usize, width: i32, left: bool) {
    let written = &out[start..];
    let units = if written.is_ascii() {
        written.len()
    } else {
        written.encode_utf16().count()
    };
    let missing = (width as usize).saturating_sub(units);
    if missing == 0 {
        return;
    }
    if left {
        out.extend(std::iter::repeat_n(' ', missing));
    } else {
        out.insert_str(start, &" ".repeat(missing));
    }
}

struct Item<'a> {
    index: i32,
    width: i32,
    left: bool,
    spec: &'a str,
}

struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl Cursor<'_> {
    fn advance(&mut self) -> Result<u8, FormatError> {
        self.at += 1;
        match self.text.as_bytes().get(self.at) {
            Some(byte) => Ok(*byte),
            None => Err(self.error("Format item ends prematurely.")),
        }
    }

    fn skip_blanks(&mut self, mut byte: u8) -> Result<u8, FormatError> {
        while byte == b' ' {
            byte = self.advance()?;
        }
        Ok(byte)
    }

    /// A number whose first digit is `byte`; returns it and the byte behind it.
    fn number(&mut self, mut byte: u8) -> Result<(i32, u8), FormatError> {
        if !byte.is_ascii_digit() {
            return Err(self.error("Expected an ASCII digit."));
        }
        let mut value = 0;
        while byte.is_ascii_digit() && value < NUMBER_LIMIT {
            value = value * 10 + i32::from(byte - b'0');
            byte = self.advance()?;
        }
        Ok((value, byte))
    }

    fn error(&self, reason: &str) -> FormatError {
        let offset = self
            .text
            .get(..self.at)
            .map_or(self.at, |read| read.encode_utf16().count());
        FormatError(Cow::Owned(format!(
            "Input string was not in a correct format. Failure to parse near offset {offset}. {reason}"
        )))
    }
}

/// Reads an item; the cursor stands behind its `{` and ends behind its `}`.
fn parse_item<'a>(cursor: &mut Cursor<'a>) -> Result<Item<'a>, FormatError> {
    let first = cursor.text.as_bytes()[cursor.at];
    let (index, byte) = cursor.number(first)?;
    let mut byte = cursor.skip_blanks(byte)?;
    let (mut width, mut left) = (0, false);
    if byte == b',' {
        let next = cursor.advance()?;
        let mut next = cursor.skip_blanks(next)?;
        if next == b'-' {
            left = true;
            next = cursor.advance()?;
        }
        (width, byte) = cursor.number(next)?;
        byte = cursor.skip_blanks(byte)?;
    }
    let text = cursor.text;
    let mut spec = "";
    if byte != b'}' {
        if byte != b':' {
            return Err(cursor.error("Format item ends prematurely."));
        }
        let start = cursor.at + 1;
        loop {
            match cursor.advance()? {
                b'}' => break,
                b'{' => return Err(cursor.error("Format item ends prematurely.")),
                _ => {}
            }
        }
        spec = &text[start..cursor.at];
    }
    cursor.at += 1;
    Ok(Item {
        index,
        width,
        left,
        spec,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(format: &str) -> Result<String, FormatError> {
        composite(format, 2, |index, spec| {
            Ok(format!("{}{spec}", ["255", "b"][index]))
        })
    }

    #[test]
    fn items_are_filled_in() {
        for (format, text) in [
            ("{1}{0}", "b255"),
            ("{{{0}}}", "{255}"),
            ("{0,5}|", "  255|"),
            ("{0,-5}|", "255  |"),
            ("{0 ,5}|", "  255|"),
            ("{0:N2}", "255N2"),
            ("{0:}", "255"),
            ("", ""),
        ] {
            assert_eq!(run(format), Ok(text.to_owned()), "{format}");
        }
    }

    #[test]
    fn bad_items_say_where() {
        let near = |at: usize, why: &str| {
            format!(
                "Input string was not in a correct format. Failure to parse near offset {at}. {why}"
            )
        };
        let early = "Format item ends prematurely.";
        for (format, message) in [
            ("{", near(1, early)),
            ("{0", near(2, early)),
            ("0}", near(2, early)),
            ("{a}", near(1, "Expected an ASCII digit.")),
            ("{-1}", near(1, "Expected an ASCII digit.")),
            ("{0,}", near(3, "Expected an ASCII digit.")),
        ] {
            assert_eq!(
                run(format).map_err(|error| error.to_string()),
                Err(message),
                "{format}"
            );
        }
        assert!(run("{2}").is_err_and(|error| error.to_string().starts_with("Index (zero based)")));
    }
}
