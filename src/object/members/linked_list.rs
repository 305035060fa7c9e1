//! `LinkedList[T]` and its nodes.

use super::args::{argument_null, invalid_operation};
use super::enumerator::Enumerator;
use super::sequence;
use super::table::*;
use crate::types::{self, Call, Member, Sig, Type, TypeInfo};
use crate::{Native, Result, Value};
use std::cell::RefCell;
use std::rc::{Rc, Weak};

/// A linked list, kept in a vector: scripts have few elements in one, and iterate.
pub struct LinkedList {
    kind: Type,
    nodes: RefCell<Vec<Rc<Node>>>,
    own: Weak<LinkedList>,
}

/// A node.
pub struct Node {
    kind: Type,
    value: RefCell<Value>,
    list: RefCell<Weak<LinkedList>>,
}

/// `LinkedList[T]`
pub static LINKED_LIST: TypeInfo =
    TypeInfo::class("System.Collections.Generic.LinkedList", &types::OBJECT)
        .arity(1)
        .implements(&[
            &types::ICOLLECTION_T,
            &types::ICOLLECTION,
            &types::IENUMERABLE_T,
            &types::IENUMERABLE,
        ])
        .members(|| LIST);
/// `LinkedListNode[T]`
pub static LINKED_LIST_NODE: TypeInfo =
    TypeInfo::class("System.Collections.Generic.LinkedListNode", &types::OBJECT)
        .arity(1)
        .members(|| NODE);

const MANY: Sig = Sig::One(&types::IENUMERABLE_T);
const NODE_SIG: Sig = Sig::One(&LINKED_LIST_NODE);

impl Native for LinkedList {
    fn get_type(&self) -> Type {
        self.kind.clone()
    }

    fn enumerate(&self) -> Option<Result<Vec<Value>>> {
        Some(Ok(self.values()))
    }

    fn is_true(&self) -> bool {
        !self.nodes.borrow().is_empty()
    }
}

impl Native for Node {
    fn get_type(&self) -> Type {
        self.kind.clone()
    }
}

impl LinkedList {
    fn values(&self) -> Vec<Value> {
        self.nodes
            .borrow()
            .iter()
            .map(|node| node.value.borrow().clone())
            .collect()
    }

    fn insert(&self, at: usize, value: Value) -> Value {
        let arguments = vec![Sig::Argument(0).resolve(&self.kind)];
        let kind = Type::generic(&LINKED_LIST_NODE, arguments);
        let node = Rc::new(Node {
            kind,
            value: RefCell::new(value),
            list: RefCell::new(self.own.clone()),
        });
        self.nodes.borrow_mut().insert(at, Rc::clone(&node));
        Value::Native(node)
    }

    fn remove(&self, at: usize) {
        let node = self.nodes.borrow_mut().remove(at);
        *node.list.borrow_mut() = Weak::new();
    }

    fn node(&self, at: Option<usize>) -> Value {
        at.and_then(|at| self.nodes.borrow().get(at).cloned())
            .map(|node| Value::Native(node))
            .unwrap_or_default()
    }

    fn place(&self, node: &Rc<Node>) -> Option<usize> {
        self.nodes
            .borrow()
            .iter()
            .position(|own| Rc::ptr_eq(own, node))
    }
}

static LIST: &[Member] = &[
    constructors!(() -> THIS => |c| Ok(new(c, Vec::new())), (collection: MANY) -> THIS => |c| { let items = sequence::items_of(c, 0, "collection")?; Ok(new(c, items)) }),
    get!("Count", INT => |c| { let count = this(c)?.nodes.borrow().len(); Ok(Value::Int(count as i32)) }),
    get!("First", NODE_SIG => |c| Ok(this(c)?.node(Some(0)))),
    get!("Last", NODE_SIG => |c| { let own = this(c)?; let last = own.nodes.borrow().len().checked_sub(1); Ok(own.node(last)) }),
    method!("AddAfter", (node: NODE_SIG, value: T0) -> NODE_SIG => |c| { let at = place(c)?; Ok(this(c)?.insert(at + 1, c.arg(1).clone())) }),
    method!("AddBefore", (node: NODE_SIG, value: T0) -> NODE_SIG => |c| { let at = place(c)?; Ok(this(c)?.insert(at, c.arg(1).clone())) }),
    method!("AddFirst", (value: T0) -> NODE_SIG => |c| Ok(this(c)?.insert(0, c.arg(0).clone()))),
    method!("AddLast", (value: T0) -> NODE_SIG => |c| { let own = this(c)?; let end = own.nodes.borrow().len(); Ok(own.insert(end, c.arg(0).clone())) }),
    method!("Clear", () -> VOID => |c| { this(c)?.nodes.borrow_mut().clear(); Ok(Value::Null) }),
    method!("Contains", (value: T0) -> BOOL => |c| Ok(Value::Bool({ let all = this(c)?.values(); super::keys::position(c.host, &all, &c.args[0])? }.is_some()))),
    method!("CopyTo", (array: ARRAY, index: INT) -> VOID => |c| { let (items, at) = (this(c)?.values(), c.long(1)); sequence::copy_into(c.host, &items, &c.args[0], at, "index") }),
    method!("Find", (value: T0) -> NODE_SIG => |c| { let own = this(c)?; Ok(own.node(super::keys::position(c.host, &own.values(), &c.args[0])?)) }),
    method!("FindLast", (value: T0) -> NODE_SIG => |c| { let own = this(c)?; Ok(own.node(own.values().iter().rposition(|value| sequence::equal(value, c.arg(0))))) }),
    method!("GetEnumerator", () -> ENUMERATOR => |c| Ok(Enumerator::over(this(c)?.values()))),
    method!("Remove", (node: NODE_SIG) -> VOID => |c| { let at = place(c)?; this(c)?.remove(at); Ok(Value::Null) }, (value: T0) -> BOOL => |c| {
        let own = this(c)?;
        let at = super::keys::position(c.host, &own.values(), &c.args[0])?;
        at.into_iter().for_each(|at| own.remove(at));
        Ok(Value::Bool(at.is_some()))
    }),
    method!("RemoveFirst", () -> VOID => |c| remove_end(c, false)),
    method!("RemoveLast", () -> VOID => |c| remove_end(c, true)),
];

static NODE: &[Member] = &[
    property!("Value", T0 => |c| { let value = node(c)?.value.borrow().clone(); Ok(value) }, |c| { *node(c)?.value.borrow_mut() = c.arg(0).clone(); Ok(Value::Null) }),
    get!("Next", NODE_SIG => |c| neighbour(c, 1)),
    get!("Previous", NODE_SIG => |c| neighbour(c, -1)),
    get!("List", OBJ => |c| Ok(node(c)?.list.borrow().upgrade().map(|list| Value::Native(list)).unwrap_or_default())),
];

fn new(c: &Call<'_>, items: Vec<Value>) -> Value {
    let list = Rc::new_cyclic(|own| LinkedList {
        kind: c.kind.clone(),
        nodes: RefCell::default(),
        own: own.clone(),
    });
    for (at, item) in items.into_iter().enumerate() {
        list.insert(at, item);
    }
    Value::Native(list)
}

fn this(c: &Call<'_>) -> Result<Rc<LinkedList>> {
    c.this
        .as_native_rc::<LinkedList>()
        .ok_or_else(|| argument_null("list").into())
}

fn node(c: &Call<'_>) -> Result<Rc<Node>> {
    c.this
        .as_native_rc::<Node>()
        .ok_or_else(|| argument_null("node").into())
}

/// Where the node in the first argument stands in the list.
fn place(c: &Call<'_>) -> Result<usize> {
    let Some(node) = c.arg(0).as_native_rc::<Node>() else {
        return argument_null("node").raise();
    };
    this(c)?.place(&node).ok_or_else(|| {
        invalid_operation("The LinkedList node does not belong to current LinkedList.").into()
    })
}

fn neighbour(c: &mut Call<'_>, step: isize) -> Result<Value> {
    let own = node(c)?;
    let Some(list) = own.list.borrow().upgrade() else {
        return Ok(Value::Null);
    };
    Ok(list.node(list.place(&own).and_then(|at| at.checked_add_signed(step))))
}

fn remove_end(c: &mut Call<'_>, last: bool) -> Result<Value> {
    let own = this(c)?;
    let Some(end) = own.nodes.borrow().len().checked_sub(1) else {
        return invalid_operation("The LinkedList is empty.").raise();
    };
    own.remove(if last { end } else { 0 });
    Ok(Value::Null)
}
