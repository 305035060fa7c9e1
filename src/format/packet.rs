//! What `Format-*` hands to `Out-*`: a start, groups of entries, an end.
//!
//! Inside this room packets are plain data; [`Packet::into_value`] makes the object of it that a pipeline can carry, with the
//! type that PowerShell's own packets have.

use crate::options::Stream;
use object::types::{self, TypeInfo};
use object::{Native, Str, Type, Value};
use std::rc::Rc;

/// One packet.
#[derive(Clone)]
pub enum Packet {
    /// A view begins.
    Start(Rc<Start>),
    /// A group begins, with the line above it where there is grouping.
    GroupStart(Option<Rc<[Item]>>),
    /// One object.
    Entry(Rc<Entry>),
    /// The group ends.
    GroupEnd,
    /// The view ends.
    End,
}

/// How a view begins.
pub struct Start {
    /// What kind of view it is.
    pub shape: Shape,
    /// Widths follow from all objects.
    pub autosize: bool,
}

/// The kind of a view, and what it has to know before the first object.
pub enum Shape {
    /// A table.
    Table(TableShape),
    /// A list.
    List,
    /// Several objects a line; 0 columns leaves the number open.
    Wide(usize),
    /// A text of its own for each object.
    Custom,
}

/// The columns of a table.
#[derive(Default)]
pub struct TableShape {
    /// The columns from left to right.
    pub columns: Vec<Header>,
    /// No header is shown.
    pub hide_header: bool,
    /// The header comes again on each screen.
    pub repeat_header: bool,
}

/// Head of a column.
#[derive(Clone)]
pub struct Header {
    /// The text above it.
    pub label: Str,
    /// Cells; 0 leaves it open.
    pub width: usize,
    /// To which side values go.
    pub align: Align,
    /// The label is not the name of the property below it.
    pub renamed: bool,
}

/// To which side values go.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[allow(missing_docs)]
pub enum Align {
    /// As the column says; left where it says nothing.
    #[default]
    Undefined,
    Left,
    Center,
    Right,
}

/// One object, rendered.
pub struct Entry {
    /// It belongs to no view: it shows between the lines of whatever is going on.
    pub out_of_band: bool,
    /// The stream that it came from.
    pub stream: Stream,
    /// What shows.
    pub body: Body,
}

/// The rendered object.
pub enum Body {
    /// A row of a table.
    Row {
        /// Its cells.
        cells: Cells,
        /// Cells that do not fit go on in the next line.
        wrap: bool,
        /// To which side each cell goes where that differs from its column.
        align: Rc<[Align]>,
    },
    /// Labels and values.
    List(Vec<(Str, String)>),
    /// One value.
    Wide(String),
    /// Text, line ends and indentation.
    Custom(Vec<Item>),
    /// Text as it is.
    Text(Str),
}

/// A piece of a custom view.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// Text, which may hold line ends.
    Text(String),
    /// Ends the line.
    NewLine,
    /// Pieces indented by so many cells.
    Frame(usize, Vec<Item>),
}

/// The cells of a row, in one text.
#[derive(Default, Clone)]
pub struct Cells {
    text: String,
    ends: Vec<u32>,
}

impl Cells {
    /// No cells yet, with room for about as much as `like` holds.
    pub fn sized_like(columns: usize, bytes: usize) -> Cells {
        Cells {
            text: String::with_capacity(bytes),
            ends: Vec::with_capacity(columns),
        }
    }

    /// Adds the cell that `write` writes.
    pub fn push_with<R>(&mut self, write: impl FnOnce(&mut String) -> R) -> R {
        let result = write(&mut self.text);
        self.ends.push(self.text.len() as u32);
        result
    }

    /// Cell `k`; empty where there is none.
    pub fn get(&self, k: usize) -> &str {
        let Some(end) = self.ends.get(k) else {
            return "";
        };
        let start = if k == 0 { 0 } else { self.ends[k - 1] };
        &self.text[start as usize..*end as usize]
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Bytes of all of them.
    pub fn bytes(&self) -> usize {
        self.text.len()
    }
}

impl Packet {
    /// An entry of a view.
    pub fn entry(body: Body, stream: Stream) -> Packet {
        Packet::Entry(Rc::new(Entry {
            out_of_band: false,
            stream,
            body,
        }))
    }

    /// An entry of no view.
    pub fn apart(body: Body, stream: Stream) -> Packet {
        Packet::Entry(Rc::new(Entry {
            out_of_band: true,
            stream,
            body,
        }))
    }

    /// The packet as an object in a pipeline.
    pub fn into_value(self) -> Value {
        Value::native(PacketObject(self))
    }

    /// The packet in an object of a pipeline.
    pub fn of(value: &Value) -> Option<Packet> {
        value
            .as_native::<PacketObject>()
            .map(|object| object.0.clone())
    }
}

/// A packet as scripts see it.
struct PacketObject(Packet);

macro_rules! packet_types {
    ($($name:ident = $text:literal;)*) => {
        $(static $name: TypeInfo = TypeInfo::class(concat!("Microsoft.PowerShell.Commands.Internal.Format.", $text), &types::OBJECT);)*
    };
}
packet_types! {
    FORMAT_START = "FormatStartData";
    GROUP_START = "GroupStartData";
    FORMAT_ENTRY = "FormatEntryData";
    GROUP_END = "GroupEndData";
    FORMAT_END = "FormatEndData";
}

impl Native for PacketObject {
    fn get_type(&self) -> Type {
        Type::Known(match &self.0 {
            Packet::Start(_) => &FORMAT_START,
            Packet::GroupStart(_) => &GROUP_START,
            Packet::Entry(_) => &FORMAT_ENTRY,
            Packet::GroupEnd => &GROUP_END,
            Packet::End => &FORMAT_END,
        })
    }
}
