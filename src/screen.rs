//! The front end of the program: standard output and error, formatted.

use engine::streams::{HostText, Stream};
use engine::{Engine, Ui};
use format::{Options, Printer};
use object::{ErrorRecord, Result, Value};
use std::io::{BufRead, IsTerminal, Write};
use std::rc::Rc;

/// Standard output and error.
pub struct Screen {
    printer: Printer,
    out: std::io::BufWriter<std::io::Stdout>,
    terminal: bool,
    quiet: bool,
}

/// How much output waits before it is written.
const BUFFER_BYTES: usize = 64 << 10;

impl Screen {
    /// The screen of this process. `quiet` means that nobody can be asked.
    pub fn of_process(quiet: bool) -> Screen {
        let terminal = std::io::stdout().is_terminal();
        let (width, height) = size_of_terminal();
        let mut options = Options::console(width, height);
        if !terminal {
            options.height = 0;
        }
        options.paint.colour = terminal && std::env::var_os("NO_COLOR").is_none();
        Screen {
            printer: Printer::new(options),
            out: std::io::BufWriter::with_capacity(BUFFER_BYTES, std::io::stdout()),
            terminal,
            quiet,
        }
    }

    /// Takes the preferences that formatting depends on from the session.
    fn follow_preferences(&mut self, engine: &mut Engine) {
        let symbol = object::Symbol::of;
        let limit = Engine::variable(engine, symbol("FormatEnumerationLimit"))
            .and_then(|value| value.as_integer());
        let view = Engine::variable(engine, symbol("ErrorView"))
            .map(|value| engine::values::plain_text(&value));
        let registry = Rc::clone(engine.room::<Rc<format::Registry>>());
        let options = self.printer.options_mut();
        options.registry = registry;
        if let Some(limit) = limit {
            options.enumeration_limit = limit as i32;
        }
        if let Some(view) = view.and_then(|view| format::ErrorView::parse(&view)) {
            options.error_view = view;
        }
    }

    fn put(&mut self, text: &str) {
        // A reader that went away ends the program's output, not the program.
        let _ = self.out.write_all(text.as_bytes());
        let _ = self.out.write_all(b"\n");
    }

    fn flush(&mut self) {
        let _ = self.out.flush();
    }
}

/// Lines of the printer, on the stream that each belongs to.
struct Lines<'a> {
    out: &'a mut std::io::BufWriter<std::io::Stdout>,
}

impl format::Sink for Lines<'_> {
    fn line(&mut self, text: &str) {
        let _ = self.out.write_all(text.as_bytes());
        let _ = self.out.write_all(b"\n");
    }

    fn line_to(&mut self, stream: format::Stream, text: &str) {
        if stream == format::Stream::Error {
            let _ = self.out.flush();
            eprintln!("{text}");
        } else {
            self.line(text);
        }
    }
}

impl Ui for Screen {
    fn object(&mut self, engine: &mut Engine, value: &Value) -> Result {
        self.follow_preferences(engine);
        let mut lines = Lines { out: &mut self.out };
        self.printer.write(engine, value, &mut lines)?;
        if self.terminal {
            self.flush();
        }
        Ok(())
    }

    fn finish(&mut self, engine: &mut Engine) -> Result {
        let mut lines = Lines { out: &mut self.out };
        let result = self.printer.finish(engine, &mut lines);
        self.flush();
        result
    }

    fn error(&mut self, engine: &mut Engine, record: &Rc<ErrorRecord>) {
        self.follow_preferences(engine);
        let mut lines = Lines { out: &mut self.out };
        // An error that cannot be shown as its view wants is shown as its message.
        if self
            .printer
            .write_error(engine, record, &mut lines)
            .is_err()
        {
            self.flush();
            eprintln!("{}", record.message());
        }
        self.flush();
    }

    fn message(&mut self, stream: Stream, text: &str) {
        let stream = match stream {
            Stream::Warning => format::Stream::Warning,
            Stream::Verbose => format::Stream::Verbose,
            Stream::Debug => format::Stream::Debug,
            _ => format::Stream::Information,
        };
        let options = self.printer.options_mut();
        let width = self.terminal.then_some(options.window);
        let lines = format::streams::message(stream, text, width, &options.paint);
        for line in lines {
            self.put(&line);
        }
        if self.terminal {
            self.flush();
        }
    }

    fn host(&mut self, text: &HostText) {
        let _ = self.out.write_all(text.text.as_bytes());
        if !text.no_newline {
            let _ = self.out.write_all(b"\n");
        }
        if self.terminal {
            self.flush();
        }
    }

    fn render(&mut self, engine: &mut Engine, value: &Value) -> Result<String> {
        let mut options = self.printer.options_mut().clone();
        options.paint.colour = false;
        options.to_host = false;
        let mut text = String::new();
        format::print(engine, &options, std::slice::from_ref(value), &mut text)?;
        Ok(text)
    }

    fn read_line(&mut self, prompt: &str, secret: bool) -> Option<String> {
        if self.quiet {
            return None;
        }
        if self.terminal && std::io::stdin().is_terminal() {
            self.flush();
            return repl::ask(prompt, secret);
        }
        let _ = self.out.write_all(prompt.as_bytes());
        self.flush();
        let mut line = String::new();
        let count = std::io::stdin().lock().read_line(&mut line).ok()?;
        (count > 0).then(|| line.trim_end_matches(['\r', '\n']).to_string())
    }

    fn size(&self) -> (usize, usize) {
        size_of_terminal()
    }

    fn is_interactive(&self) -> bool {
        !self.quiet && std::io::stdin().is_terminal()
    }
}

/// Columns and lines that the environment tells; 80 and 25 where it does not.
fn size_of_terminal() -> (usize, usize) {
    let number = |name: &str| {
        std::env::var(name)
            .ok()
            .and_then(|text| text.parse().ok())
            .filter(|n| *n > 0)
    };
    if let Some(size) = repl::terminal_size() {
        return size;
    }
    (
        number("COLUMNS").unwrap_or(80),
        number("LINES").unwrap_or(25),
    )
}
