//! Comparers: `Comparer[T]::Default`, `StringComparer`, and whatever a script hands to a sort.

use super::table::*;
use crate::dict::KeyCase;
use crate::types::{self, Call, Member, Type, TypeInfo};
use crate::{Fault, Host, Interrupt, Native, Result, Value, compare, convert, culture};
use std::cmp::Ordering;

/// What decides an order.
pub enum Comparer {
    /// `Comparer.Default`
    Default,
    /// A `StringComparer`.
    Text(TextOrder),
    /// A `Comparison[T]`, or the script block of one.
    Delegate(Value),
    /// An object with a `Compare` method, as script classes have it.
    Object(Value),
}

/// The rules of a `StringComparer`.
#[derive(Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum TextOrder {
    Ordinal,
    OrdinalIgnoreCase,
    Culture,
    CultureIgnoreCase,
}

/// A `StringComparer`, or the default comparer of a type.
pub struct TextComparer(pub TextOrder);

/// `Comparer[T]::Default` and `EqualityComparer[T]::Default`.
pub struct DefaultComparer(Type);

impl Comparer {
    /// The comparer that an argument means: null the default, a `StringComparer`, a delegate, or an object that compares.
    pub fn of(value: &Value) -> Comparer {
        if value.is_null() || value.as_native::<DefaultComparer>().is_some() {
            return Comparer::Default;
        }
        if let Some(text) = value.as_native::<TextComparer>() {
            return Comparer::Text(text.0);
        }
        match value.base() {
            Value::Native(_) => Comparer::Delegate(value.clone()),
            _ => Comparer::Object(value.clone()),
        }
    }

    /// Which of two values comes first; a default comparer that cannot tell fails as .NET's sorts do.
    pub fn compare(&self, host: &mut dyn Host, a: &Value, b: &Value) -> Result<Ordering> {
        match self {
            Comparer::Default => match own_order(host, a, b)? {
                Some(order) => Ok(order),
                None => default_order(a, b).map_err(failed),
            },
            Comparer::Text(order) => match (a.as_str(), b.as_str()) {
                (Some(a), Some(b)) => Ok(order.compare(a, b)),
                _ => default_order(a, b),
            },
            Comparer::Delegate(delegate) => {
                let answer = host.call(delegate, &[a.clone(), b.clone()])?;
                Ok(convert::to_i32(host, &answer)?.cmp(&0))
            }
            Comparer::Object(object) => {
                let answer = host
                    .call_method(object, "Compare", &[a.clone(), b.clone()])?
                    .unwrap_or_default();
                Ok(convert::to_i32(host, &answer)?.cmp(&0))
            }
        }
    }
}

impl TextOrder {
    /// The order of two strings.
    pub fn compare(self, a: &str, b: &str) -> Ordering {
        match self {
            TextOrder::Ordinal => culture::compare_ordinal(a, b),
            TextOrder::OrdinalIgnoreCase => culture::compare_ordinal_ignore_case(a, b),
            TextOrder::Culture => culture::compare_ps(a, b, false),
            TextOrder::CultureIgnoreCase => culture::compare_ps(a, b, true),
        }
    }

    /// Whether it sees no case.
    pub fn ignores_case(self) -> bool {
        matches!(
            self,
            TextOrder::OrdinalIgnoreCase | TextOrder::CultureIgnoreCase
        )
    }
}

/// How string keys compare under an equality comparer; `None` where it is one that a script wrote.
pub fn key_case(value: &Value) -> Option<KeyCase> {
    if value.is_null() || value.as_native::<DefaultComparer>().is_some() {
        return Some(KeyCase::Match);
    }
    let text = value.as_native::<TextComparer>()?;
    Some(if text.0.ignores_case() {
        KeyCase::Ignore
    } else {
        KeyCase::Match
    })
}

/// The order that an instance of a script class decides itself (`IComparable`).
fn own_order(host: &mut dyn Host, a: &Value, b: &Value) -> Result<Option<Ordering>> {
    if !matches!(a.base(), Value::Object(_)) {
        return Ok(None);
    }
    match host.call_method(a, "CompareTo", std::slice::from_ref(b))? {
        Some(answer) => Ok(Some(convert::to_i32(host, &answer)?.cmp(&0))),
        None => Ok(None),
    }
}

/// What a sort or a search says when its default comparer could not tell.
#[allow(
    clippy::boxed_local,
    reason = "errors travel boxed; this is what `map_err` takes"
)]
pub fn failed(cause: Box<Interrupt>) -> Box<Interrupt> {
    match *cause {
        Interrupt::Error(record) => {
            let message = "Failed to compare two elements in the array.";
            Fault::new(&types::INVALID_OPERATION_EXCEPTION, message)
                .because(record.exception.clone())
                .into()
        }
        other => Box::new(other),
    }
}

/// `Comparer.Default`: null first, then values of one type in its order.
pub fn default_order(a: &Value, b: &Value) -> Result<Ordering> {
    match (a.is_null(), b.is_null()) {
        (true, true) => return Ok(Ordering::Equal),
        (true, false) => return Ok(Ordering::Less),
        (false, true) => return Ok(Ordering::Greater),
        (false, false) => {}
    }
    let (left, right) = (a.get_type(), b.get_type());
    if left != right {
        let message = match left.is(&types::STRING) {
            true => "Object must be of type String.".to_string(),
            false => format!("Object must be of type {}.", left.name()),
        };
        return Fault::new(&types::ARGUMENT_EXCEPTION, message).raise();
    }
    let comparable = matches!(a.base(), Value::Enum(_))
        || left
            .interfaces()
            .contains(&Type::Known(&types::ICOMPARABLE));
    if !comparable && !a.same(b) {
        return Fault::new(
            &types::ARGUMENT_EXCEPTION,
            "At least one object must implement IComparable.",
        )
        .raise();
    }
    Ok(compare::order_keys(a, b))
}

impl Native for TextComparer {
    fn get_type(&self) -> Type {
        Type::Known(match self.0 {
            TextOrder::Ordinal => &ORDINAL_CASE_SENSITIVE,
            TextOrder::OrdinalIgnoreCase => &ORDINAL_IGNORE_CASE,
            _ => &CULTURE_AWARE,
        })
    }

    fn equals(&self, other: &Value) -> bool {
        other
            .as_native::<TextComparer>()
            .is_some_and(|other| other.0 == self.0)
    }
}

impl Native for DefaultComparer {
    fn get_type(&self) -> Type {
        self.0.clone()
    }
}

/// `StringComparer`
pub static STRING_COMPARER: TypeInfo = TypeInfo::class("System.StringComparer", &types::OBJECT)
    .implements(&[
        &types::ICOMPARER,
        &types::ICOMPARER_T,
        &IEQUALITY_COMPARER,
        &IEQUALITY_COMPARER_T,
    ])
    .members(|| STRING_COMPARER_MEMBERS);
/// `CultureAwareComparer`
pub static CULTURE_AWARE: TypeInfo =
    TypeInfo::class("System.CultureAwareComparer", &STRING_COMPARER);
/// What `StringComparer::Ordinal` is made of.
pub static ORDINAL_CASE_SENSITIVE: TypeInfo =
    TypeInfo::class("System.OrdinalCaseSensitiveComparer", &STRING_COMPARER);
/// What `StringComparer::OrdinalIgnoreCase` is made of.
pub static ORDINAL_IGNORE_CASE: TypeInfo =
    TypeInfo::class("System.OrdinalIgnoreCaseComparer", &STRING_COMPARER);
/// `IEqualityComparer`
pub static IEQUALITY_COMPARER: TypeInfo =
    TypeInfo::interface("System.Collections.IEqualityComparer");
/// `IEqualityComparer[T]`
pub static IEQUALITY_COMPARER_T: TypeInfo =
    TypeInfo::interface("System.Collections.Generic.IEqualityComparer").arity(1);
/// `Comparer[T]`
pub static COMPARER_T: TypeInfo =
    TypeInfo::class("System.Collections.Generic.Comparer", &types::OBJECT)
        .arity(1)
        .implements(&[&types::ICOMPARER, &types::ICOMPARER_T])
        .members(|| DEFAULT_MEMBERS);
/// `Comparer`
pub static COMPARER_PLAIN: TypeInfo =
    TypeInfo::class("System.Collections.Comparer", &types::OBJECT)
        .implements(&[&types::ICOMPARER])
        .members(|| DEFAULT_MEMBERS);
/// `CaseInsensitiveComparer`
pub static CASE_INSENSITIVE_COMPARER: TypeInfo =
    TypeInfo::class("System.Collections.CaseInsensitiveComparer", &types::OBJECT)
        .implements(&[&types::ICOMPARER])
        .members(|| CASE_INSENSITIVE);
/// `EqualityComparer[T]`
pub static EQUALITY_COMPARER_T: TypeInfo = TypeInfo::class(
    "System.Collections.Generic.EqualityComparer",
    &types::OBJECT,
)
.arity(1)
.implements(&[&IEQUALITY_COMPARER, &IEQUALITY_COMPARER_T])
.members(|| DEFAULT_MEMBERS);

fn text_comparer(order: TextOrder) -> Result<Value> {
    Ok(Value::native(TextComparer(order)))
}

static STRING_COMPARER_MEMBERS: &[Member] = &[
    Member::static_get("Ordinal", THIS, |_| text_comparer(TextOrder::Ordinal)),
    Member::static_get("OrdinalIgnoreCase", THIS, |_| {
        text_comparer(TextOrder::OrdinalIgnoreCase)
    }),
    Member::static_get("CurrentCulture", THIS, |_| {
        text_comparer(TextOrder::Culture)
    }),
    Member::static_get("CurrentCultureIgnoreCase", THIS, |_| {
        text_comparer(TextOrder::CultureIgnoreCase)
    }),
    Member::static_get("InvariantCulture", THIS, |_| {
        text_comparer(TextOrder::Culture)
    }),
    Member::static_get("InvariantCultureIgnoreCase", THIS, |_| {
        text_comparer(TextOrder::CultureIgnoreCase)
    }),
    static_method!("Create", (culture: OBJ, ignoreCase: BOOL) -> THIS => |c| {
        text_comparer(if c.flag(1) { TextOrder::CultureIgnoreCase } else { TextOrder::Culture })
    }),
    static_method!("FromComparison", (comparisonType: OBJ) -> THIS => |c| {
        let name = convert::to_text(c.host, &c.args[0])?;
        text_comparer(match (name.starts_with("Ordinal"), name.ends_with("IgnoreCase")) {
            (true, false) => TextOrder::Ordinal,
            (true, true) => TextOrder::OrdinalIgnoreCase,
            (false, false) => TextOrder::Culture,
            (false, true) => TextOrder::CultureIgnoreCase,
        })
    }),
    method!("Compare", (x: STR, y: STR) -> INT => compare_texts, (x: OBJ, y: OBJ) -> INT => compare_texts),
    method!("Equals", (x: STR, y: STR) -> BOOL => |c| Ok(Value::Bool(ordering(c)?.is_eq())), (x: OBJ, y: OBJ) -> BOOL => |c| Ok(Value::Bool(ordering(c)?.is_eq()))),
    method!("GetHashCode", (obj: STR) -> INT => |c| {
        let ignore = c.this.as_native::<TextComparer>().is_some_and(|own| own.0.ignores_case());
        let case = if ignore { KeyCase::Ignore } else { KeyCase::Match };
        Ok(Value::Int(crate::dict::hash_key(c.arg(0), case) as i32))
    }),
];

static DEFAULT_MEMBERS: &[Member] = &[
    Member::static_get("Default", THIS, |c| {
        Ok(Value::native(DefaultComparer(c.kind.clone())))
    }),
    Member::static_get("DefaultInvariant", THIS, |c| {
        Ok(Value::native(DefaultComparer(c.kind.clone())))
    }),
    static_method!("Create", (comparison: OBJ) -> OBJ => |c| Ok(c.arg(0).clone())),
    method!("Compare", (x: T0, y: T0) -> INT => |c| {
        let order = default_order(c.arg(0), c.arg(1))?;
        Ok(Value::Int(order as i32))
    }),
    method!("Equals", (x: T0, y: T0) -> BOOL => |c| Ok(Value::Bool(super::sequence::equal(c.arg(0), c.arg(1))))),
    method!("GetHashCode", (obj: T0) -> INT => |c| Ok(Value::Int(crate::dict::hash_key(c.arg(0), KeyCase::Match) as i32))),
];

static CASE_INSENSITIVE: &[Member] = &[
    constructors!(() -> THIS => |_| text_comparer(TextOrder::CultureIgnoreCase)),
    Member::static_get("Default", COMPARER, |_| {
        text_comparer(TextOrder::CultureIgnoreCase)
    }),
    Member::static_get("DefaultInvariant", COMPARER, |_| {
        text_comparer(TextOrder::CultureIgnoreCase)
    }),
];

fn ordering(c: &mut Call<'_>) -> Result<Ordering> {
    let comparer = Comparer::of(c.this);
    let (a, b) = (c.arg(0).clone(), c.arg(1).clone());
    comparer.compare(c.host, &a, &b)
}

fn compare_texts(c: &mut Call<'_>) -> Result<Value> {
    Ok(Value::Int(ordering(c)? as i32))
}

/// `StructuralComparisons`
pub static STRUCTURAL_COMPARISONS: TypeInfo = TypeInfo::statics(
    "System.Collections.StructuralComparisons",
    || {
        const MEMBERS: &[Member] = &[
            static_get!("StructuralComparer", OBJ => |_| Ok(Value::native(Structural(false)))),
            static_get!("StructuralEqualityComparer", OBJ => |_| Ok(Value::native(Structural(true)))),
        ];
        MEMBERS
    },
);
/// What `StructuralComparer` is.
pub static STRUCTURAL_COMPARER: TypeInfo =
    TypeInfo::class("System.Collections.StructuralComparer", &types::OBJECT)
        .implements(&[&types::ICOMPARER])
        .members(|| STRUCTURAL);
/// What `StructuralEqualityComparer` is.
pub static STRUCTURAL_EQUALITY_COMPARER: TypeInfo = TypeInfo::class(
    "System.Collections.StructuralEqualityComparer",
    &types::OBJECT,
)
.implements(&[&IEQUALITY_COMPARER])
.members(|| STRUCTURAL);

/// A comparer that looks into arrays and tuples.
struct Structural(bool);

impl Native for Structural {
    fn get_type(&self) -> Type {
        Type::Known(if self.0 {
            &STRUCTURAL_EQUALITY_COMPARER
        } else {
            &STRUCTURAL_COMPARER
        })
    }
}

static STRUCTURAL: &[Member] = &[
    method!("Compare", (x: OBJ, y: OBJ) -> INT => |c| Ok(Value::Int(structural_order(c.arg(0), c.arg(1))? as i32))),
    method!("Equals", (x: OBJ, y: OBJ) -> BOOL => |c| Ok(Value::Bool(structural_equal(c.arg(0), c.arg(1))))),
    method!("GetHashCode", (obj: OBJ) -> INT => |c| {
        let items = match c.arg(0).base() {
            Value::Array(array) => array.to_vec(),
            _ => vec![c.arg(0).clone()],
        };
        let hash = items.iter().fold(0i32, |all, item| all.wrapping_mul(33) ^ super::object::hash(item));
        Ok(Value::Int(hash))
    }),
];

fn structural_equal(a: &Value, b: &Value) -> bool {
    match (a.base(), b.base()) {
        (Value::Array(a), Value::Array(b)) => {
            let (a, b) = (a.to_vec(), b.to_vec());
            a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| structural_equal(a, b))
        }
        (a, b) => super::sequence::equal(a, b),
    }
}

fn structural_order(a: &Value, b: &Value) -> Result<Ordering> {
    let (Value::Array(left), Value::Array(right)) = (a.base(), b.base()) else {
        return default_order(a, b);
    };
    let (left, right) = (left.to_vec(), right.to_vec());
    if left.len() != right.len() {
        return super::args::argument(
            "The object is not an array with the same length as the array to compare it to.",
            "other",
        )
        .raise();
    }
    for (a, b) in left.iter().zip(&right) {
        match structural_order(a, b)? {
            Ordering::Equal => {}
            order => return Ok(order),
        }
    }
    Ok(Ordering::Equal)
}
