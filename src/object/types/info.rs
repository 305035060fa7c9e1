//! The table of one .NET type.

use super::Member;
use crate::Value;

/// What kind of type it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub enum TypeKind {
    Class,
    Struct,
    Enum,
    Interface,
    Static,
}

/// The table of one .NET type: a constant, built by the functions below.
pub struct TypeInfo {
    /// Full name, without arity.
    pub name: &'static str,
    /// Class, struct, enum, interface.
    pub kind: TypeKind,
    /// How many type parameters it has.
    pub arity: u8,
    /// What it inherits from; `None` for `Object` and interfaces.
    pub base: Option<&'static TypeInfo>,
    /// What it implements itself.
    pub interfaces: &'static [&'static TypeInfo],
    /// Gives its members, constructors and statics among them; those of the base stand in its table. A function, because a
    /// table names types and a type its table, and constants may not go round in circles.
    members: fn() -> &'static [Member],
    /// Names and values of an enumeration, by value.
    pub values: &'static [(&'static str, i64)],
    /// `[Flags]`
    pub flags: bool,
    /// The integer type behind an enumeration where it is not `Int32`.
    pub underlying: Option<&'static TypeInfo>,
    /// The default value of a struct.
    pub zero: Option<fn() -> Value>,
}

impl TypeInfo {
    const fn make(name: &'static str, kind: TypeKind, base: Option<&'static TypeInfo>) -> TypeInfo {
        TypeInfo {
            name,
            kind,
            arity: 0,
            base,
            interfaces: &[],
            members: || &[],
            values: &[],
            flags: false,
            underlying: None,
            zero: None,
        }
    }

    /// A class that inherits from `base`.
    pub const fn class(name: &'static str, base: &'static TypeInfo) -> TypeInfo {
        TypeInfo::make(name, TypeKind::Class, Some(base))
    }

    /// `Object` itself.
    pub const fn root(name: &'static str) -> TypeInfo {
        TypeInfo::make(name, TypeKind::Class, None)
    }

    /// A struct with its default value.
    pub const fn value(name: &'static str, zero: fn() -> Value) -> TypeInfo {
        let mut info = TypeInfo::make(name, TypeKind::Struct, Some(&super::VALUE_TYPE));
        info.zero = Some(zero);
        info
    }

    /// An interface.
    pub const fn interface(name: &'static str) -> TypeInfo {
        TypeInfo::make(name, TypeKind::Interface, None)
    }

    /// A class with static members only.
    pub const fn statics(name: &'static str, members: fn() -> &'static [Member]) -> TypeInfo {
        let mut info = TypeInfo::make(name, TypeKind::Static, Some(&super::OBJECT));
        info.members = members;
        info
    }

    /// An enumeration.
    pub const fn enumeration(
        name: &'static str,
        values: &'static [(&'static str, i64)],
    ) -> TypeInfo {
        let mut info = TypeInfo::make(name, TypeKind::Enum, Some(&super::ENUM));
        info.values = values;
        info
    }

    /// An enumeration with `[Flags]`.
    pub const fn flags(name: &'static str, values: &'static [(&'static str, i64)]) -> TypeInfo {
        let mut info = TypeInfo::enumeration(name, values);
        info.flags = true;
        info
    }

    /// The same with these members.
    pub const fn members(mut self, members: fn() -> &'static [Member]) -> TypeInfo {
        self.members = members;
        self
    }

    /// The same with these interfaces.
    pub const fn implements(mut self, interfaces: &'static [&'static TypeInfo]) -> TypeInfo {
        self.interfaces = interfaces;
        self
    }

    /// The same with that many type parameters.
    pub const fn arity(mut self, arity: u8) -> TypeInfo {
        self.arity = arity;
        self
    }

    /// The same enumeration over another integer type.
    pub const fn over(mut self, underlying: &'static TypeInfo) -> TypeInfo {
        self.underlying = Some(underlying);
        self
    }

    /// Its own members.
    pub fn own_members(&self) -> &'static [Member] {
        (self.members)()
    }

    /// `Name`: without namespace and outer types.
    pub fn short_name(&self) -> &'static str {
        self.name.rsplit(['.', '+']).next().unwrap_or(self.name)
    }
}
