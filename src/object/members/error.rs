//! Exceptions and error records. The types of exceptions and their default messages stand in `exceptions`, what `InvocationInfo`
//! answers in `invocation`.

use super::args::{argument_null, not_supported};
use super::exceptions;
use super::invocation::InvocationInfo;
use super::table::*;
use crate::dict::KeyCase;
use crate::types::{self, Call, Member, Sig, Type, TypeInfo};
use crate::{Category, ErrorRecord, Exception, Native, Result, Str, Value, convert};
use std::cell::RefCell;
use std::rc::Rc;

/// `ErrorCategory`
pub static ERROR_CATEGORY: TypeInfo = TypeInfo::enumeration(
    "System.Management.Automation.ErrorCategory",
    &[
        ("NotSpecified", 0),
        ("OpenError", 1),
        ("CloseError", 2),
        ("DeviceError", 3),
        ("DeadlockDetected", 4),
        ("InvalidArgument", 5),
        ("InvalidData", 6),
        ("InvalidOperation", 7),
        ("InvalidResult", 8),
        ("InvalidType", 9),
        ("MetadataError", 10),
        ("NotImplemented", 11),
        ("NotInstalled", 12),
        ("ObjectNotFound", 13),
        ("OperationStopped", 14),
        ("OperationTimeout", 15),
        ("SyntaxError", 16),
        ("ParserError", 17),
        ("PermissionDenied", 18),
        ("ResourceBusy", 19),
        ("ResourceExists", 20),
        ("ResourceUnavailable", 21),
        ("ReadError", 22),
        ("WriteError", 23),
        ("FromStdErr", 24),
        ("SecurityError", 25),
        ("ProtocolError", 26),
        ("ConnectionError", 27),
        ("AuthenticationError", 28),
        ("LimitsExceeded", 29),
        ("QuotaExceeded", 30),
        ("NotEnabled", 31),
    ],
);
/// `ErrorCategoryInfo`
pub static ERROR_CATEGORY_INFO: TypeInfo = TypeInfo::class(
    "System.Management.Automation.ErrorCategoryInfo",
    &types::OBJECT,
)
.members(|| CATEGORY_INFO);
/// `ErrorDetails`
pub static ERROR_DETAILS: TypeInfo =
    TypeInfo::class("System.Management.Automation.ErrorDetails", &types::OBJECT)
        .members(|| DETAILS);

const EXCEPTION_SIG: Sig = Sig::One(&types::EXCEPTION);
const RECORD: Sig = Sig::One(&types::ERROR_RECORD);
const CATEGORY: Sig = Sig::One(&ERROR_CATEGORY);
const INFO: Sig = Sig::One(&ERROR_CATEGORY_INFO);
const DETAILS_SIG: Sig = Sig::One(&ERROR_DETAILS);

/// `Exception`; its constructors serve every exception type that has none of its own.
pub static EXCEPTION: &[Member] = &[
    constructors!(
        () -> THIS => |c| exceptions::make(c, None, None), (message: STR) -> THIS => |c| exceptions::make(c, Some(0), None),
        (message: STR, innerException: EXCEPTION_SIG) -> THIS => |c| exceptions::make(c, Some(0), Some(1))),
    get!("Message", STR => |c| Ok(exception(c).map(|own| own.message.clone()).into())),
    get!("Data", DICTIONARY => data),
    get!("InnerException", EXCEPTION_SIG => |c| Ok(exception(c).and_then(|own| own.inner.clone()).unwrap_or_default())),
    get!("TargetSite", OBJ => |_| Ok(Value::Null)),
    get!("StackTrace", STR => |c| Ok(extra(c, "StackTrace"))),
    property!("HelpLink", STR => |c| Ok(extra(c, "HelpLink")), |c| set_extra(c, "HelpLink")),
    property!("Source", STR => |c| Ok(extra(c, "Source")), |c| set_extra(c, "Source")),
    property!("HResult", INT => |c| Ok(match extra(c, "HResult") {
        Value::Null => Value::Int(exceptions::h_result(&c.this.get_type())),
        known => known,
    }), |c| set_extra(c, "HResult")),
    method!("GetBaseException", () -> EXCEPTION_SIG => base_exception),
    method!("ToString", () -> STR => |c| Ok(Value::Str(exception(c).map(Native::to_text).unwrap_or_default()))),
];

/// `RuntimeException`
pub static RUNTIME_EXCEPTION: &[Member] = &[
    constructors!(
        () -> THIS => |c| exceptions::make(c, None, None), (message: STR) -> THIS => |c| exceptions::make(c, Some(0), None),
        (message: STR, innerException: EXCEPTION_SIG) -> THIS => |c| exceptions::make(c, Some(0), Some(1)),
        (message: STR, innerException: EXCEPTION_SIG, errorRecord: RECORD) -> THIS => with_record),
    get!("ErrorRecord", RECORD => record_of),
    property!("WasThrownFromThrowStatement", BOOL => |c| Ok(match extra(c, "WasThrownFromThrowStatement") {
        Value::Null => Value::Bool(false),
        known => known,
    }), |c| set_extra(c, "WasThrownFromThrowStatement")),
];

/// `ErrorRecord`
pub static ERROR_RECORD: &[Member] = &[
    constructors!(
        (exception: EXCEPTION_SIG, errorId: STR, errorCategory: CATEGORY, targetObject: OBJ) -> THIS => new_record,
        (errorRecord: RECORD, replaceParentContainsErrorRecordException: EXCEPTION_SIG) -> THIS => replaced),
    get!("Exception", EXCEPTION_SIG => |c| Ok(record(c)?.exception.clone())),
    get!("TargetObject", OBJ => |c| Ok(record(c)?.target.clone())),
    get!("CategoryInfo", INFO => |c| Ok(Value::native(CategoryInfo(record(c)?)))),
    get!("FullyQualifiedErrorId", STR => |c| Ok(Value::Str(record(c)?.full_id()))),
    property!("ErrorDetails", DETAILS_SIG => details, set_details),
    get!("InvocationInfo", OBJ => invocation),
    get!("ScriptStackTrace", STR => |c| Ok(record(c)?.rest.borrow().stack.clone().into())),
    get!("PipelineIterationInfo", OBJ => |_| Ok(super::list::read_only(Type::Known(&types::INT32), Vec::new()))),
    get!("PSMessageDetails", OBJ => |_| Ok(Value::Null)),
    method!("ToString", () -> STR => |c| Ok(Value::Str(record(c)?.message()))),
];

/// `ErrorCategoryInfo`
static CATEGORY_INFO: &[Member] = &[
    get!("Category", CATEGORY => |c| {
        let at = Category::ALL.iter().position(|known| *known == info(c).category);
        Ok(Type::Known(&ERROR_CATEGORY).enum_from(at.unwrap_or_default() as i64))
    }),
    property!("Activity", STR => |c| Ok(activity(&info(c)).into()), |c| set_rest(c, |rest, text| rest.activity = text)),
    property!("Reason", STR => |c| Ok(reason(&info(c)).into()), |c| set_rest(c, |rest, text| rest.reason = text)),
    property!("TargetName", STR => |c| { let own = info(c); Ok(target_name(c.host, &own)?.into()) }, |c| set_rest(c, |rest, text| rest.target_name = Some(text))),
    property!("TargetType", STR => |c| Ok(target_type(&info(c)).into()), |c| set_rest(c, |rest, text| rest.target_type = Some(text))),
    method!("GetMessage", () -> STR => category_message, (uiCultureInfo: OBJ) -> STR => category_message),
    method!("ToString", () -> STR => category_message),
];

/// `ErrorDetails`
static DETAILS: &[Member] = &[
    constructors!((message: STR) -> THIS => |c| Ok(Value::native(ErrorDetails { message: c.text(0), recommended: RefCell::default() }))),
    get!("Message", STR => |c| Ok(c.this.as_native::<ErrorDetails>().map(|own| own.message.clone()).into())),
    property!("RecommendedAction", STR => |c| Ok(c.this.as_native::<ErrorDetails>().map(|own| own.recommended.borrow().clone()).into()), |c| {
        if let Some(own) = c.this.as_native::<ErrorDetails>() {
            *own.recommended.borrow_mut() = c.text(0);
        }
        Ok(Value::Null)
    }),
];

/// `CategoryInfo` of a record.
pub struct CategoryInfo(pub Rc<ErrorRecord>);

/// `ErrorDetails`
pub struct ErrorDetails {
    message: Str,
    recommended: RefCell<Str>,
}

impl Native for CategoryInfo {
    fn get_type(&self) -> Type {
        Type::Known(&ERROR_CATEGORY_INFO)
    }

    fn to_text_with(&self, host: &mut dyn crate::Host) -> Result<Str> {
        category_text(host, &self.0)
    }
}

impl Native for ErrorDetails {
    fn get_type(&self) -> Type {
        Type::Known(&ERROR_DETAILS)
    }

    fn to_text(&self) -> Str {
        self.message.clone()
    }
}

/// The exception behind a value, which a script class may have wrapped.
fn exception<'a>(c: &'a Call<'_>) -> Option<&'a Exception> {
    c.this.as_native::<Exception>()
}

fn extra(c: &Call<'_>, name: &str) -> Value {
    exception(c)
        .and_then(|own| own.property(name))
        .unwrap_or_default()
}

fn set_extra(c: &mut Call<'_>, name: &str) -> Result<Value> {
    if let Some(own) = exception(c)
        && !own.set_property(name, c.arg(0))?
    {
        own.extra.borrow_mut().push((name.into(), c.arg(0).clone()));
    }
    Ok(Value::Null)
}

fn data(c: &mut Call<'_>) -> Result<Value> {
    let known = extra(c, "Data");
    let Some(own) = exception(c) else {
        return Ok(Value::Null);
    };
    if !known.is_null() {
        return Ok(known);
    }
    let made = Value::Dict(super::dict_calls::make(
        &Type::Known(&super::dict::LIST_DICTIONARY),
        KeyCase::Match,
    ));
    own.extra.borrow_mut().push(("Data".into(), made.clone()));
    Ok(made)
}

fn base_exception(c: &mut Call<'_>) -> Result<Value> {
    let mut innermost = c.this.clone();
    while let Some(inner) = innermost
        .as_native::<Exception>()
        .and_then(|own| own.inner.clone())
    {
        innermost = inner;
    }
    Ok(innermost)
}

fn with_record(c: &mut Call<'_>) -> Result<Value> {
    let made = exceptions::make(c, Some(0), Some(1))?;
    if let Some(own) = made.as_native::<Exception>() {
        *own.record.borrow_mut() = c.arg(2).as_native_rc::<ErrorRecord>();
    }
    Ok(made)
}

/// The record that a `RuntimeException` carries; one that was never thrown makes its own.
fn record_of(c: &mut Call<'_>) -> Result<Value> {
    let Some(own) = exception(c) else {
        return Ok(Value::Null);
    };
    if let Some(record) = &*own.record.borrow() {
        return Ok(Value::Native(Rc::clone(record) as Rc<dyn Native>));
    }
    let record = Rc::new(ErrorRecord::of(
        c.this.clone(),
        "RuntimeException",
        Category::NotSpecified,
        Value::Null,
    ));
    *own.record.borrow_mut() = Some(Rc::clone(&record));
    Ok(Value::Native(record))
}

fn record(c: &Call<'_>) -> Result<Rc<ErrorRecord>> {
    c.this
        .as_native_rc::<ErrorRecord>()
        .ok_or_else(|| not_supported("The object is no error record.").into())
}

fn info(c: &Call<'_>) -> Rc<ErrorRecord> {
    match c.this.as_native::<CategoryInfo>() {
        Some(own) => Rc::clone(&own.0),
        None => Rc::new(ErrorRecord::of(
            Value::Null,
            "",
            Category::NotSpecified,
            Value::Null,
        )),
    }
}

fn new_record(c: &mut Call<'_>) -> Result<Value> {
    if c.arg(0).is_null() {
        return crate::Fault::new(
            &types::PS_ARGUMENT_NULL_EXCEPTION,
            "Cannot process argument because the value of argument \"exception\" is null. Change the value of argument \"exception\" to a non-null value.",
        )
        .raise();
    }
    let category = Category::ALL
        .get(c.long(2) as usize)
        .copied()
        .unwrap_or(Category::NotSpecified);
    Ok(Value::native(ErrorRecord::of(
        c.arg(0).clone(),
        c.text(1),
        category,
        c.arg(3).clone(),
    )))
}

fn replaced(c: &mut Call<'_>) -> Result<Value> {
    let Some(old) = c.arg(0).as_native_rc::<ErrorRecord>() else {
        return argument_null("errorRecord").raise();
    };
    let exception = if c.arg(1).is_null() {
        old.exception.clone()
    } else {
        c.arg(1).clone()
    };
    let record = ErrorRecord::of(exception, old.id.clone(), old.category, old.target.clone());
    *record.rest.borrow_mut() = old.rest.borrow().clone();
    Ok(Value::native(record))
}

fn details(c: &mut Call<'_>) -> Result<Value> {
    let record = record(c)?;
    let rest = record.rest.borrow();
    Ok(match &rest.details {
        Some(message) => Value::native(ErrorDetails {
            message: message.clone(),
            recommended: RefCell::new(rest.recommended.clone().unwrap_or_default()),
        }),
        None => Value::Null,
    })
}

fn set_details(c: &mut Call<'_>) -> Result<Value> {
    let record = record(c)?;
    let mut rest = record.rest.borrow_mut();
    let given = c.arg(0).as_native::<ErrorDetails>();
    rest.details = given.map(|details| details.message.clone());
    rest.recommended = given.map(|details| details.recommended.borrow().clone());
    Ok(Value::Null)
}

fn invocation(c: &mut Call<'_>) -> Result<Value> {
    let record = record(c)?;
    let rest = record.rest.borrow();
    if rest.invocation.is_none() && rest.position.is_none() {
        return Ok(Value::Null);
    }
    // A record keeps which command was called how and where, and nothing else of the call.
    let call = rest.invocation.as_deref().cloned().unwrap_or_default();
    let kept = crate::Invocation {
        command: call.command,
        name: call.name,
        typed: call.typed,
        position: call.position,
        ..crate::Invocation::default()
    };
    Ok(Value::native(InvocationInfo::new(
        Rc::new(kept),
        rest.position.clone(),
    )))
}

fn set_rest(c: &mut Call<'_>, set: fn(&mut crate::error::Rest, Str)) -> Result<Value> {
    let text = c.text(0);
    set(&mut info(c).rest.borrow_mut(), text);
    Ok(Value::Null)
}

fn activity(record: &ErrorRecord) -> Str {
    let rest = record.rest.borrow();
    match &rest.invocation {
        Some(invocation) if rest.activity.is_empty() => invocation.name.clone(),
        _ => rest.activity.clone(),
    }
}

fn reason(record: &ErrorRecord) -> Str {
    let reason = record.rest.borrow().reason.clone();
    if reason.is_empty() {
        Str::from(record.exception.get_type().name())
    } else {
        reason
    }
}

fn target_name(host: &mut dyn crate::Host, record: &ErrorRecord) -> Result<Str> {
    match record.rest.borrow().target_name.clone() {
        Some(name) => Ok(name),
        None if record.target.is_null() => Ok(Str::default()),
        None if matches!(record.target.base(), Value::Object(_)) => {
            convert::to_text(host, &record.target)
        }
        None => convert::to_string_method(host, &record.target),
    }
}

fn target_type(record: &ErrorRecord) -> Str {
    match &record.rest.borrow().target_type {
        Some(name) => name.clone(),
        None if record.target.is_null() => Str::default(),
        None if record.target.get_type().is(&types::PSCUSTOMOBJECT) => Str::from("PSObject"),
        None => Str::from(record.target.get_type().name()),
    }
}

/// `InvalidArgument: (target:Type) [activity], Reason`
fn category_message(c: &mut Call<'_>) -> Result<Value> {
    let record = info(c);
    category_text(c.host, &record).map(Value::Str)
}

/// `CategoryInfo.GetMessage()`
fn category_text(host: &mut dyn crate::Host, record: &ErrorRecord) -> Result<Str> {
    let target = shortened(&target_name(host, record)?);
    let kind = shortened(&target_type(record));
    let (activity, reason) = (shortened(&activity(record)), shortened(&reason(record)));
    Ok(Str::from(format!(
        "{}: ({target}:{kind}) [{activity}], {reason}",
        record.category.name()
    )))
}

/// How many characters a part of the category's message may have before its middle is left out.
const PART_MAX: usize = 40;
/// How many characters of each end then remain.
const PART_END: usize = 19;

fn shortened(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    if chars.len() <= PART_MAX {
        return text.to_string();
    }
    let (first, last) = (&chars[..PART_END], &chars[chars.len() - PART_END..]);
    format!(
        "{}\u{2026}{}",
        first.iter().collect::<String>(),
        last.iter().collect::<String>()
    )
}
