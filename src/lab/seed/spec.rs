//! What a lab file says. Unknown members are errors, so that a misspelled one does not pass for a default.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::topology::{PoolKind, Release};

/// A lab file.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LabSpec {
    /// Name of the lab.
    pub name: String,
    /// Version of the product: `2013`, `2015` or `2019`.
    #[serde(default)]
    pub version: Release,
    /// SIP and Active Directory domain.
    pub domain: String,
    /// Computer on which the administrator works.
    pub console: String,
    /// Pool that holds the Central Management store.
    pub central_management: String,
    /// Sites; at least one.
    pub sites: Vec<SiteSpec>,
    /// Pools; at least one with users' servers.
    pub pools: Vec<PoolSpec>,
    /// Users by name.
    #[serde(default)]
    pub users: Vec<UserSpec>,
    /// Users by number.
    #[serde(default)]
    pub crowds: Vec<Crowd>,
    /// Settings objects that exist already.
    #[serde(default)]
    pub settings: Vec<SettingsSpec>,
}

/// A site.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SiteSpec {
    /// Name.
    pub name: String,
    /// Free text.
    #[serde(default)]
    pub description: String,
}

/// A pool.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PoolSpec {
    /// Fully qualified name.
    pub fqdn: String,
    /// Its site; the first one when absent.
    #[serde(default)]
    pub site: Option<String>,
    /// `standard`, `enterprise` or `edge`.
    pub kind: PoolKind,
    /// Computers in topology order; for a Standard Edition pool it is the pool itself when absent.
    #[serde(default)]
    pub computers: Vec<String>,
    /// Backup pool; must be named at both ends.
    #[serde(default)]
    pub backup: Option<String>,
    /// Whether the Bootstrapper was run after the pairing.
    #[serde(default = "yes")]
    pub backup_installed: bool,
    /// Automatic failover of voice.
    #[serde(default)]
    pub voice: Option<VoiceSpec>,
    /// Server of the file share; the first computer when absent.
    #[serde(default)]
    pub file_server: Option<String>,
    /// Name of the file share.
    #[serde(default = "share")]
    pub file_share: String,
    /// SQL server; the first computer when absent.
    #[serde(default)]
    pub sql_server: Option<String>,
    /// SQL instance.
    #[serde(default = "instance")]
    pub sql_instance: String,
    /// Whether the Mediation service runs on the Front Ends.
    #[serde(default = "yes")]
    pub mediation: bool,
    /// Whether the voice applications are enabled.
    #[serde(default = "yes")]
    pub applications: bool,
    /// Where an Edge pool sends what comes from outside.
    #[serde(default)]
    pub next_hop: Option<String>,
    /// Ids of the routing groups; three for each Front End, derived from the pool's name, when empty.
    #[serde(default)]
    pub routing_groups: Vec<String>,
    /// Changes that the users make by themselves in a minute.
    #[serde(default)]
    pub writes_per_minute: u32,
}

fn yes() -> bool {
    true
}

fn share() -> String {
    "LyncShare".to_owned()
}

fn instance() -> String {
    "rtc".to_owned()
}

/// Automatic failover of voice.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct VoiceSpec {
    /// Whether the backup registrar accepts clients by itself.
    pub automatic: bool,
    /// Silence until it does, in seconds.
    #[serde(default = "failure")]
    pub failure_s: u64,
    /// Presence until it sends them back, in seconds.
    #[serde(default = "failback")]
    pub failback_s: u64,
}

fn failure() -> u64 {
    crate::topology::pool::FAILURE_DETECTION_MS / 1000
}

fn failback() -> u64 {
    crate::topology::pool::FAILBACK_DETECTION_MS / 1000
}

/// A user by name.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UserSpec {
    /// Display name.
    pub name: String,
    /// SIP address without `sip:`.
    pub sip: String,
    /// Home pool.
    pub pool: String,
    /// SAM account name; what stands before the `@` of the SIP address when absent.
    #[serde(default)]
    pub sam: Option<String>,
    /// Line URI; gives Enterprise Voice.
    #[serde(default)]
    pub line_uri: String,
    /// Whether the client is started.
    #[serde(default = "yes")]
    pub signed_in: bool,
    /// Whether the user may sign in.
    #[serde(default = "yes")]
    pub enabled: bool,
}

/// Many users of a pool: `PREFIX1@domain`, `PREFIX2@domain` and so on.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Crowd {
    /// Home pool.
    pub pool: String,
    /// How many.
    pub count: u32,
    /// Before the number.
    pub prefix: String,
    /// Whether the clients are started.
    #[serde(default = "yes")]
    pub signed_in: bool,
}

/// A settings object.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SettingsSpec {
    /// Noun, such as `RegistrarConfiguration`.
    pub noun: String,
    /// Scope, such as `global` or `site:NAME`.
    pub scope: String,
    /// Properties that differ from the defaults; spans in seconds.
    pub values: BTreeMap<String, serde_json::Value>,
}
