//! Modules: where they are found, how they are loaded, what they give out.
//!
//! Read `find` (names to files), `manifest` (what a `.psd1` says), `load` (a file becomes a module), `attach` (its commands come
//! into a scope); then the cmdlets. `autoload` is what the engine asks when nobody knows a command.
//! Absent on purpose: binary modules, CIM modules, remote sessions.

mod attach;
pub mod autoload;
mod builtin;
mod create;
pub mod demand;
mod export;
mod find;
mod get;
mod import;
mod load;
mod manifest;
mod new_manifest;
mod remove;
mod specification;

pub use create::NewModule;
pub use export::ExportModuleMember;
pub use get::{GetModule, TestModuleManifest};
pub use import::ImportModule;
pub use new_manifest::NewModuleManifest;
pub use remove::RemoveModule;
pub use specification::MODULE_SPECIFICATION;
