//! What the lab refuses, as PowerShell's error records: ids, categories and targets that scripts can rely on.
//!
//! The sentences are the lab's own; it marks which of them the product is known to say. Ids are the contract.

use lab::LabError;
use object::{Category, Fault, TypeInfo, types};

/// The exception that the product's cmdlets raise.
pub static MANAGEMENT_EXCEPTION: TypeInfo = TypeInfo::class(
    "Microsoft.Rtc.Management.ManagementException",
    &types::EXCEPTION,
);

/// The error of something that the lab does not simulate.
pub fn not_simulated(what: &str) -> Fault {
    Fault::new(
        &types::NOT_IMPLEMENTED_EXCEPTION,
        format!("The lab does not simulate {what}."),
    )
    .id("NotSimulated")
    .category(Category::NotImplemented)
}

/// An error of the product's.
pub fn management(id: &str, category: Category, message: impl Into<object::Str>) -> Fault {
    Fault::new(&MANAGEMENT_EXCEPTION, message)
        .id(id)
        .category(category)
}

/// The error of arguments that do not go together.
pub fn argument(id: &str, message: impl Into<object::Str>) -> Fault {
    Fault::new(&types::PS_ARGUMENT_EXCEPTION, message)
        .id(id)
        .category(Category::InvalidArgument)
}

/// The error of a parameter that the deployment's version of the product does not have.
pub fn no_such_parameter(name: &str) -> Fault {
    Fault::new(
        &types::PARAMETER_BINDING_EXCEPTION,
        format!("A parameter cannot be found that matches parameter name '{name}'."),
    )
    .id("NamedParameterNotFound")
    .category(Category::InvalidArgument)
}

/// The error of something that did not happen in time.
pub fn timed_out(what: &str) -> Fault {
    management(
        "OperationTimedOut",
        Category::OperationTimeout,
        format!("The operation timed out while waiting for {what}."),
    )
}

/// The record of a lab's refusal.
pub fn of(error: &LabError) -> Fault {
    if let LabError::UnknownProperty { property, .. } = error {
        return no_such_parameter(property);
    }
    let (id, category) = class(error);
    let fault = management(id, category, error.to_string());
    match target(error) {
        Some(target) => fault.target(target),
        None => fault,
    }
}

/// Id and category.
fn class(error: &LabError) -> (&'static str, Category) {
    use Category::{
        ConnectionError, InvalidArgument, InvalidData, InvalidOperation, LimitsExceeded,
        ObjectNotFound, ResourceExists, ResourceUnavailable,
    };
    match error {
        LabError::UnknownPool { .. } => ("PoolNotFound", ObjectNotFound),
        LabError::UnknownComputer { .. } => ("ComputerNotFound", ObjectNotFound),
        LabError::UnknownSite { .. } => ("SiteNotFound", ObjectNotFound),
        LabError::UnknownUser { .. } => ("UserNotFound", ObjectNotFound),
        LabError::UnknownService { .. } => ("ServiceNotFound", ObjectNotFound),
        LabError::UnknownReplica { .. } => ("ReplicaNotFound", ObjectNotFound),
        LabError::UnknownGroup { .. } => ("RoutingGroupNotFound", ObjectNotFound),
        LabError::NoRegistrar { .. } => ("PoolHasNoRegistrar", InvalidArgument),
        LabError::NotPaired { .. } => ("PoolNotPaired", InvalidOperation),
        LabError::BackupServiceMissing { .. } => ("BackupServiceNotInstalled", InvalidOperation),
        LabError::BackupServiceDown { .. } => ("BackupServiceNotRunning", ResourceUnavailable),
        LabError::ServicesDown { .. } => ("PoolServicesNotRunning", InvalidOperation),
        LabError::RegistrarDown { .. } => ("RegistrarNotRunning", ResourceUnavailable),
        LabError::HostsPartner { .. } => ("PoolHostsFailedOverUsers", InvalidOperation),
        LabError::EdgeNextHop { .. } => ("PoolIsEdgeNextHop", InvalidOperation),
        LabError::StoreUnavailable { .. } => ("ManagementStoreUnavailable", ConnectionError),
        LabError::MasterDown => ("ManagementServerNotAvailable", ResourceUnavailable),
        LabError::Unreachable { .. } => ("ComputerUnreachable", ConnectionError),
        LabError::ServiceDisabled { .. } => ("ServiceDisabled", InvalidOperation),
        LabError::SettingsMissing { .. } => ("MissingItem", ObjectNotFound),
        LabError::SettingsExist { .. } => ("ItemExists", ResourceExists),
        LabError::ScopeNotAllowed { .. } => ("ScopeNotAllowed", InvalidArgument),
        LabError::UnknownNoun { .. } => ("UnknownSettings", ObjectNotFound),
        LabError::UnknownProperty { .. } => ("NamedParameterNotFound", InvalidArgument),
        LabError::ReadOnly { .. } => ("PropertyReadOnly", InvalidOperation),
        LabError::BadValue { .. } => ("InvalidValue", InvalidArgument),
        LabError::BadIdentity { .. } => ("InvalidIdentity", InvalidArgument),
        LabError::SipTaken { .. } => ("SipAddressInUse", ResourceExists),
        LabError::CannotWrite { .. } => ("UserDataReadOnly", InvalidOperation),
        LabError::EventLimit { .. } => ("EventLimit", LimitsExceeded),
        LabError::BadLab { .. } => ("InvalidLab", InvalidData),
    }
}

/// What the record is about.
fn target(error: &LabError) -> Option<String> {
    Some(match error {
        LabError::UnknownPool { fqdn }
        | LabError::UnknownComputer { fqdn }
        | LabError::UnknownReplica { fqdn } => fqdn.clone(),
        LabError::UnknownSite { name } => name.clone(),
        LabError::UnknownUser { identity } => identity.clone(),
        LabError::UnknownService { service, .. } | LabError::ServiceDisabled { service } => {
            service.clone()
        }
        LabError::UnknownGroup { group, .. } => group.clone(),
        LabError::NoRegistrar { pool }
        | LabError::NotPaired { pool }
        | LabError::BackupServiceMissing { pool }
        | LabError::BackupServiceDown { pool }
        | LabError::ServicesDown { pool }
        | LabError::RegistrarDown { pool }
        | LabError::HostsPartner { pool, .. }
        | LabError::EdgeNextHop { pool, .. } => pool.clone(),
        LabError::StoreUnavailable { server } => server.clone(),
        LabError::Unreachable { computer } => computer.clone(),
        LabError::SettingsMissing { key, .. } | LabError::SettingsExist { key, .. } => key.clone(),
        LabError::ScopeNotAllowed { scope, .. } => scope.clone(),
        LabError::ReadOnly { property, .. } | LabError::BadValue { property, .. } => {
            property.clone()
        }
        LabError::BadIdentity { text } => text.clone(),
        LabError::SipTaken { sip } | LabError::CannotWrite { sip } => sip.clone(),
        _ => return None,
    })
}

/// The types of this file.
pub static TYPES: &[&TypeInfo] = &[&MANAGEMENT_EXCEPTION];
