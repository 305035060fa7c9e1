//! What the methods of columns, and of collections of columns, do.

use super::*;
use crate::members::args::{argument_null, not_supported};
use crate::types::{self, Call};

/// `DataColumnCollection`
pub(super) struct Columns(pub Rc<Table>);

impl Native for Columns {
    fn get_type(&self) -> Type {
        Type::Known(&members::COLUMNS)
    }

    fn enumerate(&self) -> Option<Result<Vec<Value>>> {
        Some(Ok(self.0.columns.borrow().iter().map(value).collect()))
    }

    fn is_true(&self) -> bool {
        !self.0.columns.borrow().is_empty()
    }
}

pub(super) fn value(column: &Rc<Column>) -> Value {
    Value::Native(Rc::clone(column) as Rc<dyn Native>)
}

pub(super) fn this(c: &Call<'_>) -> Result<Rc<Column>> {
    c.this
        .as_native_rc::<Column>()
        .ok_or_else(|| not_supported("The object is no column.").into())
}

pub(super) fn table_of(c: &Call<'_>) -> Result<Rc<Table>> {
    match c.this.as_native::<Columns>() {
        Some(columns) => Ok(Rc::clone(&columns.0)),
        None => not_supported("The object is no collection of columns.").raise(),
    }
}

/// A column that belongs to no table yet.
pub(super) fn new(name: &str, kind: Option<Type>) -> Rc<Column> {
    Rc::new(Column {
        name: RefCell::new(name.into()),
        kind: kind.unwrap_or(Type::Known(&types::STRING)),
        allows_null: Cell::new(true),
        read_only: Cell::new(false),
        unique: Cell::new(false),
        auto: Cell::new(false),
        seed: Cell::new(0),
        step: Cell::new(1),
        default: RefCell::new(null()),
        caption: RefCell::default(),
        table: RefCell::default(),
    })
}

/// A copy for another table.
pub(super) fn copy(column: &Column) -> Rc<Column> {
    let copy = new(&column.name.borrow(), Some(column.kind.clone()));
    copy.allows_null.set(column.allows_null.get());
    copy.read_only.set(column.read_only.get());
    copy.unique.set(column.unique.get());
    copy.auto.set(column.auto.get());
    copy.seed.set(column.seed.get());
    copy.step.set(column.step.get());
    *copy.default.borrow_mut() = column.default.borrow().clone();
    *copy.caption.borrow_mut() = column.caption.borrow().clone();
    copy
}

pub(super) fn attach(table: &Rc<Table>, column: &Rc<Column>) -> Result {
    if column.name.borrow().is_empty() {
        let free = (1..)
            .map(|n| format!("Column{n}"))
            .find(|name| table.column(name).is_none());
        *column.name.borrow_mut() = free.unwrap_or_default().into();
    }
    let name = column.name.borrow().clone();
    if table.column(&name).is_some() {
        return Fault::new(
            &members::DUPLICATE_NAME,
            format!("A column named '{name}' already belongs to this DataTable."),
        )
        .raise();
    }
    *column.table.borrow_mut() = table.own.clone();
    table.columns.borrow_mut().push(Rc::clone(column));
    for row in table.rows.borrow().iter() {
        row.cells.borrow_mut().push(column.default.borrow().clone());
    }
    Ok(())
}

/// `Columns.Add` of a column, or of a name and a type.
pub(super) fn add(c: &mut Call<'_>) -> Result<Value> {
    let table = table_of(c)?;
    let column = match c.arg(0).as_native_rc::<Column>() {
        Some(column) => column,
        None => new(&c.text(0), c.type_of(1)),
    };
    attach(&table, &column)?;
    Ok(value(&column))
}

/// `Columns.Remove`, by name or by column.
pub(super) fn remove(c: &mut Call<'_>) -> Result<Value> {
    let table = table_of(c)?;
    let name = match c.arg(0).as_native::<Column>() {
        Some(column) => column.name.borrow().clone(),
        None => c.text(0),
    };
    let Some(at) = table.column(&name) else {
        let what = format!(
            "Column '{name}' does not belong to table {}.",
            table.name.borrow()
        );
        return Fault::new(&types::ARGUMENT_EXCEPTION, what).raise();
    };
    table.columns.borrow_mut().remove(at);
    for row in table.rows.borrow().iter() {
        row.cells.borrow_mut().remove(at);
    }
    Ok(Value::Null)
}

/// The column of a name or number; null where there is none of the name.
pub(super) fn get(c: &mut Call<'_>) -> Result<Value> {
    let table = table_of(c)?;
    let columns = table.columns.borrow();
    if let Some(index) = c.arg(0).as_integer() {
        let found = usize::try_from(index)
            .ok()
            .and_then(|index| columns.get(index));
        return found.map(value).ok_or_else(|| {
            Fault::new(
                &types::INDEX_OUT_OF_RANGE_EXCEPTION,
                format!("Cannot find column {index}."),
            )
            .into()
        });
    }
    if c.arg(0).is_null() {
        return argument_null("name").raise();
    }
    drop(columns);
    let at = table.column(&c.text(0));
    let columns = table.columns.borrow();
    Ok(at
        .and_then(|at| columns.get(at))
        .map(value)
        .unwrap_or_default())
}

pub(super) fn ordinal(column: &Rc<Column>) -> i32 {
    column.table.borrow().upgrade().map_or(-1, |table| {
        let columns = table.columns.borrow();
        columns
            .iter()
            .position(|own| Rc::ptr_eq(own, column))
            .map_or(-1, |at| at as i32)
    })
}
