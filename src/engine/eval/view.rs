//! What the numeric path reads: variables, elements of arrays and lengths, as plain numbers and without a copy.
//!
//! A [`View`] is looked up once for an expression, not once for a variable.

use super::number::{Number, combine};
use crate::Engine;
use crate::program::*;
use crate::scope::Slot;
use object::{Array, Elements, Value};
use std::rc::Rc;

/// The variables of the scope that runs.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    slots: &'a [Slot],
    engine: &'a Engine,
}

impl Engine {
    /// The variables as they are now.
    #[inline(always)]
    fn view(&self) -> View<'_> {
        View {
            slots: &self.scopes.get(self.scope).slots,
            engine: self,
        }
    }

    /// Tries an operator on plain numbers.
    #[inline]
    pub(crate) fn arith_number(&self, arith: &Arith) -> Number {
        self.view().arith(arith)
    }

    /// Tries an expression as a plain number.
    #[inline]
    pub(crate) fn number(&self, expr: &Expr) -> Number {
        self.view().operand(expr)
    }

    /// Tries `$array[$i]` as a plain number.
    pub(crate) fn element(&self, node: &IndexNode) -> Number {
        self.view().element(node)
    }

    /// Shows the array in an element of an array, or in a variable, to `use_it`; `None` where there is none.
    pub(crate) fn with_array<T>(
        &self,
        expr: &Expr,
        use_it: impl FnOnce(&Array) -> Option<T>,
    ) -> Option<T> {
        self.view().with_array(expr, use_it)
    }

    /// The place in an array that an index in brackets means.
    pub(crate) fn place(&self, array: &Array, index: &Expr) -> Option<usize> {
        let view = self.view();
        match index {
            Expr::Array(indexes) => view.flat(array, indexes),
            _ if array.dimensions.is_some() => None,
            index => view.operand(index).index(),
        }
    }

    /// Sets a local variable to a number; false where there is more to it: it is new, refuses changes, or converts to another type.
    #[inline]
    pub(crate) fn store_number(&mut self, slot: u32, number: Number) -> bool {
        let scope = self.scope;
        match self.scopes.slot_mut(scope, slot) {
            Slot::Plain(place) => number.put(place),
            Slot::Special(variable) => {
                let mut variable = variable.borrow_mut();
                variable.takes(number.type_info()) && number.put(&mut variable.value)
            }
            Slot::Unset => false,
        }
    }

    /// `$x += number` where `$x` is a number too; false where the general path must do it.
    #[inline]
    pub(crate) fn add_number(
        &mut self,
        slot: u32,
        op: syntax::ast::BinaryOp,
        number: Number,
    ) -> bool {
        let scope = self.scope;
        match self.scopes.slot_mut(scope, slot) {
            Slot::Plain(place) => combine(op, Number::of(place), number).put(place),
            Slot::Special(variable) => {
                let mut variable = variable.borrow_mut();
                let sum = combine(op, Number::of(&variable.value), number);
                variable.takes(sum.type_info()) && sum.put(&mut variable.value)
            }
            Slot::Unset => false,
        }
    }
}

impl View<'_> {
    fn arith(self, arith: &Arith) -> Number {
        let left = self.operand(&arith.left);
        if left.is_none() {
            return Number::NONE;
        }
        combine(arith.op, left, self.operand(&arith.right))
    }

    /// Operands are variables and constants nearly always: these need no call.
    #[inline(always)]
    fn operand(self, expr: &Expr) -> Number {
        match expr {
            Expr::Local(slot, _) => self.local(*slot),
            Expr::Const(value) => Number::of(value),
            Expr::Arith(arith) => self.arith(arith),
            other => self.other(other),
        }
    }

    #[inline(always)]
    fn local(self, slot: u32) -> Number {
        match self.slots.get(slot as usize) {
            Some(Slot::Plain(value)) => Number::of(value),
            Some(Slot::Special(variable)) => Number::of(&variable.borrow().value),
            _ => Number::NONE,
        }
    }

    fn other(self, expr: &Expr) -> Number {
        match expr {
            Expr::Index(node) => self.element(node),
            Expr::Member(node) => self.length(node),
            Expr::Automatic(Automatic::Item) => Number::of(&self.engine.item),
            Expr::Unary(op, operand) => self.operand(operand).unary(*op),
            Expr::Convert(node) => match node.0.found.get() {
                Some(kind) => self.operand(&node.1).cast(kind),
                None => Number::NONE,
            },
            _ => Number::NONE,
        }
    }

    /// Shows the value of a variable to `use_it`.
    #[inline(always)]
    fn with_local<T>(self, slot: u32, use_it: impl FnOnce(&Value) -> Option<T>) -> Option<T> {
        match self.slots.get(slot as usize)? {
            Slot::Plain(value) => use_it(value),
            Slot::Special(variable) => use_it(&variable.borrow().value),
            Slot::Unset => None,
        }
    }

    /// `$array[$i]`, `$rows[$i][$j]` and `$table[$i, $j]` of arrays of numbers.
    fn element(self, node: &IndexNode) -> Number {
        if let Expr::Array(indexes) = &node.index {
            let cell = |array: &Array| {
                let at = self.flat(array, indexes)?;
                Some(number_at(&array.items.borrow(), at))
            };
            return self.with_array(&node.target, cell).unwrap_or(Number::NONE);
        }
        let Some(index) = self.operand(&node.index).as_index() else {
            return Number::NONE;
        };
        let found = match &node.target {
            Expr::Local(slot, _) => {
                self.with_local(*slot, |target| Some(element_of(target, index)))
            }
            target => self.with_array(target, |array| {
                let items = array.items.borrow();
                let flat = array.dimensions.is_none();
                flat.then(|| number_at(&items, from_either_end(index, items.len())))
            }),
        };
        found.unwrap_or(Number::NONE)
    }

    /// Where the element of these indexes stands in an array of as many dimensions.
    fn flat(self, array: &Array, indexes: &[Expr]) -> Option<usize> {
        let lengths = array.dimensions.as_ref()?;
        if lengths.len() != indexes.len() {
            return None;
        }
        let mut at = 0;
        for (index, length) in indexes.iter().zip(lengths) {
            let index = self.operand(index).index().filter(|index| index < length)?;
            at = at * length + index;
        }
        Some(at)
    }

    /// Shows the array in a variable, or in an element of an array, to `use_it`.
    fn with_array<T>(self, expr: &Expr, use_it: impl FnOnce(&Array) -> Option<T>) -> Option<T> {
        match expr {
            Expr::Local(slot, _) => self.with_local(*slot, |target| match target {
                Value::Array(array) => use_it(array),
                _ => None,
            }),
            Expr::Index(node) => {
                let index = self.operand(&node.index).index()?;
                match &node.target {
                    Expr::Local(slot, _) => self.with_local(*slot, |target| match target {
                        Value::Array(rows) => use_it(row(&rows.items.borrow(), index)?),
                        _ => None,
                    }),
                    Expr::Index(_) => {
                        let rows = self.deep(&node.target)?;
                        use_it(row(&rows.items.borrow(), index)?)
                    }
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// The array in an element of an array in an element of an array, and so on.
    fn deep(self, expr: &Expr) -> Option<Rc<Array>> {
        match expr {
            Expr::Local(slot, _) => self.with_local(*slot, |target| match target {
                Value::Array(array) => Some(Rc::clone(array)),
                _ => None,
            }),
            Expr::Index(node) => {
                let index = self.operand(&node.index).index()?;
                let rows = self.deep(&node.target)?;

                row(&rows.items.borrow(), index).map(Rc::clone)
            }
            _ => None,
        }
    }

    /// `$array.Length`, `$list.Count`, `$text.Length`
    fn length(self, node: &MemberNode) -> Number {
        let (Expr::Local(slot, _), MemberName::Word(_, symbol)) = (&node.target, &node.name) else {
            return Number::NONE;
        };
        let names = &self.engine.names;
        let count = *symbol == names.count;
        if node.is_static || (!count && *symbol != names.length) {
            return Number::NONE;
        }
        let length = self.with_local(*slot, |target| {
            let length = match target {
                Value::Array(array) => array.len(),
                Value::Str(text) if !count => text.utf16_len(),
                Value::List(list) if count => list.len(),
                _ => return None,
            };
            i32::try_from(length).ok()
        });
        length.map_or(Number::NONE, Number::int)
    }
}

/// The array at a place.
fn row(items: &Elements, index: usize) -> Option<&Rc<Array>> {
    match items {
        Elements::Values(rows) => match rows.get(index) {
            Some(Value::Array(row)) => Some(row),
            _ => None,
        },
        _ => None,
    }
}

/// The element of an array or a list, if it is a plain number.
#[inline]
fn element_of(target: &Value, index: i32) -> Number {
    match target {
        Value::Array(array) if array.dimensions.is_none() => {
            let items = array.items.borrow();
            number_at(&items, from_either_end(index, items.len()))
        }
        Value::List(list) => {
            let items = list.items.borrow();
            number_at(&items, from_either_end(index, items.len()))
        }
        _ => Number::NONE,
    }
}

/// Negative indexes count from the end; what is out of range stays so.
#[inline(always)]
fn from_either_end(index: i32, length: usize) -> usize {
    if index >= 0 {
        index as usize
    } else {
        (length as i64 + i64::from(index)) as usize
    }
}

/// The element at a place, if it is a plain number.
#[inline]
pub(super) fn number_at(items: &Elements, index: usize) -> Number {
    match items {
        Elements::Int(v) => v.get(index).map_or(Number::NONE, |n| Number::int(*n)),
        Elements::Bool(v) => v.get(index).map_or(Number::NONE, |b| Number::bool(*b)),
        Elements::Long(v) => v.get(index).map_or(Number::NONE, |n| Number::long(*n)),
        Elements::Double(v) => v.get(index).map_or(Number::NONE, |x| Number::double(*x)),
        Elements::Values(v) => v.get(index).map_or(Number::NONE, Number::of),
        Elements::Byte(_) | Elements::Char(_) => Number::NONE,
    }
}
