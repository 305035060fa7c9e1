//! Delegate types: what a script block is cast to where .NET wants code.

use super::args::not_supported;
use super::method::MethodGroup;
use super::table::*;
use crate::types::{self, Call, Member, Type, TypeInfo};
use crate::{Fault, Host, Interrupt, Native, Result, Value, convert};
use std::rc::Rc;

/// A delegate around a script block or a method group: it converts arguments and the result to what its type says.
pub struct Delegate {
    kind: Type,
    /// The code.
    pub target: Value,
}

macro_rules! delegates {
    ($($name:ident = $text:literal, $arity:literal;)*) => {
        $(#[allow(missing_docs)] pub static $name: TypeInfo = TypeInfo::class($text, &MULTICAST).arity($arity);)*
        /// Every type of this file.
        pub(super) static ALL: &[&TypeInfo] = &[&MULTICAST, $(&$name),*];
    };
}
delegates! {
    PREDICATE = "System.Predicate", 1;
    COMPARISON = "System.Comparison", 1;
    CONVERTER = "System.Converter", 2;
    EVENT_HANDLER = "System.EventHandler", 0;
    EVENT_HANDLER_T = "System.EventHandler", 1;
    ACTION = "System.Action", 0;
    ACTION_1 = "System.Action", 1;
    ACTION_2 = "System.Action", 2;
    ACTION_3 = "System.Action", 3;
    ACTION_4 = "System.Action", 4;
    ACTION_5 = "System.Action", 5;
    ACTION_6 = "System.Action", 6;
    ACTION_7 = "System.Action", 7;
    ACTION_8 = "System.Action", 8;
    FUNC_1 = "System.Func", 1;
    FUNC_2 = "System.Func", 2;
    FUNC_3 = "System.Func", 3;
    FUNC_4 = "System.Func", 4;
    FUNC_5 = "System.Func", 5;
    FUNC_6 = "System.Func", 6;
    FUNC_7 = "System.Func", 7;
    FUNC_8 = "System.Func", 8;
    FUNC_9 = "System.Func", 9;
    ASYNC_CALLBACK = "System.AsyncCallback", 0;
    THREAD_START = "System.Threading.ThreadStart", 0;
    VALIDATION_CALLBACK = "System.Net.Security.RemoteCertificateValidationCallback", 0;
}
/// `MulticastDelegate`
pub static MULTICAST: TypeInfo =
    TypeInfo::class("System.MulticastDelegate", &types::DELEGATE).members(|| MEMBERS);

static MEMBERS: &[Member] = &[
    method!("Invoke", (arguments: ..OBJECTS) -> OBJ => invoke),
    method!("DynamicInvoke", (args: ..OBJECTS) -> OBJ => invoke),
    get!("Target", OBJ => |c| Ok(this(c)?.target.clone())),
    method!("GetInvocationList", () -> OBJECTS => |c| Ok(Value::array(vec![c.this.clone()]))),
];

impl Delegate {
    /// A delegate of that type around that code.
    pub fn new(kind: Type, target: Value) -> Delegate {
        Delegate { kind, target }
    }

    /// The types of the parameters, where the delegate's type says them.
    fn parameters(&self) -> Option<Vec<Type>> {
        parameters(&self.kind)
    }

    /// What calling it returns, as its type says; `None` for actions.
    fn result(&self) -> Option<Type> {
        let Type::Generic(generic) = &self.kind else {
            return None;
        };
        match generic.definition.short_name() {
            "Func" | "Converter" => generic.arguments.last().cloned(),
            "Predicate" => Some(Type::Known(&types::BOOLEAN)),
            "Comparison" => Some(Type::Known(&types::INT32)),
            _ => None,
        }
    }

    /// Calls it.
    pub fn call(&self, host: &mut dyn Host, arguments: &[Value]) -> Result<Value> {
        let given = self.arguments(host, arguments)?;
        self.run(host, &given)
    }

    /// The arguments as the delegate's type wants them.
    ///
    /// # Errors
    /// What a call of a method with such arguments says.
    pub fn arguments(&self, host: &mut dyn Host, arguments: &[Value]) -> Result<Vec<Value>> {
        let mut given = arguments.to_vec();
        let Some(kinds) = self.parameters() else {
            return Ok(given);
        };
        if kinds.len() != given.len() {
            return super::choose::no_overload("Invoke", given.len()).raise();
        }
        for (i, (value, kind)) in given.iter_mut().zip(&kinds).enumerate() {
            if convert::accepts(value, kind) {
                continue;
            }
            match convert::to(host, value, kind) {
                Ok(converted) => *value = converted,
                Err(stop) => {
                    let shown = convert::to_text(host, value).unwrap_or_default();
                    return Err(self.bad_argument(i, &shown, kind, stop));
                }
            }
        }
        Ok(given)
    }

    fn bad_argument(
        &self,
        index: usize,
        shown: &str,
        kind: &Type,
        stop: Box<Interrupt>,
    ) -> Box<Interrupt> {
        let Interrupt::Error(record) = &*stop else {
            return stop;
        };
        let Type::Generic(generic) = &self.kind else {
            return stop;
        };
        let name = match (generic.definition.short_name(), index) {
            ("Comparison", 0) => "x".to_string(),
            ("Comparison", _) => "y".to_string(),
            ("Converter", _) => "input".to_string(),
            ("Predicate", _) => "obj".to_string(),
            ("Action", _) if generic.arguments.len() == 1 => "obj".to_string(),
            ("Func", _) if generic.arguments.len() == 2 => "arg".to_string(),
            _ => format!("arg{}", index + 1),
        };
        Fault::new(
            &types::METHOD_EXCEPTION,
            format!(
                "Cannot convert argument \"{name}\", with value: \"{shown}\", for \"Invoke\" to type \"{}\": \"{}\"",
                kind.full_name(),
                record.exception_message()
            ),
        )
        .id("MethodArgumentConversionInvalidCastArgument")
        .because(record.exception.clone())
        .into()
    }

    /// Runs its code.
    pub fn run(&self, host: &mut dyn Host, given: &[Value]) -> Result<Value> {
        let value = match self.target.as_native_rc::<MethodGroup>() {
            Some(group) => group.call(host, given)?,
            None => host.call(&self.target, given)?,
        };
        match self.result() {
            Some(kind) => convert::to(host, &value, &kind),
            None if matches!(&self.kind, Type::Generic(_)) || self.kind.is(&ACTION) => {
                Ok(Value::Null)
            }
            None => Ok(value),
        }
    }
}

/// The types of the parameters of a delegate type, where that says them.
fn parameters(kind: &Type) -> Option<Vec<Type>> {
    let Type::Generic(generic) = kind else {
        return kind.is(&ACTION).then(Vec::new);
    };
    let own = &generic.arguments;
    match generic.definition.short_name() {
        "Func" | "Converter" => Some(own[..own.len() - 1].to_vec()),
        "Action" | "Predicate" => Some(own.to_vec()),
        "Comparison" => Some(vec![own[0].clone(), own[0].clone()]),
        _ => None,
    }
}

/// Whether a script block or a method group becomes such a delegate. Of a method group one overload must take the parameters.
pub fn can_become(value: &Value, kind: &Type) -> bool {
    let is_concrete = Type::Known(&MULTICAST).is_assignable_from(kind) && !kind.is(&MULTICAST);
    if !is_concrete {
        return false;
    }
    match value.as_native::<MethodGroup>() {
        Some(group) => group.takes(parameters(kind).as_deref()),
        None => value.get_type().is(&types::SCRIPT_BLOCK),
    }
}

impl Native for Delegate {
    fn get_type(&self) -> Type {
        self.kind.clone()
    }
}

fn this(c: &Call<'_>) -> Result<Rc<Delegate>> {
    c.this
        .as_native_rc::<Delegate>()
        .ok_or_else(|| not_supported("The object is no delegate.").into())
}

fn invoke(c: &mut Call<'_>) -> Result<Value> {
    let own = this(c)?;
    let arguments = super::sequence::items(c.arg(0), "arguments")?;
    own.call(c.host, &arguments)
}
