//! `InitialSessionState`: what a runspace is to have from its first moment.

use super::Runspace;
use crate::Engine;
use crate::command::{Alias, Function};
use crate::scope::Options;
use crate::state::GLOBAL;
use object::members::ps_enums::LANGUAGE_MODE;
use object::members::table::*;
use object::types::{self, Call, Member, Sig};
use object::{Fault, List, Native, Result, Str, Symbol, Type, TypeInfo, Value, convert};
use std::cell::RefCell;
use std::rc::Rc;

/// `InitialSessionState`
pub struct InitialState {
    /// Without any command.
    empty: bool,
    variables: Rc<List>,
    commands: Rc<List>,
    modules: RefCell<Vec<Value>>,
    language: RefCell<Value>,
}

impl Native for InitialState {
    fn get_type(&self) -> Type {
        Type::Known(&INITIAL_SESSION_STATE)
    }
}

const MODE: Sig = Sig::One(&LANGUAGE_MODE);
/// `FullLanguage`
const FULL: i64 = 0;

/// `InitialSessionState`
pub static INITIAL_SESSION_STATE: TypeInfo = TypeInfo::class(
    "System.Management.Automation.Runspaces.InitialSessionState",
    &types::OBJECT,
)
.members(|| {
    const MEMBERS: &[Member] = &[
        object::static_method!("CreateDefault", () -> THIS => |_| Ok(make(false))),
        object::static_method!("CreateDefault2", () -> THIS => |_| Ok(make(false))),
        object::static_method!("Create", () -> THIS => |_| Ok(make(true))),
        object::get!("Variables", OBJ => |c| Ok(Value::List(Rc::clone(&own(c)?.variables)))),
        object::get!("Commands", OBJ => |c| Ok(Value::List(Rc::clone(&own(c)?.commands)))),
        object::property!("LanguageMode", MODE => |c| Ok(own(c)?.language.borrow().clone()), |c| {
            *own(c)?.language.borrow_mut() = c.args[0].clone();
            Ok(Value::Nothing)
        }),
        object::method!("ImportPSModule", (name: STRS) -> VOID => |c| {
            let names = convert::enumerate(&c.args[0]).transpose()?.unwrap_or_default();
            own(c)?.modules.borrow_mut().extend(names);
            Ok(Value::Nothing)
        }),
    ];
    MEMBERS
});

fn own(call: &Call<'_>) -> Result<Rc<InitialState>> {
    match call.this.as_native_rc::<InitialState>() {
        Some(own) => Ok(own),
        None => Fault::runtime("InvalidOperation", "It is not an InitialSessionState.").raise(),
    }
}

fn make(empty: bool) -> Value {
    let list = || super::data_streams::data_collection(&types::OBJECT);
    Value::native(InitialState {
        empty,
        variables: list(),
        commands: list(),
        modules: RefCell::default(),
        language: RefCell::new(Type::Known(&LANGUAGE_MODE).enum_from(FULL)),
    })
}

macro_rules! entries {
    ($($(#[$meta:meta])* $name:ident = $full:literal, $first:literal, $second:literal;)*) => {
        $(
            $(#[$meta])*
            pub static $name: TypeInfo = TypeInfo::class(
                concat!("System.Management.Automation.Runspaces.", $full),
                &types::OBJECT,
            )
            .members(|| {
                const MEMBERS: &[Member] = &[object::constructors!(
                    (name: STR, second: OBJ) -> THIS => |c| Ok(entry(&$name, c)),
                    (name: STR, second: OBJ, description: OBJ) -> THIS => |c| Ok(entry(&$name, c)),
                    (name: STR, second: OBJ, description: OBJ, options: OBJ) -> THIS => |c| Ok(entry(&$name, c)))];
                MEMBERS
            });
        )*
        const SECOND: &[(&TypeInfo, &str)] = &[$((&$name, $second)),*];
    };
}

entries! {
    /// `SessionStateVariableEntry`
    VARIABLE_ENTRY = "SessionStateVariableEntry", "Name", "Value";
    /// `SessionStateFunctionEntry`
    FUNCTION_ENTRY = "SessionStateFunctionEntry", "Name", "Definition";
    /// `SessionStateAliasEntry`
    ALIAS_ENTRY = "SessionStateAliasEntry", "Name", "Definition";
}

fn entry(kind: &'static TypeInfo, call: &Call<'_>) -> Value {
    let second = SECOND
        .iter()
        .find(|(own, _)| std::ptr::eq(*own, kind))
        .map_or("Value", |(_, name)| name);
    let at = |i: usize| call.args.get(i).cloned().unwrap_or_default();
    crate::values::record(
        kind,
        vec![("Name", at(0)), (second, at(1)), ("Description", at(2))],
    )
}

/// A session as an `InitialSessionState` wants it; null is the default.
///
/// # Errors
/// `NotSimulated` for language modes other than the full one; what is wrong with a function's text.
pub(super) fn runspace(engine: &mut Engine, initial: &Value) -> Result<Rc<Runspace>> {
    let Some(initial) = initial.as_native_rc::<InitialState>() else {
        return Ok(Runspace::new(engine));
    };
    if !matches!(&*initial.language.borrow(), Value::Enum(mode) if mode.bits == FULL) {
        return Fault::new(
            &types::NOT_SUPPORTED_EXCEPTION,
            "Language modes other than FullLanguage are not simulated.",
        )
        .id("NotSimulated")
        .raise();
    }
    let runspace = if initial.empty {
        Runspace::empty(engine)
    } else {
        Runspace::new(engine)
    };
    runspace.enter(engine, |engine| furnish(engine, &initial))?;
    Ok(runspace)
}

fn furnish(engine: &mut Engine, initial: &InitialState) -> Result {
    let global = engine.global;
    for entry in initial.variables.items.borrow().to_vec() {
        let (name, value) = pair(engine, &entry, "Value")?;
        engine.set_in(global, Symbol::of(&name), value);
    }
    for entry in initial.commands.items.borrow().to_vec() {
        let (name, definition) = pair(engine, &entry, "Definition")?;
        let definition = convert::to_text(engine, &definition)?;
        if entry.get_type().is(&ALIAS_ENTRY) {
            engine.define_alias(
                global,
                Alias {
                    name,
                    definition,
                    options: Options::NONE,
                    description: Str::default(),
                },
            );
        } else {
            let code = engine.parse(&definition, None)?;
            let function = Function {
                name,
                code,
                state: GLOBAL,
                module: None,
                options: Options::NONE,
                description: Str::default(),
            };
            engine.define_function(global, function);
        }
    }
    let out: crate::Out = Rc::new(crate::sink::Discard);
    for module in initial.modules.borrow().iter() {
        let given = crate::stage::given_values(std::slice::from_ref(module));
        engine.invoke_command("Import-Module", given, &out)?;
    }
    Ok(())
}

fn pair(engine: &mut Engine, entry: &Value, second: &str) -> Result<(Str, Value)> {
    let name = engine.property(entry, "Name")?;
    let name = convert::to_text(engine, &name)?;
    let value = engine.property(entry, second)?;
    Ok((name, value))
}
