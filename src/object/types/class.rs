//! Types made at run time: generic instances, and the classes and enumerations of scripts.

use super::{Type, TypeInfo};
use crate::Str;
use std::any::Any;
use std::cell::OnceCell;
use std::rc::Rc;

/// A generic type with its arguments.
pub struct GenericType {
    /// What it was made from.
    pub definition: &'static TypeInfo,
    /// The arguments in order.
    pub arguments: Vec<Type>,
}

/// A class or an enumeration that a script defined.
pub struct ClassType {
    /// Its name.
    pub name: Str,
    /// What it inherits from.
    pub base: Type,
    /// The interfaces that it names.
    pub interfaces: Vec<Type>,
    /// It is an enumeration.
    pub is_enum: bool,
    /// `[Flags()]`
    pub flags: bool,
    /// The integer type behind an enumeration.
    pub underlying: Type,
    /// Names and values of an enumeration, in the order of the values.
    pub values: Vec<(Str, i64)>,
    /// Members with their code, which only the engine knows how to run.
    pub body: OnceCell<Rc<dyn Any>>,
}
