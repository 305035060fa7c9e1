//! Commands: names, parameters, arguments.

use crate::ast::*;
use crate::parser::{Mode, Parser, after, join, taken};
use crate::recover::broken_expression;
use crate::string::Piece;
use crate::token::{Lexeme, TokenKind};
use TokenKind::*;

/// Where an argument stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Context {
    /// The name of a command, never expanded.
    CommandName,
    /// What `&` or `.` invokes.
    InvokedName,
    /// A file to redirect to, or to examine.
    FileName,
    /// An argument, which may be a list.
    Argument,
    /// The condition of a switch clause.
    SwitchCondition,
}

impl Context {
    fn is_name(self) -> bool {
        matches!(self, Context::CommandName | Context::InvokedName)
    }
}

/// What makes the rest of a line an argument as it stands.
const VERBATIM: &str = "--%";

/// A command as far as it has been read.
struct Draft {
    redirections: Vec<crate::ast::Redirection>,
    end: crate::span::Span,
    context: Context,
    saw_dashes: bool,
}

impl<'s> Parser<'s> {
    /// command = [ "&" | "." ] name { parameter | argument | redirection }
    pub fn command(&mut self) -> Option<crate::ast::Command> {
        let saved = self.mode;
        self.set_mode(Mode::Command);
        let command = self.command_in_mode();
        self.set_mode(saved);
        command
    }

    fn command_in_mode(&mut self) -> Option<crate::ast::Command> {
        let first = self.next();
        let first_span = self.at(first);
        let (invocation, context, mut token) = match first.kind {
            Dot => (Invocation::Dot, Context::InvokedName, self.next()),
            Ampersand => (Invocation::Call, Context::InvokedName, self.next()),
            _ => (Invocation::Plain, Context::CommandName, first),
        };
        let mut draft = Draft {
            redirections: Vec::new(),
            end: first_span,
            context,
            saw_dashes: false,
        };
        let base = self.scratch.elements.len();
        loop {
            if matches!(
                token.kind,
                Pipe | RCurly | RParen | EndOfInput | NewLine | Semi | AndAnd | OrOr | Ampersand
            ) {
                self.unget(token);
                break;
            }
            if !self.command_element(token, &mut draft) {
                break;
            }
            draft.context = Context::Argument;
            token = self.next();
        }
        let elements = taken(&mut self.scratch.elements, base);
        if elements.is_empty() {
            if invocation != Invocation::Plain {
                let text = self.text_of(first);
                self.report(first_span, "MissingExpression", &[text]);
            }
            return None;
        }
        let span = join(first_span, draft.end);
        Some(crate::ast::Command {
            span,
            invocation,
            elements,
            redirections: draft.redirections.into(),
        })
    }

    /// One element; false where it was the last.
    fn command_element(&mut self, token: Lexeme, draft: &mut Draft) -> bool {
        let span = self.at(token);
        match token.kind {
            MinusMinus => {
                draft.end = span;
                // The first `--` ends the parameters; all others are arguments.
                let element = if draft.saw_dashes {
                    CommandElement::Argument(self.bare_word(token))
                } else {
                    CommandElement::Parameter {
                        span,
                        name: "-".into(),
                        argument: None,
                        error_span: span,
                    }
                };
                self.scratch.elements.push(element);
                draft.saw_dashes = true;
            }
            Comma => {
                draft.end = span;
                self.report(span, "MissingArgument", &[]);
                self.skip_newlines();
            }
            Parameter if draft.context.is_name() || draft.saw_dashes => {
                draft.end = span;
                let word = self.bare_word(token);
                self.scratch.elements.push(CommandElement::Argument(word));
            }
            Parameter => self.command_parameter(token, draft),
            Redirection | RedirectInStd if draft.context.is_name() => {
                draft.end = span;
                let word = self.bare_word(token);
                self.scratch.elements.push(CommandElement::Argument(word));
            }
            Redirection | RedirectInStd => {
                draft.end = self.redirection(token, &mut draft.redirections)
            }
            InlineScript if draft.context == Context::CommandName => {
                return self.inline_script(token, draft);
            }
            _ => return self.plain_argument(token, draft),
        }
        true
    }

    /// command-parameter = "-" name [ ":" argument ]
    fn command_parameter(&mut self, token: Lexeme, draft: &mut Draft) {
        let error_span = self.at(token);
        let mut span = error_span;
        let mut argument = None;
        if self.text_of(token).ends_with(':') && self.peek_kind() != Comma {
            let next = self.next();
            self.suspect |= next.kind == SplattedVariable;
            argument = self.command_argument(Context::Argument, next).map(Box::new);
            match &argument {
                Some(argument) => span = join(span, argument.span),
                None => {
                    let text = self.text_of(token);
                    self.report(after(span), "ParameterRequiresArgument", &[text]);
                }
            }
        }
        draft.end = span;
        let name = self.parameter_name(token);
        let name = self.share(name);
        self.scratch.elements.push(CommandElement::Parameter {
            span,
            name,
            argument,
            error_span,
        });
    }

    fn plain_argument(&mut self, token: Lexeme, draft: &mut Draft) -> bool {
        let verbatim = token.kind == Generic && self.text_of(token) == VERBATIM;
        if let Some(argument) = self.command_argument(draft.context, token) {
            draft.end = argument.span;
            self.scratch
                .elements
                .push(CommandElement::Argument(argument));
        }
        if !verbatim {
            return true;
        }
        let Some(rest) = self.verbatim_argument() else {
            return true;
        };
        let argument = self.bare_word(rest);
        draft.end = argument.span;
        self.scratch
            .elements
            .push(CommandElement::Argument(argument));
        // C# leaves the token that stands behind for the pipeline.
        false
    }

    fn inline_script(&mut self, token: Lexeme, draft: &mut Draft) -> bool {
        let span = self.at(token);
        let word = self.bare_word(token);
        self.scratch.elements.push(CommandElement::Argument(word));
        draft.end = span;
        self.skip_newlines();
        let open = self.next();
        if open.kind != LCurly {
            self.unget(open);
            let text = self.text_of(token);
            self.report_incomplete(after(span), "MissingStatementAfterKeyword", &[text]);
            return false;
        }
        let body = self.script_block_expression(open);
        draft.end = body.span;
        self.scratch.elements.push(CommandElement::Argument(body));
        true
    }

    /// An argument where only one may stand: no list of them.
    pub fn single_argument(&mut self, context: Context) -> Option<Expression> {
        if matches!(self.peek_kind(), Comma | EndOfInput) {
            return None;
        }
        let saved = self.mode;
        self.set_mode(Mode::Command);
        let token = self.next();
        let argument = self.command_argument(context, token);
        self.set_mode(saved);
        argument
    }

    /// argument = primary-expression | word { "," argument }
    pub fn command_argument(&mut self, context: Context, first: Lexeme) -> Option<Expression> {
        let mut token = first;
        let base = self.scratch.expressions.len();
        let mut comma: Option<Lexeme> = None;
        loop {
            let argument = match token.kind {
                Pipe | RCurly | RParen | EndOfInput | NewLine | Semi | Redirection
                | RedirectInStd | AndAnd | OrOr | Ampersand | MinusMinus | Comma => {
                    self.unget(token);
                    let list = taken(&mut self.scratch.expressions, base);
                    let comma = self.at(comma?);
                    self.report_incomplete(after(comma), "MissingExpression", &[","]);
                    let begin = list.first().map_or(comma, |first| first.span);
                    return Some(broken_expression(
                        join(begin, comma),
                        list.into_iter().map(Node::Expression).collect(),
                    ));
                }
                SplattedVariable | Variable | Number | HereStringExpandable | StringExpandable
                | HereStringLiteral | StringLiteral | LParen | DollarParen | AtParen | AtCurly
                | LCurly => {
                    self.unget(token);
                    let suspect = self.suspect;
                    match self.primary_expression(true) {
                        Some(argument) => {
                            // A splatted variable belongs here, unless it is part of a list.
                            if matches!(argument.kind, ExpressionKind::Variable(_)) {
                                let in_list =
                                    context != Context::Argument || self.peek_kind() == Comma;
                                let in_list = in_list || self.scratch.expressions.len() > base;
                                self.suspect = suspect || token.kind == SplattedVariable && in_list;
                            }
                            argument
                        }
                        None => {
                            self.scratch.expressions.truncate(base);
                            return None;
                        }
                    }
                }
                Generic => self.word_argument(context, token),
                _ => {
                    if !context.is_name() {
                        self.mark_argument(token);
                    }
                    self.bare_word(token)
                }
            };
            let verbatim = token.kind == Generic && self.text_of(token) == VERBATIM;
            let next = if context == Context::Argument && !verbatim {
                Some(self.peek())
            } else {
                None
            };
            let Some(next) = next.filter(|next| next.kind == Comma) else {
                if self.scratch.expressions.len() == base {
                    return Some(argument);
                }
                self.scratch.expressions.push(argument);
                let list = taken(&mut self.scratch.expressions, base);
                let span = join(list[0].span, list[list.len() - 1].span);
                return Some(Expression {
                    span,
                    kind: ExpressionKind::ArrayLiteral(list),
                });
            };
            comma = Some(next);
            self.scratch.expressions.push(argument);
            self.skip();
            self.skip_newlines();
            token = self.next();
        }
    }

    /// An operator or keyword that turned out an argument is kept as a word.
    fn mark_argument(&mut self, token: Lexeme) {
        let span = self.at(token);
        if let Some(kept) = self.tokens.iter_mut().rev().find(|kept| kept.span == span)
            && kept.kind != Identifier
        {
            kept.kind = Generic;
        }
    }

    /// A word: a string constant, or a text that expands where it is no plain command name.
    fn word_argument(&mut self, context: Context, token: Lexeme) -> Expression {
        let span = self.at(token);
        if token.expandable && context != Context::CommandName {
            let pieces = self.read_word(token);
            let parts = self.nested_expressions(pieces);
            return Expression {
                span,
                kind: ExpressionKind::Expandable {
                    parts,
                    quote: Quote::Bare,
                },
            };
        }
        let value = self.read_word_plain(token);
        Expression {
            span,
            kind: ExpressionKind::String {
                value,
                quote: Quote::Bare,
            },
        }
    }

    /// The parts of an expandable text, the variables and subexpressions in it parsed.
    pub fn nested_expressions(&mut self, pieces: Vec<Piece>) -> Box<[StringPart]> {
        let mut parts = Vec::with_capacity(pieces.len());
        for piece in pieces {
            match piece {
                Piece::Text(text) => parts.push(StringPart::Text(text.into())),
                Piece::Variable(start, end) => {
                    let span = self.place(start, end);
                    let name = self.variable_text(start, end, true);
                    parts.push(StringPart::Expression(using_or_variable(
                        crate::ast::Variable {
                            span,
                            name,
                            splatted: false,
                        },
                    )));
                }
                Piece::Sub(start, end, skipped) => parts.extend(
                    self.nested_sub(start, end, &skipped)
                        .map(StringPart::Expression),
                ),
            }
        }
        parts.into()
    }

    /// `$( )` in a string, a script of its own. Two quotes stand for one in it, which moves everything behind.
    fn nested_sub(&mut self, start: usize, end: usize, skipped: &[usize]) -> Option<Expression> {
        let text = &self.text[start..end];
        let base = self.offset(start);
        let parse = |p: &mut Parser<'_>| p.primary_expression(true);
        if skipped.is_empty() && self.map.is_none() {
            return self.nested(text, base, None, parse);
        }
        let mut inner = String::with_capacity(text.len());
        let mut map = Vec::with_capacity(text.len() + 1);
        // The quote that is left stands for both.
        let mut dropped = None;
        for (at, c) in text.char_indices() {
            if skipped.contains(&(start + at)) {
                dropped = Some(self.offset(start + at));
                continue;
            }
            inner.push(c);
            let here = dropped.take().unwrap_or_else(|| self.offset(start + at));
            map.push(here);
            map.extend((1..c.len_utf8()).map(|i| self.offset(start + at + i)));
        }
        map.push(self.offset(end));
        self.nested(&inner, base, Some(map.into()), parse)
    }
}

/// A variable; `$using:name` is one inside another expression.
pub(crate) fn using_or_variable(variable: crate::ast::Variable) -> Expression {
    let span = variable.span;
    match using_name(&variable.name) {
        Some(name) => {
            let name = Text::from(name);
            let inner = crate::ast::Variable { name, ..variable };
            let inner = Expression {
                span,
                kind: ExpressionKind::Variable(inner),
            };
            Expression {
                span,
                kind: ExpressionKind::Using(Box::new(inner)),
            }
        }
        None => Expression {
            span,
            kind: ExpressionKind::Variable(variable),
        },
    }
}

/// The name behind `using:`.
pub(crate) fn using_name(name: &str) -> Option<&str> {
    let (prefix, rest) = name.split_at_checked(6)?;
    (prefix.eq_ignore_ascii_case("using:") && !rest.is_empty()).then_some(rest)
}
