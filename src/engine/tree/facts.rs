//! What a node says beyond its parts: names, values, operators. Noted once, when the nodes are listed.

use super::extent::extent;
use super::kinds::{self, kind_named, token_kind};
use super::names::{type_name, variable_path};
use object::{Str, Type, Value, members};
use std::rc::Rc;
use syntax::ast::{self, Element, ExpressionKind, Quote, StatementKind, UnaryOp};
use syntax::{AstNode, Source, Span, Token};

/// Facts by the names of properties; those that begin with a sign are no properties of their own.
pub(super) type Facts = Vec<(&'static str, Value)>;

/// What a node of a text says.
pub(super) fn of(
    node: AstNode<'_>,
    parents: &[AstNode<'_>],
    source: &Rc<Source>,
    tokens: &[Token],
) -> Facts {
    let noter = Noter {
        source,
        tokens,
        parents,
    };
    noter.facts(node)
}

struct Noter<'s, 't> {
    source: &'s Rc<Source>,
    tokens: &'s [Token],
    parents: &'s [AstNode<'t>],
}

fn text(text: &str) -> Value {
    Value::str(text)
}

fn flag(flag: bool) -> Value {
    Value::Bool(flag)
}

fn label(label: &Option<ast::Text>) -> Value {
    label.as_deref().map_or(Value::Null, text)
}

impl Noter<'_, '_> {
    fn facts(&self, node: AstNode<'_>) -> Facts {
        match node {
            AstNode::NamedBlock(block) => self.block(block),
            AstNode::Statement(statement) => self.statement(&statement.kind),
            AstNode::Pipeline(pipeline) => vec![("Background", flag(pipeline.background))],
            AstNode::Element(Element::Command(command)) => {
                let kind = match command.invocation {
                    ast::Invocation::Plain => "Unknown",
                    ast::Invocation::Call => "Ampersand",
                    ast::Invocation::Dot => "Dot",
                };
                vec![("InvocationOperator", kind_named(kind))]
            }
            AstNode::CommandParameter(ast::CommandElement::Parameter {
                name, error_span, ..
            }) => vec![
                ("ParameterName", text(name)),
                ("ErrorPosition", extent(self.source, *error_span)),
            ],
            AstNode::Redirection(redirection) => redirection_facts(redirection),
            AstNode::Catch(clause) => vec![("IsCatchAll", flag(clause.types.is_empty()))],
            AstNode::Function(function) => vec![
                ("Name", text(&function.name)),
                ("IsFilter", flag(function.filter)),
                ("IsWorkflow", flag(function.workflow)),
            ],
            AstNode::MethodFunction(method) => vec![
                ("Name", text(&method.name)),
                ("IsFilter", flag(false)),
                ("IsWorkflow", flag(false)),
            ],
            AstNode::Type(definition) => type_facts(definition),
            AstNode::Property(property) => property_facts(property, self.in_enum()),
            AstNode::Method(method) => method_facts(method),
            AstNode::Attribute(attribute) => vec![("TypeName", self.type_name(&attribute.name))],
            AstNode::Constraint(constraint) => vec![("TypeName", self.type_name(&constraint.name))],
            AstNode::NamedArgument(argument) => vec![
                ("ArgumentName", text(&argument.name)),
                ("ExpressionOmitted", flag(argument.value.is_none())),
            ],
            AstNode::Variable(variable) => variable_facts(variable),
            AstNode::Expression(expression) => self.expression(expression),
            AstNode::Using(using) => vec![
                ("UsingStatementKind", using_kind(using.kind)),
                ("#name", flag(using.name.is_some())),
                ("#alias", flag(using.alias.is_some())),
            ],
            AstNode::Implied(name, span) => self.implied(name, span),
            _ => Vec::new(),
        }
    }

    fn in_enum(&self) -> bool {
        matches!(self.parents.last(), Some(AstNode::Type(definition)) if definition.kind == ast::TypeKind::Enum)
    }

    fn block(&self, block: &ast::NamedBlock) -> Facts {
        let Some(AstNode::Script(script)) = self.parents.last() else {
            return Vec::new();
        };
        vec![
            ("BlockKind", kind_named(block_kind(script, block))),
            ("Unnamed", flag(block.unnamed)),
        ]
    }

    /// The kind of the token that stands at a place.
    fn kind_at(&self, start: u32) -> Value {
        let at = self
            .tokens
            .partition_point(|token| token.span.start < start);
        self.tokens
            .get(at)
            .map_or_else(|| kind_named("Unknown"), |token| token_kind(token.kind))
    }

    fn type_name(&self, name: &ast::TypeName) -> Value {
        type_name(self.source, name, &self.namespaces())
    }

    /// `using namespace` of the text.
    fn namespaces(&self) -> Rc<[Str]> {
        let Some(AstNode::Script(script)) = self.parents.first() else {
            return Rc::default();
        };
        let uses = |using: &&ast::Using| using.kind == ast::UsingKind::Namespace;
        let names = script.usings.iter().filter(uses);
        names
            .filter_map(|using| using.name.as_ref().map(|(name, _)| Str::from(&**name)))
            .collect()
    }

    fn statement(&self, kind: &StatementKind) -> Facts {
        match kind {
            StatementKind::Assignment(assignment) => vec![
                ("Operator", self.kind_at(assignment.operator_span.start)),
                (
                    "ErrorPosition",
                    extent(self.source, assignment.operator_span),
                ),
            ],
            StatementKind::Chain(chain) => vec![
                (
                    "Operator",
                    kind_named(if chain.or { "OrOr" } else { "AndAnd" }),
                ),
                ("Background", flag(chain.background)),
            ],
            StatementKind::Switch(switch) => vec![
                ("Label", label(&switch.label)),
                ("Flags", switch_flags(switch)),
                ("#default", flag(switch.default.is_some())),
            ],
            StatementKind::ForEach(each) => vec![
                ("Label", label(&each.label)),
                (
                    "Flags",
                    kinds::value(&super::nodes::FOR_EACH_FLAGS, i64::from(each.parallel)),
                ),
            ],
            StatementKind::For(each) => vec![
                ("Label", label(&each.label)),
                ("#initial", flag(each.initial.is_some())),
                ("#condition", flag(each.condition.is_some())),
                ("#step", flag(each.step.is_some())),
            ],
            StatementKind::While(each) => vec![("Label", label(&each.label))],
            StatementKind::Data(data) => vec![("Variable", label(&data.variable))],
            StatementKind::Throw(value) => vec![(
                "IsRethrow",
                flag(
                    value.is_none()
                        && self
                            .parents
                            .iter()
                            .any(|parent| matches!(parent, AstNode::Catch(_))),
                ),
            )],
            _ => Vec::new(),
        }
    }

    fn expression(&self, expression: &ast::Expression) -> Facts {
        match &expression.kind {
            ExpressionKind::Number(number) => {
                vec![("Value", crate::lower::expression::number_value(number))]
            }
            ExpressionKind::String { value, quote } => vec![
                ("StringConstantType", quote_type(*quote)),
                ("Value", text(value)),
            ],
            ExpressionKind::Expandable { parts, quote } => vec![
                ("StringConstantType", quote_type(*quote)),
                ("Value", self.expandable(parts)),
            ],
            ExpressionKind::Variable(variable) => variable_facts(variable),
            ExpressionKind::Type(name) => vec![("TypeName", self.type_name(name))],
            ExpressionKind::Member(access) => vec![
                ("Static", flag(access.is_static)),
                ("NullConditional", flag(access.null_conditional)),
            ],
            ExpressionKind::Invoke(invoke) => {
                let generics = invoke.generics.iter().map(|name| self.type_name(name));
                let generics = members::list::read_only(
                    Type::Known(&super::names::ITYPE_NAME),
                    generics.collect(),
                );
                vec![
                    ("Static", flag(invoke.is_static)),
                    ("NullConditional", flag(invoke.null_conditional)),
                    (
                        "GenericTypeArguments",
                        if invoke.generics.is_empty() {
                            Value::Null
                        } else {
                            generics
                        },
                    ),
                ]
            }
            ExpressionKind::Index(access) => {
                vec![("NullConditional", flag(access.null_conditional))]
            }
            ExpressionKind::Binary(binary) => vec![
                ("Operator", self.kind_at(binary.operator_span.start)),
                ("ErrorPosition", extent(self.source, binary.operator_span)),
            ],
            ExpressionKind::Unary { operator, .. } => vec![(
                "TokenKind",
                match operator {
                    UnaryOp::PostIncrement => kind_named("PostfixPlusPlus"),
                    UnaryOp::PostDecrement => kind_named("PostfixMinusMinus"),
                    _ => self.kind_at(expression.span.start),
                },
            )],
            _ => Vec::new(),
        }
    }

    /// The text of a string with its variables unexpanded.
    fn expandable(&self, parts: &[ast::StringPart]) -> Value {
        let parts = parts.iter().map(|part| match part {
            ast::StringPart::Text(text) => &**text,
            ast::StringPart::Expression(part) => part.span.text(&self.source.text),
        });
        Value::from(parts.collect::<String>())
    }

    /// Names that stand in a statement, values that were left out.
    fn implied(&self, name: &str, span: Span) -> Facts {
        let written = span.text(&self.source.text);
        match name {
            "StringConstantExpression" => vec![
                ("StringConstantType", quote_type(Quote::Bare)),
                ("Value", text(written)),
            ],
            "ConstantExpression" => vec![("Value", flag(true))],
            "VariableExpression" => vec![
                ("VariablePath", variable_path("this")),
                ("Splatted", flag(false)),
            ],
            _ => Vec::new(),
        }
    }
}

fn block_kind(script: &ast::ScriptBlock, block: &ast::NamedBlock) -> &'static str {
    let is = |other: &Option<Box<ast::NamedBlock>>| {
        other
            .as_deref()
            .is_some_and(|other| std::ptr::eq(other, block))
    };
    match () {
        () if is(&script.begin) => "Begin",
        () if is(&script.process) => "Process",
        () if is(&script.clean) => "Clean",
        () if is(&script.dynamic_param) => "Dynamicparam",
        () => "End",
    }
}

fn stream(stream: ast::Stream) -> Value {
    kinds::value(&kinds::REDIRECTION_STREAM, stream as i64)
}

fn redirection_facts(redirection: &ast::Redirection) -> Facts {
    let from = ("FromStream", stream(redirection.from));
    match &redirection.to {
        ast::RedirectTo::Stream(to) => vec![from, ("ToStream", stream(*to))],
        ast::RedirectTo::File { append, .. } => vec![from, ("Append", flag(*append))],
    }
}

fn using_kind(kind: ast::UsingKind) -> Value {
    kinds::value(&kinds::USING_KIND, kind as i64)
}

fn switch_flags(switch: &ast::Switch) -> Value {
    let mode = match switch.mode {
        ast::SwitchMode::Exact => 0,
        ast::SwitchMode::Wildcard => 4,
        ast::SwitchMode::Regex => 2,
    };
    let flags = [
        (switch.file, 1),
        (switch.case_sensitive, 16),
        (switch.parallel, 32),
    ];
    let set = flags.iter().filter(|(on, _)| *on).map(|(_, bit)| bit);
    kinds::value(&kinds::SWITCH_FLAGS, mode + set.sum::<i64>())
}

fn type_facts(definition: &ast::TypeDefinition) -> Facts {
    let is = |kind| flag(definition.kind == kind);
    let bits = match definition.kind {
        ast::TypeKind::Class => 1,
        ast::TypeKind::Interface => 2,
        ast::TypeKind::Enum => 4,
    };
    vec![
        ("Name", text(&definition.name)),
        (
            "TypeAttributes",
            kinds::value(&kinds::TYPE_ATTRIBUTES, bits),
        ),
        ("IsEnum", is(ast::TypeKind::Enum)),
        ("IsClass", is(ast::TypeKind::Class)),
        ("IsInterface", is(ast::TypeKind::Interface)),
    ]
}

/// A name of an enumeration is a constant of its class.
fn property_facts(property: &ast::PropertyMember, of_enum: bool) -> Facts {
    let bits = match (of_enum, property.is_static, property.is_hidden) {
        (true, ..) => 1 | 16 | 32,
        (false, is_static, is_hidden) => {
            1 | if is_static { 16 } else { 0 } | if is_hidden { 64 } else { 0 }
        }
    };
    vec![
        ("Name", text(&property.name)),
        (
            "PropertyAttributes",
            kinds::value(&kinds::PROPERTY_ATTRIBUTES, bits),
        ),
        ("IsPublic", flag(true)),
        ("IsPrivate", flag(false)),
        ("IsHidden", flag(property.is_hidden)),
        ("IsStatic", flag(property.is_static || of_enum)),
    ]
}

fn method_facts(method: &ast::MethodMember) -> Facts {
    let bits = 1 | if method.is_static { 16 } else { 0 } | if method.is_hidden { 64 } else { 0 };
    vec![
        ("Name", text(&method.name)),
        (
            "MethodAttributes",
            kinds::value(&kinds::METHOD_ATTRIBUTES, bits),
        ),
        ("IsPublic", flag(true)),
        ("IsPrivate", flag(false)),
        ("IsHidden", flag(method.is_hidden)),
        ("IsStatic", flag(method.is_static)),
        ("IsConstructor", flag(method.is_constructor)),
    ]
}

fn quote_type(quote: Quote) -> Value {
    let bits = match quote {
        Quote::Single => 0,
        Quote::SingleHere => 1,
        Quote::Double => 2,
        Quote::DoubleHere => 3,
        Quote::Bare => 4,
    };
    kinds::value(&kinds::STRING_CONSTANT_TYPE, bits)
}

fn variable_facts(variable: &ast::Variable) -> Facts {
    vec![
        ("VariablePath", variable_path(&variable.name)),
        ("Splatted", flag(variable.splatted)),
    ]
}
