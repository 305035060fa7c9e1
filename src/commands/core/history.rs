//! `Get-History`, `Add-History`, `Clear-History`, `Invoke-History`.

use super::argument::PsObjects;
use engine::declare::Check;
use engine::{Engine, Run, Shell, Switch, cmdlet};
use object::date::{DateTime, TimeSpan};
use object::{Category, Fault, Result, Str, TypeInfo, Value, convert, types};

/// Entries that the history keeps.
const ENTRIES_MAX: usize = 4096;

/// What was typed.
#[derive(Default)]
pub struct History {
    entries: Vec<Entry>,
    last: i64,
}

/// One line of it.
#[derive(Clone)]
struct Entry {
    id: i64,
    line: Str,
    status: Str,
    start: DateTime,
    end: DateTime,
}

/// `HistoryInfo`
pub static HISTORY_INFO: TypeInfo =
    TypeInfo::class("Microsoft.PowerShell.Commands.HistoryInfo", &types::OBJECT);

impl Entry {
    fn value(&self) -> Value {
        let duration = TimeSpan::from_ticks(self.end.ticks() - self.start.ticks());
        engine::values::record(
            &HISTORY_INFO,
            vec![
                ("Id", Value::Long(self.id)),
                ("CommandLine", Value::Str(self.line.clone())),
                ("ExecutionStatus", Value::Str(self.status.clone())),
                ("StartExecutionTime", Value::DateTime(self.start)),
                ("EndExecutionTime", Value::DateTime(self.end)),
                ("Duration", Value::TimeSpan(duration)),
            ],
        )
    }
}

/// Adds a line that ran, as the prompt does.
pub fn remember(engine: &mut Engine, line: &str, start: DateTime) {
    let end = object::Host::now(engine);
    engine
        .room::<History>()
        .add(Str::from(line), Str::from("Completed"), start, end);
}

impl History {
    fn add(&mut self, line: Str, status: Str, start: DateTime, end: DateTime) -> Entry {
        self.last += 1;
        let entry = Entry {
            id: self.last,
            line,
            status,
            start,
            end,
        };
        self.entries.push(entry.clone());
        if self.entries.len() > ENTRIES_MAX {
            self.entries.remove(0);
        }
        entry
    }
}

fn not_found(id: &str, number: i64) -> Fault {
    Fault::new(
        &types::ARGUMENT_EXCEPTION,
        format!("Cannot locate the history for Id {number}."),
    )
    .id(id)
    .category(Category::ObjectNotFound)
    .target(number)
}

cmdlet! {
    /// Returns the lines that were typed in this session.
    pub struct GetHistory = "Get-History" in "Microsoft.PowerShell.Core", class "Microsoft.PowerShell.Commands.GetHistoryCommand" {
        /// Numbers of the lines.
        id = "Id": Option<Vec<i64>> => position(0), pipeline, check(&[Check::Range(1, 9_223_372_036_854_775_807)]);
        /// How many.
        count = "Count": Option<i32> => position(1), check(&[Check::Range(0, 32_767)]);
    }
}

impl Run for GetHistory {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let entries = shell.engine.room::<History>().entries.clone();
        if let Some(ids) = self.id.take() {
            for id in ids {
                match entries.iter().find(|entry| entry.id == id) {
                    Some(entry) => shell.write(entry.value())?,
                    None => shell.error(not_found("GetHistoryNoHistoryForId", id))?,
                }
            }
            return Ok(());
        }
        let count = self
            .count
            .map_or(usize::MAX, |count| usize::try_from(count).unwrap_or(0));
        let skip = entries.len().saturating_sub(count);
        for entry in &entries[skip..] {
            shell.write(entry.value())?;
        }
        Ok(())
    }
}

cmdlet! {
    /// Adds entries to the history of the session.
    pub struct AddHistory = "Add-History" in "Microsoft.PowerShell.Core", class "Microsoft.PowerShell.Commands.AddHistoryCommand" {
        /// Entries as `Get-History` writes them.
        input_object = "InputObject": PsObjects => position(0), pipeline;
        /// Writes what was made or changed.
        passthru = "Passthru": Switch;
    }
}

impl Run for AddHistory {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        for item in self.input_object.0.take().unwrap_or_default() {
            let Some((line, status, start, end)) = read(shell.engine, &item)? else {
                shell.error(
                    Fault::new(&types::INVALID_OPERATION_EXCEPTION, "Cannot add history because the input object has a format that is not valid.")
                        .id("AddHistoryInvalidInput")
                        .category(Category::InvalidData)
                        .target(item),
                )?;
                continue;
            };
            let entry = shell.engine.room::<History>().add(line, status, start, end);
            if self.passthru.is_on() {
                shell.write(entry.value())?;
            }
        }
        Ok(())
    }
}

/// The four properties that an entry must have.
fn read(engine: &mut Engine, item: &Value) -> Result<Option<(Str, Str, DateTime, DateTime)>> {
    let mut found = Vec::new();
    for name in [
        "CommandLine",
        "ExecutionStatus",
        "StartExecutionTime",
        "EndExecutionTime",
    ] {
        match engine.own_property(item, name)? {
            Some(value) => found.push(value),
            None => return Ok(None),
        }
    }
    let line = convert::to_text(engine, &found[0])?;
    let status = convert::to_text(engine, &found[1])?;
    let mut times = Vec::new();
    for value in &found[2..] {
        match convert::to(engine, value, &object::Type::Known(&types::DATE_TIME)) {
            Ok(Value::DateTime(time)) => times.push(time),
            _ => return Ok(None),
        }
    }
    Ok(Some((line, status, times[0], times[1])))
}

cmdlet! {
    /// Removes entries from the history of the session.
    pub struct ClearHistory = "Clear-History" in "Microsoft.PowerShell.Core", class "Microsoft.PowerShell.Commands.ClearHistoryCommand", default_set "IDParameter", should_process Medium {
        /// Numbers of the entries.
        id = "Id": Option<Vec<i32>> => set("IDParameter"), position(0), check(&[Check::Range(1, 2_147_483_647)]);
        /// Entries whose line matches.
        command_line = "CommandLine": Option<Vec<Str>> => set("CommandLineParameter"), check(&[Check::NotNullOrEmpty]);
        /// How many.
        count = "Count": Option<i32> => position(1), check(&[Check::Range(1, 2_147_483_647)]);
        /// Begins with the newest.
        newest = "Newest": Switch;
    }
}

impl Run for ClearHistory {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        if !shell.should_process("History", "Clear-History")? {
            return Ok(());
        }
        let ids = self.id.take();
        let lines = self.command_line.take();
        if ids.is_none() && lines.is_none() {
            let limit = self
                .count
                .map_or(usize::MAX, |count| usize::try_from(count).unwrap_or(0));
            let entries = &mut shell.engine.room::<History>().entries;
            let count = limit.min(entries.len());
            let range = if self.newest.is_on() {
                entries.len() - count..entries.len()
            } else {
                0..count
            };
            entries.drain(range);
            return Ok(());
        }
        for id in ids.unwrap_or_default() {
            let entries = &mut shell.engine.room::<History>().entries;
            let before = entries.len();
            entries.retain(|entry| entry.id != i64::from(id));
            if entries.len() == before {
                shell.error(not_found("GetHistoryNoHistoryForId", i64::from(id)))?;
            }
        }
        for line in lines.unwrap_or_default() {
            let Ok(pattern) = object::pattern::Wildcard::new(&line, true) else {
                continue;
            };
            shell
                .engine
                .room::<History>()
                .entries
                .retain(|entry| !pattern.is_match(&entry.line));
        }
        Ok(())
    }
}

cmdlet! {
    /// Runs a line of the history again.
    pub struct InvokeHistory = "Invoke-History" in "Microsoft.PowerShell.Core", class "Microsoft.PowerShell.Commands.InvokeHistoryCommand", should_process Medium {
        /// Number of the line, or how it begins.
        id = "Id": Option<Str> => position(0), by_name;
    }
}

impl Run for InvokeHistory {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let entries = &shell.engine.room::<History>().entries;
        let wanted = self.id.clone();
        let entry = match &wanted {
            None => entries.last(),
            Some(text) => match text.parse::<i64>() {
                Ok(id) => entries.iter().find(|entry| entry.id == id),
                Err(_) => entries
                    .iter()
                    .rev()
                    .find(|entry| entry.line.starts_with(text.as_str())),
            },
        };
        let Some(entry) = entry.cloned() else {
            let text = wanted.unwrap_or_default();
            return match text.parse::<i64>() {
                Ok(id) => not_found("InvokeHistoryNoHistoryForId", id).raise(),
                Err(_) => Fault::new(
                    &types::ARGUMENT_EXCEPTION,
                    format!("Cannot locate history for commandline {text}."),
                )
                .id("InvokeHistoryNoHistoryForCommandline")
                .category(Category::ObjectNotFound)
                .target(text)
                .raise(),
            };
        };
        if !shell.should_process(&entry.line, "Invoke-History")? {
            return Ok(());
        }
        let code = shell.engine.parse(&entry.line, None)?;
        let block = Value::native(engine::block::ScriptBlock {
            code,
            state: Some(shell.engine.state),
        });
        shell.engine.run_in_place(&block, shell.out)
    }
}
