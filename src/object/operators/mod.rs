//! The operators: one entry for all of them, and the files of those that are not arithmetic or comparison.
//!
//! Read [`binary`] first. A collection on the left of a comparison, of `-like` or of `-match` is filtered by it; `-replace`,
//! `-split` and `-join` work on its elements. `pattern` is `-like`, `-match` and the finding of a regular expression in an operand.
//! Absent on purpose: the short-circuits of `-and`, `-or` and `??`, and where `$Matches` is kept; both belong to the engine.

mod filter;
mod format;
mod join;
mod pattern;
mod replace;
mod split;
mod types;

pub use filter::contains;
pub use format::format;
pub use join::{join, join_all};
pub use pattern::{GroupKey, Matches, like, matches, regex_of, switch_matches};
pub use replace::replace;
pub use split::{SPLIT_OPTIONS, split, split_blanks};
pub use types::{as_type, is_type};

use crate::compare::{Relation, holds, ps_equals};
use crate::convert;
use crate::{Host, Result, TypeInfo, Value, arith};
use syntax::ast::{BinaryOp, Case, UnaryOp};

/// Types that only operators speak of.
pub(crate) static TYPES: &[&TypeInfo] = &[&SPLIT_OPTIONS];

/// Any binary operator on two values that are computed already; `-match` loses its groups here, for which see [`matches`].
pub fn binary(host: &mut dyn Host, op: BinaryOp, left: &Value, right: &Value) -> Result<Value> {
    match op {
        BinaryOp::Add => arith::add(host, left, right),
        BinaryOp::Subtract => arith::subtract(host, left, right),
        BinaryOp::Multiply => arith::multiply(host, left, right),
        BinaryOp::Divide => arith::divide(host, left, right),
        BinaryOp::Remainder => arith::remainder(host, left, right),
        BinaryOp::BitAnd => arith::bit_and(host, left, right),
        BinaryOp::BitOr => arith::bit_or(host, left, right),
        BinaryOp::BitXor => arith::bit_xor(host, left, right),
        BinaryOp::ShiftLeft => arith::shift_left(host, left, right),
        BinaryOp::ShiftRight => arith::shift_right(host, left, right),
        BinaryOp::Range => arith::range(host, left, right),
        BinaryOp::Format => format(host, left, right),
        BinaryOp::And => Ok(Value::Bool(
            convert::to_bool(left) && convert::to_bool(right),
        )),
        BinaryOp::Or => Ok(Value::Bool(
            convert::to_bool(left) || convert::to_bool(right),
        )),
        BinaryOp::Xor => Ok(Value::Bool(
            convert::to_bool(left) ^ convert::to_bool(right),
        )),
        BinaryOp::Coalesce => Ok(if crate::members::is_null_like(left) {
            right.clone()
        } else {
            left.clone()
        }),
        BinaryOp::Join => join(host, left, right),
        BinaryOp::Is => is_type(host, left, right).map(Value::Bool),
        BinaryOp::IsNot => is_type(host, left, right).map(|is| Value::Bool(!is)),
        BinaryOp::As => as_type(host, left, right),
        compared => compare(host, compared, left, right),
    }
}

/// The operators that look at case.
fn compare(host: &mut dyn Host, op: BinaryOp, left: &Value, right: &Value) -> Result<Value> {
    let related = |host: &mut dyn Host, relation, case| {
        filter::filter(host, left, |host, item| {
            holds(host, relation, item, right, ignores(case))
        })
    };
    match op {
        BinaryOp::Equal(case) => filter::filter(host, left, |host, item| {
            ps_equals(host, item, right, ignores(case))
        }),
        BinaryOp::NotEqual(case) => filter::filter(host, left, |host, item| {
            ps_equals(host, item, right, ignores(case)).map(|is| !is)
        }),
        BinaryOp::Less(case) => related(host, Relation::Less, case),
        BinaryOp::LessOrEqual(case) => related(host, Relation::LessOrEqual, case),
        BinaryOp::Greater(case) => related(host, Relation::Greater, case),
        BinaryOp::GreaterOrEqual(case) => related(host, Relation::GreaterOrEqual, case),
        BinaryOp::Like(case) => like(host, left, right, case, false),
        BinaryOp::NotLike(case) => like(host, left, right, case, true),
        BinaryOp::Match(case) => matches(host, left, right, case).map(|(result, _)| result),
        BinaryOp::NotMatch(case) => pattern::not_matches(host, left, right, case),
        BinaryOp::Replace(case) => replace(host, left, right, case),
        BinaryOp::Split(case) => split(host, left, right, case),
        BinaryOp::Contains(case) => contains(host, left, right, ignores(case)).map(Value::Bool),
        BinaryOp::NotContains(case) => {
            contains(host, left, right, ignores(case)).map(|is| Value::Bool(!is))
        }
        BinaryOp::In(case) => contains(host, right, left, ignores(case)).map(Value::Bool),
        BinaryOp::NotIn(case) => {
            contains(host, right, left, ignores(case)).map(|is| Value::Bool(!is))
        }
        _ => Ok(Value::Null),
    }
}

/// Any unary operator; increments give the new value.
pub fn unary(host: &mut dyn Host, op: UnaryOp, value: &Value) -> Result<Value> {
    match op {
        UnaryOp::Not => arith::not(host, value),
        UnaryOp::BitNot => arith::bit_not(host, value),
        UnaryOp::Plus => arith::plus(host, value),
        UnaryOp::Minus => arith::negate(host, value),
        UnaryOp::PreIncrement | UnaryOp::PostIncrement => arith::increment(host, value),
        UnaryOp::PreDecrement | UnaryOp::PostDecrement => arith::decrement(host, value),
        UnaryOp::Split(_) => split_blanks(host, value),
        UnaryOp::Join => join_all(host, value),
    }
}

fn ignores(case: Case) -> bool {
    case == Case::Ignore
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::testing::{Block, TestHost, shown};
    use crate::types::{self, Type};

    fn done(op: BinaryOp, left: impl Into<Value>, right: impl Into<Value>) -> String {
        shown(binary(&mut TestHost, op, &left.into(), &right.into()))
    }

    fn list(items: &[&str]) -> Value {
        Value::array(items.iter().map(|item| Value::str(*item)).collect())
    }

    const I: Case = Case::Ignore;
    const C: Case = Case::Match;

    #[test]
    fn a_collection_on_the_left_is_filtered() {
        assert_eq!(
            done(BinaryOp::Equal(I), list(&["a", "B", "A"]), "a"),
            "Object[] a A"
        );
        assert_eq!(
            done(BinaryOp::Equal(C), list(&["a", "B", "A"]), "a"),
            "Object[] a"
        );
        assert_eq!(
            done(BinaryOp::NotLike(I), list(&["apple", "banana"]), "a*"),
            "Object[] banana"
        );
        assert_eq!(
            done(BinaryOp::Match(I), list(&["x1", "y"]), r"\d"),
            "Object[] x1"
        );
        assert_eq!(
            done(BinaryOp::Contains(I), list(&["a", "b"]), "B"),
            "Boolean True"
        );
        assert_eq!(
            done(BinaryOp::NotIn(C), "B", list(&["a", "b"])),
            "Boolean True"
        );
    }

    #[test]
    fn matching_gives_the_groups() {
        let text = Value::str("key=value");
        let pattern = Value::str(r"^(?<k>\w+)=(\w*)(?<extra>;.*)?$");
        let (result, groups) =
            matches(&mut TestHost, &text, &pattern, I).unwrap_or((Value::Null, None));
        assert_eq!(shown(Ok(result)), "Boolean True");
        let shown: Vec<String> = groups
            .iter()
            .flat_map(|found| {
                found
                    .groups
                    .iter()
                    .map(|(key, text)| format!("{key:?}={text}"))
            })
            .collect();
        assert_eq!(
            shown,
            ["Number(0)=key=value", "Number(1)=value", "Name(\"k\")=key"]
        );
        assert!(done(BinaryOp::Match(I), "a", "[").starts_with(
            "!System.Text.RegularExpressions.RegexParseException: Invalid pattern '[' at"
        ));
        assert_eq!(
            done(BinaryOp::Like(I), "a", "["),
            "!RuntimeException: The specified wildcard character pattern is not valid: ["
        );
    }

    #[test]
    fn replacing() {
        assert_eq!(done(BinaryOp::Replace(I), "aXbx", "x"), "String ab");
        assert_eq!(
            done(BinaryOp::Replace(C), "aXbx", list(&["(x)", "<$1>"])),
            "String aXb<x>"
        );
        assert_eq!(
            done(BinaryOp::Replace(I), list(&["a", "b"]), list(&["a", "z"])),
            "Object[] z b"
        );
        let block = Value::native(Block {
            text: "",
            run: |_| Value::Int(7),
        });
        assert_eq!(
            done(
                BinaryOp::Replace(I),
                "a1",
                Value::array(vec![Value::str(r"\d"), block])
            ),
            "String a7"
        );
        assert_eq!(
            done(BinaryOp::Replace(I), "a", list(&["a", "b", "c"])),
            "!BadReplaceArgument: The -replace operator allows only two elements to follow it, not 3."
        );
        assert_eq!(
            done(BinaryOp::Replace(I), "a", "("),
            "!InvalidRegularExpression: The regular expression pattern ( is not valid."
        );
    }

    #[test]
    fn splitting_and_joining() {
        let options = |limit: i32, options: &str| {
            Value::array(vec![
                Value::str("."),
                Value::Int(limit),
                Value::str(options),
            ])
        };
        assert_eq!(
            done(BinaryOp::Split(I), "a.b.c", options(2, "simplematch")),
            "String[] a b.c"
        );
        assert_eq!(
            done(
                BinaryOp::Split(I),
                "a.b.c",
                Value::array(vec![Value::str(r"\."), Value::Int(-2)])
            ),
            "String[] a.b c"
        );
        assert_eq!(done(BinaryOp::Split(I), "aXbxc", "x"), "String[] a b c");
        assert_eq!(done(BinaryOp::Split(C), "aXbxc", "x"), "String[] aXb c");
        assert_eq!(
            shown(unary(
                &mut TestHost,
                UnaryOp::Split(I),
                &Value::str(" a  b\t")
            )),
            "String[] a b"
        );
        let block = Value::native(Block {
            text: "",
            run: |arguments| Value::Bool(arguments[1].as_integer() == Some(1)),
        });
        assert_eq!(done(BinaryOp::Split(I), "abc", block), "String[] a c");
        assert_eq!(done(BinaryOp::Join, list(&["a", "b"]), ", "), "String a, b");
        assert_eq!(done(BinaryOp::Join, 5, ","), "String 5");
    }

    #[test]
    fn formatting() {
        assert_eq!(
            done(BinaryOp::Format, "{0}-{1,4}|", list(&["a", "b"])),
            "String a-   b|"
        );
        assert_eq!(done(BinaryOp::Format, "{0:N2}", 1234.5), "String 1,234.50");
        assert_eq!(
            done(BinaryOp::Format, "{1}", 1),
            "!FormatError: Error formatting a string: Index (zero based) must be greater than or equal to zero and less than the size of the argument list.."
        );
    }

    #[test]
    fn type_operators() {
        let int = || Value::Type(Type::Known(&types::INT32));
        assert_eq!(done(BinaryOp::Is, 1, int()), "Boolean True");
        assert_eq!(done(BinaryOp::IsNot, 1, "string"), "Boolean True");
        assert_eq!(done(BinaryOp::As, "x", int()), "null");
        assert_eq!(done(BinaryOp::As, "42", "int"), "Int32 42");
        assert_eq!(
            done(BinaryOp::Is, 1, "NoSuchType"),
            "!RuntimeException: Cannot convert the \"NoSuchType\" value of type \"System.String\" to type \"System.Type\"."
        );
        assert!(done(BinaryOp::As, 1, "NoSuchType").starts_with("!InvalidCastFromStringToType: "));
        assert_eq!(
            done(BinaryOp::As, 1, Value::Null),
            "!AsOperatorRequiresType: The right operand of '-as' must be a type."
        );
    }
}
