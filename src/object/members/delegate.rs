//! Delegate types: what a script block is cast to where .NET wants code.

use super::args::not_supported;
use super::table::*;
use crate::types::{self, Call, Member, Type, TypeInfo};
use crate::{Host, Native, Result, Value, convert};
use std::rc::Rc;

/// A delegate around a script block or a method group. Casts leave a script block as it is where the delegate's type does not
/// matter; this keeps the type, and converts the result to what it says.
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
    FUNC_1 = "System.Func", 1;
    FUNC_2 = "System.Func", 2;
    FUNC_3 = "System.Func", 3;
    FUNC_4 = "System.Func", 4;
    FUNC_5 = "System.Func", 5;
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
        let value = host.call(&self.target, arguments)?;
        match self.result() {
            Some(kind) => convert::to(host, &value, &kind),
            None if matches!(&self.kind, Type::Generic(_)) || self.kind.is(&ACTION) => {
                Ok(Value::Null)
            }
            None => Ok(value),
        }
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
