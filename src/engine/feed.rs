//! Script blocks that a cmdlet runs in ways of its own: with pipeline input (`Invoke-Command`, jobs), or dot-sourced (modules).

use crate::Engine;
use crate::pipeline::Prepared;
use crate::sink::Out;
use object::{Result, Value};

impl Engine {
    /// Runs a script block as a stage that takes these objects as its pipeline input.
    ///
    /// # Errors
    /// Whatever the block raises.
    pub fn call_block_with_input(
        &mut self,
        block: &Value,
        arguments: &[Value],
        input: Vec<Value>,
        out: &Out,
    ) -> Result {
        let (command, typed) = self.command_of_value(block)?;
        let position = object::Position {
            source: self.current_source(),
            span: self.stack.last().map(|e| e.span).unwrap_or_default(),
        };
        let given = crate::stage::given_values(arguments);
        let ready = Prepared {
            command,
            typed,
            given,
            position,
            dot: false,
            place: (2, 2),
            expects_input: true,
            pipeline: 0,
        };
        let (mut stage, _) = self.stage_of(ready)?;
        let result = (|| {
            stage.begin(self, out)?;
            stage.keep_whole_input();
            for item in input {
                stage.process(self, Some(item), out)?;
            }
            stage.end(self, out)
        })();
        stage.clean(self, out);
        result
    }

    /// Runs a script block with arguments in the scope where its session state stands now: `. $block`.
    ///
    /// # Errors
    /// Whatever the block raises.
    pub fn dot_block_into(&mut self, block: &Value, arguments: &[Value], out: &Out) -> Result {
        let (command, typed) = self.command_of_value(block)?;
        let position = object::Position {
            source: self.current_source(),
            span: self.stack.last().map(|e| e.span).unwrap_or_default(),
        };
        let given = crate::stage::given_values(arguments);
        let ready = Prepared {
            command,
            typed,
            given,
            position,
            dot: true,
            place: (1, 1),
            expects_input: false,
            pipeline: 0,
        };
        self.call_ready(ready, out)
    }
}
