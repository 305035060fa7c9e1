//! Classes: their members, methods and constructors.

use crate::ast::*;
use crate::definition::split_attributes;
use crate::parser::{Mode, Parser, after, join};
use crate::recover::broken_statement;
use crate::span::Span;
use crate::token::{Lexeme, TokenKind};
use TokenKind::*;
use std::rc::Rc;

/// What stands before the name of a member.
#[derive(Default)]
struct Prefix {
    start: Option<Span>,
    attributes: Vec<Attribute>,
    kind: Option<TypeConstraint>,
    is_static: bool,
    is_hidden: bool,
    /// The last attribute or qualifier.
    last: Option<Span>,
}

impl Prefix {
    /// What is left of a member without a name or body.
    fn give_up(self) -> Found {
        let attributes = self.attributes.into_iter().map(AttributeBase::Attribute);
        let parts: Vec<Node> = attributes
            .chain(self.kind.map(AttributeBase::Type))
            .map(Node::Attribute)
            .collect();
        if parts.is_empty() {
            Found::Nothing
        } else {
            Found::Broken(parts)
        }
    }
}

/// A member, or what is left of a broken one.
enum Found {
    Member(Member),
    Broken(Vec<Node>),
    Nothing,
}

impl<'s> Parser<'s> {
    /// class-statement = "class" simple-name [ ":" type-name { "," type-name } ] "{" { class-member } "}"
    pub fn class_statement(&mut self, attributes: Vec<AttributeBase>, token: Lexeme) -> Statement {
        self.skip_newlines();
        let start = self.at(token);
        let Some(name) = self.simple_name() else {
            let word = self.text_of(token);
            self.report_incomplete(after(start), "MissingNameAfterKeyword", &[word]);
            return broken_statement(start, Vec::new());
        };
        self.skip_newlines();
        let saved = self.mode;
        self.set_mode(Mode::Signature);
        let statement = self.class_body(attributes, token, name);
        self.set_mode(saved);
        statement
    }

    fn class_body(
        &mut self,
        attributes: Vec<AttributeBase>,
        token: Lexeme,
        name: Lexeme,
    ) -> Statement {
        let bases = self.class_bases();
        let name_span = self.at(name);
        let open = self.next();
        if open.kind != LCurly {
            self.unget(open);
            let last = bases.last().map_or(name_span, |base| base.span);
            self.report_incomplete(after(last), "MissingTypeBody", &["class"]);
            self.broken_types.push(self.text_of(name).to_lowercase());
            return broken_statement(join(self.at(token), last), Vec::new());
        }
        let class_name = self.text_of(name);
        let mut last = self.at(open);
        let mut members = Vec::new();
        let mut broken = Vec::new();
        loop {
            match self.class_member(class_name) {
                Found::Member(member) => {
                    last = member.span();
                    members.push(member);
                }
                Found::Broken(parts) => {
                    last = parts.last().map_or(last, Node::span);
                    broken.extend(parts);
                }
                Found::Nothing => break,
            }
            if self.errors.gave_up {
                break;
            }
        }
        let close = self.next();
        if close.kind == RCurly {
            last = self.at(close);
        } else {
            self.unget(close);
            self.report_detected(
                after(self.at(open)),
                self.at(close),
                "MissingEndCurlyBrace",
                &[],
            );
        }
        let start = attributes
            .first()
            .map_or(self.at(token), AttributeBase::span);
        let span = join(start, last);
        let (attributes, constraints) = split_attributes(attributes);
        let definition = TypeDefinition {
            span,
            attributes: attributes.into(),
            name: class_name.into(),
            name_span,
            kind: TypeKind::Class,
            bases: bases.into(),
            members: members.into(),
        };
        self.finish_definition(definition, constraints, broken)
    }

    fn class_bases(&mut self) -> Vec<TypeConstraint> {
        let mut bases = Vec::new();
        let colon = self.peek();
        if colon.kind != Colon {
            return bases;
        }
        self.skip();
        self.skip_newlines();
        let mut separator = self.at(colon);
        loop {
            let Some(base) = self.type_name(false) else {
                self.report_incomplete(after(separator), "TypeNameExpected", &[]);
                return bases;
            };
            bases.push(TypeConstraint {
                span: base.span,
                name: base,
            });
            self.skip_newlines();
            let comma = self.peek();
            if comma.kind != Comma {
                return bases;
            }
            separator = self.at(comma);
            self.skip();
            self.skip_newlines();
        }
    }

    /// class-member = { attribute | "static" | "hidden" } ( property | method )
    fn class_member(&mut self, class_name: &str) -> Found {
        let (prefix, token) = self.member_prefix();
        if token.kind == Variable {
            return self.property_member(prefix, token);
        }
        if token.kind == Identifier || token.kind.is_keyword() {
            self.skip();
            return self.method_member(prefix, token, class_name);
        }
        let Some(last) = prefix.last else {
            return Found::Nothing;
        };
        self.report_incomplete(after(last), "IncompleteMemberDefinition", &[]);
        prefix.give_up()
    }

    fn member_prefix(&mut self) -> (Prefix, Lexeme) {
        let mut prefix = Prefix::default();
        loop {
            self.skip_newlines();
            if let Some(attribute) = self.attribute() {
                let span = attribute.span();
                prefix.last = Some(span);
                prefix.start.get_or_insert(span);
                match attribute {
                    AttributeBase::Attribute(attribute) => prefix.attributes.push(attribute),
                    AttributeBase::Type(kind) if prefix.kind.is_none() => prefix.kind = Some(kind),
                    AttributeBase::Type(_) => self.report(span, "TooManyTypes", &[]),
                }
                continue;
            }
            let token = self.peek();
            let span = self.at(token);
            prefix.start.get_or_insert(span);
            let flag = match token.kind {
                Hidden => &mut prefix.is_hidden,
                Static => &mut prefix.is_static,
                _ => return (prefix, token),
            };
            let repeated = std::mem::replace(flag, true);
            if repeated {
                let word = self.text_of(token);
                self.report(span, "DuplicateQualifier", &[word]);
            }
            prefix.last = Some(span);
            self.skip();
        }
    }

    /// property = variable [ "=" expression ] terminator
    fn property_member(&mut self, prefix: Prefix, token: Lexeme) -> Found {
        self.skip();
        let name_span = self.at(token);
        let mut initial = None;
        if self.peek_kind() == Equals {
            self.skip();
            self.skip_newlines();
            initial = self.expression(false);
        }
        let end = initial.as_ref().map_or(name_span, |initial| initial.span);
        let end = self.member_terminator(end, true);
        let name = self.variable_text(token.start as usize, token.end as usize, false);
        let unqualified = crate::variable::VariablePath::new(&name).unqualified;
        if unqualified.is_empty() {
            // The scanner has complained about the name.
            let initial = initial.map(Node::Expression);
            return match prefix.give_up() {
                Found::Broken(parts) => Found::Broken(parts.into_iter().chain(initial).collect()),
                found => initial.map_or(found, |initial| Found::Broken(vec![initial])),
            };
        }
        Found::Member(Member::Property(PropertyMember {
            span: join(prefix.start.unwrap_or(name_span), end),
            name: unqualified.into(),
            name_span,
            kind: prefix.kind,
            attributes: prefix.attributes.into(),
            initial,
            is_static: prefix.is_static,
            is_hidden: prefix.is_hidden,
        }))
    }

    /// method = name "(" [ parameter-list ] ")" [ ":" "base" "(" [ arguments ] ")" ] "{" script-block "}"
    fn method_member(&mut self, prefix: Prefix, token: Lexeme, class_name: &str) -> Found {
        let name_span = self.at(token);
        let name = self.text_of(token);
        let mut broken = None;
        let mut close = None;
        let mut parameters: Box<[crate::ast::Parameter]> = Box::default();
        if self.peek_kind() == LParen {
            let clause = self.parameter_clause();
            (broken, close) = (clause.broken, clause.close);
            parameters = clause.parameters.unwrap_or_default();
        } else {
            self.report_incomplete(after(name_span), "MissingMethodParameterList", &[]);
        }
        let is_constructor = name.eq_ignore_ascii_case(class_name);
        let mut base = None;
        if is_constructor && !prefix.is_static {
            self.skip_newlines();
            let saved = self.mode;
            self.set_mode(Mode::Signature);
            base = self.base_call(&mut broken);
            self.set_mode(saved);
        }
        let open = self.next();
        if open.kind != LCurly {
            self.unget(open);
            if broken.is_none() {
                let end = close.unwrap_or(name_span);
                broken = Some(end);
                self.report_incomplete(after(end), "MissingFunctionBody", &[]);
            }
        }
        if broken.is_some() {
            // Whatever follows up to the end of the class is lost.
            self.sync(false, &[RCurly]);
            return prefix.give_up();
        }
        let saved = self.mode;
        self.set_mode(Mode::Command);
        let body = self.script_block(Some(open), false);
        self.set_mode(saved);
        Found::Member(Member::Method(MethodMember {
            span: join(prefix.start.unwrap_or(name_span), body.span),
            name: name.into(),
            name_span,
            returns: prefix.kind,
            attributes: prefix.attributes.into(),
            parameters,
            is_static: prefix.is_static,
            is_hidden: prefix.is_hidden,
            is_constructor,
            base_arguments: base,
            body: Rc::new(body),
        }))
    }

    /// base-call = ":" "base" "(" [ arguments ] ")"
    fn base_call(&mut self, broken: &mut Option<Span>) -> Option<(Box<[Expression]>, Span)> {
        let colon = self.peek();
        if colon.kind != Colon {
            return None;
        }
        self.skip();
        self.skip_newlines();
        let base = self.peek();
        let base_span = self.at(base);
        if base.kind != Base {
            let span = self.at(colon);
            *broken = Some(span);
            self.report_incomplete(after(span), "MissingBaseCtorCall", &[]);
            return None;
        }
        self.skip();
        self.skip_newlines();
        let open = self.peek();
        if open.kind != LParen {
            *broken = Some(base_span);
            self.report_incomplete(after(base_span), "MissingMethodParameterList", &[]);
            return None;
        }
        self.skip();
        let (arguments, end) = self.argument_list(open);
        self.skip_newlines();
        Some((arguments, join(base_span, end)))
    }
}

impl Member {
    /// The whole member.
    pub fn span(&self) -> Span {
        match self {
            Member::Property(property) => property.span,
            Member::Method(method) => method.span,
        }
    }
}
