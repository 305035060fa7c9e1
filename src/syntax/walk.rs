//! Walking the tree in the order of PowerShell's `Ast.FindAll`: each node before its parts, parts in the order of its fields.
//!
//! One traversal serves all: the list of nodes that a script can see, and the checks, which also want to know what a node is part of.

use crate::ast::*;
use crate::node::AstNode;
use crate::span::Span;

/// Sees the nodes of a tree.
pub trait Visitor<'t> {
    /// Before the parts of a node; `parents` are the nodes around it, the nearest last.
    fn enter(&mut self, node: AstNode<'t>, parents: &[AstNode<'t>]);

    /// Behind the parts of a node.
    fn leave(&mut self, _node: AstNode<'t>) {}
}

/// Shows every node of a script to a visitor.
pub fn visit<'t, V: Visitor<'t>>(script: &'t ScriptBlock, visitor: &mut V) {
    Walker {
        visitor,
        parents: Vec::new(),
    }
    .script(script, None);
}

/// Shows every node of a block to a visitor, as if it stood alone.
pub(crate) fn visit_block<'t, V: Visitor<'t>>(block: &'t Block, visitor: &mut V) {
    Walker {
        visitor,
        parents: Vec::new(),
    }
    .block(block);
}

/// Whether a command stands in a statement, script blocks in it aside.
pub fn holds_command(statement: &Statement) -> bool {
    #[derive(Default)]
    struct Commands {
        depth: usize,
        found: bool,
    }
    impl<'t> Visitor<'t> for Commands {
        fn enter(&mut self, node: AstNode<'t>, _: &[AstNode<'t>]) {
            match node {
                AstNode::Script(_) => self.depth += 1,
                AstNode::Element(Element::Command(_)) => self.found |= self.depth == 0,
                _ => {}
            }
        }

        fn leave(&mut self, node: AstNode<'t>) {
            if let AstNode::Script(_) = node {
                self.depth -= 1;
            }
        }
    }
    let mut commands = Commands::default();
    Walker {
        visitor: &mut commands,
        parents: Vec::new(),
    }
    .statement(statement);
    commands.found
}

/// Calls `see` with the name (`CommandAst` is `Command`) and the place of every node of a script.
pub fn walk(script: &ScriptBlock, see: &mut dyn FnMut(&'static str, Span)) {
    struct Names<'v>(&'v mut dyn FnMut(&'static str, Span));
    impl<'t> Visitor<'t> for Names<'_> {
        fn enter(&mut self, node: AstNode<'t>, _: &[AstNode<'t>]) {
            (self.0)(node.name(), node.span());
        }
    }
    visit(script, &mut Names(see));
}

/// Every node of a script with its name.
pub fn find_all(script: &ScriptBlock) -> Vec<(&'static str, Span)> {
    let mut nodes = Vec::new();
    walk(script, &mut |name, span| nodes.push((name, span)));
    nodes
}

struct Walker<'t, 'v, V> {
    visitor: &'v mut V,
    parents: Vec<AstNode<'t>>,
}

impl<'t, V: Visitor<'t>> Walker<'t, '_, V> {
    fn node(&mut self, node: AstNode<'t>, parts: impl FnOnce(&mut Self)) {
        self.visitor.enter(node, &self.parents);
        self.parents.push(node);
        parts(self);
        self.parents.pop();
        self.visitor.leave(node);
    }

    fn leaf(&mut self, node: AstNode<'t>) {
        self.visitor.enter(node, &self.parents);
        self.visitor.leave(node);
    }

    /// A constructor calls its base class before anything else, even where it does not say so.
    fn script(&mut self, script: &'t ScriptBlock, constructor: Option<&'t MethodMember>) {
        self.node(AstNode::Script(script), |w| {
            script.usings.iter().for_each(|using| w.using(using));
            if let Some(params) = &script.params {
                w.node(AstNode::ParamBlock(params), |w| {
                    params
                        .attributes
                        .iter()
                        .for_each(|attribute| w.attribute(attribute));
                    params
                        .parameters
                        .iter()
                        .for_each(|parameter| w.parameter(parameter));
                });
            }
            for block in [
                &script.dynamic_param,
                &script.begin,
                &script.process,
                &script.end,
                &script.clean,
            ]
            .into_iter()
            .flatten()
            {
                w.node(AstNode::NamedBlock(block), |w| {
                    constructor
                        .into_iter()
                        .for_each(|method| w.base_call(method));
                    w.statements(&block.statements, &block.traps);
                });
            }
        });
    }

    fn base_call(&mut self, method: &'t MethodMember) {
        let call = method.base_arguments.as_ref();
        let span = call.map_or(Span::default(), |(_, span)| *span);
        let keyword = call.map_or(Span::default(), |(_, span)| Span {
            start: span.start,
            end: span.start + 4,
        });
        self.node(AstNode::Implied("CommandExpression", span), |w| {
            w.leaf(AstNode::Implied("VariableExpression", keyword));
            w.leaf(AstNode::Implied("StringConstantExpression", keyword));
            call.into_iter()
                .flat_map(|(arguments, _)| arguments)
                .for_each(|argument| w.expression(argument));
        });
    }

    fn using(&mut self, using: &'t Using) {
        self.node(AstNode::Using(using), |w| {
            for (_, span) in [&using.alias, &using.name].into_iter().flatten() {
                w.leaf(AstNode::Implied("StringConstantExpression", *span));
            }
            using.module.iter().for_each(|module| w.expression(module));
        });
    }

    fn statements(&mut self, statements: &'t [Statement], traps: &'t [Trap]) {
        traps.iter().for_each(|trap| self.trap(trap));
        statements
            .iter()
            .for_each(|statement| self.statement(statement));
    }

    fn trap(&mut self, trap: &'t Trap) {
        self.node(AstNode::Trap(trap), |w| {
            trap.kind.iter().for_each(|kind| w.constraint(kind));
            w.block(&trap.body);
        });
    }

    fn block(&mut self, block: &'t Block) {
        self.node(AstNode::Block(block), |w| {
            w.statements(&block.statements, &block.traps)
        });
    }

    fn statement(&mut self, statement: &'t Statement) {
        match &statement.kind {
            StatementKind::Pipeline(pipeline) => self.pipeline(pipeline),
            StatementKind::Function(function) => self.function(function),
            StatementKind::Type(definition) => self.definition(definition),
            StatementKind::Trap(trap) => self.trap(trap),
            kind => self.node(AstNode::Statement(statement), |w| w.statement_parts(kind)),
        }
    }

    fn statement_parts(&mut self, kind: &'t StatementKind) {
        match kind {
            StatementKind::Chain(chain) => {
                self.statement(&chain.left);
                self.pipeline(&chain.right);
            }
            StatementKind::Assignment(assignment) => {
                self.expression(&assignment.target);
                self.assigned_value(&assignment.value);
            }
            StatementKind::Data(data) => {
                data.allowed
                    .iter()
                    .for_each(|command| self.expression(command));
                self.block(&data.body);
            }
            StatementKind::WorkflowBlock(body) => self.block(body),
            StatementKind::Error(parts) => self.parts(parts),
            StatementKind::Break(label) | StatementKind::Continue(label) => {
                label.iter().for_each(|label| self.expression(label));
            }
            StatementKind::Return(value)
            | StatementKind::Exit(value)
            | StatementKind::Throw(value) => {
                value.iter().for_each(|value| self.statement(value));
            }
            kind => self.control_parts(kind),
        }
    }

    fn control_parts(&mut self, kind: &'t StatementKind) {
        match kind {
            StatementKind::If { clauses, otherwise } => {
                for (condition, body) in clauses {
                    self.statement(condition);
                    self.block(body);
                }
                otherwise.iter().for_each(|block| self.block(block));
            }
            StatementKind::Switch(switch) => {
                self.statement(&switch.condition);
                for (condition, body) in &switch.clauses {
                    self.expression(condition);
                    self.block(body);
                }
                switch.default.iter().for_each(|block| self.block(block));
            }
            StatementKind::ForEach(each) => {
                self.leaf(AstNode::Variable(&each.variable));
                self.statement(&each.source);
                self.block(&each.body);
            }
            StatementKind::For(each) => {
                [&each.initial, &each.condition, &each.step]
                    .into_iter()
                    .flatten()
                    .for_each(|part| self.statement(part));
                self.block(&each.body);
            }
            StatementKind::While(each) => {
                self.statement(&each.condition);
                self.block(&each.body);
            }
            StatementKind::Try(attempt) => {
                self.block(&attempt.body);
                attempt.catches.iter().for_each(|clause| self.catch(clause));
                attempt.finally.iter().for_each(|block| self.block(block));
            }
            _ => {}
        }
    }

    fn catch(&mut self, clause: &'t Catch) {
        self.node(AstNode::Catch(clause), |w| {
            clause.types.iter().for_each(|kind| w.constraint(kind));
            w.block(&clause.body);
        });
    }

    /// An expression alone is assigned without a pipeline around it.
    fn assigned_value(&mut self, value: &'t Statement) {
        if let StatementKind::Pipeline(pipeline) = &value.kind
            && let [element @ Element::Expression(_)] = &pipeline.elements[..]
            && !pipeline.background
        {
            return self.element(element);
        }
        self.statement(value);
    }

    fn parts(&mut self, parts: &'t [Node]) {
        for part in parts {
            match part {
                Node::Statement(statement) => self.statement(statement),
                Node::Expression(expression) => self.expression(expression),
                Node::Block(block) => self.block(block),
                Node::Attribute(AttributeBase::Attribute(attribute)) => self.attribute(attribute),
                Node::Attribute(AttributeBase::Type(constraint)) => self.constraint(constraint),
                Node::Parameter(parameter) => self.parameter(parameter),
                Node::Catch(clause) => self.catch(clause),
            }
        }
    }

    fn pipeline(&mut self, pipeline: &'t Pipeline) {
        self.node(AstNode::Pipeline(pipeline), |w| {
            pipeline
                .elements
                .iter()
                .for_each(|element| w.element(element))
        });
    }

    fn element(&mut self, element: &'t Element) {
        self.node(AstNode::Element(element), |w| {
            let redirections = match element {
                Element::Expression(expression) => {
                    w.expression(&expression.expression);
                    &expression.redirections
                }
                Element::Command(command) => {
                    command
                        .elements
                        .iter()
                        .for_each(|element| w.command_element(element));
                    &command.redirections
                }
            };
            for redirection in redirections {
                w.node(AstNode::Redirection(redirection), |w| {
                    if let RedirectTo::File { target, .. } = &redirection.to {
                        w.expression(target);
                    }
                });
            }
        });
    }

    fn command_element(&mut self, element: &'t CommandElement) {
        match element {
            CommandElement::Argument(argument) => self.expression(argument),
            CommandElement::Parameter { argument, .. } => {
                self.node(AstNode::CommandParameter(element), |w| {
                    argument.iter().for_each(|argument| w.expression(argument));
                })
            }
        }
    }

    fn function(&mut self, function: &'t Function) {
        self.node(AstNode::Function(function), |w| {
            function
                .parameters
                .iter()
                .flatten()
                .for_each(|parameter| w.parameter(parameter));
            w.script(&function.body, None);
        });
    }

    fn definition(&mut self, definition: &'t TypeDefinition) {
        self.node(AstNode::Type(definition), |w| {
            definition
                .attributes
                .iter()
                .for_each(|attribute| w.attribute(attribute));
            definition.bases.iter().for_each(|base| w.constraint(base));
            for member in &definition.members {
                match member {
                    Member::Property(property) => w.property(property),
                    Member::Method(method) => w.method(method),
                }
            }
        });
    }

    fn property(&mut self, property: &'t PropertyMember) {
        self.node(AstNode::Property(property), |w| {
            property.kind.iter().for_each(|kind| w.constraint(kind));
            property
                .attributes
                .iter()
                .for_each(|attribute| w.attribute(attribute));
            property
                .initial
                .iter()
                .for_each(|initial| w.expression(initial));
        });
    }

    fn method(&mut self, method: &'t MethodMember) {
        self.node(AstNode::Method(method), |w| {
            method.returns.iter().for_each(|kind| w.constraint(kind));
            method
                .attributes
                .iter()
                .for_each(|attribute| w.attribute(attribute));
            w.node(AstNode::MethodFunction(method), |w| {
                method
                    .parameters
                    .iter()
                    .for_each(|parameter| w.parameter(parameter));
                w.script(
                    &method.body,
                    (method.is_constructor && !method.is_static).then_some(method),
                );
            });
        });
    }

    fn parameter(&mut self, parameter: &'t Parameter) {
        self.node(AstNode::Parameter(parameter), |w| {
            for attribute in &parameter.attributes {
                match attribute {
                    AttributeBase::Attribute(attribute) => w.attribute(attribute),
                    AttributeBase::Type(constraint) => w.constraint(constraint),
                }
            }
            w.leaf(AstNode::Variable(&parameter.name));
            parameter
                .default
                .iter()
                .for_each(|default| w.expression(default));
        });
    }

    fn attribute(&mut self, attribute: &'t Attribute) {
        self.node(AstNode::Attribute(attribute), |w| {
            attribute
                .positional
                .iter()
                .for_each(|argument| w.expression(argument));
            for named in &attribute.named {
                w.node(AstNode::NamedArgument(named), |w| match &named.value {
                    Some(value) => w.expression(value),
                    None => w.leaf(AstNode::Implied("ConstantExpression", named.span)),
                });
            }
        });
    }

    fn constraint(&mut self, constraint: &'t TypeConstraint) {
        self.leaf(AstNode::Constraint(constraint));
    }

    fn expression(&mut self, expression: &'t Expression) {
        self.node(AstNode::Expression(expression), |w| {
            w.expression_parts(&expression.kind)
        });
    }

    fn expression_parts(&mut self, kind: &'t ExpressionKind) {
        match kind {
            ExpressionKind::Number(_)
            | ExpressionKind::String { .. }
            | ExpressionKind::Variable(_)
            | ExpressionKind::Type(_) => {}
            ExpressionKind::Expandable { parts, .. } => {
                for part in parts {
                    if let StringPart::Expression(part) = part {
                        self.expression(part);
                    }
                }
            }
            ExpressionKind::ArrayLiteral(elements) => {
                elements.iter().for_each(|element| self.expression(element))
            }
            ExpressionKind::Array(block) | ExpressionKind::Sub(block) => self.block(block),
            ExpressionKind::Paren(inner) => self.statement(inner),
            ExpressionKind::Hashtable(entries) => {
                for (key, value) in entries {
                    self.expression(key);
                    self.statement(value);
                }
            }
            ExpressionKind::ScriptBlock(block) => self.script(block, None),
            ExpressionKind::Using(inner) | ExpressionKind::Unary { operand: inner, .. } => {
                self.expression(inner)
            }
            ExpressionKind::Error(parts) => self.parts(parts),
            kind => self.operands(kind),
        }
    }

    fn operands(&mut self, kind: &'t ExpressionKind) {
        match kind {
            ExpressionKind::Binary(binary) => {
                self.expression(&binary.left);
                self.expression(&binary.right);
            }
            ExpressionKind::Ternary { condition, yes, no } => {
                [condition, yes, no]
                    .into_iter()
                    .for_each(|part| self.expression(part));
            }
            ExpressionKind::Convert(convert) => {
                self.constraint(&convert.kind);
                self.expression(&convert.operand);
            }
            ExpressionKind::Attributed { attribute, operand } => {
                self.attribute(attribute);
                self.expression(operand);
            }
            ExpressionKind::Member(access) => {
                self.expression(&access.target);
                self.expression(&access.member);
            }
            ExpressionKind::Invoke(invoke) => {
                self.expression(&invoke.target);
                self.expression(&invoke.member);
                invoke
                    .arguments
                    .iter()
                    .for_each(|argument| self.expression(argument));
            }
            ExpressionKind::Index(access) => {
                self.expression(&access.target);
                self.expression(&access.index);
            }
            _ => {}
        }
    }
}
