//! `Set-Variable`, `New-Variable`

use super::{Found, Names, PsVariable, find, is_locked, not_writable, scope_of};
use crate::core::argument::{OptionsArgument, VisibilityArgument};
use engine::declare::Check;
use engine::scope::{Options, ScopeId, Slot, Variable};
use engine::{Engine, Run, Shell, Switch, cmdlet};
use object::{Category, Fault, Result, Str, Symbol, Value, convert, types};
use std::cell::RefCell;
use std::rc::Rc;

cmdlet! {
    /// Sets the value of variables, making those that do not exist.
    pub struct SetVariable = "Set-Variable" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.SetVariableCommand", should_process Medium {
        /// Name of what is meant; wildcards where there may be several.
        name = "Name": Option<Vec<Str>> => mandatory, position(0), by_name;
        /// The value.
        value = "Value": Option<Value> => position(1), pipeline, by_name;
        /// Only names that match one of these patterns.
        include = "Include": Option<Vec<Str>>;
        /// No names that match one of these patterns.
        exclude = "Exclude": Option<Vec<Str>>;
        /// A text that tells what it is for.
        description = "Description": Option<Str>;
        /// `ReadOnly`, `Constant`, `Private`, `AllScope`.
        option = "Option": OptionsArgument;
        /// Goes on where something read-only or existing stands in the way.
        force = "Force": Switch;
        /// Whether code outside sees it.
        visibility = "Visibility": VisibilityArgument;
        /// Writes what was made or changed.
        pass_thru = "PassThru": Switch;
        /// Adds to the value that is there.
        append = "Append": Switch;
        /// Scope to work in: `Global`, `Script`, `Local`, or a number of scopes outwards.
        scope = "Scope": Option<Str> => check(&[Check::NotNullOrEmpty]);
        state {
            collected: Option<Vec<Value>>;
            fixed_name: bool;
            fixed_value: bool;
        }
    }
}

impl Run for SetVariable {
    fn begin(&mut self, shell: &mut Shell<'_>) -> Result {
        self.fixed_name = shell.is_bound("Name");
        self.fixed_value = shell.is_bound("Value");
        Ok(())
    }

    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        match (self.fixed_name, self.fixed_value) {
            (true, true) => Ok(()),
            (true, false) => {
                if let Some(value) = self.value.take() {
                    self.collected.get_or_insert_default().push(value);
                }
                Ok(())
            }
            _ => {
                let value = self.value.clone();
                self.set_all(shell, value)
            }
        }
    }

    fn end(&mut self, shell: &mut Shell<'_>) -> Result {
        if !self.fixed_name {
            return Ok(());
        }
        let value = match (self.fixed_value, self.collected.take()) {
            (true, _) => self.value.clone(),
            (false, Some(mut items)) if items.len() == 1 => items.pop(),
            (false, items) => items.map(Value::array),
        };
        self.set_all(shell, value)
    }
}

impl SetVariable {
    fn set_all(&mut self, shell: &mut Shell<'_>, value: Option<Value>) -> Result {
        let scope = match &self.scope {
            Some(name) => scope_of(shell.engine, name)?,
            None => shell.engine.scope,
        };
        for name in self.name.clone().unwrap_or_default() {
            let names = Names::new(&name, self.include.as_deref(), self.exclude.as_deref());
            let found = find(shell.engine, &names, Some(scope))?;
            let text = match &value {
                Some(value) => convert::to_text(shell.engine, value)?,
                None => Str::default(),
            };
            if found.is_empty()
                && !names.filtered
                && shell.should_process(&format!("Name: {name} Value: {text}"), "Set variable")?
            {
                let variable = Variable {
                    value: value.clone().unwrap_or_default(),
                    options: self.option.0.unwrap_or_default(),
                    description: self.description.clone().unwrap_or_default(),
                    ..Variable::default()
                };
                let made = define(shell.engine, scope, &name, variable);
                self.pass(shell, made)?;
                continue;
            }
            for found in found {
                if !shell.should_process(
                    &format!("Name: {} Value: {text}", found.name),
                    "Set variable",
                )? {
                    continue;
                }
                match self.change(shell.engine, &found, value.clone()) {
                    Ok(()) => self.pass(shell, found)?,
                    Err(stop) => shell.soften(stop)?,
                }
            }
        }
        Ok(())
    }

    fn change(&self, engine: &mut Engine, found: &Found, value: Option<Value>) -> Result {
        let options = found.variable.borrow().options;
        if is_locked(options, self.force.is_on()) {
            return not_writable(&found.name).raise();
        }
        if let Some(mut value) = value {
            if self.append.is_on() {
                let old = found.variable.borrow().value.clone();
                let mut items = engine
                    .enumerate(&old)?
                    .unwrap_or_else(|| if old.is_null() { Vec::new() } else { vec![old] });
                items.extend(
                    engine
                        .enumerate(&value)?
                        .unwrap_or_else(|| vec![value.clone()]),
                );
                value = Value::array(items);
            }
            found.variable.borrow_mut().options = Options::NONE;
            let set = engine.set_special(&found.variable, Symbol::of(&found.name), value);
            found.variable.borrow_mut().options = options;
            set?;
        }
        let mut variable = found.variable.borrow_mut();
        if let Some(options) = self.option.0 {
            variable.options = options;
        }
        if let Some(description) = &self.description {
            variable.description = description.clone();
        }
        Ok(())
    }

    fn pass(&self, shell: &mut Shell<'_>, found: Found) -> Result {
        match self.pass_thru.is_on() {
            true => shell.write(Value::native(PsVariable {
                name: found.name,
                variable: found.variable,
            })),
            false => Ok(()),
        }
    }
}

/// Puts a new variable into a scope; one that is nothing but its value takes no more than that.
fn define(engine: &mut Engine, scope: ScopeId, name: &Str, variable: Variable) -> Found {
    let symbol = Symbol::of(name);
    let slot = engine.scopes.get(scope).layout.slot(symbol);
    let variable = Rc::new(RefCell::new(variable));
    let plain = {
        let own = variable.borrow();
        (own.options == Options::NONE && own.description.is_empty()).then(|| own.value.clone())
    };
    *engine.scopes.slot_mut(scope, slot) = match plain {
        Some(value) => Slot::Plain(value),
        None => Slot::Special(Rc::clone(&variable)),
    };
    Found {
        name: name.clone(),
        variable,
        place: Some((scope, symbol)),
    }
}

cmdlet! {
    /// Makes a variable.
    pub struct NewVariable = "New-Variable" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.NewVariableCommand", should_process Low {
        /// Name of what is meant; wildcards where there may be several.
        name = "Name": Option<Str> => mandatory, position(0), by_name;
        /// The value.
        value = "Value": Option<Value> => position(1), pipeline, by_name;
        /// A text that tells what it is for.
        description = "Description": Option<Str>;
        /// `ReadOnly`, `Constant`, `Private`, `AllScope`.
        option = "Option": OptionsArgument;
        /// Whether code outside sees it.
        visibility = "Visibility": VisibilityArgument;
        /// Goes on where something read-only or existing stands in the way.
        force = "Force": Switch;
        /// Writes what was made or changed.
        pass_thru = "PassThru": Switch;
        /// Scope to work in: `Global`, `Script`, `Local`, or a number of scopes outwards.
        scope = "Scope": Option<Str> => check(&[Check::NotNullOrEmpty]);
    }
}

impl Run for NewVariable {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let name = self.name.clone().unwrap_or_default();
        let scope = match &self.scope {
            Some(name) => scope_of(shell.engine, name)?,
            None => shell.engine.scope,
        };
        let value = self.value.clone().unwrap_or_default();
        let text = convert::to_text(shell.engine, &value)?;
        if !shell.should_process(&format!("Name: {name} Value: {text}"), "New variable")? {
            return Ok(());
        }
        let names = Names::new(&object::pattern::escape_wildcard(&name), None, None);
        if let Some(existing) = find(shell.engine, &names, Some(scope))?.first() {
            if !self.force.is_on() {
                return shell.error(
                    Fault::new(
                        &types::SESSION_STATE_EXCEPTION,
                        format!("A variable with name '{name}' already exists."),
                    )
                    .id("VariableAlreadyExists")
                    .category(Category::ResourceExists)
                    .target(name),
                );
            }
            if is_locked(existing.variable.borrow().options, true) {
                return shell.error(not_writable(&name));
            }
        }
        let variable = Variable {
            value,
            options: self.option.0.unwrap_or_default(),
            description: self.description.clone().unwrap_or_default(),
            ..Variable::default()
        };
        let made = define(shell.engine, scope, &name, variable);
        match self.pass_thru.is_on() {
            true => shell.write(Value::native(PsVariable {
                name: made.name,
                variable: made.variable,
            })),
            false => Ok(()),
        }
    }
}
