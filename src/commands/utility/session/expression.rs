//! `Invoke-Expression`, `Measure-Command`: code that is handed over.

use engine::block::ScriptBlock;
use engine::{Out, PsObject, Run, ScriptBlockArgument, Shell, cmdlet};
use object::date::TimeSpan;
use object::{Interrupt, Result, Str, Value};
use std::rc::Rc;

cmdlet! {
    /// Runs a text as PowerShell, in the scope of the caller.
    pub struct InvokeExpression = "Invoke-Expression" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.InvokeExpressionCommand" {
        /// The text.
        command = "Command": Option<Str> => mandatory, position(0), pipeline;
    }
}

impl Run for InvokeExpression {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let text = self.command.take().unwrap_or_default();
        let code = shell.engine.parse(&text, None).inspect_err(|stop| {
            if let Interrupt::Error(record) = &**stop {
                record.rest.borrow_mut().source = Str::from(shell.context.declaration.class);
            }
        })?;
        let block = Value::native(ScriptBlock { code, state: None });
        shell.engine.run_in_place(&block, shell.out)
    }
}

cmdlet! {
    /// Tells how long a block takes, by the session's clock.
    pub struct MeasureCommand = "Measure-Command" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.MeasureCommandCommand" {
        /// Objects for the block, one run each.
        input_object = "InputObject": PsObject => pipeline;
        /// The block; what it writes is dropped.
        expression = "Expression": ScriptBlockArgument => mandatory, position(0);
        state {
            ticks: i64;
        }
    }
}

impl Run for MeasureCommand {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let Some(block) = self.expression.0.clone() else {
            return Ok(());
        };
        let nowhere: Out = Rc::new(engine::sink::Discard);
        let start = shell.engine.clock.elapsed_ticks();
        let result = match self.input_object.0.take() {
            Some(item) => shell.engine.call_with_item_into(&block, item, &nowhere),
            None => shell.engine.run_in_place(&block, &nowhere),
        };
        self.ticks += shell.engine.clock.elapsed_ticks() - start;
        match result {
            Err(stop) if matches!(&*stop, Interrupt::Error(record) if !record.rest.borrow().terminating) => {
                shell.soften(stop)
            }
            other => other,
        }
    }

    fn end(&mut self, shell: &mut Shell<'_>) -> Result {
        shell.write(Value::TimeSpan(TimeSpan::from_ticks(self.ticks)))
    }
}
