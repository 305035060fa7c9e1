//! Which module is meant: a name, versions, a GUID.

use engine::Engine;
use engine::declare::Argument;
use engine::module::{MODULE_INFO, Module};
use object::members::table::*;
use object::members::version::{self, Version};
use object::types::{self, Call, Member, Sig};
use object::{Dict, Fault, Host, Native, Result, Str, Type, TypeInfo, Value, convert};
use std::rc::Rc;

/// A module that is wanted.
#[derive(Clone, Default)]
pub struct Wanted {
    pub name: Str,
    pub minimum: Option<Str>,
    pub maximum: Option<Str>,
    pub required: Option<Str>,
    pub guid: Option<Str>,
}

impl Wanted {
    /// One of that name.
    pub fn named(name: impl Into<Str>) -> Wanted {
        Wanted {
            name: name.into(),
            ..Wanted::default()
        }
    }

    /// From a name, a specification, or a table with `ModuleName`, `ModuleVersion` and so on.
    pub fn of(engine: &mut Engine, value: &Value) -> Result<Wanted> {
        if let Some(own) = value.as_native::<Wanted>() {
            return Ok(own.clone());
        }
        if let Some(module) = value.as_native::<Module>() {
            return Ok(Wanted {
                required: Some(module.version.borrow().clone()),
                ..Wanted::named(module.name.clone())
            });
        }
        let Value::Dict(dict) = value.base() else {
            return Ok(Wanted::named(convert::to_text(engine, value)?));
        };
        Wanted::of_table(engine, dict)
    }

    fn of_table(host: &mut dyn Host, dict: &Dict) -> Result<Wanted> {
        let mut wanted = Wanted::default();
        let mut unknown = Vec::new();
        for (key, value) in dict.entries() {
            let text = convert::to_text(host, &value)?;
            let key = convert::to_text(host, &key)?;
            match key.to_ascii_lowercase().as_str() {
                "modulename" => wanted.name = text,
                "moduleversion" => wanted.minimum = Some(version_text(host, &value)?),
                "maximumversion" => wanted.maximum = Some(text),
                "requiredversion" => wanted.required = Some(version_text(host, &value)?),
                "guid" => wanted.guid = Some(text),
                _ => unknown.push(format!("'{key}'")),
            }
        }
        wanted.check(&unknown)?;
        Ok(wanted)
    }

    /// A table must name a module and at least one version, and nothing that it may not.
    fn check(&self, unknown: &[String]) -> Result {
        let fault = |kind, message: String| Fault::new(kind, message).raise();
        if !unknown.is_empty() {
            return fault(
                &types::ARGUMENT_EXCEPTION,
                format!(
                    "The hashtable describing a module contains one or more members that are not valid. The valid members are (ModuleName, ModuleVersion, RequiredVersion, GUID). Remove the members that are not valid ({}), then try again.",
                    unknown.join(", ")
                ),
            );
        }
        if self.name.is_empty() {
            return fault(
                super::manifest::missing_member(),
                "The 'ModuleName' member does not exist in the hashtable that describes this module. This member must exist, and be assigned a string value.".to_string(),
            );
        }
        if !self.has_version() {
            return fault(
                super::manifest::missing_member(),
                "The 'ModuleVersion', 'MaximumVersion' and 'RequiredVersion' members do not exist in the hashtable that describes this module. One of these three members must exist, and be assigned a version number in the format 'n.n.n.n'.".to_string(),
            );
        }
        let other = match (&self.minimum, &self.maximum) {
            (Some(_), _) => "ModuleVersion",
            (None, Some(_)) => "MaximumVersion",
            (None, None) => return Ok(()),
        };
        match self.required.is_some() {
            true => fault(
                &types::ARGUMENT_EXCEPTION,
                format!(
                    "The parameters {other} and RequiredVersion cannot be used together. Specify only one parameter."
                ),
            ),
            false => Ok(()),
        }
    }

    /// What is said of a module that is not there.
    pub fn missing_text(&self) -> String {
        let name = &self.name;
        match (&self.required, &self.minimum, &self.maximum) {
            (Some(version), _, _) => {
                format!("The module '{name}' cannot be found with RequiredVersion '{version}'.")
            }
            (None, Some(low), Some(high)) => format!(
                "The module '{name}' cannot be found with ModuleVersion '{low}' and MaximumVersion '{high}'."
            ),
            (None, Some(low), None) => {
                format!("The module '{name}' cannot be found with ModuleVersion '{low}'.")
            }
            (None, None, Some(high)) => {
                format!("The module '{name}' cannot be found with MaximumVersion '{high}'.")
            }
            (None, None, None) => format!("The module '{name}' cannot be found."),
        }
    }

    /// Whether versions matter.
    pub fn has_version(&self) -> bool {
        self.minimum.is_some() || self.maximum.is_some() || self.required.is_some()
    }

    /// Whether a version will do.
    pub fn accepts(&self, version: &str) -> bool {
        let found = parts(version);
        let at_least = self
            .minimum
            .as_ref()
            .is_none_or(|minimum| found >= parts(minimum));
        let at_most = self
            .maximum
            .as_ref()
            .is_none_or(|maximum| within(&found, maximum));
        let exactly = self
            .required
            .as_ref()
            .is_none_or(|required| found == parts(required));
        at_least && at_most && exactly
    }

    /// Whether a module will do.
    pub fn accepts_module(&self, module: &Module) -> bool {
        let guid = match module.manifest.borrow().base() {
            Value::Dict(dict) => dict
                .get_str("GUID")
                .and_then(|guid| guid.as_str().cloned())
                .unwrap_or_default(),
            _ => Str::default(),
        };
        self.accepts(&module.version.borrow())
            && self
                .guid
                .as_ref()
                .is_none_or(|wanted| wanted.eq_ignore_ascii_case(&guid))
    }
}

/// The numbers of a version; a missing one is less than 0.
fn parts(version: &str) -> [i64; 4] {
    let mut found = [-1; 4];
    for (slot, part) in found.iter_mut().zip(version.split('.')) {
        *slot = part.trim().parse().unwrap_or(0);
    }
    found
}

/// Whether a version is at most another, whose last part may be `*`.
fn within(found: &[i64; 4], maximum: &str) -> bool {
    match maximum.strip_suffix('*') {
        Some(start) => {
            let fixed: Vec<i64> = start
                .split('.')
                .filter(|part| !part.is_empty())
                .filter_map(|part| part.parse().ok())
                .collect();
            found[..fixed.len().min(4)] <= fixed[..fixed.len().min(4)]
        }
        None => *found <= parts(maximum),
    }
}

/// The order of two versions.
pub fn newer(a: &str, b: &str) -> std::cmp::Ordering {
    parts(a).cmp(&parts(b))
}

/// Whether a text is a version.
pub fn is_version(text: &str) -> bool {
    Version::parse(text).is_ok()
}

/// A version as text; what is none is refused as a conversion to `Version` refuses it.
fn version_text(host: &mut dyn Host, value: &Value) -> Result<Str> {
    let converted = convert::to(host, value, &Type::Known(&version::VERSION))?;
    convert::to_text(host, &converted)
}

/// `ModuleSpecification`
pub static MODULE_SPECIFICATION: TypeInfo = TypeInfo::class(
    "Microsoft.PowerShell.Commands.ModuleSpecification",
    &types::OBJECT,
)
.members(|| {
    const TABLE: Sig = Sig::One(&types::HASHTABLE);
    const VERSION: Sig = Sig::One(&version::VERSION);
    const MEMBERS: &[Member] = &[
        object::constructors!(
            () -> THIS => |_| Ok(Value::native(Wanted::default())),
            (moduleName: STR) -> THIS => |c| Ok(Value::native(Wanted::named(
                c.args[0].as_str().cloned().unwrap_or_default(),
            ))),
            (moduleSpecification: TABLE) -> THIS => |c| match c.args[0].base() {
                Value::Dict(dict) => Wanted::of_table(c.host, dict).map(Value::native),
                _ => Ok(Value::Null),
            }),
        object::get!("Guid", OBJ => |c| match own(c).and_then(|own| own.guid.clone()) {
            Some(guid) => convert::to(c.host, &Value::Str(guid), &Type::Known(&types::GUID)),
            None => Ok(Value::Null),
        }),
        object::get!("MaximumVersion", STR => |c| {
            Ok(own(c).and_then(|own| own.maximum.clone()).map(Value::Str).unwrap_or_default())
        }),
        object::get!("Name", STR => |c| {
            Ok(own(c).map(|own| Value::Str(own.name.clone())).unwrap_or_default())
        }),
        object::get!("RequiredVersion", VERSION => |c| {
            Ok(own(c).and_then(|own| own.required.as_deref().map(version::of_text)).unwrap_or_default())
        }),
        object::get!("Version", VERSION => |c| {
            Ok(own(c).and_then(|own| own.minimum.as_deref().map(version::of_text)).unwrap_or_default())
        }),
        object::method!("ToString", () -> STR => |c| {
            Ok(own(c).map(|own| Value::Str(own.to_text())).unwrap_or_default())
        }),
    ];
    MEMBERS
});

fn own<'c>(call: &Call<'c>) -> Option<&'c Wanted> {
    call.this.as_native::<Wanted>()
}

impl Native for Wanted {
    fn get_type(&self) -> Type {
        Type::Known(&MODULE_SPECIFICATION)
    }

    fn to_text(&self) -> Str {
        if !self.has_version() && self.guid.is_none() {
            return self.name.clone();
        }
        let mut parts = vec![format!("ModuleName = '{}'", self.name)];
        let entries = [
            ("Guid", &self.guid),
            ("RequiredVersion", &self.required),
            ("ModuleVersion", &self.minimum),
            ("MaximumVersion", &self.maximum),
        ];
        for (key, value) in entries {
            match value {
                Some(value) if key == "Guid" => parts.push(format!("{key} = '{{{value}}}'")),
                Some(value) => parts.push(format!("{key} = '{value}'")),
                None => {}
            }
        }
        Str::from(format!("@{{ {} }}", parts.join("; ")))
    }
}

/// `[ModuleSpecification[]]`
#[derive(Clone, Default)]
pub struct SpecificationsArgument(pub Option<Vec<Value>>);

impl Argument for SpecificationsArgument {
    const SIG: Sig = Sig::Many(&MODULE_SPECIFICATION);
    fn from_value(value: Value) -> Self {
        SpecificationsArgument((!value.is_null()).then(|| match value.base() {
            Value::Dict(_) => vec![value.clone()],
            _ => Vec::<Value>::from_value(value),
        }))
    }
}

/// `[PSModuleInfo[]]`
#[derive(Clone, Default)]
pub struct ModulesArgument(pub Option<Vec<Rc<Module>>>);

impl Argument for ModulesArgument {
    const SIG: Sig = Sig::Many(&MODULE_INFO);
    fn from_value(value: Value) -> Self {
        let items = Vec::<Value>::from_value(value);
        ModulesArgument(Some(
            items
                .iter()
                .filter_map(Value::as_native_rc::<Module>)
                .collect(),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::Wanted;

    #[test]
    fn versions_are_compared_by_number() {
        let wanted = Wanted {
            minimum: Some("1.2".into()),
            maximum: Some("1.*".into()),
            ..Wanted::named("x")
        };
        assert!(wanted.accepts("1.10.0"));
        assert!(!wanted.accepts("1.1"));
        assert!(!wanted.accepts("2.0"));
    }
}
