//! `-Identity` and `-Filter` of the topology readers.

use crate::fault;
use crate::identity::{Given, XdsKey};
use object::pattern::Wildcard;
use object::{Fault, Result, Str};

/// Which rows are wanted.
pub enum Select {
    /// All.
    All,
    /// The one of that identity.
    One(String),
    /// Those whose identity fits.
    Fitting(Wildcard),
}

impl Select {
    /// What the parameters say. A prefix such as `site:` in front of an identity may be left out or given.
    ///
    /// # Errors
    /// A filter that is no pattern.
    pub fn of(identity: &XdsKey, filter: Option<&Str>, prefix: &str) -> Result<Select> {
        if let Some(identity) = identity.given() {
            let head = identity
                .get(..prefix.len())
                .filter(|head| head.eq_ignore_ascii_case(prefix));
            return Ok(Select::One(identity[head.map_or(0, str::len)..].to_owned()));
        }
        let Some(filter) = filter else {
            return Ok(Select::All);
        };
        match Wildcard::new(filter, true) {
            Ok(pattern) => Ok(Select::Fitting(pattern)),
            Err(_) => invalid(filter).raise(),
        }
    }

    /// Whether a row is wanted; `printed` is its identity as it is shown, which filters look at.
    pub fn wants(&self, key: &str, printed: &str) -> bool {
        match self {
            Select::All => true,
            Select::One(wanted) => wanted.eq_ignore_ascii_case(key),
            Select::Fitting(pattern) => pattern.is_match(printed),
        }
    }

    /// The identity that was asked for.
    pub fn one(&self) -> Option<&str> {
        match self {
            Select::One(wanted) => Some(wanted),
            _ => None,
        }
    }
}

fn invalid(filter: &Str) -> Fault {
    fault::argument(
        "InvalidFilter",
        format!("\"{filter}\" is not a valid filter."),
    )
    .target(filter.clone())
}
