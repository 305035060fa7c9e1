//! Objects to lines of comma-separated values.

use crate::utility::objects::property::{self, Accessor};
use engine::{Shell, parameter_enum};
use object::{Category, Fault, Result, Str, Value, convert, types};

parameter_enum! {
    /// When fields are quoted.
    pub enum QuoteKind: QUOTE_KIND = "Microsoft.PowerShell.Commands.BaseCsvWritingCommand+QuoteKind" { Never = 0, Always = 1, AsNeeded = 2 }
}

/// How lines are written.
#[derive(Default)]
pub struct Writer {
    delimiter: char,
    quotes: Option<QuoteKind>,
    quote_fields: Option<Vec<Str>>,
    columns: Vec<(Accessor, bool)>,
    begun: bool,
}

impl Writer {
    /// A writer.
    ///
    /// # Errors
    /// The arguments exclude each other.
    pub fn new(
        delimiter: char,
        quotes: Option<QuoteKind>,
        quote_fields: Option<Vec<Str>>,
        type_information: (bool, bool),
    ) -> Result<Writer> {
        if quotes.is_some() && quote_fields.is_some() {
            let what =
                "You must specify either the -UseQuotes or -QuoteFields parameters, but not both.";
            return conflict("CannotSpecifyQuoteFieldsAndUseQuotes", what);
        }
        if type_information == (true, true) {
            let what = "You must specify either the -IncludeTypeInformation or -NoTypeInformation parameters, but not both.";
            return conflict(
                "CannotSpecifyIncludeTypeInformationAndNoTypeInformation",
                what,
            );
        }
        Ok(Writer {
            delimiter,
            quotes,
            quote_fields,
            columns: Vec::new(),
            begun: false,
        })
    }

    /// Whether the columns are known.
    pub fn has_begun(&self) -> bool {
        self.begun
    }

    /// Takes the columns of an object.
    pub fn begin(&mut self, item: &Value) {
        let names = match item.base() {
            Value::Dict(dict) => dict.keys().iter().map(engine::values::plain_text).collect(),
            _ => property::names(item),
        };
        self.begin_with(names);
    }

    /// Takes columns.
    pub fn begin_with(&mut self, names: Vec<Str>) {
        self.begun = true;
        let is_quoted = |name: &Str| match &self.quote_fields {
            Some(fields) => fields.iter().any(|field| field.eq_ignore_ascii_case(name)),
            None => true,
        };
        self.columns = names
            .iter()
            .map(|name| (Accessor::new(name), is_quoted(name)))
            .collect();
    }

    /// The names of the columns.
    pub fn names(&self) -> impl Iterator<Item = &Str> {
        self.columns.iter().map(|(accessor, _)| &accessor.name)
    }

    /// The line that names the type.
    pub fn type_line(item: &Value) -> String {
        let name = property::type_name(item);
        format!("#TYPE {}", name.strip_prefix("CSV:").unwrap_or(&name))
    }

    /// The line of column names.
    pub fn header(&self) -> String {
        let mut line = String::new();
        for (at, (accessor, quoted)) in self.columns.iter().enumerate() {
            if at > 0 {
                line.push(self.delimiter);
            }
            self.field(&mut line, &accessor.name, *quoted);
        }
        line
    }

    /// The line of an object.
    ///
    /// # Errors
    /// Only what leaves the pipeline.
    pub fn line(&mut self, shell: &mut Shell<'_>, item: &Value) -> Result<String> {
        let mut columns = std::mem::take(&mut self.columns);
        let mut line = String::with_capacity(columns.len() * 12);
        let written = columns
            .iter_mut()
            .enumerate()
            .try_for_each(|(at, (accessor, quoted))| {
                if at > 0 {
                    line.push(self.delimiter);
                }
                let value = accessor.get_tamely(shell.engine, item)?.unwrap_or_default();
                match &value {
                    Value::Null | Value::Nothing => {}
                    Value::Str(text) => self.field(&mut line, text, *quoted),
                    other => {
                        let text = convert::to_string_method(shell.engine, other)?;
                        self.field(&mut line, &text, *quoted);
                    }
                }
                Ok(())
            });
        self.columns = columns;
        written.map(|()| line)
    }

    fn field(&self, line: &mut String, text: &str, listed: bool) {
        let quoted = match self.quotes {
            _ if self.quote_fields.is_some() => listed,
            None | Some(QuoteKind::Always) => true,
            Some(QuoteKind::Never) => false,
            Some(QuoteKind::AsNeeded) => text.contains([self.delimiter, '"', '\n']),
        };
        if !quoted {
            line.push_str(text);
            return;
        }
        line.push('"');
        for (at, part) in text.split('"').enumerate() {
            if at > 0 {
                line.push_str("\"\"");
            }
            line.push_str(part);
        }
        line.push('"');
    }
}

fn conflict<T>(id: &str, what: &str) -> Result<T> {
    Fault::new(&types::INVALID_OPERATION_EXCEPTION, what)
        .id(id)
        .category(Category::InvalidData)
        .raise()
}
