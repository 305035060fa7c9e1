//! What the engine asks of C# classes where it makes objects and chooses overloads.

use crate::Engine;
use crate::class::{ClassBody, Method};
use object::{Fault, Interrupt, Result, Type, Value, types};
use std::rc::Rc;

impl Engine {
    /// An object of a C# class: its constructors run as C# has them, and what they throw is wrapped.
    pub(crate) fn construct_foreign(
        &mut self,
        class: &Rc<ClassBody>,
        object: &Value,
        arguments: &[Value],
    ) -> Result<Option<Value>> {
        if class.foreign.is_none() {
            return Ok(None);
        }
        let mut arguments = arguments.to_vec();
        let is_plain = class.constructors.is_empty() || arguments.is_empty() && is_struct(class);
        if !is_plain {
            let constructors: Vec<&Method> = class.constructors.iter().collect();
            arguments = self
                .choose_method(&constructors, &class.definition.name, &arguments)?
                .1;
        }
        let count = arguments.len();
        super::construct_object(self, class, object, &arguments).map_err(|stop| match &*stop {
            Interrupt::Error(record) if record.id == "NotSimulated" => stop,
            Interrupt::Error(record) if record.id == "MethodCountCouldNotFindBest" => stop,
            _ => object::members::invoke::invoking(".ctor", count, stop),
        })
    }
}

fn is_struct(class: &ClassBody) -> bool {
    class.foreign.as_ref().is_some_and(|own| own.is_struct())
}

/// Whether a method takes any number of arguments at its end.
pub(crate) fn takes_rest(method: &Method) -> bool {
    method.native.as_ref().is_some_and(|own| own.takes_rest())
}

/// Arguments as a method with `params` takes them, where no other fits their number.
pub(crate) fn pack_rest(methods: &[&Method], arguments: &[Value]) -> Option<Vec<Value>> {
    let count = arguments.len();
    let is_array = |at: usize| matches!(arguments.get(at), Some(Value::Array(_)));
    if methods.iter().any(|own| {
        own.parameters.len() == count && (!takes_rest(own) || is_array(count.wrapping_sub(1)))
    }) {
        return None;
    }
    let rest = methods
        .iter()
        .find(|own| takes_rest(own) && own.parameters.len() <= count + 1)?;
    let fixed = rest.parameters.len() - 1;
    let mut packed = arguments[..fixed].to_vec();
    packed.push(Value::array(arguments[fixed..].to_vec()));
    Some(packed)
}

/// A class that nobody can make an object of.
pub(crate) fn class_view_is_empty(kind: &Type) -> bool {
    let Type::Class(class) = kind else {
        return false;
    };
    class
        .view
        .get()
        .is_some_and(|view| view.constructors.is_empty())
}

/// The error of a class without constructors.
pub(crate) fn no_constructor<T>(count: usize) -> Result<T> {
    Fault::new(
        &types::METHOD_EXCEPTION,
        format!("Cannot find an overload for \"new\" and the argument count: \"{count}\"."),
    )
    .id("MethodCountCouldNotFindBest")
    .raise()
}

/// The error of a property that cannot be set from outside.
pub(crate) fn read_only<T>(name: &str) -> Result<T> {
    Fault::new(
        &types::SET_VALUE_EXCEPTION,
        format!("'{name}' is a ReadOnly property."),
    )
    .id("PropertyAssignmentException")
    .raise()
}
