//! Queues, stacks and bags, generic, plain and concurrent.

use super::args::{argument_null, invalid_operation};
use super::enumerator::Enumerator;
use super::sequence;
use super::table::*;
use crate::types::{self, Call, Member, Sig, Type, TypeInfo};
use crate::{Native, Result, Value};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

/// A queue or a stack. The element that leaves next stands in front, so that both enumerate from the front.
pub struct Queue {
    kind: Type,
    items: RefCell<VecDeque<Value>>,
    is_stack: bool,
}

const MANY: Sig = Sig::One(&types::IENUMERABLE_T);

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $arity:literal, $members:ident;)*) => {
        $($(#[$doc])* pub static $name: TypeInfo = TypeInfo::class($text, &types::OBJECT)
            .arity($arity)
            .implements(&[&types::ICOLLECTION, &types::IENUMERABLE, &types::IENUMERABLE_T])
            .members(|| $members);)*
    };
}
kinds! {
    /// `Queue`
    QUEUE = "System.Collections.Queue", 0, QUEUE_PLAIN;
    /// `Stack`
    STACK = "System.Collections.Stack", 0, STACK_PLAIN;
    /// `Queue[T]`
    QUEUE_T = "System.Collections.Generic.Queue", 1, QUEUE_MEMBERS;
    /// `Stack[T]`
    STACK_T = "System.Collections.Generic.Stack", 1, STACK_MEMBERS;
    /// `ConcurrentQueue[T]`
    CONCURRENT_QUEUE = "System.Collections.Concurrent.ConcurrentQueue", 1, CONCURRENT_QUEUE_MEMBERS;
    /// `ConcurrentStack[T]`
    CONCURRENT_STACK = "System.Collections.Concurrent.ConcurrentStack", 1, CONCURRENT_STACK_MEMBERS;
    /// `ConcurrentBag[T]`; what was added last leaves first, as within one thread of .NET.
    CONCURRENT_BAG = "System.Collections.Concurrent.ConcurrentBag", 1, BAG_MEMBERS;
}

impl Native for Queue {
    fn get_type(&self) -> Type {
        self.kind.clone()
    }

    fn enumerate(&self) -> Option<Result<Vec<Value>>> {
        Some(Ok(self.to_vec()))
    }

    fn is_true(&self) -> bool {
        !self.items.borrow().is_empty()
    }
}

impl Queue {
    fn to_vec(&self) -> Vec<Value> {
        self.items.borrow().iter().cloned().collect()
    }

    fn push(&self, item: Value) {
        let mut items = self.items.borrow_mut();
        if self.is_stack {
            items.push_front(item)
        } else {
            items.push_back(item)
        }
    }
}

static QUEUE_PLAIN: &[Member] = &[
    constructors!(() -> THIS => new_queue, (capacity: INT) -> THIS => new_queue, (col: COLLECTION) -> THIS => queue_from, (capacity: INT, growFactor: DOUBLE) -> THIS => new_queue),
    get!("Count", INT => count),
    get!("IsSynchronized", BOOL => |_| Ok(Value::Bool(false))),
    get!("SyncRoot", OBJ => |c| Ok(c.this.clone())),
    method!("Clear", () -> VOID => clear),
    method!("Clone", () -> OBJ => clone),
    method!("Contains", (obj: OBJ) -> BOOL => contains),
    method!("CopyTo", (array: ARRAY, index: INT) -> VOID => copy_to),
    method!("Dequeue", () -> OBJ => |c| take(c, "Queue empty.")),
    method!("Enqueue", (obj: OBJ) -> VOID => push),
    method!("GetEnumerator", () -> ENUMERATOR => enumerator),
    method!("Peek", () -> OBJ => |c| peek(c, "Queue empty.")),
    method!("ToArray", () -> OBJECTS => to_array),
    method!("TrimToSize", () -> VOID => |_| Ok(Value::Null)),
    static_method!("Synchronized", (queue: OBJ) -> OBJ => |c| Ok(c.arg(0).clone())),
];

static STACK_PLAIN: &[Member] = &[
    constructors!(() -> THIS => new_stack, (initialCapacity: INT) -> THIS => new_stack, (col: COLLECTION) -> THIS => stack_from),
    get!("Count", INT => count),
    get!("IsSynchronized", BOOL => |_| Ok(Value::Bool(false))),
    get!("SyncRoot", OBJ => |c| Ok(c.this.clone())),
    method!("Clear", () -> VOID => clear),
    method!("Clone", () -> OBJ => clone),
    method!("Contains", (obj: OBJ) -> BOOL => contains),
    method!("CopyTo", (array: ARRAY, index: INT) -> VOID => copy_to),
    method!("GetEnumerator", () -> ENUMERATOR => enumerator),
    method!("Peek", () -> OBJ => |c| peek(c, "Stack empty.")),
    method!("Pop", () -> OBJ => |c| take(c, "Stack empty.")),
    method!("Push", (obj: OBJ) -> VOID => push),
    method!("ToArray", () -> OBJECTS => to_array),
    static_method!("Synchronized", (stack: OBJ) -> OBJ => |c| Ok(c.arg(0).clone())),
];

static QUEUE_MEMBERS: &[Member] = &[
    constructors!(() -> THIS => new_queue, (capacity: INT) -> THIS => new_queue, (collection: MANY) -> THIS => queue_from),
    get!("Count", INT => count),
    get!("Capacity", INT => count),
    method!("Clear", () -> VOID => clear),
    method!("Contains", (item: T0) -> BOOL => contains),
    method!("CopyTo", (array: ARRAY, arrayIndex: INT) -> VOID => copy_to),
    method!("Dequeue", () -> T0 => |c| take(c, "Queue empty.")),
    method!("Enqueue", (item: T0) -> VOID => push),
    method!("EnsureCapacity", (capacity: INT) -> INT => |c| Ok(c.arg(0).clone())),
    method!("GetEnumerator", () -> ENUMERATOR => enumerator),
    method!("Peek", () -> T0 => |c| peek(c, "Queue empty.")),
    method!("ToArray", () -> T0S => to_array),
    method!("TrimExcess", () -> VOID => |_| Ok(Value::Null)),
    method!("TryDequeue", (result: *T0) -> BOOL => |c| try_take(c, true)),
    method!("TryPeek", (result: *T0) -> BOOL => |c| try_take(c, false)),
];

static STACK_MEMBERS: &[Member] = &[
    constructors!(() -> THIS => new_stack, (capacity: INT) -> THIS => new_stack, (collection: MANY) -> THIS => stack_from),
    get!("Count", INT => count),
    get!("Capacity", INT => count),
    method!("Clear", () -> VOID => clear),
    method!("Contains", (item: T0) -> BOOL => contains),
    method!("CopyTo", (array: ARRAY, arrayIndex: INT) -> VOID => copy_to),
    method!("EnsureCapacity", (capacity: INT) -> INT => |c| Ok(c.arg(0).clone())),
    method!("GetEnumerator", () -> ENUMERATOR => enumerator),
    method!("Peek", () -> T0 => |c| peek(c, "Stack empty.")),
    method!("Pop", () -> T0 => |c| take(c, "Stack empty.")),
    method!("Push", (item: T0) -> VOID => push),
    method!("ToArray", () -> T0S => to_array),
    method!("TrimExcess", () -> VOID => |_| Ok(Value::Null)),
    method!("TryPeek", (result: *T0) -> BOOL => |c| try_take(c, false)),
    method!("TryPop", (result: *T0) -> BOOL => |c| try_take(c, true)),
];

static CONCURRENT_QUEUE_MEMBERS: &[Member] = &[
    constructors!(() -> THIS => new_queue, (collection: MANY) -> THIS => queue_from),
    get!("Count", INT => count),
    get!("IsEmpty", BOOL => is_empty),
    method!("Clear", () -> VOID => clear),
    method!("CopyTo", (array: ARRAY, index: INT) -> VOID => copy_to),
    method!("Enqueue", (item: T0) -> VOID => push),
    method!("GetEnumerator", () -> ENUMERATOR => enumerator),
    method!("ToArray", () -> T0S => to_array),
    method!("TryDequeue", (result: *T0) -> BOOL => |c| try_take(c, true)),
    method!("TryPeek", (result: *T0) -> BOOL => |c| try_take(c, false)),
];

static CONCURRENT_STACK_MEMBERS: &[Member] = &[
    constructors!(() -> THIS => new_stack, (collection: MANY) -> THIS => stack_from),
    get!("Count", INT => count),
    get!("IsEmpty", BOOL => is_empty),
    method!("Clear", () -> VOID => clear),
    method!("CopyTo", (array: ARRAY, index: INT) -> VOID => copy_to),
    method!("GetEnumerator", () -> ENUMERATOR => enumerator),
    method!("Push", (item: T0) -> VOID => push),
    method!("PushRange", (items: T0S) -> VOID => |c| {
        for item in sequence::items_of(c, 0, "items")? { this(c)?.push(item) }
        Ok(Value::Null)
    }),
    method!("ToArray", () -> T0S => to_array),
    method!("TryPeek", (result: *T0) -> BOOL => |c| try_take(c, false)),
    method!("TryPop", (result: *T0) -> BOOL => |c| try_take(c, true)),
];

static BAG_MEMBERS: &[Member] = &[
    constructors!(() -> THIS => new_stack, (collection: MANY) -> THIS => stack_from),
    get!("Count", INT => count),
    get!("IsEmpty", BOOL => is_empty),
    method!("Add", (item: T0) -> VOID => push),
    method!("Clear", () -> VOID => clear),
    method!("CopyTo", (array: ARRAY, index: INT) -> VOID => copy_to),
    method!("GetEnumerator", () -> ENUMERATOR => enumerator),
    method!("ToArray", () -> T0S => to_array),
    method!("TryPeek", (result: *T0) -> BOOL => |c| try_take(c, false)),
    method!("TryTake", (result: *T0) -> BOOL => |c| try_take(c, true)),
];

fn this(c: &Call<'_>) -> Result<Rc<Queue>> {
    c.this
        .as_native_rc::<Queue>()
        .ok_or_else(|| argument_null("collection").into())
}

fn make(c: &mut Call<'_>, is_stack: bool, from: Option<usize>) -> Result<Value> {
    let queue = Queue {
        kind: c.kind.clone(),
        items: RefCell::default(),
        is_stack,
    };
    if let Some(n) = from {
        sequence::items_of(
            c,
            n,
            if matches!(c.kind, Type::Generic(_)) {
                "collection"
            } else {
                "col"
            },
        )?
        .into_iter()
        .for_each(|item| queue.push(item));
    } else if c
        .args
        .first()
        .is_some_and(|capacity| capacity.as_integer().is_some_and(|n| n < 0))
    {
        return super::args::out_of_range("capacity", sequence::NON_NEGATIVE).raise();
    }
    Ok(Value::native(queue))
}

fn new_queue(c: &mut Call<'_>) -> Result<Value> {
    make(c, false, None)
}

fn new_stack(c: &mut Call<'_>) -> Result<Value> {
    make(c, true, None)
}

fn queue_from(c: &mut Call<'_>) -> Result<Value> {
    make(c, false, Some(0))
}

fn stack_from(c: &mut Call<'_>) -> Result<Value> {
    make(c, true, Some(0))
}

fn count(c: &mut Call<'_>) -> Result<Value> {
    Ok(Value::Int(this(c)?.items.borrow().len() as i32))
}

fn is_empty(c: &mut Call<'_>) -> Result<Value> {
    Ok(Value::Bool(this(c)?.items.borrow().is_empty()))
}

fn clear(c: &mut Call<'_>) -> Result<Value> {
    this(c)?.items.borrow_mut().clear();
    Ok(Value::Null)
}

fn clone(c: &mut Call<'_>) -> Result<Value> {
    let own = this(c)?;
    let items = RefCell::new(own.items.borrow().clone());
    Ok(Value::native(Queue {
        kind: own.kind.clone(),
        items,
        is_stack: own.is_stack,
    }))
}

fn contains(c: &mut Call<'_>) -> Result<Value> {
    Ok(Value::Bool(
        {
            let all = this(c)?.to_vec();
            super::keys::position(c.host, &all, &c.args[0])?
        }
        .is_some(),
    ))
}

fn copy_to(c: &mut Call<'_>) -> Result<Value> {
    let (items, at) = (this(c)?.to_vec(), c.long(1));
    sequence::copy_into(c.host, &items, &c.args[0], at, "arrayIndex")
}

fn enumerator(c: &mut Call<'_>) -> Result<Value> {
    Ok(Enumerator::over(this(c)?.to_vec()))
}

fn push(c: &mut Call<'_>) -> Result<Value> {
    this(c)?.push(c.arg(0).clone());
    Ok(Value::Null)
}

fn take(c: &mut Call<'_>, empty: &str) -> Result<Value> {
    let front = this(c)?.items.borrow_mut().pop_front();
    front.ok_or_else(|| invalid_operation(empty).into())
}

fn peek(c: &mut Call<'_>, empty: &str) -> Result<Value> {
    let front = this(c)?.items.borrow().front().cloned();
    front.ok_or_else(|| invalid_operation(empty).into())
}

fn try_take(c: &mut Call<'_>, remove: bool) -> Result<Value> {
    let queue = this(c)?;
    let front = if remove {
        queue.items.borrow_mut().pop_front()
    } else {
        queue.items.borrow().front().cloned()
    };
    let is_there = front.is_some();
    let value = front.unwrap_or_else(|| Sig::Argument(0).resolve(c.kind).default_value());
    c.assign(0, value)?;
    Ok(Value::Bool(is_there))
}

fn to_array(c: &mut Call<'_>) -> Result<Value> {
    Ok(sequence::array(
        Sig::Argument(0).resolve(c.kind),
        this(c)?.to_vec(),
    ))
}
