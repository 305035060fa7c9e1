//! What can take a value, and what conversions may stand before it.

use super::{Checker, is_any_local, known};
use crate::ast::*;
use crate::node::AstNode;
use crate::span::Span;
use crate::variable::VariablePath;

/// What is wrong with a target.
struct Refused {
    id: &'static str,
    arg: &'static str,
}

impl<'t> Checker<'t, '_> {
    pub(super) fn assignment(&mut self, assignment: &Assignment) {
        let refused = Refused {
            id: "InvalidLeftHandSide",
            arg: "",
        };
        self.target(
            &assignment.target,
            assignment.operator == AssignOp::Set,
            &refused,
        );
    }

    /// `++` and `--` need something that keeps the value.
    pub(super) fn step(&mut self, operator: UnaryOp, operand: &Expression) {
        let arg = match operator {
            UnaryOp::PreIncrement | UnaryOp::PostIncrement => "++",
            UnaryOp::PreDecrement | UnaryOp::PostDecrement => "--",
            _ => return,
        };
        self.target(
            operand,
            false,
            &Refused {
                id: "OperatorRequiresVariableOrProperty",
                arg,
            },
        );
    }

    /// `simple`: the operator is `=`, so a list of targets is allowed.
    fn target(&mut self, target: &Expression, simple: bool, refused: &Refused) {
        let wrong = match &target.kind {
            ExpressionKind::ArrayLiteral(elements) if simple => {
                elements
                    .iter()
                    .for_each(|element| self.target(element, true, refused));
                return;
            }
            ExpressionKind::Paren(inner) => match pure_expression(inner) {
                Some(inner) => return self.target(inner, simple, refused),
                None => inner.span,
            },
            ExpressionKind::Variable(_) => return,
            ExpressionKind::Member(access) if !access.null_conditional => return,
            ExpressionKind::Invoke(invoke) if !invoke.null_conditional => return,
            ExpressionKind::Index(access) if !access.null_conditional => return,
            ExpressionKind::Convert(_) | ExpressionKind::Attributed { .. } => {
                return self.converted(target, simple, refused);
            }
            _ => target.span,
        };
        self.report(wrong, refused.id, &[refused.arg]);
    }

    /// A target with conversions and attributes before it.
    fn converted(&mut self, target: &Expression, simple: bool, refused: &Refused) {
        let mut inner = target;
        let mut converts = 0;
        let mut reference: Option<Span> = None;
        let mut last: Option<&TypeName> = None;
        loop {
            inner = match &inner.kind {
                ExpressionKind::Convert(convert) => {
                    let Convert { kind, operand } = &**convert;
                    converts += 1;
                    last = Some(&kind.name);
                    if known::is_reference(&kind.name) {
                        reference = Some(kind.span);
                    } else if known::is_void(&kind.name) {
                        self.report(kind.span, "VoidTypeConstraintNotAllowed", &[]);
                    }
                    operand
                }
                ExpressionKind::Attributed { operand, .. } => operand,
                _ => break,
            };
        }
        if let Some(span) = reference.filter(|_| converts > 1) {
            return self.report(span, "ReferenceNeedsToBeByItselfInTypeConstraint", &[]);
        }
        if let ExpressionKind::Variable(variable) = &inner.kind
            && is_any_local(&variable.name)
        {
            let name = VariablePath::new(&variable.name).unqualified;
            if let Some(expected) = known::automatic_type(name)
                && !last.is_some_and(|last| known::same_type(last.span.text(self.source), expected))
            {
                self.report(
                    target.span,
                    "AssignmentStatementToAutomaticNotSupported",
                    &[name, expected],
                );
            }
        }
        self.target(inner, simple, refused);
    }

    /// `[ordered]` only before a table; `[ref]` only once, and last.
    pub(super) fn convert(
        &mut self,
        whole: &Expression,
        kind: &TypeConstraint,
        operand: &Expression,
        parents: &[AstNode<'t>],
    ) {
        let name = kind.name.span.text(self.source);
        if name.eq_ignore_ascii_case("ordered") {
            if !matches!(operand.kind, ExpressionKind::Hashtable(_)) {
                self.report(whole.span, "OrderedAttributeOnlyOnHashLiteralNode", &[name]);
            }
            return;
        }
        if !known::is_reference(&kind.name) {
            return;
        }
        let mut repeated = false;
        let mut inner = operand;
        loop {
            inner = match &inner.kind {
                ExpressionKind::Convert(convert) => {
                    let Convert { kind, operand } = &**convert;
                    if known::is_reference(&kind.name) {
                        repeated = true;
                        self.report(kind.span, "ReferenceNeedsToBeByItselfInTypeSequence", &[]);
                    }
                    operand
                }
                ExpressionKind::Attributed { operand, .. } => operand,
                _ => break,
            };
        }
        if !repeated && self.reference_follows_type(parents) && !is_assigned(whole, parents) {
            self.report(kind.span, "ReferenceNeedsToBeLastTypeInTypeConversion", &[]);
        }
    }

    fn reference_follows_type(&self, parents: &[AstNode<'t>]) -> bool {
        let Some(AstNode::Expression(Expression {
            kind: ExpressionKind::Convert(convert),
            ..
        })) = parents.last()
        else {
            return false;
        };
        !known::is_reference(&convert.kind.name)
    }

    /// An attribute belongs to a variable.
    pub(super) fn attributed(&mut self, attribute: &Attribute, operand: &Expression) {
        let mut inner = operand;
        loop {
            inner = match &inner.kind {
                ExpressionKind::Variable(_) => return,
                ExpressionKind::Convert(convert) => &convert.operand,
                ExpressionKind::Attributed { operand, .. } => operand,
                _ => break,
            };
        }
        let name = attribute.name.span.text(self.source);
        self.report(attribute.span, "UnexpectedAttribute", &[name]);
    }
}

/// The expression stands on the left of an assignment, where another message says the same.
fn is_assigned(expression: &Expression, parents: &[AstNode<'_>]) -> bool {
    for parent in parents.iter().rev() {
        match parent {
            AstNode::Statement(Statement {
                kind: StatementKind::Assignment(assignment),
                ..
            }) => {
                let target = assignment.target.span;
                return target.start <= expression.span.start && expression.span.end <= target.end;
            }
            AstNode::Element(Element::Expression(_)) => return false,
            _ => {}
        }
    }
    false
}

/// The expression that a statement is, and nothing else.
pub(super) fn pure_expression(statement: &Statement) -> Option<&Expression> {
    match &statement.kind {
        StatementKind::Pipeline(pipeline) => match &pipeline.elements[..] {
            [Element::Expression(element)] if element.redirections.is_empty() => {
                Some(&element.expression)
            }
            _ => None,
        },
        _ => None,
    }
}
