//! Blocks that run in a session of their own: `ForEach-Object -Parallel`, `Start-Job`, `Start-ThreadJob`.
//!
//! They run at once and one after the other, in a session state that sees nothing of the caller's but what `$using:` names: the
//! values are read when the block is handed over. Sessions are single-threaded, and the same input shall give the same output.

use super::job::{Job, JobKind};
use engine::block::ScriptBlock;
use engine::hosting::Runspace;
use engine::scope::ScopeKind;
use engine::{Engine, Out, Shell};
use object::{
    Category, Dict, Fault, Interrupt, KeyCase, Order, Result, Symbol, Type, Value, types,
};
use std::rc::Rc;

/// What `-Parallel` keeps between objects.
#[derive(Default)]
pub struct Parallel {
    lane: Option<Lane>,
    job: Option<Vec<Value>>,
}

impl Parallel {
    /// Reads the variables that the block uses.
    pub fn begin(&mut self, shell: &mut Shell<'_>, block: &Value, as_job: bool) -> Result {
        let common = &shell.context.common;
        if common.error_action.is_some()
            || common.warning_action.is_some()
            || common.information_action.is_some()
            || common.pipeline_variable.is_some()
        {
            return Fault::new(
                &types::PS_NOT_SUPPORTED_EXCEPTION,
                "The following common parameters are not currently supported in the Parallel parameter set:\nErrorAction, WarningAction, InformationAction, ProgressAction, PipelineVariable",
            )
            .id("ParallelCommonParametersNotSupported")
            .category(Category::NotImplemented)
            .raise();
        }
        let lane = Lane::new(shell.engine, block)?;
        if lane
            .using
            .values()
            .iter()
            .any(|value| value.as_native::<ScriptBlock>().is_some())
        {
            return Fault::new(
                &types::PS_ARGUMENT_EXCEPTION,
                "A ForEach-Object -Parallel using variable cannot be a script block. Passed-in script block variables are not supported, and can result in undefined behavior.",
            )
            .id("ParallelUsingVariableCannotBeScriptBlock")
            .category(Category::InvalidType)
            .raise();
        }
        self.lane = Some(lane);
        self.job = as_job.then(Vec::new);
        Ok(())
    }

    /// Runs the block for one object.
    pub fn item(&mut self, shell: &mut Shell<'_>, block: &Value, item: Value) -> Result {
        if let Some(items) = &mut self.job {
            items.push(item);
            return Ok(());
        }
        let Some(lane) = &self.lane else {
            return Ok(());
        };
        let out = Rc::clone(shell.out);
        let result =
            shell.with_own_streams(|shell| lane.run(shell.engine, block, &[], Some(item), &out));
        match result {
            Err(stop) if matches!(&*stop, Interrupt::Error(_)) => {
                if let Interrupt::Error(record) = &*stop {
                    record.rest.borrow_mut().terminating = false;
                }
                shell.soften(stop)
            }
            other => other,
        }
    }

    /// Writes the job.
    pub fn end(&mut self, shell: &mut Shell<'_>, block: &Value) -> Result {
        let (Some(items), Some(lane)) = (self.job.take(), self.lane.take()) else {
            return Ok(());
        };
        let job = Job::run(shell.engine, JobKind::Task, None, block, |engine, out| {
            for item in items {
                lane.run(engine, block, &[], Some(item), out)?;
            }
            Ok(())
        });
        shell.write(job)
    }
}

/// A session of its own, with the values that `$using:` reads.
pub struct Lane {
    runspace: Rc<Runspace>,
    using: Rc<Dict>,
}

impl Lane {
    /// A fresh session; the variables of the block are read from the scope that runs now.
    pub fn new(engine: &mut Engine, block: &Value) -> Result<Lane> {
        let using = Dict::new(
            Type::Known(&types::HASHTABLE),
            KeyCase::Ignore,
            Order::Inserted,
        );
        if let Some(block) = block.as_native::<ScriptBlock>() {
            for name in using_names(block.code.inner_text()) {
                match engine.variable(Symbol::of(&name)) {
                    Some(value) => using.insert(Value::str(name), value),
                    None => return undefined(&name),
                };
            }
        }
        Ok(Lane {
            runspace: Runspace::new(engine),
            using: Rc::new(using),
        })
    }

    /// Runs a block there, with arguments, `$_`, or both.
    pub fn run(
        &self,
        engine: &mut Engine,
        block: &Value,
        arguments: &[Value],
        item: Option<Value>,
        out: &Out,
    ) -> Result {
        self.inside(engine, block, |engine, block| {
            engine.item = item.unwrap_or_default();
            engine.call_block_into(block, arguments, out)
        })
    }

    /// Runs a block there, with arguments and pipeline input.
    pub fn run_with_input(
        &self,
        engine: &mut Engine,
        block: &Value,
        arguments: &[Value],
        input: Vec<Value>,
        out: &Out,
    ) -> Result {
        if input.is_empty() {
            return self.run(engine, block, arguments, None, out);
        }
        self.inside(engine, block, |engine, block| {
            engine.call_block_with_input(block, arguments, input, out)
        })
    }

    fn inside(
        &self,
        engine: &mut Engine,
        block: &Value,
        act: impl FnOnce(&mut Engine, &Value) -> Result,
    ) -> Result {
        let Some(block) = free(block) else {
            return Ok(());
        };
        let using = Value::Dict(Rc::clone(&self.using));
        self.runspace.enter(engine, |engine| {
            engine.in_new_scope(ScopeKind::Script, |engine| {
                let scope = engine.scope;
                engine.set_in(scope, Symbol::of("__using"), using);
                act(engine, &block)
            })
        })
    }

    /// Runs a block in the session itself, so that what it defines stays.
    pub fn prepare(&self, engine: &mut Engine, block: &Value, out: &Out) -> Result {
        let Some(block) = free(block) else {
            return Ok(());
        };
        self.runspace
            .enter(engine, |engine| engine.run_in_place(&block, out))
    }
}

/// The block, bound to no session.
fn free(block: &Value) -> Option<Value> {
    let own = block.as_native::<ScriptBlock>()?;
    Some(Value::native(ScriptBlock {
        code: Rc::clone(&own.code),
        state: None,
    }))
}

/// The error of a variable that `$using:` names and nobody has set.
fn undefined<T>(name: &str) -> Result<T> {
    Fault::runtime(
        "UsingVariableIsUndefined",
        format!("The value of the using variable '$using:{name}' cannot be retrieved because it has not been set in the local session."),
    )
    .raise()
}

/// The names behind `$using:`, `@using:` and `${using:...}` in a text.
fn using_names(text: &str) -> Vec<String> {
    let lower = text.to_ascii_lowercase();
    let mut names: Vec<String> = Vec::new();
    for (at, found) in lower.match_indices("using:") {
        let before = lower[..at].trim_end_matches('{');
        if !before.ends_with(['$', '@']) {
            continue;
        }
        let rest = &text[at + found.len()..];
        let braced = lower[..at].ends_with('{');
        let end = rest
            .find(|c: char| {
                if braced {
                    c == '}'
                } else {
                    !(c.is_alphanumeric() || c == '_')
                }
            })
            .unwrap_or(rest.len());
        let name = rest[..end].to_string();
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::using_names;

    #[test]
    fn using_names_are_found_in_every_spelling() {
        assert_eq!(
            using_names("$using:a + ${Using:b c} + @using:d; $using:a; 'using:x'"),
            ["a", "b c", "d"]
        );
    }
}
