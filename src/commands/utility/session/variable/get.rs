//! `Get-Variable`

use super::{Names, PsVariable, find, not_found, scope_of};
use engine::declare::Check;
use engine::{Run, Shell, Switch, cmdlet};
use object::{Result, Str, Value};

cmdlet! {
    /// Returns variables of the session.
    pub struct GetVariable = "Get-Variable" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.GetVariableCommand" {
        /// Name of what is meant; wildcards where there may be several.
        name = "Name": Option<Vec<Str>> => position(0), pipeline, by_name, check(&[Check::NotNullOrEmpty]);
        /// Returns the values alone.
        value_only = "ValueOnly": Switch;
        /// Only names that match one of these patterns.
        include = "Include": Option<Vec<Str>>;
        /// No names that match one of these patterns.
        exclude = "Exclude": Option<Vec<Str>>;
        /// Scope to work in: `Global`, `Script`, `Local`, or a number of scopes outwards.
        scope = "Scope": Option<Str> => check(&[Check::NotNullOrEmpty]);
    }
}

impl Run for GetVariable {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let scope = match &self.scope {
            Some(name) => Some(scope_of(shell.engine, name)?),
            None => None,
        };
        for name in self.name.clone().unwrap_or_else(|| vec![Str::from("*")]) {
            let names = Names::new(&name, self.include.as_deref(), self.exclude.as_deref());
            let mut found = find(shell.engine, &names, scope)?;
            if found.is_empty() && !names.filtered {
                shell.error(not_found(&name))?;
            }
            found.sort_by_key(|found| found.name.to_lowercase());
            for found in found {
                if self.value_only.is_on() {
                    let value = found.variable.borrow().value.clone();
                    shell.write(value)?;
                } else {
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
