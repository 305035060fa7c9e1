//! The nodes that a walk shows, their names and places.

use crate::ast::*;
use crate::parser::join;
use crate::span::Span;

/// A node of the tree, as PowerShell counts nodes.
#[derive(Clone, Copy)]
#[allow(missing_docs)]
pub enum AstNode<'t> {
    Script(&'t ScriptBlock),
    ParamBlock(&'t ParamBlock),
    NamedBlock(&'t NamedBlock),
    Block(&'t Block),
    /// A statement that is no pipeline, trap, function or type.
    Statement(&'t Statement),
    Pipeline(&'t Pipeline),
    Element(&'t Element),
    /// Always a `CommandElement::Parameter`.
    CommandParameter(&'t CommandElement),
    Redirection(&'t Redirection),
    Catch(&'t Catch),
    Trap(&'t Trap),
    Function(&'t Function),
    Type(&'t TypeDefinition),
    Property(&'t PropertyMember),
    Method(&'t MethodMember),
    /// The function that a method is.
    MethodFunction(&'t MethodMember),
    Parameter(&'t Parameter),
    Attribute(&'t Attribute),
    NamedArgument(&'t NamedArgument),
    Constraint(&'t TypeConstraint),
    Expression(&'t Expression),
    /// A variable that stands alone: a parameter's, a loop's.
    Variable(&'t Variable),
    Using(&'t Using),
    /// A node that the tree has no place of its own for.
    Implied(&'static str, Span),
}

impl AstNode<'_> {
    /// Where the node stands.
    pub fn span(&self) -> Span {
        match self {
            AstNode::Script(node) => node.span,
            AstNode::ParamBlock(node) => node.span,
            AstNode::NamedBlock(node) => node.span,
            AstNode::Block(node) => node.span,
            AstNode::Statement(node) => node.span,
            AstNode::Pipeline(node) => node.span,
            AstNode::Element(node) => node.span(),
            AstNode::CommandParameter(CommandElement::Parameter { span, .. }) => *span,
            AstNode::CommandParameter(CommandElement::Argument(argument)) => argument.span,
            AstNode::Redirection(node) => node.span,
            AstNode::Catch(node) => node.span,
            AstNode::Trap(node) => node.span,
            AstNode::Function(node) => node.span,
            AstNode::Type(node) => node.span,
            AstNode::Property(node) => node.span,
            AstNode::Method(node) => node.span,
            AstNode::MethodFunction(node) => join(node.name_span, node.body.span),
            AstNode::Parameter(node) => node.span,
            AstNode::Attribute(node) => node.span,
            AstNode::NamedArgument(node) => node.span,
            AstNode::Constraint(node) => node.span,
            AstNode::Expression(node) => node.span,
            AstNode::Variable(node) => node.span,
            AstNode::Using(node) => node.span,
            AstNode::Implied(_, span) => *span,
        }
    }

    /// PowerShell's name for it, without `Ast`.
    pub fn name(&self) -> &'static str {
        match self {
            AstNode::Script(_) => "ScriptBlock",
            AstNode::ParamBlock(_) => "ParamBlock",
            AstNode::NamedBlock(_) => "NamedBlock",
            AstNode::Block(_) => "StatementBlock",
            AstNode::Statement(node) => statement_name(&node.kind),
            AstNode::Pipeline(_) => "Pipeline",
            AstNode::Element(Element::Command(_)) => "Command",
            AstNode::Element(Element::Expression(_)) => "CommandExpression",
            AstNode::CommandParameter(_) => "CommandParameter",
            AstNode::Redirection(Redirection {
                to: RedirectTo::Stream(_),
                ..
            }) => "MergingRedirection",
            AstNode::Redirection(_) => "FileRedirection",
            AstNode::Catch(_) => "CatchClause",
            AstNode::Trap(_) => "TrapStatement",
            AstNode::Function(_) | AstNode::MethodFunction(_) => "FunctionDefinition",
            AstNode::Type(_) => "TypeDefinition",
            AstNode::Property(_) => "PropertyMember",
            AstNode::Method(_) => "FunctionMember",
            AstNode::Parameter(_) => "Parameter",
            AstNode::Attribute(_) => "Attribute",
            AstNode::NamedArgument(_) => "NamedAttributeArgument",
            AstNode::Constraint(_) => "TypeConstraint",
            AstNode::Expression(node) => expression_name(&node.kind),
            AstNode::Variable(_) => "VariableExpression",
            AstNode::Using(_) => "UsingStatement",
            AstNode::Implied(name, _) => name,
        }
    }
}

#[rustfmt::skip]
fn statement_name(kind: &StatementKind) -> &'static str {
    match kind {
        StatementKind::Chain(_) => "PipelineChain",
        StatementKind::Assignment(_) => "AssignmentStatement",
        StatementKind::If { .. } => "IfStatement",
        StatementKind::Switch(_) => "SwitchStatement",
        StatementKind::ForEach(_) => "ForEachStatement",
        StatementKind::For(_) => "ForStatement",
        StatementKind::While(node) => match node.kind {
            WhileKind::While => "WhileStatement",
            WhileKind::DoWhile => "DoWhileStatement",
            WhileKind::DoUntil => "DoUntilStatement",
        },
        StatementKind::Try(_) => "TryStatement",
        StatementKind::Data(_) => "DataStatement",
        StatementKind::Break(_) => "BreakStatement",
        StatementKind::Continue(_) => "ContinueStatement",
        StatementKind::Return(_) => "ReturnStatement",
        StatementKind::Exit(_) => "ExitStatement",
        StatementKind::Throw(_) => "ThrowStatement",
        StatementKind::WorkflowBlock(_) => "BlockStatement",
        StatementKind::Unsupported => "UnsupportedStatement",
        StatementKind::Error(_) => "ErrorStatement",
        StatementKind::Pipeline(_) => "Pipeline",
        StatementKind::Trap(_) => "TrapStatement",
        StatementKind::Function(_) => "FunctionDefinition",
        StatementKind::Type(_) => "TypeDefinition",
    }
}

#[rustfmt::skip]
fn expression_name(kind: &ExpressionKind) -> &'static str {
    match kind {
        ExpressionKind::Number(_) => "ConstantExpression",
        ExpressionKind::String { .. } => "StringConstantExpression",
        ExpressionKind::Expandable { .. } => "ExpandableStringExpression",
        ExpressionKind::Variable(_) => "VariableExpression",
        ExpressionKind::Type(_) => "TypeExpression",
        ExpressionKind::ArrayLiteral(_) => "ArrayLiteral",
        ExpressionKind::Array(_) => "ArrayExpression",
        ExpressionKind::Sub(_) => "SubExpression",
        ExpressionKind::Paren(_) => "ParenExpression",
        ExpressionKind::Hashtable(_) => "Hashtable",
        ExpressionKind::ScriptBlock(_) => "ScriptBlockExpression",
        ExpressionKind::Binary(_) => "BinaryExpression",
        ExpressionKind::Unary { .. } => "UnaryExpression",
        ExpressionKind::Ternary { .. } => "TernaryExpression",
        ExpressionKind::Convert(_) => "ConvertExpression",
        ExpressionKind::Attributed { .. } => "AttributedExpression",
        ExpressionKind::Member(_) => "MemberExpression",
        ExpressionKind::Invoke(_) => "InvokeMemberExpression",
        ExpressionKind::Index(_) => "IndexExpression",
        ExpressionKind::Using(_) => "UsingExpression",
        ExpressionKind::Error(_) => "ErrorExpression",
    }
}
