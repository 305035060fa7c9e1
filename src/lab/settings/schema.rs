//! The shape of a settings noun. Everything is `const`, so that a table of hundreds costs nothing until it is read.

use crate::error::LabError;
use crate::identity::Scope;
use crate::topology::Release;

/// A kind of scope at which a noun may have an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScopeKind {
    /// `global`, which always exists and is only ever reset.
    Global,
    /// `site:NAME`.
    Site,
    /// `service:ROLE:FQDN` of the noun's role.
    Service,
    /// `tag:NAME`.
    Tag,
}

/// The members of an enumeration.
#[derive(Debug, PartialEq, Eq)]
pub struct Choices {
    /// .NET name of the type, for the front end's conversion errors.
    pub type_name: &'static str,
    /// Members in the order of the documented syntax line.
    pub members: &'static [&'static str],
}

/// Type and range of a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Int32 from `min` to `max`.
    Int32 {
        /// Least value.
        min: i64,
        /// Greatest value.
        max: i64,
    },
    /// UInt16 from `min` to `max`.
    UInt16 {
        /// Least value.
        min: i64,
        /// Greatest value.
        max: i64,
    },
    /// UInt64 from `min` to `max`.
    UInt64 {
        /// Least value.
        min: i64,
        /// Greatest value.
        max: i64,
    },
    /// Boolean.
    Boolean,
    /// TimeSpan from `min` to `max`, in .NET ticks.
    Span {
        /// Least value in ticks.
        min: i64,
        /// Greatest value in ticks.
        max: i64,
    },
    /// Text.
    Text,
    /// One member of an enumeration.
    Choice(&'static Choices),
}

/// The value that a new object starts with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    /// A number.
    Int(i64),
    /// Yes or no.
    Bool(bool),
    /// A span in .NET ticks.
    Ticks(i64),
    /// A text.
    Text(&'static str),
    /// A member of the property's enumeration.
    Choice(&'static str),
    /// No value; also where the default is not documented.
    Null,
}

/// One property.
#[derive(Debug)]
pub struct Property {
    /// Name, as the product spells it.
    pub name: &'static str,
    /// What it is for, in a sentence or two.
    pub help: &'static str,
    /// Type and range.
    pub kind: Kind,
    /// Value of a new object.
    pub preset: Preset,
    /// First version that has it.
    pub since: Release,
    /// Where the type, range and default come from.
    pub source: &'static str,
}

/// One settings noun: the part of a cmdlet's name after `Cs`.
#[derive(Debug)]
pub struct Noun {
    /// Name, such as `RegistrarConfiguration`.
    pub name: &'static str,
    /// Kinds of scope that it has, widest first.
    pub scopes: &'static [ScopeKind],
    /// Role in its service scopes, such as `Registrar`.
    pub role: &'static str,
    /// Properties in the order of display.
    pub properties: &'static [Property],
}

impl Noun {
    /// The properties that a version of the product has, in the order of display.
    pub fn properties_in(
        &self,
        release: Release,
    ) -> impl Iterator<Item = &'static Property> + use<> {
        self.properties
            .iter()
            .filter(move |property| property.since <= release)
    }

    /// Whether objects of this noun can stand at such a scope.
    ///
    /// # Errors
    /// [`LabError::ScopeNotAllowed`] with the scopes that would do.
    pub fn admit(&self, scope: &Scope) -> Result<(), LabError> {
        let admitted = match scope {
            Scope::Global => self.scopes.contains(&ScopeKind::Global),
            Scope::Site(_) => self.scopes.contains(&ScopeKind::Site),
            Scope::Service { role, .. } => {
                self.scopes.contains(&ScopeKind::Service) && role.eq_ignore_ascii_case(self.role)
            }
            Scope::Tag(_) => self.scopes.contains(&ScopeKind::Tag),
        };
        if admitted {
            return Ok(());
        }
        let form = |kind: &ScopeKind| match kind {
            ScopeKind::Global => "global".to_owned(),
            ScopeKind::Site => "site:<name>".to_owned(),
            ScopeKind::Service => format!("service:{}:<fqdn>", self.role),
            ScopeKind::Tag => "tag:<name>".to_owned(),
        };
        let valid = self.scopes.iter().map(form).collect::<Vec<_>>().join(", ");
        Err(LabError::ScopeNotAllowed {
            noun: self.name,
            scope: scope.to_string(),
            valid,
        })
    }
}
