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
}

impl Native for Reflected {
    fn get_type(&self) -> Type {
        Type::Known(self.kind)
    }

    fn to_text(&self) -> Str {
        match &self.content {
            Content::Overload(_) | Content::Declared(_) => {
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
            Content::DeclaredProperty(kind) => kind.clone(),
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
            _ => Vec::new(),
        }
    }

    fn is_method(&self) -> bool {
        matches!(self.content, Content::Overload(_) | Content::Declared(_))
    }

    fn is_property(&self) -> bool {
        matches!(
            self.content,
            Content::Property(_) | Content::DeclaredProperty(_)
        )
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
        Content::Overload(_) | Content::Declared(_) => "Method",
        Content::Property(_) | Content::DeclaredProperty(_) => "Property",
        Content::Value(_) => "Field",
    }))),
    get!("DeclaringType", TYPE => |c| ok(this(c).map(|info| info.owner.clone()))),
    get!("IsStatic", BOOL => |c| ok(this(c).map(|info| info.is_static))),
    get!("IsPublic", BOOL => |_| ok(true)),
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

/// What a script class and those that it derives from declare, its own first.
fn declared(kind: &Type) -> Vec<Reflected> {
    let mut found: Vec<Reflected> = Vec::new();
    for class in ClassType::chain(kind) {
        let Some(view) = class.view.get() else {
            continue;
        };
        let owner = Type::Class(std::rc::Rc::clone(&class));
        for method in &view.methods {
            let overridden = found.iter().any(|known| {
                matches!(&known.content, Content::Declared(own) if own.name == method.name && own.parameters.len() == method.parameters.len() && own.parameters.iter().zip(&method.parameters).all(|(a, b)| a.1 == b.1))
            });
            if !overridden {
                found.push(Reflected {
                    owner: owner.clone(),
                    name: method.name.clone(),
                    kind: &METHOD_INFO,
                    is_static: method.is_static,
                    content: Content::Declared(method.clone()),
                });
            }
        }
        for property in &view.properties {
            found.push(Reflected {
                owner: owner.clone(),
                name: property.name.clone(),
                kind: &PROPERTY_INFO,
                is_static: property.is_static,
                content: Content::DeclaredProperty(property.kind.clone()),
            });
        }
    }
    found
}

fn all(kind: &Type) -> Vec<Reflected> {
    let mut found = declared(kind);
    let mut info = kind.info();
    while let Some(table) = info {
        for member in table
            .own_members()
            .iter()
            .filter(|member| member.name != ".ctor")
        {
            if found
                .iter()
                .any(|known| known.name == *member.name && known.is_static == member.is_static)
            {
                continue;
            }
            let make = |kind_info, content| Reflected {
                owner: kind.clone(),
                name: member.name.into(),
                kind: kind_info,
                is_static: member.is_static,
                content,
            };
            match member.kind {
                MemberKind::Property { .. } => {
                    found.push(make(&PROPERTY_INFO, Content::Property(member)))
                }
                MemberKind::Method(_) => {
                    let list = overloads(kind, member.name, member.is_static);
                    found.extend(
                        list.into_iter()
                            .map(|overload| make(&METHOD_INFO, Content::Overload(overload))),
                    );
                }
            }
        }
        info = table.base;
    }
    found
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
    list(all(&own(c)).into_iter().filter(Reflected::is_method))
}

/// `GetProperties()`
pub fn properties(c: &mut Call<'_>) -> Result<Value> {
    list(all(&own(c)).into_iter().filter(Reflected::is_property))
}

/// `GetMembers()`
pub fn members(c: &mut Call<'_>) -> Result<Value> {
    list(all(&own(c)))
}

/// `GetMember(name)`
pub fn members_named(c: &mut Call<'_>) -> Result<Value> {
    let name = c.text(0);
    list(all(&own(c)).into_iter().filter(|info| info.name == name))
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
    let found = all(&own(c))
        .into_iter()
        .find(|info| info.name == name && info.is_property());
    Ok(found.map(Value::native).unwrap_or_default())
}

/// `GetMethod(name)` and `GetMethod(name, types)`
pub fn method(c: &mut Call<'_>) -> Result<Value> {
    let name = c.text(0);
    let kind = own(c);
    let wanted: Option<Vec<Value>> = c.has(1).then(|| c.items(1));
    let fits = |info: &Reflected| {
        info.is_method() && wanted.as_ref().is_none_or(|kinds| info.takes(kinds))
    };
    let found = all(&kind)
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
