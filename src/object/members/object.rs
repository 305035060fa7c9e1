//! Members that every object has, and the text of a value where no script may run.

use super::args::*;
use super::table::*;
use crate::types::Member;
use crate::{Value, compare, convert};

/// Members of `Object`.
pub static MEMBERS: &[Member] = &[
    method!("Equals", (obj: OBJ) -> BOOL => |c| ok(compare::equals(c.this, c.arg(0)))),
    method!("GetHashCode", () -> INT => |c| ok(hash(c.this))),
    method!("GetType", () -> TYPE => |c| ok(c.this.get_type())),
    // A `PSCustomObject` has no text of its own to .NET; casts and strings show its notes.
    method!("ToString", () -> STR => |c| match convert::is_custom(c.this) {
        true => ok(""),
        false => ok(convert::to_string_method(c.host, c.this)?),
    }),
    static_method!("Equals", (objA: OBJ, objB: OBJ) -> BOOL => |c| {
        let (a, b) = (c.arg(0), c.arg(1));
        ok(if a.is_null() || b.is_null() { a.is_null() && b.is_null() } else { compare::equals(a, b) })
    }),
    static_method!("ReferenceEquals", (objA: OBJ, objB: OBJ) -> BOOL => |c| ok(c.arg(0).same(c.arg(1)))),
    constructors!(() -> OBJ => |_| Ok(Value::Object(crate::Object::bare(&Value::Null)))),
];

/// `GetHashCode`: equal for equal values, and the same in every run.
pub fn hash(value: &Value) -> i32 {
    match value.base() {
        Value::Bool(b) | Value::Switch(b) => i32::from(*b),
        Value::Char(unit) => i32::from(*unit) | (i32::from(*unit) << 16),
        Value::SByte(n) => i32::from(*n),
        Value::Byte(n) => i32::from(*n),
        Value::Short(n) => i32::from(*n),
        Value::UShort(n) => i32::from(*n),
        Value::Int(n) => *n,
        Value::UInt(n) => *n as i32,
        Value::Long(n) => fold(*n as u64),
        Value::ULong(n) => fold(*n),
        Value::Double(x) => hash_double(*x),
        Value::Single(x) => (if *x == 0.0 { 0.0f32 } else { *x }).to_bits() as i32,
        Value::DateTime(date) => fold(date.ticks() as u64),
        Value::TimeSpan(span) => fold(span.ticks() as u64),
        Value::Enum(value) => fold(value.bits as u64),
        other => fold(crate::dict::hash_key(other, crate::KeyCase::Match)),
    }
}

fn fold(bits: u64) -> i32 {
    (bits as u32 ^ (bits >> 32) as u32) as i32
}

/// .NET folds the bits of a double, all zeros and all not-a-numbers alike.
fn hash_double(x: f64) -> i32 {
    let bits = if x == 0.0 {
        0
    } else if x.is_nan() {
        f64::NAN.to_bits()
    } else {
        x.to_bits()
    };
    fold(bits)
}

/// A value's text where nothing can be evaluated: what definitions of note properties show.
pub fn plain_text(value: &Value) -> String {
    match value.base() {
        Value::Null | Value::Nothing => String::new(),
        Value::Str(text) => text.to_string(),
        Value::Bool(b) | Value::Switch(b) => if *b { "True" } else { "False" }.to_string(),
        Value::Double(x) => crate::number::f64_to_ps_string(*x),
        Value::Single(x) => crate::number::f32_to_ps_string(*x),
        Value::Decimal(d) => d.to_string(),
        Value::BigInt(n) => n.to_string(),
        Value::Char(unit) => String::from_utf16_lossy(&[*unit]),
        Value::ULong(n) => n.to_string(),
        Value::Native(object) => object.to_text().to_string(),
        Value::Enum(value) => value.name(),
        Value::Type(kind) => kind.full_name(),
        Value::Guid(bytes) => uuid::Uuid::from_bytes(*bytes).to_string(),
        Value::Object(object) => {
            let parts: Vec<String> = object
                .entries()
                .iter()
                .map(|(slot, content)| format!("{}={}", slot.name, plain_text(content)))
                .collect();
            format!("@{{{}}}", parts.join("; "))
        }
        other => match other.as_integer() {
            Some(n) => n.to_string(),
            None => other.get_type().full_name(),
        },
    }
}
