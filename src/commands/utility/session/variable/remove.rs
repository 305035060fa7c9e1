//! `Remove-Variable`, `Clear-Variable`

use super::{Names, PsVariable, find, is_locked, not_found, not_writable, scope_of};
use engine::declare::Check;
use engine::scope::Options;
use engine::{Run, Shell, Switch, cmdlet};
use object::{Category, Fault, Result, Str, Value, types};

cmdlet! {
    /// Removes variables from a scope.
    pub struct RemoveVariable = "Remove-Variable" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.RemoveVariableCommand", should_process Medium {
        /// Name of what is meant; wildcards where there may be several.
        name = "Name": Option<Vec<Str>> => mandatory, position(0), by_name;
        /// Only names that match one of these patterns.
        include = "Include": Option<Vec<Str>>;
        /// No names that match one of these patterns.
        exclude = "Exclude": Option<Vec<Str>>;
        /// Goes on where something read-only or existing stands in the way.
        force = "Force": Switch;
        /// Scope to work in: `Global`, `Script`, `Local`, or a number of scopes outwards.
        scope = "Scope": Option<Str> => check(&[Check::NotNullOrEmpty]);
    }
}

impl Run for RemoveVariable {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let scope = match &self.scope {
            Some(name) => scope_of(shell.engine, name)?,
            None => shell.engine.scope,
        };
        for name in self.name.clone().unwrap_or_default() {
            let names = Names::new(&name, self.include.as_deref(), self.exclude.as_deref());
            let found = find(shell.engine, &names, Some(scope))?;
            if found.is_empty() && !names.filtered {
                shell.error(not_found(&name))?;
            }
            for found in found {
                if !shell.should_process(&format!("Name: {}", found.name), "Remove variable")? {
                    continue;
                }
                let options = found.variable.borrow().options;
                match found.place {
                    Some((scope, symbol)) if !is_locked(options, self.force.is_on()) => {
                        shell.engine.remove_in(scope, symbol);
                    }
                    _ => shell.error(not_removable(&found.name))?,
                }
            }
        }
        Ok(())
    }
}

fn not_removable(name: &str) -> Fault {
    Fault::new(
        &types::SESSION_STATE_UNAUTHORIZED_ACCESS_EXCEPTION,
        format!(
            "Cannot remove variable {name} because it is constant or read-only. If the variable is read-only, try the operation again specifying the Force option."
        ),
    )
    .id("VariableNotRemovable")
    .category(Category::WriteError)
    .target(name)
}

cmdlet! {
    /// Sets the value of variables to null.
    pub struct ClearVariable = "Clear-Variable" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.ClearVariableCommand", should_process Medium {
        /// Name of what is meant; wildcards where there may be several.
        name = "Name": Option<Vec<Str>> => mandatory, position(0), by_name;
        /// Only names that match one of these patterns.
        include = "Include": Option<Vec<Str>>;
        /// No names that match one of these patterns.
        exclude = "Exclude": Option<Vec<Str>>;
        /// Goes on where something read-only or existing stands in the way.
        force = "Force": Switch;
        /// Writes what was made or changed.
        pass_thru = "PassThru": Switch;
        /// Scope to work in: `Global`, `Script`, `Local`, or a number of scopes outwards.
        scope = "Scope": Option<Str> => check(&[Check::NotNullOrEmpty]);
    }
}

impl Run for ClearVariable {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let scope = match &self.scope {
            Some(name) => Some(scope_of(shell.engine, name)?),
            None => None,
        };
        for name in self.name.clone().unwrap_or_default() {
            let names = Names::new(&name, self.include.as_deref(), self.exclude.as_deref());
            let found = find(shell.engine, &names, scope)?;
            if found.is_empty() && !names.filtered {
                shell.error(not_found(&name))?;
            }
            for found in found {
                if !shell.should_process(&format!("Name: {}", found.name), "Clear variable")? {
                    continue;
                }
                let options = found.variable.borrow().options;
                if is_locked(options, self.force.is_on()) {
                    shell.error(not_writable(&found.name))?;
                    continue;
                }
                found.variable.borrow_mut().options = Options::NONE;
                let symbol = object::Symbol::of(&found.name);
                let set = shell
                    .engine
                    .set_special(&found.variable, symbol, Value::Null);
                found.variable.borrow_mut().options = options;
                if let Err(stop) = set {
                    shell.soften(stop)?;
                    continue;
                }
                if self.pass_thru.is_on() {
                    shell.write(Value::native(PsVariable {
                        name: found.name,
                        variable: found.variable,
                    }))?;
                }
            }
        }
        Ok(())
    }
}
