//! Objects of C# classes: initial values, constructors, statics.

use super::call::{Given, values_and_names, values_of};
use super::define::{Class, class_of};
use super::run::Frame;
use super::tree::*;
use crate::Engine;
use crate::class::ClassBody;
use object::{Fault, Result, Type, Value, types};
use std::rc::Rc;

/// `[T]::new(...)` of a C# class.
pub(crate) fn construct_object(
    engine: &mut Engine,
    body: &Rc<ClassBody>,
    object: &Value,
    arguments: &[Value],
) -> Result<Option<Value>> {
    let Some(class) = &body.foreign else {
        return Ok(None);
    };
    let given: Vec<_> = arguments
        .iter()
        .map(|value| (None, value.clone()))
        .collect();
    run_constructors(engine, class, object, &given).map(Some)
}

/// Initial values, the base's constructor, the constructor.
pub(super) fn run_constructors(
    engine: &mut Engine,
    class: &Rc<Class>,
    object: &Value,
    given: &[(Option<&Name>, Value)],
) -> Result<Value> {
    let chosen = choose_constructor(engine, class, given)?;
    let mut frame = Frame::new(engine, class, object.clone());
    let Some(method) = chosen else {
        initialise(&mut frame)?;
        return base_constructor(frame.engine, class, object, Vec::new());
    };
    frame.enter(&method, given, class)?;
    let object = match &method.chained {
        Some((true, arguments)) => {
            let given = frame.arguments(arguments)?;
            let given = values_and_names(&given);
            run_constructors(frame.engine, class, object, &given)?
        }
        chained => {
            let arguments = match chained {
                Some((_, arguments)) => values_of(frame.arguments(arguments)?),
                None => Vec::new(),
            };
            initialise(&mut frame)?;
            base_constructor(frame.engine, class, object, arguments)?
        }
    };
    frame.this = object.clone();
    if let Some(body) = &method.body {
        frame.block(body)?;
    }
    Ok(object)
}

fn choose_constructor(
    engine: &mut Engine,
    class: &Rc<Class>,
    given: &[(Option<&Name>, Value)],
) -> Result<Option<Rc<Method>>> {
    let own = |method: &&Rc<Method>| method.is_constructor && !method.is_static;
    let constructors: Vec<Rc<Method>> = class.tree.methods.iter().filter(own).cloned().collect();
    if given.is_empty() && (constructors.is_empty() || class.tree.is_struct) {
        let plain = constructors.iter().find(|own| own.parameters.is_empty());
        return Ok(plain.cloned());
    }
    let given: Vec<Given<'_>> = given
        .iter()
        .map(|(name, value)| Given {
            name: *name,
            value: value.clone(),
            back: None,
        })
        .collect();
    let mut frame = Frame::new(engine, class, Value::Null);
    let mut best: Option<(u32, Rc<Method>)> = None;
    for method in constructors {
        let cost = frame.cost(class, &method, &given)?;
        if let Some(cost) = cost
            && best.as_ref().is_none_or(|(least, _)| cost < *least)
        {
            best = Some((cost, method));
        }
    }
    match best {
        Some((_, method)) => Ok(Some(method)),
        None => Fault::new(
            &types::METHOD_EXCEPTION,
            format!(
                "Cannot find an overload for \"new\" and the argument count: \"{}\".",
                given.len()
            ),
        )
        .id("MethodCountCouldNotFindBest")
        .raise(),
    }
}

/// Initial values of the fields and properties of a class.
fn initialise(frame: &mut Frame<'_>) -> Result<()> {
    let class = Rc::clone(&frame.class);
    let this = frame.this.clone();
    let outer = std::mem::take(&mut frame.variables);
    for field in class.tree.fields.iter().filter(|own| !own.is_static) {
        if let Some(initial) = &field.initial {
            let kind = frame.kind(&field.kind)?;
            let value = frame.value_as(initial, &kind)?;
            super::access::instance_set(frame.engine, &this, &field.name, value)?;
        }
    }
    for property in class.tree.properties.iter().filter(|own| !own.is_static) {
        if let Some(initial) = &property.initial {
            let kind = frame.kind(&property.kind)?;
            let value = frame.value_as(initial, &kind)?;
            super::access::instance_set(frame.engine, &this, &property.name, value)?;
        }
    }
    frame.variables = outer;
    Ok(())
}

fn base_constructor(
    engine: &mut Engine,
    class: &Rc<Class>,
    object: &Value,
    arguments: Vec<Value>,
) -> Result<Value> {
    let base = class
        .own_kind()
        .base()
        .unwrap_or(Type::Known(&types::OBJECT));
    match class_of(&base) {
        Some(own) => {
            let given: Vec<_> = arguments.into_iter().map(|value| (None, value)).collect();
            run_constructors(engine, &own, object, &given)
        }
        None => engine.construct_base(&base, object, &arguments),
    }
}

/// Static fields and automatic properties, then the static constructor.
pub(super) fn initialise_statics(engine: &mut Engine, class: &Rc<Class>) -> Result<()> {
    let mut frame = Frame::new(engine, class, Value::Null);
    for field in class.tree.fields.iter().filter(|own| own.is_static) {
        let kind = frame.kind(&field.kind)?;
        let zero = frame.default_of(&kind)?;
        class.set_static(&field.name, zero);
    }
    let automatic = |own: &&Property| own.is_static && own.is_auto;
    for property in class.tree.properties.iter().filter(automatic) {
        let kind = frame.kind(&property.kind)?;
        let zero = frame.default_of(&kind)?;
        class.set_static(&property.name, zero);
    }
    let fields = class.tree.fields.iter().filter(|own| own.is_static);
    let fields = fields.map(|own| (&own.name, &own.kind, &own.initial));
    let properties = class.tree.properties.iter().filter(automatic);
    let properties = properties.map(|own| (&own.name, &own.kind, &own.initial));
    for (name, kind, initial) in fields.chain(properties) {
        if let Some(initial) = initial {
            let kind = frame.kind(kind)?;
            let value = frame.value_as(initial, &kind)?;
            class.set_static(name, value);
        }
    }
    let is_static = |own: &&Rc<Method>| own.is_constructor && own.is_static;
    if let Some(method) = class.tree.methods.iter().find(is_static)
        && let Some(body) = &method.body
    {
        frame.block(body)?;
    }
    Ok(())
}
