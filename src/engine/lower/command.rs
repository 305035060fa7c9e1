//! Pipelines, commands and their arguments.

use super::Lower;
use super::expression::number_value;
use crate::program::*;
use object::{Extended, Str, Symbol, Value};
use std::cell::RefCell;
use syntax::ast::{self, ExpressionKind};

/// A name, and right behind it several values in parentheses.
fn like_method(command: &ast::Command) -> bool {
    let [
        ast::CommandElement::Argument(name),
        ast::CommandElement::Argument(only),
    ] = &command.elements[..]
    else {
        return false;
    };
    let ExpressionKind::Paren(inner) = &only.kind else {
        return false;
    };
    let several = match &inner.kind {
        ast::StatementKind::Pipeline(pipeline) => match &pipeline.elements[..] {
            [ast::Element::Expression(one)] => {
                matches!(one.expression.kind, ExpressionKind::ArrayLiteral(_))
            }
            _ => false,
        },
        _ => false,
    };
    several && name.span.end == only.span.start
}

impl Lower {
    pub(crate) fn pipe(&mut self, pipeline: &ast::Pipeline) -> Pipe {
        let stages = pipeline.elements.iter().map(|element| match element {
            ast::Element::Expression(element) => {
                let value = self.expression(&element.expression);
                Stage::Value(value, element.span, self.redirects(&element.redirections))
            }
            ast::Element::Command(command) => Stage::Command(Box::new(self.command(command))),
        });
        Pipe {
            stages: stages.collect(),
            background: pipeline.background,
            span: pipeline.span,
        }
    }

    fn command(&mut self, command: &ast::Command) -> CommandNode {
        let mut elements = command.elements.iter();
        let name = match elements.next() {
            Some(ast::CommandElement::Argument(expression)) => self.command_name(expression),
            _ => CommandName::Value(Expr::Const(Value::Null)),
        };
        let arguments = elements.map(|element| self.argument(element)).collect();
        CommandNode {
            span: command.span,
            invocation: command.invocation,
            name,
            arguments,
            like_method: like_method(command),
            redirects: self.redirects(&command.redirections),
            cache: RefCell::new(None),
        }
    }

    fn command_name(&mut self, expression: &ast::Expression) -> CommandName {
        match &expression.kind {
            ExpressionKind::String { value, .. } => {
                CommandName::Word(Str::from(&**value), Symbol::of(value))
            }
            _ => CommandName::Value(self.expression(expression)),
        }
    }

    fn argument(&mut self, element: &ast::CommandElement) -> Arg {
        match element {
            ast::CommandElement::Argument(expression) => match &expression.kind {
                ExpressionKind::Variable(variable) if variable.splatted => {
                    Arg::Splat(self.variable(variable), expression.span)
                }
                ExpressionKind::String {
                    value,
                    quote: ast::Quote::Bare,
                } if &**value == "--%" => Arg::Verbatim(Str::from(&**value), expression.span),
                ExpressionKind::Number(number) => {
                    let text = expression.span.text(&self.source.text);
                    Arg::Value(Expr::Const(as_written(number, text)), expression.span)
                }
                _ => Arg::Value(self.expression(expression), expression.span),
            },
            ast::CommandElement::Parameter { span, name, .. } if &**name == "-" => {
                Arg::Verbatim(Str::from("--"), *span)
            }
            ast::CommandElement::Parameter {
                span,
                name,
                argument,
                error_span,
            } => Arg::Named {
                name: Str::from(&**name),
                value: argument.as_ref().map(|argument| self.expression(argument)),
                span: *span,
                text: Str::from(error_span.text(&self.source.text)),
            },
        }
    }

    fn redirects(&mut self, redirections: &[ast::Redirection]) -> Vec<Redirect> {
        redirections
            .iter()
            .map(|redirection| self.redirect(redirection))
            .collect()
    }

    fn redirect(&mut self, redirection: &ast::Redirection) -> Redirect {
        let to = match &redirection.to {
            ast::RedirectTo::Stream(_) => RedirectTo::Output,
            ast::RedirectTo::File { target, append } => match &target.kind {
                ExpressionKind::Variable(variable)
                    if variable.name.eq_ignore_ascii_case("null") =>
                {
                    RedirectTo::Null
                }
                _ => RedirectTo::File(self.expression(target), *append),
            },
        };
        Redirect {
            from: redirection.from,
            to,
            span: redirection.span,
        }
    }
}

/// A number as an argument remembers how it was written, where that is not how it prints: `1.50`, `0x10`, `1kb`.
fn as_written(number: &ast::Number, text: &str) -> Value {
    let value = number_value(number);
    match &*crate::values::plain_text(&value) == text {
        true => value,
        false => Value::Extended(Extended::written(value, Str::from(text))),
    }
}
