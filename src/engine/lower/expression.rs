//! Expressions.

use super::Lower;
use super::statement::single_expression;
use crate::program::*;
use object::{Str, Symbol, Value};
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;
use syntax::ast::{self, BinaryOp, ExpressionKind as Ast, Number, UnaryOp};

impl Lower {
    /// Lowers an expression.
    pub(crate) fn expression(&mut self, expression: &ast::Expression) -> Expr {
        match &expression.kind {
            Ast::Number(number) => Expr::Const(number_value(number)),
            Ast::String { value, .. } => Expr::Const(Value::str(&**value)),
            Ast::Expandable { parts, .. } => self.expandable(parts),
            Ast::Variable(variable) => self.variable(variable),
            Ast::Type(name) => Expr::Type(Box::new(self.type_ref(name))),
            Ast::ArrayLiteral(items) => {
                Expr::Array(items.iter().map(|item| self.expression(item)).collect())
            }
            Ast::Array(block) => Expr::Collect(Box::new(self.block(block))),
            Ast::Sub(block) => self.sub(block),
            Ast::Paren(statement) => self.value_of(statement),
            Ast::Hashtable(entries) => self.table(entries, false),
            Ast::ScriptBlock(block) => Expr::Block(self.code(block)),
            Ast::Binary(binary) => self.binary(binary.operator, &binary.left, &binary.right),
            Ast::Unary { operator, operand } => self.unary(*operator, operand),
            Ast::Ternary { condition, yes, no } => Expr::Ternary(Box::new((
                self.expression(condition),
                self.expression(yes),
                self.expression(no),
            ))),
            Ast::Convert(convert) => self.convert(&convert.kind, &convert.operand),
            Ast::Attributed { operand, .. } => self.expression(operand),
            Ast::Member(access) => Expr::Member(Box::new(MemberNode {
                target: self.expression(&access.target),
                name: self.member_name(&access.member),
                is_static: access.is_static,
                null_conditional: access.null_conditional,
                cache: RefCell::default(),
            })),
            Ast::Invoke(invoke) => Expr::Invoke(Box::new(InvokeNode {
                target: self.expression(&invoke.target),
                name: self.member_name(&invoke.member),
                is_static: invoke.is_static,
                null_conditional: invoke.null_conditional,
                arguments: invoke
                    .arguments
                    .iter()
                    .map(|argument| self.expression(argument))
                    .collect(),
                generics: invoke
                    .generics
                    .iter()
                    .map(|name| self.type_ref(name))
                    .collect(),
                cache: RefCell::default(),
            })),
            Ast::Index(access) => Expr::Index(Box::new(IndexNode {
                target: self.expression(&access.target),
                index: self.expression(&access.index),
                null_conditional: access.null_conditional,
            })),
            Ast::Using(inner) => Expr::Using(Box::new(self.expression(inner))),
            Ast::Error(_) => Expr::Const(Value::Null),
        }
    }

    fn sub(&mut self, block: &ast::Block) -> Expr {
        match &block.statements[..] {
            // Nothing inside is null, an object in a pipeline.
            [] => Expr::Const(Value::Null),
            [statement] if block.traps.is_empty() && is_scalar(statement) => {
                self.value_of(statement)
            }
            _ => Expr::Sub(Box::new(self.block(block))),
        }
    }

    fn expandable(&mut self, parts: &[ast::StringPart]) -> Expr {
        let parts = parts.iter().map(|part| match part {
            ast::StringPart::Text(text) => Part::Text(Str::from(&**text)),
            ast::StringPart::Expression(expression) => Part::Value(self.expression(expression)),
        });
        Expr::Expand(parts.collect())
    }

    pub(crate) fn variable(&mut self, variable: &ast::Variable) -> Expr {
        let name = &*variable.name;
        if name.eq_ignore_ascii_case("true") {
            return Expr::Const(Value::Bool(true));
        }
        if name.eq_ignore_ascii_case("false") {
            return Expr::Const(Value::Bool(false));
        }
        if name.eq_ignore_ascii_case("null") {
            return Expr::Const(Value::Null);
        }
        if let Some(automatic) = automatic(name) {
            return Expr::Automatic(automatic);
        }
        if self.layout.find(Symbol::of(name)).is_none()
            && let Some(text) = self.script_path(name)
        {
            return Expr::Const(Value::Str(text));
        }
        if let Some((qualifier, rest)) = qualified(name) {
            return Expr::Scoped(qualifier, Symbol::of(rest));
        }
        if let Some((drive, path)) = name.split_once(':') {
            return Expr::Drive(Box::new((Str::from(drive), Str::from(path))));
        }
        let (slot, symbol) = self.slot(name);
        Expr::Local(slot, symbol)
    }

    /// `$PSScriptRoot` and `$PSCommandPath` tell where the text that names them stands.
    fn script_path(&self, name: &str) -> Option<Str> {
        let root = name.eq_ignore_ascii_case("PSScriptRoot");
        if !root && !name.eq_ignore_ascii_case("PSCommandPath") {
            return None;
        }
        let Some(path) = &self.source.path else {
            return Some(Str::default());
        };
        let folder = std::path::Path::new(&**path)
            .parent()
            .map(|folder| folder.to_string_lossy().into_owned());
        Some(if root {
            Str::from(folder.unwrap_or_default())
        } else {
            Str::from(&**path)
        })
    }

    fn member_name(&mut self, member: &ast::Expression) -> MemberName {
        match &member.kind {
            Ast::String { value, .. } => MemberName::Word(Str::from(&**value), Symbol::of(value)),
            _ => MemberName::Value(self.expression(member)),
        }
    }

    fn table(&mut self, entries: &[(ast::Expression, ast::Statement)], ordered: bool) -> Expr {
        let entries = entries
            .iter()
            .map(|(key, value)| (self.expression(key), self.value_of(value)))
            .collect();
        Expr::Table(Box::new(TableNode { ordered, entries }))
    }

    fn convert(&mut self, kind: &ast::TypeConstraint, operand: &ast::Expression) -> Expr {
        if let (ast::TypeNameKind::Name { name, .. }, Ast::Hashtable(entries)) =
            (&kind.name.kind, &operand.kind)
        {
            if name.eq_ignore_ascii_case("ordered") {
                return self.table(entries, true);
            }
            let custom = [
                "pscustomobject",
                "psobject",
                "System.Management.Automation.PSCustomObject",
            ];
            if custom[..1]
                .iter()
                .chain(&custom[2..])
                .any(|wanted| name.eq_ignore_ascii_case(wanted))
                && let Some(record) = self.record(entries)
            {
                return record;
            }
        }
        Expr::Convert(Box::new((
            self.type_ref(&kind.name),
            self.expression(operand),
        )))
    }

    /// `[pscustomobject]@{}` whose names are constants that differ; anything else goes through a hashtable.
    fn record(&mut self, entries: &[(ast::Expression, ast::Statement)]) -> Option<Expr> {
        let mut names = Vec::new();
        let mut seen = Vec::new();
        for (key, _) in entries {
            let Ast::String { value, .. } = &key.kind else {
                return None;
            };
            let symbol = Symbol::of(value);
            if seen.contains(&symbol)
                || value.is_empty()
                || value.eq_ignore_ascii_case("PSTypeName")
            {
                return None;
            }
            seen.push(symbol);
            names.push(Str::from(&**value));
        }
        let values = entries
            .iter()
            .map(|(_, value)| self.value_of(value))
            .collect();
        Some(Expr::Record(Box::new(RecordNode {
            names,
            values,
            shape: OnceCell::new(),
        })))
    }

    fn binary(&mut self, op: BinaryOp, left: &ast::Expression, right: &ast::Expression) -> Expr {
        let matches = matches!(op, BinaryOp::Match(_) | BinaryOp::NotMatch(_))
            .then(|| self.slot("Matches").0);
        let (left, right) = (self.expression(left), self.expression(right));
        match op {
            BinaryOp::And => Expr::And(Box::new((left, right))),
            BinaryOp::Or => Expr::Or(Box::new((left, right))),
            BinaryOp::Coalesce => Expr::Coalesce(Box::new((left, right))),
            // What a pipeline brings is wrapped, whatever it is.
            BinaryOp::Is | BinaryOp::IsNot
                if matches!(left, Expr::Automatic(Automatic::Item)) && is_wrapper(&right) =>
            {
                let op = match op {
                    BinaryOp::Is => BinaryOp::NotEqual(ast::Case::Ignore),
                    _ => BinaryOp::Equal(ast::Case::Ignore),
                };
                let null = Expr::Const(Value::Null);
                Expr::Binary(Box::new(Binary {
                    op,
                    left: null,
                    right: left,
                }))
            }
            op if is_arithmetic(op) && is_plain(&left) && is_plain(&right) => fold(op, left, right),
            op => {
                let binary = Binary { op, left, right };
                match matches {
                    Some(slot) => Expr::Match(Box::new((binary, slot))),
                    None => Expr::Binary(Box::new(binary)),
                }
            }
        }
    }

    fn unary(&mut self, op: UnaryOp, operand: &ast::Expression) -> Expr {
        match op {
            UnaryOp::Not => Expr::Not(Box::new(self.expression(operand))),
            UnaryOp::PreIncrement
            | UnaryOp::PreDecrement
            | UnaryOp::PostIncrement
            | UnaryOp::PostDecrement => self.increment(op, operand),
            UnaryOp::Minus => match self.expression(operand) {
                Expr::Const(Value::Int(n)) if n != i32::MIN => Expr::Const(Value::Int(-n)),
                Expr::Const(Value::Double(x)) => Expr::Const(Value::Double(-x)),
                operand => Expr::Unary(op, Box::new(operand)),
            },
            op => Expr::Unary(op, Box::new(self.expression(operand))),
        }
    }
}

/// Operators that the numeric path knows.
fn is_arithmetic(op: BinaryOp) -> bool {
    use BinaryOp::*;
    matches!(
        op,
        Add | Subtract
            | Multiply
            | Divide
            | Remainder
            | BitAnd
            | BitOr
            | BitXor
            | ShiftLeft
            | ShiftRight
            | Equal(_)
            | NotEqual(_)
            | Less(_)
            | LessOrEqual(_)
            | Greater(_)
            | GreaterOrEqual(_)
    )
}

/// Whether evaluating it twice does no harm, so that the numeric path may give up halfway.
fn is_plain(expr: &Expr) -> bool {
    match expr {
        Expr::Const(_) | Expr::Local(..) | Expr::Arith(_) | Expr::Automatic(Automatic::Item) => {
            true
        }
        Expr::Index(node) => is_element(node),
        Expr::Unary(UnaryOp::Minus | UnaryOp::BitNot, operand) => is_plain(operand),
        Expr::Convert(node) => is_plain(&node.1),
        Expr::Member(node) => {
            let MemberName::Word(name, _) = &node.name else {
                return false;
            };
            !node.is_static
                && !node.null_conditional
                && matches!(node.target, Expr::Local(..))
                && (name.eq_ignore_ascii_case("Length") || name.eq_ignore_ascii_case("Count"))
        }
        _ => false,
    }
}

/// An element of a variable, or of an element of it.
fn is_element(node: &IndexNode) -> bool {
    let index = match &node.index {
        Expr::Array(indexes) => indexes.iter().all(is_plain),
        index => is_plain(index),
    };
    index
        && !node.null_conditional
        && match &node.target {
            Expr::Local(..) => true,
            Expr::Index(outer) => is_element(outer),
            _ => false,
        }
}

/// Folds what is constant: only plain integer results that fit, which are the same at any time.
fn fold(op: BinaryOp, left: Expr, right: Expr) -> Expr {
    if let (Expr::Const(Value::Int(a)), Expr::Const(Value::Int(b))) = (&left, &right) {
        let folded = match op {
            BinaryOp::Add => a.checked_add(*b),
            BinaryOp::Subtract => a.checked_sub(*b),
            BinaryOp::Multiply => a.checked_mul(*b),
            _ => None,
        };
        if let Some(value) = folded {
            return Expr::Const(Value::Int(value));
        }
    }
    Expr::Arith(Box::new(Arith { op, left, right }))
}

/// A statement that gives exactly one object if it is evaluated as a value, so that `$( )` around it changes nothing.
fn is_scalar(statement: &ast::Statement) -> bool {
    match single_expression(statement).map(|expression| &expression.kind) {
        // Operators fail: the statements of `$( )` end with their error, the text around goes on.
        Some(Ast::Expandable { .. } | Ast::String { .. } | Ast::Number(_)) => true,
        _ => false,
    }
}

/// Automatic variables that the engine keeps elsewhere than in slots.
pub(crate) fn automatic(name: &str) -> Option<Automatic> {
    const NAMES: &[(&str, Automatic)] = &[
        ("_", Automatic::Item),
        ("PSItem", Automatic::Item),
        ("args", Automatic::Args),
        ("input", Automatic::Input),
        ("PSBoundParameters", Automatic::BoundParameters),
        ("MyInvocation", Automatic::MyInvocation),
        ("PSCmdlet", Automatic::Cmdlet),
        ("?", Automatic::Success),
        ("Error", Automatic::Error),
        ("global:Error", Automatic::Error),
        ("ExecutionContext", Automatic::ExecutionContext),
        ("StackTrace", Automatic::StackTrace),
    ];
    NAMES
        .iter()
        .find(|(wanted, _)| name.eq_ignore_ascii_case(wanted))
        .map(|(_, automatic)| *automatic)
}

/// `global:x` and its like, taken apart. `variable:x` is the plain variable.
pub(crate) fn qualified(name: &str) -> Option<(Qualifier, &str)> {
    let (scope, rest) = name.split_once(':')?;
    let scopes = [
        ("global", Qualifier::Global),
        ("script", Qualifier::Script),
        ("local", Qualifier::Local),
        ("private", Qualifier::Private),
    ];
    scopes
        .iter()
        .find(|(word, _)| scope.eq_ignore_ascii_case(word))
        .map(|(_, qualifier)| (*qualifier, rest))
}

/// The value of a number literal.
pub(crate) fn number_value(number: &Number) -> Value {
    match number {
        Number::SByte(n) => Value::SByte(*n),
        Number::Byte(n) => Value::Byte(*n),
        Number::Short(n) => Value::Short(*n),
        Number::UShort(n) => Value::UShort(*n),
        Number::Int(n) => Value::Int(*n),
        Number::UInt(n) => Value::UInt(*n),
        Number::Long(n) => Value::Long(*n),
        Number::ULong(n) => Value::ULong(*n),
        Number::Double(x) => Value::Double(*x),
        Number::Decimal(d) => Value::Decimal(*d),
        Number::BigInt(n) => Value::BigInt(Rc::new((**n).clone())),
    }
}

/// Whether an expression is the type `PSObject`, by one of its names.
fn is_wrapper(expr: &Expr) -> bool {
    let Expr::Type(name) = expr else {
        return false;
    };
    let name = crate::types::written(&name.name);
    [
        "psobject",
        "pscustomobject",
        "System.Management.Automation.PSObject",
    ]
    .iter()
    .any(|known| known.eq_ignore_ascii_case(&name))
}
