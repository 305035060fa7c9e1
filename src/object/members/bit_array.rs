//! `BitArray`.

use super::args::{argument_null, out_of_range};
use super::enumerator::Enumerator;
use super::sequence;
use super::table::*;
use crate::types::{self, Call, Member, Type, TypeInfo};
use crate::{Fault, Native, Result, Value};
use std::cell::RefCell;
use std::rc::Rc;

/// A `BitArray`.
pub struct BitArray {
    bits: RefCell<Vec<bool>>,
}

/// `BitArray`
pub static BIT_ARRAY: TypeInfo = TypeInfo::class("System.Collections.BitArray", &types::OBJECT)
    .implements(&[&types::ICOLLECTION, &types::IENUMERABLE, &types::ICLONEABLE])
    .members(|| MEMBERS);

impl Native for BitArray {
    fn get_type(&self) -> Type {
        Type::Known(&BIT_ARRAY)
    }

    fn enumerate(&self) -> Option<Result<Vec<Value>>> {
        Some(Ok(self.values()))
    }

    fn is_true(&self) -> bool {
        !self.bits.borrow().is_empty()
    }
}

impl BitArray {
    fn values(&self) -> Vec<Value> {
        self.bits
            .borrow()
            .iter()
            .map(|bit| Value::Bool(*bit))
            .collect()
    }
}

static MEMBERS: &[Member] = &[
    constructors!(
        (length: INT) -> THIS => sized, (length: INT, defaultValue: BOOL) -> THIS => sized, (bytes: BYTES) -> THIS => |c| from_numbers(c, 8),
        (values: BOOLS) -> THIS => |c| Ok(new(sequence::items(c.arg(0), "values")?.iter().map(|bit| matches!(bit, Value::Bool(true))).collect())),
        (values: INTS) -> THIS => |c| from_numbers(c, 32), (bits: THIS) -> THIS => |c| Ok(new(other(c)?.bits.borrow().clone()))),
    get!("Count", INT => length),
    property!("Length", INT => length, |c| { this(c)?.bits.borrow_mut().resize(c.long(0).max(0) as usize, false); Ok(Value::Null) }),
    get!("IsReadOnly", BOOL => |_| Ok(Value::Bool(false))),
    get!("IsSynchronized", BOOL => |_| Ok(Value::Bool(false))),
    get!("SyncRoot", OBJ => |c| Ok(c.this.clone())),
    method!("Item", (index: INT) -> BOOL => get),
    method!("set_Item", (index: INT, value: BOOL) -> VOID => set),
    method!("And", (value: THIS) -> THIS => |c| combine(c, |a, b| a && b)),
    method!("Or", (value: THIS) -> THIS => |c| combine(c, |a, b| a || b)),
    method!("Xor", (value: THIS) -> THIS => |c| combine(c, |a, b| a != b)),
    method!("Not", () -> THIS => |c| { this(c)?.bits.borrow_mut().iter_mut().for_each(|bit| *bit = !*bit); Ok(c.this.clone()) }),
    method!("Clone", () -> OBJ => |c| Ok(new(this(c)?.bits.borrow().clone()))),
    method!("CopyTo", (array: ARRAY, index: INT) -> VOID => |c| { let (items, at) = (this(c)?.values(), c.long(1)); sequence::copy_into(c.host, &items, &c.args[0], at, "index") }),
    method!("Get", (index: INT) -> BOOL => get),
    method!("GetEnumerator", () -> ENUMERATOR => |c| Ok(Enumerator::over(this(c)?.values()))),
    method!("HasAllSet", () -> BOOL => |c| { let all = this(c)?.bits.borrow().iter().all(|bit| *bit); Ok(Value::Bool(all)) }),
    method!("HasAnySet", () -> BOOL => |c| { let any = this(c)?.bits.borrow().iter().any(|bit| *bit); Ok(Value::Bool(any)) }),
    method!("LeftShift", (count: INT) -> THIS => |c| shift(c, true)),
    method!("RightShift", (count: INT) -> THIS => |c| shift(c, false)),
    method!("Set", (index: INT, value: BOOL) -> VOID => set),
    method!("SetAll", (value: BOOL) -> VOID => |c| { let value = c.flag(0); this(c)?.bits.borrow_mut().fill(value); Ok(Value::Null) }),
];

fn new(bits: Vec<bool>) -> Value {
    Value::native(BitArray {
        bits: RefCell::new(bits),
    })
}

fn this(c: &Call<'_>) -> Result<Rc<BitArray>> {
    c.this
        .as_native_rc::<BitArray>()
        .ok_or_else(|| argument_null("bits").into())
}

fn other(c: &Call<'_>) -> Result<Rc<BitArray>> {
    c.arg(0)
        .as_native_rc::<BitArray>()
        .ok_or_else(|| argument_null("value").into())
}

fn sized(c: &mut Call<'_>) -> Result<Value> {
    match usize::try_from(c.long(0)) {
        Ok(length) => Ok(new(vec![c.flag(1); length])),
        Err(_) => out_of_range("length", sequence::NON_NEGATIVE).raise(),
    }
}

fn from_numbers(c: &mut Call<'_>, width: usize) -> Result<Value> {
    let mut bits = Vec::new();
    for number in sequence::items(c.arg(0), "bytes")? {
        let number = number.as_integer().unwrap_or_default();
        bits.extend((0..width).map(|bit| number >> bit & 1 != 0));
    }
    Ok(new(bits))
}

fn length(c: &mut Call<'_>) -> Result<Value> {
    let length = this(c)?.bits.borrow().len();
    Ok(Value::Int(length as i32))
}

fn index(c: &Call<'_>) -> Result<usize> {
    let length = this(c)?.bits.borrow().len();
    match usize::try_from(c.long(0)) {
        Ok(index) if index < length => Ok(index),
        _ => out_of_range("index", sequence::INDEX).raise(),
    }
}

fn get(c: &mut Call<'_>) -> Result<Value> {
    let at = index(c)?;
    let bit = this(c)?.bits.borrow()[at];
    Ok(Value::Bool(bit))
}

fn set(c: &mut Call<'_>) -> Result<Value> {
    let at = index(c)?;
    this(c)?.bits.borrow_mut()[at] = c.flag(1);
    Ok(Value::Null)
}

fn combine(c: &mut Call<'_>, operation: fn(bool, bool) -> bool) -> Result<Value> {
    let other = other(c)?.bits.borrow().clone();
    let own = this(c)?;
    let mut bits = own.bits.borrow_mut();
    if bits.len() != other.len() {
        return Fault::new(
            &types::ARGUMENT_EXCEPTION,
            "Array lengths must be the same.",
        )
        .raise();
    }
    bits.iter_mut()
        .zip(other)
        .for_each(|(a, b)| *a = operation(*a, b));
    Ok(c.this.clone())
}

fn shift(c: &mut Call<'_>, left: bool) -> Result<Value> {
    let Ok(count) = usize::try_from(c.long(0)) else {
        return out_of_range("count", sequence::NON_NEGATIVE).raise();
    };
    let own = this(c)?;
    let mut bits = own.bits.borrow_mut();
    let length = bits.len();
    let count = count.min(length);
    if left {
        bits.rotate_right(count);
        bits[..count].fill(false);
    } else {
        bits.rotate_left(count);
        bits[length - count..].fill(false);
    }
    Ok(c.this.clone())
}
