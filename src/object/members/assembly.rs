//! Assemblies, as far as a type can name its own.

use super::args::*;
use super::table::*;
use crate::convert;
use crate::types::{self, Call, Member, Type, TypeInfo};
use crate::{Dict, Fault, KeyCase, Native, Order, Result, Str, Value};
use std::rc::Rc;

/// `TypeLoadException`
pub static TYPE_LOAD_EXCEPTION: TypeInfo =
    TypeInfo::class("System.TypeLoadException", &types::SYSTEM_EXCEPTION);

/// An assembly.
pub struct Assembly {
    /// Its full name.
    pub name: Str,
}

impl Native for Assembly {
    fn get_type(&self) -> Type {
        Type::Known(&RUNTIME_ASSEMBLY)
    }

    fn to_text(&self) -> Str {
        self.name.clone()
    }

    fn equals(&self, other: &Value) -> bool {
        other
            .as_native::<Assembly>()
            .is_some_and(|other| other.name == self.name)
    }
}

/// `Assembly`
pub static ASSEMBLY: TypeInfo =
    TypeInfo::class("System.Reflection.Assembly", &types::OBJECT).members(|| MEMBERS);
/// What .NET's assemblies are made of.
pub static RUNTIME_ASSEMBLY: TypeInfo =
    TypeInfo::class("System.Reflection.RuntimeAssembly", &ASSEMBLY);

static MEMBERS: &[Member] = &[
    get!("FullName", STR => |c| ok(c.this.as_native::<Assembly>().map(|assembly| assembly.name.clone()))),
    get!("IsDynamic", BOOL => |_| ok(false)),
    get!("Location", STR => |_| ok("")),
    method!("GetType",
        (name: STR) -> TYPE => find_type,
        (name: STR, throwOnError: BOOL) -> TYPE => find_type,
        (name: STR, throwOnError: BOOL, ignoreCase: BOOL) -> TYPE => find_type),
    method!("GetName", () -> OBJ => |c| ok(c.this.as_native::<Assembly>().map(|assembly| assembly.name.clone()))),
    method!("ToString", () -> STR => |c| ok(c.this.as_native::<Assembly>().map(|assembly| assembly.name.clone()))),
];

/// The full name of the assembly that .NET or PowerShell has a type in.
pub fn name(kind: &Type) -> &'static str {
    let full = kind.full_name();
    match kind {
        Type::Class(_) => {
            "PowerShell Class Assembly, Version=1.0.0.0, Culture=neutral, PublicKeyToken=null"
        }
        _ if full.starts_with("System.Management.Automation") => {
            "System.Management.Automation, Version=7.6.0.0, Culture=neutral, PublicKeyToken=31bf3856ad364e35"
        }
        _ if full.starts_with("Microsoft.PowerShell.Commands") => {
            "Microsoft.PowerShell.Commands.Utility, Version=7.6.0.0, Culture=neutral, PublicKeyToken=31bf3856ad364e35"
        }
        _ if full.starts_with("System.Text.RegularExpressions") => {
            "System.Text.RegularExpressions, Version=10.0.0.0, Culture=neutral, PublicKeyToken=b03f5f7f11d50a3a"
        }
        _ if full.starts_with("System.Collections.Generic.")
            && !full.contains("Dictionary`2")
            && !full.contains("List`1") =>
        {
            "System.Collections, Version=10.0.0.0, Culture=neutral, PublicKeyToken=b03f5f7f11d50a3a"
        }
        _ => {
            "System.Private.CoreLib, Version=10.0.0.0, Culture=neutral, PublicKeyToken=7cec85d7bea7798e"
        }
    }
}

/// The assembly of a type.
pub fn of(kind: &Type) -> Result<Value> {
    Ok(Value::native(Assembly {
        name: name(kind).into(),
    }))
}

/// A type of an assembly by its full name.
fn find_type(c: &mut Call<'_>) -> Result<Value> {
    let name = c.text(0);
    if let Some(kind) = c.host.find_type(&name)
        && kind.full_name().eq_ignore_ascii_case(&name)
    {
        return Ok(Value::Type(kind));
    }
    let throws = c.args.len() > 1 && convert::to_bool(c.arg(1));
    if !throws {
        return Ok(Value::Null);
    }
    let message = format!(
        "Could not load type '{name}' from assembly '{}'.",
        c.this.as_native::<Assembly>().map_or("", |own| &own.name)
    );
    Fault::new(&TYPE_LOAD_EXCEPTION, message).raise()
}

/// `TypeAccelerators`: the short names of types, which scripts may add to.
pub static TYPE_ACCELERATORS: TypeInfo =
    TypeInfo::statics("System.Management.Automation.TypeAccelerators", || {
        ACCELERATOR_MEMBERS
    });

static ACCELERATOR_MEMBERS: &[Member] = &[
    static_get!("Get", OBJ => |c| Ok(accelerators(c))),
    static_method!("Add", (typeName: STR, type_: TYPE) -> VOID => |c| {
        if let Some(kind) = c.type_of(1) {
            types::add_accelerator(&c.text(0), kind);
        }
        Ok(Value::Nothing)
    }),
    static_method!("Remove", (typeName: STR) -> BOOL => |c| ok(types::remove_accelerator(&c.text(0)))),
];

/// All accelerators as a dictionary.
fn accelerators(c: &mut Call<'_>) -> Value {
    let kind = Type::generic(
        &types::DICTIONARY,
        vec![Type::Known(&types::STRING), Type::Known(&types::TYPE)],
    );
    let dict = Dict::new(kind, KeyCase::Ignore, Order::Inserted);
    for (name, full) in types::accelerators() {
        let kind = c.host.find_type(full);
        let kind = kind.unwrap_or_else(|| Type::Named(Rc::new((*full).into())));
        dict.insert(Value::str(*name), Value::Type(kind));
    }
    for (name, kind) in types::added_accelerators() {
        dict.insert(Value::str(name), Value::Type(kind));
    }
    Value::Dict(Rc::new(dict))
}
