//! `Export-Clixml`, `Import-Clixml`, `ConvertTo-CliXml`, `ConvertFrom-CliXml`

use super::clixml_read;
use super::clixml_write::{DEPTH_DEFAULT, Writer};
use super::text_file::{EncodingArgument, Opening, Output, files, one_path, read};
use engine::declare::Check;
use engine::{PsObject, Run, Shell, Switch, cmdlet};
use object::{Result, Str, Value};

cmdlet! {
    /// Writes objects to a file of CLI XML.
    pub struct ExportClixml = "Export-Clixml" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.ExportClixmlCommand", default_set "ByPath", should_process Medium {
        /// How many levels of objects inside objects are written.
        depth = "Depth": Option<i32> => check(&[Check::Range(1, 2147483647)]);
        /// The file.
        path = "Path": Option<Str> => set("ByPath"), mandatory, position(0);
        /// The file, taken as it is.
        literal_path = "LiteralPath": Option<Str> => set("ByLiteralPath"), mandatory, alias(&["PSPath", "LP"]);
        /// The objects to work on; usually they come through the pipeline.
        input_object = "InputObject": PsObject => mandatory, pipeline, check(&[Check::AllowNull]);
        /// Overrides what protects a target from being changed.
        force = "Force": Switch;
        /// Does not overwrite a file that exists.
        no_clobber = "NoClobber": Switch => alias(&["NoOverwrite"]);
        /// Encoding of the text.
        encoding = "Encoding": EncodingArgument => check(&[Check::Transform(crate::management::encoding::known), Check::NotNullOrEmpty]);
        state {
            writer: Writer;
            skipped: bool;
        }
    }
}
cmdlet! {
    /// Reads objects from files of CLI XML.
    pub struct ImportClixml = "Import-Clixml" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.ImportClixmlCommand", default_set "ByPath" {
        /// Paths of the files; wildcards are resolved.
        path = "Path": Option<Vec<Str>> => set("ByPath"), mandatory, position(0), pipeline, by_name;
        /// Paths of the files, taken as they are.
        literal_path = "LiteralPath": Option<Vec<Str>> => set("ByLiteralPath"), mandatory, by_name, alias(&["PSPath", "LP"]);
        /// Tells the total number first.
        include_total_count = "IncludeTotalCount": Switch;
        /// How many objects to pass over.
        skip = "Skip": Option<Value>;
        /// How many objects to read.
        first = "First": Option<Value>;
    }
}
cmdlet! {
    /// Writes objects as CLI XML.
    pub struct ConvertToCliXml = "ConvertTo-CliXml" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.ConvertToClixmlCommand" {
        /// The objects to work on; usually they come through the pipeline.
        input_object = "InputObject": PsObject => mandatory, position(0), pipeline;
        /// How many levels of objects inside objects are written.
        depth = "Depth": Option<i32> => check(&[Check::Range(1, 2147483647)]);
        state {
            writer: Writer;
        }
    }
}
cmdlet! {
    /// Reads objects from CLI XML.
    pub struct ConvertFromCliXml = "ConvertFrom-CliXml" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.ConvertFromClixmlCommand" {
        /// The text.
        input_object = "InputObject": Option<Str> => mandatory, position(0), pipeline;
    }
}

fn depth(asked: Option<i32>) -> usize {
    asked.map_or(DEPTH_DEFAULT, |depth| depth.max(1) as usize)
}

impl Run for ExportClixml {
    fn begin(&mut self, shell: &mut Shell<'_>) -> Result {
        let path = one_path(&self.path, &self.literal_path)?;
        self.skipped = !shell.should_process(&path, "Export-Clixml")?;
        if !self.skipped {
            // Opened now, so that a file that cannot be written is an error before anything was made.
            self.open(shell, &path)?.finish()?;
        }
        Ok(())
    }

    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        match self.input_object.0.take() {
            Some(item) if !self.skipped => {
                self.writer
                    .value(shell.engine, &item, None, depth(self.depth))
            }
            _ => Ok(()),
        }
    }

    fn end(&mut self, shell: &mut Shell<'_>) -> Result {
        if self.skipped {
            return Ok(());
        }
        let path = one_path(&self.path, &self.literal_path)?;
        self.no_clobber = Switch::default();
        let mut output = self.open(shell, &path)?;
        output.write(&std::mem::take(&mut self.writer).finish())?;
        output.finish()
    }
}

impl ExportClixml {
    fn open(&self, shell: &mut Shell<'_>, path: &str) -> Result<Output> {
        let full = shell
            .engine
            .file_path(&super::text_file::provider_path(path));
        let how = Opening {
            append: false,
            no_clobber: self.no_clobber.is_on(),
            force: self.force.is_on(),
        };
        Output::open(shell, &full, self.encoding, how)
    }
}

impl Run for ImportClixml {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let literal = self.literal_path.is_some();
        let count = |value: &Option<Value>| {
            value
                .as_ref()
                .and_then(Value::as_integer)
                .map(|n| n.max(0) as usize)
        };
        let (skip, first) = (
            count(&self.skip).unwrap_or(0),
            count(&self.first).unwrap_or(usize::MAX),
        );
        for path in self
            .path
            .take()
            .into_iter()
            .chain(self.literal_path.take())
            .flatten()
        {
            let mut found = files(shell.engine, &path, literal);
            if found.is_empty() {
                found.push(shell.engine.file_path(&path));
            }
            for file in found {
                let text = EncodingArgument::default().decode(&read(&file)?);
                for value in clixml_read::read(shell.engine, &text)?
                    .into_iter()
                    .skip(skip)
                    .take(first)
                {
                    shell.write(value)?;
                }
            }
        }
        Ok(())
    }
}

impl Run for ConvertToCliXml {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        match self.input_object.0.take() {
            Some(item) => self
                .writer
                .value(shell.engine, &item, None, depth(self.depth)),
            None => Ok(()),
        }
    }

    fn end(&mut self, shell: &mut Shell<'_>) -> Result {
        shell.write(std::mem::take(&mut self.writer).finish())
    }
}

impl Run for ConvertFromCliXml {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let text: Str = self.input_object.take().unwrap_or_default();
        clixml_read::read(shell.engine, &text)?
            .into_iter()
            .try_for_each(|value| shell.write(value))
    }
}
