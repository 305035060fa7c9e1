//! `Out-Null`, `Out-Default`, `Out-Host`: ends of pipelines.

use engine::{PsObject, Run, Shell, Switch, cmdlet};
use object::Result;

cmdlet! {
    /// Takes objects and keeps none.
    pub struct OutNull = "Out-Null" in "Microsoft.PowerShell.Core", class "Microsoft.PowerShell.Commands.OutNullCommand" {
        /// The objects to work on, from the pipeline.
        input_object = "InputObject": PsObject => pipeline;
    }
}

impl Run for OutNull {
    fn process(&mut self, _shell: &mut Shell<'_>) -> Result {
        self.input_object.0 = None;
        Ok(())
    }
}

cmdlet! {
    /// Shows objects as the end of every pipeline does.
    pub struct OutDefault = "Out-Default" in "Microsoft.PowerShell.Core", class "Microsoft.PowerShell.Commands.OutDefaultCommand" {
        /// Writes into the transcript only.
        transcript = "Transcript": Switch;
        /// The objects to work on, from the pipeline.
        input_object = "InputObject": PsObject => pipeline;
    }
}

impl Run for OutDefault {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        if self.transcript.is_on() {
            return Ok(());
        }
        show(shell, &mut self.input_object)
    }
}

cmdlet! {
    /// Shows objects on the screen.
    pub struct OutHost = "Out-Host" in "Microsoft.PowerShell.Core", class "Microsoft.PowerShell.Commands.OutHostCommand" {
        /// Shows a page at a time.
        paging = "Paging": Switch;
        /// The objects to work on, from the pipeline.
        input_object = "InputObject": PsObject => pipeline;
        state {
            open: bool;
        }
    }
}

impl Run for OutHost {
    fn begin(&mut self, shell: &mut Shell<'_>) -> Result {
        shell.engine.with_ui(|ui, engine| ui.finish(engine))
    }

    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        self.open = true;
        show(shell, &mut self.input_object)
    }

    fn end(&mut self, shell: &mut Shell<'_>) -> Result {
        if std::mem::take(&mut self.open) {
            return shell.engine.with_ui(|ui, engine| ui.finish(engine));
        }
        Ok(())
    }
}

fn show(shell: &mut Shell<'_>, object: &mut PsObject) -> Result {
    match object.0.take() {
        Some(value) => shell.engine.with_ui(|ui, engine| ui.object(engine, &value)),
        None => Ok(()),
    }
}
