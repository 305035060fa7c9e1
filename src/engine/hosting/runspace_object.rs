//! `Runspace`, `RunspacePool` and `[runspacefactory]`: sessions as objects that scripts open, share and close.

use super::{Runspace, initial};
use crate::Engine;
use crate::cmdlet_object::engine;
use object::members::table::*;
use object::types::{self, Call, Member, Sig};
use object::{Fault, Native, Result, Str, Symbol, Type, TypeInfo, Value};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// `RunspaceState`
pub static RUNSPACE_STATE: TypeInfo = TypeInfo::enumeration(
    "System.Management.Automation.Runspaces.RunspaceState",
    &[
        ("BeforeOpen", 0),
        ("Opening", 1),
        ("Opened", 2),
        ("Closed", 3),
        ("Closing", 4),
        ("Broken", 5),
        ("Disconnecting", 6),
        ("Disconnected", 7),
        ("Connecting", 8),
    ],
);
const BEFORE_OPEN: i64 = 0;
const OPENED: i64 = 2;
const CLOSED: i64 = 3;

/// `RunspaceAvailability`
pub static RUNSPACE_AVAILABILITY: TypeInfo = TypeInfo::enumeration(
    "System.Management.Automation.Runspaces.RunspaceAvailability",
    &[
        ("None", 0),
        ("Available", 1),
        ("AvailableForNestedCommand", 2),
        ("Busy", 3),
        ("RemoteDebug", 4),
    ],
);

/// `RunspaceStateInfo`
static RUNSPACE_STATE_INFO: TypeInfo = TypeInfo::class(
    "System.Management.Automation.Runspaces.RunspaceStateInfo",
    &types::OBJECT,
);

/// What a session is to begin with.
pub(super) enum InitialChoice {
    /// As every session does.
    Default,
    /// As that `InitialSessionState` says.
    As(Value),
}

/// A runspace, or a pool of them: one after the other, a single session does the work of all.
pub(super) struct RunspaceObject {
    is_pool: bool,
    initial: InitialChoice,
    runspace: RefCell<Option<Rc<Runspace>>>,
    state: Cell<i64>,
    id: i32,
    name: RefCell<Str>,
    instance: Value,
    most: Cell<i32>,
}

impl RunspaceObject {
    fn new(engine: &mut Engine, initial: InitialChoice, is_pool: bool) -> Rc<RunspaceObject> {
        let ids = engine.room::<Ids>();
        ids.last += 1;
        let id = ids.last + 1;
        Rc::new(RunspaceObject {
            is_pool,
            initial,
            runspace: RefCell::default(),
            state: Cell::new(BEFORE_OPEN),
            id,
            name: RefCell::new(Str::from(format!("Runspace{id}"))),
            instance: Value::Guid(engine.random.guid()),
            most: Cell::new(1),
        })
    }

    /// The object of a session that runs already.
    pub fn opened_over(
        engine: &mut Engine,
        runspace: Rc<Runspace>,
        initial: InitialChoice,
    ) -> Rc<RunspaceObject> {
        let object = RunspaceObject::new(engine, initial, false);
        *object.runspace.borrow_mut() = Some(runspace);
        object.state.set(OPENED);
        object
    }

    fn open(&self, engine: &mut Engine) -> Result {
        if self.state.get() != BEFORE_OPEN {
            return self.wrong_state(
                "Cannot open the runspace because the runspace is not in the BeforeOpen state.",
            );
        }
        let initial = match &self.initial {
            InitialChoice::Default => Value::Null,
            InitialChoice::As(initial) => initial.clone(),
        };
        *self.runspace.borrow_mut() = Some(initial::runspace(engine, &initial)?);
        self.state.set(OPENED);
        Ok(())
    }

    /// The session, if it is open.
    ///
    /// # Errors
    /// `InvalidRunspaceStateException`
    pub fn opened(&self) -> Result<Rc<Runspace>> {
        match (&*self.runspace.borrow(), self.state.get()) {
            (Some(runspace), OPENED) => Ok(Rc::clone(runspace)),
            _ => self.wrong_state(
                "Cannot perform the operation because the runspace is not in the Opened state.",
            ),
        }
    }

    fn wrong_state<T>(&self, what: &str) -> Result<T> {
        let state = match self.state.get() {
            BEFORE_OPEN => "BeforeOpen",
            OPENED => "Opened",
            _ => "Closed",
        };
        let kind = if self.is_pool {
            &INVALID_RUNSPACE_POOL_STATE
        } else {
            &INVALID_RUNSPACE_STATE
        };
        Fault::new(
            kind,
            format!("{what} The current state of the runspace is {state}."),
        )
        .raise()
    }
}

/// `InvalidRunspaceStateException`
static INVALID_RUNSPACE_STATE: TypeInfo = TypeInfo::class(
    "System.Management.Automation.Runspaces.InvalidRunspaceStateException",
    &types::SYSTEM_EXCEPTION,
);

/// `InvalidRunspacePoolStateException`
static INVALID_RUNSPACE_POOL_STATE: TypeInfo = TypeInfo::class(
    "System.Management.Automation.Runspaces.InvalidRunspacePoolStateException",
    &types::SYSTEM_EXCEPTION,
);

/// The ids of runspaces; the session itself has the first.
#[derive(Default)]
struct Ids {
    last: i32,
}

impl Native for RunspaceObject {
    fn get_type(&self) -> Type {
        Type::Known(if self.is_pool {
            &RUNSPACE_POOL
        } else {
            &RUNSPACE
        })
    }
}

/// `Runspace`
pub static RUNSPACE: TypeInfo = TypeInfo::class(
    "System.Management.Automation.Runspaces.Runspace",
    &types::OBJECT,
)
.members(|| MEMBERS);

/// `RunspacePool`
pub static RUNSPACE_POOL: TypeInfo = TypeInfo::class(
    "System.Management.Automation.Runspaces.RunspacePool",
    &RUNSPACE,
)
.members(|| MEMBERS);

const MEMBERS: &[Member] = &[
    object::method!("Open", () -> VOID => |c| {
        let own = own(c)?;
        own.open(engine(c.host)?)?;
        Ok(Value::Nothing)
    }),
    object::method!("Close", () -> VOID => close),
    object::method!("Dispose", () -> VOID => close),
    object::get!("RunspaceStateInfo", OBJ => state_info),
    object::get!("RunspacePoolStateInfo", OBJ => state_info),
    object::get!("RunspaceAvailability", OBJ => |c| {
        let open = own(c)?.state.get() == OPENED;
        Ok(Type::Known(&RUNSPACE_AVAILABILITY).enum_from(i64::from(open)))
    }),
    object::get!("Id", INT => |c| Ok(Value::Int(own(c)?.id))),
    object::property!("Name", STR => |c| Ok(Value::Str(own(c)?.name.borrow().clone())), |c| {
        *own(c)?.name.borrow_mut() = c.args[0].as_str().cloned().unwrap_or_default();
        Ok(Value::Nothing)
    }),
    object::get!("InstanceId", GUID => |c| Ok(own(c)?.instance.clone())),
    object::property!("ThreadOptions", OBJ => |_| Ok(Value::str("Default")), |_| Ok(Value::Nothing)),
    object::property!("ApartmentState", OBJ => |_| Ok(Value::str("Unknown")), |_| Ok(Value::Nothing)),
    object::get!("InitialSessionState", OBJ => |c| Ok(match &own(c)?.initial {
        InitialChoice::As(initial) => initial.clone(),
        InitialChoice::Default => Value::Null,
    })),
    object::get!("SessionStateProxy", OBJ => |c| Ok(Value::native(Proxy { of: own(c)? }))),
    object::method!("SetMaxRunspaces", (maxRunspaces: INT) -> BOOL => |c| {
        own(c)?.most.set(c.args[0].as_integer().unwrap_or(1) as i32);
        Ok(Value::Bool(true))
    }),
    object::method!("SetMinRunspaces", (minRunspaces: INT) -> BOOL => |_| Ok(Value::Bool(true))),
    object::method!("GetMaxRunspaces", () -> INT => |c| Ok(Value::Int(own(c)?.most.get()))),
    object::method!("GetMinRunspaces", () -> INT => |_| Ok(Value::Int(1))),
    object::method!("GetAvailableRunspaces", () -> INT => |c| Ok(Value::Int(own(c)?.most.get()))),
];

fn own(call: &Call<'_>) -> Result<Rc<RunspaceObject>> {
    match call.this.as_native_rc::<RunspaceObject>() {
        Some(own) => Ok(own),
        None => Fault::runtime("InvalidOperation", "It is not a runspace.").raise(),
    }
}

fn close(call: &mut Call<'_>) -> Result<Value> {
    let own = own(call)?;
    own.state.set(CLOSED);
    own.runspace.borrow_mut().take();
    Ok(Value::Nothing)
}

fn state_info(call: &mut Call<'_>) -> Result<Value> {
    let state = Type::Known(&RUNSPACE_STATE).enum_from(own(call)?.state.get());
    Ok(crate::values::record(
        &RUNSPACE_STATE_INFO,
        vec![("State", state), ("Reason", Value::Null)],
    ))
}

const ISS: Sig = Sig::One(&initial::INITIAL_SESSION_STATE);
const HOST: Sig = Sig::One(&types::OBJECT);

/// `RunspaceFactory`
pub static RUNSPACE_FACTORY: TypeInfo = TypeInfo::class(
    "System.Management.Automation.Runspaces.RunspaceFactory",
    &types::OBJECT,
)
.members(|| {
    const MEMBERS: &[Member] = &[
        object::static_method!("CreateRunspace",
            () -> OBJ => |c| made(c, None, false),
            (initialSessionState: ISS) -> OBJ => |c| made(c, Some(0), false),
            (host: HOST) -> OBJ => |c| made(c, None, false),
            (host: HOST, initialSessionState: ISS) -> OBJ => |c| made(c, Some(1), false)),
        object::static_method!("CreateRunspacePool",
            () -> OBJ => |c| made(c, None, true),
            (initialSessionState: ISS) -> OBJ => |c| made(c, Some(0), true),
            (minRunspaces: INT, maxRunspaces: INT) -> OBJ => |c| made(c, None, true),
            (minRunspaces: INT, maxRunspaces: INT, host: HOST) -> OBJ => |c| made(c, None, true),
            (minRunspaces: INT, maxRunspaces: INT, initialSessionState: ISS, host: HOST) -> OBJ => |c| made(c, Some(2), true)),
    ];
    MEMBERS
});

fn made(call: &mut Call<'_>, initial: Option<usize>, is_pool: bool) -> Result<Value> {
    let choice = match initial {
        Some(at) => InitialChoice::As(call.args[at].clone()),
        None => InitialChoice::Default,
    };
    let object = RunspaceObject::new(engine(call.host)?, choice, is_pool);
    if is_pool && let Some(most) = call.args.get(1).and_then(Value::as_integer) {
        object.most.set(most as i32);
    }
    Ok(Value::Native(object as Rc<dyn Native>))
}

/// `SessionStateProxy`: the variables of a runspace, from outside.
struct Proxy {
    of: Rc<RunspaceObject>,
}

impl Native for Proxy {
    fn get_type(&self) -> Type {
        Type::Known(&SESSION_STATE_PROXY)
    }
}

/// `SessionStateProxy`
pub static SESSION_STATE_PROXY: TypeInfo = TypeInfo::class(
    "System.Management.Automation.Runspaces.SessionStateProxy",
    &types::OBJECT,
)
.members(|| {
    const MEMBERS: &[Member] = &[
        object::method!("SetVariable", (name: STR, value: OBJ) -> VOID => |c| {
            let (symbol, value) = (Symbol::of(&name_of(c)), c.args[1].clone());
            inside(c, |engine| {
                let global = engine.global;
                engine.set_in(global, symbol, value);
                Value::Nothing
            })
        }),
        object::method!("GetVariable", (name: STR) -> OBJ => |c| {
            let symbol = Symbol::of(&name_of(c));
            inside(c, |engine| engine.variable_in(engine.global, symbol).unwrap_or_default())
        }),
    ];
    MEMBERS
});

fn name_of(call: &Call<'_>) -> Str {
    call.args[0].as_str().cloned().unwrap_or_default()
}

fn inside(call: &mut Call<'_>, act: impl FnOnce(&mut Engine) -> Value) -> Result<Value> {
    let Some(proxy) = call.this.as_native_rc::<Proxy>() else {
        return Ok(Value::Null);
    };
    let runspace = proxy.of.opened()?;
    runspace.enter(engine(call.host)?, |engine| Ok(act(engine)))
}
