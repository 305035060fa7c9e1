//! `Get-`, `New-`, `Set-` and `Remove-` of every settings noun: four verbs, written once, over the schema of `lab::settings`.
//!
//! Read `nouns` (which nouns have which verbs, and their types), `declare` (parameters out of the schema), `values` (values of the lab as values of the
//! shell), and then the verbs here.
//! Absent on purpose: `Grant`, which belongs to policies; the lab has none yet.

mod declare;
mod nouns;
mod values;

pub use nouns::{CMDLETS, TYPES};

use crate::approve::approve;
use crate::fault;
use crate::identity::XdsIdentity;
use crate::record::{self, record};
use crate::room::{ask, with_lab};
use declare::Verb;
use engine::{Argument, Cmdlet, Shell};
use lab::settings::Noun;
use lab::{Bag, LabError, Scope, Setting, StoreView};
use object::pattern::Wildcard;
use object::{Category, Result, TypeInfo, Value, convert};

/// A settings cmdlet, bound.
pub struct SettingsCmdlet {
    verb: Verb,
    noun: &'static Noun,
    kind: &'static TypeInfo,
    /// By ordinal, as the parameters are declared.
    values: Vec<Option<Value>>,
}

impl SettingsCmdlet {
    fn new(verb: Verb, noun: &'static Noun, kind: &'static TypeInfo) -> SettingsCmdlet {
        let count = verb.fixed().len()
            + if verb.has_properties() {
                noun.properties.len()
            } else {
                0
            };
        SettingsCmdlet {
            verb,
            noun,
            kind,
            values: vec![None; count],
        }
    }

    /// A parameter that the verb has for every noun.
    fn fixed(&self, name: &str) -> Option<&Value> {
        let ordinal = self
            .verb
            .fixed()
            .iter()
            .position(|parameter| parameter.name == name)?;
        self.values[ordinal].as_ref()
    }

    fn is_on(&self, name: &str) -> bool {
        self.fixed(name).is_some_and(convert::to_bool)
    }

    fn scope(&self) -> Option<Scope> {
        XdsIdentity::from_value(self.fixed("Identity")?.clone()).scope()
    }

    /// The properties that were given, by name.
    fn changes(&self) -> Vec<(&'static str, Setting)> {
        let given = &self.values[self.verb.fixed().len()..];
        let pairs = self.noun.properties.iter().zip(given);
        pairs
            .filter_map(|(property, value)| {
                Some((property.name, values::setting(property, value.as_ref()?)))
            })
            .collect()
    }

    fn get(&self, shell: &mut Shell<'_>) -> Result {
        let (noun, local) = (self.noun, self.is_on("LocalStore"));
        let view = |lab: &lab::Lab| {
            if local {
                StoreView::Local(lab.console())
            } else {
                StoreView::Master
            }
        };
        if let Some(scope) = self.scope() {
            // A scope without an object is no failure of the whole pipeline: the error is written, not thrown.
            let found = with_lab(shell.engine, |lab| {
                noun.admit(&scope)?;
                lab.setting(noun, &scope, view(lab))
            });
            return match found {
                Ok(bag) => shell.write(self.object(&bag)),
                Err(error) => shell.error(fault::of(&error)),
            };
        }
        let mut bags = ask(shell.engine, |lab| lab.settings(noun, view(lab)))?;
        if let Some(filter) = self.fixed("Filter").and_then(Value::as_str) {
            let Ok(pattern) = Wildcard::new(filter, true) else {
                return fault::argument(
                    "InvalidFilter",
                    format!("\"{filter}\" is not a valid filter."),
                )
                .target(filter.clone())
                .raise();
            };
            bags.retain(|bag| pattern.is_match(&bag.scope().to_string()));
        }
        bags.iter()
            .try_for_each(|bag| shell.write(self.object(bag)))
    }

    fn new_object(&self, shell: &mut Shell<'_>) -> Result {
        let (noun, changes) = (self.noun, self.changes());
        let Some(scope) = self.scope() else {
            return Ok(());
        };
        if self.is_on("InMemory") {
            let bag = ask(shell.engine, |lab| {
                lab.fresh_settings(noun, &scope, &changes)
            })?;
            return shell.write(self.object(&bag));
        }
        if !approve(shell, &scope.to_string())? {
            return Ok(());
        }
        let bag = ask(shell.engine, |lab| lab.new_settings(noun, &scope, &changes))?;
        shell.write(self.object(&bag))
    }

    fn set_object(&self, shell: &mut Shell<'_>) -> Result {
        let (noun, changes) = (self.noun, self.changes());
        if let Some(instance) = self.fixed("Instance") {
            return self.set_instance(shell, instance, &changes);
        }
        // Without an identity the global object is meant.
        let scope = self.scope().unwrap_or(Scope::Global);
        if !approve(shell, &scope.to_string())? {
            return Ok(());
        }
        ask(shell.engine, |lab| {
            noun.admit(&scope)?;
            lab.set_settings(noun, &scope, &changes)
        })
    }

    /// Stores an object that a script has got, changed or made in memory.
    fn set_instance(
        &self,
        shell: &mut Shell<'_>,
        instance: &Value,
        changes: &[(&'static str, Setting)],
    ) -> Result {
        let noun = self.noun;
        let identity =
            record::property(instance, "Identity").filter(|_| record::is_a(instance, self.kind));
        let Some(identity) = identity else {
            let shown = convert::to_text(shell.engine, instance)?;
            return fault::argument(
                "InvalidInstance",
                format!(
                    "\"{shown}\" is not an object of the type {}.",
                    self.kind.name
                ),
            )
            .raise();
        };
        let text = convert::to_text(shell.engine, &identity)?;
        let scope: Scope = match text.parse() {
            Ok(scope) => scope,
            Err(error) => return fault::of(&error).raise(),
        };
        let mut wanted = Vec::new();
        for property in noun.properties {
            let Some(value) = record::property(instance, property.name) else {
                continue;
            };
            wanted.push((
                property.name,
                values::converted(shell.engine, property, &value)?,
            ));
        }
        wanted.extend(changes.iter().cloned());
        if !approve(shell, &scope.to_string())? {
            return Ok(());
        }
        ask(shell.engine, |lab| {
            // What has no value, as later versions' properties have, is left as the schema presets it.
            wanted.retain(|(_, setting)| *setting != Setting::Null);
            let bag = lab.fresh_settings(noun, &scope, &wanted)?;
            lab.put_settings(bag)
        })
    }

    fn remove(&self, shell: &mut Shell<'_>) -> Result {
        let noun = self.noun;
        let Some(scope) = self.scope() else {
            return Ok(());
        };
        if !approve(shell, &scope.to_string())? {
            return Ok(());
        }
        let removed = with_lab(shell.engine, |lab| {
            noun.admit(&scope)?;
            lab.remove_settings(noun, &scope)
        });
        match removed {
            Ok(()) => Ok(()),
            Err(error @ LabError::SettingsMissing { .. }) => shell.error(fault::of(&error)),
            Err(error) => fault::of(&error).raise(),
        }
    }

    /// The object that scripts see.
    fn object(&self, bag: &Bag) -> Value {
        // Scripts call methods of strings on it: `$policy.Identity.Replace("Tag:", "")`.
        let mut properties = vec![("Identity", Value::from(bag.scope().to_string()))];
        properties.extend(bag.values().iter().map(|(name, setting)| {
            let property = self
                .noun
                .properties
                .iter()
                .find(|property| property.name == *name);
            (
                *name,
                property.map_or(Value::Null, |property| values::value(property, setting)),
            )
        }));
        record(self.kind, properties)
    }
}

impl Cmdlet for SettingsCmdlet {
    fn set(&mut self, ordinal: usize, value: Value) -> Result {
        match self.values.get_mut(ordinal) {
            Some(slot) => *slot = Some(value),
            None => {
                return fault::management(
                    "BadOrdinal",
                    Category::InvalidOperation,
                    "There is no such parameter.",
                )
                .raise();
            }
        }
        Ok(())
    }

    fn clear(&mut self, ordinal: usize) {
        if let Some(slot) = self.values.get_mut(ordinal) {
            *slot = None;
        }
    }

    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        match self.verb {
            Verb::Get => self.get(shell),
            Verb::New => self.new_object(shell),
            Verb::Set => self.set_object(shell),
            Verb::Remove => self.remove(shell),
        }
    }
}
