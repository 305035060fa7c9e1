//! Tests of the room through the engine, as a script would use it: read [`Session`], then `drill` (the reported drill), `refusals` (bad input)
//! and `objects` (what comes back, and what can be done with it).

mod drill;
mod objects;
mod refusals;

use crate::{LabChoice, install};
use engine::clock::Clock;
use engine::streams::{HostText, Stream};
use engine::{Collector, Engine, Out, Ui};
use object::date::{DateTime, DateTimeKind};
use object::{ErrorRecord, Interrupt, Result, Value, convert};
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What a session showed, line by line: `V`, `W` and `E` with the message; errors with their full id first.
type Lines = Rc<RefCell<Vec<String>>>;

/// A message at which somebody presses Ctrl-C.
type Last = Rc<RefCell<Option<&'static str>>>;

/// Notes what it is shown.
struct Recorder {
    lines: Lines,
    last: Last,
    cancel: Arc<AtomicBool>,
}

impl Recorder {
    fn note(&self, line: String) {
        self.lines.borrow_mut().push(line);
    }
}

impl Ui for Recorder {
    fn object(&mut self, _engine: &mut Engine, _value: &Value) -> Result {
        Ok(())
    }
    fn finish(&mut self, _engine: &mut Engine) -> Result {
        Ok(())
    }
    fn error(&mut self, _engine: &mut Engine, record: &Rc<ErrorRecord>) {
        self.note(format!("E\t{}: {}", record.full_id(), record.message()));
    }
    fn message(&mut self, stream: Stream, text: &str) {
        if self.last.borrow().is_some_and(|last| last == text) {
            self.cancel.store(true, Ordering::Relaxed);
        }
        let letter = if stream == Stream::Warning { "W" } else { "V" };
        self.note(format!("{letter}\t{text}"));
    }
    fn host(&mut self, text: &HostText) {
        self.note(format!("H\t{}", text.text));
    }
    fn render(&mut self, engine: &mut Engine, value: &Value) -> Result<String> {
        Ok(convert::to_text(engine, value)?.to_string())
    }
    fn read_line(&mut self, _prompt: &str, _secret: bool) -> Option<String> {
        None
    }
    fn size(&self) -> (usize, usize) {
        (80, 25)
    }
}

/// A session with thelab, whose clock starts at 2013-11-04T20:00:00Z and moves only by waiting.
struct Session {
    engine: Engine,
    lines: Lines,
    last: Last,
}

impl Session {
    fn new() -> Session {
        Session::with(LabChoice::default())
    }

    fn with(choice: LabChoice) -> Session {
        let mut engine = Engine::new();
        let start = DateTime::from_parts(2013, 11, 4, 20, 0, 0)
            .expect("a date")
            .with_kind(DateTimeKind::Local);
        engine.clock = Clock::fixed(start);
        let lines = Lines::default();
        let last = Last::default();
        let cancel = Arc::clone(&engine.cancel);
        engine.set_ui(Box::new(Recorder {
            lines: Rc::clone(&lines),
            last: Rc::clone(&last),
            cancel,
        }));
        install(&mut engine, choice);
        Session {
            engine,
            lines,
            last,
        }
    }

    /// Runs a text; its output. An error that ends it is noted like one that was written.
    fn run(&mut self, text: &str) -> Vec<Value> {
        let collector = Collector::new();
        let out: Out = collector.clone();
        let code = self
            .engine
            .parse(text, None)
            .unwrap_or_else(|stop| panic!("{}", message(&stop)));
        if let Err(stop) = self.engine.run_code(&code, "test", &out) {
            let Interrupt::Error(record) = &*stop else {
                panic!("{text} was interrupted")
            };
            self.lines
                .borrow_mut()
                .push(format!("E\t{}: {}", record.full_id(), record.message()));
        }
        collector.take()
    }

    /// Runs a text; its output as texts.
    fn texts(&mut self, text: &str) -> Vec<String> {
        let values = self.run(text);
        values
            .iter()
            .map(|value| {
                convert::to_text(&mut self.engine, value)
                    .unwrap_or_default()
                    .to_string()
            })
            .collect()
    }

    /// Runs a text; what it showed.
    fn shown(&mut self, text: &str) -> String {
        self.lines.borrow_mut().clear();
        self.run(text);
        self.lines.borrow().join("\n")
    }

    /// Runs a text and presses Ctrl-C at a message.
    fn interrupt(&mut self, text: &str, at: &'static str) {
        *self.last.borrow_mut() = Some(at);
        let code = self
            .engine
            .parse(text, None)
            .unwrap_or_else(|stop| panic!("{}", message(&stop)));
        let out: Out = Collector::new();
        let ended = self.engine.run_code(&code, "test", &out);
        assert!(
            ended.is_err_and(|stop| matches!(*stop, Interrupt::Cancelled)),
            "{text}"
        );
        self.engine.cancel.store(false, Ordering::Relaxed);
        *self.last.borrow_mut() = None;
    }

    /// Lets time pass.
    fn wait(&mut self, seconds: u64) {
        crate::room::wait(&mut self.engine, seconds * 1_000)
            .unwrap_or_else(|stop| panic!("{}", message(&stop)));
    }
}

fn message(stop: &Interrupt) -> String {
    match stop {
        Interrupt::Error(record) => record.message().to_string(),
        _ => "interrupted".to_owned(),
    }
}
