//! Loops: foreach, for, while, do.

use crate::argument::Context;
use crate::ast::*;
use crate::parser::{Parser, after, join};
use crate::recover::broken_statement;
use crate::span::Span;
use crate::token::{Lexeme, TokenKind};
use TokenKind::*;

impl<'s> Parser<'s> {
    /// foreach-statement = "foreach" { parameter } "(" variable "in" pipeline-chain ")" statement-block
    pub fn foreach_statement(&mut self, label: Option<Lexeme>, token: Lexeme) -> Statement {
        let start = self.at(label.unwrap_or(token));
        self.skip_newlines();
        let (parallel, throttled, mut broken) = self.foreach_parameters();
        let open = self.next();
        if open.kind != LParen {
            self.unget(open);
            let span = self.at(token);
            self.report_incomplete(
                after(span),
                "MissingOpenParenthesisAfterKeyword",
                &["foreach"],
            );
            return broken_statement(join(start, span), Vec::new());
        }
        self.skip_newlines();
        let name = self.next();
        if !matches!(name.kind, Variable | SplattedVariable) {
            self.unget(name);
            let span = self.at(open);
            self.report_incomplete(after(span), "MissingVariableNameAfterForeach", &[]);
            return broken_statement(join(start, span), Vec::new());
        }
        let variable = self.variable(name);
        self.skip_newlines();
        let (source, body) = self.foreach_rest(&variable, &mut broken);
        match (broken, source, body) {
            (None, Some(source), Some(body)) => {
                let span = join(start, body.span);
                self.suspect |= parallel || throttled;
                if throttled {
                    self.throttled.push(span);
                }
                let label = self.label_text(label);
                Statement {
                    span,
                    kind: StatementKind::ForEach(Box::new(ForEach {
                        label,
                        parallel,
                        variable,
                        source,
                        body,
                    })),
                }
            }
            (broken, source, body) => {
                let name = Expression {
                    span: variable.span,
                    kind: ExpressionKind::Variable(variable),
                };
                let mut parts = vec![Node::Expression(name)];
                parts.extend(source.map(Node::Statement));
                parts.extend(body.map(Node::Block));
                broken_statement(join(start, broken.unwrap_or(start)), parts)
            }
        }
    }

    /// The parameters of `foreach`, which only workflows had.
    fn foreach_parameters(&mut self) -> (bool, bool, Option<Span>) {
        let (mut parallel, mut throttled, mut broken) = (false, false, None);
        loop {
            let parameter = self.peek();
            if parameter.kind != Parameter {
                return (parallel, throttled, broken);
            }
            self.skip();
            let span = self.at(parameter);
            if self.is_parameter(parameter, "parallel") {
                parallel = true;
            } else if self.is_parameter(parameter, "throttlelimit") {
                self.skip_newlines();
                throttled = true;
                if self.single_argument(Context::Argument).is_none() {
                    throttled = false;
                    self.report_incomplete(after(span), "MissingThrottleLimit", &[]);
                }
            } else {
                broken = Some(span);
                let name = self.parameter_name(parameter);
                self.report(span, "InvalidForeachFlag", &[name]);
            }
            self.skip_newlines();
        }
    }

    fn foreach_rest(
        &mut self,
        variable: &crate::ast::Variable,
        broken: &mut Option<Span>,
    ) -> (Option<Statement>, Option<Block>) {
        let in_token = self.next();
        if in_token.kind != In {
            self.unget(in_token);
            *broken = Some(variable.span);
            self.report_incomplete(after(variable.span), "MissingInInForeach", &[]);
            return (None, None);
        }
        self.skip_newlines();
        let Some(source) = self.pipeline_chain() else {
            let span = self.at(in_token);
            *broken = Some(span);
            self.report_incomplete(after(span), "MissingForeachExpression", &[]);
            return (None, None);
        };
        self.skip_newlines();
        let close = self.next();
        if close.kind != RParen {
            self.unget(close);
            *broken = Some(source.span);
            self.report_incomplete(after(source.span), "MissingEndParenthesisAfterForeach", &[]);
            return (Some(source), None);
        }
        let body = self.statement_block();
        if body.is_none() {
            let span = self.at(close);
            *broken = Some(span);
            self.report_incomplete(after(span), "MissingForeachStatement", &[]);
        }
        (Some(source), body)
    }

    /// for-statement = "for" "(" [ pipeline-chain ] [ ";" ] [ pipeline-chain ] [ ";" ] [ pipeline-chain ] ")" statement-block
    pub fn for_statement(&mut self, label: Option<Lexeme>, token: Lexeme) -> Statement {
        let start = self.at(label.unwrap_or(token));
        self.skip_newlines();
        let open = self.next();
        if open.kind != LParen {
            self.unget(open);
            let span = self.at(token);
            self.report_incomplete(after(span), "MissingOpenParenthesisAfterKeyword", &["for"]);
            return broken_statement(join(start, span), Vec::new());
        }
        let mut end = None;
        let initial = self.for_part(&mut end, true);
        let condition = self.for_part(&mut end, true);
        let step = self.for_part(&mut end, false);
        self.skip_newlines();
        let close = self.next();
        let mut body = None;
        if close.kind != RParen {
            self.unget(close);
            let span = *end.get_or_insert(self.at(open));
            self.report_incomplete(after(span), "MissingEndParenthesisAfterStatement", &["for"]);
        } else {
            body = self.statement_block();
            if body.is_none() {
                let span = self.at(close);
                end = Some(span);
                self.report_incomplete(after(span), "MissingLoopStatement", &["for"]);
            }
        }
        let Some(body) = body else {
            let parts = [initial, condition, step]
                .into_iter()
                .flatten()
                .map(Node::Statement)
                .collect();
            return broken_statement(join(start, end.unwrap_or(start)), parts);
        };
        let label = self.label_text(label);
        Statement {
            span: join(start, body.span),
            kind: StatementKind::For(Box::new(crate::ast::For {
                label,
                initial,
                condition,
                step,
                body,
            })),
        }
    }

    fn for_part(&mut self, end: &mut Option<Span>, terminated: bool) -> Option<Statement> {
        self.skip_newlines();
        let part = self.pipeline_chain();
        if let Some(part) = &part {
            *end = Some(part.span);
        }
        if terminated && self.peek_kind() == Semi {
            let semicolon = self.next();
            *end = Some(self.at(semicolon));
        }
        part
    }

    /// while-statement = "while" "(" pipeline-chain ")" statement-block
    pub fn while_statement(&mut self, label: Option<Lexeme>, token: Lexeme) -> Statement {
        let start = self.at(label.unwrap_or(token));
        self.skip_newlines();
        let open = self.next();
        if open.kind != LParen {
            self.unget(open);
            let (span, text) = (self.at(token), self.text_of(token));
            self.report_incomplete(after(span), "MissingOpenParenthesisAfterKeyword", &[text]);
            return broken_statement(join(start, span), Vec::new());
        }
        self.skip_newlines();
        let condition = self.pipeline_chain().unwrap_or_else(|| {
            let span = after(self.at(open));
            self.report_incomplete(span, "MissingExpressionAfterKeyword", &["while"]);
            broken_statement(span, Vec::new())
        });
        self.skip_newlines();
        let close = self.next();
        if close.kind != RParen {
            self.unget(close);
            if !condition.is_broken() {
                self.report_incomplete(
                    after(condition.span),
                    "MissingEndParenthesisAfterStatement",
                    &["while"],
                );
            }
            return broken_statement(
                join(start, condition.span),
                vec![Node::Statement(condition)],
            );
        }
        self.skip_newlines();
        let Some(body) = self.statement_block() else {
            let span = self.at(close);
            self.report_incomplete(after(span), "MissingLoopStatement", &["while"]);
            return broken_statement(join(start, span), vec![Node::Statement(condition)]);
        };
        let label = self.label_text(label);
        Statement {
            span: join(start, body.span),
            kind: StatementKind::While(Box::new(crate::ast::While {
                label,
                kind: WhileKind::While,
                condition,
                body,
            })),
        }
    }

    /// do-statement = "do" statement-block ( "while" | "until" ) "(" pipeline-chain ")"
    pub fn do_statement(&mut self, label: Option<Lexeme>, token: Lexeme) -> Statement {
        let start = self.at(label.unwrap_or(token));
        let Some(body) = self.statement_block() else {
            let span = self.at(token);
            self.report_incomplete(after(span), "MissingLoopStatement", &["do"]);
            return broken_statement(join(start, span), Vec::new());
        };
        self.skip_newlines();
        let word = self.next();
        if !matches!(word.kind, While | Until) {
            self.unget(word);
            self.report_incomplete(after(body.span), "MissingWhileOrUntilInDoWhile", &[]);
            return broken_statement(join(start, body.span), vec![Node::Block(body)]);
        }
        let (condition, end) = self.do_condition(word);
        let Ok(end) = end else {
            let mut parts = vec![Node::Block(body)];
            parts.extend(condition.map(Node::Statement));
            return broken_statement(join(start, end.unwrap_or_else(|end| end)), parts);
        };
        let condition = condition.unwrap_or_else(|| broken_statement(end, Vec::new()));
        let label = self.label_text(label);
        let kind = if word.kind == Until {
            WhileKind::DoUntil
        } else {
            WhileKind::DoWhile
        };
        Statement {
            span: join(start, end),
            kind: StatementKind::While(Box::new(crate::ast::While {
                label,
                kind,
                condition,
                body,
            })),
        }
    }

    /// The condition behind a body; then where it ends, or where the statement broke off.
    fn do_condition(&mut self, word: Lexeme) -> (Option<Statement>, Result<Span, Span>) {
        let name = word.kind.text();
        self.skip_newlines();
        let open = self.next();
        if open.kind != LParen {
            self.unget(open);
            let span = self.at(word);
            self.report_incomplete(after(span), "MissingOpenParenthesisAfterKeyword", &[name]);
            return (None, Err(span));
        }
        self.skip_newlines();
        let condition = self.pipeline_chain();
        let mut broken = None;
        if condition.is_none() {
            let span = self.at(open);
            broken = Some(span);
            self.report_incomplete(after(span), "MissingExpressionAfterKeyword", &[name]);
        }
        self.skip_newlines();
        let close = self.next();
        if close.kind != RParen {
            self.unget(close);
            if let Some(condition) = &condition {
                broken = Some(condition.span);
                self.report_incomplete(
                    after(condition.span),
                    "MissingEndParenthesisAfterStatement",
                    &[name],
                );
            }
        }
        (condition, broken.map_or(Ok(self.at(close)), Err))
    }
}
