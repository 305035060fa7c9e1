//! Operands: variables, literals, parentheses, tables, and the members, methods and elements behind them.

use crate::argument::{Context, using_name, using_or_variable};
use crate::ast::*;
use crate::parser::{CHAIN_MAX, Mode, Parser, after, join, taken};
use crate::recover::{broken_expression, broken_statement};
use crate::span::Span;
use crate::token::{Lexeme, TokenKind};
use TokenKind::*;

impl<'s> Parser<'s> {
    /// primary-expression = value { member-access | element-access | invocation }
    pub fn primary_expression(&mut self, with_members: bool) -> Option<Expression> {
        let token = self.next();
        let span = self.at(token);
        let value = match token.kind {
            Variable | SplattedVariable => self.variable_expression(token, with_members),
            Number => Expression {
                span,
                kind: ExpressionKind::Number(self.number_value(token)),
            },
            StringExpandable | HereStringExpandable => self.expandable_string(token),
            StringLiteral => {
                let value = self.read_single(token);
                Expression {
                    span,
                    kind: ExpressionKind::String {
                        value,
                        quote: Quote::Single,
                    },
                }
            }
            HereStringLiteral => {
                let value = self.read_single_here(token);
                Expression {
                    span,
                    kind: ExpressionKind::String {
                        value,
                        quote: Quote::SingleHere,
                    },
                }
            }
            LParen => self.parenthesized_expression(token),
            AtParen | DollarParen => self.sub_expression_value(token),
            AtCurly => self.hash_literal(token),
            LCurly => self.script_block_expression(token),
            _ => {
                self.unget(token);
                return None;
            }
        };
        if !with_members {
            return Some(value);
        }
        let operator = self.member_access_operator(true);
        Some(self.member_accesses(operator, value))
    }

    /// A variable token as the tree has it.
    pub fn variable(&mut self, token: Lexeme) -> crate::ast::Variable {
        let name = self.variable_text(token.start as usize, token.end as usize, false);
        self.suspect |= token.kind == SplattedVariable;
        crate::ast::Variable {
            span: self.at(token),
            name,
            splatted: token.kind == SplattedVariable,
        }
    }

    /// A variable; what follows `$using:name` belongs to the using expression.
    fn variable_expression(&mut self, token: Lexeme, with_members: bool) -> Expression {
        let variable = self.variable(token);
        if !with_members || using_name(&variable.name).is_none() {
            return using_or_variable(variable);
        }
        let name = using_name(&variable.name).unwrap_or("").into();
        let inner = crate::ast::Variable { name, ..variable };
        let inner = Expression {
            span: inner.span,
            kind: ExpressionKind::Variable(inner),
        };
        let operator = self.member_access_operator(true);
        let inner = self.member_accesses(operator, inner);
        self.suspect |= !matches!(inner.kind, ExpressionKind::Variable(_));
        Expression {
            span: inner.span,
            kind: ExpressionKind::Using(Box::new(inner)),
        }
    }

    fn expandable_string(&mut self, token: Lexeme) -> Expression {
        let span = self.at(token);
        let quote = if token.kind == StringExpandable {
            Quote::Double
        } else {
            Quote::DoubleHere
        };
        if !token.expandable {
            let value = self.read_double_plain(token);
            return Expression {
                span,
                kind: ExpressionKind::String { value, quote },
            };
        }
        let pieces = self.read_double(token);
        let parts = self.nested_expressions(pieces);
        Expression {
            span,
            kind: ExpressionKind::Expandable { parts, quote },
        }
    }

    /// parenthesized-expression = "(" pipeline-chain ")"
    fn parenthesized_expression(&mut self, open: Lexeme) -> Expression {
        let saved = (self.mode, self.no_comma);
        let open_span = self.at(open);
        self.set_mode(Mode::Command);
        self.no_comma = false;
        self.skip_newlines();
        let inner = self.pipeline_chain().unwrap_or_else(|| {
            let span = after(open_span);
            self.report_incomplete(span, "ExpectedExpression", &[]);
            broken_statement(span, Vec::new())
        });
        self.skip_newlines();
        let close = self.next();
        let mut end = self.at(close);
        if close.kind != RParen {
            self.unget(close);
            end = inner.span;
            self.report_incomplete(after(end), "MissingEndParenthesisInExpression", &[]);
        }
        self.no_comma = saved.1;
        self.set_mode(saved.0);
        Expression {
            span: join(open_span, end),
            kind: ExpressionKind::Paren(Box::new(inner)),
        }
    }

    /// sub-expression = "$(" [ statement-list ] ")"; array-expression = "@(" [ statement-list ] ")"
    fn sub_expression_value(&mut self, open: Lexeme) -> Expression {
        let saved = (self.mode, self.no_comma);
        let open_span = self.at(open);
        self.set_mode(Mode::Command);
        self.no_comma = false;
        self.skip_newlines();
        let mut traps = Vec::new();
        let (extent, statements) = self.statement_list(&mut traps);
        let block = Box::new(Block {
            span: extent.unwrap_or_default(),
            statements,
            traps: traps.into(),
        });
        self.skip_newlines();
        let close = self.next();
        let close_span = self.at(close);
        let end = if close.kind == RParen {
            close_span
        } else {
            self.unget(close);
            self.report_incomplete(close_span, "MissingEndParenthesisInSubexpression", &[]);
            extent.unwrap_or(open_span)
        };
        self.no_comma = saved.1;
        self.set_mode(saved.0);
        let kind = if open.kind == DollarParen {
            ExpressionKind::Sub(block)
        } else {
            ExpressionKind::Array(block)
        };
        Expression {
            span: join(open_span, end),
            kind,
        }
    }

    /// hash-literal = "@{" [ hash-entry { terminator hash-entry } ] "}"
    fn hash_literal(&mut self, open: Lexeme) -> Expression {
        let open_span = self.at(open);
        self.skip_newlines();
        let base = self.scratch.entries.len();
        while let Some(entry) = self.hash_entry() {
            self.scratch.entries.push(entry);
            if !matches!(self.peek_kind(), NewLine | Semi) {
                break;
            }
            self.skip_terminators();
        }
        let entries = taken(&mut self.scratch.entries, base);
        self.suspect |= crate::check::repeats_key(&entries);
        let close = self.next();
        let mut end = self.at(close);
        if close.kind != RCurly {
            self.unget(close);
            self.report_detected(after(open_span), end, "MissingEndCurlyBrace", &[]);
            end = self.before(end);
        }
        Expression {
            span: join(open_span, end),
            kind: ExpressionKind::Hashtable(entries),
        }
    }

    /// hash-entry = label-or-key "=" statement
    fn hash_entry(&mut self) -> Option<(Expression, Statement)> {
        let saved = self.mode;
        self.set_mode(Mode::Expression);
        let key = self.label_or_key();
        let equals = key.is_some().then(|| self.next());
        self.set_mode(saved);
        let (key, equals) = (key?, equals?);
        if equals.kind != Equals {
            self.unget(equals);
            let span = after(key.span);
            self.report(span, "MissingEqualsInHashLiteral", &[]);
            self.sync(false, &[RCurly, Semi, NewLine]);
            return Some((key, broken_statement(span, Vec::new())));
        }
        self.set_mode(Mode::Command);
        self.skip_newlines();
        let value = self.statement().unwrap_or_else(|| {
            let span = after(self.at(equals));
            self.report_incomplete(span, "MissingStatementInHashLiteral", &[]);
            broken_statement(span, Vec::new())
        });
        self.set_mode(saved);
        Some((key, value))
    }

    /// Everything that hangs on an operand by dots, colons and brackets.
    pub fn member_accesses(&mut self, operator: Option<Lexeme>, value: Expression) -> Expression {
        let mut operator = operator;
        let mut value = value;
        let mut length = 0;
        while let Some(token) = operator {
            // Line ends are allowed behind the operator, for chains of calls.
            self.skip_newlines();
            value = match token.kind {
                LBracket | QuestionLBracket => self.element_access(value, token),
                _ => self.member_access(value, token),
            };
            length += 1;
            if length > CHAIN_MAX {
                self.give_up();
            }
            operator = self.member_access_operator(true);
        }
        value
    }

    /// member-name = simple-name | string | unary-expression | value
    fn member_name(&mut self) -> Option<Expression> {
        if let Some(name) = self.simple_name() {
            return Some(self.bare_word(name));
        }
        let token = self.peek();
        if token.kind.is_unary() || token.kind == LBracket {
            return self.unary_expression(false);
        }
        self.primary_expression(false)
    }

    /// member-access = primary-expression ( "." | "::" | "?." ) member-name [ invocation ]
    fn member_access(&mut self, target: Expression, operator: Lexeme) -> Expression {
        let is_static = operator.kind == ColonColon;
        let null_conditional = operator.kind == QuestionDot;
        let member = match self.member_name() {
            None => self.missing_member(target.span, operator),
            Some(member) => {
                if self.ungot.is_none() {
                    let behind = self.pos;
                    let (generics, closed) = self.method_type_arguments(behind);
                    if let Some(open) = self.invoke_operator() {
                        let (arguments, end) = self.invocation(open);
                        return Expression {
                            span: join(target.span, end),
                            kind: ExpressionKind::Invoke(Box::new(Invoke {
                                target,
                                member,
                                arguments,
                                generics,
                                is_static,
                                null_conditional,
                            })),
                        };
                    }
                    if closed {
                        // An index then, whose value looked like the name of a type.
                        self.resync(behind);
                    }
                }
                member
            }
        };
        let span = join(target.span, member.span);
        let kind = ExpressionKind::Member(Box::new(MemberAccess {
            target,
            member,
            is_static,
            null_conditional,
        }));
        Expression { span, kind }
    }

    fn missing_member(&mut self, target: Span, operator: Lexeme) -> Expression {
        let span = self.at(operator);
        self.report_incomplete(after(span), "MissingPropertyName", &[]);
        self.single_argument(Context::Argument)
            .unwrap_or_else(|| broken_expression(join(target, span), Vec::new()))
    }

    /// method-type-arguments = "[" type-name { "," type-name } "]"; tells whether the bracket was closed
    fn method_type_arguments(&mut self, behind: usize) -> (Box<[TypeName]>, bool) {
        if self.no_bracket_follows() {
            return (Box::default(), false);
        }
        let bracket = self.next();
        if bracket.kind != LBracket {
            self.resync(behind);
            return (Box::default(), false);
        }
        let saved = self.mode;
        self.set_mode(Mode::TypeName);
        self.skip_newlines();
        let first = self.next();
        if first.kind != Identifier {
            self.set_mode(saved);
            self.resync(behind);
            return (Box::default(), false);
        }
        let (arguments, last) = self.type_arguments(first);
        let closed = last.kind == RBracket;
        if !closed {
            self.unget(last);
            let span = self.before(self.at(last));
            self.report_incomplete(span, "EndSquareBracketExpectedAtEndOfType", &[]);
        }
        self.set_mode(saved);
        (arguments, closed)
    }

    /// What follows, blanks aside, is surely no bracket, and scanning it could find nothing wrong. PowerShell scans it always,
    /// and reports what is wrong with it here; that order of errors is kept.
    fn no_bracket_follows(&self) -> bool {
        let mut pos = self.pos;
        while self.byte(pos) == b' ' {
            pos += 1;
        }
        match self.byte(pos) {
            b'(' | b')' | b'{' | b'}' | b';' | b',' | b'|' | b'\n' | b'\r' => true,
            0 => pos >= self.text.len(),
            b'.' | b'=' | b'+' | b'-' | b'*' | b'/' | b'%' | b']' | b'a'..=b'z' | b'A'..=b'Z' => {
                self.mode == Mode::Expression
            }
            _ => false,
        }
    }

    /// invocation = "(" [ argument-list ] ")" | script-block
    fn invocation(&mut self, open: Lexeme) -> (Box<[Expression]>, Span) {
        if open.kind == LParen {
            return self.argument_list(open);
        }
        self.skip_newlines();
        let block = self.script_block_expression(open);
        let span = block.span;
        (Box::new([block]), span)
    }

    /// argument-list = expression { "," expression }; the parenthesis has been consumed. Returns what the list ends with.
    pub fn argument_list(&mut self, open: Lexeme) -> (Box<[Expression]>, Span) {
        let base = self.scratch.expressions.len();
        let mut comma: Option<Lexeme> = None;
        let mut reported = false;
        let saved = self.no_comma;
        self.no_comma = true;
        loop {
            self.skip_newlines();
            let Some(argument) = self.expression(false) else {
                if let Some(comma) = comma {
                    self.report_incomplete(
                        after(self.at(comma)),
                        "MissingExpressionAfterToken",
                        &[","],
                    );
                    reported = true;
                }
                break;
            };
            self.scratch.expressions.push(argument);
            self.skip_newlines();
            let next = self.next();
            if next.kind != Comma {
                self.unget(next);
                comma = None;
                break;
            }
            comma = Some(next);
        }
        let arguments = taken(&mut self.scratch.expressions, base);
        self.skip_newlines();
        let close = self.next();
        let open_span = self.at(open);
        let end = if close.kind == RParen {
            self.at(close)
        } else {
            self.unget(close);
            let last = arguments.last().map_or(open_span, |last| last.span);
            if !reported {
                self.report_incomplete(after(last), "MissingEndParenthesisInMethodCall", &[]);
            }
            comma.map_or(last, |comma| self.at(comma))
        };
        self.no_comma = saved;
        (arguments, end)
    }

    /// element-access = primary-expression ( "[" | "?[" ) expression "]"
    fn element_access(&mut self, target: Expression, open: Lexeme) -> Expression {
        self.skip_newlines();
        let saved = self.no_comma;
        self.no_comma = false;
        let index = self.expression(false);
        self.no_comma = saved;
        let open_span = self.at(open);
        let index = index.unwrap_or_else(|| {
            self.report_incomplete(after(open_span), "MissingArrayIndexExpression", &[]);
            broken_expression(open_span, Vec::new())
        });
        self.skip_newlines();
        let close = self.next();
        let mut end = self.at(close);
        if close.kind != RBracket {
            self.unget(close);
            end = index.span;
            if !index.is_broken() {
                self.report_incomplete(after(end), "MissingEndSquareBracket", &[]);
            }
        }
        let span = join(target.span, end);
        let null_conditional = open.kind == QuestionLBracket;
        Expression {
            span,
            kind: ExpressionKind::Index(Box::new(Index {
                target,
                index,
                null_conditional,
            })),
        }
    }
}
