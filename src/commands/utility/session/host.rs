//! `$Host`: the front end as scripts see it.

use engine::cmdlet_object::engine;
use engine::streams::{HostText, Stream};
use engine::{Engine, Ui};
use object::members::cultures::Culture;
use object::types::{self, Call, Member, Overload, Param, Sig};
use object::{Fault, Native, Result, Str, Type, TypeInfo, Value};

/// `$Host`
struct HostObject;
/// `$Host.UI`
struct UserInterface;
/// `$Host.UI.RawUI`
struct RawInterface;

const STR: Sig = Sig::One(&types::STRING);
const OBJ: Sig = Sig::One(&types::OBJECT);
const INT: Sig = Sig::One(&types::INT32);

/// `InternalHost`
pub static INTERNAL_HOST: TypeInfo = TypeInfo::class(
    "System.Management.Automation.Internal.Host.InternalHost",
    &types::OBJECT,
)
.members(|| {
    const MEMBERS: &[Member] = &[
        Member::get("Name", STR, |_| Ok(Value::str("ConsoleHost"))),
        Member::get("Version", OBJ, version),
        Member::get("InstanceId", Sig::One(&types::GUID), |_| {
            Ok(Value::Guid([0x5a; 16]))
        }),
        Member::get("UI", Sig::One(&USER_INTERFACE), |_| {
            Ok(Value::native(UserInterface))
        }),
        Member::get("CurrentCulture", Sig::One(&types::CULTURE_INFO), |_| {
            Ok(culture())
        }),
        Member::get("CurrentUICulture", Sig::One(&types::CULTURE_INFO), |_| {
            Ok(culture())
        }),
        Member::get("PrivateData", OBJ, |_| Ok(Value::Null)),
        Member::get("DebuggerEnabled", Sig::One(&types::BOOLEAN), |_| {
            Ok(Value::Bool(true))
        }),
        Member::get("IsRunspacePushed", Sig::One(&types::BOOLEAN), |_| {
            Ok(Value::Bool(false))
        }),
        Member::get("Runspace", OBJ, |_| Ok(Value::Null)),
        Member::method(
            "SetShouldExit",
            &[Overload::new(
                &[Param::of("exitCode", INT)],
                Sig::Void,
                |call| {
                    let code = call.args[0]
                        .as_integer()
                        .and_then(|code| i32::try_from(code).ok())
                        .unwrap_or(0);
                    Err(Box::new(object::Interrupt::Exit(code)))
                },
            )],
        ),
    ];
    MEMBERS
});

/// `InternalHostUserInterface`
pub static USER_INTERFACE: TypeInfo = TypeInfo::class(
    "System.Management.Automation.Internal.Host.InternalHostUserInterface",
    &types::OBJECT,
)
.members(|| {
    const MEMBERS: &[Member] = &[
        Member::get("RawUI", Sig::One(&RAW_INTERFACE), |_| {
            Ok(Value::native(RawInterface))
        }),
        Member::get("SupportsVirtualTerminal", Sig::One(&types::BOOLEAN), |_| {
            Ok(Value::Bool(true))
        }),
        Member::method(
            "Write",
            &[Overload::new(
                &[Param::of("value", STR)],
                Sig::Void,
                |call| write(call, true),
            )],
        ),
        Member::method(
            "WriteLine",
            &[
                Overload::new(&[], Sig::Void, |call| write(call, false)),
                Overload::new(&[Param::of("value", STR)], Sig::Void, |call| {
                    write(call, false)
                }),
            ],
        ),
        Member::method(
            "WriteWarningLine",
            &[Overload::new(
                &[Param::of("message", STR)],
                Sig::Void,
                |call| tell(call, Stream::Warning),
            )],
        ),
        Member::method(
            "WriteVerboseLine",
            &[Overload::new(
                &[Param::of("message", STR)],
                Sig::Void,
                |call| tell(call, Stream::Verbose),
            )],
        ),
        Member::method(
            "WriteDebugLine",
            &[Overload::new(
                &[Param::of("message", STR)],
                Sig::Void,
                |call| tell(call, Stream::Debug),
            )],
        ),
        Member::method(
            "WriteErrorLine",
            &[Overload::new(
                &[Param::of("value", STR)],
                Sig::Void,
                |call| {
                    let text = text_of(call);
                    call.host.write_console(&format!("{text}\n"), true);
                    Ok(Value::Nothing)
                },
            )],
        ),
        Member::method("ReadLine", &[Overload::new(&[], STR, read_line)]),
        Member::method(
            "PromptForChoice",
            &[Overload::new(
                &[
                    Param::of("caption", STR),
                    Param::of("message", STR),
                    Param::of("choices", OBJ),
                    Param::of("defaultChoice", INT),
                ],
                INT,
                |call| read_line(call).map(|_| call.args[3].clone()),
            )],
        ),
    ];
    MEMBERS
});

/// `InternalHostRawUserInterface`
pub static RAW_INTERFACE: TypeInfo = TypeInfo::class(
    "System.Management.Automation.Internal.Host.InternalHostRawUserInterface",
    &types::OBJECT,
)
.members(|| {
    const MEMBERS: &[Member] = &[
        Member::property(
            "WindowTitle",
            STR,
            |_| Ok(Value::str("")),
            |_| Ok(Value::Nothing),
        ),
        Member::get("WindowSize", OBJ, size),
        Member::get("BufferSize", OBJ, size),
        Member::get("MaxWindowSize", OBJ, size),
    ];
    MEMBERS
});

/// `System.Management.Automation.Host.Size`
pub static SIZE: TypeInfo =
    TypeInfo::class("System.Management.Automation.Host.Size", &types::OBJECT);

macro_rules! native {
    ($($name:ident, $info:ident;)*) => {
        $(impl Native for $name {
            fn get_type(&self) -> Type {
                Type::Known(&$info)
            }
        })*
    };
}

native! {
    HostObject, INTERNAL_HOST;
    UserInterface, USER_INTERFACE;
    RawInterface, RAW_INTERFACE;
}

/// `$Host`
pub fn host_value(_engine: &mut Engine) -> Value {
    Value::native(HostObject)
}

fn culture() -> Value {
    Value::native(Culture::current())
}

fn version(call: &mut Call<'_>) -> Result<Value> {
    let text = Value::str(engine::VERSION_TEXT);
    object::convert::to(
        call.host,
        &text,
        &Type::Known(&object::members::version::VERSION),
    )
}

fn text_of(call: &Call<'_>) -> Str {
    call.args
        .first()
        .and_then(Value::as_str)
        .cloned()
        .unwrap_or_default()
}

fn write(call: &mut Call<'_>, no_newline: bool) -> Result<Value> {
    let text = HostText {
        text: text_of(call),
        no_newline,
        ..HostText::default()
    };
    engine(call.host)?.with_ui(|ui: &mut dyn Ui, _| ui.host(&text));
    Ok(Value::Nothing)
}

fn tell(call: &mut Call<'_>, stream: Stream) -> Result<Value> {
    let text = text_of(call);
    engine(call.host)?.with_ui(|ui: &mut dyn Ui, _| ui.message(stream, &text));
    Ok(Value::Nothing)
}

fn read_line(call: &mut Call<'_>) -> Result<Value> {
    match engine(call.host)?.with_ui(|ui: &mut dyn Ui, _| ui.read_line("", false)) {
        Some(line) => Ok(Value::str(line)),
        None => Fault::new(
            &types::PS_INVALID_OPERATION_EXCEPTION,
            "PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.",
        )
        .id("InvalidOperation")
        .raise(),
    }
}

fn size(call: &mut Call<'_>) -> Result<Value> {
    let (width, height) = engine(call.host)?.with_ui(|ui: &mut dyn Ui, _| ui.size());
    Ok(engine::values::record(
        &SIZE,
        vec![
            ("Width", Value::Int(width as i32)),
            ("Height", Value::Int(height as i32)),
        ],
    ))
}
