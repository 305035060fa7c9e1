//! The only file that knows escape sequences: what each label looks like, as `$PSStyle.Formatting` has it.

use crate::cells;
use std::borrow::Cow;

/// What a piece of output is; the palette says how that looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub enum Label {
    TableHeader,
    /// Header of a column that was given another name than its property's.
    CustomHeader,
    /// Label of a property in a list.
    FormatAccent,
    Error,
    ErrorAccent,
    Warning,
    Verbose,
    Debug,
    /// A match inside a line that `Select-String` found.
    Emphasis,
}

/// The escape sequence of each label.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Palette {
    pub table_header: String,
    pub custom_header: String,
    pub format_accent: String,
    pub error: String,
    pub error_accent: String,
    pub warning: String,
    pub verbose: String,
    pub debug: String,
    pub emphasis: String,
    /// Ends all of them.
    pub reset: String,
}

impl Default for Palette {
    fn default() -> Palette {
        Palette {
            table_header: "\u{1b}[32;1m".into(),
            custom_header: "\u{1b}[32;1;3m".into(),
            format_accent: "\u{1b}[32;1m".into(),
            error: "\u{1b}[31;1m".into(),
            error_accent: "\u{1b}[36;1m".into(),
            warning: "\u{1b}[33;1m".into(),
            verbose: "\u{1b}[33;1m".into(),
            debug: "\u{1b}[33;1m".into(),
            emphasis: "\u{1b}[7m".into(),
            reset: "\u{1b}[0m".into(),
        }
    }
}

/// Writes labels as escape sequences, or not at all.
#[derive(Clone, Default, Debug)]
pub struct Paint {
    /// Without it no escape sequence is written, and those in values are taken out (`OutputRendering` `PlainText`).
    pub colour: bool,
    /// What the labels look like.
    pub palette: Palette,
}

impl Paint {
    /// What begins a label.
    pub fn start(&self, label: Label) -> &str {
        if !self.colour {
            return "";
        }
        match label {
            Label::TableHeader => &self.palette.table_header,
            Label::CustomHeader => &self.palette.custom_header,
            Label::FormatAccent => &self.palette.format_accent,
            Label::Error => &self.palette.error,
            Label::ErrorAccent => &self.palette.error_accent,
            Label::Warning => &self.palette.warning,
            Label::Verbose => &self.palette.verbose,
            Label::Debug => &self.palette.debug,
            Label::Emphasis => &self.palette.emphasis,
        }
    }

    /// What ends any label.
    pub fn reset(&self) -> &str {
        if self.colour { &self.palette.reset } else { "" }
    }

    /// A text from outside: as it is, or without its escape sequences.
    pub fn clean<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.colour {
            Cow::Borrowed(text)
        } else {
            cells::plain(text)
        }
    }

    /// Whether a cell leaves a colour on that the next one would inherit.
    pub fn leaks(&self, cell: &str) -> bool {
        self.colour && cell.contains('\u{1b}') && !cell.trim_end().ends_with(&self.palette.reset)
    }
}
