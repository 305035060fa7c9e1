//! Type names and attributes: what stands between square brackets.

use crate::ast::*;
use crate::parser::{Mode, Parser, after, join};
use crate::recover::broken_expression;
use crate::span::Span;
use crate::token::{Lexeme, TokenKind};
use TokenKind::*;

/// How many dimensions an array may have in .NET.
const RANK_MAX: u32 = 32;

impl<'s> Parser<'s> {
    /// attribute-list = attribute { attribute }; `None` where there is none. In expressions no line end may follow a type.
    pub fn attribute_list(&mut self, in_expression: bool) -> Option<Vec<AttributeBase>> {
        let mut attributes = vec![self.attribute()?];
        loop {
            if !in_expression || matches!(attributes.last(), Some(AttributeBase::Attribute(_))) {
                self.skip_newlines();
            }
            match self.attribute() {
                Some(attribute) => attributes.push(attribute),
                None => return Some(attributes),
            }
            if attributes.len() > crate::parser::CHAIN_MAX as usize / 4 {
                self.give_up();
            }
        }
    }

    /// attribute = "[" type-name [ "(" attribute-arguments ")" ] "]"
    pub fn attribute(&mut self) -> Option<AttributeBase> {
        let open = self.open_bracket()?;
        let open_span = self.at(open);
        self.skip_newlines();
        let Some(name) = self.type_name(true) else {
            self.resync_to(open);
            self.report_incomplete(after(open_span), "MissingTypename", &[]);
            return None;
        };
        let next = self.next();
        if next.kind == LParen {
            return Some(AttributeBase::Attribute(
                self.attribute_rest(open_span, name, next),
            ));
        }
        let mut end = self.at(next);
        if next.kind != RBracket {
            self.unget(next);
            let span = self.before(end);
            self.report(span, "EndSquareBracketExpectedAtEndOfAttribute", &[]);
            end = name.span;
        }
        Some(AttributeBase::Type(TypeConstraint {
            span: join(open_span, end),
            name,
        }))
    }

    fn attribute_rest(&mut self, open: Span, name: TypeName, paren: Lexeme) -> Attribute {
        self.skip_newlines();
        let mut attribute = Attribute {
            span: open,
            name,
            positional: Box::default(),
            named: Box::default(),
        };
        let mut last = self.at(paren);
        let saved = self.mode;
        self.set_mode(Mode::Expression);
        self.attribute_arguments(&mut attribute, &mut last);
        self.set_mode(saved);
        self.skip_newlines();
        let close = self.next();
        let mut end = last;
        if close.kind == RParen {
            end = self.at(close);
        } else {
            self.unget(close);
            self.report_incomplete(after(last), "MissingEndParenthesisInExpression", &[]);
        }
        self.skip_newlines();
        let bracket = self.next();
        if bracket.kind == RBracket {
            end = self.at(bracket);
        } else {
            self.unget(bracket);
            if close.kind == RParen {
                self.report_incomplete(after(end), "EndSquareBracketExpectedAtEndOfAttribute", &[]);
            }
        }
        attribute.span = join(open, end);
        self.suspect |= crate::check::is_suspect_attribute(&attribute);
        attribute
    }

    /// attribute-arguments = attribute-argument { "," attribute-argument }
    fn attribute_arguments(&mut self, attribute: &mut Attribute, last: &mut Span) {
        let mut positional = Vec::new();
        let mut named = Vec::new();
        let saved = self.no_comma;
        self.no_comma = true;
        let mut comma: Option<Span> = None;
        loop {
            self.skip_newlines();
            match self.simple_name() {
                Some(name) => named.push(self.named_argument(name, last)),
                None => match self.expression(false) {
                    Some(argument) => {
                        *last = argument.span;
                        positional.push(argument);
                    }
                    None => {
                        if let Some(comma) = comma {
                            let span = after(comma);
                            self.report_incomplete(span, "MissingExpressionAfterToken", &[","]);
                            positional.push(broken_expression(span, Vec::new()));
                            *last = span;
                        }
                    }
                },
            }
            self.skip_newlines();
            let next = self.peek();
            if next.kind != Comma {
                break;
            }
            *last = self.at(next);
            comma = Some(*last);
            self.skip();
        }
        self.no_comma = saved;
        attribute.positional = positional.into();
        attribute.named = named.into();
    }

    /// named-argument = simple-name [ "=" expression ]
    fn named_argument(&mut self, name: Lexeme, last: &mut Span) -> NamedArgument {
        let name_span = self.at(name);
        let equals = self.peek();
        let mut value = None;
        let mut span = name_span;
        if equals.kind == Equals {
            self.skip();
            self.skip_newlines();
            let argument = self.expression(false).unwrap_or_else(|| {
                let span = after(self.at(equals));
                self.report_incomplete(span, "MissingExpressionInNamedArgument", &[]);
                self.sync(true, &[Comma, RParen, RBracket, NewLine]);
                broken_expression(span, Vec::new())
            });
            *last = argument.span;
            span = join(name_span, argument.span);
            value = Some(argument);
        }
        NamedArgument {
            span,
            name: self.share(self.text_of(name)),
            value,
        }
    }

    /// type-name = name [ "[" ( { "," } | type-arguments ) "]" ] [ "," assembly-name ]
    pub fn type_name(&mut self, allow_assembly: bool) -> Option<TypeName> {
        let saved = self.mode;
        self.set_mode(Mode::TypeName);
        let token = self.next();
        let name = if token.kind == Identifier {
            Some(self.type_name_at(token, false, allow_assembly))
        } else {
            self.unget(token);
            None
        };
        self.set_mode(saved);
        name
    }

    fn plain_type(&mut self, token: Lexeme) -> TypeName {
        let name = self.share(self.text_of(token));
        TypeName {
            span: self.at(token),
            kind: TypeNameKind::Name {
                name,
                assembly: None,
            },
        }
    }

    /// `bare_argument`: an argument of a generic type without brackets of its own, which can name no assembly.
    fn type_name_at(
        &mut self,
        token: Lexeme,
        bare_argument: bool,
        allow_assembly: bool,
    ) -> TypeName {
        let mut name = self.plain_type(token);
        let next = self.peek();
        if next.kind == LBracket {
            self.skip();
            self.skip_newlines();
            let first = self.next();
            return match first.kind {
                RBracket | Comma => self.array_type(name, first, bare_argument),
                LBracket | Identifier => self.generic_type(name, first, bare_argument),
                EndOfInput => {
                    self.unget(first);
                    self.report_incomplete(after(self.at(next)), "MissingTypename", &[]);
                    name
                }
                _ => {
                    let text = self.text_of(first);
                    self.report(self.at(first), "UnexpectedToken", &[text]);
                    self.sync(true, &[RBracket]);
                    name
                }
            };
        }
        if next.kind == Comma && allow_assembly && !bare_argument {
            self.skip();
            let assembly = self.assembly_name();
            if assembly.trim().is_empty() {
                self.report(
                    after(self.at(next)),
                    "MissingAssemblyNameSpecification",
                    &[],
                );
                return name;
            }
            name.span = join(name.span, self.place(self.token_start, self.pos));
            name.name_assembly(&assembly);
        }
        name
    }

    /// type-arguments = type-argument { "," type-argument }; returns the token behind them
    pub fn type_arguments(&mut self, first: Lexeme) -> (Box<[TypeName]>, Lexeme) {
        if !self.enter() {
            self.leave();
            let end = self.next();
            return (Box::default(), end);
        }
        let mut arguments = vec![self.type_argument(first)];
        let last = loop {
            self.skip_newlines();
            let last = self.next();
            if last.kind != Comma {
                break last;
            }
            self.skip_newlines();
            let token = self.peek();
            if matches!(token.kind, Identifier | LBracket) {
                self.skip();
                arguments.push(self.type_argument(token));
            } else {
                let span = self.at(last);
                self.report_incomplete(after(span), "MissingTypename", &[]);
                arguments.push(error_type(span));
            }
        };
        self.leave();
        (arguments.into(), last)
    }

    /// type-argument = type-name | "[" type-name "]"
    fn type_argument(&mut self, first: Lexeme) -> TypeName {
        if first.kind == Identifier {
            return self.type_name_at(first, true, true);
        }
        let token = self.next();
        if token.kind != Identifier {
            self.unget(token);
            self.report_incomplete(after(self.at(token)), "MissingTypename", &[]);
            return error_type(self.at(first));
        }
        let name = self.type_name_at(token, false, true);
        let close = self.next();
        if close.kind != RBracket {
            self.unget(close);
            let span = self.before(self.at(close));
            self.report_incomplete(span, "EndSquareBracketExpectedAtEndOfType", &[]);
        }
        name
    }

    fn generic_type(&mut self, base: TypeName, first: Lexeme, bare_argument: bool) -> TypeName {
        let (arguments, close) = self.type_arguments(first);
        let mut end = self.at(close);
        if close.kind != RBracket {
            self.unget(close);
            let span = self.before(end);
            self.report_incomplete(span, "EndSquareBracketExpectedAtEndOfAttribute", &[]);
            end = arguments.last().map_or(self.at(first), |last| last.span);
        }
        let span = join(base.span, end);
        let mut name = TypeName {
            span,
            kind: TypeNameKind::Generic {
                base: Box::new(base),
                arguments,
            },
        };
        let next = self.peek();
        if next.kind == LBracket {
            self.skip();
            let first = self.next();
            return self.array_type(name, first, bare_argument);
        }
        if next.kind == Comma && !bare_argument {
            self.type_assembly(&mut name, next);
        }
        name
    }

    fn type_assembly(&mut self, name: &mut TypeName, comma: Lexeme) {
        self.skip();
        let assembly = self.assembly_name();
        if assembly.is_empty() {
            self.report(
                after(self.at(comma)),
                "MissingAssemblyNameSpecification",
                &[],
            );
        } else {
            name.name_assembly(&assembly);
        }
    }

    /// array-type = type-name "[" { "," } "]" { "[" { "," } "]" }; the first bracket has been consumed
    fn array_type(&mut self, element: TypeName, first: Lexeme, bare_argument: bool) -> TypeName {
        let mut name = element;
        let mut first = first;
        let mut depth = 0;
        loop {
            match first.kind {
                Comma => name = self.array_rank(name, first),
                RBracket => {
                    let span = join(name.span, self.at(first));
                    name = TypeName {
                        span,
                        kind: TypeNameKind::Array {
                            element: Box::new(name),
                            rank: 1,
                        },
                    };
                }
                EndOfInput => {
                    self.unget(first);
                    let span = self.before(self.at(first));
                    self.report(span, "EndSquareBracketExpectedAtEndOfAttribute", &[]);
                }
                _ => {
                    let text = self.text_of(first);
                    self.report(self.at(first), "UnexpectedToken", &[text]);
                    self.sync(true, &[RBracket]);
                }
            }
            depth += 1;
            self.suspect |= depth > 100;
            if depth > crate::parser::CHAIN_MAX / 2 {
                self.give_up();
            }
            let next = self.peek();
            if !bare_argument && next.kind == Comma {
                self.type_assembly(&mut name, next);
                return name;
            }
            if next.kind != LBracket {
                return name;
            }
            self.skip();
            first = self.next();
        }
    }

    fn array_rank(&mut self, element: TypeName, first: Lexeme) -> TypeName {
        let mut rank = 1;
        let mut token = first;
        let mut last = first;
        while token.kind == Comma {
            last = token;
            rank += 1;
            token = self.next();
        }
        if rank > RANK_MAX {
            if token.kind != RBracket {
                self.unget(token);
            }
            let span = join(self.at(first), self.at(last));
            self.report(span, "ArrayHasTooManyDimensions", &[&rank.to_string()]);
            return element;
        }
        if token.kind != RBracket {
            self.unget(token);
            self.report(
                after(self.at(last)),
                "EndSquareBracketExpectedAtEndOfAttribute",
                &[],
            );
        }
        let span = join(element.span, self.at(token));
        TypeName {
            span,
            kind: TypeNameKind::Array {
                element: Box::new(element),
                rank,
            },
        }
    }
}

fn error_type(span: Span) -> TypeName {
    TypeName {
        span,
        kind: TypeNameKind::Name {
            name: ":ErrorTypeName:".into(),
            assembly: None,
        },
    }
}

impl TypeName {
    /// Puts the assembly where it belongs: on the innermost plain name.
    fn name_assembly(&mut self, text: &str) {
        let mut name = self;
        loop {
            match &mut name.kind {
                TypeNameKind::Name { assembly, .. } => {
                    *assembly = Some(Box::new(text.into()));
                    return;
                }
                TypeNameKind::Array { element, .. } => name = element,
                TypeNameKind::Generic { base, .. } => name = base,
            }
        }
    }
}
