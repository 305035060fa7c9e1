//! `ForEach-Object`: blocks, or a member, over each object.

use super::argument::Blocks;
use super::parallel::Parallel;
use engine::declare::Check;
use engine::{PsObject, Run, ScriptBlockArgument, Shell, Switch, cmdlet};
use object::members::method::MethodGroup;
use object::{Category, Fault, Result, Str, Symbol, Value, types};

cmdlet! {
    /// Runs script blocks for each object of the pipeline, or reads a property or calls a method of each.
    pub struct ForEachObject = "ForEach-Object" in "Microsoft.PowerShell.Core", class "Microsoft.PowerShell.Commands.ForEachObjectCommand", default_set "ScriptBlockSet", should_process Low {
        /// The objects to work on, from the pipeline.
        input_object = "InputObject": PsObject => set("ScriptBlockSet"), pipeline, set("PropertyAndMethodSet"), pipeline, set("ParallelParameterSet"), pipeline;
        /// Runs before the first object.
        begin = "Begin": ScriptBlockArgument => set("ScriptBlockSet");
        /// Runs for each object; `$_` is the object.
        process = "Process": Blocks => set("ScriptBlockSet"), mandatory, position(0), check(&[Check::AllowNull, Check::AllowEmptyCollection]);
        /// Runs behind the last object.
        end = "End": ScriptBlockArgument => set("ScriptBlockSet");
        /// Further blocks, the last of which runs at the end.
        remaining_scripts = "RemainingScripts": Blocks => set("ScriptBlockSet"), remaining, check(&[Check::AllowNull, Check::AllowEmptyCollection]);
        /// Name of a property to read or of a method to call.
        member_name = "MemberName": Option<Str> => set("PropertyAndMethodSet"), mandatory, position(0), check(&[Check::NotNullOrEmpty]);
        /// Arguments of the method.
        argument_list = "ArgumentList": Option<Vec<Value>> => alias(&["Args"]), set("PropertyAndMethodSet"), remaining;
        /// Runs for each object in a session of its own; `$using:` reads the caller's variables.
        parallel = "Parallel": ScriptBlockArgument => set("ParallelParameterSet"), mandatory;
        /// How many run at once.
        throttle_limit = "ThrottleLimit": Option<i32> => set("ParallelParameterSet"), check(&[Check::Range(1, 2_147_483_647)]);
        /// How long to wait at most.
        timeout_seconds = "TimeoutSeconds": Option<i32> => set("ParallelParameterSet"), check(&[Check::Range(0, 2_147_483)]);
        /// Runs as a job.
        as_job = "AsJob": Switch => set("ParallelParameterSet");
        /// Makes a new runspace for each object.
        use_new_runspace = "UseNewRunspace": Switch => set("ParallelParameterSet");
        state {
            blocks: Vec<Value>;
            last: Option<Value>;
            lane: Parallel;
        }
    }
}

impl Run for ForEachObject {
    fn begin(&mut self, shell: &mut Shell<'_>) -> Result {
        if let Some(block) = &self.parallel.0 {
            return self.lane.begin(shell, block, self.as_job.is_on());
        }
        if self.member_name.is_some() {
            return Ok(());
        }
        let first = self.sort_out();
        match first {
            Some(block) => shell.engine.run_in_place(&block, shell.out),
            None => Ok(()),
        }
    }

    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let Some(item) = self.input_object.0.take() else {
            return Ok(());
        };
        if let Some(block) = &self.parallel.0 {
            return self.lane.item(shell, block, item);
        }
        if let Some(name) = self.member_name.clone() {
            return self.member(shell, item, &name);
        }
        match &self.blocks[..] {
            [block] => shell.engine.call_with_item_into(block, item, shell.out),
            blocks => {
                for block in blocks {
                    shell
                        .engine
                        .call_with_item_into(block, item.clone(), shell.out)?;
                }
                Ok(())
            }
        }
    }

    fn end(&mut self, shell: &mut Shell<'_>) -> Result {
        if let Some(block) = &self.parallel.0 {
            return self.lane.end(shell, block);
        }
        match self.last.take() {
            Some(block) => shell.engine.run_in_place(&block, shell.out),
            None => Ok(()),
        }
    }
}

impl ForEachObject {
    /// Which of the blocks runs first, for each object, and last; gives the first.
    fn sort_out(&mut self) -> Option<Value> {
        let mut all: Vec<Value> = Vec::new();
        all.extend(self.begin.0.take());
        all.extend(self.process.0.take().unwrap_or_default());
        all.extend(self.remaining_scripts.0.take().unwrap_or_default());
        self.last = self.end.0.take();
        if self.last.is_none() && all.len() > 2 {
            self.last = all.pop();
        }
        let first = (all.len() > 1).then(|| all.remove(0));
        all.retain(|block| !block.is_null());
        self.blocks = all;
        self.last = self.last.take().filter(|block| !block.is_null());
        first.filter(|block| !block.is_null())
    }

    /// A property, or a method without or with arguments.
    fn member(&mut self, shell: &mut Shell<'_>, item: Value, name: &Str) -> Result {
        if item.is_null() && shell.engine.strict_mode() < 2 {
            return shell.write(Value::Null);
        }
        if item.is_null() {
            return shell.error(
                Fault::new(
                    &types::PS_ARGUMENT_NULL_EXCEPTION,
                    "Value cannot be null. (Parameter 'InputObject')",
                )
                .id("InputObjectIsNull")
                .category(Category::InvalidArgument),
            );
        }
        let arguments = self.argument_list.clone().unwrap_or_default();
        if let (Value::Dict(dict), true) = (item.base(), arguments.is_empty())
            && let Some(value) = dict.get_str(name)
        {
            return shell.write_each(value);
        }
        let name = match resolve_pattern(&item, name) {
            Ok(name) => name,
            Err(fault) => return shell.error(fault),
        };
        let found = match shell.engine.own_property(&item, &name) {
            Ok(found) => found,
            Err(stop) => return shell.soften(stop),
        };
        let is_method = found
            .as_ref()
            .is_none_or(|value| value.as_native::<MethodGroup>().is_some());
        match found {
            Some(value) if !is_method => shell.write_each(value),
            found => self.call(shell, &item, &name, arguments, found.is_some()),
        }
    }

    fn call(
        &mut self,
        shell: &mut Shell<'_>,
        item: &Value,
        name: &Str,
        arguments: Vec<Value>,
        known: bool,
    ) -> Result {
        if known || !arguments.is_empty() || is_engine_method(item, name) {
            let target = object::convert::to_text(shell.engine, item)?;
            let action = format!("Invoke method '{name}'");
            if !shell.should_process(&format!("InputObject: {target}"), &action)? {
                return Ok(());
            }
            return match shell
                .engine
                .invoke_member(item, name, Symbol::of(name), arguments)
            {
                Ok(value) => shell.write_each(value),
                Err(stop) => shell.soften(stop),
            };
        }
        if shell.engine.strict_mode() < 2 {
            return shell.write(Value::Null);
        }
        shell.error(
            Fault::new(
                &types::PS_ARGUMENT_EXCEPTION,
                format!("The input name \"{name}\" cannot be resolved to a property or method."),
            )
            .id("PropertyOrMethodNotFound")
            .category(Category::InvalidArgument)
            .target(item.clone()),
        )
    }
}

/// Methods that the engine gives to script blocks and to objects of script classes have no entry in a table.
fn is_engine_method(item: &Value, name: &str) -> bool {
    if item.as_native::<engine::block::ScriptBlock>().is_some() {
        return ["Invoke", "InvokeReturnAsIs", "GetNewClosure", "ToString"]
            .iter()
            .any(|known| known.eq_ignore_ascii_case(name));
    }
    object::members::display::members_of(item)
        .iter()
        .any(|view| view.name.eq_ignore_ascii_case(name) && view.kind.ends_with("Method"))
}

/// The one member whose name a pattern means.
#[allow(
    clippy::result_large_err,
    reason = "the fault is written, not passed on; it fails once at most"
)]
fn resolve_pattern(item: &Value, name: &Str) -> std::result::Result<Str, Fault> {
    if !object::pattern::contains_wildcard_characters(name) {
        return Ok(name.clone());
    }
    let Ok(pattern) = object::pattern::Wildcard::new(name, true) else {
        return Ok(name.clone());
    };
    let found: Vec<Str> = object::members::display::members_of(item)
        .into_iter()
        .map(|view| view.name)
        .filter(|known| pattern.is_match(known))
        .collect();
    match &found[..] {
        [one] => Ok(one.clone()),
        [] => Err(Fault::new(
            &types::PS_ARGUMENT_EXCEPTION,
            format!("The input name \"{name}\" cannot be resolved to a property or method."),
        )
        .id("PropertyOrMethodNotFound")
        .category(Category::InvalidArgument)
        .target(item.clone())),
        _ => {
            let names: Vec<&str> = found.iter().map(|name| name.as_str()).collect();
            Err(Fault::new(
                &types::PS_ARGUMENT_EXCEPTION,
                format!("The input name \"{name}\" is ambiguous. It can be resolved to multiple matched members. Possible matches include: {}.", names.join(" ")),
            )
            .id("AmbiguousPropertyOrMethodName")
            .category(Category::InvalidArgument)
            .target(item.clone()))
        }
    }
}
