//! Pipelines, chains of them, assignments, redirections.

use crate::argument::Context;
use crate::ast::*;
use crate::parser::{Mode, Parser, after, join};
use crate::recover::{broken_expression, broken_statement};
use crate::span::Span;
use crate::token::{Lexeme, TokenKind};
use TokenKind::*;

impl<'s> Parser<'s> {
    /// pipeline-chain = assignment | pipeline { ( "&&" | "||" ) pipeline } [ "&" ]
    pub fn pipeline_chain(&mut self) -> Option<Statement> {
        if !self.enter() {
            self.leave();
            return None;
        }
        let chain = self.assignment_or_chain();
        self.leave();
        chain
    }

    /// assignment = expression assignment-operator statement
    fn assignment_or_chain(&mut self) -> Option<Statement> {
        if self.command_follows() {
            return self.chain(None);
        }
        let saved = self.mode;
        self.set_mode(Mode::Expression);
        let target = self.expression(false);
        // In command mode `=0` would be one word; so the look-ahead has to happen here.
        let operator = target
            .is_some()
            .then(|| self.peek())
            .filter(|token| token.kind.is_assignment());
        if operator.is_some() {
            self.skip();
        }
        self.set_mode(saved);
        if let (Some(_), Some(operator)) = (&target, operator) {
            return target.map(|target| self.assignment(target, operator));
        }
        self.chain(target)
    }

    /// A word was looked at that begins with a letter: no expression does, so there is no need to look for one.
    fn command_follows(&self) -> bool {
        let is_word = |lexeme: Lexeme| {
            matches!(lexeme.kind, Identifier | Generic) || lexeme.kind.is_keyword()
        };
        self.mode == Mode::Command
            && self.ungot.is_some_and(|lexeme| {
                is_word(lexeme) && self.byte(lexeme.start as usize).is_ascii_alphabetic()
            })
    }

    fn assignment(&mut self, target: Expression, operator: Lexeme) -> Statement {
        self.skip_newlines();
        let operator_span = self.at(operator);
        let value = self.statement().unwrap_or_else(|| {
            let span = after(operator_span);
            self.report_incomplete(span, "ExpectedValueExpression", &[operator.kind.text()]);
            broken_statement(span, Vec::new())
        });
        self.suspect |= crate::check::is_suspect_target(&target);
        let span = join(target.span, value.span);
        let operator = match operator.kind {
            PlusEquals => AssignOp::Add,
            MinusEquals => AssignOp::Subtract,
            MultiplyEquals => AssignOp::Multiply,
            DivideEquals => AssignOp::Divide,
            RemainderEquals => AssignOp::Remainder,
            QuestionQuestionEquals => AssignOp::Coalesce,
            _ => AssignOp::Set,
        };
        let assignment = Assignment {
            target,
            operator,
            operator_span,
            value,
        };
        Statement {
            span,
            kind: StatementKind::Assignment(Box::new(assignment)),
        }
    }

    fn chain(&mut self, first: Option<Expression>) -> Option<Statement> {
        let mut start = first;
        let mut chain: Option<Statement> = None;
        let mut operator: Option<Lexeme> = None;
        let mut length = 0;
        loop {
            let first_token = if start.is_none() {
                Some(self.peek())
            } else {
                None
            };
            let Some(pipeline) = self.pipeline(start.take()) else {
                let operator = operator?;
                return Some(self.broken_chain(chain, operator, first_token));
            };
            let mut next = self.peek();
            let mut background = false;
            if next.kind == Ampersand {
                self.skip();
                next = self.peek();
                if matches!(next.kind, AndAnd | OrOr) {
                    self.skip();
                    let span = self.at(next);
                    self.report(span, "BackgroundOperatorInPipelineChain", &[]);
                    let begin = chain.as_ref().map_or(pipeline.span, |chain| chain.span);
                    return Some(broken_statement(join(begin, span), Vec::new()));
                }
                background = true;
            }
            let ends = background || !matches!(next.kind, AndAnd | OrOr);
            chain = Some(link(chain, operator, pipeline, background && ends));
            length += 1;
            if length > crate::parser::CHAIN_MAX {
                self.give_up();
            }
            if ends {
                return chain;
            }
            self.skip();
            self.skip_newlines();
            operator = Some(next);
            if self.peek_kind() == EndOfInput {
                self.report_incomplete(after(self.at(next)), "EmptyPipelineChainElement", &[]);
                return chain;
            }
        }
    }

    /// A chain operator without a pipeline behind it.
    fn broken_chain(
        &mut self,
        chain: Option<Statement>,
        operator: Lexeme,
        first_token: Option<Lexeme>,
    ) -> Statement {
        let span = self.at(operator);
        let text = self.text_of(operator);
        match first_token {
            Some(token) if token.kind == EndOfInput => {
                self.report_incomplete(after(span), "EmptyPipelineChainElement", &[text]);
            }
            Some(token) if !matches!(token.kind, Dot | Ampersand) => {
                self.report(
                    join(span, self.at(token)),
                    "EmptyPipelineChainElement",
                    &[text],
                );
            }
            _ => {}
        }
        let begin = chain.as_ref().map_or(span, |chain| chain.span);
        broken_statement(
            join(begin, span),
            chain.map(Node::Statement).into_iter().collect(),
        )
    }

    /// pipeline = ( expression { redirection } | command ) { "|" command }
    fn pipeline(&mut self, start: Option<Expression>) -> Option<Pipeline> {
        let mut elements: Vec<Element> = Vec::with_capacity(1);
        let mut extent: Option<Span> = None;
        let mut bar: Option<Lexeme> = None;
        let mut expression = start;
        loop {
            if expression.is_none() && !self.command_follows() {
                let saved = self.mode;
                self.set_mode(Mode::Expression);
                expression = self.expression(false);
                self.set_mode(saved);
            }
            let element = match expression.take() {
                Some(expression) => {
                    if !elements.is_empty() {
                        self.report(expression.span, "ExpressionsMustBeFirstInPipeline", &[]);
                    }
                    Some(self.expression_element(expression))
                }
                None => self.command().map(Element::Command),
            };
            match element {
                Some(element) => {
                    let span = element.span();
                    extent = Some(extent.map_or(span, |first| join(first, span)));
                    elements.push(element);
                }
                None if !elements.is_empty() || self.peek_kind() == Pipe => {
                    let span = match bar {
                        Some(bar) => after(self.at(bar)),
                        None => self.peek_span(),
                    };
                    self.report_incomplete(span, "EmptyPipeElement", &[]);
                }
                None => {}
            }
            match self.bar() {
                Some(token) => bar = Some(token),
                None => break,
            }
            if self.peek_kind() == EndOfInput {
                if let Some(bar) = bar {
                    self.report_incomplete(after(self.at(bar)), "EmptyPipeElement", &[]);
                }
                break;
            }
        }
        Some(Pipeline {
            span: extent?,
            elements: elements.into(),
            background: false,
        })
    }

    fn peek_span(&mut self) -> Span {
        let token = self.peek();
        self.at(token)
    }

    /// The bar before the next element, which may stand on the next line. `None` where the pipeline ends.
    fn bar(&mut self) -> Option<Lexeme> {
        let mut token = self.peek();
        if token.kind == NewLine && self.is_pipe_continuation(token.end as usize) {
            self.skip_newlines();
            token = self.peek();
        }
        match token.kind {
            Pipe => {
                self.skip();
                self.skip_newlines();
                Some(token)
            }
            Semi | NewLine | RParen | RCurly | EndOfInput | AndAnd | OrOr | Ampersand => None,
            _ => {
                let text = self.text_of(token);
                self.report(self.at(token), "UnexpectedToken", &[text]);
                None
            }
        }
    }

    fn expression_element(&mut self, expression: Expression) -> Element {
        let mut redirections = Vec::new();
        let mut span = expression.span;
        loop {
            let token = self.peek();
            if !matches!(token.kind, Redirection | RedirectInStd) {
                break;
            }
            self.skip();
            let last = self.redirection(token, &mut redirections);
            span = if token.kind == RedirectInStd {
                expression.span
            } else {
                join(expression.span, last)
            };
        }
        Element::Expression(CommandExpression {
            span,
            expression,
            redirections: redirections.into(),
        })
    }

    /// redirection = merging-redirection | file-redirection argument; returns its extent
    pub fn redirection(
        &mut self,
        token: Lexeme,
        redirections: &mut Vec<crate::ast::Redirection>,
    ) -> Span {
        let span = self.at(token);
        let text = self.text_of(token);
        if text.contains('&') {
            return self.merging_redirection(text, span, redirections);
        }
        let target = self.single_argument(Context::FileName).unwrap_or_else(|| {
            self.report(after(span), "MissingFileSpecification", &[]);
            broken_expression(span, Vec::new())
        });
        let whole = join(span, target.span);
        if token.kind == RedirectInStd {
            self.report(span, "RedirectionNotSupported", &[text]);
            return whole;
        }
        let to = RedirectTo::File {
            target: Box::new(target),
            append: text.ends_with(">>"),
        };
        self.keep_redirection(
            crate::ast::Redirection {
                span: whole,
                from: stream(text.as_bytes()[0]),
                to,
            },
            redirections,
        );
        whole
    }

    fn merging_redirection(
        &mut self,
        text: &str,
        span: Span,
        redirections: &mut Vec<crate::ast::Redirection>,
    ) -> Span {
        let from = stream(text.as_bytes()[0]);
        let target = stream(text.as_bytes()[text.len() - 1]);
        if target != Stream::Output || from == target {
            self.report(span, "RedirectionNotSupported", &[text]);
        }
        let to = RedirectTo::Stream(Stream::Output);
        self.keep_redirection(crate::ast::Redirection { span, from, to }, redirections);
        span
    }

    fn keep_redirection(
        &mut self,
        redirection: crate::ast::Redirection,
        redirections: &mut Vec<crate::ast::Redirection>,
    ) {
        if redirections
            .iter()
            .any(|other| other.from == redirection.from)
        {
            let name = match redirection.from {
                Stream::All => "* stream",
                Stream::Output => "output stream",
                Stream::Error => "error stream",
                Stream::Warning => "warning stream",
                Stream::Verbose => "verbose stream",
                Stream::Debug => "debug stream",
                Stream::Information => "information stream",
            };
            return self.report(redirection.span, "StreamAlreadyRedirected", &[name]);
        }
        // PowerShell keeps one place for each stream, and applies them in the order of the streams.
        let place =
            redirections.partition_point(|other| (other.from as u8) < redirection.from as u8);
        redirections.insert(place, redirection);
    }
}

/// The stream of a digit or star; without one, standard output.
fn stream(sign: u8) -> Stream {
    match sign {
        b'*' => Stream::All,
        b'2' => Stream::Error,
        b'3' => Stream::Warning,
        b'4' => Stream::Verbose,
        b'5' => Stream::Debug,
        b'6' => Stream::Information,
        _ => Stream::Output,
    }
}

/// Adds a pipeline to a chain.
fn link(
    chain: Option<Statement>,
    operator: Option<Lexeme>,
    mut pipeline: Pipeline,
    background: bool,
) -> Statement {
    let (Some(left), Some(operator)) = (chain, operator) else {
        pipeline.background = background;
        return Statement {
            span: pipeline.span,
            kind: StatementKind::Pipeline(pipeline),
        };
    };
    let span = join(left.span, pipeline.span);
    let chain = Chain {
        left,
        or: operator.kind == OrOr,
        right: pipeline,
        background,
    };
    Statement {
        span,
        kind: StatementKind::Chain(Box::new(chain)),
    }
}

impl Element {
    /// Where it stands.
    pub fn span(&self) -> Span {
        match self {
            Element::Command(command) => command.span,
            Element::Expression(expression) => expression.span,
        }
    }
}
