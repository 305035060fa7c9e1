//! The tables of `System.Data`.

use super::columns::{self, Columns};
use super::rows::{self, Rows};
use super::*;
use crate::Array;
use crate::members::args::{argument_null, not_supported};
use crate::members::table::*;
use crate::types::{self, Call, Member, Sig, TypeInfo};

macro_rules! kinds {
    ($($name:ident = $text:literal, $base:path, $members:ident, [$($interface:path),*];)*) => {
        $(pub(super) static $name: TypeInfo = TypeInfo::class(concat!("System.Data.", $text), &$base).implements(&[$(&$interface),*]).members(|| $members);)*
        /// Every type of it.
        pub static ALL: &[&TypeInfo] = &[&ROW_STATE, $(&$name),*];
    };
}

kinds! {
    TABLE = "DataTable", types::OBJECT, TABLE_MEMBERS, [types::IDISPOSABLE];
    SET = "DataSet", types::OBJECT, SET_MEMBERS, [types::IDISPOSABLE];
    VIEW = "DataView", types::OBJECT, VIEW_MEMBERS, [types::IENUMERABLE, types::ICOLLECTION];
    COLUMN = "DataColumn", types::OBJECT, COLUMN_MEMBERS, [];
    ROW = "DataRow", types::OBJECT, ROW_MEMBERS, [];
    COLLECTION_BASE = "InternalDataCollectionBase", types::OBJECT, NONE, [types::ICOLLECTION, types::IENUMERABLE];
    COLUMNS = "DataColumnCollection", COLLECTION_BASE, COLUMNS_MEMBERS, [];
    ROWS = "DataRowCollection", COLLECTION_BASE, ROWS_MEMBERS, [];
    TABLES = "DataTableCollection", COLLECTION_BASE, TABLES_MEMBERS, [];
    DATA_EXCEPTION = "DataException", types::SYSTEM_EXCEPTION, NONE, [];
    CONSTRAINT = "ConstraintException", DATA_EXCEPTION, NONE, [];
    NO_NULL = "NoNullAllowedException", DATA_EXCEPTION, NONE, [];
    READ_ONLY = "ReadOnlyException", DATA_EXCEPTION, NONE, [];
    DUPLICATE_NAME = "DuplicateNameException", DATA_EXCEPTION, NONE, [];
    MISSING_KEY = "MissingPrimaryKeyException", DATA_EXCEPTION, NONE, [];
    EXPRESSION = "InvalidExpressionException", DATA_EXCEPTION, NONE, [];
    SYNTAX = "SyntaxErrorException", EXPRESSION, NONE, [];
    EVALUATE = "EvaluateException", EXPRESSION, NONE, [];
}

/// `DataRowState`
pub static ROW_STATE: TypeInfo = TypeInfo::flags(
    "System.Data.DataRowState",
    &[
        ("Detached", 1),
        ("Unchanged", 2),
        ("Added", 4),
        ("Deleted", 8),
        ("Modified", 16),
    ],
);

const TABLE_SIG: Sig = Sig::One(&TABLE);
const COLUMN_SIG: Sig = Sig::One(&COLUMN);
const COLUMNS_OF: Sig = Sig::Many(&COLUMN);
const ROW_SIG: Sig = Sig::One(&ROW);
const ROWS_OF: Sig = Sig::Many(&ROW);
const STATE: Sig = Sig::One(&ROW_STATE);

static NONE: &[Member] = &[];

/// A data set: tables by name.
struct Set {
    name: RefCell<Str>,
    tables: RefCell<Vec<Rc<Table>>>,
    own: Weak<Set>,
}

/// `DataTableCollection`
struct Tables(Rc<Set>);

/// A view of a table: some rows, in an order.
struct View {
    table: Rc<Table>,
    filter: RefCell<Str>,
    sort: RefCell<Str>,
    found: RefCell<Vec<Rc<Row>>>,
}

impl Native for Set {
    fn get_type(&self) -> Type {
        Type::Known(&SET)
    }
}

impl Native for Tables {
    fn get_type(&self) -> Type {
        Type::Known(&TABLES)
    }

    fn enumerate(&self) -> Option<Result<Vec<Value>>> {
        Some(Ok(self.0.tables.borrow().iter().map(table_value).collect()))
    }
}

impl Native for View {
    fn get_type(&self) -> Type {
        Type::Known(&VIEW)
    }

    fn enumerate(&self) -> Option<Result<Vec<Value>>> {
        let plain = self.filter.borrow().is_empty() && self.sort.borrow().is_empty();
        Some(Ok(match plain {
            true => rows::values(&self.table.rows.borrow()),
            false => rows::values(&self.found.borrow()),
        }))
    }
}

fn table_value(table: &Rc<Table>) -> Value {
    Value::Native(Rc::clone(table) as Rc<dyn Native>)
}

static TABLE_MEMBERS: &[Member] = &[
    constructors!(() -> THIS => |_| Ok(table_value(&Table::new(""))), (tableName: STR) -> THIS => |c| Ok(table_value(&Table::new(&c.text(0))))),
    property!("CaseSensitive", BOOL => |_| Ok(Value::Bool(false)), |_| Ok(Value::Null)),
    get!("Columns", OBJ => |c| Ok(Value::native(Columns(this(c)?)))),
    get!("DefaultView", OBJ => |c| Ok(Value::native(View { table: this(c)?, filter: RefCell::default(), sort: RefCell::default(), found: RefCell::default() }))),
    get!("HasErrors", BOOL => |_| Ok(Value::Bool(false))),
    property!("PrimaryKey", COLUMNS_OF => |c| Ok(column_array(&this(c)?.key.borrow())), set_key),
    get!("Rows", OBJ => |c| Ok(Value::native(Rows(this(c)?)))),
    property!("TableName", STR => |c| { let name = this(c)?.name.borrow().clone(); Ok(Value::Str(name)) }, |c| { *this(c)?.name.borrow_mut() = c.text(0); Ok(Value::Null) }),
    method!("AcceptChanges", () -> VOID => |c| { let all = this(c)?.rows.borrow().clone(); all.iter().for_each(rows::accept); Ok(Value::Null) }),
    method!("Clear", () -> VOID => |c| { this(c)?.rows.borrow_mut().clear(); Ok(Value::Null) }),
    method!("Clone", () -> TABLE_SIG => |c| Ok(table_value(&cloned(&*this(c)?)))),
    method!("Compute", (expression: STR, filter: STR) -> OBJ => compute),
    method!("Copy", () -> TABLE_SIG => |c| {
        let own = this(c)?;
        let copy = cloned(&own);
        for row in own.rows.borrow().iter() {
            import(&copy, row);
        }
        Ok(table_value(&copy))
    }),
    method!("Dispose", () -> VOID => |_| Ok(Value::Null)),
    method!("ImportRow", (row: ROW_SIG) -> VOID => |c| {
        let Some(row) = c.arg(0).as_native_rc::<Row>() else { return Ok(Value::Null) };
        import(&this(c)?, &row);
        Ok(Value::Null)
    }),
    method!("LoadDataRow", (values: OBJECTS, fAcceptChanges: BOOL) -> ROW_SIG => |c| {
        let (table, items) = (this(c)?, c.items(0));
        let row = rows::filled(c, &table, &items)?;
        table.add(c.host, &row, None)?;
        if c.flag(1) { rows::accept(&row); }
        Ok(Value::Native(row))
    }),
    method!("NewRow", () -> ROW_SIG => |c| Ok(Value::Native(this(c)?.new_row()))),
    method!("RejectChanges", () -> VOID => |_| Ok(Value::Null)),
    method!("Select",
        () -> ROWS_OF => |c| { let own = this(c)?; let all = own.rows.borrow(); Ok(rows::array(&all)) },
        (filterExpression: STR) -> ROWS_OF => |c| Ok(rows::array(&select(c, "")?)),
        (filterExpression: STR, sort: STR) -> ROWS_OF => |c| { let by = c.text(1); Ok(rows::array(&select(c, &by)?)) }),
    method!("ToString", () -> STR => |c| { let name = this(c)?.name.borrow().clone(); Ok(Value::Str(name)) }),
];

static COLUMNS_MEMBERS: &[Member] = &[
    get!("Count", INT => |c| { let count = columns::table_of(c)?.columns.borrow().len(); Ok(Value::Int(count as i32)) }),
    method!("Item", (index: INT) -> COLUMN_SIG => columns::get, (name: STR) -> COLUMN_SIG => columns::get),
    method!("Add", () -> COLUMN_SIG => columns::add, (column: COLUMN_SIG) -> VOID => |c| { columns::add(c)?; Ok(Value::Nothing) }, (columnName: STR) -> COLUMN_SIG => columns::add, (columnName: STR, type_: TYPE) -> COLUMN_SIG => columns::add),
    method!("AddRange", (columns: COLUMNS_OF) -> VOID => |c| {
        let table = columns::table_of(c)?;
        for column in c.items(0).iter().filter_map(Value::as_native_rc::<Column>) {
            columns::attach(&table, &column)?;
        }
        Ok(Value::Null)
    }),
    method!("Contains", (name: STR) -> BOOL => |c| Ok(Value::Bool(columns::table_of(c)?.column(&c.text(0)).is_some()))),
    method!("IndexOf", (columnName: STR) -> INT => |c| Ok(Value::Int(columns::table_of(c)?.column(&c.text(0)).map_or(-1, |at| at as i32)))),
    method!("Remove", (name: STR) -> VOID => columns::remove, (column: COLUMN_SIG) -> VOID => columns::remove),
    method!("Clear", () -> VOID => |c| {
        let table = columns::table_of(c)?;
        table.columns.borrow_mut().clear();
        table.rows.borrow().iter().for_each(|row| row.cells.borrow_mut().clear());
        Ok(Value::Null)
    }),
];

static COLUMN_MEMBERS: &[Member] = &[
    constructors!(() -> THIS => |_| Ok(columns::value(&columns::new("", None))), (columnName: STR) -> THIS => |c| Ok(columns::value(&columns::new(&c.text(0), None))), (columnName: STR, dataType: TYPE) -> THIS => |c| Ok(columns::value(&columns::new(&c.text(0), c.type_of(1))))),
    property!("AllowDBNull", BOOL => |c| Ok(Value::Bool(columns::this(c)?.allows_null.get())), |c| { columns::this(c)?.allows_null.set(c.flag(0)); Ok(Value::Null) }),
    property!("AutoIncrement", BOOL => |c| Ok(Value::Bool(columns::this(c)?.auto.get())), |c| { columns::this(c)?.auto.set(c.flag(0)); Ok(Value::Null) }),
    property!("AutoIncrementSeed", LONG => |c| Ok(Value::Long(columns::this(c)?.seed.get())), |c| { columns::this(c)?.seed.set(c.long(0)); Ok(Value::Null) }),
    property!("AutoIncrementStep", LONG => |c| Ok(Value::Long(columns::this(c)?.step.get())), |c| { columns::this(c)?.step.set(c.long(0)); Ok(Value::Null) }),
    property!("Caption", STR => |c| {
        let own = columns::this(c)?;
        let caption = own.caption.borrow().clone();
        Ok(Value::Str(caption.unwrap_or_else(|| own.name.borrow().clone())))
    }, |c| { *columns::this(c)?.caption.borrow_mut() = Some(c.text(0)); Ok(Value::Null) }),
    property!("ColumnName", STR => |c| { let name = columns::this(c)?.name.borrow().clone(); Ok(Value::Str(name)) }, |c| { *columns::this(c)?.name.borrow_mut() = c.text(0); Ok(Value::Null) }),
    get!("DataType", TYPE => |c| Ok(Value::Type(columns::this(c)?.kind.clone()))),
    property!("DefaultValue", OBJ => |c| { let value = columns::this(c)?.default.borrow().clone(); Ok(value) }, |c| {
        let own = columns::this(c)?;
        let value = c.args[0].clone();
        let value = stored(c.host, &own, &value)?;
        *own.default.borrow_mut() = value;
        Ok(Value::Null)
    }),
    property!("MaxLength", INT => |_| Ok(Value::Int(-1)), |_| Ok(Value::Null)),
    get!("Ordinal", INT => |c| Ok(Value::Int(columns::ordinal(&columns::this(c)?)))),
    property!("ReadOnly", BOOL => |c| Ok(Value::Bool(columns::this(c)?.read_only.get())), |c| { columns::this(c)?.read_only.set(c.flag(0)); Ok(Value::Null) }),
    get!("Table", TABLE_SIG => |c| Ok(columns::this(c)?.table.borrow().upgrade().map(|table| table_value(&table)).unwrap_or_default())),
    property!("Unique", BOOL => |c| Ok(Value::Bool(columns::this(c)?.unique.get())), |c| { columns::this(c)?.unique.set(c.flag(0)); Ok(Value::Null) }),
];

static ROWS_MEMBERS: &[Member] = &[
    get!("Count", INT => |c| { let count = rows::table_of(c)?.rows.borrow().len(); Ok(Value::Int(count as i32)) }),
    method!("Item", (index: INT) -> ROW_SIG => |c| Ok(Value::Native(rows::at(c)?))),
    method!("Add", (row: ROW_SIG) -> VOID => |c| { rows::add(c)?; Ok(Value::Nothing) }, (values: ..OBJECTS) -> ROW_SIG => rows::add),
    method!("Clear", () -> VOID => |c| { rows::table_of(c)?.rows.borrow_mut().clear(); Ok(Value::Null) }),
    method!("Contains", (key: OBJ) -> BOOL => |c| Ok(Value::Bool(rows::find(c)?.is_some()))),
    method!("Find", (key: OBJ) -> ROW_SIG => |c| Ok(rows::maybe(rows::find(c)?))),
    method!("IndexOf", (row: ROW_SIG) -> INT => |c| {
        let wanted = c.arg(0).as_native_rc::<Row>();
        let table = rows::table_of(c)?;
        let rows = table.rows.borrow();
        let at = wanted.and_then(|wanted| rows.iter().position(|row| Rc::ptr_eq(row, &wanted)));
        Ok(Value::Int(at.map_or(-1, |at| at as i32)))
    }),
    method!("InsertAt", (row: ROW_SIG, pos: INT) -> VOID => rows::insert),
    method!("Remove", (row: ROW_SIG) -> VOID => rows::remove),
    method!("RemoveAt", (index: INT) -> VOID => rows::remove_at),
];

static ROW_MEMBERS: &[Member] = &[
    property!("RowError", STR => |_| Ok(Value::from("")), |_| Ok(Value::Null)),
    get!("RowState", STATE => |c| Ok(Type::Known(&ROW_STATE).enum_from(rows::this(c)?.state.get()))),
    get!("Table", TABLE_SIG => |c| Ok(table_value(&rows::this(c)?.table))),
    property!("ItemArray", OBJECTS => |c| { let cells = rows::this(c)?.cells.borrow().clone(); Ok(Value::array(cells)) }, rows::set_items),
    get!("HasErrors", BOOL => |_| Ok(Value::Bool(false))),
    method!("Item", (columnIndex: INT) -> OBJ => rows::get, (columnName: STR) -> OBJ => rows::get, (column: COLUMN_SIG) -> OBJ => rows::get),
    method!("set_Item", (columnIndex: INT, value: OBJ) -> VOID => rows::set, (columnName: STR, value: OBJ) -> VOID => rows::set, (column: COLUMN_SIG, value: OBJ) -> VOID => rows::set),
    method!("AcceptChanges", () -> VOID => |c| { rows::accept(&rows::this(c)?); Ok(Value::Null) }),
    method!("BeginEdit", () -> VOID => |_| Ok(Value::Null)),
    method!("EndEdit", () -> VOID => |_| Ok(Value::Null)),
    method!("Delete", () -> VOID => rows::delete),
    method!("IsNull", (columnIndex: INT) -> BOOL => |c| Ok(Value::Bool(is_null(&rows::get(c)?))), (columnName: STR) -> BOOL => |c| Ok(Value::Bool(is_null(&rows::get(c)?))), (column: COLUMN_SIG) -> BOOL => |c| Ok(Value::Bool(is_null(&rows::get(c)?)))),
    method!("SetAdded", () -> VOID => |c| { rows::this(c)?.state.set(ADDED); Ok(Value::Null) }),
    method!("SetModified", () -> VOID => |c| { rows::this(c)?.state.set(MODIFIED); Ok(Value::Null) }),
];

static SET_MEMBERS: &[Member] = &[
    constructors!(() -> THIS => |_| Ok(new_set("NewDataSet")), (dataSetName: STR) -> THIS => |c| Ok(new_set(&c.text(0)))),
    property!("DataSetName", STR => |c| Ok(Value::Str(c.this.as_native::<Set>().map(|set| set.name.borrow().clone()).unwrap_or_default())), |c| {
        if let Some(set) = c.this.as_native::<Set>() { *set.name.borrow_mut() = c.text(0); }
        Ok(Value::Null)
    }),
    get!("Tables", OBJ => |c| Ok(c.this.as_native::<Set>().and_then(|set| set.own.upgrade()).map(|set| Value::native(Tables(set))).unwrap_or_default())),
];

static TABLES_MEMBERS: &[Member] = &[
    get!("Count", INT => |c| Ok(Value::Int(tables(c)?.tables.borrow().len() as i32))),
    method!("Item", (index: INT) -> TABLE_SIG => |c| { let at = c.long(0) as usize; let found = tables(c)?.tables.borrow().get(at).map(table_value); found.ok_or_else(|| Fault::new(&types::INDEX_OUT_OF_RANGE_EXCEPTION, format!("Cannot find table {at}.")).into()) },
        (name: STR) -> TABLE_SIG => |c| { let name = c.text(0); let found = tables(c)?.tables.borrow().iter().find(|table| table.name.borrow().eq_ignore_ascii_case(&name)).map(table_value); Ok(found.unwrap_or_default()) }),
    method!("Add", (table: TABLE_SIG) -> VOID => |c| {
        let Some(table) = c.arg(0).as_native_rc::<Table>() else { return argument_null("table").raise() };
        tables(c)?.tables.borrow_mut().push(table);
        Ok(Value::Nothing)
    }, (name: STR) -> TABLE_SIG => |c| {
        let table = Table::new(&c.text(0));
        tables(c)?.tables.borrow_mut().push(Rc::clone(&table));
        Ok(table_value(&table))
    }),
    method!("Contains", (name: STR) -> BOOL => |c| { let name = c.text(0); Ok(Value::Bool(tables(c)?.tables.borrow().iter().any(|table| table.name.borrow().eq_ignore_ascii_case(&name)))) }),
];

static VIEW_MEMBERS: &[Member] = &[
    constructors!((table: TABLE_SIG) -> THIS => |c| {
        let Some(table) = c.arg(0).as_native_rc::<Table>() else { return argument_null("table").raise() };
        Ok(Value::native(View { table, filter: RefCell::default(), sort: RefCell::default(), found: RefCell::default() }))
    }),
    get!("Count", INT => |c| Ok(Value::Int(view_rows(c)?.len() as i32))),
    property!("RowFilter", STR => |c| { let text = view(c)?.filter.borrow().clone(); Ok(Value::Str(text)) }, |c| { let text = c.text(0); *view(c)?.filter.borrow_mut() = text; refresh(c) }),
    property!("Sort", STR => |c| { let text = view(c)?.sort.borrow().clone(); Ok(Value::Str(text)) }, |c| { let text = c.text(0); *view(c)?.sort.borrow_mut() = text; refresh(c) }),
    get!("Table", TABLE_SIG => |c| Ok(table_value(&view(c)?.table))),
    method!("ToTable", () -> TABLE_SIG => |c| {
        let own = view(c)?;
        let copy = cloned(&own.table);
        for row in view_rows(c)? {
            import(&copy, &row);
        }
        Ok(table_value(&copy))
    }),
    method!("Item", (index: INT) -> OBJ => |c| { let at = c.long(0) as usize; Ok(rows::maybe(view_rows(c)?.get(at).cloned())) }),
];

fn new_set(name: &str) -> Value {
    let set = Rc::new_cyclic(|own| Set {
        name: RefCell::new(name.into()),
        tables: RefCell::default(),
        own: own.clone(),
    });
    Value::Native(set)
}

fn tables(c: &Call<'_>) -> Result<Rc<Set>> {
    match c.this.as_native::<Tables>() {
        Some(tables) => Ok(Rc::clone(&tables.0)),
        None => not_supported("The object is no collection of tables.").raise(),
    }
}

fn view(c: &Call<'_>) -> Result<Rc<View>> {
    c.this
        .as_native_rc::<View>()
        .ok_or_else(|| not_supported("The object is no view.").into())
}

fn view_rows(c: &mut Call<'_>) -> Result<Vec<Rc<Row>>> {
    refresh(c)?;
    let found = view(c)?.found.borrow().clone();
    Ok(found)
}

fn refresh(c: &mut Call<'_>) -> Result<Value> {
    let own = view(c)?;
    let (filter, sort) = (own.filter.borrow().clone(), own.sort.borrow().clone());
    let found = chosen(c, &own.table, &filter, &sort)?;
    *own.found.borrow_mut() = found;
    Ok(Value::Null)
}

fn this(c: &Call<'_>) -> Result<Rc<Table>> {
    c.this
        .as_native_rc::<Table>()
        .ok_or_else(|| not_supported("The object is no table.").into())
}

fn column_array(columns: &[Rc<Column>]) -> Value {
    let values = columns.iter().map(columns::value).collect();
    Value::Array(Array::of(Type::Known(&COLUMN), values))
}

fn set_key(c: &mut Call<'_>) -> Result<Value> {
    let key: Vec<Rc<Column>> = match c.arg(0).as_native_rc::<Column>() {
        Some(column) => vec![column],
        None => c
            .items(0)
            .iter()
            .filter_map(Value::as_native_rc::<Column>)
            .collect(),
    };
    key.iter().for_each(|column| column.allows_null.set(false));
    *this(c)?.key.borrow_mut() = key;
    Ok(Value::Null)
}

/// A table of the same columns, without rows.
fn cloned(table: &Table) -> Rc<Table> {
    let copy = Table::new(&table.name.borrow());
    for column in table.columns.borrow().iter() {
        // Names that were different stay different.
        let _ = columns::attach(&copy, &columns::copy(column));
    }
    copy
}

fn import(table: &Rc<Table>, row: &Row) {
    let new = table.new_row();
    let names = row.property_names();
    for (name, cell) in names.iter().zip(row.cells.borrow().iter()) {
        if let Some(at) = table.column(name) {
            new.cells.borrow_mut()[at] = cell.clone();
        }
    }
    new.state.set(row.state.get());
    table.rows.borrow_mut().push(new);
}

fn select(c: &mut Call<'_>, by: &str) -> Result<Vec<Rc<Row>>> {
    let (table, filter) = (this(c)?, c.text(0));
    chosen(c, &table, &filter, by)
}

fn chosen(c: &mut Call<'_>, table: &Table, filter: &str, by: &str) -> Result<Vec<Rc<Row>>> {
    let all = table.rows.borrow().clone();
    let mut found = Vec::new();
    for row in all {
        if row.state.get() != DELETED && filter::holds(c.host, filter, &row)? {
            found.push(row);
        }
    }
    filter::sort(c.host, &mut found, by)?;
    Ok(found)
}

/// `Compute("Sum(Size)", "Size > 3")`
fn compute(c: &mut Call<'_>) -> Result<Value> {
    let (table, text, filter) = (this(c)?, c.text(0), c.text(1));
    let found = chosen(c, &table, &filter, "")?;
    let Some((function, rest)) = text.split_once('(') else {
        return Fault::new(
            &SYNTAX,
            format!("Syntax error: The expression '{text}' cannot be read."),
        )
        .raise();
    };
    let name = rest
        .trim()
        .trim_end_matches(')')
        .trim()
        .trim_start_matches('[')
        .trim_end_matches(']')
        .to_string();
    let Some(at) = table.column(&name) else {
        return Fault::new(&EVALUATE, format!("Cannot find column [{name}].")).raise();
    };
    let cells: Vec<Value> = found
        .iter()
        .map(|row| row.cells.borrow()[at].clone())
        .filter(|cell| !is_null(cell))
        .collect();
    let function = function.trim().to_ascii_uppercase();
    if function == "COUNT" {
        return Ok(Value::Int(cells.len() as i32));
    }
    if cells.is_empty() {
        return Ok(null());
    }
    match function.as_str() {
        "SUM" | "AVG" => {
            let sum: f64 = cells.iter().map(filter::number).sum();
            let whole = cells.iter().all(|cell| cell.as_integer().is_some());
            Ok(match (function.as_str(), whole) {
                ("SUM", true) => Value::Long(sum as i64),
                ("SUM", false) => Value::Double(sum),
                (_, true) => Value::Int((sum / cells.len() as f64) as i32),
                _ => Value::Double(sum / cells.len() as f64),
            })
        }
        "MIN" | "MAX" => {
            let mut best = cells[0].clone();
            for cell in &cells[1..] {
                let order = crate::compare::ps_compare(c.host, cell, &best, true)?;
                if (function == "MIN") == order.is_lt() && order.is_ne() {
                    best = cell.clone();
                }
            }
            Ok(best)
        }
        _ => Fault::new(
            &EVALUATE,
            format!("The expression contains undefined function call {function}()."),
        )
        .raise(),
    }
}
