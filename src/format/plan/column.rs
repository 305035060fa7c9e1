//! The parts of a plan that ask an object for values: one field, the row of a table, the fields of a list.

use super::Alike;
use crate::display;
use crate::field::{self, Style};
use crate::options::Context;
use crate::packet::{Align, Body, Cells, Header};
use crate::request::Common;
use crate::source::{self, Answer, Resolved, Source};
use crate::views::SessionItem;
use object::{Category, ErrorRecord, Result, Str, Value};
use std::rc::Rc;

/// What a property shows that could not be evaluated, under `-DisplayError`.
const ERROR_TEXT: &str = "#ERR";
/// What a property shows that could not be formatted, under `-DisplayError`.
const FORMAT_ERROR_TEXT: &str = "#FMTERR";

/// One value of a view.
pub struct Field {
    /// Where it comes from.
    pub source: Source,
    /// What stands above or before it.
    pub label: Str,
    /// A format string.
    pub format: Option<Str>,
    /// Fractions show the decimal digits of the culture.
    pub fixed: bool,
}

/// The rows of a table.
pub struct TablePlan {
    /// Its columns.
    pub columns: Vec<Field>,
    /// Their heads.
    pub headers: Vec<Header>,
    /// To which side the values of each go, where that differs from its head.
    pub aligns: Rc<[Align]>,
    /// Long values go on in the next line.
    pub wrap: bool,
    /// No header is shown.
    pub hide_header: bool,
    /// The header comes again on each screen.
    pub repeat_header: bool,
    /// Bytes of the last row, which the next one will need too.
    pub bytes: usize,
}

/// The fields of a list.
pub enum ListPlan {
    /// The entries of one of PowerShell's views, by type.
    Built(Vec<(&'static str, Vec<Field>)>),
    /// The fields of a session's view.
    Fields(Vec<Field>),
    /// The properties of each object.
    Properties {
        /// Those asked for; none takes those that the object shows unasked.
        common: Option<Box<Common>>,
        /// The fields of the last object.
        ready: Option<(Alike, Vec<Field>)>,
    },
}

/// What becomes of what goes wrong.
pub struct Trouble<'a> {
    /// Where it is collected, under `-ShowError`.
    pub failed: Option<&'a mut Vec<Rc<ErrorRecord>>>,
    /// It shows in the cell, under `-DisplayError`.
    pub display: bool,
}

impl Trouble<'_> {
    fn note(&mut self, item: &Value, id: &str, what: String, cause: &ErrorRecord) {
        if let Some(failed) = &mut self.failed {
            let record = ErrorRecord::of(
                cause.exception.clone(),
                id,
                Category::InvalidArgument,
                item.clone(),
            );
            record.rest.borrow_mut().details = Some(what.into());
            failed.push(Rc::new(record));
        }
    }
}

impl Field {
    /// The field of a property.
    pub fn of(cx: &mut Context<'_>, resolved: Resolved, fixed: bool) -> Result<Field> {
        let label = match resolved
            .column
            .as_ref()
            .and_then(|column| column.label.clone())
        {
            Some(label) => label,
            None => resolved.source.name(cx)?,
        };
        Ok(Field {
            source: resolved.source,
            label,
            format: resolved.column.and_then(|column| column.format),
            fixed,
        })
    }

    /// The field of a value of a session's view.
    pub fn of_item(cx: &mut Context<'_>, item: &SessionItem) -> Result<Field> {
        let source = Source::item(item);
        let label = match &item.label {
            Some(label) => label.clone(),
            None => source.name(cx)?,
        };
        Ok(Field {
            source,
            label,
            format: item.format.clone(),
            fixed: false,
        })
    }

    /// Writes the value for an object.
    pub fn write(
        &mut self,
        cx: &mut Context<'_>,
        item: &Value,
        out: &mut String,
        trouble: &mut Trouble<'_>,
    ) -> Result {
        match self.source.ask(cx, item)? {
            Answer::Missing => {}
            Answer::Failed(record) => {
                if trouble.failed.is_some() {
                    let name = self.source.name(cx)?;
                    trouble.note(
                        item,
                        "PSPropertyExpressionError",
                        format!("Failed to evaluate expression \"{name}\"."),
                        &record,
                    );
                }
                if trouble.display {
                    out.push_str(ERROR_TEXT);
                }
            }
            Answer::Value(value) => {
                let start = out.len();
                let style = Style {
                    format: self.format.as_ref(),
                    fixed: self.fixed,
                };
                if let Some(record) = field::write(cx, &value, style, out)? {
                    let format = self.format.clone().unwrap_or_default();
                    if trouble.display {
                        out.truncate(start);
                        out.push_str(FORMAT_ERROR_TEXT);
                        trouble.note(
                            item,
                            "formattingError",
                            format!("Failed to format value using format string \"{format}\"."),
                            &record,
                        );
                    }
                }
            }
        }
        Ok(())
    }
}

impl TablePlan {
    /// The row of an object.
    pub fn row(
        &mut self,
        cx: &mut Context<'_>,
        item: &Value,
        trouble: &mut Trouble<'_>,
    ) -> Result<Body> {
        let mut cells = Cells::sized_like(self.columns.len(), self.bytes);
        for column in &mut self.columns {
            cells.push_with(|text| column.write(cx, item, text, trouble))?;
        }
        self.bytes = cells.bytes();
        Ok(Body::Row {
            cells,
            wrap: self.wrap,
            align: Rc::clone(&self.aligns),
        })
    }
}

impl ListPlan {
    /// The labels and values of an object.
    pub fn fields(
        &mut self,
        cx: &mut Context<'_>,
        item: &Value,
        trouble: &mut Trouble<'_>,
    ) -> Result<Body> {
        if let ListPlan::Properties { common, ready } = self
            && !ready.as_ref().is_some_and(|(alike, _)| alike.fits(item))
        {
            let fields = list_fields(cx, common.as_deref(), item)?;
            match Alike::of(item) {
                Some(alike) => *ready = Some((alike, fields)),
                None => return write_fields(cx, &mut { fields }, item, trouble),
            }
        }
        match self {
            ListPlan::Built(entries) => {
                let types = item.type_names();
                let fits = |kind: &str| {
                    kind.is_empty()
                        || types
                            .iter()
                            .any(|name| display::unmasked(name).eq_ignore_ascii_case(kind))
                };
                match entries.iter_mut().find(|(kind, _)| fits(kind)) {
                    Some((_, fields)) => write_fields(cx, fields, item, trouble),
                    None => Ok(Body::List(Vec::new())),
                }
            }
            ListPlan::Fields(fields) => write_fields(cx, fields, item, trouble),
            ListPlan::Properties { ready, .. } => match ready {
                Some((_, fields)) => write_fields(cx, fields, item, trouble),
                None => Ok(Body::List(Vec::new())),
            },
        }
    }
}

fn write_fields(
    cx: &mut Context<'_>,
    fields: &mut [Field],
    item: &Value,
    trouble: &mut Trouble<'_>,
) -> Result<Body> {
    let mut lines = Vec::with_capacity(fields.len());
    for field in fields {
        let mut text = String::new();
        field.write(cx, item, &mut text, trouble)?;
        lines.push((field.label.clone(), text));
    }
    Ok(Body::List(lines))
}

fn list_fields(cx: &mut Context<'_>, common: Option<&Common>, item: &Value) -> Result<Vec<Field>> {
    let resolved = match common {
        Some(common) => source::asked(common, item, false),
        None => source::unasked(&cx.options.registry, item),
    };
    resolved
        .into_iter()
        .map(|resolved| Field::of(cx, resolved, false))
        .collect()
}

/// The one property that a wide view shows of an object.
pub fn wide_field(
    cx: &mut Context<'_>,
    common: Option<&Common>,
    item: &Value,
) -> Result<Option<Field>> {
    let resolved = match common {
        Some(common) => source::asked(common, item, false).into_iter().next(),
        None => source::naming(&cx.options.registry, item),
    };
    resolved
        .map(|resolved| Field::of(cx, resolved, false))
        .transpose()
}
