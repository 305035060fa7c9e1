//! Which view an object gets: what was asked, else a view of its type, else its properties as a table or a list.

use super::column::{Field, ListPlan, TablePlan};
use super::{Plan, PlanShape, is_scalar};
use crate::group::Grouping;
use crate::options::Context;
use crate::packet::{Align, Header};
use crate::request::{Column, Common, DEPTH_DEFAULT, Expression, Request};
use crate::source::{self, Answer, Source};
use crate::views::{self, Found, Kind, SessionBody, SessionColumn, SessionItem, Wanted};
use crate::{display, values};
use object::types;
use object::{Category, Fault, Result, Str, Value};
use std::rc::Rc;

/// Columns of a table that nobody asked for.
const COLUMNS_MAX: usize = 10;
/// Properties up to which an object without a view is a row rather than a list.
const TABLE_PROPERTIES_MAX: usize = 4;

/// The plan for what was asked, and a first object.
pub fn choose(cx: &mut Context<'_>, request: &Request, item: &Value) -> Result<Plan> {
    let registry = Rc::clone(&cx.options.registry);
    let properties = request
        .common()
        .is_some_and(|common| !common.properties.is_empty() || !common.exclude.is_empty());
    if properties {
        return from_properties(cx, request, request.kind().unwrap_or(Kind::Table), item);
    }
    let name = request.common().and_then(|common| common.view.as_deref());
    let wanted = Wanted {
        kind: request.kind(),
        name,
        out_of_band: false,
    };
    match (views::find(&registry, item, wanted), name) {
        (Some(view), _) => from_view(cx, request, view),
        (None, Some(name)) => unknown_view(cx, name, request.kind().unwrap_or(Kind::Table), item),
        (None, None) => {
            let kind =
                request
                    .kind()
                    .unwrap_or_else(|| match source::unasked(&registry, item).len() {
                        0..=TABLE_PROPERTIES_MAX => Kind::Table,
                        _ => Kind::List,
                    });
            from_properties(cx, request, kind, item)
        }
    }
}

/// The plan for an object that shows between the lines of others and has no view for that: its properties.
pub fn apart(item: &Value) -> Option<Plan> {
    values::has_properties(item).then(|| {
        Plan::new(
            None,
            PlanShape::List(ListPlan::Properties {
                common: None,
                ready: None,
            }),
        )
    })
}

/// The plan of a view for objects that show between the lines of others.
pub fn apart_view(cx: &mut Context<'_>, view: Found) -> Result<Plan> {
    from_view(cx, &Request::Default, view)
}

/// Properties asked for, where there are some.
fn asked_for(request: &Request) -> Option<Common> {
    let common = request.common()?;
    let some = !common.properties.is_empty() || !common.exclude.is_empty();
    some.then(|| Common {
        properties: common.properties.clone(),
        exclude: common.exclude.clone(),
        ..Common::default()
    })
}

fn from_properties(
    cx: &mut Context<'_>,
    request: &Request,
    kind: Kind,
    item: &Value,
) -> Result<Plan> {
    let common = asked_for(request);
    let shape = match kind {
        Kind::Table => PlanShape::Table(property_table(cx, request, common.as_ref(), item)?),
        Kind::List => PlanShape::List(ListPlan::Properties {
            common: common.map(Box::new),
            ready: None,
        }),
        Kind::Wide => PlanShape::Wide {
            field: None,
            common,
            columns: wide_columns(request, 0),
        },
        Kind::Custom => {
            let depth = if let Request::Custom(custom) = request {
                custom.depth
            } else {
                DEPTH_DEFAULT
            };
            PlanShape::Tree {
                common: common.unwrap_or_default(),
                depth,
            }
        }
    };
    Plan::new(None, shape).asked(cx, request)
}

fn wide_columns(request: &Request, unasked: usize) -> usize {
    match request {
        Request::Wide(wide) => wide.columns.unwrap_or(unasked),
        _ => unasked,
    }
}

fn property_table(
    cx: &mut Context<'_>,
    request: &Request,
    common: Option<&Common>,
    item: &Value,
) -> Result<TablePlan> {
    let mut resolved = match common {
        Some(common) => source::asked(common, item, true),
        None => source::unasked(&cx.options.registry, item),
    };
    if common.is_none() && display::default_set(&cx.options.registry, item).is_empty() {
        resolved.truncate(COLUMNS_MAX);
    }
    let (mut columns, mut headers) = (Vec::new(), Vec::new());
    for mut one in resolved {
        let asked = one.column.clone();
        let align = match asked.as_ref().and_then(|column| column.align) {
            Some(align) => align,
            None => natural_side(cx, &mut one.source, item)?,
        };
        let width = asked.as_ref().and_then(|column| column.width).unwrap_or(0);
        let renamed = asked.as_ref().is_some_and(Column::is_renamed);
        let field = Field::of(cx, one, true)?;
        headers.push(Header {
            label: field.label.clone(),
            width,
            align,
            renamed,
        });
        columns.push(field);
    }
    Ok(table_plan(
        request,
        columns,
        headers,
        Rc::from([]),
        false,
        false,
    ))
}

impl Column {
    fn is_renamed(&self) -> bool {
        match (&self.label, &self.expression) {
            (Some(label), Expression::Name(name)) => !label.eq_ignore_ascii_case(name),
            (label, _) => label.is_some(),
        }
    }
}

/// To which side the values of a property go: numbers, truth values, characters and names of enumerations to the right.
fn natural_side(cx: &mut Context<'_>, source: &mut Source, item: &Value) -> Result<Align> {
    Ok(match source.ask(cx, item)? {
        Answer::Value(value) if is_scalar(&value) && !matches!(value.base(), Value::Str(_)) => {
            Align::Right
        }
        _ => Align::Left,
    })
}

fn table_plan(
    request: &Request,
    columns: Vec<Field>,
    headers: Vec<Header>,
    aligns: Rc<[Align]>,
    wrap: bool,
    hide: bool,
) -> TablePlan {
    let asked = if let Request::Table(table) = request {
        Some(table)
    } else {
        None
    };
    TablePlan {
        columns,
        headers,
        aligns,
        wrap: asked.and_then(|table| table.wrap).unwrap_or(wrap),
        hide_header: asked.and_then(|table| table.hide_headers).unwrap_or(hide),
        repeat_header: asked.is_some_and(|table| table.repeat_header),
        bytes: 0,
    }
}

fn from_view(cx: &mut Context<'_>, request: &Request, view: Found) -> Result<Plan> {
    let (shape, autosize, group) = match &view {
        Found::Built(built) => {
            let (shape, autosize) = built_shape(request, built);
            (shape, autosize, built.group.as_ref().map(Grouping::built))
        }
        Found::Session(session) => {
            let (shape, autosize) = session_shape(cx, request, &session.body)?;
            let group = session
                .group
                .as_ref()
                .map(|item| Grouping::session(cx, item))
                .transpose()?;
            (shape, autosize, group)
        }
    };
    let mut plan = Plan::new(Some(view), shape);
    plan.autosize = autosize;
    plan.group = group;
    plan.asked(cx, request)
}

fn cell_name(cell: views::Cell) -> Str {
    match cell {
        views::Cell::Property(name) => name.into(),
        _ => Str::default(),
    }
}

fn built_field(label: &'static str, cell: views::Cell) -> Field {
    let label = if label.is_empty() {
        cell_name(cell)
    } else {
        label.into()
    };
    Field {
        source: Source::cell(cell),
        label,
        format: None,
        fixed: false,
    }
}

fn built_shape(request: &Request, view: &views::View) -> (PlanShape, bool) {
    match &view.body {
        views::Body::Table {
            columns,
            autosize,
            wrap,
        } => {
            let fields: Vec<Field> = columns
                .iter()
                .map(|column| built_field(column.label, column.cell))
                .collect();
            let header = |(column, field): (&views::Column, &Field)| Header {
                label: field.label.clone(),
                width: usize::from(column.width),
                align: if column.align == Align::Undefined {
                    column.cell_align
                } else {
                    column.align
                },
                renamed: !column.label.is_empty() && *cell_name(column.cell) != *column.label,
            };
            let headers = columns.iter().zip(&fields).map(header).collect();
            let aligns = columns.iter().map(|column| column.cell_align).collect();
            (
                PlanShape::Table(table_plan(request, fields, headers, aligns, *wrap, false)),
                *autosize,
            )
        }
        views::Body::List(entries) => {
            let fields = |items: &'static [views::ListItem]| {
                items
                    .iter()
                    .map(|item| built_field(item.label, item.cell))
                    .collect()
            };
            (
                PlanShape::List(ListPlan::Built(
                    entries
                        .iter()
                        .map(|(kind, items)| (*kind, fields(items)))
                        .collect(),
                )),
                false,
            )
        }
        views::Body::Wide(cell) => (
            PlanShape::Wide {
                field: Some(built_field("", *cell)),
                common: None,
                columns: wide_columns(request, 0),
            },
            false,
        ),
        views::Body::Custom(writer) => (PlanShape::Custom(*writer), false),
    }
}

fn session_shape(
    cx: &mut Context<'_>,
    request: &Request,
    body: &SessionBody,
) -> Result<(PlanShape, bool)> {
    let fields = |cx: &mut Context<'_>, items: &[SessionItem]| {
        items
            .iter()
            .map(|item| Field::of_item(cx, item))
            .collect::<Result<Vec<_>>>()
    };
    Ok(match body {
        SessionBody::Table {
            columns,
            autosize,
            wrap,
            hide_header,
        } => {
            let items: Vec<SessionItem> =
                columns.iter().map(|column| column.item.clone()).collect();
            let fields = fields(cx, &items)?;
            let header = |(column, field): (&SessionColumn, &Field)| Header {
                label: field.label.clone(),
                width: column.width,
                align: if column.align == Align::Undefined {
                    column.cell_align
                } else {
                    column.align
                },
                renamed: column.item.label.is_some(),
            };
            let headers = columns.iter().zip(&fields).map(header).collect();
            let aligns = columns.iter().map(|column| column.cell_align).collect();
            (
                PlanShape::Table(table_plan(
                    request,
                    fields,
                    headers,
                    aligns,
                    *wrap,
                    *hide_header,
                )),
                *autosize,
            )
        }
        SessionBody::List(items) => (PlanShape::List(ListPlan::Fields(fields(cx, items)?)), false),
        SessionBody::Wide(item, columns) => {
            let field = Some(Field::of_item(cx, item)?);
            (
                PlanShape::Wide {
                    field,
                    common: None,
                    columns: wide_columns(request, *columns),
                },
                false,
            )
        }
        SessionBody::Custom(items) => {
            let mut fields = fields(cx, items)?;
            for (field, item) in fields.iter_mut().zip(items) {
                field.label = item.label.clone().unwrap_or_default();
            }
            (PlanShape::Pieces(fields), false)
        }
    })
}

fn unknown_view(cx: &mut Context<'_>, name: &str, kind: Kind, item: &Value) -> Result<Plan> {
    let known = views::names_for(&cx.options.registry, item);
    let names: Vec<&str> = known
        .iter()
        .filter(|(_, own)| *own == kind)
        .map(|(name, _)| name.as_str())
        .collect();
    let shape = format!("{kind:?}");
    let what = if !names.is_empty() {
        format!(
            "The view name {name} cannot be found. Specify one of the following {shape} views and try again: {}.",
            names.join(", ")
        )
    } else {
        format!(
            "The view name {name} cannot be found. There are no {shape} views for {} objects.",
            values::type_name(item)
        )
    };
    let fault = Fault::new(&types::PIPELINE_STOPPED_EXCEPTION, what)
        .id("FormatViewNotFound")
        .category(Category::ObjectNotFound);
    fault.target(Value::from(name)).raise()
}
