//! Automatic variables, and variables of drives (`$env:PATH`, `$function:prompt`).

use crate::Engine;
use crate::program::{Automatic, Expr};
use crate::scope::ScopeKind;
use object::{
    Array, Fault, Native, Object, Result, Shape, SlotKind, Str, Symbol, Type, Value, convert, types,
};
use std::rc::Rc;

/// The plain variable that stands before an automatic one, where a script sets it or has a parameter of that name.
fn shadowed(name: Automatic) -> Option<Symbol> {
    let name = match name {
        Automatic::Input => "input",
        Automatic::BoundParameters => "PSBoundParameters",
        Automatic::MyInvocation => "MyInvocation",
        Automatic::Cmdlet => "PSCmdlet",
        Automatic::StackTrace => "StackTrace",
        _ => return None,
    };
    Some(Symbol::of(name))
}

impl Engine {
    /// The value of an automatic variable.
    pub(crate) fn automatic(&mut self, name: Automatic) -> Result<Value> {
        if let Some(symbol) = shadowed(name)
            && let Some(own) = self.own_variable(symbol)
        {
            return Ok(own);
        }
        Ok(match name {
            Automatic::Item => self.item.clone(),
            Automatic::Success => Value::Bool(self.success),
            Automatic::Error => match self.variable(self.names.error) {
                Some(own) => own,
                None => Value::List(Rc::clone(&self.errors)),
            },
            Automatic::Args => match self.frame() {
                _ if self.block_args.is_some() => self.block_args.clone().unwrap_or_default(),
                Some(frame) => frame.args.borrow().clone(),
                None => self
                    .variable_in(self.global, Symbol::of("args"))
                    .unwrap_or_else(|| Value::array(Vec::new())),
            },
            Automatic::Input => match self.frame() {
                // One enumerator for the call: what has been read is gone.
                Some(frame) => {
                    let items = frame.input.borrow().clone();
                    if frame.whole_input.get() {
                        return Ok(items);
                    }
                    if items
                        .as_native::<object::members::enumerator::Enumerator>()
                        .is_some()
                    {
                        return Ok(items);
                    }
                    let items = convert::enumerate(&items).transpose()?.unwrap_or_default();
                    let enumerator = object::members::enumerator::Enumerator::over_list(items);
                    *frame.input.borrow_mut() = enumerator.clone();
                    enumerator
                }
                None => Value::Null,
            },
            Automatic::BoundParameters => match self.frame() {
                Some(frame) => frame.bound_parameters(),
                None => Value::Null,
            },
            Automatic::MyInvocation => self.my_invocation(),
            Automatic::Cmdlet => match self.frame() {
                Some(frame) if frame.advanced => crate::cmdlet_object::cmdlet_of(&frame),
                _ => Value::Null,
            },
            Automatic::ExecutionContext => crate::intrinsics::execution_context(),
            Automatic::StackTrace => Value::Null,
        })
    }

    fn my_invocation(&mut self) -> Value {
        let Some(frame) = self.frame() else {
            return invocation_value(Rc::default());
        };
        frame
            .my_invocation
            .get_or_init(|| invocation_value(frame.invocation()))
            .clone()
    }

    /// Sets an automatic variable.
    pub(crate) fn set_automatic(&mut self, name: Automatic, value: Value) -> Result {
        match name {
            Automatic::Item => self.item = value,
            Automatic::Args => match self.frame() {
                _ if self.block_args.is_some() => self.block_args = Some(value),
                Some(frame) => *frame.args.borrow_mut() = value,
                None => self.set_in(self.global, Symbol::of("args"), value),
            },
            Automatic::Success => return crate::variables::not_writable(Symbol::of("?")),
            Automatic::Error if self.scope == self.global => {
                return crate::variables::not_writable(self.names.error);
            }
            // Only the global one is a constant; another scope may have a variable of that name.
            Automatic::Error => self.set_in(self.scope, self.names.error, value),
            Automatic::ExecutionContext => {
                return crate::variables::not_writable(Symbol::of("ExecutionContext"));
            }
            other => {
                if let Some(symbol) = shadowed(other) {
                    self.set_in(self.scope, symbol, value);
                }
            }
        }
        Ok(())
    }

    /// A variable of the scope that runs, not of those around it.
    fn own_variable(&self, symbol: Symbol) -> Option<Value> {
        let slot = self.scopes.get(self.scope).layout.find(symbol)?;
        self.scopes.slot(self.scope, slot)?.value()
    }

    /// `$using:x`
    pub(crate) fn using_value(&mut self, inner: &Expr) -> Result<Value> {
        if let Some(symbol) = root(inner)
            && let Some(Value::Dict(using)) = self.variable(Symbol::of("__using"))
            && let Some(value) = using.get_str(&symbol.text())
        {
            if matches!(inner, Expr::Local(..)) {
                return Ok(value);
            }
            // `$using:x.Name` reads a member of the value that came along: the variable stands in a scope for that alone.
            let (outer, layout) = (self.scope, Rc::clone(&self.scopes.get(self.scope).layout));
            self.scope = self.scopes.make(layout, Some(outer), ScopeKind::Local);
            self.set_in(self.scope, symbol, value);
            let result = self.evaluate(inner);
            let own = std::mem::replace(&mut self.scope, outer);
            self.scopes.free(own);
            return result;
        }
        if self.using_allowed {
            return self.evaluate(inner);
        }
        Fault::runtime(
            "UsingWithoutInvokeCommand",
            "A Using variable cannot be retrieved. A Using variable can be used only with Invoke-Command, Start-Job, or InlineScript in the script workflow. When it is used with Invoke-Command, the Using variable is valid only if the script block is invoked on a remote computer.",
        )
        .raise()
    }

    /// Strict mode here: 0 is off.
    #[inline]
    pub fn strict_mode(&self) -> u8 {
        if !self.strict_used {
            return 0;
        }
        let mut at = Some(self.scope);
        while let Some(id) = at {
            let scope = self.scopes.get(id);
            if let Some(strict) = scope.strict {
                return strict.min(self.strict);
            }
            at = scope.parent;
        }
        0
    }

    /// Sets strict mode for the scope that runs and what it calls.
    pub fn set_strict_mode(&mut self, version: u8) {
        self.strict_used = true;
        let scope = self.scope;
        self.scopes.get_mut(scope).strict = Some(version);
    }

    /// `$drive:path` read.
    pub(crate) fn drive_variable(&mut self, drive: &str, path: &str) -> Result<Value> {
        match drive.to_ascii_lowercase().as_str() {
            "env" => Ok(object::Host::variable(self, path).map_or(Value::Null, Value::Str)),
            "variable" => Ok(self.variable(Symbol::of(path)).unwrap_or_default()),
            "function" => Ok(match self.function_named(path)? {
                Some(function) => Value::native(crate::block::ScriptBlock {
                    code: Rc::clone(&function.code),
                    state: Some(function.state),
                }),
                None => Value::Null,
            }),
            "alias" => Ok(self
                .find_alias(Symbol::of(path))
                .map_or(Value::Null, |alias| Value::Str(alias.definition.clone()))),
            "using" => self.using_value(&Expr::Local(0, Symbol::of(path))),
            _ => match self.drive_reader {
                Some(read) => read(self, drive, path),
                None => Ok(Value::Null),
            },
        }
    }

    /// A function, made first where it is one that every session has.
    fn function_named(&mut self, name: &str) -> Result<Option<Rc<crate::command::Function>>> {
        if let Some(function) = self.find_function(Symbol::of(name)) {
            return Ok(Some(function));
        }
        Ok(match self.find_command(name)? {
            Some(crate::command::Command::Function(function)) => Some(function),
            _ => None,
        })
    }

    /// `$drive:path` set.
    pub(crate) fn set_drive_variable(&mut self, drive: &str, path: &str, value: Value) -> Result {
        match drive.to_ascii_lowercase().as_str() {
            "env" => {
                let text = if value.is_null() {
                    None
                } else {
                    Some(convert::to_text(self, &value)?)
                };
                object::Host::set_variable(
                    self,
                    path,
                    text.as_deref().filter(|text| !text.is_empty()),
                )
            }
            "variable" => Engine::set_variable(self, Symbol::of(path), value),
            "function" => self.set_function(path, &value),
            "alias" => {
                let definition = convert::to_text(self, &value)?;
                let scope = self.scope;
                self.define_alias(
                    scope,
                    crate::command::Alias {
                        name: Str::from(path),
                        definition,
                        options: Default::default(),
                        description: Str::default(),
                    },
                );
                Ok(())
            }
            _ => match self.drive_writer {
                Some(write) => write(self, drive, path, value),
                None => Fault::new(
                    &types::DRIVE_NOT_FOUND_EXCEPTION,
                    format!("Cannot find drive. A drive with the name '{drive}' does not exist."),
                )
                .id("DriveNotFound")
                .category(object::Category::ObjectNotFound)
                .target(drive)
                .raise(),
            },
        }
    }

    /// `$function:name = { }`
    pub fn set_function(&mut self, name: &str, value: &Value) -> Result {
        let scope = self.scope;
        if value.is_null() {
            self.scopes
                .get_mut(scope)
                .functions
                .remove(&Symbol::of(name));
            self.epoch += 1;
            return Ok(());
        }
        let (code, state) = match value.as_native::<crate::block::ScriptBlock>() {
            Some(block) => (Rc::clone(&block.code), block.state.unwrap_or(self.state)),
            None => {
                let text = convert::to_text(self, value)?;
                (self.parse(&text, None)?, self.state)
            }
        };
        let function = crate::command::Function {
            name: Str::from(name),
            code,
            state,
            module: self.current_module(),
            options: Default::default(),
            description: Str::default(),
        };
        self.define_function(scope, function);
        Ok(())
    }

    /// Calls a script block with `$this` set.
    pub(crate) fn call_with_this(
        &mut self,
        this: &Value,
        block: &Value,
        arguments: &[Value],
    ) -> Result<Value> {
        // The block runs in the session state that it was written in, in a scope of its own that has `$this`.
        let own = block.as_native::<crate::block::ScriptBlock>();
        let state = own.and_then(|own| own.state).unwrap_or(self.state);
        self.in_state(state, |engine| {
            engine.in_new_scope(crate::scope::ScopeKind::Local, |engine| {
                let (scope, symbol) = (engine.scope, engine.names.this);
                engine.set_in(scope, symbol, this.clone());
                let block = match own {
                    Some(own) => Value::native(crate::block::ScriptBlock {
                        code: Rc::clone(&own.code),
                        state: Some(engine.state),
                    }),
                    None => block.clone(),
                };
                engine.call_block(&block, arguments)
            })
        })
    }

    /// Calls a `ScriptMethod` of a value; `None` where it has none of that name.
    pub(crate) fn script_method(
        &mut self,
        target: &Value,
        name: Symbol,
        arguments: &[Value],
    ) -> Result<Option<Value>> {
        let object = match target {
            Value::Object(object) => Some(object),
            Value::Extended(extended) => Some(&extended.members),
            _ => None,
        };
        let block = match object.and_then(|object| Some((object, object.find(name)?))) {
            Some((object, (slot, SlotKind::Method))) => object.slot(slot),
            Some(_) => return Ok(None),
            None => match object::members::type_data::find(target, &name.text()) {
                Some(member) if member.kind == SlotKind::Method => member.slot,
                _ => return Ok(None),
            },
        };
        self.call_with_this(target, &block, arguments)
            .map(Some)
            .map_err(|stop| script_method_failed(name, arguments.len(), stop))
    }

    /// A property of a pipeline object, for binding by name; null results count, missing ones do not.
    pub(crate) fn named_property(&mut self, object: &Value, name: &str) -> Result<Option<Value>> {
        match object.base() {
            Value::Dict(dict) => Ok(dict.get_str(name).filter(|_| false)),
            Value::Null | Value::Nothing => Ok(None),
            _ => match self.own_property(object, name)? {
                Some(value)
                    if value
                        .as_native::<object::members::method::MethodGroup>()
                        .is_some() =>
                {
                    Ok(None)
                }
                other => Ok(other),
            },
        }
    }

    pub(crate) fn regex_is_match(
        &mut self,
        pattern: &str,
        text: &str,
        ignore_case: bool,
    ) -> Result<bool> {
        let case = if ignore_case {
            syntax::ast::Case::Ignore
        } else {
            syntax::ast::Case::Match
        };
        let (answer, _) =
            object::operators::matches(self, &Value::str(text), &Value::str(pattern), case)?;
        Ok(convert::to_bool(&answer))
    }
}

/// `InvocationInfo` as a value.
pub fn invocation_value(invocation: Rc<object::Invocation>) -> Value {
    Value::native(object::members::invocation::InvocationInfo::new(
        invocation, None,
    ))
}

/// The text of a value that needs no script to become one; of any other, the name of its type.
pub fn plain_text(value: &Value) -> Str {
    match value.base() {
        Value::Str(text) => text.clone(),
        Value::Null | Value::Nothing => Str::default(),
        Value::Bool(b) | Value::Switch(b) => Str::from(if *b { "True" } else { "False" }),
        Value::Double(x) => Str::from(object::number::f64_to_ps_string(*x)),
        Value::Native(native) => native.to_text(),
        Value::Enum(value) => Str::from(value.name()),
        Value::Char(unit) => Str::from(String::from_utf16_lossy(&[*unit])),
        other => match other.as_integer() {
            Some(n) => Str::from(n.to_string()),
            None => Str::from(other.get_type().full_name()),
        },
    }
}

/// A record of one of PowerShell's plain types.
pub fn record(kind: &'static object::TypeInfo, properties: Vec<(&str, Value)>) -> Value {
    let mut shape = Shape::root(Type::Known(kind));
    let mut slots = Vec::new();
    for (name, value) in properties {
        shape = shape.with(&Str::from(name), SlotKind::Property);
        slots.push(value);
    }
    Value::Object(Object::new(shape, slots))
}

/// The variable whose member or element an expression reads.
fn root(expr: &Expr) -> Option<Symbol> {
    match expr {
        Expr::Local(_, symbol) => Some(*symbol),
        Expr::Member(node) => root(&node.target),
        Expr::Index(node) => root(&node.target),
        _ => None,
    }
}

/// Values as an array of strings.
pub fn strings(items: impl IntoIterator<Item = Str>) -> Value {
    Value::Array(Array::of(
        Type::Known(&types::STRING),
        items.into_iter().map(Value::Str).collect(),
    ))
}

/// A native object as a value.
pub fn shared<T: Native>(object: &Rc<T>) -> Value {
    Value::Native(Rc::clone(object) as Rc<dyn Native>)
}

/// `Collection[PSObject]`, which is what calls of scripts from .NET give.
pub fn collection(items: Vec<Value>) -> Value {
    let kind = Type::generic(&types::COLLECTION, vec![Type::Known(&types::PSOBJECT)]);
    Value::List(object::List::new(
        kind,
        Type::Known(&types::PSOBJECT),
        items,
    ))
}

/// What a `ScriptMethod` raises, as the caller sees it.
fn script_method_failed(
    name: Symbol,
    count: usize,
    stop: Box<object::Interrupt>,
) -> Box<object::Interrupt> {
    let object::Interrupt::Error(record) = &*stop else {
        return stop;
    };
    let message = format!(
        "Exception calling \"{}\" with \"{count}\" argument(s): \"{}\"",
        name.text(),
        record.exception_message()
    );
    object::Fault::new(&object::types::METHOD_INVOCATION_EXCEPTION, message)
        .id("ScriptMethodRuntimeException")
        .because(record.exception.clone())
        .into()
}
