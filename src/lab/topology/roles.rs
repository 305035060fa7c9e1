//! The services that the topology document declares for a pool, which is what `Get-CsService` and `Get-CsPool` list.

use crate::identity::PoolId;
use crate::topology::{PoolKind, Topology};

/// SIP port of a registrar \[FACTS A.11.8\].
const SIP_PORT: i64 = 5061;

/// A role in the topology.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)] // the names say it: they are the product's own
pub enum Role {
    Registrar,
    UserServer,
    WebServer,
    ConferencingServer,
    ApplicationServer,
    MediationServer,
    FileStore,
    UserDatabase,
    ApplicationDatabase,
    BackupServer,
    CentralManagement,
    CentralManagementDatabase,
    EdgeServer,
}

impl Role {
    /// Every role, in the order in which a pool lists its services.
    pub const ALL: [Self; 13] = [
        Self::UserServer,
        Self::Registrar,
        Self::UserDatabase,
        Self::ApplicationDatabase,
        Self::FileStore,
        Self::WebServer,
        Self::ConferencingServer,
        Self::ApplicationServer,
        Self::MediationServer,
        Self::BackupServer,
        Self::CentralManagement,
        Self::CentralManagementDatabase,
        Self::EdgeServer,
    ];

    /// Name in identities: `Registrar` in `Registrar:pool.contoso.com`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Registrar => "Registrar",
            Self::UserServer => "UserServer",
            Self::WebServer => "WebServer",
            Self::ConferencingServer => "ConferencingServer",
            Self::ApplicationServer => "ApplicationServer",
            Self::MediationServer => "MediationServer",
            Self::FileStore => "FileStore",
            Self::UserDatabase => "UserDatabase",
            Self::ApplicationDatabase => "ApplicationDatabase",
            Self::BackupServer => "BackupServer",
            Self::CentralManagement => "CentralManagement",
            Self::CentralManagementDatabase => "CentralManagementDatabase",
            Self::EdgeServer => "EdgeServer",
        }
    }

    /// Name in service ids: `1-WebServices-1` \[FACTS A.11.5; the others I\].
    const fn id_name(self) -> &'static str {
        match self {
            Self::Registrar | Self::UserServer => "UserServices",
            Self::WebServer => "WebServices",
            Self::ConferencingServer => "ConfServices",
            Self::ApplicationServer => "ApplicationServer",
            Self::MediationServer => "MediationServer",
            Self::FileStore => "FileStore",
            Self::UserDatabase => "UserStore",
            Self::ApplicationDatabase => "ApplicationStore",
            Self::BackupServer => "BackupServer",
            Self::CentralManagement => "CentralMgmt",
            Self::CentralManagementDatabase => "CentralMgmtStore",
            Self::EdgeServer => "EdgeServer",
        }
    }
}

/// A value of a role's own property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// A text.
    Text(String),
    /// A number.
    Number(i64),
    /// Yes or no.
    Flag(bool),
    /// A span in milliseconds.
    Span(u64),
    /// Nothing.
    Null,
}

/// A row of `Get-CsService`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceRow {
    /// `ROLE:FQDN`.
    pub identity: String,
    /// The role.
    pub role: Role,
    /// Such as `1-WebServices-1`.
    pub service_id: String,
    /// `Site:NAME`.
    pub site_id: String,
    /// FQDN of the pool.
    pub pool_fqdn: String,
    /// 6, 7 or 8 \[FACTS A.11.5\].
    pub version: i64,
    /// Services that this one needs, as identities.
    pub depends_on: Vec<String>,
    /// Properties of this role, in the order of display.
    pub facts: Vec<(&'static str, Fact)>,
}

/// The roles of a pool, in the order of [`Role::ALL`].
pub(crate) fn roles_of(topology: &Topology, id: PoolId) -> Vec<Role> {
    let pool = topology.pool(id);
    let cms_pool = topology.cms == id || topology.cms_standby() == Some(id);
    let has = |role: Role| match role {
        Role::EdgeServer => pool.kind == PoolKind::Edge,
        _ if pool.kind == PoolKind::Edge => false,
        Role::MediationServer => pool.mediation,
        Role::ApplicationServer | Role::ApplicationDatabase => pool.applications,
        Role::BackupServer => pool.backup.is_some(),
        Role::CentralManagement | Role::CentralManagementDatabase => cms_pool,
        _ => true,
    };
    Role::ALL.into_iter().filter(|&role| has(role)).collect()
}

/// One row of `Get-CsService`.
pub(crate) fn row(topology: &Topology, id: PoolId, role: Role) -> ServiceRow {
    let pool = topology.pool(id);
    ServiceRow {
        identity: format!("{}:{}", role.name(), pool.fqdn),
        role,
        service_id: format!(
            "{}-{}-{}",
            pool.site.index() + 1,
            role.id_name(),
            id.index() + 1
        ),
        site_id: format!("Site:{}", topology.site(pool.site).name),
        pool_fqdn: pool.fqdn.clone(),
        version: topology.release.service_version(),
        depends_on: depends_on(topology, id, role),
        facts: facts(topology, id, role),
    }
}

fn depends_on(topology: &Topology, id: PoolId, role: Role) -> Vec<String> {
    let needs: &[Role] = match role {
        Role::Registrar => &[Role::UserServer, Role::WebServer, Role::FileStore],
        Role::UserServer => &[
            Role::UserDatabase,
            Role::ConferencingServer,
            Role::WebServer,
            Role::FileStore,
        ],
        Role::WebServer
        | Role::ConferencingServer
        | Role::CentralManagement
        | Role::BackupServer => &[Role::FileStore],
        Role::ApplicationServer => &[Role::ApplicationDatabase, Role::Registrar],
        Role::MediationServer => &[Role::Registrar],
        _ => &[],
    };
    let present = roles_of(topology, id);
    let fqdn = &topology.pool(id).fqdn;
    needs
        .iter()
        .filter(|role| present.contains(role))
        .map(|role| format!("{}:{fqdn}", role.name()))
        .collect()
}

fn facts(topology: &Topology, id: PoolId, role: Role) -> Vec<(&'static str, Fact)> {
    let pool = topology.pool(id);
    let other = |role: Role, pool: Option<PoolId>| match pool {
        Some(pool) => Fact::Text(format!("{}:{}", role.name(), topology.pool(pool).fqdn)),
        None => Fact::Null,
    };
    let edge = topology
        .pool_ids()
        .find(|&edge| topology.pool(edge).next_hop == Some(id));
    let mut facts: Vec<(&'static str, Fact)> = Vec::new();
    facts.extend(
        peers(role)
            .iter()
            .map(|&peer| (peer.name(), other(peer, Some(id)))),
    );
    match role {
        Role::Registrar => facts.extend([
            ("SipPort", Fact::Number(SIP_PORT)),
            ("BackupRegistrar", other(Role::Registrar, pool.backup)),
            (
                "EnableAutomaticFailover",
                Fact::Flag(pool.backup.is_some() && pool.voice.automatic),
            ),
            (
                "FailureDetectionInterval",
                Fact::Span(pool.voice.failure_ms),
            ),
            (
                "FailbackDetectionInterval",
                Fact::Span(pool.voice.failback_ms),
            ),
            ("EdgeServer", other(Role::EdgeServer, edge)),
        ]),
        Role::WebServer => facts.push(("InternalFqdn", Fact::Text(pool.fqdn.clone()))),
        Role::MediationServer => facts.push(("EdgeServer", other(Role::EdgeServer, edge))),
        Role::FileStore => facts.extend([
            ("ShareName", Fact::Text(pool.file_share.clone())),
            ("UncPath", Fact::Text(unc(topology, id))),
        ]),
        Role::UserDatabase | Role::ApplicationDatabase | Role::CentralManagementDatabase => {
            facts.push(("SqlInstanceName", Fact::Text(pool.sql_instance.clone())));
        }
        Role::CentralManagement => facts.push(("Active", Fact::Flag(topology.cms == id))),
        Role::EdgeServer => facts.push(("Registrar", other(Role::Registrar, pool.next_hop))),
        _ => {}
    }
    facts
}

/// Roles of the same pool that a role names in properties of their own.
const fn peers(role: Role) -> &'static [Role] {
    match role {
        Role::Registrar => &[Role::UserServer, Role::WebServer],
        Role::UserServer => &[
            Role::UserDatabase,
            Role::ConferencingServer,
            Role::WebServer,
            Role::FileStore,
        ],
        Role::WebServer | Role::BackupServer => &[Role::UserServer, Role::FileStore],
        Role::ConferencingServer => &[Role::FileStore],
        Role::ApplicationServer => &[Role::ApplicationDatabase, Role::Registrar],
        Role::MediationServer => &[Role::Registrar],
        Role::CentralManagement => &[Role::CentralManagementDatabase, Role::FileStore],
        _ => &[],
    }
}

/// UNC path of a pool's file share.
pub(crate) fn unc(topology: &Topology, id: PoolId) -> String {
    let pool = topology.pool(id);
    format!("\\\\{}\\{}", pool.file_server, pool.file_share)
}
