//! Statements: which one begins here, and the small ones. The others stand in `control`, `definition`, `class` and `using`.

use crate::ast::*;
use crate::parser::{Parser, after, join};
use crate::recover::broken_statement;
use crate::token::{Lexeme, TokenKind};
use TokenKind::*;

impl<'s> Parser<'s> {
    /// statement = if-statement | [ label ] labeled-statement | function-statement | flow-control-statement | trap-statement
    ///           | try-statement | data-statement | class-statement | enum-statement | pipeline-chain
    pub fn statement(&mut self) -> Option<Statement> {
        if !self.enter() {
            self.leave();
            return None;
        }
        let statement = self.statement_with_attributes();
        self.leave();
        statement
    }

    fn statement_with_attributes(&mut self) -> Option<Statement> {
        let mut token = self.next();
        if token.kind != Generic || self.byte(token.start as usize) != b'[' {
            return self.statement_at(token, None, 0);
        }
        let start = token.start as usize;
        self.resync(start);
        let attributes = self.attribute_list(false);
        token = self.next();
        let Some(list) = &attributes else {
            return self.statement_at(token, None, start);
        };
        let has_type = list
            .iter()
            .find(|attribute| matches!(attribute, AttributeBase::Type(_)));
        if token.kind.refuses_attributes() {
            if has_type.is_some() {
                self.resync(start);
                token = self.next();
            } else if let Some(first) = list.first() {
                let name = first.name().span.text(self.source);
                self.report(first.span(), "UnexpectedAttribute", &[name]);
            }
        } else if token.kind.is_keyword() {
            if let Some(constraint) = has_type {
                let name = constraint.name().span.text(self.source);
                self.report(constraint.span(), "TypeNotAllowedBeforeStatement", &[name]);
            }
        } else {
            self.resync(start);
            token = self.next();
        }
        self.statement_at(token, attributes, start)
    }

    fn statement_at(
        &mut self,
        token: Lexeme,
        attributes: Option<Vec<AttributeBase>>,
        start: usize,
    ) -> Option<Statement> {
        Some(match token.kind {
            If => self.if_statement(token),
            Switch => self.switch_statement(None, token),
            Foreach => self.foreach_statement(None, token),
            For => self.for_statement(None, token),
            While => self.while_statement(None, token),
            Do => self.do_statement(None, token),
            Function | Filter | Workflow => self.function_statement(token),
            Return | Throw | Exit => self.leaving_statement(token),
            Break | Continue => self.jump_statement(token),
            Trap => self.trap_statement(token),
            Try => self.try_statement(token),
            Data => self.data_statement(token),
            Parallel | Sequence => self.block_statement(token),
            Configuration => return self.configuration_statement(token),
            From | Define | Var => {
                self.report(
                    self.at(token),
                    "ReservedKeywordNotAllowed",
                    &[token.kind.text()],
                );
                broken_statement(self.at(token), Vec::new())
            }
            Label => {
                self.skip_newlines();
                return self.labeled_statement(token);
            }
            EndOfInput if attributes.is_none() => {
                self.unget(token);
                return None;
            }
            Else | ElseIf | Catch | Until if !self.errors.list.is_empty() => {
                // The rest of a broken statement: taking the word for a command would only confuse.
                self.skip_newlines();
                return self.statement();
            }
            Class => self.class_statement(attributes.unwrap_or_default(), token),
            Enum => self.enum_statement(attributes.unwrap_or_default(), token),
            Using => {
                let statement = self.using_out_of_place(token);
                self.report(statement.span, "UsingMustBeAtStartOfScript", &[]);
                statement
            }
            _ => {
                if attributes.is_some() {
                    self.resync(start);
                } else {
                    self.unget(token);
                }
                return self.pipeline_chain();
            }
        })
    }

    /// labeled-statement = label ( switch | foreach | for | while | do ) ...; before anything else a label is a command
    fn labeled_statement(&mut self, label: Lexeme) -> Option<Statement> {
        let token = self.next();
        Some(match token.kind {
            Switch => self.switch_statement(Some(label), token),
            Foreach => self.foreach_statement(Some(label), token),
            For => self.for_statement(Some(label), token),
            While => self.while_statement(Some(label), token),
            Do => self.do_statement(Some(label), token),
            _ => {
                self.resync_to(label);
                return self.pipeline_chain();
            }
        })
    }

    /// leaving-statement = ( "return" | "throw" | "exit" ) [ pipeline-chain ]
    fn leaving_statement(&mut self, token: Lexeme) -> Statement {
        let value = self.pipeline_chain();
        let span = value
            .as_ref()
            .map_or(self.at(token), |value| join(self.at(token), value.span));
        let value = value.map(Box::new);
        let kind = match token.kind {
            Return => {
                self.jumps += 1;
                StatementKind::Return(value)
            }
            Throw => StatementKind::Throw(value),
            _ => StatementKind::Exit(value),
        };
        Statement { span, kind }
    }

    /// jump-statement = ( "break" | "continue" ) [ label-or-key ]
    fn jump_statement(&mut self, token: Lexeme) -> Statement {
        let label = self.label_or_key();
        let span = label
            .as_ref()
            .map_or(self.at(token), |label| join(self.at(token), label.span));
        let label = label.map(Box::new);
        self.jumps += 1;
        let kind = if token.kind == Break {
            StatementKind::Break(label)
        } else {
            StatementKind::Continue(label)
        };
        Statement { span, kind }
    }

    /// block-statement = ( "parallel" | "sequence" ) statement-block; only workflows had it
    fn block_statement(&mut self, token: Lexeme) -> Statement {
        let span = self.at(token);
        self.suspect = true;
        let Some(body) = self.statement_block() else {
            let text = self.text_of(token);
            self.report_incomplete(after(span), "MissingStatementAfterKeyword", &[text]);
            return broken_statement(span, Vec::new());
        };
        Statement {
            span: join(span, body.span),
            kind: StatementKind::WorkflowBlock(Box::new(body)),
        }
    }

    /// configuration-statement = "configuration" name script-block; PowerShell 7 has no resources for it
    fn configuration_statement(&mut self, token: Lexeme) -> Option<Statement> {
        self.skip_newlines();
        let start = self.at(token);
        let name = self.next();
        if name.kind == LCurly {
            self.report(after(start), "MissingConfigurationName", &[]);
            self.script_block_expression(name);
            return None;
        }
        if matches!(name.kind, EndOfInput | Comma) {
            self.unget(name);
            self.report_incomplete(after(self.at(name)), "MissingConfigurationName", &[]);
            return None;
        }
        if self
            .command_argument(crate::argument::Context::Argument, name)
            .is_none()
        {
            self.report_incomplete(self.at(name), "MissingConfigurationName", &[]);
        }
        self.skip_newlines();
        let open = self.next();
        if open.kind != LCurly {
            self.report_incomplete(
                after(self.at(open)),
                "MissingCurlyInConfigurationStatement",
                &[],
            );
            self.unget(open);
            return Some(broken_statement(start, Vec::new()));
        }
        let body = self.script_block_expression(open);
        Some(Statement {
            span: join(start, body.span),
            kind: StatementKind::Unsupported,
        })
    }

    /// simple-name = identifier
    pub fn simple_name(&mut self) -> Option<Lexeme> {
        self.want_name = true;
        let token = self.peek();
        self.want_name = false;
        if token.kind != Identifier {
            return None;
        }
        self.skip();
        Some(token)
    }

    /// label-or-key = simple-name | unary-expression
    pub fn label_or_key(&mut self) -> Option<Expression> {
        if let Some(name) = self.simple_name() {
            return Some(self.bare_word(name));
        }
        if matches!(self.peek_kind(), NewLine | Semi) {
            return None;
        }
        let saved = self.no_comma;
        self.no_comma = true;
        let expression = self.unary_expression(false);
        self.no_comma = saved;
        expression
    }

    /// A token as the string constant that it spells.
    pub fn bare_word(&mut self, token: Lexeme) -> Expression {
        let value = self.share(self.text_of(token));
        Expression {
            span: self.at(token),
            kind: ExpressionKind::String {
                value,
                quote: Quote::Bare,
            },
        }
    }
}
