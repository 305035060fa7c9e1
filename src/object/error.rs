//! What goes wrong, and what leaves a computation early: exceptions, error records, `break`, `exit`.
//!
//! `break`, `continue`, `return` and `exit` are control flow, not errors; they travel the same way out because they cross
//! the same frames.

use crate::types::{self, Type, TypeInfo};
use crate::{Native, Str, Value};
use std::cell::RefCell;
use std::rc::Rc;
use syntax::{Source, Span};

/// The result of everything that can go wrong.
pub type Result<T = ()> = std::result::Result<T, Box<Interrupt>>;

/// Why a computation ended before its end.
#[derive(Clone)]
pub enum Interrupt {
    /// A terminating error.
    Error(Rc<ErrorRecord>),
    /// `break`, with the label that it looks for.
    Break(Option<Str>),
    /// `continue`, with the label that it looks for.
    Continue(Option<Str>),
    /// `return` where it must cross native code.
    Return,
    /// `exit`, with the status.
    Exit(i32),
    /// A stage of that pipeline has enough; its upstream stops.
    StopUpstream(u64),
    /// Ctrl-C.
    Cancelled,
}

/// A .NET exception.
pub struct Exception {
    /// Its type.
    pub kind: Type,
    /// `Message`
    pub message: Str,
    /// `InnerException`
    pub inner: Option<Value>,
    /// Properties of its own type beyond those of every exception, such as `ParamName`.
    pub extra: RefCell<Vec<(Str, Value)>>,
    /// The record of a `RuntimeException` that carries one.
    pub record: RefCell<Option<Rc<ErrorRecord>>>,
}

/// `ErrorCategory`, in .NET's order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub enum Category {
    NotSpecified,
    OpenError,
    CloseError,
    DeviceError,
    DeadlockDetected,
    InvalidArgument,
    InvalidData,
    InvalidOperation,
    InvalidResult,
    InvalidType,
    MetadataError,
    NotImplemented,
    NotInstalled,
    ObjectNotFound,
    OperationStopped,
    OperationTimeout,
    SyntaxError,
    ParserError,
    PermissionDenied,
    ResourceBusy,
    ResourceExists,
    ResourceUnavailable,
    ReadError,
    WriteError,
    FromStdErr,
    SecurityError,
    ProtocolError,
    ConnectionError,
    AuthenticationError,
    LimitsExceeded,
    QuotaExceeded,
    NotEnabled,
}

/// Where in which text something stands.
#[derive(Clone)]
pub struct Position {
    /// The text.
    pub source: Rc<Source>,
    /// The place in it.
    pub span: Span,
}

/// `InvocationInfo`: which command, called from where.
#[derive(Clone, Default)]
pub struct Invocation {
    /// `MyCommand`, a `CommandInfo`, or null.
    pub command: Value,
    /// Name of the command as it reports errors; empty for plain statements.
    pub name: Str,
    /// `InvocationName`: what was typed.
    pub typed: Str,
    /// Where the call stands.
    pub position: Option<Position>,
    /// `BoundParameters`
    pub bound: Value,
    /// `UnboundArguments`
    pub unbound: Vec<Value>,
    /// `PipelineLength` and `PipelinePosition`.
    pub pipeline: (i32, i32),
    /// `ExpectingInput`
    pub expecting_input: bool,
}

/// An error record.
pub struct ErrorRecord {
    /// `Exception`: an [`Exception`], or an instance of a script class that inherits from one.
    pub exception: Value,
    /// `FullyQualifiedErrorId` without the command behind the comma.
    pub id: Str,
    /// `CategoryInfo.Category`
    pub category: Category,
    /// `TargetObject`
    pub target: Value,
    /// The rest, which those on the way add to.
    pub rest: RefCell<Rest>,
}

/// What is added to an error record after it was made.
#[derive(Clone, Default)]
pub struct Rest {
    /// `CategoryInfo.Activity`; empty takes the command's name.
    pub activity: Str,
    /// `CategoryInfo.Reason`; empty takes the exception's type.
    pub reason: Str,
    /// `CategoryInfo.TargetName`; none takes the target's text.
    pub target_name: Option<Str>,
    /// `CategoryInfo.TargetType`
    pub target_type: Option<Str>,
    /// What stands behind the comma of `FullyQualifiedErrorId`: the command's class, or the name of an advanced function.
    pub source: Str,
    /// `ErrorDetails.Message`
    pub details: Option<Str>,
    /// `ErrorDetails.RecommendedAction`
    pub recommended: Option<Str>,
    /// `InvocationInfo`
    pub invocation: Option<Rc<Invocation>>,
    /// Where the statement that failed stands.
    pub position: Option<Position>,
    /// `ScriptStackTrace`, a line a frame.
    pub stack: Option<Str>,
    /// It was thrown by `throw`, or ended a pipeline, rather than being written to the error stream.
    pub terminating: bool,
    /// A preference for `Stop` made it terminating: PowerShell wraps it in an `ActionPreferenceStopException`.
    pub by_preference: bool,
    /// It has been added to `$Error` already.
    pub reported: bool,
}

impl ErrorRecord {
    /// The same record about another exception.
    pub fn about(&self, exception: Value) -> ErrorRecord {
        ErrorRecord {
            exception,
            id: self.id.clone(),
            category: self.category,
            target: self.target.clone(),
            rest: RefCell::new(self.rest.borrow().clone()),
        }
    }

    /// Lets the exception know its record, which scripts read as `$_.Exception.ErrorRecord`. It gets a copy about an exception
    /// that only repeats the message, as PowerShell does it, so that the two do not keep each other alive.
    pub fn remember_in_exception(&self) {
        let Some(exception) = self.exception.as_native::<Exception>() else {
            return;
        };
        let is_runtime = Type::Known(&types::RUNTIME_EXCEPTION).is_assignable_from(&exception.kind);
        if !is_runtime || exception.record.borrow().is_some() {
            return;
        }
        let parent = Exception::new(
            &crate::members::exceptions::PARENT_CONTAINS_ERROR_RECORD,
            exception.message.clone(),
        );
        let copy = self.about(Value::native(parent));
        *exception.record.borrow_mut() = Some(Rc::new(copy));
    }
}

impl Exception {
    /// An exception of that type with that message.
    pub fn new(kind: &'static TypeInfo, message: impl Into<Str>) -> Exception {
        Exception {
            kind: Type::Known(kind),
            message: message.into(),
            inner: None,
            extra: RefCell::default(),
            record: RefCell::default(),
        }
    }

    /// The same with an inner exception.
    pub fn because(mut self, inner: Value) -> Exception {
        self.inner = Some(inner);
        self
    }

    /// The same with a property of its own.
    pub fn with(self, name: &str, value: impl Into<Value>) -> Exception {
        self.extra.borrow_mut().push((name.into(), value.into()));
        self
    }
}

impl Native for Exception {
    fn get_type(&self) -> Type {
        self.kind.clone()
    }

    fn to_text(&self) -> Str {
        let mut text = format!("{}: {}", self.kind.full_name(), self.message);
        if let Some(inner) = self
            .inner
            .as_ref()
            .and_then(|inner| inner.as_native::<Exception>())
        {
            text = format!(
                "{text}\n ---> {}\n   --- End of inner exception stack trace ---",
                inner.to_text()
            );
        }
        text.into()
    }

    fn property(&self, name: &str) -> Option<Value> {
        let extra = self.extra.borrow();
        extra
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.clone())
    }

    fn set_property(&self, name: &str, value: &Value) -> Result<bool> {
        let mut extra = self.extra.borrow_mut();
        let known = extra
            .iter_mut()
            .find(|(known, _)| known.eq_ignore_ascii_case(name));
        Ok(known.map(|(_, slot)| *slot = value.clone()).is_some())
    }

    fn property_names(&self) -> Vec<Str> {
        self.extra
            .borrow()
            .iter()
            .map(|(name, _)| name.clone())
            .collect()
    }
}

impl ErrorRecord {
    /// A record of an exception.
    pub fn new(
        exception: Exception,
        id: impl Into<Str>,
        category: Category,
        target: Value,
    ) -> ErrorRecord {
        ErrorRecord::of(Value::native(exception), id, category, target)
    }

    /// A record of an exception that already is a value.
    pub fn of(
        exception: Value,
        id: impl Into<Str>,
        category: Category,
        target: Value,
    ) -> ErrorRecord {
        ErrorRecord {
            exception,
            id: id.into(),
            category,
            target,
            rest: RefCell::default(),
        }
    }

    /// The exception's message; `ErrorDetails` speaks first where there are some.
    pub fn message(&self) -> Str {
        if let Some(details) = &self.rest.borrow().details {
            return details.clone();
        }
        self.exception_message()
    }

    /// The exception's message.
    pub fn exception_message(&self) -> Str {
        match self.exception.base() {
            Value::Object(object) => match object.get("Message") {
                Some(Value::Str(text)) => text,
                _ => Str::default(),
            },
            other => other
                .as_native::<Exception>()
                .map(|e| e.message.clone())
                .unwrap_or_default(),
        }
    }

    /// `FullyQualifiedErrorId`
    pub fn full_id(&self) -> Str {
        let rest = self.rest.borrow();
        if rest.source.is_empty() {
            self.id.clone()
        } else {
            Str::from(format!("{},{}", self.id, rest.source))
        }
    }
}

impl Native for ErrorRecord {
    fn get_type(&self) -> Type {
        Type::Known(&types::ERROR_RECORD)
    }

    fn to_text(&self) -> Str {
        self.message()
    }
}

impl Category {
    /// All of them, in .NET's order.
    pub const ALL: [Category; 32] = {
        use Category::*;
        [
            NotSpecified,
            OpenError,
            CloseError,
            DeviceError,
            DeadlockDetected,
            InvalidArgument,
            InvalidData,
            InvalidOperation,
            InvalidResult,
            InvalidType,
            MetadataError,
            NotImplemented,
            NotInstalled,
            ObjectNotFound,
            OperationStopped,
            OperationTimeout,
            SyntaxError,
            ParserError,
            PermissionDenied,
            ResourceBusy,
            ResourceExists,
            ResourceUnavailable,
            ReadError,
            WriteError,
            FromStdErr,
            SecurityError,
            ProtocolError,
            ConnectionError,
            AuthenticationError,
            LimitsExceeded,
            QuotaExceeded,
            NotEnabled,
        ]
    };

    /// .NET's name.
    pub fn name(self) -> String {
        format!("{self:?}")
    }
}

/// An error on its way to being raised: what the callee knows. Whoever is above adds command and position.
#[must_use]
pub struct Fault {
    exception: Exception,
    id: Str,
    category: Category,
    target: Value,
    rest: Rest,
}

impl Fault {
    /// A fault of that exception type with that message.
    pub fn new(kind: &'static TypeInfo, message: impl Into<Str>) -> Fault {
        let id = Str::from(kind.short_name());
        Fault {
            exception: Exception::new(kind, message),
            id,
            category: Category::NotSpecified,
            target: Value::Null,
            rest: Rest::default(),
        }
    }

    /// A `RuntimeException` of the engine: id and message.
    pub fn runtime(id: &str, message: impl Into<Str>) -> Fault {
        Fault::new(&types::RUNTIME_EXCEPTION, message)
            .id(id)
            .category(Category::InvalidOperation)
    }

    /// Sets the error id.
    pub fn id(mut self, id: impl Into<Str>) -> Fault {
        self.id = id.into();
        self
    }

    /// Sets the category.
    pub fn category(mut self, category: Category) -> Fault {
        self.category = category;
        self
    }

    /// Sets the target object.
    pub fn target(mut self, target: impl Into<Value>) -> Fault {
        self.target = target.into();
        self
    }

    /// Sets the inner exception.
    pub fn because(mut self, inner: Value) -> Fault {
        self.exception.inner = Some(inner);
        self
    }

    /// Adds a property of the exception's own type.
    pub fn with(self, name: &str, value: impl Into<Value>) -> Fault {
        self.exception
            .extra
            .borrow_mut()
            .push((name.into(), value.into()));
        self
    }

    /// Sets `CategoryInfo.Reason`, which otherwise is the exception's type.
    pub fn reason(mut self, reason: impl Into<Str>) -> Fault {
        self.rest.reason = reason.into();
        self
    }

    /// The exception alone, where it becomes the cause of another.
    pub fn exception(self) -> Exception {
        self.exception
    }

    /// The record.
    pub fn record(self) -> Rc<ErrorRecord> {
        let record = ErrorRecord::new(self.exception, self.id, self.category, self.target);
        *record.rest.borrow_mut() = self.rest;
        Rc::new(record)
    }

    /// The result that raises it.
    pub fn raise<T>(self) -> Result<T> {
        Err(self.into())
    }
}

impl From<Fault> for Box<Interrupt> {
    fn from(fault: Fault) -> Box<Interrupt> {
        Box::new(Interrupt::Error(fault.record()))
    }
}

impl From<Rc<ErrorRecord>> for Box<Interrupt> {
    fn from(record: Rc<ErrorRecord>) -> Box<Interrupt> {
        Box::new(Interrupt::Error(record))
    }
}
