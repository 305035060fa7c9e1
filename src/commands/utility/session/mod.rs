//! The session as scripts work with it: streams, variables, aliases, text in and out, chance and time.
//!
//! Read `messages` and `write_error` for the streams, `variable` and `alias` for names, `out_string` for text.
//! Absent on purpose: events, breakpoints, tracing of the binder.

mod add_type;
pub mod alias;
mod call_stack;
pub mod completer;
mod culture;
pub(crate) mod data_file;
mod expression;
mod format_data;
pub mod host;
mod messages;
mod new_object;
mod out_string;
mod random;
mod safe_value;
mod sleep;
mod tee;
mod transcript;
mod type_data;
pub(crate) mod type_file;
pub mod variable;
mod verb;
mod write_error;
mod write_host;

pub(crate) use verb::is_approved;

use engine::declare::Declaration;
use object::TypeInfo;

/// The cmdlets of this folder.
pub static CMDLETS: &[&Declaration] = &[
    &add_type::AddType::DECLARATION,
    &alias::ExportAlias::DECLARATION,
    &alias::GetAlias::DECLARATION,
    &alias::ImportAlias::DECLARATION,
    &alias::NewAlias::DECLARATION,
    &alias::RemoveAlias::DECLARATION,
    &alias::SetAlias::DECLARATION,
    &messages::WriteDebug::DECLARATION,
    &messages::WriteInformation::DECLARATION,
    &messages::WriteOutput::DECLARATION,
    &messages::WriteProgress::DECLARATION,
    &messages::WriteVerbose::DECLARATION,
    &messages::WriteWarning::DECLARATION,
    &call_stack::GetError::DECLARATION,
    &call_stack::GetPsCallStack::DECLARATION,
    &call_stack::SetPsDebug::DECLARATION,
    &completer::RegisterArgumentCompleter::DECLARATION,
    &culture::GetCulture::DECLARATION,
    &culture::GetUiCulture::DECLARATION,
    &data_file::ImportLocalizedData::DECLARATION,
    &data_file::ImportPowerShellDataFile::DECLARATION,
    &expression::InvokeExpression::DECLARATION,
    &format_data::UpdateFormatData::DECLARATION,
    &expression::MeasureCommand::DECLARATION,
    &new_object::NewObject::DECLARATION,
    &out_string::OutFile::DECLARATION,
    &out_string::OutString::DECLARATION,
    &random::GetRandom::DECLARATION,
    &random::GetSecureRandom::DECLARATION,
    &random::NewGuid::DECLARATION,
    &sleep::GetUptime::DECLARATION,
    &sleep::StartSleep::DECLARATION,
    &tee::TeeObject::DECLARATION,
    &verb::GetVerb::DECLARATION,
    &transcript::StartTranscript::DECLARATION,
    &transcript::StopTranscript::DECLARATION,
    &type_data::GetTypeData::DECLARATION,
    &type_data::RemoveTypeData::DECLARATION,
    &type_data::UpdateTypeData::DECLARATION,
    &variable::ClearVariable::DECLARATION,
    &variable::GetVariable::DECLARATION,
    &variable::NewVariable::DECLARATION,
    &variable::RemoveVariable::DECLARATION,
    &variable::SetVariable::DECLARATION,
    &write_error::WriteError::DECLARATION,
    &write_host::GetHost::DECLARATION,
    &write_host::ReadHost::DECLARATION,
    &write_host::WriteHost::DECLARATION,
];

/// The types of this folder.
pub static TYPES: &[&TypeInfo] = &[
    &add_type::LANGUAGE,
    &add_type::OUTPUT_ASSEMBLY_TYPE,
    &alias::ALIAS_INFO,
    &alias::EXPORT_ALIAS_FORMAT,
    &call_stack::CALL_STACK_FRAME,
    &host::INTERNAL_HOST,
    &host::RAW_INTERFACE,
    &host::SIZE,
    &host::USER_INTERFACE,
    &type_data::PS_MEMBER_TYPES,
    &type_data::TYPE_DATA,
    &variable::PS_VARIABLE,
    &verb::VERB_INFO,
    &write_host::HOST_INFORMATION_MESSAGE,
];
