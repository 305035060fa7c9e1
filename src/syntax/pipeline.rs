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

    /// Looks at the next token, and tells whether it surely begins a command.
    fn command_starts(&mut self) -> bool {
        self.peek();
        self.command_follows()
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

    /// A pipeline, and what `&&`, `||` and `&` add to it: nothing, nearly always.
    fn chain(&mut self, first: Option<Expression>) -> Option<Statement> {
        let pipeline = self.pipeline(first)?;
        if matches!(self.peek_kind(), AndAnd | OrOr | Ampersand) {
            return Some(self.chain_behind(pipeline));
        }
        Some(Statement {
            span: pipeline.span,
            kind: StatementKind::Pipeline(pipeline),
        })
    }

    /// The rest of a chain that begins with a pipeline.
    #[inline(never)]
    fn chain_behind(&mut self, first: Pipeline) -> Statement {
        let mut pipeline = first;
        let mut chain: Option<Statement> = None;
        let mut operator: Option<Lexeme> = None;
        let mut length = 0;
        loop {
            let mut next = self.peek();
            let background = next.kind == Ampersand;
            if background {
                self.skip();
                next = self.peek();
                if matches!(next.kind, AndAnd | OrOr) {
                    self.skip();
                    let span = self.at(next);
                    self.report(span, "BackgroundOperatorInPipelineChain", &[]);
                    let begin = chain.as_ref().map_or(pipeline.span, |chain| chain.span);
                    return broken_statement(join(begin, span), Vec::new());
                }
            }
            let linked = link(chain, operator, pipeline, background);
            length += 1;
            if length > crate::parser::CHAIN_MAX {
                self.give_up();
            }
            if background || !matches!(next.kind, AndAnd | OrOr) {
                return linked;
            }
            self.skip();
            self.skip_newlines();
            let token = self.peek();
            if token.kind == EndOfInput {
                self.report_incomplete(after(self.at(next)), "EmptyPipelineChainElement", &[]);
                return linked;
            }
            let Some(another) = self.pipeline(None) else {
                return self.broken_chain(linked, next, token);
            };
            chain = Some(linked);
            operator = Some(next);
            pipeline = another;
        }
    }

    /// A chain operator without a pipeline behind it.
    fn broken_chain(&mut self, chain: Statement, operator: Lexeme, first: Lexeme) -> Statement {
        let span = self.at(operator);
        let text = self.text_of(operator);
        match first.kind {
            EndOfInput => {
                self.report_incomplete(after(span), "EmptyPipelineChainElement", &[text]);
            }
            Dot | Ampersand => {}
            _ => {
                let span = join(span, self.at(first));
                self.report(span, "EmptyPipelineChainElement", &[text]);
            }
        }
        broken_statement(join(chain.span, span), vec![Node::Statement(chain)])
    }

    /// pipeline = ( expression { redirection } | command ) { "|" command }
    fn pipeline(&mut self, start: Option<Expression>) -> Option<Pipeline> {
        let first = self.element(start, false);
        if first.is_none() && self.peek_kind() == Pipe {
            let span = self.peek_span();
            self.report_incomplete(span, "EmptyPipeElement", &[]);
        }
        match self.bar() {
            None => {
                let element = first?;
                Some(Pipeline {
                    span: element.span(),
                    elements: Box::new([element]),
                    background: false,
                })
            }
            Some(bar) => self.elements_behind(first, bar),
        }
    }

    /// The elements behind the first bar of a pipeline.
    fn elements_behind(&mut self, first: Option<Element>, bar: Lexeme) -> Option<Pipeline> {
        let mut elements: Vec<Element> = first.into_iter().collect();
        let mut next = Some(bar);
        while let Some(bar) = next {
            let behind = after(self.at(bar));
            if self.peek_kind() == EndOfInput {
                self.report_incomplete(behind, "EmptyPipeElement", &[]);
                break;
            }
            match self.element(None, !elements.is_empty()) {
                Some(element) => elements.push(element),
                None if !elements.is_empty() || self.peek_kind() == Pipe => {
                    self.report_incomplete(behind, "EmptyPipeElement", &[]);
                }
                None => {}
            }
            next = self.bar();
        }
        Some(Pipeline {
            span: join(elements.first()?.span(), elements.last()?.span()),
            elements: elements.into(),
            background: false,
        })
    }

    /// One element of a pipeline, whose expression may have been read. Behind the first an expression is wrong.
    fn element(&mut self, start: Option<Expression>, behind: bool) -> Option<Element> {
        let mut expression = start;
        if expression.is_none() && !self.command_starts() {
            let saved = self.mode;
            self.set_mode(Mode::Expression);
            expression = self.expression(false);
            self.set_mode(saved);
        }
        let Some(expression) = expression else {
            return self.command().map(Element::Command);
        };
        if behind {
            self.report(expression.span, "ExpressionsMustBeFirstInPipeline", &[]);
        }
        Some(self.expression_element(expression))
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
