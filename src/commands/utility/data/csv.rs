//! `ConvertTo-Csv`, `ConvertFrom-Csv`, `Import-Csv`, `Export-Csv`

use super::csv_read::Reader;
use super::csv_write::{QuoteKind, Writer};
use super::text_file::{EncodingArgument, Opening, Output, files, one_path, read};
use crate::utility::objects::argument::*;
use engine::declare::Check;
use engine::{PsObject, Run, Shell, Switch, cmdlet};
use object::{Category, Fault, Result, Str, Value, convert, types};

cmdlet! {
    /// Writes objects as lines of comma-separated values.
    pub struct ConvertToCsv = "ConvertTo-Csv" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.ConvertToCsvCommand", default_set "Delimiter" {
        /// The objects to work on; usually they come through the pipeline.
        input_object = "InputObject": PsObject => mandatory, position(0), pipeline, by_name;
        /// Character between fields.
        delimiter = "Delimiter": CharArgument => set("Delimiter"), position(1), check(&[Check::NotNull]);
        /// Takes the list separator of the culture as delimiter.
        use_culture = "UseCulture": Switch => set("UseCulture");
        /// Begins with a line that names the type.
        include_type_information = "IncludeTypeInformation": Switch => alias(&["ITI"]);
        /// Writes no line that names the type; the default.
        no_type_information = "NoTypeInformation": Switch => alias(&["NTI"]);
        /// Names of the columns to quote.
        quote_fields = "QuoteFields": Option<Vec<Str>> => alias(&["QF"]);
        /// When fields are quoted.
        use_quotes = "UseQuotes": Option<QuoteKind> => alias(&["UQ"]);
        /// Writes no line of column names.
        no_header = "NoHeader": Switch;
        state {
            writer: Writer;
        }
    }
}
cmdlet! {
    /// Reads lines of comma-separated values into objects.
    pub struct ConvertFromCsv = "ConvertFrom-Csv" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.ConvertFromCsvCommand", default_set "Delimiter" {
        /// Character between fields.
        delimiter = "Delimiter": CharArgument => set("Delimiter"), position(1), check(&[Check::NotNull, Check::NotNullOrEmpty]);
        /// Takes the list separator of the culture as delimiter.
        use_culture = "UseCulture": Switch => set("UseCulture"), mandatory, check(&[Check::NotNull, Check::NotNullOrEmpty]);
        /// The lines.
        input_object = "InputObject": PsObjects => mandatory, position(0), pipeline, by_name, check(&[Check::NotNull, Check::AllowEmptyString]);
        /// Names of the columns, where the text has none.
        header = "Header": Option<Vec<Str>> => check(&[Check::NotNull, Check::NotNullOrEmpty]);
        state {
            reader: Option<Reader>;
        }
    }
}
cmdlet! {
    /// Reads files of comma-separated values into objects.
    pub struct ImportCsv = "Import-Csv" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.ImportCsvCommand", default_set "DelimiterPath" {
        /// Character between fields.
        delimiter = "Delimiter": CharArgument => set("DelimiterPath"), position(1), set("DelimiterLiteralPath"), position(1), check(&[Check::NotNull]);
        /// Paths of the files; wildcards are resolved.
        path = "Path": Option<Vec<Str>> => set("DelimiterPath"), mandatory, position(0), pipeline, by_name, set("CulturePath"), mandatory, position(0), pipeline, by_name, check(&[Check::NotNullOrEmpty]);
        /// Paths of the files, taken as they are.
        literal_path = "LiteralPath": Option<Vec<Str>> => set("DelimiterLiteralPath"), mandatory, by_name, set("CultureLiteralPath"), mandatory, by_name, alias(&["PSPath", "LP"]), check(&[Check::NotNullOrEmpty]);
        /// Takes the list separator of the culture as delimiter.
        use_culture = "UseCulture": Switch => set("CulturePath"), mandatory, set("CultureLiteralPath"), mandatory, check(&[Check::NotNull]);
        /// Names of the columns, where the text has none.
        header = "Header": Option<Vec<Str>> => check(&[Check::NotNullOrEmpty]);
        /// Encoding of the text.
        encoding = "Encoding": EncodingArgument => check(&[Check::Transform(crate::management::encoding::known), Check::NotNullOrEmpty]);
    }
}
cmdlet! {
    /// Writes objects to a file of comma-separated values.
    pub struct ExportCsv = "Export-Csv" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.ExportCsvCommand", default_set "Delimiter", should_process Medium {
        /// The objects to work on; usually they come through the pipeline.
        input_object = "InputObject": PsObject => mandatory, pipeline, by_name;
        /// The file.
        path = "Path": Option<Str> => position(0), check(&[Check::NotNullOrEmpty]);
        /// The file, taken as it is.
        literal_path = "LiteralPath": Option<Str> => alias(&["PSPath", "LP"]), check(&[Check::NotNullOrEmpty]);
        /// Overrides what protects a target from being changed.
        force = "Force": Switch;
        /// Does not overwrite a file that exists.
        no_clobber = "NoClobber": Switch => alias(&["NoOverwrite"]);
        /// Encoding of the text.
        encoding = "Encoding": EncodingArgument => check(&[Check::Transform(crate::management::encoding::known), Check::NotNullOrEmpty]);
        /// Adds to the end of the file.
        append = "Append": Switch;
        /// Character between fields.
        delimiter = "Delimiter": CharArgument => set("Delimiter"), position(1), check(&[Check::NotNull]);
        /// Takes the list separator of the culture as delimiter.
        use_culture = "UseCulture": Switch => set("UseCulture");
        /// Begins with a line that names the type.
        include_type_information = "IncludeTypeInformation": Switch => alias(&["ITI"]);
        /// Writes no line that names the type; the default.
        no_type_information = "NoTypeInformation": Switch => alias(&["NTI"]);
        /// Names of the columns to quote.
        quote_fields = "QuoteFields": Option<Vec<Str>> => alias(&["QF"]);
        /// When fields are quoted.
        use_quotes = "UseQuotes": Option<QuoteKind> => alias(&["UQ"]);
        /// Writes no line of column names.
        no_header = "NoHeader": Switch;
        state {
            writer: Writer;
            output: Option<Output>;
            known: Vec<Str>;
            skipped: bool;
        }
    }
}

/// The delimiter that was asked for; the list separator of en-US is the comma as well.
fn delimiter(argument: CharArgument) -> char {
    argument.0.unwrap_or(',')
}

impl Run for ConvertToCsv {
    fn begin(&mut self, _shell: &mut Shell<'_>) -> Result {
        let types = (
            self.include_type_information.is_on(),
            self.no_type_information.is_on(),
        );
        self.writer = Writer::new(
            delimiter(self.delimiter),
            self.use_quotes,
            self.quote_fields.take(),
            types,
        )?;
        Ok(())
    }

    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let Some(item) = self.input_object.0.take().filter(|item| !item.is_null()) else {
            return Ok(());
        };
        if !self.writer.has_begun() {
            self.writer.begin(&item);
            if !self.no_header.is_on() {
                if self.include_type_information.is_on() {
                    shell.write(Writer::type_line(&item))?;
                }
                let header = self.writer.header();
                if !header.is_empty() {
                    shell.write(header)?;
                }
            }
        }
        let line = self.writer.line(shell, &item)?;
        if line.is_empty() {
            Ok(())
        } else {
            shell.write(line)
        }
    }
}

impl Run for ConvertFromCsv {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let items = self.input_object.0.take().unwrap_or_default();
        let mut reader = self
            .reader
            .take()
            .unwrap_or_else(|| Reader::new(delimiter(self.delimiter), self.header.clone()));
        let result = items.iter().try_for_each(|item| {
            let text = convert::to_text(shell.engine, item)?;
            reader.read(shell, &text)
        });
        self.reader = Some(reader);
        result
    }
}

impl Run for ImportCsv {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let literal = self.literal_path.is_some();
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
                let text = self.encoding.decode(&read(&file)?);
                Reader::new(delimiter(self.delimiter), self.header.clone()).read(shell, &text)?;
            }
        }
        Ok(())
    }
}

impl Run for ExportCsv {
    fn begin(&mut self, shell: &mut Shell<'_>) -> Result {
        let types = (
            self.include_type_information.is_on(),
            self.no_type_information.is_on(),
        );
        let path = one_path(&self.path, &self.literal_path)?;
        self.writer = Writer::new(
            delimiter(self.delimiter),
            self.use_quotes,
            self.quote_fields.take(),
            types,
        )?;
        if !shell.should_process(&path, "Export-Csv")? {
            self.skipped = true;
            return Ok(());
        }
        let mut found = files(shell.engine, &path, self.literal_path.is_some());
        let full = match found.len() {
            1 => found.swap_remove(0),
            _ => shell.engine.file_path(&path),
        };
        if self.append.is_on() && full.metadata().is_ok_and(|data| data.len() > 0) {
            let text = self.encoding.decode(&read(&full)?);
            let mut reader = Reader::new(delimiter(self.delimiter), None);
            reader.read_names(&text);
            self.known = reader.header().unwrap_or_default().to_vec();
        }
        let how = Opening {
            append: self.append.is_on(),
            no_clobber: self.no_clobber.is_on(),
            force: self.force.is_on(),
        };
        self.output = Some(Output::open(shell, &full, self.encoding, how)?);
        Ok(())
    }

    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let Some(item) = self
            .input_object
            .0
            .take()
            .filter(|item| !item.is_null() && !self.skipped)
        else {
            return Ok(());
        };
        if !self.writer.has_begun() {
            self.start(&item)?;
        }
        if !self.known.is_empty() && !self.force.is_on() {
            self.check_columns(shell, &item)?;
        }
        let mut line = self.writer.line(shell, &item)?;
        if line.is_empty() {
            return Ok(());
        }
        line.push('\n');
        self.output
            .as_mut()
            .map_or(Ok(()), |output| output.write(&line))
    }

    fn end(&mut self, _shell: &mut Shell<'_>) -> Result {
        self.output.take().map_or(Ok(()), Output::finish)
    }
}

impl ExportCsv {
    /// Writes what stands above the rows, unless the file has it already.
    fn start(&mut self, item: &Value) -> Result {
        if !self.known.is_empty() {
            self.writer.begin_with(self.known.clone());
            return Ok(());
        }
        self.writer.begin(item);
        if self.no_header.is_on() {
            return Ok(());
        }
        let mut text = String::new();
        if self.include_type_information.is_on() {
            text = format!("{}\n", Writer::type_line(item));
        }
        let header = self.writer.header();
        if !header.is_empty() {
            text.push_str(&header);
            text.push('\n');
        }
        self.output
            .as_mut()
            .map_or(Ok(()), |output| output.write(&text))
    }

    /// Every column of the file must be a property of the object.
    fn check_columns(&self, shell: &mut Shell<'_>, item: &Value) -> Result {
        for name in self.writer.names() {
            if crate::utility::objects::property::get(shell.engine, item, name)?.is_none() {
                let path = one_path(&self.path, &self.literal_path)?;
                let what = format!(
                    "Cannot append CSV content to the following file: {path}. The appended object does not have a property that corresponds to the following column: {name}. To continue with mismatched properties, add the -Force parameter, and then retry the command."
                );
                let fault = Fault::new(&types::INVALID_OPERATION_EXCEPTION, what)
                    .id("CannotAppendCsvWithMismatchedPropertyNames");
                return fault
                    .category(Category::InvalidData)
                    .target(Value::Str(name.clone()))
                    .raise();
            }
        }
        Ok(())
    }
}
