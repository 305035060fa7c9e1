//! `Export-ModuleMember`: what a module gives out.

use engine::command::Function;
use engine::declare::Check;
use engine::module::Module;
use engine::{Engine, Run, Shell, cmdlet};
use object::pattern::Wildcard;
use object::{Category, Fault, Result, Str, types};
use std::rc::Rc;

/// Adds the functions of a module's scope that match to its exports.
pub fn functions(engine: &mut Engine, module: &Rc<Module>, patterns: &[&Wildcard]) {
    let top = engine.states[module.state.index()].top;
    let mut found: Vec<Rc<Function>> = engine.scopes.get(top).functions.values().cloned().collect();
    found.sort_by_key(|function| function.code.span().start);
    let mut exported = module.functions.borrow_mut();
    for function in found {
        let known = exported
            .iter()
            .any(|own| own.name.eq_ignore_ascii_case(&function.name));
        if !known
            && patterns
                .iter()
                .any(|pattern| pattern.is_match(&function.name))
        {
            exported.push(function);
        }
    }
}

/// Adds the aliases of a module's scope that match to its exports.
pub fn aliases(engine: &mut Engine, module: &Rc<Module>, patterns: &[&Wildcard]) {
    let top = engine.states[module.state.index()].top;
    let mut found: Vec<_> = engine.scopes.get(top).aliases.values().cloned().collect();
    found.sort_by_key(|alias| alias.name.to_lowercase());
    let mut exported = module.aliases.borrow_mut();
    for alias in found {
        let known = exported
            .iter()
            .any(|own| own.name.eq_ignore_ascii_case(&alias.name));
        if !known && patterns.iter().any(|pattern| pattern.is_match(&alias.name)) {
            exported.push(alias);
        }
    }
}

/// Adds the variables of a module's scope that match to its exports.
fn variables(engine: &mut Engine, module: &Rc<Module>, patterns: &[&Wildcard]) {
    let top = engine.states[module.state.index()].top;
    let found = engine.scopes.variables(top);
    let mut exported = module.variables.borrow_mut();
    for (symbol, _) in found {
        let name = symbol.text();
        let known = exported.iter().any(|own| own.eq_ignore_ascii_case(&name));
        if !known && patterns.iter().any(|pattern| pattern.is_match(&name)) {
            exported.push(name);
        }
    }
}

cmdlet! {
    /// Says what the module whose script runs gives out.
    pub struct ExportModuleMember = "Export-ModuleMember" in "Microsoft.PowerShell.Core", class "Microsoft.PowerShell.Commands.ExportModuleMemberCommand" {
        /// Functions to bring in or to give out.
        function = "Function": Option<Vec<Str>> => position(0), pipeline, by_name, check(&[Check::AllowEmptyCollection]);
        /// Cmdlets to bring in or to give out.
        cmdlet = "Cmdlet": Option<Vec<Str>> => by_name, check(&[Check::AllowEmptyCollection]);
        /// Variables to bring in or to give out.
        variable = "Variable": Option<Vec<Str>> => by_name, check(&[Check::NotNull]);
        /// Aliases to bring in or to give out.
        alias = "Alias": Option<Vec<Str>> => by_name, check(&[Check::NotNull]);
    }
}

impl Run for ExportModuleMember {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let Some(module) = shell.engine.current_module() else {
            return Fault::new(
                &types::INVALID_OPERATION_EXCEPTION,
                "The Export-ModuleMember cmdlet can only be called from inside a module.",
            )
            .id("Modules_CanOnlyExecuteExportModuleMemberInsideAModule")
            .category(Category::PermissionDenied)
            .raise();
        };
        module.explicit.set(true);
        let patterns = |list: &Option<Vec<Str>>| -> Vec<Wildcard> {
            list.iter()
                .flatten()
                .filter_map(|name| Wildcard::new(name, true).ok())
                .collect()
        };
        let (own_functions, own_aliases, own_variables) = (
            patterns(&self.function),
            patterns(&self.alias),
            patterns(&self.variable),
        );
        functions(
            shell.engine,
            &module,
            &own_functions.iter().collect::<Vec<_>>(),
        );
        aliases(
            shell.engine,
            &module,
            &own_aliases.iter().collect::<Vec<_>>(),
        );
        variables(
            shell.engine,
            &module,
            &own_variables.iter().collect::<Vec<_>>(),
        );
        Ok(())
    }
}
