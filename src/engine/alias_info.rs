//! `AliasInfo`: an alias as an object.

use crate::Engine;
use crate::cmdlet_object::engine;
use crate::command::{Alias, Command};
use crate::info::{COMMAND_INFO, COMMAND_TYPES, CommandInfo};
use crate::variable_info::SCOPED_ITEM_OPTIONS;
use object::types::{self, Call, Member, Sig};
use object::{Native, Result, Str, Type, TypeInfo, Value};
use std::rc::Rc;

/// An alias as an object.
pub struct AliasInfo {
    /// The alias.
    pub alias: Rc<Alias>,
}

const STR: Sig = Sig::One(&types::STRING);
const OBJ: Sig = Sig::One(&types::OBJECT);

fn own(value: &Value) -> Option<&Rc<Alias>> {
    value.as_native::<AliasInfo>().map(|info| &info.alias)
}

/// `System.Management.Automation.AliasInfo`
pub static ALIAS_INFO: TypeInfo =
    TypeInfo::class("System.Management.Automation.AliasInfo", &COMMAND_INFO).members(|| {
        const MEMBERS: &[Member] = &[
            Member::get("ResolvedCommandName", STR, |call| {
                Ok(resolved(call)?.map_or(Value::Null, |command| Value::Str(command.name())))
            }),
            Member::get("DisplayName", STR, |call| {
                let Some(alias) = own(call.this) else {
                    return Ok(Value::Null);
                };
                Ok(Value::str(format!(
                    "{} -> {}",
                    alias.name, alias.definition
                )))
            }),
            Member::get("ReferencedCommand", OBJ, |call| {
                let Some(alias) = own(call.this).cloned() else {
                    return Ok(Value::Null);
                };
                let engine = engine(call.host)?;
                if let Some(next) = engine.find_alias(object::Symbol::of(&alias.definition)) {
                    return Ok(Value::native(AliasInfo { alias: next }));
                }
                Ok(engine
                    .find_command(&alias.definition)?
                    .map_or(Value::Null, |command| {
                        Value::native(CommandInfo { command })
                    }))
            }),
            Member::get("ResolvedCommand", OBJ, |call| {
                Ok(resolved(call)?.map_or(Value::Null, |command| {
                    Value::native(CommandInfo { command })
                }))
            }),
            Member::get("Definition", STR, |call| {
                Ok(own(call.this)
                    .map(|alias| Value::Str(alias.definition.clone()))
                    .unwrap_or_default())
            }),
            Member::get("Options", Sig::One(&SCOPED_ITEM_OPTIONS), |call| {
                let bits = own(call.this).map_or(0, |alias| alias.options.0);
                Ok(Type::Known(&SCOPED_ITEM_OPTIONS).enum_from(i64::from(bits)))
            }),
            Member::get("Description", STR, |call| {
                Ok(own(call.this)
                    .map(|alias| Value::Str(alias.description.clone()))
                    .unwrap_or_default())
            }),
            Member::get("OutputType", OBJ, |call| match resolved(call)? {
                Some(command) => crate::parameter_info::output_types(engine(call.host)?, &command),
                None => Ok(Value::Null),
            }),
            Member::get("Parameters", OBJ, |call| match resolved(call)? {
                Some(command) => crate::parameter_info::parameters(engine(call.host)?, &command),
                None => Ok(Value::Null),
            }),
            Member::get("ParameterSets", OBJ, |call| match resolved(call)? {
                Some(command) => {
                    crate::parameter_info::parameter_sets(engine(call.host)?, &command)
                }
                None => Ok(Value::Null),
            }),
            Member::get("Name", STR, |call| {
                Ok(own(call.this)
                    .map(|alias| Value::Str(alias.name.clone()))
                    .unwrap_or_default())
            }),
            Member::get("CommandType", Sig::One(&COMMAND_TYPES), |_| {
                Ok(Type::Known(&COMMAND_TYPES).enum_from(1))
            }),
            Member::get("Source", STR, source),
            Member::get("ModuleName", STR, source),
            Member::get("Version", OBJ, |call| {
                let Some(alias) = own(call.this).cloned() else {
                    return Ok(Value::Null);
                };
                let module = module_of(engine(call.host)?, &alias);
                Ok(module.map_or(Value::Null, |module| {
                    object::members::version::of_text(&module.version.borrow())
                }))
            }),
        ];
        MEMBERS
    });

impl Native for AliasInfo {
    fn get_type(&self) -> Type {
        Type::Known(&ALIAS_INFO)
    }

    fn to_text(&self) -> Str {
        self.alias.name.clone()
    }
}

fn resolved(call: &mut Call<'_>) -> Result<Option<Command>> {
    let Some(alias) = own(call.this).cloned() else {
        return Ok(None);
    };
    resolve(engine(call.host)?, &alias)
}

/// The command at the end of a chain of aliases; none where it goes round in circles or ends nowhere.
pub fn resolve(engine: &mut Engine, alias: &Alias) -> Result<Option<Command>> {
    let mut seen = vec![alias.name.to_lowercase()];
    let mut name = alias.definition.clone();
    while let Some(next) = engine.find_alias(object::Symbol::of(&name)) {
        if seen.contains(&name.to_lowercase()) {
            return Ok(None);
        }
        seen.push(name.to_lowercase());
        name = next.definition.clone();
    }
    engine.find_command(&name)
}

/// The module that brought an alias: with the prefix that its commands got.
pub fn module_of(engine: &Engine, alias: &Alias) -> Option<Rc<crate::module::Module>> {
    use crate::module_info::with_prefix;
    let brings = |module: &&Rc<crate::module::Module>| {
        let prefix = module.prefix.borrow();
        module.aliases.borrow().iter().any(|known| {
            with_prefix(&known.name, &prefix).eq_ignore_ascii_case(&alias.name)
                && (known.definition == alias.definition
                    || with_prefix(&known.definition, &prefix) == alias.definition)
        })
    };
    engine.modules.iter().find(brings).cloned()
}

/// The module that brought the alias.
fn source(call: &mut Call<'_>) -> Result<Value> {
    let Some(alias) = own(call.this).cloned() else {
        return Ok(Value::Null);
    };
    let module = module_of(engine(call.host)?, &alias);
    Ok(Value::Str(
        module.map(|module| module.name.clone()).unwrap_or_default(),
    ))
}
