//! A file as the end of a pipeline.

use crate::Engine;
use crate::sink::Sink;
use crate::streams::FileTarget;
use object::{Fault, Result, Value, types};
use std::rc::Rc;

/// What is written goes to the file, as text where it is no bytes.
pub(crate) struct FileSink {
    pub file: Rc<FileTarget>,
}

impl Sink for FileSink {
    fn write_bytes(&self, _engine: &mut Engine, bytes: &[u8]) -> Result<bool> {
        Ok(std::io::Write::write_all(&mut *self.file.file.borrow_mut(), bytes).is_ok())
    }

    fn write(&self, engine: &mut Engine, value: Value) -> Result {
        let text = engine.with_ui(|ui, engine| ui.render(engine, &value))?;
        let written = std::io::Write::write_all(&mut *self.file.file.borrow_mut(), text.as_bytes());
        written.or_else(|error| {
            Fault::new(&types::IO_EXCEPTION, error.to_string())
                .id("FileOpenFailure")
                .raise()
        })
    }
}
