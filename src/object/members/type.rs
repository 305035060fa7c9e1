//! `[type]` itself.

use super::args::*;
use super::enums;
use super::table::*;
use crate::types::{self, Call, Member, Type, TypeKind};
use crate::{Array, Fault, Result, Str, Value};

macro_rules! test {
    ($name:literal, $test:expr) => {
        get!($name, BOOL => |c| { let test: fn(&Type) -> bool = $test; ok(test(&own(c))) })
    };
}

/// Members.
pub static MEMBERS: &[Member] = &[
    get!("Assembly", OBJ => |c| super::assembly::of(&own(c))),
    get!("AssemblyQualifiedName", STR => |c| ok(format!("{}, {}", full_name(&own(c)), super::assembly::name(&own(c))))),
    get!("BaseType", TYPE => |c| ok(own(c).base())),
    test!("ContainsGenericParameters", is_open),
    get!("DeclaringType", TYPE => |_| Ok(Value::Null)),
    get!("FullName", STR => |c| ok(full_name(&own(c)))),
    get!("GenericTypeArguments", TYPES => |c| Ok(types_array(arguments(&own(c))))),
    get!("GUID", GUID => |_| Ok(Value::Guid([0; 16]))),
    test!("HasElementType", |kind| matches!(kind, Type::Array(_))),
    test!("IsAbstract", |kind| kind.info().is_some_and(
        |info| matches!(info.kind, TypeKind::Static | TypeKind::Interface)
    ) || is_base(kind)),
    test!("IsArray", |kind| matches!(kind, Type::Array(_))),
    test!("IsByRef", |_| false),
    test!("IsClass", |kind| !kind.is_value_type()
        && !kind.is_interface()),
    test!("IsConstructedGenericType", |kind| matches!(
        kind,
        Type::Generic(_)
    )),
    test!("IsEnum", Type::is_enum),
    test!("IsGenericParameter", |_| false),
    test!("IsGenericType", |kind| matches!(kind, Type::Generic(_))
        || is_open(kind)),
    test!("IsGenericTypeDefinition", is_open),
    test!("IsInterface", Type::is_interface),
    test!(
        "IsNested",
        |kind| matches!(kind, Type::Known(info) if info.name.contains('+'))
    ),
    test!("IsAutoClass", |_| false),
    test!("IsAutoLayout", |_| false),
    test!("IsByRefLike", |_| false),
    test!("IsCollectible", |_| false),
    test!("IsCOMObject", |_| false),
    test!("IsContextful", |_| false),
    test!("IsExplicitLayout", |_| false),
    test!("IsFunctionPointer", |_| false),
    test!("IsGenericMethodParameter", |_| false),
    test!("IsGenericTypeParameter", |_| false),
    test!("IsImport", |_| false),
    test!("IsMarshalByRef", |_| false),
    test!("IsNestedAssembly", |_| false),
    test!("IsNestedFamANDAssem", |_| false),
    test!("IsNestedFamily", |_| false),
    test!("IsNestedFamORAssem", |_| false),
    test!("IsNestedPrivate", |_| false),
    test!("IsNestedPublic", |_| false),
    test!("IsSignatureType", |_| false),
    test!("IsSpecialName", |_| false),
    test!("IsUnicodeClass", |_| false),
    test!("IsUnmanagedFunctionPointer", |_| false),
    test!("IsVariableBoundArray", |_| false),
    test!("IsAnsiClass", |_| true),
    test!("IsLayoutSequential", |kind| kind.is_value_type()
        && !kind.is_enum()),
    test!("IsSecurityCritical", |_| true),
    test!("IsSecuritySafeCritical", |_| false),
    test!("IsSecurityTransparent", |_| false),
    test!("IsNotPublic", |kind| kind.is(&types::RUNTIME_TYPE)),
    test!("IsPointer", |_| false),
    test!("IsPrimitive", is_primitive),
    test!("IsPublic", |kind| !kind.is(&types::RUNTIME_TYPE)),
    test!("IsSealed", Type::is_sealed),
    test!("IsSerializable", |kind| kind.is_value_type()
        || kind.is(&types::STRING)
        || matches!(kind, Type::Array(_))
        || kind.is(&types::OBJECT)),
    test!(
        "IsSZArray",
        |kind| matches!(kind, Type::Array(array) if array.rank == 1)
    ),
    test!("IsTypeDefinition", |kind| !matches!(
        kind,
        Type::Array(_) | Type::Generic(_)
    )),
    test!("IsValueType", Type::is_value_type),
    test!("IsVisible", |_| true),
    get!("MemberType", OBJ => |_| ok("TypeInfo")),
    get!("Name", STR => |c| ok(own(c).name())),
    get!("Namespace", STR => |c| ok(namespace(&own(c)))),
    get!("ReflectedType", TYPE => |_| Ok(Value::Null)),
    get!("UnderlyingSystemType", TYPE => |c| ok(own(c))),
    get!("DeclaredProperties", OBJECTS => super::reflection::properties),
    get!("DeclaredMethods", OBJECTS => super::reflection::methods),
    get!("ImplementedInterfaces", TYPES => |c| Ok(types_array(own(c).interfaces()))),
    static_get!("Delimiter", CHAR => |_| Ok(Value::Char(46))),
    static_get!("EmptyTypes", TYPES => |_| Ok(types_array(Vec::new()))),
    method!("Equals",
        (o: OBJ) -> BOOL => |c| ok(c.type_of(0) == Some(own(c))),
        (o: TYPE) -> BOOL => |c| ok(c.type_of(0) == Some(own(c)))),
    method!("GetArrayRank", () -> INT => |c| match own(c) {
        Type::Array(array) => ok(array.rank as i32),
        _ => Fault::new(&types::ARGUMENT_EXCEPTION, "Must be an array type.").raise(),
    }),
    method!("GetConstructors", () -> OBJECTS => super::reflection::constructors),
    method!("GetConstructor", (types: TYPES) -> OBJ => super::reflection::constructor),
    method!("GetCustomAttributes", (inherit: BOOL) -> OBJECTS => |_| Ok(Value::array(Vec::new())), (attributeType: TYPE, inherit: BOOL) -> OBJECTS => |_| Ok(Value::array(Vec::new()))),
    method!("GetElementType", () -> TYPE => |c| ok(match own(c) {
        Type::Array(array) => Some(array.element.clone()),
        _ => None,
    })),
    method!("GetEnumName", (value: OBJ) -> STR => |c| {
        if c.arg(0).is_null() {
            return argument_null("value").raise();
        }
        let kind = enumeration(c)?;
        match c.arg(0).base() {
            Value::Enum(value) => ok(find_name(&kind, value.bits)),
            other => match other.as_integer() {
                Some(bits) => ok(find_name(&kind, bits)),
                None => argument_null("value").raise(),
            },
        }
    }),
    method!("GetEnumNames", () -> STRS => |c| Ok(enums::names(&enumeration(c)?))),
    method!("GetEnumUnderlyingType", () -> TYPE => |c| ok(enumeration(c)?.underlying())),
    method!("GetEnumValues", () -> ARRAY => |c| Ok(enums::values(&enumeration(c)?))),
    method!("GetEnumValuesAsUnderlyingType", () -> ARRAY => |c| Ok(enums::numbers(&enumeration(c)?))),
    method!("GetField", (name: STR) -> OBJ => super::reflection::property),
    method!("GetFields", () -> OBJECTS => super::reflection::fields),
    method!("GetGenericArguments", () -> TYPES => |c| Ok(types_array(arguments(&own(c))))),
    method!("GetFunctionPointerCallingConventions", () -> TYPES => |_| not_a_pointer()),
    method!("GetFunctionPointerParameterTypes", () -> TYPES => |_| not_a_pointer()),
    method!("GetFunctionPointerReturnType", () -> TYPE => |_| not_a_pointer()),
    method!("GetGenericParameterConstraints", () -> TYPES => |_| invalid_operation("Method may only be called on a Type for which Type.IsGenericParameter is true.").raise()),
    method!("GetOptionalCustomModifiers", () -> TYPES => |_| Ok(types_array(Vec::new()))),
    method!("GetRequiredCustomModifiers", () -> TYPES => |_| Ok(types_array(Vec::new()))),
    method!("GetNestedTypes", () -> TYPES => |_| Ok(types_array(Vec::new()))),
    method!("GetEvents", () -> OBJECTS => |_| Ok(Value::array(Vec::new()))),
    method!("GetDefaultMembers", () -> OBJECTS => |_| Ok(Value::array(Vec::new()))),
    method!("GetCustomAttributesData", () -> OBJECTS => |_| Ok(Value::array(Vec::new()))),
    method!("MakeByRefType", () -> TYPE => |c| ok(Type::Named(std::rc::Rc::new(format!("{}&", own(c).full_name()).into())))),
    method!("MakePointerType", () -> TYPE => |c| ok(Type::Named(std::rc::Rc::new(format!("{}*", own(c).full_name()).into())))),
    method!("GetGenericTypeDefinition", () -> TYPE => |c| match own(c) {
        Type::Generic(generic) => ok(Type::Known(generic.definition)),
        kind if is_open(&kind) => ok(kind),
        _ => invalid_operation("This operation is only valid on generic types.").raise(),
    }),
    method!("GetHashCode", () -> INT => |c| ok(super::object::hash(c.this))),
    method!("GetInterface",
        (name: STR) -> TYPE => |c| interface(c, false),
        (name: STR, ignoreCase: BOOL) -> TYPE => |c| interface(c, c.flag(1))),
    method!("GetInterfaces", () -> TYPES => |c| Ok(types_array(own(c).interfaces()))),
    method!("GetMembers", () -> OBJECTS => super::reflection::members, (bindingAttr: FLAGS) -> OBJECTS => super::reflection::members),
    method!("GetMember",
        (name: STR) -> OBJECTS => super::reflection::members_named,
        (name: STR, bindingAttr: FLAGS) -> OBJECTS => super::reflection::members_named),
    method!("GetMethod",
        (name: STR) -> OBJ => super::reflection::method,
        (name: STR, bindingAttr: FLAGS) -> OBJ => super::reflection::method,
        (name: STR, types: TYPES) -> OBJ => super::reflection::method),
    method!("GetMethods", () -> OBJECTS => super::reflection::methods, (bindingAttr: FLAGS) -> OBJECTS => super::reflection::methods),
    method!("GetProperties", () -> OBJECTS => super::reflection::properties, (bindingAttr: FLAGS) -> OBJECTS => super::reflection::properties),
    method!("GetProperty",
        (name: STR) -> OBJ => super::reflection::property,
        (name: STR, bindingAttr: FLAGS) -> OBJ => super::reflection::property),
    method!("IsAssignableFrom", (c: TYPE) -> BOOL => |c| ok(c.type_of(0).is_some_and(|other| own(c).is_assignable_from(&other)))),
    method!("IsAssignableTo", (targetType: TYPE) -> BOOL => |c| ok(c.type_of(0).is_some_and(|other| other.is_assignable_from(&own(c))))),
    method!("IsDefined", (attributeType: TYPE, inherit: BOOL) -> BOOL => |c| ok(own(c).is_flags() && c.type_of(0).is_some_and(|kind| kind.name() == "FlagsAttribute"))),
    method!("IsEnumDefined", (value: OBJ) -> BOOL => |c| enums::is_defined(&enumeration(c)?, c.arg(0))),
    method!("IsEquivalentTo", (other: TYPE) -> BOOL => |c| ok(c.type_of(0) == Some(own(c)))),
    method!("IsInstanceOfType", (o: OBJ) -> BOOL => |c| ok(!c.arg(0).is_null() && own(c).is_assignable_from(&c.arg(0).get_type()))),
    method!("IsSubclassOf", (c: TYPE) -> BOOL => |c| ok(is_subclass(c))),
    method!("MakeArrayType",
        (rank: INT) -> TYPE => |c| match c.int(0) {
            rank @ 1..=32 => ok(Type::array_of(own(c), rank as u32)),
            rank if rank < 1 => Fault::new(&types::INDEX_OUT_OF_RANGE_EXCEPTION, "Index was outside the bounds of the array.").raise(),
            _ => Fault::new(&super::assembly::TYPE_LOAD_EXCEPTION, "Could not load the array type.").raise(),
        },
        () -> TYPE => |c| ok(Type::array_of(own(c), 1))),
    method!("MakeGenericType", (typeArguments: ..TYPES) -> TYPE => make_generic),
    method!("ToString", () -> STR => |c| ok(own(c).full_name())),
    static_method!("GetType",
        (typeName: STR, throwOnError: BOOL, ignoreCase: BOOL) -> TYPE => |c| find_type(c, c.flag(2)),
        (typeName: STR, throwOnError: BOOL) -> TYPE => |c| find_type(c, false),
        (typeName: STR) -> TYPE => |c| find_type(c, false)),
    static_method!("GetTypeCode", (type: TYPE) -> TYPECODE => |c| {
        let name = c.type_of(0).map(|kind| if kind.is_enum() { kind.underlying().name() } else { kind.name() }).unwrap_or_default();
        let code = types::TYPE_CODE.values.iter().find(|(known, _)| *known == name).map_or(1, |(_, code)| *code);
        Ok(Type::Known(&types::TYPE_CODE).enum_from(code))
    }),
    static_method!("GetTypeArray", (args: OBJECTS) -> TYPES => |c| Ok(types_array(c.items(0).iter().map(Value::get_type).collect()))),
];

/// The type that a member is called on.
pub(super) fn own(c: &Call<'_>) -> Type {
    match c.this.base() {
        Value::Type(kind) => kind.clone(),
        _ => Type::Known(&types::OBJECT),
    }
}

fn not_a_pointer() -> Result<Value> {
    invalid_operation("Function pointer types are expected.").raise()
}

fn types_array(kinds: Vec<Type>) -> Value {
    Value::Array(Array::of(
        Type::Known(&types::TYPE),
        kinds.into_iter().map(Value::Type).collect(),
    ))
}

fn is_open(kind: &Type) -> bool {
    matches!(kind, Type::Known(info) if info.arity > 0)
}

fn is_base(kind: &Type) -> bool {
    [
        &types::ENUM,
        &types::ARRAY,
        &types::VALUE_TYPE,
        &types::DELEGATE,
        &types::TYPE,
        &types::MEMBER_INFO,
    ]
    .into_iter()
    .any(|info| kind.is(info))
}

fn is_primitive(kind: &Type) -> bool {
    const PRIMITIVES: [&types::TypeInfo; 12] = [
        &types::BOOLEAN,
        &types::CHAR,
        &types::SBYTE,
        &types::BYTE,
        &types::INT16,
        &types::UINT16,
        &types::INT32,
        &types::UINT32,
        &types::INT64,
        &types::UINT64,
        &types::SINGLE,
        &types::DOUBLE,
    ];
    PRIMITIVES.into_iter().any(|info| kind.is(info))
}

fn arguments(kind: &Type) -> Vec<Type> {
    match kind {
        Type::Generic(generic) => generic.arguments.clone(),
        _ => Vec::new(),
    }
}

/// `FullName`, where generic arguments carry their assemblies.
pub fn full_name(kind: &Type) -> String {
    match kind {
        Type::Generic(generic) => {
            let qualified = |argument: &Type| {
                format!(
                    "[{}, {}]",
                    full_name(argument),
                    super::assembly::name(argument)
                )
            };
            let arguments: Vec<String> = generic.arguments.iter().map(qualified).collect();
            format!(
                "{}`{}[{}]",
                generic.definition.name,
                generic.arguments.len(),
                arguments.join(",")
            )
        }
        Type::Array(array) if matches!(array.element, Type::Generic(_)) => {
            format!("{}[]", full_name(&array.element))
        }
        other => other.full_name(),
    }
}

fn namespace(kind: &Type) -> Option<Str> {
    let name = match kind {
        Type::Known(info) => info.name,
        Type::Generic(generic) => generic.definition.name,
        Type::Array(array) => return namespace(&array.element),
        Type::Class(_) => return None,
        Type::Named(name) => name,
    };
    name.split('+')
        .next()
        .and_then(|name| name.rsplit_once('.'))
        .map(|(space, _)| space.into())
}

fn enumeration(c: &Call<'_>) -> Result<Type> {
    let kind = own(c);
    if kind.is_enum() {
        Ok(kind)
    } else {
        argument("Type provided must be an Enum.", "enumType").raise()
    }
}

fn find_name(kind: &Type, bits: i64) -> Option<Str> {
    kind.enum_values()
        .into_iter()
        .find(|(_, value)| *value == bits)
        .map(|(name, _)| name)
}

fn interface(c: &mut Call<'_>, ignore_case: bool) -> Result<Value> {
    let wanted = c.text_of(0, "name")?;
    let same = |name: &str| {
        if ignore_case {
            name.eq_ignore_ascii_case(&wanted)
        } else {
            name == &*wanted
        }
    };
    ok(own(c)
        .interfaces()
        .into_iter()
        .find(|kind| same(&kind.name()) || same(&kind.full_name())))
}

fn is_subclass(c: &Call<'_>) -> bool {
    let Some(wanted) = c.type_of(0) else {
        return false;
    };
    let mut base = own(c).base();
    while let Some(kind) = base {
        if kind == wanted {
            return true;
        }
        base = kind.base();
    }
    false
}

fn make_generic(c: &mut Call<'_>) -> Result<Value> {
    let kinds: Vec<Type> = c
        .items(0)
        .iter()
        .filter_map(|item| match item.base() {
            Value::Type(kind) => Some(kind.clone()),
            _ => None,
        })
        .collect();
    match own(c) {
        Type::Known(info) if info.arity as usize == kinds.len() && info.arity > 0 => {
            ok(Type::generic(info, kinds))
        }
        Type::Known(info) if info.arity > 0 => {
            let message = "The number of generic arguments provided doesn't equal the arity of the generic type definition.";
            argument(message, "instantiation").raise()
        }
        kind => {
            let message = format!(
                "{} is not a GenericTypeDefinition. MakeGenericType may only be called on a type for which Type.IsGenericTypeDefinition is true.",
                kind.full_name()
            );
            invalid_operation(&message).raise()
        }
    }
}

fn find_type(c: &mut Call<'_>, ignore_case: bool) -> Result<Value> {
    let name = c.text_of(0, "typeName")?;
    let short = name.split(',').next().unwrap_or(&name).trim();
    // Accelerators and missing namespaces are PowerShell's, not .NET's.
    let known = c
        .host
        .find_type(short)
        .or_else(|| types::find(short, 0).map(Type::Known));
    let found = known.filter(|kind| {
        let full = kind.full_name();
        full == short || (ignore_case && full.eq_ignore_ascii_case(short))
    });
    match found {
        Some(kind) => ok(kind),
        None if c.flag(1) => {
            let message = format!(
                "Could not load type '{short}' from assembly 'System.Management.Automation, Version=7.6.0.0, Culture=neutral, PublicKeyToken=31bf3856ad364e35'."
            );
            Fault::new(&super::assembly::TYPE_LOAD_EXCEPTION, message).raise()
        }
        None => Ok(Value::Null),
    }
}
