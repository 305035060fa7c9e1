//! `Set-Alias`, `New-Alias`, `Remove-Alias`

use super::{AliasInfo, all, exists, not_found, not_removable, not_writable, scope_or_local};
use crate::core::argument::OptionsArgument;
use engine::command::Alias;
use engine::scope::{Options, ScopeId};
use engine::{Engine, Run, Shell, Switch, cmdlet};
use object::pattern::{Wildcard, contains_wildcard_characters};
use object::{Result, Str, Symbol, Value};
use std::rc::Rc;

/// The alias of a name in a scope; one of all scopes counts wherever it stands.
fn existing(engine: &Engine, scope: ScopeId, name: &str) -> Option<Rc<Alias>> {
    let symbol = Symbol::of(name);
    if let Some(alias) = engine.scopes.get(scope).aliases.get(&symbol) {
        return Some(Rc::clone(alias));
    }
    engine
        .find_alias(symbol)
        .filter(|alias| alias.options.has(Options::ALL_SCOPE))
}

/// An alias that is about to be made.
struct Wish<'a> {
    name: &'a Str,
    value: &'a Str,
    description: &'a Option<Str>,
    options: OptionsArgument,
    force: bool,
    pass_thru: bool,
}

impl Wish<'_> {
    fn make(&self, shell: &mut Shell<'_>, scope: ScopeId, old: Option<&Alias>) -> Result {
        // An alias of all scopes stays one, whoever changes what it stands for.
        let (scope, kept) = match old {
            Some(old) if old.options.has(Options::ALL_SCOPE) => {
                (shell.engine.global, Options::ALL_SCOPE)
            }
            _ => (scope, Options::NONE),
        };
        let options = Options(self.options.0.unwrap_or_default().0 | kept.0);
        let alias = Alias {
            name: self.name.clone(),
            definition: self.value.clone(),
            options,
            description: self.description.clone().unwrap_or_default(),
        };
        shell.engine.define_alias(scope, alias);
        if self.pass_thru
            && let Some(alias) = existing(shell.engine, scope, self.name)
        {
            return shell.write(Value::native(AliasInfo { alias }));
        }
        Ok(())
    }

    fn is_locked(&self, old: &Alias) -> bool {
        old.options.has(Options::CONSTANT) || (old.options.has(Options::READ_ONLY) && !self.force)
    }
}

cmdlet! {
    /// Makes an alias, or changes what one stands for.
    pub struct SetAlias = "Set-Alias" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.SetAliasCommand", should_process Medium {
        /// The alias.
        name = "Name": Option<Str> => mandatory, position(0), by_name;
        /// The command that it stands for.
        value = "Value": Option<Str> => mandatory, position(1), by_name;
        /// A text that tells what it is for.
        description = "Description": Option<Str>;
        /// `ReadOnly`, `Constant`, `Private`, `AllScope`.
        option = "Option": OptionsArgument;
        /// Writes what was made or changed.
        pass_thru = "PassThru": Switch;
        /// Scope to work in: `Global`, `Script`, `Local`, or a number of scopes outwards.
        scope = "Scope": Option<Str>;
        /// Goes on where something read-only or existing stands in the way.
        force = "Force": Switch;
    }
}

impl Run for SetAlias {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let (Some(name), Some(value)) = (&self.name, &self.value) else {
            return Ok(());
        };
        let scope = scope_or_local(shell.engine, self.scope.as_ref())?;
        if !shell.should_process(&format!("Name: {name} Value: {value}"), "Set Alias")? {
            return Ok(());
        }
        let wish = Wish {
            name,
            value,
            description: &self.description,
            options: self.option,
            force: self.force.is_on(),
            pass_thru: self.pass_thru.is_on(),
        };
        let old = existing(shell.engine, scope, name);
        match &old {
            Some(old) if wish.is_locked(old) => shell.error(not_writable(name)),
            old => wish.make(shell, scope, old.as_deref()),
        }
    }
}

cmdlet! {
    /// Makes an alias.
    pub struct NewAlias = "New-Alias" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.NewAliasCommand", should_process Low {
        /// The alias.
        name = "Name": Option<Str> => mandatory, position(0), by_name;
        /// The command that it stands for.
        value = "Value": Option<Str> => mandatory, position(1), by_name;
        /// A text that tells what it is for.
        description = "Description": Option<Str>;
        /// `ReadOnly`, `Constant`, `Private`, `AllScope`.
        option = "Option": OptionsArgument;
        /// Writes what was made or changed.
        pass_thru = "PassThru": Switch;
        /// Scope to work in: `Global`, `Script`, `Local`, or a number of scopes outwards.
        scope = "Scope": Option<Str>;
        /// Goes on where something read-only or existing stands in the way.
        force = "Force": Switch;
    }
}

impl Run for NewAlias {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let (Some(name), Some(value)) = (&self.name, &self.value) else {
            return Ok(());
        };
        let scope = scope_or_local(shell.engine, self.scope.as_ref())?;
        let wish = Wish {
            name,
            value,
            description: &self.description,
            options: self.option,
            force: self.force.is_on(),
            pass_thru: self.pass_thru.is_on(),
        };
        let old = existing(shell.engine, scope, name);
        match &old {
            Some(_) if !wish.force => return shell.error(exists(name)),
            Some(old) if wish.is_locked(old) => return shell.error(not_writable(name)),
            _ => {}
        }
        if !shell.should_process(&format!("Name: {name} Value: {value}"), "New Alias")? {
            return Ok(());
        }
        wish.make(shell, scope, old.as_deref())
    }
}

cmdlet! {
    /// Removes aliases from a scope.
    pub struct RemoveAlias = "Remove-Alias" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.RemoveAliasCommand", default_set "Default" {
        /// The aliases.
        name = "Name": Option<Vec<Str>> => mandatory, position(0), pipeline, by_name;
        /// Scope to work in: `Global`, `Script`, `Local`, or a number of scopes outwards.
        scope = "Scope": Option<Str>;
        /// Goes on where something read-only or existing stands in the way.
        force = "Force": Switch;
    }
}

impl Run for RemoveAlias {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let scope = match &self.scope {
            Some(name) => Some(scope_or_local(shell.engine, Some(name))?),
            None => None,
        };
        for name in self.name.clone().unwrap_or_default() {
            let Ok(pattern) = Wildcard::new(&name, true) else {
                continue;
            };
            let found: Vec<Rc<Alias>> = all(shell.engine, scope)
                .into_iter()
                .filter(|alias| pattern.is_match(&alias.name))
                .collect();
            if found.is_empty() && !contains_wildcard_characters(&name) {
                shell.error(not_found(&name))?;
            }
            for alias in found {
                let locked = alias.options.has(Options::CONSTANT)
                    || (alias.options.has(Options::READ_ONLY) && !self.force.is_on());
                if locked {
                    shell.error(not_removable(&alias.name))?;
                } else {
                    remove(shell.engine, scope, &alias.name);
                }
            }
        }
        Ok(())
    }
}

/// Removes an alias from a scope, or from the nearest that has it.
fn remove(engine: &mut Engine, scope: Option<ScopeId>, name: &str) {
    let symbol = Symbol::of(name);
    let mut at = Some(scope.unwrap_or(engine.scope));
    while let Some(id) = at {
        if engine.scopes.get_mut(id).aliases.remove(&symbol).is_some() {
            break;
        }
        at = if scope.is_some() {
            None
        } else {
            engine.scopes.get(id).parent
        };
    }
    engine.epoch += 1;
}
