//! The exception types beside those of the engine, and what each says when it is made without a message.

use super::table::*;
use crate::types::{self, Call, Member, Sig, Type, TypeInfo};
use crate::{Exception, Result, Str, Value};
use std::cell::RefCell;

macro_rules! exceptions {
    ($($name:ident = $text:literal, $base:path $(, $members:ident)?;)*) => {
        $(#[allow(missing_docs)] pub static $name: TypeInfo = TypeInfo::class($text, &$base)$(.members(|| $members))?;)*
        /// Every type of this file.
        pub(super) static ALL: &[&TypeInfo] = &[$(&$name),*];
    };
}
exceptions! {
    AGGREGATE = "System.AggregateException", types::EXCEPTION, AGGREGATE_MEMBERS;
    OBJECT_DISPOSED = "System.ObjectDisposedException", types::INVALID_OPERATION_EXCEPTION, DISPOSED_MEMBERS;
    PLATFORM_NOT_SUPPORTED = "System.PlatformNotSupportedException", types::NOT_SUPPORTED_EXCEPTION;
    TASK_CANCELED = "System.Threading.Tasks.TaskCanceledException", types::OPERATION_CANCELED_EXCEPTION;
    STACK_OVERFLOW = "System.StackOverflowException", types::SYSTEM_EXCEPTION;
    ACCESS_VIOLATION = "System.AccessViolationException", types::SYSTEM_EXCEPTION;
    NOT_FINITE_NUMBER = "System.NotFiniteNumberException", types::ARITHMETIC_EXCEPTION;
    TYPE_LOAD = "System.TypeLoadException", types::SYSTEM_EXCEPTION;
    DLL_NOT_FOUND = "System.DllNotFoundException", TYPE_LOAD;
    TYPE_INITIALIZATION = "System.TypeInitializationException", types::SYSTEM_EXCEPTION;
    MEMBER_ACCESS = "System.MemberAccessException", types::SYSTEM_EXCEPTION;
    METHOD_ACCESS = "System.MethodAccessException", MEMBER_ACCESS;
    FIELD_ACCESS = "System.FieldAccessException", MEMBER_ACCESS;
    MISSING_MEMBER = "System.MissingMemberException", MEMBER_ACCESS;
    MISSING_METHOD = "System.MissingMethodException", MISSING_MEMBER;
    MISSING_FIELD = "System.MissingFieldException", MISSING_MEMBER;
    URI_FORMAT = "System.UriFormatException", types::FORMAT_EXCEPTION;
    BAD_IMAGE_FORMAT = "System.BadImageFormatException", types::SYSTEM_EXCEPTION;
    ENTRY_POINT_NOT_FOUND = "System.EntryPointNotFoundException", TYPE_LOAD;
    INVALID_TIME_ZONE = "System.InvalidTimeZoneException", types::EXCEPTION;
    TIME_ZONE_NOT_FOUND = "System.TimeZoneNotFoundException", types::EXCEPTION;
    CULTURE_NOT_FOUND = "System.Globalization.CultureNotFoundException", types::ARGUMENT_EXCEPTION;
    DUPLICATE_WAIT_OBJECT = "System.DuplicateWaitObjectException", types::ARGUMENT_EXCEPTION;
    INVALID_ENUM_ARGUMENT = "System.ComponentModel.InvalidEnumArgumentException", types::ARGUMENT_EXCEPTION;
    PARENT_CONTAINS_ERROR_RECORD = "System.Management.Automation.ParentContainsErrorRecordException", types::SYSTEM_EXCEPTION;
    EXTERNAL = "System.Runtime.InteropServices.ExternalException", types::SYSTEM_EXCEPTION;
    COM = "System.Runtime.InteropServices.COMException", EXTERNAL;
    WIN32 = "System.ComponentModel.Win32Exception", EXTERNAL;
    SOCKET = "System.Net.Sockets.SocketException", WIN32;
    PING = "System.Net.NetworkInformation.PingException", types::INVALID_OPERATION_EXCEPTION;
    PATH_TOO_LONG = "System.IO.PathTooLongException", types::IO_EXCEPTION;
    END_OF_STREAM = "System.IO.EndOfStreamException", types::IO_EXCEPTION;
    DRIVE_NOT_FOUND = "System.IO.DriveNotFoundException", types::DIRECTORY_NOT_FOUND_EXCEPTION;
    FILE_LOAD = "System.IO.FileLoadException", types::IO_EXCEPTION;
    INVALID_DATA = "System.IO.InvalidDataException", types::SYSTEM_EXCEPTION;
    SECURITY = "System.Security.SecurityException", types::SYSTEM_EXCEPTION;
    CRYPTOGRAPHIC = "System.Security.Cryptography.CryptographicException", types::SYSTEM_EXCEPTION;
    AUTHENTICATION = "System.Security.Authentication.AuthenticationException", types::SYSTEM_EXCEPTION;
    INVALID_CREDENTIAL = "System.Security.Authentication.InvalidCredentialException", AUTHENTICATION;
    IDENTITY_NOT_MAPPED = "System.Security.Principal.IdentityNotMappedException", types::SYSTEM_EXCEPTION;
    WEB = "System.Net.WebException", types::INVALID_OPERATION_EXCEPTION;
    PROTOCOL_VIOLATION = "System.Net.ProtocolViolationException", types::INVALID_OPERATION_EXCEPTION;
    HTTP_REQUEST = "System.Net.Http.HttpRequestException", types::EXCEPTION;
    SMTP = "System.Net.Mail.SmtpException", types::EXCEPTION;
    XML = "System.Xml.XmlException", types::SYSTEM_EXCEPTION;
    XPATH = "System.Xml.XPath.XPathException", types::SYSTEM_EXCEPTION;
    XML_SCHEMA = "System.Xml.Schema.XmlSchemaException", types::SYSTEM_EXCEPTION;
    JSON = "System.Text.Json.JsonException", types::EXCEPTION;
    REGEX_MATCH_TIMEOUT = "System.Text.RegularExpressions.RegexMatchTimeoutException", types::TIMEOUT_EXCEPTION;
    ENCODER_FALLBACK = "System.Text.EncoderFallbackException", types::ARGUMENT_EXCEPTION;
    DECODER_FALLBACK = "System.Text.DecoderFallbackException", types::ARGUMENT_EXCEPTION;
    DATA = "System.Data.DataException", types::SYSTEM_EXCEPTION;
    DB = "System.Data.Common.DbException", EXTERNAL;
    VALIDATION = "System.ComponentModel.DataAnnotations.ValidationException", types::EXCEPTION;
    TARGET_INVOCATION = "System.Reflection.TargetInvocationException", types::APPLICATION_EXCEPTION;
    TARGET_PARAMETER_COUNT = "System.Reflection.TargetParameterCountException", types::APPLICATION_EXCEPTION;
    AMBIGUOUS_MATCH = "System.Reflection.AmbiguousMatchException", types::SYSTEM_EXCEPTION;
    SERIALIZATION = "System.Runtime.Serialization.SerializationException", types::SYSTEM_EXCEPTION;
    SYNCHRONIZATION_LOCK = "System.Threading.SynchronizationLockException", types::SYSTEM_EXCEPTION;
    THREAD_STATE = "System.Threading.ThreadStateException", types::SYSTEM_EXCEPTION;
    SEMAPHORE_FULL = "System.Threading.SemaphoreFullException", types::SYSTEM_EXCEPTION;
    ABANDONED_MUTEX = "System.Threading.AbandonedMutexException", types::SYSTEM_EXCEPTION;
    PS_SECURITY = "System.Management.Automation.PSSecurityException", types::RUNTIME_EXCEPTION;
    CMDLET_INVOCATION = "System.Management.Automation.CmdletInvocationException", types::RUNTIME_EXCEPTION;
    CMDLET_PROVIDER_INVOCATION = "System.Management.Automation.CmdletProviderInvocationException", CMDLET_INVOCATION;
    REMOTE = "System.Management.Automation.RemoteException", types::RUNTIME_EXCEPTION;
    APPLICATION_FAILED = "System.Management.Automation.ApplicationFailedException", types::RUNTIME_EXCEPTION;
    NATIVE_COMMAND_EXIT = "System.Management.Automation.NativeCommandExitException", types::RUNTIME_EXCEPTION;
    PS_OBJECT_DISPOSED = "System.Management.Automation.PSObjectDisposedException", OBJECT_DISPOSED;
    INVALID_JOB_STATE = "System.Management.Automation.InvalidJobStateException", types::SYSTEM_EXCEPTION;
    INVALID_PIPELINE_STATE = "System.Management.Automation.Runspaces.InvalidPipelineStateException", types::SYSTEM_EXCEPTION;
    SCRIPT_BLOCK_TO_POWERSHELL = "System.Management.Automation.ScriptBlockToPowerShellNotSupportedException", types::RUNTIME_EXCEPTION;
    SERVICE_COMMAND = "Microsoft.PowerShell.Commands.ServiceCommandException", types::SYSTEM_EXCEPTION;
    PROCESS_COMMAND = "Microsoft.PowerShell.Commands.ProcessCommandException", types::SYSTEM_EXCEPTION;
    HTTP_RESPONSE = "Microsoft.PowerShell.Commands.HttpResponseException", HTTP_REQUEST;
}

/// What an exception says that was made without a message, and its `HResult`; a type that is not here takes its base's.
static DEFAULTS: &[(&str, &str, u32)] = &[
    (
        "System.AggregateException",
        "One or more errors occurred.",
        0x8013_1500,
    ),
    (
        "System.ApplicationException",
        "Error in the application.",
        0x8013_1600,
    ),
    (
        "System.ArgumentException",
        "Value does not fall within the expected range.",
        0x8007_0057,
    ),
    (
        "System.ArgumentNullException",
        "Value cannot be null.",
        0x8000_4003,
    ),
    (
        "System.ArgumentOutOfRangeException",
        "Specified argument was out of the range of valid values.",
        0x8013_1502,
    ),
    (
        "System.ArithmeticException",
        "Overflow or underflow in the arithmetic operation.",
        0x8007_0216,
    ),
    (
        "System.ArrayTypeMismatchException",
        "Attempted to access an element as a type incompatible with the array.",
        0x8013_1503,
    ),
    (
        "System.BadImageFormatException",
        "Format of the executable (.exe) or library (.dll) is invalid.",
        0x8007_000B,
    ),
    (
        "System.Collections.Generic.KeyNotFoundException",
        "The given key was not present in the dictionary.",
        0x8013_1577,
    ),
    (
        "System.ComponentModel.DataAnnotations.ValidationException",
        "Exception of type 'System.ComponentModel.DataAnnotations.ValidationException' was thrown.",
        0x8013_1500,
    ),
    ("System.Data.DataException", "Data Exception.", 0x8013_1920),
    (
        "System.DivideByZeroException",
        "Attempted to divide by zero.",
        0x8002_0012,
    ),
    (
        "System.DllNotFoundException",
        "Dll was not found.",
        0x8013_1524,
    ),
    (
        "System.FieldAccessException",
        "Attempted to access a field that is not accessible by the caller.",
        0x8013_1507,
    ),
    (
        "System.FormatException",
        "One of the identified items was in an invalid format.",
        0x8013_1537,
    ),
    (
        "System.Globalization.CultureNotFoundException",
        "Culture is not supported.",
        0x8007_0057,
    ),
    (
        "System.IndexOutOfRangeException",
        "Index was outside the bounds of the array.",
        0x8013_1508,
    ),
    (
        "System.InvalidCastException",
        "Specified cast is not valid.",
        0x8000_4002,
    ),
    (
        "System.InvalidOperationException",
        "Operation is not valid due to the current state of the object.",
        0x8013_1509,
    ),
    (
        "System.IO.DirectoryNotFoundException",
        "Attempted to access a path that is not on the disk.",
        0x8007_0003,
    ),
    (
        "System.IO.EndOfStreamException",
        "Attempted to read past the end of the stream.",
        0x8007_0026,
    ),
    (
        "System.IO.FileNotFoundException",
        "Unable to find the specified file.",
        0x8007_0002,
    ),
    (
        "System.IO.InvalidDataException",
        "Found invalid data while decoding.",
        0x8013_1501,
    ),
    ("System.IO.IOException", "I/O error occurred.", 0x8013_1620),
    (
        "System.IO.PathTooLongException",
        "The specified file name or path is too long, or a component of the specified path is too long.",
        0x8007_00CE,
    ),
    (
        "System.MemberAccessException",
        "Cannot access member.",
        0x8013_151A,
    ),
    (
        "System.MethodAccessException",
        "Attempt to access the method failed.",
        0x8013_1510,
    ),
    (
        "System.MissingFieldException",
        "Attempted to access a non-existing field.",
        0x8013_1511,
    ),
    (
        "System.MissingMemberException",
        "Attempted to access a missing member.",
        0x8013_1512,
    ),
    (
        "System.MissingMethodException",
        "Attempted to access a missing method.",
        0x8013_1513,
    ),
    (
        "System.NotFiniteNumberException",
        "Number encountered was not a finite quantity.",
        0x8013_1528,
    ),
    (
        "System.NotImplementedException",
        "The method or operation is not implemented.",
        0x8000_4001,
    ),
    (
        "System.NotSupportedException",
        "Specified method is not supported.",
        0x8013_1515,
    ),
    (
        "System.NullReferenceException",
        "Object reference not set to an instance of an object.",
        0x8000_4003,
    ),
    (
        "System.ObjectDisposedException",
        "Cannot access a disposed object.",
        0x8013_1622,
    ),
    (
        "System.OperationCanceledException",
        "The operation was canceled.",
        0x8013_153B,
    ),
    (
        "System.OutOfMemoryException",
        "Insufficient memory to continue the execution of the program.",
        0x8007_000E,
    ),
    (
        "System.OverflowException",
        "Arithmetic operation resulted in an overflow.",
        0x8013_1516,
    ),
    (
        "System.PlatformNotSupportedException",
        "Operation is not supported on this platform.",
        0x8013_1539,
    ),
    (
        "System.RankException",
        "Attempted to operate on an array with the incorrect number of dimensions.",
        0x8013_1517,
    ),
    (
        "System.Security.Cryptography.CryptographicException",
        "Error occurred during a cryptographic operation.",
        0x8013_1430,
    ),
    (
        "System.Security.SecurityException",
        "Security error.",
        0x8013_150A,
    ),
    (
        "System.StackOverflowException",
        "Operation caused a stack overflow.",
        0x8007_03E9,
    ),
    ("System.SystemException", "System error.", 0x8013_1501),
    (
        "System.Threading.Tasks.TaskCanceledException",
        "A task was canceled.",
        0x8013_153B,
    ),
    (
        "System.TimeoutException",
        "The operation has timed out.",
        0x8013_1505,
    ),
    (
        "System.TypeLoadException",
        "Failure has occurred while loading a type.",
        0x8013_1522,
    ),
    (
        "System.UnauthorizedAccessException",
        "Attempted to perform an unauthorized operation.",
        0x8007_0005,
    ),
    (
        "System.UriFormatException",
        "One of the identified items was in an invalid format.",
        0x8013_1537,
    ),
    (
        "System.Xml.XmlException",
        "An XML error has occurred.",
        0x8013_1940,
    ),
];

fn default_of(kind: &Type) -> Option<&'static (&'static str, &'static str, u32)> {
    let mut at = kind.info();
    while let Some(info) = at {
        if let Some(known) = DEFAULTS.iter().find(|known| known.0 == info.name) {
            return Some(known);
        }
        at = info.base;
    }
    None
}

/// The message of an exception that was made without one.
pub fn default_message(kind: &Type) -> Str {
    match default_of(kind) {
        Some(known) => known.1.into(),
        None => Str::from(format!(
            "Exception of type '{}' was thrown.",
            kind.full_name()
        )),
    }
}

/// `HResult` of an exception that was given none.
pub fn h_result(kind: &Type) -> i32 {
    default_of(kind).map_or(0x8013_1500, |known| known.2) as i32
}

/// An exception of the type that is being constructed, with the message and the inner exception of those arguments.
pub fn make(c: &mut Call<'_>, message: Option<usize>, inner: Option<usize>) -> Result<Value> {
    let given = message.and_then(|n| c.arg(n).as_str().cloned());
    let message = given.unwrap_or_else(|| default_message(c.kind));
    let inner = inner
        .map(|n| c.arg(n).clone())
        .filter(|inner| !inner.is_null());
    Ok(Value::native(Exception {
        kind: c.kind.clone(),
        message,
        inner,
        extra: RefCell::default(),
        record: RefCell::default(),
    }))
}

/// The same with a parameter's name, which the message then mentions, and with other properties of its own.
fn make_about(
    c: &mut Call<'_>,
    message: Option<usize>,
    name: Option<usize>,
    extra: &[(&str, usize)],
) -> Result<Value> {
    let given = message.and_then(|n| c.arg(n).as_str().cloned());
    let mut message = given.unwrap_or_else(|| default_message(c.kind)).to_string();
    let mut extras = Vec::new();
    if let Some(n) = name {
        extras.push((Str::from("ParamName"), c.arg(n).clone()));
        if !c.text(n).is_empty() {
            message = format!("{message} (Parameter '{}')", c.text(n));
        }
    }
    for (property, n) in extra {
        extras.push((Str::from(*property), c.arg(*n).clone()));
        if *property == "ActualValue" && !c.arg(*n).is_null() {
            let text = crate::convert::to_string_method(c.host, &c.args[*n])?;
            message = format!("{message}\nActual value was {text}.");
        }
    }
    let (kind, message) = (c.kind.clone(), Str::from(message));
    Ok(Value::native(Exception {
        kind,
        message,
        inner: None,
        extra: RefCell::new(extras),
        record: RefCell::default(),
    }))
}

const EXCEPTION: Sig = Sig::One(&types::EXCEPTION);
const EXCEPTIONS: Sig = Sig::Many(&types::EXCEPTION);

/// `ArgumentException`
pub static ARGUMENT_MEMBERS: &[Member] = &[
    constructors!(
        () -> THIS => |c| make(c, None, None), (message: STR) -> THIS => |c| make(c, Some(0), None),
        (message: STR, innerException: EXCEPTION) -> THIS => |c| make(c, Some(0), Some(1)),
        (message: STR, paramName: STR) -> THIS => |c| make_about(c, Some(0), Some(1), &[]),
        (message: STR, paramName: STR, innerException: EXCEPTION) -> THIS => |c| make_about(c, Some(0), Some(1), &[])),
    get!("ParamName", STR => |c| Ok(own(c, "ParamName"))),
    static_method!("ThrowIfNullOrEmpty", (argument: STR, paramName: ?STR) -> VOID => |c| match c.arg(0).as_str() {
        None => super::args::argument_null(&c.text(1)).raise(),
        Some(text) if text.is_empty() => super::args::argument("The value cannot be an empty string.", &c.text(1)).raise(),
        Some(_) => Ok(Value::Null),
    }),
];

/// `ArgumentNullException`
pub static ARGUMENT_NULL_MEMBERS: &[Member] = &[
    constructors!(
        () -> THIS => |c| make(c, None, None), (paramName: STR) -> THIS => |c| make_about(c, None, Some(0), &[]),
        (message: STR, innerException: EXCEPTION) -> THIS => |c| make(c, Some(0), Some(1)),
        (paramName: STR, message: STR) -> THIS => |c| make_about(c, Some(1), Some(0), &[])),
    static_method!("ThrowIfNull", (argument: OBJ, paramName: ?STR) -> VOID => |c| match c.arg(0).is_null() {
        true => super::args::argument_null(&c.text(1)).raise(),
        false => Ok(Value::Null),
    }),
];

/// `ArgumentOutOfRangeException`
pub static ARGUMENT_RANGE_MEMBERS: &[Member] = &[
    constructors!(
        () -> THIS => |c| make(c, None, None), (paramName: STR) -> THIS => |c| make_about(c, None, Some(0), &[]),
        (message: STR, innerException: EXCEPTION) -> THIS => |c| make(c, Some(0), Some(1)),
        (paramName: STR, message: STR) -> THIS => |c| make_about(c, Some(1), Some(0), &[]),
        (paramName: STR, actualValue: OBJ, message: STR) -> THIS => |c| make_about(c, Some(2), Some(0), &[("ActualValue", 1)])),
    get!("ActualValue", OBJ => |c| Ok(own(c, "ActualValue"))),
];

/// `FileNotFoundException`
pub static FILE_NOT_FOUND_MEMBERS: &[Member] = &[
    constructors!(
        () -> THIS => |c| make(c, None, None), (message: STR) -> THIS => |c| make(c, Some(0), None),
        (message: STR, innerException: EXCEPTION) -> THIS => |c| make(c, Some(0), Some(1)),
        (message: STR, fileName: STR) -> THIS => |c| make_about(c, Some(0), None, &[("FileName", 1)])),
    get!("FileName", STR => |c| Ok(own(c, "FileName"))),
];

/// `AggregateException`
static AGGREGATE_MEMBERS: &[Member] = &[
    constructors!(
        () -> THIS => |c| make(c, None, None), (message: STR) -> THIS => |c| make(c, Some(0), None),
        (innerExceptions: ..EXCEPTIONS) -> THIS => |c| aggregate(c, None, 0),
        (message: STR, innerExceptions: ..EXCEPTIONS) -> THIS => |c| aggregate(c, Some(0), 1)),
    get!("InnerExceptions", OBJ => |c| Ok(match own(c, "InnerExceptions") {
        Value::Null => super::list::read_only(Type::Known(&types::EXCEPTION), Vec::new()),
        known => known,
    })),
    method!("Flatten", () -> THIS => |c| Ok(c.this.clone())),
];

/// `ObjectDisposedException`
static DISPOSED_MEMBERS: &[Member] = &[
    constructors!(
        (objectName: STR) -> THIS => make_named, (objectName: STR, message: STR) -> THIS => |c| make_about(c, Some(1), None, &[("ObjectName", 0)]),
        (message: STR, innerException: EXCEPTION) -> THIS => |c| make(c, Some(0), Some(1))),
    get!("ObjectName", STR => |c| Ok(own(c, "ObjectName"))),
];

fn own(c: &Call<'_>, name: &str) -> Value {
    use crate::Native;
    c.this
        .as_native::<Exception>()
        .and_then(|own| own.property(name))
        .unwrap_or_default()
}

fn make_named(c: &mut Call<'_>) -> Result<Value> {
    let message = format!(
        "Cannot access a disposed object.\nObject name: '{}'.",
        c.text(0)
    );
    let extra = RefCell::new(vec![(Str::from("ObjectName"), c.arg(0).clone())]);
    Ok(Value::native(Exception {
        kind: c.kind.clone(),
        message: message.into(),
        inner: None,
        extra,
        record: RefCell::default(),
    }))
}

/// The message of an aggregate lists those of its parts.
fn aggregate(c: &mut Call<'_>, message: Option<usize>, inner: usize) -> Result<Value> {
    let parts = super::sequence::items(c.arg(inner), "innerExceptions")?;
    let mut text = message
        .map_or_else(|| default_message(c.kind), |n| c.text(n))
        .to_string();
    for part in &parts {
        if let Some(part) = part.as_native::<Exception>() {
            text = format!("{text} ({})", part.message);
        }
    }
    let all = super::list::read_only(Type::Known(&types::EXCEPTION), parts.clone());
    let extra = RefCell::new(vec![(Str::from("InnerExceptions"), all)]);
    let inner = parts.into_iter().next();
    Ok(Value::native(Exception {
        kind: c.kind.clone(),
        message: text.into(),
        inner,
        extra,
        record: RefCell::default(),
    }))
}
