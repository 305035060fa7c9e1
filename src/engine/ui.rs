//! The front end, as the engine sees it. The program provides one; tests provide another.

use crate::Engine;
use crate::streams::{HostText, Stream};
use object::{ErrorRecord, Result, Value};
use std::rc::Rc;

/// What shows things to a person, and asks.
pub trait Ui {
    /// Shows one object of the output, formatted.
    fn object(&mut self, engine: &mut Engine, value: &Value) -> Result;

    /// The output is at its end: tables that wait for more rows are closed.
    fn finish(&mut self, engine: &mut Engine) -> Result;

    /// Shows an error.
    fn error(&mut self, engine: &mut Engine, record: &Rc<ErrorRecord>);

    /// Shows a warning, verbose or debug message; the text comes without prefix.
    fn message(&mut self, stream: Stream, text: &str);

    /// Shows what `Write-Host` writes.
    fn host(&mut self, text: &HostText);

    /// The text of an object as it would be shown, with line ends; for files.
    fn render(&mut self, engine: &mut Engine, value: &Value) -> Result<String>;

    /// Asks for a line; `None` at the end of input, or where nobody can be asked.
    fn read_line(&mut self, prompt: &str, secret: bool) -> Option<String>;

    /// Columns and lines of the screen.
    fn size(&self) -> (usize, usize);

    /// Whether somebody can be asked.
    fn is_interactive(&self) -> bool {
        false
    }
}

/// Shows nothing and knows nobody.
pub struct Silent;

impl Ui for Silent {
    fn object(&mut self, _engine: &mut Engine, _value: &Value) -> Result {
        Ok(())
    }
    fn finish(&mut self, _engine: &mut Engine) -> Result {
        Ok(())
    }
    fn error(&mut self, _engine: &mut Engine, _record: &Rc<ErrorRecord>) {}
    fn message(&mut self, _stream: Stream, _text: &str) {}
    fn host(&mut self, _text: &HostText) {}
    fn render(&mut self, engine: &mut Engine, value: &Value) -> Result<String> {
        Ok(format!("{}\n", object::convert::to_text(engine, value)?))
    }
    fn read_line(&mut self, _prompt: &str, _secret: bool) -> Option<String> {
        None
    }
    fn size(&self) -> (usize, usize) {
        (80, 25)
    }
}
