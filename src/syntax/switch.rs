//! The `switch` statement.

use crate::argument::Context;
use crate::ast::*;
use crate::parser::{Parser, after, join};
use crate::recover::broken_statement;
use crate::span::Span;
use crate::token::{Lexeme, TokenKind};

/// A switch as far as it has been read.
struct Draft {
    start: Span,
    /// The last thing that is surely part of the statement.
    end: Span,
    broken: bool,
    /// The last error could be mended by more input; further ones would only repeat it.
    incomplete: bool,
    condition: Option<Statement>,
    mode: SwitchMode,
    case_sensitive: bool,
    parallel: bool,
    file: bool,
    clauses: Vec<(Expression, Block)>,
    default: Option<Block>,
}

impl<'s> Parser<'s> {
    /// switch-statement = "switch" { switch-parameter } switch-condition "{" { switch-clause } "}"
    pub fn switch_statement(&mut self, label: Option<Lexeme>, token: Lexeme) -> Statement {
        let start = self.at(label.unwrap_or(token));
        let mut draft = Draft {
            start,
            end: start,
            broken: false,
            incomplete: false,
            condition: None,
            mode: SwitchMode::Exact,
            case_sensitive: false,
            parallel: false,
            file: false,
            clauses: Vec::new(),
            default: None,
        };
        self.skip_newlines();
        while self.peek_kind() == TokenKind::Parameter {
            self.switch_parameter(&mut draft);
        }
        self.switch_condition(&mut draft);
        self.skip_newlines();
        let open = self.next();
        if open.kind == TokenKind::LCurly {
            self.switch_body(open, &mut draft);
        } else {
            self.unget(open);
            if !draft.incomplete {
                draft.broken = true;
                self.report_incomplete(after(draft.end), "MissingCurlyBraceInSwitchStatement", &[]);
            }
        }
        let label = self.label_text(label);
        finish(draft, label)
    }

    /// switch-parameter = "-regex" | "-wildcard" | "-exact" | "-casesensitive" | "-parallel" | "-file" argument
    fn switch_parameter(&mut self, draft: &mut Draft) {
        let token = self.next();
        let span = self.at(token);
        draft.end = span;
        if self.is_parameter(token, "regex") {
            draft.mode = SwitchMode::Regex;
        } else if self.is_parameter(token, "wildcard") {
            draft.mode = SwitchMode::Wildcard;
        } else if self.is_parameter(token, "exact") {
            draft.mode = SwitchMode::Exact;
        } else if self.is_parameter(token, "casesensitive") {
            draft.case_sensitive = true;
        } else if self.is_parameter(token, "parallel") {
            draft.parallel = true;
            self.suspect = true;
        } else if self.is_parameter(token, "file") {
            draft.file = true;
            self.skip_newlines();
            match self.single_argument(Context::FileName) {
                Some(name) => {
                    draft.end = name.span;
                    draft.condition = Some(pipeline_of(name));
                }
                None => {
                    draft.broken = true;
                    draft.incomplete =
                        self.report_incomplete(after(span), "MissingFilenameOption", &[]);
                }
            }
        } else {
            draft.broken = true;
            let name = self.parameter_name(token);
            self.report(span, "InvalidSwitchFlag", &[name]);
        }
    }

    /// switch-condition = "(" pipeline-chain ")", unless a file was named
    fn switch_condition(&mut self, draft: &mut Draft) {
        let open = self.peek();
        if open.kind != TokenKind::LParen {
            if draft.condition.is_none() && !draft.file {
                draft.broken = true;
                draft.incomplete =
                    self.report_incomplete(after(draft.end), "PipelineValueRequired", &[]);
            }
            return;
        }
        self.skip();
        let open_span = self.at(open);
        draft.end = open_span;
        if draft.file {
            draft.broken = true;
            self.report(open_span, "PipelineValueRequired", &[]);
        }
        self.skip_newlines();
        draft.condition = self.pipeline_chain();
        match &draft.condition {
            Some(condition) => draft.end = condition.span,
            None => {
                draft.broken = true;
                draft.incomplete =
                    self.report_incomplete(after(open_span), "PipelineValueRequired", &[]);
            }
        }
        self.skip_newlines();
        let close = self.next();
        if close.kind == TokenKind::RParen {
            draft.end = self.at(close);
            return;
        }
        self.unget(close);
        if !draft.incomplete {
            draft.broken = true;
            draft.incomplete = self.report_incomplete(
                after(draft.end),
                "MissingEndParenthesisInSwitchStatement",
                &[],
            );
        }
    }

    fn switch_body(&mut self, open: Lexeme, draft: &mut Draft) {
        let open_span = self.at(open);
        draft.end = open_span;
        self.skip_newlines();
        loop {
            if !self.switch_clause(draft) {
                return;
            }
            self.skip_terminators();
            let token = self.peek();
            if token.kind == TokenKind::RCurly {
                self.skip();
                draft.end = if draft.broken {
                    draft.end
                } else {
                    self.at(token)
                };
                return;
            }
            if token.kind == TokenKind::EndOfInput {
                if !draft.incomplete {
                    draft.broken = true;
                    self.report_detected(open_span, self.at(token), "MissingEndCurlyBrace", &[]);
                }
                draft.broken = true;
                return;
            }
        }
    }

    /// switch-clause = ( "default" | argument ) statement-block; false where there is no condition
    fn switch_clause(&mut self, draft: &mut Draft) -> bool {
        let token = self.peek();
        let is_default = token.kind == TokenKind::Default;
        let condition = if is_default {
            self.skip();
            Some(self.bare_word(token))
        } else {
            self.single_argument(Context::SwitchCondition)
        };
        let Some(condition) = condition else {
            draft.broken = true;
            self.report_incomplete(after(draft.end), "MissingSwitchConditionExpression", &[]);
            if self.peek_kind() == TokenKind::RCurly {
                self.skip();
            }
            return false;
        };
        draft.end = condition.span;
        let Some(body) = self.statement_block() else {
            draft.broken = true;
            draft.incomplete =
                self.report_incomplete(after(draft.end), "MissingSwitchStatementClause", &[]);
            return true;
        };
        draft.end = body.span;
        if !is_default {
            draft.clauses.push((condition, body));
            return true;
        }
        if draft.default.is_some() {
            draft.broken = true;
            self.report(condition.span, "MultipleSwitchDefaultClauses", &[]);
        }
        draft.default = Some(body);
        true
    }
}

fn finish(draft: Draft, label: Option<Text>) -> Statement {
    let span = join(draft.start, draft.end);
    match draft.condition {
        Some(condition) if !draft.broken => Statement {
            span,
            kind: StatementKind::Switch(Box::new(Switch {
                label,
                mode: draft.mode,
                case_sensitive: draft.case_sensitive,
                parallel: draft.parallel,
                file: draft.file,
                condition,
                clauses: draft.clauses.into(),
                default: draft.default,
            })),
        },
        condition => {
            let mut parts: Vec<Node> = condition.map(Node::Statement).into_iter().collect();
            for (condition, body) in draft.clauses {
                parts.push(Node::Expression(condition));
                parts.push(Node::Block(body));
            }
            parts.extend(draft.default.map(Node::Block));
            parts.sort_by_key(|part| part.span().start);
            broken_statement(span, parts)
        }
    }
}

/// An expression as the pipeline that it is alone.
pub(crate) fn pipeline_of(expression: Expression) -> Statement {
    let span = expression.span;
    let element = Element::Expression(CommandExpression {
        span,
        expression,
        redirections: Box::default(),
    });
    Statement {
        span,
        kind: StatementKind::Pipeline(Pipeline {
            span,
            elements: Box::new([element]),
            background: false,
        }),
    }
}
