//! The ways in which a value becomes of a type, and how good each is.

use super::code::Code;
use super::parse::Parser;
use crate::Value;
use crate::types::{Overload, Type};

/// How good a way is, by `ConversionRank`'s numbers: more is better, zero is impossible.
pub(crate) mod rank {
    #![allow(missing_docs)]
    pub(crate) const NONE: u32 = 0;
    pub(crate) const UNRELATED_ARRAYS: u32 = 0x0F;
    pub(crate) const TO_STRING: u32 = 0x1F;
    pub(crate) const CONVERTIBLE: u32 = 0x3F;
    pub(crate) const IMPLICIT_CAST: u32 = 0x4F;
    pub(crate) const EXPLICIT_CAST: u32 = 0x5F;
    pub(crate) const CONSTRUCTOR_S2A: u32 = 0x67;
    pub(crate) const CONSTRUCTOR: u32 = 0x6F;
    pub(crate) const PARSE: u32 = 0x7F;
    pub(crate) const PSOBJECT: u32 = 0x8F;
    pub(crate) const LANGUAGE: u32 = 0x9F;
    pub(crate) const NULL_TO_VALUE: u32 = 0xAF;
    pub(crate) const NULL_TO_REF: u32 = 0xBF;
    pub(crate) const NUMERIC_EXPLICIT: u32 = 0xCF;
    pub(crate) const NUMERIC_EXPLICIT_1: u32 = 0xDF;
    pub(crate) const NUMERIC_STRING: u32 = 0xEF;
    pub(crate) const NUMERIC_IMPLICIT: u32 = 0xFF;
    pub(crate) const ASSIGNABLE: u32 = 0x10F;
    pub(crate) const CHARS: u32 = 0x11A;
    pub(crate) const IDENTITY: u32 = 0x11F;
    /// Takes from a rank what makes it that of one value put into an array.
    pub(crate) const ONE_OF_ARRAY: u32 = 0xFFF7;
}

/// A way from a value to a type.
pub(crate) enum Way<'t> {
    /// There is none.
    None,
    /// The value is of the type already, members added to it aside.
    Same,
    /// The value with the members added to it.
    Whole,
    /// What null becomes.
    Fixed(Value),
    /// Nothing at all (`[void]`).
    Void,
    /// `Convert.ChangeType` to a basic type, or its refusal.
    Convertible,
    /// A character as a number with a fraction.
    CharToReal(Code),
    /// A big integer to a basic type, or a basic number to a big one.
    FromBig(Code),
    ToBig,
    TextToNumber(Code),
    TextToRegex,
    TextToType,
    TextToUri,
    TextToChars,
    ToBool,
    ToText,
    /// Code as a delegate.
    Delegate,
    ToSwitch,
    Nullable(&'t Type),
    /// Elements of one array into another; the flag: nothing to convert.
    Array(&'t Type, bool),
    /// Elements of another collection into an array.
    Elements(Option<&'t Type>),
    /// One value into an array of one; where its conversion fails, the other way.
    Single(Option<&'t Type>, Box<Way<'t>>),
    Hashtable,
    Reference,
    Xml,
    Custom,
    IntegerToEnum,
    TextToEnum,
    ItemsToEnum,
    Parse(Parser),
    Construct(Constructor),
    Cast(&'static Overload),
    /// A number through its text.
    ThroughText,
    /// A dictionary's entries as properties of a new object.
    Entries,
    /// Elements of a collection, or one value, into a new collection.
    Collect(&'t Type, bool),
    /// An object's properties as those of a new object.
    Properties,
}

/// A constructor with one parameter.
pub(crate) enum Constructor {
    /// `new DateTime(long)`, `new TimeSpan(long)`
    Ticks,
    /// The one of a collection that takes a capacity: an empty collection.
    Capacity,
    /// The one of a collection that takes another.
    Copy,
    /// `new decimal(int)`
    Decimal,
    /// One from the table of the type.
    Member(&'static Overload),
    /// One of a script class.
    Class,
    /// `static Parse(string)` of a script class, which PowerShell prefers to constructors.
    Parse,
}
