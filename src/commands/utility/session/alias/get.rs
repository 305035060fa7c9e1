//! `Get-Alias`

use super::{AliasInfo, all, not_found};
use engine::declare::Check;
use engine::{Run, Shell, cmdlet};
use object::pattern::{Wildcard, contains_wildcard_characters};
use object::{Category, Fault, Result, Str, Value, types};

cmdlet! {
    /// Returns the aliases of the session.
    pub struct GetAlias = "Get-Alias" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.GetAliasCommand", default_set "Default" {
        /// Name of what is meant; wildcards where there may be several.
        name = "Name": Option<Vec<Str>> => set("Default"), position(0), pipeline, by_name, check(&[Check::NotNullOrEmpty]);
        /// No names that match one of these patterns.
        exclude = "Exclude": Option<Vec<Str>>;
        /// Scope to work in: `Global`, `Script`, `Local`, or a number of scopes outwards.
        scope = "Scope": Option<Str>;
        /// Aliases that stand for these commands.
        definition = "Definition": Option<Vec<Str>> => set("Definition"), check(&[Check::NotNullOrEmpty]);
    }
}

impl Run for GetAlias {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let scope = match &self.scope {
            Some(name) => Some(super::scope_or_local(shell.engine, Some(name))?),
            None => None,
        };
        let by_definition = self.definition.is_some();
        let wanted = self
            .definition
            .clone()
            .or_else(|| self.name.clone())
            .unwrap_or_else(|| vec![Str::from("*")]);
        let exclude: Vec<Wildcard> = self
            .exclude
            .iter()
            .flatten()
            .filter_map(|text| Wildcard::new(text, true).ok())
            .collect();
        let aliases = all(shell.engine, scope);
        for name in wanted {
            let Ok(pattern) = Wildcard::new(&name, true) else {
                continue;
            };
            let mut any = false;
            for alias in &aliases {
                let text = if by_definition {
                    &alias.definition
                } else {
                    &alias.name
                };
                if !pattern.is_match(text) || exclude.iter().any(|pattern| pattern.is_match(text)) {
                    continue;
                }
                any = true;
                shell.write(Value::native(AliasInfo {
                    alias: alias.clone(),
                }))?;
            }
            if any || contains_wildcard_characters(&name) || !exclude.is_empty() {
                continue;
            }
            if by_definition {
                shell.error(
                    Fault::new(
                        &types::ITEM_NOT_FOUND_EXCEPTION,
                        format!("This command cannot find a matching alias because an alias with the definition '{name}' does not exist."),
                    )
                    .id("ItemNotFoundException")
                    .category(Category::ObjectNotFound)
                    .target(name),
                )?;
            } else {
                shell.error(not_found(&name))?;
            }
        }
        Ok(())
    }
}
