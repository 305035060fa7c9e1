//! Types: what `[type]` names, what `GetType()` answers, what can be assigned to what.
//!
//! Read `mod` for [`Type`], `info` for the tables of .NET's types, `member` for what such a table holds, `core` for the types
//! that the engine itself speaks of, `lookup` for names. Members stand in `crate::members`, a file a type or family.
//! Absent on purpose: calling anything; overload choice stands in `crate::members::choose`.

mod class;
mod core;
mod info;
mod lookup;
mod member;

pub use self::class::{ClassType, ClassView, GenericType, MethodView, PropertyView};
pub use self::core::*;
pub use info::{TypeInfo, TypeKind};
pub use lookup::{
    accelerators, add_accelerator, added_accelerator, added_accelerators, find, known_types,
    register, remove_accelerator,
};
pub use member::{Call, Member, MemberKind, Overload, Param, ParamKind, Sig};

use crate::{Str, Value};
use std::rc::Rc;

/// A type.
#[derive(Clone)]
pub enum Type {
    /// A .NET type with a table; a generic one stands for its definition (`List[]` without arguments).
    Known(&'static TypeInfo),
    /// An array type.
    Array(Rc<ArrayType>),
    /// A generic type with its arguments.
    Generic(Rc<GenericType>),
    /// A class or an enumeration that a script defined.
    Class(Rc<ClassType>),
    /// A type that is only a name here, as the Lync objects' types are; it derives from `Object`.
    Named(Rc<Str>),
}

/// An array type.
pub struct ArrayType {
    /// Type of an element.
    pub element: Type,
    /// How many dimensions.
    pub rank: u32,
}

impl Type {
    /// The array type of that element type.
    pub fn array_of(element: Type, rank: u32) -> Type {
        Type::Array(Rc::new(ArrayType { element, rank }))
    }

    /// The generic type of that definition with those arguments.
    pub fn generic(definition: &'static TypeInfo, arguments: Vec<Type>) -> Type {
        Type::Generic(Rc::new(GenericType {
            definition,
            arguments,
        }))
    }

    /// The table of the type, or of the definition it was made from.
    pub fn info(&self) -> Option<&'static TypeInfo> {
        match self {
            Type::Known(info) => Some(info),
            Type::Generic(generic) => Some(generic.definition),
            Type::Array(_) => Some(&ARRAY),
            Type::Class(class) if class.is_enum => Some(&ENUM),
            Type::Class(class) => class.base.info(),
            Type::Named(_) => Some(&OBJECT),
        }
    }

    /// Whether it is exactly that .NET type.
    pub fn is(&self, info: &'static TypeInfo) -> bool {
        matches!(self, Type::Known(own) if std::ptr::eq(*own, info))
    }

    /// `FullName`, with generic arguments as .NET prints them in `ToString()`.
    pub fn full_name(&self) -> String {
        match self {
            Type::Known(info) if info.arity > 0 => format!("{}`{}", info.name, info.arity),
            Type::Known(info) => info.name.to_string(),
            Type::Array(array) => format!("{}{}", array.element.full_name(), brackets(array.rank)),
            Type::Generic(generic) => {
                let arguments: Vec<String> =
                    generic.arguments.iter().map(Type::full_name).collect();
                format!(
                    "{}`{}[{}]",
                    generic.definition.name,
                    generic.arguments.len(),
                    arguments.join(",")
                )
            }
            Type::Class(class) => class.name.to_string(),
            Type::Named(name) => name.to_string(),
        }
    }

    /// `Name`: without namespace, outer types and generic arguments.
    pub fn name(&self) -> String {
        match self {
            Type::Known(info) if info.arity > 0 => format!("{}`{}", info.short_name(), info.arity),
            Type::Known(info) => info.short_name().to_string(),
            Type::Array(array) => format!("{}{}", array.element.name(), brackets(array.rank)),
            Type::Generic(generic) => format!(
                "{}`{}",
                generic.definition.short_name(),
                generic.arguments.len()
            ),
            Type::Class(class) => match class.name.rsplit(['.', '+']).next() {
                Some(short) => short.to_string(),
                None => class.name.to_string(),
            },
            Type::Named(name) => name.rsplit(['.', '+']).next().unwrap_or(name).to_string(),
        }
    }

    /// `BaseType`
    pub fn base(&self) -> Option<Type> {
        match self {
            Type::Known(info) => info.base.map(Type::Known),
            Type::Generic(generic) => generic.definition.base.map(Type::Known),
            Type::Array(_) => Some(Type::Known(&ARRAY)),
            Type::Class(class) => Some(class.base.clone()),
            Type::Named(_) => Some(Type::Known(&OBJECT)),
        }
    }

    /// Whether values of the type are copied rather than shared.
    pub fn is_value_type(&self) -> bool {
        match self {
            Type::Known(info) => matches!(info.kind, TypeKind::Struct | TypeKind::Enum),
            Type::Generic(generic) => generic.definition.kind == TypeKind::Struct,
            Type::Class(class) => class.is_enum,
            Type::Array(_) | Type::Named(_) => false,
        }
    }

    /// Whether no class can inherit from it.
    pub fn is_sealed(&self) -> bool {
        self.is_value_type()
            || matches!(self, Type::Array(_))
            || self.is(&STRING)
            || matches!(self, Type::Known(info) if info.kind == TypeKind::Static)
    }

    /// Whether it is an enumeration.
    pub fn is_enum(&self) -> bool {
        match self {
            Type::Known(info) => info.kind == TypeKind::Enum,
            Type::Class(class) => class.is_enum,
            _ => false,
        }
    }

    /// Whether it is an interface.
    pub fn is_interface(&self) -> bool {
        if let Type::Class(class) = self {
            return class.is_interface;
        }
        self.own_info()
            .is_some_and(|info| info.kind == TypeKind::Interface)
    }

    fn own_info(&self) -> Option<&'static TypeInfo> {
        match self {
            Type::Known(info) => Some(info),
            Type::Generic(generic) => Some(generic.definition),
            _ => None,
        }
    }

    /// The element type of `Nullable[T]`.
    pub fn nullable_of(&self) -> Option<&Type> {
        match self {
            Type::Generic(generic) if std::ptr::eq(generic.definition, &NULLABLE) => {
                generic.arguments.first()
            }
            _ => None,
        }
    }

    /// Whether a value of type `other` is a value of this type.
    pub fn is_assignable_from(&self, other: &Type) -> bool {
        if self == other || self.is(&OBJECT) {
            return true;
        }
        if let (Type::Array(own), Type::Array(array)) = (self, other) {
            let covariant = !own.element.is_value_type() && !array.element.is_value_type();
            return own.rank == array.rank
                && (own.element == array.element
                    || (covariant && own.element.is_assignable_from(&array.element)));
        }
        if self.is_interface()
            && other
                .interfaces()
                .iter()
                .any(|interface| interface.covers(self))
        {
            return true;
        }
        let mut base = other.base();
        while let Some(kind) = base {
            if kind == *self {
                return true;
            }
            base = kind.base();
        }
        false
    }

    /// Whether this interface is that one; a table names the generic interfaces that it implements without arguments.
    fn covers(&self, wanted: &Type) -> bool {
        self == wanted
            || matches!((self, wanted), (Type::Known(a), Type::Generic(b)) | (Type::Generic(b), Type::Known(a)) if std::ptr::eq(*a, b.definition))
    }

    /// All interfaces, those of base types among them.
    pub fn interfaces(&self) -> Vec<Type> {
        let mut all: Vec<Type> = match self {
            Type::Class(class) => class.interfaces.clone(),
            Type::Array(_) => ARRAY_INTERFACES
                .iter()
                .map(|info| Type::Known(info))
                .collect(),
            other => other
                .own_info()
                .map(|info| info.interfaces.iter().map(|i| Type::Known(i)).collect())
                .unwrap_or_default(),
        };
        if let Some(base) = self.base() {
            for interface in base.interfaces() {
                if !all.contains(&interface) {
                    all.push(interface);
                }
            }
        }
        all
    }

    /// `default(T)`: zero for value types, null for the rest.
    pub fn default_value(&self) -> Value {
        match self {
            Type::Known(info) if info.kind == TypeKind::Enum => self.enum_from(0),
            Type::Known(info) => info.zero.map_or(Value::Null, |zero| zero()),
            Type::Class(class) if class.is_enum => self.enum_from(0),
            _ => Value::Null,
        }
    }

    /// A value of this enumeration.
    pub fn enum_from(&self, bits: i64) -> Value {
        Value::Enum(Rc::new(crate::EnumValue {
            kind: self.clone(),
            bits,
        }))
    }

    /// What `PSTypeNames` starts as: the type and its bases.
    pub fn type_names(&self) -> Vec<Str> {
        let name = crate::members::r#type::full_name;
        let mut names = vec![Str::from(name(self))];
        let mut base = self.base();
        while let Some(kind) = base {
            names.push(name(&kind).into());
            base = kind.base();
        }
        names
    }

    /// Names and values of an enumeration, in the order of the values.
    pub fn enum_values(&self) -> Vec<(Str, i64)> {
        match self {
            Type::Known(info) => info
                .values
                .iter()
                .map(|(name, bits)| (Str::from(*name), *bits))
                .collect(),
            Type::Class(class) => class.values.clone(),
            _ => Vec::new(),
        }
    }

    /// Whether an enumeration has `[Flags]`.
    pub fn is_flags(&self) -> bool {
        match self {
            Type::Known(info) => info.flags,
            Type::Class(class) => class.flags,
            _ => false,
        }
    }

    /// The integer type behind an enumeration.
    pub fn underlying(&self) -> Type {
        match self {
            Type::Class(class) => class.underlying.clone(),
            Type::Known(info) => Type::Known(info.underlying.unwrap_or(&INT32)),
            _ => Type::Known(&INT32),
        }
    }

    /// What `ToString()` says of a value of the enumeration.
    pub fn enum_name(&self, bits: i64) -> String {
        let values = self.enum_values();
        if let Some((name, _)) = values.iter().find(|(_, value)| *value == bits) {
            return name.to_string();
        }
        if !self.is_flags() || bits == 0 {
            return bits.to_string();
        }
        let mut rest = bits;
        let mut names = Vec::new();
        let mut sorted = values;
        sorted.sort_by_key(|(_, value)| std::cmp::Reverse(*value as u64));
        for (name, value) in &sorted {
            if *value != 0 && rest & value == *value {
                names.push(name.as_str());
                rest &= !value;
            }
        }
        if rest != 0 {
            return bits.to_string();
        }
        names.reverse();
        names.join(", ")
    }
}

fn brackets(rank: u32) -> String {
    format!("[{}]", ",".repeat(rank.saturating_sub(1) as usize))
}

impl PartialEq for Type {
    fn eq(&self, other: &Type) -> bool {
        match (self, other) {
            (Type::Known(a), Type::Known(b)) => std::ptr::eq(*a, *b),
            (Type::Array(a), Type::Array(b)) => {
                Rc::ptr_eq(a, b) || (a.rank == b.rank && a.element == b.element)
            }
            (Type::Generic(a), Type::Generic(b)) => {
                Rc::ptr_eq(a, b)
                    || (std::ptr::eq(a.definition, b.definition) && a.arguments == b.arguments)
            }
            (Type::Class(a), Type::Class(b)) => Rc::ptr_eq(a, b),
            (Type::Named(a), Type::Named(b)) => a == b,
            _ => false,
        }
    }
}

impl Eq for Type {}

impl std::fmt::Debug for Type {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.full_name())
    }
}
