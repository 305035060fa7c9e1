//! Events of the session: who waits for which, and those that nobody has taken yet.
//!
//! Read `queue` for what happens when an event is raised, then the cmdlets. An action runs at once, where the event is raised:
//! nothing here runs beside the script.
//! Absent on purpose: events of .NET's objects and of other sessions.

mod queue;
mod register;
mod take;

pub use queue::exiting;

use engine::declare::Declaration;
use object::TypeInfo;

/// The cmdlets of this folder.
pub static CMDLETS: &[&Declaration] = &[
    &register::GetEventSubscriber::DECLARATION,
    &register::RegisterEngineEvent::DECLARATION,
    &register::UnregisterEvent::DECLARATION,
    &take::GetEvent::DECLARATION,
    &take::NewEvent::DECLARATION,
    &take::RemoveEvent::DECLARATION,
    &take::WaitEvent::DECLARATION,
];

/// The types of this folder.
pub static TYPES: &[&TypeInfo] = &[&queue::PS_EVENT_ARGS, &queue::PS_EVENT_SUBSCRIBER];
