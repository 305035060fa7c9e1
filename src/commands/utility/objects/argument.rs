//! Types of parameters that the engine's declarations do not have.

use engine::declare::Argument;
use object::Value;
use object::types::{self, Sig};

/// `[PSObject[]]`; `None` where nothing was bound.
#[derive(Clone, Default)]
pub struct PsObjects(pub Option<Vec<Value>>);

impl Argument for PsObjects {
    const SIG: Sig = Sig::Many(&types::PSOBJECT);
    fn from_value(value: Value) -> Self {
        match value.base() {
            Value::Array(array) => PsObjects(Some(array.to_vec())),
            Value::List(list) => PsObjects(Some(list.to_vec())),
            Value::Null | Value::Nothing => PsObjects(None),
            _ => PsObjects(Some(vec![value])),
        }
    }
}

/// `[char]`
#[derive(Clone, Copy, Default)]
pub struct CharArgument(pub Option<char>);

impl Argument for CharArgument {
    const SIG: Sig = Sig::One(&types::CHAR);
    fn from_value(value: Value) -> Self {
        match value.base() {
            Value::Char(unit) => CharArgument(char::from_u32(u32::from(*unit))),
            _ => CharArgument(None),
        }
    }
}

macro_rules! values {
    ($($(#[$meta:meta])* $name:ident, $sig:expr;)*) => {
        $(
            $(#[$meta])*
            #[derive(Clone, Default)]
            pub struct $name(pub Option<Value>);
            impl Argument for $name {
                const SIG: Sig = $sig;
                fn from_value(value: Value) -> Self {
                    $name((!value.is_null()).then_some(value))
                }
            }
        )*
    };
}

values! {
    /// `[IDictionary]`
    DictionaryArgument, Sig::One(&types::IDICTIONARY);
    /// `[hashtable]`
    HashtableArgument, Sig::One(&types::HASHTABLE);
    /// `[System.IO.Stream]`
    StreamArgument, Sig::One(&object::members::stream::STREAM);
    /// `[Uri]`, as its text.
    UriArgument, Sig::One(&types::OBJECT);
}

/// `[PSPropertyExpression[]]`: names and script blocks.
#[derive(Clone, Default)]
pub struct ExpressionsArgument(pub Option<Vec<Value>>);

impl Argument for ExpressionsArgument {
    const SIG: Sig = Sig::Many(&types::OBJECT);
    fn from_value(value: Value) -> Self {
        ExpressionsArgument(PsObjects::from_value(value).0)
    }
}

values! {
    /// `[PSPropertyExpression]`
    ExpressionArgument, Sig::One(&types::OBJECT);
}
