//! The session, and the screen that remembers.

use engine::streams::{HostText, Stream};
use engine::{Engine, Ui};
use format::{Options, Printer};
use object::date::{DateTime, DateTimeKind};
use object::{ErrorRecord, Interrupt, Result, Value};
use std::cell::RefCell;
use std::rc::Rc;

/// Columns and lines of the screen.
const SIZE: (usize, usize) = (80, 50);

/// A session with thelab at 2013-11-04T20:00:00Z.
pub struct Session {
    engine: Engine,
    shown: Rc<RefCell<String>>,
}

impl Session {
    /// Starts one.
    pub fn new() -> Session {
        let start = DateTime::from_parts(2013, 11, 4, 20, 0, 0)
            .unwrap()
            .with_kind(DateTimeKind::Local);
        let setup = poolsh::session::Setup {
            lab: Some("thelab".to_string()),
            seed: Some(0),
            clock: Some(start),
            quiet: true,
            ..Default::default()
        };
        let mut engine = poolsh::session::new(&setup).unwrap();
        let shown = Rc::<RefCell<String>>::default();
        engine.set_ui(Box::new(Recorder {
            printer: Printer::new(Options::console(SIZE.0, SIZE.1)),
            shown: Rc::clone(&shown),
        }));
        Session { engine, shown }
    }

    /// Runs a command; what the screen shows of it.
    pub fn run(&mut self, command: &str) -> String {
        let result = self.engine.parse(command, None).and_then(|code| {
            let out = Rc::clone(&self.engine.screen);
            self.engine.run_code(&code, "<ScriptBlock>", &out)
        });
        if let Err(stop) = result
            && let Interrupt::Error(record) = &*stop
        {
            self.engine.remember(record);
            self.engine.with_ui(|ui, engine| ui.error(engine, record));
        }
        let end = self.engine.with_ui(|ui, engine| ui.finish(engine));
        assert!(end.is_ok(), "{command}: the end of the output failed");
        std::mem::take(&mut self.shown.borrow_mut())
    }
}

/// A screen that remembers; all streams in the order in which they were written.
struct Recorder {
    printer: Printer,
    shown: Rc<RefCell<String>>,
}

struct Lines<'a>(&'a RefCell<String>);

impl format::Sink for Lines<'_> {
    fn line(&mut self, text: &str) {
        let mut shown = self.0.borrow_mut();
        shown.push_str(text);
        shown.push('\n');
    }

    fn line_to(&mut self, _stream: format::Stream, text: &str) {
        self.line(text);
    }
}

impl Recorder {
    /// Takes what formatting depends on from the session, as the program's screen does.
    fn follow_preferences(&mut self, engine: &mut Engine) {
        let registry = Rc::clone(engine.room::<Rc<format::Registry>>());
        let view = Engine::variable(engine, object::Symbol::of("ErrorView"))
            .map(|value| engine::values::plain_text(&value));
        let options = self.printer.options_mut();
        options.registry = registry;
        if let Some(view) = view.and_then(|view| format::ErrorView::parse(&view)) {
            options.error_view = view;
        }
    }
}

impl Ui for Recorder {
    fn object(&mut self, engine: &mut Engine, value: &Value) -> Result {
        self.follow_preferences(engine);
        self.printer.write(engine, value, &mut Lines(&self.shown))
    }

    fn finish(&mut self, engine: &mut Engine) -> Result {
        self.printer.finish(engine, &mut Lines(&self.shown))
    }

    fn error(&mut self, engine: &mut Engine, record: &Rc<ErrorRecord>) {
        self.follow_preferences(engine);
        let lines = &mut Lines(&self.shown);
        // An error that cannot be shown as its view wants is shown as its message, as the program does it.
        if self.printer.write_error(engine, record, lines).is_err() {
            format::Sink::line(lines, &record.message());
        }
    }

    fn message(&mut self, stream: Stream, text: &str) {
        let stream = match stream {
            Stream::Warning => format::Stream::Warning,
            Stream::Verbose => format::Stream::Verbose,
            Stream::Debug => format::Stream::Debug,
            _ => format::Stream::Information,
        };
        let paint = &self.printer.options_mut().paint;
        for line in format::streams::message(stream, text, None, paint) {
            format::Sink::line(&mut Lines(&self.shown), &line);
        }
    }

    fn host(&mut self, text: &HostText) {
        let mut shown = self.shown.borrow_mut();
        shown.push_str(&text.text);
        if !text.no_newline {
            shown.push('\n');
        }
    }

    fn render(&mut self, engine: &mut Engine, value: &Value) -> Result<String> {
        let mut options = self.printer.options_mut().clone();
        options.to_host = false;
        let mut text = String::new();
        format::print(engine, &options, std::slice::from_ref(value), &mut text)?;
        Ok(text)
    }

    fn read_line(&mut self, _prompt: &str, _secret: bool) -> Option<String> {
        None
    }

    fn size(&self) -> (usize, usize) {
        SIZE
    }
}
