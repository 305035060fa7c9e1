//! What the methods of rows, and of collections of rows, do.

use super::*;
use crate::Array;
use crate::members::args::{argument_null, invalid_operation, not_supported};
use crate::types::Call;

/// `DataRowCollection`
pub(super) struct Rows(pub Rc<Table>);

impl Native for Rows {
    fn get_type(&self) -> Type {
        Type::Known(&members::ROWS)
    }

    fn enumerate(&self) -> Option<Result<Vec<Value>>> {
        Some(Ok(values(&self.0.rows.borrow())))
    }

    fn is_true(&self) -> bool {
        !self.0.rows.borrow().is_empty()
    }
}

/// Rows as values.
pub(super) fn values(rows: &[Rc<Row>]) -> Vec<Value> {
    rows.iter()
        .map(|row| Value::Native(Rc::clone(row) as Rc<dyn Native>))
        .collect()
}

pub(super) fn array(rows: &[Rc<Row>]) -> Value {
    Value::Array(Array::of(Type::Known(&members::ROW), values(rows)))
}

pub(super) fn table_of(c: &Call<'_>) -> Result<Rc<Table>> {
    match c.this.as_native::<Rows>() {
        Some(rows) => Ok(Rc::clone(&rows.0)),
        None => not_supported("The object is no collection of rows.").raise(),
    }
}

pub(super) fn this(c: &Call<'_>) -> Result<Rc<Row>> {
    c.this
        .as_native_rc::<Row>()
        .ok_or_else(|| not_supported("The object is no row.").into())
}

fn row_at(c: &Call<'_>, n: usize) -> Result<Rc<Row>> {
    c.arg(n)
        .as_native_rc::<Row>()
        .ok_or_else(|| argument_null("row").into())
}

/// `Rows.Add(row)` and `Rows.Add(values)`.
pub(super) fn add(c: &mut Call<'_>) -> Result<Value> {
    let table = table_of(c)?;
    if let Some(row) = c.arg(0).as_native_rc::<Row>() {
        table.add(c.host, &row, None)?;
        return Ok(Value::Null);
    }
    let items = match c.args {
        [one] if matches!(one.base(), Value::Array(_)) => c.items(0),
        all => all.to_vec(),
    };
    let row = filled(c, &table, &items)?;
    table.add(c.host, &row, None)?;
    Ok(Value::Native(row))
}

/// A new row with these cells.
pub(super) fn filled(c: &mut Call<'_>, table: &Rc<Table>, items: &[Value]) -> Result<Rc<Row>> {
    if items.len() > table.columns.borrow().len() {
        return argument(
            "Input array is longer than the number of columns in this table.",
            "",
        )
        .raise();
    }
    let row = table.new_row();
    set_all(c, &row, items)?;
    Ok(row)
}

fn set_all(c: &mut Call<'_>, row: &Rc<Row>, items: &[Value]) -> Result {
    for (at, item) in items.iter().enumerate() {
        // Null leaves what the column gives unasked.
        if !item.is_null() {
            row.set(c.host, at, item)?;
        }
    }
    Ok(())
}

pub(super) fn insert(c: &mut Call<'_>) -> Result<Value> {
    let row = row_at(c, 0)?;
    let at = c.long(1).max(0) as usize;
    table_of(c)?.add(c.host, &row, Some(at))?;
    Ok(Value::Null)
}

pub(super) fn remove(c: &mut Call<'_>) -> Result<Value> {
    let row = row_at(c, 0)?;
    take_out(&row);
    Ok(Value::Null)
}

fn take_out(row: &Rc<Row>) {
    row.table
        .rows
        .borrow_mut()
        .retain(|own| !Rc::ptr_eq(own, row));
    row.state.set(DETACHED);
}

pub(super) fn remove_at(c: &mut Call<'_>) -> Result<Value> {
    let row = at(c)?;
    take_out(&row);
    Ok(Value::Null)
}

/// The row of the number that is argument 0.
pub(super) fn at(c: &mut Call<'_>) -> Result<Rc<Row>> {
    let table = table_of(c)?;
    let index = c.long(0);
    let found = usize::try_from(index)
        .ok()
        .and_then(|index| table.rows.borrow().get(index).cloned());
    found.ok_or_else(|| {
        Fault::new(
            &crate::types::INDEX_OUT_OF_RANGE_EXCEPTION,
            format!("There is no row at position {index}."),
        )
        .into()
    })
}

/// `Find`, `Contains`: by the primary key.
pub(super) fn find(c: &mut Call<'_>) -> Result<Option<Rc<Row>>> {
    let table = table_of(c)?;
    let key = table.key.borrow().clone();
    if key.is_empty() {
        return Fault::new(&members::MISSING_KEY, "Table doesn't have a primary key.").raise();
    }
    let wanted = match c.arg(0).base() {
        Value::Array(_) => c.items(0),
        _ => vec![c.arg(0).clone()],
    };
    let mut converted = Vec::new();
    for (column, value) in key.iter().zip(&wanted) {
        converted.push(stored(c.host, column, value)?);
    }
    let places: Vec<usize> = key
        .iter()
        .filter_map(|column| {
            let columns = table.columns.borrow();
            columns.iter().position(|own| Rc::ptr_eq(own, column))
        })
        .collect();
    let same = |a: &Value, b: &Value| match (a.as_str(), b.as_str()) {
        (Some(a), Some(b)) => a.eq_ignore_ascii_case(b),
        _ => crate::members::sequence::equal(a, b),
    };
    let found = table
        .rows
        .borrow()
        .iter()
        .find(|row| {
            let cells = row.cells.borrow();
            places
                .iter()
                .zip(&converted)
                .all(|(at, wanted)| same(&cells[*at], wanted))
        })
        .cloned();
    Ok(found)
}

pub(super) fn maybe(row: Option<Rc<Row>>) -> Value {
    row.map(|row| Value::Native(row as Rc<dyn Native>))
        .unwrap_or_default()
}

/// The place of the column that an argument names: by name, number or the column itself.
pub(super) fn place(c: &Call<'_>, row: &Row, n: usize) -> Result<usize> {
    let value = c.arg(n);
    if let Some(column) = value.as_native::<Column>() {
        return row.place(&column.name.borrow().clone());
    }
    match value.as_integer() {
        Some(index) => {
            let count = row.table.columns.borrow().len();
            usize::try_from(index)
                .ok()
                .filter(|index| *index < count)
                .ok_or_else(|| {
                    Fault::new(
                        &crate::types::INDEX_OUT_OF_RANGE_EXCEPTION,
                        format!("Cannot find column {index}."),
                    )
                    .into()
                })
        }
        None => row.place(&c.text(n)),
    }
}

pub(super) fn get(c: &mut Call<'_>) -> Result<Value> {
    let row = this(c)?;
    let at = place(c, &row, 0)?;
    let value = row.cells.borrow()[at].clone();
    Ok(value)
}

pub(super) fn set(c: &mut Call<'_>) -> Result<Value> {
    let row = this(c)?;
    let at = place(c, &row, 0)?;
    let value = c.args[1].clone();
    row.set(c.host, at, &value)?;
    Ok(Value::Null)
}

pub(super) fn set_items(c: &mut Call<'_>) -> Result<Value> {
    let row = this(c)?;
    let items = c.items(0);
    set_all(c, &row, &items)?;
    Ok(Value::Null)
}

/// `Delete`: a row that was never accepted goes at once.
pub(super) fn delete(c: &mut Call<'_>) -> Result<Value> {
    let row = this(c)?;
    match row.state.get() {
        DETACHED => {
            return invalid_operation("Cannot delete this row since it is already deleted.")
                .raise();
        }
        ADDED => take_out(&row),
        _ => row.state.set(DELETED),
    }
    Ok(Value::Null)
}

pub(super) fn accept(row: &Rc<Row>) {
    if row.state.get() == DELETED {
        take_out(row);
    } else if row.state.get() != DETACHED {
        row.state.set(UNCHANGED);
    }
}
