//! `PathInfo`, `PSDriveInfo`, `ProviderInfo`, and items with the properties that PowerShell adds to them.

use super::place::{Kind, Place, Places};
use crate::utility::session::variable::{self, Names, PsVariable};
use engine::Engine;
use object::members::dict::Entry;
use object::members::{file_info, path};
use object::types::{self, Member, Sig, TypeInfo};
use object::{Dict, Extended, KeyCase, List, Native, Order, Result, Str, Symbol, Type, Value};
use std::cell::RefCell;
use std::rc::Rc;

const STR: Sig = Sig::One(&types::STRING);
const OBJ: Sig = Sig::One(&types::OBJECT);

/// A drive.
pub struct DriveInfo {
    /// `Name`
    pub name: Str,
    /// Its provider.
    pub kind: Kind,
    /// `Root`
    pub root: String,
    /// `Description`
    pub description: Str,
    /// `CurrentLocation`, below the root.
    pub current: RefCell<Str>,
}

impl DriveInfo {
    /// A drive.
    pub fn new(name: &str, kind: Kind, root: &str, description: &str) -> DriveInfo {
        DriveInfo {
            name: name.into(),
            kind,
            root: root.into(),
            description: description.into(),
            current: RefCell::default(),
        }
    }
}

/// `PSDriveInfo`
pub static PS_DRIVE_INFO: TypeInfo =
    TypeInfo::class("System.Management.Automation.PSDriveInfo", &types::OBJECT).members(|| {
        const MEMBERS: &[Member] = &[
            Member::get("CurrentLocation", STR, |c| {
                Ok(own(c.this).map(|own| own.current.borrow().clone()).into())
            }),
            Member::get("Name", STR, |c| {
                Ok(own(c.this).map(|own| own.name.clone()).into())
            }),
            Member::get("Provider", OBJ, |c| {
                Ok(own(c.this)
                    .map(|own| provider(own.kind))
                    .unwrap_or_default())
            }),
            Member::get("Root", STR, |c| {
                Ok(own(c.this).map(|own| Str::from(own.root.as_str())).into())
            }),
            Member::get("Description", STR, |c| {
                Ok(own(c.this).map(|own| own.description.clone()).into())
            }),
            Member::get("MaximumSize", OBJ, |_| Ok(Value::Null)),
            Member::get("Credential", OBJ, |_| {
                Ok(Value::native(object::members::credential::Credential {
                    user: Str::default(),
                    password: Rc::default(),
                }))
            }),
            Member::get("DisplayRoot", STR, |_| Ok(Value::Null)),
            Member::get("VolumeSeparatedByColon", Sig::One(&types::BOOLEAN), |c| {
                Ok(Value::Bool(
                    own(c.this).is_some_and(|own| &*own.name != "/"),
                ))
            }),
        ];
        MEMBERS
    });

fn own(value: &Value) -> Option<Rc<DriveInfo>> {
    value.as_native_rc::<DriveInfo>()
}

impl Native for DriveInfo {
    fn get_type(&self) -> Type {
        Type::Known(&PS_DRIVE_INFO)
    }
    fn to_text(&self) -> Str {
        self.name.clone()
    }
}

/// A provider as an object.
pub struct ProviderInfo(pub Kind);

/// `ProviderCapabilities`
pub static PROVIDER_CAPABILITIES: TypeInfo = TypeInfo::flags(
    "System.Management.Automation.Provider.ProviderCapabilities",
    &[
        ("None", 0),
        ("Include", 1),
        ("Exclude", 2),
        ("Filter", 4),
        ("ExpandWildcards", 8),
        ("ShouldProcess", 16),
        ("Credentials", 32),
        ("Transactions", 64),
    ],
);
/// `ProviderInfo`
pub static PROVIDER_INFO: TypeInfo =
    TypeInfo::class("System.Management.Automation.ProviderInfo", &types::OBJECT).members(|| {
        const MEMBERS: &[Member] = &[
            Member::get("ImplementingType", Sig::One(&types::TYPE), |c| {
                let kind = kind_of(c.this);
                Ok(Value::Type(Type::Named(Rc::new(Str::from(format!(
                    "Microsoft.PowerShell.Commands.{}Provider",
                    kind.name()
                ))))))
            }),
            Member::get("HelpFile", STR, |_| {
                Ok(Value::str("System.Management.Automation.dll-Help.xml"))
            }),
            Member::get("Name", STR, |c| Ok(Value::str(kind_of(c.this).name()))),
            Member::get("PSSnapIn", OBJ, |_| Ok(Value::Null)),
            Member::get("ModuleName", STR, |_| {
                Ok(Value::str("Microsoft.PowerShell.Core"))
            }),
            Member::get("Module", OBJ, |_| Ok(Value::Null)),
            Member::get("Description", STR, |_| Ok(Value::str(""))),
            Member::get("Capabilities", OBJ, |c| {
                let bits = if kind_of(c.this) == Kind::File {
                    4 | 16 | 32
                } else {
                    16
                };
                Ok(Type::Known(&PROVIDER_CAPABILITIES).enum_from(bits))
            }),
            Member::get("Home", STR, |c| match kind_of(c.this) {
                Kind::File => Ok(Value::str(std::env::var("HOME").unwrap_or_default())),
                _ => Ok(Value::Null),
            }),
            Member::get("Drives", OBJ, |c| {
                let kind = kind_of(c.this);
                let engine = engine::cmdlet_object::engine(c.host)?;
                let mine: Vec<Value> = super::place::drives(engine)
                    .iter()
                    .filter(|drive| drive.kind == kind)
                    .map(engine::values::shared)
                    .collect();
                Ok(engine::values::collection(mine))
            }),
        ];
        MEMBERS
    });

fn kind_of(value: &Value) -> Kind {
    value
        .as_native::<ProviderInfo>()
        .map_or(Kind::File, |own| own.0)
}

impl Native for ProviderInfo {
    fn get_type(&self) -> Type {
        Type::Known(&PROVIDER_INFO)
    }
    fn to_text(&self) -> Str {
        Str::from(format!("Microsoft.PowerShell.Core\\{}", self.0.name()))
    }
}

/// The object of a provider.
pub fn provider(kind: Kind) -> Value {
    thread_local! {
        static PROVIDERS: Vec<Value> = Kind::ALL.into_iter().map(|kind| Value::native(ProviderInfo(kind))).collect();
    }
    let at = Kind::ALL
        .into_iter()
        .position(|known| known == kind)
        .unwrap_or_default();
    PROVIDERS.with(|all| all[at].clone())
}

/// `PathInfo`
pub struct PathInfo {
    place: Place,
    path: Str,
}

/// `PathInfo`
pub static PATH_INFO: TypeInfo =
    TypeInfo::class("System.Management.Automation.PathInfo", &types::OBJECT).members(|| {
        const MEMBERS: &[Member] = &[
            Member::get("Drive", OBJ, |c| {
                Ok(info(c.this)
                    .map(|own| engine::values::shared(&own.place.drive))
                    .unwrap_or_default())
            }),
            Member::get("Provider", OBJ, |c| {
                Ok(info(c.this)
                    .map(|own| provider(own.place.kind))
                    .unwrap_or_default())
            }),
            Member::get("ProviderPath", STR, |c| {
                Ok(info(c.this)
                    .map(|own| Str::from(own.place.inner.as_str()))
                    .into())
            }),
            Member::get("Path", STR, |c| {
                Ok(info(c.this).map(|own| own.path.clone()).into())
            }),
        ];
        MEMBERS
    });
/// `PathInfoStack`
pub static PATH_INFO_STACK: TypeInfo = TypeInfo::class(
    "System.Management.Automation.PathInfoStack",
    &types::ARRAY_LIST,
);

fn info(value: &Value) -> Option<Rc<PathInfo>> {
    value.as_native_rc::<PathInfo>()
}

impl Native for PathInfo {
    fn get_type(&self) -> Type {
        Type::Known(&PATH_INFO)
    }
    fn to_text(&self) -> Str {
        self.path.clone()
    }
}

/// The `PathInfo` of a place.
pub fn path_info(engine: &mut Engine, place: &Place) -> Value {
    let _ = engine;
    Value::native(PathInfo {
        place: place.clone(),
        path: Str::from(place.shown()),
    })
}

/// The same, with the provider written out.
pub fn long_path_info(place: &Place) -> Value {
    Value::native(PathInfo {
        place: place.clone(),
        path: Str::from(place.ps_path()),
    })
}

/// A stack of locations, newest first.
pub fn stack(engine: &mut Engine, name: &str, places: &[Place]) -> Value {
    let items = places
        .iter()
        .rev()
        .map(|place| path_info(engine, place))
        .collect();
    let list = Value::List(List::new(
        Type::Known(&PATH_INFO_STACK),
        Type::Known(&types::OBJECT),
        items,
    ));
    let extended = Extended::new(list);
    extended
        .members
        .set_or_add(&Str::from("Name"), Value::str(name));
    Value::Extended(extended)
}

/// The properties that PowerShell adds to every item.
pub fn dressed(base: Value, place: &Place, is_container: bool) -> Value {
    thread_local! {
        static NAMES: [Str; 6] = ["PSPath", "PSParentPath", "PSChildName", "PSDrive", "PSProvider", "PSIsContainer"].map(Str::from);
    }
    let prefix = format!("Microsoft.PowerShell.Core\\{}::", place.kind.name());
    let (parent, name) = match place.kind {
        Kind::File => {
            let trimmed = path::trimmed(&place.inner);
            (
                path::folder_of(trimmed),
                if trimmed == "/" {
                    "/"
                } else {
                    path::name_of(trimmed)
                },
            )
        }
        _ => (None, place.inner.as_str()),
    };
    let extended = Extended::new(base);
    NAMES.with(|names| {
        let values = [
            Value::str(format!("{prefix}{}", place.inner)),
            if place.kind == Kind::File {
                parent
                    .map(|parent| Value::str(format!("{prefix}{parent}")))
                    .unwrap_or(Value::str(""))
            } else {
                Value::Null
            },
            Value::str(name),
            engine::values::shared(&place.drive),
            provider(place.kind),
            Value::Bool(is_container),
        ];
        for (name, value) in names.iter().zip(values) {
            if place.kind != Kind::File && &**name == "PSParentPath" {
                continue;
            }
            extended.members.set_or_add(name, value);
        }
    });
    Value::Extended(extended)
}

/// A file or a folder as an object.
pub fn file(place: &Place, is_folder: bool) -> Value {
    let full = place.inner.clone();
    let base = if is_folder {
        file_info::folder(full, &place.inner)
    } else {
        file_info::file(full, &place.inner)
    };
    let item = dressed(base, place, is_folder);
    if let Value::Extended(extended) = &item {
        extended
            .members
            .set_or_add(&Str::from("UnixStat"), Value::Null);
    }
    item
}

/// A `DictionaryEntry` of the environment.
fn entry(name: &str, value: &str) -> Value {
    thread_local! {
        static TABLE: Dict = Dict::new(Type::Known(&types::HASHTABLE), KeyCase::Match, Order::Inserted);
    }
    TABLE.with(|table| Entry::of(table, Value::str(name), Value::str(value)))
}

/// Names and objects of a provider that has no folders, of those that a test on names lets through.
///
/// # Errors
/// What reading an automatic variable raises.
pub fn flat_items(engine: &mut Engine, kind: Kind, pattern: &str) -> Result<Vec<(Str, Value)>> {
    let mut all: Vec<(Str, Value)> = Vec::new();
    match kind {
        Kind::Env => {
            for (name, value) in object::Host::variables(engine) {
                all.push((name.clone(), entry(&name, &value)));
            }
        }
        Kind::Variable => {
            for found in variable::find(engine, &Names::new(pattern, None, None), None)? {
                all.push((
                    found.name.clone(),
                    Value::native(PsVariable {
                        name: found.name,
                        variable: found.variable,
                    }),
                ));
            }
        }
        Kind::Function => {
            let mut at = Some(engine.scope);
            while let Some(id) = at {
                let scope = engine.scopes.get(id);
                for function in scope.functions.values() {
                    if !all
                        .iter()
                        .any(|(known, _)| known.eq_ignore_ascii_case(&function.name))
                    {
                        let command = engine::command::Command::Function(Rc::clone(function));
                        all.push((
                            function.name.clone(),
                            Value::native(engine::info::CommandInfo { command }),
                        ));
                    }
                }
                at = scope.parent;
            }
        }
        Kind::Alias => {
            for alias in crate::utility::session::alias::all(engine, None) {
                all.push((
                    alias.name.clone(),
                    Value::native(crate::utility::session::alias::AliasInfo { alias }),
                ));
            }
        }
        Kind::File => {}
    }
    let wild = object::pattern::contains_wildcard_characters(pattern)
        .then(|| object::pattern::Wildcard::new(pattern, true).ok())
        .flatten();
    all.retain(|(name, _)| match &wild {
        Some(wild) => wild.is_match(name),
        None if kind == Kind::Env => **name == *pattern,
        None => name.eq_ignore_ascii_case(pattern),
    });
    all.sort_by(|a, b| object::culture::compare_ps(&a.0, &b.0, true));
    Ok(all)
}

/// The object of one item of a provider without folders.
///
/// # Errors
/// What reading an automatic variable raises.
pub fn flat_item(engine: &mut Engine, place: &Place) -> Result<Option<Value>> {
    let escaped = object::pattern::escape_wildcard(&place.inner);
    let pattern = if object::pattern::contains_wildcard_characters(&place.inner) {
        escaped
    } else {
        place.inner.clone()
    };
    let found = flat_items(engine, place.kind, &pattern)?;
    Ok(found
        .into_iter()
        .next()
        .map(|(name, value)| dressed(value, &place.with(name.to_string()), false)))
}

/// Puts `$PWD` and the room of places into a new session.
pub fn start(engine: &mut Engine) {
    engine.room::<Places>();
    let place = super::place::file_here(engine);
    let info = path_info(engine, &place);
    let global = engine.global;
    engine.set_in(global, Symbol::of("PWD"), info);
}
