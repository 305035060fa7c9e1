//! What PowerShell's views say in script blocks, as functions.

use super::Cell;
use crate::options::Context;
use crate::packet::Item;
use crate::{error, values};
use object::number::{FormatNumber, NumberFormatInfo};
use object::{Result, Str, Value, convert};

const MB: f64 = 1024.0 * 1024.0;
const GB: f64 = 1024.0 * MB;
/// Ticks of a second.
const SECOND: i64 = 10_000_000;

/// The property of that name, null where there is none.
pub fn property(cx: &mut Context<'_>, item: &Value, name: &str) -> Result<Value> {
    Ok(values::get(cx.host, item, name)?.unwrap_or_default())
}

/// The property at the end of a path, `Provider.Name`.
pub fn path(cx: &mut Context<'_>, item: &Value, path: &str) -> Result<Value> {
    path.split('.')
        .try_fold(item.clone(), |value, name| property(cx, &value, name))
}

fn text_at(cx: &mut Context<'_>, item: &Value, name: &str) -> Result<Str> {
    let value = property(cx, item, name)?;
    values::object_text(cx.host, &value)
}

fn number_at(cx: &mut Context<'_>, item: &Value, name: &str) -> Result<Option<f64>> {
    let value = property(cx, item, name)?;
    if value.is_null() {
        Ok(None)
    } else {
        convert::to_f64(cx.host, &value).map(Some)
    }
}

fn two_decimals(x: f64) -> Value {
    let info = NumberFormatInfo::en_us_ref();
    Value::from(
        (x as f32)
            .format("N2", info)
            .unwrap_or_else(|_| x.to_string()),
    )
}

/// The value of a cell.
pub fn cell(cx: &mut Context<'_>, item: &Value, cell: Cell) -> Result<Option<Value>> {
    match cell {
        Cell::Property(name) => values::get(cx.host, item, name),
        Cell::Code(code) => code(cx, item).map(Some),
        Cell::Styled(at) => styled(cx, item, at).map(Some),
    }
}

/// An escape sequence in its own colour, and as one types it.
fn styled(cx: &mut Context<'_>, item: &Value, at: &str) -> Result<Value> {
    let value = path(cx, item, at)?;
    let sequence = values::object_text(cx.host, &value)?;
    Ok(Value::from(format!(
        "{sequence}{}\u{1b}[0m",
        sequence.replace('\u{1b}', "`e")
    )))
}

fn gigabytes(cx: &mut Context<'_>, item: &Value, name: &str) -> Result<Value> {
    let (used, free) = (number_at(cx, item, "Used")?, number_at(cx, item, "Free")?);
    if used.unwrap_or(0.0) == 0.0 && free.unwrap_or(0.0) == 0.0 {
        return Ok(Value::Null);
    }
    let bytes = if name == "Used" { used } else { free };
    Ok(Value::from(format!("{:.2}", bytes.unwrap_or(0.0) / GB)))
}

/// `Used (GB)` of a drive.
pub fn used_gb(cx: &mut Context<'_>, item: &Value) -> Result<Value> {
    gigabytes(cx, item, "Used")
}

/// `Free (GB)` of a drive.
pub fn free_gb(cx: &mut Context<'_>, item: &Value) -> Result<Value> {
    gigabytes(cx, item, "Free")
}

/// Name of a drive's provider.
pub fn provider_name(cx: &mut Context<'_>, item: &Value) -> Result<Value> {
    path(cx, item, "Provider.Name")
}

/// Root of a drive as it is shown.
pub fn drive_root(cx: &mut Context<'_>, item: &Value) -> Result<Value> {
    let shown = property(cx, item, "DisplayRoot")?;
    if shown.is_null() {
        property(cx, item, "Root")
    } else {
        Ok(shown)
    }
}

/// How long a command ran: hours and minutes only where there are some.
pub fn history_duration(cx: &mut Context<'_>, item: &Value) -> Result<Value> {
    let Value::TimeSpan(span) = property(cx, item, "Duration")? else {
        return Ok(Value::Null);
    };
    let ticks = span.ticks();
    let (hours, minutes) = (ticks / (3600 * SECOND), ticks / (60 * SECOND) % 60);
    let (seconds, milliseconds) = (ticks / SECOND % 60, ticks % SECOND / 10_000);
    Ok(Value::from(match (hours, minutes) {
        (0, 0) => format!("{seconds}.{milliseconds:03}"),
        (0, _) => format!("{minutes}:{seconds:02}.{milliseconds:03}"),
        _ => format!("{hours}:{minutes:02}:{seconds:02}.{milliseconds:03}"),
    }))
}

/// `NPM(K)` of a process.
pub fn npm_kb(cx: &mut Context<'_>, item: &Value) -> Result<Value> {
    Ok(Value::Long(
        (number_at(cx, item, "NPM")?.unwrap_or(0.0) / 1024.0).round_ties_even() as i64,
    ))
}

/// `PM(M)` of a process.
pub fn pm_mb(cx: &mut Context<'_>, item: &Value) -> Result<Value> {
    Ok(two_decimals(number_at(cx, item, "PM")?.unwrap_or(0.0) / MB))
}

/// `WS(M)` of a process.
pub fn ws_mb(cx: &mut Context<'_>, item: &Value) -> Result<Value> {
    Ok(two_decimals(number_at(cx, item, "WS")?.unwrap_or(0.0) / MB))
}

/// `CPU(s)` of a process.
pub fn cpu_seconds(cx: &mut Context<'_>, item: &Value) -> Result<Value> {
    Ok(two_decimals(number_at(cx, item, "CPU")?.unwrap_or(0.0)))
}

/// The day on which a process started.
pub fn start_day(cx: &mut Context<'_>, item: &Value) -> Result<Value> {
    let start = property(cx, item, "StartTime")?;
    if start.is_null() {
        return Ok(Value::Null);
    }
    Ok(Value::Str(values::formatted(cx.host, &start, &"d".into())?))
}

/// When a file was written, to the minute.
pub fn write_time(cx: &mut Context<'_>, item: &Value) -> Result<Value> {
    let time = property(cx, item, "LastWriteTime")?;
    if time.is_null() {
        return Ok(Value::Null);
    }
    Ok(Value::Str(values::formatted(
        cx.host,
        &time,
        &"{0:d} {0:HH}:{0:mm}".into(),
    )?))
}

/// Name of a file in a wide view; a folder stands in brackets.
pub fn wide_name(cx: &mut Context<'_>, item: &Value) -> Result<Value> {
    let name = text_at(cx, item, "Name")?;
    let folder = item
        .type_names()
        .iter()
        .any(|kind| &**kind == "System.IO.DirectoryInfo");
    Ok(if folder {
        Value::from(format!("[{name}]"))
    } else {
        Value::Str(name)
    })
}

/// The line above the files of a folder.
pub fn folder_line(cx: &mut Context<'_>, item: &Value) -> Result<Value> {
    let parent = text_at(cx, item, "PSParentPath")?;
    Ok(Value::from(format!(
        "    Directory: {}",
        parent.replace("Microsoft.PowerShell.Core\\FileSystem::", "")
    )))
}

/// Name of a command; an alias tells what it stands for.
pub fn command_name(cx: &mut Context<'_>, item: &Value) -> Result<Value> {
    if &*text_at(cx, item, "CommandType")? != "Alias" {
        return property(cx, item, "Name");
    }
    match property(cx, item, "DisplayName")? {
        shown if !shown.is_null() => Ok(shown),
        _ => {
            let (name, target) = (text_at(cx, item, "Name")?, text_at(cx, item, "Definition")?);
            Ok(Value::from(format!("{name} -> {target}")))
        }
    }
}

/// The signatures of a method, one a line.
pub fn overloads(cx: &mut Context<'_>, item: &Value) -> Result<Value> {
    let list = property(cx, item, "OverloadDefinitions")?;
    let mut lines = Vec::new();
    for line in values::elements(&list)?.unwrap_or_default() {
        lines.push(values::object_text(cx.host, &line)?.to_string());
    }
    Ok(Value::from(lines.join("\n")))
}

/// `Prerelease` of a module's manifest.
pub fn prerelease(cx: &mut Context<'_>, item: &Value) -> Result<Value> {
    path(cx, item, "PrivateData.PSData.Prerelease")
}

/// The editions that a module runs on, four letters each.
pub fn edition(cx: &mut Context<'_>, item: &Value) -> Result<Value> {
    let list = property(cx, item, "CompatiblePSEditions")?;
    let mut names = Vec::new();
    for name in values::elements(&list)?.unwrap_or_default() {
        names.push(
            values::object_text(cx.host, &name)?
                .chars()
                .take(4)
                .collect::<String>(),
        );
    }
    if names.is_empty() {
        names.push("Desk".to_string());
    }
    names.sort();
    Ok(Value::from(names.join(",")))
}

/// The folder of a module's folder; a folder that is a version does not count.
pub fn module_folder(cx: &mut Context<'_>, item: &Value) -> Result<Value> {
    let file = text_at(cx, item, "Path")?;
    let parent = |path: &str| {
        path.rsplit_once(['/', '\\'])
            .map(|(parent, _)| parent.to_string())
            .unwrap_or_default()
    };
    let mut folder = parent(&file);
    let leaf = folder.rsplit(['/', '\\']).next().unwrap_or_default();
    if leaf.contains('.') && leaf.split('.').all(|part| part.parse::<u32>().is_ok()) {
        folder = parent(&folder);
    }
    Ok(Value::from(parent(&folder)))
}

/// The line above the modules of a folder.
pub fn module_line(cx: &mut Context<'_>, item: &Value) -> Result<Value> {
    let folder = module_folder(cx, item)?;
    Ok(Value::from(format!(
        "    Directory: {}",
        values::object_text(cx.host, &folder)?
    )))
}

macro_rules! exported {
    ($($(#[$meta:meta])* $name:ident = $property:literal;)*) => {
        $($(#[$meta])* pub fn $name(cx: &mut Context<'_>, item: &Value) -> Result<Value> {
            let names = path(cx, item, concat!($property, ".Keys"))?;
            // A script gives one thing as itself.
            Ok(match object::convert::enumerate(&names).transpose()?.as_deref() {
                Some([only]) => only.clone(),
                _ => names,
            })
        })*
    };
}
exported! {
    /// Names of the commands that a module exports.
    exported_commands = "ExportedCommands";
    /// Names of the functions that a module exports.
    exported_functions = "ExportedFunctions";
    /// Names of the cmdlets that a module exports.
    exported_cmdlets = "ExportedCmdlets";
    /// Names of the variables that a module exports.
    exported_variables = "ExportedVariables";
    /// Names of the aliases that a module exports.
    exported_aliases = "ExportedAliases";
}

/// A line of its own.
fn line(text: impl Into<String>) -> Vec<Item> {
    vec![Item::Text(text.into())]
}

/// The object as text.
pub fn text(cx: &mut Context<'_>, item: &Value) -> Result<Vec<Item>> {
    Ok(line(&*values::object_text(cx.host, item)?))
}

/// `Message`
pub fn message(cx: &mut Context<'_>, item: &Value) -> Result<Vec<Item>> {
    Ok(line(&*text_at(cx, item, "Message")?))
}

/// `DateTime`
pub fn date_time(cx: &mut Context<'_>, item: &Value) -> Result<Vec<Item>> {
    Ok(line(&*text_at(cx, item, "DateTime")?))
}

/// `Line` of a match that was read from a file.
pub fn match_line(cx: &mut Context<'_>, item: &Value) -> Result<Vec<Item>> {
    Ok(line(&*text_at(cx, item, "Line")?))
}

/// A match of `Select-String`, with what matched emphasised where there are colours.
pub fn match_text(cx: &mut Context<'_>, item: &Value) -> Result<Vec<Item>> {
    let folder = Value::from(cx.host.folder().to_string_lossy().into_owned());
    let method = if cx.options.paint.colour {
        "ToEmphasizedString"
    } else {
        "ToString"
    };
    let text = object::members::invoke(cx.host, item, method, std::slice::from_ref(&folder));
    let text = match values::tame(text)? {
        Ok(text) => text,
        Err(_) => object::members::invoke(cx.host, item, "ToString", &[folder])?,
    };
    Ok(line(&*values::object_text(cx.host, &text)?))
}

/// An error record in the view that `$ErrorView` names.
pub fn error_record(cx: &mut Context<'_>, item: &Value) -> Result<Vec<Item>> {
    match item.as_native_rc::<object::ErrorRecord>() {
        Some(record) => Ok(line(error::text(cx.host, &record, cx.options)?)),
        None => text(cx, item),
    }
}

/// All that an error says, as `Get-Error` shows it.
pub fn error_details(cx: &mut Context<'_>, item: &Value) -> Result<Vec<Item>> {
    Ok(line(error::details(cx, item)?))
}

/// A parameter set, as `Get-Command` lists it.
pub fn parameter_set(cx: &mut Context<'_>, item: &Value) -> Result<Vec<Item>> {
    let mut items = vec![
        Item::Text(format!(
            "Parameter Set Name: {}",
            text_at(cx, item, "Name")?
        )),
        Item::NewLine,
        Item::Text(format!(
            "Is default parameter set: {}",
            text_at(cx, item, "IsDefault")?
        )),
        Item::NewLine,
    ];
    let parameters = property(cx, item, "Parameters")?;
    for parameter in values::elements(&parameters)?.unwrap_or_default() {
        items.extend(parameter_items(cx, &parameter)?);
    }
    items.push(Item::NewLine);
    Ok(items)
}

fn parameter_items(cx: &mut Context<'_>, parameter: &Value) -> Result<Vec<Item>> {
    const FIELDS: [&str; 9] = [
        "ParameterType",
        "Position",
        "IsMandatory",
        "IsDynamic",
        "HelpMessage",
        "ValueFromPipeline",
        "ValueFromPipelineByPropertyName",
        "ValueFromRemainingArguments",
        "Aliases",
    ];
    let mut inner = Vec::new();
    for name in FIELDS {
        let value = property(cx, parameter, name)?;
        let mut text = format!("{name} = ");
        crate::field::write(cx, &value, crate::field::Style::default(), &mut text)?;
        inner.extend([Item::Text(text), Item::NewLine]);
    }
    inner.extend([Item::Text("Attributes =".into()), Item::NewLine]);
    let attributes = property(cx, parameter, "Attributes")?;
    for _ in values::elements(&attributes)?.unwrap_or_default() {
        inner.push(Item::Frame(2, vec![Item::NewLine]));
    }
    let head = [
        Item::Text(format!(
            "Parameter Name: {}",
            text_at(cx, parameter, "Name")?
        )),
        Item::NewLine,
        Item::Frame(2, inner),
    ];
    Ok(vec![Item::NewLine, Item::Frame(2, head.into())])
}
