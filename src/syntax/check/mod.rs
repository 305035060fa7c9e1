//! What is well-formed but wrong: targets that take no value, splatting outside of commands, duplicate parameters, flow that leaves
//! `finally`, methods that return nothing.
//!
//! PowerShell makes two passes over the tree, and so its errors come in that order: names first (`names`), then all the rest (here). The rest is
//! one visitor over `walk`; `assign`, `attribute`, `flow` (on a `graph`) and `data` hold what needs more than a few lines.
//!
//! Most scripts hold nothing that could be wrong; `suspect` tells while they are parsed, and then there is no pass at all.
//!
//! Absent on purpose: whether types exist. PowerShell's parser reports unknown types inside of classes; this room knows no types.

mod assign;
mod attribute;
mod data;
mod flow;
mod graph;
mod known;
mod names;
mod suspect;

pub(crate) use suspect::*;

use crate::ast::*;
use crate::error::Errors;
use crate::node::AstNode;
use crate::parser::Parser;
use crate::span::Span;
use crate::variable::VariablePath;
use crate::walk::{Visitor, visit};
use std::collections::HashSet;

/// Notes all that is wrong with a tree.
pub(crate) fn check(parser: &mut Parser<'_>, script: &ScriptBlock) {
    if parser.errors.gave_up || !parser.suspect && parser.errors.list.is_empty() {
        return;
    }
    if parser.has_types {
        names::check(&mut parser.errors, &parser.broken_types, script);
    }
    let mut checker = Checker {
        source: parser.source,
        errors: &mut parser.errors,
        throttled: &parser.throttled,
        members: Vec::new(),
        unassigned: HashSet::new(),
    };
    visit(script, &mut checker);
}

/// The state of the second pass.
struct Checker<'t, 'p> {
    source: &'p str,
    errors: &'p mut Errors,
    throttled: &'p [Span],
    /// The members of classes around; `None` for a script block that is none.
    members: Vec<Option<AstNode<'t>>>,
    /// Variables in methods that are read before they are surely assigned.
    unassigned: HashSet<Span>,
}

impl<'t> Visitor<'t> for Checker<'t, '_> {
    fn enter(&mut self, node: AstNode<'t>, parents: &[AstNode<'t>]) {
        match node {
            AstNode::Script(_) if is_scope(parents) => self.members.push(None),
            AstNode::ParamBlock(params) => self.parameters(&params.parameters),
            AstNode::Attribute(attribute) => self.attribute(attribute, parents),
            AstNode::Parameter(parameter) => self.parameter(parameter, parents),
            AstNode::Constraint(constraint) => self.depth_of(&constraint.name, constraint.span),
            AstNode::Method(method) => self.method(method, node),
            AstNode::MethodFunction(method) => {
                self.function_parameters(&method.parameters, &method.body)
            }
            AstNode::Property(property) => self.property(property, node),
            AstNode::Function(function) => self.function(function),
            AstNode::Statement(statement) => self.statement(statement, parents),
            AstNode::Expression(expression) => self.expression(expression, parents),
            AstNode::Variable(variable) => self.variable(variable, parents),
            AstNode::Using(using) => self.using(using),
            _ => {}
        }
    }

    fn leave(&mut self, node: AstNode<'t>) {
        match node {
            // Entered only where it is a scope; the body of a method shares the method's.
            AstNode::Script(_) if matches!(self.members.last(), Some(None)) => {
                self.members.pop();
            }
            AstNode::Method(_) | AstNode::Property(_) => {
                self.members.pop();
            }
            _ => {}
        }
    }
}

/// A script block opens a scope of its own unless it is the body of a method.
fn is_scope(parents: &[AstNode<'_>]) -> bool {
    !matches!(parents.last(), Some(AstNode::MethodFunction(_)))
}

impl<'t> Checker<'t, '_> {
    fn report(&mut self, span: Span, id: &'static str, args: &[&str]) {
        self.errors.note(id, args, span, false);
    }

    fn statement(&mut self, statement: &'t Statement, parents: &[AstNode<'t>]) {
        let span = statement.span;
        match &statement.kind {
            StatementKind::Assignment(assignment) => self.assignment(assignment),
            StatementKind::Switch(switch) if switch.parallel => {
                self.report(
                    span,
                    "KeywordParameterReservedForFutureUse",
                    &["switch", "parallel"],
                );
            }
            StatementKind::ForEach(each) => self.foreach(span, each.parallel),
            StatementKind::Try(attempt) => self.catches(&attempt.catches),
            StatementKind::Data(data) => {
                data::check(self.errors, self.source, &data.allowed, &data.body)
            }
            StatementKind::Break(label) | StatementKind::Continue(label) => {
                let label = match label.as_deref() {
                    None => Some(""),
                    Some(Expression {
                        kind: ExpressionKind::String { value, .. },
                        ..
                    }) => Some(&**value),
                    Some(_) => None,
                };
                self.leaving_finally(span, label, parents);
                self.label(span, label.unwrap_or(""), parents);
            }
            StatementKind::Return(value) => {
                self.leaving_finally(span, None, parents);
                self.returned(span, value.is_some());
            }
            StatementKind::WorkflowBlock(_) => {
                let keyword = Span {
                    start: span.start,
                    end: span.start + "parallel".len() as u32,
                };
                let word = keyword.text(self.source);
                self.report(keyword, "UnexpectedKeyword", &[word]);
            }
            _ => {}
        }
    }

    fn foreach(&mut self, span: Span, parallel: bool) {
        if parallel {
            self.report(
                span,
                "KeywordParameterReservedForFutureUse",
                &["foreach", "parallel"],
            );
        }
        if self.throttled.contains(&span) {
            self.report(
                span,
                "KeywordParameterReservedForFutureUse",
                &["foreach", "throttlelimit"],
            );
            if !parallel {
                self.report(span, "ThrottleLimitRequiresParallelFlag", &[]);
            }
        }
    }

    fn catches(&mut self, catches: &[Catch]) {
        for (i, first) in catches.iter().enumerate() {
            for second in &catches[i + 1..] {
                if first.types.is_empty() {
                    let start = second.span.start.saturating_sub(1);
                    self.report(Span { start, end: start }, "EmptyCatchNotLast", &[]);
                    break;
                }
                for kind in &second.types {
                    let name = kind.name.span.text(self.source);
                    let caught = |other: &TypeConstraint| {
                        known::catches(other.name.span.text(self.source), name)
                    };
                    if first.types.iter().any(caught) {
                        self.report(kind.span, "ExceptionTypeAlreadyCaught", &[name]);
                    }
                }
            }
        }
    }

    /// Flow must not leave a `finally`, neither by `return` (no label at all) nor to a loop around it.
    fn leaving_finally(&mut self, span: Span, label: Option<&str>, parents: &[AstNode<'t>]) {
        for (i, parent) in parents.iter().enumerate().rev() {
            match parent {
                AstNode::NamedBlock(_) | AstNode::Trap(_) | AstNode::Script(_) => return,
                AstNode::Statement(statement)
                    if label.is_some_and(|label| leads_to(label, statement, true)) =>
                {
                    return;
                }
                AstNode::Block(block) => {
                    let Some(AstNode::Statement(around)) = i.checked_sub(1).map(|i| parents[i])
                    else {
                        continue;
                    };
                    if let StatementKind::Try(attempt) = &around.kind
                        && let Some(finally) = &attempt.finally
                        && std::ptr::eq(finally, *block)
                    {
                        return self.report(span, "ControlLeavingFinally", &[]);
                    }
                }
                _ => {}
            }
        }
    }

    /// A label must exist in a method; elsewhere a caller may have it.
    fn label(&mut self, span: Span, label: &str, parents: &[AstNode<'t>]) {
        if label.is_empty() {
            return;
        }
        for parent in parents.iter().rev() {
            match parent {
                AstNode::MethodFunction(_) => return self.report(span, "LabelNotFound", &[label]),
                AstNode::Function(_) => return,
                AstNode::Statement(statement) if leads_to(label, statement, false) => return,
                _ => {}
            }
        }
    }

    fn returned(&mut self, span: Span, has_value: bool) {
        let Some(Some(AstNode::Method(method))) = self.members.last() else {
            return;
        };
        match (has_value, flow::returns_nothing(method)) {
            (true, true) => self.report(span, "VoidMethodHasReturn", &[]),
            (false, false) => self.report(span, "NonVoidMethodMissingReturnValue", &[]),
            _ => {}
        }
    }

    fn method(&mut self, method: &'t MethodMember, node: AstNode<'t>) {
        self.members.push(Some(node));
        let body = &method.body;
        if let Some(params) = &body.params {
            self.report(params.span, "ParamBlockNotAllowedInMethod", &[]);
        }
        let named = [
            &body.dynamic_param,
            &body.begin,
            &body.process,
            &body.end,
            &body.clean,
        ];
        if let Some(block) = named.into_iter().flatten().find(|block| !block.unnamed) {
            self.report(block.span, "NamedBlockNotAllowedInMethod", &[]);
        }
        if let Some(returns) = method.returns.as_ref().filter(|_| method.is_constructor) {
            self.report(returns.span, "ConstructorCantHaveReturnType", &[]);
        }
        let analysis = flow::analyze(method);
        self.unassigned.extend(analysis.unassigned);
        if !analysis.always_returns && !flow::returns_nothing(method) {
            self.report(method.name_span, "MethodHasCodePathNotReturn", &[]);
        }
    }

    fn property(&mut self, property: &'t PropertyMember, node: AstNode<'t>) {
        if let Some(kind) = property
            .kind
            .as_ref()
            .filter(|kind| known::is_void(&kind.name))
        {
            self.report(
                kind.span,
                "TypeNotAllowedForProperty",
                &[kind.name.span.text(self.source)],
            );
        }
        self.members.push(Some(node));
    }

    fn function(&mut self, function: &Function) {
        self.function_parameters(
            function.parameters.as_deref().unwrap_or_default(),
            &function.body,
        );
        if function.workflow {
            self.report(function.span, "WorkflowNotSupportedInPowerShellCore", &[]);
        }
    }

    fn function_parameters(&mut self, parameters: &[Parameter], body: &ScriptBlock) {
        match &body.params {
            Some(params) if !parameters.is_empty() => {
                self.report(params.span, "OnlyOneParameterListAllowed", &[])
            }
            _ => self.parameters(parameters),
        }
    }

    fn parameters(&mut self, parameters: &[Parameter]) {
        let mut names = HashSet::new();
        for parameter in parameters {
            if !names.insert(parameter.name.name.to_lowercase()) {
                self.report(
                    parameter.name.span,
                    "DuplicateFormalParameter",
                    &[&parameter.name.name],
                );
            }
            let void = parameter
                .attributes
                .iter()
                .find(|attribute| is_type(attribute) && known::is_void(attribute.name()));
            if let Some(void) = void {
                self.report(void.span(), "VoidTypeConstraintNotAllowed", &[]);
            }
        }
    }

    fn parameter(&mut self, parameter: &Parameter, parents: &[AstNode<'t>]) {
        let of_method = matches!(parents.last(), Some(AstNode::MethodFunction(_)));
        let mut typed = false;
        for attribute in parameter
            .attributes
            .iter()
            .filter(|attribute| is_type(attribute))
        {
            let name = attribute.name().span.text(self.source);
            if name.eq_ignore_ascii_case("ordered") {
                self.report(
                    attribute.span(),
                    "OrderedAttributeOnlyOnHashLiteralNode",
                    &[name],
                );
            } else if of_method {
                if typed {
                    self.report(
                        attribute.span(),
                        "MultipleTypeConstraintsOnMethodParam",
                        &[],
                    );
                }
                typed = true;
            }
        }
    }

    fn using(&mut self, using: &Using) {
        let supported = matches!(
            using.kind,
            UsingKind::Namespace | UsingKind::Assembly | UsingKind::Module
        );
        if !supported || using.alias.is_some() {
            self.report(using.span, "UsingStatementNotSupported", &[]);
        }
        if let (UsingKind::Namespace, Some((name, span))) = (using.kind, &using.name)
            && !is_namespace(name)
        {
            self.report(*span, "InvalidNamespaceValue", &[]);
        }
    }

    fn expression(&mut self, expression: &'t Expression, parents: &[AstNode<'t>]) {
        match &expression.kind {
            ExpressionKind::Variable(variable) => self.variable(variable, parents),
            ExpressionKind::Type(name) => self.depth_of(name, expression.span),
            ExpressionKind::Unary { operator, operand } => self.step(*operator, operand),
            ExpressionKind::Convert(convert) => {
                self.convert(expression, &convert.kind, &convert.operand, parents)
            }
            ExpressionKind::Attributed { attribute, operand } => {
                self.attributed(attribute, operand)
            }
            ExpressionKind::Using(inner) => {
                if let Some(bad) = attribute::beyond_using(inner) {
                    self.report(bad.span, "InvalidUsingExpression", &[]);
                }
            }
            ExpressionKind::Hashtable(entries) => self.keys(entries),
            _ => {}
        }
    }

    fn variable(&mut self, variable: &Variable, parents: &[AstNode<'t>]) {
        if variable.splatted {
            self.splatted(variable, parents);
        }
        if self.unassigned.contains(&variable.span) {
            self.report(variable.span, "VariableNotLocal", &[]);
        }
        let in_static = match self.members.last() {
            Some(Some(AstNode::Method(method))) => method.is_static,
            Some(Some(AstNode::Property(property))) => property.is_static,
            _ => false,
        };
        if in_static && variable.name.eq_ignore_ascii_case("this") {
            self.report(
                variable.span,
                "NonStaticMemberAccessInStaticMember",
                &[&variable.name],
            );
        }
    }

    /// Only commands can be given the elements of a variable.
    fn splatted(&mut self, variable: &Variable, parents: &[AstNode<'t>]) {
        let is_command = |node: Option<&AstNode<'t>>| {
            matches!(node, Some(AstNode::Element(Element::Command(_))))
        };
        let last = parents.last();
        if is_command(last) {
            return;
        }
        if let Some(AstNode::Expression(parent)) = last {
            match parent.kind {
                ExpressionKind::Using(_) => return,
                ExpressionKind::ArrayLiteral(_) if is_command(parents.iter().rev().nth(1)) => {
                    return self.report(
                        variable.span,
                        "SplattingNotPermittedInArgumentList",
                        &[&variable.name],
                    );
                }
                _ => {}
            }
        }
        self.report(variable.span, "SplattingNotPermitted", &[&variable.name]);
    }

    fn keys(&mut self, entries: &[(Expression, Statement)]) {
        let mut seen = HashSet::new();
        for (key, _) in entries {
            let text = match &key.kind {
                ExpressionKind::String { value, .. } => value.to_string(),
                ExpressionKind::Number(number) => known::number_text(number),
                _ => continue,
            };
            if !seen.insert(text.to_lowercase()) {
                self.report(key.span, "DuplicateKeyInHashLiteral", &[&text]);
            }
        }
    }

    /// Arrays of arrays of arrays: the engine has to follow them, so they end somewhere.
    fn depth_of(&mut self, name: &TypeName, span: Span) {
        let mut depth = 0;
        let mut inner = name;
        while let TypeNameKind::Array { element, .. } = &inner.kind {
            inner = element;
            depth += 1;
        }
        if depth > 200 {
            self.report(span, "ScriptTooComplicated", &[]);
        }
    }
}

fn is_type(attribute: &AttributeBase) -> bool {
    matches!(attribute, AttributeBase::Type(_))
}

/// A jump with this label ends at the statement; one without a label at any loop.
fn leads_to(label: &str, statement: &Statement, or_switch: bool) -> bool {
    let own = match &statement.kind {
        StatementKind::ForEach(each) => &each.label,
        StatementKind::For(each) => &each.label,
        StatementKind::While(each) => &each.label,
        StatementKind::Switch(switch) if or_switch => &switch.label,
        _ => return false,
    };
    label.is_empty() || own.as_deref().unwrap_or("").eq_ignore_ascii_case(label)
}

/// namespace = identifier { "." identifier }
fn is_namespace(name: &str) -> bool {
    name.split('.').all(|part| {
        let mut chars = part.chars();
        chars.next().is_some_and(|c| c.is_alphabetic() || c == '_')
            && chars.all(|c| c.is_alphanumeric() || c == '_')
    })
}

/// A variable of the scope that it stands in: no other scope and no drive is named.
pub(crate) fn is_any_local(name: &str) -> bool {
    let path = VariablePath::new(name);
    !path.drive
        && matches!(
            path.scope,
            None | Some(crate::variable::Scope::Local | crate::variable::Scope::Private)
        )
}
