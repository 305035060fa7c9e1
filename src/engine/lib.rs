//! The engine: it lowers the tree to a program and runs it.
//!
//! Read `session` for what a session is, `scope` for variables, `program` and `lower` for what runs, `eval` for how it runs,
//! `pipeline`, `stage` and `call` for commands, `bind` for their parameters, `declare` and `shell` for what a cmdlet is and sees.
//! Absent on purpose: any cmdlet, any formatting, any terminal. Rooms above bring them through [`Engine::registry`] and [`Ui`].

pub use object;
pub use syntax;

pub mod alias_info;
pub mod attribute;
mod attribute_check;
pub mod attribute_objects;
mod automatic;
pub mod bind;
pub mod block;
pub mod call;
pub mod class;
mod class_static;
pub mod class_table;
pub mod clock;
mod cmdlet_base;
pub mod cmdlet_object;
pub mod command;
pub mod common_parameters;
mod confirm;
pub mod csharp;
pub mod declare;
pub mod doors;
mod dynamic;
mod environment;
mod errors;
mod eval;
mod feed;
mod file_sink;
pub mod frame;
pub mod hosting;
pub mod info;
mod instance;
pub mod intrinsics;
pub mod listing;
mod lower;
pub mod module;
mod module_info;
mod native;
mod obsolete;
pub mod parameter_info;
mod pipeline;
pub mod program;
pub mod scope;
mod script_stage;
pub mod session;
mod shell;
pub mod signature;
pub mod sink;
pub mod source;
mod stage;
pub mod state;
pub mod steppable;
pub mod streams;
mod syntax_text;
pub mod tree;
mod type_checks;
mod types;
pub mod ui;
pub mod values;
pub mod variable_info;
pub mod variables;
mod words;

pub use bind::Given;
pub use declare::{Argument, Cmdlet, Declaration, PsObject, Run, ScriptBlockArgument, Switch};
pub use session::Engine;
pub use shell::{Context, Shell};
pub use sink::{Collector, Out, Sink};
pub use ui::Ui;

/// The version of PowerShell that the language follows.
pub const VERSION: (i32, i32) = (7, 6);

/// The same, as `$PSVersionTable` shows it.
pub const VERSION_TEXT: &str = "7.6.9";

/// Types of this room, for the registry of types.
pub static TYPES: &[&object::TypeInfo] = &[
    &streams::INFORMATIONAL_RECORD,
    &streams::WARNING_RECORD,
    &streams::VERBOSE_RECORD,
    &streams::DEBUG_RECORD,
    &streams::INFORMATION_RECORD,
    &common_parameters::ACTION_PREFERENCE,
    &common_parameters::CONFIRM_IMPACT,
    &module::MODULE_INFO,
    &info::COMMAND_INFO,
    &info::COMMAND_TYPES,
    &info::FUNCTION_INFO,
    &info::FILTER_INFO,
    &info::CMDLET_INFO,
    &info::EXTERNAL_SCRIPT_INFO,
    &info::APPLICATION_INFO,
    &info::SCRIPT_INFO,
    &cmdlet_object::PS_SCRIPT_CMDLET,
    &cmdlet_base::PS_CMDLET,
    &cmdlet_base::CMDLET,
    &cmdlet_base::PAGING_PARAMETERS,
    &cmdlet_base::SHOULD_PROCESS_REASON,
    &intrinsics::ENGINE_INTRINSICS,
    &intrinsics::SESSION_STATE,
    &intrinsics::PS_VARIABLE_INTRINSICS,
    &intrinsics::PATH_INTRINSICS,
    &intrinsics::COMMAND_INVOCATION_INTRINSICS,
    &attribute_objects::RUNTIME_DEFINED_PARAMETER,
    &attribute_objects::RUNTIME_DEFINED_PARAMETER_DICTIONARY,
    &attribute_objects::BOUND_PARAMETERS_DICTIONARY,
    &attribute_objects::VALIDATE_RANGE_KIND,
    &steppable::STEPPABLE_PIPELINE,
];
