//! How a table is written: the types of signatures by short names, and macros for methods and constructors.
//!
//! `method!("IndexOf", (item: T0) -> INT => find, (item: T0, index: INT) -> INT => find_from)` is a method with two overloads;
//! a parameter passed by reference is `(value: *T1)`, one with `params` is `(values: ..OBJECTS)`, an optional one `(x: ?INT)`.
//! A type takes its table as a function, `.members(|| MEMBERS)`: the table names types, and constants may not go in circles.

use crate::types::{self, Sig};

macro_rules! sigs {
    ($($name:ident = $value:expr;)*) => {
        $(#[allow(missing_docs)] pub const $name: Sig = $value;)*
    };
}

sigs! {
    OBJ = Sig::One(&types::OBJECT);
    OBJECTS = Sig::Many(&types::OBJECT);
    STR = Sig::One(&types::STRING);
    STRS = Sig::Many(&types::STRING);
    INT = Sig::One(&types::INT32);
    INTS = Sig::Many(&types::INT32);
    LONG = Sig::One(&types::INT64);
    LONGS = Sig::Many(&types::INT64);
    DOUBLE = Sig::One(&types::DOUBLE);
    BOOL = Sig::One(&types::BOOLEAN);
    BOOLS = Sig::Many(&types::BOOLEAN);
    BYTE = Sig::One(&types::BYTE);
    BYTES = Sig::Many(&types::BYTE);
    CHAR = Sig::One(&types::CHAR);
    CHARS = Sig::Many(&types::CHAR);
    TYPE = Sig::One(&types::TYPE);
    ARRAY = Sig::One(&types::ARRAY);
    ENUMERABLE = Sig::One(&types::IENUMERABLE);
    ENUMERATOR = Sig::One(&types::IENUMERATOR);
    COLLECTION = Sig::One(&types::ICOLLECTION);
    DICTIONARY = Sig::One(&types::IDICTIONARY);
    COMPARER = Sig::One(&types::ICOMPARER);
    DATE = Sig::One(&types::DATE_TIME);
    SPAN = Sig::One(&types::TIME_SPAN);
    SBYTE = Sig::One(&types::SBYTE);
    SHORT = Sig::One(&types::INT16);
    USHORT = Sig::One(&types::UINT16);
    UINT = Sig::One(&types::UINT32);
    ULONG = Sig::One(&types::UINT64);
    SINGLE = Sig::One(&types::SINGLE);
    DECIMAL = Sig::One(&types::DECIMAL);
    BIGINT = Sig::One(&types::BIG_INTEGER);
    GUID = Sig::One(&types::GUID);
    TYPES = Sig::Many(&types::TYPE);
    ENUM = Sig::One(&types::ENUM);
    TYPECODE = Sig::One(&types::TYPE_CODE);
    FLAGS = Sig::One(&super::lazy::BINDING_FLAGS);
    COMPARISON = Sig::One(&types::STRING_COMPARISON);
    SPLIT = Sig::One(&types::STRING_SPLIT_OPTIONS);
    PROVIDER = Sig::One(&types::IFORMAT_PROVIDER);
    CULTURE = Sig::One(&types::CULTURE_INFO);
    STYLES = Sig::One(&types::NUMBER_STYLES);
    T0 = Sig::Argument(0);
    T1 = Sig::Argument(1);
    T0S = Sig::ManyArguments(0);
    THIS = Sig::This;
    VOID = Sig::Void;
}

/// One parameter of an overload.
#[macro_export]
macro_rules! param {
    ($name:ident * $sig:ident) => {
        $crate::types::Param::passed(stringify!($name), $sig, $crate::types::ParamKind::Ref)
    };
    ($name:ident .. $sig:ident) => {
        $crate::types::Param::passed(stringify!($name), $sig, $crate::types::ParamKind::Params)
    };
    ($name:ident ? $sig:ident) => {
        $crate::types::Param::passed(stringify!($name), $sig, $crate::types::ParamKind::Optional)
    };
    ($name:ident $sig:ident) => {
        $crate::types::Param::of(stringify!($name), $sig)
    };
}

/// The overloads of a method, each `(name: SIG, ...) -> SIG => function`.
#[macro_export]
macro_rules! overloads {
    ($(($($name:ident : $(* $by_ref:ident)? $(? $optional:ident)? $(.. $params:ident)? $($plain:ident)?),* $(,)?) -> $returns:ident => $run:expr),+ $(,)?) => {
        &[$($crate::types::Overload::new(
            &[$($crate::param!($name $(* $by_ref)? $(? $optional)? $(.. $params)? $($plain)?)),*],
            $returns,
            $run,
        )),+]
    };
}

/// A method of objects.
#[macro_export]
macro_rules! method {
    ($name:literal, $($overloads:tt)+) => { $crate::types::Member::method($name, $crate::overloads!($($overloads)+)) };
}

/// A method of the type.
#[macro_export]
macro_rules! static_method {
    ($name:literal, $($overloads:tt)+) => { $crate::types::Member::static_method($name, $crate::overloads!($($overloads)+)) };
}

/// The constructors.
#[macro_export]
macro_rules! constructors {
    ($($overloads:tt)+) => { $crate::types::Member::constructors($crate::overloads!($($overloads)+)) };
}

/// A property that can be read and set: `property!("Capacity", INT => |c| ..., |c| ...)`.
#[macro_export]
macro_rules! property {
    ($name:literal, $sig:ident => $get:expr, $set:expr) => {
        $crate::types::Member::property($name, $sig, $get, $set)
    };
}

/// A static property that can only be read.
#[macro_export]
macro_rules! static_get {
    ($name:literal, $sig:ident => $run:expr) => {
        $crate::types::Member::static_get($name, $sig, $run)
    };
}

/// A property that can only be read: `get!("Count", INT => |c| ...)`.
#[macro_export]
macro_rules! get {
    ($name:literal, $sig:ident => $run:expr) => {
        $crate::types::Member::get($name, $sig, $run)
    };
}

pub use crate::{constructors, get, method, property, static_get, static_method};
