//! `RegexOptions`.

/// `System.Text.RegularExpressions.RegexOptions`; the bits are .NET's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct RegexOptions(pub u32);

#[allow(missing_docs, reason = "the names are .NET's own")]
impl RegexOptions {
    pub const NONE: Self = Self(0);
    pub const IGNORE_CASE: Self = Self(1);
    pub const MULTILINE: Self = Self(2);
    pub const EXPLICIT_CAPTURE: Self = Self(4);
    pub const COMPILED: Self = Self(8);
    pub const SINGLELINE: Self = Self(16);
    pub const IGNORE_PATTERN_WHITESPACE: Self = Self(32);
    pub const RIGHT_TO_LEFT: Self = Self(64);
    pub const ECMA_SCRIPT: Self = Self(256);
    pub const CULTURE_INVARIANT: Self = Self(512);
    pub const NON_BACKTRACKING: Self = Self(1024);

    /// Whether all bits of `other` are set.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Both sets together.
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// These options without `other`.
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The option that a letter of `(?imnsx)` stands for.
    pub(super) fn from_letter(letter: char) -> Option<Self> {
        match letter.to_ascii_lowercase() {
            'i' => Some(Self::IGNORE_CASE),
            'm' => Some(Self::MULTILINE),
            'n' => Some(Self::EXPLICIT_CAPTURE),
            's' => Some(Self::SINGLELINE),
            'x' => Some(Self::IGNORE_PATTERN_WHITESPACE),
            _ => None,
        }
    }
}
