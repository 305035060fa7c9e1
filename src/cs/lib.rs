//! The Lync cmdlets: the only room that knows both the shell and the lab.
//!
//! Read `room` first (the session's lab, in step with its clock), `fault` (what the lab refuses, as error records), `inner` (how one cmdlet calls
//! another, so that `-Verbose` is the trace of real calls) and `drill` (failover and failback). Then the families: `settings`, `backup`, `store`,
//! `services`, `topology`, `users`, `events`. `identity` and `record` are what their parameters take and their objects are made of; `approve`
//! and `report` are what many of them share; `views` is how their objects show.
//!
//! Absent on purpose: any rule of how the product behaves, which is the lab's; policies, provisioning and the rest of the 750 cmdlets, which
//! are not there rather than there in name only. What a cmdlet documents and the lab does not simulate answers with the error id `NotSimulated`.

mod approve;
mod backup;
mod drill;
mod events;
mod fault;
mod identity;
mod inner;
mod join;
mod record;
mod report;
pub mod room;
mod services;
mod settings;
mod store;
mod topology;
mod users;
mod views;

pub use room::{IdentityKind, LabChoice, LabRoom, identities, kind_of_parameter, load, with_lab};

use engine::{Declaration, Engine};
use format::Registry;
use join::{count, joined};
use object::TypeInfo;
use std::rc::Rc;

/// The cmdlets that are declared one by one.
static OWN: &[&Declaration] = &[
    &backup::BackupCsPool::DECLARATION,
    &topology::GetCsComputer::DECLARATION,
    &backup::GetCsBackupServiceStatus::DECLARATION,
    &store::GetCsManagementStoreReplicationStatus::DECLARATION,
    &topology::GetCsPool::DECLARATION,
    &backup::GetCsPoolBackupRelationship::DECLARATION,
    &topology::GetCsService::DECLARATION,
    &topology::GetCsSite::DECLARATION,
    &users::GetCsUser::DECLARATION,
    &users::GetCsUserPoolInfo::DECLARATION,
    &services::GetCsWindowsService::DECLARATION,
    &events::GetEventLog::DECLARATION,
    &events::GetWinEvent::DECLARATION,
    &backup::InvokeCsBackupServiceSync::DECLARATION,
    &store::InvokeCsManagementStoreReplication::DECLARATION,
    &drill::InvokeCsPoolFailBack::DECLARATION,
    &drill::InvokeCsPoolFailOver::DECLARATION,
    &drill::ResetCsPoolRegistrarState::DECLARATION,
    &topology::SetCsEdgeServer::DECLARATION,
    &services::StartCsWindowsService::DECLARATION,
    &services::StopCsWindowsService::DECLARATION,
    &drill::SyncCsUserData::DECLARATION,
];

/// The settings cmdlets with them.
static LISTS: &[&[&Declaration]] = &[OWN, &settings::CMDLETS];

static CMDLETS: [&Declaration; count(LISTS)] = joined(LISTS, &backup::BackupCsPool::DECLARATION);

/// Puts the room into a session: cmdlets, types, views, and the lab, which is built by the first cmdlet that needs it.
pub fn install(engine: &mut Engine, choice: LabChoice) {
    engine.registry.add(cmdlets());
    object::types::register(TYPES);
    views::register(engine.room::<Rc<Registry>>());
    load(engine, choice);
}

/// All cmdlets of the room.
pub fn cmdlets() -> &'static [&'static Declaration] {
    &CMDLETS
}

static TYPE_LISTS: &[&[&TypeInfo]] = &[
    backup::TYPES,
    drill::TYPES,
    events::TYPES,
    fault::TYPES,
    identity::TYPES,
    services::TYPES,
    settings::TYPES,
    store::TYPES,
    topology::SERVICE_TYPES,
    topology::TYPES,
    users::TYPES,
];

static ALL_TYPES: [&TypeInfo; count(TYPE_LISTS)] = joined(TYPE_LISTS, &fault::MANAGEMENT_EXCEPTION);

/// The .NET types of the room, for the registry of types.
pub static TYPES: &[&TypeInfo] = &ALL_TYPES;

#[cfg(test)]
mod sessions;
