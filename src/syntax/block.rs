//! Script blocks and statement blocks: what holds statements.

use crate::ast::*;
use crate::parser::{Mode, Parser, after, join, taken};
use crate::span::Span;
use crate::token::{Lexeme, TokenKind};
use std::rc::Rc;

impl<'s> Parser<'s> {
    /// script = script-block; the `#requires` comments are read afterwards
    pub fn script(&mut self) -> ScriptBlock {
        let mut script = self.script_block(None, false);
        script.requires = self.read_requires().map(Box::new);
        script
    }

    /// script-block = { using-statement } [ param-block ] ( named-block { named-block } | statement-list )
    pub fn script_block(&mut self, open: Option<Lexeme>, filter: bool) -> ScriptBlock {
        self.skip_newlines();
        let usings = if open.is_none() {
            self.using_statements()
        } else {
            Vec::new()
        };
        let start = self.restore_point();
        let params = self.param_block();
        if params.is_none() {
            // The attributes that were read belong to something else, and mean something else there.
            self.resync(start);
        }
        self.skip_terminators();
        let mut script = ScriptBlock {
            params,
            usings: usings.into(),
            ..ScriptBlock::default()
        };
        if self.peek_kind().is_block_name() {
            self.named_blocks(open, &mut script);
        } else {
            self.unnamed_block(open, filter, &mut script);
        }
        script
    }

    /// Where to go back to for reading again what comes next.
    pub fn restore_point(&self) -> usize {
        self.ungot.map_or(self.pos, |lexeme| lexeme.start as usize)
    }

    fn unnamed_block(&mut self, open: Option<Lexeme>, filter: bool, script: &mut ScriptBlock) {
        let mut statements: Box<[Statement]> = Box::default();
        let mut traps = Vec::new();
        let mut extent = script.params.as_ref().map(|params| params.span);
        loop {
            let (found, more) = self.statement_list(&mut traps);
            // One list is the rule; there are more only behind tokens that were dropped.
            if statements.is_empty() {
                statements = more;
            } else {
                statements = statements.into_iter().chain(more).collect();
            }
            extent = match (extent, found) {
                (Some(first), Some(last)) => Some(join(first, last)),
                (first, last) => first.or(last),
            };
            if let Some(span) = self.close_script_block(open, &mut extent) {
                script.span = span;
                break;
            }
        }
        let block = NamedBlock {
            span: extent.unwrap_or_default(),
            unnamed: true,
            statements,
            traps: traps.into(),
        };
        if filter {
            script.process = Some(Box::new(block));
        } else {
            script.end = Some(Box::new(block));
        }
    }

    /// The closing brace, or the end of the script. `None` where something else stood there and was dropped.
    fn close_script_block(
        &mut self,
        open: Option<Lexeme>,
        body: &mut Option<Span>,
    ) -> Option<Span> {
        let Some(open) = open else {
            let token = self.next();
            if token.kind != TokenKind::EndOfInput {
                let text = self.text_of(token);
                self.report(self.at(token), "UnexpectedToken", &[text]);
                return None;
            }
            return Some(self.place(0, self.text.len()));
        };
        let open_span = self.at(open);
        let close = self.next();
        if close.kind != TokenKind::RCurly {
            self.unget(close);
            self.report_detected(open_span, self.at(close), "MissingEndCurlyBrace", &[]);
            return Some(join(open_span, body.unwrap_or(open_span)));
        }
        if body.is_none() && self.column(open.end) != self.column(close.start) {
            *body = Some(join(after(open_span), self.before(self.at(close))));
        }
        Some(join(open_span, self.at(close)))
    }

    /// How many bytes stand before an offset in its line. PowerShell takes a block for empty where its braces have the same column.
    fn column(&self, pos: u32) -> usize {
        let before = &self.text.as_bytes()[..(pos as usize).min(self.text.len())];
        before.len() - memchr::memrchr2(b'\n', b'\r', before).map_or(0, |newline| newline + 1)
    }

    /// named-block = ( "begin" | "process" | "end" | "clean" | "dynamicparam" ) statement-block
    fn named_blocks(&mut self, open: Option<Lexeme>, script: &mut ScriptBlock) {
        let mut start = open
            .map(|open| self.at(open))
            .or(script.params.as_ref().map(|params| params.span));
        let mut end = Span::default();
        loop {
            let name = self.next();
            let name_span = self.at(name);
            if matches!(name.kind, TokenKind::RCurly | TokenKind::EndOfInput) {
                self.unget(name);
                let mut body = Some(join(start.unwrap_or_default(), end));
                script.span = self.close_script_block(open, &mut body).unwrap_or_default();
                return;
            }
            if !name.kind.is_block_name() {
                if open.is_some() {
                    self.unget(name);
                    script.span = join(start.unwrap_or_default(), end);
                } else {
                    script.span = self.place(0, self.text.len());
                }
                let text = self.text_of(name);
                self.report(name_span, "MissingNamedBlocks", &[text]);
                return;
            }
            start.get_or_insert(name_span);
            end = name_span;
            let block = self.statement_block();
            match &block {
                Some(block) => end = block.span,
                None => {
                    self.report_incomplete(
                        after(name_span),
                        "MissingNamedStatementBlock",
                        &[name.kind.text()],
                    );
                }
            }
            let block = block.unwrap_or_default();
            self.keep_named_block(script, name.kind, block, join(name_span, end));
            self.skip_terminators();
        }
    }

    fn keep_named_block(
        &mut self,
        script: &mut ScriptBlock,
        kind: TokenKind,
        block: Block,
        span: Span,
    ) {
        let slot = match kind {
            TokenKind::Begin => &mut script.begin,
            TokenKind::Process => &mut script.process,
            TokenKind::End => &mut script.end,
            TokenKind::Clean => &mut script.clean,
            _ => &mut script.dynamic_param,
        };
        if slot.is_some() {
            return self.report(span, "DuplicateScriptCommandClause", &[kind.text()]);
        }
        *slot = Some(Box::new(NamedBlock {
            span,
            unnamed: false,
            statements: block.statements,
            traps: block.traps,
        }));
    }

    /// statement-block = "{" [ statement-list ] "}"
    pub fn statement_block(&mut self) -> Option<Block> {
        self.skip_newlines();
        let open = self.next();
        if open.kind != TokenKind::LCurly {
            self.unget(open);
            return None;
        }
        let open_span = self.at(open);
        let mut traps = Vec::new();
        let (extent, statements) = self.statement_list(&mut traps);
        let close = self.next();
        let end = if close.kind == TokenKind::RCurly {
            self.at(close)
        } else {
            self.unget(close);
            self.report_detected(open_span, self.at(close), "MissingEndCurlyBrace", &[]);
            extent.unwrap_or(open_span)
        };
        Some(Block {
            span: join(open_span, end),
            statements,
            traps: traps.into(),
        })
    }

    /// statement-list = { statement [ terminator ] }.
    pub fn statement_list(&mut self, traps: &mut Vec<Trap>) -> (Option<Span>, Box<[Statement]>) {
        let mut extent: Option<Span> = None;
        let base = self.scratch.statements.len();
        self.skip_terminators();
        loop {
            let start = self.restore_point();
            let Some(statement) = self.statement() else {
                break;
            };
            let span = statement.span;
            if self
                .signature
                .is_some_and(|signature| signature < span.start)
            {
                self.report(span, "TokenAfterEndOfValidScriptText", &[]);
            }
            extent = Some(extent.map_or(span, |first| join(first, span)));
            match statement.kind {
                StatementKind::Trap(trap) => traps.push(*trap),
                kind => self.scratch.statements.push(Statement { span, kind }),
            }
            self.skip_terminators();
            if matches!(self.peek_kind(), TokenKind::RParen | TokenKind::RCurly) {
                break;
            }
            if self.restore_point() == start {
                // Nothing was consumed: whatever stands here, the caller has to deal with it.
                break;
            }
        }
        (extent, taken(&mut self.scratch.statements, base))
    }

    /// script-block-expression = "{" script-block "}"
    pub fn script_block_expression(&mut self, open: Lexeme) -> Expression {
        let saved = (self.no_comma, self.mode);
        self.no_comma = false;
        self.set_mode(Mode::Command);
        self.skip_newlines();
        let block = self.script_block(Some(open), false);
        self.no_comma = saved.0;
        self.set_mode(saved.1);
        Expression {
            span: block.span,
            kind: ExpressionKind::ScriptBlock(Rc::new(block)),
        }
    }

    /// param-block = [ attribute-list ] "param" "(" [ parameter-list ] ")"
    fn param_block(&mut self) -> Option<ParamBlock> {
        self.skip_newlines();
        let candidates = self.attribute_list(false);
        self.skip_newlines();
        let param = self.peek();
        if param.kind != TokenKind::Param {
            return None;
        }
        self.skip();
        self.skip_newlines();
        let open = self.next();
        if open.kind != TokenKind::LParen {
            // Not an error: a command named `param` is invoked.
            self.unget(open);
            return None;
        }
        let parameters = self.parameter_list();
        self.skip_newlines();
        let close = self.next();
        let mut end = self.at(close);
        if close.kind != TokenKind::RParen {
            self.unget(close);
            end = self.before(end);
            let last = parameters
                .last()
                .map_or(self.at(open), |parameter| parameter.span);
            self.report_incomplete(
                after(last),
                "MissingEndParenthesisInFunctionParameterList",
                &[],
            );
        }
        let mut attributes = Vec::new();
        for candidate in candidates.unwrap_or_default() {
            match candidate {
                AttributeBase::Attribute(attribute) => attributes.push(attribute),
                AttributeBase::Type(constraint) => {
                    let name = constraint.name.span.text(self.source);
                    self.report(constraint.span, "TypeNotAllowedBeforeParam", &[name]);
                }
            }
        }
        Some(ParamBlock {
            span: join(self.at(param), end),
            attributes: attributes.into(),
            parameters,
        })
    }

    /// parameter-list = parameter { "," parameter }
    pub fn parameter_list(&mut self) -> Box<[Parameter]> {
        let mut parameters: Vec<Parameter> = Vec::new();
        let mut comma: Option<Lexeme> = None;
        loop {
            let Some(parameter) = self.parameter() else {
                if let Some(comma) = comma {
                    self.report_incomplete(
                        after(self.at(comma)),
                        "MissingExpressionAfterToken",
                        &[","],
                    );
                }
                break;
            };
            parameters.push(parameter);
            self.skip_newlines();
            let next = self.peek();
            if next.kind != TokenKind::Comma {
                break;
            }
            comma = Some(next);
            self.skip();
        }
        self.suspect |= crate::check::are_suspect(&parameters);
        parameters.into()
    }

    /// parameter = [ attribute-list ] variable [ "=" expression ]
    fn parameter(&mut self) -> Option<Parameter> {
        let saved = (self.no_comma, self.mode);
        self.no_comma = true;
        self.set_mode(Mode::Expression);
        let parameter = self.parameter_in_mode();
        self.no_comma = saved.0;
        self.set_mode(saved.1);
        parameter
    }

    fn parameter_in_mode(&mut self) -> Option<Parameter> {
        self.skip_newlines();
        let attributes = self.attribute_list(false);
        self.skip_newlines();
        let token = self.next();
        if !matches!(
            token.kind,
            TokenKind::Variable | TokenKind::SplattedVariable
        ) {
            self.unget(token);
            let attributes = attributes?;
            let extent = join(attributes.first()?.span(), attributes.last()?.span());
            self.report_incomplete(after(extent), "InvalidFunctionParameter", &[]);
            self.sync(true, &[TokenKind::RParen]);
            let name = Variable {
                span: extent,
                name: "__error__".into(),
                splatted: false,
            };
            return Some(Parameter {
                span: extent,
                attributes: attributes.into(),
                name,
                default: None,
            });
        }
        let name = self.variable(token);
        let mut span = attributes
            .as_ref()
            .and_then(|list| list.first())
            .map_or(name.span, |first| join(first.span(), name.span));
        self.skip_newlines();
        let equals = self.peek();
        let mut default = None;
        if equals.kind == TokenKind::Equals {
            self.skip();
            self.skip_newlines();
            default = self.expression(false).map(Box::new);
            match &default {
                Some(default) => span = join(span, default.span),
                None => {
                    self.report_incomplete(
                        after(self.at(equals)),
                        "MissingExpressionAfterToken",
                        &["="],
                    );
                }
            }
        }
        Some(Parameter {
            span,
            attributes: attributes.unwrap_or_default().into(),
            name,
            default,
        })
    }
}
