//! Assemblies, as far as a type can name its own.

use super::args::*;
use super::table::*;
use crate::types::{self, Member, Type, TypeInfo};
use crate::{Native, Result, Str, Value};

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
