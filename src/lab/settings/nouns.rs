//! The tables. One entry a noun; everything else about a noun follows from its entry.
//!
//! The order of properties is the order of display; where the facts only recall it, it is a default and no more (FACTS A.1.3).

use crate::settings::schema::Kind::{Boolean, Choice, Int32, Span, Text, UInt16, UInt64};
use crate::settings::schema::{Choices, Kind, Noun, Preset, Property, ScopeKind};
use crate::topology::Release::{self, Lync2013, Skype2015, Skype2019};

const SECOND: i64 = 10_000_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;

/// `PoolState` \[D FACTS A.1.10: the syntax line, not the prose, which says FailedBack\].
pub static POOL_STATES: Choices = Choices {
    type_name: "Microsoft.Rtc.Management.WritableConfig.Settings.Registrar.PoolState",
    members: &["FailedOver", "Active", "FailingOver", "FailingBack"],
};

const fn property(
    name: &'static str,
    help: &'static str,
    kind: Kind,
    preset: Preset,
    since: Release,
    source: &'static str,
) -> Property {
    Property {
        name,
        help,
        kind,
        preset,
        since,
        source,
    }
}

/// Registrar configuration \[D FACTS A.1.2; order I A.1.3\].
pub static REGISTRAR: Noun = Noun {
    name: "RegistrarConfiguration",
    scopes: &[ScopeKind::Global, ScopeKind::Site, ScopeKind::Service],
    role: "Registrar",
    properties: &[
        property(
            "MinEndpointExpiration",
            "Shortest time in seconds, 300 to 900, for which a client's registration may be valid.",
            Int32 { min: 300, max: 900 },
            Preset::Int(300),
            Lync2013,
            "D A.1.2, seconds",
        ),
        property(
            "MaxEndpointExpiration",
            "Longest time in seconds, 300 to 900, for which a client's registration may be valid.",
            Int32 { min: 300, max: 900 },
            Preset::Int(900),
            Lync2013,
            "D A.1.2, seconds",
        ),
        property(
            "DefaultEndpointExpiration",
            "Time in seconds, 300 to 900, for which a registration is valid when the client asks for none.",
            Int32 { min: 300, max: 900 },
            Preset::Int(600),
            Lync2013,
            "D A.1.2, seconds",
        ),
        property(
            "MaxEndpointsPerUser",
            "How many clients, 1 to 64, a user may be signed in with at the same time.",
            UInt16 { min: 1, max: 64 },
            Preset::Int(8),
            Lync2013,
            "D A.1.2",
        ),
        property(
            "EnableDHCPServer",
            "Whether the Registrar answers the DHCP requests of phones.",
            Boolean,
            Preset::Bool(false),
            Lync2013,
            "type D, default I A.1.2",
        ),
        property(
            "PoolState",
            "Whether the pool serves its users (`Active`) or its backup pool does (`FailedOver`), and the two states between. Each server acts on the state when its replica has it.",
            Choice(&POOL_STATES),
            Preset::Choice("Active"),
            Lync2013,
            "D A.1.10",
        ),
        property(
            "BackupStoreUnavailableThreshold",
            "How long the back-end store may be out of reach before users go to survivability mode.",
            Span {
                min: 0,
                max: i64::MAX,
            },
            Preset::Ticks(30 * MINUTE),
            Lync2013,
            "default D A.1.2, range not documented",
        ),
        property(
            "MaxUserCount",
            "How many users, 2,000 to 100,000, the Registrar serves at most.",
            UInt64 {
                min: 2_000,
                max: 100_000,
            },
            Preset::Int(12_000),
            Lync2013,
            "D A.1.2",
        ),
        property(
            "UserCertificateReplicationThreshold",
            "Minutes until a user certificate has to be replicated. Skype for Business Server 2015 and later.",
            UInt64 {
                min: 0,
                max: i64::MAX,
            },
            Preset::Null,
            Skype2015,
            "D A.1.2, minutes",
        ),
        property(
            "EnableWinFabLogUpload",
            "Whether logs of Windows Fabric are uploaded. Skype for Business Server 2015 and later.",
            Boolean,
            Preset::Null,
            Skype2015,
            "D A.1.2",
        ),
        property(
            "WinFabMaxLogsSizeMb",
            "Size in MB up to which logs of Windows Fabric are kept. Skype for Business Server 2015 and later.",
            Int32 {
                min: 0,
                max: i32::MAX as i64,
            },
            Preset::Null,
            Skype2015,
            "D A.1.2",
        ),
    ],
};

/// Backup Service configuration \[D FACTS A.9.8\].
pub static BACKUP_SERVICE: Noun = Noun {
    name: "BackupServiceConfiguration",
    scopes: &[ScopeKind::Global],
    role: "",
    properties: &[
        property(
            "SyncInterval",
            "Time between two exports to the partner, 5 seconds to 3 hours.",
            Span {
                min: 5 * SECOND,
                max: 3 * HOUR,
            },
            Preset::Ticks(2 * MINUTE),
            Lync2013,
            "D A.9.8",
        ),
        property(
            "MaxConcurrentCalls",
            "How many calls the Backup Service answers at the same time.",
            Int32 {
                min: 1,
                max: i32::MAX as i64,
            },
            Preset::Int(10),
            Lync2013,
            "default D A.9.8, range I",
        ),
        property(
            "MaxBatchesPerCmsSync",
            "How many batches of Central Management data one export takes.",
            Int32 {
                min: 1,
                max: i32::MAX as i64,
            },
            Preset::Int(500),
            Lync2013,
            "default D A.9.8, range I",
        ),
        property(
            "MaxBatchesPerUserStoreSync",
            "How many batches of user data one export takes.",
            Int32 {
                min: 1,
                max: i32::MAX as i64,
            },
            Preset::Int(500),
            Lync2013,
            "default D A.9.8, range I",
        ),
        property(
            "MaxDataConfPackageSizeKB",
            "Size in KB of the conference content that one export takes.",
            Int32 {
                min: 1,
                max: i32::MAX as i64,
            },
            Preset::Int(102_400),
            Lync2013,
            "default D A.9.8, range I",
        ),
        property(
            "AuthorizedUniversalGroups",
            "Groups whose members may control the Backup Service.",
            Text,
            Preset::Text("Schema admins"),
            Lync2013,
            "D A.9.8, contradicted by A.9.1",
        ),
        property(
            "AuthorizedLocalAccounts",
            "Local accounts that may control the Backup Service.",
            Text,
            Preset::Text("Network Service"),
            Lync2013,
            "D A.9.8",
        ),
        property(
            "MaxHighPriQueuePercentagePerUserStoreSync",
            "Share in percent of one export of user data that urgent changes may take. Skype for Business Server 2015 and later.",
            Int32 { min: 0, max: 100 },
            Preset::Null,
            Skype2015,
            "D A.9.8, undocumented",
        ),
        property(
            "EnableRgsBackupService",
            "Whether Response Group data is backed up. Skype for Business Server 2019 and later.",
            Boolean,
            Preset::Bool(false),
            Skype2019,
            "D A.9.8",
        ),
    ],
};

/// Every noun that the lab knows, by name.
pub static NOUNS: &[&Noun] = &[&BACKUP_SERVICE, &REGISTRAR];

/// The noun of that name, in any case.
pub fn noun(name: &str) -> Option<&'static Noun> {
    NOUNS
        .iter()
        .copied()
        .find(|noun| noun.name.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::bag::{Setting, admit};

    #[test]
    fn every_preset_obeys_its_own_kind() {
        for noun in NOUNS {
            for property in noun.properties {
                let value = Setting::from(property.preset);
                assert!(
                    value == Setting::Null || admit(property, value).is_ok(),
                    "{} {}",
                    noun.name,
                    property.name
                );
            }
        }
    }

    #[test]
    fn nouns_are_sorted_and_found_in_any_case() {
        assert!(NOUNS.windows(2).all(|pair| pair[0].name < pair[1].name));
        assert!(noun("registrarconfiguration").is_some());
        assert!(noun("Nothing").is_none());
    }
}
