//! Parameters of a settings cmdlet: those that its verb has for every noun, and one for each property of the schema.
//!
//! All of it is computed by the compiler, so a table of hundreds of nouns costs nothing at start-up.

use crate::identity::XDS_IDENTITY;
use engine::declare::{Impact, ParameterDeclaration};
use lab::settings::{Choices, Kind, Noun, Property};
use object::types::{self, Sig, TypeInfo};

/// What a settings cmdlet does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verb {
    /// Reads.
    Get,
    /// Creates.
    New,
    /// Changes.
    Set,
    /// Removes, or resets what cannot be removed.
    Remove,
}

const FORCE: ParameterDeclaration = ParameterDeclaration::new(
    "Force",
    Sig::One(&types::SWITCH_PARAMETER),
    "Suppresses messages that could be shown for errors that are not fatal.",
);

const GET: &[ParameterDeclaration] = &[
    ParameterDeclaration::new(
        "Identity",
        Sig::One(&XDS_IDENTITY),
        "Scope whose settings to return. Without it the settings of all scopes that have some are returned.",
    )
    .set("Identity")
    .position(0),
    ParameterDeclaration::new("Filter", Sig::One(&types::STRING), "Wildcard pattern that the printed identity must match, such as `service:*`.")
        .set("Filter"),
    ParameterDeclaration::new(
        "LocalStore",
        Sig::One(&types::SWITCH_PARAMETER),
        "Reads the replica of this computer instead of the Central Management store, which need not answer then.",
    ),
];

const NEW: &[ParameterDeclaration] = &[
    ParameterDeclaration::new(
        "Identity",
        Sig::One(&XDS_IDENTITY),
        "Scope that gets settings of its own. It must not have any yet.",
    )
    .mandatory()
    .position(0),
    FORCE,
    ParameterDeclaration::new(
        "InMemory",
        Sig::One(&types::SWITCH_PARAMETER),
        "Makes the object without storing it. `Set-` with `-Instance` stores it later.",
    ),
];

const SET: &[ParameterDeclaration] = &[
    ParameterDeclaration::new(
        "Identity",
        Sig::One(&XDS_IDENTITY),
        "Scope whose settings to change. Without it the global ones are changed.",
    )
    .set("Identity")
    .position(0),
    ParameterDeclaration::new(
        "Instance",
        Sig::One(&types::PSOBJECT),
        "The settings as an object, which is stored as it is.",
    )
    .set("Instance")
    .pipeline(),
    FORCE,
];

const REMOVE: &[ParameterDeclaration] = &[
    ParameterDeclaration::new(
        "Identity",
        Sig::One(&XDS_IDENTITY),
        "Scope whose settings to remove. Global settings are reset to their defaults instead.",
    )
    .mandatory()
    .position(0)
    .by_name(),
    FORCE,
];

impl Verb {
    /// The parameters that the verb has for every noun.
    pub const fn fixed(self) -> &'static [ParameterDeclaration] {
        match self {
            Verb::Get => GET,
            Verb::New => NEW,
            Verb::Set => SET,
            Verb::Remove => REMOVE,
        }
    }

    /// Whether the properties are parameters too.
    pub const fn has_properties(self) -> bool {
        matches!(self, Verb::New | Verb::Set)
    }

    /// `SupportsShouldProcess`
    pub const fn impact(self) -> Option<Impact> {
        match self {
            Verb::Get => None,
            _ => Some(Impact::Medium),
        }
    }

    /// The default parameter set.
    pub const fn default_set(self) -> &'static str {
        match self {
            Verb::Get | Verb::Set => "Identity",
            Verb::New | Verb::Remove => "",
        }
    }

    /// How many parameters the verb has for a noun.
    pub const fn count(self, noun: &Noun) -> usize {
        self.fixed().len()
            + if self.has_properties() {
                noun.properties.len()
            } else {
                0
            }
    }
}

/// The parameters of a verb over a noun; `COUNT` is [`Verb::count`]. The enumerations of the schema bring their types in `choices`.
pub const fn parameters<const COUNT: usize>(
    verb: Verb,
    noun: &Noun,
    choices: &[(&Choices, &'static TypeInfo)],
) -> [ParameterDeclaration; COUNT] {
    let fixed = verb.fixed();
    let mut all = [FORCE; COUNT];
    let mut index = 0;
    while index < COUNT {
        all[index] = if index < fixed.len() {
            fixed[index]
        } else {
            of_property(&noun.properties[index - fixed.len()], choices)
        };
        index += 1;
    }
    all
}

const fn of_property(
    property: &Property,
    choices: &[(&Choices, &'static TypeInfo)],
) -> ParameterDeclaration {
    let info = match &property.kind {
        Kind::Int32 { .. } => &types::INT32,
        Kind::UInt16 { .. } => &types::UINT16,
        Kind::UInt64 { .. } => &types::UINT64,
        Kind::Boolean => &types::BOOLEAN,
        Kind::Span { .. } => &types::TIME_SPAN,
        Kind::Text => &types::STRING,
        Kind::Choice(wanted) => find(wanted, choices),
    };
    ParameterDeclaration::new(property.name, Sig::One(info), property.help)
}

const fn find(wanted: &Choices, choices: &[(&Choices, &'static TypeInfo)]) -> &'static TypeInfo {
    let mut index = 0;
    while index < choices.len() {
        if same(
            choices[index].0.type_name.as_bytes(),
            wanted.type_name.as_bytes(),
        ) {
            return choices[index].1;
        }
        index += 1;
    }
    panic!("an enumeration of the schema has no type here")
}

const fn same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let mut index = 0;
    while index < a.len() {
        if a[index] != b[index] {
            return false;
        }
        index += 1;
    }
    true
}

/// Names and numbers of an enumeration of the schema, in its order.
pub const fn members<const COUNT: usize>(choices: &Choices) -> [(&'static str, i64); COUNT] {
    let mut all = [("", 0); COUNT];
    let mut index = 0;
    while index < COUNT {
        all[index] = (choices.members[index], index as i64);
        index += 1;
    }
    all
}
