//! Values of a settings object, checked against the schema on the way in.

use crate::clock::TICKS_PER_MS;
use crate::error::LabError;
use crate::identity::Scope;
use crate::settings::schema::{Kind, Noun, Preset, Property};
use crate::topology::Release;

/// One value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Setting {
    /// No value.
    Null,
    /// A whole number of any width.
    Int(i64),
    /// Yes or no.
    Bool(bool),
    /// A span in .NET ticks of 100 nanoseconds.
    Ticks(i64),
    /// A text; also a member of an enumeration on the way in, in any case.
    Text(String),
    /// A member of an enumeration, as the schema spells it.
    Choice(&'static str),
}

impl From<Preset> for Setting {
    fn from(preset: Preset) -> Self {
        match preset {
            Preset::Int(number) => Self::Int(number),
            Preset::Bool(flag) => Self::Bool(flag),
            Preset::Ticks(ticks) => Self::Ticks(ticks),
            Preset::Text(text) => Self::Text(text.to_owned()),
            Preset::Choice(member) => Self::Choice(member),
            Preset::Null => Self::Null,
        }
    }
}

/// A settings object: a scope and a value for each property of the noun.
#[derive(Clone, Debug)]
pub struct Bag {
    noun: &'static Noun,
    scope: Scope,
    values: Vec<(&'static str, Setting)>,
}

impl PartialEq for Bag {
    fn eq(&self, other: &Self) -> bool {
        self.noun.name == other.noun.name
            && self.scope == other.scope
            && self.values == other.values
    }
}

impl Bag {
    /// An object with the defaults, which nothing stores yet (`-InMemory`, FACTS A.0.6).
    pub fn fresh(noun: &'static Noun, scope: Scope, release: Release) -> Self {
        let values = noun
            .properties_in(release)
            .map(|property| (property.name, property.preset.into()))
            .collect();
        Self {
            noun,
            scope,
            values,
        }
    }

    /// Its noun.
    pub fn noun(&self) -> &'static Noun {
        self.noun
    }

    /// Its scope.
    pub fn scope(&self) -> &Scope {
        &self.scope
    }

    /// Its properties with their values, in the order of display.
    pub fn values(&self) -> &[(&'static str, Setting)] {
        &self.values
    }

    /// The value of a property, whose name may be in any case.
    pub fn get(&self, name: &str) -> Option<&Setting> {
        self.values
            .iter()
            .find(|(property, _)| property.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    /// The number of a property; `fallback` where it has none.
    pub fn int(&self, name: &str, fallback: i64) -> i64 {
        if let Some(Setting::Int(number)) = self.get(name) {
            *number
        } else {
            fallback
        }
    }

    /// The span of a property in milliseconds; `fallback_ms` where it has none.
    pub fn span_ms(&self, name: &str, fallback_ms: u64) -> u64 {
        match self.get(name) {
            Some(Setting::Ticks(ticks)) => u64::try_from(ticks / TICKS_PER_MS).unwrap_or(0),
            _ => fallback_ms,
        }
    }

    /// Changes one property.
    ///
    /// # Errors
    /// [`LabError::UnknownProperty`], [`LabError::ReadOnly`] for `Identity`, [`LabError::BadValue`].
    pub fn set(&mut self, name: &str, value: Setting) -> Result<(), LabError> {
        let noun = self.noun;
        if name.eq_ignore_ascii_case("Identity") {
            return Err(LabError::ReadOnly {
                noun: noun.name,
                property: name.to_owned(),
            });
        }
        let unknown = || LabError::UnknownProperty {
            noun: noun.name,
            property: name.to_owned(),
        };
        let slot = self
            .values
            .iter_mut()
            .find(|(property, _)| property.eq_ignore_ascii_case(name))
            .ok_or_else(unknown)?;
        let property = noun
            .properties
            .iter()
            .find(|property| property.name == slot.0)
            .ok_or_else(unknown)?;
        slot.1 = admit(property, value)?;
        Ok(())
    }
}

/// The value as the property keeps it.
///
/// # Errors
/// [`LabError::BadValue`] with what would do.
pub(crate) fn admit(property: &Property, value: Setting) -> Result<Setting, LabError> {
    let (fits, valid) = match (property.kind, &value) {
        (
            Kind::Int32 { min, max } | Kind::UInt16 { min, max } | Kind::UInt64 { min, max },
            given,
        ) => (
            matches!(given, Setting::Int(number) if (min..=max).contains(number)),
            format!("{min} to {max}"),
        ),
        (Kind::Boolean, given) => (
            matches!(given, Setting::Bool(_)),
            "True or False".to_owned(),
        ),
        (Kind::Span { min, max }, given) => {
            let valid = format!(
                "a time span of {} to {} seconds",
                min / 10_000_000,
                max / 10_000_000
            );
            (
                matches!(given, Setting::Ticks(ticks) if (min..=max).contains(ticks)),
                valid,
            )
        }
        (Kind::Text, given) => (
            matches!(given, Setting::Text(_) | Setting::Null),
            "a text".to_owned(),
        ),
        (Kind::Choice(choices), Setting::Text(text)) => {
            if let Some(member) = choices
                .members
                .iter()
                .find(|member| member.eq_ignore_ascii_case(text))
            {
                return Ok(Setting::Choice(member));
            }
            (false, choices.members.join(", "))
        }
        (Kind::Choice(choices), Setting::Choice(member)) => {
            (choices.members.contains(member), choices.members.join(", "))
        }
        (Kind::Choice(choices), _) => (false, choices.members.join(", ")),
    };
    if fits {
        Ok(value)
    } else {
        Err(LabError::BadValue {
            property: property.name.to_owned(),
            valid,
            value: value.to_string(),
        })
    }
}

impl std::fmt::Display for Setting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Null => Ok(()),
            Self::Int(number) => write!(f, "{number}"),
            Self::Bool(flag) => f.write_str(if *flag { "True" } else { "False" }),
            Self::Ticks(ticks) => write!(f, "{} s", ticks / 10_000_000),
            Self::Text(text) => f.write_str(text),
            Self::Choice(member) => f.write_str(member),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::REGISTRAR;

    #[test]
    fn values_outside_of_type_or_range_are_refused() {
        let mut bag = Bag::fresh(&REGISTRAR, Scope::Global, Release::Lync2013);
        assert_eq!(bag.int("maxusercount", 0), 12_000);
        bag.set("PoolState", Setting::Text("failingover".into()))
            .expect("a member in any case");
        assert_eq!(bag.get("PoolState"), Some(&Setting::Choice("FailingOver")));
        for (name, value) in [
            ("PoolState", Setting::Text("FailedBack".into())),
            ("MaxUserCount", Setting::Int(1_999)),
            ("MaxUserCount", Setting::Bool(true)),
            ("EnableDHCPServer", Setting::Int(1)),
        ] {
            assert!(
                matches!(bag.set(name, value), Err(LabError::BadValue { .. })),
                "{name}"
            );
        }
        assert!(matches!(
            bag.set("Identity", Setting::Null),
            Err(LabError::ReadOnly { .. })
        ));
        assert!(matches!(
            bag.set("WinFabMaxLogsSizeMb", Setting::Int(1)),
            Err(LabError::UnknownProperty { .. })
        ));
    }
}
