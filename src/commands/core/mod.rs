//! What pipelines, modules, jobs and the session itself need: the cmdlets of `Microsoft.PowerShell.Core`.
//!
//! Read `where_object` and `for_each` first, which every pipeline uses; `argument` has the parameter types that several share.
//! `job` is what jobs are and `parallel` how their blocks run; `module` has a map of its own.
//! Absent on purpose: remote sessions, help files, PSReadLine.

pub mod argument;
pub mod command;
pub mod completion;
mod for_each;
pub mod function;
pub mod help;
pub mod history;
mod invoke_command;
pub mod job;
pub mod module;
mod output;
mod parallel;
mod receive_job;
mod serial;
mod start_job;
mod strict_mode;
mod where_object;

use engine::Engine;
use engine::declare::Declaration;
use object::{Category, Fault, Result, TypeInfo, types};

/// The cmdlets of this folder.
pub static CMDLETS: &[&Declaration] = &[
    &command::GetCommand::DECLARATION,
    &for_each::ForEachObject::DECLARATION,
    &help::GetHelp::DECLARATION,
    &history::AddHistory::DECLARATION,
    &history::ClearHistory::DECLARATION,
    &history::GetHistory::DECLARATION,
    &history::InvokeHistory::DECLARATION,
    &invoke_command::InvokeCommand::DECLARATION,
    &module::ExportModuleMember::DECLARATION,
    &module::GetModule::DECLARATION,
    &module::ImportModule::DECLARATION,
    &module::NewModule::DECLARATION,
    &module::NewModuleManifest::DECLARATION,
    &module::RemoveModule::DECLARATION,
    &module::TestModuleManifest::DECLARATION,
    &output::OutDefault::DECLARATION,
    &output::OutHost::DECLARATION,
    &output::OutNull::DECLARATION,
    &receive_job::GetJob::DECLARATION,
    &receive_job::ReceiveJob::DECLARATION,
    &receive_job::RemoveJob::DECLARATION,
    &receive_job::StopJob::DECLARATION,
    &receive_job::WaitJob::DECLARATION,
    &start_job::StartJob::DECLARATION,
    &start_job::StartThreadJob::DECLARATION,
    &strict_mode::SetStrictMode::DECLARATION,
    &where_object::WhereObject::DECLARATION,
];

/// The types of this folder.
pub static TYPES: &[&TypeInfo] = &[
    &argument::SCOPED_ITEM_OPTIONS,
    &argument::VISIBILITY,
    &history::HISTORY_INFO,
    &job::JOB,
    &job::JOB_STATE,
    &job::JOB_STATE_INFO,
    &job::REMOTING_JOB,
    &job::TASK_JOB,
    &job::EVENT_JOB,
    &job::THREAD_JOB,
    &module::MODULE_SPECIFICATION,
];

/// What a session needs beside the cmdlets.
pub(crate) fn install(engine: &mut Engine) {
    object::types::register(engine::parameter_info::TYPES);
    engine.autoloader = Some(autoload);
    engine.module_finder = Some(module::demand::find);
    let host = crate::utility::session::host::host_value(engine);
    let options = engine::scope::Options(
        engine::scope::Options::CONSTANT.0 | engine::scope::Options::ALL_SCOPE.0,
    );
    let (global, symbol) = (engine.global, object::Symbol::of("Host"));
    engine.set_in(global, symbol, host);
    let slot = engine.scopes.get(global).layout.slot(symbol);
    engine
        .scopes
        .slot_mut(global, slot)
        .special()
        .borrow_mut()
        .options = options;
}

/// A command that nobody has defined yet: a built-in function, or one that a module on the module path brings.
fn autoload(engine: &mut Engine, name: &str) -> Result<Option<engine::command::Command>> {
    match function::find(engine, name)? {
        Some(command) => Ok(Some(command)),
        None => module::autoload::find_command(engine, name),
    }
}

/// The error of what no session here has.
pub(crate) fn not_simulated<T>(what: &str) -> Result<T> {
    Fault::new(
        &types::NOT_SUPPORTED_EXCEPTION,
        format!("{what} are not simulated."),
    )
    .id("NotSimulated")
    .category(Category::NotImplemented)
    .raise()
}
