//! `System.Data`: tables in memory, their columns and rows.
//!
//! Read this file for what a table is, `members` for the tables of members, `filter` for the expressions of `Select`.
//! Absent on purpose: relations, constraints, computed columns, adapters to databases.

mod columns;
mod filter;
mod members;
mod rows;

pub use members::ALL;

use crate::members::args::argument;
use crate::types::Type;
use crate::{Fault, Host, Interrupt, Native, Result, Str, Value, convert};
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

/// A table.
pub(super) struct Table {
    name: RefCell<Str>,
    columns: RefCell<Vec<Rc<Column>>>,
    rows: RefCell<Vec<Rc<Row>>>,
    key: RefCell<Vec<Rc<Column>>>,
    next: Cell<i64>,
    own: Weak<Table>,
}

/// A column.
pub(super) struct Column {
    name: RefCell<Str>,
    kind: Type,
    allows_null: Cell<bool>,
    read_only: Cell<bool>,
    unique: Cell<bool>,
    auto: Cell<bool>,
    seed: Cell<i64>,
    step: Cell<i64>,
    default: RefCell<Value>,
    caption: RefCell<Option<Str>>,
    table: RefCell<Weak<Table>>,
}

/// A row; it belongs to a table from its making on, and stands in it once it is added.
pub(super) struct Row {
    cells: RefCell<Vec<Value>>,
    state: Cell<i64>,
    table: Rc<Table>,
}

/// Numbers of `DataRowState`.
const DETACHED: i64 = 1;
const UNCHANGED: i64 = 2;
const ADDED: i64 = 4;
const DELETED: i64 = 8;
const MODIFIED: i64 = 16;

impl Table {
    fn new(name: &str) -> Rc<Table> {
        Rc::new_cyclic(|own| Table {
            name: RefCell::new(name.into()),
            columns: RefCell::default(),
            rows: RefCell::default(),
            key: RefCell::default(),
            next: Cell::new(0),
            own: own.clone(),
        })
    }

    fn column(&self, name: &str) -> Option<usize> {
        self.columns
            .borrow()
            .iter()
            .position(|column| column.name.borrow().eq_ignore_ascii_case(name))
    }

    /// A row with what its columns give unasked.
    fn new_row(self: &Rc<Table>) -> Rc<Row> {
        let number = self.next.get();
        self.next.set(number + 1);
        let cells = self
            .columns
            .borrow()
            .iter()
            .map(|column| match column.auto.get() {
                true => {
                    let value = column.seed.get() + number * column.step.get();
                    match column.kind.is(&crate::types::INT64) {
                        true => Value::Long(value),
                        false => Value::Int(value as i32),
                    }
                }
                false => column.default.borrow().clone(),
            })
            .collect();
        Rc::new(Row {
            cells: RefCell::new(cells),
            state: Cell::new(DETACHED),
            table: Rc::clone(self),
        })
    }

    /// Puts a row into the table, where its cells may stand there.
    fn add(&self, host: &mut dyn Host, row: &Rc<Row>, at: Option<usize>) -> Result {
        if row.state.get() != DETACHED {
            return argument("This row already belongs to this table.", "").raise();
        }
        for (column, cell) in self.columns.borrow().iter().zip(row.cells.borrow().iter()) {
            let name = column.name.borrow();
            let is_key = self.key.borrow().iter().any(|key| Rc::ptr_eq(key, column));
            if is_null(cell) && (!column.allows_null.get() || is_key) {
                return Fault::new(
                    &members::NO_NULL,
                    format!("Column '{name}' does not allow nulls."),
                )
                .raise();
            }
        }
        self.check_unique(host, row)?;
        row.state.set(ADDED);
        let mut rows = self.rows.borrow_mut();
        let at = at.unwrap_or(rows.len()).min(rows.len());
        rows.insert(at, Rc::clone(row));
        Ok(())
    }

    fn check_unique(&self, host: &mut dyn Host, row: &Rc<Row>) -> Result {
        let key = self.key.borrow();
        for (at, column) in self.columns.borrow().iter().enumerate() {
            let single_key = key.len() == 1 && Rc::ptr_eq(&key[0], column);
            if !column.unique.get() && !single_key {
                continue;
            }
            let new = row.cells.borrow()[at].clone();
            let taken = self.rows.borrow().iter().any(|other| {
                !Rc::ptr_eq(other, row)
                    && crate::members::sequence::equal(&other.cells.borrow()[at], &new)
            });
            if taken {
                let shown = convert::to_text(host, &new)?;
                return Fault::new(
                    &members::CONSTRAINT,
                    format!(
                        "Column '{}' is constrained to be unique.  Value '{shown}' is already present.",
                        column.name.borrow()
                    ),
                )
                .raise();
            }
        }
        Ok(())
    }
}

impl Row {
    /// Sets a cell, in the type of its column.
    fn set(&self, host: &mut dyn Host, at: usize, value: &Value) -> Result {
        let columns = self.table.columns.borrow();
        let Some(column) = columns.get(at) else {
            return Ok(());
        };
        let name = column.name.borrow().clone();
        if column.read_only.get() && self.state.get() != DETACHED {
            return Fault::new(
                &members::READ_ONLY,
                format!("Column '{name}' is read only."),
            )
            .raise();
        }
        let stored = stored(host, column, value)?;
        drop(columns);
        self.cells.borrow_mut()[at] = stored;
        if self.state.get() == UNCHANGED {
            self.state.set(MODIFIED);
        }
        Ok(())
    }

    fn place(&self, name: &str) -> Result<usize> {
        match self.table.column(name) {
            Some(at) => Ok(at),
            None => {
                let table = self.table.name.borrow();
                let what = format!("Column '{name}' does not belong to table {table}.");
                Fault::new(&crate::types::ARGUMENT_EXCEPTION, what).raise()
            }
        }
    }
}

/// A value as a column stores it.
fn stored(host: &mut dyn Host, column: &Column, value: &Value) -> Result<Value> {
    let value = value.base().clone();
    if value.is_null() {
        return match column.kind.is_value_type() {
            true => argument(
                &format!(
                    "Cannot set Column '{}' to be null. Please use DBNull instead.",
                    column.name.borrow()
                ),
                "",
            )
            .raise(),
            false => Ok(null()),
        };
    }
    if is_null(&value) || column.kind.is_assignable_from(&value.get_type()) {
        return Ok(value);
    }
    convert::to(host, &value, &column.kind).or_else(|stop| {
        // .NET puts its own sentence behind that of the conversion.
        let reason = match &*stop {
            Interrupt::Error(record) => record.exception_message(),
            _ => return Err(stop),
        };
        let reason = reason
            .split_once("Error: \"")
            .map_or(&*reason, |(_, rest)| rest.trim_end_matches('"'));
        let shown = convert::to_text(host, &value)?;
        let what = format!(
            "{reason}Couldn't store <{shown}> in {} Column.  Expected type is {}.",
            column.name.borrow(),
            column.kind.name()
        );
        Fault::new(&crate::types::ARGUMENT_EXCEPTION, what).raise()
    })
}

/// `DBNull`
fn null() -> Value {
    crate::members::convert_class::db_null()
}

fn is_null(value: &Value) -> bool {
    value
        .as_native::<crate::members::convert_class::DbNull>()
        .is_some()
}

impl Native for Table {
    fn get_type(&self) -> Type {
        Type::Known(&members::TABLE)
    }

    fn to_text(&self) -> Str {
        self.name.borrow().clone()
    }

    fn enumerate(&self) -> Option<Result<Vec<Value>>> {
        Some(Ok(rows::values(&self.rows.borrow())))
    }

    fn is_true(&self) -> bool {
        true
    }
}

impl Native for Column {
    fn get_type(&self) -> Type {
        Type::Known(&members::COLUMN)
    }

    fn to_text(&self) -> Str {
        self.name.borrow().clone()
    }
}

impl Native for Row {
    fn get_type(&self) -> Type {
        Type::Known(&members::ROW)
    }

    fn property(&self, name: &str) -> Option<Value> {
        let at = self.table.column(name)?;
        self.cells.borrow().get(at).cloned()
    }

    fn set_property_with(&self, host: &mut dyn Host, name: &str, value: &Value) -> Result<bool> {
        match self.table.column(name) {
            Some(at) => self.set(host, at, value).map(|()| true),
            None => Ok(false),
        }
    }

    fn property_names(&self) -> Vec<Str> {
        let columns = self.table.columns.borrow();
        columns
            .iter()
            .map(|column| column.name.borrow().clone())
            .collect()
    }

    fn is_adapted(&self) -> bool {
        true
    }
}
