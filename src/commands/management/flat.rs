//! Changing items of the providers without folders: environment, variables, functions, aliases.

use super::objects;
use super::place::{self, Kind, Place};
use crate::utility::session::alias;
use crate::utility::session::variable;
use engine::Shell;
use engine::command::Alias;
use engine::scope::Options;
use object::{Category, Fault, Result, Str, Symbol, Value, convert, types};

/// Sets an item, making it where it is missing; null takes it away, or empties a variable.
///
/// # Errors
/// An item that is protected, or a value that cannot be one.
pub fn set(
    shell: &mut Shell<'_>,
    place: &Place,
    value: Value,
    force: bool,
    options: Option<&Value>,
) -> Result {
    let name = place.inner.as_str();
    if name.is_empty() {
        return invalid("path");
    }
    match place.kind {
        Kind::Env => {
            let text = text_of(shell, &value)?;
            object::Host::set_variable(
                shell.engine,
                name,
                if value.is_null() { None } else { Some(&*text) },
            )
        }
        Kind::Variable => set_variable(shell, name, value, force, options),
        Kind::Function => set_function(shell, name, &value, force, options),
        Kind::Alias => set_alias(shell, name, &value, force, options),
        Kind::File => Ok(()),
    }
}

/// Several values are one text with blanks between them.
fn text_of(shell: &mut Shell<'_>, value: &Value) -> Result<Str> {
    convert::to_text(shell.engine, value)
}

fn bits_of(shell: &mut Shell<'_>, options: Option<&Value>) -> Result<Option<Options>> {
    let Some(value) = options.filter(|value| !value.is_null()) else {
        return Ok(None);
    };
    let kind = object::Type::Known(&engine::variable_info::SCOPED_ITEM_OPTIONS);
    let value = shell.engine.convert(value, &kind)?;
    Ok(match value.base() {
        Value::Enum(value) => Some(Options(value.bits as u8)),
        _ => None,
    })
}

fn set_variable(
    shell: &mut Shell<'_>,
    name: &str,
    value: Value,
    force: bool,
    options: Option<&Value>,
) -> Result {
    let symbol = Symbol::of(name);
    let found = find_variable(shell, name)?;
    let locked = found.as_ref().map(|found| found.variable.borrow().options);
    if let Some(own) = locked
        && own.has(Options(3))
    {
        if !force || own.has(Options::CONSTANT) {
            return variable::not_writable(name).raise();
        }
        if let Some(found) = found {
            found.variable.borrow_mut().value = value;
        }
        return Ok(());
    }
    shell.engine.set_variable(symbol, value)?;
    if let Some(bits) = bits_of(shell, options)?
        && let Some(found) = find_variable(shell, name)?
    {
        found.variable.borrow_mut().options = bits;
    }
    Ok(())
}

fn find_variable(shell: &mut Shell<'_>, name: &str) -> Result<Option<variable::Found>> {
    let pattern = object::pattern::escape_wildcard(name);
    let found = variable::find(
        shell.engine,
        &variable::Names::new(&pattern, None, None),
        None,
    )?;
    Ok(found.into_iter().next())
}

fn set_function(
    shell: &mut Shell<'_>,
    name: &str,
    value: &Value,
    force: bool,
    options: Option<&Value>,
) -> Result {
    if let Some(function) = shell.engine.find_function(Symbol::of(name))
        && function.options.has(Options(3))
        && (!force || function.options.has(Options::CONSTANT))
    {
        let what = format!("Cannot write to function {name} because it is read-only or constant.");
        let fault = Fault::new(&types::SESSION_STATE_UNAUTHORIZED_ACCESS_EXCEPTION, what)
            .id("FunctionNotWritable");
        return fault.category(Category::WriteError).target(name).raise();
    }
    let value = match value.base() {
        Value::Array(array) if array.len() == 1 => array.get(0).unwrap_or_default(),
        _ => value.clone(),
    };
    let is_code = value.as_native::<engine::block::ScriptBlock>().is_some()
        || value.as_str().is_some()
        || value.is_null();
    if !is_code {
        return invalid("value");
    }
    shell.engine.set_function(name, &value)?;
    if let Some(bits) = bits_of(shell, options)?
        && let Some(function) = shell.engine.find_function(Symbol::of(name))
    {
        let scope = shell.engine.scope;
        let changed = engine::command::Function {
            name: function.name.clone(),
            code: function.code.clone(),
            state: function.state,
            module: function.module.clone(),
            options: bits,
            description: function.description.clone(),
        };
        shell.engine.define_function(scope, changed);
    }
    Ok(())
}

fn set_alias(
    shell: &mut Shell<'_>,
    name: &str,
    value: &Value,
    force: bool,
    options: Option<&Value>,
) -> Result {
    if value.is_null() {
        let place = place::parse(shell.engine, &format!("Alias:{name}"))?;
        return remove(shell, &place, force);
    }
    let old = shell.engine.find_alias(Symbol::of(name));
    let own = old.as_ref().map_or(Options::NONE, |old| old.options);
    if own.has(Options::CONSTANT) || own.has(Options::READ_ONLY) && !force {
        return alias::not_writable(name).raise();
    }
    let definition = text_of(shell, value)?;
    let options = bits_of(shell, options)?.unwrap_or(own);
    let scope = shell.engine.scope;
    shell.engine.define_alias(
        scope,
        Alias {
            name: Str::from(name),
            definition,
            options,
            description: Str::default(),
        },
    );
    Ok(())
}

/// Takes an item away.
///
/// # Errors
/// An item that is protected.
pub fn remove(shell: &mut Shell<'_>, place: &Place, force: bool) -> Result {
    let name = place.inner.as_str();
    let symbol = Symbol::of(name);
    match place.kind {
        Kind::Env => return object::Host::set_variable(shell.engine, name, None),
        Kind::Variable => {
            let Some(found) = find_variable(shell, name)? else {
                return Ok(());
            };
            let options = found.variable.borrow().options;
            if variable::is_locked(options, force) {
                let what = format!(
                    "Cannot remove variable {name} because it is constant or read-only. If the variable is read-only, try the operation again specifying the Force option."
                );
                let fault = Fault::new(&types::SESSION_STATE_UNAUTHORIZED_ACCESS_EXCEPTION, what)
                    .id("VariableNotRemovable");
                return fault.category(Category::WriteError).target(name).raise();
            }
            if let Some((scope, symbol)) = found.place {
                shell.engine.remove_in(scope, symbol);
            }
        }
        Kind::Function => {
            if let Some(function) = shell.engine.find_function(symbol)
                && variable::is_locked(function.options, force)
            {
                let what = format!("Cannot remove function {name} because it is constant.");
                let fault = Fault::new(&types::SESSION_STATE_UNAUTHORIZED_ACCESS_EXCEPTION, what)
                    .id("FunctionNotRemovable");
                return fault.category(Category::WriteError).target(name).raise();
            }
            let mut at = Some(shell.engine.scope);
            while let Some(id) = at {
                let scope = shell.engine.scopes.get_mut(id);
                if scope.functions.remove(&symbol).is_some() {
                    break;
                }
                at = scope.parent;
            }
        }
        Kind::Alias => {
            if let Some(own) = shell.engine.find_alias(symbol)
                && variable::is_locked(own.options, force)
            {
                return alias::not_removable(name).raise();
            }
            let mut at = Some(shell.engine.scope);
            while let Some(id) = at {
                let scope = shell.engine.scopes.get_mut(id);
                if scope.aliases.remove(&symbol).is_some() {
                    break;
                }
                at = scope.parent;
            }
        }
        Kind::File => {}
    }
    shell.engine.epoch += 1;
    Ok(())
}

/// What an item holds, as `Get-Content`, `Copy-Item` and `Rename-Item` take it.
///
/// # Errors
/// What reading an automatic variable raises.
pub fn content(shell: &mut Shell<'_>, place: &Place) -> Result<Option<Value>> {
    if place.inner.is_empty() {
        return invalid("path");
    }
    let Some(item) = objects::flat_item(shell.engine, place)? else {
        return Ok(None);
    };
    let name = match place.kind {
        Kind::Function => "ScriptBlock",
        Kind::Alias => "Definition",
        _ => "Value",
    };
    shell.engine.property(&item, name).map(Some)
}

fn invalid<T>(what: &str) -> Result<T> {
    place::bad_argument(format!(
        "Cannot process argument because the value of argument \"{what}\" is not valid. Change the value of the \"{what}\" argument and run the operation again."
    ))
    .raise()
}
