//! `$PSCmdlet`.

use crate::Engine;
use crate::call::Frame;
use crate::declare::Impact;
use object::types::{self, Call, Member, Overload, Param, ParamKind, Sig, TypeInfo};
use object::{ErrorRecord, Fault, Host, Interrupt, Native, Result, Type, Value, convert};
use std::rc::Rc;

/// A list that stays: calls of constant functions inside a call are not promoted by themselves.
macro_rules! list {
    ($($item:expr),* $(,)?) => {{
        const LIST: &[Overload] = &[$($item),*];
        LIST
    }};
}

/// The same for parameters.
macro_rules! params {
    ($($item:expr),* $(,)?) => {{
        const LIST: &[Param] = &[$($item),*];
        LIST
    }};
}

/// `$PSCmdlet`
pub struct CmdletObject {
    frame: Rc<Frame>,
}

impl CmdletObject {
    /// The call whose cmdlet it is.
    pub(crate) fn frame(&self) -> &Rc<Frame> {
        &self.frame
    }
}

/// `PSScriptCmdlet`
pub static PS_SCRIPT_CMDLET: TypeInfo = TypeInfo::class(
    "System.Management.Automation.PSScriptCmdlet",
    &crate::cmdlet_base::PS_CMDLET,
)
.members(|| {
    const OBJ: Sig = Sig::One(&types::OBJECT);
    const STR: Sig = Sig::One(&types::STRING);
    const ERR: Sig = Sig::One(&types::ERROR_RECORD);
    const MEMBERS: &[Member] = &[
        Member::get("ParameterSetName", STR, |call| {
            Ok(Value::Str(frame(call)?.set.borrow().clone()))
        }),
        Member::get("MyInvocation", OBJ, |call| {
            Ok(crate::values::invocation_value(frame(call)?.invocation()))
        }),
        Member::get("SessionState", OBJ, |call| {
            let caller = frame(call)?.caller;
            Ok(crate::intrinsics::session_state(Some(caller)))
        }),
        Member::method(
            "WriteObject",
            list![
                Overload::new(
                    params![Param::of("sendToPipeline", OBJ)],
                    Sig::Void,
                    |call| write(call, false)
                ),
                Overload::new(
                    params![
                        Param::of("sendToPipeline", OBJ),
                        Param::of("enumerateCollection", Sig::One(&types::BOOLEAN))
                    ],
                    Sig::Void,
                    |call| {
                        let each = convert::to_bool(&call.args[1]);
                        write(call, each)
                    }
                ),
            ],
        ),
        Member::method(
            "WriteError",
            list![Overload::new(
                params![Param::of("errorRecord", ERR)],
                Sig::Void,
                |call| {
                    let record = record(call)?;
                    let own = frame(call)?;
                    sign(&own, &record);
                    own.failed.set(true);
                    let engine = engine(call.host)?;
                    engine.write_error(record, Some(&Rc::clone(&own.common)))?;
                    Ok(Value::Nothing)
                }
            )],
        ),
        // What really throws is `throw_terminating`: the error must not be wrapped as one of a method call.
        Member::method(
            "ThrowTerminatingError",
            list![Overload::new(
                params![Param::of("errorRecord", ERR)],
                Sig::Void,
                |call| {
                    let record = record(call)?;
                    Err(Box::new(Interrupt::Error(record)))
                }
            )],
        ),
        Member::method(
            "GetDynamicParameters",
            list![Overload::new(params![], OBJ, |_| Ok(Value::Null))],
        ),
        Member::get("CommandRuntime", OBJ, |call| Ok(call.this.clone())),
        Member::get("Stopping", Sig::One(&types::BOOLEAN), |_| {
            Ok(Value::Bool(false))
        }),
        Member::get("InvokeCommand", OBJ, |_| {
            Ok(crate::intrinsics::invoke_command(None))
        }),
        Member::get("CommandOrigin", STR, |_| Ok(Value::str("Internal"))),
        Member::method(
            "WriteVerbose",
            list![Overload::new(
                params![Param::of("text", STR)],
                Sig::Void,
                |call| tell(call, "Write-Verbose")
            )],
        ),
        Member::method(
            "WriteWarning",
            list![Overload::new(
                params![Param::of("text", STR)],
                Sig::Void,
                |call| tell(call, "Write-Warning")
            )],
        ),
        Member::method(
            "WriteDebug",
            list![Overload::new(
                params![Param::of("text", STR)],
                Sig::Void,
                |call| tell(call, "Write-Debug")
            )],
        ),
        Member::method(
            "ShouldProcess",
            list![
                Overload::new(
                    params![Param::of("target", STR)],
                    Sig::One(&types::BOOLEAN),
                    |call| should(call, false)
                ),
                Overload::new(
                    params![Param::of("target", STR), Param::of("action", STR)],
                    Sig::One(&types::BOOLEAN),
                    |call| should(call, true)
                ),
                Overload::new(
                    params![
                        Param::of("verboseDescription", STR),
                        Param::of("verboseWarning", STR),
                        Param::of("caption", STR)
                    ],
                    Sig::One(&types::BOOLEAN),
                    should_describe,
                ),
                Overload::new(
                    params![
                        Param::of("verboseDescription", STR),
                        Param::of("verboseWarning", STR),
                        Param::of("caption", STR),
                        Param::passed("shouldProcessReason", OBJ, ParamKind::Ref)
                    ],
                    Sig::One(&types::BOOLEAN),
                    should_describe,
                ),
            ],
        ),
        Member::method(
            "ShouldContinue",
            list![
                Overload::new(
                    params![Param::of("query", STR), Param::of("caption", STR)],
                    Sig::One(&types::BOOLEAN),
                    should_continue
                ),
                Overload::new(
                    params![
                        Param::of("query", STR),
                        Param::of("caption", STR),
                        Param::passed("yesToAll", OBJ, ParamKind::Ref),
                        Param::passed("noToAll", OBJ, ParamKind::Ref)
                    ],
                    Sig::One(&types::BOOLEAN),
                    should_continue
                ),
            ],
        ),
        Member::method(
            "GetUnresolvedProviderPathFromPSPath",
            list![Overload::new(
                params![Param::of("path", STR)],
                STR,
                crate::intrinsics::unresolved
            )],
        ),
        Member::method(
            "CurrentProviderLocation",
            list![Overload::new(
                params![Param::of("providerId", STR)],
                OBJ,
                |call| { crate::intrinsics::ask(call, "Get-Location", &[]) }
            )],
        ),
        Member::method(
            "GetVariableValue",
            list![Overload::new(
                params![Param::of("name", STR)],
                OBJ,
                |call| {
                    let name = call.args[0].as_str().cloned().unwrap_or_default();
                    Ok(
                        Engine::variable(engine(call.host)?, object::Symbol::of(&name))
                            .unwrap_or_default(),
                    )
                }
            )],
        ),
    ];
    MEMBERS
});

impl Native for CmdletObject {
    fn get_type(&self) -> Type {
        Type::Known(&PS_SCRIPT_CMDLET)
    }
}

/// `$PSCmdlet` of a call.
pub(crate) fn cmdlet_of(frame: &Rc<Frame>) -> Value {
    frame
        .cmdlet
        .get_or_init(|| {
            Value::native(CmdletObject {
                frame: Rc::clone(frame),
            })
        })
        .clone()
}

pub(crate) fn frame(call: &Call<'_>) -> Result<Rc<Frame>> {
    match call.this.as_native::<CmdletObject>() {
        Some(cmdlet) => Ok(Rc::clone(&cmdlet.frame)),
        None => Fault::runtime("InvalidOperation", "The cmdlet is not running.").raise(),
    }
}

fn record(call: &Call<'_>) -> Result<Rc<ErrorRecord>> {
    match call.args[0].as_native_rc::<ErrorRecord>() {
        Some(record) => Ok(record),
        None => Fault::new(
            &types::ARGUMENT_NULL_EXCEPTION,
            "Value cannot be null. (Parameter 'errorRecord')",
        )
        .raise(),
    }
}

/// The engine behind a host.
pub fn engine(host: &mut dyn Host) -> Result<&mut Engine> {
    match host.as_any().and_then(|any| any.downcast_mut::<Engine>()) {
        Some(engine) => Ok(engine),
        None => Fault::runtime("InvalidOperation", "There is no engine to run this.").raise(),
    }
}

fn write(call: &mut Call<'_>, each: bool) -> Result<Value> {
    let out = Rc::clone(&frame(call)?.out.borrow());
    let value = call.args[0].clone();
    let engine = engine(call.host)?;
    if each {
        engine.write_value(value, &out)?;
    } else {
        out.write(engine, value)?;
    }
    Ok(Value::Nothing)
}

fn tell(call: &mut Call<'_>, command: &str) -> Result<Value> {
    let given = crate::stage::given_values(call.args);
    let out: crate::sink::Out = Rc::new(crate::sink::Discard);
    engine(call.host)?.invoke_command(command, given, &out)?;
    Ok(Value::Nothing)
}

/// Makes a record one of the function's: its name, its place, its call.
fn sign(own: &Rc<Frame>, record: &ErrorRecord) {
    let mut rest = record.rest.borrow_mut();
    rest.source = own.command.name();
    rest.position = own.position.clone();
    rest.invocation = Some(own.invocation());
}

/// `ThrowTerminatingError`: the error leaves the function, and is one of the statement that called it.
pub(crate) fn throw_terminating(target: &Value, arguments: &[Value]) -> Option<Box<Interrupt>> {
    let own = &target.as_native::<CmdletObject>()?.frame;
    let record = arguments.first()?.as_native_rc::<ErrorRecord>()?;
    sign(own, &record);
    record.rest.borrow_mut().terminating = true;
    own.thrown.set(true);
    Some(Box::new(Interrupt::Error(record)))
}

/// `ShouldContinue`: what was answered to all before is the answer.
fn should_continue(call: &mut Call<'_>) -> Result<Value> {
    let (query, caption) = (
        call.args[0].as_str().cloned().unwrap_or_default(),
        call.args[1].as_str().cloned().unwrap_or_default(),
    );
    for (at, answer) in [(2, true), (3, false)] {
        let reference = call
            .args
            .get(at)
            .and_then(Value::as_native_rc::<object::members::reference::Reference>);
        if let Some(reference) = reference
            && convert::to_bool(&reference.get(call.host)?)
        {
            return Ok(Value::Bool(answer));
        }
    }
    engine(call.host)?.ask(&caption, &query).map(Value::Bool)
}

/// `ShouldProcess(description, warning, caption)`: the texts are the caller's own.
fn should_describe(call: &mut Call<'_>) -> Result<Value> {
    let own = frame(call)?;
    let description = call.args[0].as_str().cloned().unwrap_or_default();
    let impact = impact(call, &own)?;
    let engine = engine(call.host)?;
    let (answer, _) = engine.should_process(&own.common, impact, None, &description, "")?;
    let reason = call
        .args
        .get(3)
        .and_then(Value::as_native_rc::<object::members::reference::Reference>);
    if let Some(reference) = reason {
        let what_if = i64::from(!answer && own.common.what_if == Some(true));
        let reason = Type::Known(&crate::cmdlet_base::SHOULD_PROCESS_REASON).enum_from(what_if);
        reference.set(call.host, reason)?;
    }
    Ok(Value::Bool(answer))
}

fn impact(call: &mut Call<'_>, own: &Frame) -> Result<Impact> {
    Ok(match own.command.code() {
        Some(code) => engine(call.host)?
            .signature_of(&Rc::clone(code))?
            .should_process
            .unwrap_or(Impact::Medium),
        None => Impact::Medium,
    })
}

fn should(call: &mut Call<'_>, with_action: bool) -> Result<Value> {
    let own = frame(call)?;
    let first = call.args[0].as_str().cloned().unwrap_or_default();
    let impact = impact(call, &own)?;
    let engine = engine(call.host)?;
    let (target, action) = if with_action {
        (first, call.args[1].as_str().cloned().unwrap_or_default())
    } else {
        (first, own.command.name())
    };
    let (answer, _) = engine.should_process(&own.common, impact, None, &target, &action)?;
    Ok(Value::Bool(answer))
}
