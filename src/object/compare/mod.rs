//! Equality and order, .NET's and PowerShell's.
//!
//! Read `equal` for `Object.Equals` and `-eq`, `order` for `-lt` and its like, `language` for the order that cmdlets use,
//! `numeric` for numbers of different types. PowerShell converts the right operand to the left one's type, except between
//! numbers, where the wider type decides.
//! Absent on purpose: what `-eq` and `-lt` do with a collection on the left, which is the operators' business.

mod equal;
mod language;
mod numeric;
mod order;

pub use equal::{equals, ps_equals};
pub use language::{order_keys, ps_compare, sort_compare};
pub use order::{Relation, holds};

pub(crate) use numeric::{Side, no_coercion, side};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::testing::{DAY, TestHost, shown};
    use crate::{Object, Type, Value};
    use std::cmp::Ordering;

    fn same(left: impl Into<Value>, right: impl Into<Value>) -> String {
        shown(ps_equals(&mut TestHost, &left.into(), &right.into(), true).map(Value::Bool))
    }

    fn less(left: impl Into<Value>, right: impl Into<Value>) -> String {
        shown(
            holds(
                &mut TestHost,
                Relation::Less,
                &left.into(),
                &right.into(),
                true,
            )
            .map(Value::Bool),
        )
    }

    #[test]
    fn the_right_operand_becomes_of_the_left_ones_type() {
        assert_eq!(same("5", 5), "Boolean True");
        assert_eq!(same(5, "0x5"), "Boolean True");
        assert_eq!(same(true, "false"), "Boolean True");
        assert_eq!(same("true", true), "Boolean True");
        assert_eq!(same(1, "one"), "Boolean False");
        assert_eq!(same(Value::Char(97), "A"), "Boolean True");
        assert_eq!(same(Value::Null, ""), "Boolean False");
        assert_eq!(same(Type::Known(&DAY).enum_from(5), "fri"), "Boolean True");
        assert_eq!(same(0.1f32, 0.1), "Boolean False");
    }

    #[test]
    fn order_is_that_of_the_left_type() {
        assert_eq!(less("10", 9), "Boolean True");
        assert_eq!(less(9.5, "10"), "Boolean True");
        assert_eq!(less(-1, Value::Null), "Boolean True");
        assert_eq!(less(Value::Null, 0), "Boolean True");
        assert_eq!(less(f64::NAN, 1), "Boolean False");
        assert_eq!(
            less(1, Value::array(vec![1.into(), 2.into()])),
            "!ComparisonFailure: Could not compare \"1\" to \"1 2\". Error: \"Cannot convert the \"System.Object[]\" value of type \"System.Object[]\" to type \"System.Int32\".\""
        );
        let object = Value::Object(Object::custom([("x", Value::Int(1))]));
        assert_eq!(
            less(object, 1),
            "!PSObjectCompareTo: Cannot compare \"@{x=1}\" to \"1\" because the objects are not the same type or the object \"@{x=1}\" does not implement \"IComparable\"."
        );
    }

    #[test]
    fn sorting_never_fails() {
        let host = &mut TestHost;
        assert_eq!(
            sort_compare(host, &Value::Int(2), &Value::str("10"), true),
            Ordering::Less
        );
        assert_eq!(
            sort_compare(host, &Value::str("b"), &Value::Int(1), true),
            Ordering::Greater
        );
        assert_eq!(
            sort_compare(host, &Value::Int(1), &Value::str("x"), true),
            Ordering::Less
        );
        assert_eq!(
            sort_compare(host, &Value::Null, &Value::Int(-1), true),
            Ordering::Greater
        );
        assert_eq!(
            sort_compare(host, &Value::Double(f64::NAN), &Value::Double(1.0), true),
            Ordering::Less
        );
    }

    #[test]
    fn equals_is_typed() {
        assert!(!equals(&Value::Int(1), &Value::Long(1)));
        assert!(equals(&Value::Double(f64::NAN), &Value::Double(f64::NAN)));
        assert!(!equals(&Value::str("a"), &Value::str("A")));
    }
}
