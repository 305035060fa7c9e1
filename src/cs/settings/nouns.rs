//! The settings nouns that have cmdlets. A noun of the schema gets them by one entry here.

use super::SettingsCmdlet;
use super::declare::{Verb, members, parameters};
use crate::join::{count, joined};
use engine::Declaration;
use engine::declare::ParameterDeclaration;
use lab::settings::nouns::POOL_STATES;
use lab::settings::{BACKUP_SERVICE, Choices, REGISTRAR};
use object::types::{self, TypeInfo};

static POOL_STATE_MEMBERS: [(&str, i64); POOL_STATES.members.len()] = members(&POOL_STATES);

/// State of a pool. The numbers are the order of the documented syntax line; no source gives the product's.
pub static POOL_STATE: TypeInfo = TypeInfo::enumeration(POOL_STATES.type_name, &POOL_STATE_MEMBERS);

/// The enumerations of the schema with their types.
const CHOICES: &[(&Choices, &TypeInfo)] = &[(&POOL_STATES, &POOL_STATE)];

/// The type of an enumeration of the schema.
pub fn type_of(choices: &Choices) -> Option<&'static TypeInfo> {
    CHOICES
        .iter()
        .find(|(known, _)| std::ptr::eq(*known, choices))
        .map(|(_, info)| *info)
}

/// Declares the cmdlets of a noun: its table in the schema, the type of its objects, and for each verb what the cmdlet does.
macro_rules! noun {
    ($module:ident, $noun:ident, $name:literal, $full:literal, { $($verb:ident: $help:literal;)* }) => {
        mod $module {
            use super::*;

            /// Type of the objects.
            pub static TYPE: TypeInfo = TypeInfo::class($full, &types::OBJECT);

            /// The cmdlets.
            pub static CMDLETS: &[&Declaration] = &[$({
                static PARAMETERS: [ParameterDeclaration; Verb::$verb.count(&$noun)] = parameters(Verb::$verb, &$noun, CHOICES);
                static CMDLET: Declaration = Declaration {
                    name: concat!(stringify!($verb), "-Cs", $name),
                    class: concat!("Microsoft.Rtc.Management.Internal.", stringify!($verb), $name, "Cmdlet"),
                    help: $help,
                    module: "Lync",
                    default_set: Verb::$verb.default_set(),
                    should_process: Verb::$verb.impact(),
                    parameters: &PARAMETERS,
                    make: || Box::new(SettingsCmdlet::new(Verb::$verb, &$noun, &TYPE)),
                };
                &CMDLET
            }),*];
        }
    };
}

noun!(registrar, REGISTRAR, "RegistrarConfiguration", "Microsoft.Rtc.Management.WritableConfig.Settings.Registrar.RegistrarSettings", {
    Get: "Returns the Registrar settings of the scopes that have some: how long registrations last, how many users a Registrar serves, and \
          whether a pool is failed over.";
    New: "Gives a site or the Registrar of a pool settings of its own. They start with the defaults, not with the values of the global settings.";
    Set: "Changes Registrar settings that exist. A changed PoolState acts on each server when its replica has it, and nothing is backed up.";
    Remove: "Removes the Registrar settings of a scope, whose servers then follow the next wider scope; global settings are reset to the defaults.";
});

noun!(backup_service, BACKUP_SERVICE, "BackupServiceConfiguration", "Microsoft.Rtc.Management.WritableConfig.Settings.BackupService.BackupServiceConfiguration", {
    Get: "Returns the settings of the Backup Service, which copies the data of a pool to its partner.";
    Set: "Changes the settings of the Backup Service of all pools.";
    Remove: "Resets the settings of the Backup Service to the defaults.";
});

static LISTS: &[&[&Declaration]] = &[registrar::CMDLETS, backup_service::CMDLETS];

/// The cmdlets of all nouns.
pub static CMDLETS: [&Declaration; count(LISTS)] = joined(LISTS, registrar::CMDLETS[0]);

/// The types of their objects, and the enumerations.
pub static TYPES: &[&TypeInfo] = &[&POOL_STATE, &registrar::TYPE, &backup_service::TYPE];
