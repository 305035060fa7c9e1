//! One call of a script: what its automatic variables answer from.

use crate::command::Command;
use crate::common_parameters::Common;
use crate::sink::Out;
use object::{Dict, Invocation, KeyCase, Order, Position, Str, Symbol, Type, Value};
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

/// One call of a script function, script block or script file.
pub struct Frame {
    /// What was called.
    pub command: Command,
    /// What was typed.
    pub typed: Str,
    /// Where the call stands.
    pub position: Option<Position>,
    /// The bound parameters in order, as `$PSBoundParameters` has them.
    pub bound: RefCell<Vec<(Symbol, Str, Value)>>,
    /// The same as the dictionary, once a script asked for it.
    pub bound_dict: OnceCell<Value>,
    /// `$args`
    pub args: RefCell<Value>,
    /// `$input`
    pub input: RefCell<Value>,
    /// `$input` is the objects themselves rather than an enumerator of them.
    pub whole_input: std::cell::Cell<bool>,
    /// `$PSCmdlet`, of advanced functions, once a script asked for it.
    pub cmdlet: OnceCell<Value>,
    /// Where the function writes to.
    pub out: RefCell<Out>,
    /// The common parameters of an advanced function.
    pub common: Rc<Common>,
    /// The session state that it was called from.
    pub caller: crate::state::StateId,
    /// It is an advanced function.
    pub advanced: bool,
    /// Name of the parameter set that was chosen.
    pub set: RefCell<Str>,
    /// `PipelineLength`, `PipelinePosition`.
    pub pipeline: (i32, i32),
    /// Whether pipeline input comes.
    pub expecting_input: bool,
    /// `InvocationInfo`, once somebody asked.
    pub invocation: OnceCell<Rc<Invocation>>,
    /// `$MyInvocation`, once a script asked for it.
    pub my_invocation: OnceCell<Value>,
    /// Set once a command of the function wrote an error; `$?` of the caller then is false.
    pub failed: std::cell::Cell<bool>,
    /// Set once `ThrowTerminatingError` was called: the error ends the call, and only that.
    pub thrown: std::cell::Cell<bool>,
}

impl Frame {
    /// `$PSBoundParameters`
    pub fn bound_parameters(&self) -> Value {
        self.bound_dict
            .get_or_init(|| {
                let kind = Type::Known(&crate::attribute_objects::BOUND_PARAMETERS_DICTIONARY);
                let dict = Dict::new(kind, KeyCase::Ignore, Order::Inserted);
                for (_, name, value) in self.bound.borrow().iter() {
                    dict.insert(Value::Str(name.clone()), value.clone());
                }
                Value::Dict(Rc::new(dict))
            })
            .clone()
    }

    /// `InvocationInfo` of the call.
    pub fn invocation(&self) -> Rc<Invocation> {
        Rc::clone(self.invocation.get_or_init(|| {
            Rc::new(Invocation {
                command: Value::native(crate::info::CommandInfo {
                    command: self.command.clone(),
                }),
                name: self.command.name(),
                typed: self.typed.clone(),
                position: self.position.clone(),
                bound: self.bound_parameters(),
                unbound: match &*self.args.borrow() {
                    Value::Array(array) => array.to_vec(),
                    _ => Vec::new(),
                },
                pipeline: self.pipeline,
                expecting_input: self.expecting_input,
            })
        }))
    }
}
