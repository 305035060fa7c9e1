//! Names in a tree: variable paths, and the names of types.

use super::extent::{SCRIPT_EXTENT, extent};
use object::members::table::*;
use object::types::{Call, Member, Sig};
use object::{Native, Result, Str, Type, TypeInfo, Value, get, members, method, types};
use std::rc::Rc;
use syntax::ast::{TypeName, TypeNameKind};
use syntax::{Scope, Source, VariablePath};

/// The types of this file.
pub(super) static TYPES: &[&TypeInfo] = &[
    &VARIABLE_PATH,
    &ITYPE_NAME,
    &TYPE_NAME,
    &ARRAY_TYPE_NAME,
    &GENERIC_TYPE_NAME,
];

/// `VariablePath`
pub(super) static VARIABLE_PATH: TypeInfo =
    TypeInfo::class("System.Management.Automation.VariablePath", &types::OBJECT)
        .members(|| PATH_MEMBERS);
/// `ITypeName`
pub(super) static ITYPE_NAME: TypeInfo =
    TypeInfo::interface("System.Management.Automation.Language.ITypeName");
static TYPE_NAME: TypeInfo = TypeInfo::class(
    "System.Management.Automation.Language.TypeName",
    &types::OBJECT,
)
.implements(&[&ITYPE_NAME])
.members(|| NAME_MEMBERS);
static ARRAY_TYPE_NAME: TypeInfo = TypeInfo::class(
    "System.Management.Automation.Language.ArrayTypeName",
    &types::OBJECT,
)
.implements(&[&ITYPE_NAME])
.members(|| ARRAY_MEMBERS);
static GENERIC_TYPE_NAME: TypeInfo = TypeInfo::class(
    "System.Management.Automation.Language.GenericTypeName",
    &types::OBJECT,
)
.implements(&[&ITYPE_NAME])
.members(|| GENERIC_MEMBERS);

/// What the name of a variable says.
struct Path(Str);

/// `VariablePath`
pub(super) fn variable_path(name: &str) -> Value {
    Value::native(Path(Str::from(name)))
}

impl Native for Path {
    fn get_type(&self) -> Type {
        Type::Known(&VARIABLE_PATH)
    }

    fn to_text(&self) -> Str {
        self.0.clone()
    }
}

fn path<'a>(c: &'a Call<'_>) -> VariablePath<'a> {
    let name = c.this.as_native::<Path>().map_or("", |path| &path.0);
    VariablePath::new(name)
}

fn scoped(c: &Call<'_>, scope: Scope) -> Result<Value> {
    Ok(Value::Bool(path(c).scope == Some(scope)))
}

/// Neither scope nor drive stands before the name.
fn is_unqualified(c: &Call<'_>) -> bool {
    let own = path(c);
    let whole = c.this.as_native::<Path>().map_or("", |path| &path.0);
    own.scope.is_none() && !own.drive && own.unqualified.len() == whole.len()
}

static PATH_MEMBERS: &[Member] = &[
    members::table::constructors!((path: STR) -> THIS => |c| Ok(variable_path(&c.text(0)))),
    get!("UserPath", STR => |c| Ok(c.this.as_native::<Path>().map(|path| Value::Str(path.0.clone())).unwrap_or_default())),
    get!("IsGlobal", BOOL => |c| scoped(c, Scope::Global)),
    get!("IsLocal", BOOL => |c| scoped(c, Scope::Local)),
    get!("IsPrivate", BOOL => |c| scoped(c, Scope::Private)),
    get!("IsScript", BOOL => |c| scoped(c, Scope::Script)),
    get!("IsUnqualified", BOOL => |c| Ok(Value::Bool(is_unqualified(c)))),
    get!("IsUnscopedVariable", BOOL => |c| { let own = path(c); Ok(Value::Bool(own.scope.is_none() && !own.drive)) }),
    get!("IsVariable", BOOL => |c| Ok(Value::Bool(!path(c).drive))),
    get!("IsDriveQualified", BOOL => |c| Ok(Value::Bool(path(c).drive))),
    get!("DriveName", STR => |c| { let own = path(c); Ok(if own.drive { Value::str(own.drive_name) } else { Value::Null }) }),
];

/// The name of a type, and where it stands.
struct Name {
    source: Rc<Source>,
    name: TypeName,
    namespaces: Rc<[Str]>,
}

/// `ITypeName`
pub(super) fn type_name(source: &Rc<Source>, name: &TypeName, namespaces: &Rc<[Str]>) -> Value {
    Value::native(Name {
        source: Rc::clone(source),
        name: name.clone(),
        namespaces: Rc::clone(namespaces),
    })
}

impl Native for Name {
    fn get_type(&self) -> Type {
        Type::Known(match self.name.kind {
            TypeNameKind::Name { .. } => &TYPE_NAME,
            TypeNameKind::Array { .. } => &ARRAY_TYPE_NAME,
            TypeNameKind::Generic { .. } => &GENERIC_TYPE_NAME,
        })
    }

    fn to_text(&self) -> Str {
        Str::from(full_name(&self.name))
    }
}

/// `FullName`: as it is written, without blanks; the assembly stands behind a comma.
fn full_name(name: &TypeName) -> String {
    match &name.kind {
        TypeNameKind::Name {
            name,
            assembly: Some(assembly),
        } => format!("{name},{assembly}"),
        _ => short_name(name),
    }
}

/// `Name`
fn short_name(name: &TypeName) -> String {
    match &name.kind {
        TypeNameKind::Name { name, .. } => name.to_string(),
        TypeNameKind::Array { element, rank } => {
            let commas = ",".repeat(rank.saturating_sub(1) as usize);
            format!("{}[{commas}]", short_name(element))
        }
        TypeNameKind::Generic { base, arguments } => {
            let arguments: Vec<String> = arguments.iter().map(full_name).collect();
            format!("{}[{}]", short_name(base), arguments.join(","))
        }
    }
}

fn assembly(name: &TypeName) -> Option<&str> {
    match &name.kind {
        TypeNameKind::Name { assembly, .. } => assembly.as_deref().map(|name| &**name),
        TypeNameKind::Array { element, .. } => assembly(element),
        TypeNameKind::Generic { base, .. } => assembly(base),
    }
}

fn name<'a>(c: &'a Call<'_>) -> Result<&'a Name> {
    match c.this.as_native::<Name>() {
        Some(own) => Ok(own),
        None => members::args::not_supported("This is no name of a type.").raise(),
    }
}

fn inner(own: &Name, inner: &TypeName) -> Value {
    type_name(&own.source, inner, &own.namespaces)
}

/// `GetReflectionType`: null where there is no such type.
fn reflection_type(c: &mut Call<'_>, attribute: bool) -> Result<Value> {
    let own = name(c)?;
    let (mut wanted, namespaces) = (own.name.clone(), Rc::clone(&own.namespaces));
    let engine = crate::cmdlet_object::engine(c.host)?;
    if attribute && let TypeNameKind::Name { name, .. } = &mut wanted.kind {
        let long = TypeName {
            span: wanted.span,
            kind: TypeNameKind::Name {
                name: format!("{name}Attribute").into(),
                assembly: None,
            },
        };
        if let Ok(kind) = engine.find_type_in(&long, &namespaces) {
            return Ok(Value::Type(kind));
        }
    }
    let found = engine.find_type_in(&wanted, &namespaces);
    Ok(found.map_or(Value::Null, Value::Type))
}

/// The type that a name in a tree stands for.
pub(super) fn reflected(engine: &mut crate::Engine, name: &Value) -> Option<Type> {
    let own = name.as_native::<Name>()?;
    let (wanted, namespaces) = (own.name.clone(), Rc::clone(&own.namespaces));
    engine.find_type_in(&wanted, &namespaces).ok()
}

const NAME: Sig = Sig::One(&ITYPE_NAME);
const NAMES: Sig = Sig::Of(&members::list::READ_ONLY_COLLECTION, &ITYPE_NAME);
const AT: Sig = Sig::One(&SCRIPT_EXTENT);

macro_rules! members_of_names {
    ($($own:expr),* $(,)?) => {
        &[
            get!("FullName", STR => |c| Ok(Value::from(full_name(&name(c)?.name)))),
            get!("Name", STR => |c| Ok(Value::from(short_name(&name(c)?.name)))),
            get!("AssemblyName", STR => |c| Ok(assembly(&name(c)?.name).map_or(Value::Null, Value::str))),
            get!("IsArray", BOOL => |c| Ok(Value::Bool(matches!(name(c)?.name.kind, TypeNameKind::Array { .. })))),
            get!("IsGeneric", BOOL => |c| Ok(Value::Bool(matches!(name(c)?.name.kind, TypeNameKind::Generic { .. })))),
            get!("Extent", AT => |c| { let own = name(c)?; Ok(extent(&own.source, own.name.span)) }),
            $($own,)*
            method!("GetReflectionType", () -> TYPE => |c| reflection_type(c, false)),
            method!("GetReflectionAttributeType", () -> TYPE => |c| reflection_type(c, true)),
        ]
    };
}

static NAME_MEMBERS: &[Member] = members_of_names![];
static ARRAY_MEMBERS: &[Member] = members_of_names![
    get!("ElementType", NAME => |c| {
        let own = name(c)?;
        Ok(match &own.name.kind {
            TypeNameKind::Array { element, .. } => inner(own, element),
            _ => Value::Null,
        })
    }),
    get!("Rank", INT => |c| Ok(match name(c)?.name.kind {
        TypeNameKind::Array { rank, .. } => Value::Int(rank as i32),
        _ => Value::Null,
    })),
];
static GENERIC_MEMBERS: &[Member] = members_of_names![
    get!("TypeName", NAME => |c| {
        let own = name(c)?;
        Ok(match &own.name.kind {
            TypeNameKind::Generic { base, .. } => inner(own, base),
            _ => Value::Null,
        })
    }),
    get!("GenericArguments", NAMES => |c| {
        let own = name(c)?;
        let arguments = match &own.name.kind {
            TypeNameKind::Generic { arguments, .. } => &arguments[..],
            _ => &[],
        };
        let items = arguments.iter().map(|argument| inner(own, argument)).collect();
        Ok(members::list::read_only(Type::Known(&ITYPE_NAME), items))
    }),
];
