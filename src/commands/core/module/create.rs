//! `New-Module`: modules that stand in no file.

use super::attach::{self, Selection};
use super::import::custom_object;
use super::load::export_default;
use engine::block::ScriptBlock;
use engine::declare::Check;
use engine::{Collector, Out, Run, ScriptBlockArgument, Shell, Switch, cmdlet};
use object::pattern::Wildcard;
use object::{Result, Str, Value};
use std::rc::Rc;

cmdlet! {
    /// Makes a module of a script block, and brings what it gives out into the session.
    pub struct NewModule = "New-Module" in "Microsoft.PowerShell.Core", class "Microsoft.PowerShell.Commands.NewModuleCommand", default_set "ScriptBlock" {
        /// Name of the module.
        name = "Name": Option<Str> => set("Name"), mandatory, position(0), pipeline;
        /// The block to run.
        script_block = "ScriptBlock": ScriptBlockArgument => set("Name"), mandatory, position(1), set("ScriptBlock"), mandatory, position(0), check(&[Check::NotNull]);
        /// Functions to bring in or to give out.
        function = "Function": Option<Vec<Str>> => check(&[Check::NotNull]);
        /// Cmdlets to bring in or to give out.
        cmdlet = "Cmdlet": Option<Vec<Str>> => check(&[Check::NotNull]);
        /// Writes what the block writes instead of the module.
        return_result = "ReturnResult": Switch;
        /// Writes an object whose methods are the commands.
        as_custom_object = "AsCustomObject": Switch;
        /// Arguments that are passed on.
        argument_list = "ArgumentList": Option<Vec<Value>> => alias(&["Args"]), remaining;
    }
}

impl Run for NewModule {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let Some(block) = self.script_block.0.clone() else {
            return Ok(());
        };
        let Some(own) = block.as_native::<ScriptBlock>() else {
            return Ok(());
        };
        let name = match &self.name {
            Some(name) => name.clone(),
            None => {
                let guid = shell.engine.random.guid();
                Str::from(format!(
                    "__DynamicModule_{}",
                    object::members::guid::text(&guid, "D")?
                ))
            }
        };
        let path = shell.engine.folder.join(&*name);
        let module = shell.engine.new_module(&name, &path.to_string_lossy());
        let inside = Value::native(ScriptBlock {
            code: Rc::clone(&own.code),
            state: Some(module.state),
        });
        let collector = Collector::new();
        let out: Out = Rc::clone(&collector) as Out;
        let arguments = self.argument_list.clone().unwrap_or_default();
        shell.engine.dot_block_into(&inside, &arguments, &out)?;
        export_default(shell.engine, &module);
        if self.as_custom_object.is_on() {
            let value = custom_object(shell.engine, &module);
            return shell.write(value);
        }
        let patterns = |list: &Option<Vec<Str>>| {
            list.as_ref().map(|list| {
                list.iter()
                    .filter_map(|name| Wildcard::new(name, true).ok())
                    .collect::<Vec<_>>()
            })
        };
        let selection = Selection {
            functions: patterns(&self.function),
            ..Selection::default()
        };
        let scope = shell.engine.states[shell.engine.state.index()].top;
        attach::attach(shell.engine, &module, scope, &selection);
        if self.return_result.is_on() {
            for value in collector.take() {
                shell.write(value)?;
            }
            return Ok(());
        }
        shell.write(engine::values::shared(&module))
    }
}
