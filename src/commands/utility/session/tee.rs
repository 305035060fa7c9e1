//! `Tee-Object`

use crate::utility::data::text_file::{EncodingArgument, Opening, Output};
use crate::utility::objects::format::options;
use engine::declare::Check;
use engine::{PsObject, Run, Shell, Switch, cmdlet};
use format::Printer;
use object::{Interrupt, Result, Str, Symbol, Value};

cmdlet! {
    /// Keeps a copy of what passes, in a variable or as text in a file.
    pub struct TeeObject = "Tee-Object" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.TeeObjectCommand", default_set "File" {
        /// The objects to work on, from the pipeline.
        input_object = "InputObject": PsObject => pipeline;
        /// The file.
        file_path = "FilePath": Option<Str> => alias(&["Path"]), set("File"), mandatory, position(0);
        /// The same, without wildcards.
        literal_path = "LiteralPath": Option<Str> => alias(&["PSPath", "LP"]), set("LiteralFile"), mandatory;
        /// Adds to what is there.
        append = "Append": Switch => set("File");
        /// Encoding of the file.
        encoding = "Encoding": EncodingArgument => set("File"), set("LiteralFile"), check(&[Check::Transform(crate::management::encoding::known), Check::NotNullOrEmpty]);
        /// The variable.
        variable = "Variable": Option<Str> => set("Variable"), mandatory;
        state {
            kept: Vec<Value>;
            file: Option<Output>;
            printer: Option<Printer>;
        }
    }
}

impl Run for TeeObject {
    fn begin(&mut self, shell: &mut Shell<'_>) -> Result {
        let Some(name) = self.file_path.clone().or_else(|| self.literal_path.clone()) else {
            return Ok(());
        };
        let path = shell.engine.file_path(&name);
        let how = Opening {
            append: self.append.is_on(),
            ..Opening::default()
        };
        let opened = Output::open(shell, &path, self.encoding, how);
        if let Err(stop) = &opened
            && let Interrupt::Error(record) = &**stop
        {
            // It is an `Out-File` inside that opens the file, and signs the error.
            let mut rest = record.rest.borrow_mut();
            rest.source = Str::from("Microsoft.PowerShell.Commands.OutFileCommand");
            rest.invocation = Some(shell.context.invocation());
            rest.position = Some(shell.context.position.clone());
        }
        self.file = Some(opened?);
        let mut options = options(shell.engine);
        options.to_host = false;
        options.width = usize::MAX;
        self.printer = Some(Printer::new(options));
        Ok(())
    }

    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let Some(value) = self.input_object.0.take() else {
            return Ok(());
        };
        if self.variable.is_some() {
            self.kept.push(value.clone());
        }
        if let Some(printer) = &mut self.printer {
            let mut text = String::new();
            printer.write(shell.engine, &value, &mut text)?;
            self.put(&text)?;
        }
        shell.write(value)
    }

    fn end(&mut self, shell: &mut Shell<'_>) -> Result {
        if let Some(mut printer) = self.printer.take() {
            let mut text = String::new();
            printer.finish(shell.engine, &mut text)?;
            self.put(&text)?;
            return self.file.take().map_or(Ok(()), Output::finish);
        }
        let Some(name) = self.variable.clone() else {
            return Ok(());
        };
        let mut kept = std::mem::take(&mut self.kept);
        let mut value = match kept.len() {
            0 => Value::Null,
            1 => kept.pop().unwrap_or_default(),
            _ => Value::array(kept),
        };
        let symbol = Symbol::of(&name);
        if self.append.is_on()
            && let Some(old) = shell.engine.variable(symbol)
        {
            let mut items = shell.engine.enumerate(&old)?.unwrap_or_else(|| vec![old]);
            items.extend(
                shell
                    .engine
                    .enumerate(&value)?
                    .unwrap_or_else(|| vec![value.clone()]),
            );
            value = Value::array(items);
        }
        shell.engine.set_variable(symbol, value)
    }
}

impl TeeObject {
    fn put(&mut self, text: &str) -> Result {
        match &mut self.file {
            Some(file) => file.write(text),
            None => Ok(()),
        }
    }
}
