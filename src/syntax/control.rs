//! The `if` statement, and what the statements with labels and parameters share.

use crate::ast::*;
use crate::parser::{Parser, after, join};
use crate::recover::broken_statement;
use crate::span::Span;
use crate::token::{Lexeme, TokenKind};
use TokenKind::*;

/// Where a clause broke off, and the condition if there was one.
type BrokenClause = Box<(Span, Option<Statement>)>;

impl<'s> Parser<'s> {
    /// The label of a loop without its colon.
    pub fn label_text(&self, label: Option<Lexeme>) -> Option<Text> {
        label.map(|label| self.text_of(label)[1..].into())
    }

    /// if-statement = "if" condition block { "elseif" condition block } [ "else" block ]
    pub fn if_statement(&mut self, token: Lexeme) -> Statement {
        let start = self.at(token);
        let mut clauses: Vec<(Statement, Block)> = Vec::new();
        let mut otherwise = None;
        let mut keyword = token;
        loop {
            let (condition, body) = match self.if_clause(start, keyword) {
                Ok(clause) => clause,
                Err(broken) => return broken_if(broken.0, clauses, broken.1),
            };
            clauses.push((condition, body));
            // Line ends behind the block may matter to whoever comes next, as in a hash table.
            let behind = self.restore_point();
            self.skip_newlines();
            keyword = self.peek();
            match keyword.kind {
                ElseIf => {
                    self.skip();
                    continue;
                }
                Else => {
                    self.skip();
                    self.skip_newlines();
                    otherwise = self.statement_block();
                    if otherwise.is_none() {
                        let span = self.at(keyword);
                        self.report_incomplete(after(span), "MissingStatementBlockAfterElse", &[]);
                        return broken_if(join(start, span), clauses, None);
                    }
                }
                _ => self.resync(behind),
            }
            break;
        }
        let end = otherwise
            .as_ref()
            .or(clauses.last().map(|(_, body)| body))
            .map_or(start, |block| block.span);
        Statement {
            span: join(start, end),
            kind: StatementKind::If {
                clauses: clauses.into(),
                otherwise: otherwise.map(Box::new),
            },
        }
    }

    /// condition block; where something is missing, the extent of the broken statement and the condition
    fn if_clause(
        &mut self,
        start: Span,
        keyword: Lexeme,
    ) -> Result<(Statement, Block), BrokenClause> {
        let word = self.text_of(keyword);
        self.skip_newlines();
        let open = self.next();
        if open.kind != LParen {
            self.unget(open);
            self.report_incomplete(
                after(self.at(keyword)),
                "MissingOpenParenthesisInIfStatement",
                &[word],
            );
            return Err(Box::new((join(start, self.at(keyword)), None)));
        }
        self.skip_newlines();
        let condition = self.pipeline_chain().unwrap_or_else(|| {
            let span = after(self.at(open));
            self.report_incomplete(span, "IfStatementMissingCondition", &[word]);
            broken_statement(span, Vec::new())
        });
        self.skip_newlines();
        let close = self.next();
        let close_span = self.at(close);
        if close.kind != RParen {
            self.unget(close);
            if !condition.is_broken() {
                self.report_incomplete(close_span, "MissingEndParenthesisAfterStatement", &[word]);
            }
            return Err(Box::new((
                join(start, self.before(close_span)),
                Some(condition),
            )));
        }
        self.skip_newlines();
        let Some(body) = self.statement_block() else {
            self.report_incomplete(close_span, "MissingStatementBlock", &[word]);
            return Err(Box::new((join(start, close_span), Some(condition))));
        };
        Ok((condition, body))
    }

    /// The name of a parameter token, without dash and colon.
    pub fn parameter_name(&self, token: Lexeme) -> &'s str {
        let text = self.text_of(token);
        let mut chars = text.chars();
        chars.next();
        chars.as_str().trim_end_matches(':')
    }

    /// A parameter token is a prefix of a name.
    pub fn is_parameter(&self, token: Lexeme, name: &str) -> bool {
        let prefix = self.parameter_name(token);
        name.get(..prefix.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
    }
}

fn broken_if(
    span: Span,
    clauses: Vec<(Statement, Block)>,
    condition: Option<Statement>,
) -> Statement {
    let mut parts = Vec::new();
    for (condition, body) in clauses {
        parts.push(Node::Statement(condition));
        parts.push(Node::Block(body));
    }
    parts.extend(condition.map(Node::Statement));
    broken_statement(span, parts)
}
