//! From something going wrong to a record that says where: positions, call stacks, `$Error`, and what each `ErrorAction` does.

use crate::Engine;
use crate::common_parameters::{Action, Common};
use crate::session::ERRORS_MAX;
use crate::streams::Stream;
use object::{
    Category, ErrorRecord, Exception, Fault, Interrupt, Position, Result, Str, Type, Value, types,
};
use std::rc::Rc;
use syntax::{ParseError, Parsed, Source, Span};

/// The error of a text that does not parse: the first message speaks; the record stands at its place.
pub fn parse_failure(parsed: &Parsed) -> Box<Interrupt> {
    parse_failure_of(&parsed.source, &parsed.errors)
}

/// The same of errors that others than the parser found.
pub(crate) fn parse_failure_of(source: &Rc<Source>, errors: &[ParseError]) -> Box<Interrupt> {
    let mut text = String::new();
    for error in errors {
        let (line, column) = source.line_column(error.span.start);
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let place = match &source.path {
            Some(path) => format!("At {path}:{line} char:{column}"),
            None => format!("At line:{line} char:{column}"),
        };
        let shown = source.line(line);
        let width =
            (error.span.end.saturating_sub(error.span.start) as usize).clamp(1, shown.len().max(1));
        text.push_str(&format!(
            "{place}\n+ {shown}\n+ {}{}\n{}",
            " ".repeat(column as usize - 1),
            "~".repeat(width),
            error.message
        ));
    }
    let first = &errors[0];
    let exception = Exception::new(&types::PARSE_EXCEPTION, text);
    exception
        .extra
        .borrow_mut()
        .push(("Errors".into(), parse_errors(source, errors)));
    let record = ErrorRecord::new(exception, first.id, Category::ParserError, Value::Null);
    record.rest.borrow_mut().reason = Str::from("ParentContainsErrorRecordException");
    record.rest.borrow_mut().position = Some(Position {
        source: Rc::clone(source),
        span: first.span,
    });
    Rc::new(record).into()
}

/// The errors as the objects that `ParseException.Errors` holds.
pub fn parse_errors(source: &Rc<Source>, errors: &[ParseError]) -> Value {
    let errors = errors
        .iter()
        .map(|error| crate::tree::parse_error(source, error))
        .collect();
    let kind = object::Type::Known(&crate::tree::PARSE_ERROR);
    Value::Array(object::Array::of(kind, errors))
}

impl Engine {
    /// Gives an error the place of the statement that it left, and the call stack, unless it has one already.
    pub(crate) fn locate(&mut self, stop: &Interrupt, source: &Rc<Source>, span: Span) {
        let Interrupt::Error(record) = stop else {
            return;
        };
        let mut rest = record.rest.borrow_mut();
        if rest.position.is_none() {
            rest.position = Some(Position {
                source: Rc::clone(source),
                span,
            });
        }
        if rest.stack.is_none() {
            drop(rest);
            let stack = self.stack_text(Some((source, span)));
            record.rest.borrow_mut().stack = Some(stack);
        }
    }

    /// `ScriptStackTrace`: one line for each call, the innermost first. `top` is where the innermost one stands now.
    pub(crate) fn stack_text(&self, top: Option<(&Rc<Source>, Span)>) -> Str {
        let mut lines = Vec::new();
        for (i, entry) in self.stack.iter().rev().enumerate() {
            let (source, span) = match (i, top) {
                (0, Some((source, span))) => (source, span),
                _ => (&entry.source, entry.span),
            };
            let (line, _) = source.line_column(span.start);
            let file = source.path.as_deref().unwrap_or("<No file>");
            // A script file is a block without a name here.
            let name = if entry.name.ends_with(".ps1") {
                "<ScriptBlock>"
            } else {
                &*entry.name
            };
            lines.push(format!("at {name}, {file}: line {line}"));
        }
        lines.join("\n").into()
    }

    /// Puts a record at the head of `$Error`, once.
    pub fn remember(&mut self, record: &Rc<ErrorRecord>) {
        if std::mem::replace(&mut record.rest.borrow_mut().reported, true) {
            return;
        }
        let value = Value::Native(Rc::clone(record) as Rc<dyn object::Native>);
        let mut items = self.errors.items.borrow_mut();
        let list = items.boxed();
        // An error that is thrown on is no new one.
        let is_known = list.first().is_some_and(|first| {
            first.same(&value)
                || first
                    .as_native::<ErrorRecord>()
                    .is_some_and(|first| first.exception.same(&record.exception))
        });
        if is_known {
            return;
        }
        list.insert(0, value);
        list.truncate(ERRORS_MAX);
    }

    /// Writes a non-terminating error, as the preference wants it.
    ///
    /// # Errors
    /// The error itself where the preference is `Stop`.
    pub fn write_error(&mut self, record: Rc<ErrorRecord>, common: Option<&Common>) -> Result {
        let action = match common.and_then(|common| common.error_action) {
            Some(action) => action,
            None => self.preference(Stream::Error),
        };
        self.success = false;
        self.failed = true;
        match action {
            Action::Ignore => Ok(()),
            Action::SilentlyContinue => {
                self.remember(&record);
                self.tap_error(&record);
                Ok(())
            }
            Action::Stop => {
                let stop = self.stopped(Rc::clone(&record), common);
                self.tap_stopped(&record);
                Err(stop)
            }
            _ => {
                self.remember(&record);
                self.send(Stream::Error, Value::Native(record))
            }
        }
    }

    /// Only the lists of `-ErrorVariable` get it, once.
    pub(crate) fn tap_error(&mut self, record: &Rc<ErrorRecord>) {
        let streams = Rc::clone(&self.streams);
        for (stream, list) in &streams.taps {
            if *stream == Stream::Error {
                push_once(
                    list,
                    Value::Native(Rc::clone(record) as Rc<dyn object::Native>),
                );
            }
        }
    }

    /// The lists of `-ErrorVariable` get the exception that ends the command.
    fn tap_stopped(&mut self, record: &Rc<ErrorRecord>) {
        let exception = crate::hosting::stop_exception(record);
        let streams = Rc::clone(&self.streams);
        for (stream, list) in &streams.taps {
            if *stream == Stream::Error {
                push_once(list, exception.clone());
            }
        }
    }

    /// A non-terminating error that the preference made terminating.
    fn stopped(&mut self, record: Rc<ErrorRecord>, _common: Option<&Common>) -> Box<Interrupt> {
        record.rest.borrow_mut().terminating = true;
        record.rest.borrow_mut().by_preference = true;
        Box::new(Interrupt::Error(record))
    }

    /// An error ended a statement. Where nothing catches it, it goes to the error stream and the script goes on; what
    /// `throw` threw goes on upwards.
    ///
    /// # Errors
    /// What goes on upwards.
    pub(crate) fn report(&mut self, stop: Box<Interrupt>) -> Result {
        let Interrupt::Error(record) = &*stop else {
            return Err(stop);
        };
        self.success = false;
        if self.catching > 0 || record.rest.borrow().by_preference {
            self.tap_error(&Rc::clone(record));
            return Err(stop);
        }
        // `ThrowTerminatingError` ends the function that calls it.
        let leaves = self.frame().is_some_and(|frame| frame.thrown.get());
        match self.preference(Stream::Error) {
            Action::SilentlyContinue | Action::Ignore if !leaves => {
                let record = Rc::clone(record);
                self.remember(&record);
                self.tap_error(&record);
                Ok(())
            }
            Action::Stop => {
                record.rest.borrow_mut().terminating = true;
                Err(stop)
            }
            _ if record.rest.borrow().terminating => Err(stop),
            _ => {
                let record = Rc::clone(record);
                self.remember(&record);
                self.send(Stream::Error, Value::Native(record))
            }
        }
    }

    /// The error of `throw value`.
    pub(crate) fn thrown(&mut self, value: Value) -> Result<Box<Interrupt>> {
        if let Some(record) = value.as_native_rc::<ErrorRecord>() {
            record.rest.borrow_mut().terminating = true;
            record.rest.borrow_mut().reported = false;
            return Ok(Box::new(Interrupt::Error(record)));
        }
        let is_exception = Type::Known(&types::EXCEPTION).is_assignable_from(&value.get_type())
            && !value.is_null();
        let record = if is_exception {
            if let Some(exception) = value.as_native::<Exception>()
                && let Some(record) = exception.record.borrow().as_ref()
            {
                record.rest.borrow_mut().terminating = true;
                let again = record.about(value.base().clone());
                return Ok(Box::new(Interrupt::Error(Rc::new(again))));
            }
            let message = ErrorRecord::of(
                value.base().clone(),
                "",
                Category::OperationStopped,
                Value::Null,
            )
            .exception_message();
            ErrorRecord::of(
                value.base().clone(),
                message,
                Category::OperationStopped,
                Value::Null,
            )
        } else {
            let text = if value.is_null() {
                Str::from("ScriptHalted")
            } else {
                object::convert::to_text(self, &value)?
            };
            let exception = Exception::new(&types::RUNTIME_EXCEPTION, text.clone())
                .with("WasThrownFromThrowStatement", true);
            ErrorRecord::new(exception, text, Category::OperationStopped, value)
        };
        record.rest.borrow_mut().terminating = true;
        Ok(Box::new(Interrupt::Error(Rc::new(record))))
    }

    /// The error of a type that does not exist.
    pub(crate) fn type_not_found<T>(&self, name: &str) -> Result<T> {
        Fault::runtime("TypeNotFound", format!("Unable to find type [{name}]."))
            .target(Value::str(name))
            .raise()
    }
}

/// Adds to a list what is not its last element already.
pub(crate) fn push_once(list: &object::List, value: Value) {
    let mut items = list.items.borrow_mut();
    let items = items.boxed();
    if items.last().is_none_or(|last| !last.same(&value)) {
        items.push(value);
    }
}
