//! `ConvertFrom-StringData`

use crate::utility::objects::argument::*;
use engine::declare::Check;
use engine::{Run, Shell, cmdlet};
use object::{Category, Dict, Fault, KeyCase, Order, Result, Str, Type, Value, members, types};
use std::rc::Rc;

cmdlet! {
    /// Reads lines of `key=value` into a table.
    pub struct ConvertFromStringData = "ConvertFrom-StringData" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.ConvertFromStringDataCommand" {
        /// The text.
        string_data = "StringData": Option<Str> => mandatory, position(0), pipeline, check(&[Check::AllowEmptyString]);
        /// Character between key and value.
        delimiter = "Delimiter": CharArgument => position(1);
    }
}

impl Run for ConvertFromStringData {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let text = self.string_data.take().unwrap_or_default();
        let delimiter = self.delimiter.0.unwrap_or('=');
        let dict = Dict::new(Type::Known(&types::HASHTABLE), KeyCase::Ignore, Order::Any);
        for line in text.split('\n').map(str::trim) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let (name, value) = match line.split_once(delimiter) {
                Some((name, value)) if !name.trim().is_empty() => (name.trim(), value.trim()),
                _ => return invalid(format!("Data line '{line}' is not in 'name=value' format.")),
            };
            let name = unescape(shell, name)?;
            if dict.contains(&Value::Str(name.clone())) {
                return invalid(format!(
                    "Data item '{name}' in line '{line}' is already defined."
                ));
            }
            let value = unescape(shell, value)?;
            dict.insert(Value::Str(name), Value::Str(value));
        }
        shell.write(Rc::new(dict))
    }
}

/// A text without the escapes of regular expressions, whose rules hold here.
fn unescape(shell: &mut Shell<'_>, text: &str) -> Result<Str> {
    if !text.contains('\\') {
        return Ok(Str::from(text));
    }
    match object::pattern::unescape(text) {
        Ok(text) => Ok(Str::from(text)),
        Err(_) => {
            // The class's own method says what is wrong in .NET's words.
            let result = members::invoke_static(
                shell.engine,
                &Type::Known(&types::REGEX),
                "Unescape",
                &[Value::from(text)],
            );
            match result {
                Ok(value) => Ok(value.as_str().cloned().unwrap_or_default()),
                Err(stop) => {
                    let object::Interrupt::Error(record) = &*stop else {
                        return Err(stop);
                    };
                    let inner = record
                        .exception
                        .as_native::<object::Exception>()
                        .and_then(|exception| exception.inner.clone());
                    let message = inner
                        .as_ref()
                        .and_then(|inner| inner.as_native::<object::Exception>())
                        .map(|inner| inner.message.clone());
                    let what = message.unwrap_or_else(|| record.exception_message());
                    Fault::new(&types::REGEX_PARSE_EXCEPTION, what)
                        .id("System.Text.RegularExpressions.RegexParseException")
                        .raise()
                }
            }
        }
    }
}

fn invalid<T>(what: String) -> Result<T> {
    Fault::new(&types::PS_INVALID_OPERATION_EXCEPTION, what)
        .id("InvalidOperation")
        .category(Category::InvalidOperation)
        .raise()
}
