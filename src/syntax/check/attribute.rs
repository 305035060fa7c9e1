//! Arguments of attributes, which must be known before anything runs, and what may follow `$using:`.

use super::assign::pure_expression;
use super::{Checker, known};
use crate::ast::*;
use crate::node::AstNode;
use std::collections::HashSet;

impl<'t> Checker<'t, '_> {
    pub(super) fn attribute(&mut self, attribute: &Attribute, parents: &[AstNode<'t>]) {
        let on_class = match parents.last() {
            Some(AstNode::Type(_) | AstNode::Property(_) | AstNode::Method(_)) => true,
            Some(AstNode::Parameter(_)) => {
                matches!(self.members.last(), Some(Some(AstNode::Method(_))))
            }
            _ => false,
        };
        let id = if on_class {
            "ParameterAttributeArgumentNeedsToBeConstant"
        } else {
            "ParameterAttributeArgumentNeedsToBeConstantOrScriptBlock"
        };
        let mut names = HashSet::new();
        for named in &attribute.named {
            if !names.insert(named.name.to_lowercase()) {
                self.report(named.span, "DuplicateNamedArgument", &[&named.name]);
            } else if let Some(value) = named
                .value
                .as_ref()
                .filter(|value| !is_constant(value, !on_class))
            {
                self.report(value.span, id, &[]);
            }
        }
        for argument in &attribute.positional {
            if !is_constant(argument, !on_class) {
                self.report(argument.span, id, &[]);
            }
        }
    }
}

/// The value is known while parsing; `blocks`: script blocks count, too.
pub(super) fn is_constant(expression: &Expression, blocks: bool) -> bool {
    match &expression.kind {
        ExpressionKind::Number(_) | ExpressionKind::String { .. } | ExpressionKind::Type(_) => true,
        ExpressionKind::Variable(variable) => known::is_constant(&variable.name),
        ExpressionKind::ScriptBlock(_) => blocks,
        ExpressionKind::ArrayLiteral(elements) => {
            elements.iter().all(|element| is_constant(element, blocks))
        }
        ExpressionKind::Paren(inner) => {
            pure_expression(inner).is_some_and(|inner| is_constant(inner, blocks))
        }
        ExpressionKind::Sub(block) => match &block.statements[..] {
            [statement] if block.traps.is_empty() => {
                pure_expression(statement).is_some_and(|inner| is_constant(inner, blocks))
            }
            _ => false,
        },
        ExpressionKind::Using(inner) => is_constant(inner, blocks),
        ExpressionKind::Convert(convert) => {
            known::is_simple(&convert.kind.name) && is_constant(&convert.operand, blocks)
        }
        ExpressionKind::Unary { operator, operand } => {
            matches!(
                operator,
                UnaryOp::Not | UnaryOp::BitNot | UnaryOp::Plus | UnaryOp::Minus
            ) && is_constant(operand, blocks)
        }
        ExpressionKind::Binary(binary) => {
            known::folds(binary.operator)
                && is_constant(&binary.left, blocks)
                && is_constant(&binary.right, blocks)
        }
        ExpressionKind::Ternary { condition, yes, no } => [condition, yes, no]
            .into_iter()
            .all(|part| is_constant(part, blocks)),
        ExpressionKind::Member(access) if access.is_static => {
            matches!(access.target.kind, ExpressionKind::Type(_))
                && matches!(&access.member.kind, ExpressionKind::String { value, .. } if !known::is_computed_field(value))
        }
        _ => false,
    }
}

/// The part of an expression behind `$using:` that cannot be taken along: only members and constant indexes can.
pub(super) fn beyond_using(expression: &Expression) -> Option<&Expression> {
    match &expression.kind {
        ExpressionKind::Variable(_) => None,
        ExpressionKind::Member(access)
            if matches!(access.member.kind, ExpressionKind::String { .. }) =>
        {
            beyond_using(&access.target)
        }
        ExpressionKind::Index(access) => {
            if is_constant(&access.index, true) {
                beyond_using(&access.target)
            } else {
                Some(&access.index)
            }
        }
        _ => Some(expression),
    }
}
