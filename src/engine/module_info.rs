//! `PSModuleInfo`: what a module tells of itself.

use crate::alias_info::{ALIAS_INFO, AliasInfo};
use crate::cmdlet_object::engine;
use crate::command::Command;
use crate::info::{COMMAND_INFO, CommandInfo};
use crate::module::Module;
use crate::variable_info::{PS_VARIABLE, PsVariable};
use object::types::{self, Call, Member, Overload, Param, ParamKind, Sig};
use object::{Dict, KeyCase, Native, Order, Result, Str, Symbol, Type, TypeInfo, Value, convert};
use std::rc::Rc;

const STR: Sig = Sig::One(&types::STRING);
const OBJ: Sig = Sig::One(&types::OBJECT);
const BLOCK: Sig = Sig::One(&types::SCRIPT_BLOCK);
const MANY: Sig = Sig::Many(&types::OBJECT);

/// `ModuleType`
pub static MODULE_TYPE: TypeInfo = TypeInfo::enumeration(
    "System.Management.Automation.ModuleType",
    &[
        ("Script", 0),
        ("Binary", 1),
        ("Manifest", 2),
        ("Cim", 3),
        ("Workflow", 4),
    ],
);

fn own<'c>(call: &Call<'c>) -> Option<&'c Module> {
    call.this.as_native::<Module>()
}

/// An entry of the manifest.
fn entry(call: &Call<'_>, name: &str) -> Value {
    let manifest = own(call)
        .map(|own| own.manifest.borrow().clone())
        .unwrap_or_default();
    match manifest.base() {
        Value::Dict(dict) => dict.get_str(name).unwrap_or_default(),
        _ => Value::Null,
    }
}

/// An entry of `PrivateData.PSData`.
fn gallery(call: &Call<'_>, name: &str) -> Value {
    let Value::Dict(private) = entry(call, "PrivateData") else {
        return Value::Null;
    };
    match private.get_str("PSData") {
        Some(Value::Dict(data)) => data.get_str(name).unwrap_or_default(),
        _ => Value::Null,
    }
}

/// An entry that is a text where there is none.
fn text(call: &Call<'_>, name: &str) -> Result<Value> {
    let value = entry(call, name);
    Ok(if value.is_null() {
        Value::str("")
    } else {
        value
    })
}

/// An entry as a list.
fn list(call: &mut Call<'_>, name: &str) -> Result<Value> {
    let value = entry(call, name);
    let items = match convert::enumerate(&value) {
        Some(items) => items?,
        None if value.is_null() => Vec::new(),
        None => vec![value],
    };
    Ok(crate::values::collection(items))
}

fn version(call: &mut Call<'_>, name: &str) -> Result<Value> {
    let value = entry(call, name);
    if value.is_null() {
        return Ok(Value::Null);
    }
    convert::to(
        call.host,
        &value,
        &Type::Known(&object::members::version::VERSION),
    )
}

fn table(kind: &'static TypeInfo, entries: Vec<(Str, Value)>) -> Value {
    let kind = Type::generic(
        &types::DICTIONARY,
        vec![Type::Known(&types::STRING), Type::Known(kind)],
    );
    let dict = Dict::new(kind, KeyCase::Ignore, Order::Inserted);
    for (name, value) in entries {
        dict.insert(Value::Str(name), value);
    }
    Value::Dict(Rc::new(dict))
}

/// A command's name with the prefix of the module before its noun.
pub fn with_prefix(name: &str, prefix: &str) -> Str {
    match name.split_once('-') {
        _ if prefix.is_empty() => Str::from(name),
        Some((verb, noun)) => Str::from(format!("{verb}-{prefix}{noun}")),
        None => Str::from(format!("{prefix}{name}")),
    }
}

fn functions(module: &Module) -> Vec<(Str, Value)> {
    let prefix = module.prefix.borrow().clone();
    let own = module.functions.borrow();
    own.iter()
        .map(|function| {
            let info = CommandInfo {
                command: Command::Function(Rc::clone(function)),
            };
            (with_prefix(&function.name, &prefix), Value::native(info))
        })
        .collect()
}

fn aliases(module: &Module) -> Vec<(Str, Value)> {
    let own = module.aliases.borrow();
    own.iter()
        .map(|alias| {
            (
                alias.name.clone(),
                Value::native(AliasInfo {
                    alias: Rc::clone(alias),
                }),
            )
        })
        .collect()
}

fn cmdlets(call: &mut Call<'_>) -> Result<Vec<(Str, Value)>> {
    let Some(module) = own(call) else {
        return Ok(Vec::new());
    };
    let name = module.name.clone();
    let all = engine(call.host)?.registry.all();
    let own = all
        .into_iter()
        .filter(|cmdlet| cmdlet.module.eq_ignore_ascii_case(&name));
    Ok(own
        .map(|cmdlet| {
            (
                Str::from(cmdlet.name),
                Value::native(CommandInfo {
                    command: Command::Cmdlet(cmdlet),
                }),
            )
        })
        .collect())
}

fn variables(call: &mut Call<'_>) -> Result<Value> {
    let Some(module) = own(call) else {
        return Ok(Value::Null);
    };
    let names = module.variables.borrow().clone();
    let state = module.state;
    let engine = engine(call.host)?;
    let top = engine.states[state.0 as usize].top;
    let mut entries = Vec::new();
    for name in names {
        let slot = engine.scopes.get(top).layout.slot(Symbol::of(&name));
        let variable = engine.scopes.slot_mut(top, slot).special();
        entries.push((name.clone(), Value::native(PsVariable { name, variable })));
    }
    Ok(table(&PS_VARIABLE, entries))
}

/// A block that runs in a module's session state.
fn inside(block: &Value, state: crate::state::StateId) -> Value {
    match block.as_native::<crate::block::ScriptBlock>() {
        Some(own) => Value::native(crate::block::ScriptBlock {
            code: Rc::clone(&own.code),
            state: Some(state),
        }),
        None => block.clone(),
    }
}

/// `System.Management.Automation.PSModuleInfo`
pub static MODULE_INFO: TypeInfo =
    TypeInfo::class("System.Management.Automation.PSModuleInfo", &types::OBJECT).members(|| {
        const MEMBERS: &[Member] = &[
            Member::get(
                "LogPipelineExecutionDetails",
                Sig::One(&types::BOOLEAN),
                |_| Ok(Value::Bool(false)),
            ),
            Member::get("Name", STR, |call| {
                Ok(own(call)
                    .map(|own| Value::Str(own.name.clone()))
                    .unwrap_or_default())
            }),
            Member::get("Path", STR, |call| {
                Ok(own(call)
                    .map(|own| Value::Str(own.path.clone()))
                    .unwrap_or_default())
            }),
            Member::get("Definition", STR, |_| Ok(Value::str(""))),
            Member::get("Description", STR, |call| {
                Ok(own(call)
                    .map(|own| Value::Str(own.description.borrow().clone()))
                    .unwrap_or_default())
            }),
            Member::get("Guid", Sig::One(&types::GUID), |call| {
                let value = entry(call, "GUID");
                if value.is_null() {
                    return Ok(Value::Guid([0; 16]));
                }
                convert::to(call.host, &value, &Type::Known(&types::GUID))
            }),
            Member::get("HelpInfoUri", STR, |call| Ok(entry(call, "HelpInfoURI"))),
            Member::get("ModuleBase", STR, |call| {
                let path = own(call).map(|own| own.path.clone()).unwrap_or_default();
                Ok(Value::str(
                    path.rsplit_once('/').map_or("", |(folder, _)| folder),
                ))
            }),
            Member::property(
                "PrivateData",
                OBJ,
                |call| Ok(entry(call, "PrivateData")),
                |call| {
                    let Some(module) = own(call) else {
                        return Ok(Value::Nothing);
                    };
                    let mut manifest = module.manifest.borrow_mut();
                    // The manifest that was read stays what it was to others who hold it.
                    let dict = match manifest.base() {
                        Value::Dict(dict) => dict.copy(),
                        _ => Rc::new(Dict::new(
                            Type::Known(&types::HASHTABLE),
                            KeyCase::Ignore,
                            Order::Inserted,
                        )),
                    };
                    dict.insert(Value::str("PrivateData"), call.args[0].clone());
                    *manifest = Value::Dict(dict);
                    Ok(Value::Nothing)
                },
            ),
            Member::get("Tags", OBJ, |call| Ok(gallery(call, "Tags"))),
            Member::get("ProjectUri", OBJ, |call| Ok(gallery(call, "ProjectUri"))),
            Member::get("IconUri", OBJ, |call| Ok(gallery(call, "IconUri"))),
            Member::get("LicenseUri", OBJ, |call| Ok(gallery(call, "LicenseUri"))),
            Member::get("ReleaseNotes", STR, |call| {
                Ok(gallery(call, "ReleaseNotes"))
            }),
            Member::get("Version", OBJ, |call| {
                let text = own(call)
                    .map(|own| own.version.borrow().clone())
                    .unwrap_or_default();
                Ok(object::members::version::Version::parse(&text)
                    .map(Value::native)
                    .unwrap_or_default())
            }),
            Member::get("ModuleType", Sig::One(&MODULE_TYPE), |call| {
                let bits = match own(call).map(|own| own.module_type.get()) {
                    Some("Binary") => 1,
                    Some("Manifest") => 2,
                    _ => 0,
                };
                Ok(Type::Known(&MODULE_TYPE).enum_from(bits))
            }),
            Member::get("Author", STR, |call| text(call, "Author")),
            Member::get("AccessMode", STR, |_| Ok(Value::str("ReadWrite"))),
            Member::get("ClrVersion", OBJ, |call| version(call, "CLRVersion")),
            Member::get("CompanyName", STR, |call| text(call, "CompanyName")),
            Member::get("Copyright", STR, |call| text(call, "Copyright")),
            Member::get("DotNetFrameworkVersion", OBJ, |call| {
                version(call, "DotNetFrameworkVersion")
            }),
            Member::get("ExportedFunctions", OBJ, |call| {
                Ok(own(call)
                    .map(|own| table(&crate::info::FUNCTION_INFO, functions(own)))
                    .unwrap_or_default())
            }),
            Member::get("Prefix", STR, |call| {
                Ok(own(call)
                    .map(|own| Value::Str(own.prefix.borrow().clone()))
                    .unwrap_or_default())
            }),
            Member::get("ExportedCmdlets", OBJ, |call| {
                Ok(table(&crate::info::CMDLET_INFO, cmdlets(call)?))
            }),
            Member::get("ExportedCommands", OBJ, |call| {
                let Some(module) = own(call) else {
                    return Ok(Value::Null);
                };
                let (mut entries, others) = (functions(module), aliases(module));
                entries.extend(cmdlets(call)?);
                entries.extend(others);
                Ok(table(&COMMAND_INFO, entries))
            }),
            Member::get("FileList", OBJ, |call| list(call, "FileList")),
            Member::get("CompatiblePSEditions", OBJ, |call| {
                list(call, "CompatiblePSEditions")
            }),
            Member::get("ModuleList", OBJ, |call| list(call, "ModuleList")),
            Member::get("NestedModules", OBJ, |call| {
                let nested = own(call)
                    .map(|own| own.nested.borrow().clone())
                    .unwrap_or_default();
                Ok(crate::values::collection(
                    nested.iter().map(crate::values::shared).collect(),
                ))
            }),
            Member::get("PowerShellHostName", STR, |call| {
                text(call, "PowerShellHostName")
            }),
            Member::get("PowerShellHostVersion", OBJ, |call| {
                version(call, "PowerShellHostVersion")
            }),
            Member::get("PowerShellVersion", OBJ, |call| {
                version(call, "PowerShellVersion")
            }),
            Member::get("ProcessorArchitecture", STR, |call| {
                let value = entry(call, "ProcessorArchitecture");
                Ok(if value.is_null() {
                    Value::str("None")
                } else {
                    value
                })
            }),
            Member::get("Scripts", OBJ, |call| {
                let scripts = own(call)
                    .map(|own| own.scripts.borrow().clone())
                    .unwrap_or_default();
                Ok(crate::values::collection(
                    scripts.into_iter().map(Value::Str).collect(),
                ))
            }),
            Member::get("RequiredAssemblies", OBJ, |call| {
                list(call, "RequiredAssemblies")
            }),
            Member::get("RequiredModules", OBJ, |call| {
                let required = own(call)
                    .map(|own| own.required.borrow().clone())
                    .unwrap_or_default();
                match required.is_empty() {
                    true => list(call, "RequiredModules"),
                    false => Ok(crate::values::collection(
                        required.iter().map(crate::values::shared).collect(),
                    )),
                }
            }),
            Member::get("RootModule", STR, |call| {
                let root = entry(call, "RootModule");
                Ok(if root.is_null() {
                    text(call, "ModuleToProcess")?
                } else {
                    root
                })
            }),
            Member::get("ExportedVariables", OBJ, variables),
            Member::get("ExportedAliases", OBJ, |call| {
                Ok(own(call)
                    .map(|own| table(&ALIAS_INFO, aliases(own)))
                    .unwrap_or_default())
            }),
            Member::get("ExportedFormatFiles", OBJ, |call| {
                list(call, "FormatsToProcess")
            }),
            Member::get("ExportedTypeFiles", OBJ, |call| {
                list(call, "TypesToProcess")
            }),
            Member::get("SessionState", OBJ, |call| {
                Ok(own(call)
                    .map(|own| crate::intrinsics::session_state(Some(own.state)))
                    .unwrap_or_default())
            }),
            Member::property(
                "OnRemove",
                Sig::One(&types::SCRIPT_BLOCK),
                |call| {
                    Ok(own(call)
                        .map(|own| own.on_remove.borrow().clone())
                        .unwrap_or_default())
                },
                |call| {
                    if let Some(own) = own(call) {
                        *own.on_remove.borrow_mut() = call.args[0].clone();
                    }
                    Ok(Value::Nothing)
                },
            ),
            Member::method(
                "Invoke",
                &[Overload::new(
                    &[
                        Param::of("sb", BLOCK),
                        Param::passed("args", MANY, ParamKind::Params),
                    ],
                    OBJ,
                    |call| {
                        let Some(module) = own(call) else {
                            return Ok(Value::Null);
                        };
                        let state = module.state;
                        let block = inside(&call.args[0], state);
                        let arguments = match call.args.get(1).map(Value::base) {
                            Some(Value::Array(items)) => items.to_vec(),
                            _ => Vec::new(),
                        };
                        engine(call.host)?.call_block(&block, &arguments)
                    },
                )],
            ),
            Member::method(
                "NewBoundScriptBlock",
                &[Overload::new(
                    &[Param::of("scriptBlockToBind", BLOCK)],
                    BLOCK,
                    |call| {
                        Ok(own(call)
                            .map(|module| inside(&call.args[0], module.state))
                            .unwrap_or_default())
                    },
                )],
            ),
            Member::method(
                "ToString",
                &[Overload::new(&[], STR, |call| {
                    Ok(own(call)
                        .map(|own| Value::Str(own.to_text()))
                        .unwrap_or_default())
                })],
            ),
        ];
        MEMBERS
    });
