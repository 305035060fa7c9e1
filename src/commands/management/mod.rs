//! Paths and files, drives and items, the session's place among them, and what little of the machine can be seen.
//!
//! Read `place` for what a path means, `resolve` for wildcards and filters, `objects` for what items look like, `flat` for the
//! providers without folders; then a file a family of verbs.
//! Absent on purpose: the registry and certificates, which PowerShell has on Windows only.

mod archive;
mod child_item;
mod clipboard;
mod copy_item;
mod drive;
pub(crate) mod encoding;
mod flat;
mod get_content;
mod item;
mod location;
mod machine;
mod move_item;
mod new_item;
pub mod objects;
pub mod place;
mod process;
mod property;
mod remove_item;
pub mod resolve;
mod resolve_path;
mod set_content;
mod split_path;
mod test_path;

use engine::Engine;
use engine::declare::Declaration;
use object::{Fault, Result, TypeInfo, Value};

/// The cmdlets of this folder.
pub static CMDLETS: &[&Declaration] = &[
    &archive::CompressArchive::DECLARATION,
    &archive::ExpandArchive::DECLARATION,
    &child_item::GetChildItem::DECLARATION,
    &clipboard::GetClipboard::DECLARATION,
    &clipboard::SetClipboard::DECLARATION,
    &copy_item::CopyItem::DECLARATION,
    &drive::GetPsDrive::DECLARATION,
    &drive::NewPsDrive::DECLARATION,
    &drive::RemovePsDrive::DECLARATION,
    &drive::GetPsProvider::DECLARATION,
    &get_content::GetContent::DECLARATION,
    &item::GetItem::DECLARATION,
    &item::SetItem::DECLARATION,
    &item::ClearItem::DECLARATION,
    &item::InvokeItem::DECLARATION,
    &location::GetLocation::DECLARATION,
    &location::SetLocation::DECLARATION,
    &location::PushLocation::DECLARATION,
    &location::PopLocation::DECLARATION,
    &machine::GetComputerInfo::DECLARATION,
    &machine::RenameComputer::DECLARATION,
    &machine::GetHotFix::DECLARATION,
    &move_item::MoveItem::DECLARATION,
    &move_item::RenameItem::DECLARATION,
    &new_item::NewItem::DECLARATION,
    &process::GetProcess::DECLARATION,
    &process::StartProcess::DECLARATION,
    &process::StopProcess::DECLARATION,
    &process::WaitProcess::DECLARATION,
    &process::RestartComputer::DECLARATION,
    &process::StopComputer::DECLARATION,
    &property::GetItemProperty::DECLARATION,
    &property::GetItemPropertyValue::DECLARATION,
    &property::SetItemProperty::DECLARATION,
    &property::ClearItemProperty::DECLARATION,
    &property::NewItemProperty::DECLARATION,
    &property::RemoveItemProperty::DECLARATION,
    &property::RenameItemProperty::DECLARATION,
    &property::CopyItemProperty::DECLARATION,
    &property::MoveItemProperty::DECLARATION,
    &remove_item::RemoveItem::DECLARATION,
    &resolve_path::ResolvePath::DECLARATION,
    &resolve_path::ConvertPath::DECLARATION,
    &set_content::SetContent::DECLARATION,
    &set_content::AddContent::DECLARATION,
    &set_content::ClearContent::DECLARATION,
    &split_path::SplitPath::DECLARATION,
    &split_path::JoinPath::DECLARATION,
    &test_path::TestPath::DECLARATION,
];

/// The types of this folder.
pub static TYPES: &[&TypeInfo] = &[
    &machine::COMPUTER_INFO,
    &objects::PATH_INFO,
    &objects::PATH_INFO_STACK,
    &objects::PROVIDER_CAPABILITIES,
    &objects::PROVIDER_INFO,
    &objects::PS_DRIVE_INFO,
    &test_path::PATH_TYPE,
];

/// What a session needs beside the cmdlets.
pub(crate) fn install(engine: &mut Engine) {
    objects::start(engine);
    engine.drive_reader = Some(read);
    engine.drive_writer = Some(write);
}

/// `$drive:path` of drives of the file system: the file's lines.
fn read(engine: &mut Engine, drive: &str, path: &str) -> Result<Value> {
    let Some(found) = place::drive(engine, drive) else {
        return Ok(Value::Null);
    };
    let place = place::parse(engine, &format!("{}:{path}", found.name))?;
    let bytes = match std::fs::read(&place.inner) {
        Ok(bytes) => bytes,
        Err(_) => return Ok(Value::Null),
    };
    let text = object::members::encoding::Code::Utf8.decode(&bytes);
    let lines = object::members::disk::lines(&text)
        .into_iter()
        .map(Value::str)
        .collect();
    Ok(Value::from_output(lines))
}

/// `$drive:path = ...`: writes the file, a line a value.
fn write(engine: &mut Engine, drive: &str, path: &str, value: Value) -> Result {
    if place::drive(engine, drive).is_none() {
        return place::no_drive(drive).raise();
    }
    let place = place::parse(engine, &format!("{drive}:{path}"))?;
    object::Host::may_write(engine, std::path::Path::new(&place.inner))?;
    let items = object::convert::enumerate(&value)
        .transpose()?
        .unwrap_or_else(|| vec![value.clone()]);
    let mut text = String::new();
    for item in items {
        text.push_str(&object::convert::to_text(engine, &item)?);
        text.push('\n');
    }
    std::fs::write(&place.inner, text).or_else(|error| {
        let fault: Fault = resolve::io_fault(&error, &place.inner).id("WriteContentIOError");
        fault.raise()
    })
}
