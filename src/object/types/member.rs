//! What the table of a type holds: properties, methods with their overloads, constructors.

use super::{Type, TypeInfo};
use crate::{Host, Result, Value};

/// One name in the table of a type.
pub struct Member {
    /// .NET's name; `.ctor` for constructors, `Item` for an indexer.
    pub name: &'static str,
    /// It belongs to the type rather than to an object.
    pub is_static: bool,
    /// What it is.
    pub kind: MemberKind,
}

/// What a member is.
pub enum MemberKind {
    /// A property or a field.
    Property {
        /// Its type.
        sig: Sig,
        /// Reads it.
        get: fn(&mut Call<'_>) -> Result<Value>,
        /// Sets it to `args[0]`, already converted to its type.
        set: Option<fn(&mut Call<'_>) -> Result<Value>>,
    },
    /// A method or a constructor.
    Method(&'static [Overload]),
}

/// One signature of a method.
pub struct Overload {
    /// The parameters.
    pub params: &'static [Param],
    /// What it returns.
    pub returns: Sig,
    /// Runs it; the arguments are converted to the types of the parameters, and as many.
    pub run: fn(&mut Call<'_>) -> Result<Value>,
}

/// One parameter of a method.
pub struct Param {
    /// .NET's name.
    pub name: &'static str,
    /// Its type.
    pub sig: Sig,
    /// How it is passed.
    pub kind: ParamKind,
}

/// How a parameter is passed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum ParamKind {
    /// By value.
    Plain,
    /// `params T[]`: takes any number of arguments; `sig` is the array's.
    Params,
    /// `ref` or `out`: takes a `[ref]`; the call sees the reference itself.
    Ref,
    /// May be left out; the call then sees `Value::Nothing`.
    Optional,
}

/// A type in a signature.
#[derive(Clone, Copy)]
pub enum Sig {
    /// That type.
    One(&'static TypeInfo),
    /// An array of that type.
    Many(&'static TypeInfo),
    /// The type argument of that number of the type that declares the member.
    Argument(u8),
    /// An array of it.
    ManyArguments(u8),
    /// The type itself, with its arguments.
    This,
    /// An array of the type itself.
    ManyThis,
    /// That generic type of one argument.
    Of(&'static TypeInfo, &'static TypeInfo),
    /// Nothing.
    Void,
}

/// A call of a member: where the code of a member finds what it needs.
pub struct Call<'a> {
    /// What only the engine can do.
    pub host: &'a mut dyn Host,
    /// The object; null for statics and constructors.
    pub this: &'a Value,
    /// The arguments, converted.
    pub args: &'a [Value],
    /// The type that the member is called on, with its arguments.
    pub kind: &'a Type,
}

impl Member {
    /// A property that can only be read.
    pub const fn get(
        name: &'static str,
        sig: Sig,
        get: fn(&mut Call<'_>) -> Result<Value>,
    ) -> Member {
        Member {
            name,
            is_static: false,
            kind: MemberKind::Property {
                sig,
                get,
                set: None,
            },
        }
    }

    /// A property that can be read and set.
    pub const fn property(
        name: &'static str,
        sig: Sig,
        get: fn(&mut Call<'_>) -> Result<Value>,
        set: fn(&mut Call<'_>) -> Result<Value>,
    ) -> Member {
        Member {
            name,
            is_static: false,
            kind: MemberKind::Property {
                sig,
                get,
                set: Some(set),
            },
        }
    }

    /// A method.
    pub const fn method(name: &'static str, overloads: &'static [Overload]) -> Member {
        Member {
            name,
            is_static: false,
            kind: MemberKind::Method(overloads),
        }
    }

    /// A static property, field or constant.
    pub const fn static_get(
        name: &'static str,
        sig: Sig,
        get: fn(&mut Call<'_>) -> Result<Value>,
    ) -> Member {
        Member {
            name,
            is_static: true,
            kind: MemberKind::Property {
                sig,
                get,
                set: None,
            },
        }
    }

    /// A static property that can be set.
    pub const fn static_property(
        name: &'static str,
        sig: Sig,
        get: fn(&mut Call<'_>) -> Result<Value>,
        set: fn(&mut Call<'_>) -> Result<Value>,
    ) -> Member {
        Member {
            name,
            is_static: true,
            kind: MemberKind::Property {
                sig,
                get,
                set: Some(set),
            },
        }
    }

    /// A static method.
    pub const fn static_method(name: &'static str, overloads: &'static [Overload]) -> Member {
        Member {
            name,
            is_static: true,
            kind: MemberKind::Method(overloads),
        }
    }

    /// The constructors.
    pub const fn constructors(overloads: &'static [Overload]) -> Member {
        Member {
            name: ".ctor",
            is_static: true,
            kind: MemberKind::Method(overloads),
        }
    }
}

impl Overload {
    /// A signature and what runs.
    pub const fn new(
        params: &'static [Param],
        returns: Sig,
        run: fn(&mut Call<'_>) -> Result<Value>,
    ) -> Overload {
        Overload {
            params,
            returns,
            run,
        }
    }
}

impl Param {
    /// A parameter passed by value.
    pub const fn of(name: &'static str, sig: Sig) -> Param {
        Param {
            name,
            sig,
            kind: ParamKind::Plain,
        }
    }

    /// A parameter passed otherwise.
    pub const fn passed(name: &'static str, sig: Sig, kind: ParamKind) -> Param {
        Param { name, sig, kind }
    }
}

impl Sig {
    /// The type, in a member of `declaring`.
    pub fn resolve(self, declaring: &Type) -> Type {
        let argument = |n: u8| match declaring {
            Type::Generic(generic) => generic
                .arguments
                .get(n as usize)
                .cloned()
                .unwrap_or(Type::Known(&super::OBJECT)),
            Type::Array(array) => array.element.clone(),
            _ => Type::Known(&super::OBJECT),
        };
        match self {
            Sig::One(info) => Type::Known(info),
            Sig::Many(info) => Type::array_of(Type::Known(info), 1),
            Sig::Argument(n) => argument(n),
            Sig::ManyArguments(n) => Type::array_of(argument(n), 1),
            Sig::This => declaring.clone(),
            Sig::ManyThis => Type::array_of(declaring.clone(), 1),
            Sig::Of(definition, argument) => Type::generic(definition, vec![Type::Known(argument)]),
            Sig::Void => Type::Known(&super::VOID),
        }
    }
}
