//! Which token is which operator of the tree.

use crate::ast::{BinaryOp, Case, UnaryOp};
use crate::token::TokenKind::{self, *};
use Case::{Ignore, Match};

/// The operator that a token is between two operands.
#[rustfmt::skip]
pub(crate) fn binary_operator(kind: TokenKind) -> BinaryOp {
    match kind {
        Minus => BinaryOp::Subtract, Multiply => BinaryOp::Multiply, Divide => BinaryOp::Divide, Rem => BinaryOp::Remainder,
        Format => BinaryOp::Format, DotDot => BinaryOp::Range, And => BinaryOp::And, Or => BinaryOp::Or, Xor => BinaryOp::Xor,
        Band => BinaryOp::BitAnd, Bor => BinaryOp::BitOr, Bxor => BinaryOp::BitXor, Shl => BinaryOp::ShiftLeft, Shr => BinaryOp::ShiftRight,
        Ieq => BinaryOp::Equal(Ignore), Ceq => BinaryOp::Equal(Match), Ine => BinaryOp::NotEqual(Ignore), Cne => BinaryOp::NotEqual(Match),
        Ilt => BinaryOp::Less(Ignore), Clt => BinaryOp::Less(Match), Ile => BinaryOp::LessOrEqual(Ignore), Cle => BinaryOp::LessOrEqual(Match),
        Igt => BinaryOp::Greater(Ignore), Cgt => BinaryOp::Greater(Match), Ige => BinaryOp::GreaterOrEqual(Ignore),
        Cge => BinaryOp::GreaterOrEqual(Match), Ilike => BinaryOp::Like(Ignore), Clike => BinaryOp::Like(Match),
        Inotlike => BinaryOp::NotLike(Ignore), Cnotlike => BinaryOp::NotLike(Match), Imatch => BinaryOp::Match(Ignore),
        Cmatch => BinaryOp::Match(Match), Inotmatch => BinaryOp::NotMatch(Ignore), Cnotmatch => BinaryOp::NotMatch(Match),
        Ireplace => BinaryOp::Replace(Ignore), Creplace => BinaryOp::Replace(Match), Icontains => BinaryOp::Contains(Ignore),
        Ccontains => BinaryOp::Contains(Match), Inotcontains => BinaryOp::NotContains(Ignore), Cnotcontains => BinaryOp::NotContains(Match),
        Iin => BinaryOp::In(Ignore), Cin => BinaryOp::In(Match), Inotin => BinaryOp::NotIn(Ignore), Cnotin => BinaryOp::NotIn(Match),
        Isplit => BinaryOp::Split(Ignore), Csplit => BinaryOp::Split(Match), Join => BinaryOp::Join, Is => BinaryOp::Is,
        IsNot => BinaryOp::IsNot, As => BinaryOp::As, QuestionQuestion => BinaryOp::Coalesce,
        _ => BinaryOp::Add,
    }
}

/// The operator that a token is before its operand; `None` for the comma, which makes an array of one.
pub(crate) fn unary_operator(kind: TokenKind) -> Option<UnaryOp> {
    Some(match kind {
        Exclaim | Not => UnaryOp::Not,
        Bnot => UnaryOp::BitNot,
        Plus => UnaryOp::Plus,
        Minus => UnaryOp::Minus,
        PlusPlus => UnaryOp::PreIncrement,
        MinusMinus => UnaryOp::PreDecrement,
        Join => UnaryOp::Join,
        Isplit => UnaryOp::Split(Ignore),
        Csplit => UnaryOp::Split(Match),
        _ => return None,
    })
}
