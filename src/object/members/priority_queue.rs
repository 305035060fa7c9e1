//! `PriorityQueue[TElement, TPriority]`.

use super::args::{argument_null, invalid_operation};
use super::comparer::Comparer;
use super::table::*;
use crate::types::{self, Call, Member, Sig, Type, TypeInfo};
use crate::{Native, Result, Value};
use std::cell::RefCell;
use std::rc::Rc;

/// A priority queue, kept sorted; elements of equal priority leave in the order in which they came, which .NET leaves open.
pub struct PriorityQueue {
    kind: Type,
    items: RefCell<Vec<(Value, Value)>>,
    comparer: Value,
}

/// `PriorityQueue[TElement, TPriority]`
pub static PRIORITY_QUEUE: TypeInfo =
    TypeInfo::class("System.Collections.Generic.PriorityQueue", &types::OBJECT)
        .arity(2)
        .members(|| MEMBERS);

impl Native for PriorityQueue {
    fn get_type(&self) -> Type {
        self.kind.clone()
    }
}

static MEMBERS: &[Member] = &[
    constructors!(() -> THIS => |c| Ok(make(c, Value::Null)), (initialCapacity: INT) -> THIS => |c| Ok(make(c, Value::Null)),
        (comparer: OBJ) -> THIS => |c| { let comparer = c.arg(0).clone(); Ok(make(c, comparer)) }),
    get!("Count", INT => |c| Ok(Value::Int(this(c)?.items.borrow().len() as i32))),
    get!("UnorderedItems", OBJ => |c| {
        let pairs = this(c)?.items.borrow().iter().map(|(item, priority)| super::tuple::value_tuple(vec![item.clone(), priority.clone()])).collect();
        Ok(Value::array(pairs))
    }),
    method!("Clear", () -> VOID => |c| { this(c)?.items.borrow_mut().clear(); Ok(Value::Null) }),
    method!("Dequeue", () -> T0 => |c| first(c, true)),
    method!("Enqueue", (element: T0, priority: T1) -> VOID => enqueue),
    method!("EnqueueDequeue", (element: T0, priority: T1) -> T0 => |c| { enqueue(c)?; first(c, true) }),
    method!("Peek", () -> T0 => |c| first(c, false)),
    method!("TryDequeue", (element: *T0, priority: *T1) -> BOOL => |c| try_first(c, true)),
    method!("TryPeek", (element: *T0, priority: *T1) -> BOOL => |c| try_first(c, false)),
];

fn make(c: &Call<'_>, comparer: Value) -> Value {
    Value::native(PriorityQueue {
        kind: c.kind.clone(),
        items: RefCell::default(),
        comparer,
    })
}

fn this(c: &Call<'_>) -> Result<Rc<PriorityQueue>> {
    c.this
        .as_native_rc::<PriorityQueue>()
        .ok_or_else(|| argument_null("queue").into())
}

fn enqueue(c: &mut Call<'_>) -> Result<Value> {
    let queue = this(c)?;
    let comparer = Comparer::of(&queue.comparer);
    let priorities: Vec<Value> = queue
        .items
        .borrow()
        .iter()
        .map(|(_, priority)| priority.clone())
        .collect();
    let (mut low, mut high) = (0, priorities.len());
    while low < high {
        let middle = (low + high) / 2;
        if comparer
            .compare(c.host, &c.args[1], &priorities[middle])?
            .is_lt()
        {
            high = middle
        } else {
            low = middle + 1
        }
    }
    queue
        .items
        .borrow_mut()
        .insert(low, (c.arg(0).clone(), c.arg(1).clone()));
    Ok(Value::Null)
}

fn first(c: &mut Call<'_>, remove: bool) -> Result<Value> {
    let queue = this(c)?;
    let mut items = queue.items.borrow_mut();
    match items.first().cloned() {
        Some((element, _)) => {
            if remove {
                items.remove(0);
            }
            Ok(element)
        }
        None => invalid_operation("Queue empty.").raise(),
    }
}

fn try_first(c: &mut Call<'_>, remove: bool) -> Result<Value> {
    let queue = this(c)?;
    let found = queue.items.borrow().first().cloned();
    if found.is_some() && remove {
        queue.items.borrow_mut().remove(0);
    }
    let is_there = found.is_some();
    let (element, priority) = found.unwrap_or_else(|| {
        (
            Sig::Argument(0).resolve(c.kind).default_value(),
            Sig::Argument(1).resolve(c.kind).default_value(),
        )
    });
    c.assign(0, element)?;
    c.assign(1, priority)?;
    Ok(Value::Bool(is_there))
}
