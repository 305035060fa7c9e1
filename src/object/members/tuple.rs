//! `Tuple` and `ValueTuple`.

use super::sequence;
use super::table::*;
use crate::types::{self, Call, Member, Overload, Param, Sig, Type, TypeInfo};
use crate::{Native, Result, Str, Value};
use std::cell::RefCell;

/// A tuple of either kind.
pub struct Tuple {
    kind: Type,
    items: RefCell<Vec<Value>>,
}

impl Native for Tuple {
    fn get_type(&self) -> Type {
        self.kind.clone()
    }

    fn to_text(&self) -> Str {
        let items: Vec<String> = self.items.borrow().iter().map(plain_text).collect();
        Str::from(format!("({})", items.join(", ")))
    }

    fn equals(&self, other: &Value) -> bool {
        let Some(other) = other.as_native::<Tuple>() else {
            return false;
        };
        self.kind == other.kind
            && self
                .items
                .borrow()
                .iter()
                .zip(other.items.borrow().iter())
                .all(|(a, b)| sequence::equal(a, b))
    }
}

/// `ToString()` of a value where no script can be asked.
pub fn plain_text(value: &Value) -> String {
    match value.base() {
        Value::Null | Value::Nothing => String::new(),
        Value::Bool(true) => "True".into(),
        Value::Bool(false) => "False".into(),
        Value::Str(text) => text.to_string(),
        Value::Char(unit) => char::from_u32(u32::from(*unit))
            .unwrap_or('\u{FFFD}')
            .to_string(),
        Value::Single(x) => {
            crate::number::FormatNumber::text(x, crate::number::NumberFormatInfo::invariant_ref())
        }
        Value::Double(x) => {
            crate::number::FormatNumber::text(x, crate::number::NumberFormatInfo::invariant_ref())
        }
        Value::Decimal(x) => x.to_string(),
        Value::ULong(n) => n.to_string(),
        Value::Enum(value) => value.name(),
        Value::Type(kind) => kind.full_name(),
        Value::Native(object) => object.to_text().to_string(),
        other => other
            .as_integer()
            .map_or_else(|| other.get_type().full_name(), |n| n.to_string()),
    }
}

/// A `ValueTuple` of these.
pub fn value_tuple(items: Vec<Value>) -> Value {
    make(&VALUE_TUPLES, items)
}

/// The type of tuples of these.
pub fn tuple_type(arguments: Vec<Type>) -> Type {
    let at = arguments.len().clamp(1, TUPLES.len()) - 1;
    Type::generic(TUPLES[at], arguments)
}

/// A `Tuple` whose items are declared as these types.
pub fn tuple_of(arguments: Vec<Type>, items: Vec<Value>) -> Value {
    Value::native(Tuple {
        kind: tuple_type(arguments),
        items: RefCell::new(items),
    })
}

fn make(definitions: &[&'static TypeInfo; 8], items: Vec<Value>) -> Value {
    let arguments = items.iter().map(Value::get_type).collect();
    let Some(definition) = items.len().checked_sub(1).and_then(|n| definitions.get(n)) else {
        return Value::Null;
    };
    Value::native(Tuple {
        kind: Type::generic(definition, arguments),
        items: RefCell::new(items),
    })
}

const ANY: &[Param] = &[
    Param::of("item1", OBJ),
    Param::of("item2", OBJ),
    Param::of("item3", OBJ),
    Param::of("item4", OBJ),
    Param::of("item5", OBJ),
    Param::of("item6", OBJ),
    Param::of("item7", OBJ),
    Param::of("rest", OBJ),
];
const TYPED: &[Param] = &[
    Param::of("item1", Sig::Argument(0)),
    Param::of("item2", Sig::Argument(1)),
    Param::of("item3", Sig::Argument(2)),
    Param::of("item4", Sig::Argument(3)),
    Param::of("item5", Sig::Argument(4)),
    Param::of("item6", Sig::Argument(5)),
    Param::of("item7", Sig::Argument(6)),
    Param::of("rest", Sig::Argument(7)),
];

const fn first(params: &'static [Param], n: usize) -> &'static [Param] {
    params.split_at(n).0
}

macro_rules! create {
    ($definitions:ident: $($n:literal),*) => {
        &[$(Overload::new(first(ANY, $n), OBJ, |c| Ok(make(&$definitions, c.args.to_vec())))),*]
    };
}

static TUPLE_STATICS: &[Member] = &[Member::static_method(
    "Create",
    create!(TUPLES: 1, 2, 3, 4, 5, 6, 7, 8),
)];
static VALUE_TUPLE_STATICS: &[Member] = &[Member::static_method(
    "Create",
    create!(VALUE_TUPLES: 1, 2, 3, 4, 5, 6, 7, 8),
)];

macro_rules! tuples {
    ($($tuple:ident $value:ident $members:ident $fields:ident $n:literal: $($item:literal $at:literal),*;)*) => {
        $(
            static $members: &[Member] = &[
                Member::constructors(&[Overload::new(first(TYPED, $n), THIS, |c| Ok(Value::native(Tuple { kind: c.kind.clone(), items: RefCell::new(c.args.to_vec()) })))]),
                $(Member::get($item, Sig::Argument($at), |c| Ok(item(c, $at))),)*
                get!("Length", INT => |_| Ok(Value::Int($n))),
                method!("CompareTo", (obj: OBJ) -> INT => compare),
                method!("Item", (index: INT) -> OBJ => |c| Ok(item(c, c.long(0) as usize))),
            ];
            static $fields: &[Member] = &[
                Member::constructors(&[Overload::new(first(TYPED, $n), THIS, |c| Ok(Value::native(Tuple { kind: c.kind.clone(), items: RefCell::new(c.args.to_vec()) })))]),
                $(Member::property($item, Sig::Argument($at), |c| Ok(item(c, $at)), |c| set_item(c, $at)),)*
                method!("Item", (index: INT) -> OBJ => |c| Ok(item(c, c.long(0) as usize))),
                method!("CompareTo", (other: OBJ) -> INT => compare),
            ];
            static $tuple: TypeInfo = TypeInfo::class("System.Tuple", &types::OBJECT).arity($n).implements(&[&types::ICOMPARABLE]).members(|| $members);
            static $value: TypeInfo = TypeInfo::value("System.ValueTuple", || Value::Null).arity($n).implements(&[&types::ICOMPARABLE]).members(|| $fields);
        )*
        static TUPLES: [&TypeInfo; 8] = [$(&$tuple),*];
        static VALUE_TUPLES: [&TypeInfo; 8] = [$(&$value),*];
        /// Every tuple type.
        pub(super) static ALL: &[&TypeInfo] = &[&TUPLE, &VALUE_TUPLE, $(&$tuple, &$value),*];
    };
}
tuples! {
    TUPLE_1 VALUE_TUPLE_1 MEMBERS_1 FIELDS_1 1: "Item1" 0;
    TUPLE_2 VALUE_TUPLE_2 MEMBERS_2 FIELDS_2 2: "Item1" 0, "Item2" 1;
    TUPLE_3 VALUE_TUPLE_3 MEMBERS_3 FIELDS_3 3: "Item1" 0, "Item2" 1, "Item3" 2;
    TUPLE_4 VALUE_TUPLE_4 MEMBERS_4 FIELDS_4 4: "Item1" 0, "Item2" 1, "Item3" 2, "Item4" 3;
    TUPLE_5 VALUE_TUPLE_5 MEMBERS_5 FIELDS_5 5: "Item1" 0, "Item2" 1, "Item3" 2, "Item4" 3, "Item5" 4;
    TUPLE_6 VALUE_TUPLE_6 MEMBERS_6 FIELDS_6 6: "Item1" 0, "Item2" 1, "Item3" 2, "Item4" 3, "Item5" 4, "Item6" 5;
    TUPLE_7 VALUE_TUPLE_7 MEMBERS_7 FIELDS_7 7: "Item1" 0, "Item2" 1, "Item3" 2, "Item4" 3, "Item5" 4, "Item6" 5, "Item7" 6;
    TUPLE_8 VALUE_TUPLE_8 MEMBERS_8 FIELDS_8 8: "Item1" 0, "Item2" 1, "Item3" 2, "Item4" 3, "Item5" 4, "Item6" 5, "Item7" 6, "Rest" 7;
}

/// `Tuple`, the factory.
pub static TUPLE: TypeInfo = TypeInfo::statics("System.Tuple", || TUPLE_STATICS);
/// `ValueTuple`, the factory.
pub static VALUE_TUPLE: TypeInfo = TypeInfo::statics("System.ValueTuple", || VALUE_TUPLE_STATICS);

fn item(c: &Call<'_>, at: usize) -> Value {
    c.this
        .as_native::<Tuple>()
        .and_then(|tuple| tuple.items.borrow().get(at).cloned())
        .unwrap_or_default()
}

fn set_item(c: &mut Call<'_>, at: usize) -> Result<Value> {
    if let Some(tuple) = c.this.as_native::<Tuple>()
        && let Some(place) = tuple.items.borrow_mut().get_mut(at)
    {
        *place = c.arg(0).clone();
    }
    Ok(Value::Null)
}

/// The order of tuples: by their items, from the first on.
fn compare(c: &mut Call<'_>) -> Result<Value> {
    let (Some(own), Some(other)) = (c.this.as_native::<Tuple>(), c.arg(0).as_native::<Tuple>())
    else {
        return Ok(Value::Int(1));
    };
    for (a, b) in own.items.borrow().iter().zip(other.items.borrow().iter()) {
        let order = super::comparer::default_order(a, b)?;
        if order.is_ne() {
            return Ok(Value::Int(order as i32));
        }
    }
    Ok(Value::Int(0))
}
