//! The Windows services of the product: look, start, stop.
//!
//! Read `row` (a service as scripts see it), then `get`, `start` and `stop`; `settle` is how the latter two wait.

mod get;
mod row;
mod settle;
mod start;
mod stop;

pub use get::GetCsWindowsService;
pub use row::NT_SERVICE;
pub use start::StartCsWindowsService;
pub use stop::StopCsWindowsService;

use lab::{ComputerId, Lab, LabError};

/// The computer of that name; without one, the computer on which the administrator works.
fn computer(lab: &Lab, name: Option<&str>) -> Result<ComputerId, LabError> {
    name.map_or_else(|| Ok(lab.console()), |name| lab.computer(name))
}

/// The types of this room.
pub static TYPES: &[&object::TypeInfo] = &[&NT_SERVICE];
