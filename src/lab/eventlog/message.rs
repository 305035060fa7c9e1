//! The catalogue of messages.

use crate::registrar::PoolState;
use crate::services::Service;

/// First id of the lab's own block, for messages whose real id no source gives (FACTS E.4.10, Z.1).
pub const OWN_ID: u32 = 61_000;

/// Level of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Something failed.
    Error,
    /// Something may fail.
    Warning,
    /// Something happened.
    Information,
}

/// How well an id and its text are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Documented by Microsoft \[D\].
    Documented,
    /// Reported by somebody who saw it \[B\].
    Reported,
    /// The event is known or inferred, its id and text are the lab's own \[I\].
    Inferred,
}

/// A message, by meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// A service begins to start.
    Starting(Service),
    /// A service runs.
    Started(Service),
    /// A service has stopped.
    Stopped(Service),
    /// The registrar acts on its own pool's new state.
    OwnState {
        /// The pool.
        pool: String,
        /// Its state.
        state: PoolState,
    },
    /// The registrar acts on its partner pool's new state.
    PartnerState {
        /// The partner pool.
        pool: String,
        /// Its state.
        state: PoolState,
    },
    /// A service of the partner pool can be used again.
    PartnerOnline {
        /// The partner's computer.
        computer: String,
        /// The service.
        service: Service,
    },
    /// A service of the partner pool cannot be used.
    PartnerOffline {
        /// The partner's computer.
        computer: String,
        /// The service.
        service: Service,
    },
    /// The partner's registrar runs, but its pool's state keeps clients away.
    RegistrarStays {
        /// The partner pool.
        pool: String,
        /// Its state.
        state: PoolState,
    },
    /// The registrar serves routing groups that it did not serve before.
    GroupsTaken {
        /// Home pool of the groups.
        pool: String,
        /// How many.
        count: usize,
    },
    /// The registrar serves routing groups no more.
    GroupsLeft {
        /// Home pool of the groups.
        pool: String,
        /// How many.
        count: usize,
    },
    /// Clients of a silent pool are accepted with limits.
    ResiliencyOn {
        /// The silent pool.
        pool: String,
    },
    /// The silent pool is back.
    ResiliencyOff {
        /// The pool.
        pool: String,
    },
    /// The backup service could not export.
    BackupFailed {
        /// The exporting pool.
        pool: String,
        /// Why.
        reason: &'static str,
    },
    /// A start waits for other Front Ends.
    FabricWaits,
    /// Fabric lost quorum.
    FabricLost,
    /// The server stops because quorum did not return.
    FabricShutdown,
}

impl Message {
    /// Event source.
    pub fn source(&self) -> &'static str {
        match self {
            Self::Starting(service) | Self::Stopped(service) | Self::Started(service) => {
                source_of(*service)
            }
            Self::BackupFailed { .. } => "LS Backup Service",
            _ => "LS User Services",
        }
    }

    /// Event id with what is known of it.
    pub fn id(&self) -> (u32, Basis) {
        match self {
            Self::Starting(Service::RtcSrv) => (12_287, Basis::Reported),
            Self::Started(Service::RtcSrv) => (12_288, Basis::Documented),
            Self::Stopped(Service::RtcSrv) => (12_289, Basis::Documented),
            Self::Started(Service::MedSrv) => (25_002, Basis::Documented),
            Self::Stopped(Service::MedSrv) => (25_003, Basis::Documented),
            Self::Started(Service::MrAuth) => (19_002, Basis::Documented),
            Self::Stopped(Service::MrAuth) => (19_003, Basis::Documented),
            Self::Started(Service::MediaRelay) => (22_002, Basis::Documented),
            Self::Stopped(Service::MediaRelay) => (22_003, Basis::Documented),
            Self::FabricLost => (32_163, Basis::Reported),
            Self::FabricWaits => (32_169, Basis::Reported),
            Self::FabricShutdown => (32_173, Basis::Reported),
            Self::BackupFailed { .. } => (4_069, Basis::Reported),
            Self::Starting(_) => own(0),
            Self::Started(_) => own(1),
            Self::Stopped(_) => own(2),
            Self::OwnState { .. } => own(10),
            Self::PartnerState { .. } => own(11),
            Self::PartnerOnline { .. } => own(12),
            Self::PartnerOffline { .. } => own(13),
            Self::RegistrarStays { .. } => own(14),
            Self::GroupsTaken { .. } => own(20),
            Self::GroupsLeft { .. } => own(21),
            Self::ResiliencyOn { .. } => own(30),
            Self::ResiliencyOff { .. } => own(31),
        }
    }

    /// Level.
    pub fn level(&self) -> Level {
        match self {
            Self::BackupFailed { .. } | Self::FabricShutdown | Self::FabricLost => Level::Error,
            Self::OwnState { state, .. } | Self::PartnerState { state, .. }
                if *state != PoolState::Active =>
            {
                Level::Warning
            }
            Self::PartnerOffline { .. }
            | Self::RegistrarStays { .. }
            | Self::ResiliencyOn { .. }
            | Self::FabricWaits => Level::Warning,
            _ => Level::Information,
        }
    }

    /// Text in the words of a version's display names.
    pub fn text(&self, release: crate::topology::Release) -> String {
        match self {
            Self::Starting(service) => format!("{} is starting.", service.display_name(release)),
            Self::Started(service) => format!("{} started.", service.display_name(release)),
            Self::Stopped(service) => format!("{} stopped.", service.display_name(release)),
            Self::OwnState { pool, state } => {
                format!("The state of this pool {pool} is now {state}.")
            }
            Self::PartnerState { pool, state } => {
                format!("The state of pool {pool}, whose backup pool is this pool, is now {state}.")
            }
            Self::PartnerOnline { computer, service } => {
                format!("{} on {computer} is online.", service.display_name(release))
            }
            Self::PartnerOffline { computer, service } => format!(
                "{} on {computer} is offline.",
                service.display_name(release)
            ),
            Self::RegistrarStays { pool, state } => {
                format!(
                    "The Registrar of pool {pool} is running, but the state of the pool stays {state}. Clients cannot register there."
                )
            }
            Self::GroupsTaken { pool, count } => {
                format!("This server now serves {count} routing groups of pool {pool}.")
            }
            Self::GroupsLeft { pool, count } => {
                format!("This server no longer serves {count} routing groups of pool {pool}.")
            }
            Self::ResiliencyOn { pool } => format!(
                "Pool {pool} cannot be reached. Its users can sign in here in resiliency mode."
            ),
            Self::ResiliencyOff { pool } => {
                format!("Pool {pool} can be reached again. Its users sign in there.")
            }
            Self::BackupFailed { pool, reason } => {
                format!("The Backup Service of pool {pool} failed to export: {reason}.")
            }
            Self::FabricWaits => {
                "Server startup is being delayed because fabric pool manager is initializing."
                    .to_owned()
            }
            Self::FabricLost => {
                "Local Pool Manager has been disconnected from Pool Fabric Manager.".to_owned()
            }
            Self::FabricShutdown => {
                "Server is being shutdown because fabric pool manager could not be initialized"
                    .to_owned()
            }
        }
    }
}

const fn own(offset: u32) -> (u32, Basis) {
    (OWN_ID + offset, Basis::Inferred)
}

/// Event source of a service \[`LS Server` and `LS User Services` B FACTS E.4, the others I\].
const fn source_of(service: Service) -> &'static str {
    match service {
        Service::RtcSrv => "LS Server",
        Service::MedSrv => "LS Mediation Server",
        Service::LyncBackup => "LS Backup Service",
        Service::Replica => "LS Replica Replicator Agent Service",
        Service::Master => "LS Master Replicator Agent Service",
        Service::Fta => "LS File Transfer Agent Service",
        Service::MrAuth => "LS Audio/Video Authentication Server",
        Service::MediaRelay => "LS Audio/Video Edge Server",
        Service::DataProxy => "LS Web Conferencing Edge Server",
        _ => "LS Service Control",
    }
}
