//! Strings: immutable, shared, UTF-8 inside and UTF-16 in what scripts can see.
//!
//! A flag tells whether all of a string is ASCII, so that lengths and offsets, which .NET counts in UTF-16 units,
//! cost nothing for nearly every string. It stands beside the pointer, in what would be padding of a [`crate::Value`].

use std::borrow::{Borrow, Cow};
use std::fmt;
use std::ops::Deref;
use std::rc::Rc;

/// A shared immutable string.
#[derive(Clone)]
pub struct Str {
    text: Text,
    ascii: bool,
}

/// Where the text stands: with its count of holders, or, where it is long, apart from it, so that it need not be copied there
/// and may grow in place while nobody else holds it. Both take 16 bytes, of which the first tells which it is.
#[derive(Clone)]
enum Text {
    Short(Rc<str>),
    Long(Rc<String>),
}

/// From this length on a string is kept apart from its count: copying costs more than a second allocation.
const LONG_MIN: usize = 512;

impl Str {
    /// A string of this text.
    pub fn new(text: impl Into<Rc<str>>) -> Str {
        let text = text.into();
        let ascii = text.is_ascii();
        Str {
            text: Text::Short(text),
            ascii,
        }
    }

    /// The text.
    #[inline]
    pub fn as_str(&self) -> &str {
        match &self.text {
            Text::Short(text) => text,
            Text::Long(text) => text,
        }
    }

    fn of_string(mut text: String, ascii: bool) -> Str {
        if text.len() < LONG_MIN {
            return Str {
                text: Text::Short(text.into()),
                ascii,
            };
        }
        if text.capacity() > text.len() + text.len() / 4 {
            text.shrink_to_fit();
        }
        Str {
            text: Text::Long(Rc::new(text)),
            ascii,
        }
    }

    /// Both texts as one.
    pub fn concat(&self, other: &str) -> Str {
        let mut text = String::with_capacity(self.len() + other.len());
        text.push_str(self);
        text.push_str(other);
        Str::of_string(text, self.ascii && other.is_ascii())
    }

    /// Appends to the string; in place where nobody else holds it, as in `$text += 'more'`.
    pub fn append(&mut self, other: &str) {
        if let Text::Long(text) = &mut self.text
            && let Some(text) = Rc::get_mut(text)
        {
            text.push_str(other);
            self.ascii &= other.is_ascii();
            return;
        }
        *self = self.concat(other);
    }

    /// Whether every character is ASCII; then UTF-16 offsets equal byte offsets.
    pub fn is_ascii(&self) -> bool {
        self.ascii
    }

    /// `String.Length`: how many UTF-16 units there are.
    pub fn utf16_len(&self) -> usize {
        if self.ascii {
            self.len()
        } else {
            self.encode_utf16().count()
        }
    }

    /// The UTF-16 unit at `index`, as `String.Chars` gives it.
    pub fn utf16_at(&self, index: usize) -> Option<u16> {
        if self.ascii {
            self.as_bytes().get(index).map(|byte| u16::from(*byte))
        } else {
            self.encode_utf16().nth(index)
        }
    }

    /// The byte offset of a UTF-16 offset; `None` behind the end. Inside a surrogate pair: the offset of the pair.
    pub fn byte_offset(&self, utf16: usize) -> Option<usize> {
        if self.ascii {
            return (utf16 <= self.len()).then_some(utf16);
        }
        let mut units = 0;
        for (byte, c) in self.char_indices() {
            if units >= utf16 {
                return Some(byte);
            }
            units += c.len_utf16();
            if units > utf16 {
                return Some(byte);
            }
        }
        (units == utf16).then_some(self.len())
    }

    /// The UTF-16 offset of a byte offset.
    pub fn utf16_offset(&self, byte: usize) -> usize {
        if self.ascii {
            byte
        } else {
            self[..byte].encode_utf16().count()
        }
    }

    /// Equal but for the case of ASCII letters.
    pub fn eq_ignore_ascii_case(&self, other: &str) -> bool {
        self.as_str().eq_ignore_ascii_case(other)
    }

    /// The same string object, which is what `ReferenceEquals` asks.
    pub fn ptr_eq(&self, other: &Str) -> bool {
        std::ptr::eq(self.as_str(), other.as_str())
    }
}

impl Deref for Str {
    type Target = str;
    #[inline]
    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for Str {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl Borrow<str> for Str {
    fn borrow(&self) -> &str {
        self.as_str()
    }
}

impl From<&str> for Str {
    fn from(text: &str) -> Str {
        Str::new(text)
    }
}

impl From<String> for Str {
    fn from(text: String) -> Str {
        let ascii = text.is_ascii();
        Str::of_string(text, ascii)
    }
}

impl From<&String> for Str {
    fn from(text: &String) -> Str {
        Str::new(text.as_str())
    }
}

impl From<Rc<str>> for Str {
    fn from(text: Rc<str>) -> Str {
        Str::new(text)
    }
}

impl From<Cow<'_, str>> for Str {
    fn from(text: Cow<'_, str>) -> Str {
        match text {
            Cow::Borrowed(text) => Str::from(text),
            Cow::Owned(text) => Str::from(text),
        }
    }
}

impl From<char> for Str {
    fn from(c: char) -> Str {
        Str::new(c.encode_utf8(&mut [0; 4]) as &str)
    }
}

impl PartialEq for Str {
    fn eq(&self, other: &Str) -> bool {
        self.as_str() == other.as_str()
    }
}

impl PartialEq<str> for Str {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Str {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl Eq for Str {}

impl PartialOrd for Str {
    fn partial_cmp(&self, other: &Str) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Str {
    fn cmp(&self, other: &Str) -> std::cmp::Ordering {
        self.as_str().cmp(other)
    }
}

impl std::hash::Hash for Str {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl Default for Str {
    fn default() -> Str {
        Str::new("")
    }
}

impl fmt::Debug for Str {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_str().fmt(f)
    }
}

impl fmt::Display for Str {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}
