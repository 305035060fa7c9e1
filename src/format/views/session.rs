//! What a session adds: views of `Update-FormatData`, display sets of `Update-TypeData`.

use super::{Found, Kind};
use crate::packet::Align;
use object::{Str, Value};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Views and display sets of a session.
#[derive(Default)]
pub struct Registry {
    first: RefCell<Vec<Rc<SessionView>>>,
    last: RefCell<Vec<Rc<SessionView>>>,
    sets: RefCell<BTreeMap<String, Vec<Str>>>,
    names: RefCell<BTreeMap<String, Str>>,
}

/// A view of a file.
pub struct SessionView {
    /// Its name.
    pub name: Str,
    /// The types that it is for.
    pub types: Vec<Str>,
    /// A group ends where this changes: a property's name or a script block, and what stands before it.
    pub group: Option<SessionItem>,
    /// What shows.
    pub body: SessionBody,
    /// The file that it was read from; empty for none.
    pub file: Str,
}

/// What shows of an object.
pub enum SessionBody {
    /// A row.
    Table {
        /// The columns.
        columns: Vec<SessionColumn>,
        /// Widths follow from all objects.
        autosize: bool,
        /// Long values go on in the next line.
        wrap: bool,
        /// No header is shown.
        hide_header: bool,
    },
    /// Properties one below the other.
    List(Vec<SessionItem>),
    /// One value, in so many columns; 0 leaves their number open.
    Wide(SessionItem, usize),
    /// A script that writes the text.
    Custom(Vec<SessionItem>),
}

/// A value of a view.
#[derive(Clone)]
pub struct SessionItem {
    /// The label; none takes the property's name.
    pub label: Option<Str>,
    /// A property's name, or a script block.
    pub expression: Value,
    /// A format string.
    pub format: Option<Str>,
}

/// A column of a view.
#[derive(Clone)]
pub struct SessionColumn {
    /// The value and the header.
    pub item: SessionItem,
    /// Cells; 0 leaves it open.
    pub width: usize,
    /// To which side header and values go.
    pub align: Align,
    /// To which side values go where that is said of them alone.
    pub cell_align: Align,
}

impl SessionBody {
    /// Its kind.
    pub fn kind(&self) -> Kind {
        match self {
            SessionBody::Table { .. } => Kind::Table,
            SessionBody::List(_) => Kind::List,
            SessionBody::Wide(..) => Kind::Wide,
            SessionBody::Custom(_) => Kind::Custom,
        }
    }
}

impl Registry {
    /// Adds views before PowerShell's own; those of an earlier call come after them.
    pub fn prepend(&self, views: Vec<SessionView>) {
        self.first
            .borrow_mut()
            .splice(0..0, views.into_iter().map(Rc::new));
    }

    /// Adds views behind PowerShell's own.
    pub fn append(&self, views: Vec<SessionView>) {
        self.last
            .borrow_mut()
            .extend(views.into_iter().map(Rc::new));
    }

    /// Takes the views of a file away.
    pub fn remove_file(&self, file: &str) {
        for views in [&self.first, &self.last] {
            views.borrow_mut().retain(|view| &*view.file != file);
        }
    }

    /// Sets the properties that objects of a type show; none takes the set away.
    pub fn set_display_set(&self, kind: &str, properties: Option<Vec<Str>>) {
        let mut sets = self.sets.borrow_mut();
        match properties {
            Some(properties) => sets.insert(kind.to_lowercase(), properties),
            None => sets.remove(&kind.to_lowercase()),
        };
    }

    /// Sets the property that names objects of a type; none takes it away.
    pub fn set_display_property(&self, kind: &str, property: Option<Str>) {
        let mut names = self.names.borrow_mut();
        match property {
            Some(property) => names.insert(kind.to_lowercase(), property),
            None => names.remove(&kind.to_lowercase()),
        };
    }

    pub(super) fn first(&self) -> Vec<Found> {
        self.first
            .borrow()
            .iter()
            .cloned()
            .map(Found::Session)
            .collect()
    }

    pub(super) fn last(&self) -> Vec<Found> {
        self.last
            .borrow()
            .iter()
            .cloned()
            .map(Found::Session)
            .collect()
    }

    /// The properties that objects of a type show.
    pub fn display_set(&self, kind: &str) -> Option<Vec<Str>> {
        let sets = self.sets.borrow();
        if sets.is_empty() {
            None
        } else {
            sets.get(&kind.to_lowercase()).cloned()
        }
    }

    /// The property that names objects of a type.
    pub fn display_property(&self, kind: &str) -> Option<Str> {
        let names = self.names.borrow();
        if names.is_empty() {
            None
        } else {
            names.get(&kind.to_lowercase()).cloned()
        }
    }
}
