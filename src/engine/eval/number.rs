//! The numeric path: operators over plain numbers, which integer loops spend their time in.
//!
//! Only expressions without effects come here (see `lower`), so the path may give up halfway: the general path then
//! evaluates the same expression from its beginning, errors and all. A [`Number`] travels in two registers, which is the point.

use super::view::number_at;
use object::{Array, Elements, Type, TypeInfo, Value, types};
use syntax::ast::{BinaryOp, UnaryOp};

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
    pub(super) const NONE: Number = Number {
        kind: Kind::None,
        bits: 0,
    };

    pub(crate) fn int(n: i32) -> Number {
        Number {
            kind: Kind::Int,
            bits: n as u32 as u64,
        }
    }

    pub(super) fn long(n: i64) -> Number {
        Number {
            kind: Kind::Long,
            bits: n as u64,
        }
    }

    pub(super) fn double(x: f64) -> Number {
        Number {
            kind: Kind::Double,
            bits: x.to_bits(),
        }
    }

    pub(super) fn bool(b: bool) -> Number {
        Number {
            kind: Kind::Bool,
            bits: u64::from(b),
        }
    }

    #[inline(always)]
    pub(super) fn of(value: &Value) -> Number {
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

    /// Stores it in an element, or adds it (and so on) to the number there; false where there is more to it.
    pub(crate) fn set_in(self, array: &Array, index: usize, op: Option<BinaryOp>) -> bool {
        let items = &mut *array.items.borrow_mut();
        let number = match op {
            None => self,
            Some(op) => combine(op, number_at(items, index), self),
        };
        match (items, number.kind) {
            (Elements::Int(v), Kind::Int) if index < v.len() => v[index] = number.as_int(),
            (Elements::Bool(v), Kind::Bool) if index < v.len() => v[index] = number.bits != 0,
            (Elements::Long(v), Kind::Long) if index < v.len() => v[index] = number.bits as i64,
            (Elements::Long(v), Kind::Int)
                if index < v.len() && array.element.is(&types::INT64) =>
            {
                v[index] = number.as_long()
            }
            (Elements::Double(v), Kind::Double) if index < v.len() => v[index] = number.as_double(),
            (Elements::Values(v), _) if index < v.len() && array.element.is(&types::OBJECT) => {
                return number.put(&mut v[index]);
            }
            _ => return false,
        }
        true
    }

    /// `-` or `-bnot` before it.
    pub(super) fn unary(self, op: UnaryOp) -> Number {
        match (op, self.kind) {
            (UnaryOp::Minus, Kind::Int) => self
                .as_int()
                .checked_neg()
                .map_or(Number::NONE, Number::int),
            (UnaryOp::Minus, Kind::Double) => Number::double(-self.as_double()),
            (UnaryOp::BitNot, Kind::Int) => Number::int(!self.as_int()),
            (UnaryOp::BitNot, Kind::Long) => Number::long(!self.as_long()),
            _ => Number::NONE,
        }
    }

    /// What a cast to a type of numbers makes of it, where it fits.
    pub(super) fn cast(self, kind: &Type) -> Number {
        if self.kind == Kind::None || self.kind == Kind::Bool {
            return Number::NONE;
        }
        if kind.is(self.type_info()) {
            return self;
        }
        if kind.is(&types::INT32) {
            return match self.kind {
                // Halves go to the even neighbour.
                Kind::Double => {
                    let whole = self.as_double().round_ties_even();
                    let fits = whole >= f64::from(i32::MIN) && whole <= f64::from(i32::MAX);
                    if fits {
                        Number::int(whole as i32)
                    } else {
                        Number::NONE
                    }
                }
                _ => i32::try_from(self.as_long()).map_or(Number::NONE, Number::int),
            };
        }
        if kind.is(&types::DOUBLE) {
            return Number::double(self.as_double());
        }
        match kind.is(&types::INT64) && self.kind == Kind::Int {
            true => Number::long(self.as_long()),
            false => Number::NONE,
        }
    }

    /// The index that it is; `None` where it is none from the front.
    pub(crate) fn index(self) -> Option<usize> {
        match self.kind {
            Kind::Int => usize::try_from(self.as_int()).ok(),
            _ => None,
        }
    }

    /// Writes the result of an operator on it over the value that it was, if it stays of one type; false where it does not.
    pub(super) fn changed(self, op: BinaryOp, right: Number, place: &mut Value) -> bool {
        let result = combine(op, self, right);
        result.kind == self.kind && result.put(place)
    }

    /// The index that it is, from either end.
    pub(super) fn as_index(self) -> Option<i32> {
        (self.kind == Kind::Int).then(|| self.as_int())
    }

    /// Whether the general path must say.
    pub(crate) fn is_none(self) -> bool {
        self.kind == Kind::None
    }

    /// Its type.
    pub(super) fn type_info(self) -> &'static TypeInfo {
        match self.kind {
            Kind::Int => &types::INT32,
            Kind::Long => &types::INT64,
            Kind::Double => &types::DOUBLE,
            Kind::Bool => &types::BOOLEAN,
            Kind::None => &types::VOID,
        }
    }

    /// Writes it over a value; in place where that is a number too. False where it is none.
    #[inline]
    pub(super) fn put(self, place: &mut Value) -> bool {
        match (self.kind, &mut *place) {
            (Kind::Int, Value::Int(n)) => *n = self.as_int(),
            (Kind::Long, Value::Long(n)) => *n = self.bits as i64,
            (Kind::Double, Value::Double(x)) => *x = f64::from_bits(self.bits),
            _ => match self.value() {
                Some(value) => *place = value,
                None => return false,
            },
        }
        true
    }

    /// The value; `None` where the general path must say.
    #[inline]
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

/// One operator over two plain numbers.
#[inline(always)]
pub(super) fn combine(op: BinaryOp, left: Number, right: Number) -> Number {
    if left.kind == Kind::Int && right.kind == Kind::Int {
        return ints(op, left.as_int(), right.as_int());
    }
    if left.kind == Kind::Double && right.kind == Kind::Double {
        return doubles(op, left.as_double(), right.as_double());
    }
    mixed(op, left, right)
}

fn mixed(op: BinaryOp, left: Number, right: Number) -> Number {
    match (left.kind, right.kind) {
        (Kind::Int | Kind::Long, Kind::Int | Kind::Long) => longs(op, left, right),
        (Kind::Int | Kind::Long | Kind::Double, Kind::Int | Kind::Long | Kind::Double) => {
            doubles(op, left.as_double(), right.as_double())
        }
        _ => Number::NONE,
    }
}

#[inline(always)]
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
