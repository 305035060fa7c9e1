//! Assignments and what they set.

use super::Lower;
use super::expression::{automatic, qualified};
use crate::program::*;
use object::{Str, Symbol};
use syntax::ast::{self, AssignOp, BinaryOp, ExpressionKind};

impl Lower {
    pub(crate) fn assignment(&mut self, assignment: &ast::Assignment) -> Expr {
        let op = match assignment.operator {
            AssignOp::Set => None,
            AssignOp::Add => Some(BinaryOp::Add),
            AssignOp::Subtract => Some(BinaryOp::Subtract),
            AssignOp::Multiply => Some(BinaryOp::Multiply),
            AssignOp::Divide => Some(BinaryOp::Divide),
            AssignOp::Remainder => Some(BinaryOp::Remainder),
            AssignOp::Coalesce => Some(BinaryOp::Coalesce),
        };
        // `$a = $b = 1` and `$x = if ...` are values of statements; `$x += 1` with a plain value needs no more than it.
        let value = self.value_of(&assignment.value);
        let target = self.target(&assignment.target, Vec::new());
        Expr::Assign(Box::new(AssignNode {
            target,
            op,
            value,
            own: self.own,
        }))
    }

    /// What an expression is as the target of an assignment. `declares` are types and attributes that stand before it.
    pub(crate) fn target(
        &mut self,
        expression: &ast::Expression,
        mut declares: Vec<Declare>,
    ) -> Target {
        match &expression.kind {
            ExpressionKind::Variable(variable) => self.variable_target(variable, declares),
            ExpressionKind::Convert(convert) => {
                declares.push(Declare::Type(self.type_ref(&convert.kind.name)));
                self.target(&convert.operand, declares)
            }
            ExpressionKind::Attributed { attribute, operand } => {
                declares.push(Declare::Attribute(Box::new(self.attribute(attribute))));
                self.target(operand, declares)
            }
            ExpressionKind::ArrayLiteral(items) => Target::List(
                items
                    .iter()
                    .map(|item| self.target(item, Vec::new()))
                    .collect(),
            ),
            ExpressionKind::Paren(statement) => {
                match super::statement::single_expression(statement) {
                    Some(inner) => self.target(inner, declares),
                    None => Target::List(Vec::new()),
                }
            }
            ExpressionKind::Member(_) | ExpressionKind::Index(_) => {
                match self.expression(expression) {
                    Expr::Member(node) => Target::Member(node),
                    Expr::Index(node) => Target::Index(node),
                    _ => Target::List(Vec::new()),
                }
            }
            _ => Target::List(Vec::new()),
        }
    }

    pub(crate) fn variable_target(
        &mut self,
        variable: &ast::Variable,
        declares: Vec<Declare>,
    ) -> Target {
        let name = &*variable.name;
        if is_constant(name) {
            return Target::Constant(Symbol::of(name));
        }
        if let Some(automatic) = automatic(name) {
            return Target::Automatic(automatic);
        }
        if let Some((qualifier, rest)) = qualified(name) {
            return Target::Scoped(qualifier, Symbol::of(rest), declares.into());
        }
        if let Some((drive, path)) = name.split_once(':') {
            return Target::Drive(Box::new((Str::from(drive), Str::from(path))));
        }
        let (slot, symbol) = self.slot(name);
        if declares.is_empty() {
            Target::Local(slot, symbol)
        } else {
            Target::Declared(slot, symbol, declares.into())
        }
    }

    pub(crate) fn attribute(&mut self, attribute: &ast::Attribute) -> AttributeNode {
        AttributeNode {
            name: attribute.name.clone(),
            positional: attribute
                .positional
                .iter()
                .map(|argument| self.expression(argument))
                .collect(),
            named: attribute
                .named
                .iter()
                .map(|argument| {
                    (
                        Str::from(&*argument.name),
                        argument.value.as_ref().map(|value| self.expression(value)),
                    )
                })
                .collect(),
            span: attribute.span,
        }
    }

    pub(crate) fn increment(&mut self, operator: ast::UnaryOp, operand: &ast::Expression) -> Expr {
        use ast::UnaryOp::{PostDecrement, PostIncrement, PreIncrement};
        let by = if matches!(operator, PostIncrement | PreIncrement) {
            1
        } else {
            -1
        };
        let post = matches!(operator, PostIncrement | PostDecrement);
        Expr::Increment(Box::new(IncrementNode {
            target: self.target(operand, Vec::new()),
            by,
            post,
        }))
    }
}

/// Variables that nobody can set.
pub(crate) fn is_constant(name: &str) -> bool {
    ["true", "false", "null"]
        .iter()
        .any(|constant| name.eq_ignore_ascii_case(constant))
}
