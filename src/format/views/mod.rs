//! Views: which one an object has, PowerShell's own as data and those that a session adds.
//!
//! Read [`find`] for the rule of choice, `data` for the views, `scripts` for what PowerShell's views say in script blocks.
//! Absent on purpose: help and what belongs to Windows alone (CIM, registry, event log, certificates).

mod data;
pub mod scripts;
mod session;

pub use session::{Registry, SessionBody, SessionColumn, SessionItem, SessionView};

use crate::options::Context;
use crate::packet::{Align, Item};
use crate::values;
use object::{Result, Str, Value};
use std::rc::Rc;

/// What a script block of PowerShell's views is here.
pub type Code = fn(&mut Context<'_>, &Value) -> Result<Value>;
/// What the script of a custom view is here.
pub type Writer = fn(&mut Context<'_>, &Value) -> Result<Vec<Item>>;

/// A view.
pub struct View {
    /// The types that it is for.
    pub types: &'static [&'static str],
    /// Its name, for `-View`.
    pub name: &'static str,
    /// How objects are grouped.
    pub group: Option<GroupBy>,
    /// Only objects with that property have it; empty for all.
    pub requires: &'static str,
    /// Its objects show between the lines of whatever is going on.
    pub out_of_band: bool,
    /// What shows.
    pub body: Body,
}

/// What shows of an object.
pub enum Body {
    /// A row.
    Table {
        /// The columns.
        columns: &'static [Column],
        /// Widths follow from all objects.
        autosize: bool,
        /// Long values go on in the next line.
        wrap: bool,
    },
    /// Properties one below the other; the first entry whose type fits (empty fits all).
    List(&'static [(&'static str, &'static [ListItem])]),
    /// One value.
    Wide(Cell),
    /// A text.
    Custom(Writer),
}

/// A column of a table.
pub struct Column {
    /// The header; empty takes the property's name.
    pub label: &'static str,
    /// Cells; 0 leaves it open.
    pub width: u16,
    /// To which side header and values go.
    pub align: Align,
    /// The value.
    pub cell: Cell,
    /// To which side values go where that is said of them alone.
    pub cell_align: Align,
}

/// A property of a list.
pub struct ListItem {
    /// The label; empty takes the property's name.
    pub label: &'static str,
    /// The value.
    pub cell: Cell,
}

/// Where a value comes from.
#[derive(Clone, Copy)]
pub enum Cell {
    /// A property.
    Property(&'static str),
    /// A function.
    Code(Code),
    /// An escape sequence at that path, shown in itself and as text.
    Styled(&'static str),
}

/// How objects are grouped.
pub struct GroupBy {
    /// A group ends where this changes.
    pub key: Cell,
    /// What stands before the key; empty takes the property's name.
    pub label: &'static str,
    /// The whole line above a group, where it is not label and key.
    pub line: Option<Code>,
}

impl GroupBy {
    /// Grouping by a property.
    pub const fn property(name: &'static str, label: &'static str) -> GroupBy {
        GroupBy {
            key: Cell::Property(name),
            label,
            line: None,
        }
    }
}

impl Column {
    /// The same column with its values on that side.
    const fn cells(mut self, align: Align) -> Column {
        self.cell_align = align;
        self
    }
}

impl View {
    const fn new(
        types: &'static [&'static str],
        name: &'static str,
        group: Option<GroupBy>,
        body: Body,
    ) -> View {
        View {
            types,
            name,
            group,
            requires: "",
            out_of_band: false,
            body,
        }
    }

    const fn table(
        types: &'static [&'static str],
        name: &'static str,
        group: Option<GroupBy>,
        columns: &'static [Column],
    ) -> View {
        View::new(
            types,
            name,
            group,
            Body::Table {
                columns,
                autosize: false,
                wrap: false,
            },
        )
    }

    const fn list(
        types: &'static [&'static str],
        name: &'static str,
        group: Option<GroupBy>,
        entries: &'static [(&'static str, &'static [ListItem])],
    ) -> View {
        View::new(types, name, group, Body::List(entries))
    }

    const fn wide(
        types: &'static [&'static str],
        name: &'static str,
        group: Option<GroupBy>,
        cell: Cell,
    ) -> View {
        View::new(types, name, group, Body::Wide(cell))
    }

    const fn custom(types: &'static [&'static str], name: &'static str, writer: Writer) -> View {
        View::new(types, name, None, Body::Custom(writer))
    }

    const fn autosize(mut self) -> View {
        if let Body::Table { columns, wrap, .. } = self.body {
            self.body = Body::Table {
                columns,
                wrap,
                autosize: true,
            };
        }
        self
    }

    const fn wrap(mut self) -> View {
        if let Body::Table {
            columns, autosize, ..
        } = self.body
        {
            self.body = Body::Table {
                columns,
                autosize,
                wrap: true,
            };
        }
        self
    }

    const fn requires(mut self, property: &'static str) -> View {
        self.requires = property;
        self
    }

    const fn grouped(mut self, group: GroupBy) -> View {
        self.group = Some(group);
        self
    }

    const fn out_of_band(mut self) -> View {
        self.out_of_band = true;
        self
    }
}

/// The kind of a view.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub enum Kind {
    Table,
    List,
    Wide,
    Custom,
}

/// A view that was found.
#[derive(Clone)]
pub enum Found {
    /// One of PowerShell's.
    Built(&'static View),
    /// One of the session's.
    Session(Rc<SessionView>),
}

impl Found {
    fn kind(&self) -> Kind {
        match self {
            Found::Built(view) => match view.body {
                Body::Table { .. } => Kind::Table,
                Body::List(_) => Kind::List,
                Body::Wide(_) => Kind::Wide,
                Body::Custom(_) => Kind::Custom,
            },
            Found::Session(view) => view.body.kind(),
        }
    }

    fn name(&self) -> &str {
        match self {
            Found::Built(view) => view.name,
            Found::Session(view) => &view.name,
        }
    }

    fn out_of_band(&self) -> bool {
        matches!(self, Found::Built(view) if view.out_of_band)
    }

    /// How far up the types of an object the view's type stands; 0 is its own.
    pub fn distance(&self, types: &[Str]) -> Option<usize> {
        let is_for = |name: &str| match self {
            Found::Built(view) => view.types.iter().any(|own| own.eq_ignore_ascii_case(name)),
            Found::Session(view) => view.types.iter().any(|own| own.eq_ignore_ascii_case(name)),
        };
        types.iter().position(|name| is_for(name))
    }

    fn accepts(&self, value: &Value) -> bool {
        match self {
            Found::Built(view) if !view.requires.is_empty() => values::properties(value)
                .iter()
                .any(|p| *p.name == *view.requires),
            _ => true,
        }
    }
}

/// What view is wanted.
#[derive(Clone, Copy, Default)]
pub struct Wanted<'a> {
    /// Of that kind.
    pub kind: Option<Kind>,
    /// Of that name.
    pub name: Option<&'a str>,
    /// For objects that show between the lines of others.
    pub out_of_band: bool,
}

/// The view of an object: the one for the most derived of its types; of several, the first. What was read from a file and lost its
/// type has the views of the type that it had.
pub fn find(registry: &Registry, value: &Value, wanted: Wanted<'_>) -> Option<Found> {
    let types = value.type_names();
    find_for(registry, value, &types, wanted).or_else(|| {
        let masked = types.iter().any(|name| name.starts_with("Deserialized."));
        let types: Vec<Str> = types
            .iter()
            .map(|name| Str::from(crate::display::unmasked(name)))
            .collect();
        if masked {
            find_for(registry, value, &types, wanted)
        } else {
            None
        }
    })
}

fn find_for(
    registry: &Registry,
    value: &Value,
    types: &[Str],
    wanted: Wanted<'_>,
) -> Option<Found> {
    let mut best: Option<(usize, Found)> = None;
    let built = data::VIEWS.iter().map(Found::Built);
    for view in registry
        .first()
        .into_iter()
        .chain(built)
        .chain(registry.last())
    {
        let fits = view.out_of_band() == wanted.out_of_band
            && wanted.kind.is_none_or(|kind| view.kind() == kind)
            && wanted
                .name
                .is_none_or(|name| view.name().eq_ignore_ascii_case(name));
        if !fits {
            continue;
        }
        let Some(distance) = view.distance(types) else {
            continue;
        };
        if best.as_ref().is_some_and(|(known, _)| *known <= distance) || !view.accepts(value) {
            continue;
        }
        if distance == 0 {
            return Some(view);
        }
        best = Some((distance, view));
    }
    best.map(|(_, view)| view)
}

/// The names of all views for the type of an object, with their kinds: what an unknown `-View` may have meant.
pub fn names_for(registry: &Registry, value: &Value) -> Vec<(Str, Kind)> {
    let types = [values::type_name(value)];
    let built = data::VIEWS.iter().map(Found::Built);
    let all = registry
        .first()
        .into_iter()
        .chain(built)
        .chain(registry.last());
    all.filter(|view| view.distance(&types).is_some())
        .map(|view| (Str::from(view.name()), view.kind()))
        .collect()
}
