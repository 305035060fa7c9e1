//! A view made ready for objects: its columns with where their values come from, its grouping.
//!
//! `choose` decides for the first object, from PowerShell's rules; from then on the [`Plan`] renders each. `column` has the parts of
//! a plan that ask an object for values. Nothing is looked up again for an object that is like the one before it ([`Alike`]).

mod choose;
mod column;

pub use choose::{apart, apart_view, choose};

use crate::group::Grouping;
use crate::options::Context;
use crate::packet::{Body, Item, Packet, Shape, Start, TableShape};
use crate::request::{Common, Request};
use crate::views::{self, Found};
use crate::{display, tree};
use column::{Field, ListPlan, TablePlan, Trouble, wide_field};
use object::record::Shape as ObjectShape;
use object::{ErrorRecord, Result, Str, Type, Value};
use std::rc::Rc;

/// A view made ready.
pub struct Plan {
    /// The view; none where it was made from properties and takes any object.
    view: Option<Found>,
    shape: PlanShape,
    autosize: bool,
    /// How objects are grouped.
    pub group: Option<Grouping>,
    /// Under `-ShowError`: what went wrong since [`Plan::take_failed`] was asked.
    failed: Option<Vec<Rc<ErrorRecord>>>,
    display_error: bool,
    seen: Option<(Alike, bool)>,
}

/// What shows of each object.
enum PlanShape {
    Table(TablePlan),
    List(ListPlan),
    Wide {
        field: Option<Field>,
        common: Option<Common>,
        columns: usize,
    },
    Custom(views::Writer),
    /// The texts of a session's custom view.
    Pieces(Vec<Field>),
    /// The tree of an object's properties, so deep.
    Tree {
        common: Common,
        depth: usize,
    },
}

/// What makes two objects alike enough to have the same view and the same properties.
#[derive(Clone)]
pub enum Alike {
    /// Records of one shape.
    Shape(Rc<ObjectShape>),
    /// Objects of one type.
    Type(Type),
}

impl Alike {
    /// What this object is alike by; none where members were added to it alone.
    pub fn of(value: &Value) -> Option<Alike> {
        match value {
            Value::Object(object) => Some(Alike::Shape(object.shape())),
            Value::Extended(_) => None,
            other => Some(Alike::Type(other.get_type())),
        }
    }

    /// Whether the object is alike.
    pub fn fits(&self, value: &Value) -> bool {
        match (self, value) {
            (Alike::Shape(shape), Value::Object(object)) => Rc::ptr_eq(shape, &object.shape_ref()),
            (_, Value::Object(_) | Value::Extended(_)) | (Alike::Shape(_), _) => false,
            (Alike::Type(kind), other) => *kind == other.get_type(),
        }
    }
}

impl Plan {
    fn new(view: Option<Found>, shape: PlanShape) -> Plan {
        Plan {
            view,
            shape,
            autosize: false,
            group: None,
            failed: None,
            display_error: false,
            seen: None,
        }
    }

    fn asked(mut self, cx: &mut Context<'_>, request: &Request) -> Result<Plan> {
        match request {
            Request::Table(table) => self.autosize = table.autosize.unwrap_or(self.autosize),
            Request::Wide(wide) => self.autosize = wide.autosize.unwrap_or(self.autosize),
            _ => {}
        }
        if let Some(common) = request.common() {
            self.failed = common.show_error.then(Vec::new);
            self.display_error = common.display_error;
            if let Some(column) = &common.group_by {
                self.group = Some(Grouping::asked(cx, column)?);
            }
        }
        Ok(self)
    }

    /// The packet that begins the view.
    pub fn start(&self) -> Packet {
        let shape = match &self.shape {
            PlanShape::Table(table) => Shape::Table(TableShape {
                columns: table.headers.clone(),
                hide_header: table.hide_header,
                repeat_header: table.repeat_header,
            }),
            PlanShape::List(_) => Shape::List,
            PlanShape::Wide { columns, .. } => {
                Shape::Wide(if self.autosize { 0 } else { *columns })
            }
            PlanShape::Custom(_) | PlanShape::Pieces(_) | PlanShape::Tree { .. } => Shape::Custom,
        };
        Packet::Start(Rc::new(Start {
            shape,
            autosize: self.autosize,
        }))
    }

    /// Whether the view is for this object too.
    pub fn takes(&mut self, item: &Value) -> bool {
        let Some(view) = &self.view else { return true };
        if let Some((alike, takes)) = &self.seen
            && alike.fits(item)
        {
            return *takes;
        }
        let types = item.type_names();
        let unmasked = || {
            types
                .iter()
                .map(|name| Str::from(display::unmasked(name)))
                .collect::<Vec<_>>()
        };
        let takes = view.distance(&types).is_some() || view.distance(&unmasked()).is_some();
        self.seen = Alike::of(item).map(|alike| (alike, takes));
        takes
    }

    /// The object rendered.
    pub fn render(&mut self, cx: &mut Context<'_>, item: &Value) -> Result<Body> {
        let mut trouble = Trouble {
            failed: self.failed.as_mut(),
            display: self.display_error,
        };
        match &mut self.shape {
            PlanShape::Table(table) => table.row(cx, item, &mut trouble),
            PlanShape::List(list) => list.fields(cx, item, &mut trouble),
            PlanShape::Wide { field, common, .. } => {
                let mut text = String::new();
                match field {
                    Some(field) => field.write(cx, item, &mut text, &mut trouble)?,
                    None => {
                        if let Some(mut field) = wide_field(cx, common.as_ref(), item)? {
                            field.write(cx, item, &mut text, &mut trouble)?;
                        }
                    }
                }
                Ok(Body::Wide(text))
            }
            PlanShape::Custom(writer) => Ok(Body::Custom(writer(cx, item)?)),
            PlanShape::Pieces(fields) => {
                let mut text = String::new();
                for field in fields {
                    text.push_str(&field.label);
                    field.write(cx, item, &mut text, &mut trouble)?;
                }
                Ok(Body::Custom(vec![Item::Text(text)]))
            }
            PlanShape::Tree { common, depth } => {
                Ok(Body::Custom(tree::of(cx, item, common, *depth)?))
            }
        }
    }

    /// What went wrong in the objects since this was asked last; empty but under `-ShowError`.
    pub fn take_failed(&mut self) -> Vec<Rc<ErrorRecord>> {
        self.failed.as_mut().map(std::mem::take).unwrap_or_default()
    }
}

/// Whether an object shows as its text and nothing else.
pub fn is_scalar(value: &Value) -> bool {
    match value.base() {
        Value::Bool(_)
        | Value::Char(_)
        | Value::SByte(_)
        | Value::Byte(_)
        | Value::Short(_)
        | Value::UShort(_)
        | Value::Int(_) => true,
        Value::UInt(_)
        | Value::Long(_)
        | Value::ULong(_)
        | Value::Single(_)
        | Value::Double(_)
        | Value::Decimal(_) => true,
        Value::BigInt(_) | Value::Str(_) | Value::Enum(_) => true,
        Value::Native(object) => matches!(
            &*object.get_type().full_name(),
            "System.Security.SecureString" | "System.IntPtr"
        ),
        _ => false,
    }
}
