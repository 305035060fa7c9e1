//! What can go wrong, as data: enough of it for a front end to word its own error record.
//!
//! Sentences that FACTS quotes are kept to the letter; the others say what was wanted, what would do and what was there.

use thiserror::Error;

/// Why the lab refused or could not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LabError {
    /// The topology has no such pool.
    #[error("The pool \"{fqdn}\" cannot be found in the topology.")]
    UnknownPool {
        /// What was asked for.
        fqdn: String,
    },
    /// The topology has no such computer.
    #[error("The computer \"{fqdn}\" cannot be found in the topology.")]
    UnknownComputer {
        /// What was asked for.
        fqdn: String,
    },
    /// The topology has no such site.
    #[error("The site \"{name}\" cannot be found in the topology.")]
    UnknownSite {
        /// What was asked for.
        name: String,
    },
    /// The directory has no such user.
    #[error("Management object not found for identity \"{identity}\".")]
    UnknownUser {
        /// What was asked for.
        identity: String,
    },
    /// The computer has no such product service (FACTS A.8.1).
    #[error(
        "The service \"{service}\" is not a service of this product on computer \"{computer}\"."
    )]
    UnknownService {
        /// Service name as asked for.
        service: String,
        /// Computer on which it was looked for.
        computer: String,
    },
    /// The replication list has no such replica.
    #[error("The replica \"{fqdn}\" cannot be found.")]
    UnknownReplica {
        /// What was asked for.
        fqdn: String,
    },
    /// The pool has no routing group of that id.
    #[error("The routing group \"{group}\" is not owned by pool \"{pool}\".")]
    UnknownGroup {
        /// What was asked for.
        group: String,
        /// Pool in which it was looked for.
        pool: String,
    },
    /// The pool has no Front Ends: an Edge pool, say.
    #[error("The pool \"{pool}\" does not host a Registrar.")]
    NoRegistrar {
        /// The pool.
        pool: String,
    },
    /// The pool has no backup pool (FACTS A.2.1; wording unknown, Z.3).
    #[error("The pool \"{pool}\" does not have a backup pool.")]
    NotPaired {
        /// The pool.
        pool: String,
    },
    /// Paired in the topology, but no computer of the pool has the backup service: the Bootstrapper was not run (FACTS C.5.11).
    #[error("The Backup Service is not installed on the computers of pool \"{pool}\".")]
    BackupServiceMissing {
        /// The pool.
        pool: String,
    },
    /// The backup service of the pool does not run (FACTS A.9.4).
    #[error("The Backup Service of pool \"{pool}\" is not running.")]
    BackupServiceDown {
        /// The pool.
        pool: String,
    },
    /// A planned failover of a pool whose Front End services do not run (FACTS A.2.5, G.5.5).
    #[error(
        "The Front End service is not running on any computer of pool \"{pool}\". If the pool is unavailable, use the DisasterMode parameter."
    )]
    ServicesDown {
        /// The pool.
        pool: String,
    },
    /// The Front End service that the operation needs does not run.
    #[error("The Front End service is not running on pool \"{pool}\".")]
    RegistrarDown {
        /// The pool.
        pool: String,
    },
    /// The pool serves its partner's users at present (FACTS A.2.8, B.1.9).
    #[error(
        "The pool \"{pool}\" is serving users of pool \"{partner}\", which is failed over to it. Fail back pool \"{partner}\" first."
    )]
    HostsPartner {
        /// The pool that was to be failed over.
        pool: String,
        /// Its partner, whose users it serves.
        partner: String,
    },
    /// The Edge's next hop is the pool (FACTS G.5.1, quoted with its two spaces).
    #[error(
        "This Front-end pool \"{pool}\" is specified in topology as the next hop for the Edge server. Failing over this pool may cause External access/Federation/Split-domain/XMPP features to stop working. Please use Topology Builder to change the Edge internal next hop setting to point to a different Front-end pool,  before you proceed."
    )]
    EdgeNextHop {
        /// The pool.
        pool: String,
        /// Edge pool that names it.
        edge: String,
    },
    /// The Central Management store cannot be read or written (FACTS A.0.5).
    #[error("Cannot connect to the Central Management store on \"{server}\".")]
    StoreUnavailable {
        /// `COMPUTER\INSTANCE` of the store.
        server: String,
    },
    /// No Central Management server works (empty ActiveMasterFQDN, FACTS A.6.5).
    #[error(
        "The Central Management server is not available. Fail over the Central Management server before you fail over the pool."
    )]
    MasterDown,
    /// The computer is off or cannot be reached.
    #[error("Cannot connect to computer \"{computer}\".")]
    Unreachable {
        /// The computer.
        computer: String,
    },
    /// The service is disabled (FACTS A.8.8b, quoted).
    #[error("Service {service} failed to start. Check to make sure the service is not disabled.")]
    ServiceDisabled {
        /// Name of the service in upper case.
        service: String,
    },
    /// No settings object at that scope (FACTS B.2.2, quoted).
    #[error("Cannot find \"{noun}\" \"{key}\" because it does not exist.")]
    SettingsMissing {
        /// Noun, such as `RegistrarConfiguration`.
        noun: &'static str,
        /// Identity without `service:`.
        key: String,
    },
    /// The scope already has a settings object (FACTS A.1.4; wording unknown).
    #[error("\"{noun}\" already has an item with the key \"{key}\".")]
    SettingsExist {
        /// Noun, such as `RegistrarConfiguration`.
        noun: &'static str,
        /// Identity without `service:`.
        key: String,
    },
    /// The noun has no objects at scopes of that kind.
    #[error("\"{scope}\" is not a valid scope for \"{noun}\". Valid scopes: {valid}.")]
    ScopeNotAllowed {
        /// Noun, such as `RegistrarConfiguration`.
        noun: &'static str,
        /// Scope as asked for.
        scope: String,
        /// What would do.
        valid: String,
    },
    /// The schema has no such noun.
    #[error("There are no settings of the name \"{noun}\".")]
    UnknownNoun {
        /// What was asked for.
        noun: String,
    },
    /// The noun has no such property in this version of the product.
    #[error("\"{noun}\" has no property \"{property}\".")]
    UnknownProperty {
        /// Noun, such as `RegistrarConfiguration`.
        noun: &'static str,
        /// What was asked for.
        property: String,
    },
    /// The property cannot be set.
    #[error("The property \"{property}\" of \"{noun}\" is read-only.")]
    ReadOnly {
        /// Noun, such as `RegistrarConfiguration`.
        noun: &'static str,
        /// The property.
        property: String,
    },
    /// The value is not of the property's type or outside its range.
    #[error("\"{value}\" is not a valid value of \"{property}\". Valid: {valid}.")]
    BadValue {
        /// The property.
        property: String,
        /// What would do.
        valid: String,
        /// What was given.
        value: String,
    },
    /// A text that is no identity.
    #[error("\"{text}\" is not a valid identity.")]
    BadIdentity {
        /// The text.
        text: String,
    },
    /// A SIP address that is taken.
    #[error("The SIP address \"{sip}\" is already in use.")]
    SipTaken {
        /// The address.
        sip: String,
    },
    /// The user cannot write now: signed out, or in resiliency mode (FACTS D.10, B.5.1).
    #[error("\"{sip}\" cannot change contacts or settings now.")]
    CannotWrite {
        /// Address of the user.
        sip: String,
    },
    /// One call of `run_until` met more events than the limit.
    #[error("The simulation stopped after {limit} events in one step.")]
    EventLimit {
        /// The limit.
        limit: usize,
    },
    /// A lab file that cannot be read, or that contradicts itself.
    #[error("The lab is not valid: {what}")]
    BadLab {
        /// What is wrong, and where.
        what: String,
    },
}
