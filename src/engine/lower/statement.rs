//! Statements.

use super::Lower;
use crate::block::Code;
use crate::program::*;
use object::Symbol;
use std::rc::Rc;
use syntax::ast::{self, StatementKind as Ast};

impl Lower {
    /// Lowers a statement that stands by itself.
    pub(crate) fn statement(&mut self, statement: &ast::Statement) -> Stmt {
        let kind = match &statement.kind {
            Ast::Pipeline(pipeline) => self.pipeline_statement(pipeline),
            Ast::Chain(chain) => self.chain(chain),
            Ast::Assignment(assignment) => match self.assignment(assignment) {
                lowered if says_itself(&lowered) => StmtKind::EffectResult(lowered),
                lowered => StmtKind::Effect(lowered),
            },
            Ast::If { clauses, otherwise } => {
                let clauses = clauses
                    .iter()
                    .map(|(condition, block)| (self.condition(condition), self.block(block)))
                    .collect();
                StmtKind::If(
                    clauses,
                    otherwise.as_ref().map(|block| Box::new(self.block(block))),
                )
            }
            Ast::Switch(switch) => self.switch(switch),
            Ast::ForEach(each) => self.for_each(each),
            Ast::For(each) => self.for_loop(each),
            Ast::While(each) => self.while_loop(each),
            Ast::Try(attempt) => self.attempt(attempt),
            Ast::Data(data) => {
                let slot = data.variable.as_ref().map(|name| self.slot(name).0);
                StmtKind::Data(slot, Box::new(self.block(&data.body)))
            }
            Ast::Function(function) => StmtKind::Function(Code::of_function(
                Rc::clone(function),
                Rc::clone(&self.source),
                Rc::clone(&self.namespaces),
            )),
            // Lowered with the block around it: see `program`.
            Ast::Type(_) => StmtKind::Effect(Expr::Const(object::Value::Null)),
            Ast::Break(label) => {
                StmtKind::Break(label.as_ref().map(|label| Box::new(self.expression(label))))
            }
            Ast::Continue(label) => {
                StmtKind::Continue(label.as_ref().map(|label| Box::new(self.expression(label))))
            }
            Ast::Return(value) if self.in_method => {
                StmtKind::ReturnValue(value.as_ref().map(|value| self.value_of(value)))
            }
            Ast::Return(value) => StmtKind::Return(self.operand(value)),
            Ast::Exit(value) => StmtKind::Exit(self.operand(value)),
            Ast::Throw(value) => StmtKind::Throw(self.operand(value)),
            Ast::WorkflowBlock(_) => StmtKind::Refused(
                "WorkflowNotSupported",
                "Workflow is not supported in PowerShell 6+.",
            ),
            Ast::Trap(_) | Ast::Unsupported | Ast::Error(_) => {
                StmtKind::Refused("ParserError", "The statement is not sound.")
            }
        };
        Stmt {
            span: statement.span,
            kind,
        }
    }

    fn operand(&mut self, value: &Option<Box<ast::Statement>>) -> Option<Box<Stmt>> {
        value.as_ref().map(|value| Box::new(self.statement(value)))
    }

    /// Lowers a statement whose value is wanted: a condition, what `foreach` runs over.
    pub(crate) fn condition(&mut self, statement: &ast::Statement) -> Cond {
        Cond {
            span: statement.span,
            has_command: syntax::holds_command(statement),
            value: self.value_of(statement),
        }
    }

    /// Lowers a statement as an expression.
    pub(crate) fn value_of(&mut self, statement: &ast::Statement) -> Expr {
        if let Some(expression) = single_expression(statement) {
            return self.expression(expression);
        }
        match &statement.kind {
            Ast::Assignment(assignment) => self.assignment(assignment),
            _ => Expr::Capture(Box::new(self.statement(statement))),
        }
    }

    fn pipeline_statement(&mut self, pipeline: &ast::Pipeline) -> StmtKind {
        if let [ast::Element::Expression(element)] = &pipeline.elements[..]
            && element.redirections.is_empty()
            && !pipeline.background
        {
            return self.expression_statement(&element.expression);
        }
        StmtKind::Pipe(Box::new(self.pipe(pipeline)))
    }

    fn expression_statement(&mut self, expression: &ast::Expression) -> StmtKind {
        if let ast::ExpressionKind::Convert(convert) = &expression.kind
            && let ast::TypeNameKind::Name { name, .. } = &convert.kind.name.kind
            && (name.eq_ignore_ascii_case("void") || name.eq_ignore_ascii_case("System.Void"))
        {
            return StmtKind::Effect(self.expression(&convert.operand));
        }
        // `$i++` writes nothing, `($i++)` its value.
        let silent = matches!(
            &expression.kind,
            ast::ExpressionKind::Unary {
                operator: ast::UnaryOp::PreIncrement
                    | ast::UnaryOp::PreDecrement
                    | ast::UnaryOp::PostIncrement
                    | ast::UnaryOp::PostDecrement,
                ..
            }
        );
        let lowered = self.expression(expression);
        if silent {
            StmtKind::Effect(lowered)
        } else if says_itself(&lowered) {
            StmtKind::WriteResult(lowered)
        } else {
            StmtKind::Write(lowered)
        }
    }

    fn chain(&mut self, chain: &ast::Chain) -> StmtKind {
        let right = Stmt {
            span: chain.right.span,
            kind: self.pipeline_statement(&chain.right),
        };
        StmtKind::Chain(Box::new(Chain {
            left: self.statement(&chain.left),
            or: chain.or,
            right,
        }))
    }

    fn for_loop(&mut self, each: &ast::For) -> StmtKind {
        let initial = each
            .initial
            .as_ref()
            .map(|initial| Box::new(self.statement(initial)));
        let condition = each
            .condition
            .as_ref()
            .map(|condition| self.condition(condition));
        let step = each.step.as_ref().map(|step| self.statement(step));
        let repeat = Loop {
            label: symbol(&each.label),
            condition,
            step,
            body: self.block(&each.body),
        };
        StmtKind::For(initial, Box::new(repeat))
    }

    fn while_loop(&mut self, each: &ast::While) -> StmtKind {
        let condition = Some(self.condition(&each.condition));
        let repeat = Box::new(Loop {
            label: symbol(&each.label),
            condition,
            step: None,
            body: self.block(&each.body),
        });
        match each.kind {
            ast::WhileKind::While => StmtKind::While(repeat),
            ast::WhileKind::DoWhile => StmtKind::Do(repeat, false),
            ast::WhileKind::DoUntil => StmtKind::Do(repeat, true),
        }
    }

    fn for_each(&mut self, each: &ast::ForEach) -> StmtKind {
        let variable = self.variable_target(&each.variable, Vec::new());
        let source = self.condition(&each.source);
        let enumerator = self.speaks_of(each.body.span, "foreach");
        let body = self.block(&each.body);
        StmtKind::ForEach(Box::new(ForEach {
            label: symbol(&each.label),
            variable,
            source,
            body,
            enumerator,
        }))
    }

    fn switch(&mut self, switch: &ast::Switch) -> StmtKind {
        let condition = self.condition(&switch.condition);
        let mut spans = switch.clauses.iter().map(|(_, block)| block.span);
        let first = spans
            .next()
            .or(switch.default.as_ref().map(|block| block.span));
        let whole = first.map(|first| spans.fold(first, |all, span| all.to(span)));
        let whole = whole.map(|whole| {
            switch
                .default
                .as_ref()
                .map_or(whole, |block| whole.to(block.span))
        });
        let enumerator = whole.and_then(|span| self.speaks_of(span, "switch"));
        let clauses = switch
            .clauses
            .iter()
            .map(|(test, block)| (self.expression(test), test.span, self.block(block)))
            .collect();
        StmtKind::Switch(Box::new(Switch {
            label: symbol(&switch.label),
            mode: switch.mode,
            case: if switch.case_sensitive {
                ast::Case::Match
            } else {
                ast::Case::Ignore
            },
            file: switch.file,
            condition,
            clauses,
            default: switch.default.as_ref().map(|block| self.block(block)),
            matches: self.slot("Matches").0,
            enumerator,
        }))
    }

    /// The slot of an enumerator variable, if the text in `span` names it at all: nearly none does, and it costs an object.
    fn speaks_of(&mut self, span: syntax::Span, name: &str) -> Option<u32> {
        let text = span.text(&self.source.text).to_ascii_lowercase();
        text.contains(&format!("${name}"))
            .then(|| self.slot(name).0)
    }

    fn attempt(&mut self, attempt: &ast::Try) -> StmtKind {
        let body = self.block(&attempt.body);
        let catches = attempt.catches.iter().map(|catch| {
            let types = catch
                .types
                .iter()
                .map(|kind| self.type_ref(&kind.name))
                .collect();
            (types, self.block(&catch.body))
        });
        let catches = catches.collect();
        StmtKind::Try(Box::new(Try {
            body,
            catches,
            finally: attempt.finally.as_ref().map(|block| self.block(block)),
        }))
    }
}

fn symbol(label: &Option<ast::Text>) -> Option<Symbol> {
    label.as_ref().map(|label| Symbol::of(label))
}

/// The expression that a statement consists of, if it does.
pub(crate) fn single_expression(statement: &ast::Statement) -> Option<&ast::Expression> {
    match &statement.kind {
        Ast::Pipeline(ast::Pipeline {
            elements,
            background: false,
            ..
        }) => match &elements[..] {
            [ast::Element::Expression(element)] if element.redirections.is_empty() => {
                Some(&element.expression)
            }
            _ => None,
        },
        _ => None,
    }
}

/// Whether an expression is at heart a command, or statements: those say themselves whether they succeeded, and `$?` is left to
/// what they said.
fn says_itself(expr: &Expr) -> bool {
    match expr {
        Expr::Assign(node) => says_itself(&node.value),
        Expr::Sub(block) | Expr::Collect(block) => !block.statements.is_empty(),
        Expr::Capture(statement) | Expr::Statement(statement) => {
            !matches!(statement.kind, StmtKind::Write(_) | StmtKind::Effect(_))
        }
        _ => false,
    }
}
