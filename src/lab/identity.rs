//! Names of things: small numbers inside the lab, scopes as the product spells them outside.

use std::fmt;
use std::str::FromStr;

use crate::error::LabError;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident($inner:ty)) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub(crate) $inner);

        impl $name {
            /// Position in the lab's table of such things.
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

id!(
    /// A site of the topology.
    SiteId(u16)
);
id!(
    /// A pool of the topology; a Standard Edition server is a pool of one computer.
    PoolId(u16)
);
id!(
    /// A computer of the topology.
    ComputerId(u32)
);
id!(
    /// A user of the directory. Numbers are never reused.
    UserId(u32)
);
id!(
    /// A routing group: users who are served together by one Front End.
    GroupId(u32)
);

/// Where a settings object applies: what the product calls an `XdsIdentity` (FACTS A.0.2).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// `global`
    Global,
    /// `site:NAME`
    Site(String),
    /// `service:ROLE:FQDN`
    Service {
        /// Role of the service, such as `Registrar`.
        role: String,
        /// FQDN of the pool that runs it.
        fqdn: String,
    },
    /// `tag:NAME`, the scope of policies that are granted to users.
    Tag(String),
}

impl Scope {
    /// The scope of one service of a pool.
    pub fn service(role: &str, fqdn: &str) -> Self {
        Self::Service {
            role: role.to_owned(),
            fqdn: fqdn.to_owned(),
        }
    }

    /// The identity without the `service:` prefix: `Registrar:FQDN`. Error messages of the product name objects so (FACTS B.2.2).
    pub fn relative(&self) -> String {
        match self {
            Self::Global => "Global".to_owned(),
            Self::Site(name) => format!("Site:{name}"),
            Self::Service { role, fqdn } => format!("{role}:{fqdn}"),
            Self::Tag(name) => format!("Tag:{name}"),
        }
    }

    /// A key that ignores case and sorts wide scopes before narrow ones, which is the order in which they are listed.
    pub(crate) fn key(&self) -> String {
        let rank = match self {
            Self::Global => '0',
            Self::Site(_) => '1',
            Self::Service { .. } => '2',
            Self::Tag(_) => '3',
        };
        format!("{rank}{}", self.to_string().to_lowercase())
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Global => f.write_str("Global"),
            Self::Site(name) => write!(f, "Site:{name}"),
            Self::Service { role, fqdn } => write!(f, "Service:{role}:{fqdn}"),
            Self::Tag(name) => write!(f, "Tag:{name}"),
        }
    }
}

impl FromStr for Scope {
    type Err = LabError;

    /// Reads an identity in any case; `ROLE:FQDN` without `service:` is taken as a service scope (FACTS A.0.3).
    ///
    /// # Errors
    /// [`LabError::BadIdentity`] when the text has no such form or names nothing.
    fn from_str(text: &str) -> Result<Self, LabError> {
        let bad = || LabError::BadIdentity {
            text: text.to_owned(),
        };
        if text.eq_ignore_ascii_case("global") {
            return Ok(Self::Global);
        }
        let (head, rest) = text.split_once(':').ok_or_else(bad)?;
        if head.is_empty() || rest.is_empty() {
            return Err(bad());
        }
        if head.eq_ignore_ascii_case("site") {
            return Ok(Self::Site(rest.to_owned()));
        }
        if head.eq_ignore_ascii_case("tag") {
            return Ok(Self::Tag(rest.to_owned()));
        }
        if !head.eq_ignore_ascii_case("service") {
            return if rest.contains(':') {
                Err(bad())
            } else {
                Ok(Self::service(head, rest))
            };
        }
        match rest.split_once(':') {
            Some((role, fqdn)) if !role.is_empty() && !fqdn.is_empty() && !fqdn.contains(':') => {
                Ok(Self::service(role, fqdn))
            }
            _ => Err(bad()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_are_read_in_every_form_that_the_product_takes() {
        let full: Scope = "SERVICE:Registrar:fe.lab".parse().expect("full form");
        let bare: Scope = "Registrar:fe.lab".parse().expect("bare form");
        assert_eq!(full, bare);
        assert_eq!(full.to_string(), "Service:Registrar:fe.lab");
        assert_eq!(full.relative(), "Registrar:fe.lab");
        assert_eq!("Global".parse::<Scope>().expect("global"), Scope::Global);
        assert_eq!(
            "site:Redmond".parse::<Scope>().expect("site"),
            Scope::Site("Redmond".into())
        );
        for wrong in [
            "",
            "x",
            "site:",
            ":x",
            "service:Registrar",
            "service:Registrar:",
            "a:b:c",
        ] {
            assert!(wrong.parse::<Scope>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn wide_scopes_sort_first() {
        let mut keys = [
            Scope::service("Registrar", "a").key(),
            Scope::Site("z".into()).key(),
            Scope::Global.key(),
        ];
        keys.sort();
        assert_eq!(keys, ["0global", "1site:z", "2service:registrar:a"]);
    }
}
