//! `Remove-Module`

use super::attach;
use super::specification::{ModulesArgument, SpecificationsArgument, Wanted};
use engine::module::Module;
use engine::{Run, Shell, Switch, cmdlet};
use object::pattern::{Wildcard, contains_wildcard_characters};
use object::{Category, Fault, Result, Str, types};
use std::rc::Rc;

cmdlet! {
    /// Takes modules and all that they brought out of the session.
    pub struct RemoveModule = "Remove-Module" in "Microsoft.PowerShell.Core", class "Microsoft.PowerShell.Commands.RemoveModuleCommand", should_process Medium {
        /// Names of modules.
        name = "Name": Option<Vec<Str>> => set("name"), mandatory, position(0), pipeline;
        /// Name, version and GUID of modules, as tables.
        fully_qualified_name = "FullyQualifiedName": SpecificationsArgument => set("FullyQualifiedName"), mandatory, position(0), pipeline;
        /// Modules as `Get-Module` writes them.
        module_info = "ModuleInfo": ModulesArgument => set("ModuleInfo"), mandatory, position(0), pipeline;
        /// Goes on where something read-only or existing stands in the way.
        force = "Force": Switch;
    }
}

impl Run for RemoveModule {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let mut found: Vec<Rc<Module>> = self.module_info.0.take().unwrap_or_default();
        let mut missing = None;
        for name in self.name.take().unwrap_or_default() {
            let Ok(pattern) = Wildcard::new(&name, true) else {
                continue;
            };
            let matching: Vec<_> = shell
                .engine
                .modules
                .iter()
                .filter(|module| pattern.is_match(&module.name))
                .cloned()
                .collect();
            if matching.is_empty() && !contains_wildcard_characters(&name) {
                missing = Some(name);
            }
            found.extend(matching);
        }
        for value in self.fully_qualified_name.0.take().unwrap_or_default() {
            let wanted = Wanted::of(shell.engine, &value)?;
            let matching = shell.engine.modules.iter().filter(|module| {
                module.name.eq_ignore_ascii_case(&wanted.name) && wanted.accepts_module(module)
            });
            found.extend(matching.cloned());
        }
        for module in &found {
            if shell.should_process(
                &format!("{} (Path: '{}')", module.name, module.path),
                "Remove-Module",
            )? {
                remove(shell, module, true)?;
            }
        }
        match missing {
            Some(name) => shell.error(
                Fault::new(
                    &types::INVALID_OPERATION_EXCEPTION,
                    "No modules were removed. Verify that the specification of modules to remove is correct and those modules exist in the runspace.",
                )
                .id("Modules_NoModulesRemoved")
                .category(Category::ResourceUnavailable)
                .target(name),
            ),
            None => Ok(()),
        }
    }
}

/// Removes a module: what it wanted to do at its end runs first.
pub fn remove(shell: &mut Shell<'_>, module: &Rc<Module>, tells: bool) -> Result {
    let on_remove = module.on_remove.borrow().clone();
    if !on_remove.is_null() {
        shell
            .engine
            .call_block_into(&on_remove, &[engine::values::shared(module)], shell.out)?;
    }
    super::load::forget_files(shell.engine, module)?;
    let nested = module.nested.borrow().clone();
    for inner in nested {
        attach::detach(shell.engine, &inner);
    }
    for name in attach::detach(shell.engine, module) {
        if tells {
            shell.verbose(format!("Removing the imported \"{name}\" function."))?;
        }
    }
    Ok(())
}
