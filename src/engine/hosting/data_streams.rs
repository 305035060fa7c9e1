//! What the streams of a `PowerShell` object keep.

use crate::Engine;
use crate::sink::{Out, Sink};
use crate::streams::{Stream, Streams, Target};
use object::members::list::PS_DATA_COLLECTION;
use object::members::table::*;
use object::types::{self, Call, Member};
use object::{List, Native, Result, Type, TypeInfo, Value};
use std::rc::Rc;

/// `PSDataStreams`
pub static PS_DATA_STREAMS: TypeInfo =
    TypeInfo::class("System.Management.Automation.PSDataStreams", &types::OBJECT).members(|| {
        const MEMBERS: &[Member] = &[
            Member::get("Error", OBJ, |c| Ok(list(c, Stream::Error))),
            Member::get("Warning", OBJ, |c| Ok(list(c, Stream::Warning))),
            Member::get("Verbose", OBJ, |c| Ok(list(c, Stream::Verbose))),
            Member::get("Debug", OBJ, |c| Ok(list(c, Stream::Debug))),
            Member::get("Information", OBJ, |c| Ok(list(c, Stream::Information))),
            Member::get("Progress", OBJ, |c| Ok(list(c, Stream::Progress))),
            object::method!("ClearStreams", () -> VOID => |c| {
                if let Some(own) = c.this.as_native::<DataStreams>() {
                    own.clear();
                }
                Ok(Value::Nothing)
            }),
        ];
        MEMBERS
    });

const ORDER: [(Stream, &TypeInfo); 6] = [
    (Stream::Error, &types::ERROR_RECORD),
    (Stream::Warning, &crate::streams::WARNING_RECORD),
    (Stream::Verbose, &crate::streams::VERBOSE_RECORD),
    (Stream::Debug, &crate::streams::DEBUG_RECORD),
    (Stream::Information, &crate::streams::INFORMATION_RECORD),
    (Stream::Progress, &super::progress::PROGRESS_RECORD),
];

/// The records of each stream.
pub(super) struct DataStreams {
    lists: [Rc<List>; 6],
}

impl DataStreams {
    /// Nothing yet.
    pub fn new() -> DataStreams {
        DataStreams {
            lists: ORDER.map(|(_, kind)| data_collection(kind)),
        }
    }

    /// How many records a stream has kept.
    pub fn count(&self, stream: Stream) -> usize {
        self.lists[stream as usize].items.borrow().len()
    }

    /// Streams that write here.
    pub fn as_targets(&self) -> Rc<Streams> {
        Rc::new(Streams {
            targets: std::array::from_fn(|at| Target::Sink(into(&self.lists[at]))),
            taps: Vec::new(),
        })
    }

    fn clear(&self) {
        for list in &self.lists {
            list.items.borrow_mut().boxed().clear();
        }
    }
}

impl Native for DataStreams {
    fn get_type(&self) -> Type {
        Type::Known(&PS_DATA_STREAMS)
    }
}

fn list(call: &Call<'_>, stream: Stream) -> Value {
    call.this
        .as_native::<DataStreams>()
        .map(|own| Value::List(Rc::clone(&own.lists[stream as usize])))
        .unwrap_or_default()
}

/// `PSDataCollection[T]`
pub(super) fn data_collection(kind: &'static TypeInfo) -> Rc<List> {
    let kind = Type::Known(kind);
    List::new(
        Type::generic(&PS_DATA_COLLECTION, vec![kind.clone()]),
        kind,
        Vec::new(),
    )
}

/// A sink that adds to a list.
pub(super) fn into(list: &Rc<List>) -> Out {
    Rc::new(ListSink(Rc::clone(list)))
}

struct ListSink(Rc<List>);

impl Sink for ListSink {
    fn write(&self, _engine: &mut Engine, value: Value) -> Result {
        self.0.items.borrow_mut().push(value);
        Ok(())
    }
}
