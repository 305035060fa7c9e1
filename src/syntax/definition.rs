//! Functions, filters and enums. Classes have a file of their own.

use crate::ast::*;
use crate::parser::{Mode, Parser, after, join};
use crate::recover::broken_statement;
use crate::span::Span;
use crate::token::{Lexeme, TokenKind};
use TokenKind::*;
use std::rc::Rc;

/// Parameters in parentheses behind a name, and where they broke off.
pub(crate) struct ParameterClause {
    pub parameters: Option<Box<[crate::ast::Parameter]>>,
    pub broken: Option<Span>,
    pub close: Option<Span>,
}

impl<'s> Parser<'s> {
    /// function-statement = ( "function" | "filter" | "workflow" ) name [ parameter-clause ] "{" script-block "}"
    pub fn function_statement(&mut self, token: Lexeme) -> Statement {
        let start = self.at(token);
        self.skip_newlines();
        let name = self.next();
        if is_no_function_name(name.kind) {
            self.unget(name);
            let word = self.text_of(token);
            self.report_incomplete(after(start), "MissingNameAfterKeyword", &[word]);
            return broken_statement(start, Vec::new());
        }
        let name_span = self.at(name);
        let mut clause = self.parameter_clause();
        let open = self.next();
        if open.kind != LCurly {
            self.unget(open);
            if clause.broken.is_none() {
                let end = clause.close.unwrap_or(name_span);
                clause.broken = Some(end);
                self.report_incomplete(after(end), "MissingFunctionBody", &[]);
            }
        }
        if let Some(end) = clause.broken {
            return broken_statement(join(start, end), parameter_nodes(clause.parameters));
        }
        let saved = self.in_workflow;
        self.in_workflow = token.kind == Workflow;
        let body = self.script_block(Some(open), token.kind == Filter);
        self.in_workflow = saved;
        let span = join(start, body.span);
        let text = if name.kind == Generic {
            self.read_word_plain(name)
        } else {
            self.share(self.text_of(name))
        };
        let both = body.params.is_some()
            && clause
                .parameters
                .as_ref()
                .is_some_and(|list| !list.is_empty());
        self.suspect |= both || token.kind == Workflow;
        let function = crate::ast::Function {
            span,
            name: text,
            name_span,
            filter: token.kind == Filter,
            workflow: token.kind == Workflow,
            parameters: clause.parameters,
            body: Rc::new(body),
        };
        Statement {
            span,
            kind: StatementKind::Function(Rc::new(function)),
        }
    }

    /// parameter-clause = "(" [ parameter-list ] ")"
    pub fn parameter_clause(&mut self) -> ParameterClause {
        let mut clause = ParameterClause {
            parameters: None,
            broken: None,
            close: None,
        };
        self.skip_newlines();
        let open = self.peek();
        if open.kind != LParen {
            return clause;
        }
        self.skip();
        let parameters = self.parameter_list();
        self.skip_newlines();
        let close = self.next();
        clause.close = Some(self.at(close));
        if close.kind != RParen {
            self.unget(close);
            let end = parameters.last().map_or(self.at(open), |last| last.span);
            clause.broken = Some(end);
            self.report_incomplete(
                after(end),
                "MissingEndParenthesisInFunctionParameterList",
                &[],
            );
        }
        self.skip_newlines();
        clause.parameters = Some(parameters);
        clause
    }

    /// enum-statement = "enum" simple-name [ ":" type-name ] "{" { enum-member } "}"
    pub fn enum_statement(&mut self, attributes: Vec<AttributeBase>, token: Lexeme) -> Statement {
        self.skip_newlines();
        let start = self.at(token);
        let Some(name) = self.simple_name() else {
            let word = self.text_of(token);
            self.report_incomplete(after(start), "MissingNameAfterKeyword", &[word]);
            return broken_statement(start, Vec::new());
        };
        let saved = self.mode;
        self.set_mode(Mode::Signature);
        let statement = self.enum_body(attributes, token, name);
        self.set_mode(saved);
        statement
    }

    fn enum_body(
        &mut self,
        attributes: Vec<AttributeBase>,
        token: Lexeme,
        name: Lexeme,
    ) -> Statement {
        let mut bases = Vec::new();
        let colon = self.peek();
        if colon.kind == Colon {
            self.skip();
            self.skip_newlines();
            match self.type_name(false) {
                None => {
                    self.report_incomplete(after(self.at(colon)), "TypeNameExpected", &[]);
                }
                Some(base) => {
                    let text = base.span.text(self.source);
                    if !is_enum_type(text) {
                        self.report(base.span, "InvalidUnderlyingType", &[text]);
                    }
                    bases.push(TypeConstraint {
                        span: base.span,
                        name: base,
                    });
                }
            }
        }
        self.skip_newlines();
        let open = self.next();
        let name_span = self.at(name);
        if open.kind != LCurly {
            self.unget(open);
            self.report_incomplete(after(name_span), "MissingTypeBody", &["enum"]);
            return broken_statement(join(self.at(token), name_span), Vec::new());
        }
        let mut members = Vec::new();
        while let Some(member) = self.enum_member() {
            members.push(Member::Property(member));
        }
        let close = self.next();
        if close.kind != RCurly {
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
        let span = join(start, self.at(close));
        let (attributes, constraints) = split_attributes(attributes);
        let name = self.text_of(name).into();
        let definition = TypeDefinition {
            span,
            attributes: attributes.into(),
            name,
            name_span,
            kind: TypeKind::Enum,
            bases: bases.into(),
            members: members.into(),
        };
        self.finish_definition(definition, constraints, Vec::new())
    }

    /// enum-member = simple-name [ "=" expression ] terminator
    fn enum_member(&mut self) -> Option<PropertyMember> {
        self.skip_newlines();
        let name = self.simple_name()?;
        let name_span = self.at(name);
        let saved = self.mode;
        self.set_mode(Mode::Expression);
        let mut end = name_span;
        let mut initial = None;
        let mut missing = false;
        let equals = self.peek();
        if equals.kind == Equals {
            self.skip();
            initial = self.expression(false);
            match &initial {
                Some(initial) => end = initial.span,
                None => {
                    end = self.at(equals);
                    missing = true;
                    self.report(after(end), "ExpectedValueExpression", &["="]);
                }
            }
        }
        self.set_mode(saved);
        let end = self.member_terminator(end, !missing);
        Some(PropertyMember {
            span: join(name_span, end),
            name: self.text_of(name).into(),
            name_span,
            kind: None,
            attributes: Box::default(),
            initial,
            is_static: true,
            is_hidden: false,
        })
    }

    /// What must stand behind a property: a line end, a semicolon or the closing brace. Returns where the member ends.
    pub fn member_terminator(&mut self, end: Span, complain: bool) -> Span {
        let terminator = self.peek();
        if !matches!(terminator.kind, NewLine | Semi | RCurly) && complain {
            self.report_incomplete(after(end), "MissingPropertyTerminator", &[]);
        }
        self.skip_terminators();
        if terminator.kind == Semi {
            self.at(terminator)
        } else {
            end
        }
    }
}

impl Parser<'_> {
    /// A definition; a broken statement where something before it or in it was wrong.
    pub fn finish_definition(
        &mut self,
        definition: TypeDefinition,
        constraints: Vec<Node>,
        broken: Vec<Node>,
    ) -> Statement {
        self.suspect = true;
        self.has_types = true;
        let span = definition.span;
        let misplaced = !constraints.is_empty();
        let mut parts = broken;
        parts.extend(constraints);
        if !misplaced && !parts.is_empty() {
            self.broken_types.push(definition.name.to_lowercase());
            return broken_statement(span, parts);
        }
        let statement = Statement {
            span,
            kind: StatementKind::Type(Rc::new(definition)),
        };
        if !misplaced {
            return statement;
        }
        parts.push(Node::Statement(statement));
        broken_statement(span, parts)
    }
}

/// Signs and strings name no function; anything else may, keywords included.
#[rustfmt::skip]
fn is_no_function_name(kind: TokenKind) -> bool {
    matches!(kind, Pipe | LParen | LCurly | AtParen | AtCurly | RCurly | RParen | EndOfInput | Semi | Redirection | RedirectInStd | AndAnd
        | OrOr | Ampersand | Variable | SplattedVariable | HereStringExpandable | HereStringLiteral | StringLiteral | StringExpandable)
}

#[rustfmt::skip]
fn is_enum_type(name: &str) -> bool {
    let name = name.get(..7).filter(|start| start.eq_ignore_ascii_case("system.")).map_or(name, |_| &name[7..]);
    ["byte", "sbyte", "short", "ushort", "int", "uint", "long", "ulong", "int16", "int32", "int64", "uint16", "uint32", "uint64"]
        .iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// The attributes before a definition, and the types among them, which do not belong there.
pub(crate) fn split_attributes(list: Vec<AttributeBase>) -> (Vec<Attribute>, Vec<Node>) {
    let mut attributes = Vec::new();
    let mut constraints = Vec::new();
    for base in list {
        match base {
            AttributeBase::Attribute(attribute) => attributes.push(attribute),
            constraint => constraints.push(Node::Attribute(constraint)),
        }
    }
    (attributes, constraints)
}

/// The parameters of a function without a body, as parts of a broken statement.
pub(crate) fn parameter_nodes(parameters: Option<Box<[crate::ast::Parameter]>>) -> Vec<Node> {
    parameters
        .unwrap_or_default()
        .into_iter()
        .map(Node::Parameter)
        .collect()
}
