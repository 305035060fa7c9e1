//! Methods, constructors and members of .NET's types, as C# code calls them.

use super::access::object_of;
use super::define::{Class, NativeMethod, class_of};
use super::eval::{Found, Lambda, bare, foreign, list_of, symbol, unknown};
use super::fit::{fit, referenced};
use super::operate;
use super::run::{Flow, Frame};
use super::tree::*;
use crate::Engine;
use object::members::{self, reference::Reference};
use object::types::ClassType;
use object::{Array, Result, Str, Type, Value, convert, types};
use std::rc::Rc;

/// An argument that was evaluated.
pub(super) struct Given<'t> {
    pub name: Option<&'t Name>,
    pub value: Value,
    /// Where to write what a `ref` or `out` parameter holds at the end.
    pub back: Option<&'t Expr>,
}

impl<'e> Frame<'e> {
    pub fn new(engine: &'e mut Engine, class: &Rc<Class>, this: Value) -> Frame<'e> {
        Frame {
            engine,
            class: Rc::clone(class),
            this,
            variables: Vec::new(),
            functions: Vec::new(),
            yielded: Vec::new(),
            checked: false,
            generics: Vec::new(),
            caught: Vec::new(),
        }
    }

    /// A value in a type as it is written.
    pub fn as_kind(&mut self, value: Value, kind: &Kind) -> Result<Value> {
        let kind = self.kind(kind)?;
        self.converted(value, &kind)
    }

    pub fn arguments<'t>(&mut self, arguments: &'t [Argument]) -> Result<Vec<Given<'t>>> {
        let mut given = Vec::new();
        for argument in arguments {
            let by_reference = matches!(argument.mode, Mode::Ref | Mode::Out);
            let value = match &argument.value {
                Expr::Name(name) if by_reference && &**name == "_" => Value::Null,
                value => self.value(value)?,
            };
            given.push(Given {
                name: argument.name.as_ref(),
                value: super::define::copied(value),
                back: by_reference.then_some(&argument.value),
            });
        }
        Ok(given)
    }

    /// A call: of a function in the method, a delegate, a method of the class or of an object.
    pub fn call(&mut self, target: &Expr, kinds: &[Kind], arguments: &[Argument]) -> Result<Value> {
        match target {
            Expr::Name(name) => self.call_name(name, arguments),
            Expr::Member(inner, name, _) if matches!(**inner, Expr::Base) => {
                let given = self.arguments(arguments)?;
                self.call_base(name, given)
            }
            Expr::Member(inner, name, conditional) => match self.find(inner)? {
                Found::Type(kind) => {
                    let given = self.arguments(arguments)?;
                    self.call_static(&kind, name, given)
                }
                Found::Namespace(space) => unknown(&format!("{space}.{name}")),
                Found::Value(value) if *conditional && value.is_null() => Ok(Value::Null),
                Found::Value(value) => {
                    let generics = self.kinds(kinds)?;
                    let given = self.arguments(arguments)?;
                    self.call_value(&value, name, generics, given)
                }
            },
            other => {
                let function = self.value(other)?;
                let given = self.arguments(arguments)?;
                self.call_delegate(&function, values_of(given))
            }
        }
    }

    fn kinds(&mut self, kinds: &[Kind]) -> Result<Vec<Type>> {
        kinds.iter().map(|kind| self.kind(kind)).collect()
    }

    fn call_name(&mut self, name: &Name, arguments: &[Argument]) -> Result<Value> {
        let given = self.arguments(arguments)?;
        let local = self
            .functions
            .iter()
            .rev()
            .find(|own| own.method.name == *name);
        if let Some(function) = local.cloned() {
            return self.call_function(&function.method, given);
        }
        if let Some(variable) = self.variable(name) {
            let function = variable.cell.borrow().clone();
            return self.call_delegate(&function, values_of(given));
        }
        let this = self.this.clone();
        if !this.is_null()
            && let Some((class, method)) = self.method_of(&this.get_type(), name, &given, None)?
        {
            return self.call_method(&class, &method, &this, given);
        }
        let mut class = Some(Rc::clone(&self.class));
        while let Some(own) = class {
            if let Some((class, method)) =
                self.method_of(&own.own_kind(), name, &given, Some(true))?
            {
                return self.call_method(&class, &method, &Value::Null, given);
            }
            class = super::define::outer(self.engine, &own);
        }
        if let Found::Value(function) = self.find(&Expr::Name(Rc::clone(name)))? {
            return self.call_delegate(&function, values_of(given));
        }
        if !this.is_null() {
            return self.call_on(&this, name, values_of(given));
        }
        unknown(name)
    }

    /// A function in a method sees the variables around it.
    fn call_function(&mut self, method: &Rc<Method>, given: Vec<Given<'_>>) -> Result<Value> {
        let outer = self.variables.len();
        let class = Rc::clone(&self.class);
        self.enter(method, &values_and_names(&given), &class)?;
        let flow = match &method.body {
            Some(body) => self.block(body),
            None => Ok(Flow::Next),
        };
        self.variables.truncate(outer);
        self.returned(method, flow?)
    }

    fn call_delegate(&mut self, function: &Value, arguments: Vec<Value>) -> Result<Value> {
        if function.is_null() {
            return operate::null_reference();
        }
        match function.as_native_rc::<Lambda>() {
            Some(lambda) => lambda.call(self.engine, &arguments),
            None => object::Host::call(self.engine, function, &arguments),
        }
    }

    /// The overload of a method of C# classes for these arguments, those of derived classes first.
    fn method_of(
        &mut self,
        kind: &Type,
        name: &str,
        given: &[Given<'_>],
        is_static: Option<bool>,
    ) -> Result<Option<(Rc<Class>, Rc<Method>)>> {
        let mut best: Option<(u32, Rc<Class>, Rc<Method>)> = None;
        for own in ClassType::chain(kind) {
            let Some(class) = class_of(&Type::Class(own)) else {
                continue;
            };
            let named = |own: &&Rc<Method>| {
                *own.name == *name
                    && !own.is_constructor
                    && is_static.is_none_or(|wanted| own.is_static == wanted)
                    && (own.body.is_some() || own.imported)
            };
            for method in class.tree.methods.iter().filter(named) {
                if let Some(cost) = self.cost(&class, method, given)?
                    && best.as_ref().is_none_or(|(least, ..)| cost < *least)
                {
                    best = Some((cost, Rc::clone(&class), Rc::clone(method)));
                }
            }
        }
        Ok(best.map(|(_, class, method)| (class, method)))
    }

    /// How far arguments are from a method's parameters; none where they do not fit.
    pub(super) fn cost(
        &mut self,
        class: &Rc<Class>,
        method: &Method,
        given: &[Given<'_>],
    ) -> Result<Option<u32>> {
        let parameters = &method.parameters;
        let rest = parameters
            .last()
            .is_some_and(|own| own.mode == Mode::Params);
        let needed = parameters
            .iter()
            .filter(|own| own.default.is_none() && own.mode != Mode::Params);
        if given.len() < needed.count() || (given.len() > parameters.len() && !rest) {
            return Ok(None);
        }
        let mut total = 0;
        for (at, one) in given.iter().enumerate() {
            let own = match one.name {
                Some(name) => parameters.iter().find(|own| own.name == *name),
                None => parameters.get(at).or(parameters.last()),
            };
            let Some(own) = own else {
                return Ok(None);
            };
            if method.generics.iter().any(|name| **name == *own.kind.name) {
                total += 5;
                continue;
            }
            let mut kind = super::names::resolve(self.engine, class, &own.kind)?;
            if own.mode == Mode::Params {
                total += 20;
                if !matches!(one.value, Value::Array(_))
                    && let Type::Array(array) = &kind
                {
                    kind = array.element.clone();
                }
            }
            match fit(&one.value, &kind) {
                Some(cost) => total += cost,
                None => return Ok(None),
            }
        }
        Ok(Some(
            total + (parameters.len() - given.len().min(parameters.len())) as u32,
        ))
    }

    fn call_method(
        &mut self,
        class: &Rc<Class>,
        method: &Rc<Method>,
        this: &Value,
        given: Vec<Given<'_>>,
    ) -> Result<Value> {
        let this = if method.is_static { &Value::Null } else { this };
        let backs: Vec<Option<&Expr>> = given.iter().map(|own| own.back).collect();
        let (value, ends) = run_with(self.engine, class, method, this, &values_and_names(&given))?;
        for (back, end) in backs.into_iter().zip(ends) {
            if let Some(target) = back {
                self.set(target, end)?;
            }
        }
        Ok(value)
    }

    /// `base.Name(...)`
    fn call_base(&mut self, name: &Name, given: Vec<Given<'_>>) -> Result<Value> {
        let this = self.this.clone();
        let base = self
            .class
            .own_kind()
            .base()
            .unwrap_or(Type::Known(&types::OBJECT));
        if let Some((class, method)) = self.method_of(&base, name, &given, None)? {
            return self.call_method(&class, &method, &this, given);
        }
        if &**name == "ToString" {
            return Ok(Value::from(this.get_type().full_name()));
        }
        members::invoke(self.engine, &this, name, &values_of(given))
    }

    pub fn call_static(&mut self, kind: &Type, name: &str, given: Vec<Given<'_>>) -> Result<Value> {
        if let Some((class, method)) = self.method_of(kind, name, &given, Some(true))? {
            return self.call_method(&class, &method, &Value::Null, given);
        }
        if kind.is(&types::OBJECT) && matches!(name, "ReferenceEquals" | "Equals") {
            let values = values_of(given);
            return Ok(Value::Bool(operate::equal(&values[0], &values[1])));
        }
        let (values, references) = referenced(&given);
        let result = bare(self.engine.call_static(kind, name, &values))?;
        self.write_back(&given, references)?;
        Ok(result)
    }

    /// A method of an object.
    fn call_value(
        &mut self,
        value: &Value,
        name: &str,
        generics: Vec<Type>,
        given: Vec<Given<'_>>,
    ) -> Result<Value> {
        if value.is_null() {
            return operate::null_reference();
        }
        if value.as_native::<Lambda>().is_some() && name == "Invoke" {
            return self.call_delegate(value, values_of(given));
        }
        if let Some(object) = object_of(value) {
            if let Some((class, method)) = self.method_of(&object.get_type(), name, &given, None)? {
                return self.call_method(&class, &method, value, given);
            }
            if let Some(function) = super::access::instance_get(self.engine, value, name)? {
                return self.call_delegate(&function, values_of(given));
            }
        }
        let (values, references) = referenced(&given);
        let _ = generics;
        let result = self.call_on(value, name, values)?;
        self.write_back(&given, references)?;
        Ok(result)
    }

    fn write_back(&mut self, given: &[Given<'_>], references: Vec<Option<Value>>) -> Result<()> {
        for (own, reference) in given.iter().zip(references) {
            if let (Some(target), Some(reference)) = (own.back, reference)
                && let Some(reference) = reference.as_native::<Reference>()
            {
                let value = reference.get(self.engine)?;
                self.set(target, value)?;
            }
        }
        Ok(())
    }

    /// A method of any object, by PowerShell's rules; those of `Enumerable` count as methods of what can be enumerated.
    pub fn call_on(&mut self, value: &Value, name: &str, arguments: Vec<Value>) -> Result<Value> {
        if let Some(found) = self.engine.class_method(value, name, &arguments)? {
            return Ok(found);
        }
        let kind = value.get_type();
        let enumerable = members::find(&kind, name, false).is_none()
            && convert::is_enumerable(value)
            && types::find("System.Linq.Enumerable", 0)
                .is_some_and(|info| members::find(&Type::Known(info), name, true).is_some());
        if enumerable && let Some(info) = types::find("System.Linq.Enumerable", 0) {
            let mut all = vec![value.clone()];
            all.extend(arguments);
            return bare(members::invoke_static(
                self.engine,
                &Type::Known(info),
                name,
                &all,
            ));
        }
        if matches!(
            value.base(),
            Value::List(_) | Value::Array(_) | Value::Dict(_)
        ) {
            return bare(members::invoke(self.engine, value, name, &arguments));
        }
        let result = self
            .engine
            .invoke_member(value, &Str::from(name), symbol(name), arguments);
        bare(result)
    }

    /// `operator +` and its like of the operands' classes.
    pub fn own_operator(
        &mut self,
        sign: &str,
        left: &Value,
        right: &Value,
    ) -> Result<Option<Value>> {
        let name = super::parse::operator_name(sign);
        for operand in [left, right] {
            let given: Vec<Given<'_>> = [left, right]
                .map(|value| Given {
                    name: None,
                    value: value.clone(),
                    back: None,
                })
                .into();
            if let Some((class, method)) =
                self.method_of(&operand.get_type(), name, &given, Some(true))?
            {
                return self
                    .call_method(&class, &method, &Value::Null, given)
                    .map(Some);
            }
        }
        Ok(None)
    }

    /// `new T(...)`
    pub fn construct(&mut self, kind: &Type, given: Vec<Given<'_>>) -> Result<Value> {
        let Some(class) = class_of(kind) else {
            return bare(self.engine.construct_class(kind, &values_of(given)));
        };
        if class.tree.is_abstract || class.tree.is_interface {
            return unknown(&format!("new {}", class.tree.name));
        }
        let object = self.engine.bare_object(kind)?;
        super::construct::run_constructors(self.engine, &class, &object, &values_and_names(&given))
    }

    /// Makes parameters variables.
    pub(super) fn enter(
        &mut self,
        method: &Method,
        given: &[(Option<&Name>, Value)],
        class: &Rc<Class>,
    ) -> Result<()> {
        let count = method.parameters.len();
        for (at, own) in method.parameters.iter().enumerate() {
            let generic = method.generics.iter().any(|name| **name == *own.kind.name);
            let kind = match generic {
                true => Type::Known(&types::OBJECT),
                false => super::names::resolve(self.engine, class, &own.kind)?,
            };
            let named = given.iter().find(|(name, _)| *name == Some(&own.name));
            let by_place = given.get(at).filter(|(name, _)| name.is_none());
            let value = match (named.or(by_place), own.mode) {
                (first, Mode::Params) => rest_of(self, given, at, count, first, &kind)?,
                (Some((_, value)), _) => self.converted(value.clone(), &kind)?,
                (None, _) => match &own.default {
                    Some(default) => self.value_as(default, &kind)?,
                    None => self.default_of(&kind)?,
                },
            };
            self.declare(&own.name, value, Some(kind));
        }
        Ok(())
    }

    /// What a method gives, in its declared type.
    fn returned(&mut self, method: &Method, flow: Flow) -> Result<Value> {
        let value = match flow {
            Flow::Return(value) => value,
            _ => Value::Nothing,
        };
        if method.is_constructor || method.returns.name == "void" {
            return Ok(Value::Nothing);
        }
        let kind = self.kind(&method.returns)?;
        if method.yields {
            let element = match &kind {
                Type::Generic(generic) => generic.arguments.first().cloned(),
                _ => None,
            };
            let items = std::mem::take(&mut self.yielded);
            return Ok(list_of(
                items,
                element.unwrap_or(Type::Known(&types::OBJECT)),
            ));
        }
        self.converted(value, &kind)
    }
}

/// The arguments that `params` takes: an array as it is, everything else one by one.
fn rest_of(
    frame: &mut Frame<'_>,
    given: &[(Option<&Name>, Value)],
    at: usize,
    count: usize,
    first: Option<&(Option<&Name>, Value)>,
    kind: &Type,
) -> Result<Value> {
    if let Some((_, value @ Value::Array(_))) = first
        && given.len() == count
    {
        return frame.converted(value.clone(), kind);
    }
    let element = match kind {
        Type::Array(array) => array.element.clone(),
        _ => Type::Known(&types::OBJECT),
    };
    let mut items = Vec::new();
    for (_, value) in given.iter().skip(at) {
        items.push(frame.converted(value.clone(), &element)?);
    }
    Ok(Value::Array(Array::of(element, items)))
}

pub(super) fn values_of(given: Vec<Given<'_>>) -> Vec<Value> {
    given.into_iter().map(|own| own.value).collect()
}

pub(super) fn values_and_names<'t>(given: &[Given<'t>]) -> Vec<(Option<&'t Name>, Value)> {
    given
        .iter()
        .map(|own| (own.name, own.value.clone()))
        .collect()
}

/// Runs a method; what its parameters hold at the end is for `ref` and `out`.
fn run_with(
    engine: &mut Engine,
    class: &Rc<Class>,
    method: &Rc<Method>,
    this: &Value,
    given: &[(Option<&Name>, Value)],
) -> Result<(Value, Vec<Value>)> {
    if method.imported {
        return foreign(&format!("Functions of other libraries ('{}')", method.name));
    }
    engine.check_depth()?;
    engine.depth += 1;
    let mut frame = Frame::new(engine, class, this.clone());
    frame.generics = method.generics.clone();
    let result = body(&mut frame, class, method, given);
    frame.engine.depth -= 1;
    result
}

fn body(
    frame: &mut Frame<'_>,
    class: &Rc<Class>,
    method: &Rc<Method>,
    given: &[(Option<&Name>, Value)],
) -> Result<(Value, Vec<Value>)> {
    frame.enter(method, given, class)?;
    let flow = match &method.body {
        Some(body) => frame.block(body)?,
        None => Flow::Next,
    };
    let value = frame.returned(method, flow)?;
    let ends = frame.variables.iter();
    Ok((value, ends.map(|own| own.cell.borrow().clone()).collect()))
}

/// Runs a method of a class.
pub(super) fn run(
    engine: &mut Engine,
    class: &Rc<Class>,
    method: &Rc<Method>,
    this: &Value,
    arguments: Vec<Value>,
) -> Result<Value> {
    let given: Vec<_> = arguments.into_iter().map(|value| (None, value)).collect();
    run_with(engine, class, method, this, &given).map(|(value, _)| value)
}

/// Runs a method that PowerShell calls: references are read and written, what is thrown is wrapped.
pub(crate) fn run_native(
    engine: &mut Engine,
    native: &NativeMethod,
    this: Option<&Value>,
    arguments: Vec<Value>,
) -> Result<Value> {
    let count = arguments.len();
    let mut given: Vec<(Option<&Name>, Value)> = Vec::new();
    for value in &arguments {
        given.push((
            None,
            match value.as_native::<Reference>() {
                Some(reference) => reference.get(engine)?,
                None => value.clone(),
            },
        ));
    }
    let this = this.cloned().unwrap_or_default();
    let (value, ends) = run_with(engine, &native.class, &native.method, &this, &given)
        .map_err(|stop| wrapped(&native.method.name, count, stop))?;
    for (argument, end) in arguments.iter().zip(ends) {
        if let Some(reference) = argument.as_native::<Reference>() {
            reference.set(engine, end)?;
        }
    }
    Ok(value)
}

/// What cannot be run says so itself; everything else is an exception of the method.
fn wrapped(name: &str, count: usize, stop: Box<object::Interrupt>) -> Box<object::Interrupt> {
    match &*stop {
        object::Interrupt::Error(record)
            if record.id == "NotSimulated" || record.id == "CallDepthOverflow" =>
        {
            stop
        }
        _ => members::invoke::invoking(name, count, stop),
    }
}
