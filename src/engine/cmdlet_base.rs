//! What `$PSCmdlet` has from its base classes: the host, paging, paths, information and progress.

use crate::Engine;
use crate::cmdlet_object::{engine, frame};
use object::members::table::*;
use object::types::{self, Call, Member, Sig};
use object::{Native, Result, Symbol, Type, TypeInfo, Value, convert};
use std::cell::RefCell;

/// `Cmdlet`
pub static CMDLET: TypeInfo =
    TypeInfo::class("System.Management.Automation.Cmdlet", &INTERNAL_COMMAND);
/// `InternalCommand`
pub static INTERNAL_COMMAND: TypeInfo = TypeInfo::class(
    "System.Management.Automation.Internal.InternalCommand",
    &types::OBJECT,
);
/// `ShouldProcessReason`
pub static SHOULD_PROCESS_REASON: TypeInfo = TypeInfo::flags(
    "System.Management.Automation.ShouldProcessReason",
    &[("None", 0), ("WhatIf", 1)],
);

const PAGES: Sig = Sig::One(&PAGING_PARAMETERS);

/// `PSCmdlet`
pub static PS_CMDLET: TypeInfo =
    TypeInfo::class("System.Management.Automation.PSCmdlet", &CMDLET).members(|| {
        const MEMBERS: &[Member] = &[
            object::get!("Host", OBJ => |c| {
                Ok(Engine::variable(engine(c.host)?, Symbol::of("Host")).unwrap_or_default())
            }),
            object::get!("PagingParameters", PAGES => paging),
            object::method!("GetResolvedProviderPathFromPSPath",
                (path: STR, provider: *OBJ) -> OBJ => |c| {
                    let path = c.args[0].clone();
                    crate::intrinsics::ask(c, "Convert-Path", &[path])
                }),
            object::method!("WriteInformation",
                (informationRecord: OBJ) -> VOID => |c| information(c, false),
                (messageData: OBJ, tags: STRS) -> VOID => |c| information(c, true)),
            object::method!("WriteProgress", (progressRecord: OBJ) -> VOID => |_| Ok(Value::Nothing)),
            object::method!("WriteCommandDetail", (text: STR) -> VOID => |_| Ok(Value::Nothing)),
        ];
        MEMBERS
    });

/// `WriteInformation`: a message with tags, or a record that says both itself.
fn information(call: &mut Call<'_>, with_tags: bool) -> Result<Value> {
    let (data, tags) = match with_tags {
        true => (call.args[0].clone(), call.args[1].clone()),
        false => {
            let record = call.args[0].clone();
            let engine = engine(call.host)?;
            let data = engine.property(&record, "MessageData")?;
            (data, engine.property(&record, "Tags")?)
        }
    };
    let mut given = crate::stage::given_values(&[data]);
    given.push(crate::bind::Given::Named {
        name: "Tags".into(),
        value: Some(tags),
        span: syntax::Span::default(),
        text: "-Tags".into(),
        splatted: false,
    });
    let out: crate::sink::Out = std::rc::Rc::new(crate::sink::Discard);
    engine(call.host)?.invoke_command("Write-Information", given, &out)?;
    Ok(Value::Nothing)
}

/// `PagingParameters`
pub struct Paging {
    total_count: bool,
    skip: RefCell<Value>,
    first: RefCell<Value>,
}

impl Native for Paging {
    fn get_type(&self) -> Type {
        Type::Known(&PAGING_PARAMETERS)
    }
}

fn own<'c>(call: &Call<'c>) -> Option<&'c Paging> {
    call.this.as_native::<Paging>()
}

/// `PagingParameters`
pub static PAGING_PARAMETERS: TypeInfo = TypeInfo::class(
    "System.Management.Automation.PagingParameters",
    &types::OBJECT,
)
.members(|| {
    const SWITCH: Sig = Sig::One(&types::SWITCH_PARAMETER);
    const MEMBERS: &[Member] = &[
        object::property!("First", ULONG => |c| {
            Ok(own(c).map(|own| own.first.borrow().clone()).unwrap_or_default())
        }, |c| {
            if let Some(own) = own(c) { *own.first.borrow_mut() = c.args[0].clone(); }
            Ok(Value::Nothing)
        }),
        object::get!("IncludeTotalCount", SWITCH => |c| {
            Ok(Value::Switch(own(c).is_some_and(|own| own.total_count)))
        }),
        object::property!("Skip", ULONG => |c| {
            Ok(own(c).map(|own| own.skip.borrow().clone()).unwrap_or_default())
        }, |c| {
            if let Some(own) = own(c) { *own.skip.borrow_mut() = c.args[0].clone(); }
            Ok(Value::Nothing)
        }),
        object::method!("NewTotalCount", (totalCount: ULONG, accuracy: DOUBLE) -> OBJ => total_count),
    ];
    MEMBERS
});

/// A number that says in its text how sure it is.
fn total_count(call: &mut Call<'_>) -> Result<Value> {
    let count = convert::to_text(call.host, &call.args[0])?;
    let text = match &call.args[1] {
        Value::Double(sure) if *sure >= 1.0 => format!("Total count: {count}"),
        Value::Double(sure) if *sure > 0.0 => format!("Estimated total count: {count}"),
        _ => "Unknown total count".to_string(),
    };
    let value = object::Extended::new(call.args[0].clone());
    value.members.add(
        &"Accuracy".into(),
        object::SlotKind::Note,
        call.args[1].clone(),
    );
    value.members.add(
        &"ToString".into(),
        object::SlotKind::Method,
        engine(call.host)?.create_block(&Value::str(format!("'{text}'")))?,
    );
    Ok(Value::Extended(value))
}

/// `PagingParameters` of a function that supports paging; null of another.
fn paging(call: &mut Call<'_>) -> Result<Value> {
    let own = frame(call)?;
    let Some(code) = own.command.code() else {
        return Ok(Value::Null);
    };
    let signature = engine(call.host)?.signature_of(code)?;
    if !signature.paging {
        return Ok(Value::Null);
    }
    let given = |value: &Value, otherwise: u64| match value.is_null() {
        true => Value::ULong(otherwise),
        false => value.clone(),
    };
    Ok(Value::native(Paging {
        total_count: own.common.total_count,
        skip: RefCell::new(given(&own.common.skip, 0)),
        first: RefCell::new(given(&own.common.first, u64::MAX)),
    }))
}
