//! Finding a place to go on behind an error.

use crate::ast::*;
use crate::parser::Parser;
use crate::span::Span;
use crate::token::TokenKind;

impl<'s> Parser<'s> {
    /// Drops tokens up to one of `targets` that stands outside of further brackets. A closing bracket among the targets is taken for
    /// the one that is open here; it stays unless `consume`.
    pub fn sync(&mut self, consume: bool, targets: &[TokenKind]) {
        let open = |kind| i32::from(targets.contains(&kind));
        let (mut parens, mut curlies, mut brackets) = (
            open(TokenKind::RParen),
            open(TokenKind::RCurly),
            open(TokenKind::RBracket),
        );
        loop {
            let token = self.next();
            let closed = match token.kind {
                TokenKind::LParen => change(&mut parens, 1),
                TokenKind::RParen => change(&mut parens, -1),
                TokenKind::LCurly => change(&mut curlies, 1),
                TokenKind::RCurly => change(&mut curlies, -1),
                TokenKind::LBracket => change(&mut brackets, 1),
                TokenKind::RBracket => change(&mut brackets, -1),
                TokenKind::EndOfInput => {
                    self.unget(token);
                    return;
                }
                _ => false,
            };
            if closed && targets.contains(&token.kind) {
                if !consume {
                    self.unget(token);
                }
                return;
            }
            if parens == 0 && curlies == 0 && brackets == 0 && targets.contains(&token.kind) {
                return;
            }
        }
    }
}

/// Counts a bracket; true where it was the last one to close.
fn change(count: &mut i32, by: i32) -> bool {
    *count += by;
    by < 0 && *count == 0
}

/// What was understood of a broken statement.
pub(crate) fn broken_statement(span: Span, parts: Vec<Node>) -> Statement {
    Statement {
        span,
        kind: StatementKind::Error(parts),
    }
}

/// What was understood of a broken expression.
pub(crate) fn broken_expression(span: Span, parts: Vec<Node>) -> Expression {
    Expression {
        span,
        kind: ExpressionKind::Error(parts),
    }
}

impl Statement {
    /// Nothing but a place where a statement should be.
    pub(crate) fn is_broken(&self) -> bool {
        matches!(self.kind, StatementKind::Error(_))
    }
}

impl Expression {
    /// Nothing but a place where an expression should be.
    pub(crate) fn is_broken(&self) -> bool {
        matches!(self.kind, ExpressionKind::Error(_))
    }
}

impl AttributeBase {
    /// Where it stands.
    pub fn span(&self) -> Span {
        match self {
            AttributeBase::Attribute(attribute) => attribute.span,
            AttributeBase::Type(constraint) => constraint.span,
        }
    }

    /// The type that it names.
    pub fn name(&self) -> &TypeName {
        match self {
            AttributeBase::Attribute(attribute) => &attribute.name,
            AttributeBase::Type(constraint) => &constraint.name,
        }
    }
}

impl Node {
    /// Where it stands.
    pub fn span(&self) -> Span {
        match self {
            Node::Statement(part) => part.span,
            Node::Expression(part) => part.span,
            Node::Block(part) => part.span,
            Node::Attribute(part) => part.span(),
            Node::Parameter(part) => part.span,
            Node::Catch(part) => part.span,
        }
    }
}
