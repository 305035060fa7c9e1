//! What `SafeGetValue` takes: expressions whose value can be told without running anything.
//!
//! Read `is_safe` for the rules and `source_of` for how the value of what passes is written.

use syntax::ast::*;
use syntax::{AstNode, Visitor};

/// How many expressions a file may hold.
const VISITS_MAX: usize = 5000;
/// How many keys a table may have.
const KEYS_MAX: usize = 500;

/// The first table of a script; tables in nested script blocks do not count.
pub(crate) fn first_table(script: &ScriptBlock) -> Option<&Expression> {
    struct First<'t>(Option<&'t Expression>);
    impl<'t> Visitor<'t> for First<'t> {
        fn enter(&mut self, node: AstNode<'t>, parents: &[AstNode<'t>]) {
            let nested = |node: &AstNode<'t>| matches!(node, AstNode::Script(_));
            if let AstNode::Expression(expression) = node
                && matches!(expression.kind, ExpressionKind::Hashtable(_))
                && self.0.is_none()
                && parents.iter().filter(|parent| nested(parent)).count() <= 1
            {
                self.0 = Some(expression);
            }
        }
    }
    let mut first = First(None);
    syntax::visit(script, &mut first);
    first.0
}

/// The rules, with what was seen so far.
pub(crate) struct Safety {
    limited: bool,
    visits: usize,
}

impl Safety {
    /// `limited` is off where the caller trusts files of any size.
    pub(crate) fn new(limited: bool) -> Safety {
        Safety { limited, visits: 0 }
    }

    /// Whether an expression has a value without anything running.
    pub(crate) fn is_safe(&mut self, expression: &Expression) -> bool {
        self.visits += 1;
        if self.limited && self.visits > VISITS_MAX {
            return false;
        }
        match &expression.kind {
            ExpressionKind::Number(_)
            | ExpressionKind::String { .. }
            | ExpressionKind::ScriptBlock(_) => true,
            ExpressionKind::Variable(variable) => is_constant(variable),
            ExpressionKind::Expandable { parts, .. } => parts.iter().all(|part| match part {
                StringPart::Text(_) => true,
                StringPart::Expression(inner) => self.is_safe(inner),
            }),
            ExpressionKind::ArrayLiteral(items) => items.iter().all(|item| self.is_safe(item)),
            ExpressionKind::Array(block) | ExpressionKind::Sub(block) => {
                block.traps.is_empty()
                    && block
                        .statements
                        .iter()
                        .all(|statement| self.is_safe_statement(statement))
            }
            ExpressionKind::Paren(statement) => self.is_safe_statement(statement),
            ExpressionKind::Hashtable(entries) => {
                (!self.limited || entries.len() <= KEYS_MAX)
                    && entries
                        .iter()
                        .all(|(key, value)| self.is_safe(key) && self.is_safe_statement(value))
            }
            ExpressionKind::Unary { operator, operand } => {
                matches!(
                    operator,
                    UnaryOp::Not | UnaryOp::BitNot | UnaryOp::Plus | UnaryOp::Minus
                ) && self.is_safe(operand)
            }
            ExpressionKind::Ternary { condition, yes, no } => {
                self.is_safe(condition) && self.is_safe(yes) && self.is_safe(no)
            }
            ExpressionKind::Convert(convert) => {
                is_primitive(&convert.kind.name) && self.is_safe(&convert.operand)
            }
            ExpressionKind::Index(index) => {
                self.is_safe(&index.target) && self.is_safe(&index.index)
            }
            _ => false,
        }
    }

    fn is_safe_statement(&mut self, statement: &Statement) -> bool {
        let StatementKind::Pipeline(pipeline) = &statement.kind else {
            return false;
        };
        match &*pipeline.elements {
            [Element::Expression(expression)] => {
                !pipeline.background
                    && expression.redirections.is_empty()
                    && self.is_safe(&expression.expression)
            }
            _ => false,
        }
    }
}

fn is_constant(variable: &Variable) -> bool {
    ["true", "false", "null"]
        .iter()
        .any(|name| name.eq_ignore_ascii_case(&variable.name))
}

/// Types of a `TypeCode` of their own.
fn is_primitive(name: &TypeName) -> bool {
    const NAMES: &[&str] = &[
        "bool", "boolean", "byte", "sbyte", "char", "decimal", "double", "float", "single", "int",
        "int32", "int16", "int64", "short", "long", "uint", "uint32", "ushort", "uint16", "ulong",
        "uint64", "string", "datetime",
    ];
    let TypeNameKind::Name { name, .. } = &name.kind else {
        return false;
    };
    let lower = name.to_ascii_lowercase();
    let short = lower.strip_prefix("system.").unwrap_or(&lower);
    NAMES.contains(&short)
}

/// The text of an expression, where script blocks stand for blocks that hold their braces.
pub(crate) fn source_of(text: &str, expression: &Expression, script: &ScriptBlock) -> String {
    struct Blocks(Vec<syntax::Span>);
    impl<'t> Visitor<'t> for Blocks {
        fn enter(&mut self, node: AstNode<'t>, parents: &[AstNode<'t>]) {
            if let AstNode::Expression(expression) = node
                && matches!(expression.kind, ExpressionKind::ScriptBlock(_))
                && parents
                    .iter()
                    .filter(|parent| matches!(parent, AstNode::Script(_)))
                    .count()
                    <= 1
            {
                self.0.push(expression.span);
            }
        }
    }
    let mut blocks = Blocks(Vec::new());
    syntax::visit(script, &mut blocks);
    let span = expression.span;
    let (mut out, mut at) = (String::new(), span.start as usize);
    for block in blocks.0 {
        let (start, end) = (block.start as usize, block.end as usize);
        if start < at || end > span.end as usize {
            continue;
        }
        out.push_str(&text[at..start]);
        out.push_str(&format!("{{{}}}", &text[start..end]));
        at = end;
    }
    out.push_str(&text[at..span.end as usize]);
    out
}
