//! Where objects go: the next stage of a pipeline, a variable, the screen, nowhere.

use crate::Engine;
use object::{Result, Value};
use std::cell::RefCell;
use std::rc::Rc;

/// Something that takes objects one at a time.
pub trait Sink {
    /// Takes one object; a downstream stage processes it before this returns.
    fn write(&self, engine: &mut Engine, value: Value) -> Result;

    /// Takes the bytes that a program wrote as they are; false where it wants lines.
    fn write_bytes(&self, _engine: &mut Engine, _bytes: &[u8]) -> Result<bool> {
        Ok(false)
    }
}

/// A shared sink.
pub type Out = Rc<dyn Sink>;

/// Keeps what it is given.
#[derive(Default)]
pub struct Collector {
    items: RefCell<Vec<Value>>,
}

impl Collector {
    /// An empty one.
    pub fn new() -> Rc<Collector> {
        Rc::new(Collector::default())
    }

    /// Takes out what was kept.
    pub fn take(&self) -> Vec<Value> {
        std::mem::take(&mut self.items.borrow_mut())
    }

    /// Adds one object without an engine.
    pub fn push(&self, value: Value) {
        self.items.borrow_mut().push(value);
    }
}

impl Sink for Collector {
    fn write(&self, _engine: &mut Engine, value: Value) -> Result {
        self.items.borrow_mut().push(value);
        Ok(())
    }
}

/// Takes everything and keeps nothing.
pub struct Discard;

impl Sink for Discard {
    fn write(&self, _engine: &mut Engine, _value: Value) -> Result {
        Ok(())
    }
}

/// The screen: what `Out-Default` at the end of every pipeline does.
pub struct Screen;

impl Sink for Screen {
    fn write(&self, engine: &mut Engine, value: Value) -> Result {
        engine.with_ui(|ui, engine| ui.object(engine, &value))
    }
}

/// A sink that also keeps a copy, for `-OutVariable`.
pub struct Tap {
    /// Where objects go on to.
    pub next: Out,
    /// The copy.
    pub copy: Rc<object::List>,
}

impl Sink for Tap {
    fn write(&self, engine: &mut Engine, value: Value) -> Result {
        self.copy.items.borrow_mut().push(value.clone());
        self.next.write(engine, value)
    }
}
