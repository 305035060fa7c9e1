//! `Get-Content`

use super::flat;
use super::objects;
use super::place::{Kind, Place};
use super::resolve::{self, How, Wanted};
use crate::utility::data::text_file::EncodingArgument;
use engine::declare::Check;
use engine::{Run, Shell, Switch, cmdlet};
use object::members::{disk, encoding::Code};
use object::pattern::contains_wildcard_characters;
use object::{Category, Extended, Fault, Object, Result, Shape, Str, Value, types};
use std::collections::VecDeque;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::rc::Rc;

cmdlet! {
    /// Returns what items hold, line by line.
    pub struct GetContent = "Get-Content" in "Microsoft.PowerShell.Management", class "Microsoft.PowerShell.Commands.GetContentCommand", default_set "Path" {
        /// How many lines go down the pipeline at once; 0 for all.
        read_count = "ReadCount": Option<i64> => by_name;
        /// How many lines from the beginning.
        total_count = "TotalCount": Option<i64> => alias(&["First", "Head"]), by_name, check(&[Check::Range(0, 9223372036854775807), Check::Range(0, i64::MAX)]);
        /// How many lines from the end.
        tail = "Tail": Option<i32> => alias(&["Last"]), by_name, check(&[Check::Range(0, 2147483647), Check::Range(0, i32::MAX as i64)]);
        /// Paths; wildcards are expanded.
        path = "Path": Option<Vec<Str>> => set("Path"), mandatory, position(0), by_name;
        /// Paths taken as they are, without wildcards.
        literal_path = "LiteralPath": Option<Vec<Str>> => alias(&["PSPath", "LP"]), set("LiteralPath"), mandatory, by_name;
        /// A filter of the provider's own, applied to names.
        filter = "Filter": Option<Str>;
        /// Patterns that names must match.
        include = "Include": Option<Vec<Str>>;
        /// Patterns that names must not match.
        exclude = "Exclude": Option<Vec<Str>>;
        /// Includes hidden items, and overrides what protects an item.
        force = "Force": Switch;
        /// Kept for scripts that name it; no provider here asks who calls.
        credential = "Credential": Option<Value> => by_name;
        /// What ends a line.
        delimiter = "Delimiter": Option<Str> => dynamic;
        /// Goes on reading while the file grows; a rehearsal ends at the end of the file.
        wait = "Wait": Switch => dynamic;
        /// The whole content as one string.
        raw = "Raw": Switch => dynamic;
        /// The encoding of the text.
        encoding = "Encoding": EncodingArgument => check(&[Check::Transform(super::encoding::known), Check::NotNullOrEmpty]), dynamic;
        /// Works with bytes instead of text.
        as_byte_stream = "AsByteStream": Switch => dynamic;
    }
}

/// Bytes that are read from a file at once.
const BUFFER: usize = 1 << 16;

impl Run for GetContent {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        if self.total_count.is_some() && self.tail.is_some() {
            let what = "The parameters TotalCount and Tail cannot be used together. Please specify only one parameter.";
            let fault = Fault::new(&types::INVALID_OPERATION_EXCEPTION, what)
                .id("TailAndHeadCannotCoexist");
            return fault.category(Category::InvalidOperation).raise();
        }
        let (paths, literal) = resolve::paths(&self.path, &self.literal_path);
        for text in paths {
            if let Err(stop) = self.one(shell, &text, literal) {
                shell.soften(stop)?;
            }
        }
        Ok(())
    }
}

impl GetContent {
    fn one(&self, shell: &mut Shell<'_>, text: &str, literal: bool) -> Result {
        let wanted = Wanted::new(
            self.include.as_deref(),
            self.exclude.as_deref(),
            self.filter.as_ref(),
        );
        let mut found = resolve::find(
            shell.engine,
            text,
            How {
                literal,
                force: self.force.is_on(),
            },
        )?;
        found
            .places
            .retain(|place| wanted.passes(resolve::name_of(place)));
        if found.places.is_empty() && (contains_wildcard_characters(text) || wanted.is_some()) {
            return resolve::nothing_found(text).raise();
        }
        for place in found.places {
            let done = if place.kind == Kind::File {
                self.file(shell, &place)
            } else {
                self.flat(shell, &place)
            };
            if let Err(stop) = done {
                shell.soften(stop)?;
            }
        }
        Ok(())
    }

    /// What an item of a provider without files holds.
    fn flat(&self, shell: &mut Shell<'_>, place: &Place) -> Result {
        let given = [
            ("Delimiter", self.delimiter.is_some()),
            ("Raw", self.raw.is_given()),
            ("Encoding", self.encoding.code.is_some()),
            ("Wait", self.wait.is_given()),
        ];
        if let Some((name, _)) = given.iter().find(|(_, given)| *given) {
            let what = format!("A parameter cannot be found that matches parameter name '{name}'.");
            let fault =
                Fault::new(&types::PARAMETER_BINDING_EXCEPTION, what).id("NamedParameterNotFound");
            return fault.category(Category::InvalidArgument).raise();
        }
        match flat::content(shell, place)? {
            Some(value @ Value::Array(_)) => shell.write(Value::array(vec![value])),
            Some(value) => shell.write(value),
            None => Ok(()),
        }
    }

    fn file(&self, shell: &mut Shell<'_>, place: &Place) -> Result {
        let full = place.inner.as_str();
        if Path::new(full).is_dir() {
            let what = format!(
                "Unable to get content because it is a directory: '{full}'. Please use 'Get-ChildItem' instead."
            );
            let fault = Fault::new(&types::UNAUTHORIZED_ACCESS_EXCEPTION, what)
                .id("GetContainerContentException");
            return fault
                .category(Category::InvalidOperation)
                .target(full)
                .raise();
        }
        if self.raw.is_on() {
            let others = [
                ("TotalCount", self.total_count.is_some()),
                ("Tail", self.tail.is_some()),
                ("Delimiter", self.delimiter.is_some()),
            ];
            if let Some((name, _)) = others.iter().find(|(_, given)| *given) {
                let what = format!(
                    "The 'Raw' and '{name}' parameters cannot be specified in the same command."
                );
                let fault =
                    Fault::new(&types::PS_INVALID_OPERATION_EXCEPTION, what).id("InvalidOperation");
                return fault.category(Category::InvalidOperation).raise();
            }
        }
        let opened = std::fs::File::open(full);
        let file = match opened {
            Ok(file) => file,
            Err(error) => {
                let fault =
                    resolve::io_fault(&error, full).id("GetContentReaderUnauthorizedAccessError");
                return fault.category(Category::PermissionDenied).raise();
            }
        };
        let mut out = Lines::new(self, place);
        if self.as_byte_stream.is_on() {
            return self.bytes(shell, full, &mut out);
        }
        let is_plain = matches!(self.encoding.code, None | Some(Code::Utf8))
            && self.delimiter.is_none()
            && !self.raw.is_on();
        let mut reader = BufReader::with_capacity(BUFFER, file);
        let head = reader
            .fill_buf()
            .map(|bytes| bytes.get(..4).unwrap_or(bytes).to_vec())
            .unwrap_or_default();
        if is_plain
            && !head.starts_with(&[0xff, 0xfe])
            && !head.starts_with(&[0xfe, 0xff])
            && !head.starts_with(&[0, 0, 0xfe, 0xff])
        {
            if head.starts_with(&[0xef, 0xbb, 0xbf]) {
                reader.consume(3);
            }
            return self.stream(shell, reader, &mut out);
        }
        let mut bytes = Vec::new();
        if let Err(error) = std::io::Read::read_to_end(&mut reader, &mut bytes) {
            return resolve::io_fault(&error, full)
                .id("GetContentReaderIOError")
                .category(Category::ReadError)
                .raise();
        }
        let text = self.encoding.decode(&bytes);
        if self.raw.is_on() {
            let value = out.dressed(Value::str(text), 1);
            return shell.write(value);
        }
        match &self.delimiter {
            Some(delimiter) if !delimiter.is_empty() => {
                let mut parts: Vec<&str> = text.split(&**delimiter).collect();
                if parts.last().is_some_and(|last| last.is_empty()) {
                    parts.pop();
                }
                out.all(shell, parts.into_iter())
            }
            _ => out.all(shell, disk::lines(&text).into_iter()),
        }
    }

    fn bytes(&self, shell: &mut Shell<'_>, full: &str, out: &mut Lines) -> Result {
        let bytes = match std::fs::read(full) {
            Ok(bytes) => bytes,
            Err(error) => {
                return resolve::io_fault(&error, full)
                    .id("GetContentReaderIOError")
                    .category(Category::ReadError)
                    .raise();
            }
        };
        if self.raw.is_on() {
            return shell.write(disk::bytes_value(bytes));
        }
        for byte in bytes {
            if !out.take(shell, Value::Byte(byte))? {
                break;
            }
        }
        out.finish(shell)
    }

    /// Lines as they are read: the file is never held in memory as a whole.
    fn stream(
        &self,
        shell: &mut Shell<'_>,
        mut reader: BufReader<std::fs::File>,
        out: &mut Lines,
    ) -> Result {
        let mut line = Vec::new();
        loop {
            line.clear();
            let count = match reader.read_until(b'\n', &mut line) {
                Ok(count) => count,
                Err(error) => {
                    return resolve::io_fault(&error, &out.full)
                        .id("GetContentReaderIOError")
                        .category(Category::ReadError)
                        .raise();
                }
            };
            if count == 0 {
                break;
            }
            if line.last() == Some(&b'\n') {
                line.pop();
                if line.last() == Some(&b'\r') {
                    line.pop();
                }
            }
            let text = match std::str::from_utf8(&line) {
                Ok(text) => Value::str(text),
                Err(_) => Value::str(Code::Utf8.decode(&line)),
            };
            if !out.take(shell, text)? {
                break;
            }
        }
        out.finish(shell)
    }
}

/// Lines on their way down the pipeline, one by one or in blocks, the first or the last of them.
struct Lines {
    full: String,
    shape: Rc<Shape>,
    slots: Vec<Value>,
    seen: i64,
    first: Option<i64>,
    last: Option<usize>,
    kept: VecDeque<Value>,
    block: Vec<Value>,
    size: i64,
}

impl Lines {
    fn new(cmdlet: &GetContent, place: &Place) -> Lines {
        let sample = objects::dressed(Value::str(""), place, false);
        let (mut shape, mut slots) = (Shape::root(object::Type::Known(&types::STRING)), Vec::new());
        if let Value::Extended(extended) = &sample {
            extended.members.remove(object::Symbol::of("PSIsContainer"));
            extended.members.add(
                &Str::from("ReadCount"),
                object::SlotKind::Note,
                Value::Long(0),
            );
            shape = extended.members.shape();
            slots = extended
                .members
                .entries()
                .into_iter()
                .map(|(_, value)| value)
                .collect();
        }
        Lines {
            full: place.inner.clone(),
            shape,
            slots,
            seen: 0,
            first: cmdlet.total_count,
            last: cmdlet.tail.and_then(|count| usize::try_from(count).ok()),
            kept: VecDeque::new(),
            block: Vec::new(),
            size: cmdlet.read_count.unwrap_or(1),
        }
    }

    /// A line with the properties that PowerShell adds.
    fn dressed(&self, text: Value, count: i64) -> Value {
        let mut slots = self.slots.clone();
        if let Some(last) = slots.last_mut() {
            *last = Value::Long(count);
        }
        let mut extended = Extended::new(text);
        if let Some(own) = Rc::get_mut(&mut extended) {
            own.members = Object::new(Rc::clone(&self.shape), slots);
        }
        Value::Extended(extended)
    }

    /// Takes a line; false where no more are wanted.
    fn take(&mut self, shell: &mut Shell<'_>, text: Value) -> Result<bool> {
        if self.first.is_some_and(|first| self.seen >= first) {
            return Ok(false);
        }
        self.seen += 1;
        if let Some(last) = self.last {
            self.kept.push_back(text);
            if self.kept.len() > last {
                self.kept.pop_front();
            }
            return Ok(true);
        }
        self.give(shell, text)?;
        Ok(self.first.is_none_or(|first| self.seen < first))
    }

    fn give(&mut self, shell: &mut Shell<'_>, text: Value) -> Result {
        if self.size == 1 {
            let value = self.dressed(text, self.seen);
            return shell.write(value);
        }
        let value = self.dressed(text, self.seen);
        self.block.push(value);
        if self.size > 0 && self.block.len() as i64 >= self.size {
            let block = std::mem::take(&mut self.block);
            return shell.write(Value::array(block));
        }
        Ok(())
    }

    fn all<'a>(&mut self, shell: &mut Shell<'_>, texts: impl Iterator<Item = &'a str>) -> Result {
        for text in texts {
            if !self.take(shell, Value::str(text))? {
                break;
            }
        }
        self.finish(shell)
    }

    fn finish(&mut self, shell: &mut Shell<'_>) -> Result {
        let kept = std::mem::take(&mut self.kept);
        self.seen -= kept.len() as i64;
        for text in kept {
            self.seen += 1;
            self.give(shell, text)?;
        }
        let block = std::mem::take(&mut self.block);
        if block.is_empty() {
            Ok(())
        } else {
            shell.write(Value::array(block))
        }
    }
}
