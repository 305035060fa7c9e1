//! The numeric path: operators over plain numbers, which integer loops spend their time in.
//!
//! Only expressions without effects come here (see `lower`), so the path may give up halfway: the general path then
//! evaluates the same expression from its beginning, errors and all. A [`Number`] travels in two registers, which is the point.

use crate::Engine;
use crate::program::*;
use crate::scope::Slot;
use object::{Elements, Value};
use syntax::ast::BinaryOp;

/// A number, a truth value, or that the general path must do it.
#[derive(Clone, Copy)]
pub(crate) struct Number {
    kind: Kind,
    bits: u64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u64)]
enum Kind {
    None,
    Bool,
    Int,
    Long,
    Double,
}

impl Number {
    const NONE: Number = Number {
        kind: Kind::None,
        bits: 0,
    };

    fn int(n: i32) -> Number {
        Number {
            kind: Kind::Int,
            bits: n as u32 as u64,
        }
    }

    fn long(n: i64) -> Number {
        Number {
            kind: Kind::Long,
            bits: n as u64,
        }
    }

    fn double(x: f64) -> Number {
        Number {
            kind: Kind::Double,
            bits: x.to_bits(),
        }
    }

    fn bool(b: bool) -> Number {
        Number {
            kind: Kind::Bool,
            bits: u64::from(b),
        }
    }

    #[inline]
    fn of(value: &Value) -> Number {
        match value {
            Value::Int(n) => Number::int(*n),
            Value::Long(n) => Number::long(*n),
            Value::Double(x) => Number::double(*x),
            Value::Bool(b) => Number::bool(*b),
            _ => Number::NONE,
        }
    }

    fn as_int(self) -> i32 {
        self.bits as u32 as i32
    }

    fn as_long(self) -> i64 {
        if self.kind == Kind::Int {
            i64::from(self.as_int())
        } else {
            self.bits as i64
        }
    }

    fn as_double(self) -> f64 {
        match self.kind {
            Kind::Int => f64::from(self.as_int()),
            Kind::Long => self.bits as i64 as f64,
            _ => f64::from_bits(self.bits),
        }
    }

    /// Whether a condition takes it for true; `None` where the general path must say.
    pub(crate) fn truth(self) -> Option<bool> {
        match self.kind {
            Kind::None => None,
            Kind::Bool => Some(self.bits != 0),
            Kind::Int => Some(self.as_int() != 0),
            Kind::Long => Some(self.bits != 0),
            Kind::Double => Some(f64::from_bits(self.bits) != 0.0),
        }
    }

    /// The value; `None` where the general path must say.
    pub(crate) fn value(self) -> Option<Value> {
        match self.kind {
            Kind::None => None,
            Kind::Bool => Some(Value::Bool(self.bits != 0)),
            Kind::Int => Some(Value::Int(self.as_int())),
            Kind::Long => Some(Value::Long(self.bits as i64)),
            Kind::Double => Some(Value::Double(f64::from_bits(self.bits))),
        }
    }
}

impl Engine {
    /// Tries an operator on plain numbers.
    #[inline]
    pub(crate) fn arith_number(&self, arith: &Arith) -> Number {
        let left = self.number(&arith.left);
        if left.kind == Kind::None {
            return Number::NONE;
        }
        let right = self.number(&arith.right);
        combine(arith.op, left, right)
    }

    /// Tries an expression as a plain number.
    #[inline]
    pub(crate) fn number(&self, expr: &Expr) -> Number {
        match expr {
            Expr::Local(slot, _) => match self.scopes.slot(self.scope, *slot) {
                Some(Slot::Plain(value)) => Number::of(value),
                _ => Number::NONE,
            },
            Expr::Const(value) => Number::of(value),
            Expr::Arith(arith) => self.arith_number(arith),
            Expr::Automatic(Automatic::Item) => Number::of(&self.item),
            Expr::Index(node) => self.element(node),
            _ => Number::NONE,
        }
    }

    /// `$array[$i]` of an array of numbers.
    fn element(&self, node: &IndexNode) -> Number {
        let Expr::Local(slot, _) = &node.target else {
            return Number::NONE;
        };
        let index = self.number(&node.index);
        if index.kind != Kind::Int {
            return Number::NONE;
        }
        let index = index.as_int();
        let Some(Slot::Plain(target)) = self.scopes.slot(self.scope, *slot) else {
            return Number::NONE;
        };
        let at = |items: &Elements| -> Number {
            let index = if index < 0 {
                items.len() as i64 + i64::from(index)
            } else {
                i64::from(index)
            };
            let index = index as usize;
            match items {
                Elements::Int(v) => v.get(index).map_or(Number::NONE, |n| Number::int(*n)),
                Elements::Bool(v) => v.get(index).map_or(Number::NONE, |b| Number::bool(*b)),
                Elements::Long(v) => v.get(index).map_or(Number::NONE, |n| Number::long(*n)),
                Elements::Double(v) => v.get(index).map_or(Number::NONE, |x| Number::double(*x)),
                Elements::Values(v) => v.get(index).map_or(Number::NONE, Number::of),
                Elements::Byte(_) | Elements::Char(_) => Number::NONE,
            }
        };
        match target {
            Value::Array(array) if array.dimensions.is_none() => at(&array.items.borrow()),
            Value::List(list) => at(&list.items.borrow()),
            _ => Number::NONE,
        }
    }
}

/// An operator over two values, if both are plain numbers.
pub(crate) fn fast(op: BinaryOp, left: &Value, right: &Value) -> Option<Value> {
    combine(op, Number::of(left), Number::of(right)).value()
}

/// One operator over two plain numbers.
#[inline]
fn combine(op: BinaryOp, left: Number, right: Number) -> Number {
    match (left.kind, right.kind) {
        (Kind::Int, Kind::Int) => ints(op, left.as_int(), right.as_int()),
        (Kind::Int | Kind::Long, Kind::Int | Kind::Long) => longs(op, left, right),
        (Kind::Int | Kind::Long | Kind::Double, Kind::Int | Kind::Long | Kind::Double) => {
            doubles(op, left.as_double(), right.as_double())
        }
        _ => Number::NONE,
    }
}

#[inline]
fn ints(op: BinaryOp, a: i32, b: i32) -> Number {
    use BinaryOp::*;
    let wide = |result: Option<i32>, exact: f64| result.map_or(Number::double(exact), Number::int);
    match op {
        Add => wide(a.checked_add(b), f64::from(a) + f64::from(b)),
        Subtract => wide(a.checked_sub(b), f64::from(a) - f64::from(b)),
        Multiply => wide(a.checked_mul(b), f64::from(a) * f64::from(b)),
        Remainder if b != 0 => Number::int(a.checked_rem(b).unwrap_or(0)),
        Divide if b != 0 => match a.checked_rem(b) {
            Some(0) => Number::int(a / b),
            _ => Number::double(f64::from(a) / f64::from(b)),
        },
        Equal(_) => Number::bool(a == b),
        NotEqual(_) => Number::bool(a != b),
        Less(_) => Number::bool(a < b),
        LessOrEqual(_) => Number::bool(a <= b),
        Greater(_) => Number::bool(a > b),
        GreaterOrEqual(_) => Number::bool(a >= b),
        BitAnd => Number::int(a & b),
        BitOr => Number::int(a | b),
        BitXor => Number::int(a ^ b),
        ShiftLeft => Number::int(a.wrapping_shl(b as u32)),
        ShiftRight => Number::int(a.wrapping_shr(b as u32)),
        _ => Number::NONE,
    }
}

#[inline]
fn longs(op: BinaryOp, left: Number, right: Number) -> Number {
    use BinaryOp::*;
    let (a, b) = (left.as_long(), right.as_long());
    let wide = |result: Option<i64>, exact: f64| result.map_or(Number::double(exact), Number::long);
    match op {
        Add => wide(a.checked_add(b), a as f64 + b as f64),
        Subtract => wide(a.checked_sub(b), a as f64 - b as f64),
        Multiply => wide(a.checked_mul(b), a as f64 * b as f64),
        Remainder if b != 0 => Number::long(a.checked_rem(b).unwrap_or(0)),
        Divide if b != 0 => match a.checked_rem(b) {
            Some(0) => Number::long(a / b),
            _ => Number::double(a as f64 / b as f64),
        },
        Equal(_) => Number::bool(a == b),
        NotEqual(_) => Number::bool(a != b),
        Less(_) => Number::bool(a < b),
        LessOrEqual(_) => Number::bool(a <= b),
        Greater(_) => Number::bool(a > b),
        GreaterOrEqual(_) => Number::bool(a >= b),
        BitAnd => Number::long(a & b),
        BitOr => Number::long(a | b),
        BitXor => Number::long(a ^ b),
        // A shift keeps the type of its left operand, and .NET masks the count by that type's width.
        ShiftLeft if left.kind == Kind::Long => Number::long(a.wrapping_shl(b as u32)),
        ShiftRight if left.kind == Kind::Long => Number::long(a.wrapping_shr(b as u32)),
        _ => Number::NONE,
    }
}

#[inline]
fn doubles(op: BinaryOp, a: f64, b: f64) -> Number {
    use BinaryOp::*;
    match op {
        Add => Number::double(a + b),
        Subtract => Number::double(a - b),
        Multiply => Number::double(a * b),
        Divide => Number::double(a / b),
        Remainder => Number::double(a % b),
        Equal(_) => Number::bool(a == b),
        NotEqual(_) => Number::bool(a != b),
        Less(_) => Number::bool(a < b),
        LessOrEqual(_) => Number::bool(a <= b),
        Greater(_) => Number::bool(a > b),
        GreaterOrEqual(_) => Number::bool(a >= b),
        _ => Number::NONE,
    }
}
