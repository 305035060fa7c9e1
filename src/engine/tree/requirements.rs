//! `ScriptRequirements`: what the `#requires` lines of a script ask for.

use super::nodes::own;
use object::members::{args, list, table::*, version};
use object::types::{self, Call, Member, Sig};
use object::{Native, Result, Type, TypeInfo, Value, get};
use syntax::ast::{RequiredModule, Requires};

/// The types of this file that scripts name; that of modules is known under its name from the room that makes them.
pub(super) static TYPES: &[&TypeInfo] = &[&REQUIREMENTS];

static REQUIREMENTS: TypeInfo = TypeInfo::class(
    "System.Management.Automation.Language.ScriptRequirements",
    &types::OBJECT,
)
.members(|| MEMBERS);
static MODULE_SPECIFICATION: TypeInfo = TypeInfo::class(
    "Microsoft.PowerShell.Commands.ModuleSpecification",
    &types::OBJECT,
)
.members(|| MODULE_MEMBERS);

struct Requirements(Requires);

impl Native for Requirements {
    fn get_type(&self) -> Type {
        Type::Known(&REQUIREMENTS)
    }
}

struct Specification(RequiredModule);

impl Native for Specification {
    fn get_type(&self) -> Type {
        Type::Known(&MODULE_SPECIFICATION)
    }

    fn to_text(&self) -> object::Str {
        let own = &self.0;
        let mut text = format!("@{{ ModuleName = '{}'", own.name);
        let entries = [
            ("Guid", &own.guid),
            ("ModuleVersion", &own.module_version),
            ("MaximumVersion", &own.maximum_version),
            ("RequiredVersion", &own.required_version),
        ];
        if entries.iter().all(|(_, value)| value.is_none()) {
            return (&*own.name).into();
        }
        for (name, value) in entries {
            if let Some(value) = value {
                text.push_str(&format!("; {name} = '{value}'"));
            }
        }
        text.push_str(" }");
        text.into()
    }
}

/// The requirements of a script; null where it has none.
pub(super) fn of(c: &mut Call<'_>) -> Result<Value> {
    let own = own(c)?;
    let block = own.entry().block.as_ref();
    let requires = block.and_then(|block| block.requires.as_deref());
    Ok(requires.map_or(Value::Null, |requires| {
        Value::native(Requirements(requires.clone()))
    }))
}

fn requires<'a>(c: &'a Call<'_>) -> Result<&'a Requires> {
    match c.this.as_native::<Requirements>() {
        Some(own) => Ok(&own.0),
        None => args::not_supported("These are no requirements.").raise(),
    }
}

fn module<'a>(c: &'a Call<'_>) -> Result<&'a RequiredModule> {
    match c.this.as_native::<Specification>() {
        Some(own) => Ok(&own.0),
        None => args::not_supported("This is no specification.").raise(),
    }
}

const TEXTS: Sig = Sig::Of(&list::READ_ONLY_COLLECTION, &types::STRING);
const MODULES: Sig = Sig::Of(&list::READ_ONLY_COLLECTION, &MODULE_SPECIFICATION);
const VERSION: Sig = Sig::One(&version::VERSION);

fn texts(items: impl Iterator<Item = Value>) -> Value {
    list::read_only(Type::Known(&types::STRING), items.collect())
}

fn version_of(text: Option<&syntax::ast::Text>) -> Value {
    text.map_or(Value::Null, |text| version::of_text(text))
}

static MEMBERS: &[Member] = &[
    get!("RequiredApplicationId", STR => |_| Ok(Value::Null)),
    get!("RequiredPSVersion", VERSION => |c| Ok(match requires(c)?.version {
        Some((major, minor)) => version::of_text(&format!("{major}.{minor}")),
        None => Value::Null,
    })),
    get!("RequiredPSEditions", TEXTS => |c| Ok(texts(requires(c)?.editions.iter().map(|name| Value::str(&**name))))),
    get!("RequiredModules", MODULES => |c| {
        let modules = requires(c)?.modules.iter();
        let items = modules.map(|module| Value::native(Specification(module.clone()))).collect();
        Ok(list::read_only(Type::Known(&MODULE_SPECIFICATION), items))
    }),
    get!("RequiredAssemblies", TEXTS => |_| Ok(texts(std::iter::empty()))),
    get!("IsElevationRequired", BOOL => |c| Ok(Value::Bool(requires(c)?.elevated))),
];

static MODULE_MEMBERS: &[Member] = &[
    get!("Name", STR => |c| Ok(Value::str(&*module(c)?.name))),
    get!("Guid", OBJ => |c| Ok(module(c)?.guid.as_deref().map_or(Value::Null, Value::str))),
    get!("Version", VERSION => |c| Ok(version_of(module(c)?.module_version.as_ref()))),
    get!("MaximumVersion", STR => |c| Ok(module(c)?.maximum_version.as_deref().map_or(Value::Null, Value::str))),
    get!("RequiredVersion", VERSION => |c| Ok(version_of(module(c)?.required_version.as_ref()))),
];
