//! Pipelines push: each stage's sink hands its objects to the next stage while it still runs.
//!
//! Read `run_pipe` first. A stage remembers the scope, the session state and the streams that it runs with; whoever writes into
//! it gets its own back afterwards.

use crate::Engine;
use crate::bind::Given;
use crate::command::Command;
use crate::file_sink::FileSink;
use crate::program::*;
use crate::scope::ScopeId;
use crate::sink::{Discard, Out, Sink};
use crate::state::StateId;
use crate::streams::{FileTarget, Stream, Streams, Target};
use object::{Fault, Interrupt, Position, Result, Str, Value, convert, types};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use syntax::ast::{Invocation as Call, Stream as AstStream};

/// What a stage does with what comes.
pub(crate) trait Processor {
    fn begin(&mut self, engine: &mut Engine, out: &Out) -> Result;
    fn process(&mut self, engine: &mut Engine, input: Option<Value>, out: &Out) -> Result;
    fn end(&mut self, engine: &mut Engine, out: &Out) -> Result;
    /// Takes the bytes that a program wrote, where it has a use for them as they are.
    fn process_bytes(&mut self, _engine: &mut Engine, _bytes: &[u8]) -> bool {
        false
    }
    /// `$input` is to be the objects themselves rather than an enumerator of them.
    fn keep_whole_input(&mut self) {}
    /// The streams that the command itself writes to, where what runs inside it writes to others.
    fn keep_streams(&mut self, _streams: Rc<Streams>) {}
    /// Gives back what it holds, whether it ended well or not. Never fails the pipeline.
    fn clean(&mut self, engine: &mut Engine, out: &Out);
}

/// A stage in a running pipeline.
pub(crate) struct StageSink {
    processor: RefCell<Box<dyn Processor>>,
    next: Out,
    scope: ScopeId,
    state: StateId,
    streams: Rc<Streams>,
    begun: Cell<bool>,
    ended: Cell<bool>,
    /// A stage of the pipeline has written an error.
    failed: Rc<Cell<bool>>,
}

impl StageSink {
    /// Begins the stage, once: at its turn, or when something is written to it before that.
    pub(crate) fn begin(&self, engine: &mut Engine) -> Result {
        if self.begun.replace(true) {
            return Ok(());
        }
        self.enter(engine, |processor, engine, out| {
            processor.begin(engine, out)
        })
    }

    /// Runs something of the stage with the scope, state and streams that it remembers.
    pub(crate) fn enter<T>(
        &self,
        engine: &mut Engine,
        act: impl FnOnce(&mut dyn Processor, &mut Engine, &Out) -> Result<T>,
    ) -> Result<T> {
        let scope = std::mem::replace(&mut engine.scope, self.scope);
        let state = std::mem::replace(&mut engine.state, self.state);
        let streams = std::mem::replace(&mut engine.streams, Rc::clone(&self.streams));
        let failed = std::mem::replace(&mut engine.failed, false);
        let result = match self.processor.try_borrow_mut() {
            Ok(mut processor) => act(&mut **processor, engine, &self.next),
            Err(_) => Fault::runtime("PipelineBusy", "The pipeline is already running.").raise(),
        };
        engine.scope = scope;
        engine.state = state;
        engine.streams = streams;
        if std::mem::replace(&mut engine.failed, failed) {
            self.failed.set(true);
        }
        result
    }
}

impl Sink for StageSink {
    fn write(&self, engine: &mut Engine, value: Value) -> Result {
        if !self.begun.get() {
            self.begin(engine)?;
        }
        self.enter(engine, |processor, engine, out| {
            processor.process(engine, Some(value), out)
        })
    }

    fn write_bytes(&self, engine: &mut Engine, bytes: &[u8]) -> Result<bool> {
        if !self.begun.get() {
            self.begin(engine)?;
        }
        self.enter(engine, |processor, engine, _| {
            Ok(processor.process_bytes(engine, bytes))
        })
    }
}

/// A command with its arguments evaluated, ready to be bound.
pub(crate) struct Prepared {
    pub command: Command,
    pub typed: Str,
    pub given: Vec<Given>,
    pub position: Position,
    pub dot: bool,
    pub place: (i32, i32),
    pub expects_input: bool,
    pub pipeline: u64,
}

/// The streams of all commands of a pipeline but the last: lists of the commands around it keep copies of what the last one
/// writes only.
fn untapped(outer: &Rc<Streams>, count: usize) -> Rc<Streams> {
    if count < 2 || outer.taps.is_empty() {
        return Rc::clone(outer);
    }
    let mut own = (**outer).clone();
    own.taps.clear();
    Rc::new(own)
}

impl Engine {
    /// Runs a pipeline.
    pub(crate) fn run_pipe(&mut self, pipe: &Pipe, out: &Out) -> Result {
        if pipe.background {
            return self.run_background(pipe, out);
        }
        match &pipe.stages[..] {
            [Stage::Command(node)] if node.redirects.is_empty() => self.call_directly(node, out),
            _ => self.run_stages(pipe, out),
        }
    }

    fn run_stages(&mut self, pipe: &Pipe, out: &Out) -> Result {
        let pipeline = self.fresh_id();
        let count = pipe
            .stages
            .iter()
            .filter(|stage| matches!(stage, Stage::Command(_)))
            .count() as i32;
        let source = self.current_source();
        let outer = Rc::clone(&self.streams);
        // Arguments are evaluated from left to right; stages are made from right to left.
        let mut prepared = Vec::new();
        let mut first = None;
        for (i, stage) in pipe.stages.iter().enumerate() {
            match stage {
                Stage::Value(expr, span, redirects) => {
                    self.mark(*span);
                    first = Some((self.first_value(expr, redirects, &outer)?, redirects));
                }
                Stage::Command(node) => {
                    let mut ready = self.prepare(node, &source)?;
                    ready.place = (count, prepared.len() as i32 + 1);
                    ready.expects_input = i > 0;
                    ready.pipeline = pipeline;
                    prepared.push((ready, &node.redirects[..]));
                }
            }
        }
        let result = self.connect(prepared, first, out, pipeline);
        self.streams = outer;
        result
    }

    /// Runs commands that are prepared as one pipeline, fed with objects.
    pub(crate) fn run_prepared(
        &mut self,
        prepared: Vec<Prepared>,
        input: Option<Vec<Value>>,
        out: &Out,
    ) -> Result {
        let (count, pipeline) = (prepared.len() as i32, self.fresh_id());
        let (outer, has_input) = (Rc::clone(&self.streams), input.is_some());
        let mut place = 0;
        let placed = prepared.into_iter().map(|mut ready| {
            place += 1;
            ready.place = (count, place);
            ready.expects_input = has_input || place > 1;
            ready.pipeline = pipeline;
            (ready, &[][..])
        });
        let placed = placed.collect();
        let nowhere = Vec::new();
        let first = input.map(|items| (Value::array(items), &nowhere));
        let result = self.connect(placed, first, out, pipeline);
        self.streams = outer;
        result
    }

    /// Makes the stages, from right to left, and drives them.
    fn connect(
        &mut self,
        prepared: Vec<(Prepared, &[Redirect])>,
        first: Option<(Value, &Vec<Redirect>)>,
        out: &Out,
        pipeline: u64,
    ) -> Result {
        let outer = Rc::clone(&self.streams);
        let failed = Rc::new(Cell::new(false));
        let mut sinks: Vec<Rc<StageSink>> = Vec::new();
        let mut next = Rc::clone(out);
        let mut failure = None;
        let inner = untapped(&outer, prepared.len());
        for (ready, redirects) in prepared.into_iter().rev() {
            let streams = if sinks.is_empty() { &outer } else { &inner };
            match self.make_stage(ready, redirects, next, streams, &failed) {
                Ok(stage) => {
                    next = stage.clone();
                    sinks.push(stage);
                }
                Err(stop) => {
                    failure = Some(stop);
                    next = Rc::new(Discard);
                    break;
                }
            }
        }
        sinks.reverse();
        let result = match failure {
            Some(stop) => Err(stop),
            None => self.drive(&sinks, first, &next, pipeline),
        };
        for sink in &sinks {
            let _ = sink.enter(self, |processor, engine, out| {
                processor.clean(engine, out);
                Ok(())
            });
        }
        if result.is_ok() {
            self.success = !failed.get();
        }
        result
    }

    /// Makes one stage: its output goes where its redirections say.
    pub(crate) fn make_stage(
        &mut self,
        ready: Prepared,
        redirects: &[Redirect],
        next: Out,
        outer: &Rc<Streams>,
        failed: &Rc<Cell<bool>>,
    ) -> Result<Rc<StageSink>> {
        let (next, streams) = self.redirect(redirects, next, outer)?;
        let (scope, state) = (self.scope, self.state);
        let was = std::mem::replace(&mut self.streams, Rc::clone(&streams));
        let loses_errors = matches!(ready.command, Command::Cmdlet(_))
            && redirects.iter().any(|redirect| {
                matches!(redirect.from, AstStream::Error | AstStream::All)
                    && matches!(redirect.to, RedirectTo::Output)
            });
        let made = self.stage_of(ready);
        self.streams = was;
        let (mut processor, mut streams) = match made? {
            (processor, None) => (processor, streams),
            (processor, Some(taps)) => {
                let mut all = (*streams).clone();
                all.taps.extend(taps);
                (processor, Rc::new(all))
            }
        };
        if loses_errors {
            // Merging is the cmdlet's own doing: errors of scripts that run inside it go to a pipe that nobody reads.
            let mut inner = (*streams).clone();
            inner.targets[Stream::Error as usize] = Target::Null;
            processor.keep_streams(streams);
            streams = Rc::new(inner);
        }
        Ok(Rc::new(StageSink {
            processor: RefCell::new(processor),
            next,
            scope,
            state,
            streams,
            begun: Cell::new(false),
            ended: Cell::new(false),
            failed: Rc::clone(failed),
        }))
    }

    /// Begins all stages, feeds the first, ends all.
    fn drive(
        &mut self,
        sinks: &[Rc<StageSink>],
        first: Option<(Value, &Vec<Redirect>)>,
        entry: &Out,
        pipeline: u64,
    ) -> Result {
        let mut from = 0;
        let run = (|| {
            for sink in sinks {
                sink.begin(self)?;
            }
            match first {
                Some((value, redirects)) if sinks.is_empty() || leaves(redirects) => {
                    let outer = Rc::clone(&self.streams);
                    let (target, _) = self.redirect(redirects, Rc::clone(entry), &outer)?;
                    self.write_value(value, &target)
                }
                Some((value, _)) => self.feed(value, entry),
                None => match sinks.first() {
                    Some(sink) => sink.enter(self, |processor, engine, out| {
                        processor.process(engine, None, out)
                    }),
                    None => Ok(()),
                },
            }
        })();
        if let Err(stop) = run {
            match &*stop {
                Interrupt::StopUpstream(id) if *id >> 16 == pipeline => {
                    from = (*id & 0xFFFF) as usize
                }
                _ => return Err(stop),
            }
        }
        for sink in sinks.iter().skip(from) {
            if sink.ended.replace(true) {
                continue;
            }
            match sink.enter(self, |processor, engine, out| processor.end(engine, out)) {
                Err(stop) if matches!(&*stop, Interrupt::StopUpstream(id) if *id >> 16 == pipeline) =>
                    {}
                other => other?,
            }
        }
        Ok(())
    }

    /// Feeds a value into a pipeline, element by element; null is an object here, nothing is not.
    fn feed(&mut self, value: Value, entry: &Out) -> Result {
        self.write_value(value, entry)
    }

    /// Where output and streams go with these redirections.
    pub(crate) fn redirect(
        &mut self,
        redirects: &[impl std::borrow::Borrow<Redirect>],
        mut next: Out,
        outer: &Rc<Streams>,
    ) -> Result<(Out, Rc<Streams>)> {
        if redirects.is_empty() {
            return Ok((next, Rc::clone(outer)));
        }
        let mut streams = (**outer).clone();
        for redirect in redirects {
            let redirect = redirect.borrow();
            let target = match &redirect.to {
                RedirectTo::Null => Target::Null,
                RedirectTo::Output => Target::Sink(Rc::clone(&next)),
                RedirectTo::File(name, append) => {
                    let name = self.evaluate(name)?;
                    if name.is_null() {
                        Target::Null
                    } else {
                        match convert::to_text(self, &name)? {
                            text if text.is_empty() => Target::Null,
                            text => self.open_target(&text, *append)?,
                        }
                    }
                }
            };
            if matches!(redirect.from, AstStream::Output | AstStream::All)
                && !matches!(redirect.to, RedirectTo::Output)
            {
                next = match &target {
                    Target::File(file) => Rc::new(FileSink {
                        file: Rc::clone(file),
                    }),
                    Target::Sink(out) => Rc::clone(out),
                    _ => Rc::new(Discard),
                };
            }
            for (from, stream) in [
                (AstStream::Error, Stream::Error),
                (AstStream::Warning, Stream::Warning),
                (AstStream::Verbose, Stream::Verbose),
                (AstStream::Debug, Stream::Debug),
                (AstStream::Information, Stream::Information),
            ] {
                if redirect.from == from || redirect.from == AstStream::All {
                    streams.targets[stream as usize] = target.clone();
                }
            }
        }
        Ok((next, Rc::new(streams)))
    }

    /// Opens the file of a redirection.
    fn open_target(&mut self, name: &str, append: bool) -> Result<Target> {
        let path = self.file_path(name);
        object::Host::may_write(self, &path)?;
        let opened = std::fs::OpenOptions::new()
            .create(true)
            .append(append)
            .write(true)
            .truncate(!append)
            .open(&path);
        match opened {
            Ok(file) => Ok(Target::File(Rc::new(FileTarget {
                file: RefCell::new(file),
            }))),
            Err(error) => {
                let (kind, message) = match error.kind() {
                    std::io::ErrorKind::NotFound => (
                        &types::DIRECTORY_NOT_FOUND_EXCEPTION,
                        format!("Could not find a part of the path '{}'.", path.display()),
                    ),
                    std::io::ErrorKind::PermissionDenied => (
                        &types::UNAUTHORIZED_ACCESS_EXCEPTION,
                        format!("Access to the path '{}' is denied.", path.display()),
                    ),
                    _ => (&types::IO_EXCEPTION, error.to_string()),
                };
                let record = Fault::new(kind, message)
                    .id("FileOpenFailure")
                    .category(object::Category::OpenError)
                    .target(name)
                    .record();
                record.rest.borrow_mut().source =
                    Str::from("Microsoft.PowerShell.Commands.OutFileCommand");
                Err(record.into())
            }
        }
    }

    /// Resolves a command and evaluates its arguments.
    pub(crate) fn prepare(
        &mut self,
        node: &CommandNode,
        source: &Rc<syntax::Source>,
    ) -> Result<Prepared> {
        let position = Position {
            source: Rc::clone(source),
            span: node.span,
        };
        if node.like_method && self.strict_mode() >= 2 {
            return Fault::runtime(
                "StrictModeFunctionCallWithParens",
                "The function or command was called as if it were a method. Parameters should be separated by spaces. For information about parameters, see the about_Parameters Help topic.",
            )
            .raise();
        }
        let found = match &node.name {
            CommandName::Value(expr) => match self.evaluate(expr) {
                Ok(value) => match value.as_native_rc::<crate::module::Module>() {
                    Some(module) => return self.prepare_in_module(node, &module, position),
                    None => self.command_of_value(&value),
                },
                Err(stop) => Err(stop),
            },
            CommandName::Word(..) => self.command_of(node),
        };
        let (command, typed) = match found {
            Ok(found) => found,
            Err(stop) => {
                self.locate_command(&stop, node, &position);
                return Err(stop);
            }
        };
        let mut given = Vec::with_capacity(node.arguments.len());
        for argument in &node.arguments {
            self.argument(argument, &mut given)?;
        }
        let typed = match node.invocation {
            Call::Dot => Str::from("."),
            Call::Call => Str::from("&"),
            _ => typed,
        };
        Ok(Prepared {
            command,
            typed,
            given,
            position,
            dot: node.invocation == Call::Dot,
            place: (1, 1),
            expects_input: false,
            pipeline: 0,
        })
    }

    /// `& $module { }`: the first argument is called in the module's session state.
    fn prepare_in_module(
        &mut self,
        node: &CommandNode,
        module: &crate::module::Module,
        position: Position,
    ) -> Result<Prepared> {
        let mut given = Vec::with_capacity(node.arguments.len());
        for argument in &node.arguments {
            self.argument(argument, &mut given)?;
        }
        let at = given.iter().position(|one| matches!(one, Given::Value(..)));
        let Some(Given::Value(value, _)) = at.map(|at| given.remove(at)) else {
            return bad_expression();
        };
        let (command, typed) = match value.as_native::<crate::block::ScriptBlock>() {
            Some(block) => {
                let inside = crate::block::ScriptBlock {
                    code: Rc::clone(&block.code),
                    state: Some(module.state),
                };
                (Command::Block(Rc::new(inside)), Str::default())
            }
            None => self.in_state(module.state, |engine| engine.command_of_value(&value))?,
        };
        Ok(Prepared {
            command,
            typed,
            given,
            position,
            dot: node.invocation == Call::Dot,
            place: (1, 1),
            expects_input: false,
            pipeline: 0,
        })
    }

    /// An error about a command's name stands at the name.
    fn locate_command(&mut self, stop: &Interrupt, node: &CommandNode, position: &Position) {
        let Interrupt::Error(record) = stop else {
            return;
        };
        let mut span = node.span;
        if let CommandName::Word(name, _) = &node.name {
            let text = node.span.text(&position.source.text);
            if let Some(at) = text.find(name.as_str()) {
                span = syntax::Span {
                    start: node.span.start + at as u32,
                    end: node.span.start + (at + name.len()) as u32,
                };
            }
        }
        let mut rest = record.rest.borrow_mut();
        if rest.position.is_none() {
            rest.position = Some(Position {
                source: Rc::clone(&position.source),
                span,
            });
        }
        if let CommandName::Word(name, _) = &node.name
            && rest.invocation.is_none()
        {
            rest.invocation = Some(Rc::new(object::Invocation {
                typed: name.clone(),
                position: rest.position.clone(),
                ..object::Invocation::default()
            }));
        }
    }

    /// What a command node calls now.
    fn command_of(&mut self, node: &CommandNode) -> Result<(Command, Str)> {
        match &node.name {
            CommandName::Word(name, _) => {
                if let Some((epoch, command)) = &*node.cache.borrow()
                    && *epoch == self.epoch
                {
                    return Ok((command.clone(), name.clone()));
                }
                let command = self.resolve(name)?;
                if !matches!(command, Command::Native(_)) {
                    *node.cache.borrow_mut() = Some((self.epoch, command.clone()));
                }
                Ok((command, name.clone()))
            }
            CommandName::Value(expr) => {
                let value = self.evaluate(expr)?;
                self.command_of_value(&value)
            }
        }
    }

    /// What `&` and `.` call when they are given a value.
    pub(crate) fn command_of_value(&mut self, value: &Value) -> Result<(Command, Str)> {
        if let Some(block) = value.as_native_rc::<crate::block::ScriptBlock>() {
            return Ok((Command::Block(block), Str::default()));
        }
        if let Some(info) = value.as_native::<crate::info::CommandInfo>() {
            return Ok((info.command.clone(), info.command.name()));
        }
        if value.is_null() {
            return bad_expression();
        }
        let text = convert::to_text(self, value)?;
        if text.is_empty() {
            return bad_expression();
        }
        Ok((self.resolve(&text)?, text))
    }

    /// Evaluates one argument.
    fn argument(&mut self, argument: &Arg, given: &mut Vec<Given>) -> Result {
        match argument {
            Arg::Value(expr, span) => {
                let value = self.evaluate(expr)?;
                given.push(Given::Value(value, *span));
            }
            // What follows are values.
            Arg::Verbatim(text, _) if &**text == "--" => given.push(Given::End),
            Arg::Verbatim(text, span) => given.push(Given::Value(Value::Str(text.clone()), *span)),
            Arg::Named {
                name,
                value,
                span,
                text,
            } => {
                let value = match value {
                    Some(expr) => Some(self.evaluate(expr)?),
                    None => None,
                };
                given.push(Given::Named {
                    name: name.clone(),
                    value,
                    span: *span,
                    text: text.clone(),
                    splatted: false,
                });
            }
            Arg::Splat(expr, span) => {
                let value = self.evaluate(expr)?;
                self.splat(&value, *span, given)?;
            }
        }
        Ok(())
    }

    /// `@name`: a table gives names, anything else values.
    pub(crate) fn splat(
        &mut self,
        value: &Value,
        span: syntax::Span,
        given: &mut Vec<Given>,
    ) -> Result {
        if let Value::Dict(dict) = value.base() {
            for (key, value) in dict.entries() {
                let name = convert::to_text(self, &key)?;
                given.push(Given::Named {
                    text: Str::from(format!("-{name}")),
                    name,
                    value: Some(value),
                    span,
                    splatted: true,
                });
            }
            return Ok(());
        }
        if value.is_null() {
            given.push(Given::Value(Value::Null, span));
            return Ok(());
        }
        if let Value::Str(text) = value.base() {
            for unit in text.encode_utf16() {
                given.push(Given::Value(Value::Char(unit), span));
            }
            return Ok(());
        }
        for item in self
            .enumerate(value)?
            .unwrap_or_else(|| vec![value.clone()])
        {
            given.push(crate::call::given_again(item, span));
        }
        Ok(())
    }
}

fn bad_expression<T>() -> Result<T> {
    Fault::runtime(
        "BadExpression",
        "The expression after '&' in a pipeline element produced an object that was not valid. It must result in a command name, a script block, or a CommandInfo object.",
    )
    .raise()
}

/// Whether redirections take output out of a pipeline.
fn leaves(redirects: &[Redirect]) -> bool {
    redirects.iter().any(|redirect| {
        matches!(redirect.from, AstStream::Output | AstStream::All)
            && !matches!(redirect.to, RedirectTo::Output)
    })
}
