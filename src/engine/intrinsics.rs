//! `$ExecutionContext`, and what hangs below it: the session state with its variables and paths, and the ways to run commands.
//!
//! Paths and commands are what the cmdlets say of them: a method here calls the cmdlet that answers the same question.

use crate::Engine;
use crate::cmdlet_object::engine;
use crate::sink::Out;
use crate::stage::given_values;
use crate::state::StateId;
use crate::variable_info::PsVariable;
use object::types::{self, Call, Member, Overload, Param, ParamKind, Sig, TypeInfo};
use object::{Fault, Native, Result, Str, Symbol, Type, Value, convert};
use std::rc::Rc;

const STR: Sig = Sig::One(&types::STRING);
const OBJ: Sig = Sig::One(&types::OBJECT);
const BOOL: Sig = Sig::One(&types::BOOLEAN);
const BLOCK: Sig = Sig::One(&types::SCRIPT_BLOCK);
const MANY: Sig = Sig::Many(&types::OBJECT);

/// One of these objects, of the session state that it is about; none is the one that runs.
struct Intrinsics {
    kind: &'static TypeInfo,
    state: Option<StateId>,
}

impl Native for Intrinsics {
    fn get_type(&self) -> Type {
        Type::Known(self.kind)
    }
}

fn part(kind: &'static TypeInfo, state: Option<StateId>) -> Value {
    Value::native(Intrinsics { kind, state })
}

/// `$ExecutionContext`
pub(crate) fn execution_context() -> Value {
    part(&ENGINE_INTRINSICS, None)
}

/// `SessionState`
pub(crate) fn session_state(state: Option<StateId>) -> Value {
    part(&SESSION_STATE, state)
}

/// `InvokeCommand`
pub(crate) fn invoke_command(state: Option<StateId>) -> Value {
    part(&COMMAND_INVOCATION_INTRINSICS, state)
}

fn state_of(call: &Call<'_>) -> Option<StateId> {
    call.this
        .as_native::<Intrinsics>()
        .and_then(|own| own.state)
}

/// Runs something in the session state that the object is about.
fn inside<T>(call: &mut Call<'_>, act: impl FnOnce(&mut Engine) -> Result<T>) -> Result<T> {
    let state = state_of(call);
    let engine = engine(call.host)?;
    match state {
        Some(state) => engine.in_state(state, act),
        None => act(engine),
    }
}

fn text(call: &Call<'_>, at: usize) -> Str {
    call.args
        .get(at)
        .and_then(|value| value.as_str().cloned())
        .unwrap_or_default()
}

/// `System.Management.Automation.EngineIntrinsics`
pub static ENGINE_INTRINSICS: TypeInfo = TypeInfo::class(
    "System.Management.Automation.EngineIntrinsics",
    &types::OBJECT,
)
.members(|| {
    const MEMBERS: &[Member] = &[
        Member::get("Host", OBJ, |call| {
            let engine = engine(call.host)?;
            Ok(Engine::variable(engine, Symbol::of("Host")).unwrap_or_default())
        }),
        Member::get("InvokeCommand", OBJ, |call| {
            Ok(invoke_command(state_of(call)))
        }),
        Member::get("SessionState", OBJ, |call| {
            Ok(session_state(state_of(call)))
        }),
    ];
    MEMBERS
});

/// `System.Management.Automation.SessionState`
pub static SESSION_STATE: TypeInfo =
    TypeInfo::class("System.Management.Automation.SessionState", &types::OBJECT).members(|| {
        const MEMBERS: &[Member] = &[
            Member::get("PSVariable", OBJ, |call| {
                Ok(part(&PS_VARIABLE_INTRINSICS, state_of(call)))
            }),
            Member::get("Path", OBJ, |call| {
                Ok(part(&PATH_INTRINSICS, state_of(call)))
            }),
            Member::get("InvokeCommand", OBJ, |call| {
                Ok(invoke_command(state_of(call)))
            }),
            Member::get("Module", OBJ, |call| {
                inside(call, |engine| {
                    let module = engine.current_module();
                    Ok(module
                        .map(|module| crate::values::shared(&module))
                        .unwrap_or_default())
                })
            }),
            Member::get("LanguageMode", OBJ, |_| Ok(Value::str("FullLanguage"))),
            Member::get("UseFullLanguageModeInDebugger", BOOL, |_| {
                Ok(Value::Bool(false))
            }),
        ];
        MEMBERS
    });

/// `System.Management.Automation.PSVariableIntrinsics`
pub static PS_VARIABLE_INTRINSICS: TypeInfo = TypeInfo::class(
    "System.Management.Automation.PSVariableIntrinsics",
    &types::OBJECT,
)
.members(|| {
    const MEMBERS: &[Member] = &[
        Member::method("Get", &[Overload::new(&[Param::of("name", STR)], OBJ, get)]),
        Member::method(
            "GetValue",
            &[
                Overload::new(&[Param::of("name", STR)], OBJ, get_value),
                Overload::new(
                    &[Param::of("name", STR), Param::of("defaultValue", OBJ)],
                    OBJ,
                    get_value,
                ),
            ],
        ),
        Member::method(
            "Set",
            &[
                Overload::new(&[Param::of("variable", OBJ)], Sig::Void, set),
                Overload::new(
                    &[Param::of("name", STR), Param::of("value", OBJ)],
                    Sig::Void,
                    set,
                ),
            ],
        ),
        Member::method(
            "Remove",
            &[Overload::new(&[Param::of("name", OBJ)], Sig::Void, remove)],
        ),
    ];
    MEMBERS
});

/// A variable's name without the scope in front of it, and the scope.
fn place(engine: &Engine, name: &str) -> (Option<crate::scope::ScopeId>, Symbol) {
    match crate::lower::qualified_name(name) {
        Some((qualifier, rest)) => (Some(engine.qualified_scope(qualifier)), Symbol::of(rest)),
        None => (None, Symbol::of(name)),
    }
}

fn get(call: &mut Call<'_>) -> Result<Value> {
    let name = text(call, 0);
    inside(call, |engine| {
        let (scope, symbol) = place(engine, &name);
        let found = match scope {
            Some(scope) => engine
                .variable_in(scope, symbol)
                .map(|_| (scope, engine.scopes.get(scope).layout.slot(symbol))),
            None => engine.scopes.lookup(engine.scope, symbol),
        };
        Ok(match found {
            Some((scope, slot)) => Value::native(PsVariable {
                name: symbol.text(),
                variable: engine.scopes.slot_mut(scope, slot).special(),
            }),
            None => Value::Null,
        })
    })
}

fn get_value(call: &mut Call<'_>) -> Result<Value> {
    let name = text(call, 0);
    let default = call.args.get(1).cloned().unwrap_or_default();
    inside(call, |engine| {
        let (scope, symbol) = place(engine, &name);
        let found = match scope {
            Some(scope) => engine.variable_in(scope, symbol),
            None => Engine::variable(engine, symbol),
        };
        Ok(found.unwrap_or(default))
    })
}

fn set(call: &mut Call<'_>) -> Result<Value> {
    let (name, value) = match call.args[0].as_native::<PsVariable>() {
        Some(variable) => (
            variable.name.clone(),
            variable.variable.borrow().value.clone(),
        ),
        None => (text(call, 0), call.args.get(1).cloned().unwrap_or_default()),
    };
    inside(call, |engine| {
        let (scope, symbol) = place(engine, &name);
        engine.set_checked(scope.unwrap_or(engine.scope), symbol, value)
    })?;
    Ok(Value::Nothing)
}

fn remove(call: &mut Call<'_>) -> Result<Value> {
    let name = match call.args[0].as_native::<PsVariable>() {
        Some(variable) => variable.name.clone(),
        None => text(call, 0),
    };
    inside(call, |engine| {
        let (scope, symbol) = place(engine, &name);
        engine.remove_in(scope.unwrap_or(engine.scope), symbol);
        Ok(())
    })?;
    Ok(Value::Nothing)
}

/// `System.Management.Automation.PathIntrinsics`
pub static PATH_INTRINSICS: TypeInfo = TypeInfo::class(
    "System.Management.Automation.PathIntrinsics",
    &types::OBJECT,
)
.members(|| {
    const PATH: &[Param] = &[Param::of("path", STR)];
    const MEMBERS: &[Member] = &[
        Member::get("CurrentLocation", OBJ, |call| {
            ask(call, "Get-Location", &[])
        }),
        Member::get("CurrentFileSystemLocation", OBJ, |call| {
            ask(call, "Get-Location", &[])
        }),
        Member::method(
            "GetUnresolvedProviderPathFromPSPath",
            &[Overload::new(PATH, STR, unresolved)],
        ),
        Member::method(
            "GetResolvedPSPathFromPSPath",
            &[Overload::new(PATH, OBJ, |call| {
                let path = call.args[0].clone();
                ask(call, "Resolve-Path", &[path])
            })],
        ),
        Member::method(
            "Combine",
            &[Overload::new(
                &[Param::of("parent", STR), Param::of("child", STR)],
                STR,
                |call| {
                    let given = call.args.to_vec();
                    ask(call, "Join-Path", &given)
                },
            )],
        ),
        Member::method(
            "IsPSAbsolute",
            &[Overload::new(
                &[Param::of("path", STR), Param::of("driveName", OBJ)],
                BOOL,
                |call| Ok(Value::Bool(text(call, 0).contains(':'))),
            )],
        ),
        Member::method(
            "IsValid",
            &[Overload::new(PATH, BOOL, |call| {
                Ok(Value::Bool(!text(call, 0).is_empty()))
            })],
        ),
        Member::method(
            "ParseChildName",
            &[Overload::new(PATH, STR, |call| {
                let path = text(call, 0);
                let path = path.trim_end_matches('/');
                Ok(Value::str(path.rsplit('/').next().unwrap_or(path)))
            })],
        ),
        Member::method(
            "ParseParent",
            &[Overload::new(
                &[Param::of("path", STR), Param::of("root", STR)],
                STR,
                |call| {
                    let path = text(call, 0);
                    Ok(Value::str(path.rfind('/').map_or("", |at| &path[..at])))
                },
            )],
        ),
        Member::method(
            "SetLocation",
            &[Overload::new(PATH, OBJ, |call| {
                let path = call.args[0].clone();
                ask(call, "Set-Location", &[path])?;
                ask(call, "Get-Location", &[])
            })],
        ),
    ];
    MEMBERS
});

/// `GetUnresolvedProviderPathFromPSPath`: the path as the file system knows it, whether anything is there or not.
pub(crate) fn unresolved(call: &mut Call<'_>) -> Result<Value> {
    let path = text(call, 0);
    let engine = engine(call.host)?;
    Ok(Value::str(engine.file_path(&path).to_string_lossy()))
}

/// What a cmdlet writes.
pub(crate) fn ask(call: &mut Call<'_>, command: &str, given: &[Value]) -> Result<Value> {
    let given = given_values(given);
    inside(call, |engine| {
        let collector = engine.collector();
        let out: Out = collector.clone();
        let result = engine.invoke_command(command, given, &out);
        drop(out);
        let items = engine.collected(collector);
        result.map(|()| Value::from_output(items))
    })
}

/// `System.Management.Automation.CommandInvocationIntrinsics`
pub static COMMAND_INVOCATION_INTRINSICS: TypeInfo = TypeInfo::class(
    "System.Management.Automation.CommandInvocationIntrinsics",
    &types::OBJECT,
)
.members(|| {
    const NAME: &[Param] = &[Param::of("name", STR)];
    const MEMBERS: &[Member] = &[
        Member::get("HasErrors", BOOL, |_| Ok(Value::Bool(false))),
        Member::method(
            "ExpandString",
            &[Overload::new(&[Param::of("source", STR)], STR, |call| {
                let source = text(call, 0);
                inside(call, |engine| engine.expand_text(&source))
            })],
        ),
        Member::method(
            "NewScriptBlock",
            &[Overload::new(
                &[Param::of("scriptText", STR)],
                BLOCK,
                |call| {
                    let source = call.args[0].clone();
                    let state = state_of(call);
                    engine(call.host)?.block_of_text(&source, state)
                },
            )],
        ),
        Member::method(
            "InvokeScript",
            &[
                Overload::new(&[Param::of("script", STR)], OBJ, invoke_script),
                Overload::new(
                    &[
                        Param::of("script", STR),
                        Param::passed("args", MANY, ParamKind::Params),
                    ],
                    OBJ,
                    invoke_script,
                ),
                Overload::new(
                    &[
                        Param::of("useLocalScope", BOOL),
                        Param::of("scriptBlock", BLOCK),
                        Param::of("input", OBJ),
                        Param::passed("args", MANY, ParamKind::Params),
                    ],
                    OBJ,
                    invoke_block,
                ),
            ],
        ),
        Member::method(
            "GetCommand",
            &[Overload::new(
                &[Param::of("commandName", STR), Param::of("type", OBJ)],
                OBJ,
                |call| {
                    let name = text(call, 0);
                    inside(call, |engine| {
                        Ok(match engine.resolve(&name) {
                            Ok(command) => Value::native(crate::info::CommandInfo { command }),
                            Err(_) => Value::Null,
                        })
                    })
                },
            )],
        ),
        Member::method(
            "GetCmdlet",
            &[Overload::new(NAME, OBJ, |call| {
                let name = text(call, 0);
                inside(call, |engine| {
                    Ok(match engine.resolve(&name) {
                        Ok(command @ crate::command::Command::Cmdlet(_)) => {
                            Value::native(crate::info::CommandInfo { command })
                        }
                        _ => Value::Null,
                    })
                })
            })],
        ),
        Member::method(
            "GetCommandName",
            &[Overload::new(
                &[
                    Param::of("name", STR),
                    Param::of("nameIsPattern", BOOL),
                    Param::of("returnFullName", BOOL),
                ],
                OBJ,
                |call| {
                    let name = call.args[0].clone();
                    let found = ask(call, "Get-Command", &[name])?;
                    let engine = engine(call.host)?;
                    let names = engine.property(&found, "Name")?;
                    Ok(names)
                },
            )],
        ),
    ];
    MEMBERS
});

/// All that a script writes is the result, as a collection.
fn gathered(value: Value) -> Result<Value> {
    let items = match convert::enumerate(&value) {
        Some(items) => items?,
        None if matches!(value, Value::Nothing) => Vec::new(),
        None => vec![value],
    };
    Ok(crate::values::collection(items))
}

fn arguments(call: &Call<'_>, from: usize) -> Vec<Value> {
    match call.args.get(from).map(Value::base) {
        Some(Value::Array(items)) => items.to_vec(),
        Some(Value::Null) | None => Vec::new(),
        Some(other) => vec![other.clone()],
    }
}

fn invoke_script(call: &mut Call<'_>) -> Result<Value> {
    let source = call.args[0].clone();
    let given = arguments(call, 1);
    let state = state_of(call);
    let engine = engine(call.host)?;
    let block = engine.block_of_text(&source, state)?;
    gathered(engine.call_block(&block, &given)?)
}

fn invoke_block(call: &mut Call<'_>) -> Result<Value> {
    let local = convert::to_bool(&call.args[0]);
    let block = call.args[1].clone();
    let given = arguments(call, 3);
    let value = inside(call, |engine| match local {
        true => engine.call_block(&block, &given),
        false => {
            let collector = engine.collector();
            let out: Out = collector.clone();
            let (command, _) = engine.command_of_value(&block)?;
            let result = engine.dot_source(command, given_values(&given), &out);
            drop(out);
            let items = engine.collected(collector);
            result.map(|()| Value::from_output(items))
        }
    })?;
    gathered(value)
}

impl Engine {
    /// A script block of a text.
    ///
    /// # Errors
    /// `ParseException`
    pub(crate) fn block_of_text(&mut self, text: &Value, state: Option<StateId>) -> Result<Value> {
        let text = convert::to_text(self, text)?;
        let code = self.parse(&text, None)?;
        Ok(Value::native(crate::block::ScriptBlock { code, state }))
    }

    /// Expands variables and subexpressions in a text, as a double-quoted string does.
    pub fn expand_text(&mut self, text: &str) -> Result<Value> {
        let (parts, errors) = syntax::parse_expandable(text);
        if let Some(error) = errors.first() {
            return Fault::new(&types::PARSE_EXCEPTION, error.message.clone())
                .id(error.id)
                .raise();
        }
        let layout = Rc::clone(&self.scopes.get(self.scope).layout);
        let source = syntax::Source::new(None, text.into());
        let node = syntax::ast::Expression {
            span: syntax::Span::new(0, text.len()),
            kind: syntax::ast::ExpressionKind::Expandable {
                parts,
                quote: syntax::ast::Quote::Double,
            },
        };
        let expr = crate::lower::expression(&node, &layout, &source, &Rc::from([]));
        self.evaluate(&expr)
    }
}
