//! What is wrong with the classes and enumerations of a script before any of it runs: types that do not exist, bases that cannot be
//! inherited from, members that are defined twice.
//!
//! The parser knows no types, and so these come after it; a script with one of these errors does not run at all.

use crate::Engine;
use crate::types::written;
use object::{Str, Type, types};
use std::collections::HashSet;
use std::rc::Rc;
use syntax::ast::{self, AttributeBase, Expression, ExpressionKind, Member, TypeNameKind};
use syntax::{AstNode, ParseError, Span, Visitor};

/// The classes and enumerations of a script, and the type names inside of classes.
#[derive(Default)]
struct Definitions<'t> {
    all: Vec<&'t ast::TypeDefinition>,
    names: Vec<&'t ast::TypeName>,
    depth: usize,
}

impl<'t> Visitor<'t> for Definitions<'t> {
    fn enter(&mut self, node: AstNode<'t>, _: &[AstNode<'t>]) {
        match node {
            AstNode::Type(definition) => {
                self.all.push(definition);
                self.depth += 1;
            }
            AstNode::Constraint(constraint) if self.depth > 0 => self.names.push(&constraint.name),
            AstNode::Expression(Expression {
                kind: ExpressionKind::Type(name),
                ..
            }) if self.depth > 0 => self.names.push(name),
            _ => {}
        }
    }

    fn leave(&mut self, node: AstNode<'t>) {
        if let AstNode::Type(_) = node {
            self.depth -= 1;
        }
    }
}

fn error(id: &'static str, message: String, span: Span) -> ParseError {
    ParseError {
        id,
        message,
        span,
        incomplete: false,
    }
}

fn not_found(name: &ast::TypeName) -> ParseError {
    let message = format!("Unable to find type [{}].", written(name));
    error("TypeNotFound", message, name.span)
}

/// The definition of that name which stands before another, if any does.
fn defined_before<'t>(
    all: &[&'t ast::TypeDefinition],
    name: &str,
    before: &ast::TypeDefinition,
) -> Option<&'t ast::TypeDefinition> {
    all.iter()
        .find(|other| other.name.eq_ignore_ascii_case(name) && other.span.start < before.span.start)
        .copied()
}

impl Engine {
    /// All that is wrong with the types that a script defines. Nothing of it runs then.
    pub(crate) fn type_errors(
        &mut self,
        script: &ast::ScriptBlock,
        namespaces: &Rc<[Str]>,
        with_members: bool,
    ) -> Vec<ParseError> {
        let brings_others = script
            .usings
            .iter()
            .any(|using| using.kind != ast::UsingKind::Namespace);
        let mut definitions = Definitions::default();
        if !brings_others {
            syntax::visit(script, &mut definitions);
        }
        let mut errors = Vec::new();
        for definition in &definitions.all {
            if definition.kind != ast::TypeKind::Enum {
                self.base_errors(definition, &definitions.all, namespaces, &mut errors);
            }
            if with_members {
                errors.extend(self.definition_errors(definition, namespaces));
            }
        }
        if namespaces.is_empty() {
            self.name_errors(&definitions, namespaces, &mut errors);
        }
        errors.sort_by_key(|error| error.span.start);
        errors.dedup_by_key(|error| error.span.start);
        errors
    }

    /// What is wrong with one definition by itself.
    pub(crate) fn definition_errors(
        &mut self,
        definition: &ast::TypeDefinition,
        namespaces: &Rc<[Str]>,
    ) -> Vec<ParseError> {
        let mut errors = Vec::new();
        match definition.kind {
            ast::TypeKind::Enum => enum_errors(definition, &mut errors),
            _ => self.member_errors(definition, namespaces, &mut errors),
        }
        errors
    }

    /// Types that the members of classes and their code name, where no script and no .NET has them. A name with a namespace is one
    /// of .NET's, of which not all are known here.
    fn name_errors(
        &mut self,
        definitions: &Definitions<'_>,
        namespaces: &Rc<[Str]>,
        errors: &mut Vec<ParseError>,
    ) {
        for name in &definitions.names {
            let mut inner = *name;
            while let TypeNameKind::Array { element, .. } = &inner.kind {
                inner = element;
            }
            let TypeNameKind::Name {
                name: text,
                assembly: None,
            } = &inner.kind
            else {
                continue;
            };
            let is_defined = definitions
                .all
                .iter()
                .any(|other| other.name.eq_ignore_ascii_case(text));
            if !text.contains('.') && !is_defined && self.find_type_in(inner, namespaces).is_err() {
                errors.push(not_found(inner));
            }
        }
    }

    /// The base class and the interfaces.
    fn base_errors(
        &mut self,
        definition: &ast::TypeDefinition,
        all: &[&ast::TypeDefinition],
        namespaces: &Rc<[Str]>,
        errors: &mut Vec<ParseError>,
    ) {
        for (at, base) in definition.bases.iter().enumerate() {
            let is_last = at + 1 == definition.bases.len();
            let found = self.find_type_in(&base.name, namespaces);
            match &base.name.kind {
                TypeNameKind::Array { .. } => {
                    let message = format!(
                        "Invalid base type '{}'. Base type cannot be an array.",
                        written(&base.name)
                    );
                    errors.push(error("SubtypeArray", message, base.span));
                }
                // What stands behind the comma is read as the assembly of a generic type, and there is none of that name.
                TypeNameKind::Generic { base: name, .. } if !is_last || found.is_err() => {
                    errors.push(not_found(name));
                }
                TypeNameKind::Generic { .. } => {}
                TypeNameKind::Name { name, .. } => match defined_before(all, name, definition) {
                    Some(known) => inherited_errors(definition, known, at, base, errors),
                    None => match found {
                        Ok(kind) => foreign_errors(&kind, at, base, errors),
                        Err(_) => errors.push(not_found(&base.name)),
                    },
                },
            }
        }
    }

    /// Members that are defined twice; constructors that cannot be.
    fn member_errors(
        &mut self,
        definition: &ast::TypeDefinition,
        namespaces: &Rc<[Str]>,
        errors: &mut Vec<ParseError>,
    ) {
        let mut properties = HashSet::new();
        let mut methods = HashSet::new();
        for member in &definition.members {
            let (is_new, name, span) = match member {
                Member::Property(property) => (
                    properties.insert(property.name.to_lowercase()),
                    &property.name,
                    property.span,
                ),
                Member::Method(method) => {
                    if let (true, true, [first, .., last] | [first @ last]) =
                        (method.is_constructor, method.is_static, &*method.parameters)
                    {
                        errors.push(error(
                            "StaticConstructorCantHaveParameters",
                            "A static constructor cannot have any parameters.".into(),
                            Span {
                                start: first.span.start,
                                end: last.span.end,
                            },
                        ));
                    }
                    let kinds = self.parameter_kinds(method, namespaces);
                    let is_static = method.is_constructor && method.is_static;
                    (
                        methods.insert((method.name.to_lowercase(), is_static, kinds)),
                        &method.name,
                        method.span,
                    )
                }
            };
            if !is_new {
                errors.push(defined_twice(name, span));
            }
        }
    }

    /// What tells overloads apart.
    fn parameter_kinds(
        &mut self,
        method: &ast::MethodMember,
        namespaces: &Rc<[Str]>,
    ) -> Vec<String> {
        let kinds = method.parameters.iter().map(|parameter| {
            let kind = parameter.attributes.iter().find_map(|own| match own {
                AttributeBase::Type(kind) => Some(&kind.name),
                AttributeBase::Attribute(_) => None,
            });
            match kind {
                None => types::OBJECT.name.to_lowercase(),
                Some(name) => match self.find_type_in(name, namespaces) {
                    Ok(kind) => kind.full_name().to_lowercase(),
                    Err(_) => written(name).to_lowercase(),
                },
            }
        });
        kinds.collect()
    }
}

fn defined_twice(name: &str, span: Span) -> ParseError {
    let message = format!("The member '{name}' is already defined.");
    error("MemberAlreadyDefined", message, span)
}

fn no_interface(base: &ast::TypeConstraint) -> ParseError {
    let message = format!("'{}': Interface name expected.", written(&base.name));
    error("InterfaceNameExpected", message, base.span)
}

/// A base that the same script defines.
fn inherited_errors(
    definition: &ast::TypeDefinition,
    known: &ast::TypeDefinition,
    at: usize,
    base: &ast::TypeConstraint,
    errors: &mut Vec<ParseError>,
) {
    if known.kind == ast::TypeKind::Enum {
        errors.push(sealed(&known.name, base.span));
        return;
    }
    if at > 0 {
        errors.push(no_interface(base));
        return;
    }
    let constructors = |of: &ast::TypeDefinition| {
        let counts = of.members.iter().filter_map(|member| match member {
            Member::Method(method) if method.is_constructor && !method.is_static => {
                Some(method.parameters.len())
            }
            _ => None,
        });
        counts.collect::<Vec<_>>()
    };
    let theirs = constructors(known);
    if !theirs.is_empty() && !theirs.contains(&0) && constructors(definition).is_empty() {
        let message = format!(
            "Base class '{}' does not contain a parameterless constructor.",
            known.name
        );
        errors.push(error("BaseClassNoDefaultCtor", message, definition.span));
    }
}

fn sealed(name: &str, span: Span) -> ParseError {
    let message = format!("Cannot inherit from sealed class '{name}'.");
    error("SealedBaseClass", message, span)
}

/// A base that was there before.
fn foreign_errors(
    kind: &Type,
    at: usize,
    base: &ast::TypeConstraint,
    errors: &mut Vec<ParseError>,
) {
    if matches!(kind, Type::Known(info) if info.arity > 0) {
        let message = format!(
            "Invalid base type '{}'. Base type cannot be a generic with unspecified parameters.",
            written(&base.name)
        );
        errors.push(error("SubtypeUnclosedGeneric", message, base.span));
    } else if kind.is_sealed() {
        errors.push(sealed(&kind.name(), base.span));
    } else if at > 0 && !kind.is_interface() {
        errors.push(no_interface(base));
    }
}

/// The members of an enumeration.
fn enum_errors(definition: &ast::TypeDefinition, errors: &mut Vec<ParseError>) {
    let mut names = HashSet::new();
    for member in &definition.members {
        let Member::Property(property) = member else {
            continue;
        };
        if !names.insert(property.name.to_lowercase()) {
            errors.push(defined_twice(&property.name, property.span));
        }
        if let Some(initial) = &property.initial
            && !is_constant(initial)
        {
            errors.push(error(
                "EnumeratorValueMustBeConstant",
                "Enumerator value must be a constant value.".into(),
                initial.span,
            ));
        }
    }
}

/// Whether the value of an enumerator may stand there: nothing in it reads a variable or runs a command.
fn is_constant(expression: &Expression) -> bool {
    match &expression.kind {
        ExpressionKind::Variable(variable) => ["true", "false", "null"]
            .iter()
            .any(|name| variable.name.eq_ignore_ascii_case(name)),
        ExpressionKind::ScriptBlock(_)
        | ExpressionKind::Sub(_)
        | ExpressionKind::Array(_)
        | ExpressionKind::Hashtable(_) => false,
        _ => true,
    }
}
