//! A method as a value: what `$text.Substring` without parentheses is (`PSMethod`).

use super::access::{self, overloads};
use super::args::*;
use super::display;
use super::table::*;
use crate::types::{self, Call, Member, Overload, Type, TypeInfo};
use crate::{Array, Host, Native, Result, Str, Value};

/// A method of an object or a type, not yet called.
pub struct MethodGroup {
    /// The object; null for statics.
    pub this: Value,
    /// Its name.
    pub name: Str,
    /// What it calls.
    pub target: Target,
}

/// What a method group calls.
pub enum Target {
    /// A .NET method.
    Member(Type, &'static Member),
    /// Constructors of a type.
    Constructors(Type, &'static [Overload]),
    /// A script method's block.
    Script(Value),
    /// Methods of a script class, which the host runs.
    Class(Type, bool),
    /// Constructors of a script class.
    ClassConstructors(Type),
}

impl MethodGroup {
    /// A method of an object, or a static one where `this` is null.
    pub fn of(this: Value, kind: Type, member: &'static Member) -> MethodGroup {
        MethodGroup {
            this,
            name: member.name.into(),
            target: Target::Member(kind, member),
        }
    }

    /// The constructors of a type.
    pub fn constructors(kind: Type, list: &'static [Overload]) -> MethodGroup {
        MethodGroup {
            this: Value::Null,
            name: "new".into(),
            target: Target::Constructors(kind, list),
        }
    }

    /// The methods of that name of a script class; `None` where there are none.
    pub fn class(this: Value, kind: &Type, name: &str, is_static: bool) -> Option<MethodGroup> {
        let names =
            types::ClassType::with_methods(kind, name, is_static, |method| method.name.clone());
        Some(MethodGroup {
            this,
            name: names.first()?.clone(),
            target: Target::Class(kind.clone(), is_static),
        })
    }

    /// The constructors of a script class.
    pub fn class_constructors(kind: &Type) -> MethodGroup {
        MethodGroup {
            this: Value::Null,
            name: "new".into(),
            target: Target::ClassConstructors(kind.clone()),
        }
    }

    /// A script method.
    pub fn script(this: Value, name: &str, block: Value) -> MethodGroup {
        MethodGroup {
            this,
            name: name.into(),
            target: Target::Script(block),
        }
    }

    /// The overloads as `OverloadDefinitions` lists them.
    pub fn definitions(&self) -> Vec<String> {
        match &self.target {
            Target::Member(kind, member) => {
                let list = overloads(kind, member.name, member.is_static);
                list.iter()
                    .map(|overload| {
                        display::signature(kind, member.name, member.is_static, overload)
                    })
                    .collect()
            }
            Target::Constructors(kind, list) => list
                .iter()
                .map(|overload| display::constructor(kind, overload))
                .collect(),
            Target::Class(kind, is_static) => {
                display::class_definitions(kind, &self.name, *is_static)
            }
            Target::ClassConstructors(kind) => display::class_constructors(kind),
            Target::Script(_) => vec![format!("System.Object {}();", self.name)],
        }
    }

    /// Whether one of the overloads can be called with arguments of these types.
    pub fn takes(&self, kinds: Option<&[Type]>) -> bool {
        let Some(kinds) = kinds else { return true };
        match &self.target {
            Target::Member(kind, member) => overloads(kind, member.name, member.is_static)
                .iter()
                .any(|overload| super::choose::takes(overload, kinds.len())),
            Target::Constructors(_, list) => list
                .iter()
                .any(|overload| super::choose::takes(overload, kinds.len())),
            Target::Class(kind, is_static) => {
                types::ClassType::with_methods(kind, &self.name, *is_static, |method| {
                    let own = method.parameters.iter().map(|(_, kind)| kind);
                    own.len() == kinds.len()
                        && own
                            .zip(kinds)
                            .all(|(parameter, given)| parameter.is_assignable_from(given))
                })
                .contains(&true)
            }
            Target::ClassConstructors(_) | Target::Script(_) => true,
        }
    }

    /// Calls it.
    pub fn call(&self, host: &mut dyn Host, args: &[Value]) -> Result<Value> {
        match &self.target {
            Target::Member(kind, member) => {
                access::call_found(host, self.this.base(), kind, member, args)
            }
            Target::Constructors(kind, _) | Target::ClassConstructors(kind) => {
                access::construct(host, kind, args)
            }
            Target::Script(_) => access::invoke(host, &self.this, &self.name, args),
            Target::Class(kind, is_static) => {
                let owner = if *is_static {
                    Value::Type(kind.clone())
                } else {
                    self.this.clone()
                };
                match host.call_method(&owner, &self.name, args)? {
                    Some(value) => Ok(value),
                    None => super::choose::no_overload(&self.name, args.len()).raise(),
                }
            }
        }
    }
}

impl Native for MethodGroup {
    fn get_type(&self) -> Type {
        match self.target {
            Target::Script(_) => Type::Known(&PS_SCRIPT_METHOD),
            _ => Type::generic(&PS_METHOD_T, vec![Type::Known(&types::OBJECT)]),
        }
    }

    fn to_text(&self) -> Str {
        self.definitions().join(", ").into()
    }
}

fn group<'a>(c: &'a Call<'_>) -> Option<&'a MethodGroup> {
    c.this.as_native::<MethodGroup>()
}

fn member_type(c: &Call<'_>) -> Result<Value> {
    let is_script = group(c).is_some_and(|group| matches!(group.target, Target::Script(_)));
    ok(if is_script { "ScriptMethod" } else { "Method" })
}

fn definitions(c: &Call<'_>) -> Vec<Value> {
    group(c)
        .map(|group| group.definitions().into_iter().map(Value::from).collect())
        .unwrap_or_default()
}

static MEMBERS: &[Member] = &[
    get!("MemberType", OBJ => |c| member_type(c)),
    get!("OverloadDefinitions", STRS => |c| ok(Array::of(Type::Known(&types::STRING), definitions(c)))),
    get!("TypeNameOfValue", STR => |c| ok(c.this.get_type().full_name())),
    get!("Value", OBJ => |c| Ok(c.this.clone())),
    get!("Name", STR => |c| ok(group(c).map(|group| group.name.clone()))),
    get!("IsInstance", BOOL => |_| ok(true)),
    get!("Script", OBJ => |c| Ok(group(c).map(|group| match &group.target {
        Target::Script(block) => block.clone(),
        _ => Value::Null,
    }).unwrap_or_default())),
    method!("Invoke", (arguments: ..OBJECTS) -> OBJ => |c| {
        let Some(group) = c.this.as_native_rc::<MethodGroup>() else { return Ok(Value::Null) };
        let args = c.items(0);
        group.call(c.host, &args)
    }),
    method!("Copy", () -> OBJ => |c| Ok(c.this.clone())),
];

/// `PSMethod`
pub static PS_METHOD: TypeInfo =
    TypeInfo::class("System.Management.Automation.PSMethod", &types::OBJECT).members(|| MEMBERS);
/// `PSMethod[T]`, what a method group really is; `T` stands for its signatures.
pub static PS_METHOD_T: TypeInfo =
    TypeInfo::class("System.Management.Automation.PSMethod", &PS_METHOD).arity(1);
/// `PSScriptMethod` as a value that can be called.
pub static PS_SCRIPT_METHOD: TypeInfo = TypeInfo::class(
    "System.Management.Automation.PSScriptMethod",
    &types::OBJECT,
)
.members(|| MEMBERS);
