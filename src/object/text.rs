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
    text: Rc<str>,
    ascii: bool,
}

impl Str {
    /// A string of this text.
    pub fn new(text: impl Into<Rc<str>>) -> Str {
        let text = text.into();
        let ascii = text.is_ascii();
        Str { text, ascii }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The shared text itself.
    pub fn shared(&self) -> Rc<str> {
        Rc::clone(&self.text)
    }

    /// Whether every character is ASCII; then UTF-16 offsets equal byte offsets.
    pub fn is_ascii(&self) -> bool {
        self.ascii
    }

    /// `String.Length`: how many UTF-16 units there are.
    pub fn utf16_len(&self) -> usize {
        if self.ascii {
            self.text.len()
        } else {
            self.text.encode_utf16().count()
        }
    }

    /// The UTF-16 unit at `index`, as `String.Chars` gives it.
    pub fn utf16_at(&self, index: usize) -> Option<u16> {
        if self.ascii {
            self.text.as_bytes().get(index).map(|byte| u16::from(*byte))
        } else {
            self.text.encode_utf16().nth(index)
        }
    }

    /// The byte offset of a UTF-16 offset; `None` behind the end. Inside a surrogate pair: the offset of the pair.
    pub fn byte_offset(&self, utf16: usize) -> Option<usize> {
        if self.ascii {
            return (utf16 <= self.text.len()).then_some(utf16);
        }
        let mut units = 0;
        for (byte, c) in self.text.char_indices() {
            if units >= utf16 {
                return Some(byte);
            }
            units += c.len_utf16();
            if units > utf16 {
                return Some(byte);
            }
        }
        (units == utf16).then_some(self.text.len())
    }

    /// The UTF-16 offset of a byte offset.
    pub fn utf16_offset(&self, byte: usize) -> usize {
        if self.ascii {
            byte
        } else {
            self.text[..byte].encode_utf16().count()
        }
    }

    /// Equal but for the case of ASCII letters.
    pub fn eq_ignore_ascii_case(&self, other: &str) -> bool {
        self.text.eq_ignore_ascii_case(other)
    }

    /// The same string object, which is what `ReferenceEquals` asks.
    pub fn ptr_eq(&self, other: &Str) -> bool {
        Rc::ptr_eq(&self.text, &other.text)
    }
}

impl Deref for Str {
    type Target = str;
    fn deref(&self) -> &str {
        &self.text
    }
}

impl AsRef<str> for Str {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl Borrow<str> for Str {
    fn borrow(&self) -> &str {
        &self.text
    }
}

impl From<&str> for Str {
    fn from(text: &str) -> Str {
        Str::new(text)
    }
}

impl From<String> for Str {
    fn from(text: String) -> Str {
        Str::new(text)
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
        Str::new(text.as_ref())
    }
}

impl From<char> for Str {
    fn from(c: char) -> Str {
        Str::new(c.encode_utf8(&mut [0; 4]) as &str)
    }
}

impl PartialEq for Str {
    fn eq(&self, other: &Str) -> bool {
        self.text == other.text
    }
}

impl PartialEq<str> for Str {
    fn eq(&self, other: &str) -> bool {
        &*self.text == other
    }
}

impl PartialEq<&str> for Str {
    fn eq(&self, other: &&str) -> bool {
        &*self.text == *other
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
        self.text.cmp(&other.text)
    }
}

impl std::hash::Hash for Str {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl Default for Str {
    fn default() -> Str {
        Str::new("")
    }
}

impl fmt::Debug for Str {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text.fmt(f)
    }
}

impl fmt::Display for Str {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
