//! What output depends on besides the objects: the screen, the preferences, and the views that a session has added.

use crate::colour::Paint;
use crate::views::Registry;
use std::rc::Rc;

/// What the formatter and the printer need to know of the session.
#[derive(Clone)]
pub struct Options {
    /// Cells of a line. On a console it is one less than the window has: a line that filled it would wrap. [`UNLIMITED`] is what
    /// `Out-String` and `Out-File` have unless told otherwise: lists do not wrap, tables are as wide as the window.
    pub width: usize,
    /// Cells of the window, at which messages of errors wrap wherever they are printed.
    pub window: usize,
    /// Lines of the screen, for `-RepeatHeader`; 0 where there is none.
    pub height: usize,
    /// Colours.
    pub paint: Paint,
    /// `$FormatEnumerationLimit`: how many elements of a collection a cell shows; negative shows all.
    pub enumeration_limit: i32,
    /// `$ErrorView`
    pub error_view: ErrorView,
    /// Records of the error, warning, verbose and debug streams go out on their streams, with their prefixes, as the host does it;
    /// `Out-String` and `Out-File` take them for text.
    pub to_host: bool,
    /// Views and display sets that the session added.
    pub registry: Rc<Registry>,
}

/// A line of any length.
pub const UNLIMITED: usize = usize::MAX;
/// Cells of the window where nothing tells their number.
pub const WINDOW_DEFAULT: usize = 80;
/// `$FormatEnumerationLimit`
pub const ENUMERATION_LIMIT_DEFAULT: i32 = 4;

impl Default for Options {
    fn default() -> Options {
        Options {
            width: WINDOW_DEFAULT - 1,
            window: WINDOW_DEFAULT,
            height: 0,
            paint: Paint::default(),
            enumeration_limit: ENUMERATION_LIMIT_DEFAULT,
            error_view: ErrorView::default(),
            to_host: true,
            registry: Rc::default(),
        }
    }
}

impl Options {
    /// Cells that a table may take.
    pub(crate) fn table_width(&self) -> usize {
        if self.width == UNLIMITED {
            self.window
        } else {
            self.width
        }
    }

    /// The options for a console whose window has so many cells and lines.
    pub fn console(window: usize, height: usize) -> Options {
        Options {
            width: window.saturating_sub(1),
            window,
            height,
            ..Options::default()
        }
    }
}

/// `$ErrorView`
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum ErrorView {
    /// The message, with the line of a script that it comes from.
    #[default]
    Concise,
    /// As Windows PowerShell did: message, position, category, id.
    Normal,
    /// The category alone.
    Category,
    /// As `Get-Error` shows it.
    Detailed,
}

impl ErrorView {
    /// The view of that name.
    pub fn parse(name: &str) -> Option<ErrorView> {
        let all = [
            ("ConciseView", ErrorView::Concise),
            ("NormalView", ErrorView::Normal),
            ("CategoryView", ErrorView::Category),
            ("DetailedView", ErrorView::Detailed),
        ];
        all.iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, view)| *view)
    }
}

/// A stream of the host.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[allow(missing_docs)]
pub enum Stream {
    #[default]
    Output,
    Error,
    Warning,
    Verbose,
    Debug,
    Information,
}

/// Where lines go.
pub trait Sink {
    /// Takes one line of output, without its end. A string that was written as an object comes whole, line ends inside.
    fn line(&mut self, text: &str);

    /// Takes one line of another stream.
    fn line_to(&mut self, stream: Stream, text: &str) {
        let _ = stream;
        self.line(text);
    }
}

impl Sink for Vec<String> {
    fn line(&mut self, text: &str) {
        self.push(text.to_string());
    }
}

impl Sink for String {
    fn line(&mut self, text: &str) {
        self.push_str(text);
        self.push('\n');
    }
}

/// What rendering one object needs: the engine and the options.
pub struct Context<'a> {
    /// The engine.
    pub host: &'a mut dyn object::Host,
    /// The options.
    pub options: &'a Options,
}
