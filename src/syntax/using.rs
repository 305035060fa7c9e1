//! `using` statements.

use crate::argument::Context;
use crate::ast::*;
use crate::parser::{Parser, after, join};
use crate::recover::broken_statement;
use crate::span::Span;
use crate::token::{Lexeme, TokenKind};

impl<'s> Parser<'s> {
    /// The `using` statements at the top of a script.
    pub fn using_statements(&mut self) -> Vec<Using> {
        let mut usings = Vec::new();
        loop {
            let token = self.peek();
            if token.kind != TokenKind::Using {
                self.resync_to(token);
                return usings;
            }
            self.skip();
            if let Ok(using) = self.using_statement(token) {
                usings.push(using);
            }
            self.skip_terminators();
        }
    }

    /// A `using` statement where none may stand; only its place is kept.
    pub fn using_out_of_place(&mut self, token: Lexeme) -> Statement {
        match self.using_statement(token) {
            Ok(using) => Statement {
                span: using.span,
                kind: StatementKind::Unsupported,
            },
            Err(span) => broken_statement(span, Vec::new()),
        }
    }

    /// using-statement = "using" ( "namespace" | "module" | "assembly" | "type" | "command" ) name [ "=" name ] terminator
    fn using_statement(&mut self, token: Lexeme) -> Result<Using, Span> {
        self.suspect = true;
        let start = self.at(token);
        let directive = self.next();
        let (kind, alias_allowed, alias_required) = match directive.kind {
            TokenKind::Namespace => (UsingKind::Namespace, true, false),
            TokenKind::Type => (UsingKind::Type, false, true),
            TokenKind::Module => (UsingKind::Module, true, false),
            TokenKind::Command => (UsingKind::Command, false, true),
            TokenKind::Assembly => (UsingKind::Assembly, false, false),
            _ => {
                self.unget(directive);
                self.report_incomplete(after(start), "MissingUsingStatementDirective", &[]);
                return Err(start);
            }
        };
        let (item, item_span) = self.using_item(start, directive, kind)?;
        let mut using = Using {
            span: join(start, item_span),
            kind,
            name: None,
            module: None,
            alias: None,
        };
        let is_table = matches!(item.kind, ExpressionKind::Hashtable(_));
        using.keep(item);
        if !is_table && (alias_allowed || alias_required) {
            if self.peek_kind() == TokenKind::Equals {
                return self.using_alias(start, using);
            }
            if alias_required {
                self.report_incomplete(after(item_span), "MissingEqualsInUsingAlias", &[]);
                return Err(using.span);
            }
        }
        self.require_terminator();
        Ok(using)
    }

    /// What is used: a name, for modules also a table.
    fn using_item(
        &mut self,
        start: Span,
        directive: Lexeme,
        kind: UsingKind,
    ) -> Result<(Expression, Span), Span> {
        let item = self.next();
        if matches!(
            item.kind,
            TokenKind::EndOfInput | TokenKind::NewLine | TokenKind::Comma | TokenKind::Semi
        ) {
            let span = self.at(directive);
            self.report_incomplete(after(span), "MissingUsingItemName", &[]);
            return Err(join(start, span));
        }
        let token_span = self.at(item);
        let text = self.text_of(item);
        let Some(expression) = self.command_argument(Context::Argument, item) else {
            self.report(token_span, "InvalidValueForUsingItemName", &[text]);
            self.sync(true, &[TokenKind::Semi, TokenKind::NewLine]);
            return Err(join(start, token_span));
        };
        let is_name = matches!(expression.kind, ExpressionKind::String { .. });
        let is_table =
            kind == UsingKind::Module && matches!(expression.kind, ExpressionKind::Hashtable(_));
        if !is_name && !is_table {
            let text = expression.span.text(self.source);
            self.report(expression.span, "InvalidValueForUsingItemName", &[text]);
            return Err(join(start, expression.span));
        }
        let span = expression.span;
        Ok((expression, span))
    }

    fn using_alias(&mut self, start: Span, mut using: Using) -> Result<Using, Span> {
        let equals = self.next();
        let equals_span = self.at(equals);
        let token = self.next();
        let token_span = self.at(token);
        if matches!(
            token.kind,
            TokenKind::EndOfInput | TokenKind::NewLine | TokenKind::Semi
        ) {
            self.unget(token);
            self.report_incomplete(after(equals_span), "MissingNamespaceAlias", &[]);
            return Err(join(start, equals_span));
        }
        if token.kind == TokenKind::Comma {
            self.report(token_span, "UnexpectedUnaryOperator", &[","]);
            return Err(join(start, token_span));
        }
        let alias = self.command_argument(Context::Argument, token);
        let span = alias.as_ref().map_or(token_span, |alias| alias.span);
        using.span = join(start, token_span);
        using.alias = using.name.take();
        match alias {
            Some(alias) if matches!(alias.kind, ExpressionKind::String { .. }) => using.keep(alias),
            Some(alias)
                if using.kind == UsingKind::Module
                    && matches!(alias.kind, ExpressionKind::Hashtable(_)) =>
            {
                using.keep(alias)
            }
            _ => {
                let text = span.text(self.source);
                self.report(span, "InvalidValueForUsingItemName", &[text]);
                return Err(join(start, span));
            }
        }
        self.require_terminator();
        Ok(using)
    }

    fn require_terminator(&mut self) {
        let token = self.peek();
        if matches!(token.kind, TokenKind::NewLine | TokenKind::Semi) {
            self.skip();
        } else if token.kind != TokenKind::EndOfInput {
            self.report_incomplete(self.at(token), "MissingStatementTerminator", &[]);
        }
    }
}

impl Using {
    fn keep(&mut self, item: Expression) {
        match item.kind {
            ExpressionKind::String { value, .. } => self.name = Some((value, item.span)),
            _ => self.module = Some(Box::new(item)),
        }
    }
}
