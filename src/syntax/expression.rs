//! Expressions with operators, by precedence. `grammar/precedence.txt` has the table.

use crate::ast::*;
use crate::operators::{binary_operator, unary_operator};
use crate::parser::{CHAIN_MAX, Mode, Parser, after, join, taken};
use crate::recover::broken_expression;
use crate::token::{Lexeme, TokenKind};
use TokenKind::*;

impl<'s> Parser<'s> {
    /// expression = binary-expression [ "?" expression ":" expression ]. Where `ternary`, an operator may end a number.
    pub fn expression(&mut self, ternary: bool) -> Option<Expression> {
        let saved = self.mode;
        self.set_mode(Mode::Expression);
        let expression = self.ternary_expression(ternary);
        self.set_mode(saved);
        expression
    }

    /// ternary-expression = binary-expression "?" expression ":" expression
    fn ternary_expression(&mut self, ternary: bool) -> Option<Expression> {
        let condition = self.binary_expression(ternary)?;
        let question = self.peek();
        if question.kind != QuestionMark {
            return Some(condition);
        }
        self.skip();
        self.skip_newlines();
        let yes = self.ternary_branch(question);
        self.skip_newlines();
        let colon = self.next();
        if colon.kind != Colon {
            self.unget(colon);
            let colon_span = self.at(colon);
            if !yes.is_broken() {
                self.report_incomplete(colon_span, "MissingColonInTernaryExpression", &[]);
            }
            let span = join(condition.span, self.before(colon_span));
            return Some(broken_expression(
                span,
                vec![Node::Expression(condition), Node::Expression(yes)],
            ));
        }
        self.skip_newlines();
        let no = self.ternary_branch(colon);
        let span = join(condition.span, no.span);
        let kind = ExpressionKind::Ternary {
            condition: Box::new(condition),
            yes: Box::new(yes),
            no: Box::new(no),
        };
        Some(Expression { span, kind })
    }

    fn ternary_branch(&mut self, sign: Lexeme) -> Expression {
        if let Some(branch) = self.expression(true) {
            return branch;
        }
        let span = after(self.at(sign));
        let text = self.text_of(sign);
        self.report_incomplete(span, "ExpectedValueExpression", &[text]);
        broken_expression(span, Vec::new())
    }

    /// binary-expression = array-literal { binary-operator array-literal }, by precedence
    fn binary_expression(&mut self, ternary: bool) -> Option<Expression> {
        let first = self.array_literal(ternary)?;
        let mut token = self.peek();
        if token.kind.precedence().is_none() {
            return Some(if token.kind == Parameter {
                self.unfinished_operator(token, first)
            } else {
                first
            });
        }
        self.skip();
        let base = self.scratch.operators.len();
        let mut left = first;
        let mut length = 0;
        loop {
            self.skip_newlines();
            let operand = self.array_literal(true).unwrap_or_else(|| {
                let span = after(self.at(token));
                let text = self.text_of(token);
                self.report_incomplete(span, "ExpectedValueExpression", &[text]);
                broken_expression(span, Vec::new())
            });
            self.scratch.operators.push(token);
            self.scratch.expressions.push(left);
            left = operand;
            length += 1;
            if length > CHAIN_MAX {
                self.give_up();
            }
            token = self.next();
            let Some(precedence) = token.kind.precedence() else {
                self.unget(token);
                break;
            };
            left = self.reduce(left, base, precedence);
        }
        let expression = self.reduce(left, base, 0);
        Some(if token.kind == Parameter {
            self.unfinished_operator(token, expression)
        } else {
            expression
        })
    }

    /// Makes the operators above `base` that bind at least as tightly as `precedence` one operand, with the operand that stands last.
    fn reduce(&mut self, last: Expression, base: usize, precedence: u8) -> Expression {
        let mut right = last;
        while self.scratch.operators.len() > base
            && let Some(token) = self
                .scratch
                .operators
                .pop_if(|last| last.kind.precedence() >= Some(precedence))
            && let Some(left) = self.scratch.expressions.pop()
        {
            let span = join(left.span, right.span);
            let kind = ExpressionKind::Binary(Box::new(Binary {
                left,
                operator: binary_operator(token.kind),
                operator_span: self.at(token),
                right,
            }));
            right = Expression { span, kind };
        }
        right
    }

    /// A dash and letters that are no operator: dropped, as an operator that is still being typed.
    fn unfinished_operator(&mut self, token: Lexeme, left: Expression) -> Expression {
        let span = self.at(token);
        let text = self.text_of(token);
        self.report(span, "UnexpectedToken", &[text]);
        self.skip();
        broken_expression(join(left.span, span), vec![Node::Expression(left)])
    }

    /// array-literal = unary-expression { "," unary-expression }
    fn array_literal(&mut self, ternary: bool) -> Option<Expression> {
        let first = self.unary_expression(ternary)?;
        let mut comma = self.peek();
        if comma.kind != Comma || self.no_comma {
            return Some(first);
        }
        let base = self.scratch.expressions.len();
        self.scratch.expressions.push(first);
        while comma.kind == Comma {
            self.skip();
            self.skip_newlines();
            let Some(element) = self.unary_expression(true) else {
                let span = self.at(comma);
                self.report_incomplete(after(span), "MissingExpressionAfterToken", &[","]);
                self.scratch
                    .expressions
                    .push(broken_expression(span, Vec::new()));
                break;
            };
            self.scratch.expressions.push(element);
            comma = self.peek();
        }
        let elements = taken(&mut self.scratch.expressions, base);
        let span = join(elements[0].span, elements[elements.len() - 1].span);
        Some(Expression {
            span,
            kind: ExpressionKind::ArrayLiteral(elements),
        })
    }

    /// unary-expression = unary-operator unary-expression | cast-expression | primary-expression [ "++" | "--" ]
    pub fn unary_expression(&mut self, ternary: bool) -> Option<Expression> {
        if !self.enter() {
            self.leave();
            return None;
        }
        let expression = self.unary_or_postfix(ternary);
        self.leave();
        expression
    }

    fn unary_or_postfix(&mut self, ternary: bool) -> Option<Expression> {
        let token = self.peek_operand(ternary);
        let expression = if token.kind.is_unary() {
            if self.no_comma && token.kind == Comma {
                return None;
            }
            match self.operator_expression(token) {
                Ok(expression) => expression,
                Err(broken) => return Some(broken),
            }
        } else if token.kind == LBracket {
            match self.cast_expression(token)? {
                Ok(expression) => expression,
                Err(broken) => return Some(broken),
            }
        } else {
            self.primary_expression(true)?
        };
        let token = self.peek();
        let operator = match token.kind {
            PlusPlus => UnaryOp::PostIncrement,
            MinusMinus => UnaryOp::PostDecrement,
            _ => return Some(expression),
        };
        self.skip();
        self.suspect |= crate::check::is_suspect_target(&expression);
        let span = join(expression.span, self.at(token));
        Some(Expression {
            span,
            kind: ExpressionKind::Unary {
                operator,
                operand: Box::new(expression),
            },
        })
    }

    /// The token that an operand begins with: here a sign may belong to a number, and `?` and `:` may end one.
    fn peek_operand(&mut self, ternary: bool) -> Lexeme {
        let saved = (self.allow_signs, self.ternary_ends_number);
        self.allow_signs = true;
        self.ternary_ends_number = ternary;
        if let Some(token) = self.ungot
            && (token.kind == Minus || ternary && token.kind == Generic)
        {
            self.resync_to(token);
        }
        let token = self.peek();
        (self.allow_signs, self.ternary_ends_number) = saved;
        token
    }

    /// operator-expression = unary-operator unary-expression
    fn operator_expression(&mut self, token: Lexeme) -> Result<Expression, Expression> {
        let operator_span = self.at(token);
        self.skip();
        self.skip_newlines();
        let Some(operand) = self.unary_expression(true) else {
            let text = self.text_of(token);
            self.report_incomplete(
                after(operator_span),
                "MissingExpressionAfterOperator",
                &[text],
            );
            return Err(broken_expression(operator_span, Vec::new()));
        };
        let span = join(operator_span, operand.span);
        if matches!(token.kind, PlusPlus | MinusMinus) {
            self.suspect |= crate::check::is_suspect_target(&operand);
        }
        let kind = match unary_operator(token.kind) {
            Some(operator) => ExpressionKind::Unary {
                operator,
                operand: Box::new(operand),
            },
            None => ExpressionKind::ArrayLiteral(Box::new([operand])),
        };
        Ok(Expression { span, kind })
    }

    /// cast-expression = attribute { attribute } unary-expression | type-literal [ member-access ]
    fn cast_expression(&mut self, token: Lexeme) -> Option<Result<Expression, Expression>> {
        let start = self.at(token);
        let mut attributes = self.attribute_list(true)?;
        let expression = match attributes.pop()? {
            AttributeBase::Attribute(attribute) => {
                self.suspect = true;
                self.skip_newlines();
                let Some(operand) = self.unary_expression(true) else {
                    let name = attribute.name.span.text(self.source);
                    self.report_incomplete(attribute.span, "UnexpectedAttribute", &[name]);
                    let span = join(start, attribute.span);
                    attributes.push(AttributeBase::Attribute(attribute));
                    let parts = attributes.into_iter().map(Node::Attribute).collect();
                    return Some(Err(broken_expression(span, parts)));
                };
                attributed(attribute, operand)
            }
            AttributeBase::Type(constraint) => self.type_or_cast(constraint),
        };
        let expression = attributes
            .into_iter()
            .rev()
            .fold(expression, |operand, attribute| match attribute {
                AttributeBase::Attribute(attribute) => {
                    self.suspect = true;
                    attributed(attribute, operand)
                }
                AttributeBase::Type(kind) => {
                    self.suspect |= crate::check::is_suspect_cast(&kind.name, &operand);
                    cast(kind, operand)
                }
            });
        Some(Ok(expression))
    }

    /// type-or-cast = type-literal ( member-access | unary-expression | nothing )
    fn type_or_cast(&mut self, constraint: TypeConstraint) -> Expression {
        if let Some(operator) = self.member_access_operator(false) {
            let target = Expression {
                span: constraint.span,
                kind: ExpressionKind::Type(Box::new(constraint.name)),
            };
            return self.member_accesses(Some(operator), target);
        }
        if !matches!(self.peek_kind(), NewLine | Comma)
            && let Some(operand) = self.unary_expression(true)
        {
            self.suspect |= crate::check::is_suspect_cast(&constraint.name, &operand);
            return cast(constraint, operand);
        }
        Expression {
            span: constraint.span,
            kind: ExpressionKind::Type(Box::new(constraint.name)),
        }
    }
}

fn attributed(attribute: Attribute, operand: Expression) -> Expression {
    let span = join(attribute.span, operand.span);
    Expression {
        span,
        kind: ExpressionKind::Attributed {
            attribute: Box::new(attribute),
            operand: Box::new(operand),
        },
    }
}

fn cast(kind: TypeConstraint, operand: Expression) -> Expression {
    let span = join(kind.span, operand.span);
    Expression {
        span,
        kind: ExpressionKind::Convert(Box::new(Convert { kind, operand })),
    }
}
