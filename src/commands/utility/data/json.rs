//! `ConvertTo-Json`, `ConvertFrom-Json`

use super::json_read::{self, Dates};
use super::json_write::{self, Writer};
use engine::declare::Check;
use engine::{Run, Shell, Switch, cmdlet, parameter_enum};
use object::{Interrupt, Result, Str, Value, types};

parameter_enum! {
    /// Which characters are escaped.
    pub enum EscapeHandling: ESCAPE_HANDLING = "Newtonsoft.Json.StringEscapeHandling" { Default = 0, EscapeNonAscii = 1, EscapeHtml = 2 }
}

parameter_enum! {
    /// What becomes of texts that look like dates.
    pub enum DateKind: DATE_KIND = "Microsoft.PowerShell.Commands.JsonDateKind" { Default = 0, Local = 1, Utc = 2, Offset = 3, String = 4 }
}

cmdlet! {
    /// Writes objects as JSON.
    pub struct ConvertToJson = "ConvertTo-Json" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.ConvertToJsonCommand" {
        /// The objects to work on; usually they come through the pipeline.
        input_object = "InputObject": Option<Value> => mandatory, position(0), pipeline, check(&[Check::AllowNull]);
        /// How many levels of objects inside objects are written.
        depth = "Depth": Option<i32> => check(&[Check::Range(0, 100)]);
        /// No blanks and line ends.
        compress = "Compress": Switch;
        /// Enumerations by name instead of number.
        enums_as_strings = "EnumsAsStrings": Switch;
        /// An array even around one object.
        as_array = "AsArray": Switch;
        /// Which characters are escaped.
        escape_handling = "EscapeHandling": Option<EscapeHandling>;
        state {
            items: Vec<Value>;
        }
    }
}
cmdlet! {
    /// Reads JSON into objects.
    pub struct ConvertFromJson = "ConvertFrom-Json" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.ConvertFromJsonCommand" {
        /// The text.
        input_object = "InputObject": Option<Str> => mandatory, position(0), pipeline, check(&[Check::AllowEmptyString]);
        /// Makes tables instead of objects.
        as_hashtable = "AsHashtable": Switch;
        /// How deep the text may go.
        depth = "Depth": Option<i32> => check(&[Check::RangeKind("Positive")]);
        /// Writes an array as one object.
        no_enumerate = "NoEnumerate": Switch;
        /// What becomes of texts that look like dates.
        date_kind = "DateKind": Option<DateKind>;
        state {
            texts: Vec<Str>;
        }
    }
}

/// How deep `ConvertTo-Json` goes unasked.
const WRITE_DEPTH: i32 = 2;
/// How deep `ConvertFrom-Json` goes unasked.
const READ_DEPTH: i32 = 1024;

impl Run for ConvertToJson {
    fn process(&mut self, _shell: &mut Shell<'_>) -> Result {
        if let Some(item) = self.input_object.take() {
            self.items.push(item);
        }
        Ok(())
    }

    fn end(&mut self, shell: &mut Shell<'_>) -> Result {
        let mut items = std::mem::take(&mut self.items);
        if items.is_empty() {
            return Ok(());
        }
        let value = if items.len() > 1 || self.as_array.is_on() {
            Value::array(items)
        } else {
            items.pop().unwrap_or_default()
        };
        let options = json_write::Options {
            depth: self.depth.unwrap_or(WRITE_DEPTH).max(0) as usize,
            compress: self.compress.is_on(),
            enum_names: self.enums_as_strings.is_on(),
            ascii: self.escape_handling == Some(EscapeHandling::EscapeNonAscii),
            html: self.escape_handling == Some(EscapeHandling::EscapeHtml),
        };
        let mut writer = Writer::new(&options);
        writer.value(shell.engine, &value, 0)?;
        let (text, truncated) = (std::mem::take(&mut writer.out), writer.truncated);
        if truncated {
            shell.warning(format!(
                "Resulting JSON is truncated as serialization has exceeded the set depth of {}.",
                options.depth
            ))?;
        }
        shell.write(text)
    }
}

impl Run for ConvertFromJson {
    fn process(&mut self, _shell: &mut Shell<'_>) -> Result {
        self.texts.extend(self.input_object.take());
        Ok(())
    }

    fn end(&mut self, shell: &mut Shell<'_>) -> Result {
        let texts = std::mem::take(&mut self.texts);
        let Some(first) = texts.first() else {
            return Ok(());
        };
        if texts.len() == 1 {
            return self.convert(shell, first).map(|_| ());
        }
        // Several lines may be a text each, or one text together; the first decides.
        let converted = match self.convert(shell, first) {
            Err(stop) if is_bad_json(&stop) => false,
            other => other?,
        };
        if converted {
            return texts[1..]
                .iter()
                .try_for_each(|text| self.convert(shell, text).map(|_| ()));
        }
        self.convert(shell, &texts.join("\n")).map(|_| ())
    }
}

impl ConvertFromJson {
    /// Writes what a text says; tells whether it was more than null.
    fn convert(&self, shell: &mut Shell<'_>, text: &str) -> Result<bool> {
        let options = json_read::Options {
            as_hashtable: self.as_hashtable.is_on(),
            depth: self.depth.unwrap_or(READ_DEPTH).max(1) as usize,
            dates: match self.date_kind {
                None | Some(DateKind::Default) => Dates::Kept,
                Some(DateKind::Local) => Dates::Local,
                Some(DateKind::Utc) => Dates::Universal,
                Some(DateKind::Offset) => Dates::Offset,
                Some(DateKind::String) => Dates::Text,
            },
        };
        let value = json_read::read(text, &options)?;
        let is_something = !value.is_null();
        if self.no_enumerate.is_on() {
            shell.write(value)?
        } else {
            shell.write_each(value)?
        }
        Ok(is_something)
    }
}

fn is_bad_json(stop: &Interrupt) -> bool {
    matches!(stop, Interrupt::Error(record) if record.exception.get_type().is(&types::ARGUMENT_EXCEPTION))
}
