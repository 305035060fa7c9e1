//! Reflection: what `GetMethods()`, `GetProperties()` and their like tell of a type.

use super::access::{constructors as constructors_of, overloads};
use super::args::*;
use super::display;
use super::table::*;
use super::r#type::own;
use crate::types::{
    self, Call, ClassType, Member, MemberKind, MethodView, Overload, Type, TypeInfo,
};
use crate::{Array, Native, Result, Str, Value};

/// A method, a constructor, a property or a field of a type.
pub struct Reflected {
    owner: Type,
    name: Str,
    kind: &'static TypeInfo,
    is_static: bool,
    content: Content,
}

enum Content {
    Overload(&'static Overload),
    Property(&'static Member),
    Value(i64),
    /// A method or a constructor of a script class.
    Declared(MethodView),
    /// A property of a script class, of that type.
    DeclaredProperty(Type),
    /// The method that reads a property of that type, or sets it.
    Accessor {
        kind: Type,
        sets: bool,
    },
}

impl Native for Reflected {
    fn get_type(&self) -> Type {
        Type::Known(self.kind)
    }

    fn to_text(&self) -> Str {
        match &self.content {
            Content::Overload(_) | Content::Declared(_) | Content::Accessor { .. } => {
                let parameters = self.parameters();
                let params: Vec<String> = parameters
                    .iter()
                    .map(|(_, kind, _)| net_name(kind))
                    .collect();
                format!(
                    "{} {}({})",
                    net_name(&self.value_type()),
                    self.name,
                    params.join(", ")
                )
                .into()
            }
            Content::Property(_) | Content::DeclaredProperty(_) => {
                format!("{} {}", net_name(&self.value_type()), self.name).into()
            }
            Content::Value(_) => format!("{} {}", self.owner.full_name(), self.name).into(),
        }
    }
}

/// A type as .NET's signatures print it: primitives without their namespace.
fn net_name(kind: &Type) -> String {
    let full = kind.full_name();
    match kind {
        Type::Known(info)
            if info.name.starts_with("System.")
                && info.name.matches('.').count() == 1
                && kind.is_value_type()
                && !kind.is_enum() =>
        {
            kind.name()
        }
        _ => full,
    }
}

impl Reflected {
    fn value_type(&self) -> Type {
        match &self.content {
            Content::Property(Member {
                kind: MemberKind::Property { sig, .. },
                ..
            }) => sig.resolve(&self.owner),
            Content::Overload(overload) => overload.returns.resolve(&self.owner),
            Content::Declared(method) => method.returns.clone(),
            Content::DeclaredProperty(kind) | Content::Accessor { kind, sets: false } => {
                kind.clone()
            }
            Content::Accessor { sets: true, .. } => Type::Known(&types::VOID),
            _ => self.owner.clone(),
        }
    }

    /// Name, type and whether it may be left out, of each parameter.
    fn parameters(&self) -> Vec<(Str, Type, bool)> {
        match &self.content {
            Content::Overload(overload) => overload
                .params
                .iter()
                .map(|param| {
                    let optional = param.kind == types::ParamKind::Optional;
                    (param.name.into(), param.sig.resolve(&self.owner), optional)
                })
                .collect(),
            Content::Declared(method) => method
                .parameters
                .iter()
                .map(|(name, kind)| (name.clone(), kind.clone(), false))
                .collect(),
            Content::Accessor { kind, sets: true } => vec![("value".into(), kind.clone(), false)],
            _ => Vec::new(),
        }
    }

    fn is_method(&self) -> bool {
        matches!(
            self.content,
            Content::Overload(_) | Content::Declared(_) | Content::Accessor { .. }
        )
    }

    fn is_property(&self) -> bool {
        matches!(
            self.content,
            Content::Property(_) | Content::DeclaredProperty(_)
        )
    }

    /// It hides another, of a base class: a property of that name, or a method that takes the same.
    fn overrides(&self, other: &Reflected) -> bool {
        self.name == other.name
            && self.is_property() == other.is_property()
            && (self.is_property() || {
                let (own, others) = (self.parameters(), other.parameters());
                own.len() == others.len() && own.iter().zip(&others).all(|(a, b)| a.1 == b.1)
            })
    }

    /// Whether the parameters are of those types.
    fn takes(&self, kinds: &[Value]) -> bool {
        let own = self.parameters();
        own.len() == kinds.len()
            && own.iter().zip(kinds).all(
                |((_, kind, _), given)| matches!(given.base(), Value::Type(given) if given == kind),
            )
    }
}

/// `MethodInfo`
pub static METHOD_INFO: TypeInfo =
    TypeInfo::class("System.Reflection.RuntimeMethodInfo", &types::MEMBER_INFO).members(|| MEMBERS);
/// `ConstructorInfo`
pub static CONSTRUCTOR_INFO: TypeInfo = TypeInfo::class(
    "System.Reflection.RuntimeConstructorInfo",
    &types::MEMBER_INFO,
)
.members(|| MEMBERS);
/// `PropertyInfo`
pub static PROPERTY_INFO: TypeInfo =
    TypeInfo::class("System.Reflection.RuntimePropertyInfo", &types::MEMBER_INFO)
        .members(|| MEMBERS);
/// `FieldInfo`
pub static FIELD_INFO: TypeInfo =
    TypeInfo::class("System.Reflection.RtFieldInfo", &types::MEMBER_INFO).members(|| MEMBERS);
/// `ParameterInfo`
pub static PARAMETER_INFO: TypeInfo =
    TypeInfo::class("System.Reflection.RuntimeParameterInfo", &types::OBJECT);

static MEMBERS: &[Member] = &[
    get!("Name", STR => |c| ok(this(c).map(|info| info.name.clone()))),
    get!("MemberType", STR => |c| ok(this(c).map(|info| match info.content {
        Content::Overload(_) | Content::Declared(_) if &*info.name == ".ctor" => "Constructor",
        Content::Overload(_) | Content::Declared(_) | Content::Accessor { .. } => "Method",
        Content::Property(_) | Content::DeclaredProperty(_) => "Property",
        Content::Value(_) => "Field",
    }))),
    get!("DeclaringType", TYPE => |c| ok(this(c).map(|info| info.owner.clone()))),
    get!("IsStatic", BOOL => |c| ok(this(c).map(|info| info.is_static))),
    get!("IsPublic", BOOL => |_| ok(true)),
    get!("IsSpecialName", BOOL => |c| ok(this(c).is_some_and(|info| matches!(info.content, Content::Accessor { .. }) || &*info.name == ".ctor"))),
    get!("CanRead", BOOL => |_| ok(true)),
    get!("CanWrite", BOOL => |c| ok(this(c).is_some_and(|info| {
        matches!(info.content, Content::DeclaredProperty(_) | Content::Property(Member { kind: MemberKind::Property { set: Some(_), .. }, .. }))
    }))),
    get!("PropertyType", TYPE => |c| ok(this(c).map(Reflected::value_type))),
    get!("FieldType", TYPE => |c| ok(this(c).map(Reflected::value_type))),
    get!("ReturnType", TYPE => |c| ok(this(c).map(Reflected::value_type))),
    method!("GetParameters", () -> OBJECTS => |c| Ok(parameters(c))),
    method!("GetValue", (obj: OBJ) -> OBJ => value, (obj: OBJ, index: OBJECTS) -> OBJ => value),
    method!("SetValue", (obj: OBJ, value: OBJ) -> VOID => |c| {
        let name = this(c).map(|info| info.name.clone()).unwrap_or_default();
        let (target, value) = (c.arg(0).clone(), c.arg(1).clone());
        super::set(c.host, &target, &name, value)?;
        Ok(Value::Nothing)
    }),
    method!("Invoke", (obj: OBJ, parameters: OBJECTS) -> OBJ => |c| {
        let Some(info) = c.this.as_native_rc::<Reflected>() else { return Ok(Value::Null) };
        let (target, args) = (c.arg(0).clone(), c.items(1));
        if info.is_static { super::invoke_static(c.host, &info.owner, &info.name, &args) } else { super::invoke(c.host, &target, &info.name, &args) }
    }),
    method!("ToString", () -> STR => |c| ok(this(c).map(|info| info.to_text()))),
];

fn this<'a>(c: &'a Call<'_>) -> Option<&'a Reflected> {
    c.this.as_native::<Reflected>()
}

fn parameters(c: &Call<'_>) -> Value {
    let shape = crate::Shape::of(
        Type::Known(&PARAMETER_INFO),
        &["Name", "ParameterType", "Position", "IsOptional"],
        crate::SlotKind::ReadOnly,
    );
    let parameters = this(c).map(Reflected::parameters).unwrap_or_default();
    let describe = |(at, (name, kind, optional)): (usize, (Str, Type, bool))| {
        let slots = vec![
            Value::Str(name),
            kind.into(),
            Value::Int(at as i32),
            optional.into(),
        ];
        Value::Object(crate::Object::new(std::rc::Rc::clone(&shape), slots))
    };
    Value::array(parameters.into_iter().enumerate().map(describe).collect())
}

fn value(c: &mut Call<'_>) -> Result<Value> {
    let Some(info) = c.this.as_native_rc::<Reflected>() else {
        return Ok(Value::Null);
    };
    if let Content::Value(bits) = info.content {
        return Ok(info.owner.enum_from(bits));
    }
    let target = c.arg(0).clone();
    let found = if info.is_static {
        super::get_static(c.host, &info.owner, &info.name)?
    } else {
        super::get(c.host, &target, &info.name)?
    };
    Ok(found.unwrap_or_default())
}

/// Which members are wanted, as `BindingFlags` has it.
#[derive(Clone, Copy)]
struct Wanted(i64);

impl Wanted {
    const DECLARED_ONLY: i64 = 2;
    const INSTANCE: i64 = 4;
    const STATIC: i64 = 8;
    const PUBLIC: i64 = 16;
    const FLATTEN_HIERARCHY: i64 = 64;

    /// What the methods without flags look for.
    const USUAL: Wanted = Wanted(Wanted::INSTANCE | Wanted::STATIC | Wanted::PUBLIC);

    /// The flags of an argument, where there is one.
    fn of(c: &Call<'_>, n: usize) -> Wanted {
        match c.arg(n).base() {
            Value::Enum(flags) if c.has(n) => Wanted(flags.bits),
            _ => Wanted::USUAL,
        }
    }

    fn has(self, flag: i64) -> bool {
        self.0 & flag != 0
    }

    /// Static members of base types count only where they are asked for.
    fn takes(self, is_static: bool, is_own: bool) -> bool {
        let kind = if is_static {
            Wanted::STATIC
        } else {
            Wanted::INSTANCE
        };
        self.has(Wanted::PUBLIC)
            && self.has(kind)
            && (is_own || !is_static || self.has(Wanted::FLATTEN_HIERARCHY))
            && (is_own || !self.has(Wanted::DECLARED_ONLY))
    }
}

/// What a script class and those that it derives from declare, its own first.
fn declared(kind: &Type, wanted: Wanted) -> Vec<Reflected> {
    let mut found: Vec<Reflected> = Vec::new();
    for (depth, class) in ClassType::chain(kind).into_iter().enumerate() {
        let Some(view) = class.view.get() else {
            continue;
        };
        let owner = Type::Class(std::rc::Rc::clone(&class));
        let make = |name: Str, kind, is_static, content| Reflected {
            owner: owner.clone(),
            name,
            kind,
            is_static,
            content,
        };
        let mut own = Vec::new();
        for property in &view.properties {
            let accessor = |prefix: &str, sets| {
                let content = Content::Accessor {
                    kind: property.kind.clone(),
                    sets,
                };
                let name = format!("{prefix}{}", property.name).into();
                make(name, &METHOD_INFO, property.is_static, content)
            };
            own.extend([accessor("get_", false), accessor("set_", true)]);
        }
        for method in &view.methods {
            let content = Content::Declared(method.clone());
            own.push(make(
                method.name.clone(),
                &METHOD_INFO,
                method.is_static,
                content,
            ));
        }
        for property in &view.properties {
            let content = Content::DeclaredProperty(property.kind.clone());
            own.push(make(
                property.name.clone(),
                &PROPERTY_INFO,
                property.is_static,
                content,
            ));
        }
        own.retain(|info| wanted.takes(info.is_static, depth == 0));
        own.retain(|info| !found.iter().any(|known| known.overrides(info)));
        found.extend(own);
    }
    found
}

fn all(kind: &Type, wanted: Wanted) -> Vec<Reflected> {
    let mut found = declared(kind, wanted);
    let mut info = kind.info();
    let mut is_own = !matches!(kind, Type::Class(_));
    while let Some(table) = info {
        let owner = if is_own {
            kind.clone()
        } else {
            Type::Known(table)
        };
        for member in table
            .own_members()
            .iter()
            .filter(|member| member.name != ".ctor" && wanted.takes(member.is_static, is_own))
        {
            let known = |known: &Reflected| {
                known.name == *member.name && known.is_static == member.is_static
            };
            if !found.iter().any(known) {
                reflect(&owner, member, &mut found);
            }
        }
        is_own = false;
        info = table.base;
    }
    found
}

/// A member of a type of .NET: each overload of a method, a property and the methods that it is made of.
fn reflect(owner: &Type, member: &'static Member, found: &mut Vec<Reflected>) {
    let make = |name: Str, kind, content| Reflected {
        owner: owner.clone(),
        name,
        kind,
        is_static: member.is_static,
        content,
    };
    match &member.kind {
        MemberKind::Property { set, sig, .. } => {
            let mut accessor = |prefix: &str, sets| {
                let kind = sig.resolve(owner);
                let name = format!("{prefix}{}", member.name).into();
                found.push(make(name, &METHOD_INFO, Content::Accessor { kind, sets }));
            };
            accessor("get_", false);
            if set.is_some() {
                accessor("set_", true);
            }
            found.push(make(
                member.name.into(),
                &PROPERTY_INFO,
                Content::Property(member),
            ));
        }
        MemberKind::Method(_) => {
            let list = overloads(owner, member.name, member.is_static);
            let each = |overload| {
                make(
                    member.name.into(),
                    &METHOD_INFO,
                    Content::Overload(overload),
                )
            };
            found.extend(list.into_iter().map(each));
        }
    }
}

fn list(found: impl IntoIterator<Item = Reflected>) -> Result<Value> {
    let items = found.into_iter().map(Value::native).collect();
    Ok(Value::Array(Array::of(
        Type::Known(&types::MEMBER_INFO),
        items,
    )))
}

/// `GetMethods()`
pub fn methods(c: &mut Call<'_>) -> Result<Value> {
    list(
        all(&own(c), Wanted::of(c, 0))
            .into_iter()
            .filter(Reflected::is_method),
    )
}

/// `GetProperties()`
pub fn properties(c: &mut Call<'_>) -> Result<Value> {
    list(
        all(&own(c), Wanted::of(c, 0))
            .into_iter()
            .filter(Reflected::is_property),
    )
}

/// `GetMembers()`
pub fn members(c: &mut Call<'_>) -> Result<Value> {
    list(all(&own(c), Wanted::of(c, 0)))
}

/// `GetMember(name)`
pub fn members_named(c: &mut Call<'_>) -> Result<Value> {
    let name = c.text(0);
    list(
        all(&own(c), Wanted::of(c, 1))
            .into_iter()
            .filter(|info| info.name == name),
    )
}

/// `GetFields()`: the values of an enumeration.
pub fn fields(c: &mut Call<'_>) -> Result<Value> {
    let kind = own(c);
    let values = kind.enum_values();
    list(values.into_iter().map(|(name, bits)| Reflected {
        owner: kind.clone(),
        name,
        kind: &FIELD_INFO,
        is_static: true,
        content: Content::Value(bits),
    }))
}

/// `GetProperty(name)`
pub fn property(c: &mut Call<'_>) -> Result<Value> {
    let name = c.text(0);
    let found = all(&own(c), Wanted::of(c, 1))
        .into_iter()
        .find(|info| info.name == name && info.is_property());
    Ok(found.map(Value::native).unwrap_or_default())
}

/// `GetMethod(name)` and `GetMethod(name, types)`
pub fn method(c: &mut Call<'_>) -> Result<Value> {
    let name = c.text(0);
    let kind = own(c);
    let flags = Wanted::of(c, 1);
    let by_flags = matches!(c.arg(1).base(), Value::Enum(_));
    let wanted: Option<Vec<Value>> = (c.has(1) && !by_flags).then(|| c.items(1));
    let fits = |info: &Reflected| {
        info.is_method() && wanted.as_ref().is_none_or(|kinds| info.takes(kinds))
    };
    let found = all(&kind, flags)
        .into_iter()
        .find(|info| info.name == name && fits(info));
    Ok(found.map(Value::native).unwrap_or_default())
}

/// `GetConstructors()`
pub fn constructors(c: &mut Call<'_>) -> Result<Value> {
    list(all_constructors(&own(c)))
}

fn all_constructors(kind: &Type) -> Vec<Reflected> {
    let make = |content| Reflected {
        owner: kind.clone(),
        name: ".ctor".into(),
        kind: &CONSTRUCTOR_INFO,
        is_static: false,
        content,
    };
    if let Type::Class(class) = kind
        && let Some(view) = class.view.get()
    {
        let own = view.constructors.iter().cloned();
        return own.map(|own| make(Content::Declared(own))).collect();
    }
    let own = constructors_of(kind).iter();
    own.map(|own| make(Content::Overload(own))).collect()
}

/// `GetConstructor(types)`
pub fn constructor(c: &mut Call<'_>) -> Result<Value> {
    let kind = own(c);
    let wanted = c.items(0);
    let found = all_constructors(&kind)
        .into_iter()
        .find(|constructor| constructor.takes(&wanted));
    Ok(found.map(Value::native).unwrap_or_default())
}

/// What a reflected member is in PowerShell's words, for `OverloadDefinitions`.
pub fn definition(info: &Reflected) -> String {
    match &info.content {
        Content::Overload(overload) => {
            display::signature(&info.owner, &info.name, info.is_static, overload)
        }
        _ => info.to_text().to_string(),
    }
}

/// `Activator`
pub static ACTIVATOR: TypeInfo = TypeInfo::statics("System.Activator", || ACTIVATOR_MEMBERS);

static ACTIVATOR_MEMBERS: &[Member] = &[static_method!("CreateInstance",
    (type_: TYPE) -> OBJ => create_instance,
    (type_: TYPE, nonPublic: BOOL) -> OBJ => |c| create(c, &[]),
    (type_: TYPE, args: ..OBJECTS) -> OBJ => create_instance)];

fn create_instance(c: &mut Call<'_>) -> Result<Value> {
    let arguments = c.items(1);
    create(c, &arguments)
}

fn create(c: &mut Call<'_>, arguments: &[Value]) -> Result<Value> {
    let Some(kind) = c.type_of(0) else {
        return argument_null("type").raise();
    };
    if arguments.is_empty() && kind.is_value_type() {
        return Ok(kind.default_value());
    }
    super::access::construct(c.host, &kind, arguments).map_err(|error| match &*error {
        crate::Interrupt::Error(record) if record.id == "MethodCountCouldNotFindBest" => {
            let message = match arguments.is_empty() {
                true => format!("Cannot dynamically create an instance of type '{}'. Reason: No parameterless constructor defined.", kind.full_name()),
                false => format!("Constructor on type '{}' not found.", kind.full_name()),
            };
            crate::Fault::new(&super::exceptions::MISSING_METHOD, message).into()
        }
        _ => error,
    })
}
