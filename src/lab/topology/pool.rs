//! The things of a topology.

use serde::{Deserialize, Serialize};

use crate::clock::SECOND_MS;
use crate::identity::{ComputerId, PoolId, SiteId};

/// Silence after which the backup registrar accepts voice clients, in milliseconds: 300 s \[D FACTS D.3\].
pub const FAILURE_DETECTION_MS: u64 = 300 * SECOND_MS;
/// Presence after which the backup registrar sends them back, in milliseconds: 600 s \[I FACTS D.3, Z.4\].
pub const FAILBACK_DETECTION_MS: u64 = 600 * SECOND_MS;

/// Version of the product.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Release {
    /// Lync Server 2013.
    #[default]
    #[serde(rename = "2013")]
    Lync2013,
    /// Skype for Business Server 2015.
    #[serde(rename = "2015")]
    Skype2015,
    /// Skype for Business Server 2019.
    #[serde(rename = "2019")]
    Skype2019,
}

impl Release {
    /// Service version in topology objects \[FACTS A.11.5\].
    pub const fn service_version(self) -> i64 {
        match self {
            Self::Lync2013 => 6,
            Self::Skype2015 => 7,
            Self::Skype2019 => 8,
        }
    }

    /// Build that replicas report; the release builds of each version \[FACTS A.6.3\].
    pub const fn product_version(self) -> &'static str {
        match self {
            Self::Lync2013 => "5.0.8308.0",
            Self::Skype2015 => "6.0.9319.0",
            Self::Skype2019 => "7.0.2046.0",
        }
    }

    /// Name before the display names of services \[FACTS A.8.5\].
    pub const fn product_name(self) -> &'static str {
        if matches!(self, Self::Lync2013) {
            "Lync Server"
        } else {
            "Skype for Business Server"
        }
    }

    /// Name of the event log. FACTS E.4 gives both spellings for later versions; theirs is the product's name.
    pub const fn log_name(self) -> &'static str {
        "Lync Server"
    }
}

/// A site.
#[derive(Clone, Debug)]
pub struct Site {
    /// Name, without `Site:`.
    pub name: String,
    /// Free text.
    pub description: String,
}

/// What kind of servers a pool has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum PoolKind {
    /// One server with its own SQL instances.
    Standard,
    /// Several Front Ends and a SQL back end.
    Enterprise,
    /// Edge servers.
    Edge,
}

impl PoolKind {
    /// Whether users can be homed there.
    pub const fn has_registrar(self) -> bool {
        !matches!(self, Self::Edge)
    }
}

/// Automatic failover of voice to the backup registrar, which is independent of pool failover (FACTS D.1, D.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Voice {
    /// Whether the backup registrar accepts the pool's clients by itself.
    pub automatic: bool,
    /// Silence until it does, in milliseconds; 30 s to 24 h.
    pub failure_ms: u64,
    /// Presence until it sends them back, in milliseconds; 30 s to 24 h.
    pub failback_ms: u64,
}

impl Default for Voice {
    fn default() -> Self {
        Self {
            automatic: true,
            failure_ms: FAILURE_DETECTION_MS,
            failback_ms: FAILBACK_DETECTION_MS,
        }
    }
}

/// A pool.
#[derive(Clone, Debug)]
pub struct Pool {
    /// Fully qualified name.
    pub fqdn: String,
    /// Its site.
    pub site: SiteId,
    /// Kind of its servers.
    pub kind: PoolKind,
    /// Computers in topology order, which is also the order of the quorum tables (FACTS E.2.2).
    pub computers: Vec<ComputerId>,
    /// Backup pool; the relation is mutual (FACTS C.5.1).
    pub backup: Option<PoolId>,
    /// Whether the Bootstrapper was run after the pairing (FACTS C.5.11).
    pub backup_installed: bool,
    /// Automatic failover of voice.
    pub voice: Voice,
    /// Server of the file share; may be outside of the topology.
    pub file_server: String,
    /// Name of the file share.
    pub file_share: String,
    /// Server of the user database; may be outside of the topology.
    pub sql_server: String,
    /// SQL instance of the user database.
    pub sql_instance: String,
    /// Whether the Mediation service runs on the Front Ends.
    pub mediation: bool,
    /// Whether conferencing attendant, call park, response groups and announcements are enabled.
    pub applications: bool,
    /// Where an Edge pool sends what comes from outside.
    pub next_hop: Option<PoolId>,
}

/// A computer.
#[derive(Clone, Debug)]
pub struct Computer {
    /// Fully qualified name.
    pub fqdn: String,
    /// Its pool.
    pub pool: PoolId,
}
