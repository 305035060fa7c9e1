//! Readers and writers of text: `StringReader`, `StreamReader`, `StringWriter`, `StreamWriter`, and the console's own.

use super::args::{argument_null, not_supported, out_of_range};
use super::disk;
use super::exceptions::OBJECT_DISPOSED;
use super::file_info::MARSHAL_BY_REF;
use super::sequence;
use super::stream::{STREAM, Stream};
use super::table::*;
use super::{cultures, format, task};
use crate::types::{self, Call, Member, Sig, Type, TypeInfo};
use crate::{Fault, Host, Native, Result, Str, Value, convert};
use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

/// A reader of text.
pub struct Reader {
    kind: &'static TypeInfo,
    source: Option<(Rc<Stream>, Value)>,
    units: OnceCell<Vec<u16>>,
    at: Cell<usize>,
    closed: Cell<bool>,
}

/// A writer of text.
pub struct Writer {
    kind: &'static TypeInfo,
    target: Target,
    text: RefCell<String>,
    newline: RefCell<Str>,
    auto_flush: Cell<bool>,
    closed: Cell<bool>,
}

enum Target {
    /// The text itself is what the writer is for.
    Memory,
    /// A `StringBuilder` that a script gave.
    Builder(Value),
    /// A stream, the encoding, and whether a byte-order mark still has to come.
    Stream(Rc<Stream>, Value, Cell<bool>),
    /// Standard output or standard error.
    Console(bool),
}

/// `TextReader`
pub static TEXT_READER: TypeInfo = TypeInfo::class("System.IO.TextReader", &MARSHAL_BY_REF)
    .implements(&[&types::IDISPOSABLE])
    .members(|| READER);
/// `StringReader`
pub static STRING_READER: TypeInfo =
    TypeInfo::class("System.IO.StringReader", &TEXT_READER).members(|| STRING_READER_MEMBERS);
/// `StreamReader`
pub static STREAM_READER: TypeInfo =
    TypeInfo::class("System.IO.StreamReader", &TEXT_READER).members(|| STREAM_READER_MEMBERS);
/// `TextWriter`
pub static TEXT_WRITER: TypeInfo = TypeInfo::class("System.IO.TextWriter", &MARSHAL_BY_REF)
    .implements(&[&types::IDISPOSABLE])
    .members(|| WRITER);
/// `StringWriter`
pub static STRING_WRITER: TypeInfo =
    TypeInfo::class("System.IO.StringWriter", &TEXT_WRITER).members(|| STRING_WRITER_MEMBERS);
/// `StreamWriter`
pub static STREAM_WRITER: TypeInfo =
    TypeInfo::class("System.IO.StreamWriter", &TEXT_WRITER).members(|| STREAM_WRITER_MEMBERS);

const STREAM_SIG: Sig = Sig::One(&STREAM);

static READER: &[Member] = &[
    method!("Close", () -> VOID => close_reader),
    method!("Dispose", () -> VOID => close_reader),
    method!("Peek", () -> INT => |c| { let own = reader(c)?; Ok(Value::Int(own.units(c.host)?.get(own.at.get()).map_or(-1, |unit| i32::from(*unit)))) }),
    method!("Read", () -> INT => read_one, (buffer: CHARS, index: INT, count: INT) -> INT => read_some),
    method!("ReadBlock", (buffer: CHARS, index: INT, count: INT) -> INT => read_some),
    method!("ReadLine", () -> STR => |c| { let own = reader(c)?; Ok(own.line(c.host)?.into()) }),
    method!("ReadToEnd", () -> STR => read_to_end),
    method!("ReadAsync", (buffer: CHARS, index: INT, count: INT) -> OBJ => |c| Ok(task::done(&types::INT32, read_some(c)?))),
    method!("ReadBlockAsync", (buffer: CHARS, index: INT, count: INT) -> OBJ => |c| Ok(task::done(&types::INT32, read_some(c)?))),
    method!("ReadLineAsync", () -> OBJ => |c| { let own = reader(c)?; Ok(task::done(&types::STRING, own.line(c.host)?.into())) }),
    method!("ReadToEndAsync", () -> OBJ => |c| Ok(task::done(&types::STRING, read_to_end(c)?))),
];

static STRING_READER_MEMBERS: &[Member] = &[constructors!((s: STR) -> THIS => |c| {
    if c.arg(0).is_null() { return argument_null("s").raise() }
    Ok(Value::native(Reader::over(&STRING_READER, &c.text(0))))
})];

static STREAM_READER_MEMBERS: &[Member] = &[
    constructors!(
        (path: STR) -> THIS => path_reader, (stream: STREAM_SIG) -> THIS => stream_reader,
        (stream: STREAM_SIG, encoding: OBJ) -> THIS => stream_reader, (path: STR, encoding: OBJ) -> THIS => path_reader,
        (stream: STREAM_SIG, encoding: OBJ, detectEncodingFromByteOrderMarks: BOOL) -> THIS => stream_reader,
        (path: STR, encoding: OBJ, detectEncodingFromByteOrderMarks: BOOL) -> THIS => path_reader),
    get!("BaseStream", STREAM_SIG => |c| Ok(reader(c)?.source.as_ref().map(|(stream, _)| Value::Native(Rc::clone(stream) as Rc<dyn Native>)).unwrap_or_default())),
    get!("EndOfStream", BOOL => |c| { let own = reader(c)?; Ok(Value::Bool(own.at.get() >= own.units(c.host)?.len())) }),
    get!("CurrentEncoding", OBJ => |c| Ok(reader(c)?.source.as_ref().map(|(_, encoding)| encoding.clone()).unwrap_or_default())),
    method!("DiscardBufferedData", () -> VOID => |_| Ok(Value::Null)),
];

static WRITER: &[Member] = &[
    property!("NewLine", STR => |c| Ok(Value::Str(writer(c)?.newline.borrow().clone())), |c| { let text = c.text(0); *writer(c)?.newline.borrow_mut() = text; Ok(Value::Null) }),
    get!("Encoding", OBJ => |c| Ok(match &writer(c)?.target { Target::Stream(_, encoding, _) => encoding.clone(), _ => Value::Null })),
    method!("Close", () -> VOID => close_writer),
    method!("Dispose", () -> VOID => close_writer),
    method!("Flush", () -> VOID => |c| { let own = writer(c)?; own.flush(c.host)?; Ok(Value::Null) }),
    method!("Write",
        (value: STR) -> VOID => write, (value: OBJ) -> VOID => write, (value: CHAR) -> VOID => write, (buffer: CHARS) -> VOID => write,
        (buffer: CHARS, index: INT, count: INT) -> VOID => write, (format: STR, arg: ..OBJECTS) -> VOID => write),
    method!("WriteLine",
        () -> VOID => write_line, (value: STR) -> VOID => write_line, (value: OBJ) -> VOID => write_line, (value: CHAR) -> VOID => write_line,
        (buffer: CHARS) -> VOID => write_line, (buffer: CHARS, index: INT, count: INT) -> VOID => write_line, (format: STR, arg: ..OBJECTS) -> VOID => write_line),
];

static STRING_WRITER_MEMBERS: &[Member] = &[
    constructors!(() -> THIS => |_| Ok(Value::native(Writer::to(&STRING_WRITER, Target::Memory))), (sb: OBJ) -> THIS => |c| {
        let is_builder = c.arg(0).get_type().name() == "StringBuilder";
        let target = if is_builder { Target::Builder(c.arg(0).clone()) } else { Target::Memory };
        Ok(Value::native(Writer::to(&STRING_WRITER, target)))
    }),
    method!("GetStringBuilder", () -> OBJ => builder),
    method!("ToString", () -> STR => |c| {
        let own = writer(c)?;
        match &own.target {
            Target::Builder(builder) => super::invoke(c.host, builder, "ToString", &[]),
            _ => Ok(Value::from(own.text.borrow().as_str())),
        }
    }),
];

static STREAM_WRITER_MEMBERS: &[Member] = &[
    constructors!(
        (path: STR) -> THIS => path_writer, (stream: STREAM_SIG) -> THIS => stream_writer, (stream: STREAM_SIG, encoding: OBJ) -> THIS => stream_writer,
        (path: STR, append: BOOL) -> THIS => path_writer, (path: STR, append: BOOL, encoding: OBJ) -> THIS => path_writer,
        (path: STR, append: BOOL, encoding: OBJ, bufferSize: INT) -> THIS => path_writer, (stream: STREAM_SIG, encoding: OBJ, bufferSize: INT) -> THIS => stream_writer),
    property!("AutoFlush", BOOL => |c| Ok(Value::Bool(writer(c)?.auto_flush.get())), |c| { let own = writer(c)?; own.auto_flush.set(c.flag(0)); own.flush(c.host)?; Ok(Value::Null) }),
    get!("BaseStream", STREAM_SIG => |c| Ok(match &writer(c)?.target { Target::Stream(stream, ..) => Value::Native(Rc::clone(stream) as Rc<dyn Native>), _ => Value::Null })),
];

impl Reader {
    /// A reader over a text.
    pub fn over(kind: &'static TypeInfo, text: &str) -> Reader {
        let units = OnceCell::from(text.encode_utf16().collect::<Vec<_>>());
        Reader {
            kind,
            source: None,
            units,
            at: Cell::new(0),
            closed: Cell::new(false),
        }
    }

    /// The whole text, read when it is first asked for.
    fn units(&self, host: &mut dyn Host) -> Result<&[u16]> {
        if self.closed.get() {
            return Fault::new(&OBJECT_DISPOSED, "Cannot read from a closed TextReader.").raise();
        }
        if self.units.get().is_none() {
            let text = match &self.source {
                Some((stream, encoding)) => disk::decode(host, &stream.take_rest(), encoding)?,
                None => Str::default(),
            };
            let _ = self.units.set(text.encode_utf16().collect());
        }
        Ok(self.units.get().map(Vec::as_slice).unwrap_or_default())
    }

    /// The next line without its end; `None` behind the last.
    pub fn line(&self, host: &mut dyn Host) -> Result<Option<Str>> {
        let units = self.units(host)?;
        let start = self.at.get();
        if start >= units.len() {
            return Ok(None);
        }
        let is_end = |unit: &u16| *unit == 13 || *unit == 10;
        let length = units[start..]
            .iter()
            .position(is_end)
            .unwrap_or(units.len() - start);
        let mut next = start + length + 1;
        if units.get(start + length) == Some(&13) && units.get(next) == Some(&10) {
            next += 1;
        }
        self.at.set(next.min(units.len()));
        Ok(Some(Str::from(String::from_utf16_lossy(
            &units[start..start + length],
        ))))
    }
}

impl Writer {
    fn to(kind: &'static TypeInfo, target: Target) -> Writer {
        let newline = RefCell::new(Str::from("\n"));
        Writer {
            kind,
            target,
            text: RefCell::default(),
            newline,
            auto_flush: Cell::new(false),
            closed: Cell::new(false),
        }
    }

    /// The writer behind `[Console]::Out` or `[Console]::Error`.
    pub fn console(to_error: bool) -> Writer {
        Writer::to(&TEXT_WRITER, Target::Console(to_error))
    }

    fn write(&self, host: &mut dyn Host, text: &str) -> Result {
        if self.closed.get() {
            return Fault::new(&OBJECT_DISPOSED, "Cannot write to a closed TextWriter.").raise();
        }
        match &self.target {
            Target::Console(to_error) => host.write_console(text, *to_error),
            Target::Builder(builder) => {
                drop(super::invoke(host, builder, "Append", &[Value::str(text)])?)
            }
            Target::Memory | Target::Stream(..) => self.text.borrow_mut().push_str(text),
        }
        if self.auto_flush.get() {
            self.flush(host)
        } else {
            Ok(())
        }
    }

    fn flush(&self, host: &mut dyn Host) -> Result {
        let Target::Stream(stream, encoding, with_mark) = &self.target else {
            return Ok(());
        };
        let text = std::mem::take(&mut *self.text.borrow_mut());
        if !text.is_empty() {
            let bytes = disk::encode(host, &text, encoding, with_mark.replace(false))?;
            stream.put(&bytes)?;
        }
        stream.flush(host)
    }
}

impl Native for Reader {
    fn get_type(&self) -> Type {
        Type::Known(self.kind)
    }
}

impl Native for Writer {
    fn get_type(&self) -> Type {
        Type::Known(self.kind)
    }

    fn to_text(&self) -> Str {
        match (&self.target, std::ptr::eq(self.kind, &STRING_WRITER)) {
            (Target::Memory, true) => Str::from(self.text.borrow().as_str()),
            (Target::Builder(builder), _) => Str::from(super::tuple::plain_text(builder)),
            _ => Str::from(self.kind.name),
        }
    }
}

/// A reader of a file.
pub fn open_reader(c: &mut Call<'_>, path: &str, encoding: Value) -> Result<Value> {
    let stream = super::stream::open(c, path, 3, 1)?;
    Ok(reader_of(&stream, encoding))
}

fn reader_of(stream: &Value, encoding: Value) -> Value {
    let source = stream
        .as_native_rc::<Stream>()
        .map(|stream| (stream, encoding));
    let (units, at, closed) = (OnceCell::new(), Cell::new(0), Cell::new(false));
    Value::native(Reader {
        kind: &STREAM_READER,
        source,
        units,
        at,
        closed,
    })
}

/// A writer of a file.
pub fn open_writer(c: &mut Call<'_>, path: &str, append: bool, encoding: Value) -> Result<Value> {
    let stream = super::stream::open(c, path, if append { 6 } else { 2 }, 2)?;
    writer_of(&stream, encoding)
}

fn writer_of(stream: &Value, encoding: Value) -> Result<Value> {
    let Some(stream) = stream.as_native_rc::<Stream>() else {
        return argument_null("stream").raise();
    };
    let with_mark = Cell::new(stream.to_bytes().is_empty());
    Ok(Value::native(Writer::to(
        &STREAM_WRITER,
        Target::Stream(stream, encoding, with_mark),
    )))
}

fn path_reader(c: &mut Call<'_>) -> Result<Value> {
    let path = disk::full(c.host, &c.args[0], "path")?;
    let encoding = if matches!(c.arg(1).base(), Value::Bool(_)) {
        Value::Null
    } else {
        c.arg(1).clone()
    };
    open_reader(c, &path, encoding)
}

fn stream_reader(c: &mut Call<'_>) -> Result<Value> {
    if c.arg(0).is_null() {
        return argument_null("stream").raise();
    }
    let encoding = if matches!(c.arg(1).base(), Value::Bool(_)) {
        Value::Null
    } else {
        c.arg(1).clone()
    };
    Ok(reader_of(c.arg(0), encoding))
}

fn path_writer(c: &mut Call<'_>) -> Result<Value> {
    let path = disk::full(c.host, &c.args[0], "path")?;
    let (append, encoding) = (c.flag(1), c.arg(2).clone());
    open_writer(c, &path, append, encoding)
}

fn stream_writer(c: &mut Call<'_>) -> Result<Value> {
    writer_of(c.arg(0), c.arg(1).clone())
}

fn reader(c: &Call<'_>) -> Result<Rc<Reader>> {
    c.this
        .as_native_rc::<Reader>()
        .ok_or_else(|| not_supported("The object is no reader.").into())
}

fn writer(c: &Call<'_>) -> Result<Rc<Writer>> {
    c.this
        .as_native_rc::<Writer>()
        .ok_or_else(|| not_supported("The object is no writer.").into())
}

fn close_reader(c: &mut Call<'_>) -> Result<Value> {
    let own = reader(c)?;
    own.closed.set(true);
    if let Some((stream, _)) = &own.source {
        stream.close(c.host)?;
    }
    Ok(Value::Null)
}

fn close_writer(c: &mut Call<'_>) -> Result<Value> {
    let own = writer(c)?;
    if !own.closed.get() {
        own.flush(c.host)?;
        // A string writer still answers ToString when it is closed, and takes nothing more.
        own.closed.set(!matches!(own.target, Target::Console(_)));
        if let Target::Stream(stream, ..) = &own.target {
            stream.close(c.host)?;
        }
    }
    Ok(Value::Null)
}

fn read_to_end(c: &mut Call<'_>) -> Result<Value> {
    let own = reader(c)?;
    let units = own.units(c.host)?;
    let start = own.at.replace(units.len()).min(units.len());
    Ok(Value::from(String::from_utf16_lossy(&units[start..])))
}

fn read_one(c: &mut Call<'_>) -> Result<Value> {
    let own = reader(c)?;
    let unit = own.units(c.host)?.get(own.at.get()).copied();
    if unit.is_some() {
        own.at.set(own.at.get() + 1);
    }
    Ok(Value::Int(unit.map_or(-1, i32::from)))
}

fn read_some(c: &mut Call<'_>) -> Result<Value> {
    let own = reader(c)?;
    let Value::Array(buffer) = c.args[0].base() else {
        return argument_null("buffer").raise();
    };
    let part = sequence::part(c.long(1), c.long(2), buffer.len(), ("index", "count"))?;
    let units = own.units(c.host)?;
    let rest = &units[own.at.get().min(units.len())..];
    let count = rest.len().min(part.len());
    for (offset, unit) in rest[..count].iter().enumerate() {
        buffer
            .items
            .borrow_mut()
            .set(part.start + offset, Value::Char(*unit));
    }
    own.at.set(own.at.get() + count);
    Ok(Value::Int(count as i32))
}

/// What a `Write` with these arguments writes.
pub fn written(c: &mut Call<'_>) -> Result<String> {
    match c.args {
        [] => Ok(String::new()),
        [value] => match value.base() {
            Value::Null | Value::Nothing => Ok(String::new()),
            Value::Str(text) => Ok(text.to_string()),
            Value::Array(array) if array.element.is(&types::CHAR) => Ok(chars(&array.to_vec())),
            other => Ok(convert::to_string_method(c.host, other)?.to_string()),
        },
        [first, rest @ ..] => match first.base() {
            Value::Array(array) => {
                if c.long(1) < 0 {
                    return out_of_range("index", sequence::NON_NEGATIVE).raise();
                }
                let part = sequence::part(c.long(1), c.long(2), array.len(), ("index", "count"))?;
                Ok(chars(&array.to_vec()[part]))
            }
            _ => {
                let items = match rest {
                    [Value::Array(array)] => array.to_vec(),
                    many => many.to_vec(),
                };
                let spec = c.text_of(0, "format")?;
                format::composite_text(c.host, &spec, &items, &cultures::of(&Value::Null))
                    .map(|text| text.to_string())
            }
        },
    }
}

fn chars(values: &[Value]) -> String {
    let unit = |value: &Value| {
        if let Value::Char(unit) = value {
            *unit
        } else {
            0
        }
    };
    String::from_utf16_lossy(&values.iter().map(unit).collect::<Vec<_>>())
}

fn write(c: &mut Call<'_>) -> Result<Value> {
    let text = written(c)?;
    writer(c)?.write(c.host, &text)?;
    Ok(Value::Null)
}

fn write_line(c: &mut Call<'_>) -> Result<Value> {
    let own = writer(c)?;
    let text = format!("{}{}", written(c)?, own.newline.borrow());
    own.write(c.host, &text)?;
    Ok(Value::Null)
}

fn builder(c: &mut Call<'_>) -> Result<Value> {
    let own = writer(c)?;
    if let Target::Builder(builder) = &own.target {
        return Ok(builder.clone());
    }
    let Some(info) = types::find("System.Text.StringBuilder", 0) else {
        return Ok(Value::Null);
    };
    let text = Value::from(own.text.borrow().as_str());
    super::construct(c.host, &Type::Known(info), &[text])
}
