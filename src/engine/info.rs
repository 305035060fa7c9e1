//! Commands as objects: what `Get-Command` writes and `$MyInvocation.MyCommand` holds.

use crate::command::Command;
use object::types::{self, Member, Sig, TypeInfo};
use object::{Native, Str, Type, Value};

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
                Ok(Value::Str(match info(call.this) {
                    Some(Command::Script(script)) => script.name.clone(),
                    Some(Command::Native(path)) => Str::from(path.to_string_lossy()),
                    Some(command) => command
                        .code()
                        .map(|code| Str::from(code.inner_text()))
                        .unwrap_or_default(),
                    None => Str::default(),
                }))
            }),
            Member::get("Source", Sig::One(&types::STRING), |call| {
                Ok(Value::Str(
                    info(call.this).map(source_of).unwrap_or_default(),
                ))
            }),
            Member::get("ModuleName", Sig::One(&types::STRING), |call| {
                Ok(Value::Str(
                    info(call.this).map(source_of).unwrap_or_default(),
                ))
            }),
            Member::get("Path", Sig::One(&types::STRING), |call| {
                Ok(match info(call.this) {
                    Some(Command::Script(script)) => Value::Str(script.name.clone()),
                    Some(Command::Native(path)) => Value::str(path.to_string_lossy()),
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
