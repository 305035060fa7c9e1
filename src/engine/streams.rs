//! The six streams beside the output, and where each of them goes now.

use crate::program::{Expr, Redirect, RedirectTo};
use crate::sink::Out;
use crate::{Engine, Ui};
use object::{Array, ErrorRecord, List, Native, Result, Str, Type, TypeInfo, Value, types};
use std::cell::RefCell;
use std::fs::File;
use std::rc::Rc;
use syntax::ast::Stream as AstStream;

/// A stream beside the output.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub enum Stream {
    Error,
    Warning,
    Verbose,
    Debug,
    Information,
    Progress,
}

/// Where a stream goes.
#[derive(Clone, Default)]
pub enum Target {
    /// The screen.
    #[default]
    Host,
    /// Nowhere.
    Null,
    /// Into an output, as an object.
    Sink(Out),
    /// Into a file, as text.
    File(Rc<FileTarget>),
}

/// An open file that streams go to.
pub struct FileTarget {
    /// The file.
    pub file: RefCell<File>,
}

/// Where all streams go, and which lists keep copies (`-ErrorVariable`).
#[derive(Clone, Default)]
pub struct Streams {
    /// By [`Stream`].
    pub targets: [Target; 6],
    /// Lists that get a copy.
    pub taps: Vec<(Stream, Rc<List>)>,
}

impl Streams {
    /// Where a stream goes.
    pub fn target(&self, stream: Stream) -> &Target {
        &self.targets[stream as usize]
    }
}

macro_rules! records {
    ($($(#[$meta:meta])* $name:ident, $info:ident, $full:literal;)*) => {
        $(
            $(#[$meta])*
            pub struct $name {
                /// `Message`
                pub message: Str,
            }
            #[doc = concat!("`", $full, "`")]
            pub static $info: TypeInfo = TypeInfo::class($full, &INFORMATIONAL_RECORD);
            impl Native for $name {
                fn get_type(&self) -> Type {
                    Type::Known(&$info)
                }
                fn to_text(&self) -> Str {
                    self.message.clone()
                }
            }
        )*
    };
}

/// `System.Management.Automation.InformationalRecord`
pub static INFORMATIONAL_RECORD: TypeInfo = TypeInfo::class(
    "System.Management.Automation.InformationalRecord",
    &types::OBJECT,
)
.members(|| {
    const MEMBERS: &[object::types::Member] = &[object::types::Member::get(
        "Message",
        object::types::Sig::One(&types::STRING),
        |call| Ok(Value::Str(crate::streams::message_of(call.this))),
    )];
    MEMBERS
});

records! {
    /// What `Write-Warning` wrote.
    WarningRecord, WARNING_RECORD, "System.Management.Automation.WarningRecord";
    /// What `Write-Verbose` wrote.
    VerboseRecord, VERBOSE_RECORD, "System.Management.Automation.VerboseRecord";
    /// What `Write-Debug` wrote.
    DebugRecord, DEBUG_RECORD, "System.Management.Automation.DebugRecord";
}

/// What `Write-Information` wrote.
pub struct InformationRecord {
    /// `MessageData`
    pub data: Value,
    /// `Tags`
    pub tags: Vec<Str>,
    /// What the data is as text, where that takes an engine to tell.
    pub text: Option<Str>,
    /// `Source`
    pub source: Str,
    /// What `Write-Host` adds: no line end, colours.
    pub host: Option<HostText>,
    /// When.
    pub time: object::date::DateTime,
}

/// How `Write-Host` wants its text.
#[derive(Clone, Default)]
pub struct HostText {
    /// The text.
    pub text: Str,
    /// No line end.
    pub no_newline: bool,
    /// `ConsoleColor`
    pub foreground: Option<i64>,
    /// `ConsoleColor`
    pub background: Option<i64>,
}

/// `System.Management.Automation.InformationRecord`
pub static INFORMATION_RECORD: TypeInfo = {
    use object::types::{Member, Sig};
    const MEMBERS: &[Member] = &[
        Member::get("MessageData", Sig::One(&types::OBJECT), |call| {
            Ok(call
                .this
                .as_native::<InformationRecord>()
                .map(|record| record.data.clone())
                .unwrap_or_default())
        }),
        Member::get("Source", Sig::One(&types::STRING), |call| {
            Ok(call
                .this
                .as_native::<InformationRecord>()
                .map(|record| Value::Str(record.source.clone()))
                .unwrap_or_default())
        }),
        Member::get("TimeGenerated", Sig::One(&types::DATE_TIME), |call| {
            Ok(call
                .this
                .as_native::<InformationRecord>()
                .map(|record| Value::DateTime(record.time))
                .unwrap_or_default())
        }),
        Member::get("Tags", Sig::Many(&types::STRING), |call| {
            let tags = call
                .this
                .as_native::<InformationRecord>()
                .map(|record| record.tags.clone())
                .unwrap_or_default();
            Ok(Value::Array(Array::of(
                Type::Known(&types::STRING),
                tags.into_iter().map(Value::Str).collect(),
            )))
        }),
    ];
    TypeInfo::class(
        "System.Management.Automation.InformationRecord",
        &types::OBJECT,
    )
    .members(|| MEMBERS)
};

impl Native for InformationRecord {
    fn get_type(&self) -> Type {
        Type::Known(&INFORMATION_RECORD)
    }

    fn to_text(&self) -> Str {
        match (&self.host, &self.data) {
            (Some(host), _) => host.text.clone(),
            (None, _) if self.text.is_some() => self.text.clone().unwrap_or_default(),
            (None, Value::Str(text)) => text.clone(),
            (None, Value::Native(native)) => native.to_text(),
            (None, other) => crate::values::plain_text(other),
        }
    }
}

/// The message of a warning, verbose or debug record.
pub fn message_of(value: &Value) -> Str {
    match value.base() {
        Value::Native(native) => native.to_text(),
        _ => Str::default(),
    }
}

impl Engine {
    /// Sends a record into a stream: to where it goes now, and to the lists that keep copies. Preferences were asked before.
    pub fn send(&mut self, stream: Stream, record: Value) -> Result {
        let streams = Rc::clone(&self.streams);
        for (tapped, list) in &streams.taps {
            if *tapped == stream {
                list.items.borrow_mut().push(record.clone());
            }
        }
        match streams.target(stream) {
            Target::Null => Ok(()),
            Target::Sink(out) => out.write(self, record),
            Target::File(file) => self.write_to_file(&Rc::clone(file), &record),
            Target::Host => self.with_ui(|ui, engine| {
                show(ui, engine, stream, &record);
                Ok(())
            }),
        }
    }

    fn write_to_file(&mut self, file: &FileTarget, record: &Value) -> Result {
        let text = self.with_ui(|ui, engine| ui.render(engine, record))?;
        let written = std::io::Write::write_all(&mut *file.file.borrow_mut(), text.as_bytes());
        written.or_else(|error| {
            object::Fault::new(&types::IO_EXCEPTION, error.to_string())
                .id("FileOpenFailure")
                .raise()
        })
    }
}

impl Engine {
    /// The value that a pipeline begins with. What its statements write to streams that are merged into the output comes before it.
    pub(crate) fn first_value(
        &mut self,
        expr: &Expr,
        redirects: &[Redirect],
        outer: &Rc<Streams>,
    ) -> Result<Value> {
        let merges: Vec<&Redirect> = redirects
            .iter()
            .filter(|redirect| {
                !matches!(redirect.from, AstStream::Output)
                    && !matches!(redirect.to, RedirectTo::File(..))
            })
            .collect();
        // What a method of a class writes goes to the screen, whatever the expression around it says.
        let is_call = matches!(expr, Expr::Invoke(_));
        let merges: Vec<&Redirect> = merges
            .into_iter()
            .filter(|redirect| !is_call || redirect.from == AstStream::Error)
            .collect();
        if merges.is_empty() {
            return self.evaluate(expr);
        }
        let collector = self.collector();
        let (_, streams) = self.redirect(&merges, collector.clone(), outer)?;
        self.streams = streams;
        let value = self.evaluate(expr);
        self.streams = Rc::clone(outer);
        let mut items = self.collected(collector);
        let value = value?;
        if items.is_empty() {
            return Ok(value);
        }
        match self.enumerate(&value)? {
            Some(more) => items.extend(more),
            None if matches!(value, Value::Nothing) => {}
            None => items.push(value),
        }
        Ok(Value::array(items))
    }
}

fn show(ui: &mut dyn Ui, engine: &mut Engine, stream: Stream, record: &Value) {
    if let Some(error) = record.as_native_rc::<ErrorRecord>() {
        ui.error(engine, &error);
    } else if let Some(information) = record.as_native::<InformationRecord>() {
        let text = HostText {
            text: information.to_text(),
            ..HostText::default()
        };
        ui.host(information.host.as_ref().unwrap_or(&text));
    } else if stream != Stream::Progress {
        ui.message(stream, &message_of(record));
    }
}
