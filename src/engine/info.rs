//! Commands as objects: what `Get-Command` writes and `$MyInvocation.MyCommand` holds.

use crate::command::Command;
use object::types::{self, Member, Overload, Param, Sig, TypeInfo};

use object::{Native, Str, Type, Value};

const STR: Sig = Sig::One(&types::STRING);
const OBJ: Sig = Sig::One(&types::OBJECT);

/// A command as an object.
pub struct CommandInfo {
    /// The command.
    pub command: Command,
}

/// `CommandInfo`
pub static COMMAND_INFO: TypeInfo =
    TypeInfo::class("System.Management.Automation.CommandInfo", &types::OBJECT).members(|| {
        const MEMBERS: &[Member] = &[
            Member::get("Name", Sig::One(&types::STRING), |call| {
                Ok(Value::Str(
                    info(call.this).map(Command::name).unwrap_or_default(),
                ))
            }),
            Member::get("CommandType", Sig::One(&COMMAND_TYPES), |call| {
                let bits = match info(call.this) {
                    Some(Command::Function(function)) if function.code.is_filter() => 4,
                    Some(Command::Function(_)) => 2,
                    Some(Command::Cmdlet(_)) => 8,
                    Some(Command::Script(_)) => 16,
                    Some(Command::Native(_)) => 32,
                    _ => 64,
                };
                Ok(Type::Known(&COMMAND_TYPES).enum_from(bits))
            }),
            Member::get("Definition", Sig::One(&types::STRING), |call| {
                let Some(command) = info(call.this) else {
                    return Ok(Value::Null);
                };
                Ok(match command {
                    Command::Script(script) => Value::Str(script.name.clone()),
                    Command::Native(path) => Value::str(path.to_string_lossy()),
                    Command::Cmdlet(cmdlet) => {
                        let engine = crate::cmdlet_object::engine(call.host)?;
                        Value::str(crate::parameter_info::syntax_text(
                            engine,
                            command,
                            cmdlet.name,
                        )?)
                    }
                    Command::Function(_) | Command::Block(_) => command
                        .code()
                        .map(|code| Value::str(definition_of(code)))
                        .unwrap_or_default(),
                })
            }),
            Member::get("Source", Sig::One(&types::STRING), |call| {
                Ok(Value::Str(
                    info(call.this).map(source_of).unwrap_or_default(),
                ))
            }),
            Member::get("ModuleName", Sig::One(&types::STRING), |call| {
                Ok(Value::Str(match info(call.this) {
                    None | Some(Command::Script(_) | Command::Native(_)) => Str::default(),
                    Some(command) => source_of(command),
                }))
            }),
            Member::get("Path", Sig::One(&types::STRING), |call| {
                Ok(match info(call.this) {
                    Some(Command::Script(script)) => Value::Str(script.name.clone()),
                    Some(Command::Native(path)) => Value::str(path.to_string_lossy()),
                    _ => Value::Null,
                })
            }),
            Member::get("OriginalEncoding", OBJ, |call| {
                Ok(match info(call.this) {
                    Some(Command::Script(_)) => {
                        object::members::encoding::shared(object::members::encoding::Code::Utf8)
                    }
                    _ => Value::Null,
                })
            }),
            Member::get("ScriptContents", Sig::One(&types::STRING), |call| {
                Ok(match info(call.this) {
                    Some(Command::Script(script)) => {
                        Value::str(script.code.source.text.to_string())
                    }
                    _ => Value::Null,
                })
            }),
            Member::get("ScriptBlock", Sig::One(&types::SCRIPT_BLOCK), |call| {
                Ok(match info(call.this) {
                    Some(Command::Function(function) | Command::Script(function)) => {
                        Value::native(crate::block::ScriptBlock {
                            code: std::rc::Rc::clone(&function.code),
                            state: Some(function.state),
                        })
                    }
                    _ => Value::Null,
                })
            }),
            Member::get("HelpUri", Sig::One(&types::STRING), |call| {
                let Some(command) = info(call.this) else {
                    return Ok(Value::Null);
                };
                let engine = crate::cmdlet_object::engine(call.host)?;
                let signature = crate::parameter_info::signature_of(engine, command)?;
                Ok(signature.map_or(Value::str(""), |own| Value::Str(own.help_uri.clone())))
            }),
            Member::get("Parameters", Sig::One(&types::OBJECT), |call| {
                let Some(command) = info(call.this) else {
                    return Ok(Value::Null);
                };
                crate::parameter_info::parameters(crate::cmdlet_object::engine(call.host)?, command)
            }),
            Member::get("ParameterSets", Sig::One(&types::OBJECT), |call| {
                let Some(command) = info(call.this) else {
                    return Ok(Value::Null);
                };
                crate::parameter_info::parameter_sets(
                    crate::cmdlet_object::engine(call.host)?,
                    command,
                )
            }),
            Member::get("OutputType", Sig::One(&types::OBJECT), |call| {
                let Some(command) = info(call.this) else {
                    return Ok(Value::Null);
                };
                crate::parameter_info::output_types(
                    crate::cmdlet_object::engine(call.host)?,
                    command,
                )
            }),
            Member::get("DefaultParameterSet", Sig::One(&types::STRING), |call| {
                let Some(command) = info(call.this) else {
                    return Ok(Value::Null);
                };
                let signature = crate::parameter_info::signature_of(
                    crate::cmdlet_object::engine(call.host)?,
                    command,
                )?;
                Ok(signature
                    .filter(|own| !own.default_name.is_empty())
                    .map_or(Value::Null, |own| Value::Str(own.default_name.clone())))
            }),
            Member::get("CmdletBinding", Sig::One(&types::BOOLEAN), |call| {
                let Some(command) = info(call.this) else {
                    return Ok(Value::Null);
                };
                let signature = crate::parameter_info::signature_of(
                    crate::cmdlet_object::engine(call.host)?,
                    command,
                )?;
                Ok(Value::Bool(signature.is_some_and(|own| own.advanced)))
            }),
            Member::get("Verb", Sig::One(&types::STRING), |call| {
                Ok(Value::str(name_parts(call.this).0))
            }),
            Member::get("Noun", Sig::One(&types::STRING), |call| {
                Ok(Value::str(name_parts(call.this).1))
            }),
            Member::get("HelpFile", Sig::One(&types::STRING), |call| {
                Ok(match info(call.this) {
                    Some(Command::Cmdlet(cmdlet)) => {
                        Value::str(format!("{}.dll-Help.xml", cmdlet.module))
                    }
                    _ => Value::str(""),
                })
            }),
            Member::get("Description", Sig::One(&types::STRING), |call| {
                Ok(match info(call.this) {
                    Some(Command::Function(function)) => Value::Str(function.description.clone()),
                    _ => Value::Null,
                })
            }),
            Member::property(
                "Options",
                Sig::One(&crate::variable_info::SCOPED_ITEM_OPTIONS),
                |call| {
                    let bits = match info(call.this) {
                        Some(Command::Function(function)) => i64::from(function.options.0),
                        _ => 0,
                    };
                    Ok(Type::Known(&crate::variable_info::SCOPED_ITEM_OPTIONS).enum_from(bits))
                },
                set_options,
            ),
            Member::get("Visibility", Sig::One(&types::STRING), |_| {
                Ok(Value::str("Public"))
            }),
            Member::get("Version", Sig::One(&types::OBJECT), |call| {
                let text = match info(call.this) {
                    Some(Command::Cmdlet(_)) => Str::from("7.0.0.0"),
                    Some(Command::Function(function)) => match &function.module {
                        Some(module) => module.version.borrow().clone(),
                        None => return Ok(Value::Null),
                    },
                    Some(Command::Native(_)) => Str::from("0.0.0.0"),
                    _ => return Ok(Value::Null),
                };
                let version = object::members::version::Version::parse(&text);
                Ok(version.map(Value::native).unwrap_or_default())
            }),
            Member::method(
                "ResolveParameter",
                &[Overload::new(&[Param::of("name", STR)], OBJ, |call| {
                    let Some(command) = info(call.this) else {
                        return Ok(Value::Null);
                    };
                    let name = call.args[0].as_str().cloned().unwrap_or_default();
                    let Some(signature) = crate::parameter_info::signature_of(
                        crate::cmdlet_object::engine(call.host)?,
                        command,
                    )?
                    else {
                        return Ok(Value::Null);
                    };
                    let found = signature
                        .exact(&name)
                        .or_else(|| signature.starting(&name).first().copied());
                    Ok(found
                        .map(|at| {
                            crate::parameter_info::metadata(&signature, &signature.parameters[at])
                        })
                        .unwrap_or_default())
                })],
            ),
            Member::get("Module", Sig::One(&crate::module::MODULE_INFO), |call| {
                Ok(match info(call.this) {
                    Some(Command::Function(function)) => match &function.module {
                        Some(module) => {
                            Value::Native(std::rc::Rc::clone(module) as std::rc::Rc<dyn Native>)
                        }
                        None => Value::Null,
                    },
                    _ => Value::Null,
                })
            }),
        ];
        MEMBERS
    });

/// `CommandTypes`
pub static COMMAND_TYPES: TypeInfo = TypeInfo::flags(
    "System.Management.Automation.CommandTypes",
    &[
        ("Alias", 1),
        ("Function", 2),
        ("Filter", 4),
        ("Cmdlet", 8),
        ("ExternalScript", 16),
        ("Application", 32),
        ("Script", 64),
        ("Configuration", 256),
        ("All", 383),
    ],
);
/// `FunctionInfo`
pub static FUNCTION_INFO: TypeInfo =
    TypeInfo::class("System.Management.Automation.FunctionInfo", &COMMAND_INFO);
/// `FilterInfo`
pub static FILTER_INFO: TypeInfo =
    TypeInfo::class("System.Management.Automation.FilterInfo", &FUNCTION_INFO);
/// `CmdletInfo`
pub static CMDLET_INFO: TypeInfo =
    TypeInfo::class("System.Management.Automation.CmdletInfo", &COMMAND_INFO);
/// `ExternalScriptInfo`
pub static EXTERNAL_SCRIPT_INFO: TypeInfo = TypeInfo::class(
    "System.Management.Automation.ExternalScriptInfo",
    &COMMAND_INFO,
);
/// `ApplicationInfo`
pub static APPLICATION_INFO: TypeInfo = TypeInfo::class(
    "System.Management.Automation.ApplicationInfo",
    &COMMAND_INFO,
);
/// `ScriptInfo`
pub static SCRIPT_INFO: TypeInfo =
    TypeInfo::class("System.Management.Automation.ScriptInfo", &COMMAND_INFO);

/// The text of a function's body; parameters that stand outside come as a `param` block.
fn definition_of(code: &crate::block::Code) -> String {
    let body = code.inner_text();
    let Some(crate::block::ParametersOf::Function(function)) = &code.parameters else {
        return body.to_string();
    };
    let parameters = function.parameters.as_deref().unwrap_or_default();
    match (parameters.first(), parameters.last()) {
        (Some(first), Some(last)) => {
            let whole = syntax::Span {
                start: first.span.start,
                end: last.span.end,
            };
            format!("param({})\n{body}", whole.text(&code.source.text))
        }
        _ => body.to_string(),
    }
}

/// Gives a function that stands in a scope other options.
fn set_options(call: &mut object::types::Call<'_>) -> object::Result<Value> {
    let Some(Command::Function(function)) = info(call.this) else {
        return Ok(Value::Nothing);
    };
    let bits = match call.args[0].base() {
        Value::Enum(value) => value.bits,
        _ => 0,
    };
    let function = std::rc::Rc::clone(function);
    let engine = crate::cmdlet_object::engine(call.host)?;
    let symbol = object::Symbol::of(&function.name);
    let mut at = Some(engine.scope);
    while let Some(id) = at {
        let scope = engine.scopes.get(id);
        at = scope.parent;
        let own = scope.functions.get(&symbol);
        if own.is_some_and(|own| std::rc::Rc::ptr_eq(own, &function)) {
            let changed = crate::command::Function {
                name: function.name.clone(),
                code: std::rc::Rc::clone(&function.code),
                state: function.state,
                module: function.module.clone(),
                options: crate::scope::Options(bits as u8),
                description: function.description.clone(),
            };
            engine.define_function(id, changed);
            break;
        }
    }
    Ok(Value::Nothing)
}

/// The verb and the noun of a command's name.
fn name_parts(value: &Value) -> (Str, Str) {
    let name = info(value).map(Command::name).unwrap_or_default();
    match name.split_once('-') {
        Some((verb, noun)) => (Str::from(verb), Str::from(noun)),
        None => (Str::default(), Str::default()),
    }
}

fn info(value: &Value) -> Option<&Command> {
    value.as_native::<CommandInfo>().map(|info| &info.command)
}

fn source_of(command: &Command) -> Str {
    match command {
        Command::Function(function) => function
            .module
            .as_ref()
            .map(|module| module.name.clone())
            .unwrap_or_default(),
        Command::Cmdlet(cmdlet) => Str::from(cmdlet.module),
        Command::Script(script) => script.name.clone(),
        Command::Native(path) => Str::from(path.to_string_lossy()),
        Command::Block(_) => Str::default(),
    }
}

impl Native for CommandInfo {
    fn get_type(&self) -> Type {
        Type::Known(match &self.command {
            Command::Function(function) if function.code.is_filter() => &FILTER_INFO,
            Command::Function(_) => &FUNCTION_INFO,
            Command::Cmdlet(_) => &CMDLET_INFO,
            Command::Script(_) => &EXTERNAL_SCRIPT_INFO,
            Command::Native(_) => &APPLICATION_INFO,
            Command::Block(_) => &SCRIPT_INFO,
        })
    }

    fn to_text(&self) -> Str {
        self.command.name()
    }
}
