//! The flow through a method: does every way return, and is every variable assigned before it is read?
//!
//! A graph of basic blocks, as PowerShell's `VariableAnalysis` builds it: a loop may run not at all, any statement of a `try` may throw, any
//! command in a loop may leave it.

use super::graph::{EXIT, Flow, Loop, key};
use super::known;
use crate::ast::*;
use crate::span::Span;

/// What there is to know about a method.
pub(super) struct Analysis {
    pub always_returns: bool,
    pub unassigned: Vec<Span>,
}

/// Analyzes the flow through a method.
pub(super) fn analyze(method: &MethodMember) -> Analysis {
    let mut flow = Flow::default();
    flow.new_block(false);
    flow.new_block(true);
    for parameter in &method.parameters {
        flow.assign(&parameter.name.name);
        if parameter.attributes.len() > 1 {
            flow.dynamic.insert(key(&parameter.name.name));
        }
    }
    let body = &method.body;
    for block in [&body.dynamic_param, &body.begin, &body.process, &body.end]
        .into_iter()
        .flatten()
    {
        flow.statements(&block.statements);
    }
    flow.flows(flow.current, EXIT);
    let exit = &flow.blocks[EXIT];
    let ends = |from: &usize| flow.blocks[*from].leaves || flow.blocks[*from].unreachable;
    Analysis {
        always_returns: exit.from.iter().all(ends),
        unassigned: flow.unassigned(),
    }
}

/// The method declares no value: it has no type, or `[void]`.
pub(super) fn returns_nothing(method: &MethodMember) -> bool {
    method
        .returns
        .as_ref()
        .is_none_or(|returns| known::is_void(&returns.name))
}

impl<'t> Flow<'t> {
    fn statements(&mut self, statements: &'t [Statement]) {
        statements
            .iter()
            .for_each(|statement| self.statement(statement));
    }

    fn statement(&mut self, statement: &'t Statement) {
        match &statement.kind {
            StatementKind::Pipeline(pipeline) => self.pipeline(pipeline),
            StatementKind::Chain(chain) => {
                self.statement(&chain.left);
                self.pipeline(&chain.right);
            }
            StatementKind::Assignment(assignment) => self.assignment(assignment),
            StatementKind::If { clauses, otherwise } => {
                self.if_statement(clauses, otherwise.as_deref())
            }
            StatementKind::Switch(switch) => self.switch(switch),
            StatementKind::Try(attempt) => {
                self.try_statement(&attempt.body, &attempt.catches, attempt.finally.as_ref())
            }
            StatementKind::Data(data) => {
                self.statements(&data.body.statements);
                data.variable.iter().for_each(|name| self.assign(name));
            }
            StatementKind::Break(label) => self.jump(label.as_deref(), |target| target.break_to),
            StatementKind::Continue(label) => {
                self.jump(label.as_deref(), |target| target.continue_to)
            }
            StatementKind::Return(value)
            | StatementKind::Exit(value)
            | StatementKind::Throw(value) => {
                value.iter().for_each(|value| self.statement(value));
                self.flow_to(EXIT);
                self.blocks[self.current].leaves = true;
                self.current = self.block();
            }
            StatementKind::WorkflowBlock(body) => self.statements(&body.statements),
            kind => self.loop_statement(kind),
        }
    }

    fn loop_statement(&mut self, kind: &'t StatementKind) {
        match kind {
            StatementKind::ForEach(each) => {
                let behind = self.block();
                let condition = |flow: &mut Self| {
                    flow.statement(&each.source);
                    // The loop might not run at all.
                    flow.flow_to(behind);
                    flow.assign("foreach");
                    flow.assign(&each.variable.name);
                };
                self.while_loop(each.label.as_deref(), Some(&condition), None, &|flow| {
                    flow.statements(&each.body.statements)
                });
                self.flow_to(behind);
                self.current = behind;
            }
            StatementKind::For(each) => {
                each.initial.iter().for_each(|part| self.statement(part));
                let test = |flow: &mut Self| {
                    each.condition
                        .iter()
                        .for_each(|condition| flow.statement(condition))
                };
                let test: Option<&dyn Fn(&mut Self)> = if each.condition.is_some() {
                    Some(&test)
                } else {
                    None
                };
                self.while_loop(each.label.as_deref(), test, each.step.as_ref(), &|flow| {
                    flow.statements(&each.body.statements)
                });
            }
            StatementKind::While(each) if each.kind == WhileKind::While => {
                let test = |flow: &mut Self| flow.statement(&each.condition);
                self.while_loop(each.label.as_deref(), Some(&test), None, &|flow| {
                    flow.statements(&each.body.statements)
                });
            }
            StatementKind::While(each) => {
                self.do_loop(each.label.as_deref(), &each.body, &each.condition)
            }
            _ => {}
        }
    }

    fn if_statement(&mut self, clauses: &'t [(Statement, Block)], otherwise: Option<&'t Block>) {
        let behind = self.block();
        if otherwise.is_none() {
            self.flow_to(behind);
        }
        for (i, (condition, body)) in clauses.iter().enumerate() {
            let is_last = i + 1 == clauses.len() && otherwise.is_none();
            let clause = self.block();
            let next = if is_last { behind } else { self.block() };
            self.statement(condition);
            self.flow_to(clause);
            self.flow_to(next);
            self.current = clause;
            self.statements(&body.statements);
            self.flow_to(behind);
            self.current = next;
        }
        if let Some(otherwise) = otherwise {
            self.statements(&otherwise.statements);
            self.flow_to(behind);
        }
        self.current = behind;
    }

    fn switch(&mut self, switch: &'t Switch) {
        let condition = |flow: &mut Self| {
            flow.statement(&switch.condition);
            flow.assign("switch");
        };
        let body = |flow: &mut Self| {
            let behind = flow.block();
            for (i, (condition, body)) in switch.clauses.iter().enumerate() {
                let is_last = i + 1 == switch.clauses.len() && switch.default.is_none();
                let clause = flow.block();
                let next = if is_last { behind } else { flow.block() };
                flow.expression(condition);
                flow.flow_to(next);
                flow.flow_to(clause);
                flow.current = clause;
                flow.statements(&body.statements);
                if !is_last {
                    flow.flow_to(next);
                    flow.current = next;
                }
            }
            if let Some(default) = &switch.default {
                flow.flow_to(behind);
                flow.statements(&default.statements);
            }
            flow.flow_to(behind);
            flow.current = behind;
        };
        self.while_loop(switch.label.as_deref(), Some(&condition), None, &body);
    }

    fn while_loop(
        &mut self,
        label: Option<&'t str>,
        condition: Option<&dyn Fn(&mut Self)>,
        step: Option<&'t Statement>,
        body: &dyn Fn(&mut Self),
    ) {
        let continue_to = self.block();
        match step {
            Some(step) => {
                let behind = self.block();
                self.flow_to(behind);
                self.current = continue_to;
                self.statement(step);
                self.flow_to(behind);
                self.current = behind;
            }
            None => {
                self.flow_to(continue_to);
                self.current = continue_to;
            }
        }
        let start = self.block();
        let break_to = self.block();
        if let Some(condition) = condition {
            condition(self);
            self.flow_to(break_to);
        }
        self.loops.push(Loop {
            label: label.unwrap_or(""),
            break_to,
            continue_to,
        });
        self.flow_to(start);
        self.current = start;
        body(self);
        self.flow_to(continue_to);
        self.current = break_to;
        self.loops.pop();
    }

    fn do_loop(&mut self, label: Option<&'t str>, body: &'t Block, condition: &'t Statement) {
        let (continue_to, start, break_to, repeat) =
            (self.block(), self.block(), self.block(), self.block());
        self.loops.push(Loop {
            label: label.unwrap_or(""),
            break_to,
            continue_to,
        });
        self.flow_to(start);
        self.current = start;
        self.statements(&body.statements);
        self.flow_to(continue_to);
        self.current = continue_to;
        self.statement(condition);
        self.flow_to(break_to);
        self.flow_to(repeat);
        self.current = repeat;
        self.flow_to(start);
        self.current = break_to;
        self.loops.pop();
    }

    fn try_statement(&mut self, body: &'t Block, catches: &'t [Catch], finally: Option<&'t Block>) {
        let before = self.current;
        self.current = self.block();
        self.flows(before, self.current);
        self.statements(&body.statements);
        let end_of_try = self.current;
        let finally_start = finally.map(|_| self.block());
        let behind = self.block();
        for clause in catches {
            self.current = self.block();
            self.flows(before, self.current);
            self.statements(&clause.body.statements);
            self.flow_to(finally_start.unwrap_or(behind));
        }
        let (Some(start), Some(finally)) = (finally_start, finally) else {
            self.flows(end_of_try, behind);
            self.current = behind;
            return;
        };
        self.flows(end_of_try, start);
        self.current = start;
        self.statements(&finally.statements);
        self.flow_to(behind);
        if !catches.iter().any(|clause| clause.types.is_empty()) {
            let end = self.current;
            self.flows(before, start);
            let rethrow = self.block();
            self.flows(end, rethrow);
            self.blocks[rethrow].leaves = true;
            self.flows(rethrow, EXIT);
        }
        self.current = behind;
    }

    fn jump(&mut self, label: Option<&'t Expression>, target: fn(&Loop<'t>) -> usize) {
        let to = match label.map(|label| &label.kind) {
            None => self.loops.last().map(target),
            Some(ExpressionKind::String { value, .. }) => self
                .loops
                .iter()
                .rev()
                .find(|around| around.label.eq_ignore_ascii_case(value))
                .map(target),
            Some(_) => None,
        };
        label.iter().for_each(|label| self.expression(label));
        match to {
            Some(to) => self.flow_to(to),
            None => {
                self.flow_to(EXIT);
                self.blocks[self.current].leaves = true;
            }
        }
        self.current = self.block();
    }

    fn pipeline(&mut self, pipeline: &'t Pipeline) {
        let mut invokes = false;
        for element in &pipeline.elements {
            let redirections = match element {
                Element::Expression(element) => {
                    self.expression(&element.expression);
                    &element.redirections
                }
                Element::Command(command) => {
                    invokes = true;
                    for element in &command.elements {
                        match element {
                            CommandElement::Argument(argument) => self.expression(argument),
                            CommandElement::Parameter { argument, .. } => argument
                                .iter()
                                .for_each(|argument| self.expression(argument)),
                        }
                    }
                    &command.redirections
                }
            };
            for redirection in redirections {
                if let RedirectTo::File { target, .. } = &redirection.to {
                    self.expression(target);
                }
            }
        }
        if !invokes || self.loops.is_empty() {
            return;
        }
        // A command may break out of any loop around.
        let targets: Vec<usize> = self
            .loops
            .iter()
            .flat_map(|around| [around.break_to, around.continue_to])
            .collect();
        targets.into_iter().for_each(|target| self.flow_to(target));
        let next = self.block();
        self.flow_to(next);
        self.current = next;
    }

    fn assignment(&mut self, assignment: &'t Assignment) {
        self.statement(&assignment.value);
        self.target(&assignment.target);
    }

    fn target(&mut self, target: &'t Expression) {
        match &target.kind {
            ExpressionKind::ArrayLiteral(elements) => {
                return elements.iter().for_each(|element| self.target(element));
            }
            ExpressionKind::Paren(inner) => {
                if let Some(inner) = super::assign::pure_expression(inner) {
                    return self.target(inner);
                }
            }
            _ => {}
        }
        let mut inner = target;
        let mut converts = 0;
        let mut attributed = false;
        loop {
            inner = match &inner.kind {
                ExpressionKind::Convert(convert) => &convert.operand,
                ExpressionKind::Attributed { operand, .. } => {
                    attributed = true;
                    operand
                }
                _ => break,
            };
            converts += 1;
        }
        let ExpressionKind::Variable(variable) = &inner.kind else {
            return self.expression(target);
        };
        if converts > 0 {
            self.dynamic.insert(key(&variable.name));
        }
        if !attributed && converts <= 1 {
            self.assign(&variable.name);
        }
    }

    fn expression(&mut self, expression: &'t Expression) {
        match &expression.kind {
            ExpressionKind::Variable(variable) => self.read(variable),
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
            ExpressionKind::Array(block) | ExpressionKind::Sub(block) => {
                self.statements(&block.statements)
            }
            ExpressionKind::Paren(inner) => self.statement(inner),
            ExpressionKind::Hashtable(entries) => {
                for (key, value) in entries {
                    self.expression(key);
                    self.statement(value);
                }
            }
            ExpressionKind::Unary { operand, .. } | ExpressionKind::Attributed { operand, .. } => {
                self.expression(operand)
            }
            ExpressionKind::Convert(convert) => self.expression(&convert.operand),
            ExpressionKind::Binary(binary) => match binary.operator {
                BinaryOp::And | BinaryOp::Or => self.short_circuit(&binary.left, &binary.right),
                _ => {
                    self.expression(&binary.left);
                    self.expression(&binary.right);
                }
            },
            ExpressionKind::Ternary { condition, yes, no } => self.ternary(condition, yes, no),
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

    fn short_circuit(&mut self, left: &'t Expression, right: &'t Expression) {
        self.expression(left);
        let (behind, next) = (self.block(), self.block());
        self.flow_to(behind);
        self.flow_to(next);
        self.current = next;
        self.expression(right);
        self.flow_to(behind);
        self.current = behind;
    }

    fn ternary(&mut self, condition: &'t Expression, yes: &'t Expression, no: &'t Expression) {
        self.expression(condition);
        let behind = self.block();
        let start = self.current;
        for branch in [yes, no] {
            self.current = self.block();
            self.flows(start, self.current);
            self.expression(branch);
            self.flow_to(behind);
        }
        self.current = behind;
    }
}
