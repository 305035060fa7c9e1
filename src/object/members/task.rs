//! `Task` and `Task[T]`: work that is done when the script first sees it, for sessions have one thread.

use super::table::*;
use crate::types::{self, Call, Member, Type, TypeInfo};
use crate::{Native, Value};

/// A finished task.
pub struct Task {
    result: Option<(Type, Value)>,
}

/// `Task`
pub static TASK: TypeInfo =
    TypeInfo::class("System.Threading.Tasks.Task", &types::OBJECT).members(|| MEMBERS);
/// `Task[T]`
pub static TASK_T: TypeInfo = TypeInfo::class("System.Threading.Tasks.Task", &TASK)
    .arity(1)
    .members(|| RESULT);
/// `TaskAwaiter`
pub static AWAITER: TypeInfo = TypeInfo::class(
    "System.Runtime.CompilerServices.TaskAwaiter",
    &types::OBJECT,
)
.members(|| AWAITER_MEMBERS);

struct Awaiter(Value);

impl Native for Task {
    fn get_type(&self) -> Type {
        match &self.result {
            Some((kind, _)) => Type::generic(&TASK_T, vec![kind.clone()]),
            None => Type::Known(&TASK),
        }
    }
}

impl Native for Awaiter {
    fn get_type(&self) -> Type {
        Type::Known(&AWAITER)
    }
}

/// A task with a result of that type.
pub fn done(kind: &'static TypeInfo, result: Value) -> Value {
    Value::native(Task {
        result: Some((Type::Known(kind), result)),
    })
}

/// A task without a result.
pub fn done_plain() -> Value {
    Value::native(Task { result: None })
}

static MEMBERS: &[Member] = &[
    static_get!("CompletedTask", THIS => |_| Ok(done_plain())),
    get!("IsCompleted", BOOL => |_| Ok(Value::Bool(true))),
    get!("IsCompletedSuccessfully", BOOL => |_| Ok(Value::Bool(true))),
    get!("IsCanceled", BOOL => |_| Ok(Value::Bool(false))),
    get!("IsFaulted", BOOL => |_| Ok(Value::Bool(false))),
    get!("Exception", OBJ => |_| Ok(Value::Null)),
    method!("Wait", () -> VOID => |_| Ok(Value::Null), (millisecondsTimeout: INT) -> BOOL => |_| Ok(Value::Bool(true))),
    method!("GetAwaiter", () -> OBJ => |c| Ok(Value::native(Awaiter(result(c))))),
    method!("Dispose", () -> VOID => |_| Ok(Value::Null)),
];

static RESULT: &[Member] = &[get!("Result", T0 => |c| Ok(result(c)))];

static AWAITER_MEMBERS: &[Member] = &[
    get!("IsCompleted", BOOL => |_| Ok(Value::Bool(true))),
    method!("GetResult", () -> OBJ => |c| Ok(c.this.as_native::<Awaiter>().map(|own| own.0.clone()).unwrap_or_default())),
];

fn result(c: &Call<'_>) -> Value {
    c.this
        .as_native::<Task>()
        .and_then(|own| own.result.as_ref().map(|(_, value)| value.clone()))
        .unwrap_or_default()
}
