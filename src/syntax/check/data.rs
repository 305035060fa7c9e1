//! The restricted language of `data` sections: literals, tables, and the commands that were allowed.

use super::known;
use crate::ast::*;
use crate::error::Errors;
use crate::node::AstNode;
use crate::span::Span;
use crate::walk::{Visitor, visit_block};

/// Notes what a data section holds that it must not.
pub(super) fn check(errors: &mut Errors, source: &str, allowed: &[Expression], body: &Block) {
    let mut commands = Some(vec!["ConvertFrom-StringData".into()]);
    for command in allowed {
        match &command.kind {
            ExpressionKind::String { value, .. } => commands
                .iter_mut()
                .for_each(|commands| commands.push(value.clone())),
            // What it is called is known only when it runs; then it is checked.
            _ => commands = None,
        }
    }
    visit_block(
        body,
        &mut Restricted {
            errors,
            source,
            commands,
        },
    );
}

struct Restricted<'e> {
    errors: &'e mut Errors,
    source: &'e str,
    commands: Option<Vec<Text>>,
}

impl<'t> Visitor<'t> for Restricted<'_> {
    fn enter(&mut self, node: AstNode<'t>, _: &[AstNode<'t>]) {
        match node {
            AstNode::Script(_) => {
                self.report(node.span(), "ScriptBlockNotSupportedInDataSection", &[])
            }
            AstNode::ParamBlock(_) => self.report(
                node.span(),
                "ParameterDeclarationNotSupportedInDataSection",
                &[],
            ),
            AstNode::Constraint(constraint) => self.type_name(constraint.span, &constraint.name),
            AstNode::Attribute(_) => {
                self.report(node.span(), "AttributeNotSupportedInDataSection", &[])
            }
            AstNode::Function(_) => self.report(
                node.span(),
                "FunctionDeclarationNotSupportedInDataSection",
                &[],
            ),
            AstNode::Trap(_) => {
                self.report(node.span(), "TrapStatementNotSupportedInDataSection", &[])
            }
            AstNode::Redirection(_) => {
                self.report(node.span(), "RedirectionNotSupportedInDataSection", &[])
            }
            AstNode::Statement(statement) => self.statement(statement),
            AstNode::Element(Element::Command(command)) => self.command(command),
            AstNode::Expression(expression) => self.expression(expression),
            AstNode::Variable(variable) => self.variable(variable),
            _ => {}
        }
    }
}

impl Restricted<'_> {
    fn report(&mut self, span: Span, id: &'static str, args: &[&str]) {
        self.errors.note(id, args, span, false);
    }

    fn statement(&mut self, statement: &Statement) {
        let id = match &statement.kind {
            StatementKind::Switch(_) => "SwitchStatementNotSupportedInDataSection",
            StatementKind::Data(_) => "DataSectionStatementNotSupportedInDataSection",
            StatementKind::ForEach(_) => "ForeachStatementNotSupportedInDataSection",
            StatementKind::While(each) if each.kind != WhileKind::While => {
                "DoWhileStatementNotSupportedInDataSection"
            }
            StatementKind::For(_) | StatementKind::While(_) => {
                "ForWhileStatementNotSupportedInDataSection"
            }
            StatementKind::Try(_) => "TryStatementNotSupportedInDataSection",
            StatementKind::Break(_)
            | StatementKind::Continue(_)
            | StatementKind::Return(_)
            | StatementKind::Exit(_)
            | StatementKind::Throw(_) => "FlowControlStatementNotSupportedInDataSection",
            StatementKind::Assignment(_) => "AssignmentStatementNotSupportedInDataSection",
            StatementKind::WorkflowBlock(_) => "ParallelAndSequenceBlockNotSupportedInDataSection",
            _ => return,
        };
        self.report(statement.span, id, &[]);
    }

    fn command(&mut self, command: &Command) {
        if command.invocation == Invocation::Dot {
            return self.report(command.span, "DotSourcingNotSupportedInDataSection", &[]);
        }
        let Some(commands) = &self.commands else {
            return;
        };
        let name = match command.elements.first() {
            Some(CommandElement::Argument(Expression {
                kind: ExpressionKind::String { value, .. },
                ..
            })) => value.clone(),
            _ if command.invocation == Invocation::Call => {
                return self.report(command.span, "OperatorNotSupportedInDataSection", &["&"]);
            }
            _ => command.span.text(self.source).into(),
        };
        if !commands
            .iter()
            .any(|allowed| allowed.eq_ignore_ascii_case(&name))
        {
            self.report(
                command.span,
                "CmdletNotInAllowedListForDataSection",
                &[&name],
            );
        }
    }

    fn expression(&mut self, expression: &Expression) {
        let span = expression.span;
        match &expression.kind {
            ExpressionKind::Variable(variable) => self.variable(variable),
            ExpressionKind::Type(name) => self.type_name(span, name),
            ExpressionKind::Member(_) => {
                self.report(span, "PropertyReferenceNotSupportedInDataSection", &[])
            }
            ExpressionKind::Invoke(_) => {
                self.report(span, "MethodCallNotSupportedInDataSection", &[])
            }
            ExpressionKind::Index(_) => {
                self.report(span, "ArrayReferenceNotSupportedInDataSection", &[])
            }
            ExpressionKind::Attributed { .. } => {
                self.report(span, "AttributeNotSupportedInDataSection", &[])
            }
            ExpressionKind::ScriptBlock(_) => {
                self.report(span, "ScriptBlockNotSupportedInDataSection", &[])
            }
            ExpressionKind::Binary(binary) if is_refused(binary.operator) => {
                let span = binary.operator_span;
                let text = span.text(self.source);
                self.report(span, "OperatorNotSupportedInDataSection", &[text]);
            }
            ExpressionKind::Unary { operator, .. } => {
                let allowed = matches!(
                    operator,
                    UnaryOp::Not | UnaryOp::BitNot | UnaryOp::Plus | UnaryOp::Minus
                );
                if !allowed {
                    let text = span.text(self.source);
                    self.report(span, "OperatorNotSupportedInDataSection", &[text]);
                }
            }
            _ => {}
        }
    }

    fn variable(&mut self, variable: &Variable) {
        let allowed = ["PSCulture", "PSUICulture", "true", "false", "null"];
        if !allowed
            .iter()
            .any(|name| name.eq_ignore_ascii_case(&variable.name))
        {
            let list = "$PSCulture, $PSUICulture, $true, $false, $null";
            self.report(
                variable.span,
                "VariableReferenceNotSupportedInDataSection",
                &[list],
            );
        }
    }

    fn type_name(&mut self, span: Span, name: &TypeName) {
        let element = match &name.kind {
            TypeNameKind::Array { element, .. } => element,
            _ => name,
        };
        let text = name.span.text(self.source);
        if !known::is_simple(element)
            && !known::same_type(element.span.text(self.source), "datetime")
        {
            self.report(span, "TypeNotAllowedInDataSection", &[text]);
        }
    }
}

/// Operators that could run code, or make something huge of something small.
fn is_refused(operator: BinaryOp) -> bool {
    matches!(
        operator,
        BinaryOp::Range
            | BinaryOp::Format
            | BinaryOp::Join
            | BinaryOp::Split(_)
            | BinaryOp::Match(_)
            | BinaryOp::NotMatch(_)
            | BinaryOp::Replace(_)
            | BinaryOp::As
    )
}
