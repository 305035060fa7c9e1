//! What handles errors, and what admits none: trap, try, data.

use crate::argument::Context;
use crate::ast::*;
use crate::parser::{Parser, after, join};
use crate::recover::broken_statement;
use crate::span::Span;
use crate::token::{Lexeme, TokenKind};
use TokenKind::*;

impl<'s> Parser<'s> {
    /// trap-statement = "trap" [ type-literal ] statement-block
    pub fn trap_statement(&mut self, token: Lexeme) -> Statement {
        let start = self.at(token);
        let behind = self.restore_point();
        self.skip_newlines();
        let kind = match self.attribute() {
            Some(AttributeBase::Type(kind)) => Some(kind),
            // An attribute belongs to whatever follows a trap without a body.
            Some(AttributeBase::Attribute(_)) => {
                self.resync(behind);
                None
            }
            None => None,
        };
        let Some(body) = self.statement_block() else {
            let end = kind.as_ref().map_or(start, |kind| kind.span);
            self.report_incomplete(after(end), "MissingTrapStatement", &[]);
            return broken_statement(join(start, end), Vec::new());
        };
        let span = join(start, body.span);
        Statement {
            span,
            kind: StatementKind::Trap(Box::new(crate::ast::Trap { span, kind, body })),
        }
    }

    /// try-statement = "try" statement-block { catch-clause } [ "finally" statement-block ]
    pub fn try_statement(&mut self, token: Lexeme) -> Statement {
        let start = self.at(token);
        self.skip_newlines();
        let Some(body) = self.statement_block() else {
            self.report_incomplete(after(start), "MissingTryStatementBlock", &[]);
            return broken_statement(start, Vec::new());
        };
        let mut broken = None;
        let mut catches = Vec::new();
        while let Some(clause) = self.catch_clause(&mut broken) {
            catches.push(clause);
        }
        self.skip_newlines();
        let word = self.peek();
        let mut finally = None;
        if word.kind == Finally {
            self.skip();
            let jumps = self.jumps;
            finally = self.statement_block();
            self.suspect |= self.jumps != jumps;
            if finally.is_none() {
                let span = self.at(word);
                broken = Some(span);
                self.report_incomplete(after(span), "MissingFinallyStatementBlock", &[]);
            }
        }
        self.suspect |= crate::check::catches_twice(self.source, &catches);
        if catches.is_empty() && finally.is_none() && broken.is_none() {
            broken = Some(body.span);
            self.report_incomplete(after(body.span), "MissingCatchOrFinally", &[]);
        }
        if let Some(end) = broken {
            let mut parts = vec![Node::Block(body)];
            parts.extend(catches.into_iter().map(Node::Catch));
            return broken_statement(join(start, end), parts);
        }
        let end = finally
            .as_ref()
            .map(|block| block.span)
            .or(catches.last().map(|clause| clause.span))
            .unwrap_or(start);
        Statement {
            span: join(start, end),
            kind: StatementKind::Try(Box::new(crate::ast::Try {
                body,
                catches: catches.into(),
                finally,
            })),
        }
    }

    /// catch-clause = "catch" [ type-literal { "," type-literal } ] statement-block
    fn catch_clause(&mut self, broken: &mut Option<Span>) -> Option<crate::ast::Catch> {
        self.skip_newlines();
        let token = self.next();
        if token.kind != Catch {
            self.unget(token);
            return None;
        }
        let start = self.at(token);
        let mut types: Vec<TypeConstraint> = Vec::new();
        let mut comma: Option<Span> = None;
        loop {
            let behind = self.restore_point();
            self.skip_newlines();
            match self.attribute() {
                None => {
                    if let Some(comma) = comma {
                        *broken = Some(comma);
                        self.report_incomplete(after(comma), "MissingTypeLiteralToken", &[]);
                    }
                    break;
                }
                Some(AttributeBase::Attribute(_)) => {
                    self.resync(behind);
                    break;
                }
                Some(AttributeBase::Type(constraint)) => types.push(constraint),
            }
            self.skip_newlines();
            let next = self.peek();
            comma = Some(self.at(next));
            if next.kind != Comma {
                break;
            }
            self.skip();
        }
        let Some(body) = self.statement_block() else {
            if comma.is_none() || *broken != comma {
                let end = types.last().map_or(start, |last| last.span);
                *broken = Some(end);
                self.report_incomplete(after(end), "MissingCatchHandlerBlock", &[]);
            }
            return None;
        };
        Some(crate::ast::Catch {
            span: join(start, body.span),
            types: types.into(),
            body,
        })
    }

    /// data-statement = "data" [ simple-name ] [ "-supportedcommand" command-name { "," command-name } ] statement-block
    pub fn data_statement(&mut self, token: Lexeme) -> Statement {
        self.suspect = true;
        let start = self.at(token);
        self.skip_newlines();
        let name = self.simple_name();
        self.skip_newlines();
        let mut broken = None;
        let parameter = self.peek();
        let allowed = if parameter.kind == Parameter {
            self.supported_commands(parameter, &mut broken)
        } else {
            Vec::new()
        };
        let mut body = None;
        if broken.is_none() {
            body = self.statement_block();
            if body.is_none() {
                let end = allowed
                    .last()
                    .map_or(self.at(name.unwrap_or(token)), |last: &Expression| {
                        last.span
                    });
                broken = Some(end);
                self.report_incomplete(after(end), "MissingStatementBlockForDataSection", &[]);
            }
        }
        match (body, broken) {
            (Some(body), None) => {
                let variable = name.map(|name| self.text_of(name).into());
                Statement {
                    span: join(start, body.span),
                    kind: StatementKind::Data(Box::new(crate::ast::Data {
                        variable,
                        allowed: allowed.into(),
                        body,
                    })),
                }
            }
            (_, broken) => broken_statement(
                join(start, broken.unwrap_or(start)),
                allowed.into_iter().map(Node::Expression).collect(),
            ),
        }
    }

    fn supported_commands(
        &mut self,
        parameter: Lexeme,
        broken: &mut Option<Span>,
    ) -> Vec<Expression> {
        self.skip();
        let span = self.at(parameter);
        if !self.is_parameter(parameter, "SupportedCommand") {
            *broken = Some(span);
            let name = self.parameter_name(parameter);
            self.report(span, "InvalidParameterForDataSectionStatement", &[name]);
        }
        let mut commands = Vec::new();
        let mut last = span;
        loop {
            self.skip_newlines();
            let Some(command) = self.single_argument(Context::CommandName) else {
                if broken.is_none() {
                    self.report_incomplete(
                        after(last),
                        "MissingValueForSupportedCommandInDataSectionStatement",
                        &[],
                    );
                }
                *broken = Some(last);
                return commands;
            };
            commands.push(command);
            let comma = self.peek();
            if comma.kind != Comma {
                return commands;
            }
            last = self.at(comma);
            self.skip();
        }
    }
}
