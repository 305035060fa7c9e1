//! The first pass: types that are defined twice, and properties that a method assigns without `$this`.

use crate::ast::*;
use crate::error::Errors;
use crate::node::AstNode;
use crate::variable::VariablePath;
use crate::walk::{Visitor, visit};
use std::collections::HashSet;

pub(super) fn check(errors: &mut Errors, broken: &[String], script: &ScriptBlock) {
    visit(
        script,
        &mut Names {
            errors,
            broken,
            scopes: Vec::new(),
            classes: Vec::new(),
        },
    );
}

struct Names<'t, 'e> {
    errors: &'e mut Errors,
    /// The types that could not be defined.
    broken: &'e [String],
    /// The names of the types in each script block around.
    scopes: Vec<HashSet<String>>,
    /// The classes around.
    classes: Vec<&'t TypeDefinition>,
}

impl<'t> Visitor<'t> for Names<'t, '_> {
    fn enter(&mut self, node: AstNode<'t>, parents: &[AstNode<'t>]) {
        match node {
            AstNode::Script(_) => self.scopes.push(HashSet::new()),
            AstNode::Type(definition) => {
                let new = self
                    .scopes
                    .last_mut()
                    .is_none_or(|names| names.insert(definition.name.to_lowercase()));
                if !new {
                    self.errors.note(
                        "MemberAlreadyDefined",
                        &[&definition.name],
                        definition.span,
                        false,
                    );
                }
                self.classes.push(definition);
            }
            AstNode::Statement(Statement {
                kind: StatementKind::Assignment(assignment),
                ..
            }) if in_method(parents) => {
                self.assignment(assignment);
            }
            AstNode::Constraint(constraint) if self.looks_for_types() => {
                self.type_name(&constraint.name)
            }
            AstNode::Expression(Expression {
                kind: ExpressionKind::Type(name),
                ..
            }) if self.looks_for_types() => self.type_name(name),
            _ => {}
        }
    }

    fn leave(&mut self, node: AstNode<'t>) {
        match node {
            AstNode::Script(_) => {
                self.scopes.pop();
            }
            AstNode::Type(_) => {
                self.classes.pop();
            }
            _ => {}
        }
    }
}

/// The nearest script block is the body of a method.
fn in_method(parents: &[AstNode<'_>]) -> bool {
    let script = parents
        .iter()
        .rposition(|parent| matches!(parent, AstNode::Script(_)));
    script
        .and_then(|i| i.checked_sub(1))
        .is_some_and(|i| matches!(parents[i], AstNode::MethodFunction(_)))
}

impl Names<'_, '_> {
    /// Inside of classes the types must be known.
    fn looks_for_types(&self) -> bool {
        !self.broken.is_empty() && !self.classes.is_empty()
    }

    fn type_name(&mut self, name: &TypeName) {
        match &name.kind {
            TypeNameKind::Array { element, .. } => self.type_name(element),
            TypeNameKind::Generic { base, arguments } => {
                self.type_name(base);
                arguments
                    .iter()
                    .for_each(|argument| self.type_name(argument));
            }
            TypeNameKind::Name { name: text, .. } => {
                if self.broken.contains(&text.to_lowercase()) {
                    self.errors.note("TypeNotFound", &[text], name.span, false);
                }
            }
        }
    }

    fn assignment(&mut self, assignment: &Assignment) {
        match &assignment.target.kind {
            ExpressionKind::ArrayLiteral(elements) => {
                elements.iter().for_each(|element| self.target(element))
            }
            _ => self.target(&assignment.target),
        }
    }

    fn target(&mut self, target: &Expression) {
        let mut inner = target;
        while let ExpressionKind::Convert(convert) = &inner.kind {
            inner = &convert.operand;
        }
        let ExpressionKind::Variable(variable) = &inner.kind else {
            return;
        };
        if VariablePath::new(&variable.name).drive {
            return;
        }
        for definition in self.classes.iter().rev() {
            let property = definition.members.iter().find_map(|member| match member {
                Member::Property(property)
                    if property.name.eq_ignore_ascii_case(&variable.name) =>
                {
                    Some(property)
                }
                _ => None,
            });
            let Some(property) = property else { continue };
            if property.is_static {
                let prefix = format!("[{}]::", definition.name);
                self.errors.note(
                    "MissingTypeInStaticPropertyAssignment",
                    &[&prefix, &property.name],
                    variable.span,
                    false,
                );
            } else {
                self.errors.note(
                    "MissingThis",
                    &["$this.", &property.name],
                    variable.span,
                    false,
                );
            }
            return;
        }
    }
}
