//! Dynamic parameters, background pipelines, and methods that only the engine can run (`.Where()`, `.ForEach()`, script blocks').

use crate::Engine;
use crate::bind::{self, Site};
use crate::block::{Code, ScriptBlock};
use crate::frame::Frame;
use crate::pipeline::Prepared;
use crate::program::Pipe;
use crate::scope::{ScopeId, Slot};
use crate::signature::Signature;
use crate::sink::{Collector, Discard, Out};
use object::members::delegate::Delegate;
use object::{Result, Str, Symbol, Value, convert};
use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

/// What a `dynamicparam` block left behind.
#[derive(Default)]
pub(crate) struct Definitions {
    /// The objects that define dynamic parameters, by name.
    objects: Vec<(Symbol, Value)>,
    /// The variables that the block set: the function's other blocks see them.
    variables: Vec<(Symbol, Value)>,
}

impl Engine {
    /// The signature with what `dynamicparam` adds for this call.
    pub(crate) fn with_dynamic(
        &mut self,
        ready: &Prepared,
        code: &Rc<Code>,
        signature: Rc<Signature>,
        site: &Site,
    ) -> Result<(Rc<Signature>, Definitions)> {
        if code.ast.dynamic_param.is_none() {
            return Ok((signature, Definitions::default()));
        }
        let program = code.program();
        let Some(block) = &program.dynamic else {
            return Ok((signature, Definitions::default()));
        };
        // The block sees what can be bound by name so far.
        let known: Vec<(Symbol, Value)> = bind::preview(
            self,
            &signature,
            site,
            ready.given.clone(),
            ready.expects_input,
        )
        .into_iter()
        .map(|(ordinal, value)| (signature.parameters[ordinal].symbol, value))
        .collect();
        let frame = Rc::new(self.provisional_frame(ready, &signature, &known));
        let mut definitions = Definitions::default();
        let items = self.in_new_scope(crate::scope::ScopeKind::Local, |engine| {
            let scope = engine.scope;
            engine.scopes.get_mut(scope).layout = Rc::clone(&program.layout);
            engine.scopes.get_mut(scope).frame = Some(frame);
            for (symbol, value) in &known {
                engine.set_in(scope, *symbol, value.clone());
            }
            let items = engine.capture_returning(block)?;
            for (symbol, slot) in engine.scopes.variables(scope) {
                let value = engine.scopes.slot(scope, slot).and_then(Slot::value);
                if known.iter().all(|(bound, _)| *bound != symbol)
                    && let Some(value) = value
                {
                    definitions.variables.push((symbol, value));
                }
            }
            Ok(items)
        })?;
        let mut own = (*signature).clone();
        for item in items {
            let Value::Dict(dict) = item.base() else {
                continue;
            };
            let mut added = Vec::new();
            for (name, definition) in dict.entries() {
                let name = convert::to_text(self, &name)?;
                added.push(self.dynamic_parameter(&name, &definition, &mut own)?);
                definitions.objects.push((Symbol::of(&name), definition));
            }
            own.add_dynamic(added);
        }
        Ok((Rc::new(own), definitions))
    }

    /// The call as its `dynamicparam` block sees it: bound as far as that goes without what the block is yet to define.
    fn provisional_frame(
        &self,
        ready: &Prepared,
        signature: &Signature,
        known: &[(Symbol, Value)],
    ) -> Frame {
        let named = known.iter().map(|(symbol, value)| {
            let name = match signature.parameters.iter().find(|p| p.symbol == *symbol) {
                Some(parameter) => parameter.name.clone(),
                None => symbol.text(),
            };
            (*symbol, name, value.clone())
        });
        Frame {
            command: ready.command.clone(),
            typed: ready.typed.clone(),
            position: Some(ready.position.clone()),
            bound: RefCell::new(named.collect()),
            bound_dict: OnceCell::new(),
            args: RefCell::new(Value::array(Vec::new())),
            input: RefCell::new(Value::Null),
            whole_input: Cell::new(false),
            cmdlet: OnceCell::new(),
            out: RefCell::new(Rc::new(Discard)),
            common: Rc::default(),
            caller: self.state,
            advanced: signature.advanced,
            set: RefCell::new(Str::default()),
            pipeline: ready.place,
            expecting_input: ready.expects_input,
            invocation: OnceCell::new(),
            my_invocation: OnceCell::new(),
            failed: Cell::new(false),
            thrown: Cell::new(false),
        }
    }

    /// Tells the objects that define dynamic parameters what was bound to them.
    pub(crate) fn fill_dynamic(
        &mut self,
        signature: &Signature,
        definitions: &Definitions,
        bound: &bind::Bound,
    ) -> Result {
        for (parameter, value) in signature.parameters.iter().zip(&bound.values) {
            let definition = definitions
                .objects
                .iter()
                .find(|(symbol, _)| parameter.dynamic && *symbol == parameter.symbol);
            if let (Some((_, definition)), Some(value)) = (definition, value) {
                self.set_property(definition, &Str::from("Value"), value.clone())?;
                self.set_property(definition, &Str::from("IsSet"), Value::Bool(true))?;
            }
        }
        Ok(())
    }

    /// Gives the scope of a call what its `dynamicparam` block set.
    pub(crate) fn keep_dynamic(&mut self, scope: ScopeId, definitions: Definitions) {
        for (symbol, value) in definitions.variables {
            self.set_in(scope, symbol, value);
        }
    }

    /// `pipeline &`: the text of the pipeline becomes a job, in which the variables of the caller are read as `$using:` reads them.
    pub(crate) fn run_background(&mut self, pipe: &Pipe, out: &Out) -> Result {
        let source = self.current_source();
        let text = pipe.span.text(&source.text).trim_end();
        let text = text.strip_suffix('&').unwrap_or(text).trim_end();
        let block = self.block_of_text(&Value::str(self.with_using(text)), None)?;
        let given = crate::stage::given_values(&[block]);
        self.invoke_command("Start-Job", given, out)
    }

    /// A text whose variables that have a value here are `$using:` variables.
    fn with_using(&self, text: &str) -> String {
        let source = syntax::Source::new(None, text.into());
        let (_, tokens) = syntax::parse_with_tokens(source);
        let mut changed = String::new();
        let mut at = 0;
        for token in tokens {
            let written = token.span.text(text);
            let Some(name) = written
                .strip_prefix('$')
                .filter(|_| token.kind == syntax::TokenKind::Variable)
            else {
                continue;
            };
            let plain = name.chars().all(|c| c.is_alphanumeric() || c == '_');
            let own = ["_", "args", "input", "true", "false", "null", "PWD", "this"];
            if !plain
                || own.iter().any(|own| own.eq_ignore_ascii_case(name))
                || self.variable(Symbol::of(name)).is_none()
            {
                continue;
            }
            let start = token.span.start as usize;
            changed.push_str(&text[at..start]);
            changed.push_str("$using:");
            changed.push_str(name);
            at = token.span.end as usize;
        }
        changed.push_str(&text[at..]);
        changed
    }

    /// Methods that run scripts: `None` where the method is not one of them.
    pub(crate) fn engine_method(
        &mut self,
        target: &Value,
        name: &Str,
        arguments: &mut [Value],
    ) -> Result<Option<Value>> {
        if name.eq_ignore_ascii_case("ThrowTerminatingError")
            && let Some(stop) = crate::cmdlet_object::throw_terminating(target, arguments)
        {
            return Err(stop);
        }
        if let Some(result) = crate::steppable::step(self, target, name, arguments) {
            return result.map(Some);
        }
        if name.eq_ignore_ascii_case("Invoke")
            && let Some(delegate) = target.as_native_rc::<Delegate>()
        {
            let given = delegate.arguments(self, arguments)?;
            let result = delegate.run(self, &given);
            return result
                .map(Some)
                .map_err(|stop| object::members::invoke::invoking("Invoke", given.len(), stop));
        }
        if let Some(block) = target.as_native_rc::<ScriptBlock>() {
            return self.block_method(&block, target, name, arguments);
        }
        if name.eq_ignore_ascii_case("ForEach") && !arguments.is_empty() {
            return self.for_each_method(target, arguments).map(Some);
        }
        if name.eq_ignore_ascii_case("Where") && !arguments.is_empty() {
            return self.where_method(target, arguments).map(Some);
        }
        Ok(None)
    }

    fn block_method(
        &mut self,
        block: &Rc<ScriptBlock>,
        target: &Value,
        name: &Str,
        arguments: &[Value],
    ) -> Result<Option<Value>> {
        match name.to_ascii_lowercase().as_str() {
            "invoke" | "invokereturnasis" => {
                let value = self.call_block(target, arguments)?;
                if name.eq_ignore_ascii_case("InvokeReturnAsIs") {
                    return Ok(Some(value));
                }
                let items = match value {
                    Value::Nothing => Vec::new(),
                    Value::Array(array) => array.to_vec(),
                    other => vec![other],
                };
                Ok(Some(crate::values::collection(items)))
            }
            "getnewclosure" => Ok(Some(self.closure(block))),
            "getsteppablepipeline" => self.steppable_pipeline(block).map(Some),
            "getpowershell" => self.powershell_of(block, arguments).map(Some),
            "invokewithcontext" if arguments.len() > 1 => {
                self.invoke_with_context(target, arguments).map(Some)
            }
            "tostring" if arguments.is_empty() => Ok(Some(Value::str(block.code.inner_text()))),
            _ => Ok(None),
        }
    }

    /// `InvokeWithContext(functions, variables, arguments)`: a scope of its own that has both.
    fn invoke_with_context(&mut self, block: &Value, arguments: &[Value]) -> Result<Value> {
        let variables = match self.enumerate(&arguments[1])? {
            Some(items) => items,
            None => vec![arguments[1].clone()],
        };
        let given = match arguments.get(2) {
            Some(Value::Array(array)) => array.to_vec(),
            _ => arguments[2..].to_vec(),
        };
        let item = self.item.clone();
        let result = self.in_new_scope(crate::scope::ScopeKind::Local, |engine| {
            if let Value::Dict(functions) = arguments[0].base() {
                for (name, body) in functions.entries() {
                    let name = convert::to_text(engine, &name)?;
                    engine.set_function(&name, &body)?;
                }
            }
            for variable in variables {
                let Some(variable) = variable.as_native::<crate::variable_info::PsVariable>()
                else {
                    continue;
                };
                let value = variable.variable.borrow().value.clone();
                if &*variable.name == "_" {
                    engine.item = value;
                } else {
                    let scope = engine.scope;
                    engine.set_in(scope, Symbol::of(&variable.name), value);
                }
            }
            // The scope is the caller's now, whatever session state the block was written in.
            let own = block
                .as_native::<ScriptBlock>()
                .map(|own| Rc::clone(&own.code));
            let block = match own {
                Some(code) => Value::native(ScriptBlock {
                    code,
                    state: Some(engine.state),
                }),
                None => block.clone(),
            };
            engine.call_block(&block, &given)
        });
        self.item = item;
        let items = match result? {
            Value::Nothing => Vec::new(),
            Value::Array(array) => array.to_vec(),
            other => vec![other],
        };
        Ok(crate::values::collection(items))
    }

    /// `GetNewClosure`: a module of its own that holds copies of the variables of the scope.
    fn closure(&mut self, block: &Rc<ScriptBlock>) -> Value {
        let from = self.scope;
        let guid = object::members::guid::text(&self.random.guid(), "D").unwrap_or_default();
        let module = self.new_module(&format!("__DynamicModule_{guid}"), "");
        let top = self.states[module.state.0 as usize].top;
        for (symbol, slot) in self.scopes.variables(from) {
            // What is constant or has options is the session's own.
            let value = match self.scopes.slot(from, slot) {
                Some(crate::scope::Slot::Special(variable)) if variable.borrow().options.0 != 0 => {
                    None
                }
                Some(slot) => slot.value(),
                None => None,
            };
            if let Some(value) = value
                && self.variable_in(top, symbol).is_none()
            {
                self.set_in(top, symbol, value);
            }
        }
        Value::native(ScriptBlock {
            code: Rc::clone(&block.code),
            state: Some(module.state),
        })
    }

    /// `.ForEach({ })`, `.ForEach('Property')`, `.ForEach([type])`
    fn for_each_method(&mut self, target: &Value, arguments: &[Value]) -> Result<Value> {
        let items = self
            .enumerate(target)?
            .unwrap_or_else(|| vec![target.clone()]);
        let mut results = Vec::new();
        match &arguments[0] {
            Value::Type(kind) => {
                for item in items {
                    results.push(self.convert(&item, kind)?);
                }
            }
            Value::Str(name) => {
                let symbol = Symbol::of(name);
                for item in items {
                    if arguments.len() > 1
                        && self.own_property(&item, name)?.is_some_and(|v| {
                            v.as_native::<object::members::method::MethodGroup>()
                                .is_none()
                        })
                    {
                        self.set_property(&item, name, arguments[1].clone())?;
                        continue;
                    }
                    let value = match self.own_property(&item, name)? {
                        Some(value)
                            if value
                                .as_native::<object::members::method::MethodGroup>()
                                .is_none() =>
                        {
                            value
                        }
                        _ => self.invoke_member(&item, name, symbol, arguments[1..].to_vec())?,
                    };
                    match self.enumerate(&value)? {
                        Some(inner) => results.extend(inner),
                        None if matches!(value, Value::Nothing) => {}
                        None => results.push(value),
                    }
                }
            }
            block => {
                let block = block.clone();
                let collector = Collector::new();
                let out: Out = collector.clone();
                for item in items {
                    self.call_method_block(&block, item, &arguments[1..], &out)?;
                }
                results = collector.take();
            }
        }
        Ok(crate::values::collection(results))
    }

    /// Runs the block of `.ForEach()` or `.Where()`: a scope of its own, `$_` set.
    fn call_method_block(
        &mut self,
        block: &Value,
        item: Value,
        arguments: &[Value],
        out: &Out,
    ) -> Result {
        let old = std::mem::replace(&mut self.item, item);
        let result = if arguments.is_empty() {
            self.run_in_place(block, out)
        } else {
            self.call_block_into(block, arguments, out)
        };
        self.item = old;
        result
    }

    /// `.Where({ }, mode, count)`
    fn where_method(&mut self, target: &Value, arguments: &[Value]) -> Result<Value> {
        let items = self
            .enumerate(target)?
            .unwrap_or_else(|| vec![target.clone()]);
        let mode = match arguments.get(1) {
            Some(mode) => convert::to_text(self, mode)?.to_ascii_lowercase(),
            None => "default".to_string(),
        };
        let count = match arguments.get(2) {
            Some(count) => usize::try_from(convert::to_i64(self, count)?).unwrap_or(0),
            None => 0,
        };
        let block = arguments[0].clone();
        let (mut yes, mut no) = (Vec::new(), Vec::new());
        let mut found = false;
        for item in items {
            if matches!(mode.as_str(), "skipuntil" | "until") && found {
                if mode == "skipuntil" {
                    yes.push(item);
                } else {
                    no.push(item);
                }
                continue;
            }
            if mode == "first" && yes.len() >= count.max(1) {
                break;
            }
            let collector = Collector::new();
            let out: Out = collector.clone();
            self.call_method_block(&block, item.clone(), &[], &out)?;
            let holds = convert::to_bool(&Value::from_output(collector.take()));
            match mode.as_str() {
                "skipuntil" if holds => {
                    found = true;
                    yes.push(item);
                }
                "skipuntil" => {}
                "until" if holds => {
                    found = true;
                    no.push(item);
                }
                "until" => yes.push(item),
                _ if holds => yes.push(item),
                _ => no.push(item),
            }
        }
        let limit = |mut items: Vec<Value>| {
            if count > 0 && items.len() > count {
                items.truncate(count);
            }
            items
        };
        let result = match mode.as_str() {
            "split" => {
                return Ok(crate::values::collection(vec![
                    crate::values::collection(yes),
                    crate::values::collection(no),
                ]));
            }
            "last" => {
                let skip = yes.len().saturating_sub(count.max(1));
                yes.split_off(skip)
            }
            "first" => {
                yes.truncate(count.max(1));
                yes
            }
            _ => limit(yes),
        };
        Ok(crate::values::collection(result))
    }
}
