//! Arithmetic: what `+`, `-`, `*`, `/`, `%`, the bit operators, `..`, `++` and their kin do with any two values.
//!
//! Each function here first takes the common pairs of types, in place; the rest goes by PowerShell's rules: `numeric` for
//! numbers, `collection` for strings, arrays and dictionaries, `implicit` for the operators that .NET's types bring along, `bits`
//! and `shift` for the bit operators, `unary` and `range`. `exact` has the arithmetic of one type, for code that knows the types.
//! Absent on purpose: short-circuiting, assignment, and conversion to the type of a typed variable.

mod bits;
mod collection;
mod exact;
mod implicit;
mod numeric;
mod range;
mod shift;
mod unary;

pub use bits::{bit_and, bit_or, bit_xor};
pub use collection::extend;
pub use exact::{
    add_f64, add_i32, add_i64, divide_i32, divide_i64, multiply_i32, multiply_i64, remainder_i32,
    remainder_i64, subtract_i32, subtract_i64,
};
pub use range::{range, range_i32};
pub use shift::{shift_left, shift_right};
pub use unary::{bit_not, decrement, increment, negate, not, plus};

use crate::convert::{self, Code};
use crate::{Host, Result, Value};
use numeric::{Operation, calculate};

/// `left + right`
#[inline]
pub fn add(host: &mut dyn Host, left: &Value, right: &Value) -> Result<Value> {
    match (left, right) {
        (Value::Int(a), Value::Int(b)) => Ok(exact::add_ints(*a, *b)),
        (Value::Double(a), Value::Double(b)) => Ok(Value::Double(a + b)),
        (Value::Double(a), Value::Int(b)) => Ok(Value::Double(a + f64::from(*b))),
        (Value::Int(a), Value::Double(b)) => Ok(Value::Double(f64::from(*a) + b)),
        (Value::Long(a), Value::Long(b)) => Ok(exact::add_longs(*a, *b)),
        (Value::Long(a), Value::Int(b)) => Ok(exact::add_longs(*a, i64::from(*b))),
        (Value::Int(a), Value::Long(b)) => Ok(exact::add_longs(i64::from(*a), *b)),
        (Value::Str(a), Value::Str(b)) => Ok(collection::concat(a, b)),
        (left, right) => add_any(host, left, right),
    }
}

/// `left - right`
#[inline]
pub fn subtract(host: &mut dyn Host, left: &Value, right: &Value) -> Result<Value> {
    match (left, right) {
        (Value::Int(a), Value::Int(b)) => Ok(exact::subtract_ints(*a, *b)),
        (Value::Double(a), Value::Double(b)) => Ok(Value::Double(a - b)),
        (Value::Double(a), Value::Int(b)) => Ok(Value::Double(a - f64::from(*b))),
        (Value::Int(a), Value::Double(b)) => Ok(Value::Double(f64::from(*a) - b)),
        (Value::Long(a), Value::Long(b)) => Ok(exact::subtract_longs(*a, *b)),
        (Value::Long(a), Value::Int(b)) => Ok(exact::subtract_longs(*a, i64::from(*b))),
        (Value::Int(a), Value::Long(b)) => Ok(exact::subtract_longs(i64::from(*a), *b)),
        (left, right) => through_numbers(host, Operation::Subtract, left, right),
    }
}

/// `left * right`
#[inline]
pub fn multiply(host: &mut dyn Host, left: &Value, right: &Value) -> Result<Value> {
    match (left, right) {
        (Value::Int(a), Value::Int(b)) => Ok(exact::multiply_ints(*a, *b)),
        (Value::Double(a), Value::Double(b)) => Ok(Value::Double(a * b)),
        (Value::Double(a), Value::Int(b)) => Ok(Value::Double(a * f64::from(*b))),
        (Value::Int(a), Value::Double(b)) => Ok(Value::Double(f64::from(*a) * b)),
        (Value::Long(a), Value::Long(b)) => Ok(exact::multiply_longs(*a, *b)),
        (Value::Long(a), Value::Int(b)) => Ok(exact::multiply_longs(*a, i64::from(*b))),
        (Value::Int(a), Value::Long(b)) => Ok(exact::multiply_longs(i64::from(*a), *b)),
        (left, right) => multiply_any(host, left, right),
    }
}

/// `left / right`
#[inline]
pub fn divide(host: &mut dyn Host, left: &Value, right: &Value) -> Result<Value> {
    match (left, right) {
        (Value::Double(a), Value::Double(b)) => Ok(Value::Double(a / b)),
        (Value::Double(a), Value::Int(b)) => Ok(Value::Double(a / f64::from(*b))),
        (Value::Int(a), Value::Double(b)) => Ok(Value::Double(f64::from(*a) / b)),
        (Value::Int(a), Value::Int(b)) => {
            numeric::divide_wholes(i128::from(*a), i128::from(*b), Code::Int32)
        }
        (left, right) => through_numbers(host, Operation::Divide, left, right),
    }
}

/// `left % right`
#[inline]
pub fn remainder(host: &mut dyn Host, left: &Value, right: &Value) -> Result<Value> {
    match (left, right) {
        (Value::Int(a), Value::Int(b)) => match exact::remainder_i32(*a, *b) {
            Some(rest) => Ok(Value::Int(rest)),
            None => Err(numeric::divided_by_zero()),
        },
        (Value::Double(a), Value::Double(b)) => Ok(Value::Double(a % b)),
        (left, right) => through_numbers(host, Operation::Remainder, left, right),
    }
}

fn add_any(host: &mut dyn Host, left: &Value, right: &Value) -> Result<Value> {
    let (this, other) = (left.base(), right.base());
    if this.is_null() {
        return Ok(right.clone());
    }
    let code = Code::of(this);
    if code.is_numeric_or_primitive() && code != Code::Char {
        if let Some(result) = beside_number(host, Operation::Add, this, other)? {
            return Ok(result);
        }
    } else if let Some(result) = collection::add(host, this, right)? {
        return Ok(result);
    }
    implicit::call(host, "op_Addition", "+", this, other)
}

fn multiply_any(host: &mut dyn Host, left: &Value, right: &Value) -> Result<Value> {
    let (this, other) = (left.base(), right.base());
    if this.is_null() {
        return Ok(Value::Null);
    }
    if Code::of(this).is_numeric() {
        if let Some(result) = beside_number(host, Operation::Multiply, this, other)? {
            return Ok(result);
        }
    } else if let Some(result) = collection::multiply(host, this, other)? {
        return Ok(result);
    }
    implicit::call(host, "op_Multiply", "*", this, other)
}

/// `-`, `/` and `%`, which take strings for the numbers in them.
fn through_numbers(
    host: &mut dyn Host,
    operation: Operation,
    left: &Value,
    right: &Value,
) -> Result<Value> {
    let (this, other) = (left.base(), right.base());
    let zero = Value::Int(0);
    let this = if this.is_null() { &zero } else { this };
    if Code::of(this).is_numeric_or_primitive() {
        if let Some(result) = beside_number(host, operation, this, other)? {
            return Ok(result);
        }
    } else if let Value::Str(text) = this {
        let number = convert::scan(host, text, &other.get_type()).map_err(convert::in_statement)?;
        let other = match other {
            Value::Str(text) => {
                convert::scan(host, text, &this.get_type()).map_err(convert::in_statement)?
            }
            other => other.clone(),
        };
        return operation.apply(host, &number, &other);
    }
    implicit::call(host, operation.method(), operation.symbol(), this, other)
}

/// Arithmetic with a number on the left; `None` where the right operand takes no part in it.
fn beside_number(
    host: &mut dyn Host,
    operation: Operation,
    left: &Value,
    right: &Value,
) -> Result<Option<Value>> {
    use crate::compare::{Side, side};
    match side(host, right, &left.get_type()).map_err(convert::in_statement)? {
        Side::Same => return calculate(operation, left, right).map(Some),
        Side::Converted(right) => return calculate(operation, left, &right).map(Some),
        Side::No => {}
    }
    let Value::Str(text) = right else {
        return Ok(None);
    };
    let number = convert::scan(host, text, &left.get_type()).map_err(convert::in_statement)?;
    operation.apply(host, left, &number).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::testing::{DAY, TestHost, shown};
    use crate::{Dict, KeyCase, Order, types};
    use std::rc::Rc;

    type Operator = fn(&mut dyn Host, &Value, &Value) -> Result<Value>;

    fn done(operator: Operator, left: impl Into<Value>, right: impl Into<Value>) -> String {
        shown(operator(&mut TestHost, &left.into(), &right.into()))
    }

    fn decimal(text: &str) -> Value {
        Value::Decimal(text.parse().unwrap_or_default())
    }

    #[test]
    fn overflow_goes_to_double() {
        assert_eq!(done(add, i32::MAX, 1), "Double 2147483648");
        assert_eq!(done(multiply, 65536, 65536), "Double 4294967296");
        assert_eq!(done(add, i32::MAX, 1i64), "Int64 2147483648");
        assert_eq!(done(add, i64::MAX, 1), "Double 9.22337203685478E+18");
        assert_eq!(done(subtract, 1u32, 2u32), "Double -1");
        assert_eq!(done(add, 1u64, -2), "Decimal -1");
        assert_eq!(done(add, 200u8, 100u8), "Int32 300");
    }

    #[test]
    fn division_stays_whole_where_it_can() {
        assert_eq!(done(divide, 6, 3), "Int32 2");
        assert_eq!(done(divide, 7, 2), "Double 3.5");
        assert_eq!(done(divide, i32::MIN, -1), "Double 2147483648");
        assert_eq!(done(remainder, i32::MIN, -1), "Int32 0");
        assert_eq!(
            done(divide, 1, 0),
            "!RuntimeException: Attempted to divide by zero."
        );
        assert_eq!(done(remainder, -7.5, 2), "Double -1.5");
    }

    #[test]
    fn decimals_keep_their_digits() {
        assert_eq!(done(add, decimal("2.50"), 1), "Decimal 3.50");
        assert_eq!(done(multiply, 0, decimal("2.50")), "Decimal 0.00");
        assert_eq!(
            done(divide, 1, decimal("3")),
            "Decimal 0.3333333333333333333333333333"
        );
        assert_eq!(
            done(add, 1e300, decimal("1")),
            "!System.OverflowException: Value was either too large or too small for a Decimal."
        );
        assert!(done(add, true, decimal("1")).starts_with("!System.InvalidOperationException: No coercion operator is defined between types 'System.Boolean'"));
        assert_eq!(done(add, decimal("1"), true), "Decimal 2");
    }

    #[test]
    fn strings_are_numbers_beside_numbers() {
        assert_eq!(done(add, 1, "0x10"), "Int32 17");
        assert_eq!(done(add, 1, "3000000000"), "Int64 3000000001");
        assert_eq!(done(subtract, "12", "2.5"), "Double 9.5");
        assert_eq!(done(add, "1", 2), "String 12");
        assert_eq!(done(multiply, "ab", 3), "String ababab");
        assert!(done(add, 1, "x").starts_with(
            "!InvalidCastFromStringToInteger: Cannot convert value \"x\" to type \"System.Int32\"."
        ));
    }

    #[test]
    fn collections_grow() {
        let array = || Value::array(vec![Value::Int(1)]);
        assert_eq!(done(add, array(), 2), "Object[] 1 2");
        assert_eq!(done(add, array(), Value::Nothing), "Object[] 1");
        assert_eq!(done(multiply, array(), 3), "Object[] 1 1 1");
        assert!(done(add, 1, array()).starts_with("!MethodNotFound: Method invocation failed because [System.Object[]] does not contain a method named 'op_Addition'."));
        let table = || {
            Value::Dict(Rc::new(Dict::new(
                crate::Type::Known(&types::HASHTABLE),
                KeyCase::Ignore,
                Order::Any,
            )))
        };
        assert_eq!(
            done(add, table(), table()),
            "Hashtable System.Collections.Hashtable"
        );
        assert_eq!(
            done(add, table(), 1),
            "!AddHashTableToNonHashTable: A hash table can only be added to another hash table."
        );
    }

    #[test]
    fn types_bring_their_operators() {
        let day = crate::date::DateTime::from_date(2024, 1, 31).expect("a date");
        assert_eq!(done(add, day, "02:00"), "DateTime 01/31/2024 02:00:00");
        assert_eq!(done(subtract, day, day), "TimeSpan 00:00:00");
        assert_eq!(
            done(add, day, day),
            "!MethodArgumentConversionInvalidCastArgument: Cannot convert argument \"1\", with value: \"1/31/2024 12:00:00\u{202f}AM\", for \"op_Addition\" to type \"System.TimeSpan\": \"Cannot convert value \"1/31/2024 12:00:00\u{202f}AM\" to type \"System.TimeSpan\". Error: \"Invalid cast from 'System.DateTime' to 'System.TimeSpan'.\"\""
        );
        assert_eq!(
            done(multiply, true, 1),
            "!NotADefinedOperationForType: The operation '[System.Boolean] * [System.Int32]' is not defined."
        );
        let friday = crate::Type::Known(&DAY).enum_from(5);
        assert_eq!(done(add, friday, 1), "DayOfWeek Saturday");
    }

    #[test]
    fn bits_and_shifts() {
        assert_eq!(done(bit_and, 6, 3), "Int32 2");
        assert_eq!(done(bit_or, 1.5, 4), "UInt64 6");
        assert_eq!(done(shift_left, 200u8, 1), "Byte 144");
        assert_eq!(done(shift_right, -8, 1), "Int32 -4");
        assert_eq!(done(shift_left, 1, 33), "Int32 2");
        assert_eq!(shown(bit_not(&mut TestHost, &Value::str("5"))), "Int32 -6");
        assert_eq!(
            shown(increment(&mut TestHost, &Value::Int(i32::MAX))),
            "Double 2147483648"
        );
        assert_eq!(
            shown(increment(&mut TestHost, &Value::Bool(true))),
            "!OperatorRequiresNumber: The '++' operator works only on numbers. The operand is a 'System.Boolean'."
        );
    }

    #[test]
    fn ranges_run_both_ways() {
        assert_eq!(done(range, 3, 1), "Object[] 3 2 1");
        assert_eq!(done(range, "a", "c"), "Object[] a b c");
        assert_eq!(done(range, "1", "3"), "Object[] 1 2 3");
        assert_eq!(
            done(range, 1, "x"),
            "!System.FormatException: The input string 'x' was not in a correct format."
        );
    }
}
