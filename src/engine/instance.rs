//! Instances of script classes: constructors, methods, statics.

use crate::Engine;
use crate::class::{ClassBody, Method, body};
use crate::csharp;
use crate::scope::{ScopeKind, Slot};
use crate::session::StackEntry;
use crate::sink::{Discard, Out};
use object::{
    Extended, Fault, Interrupt, Object, Result, Str, Symbol, Type, Value, convert, types,
};
use std::rc::Rc;

impl Engine {
    /// `[Class]::new(...)`
    pub(crate) fn construct_class(&mut self, kind: &Type, arguments: &[Value]) -> Result<Value> {
        let Some(class) = body(kind) else {
            return object::members::construct(self, kind, arguments);
        };
        if class.foreign.is_some() && csharp::class_view_is_empty(kind) {
            return csharp::no_constructor(arguments.len());
        }
        self.ready_chain(kind)?;
        let object = self.bare_object(kind)?;
        self.run_initialisers(kind, &object)?;
        self.run_constructor(kind, &class, &object, arguments)
    }

    /// Makes a class and its bases ready for use.
    fn ready_chain(&mut self, kind: &Type) -> Result {
        let mut at = Some(kind.clone());
        while let Some(class) = at.as_ref().and_then(body) {
            self.ready_class(&class)?;
            at = at.and_then(|kind| kind.base());
        }
        Ok(())
    }

    /// An object with every property as its type's default.
    pub(crate) fn bare_object(&mut self, kind: &Type) -> Result<Value> {
        let Some(class) = body(kind) else {
            return Ok(Value::Null);
        };
        let mut slots = vec![Value::Null; class.shape.slots().len()];
        self.initial_values(kind, &class, &mut slots)?;
        Ok(Value::Object(Object::new(Rc::clone(&class.shape), slots)))
    }

    /// `static Name() { }`, which runs once.
    pub(crate) fn run_static_constructor(&mut self, class: &Rc<ClassBody>) -> Result {
        match class.constructors.iter().find(|method| method.is_static) {
            Some(method) => self.run_method(class, method, None, Vec::new()).map(drop),
            None => Ok(()),
        }
    }

    /// Every property starts as its type's default.
    fn initial_values(
        &mut self,
        kind: &Type,
        class: &Rc<ClassBody>,
        slots: &mut [Value],
    ) -> Result {
        let mut at = Some((kind.clone(), Rc::clone(class)));
        while let Some((kind, own)) = at {
            for property in &own.properties {
                if let (Some(slot), Some(_)) = (class.shape.find(property.symbol), &property.kind) {
                    slots[slot] = match &property.computed {
                        Some(computed) => computed.clone(),
                        None => self.property_value(property, Value::Null, true)?,
                    };
                }
            }
            at = kind
                .base()
                .and_then(|base| body(&base).map(|own| (base, own)));
        }
        Ok(())
    }

    /// Initial values of the properties, those of base classes first.
    fn run_initialisers(&mut self, kind: &Type, object: &Value) -> Result {
        let Some(class) = body(kind) else {
            return Ok(());
        };
        if let Some(base) = kind.base() {
            self.run_initialisers(&base, object)?;
        }
        let Value::Object(record) = object else {
            return Ok(());
        };
        for property in &class.properties {
            let Some(initial) = &property.initial else {
                continue;
            };
            let value = self.in_new_scope(ScopeKind::Local, |engine| {
                let this = engine.names.this;
                let scope = engine.scope;
                engine.scopes.get_mut(scope).layout = Rc::clone(&class.layout);
                engine.set_in(scope, this, object.clone());
                engine.evaluate(initial)
            })?;
            let value = self.property_value(property, value, false)?;
            if let Some((slot, _)) = record.find(property.symbol) {
                record.set_slot(slot, value);
            }
        }
        Ok(())
    }

    /// Runs the constructor that fits, and those of the bases before it. What comes back is the object, which a .NET base class
    /// may have put around what it keeps itself.
    fn run_constructor(
        &mut self,
        kind: &Type,
        class: &Rc<ClassBody>,
        object: &Value,
        arguments: &[Value],
    ) -> Result<Value> {
        if let Some(made) = self.construct_foreign(class, object, arguments)? {
            return Ok(made);
        }
        let base = kind.base().unwrap_or(Type::Known(&types::OBJECT));
        if class.constructors.iter().all(|method| method.is_static) {
            if !arguments.is_empty() {
                return Fault::new(
                    &types::METHOD_EXCEPTION,
                    format!(
                        "Cannot find an overload for \"new\" and the argument count: \"{}\".",
                        arguments.len()
                    ),
                )
                .id("MethodCountCouldNotFindBest")
                .raise();
            }
            return self.construct_base(&base, object, &[]);
        }
        let constructors: Vec<&Method> = class
            .constructors
            .iter()
            .filter(|method| !method.is_static)
            .collect();
        let (chosen, arguments) = self.choose_method(&constructors, "new", arguments)?;
        let method = constructors[chosen];
        let base_arguments = match &method.base_arguments {
            None => Vec::new(),
            Some(expressions) => self.in_new_scope(ScopeKind::Local, |engine| {
                let scope = engine.scope;
                let program = method.code.program();
                engine.scopes.get_mut(scope).layout = Rc::clone(&program.layout);
                for (node, value) in program.parameters.iter().zip(&arguments) {
                    *engine.scopes.slot_mut(scope, node.slot) = Slot::Plain(value.clone());
                }
                expressions
                    .iter()
                    .map(|expression| engine.evaluate(expression))
                    .collect::<Result<Vec<_>>>()
            })?,
        };
        let object = self.construct_base(&base, object, &base_arguments)?;
        self.run_method(class, method, Some(&object), arguments)?;
        Ok(object)
    }

    /// The base class's part of an object: its constructor, or what .NET's base keeps.
    pub(crate) fn construct_base(
        &mut self,
        base: &Type,
        object: &Value,
        arguments: &[Value],
    ) -> Result<Value> {
        if let Some(class) = body(base) {
            return self.run_constructor(base, &class, object, arguments);
        }
        let Value::Object(record) = object else {
            return Ok(object.clone());
        };
        if Type::Known(&types::IENUMERABLE).is_assignable_from(base) && !base.is_interface() {
            let kept = object::members::construct(self, base, arguments)?;
            return Ok(Value::Extended(Extended::instance(kept, Rc::clone(record))));
        }
        if Type::Known(&types::EXCEPTION).is_assignable_from(base) {
            let message = match arguments.first() {
                Some(message) => Value::Str(convert::to_text(self, message)?),
                None => Value::str(format!(
                    "Exception of type '{}' was thrown.",
                    record.get_type().full_name()
                )),
            };
            record.set_or_add(&Str::from("Message"), message);
            if let Some(inner) = arguments.get(1) {
                record.set_or_add(&Str::from("InnerException"), inner.clone());
            }
            record.set_or_add(&Str::from("HResult"), Value::Int(-2_146_233_088));
        }
        Ok(object.clone())
    }

    /// The overload for these arguments, and the arguments converted.
    pub(crate) fn choose_method(
        &mut self,
        methods: &[&Method],
        name: &str,
        arguments: &[Value],
    ) -> Result<(usize, Vec<Value>)> {
        let packed = csharp::pack_rest(methods, arguments);
        let arguments = packed.as_deref().unwrap_or(arguments);
        let mut best: Option<(u32, usize)> = None;
        for (i, method) in methods.iter().enumerate() {
            if method.parameters.len() != arguments.len() {
                continue;
            }
            let mut total = 0;
            let mut fits = true;
            for (parameter, argument) in method.parameters.iter().zip(arguments) {
                let Some(parameter) = parameter else { continue };
                let kind = self.resolve_type(parameter)?;
                match convert::cost(self, argument, &kind) {
                    Some(cost) => total += cost,
                    None => fits = false,
                }
            }
            if (fits || methods.len() == 1 || best.is_none())
                && best.is_none_or(|(cost, _)| total < cost)
            {
                best = Some((if fits { total } else { u32::MAX }, i));
            }
        }
        let Some((_, chosen)) = best else {
            return Fault::new(
                &types::METHOD_EXCEPTION,
                format!(
                    "Cannot find an overload for \"{name}\" and the argument count: \"{}\".",
                    arguments.len()
                ),
            )
            .id("MethodCountCouldNotFindBest")
            .raise();
        };
        let mut converted = Vec::with_capacity(arguments.len());
        for (i, (parameter, argument)) in
            methods[chosen].parameters.iter().zip(arguments).enumerate()
        {
            let Some(parameter) = parameter else {
                converted.push(argument.clone());
                continue;
            };
            let kind = self.resolve_type(parameter)?;
            if convert::accepts(argument, &kind) {
                converted.push(argument.clone());
                continue;
            }
            match self.convert(argument, &kind) {
                Ok(value) => converted.push(value),
                Err(stop) => {
                    return Err(self.bad_argument(
                        &methods[chosen].code,
                        i,
                        argument,
                        name,
                        &kind,
                        stop,
                    ));
                }
            }
        }
        Ok((chosen, converted))
    }

    fn bad_argument(
        &mut self,
        code: &Rc<crate::block::Code>,
        index: usize,
        argument: &Value,
        name: &str,
        kind: &Type,
        stop: Box<Interrupt>,
    ) -> Box<Interrupt> {
        let Interrupt::Error(record) = &*stop else {
            return stop;
        };
        let text = convert::to_text(self, argument).unwrap_or_default();
        let parameter = code
            .parameters()
            .get(index)
            .map(|parameter| parameter.name.name.to_string())
            .unwrap_or_default();
        Fault::new(
            &types::METHOD_EXCEPTION,
            format!(
                "Cannot convert argument \"{parameter}\", with value: \"{text}\", for \"{name}\" to type \"{}\": \"{}\"",
                kind.full_name(),
                record.exception_message()
            ),
        )
        .id("MethodArgumentConversionInvalidCastArgument")
        .because(record.exception.clone())
        .into()
    }

    /// Runs a method's code.
    fn run_method(
        &mut self,
        class: &Rc<ClassBody>,
        method: &Method,
        this: Option<&Value>,
        arguments: Vec<Value>,
    ) -> Result<Value> {
        if let Some(native) = &method.native {
            return crate::csharp::run_native(self, native, this, arguments);
        }
        self.check_depth()?;
        let program = method.code.program();
        let (scope, state) = (self.scope, self.state);
        let parent = if class.state == state {
            self.states[state.0 as usize].top
        } else {
            self.states[class.state.0 as usize].current
        };
        self.states[state.0 as usize].current = scope;
        self.state = class.state;
        self.scope = self
            .scopes
            .make(Rc::clone(&program.layout), Some(parent), ScopeKind::Local);
        let own = self.scope;
        if let Some(this) = this {
            let symbol = self.names.this;
            self.set_in(own, symbol, this.clone());
        }
        for (node, value) in program.parameters.iter().zip(arguments) {
            *self.scopes.slot_mut(own, node.slot) = Slot::Plain(value);
        }
        self.depth += 1;
        let height = self.stack.len();
        self.stack.push(StackEntry {
            name: method.name.clone(),
            source: Rc::clone(&program.source),
            span: method.code.span(),
            frame: None,
        });
        let out: Out = Rc::new(Discard);
        let old = std::mem::replace(&mut self.returned, Value::Null);
        self.catching += 1;
        let result = match &program.end {
            Some(block) => self.block(block, &out).map(drop),
            None => Ok(()),
        };
        self.catching -= 1;
        let returned = std::mem::replace(&mut self.returned, old);
        self.stack.truncate(height);
        self.depth -= 1;
        self.scope = scope;
        self.state = state;
        if self.scopes.free(own) {
            self.epoch += 1;
        }
        match result {
            Err(stop) if matches!(&*stop, Interrupt::Return) => {}
            other => other?,
        }
        self.method_result(method, returned)
    }

    /// A method's value as its declared type.
    fn method_result(&mut self, method: &Method, returned: Value) -> Result<Value> {
        let Some(name) = &method.returns else {
            return Ok(Value::Nothing);
        };
        let kind = self.resolve_type(name)?;
        if kind.is(&types::VOID) {
            return Ok(Value::Nothing);
        }
        if convert::accepts(&returned, &kind) {
            Ok(returned)
        } else {
            self.convert(&returned, &kind)
        }
    }

    /// Calls a method of an instance of a script class; `None` where no class of its chain has one of that name.
    pub(crate) fn class_method(
        &mut self,
        target: &Value,
        name: &str,
        arguments: &[Value],
    ) -> Result<Option<Value>> {
        let Some(kind) = class_of(target) else {
            return Ok(None);
        };
        match self.class_method_from(&kind, target, name, arguments)? {
            Some(value) => Ok(Some(value)),
            None => match self.memberwise_clone(target, name, arguments) {
                Some(value) => Ok(Some(value)),
                None => self.class_accessor(&kind, target, name, arguments),
            },
        }
    }

    /// `$this.MemberwiseClone()`, which only the class itself may call.
    fn memberwise_clone(&self, target: &Value, name: &str, arguments: &[Value]) -> Option<Value> {
        let Value::Object(object) = target.base() else {
            return None;
        };
        let is_call = arguments.is_empty() && name.eq_ignore_ascii_case("MemberwiseClone");
        let is_own = is_call
            && self
                .variable(self.names.this)
                .is_some_and(|this| this.same(target));
        is_own.then(|| Value::Object(object.copy()))
    }

    /// `$object.get_Name()` and `$object.set_Name(value)`: the methods that a property is made of.
    fn class_accessor(
        &mut self,
        kind: &Type,
        target: &Value,
        name: &str,
        arguments: &[Value],
    ) -> Result<Option<Value>> {
        let (Some(accessor), Some(property)) = (name.get(..4), name.get(4..)) else {
            return Ok(None);
        };
        if object::types::ClassType::property_kind(kind, property).is_none() {
            return Ok(None);
        }
        match arguments {
            [] if accessor.eq_ignore_ascii_case("get_") => {
                self.property(target, property).map(Some)
            }
            [value] if accessor.eq_ignore_ascii_case("set_") => {
                self.set_property_of(target, false, property, value.clone())?;
                Ok(Some(Value::Nothing))
            }
            _ => Ok(None),
        }
    }

    /// The same, looking from that class upwards: `([Base]$this).Method()`.
    pub(crate) fn class_method_from(
        &mut self,
        kind: &Type,
        target: &Value,
        name: &str,
        arguments: &[Value],
    ) -> Result<Option<Value>> {
        let mut at = Some(kind.clone());
        let mut is_known = false;
        while let Some(kind) = at {
            let Some(class) = body(&kind) else {
                // The name is a method's, but for no such number of arguments, and .NET's base class has no more of them.
                if is_known && object::members::find(&kind, name, false).is_none() {
                    return object::members::choose::no_overload(name, arguments.len()).raise();
                }
                return Ok(None);
            };
            let methods: Vec<&Method> = class
                .methods
                .iter()
                .filter(|m| !m.is_static && m.name.eq_ignore_ascii_case(name))
                .collect();
            is_known |= !methods.is_empty();
            if methods.iter().any(|method| {
                method.parameters.len() == arguments.len() || csharp::takes_rest(method)
            }) {
                let (chosen, arguments) = self.choose_method(&methods, name, arguments)?;
                return self
                    .run_method(&class, methods[chosen], Some(target), arguments)
                    .map(Some);
            }
            at = kind.base();
        }
        Ok(None)
    }

    /// Calls a static method of a script class.
    pub(crate) fn class_static_method(
        &mut self,
        kind: &Type,
        name: &str,
        arguments: &[Value],
    ) -> Result<Option<Value>> {
        let mut at = Some(kind.clone());
        while let Some(kind) = at {
            let Some(class) = body(&kind) else {
                return Ok(None);
            };
            let methods: Vec<&Method> = class
                .methods
                .iter()
                .filter(|m| m.is_static && m.name.eq_ignore_ascii_case(name))
                .collect();
            if !methods.is_empty() {
                if !class.is_ready.get() {
                    self.ready_class(&class).map_err(|stop| {
                        object::members::invoke::invoking(name, arguments.len(), stop)
                    })?;
                }
                let (chosen, arguments) = self.choose_method(&methods, name, arguments)?;
                return self
                    .run_method(&class, methods[chosen], None, arguments)
                    .map(Some);
            }
            at = kind.base();
        }
        Ok(None)
    }

    /// A value for a property of an instance, as its declaration wants it.
    pub(crate) fn convert_for_property(
        &mut self,
        target: &Value,
        name: &str,
        value: Value,
    ) -> Result<Value> {
        let mut at = class_of(target);
        let symbol = Symbol::of(name);
        while let Some(kind) = at {
            let Some(class) = body(&kind) else { break };
            if let Some(property) = class
                .properties
                .iter()
                .find(|property| property.symbol == symbol)
            {
                if property.read_only {
                    return csharp::read_only(&property.name);
                }
                return self
                    .property_value(property, value, false)
                    .map_err(|stop| setting_failed(name, stop));
            }
            at = kind.base();
        }
        Ok(value)
    }

    /// What `GetEnumerator` of a script class that is enumerable gives.
    pub(crate) fn class_enumerator(&mut self, value: &Value) -> Result<Option<Value>> {
        let kind = value.get_type();
        if !Type::Known(&types::IENUMERABLE).is_assignable_from(&kind) {
            return Ok(None);
        }
        self.class_method(value, "GetEnumerator", &[])
    }
}

/// The type of an instance of a script class, one around a .NET base's own value included.
fn class_of(target: &Value) -> Option<Type> {
    match target.base() {
        Value::Object(object) => Some(object.get_type()),
        _ => Some(target.get_type()).filter(|kind| matches!(kind, Type::Class(_))),
    }
}

/// The error of a property that refuses a value.
fn setting_failed(name: &str, stop: Box<Interrupt>) -> Box<Interrupt> {
    let Interrupt::Error(record) = &*stop else {
        return stop;
    };
    if record.id == "ExceptionWhenSetting" {
        return stop;
    }
    object::members::invoke::setting(name, stop)
}
