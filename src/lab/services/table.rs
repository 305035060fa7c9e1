//! The services by name.
//!
//! Names and displays \[B FACTS A.8.5\], order \[B A.8.6\], presence \[D/I A.8.7, A.8.8\]; needs and times are inferred \[I\], as no source gives
//! them.

use crate::clock::SECOND_MS;
use crate::identity::ComputerId;
use crate::topology::{PoolKind, Release, Topology};

/// A service of the product.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)] // the table below says what each is
pub enum Service {
    W3Svc,
    Master,
    Replica,
    ClsAgent,
    FabricHost,
    RtcSrv,
    Caa,
    Cas,
    Rgs,
    Cps,
    Ats,
    ImMcu,
    DataMcu,
    AvMcu,
    AsMcu,
    MedSrv,
    Fta,
    XmppGateway,
    LyncBackup,
    HealthAgent,
    DataProxy,
    MrAuth,
    MediaRelay,
}

/// What the table says of a service.
#[derive(Debug)]
pub(crate) struct Info {
    pub(crate) name: &'static str,
    /// Display name without the product's name before it.
    display: &'static str,
    pub(crate) roles: &'static [&'static str],
    pub(crate) needs: &'static [Service],
    pub(crate) start_ms: u64,
    pub(crate) stop_ms: u64,
}

const fn info(
    name: &'static str,
    display: &'static str,
    roles: &'static [&'static str],
    start_s: u64,
    stop_s: u64,
) -> Info {
    Info {
        name,
        display,
        roles,
        needs: &[],
        start_ms: start_s * SECOND_MS,
        stop_ms: stop_s * SECOND_MS,
    }
}

/// One row a service, in the order of [`Service::ALL`]: name, display, roles, seconds to start, seconds to stop.
static TABLE: [Info; 23] = [
    info(
        "W3SVC",
        "World Wide Web Publishing Service",
        &["WebServer"],
        4,
        4,
    ),
    info(
        "MASTER",
        "Master Replicator Agent",
        &["CentralManagement"],
        6,
        4,
    ),
    info("REPLICA", "Replica Replicator Agent", &["Replica"], 5, 3),
    info(
        "RTCCLSAGT",
        "Centralized Logging Service Agent",
        &["ClsAgent"],
        3,
        3,
    ),
    info(
        "FabricHostSvc",
        "Windows Fabric Host Service",
        &["Registrar"],
        10,
        6,
    ),
    Info {
        needs: &[Service::FabricHost],
        ..info("RTCSRV", "Front-End", &["UserServer", "Registrar"], 40, 30)
    },
    info(
        "RTCCAA",
        "Conferencing Attendant",
        &["ApplicationServer"],
        8,
        6,
    ),
    info(
        "RTCCAS",
        "Conferencing Announcement",
        &["ApplicationServer"],
        8,
        6,
    ),
    info("RTCRGS", "Response Group", &["ApplicationServer"], 10, 6),
    info("RTCCPS", "Call Park", &["ApplicationServer"], 8, 6),
    info("RTCATS", "Audio Test Service", &["ApplicationServer"], 6, 4),
    info("RTCIMMCU", "IM Conferencing", &["ConferencingServer"], 6, 6),
    info(
        "RTCDATAMCU",
        "Web Conferencing",
        &["ConferencingServer"],
        8,
        8,
    ),
    info(
        "RTCAVMCU",
        "Audio/Video Conferencing",
        &["ConferencingServer"],
        8,
        8,
    ),
    info(
        "RTCASMCU",
        "Application Sharing",
        &["ConferencingServer"],
        6,
        6,
    ),
    info("RTCMEDSRV", "Mediation", &["MediationServer"], 10, 8),
    info("FTA", "File Transfer Agent", &["CentralManagement"], 4, 3),
    info(
        "RTCXMPPTGW",
        "XMPP Translating Gateway",
        &["XmppGateway"],
        6,
        4,
    ),
    info("LYNCBACKUP", "Backup Service", &["BackupServer"], 8, 5),
    info("RTCHA", "Health Agent", &["HealthAgent"], 3, 3),
    info(
        "RTCDATAPROXY",
        "Web Conferencing Edge",
        &["EdgeServer"],
        6,
        4,
    ),
    info(
        "RTCMRAUTH",
        "Audio/Video Authentication",
        &["EdgeServer"],
        6,
        4,
    ),
    info("RTCMEDIARELAY", "Audio/Video Edge", &["EdgeServer"], 6, 4),
];

impl Service {
    /// Every service, in the order in which they are listed.
    pub const ALL: [Self; 23] = [
        Self::W3Svc,
        Self::Master,
        Self::Replica,
        Self::ClsAgent,
        Self::FabricHost,
        Self::RtcSrv,
        Self::Caa,
        Self::Cas,
        Self::Rgs,
        Self::Cps,
        Self::Ats,
        Self::ImMcu,
        Self::DataMcu,
        Self::AvMcu,
        Self::AsMcu,
        Self::MedSrv,
        Self::Fta,
        Self::XmppGateway,
        Self::LyncBackup,
        Self::HealthAgent,
        Self::DataProxy,
        Self::MrAuth,
        Self::MediaRelay,
    ];

    pub(crate) const fn info(self) -> &'static Info {
        &TABLE[self as usize]
    }

    /// Service name, such as `RTCSRV`.
    pub const fn name(self) -> &'static str {
        self.info().name
    }

    /// Display name in a version of the product.
    pub fn display_name(self, release: Release) -> String {
        let display = self.info().display;
        if matches!(self, Self::W3Svc | Self::FabricHost) {
            display.to_owned()
        } else {
            format!("{} {display}", release.product_name())
        }
    }

    /// The service of that exact name, in any case; display names and wildcards do not count \[D FACTS A.8.1\].
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|service| service.name().eq_ignore_ascii_case(name))
    }

    /// The services that need this one.
    pub(crate) fn dependents(self) -> impl Iterator<Item = Self> {
        Self::ALL
            .into_iter()
            .filter(move |service| service.info().needs.contains(&self))
    }
}

/// Whether a computer of the topology has a service.
pub(crate) fn is_installed(topology: &Topology, computer: ComputerId, service: Service) -> bool {
    let id = topology.computer(computer).pool;
    let pool = topology.pool(id);
    let edge = pool.kind == PoolKind::Edge;
    match service {
        Service::Replica | Service::ClsAgent | Service::RtcSrv => true,
        Service::DataProxy | Service::MrAuth | Service::MediaRelay => edge,
        _ if edge => false,
        Service::Master | Service::Fta => topology.cms == id || topology.cms_standby() == Some(id),
        Service::LyncBackup => pool.backup.is_some() && pool.backup_installed,
        Service::MedSrv => pool.mediation,
        Service::Caa | Service::Cas | Service::Rgs | Service::Cps | Service::Ats => {
            pool.applications
        }
        Service::HealthAgent => topology.release >= Release::Skype2015,
        // XMPP is not modelled, so its gateway is not installed.
        Service::XmppGateway => false,
        _ => true,
    }
}

/// What a service needs on a computer: an Edge has no Fabric.
pub(crate) fn needs(topology: &Topology, computer: ComputerId, service: Service) -> Vec<Service> {
    service
        .info()
        .needs
        .iter()
        .copied()
        .filter(|&need| is_installed(topology, computer, need))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_service_is_listed_once_and_found_by_its_name() {
        for (index, service) in Service::ALL.into_iter().enumerate() {
            assert_eq!(service as usize, index);
            assert!(
                Service::ALL
                    .iter()
                    .all(|other| *other == service || other.name() != service.name())
            );
            assert_eq!(
                Service::from_name(&service.name().to_lowercase()),
                Some(service)
            );
        }
        assert_eq!(Service::from_name("RTC*"), None);
        assert_eq!(
            Service::RtcSrv.display_name(Release::Lync2013),
            "Lync Server Front-End"
        );
    }
}
