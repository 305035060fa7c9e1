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
    /// It is an interface.
    pub is_interface: bool,
    /// `[Flags()]`
    pub flags: bool,
    /// The integer type behind an enumeration.
    pub underlying: Type,
    /// Names and values of an enumeration, in the order of the values.
    pub values: Vec<(Str, i64)>,
    /// Members with their code, which only the engine knows how to run.
    pub body: OnceCell<Rc<dyn Any>>,
    /// The same members as signatures, for whoever lists them or looks one up without running it.
    pub view: OnceCell<ClassView>,
}

/// What a class declares, without the code.
#[derive(Default)]
pub struct ClassView {
    /// Properties, static ones among them.
    pub properties: Vec<PropertyView>,
    /// Methods, static ones among them.
    pub methods: Vec<MethodView>,
    /// Constructors; the one that every class without any has is among them.
    pub constructors: Vec<MethodView>,
}

/// A property as its class declares it.
#[derive(Clone)]
pub struct PropertyView {
    /// Its name.
    pub name: Str,
    /// The declared type; `Object` where there is none.
    pub kind: Type,
    /// `static`
    pub is_static: bool,
    /// `hidden`
    pub is_hidden: bool,
    /// It cannot be set from outside.
    pub read_only: bool,
}

/// A method as its class declares it.
#[derive(Clone)]
pub struct MethodView {
    /// Its name.
    pub name: Str,
    /// `static`
    pub is_static: bool,
    /// `hidden`
    pub is_hidden: bool,
    /// What it returns; `Object` where nothing is declared.
    pub returns: Type,
    /// Names and types of the parameters.
    pub parameters: Vec<(Str, Type)>,
}

impl ClassType {
    /// The declarations of this class and of the script classes that it derives from, its own first.
    pub fn chain(kind: &Type) -> Vec<Rc<ClassType>> {
        let mut all = Vec::new();
        let mut at = Some(kind.clone());
        while let Some(Type::Class(class)) = at {
            at = Some(class.base.clone());
            all.push(class);
        }
        all
    }

    /// The declared type of a property of instances.
    pub fn property_kind(kind: &Type, name: &str) -> Option<Type> {
        ClassType::property(kind, name).map(|own| own.kind)
    }

    /// A property of instances as its class declares it.
    pub fn property(kind: &Type, name: &str) -> Option<PropertyView> {
        ClassType::chain(kind).iter().find_map(|class| {
            let view = class.view.get()?;
            let wanted =
                |own: &&PropertyView| !own.is_static && own.name.eq_ignore_ascii_case(name);
            view.properties.iter().find(wanted).cloned()
        })
    }

    /// The overloads of a method, those of derived classes first.
    pub fn with_methods<T>(
        kind: &Type,
        name: &str,
        is_static: bool,
        mut each: impl FnMut(&MethodView) -> T,
    ) -> Vec<T> {
        let mut found = Vec::new();
        for class in ClassType::chain(kind) {
            for method in class
                .view
                .get()
                .map(|view| &view.methods[..])
                .unwrap_or_default()
            {
                if method.is_static == is_static && method.name.eq_ignore_ascii_case(name) {
                    found.push(each(method));
                }
            }
        }
        found
    }
}
