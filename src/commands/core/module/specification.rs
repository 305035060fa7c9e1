//! Which module is meant: a name, versions, a GUID.

use engine::Engine;
use engine::declare::Argument;
use engine::module::{MODULE_INFO, Module};
use object::members::version::Version;
use object::types::{self, Sig};
use object::{Fault, Result, Str, Value, convert};
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

    /// From a name or a table with `ModuleName`, `ModuleVersion` and so on.
    pub fn of(engine: &mut Engine, value: &Value) -> Result<Wanted> {
        let Value::Dict(dict) = value.base() else {
            return Ok(Wanted::named(convert::to_text(engine, value)?));
        };
        let mut wanted = Wanted::default();
        for (key, value) in dict.entries() {
            let text = convert::to_text(engine, &value)?;
            match convert::to_text(engine, &key)?
                .to_ascii_lowercase()
                .as_str()
            {
                "modulename" => wanted.name = text,
                "moduleversion" => wanted.minimum = Some(text),
                "maximumversion" => wanted.maximum = Some(text),
                "requiredversion" => wanted.required = Some(text),
                "guid" => wanted.guid = Some(text),
                other => {
                    return Fault::new(
                        &types::ARGUMENT_EXCEPTION,
                        format!("The module specification has an unknown key '{other}'."),
                    )
                    .id("InvalidModuleSpecification")
                    .raise();
                }
            }
        }
        Ok(wanted)
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

/// `[ModuleSpecification[]]`
#[derive(Clone, Default)]
pub struct SpecificationsArgument(pub Option<Vec<Value>>);

impl Argument for SpecificationsArgument {
    const SIG: Sig = Sig::Many(&types::OBJECT);
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
