//! `Get-EventLog`, which PowerShell 7 no longer has and scripts for the product still call.

use super::hash::fits;
use super::log::{self, Named};
use super::record;
use crate::fault;
use crate::room::{ask, moment};
use engine::declare::Check;
use engine::{Run, Shell, Switch, cmdlet};
use lab::eventlog::Entry;
use object::date::DateTime;
use object::types::{self, TypeInfo};
use object::{Category, Fault, Result, Str, Value};

/// Type of a log, which `-List` returns.
pub static EVENT_LOG: TypeInfo = TypeInfo::class("System.Diagnostics.EventLog", &types::OBJECT);

const ENTRY_TYPES: &[Check] = &[Check::Set(&[
    "Error",
    "Information",
    "FailureAudit",
    "SuccessAudit",
    "Warning",
])];

cmdlet! {
    /// Returns entries of the event log that the product keeps on each server, newest first, or lists the logs.
    pub struct GetEventLog = "Get-EventLog" in "Microsoft.PowerShell.Management", class "Microsoft.PowerShell.Commands.GetEventLogCommand", default_set "LogName" {
        /// Name of the log: `Lync Server`.
        log_name = "LogName": Option<Str> => set("LogName"), mandatory, position(0), alias(&["LN"]);
        /// Servers; without them the one on which the administrator works.
        computer_name = "ComputerName": Vec<Str> => alias(&["Cn"]);
        /// Returns only so many entries, the newest.
        newest = "Newest": Option<i32> => set("LogName"), check(&[Check::Range(0, i32::MAX as i64)]);
        /// Returns only entries written after this moment.
        after = "After": Option<DateTime> => set("LogName");
        /// Returns only entries written before this moment.
        before = "Before": Option<DateTime> => set("LogName");
        /// Returns only entries of these users, which entries of the product do not have.
        user_name = "UserName": Vec<Str> => set("LogName");
        /// Returns only entries of these ids.
        instance_id = "InstanceId": Vec<i64> => set("LogName"), position(1);
        /// Returns only entries of these numbers.
        index = "Index": Vec<i32> => set("LogName");
        /// Returns only entries of these kinds.
        entry_type = "EntryType": Vec<Str> => set("LogName"), alias(&["ET"]), check(ENTRY_TYPES);
        /// Returns only entries that these sources wrote; wildcards count.
        source = "Source": Vec<Str> => set("LogName");
        /// Returns only entries whose text fits this pattern.
        message = "Message": Option<Str> => set("LogName"), alias(&["MSG"]);
        /// Returns entries of their base type, which all are.
        as_base_object = "AsBaseObject": Switch => set("LogName");
        /// Lists the logs.
        list = "List": Switch => set("List");
        /// Lists the names of the logs alone.
        as_string = "AsString": Switch => set("List");
    }
}

impl Run for GetEventLog {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let computers: Vec<Option<Str>> = if self.computer_name.is_empty() {
            vec![None]
        } else {
            self.computer_name.iter().cloned().map(Some).collect()
        };
        computers
            .into_iter()
            .try_for_each(|computer| match shell.set_name().as_str() {
                "List" => self.list(shell, computer.as_deref()),
                _ => self.read(shell, computer.as_deref()),
            })
    }
}

impl GetEventLog {
    fn read(&self, shell: &mut Shell<'_>, computer: Option<&str>) -> Result {
        let name = self.log_name.clone().unwrap_or_default();
        match log::named(shell.engine, &name)? {
            Named::Product => {}
            Named::Windows(log) => return shell.error(log::of_windows(&log)),
            Named::None => return no_log(&name, computer).raise(),
        }
        let mut entries = match log::entries(shell.engine, computer) {
            Ok(entries) => entries,
            Err(error) => return shell.error(fault::of(&error)),
        };
        entries.reverse();
        let limit = self
            .newest
            .and_then(|count| usize::try_from(count).ok())
            .unwrap_or(usize::MAX);
        let wanted: Vec<Entry> = entries
            .into_iter()
            .filter(|entry| self.wants(entry))
            .take(limit)
            .collect();
        if wanted.is_empty() {
            return shell.error(nothing_found());
        }
        wanted
            .into_iter()
            .try_for_each(|entry| shell.write(record::classic(entry)))
    }

    fn wants(&self, entry: &Entry) -> bool {
        let kind = record::entry_type(entry.level).1;
        self.after.is_none_or(|after| entry.time > moment(after))
            && self.before.is_none_or(|before| entry.time < moment(before))
            && self.user_name.is_empty()
            && (self.instance_id.is_empty() || self.instance_id.contains(&i64::from(entry.id)))
            && (self.index.is_empty()
                || self
                    .index
                    .iter()
                    .any(|index| i64::from(*index) == i64::try_from(entry.record).unwrap_or(-1)))
            && (self.entry_type.is_empty()
                || self
                    .entry_type
                    .iter()
                    .any(|wanted| wanted.eq_ignore_ascii_case(kind)))
            && (self.source.is_empty()
                || self.source.iter().any(|source| fits(source, entry.source)))
            && self
                .message
                .as_ref()
                .is_none_or(|message| fits(message, &entry.text))
    }

    fn list(&self, shell: &mut Shell<'_>, computer: Option<&str>) -> Result {
        let log = ask(shell.engine, |lab| Ok(log::product(lab)))?;
        if self.as_string.is_on() {
            return shell.write(log);
        }
        let count = match log::entries(shell.engine, computer) {
            Ok(entries) => entries.len(),
            Err(error) => return shell.error(fault::of(&error)),
        };
        let entries = Value::Int(i32::try_from(count).unwrap_or(i32::MAX));
        shell.write(crate::record::record(
            &EVENT_LOG,
            vec![("Log", Value::from(log)), ("Entries", entries)],
        ))
    }
}

fn nothing_found() -> Fault {
    Fault::new(&types::ARGUMENT_EXCEPTION, "No matches found")
        .id("GetEventLogNoEntriesFound")
        .category(Category::ObjectNotFound)
}

fn no_log(name: &str, computer: Option<&str>) -> Fault {
    let computer = computer.unwrap_or(".");
    Fault::new(
        &types::INVALID_OPERATION_EXCEPTION,
        format!("The event log '{name}' on computer '{computer}' does not exist."),
    )
    .id("System.InvalidOperationException")
    .category(Category::NotSpecified)
    .target(name)
}
