//! What the nodes of a tree are made of, as scripts see it: `$command.CommandElements`, `$function.Body`, `$if.Clauses`.
//!
//! A node's parts are among the nodes directly below it, so most properties are a row of `PARTS`: which of them. What a node says beyond its
//! parts (names, values, operators) is noted once, when the tree is made: `facts`.

use crate::parser_object::AstObject;
use object::{Str, TypeInfo, Value, types};
use std::rc::Rc;
use syntax::ast::{self, ExpressionKind};
use syntax::ast::{Element, StatementKind, UnaryOp};
use syntax::{AstNode, Source, Span, Token, VariablePath, Visitor};

/// A node: what it is, what it is part of, what it says.
pub(crate) struct Entry {
    pub name: &'static str,
    pub span: Span,
    pub parent: Option<usize>,
    facts: Vec<(&'static str, Value)>,
}

/// The nodes of a script, in the order in which `FindAll` walks them.
pub(crate) struct Tree {
    pub source: Rc<Source>,
    pub nodes: Vec<Entry>,
}

/// Which of the nodes below a node a property is.
#[derive(Clone, Copy)]
enum Part {
    /// The one at a place.
    At(usize),
    /// The first of these types.
    First(&'static [&'static str]),
    /// The one behind the first of this type.
    Behind(&'static str),
    /// The one of a type at a place among its like.
    Nth(&'static str, usize),
    /// The named block of this kind.
    Block(&'static str),
    /// The first that is of none of these types.
    Rest(&'static [&'static str]),
    /// All from a place on.
    From(usize),
    /// All of these types.
    Of(&'static [&'static str]),
    /// All but these types.
    Except(&'static [&'static str]),
    /// Two by two, as tuples.
    Pairs,
    /// The last one, where the others make pairs.
    Odd,
}
use Part::*;

const REDIRECTIONS: &[&str] = &["FileRedirection", "MergingRedirection"];
const ATTRIBUTES: &[&str] = &["Attribute", "TypeConstraint"];
const BODY: Part = First(&["StatementBlock"]);

#[rustfmt::skip]
const PARTS: &[(&str, &[(&str, Part)])] = &[
    ("ScriptBlock", &[("ParamBlock", First(&["ParamBlock"])), ("UsingStatements", Of(&["UsingStatement"])),
        ("BeginBlock", Block("Begin")), ("ProcessBlock", Block("Process")), ("EndBlock", Block("End")), ("CleanBlock", Block("Clean")),
        ("DynamicParamBlock", Block("Dynamicparam"))]),
    ("ParamBlock", &[("Attributes", Of(&["Attribute"])), ("Parameters", Of(&["Parameter"]))]),
    ("NamedBlock", &[("Statements", Except(&["TrapStatement"])), ("Traps", Of(&["TrapStatement"]))]),
    ("StatementBlock", &[("Statements", Except(&["TrapStatement"])), ("Traps", Of(&["TrapStatement"]))]),
    ("Pipeline", &[("PipelineElements", From(0))]),
    ("PipelineChain", &[("LhsPipelineChain", At(0)), ("RhsPipeline", At(1))]),
    ("Command", &[("CommandElements", Except(REDIRECTIONS)), ("Redirections", Of(REDIRECTIONS))]),
    ("CommandExpression", &[("Expression", At(0)), ("Redirections", Of(REDIRECTIONS))]),
    ("CommandParameter", &[("Argument", At(0))]),
    ("FileRedirection", &[("Location", At(0))]),
    ("AssignmentStatement", &[("Left", At(0)), ("Right", At(1))]),
    ("IfStatement", &[("Clauses", Pairs), ("ElseClause", Odd)]),
    ("ForEachStatement", &[("Variable", At(0)), ("Condition", At(1)), ("Body", At(2))]),
    ("ForStatement", &[("Body", BODY)]),
    ("WhileStatement", &[("Condition", At(0)), ("Body", At(1))]),
    ("DoWhileStatement", &[("Condition", At(0)), ("Body", At(1))]),
    ("DoUntilStatement", &[("Condition", At(0)), ("Body", At(1))]),
    ("SwitchStatement", &[("Condition", At(0))]),
    ("TryStatement", &[("Body", At(0)), ("CatchClauses", Of(&["CatchClause"])), ("Finally", Nth("StatementBlock", 1))]),
    ("CatchClause", &[("CatchTypes", Of(&["TypeConstraint"])), ("Body", BODY)]),
    ("TrapStatement", &[("TrapType", First(&["TypeConstraint"])), ("Body", BODY)]),
    ("DataStatement", &[("Body", BODY), ("CommandsAllowed", Except(&["StatementBlock"]))]),
    ("FunctionDefinition", &[("Parameters", Of(&["Parameter"])), ("Body", First(&["ScriptBlock"]))]),
    ("Parameter", &[("Attributes", Of(ATTRIBUTES)), ("Name", First(&["VariableExpression"])), ("DefaultValue", Behind("VariableExpression"))]),
    ("Attribute", &[("PositionalArguments", Except(&["NamedAttributeArgument"])), ("NamedArguments", Of(&["NamedAttributeArgument"]))]),
    ("NamedAttributeArgument", &[("Argument", At(0))]),
    ("TypeDefinition", &[("Attributes", Of(&["Attribute"])), ("BaseTypes", Of(&["TypeConstraint"])),
        ("Members", Of(&["PropertyMember", "FunctionMember"]))]),
    ("PropertyMember", &[("PropertyType", First(&["TypeConstraint"])), ("Attributes", Of(&["Attribute"])),
        ("InitialValue", Rest(ATTRIBUTES))]),
    ("FunctionMember", &[("ReturnType", First(&["TypeConstraint"])), ("Attributes", Of(&["Attribute"]))]),
    ("BreakStatement", &[("Label", At(0))]),
    ("ContinueStatement", &[("Label", At(0))]),
    ("ReturnStatement", &[("Pipeline", At(0))]),
    ("ExitStatement", &[("Pipeline", At(0))]),
    ("ThrowStatement", &[("Pipeline", At(0))]),
    ("ExpandableStringExpression", &[("NestedExpressions", From(0))]),
    ("ArrayLiteral", &[("Elements", From(0))]),
    ("ArrayExpression", &[("SubExpression", At(0))]),
    ("SubExpression", &[("SubExpression", At(0))]),
    ("ParenExpression", &[("Pipeline", At(0))]),
    ("Hashtable", &[("KeyValuePairs", Pairs)]),
    ("ScriptBlockExpression", &[("ScriptBlock", At(0))]),
    ("BinaryExpression", &[("Left", At(0)), ("Right", At(1))]),
    ("UnaryExpression", &[("Child", At(0))]),
    ("TernaryExpression", &[("Condition", At(0)), ("IfTrue", At(1)), ("IfFalse", At(2))]),
    ("ConvertExpression", &[("Type", At(0)), ("Attribute", At(0)), ("Child", At(1))]),
    ("AttributedExpression", &[("Attribute", At(0)), ("Child", At(1))]),
    ("MemberExpression", &[("Expression", At(0)), ("Member", At(1))]),
    ("InvokeMemberExpression", &[("Expression", At(0)), ("Member", At(1)), ("Arguments", From(2))]),
    ("IndexExpression", &[("Target", At(0)), ("Index", At(1))]),
    ("UsingExpression", &[("SubExpression", At(0))]),
];

/// `Tuple<Ast, Ast>`: a clause of `if`, an entry of a table.
static PAIR: TypeInfo = TypeInfo::class("System.Tuple`2", &types::OBJECT);
/// `TypeName`
static TYPE_NAME: TypeInfo = TypeInfo::class(
    "System.Management.Automation.Language.TypeName",
    &types::OBJECT,
);
/// `VariablePath`
static VARIABLE_PATH: TypeInfo =
    TypeInfo::class("System.Management.Automation.VariablePath", &types::OBJECT);

impl Tree {
    /// The nodes of a script.
    pub fn new(source: Rc<Source>, script: &ast::ScriptBlock, tokens: &[Token]) -> Tree {
        let mut list = List {
            source: &source,
            tokens,
            nodes: Vec::new(),
            open: Vec::new(),
        };
        syntax::visit(script, &mut list);
        let nodes = list.nodes;
        Tree { source, nodes }
    }

    /// The node at a place and those below it; unless `nested`, the script blocks in it are not entered.
    pub fn below(&self, at: usize, nested: bool) -> Vec<usize> {
        let mut inside = vec![false; self.nodes.len()];
        inside[at] = true;
        let opens = |at: usize| {
            let name = self.nodes[at].name;
            nested || !matches!(name, "FunctionDefinition" | "ScriptBlockExpression")
        };
        let mut found = vec![at];
        for i in at + 1..self.nodes.len() {
            let Some(parent) = self.nodes[i].parent else {
                break;
            };
            if parent < at {
                break;
            }
            inside[i] = inside[parent] && opens(parent);
            if inside[i] {
                found.push(i);
            }
        }
        found
    }

    /// The name of a command, where it is a constant.
    pub fn command_name(&self, at: usize) -> Option<Value> {
        let first = self.parts(at).into_iter().next()?;
        let is_text = self.nodes[first].name == "StringConstantExpression";
        is_text.then(|| self.fact(first, "Value")).flatten()
    }

    fn fact(&self, at: usize, name: &str) -> Option<Value> {
        let facts = &self.nodes[at].facts;
        let found = facts
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.clone())
    }

    /// The nodes directly below a node.
    fn parts(&self, at: usize) -> Vec<usize> {
        let behind = (at + 1..self.nodes.len())
            .take_while(|i| self.nodes[*i].parent.is_some_and(|parent| parent >= at));
        behind
            .filter(|i| self.nodes[*i].parent == Some(at))
            .collect()
    }
}

/// Lists the nodes that a walk shows.
struct List<'s> {
    source: &'s Source,
    tokens: &'s [Token],
    nodes: Vec<Entry>,
    open: Vec<usize>,
}

impl<'t> Visitor<'t> for List<'_> {
    fn enter(&mut self, node: AstNode<'t>, parents: &[AstNode<'t>]) {
        let mut facts = facts(node, self.source);
        facts.extend(self.operator(node));
        if let (AstNode::NamedBlock(block), Some(AstNode::Script(script))) = (node, parents.last())
        {
            let kind = block_kind(script, block);
            facts.push(("BlockKind", Value::str(kind)));
            facts.push(("Unnamed", Value::Bool(block.unnamed)));
        }
        let parent = self.open.last().copied();
        self.open.push(self.nodes.len());
        self.nodes.push(Entry {
            name: node.name(),
            span: node.span(),
            parent,
            facts,
        });
    }

    fn leave(&mut self, _: AstNode<'t>) {
        self.open.pop();
    }
}

impl List<'_> {
    /// The kind of token that an operator is.
    fn operator(&self, node: AstNode<'_>) -> Option<(&'static str, Value)> {
        let kind_at = |start: u32| {
            let at = self
                .tokens
                .partition_point(|token| token.span.start < start);
            let kind = self.tokens.get(at).map(|token| format!("{:?}", token.kind));
            Value::str(kind.unwrap_or_default())
        };
        Some(match node {
            AstNode::Statement(ast::Statement {
                kind: StatementKind::Assignment(assignment),
                ..
            }) => ("Operator", kind_at(assignment.operator_span.start)),
            AstNode::Element(Element::Command(command)) => {
                let kind = match command.invocation {
                    ast::Invocation::Plain => "Unknown",
                    ast::Invocation::Call => "Ampersand",
                    ast::Invocation::Dot => "Dot",
                };
                ("InvocationOperator", Value::str(kind))
            }
            AstNode::Expression(ast::Expression { span, kind }) => match kind {
                ExpressionKind::Binary(binary) => ("Operator", kind_at(binary.operator_span.start)),
                ExpressionKind::Unary { operator, .. } => {
                    let kind = match operator {
                        UnaryOp::PostIncrement => Value::str("PostfixPlusPlus"),
                        UnaryOp::PostDecrement => Value::str("PostfixMinusMinus"),
                        _ => kind_at(span.start),
                    };
                    ("TokenKind", kind)
                }
                _ => return None,
            },
            _ => return None,
        })
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

/// What a node says beyond its parts.
fn facts(node: AstNode<'_>, source: &Source) -> Vec<(&'static str, Value)> {
    let text = |text: &str| Value::str(text);
    match node {
        AstNode::Function(function) => vec![
            ("Name", text(&function.name)),
            ("IsFilter", Value::Bool(function.filter)),
            ("IsWorkflow", Value::Bool(function.workflow)),
        ],
        AstNode::MethodFunction(method) => vec![("Name", text(&method.name))],
        AstNode::Type(definition) => vec![
            ("Name", text(&definition.name)),
            (
                "IsClass",
                Value::Bool(definition.kind == ast::TypeKind::Class),
            ),
            (
                "IsEnum",
                Value::Bool(definition.kind == ast::TypeKind::Enum),
            ),
            (
                "IsInterface",
                Value::Bool(definition.kind == ast::TypeKind::Interface),
            ),
        ],
        AstNode::Property(property) => vec![
            ("Name", text(&property.name)),
            ("IsStatic", Value::Bool(property.is_static)),
            ("IsHidden", Value::Bool(property.is_hidden)),
        ],
        AstNode::Method(method) => vec![
            ("Name", text(&method.name)),
            ("IsStatic", Value::Bool(method.is_static)),
            ("IsHidden", Value::Bool(method.is_hidden)),
            ("IsConstructor", Value::Bool(method.is_constructor)),
        ],
        AstNode::CommandParameter(ast::CommandElement::Parameter { name, .. }) => {
            vec![("ParameterName", text(name))]
        }
        AstNode::Attribute(attribute) => vec![("TypeName", type_name(&attribute.name, source))],
        AstNode::Constraint(constraint) => vec![("TypeName", type_name(&constraint.name, source))],
        AstNode::NamedArgument(argument) => vec![
            ("ArgumentName", text(&argument.name)),
            ("ExpressionOmitted", Value::Bool(argument.value.is_none())),
        ],
        AstNode::Variable(variable) => variable_facts(variable),
        AstNode::Expression(expression) => expression_facts(&expression.kind, source),
        _ => Vec::new(),
    }
}

fn expression_facts(kind: &ExpressionKind, source: &Source) -> Vec<(&'static str, Value)> {
    match kind {
        ExpressionKind::Number(number) => {
            vec![("Value", crate::lower::expression::number_value(number))]
        }
        ExpressionKind::String { value, quote } => vec![
            ("Value", Value::str(&**value)),
            ("StringConstantType", Value::str(quote_name(*quote))),
        ],
        ExpressionKind::Expandable { quote, .. } => {
            vec![("StringConstantType", Value::str(quote_name(*quote)))]
        }
        ExpressionKind::Variable(variable) => variable_facts(variable),
        ExpressionKind::Type(name) => vec![("TypeName", type_name(name, source))],
        ExpressionKind::Member(access) => vec![
            ("Static", Value::Bool(access.is_static)),
            ("NullConditional", Value::Bool(access.null_conditional)),
        ],
        ExpressionKind::Invoke(invoke) => vec![
            ("Static", Value::Bool(invoke.is_static)),
            ("NullConditional", Value::Bool(invoke.null_conditional)),
        ],
        _ => Vec::new(),
    }
}

fn quote_name(quote: ast::Quote) -> &'static str {
    match quote {
        ast::Quote::Bare => "BareWord",
        ast::Quote::Single => "SingleQuoted",
        ast::Quote::Double => "DoubleQuoted",
        ast::Quote::SingleHere => "SingleQuotedHereString",
        ast::Quote::DoubleHere => "DoubleQuotedHereString",
    }
}

fn variable_facts(variable: &ast::Variable) -> Vec<(&'static str, Value)> {
    let path = VariablePath::new(&variable.name);
    let scoped = |scope| Value::Bool(path.scope == Some(scope));
    let record = crate::values::record(
        &VARIABLE_PATH,
        vec![
            ("UserPath", Value::str(&*variable.name)),
            ("IsGlobal", scoped(syntax::Scope::Global)),
            ("IsLocal", scoped(syntax::Scope::Local)),
            ("IsPrivate", scoped(syntax::Scope::Private)),
            ("IsScript", scoped(syntax::Scope::Script)),
            (
                "IsUnqualified",
                Value::Bool(path.scope.is_none() && !path.drive),
            ),
            (
                "IsUnscopedVariable",
                Value::Bool(path.scope.is_none() && !path.drive),
            ),
            ("IsVariable", Value::Bool(!path.drive)),
            ("IsDriveQualified", Value::Bool(path.drive)),
            (
                "DriveName",
                if path.drive {
                    Value::str(path.drive_name)
                } else {
                    Value::Null
                },
            ),
        ],
    );
    vec![
        ("VariablePath", record),
        ("Splatted", Value::Bool(variable.splatted)),
    ]
}

fn type_name(name: &ast::TypeName, source: &Source) -> Value {
    let text = name.span.text(&source.text);
    let is = |kind: bool| Value::Bool(kind);
    crate::values::record(
        &TYPE_NAME,
        vec![
            ("FullName", Value::str(text)),
            ("Name", Value::str(text)),
            (
                "IsArray",
                is(matches!(name.kind, ast::TypeNameKind::Array { .. })),
            ),
            (
                "IsGeneric",
                is(matches!(name.kind, ast::TypeNameKind::Generic { .. })),
            ),
        ],
    )
}

impl AstObject {
    /// A property that the nodes of this type have.
    pub(crate) fn part(&self, name: &str) -> Option<Value> {
        let rows = rows(self.tree.nodes[self.at].name);
        let row = rows
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name));
        match row {
            Some((_, part)) => Some(self.select(*part)),
            None => self.tree.fact(self.at, name),
        }
    }

    /// The names of those properties.
    pub(crate) fn part_names(&self) -> Vec<Str> {
        let own = &self.tree.nodes[self.at];
        let rows = rows(own.name).iter().map(|(name, _)| Str::from(*name));
        rows.chain(own.facts.iter().map(|(name, _)| Str::from(*name)))
            .collect()
    }

    fn select(&self, part: Part) -> Value {
        let parts = self.tree.parts(self.at);
        let name = |at: usize| self.tree.nodes[at].name;
        let one = |at: Option<usize>| at.map(|at| self.node(at)).unwrap_or_default();
        let all = |keep: &dyn Fn(usize) -> bool| {
            let kept = parts.iter().filter(|at| keep(**at));
            Value::array(kept.map(|at| self.node(*at)).collect())
        };
        match part {
            At(place) => one(parts.get(place).copied()),
            First(names) => one(parts.iter().copied().find(|at| names.contains(&name(*at)))),
            Rest(names) => one(parts.iter().copied().find(|at| !names.contains(&name(*at)))),
            Nth(kind, place) => one(parts
                .iter()
                .copied()
                .filter(|at| name(*at) == kind)
                .nth(place)),
            Behind(kind) => {
                let mut behind = parts.iter().copied().skip_while(|at| name(*at) != kind);
                behind.next();
                one(behind.next())
            }
            Block(kind) => {
                let is = |at: &usize| {
                    let known = self.tree.fact(*at, "BlockKind");
                    known
                        .as_ref()
                        .and_then(Value::as_str)
                        .is_some_and(|known| &**known == kind)
                };
                one(parts.iter().copied().find(|at| is(at)))
            }
            From(place) => {
                let rest = parts.get(place..).unwrap_or_default();
                Value::array(rest.iter().map(|at| self.node(*at)).collect())
            }
            Of(names) => all(&|at| names.contains(&name(at))),
            Except(names) => all(&|at| !names.contains(&name(at))),
            Pairs => {
                let pairs = parts.chunks_exact(2).map(|pair| {
                    let items = vec![("Item1", self.node(pair[0])), ("Item2", self.node(pair[1]))];
                    crate::values::record(&PAIR, items)
                });
                Value::array(pairs.collect())
            }
            Odd if parts.len() % 2 == 1 => one(parts.last().copied()),
            Odd => Value::Null,
        }
    }
}

fn rows(node: &str) -> &'static [(&'static str, Part)] {
    PARTS
        .iter()
        .find(|(name, _)| *name == node)
        .map_or(&[], |(_, rows)| rows)
}
