//! What the published topology says: pools, computers, sites, services, and the one thing of it that a drill may have to change.
//!
//! Every reader takes an identity or a filter; `select` is what they share.

mod computer;
mod edge;
mod pool;
mod select;
mod service;
mod site;

pub use computer::{GetCsComputer, MACHINE};
pub use edge::SetCsEdgeServer;
pub use pool::GetCsPool;
pub use service::GetCsService;
pub use site::GetCsSite;

use object::TypeInfo;

/// The types of what the readers return; those of services stand in `service`.
pub static TYPES: &[&TypeInfo] = &[
    &pool::CLUSTER,
    &MACHINE,
    &site::SITE,
    &site::CENTRAL_SITE,
    &service::DISPLAY_SERVICE,
];

/// The types of services, by role.
pub use service::TYPES as SERVICE_TYPES;
