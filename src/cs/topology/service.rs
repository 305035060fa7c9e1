//! `Get-CsService`

use super::select::Select;
use crate::fault;
use crate::identity::XdsKey;
use crate::record::{record, strings};
use crate::room::ask;
use engine::{Run, Shell, Switch, cmdlet};
use lab::LabError;
use lab::topology::{Fact, Role, ServiceRow};
use object::date::TimeSpan;
use object::types::{self, TypeInfo};
use object::{Category, Result, Str, Value};

/// What the types of services have in common.
pub static DISPLAY_SERVICE: TypeInfo = TypeInfo::class(
    "Microsoft.Rtc.Management.Xds.DisplayService",
    &types::OBJECT,
);

/// Declares the types of services by role (FACTS A.11.4).
macro_rules! roles {
    ($($role:ident = $info:ident;)*) => {
        $(static $info: TypeInfo = TypeInfo::class(concat!("Microsoft.Rtc.Management.Xds.Display", stringify!($role)), &DISPLAY_SERVICE);)*

        const fn kind(role: Role) -> &'static TypeInfo {
            match role {
                $(Role::$role => &$info,)*
            }
        }

        /// The types of services.
        pub static TYPES: &[&TypeInfo] = &[$(&$info),*];
    };
}

roles! {
    Registrar = REGISTRAR;
    UserServer = USER_SERVER;
    WebServer = WEB_SERVER;
    ConferencingServer = CONFERENCING_SERVER;
    ApplicationServer = APPLICATION_SERVER;
    MediationServer = MEDIATION_SERVER;
    FileStore = FILE_STORE;
    UserDatabase = USER_DATABASE;
    ApplicationDatabase = APPLICATION_DATABASE;
    BackupServer = BACKUP_SERVER;
    CentralManagement = CENTRAL_MANAGEMENT;
    CentralManagementDatabase = CENTRAL_MANAGEMENT_DATABASE;
    EdgeServer = EDGE_SERVER;
}

cmdlet! {
    /// Returns the services that the topology declares, with what each of them depends on. Without a parameter all are returned.
    pub struct GetCsService = "Get-CsService" in "Lync", class "Microsoft.Rtc.Management.Xds.GetServiceCmdlet", default_set "Identity" {
        /// The one service to return, as `ROLE:FQDN`, with or without `service:` in front.
        identity = "Identity": XdsKey => set("Identity"), position(0);
        /// Wildcard pattern that the identity must match.
        filter = "Filter": Option<Str> => set("Filter");
        /// Returns only the services of a pool.
        pool_fqdn = "PoolFqdn": Option<Str>;
        /// Returns the application databases.
        application_database = "ApplicationDatabase": Switch => set("ApplicationDatabase");
        /// Returns the application servers.
        application_server = "ApplicationServer": Switch => set("ApplicationServer");
        /// Returns the services of this role, of which the lab has none.
        archiving_database = "ArchivingDatabase": Switch => set("ArchivingDatabase");
        /// Returns the services of this role, of which the lab has none.
        archiving_server = "ArchivingServer": Switch => set("ArchivingServer");
        /// Returns the backup services.
        backup_server = "BackupServer": Switch => set("BackupServer");
        /// Returns the Central Management servers; the active one has `Active` true.
        central_management = "CentralManagement": Switch => set("CentralManagement");
        /// Returns the Central Management databases.
        central_management_database = "CentralManagementDatabase": Switch => set("CentralManagementDatabase");
        /// Returns the conferencing servers.
        conferencing_server = "ConferencingServer": Switch => set("ConferenceServer"), alias(&["ConferenceServer"]);
        /// Returns the services of this role, of which the lab has none.
        director = "Director": Switch => set("Director");
        /// Returns the Edge servers.
        edge_server = "EdgeServer": Switch => set("EdgeServer");
        /// Returns the file stores.
        file_store = "FileStore": Switch => set("FileStore");
        /// Returns the services of this role, of which the lab has none.
        legal_intercept_server = "LegalInterceptServer": Switch => set("LegalInterceptServer");
        /// Returns the services of this role, of which the lab has none.
        management_server = "ManagementServer": Switch => set("ManagementServer");
        /// Returns the Mediation servers.
        mediation_server = "MediationServer": Switch => set("MediationServer");
        /// Returns the services of this role, of which the lab has none.
        monitoring_database = "MonitoringDatabase": Switch => set("MonitoringDatabase");
        /// Returns the services of this role, of which the lab has none.
        monitoring_server = "MonitoringServer": Switch => set("MonitoringServer");
        /// Returns the services of this role, of which the lab has none.
        persistent_chat_compliance_database = "PersistentChatComplianceDatabase": Switch => set("PersistentChatComplianceDatabase");
        /// Returns the services of this role, of which the lab has none.
        persistent_chat_database = "PersistentChatDatabase": Switch => set("PersistentChatDatabase");
        /// Returns the services of this role, of which the lab has none.
        persistent_chat_server = "PersistentChatServer": Switch => set("PersistentChatServer");
        /// Returns the services of this role, of which the lab has none.
        provision_database = "ProvisionDatabase": Switch => set("ProvisionDatabase");
        /// Returns the services of this role, of which the lab has none.
        provision_server = "ProvisionServer": Switch => set("ProvisionServer");
        /// Returns the services of this role, of which the lab has none.
        pstn_gateway = "PstnGateway": Switch => set("PstnGateway");
        /// Returns the Registrars, which serve users.
        registrar = "Registrar": Switch => set("Registrar");
        /// Returns the services of this role, of which the lab has none.
        trusted_application_pool = "TrustedApplicationPool": Switch => set("TrustedApplicationPool"), alias(&["ExternalServer"]);
        /// Returns the user databases.
        user_database = "UserDatabase": Switch => set("UserDatabase");
        /// Returns the user services.
        user_server = "UserServer": Switch => set("UserServer");
        /// Returns the services of this role, of which the lab has none.
        video_gateway = "VideoGateway": Switch => set("VideoGateway");
        /// Returns the services of this role, of which the lab has none.
        video_interop_server = "VideoInteropServer": Switch => set("VideoInteropServer");
        /// Returns the services of this role, of which the lab has none.
        wac_server = "WacServer": Switch => set("WacServer");
        /// Returns the web services.
        web_server = "WebServer": Switch => set("WebServer");
    }
}

impl Run for GetCsService {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let select = Select::of(&self.identity, self.filter.as_ref(), "service:")?;
        let mut rows = ask(shell.engine, |lab| Ok(lab.topology_services()))?;
        if let Some(pool) = &self.pool_fqdn {
            let fqdn = ask(shell.engine, |lab| {
                lab.pool(pool).map(|id| lab.pool_fqdn(id))
            })?;
            rows.retain(|row| row.pool_fqdn == fqdn);
        }
        if let Some(wanted) = role_switch(shell) {
            rows.retain(|row| row.role.name().eq_ignore_ascii_case(&wanted));
        }
        rows.retain(|row| select.wants(&row.identity, &row.identity));
        if let (true, Some(identity)) = (rows.is_empty(), select.one()) {
            return shell.error(unknown(identity));
        }
        rows.into_iter()
            .try_for_each(|row| shell.write(object(row)))
    }
}

/// The role whose switch was given; each stands in a parameter set of its own, so there is at most one.
fn role_switch(shell: &Shell<'_>) -> Option<Str> {
    let fixed = ["Identity", "Filter", "PoolFqdn"];
    let own = shell.context.declaration.parameters;
    let is_switch = |name: &Str| {
        own.iter()
            .any(|p| p.name == name.as_str() && !fixed.contains(&p.name))
    };
    let given = shell
        .context
        .bound
        .iter()
        .find(|(_, name, value)| is_switch(name) && object::convert::to_bool(value));
    given.map(|(_, name, _)| name.clone())
}

fn unknown(identity: &str) -> object::Fault {
    let error = LabError::BadIdentity {
        text: identity.to_owned(),
    };
    if !identity.contains(':') {
        return fault::of(&error);
    }
    let message = format!("Cannot find the service \"{identity}\" in the topology.");
    fault::management("ServiceNotFound", Category::ObjectNotFound, message).target(identity)
}

/// What every service ends with stands in FACTS A.11.5; what it begins with is the role's own.
fn object(row: ServiceRow) -> Value {
    let mut properties = vec![("Identity", Value::from(row.identity))];
    properties.extend(
        row.facts
            .into_iter()
            .map(|(name, fact)| (name, value(fact))),
    );
    properties.extend([
        ("DependentServiceList", strings(row.depends_on)),
        ("ServiceId", Value::from(row.service_id)),
        ("SiteId", Value::from(row.site_id)),
        ("PoolFqdn", Value::from(row.pool_fqdn)),
        (
            "Version",
            Value::Int(i32::try_from(row.version).unwrap_or_default()),
        ),
        ("Role", Value::from(row.role.name())),
    ]);
    record(kind(row.role), properties)
}

fn value(fact: Fact) -> Value {
    match fact {
        Fact::Text(text) => Value::from(text),
        Fact::Number(number) => i32::try_from(number).map_or(Value::Long(number), Value::Int),
        Fact::Flag(flag) => Value::Bool(flag),
        Fact::Span(ms) => {
            let ticks = i64::try_from(ms)
                .unwrap_or(i64::MAX)
                .saturating_mul(lab::clock::TICKS_PER_MS);
            Value::TimeSpan(TimeSpan::from_ticks(ticks))
        }
        Fact::Null => Value::Null,
    }
}
